/* fcgi_input.c - FastCGI 1.0 sections 3.3, 3.4, 5.1 to 5.3, and no more of it than web servers use. */
#include "http/fcgi_input.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

#include "base/clock.h"

enum { RECORD_HEAD = 8, BEGIN_REQUEST = 1, PARAMS = 4, STDIN = 5, RESPONDER = 1, LONG_LENGTH = 0x80 };
static const int64_t head_max_us = 30000000; /* how long a head may take to arrive */

struct record {
    unsigned type;
    unsigned id;
    const unsigned char *content;
    size_t content_len;
    size_t padding_len;
};

/* The record's head alone; its content may not have come yet. */
static enum fcgi_head record_read(const unsigned char *bytes, size_t len, struct record *r)
{
    if (len > 0 && bytes[0] != 1) {
        return FCGI_HEAD_BROKEN; /* another version */
    }
    if (len < RECORD_HEAD) {
        return FCGI_HEAD_SHORT;
    }
    r->type = bytes[1];
    r->id = (unsigned)bytes[2] << 8 | bytes[3];
    r->content = bytes + RECORD_HEAD;
    r->content_len = (size_t)bytes[4] << 8 | bytes[5];
    r->padding_len = bytes[6];
    return FCGI_HEAD_WHOLE;
}

static size_t record_len(const struct record *r)
{
    return RECORD_HEAD + r->content_len + r->padding_len;
}

/* Name-value pairs run on across records; this follows them byte by byte. */
struct pairs {
    uint32_t lengths[2]; /* of the name and of the value             */
    unsigned which;      /* the length being read: 0, 1; 2: the text */
    unsigned due;        /* further bytes of a long length           */
    uint32_t left;       /* bytes of text to come                    */
};

static void length_byte(struct pairs *p, unsigned char byte)
{
    if (p->due > 0) {
        p->lengths[p->which] = p->lengths[p->which] << 8 | byte;
        p->due--;
    } else if (byte >= LONG_LENGTH) {
        p->lengths[p->which] = byte - (unsigned)LONG_LENGTH;
        p->due = 3;
    } else {
        p->lengths[p->which] = byte;
    }
    p->which += p->due == 0;
    if (p->which == 2) {
        p->left = p->lengths[0] + p->lengths[1];
        p->which = p->left == 0 ? 0 : 2;
    }
}

static size_t text_bytes(struct pairs *p, size_t len)
{
    size_t n = len < p->left ? len : p->left;
    p->left -= (uint32_t)n;
    p->which = p->left == 0 ? 0 : 2;
    return n;
}

static bool pairs_follow(struct pairs *p, const unsigned char *bytes, size_t len)
{
    for (size_t i = 0; i < len;) {
        if (p->which == 2) {
            i += text_bytes(p, len - i);
            continue;
        }
        length_byte(p, bytes[i]);
        i++;
        if (p->lengths[0] > FCGI_HEAD_MAX || p->lengths[1] > FCGI_HEAD_MAX) {
            return false;
        }
    }
    return true;
}

static enum fcgi_head begin_check(const unsigned char *bytes, size_t len, struct record *r)
{
    enum fcgi_head h = record_read(bytes, len, r);
    if (h != FCGI_HEAD_WHOLE) {
        return h;
    }
    if (r->type != BEGIN_REQUEST || r->id == 0 || r->content_len != 8) {
        return FCGI_HEAD_BROKEN;
    }
    if (record_len(r) > len) {
        return FCGI_HEAD_SHORT;
    }
    return r->content[0] == 0 && r->content[1] == RESPONDER ? FCGI_HEAD_WHOLE : FCGI_HEAD_BROKEN;
}

/* One record of parameters of request `id`, which has come whole. */
static enum fcgi_head params_check(const unsigned char *bytes, size_t len, unsigned id, struct record *r)
{
    enum fcgi_head h = record_read(bytes, len, r);
    if (h != FCGI_HEAD_WHOLE) {
        return h;
    }
    if (r->type != PARAMS || r->id != id) {
        return FCGI_HEAD_BROKEN;
    }
    return record_len(r) <= len ? FCGI_HEAD_WHOLE : FCGI_HEAD_SHORT;
}

enum fcgi_head fcgi_head_check(const unsigned char *bytes, size_t len, size_t *ret_head_len)
{
    struct record r = {0};
    struct pairs p = {{0, 0}, 0, 0, 0};
    enum fcgi_head h = begin_check(bytes, len, &r);
    size_t at = h == FCGI_HEAD_WHOLE ? record_len(&r) : 0;
    const unsigned id = r.id;
    while (h == FCGI_HEAD_WHOLE) {
        h = params_check(bytes + at, len - at, id, &r);
        if (h != FCGI_HEAD_WHOLE) {
            break;
        }
        at += record_len(&r);
        if (r.content_len == 0) {
            *ret_head_len = at;
            return p.which == 0 && p.due == 0 ? FCGI_HEAD_WHOLE : FCGI_HEAD_BROKEN;
        }
        h = pairs_follow(&p, r.content, r.content_len) ? FCGI_HEAD_WHOLE : FCGI_HEAD_BROKEN;
    }
    return h;
}

/* Receives at least one byte more behind bytes[len]. */
static bool receive(struct fcgi_input *in)
{
    ssize_t n = -1;
    do {
        n = recv(in->fd, in->bytes + in->len, sizeof in->bytes - in->len, 0);
    } while (n < 0 && errno == EINTR);
    in->len += n > 0 ? (size_t)n : 0;
    return n > 0;
}

enum err fcgi_input_open(struct fcgi_input *in, int fd)
{
    in->fd = fd;
    in->at = 0;
    in->len = 0;
    in->content_left = 0;
    in->padding_left = 0;
    in->is_ended = false;
    int64_t until = clock_monotonic_us() + head_max_us;
    enum fcgi_head h = FCGI_HEAD_SHORT;
    while (h == FCGI_HEAD_SHORT) {
        if (in->len == sizeof in->bytes || clock_monotonic_us() > until || !receive(in)) {
            return ERR_MALFORMED;
        }
        h = fcgi_head_check(in->bytes, in->len, &in->head_len);
    }
    if (h == FCGI_HEAD_BROKEN) {
        return ERR_MALFORMED;
    }
    in->id = (unsigned)in->bytes[2] << 8 | in->bytes[3];
    in->at = in->head_len;
    return OK;
}

/* Makes `need` unread bytes stand at bytes[at]. */
static bool have(struct fcgi_input *in, size_t need)
{
    while (in->len - in->at < need) {
        memmove(in->bytes, in->bytes + in->at, in->len - in->at);
        in->len -= in->at;
        in->at = 0;
        if (!receive(in)) {
            return false;
        }
    }
    return true;
}

/* Skips the padding and reads the next record's head. */
static enum err record_next(struct fcgi_input *in)
{
    while (in->padding_left > 0) {
        if (!have(in, 1)) {
            return ERR_MALFORMED;
        }
        size_t n = in->len - in->at < in->padding_left ? in->len - in->at : in->padding_left;
        in->at += n;
        in->padding_left -= n;
    }
    struct record r = {0};
    if (!have(in, RECORD_HEAD) || record_read(in->bytes + in->at, in->len - in->at, &r) != FCGI_HEAD_WHOLE ||
        r.type != STDIN || r.id != in->id) {
        return ERR_MALFORMED;
    }
    in->at += RECORD_HEAD;
    in->content_left = r.content_len;
    in->padding_left = r.padding_len;
    in->is_ended = r.content_len == 0;
    return OK;
}

enum err fcgi_input_body(struct fcgi_input *in, const char **ret_bytes, size_t *ret_len)
{
    if (in->content_left == 0 && !in->is_ended) {
        TRY(record_next(in));
    }
    if (in->is_ended) {
        *ret_len = 0;
        return OK;
    }
    if (!have(in, 1)) {
        return ERR_MALFORMED;
    }
    size_t n = in->len - in->at < in->content_left ? in->len - in->at : in->content_left;
    *ret_bytes = (const char *)in->bytes + in->at;
    *ret_len = n;
    in->at += n;
    in->content_left -= n;
    return OK;
}
