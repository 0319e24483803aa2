/* The moment at which a demonstration shows a stage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "pages/demo_pages.h"
#include "store/account_store.h"
#include "store/db.h"
#include "store/migrate.h"
#include "store/round_store.h"

static int64_t at(const char *rfc3339)
{
    int64_t moment = 0;
    assert_int_equal(at_parse_rfc3339(rfc3339, &moment), OK);
    return moment;
}

static struct db *seeded(struct arena *a, struct round *ret)
{
    struct db *db = NULL;
    assert_int_equal(db_open(":memory:", DB_WRITER, &db), OK);
    assert_int_equal(migrate(db, NULL), OK);
    assert_int_equal(seed_round(db), OK);
    assert_int_equal(round_load(db, a, ret), OK);
    return db;
}

static void each_stage_is_shown_at_nine_in_the_middle_of_its_window(void **state)
{
    static const struct {
        enum stage stage;
        const char *shown;
    } rows[] = {
        {STAGE_NOMINATION, "2015-06-18T09:00:00+08:00"}, /* 9-25 June: the middle is noon of the 17th      */
        {STAGE_RECOMMENDATION, "2015-07-04T09:00:00+08:00"},
        {STAGE_PRELIMINARY_REVIEW, "2015-07-16T09:00:00+08:00"}, /* ten days: the middle is a midnight            */
        {STAGE_PUBLICITY, "2015-07-24T09:00:00+08:00"},
        {STAGE_EVALUATION, "2015-08-08T09:00:00+08:00"},
        {STAGE_PROMOTION, "2015-09-11T09:00:00+08:00"},
    };
    (void)state;
    struct arena *a = arena_new();
    struct round round;
    struct db *db = seeded(a, &round);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t moment = 0;
        assert_int_equal(demo_moment(&round, rows[i].stage, &moment), OK);
        assert_string_equal(at_rfc3339(a, moment), rows[i].shown);
        assert_true(stage_is_in(open_stages(round.windows, round.windows_len, moment), rows[i].stage));
    }
    db_close(db);
    arena_free(a);
}

static void a_window_that_has_no_such_nine_oclock_is_shown_at_its_middle(void **state)
{
    static const struct {
        const char *opens, *closes, *shown;
    } rows[] = {
        {"2015-07-01T00:00:00+08:00", "2015-07-02T00:00:00+08:00", "2015-07-01T12:00:00+08:00"},
        {"2015-07-01T14:00:00+08:00", "2015-07-01T18:00:00+08:00", "2015-07-01T16:00:00+08:00"},
        {"2015-07-01T08:00:00+08:00", "2015-07-01T10:00:00+08:00", "2015-07-01T09:00:00+08:00"},
        {"2015-07-01T12:00:00+08:00", "2015-07-02T09:00:00+08:00", "2015-07-01T22:30:00+08:00"},
    };
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct round round = {.windows = {{STAGE_PUBLICITY, at(rows[i].opens), at(rows[i].closes)}}, .windows_len = 1};
        int64_t moment = 0;
        assert_int_equal(demo_moment(&round, STAGE_PUBLICITY, &moment), OK);
        assert_string_equal(at_rfc3339(a, moment), rows[i].shown);
        assert_int_equal(demo_moment(&round, STAGE_NOMINATION, &moment), ERR_NOT_FOUND);
    }
    arena_free(a);
}

static void the_clock_is_kept_for_the_next_start_and_runs(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct round round;
    struct db *db = seeded(a, &round);
    struct clock clock = {.fixed = at("2020-01-01T00:00:00Z")};
    const char *kept = "";
    int64_t seconds = 0;
    int64_t moment = at("2015-06-18T09:00:00+08:00");
    assert_int_equal(demo_clock_set(db, &clock, moment), OK);
    assert_in_range(clock_now(&clock) - moment, 0, 2);
    assert_int_equal(meta_get(db, a, "clock_offset", &kept), OK);
    assert_int_equal(text_to_int(kept, INT64_MIN, INT64_MAX, &seconds), OK);
    struct clock next = {0};
    atomic_store(&next.offset, seconds);
    assert_in_range(clock_now(&next) - moment, 0, 2);
    db_close(db);
    arena_free(a);
}

static void a_clock_that_cannot_be_kept_is_not_moved(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct round round;
    struct db *db = seeded(a, &round);
    struct clock clock = {.fixed = at("2020-01-01T00:00:00Z")};
    db_fail_nth(db, 1);
    assert_int_not_equal(demo_clock_set(db, &clock, at("2015-06-18T09:00:00+08:00")), OK);
    assert_int_equal(clock_now(&clock), at("2020-01-01T00:00:00Z"));
    db_close(db);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_stage_is_shown_at_nine_in_the_middle_of_its_window),
        cmocka_unit_test(a_window_that_has_no_such_nine_oclock_is_shown_at_its_middle),
        cmocka_unit_test(the_clock_is_kept_for_the_next_start_and_runs),
        cmocka_unit_test(a_clock_that_cannot_be_kept_is_not_moved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
