/* shortlist_store.h - 候选名单: choices, drafts, the names that units check, the release by two people.  The rules:
 * domain/shortlist.h.  What an account does not see (recused of it, or asked about it and silent) is left out of every
 * list that is read for it. */
#ifndef STORE_SHORTLIST_STORE_H
#define STORE_SHORTLIST_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/shortlist.h"
#include "store/audit_store.h"

struct arena;
struct db;
struct nomination;
struct round;

enum { SHORTLIST_MAX = 1000, DRAFTS_MAX = 200 };

/* Of the round as account_id sees it, at that time.  ret_last_draft (may be NULL): number of the newest draft, 0 for
 * none. */
MUST_USE enum err shortlist_facts_of(const struct reading_for *x, const struct round *round, int64_t now,
                                     struct shortlist_facts *ret, int *ret_last_draft);

/* ---- choices ---- */

struct shortlist_choice {
    int64_t nomination_id;
    enum choice choice;
    const char *reason, *note;
    bool is_told;
    int revision; /* 0: nobody has looked at it */
    int64_t saved_at;
    const char *saved_by;
};
struct shortlist_choices {
    struct shortlist_choice *items; /* by nomination_id */
    size_t len;
};
MUST_USE enum err shortlist_choices(const struct reading_for *x, struct shortlist_choices *ret);
/* Of one candidate: an open choice of revision 0 when there is none. */
struct shortlist_choice shortlist_choice_of(const struct shortlist_choices *all, int64_t nomination_id);
/* Saves it when its revision is still the one that is kept.  ERR_CONFLICT: somebody saved it meanwhile. */
MUST_USE enum err shortlist_choose(const struct writing *c, const char *nomination_ref,
                                   const struct shortlist_choice *x);

struct shortlist_veto {
    int64_t nomination_id;
    const char *body_name, *ground, *document, *document_on;
};
MUST_USE enum err shortlist_vetoes(const struct reading_for *x, struct shortlist_veto **ret, size_t *ret_len);
struct shortlist_grade {
    int64_t nomination_id;
    int condition, sum, count;
};
MUST_USE enum err shortlist_grades(const struct reading_for *x, struct shortlist_grade **ret, size_t *ret_len);

/* ---- drafts ---- */

struct shortlist_draft {
    int64_t id;
    int number;
    int64_t saved_at;
    const char *saved_by;
};
/* Freezes what is chosen now as the next draft. */
MUST_USE enum err shortlist_draft_save(const struct writing *c, int64_t round_id, int *ret_number);
/* Newest first. */
MUST_USE enum err shortlist_drafts(const struct reading_for *x, struct shortlist_draft **ret, size_t *ret_len);
/* ERR_NOT_FOUND: there is no such draft. */
MUST_USE enum err shortlist_draft_get(const struct reading_for *x, int number, struct shortlist_draft *ret);
struct shortlist_line {
    int64_t nomination_id;
    const char *ref, *receipt_no, *brand_name, *unit_name, *window_name, *sector_name, *district_name,
        *recommender_name;
    enum choice choice;
    const char *reason;
    bool is_told;
    bool is_confirmed; /* of a release: its unit has confirmed the names */
};
struct shortlist_lines {
    struct shortlist_line *items; /* by receipt number */
    size_t len;
};
MUST_USE enum err shortlist_draft_lines(const struct reading_for *x, const struct shortlist_draft *d,
                                        struct shortlist_lines *ret);

/* ---- names ---- */

struct name_check {
    int64_t id, nomination_id, body_id;
    const char *ref, *receipt_no, *nomination_ref;
    struct printed_names sent, hold, asked; /* as sent; as they hold now; as its unit wants them */
    enum names_state state;
    const char *reason, *decision_reason;
    int64_t answer_id; /* 0: none */
    int64_t answered_at, started_at;
};
/* Sends to every candidate that has none yet.  *ret_sent: how many. */
MUST_USE enum err names_start(const struct writing *c, int64_t round_id, int *ret_sent);
MUST_USE enum err names_list(const struct reading_for *x, struct name_check **ret, size_t *ret_len);
/* ERR_NOT_FOUND: none was sent. */
MUST_USE enum err names_of_nomination(const struct reading_for *x, int64_t nomination_id, struct name_check *ret);
MUST_USE enum err names_by_ref(const struct reading_for *x, const char *ref, struct name_check *ret);
/* asked NULL: the names are right. */
MUST_USE enum err names_answer(const struct writing *c, const struct name_check *k, const struct printed_names *asked,
                               const char *reason);
/* Of the answer that counts.  ERR_CONFLICT: decided already, or nothing is asked. */
MUST_USE enum err names_decide(const struct writing *c, const struct name_check *k, bool is_accepted,
                               const char *reason);

/* ---- release ---- */

struct shortlist_proposal {
    int64_t id;
    const char *ref;
    int draft;
    const char *names_reason;
    int64_t proposed_at, proposed_by;
    const char *proposer;
};
/* Call after release_judge() on facts read in the same transaction. */
MUST_USE enum err shortlist_propose(const struct writing *c, int64_t round_id, int draft, const char *names_reason);
/* The one that waits.  ERR_NOT_FOUND: none. */
MUST_USE enum err shortlist_proposal(const struct reading_for *x, struct shortlist_proposal *ret);
MUST_USE enum err shortlist_proposal_withdraw(const struct writing *c, const struct shortlist_proposal *p);

/* Releases what was proposed: entries, frozen names, record, fingerprint, check code, audit line.  ERR_CONFLICT: by the
 * person who proposed it, or released already. */
MUST_USE enum err shortlist_release(const struct writing *c, const struct round *round,
                                    const struct shortlist_proposal *p);
struct released_list {
    int64_t id;
    const char *ref, *record, *sha256, *check_code;
    int64_t released_at, proposed_at;
    const char *released_by, *proposed_by;
    const char *released_by_ref, *proposed_by_ref, *round_slug, *names_reason;
    int draft;
};
/* ERR_NOT_FOUND before the release. */
MUST_USE enum err shortlist_released(const struct reading_for *x, struct released_list *ret);
MUST_USE enum err shortlist_released_lines(const struct reading_for *x, const struct released_list *l,
                                           struct shortlist_lines *ret);
/* What became of one nomination.  ERR_NOT_FOUND before the release, or when it was no candidate. */
struct shortlist_outcome {
    bool is_shortlisted;
    const char *reason; /* "" unless the office lets the unit know */
};
MUST_USE enum err shortlist_outcome(struct db *db, struct arena *a, int64_t nomination_id,
                                    struct shortlist_outcome *ret);

/* As recommendation_verify(), of the releases. */
MUST_USE enum err shortlist_verify(struct db *db, int64_t after, int64_t *ret_count, int64_t *ret_bad);

#endif
