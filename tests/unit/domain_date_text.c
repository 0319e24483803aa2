/* domain_date_text.c - dates as people type them: ux.md section 3, handbook 1.2 field 6. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "domain/date_text.h"

static void every_way_of_writing_a_date_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *canonical, *chinese;
    } rows[] = {
        {"2015-6-25", "2015-06-25", "2015年6月25日"},
        {"2015年6月25日", "2015-06-25", "2015年6月25日"},
        {"2015年6月25号", "2015-06-25", "2015年6月25日"},
        {"2015年6月25", "2015-06-25", "2015年6月25日"},
        {"2015年06月25日", "2015-06-25", "2015年6月25日"},
        {"20150625", "2015-06-25", "2015年6月25日"},
        {"2015.6.25", "2015-06-25", "2015年6月25日"},
        {"2015/6/25", "2015-06-25", "2015年6月25日"},
        {"2015-06-25", "2015-06-25", "2015年6月25日"},
        {"２０１５年６月２５日", "2015-06-25", "2015年6月25日"},
        {"２０１５－６－２５", "2015-06-25", "2015年6月25日"},
        {"2015．6．25", "2015-06-25", "2015年6月25日"},
        {"2015。6。25", "2015-06-25", "2015年6月25日"},
        {"2015／6／25", "2015-06-25", "2015年6月25日"},
        {"2015—6—25", "2015-06-25", "2015年6月25日"},
        {" 2015 年 6 月 25 日 ", "2015-06-25", "2015年6月25日"},
        {"\u30002015\u20096\u2009", NULL, NULL},
        {"2013年9月", "2013-09", "2013年9月"},
        {"2013年9", "2013-09", "2013年9月"},
        {"2013-9", "2013-09", "2013年9月"},
        {"2013-09", "2013-09", "2013年9月"},
        {"2013.09", "2013-09", "2013年9月"},
        {"2013/9", "2013-09", "2013年9月"},
        {"201309", "2013-09", "2013年9月"},
        {"2016-2-29", "2016-02-29", "2016年2月29日"},
        {"1895年10月", "1895-10", "1895年10月"},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct month_or_day m = {0};
        enum err e = date_text_parse(rows[i].typed, &m);
        assert_int_equal(rows[i].canonical == NULL ? ERR_INVALID : OK, e);
        if (rows[i].canonical == NULL) {
            continue;
        }
        assert_string_equal(rows[i].canonical, month_or_day_canonical(a, m));
        assert_string_equal(rows[i].chinese, month_or_day_chinese(a, m));
        struct month_or_day again = {0};
        assert_int_equal(OK, date_text_parse(month_or_day_canonical(a, m), &again));
        assert_memory_equal(&m, &again, sizeof m);
    }
    arena_free(a);
}

static void what_is_no_date_is_refused_and_leaves_the_answer_alone(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",           "无",        "2015",           "15-6-25",    "2015-13",       "201513",         "2015-0-1",
        "2015-2-29",  "20150229",  "20150600",       "2015-6-0",   "2015-6-31",     "2015年6月31日",  "2015-6.25",
        "2015-6-25-", "2015-",     "2015年",         "2015年6日",  "2015年6月25月", "2015-6-25 9:00", "2015年6-25",
        "2015-6月",   "2015--6",   "999-6",          "0999-6",     "20156",         "2015625",        "201506251",
        "x2015-6-25", "2015-6-2x", "二〇一五年六月", "2015-6-255", "2015\xff-6",    "约2013年9月",    "2013年9月前",
        "2015-6-25D", "000000",    "00000000",       "2015M6",     "2015-006",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct month_or_day m = {1, 2, 3};
        if (date_text_parse(rows[i], &m) != ERR_INVALID) {
            print_error("read as a date: %s\n", rows[i]);
        }
        assert_int_equal(ERR_INVALID, date_text_parse(rows[i], &m));
        assert_int_equal(1, m.year);
        assert_int_equal(2, m.month);
        assert_int_equal(3, m.day);
    }
}

static void a_month_means_any_of_its_days(void **state)
{
    (void)state;
    static const struct {
        struct month_or_day m;
        int first, last;
    } rows[] = {{{2014, 6, 0}, 1, 30}, {{2016, 2, 0}, 1, 29}, {{2015, 2, 0}, 1, 28}, {{2014, 6, 25}, 25, 25}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct month_or_day m = rows[i].m;
        assert_int_equal(day_from_civil(m.year, m.month, rows[i].first), month_or_day_first(m));
        assert_int_equal(day_from_civil(m.year, m.month, rows[i].last), month_or_day_last(m));
    }
}

static void a_year_before_the_leap_day_is_the_day_before_march(void **state)
{
    (void)state;
    assert_int_equal(day_from_civil(2014, 6, 25), day_year_before(day_from_civil(2015, 6, 25)));
    assert_int_equal(day_from_civil(2015, 2, 28), day_year_before(day_from_civil(2016, 2, 29)));
    assert_int_equal(day_from_civil(2016, 2, 28), day_year_before(day_from_civil(2017, 2, 28)));
    assert_int_equal(day_from_civil(2014, 12, 31), day_year_before(day_from_civil(2015, 12, 31)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_way_of_writing_a_date_is_read),
        cmocka_unit_test(what_is_no_date_is_refused_and_leaves_the_answer_alone),
        cmocka_unit_test(a_month_means_any_of_its_days),
        cmocka_unit_test(a_year_before_the_leap_day_is_the_day_before_march),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
