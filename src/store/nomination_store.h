/* nomination_store.h - nominations, their drafts, and the versions that were submitted. */
#ifndef STORE_NOMINATION_STORE_H
#define STORE_NOMINATION_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/form_rules.h"
#include "domain/permission.h"
#include "domain/route.h"
#include "store/audit_store.h"

struct arena;
struct db;
struct eligibility_facts;
struct random;
struct round;

struct nomination {
    int64_t id;
    const char *ref; /* in addresses; unguessable */
    int64_t round_id;
    int64_t body_id;
    const char *body_name;
    enum nomination_state state;
    const char *route; /* identifier; "" before the first submission */
    const char *receipt_no;
    int version_no; /* of the last submission; 0 before the first */
    int64_t created_at;
    int64_t submitted_at;
    bool is_returned; /* for revision, and the return stands (return_store.h) */
};

/* Values of a form, a draft's or a version's.  Owner: the arena. */
struct value_list {
    struct form_value *items;
    size_t len;
};

/* Without the actor's standing: see nomination_standing() of list_store.h. */
struct nomination_facts nomination_facts_of(const struct nomination *n);

/* ERR_NOT_FOUND when there is none. */
MUST_USE enum err nomination_by_ref(struct db *db, struct arena *a, const char *ref, struct nomination *ret);
MUST_USE enum err nomination_of_body(struct db *db, struct arena *a, int64_t round_id, int64_t body_id,
                                     struct nomination *ret);
/* ERR_CONFLICT when the body has a live one already. */
MUST_USE enum err nomination_start(const struct writing *c, const struct round *round, int64_t body_id,
                                   const char *body_ref, const char **ret_ref);

MUST_USE enum err nomination_submitted_count(struct db *db, int64_t round_id, int64_t *ret);

/* ---- drafts ---- */

/* One section of one draft. */
struct draft_part {
    const struct nomination *nomination;
    const struct round *round;
    const char *section;
};

MUST_USE enum err draft_values(struct db *db, struct arena *a, int64_t nomination_id, struct value_list *ret);
/* 0 when nothing was saved yet. */
MUST_USE enum err draft_saved_at(struct db *db, int64_t nomination_id, int64_t *ret_at);

/* What a page needs to save a section safely: the revision, and a short hash of each field as the page showed it,
 * "7.1a2b3c4d.…".  Goes into the form's hidden field and comes back with the text. */
MUST_USE enum err draft_mark(struct db *db, struct arena *a, const struct draft_part *part,
                             const struct value_list *stored, const char **ret_mark, int64_t *ret_saved_at);

enum draft_result {
    DRAFT_SAVED,    /* all of it is the draft now (or was already)                                   */
    DRAFT_CONFLICT, /* someone else changed the same field meanwhile, or the return for revision did not open it: the
                       rest is saved, this is kept                                                   */
    DRAFT_KEPT      /* the draft is closed or submitted: nothing changed, all of it is kept           */
};
struct draft_outcome {
    enum draft_result result;
    const char *mark;     /* the new mark of the page that posted, which still shows what it posted */
    const char *kept_ref; /* of the kept text, "" when none */
    int64_t saved_at;
};

/* Saves the posted values of one section (every field that the page asks, empty ones too; a field that is not among
 * them stays, but rows beyond those posted are emptied).  Three-way: a field that only this writer changed is saved,
 * one that only the other changed stays, one that both changed goes to kept_text, and nothing is overwritten silently.
 * A mark that is short, foreign or garbage counts as one of which everything has changed since.  Never ERR_CONFLICT. */
MUST_USE enum err draft_save(const struct writing *c, const struct draft_part *part, const char *mark,
                             const struct value_list *posted, struct draft_outcome *ret);

/* Keeps the text aside without touching the draft ("submitted", "late"): only what differs from the draft.
 * *ret_ref is "" when nothing differs. */
MUST_USE enum err draft_keep(const struct writing *c, const struct draft_part *part, const char *reason,
                             const struct value_list *posted, const char **ret_ref);

/* Makes the draft say what `values` say, for what an authority decides in its unit's stead.  What it said otherwise is
 * kept aside (for `reason`: "late", or "submitted" when the version counts again) and in the history; what was kept
 * aside before and says the same is settled.  Call while it is a draft. */
MUST_USE enum err draft_replace(const struct writing *c, const struct round *round, const struct nomination *n,
                                const struct value_list *values, const char *reason);

/* One field set directly (a picture that was stored); the last one wins.  "" removes it.  ERR_CONFLICT when the
 * nomination is no longer a draft.  Whether a return for revision opens the field is the caller's to ask. */
MUST_USE enum err draft_set(struct db *db, const struct audit_actor *who, const struct nomination *n,
                            const char *section, const char *ident, const char *value);

struct kept {
    int64_t id;
    const char *ref, *section, *reason;
    int64_t kept_at;
};
MUST_USE enum err kept_list(struct db *db, struct arena *a, int64_t nomination_id, struct kept **ret, size_t *ret_len);
MUST_USE enum err kept_get(struct db *db, struct arena *a, int64_t nomination_id, const char *ref, struct kept *ret,
                           struct value_list *ret_values);
/* Marks it settled; the chosen values were saved by draft_save before. */
MUST_USE enum err kept_settle(struct db *db, const struct audit_actor *who, const struct nomination *n,
                              const struct kept *k);

/* ---- versions ---- */

struct version {
    int64_t id;
    int version_no;
    int64_t submitted_at;
    enum route route;
    const char *record; /* canonical JSON */
    const char *sha256;
    const char *check_code;
    const char *submitted_by; /* the person's name */
};

/* The way these answers would go (handbook 1.3): computed from sector and district, never chosen. */
enum route nomination_route(const struct round *round, const struct value_list *values);

/* Freezes the draft as the next version: receipt number (the first time), record, fingerprint, check code, audit line.
 * Call after form_judge() found no error.  ERR_CONFLICT when it was submitted meanwhile; ERR_INVALID when a clause of
 * the notice refuses it (eligibility_store.h). */
MUST_USE enum err nomination_submit(struct db *db, struct arena *a, const struct audit_actor *who,
                                    const struct round *round, const struct nomination *n,
                                    const struct value_list *values);

/* As nomination_submit(), but it counts as of the moment when it came and by whom it came: what the office lets in by
 * decision.  The audit line is `who`'s, now. */
struct submission {
    int64_t at;
    int64_t account_id;
    const struct value_list *values;
    const struct eligibility_facts *facts; /* of these values, in this transaction; NULL: not judged yet */
};
MUST_USE enum err nomination_submit_as(struct db *db, struct arena *a, const struct audit_actor *who,
                                       const struct round *round, const struct nomination *n,
                                       const struct submission *s);

/* ERR_NOT_FOUND when there is no such version. */
MUST_USE enum err version_get(struct db *db, struct arena *a, int64_t nomination_id, int version_no,
                              struct version *ret, struct value_list *ret_values);

/* Computes every stored fingerprint again and holds record, values, receipt number and audit log against each other.
 * `after` is the version behind which it begins, 0 for all.  ERR_CONFLICT: *ret_bad is the id of the first version that
 * was altered or that the log does not know (go on behind it); 0 when all that are there are sound, but one that the
 * log knows is gone.  OK: *ret_count of them were looked at.  The log itself: audit_verify(). */
MUST_USE enum err version_verify(struct db *db, int64_t after, int64_t *ret_count, int64_t *ret_bad);

/* ---- pictures ---- */

struct media_row {
    const char *sha256, *kind, *thumb;
    int64_t byte_count;
    int width, height;
};
MUST_USE enum err media_row_add(struct db *db, const struct media_row *m, int64_t now);
MUST_USE enum err media_row_get(struct db *db, struct arena *a, const char *sha256, struct media_row *ret);

#endif
