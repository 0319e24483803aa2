/* form_rules.h - what the nomination form asks and whether the answers will do.  Handbook 1.2, ux.md 5 and 6.
 *
 * The form is data of the round (tables form_field and form_choice); this is the one judge of answers, for the
 * page, the task list, the check-answers page and the submission.  "Saving never blocks; only submission
 * does" (ux.md section 5, rule 4). */
#ifndef DOMAIN_FORM_RULES_H
#define DOMAIN_FORM_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "domain/form_definition.h"
#include "domain/form_value.h"

struct arena;

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

#endif
