/* seal_store.c */
#include "store/seal_store.h"

#include "base/arena.h"
#include "base/text.h"
#include "store/db.h"

enum { CODES_MAX = 10, LIST_MAX = 200 };

enum err acceptance_add(struct db *db, struct arena *a, const struct audit_actor *who, const struct nomination *n,
                        const struct version *v)
{
    struct row *r = db_query(db, Q_ACCEPTANCE_ADD);
    bind_int(r, ":version", v->id);
    bind_int(r, ":now", who->at);
    bind_int(r, ":account", who->account_id);
    TRY(row_exec_one(r));
    return audit_append(db, who, "nomination_accept", "nomination", n->ref,
                        text_format(a, "receipt=%s version=%d sha256=%s", n->receipt_no, v->version_no, v->sha256));
}

enum err acceptance_get(struct db *db, struct arena *a, int64_t version_id, struct acceptance *ret)
{
    struct row *r = db_query(db, Q_ACCEPTANCE_GET);
    bind_int(r, ":version", version_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct acceptance){.at = row_int(r, 0), .by = row_text(r, 1, a), .body_name = row_text(r, 2, a)};
    }
    row_done(r);
    return e;
}

enum err versions_by_check_code(const struct reading_for *x, const char *code, struct paper_version **ret,
                                size_t *ret_len)
{
    struct paper_version *list = ARENA_ARRAY(x->arena, struct paper_version, CODES_MAX);
    size_t len = 0;
    struct row *r = db_query(x->db, Q_VERSIONS_BY_CHECK_CODE);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":account", x->account_id);
    bind_text(r, ":code", code);
    enum err e = OK;
    while (len < CODES_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct paper_version){row_text(r, 0, x->arena), row_text(r, 1, x->arena), (int)row_int(r, 2)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err sealed_copy_add(struct db *db, struct arena *a, const struct audit_actor *who, const struct nomination *n,
                         const struct version *v, const struct sealed_copy *is)
{
    struct row *r = db_query(db, Q_SEALED_ADD);
    bind_text(r, ":ref", is->ref);
    bind_int(r, ":version", v->id);
    bind_text(r, ":received_on", is->received_on);
    bind_text(r, ":receiver", is->receiver);
    bind_int(r, ":now", who->at);
    bind_int(r, ":account", who->account_id);
    TRY(row_exec_one(r));
    if (!text_is_empty(is->scan)) {
        r = db_query(db, Q_SEALED_SCAN_ADD);
        bind_int(r, ":copy", db_last_id(db));
        bind_text(r, ":sha256", is->scan);
        TRY(row_exec_one(r));
    }
    return audit_append(db, who, "seal_received", "nomination", n->ref,
                        text_format(a, "receipt=%s version=%d check_code=%s received_on=%s receiver=%s scan=%s",
                                    n->receipt_no, v->version_no, v->check_code, is->received_on, is->receiver,
                                    text_is_empty(is->scan) ? "none" : is->scan));
}

enum err sealed_copy_last(struct db *db, struct arena *a, int64_t nomination_id, struct sealed_copy *ret)
{
    struct row *r = db_query(db, Q_SEALED_OF_NOMINATION);
    bind_int(r, ":nomination", nomination_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct sealed_copy){.ref = row_text(r, 0, a),
                                    .version_no = (int)row_int(r, 1),
                                    .received_on = row_text(r, 2, a),
                                    .receiver = row_text(r, 3, a),
                                    .scan = row_text(r, 4, a),
                                    .noted_at = row_int(r, 5)};
    }
    row_done(r);
    return e;
}

enum err sealed_copy_scan(struct db *db, struct arena *a, const char *ref, const char **ret_nomination_ref,
                          const char **ret_sha256)
{
    struct row *r = db_query(db, Q_SEALED_SCAN);
    bind_text(r, ":ref", ref);
    enum err e = row_next(r);
    if (e == OK) {
        *ret_nomination_ref = row_text(r, 0, a);
        *ret_sha256 = row_text(r, 1, a);
        e = **ret_sha256 == '\0' ? ERR_NOT_FOUND : OK;
    }
    row_done(r);
    return e;
}

enum err sealed_copy_list(const struct reading_for *x, struct sealed_row **ret, size_t *ret_len)
{
    struct sealed_row *list = ARENA_ARRAY(x->arena, struct sealed_row, LIST_MAX);
    size_t len = 0;
    struct row *r = db_query(x->db, Q_SEALED_LIST);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":account", x->account_id);
    enum err e = OK;
    while (len < LIST_MAX && (e = row_next(r)) == OK) {
        list[len] = (struct sealed_row){.nomination_ref = row_text(r, 0, x->arena),
                                        .receipt_no = row_text(r, 1, x->arena),
                                        .body_name = row_text(r, 2, x->arena),
                                        .brand_name = row_text(r, 3, x->arena),
                                        .sealed_version = (int)row_int(r, 4),
                                        .current_version = (int)row_int(r, 5),
                                        .received_on = row_text(r, 7, x->arena),
                                        .receiver = row_text(r, 8, x->arena),
                                        .ref = row_text(r, 9, x->arena),
                                        .scan = row_text(r, 10, x->arena)};
        if (nomination_state_from_ident(row_text(r, 6, x->arena), &list[len].state) != OK) {
            row_done(r);
            return ERR_INTERNAL;
        }
        len++;
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}
