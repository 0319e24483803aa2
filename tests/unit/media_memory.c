/* media_memory.c - every allocation of a decoding fails once: no crash, no leak, a finding instead of a picture.
 * The program's own malloc stands in for the C library's; where a sanitizer or valgrind has put its own there, there is
 * nothing to fail and the test says so. */
#include "support/image_maker.h"

#include <errno.h>

#include "media/image.h"

#if defined(__SANITIZE_ADDRESS__)
#define OWN_MALLOC 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OWN_MALLOC 0
#endif
#endif
#ifndef OWN_MALLOC
#define OWN_MALLOC 1
#endif

static struct {
    bool is_armed;
    long calls;
    long failing;       /* which call fails; -1: none */
    bool keeps_failing; /* and all after it */
    long live;
} heap;

#if OWN_MALLOC
void *__libc_malloc(size_t len);
void *__libc_calloc(size_t count, size_t len);
void *__libc_realloc(void *old, size_t len);
void __libc_free(void *old);

static bool fails(void)
{
    long call = heap.is_armed ? heap.calls++ : -2;
    bool is_due = call == heap.failing || (heap.keeps_failing && heap.failing >= 0 && call > heap.failing);
    if (is_due) {
        errno = ENOMEM;
    }
    return is_due;
}

static void *counted(void *fresh)
{
    heap.live += heap.is_armed && fresh != NULL ? 1 : 0;
    return fresh;
}

void *malloc(size_t len)
{
    return fails() ? NULL : counted(__libc_malloc(len));
}

void *calloc(size_t count, size_t len)
{
    return fails() ? NULL : counted(__libc_calloc(count, len));
}

void *realloc(void *old, size_t len)
{
    if (fails()) {
        return NULL;
    }
    return old == NULL ? counted(__libc_malloc(len)) : __libc_realloc(old, len);
}

void free(void *old)
{
    heap.live -= heap.is_armed && old != NULL ? 1 : 0;
    __libc_free(old);
}
#endif

static bool is_own_malloc(void)
{
    heap.calls = 0;
    heap.failing = -1;
    heap.is_armed = true;
    /* By pointer: the compiler believes to know what malloc touches. */
    void *(*volatile take)(size_t) = malloc;
    void (*volatile give)(void *) = free;
    give(take(1));
    heap.is_armed = false;
    return heap.calls > 0;
}

static enum media_finding clean_with_failure(const struct made *m, long failing)
{
    struct image_result r;
    heap.calls = 0;
    heap.live = 0;
    heap.failing = failing;
    heap.is_armed = true;
    enum media_finding finding = image_clean(m->bytes, m->len, false, &r);
    bool is_empty = r.full.bytes == NULL && r.thumb.bytes == NULL;
    image_result_free(&r);
    heap.is_armed = false;
    assert_int_equal(heap.live, 0);
    assert_int_equal(is_empty, finding != MEDIA_FINE);
    return finding;
}

static void every_allocation_of_a_decoding_may_fail(void **state)
{
    (void)state;
    if (!is_own_malloc()) {
        skip();
    }
    struct made icc = make_profile("RGB ", 0x83dd);
    struct made files[] = {
        make_jpeg(
            &(struct jpeg_recipe){.width = 2500, .height = 30, .orientation = 6, .has_secrets = true, .profile = &icc}),
        make_jpeg(&(struct jpeg_recipe){.width = 40, .height = 30, .is_progressive = true}),
        make_jpeg(&(struct jpeg_recipe){.width = 40, .height = 30, .ink = 'a'}),
        make_png(&(struct png_recipe){.width = 2500, .height = 30, .colour_type = PNG_COLOR_TYPE_RGB, .depth = 8}),
        make_png(&(struct png_recipe){.width = 40,
                                      .height = 30,
                                      .orientation = 8,
                                      .colour_type = PNG_COLOR_TYPE_RGB_ALPHA,
                                      .depth = 16,
                                      .is_interlaced = true}),
    };
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        assert_int_equal(clean_with_failure(&files[i], -1), MEDIA_FINE);
        long calls = heap.calls;
        assert_true(calls > 10);
        for (long n = 0; n < calls; n++) {
            /* Once: a library may make do with less.  For good: there is no picture. */
            heap.keeps_failing = false;
            enum media_finding once = clean_with_failure(&files[i], n);
            heap.keeps_failing = true;
            enum media_finding for_good = clean_with_failure(&files[i], n);
            bool is_right = (once == MEDIA_FINE || once == MEDIA_TOO_MANY_PIXELS || once == MEDIA_UNREADABLE) &&
                            (for_good == MEDIA_TOO_MANY_PIXELS || for_good == MEDIA_UNREADABLE);
            if (!is_right) {
                fail_msg("file %zu, allocation %ld of %ld: %s, %s", i, n, calls, media_finding_name(once),
                         media_finding_name(for_good));
            }
        }
        made_free(&files[i]);
    }
    made_free(&icc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_of_a_decoding_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
