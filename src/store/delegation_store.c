/* delegation_store.c */
#include "store/delegation_store.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/delegation.h"
#include "store/db.h"
#include "store/people_store.h"

enum { REF_BYTES = 8, LIST_MAX = 100 };

static enum err overlaps(struct db *db, const struct delegation *in, bool *ret)
{
    struct row *r = db_query(db, Q_DELEGATION_OVERLAPS);
    bind_int(r, ":holder", in->holder_id);
    bind_int(r, ":begins_at", in->begins_at);
    bind_int(r, ":ends_at", in->ends_at);
    enum err e = row_next(r);
    *ret = e == OK;
    return row_end(r, e);
}

enum err delegation_add(const struct writing *c, const struct delegation *in, const struct account *holder)
{
    bool is_taken = false;
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    TRY(overlaps(c->db, in, &is_taken));
    if (is_taken) {
        return ERR_CONFLICT;
    }
    struct row *r = db_query(c->db, Q_DELEGATION_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":holder", in->holder_id);
    bind_int(r, ":delegate", in->delegate_id);
    bind_int(r, ":begins_at", in->begins_at);
    bind_int(r, ":ends_at", in->ends_at);
    bind_text(r, ":reason", in->reason);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":by", c->who->account_id);
    TRY(row_exec_one(r));
    const char *detail = text_format(c->arena, "to=%lld from=%s until=%s", (long long)in->delegate_id,
                                     at_rfc3339(c->arena, in->begins_at), at_rfc3339(c->arena, in->ends_at));
    return audit_append(c->db, c->who, "delegation_make", "account", holder->ref, detail);
}

enum err delegation_list(struct db *db, struct arena *a, int64_t body_id, struct delegation **ret, size_t *ret_len)
{
    struct delegation *list = ARENA_ARRAY(a, struct delegation, LIST_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_DELEGATION_LIST);
    bind_int(r, ":body", body_id);
    enum err e = OK;
    while (len < LIST_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct delegation){.ref = row_text(r, 0, a),
                                          .holder_id = row_int(r, 1),
                                          .delegate_id = row_int(r, 2),
                                          .holder_name = row_text(r, 3, a),
                                          .delegate_name = row_text(r, 4, a),
                                          .begins_at = row_int(r, 5),
                                          .ends_at = row_int(r, 6),
                                          .reason = row_text(r, 7, a),
                                          .recalled_at = row_int(r, 8)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err delegation_by_ref(struct db *db, struct arena *a, const char *ref, struct delegation *ret)
{
    struct row *r = db_query(db, Q_DELEGATION_GET);
    bind_text(r, ":ref", ref);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct delegation){.ref = text_format(a, "%s", ref),
                                   .holder_id = row_int(r, 1),
                                   .delegate_id = row_int(r, 2),
                                   .begins_at = row_int(r, 3),
                                   .ends_at = row_int(r, 4),
                                   .recalled_at = row_int(r, 5)};
    }
    row_done(r);
    return e;
}

enum err delegation_recall(const struct writing *c, const struct delegation *d, const struct account *holder)
{
    struct row *r = db_query(c->db, Q_DELEGATION_RECALL);
    bind_text(r, ":ref", d->ref);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":by", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "delegation_recall", "account", holder->ref,
                        text_format(c->arena, "to=%lld", (long long)d->delegate_id));
}

enum err delegation_in_force(struct db *db, struct arena *a, int64_t account_id, int64_t now, struct standing_in *ret)
{
    *ret = (struct standing_in){.holder_ref = "", .holder_name = ""};
    struct row *r = db_query(db, Q_DELEGATION_IN_FORCE);
    bind_int(r, ":account", account_id);
    bind_int(r, ":now", now);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct standing_in){row_int(r, 0), row_text(r, 1, a), row_text(r, 2, a), row_int(r, 3) != 0};
    }
    return row_end(r, e);
}

enum err acts_as_head(struct db *db, struct arena *a, int64_t account_id, int64_t now, bool *ret)
{
    struct standing_in s;
    TRY(account_is_head(db, account_id, ret));
    if (*ret) {
        return OK;
    }
    TRY(delegation_in_force(db, a, account_id, now, &s));
    *ret = s.is_for_head;
    return OK;
}

enum err delegation_name_at(struct db *db, struct arena *a, int64_t account_id, int64_t at, const char *name,
                            const char **ret_name)
{
    struct row *r = db_query(db, Q_DELEGATION_AT);
    bind_int(r, ":account", account_id);
    bind_int(r, ":at", at);
    enum err e = row_next(r);
    *ret_name = delegation_name(a, name, e == OK ? row_text(r, 0, a) : "");
    return row_end(r, e);
}

enum err delegation_note(const struct writing *c, const char *act)
{
    struct standing_in s;
    TRY(delegation_in_force(c->db, c->arena, c->who->account_id, c->who->at, &s));
    return s.holder_id == 0 ? OK : audit_append(c->db, c->who, "act_for", "account", s.holder_ref, act);
}
