/* form_definition.c */
#include "domain/form_definition.h"

#include <string.h>

#include "base/text.h"

static const char *const type_idents[FORM_TYPE__COUNT] = {
    [FORM_TEXT] = "text",         [FORM_LONGTEXT] = "longtext", [FORM_MONTH] = "month",
    [FORM_DATE] = "date",         [FORM_INTEGER] = "integer",   [FORM_CHOICE] = "choice",
    [FORM_ROWS] = "rows",         [FORM_IMAGE] = "image",       [FORM_DECLARATION] = "declaration",
    [FORM_COMPUTED] = "computed",
};
static const char *const pattern_idents[FORM_PATTERN__COUNT] = {
    [FORM_PATTERN_NONE] = "",
    [FORM_PATTERN_BRAND_NAME] = "brand_name",
    [FORM_PATTERN_UNIT_NAME] = "unit_name",
    [FORM_PATTERN_ORG_CODE] = "org_code",
    [FORM_PATTERN_POSTCODE] = "postcode",
    [FORM_PATTERN_PHONE] = "phone",
    [FORM_PATTERN_MOBILE] = "mobile",
    [FORM_PATTERN_EMAIL] = "email",
};
static const char *const need_idents[FORM_NEED__COUNT] = {
    [FORM_OPTIONAL] = "no",
    [FORM_REQUIRED] = "yes",
    [FORM_REQUIRED_WITH] = "with",
};

/* The place of `ident` among `count` words, or -1. */
static int place_of(const char *const *idents, int count, const char *ident)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(idents[i], ident) == 0) {
            return i;
        }
    }
    return -1;
}

const char *form_type_ident(enum form_type type)
{
    return type_idents[type];
}

enum err form_type_from_ident(const char *ident, enum form_type *ret)
{
    int place = place_of(type_idents, FORM_TYPE__COUNT, ident);
    if (place < 0) {
        return ERR_NOT_FOUND;
    }
    *ret = (enum form_type)place;
    return OK;
}

const char *form_pattern_ident(enum form_pattern pattern)
{
    return pattern_idents[pattern];
}

enum err form_pattern_from_ident(const char *ident, enum form_pattern *ret)
{
    int place = place_of(pattern_idents, FORM_PATTERN__COUNT, ident);
    if (place < 0) {
        return ERR_NOT_FOUND;
    }
    *ret = (enum form_pattern)place;
    return OK;
}

const char *form_need_ident(enum form_need need)
{
    return need_idents[need];
}

enum err form_need_from_ident(const char *ident, enum form_need *ret)
{
    int place = place_of(need_idents, FORM_NEED__COUNT, ident);
    if (place < 0) {
        return ERR_NOT_FOUND;
    }
    *ret = (enum form_need)place;
    return OK;
}

const struct form_field *form_field_of(const struct form_answers *answers, const char *ident)
{
    for (size_t i = 0; i < answers->field_count; i++) {
        if (text_equal(answers->fields[i].ident, ident)) {
            return &answers->fields[i];
        }
    }
    return NULL;
}

const char *form_value_of(const struct form_answers *answers, const char *ident, int row_no)
{
    for (size_t i = 0; i < answers->value_count; i++) {
        const struct form_value *v = &answers->values[i];
        if (v->row_no == row_no && text_equal(v->ident, ident)) {
            return v->value == NULL ? "" : v->value;
        }
    }
    return "";
}

/* Whether a value under `ident` is one of the field or group of that name. */
static bool belongs_to(const struct form_answers *answers, const char *ident, const char *group)
{
    if (text_equal(ident, group)) {
        return true;
    }
    const struct form_field *field = form_field_of(answers, ident);
    return field != NULL && !text_is_empty(field->rows_of) && text_equal(field->rows_of, group);
}

int form_row_count(const struct form_answers *answers, const char *ident)
{
    int rows = 0;
    for (size_t i = 0; i < answers->value_count; i++) {
        const struct form_value *v = &answers->values[i];
        if (v->row_no > rows && !text_is_empty(v->value) && belongs_to(answers, v->ident, ident)) {
            rows = v->row_no;
        }
    }
    return rows;
}

bool form_says_none(const char *value)
{
    return strcmp(value, "无") == 0;
}

bool form_is_answered(const struct form_answers *answers, const char *ident, int row_no)
{
    const struct form_field *field = form_field_of(answers, ident);
    if (field != NULL && (field->type == FORM_ROWS || field->type == FORM_IMAGE) &&
        form_row_count(answers, ident) > 0) {
        return true;
    }
    const char *value = form_value_of(answers, ident, row_no);
    if (field != NULL && field->type == FORM_DECLARATION) {
        return strcmp(value, "1") == 0;
    }
    return *value != '\0' && !form_says_none(value);
}

bool form_is_needed(const struct form_answers *answers, const struct form_field *field, int row_no)
{
    switch (field->need) {
    case FORM_REQUIRED: return field->type != FORM_COMPUTED;
    case FORM_REQUIRED_WITH: return form_is_answered(answers, field->need_on, row_no);
    case FORM_OPTIONAL:
    case FORM_NEED__COUNT:
    default: return false;
    }
}

const char *form_choice_label(const struct form_field *field, const char *value)
{
    for (size_t i = 0; i < field->choice_count; i++) {
        if (strcmp(field->choices[i].value, value) == 0) {
            return field->choices[i].label;
        }
    }
    return value;
}
