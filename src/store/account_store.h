/* account_store.h - bodies, accounts, sessions, and the count of failed sign-ins (SECURITY.md section 2, handbook 5.1).
 */
#ifndef STORE_ACCOUNT_STORE_H
#define STORE_ACCOUNT_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/role.h"
#include "store/audit_store.h"

struct arena;
struct db;
struct random;

enum {
    SESSION_IDLE_SECONDS = 30 * 60,
    SESSION_LIFE_SECONDS = 12 * 3600,
    SESSION_KEPT_SECONDS = 24 * 3600, /* an expired session is still known so long, to keep the text it posts */
    SIGNIN_FAILURES_MAX = 5,
    SIGNIN_LOCK_SECONDS = 15 * 60,
    PASSWORD_BYTES_MAX = 200
};

/* Text is owned by the arena it was read with. */
struct account {
    int64_t id;
    const char *ref;
    const char *login;
    const char *person_name;
    enum role role;
    int64_t body_id;
    const char *body_name;
    const char *password_hash;
    bool is_active;
    bool must_change;
};

struct session {
    const char *id_hash;
    const char *token_key; /* hex; keys the tokens of this session's forms */
    int64_t created_at;
    int64_t seen_at;
    bool is_expired; /* ended, idle or too old: it signs nobody in, but its text is kept */
    struct account account;
};

struct body {
    int64_t id; /* 0 before it is added */
    const char *ref;
    const char *kind;
    const char *name;
    int64_t district_id; /* 0 = none */
    int64_t sector_id;   /* 0 = none: outside the participating sectors */
    const char *org_code;
};

/* ERR_NOT_FOUND when there is none. */
MUST_USE enum err account_by_login(struct db *db, struct arena *a, const char *login, struct account *ret);
MUST_USE enum err account_by_id(struct db *db, struct arena *a, int64_t id, struct account *ret);

/* `in->password_hash` from password_hash().  ERR_CONFLICT when the login is taken. */
MUST_USE enum err account_add(struct db *db, struct random *rnd, const struct audit_actor *who,
                              const struct account *in, int64_t *ret_id);
MUST_USE enum err account_set_password(struct db *db, const struct audit_actor *who, const struct account *of,
                                       const char *hash, bool must_change);
MUST_USE enum err account_disable(struct db *db, const struct audit_actor *who, const struct account *of);

/* Every account by role and login, at most 500; only login, person_name, role, body_name and is_active are filled. */
MUST_USE enum err account_list(struct db *db, struct arena *a, struct account **ret, size_t *ret_len);

MUST_USE enum err body_by_name(struct db *db, struct arena *a, const char *kind, const char *name, struct body *ret);
MUST_USE enum err body_by_id(struct db *db, struct arena *a, int64_t id, struct body *ret);
MUST_USE enum err body_add(struct db *db, struct random *rnd, const struct audit_actor *who, const struct body *in,
                           int64_t *ret_id);

/* Argon2id, t=3, m=64 MiB: tens of milliseconds of CPU; never inside a transaction.  At most two run at once in the
 * process, others wait.  `light` makes it cheap, for tests and for the accounts of a demonstration. */
MUST_USE enum err password_hash(struct arena *a, const char *password, bool light, const char **ret_hash);
/* OK or ERR_DENIED.  `hash` "" spends the same time on nothing, so that an absent account cannot be told. */
MUST_USE enum err password_check(const char *hash, const char *password);
/* OK, or ERR_INVALID with the Chinese reason: length (role_password_min), three classes of four, the login inside, a
 * well-known password.  Handbook 5.1 a. */
MUST_USE enum err password_rule(enum role role, const char *login, const char *password, const char **ret_reason);

/* Makes a session; *ret_cookie is the value for the browser, never stored. */
MUST_USE enum err session_start(const struct writing *c, const struct account *of, const char *remote_addr,
                                const char *user_agent, const char **ret_cookie);
/* ERR_NOT_FOUND when the cookie names none; an expired one is returned with is_expired. */
MUST_USE enum err session_by_cookie(struct db *db, struct arena *a, const char *cookie, int64_t now,
                                    struct session *ret);
/* The keys of the account's sessions whose pages may still lie open, ended ones too, newest first.  Owner: the arena.
 */
MUST_USE enum err session_token_keys(struct db *db, struct arena *a, int64_t account_id, int64_t now, const char ***ret,
                                     size_t *ret_len);
MUST_USE enum err session_touch(struct db *db, const struct session *s, int64_t now);
MUST_USE enum err session_end(struct db *db, const struct audit_actor *who, const struct session *s);
/* Ends every other session of the account (a changed password). */
MUST_USE enum err session_end_others(struct db *db, const struct session *s, int64_t now);
/* Forgets what is too old to matter: sessions, used tokens, forgiven failures. */
MUST_USE enum err session_sweep(struct db *db, int64_t now);

/* When this login from this source may try again: 0, or the moment (UTC seconds). */
MUST_USE enum err signin_locked_until(struct db *db, const char *login, const char *source, int64_t now,
                                      int64_t *ret_until);
/* Counts a failure on both; the fifth locks for 15 minutes, each further lock doubles, up to a day. */
MUST_USE enum err signin_failed(struct db *db, const struct audit_actor *who, const char *login, const char *source);
MUST_USE enum err signin_succeeded(struct db *db, const char *login, const char *source);

/* The answer that this very POST got: OK, or ERR_NOT_FOUND when it is new. */
MUST_USE enum err once_get(struct db *db, struct arena *a, const char *token, int *ret_status,
                           const char **ret_location);
MUST_USE enum err once_put(struct db *db, const char *token, int status, const char *location, int64_t now);

/* Facts of the data directory; "" when absent. */
MUST_USE enum err meta_get(struct db *db, struct arena *a, const char *key, const char **ret_value);
MUST_USE enum err meta_put(struct db *db, const char *key, const char *value);

#endif
