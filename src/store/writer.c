/* writer.c */
#include "store/writer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/log.h"
#include "store/db.h"

enum { QUEUE_MAX = 1024, BATCH_MAX = 128 };

struct job {
    struct job *next;
    write_fn fn;
    void *ctx;
    const char *request_id;
    enum err result;
    bool is_done;
    pthread_cond_t done;
};

struct writer {
    struct db *db;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct job *first;
    struct job **last;
    int queued;
    int inside; /* callers of writer_run that have not left it */
    pthread_cond_t left;
    bool is_stopping;
    _Atomic uint64_t version;
};

/* Takes up to BATCH_MAX jobs off the queue; NULL when it is time to stop. */
static struct job *take_batch(struct writer *w)
{
    (void)pthread_mutex_lock(&w->lock);
    while (w->first == NULL && !w->is_stopping) {
        (void)pthread_cond_wait(&w->work, &w->lock);
    }
    struct job *batch = w->first;
    struct job **end = &w->first;
    for (int n = 0; *end != NULL && n < BATCH_MAX; n++) {
        end = &(*end)->next;
        w->queued--;
    }
    struct job *rest = *end;
    *end = NULL;
    w->first = rest;
    if (rest == NULL) {
        w->last = &w->first;
    }
    (void)pthread_mutex_unlock(&w->lock);
    return batch;
}

static enum err run_job(struct db *db, struct job *j)
{
    log_request_begin(j->request_id);
    TRY(db_savepoint(db));
    return db_savepoint_end(db, j->fn(db, j->ctx));
}

/* Some failures (a full disk, an I/O error) make the engine roll the whole transaction back: then every job
 * of the batch that had succeeded so far has lost its changes and must say so. */
static void fail_until(struct job *batch, const struct job *end, enum err e)
{
    for (struct job *j = batch; j != end; j = j->next) {
        j->result = j->result == OK ? e : j->result;
    }
}

static void run_batch(struct writer *w, struct job *batch)
{
    enum err begun = db_begin(w->db);
    for (struct job *j = batch; j != NULL; j = j->next) {
        j->result = begun == OK ? run_job(w->db, j) : begun;
        if (begun == OK && !db_is_in_transaction(w->db)) {
            fail_until(batch, j->next, j->result == OK ? ERR_INTERNAL : j->result);
            begun = db_begin(w->db);
        }
    }
    enum err ended = db_is_in_transaction(w->db) ? db_end(w->db, OK) : begun == OK ? ERR_INTERNAL : begun;
    log_request_begin("");
    if (ended == OK) {
        (void)atomic_fetch_add(&w->version, 1);
    }
    (void)pthread_mutex_lock(&w->lock);
    for (struct job *j = batch, *next = NULL; j != NULL; j = next) {
        next = j->next; /* the job is on its requester's stack: gone once it is woken */
        j->result = j->result == OK ? ended : j->result;
        j->is_done = true;
        (void)pthread_cond_signal(&j->done);
    }
    (void)pthread_mutex_unlock(&w->lock);
}

static void *work(void *arg)
{
    struct writer *w = arg;
    for (struct job *batch = NULL; (batch = take_batch(w)) != NULL;) {
        run_batch(w, batch);
    }
    return NULL;
}

static void destroy(struct writer *w)
{
    (void)pthread_mutex_destroy(&w->lock);
    (void)pthread_cond_destroy(&w->work);
    (void)pthread_cond_destroy(&w->left);
    free(w);
}

enum err writer_start(struct db *db, struct writer **ret)
{
    struct writer *w = calloc(1, sizeof *w);
    if (w == NULL) {
        return FAIL("event=memory");
    }
    w->db = db;
    w->last = &w->first;
    (void)pthread_mutex_init(&w->lock, NULL);
    (void)pthread_cond_init(&w->work, NULL);
    (void)pthread_cond_init(&w->left, NULL);
    if (pthread_create(&w->thread, NULL, work, w) != 0) {
        destroy(w);
        return FAIL("event=thread");
    }
    *ret = w;
    return OK;
}

enum err writer_run(struct writer *w, write_fn fn, void *ctx)
{
    struct job j = {.fn = fn, .ctx = ctx, .request_id = log_request_id()};
    (void)pthread_cond_init(&j.done, NULL);
    (void)pthread_mutex_lock(&w->lock);
    w->inside++;
    if (w->queued >= QUEUE_MAX || w->is_stopping) {
        j.result = ERR_BUSY;
        j.is_done = true;
    } else {
        /* The job stays on this stack, which is not left before the job is done and off the queue. */
        *w->last = &j;
        w->last = &j.next; // cppcheck-suppress autoVariables
        w->queued++;
        (void)pthread_cond_signal(&w->work);
    }
    while (!j.is_done) {
        (void)pthread_cond_wait(&j.done, &w->lock);
    }
    if (--w->inside == 0) {
        (void)pthread_cond_signal(&w->left);
    }
    (void)pthread_mutex_unlock(&w->lock);
    (void)pthread_cond_destroy(&j.done);
    return j.result;
}

uint64_t writer_version(const struct writer *w)
{
    return atomic_load(&w->version);
}

void writer_stop(struct writer *w)
{
    (void)pthread_mutex_lock(&w->lock);
    w->is_stopping = true;
    (void)pthread_cond_signal(&w->work);
    (void)pthread_mutex_unlock(&w->lock);
    (void)pthread_join(w->thread, NULL);
    (void)pthread_mutex_lock(&w->lock);
    while (w->inside > 0) { /* answered, but still on their way out */
        (void)pthread_cond_wait(&w->left, &w->lock);
    }
    (void)pthread_mutex_unlock(&w->lock);
    db_close(w->db);
    destroy(w);
}

struct db *writer_db(struct writer *w)
{
    return w->db;
}
