/* outside.h - the marks of a government site's footer that lead elsewhere (handbook 5.3), and where each leads: a
 * reader is told before that this site ends there. */
#ifndef WEB_OUTSIDE_H
#define WEB_OUTSIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "pages/views.h"

struct arena;
struct round;

enum { OUTSIDE_MAX = 4 };

struct outside {
    const char *ident; /* "/leave/IDENT" */
    const char *text;  /* as the footer prints it */
    const char *host;  /* "beian.miit.gov.cn" */
    struct url url;    /* https:// or http:// */
    bool has_badge;    /* the badge of the police's register stands before it */
};

/* Those that the round's settings name, in the footer's order.  Owner: the arena. */
size_t outside_links(struct arena *a, const struct round *round, struct outside list[OUTSIDE_MAX]);
/* ERR_NOT_FOUND: none of that ident. */
MUST_USE enum err outside_link(struct arena *a, const struct round *round, const char *ident, struct outside *ret);

#endif
