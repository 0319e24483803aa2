/* form_rules.h - what the nomination form asks and whether the answers will do.  Handbook 1.2, ux.md 5 and 6.
 *
 * The form is data of the round (tables form_field and form_choice); this is the one judge of answers, for the
 * page, the task list, the check-answers page and the submission.  "Saving never blocks; only submission
 * does" (ux.md section 5, rule 4). */
#ifndef DOMAIN_FORM_RULES_H
#define DOMAIN_FORM_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "domain/stage.h"

struct arena;

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

/* What the judgement depends on besides the answers. */
struct form_context {
    enum stage stage;     /* fields of other stages are not judged */
    day_no reference_day; /* the round's: the brand must have run a year by then */
    bool is_submitting;   /* false: gaps are not named and everything else is only a warning */
};

enum form_severity { FORM_WARNING, FORM_ERROR };

enum form_problem {
    FORM_MISSING,
    FORM_TOO_SHORT,
    FORM_TOO_LONG,
    FORM_TOO_MANY_CHARACTERS, /* over three code points for each 字 allowed */
    FORM_SHAPE,
    FORM_OUT_OF_RANGE,
    FORM_NOT_A_CHOICE,
    FORM_TOO_YOUNG, /* less than a year at the reference day; a warning in the border month */
    FORM_CHECK_DIGIT,
    FORM_TOO_FEW_ROWS,
    FORM_TOO_MANY_ROWS,
    FORM_DOUBTFUL_NAME, /* of a unit: perhaps not as on its seal */
    FORM_UNDIALLABLE    /* a demonstration's telephone number */
};

/* One thing to mend.  The same words stand in the summary and beside the field (ux.md section 3). */
struct form_finding {
    enum form_severity severity;
    enum form_problem problem;
    const char *ident; /* of the field or column; a group's own ident for the number of its rows */
    int row_no;
    const char *section;
    const char *message; /* cause and what to do, no full stop; owned by the arena */
};

/* Findings in the order of the form. */
struct form_findings {
    const struct form_finding *items;
    size_t count;
    size_t error_count;
};

/* The value to keep for what was typed into `field`: cleaned by its type and pattern, canonical where it can be
 * read (2013-09, 1200, 85680855、85680856), else cleaned text.  Owner: the arena. */
char *form_value_clean(struct arena *a, const struct form_field *field, const char *typed);

/* Judges one value of one field, without whether it is needed: NULL, or its first finding (owned by the arena). */
const struct form_finding *form_judge_value(struct arena *a, const struct form_field *field, const char *value,
                                            const struct form_context *context);

/* Judges the whole form, or one section of it when `section` is not NULL. */
struct form_findings form_judge(struct arena *a, const struct form_answers *answers, const struct form_context *context,
                                const char *section);

/* The first finding for a field or column (row_no 0 outside groups), errors before warnings; or NULL. */
const struct form_finding *form_finding_of(const struct form_findings *findings, const char *ident, int row_no);

enum form_section_state {
    FORM_SECTION_NOT_STARTED, /* 未开始 */
    FORM_SECTION_PARTIAL,     /* 填写中 n/m */
    FORM_SECTION_DONE         /* 已完成 */
};

/* How far a section is.  Only what stands between it and the submission counts: required fields, and optional
 * ones whose answer is in error.  A section with nothing required is done once anything is answered, and
 * `needed` is 0. */
struct form_progress {
    enum form_section_state state;
    size_t filled, needed;
};
struct form_progress form_section_progress(struct arena *a, const struct form_answers *answers,
                                           const struct form_context *context, const char *section);

/* Lookups; NULL or "" when absent. */
const struct form_field *form_field_of(const struct form_answers *answers, const char *ident);
const char *form_value_of(const struct form_answers *answers, const char *ident, int row_no);
/* The highest row of a group, or of the pictures of a field, that holds anything. */
int form_row_count(const struct form_answers *answers, const char *ident);
/* Whether the field must be answered, given the other answers. */
bool form_is_needed(const struct form_answers *answers, const struct form_field *field);
/* The label of a choice's value; the value itself when it is not in the list. */
const char *form_choice_label(const struct form_field *field, const char *value);

#endif
