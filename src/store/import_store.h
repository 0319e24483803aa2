/* import_store.h - a register of bodies and accounts that an administrator brings: looked at first, then carried out.
 */
#ifndef STORE_IMPORT_STORE_H
#define STORE_IMPORT_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/audit_store.h"
#include "store/round_store.h"

struct arena;
struct db;
struct random;

/* What became, or would become, of a row. */
enum import_outcome { IMPORT_NEW, IMPORT_SAME, IMPORT_DIFFERS, IMPORT_WRONG, IMPORT__COUNT };

/* Cells as typed; "" for absent ones. */
struct import_row {
    int line;
    const char *role, *name, *org_code, *sector, *district, *login, *person_name;
    enum import_outcome outcome;
    const char *said; /* one sentence of the report */
};

struct import {
    int64_t id;
    const char *ref, *filename, *encoding, *sha256;
    int64_t made_at, applied_at; /* 0: only looked at */
    int64_t counts[IMPORT__COUNT];
};

/* What importing needs besides the rows. */
struct import_desk {
    struct db *db;
    struct random *rnd;
    struct arena *a;
    const struct audit_actor *who;
    const struct round *round;
};

/* Looks at every row as if it were carried out, changes no body and no account, and keeps the report. */
MUST_USE enum err import_add(const struct import_desk *d, const struct import *in, struct import_row *rows, size_t len,
                             const char **ret_ref);
/* Carries it out: what is not there yet is added, what is there stays as it is.  ERR_CONFLICT when it was already. */
MUST_USE enum err import_apply(const struct import_desk *d, const struct import *of);

/* ERR_NOT_FOUND when there is none. */
MUST_USE enum err import_by_ref(struct db *db, struct arena *a, const char *ref, struct import *ret);
struct import_part {
    int64_t import_id, after;
    size_t limit;
};
/* Up to `limit` rows behind the line `after`, in the order of the sheet. */
MUST_USE enum err import_rows(struct db *db, struct arena *a, const struct import_part *part, struct import_row **ret,
                              size_t *ret_len);

#endif
