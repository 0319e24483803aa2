/* route.h - the way a nomination goes, and the opinion boxes of its paper.  Handbook 1.3. */
#ifndef DOMAIN_ROUTE_H
#define DOMAIN_ROUTE_H

#include <stdbool.h>

#include "base/err.h"

enum route {
    ROUTE_SECTOR_CITY,   /* participating sector, a district without local opinion  */
    ROUTE_SECTOR_COUNTY, /* participating sector, a district that is asked first    */
    ROUTE_DISTRICT,      /* outside the participating sectors: its district office recommends */
    ROUTE__COUNT
};

/* The route is computed, never chosen by the user (PRODUCT.md section 3).  `has_sector`: the unit's line is a
 * participating sector; `needs_local_opinion`: the flag of its district in the round (notice 3.1, "在征求当地文明办
 * 意见后，报送市行业主管部门"), which matters only with a sector. */
enum route route_of(bool has_sector, bool needs_local_opinion);

/* "sector_city", "sector_county", "district". */
const char *route_ident(enum route route);
/* ERR_NOT_FOUND for any other word; *ret untouched. */
MUST_USE enum err route_from_ident(const char *ident, enum route *ret);

/* The boxes in the order in which every form prints them. */
enum opinion_kind {
    OPINION_UNIT,
    OPINION_DISTRICT, /* the district's civilization office: asked on sector_county, recommends on district */
    OPINION_SECTOR,
    OPINION_OFFICE,
    OPINION_COMMISSION,
    OPINION__COUNT
};
/* "unit", "district", "sector", "office", "commission". */
const char *opinion_ident(enum opinion_kind kind);
/* ERR_NOT_FOUND for any other word; *ret untouched. */
MUST_USE enum err opinion_from_ident(const char *ident, enum opinion_kind *ret);

/* Whether the route goes through the box; one that it does not use is printed with a centred "/". */
bool route_uses(enum route route, enum opinion_kind kind);

/* The round's words for one box: they name its office and awards, so they are data, not literals here.
 * NULL or "" of a label takes the plain one ("申报单位意见"); of a text, leaves the box empty. */
struct opinion_wording {
    const char *label;
    const char *text[ROUTE__COUNT];
};

/* One box as printed. */
struct opinion_box {
    enum opinion_kind kind;
    const char *label;
    const char *text; /* "" where unused: the default text, to be signed or changed by hand */
    bool is_used;
};

/* Fills all five boxes, in order, for `route` from the round's words by kind.  Strings are those of `wording`. */
void route_opinions(enum route route, const struct opinion_wording wording[OPINION__COUNT],
                    struct opinion_box ret_boxes[OPINION__COUNT]);

#endif
