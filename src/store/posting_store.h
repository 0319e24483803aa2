/* posting_store.h - 张贴: the halls of a unit, the photographs that prove what hangs there, and the notice as they are
 * judged by (domain/posting.h).  Halls, names and photographs are only ever added to. */
#ifndef STORE_POSTING_STORE_H
#define STORE_POSTING_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/posting.h"
#include "store/audit_store.h"
#include "store/nomination_store.h"

struct arena;
struct db;

enum { NOTICE_VERSIONS_MAX = 50, POSTING_LINES_MAX = 1000, POSTING_BOARD_MAX = 4000 };

/* ---- the notice ---- */

struct released_notice {
    int64_t id;
    const char *ref, *title, *title_lines, *issuer, *issued_on, *sort, *change_text, *check_code;
    int workdays;
    struct posting_notice is;
};
struct released_notices {
    struct released_notice *items; /* the newest first: that one holds */
    size_t len;
};
/* ERR_NOT_FOUND: none was released. */
MUST_USE enum err released_notices(struct db *db, struct arena *a, int64_t round_id, struct released_notices *ret);

struct released_paragraph {
    const char *kind, *text; /* kind "text", "contact" or "sign" */
};
MUST_USE enum err released_paragraphs(struct db *db, struct arena *a, int64_t notice_id,
                                      struct released_paragraph **ret, size_t *ret_len);

struct released_line {
    int64_t brand_id;
    const char *brand_name, *unit_name, *sector_name, *removal_text;
    bool is_removed;
};
/* In the list's order. */
MUST_USE enum err released_lines(struct db *db, struct arena *a, int64_t notice_id, struct released_line **ret,
                                 size_t *ret_len);

struct released_brand {
    int64_t id;
    const char *ref, *brand_name, *unit_name, *window_name, *slogan, *summary;
    bool is_removed; /* by the version that holds */
    const char *removal_text;
};
/* ERR_NOT_FOUND: it is not on the list that was published. */
MUST_USE enum err released_brand(struct db *db, struct arena *a, int64_t nomination_id, struct released_brand *ret);

/* ---- halls ---- */

struct posting_hall {
    int64_t id;
    const char *ref, *name, *address;
    int64_t added_at, ended_at; /* 0: not ended */
    const char *end_reason;
    int shown_version; /* 0: none */
};
struct hall_list {
    struct posting_hall *items; /* those that are not ended first */
    size_t len;
};
MUST_USE enum err halls_of(struct db *db, struct arena *a, int64_t nomination_id, struct hall_list *ret);
struct hall_naming {
    const char *name, *address, *by;
    int64_t at;
};
/* The names it has had, the oldest first. */
MUST_USE enum err hall_names(struct db *db, struct arena *a, int64_t hall_id, struct hall_naming **ret,
                             size_t *ret_len);

/* Each is one entry in the log.  Judge before, in the same transaction. */
MUST_USE enum err hall_add(const struct writing *c, const struct nomination *n, const char *name, const char *address);
/* ERR_CONFLICT: it was ended. */
MUST_USE enum err hall_rename(const struct writing *c, const struct posting_hall *h, const char *name,
                              const char *address);
/* ERR_CONFLICT: it was ended already. */
MUST_USE enum err hall_close(const struct writing *c, const struct posting_hall *h, const char *reason);

/* ---- photographs ---- */

struct posting_proof {
    int64_t id, hall_id;
    const char *ref, *sha256, *thumb, *posted_on, *caption, *added_by;
    int version_no;
    int64_t added_at, ended_at; /* 0: it counts */
    bool was_replaced;
    const char *end_reason;
};
struct posting_proofs {
    struct posting_proof *items; /* hall by hall, the newest first */
    size_t len;
};
MUST_USE enum err posting_proofs_of(struct db *db, struct arena *a, int64_t nomination_id, struct posting_proofs *ret);

struct posting_new {
    const struct released_notice *shown;
    const char *sha256, *posted_on, *caption;
    const struct posting_proof *replaces; /* NULL: none */
};
/* ERR_CONFLICT: what it replaces was taken back meanwhile; also a hall that was ended. */
MUST_USE enum err posting_proof_add(const struct writing *c, const struct posting_hall *h, const struct posting_new *x);
/* ERR_CONFLICT: it was taken back already. */
MUST_USE enum err posting_proof_withdraw(const struct writing *c, const struct posting_proof *p, const char *reason);

/* ---- the office's board ---- */

struct posting_line {
    int place;
    const char *nomination_ref, *body_ref, *brand_name, *unit_name, *sector_name;
    bool is_removed;
    const char *hall_ref, *hall_name, *hall_address; /* "": the unit named none */
    int shown_version;
    const char *proof_ref, *posted_on; /* "": no photograph */
    int64_t added_at;
};
/* Every brand of the version that holds, hall by hall, in the list's order; nothing of which the reader is recused. */
MUST_USE enum err posting_board(const struct reading_for *x, struct posting_line **ret, size_t *ret_len);

#endif
