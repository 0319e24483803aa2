/* late_store.h - what was submitted after the close: kept as it came, and accepted only by decision (handbook 8 row
 * 10).
 */
#ifndef STORE_LATE_STORE_H
#define STORE_LATE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/nomination_store.h"

struct late {
    int64_t id;
    const char *ref;
    int64_t attempted_at;
    int64_t attempted_by;
    const char *person_name;
    int64_t closed_at;    /* the close that was missed */
    const char *decision; /* "", "accepted" or "refused" */
    const char *reason, *approver;
    int64_t decided_at;
    int version_no; /* what it became; 0 */
};

struct late_text {
    const struct nomination *nomination;
    int64_t closed_at;
    const struct value_list *values;
};
/* Keeps the values as they are.  The same values again as in the newest one that is not decided yet: that one. */
MUST_USE enum err late_keep(struct db *db, struct random *rnd, struct arena *a, const struct audit_actor *who,
                            const struct late_text *text, const char **ret_ref);

/* Of one nomination, newest first, at most 50. */
MUST_USE enum err late_of_nomination(struct db *db, struct arena *a, int64_t nomination_id, struct late **ret,
                                     size_t *ret_len);
/* ERR_NOT_FOUND when the nomination has no such one. */
MUST_USE enum err late_get(struct db *db, struct arena *a, int64_t nomination_id, const char *ref, struct late *ret,
                           struct value_list *ret_values);

struct late_row {
    const char *nomination_ref, *ref, *body_name, *brand_name;
    int64_t attempted_at;
    const char *decision;
};
/* Of the round, newest first, at most 200. */
MUST_USE enum err late_list(const struct reading_for *x, struct late_row **ret, size_t *ret_len);

struct late_decision {
    const struct late *late;
    const struct value_list *values; /* of late_get() */
    bool is_accepted;
    const char *reason, *approver;
};
/* Decides; an accepted one becomes the next version as of the moment when it came, and the draft says
 * the same from then on.  ERR_CONFLICT: decided already, or
 * the nomination is no draft any more. */
MUST_USE enum err late_decide(const struct writing *c, const struct round *round, const struct nomination *n,
                              const struct late_decision *d);

#endif
