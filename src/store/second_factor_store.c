/* second_factor_store.c */
#include "store/second_factor_store.h"

#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/fingerprint.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"
#include "store/people_store.h"

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    SEALED = NONCE + TOTP_SECRET_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES,
    LOCK_SECONDS_MAX = 86400,
    SEAL_KEY = 1,
    HASH_KEY = 2
};

/* ---- what the key outside the database does ---- */

static void derive(const unsigned char *key, uint64_t id, unsigned char to[32])
{
    (void)crypto_kdf_derive_from_key(to, 32, id, "jpcode01", key);
}

/* Bound to its account: a row that was moved to another account does not open. */
static const char *seal(const struct writing *c, const struct factor_of *of,
                        const unsigned char secret[TOTP_SECRET_BYTES])
{
    unsigned char key[32];
    unsigned char box[SEALED];
    derive(of->key, SEAL_KEY, key);
    random_bytes(c->random, box, NONCE);
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(box + NONCE, NULL, secret, TOTP_SECRET_BYTES,
                                                     (const unsigned char *)of->account->ref, strlen(of->account->ref),
                                                     NULL, box, key);
    sodium_memzero(key, sizeof key);
    return text_hex(c->arena, box, sizeof box);
}

static enum err unseal(const struct factor_of *of, const char *hex, unsigned char secret[TOTP_SECRET_BYTES])
{
    unsigned char key[32];
    unsigned char box[SEALED];
    size_t len = 0;
    if (sodium_hex2bin(box, sizeof box, hex, strlen(hex), NULL, &len, NULL) != 0 || len != sizeof box) {
        return FAIL("event=second_factor account=%s error=\"not sealed\"", of->account->ref);
    }
    derive(of->key, SEAL_KEY, key);
    int rc = crypto_aead_xchacha20poly1305_ietf_decrypt(secret, NULL, NULL, box + NONCE, SEALED - NONCE,
                                                        (const unsigned char *)of->account->ref,
                                                        strlen(of->account->ref), box, key);
    sodium_memzero(key, sizeof key);
    return rc == 0 ? OK : FAIL("event=second_factor account=%s error=\"the key does not open it\"", of->account->ref);
}

/* Fifty random bits under a key that is not in the database need no slow hash. */
static const char *code_hash(struct arena *a, const struct factor_of *of, const char *code)
{
    unsigned char key[32];
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state h;
    derive(of->key, HASH_KEY, key);
    (void)crypto_auth_hmacsha256_init(&h, key, sizeof key);
    (void)crypto_auth_hmacsha256_update(&h, (const unsigned char *)of->account->ref, strlen(of->account->ref) + 1);
    (void)crypto_auth_hmacsha256_update(&h, (const unsigned char *)code, strlen(code));
    (void)crypto_auth_hmacsha256_final(&h, mac);
    sodium_memzero(key, sizeof key);
    return text_hex(a, mac, sizeof mac);
}

/* ---- reading ---- */

enum err second_factor_is_set(struct db *db, int64_t account_id, bool *ret)
{
    struct row *r = db_query(db, Q_SECOND_FACTOR_IS_SET);
    bind_int(r, ":account", account_id);
    enum err e = row_next(r);
    *ret = e == OK;
    return row_end(r, e);
}

enum err second_factor_get(struct db *db, struct arena *a, const struct factor_of *of, struct second_factor *ret)
{
    const char *secret = "";
    const char *pending = "";
    *ret = (struct second_factor){0};
    struct row *r = db_query(db, Q_SECOND_FACTOR_GET);
    bind_int(r, ":account", of->account->id);
    enum err e = row_next(r);
    if (e == OK) {
        secret = row_text(r, 0, a);
        pending = row_text(r, 2, a);
        ret->confirmed_at = row_int(r, 1);
        ret->last_step = row_int(r, 3);
        ret->locked_until = row_int(r, 4);
        ret->failures = row_int(r, 5);
        ret->lockouts = row_int(r, 6);
        ret->codes_left = row_int(r, 7);
    }
    TRY(row_end(r, e));
    ret->is_set = *secret != '\0';
    ret->is_pending = *pending != '\0';
    if (ret->is_set) {
        TRY(unseal(of, secret, ret->secret));
    }
    return ret->is_pending ? unseal(of, pending, ret->pending) : OK;
}

/* ---- setting up ---- */

enum err second_factor_begin(const struct writing *c, const struct factor_of *of)
{
    unsigned char secret[TOTP_SECRET_BYTES];
    random_bytes(c->random, secret, sizeof secret);
    struct row *r = db_query(c->db, Q_SECOND_FACTOR_BEGIN);
    bind_int(r, ":account", of->account->id);
    bind_text(r, ":pending", seal(c, of, secret));
    bind_int(r, ":now", c->who->at);
    sodium_memzero(secret, sizeof secret);
    return row_exec_one(r);
}

static enum err remove_codes(struct db *db, int64_t account_id)
{
    struct row *r = db_query(db, Q_RECOVERY_CODES_REMOVE);
    bind_int(r, ":account", account_id);
    return row_exec(r, NULL);
}

static enum err put_codes(const struct writing *c, const struct factor_of *of, const char *const codes[RECOVERY_CODES])
{
    TRY(remove_codes(c->db, of->account->id));
    for (size_t i = 0; i < RECOVERY_CODES; i++) {
        struct row *r = db_query(c->db, Q_RECOVERY_CODE_ADD);
        bind_int(r, ":account", of->account->id);
        bind_text(r, ":code_hash", code_hash(c->arena, of, codes[i]));
        TRY(row_exec_one(r));
    }
    return OK;
}

enum err second_factor_confirm(const struct writing *c, const struct factor_of *of, int64_t step,
                               const char *const codes[RECOVERY_CODES])
{
    struct second_factor is;
    TRY(second_factor_get(c->db, c->arena, of, &is));
    if (!is.is_pending) {
        return ERR_CONFLICT;
    }
    struct row *r = db_query(c->db, Q_SECOND_FACTOR_CONFIRM);
    bind_int(r, ":account", of->account->id);
    bind_text(r, ":secret", seal(c, of, is.pending));
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":step", step);
    TRY(row_exec_one(r));
    TRY(put_codes(c, of, codes));
    return audit_append(c->db, c->who, "code_set", "account", of->account->ref, is.is_set ? "again" : "");
}

enum err recovery_codes_replace(const struct writing *c, const struct factor_of *of,
                                const char *const codes[RECOVERY_CODES])
{
    TRY(put_codes(c, of, codes));
    return audit_append(c->db, c->who, "recovery_codes_make", "account", of->account->ref, "");
}

enum err recovery_code_is_known(const struct writing *c, const struct factor_of *of, const char *code, bool *ret)
{
    struct row *r = db_query(c->db, Q_RECOVERY_CODE_IS_THERE);
    bind_int(r, ":account", of->account->id);
    bind_text(r, ":code_hash", code_hash(c->arena, of, code));
    enum err e = row_next(r);
    *ret = e == OK;
    return row_end(r, e);
}

/* ---- using ---- */

static enum err use_recovery(const struct writing *c, const struct factor_of *of, const char *typed)
{
    int changed = 0;
    struct row *r = db_query(c->db, Q_RECOVERY_CODE_USE);
    bind_int(r, ":account", of->account->id);
    bind_text(r, ":code_hash", code_hash(c->arena, of, typed));
    bind_int(r, ":now", c->who->at);
    TRY(row_exec(r, &changed));
    return changed == 1 ? audit_append(c->db, c->who, "recovery_code_use", "account", of->account->ref, "")
                        : ERR_DENIED;
}

enum err second_factor_use(const struct writing *c, const struct factor_of *of, const char *typed,
                           bool *ret_is_recovery)
{
    struct second_factor is;
    int64_t step = 0;
    const char *plain = totp_typed(c->arena, typed);
    TRY(second_factor_get(c->db, c->arena, of, &is));
    *ret_is_recovery = false;
    if (!is.is_set) {
        return ERR_DENIED;
    }
    if (totp_matches(is.secret, c->who->at, is.last_step, plain, &step)) {
        struct row *r = db_query(c->db, Q_SECOND_FACTOR_STEP);
        bind_int(r, ":account", of->account->id);
        bind_int(r, ":step", step);
        return row_exec_one(r);
    }
    *ret_is_recovery = strlen(plain) == RECOVERY_CHARS;
    return *ret_is_recovery ? use_recovery(c, of, plain) : ERR_DENIED;
}

enum err second_factor_failed(const struct writing *c, const struct factor_of *of)
{
    struct second_factor is;
    TRY(second_factor_get(c->db, c->arena, of, &is));
    if (++is.failures >= SIGNIN_FAILURES_MAX) {
        int64_t seconds = SIGNIN_LOCK_SECONDS;
        for (int64_t i = 0; i < is.lockouts && seconds < LOCK_SECONDS_MAX; i++) {
            seconds *= 2;
        }
        is.failures = 0;
        is.lockouts++;
        is.locked_until = c->who->at + (seconds < LOCK_SECONDS_MAX ? seconds : LOCK_SECONDS_MAX);
    }
    struct row *r = db_query(c->db, Q_SECOND_FACTOR_FAILED);
    bind_int(r, ":account", of->account->id);
    bind_int(r, ":failures", is.failures);
    bind_int(r, ":lockouts", is.lockouts);
    bind_int(r, ":locked_until", is.locked_until);
    return row_exec(r, NULL);
}

enum err second_factor_remove(const struct writing *c, const struct account *of, const char *detail)
{
    TRY(remove_codes(c->db, of->id));
    struct row *r = db_query(c->db, Q_SECOND_FACTOR_REMOVE);
    bind_int(r, ":account", of->id);
    TRY(row_exec(r, NULL));
    return audit_append(c->db, c->who, "code_remove", "account", of->ref, detail);
}

/* ---- a lost telephone ---- */

enum err factor_reset_by_token(struct db *db, struct arena *a, const char *token, struct factor_reset *ret)
{
    struct row *r = db_query(db, Q_SECOND_FACTOR_RESET_GET);
    bind_text(r, ":token_hash", fingerprint(a, token));
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct factor_reset){.id = row_int(r, 0),
                                     .account_id = row_int(r, 1),
                                     .expires_at = row_int(r, 2),
                                     .used_at = row_int(r, 3),
                                     .ended_at = row_int(r, 4),
                                     .made_by_name = row_text(r, 5, a),
                                     .made_by_body = row_text(r, 6, a)};
    }
    row_done(r);
    return e;
}

enum err factor_reset_add(const struct writing *c, const struct account *of, const char *token)
{
    struct factor_reset known;
    enum err e = factor_reset_by_token(c->db, c->arena, token, &known);
    if (e != ERR_NOT_FOUND) {
        return e;
    }
    struct row *r = db_query(c->db, Q_SECOND_FACTOR_RESET_END);
    bind_int(r, ":account", of->id);
    bind_int(r, ":now", c->who->at);
    TRY(row_exec(r, NULL));
    r = db_query(c->db, Q_SECOND_FACTOR_RESET_ADD);
    bind_text(r, ":token_hash", fingerprint(c->arena, token));
    bind_int(r, ":account", of->id);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":by", c->who->account_id);
    bind_int(r, ":expires_at", c->who->at + CODE_RESET_SECONDS);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "link_make", "account", of->ref, "purpose=code_reset");
}

enum err factor_reset_use(const struct writing *c, const struct factor_reset *reset, const struct account *of)
{
    struct row *r = db_query(c->db, Q_SECOND_FACTOR_RESET_USE);
    bind_int(r, ":id", reset->id);
    bind_int(r, ":now", c->who->at);
    TRY(row_exec_one(r));
    TRY(second_factor_remove(c, of, "by=reset"));
    return sessions_end_all(c->db, of->id, c->who->at);
}

enum err factor_reset_last(struct db *db, struct arena *a, int64_t account_id, struct factor_reset *ret)
{
    struct row *r = db_query(db, Q_SECOND_FACTOR_RESET_LAST);
    bind_int(r, ":account", account_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct factor_reset){.account_id = account_id,
                                     .used_at = row_int(r, 0),
                                     .made_by_name = row_text(r, 1, a),
                                     .made_by_body = row_text(r, 2, a)};
    }
    row_done(r);
    return e;
}
