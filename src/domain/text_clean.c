/* text_clean.c */
#include "domain/text_clean.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_count.h"

enum { LF = 0x0A, CR = 0x0D, REPLACEMENT = 0xFFFD };

/* The line breaks of word processors and old systems, besides LF and CR. */
static bool is_line_break(uint32_t cp)
{
    return cp == 0x0B || cp == 0x0C || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

static bool is_removed(uint32_t cp)
{
    bool is_control = (cp < 0x20 && cp != LF) || (cp >= 0x7F && cp < 0xA0);
    bool is_direction = cp == 0x061C || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
                        (cp >= 0x2066 && cp <= 0x206F);
    bool is_invisible = cp == 0x200B || cp == 0xFEFF || (cp >= 0xFFF9 && cp <= 0xFFFC);
    bool is_noncharacter = (cp >= 0xFDD0 && cp <= 0xFDEF) || (cp & 0xFFFE) == 0xFFFE;
    return is_control || is_direction || is_invisible || is_noncharacter;
}

/* One code point as it is kept; UINT32_MAX when it is not. */
static uint32_t kept_form(uint32_t cp)
{
    if (cp == UINT32_MAX) {
        return REPLACEMENT;
    }
    if (cp == '\t') {
        return ' ';
    }
    if (cp == CR || is_line_break(cp)) {
        return LF;
    }
    return is_removed(cp) ? UINT32_MAX : cp;
}

/* Controls out, line breaks to LF.  A stray byte grows to the three of U+FFFD, nothing else grows. */
static char *without_controls(struct arena *a, const char *typed)
{
    size_t len = strlen(typed);
    char *kept = arena_alloc(a, len + 1, 3);
    size_t to = 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp = 0;
        i += utf8_next(typed + i, len - i, &cp);
        if (cp == CR && typed[i] == '\n') {
            continue;
        }
        cp = kept_form(cp);
        if (cp != UINT32_MAX) {
            to += utf8_put(cp, kept + to);
        }
    }
    kept[to] = '\0';
    return kept;
}

/* Bytes of the white space at the beginning of `s`; *ret_has_break tells whether a line ends in it. */
static size_t space_len(const char *s, size_t len, bool *ret_has_break)
{
    size_t n = 0;
    *ret_has_break = false;
    while (n < len) {
        uint32_t cp = 0;
        size_t step = utf8_next(s + n, len - n, &cp);
        if (zi_class_of(cp) != ZI_SPACE) {
            break;
        }
        *ret_has_break = *ret_has_break || cp == LF;
        n += step;
    }
    return n;
}

/* Length of the first `len` bytes of `s` without the white space at their end. */
static size_t trimmed_len(const char *s, size_t len)
{
    size_t end = 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp = 0;
        i += utf8_next(s + i, len - i, &cp);
        if (zi_class_of(cp) != ZI_SPACE) {
            end = i;
        }
    }
    return end;
}

char *text_clean_line(struct arena *a, const char *typed)
{
    char *s = without_controls(a, typed);
    size_t len = trimmed_len(s, strlen(s));
    bool has_break = false;
    size_t from = space_len(s, len, &has_break);
    size_t to = 0;
    while (from < len) {
        size_t gap = space_len(s + from, len - from, &has_break);
        if (has_break) {
            s[to++] = ' ';
            from += gap;
            continue;
        }
        size_t step = gap > 0 ? gap : 1;
        memmove(s + to, s + from, step);
        to += step;
        from += step;
    }
    s[to] = '\0';
    return s;
}

char *text_clean_lines(struct arena *a, const char *typed)
{
    char *s = without_controls(a, typed);
    size_t to = 0;
    size_t breaks = 0; /* owed before the next line that holds something */
    for (const char *line = s; *line != '\0';) {
        size_t len = strcspn(line, "\n");
        const char *next = line + len + (line[len] == '\n');
        size_t kept = trimmed_len(line, len);
        if (kept > 0) {
            if (to > 0) {
                memset(s + to, '\n', breaks < 3 ? breaks : 3);
                to += breaks < 3 ? breaks : 3;
            }
            memmove(s + to, line, kept);
            to += kept;
            breaks = 0;
        }
        breaks++;
        line = next;
    }
    s[to] = '\0';
    return s;
}

/* Whether the quote at the beginning of `s` is closed by the one at its very end. */
static bool is_enclosed(const char *s, const char *open, const char *close)
{
    size_t len = strlen(s);
    size_t open_len = strlen(open);
    size_t close_len = strlen(close);
    if (len < open_len + close_len || !text_starts(s, open) || strcmp(s + len - close_len, close) != 0) {
        return false;
    }
    if (strcmp(open, close) == 0) {
        return strstr(s + open_len, close) == s + len - close_len;
    }
    int depth = 0;
    for (const char *at = s; *at != '\0'; at++) {
        depth += text_starts(at, open);
        depth -= text_starts(at, close);
        if (depth == 0) {
            return at == s + len - close_len;
        }
    }
    return false;
}

char *text_clean_brand_name(struct arena *a, const char *typed)
{
    static const char *const pairs[][2] = {{"“", "”"}, {"《", "》"}, {"\"", "\""}, {"＂", "＂"}};
    char *name = text_clean_line(a, typed);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0];) {
        if (!is_enclosed(name, pairs[i][0], pairs[i][1])) {
            i++;
            continue;
        }
        size_t open_len = strlen(pairs[i][0]);
        name = text_clean_line(a, arena_copy(a, name + open_len, strlen(name) - open_len - strlen(pairs[i][1])));
        i = 0;
    }
    return name;
}

char *text_fold_digits(struct arena *a, const char *typed)
{
    size_t len = strlen(typed);
    char *folded = arena_alloc(a, len + 1, 3);
    size_t to = 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp = 0;
        i += utf8_next(typed + i, len - i, &cp);
        if (cp >= 0xFF01 && cp <= 0xFF5E) {
            cp = cp - 0xFF01 + '!';
        } else if (cp == 0x3000 || cp == 0xA0) {
            cp = ' ';
        } else if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212) {
            cp = '-';
        } else if (cp == UINT32_MAX) {
            cp = REPLACEMENT;
        }
        to += utf8_put(cp, folded + to);
    }
    folded[to] = '\0';
    return folded;
}
