/* published_kept.h - the notice that is out, read once and shown to all: what a release has written does not change
 * until the data do, so that pages of the public need not read it for each of their readers. */
#ifndef STORE_PUBLISHED_KEPT_H
#define STORE_PUBLISHED_KEPT_H

#include <stdint.h>

#include "base/err.h"
#include "store/outcome_store.h"
#include "store/published_store.h"

struct published_kept;

/* The version that holds (published_now()), the one before it (version 0: none), all versions (published_heads()) and
 * what came of it (published_outcomes()). */
struct published_state {
    struct published_notice notice, before;
    const struct published_head *heads;
    size_t heads_len;
    struct published_outcomes outcomes;
};

/* One a store; safe for all threads. */
struct published_kept *published_kept_new(void);
/* NULL is fine.  Every arena that was given a state has been freed before. */
void published_kept_free(struct published_kept *k);

/* The state of the round at `version` of the data (store_version()) or later; read through `db` when none is kept.
 * `version` was asked for before anything was read in db's present transaction: one that began earlier would keep what
 * is old under a new number.  *ret lasts as long as `a`.  ERR_NOT_FOUND: nothing is out. */
MUST_USE enum err published_kept_get(struct published_kept *k, struct db *db, struct arena *a, uint64_t version,
                                     int64_t round_id, const struct published_state **ret);

#endif
