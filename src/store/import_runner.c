/* import_runner.c */
#include "store/import_runner.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "store/audit_store.h"
#include "store/import_store.h"
#include "store/store.h"

enum { REST_MS_MIN = 20, REST_MS_MAX = 500, RETRY_MS = 2000, IDLE_MS = 60000 };

struct import_runner {
    struct import_runner_options o;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    bool is_woken, is_stopping;
};

struct batch {
    const struct import_runner_options *o;
    struct arena *arena;
};

static enum err batch_in_transaction(struct db *db, void *ctx)
{
    struct batch *b = ctx;
    struct audit_actor who = {clock_now(b->o->clock), 0, "", "import"};
    struct import_desk desk = {db, b->o->random, b->arena, &who, b->o->round};
    return import_batch(&desk);
}

enum err import_run_batch(const struct import_runner_options *o)
{
    struct batch b = {o, arena_new()};
    enum err e = store_write(o->store, batch_in_transaction, &b);
    arena_free(b.arena);
    return e;
}

static struct timespec moment_in(int ms)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += (long)(ms % 1000) * 1000000L;
    if (t.tv_nsec >= 1000000000L) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000L;
    }
    return t;
}

/* Waits so long, or until it is time to stop, or (when `may_wake`) until an import is ordered.  False: stop. */
static bool wait_ms(struct import_runner *r, int ms, bool may_wake)
{
    struct timespec until = moment_in(ms);
    int failed = 0;
    (void)pthread_mutex_lock(&r->lock);
    while (!r->is_stopping && !(may_wake && r->is_woken) && failed == 0) {
        failed = pthread_cond_timedwait(&r->woken, &r->lock, &until);
    }
    if (may_wake) {
        r->is_woken = false;
    }
    bool goes_on = !r->is_stopping;
    (void)pthread_mutex_unlock(&r->lock);
    return goes_on;
}

static int rest_after(int64_t took_us)
{
    int64_t ms = took_us / 1000;
    return ms < REST_MS_MIN ? REST_MS_MIN : ms > REST_MS_MAX ? REST_MS_MAX : (int)ms;
}

static void *work(void *runner)
{
    struct import_runner *r = runner;
    for (bool goes_on = true; goes_on;) {
        int64_t from = clock_monotonic_us();
        enum err e = import_run_batch(&r->o);
        if (e == OK) {
            goes_on = wait_ms(r, rest_after(clock_monotonic_us() - from), false);
        } else if (e == ERR_NOT_FOUND) {
            goes_on = wait_ms(r, IDLE_MS, true);
        } else {
            log_line("warn", "event=import_batch error=%s", err_name(e));
            goes_on = wait_ms(r, RETRY_MS, false);
        }
    }
    return NULL;
}

static bool init_waiting(struct import_runner *r)
{
    pthread_condattr_t attributes;
    if (pthread_condattr_init(&attributes) != 0) {
        return false;
    }
    bool is_made =
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0 && pthread_cond_init(&r->woken, &attributes) == 0;
    (void)pthread_condattr_destroy(&attributes);
    (void)pthread_mutex_init(&r->lock, NULL);
    return is_made;
}

enum err import_runner_start(const struct import_runner_options *o, struct import_runner **ret)
{
    struct import_runner *r = calloc(1, sizeof *r);
    if (r == NULL || !init_waiting(r)) {
        free(r);
        return FAIL("event=memory");
    }
    r->o = *o;
    if (pthread_create(&r->thread, NULL, work, r) != 0) {
        (void)pthread_cond_destroy(&r->woken);
        (void)pthread_mutex_destroy(&r->lock);
        free(r);
        return FAIL("event=thread");
    }
    *ret = r;
    return OK;
}

void import_runner_wake(struct import_runner *r)
{
    if (r != NULL) {
        (void)pthread_mutex_lock(&r->lock);
        r->is_woken = true;
        (void)pthread_cond_signal(&r->woken);
        (void)pthread_mutex_unlock(&r->lock);
    }
}

void import_runner_stop(struct import_runner *r)
{
    if (r == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&r->lock);
    r->is_stopping = true;
    (void)pthread_cond_signal(&r->woken);
    (void)pthread_mutex_unlock(&r->lock);
    (void)pthread_join(r->thread, NULL);
    (void)pthread_cond_destroy(&r->woken);
    (void)pthread_mutex_destroy(&r->lock);
    free(r);
}
