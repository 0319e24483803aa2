/* store.h - one open data directory: the writer, a pool of readers, and the keys that lie beside the database. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/writer.h"

struct arena;
struct db;
struct name_index;
struct published_kept;
struct random;
struct store;

enum { STORE_READERS_MAX = 32 };

/* The 32-byte secrets of a data directory, in DIR/keys with mode 0600; made when absent. */
struct store_keys {
    unsigned char audit[32]; /* the audit chain */
    unsigned char token[32]; /* tokens of visitors' forms, proofs in public addresses */
};

/* Makes DIR and DIR/{keys,files,spool,backups}, reads or makes the keys.  ERR_INTERNAL also when a database is there
 * but the key of its audit chain is not: a new key would make every entry look altered. */
MUST_USE enum err store_prepare_dir(const char *dir, struct random *rnd, struct store_keys *ret);

/* Opens DIR/jianpin.sqlite and brings its schema up to date.  `may_create`: false refuses an absent database with
 * ERR_NOT_FOUND.  A database newer than the program is refused with ERR_CONFLICT. */
MUST_USE enum err store_open(const char *dir, struct random *rnd, bool may_create, struct store **ret);
/* NULL is fine.  Every reader has been given back before. */
void store_close(struct store *s);

const struct store_keys *store_keys(const struct store *s);

/* A read-only connection for the length of one request; waits when all are out.  NULL when none can be opened. */
struct db *store_reader_take(struct store *s);
void store_reader_give(struct store *s, struct db *db);
/* The same of those that see only what is published (DB_PUBLIC). */
struct db *store_public_take(struct store *s);
void store_public_give(struct store *s, struct db *db);

/* Runs `fn` on the writer; see writer_run(). */
MUST_USE enum err store_write(struct store *s, write_fn fn, void *ctx);

/* ---- a disk that fills up ---- */

/* From here on the store looks after the room on its disk (disk_room.h, also for `free_bytes`): while little is left,
 * store_write() answers ERR_FULL before anything is tried.  Call once, before the first request. */
void store_watch_room(struct store *s, int64_t (*free_bytes)(const char *dir));
/* Whether store_write() would refuse now. */
bool store_is_low(const struct store *s);
/* store_write() for the few bytes without which people cannot come in and read: it goes on as long as it can. */
MUST_USE enum err store_write_small(struct store *s, write_fn fn, void *ctx);

/* Changes whenever committed data may have changed (this process's own commits). */
uint64_t store_version(const struct store *s);

/* The notice that is out, for published_kept_get(). */
struct published_kept *store_published(const struct store *s);

/* The compared names of this store, for eligibility_look(). */
struct name_index *store_names(const struct store *s);

/* Tests. */
struct db *store_writer_db(struct store *s);

#endif
