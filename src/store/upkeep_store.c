/* upkeep_store.c */
#include "store/upkeep_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "sql_files.h"
#include "store/db.h"

static const char migrations[] = "sql/migrations/";
static const char invariants[] = "sql/invariants/";

/* A list that doubles when it is full. */
static void *grown(struct arena *a, void *list, size_t len, size_t size)
{
    if ((len & (len - 1)) != 0 || len == 0) {
        return len == 0 ? arena_alloc(a, 1, size) : list;
    }
    void *more = arena_alloc(a, len * 2, size);
    memcpy(more, list, len * size);
    return more;
}

int64_t migrations_known(void)
{
    int64_t n = 0;
    for (size_t i = 0; i < sql_files_len; i++) {
        n += text_starts(sql_files[i].path, migrations) ? 1 : 0;
    }
    return n;
}

size_t invariant_list(struct db *db, struct arena *a, struct invariant **ret)
{
    struct invariant *list = NULL;
    size_t len = 0;
    for (size_t i = 0; i < sql_files_len; i++) {
        const char *path = sql_files[i].path;
        if (!text_starts(path, invariants)) {
            continue;
        }
        const char *offending = NULL;
        const char *name = path + strlen(invariants);
        bool is_broken = db_first_row(db, (const char *)sql_files[i].bytes, a, &offending);
        list = grown(a, list, len, sizeof *list);
        list[len++] = (struct invariant){arena_copy(a, name, strcspn(name, ".")), is_broken ? offending : NULL};
    }
    *ret = list;
    return len;
}

enum err media_name_list(struct db *db, struct arena *a, struct media_names **ret, size_t *ret_len)
{
    struct media_names *list = NULL;
    size_t len = 0;
    struct row *r = db_query(db, Q_MEDIA_ALL);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        list = grown(a, list, len, sizeof *list);
        list[len++] = (struct media_names){row_text(r, 0, a), row_text(r, 2, a), row_int(r, 1)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

bool media_is_named(struct db *db, const char *sha256)
{
    struct row *r = db_query(db, Q_MEDIA_NAMED);
    bind_text(r, ":sha256", sha256);
    enum err e = row_next(r);
    row_done(r);
    return e != ERR_NOT_FOUND;
}

enum err signin_unlock(struct db *db, const char *login)
{
    struct row *r = db_query(db, Q_SIGNIN_UNLOCK);
    bind_text(r, ":login", login);
    return row_exec(r, NULL);
}

enum err version_list(struct db *db, struct arena *a, int64_t round_id, struct version_row **ret, size_t *ret_len)
{
    struct version_row *list = NULL;
    size_t len = 0;
    struct row *r = db_query(db, Q_VERSION_EXPORT);
    bind_int(r, ":round", round_id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        list = grown(a, list, len, sizeof *list);
        list[len++] = (struct version_row){.id = row_int(r, 0),
                                           .version_no = (int)row_int(r, 3),
                                           .nomination_ref = row_text(r, 1, a),
                                           .receipt_no = row_text(r, 2, a),
                                           .record = row_text(r, 4, a),
                                           .sha256 = row_text(r, 5, a)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}
