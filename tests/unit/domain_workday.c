/* domain_workday.c - working days against the calendar and the vectors of handbook 4.5. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "domain/workday.h"

enum { ROWS_MAX = 1000 };

/* tests/golden/calendar-days.csv: date,kind,name, ascending. */
static struct calendar load_calendar(struct arena *a)
{
    struct calendar_day *days = ARENA_ARRAY(a, struct calendar_day, ROWS_MAX);
    size_t count = 0;
    FILE *f = fopen("tests/golden/calendar-days.csv", "r");
    assert_non_null(f);
    char line[256];
    while (fgets(line, sizeof line, f) != NULL) {
        char *kind = strchr(line, ',');
        assert_non_null(kind);
        *kind++ = '\0';
        char *name = strchr(kind, ',');
        assert_non_null(name);
        *name++ = '\0';
        if (strcmp(kind, "kind") == 0) {
            continue;
        }
        assert_in_range(count, 0, ROWS_MAX - 1);
        assert_int_equal(OK, day_parse(line, &days[count].day));
        days[count].is_work = strcmp(kind, "work") == 0;
        days[count].name = arena_copy(a, name, strcspn(name, "\r\n"));
        assert_true(count == 0 || days[count].day > days[count - 1].day);
        count++;
    }
    assert_int_equal(0, fclose(f));
    return (struct calendar){days, count};
}

struct fixture {
    struct arena *a;
    struct calendar c;
};
static struct fixture fixture;

static int set_up(void **state)
{
    fixture.a = arena_new();
    fixture.c = load_calendar(fixture.a);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    arena_free(f->a);
    return 0;
}

static day_no on(const char *iso)
{
    day_no day = 0;
    assert_int_equal(OK, day_parse(iso, &day));
    return day;
}

static void the_vectors_of_the_calendar_hold(void **state)
{
    const struct fixture *f = *state;
    static const struct {
        const char *on;
        bool is_work;
    } rows[] = {
        {"2015-06-20", false}, {"2015-06-22", false}, {"2015-06-23", true},  {"2015-09-03", false},
        {"2015-09-04", false}, {"2015-09-05", false}, {"2015-09-06", true},  {"2015-09-27", false},
        {"2015-10-10", true},  {"2015-02-15", true},  {"2015-02-28", true},  {"2015-01-04", true},
        {"2015-07-24", true},  {"2015-07-25", false}, {"2015-07-26", false}, {"2015-07-27", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(rows[i].is_work, is_workday(&f->c, on(rows[i].on)));
    }
}

static void the_stages_of_2015_have_the_working_days_of_the_handbook(void **state)
{
    const struct fixture *f = *state;
    static const struct {
        const char *stage, *first, *last;
        int workdays, weekday;
    } rows[] = {
        {"自荐申报", "2015-06-01", "2015-06-25", 18, 4},       {"择优推荐", "2015-06-26", "2015-07-10", 11, 5},
        {"组织初审", "2015-07-11", "2015-07-20", 6, 1},        {"公示评议 07-20→", "2015-07-20", "2015-07-25", 5, 6},
        {"公示评议 07-21→", "2015-07-21", "2015-07-25", 4, 6}, {"评定命名", "2015-07-26", "2015-08-20", 19, 4},
        {"宣传推广", "2015-08-21", "2015-09-30", 28, 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (workdays_between(&f->c, on(rows[i].first), on(rows[i].last)) != rows[i].workdays) {
            print_error("%s\n", rows[i].stage);
        }
        assert_int_equal(rows[i].workdays, workdays_between(&f->c, on(rows[i].first), on(rows[i].last)));
        assert_int_equal(rows[i].weekday, civil_from_day(on(rows[i].last)).weekday);
    }
}

static void a_period_includes_both_its_ends_and_may_be_empty(void **state)
{
    const struct fixture *f = *state;
    assert_int_equal(1, workdays_between(&f->c, on("2015-07-20"), on("2015-07-20")));
    assert_int_equal(0, workdays_between(&f->c, on("2015-07-25"), on("2015-07-26")));
    assert_int_equal(0, workdays_between(&f->c, on("2015-07-21"), on("2015-07-20")));
}

static void five_working_days_end_where_the_count_rule_says(void **state)
{
    const struct fixture *f = *state;
    static const struct {
        const char *from;
        int n;
        bool count_first;
        const char *expected;
    } rows[] = {
        {"2015-07-20", 5, true, "2015-07-24"},  /* Monday to Friday                       */
        {"2015-07-20", 5, false, "2015-07-27"}, /* the first day not counted               */
        {"2015-07-25", 1, true, "2015-07-27"},  /* Saturday: the first working day after   */
        {"2015-07-25", 1, false, "2015-07-27"}, /* the same, the counting begins on Sunday */
        {"2015-06-18", 5, true, "2015-06-25"},  /* across 端午                             */
        {"2015-09-02", 2, true, "2015-09-06"},  /* across the parade to the working Sunday */
        {"2015-09-02", 1, false, "2015-09-06"},  {"2015-07-20", 1, true, "2015-07-20"},
        {"2015-07-20", 0, true, "2015-07-20"}, /* read as 1 */
        {"2015-07-20", -3, false, "2015-07-21"}, {"2015-12-31", 2, true, "2016-01-04"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(on(rows[i].expected), add_workdays(&f->c, on(rows[i].from), rows[i].n, rows[i].count_first));
    }
}

static void adding_and_counting_agree_for_a_whole_year(void **state)
{
    const struct fixture *f = *state;
    day_no last = on("2015-12-31");
    for (day_no day = on("2015-01-01"); day <= last; day++) {
        for (int n = 1; n <= 12; n++) {
            day_no end = add_workdays(&f->c, day, n, true);
            assert_true(is_workday(&f->c, end));
            assert_int_equal(n, workdays_between(&f->c, day, end));
            assert_int_equal(n, workdays_between(&f->c, day + 1, add_workdays(&f->c, day, n, false)));
        }
    }
}

static void a_rest_day_rolls_forward_to_the_next_working_day(void **state)
{
    const struct fixture *f = *state;
    assert_int_equal(on("2015-07-27"), first_workday_on_or_after(&f->c, on("2015-07-25")));
    assert_int_equal(on("2015-07-24"), first_workday_on_or_after(&f->c, on("2015-07-24")));
    assert_int_equal(on("2015-10-08"), first_workday_on_or_after(&f->c, on("2015-10-01")));
}

static void a_year_without_rows_is_counted_monday_to_friday_and_says_so(void **state)
{
    const struct fixture *f = *state;
    assert_true(year_has_rows(&f->c, 2014));
    assert_true(year_has_rows(&f->c, 2015));
    assert_false(year_has_rows(&f->c, 2013));
    assert_false(year_has_rows(&f->c, 2090));
    assert_true(is_workday(&f->c, on("2090-10-02"))); /* a Monday in the holidays, were they known */
    assert_false(is_workday(&f->c, on("2090-10-01")));
    assert_null(calendar_warning(f->a, &f->c, on("2015-01-01"), on("2015-12-31")));
    assert_null(calendar_warning(f->a, &f->c, on("2090-01-02"), on("2090-01-01") - 400));
    assert_string_equal("2090年放假安排未录入，按周一至周五计算",
                        calendar_warning(f->a, &f->c, on("2090-03-01"), on("2090-03-05")));
    assert_string_equal("2090年、2091年放假安排未录入，按周一至周五计算",
                        calendar_warning(f->a, &f->c, on("2090-12-01"), on("2091-01-31")));
    const struct calendar none = {NULL, 0};
    assert_false(year_has_rows(&none, 2015));
    assert_true(is_workday(&none, on("2015-06-22")));
    assert_false(is_workday(&none, on("2015-09-06")));
}

static void a_row_carries_the_name_of_its_holiday(void **state)
{
    const struct fixture *f = *state;
    const struct calendar_day *row = calendar_find(&f->c, on("2015-06-22"));
    assert_non_null(row);
    assert_string_equal("端午节", row->name);
    assert_null(calendar_find(&f->c, on("2015-06-23")));
    assert_null(calendar_find(&f->c, on("2999-01-01")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vectors_of_the_calendar_hold),
        cmocka_unit_test(the_stages_of_2015_have_the_working_days_of_the_handbook),
        cmocka_unit_test(a_period_includes_both_its_ends_and_may_be_empty),
        cmocka_unit_test(five_working_days_end_where_the_count_rule_says),
        cmocka_unit_test(adding_and_counting_agree_for_a_whole_year),
        cmocka_unit_test(a_rest_day_rolls_forward_to_the_next_working_day),
        cmocka_unit_test(a_year_without_rows_is_counted_monday_to_friday_and_says_so),
        cmocka_unit_test(a_row_carries_the_name_of_its_holiday),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
