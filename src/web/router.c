/* router.c - one request through its fixed phases:
 * door → host → static → route → session → rate → origin → role → stage → token → prepare → transaction → page →
 * commit → send → log. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/negotiate.h"
#include "http/static_files.h"
#include "store/db.h"
#include "store/grant_store.h"
#include "store/return_store.h"
#include "store/second_factor_store.h"
#include "store/store.h"
#include "web/error_page.h"
#include "web/frame.h"
#include "web/page_cache.h"
#include "web/rate.h"
#include "web/route.h"
#include "web/session_cookie.h"
#include "web/token.h"
#include "web/web.h"

enum { BODY_BYTES = 512 * 1024 };

/* ---- finding the route ---- */

/* Matches one pattern; its :names go to parts. */
static bool match(const char *pattern, const char *path, struct arena *a, const char *parts[PATH_PARTS_MAX])
{
    size_t n = 0;
    while (*pattern != '\0') {
        if (*pattern == ':') {
            size_t len = strcspn(path, "/");
            if (len == 0 || n == PATH_PARTS_MAX) {
                return false;
            }
            parts[n++] = arena_copy(a, path, len);
            path += len;
            pattern += strcspn(pattern, "/");
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return *path == '\0';
}

const struct page_route *route_find(enum method m, const char *path, struct arena *a, const char *parts[PATH_PARTS_MAX],
                                    bool *ret_other_method)
{
    *ret_other_method = false;
    for (size_t i = 0; i < routes_len; i++) {
        const char *found[PATH_PARTS_MAX] = {"", "", ""};
        if (match(routes[i].path, path, a, found)) {
            if (routes[i].method == m) {
                memcpy(parts, found, sizeof found);
                return &routes[i];
            }
            *ret_other_method = true;
        }
    }
    return NULL;
}

enum err route_admit(const struct page_route *r, enum role role, unsigned open_stages)
{
    if ((r->roles & ROLE_BIT(role)) == 0) {
        return role == ROLE_PUBLIC ? ERR_SIGNED_OUT : ERR_DENIED;
    }
    return (r->stages & (open_stages | WHENEVER)) == 0 ? ERR_CLOSED : OK;
}

/* "" when the answer has none of that name. */
static const char *header_value(const struct response *rs, const char *name)
{
    for (size_t i = 0; i < rs->headers_len; i++) {
        if (strcmp(rs->headers[i].name, name) == 0) {
            return rs->headers[i].value;
        }
    }
    return "";
}

static bool has_header(const struct response *rs, const char *name)
{
    return *header_value(rs, name) != '\0';
}

/* ---- the phases ---- */

static enum err check_host(const struct web *w)
{
    const char *base = w->app->config.base_url;
    const char *host = w->rq->host;
    if (*base == '\0') {
        return *host == '\0' ? ERR_MALFORMED : OK;
    }
    const char *own = strstr(base, "://");
    return own != NULL && strcasecmp(own + 3, host) == 0 ? OK : ERR_MISDIRECTED;
}

static bool keeps_text(const struct web *w)
{
    return w->route != NULL && w->rq->method == POST && (w->route->flags & KEEPS_TEXT) != 0;
}

/* A unit and a reviewer see the round with the time that they were granted: their own deadline is on every page and in
 * every judgement. */
static enum err apply_extensions(struct web *w)
{
    struct extension granted[STAGE__COUNT + 1];
    size_t len = 0;
    if (w->actor.role != ROLE_UNIT && w->actor.role != ROLE_SECTOR && w->actor.role != ROLE_DISTRICT) {
        return OK;
    }
    TRY(extension_of_body(w->db, w->arena, w->round->id, w->actor.body_id, granted, &len));
    TRY(return_due_of_body(w->db, w->round->id, w->actor.body_id, &w->return_due_at));
    if (w->return_due_at != 0) { /* returned for revision: its unit may write until then, whatever closed before */
        granted[len++] = (struct extension){STAGE_NOMINATION, w->return_due_at};
    }
    if (len > 0) {
        struct round *own = ARENA_NEW(w->arena, struct round);
        *own = *w->round;
        windows_for(w->round->windows, w->round->windows_len, granted, len, own->windows);
        w->round = own;
        w->stages = open_stages(own->windows, own->windows_len, w->now);
    }
    return OK;
}

/* Who is asking; an expired session keeps its account, but signs nobody in. */
static enum err find_session(struct web *w)
{
    w->actor = (struct actor){.role = ROLE_PUBLIC};
    const char *cookie = session_cookie_get(w);
    enum err e = session_by_cookie(w->db, w->arena, cookie, w->now, &w->session);
    if (e == OK) {
        w->has_session = true;
        w->is_signed_in = !w->session.is_expired;
    } else if (e != ERR_NOT_FOUND) {
        return e;
    }
    if (w->is_signed_in || (w->has_session && keeps_text(w))) {
        w->actor = (struct actor){w->session.account.id, w->session.account.body_id, w->session.account.role};
    }
    w->who = (struct audit_actor){w->now, w->actor.account_id, role_ident(w->actor.role), w->request_id};
    return apply_extensions(w);
}

/* A password that must be changed first stops everything but text on its way: that is saved, and the next page asks. */
static bool must_change_first(const struct web *w)
{
    return w->is_signed_in && w->session.account.must_change && (w->route->flags & EVEN_EXPIRED_PASSWORD) == 0 &&
           (w->route->roles & ROLE_BIT(ROLE_PUBLIC)) == 0 && !keeps_text(w);
}

/* An installation that requires the second factor: who has none yet sees the page that sets it up, and no other. */
static enum err must_set_code_first(struct web *w, bool *ret)
{
    unsigned open = EVEN_EXPIRED_PASSWORD | EVEN_WITHOUT_CODE;
    bool is_set = true;
    if (w->is_signed_in && w->app->config.totp[totp_group_of(w->actor.role)] == TOTP_REQUIRED &&
        (w->route->flags & open) == 0 && (w->route->roles & ROLE_BIT(ROLE_PUBLIC)) == 0 && !keeps_text(w)) {
        TRY(second_factor_is_set(w->db, w->actor.account_id, &is_set));
    }
    *ret = !is_set;
    return OK;
}

static enum err admit(struct web *w)
{
    bool needs_code = false;
    TRY(route_admit(w->route, w->actor.role, w->stages));
    TRY(must_set_code_first(w, &needs_code));
    if (must_change_first(w)) {
        web_redirect(w, "/password");
    } else if (needs_code) {
        web_redirect(w, "/accounts/me/code");
    }
    return OK;
}

static enum err limit_rate(struct web *w)
{
    return w->app->rates == NULL
               ? OK
               : rate_take(w->app->rates, w->route->rate, w->rq->remote_addr, clock_monotonic_us(), &w->retry_after_s);
}

struct posting {
    struct web *w;
    const char *digest;
};

/* On the writer, inside the request's savepoint. */
static enum err post_in_transaction(struct db *db, void *ctx)
{
    struct posting *p = ctx;
    struct web *w = p->w;
    struct db *reader = w->db;
    w->db = db;
    bool repeatable = (w->route->flags & REPEATABLE) != 0;
    int status = 0;
    const char *location = "";
    enum err e = repeatable ? ERR_NOT_FOUND : once_get(db, w->arena, p->digest, &status, &location);
    if (e == OK) { /* the same POST again: the same answer, nothing done twice */
        web_redirect(w, location);
    } else if (e == ERR_NOT_FOUND) {
        e = w->route->page(w);
        if (e == OK && !repeatable && w->rs->status == 303) {
            e = once_put(db, p->digest, 303, w->rs->headers[0].value, w->now);
        }
    }
    if (e == OK && w->is_signed_in && w->now >= w->session.seen_at + SESSION_TOUCH_SECONDS) {
        e = session_touch(db, &w->session, w->now);
    }
    w->db = reader;
    return e;
}

/* The stage has closed since this very POST was carried out: who presses again gets the receipt, not a refusal. */
static enum err answer_again(struct web *w)
{
    int status = 0;
    const char *location = "";
    if ((w->route->flags & REPEATABLE) != 0 || token_check(w) != OK) {
        return ERR_CLOSED;
    }
    enum err e = once_get(w->db, w->arena, post_digest(w), &status, &location);
    if (e == OK) {
        web_redirect(w, location);
    }
    return e == ERR_NOT_FOUND ? ERR_CLOSED : e;
}

/* A release is out when nobody is shown the page before it: what the web server still has of that one grows too old
 * before whoever pressed hears that it is done, also when it was pressed twice. */
static void outlast_front(const struct web *w)
{
    int ms = (w->route->flags & RELEASES) != 0 && w->rs->status == 303 ? w->app->config.front_keeps_ms : 0;
    struct timespec left = {.tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000};
    while (nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
}

static enum err run_post(struct web *w)
{
    bool is_small = (w->route->flags & WHEN_FULL) != 0;
    TRY(token_check(w));
    if (!is_small && store_is_low(w->app->store)) {
        return ERR_FULL; /* before a picture is stored that no row could name */
    }
    if (w->route->prepare != NULL) {
        TRY(w->route->prepare(w));
        if (w->rs->status != 0) {
            return OK; /* answered already, nothing to write */
        }
    }
    struct posting p = {w, post_digest(w)};
    TRY(is_small ? store_write_small(w->app->store, post_in_transaction, &p)
                 : store_write(w->app->store, post_in_transaction, &p));
    outlast_front(w);
    return OK;
}

static enum err touch_in_transaction(struct db *db, void *ctx)
{
    struct web *w = ctx;
    return session_touch(db, &w->session, w->now);
}

/* ---- pages that are the same for every visitor ---- */

static bool is_cacheable(const struct web *w)
{
    return (w->route->flags & CACHED) != 0 && !w->has_session && *w->rq->query_raw == '\0' && !w->app->config.is_demo;
}

static void send_cached(struct web *w, const struct cached_page *page)
{
    struct response *rs = w->rs;
    response_header_set(rs, "Cache-Control", "no-cache");
    response_header_set(rs, "Vary", "Cookie, Accept-Encoding");
    response_header_set(rs, "ETag", page->etag);
    rs->status = etag_matches(w->rq->if_none_match, page->etag) ? 304 : 200; /* the door sends no body with a 304 */
    response_header_set(rs, "Content-Type", page->type);
    if (page->gzip != NULL) {
        response_header_set(rs, "Content-Encoding", "gzip");
    }
    rs->body = page->gzip != NULL ? page->gzip : page->body;
    rs->body_len = page->gzip != NULL ? page->gzip_len : page->body_len;
}

/* Without a configured address a page may name the one that it was asked by. */
static const char *cache_key(const struct web *w)
{
    const char *host = *w->app->config.base_url == '\0' ? w->rq->host : "";
    return text_format(w->arena, "%s%s%s", w->is_elder ? "E" : "", host, w->rq->path);
}

/* Someone was here.  A page that could be read is not withheld because that could not be written down. */
static void touch(struct web *w)
{
    if (w->is_signed_in && w->now >= w->session.seen_at + SESSION_TOUCH_SECONDS &&
        store_write_small(w->app->store, touch_in_transaction, w) != OK) {
        log_line("warn", "event=touch account=%lld", (long long)w->session.account.id);
    }
}

/* A page is of one moment: what it reads, it reads as it stood at its first query.  One that waits for another process
 * does not hold the engine's log for so long. */
static enum err draw_page(struct web *w)
{
    if ((w->route->flags & SLOW) != 0) {
        return w->route->page(w);
    }
    if (db_read_begin(w->db) != OK) {
        return ERR_BUSY; /* as when there is no reader: nothing was done, come again */
    }
    enum err e = w->route->page(w);
    db_read_end(w->db);
    return e;
}

static enum err draw(struct web *w)
{
    if ((w->route->flags & PUBLISHED) == 0) {
        return draw_page(w);
    }
    struct db *reader = w->db;
    w->db = store_public_take(w->app->store);
    w->frame_db = reader;
    enum err e = w->db == NULL ? ERR_BUSY : draw_page(w);
    if (w->db != NULL) {
        store_public_give(w->app->store, w->db);
    }
    w->frame_db = NULL;
    w->db = reader;
    return e;
}

static enum err run_get(struct web *w)
{
    struct cached_page page;
    bool wants_gzip = accepts_gzip(w->rq->accept_encoding);
    w->version = store_version(w->app->store); /* before the page reads: it is never older than that */
    struct page_stamp stamp = {w->version, w->now / 60};
    if (is_cacheable(w) && page_cache_get(w->app->cache, cache_key(w), stamp, wants_gzip, w->arena, &page)) {
        send_cached(w, &page);
        return OK;
    }
    TRY(draw(w));
    if (is_cacheable(w) && w->rs->status == 200) {
        page = (struct cached_page){
            .type = header_value(w->rs, "Content-Type"), .body = w->rs->body, .body_len = w->rs->body_len};
        page_cache_put(w->app->cache, cache_key(w), stamp, w->arena, &page);
        send_cached(w, &page);
    }
    touch(w);
    return OK;
}

/* ---- the whole ---- */

static enum err run_with_reader(struct web *w, bool is_other_method)
{
    TRY(find_session(w));
    if (w->route == NULL) {
        return is_other_method ? ERR_METHOD : ERR_NOT_FOUND;
    }
    TRY(limit_rate(w));
    if (w->rq->method == POST) {
        TRY(origin_check(w)); /* before the sign-in page would carry the text of another site's form */
    }
    enum err e = admit(w);
    if (e == ERR_CLOSED && w->rq->method == POST) {
        return answer_again(w);
    }
    if (e != OK || w->rs->status != 0) {
        return e;
    }
    return w->rq->method == POST ? run_post(w) : run_get(w);
}

static enum err run(struct web *w)
{
    bool other_method = false;
    TRY(w->rq->door_error);
    TRY(check_host(w));
    w->route = route_find(w->rq->method, w->rq->path, w->arena, w->parts, &other_method);
    w->db = store_reader_take(w->app->store);
    if (w->db == NULL) {
        return ERR_BUSY;
    }
    enum err e = run_with_reader(w, other_method);
    store_reader_give(w->app->store, w->db);
    w->db = NULL;
    return e;
}

static void security_headers(struct web *w)
{
    struct response *rs = w->rs;
    if (!has_header(rs, "Content-Security-Policy")) { /* a download brings its own, stricter one */
        response_header(rs, "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src "
                        "'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    }
    response_header_set(rs, "X-Content-Type-Options", "nosniff");
    response_header_set(rs, "Referrer-Policy", "same-origin");
    response_header_set(rs, "Cross-Origin-Opener-Policy", "same-origin");
    if (w->app->config.is_secure) {
        response_header_set(rs, "Strict-Transport-Security", "max-age=31536000");
    }
    if (!has_header(rs, "Cache-Control")) {
        response_header(rs, "Cache-Control", "no-store");
    }
}

static void begin(struct web *w, struct app *app, const struct request *rq, struct response *rs)
{
    *rs = (struct response){0};
    *w = (struct web){.app = app,
                      .rq = rq,
                      .rs = rs,
                      .arena = rq->arena,
                      .round = app->round,
                      .parts = {"", "", ""},
                      .now = clock_now(app->clock),
                      .out = {.arena = rq->arena}};
    w->stages = open_stages(w->round->windows, w->round->windows_len, w->now);
    w->is_elder = text_equal(cookie_get(w->arena, rq->cookie, "elder"), "1");
    w->request_id = random_token(app->random, w->arena, 8);
    log_request_begin(w->request_id);
}

/* A line a request; what went wrong here is written at once. */
static void log_request(const struct web *w, enum err e, int64_t us)
{
    static const char *const methods[] = {[GET] = "GET", [POST] = "POST"};
    const char *method = w->rq->method == GET || w->rq->method == POST ? methods[w->rq->method] : "OTHER";
    int status = w->rs->status;
    const char *line = text_format(w->arena, "event=request method=%s path=%s status=%d us=%lld account=%lld%s%s",
                                   method, w->rq->path, status, (long long)us, (long long)w->actor.account_id,
                                   e == OK ? "" : " error=", e == OK ? "" : err_name(e));
    if (status >= 500) {
        log_line("error", "%s", line);
    } else {
        log_often("%s", line);
    }
}

void web_serve(struct app *app, const struct request *rq, struct response *rs)
{
    struct web w;
    if (rq->door_error == OK && rq->method == GET && text_starts(rq->path, "/static/")) {
        *rs = (struct response){0};
        if (static_files_serve(rq, rs)) {
            response_header_set(rs, "X-Content-Type-Options", "nosniff");
            return;
        }
    }
    int64_t started = clock_monotonic_us();
    begin(&w, app, rq, rs);
    enum err e = run(&w);
    if (e != OK) {
        error_page(&w, e);
    }
    security_headers(&w);
    response_header_set(rs, "X-Request-Id", w.request_id);
    log_request(&w, e, clock_monotonic_us() - started);
    log_request_begin("");
}

static void hall_serve(void *app, const struct request *rq, struct response *rs)
{
    web_serve(app, rq, rs);
}

static bool hall_is_slow(void *app, const struct request *rq)
{
    (void)app;
    if (rq->method == POST) {
        return true;
    }
    const char *parts[PATH_PARTS_MAX];
    bool other_method = false;
    const struct page_route *r = route_find(rq->method, rq->path, rq->arena, parts, &other_method);
    return r != NULL && (r->flags & SLOW) != 0;
}

static size_t hall_body_max(void *app, const char *path)
{
    (void)app;
    struct arena *a = arena_new();
    const char *parts[PATH_PARTS_MAX];
    bool other_method = false;
    const struct page_route *r = route_find(POST, path, a, parts, &other_method);
    arena_free(a);
    return r == NULL ? 64 * 1024 : (r->flags & UPLOADS) != 0 ? UPLOAD_BYTES : BODY_BYTES;
}

struct hall web_hall(struct app *app, const char *spool_dir)
{
    app->spool_dir = spool_dir;
    return (struct hall){app, hall_serve, hall_is_slow, hall_body_max, spool_dir};
}
