/* registration_store.h - units that register themselves, and their admission. */
#ifndef STORE_REGISTRATION_STORE_H
#define STORE_REGISTRATION_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/people.h"
#include "store/account_store.h"
#include "store/audit_store.h"
#include "store/round_store.h"

struct arena;
struct db;
struct random;

/* Text is owned by the arena it was read with. */
struct registration {
    int64_t id;
    const char *ref; /* in addresses; unguessable */
    int number;      /* in its round, from 1 */
    enum registration_state state;
    const char *name, *org_code, *unit_kind;
    int64_t sector_id; /* 0: outside the participating sectors */
    int64_t district_id;
    const char *window_name, *contact_name, *contact_phone;
    const char *login, *password_hash;
    int revision; /* counts corrections; a decision is on what was seen */
    int64_t created_at, decided_at;
    const char *reason, *decided_by, *decided_by_body;
};

/* Why one more of it would be one too many. */
enum registration_twin {
    TWIN_NONE,
    TWIN_NAME_ADMITTED, /* a unit of that name has accounts */
    TWIN_NAME_WAITING,  /* a registration of that name waits */
    TWIN_CODE_ADMITTED,
    TWIN_CODE_WAITING
};
MUST_USE enum err registration_twin_of(struct db *db, const struct registration *r, enum registration_twin *ret);

/* How many came from one address since then. */
MUST_USE enum err registration_count_from(struct db *db, const char *source, int64_t since, int64_t *ret);

/* Adds `in` (without id, ref, number, state, revision) and gives its ref.  ERR_CONFLICT when a name, code or login that
 * waits is the same. */
MUST_USE enum err registration_add(const struct writing *w, int64_t round_id, const struct registration *in,
                                   const char *source, const char **ret_ref);
/* ERR_NOT_FOUND when the round has none of that ref. */
MUST_USE enum err registration_by_ref(struct db *db, struct arena *a, int64_t round_id, const char *ref,
                                      struct registration *ret);

struct registration_row {
    const char *ref, *name, *sector_name, *district_name;
    int number;
    int64_t created_at, decided_at;
};
struct registration_search {
    int64_t round_id;
    enum role role;
    struct admission_scope scope;
    enum registration_state state;
};
/* What this actor answers for, of one state, oldest first, at most 500.  Others than the office, a sector authority or
 * a district get none. */
MUST_USE enum err registration_list(struct db *db, struct arena *a, const struct registration_search *search,
                                    struct registration_row **ret, size_t *ret_len);

/* Writes `now` over what waits; every old value goes into the log.  ERR_CONFLICT: decided or corrected meanwhile, or
 * another one that waits has the name or code. */
MUST_USE enum err registration_correct(struct db *db, const struct audit_actor *who, const struct registration *was,
                                       const struct registration *now);
/* Makes the body and its first account.  ERR_CONFLICT: decided or corrected meanwhile, or there is such a body or login
 * by now. */
MUST_USE enum err registration_admit(struct db *db, struct random *rnd, const struct audit_actor *who,
                                     const struct registration *r);
MUST_USE enum err registration_refuse(struct db *db, const struct audit_actor *who, const struct registration *r,
                                      const char *reason);

#endif
