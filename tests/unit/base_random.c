/* base_random.c - unpredictable where it must be, repeatable where a test wants it, and fit to be typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/random.h"

static const char ALPHABET[] = "0123456789abcdefghjkmnpqrstvwxyz";

static void a_token_has_no_letter_that_looks_like_another(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct random r;
    random_init(&r);
    assert_int_equal(strlen(ALPHABET), 32);
    assert_null(strpbrk(ALPHABET, "ilou"));
    for (int i = 0; i < 2000; i++) {
        const char *token = random_token(&r, a, 13);
        assert_int_equal(strlen(token), 21);
        assert_int_equal(strspn(token, ALPHABET), 21);
    }
    arena_free(a);
}

static void a_token_is_as_long_as_its_bytes_need(void **state)
{
    static const struct {
        size_t bytes, chars;
    } rows[] = {{0, 0},  {1, 2},   {2, 4},   {3, 5},   {4, 7},   {5, 8},
                {8, 13}, {10, 16}, {13, 21}, {16, 26}, {32, 52}, {64, 103}};
    (void)state;
    struct arena *a = arena_new();
    struct random r;
    random_init_seeded(&r, 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(strlen(random_token(&r, a, rows[i].bytes)), rows[i].chars);
    }
    arena_free(a);
}

/* A token says all the bits of its bytes: it can be read back. */
static void no_bit_is_lost_in_a_token(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct random one;
        struct random two;
        unsigned char bytes[13];
        random_init_seeded(&one, seed);
        random_init_seeded(&two, seed);
        random_bytes(&one, bytes, sizeof bytes);
        const char *token = random_token(&two, a, sizeof bytes);
        for (size_t bit = 0; bit < sizeof bytes * 8; bit++) {
            size_t value = (size_t)(strchr(ALPHABET, token[bit / 5]) - ALPHABET);
            assert_int_equal(value >> (4 - bit % 5) & 1, bytes[bit / 8] >> (7 - bit % 8) & 1);
        }
    }
    arena_free(a);
}

static void every_letter_comes_about_as_often(void **state)
{
    enum { TOKENS = 20000, CHARS = 16 };
    (void)state;
    struct random r;
    int counts[256] = {0};
    random_init(&r);
    for (int i = 0; i < TOKENS; i++) {
        struct arena *a = arena_new();
        const char *token = random_token(&r, a, 10);
        for (size_t k = 0; k < CHARS; k++) {
            counts[(unsigned char)token[k]]++;
        }
        arena_free(a);
    }
    /* 10,000 expected of each; 500 is five standard deviations */
    for (const char *p = ALPHABET; *p != '\0'; p++) {
        assert_in_range(counts[(unsigned char)*p], 9500, 10500);
    }
}

static int by_text(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void no_token_comes_twice(void **state)
{
    enum { TOKENS = 20000 };
    (void)state;
    struct arena *a = arena_new();
    const char **tokens = ARENA_ARRAY(a, const char *, TOKENS);
    struct random r;
    for (int seeded = 0; seeded < 2; seeded++) {
        if (seeded != 0) {
            random_init_seeded(&r, 42);
        } else {
            random_init(&r);
        }
        for (size_t i = 0; i < TOKENS; i++) {
            tokens[i] = random_token(&r, a, 8);
        }
        qsort(tokens, TOKENS, sizeof *tokens, by_text);
        for (size_t i = 1; i < TOKENS; i++) {
            assert_string_not_equal(tokens[i - 1], tokens[i]);
        }
    }
    arena_free(a);
}

static void a_seed_repeats_its_stream_and_another_does_not(void **state)
{
    (void)state;
    struct random one;
    struct random two;
    struct random other;
    random_init_seeded(&one, 2015);
    random_init_seeded(&two, 2015);
    random_init_seeded(&other, 2016);
    for (int i = 0; i < 100; i++) {
        unsigned char a[100];
        unsigned char b[100];
        unsigned char c[100];
        size_t len = (size_t)i % 100 + 1;
        random_bytes(&one, a, len);
        random_bytes(&two, b, len);
        random_bytes(&other, c, len);
        assert_memory_equal(a, b, len);
        if (len >= 8) {
            assert_memory_not_equal(a, c, len);
        }
    }
}

static void two_draws_of_one_stream_differ(void **state)
{
    (void)state;
    struct random r;
    unsigned char last[32] = {0};
    random_init_seeded(&r, 7);
    for (int i = 0; i < 1000; i++) {
        unsigned char now[32];
        random_bytes(&r, now, sizeof now);
        assert_memory_not_equal(now, last, sizeof now);
        memcpy(last, now, sizeof now);
    }
}

struct drawer {
    struct random *r;
    pthread_t thread;
    unsigned char drawn[100][16];
};

static void *draw(void *arg)
{
    struct drawer *d = arg;
    for (size_t i = 0; i < 100; i++) {
        random_bytes(d->r, d->drawn[i], sizeof d->drawn[i]);
    }
    return NULL;
}

static int by_bytes(const void *x, const void *y)
{
    return memcmp(x, y, 16);
}

static void threads_that_share_a_seeded_stream_never_draw_the_same(void **state)
{
    enum { THREADS = 4 };
    (void)state;
    struct random r;
    struct drawer drawers[THREADS] = {0};
    unsigned char all[THREADS * 100][16];
    random_init_seeded(&r, 3);
    for (size_t i = 0; i < THREADS; i++) {
        drawers[i].r = &r;
        assert_int_equal(pthread_create(&drawers[i].thread, NULL, draw, &drawers[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(drawers[i].thread, NULL), 0);
        memcpy(all[i * 100], drawers[i].drawn, sizeof drawers[i].drawn);
    }
    qsort(all, THREADS * 100, 16, by_bytes);
    for (size_t i = 1; i < (size_t)THREADS * 100; i++) {
        assert_memory_not_equal(all[i - 1], all[i], 16);
    }
}

static void a_child_and_its_parent_never_draw_the_same(void **state)
{
    (void)state;
    struct random r;
    unsigned char mine[16];
    unsigned char its[16];
    int ends[2];
    random_init(&r);
    random_bytes(&r, mine, sizeof mine); /* what is drawn ahead lies in memory, and a child has a copy of it */
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        random_bytes(&r, its, sizeof its);
        _exit(write(ends[1], its, sizeof its) == (ssize_t)sizeof its ? 0 : 1);
    }
    random_bytes(&r, mine, sizeof mine);
    assert_int_equal(read(ends[0], its, sizeof its), sizeof its);
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_memory_not_equal(mine, its, sizeof mine);
    (void)close(ends[0]);
    (void)close(ends[1]);
}

static void small_draws_never_repeat_a_byte_run(void **state)
{
    (void)state;
    enum { DRAWS = 5000, BYTES = 8 };
    static uint64_t seen[DRAWS];
    struct random r;
    random_init(&r);
    for (int i = 0; i < DRAWS; i++) {
        random_bytes(&r, &seen[i], BYTES);
        for (int k = 0; k < i; k++) {
            assert_true(seen[k] != seen[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_token_has_no_letter_that_looks_like_another),
        cmocka_unit_test(a_token_is_as_long_as_its_bytes_need),
        cmocka_unit_test(no_bit_is_lost_in_a_token),
        cmocka_unit_test(every_letter_comes_about_as_often),
        cmocka_unit_test(no_token_comes_twice),
        cmocka_unit_test(a_seed_repeats_its_stream_and_another_does_not),
        cmocka_unit_test(two_draws_of_one_stream_differ),
        cmocka_unit_test(threads_that_share_a_seeded_stream_never_draw_the_same),
        cmocka_unit_test(a_child_and_its_parent_never_draw_the_same),
        cmocka_unit_test(small_draws_never_repeat_a_byte_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
