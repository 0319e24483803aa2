/* migrate.c */
#include "store/migrate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "sql_files.h"
#include "store/db.h"

static const char migrations[] = "sql/migrations/";
static const char seeds[] = "sql/seed/";
static const char invariants[] = "sql/invariants/";

static bool is_sql_in(const struct embedded_file *f, const char *folder)
{
    size_t len = strlen(f->path);
    size_t at = strlen(folder);
    return text_starts(f->path, folder) && strchr(f->path + at, '/') == NULL && len > 4 &&
           strcmp(f->path + len - 4, ".sql") == 0;
}

/* Another process may have been faster while this one waited for its turn. */
static enum err apply(struct db *db, const struct embedded_file *f, int64_t number)
{
    int64_t have = 0;
    TRY(db_begin(db));
    enum err e = db_schema_version(db, &have);
    if (e == OK && have < number) {
        e = db_script(db, (const char *)f->bytes);
        e = e == OK ? db_set_schema_version(db, number) : e;
    }
    return db_end(db, e);
}

/* Gives `from` its name, and the name to the disk. */
static enum err settle_name(const char *from, const char *to, const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_done = fd >= 0 && rename(from, to) == 0 && fsync(fd) == 0;
    enum err e = is_done ? OK : FAIL("event=copy path=%s error=\"%s\"", to, strerror(errno));
    if (fd >= 0) {
        (void)close(fd);
    }
    return e;
}

/* Copies the database aside before its first change: under another name until it is whole, and in the place of what an
 * earlier attempt left, which is no copy of what is about to be changed. */
static enum err copy_aside(struct db *db, const char *dir, int64_t version)
{
    struct arena *a = arena_new();
    const char *backups = text_format(a, "%s/backups", dir);
    const char *path = text_format(a, "%s/before-migration-%lld.sqlite", backups, (long long)version + 1);
    const char *part = text_format(a, "%s.part", path);
    (void)unlink(part);
    enum err e = db_copy_to(db, part);
    e = e == OK ? settle_name(part, path, backups) : e;
    if (e != OK) {
        (void)unlink(part);
    }
    arena_free(a);
    return e;
}

/* The migration with this number, or NULL. */
static const struct embedded_file *migration(int64_t number)
{
    int64_t at = 0;
    for (size_t i = 0; i < sql_files_len; i++) {
        if (is_sql_in(&sql_files[i], migrations) && ++at == number) {
            return &sql_files[i];
        }
    }
    return NULL;
}

enum err migrate(struct db *db, const char *dir)
{
    int64_t have = 0;
    TRY(db_schema_version(db, &have));
    if (have > 0 && migration(have) == NULL) {
        log_line("error", "event=schema_newer database=%lld", (long long)have);
        return ERR_CONFLICT;
    }
    if (have > 0 && dir != NULL && migration(have + 1) != NULL) {
        TRY(copy_aside(db, dir, have));
    }
    const struct embedded_file *f = NULL;
    for (int64_t number = have + 1; (f = migration(number)) != NULL; number++) {
        TRY(apply(db, f, number));
        log_line("info", "event=migrated file=%s", f->path);
    }
    return OK;
}

enum err seed_round(struct db *db)
{
    TRY(db_savepoint(db)); /* outside a transaction it is one itself */
    enum err e = OK;
    for (size_t i = 0; e == OK && i < sql_files_len; i++) {
        if (is_sql_in(&sql_files[i], seeds)) {
            e = db_script(db, (const char *)sql_files[i].bytes);
        }
    }
    return db_savepoint_end(db, e);
}

const char *invariant_broken(struct db *db, struct arena *a, const char **ret_row)
{
    for (size_t i = 0; i < sql_files_len; i++) {
        const struct embedded_file *f = &sql_files[i];
        if (is_sql_in(f, invariants) && db_first_row(db, (const char *)f->bytes, a, ret_row)) {
            return f->path;
        }
    }
    return NULL;
}
