/* mercy.h - more time for one body, what came too late, and what may be taken back.  PRODUCT.md section 2 ("An
 * extension names the body, the new time, the reason and the approver"), handbook 8 rows 9 and 10. */
#ifndef DOMAIN_MERCY_H
#define DOMAIN_MERCY_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/permission.h"
#include "domain/stage.h"

struct arena;

/* What one body was granted: this stage stays open for it until then (exclusive). */
struct extension {
    enum stage stage;
    int64_t closes_at;
};

/* The windows as the body with these grants sees them, to `ret` (room for `count`): each closes at the latest of its
 * own time and the grants of its stage.  A grant never shortens, and one for a stage without a window does nothing. */
void windows_for(const struct stage_window *windows, size_t count, const struct extension *granted, size_t granted_len,
                 struct stage_window *ret);

/* The set of stages that are open to that body at `now`. */
unsigned stages_for(const struct stage_window *windows, size_t count, const struct extension *granted,
                    size_t granted_len, int64_t now);

/* Reads a closing time as people type it: a day in any form of date_text.h (day precision) and "16:30"; "24:00" and ""
 * are the end of that day.  ERR_INVALID otherwise; *ret_at untouched. */
MUST_USE enum err closing_parse(struct arena *a, const char *day, const char *clock, int64_t *ret_at);

/* Why the office may not grant `closes_at` at `now`, in Chinese; NULL when it may: it is later than now, later than
 * what the body has (`has_until`), and no later than the end of the round (`round_ends`), which catches a mistyped
 * year. */
const char *extension_fault(int64_t now, int64_t has_until, int64_t round_ends, int64_t closes_at);

/* What is wrong with a reason (2-200 characters) and with an approver's name (2-30 characters), both already cleaned;
 * in Chinese, NULL for nothing. */
const char *reason_fault(const char *reason);
const char *name_fault(const char *name);

/* Take a submitted nomination back, and bring it back as a draft: the unit itself, while the stage is open to it.  One
 * that was returned for revision may be taken back too, rather than mended; brought back, it is returned as before.
 * ERR_NOT_FOUND: not its unit; ERR_CLOSED: not open; ERR_CONFLICT: not submitted, not withdrawn. */
MUST_USE enum err may_withdraw_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n);
MUST_USE enum err may_restore_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n);

/* Leave a late version behind: the unit itself, when the stage has closed to it and the nomination is still a draft.
 * ERR_NOT_FOUND: not its unit; ERR_CLOSED: the stage has not even opened; ERR_CONFLICT: open, or no draft. */
MUST_USE enum err may_submit_late(const struct actor *who, enum phase phase, const struct nomination_facts *n);

/* Read a late version: its unit, and the office but for who is recused.  ERR_NOT_FOUND otherwise. */
MUST_USE enum err may_view_late(const struct actor *who, const struct nomination_facts *n);

/* Decide about one.  `is_decided`: it was already; `is_accepting`: it shall become a version.  ERR_NOT_FOUND: not the
 * office, or recused; ERR_CONFLICT: decided, or the nomination is no draft that a version could come of. */
MUST_USE enum err may_decide_late(const struct actor *who, const struct nomination_facts *n, bool is_decided,
                                  bool is_accepting);

#endif
