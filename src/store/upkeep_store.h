/* upkeep_store.h - what the command line reads to look after a data directory: schema, invariants, files, versions. */
#ifndef STORE_UPKEEP_STORE_H
#define STORE_UPKEEP_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;
struct db;

/* How many migrations this program knows: the schema version it works with. */
int64_t migrations_known(void);

/* One invariant of sql/invariants and whether it holds. */
struct invariant {
    const char *name;      /* "submitted_has_version" */
    const char *offending; /* NULL: it holds; else the first column of the first row that breaks it */
};

/* Asks every invariant, in the order of their names, and returns how many there are.  One that cannot be asked counts
 * as broken. */
size_t invariant_list(struct db *db, struct arena *a, struct invariant **ret);

/* One stored picture: the names of its two files. */
struct media_names {
    const char *sha256;
    const char *thumb;
    int64_t byte_count;
};
MUST_USE enum err media_name_list(struct db *db, struct arena *a, struct media_names **ret, size_t *ret_len);

/* Whether a picture's row names this file; true also when the database does not answer (see media_sweep). */
bool media_is_named(struct db *db, const char *sha256);

/* Forgets the failed sign-ins of a login, from whatever address: its password was set anew. */
MUST_USE enum err signin_unlock(struct db *db, const char *login);

/* One submitted version, whole. */
struct version_row {
    int64_t id;
    int version_no;
    const char *nomination_ref;
    const char *receipt_no;
    const char *record;
    const char *sha256;
};
/* Every version of the round, or of all rounds with 0, in the order of submission. */
MUST_USE enum err version_list(struct db *db, struct arena *a, int64_t round_id, struct version_row **ret,
                               size_t *ret_len);

#endif
