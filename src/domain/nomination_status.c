/* nomination_status.c */
#include "domain/nomination_status.h"

#include <string.h>

#include "domain/route.h"

static const struct {
    const char *ident, *word;
} statuses[STATUS__COUNT] = {{"draft", "草稿"},
                             {"awaiting_opinion", "已提交待征求意见"},
                             {"awaiting_recommendation", "待推荐"},
                             {"withdrawn", "已撤回"}};

enum nomination_status nomination_status_of(enum nomination_state state, const char *route)
{
    switch (state) {
    case NOMINATION_SUBMITTED:
        return strcmp(route, route_ident(ROUTE_SECTOR_COUNTY)) == 0 ? STATUS_AWAITING_OPINION
                                                                    : STATUS_AWAITING_RECOMMENDATION;
    case NOMINATION_WITHDRAWN: return STATUS_WITHDRAWN;
    case NOMINATION_DRAFT:
    case NOMINATION__COUNT: break;
    }
    return STATUS_DRAFT;
}

const char *nomination_status_ident(enum nomination_status s)
{
    return statuses[s].ident;
}

enum err nomination_status_from_ident(const char *ident, enum nomination_status *ret)
{
    for (int i = 0; i < STATUS__COUNT; i++) {
        if (strcmp(statuses[i].ident, ident) == 0) {
            *ret = (enum nomination_status)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *nomination_status_word(enum nomination_status s)
{
    return statuses[s].word;
}
