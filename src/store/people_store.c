/* people_store.c */
#include "store/people_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/fingerprint.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/people.h"
#include "store/db.h"

enum err session_list(struct db *db, struct arena *a, const struct session *own, int64_t now, struct session_row **ret,
                      size_t *ret_len)
{
    enum { LIST_MAX = 50 };
    struct session_row *list = ARENA_ARRAY(a, struct session_row, LIST_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_SESSION_LIST);
    bind_int(r, ":account", own->account.id);
    bind_text(r, ":own", own->id_hash);
    bind_int(r, ":idle_since", now - SESSION_IDLE_SECONDS);
    bind_int(r, ":life_since", now - SESSION_LIFE_SECONDS);
    enum err e = OK;
    while (len < LIST_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct session_row){.ref = row_text(r, 0, a),
                                           .created_at = row_int(r, 1),
                                           .seen_at = row_int(r, 2),
                                           .remote_addr = row_text(r, 3, a),
                                           .user_agent = row_text(r, 4, a),
                                           .is_own = row_int(r, 5) != 0};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err session_end_one(struct db *db, const struct audit_actor *who, const struct session *own, const char *ref,
                         bool *ret_was_there)
{
    int changed = 0;
    struct row *r = db_query(db, Q_SESSION_END_ONE);
    bind_int(r, ":account", own->account.id);
    bind_text(r, ":ref", ref);
    bind_text(r, ":own", own->id_hash);
    bind_int(r, ":now", who->at);
    TRY(row_exec(r, &changed));
    *ret_was_there = changed > 0;
    return changed > 0 ? audit_append(db, who, "session_end", "account", own->account.ref, "one") : OK;
}

enum err session_end_rest(struct db *db, const struct audit_actor *who, const struct session *own)
{
    TRY(session_end_others(db, own, who->at));
    return audit_append(db, who, "session_end", "account", own->account.ref, "others");
}

enum err colleague_list(struct db *db, struct arena *a, int64_t body_id, struct colleague **ret, size_t *ret_len)
{
    enum { LIST_MAX = 200 };
    struct colleague *list = ARENA_ARRAY(a, struct colleague, LIST_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_ACCOUNT_COLLEAGUES);
    bind_int(r, ":body", body_id);
    enum err e = OK;
    while (len < LIST_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct colleague){.id = row_int(r, 0),
                                         .ref = row_text(r, 1, a),
                                         .login = row_text(r, 2, a),
                                         .person_name = row_text(r, 3, a),
                                         .is_active = text_equal(row_text(r, 4, a), "active"),
                                         .is_head = row_int(r, 5) != 0,
                                         .has_code = row_int(r, 6) != 0};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

/* The only column of the only row as a number. */
static enum err one_int(struct row *r, int64_t *ret)
{
    enum err e = row_next(r);
    if (e == OK) {
        *ret = row_int(r, 0);
    }
    row_done(r);
    return e;
}

enum err account_by_ref(struct db *db, struct arena *a, const char *ref, struct account *ret)
{
    int64_t id = 0;
    struct row *r = db_query(db, Q_ACCOUNT_OF_REF);
    bind_text(r, ":ref", ref);
    TRY(one_int(r, &id));
    return account_by_id(db, a, id, ret);
}

enum err account_is_head(struct db *db, int64_t id, bool *ret)
{
    int64_t is_head = 0;
    struct row *r = db_query(db, Q_ACCOUNT_IS_HEAD);
    bind_int(r, ":id", id);
    TRY(one_int(r, &is_head));
    *ret = is_head != 0;
    return OK;
}

enum err account_make_head(struct db *db, const struct audit_actor *who, const struct account *of)
{
    bool is_head = false;
    TRY(account_is_head(db, of->id, &is_head));
    if (is_head || !of->is_active) {
        return ERR_CONFLICT;
    }
    struct row *r = db_query(db, Q_HEAD_CLEAR);
    bind_int(r, ":body", of->body_id);
    TRY(row_exec(r, NULL));
    r = db_query(db, Q_HEAD_SET);
    bind_int(r, ":id", of->id);
    TRY(row_exec_one(r));
    return audit_append(db, who, "account_head", "account", of->ref, "");
}

enum err sessions_end_all(struct db *db, int64_t account_id, int64_t now)
{
    struct row *r = db_query(db, Q_SESSION_END_ALL);
    bind_int(r, ":account", account_id);
    bind_int(r, ":now", now);
    return row_exec(r, NULL);
}

enum err password_expire(struct db *db, const struct audit_actor *who, const struct account *of, bool *ret)
{
    int changed = 0;
    struct row *r = db_query(db, Q_ACCOUNT_PASSWORD_EXPIRE);
    bind_int(r, ":account", of->id);
    bind_int(r, ":before", who->at - PASSWORD_SECONDS_MAX);
    TRY(row_exec(r, &changed));
    *ret = changed > 0;
    return *ret ? audit_append(db, who, "password_expire", "account", of->ref, "") : OK;
}

static enum err end_resets(struct db *db, int64_t account_id, int64_t now)
{
    struct row *r = db_query(db, Q_LINK_END_RESETS);
    bind_int(r, ":account", account_id);
    bind_int(r, ":now", now);
    return row_exec(r, NULL);
}

enum err account_close(struct db *db, const struct audit_actor *who, const struct account *of)
{
    TRY(account_disable(db, who, of));
    TRY(sessions_end_all(db, of->id, who->at));
    return end_resets(db, of->id, who->at);
}

enum err login_is_taken(struct db *db, const char *login, bool *ret)
{
    struct row *r = db_query(db, Q_LOGIN_TAKEN);
    bind_text(r, ":login", login);
    enum err e = row_next(r);
    *ret = e == OK;
    return row_end(r, e);
}

enum err account_last_signin(struct db *db, const char *ref, int64_t *ret_at)
{
    struct row *r = db_query(db, Q_ACCOUNT_LAST_SIGNIN);
    bind_text(r, ":ref", ref);
    return one_int(r, ret_at);
}

enum err account_page_rows(struct db *db, struct arena *a, const struct account_search *search,
                           struct account_rows *ret)
{
    struct account_row *list = ARENA_ARRAY(a, struct account_row, ACCOUNT_ROWS_MAX + 1);
    size_t len = 0;
    struct row *r = db_query(db, Q_ACCOUNT_PAGE);
    bind_text(r, ":role", search->role);
    bind_text(r, ":words", search->words);
    bind_int(r, ":limit", ACCOUNT_ROWS_MAX + 1);
    bind_int(r, ":offset", search->offset);
    enum err e = OK;
    while (len <= ACCOUNT_ROWS_MAX && (e = row_next(r)) == OK) {
        list[len] = (struct account_row){.ref = row_text(r, 0, a),
                                         .login = row_text(r, 1, a),
                                         .person_name = row_text(r, 2, a),
                                         .body_name = row_text(r, 4, a),
                                         .is_active = text_equal(row_text(r, 5, a), "active"),
                                         .is_head = row_int(r, 6) != 0,
                                         .has_password = row_int(r, 7) == 0,
                                         .signed_in_at = row_int(r, 8)};
        if (role_from_ident(row_text(r, 3, a), &list[len].role) != OK) {
            e = FAIL("event=role login=%s", list[len].login);
            break;
        }
        len++;
    }
    *ret = (struct account_rows){list, len > ACCOUNT_ROWS_MAX ? ACCOUNT_ROWS_MAX : len, len > ACCOUNT_ROWS_MAX};
    return row_end(r, e);
}

/* ---- links ---- */

enum err link_by_token(struct db *db, struct arena *a, const char *token, struct link *ret)
{
    struct row *r = db_query(db, Q_LINK_GET);
    bind_text(r, ":token_hash", fingerprint(a, token));
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct link){.id = row_int(r, 0),
                             .is_reset = text_equal(row_text(r, 1, a), "reset"),
                             .body_id = row_int(r, 2),
                             .body_name = row_text(r, 3, a),
                             .account_id = row_int(r, 4),
                             .expires_at = row_int(r, 6),
                             .used_at = row_int(r, 7),
                             .ended_at = row_int(r, 8),
                             .made_by = row_int(r, 9),
                             .made_by_name = row_text(r, 10, a),
                             .body_ref = row_text(r, 11, a)};
        if (role_from_ident(row_text(r, 5, a), &ret->role) != OK) {
            e = FAIL("event=role link=%lld", (long long)ret->id);
        }
    }
    row_done(r);
    return e;
}

static enum err add_link(struct db *db, struct arena *a, const struct audit_actor *who, const char *token,
                         const struct link *in)
{
    struct row *r = db_query(db, Q_LINK_ADD);
    bind_text(r, ":token_hash", fingerprint(a, token));
    bind_text(r, ":purpose", in->is_reset ? "reset" : "invite");
    bind_int(r, ":body", in->body_id);
    if (in->is_reset) {
        bind_int(r, ":account", in->account_id);
    } else {
        bind_null(r, ":account");
    }
    bind_text(r, ":role", role_ident(in->role));
    bind_int(r, ":now", who->at);
    bind_int(r, ":by", who->account_id);
    bind_int(r, ":expires_at", in->expires_at);
    return row_exec_one(r);
}

static enum err link_add_in(struct db *db, struct arena *a, const struct audit_actor *who, const char *token,
                            const struct link *in)
{
    struct link known;
    enum err e = link_by_token(db, a, token, &known);
    if (e != ERR_NOT_FOUND) {
        return e;
    }
    if (in->is_reset) {
        TRY(end_resets(db, in->account_id, who->at));
    }
    TRY(add_link(db, a, who, token, in));
    const char *detail = text_format(a, "purpose=%s role=%s body=%lld", in->is_reset ? "reset" : "invite",
                                     role_ident(in->role), (long long)in->body_id);
    return audit_append(db, who, "link_make", in->is_reset ? "account" : "body", in->body_ref, detail);
}

enum err link_add(struct db *db, const struct audit_actor *who, const char *token, int64_t body_id, enum role role,
                  const struct account *of)
{
    struct arena *a = arena_new();
    struct body body;
    struct link in = {.is_reset = of != NULL,
                      .body_id = body_id,
                      .account_id = of == NULL ? 0 : of->id,
                      .role = role,
                      .expires_at = who->at + (of == NULL ? INVITE_SECONDS : RESET_SECONDS)};
    enum err e = body_by_id(db, a, body_id, &body);
    if (e == OK) {
        in.body_ref = of == NULL ? body.ref : of->ref; /* what the log names */
        e = link_add_in(db, a, who, token, &in);
    }
    arena_free(a);
    return e;
}

static enum err mark_used(struct db *db, const struct audit_actor *who, const struct link *l, const struct account *of)
{
    struct row *r = db_query(db, Q_LINK_USE);
    bind_int(r, ":id", l->id);
    bind_int(r, ":now", who->at);
    bind_int(r, ":account", of->id);
    TRY(row_exec_one(r));
    return audit_append(db, who, "link_use", "account", of->ref, l->is_reset ? "purpose=reset" : "purpose=invite");
}

enum err link_use_invite(struct db *db, struct random *rnd, const struct audit_actor *who, const struct link *l,
                         const struct account *in, int64_t *ret_id)
{
    struct arena *a = arena_new();
    struct account made = *in;
    made.body_id = l->body_id;
    made.role = l->role;
    enum err e = account_add(db, rnd, who, &made, &made.id);
    e = e == OK ? account_by_id(db, a, made.id, &made) : e;
    e = e == OK ? mark_used(db, who, l, &made) : e;
    *ret_id = made.id;
    arena_free(a);
    return e;
}

enum err link_use_reset(struct db *db, const struct audit_actor *who, const struct link *l, const struct account *of,
                        const char *hash)
{
    TRY(mark_used(db, who, l, of));
    TRY(account_set_password(db, who, of, hash, false));
    return sessions_end_all(db, of->id, who->at);
}
