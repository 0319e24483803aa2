/* delegation.h - duties handed to a colleague of the same body for some days: who may, for how long, and what it
 * grants.
 *
 * All accounts of an authority read and write for their body anyway, so that a delegation grants two things alone: the
 * holder's rights as the head of the body, if the holder is (inviting, resetting), and the name under which the
 * delegate acts, "李示例（代张示例）".  Nobody's password is lent.  It ends by itself and may be recalled before. */
#ifndef DOMAIN_DELEGATION_H
#define DOMAIN_DELEGATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "domain/people.h"
#include "domain/permission.h"

struct arena;

enum { DELEGATION_DAYS_MAX = 92 };

enum delegation_state { DELEGATION_COMING, DELEGATION_IN_FORCE, DELEGATION_ENDED, DELEGATION_RECALLED };

/* `recalled_at`: 0 for not; `ends_at` is exclusive. */
enum delegation_state delegation_state_at(int64_t begins_at, int64_t ends_at, int64_t recalled_at, int64_t now);

/* Hand over the duties of `holder` to `delegate`: the holder, or the head of their body.  ERR_NOT_FOUND: of another
 * body or role, or not an authority's; ERR_DENIED: a colleague who is neither; ERR_CONFLICT: one of them cannot sign
 * in, or they are the same person. */
MUST_USE enum err may_delegate(const struct actor *who, bool is_head, const struct account_facts *holder,
                               const struct account_facts *delegate);

/* Recall it: the holder, the delegate or the head.  ERR_NOT_FOUND, ERR_DENIED as above; ERR_CONFLICT: it is over. */
MUST_USE enum err may_recall_delegation(const struct actor *who, bool is_head, const struct account_facts *holder,
                                        int64_t delegate_id, enum delegation_state state);

/* OK, or ERR_INVALID with the Chinese reason: from today on, the last day not before the first, 92 days at most. */
MUST_USE enum err delegation_days_rule(day_no first, day_no last, day_no today, const char **ret_reason);

/* "李示例（代张示例）"; the name alone when `holder` is "" or NULL.  Owner: the arena. */
const char *delegation_name(struct arena *a, const char *delegate, const char *holder);

#endif
