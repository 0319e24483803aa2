/* migrate.c */
#include "store/migrate.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "sql_files.h"
#include "store/db.h"

static const char MIGRATIONS[] = "sql/migrations/";
static const char SEEDS[] = "sql/seed/";
static const char INVARIANTS[] = "sql/invariants/";

static bool is_sql_in(const struct embedded_file *f, const char *folder)
{
    size_t len = strlen(f->path);
    size_t at = strlen(folder);
    return text_starts(f->path, folder) && strchr(f->path + at, '/') == NULL && len > 4 &&
           strcmp(f->path + len - 4, ".sql") == 0;
}

static enum err apply(struct db *db, const struct embedded_file *f, int64_t number)
{
    TRY(db_begin(db));
    enum err e = db_script(db, (const char *)f->bytes);
    if (e == OK) {
        e = db_set_schema_version(db, number);
    }
    return db_end(db, e);
}

/* Copies the database aside before its first change. */
static enum err copy_aside(struct db *db, const char *dir, int64_t version)
{
    struct arena *a = arena_new();
    const char *path = text_format(a, "%s/backups/before-migration-%lld.sqlite", dir, (long long)version + 1);
    enum err e = access(path, F_OK) == 0 ? OK : db_copy_to(db, path);
    arena_free(a);
    return e;
}

enum err migrate(struct db *db, const char *dir)
{
    int64_t have = 0;
    TRY(db_schema_version(db, &have));
    int64_t number = 0;
    for (size_t i = 0; i < sql_files_len; i++) {
        const struct embedded_file *f = &sql_files[i];
        if (!is_sql_in(f, MIGRATIONS) || ++number <= have) {
            continue;
        }
        if (have > 0 && number == have + 1 && dir != NULL) {
            TRY(copy_aside(db, dir, have));
        }
        TRY(apply(db, f, number));
        log_line("info", "event=migrated file=%s", f->path);
    }
    if (have > number) {
        log_line("error", "event=schema_newer database=%lld program=%lld", (long long)have, (long long)number);
        return ERR_CONFLICT;
    }
    return OK;
}

enum err seed_round(struct db *db)
{
    for (size_t i = 0; i < sql_files_len; i++) {
        if (is_sql_in(&sql_files[i], SEEDS)) {
            TRY(db_script(db, (const char *)sql_files[i].bytes));
        }
    }
    return OK;
}

const char *invariant_broken(struct db *db, struct arena *a, const char **ret_row)
{
    for (size_t i = 0; i < sql_files_len; i++) {
        const struct embedded_file *f = &sql_files[i];
        if (is_sql_in(f, INVARIANTS) && db_first_row(db, (const char *)f->bytes, a, ret_row)) {
            return f->path;
        }
    }
    return NULL;
}
