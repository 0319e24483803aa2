/* door.c */
#include "http/door.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "http/body.h"
#include "http/form_decode.h"
#include "http/hall.h"
#include "http/path.h"

static const struct {
    const char *name;
    const char *cgi_name;
    size_t offset; /* of a const char * in struct request */
} known[] = {
    {"Host", "HTTP_HOST", offsetof(struct request, host)},
    {"Cookie", "HTTP_COOKIE", offsetof(struct request, cookie)},
    {"Accept", "HTTP_ACCEPT", offsetof(struct request, accept)},
    {"Accept-Encoding", "HTTP_ACCEPT_ENCODING", offsetof(struct request, accept_encoding)},
    {"Content-Type", "CONTENT_TYPE", offsetof(struct request, content_type)},
    {"If-None-Match", "HTTP_IF_NONE_MATCH", offsetof(struct request, if_none_match)},
    {"Origin", "HTTP_ORIGIN", offsetof(struct request, origin)},
    {"Referer", "HTTP_REFERER", offsetof(struct request, referer)},
    {"Sec-Fetch-Site", "HTTP_SEC_FETCH_SITE", offsetof(struct request, sec_fetch_site)},
    {"User-Agent", "HTTP_USER_AGENT", offsetof(struct request, user_agent)},
};
enum { KNOWN_LEN = sizeof known / sizeof known[0] };

static const char **known_slot(struct request *rq, size_t i)
{
    return (const char **)(void *)((char *)rq + known[i].offset);
}

void door_open(struct door *d, const struct hall *hall, struct arena *a)
{
    memset(d, 0, sizeof *d);
    d->hall = hall;
    d->rq.arena = a;
    d->rq.method = METHOD__OTHER;
    d->rq.path = "/";
    d->rq.query_raw = "";
    d->rq.remote_addr = "";
    d->rq.door_reason = "";
    for (size_t i = 0; i < KNOWN_LEN; i++) {
        *known_slot(&d->rq, i) = "";
    }
    d->rs.status = 200;
    d->rs.body = "";
}

void door_refuse(struct door *d, enum err e, const char *reason)
{
    if (d->rq.door_error == OK && e != OK) {
        d->rq.door_error = e;
        d->rq.door_reason = reason;
    }
}

/* "http://name:8080/path" to "/path", remembering the name (RFC 9112 3.2.2). */
static const char *target_path(struct door *d, const char *target)
{
    size_t scheme = strncasecmp(target, "http://", 7) == 0 ? 7 : strncasecmp(target, "https://", 8) == 0 ? 8 : 0;
    if (scheme == 0) {
        return target;
    }
    const char *authority = target + scheme;
    size_t len = strcspn(authority, "/?");
    d->rq.host = arena_copy(d->rq.arena, authority, len);
    d->has_target_host = true;
    d->hosts_len = 1;
    return authority[len] == '/' ? authority + len : text_format(d->rq.arena, "/%s", authority + len);
}

void door_target(struct door *d, const char *method, const char *target)
{
    if (strcmp(method, "GET") == 0) {
        d->rq.method = GET;
    } else if (strcmp(method, "HEAD") == 0) {
        d->rq.method = GET;
        d->rq.is_head = true;
    } else if (strcmp(method, "POST") == 0) {
        d->rq.method = POST;
    }
    for (const char *s = target; *s != '\0'; s++) {
        if ((unsigned char)*s <= ' ' || *s == 0x7F) {
            door_refuse(d, ERR_MALFORMED, "control character in the target");
            return;
        }
    }
    target = target_path(d, target);
    size_t path_len = strcspn(target, "?");
    const char *query = target[path_len] == '?' ? target + path_len + 1 : "";
    const char *path = NULL;
    enum err e = path_decode(d->rq.arena, target, path_len, &path);
    if (e != OK) {
        door_refuse(d, e, "path");
        return;
    }
    d->rq.path = path;
    e = query_decode(d->rq.arena, query, strlen(query), &d->rq.query);
    if (e != OK) {
        door_refuse(d, e, "query");
        return;
    }
    d->rq.query_raw = query;
}

static bool is_clean(const char *s)
{
    for (; *s != '\0'; s++) {
        if ((unsigned char)*s < 0x20 || (unsigned char)*s >= 0x7F) {
            return false;
        }
    }
    return true;
}

/* Anything that is not UTF-8 text becomes '?': header values end up in logs and on pages. */
static const char *cleaned(struct arena *a, const char *s)
{
    if (is_clean(s)) {
        return s;
    }
    size_t len = strlen(s);
    char *copy = arena_copy(a, s, len);
    for (size_t i = 0; i < len;) {
        uint32_t cp = 0;
        size_t n = utf8_next(s + i, len - i, &cp);
        if (cp == UINT32_MAX || cp < 0x20 || (cp >= 0x7F && cp < 0xA0)) {
            memset(copy + i, '?', n);
        }
        i += n;
    }
    return copy;
}

static void header_take(struct door *d, size_t i, const char *value)
{
    if (known[i].offset == offsetof(struct request, host)) {
        if (d->has_target_host) {
            return;
        }
        d->hosts_len++;
    }
    const char **slot = known_slot(&d->rq, i);
    if ((*slot)[0] == '\0') {
        *slot = cleaned(d->rq.arena, value);
    }
}

void door_header(struct door *d, const char *name, const char *value)
{
    for (size_t i = 0; i < KNOWN_LEN; i++) {
        if (strcasecmp(name, known[i].name) == 0) {
            header_take(d, i, value);
            return;
        }
    }
}

bool door_cgi_header(struct door *d, const char *name, size_t name_len, const char *value)
{
    for (size_t i = 0; i < KNOWN_LEN; i++) {
        if (strlen(known[i].cgi_name) == name_len && memcmp(name, known[i].cgi_name, name_len) == 0) {
            header_take(d, i, value);
            return true;
        }
    }
    return false;
}

static void expect_body(struct door *d)
{
    if (d->body == NULL && d->rq.door_error == OK) {
        d->body_max = d->hall->body_max(d->hall->app, d->rq.path);
        d->body = body_new(d->rq.arena, d->rq.content_type, d->hall->spool_dir, (size_t)d->body_max);
    }
}

enum door_next door_headers_end(struct door *d, bool is_http11, uint64_t length, bool expects_continue)
{
    if (d->hosts_len > 1) {
        door_refuse(d, ERR_MALFORMED, "more than one Host");
    } else if (d->hosts_len == 0 && is_http11) {
        door_refuse(d, ERR_MALFORMED, "no Host");
    }
    d->rq.content_length = length;
    if (d->rq.method != GET || length > 0) {
        expect_body(d); /* most messages are questions, and bring none */
    }
    if (length > d->body_max) {
        door_refuse(d, ERR_TOO_LARGE, "body");
    }
    bool is_hopeless = length > d->body_max + DOOR_DRAIN_MAX;
    if (d->rq.door_error != OK && length > 0 && (expects_continue || is_hopeless)) {
        d->must_close = true;
        return DOOR_ANSWER;
    }
    return DOOR_READ;
}

bool door_feed(struct door *d, const char *bytes, size_t len)
{
    d->received += len;
    expect_body(d);
    if (d->received > d->body_max) {
        door_refuse(d, ERR_TOO_LARGE, "body");
    }
    if (d->rq.door_error == OK) {
        door_refuse(d, body_feed(d->body, bytes, len), "body");
    }
    if (d->rq.door_error != OK) {
        d->must_close = true;
    }
    return d->received <= d->body_max + DOOR_DRAIN_MAX;
}

void door_body_end(struct door *d)
{
    d->rq.content_length = d->received;
    if (d->rq.door_error == OK && d->body != NULL) {
        door_refuse(d, body_finish(d->body, &d->rq), "body");
    }
}

bool door_sends_body(const struct door *d)
{
    return !d->rq.is_head && d->rs.status != 204 && d->rs.status != 304;
}

bool door_sends_length(const struct door *d)
{
    return d->rs.status != 204;
}

void door_serve(struct door *d)
{
    d->hall->serve(d->hall->app, &d->rq, &d->rs);
    if (d->rs.status < 200 || d->rs.status > 599) {
        log_line("error", "event=bad_status status=%d path=%s", d->rs.status, d->rq.path);
        d->rs.status = 500;
    }
    if (d->rs.body == NULL || d->rs.status == 204) {
        d->rs.body = "";
        d->rs.body_len = 0;
    }
}
