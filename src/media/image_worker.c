/* image_worker.c - confine, read, look, answer, end.  One file, so that nothing of one upload meets another. */
#include "media/image_worker.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "media/confine.h"
#include "media/image.h"
#include "media/image_wire.h"
#include "media/pdf.h"
#include "media/pdf_text.h"

enum { EXIT_ANSWERED = 0, EXIT_NOT_CONFINED = 70, EXIT_BAD_REQUEST = 74 };

static bool read_exactly(int fd, unsigned char *to, size_t len)
{
    while (len > 0) {
        ssize_t got = read(fd, to, len);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        to += got;
        len -= (size_t)got;
    }
    return true;
}

static bool write_exactly(int fd, const unsigned char *from, size_t len)
{
    while (len > 0) {
        ssize_t put = write(fd, from, len);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            return false;
        }
        from += put;
        len -= (size_t)put;
    }
    return true;
}

static void put_file(unsigned char *head, size_t word, const struct image_file *f)
{
    wire_put(head, word, (uint32_t)f->kind);
    wire_put(head, word + 1, (uint32_t)f->width);
    wire_put(head, word + 2, (uint32_t)f->height);
    wire_put(head, word + 3, (uint32_t)f->len);
}

/* What was found out. */
struct seen {
    enum media_finding finding;
    struct image_result image;
    int pages;
    struct buffer text; /* of a PDF, as it goes over the wire */
};

static bool answer(int fd, const struct confinement *c, const struct seen *s)
{
    const struct image_result *r = &s->image;
    unsigned char head[WIRE_RESPONSE_BYTES] = {0};
    wire_put(head, RS_MAGIC, WIRE_MAGIC);
    wire_put(head, RS_FINDING, (uint32_t)s->finding);
    wire_put(head, RS_IN_FORCE, c->in_force);
    wire_put(head, RS_LANDLOCK, (uint32_t)c->landlock_abi);
    wire_put(head, RS_SOURCE_WIDTH, (uint32_t)r->source_width);
    wire_put(head, RS_SOURCE_HEIGHT, (uint32_t)r->source_height);
    wire_put(head, RS_PROFILE_DROPPED, r->profile_dropped ? 1 : 0);
    put_file(head, RS_FULL, &r->full);
    put_file(head, RS_THUMB, &r->thumb);
    wire_put(head, RS_PAGES, (uint32_t)s->pages);
    wire_put(head, RS_TEXT, (uint32_t)s->text.len);
    return write_exactly(fd, head, sizeof(head)) && write_exactly(fd, r->full.bytes, r->full.len) &&
           write_exactly(fd, r->thumb.bytes, r->thumb.len) &&
           write_exactly(fd, (const unsigned char *)s->text.bytes, s->text.len);
}

/* The arena is left to the end of the process, which is near. */
static enum media_finding read_text(const unsigned char *bytes, size_t len, struct seen *ret)
{
    struct arena *a = arena_new();
    struct media_pdf_text t;
    enum media_finding finding = pdf_text_read(a, bytes, len, &t);
    if (finding != MEDIA_FINE) {
        return finding;
    }
    ret->text = buffer_new(a, (size_t)WIRE_TEXT_MAX);
    for (size_t i = 0; i < t.pages_len; i++) {
        buffer_text(&ret->text, t.pages[i].has_unread ? "1" : "0");
        buffer_add(&ret->text, t.pages[i].text, strlen(t.pages[i].text) + 1);
    }
    buffer_add(&ret->text, t.outside, strlen(t.outside) + 1);
    ret->pages = (int)t.pages_len;
    return ret->text.is_overfull ? MEDIA_UNPACKS : MEDIA_FINE;
}

static void look(const unsigned char *head, const unsigned char *bytes, size_t len, struct seen *ret)
{
    if (wire_get(head, RQ_WISH) == WIRE_LOOK_AT_PDF) {
        ret->finding = pdf_look(bytes, len, (int)wire_get(head, RQ_PAGES_MAX), &ret->pages);
    } else if (wire_get(head, RQ_WISH) == WIRE_READ_PDF) {
        ret->finding = read_text(bytes, len, ret);
        if (ret->finding != MEDIA_FINE) {
            ret->text.len = 0;
        }
    } else {
        ret->finding = image_clean(bytes, len, wire_get(head, RQ_KEEPS_PNG) != 0, &ret->image);
    }
}

static int serve_one(int fd, const struct confinement *c)
{
    unsigned char head[WIRE_REQUEST_BYTES];
    if (!read_exactly(fd, head, sizeof(head)) || wire_get(head, RQ_MAGIC) != WIRE_MAGIC ||
        wire_get(head, RQ_LEN) > IMAGE_INPUT_MAX || wire_get(head, RQ_PAGES_MAX) > DOCUMENT_PAGES_MAX) {
        return EXIT_BAD_REQUEST;
    }
    size_t len = wire_get(head, RQ_LEN);
    struct seen seen = {.finding = MEDIA_FINE};
    if (wire_get(head, RQ_WISH) != WIRE_PROBE) {
        unsigned char *bytes = malloc(len + 1);
        if (bytes == NULL || !read_exactly(fd, bytes, len)) {
            free(bytes);
            return EXIT_BAD_REQUEST;
        }
        look(head, bytes, len, &seen);
        free(bytes);
    }
    bool is_sent = answer(fd, c, &seen);
    image_result_free(&seen.image);
    return is_sent ? EXIT_ANSWERED : EXIT_BAD_REQUEST;
}

int image_worker_main(int fd)
{
    struct confinement c;
    if (confine_process(fd, &c) != OK) {
        return EXIT_NOT_CONFINED;
    }
    /* Not return: what other libraries registered for exit may ask for calls that are gone. */
    _exit(serve_one(fd, &c));
}
