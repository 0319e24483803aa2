/* permission.h - who may do what to a nomination, and when: OK or the reason.  The same call draws the button
 * and enforces the act (HOUSE.md section 3).  "A record that is not yours is 404, not 403." */
#ifndef DOMAIN_PERMISSION_H
#define DOMAIN_PERMISSION_H

#include <stdbool.h>
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
    bool was_submitted;  /* at least once                                              */
    bool is_returned;    /* a return for revision stands: its last version is what authorities see (chain.h) */
    bool asks_district;  /* its route goes through its district's office (handbook 1.3) */
    bool is_of_sector;   /* the actor's body is the authority of its sector             */
    bool is_of_district; /* the actor's body is the office of its district              */
    bool is_reviewed;    /* it was given to this very actor for the preliminary review  */
    bool is_recused;     /* this very actor is recused of it: it does not exist for them */
};

/* Start a nomination.  ERR_DENIED: not a unit; ERR_CLOSED: the stage is not open. */
MUST_USE enum err may_start_nomination(const struct actor *who, unsigned stages);

/* Have a line of it in one's list, once it was submitted and even when it was withdrawn since: the office; the
 * authority of its sector, on the county route too, where the local opinion comes first; the office of its district
 * when the route goes through it; a joint department's person to whom it was given.  Nobody who is recused of it.
 * ERR_NOT_FOUND otherwise.  The WHERE of sql/queries/list.sql says the same again. */
MUST_USE enum err may_list_nomination(const struct actor *who, const struct nomination_facts *n);

/* See it: its own unit always; whoever may have it in a list only while it is submitted, or returned for revision: then
 * the version that was returned, never the draft.  ERR_NOT_FOUND otherwise. */
MUST_USE enum err may_view_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n);

/* Print it (drafts carry a watermark): its own unit and the office.  The paper holds every contact in full. */
MUST_USE enum err may_print_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n);

/* See the contacts of one record in full, with a reason that is written down: the office.  ERR_NOT_FOUND otherwise. */
MUST_USE enum err may_reveal_contacts(const struct actor *who, const struct nomination_facts *n);

/* Open its form for writing.  ERR_NOT_FOUND: not its unit; ERR_CLOSED: the stage is not open; ERR_CONFLICT: no
 * longer a draft.  A return for revision keeps the stage nomination in `stages` for its unit until the time that the
 * return names; which fields are open then is revision_opens() of revision.h. */
MUST_USE enum err may_edit_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n);

/* Keep text that was already being written: as editing, but a closed stage is no reason, because "正在写的内容仍存为
 * 草稿" (ux.md section 5, rule 5).  The page then says that the stage is closed. */
MUST_USE enum err may_keep_draft(const struct actor *who, const struct nomination_facts *n);

/* Submit it.  The same reasons as editing. */
MUST_USE enum err may_submit_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n);

#endif
