/* date_text.h - dates as people type them (ux.md section 3) and as they are kept. */
#ifndef DOMAIN_DATE_TEXT_H
#define DOMAIN_DATE_TEXT_H

#include <stdbool.h>

#include "base/date.h"
#include "base/err.h"

struct arena;

/* A day, or a month when only that is known (handbook 1.2 field 6: "year-month (day optional)"). */
struct month_or_day {
    int year, month; /* 1000-9999, 1-12 */
    int day;         /* 1-31; 0: month precision */
};

/* Reads 2015-6-25, 2015年6月25日 (or 号), 20150625, 2015.6.25, 2015/6/25 and, at month precision, 2013年9月, 2013-9,
 * 2013.09, 2013/9, 201309; full-width digits and marks too; white space is ignored; zeros may lead.  The kept
 * form is one of them.  ERR_INVALID for anything else and for days that do not exist; *ret untouched. */
MUST_USE enum err date_text_parse(const char *typed, struct month_or_day *ret);

/* As kept: "2013-09" or "2013-09-15".  Owner: the arena. */
char *month_or_day_canonical(struct arena *a, struct month_or_day m);

/* As shown: "2013年9月" or "2013年9月15日".  Owner: the arena. */
char *month_or_day_chinese(struct arena *a, struct month_or_day m);

/* The first and the last day that it can mean; the same day at day precision. */
day_no month_or_day_first(struct month_or_day m);
day_no month_or_day_last(struct month_or_day m);

/* The same date a year before; 29 February becomes the 28th. */
day_no day_year_before(day_no day);

#endif
