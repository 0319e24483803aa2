/* document.c - evidence: pictures go the way of every picture, PDFs are looked at and kept as they are. */
#include "media/media.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "media/image.h"
#include "media/media_private.h"

static enum err first_bytes(int fd, size_t len, enum document_kind *ret)
{
    unsigned char first[SNIFF_BYTES];
    ssize_t got = pread(fd, first, len < sizeof(first) ? len : sizeof(first), 0);
    if (got < 0) {
        return FAIL("cannot read the uploaded file: errno=%d", errno);
    }
    *ret = sniff_document(first, (size_t)got);
    return OK;
}

/* What can be said without opening it. */
static enum media_finding judge_outside(const struct media_document *d, const struct document_limits *limits)
{
    if (d->source_len == 0) {
        return MEDIA_EMPTY;
    }
    if (d->kind == DOCUMENT_OTHER) {
        return limits->pictures_only ? MEDIA_NOT_IMAGE : MEDIA_NOT_DOCUMENT;
    }
    if (d->kind == DOCUMENT_PDF && limits->pictures_only) {
        return MEDIA_NOT_IMAGE;
    }
    return d->source_len > limits->bytes_max || d->source_len > IMAGE_INPUT_MAX ? MEDIA_TOO_BIG : MEDIA_FINE;
}

static enum err read_whole(int fd, size_t len, struct arena *a, const unsigned char **ret)
{
    unsigned char *bytes = arena_alloc(a, len, 1);
    for (size_t at = 0; at < len;) {
        ssize_t got = pread(fd, bytes + at, len - at, (off_t)at);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return FAIL("cannot read the uploaded file: errno=%d", got < 0 ? errno : 0);
        }
        at += (size_t)got;
    }
    *ret = bytes;
    return OK;
}

static enum err take_pdf(struct media *m, int fd, const struct document_limits *limits, struct arena *a,
                         struct media_document *d)
{
    struct worker_question q = {.wish = WIRE_LOOK_AT_PDF,
                                .pages_max = limits->pages_max > 0 && limits->pages_max < DOCUMENT_PAGES_MAX
                                                 ? limits->pages_max
                                                 : DOCUMENT_PAGES_MAX,
                                .fd = fd,
                                .len = d->source_len};
    struct worker_answer answer = {0};
    TRY(media_ask(m, &q, a, &answer));
    d->finding = answer.finding;
    if (d->finding != MEDIA_FINE) {
        return OK;
    }
    TRY(read_whole(fd, d->source_len, a, &d->bytes));
    d->len = d->source_len;
    d->pages = answer.pages;
    media_name_of(d->bytes, d->len, d->sha256);
    return OK;
}

static enum err take_picture(struct media *m, int fd, const struct document_limits *limits, struct arena *a,
                             struct media_document *d)
{
    const struct image_limits as_picture = {.bytes_max = limits->bytes_max, .keeps_png = limits->keeps_png};
    struct media_image image = {0};
    TRY(media_take_image(m, fd, d->source_len, &as_picture, a, &image));
    d->finding = image.finding;
    d->source_width = image.source_width;
    d->source_height = image.source_height;
    if (d->finding != MEDIA_FINE) {
        return OK;
    }
    const struct media_file *f = &image.full;
    d->kind = f->kind == IMAGE_PNG ? DOCUMENT_PNG : DOCUMENT_JPEG;
    d->profile_dropped = image.profile_dropped;
    d->pages = 1;
    d->bytes = f->bytes;
    d->len = f->len;
    d->width = f->width;
    d->height = f->height;
    memcpy(d->sha256, f->sha256, sizeof(d->sha256));
    d->thumb = image.thumb;
    return OK;
}

enum err media_take_document(struct media *m, int fd, size_t len, const struct document_limits *limits, struct arena *a,
                             struct media_document *ret)
{
    struct media_document d = {.source_len = len};
    TRY(first_bytes(fd, len, &d.kind));
    d.finding = judge_outside(&d, limits);
    if (d.finding == MEDIA_FINE) {
        TRY(d.kind == DOCUMENT_PDF ? take_pdf(m, fd, limits, a, &d) : take_picture(m, fd, limits, a, &d));
    }
    if (d.finding != MEDIA_FINE) {
        log_line("info", "event=document_refused finding=%s kind=%s bytes=%zu", media_finding_name(d.finding),
                 document_kind_name(d.kind), len);
    }
    *ret = d;
    return OK;
}

enum err media_pdf_text(struct media *m, const void *bytes, size_t len, struct arena *a, struct media_pdf_text *ret)
{
    struct worker_question q = {.wish = WIRE_READ_PDF, .fd = -1, .bytes = bytes, .len = len};
    struct worker_answer answer = {0};
    if (len == 0 || len > IMAGE_INPUT_MAX) {
        return ERR_INVALID;
    }
    TRY(media_ask(m, &q, a, &answer));
    if (answer.finding != MEDIA_FINE) {
        log_line("info", "event=document_unread finding=%s bytes=%zu", media_finding_name(answer.finding), len);
        return ERR_INVALID;
    }
    struct media_pdf_text t = {.pages_len = (size_t)answer.pages};
    t.pages = ARENA_ARRAY(a, struct media_pdf_page, t.pages_len);
    const char *at = answer.text;
    for (size_t i = 0; i < t.pages_len; i++) {
        t.pages[i] = (struct media_pdf_page){.text = at + 1, .has_unread = at[0] == '1'};
        at += strlen(at) + 1;
    }
    t.outside = at;
    *ret = t;
    return OK;
}
