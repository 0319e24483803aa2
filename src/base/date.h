/* date.h - civil dates and Beijing time.  Fixed UTC+8, no daylight saving, no tzdata (handbook 4.5). */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;

/* A day of the Gregorian calendar as the number of days since 1970-01-01 (may be negative). */
typedef int32_t day_no;

/* A moment taken apart on the Beijing clock. */
struct civil {
    int year, month, day;     /* month 1-12, day 1-31 */
    int hour, minute, second; /* 0-23, 0-59, 0-59     */
    int weekday;              /* 0 = Sunday           */
};

/* Days since 1970-01-01 of a civil date; the date must be valid. */
day_no day_from_civil(int year, int month, int day);

/* The date of a day number, with its weekday; the time of day is 00:00:00. */
struct civil civil_from_day(day_no day);

/* The Beijing date and time of `at` (UTC seconds). */
struct civil civil_from_at(int64_t at);

/* UTC seconds of 00:00:00 Beijing time on `day`. */
int64_t day_starts_at(day_no day);

/* The Beijing day that `at` falls in. */
day_no day_of_at(int64_t at);

bool date_is_valid(int year, int month, int day);
int days_in_month(int year, int month);

/* Reads "YYYY-MM-DD" strictly.  ERR_INVALID otherwise; *ret_day untouched. */
MUST_USE enum err day_parse(const char *text, day_no *ret_day);

/* Reads an RFC 3339 moment ("2015-06-18T15:06:12+08:00", "...Z").  ERR_INVALID otherwise. */
MUST_USE enum err at_parse_rfc3339(const char *text, int64_t *ret_at);

/* "2015-06-25" */
const char *day_iso(struct arena *a, day_no day);
/* "2015年6月25日" */
const char *day_chinese(struct arena *a, day_no day);
/* "6月25日（周四）" */
const char *day_short_chinese(struct arena *a, day_no day);
/* "2015年6月18日 15:06:12" */
const char *at_chinese(struct arena *a, int64_t at);
/* "6月18日 15:06" */
const char *at_short_chinese(struct arena *a, int64_t at);
/* "2015-06-18T15:06:12+08:00" */
const char *at_rfc3339(struct arena *a, int64_t at);
/* "周四" for 4; weekday 0 = Sunday */
const char *weekday_chinese(int weekday);

#endif
