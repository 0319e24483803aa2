/* reply.c - the ways in which a page answers. */
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "web/web.h"

const struct reading_for *web_reading(const struct web *w)
{
    struct reading_for *x = ARENA_NEW(w->arena, struct reading_for);
    *x = (struct reading_for){w->db, w->arena, w->round->id, w->actor.account_id};
    return x;
}

void web_html(struct web *w, int status)
{
    w->rs->status = status;
    w->rs->body = w->out.bytes == NULL ? "" : w->out.bytes;
    w->rs->body_len = w->out.len;
    response_header_set(w->rs, "Content-Type", "text/html; charset=utf-8");
}

void web_redirect(struct web *w, const char *path)
{
    w->rs->status = 303;
    w->rs->headers_len = 0; /* Location stands first: the router remembers it for the same POST again */
    response_header(w->rs, "Location", url_path(path).text);
    w->rs->body = "";
    w->rs->body_len = 0;
}

void web_json(struct web *w, int status, const char *json)
{
    w->rs->status = status;
    w->rs->body = json;
    w->rs->body_len = strlen(json);
    response_header_set(w->rs, "Content-Type", "application/json; charset=utf-8");
}

/* RFC 6266: an ASCII name for the old, the real one percent-encoded. */
static const char *disposition(struct arena *a, const char *filename)
{
    struct buffer b = buffer_new(a, 4096);
    const char *dot = strrchr(filename, '.');
    buffer_format(&b, "attachment; filename=\"download%s\"; filename*=UTF-8''",
                  dot != NULL && strlen(dot) < 8 ? dot : "");
    for (const unsigned char *p = (const unsigned char *)filename; *p != '\0'; p++) {
        bool plain = (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || *p == '.' ||
                     *p == '-' || *p == '_';
        buffer_format(&b, plain ? "%c" : "%%%02X", *p);
    }
    return buffer_string(&b);
}

enum { STEM_BYTES_MAX = 150 }; /* file systems stop at 255, and a draft's brand name has no end */

/* The name with a stem that every file system takes. */
static const char *short_filename(struct arena *a, const char *filename)
{
    const char *dot = strrchr(filename, '.');
    size_t len = dot == NULL ? strlen(filename) : (size_t)(dot - filename);
    size_t cut = utf8_cut(filename, len, STEM_BYTES_MAX);
    return cut == len ? filename : text_format(a, "%.*s%s", (int)cut, filename, dot == NULL ? "" : dot);
}

void web_download(struct web *w, const char *content_type, const char *filename, const void *bytes, size_t len)
{
    w->rs->status = 200;
    w->rs->body = bytes;
    w->rs->body_len = len;
    response_header_set(w->rs, "Content-Type", content_type);
    response_header_set(w->rs, "Content-Disposition", disposition(w->arena, short_filename(w->arena, filename)));
    response_header_set(w->rs, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
}

bool web_wants_json(const struct web *w)
{
    return text_starts(w->rq->accept, "application/json");
}

const char *web_absolute(struct web *w, const char *path)
{
    const char *base = w->app->config.base_url;
    return *base != '\0' ? text_format(w->arena, "%s%s", base, path)
                         : text_format(w->arena, "http://%s%s", w->rq->host, path);
}
