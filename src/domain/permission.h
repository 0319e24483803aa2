/* permission.h - who may do what to a nomination, and when: OK or the reason.  The same call draws the button
 * and enforces the act (HOUSE.md section 3).  "A record that is not yours is 404, not 403." */
#ifndef DOMAIN_PERMISSION_H
#define DOMAIN_PERMISSION_H

#include <stdint.h>

#include "base/err.h"
#include "domain/role.h"
#include "domain/stage.h"

/* Who acts.  A visitor is {.role = ROLE_PUBLIC}. */
struct actor {
    int64_t account_id; /* 0: not signed in */
    int64_t body_id;
    enum role role;
};

enum nomination_state { NOMINATION_DRAFT, NOMINATION_SUBMITTED, NOMINATION_WITHDRAWN, NOMINATION__COUNT };

/* "draft", "submitted", "withdrawn". */
const char *nomination_state_ident(enum nomination_state state);
/* ERR_NOT_FOUND for any other word; *ret untouched. */
MUST_USE enum err nomination_state_from_ident(const char *ident, enum nomination_state *ret);

/* What the decision needs of a nomination. */
struct nomination_facts {
    int64_t body_id; /* the unit that owns it */
    enum nomination_state state;
};

/* Start a nomination.  ERR_DENIED: not a unit; ERR_CLOSED: the stage is not open. */
MUST_USE enum err may_start_nomination(const struct actor *who, unsigned stages);

/* See it: its own unit always, the office once it was submitted.  ERR_NOT_FOUND otherwise. */
MUST_USE enum err may_view_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n);

/* Print it (drafts carry a watermark): whoever may see it. */
MUST_USE enum err may_print_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n);

/* Open its form for writing.  ERR_NOT_FOUND: not its unit; ERR_CLOSED: the stage is not open; ERR_CONFLICT: no
 * longer a draft. */
MUST_USE enum err may_edit_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n);

/* Keep text that was already being written: as editing, but a closed stage is no reason, because "正在写的内容仍存为
 * 草稿" (ux.md section 5, rule 5).  The page then says that the stage is closed. */
MUST_USE enum err may_keep_draft(const struct actor *who, const struct nomination_facts *n);

/* Submit it.  The same reasons as editing. */
MUST_USE enum err may_submit_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n);

#endif
