/* web_page_cache.c - which pages are kept, for how long, and that what comes out is what went in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/text.h"
#include "web/page_cache.h"

enum { PAGES = 100 }; /* a round's brands, and the pages around them */

static const struct page_stamp now = {7, 1000};

struct ground {
    struct arena *a;
    struct page_cache *cache;
};

static int open_ground(void **state)
{
    static struct ground g;
    g = (struct ground){arena_new(), page_cache_new()};
    *state = &g;
    return 0;
}

static int close_ground(void **state)
{
    struct ground *g = *state;
    page_cache_free(g->cache);
    arena_free(g->a);
    return 0;
}

static const char *put(struct ground *g, const char *key, struct page_stamp stamp, const char *body)
{
    struct cached_page p = {.type = "text/html; charset=utf-8", .body = body, .body_len = strlen(body)};
    page_cache_put(g->cache, key, stamp, g->a, &p);
    return p.etag;
}

static bool has(struct ground *g, const char *key, struct page_stamp stamp)
{
    struct cached_page p;
    return page_cache_get(g->cache, key, stamp, false, g->a, &p);
}

static const char *brand_of(struct ground *g, int i)
{
    return text_format(g->a, "/publicity/b%08x%04x", (unsigned)i * 2654435761u, (unsigned)i);
}

static void a_page_comes_out_as_it_went_in_plain_and_packed(void **state)
{
    struct ground *g = *state;
    struct cached_page p;
    const char *body = text_format(g->a, "<p>%s</p>", "候选品牌候选品牌候选品牌候选品牌候选品牌候选品牌");
    const char *etag = put(g, "/publicity", now, body);
    assert_true(page_cache_get(g->cache, "/publicity", now, false, g->a, &p));
    assert_int_equal(p.body_len, strlen(body));
    assert_memory_equal(p.body, body, p.body_len);
    assert_string_equal(p.etag, etag);
    assert_string_equal(p.type, "text/html; charset=utf-8");
    assert_true(page_cache_get(g->cache, "/publicity", now, true, g->a, &p));
    assert_non_null(p.gzip);
    char back[512] = {0};
    z_stream z = {.next_in = (Bytef *)(uintptr_t)p.gzip,
                  .avail_in = (uInt)p.gzip_len,
                  .next_out = (Bytef *)back,
                  .avail_out = sizeof back};
    assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(inflateEnd(&z), Z_OK);
    assert_string_equal(back, body);
}

static void a_page_is_of_its_version_and_of_its_minute(void **state)
{
    struct ground *g = *state;
    const char *first = put(g, "/publicity", now, "第一版");
    assert_true(has(g, "/publicity", now));
    assert_false(has(g, "/publicity", (struct page_stamp){8, 1000}));
    assert_false(has(g, "/publicity", (struct page_stamp){7, 1001}));
    assert_false(has(g, "/publicity/", now));
    assert_false(has(g, "", now));
    const char *second = put(g, "/publicity", (struct page_stamp){8, 1000}, "第二版");
    assert_string_not_equal(first, second);
    assert_true(has(g, "/publicity", (struct page_stamp){8, 1000}));
    assert_false(has(g, "/publicity", now)); /* one page, one place */
    assert_string_equal(first, put(g, "/publicity", (struct page_stamp){9, 1000}, "第一版"));
}

static void the_pages_of_a_whole_round_are_kept_beside_each_other(void **state)
{
    struct ground *g = *state;
    int kept = 0;
    for (int i = 0; i < PAGES; i++) {
        (void)put(g, brand_of(g, i), now, brand_of(g, i));
    }
    for (int i = 0; i < PAGES; i++) {
        struct cached_page p;
        if (page_cache_get(g->cache, brand_of(g, i), now, false, g->a, &p)) {
            assert_string_equal(text_format(g->a, "%.*s", (int)p.body_len, p.body), brand_of(g, i));
            kept++;
        }
    }
    assert_in_range(kept, PAGES - 3, PAGES);
}

static void a_page_that_is_asked_for_stays_whatever_else_comes(void **state)
{
    struct ground *g = *state;
    (void)put(g, "/publicity.pdf", (struct page_stamp){3, 0}, "the paper, which takes a while to set");
    for (int i = 0; i < 2000; i++) {
        (void)put(g, brand_of(g, i), now, "x");
        assert_true(has(g, "/publicity.pdf", (struct page_stamp){3, 0}));
    }
}

static void a_key_that_is_too_long_is_not_kept_and_has_its_etag(void **state)
{
    struct ground *g = *state;
    char key[400];
    memset(key, 'a', sizeof key - 1);
    key[sizeof key - 1] = '\0';
    assert_true(text_starts(put(g, key, now, "x"), "W/\""));
    assert_false(has(g, key, now));
}

#define GROUND_TEST(f) cmocka_unit_test_setup_teardown(f, open_ground, close_ground)

int main(void)
{
    const struct CMUnitTest tests[] = {
        GROUND_TEST(a_page_comes_out_as_it_went_in_plain_and_packed),
        GROUND_TEST(a_page_is_of_its_version_and_of_its_minute),
        GROUND_TEST(the_pages_of_a_whole_round_are_kept_beside_each_other),
        GROUND_TEST(a_page_that_is_asked_for_stays_whatever_else_comes),
        GROUND_TEST(a_key_that_is_too_long_is_not_kept_and_has_its_etag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
