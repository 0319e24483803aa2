/* page_cache.c */
#include "web/page_cache.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/text.h"

/* A page may lie in any of WAYS places beside each other, so that two that are read all day do not drive each other
 * out.
 */
enum { SLOTS = 256, WAYS = 4, KEY_BYTES = 160, BODY_BYTES_MAX = 2 * 1024 * 1024 };

struct slot {
    char key[KEY_BYTES];
    struct page_stamp stamp;
    char etag[24];
    char type[48];
    char *body;
    size_t body_len;
    char *gzip;
    size_t gzip_len;
    _Atomic uint64_t used; /* when it was last put or got: a count of all of that; 0: nothing is here */
};

struct page_cache {
    pthread_rwlock_t lock;
    _Atomic uint64_t uses;
    struct slot slots[SLOTS];
};

struct page_cache *page_cache_new(void)
{
    struct page_cache *c = calloc(1, sizeof *c);
    if (c == NULL) {
        abort(); /* at start: nothing is lost */
    }
    (void)pthread_rwlock_init(&c->lock, NULL);
    return c;
}

static void forget(struct slot *s)
{
    free(s->body);
    free(s->gzip);
}

void page_cache_free(struct page_cache *c)
{
    if (c != NULL) {
        for (int i = 0; i < SLOTS; i++) {
            forget(&c->slots[i]);
        }
        (void)pthread_rwlock_destroy(&c->lock);
        free(c);
    }
}

static uint64_t hash_of(const char *bytes, size_t len)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < len; i++) {
        h = (h ^ (unsigned char)bytes[i]) * 1099511628211u;
    }
    return h;
}

/* The first of a page's places. */
static struct slot *places_of(struct page_cache *c, const char *key)
{
    return &c->slots[hash_of(key, strlen(key)) % (SLOTS / WAYS) * WAYS];
}

/* NULL: the page is in none of its places. */
static struct slot *find(struct page_cache *c, const char *key)
{
    struct slot *s = places_of(c, key);
    for (int i = 0; i < WAYS; i++) {
        if (strcmp(s[i].key, key) == 0) {
            return &s[i];
        }
    }
    return NULL;
}

/* Where it lies, or the place that nobody asked for the longest. */
static struct slot *place_for(struct page_cache *c, const char *key)
{
    struct slot *found = find(c, key);
    struct slot *places = places_of(c, key);
    struct slot *oldest = places;
    for (int i = 1; i < WAYS; i++) {
        oldest = atomic_load(&places[i].used) < atomic_load(&oldest->used) ? &places[i] : oldest;
    }
    return found != NULL ? found : oldest;
}

static void mark_used(struct page_cache *c, struct slot *s)
{
    atomic_store_explicit(&s->used, atomic_fetch_add_explicit(&c->uses, 1, memory_order_relaxed) + 1,
                          memory_order_relaxed);
}

static void read_slot(const struct slot *s, bool wants_gzip, struct arena *a, struct cached_page *ret)
{
    *ret = (struct cached_page){.etag = arena_copy(a, s->etag, strlen(s->etag)),
                                .type = arena_copy(a, s->type, strlen(s->type)),
                                .body_len = s->body_len};
    if (wants_gzip && s->gzip != NULL) {
        ret->gzip = arena_copy(a, s->gzip, s->gzip_len);
        ret->gzip_len = s->gzip_len;
    } else {
        ret->body = arena_copy(a, s->body, s->body_len);
    }
}

bool page_cache_get(struct page_cache *c, const char *key, struct page_stamp stamp, bool wants_gzip, struct arena *a,
                    struct cached_page *ret)
{
    (void)pthread_rwlock_rdlock(&c->lock);
    struct slot *s = find(c, key);
    bool found = s != NULL && s->stamp.version == stamp.version && s->stamp.minute == stamp.minute;
    if (found) {
        mark_used(c, s);
        read_slot(s, wants_gzip, a, ret);
    }
    (void)pthread_rwlock_unlock(&c->lock);
    return found;
}

/* The body as a gzip member; NULL when memory or zlib refuse. */
static char *pack(const char *body, size_t len, size_t *ret_len)
{
    z_stream z = {0};
    if (deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        return NULL;
    }
    size_t cap = deflateBound(&z, (uLong)len);
    char *to = malloc(cap);
    union { /* zlib's input is not const, but it does not write there */
        const char *read_only;
        Bytef *bytes;
    } in = {.read_only = body};
    z.next_in = in.bytes;
    z.avail_in = (uInt)len;
    z.next_out = (Bytef *)to;
    z.avail_out = (uInt)cap;
    bool done = to != NULL && deflate(&z, Z_FINISH) == Z_STREAM_END;
    *ret_len = z.total_out;
    (void)deflateEnd(&z);
    if (!done) {
        free(to);
        return NULL;
    }
    return to;
}

void page_cache_put(struct page_cache *c, const char *key, struct page_stamp stamp, struct arena *a,
                    struct cached_page *page)
{
    struct slot fresh = {.stamp = stamp, .body_len = page->body_len};
    (void)snprintf(fresh.etag, sizeof fresh.etag, "W/\"%016llx\"",
                   (unsigned long long)hash_of(page->body, page->body_len));
    page->etag = arena_copy(a, fresh.etag, strlen(fresh.etag));
    if (page->body_len > BODY_BYTES_MAX || strlen(key) >= sizeof fresh.key || strlen(page->type) >= sizeof fresh.type) {
        return;
    }
    (void)snprintf(fresh.key, sizeof fresh.key, "%s", key);
    (void)snprintf(fresh.type, sizeof fresh.type, "%s", page->type);
    fresh.body = malloc(page->body_len == 0 ? 1 : page->body_len);
    if (fresh.body == NULL) {
        return;
    }
    memcpy(fresh.body, page->body, page->body_len);
    if (!text_starts(page->type, "application/pdf")) { /* packed already */
        fresh.gzip = pack(page->body, page->body_len, &fresh.gzip_len);
    }
    (void)pthread_rwlock_wrlock(&c->lock);
    struct slot *s = place_for(c, key);
    forget(s);
    *s = fresh;
    mark_used(c, s);
    (void)pthread_rwlock_unlock(&c->lock);
}
