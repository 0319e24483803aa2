/* eligibility_store.h - the facts about a nomination, the register of earlier awards, and nominations that look alike.
 */
#ifndef STORE_ELIGIBILITY_STORE_H
#define STORE_ELIGIBILITY_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/compare_key.h"
#include "domain/eligibility.h"
#include "store/audit_store.h"
#include "store/name_index.h"
#include "store/nomination_store.h"

struct arena;
struct db;
struct round;

/* What is judged. */
struct eligibility_case {
    const struct round *round;
    const struct nomination *nomination;
    const struct value_list *values;
};

/* The facts of these answers now; looks at every name of the round. */
MUST_USE enum err eligibility_of(struct db *db, struct arena *a, const struct round *round, const struct nomination *n,
                                 const struct value_list *values, struct eligibility_facts *ret);

/* What looks like these answers, over the index of the store: the slow half of eligibility_seen(), for a reader. */
MUST_USE enum err eligibility_look(struct name_index *x, struct db *reader, struct arena *a,
                                   const struct eligibility_case *c, struct name_sight *ret);

/* The same facts from what was seen before (NULL: nothing), and from what has changed since as `db` sees it: cheap
 * enough for the writer.  A sight of other names counts for nothing.  *seen is brought up to date. */
MUST_USE enum err eligibility_seen(struct db *db, struct arena *a, const struct eligibility_case *c,
                                   struct name_sight *seen, struct eligibility_facts *ret);

/* Freezes what was found with the version that was just made of the answers; nomination_submit calls it.  ERR_INVALID
 * when a clause refuses them. */
MUST_USE enum err eligibility_freeze(struct db *db, const struct nomination *n, int version_no,
                                     const struct eligibility_facts *facts);

/* As they were frozen, labels included; none for a version that is older than this table. */
MUST_USE enum err eligibility_frozen(struct db *db, struct arena *a, int64_t nomination_id, int version_no,
                                     struct eligibility_facts *ret);

/* ---- the register ---- */

struct past_award {
    int64_t id;
    const char *batch, *brand_name, *unit_name;
};
MUST_USE enum err past_award_list(struct db *db, struct arena *a, struct past_award **ret, size_t *ret_len);
/* *ret_is_new is false when the register holds it already: the same list twice changes nothing. */
MUST_USE enum err past_award_add(struct db *db, struct arena *a, const struct audit_actor *who,
                                 const struct past_award *in, bool *ret_is_new);

/* ---- what looks alike, for the office ---- */

/* A submitted nomination beside another submitted one, or beside an earlier award. */
struct likeness {
    int64_t nomination_id, other_id, award_id; /* one of the last two is 0 */
    const char *ref, *receipt_no, *brand_name, *unit_name;
    const char *other_ref, *other_receipt_no, *other_batch, *other_brand_name, *other_unit_name;
    enum name_match match;
    bool same_code;      /* both gave the same code of the unit */
    const char *verdict; /* "same", "distinct", or "" while nobody has looked */
    const char *reason;
};
/* Pairs of the round, the ones that nobody has looked at first. */
MUST_USE enum err likeness_list(struct db *db, struct arena *a, const struct round *round, struct likeness **ret,
                                size_t *ret_len);
/* What a person found about a pair: "same" or "distinct", with a reason. */
MUST_USE enum err likeness_find(struct db *db, struct arena *a, const struct audit_actor *who,
                                const struct likeness *pair, const char *verdict, const char *reason);

#endif
