/* date.c - days_from_civil after Howard Hinnant's public-domain note on proleptic Gregorian dates. */
#include "base/date.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { BEIJING_SECONDS = 8 * 3600, DAY_SECONDS = 86400 };

day_no day_from_civil(int year, int month, int day)
{
    int y = year - (month <= 2);
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

struct civil civil_from_day(day_no day)
{
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    struct civil c = {0};
    c.day = doy - (153 * mp + 2) / 5 + 1;
    c.month = mp < 10 ? mp + 3 : mp - 9;
    c.year = yoe + era * 400 + (c.month <= 2);
    c.weekday = (day % 7 + 11) % 7;
    return c;
}

day_no day_of_at(int64_t at)
{
    int64_t local = at + BEIJING_SECONDS;
    int64_t day = local / DAY_SECONDS - (local % DAY_SECONDS < 0);
    return (day_no)day;
}

struct civil civil_from_at(int64_t at)
{
    day_no day = day_of_at(at);
    struct civil c = civil_from_day(day);
    int second = (int)(at - day_starts_at(day));
    c.hour = second / 3600;
    c.minute = second / 60 % 60;
    c.second = second % 60;
    return c;
}

int64_t day_starts_at(day_no day)
{
    return (int64_t)day * DAY_SECONDS - BEIJING_SECONDS;
}

int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

bool date_is_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

/* Reads exactly `width` digits and moves on; -1 when there are fewer. */
static int digits(const char **s, int width)
{
    int n = 0;
    for (int i = 0; i < width; i++) {
        if (**s < '0' || **s > '9') {
            return -1;
        }
        n = n * 10 + (*(*s)++ - '0');
    }
    return n;
}

static bool eat(const char **s, char c)
{
    if (**s != c) {
        return false;
    }
    (*s)++;
    return true;
}

static bool read_day(const char **s, day_no *ret_day)
{
    int y = digits(s, 4);
    if (y < 0 || !eat(s, '-')) {
        return false;
    }
    int m = digits(s, 2);
    if (m < 0 || !eat(s, '-')) {
        return false;
    }
    int d = digits(s, 2);
    if (d < 0 || !date_is_valid(y, m, d)) {
        return false;
    }
    *ret_day = day_from_civil(y, m, d);
    return true;
}

enum err day_parse(const char *text, day_no *ret_day)
{
    day_no day = 0;
    if (text == NULL || !read_day(&text, &day) || *text != '\0') {
        return ERR_INVALID;
    }
    *ret_day = day;
    return OK;
}

/* "Z", "+08:00" or "-05:30" as seconds east of Greenwich. */
static bool read_zone(const char **s, int *ret_seconds)
{
    if (eat(s, 'Z')) {
        *ret_seconds = 0;
        return true;
    }
    int sign = **s == '-' ? -1 : 1;
    if (!eat(s, '+') && !eat(s, '-')) {
        return false;
    }
    int h = digits(s, 2);
    if (h < 0 || h > 14 || !eat(s, ':')) {
        return false;
    }
    int m = digits(s, 2);
    if (m < 0 || m > 59) {
        return false;
    }
    *ret_seconds = sign * (h * 3600 + m * 60);
    return true;
}

enum err at_parse_rfc3339(const char *text, int64_t *ret_at)
{
    day_no day = 0;
    if (text == NULL || !read_day(&text, &day) || !eat(&text, 'T')) {
        return ERR_INVALID;
    }
    int h = digits(&text, 2);
    if (h < 0 || h > 23 || !eat(&text, ':')) {
        return ERR_INVALID;
    }
    int m = digits(&text, 2);
    if (m < 0 || m > 59 || !eat(&text, ':')) {
        return ERR_INVALID;
    }
    int s = digits(&text, 2);
    int zone = 0;
    if (s < 0 || s > 59 || !read_zone(&text, &zone) || *text != '\0') {
        return ERR_INVALID;
    }
    int second = h * 3600 + m * 60 + s - zone;
    *ret_at = (int64_t)day * DAY_SECONDS + second;
    return OK;
}

const char *weekday_chinese(int weekday)
{
    static const char *const names[] = {"周日", "周一", "周二", "周三", "周四", "周五", "周六"};
    return names[((weekday % 7) + 7) % 7];
}

const char *day_iso(struct arena *a, day_no day)
{
    struct civil c = civil_from_day(day);
    return text_format(a, "%04d-%02d-%02d", c.year, c.month, c.day);
}

const char *day_chinese(struct arena *a, day_no day)
{
    struct civil c = civil_from_day(day);
    return text_format(a, "%d年%d月%d日", c.year, c.month, c.day);
}

const char *day_short_chinese(struct arena *a, day_no day)
{
    struct civil c = civil_from_day(day);
    return text_format(a, "%d月%d日（%s）", c.month, c.day, weekday_chinese(c.weekday));
}

const char *at_chinese(struct arena *a, int64_t at)
{
    struct civil c = civil_from_at(at);
    return text_format(a, "%d年%d月%d日 %02d:%02d:%02d", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

const char *at_short_chinese(struct arena *a, int64_t at)
{
    struct civil c = civil_from_at(at);
    return text_format(a, "%d月%d日 %02d:%02d", c.month, c.day, c.hour, c.minute);
}

const char *at_rfc3339(struct arena *a, int64_t at)
{
    struct civil c = civil_from_at(at);
    return text_format(a, "%04d-%02d-%02dT%02d:%02d:%02d+08:00", c.year, c.month, c.day, c.hour, c.minute, c.second);
}
