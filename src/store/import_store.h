/* import_store.h - a register of bodies and accounts that the office or an administrator brings: looked at first, then
 * carried out in batches beside the requests. */
#ifndef STORE_IMPORT_STORE_H
#define STORE_IMPORT_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/role.h"
#include "store/audit_store.h"
#include "store/round_store.h"

struct arena;
struct db;
struct random;

/* What became, or would become, of a row. */
enum import_outcome { IMPORT_NEW, IMPORT_SAME, IMPORT_DIFFERS, IMPORT_WRONG, IMPORT__COUNT };

/* "new", "same", "differs", "wrong". */
const char *import_outcome_ident(enum import_outcome outcome);

/* Cells as typed; "" for absent ones. */
struct import_row {
    int line;
    const char *role, *name, *org_code, *sector, *district, *login, *person_name;
    enum import_outcome outcome;
    const char *said; /* one sentence of the report */
};

/* How far an import is. */
enum import_state { IMPORT_LOOKED_AT, IMPORT_QUEUED, IMPORT_RUNNING, IMPORT_DONE, IMPORT_CANCELLED };

struct import {
    int64_t id;
    const char *ref, *filename, *encoding, *sha256;
    bool is_xlsx;
    enum role made_by_role;
    int64_t made_at, applied_at, ended_at; /* 0: not */
    enum import_state state;
    int64_t rows_total, rows_done;
    int64_t last_row;                   /* the line up to which it was carried out */
    int64_t counts[IMPORT__COUNT];      /* of all rows */
    int64_t done_counts[IMPORT__COUNT]; /* of those that were carried out */
    int64_t ahead;                      /* imports that come before it, while it is queued */
};

/* What importing needs besides the rows; `who` in the role in which it is ordered. */
struct import_desk {
    struct db *db;
    struct random *rnd;
    struct arena *a;
    const struct audit_actor *who;
    const struct round *round;
};

/* ---- looking ---- */

/* Reports in every row what would become of it, the rows before it counted in.  Writes nothing: for a reader, outside
 * the transaction. */
MUST_USE enum err import_rehearse(const struct import_desk *d, struct import_row *rows, size_t len);
/* Keeps the file's name and the rehearsed rows. */
MUST_USE enum err import_add(const struct import_desk *d, const struct import *in, const struct import_row *rows,
                             size_t len, const char **ret_ref);

/* ERR_NOT_FOUND when there is none. */
MUST_USE enum err import_by_ref(struct db *db, struct arena *a, const char *ref, struct import *ret);
struct import_part {
    int64_t import_id, after;
    const char *outcome; /* "" for all */
    size_t limit;
};
/* Up to `limit` rows behind the line `after`, in the order of the sheet. */
MUST_USE enum err import_rows(struct db *db, struct arena *a, const struct import_part *part, struct import_row **ret,
                              size_t *ret_len);

struct import_recent {
    const char *ref, *filename, *person_name;
    int64_t made_at, rows_total, rows_done;
    enum import_state state;
};
enum { IMPORT_RECENT_MAX = 20 };
/* The newest first: of the administrator's eyes all, of the office's those of the office. */
MUST_USE enum err import_recent(struct db *db, struct arena *a, enum role role, struct import_recent **ret,
                                size_t *ret_len);

/* ---- carrying out ---- */

/* Orders it; import_batch carries it out.  ERR_CONFLICT when it was ordered already. */
MUST_USE enum err import_queue(const struct import_desk *d, const struct import *of);
/* Ends it where it is: what was carried out stays.  ERR_CONFLICT when it has ended or was never ordered. */
MUST_USE enum err import_cancel(const struct import_desk *d, const struct import *of);

enum { IMPORT_BATCH_ROWS = 200 };
/* The next rows of the import whose turn it is, up to IMPORT_BATCH_ROWS, and how far it is, in one transaction: each
 * row is carried out exactly once, whenever the process ends.  `d->who` says only the time and the request; who ordered
 * it is written down as who did it.  What is there stays as it is.  ERR_NOT_FOUND: none waits. */
MUST_USE enum err import_batch(const struct import_desk *d);

#endif
