/* web.h - the application behind both doors: what lives as long as the process, and one request's context. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/random.h"
#include "domain/permission.h"
#include "domain/role.h"
#include "domain/stage.h"
#include "domain/totp.h"
#include "http/hall.h"
#include "http/out.h"
#include "http/request.h"
#include "http/response.h"
#include "store/account_store.h"
#include "store/audit_store.h"
#include "store/round_store.h"

struct arena;
struct background;
struct db;
struct mail_runner;
struct media;
struct page_cache;
struct paper;
struct presence;
struct rates;
struct store;
struct tables;

/* Settings of the installation, validated once by config.c. */
struct site_config {
    const char *base_url; /* "https://pp.example.gov.cn", no final '/'; "" = any local name (development) */
    bool is_secure;       /* base_url is https: cookies carry Secure and the __Host- prefix               */
    bool is_demo;
    bool light_passwords; /* tests and demonstrations: cheap hashing                                      */
    bool has_gb_profile;  /* GB/T 22239: a password is changed after 90 days                               */
    enum totp_rule totp[TOTP_GROUPS]; /* who needs a second factor; nothing said: it is offered           */
    int front_keeps_ms; /* how long a web server before us may show a page that it has; 0: none keeps any  */
};

/* Made in main, shared by all threads. */
struct app {
    struct site_config config;
    struct clock *clock;
    struct random *random;
    struct store *store;
    const struct round *round;  /* read at start */
    struct paper *paper;        /* NULL in tests that print nothing */
    struct media *media;        /* NULL in tests that take no picture */
    struct tables *tables;      /* NULL in tests that bring no workbook */
    struct background *imports; /* NULL: whoever tests carries out what was ordered */
    struct mail_runner *mails;  /* NULL: no mail server is configured */
    struct presence *presence;  /* who is at which section; NULL: nobody knows */
    struct rates *rates;        /* NULL: no limits, for load tests */
    struct page_cache *cache;
    const char *spool_dir; /* the hall's */
};

enum { PATH_PARTS_MAX = 3 };

struct page_route;

/* One request.  Everything it points to is owned by the request's arena or outlives it. */
struct web {
    struct app *app;
    const struct request *rq;
    struct response *rs;
    struct arena *arena;
    struct db *db; /* a reader; for a POST's page the writer, inside its transaction; for a PUBLISHED page a connection
                      that sees nothing else */
    struct db *frame_db; /* of a PUBLISHED page: what surrounds it is read with this one; else NULL */
    uint64_t version;    /* of the data, before anything of this page was read */
    const struct page_route *route;
    const char *parts[PATH_PARTS_MAX]; /* what the path's :names matched */
    const struct round *round;         /* of a unit: with the closing times that it was granted */
    int64_t return_due_at;             /* of a unit whose nomination was returned: until when as set; else 0 */
    int64_t now;
    unsigned stages; /* the set of stages open to this actor */
    bool has_session;
    bool is_signed_in; /* has_session and it is not expired */
    bool is_elder;     /* 长辈版, from a cookie */
    struct session session;
    struct actor actor;
    struct audit_actor who;
    const char *token; /* for the forms of the page being drawn */
    void *prepared;    /* what the route's prepare step made for its page */
    struct out out;
    const char *request_id;
    int retry_after_s; /* told with ERR_TOO_MANY */
};

/* A page reads, judges, acts and shows.  OK: send (and for a POST commit) what it put into w->rs; anything else rolls
 * a POST back and is answered by the router with the calm page of that error. */
typedef enum err (*page_fn)(struct web *w);

/* What lists are read with for this actor.  Owner: the arena. */
const struct reading_for *web_reading(const struct web *w);

/* The body is what w->out holds, as HTML. */
void web_html(struct web *w, int status);
/* 303 to a path of this site; remembered for the same POST again. */
void web_redirect(struct web *w, const char *path);
/* A JSON body, for the script; never cached. */
void web_json(struct web *w, int status, const char *json);
/* Bytes to keep: attachment, nosniff, sandbox.  `filename` may be Chinese. */
void web_download(struct web *w, const char *content_type, const char *filename, const void *bytes, size_t len);
/* True when the script asks (Accept: application/json). */
bool web_wants_json(const struct web *w);
/* "https://host/path" from the configuration, or from the request's own Host in development. */
const char *web_absolute(struct web *w, const char *path);

/* The hall of this application, for a door. */
struct hall web_hall(struct app *app, const char *spool_dir);

/* Answers one request; what the hall calls.  Never fails: an error is a page. */
void web_serve(struct app *app, const struct request *rq, struct response *rs);

#endif
