/* grant_store.c */
#include "store/grant_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "store/db.h"

enum { LIST_MAX = 200, UNITS_MAX = 50 };

enum err extension_of_body(struct db *db, struct arena *a, int64_t round_id, int64_t body_id,
                           struct extension ret[STAGE__COUNT], size_t *ret_len)
{
    *ret_len = 0;
    struct row *r = db_query(db, Q_EXTENSION_OF_BODY);
    bind_int(r, ":round", round_id);
    bind_int(r, ":body", body_id);
    enum err e = OK;
    while (*ret_len < STAGE__COUNT && (e = row_next(r)) == OK) {
        struct extension *x = &ret[*ret_len];
        x->closes_at = row_int(r, 1);
        e = stage_from_ident(row_text(r, 0, a), &x->stage);
        if (e != OK) { /* the CHECK of its column knows no other stage */
            row_done(r);
            return ERR_INTERNAL;
        }
        (*ret_len)++;
    }
    return row_end(r, e);
}

enum err extension_grant(struct db *db, struct arena *a, const struct audit_actor *who, int64_t round_id,
                         const struct extension_row *is)
{
    struct row *r = db_query(db, Q_EXTENSION_ADD);
    bind_int(r, ":round", round_id);
    bind_int(r, ":body", is->body_id);
    bind_text(r, ":stage", stage_ident(is->is.stage));
    bind_int(r, ":closes_at", is->is.closes_at);
    bind_text(r, ":reason", is->reason);
    bind_text(r, ":approver", is->approver);
    bind_int(r, ":now", who->at);
    bind_int(r, ":account", who->account_id);
    TRY(row_exec_one(r));
    return audit_append(db, who, "extension_grant", "body", is->body_ref,
                        text_format(a, "stage=%s closes_at=%s approver=%s reason=%s", stage_ident(is->is.stage),
                                    at_rfc3339(a, is->is.closes_at), is->approver, is->reason));
}

enum err extension_list(struct db *db, struct arena *a, int64_t round_id, int64_t body_id, struct extension_row **ret,
                        size_t *ret_len)
{
    struct extension_row *list = ARENA_ARRAY(a, struct extension_row, LIST_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_EXTENSION_LIST);
    bind_int(r, ":round", round_id);
    bind_int(r, ":body", body_id);
    enum err e = OK;
    while (len < LIST_MAX && (e = row_next(r)) == OK) {
        list[len] = (struct extension_row){.body_ref = row_text(r, 0, a),
                                           .body_name = row_text(r, 1, a),
                                           .is = {.closes_at = row_int(r, 3)},
                                           .reason = row_text(r, 4, a),
                                           .approver = row_text(r, 5, a),
                                           .granted_at = row_int(r, 6),
                                           .granted_by = row_text(r, 7, a)};
        if (stage_from_ident(row_text(r, 2, a), &list[len].is.stage) != OK) {
            row_done(r);
            return ERR_INTERNAL;
        }
        len++;
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err unit_search(struct db *db, struct arena *a, const char *words, struct unit_row **ret, size_t *ret_len)
{
    struct unit_row *list = ARENA_ARRAY(a, struct unit_row, UNITS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_UNIT_SEARCH);
    bind_text(r, ":words", words);
    enum err e = OK;
    while (len < UNITS_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct unit_row){row_text(r, 0, a), row_text(r, 1, a)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err unit_by_ref(struct db *db, struct arena *a, const char *ref, int64_t *ret_id, const char **ret_name)
{
    struct row *r = db_query(db, Q_UNIT_BY_REF);
    bind_text(r, ":ref", ref);
    enum err e = row_next(r);
    if (e == OK) {
        *ret_id = row_int(r, 0);
        *ret_name = row_text(r, 1, a);
    }
    row_done(r);
    return e;
}

/* ---- withdrawn and restored ---- */

static enum err turn(struct db *db, const struct audit_actor *who, const struct nomination *n, bool is_withdrawing,
                     const char *reason)
{
    struct row *r = db_query(db, is_withdrawing ? Q_NOMINATION_MARK_WITHDRAWN : Q_NOMINATION_MARK_RESTORED);
    bind_int(r, ":id", n->id);
    bind_int(r, ":version_no", n->version_no);
    TRY(row_exec_one(r));
    r = db_query(db, Q_TURN_ADD);
    bind_int(r, ":nomination", n->id);
    bind_text(r, ":turn", is_withdrawing ? "withdrawn" : "restored");
    bind_int(r, ":version_no", n->version_no);
    bind_text(r, ":reason", reason);
    bind_int(r, ":now", who->at);
    bind_int(r, ":account", who->account_id);
    return row_exec_one(r);
}

enum err nomination_withdraw(struct db *db, struct arena *a, const struct audit_actor *who, const struct nomination *n,
                             const char *reason)
{
    TRY(turn(db, who, n, true, reason));
    return audit_append(db, who, "nomination_withdraw", "nomination", n->ref,
                        text_format(a, "receipt=%s version=%d reason=%s", n->receipt_no, n->version_no, reason));
}

enum err nomination_restore(struct db *db, struct arena *a, const struct audit_actor *who, const struct nomination *n)
{
    TRY(turn(db, who, n, false, ""));
    return audit_append(db, who, "nomination_restore", "nomination", n->ref,
                        text_format(a, "receipt=%s version=%d", n->receipt_no, n->version_no));
}

enum err nomination_withdrawn_of_body(struct db *db, struct arena *a, int64_t round_id, int64_t body_id,
                                      struct nomination *ret)
{
    struct row *r = db_query(db, Q_NOMINATION_WITHDRAWN_OF_BODY);
    bind_int(r, ":round", round_id);
    bind_int(r, ":body", body_id);
    enum err e = row_next(r);
    const char *ref = e == OK ? row_text(r, 0, a) : "";
    row_done(r);
    return e == OK ? nomination_by_ref(db, a, ref, ret) : e;
}

enum err nomination_turn_last(struct db *db, struct arena *a, int64_t nomination_id, struct nomination_turn *ret)
{
    struct row *r = db_query(db, Q_TURN_LAST);
    bind_int(r, ":nomination", nomination_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct nomination_turn){.is_withdrawn = strcmp(row_text(r, 0, a), "withdrawn") == 0,
                                        .version_no = (int)row_int(r, 1),
                                        .reason = row_text(r, 2, a),
                                        .at = row_int(r, 3),
                                        .by = row_text(r, 4, a)};
    }
    row_done(r);
    return e;
}
