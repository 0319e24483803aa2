/* background.c */
#include "base/background.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"

enum { MS_A_SECOND = 1000, NS_A_MS = 1000000, NS_A_SECOND = 1000000000 };

struct background {
    background_fn work;
    void *ctx;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    bool is_woken, is_stopping;
};

static void *run(void *background)
{
    struct background *b = background;
    b->work(b, b->ctx);
    return NULL;
}

/* Rests are by a clock that nobody sets. */
static bool init_waiting(struct background *b)
{
    pthread_condattr_t attributes;
    if (pthread_condattr_init(&attributes) != 0) {
        return false;
    }
    bool is_made =
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0 && pthread_cond_init(&b->woken, &attributes) == 0;
    (void)pthread_condattr_destroy(&attributes);
    (void)pthread_mutex_init(&b->lock, NULL);
    return is_made;
}

static void dismantle(struct background *b)
{
    (void)pthread_cond_destroy(&b->woken);
    (void)pthread_mutex_destroy(&b->lock);
    free(b);
}

enum err background_start(background_fn work, void *ctx, struct background **ret)
{
    struct background *b = calloc(1, sizeof *b);
    if (b == NULL || !init_waiting(b)) {
        free(b);
        return FAIL("event=memory");
    }
    b->work = work;
    b->ctx = ctx;
    if (pthread_create(&b->thread, NULL, run, b) != 0) {
        dismantle(b);
        return FAIL("event=thread");
    }
    *ret = b;
    return OK;
}

static struct timespec moment_in(int64_t ms)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += (time_t)(ms / MS_A_SECOND);
    t.tv_nsec += (long)(ms % MS_A_SECOND) * NS_A_MS;
    if (t.tv_nsec >= NS_A_SECOND) {
        t.tv_sec++;
        t.tv_nsec -= NS_A_SECOND;
    }
    return t;
}

bool background_rest(struct background *b, int64_t ms, bool may_wake)
{
    struct timespec until = moment_in(ms);
    int failed = 0;
    (void)pthread_mutex_lock(&b->lock);
    while (!b->is_stopping && !(may_wake && b->is_woken) && failed == 0) {
        failed = pthread_cond_timedwait(&b->woken, &b->lock, &until);
    }
    if (may_wake) {
        b->is_woken = false;
    }
    bool goes_on = !b->is_stopping;
    (void)pthread_mutex_unlock(&b->lock);
    return goes_on;
}

static void raise_flag(struct background *b, bool *flag)
{
    (void)pthread_mutex_lock(&b->lock);
    *flag = true;
    (void)pthread_cond_signal(&b->woken);
    (void)pthread_mutex_unlock(&b->lock);
}

void background_wake(struct background *b)
{
    if (b != NULL) {
        raise_flag(b, &b->is_woken);
    }
}

void background_stop(struct background *b)
{
    if (b != NULL) {
        raise_flag(b, &b->is_stopping);
        (void)pthread_join(b->thread, NULL);
        dismantle(b);
    }
}
