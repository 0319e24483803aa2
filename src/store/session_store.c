/* session_store.c - passwords, sessions, lock-out, and the tokens that make a POST happen once. */
#include <pthread.h>
#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/fingerprint.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "store/account_store.h"
#include "store/db.h"

enum { DAY_SECONDS = 86400, ONCE_KEPT_SECONDS = 7 * DAY_SECONDS };
enum {
    COOKIE_BYTES = 32,
    KEY_BYTES = 32,
    LOCK_SECONDS_MAX = DAY_SECONDS,
    FORGIVEN_SECONDS = LOCK_SECONDS_MAX,
    HASHES_AT_ONCE = 2,
    SOURCE_FAILURES_MAX = 10 * SIGNIN_FAILURES_MAX
};

/* Argon2id takes 64 MiB each: the gate keeps the process small whatever comes in.  It guards memory, not data,
 * which is why it may be the one thing here that outlives a request. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t left;
    int inside;
} gate = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};

static void gate_enter(void)
{
    (void)pthread_mutex_lock(&gate.lock);
    while (gate.inside >= HASHES_AT_ONCE) {
        (void)pthread_cond_wait(&gate.left, &gate.lock);
    }
    gate.inside++;
    (void)pthread_mutex_unlock(&gate.lock);
}

static void gate_leave(void)
{
    (void)pthread_mutex_lock(&gate.lock);
    gate.inside--;
    (void)pthread_cond_signal(&gate.left);
    (void)pthread_mutex_unlock(&gate.lock);
}

enum err password_hash(struct arena *a, const char *password, bool light, const char **ret_hash)
{
    char hash[crypto_pwhash_STRBYTES];
    unsigned long long ops = light ? crypto_pwhash_OPSLIMIT_MIN : 3;
    size_t mem = light ? crypto_pwhash_MEMLIMIT_MIN : (size_t)64 * 1024 * 1024;
    gate_enter();
    int rc = crypto_pwhash_str(hash, password, strlen(password), ops, mem);
    gate_leave();
    if (rc != 0) {
        return FAIL("event=password_hash");
    }
    *ret_hash = arena_copy(a, hash, strlen(hash));
    return OK;
}

enum err password_check(const char *hash, const char *password)
{
    /* of no account and no password: what an absent account is compared with */
    static const char nobody[] = "$argon2id$v=19$m=65536,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$"
                                 "GpZ3sK/oH9p7VIiV56G/64Zo/8GaUw434IimaPqxwCo";
    gate_enter();
    int rc = crypto_pwhash_str_verify(text_is_empty(hash) ? nobody : hash, password, strlen(password));
    gate_leave();
    return rc == 0 && !text_is_empty(hash) ? OK : ERR_DENIED;
}

static int classes_of(const char *s)
{
    int lower = 0;
    int upper = 0;
    int digit = 0;
    int other = 0;
    for (; *s != '\0'; s++) {
        lower |= *s >= 'a' && *s <= 'z';
        upper |= *s >= 'A' && *s <= 'Z';
        digit |= *s >= '0' && *s <= '9';
        other |= !((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || (*s >= '0' && *s <= '9'));
    }
    return lower + upper + digit + other;
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* Whether `part` is inside, whatever the case of its Latin letters. */
static bool holds_word(const char *s, const char *part)
{
    for (; *s != '\0'; s++) {
        size_t n = 0;
        while (part[n] != '\0' && lower(s[n]) == lower(part[n])) {
            n++;
        }
        if (part[n] == '\0') {
            return true;
        }
    }
    return false;
}

/* Passwords that everyone tries first. */
static bool is_well_known(const char *password)
{
    static const char *const known[] = {"password", "12345678", "qwerty",   "11111111", "88888888",
                                        "abc123",   "admin123", "iloveyou", "00000000", "87654321"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (holds_word(password, known[i])) {
            return true;
        }
    }
    return false;
}

enum err password_rule(enum role role, const char *login, const char *password, const char **ret_reason)
{
    enum { LONG = 12 };
    if (utf8_length(password) < role_password_min(role)) {
        *ret_reason = role_password_min(role) >= LONG ? "新密码至少 12 个字符，请加长" : "新密码至少 8 个字符，请加长";
    } else if (strlen(password) > PASSWORD_BYTES_MAX) {
        *ret_reason = "新密码最多 200 个字节，请缩短";
    } else if (classes_of(password) < 3) {
        *ret_reason = "新密码要含大写字母、小写字母、数字、其他字符中的三种";
    } else if (strlen(login) >= 3 && holds_word(password, login)) {
        *ret_reason = "新密码不能含有账号，请换一个";
    } else if (is_well_known(password)) {
        *ret_reason = "这个密码太常见，容易被猜到，请换一个";
    } else {
        return OK;
    }
    return ERR_INVALID;
}

enum err session_start(const struct writing *c, const struct account *of, const char *remote_addr,
                       const char *user_agent, const char **ret_cookie)
{
    struct arena *a = c->arena;
    unsigned char key[KEY_BYTES];
    random_bytes(c->random, key, sizeof key);
    const char *cookie = random_token(c->random, a, COOKIE_BYTES);
    struct row *r = db_query(c->db, Q_SESSION_ADD);
    bind_text(r, ":id_hash", fingerprint(a, cookie));
    bind_int(r, ":account_id", of->id);
    bind_text(r, ":token_key", text_hex(a, key, sizeof key));
    bind_int(r, ":now", c->who->at);
    bind_text(r, ":remote_addr", remote_addr);
    bind_text(r, ":user_agent", arena_copy(a, user_agent, utf8_cut(user_agent, strlen(user_agent), 200)));
    TRY(row_exec_one(r));
    TRY(audit_append(c->db, c->who, "signin", "account", of->ref, ""));
    *ret_cookie = cookie;
    return OK;
}

enum err session_by_cookie(struct db *db, struct arena *a, const char *cookie, int64_t now, struct session *ret)
{
    if (text_is_empty(cookie) || strlen(cookie) > 100) {
        return ERR_NOT_FOUND;
    }
    const char *id_hash = fingerprint(a, cookie);
    struct row *r = db_query(db, Q_SESSION_GET);
    bind_text(r, ":id_hash", id_hash);
    enum err e = row_next(r);
    if (e == OK) {
        int64_t created_at = row_int(r, 2);
        int64_t seen_at = row_int(r, 3);
        bool is_active = text_equal(row_text(r, 11, a), "active");
        *ret = (struct session){
            .id_hash = id_hash,
            .token_key = row_text(r, 1, a),
            .created_at = created_at,
            .seen_at = seen_at,
            .is_expired = now >= seen_at + SESSION_IDLE_SECONDS || now >= created_at + SESSION_LIFE_SECONDS,
            .account = {.id = row_int(r, 0),
                        .ref = row_text(r, 5, a),
                        .login = row_text(r, 6, a),
                        .person_name = row_text(r, 7, a),
                        .role = ROLE_PUBLIC,
                        .body_id = row_int(r, 9),
                        .body_name = row_text(r, 10, a),
                        .password_hash = "",
                        .is_active = is_active,
                        .must_change = row_int(r, 12) != 0},
        };
        /* one that was ended by its owner, or belongs to a disabled account, is as good as absent */
        e = row_is_null(r, 4) && is_active ? role_from_ident(row_text(r, 8, a), &ret->account.role) : ERR_NOT_FOUND;
    }
    row_done(r);
    return e;
}

enum err session_token_keys(struct db *db, struct arena *a, int64_t account_id, int64_t now, const char ***ret,
                            size_t *ret_len)
{
    enum { KEYS_MAX = 50 };
    const char **keys = ARENA_ARRAY(a, const char *, KEYS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_SESSION_KEYS_OF_ACCOUNT);
    bind_int(r, ":account_id", account_id);
    bind_int(r, ":since", now - SESSION_LIFE_SECONDS - SESSION_KEPT_SECONDS);
    enum err e = OK;
    while (len < KEYS_MAX && (e = row_next(r)) == OK) {
        keys[len++] = row_text(r, 0, a);
    }
    *ret = keys;
    *ret_len = len;
    return row_end(r, e);
}

enum err session_touch(struct db *db, const struct session *s, int64_t now)
{
    struct row *r = db_query(db, Q_SESSION_TOUCH);
    bind_text(r, ":id_hash", s->id_hash);
    bind_int(r, ":now", now);
    return row_exec(r, NULL);
}

enum err session_end(struct db *db, const struct audit_actor *who, const struct session *s)
{
    struct row *r = db_query(db, Q_SESSION_END);
    bind_text(r, ":id_hash", s->id_hash);
    bind_int(r, ":now", who->at);
    TRY(row_exec(r, NULL));
    return audit_append(db, who, "signout", "account", s->account.ref, "");
}

enum err session_end_others(struct db *db, const struct session *s, int64_t now)
{
    struct row *r = db_query(db, Q_SESSION_END_OTHERS);
    bind_int(r, ":account_id", s->account.id);
    bind_text(r, ":id_hash", s->id_hash);
    bind_int(r, ":now", now);
    return row_exec(r, NULL);
}

enum err session_sweep(struct db *db, int64_t now)
{
    struct row *r = db_query(db, Q_SESSION_SWEEP);
    bind_int(r, ":before", now - SESSION_LIFE_SECONDS - SESSION_KEPT_SECONDS);
    TRY(row_exec(r, NULL));
    r = db_query(db, Q_ONCE_SWEEP);
    bind_int(r, ":before", now - ONCE_KEPT_SECONDS);
    TRY(row_exec(r, NULL));
    r = db_query(db, Q_SIGNIN_FAILURE_SWEEP); /* what count_failure() would forgive */
    bind_int(r, ":before", now - FORGIVEN_SECONDS);
    return row_exec(r, NULL);
}

struct failures {
    int64_t failures, lockouts, locked_until, last_at;
};

static enum err failures_get(struct db *db, const char *scope, const char *key, struct failures *ret)
{
    *ret = (struct failures){0};
    struct row *r = db_query(db, Q_SIGNIN_FAILURE_GET);
    bind_text(r, ":scope", scope);
    bind_text(r, ":key", key);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct failures){row_int(r, 0), row_int(r, 1), row_int(r, 2), row_int(r, 3)};
    }
    return row_end(r, e);
}

/* The account is counted for each source apart, so that nobody can lock another out from afar. */
static const char *account_key(struct arena *a, const char *login, const char *source)
{
    char *key = text_format(a, "%s|%s", login, source);
    for (char *p = key; *p != '\0'; p++) {
        *p = lower(*p);
    }
    return key;
}

enum err signin_locked_until(struct db *db, const char *login, const char *source, int64_t now, int64_t *ret_until)
{
    struct arena *a = arena_new();
    struct failures by_account;
    struct failures by_source;
    enum err e = failures_get(db, "account", account_key(a, login, source), &by_account);
    e = e == OK ? failures_get(db, "source", source, &by_source) : e;
    if (e == OK) {
        int64_t until =
            by_account.locked_until > by_source.locked_until ? by_account.locked_until : by_source.locked_until;
        *ret_until = until > now ? until : 0;
    }
    arena_free(a);
    return e;
}

static enum err count_failure(struct db *db, const char *scope, const char *key, int64_t failures_max, int64_t now)
{
    struct failures f;
    TRY(failures_get(db, scope, key, &f));
    if (now - f.last_at > FORGIVEN_SECONDS) {
        f = (struct failures){0}; /* a day of quiet forgives */
    }
    if (++f.failures >= failures_max) {
        int64_t seconds = SIGNIN_LOCK_SECONDS;
        for (int64_t i = 0; i < f.lockouts && seconds < LOCK_SECONDS_MAX; i++) {
            seconds *= 2;
        }
        f.failures = 0;
        f.lockouts++;
        f.locked_until = now + (seconds < LOCK_SECONDS_MAX ? seconds : LOCK_SECONDS_MAX);
    }
    struct row *r = db_query(db, Q_SIGNIN_FAILURE_PUT);
    bind_text(r, ":scope", scope);
    bind_text(r, ":key", key);
    bind_int(r, ":failures", f.failures);
    bind_int(r, ":lockouts", f.lockouts);
    bind_int(r, ":locked_until", f.locked_until);
    bind_int(r, ":now", now);
    return row_exec(r, NULL);
}

enum err signin_failed(struct db *db, const struct audit_actor *who, const char *login, const char *source)
{
    struct arena *a = arena_new();
    enum err e = count_failure(db, "account", account_key(a, login, source), SIGNIN_FAILURES_MAX, who->at);
    /* a whole office may sit behind one address: its limit is wider */
    e = e == OK ? count_failure(db, "source", source, SOURCE_FAILURES_MAX, who->at) : e;
    e = e == OK ? audit_append(db, who, "signin_failed", "login", audit_pseudonym(db, a, login),
                               text_format(a, "source=%s", audit_pseudonym(db, a, source)))
                : e;
    arena_free(a);
    return e;
}

enum err signin_succeeded(struct db *db, const char *login, const char *source)
{
    struct arena *a = arena_new();
    struct row *r = db_query(db, Q_SIGNIN_FAILURE_CLEAR);
    bind_text(r, ":scope", "account");
    bind_text(r, ":key", account_key(a, login, source));
    enum err e = row_exec(r, NULL);
    arena_free(a);
    return e;
}

enum err once_get(struct db *db, struct arena *a, const char *token, int *ret_status, const char **ret_location)
{
    struct row *r = db_query(db, Q_ONCE_GET);
    bind_text(r, ":token", token);
    enum err e = row_next(r);
    if (e == OK) {
        *ret_status = (int)row_int(r, 0);
        *ret_location = row_text(r, 1, a);
    }
    row_done(r);
    return e;
}

enum err once_put(struct db *db, const char *token, int status, const char *location, int64_t now)
{
    struct row *r = db_query(db, Q_ONCE_PUT);
    bind_text(r, ":token", token);
    bind_int(r, ":status", status);
    bind_text(r, ":location", location);
    bind_int(r, ":now", now);
    return row_exec_one(r);
}
