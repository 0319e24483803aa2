/* db.h - the only header that knows a database exists; db.c is the only file that includes the engine's.
 *
 * One struct db is one connection with its cache of prepared statements; one thread at a time uses it.
 * A query is named in sql/queries and asked for by its enum (queries.h). */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "queries.h"

struct arena;
struct db;
struct row; /* a running query; reset by row_done(), row_end() or row_exec() */

enum db_mode {
    DB_WRITER, /* read and write; creates the file when it is absent */
    DB_READER, /* query_only: a write is refused by the engine        */
    DB_PUBLIC  /* a reader that finds nothing but what a release has published: SELECT from tables and views called
                  published_..., and functions; every other statement and table is refused when it is prepared */
};

/* Opens `path` (":memory:" too), sets and reads back everything that durability and integrity rest on
 * (WAL, synchronous=FULL, foreign_keys, DEFENSIVE ...).  ERR_INTERNAL with a log line otherwise. */
MUST_USE enum err db_open(const char *path, enum db_mode mode, struct db **ret_db);
void db_close(struct db *db); /* NULL is fine */

/* Runs a script of statements (migrations, seeds). */
MUST_USE enum err db_script(struct db *db, const char *sql);

/* On a reader: until db_read_end() all is read as it was at the first query from here on, and the engine takes its
 * locks once.  The end is allowed without a beginning. */
MUST_USE enum err db_read_begin(struct db *db);
void db_read_end(struct db *db);

MUST_USE enum err db_begin(struct db *db);
/* Commits when `e` is OK, rolls back otherwise; returns the first failure. */
MUST_USE enum err db_end(struct db *db, enum err e);

/* What this transaction deletes is not to be found in the engine's write-ahead log either: the next commit empties it,
 * or, when somebody reads just then, one of those after it. */
void db_wipe_after_commit(struct db *db);

bool db_is_in_transaction(const struct db *db);

/* One request's share of a group commit. */
MUST_USE enum err db_savepoint(struct db *db);
/* Releases when `e` is OK, rolls back to the savepoint otherwise; returns the first failure. */
MUST_USE enum err db_savepoint_end(struct db *db, enum err e);

struct row *db_query(struct db *db, enum query query);
void bind_int(struct row *r, const char *name, int64_t v);
void bind_text(struct row *r, const char *name, const char *v); /* NULL binds NULL; `v` is copied */
void bind_null(struct row *r, const char *name);

MUST_USE enum err row_next(struct row *r); /* OK: a row; ERR_NOT_FOUND: no more */
int64_t row_int(struct row *r, int col);
bool row_is_null(struct row *r, int col);
const char *row_text(struct row *r, int col, struct arena *a); /* "" for NULL; owner: the arena */
/* Whether the text holds a NUL byte, behind which row_text sees nothing.  We write none: somebody altered it. */
bool row_has_nul(struct row *r, int col);
void row_done(struct row *r);
/* Ends a loop over rows: ERR_NOT_FOUND, the loop's normal end, becomes OK. */
MUST_USE enum err row_end(struct row *r, enum err e);
/* Runs a change to its end.  `ret_changed` (may be NULL) gets the number of rows changed.
 * ERR_CONFLICT: a UNIQUE stood in the way; ERR_INVALID: a CHECK refused the value; ERR_FULL: no room; ERR_BUSY: another
 * process writes; ERR_INTERNAL otherwise. */
MUST_USE enum err row_exec(struct row *r, int *ret_changed);
/* As row_exec, but a change of any other number of rows than one is ERR_CONFLICT. */
MUST_USE enum err row_exec_one(struct row *r);
int64_t db_last_id(struct db *db);

/* The key of the audit chain, 32 bytes, copied; audit_store reads it. */
void db_set_audit_key(struct db *db, const unsigned char key[32]);
const unsigned char *db_audit_key(const struct db *db);

/* PRAGMA user_version: the number of migrations applied. */
MUST_USE enum err db_schema_version(struct db *db, int64_t *ret_version);
MUST_USE enum err db_set_schema_version(struct db *db, int64_t version);

/* What the engine finds wrong with the file: pages, indexes, foreign keys.  NULL: nothing; else the first fault as text
 * (arena). */
const char *db_integrity(struct db *db, struct arena *a);

/* A consistent copy of the whole database into the new file `path`; what a failure leaves there is no copy. */
MUST_USE enum err db_copy_to(struct db *db, const char *path);

/* Tests: the n-th step that touches the database from now on fails; 0 turns it off. */
void db_fail_nth(struct db *db, int n);
/* Tests: 0, or 1 + the number of the first query that does not prepare. */
int db_prepare_all(struct db *db);
/* Tests and `check`: runs an invariant; true and the first column as text when it returns a row. */
bool db_first_row(struct db *db, const char *sql, struct arena *a, const char **ret_text);
/* Tests: the query's plan as text. */
const char *db_plan(struct db *db, enum query query, struct arena *a);

#endif
