/* preliminary_store.h - 组织初审: candidates, who reviews them, their answers, and recusals.  The rules:
 * domain/preliminary.h. */
#ifndef STORE_PRELIMINARY_STORE_H
#define STORE_PRELIMINARY_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/permission.h"
#include "domain/preliminary.h"
#include "domain/route.h"
#include "store/audit_store.h"

struct arena;
struct db;
struct nomination;
struct version;

enum { CANDIDATES_MAX = 1000, REVIEWERS_MAX = 200, GRADED_MAX = 16 };

/* Standing of an account. */
MUST_USE enum err review_standing_of(struct db *db, int64_t nomination_id, int64_t account_id,
                                     struct review_standing *ret);

struct candidate {
    int64_t nomination_id, version_id;
    const char *ref, *receipt_no;
    int version_no;
    const char *brand_name, *unit_name, *sector_name, *district_name; /* sector_name "" outside the sectors */
    const char *sector_code, *district_code, *unit_kind;
    enum route route;
    int place; /* in its recommender's list */
    const char *recommender_name;
    enum role recommender_role;
    bool is_received; /* the list's paper came */
    bool is_sealed;   /* its own paper came    */
    bool is_stale;    /* its unit has changed or withdrawn it since */
    int reviewers, answered, vetoes;
    int grade_sum, grades; /* of all answers together */
    bool is_mine, is_answered;
};
struct candidates {
    struct candidate *items;
    size_t len;
};
/* All that this actor may see at all: those of which it is recused are not there. */
MUST_USE enum err candidate_list(struct db *db, struct arena *a, int64_t round_id, const struct actor *who,
                                 struct candidates *ret);

/* One reviewer, and the answer that counts. */
struct review_of {
    int64_t assignment_id, account_id;
    enum role role;
    const char *person_name, *body_name;
    bool has_answered;
    bool is_veto;
    const char *ground, *document, *document_on, *opinion;
    bool saw_others; /* corrected after the others' answers could be seen */
    int64_t answered_at;
    int version_no;
    int grades[GRADED_MAX]; /* by condition, from 0; GRADE_NONE where none */
};
MUST_USE enum err reviewers_of(struct db *db, struct arena *a, int64_t nomination_id, struct review_of **ret,
                               size_t *ret_len);

struct possible_reviewer {
    int64_t account_id;
    const char *ref, *person_name, *body_name;
    enum role role;
    bool is_assigned;
    int waiting; /* other candidates that this person has not answered */
};
MUST_USE enum err possible_reviewers(struct db *db, struct arena *a, int64_t nomination_id,
                                     struct possible_reviewer **ret, size_t *ret_len);

/* Gives it to the person, or takes it back while there is no answer.  Giving twice, and taking back what was not given,
 * is no fault.  ERR_CONFLICT: taken back after an answer. */
MUST_USE enum err review_assign(const struct writing *c, const struct nomination *n, int64_t account_id);
MUST_USE enum err review_unassign(const struct writing *c, const struct nomination *n, int64_t account_id);

/* ERR_CONFLICT when it was declared already. */
MUST_USE enum err recusal_declare(const struct writing *c, const struct nomination *n, int64_t account_id,
                                  const char *reason);
struct recusal {
    const char *person_name, *body_name, *reason, *declared_by;
    int64_t declared_at;
};
MUST_USE enum err recusal_list(struct db *db, struct arena *a, int64_t nomination_id, struct recusal **ret,
                               size_t *ret_len);

/* Of which nominations an account is recused. */
struct recused_ids {
    int64_t *items;
    size_t len;
};
MUST_USE enum err recused_of(const struct reading_for *x, struct recused_ids *ret);
bool recused_has(const struct recused_ids *ids, int64_t nomination_id);

/* What a person says about the version that was recommended.  `document_on`: "2015-06-20" or "". */
struct review_new {
    int64_t version_id;
    const struct review_draft *draft;
    const char *document_on;
    bool saw_others;
};
/* ERR_NOT_FOUND: not given to who->account_id. */
MUST_USE enum err review_answer_add(const struct writing *c, const struct nomination *n, const struct review_new *x);

/* How many candidates were given to the account, and how many of them wait for its answer. */
MUST_USE enum err review_progress(struct db *db, int64_t round_id, int64_t account_id, int *ret_given,
                                  int *ret_waiting);

#endif
