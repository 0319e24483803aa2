/* table.c - the queue before the child, the question, and the answer that is believed in nothing. */
#include "table/table.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/wait.h>

#include "base/arena.h"
#include "base/log.h"
#include "media/child.h"
#include "table/table_wire.h"
#include "table/table_worker.h"

enum { TIMEOUT_MS = 5500, QUEUE_MS = 20000, WORKERS_MAX = 8, FIRST_BYTES = 8 };

static const unsigned char zip_magic[4] = {'P', 'K', 3, 4};
static const unsigned char empty_zip_magic[4] = {'P', 'K', 5, 6};
static const unsigned char compound_magic[8] = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};

struct tables {
    char *exe;
    int timeout_ms, queue_ms;
    int workers_free;
    pthread_mutex_t lock;
    pthread_cond_t worker_is_free;
};

/* Waiting is measured on the clock that never goes back. */
static int init_waiting(struct tables *t)
{
    pthread_condattr_t attributes;
    int failed = pthread_condattr_init(&attributes);
    if (failed != 0) {
        return failed;
    }
    failed = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    failed = failed != 0 ? failed : pthread_cond_init(&t->worker_is_free, &attributes);
    (void)pthread_condattr_destroy(&attributes);
    (void)pthread_mutex_init(&t->lock, NULL); /* cannot fail without attributes */
    return failed;
}

enum err tables_open(const struct tables_options *o, struct tables **ret)
{
    if (o->exe == NULL || o->workers_max < 1 || o->workers_max > WORKERS_MAX || o->timeout_ms < 0 || o->queue_ms < 0) {
        return ERR_INVALID;
    }
    struct tables *t = calloc(1, sizeof *t);
    char *exe = strdup(o->exe);
    if (t == NULL || exe == NULL || init_waiting(t) != 0) {
        free(t);
        free(exe);
        return FAIL("no memory for the table room");
    }
    t->exe = exe;
    t->timeout_ms = o->timeout_ms > 0 ? o->timeout_ms : TIMEOUT_MS;
    t->queue_ms = o->queue_ms > 0 ? o->queue_ms : QUEUE_MS;
    t->workers_free = o->workers_max;
    *ret = t;
    return OK;
}

void tables_close(struct tables *t)
{
    if (t == NULL) {
        return;
    }
    (void)pthread_cond_destroy(&t->worker_is_free);
    (void)pthread_mutex_destroy(&t->lock);
    free(t->exe);
    free(t);
}

/* ---- waiting for one's turn ---- */

static enum err slot_take(struct tables *t)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += t->queue_ms / 1000;
    until.tv_nsec += (long)(t->queue_ms % 1000) * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    int failed = 0;
    (void)pthread_mutex_lock(&t->lock);
    while (t->workers_free == 0 && failed == 0) {
        failed = pthread_cond_timedwait(&t->worker_is_free, &t->lock, &until);
    }
    bool is_taken = t->workers_free > 0;
    t->workers_free -= is_taken ? 1 : 0;
    (void)pthread_mutex_unlock(&t->lock);
    return is_taken ? OK : ERR_BUSY;
}

static void slot_give(struct tables *t)
{
    (void)pthread_mutex_lock(&t->lock);
    t->workers_free++;
    (void)pthread_cond_signal(&t->worker_is_free);
    (void)pthread_mutex_unlock(&t->lock);
}

/* ---- one question ---- */

struct asking {
    int fd;
    size_t len;
    struct arena *arena;
    enum table_finding finding;
    struct table_book book;
    bool is_sane;
};

static enum talk say(const struct child *c, const struct asking *q)
{
    unsigned char head[TABLE_REQUEST_BYTES];
    wire_put(head, TQ_MAGIC, TABLE_MAGIC);
    wire_put(head, TQ_LEN, (uint32_t)q->len);
    enum talk said = child_say(c, head, sizeof head);
    return said == TALK_DONE ? child_say_file(c, q->fd, q->len) : said;
}

static enum talk hear(const struct child *c, struct asking *q)
{
    unsigned char head[TABLE_RESPONSE_BYTES];
    enum talk heard = child_hear(c, head, sizeof head);
    if (heard != TALK_DONE) {
        return heard;
    }
    uint32_t finding = wire_get(head, TS_FINDING);
    size_t len = wire_get(head, TS_LEN);
    q->is_sane = wire_get(head, TS_MAGIC) == TABLE_MAGIC && finding < TABLE__COUNT && len <= TABLE_ANSWER_MAX;
    if (!q->is_sane) {
        return TALK_DONE;
    }
    q->finding = (enum table_finding)finding;
    if (q->finding == TABLE_FINE) {
        unsigned char *bytes = arena_raw(q->arena, len + 1, 1);
        heard = child_hear(c, bytes, len);
        q->is_sane = heard != TALK_DONE || book_decode(q->arena, bytes, len, &q->book);
    }
    return heard;
}

/* Why a child fell silent: something in the upload did that. */
static enum err judge_silence(enum talk talk, int status, enum table_finding *ret)
{
    if (talk == TALK_NO_INPUT) {
        return FAIL("cannot read the uploaded file");
    }
    if (talk == TALK_LATE) {
        log_line("warn", "event=table_worker_late");
    } else if (WIFSIGNALED(status)) {
        log_line("warn", "event=table_worker_killed signal=%d", WTERMSIG(status));
    } else {
        return FAIL("the table worker ended without an answer: status=%d", status);
    }
    *ret = TABLE_TOO_LARGE;
    return OK;
}

static enum err ask_child(struct tables *t, struct asking *q)
{
    char argument[] = TABLE_WORKER_ARGUMENT;
    struct child c = {.socket = -1};
    TRY(child_start(t->exe, argument, t->timeout_ms, &c));
    enum talk talk = say(&c, q);
    talk = talk == TALK_DONE ? hear(&c, q) : talk;
    int status = child_end(&c);
    if (talk != TALK_DONE) {
        return judge_silence(talk, status, &q->finding);
    }
    return q->is_sane ? OK : FAIL("the table worker's answer makes no sense");
}

bool table_is_workbook(const unsigned char *first, size_t len)
{
    return (len >= sizeof zip_magic && (memcmp(first, zip_magic, sizeof zip_magic) == 0 ||
                                        memcmp(first, empty_zip_magic, sizeof empty_zip_magic) == 0)) ||
           (len >= sizeof compound_magic && memcmp(first, compound_magic, sizeof compound_magic) == 0);
}

/* What can be said without opening it. */
static enum err look_at(int fd, size_t len, enum table_finding *ret)
{
    unsigned char first[FIRST_BYTES];
    ssize_t got = pread(fd, first, sizeof first, 0);
    if (got < 0) {
        return FAIL("cannot read the uploaded file: errno=%d", errno);
    }
    bool is_old = got == FIRST_BYTES && memcmp(first, compound_magic, sizeof compound_magic) == 0;
    *ret = len == 0                                 ? TABLE_EMPTY
           : is_old                                 ? TABLE_OLD
           : !table_is_workbook(first, (size_t)got) ? TABLE_NOT_XLSX
           : len > TABLE_BYTES_MAX                  ? TABLE_TOO_BIG
                                                    : TABLE_FINE;
    return OK;
}

enum err table_take(struct tables *t, int fd, size_t len, struct arena *a, enum table_finding *ret_finding,
                    struct table_book *ret)
{
    struct asking q = {.fd = fd, .len = len, .arena = a};
    TRY(look_at(fd, len, &q.finding));
    if (q.finding == TABLE_FINE) {
        TRY(slot_take(t));
        enum err e = ask_child(t, &q);
        slot_give(t);
        TRY(e);
    }
    if (q.finding != TABLE_FINE) {
        log_line("info", "event=table_refused finding=%s bytes=%zu", table_finding_name(q.finding), len);
    }
    *ret_finding = q.finding;
    *ret = q.book;
    return OK;
}
