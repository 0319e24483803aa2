/* rate.c - a fixed table of buckets; an old bucket of another source is taken over, so memory never grows. */
#include "web/rate.h"

#include <pthread.h>
#include <stdlib.h>

enum { SLOTS = 4096, PROBES = 8 };

/* A whole office sits behind one address: the limits stop programs, not people. */
static const struct {
    int64_t burst;
    int64_t each_us; /* one more after so many microseconds */
} limit[RATE__COUNT] = {
    [RATE_PAGES] = {2000, 2000},   /* 500 a second   */
    [RATE_FORMS] = {600, 20000},   /* 50 a second    */
    [RATE_SIGNIN] = {60, 1000000}, /* one a second   */
    [RATE_PAPERS] = {120, 200000}, /* 5 a second     */
    /* from strangers, who bring text and files into the docket */
    [RATE_OBJECTIONS] = {20, 10000000},     /* 6 a minute     */
    [RATE_OBJECTION_WAITS] = {6, 60000000}, /* one a minute: those that did no work */
    [RATE_OBJECTION_FILES] = {6, 60000000}, /* and those of them that bring files   */
    [RATE_TRACK] = {30, 5000000},           /* 12 a minute: numbers are not to be tried out */
};

struct bucket {
    uint64_t key;
    int64_t full_at_us; /* when it will be full again */
};

struct rates {
    pthread_mutex_t lock;
    struct bucket slots[SLOTS];
};

struct rates *rates_new(void)
{
    struct rates *r = calloc(1, sizeof *r);
    if (r == NULL) {
        abort(); /* at start: nothing is lost */
    }
    (void)pthread_mutex_init(&r->lock, NULL);
    return r;
}

void rates_free(struct rates *r)
{
    if (r != NULL) {
        (void)pthread_mutex_destroy(&r->lock);
        free(r);
    }
}

static uint64_t key_of(enum rate_class c, const char *source)
{
    uint64_t h = 1469598103934665603u ^ (uint64_t)c;
    for (const char *p = source; *p != '\0'; p++) {
        h = (h ^ (unsigned char)*p) * 1099511628211u;
    }
    return h == 0 ? 1 : h;
}

/* The source's bucket, or the stalest of its neighbourhood. */
static struct bucket *bucket_of(struct rates *r, uint64_t key, int64_t now_us)
{
    struct bucket *stalest = &r->slots[key % SLOTS];
    for (uint64_t i = 0; i < PROBES; i++) {
        struct bucket *b = &r->slots[(key + i) % SLOTS];
        if (b->key == key) {
            return b;
        }
        if (b->full_at_us < stalest->full_at_us) {
            stalest = b;
        }
    }
    *stalest = (struct bucket){key, now_us};
    return stalest;
}

enum err rate_take(struct rates *r, enum rate_class c, const char *source, int64_t now_us, int *ret_wait_s)
{
    enum err e = OK;
    (void)pthread_mutex_lock(&r->lock);
    struct bucket *b = bucket_of(r, key_of(c, source), now_us);
    int64_t full_at = b->full_at_us > now_us ? b->full_at_us : now_us;
    int64_t over = full_at + limit[c].each_us - now_us - limit[c].burst * limit[c].each_us;
    if (over > 0) {
        *ret_wait_s = (int)(over / 1000000) + 1;
        e = ERR_TOO_MANY;
    } else {
        b->full_at_us = full_at + limit[c].each_us;
    }
    (void)pthread_mutex_unlock(&r->lock);
    return e;
}
