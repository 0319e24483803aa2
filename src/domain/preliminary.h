/* preliminary.h - 组织初审: who reviews a candidate, what an answer needs, and who may see whose.  Notice, stage 3
 * ("会同 有关部门"); handbook 8 row 22 (a tie to a unit), 3.1 (judges never see one another's before). */
#ifndef DOMAIN_PRELIMINARY_H
#define DOMAIN_PRELIMINARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "domain/permission.h"

enum { GRADE_NONE = 0, GRADE_POOR = 1, GRADE_FAIR, GRADE_GOOD, GRADE_BEST, GRADE__COUNT };
/* "优", "良", "中", "差"; "" for GRADE_NONE. */
const char *grade_word(int grade);

/* Roles that review. */
bool role_reviews(enum role role);

/* One person's standing towards one candidate. */
struct review_standing {
    bool is_candidate; /* it was recommended, and the list was not recalled */
    bool is_released;  /* the outcome of the preliminary review is out: all of it is final */
    bool is_assigned;  /* to this person */
    bool has_answered;
    bool is_recused; /* this person: then nothing of it exists */
};

/* Give a candidate to reviewers, take it back, declare a recusal for somebody: the office.  ERR_NOT_FOUND: not the
 * office, or recused; ERR_CLOSED: 组织初审 is not open; ERR_CONFLICT: no candidate, or released. */
MUST_USE enum err may_assign_review(const struct actor *who, unsigned stages, const struct review_standing *s);

/* Answer: the person it was given to.  ERR_NOT_FOUND: not given, or recused; ERR_CLOSED; ERR_CONFLICT: no candidate any
 * more, or released. */
MUST_USE enum err may_answer_review(const struct actor *who, unsigned stages, const struct review_standing *s);

/* Declare oneself to have to do with it: whoever it was given to, before answering, and anyone of the office.  Final.
 */
MUST_USE enum err may_recuse(const struct actor *who, const struct review_standing *s);

/* Read the answers of the others: who has answered; and those of the office to whom it was not given, who prepare the
 * shortlist.  Blind until then.  ERR_NOT_FOUND otherwise. */
MUST_USE enum err may_read_answers(const struct actor *who, const struct review_standing *s);

/* An answer as typed and cleaned. */
struct review_draft {
    enum role role;
    bool is_veto;
    bool has_verdict;
    const char *ground, *document, *opinion;
    bool has_document_day;
    const int *grades; /* by condition; GRADE_NONE where none was given */
    size_t grades_len;
};
enum { REVIEW_TEXT_ZI = 200, REVIEW_OPINION_ZI = 600 };

/* What is wrong, in Chinese, NULL for nothing: each beside its control.  A joint department answers on its own ground
 * and need not grade; the office grades every condition and says why. */
struct review_faults {
    const char *verdict, *ground, *document, *document_on, *opinion, *grades;
};
/* True when there is none. */
bool review_judge(const struct review_draft *d, struct review_faults *ret);

#endif
