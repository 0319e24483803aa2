/* second_factor_store.h - one-time passwords and recovery codes of an account.  Secrets lie sealed in the database,
 * under a key that is derived from the data directory's token key: a copy of the database alone makes no code. */
#ifndef STORE_SECOND_FACTOR_STORE_H
#define STORE_SECOND_FACTOR_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/totp.h"
#include "store/account_store.h"
#include "store/audit_store.h"

struct arena;
struct db;

enum { CODE_RESET_SECONDS = 24 * 3600 };

struct second_factor {
    bool is_set, is_pending;
    unsigned char secret[TOTP_SECRET_BYTES];  /* when is_set     */
    unsigned char pending[TOTP_SECRET_BYTES]; /* when is_pending */
    int64_t confirmed_at, last_step;
    int64_t locked_until; /* 0 or the moment until which no code is looked at */
    int64_t failures, lockouts;
    int64_t codes_left; /* recovery codes */
};

/* Which account, and the token key of the data directory (store_keys()->token). */
struct factor_of {
    const struct account *account;
    const unsigned char *key;
};

/* Whether it is in force for this account. */
MUST_USE enum err second_factor_is_set(struct db *db, int64_t account_id, bool *ret);
/* Never ERR_NOT_FOUND: an account without one has nothing set.  ERR_INTERNAL (logged): the key does not open it. */
MUST_USE enum err second_factor_get(struct db *db, struct arena *a, const struct factor_of *of,
                                    struct second_factor *ret);

/* A new secret that waits for its first code; what is in force stays so until then. */
MUST_USE enum err second_factor_begin(const struct writing *c, const struct factor_of *of);
/* The waiting secret is in force, with these recovery codes; the account's other sessions end.  ERR_CONFLICT: none
 * waits. */
MUST_USE enum err second_factor_confirm(const struct writing *c, const struct factor_of *of, int64_t step,
                                        const char *const codes[RECOVERY_CODES]);
/* New recovery codes; the old ones end. */
MUST_USE enum err recovery_codes_replace(const struct writing *c, const struct factor_of *of,
                                         const char *const codes[RECOVERY_CODES]);
/* Whether that very code was made for the account, used or not: the same POST again shows the same codes. */
MUST_USE enum err recovery_code_is_known(const struct writing *c, const struct factor_of *of, const char *code,
                                         bool *ret);

/* Takes what was typed, a code of the telephone or a recovery code, and uses it up.  ERR_DENIED: it is neither, or was
 * used; nothing is counted.  *ret_is_recovery tells which it was. */
MUST_USE enum err second_factor_use(const struct writing *c, const struct factor_of *of, const char *typed,
                                    bool *ret_is_recovery);
/* Counts a wrong one whatever address it came from: the fifth locks for 15 minutes, each further lock doubles. */
MUST_USE enum err second_factor_failed(const struct writing *c, const struct factor_of *of);
/* Takes it away; `detail` says why to the log. */
MUST_USE enum err second_factor_remove(const struct writing *c, const struct account *of, const char *detail);

struct factor_reset {
    int64_t id, account_id, expires_at, used_at, ended_at;
    const char *made_by_name, *made_by_body;
};
/* A link; the same token again is the same link, and a new one ends those before it. */
MUST_USE enum err factor_reset_add(const struct writing *c, const struct account *of, const char *token);
MUST_USE enum err factor_reset_by_token(struct db *db, struct arena *a, const char *token, struct factor_reset *ret);
/* Uses it: the second factor is gone and every session ends.  ERR_CONFLICT: it was used or ended meanwhile. */
MUST_USE enum err factor_reset_use(const struct writing *c, const struct factor_reset *r, const struct account *of);
/* The last one that was used, for the notice at the next sign-in; ERR_NOT_FOUND when none was. */
MUST_USE enum err factor_reset_last(struct db *db, struct arena *a, int64_t account_id, struct factor_reset *ret);

#endif
