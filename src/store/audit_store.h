/* audit_store.h - the append-only log of every change of consequence, chained under a keyed hash. */
#ifndef STORE_AUDIT_STORE_H
#define STORE_AUDIT_STORE_H

#include <stdint.h>

#include "base/err.h"

struct arena;
struct db;
struct random;

/* Who did it and when: made once a request, handed to every store that changes something. */
struct audit_actor {
    int64_t at;
    int64_t account_id; /* 0: the command line or a visitor */
    const char *role;   /* identifier of the role, or "cli" */
    const char *request_id;
};

/* What a change is made with, on the writer and inside its transaction. */
struct writing {
    struct db *db;
    struct random *random;
    struct arena *arena; /* owns what the change returns */
    const struct audit_actor *who;
};

/* What a list is read with, and for whom: an account that is recused of a nomination finds it nowhere. */
struct reading_for {
    struct db *db;
    struct arena *arena; /* owns what is read */
    int64_t round_id;
    int64_t account_id; /* 0: nobody's account, nothing is hidden */
};

/* Appends one entry.  Call inside the transaction of the change itself. */
MUST_USE enum err audit_append(struct db *db, const struct audit_actor *who, const char *verb, const char *object_kind,
                               const char *object_ref, const char *detail);

/* A name that may have to be forgotten one day (a login, an address) as the log names it: sixteen digits under the key
 * of the chain, the same for the same text, from which nobody reads it.  Owner: the arena. */
const char *audit_pseudonym(struct db *db, struct arena *a, const char *text);

/* Walks the chain.  OK: every entry is as it was written, *ret_count of them and the last mac in *ret_head (arena; ""
 * of an empty log).  ERR_CONFLICT: *ret_bad is the id of the first entry that was altered or whose predecessor is gone.
 * A log whose newest entries were cut off is a shorter chain that holds: only a head that was printed or noted
 * elsewhere shows it. */
MUST_USE enum err audit_verify(struct db *db, struct arena *a, int64_t *ret_count, const char **ret_head,
                               int64_t *ret_bad);

#endif
