/* page_cache.h - public pages, drawn once for each version of the data and minute, and packed once. */
#ifndef WEB_PAGE_CACHE_H
#define WEB_PAGE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct page_cache;

/* What a drawn page depends on besides its address. */
struct page_stamp {
    uint64_t version; /* of the data: store_version() */
    int64_t minute;   /* of the clock: countdowns and stages change on it */
};

struct cached_page {
    const char *etag;
    const char *type; /* Content-Type */
    const char *body;
    size_t body_len;
    const char *gzip; /* the same, packed */
    size_t gzip_len;
};

struct page_cache *page_cache_new(void);
void page_cache_free(struct page_cache *c);

/* True when the page of that key and stamp is there; copied into the arena. */
bool page_cache_get(struct page_cache *c, const char *key, struct page_stamp stamp, bool wants_gzip, struct arena *a,
                    struct cached_page *ret);

/* Keeps a page that was just drawn (type, body and body_len), packs it, and makes its etag (owner: the arena). */
void page_cache_put(struct page_cache *c, const char *key, struct page_stamp stamp, struct arena *a,
                    struct cached_page *page);

#endif
