/* body.c */
#include "http/body.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "http/form_decode.h"
#include "http/header_value.h"
#include "http/multipart_decode.h"
#include "http/request.h"

enum { BOUNDARY_MAX = 70 }; /* RFC 2046 5.1.1 */

struct body {
    struct arena *arena;
    const char *content_type;
    const char *spool_dir;
    size_t total_max;
    struct form_decode *form; /* one of the two once the first byte has come */
    struct multipart_decode *multipart;
    enum err failed;
};

struct body *body_new(struct arena *a, const char *content_type, const char *spool_dir, size_t total_max)
{
    struct body *b = ARENA_NEW(a, struct body);
    b->arena = a;
    b->content_type = content_type;
    b->spool_dir = spool_dir;
    b->total_max = total_max;
    return b;
}

static bool is_boundary(const char *s)
{
    static const char other[] = "'()+_,-./:=? ";
    size_t len = strlen(s);
    for (size_t i = 0; i < len; i++) {
        bool is_letter = (s[i] >= '0' && s[i] <= '9') || (s[i] >= 'a' && s[i] <= 'z') || (s[i] >= 'A' && s[i] <= 'Z');
        if (!is_letter && strchr(other, s[i]) == NULL) {
            return false;
        }
    }
    return len >= 1 && len <= BOUNDARY_MAX && s[len - 1] != ' ';
}

static enum err params_read(struct header_value *v, const char **ret_boundary)
{
    for (;;) {
        const char *name = NULL;
        const char *value = NULL;
        TRY(header_value_param(v, &name, &value));
        if (name == NULL) {
            return OK;
        }
        if (strcasecmp(name, "charset") == 0 && strcasecmp(value, "utf-8") != 0) {
            return ERR_MALFORMED;
        }
        if (strcasecmp(name, "boundary") == 0) {
            if (*ret_boundary != NULL) {
                return ERR_MALFORMED;
            }
            *ret_boundary = value;
        }
    }
}

static enum err decoder_choose(struct body *b)
{
    struct header_value v;
    const char *type = NULL;
    const char *boundary = NULL;
    TRY(header_value_open(b->arena, b->content_type, &v, &type));
    TRY(params_read(&v, &boundary));
    if (strcasecmp(type, "application/x-www-form-urlencoded") == 0) {
        b->form = form_decode_new(b->arena, form_limits_for(b->total_max));
        return OK;
    }
    if (strcasecmp(type, "multipart/form-data") == 0 && boundary != NULL && is_boundary(boundary)) {
        b->multipart = multipart_decode_new(b->arena, boundary, b->spool_dir, multipart_limits_for(b->total_max));
        return OK;
    }
    return ERR_MALFORMED;
}

enum err body_feed(struct body *b, const char *bytes, size_t len)
{
    if (b->failed != OK || len == 0) {
        return b->failed;
    }
    if (b->form == NULL && b->multipart == NULL) {
        b->failed = decoder_choose(b);
    }
    if (b->failed == OK) {
        b->failed =
            b->form != NULL ? form_decode_feed(b->form, bytes, len) : multipart_decode_feed(b->multipart, bytes, len);
    }
    return b->failed;
}

enum err body_finish(struct body *b, struct request *rq)
{
    if (b->failed == OK && b->form != NULL) {
        b->failed = form_decode_finish(b->form, &rq->form);
    } else if (b->failed == OK && b->multipart != NULL) {
        b->failed = multipart_decode_finish(b->multipart, &rq->form, &rq->uploads, &rq->uploads_len);
    }
    return b->failed;
}
