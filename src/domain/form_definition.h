/* form_definition.h - the nomination form as data of the round (tables form_field and form_choice), and answers to it.
 * Handbook 1.2: one definition drives page, validation, paper and export. */
#ifndef DOMAIN_FORM_DEFINITION_H
#define DOMAIN_FORM_DEFINITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/stage.h"

enum form_type {
    FORM_TEXT,
    FORM_LONGTEXT,
    FORM_MONTH, /* a month, or a day of it */
    FORM_DATE,
    FORM_INTEGER,
    FORM_CHOICE,
    FORM_ROWS,        /* a repeatable group; its columns are fields whose rows_of names it */
    FORM_IMAGE,       /* the value is the caller's key of a stored picture; a row each when there are several */
    FORM_DECLARATION, /* "1" when ticked */
    FORM_COMPUTED,    /* filled by the system, never asked or judged */
    FORM_TYPE__COUNT
};
enum form_pattern {
    FORM_PATTERN_NONE,
    FORM_PATTERN_BRAND_NAME,
    FORM_PATTERN_UNIT_NAME,
    FORM_PATTERN_ORG_CODE,
    FORM_PATTERN_POSTCODE,
    FORM_PATTERN_PHONE,
    FORM_PATTERN_MOBILE,
    FORM_PATTERN_EMAIL,
    FORM_PATTERN__COUNT
};
enum form_need {
    FORM_OPTIONAL,
    FORM_REQUIRED,
    FORM_REQUIRED_WITH, /* required when the field `need_on` is answered */
    FORM_NEED__COUNT
};

/* The words of the form_field table: "longtext"; "" and "brand_name"; "no", "yes", "with".
 * ERR_NOT_FOUND for any other; *ret untouched. */
const char *form_type_ident(enum form_type type);
MUST_USE enum err form_type_from_ident(const char *ident, enum form_type *ret);
const char *form_pattern_ident(enum form_pattern pattern);
MUST_USE enum err form_pattern_from_ident(const char *ident, enum form_pattern *ret);
const char *form_need_ident(enum form_need need);
MUST_USE enum err form_need_from_ident(const char *ident, enum form_need *ret);

/* The field under the one-year rule (notice part 1, "运行一年以上"), of type FORM_MONTH. */
#define FORM_BRAND_STARTED "brand_started_on"

struct form_choice {
    const char *value, *label;
};

/* One field, or one column of a repeatable group. */
struct form_field {
    const char *ident, *label, *help, *section;
    int number; /* handbook 1.2: 1-43 */
    int ord;    /* in its section */
    enum form_type type;
    enum form_pattern pattern;
    const char *rows_of; /* "" or NULL: no column */
    int64_t min, max;    /* 字 of texts, value of integers, rows of groups, pictures; max 0: no limit */
    enum form_need need;
    const char *need_on;
    bool is_public;
    enum stage stage; /* asked in this stage */
    const struct form_choice *choices;
    size_t choice_count; /* 0: the caller answers for the value */
};

/* One answer.  row_no is 0, or 1... for the columns of a group and for the pictures of one field. */
struct form_value {
    const char *ident;
    int row_no;
    const char *value; /* cleaned by form_value_clean */
};

/* A form with answers, in the round's order; both arrays may be empty. */
struct form_answers {
    const struct form_field *fields;
    size_t field_count;
    const struct form_value *values;
    size_t value_count;
};

/* Lookups; NULL or "" when absent. */
const struct form_field *form_field_of(const struct form_answers *answers, const char *ident);
const char *form_value_of(const struct form_answers *answers, const char *ident, int row_no);
/* The highest row of a group, or of the pictures of a field, that holds anything. */
int form_row_count(const struct form_answers *answers, const char *ident);
/* "没有的内容填“无”" (handbook 1.5): "无" is said on purpose, prints, and answers an optional field. */
bool form_says_none(const char *value);
/* Whether something is there: a value that is not empty and not "无"; for a group, a row; for a declaration, a tick. */
bool form_is_answered(const struct form_answers *answers, const char *ident, int row_no);
/* Whether the field must be answered, given the other answers (of the same row, in a group). */
bool form_is_needed(const struct form_answers *answers, const struct form_field *field, int row_no);
/* The label of a choice's value; the value itself when it is not in the list. */
const char *form_choice_label(const struct form_field *field, const char *value);

#endif
