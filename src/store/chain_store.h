/* chain_store.h - how far nominations have come (domain/chain.h), and the opinions about them. */
#ifndef STORE_CHAIN_STORE_H
#define STORE_CHAIN_STORE_H

#include <stdint.h>

#include "base/err.h"
#include "domain/chain.h"
#include "store/nomination_store.h"

struct row;

/* Of one nomination, read now.  ERR_INTERNAL when the database cannot say. */
MUST_USE enum err chain_of(struct db *db, struct arena *a, const struct nomination *n, struct chain *ret);

/* The same from the columns of nomination_chain in a wider row, the first of them `at`: district_decision,
 * sector_decision, is_returned, list_id, place, is_received, released.  State and route are the caller's. */
void chain_from_row(struct row *r, struct arena *a, int at, struct chain *ret);

/* An opinion about one version.  Text is the arena's. */
struct opinion {
    int64_t id;
    const char *ref;
    enum opinion_kind box;
    const char *decision; /* "agree", "disagree", "withdrawn" */
    const char *text, *signer_name, *signer_title;
    const char *signed_on; /* "2015-07-08"; "" when withdrawn */
    int64_t body_id;
    const char *body_name;
    int version_no;
    int64_t given_at;
    const char *given_by; /* the person's name, with "（代…）" when it was for a colleague */
};

/* All of a nomination, its earlier versions' too, the newest first. */
MUST_USE enum err opinion_list(struct db *db, struct arena *a, int64_t nomination_id, struct opinion **ret,
                               size_t *ret_len);
/* The one that counts for a version and a box.  ERR_NOT_FOUND when there is none or it was taken back. */
MUST_USE enum err opinion_of(struct db *db, struct arena *a, int64_t nomination_id, int version_no,
                             enum opinion_kind box, struct opinion *ret);

#endif
