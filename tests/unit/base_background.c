/* base_background.c - a thread beside the requests: what ends its rest, and what does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "base/background.h"
#include "base/clock.h"

enum { LONG_MS = 600000, SHORT_MS = 20, SOON_MS = 30000 };

struct clerk {
    int64_t ms;
    bool may_wake;
    atomic_int works;
};

static void work(struct background *b, void *ctx)
{
    struct clerk *c = ctx;
    do {
        atomic_fetch_add(&c->works, 1);
    } while (background_rest(b, c->ms, c->may_wake));
}

static void nap(void)
{
    struct timespec t = {.tv_nsec = 2000000};
    (void)nanosleep(&t, NULL);
}

/* Whether it has worked so often before long. */
static bool works(struct clerk *c, int often)
{
    int64_t until = clock_monotonic_us() + (int64_t)SOON_MS * 1000;
    while (atomic_load(&c->works) < often && clock_monotonic_us() < until) {
        nap();
    }
    return atomic_load(&c->works) >= often;
}

static void a_rest_ends_by_itself(void **state)
{
    struct clerk c = {.ms = SHORT_MS};
    struct background *b = NULL;
    (void)state;
    assert_int_equal(background_start(work, &c, &b), OK);
    assert_true(works(&c, 3));
    background_stop(b);
}

static void whoever_may_be_woken_works_at_once_each_time(void **state)
{
    struct clerk c = {.ms = LONG_MS, .may_wake = true};
    struct background *b = NULL;
    (void)state;
    assert_int_equal(background_start(work, &c, &b), OK);
    for (int i = 1; i <= 3; i++) {
        assert_true(works(&c, i));
        background_wake(b); /* before its rest or in it: both count */
    }
    assert_true(works(&c, 4));
    background_stop(b);
}

static void whoever_may_not_be_woken_rests_on(void **state)
{
    struct clerk c = {.ms = LONG_MS};
    struct background *b = NULL;
    (void)state;
    assert_int_equal(background_start(work, &c, &b), OK);
    assert_true(works(&c, 1));
    background_wake(b);
    for (int i = 0; i < 20; i++) {
        nap();
    }
    assert_int_equal(atomic_load(&c.works), 1);
    background_stop(b); /* ends the longest rest */
    assert_int_equal(atomic_load(&c.works), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rest_ends_by_itself),
        cmocka_unit_test(whoever_may_be_woken_works_at_once_each_time),
        cmocka_unit_test(whoever_may_not_be_woken_rests_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
