/* outbox_store.c */
#include "store/outbox_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/list_query.h"
#include "store/db.h"

enum { REF_BYTES = 13, DETAIL_BYTES = 300, TURNS_MAX = 100, CLAIMED_MAX = 1000 };

enum err mail_add(const struct writing *c, const struct mail_new *x)
{
    struct row *r = db_query(c->db, Q_MAIL_WAITING_OF_BODY);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":body", x->body_id);
    enum err e = row_next(r);
    row_done(r);
    if (e != ERR_NOT_FOUND) {
        return e == OK ? ERR_CONFLICT : e;
    }
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    r = db_query(c->db, Q_MAIL_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":body", x->body_id);
    bind_text(r, ":to_address", x->address);
    bind_text(r, ":subject", x->subject);
    bind_text(r, ":text", x->text);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    int64_t id = db_last_id(c->db);
    for (size_t i = 0; i < x->about_len; i++) {
        r = db_query(c->db, Q_MAIL_ABOUT_ADD);
        bind_int(r, ":mail", id);
        bind_int(r, ":nomination", x->about[i]);
        TRY(row_exec_one(r));
    }
    r = db_query(c->db, Q_MAIL_TURN_FIRST);
    bind_int(r, ":mail", id);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "mail_turn", "mail", ref, "state=held");
}

/* ---- reading ---- */

static bool read_state(struct row *r, int col, struct arena *a, enum mail_state *ret)
{
    return mail_state_from_ident(row_text(r, col, a), ret) == OK;
}

enum err mail_list(const struct reading_for *x, const struct outbox_filter *f, struct mail **ret, size_t *ret_len)
{
    struct arena *a = x->arena;
    struct mail *list = ARENA_ARRAY(a, struct mail, OUTBOX_ROWS_MAX);
    size_t len = 0;
    struct row *r = db_query(x->db, Q_MAIL_LIST);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":account", x->account_id);
    bind_text(r, ":state", *f->state == '\0' ? NULL : f->state);
    bind_text(r, ":like", list_like_pattern(a, f->word));
    bind_int(r, ":limit", OUTBOX_ROWS_MAX);
    enum err e = OK;
    while (len < OUTBOX_ROWS_MAX && (e = row_next(r)) == OK) {
        struct mail *m = &list[len++];
        *m = (struct mail){.ref = row_text(r, 0, a),
                           .body_name = row_text(r, 1, a),
                           .address = row_text(r, 2, a),
                           .subject = row_text(r, 3, a),
                           .text = "",
                           .made_at = row_int(r, 4),
                           .made_by = row_text(r, 5, a),
                           .attempts = (int)row_int(r, 7),
                           .next_at = row_int(r, 8),
                           .detail = row_text(r, 9, a),
                           .turned_at = row_int(r, 10)};
        if (!read_state(r, 6, a, &m->state)) {
            e = ERR_INTERNAL;
            break;
        }
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err mail_by_ref(const struct reading_for *x, const char *ref, struct mail *ret)
{
    struct arena *a = x->arena;
    struct row *r = db_query(x->db, Q_MAIL_BY_REF);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":account", x->account_id);
    bind_text(r, ":ref", ref);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct mail){.id = row_int(r, 0),
                             .ref = row_text(r, 1, a),
                             .body_name = row_text(r, 2, a),
                             .address = row_text(r, 3, a),
                             .subject = row_text(r, 4, a),
                             .text = row_text(r, 5, a),
                             .made_at = row_int(r, 6),
                             .made_by = row_text(r, 7, a),
                             .turn_id = row_int(r, 8),
                             .attempts = (int)row_int(r, 10),
                             .next_at = row_int(r, 11),
                             .detail = row_text(r, 12, a),
                             .turned_at = row_int(r, 13)};
        e = read_state(r, 9, a, &ret->state) ? OK : ERR_INTERNAL;
    }
    row_done(r);
    return e;
}

enum err mail_turns(struct db *db, struct arena *a, int64_t mail_id, struct mail_turn **ret, size_t *ret_len)
{
    struct mail_turn *list = ARENA_ARRAY(a, struct mail_turn, TURNS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_MAIL_TURNS);
    bind_int(r, ":mail", mail_id);
    bind_int(r, ":limit", TURNS_MAX);
    enum err e = OK;
    while (len < TURNS_MAX && (e = row_next(r)) == OK) {
        struct mail_turn *t = &list[len++];
        *t = (struct mail_turn){
            .attempts = (int)row_int(r, 1), .detail = row_text(r, 2, a), .at = row_int(r, 3), .by = row_text(r, 4, a)};
        if (!read_state(r, 0, a, &t->state)) {
            e = ERR_INTERNAL;
            break;
        }
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

/* ---- turning ---- */

struct turning {
    enum mail_state to;
    int attempts;
    int64_t next_at;
    const char *detail;
};

/* Only from the turn that `m` was read with: of two who act at once, one is told that it is too late. */
static enum err turn(const struct writing *c, const struct mail *m, const struct turning *t, int64_t *ret_id)
{
    struct row *r = db_query(c->db, Q_MAIL_TURN_ADD);
    bind_int(r, ":mail", m->id);
    bind_int(r, ":turn", m->turn_id);
    bind_text(r, ":state", mail_state_ident(t->to));
    bind_int(r, ":attempts", t->attempts);
    bind_int(r, ":next_at", t->next_at);
    bind_text(r, ":detail", t->detail);
    bind_int(r, ":now", c->who->at);
    if (c->who->account_id == 0) {
        bind_null(r, ":account");
    } else {
        bind_int(r, ":account", c->who->account_id);
    }
    TRY(row_exec_one(r));
    *ret_id = db_last_id(c->db);
    return audit_append(c->db, c->who, "mail_turn", "mail", m->ref,
                        text_format(c->arena, "state=%s attempts=%d", mail_state_ident(t->to), t->attempts));
}

enum err mail_turn_to(const struct writing *c, const struct mail *m, enum mail_state to)
{
    if (!mail_may_turn(m->state, to)) {
        return ERR_INVALID;
    }
    struct turning t = {to, m->attempts, to == MAIL_QUEUED ? c->who->at : 0, ""};
    int64_t id = 0;
    return turn(c, m, &t, &id);
}

static enum err rest_until_next(const struct writing *c, int64_t *ret_wait_s)
{
    struct row *r = db_query(c->db, Q_MAIL_NEXT_AT);
    enum err e = row_next(r);
    int64_t at = e == OK ? row_int(r, 0) : INT64_MAX;
    TRY(row_end(r, e));
    int64_t wait = at == INT64_MAX ? OUTBOX_REST_S : at - c->who->at;
    *ret_wait_s = wait < 1 ? 1 : wait > OUTBOX_REST_S ? OUTBOX_REST_S : wait;
    return ERR_NOT_FOUND;
}

enum err mail_claim(const struct writing *c, struct mail *ret, int64_t *ret_wait_s)
{
    struct row *r = db_query(c->db, Q_MAIL_NEXT);
    bind_int(r, ":now", c->who->at);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct mail){.id = row_int(r, 0),
                             .ref = row_text(r, 1, c->arena),
                             .address = row_text(r, 2, c->arena),
                             .subject = row_text(r, 3, c->arena),
                             .text = row_text(r, 4, c->arena),
                             .made_at = row_int(r, 5),
                             .turn_id = row_int(r, 6),
                             .attempts = (int)row_int(r, 7) + 1,
                             .state = MAIL_SENDING};
    }
    row_done(r);
    if (e == ERR_NOT_FOUND) {
        return rest_until_next(c, ret_wait_s);
    }
    TRY(e);
    struct turning t = {MAIL_SENDING, ret->attempts, 0, ""};
    return turn(c, ret, &t, &ret->turn_id);
}

enum err mail_settle(const struct writing *c, const struct mail *m, enum mail_outcome outcome, const char *detail)
{
    struct turning t = {.to = mail_after(outcome), .attempts = m->attempts};
    t.next_at = t.to == MAIL_QUEUED ? c->who->at + mail_rest(m->attempts) : 0;
    t.detail = arena_copy(c->arena, detail, utf8_cut(detail, strlen(detail), DETAIL_BYTES));
    int64_t id = 0;
    return turn(c, m, &t, &id);
}

enum err mail_recover(const struct writing *c, size_t *ret_count)
{
    struct mail *list = ARENA_ARRAY(c->arena, struct mail, CLAIMED_MAX);
    size_t len = 0;
    struct row *r = db_query(c->db, Q_MAIL_CLAIMED);
    bind_int(r, ":limit", CLAIMED_MAX);
    enum err e = OK;
    while (len < CLAIMED_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct mail){.id = row_int(r, 0),
                                    .ref = row_text(r, 1, c->arena),
                                    .turn_id = row_int(r, 2),
                                    .attempts = (int)row_int(r, 3)};
    }
    TRY(row_end(r, e));
    for (size_t i = 0; i < len; i++) {
        TRY(mail_settle(c, &list[i], OUTCOME_UNKNOWN, "程序在发出的途中结束，不知道服务器是否收下"));
    }
    *ret_count = len;
    return OK;
}
