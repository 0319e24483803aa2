/* chain.c */
#include "domain/chain.h"

#include <string.h>

#define ASKING_STAGES (STAGE_BIT(STAGE_NOMINATION) | STAGE_BIT(STAGE_RECOMMENDATION))

enum verdict verdict_from_ident(const char *ident)
{
    return strcmp(ident, "agree") == 0      ? VERDICT_AGREE
           : strcmp(ident, "disagree") == 0 ? VERDICT_DISAGREE
                                            : VERDICT_NONE;
}

enum opinion_kind chain_recommender(enum route route)
{
    return route == ROUTE_DISTRICT ? OPINION_DISTRICT : OPINION_SECTOR;
}

enum verdict chain_conclusion(const struct chain *c)
{
    return chain_recommender(c->route) == OPINION_SECTOR ? c->sector : c->district;
}

bool chain_awaits_opinion(const struct chain *c)
{
    return c->route == ROUTE_SECTOR_COUNTY && c->district == VERDICT_NONE;
}

enum chain_turn chain_turn(const struct chain *c)
{
    if (c->state == NOMINATION_WITHDRAWN) {
        return TURN_NOBODY;
    }
    if (c->state == NOMINATION_DRAFT) {
        return TURN_UNIT;
    }
    if (c->is_sent) {
        return c->place > 0 && c->released == RELEASED_NOTHING ? TURN_OFFICE : TURN_NOBODY;
    }
    return c->route == ROUTE_DISTRICT || chain_awaits_opinion(c) ? TURN_DISTRICT : TURN_SECTOR;
}

enum nomination_status chain_status(const struct chain *c)
{
    if (c->state == NOMINATION_WITHDRAWN) {
        return STATUS_WITHDRAWN;
    }
    if (c->state == NOMINATION_DRAFT) {
        return c->is_returned ? STATUS_RETURNED : STATUS_DRAFT;
    }
    if (c->released != RELEASED_NOTHING && c->place > 0) {
        return c->released != RELEASED_SHORTLISTED ? STATUS_NOT_SHORTLISTED
               : c->is_disputed                    ? STATUS_DISPUTED
                                                   : STATUS_SHORTLISTED;
    }
    if (c->is_sent) {
        return c->place > 0 ? STATUS_RECOMMENDED : STATUS_NOT_RECOMMENDED;
    }
    return chain_awaits_opinion(c) ? STATUS_AWAITING_OPINION : STATUS_AWAITING_RECOMMENDATION;
}

enum opinion_kind chain_box(const struct actor *who, const struct nomination_facts *n, const struct chain *c)
{
    if (!c->was_submitted) {
        return OPINION__COUNT;
    }
    if (who->role == ROLE_SECTOR && n->is_of_sector && route_uses(c->route, OPINION_SECTOR)) {
        return OPINION_SECTOR;
    }
    bool is_districts = who->role == ROLE_DISTRICT && n->is_of_district && route_uses(c->route, OPINION_DISTRICT);
    return is_districts ? OPINION_DISTRICT : OPINION__COUNT;
}

/* Whether the way lies open for that box to write in: OK or ERR_CONFLICT. */
static enum err box_is_free(enum opinion_kind box, const struct chain *c)
{
    if (c->state != NOMINATION_SUBMITTED || c->is_sent) {
        return ERR_CONFLICT;
    }
    if (box == OPINION_SECTOR) {
        return chain_awaits_opinion(c) ? ERR_CONFLICT : OK;
    }
    bool is_only_asked = chain_recommender(c->route) == OPINION_SECTOR;
    return is_only_asked && c->sector != VERDICT_NONE ? ERR_CONFLICT : OK;
}

enum err may_give_opinion(const struct actor *who, unsigned stages, const struct nomination_facts *n,
                          const struct chain *c)
{
    enum opinion_kind box = chain_box(who, n, c);
    if (box == OPINION__COUNT) {
        return ERR_NOT_FOUND;
    }
    return (stages & ASKING_STAGES) == 0 ? ERR_CLOSED : box_is_free(box, c);
}

enum err may_return_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n,
                               const struct chain *c)
{
    if (who->role != ROLE_OFFICE) {
        return may_give_opinion(who, stages, n, c);
    }
    if (!c->was_submitted || n->is_recused) {
        return ERR_NOT_FOUND;
    }
    if ((stages & (ASKING_STAGES | STAGE_BIT(STAGE_PRELIMINARY_REVIEW))) == 0) {
        return ERR_CLOSED;
    }
    return c->state == NOMINATION_SUBMITTED && !c->is_sent ? OK : ERR_CONFLICT;
}

enum err may_revise_nomination(const struct actor *who, int64_t now, int64_t due_at, const struct nomination_facts *n,
                               const struct chain *c)
{
    if (who->role != ROLE_UNIT || who->body_id != n->body_id) {
        return ERR_NOT_FOUND;
    }
    if (c->state != NOMINATION_DRAFT || !c->is_returned) {
        return ERR_CONFLICT;
    }
    return now < due_at ? OK : ERR_CLOSED;
}
