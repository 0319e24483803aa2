/* return_store.h - nominations returned for revision (domain/revision.h): all defects at once, the unit's answer, and a
 * return that is taken back.  Everything hangs on the version that was returned. */
#ifndef STORE_RETURN_STORE_H
#define STORE_RETURN_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/revision.h"
#include "store/nomination_store.h"

struct return_notice {
    int64_t id;
    const char *ref;
    int version_no;
    enum opinion_kind box;
    int64_t body_id;
    const char *body_name, *reason;
    int64_t due_at; /* as it was set */
    int64_t returned_at;
    const char *returned_by; /* the person's name */
    const char *how;         /* "resubmitted", "recalled"; "" while it stands */
    int64_t ended_at;
    const char *ended_by;
    int64_t extended_to; /* what the office granted the unit for the stage nomination; 0: nothing */
    const char *contact; /* whom the unit may ask */
};
struct return_remark {
    const char *ident, *text;
};

/* When it is due with whatever time the unit has anyway: a return never shortens it, and an extension of the stage
 * nomination that the office grants the unit extends the return too.  `round`: as all see it, or as the unit does. */
int64_t return_due(const struct round *round, const struct return_notice *t);

struct returning {
    int version_no; /* that was read: another one is no longer it */
    enum opinion_kind box;
    int64_t body_id;
    const char *reason;
    const char *contact; /* 2-60 characters */
    int64_t due_at;
    const struct return_remark *remarks; /* one a field; at least one */
    size_t remarks_len;
};
/* Returns it: its unit has a draft again, under the same receipt number.  ERR_CONFLICT: it is not submitted any more,
 * or another version is; ERR_INVALID: no remark. */
MUST_USE enum err nomination_return(const struct writing *c, const struct nomination *n, const struct returning *r,
                                    const char **ret_ref);

/* Whom this person named the last time; "" for the first. */
MUST_USE enum err return_contact_last(struct db *db, struct arena *a, int64_t account_id, const char **ret);

/* All of a nomination, the newest first, at most 50. */
MUST_USE enum err return_list_of(struct db *db, struct arena *a, int64_t nomination_id, struct return_notice **ret,
                                 size_t *ret_len);
/* ERR_NOT_FOUND when the nomination has no such one. */
MUST_USE enum err return_get(struct db *db, struct arena *a, int64_t nomination_id, const char *ref,
                             struct return_notice *ret);
/* The one that stands.  ERR_NOT_FOUND when there is none. */
MUST_USE enum err return_standing(struct db *db, struct arena *a, int64_t nomination_id, struct return_notice *ret);
/* By ident. */
MUST_USE enum err return_remarks(struct db *db, struct arena *a, int64_t return_id, struct return_remark **ret,
                                 size_t *ret_len);

/* The return that stands with its remarks: what its unit may change now. */
struct revision {
    bool is_returned; /* else everything is open, and nothing below says anything */
    struct return_notice notice;
    const struct return_remark *remarks;
    size_t remarks_len;
    const char *const *idents; /* of the remarks */
};
MUST_USE enum err revision_of(struct db *db, struct arena *a, const struct nomination *n, struct revision *ret);
/* Whether the unit may change this field (domain/revision.h); without a return every field is open. */
bool revision_is_open(const struct revision *r, const struct form_field *field);
/* The same of the files beside the form. */
bool revision_opens_attachments(const struct revision *r);
/* The remark about `ident`; NULL for none. */
const char *revision_remark(const struct revision *r, const char *ident);

/* Until when this body may write because its nomination was returned; 0 when no return stands. */
MUST_USE enum err return_due_of_body(struct db *db, int64_t round_id, int64_t body_id, int64_t *ret_at);

/* The next version came: the return that stands, if one does, is answered.  nomination_submit_as() calls it. */
MUST_USE enum err return_answer(struct db *db, struct arena *a, const struct audit_actor *who,
                                const struct nomination *n, const struct submission *s);

/* Taken back: the version counts again as it was; what the unit had changed meanwhile is kept aside for it.
 * ERR_CONFLICT: it does not stand any more. */
MUST_USE enum err return_recall(const struct writing *c, const struct round *round, const struct nomination *n,
                                const struct return_notice *t);

/* ---- the list ---- */

struct return_row {
    const char *nomination_ref, *ref, *receipt_no, *unit_name, *brand_name, *body_name, *person_name;
    int version_no, remarks;
    int64_t returned_at, due_at; /* with what the unit was granted */
    int64_t ended_at;
    enum revision_state state;
};
struct return_filter {
    const struct round *round; /* as all see it */
    int64_t body_id;           /* who returned; 0: all */
    int64_t account_id;        /* who reads: nothing of which it is recused */
    int64_t now;
    const char *word;  /* list_search_word(); "" for none */
    const char *state; /* revision_state_ident; "" for all */
};
/* The newest first, at most LIST_ROWS_MAX. */
MUST_USE enum err return_list(struct db *db, struct arena *a, const struct return_filter *f, struct return_row **ret,
                              size_t *ret_len);

#endif
