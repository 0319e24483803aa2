/* publish_gate.c - groups of digits are found first; then windows of neighbouring groups are read as one number. */
#include "domain/publish_gate.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/text.h"

enum {
    WINDOW_GROUPS = 7,    /* "6222 0212 3456 7890 123" has five                        */
    NUMBER_MAX = 24,      /* digits of one window                                      */
    BETWEEN_MAX = 4,      /* marks between two groups                                  */
    GROUP_DIGITS_MAX = 64 /* a longer one is no number of a person                     */
};

struct group {
    size_t at, end; /* bytes */
    char digits[GROUP_DIGITS_MAX + 1];
    size_t len;       /* digits; GROUP_DIGITS_MAX also for more */
    bool follows_on;  /* only marks stand between the group before and this one */
    bool ends_with_x; /* X closes it: digits has it too */
};

const char *gate_kind_name(enum gate_kind k)
{
    static const char *const names[GATE__COUNT] = {"身份证号码", "手机号码", "银行卡号码"};
    return names[k];
}

static int digit_of(uint32_t cp)
{
    return cp >= '0' && cp <= '9' ? (int)(cp - '0') : cp >= 0xFF10 && cp <= 0xFF19 ? (int)(cp - 0xFF10) : -1;
}

static bool is_x(uint32_t cp)
{
    return cp == 'x' || cp == 'X' || cp == 0xFF58 || cp == 0xFF38;
}

static bool is_latin(uint32_t cp)
{
    return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || (cp >= 0xFF21 && cp <= 0xFF3A) ||
           (cp >= 0xFF41 && cp <= 0xFF5A);
}

/* What people put between the groups of one number. */
static bool is_between(uint32_t cp)
{
    static const uint32_t marks[] = {' ',    '\t',   '-',    '.',    '(',    ')',    0xA0,   0xB7,
                                     0x2212, 0x3000, 0x30FB, 0xFF08, 0xFF09, 0xFF0D, 0xFF0E, 0xFF3F};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (marks[i] == cp) {
            return true;
        }
    }
    return cp >= 0x2010 && cp <= 0x2015;
}

/* ---- groups ---- */

static uint32_t code_at(const char *text, size_t at, size_t len, size_t *ret_bytes)
{
    uint32_t cp = 0;
    *ret_bytes = 0;
    if (at < len) {
        *ret_bytes = utf8_next(text + at, len - at, &cp);
    }
    return cp;
}

static void add_digit(struct group *g, char c)
{
    if (g->len < GROUP_DIGITS_MAX) {
        g->digits[g->len++] = c;
        g->digits[g->len] = '\0';
    }
}

/* The group that begins at `at`; an X belongs to it when no letter follows. */
static size_t read_group(const char *text, size_t at, size_t len, struct group *g)
{
    size_t bytes = 0;
    uint32_t cp = code_at(text, at, len, &bytes);
    g->at = at;
    while (digit_of(cp) >= 0) {
        add_digit(g, (char)('0' + digit_of(cp)));
        at += bytes;
        cp = code_at(text, at, len, &bytes);
    }
    g->end = at;
    if (is_x(cp)) {
        size_t next = 0;
        uint32_t after = code_at(text, at + bytes, len, &next);
        if (!is_latin(after) && digit_of(after) < 0) {
            add_digit(g, 'X');
            g->ends_with_x = true;
            g->end = at + bytes;
        }
    }
    return g->end;
}

/* How many groups of digits a text has, or more. */
static size_t count_groups(const char *text)
{
    size_t n = 0;
    for (size_t i = 0; text[i] != '\0'; i++) {
        unsigned char c = (unsigned char)text[i];
        bool is_ascii = c >= '0' && c <= '9' && (i == 0 || text[i - 1] < '0' || text[i - 1] > '9');
        n += is_ascii || (c == 0xEF && (unsigned char)text[i + 1] == 0xBC); /* U+FF10-U+FF19 are among EF BC xx */
    }
    return n;
}

/* All of them, in order; `groups` has room for count_groups(). */
static size_t read_groups(const char *text, struct group *groups)
{
    size_t len = strlen(text);
    size_t n = 0;
    size_t marks = BETWEEN_MAX + 1; /* nothing stands before the first */
    for (size_t at = 0; at < len;) {
        size_t bytes = 0;
        uint32_t cp = code_at(text, at, len, &bytes);
        if (digit_of(cp) >= 0) {
            groups[n] = (struct group){.follows_on = marks <= BETWEEN_MAX};
            at = read_group(text, at, len, &groups[n++]);
            marks = 0;
            continue;
        }
        marks = is_between(cp) ? marks + 1 : BETWEEN_MAX + 1;
        at += bytes;
    }
    return n;
}

/* ---- what a number is ---- */

static int two(const char *s)
{
    return (s[0] - '0') * 10 + (s[1] - '0');
}

static bool is_all_digits(const char *s, size_t len)
{
    return strspn(s, "0123456789") >= len;
}

/* GB/T 2260: the first two digits of every province. */
static bool is_province(const char *s)
{
    static const char known[] = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 "
                                "63 64 65 71 81 82 83 91 ";
    const char code[] = {s[0], s[1], ' ', '\0'};
    return strstr(known, code) != NULL;
}

/* GB 11643-1999: province, birthday, and X or a digit at the end; of 1989's kind 15 digits with a year of two. */
static bool is_identity(const char *s, size_t len)
{
    if (len == 18 && is_all_digits(s, 17) && is_province(s)) {
        int year = two(s + 6) * 100 + two(s + 8);
        return year >= 1850 && year <= 2099 && date_is_valid(year, two(s + 10), two(s + 12));
    }
    if (len == 15 && is_all_digits(s, 15) && is_province(s)) {
        return date_is_valid(1900 + two(s + 6), two(s + 8), two(s + 10));
    }
    return false;
}

static bool is_mobile(const char *s, size_t len)
{
    static const char *const before[] = {"0086", "086", "86", "0"};
    for (size_t i = 0; len > 11 && i < sizeof before / sizeof before[0]; i++) {
        size_t n = strlen(before[i]);
        if (len == 11 + n && text_starts(s, before[i])) {
            s += n;
            len = 11;
        }
    }
    return len == 11 && is_all_digits(s, 11) && s[0] == '1' && s[1] >= '3';
}

/* ISO/IEC 7812-1, annex B. */
static bool is_card(const char *s, size_t len)
{
    int sum = 0;
    if (len < 16 || len > 19 || !is_all_digits(s, len) || s[0] == '0') {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        int d = s[len - 1 - i] - '0';
        d = i % 2 == 1 ? d * 2 : d;
        sum += d > 9 ? d - 9 : d;
    }
    return sum % 10 == 0;
}

static bool kind_of(const char *s, size_t len, enum gate_kind *ret)
{
    bool is = true;
    if (is_identity(s, len)) {
        *ret = GATE_IDENTITY;
    } else if (is_mobile(s, len)) {
        *ret = GATE_MOBILE;
    } else if (is_card(s, len)) {
        *ret = GATE_CARD;
    } else {
        is = false;
    }
    return is;
}

/* ---- windows ---- */

/* Dates stand beside each other too: the groups of one number are three digits long at least, but for a country code
 * in front and for the last. */
static bool may_join(const struct group *g, size_t i, bool is_last)
{
    bool is_country = i == 0 && (strcmp(g[i].digits, "86") == 0 || strcmp(g[i].digits, "0") == 0);
    return !(g[i].ends_with_x && !is_last) && (g[i].len >= 3 || is_last || is_country);
}

/* The longest number that begins with the first group; the groups that it takes, 0 for none. */
static size_t longest_at(struct arena *a, const struct group *g, size_t groups, struct gate_hit *ret)
{
    char number[NUMBER_MAX + GROUP_DIGITS_MAX + 1] = "";
    size_t len = 0;
    size_t taken = 0;
    for (size_t i = 0; i < groups && i < WINDOW_GROUPS; i++) {
        enum gate_kind kind = GATE_CARD;
        if ((i > 0 && (!g[i].follows_on || !may_join(g, i - 1, false))) || len > NUMBER_MAX) {
            break;
        }
        memcpy(number + len, g[i].digits, g[i].len + 1);
        len += g[i].len;
        if (may_join(g, i, true) && kind_of(number, len, &kind)) {
            *ret = (struct gate_hit){kind, g[0].at, g[i].end - g[0].at, arena_copy(a, number, len)};
            taken = i + 1;
        }
    }
    return taken;
}

size_t publish_gate_scan(struct arena *a, const char *text, struct gate_hit *hits, size_t max)
{
    size_t room = count_groups(text);
    size_t found = 0;
    if (room == 0) {
        return 0;
    }
    struct group *groups = ARENA_ARRAY(a, struct group, room);
    size_t n = read_groups(text, groups);
    for (size_t i = 0; i < n && found < max;) {
        size_t taken = longest_at(a, &groups[i], n - i, &hits[found]);
        found += taken > 0;
        i += taken > 0 ? taken : 1;
    }
    return found;
}

/* ---- masked ---- */

const char *gate_masked(struct arena *a, const struct gate_hit *hit)
{
    const char *s = hit->number;
    size_t len = strlen(s);
    const char *mobile = len >= 11 ? s + len - 11 : s;
    switch (hit->kind) {
    case GATE_MOBILE: return text_format(a, "%.3s****%s", mobile, s + len - 4);
    case GATE_IDENTITY: return text_format(a, "%.6s%.*s%s", s, (int)(len - 9), "************", s + len - 3);
    case GATE_CARD: return text_format(a, "%.4s%.*s%s", s, (int)(len - 8), "************", s + len - 4);
    case GATE__COUNT: break;
    }
    return "";
}

const char *gate_blot(struct arena *a, const char *text, const struct gate_hit *hits, size_t len)
{
    struct buffer b = buffer_new(a, strlen(text) * 2 + 64);
    size_t at = 0;
    for (size_t i = 0; i < len; i++) {
        buffer_add(&b, text + at, hits[i].at - at);
        buffer_text(&b, gate_masked(a, &hits[i]));
        at = hits[i].at + hits[i].len;
    }
    buffer_text(&b, text + at);
    return buffer_string(&b);
}
