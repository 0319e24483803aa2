/* domain_posting.c - the rules of 张贴: which version hangs, until when it must, what a photograph may claim, who may.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/posting.h"

static int open_arena(void **state)
{
    *state = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

/* Version `no`, released at that hour of that day of July 2015, from the 20th through the 25th. */
static struct posting_notice notice(int no, int day, int hour)
{
    return (struct posting_notice){.version_no = no,
                                   .published_at = day_starts_at(day_from_civil(2015, 7, day)) + (int64_t)hour * 3600,
                                   .opens_on = day_from_civil(2015, 7, 20),
                                   .closes_on = day_from_civil(2015, 7, 25)};
}

static int64_t midnight_after(int day)
{
    return day_starts_at(day_from_civil(2015, 7, day + 1));
}

static void a_hall_stands_where_its_newest_photograph_says(void **state)
{
    (void)state;
    assert_int_equal(posting_state(0, 1), POSTING_MISSING);
    assert_int_equal(posting_state(1, 1), POSTING_DONE);
    assert_int_equal(posting_state(1, 2), POSTING_OLD);
    assert_int_equal(posting_state(2, 2), POSTING_DONE);
    for (int i = 0; i < POSTING__COUNT; i++) {
        enum posting_state s = POSTING__COUNT;
        assert_int_equal(posting_state_from_ident(posting_state_ident((enum posting_state)i), &s), OK);
        assert_int_equal(s, i);
        assert_true(*posting_state_word(s) != '\0');
    }
    enum posting_state s = POSTING_DONE;
    assert_int_equal(posting_state_from_ident("hanging", &s), ERR_NOT_FOUND);
    assert_int_equal(s, POSTING_DONE);
}

static void it_hangs_on_the_opening_day_or_the_day_after_a_later_release_but_never_after_the_close(void **state)
{
    (void)state;
    static const struct {
        int released_day, hour, due_day;
    } rows[] = {{18, 9, 20}, {19, 23, 20}, {20, 9, 21}, {20, 0, 21}, {22, 16, 23}, {24, 16, 25}, {25, 16, 25}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct posting_notice n = notice(1, rows[i].released_day, rows[i].hour);
        assert_int_equal(posting_due_at(&n), midnight_after(rows[i].due_day));
    }
}

static void photographs_are_taken_until_the_last_second_of_the_last_day(void **state)
{
    (void)state;
    struct posting_notice n = notice(1, 19, 9);
    assert_true(posting_is_open(&n, midnight_after(25) - 1));
    assert_false(posting_is_open(&n, midnight_after(25)));
}

static void a_photograph_claims_a_day_on_which_its_version_could_hang(void **state)
{
    struct arena *a = *state;
    static const struct {
        const char *typed;
        int shown; /* version: 1 of the 19th, 2 of the 22nd */
        bool is_fine;
        const char *says;
    } rows[] = {{"2015-7-20", 1, true, NULL},
                {"2015年7月19日", 1, true, NULL}, /* on the eve */
                {"20150723", 1, true, NULL},
                {"2015-7-18", 1, false, "早于"},
                {"2015-7-21", 2, false, "公示第 2 版 7月22日（周三）才发布"},
                {"2015-7-22", 2, true, NULL},
                {"2015-7-24", 1, false, "还没有到"},
                {"2015-7", 1, false, "不能识别"},
                {"昨天", 1, false, "不能识别"},
                {"2015-2-30", 1, false, "不能识别"},
                {"", 1, false, "请填写张贴的日期"}};
    struct posting_notice versions[] = {notice(1, 19, 9), notice(2, 22, 10)};
    int64_t now = midnight_after(22) + 36000; /* the 23rd, 10:00 */
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct posting_faults f;
        struct posting_claim claim = {&versions[rows[i].shown - 1], rows[i].typed, ""};
        bool fine = posting_judge(a, &claim, &versions[1], now, &f);
        assert_int_equal(fine, rows[i].is_fine);
        assert_true(fine || strstr(f.posted_on, rows[i].says) != NULL);
    }
    struct posting_faults f;
    struct posting_claim late = {&versions[1], "2015-7-26", ""};
    assert_false(posting_judge(a, &late, &versions[1], midnight_after(30), &f));
    assert_non_null(strstr(f.posted_on, "公示到 7月25日（周六）为止"));
    const char *caption = "门";
    for (int i = 0; i < 6; i++) {
        caption = text_format(a, "%s%s", caption, caption);
    }
    struct posting_claim wordy = {&versions[1], "2015-7-22", caption};
    assert_false(posting_judge(a, &wordy, &versions[1], now, &f));
    assert_null(f.posted_on);
    assert_non_null(f.caption);
    assert_int_equal(f.day, day_from_civil(2015, 7, 22));
}

static void a_hall_has_a_name_and_an_address_of_sensible_length(void **state)
{
    struct arena *a = *state;
    struct hall_faults f;
    assert_true(hall_judge(a, "城北营业厅", "示例路 1 号", &f));
    assert_false(hall_judge(a, "", "示例路 1 号", &f));
    assert_string_equal(f.name, "请填写营业厅或者窗口的名称");
    assert_null(f.address);
    assert_false(hall_judge(a, "厅", "路", &f));
    assert_non_null(f.name);
    assert_non_null(f.address);
    const char *longer = "营业厅";
    for (int i = 0; i < 6; i++) {
        longer = text_format(a, "%s%s", longer, longer);
    }
    assert_false(hall_judge(a, longer, longer, &f));
    assert_non_null(f.name);
    assert_non_null(f.address);
    assert_non_null(posting_reason_fault(a, ""));
    assert_null(posting_reason_fault(a, "搬迁"));
}

static void its_own_unit_may_post_while_the_notice_is_open(void **state)
{
    (void)state;
    struct posting_notice n = notice(1, 19, 9);
    struct actor unit = {1, 7, ROLE_UNIT};
    struct actor office = {2, 7, ROLE_OFFICE};
    int64_t open = midnight_after(20);
    assert_int_equal(may_post(&unit, 7, &n, false, open), OK);
    assert_int_equal(may_post(&unit, 8, &n, false, open), ERR_NOT_FOUND);
    assert_int_equal(may_post(&office, 7, &n, false, open), ERR_NOT_FOUND);
    assert_int_equal(may_post(&unit, 7, &n, true, open), ERR_CONFLICT);
    assert_int_equal(may_post(&unit, 7, &n, false, midnight_after(25)), ERR_CLOSED);
}

#define WITH_ARENA(f) cmocka_unit_test_setup_teardown(f, open_arena, close_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hall_stands_where_its_newest_photograph_says),
        cmocka_unit_test(it_hangs_on_the_opening_day_or_the_day_after_a_later_release_but_never_after_the_close),
        cmocka_unit_test(photographs_are_taken_until_the_last_second_of_the_last_day),
        WITH_ARENA(a_photograph_claims_a_day_on_which_its_version_could_hang),
        WITH_ARENA(a_hall_has_a_name_and_an_address_of_sensible_length),
        cmocka_unit_test(its_own_unit_may_post_while_the_notice_is_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
