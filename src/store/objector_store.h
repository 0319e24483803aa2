/* objector_store.h - forgetting who sent an objection: by the round's rule some days after 归档, or sooner by hand, for
 * a reason.  个人信息保护法 articles 19 and 47, handbook 5.2.
 *
 * What goes: the name, the telephone, the address, and the names of the files that came with it.  What stays: that
 * there was a real name (is_identified), the letter and the files themselves, which are evidence, and what the office
 * wrote; who wrote a name into one of those finds it there afterwards, and the page says so before. */
#ifndef STORE_OBJECTOR_STORE_H
#define STORE_OBJECTOR_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/audit_store.h"
#include "store/objection_store.h"

enum { OBJECTORS_A_BATCH = 50 };

/* Erases it by hand, and after the commit from the engine's log too.  ERR_CONFLICT: it was erased already.  Call after
 * may_erase_objector(). */
MUST_USE enum err objector_erase(const struct writing *c, const struct objection *o, const char *reason);

/* Erases those whose days are over, of every round, at most OBJECTORS_A_BATCH; `c->who` is nobody's account.
 * *ret_erased: how many. */
MUST_USE enum err objectors_erase_due(const struct writing *c, size_t *ret_erased);

struct objector_erasure {
    const char *reason;
    int64_t erased_at;
    const char *erased_by; /* "": the rule */
};
/* ERR_NOT_FOUND: it was not erased. */
MUST_USE enum err objector_erasure(struct db *db, struct arena *a, int64_t objection_id, struct objector_erasure *ret);

#endif
