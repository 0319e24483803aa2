/* route.c */
#include "domain/route.h"

#include <string.h>

#include "base/text.h"

static const char *const route_idents[ROUTE__COUNT] = {"sector_city", "sector_county", "district"};

static const struct {
    const char *ident, *label;
    bool is_used[ROUTE__COUNT]; /* city, county, district: the three rows of handbook 1.3 */
} opinions[OPINION__COUNT] = {
    [OPINION_UNIT] = {"unit", "申报单位意见", {true, true, true}},
    [OPINION_DISTRICT] = {"district", "辖市区文明办意见", {false, true, true}},
    [OPINION_SECTOR] = {"sector", "市行业主管部门意见", {true, true, false}},
    [OPINION_OFFICE] = {"office", "市文明办意见", {true, true, true}},
    [OPINION_COMMISSION] = {"commission", "市文明委意见", {true, true, true}},
};

enum route route_of(bool has_sector, bool needs_local_opinion)
{
    if (!has_sector) {
        return ROUTE_DISTRICT;
    }
    return needs_local_opinion ? ROUTE_SECTOR_COUNTY : ROUTE_SECTOR_CITY;
}

const char *route_ident(enum route route)
{
    return route_idents[route];
}

enum err route_from_ident(const char *ident, enum route *ret)
{
    for (int i = 0; i < ROUTE__COUNT; i++) {
        if (strcmp(route_idents[i], ident) == 0) {
            *ret = (enum route)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *opinion_ident(enum opinion_kind kind)
{
    return opinions[kind].ident;
}

enum err opinion_from_ident(const char *ident, enum opinion_kind *ret)
{
    for (int i = 0; i < OPINION__COUNT; i++) {
        if (strcmp(opinions[i].ident, ident) == 0) {
            *ret = (enum opinion_kind)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

bool route_uses(enum route route, enum opinion_kind kind)
{
    return opinions[kind].is_used[route];
}

void route_opinions(enum route route, const struct opinion_wording wording[OPINION__COUNT],
                    struct opinion_box ret_boxes[OPINION__COUNT])
{
    for (int i = 0; i < OPINION__COUNT; i++) {
        enum opinion_kind kind = (enum opinion_kind)i;
        const char *text = wording[i].text[route];
        bool is_used = route_uses(route, kind);
        ret_boxes[i] = (struct opinion_box){
            .kind = kind,
            .label = text_is_empty(wording[i].label) ? opinions[i].label : wording[i].label,
            .text = is_used && text != NULL ? text : "",
            .is_used = is_used,
        };
    }
}
