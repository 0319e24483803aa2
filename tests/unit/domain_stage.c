/* domain_stage.c - the six windows of the notice, to the second.  PRODUCT.md section 2. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"
#include "domain/stage.h"

enum { DAY = 86400 };

/* The windows of 2015 with the publicity opening on the last day of the review: two stages share 20 July. */
static struct stage_window windows[STAGE__COUNT];

static int64_t at(int year, int month, int day)
{
    return day_starts_at(day_from_civil(year, month, day));
}

static int set_up(void **state)
{
    (void)state;
    windows[0] = (struct stage_window){STAGE_NOMINATION, at(2015, 6, 9), at(2015, 6, 26)};
    windows[1] = (struct stage_window){STAGE_RECOMMENDATION, at(2015, 6, 26), at(2015, 7, 11)};
    windows[2] = (struct stage_window){STAGE_PRELIMINARY_REVIEW, at(2015, 7, 11), at(2015, 7, 21)};
    windows[3] = (struct stage_window){STAGE_PUBLICITY, at(2015, 7, 20), at(2015, 7, 26)};
    windows[4] = (struct stage_window){STAGE_EVALUATION, at(2015, 7, 27), at(2015, 8, 21)}; /* a day's gap before it */
    windows[5] = (struct stage_window){STAGE_PROMOTION, at(2015, 8, 21), at(2015, 10, 1)};
    return 0;
}

static void a_deadline_is_open_through_24_00_of_its_day_in_beijing(void **state)
{
    (void)state;
    /* "时间：2015年6月25日前": 16:00:00 UTC of the 25th is 24:00 in Beijing. */
    int64_t closes = 0;
    assert_int_equal(OK, at_parse_rfc3339("2015-06-25T16:00:00Z", &closes));
    assert_int_equal(closes, windows[0].closes_at);
    assert_true(stage_is_in(open_stages(windows, STAGE__COUNT, closes - 1), STAGE_NOMINATION));
    assert_false(stage_is_in(open_stages(windows, STAGE__COUNT, closes), STAGE_NOMINATION));
    assert_true(stage_is_in(open_stages(windows, STAGE__COUNT, closes), STAGE_RECOMMENDATION));
}

static void each_stage_is_before_open_and_after_at_its_exact_seconds(void **state)
{
    (void)state;
    for (size_t i = 0; i < STAGE__COUNT; i++) {
        const struct stage_window *w = &windows[i];
        assert_int_equal(PHASE_BEFORE, stage_phase(windows, STAGE__COUNT, w->stage, w->opens_at - 1));
        assert_int_equal(PHASE_OPEN, stage_phase(windows, STAGE__COUNT, w->stage, w->opens_at));
        assert_int_equal(PHASE_OPEN, stage_phase(windows, STAGE__COUNT, w->stage, w->closes_at - 1));
        assert_int_equal(PHASE_AFTER, stage_phase(windows, STAGE__COUNT, w->stage, w->closes_at));
        assert_ptr_equal(w, stage_window_of(windows, STAGE__COUNT, w->stage));
    }
}

static void several_stages_may_be_open_at_once(void **state)
{
    (void)state;
    unsigned both = STAGE_BIT(STAGE_PRELIMINARY_REVIEW) | STAGE_BIT(STAGE_PUBLICITY);
    assert_int_equal(both, open_stages(windows, STAGE__COUNT, at(2015, 7, 20)));
    assert_int_equal(both, open_stages(windows, STAGE__COUNT, at(2015, 7, 21) - 1));
    assert_int_equal(STAGE_BIT(STAGE_PUBLICITY), open_stages(windows, STAGE__COUNT, at(2015, 7, 21)));
    assert_int_equal(0, open_stages(windows, STAGE__COUNT, at(2015, 7, 26)));
    assert_int_equal(0, open_stages(windows, STAGE__COUNT, at(2015, 6, 9) - 1));
    assert_int_equal(0, open_stages(NULL, 0, 0));
    assert_int_equal(0x3F, STAGE_ALL);
}

static void the_shown_stage_is_the_one_whose_deadline_presses(void **state)
{
    (void)state;
    const struct {
        const char *why;
        int64_t now;
        enum stage stage;
        enum phase phase;
    } rows[] = {
        {"before the round, the first to open", at(2015, 6, 1), STAGE_NOMINATION, PHASE_BEFORE},
        {"the one that is open", at(2015, 6, 18), STAGE_NOMINATION, PHASE_OPEN},
        {"the next, the second it opens", at(2015, 6, 26), STAGE_RECOMMENDATION, PHASE_OPEN},
        {"of two the one that closes first", at(2015, 7, 20), STAGE_PRELIMINARY_REVIEW, PHASE_OPEN},
        {"then the other", at(2015, 7, 21), STAGE_PUBLICITY, PHASE_OPEN},
        {"in a gap the next to open", at(2015, 7, 26), STAGE_EVALUATION, PHASE_BEFORE},
        {"the last one to its last second", at(2015, 10, 1) - 1, STAGE_PROMOTION, PHASE_OPEN},
        {"when all is over the last", at(2015, 10, 1), STAGE_PROMOTION, PHASE_AFTER},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct stage_shown shown = stage_current(windows, STAGE__COUNT, rows[i].now);
        if (shown.stage != rows[i].stage || shown.phase != rows[i].phase) {
            print_error("%s\n", rows[i].why);
        }
        assert_int_equal(rows[i].stage, shown.stage);
        assert_int_equal(rows[i].phase, shown.phase);
        assert_ptr_equal(&windows[rows[i].stage], shown.window);
    }
}

static void the_order_of_the_windows_does_not_matter(void **state)
{
    (void)state;
    struct stage_window reversed[STAGE__COUNT];
    for (size_t i = 0; i < STAGE__COUNT; i++) {
        reversed[i] = windows[STAGE__COUNT - 1 - i];
    }
    for (int64_t now = at(2015, 6, 1); now < at(2015, 10, 10); now += DAY / 4) {
        struct stage_shown one = stage_current(windows, STAGE__COUNT, now);
        struct stage_shown other = stage_current(reversed, STAGE__COUNT, now);
        assert_int_equal(one.stage, other.stage);
        assert_int_equal(one.phase, other.phase);
        assert_int_equal(open_stages(windows, STAGE__COUNT, now), open_stages(reversed, STAGE__COUNT, now));
    }
}

static void equal_deadlines_show_the_earlier_stage_and_after_the_end_the_later(void **state)
{
    (void)state;
    const struct stage_window twins[] = {{STAGE_PUBLICITY, 100, 200}, {STAGE_PRELIMINARY_REVIEW, 100, 200}};
    assert_int_equal(STAGE_PRELIMINARY_REVIEW, stage_current(twins, 2, 50).stage);
    assert_int_equal(STAGE_PRELIMINARY_REVIEW, stage_current(twins, 2, 150).stage);
    assert_int_equal(STAGE_PUBLICITY, stage_current(twins, 2, 200).stage);
    const struct stage_window swapped[] = {twins[1], twins[0]};
    assert_int_equal(STAGE_PRELIMINARY_REVIEW, stage_current(swapped, 2, 50).stage);
    assert_int_equal(STAGE_PRELIMINARY_REVIEW, stage_current(swapped, 2, 150).stage);
    assert_int_equal(STAGE_PUBLICITY, stage_current(swapped, 2, 200).stage);
}

static void a_stage_without_a_window_has_not_begun(void **state)
{
    (void)state;
    assert_null(stage_window_of(windows, 1, STAGE_PUBLICITY));
    assert_int_equal(PHASE_BEFORE, stage_phase(windows, 1, STAGE_PUBLICITY, at(2015, 12, 1)));
    struct stage_shown shown = stage_current(NULL, 0, at(2015, 6, 18));
    assert_int_equal(STAGE_NOMINATION, shown.stage);
    assert_int_equal(PHASE_BEFORE, shown.phase);
    assert_null(shown.window);
}

static void what_is_left_is_rounded_down(void **state)
{
    (void)state;
    static const struct {
        int64_t left;
        bool is_over;
        int days, hours, minutes;
    } rows[] = {
        {-1, true, 0, 0, 0},
        {0, true, 0, 0, 0},
        {1, false, 0, 0, 0},
        {59, false, 0, 0, 0},
        {60, false, 0, 0, 1},
        {3599, false, 0, 0, 59},
        {3600, false, 0, 1, 0},
        {DAY - 1, false, 0, 23, 59},
        {DAY, false, 1, 0, 0},
        {7 * DAY, false, 7, 0, 0},
        {7 * DAY + 3661, false, 7, 1, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct remaining r = remaining_until(1000, 1000 + rows[i].left);
        assert_int_equal(rows[i].is_over, r.is_over);
        assert_int_equal(rows[i].days, r.days);
        assert_int_equal(rows[i].hours, r.hours);
        assert_int_equal(rows[i].minutes, r.minutes);
    }
}

static void the_last_24_hours_of_an_open_window_are_its_ending(void **state)
{
    (void)state;
    const struct stage_window *w = &windows[0];
    assert_false(stage_is_ending(w, w->closes_at - DAY - 1));
    assert_true(stage_is_ending(w, w->closes_at - DAY));
    assert_true(stage_is_ending(w, w->closes_at - 1));
    assert_false(stage_is_ending(w, w->closes_at));
    const struct stage_window brief = {STAGE_PUBLICITY, 1000, 2000};
    assert_false(stage_is_ending(&brief, 999));
    assert_true(stage_is_ending(&brief, 1000));
}

static void names_numerals_and_identifiers_are_those_of_the_notice_and_the_glossary(void **state)
{
    (void)state;
    static const struct {
        enum stage stage;
        const char *ident, *name, *numeral;
    } rows[] = {
        {STAGE_NOMINATION, "nomination", "自荐申报", "一"},
        {STAGE_RECOMMENDATION, "recommendation", "择优推荐", "二"},
        {STAGE_PRELIMINARY_REVIEW, "preliminary_review", "组织初审", "三"},
        {STAGE_PUBLICITY, "publicity", "公示评议", "四"},
        {STAGE_EVALUATION, "evaluation", "评定命名", "五"},
        {STAGE_PROMOTION, "promotion", "宣传推广", "六"},
    };
    for (size_t i = 0; i < STAGE__COUNT; i++) {
        enum stage stage = STAGE__COUNT;
        assert_string_equal(rows[i].ident, stage_ident(rows[i].stage));
        assert_string_equal(rows[i].name, stage_name(rows[i].stage));
        assert_string_equal(rows[i].numeral, stage_numeral(rows[i].stage));
        assert_int_equal(OK, stage_from_ident(rows[i].ident, &stage));
        assert_int_equal(rows[i].stage, stage);
    }
    enum stage stage = STAGE_PUBLICITY;
    assert_int_equal(ERR_NOT_FOUND, stage_from_ident("Nomination", &stage));
    assert_int_equal(ERR_NOT_FOUND, stage_from_ident("", &stage));
    assert_int_equal(STAGE_PUBLICITY, stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deadline_is_open_through_24_00_of_its_day_in_beijing),
        cmocka_unit_test(each_stage_is_before_open_and_after_at_its_exact_seconds),
        cmocka_unit_test(several_stages_may_be_open_at_once),
        cmocka_unit_test(the_shown_stage_is_the_one_whose_deadline_presses),
        cmocka_unit_test(the_order_of_the_windows_does_not_matter),
        cmocka_unit_test(equal_deadlines_show_the_earlier_stage_and_after_the_end_the_later),
        cmocka_unit_test(a_stage_without_a_window_has_not_begun),
        cmocka_unit_test(what_is_left_is_rounded_down),
        cmocka_unit_test(the_last_24_hours_of_an_open_window_are_its_ending),
        cmocka_unit_test(names_numerals_and_identifiers_are_those_of_the_notice_and_the_glossary),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
