/* migrate.h - the migrations of sql/migrations are the only schema. */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "base/err.h"

struct db;

/* Brings the schema up to date, each migration in one transaction with its number.  A database that already holds
 * something is first copied to DIR/backups (`dir` may be NULL: no copy; for tests).
 * ERR_CONFLICT: the database is newer than this program, and is left alone. */
MUST_USE enum err migrate(struct db *db, const char *dir);

/* Fills an empty database with the round of sql/seed: the notice, stages, sectors, districts, form, calendar; all of it
 * or nothing.  ERR_CONFLICT when a round is there already. */
MUST_USE enum err seed_round(struct db *db);

/* The first invariant of sql/invariants that does not hold: its file's name, else NULL; the offending value in
 * *ret_row (arena). */
struct arena;
const char *invariant_broken(struct db *db, struct arena *a, const char **ret_row);

#endif
