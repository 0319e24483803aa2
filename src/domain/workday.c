/* workday.c */
#include "domain/workday.h"

#include "base/text.h"

/* The first row on or after `day`; the count when there is none. */
static size_t lower_bound(const struct calendar *c, day_no day)
{
    size_t low = 0;
    size_t high = c->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (c->days[mid].day < day) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

const struct calendar_day *calendar_find(const struct calendar *c, day_no day)
{
    size_t i = lower_bound(c, day);
    return i < c->count && c->days[i].day == day ? &c->days[i] : NULL;
}

bool is_workday(const struct calendar *c, day_no day)
{
    const struct calendar_day *row = calendar_find(c, day);
    if (row != NULL) {
        return row->is_work;
    }
    int weekday = civil_from_day(day).weekday;
    return weekday >= 1 && weekday <= 5;
}

int workdays_between(const struct calendar *c, day_no first, day_no last)
{
    int count = 0;
    for (day_no day = first; day <= last; day++) {
        count += is_workday(c, day);
    }
    return count;
}

day_no first_workday_on_or_after(const struct calendar *c, day_no day)
{
    while (!is_workday(c, day)) {
        day++;
    }
    return day;
}

day_no add_workdays(const struct calendar *c, day_no from, int n, bool count_first)
{
    day_no day = first_workday_on_or_after(c, count_first ? from : from + 1);
    for (int i = 1; i < n; i++) {
        day = first_workday_on_or_after(c, day + 1);
    }
    return day;
}

bool year_has_rows(const struct calendar *c, int year)
{
    size_t i = lower_bound(c, day_from_civil(year, 1, 1));
    return i < c->count && c->days[i].day <= day_from_civil(year, 12, 31);
}

const char *calendar_warning(struct arena *a, const struct calendar *c, day_no first, day_no last)
{
    const char *years = NULL;
    int last_year = civil_from_day(last).year;
    for (int year = civil_from_day(first).year; year <= last_year; year++) {
        if (!year_has_rows(c, year)) {
            years = years == NULL ? text_format(a, "%d年", year) : text_format(a, "%s、%d年", years, year);
        }
    }
    return years == NULL ? NULL : text_format(a, "%s放假安排未录入，按周一至周五计算", years);
}
