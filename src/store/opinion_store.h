/* opinion_store.h - giving an opinion and taking it back, the places of a recommender, the sealed sheets of opinions,
 * and what a reviewer's list and page tell.  The rules: domain/chain.h, domain/opinion.h. */
#ifndef STORE_OPINION_STORE_H
#define STORE_OPINION_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/audit_store.h"
#include "store/chain_store.h"
#include "store/nomination_store.h"

struct arena;
struct db;
struct round;

/* What the page that gives it knew. */
struct opinion_page {
    int version_no;
    const char *last_ref; /* of the last opinion in this box about that version, "" for none */
};

struct opinion_new {
    int64_t body_id; /* that gives it */
    enum opinion_kind box;
    enum verdict decision; /* AGREE or DISAGREE */
    const char *text, *signer_name, *signer_title, *signed_on;
    const char *replaces; /* ref of a nomination whose place it takes, "" for none */
};

enum opinion_result {
    OPINION_GIVEN,
    OPINION_NEWER_VERSION, /* the unit has submitted again: read that first                */
    OPINION_MEANWHILE,     /* a colleague has given one, or taken one back                 */
    OPINION_NO_PLACE       /* every place of the body is taken; opinion_places() says whom */
};

/* Gives it, on the version that counts; with `replaces` the other's place is taken back in the same act.  Anything but
 * OPINION_GIVEN changed nothing.  The quota is kept here, on the one writer: count and insert are one transaction.
 * Call after may_give_opinion() and the faults of domain/opinion.h. */
MUST_USE enum err opinion_give(const struct writing *c, const struct round *round, const struct nomination *n,
                               const struct opinion_page *page, const struct opinion_new *x, enum opinion_result *ret);

/* Takes back what `page` knew.  OPINION_GIVEN: done. */
MUST_USE enum err opinion_take_back(const struct writing *c, const struct nomination *n, int64_t body_id,
                                    enum opinion_kind box, const struct opinion_page *page, enum opinion_result *ret);

/* The last row of a version and a box, even when it was taken back; *ret_ref is "" when there is none. */
MUST_USE enum err opinion_last_ref(struct db *db, struct arena *a, int64_t nomination_id, int version_no,
                                   enum opinion_kind box, const char **ret_ref);

/* Who signed this body's last opinion in that box; "" when there was none. */
MUST_USE enum err opinion_last_signer(struct db *db, struct arena *a, int64_t body_id, enum opinion_kind box,
                                      const char **ret_name, const char **ret_title);

/* ---- places ---- */

/* One that a body recommends. */
struct opinion_place {
    int64_t nomination_id;
    const char *ref, *receipt_no, *brand_name, *unit_name;
    bool is_sent;     /* in a list that went to the office: nothing can take its place */
    bool is_returned; /* its unit is at work on it; the place is held                  */
};
struct opinion_places {
    struct opinion_place *items;
    size_t len;
    int min, max; /* of the round for this kind of body */
};
/* Those that the body recommends about the version that counts.  `box`: OPINION_SECTOR, or OPINION_DISTRICT for those
 * outside the sectors. */
MUST_USE enum err opinion_places(struct db *db, struct arena *a, const struct round *round, int64_t body_id,
                                 enum opinion_kind box, struct opinion_places *ret);

/* ---- the sealed sheet ---- */

struct opinion_scan {
    const char *sha256, *media_kind, *name;
    int64_t added_at;
    const char *added_by;
};
MUST_USE enum err opinion_scan_add(const struct writing *c, const struct nomination *n, const struct opinion *o,
                                   const char *sha256, const char *name);
/* The last one.  ERR_NOT_FOUND when there is none. */
MUST_USE enum err opinion_scan_of(struct db *db, struct arena *a, int64_t opinion_id, struct opinion_scan *ret);

/* ---- what a reviewer is told ---- */

/* Of the version that counts. */
struct review_facts {
    int64_t submitted_at;
    int64_t local_at;     /* when the local opinion was given, 0 for none */
    bool is_paper_in;     /* its sealed paper came to the office */
    int files;            /* attachments */
    int doubts;           /* facts of its eligibility that a person must look at */
    bool is_like_another; /* another nomination or an earlier award looks like it, and nobody has found yet */
};
MUST_USE enum err review_facts_of(struct db *db, int64_t nomination_id, struct review_facts *ret);

/* 办理记录: one thing that happened.  `what`: "submitted", "withdrawn", "restored", "accepted", "sealed", "opinion",
 * "returned", "return_ended", "sent", "recalled", "received". */
struct review_event {
    int64_t at;
    const char *what;
    int version_no;
    const char *person, *body_name;
    int64_t body_id;
    const char *box, *decision; /* of an opinion, a return; "" for others */
    const char *detail;         /* reason or text */
    enum route route;           /* of that version */
};
/* All that is known, the oldest first; the page leaves out what its reader may not know. */
MUST_USE enum err review_events(struct db *db, struct arena *a, int64_t nomination_id, struct review_event **ret,
                                size_t *ret_len);

#endif
