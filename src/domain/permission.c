/* permission.c */
#include "domain/permission.h"

#include <stdbool.h>
#include <string.h>

static const char *const state_idents[NOMINATION__COUNT] = {"draft", "submitted", "withdrawn"};

const char *nomination_state_ident(enum nomination_state state)
{
    return state_idents[state];
}

enum err nomination_state_from_ident(const char *ident, enum nomination_state *ret)
{
    for (int i = 0; i < NOMINATION__COUNT; i++) {
        if (strcmp(state_idents[i], ident) == 0) {
            *ret = (enum nomination_state)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

static bool owns(const struct actor *who, const struct nomination_facts *n)
{
    return who->role == ROLE_UNIT && who->body_id == n->body_id;
}

/* There is a version for others to see: that of a nomination in the unit's own hands is not, unless it was returned. */
static bool has_version_to_show(const struct nomination_facts *n)
{
    return n->state == NOMINATION_SUBMITTED || (n->state == NOMINATION_DRAFT && n->is_returned);
}

static bool is_received(const struct actor *who, const struct nomination_facts *n)
{
    return who->role == ROLE_OFFICE && !n->is_recused && has_version_to_show(n);
}

enum err may_list_nomination(const struct actor *who, const struct nomination_facts *n)
{
    bool is_sectors = who->role == ROLE_SECTOR && n->is_of_sector;
    bool is_districts = who->role == ROLE_DISTRICT && n->is_of_district && n->asks_district;
    bool is_joints = who->role == ROLE_JOINT && n->is_reviewed;
    bool is_listed = who->role == ROLE_OFFICE || is_sectors || is_districts || is_joints;
    return n->was_submitted && is_listed && !n->is_recused ? OK : ERR_NOT_FOUND;
}

enum err may_start_nomination(const struct actor *who, unsigned stages)
{
    if (who->role != ROLE_UNIT) {
        return ERR_DENIED;
    }
    return stage_is_in(stages, STAGE_NOMINATION) ? OK : ERR_CLOSED;
}

enum err may_view_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n)
{
    (void)stages; /* what was written stays to be read, whatever is open */
    bool is_shown = has_version_to_show(n) && may_list_nomination(who, n) == OK;
    return owns(who, n) || is_shown ? OK : ERR_NOT_FOUND;
}

enum err may_print_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n)
{
    (void)stages;
    return owns(who, n) || is_received(who, n) ? OK : ERR_NOT_FOUND;
}

enum err may_reveal_contacts(const struct actor *who, const struct nomination_facts *n)
{
    return is_received(who, n) ? OK : ERR_NOT_FOUND;
}

enum err may_edit_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n)
{
    if (!owns(who, n)) {
        return ERR_NOT_FOUND;
    }
    if (!stage_is_in(stages, STAGE_NOMINATION)) {
        return ERR_CLOSED;
    }
    return n->state == NOMINATION_DRAFT ? OK : ERR_CONFLICT;
}

enum err may_keep_draft(const struct actor *who, const struct nomination_facts *n)
{
    if (!owns(who, n)) {
        return ERR_NOT_FOUND;
    }
    return n->state == NOMINATION_DRAFT ? OK : ERR_CONFLICT;
}

enum err may_submit_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n)
{
    return may_edit_nomination(who, stages, n);
}
