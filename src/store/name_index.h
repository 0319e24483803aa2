/* name_index.h - the names of all nominations and earlier awards, ready to be compared, and what was seen beside one.
 *
 * A sight is what looks like one nomination's names up to a change of names (name_change.no) and up to an award.  To
 * renew it on any connection looks at what came after, no more: so the long look happens before the transaction, on a
 * reader and over the index, and inside the transaction nothing that was written meanwhile is missed.  A sight that
 * has seen nothing yet, renewed, looks at everything: both ways give the same answer.
 *
 * The index is filled from what readers have committed before them, never from a transaction that may be undone. */
#ifndef STORE_NAME_INDEX_H
#define STORE_NAME_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/compare_key.h"

struct arena;
struct db;
struct name_index;

/* One a store; safe for all threads. */
struct name_index *name_index_new(void);
/* NULL is fine. */
void name_index_free(struct name_index *x);

/* What is compared.  Strings are never NULL; "" is: not answered. */
struct asked_names {
    int64_t round_id, nomination_id, body_id;
    const char *brand_name, *unit_name, *org_code;
};

/* Another live nomination of the round: alike or the same by its names, or of the same body or the same code. */
struct seen_other {
    int64_t id;
    enum name_match match;
};
struct seen_award {
    int64_t id;
    enum name_match match;
    const char *batch, *brand_name, *unit_name;
};

struct name_sight {
    struct asked_names asked;
    struct compared_name compared;
    int64_t change_no, award_id; /* the last ones that were looked at */
    int64_t awards_known;        /* earlier awards in all             */
    struct seen_other *others;   /* in no order */
    size_t others_len, others_cap;
    struct seen_award *awards; /* by id */
    size_t awards_len, awards_cap;
};

/* A sight that has seen nothing.  Strings stay the caller's; what is made of them is the arena's. */
struct name_sight name_sight_begin(struct arena *a, const struct asked_names *asked);

/* Whether it is still of these names. */
bool name_sight_is_of(const struct name_sight *s, const struct asked_names *asked);

/* Looks at what changed since it last looked, on whatever `db` sees. */
MUST_USE enum err name_sight_renew(struct name_sight *s, struct db *db, struct arena *a);

/* The long look of a sight that has seen nothing, over the index, which is brought up to date from `reader` first. */
MUST_USE enum err name_index_look(struct name_index *x, struct db *reader, struct arena *a, struct name_sight *s);

#endif
