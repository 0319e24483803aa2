/* account_store.c - bodies and accounts. */
#include "store/account_store.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"

enum { REF_BYTES = 8 };

/* Columns id .. must_change of the account queries. */
static enum err read_account(struct row *r, struct arena *a, struct account *ret)
{
    *ret = (struct account){
        .id = row_int(r, 0),
        .ref = row_text(r, 1, a),
        .login = row_text(r, 2, a),
        .person_name = row_text(r, 3, a),
        .role = ROLE_PUBLIC,
        .body_id = row_int(r, 5),
        .body_name = row_text(r, 6, a),
        .password_hash = row_text(r, 7, a),
        .is_active = text_equal(row_text(r, 8, a), "active"),
        .must_change = row_int(r, 9) != 0,
    };
    return role_from_ident(row_text(r, 4, a), &ret->role);
}

static enum err one_account(struct row *r, struct arena *a, struct account *ret)
{
    enum err e = row_next(r);
    if (e == OK) {
        e = read_account(r, a, ret);
    }
    row_done(r);
    return e;
}

enum err account_by_login(struct db *db, struct arena *a, const char *login, struct account *ret)
{
    struct row *r = db_query(db, Q_ACCOUNT_BY_LOGIN);
    bind_text(r, ":login", login);
    return one_account(r, a, ret);
}

enum err account_by_id(struct db *db, struct arena *a, int64_t id, struct account *ret)
{
    struct row *r = db_query(db, Q_ACCOUNT_BY_ID);
    bind_int(r, ":id", id);
    return one_account(r, a, ret);
}

enum err account_add(struct db *db, struct random *rnd, const struct audit_actor *who, const struct account *in,
                     int64_t *ret_id)
{
    struct arena *a = arena_new();
    const char *ref = random_token(rnd, a, REF_BYTES);
    struct row *r = db_query(db, Q_ACCOUNT_ADD);
    bind_text(r, ":ref", ref);
    bind_text(r, ":login", in->login);
    bind_text(r, ":person_name", in->person_name);
    bind_text(r, ":role", role_ident(in->role));
    bind_int(r, ":body_id", in->body_id);
    bind_text(r, ":password_hash", in->password_hash);
    bind_int(r, ":must_change", in->must_change);
    bind_int(r, ":now", who->at);
    enum err e = row_exec_one(r);
    if (e == OK) {
        *ret_id = db_last_id(db);
        e = audit_append(db, who, "account_add", "account", ref,
                         text_format(a, "role=%s body=%lld", role_ident(in->role), (long long)in->body_id));
    }
    arena_free(a);
    return e;
}

enum err account_set_password(struct db *db, const struct audit_actor *who, const struct account *of, const char *hash,
                              bool must_change)
{
    struct row *r = db_query(db, Q_ACCOUNT_SET_PASSWORD);
    bind_int(r, ":id", of->id);
    bind_text(r, ":password_hash", hash);
    bind_int(r, ":must_change", must_change);
    bind_int(r, ":now", who->at);
    TRY(row_exec_one(r));
    return audit_append(db, who, must_change ? "password_reset" : "password_change", "account", of->ref, "");
}

enum err account_disable(struct db *db, const struct audit_actor *who, const struct account *of)
{
    struct row *r = db_query(db, Q_ACCOUNT_DISABLE);
    bind_int(r, ":id", of->id);
    bind_int(r, ":now", who->at);
    TRY(row_exec_one(r));
    return audit_append(db, who, "account_disable", "account", of->ref, "");
}

enum err account_list(struct db *db, struct arena *a, struct account **ret, size_t *ret_len)
{
    enum { LIST_MAX = 500 };
    struct account *list = ARENA_ARRAY(a, struct account, LIST_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_ACCOUNT_LIST);
    enum err e = OK;
    while (len < LIST_MAX && (e = row_next(r)) == OK) {
        list[len] = (struct account){.login = row_text(r, 0, a),
                                     .person_name = row_text(r, 1, a),
                                     .body_name = row_text(r, 3, a),
                                     .is_active = text_equal(row_text(r, 4, a), "active")};
        if (role_from_ident(row_text(r, 2, a), &list[len].role) != OK) {
            e = FAIL("event=role login=%s", list[len].login); /* not the end of the rows */
            break;
        }
        len++;
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

static enum err one_body(struct row *r, struct arena *a, struct body *ret)
{
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct body){
            .id = row_int(r, 0),
            .ref = row_text(r, 1, a),
            .kind = row_text(r, 2, a),
            .name = row_text(r, 3, a),
            .district_id = row_int(r, 4),
            .sector_id = row_int(r, 5),
            .org_code = row_text(r, 6, a),
        };
    }
    row_done(r);
    return e;
}

enum err body_by_name(struct db *db, struct arena *a, const char *kind, const char *name, struct body *ret)
{
    struct row *r = db_query(db, Q_BODY_BY_NAME);
    bind_text(r, ":kind", kind);
    bind_text(r, ":name", name);
    return one_body(r, a, ret);
}

enum err body_by_id(struct db *db, struct arena *a, int64_t id, struct body *ret)
{
    struct row *r = db_query(db, Q_BODY_BY_ID);
    bind_int(r, ":id", id);
    return one_body(r, a, ret);
}

static void bind_id_or_null(struct row *r, const char *name, int64_t id)
{
    if (id == 0) {
        bind_null(r, name);
    } else {
        bind_int(r, name, id);
    }
}

enum err body_add(struct db *db, struct random *rnd, const struct audit_actor *who, const struct body *in,
                  int64_t *ret_id)
{
    struct arena *a = arena_new();
    const char *ref = random_token(rnd, a, REF_BYTES);
    struct row *r = db_query(db, Q_BODY_ADD);
    bind_text(r, ":ref", ref);
    bind_text(r, ":kind", in->kind);
    bind_text(r, ":name", in->name);
    bind_id_or_null(r, ":district_id", in->district_id);
    bind_id_or_null(r, ":sector_id", in->sector_id);
    bind_text(r, ":org_code", in->org_code == NULL ? "" : in->org_code);
    bind_int(r, ":now", who->at);
    enum err e = row_exec_one(r);
    if (e == OK) {
        *ret_id = db_last_id(db);
        e = audit_append(db, who, "body_add", "body", ref, text_format(a, "kind=%s name=%s", in->kind, in->name));
    }
    arena_free(a);
    return e;
}

enum err meta_get(struct db *db, struct arena *a, const char *key, const char **ret_value)
{
    struct row *r = db_query(db, Q_META_GET);
    bind_text(r, ":key", key);
    enum err e = row_next(r);
    *ret_value = e == OK ? row_text(r, 0, a) : "";
    return row_end(r, e);
}

enum err meta_put(struct db *db, const char *key, const char *value)
{
    struct row *r = db_query(db, Q_META_PUT);
    bind_text(r, ":key", key);
    bind_text(r, ":value", value);
    return row_exec(r, NULL);
}
