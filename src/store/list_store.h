/* list_store.h - lists that are filtered, searched and put in order: what was received, and who takes part. */
#ifndef STORE_LIST_STORE_H
#define STORE_LIST_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/chain.h"
#include "domain/list_query.h"
#include "domain/nomination_status.h"
#include "domain/permission.h"

struct arena;
struct db;

/* What a list is asked for.  NULL: not asked.  Codes and identifiers are those of the round. */
struct listing_filter {
    int64_t round_id;
    struct actor actor; /* sees only what is its own: in the WHERE, not in the page */
    const char *sector; /* code; of nominations "none" for those outside the sectors */
    const char *district;
    const char *route;
    const char *status; /* nomination_status_ident */
    const char *kind;   /* of a body */
    const char *word;   /* to look for, list_search_word(); "" for none */
    enum list_order order;
};

/* Contacts as they are in the record: a page masks them. */
struct listed_nomination {
    const char *ref, *receipt_no, *route;
    struct chain chain;
    enum nomination_status status; /* restored and not submitted again is withdrawn to all but its unit */
    int version_no;
    int64_t submitted_at;
    const char *unit_name, *brand_name, *window_name, *sector_name, *district_name; /* sector_name "": outside them */
    int64_t sector_ord;
    int64_t return_due_at; /* of the return that stands, with what the unit was granted; 0: none */
    const char *contact_phone, *contact_mobile;
};
struct listed_nominations {
    const struct listed_nomination *rows; /* in the order asked for; owner: the arena */
    size_t len;
    bool is_cut; /* there are more than LIST_ROWS_MAX: only so many of them, by number, are here */
};
MUST_USE enum err nomination_listing(struct db *db, struct arena *a, const struct listing_filter *f,
                                     struct listed_nominations *ret);

/* Fills `facts->is_of_sector` and `is_of_district` for an authority or a district's office, `is_reviewed` and
 * `is_recused` for a person of the office or of a joint department; leaves others alone. */
MUST_USE enum err nomination_standing(struct db *db, int64_t nomination_id, const struct actor *who,
                                      struct nomination_facts *facts);

struct listed_body {
    const char *ref, *kind, *name, *org_code, *sector_name, *district_name;
    int64_t sector_ord, created_at;
    int accounts;           /* that may sign in */
    const char *receipt_no; /* of its nomination in this round; "" for none */
};
struct listed_bodies {
    const struct listed_body *rows;
    size_t len;
    bool is_cut;
};
/* Of a body ORDER_BRAND_... is as ORDER_UNIT_...; `route` and `status` are not asked. */
MUST_USE enum err body_listing(struct db *db, struct arena *a, const struct listing_filter *f,
                               struct listed_bodies *ret);

#endif
