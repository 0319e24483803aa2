/* form_value.c */
#include "domain/form_value.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/date_text.h"
#include "domain/org_code.h"
#include "domain/phone.h"
#include "domain/text_clean.h"

/* More digits than any count of people has; int64_t holds them all. */
enum { INTEGER_DIGITS_MAX = 18 };

/* "１，２００人" to "1200"; the cleaned text when it is no whole number. */
static char *clean_integer(struct arena *a, const char *typed)
{
    static const char *const units[] = {"人次", "人", "名", "次", "个"};
    char *cleaned = text_clean_line(a, typed);
    char *folded = text_fold_digits(a, cleaned);
    size_t len = strlen(folded);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        size_t unit_len = strlen(units[i]);
        if (len > unit_len && strcmp(folded + len - unit_len, units[i]) == 0) {
            len -= unit_len;
            break;
        }
    }
    size_t to = 0;
    for (size_t i = 0; i < len; i++) {
        bool is_digit = folded[i] >= '0' && folded[i] <= '9';
        if (!is_digit && folded[i] != ',' && folded[i] != ' ') {
            return cleaned;
        }
        if (is_digit && !(to == 1 && folded[0] == '0')) {
            folded[to++] = folded[i];
        } else if (is_digit) {
            folded[0] = folded[i];
        }
    }
    folded[to] = '\0';
    return to == 0 || to > INTEGER_DIGITS_MAX ? cleaned : folded;
}

static char *clean_date(struct arena *a, const char *typed)
{
    struct month_or_day m;
    return date_text_parse(typed, &m) == OK ? month_or_day_canonical(a, m) : text_clean_line(a, typed);
}

/* Full-width forms folded, all white space out. */
static char *clean_narrow(struct arena *a, const char *typed)
{
    char *s = text_fold_digits(a, text_clean_line(a, typed));
    size_t to = 0;
    for (size_t i = 0; s[i] != '\0'; i++) {
        if (s[i] != ' ') {
            s[to++] = s[i];
        }
    }
    s[to] = '\0';
    return s;
}

static char *clean_by_pattern(struct arena *a, enum form_pattern pattern, const char *typed)
{
    switch (pattern) {
    case FORM_PATTERN_BRAND_NAME: return text_clean_brand_name(a, typed);
    case FORM_PATTERN_ORG_CODE: return org_code_canonical(a, typed);
    case FORM_PATTERN_PHONE:
    case FORM_PATTERN_MOBILE: return phone_canonical(a, typed);
    case FORM_PATTERN_POSTCODE:
    case FORM_PATTERN_EMAIL: return clean_narrow(a, typed);
    case FORM_PATTERN_NONE:
    case FORM_PATTERN_UNIT_NAME:
    case FORM_PATTERN__COUNT:
    default: return text_clean_line(a, typed);
    }
}

char *form_value_clean(struct arena *a, const struct form_field *field, const char *typed)
{
    switch (field->type) {
    case FORM_TEXT: return clean_by_pattern(a, field->pattern, typed);
    case FORM_LONGTEXT: return text_clean_lines(a, typed);
    case FORM_MONTH:
    case FORM_DATE: return clean_date(a, typed);
    case FORM_INTEGER: return clean_integer(a, typed);
    case FORM_DECLARATION: {
        bool is_ticked = text_equal(typed, "1") || text_equal(typed, "on");
        return arena_copy(a, "1", is_ticked ? 1 : 0);
    }
    case FORM_CHOICE:
    case FORM_ROWS:
    case FORM_IMAGE:
    case FORM_COMPUTED:
    case FORM_TYPE__COUNT:
    default: return text_clean_line(a, typed);
    }
}
