/* message_store.c */
#include "store/message_store.h"

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"

enum { REF_BYTES = 10, RECEIVERS_MAX = 20 };

enum err notice_send(const struct writing *c, const struct notice_new *x)
{
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    struct row *r = db_query(c->db, Q_MESSAGE_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":body", x->body_id);
    bind_text(r, ":kind", x->kind);
    bind_text(r, ":title", x->title);
    bind_text(r, ":text", x->text);
    bind_text(r, ":link", x->link);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "message_send", "message", ref,
                        text_format(c->arena, "kind=%s body=%lld", x->kind, (long long)x->body_id));
}

/* The same to every body that the query names; it was bound already. */
static enum err send_to_all(const struct writing *c, struct row *r, struct notice_new x)
{
    int64_t bodies[RECEIVERS_MAX];
    size_t len = 0;
    bind_int(r, ":limit", RECEIVERS_MAX);
    enum err e = OK;
    while (len < RECEIVERS_MAX && (e = row_next(r)) == OK) {
        bodies[len++] = row_int(r, 0);
    }
    TRY(row_end(r, e));
    for (size_t i = 0; i < len; i++) {
        x.body_id = bodies[i];
        TRY(notice_send(c, &x));
    }
    return OK;
}

enum err notice_send_to_authorities(const struct writing *c, int64_t nomination_id, struct notice_new x)
{
    struct row *r = db_query(c->db, Q_MESSAGE_AUTHORITIES);
    bind_int(r, ":nomination", nomination_id);
    return send_to_all(c, r, x);
}

enum err notice_send_to_office(const struct writing *c, struct notice_new x)
{
    return send_to_all(c, db_query(c->db, Q_MESSAGE_OFFICES), x);
}

enum err message_list(const struct reading_for *x, int64_t body_id, bool all, struct message_row **ret, size_t *ret_len)
{
    struct message_row *list = ARENA_ARRAY(x->arena, struct message_row, MESSAGES_MAX);
    struct arena *a = x->arena;
    size_t len = 0;
    struct row *r = db_query(x->db, Q_MESSAGES_OF_BODY);
    bind_int(r, ":body", body_id);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":all", all ? 1 : 0);
    bind_int(r, ":limit", MESSAGES_MAX);
    enum err e = OK;
    while (len < MESSAGES_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct message_row){.ref = row_text(r, 0, a),
                                           .kind = row_text(r, 1, a),
                                           .title = row_text(r, 2, a),
                                           .text = row_text(r, 3, a),
                                           .link = row_text(r, 4, a),
                                           .sent_at = row_int(r, 5),
                                           .from = row_text(r, 6, a),
                                           .settled_at = row_int(r, 7),
                                           .settled_by = row_text(r, 8, a)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err message_settle(const struct writing *c, int64_t body_id, const char *ref)
{
    int changed = 0;
    struct row *r = db_query(c->db, Q_MESSAGE_KNOWN);
    bind_text(r, ":ref", ref);
    bind_int(r, ":body", body_id);
    enum err e = row_next(r);
    row_done(r);
    TRY(e);
    r = db_query(c->db, Q_MESSAGE_SETTLE);
    bind_text(r, ":ref", ref);
    bind_int(r, ":body", body_id);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec(r, &changed));
    return changed == 0 ? OK : audit_append(c->db, c->who, "message_settle", "message", ref, "");
}
