/* route.h - one line of THE table, and the phases that read it. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "domain/role.h"
#include "domain/stage.h"
#include "http/request.h"
#include "web/web.h"

enum route_flag {
    KEEPS_TEXT = 1,             /* an expired session may still save what it typed; then sign-in is asked for      */
    REPEATABLE = 2,             /* may be carried out again with the same token (autosave, preferences)            */
    UPLOADS = 4,                /* may bring files                                                                  */
    SLOW = 8,                   /* a GET that waits on another process: answered by the workers                     */
    CACHED = 16,                /* the same for every visitor: kept per version of the data                         */
    EVEN_EXPIRED_PASSWORD = 32, /* open to an account that must change its password first                */
    OWN_COOKIES = 64,           /* without a session it changes only the asker's own cookies: any token will do   */
    LISTED = 128,               /* in the site map                                                                  */
    EVEN_WITHOUT_CODE = 256,    /* open to an account that must set up its second factor first                      */
    WHEN_FULL = 512,            /* a few bytes that are written even while there is little room on the disk         */
    PUBLISHED = 1024,           /* a GET that reads what a release has published, by a connection that sees no more */
    RELEASES = 2048             /* a POST that publishes: answered when no web server shows the page before it   */
};

/* What one message to a page with UPLOADS may hold. */
enum { UPLOAD_BYTES = 12 * 1024 * 1024 };

/* How often one source may ask. */
enum rate_class {
    RATE_PAGES,
    RATE_FORMS,
    RATE_SIGNIN,
    RATE_PAPERS,
    RATE_OBJECTIONS,
    RATE_OBJECTION_WAITS,
    RATE_OBJECTION_FILES,
    RATE_TRACK,
    RATE__COUNT
};

struct page_route {
    enum method method;
    const char *path; /* "/nominations/:ref/check" */
    unsigned roles;   /* set of ROLE_BIT            */
    unsigned stages;  /* set of STAGE_BIT; any of them open; STAGE_ALL | WHENEVER: no matter */
    enum rate_class rate;
    unsigned flags;
    page_fn prepare; /* slow work before the transaction (passwords, pictures); NULL for none; POST only */
    page_fn page;
    const char *title;
};

#define WHENEVER (STAGE_BIT(STAGE__COUNT))

extern const struct page_route routes[];
extern const size_t routes_len;

/* The route of method and path with the path's parts, or NULL; *ret_other_method when only the method is wrong. */
const struct page_route *route_find(enum method m, const char *path, struct arena *a, const char *parts[PATH_PARTS_MAX],
                                    bool *ret_other_method);

/* Role and stage: the phases that the access matrix tests.  ERR_SIGNED_OUT, ERR_DENIED, ERR_CLOSED or OK. */
MUST_USE enum err route_admit(const struct page_route *r, enum role role, unsigned open_stages);

#endif
