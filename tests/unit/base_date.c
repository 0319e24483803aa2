/* base_date.c - the Gregorian calendar and the Beijing clock.  Handbook 4.5: fixed UTC+8, no daylight saving. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"

static void known_days_have_their_numbers_and_weekdays(void **state)
{
    static const struct {
        int year, month, day;
        day_no number;
        int weekday;
    } rows[] = {
        {1970, 1, 1, 0, 4},       {1969, 12, 31, -1, 3},      {2000, 2, 29, 11016, 2}, {2000, 3, 1, 11017, 3},
        {1900, 2, 28, -25509, 3}, {1900, 3, 1, -25508, 4},    {2015, 6, 9, 16595, 2},  {2015, 6, 25, 16611, 4},
        {2015, 7, 20, 16636, 1},  {2015, 7, 25, 16641, 6},    {2015, 9, 30, 16708, 3}, {2038, 1, 19, 24855, 2},
        {1, 1, 1, -719162, 1},    {9999, 12, 31, 2932896, 5}, {1949, 10, 1, -7397, 6}, {2100, 2, 28, 47540, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct civil c = civil_from_day(rows[i].number);
        assert_int_equal(day_from_civil(rows[i].year, rows[i].month, rows[i].day), rows[i].number);
        assert_int_equal(c.year, rows[i].year);
        assert_int_equal(c.month, rows[i].month);
        assert_int_equal(c.day, rows[i].day);
        assert_int_equal(c.weekday, rows[i].weekday);
        assert_int_equal(c.hour + c.minute + c.second, 0);
    }
}

/* One whole cycle of the calendar and something around it, counted day by day without any formula. */
static void four_hundred_years_go_round_day_by_day(void **state)
{
    (void)state;
    int year = 1800;
    int month = 1;
    int day = 1;
    day_no number = day_from_civil(1800, 1, 1);
    day_no first = number;
    int weekday = 3; /* 1 January 1800 was a Wednesday */
    while (year < 2201) {
        struct civil c = civil_from_day(number);
        if (c.year != year || c.month != month || c.day != day || c.weekday != weekday ||
            day_from_civil(year, month, day) != number || !date_is_valid(year, month, day)) {
            fail_msg("%04d-%02d-%02d", year, month, day);
        }
        number++;
        weekday = (weekday + 1) % 7;
        if (++day > days_in_month(year, month)) {
            assert_false(date_is_valid(year, month, day));
            day = 1;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
    }
    assert_int_equal(number - first, 146097 + 365);
}

static void the_same_as_the_system_says_of_utc(void **state)
{
    (void)state;
    for (int64_t at = -2000000000; at < 4200000000; at += 7777777) {
        struct tm t;
        time_t beijing = (time_t)(at + 8 * 3600);
        assert_non_null(gmtime_r(&beijing, &t));
        struct civil c = civil_from_at(at);
        assert_int_equal(c.year, t.tm_year + 1900);
        assert_int_equal(c.month, t.tm_mon + 1);
        assert_int_equal(c.day, t.tm_mday);
        assert_int_equal(c.hour, t.tm_hour);
        assert_int_equal(c.minute, t.tm_min);
        assert_int_equal(c.second, t.tm_sec);
        assert_int_equal(c.weekday, t.tm_wday);
    }
}

static void a_day_of_beijing_begins_at_16_hours_of_utc(void **state)
{
    (void)state;
    for (day_no d = -1000; d < 20000; d += 37) {
        int64_t at = day_starts_at(d);
        assert_int_equal(((at % 86400) + 86400) % 86400, 16 * 3600);
        assert_int_equal(day_of_at(at), d);
        assert_int_equal(day_of_at(at - 1), d - 1);
        assert_int_equal(day_of_at(at + 86399), d);
        assert_int_equal(day_of_at(at + 86400), d + 1);
    }
}

static void months_have_their_days(void **state)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    (void)state;
    for (int m = 1; m <= 12; m++) {
        assert_int_equal(days_in_month(2015, m), days[m - 1]);
    }
    assert_int_equal(days_in_month(2016, 2), 29);
    assert_int_equal(days_in_month(2000, 2), 29);
    assert_int_equal(days_in_month(1900, 2), 28);
    assert_int_equal(days_in_month(2100, 2), 28);
    assert_false(date_is_valid(2015, 0, 1));
    assert_false(date_is_valid(2015, 13, 1));
    assert_false(date_is_valid(2015, 1, 0));
    assert_false(date_is_valid(0, 1, 1));
    assert_false(date_is_valid(10000, 1, 1));
    assert_false(date_is_valid(-5, 1, 1));
}

static void a_day_is_read_strictly(void **state)
{
    static const struct {
        const char *text;
        enum err e;
    } rows[] = {
        {"2015-06-25", OK},
        {"0001-01-01", OK},
        {"9999-12-31", OK},
        {"2016-02-29", OK},
        {"2015-02-29", ERR_INVALID},
        {"2015-6-25", ERR_INVALID},
        {"2015-06-5", ERR_INVALID},
        {"15-06-25", ERR_INVALID},
        {"2015/06/25", ERR_INVALID},
        {"20150625", ERR_INVALID},
        {" 2015-06-25", ERR_INVALID},
        {"2015-06-25 ", ERR_INVALID},
        {"2015-06-25T", ERR_INVALID},
        {"2015-13-01", ERR_INVALID},
        {"2015-00-01", ERR_INVALID},
        {"2015-04-31", ERR_INVALID},
        {"0000-01-01", ERR_INVALID},
        {"-015-01-01", ERR_INVALID},
        {"２０１５-06-25", ERR_INVALID},
        {"", ERR_INVALID},
        {NULL, ERR_INVALID},
        {"2015-06", ERR_INVALID},
        {"2015-", ERR_INVALID},
        {"+2015-06-25", ERR_INVALID},
    };
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        day_no day = 4711;
        enum err e = day_parse(rows[i].text, &day);
        if (e != rows[i].e || (e != OK && day != 4711)) {
            fail_msg("%s", rows[i].text == NULL ? "NULL" : rows[i].text);
        }
        if (e == OK) {
            assert_string_equal(day_iso(a, day), rows[i].text);
        }
    }
    arena_free(a);
}

static void a_moment_is_read_by_rfc_3339(void **state)
{
    static const struct {
        const char *text;
        int64_t at; /* -1: refused */
    } rows[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"1970-01-01T08:00:00+08:00", 0},
        {"2015-06-18T15:06:12+08:00", 1434611172},
        {"2015-06-18T07:06:12Z", 1434611172},
        {"2015-06-18T01:36:12-05:30", 1434611172},
        {"2015-06-18T21:06:12+14:00", 1434611172},
        {"2015-06-25T23:59:59+08:00", 1435247999},
        {"2015-06-26T00:00:00+08:00", 1435248000},
        {"2015-06-18T07:06:12-00:00", 1434611172},
        {"1969-12-31T23:59:59Z", -2}, /* see below */
        {"2015-06-18T24:00:00+08:00", -1},
        {"2015-06-18T15:60:00+08:00", -1},
        {"2015-06-30T23:59:60Z", -1}, /* a leap second has no place in our count */
        {"2015-06-18 15:06:12+08:00", -1},
        {"2015-06-18t15:06:12+08:00", -1},
        {"2015-06-18T15:06:12", -1},
        {"2015-06-18T15:06:12+0800", -1},
        {"2015-06-18T15:06:12+08", -1},
        {"2015-06-18T15:06:12+08:60", -1},
        {"2015-06-18T15:06:12+15:00", -1},
        {"2015-06-18T15:06:12Z ", -1},
        {"2015-06-18T15:06Z", -1},
        {"2015-06-18T15:6:12Z", -1},
        {"2015-06-18", -1},
        {"2015-02-29T00:00:00Z", -1},
        {"", -1},
        {"T", -1},
    };
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t at = 4711;
        enum err e = at_parse_rfc3339(rows[i].text, &at);
        if (rows[i].at == -2) {
            assert_int_equal(e, OK);
            assert_int_equal(at, -1);
        } else if (rows[i].at == -1) {
            if (e != ERR_INVALID || at != 4711) {
                fail_msg("%s", rows[i].text);
            }
        } else {
            assert_int_equal(e, OK);
            assert_int_equal(at, rows[i].at);
            int64_t again = 0;
            assert_int_equal(at_parse_rfc3339(at_rfc3339(a, at), &again), OK);
            assert_int_equal(again, at);
        }
    }
    int64_t at = 0;
    assert_int_equal(at_parse_rfc3339(NULL, &at), ERR_INVALID);
    arena_free(a);
}

static void dates_are_written_as_people_here_write_them(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    day_no day = day_from_civil(2015, 6, 25);
    int64_t at = 1434611172; /* 2015-06-18 15:06:12 */
    assert_string_equal(day_iso(a, day), "2015-06-25");
    assert_string_equal(day_chinese(a, day), "2015年6月25日");
    assert_string_equal(day_short_chinese(a, day), "6月25日（周四）");
    assert_string_equal(at_chinese(a, at), "2015年6月18日 15:06:12");
    assert_string_equal(at_short_chinese(a, at), "6月18日 15:06");
    assert_string_equal(at_rfc3339(a, at), "2015-06-18T15:06:12+08:00");
    assert_string_equal(at_chinese(a, 1435248000), "2015年6月26日 00:00:00");
    static const char *const names[] = {"周日", "周一", "周二", "周三", "周四", "周五", "周六"};
    for (int i = -14; i < 14; i++) {
        assert_string_equal(weekday_chinese(i), names[(i + 14) % 7]);
    }
    arena_free(a);
}

/* ---- clocks ---- */

static void a_fixed_clock_stands_still_and_a_started_one_runs(void **state)
{
    (void)state;
    struct clock c = {0};
    int64_t real = (int64_t)time(NULL);
    assert_in_range(clock_now(&c), real, real + 5);
    atomic_store(&c.fixed, 1434611172);
    assert_int_equal(clock_now(&c), 1434611172);
    assert_int_equal(clock_now(&c), 1434611172);
    clock_start_at(&c, 1435248000);
    assert_in_range(clock_now(&c), 1435248000, 1435248005);
    struct timespec rest = {1, 100000000};
    (void)nanosleep(&rest, NULL);
    assert_in_range(clock_now(&c), 1435248001, 1435248006);
}

static void the_monotonic_clock_never_goes_back(void **state)
{
    (void)state;
    int64_t last = clock_monotonic_us();
    for (int i = 0; i < 10000; i++) {
        int64_t now = clock_monotonic_us();
        assert_true(now >= last);
        last = now;
    }
    struct timespec rest = {0, 20000000};
    int64_t before = clock_monotonic_us();
    (void)nanosleep(&rest, NULL);
    assert_in_range(clock_monotonic_us() - before, 20000, 5000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days_have_their_numbers_and_weekdays),
        cmocka_unit_test(four_hundred_years_go_round_day_by_day),
        cmocka_unit_test(the_same_as_the_system_says_of_utc),
        cmocka_unit_test(a_day_of_beijing_begins_at_16_hours_of_utc),
        cmocka_unit_test(months_have_their_days),
        cmocka_unit_test(a_day_is_read_strictly),
        cmocka_unit_test(a_moment_is_read_by_rfc_3339),
        cmocka_unit_test(dates_are_written_as_people_here_write_them),
        cmocka_unit_test(a_fixed_clock_stands_still_and_a_started_one_runs),
        cmocka_unit_test(the_monotonic_clock_never_goes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
