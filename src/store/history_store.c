/* history_store.c */
#include "store/history_store.h"

#include "base/arena.h"
#include "store/db.h"

enum { FIELDS_MAX = 500, VERSIONS_MAX = 200 };

enum err history_add(struct db *db, const struct audit_actor *who, int64_t nomination_id, const char *ident, int row_no,
                     const char *fresh)
{
    struct row *r = db_query(db, Q_DRAFT_HISTORY_ADD);
    bind_int(r, ":nomination", nomination_id);
    bind_text(r, ":ident", ident);
    bind_int(r, ":row_no", row_no);
    bind_text(r, ":value", fresh);
    bind_int(r, ":now", who->at);
    bind_int(r, ":account", who->account_id);
    return row_exec(r, NULL);
}

enum err history_keep(struct db *db, const struct audit_actor *who, int64_t nomination_id, const char *ident,
                      int row_no, const char *gone)
{
    struct row *r = db_query(db, Q_DRAFT_HISTORY_KEEP);
    bind_text(r, ":value", gone);
    bind_int(r, ":nomination", nomination_id);
    bind_text(r, ":ident", ident);
    bind_int(r, ":row_no", row_no);
    bind_int(r, ":now", who->at);
    bind_int(r, ":account", who->account_id);
    return row_exec(r, NULL);
}

enum err history_counts(struct db *db, struct arena *a, int64_t nomination_id, struct history_count **ret,
                        size_t *ret_len)
{
    *ret = ARENA_ARRAY(a, struct history_count, FIELDS_MAX);
    *ret_len = 0;
    struct row *r = db_query(db, Q_DRAFT_HISTORY_COUNTS);
    bind_int(r, ":nomination", nomination_id);
    enum err e = OK;
    while (*ret_len < FIELDS_MAX && (e = row_next(r)) == OK) {
        (*ret)[(*ret_len)++] = (struct history_count){row_text(r, 0, a), row_int(r, 1)};
    }
    return row_end(r, e);
}

static struct history_text text_of_row(struct row *r, struct arena *a)
{
    return (struct history_text){.id = row_int(r, 0),
                                 .ident = row_text(r, 1, a),
                                 .row_no = (int)row_int(r, 2),
                                 .value = row_text(r, 3, a),
                                 .replaced_at = row_int(r, 4),
                                 .replaced_by = row_text(r, 5, a),
                                 .written_by = row_text(r, 6, a)};
}

enum err history_of_field(struct db *db, struct arena *a, int64_t nomination_id, const struct history_span *span,
                          struct history_text **ret, size_t *ret_len)
{
    *ret = ARENA_ARRAY(a, struct history_text, span->most + 1);
    *ret_len = 0;
    struct row *r = db_query(db, Q_DRAFT_HISTORY_OF_FIELD);
    bind_int(r, ":nomination", nomination_id);
    bind_text(r, ":ident", span->ident);
    bind_int(r, ":before", span->before);
    bind_int(r, ":most", (int64_t)span->most);
    enum err e = OK;
    while (*ret_len < span->most && (e = row_next(r)) == OK) {
        (*ret)[(*ret_len)++] = text_of_row(r, a);
    }
    return row_end(r, e);
}

enum err history_get(struct db *db, struct arena *a, int64_t nomination_id, int64_t id, struct history_text *ret)
{
    struct row *r = db_query(db, Q_DRAFT_HISTORY_GET);
    bind_int(r, ":id", id);
    bind_int(r, ":nomination", nomination_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = text_of_row(r, a);
    }
    row_done(r);
    return e;
}

enum err history_versions(struct db *db, struct arena *a, int64_t nomination_id, struct version **ret, size_t *ret_len)
{
    *ret = ARENA_ARRAY(a, struct version, VERSIONS_MAX);
    *ret_len = 0;
    struct row *r = db_query(db, Q_NOMINATION_VERSIONS);
    bind_int(r, ":nomination", nomination_id);
    enum err e = OK;
    while (*ret_len < VERSIONS_MAX && (e = row_next(r)) == OK) {
        (*ret)[(*ret_len)++] = (struct version){.version_no = (int)row_int(r, 0),
                                                .submitted_at = row_int(r, 1),
                                                .check_code = row_text(r, 2, a),
                                                .submitted_by = row_text(r, 3, a)};
    }
    return row_end(r, e);
}
