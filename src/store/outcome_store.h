/* outcome_store.h - the numbers and outcomes that everybody may know: counted anew whenever they are looked at,
 * proposed by one of the office, made public by another.  The rules: domain/outcome.h.  Handbook 4.4, 4.3. */
#ifndef STORE_OUTCOME_STORE_H
#define STORE_OUTCOME_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/outcome.h"
#include "store/audit_store.h"

struct arena;
struct closing;
struct db;
struct round;

enum { PUBLISHED_OUTCOMES_MAX = 99 };

/* ---- what everybody reads: the published_ tables alone ---- */

struct published_outcome {
    int64_t id;
    const char *ref;
    int version_no;
    int64_t notice_id;
    int notice_version; /* of the notice that it is about, with its check code */
    const char *notice_code;
    const char *issuer, *lead, *closing;
    const char *record, *sha256, *check_code;
    int64_t published_at;
    struct outcome is;
};
struct published_outcomes {
    struct published_outcome *items; /* the newest first: that one holds */
    size_t len;                      /* 0: nothing is public */
};
/* Owner: the arena. */
MUST_USE enum err published_outcomes(struct db *db, struct arena *a, int64_t round_id, struct published_outcomes *ret);

/* ---- the office ---- */

struct outcome_proposal {
    int64_t id;
    const char *ref;
    int64_t notice_id;
    int64_t proposed_at, proposed_by;
    const char *proposer;
    struct outcome is;
};
struct outcome_desk {
    struct outcome_facts facts;
    struct outcome now; /* as counted at this moment */
    int64_t notice_id;
    int notice_version;
    const char *notice_code;
    struct outcome_proposal proposal; /* when facts.is_proposed */
    struct published_outcomes published;
};
/* As this account sees it; `c`: closing_get() with the same `x`, in the same transaction; NULL when no notice was
 * released.  Owner: the arena. */
MUST_USE enum err outcome_desk_of(const struct reading_for *x, const struct closing *c, int64_t now,
                                  struct outcome_desk *ret);
/* "received=7 identified=3 …": what a page showed, so that nobody proposes other numbers than they saw. */
const char *outcome_shown(struct arena *a, const struct outcome_desk *d);

/* Call each after its may_…_outcome(), with a desk that was read in this transaction.  ERR_CONFLICT: another proposal
 * waits. */
MUST_USE enum err outcome_propose(const struct writing *c, int64_t round_id, const struct outcome_desk *d);
MUST_USE enum err outcome_withdraw(const struct writing *c, const struct outcome_desk *d);
/* Makes the numbers public as the next version, with their record, fingerprint and check code.  ERR_CONFLICT: by who
 * proposed them, or they are not those that were proposed. */
MUST_USE enum err outcome_release(const struct writing *c, const struct round *round, const struct outcome_desk *d);

/* As publicity_verify(), of what was made public; *ret_what (arena) names what was altered. */
MUST_USE enum err outcome_verify(struct db *db, struct arena *a, int64_t after, int64_t *ret_count, int64_t *ret_bad,
                                 const char **ret_what);

#endif
