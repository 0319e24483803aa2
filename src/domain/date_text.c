/* date_text.c */
#include "domain/date_text.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "domain/text_count.h"

/* The longest reading, "2015年06月25日", has eleven signs; one more tells that there is too much. */
enum { SIGNS_MAX = 12, LEAST_YEAR = 1000 };

/* A character of a date as one sign: a digit, '-', '.', '/', or Y M D for 年 月 日; '\0' for what cannot be. */
static char sign_of(uint32_t cp)
{
    static const struct {
        uint32_t cp;
        char sign;
    } marks[] = {
        {0x5E74, 'Y'}, {0x6708, 'M'}, {0x65E5, 'D'}, {0x53F7, 'D'}, {'-', '-'},    {0x2212, '-'},
        {'.', '.'},    {0x3002, '.'}, {'/', '/'},    {0xFF0D, '-'}, {0xFF0E, '.'}, {0xFF0F, '/'},
    };
    if (cp >= '0' && cp <= '9') {
        return (char)cp;
    }
    if (cp >= 0xFF10 && cp <= 0xFF19) {
        return (char)(cp - 0xFF10 + '0');
    }
    if (cp >= 0x2010 && cp <= 0x2015) {
        return '-';
    }
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (marks[i].cp == cp) {
            return marks[i].sign;
        }
    }
    return '\0';
}

/* The signs of `typed` without white space; false when it holds anything else, or too much. */
static bool read_signs(const char *typed, char signs[SIGNS_MAX + 1])
{
    size_t len = strlen(typed);
    size_t to = 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp = 0;
        i += utf8_next(typed + i, len - i, &cp);
        enum zi_class class = zi_class_of(cp);
        if (class == ZI_SPACE || class == ZI_SKIPPED) {
            continue;
        }
        char sign = sign_of(cp);
        if (sign == '\0' || to == SIGNS_MAX) {
            return false;
        }
        signs[to++] = sign;
    }
    signs[to] = '\0';
    return true;
}

/* Reads `least` to `most` digits and moves on; -1 when there are fewer. */
static int read_digits(const char **s, int least, int most)
{
    int value = 0;
    int count = 0;
    while (count < most && **s >= '0' && **s <= '9') {
        value = value * 10 + (*(*s)++ - '0');
        count++;
    }
    return count < least ? -1 : value;
}

/* 201309 or 20150625. */
static struct month_or_day read_compact(const char *s)
{
    struct month_or_day m = {0};
    m.year = read_digits(&s, 4, 4);
    m.month = read_digits(&s, 2, 2);
    m.day = *s == '\0' ? 0 : read_digits(&s, 2, 2);
    return m;
}

/* 2013-9, 2015.6.25, 2013年9月, 2015年6月25日 (the last mark may be missing); month -1 when it is none of them. */
static struct month_or_day read_marked(const char *s)
{
    struct month_or_day m = {.month = -1};
    m.year = read_digits(&s, 4, 4);
    char mark = *s;
    if (m.year < 0 || mark == '\0' || strchr("-./Y", mark) == NULL) {
        return m;
    }
    s++;
    int month = read_digits(&s, 1, 2);
    bool is_chinese = mark == 'Y';
    if (*s == '\0' || (is_chinese && strcmp(s, "M") == 0)) {
        m.month = month;
        return m;
    }
    if (*s++ != (is_chinese ? 'M' : mark)) {
        return m;
    }
    m.day = read_digits(&s, 1, 2);
    bool is_whole = *s == '\0' || (is_chinese && strcmp(s, "D") == 0);
    m.month = is_whole && m.day != 0 ? month : -1;
    return m;
}

enum err date_text_parse(const char *typed, struct month_or_day *ret)
{
    char signs[SIGNS_MAX + 1];
    if (!read_signs(typed, signs)) {
        return ERR_INVALID;
    }
    size_t len = strlen(signs);
    bool is_compact = strspn(signs, "0123456789") == len && (len == 6 || len == 8);
    struct month_or_day m = is_compact ? read_compact(signs) : read_marked(signs);
    if (is_compact && len == 8 && m.day == 0) {
        return ERR_INVALID;
    }
    if (m.year < LEAST_YEAR || !date_is_valid(m.year, m.month, m.day == 0 ? 1 : m.day)) {
        return ERR_INVALID;
    }
    *ret = m;
    return OK;
}

char *month_or_day_canonical(struct arena *a, struct month_or_day m)
{
    return m.day == 0 ? text_format(a, "%04d-%02d", m.year, m.month)
                      : text_format(a, "%04d-%02d-%02d", m.year, m.month, m.day);
}

char *month_or_day_chinese(struct arena *a, struct month_or_day m)
{
    return m.day == 0 ? text_format(a, "%d年%d月", m.year, m.month)
                      : text_format(a, "%d年%d月%d日", m.year, m.month, m.day);
}

day_no month_or_day_first(struct month_or_day m)
{
    return day_from_civil(m.year, m.month, m.day == 0 ? 1 : m.day);
}

day_no month_or_day_last(struct month_or_day m)
{
    return day_from_civil(m.year, m.month, m.day == 0 ? days_in_month(m.year, m.month) : m.day);
}

day_no day_year_before(day_no day)
{
    struct civil c = civil_from_day(day);
    int days = days_in_month(c.year - 1, c.month);
    return day_from_civil(c.year - 1, c.month, c.day < days ? c.day : days);
}
