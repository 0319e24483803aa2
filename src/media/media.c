/* media.c - the queue before the child, and the answer made into files with names. */
#include "media/media.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <sys/stat.h>

#include <sodium.h>

#include "base/arena.h"
#include "base/log.h"
#include "media/media_private.h"
#include "media/worker_call.h"

enum { TIMEOUT_MS = 5500, QUEUE_MS = 20000, WORKERS_MAX = 16 };

static enum err open_dir(const char *path, int *ret_fd)
{
    if (mkdir(path, S_IRWXU) != 0 && errno != EEXIST) {
        return FAIL("cannot make %s: errno=%d", path, errno);
    }
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
        return FAIL("cannot open %s: errno=%d", path, errno);
    }
    *ret_fd = fd;
    return OK;
}

/* Waiting is measured on the clock that never goes back. */
static enum err init_waiting(struct media *m)
{
    pthread_condattr_t attributes;
    if (pthread_condattr_init(&attributes) != 0) {
        return ERR_INTERNAL;
    }
    int failed = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    failed = failed != 0 ? failed : pthread_cond_init(&m->worker_is_free, &attributes);
    (void)pthread_condattr_destroy(&attributes);
    if (failed != 0) {
        return FAIL("no condition variable: errno=%d", failed);
    }
    (void)pthread_mutex_init(&m->workers_lock, NULL); /* cannot fail without attributes */
    (void)pthread_mutex_init(&m->sweep_lock, NULL);
    return OK;
}

enum err media_open(const struct media_options *o, struct media **ret)
{
    if (o->exe == NULL || o->dir == NULL || o->workers_max < 1 || o->workers_max > WORKERS_MAX || o->timeout_ms < 0 ||
        o->queue_ms < 0) {
        return ERR_INVALID;
    }
    if (sodium_init() < 0) {
        return FAIL("libsodium cannot start");
    }
    int dir_fd = -1;
    TRY(open_dir(o->dir, &dir_fd));
    struct media *m = calloc(1, sizeof(*m));
    char *exe = strdup(o->exe);
    if (m == NULL || exe == NULL || init_waiting(m) != OK) {
        free(m);
        free(exe);
        (void)close(dir_fd);
        return FAIL("no memory for the media room");
    }
    m->exe = exe;
    m->dir_fd = dir_fd;
    m->timeout_ms = o->timeout_ms > 0 ? o->timeout_ms : TIMEOUT_MS;
    m->queue_ms = o->queue_ms > 0 ? o->queue_ms : QUEUE_MS;
    m->workers_free = o->workers_max;
    *ret = m;
    return OK;
}

void media_close(struct media *m)
{
    if (m == NULL) {
        return;
    }
    (void)close(m->dir_fd);
    (void)pthread_cond_destroy(&m->worker_is_free);
    (void)pthread_mutex_destroy(&m->workers_lock);
    (void)pthread_mutex_destroy(&m->sweep_lock);
    free(m->exe);
    free(m);
}

static enum err worker_slot_take(struct media *m)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += m->queue_ms / 1000;
    until.tv_nsec += (long)(m->queue_ms % 1000) * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    int failed = 0;
    (void)pthread_mutex_lock(&m->workers_lock);
    while (m->workers_free == 0 && failed == 0) {
        failed = pthread_cond_timedwait(&m->worker_is_free, &m->workers_lock, &until);
    }
    bool is_taken = m->workers_free > 0;
    m->workers_free -= is_taken ? 1 : 0;
    (void)pthread_mutex_unlock(&m->workers_lock);
    return is_taken ? OK : ERR_BUSY;
}

static void worker_slot_give(struct media *m)
{
    (void)pthread_mutex_lock(&m->workers_lock);
    m->workers_free++;
    (void)pthread_cond_signal(&m->worker_is_free);
    (void)pthread_mutex_unlock(&m->workers_lock);
}

enum err media_ask(struct media *m, struct worker_question *q, struct arena *a, struct worker_answer *ret)
{
    q->exe = m->exe;
    q->timeout_ms = m->timeout_ms;
    TRY(worker_slot_take(m));
    enum err e = worker_call(q, a, ret);
    worker_slot_give(m);
    return e;
}

enum err media_probe(struct media *m, struct confinement *ret)
{
    struct arena *a = arena_new();
    struct worker_question q = {.wish = WIRE_PROBE, .fd = -1};
    struct worker_answer answer = {0};
    enum err e = media_ask(m, &q, a, &answer);
    arena_free(a);
    if (e != OK) {
        return e;
    }
    if (answer.finding != MEDIA_FINE) {
        return FAIL("the image worker does not work");
    }
    *ret = answer.confinement;
    return OK;
}

/* What can be said without decoding: by length and by the first bytes. */
static enum err look_at(int fd, size_t len, const struct image_limits *limits, enum media_finding *ret)
{
    unsigned char first[SNIFF_BYTES];
    if (len == 0) {
        *ret = MEDIA_EMPTY;
        return OK;
    }
    ssize_t got = pread(fd, first, sizeof(first), 0);
    if (got < 0) {
        return FAIL("cannot read the uploaded file: errno=%d", errno);
    }
    if (sniff_kind(first, (size_t)got) == IMAGE_OTHER) {
        *ret = MEDIA_NOT_IMAGE;
    } else if (len > limits->bytes_max || len > IMAGE_INPUT_MAX) {
        *ret = MEDIA_TOO_BIG;
    } else {
        *ret = MEDIA_FINE;
    }
    return OK;
}

static bool is_too_small(const struct image_result *r, size_t len, const struct image_limits *limits)
{
    int edge = r->source_width > r->source_height ? r->source_width : r->source_height;
    return edge < limits->long_edge_min && (limits->bytes_instead == 0 || len < limits->bytes_instead);
}

static struct media_file file_of(const struct image_file *f)
{
    struct media_file file = {
        .kind = f->kind, .width = f->width, .height = f->height, .bytes = f->bytes, .len = f->len};
    media_name_of(f->bytes, f->len, file.sha256);
    return file;
}

enum err media_take_image(struct media *m, int fd, size_t len, const struct image_limits *limits, struct arena *a,
                          struct media_image *ret)
{
    struct media_image image = {.source_len = len};
    TRY(look_at(fd, len, limits, &image.finding));
    if (image.finding == MEDIA_FINE) {
        struct worker_question q = {.wish = WIRE_CLEAN, .keeps_png = limits->keeps_png, .fd = fd, .len = len};
        struct worker_answer answer = {0};
        TRY(media_ask(m, &q, a, &answer));
        const struct image_result *r = &answer.result;
        image.finding = answer.finding;
        image.source_width = r->source_width;
        image.source_height = r->source_height;
        image.profile_dropped = r->profile_dropped;
        if (image.finding == MEDIA_FINE && is_too_small(r, len, limits)) {
            image.finding = MEDIA_TOO_SMALL;
        }
        if (image.finding == MEDIA_FINE) {
            image.full = file_of(&r->full);
            image.thumb = file_of(&r->thumb);
        }
    }
    if (image.finding != MEDIA_FINE) {
        log_line("info", "event=image_refused finding=%s bytes=%zu", media_finding_name(image.finding), len);
    }
    *ret = image;
    return OK;
}
