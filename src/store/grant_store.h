/* grant_store.h - extensions by named grant, and nominations withdrawn and restored. */
#ifndef STORE_GRANT_STORE_H
#define STORE_GRANT_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/mercy.h"
#include "store/nomination_store.h"

/* What the body was granted in this round, one a stage, the latest each.  `ret` has room for STAGE__COUNT. */
MUST_USE enum err extension_of_body(struct db *db, struct arena *a, int64_t round_id, int64_t body_id,
                                    struct extension ret[STAGE__COUNT], size_t *ret_len);

struct extension_row {
    int64_t body_id;
    const char *body_ref, *body_name;
    struct extension is;
    const char *reason, *approver;
    int64_t granted_at;
    const char *granted_by; /* the person's name */
};

/* Grants, and writes it down.  `is` holds body_id, body_ref, the extension, reason and approver. */
MUST_USE enum err extension_grant(struct db *db, struct arena *a, const struct audit_actor *who, int64_t round_id,
                                  const struct extension_row *is);
/* The newest 200; of one body, or of all when `body_id` is 0. */
MUST_USE enum err extension_list(struct db *db, struct arena *a, int64_t round_id, int64_t body_id,
                                 struct extension_row **ret, size_t *ret_len);

struct unit_row {
    const char *ref, *name;
};
/* Units and reviewers (district offices, authorities) whose name holds `words`, at most 50, by name. */
MUST_USE enum err unit_search(struct db *db, struct arena *a, const char *words, struct unit_row **ret,
                              size_t *ret_len);
/* ERR_NOT_FOUND when no unit and no reviewer has that ref. */
MUST_USE enum err unit_by_ref(struct db *db, struct arena *a, const char *ref, int64_t *ret_id, const char **ret_name);

/* Takes a nomination back that is submitted, or returned for revision; ERR_CONFLICT when it is neither (any more), or
 * another version is. */
MUST_USE enum err nomination_withdraw(struct db *db, struct arena *a, const struct audit_actor *who,
                                      const struct nomination *n, const char *reason);
/* Brings a withdrawn one back as a draft with its number; ERR_CONFLICT when it is not withdrawn. */
MUST_USE enum err nomination_restore(struct db *db, struct arena *a, const struct audit_actor *who,
                                     const struct nomination *n);
/* The last one that the body withdrew and did not bring back.  ERR_NOT_FOUND when there is none. */
MUST_USE enum err nomination_withdrawn_of_body(struct db *db, struct arena *a, int64_t round_id, int64_t body_id,
                                               struct nomination *ret);

struct nomination_turn {
    bool is_withdrawn; /* else restored */
    int version_no;
    const char *reason;
    int64_t at;
    const char *by;
};
/* The last turn of it.  ERR_NOT_FOUND when it was never withdrawn. */
MUST_USE enum err nomination_turn_last(struct db *db, struct arena *a, int64_t nomination_id,
                                       struct nomination_turn *ret);

#endif
