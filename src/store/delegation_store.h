/* delegation_store.h - duties handed over for a time.  What they grant: domain/delegation.h. */
#ifndef STORE_DELEGATION_STORE_H
#define STORE_DELEGATION_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/account_store.h"
#include "store/audit_store.h"

struct arena;
struct db;

struct delegation {
    const char *ref;
    int64_t holder_id, delegate_id;
    const char *holder_name, *delegate_name;
    int64_t begins_at, ends_at; /* ends_at exclusive */
    const char *reason;
    int64_t recalled_at; /* 0: not */
};

/* ERR_CONFLICT: the holder's duties are handed over for some of these days already. */
MUST_USE enum err delegation_add(const struct writing *c, const struct delegation *in, const struct account *holder);
/* The body's, newest first, at most 100. */
MUST_USE enum err delegation_list(struct db *db, struct arena *a, int64_t body_id, struct delegation **ret,
                                  size_t *ret_len);
/* Without names and reason.  ERR_NOT_FOUND. */
MUST_USE enum err delegation_by_ref(struct db *db, struct arena *a, const char *ref, struct delegation *ret);
/* ERR_CONFLICT: it was recalled meanwhile. */
MUST_USE enum err delegation_recall(const struct writing *c, const struct delegation *d, const struct account *holder);

/* Whose duties an account does now. */
struct standing_in {
    int64_t holder_id; /* 0: nobody's */
    const char *holder_ref, *holder_name;
    bool is_for_head;
};
MUST_USE enum err delegation_in_force(struct db *db, struct arena *a, int64_t account_id, int64_t now,
                                      struct standing_in *ret);
/* Whether the account acts as the head of its body, by itself or for the head. */
MUST_USE enum err acts_as_head(struct db *db, struct arena *a, int64_t account_id, int64_t now, bool *ret);
/* Under which name an account acted at that moment: "李示例（代张示例）" when it stood in for somebody then, whatever
 * became of the delegation since; `name` otherwise. */
MUST_USE enum err delegation_name_at(struct db *db, struct arena *a, int64_t account_id, int64_t at, const char *name,
                                     const char **ret_name);
/* Writes into the log for whom an act was done, when it was for somebody: call beside the act's own entry. */
MUST_USE enum err delegation_note(const struct writing *c, const char *act);

#endif
