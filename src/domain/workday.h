/* workday.h - working days.  Handbook 4.5: "is_workday(d): calendar row if there is one, else Mon-Fri". */
#ifndef DOMAIN_WORKDAY_H
#define DOMAIN_WORKDAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

struct arena;

/* A day that the yearly notice of the State Council's office takes off or makes a working day. */
struct calendar_day {
    day_no day;
    bool is_work;
    const char *name; /* "端午节" */
};

/* The rows that are loaded, by day, each day once.  Staff edit them (handbook section 0, fact 3); no rows at
 * all is a calendar too. */
struct calendar {
    const struct calendar_day *days;
    size_t count;
};

/* The row of `day`, or NULL. */
const struct calendar_day *calendar_find(const struct calendar *c, day_no day);

bool is_workday(const struct calendar *c, day_no day);

/* Working days from `first` to `last`, both included; 0 when last < first. */
int workdays_between(const struct calendar *c, day_no first, day_no last);

/* The day on which the n-th working day falls, n >= 1 (n < 1 is read as 1).  With `count_first` the day `from`
 * is the first of them when it is a working day (how offices count, handbook section 0, fact 2); without, the
 * counting begins the day after (民法典 art. 201). */
day_no add_workdays(const struct calendar *c, day_no from, int n, bool count_first);

/* `day` itself, or the next working day: where a period that ends on a rest day would roll to. */
day_no first_workday_on_or_after(const struct calendar *c, day_no day);

bool year_has_rows(const struct calendar *c, int year);

/* "2016年放假安排未录入，按周一至周五计算" for the years of first..last without rows ("2016年、2017年…"), or NULL
 * when every year has some.  Owner: the arena. */
const char *calendar_warning(struct arena *a, const struct calendar *c, day_no first, day_no last);

#endif
