/* revision.h - a nomination returned for revision: which fields are open, until when, and what became of it.
 * Handbook 8 row 3: all defects at once, field by field, "unit sees exactly those fields open"; ux.md 5 rule 9. */
#ifndef DOMAIN_REVISION_H
#define DOMAIN_REVISION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/form_definition.h"
#include "domain/permission.h"
#include "domain/route.h"
#include "domain/workday.h"

/* A remark about the files beside the form rather than about a field of it. */
#define REVISION_ATTACHMENTS "attachments"

/* What became of a return. */
enum revision_state {
    REVISION_OPEN,        /* its unit is at work on it                                 */
    REVISION_OVERDUE,     /* nothing came by the time that was set                     */
    REVISION_WITHDRAWN,   /* its unit took the nomination back instead                 */
    REVISION_RESUBMITTED, /* the next version came                                     */
    REVISION_RECALLED,    /* who returned it took the return back: the version counts  */
    REVISION__COUNT
};
/* "open", "overdue", "withdrawn", "resubmitted", "recalled". */
const char *revision_state_ident(enum revision_state s);
/* The word that people read: 待补正, 逾期未补正, 单位已撤回, 已补正, 已收回. */
const char *revision_state_word(enum revision_state s);
/* `how`: "resubmitted", "recalled" or "" while it stands; `due_at` with whatever more time the unit was granted. */
enum revision_state revision_state(const char *how, enum nomination_state state, int64_t now, int64_t due_at);

/* Whether a remark may be made about the field: what the unit fills in, and a group as a whole. */
bool revision_takes(const struct form_field *field);

/* Whether `field` is open when these fields (`idents`) have remarks: the field itself, the group that it is a column
 * of, and a field that is needed only when one of them is answered, because the answer may become needed. */
bool revision_opens(const char *const *idents, size_t len, const struct form_field *field);

/* The latest time that a return by this box may name: the end of the stage in which that body acts.  0: no limit known.
 */
int64_t revision_latest(enum opinion_kind box, const struct stage_window *windows, size_t count);

/* The time that is proposed: the end of the `workdays`-th working day after today, no later than `latest` (0: any). */
int64_t revision_proposed(const struct calendar *c, int64_t now, int workdays, int64_t latest);

/* Why this time may not be set, in Chinese; NULL when it may: not before tomorrow, not after `latest` (0: any). */
const char *revision_due_fault(int64_t now, int64_t due_at, int64_t latest);

/* What is wrong with the general reason, and with a remark that is not empty: 2-800 characters.  NULL for nothing. */
const char *revision_reason_fault(const char *reason);
const char *revision_remark_fault(const char *remark);

/* Take a return back: a person of the body that made it, as long as it stands and the unit has not withdrawn.
 * ERR_NOT_FOUND: another body's; ERR_CONFLICT: it is over, or withdrawn. */
MUST_USE enum err may_recall_return(const struct actor *who, int64_t returning_body, bool is_standing,
                                    enum nomination_state state);

#endif
