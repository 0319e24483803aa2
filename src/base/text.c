/* text.c */
#include "base/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

char *text_format(struct arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char small[256];
    int n = vsnprintf(small, sizeof small, fmt, ap);
    va_end(ap);
    if (n < 0) {
        return arena_copy(a, "", 0);
    }
    if ((size_t)n < sizeof small) {
        return arena_copy(a, small, (size_t)n);
    }
    char *big = arena_alloc(a, (size_t)n + 1, 1);
    va_start(ap, fmt);
    (void)vsnprintf(big, (size_t)n + 1, fmt, ap);
    va_end(ap);
    return big;
}

char *text_join(struct arena *a, const char *first, const char *second)
{
    size_t first_len = strlen(first);
    size_t second_len = strlen(second);
    size_t len = first_len + second_len;
    char *s = arena_raw(a, len + 1, 1);
    memcpy(s, first, first_len);
    memcpy(s + first_len, second, second_len);
    s[len] = '\0';
    return s;
}

/* How many bytes the lead byte announces; 0: it leads nothing. */
static size_t utf8_need(unsigned char lead)
{
    if (lead < 0x80) {
        return 1;
    }
    if (lead < 0xC2 || lead > 0xF4) {
        return 0;
    }
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static bool is_code_point(uint32_t cp, uint32_t least)
{
    return cp >= least && cp <= 0x10FFFF && !(cp >= 0xD800 && cp <= 0xDFFF);
}

size_t utf8_next(const char *s, size_t len, uint32_t *ret_cp)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *b = (const unsigned char *)s;
    size_t need = utf8_need(b[0]);
    *ret_cp = UINT32_MAX;
    if (need == 0 || need > len) {
        return 1;
    }
    uint32_t cp = need == 1 ? b[0] : b[0] & (0xFFu >> (need + 1));
    for (size_t i = 1; i < need; i++) {
        if ((b[i] & 0xC0) != 0x80) {
            return 1;
        }
        cp = cp << 6 | (b[i] & 0x3Fu);
    }
    if (!is_code_point(cp, least[need])) {
        return 1;
    }
    *ret_cp = cp;
    return need;
}

size_t utf8_put(uint32_t cp, char to[4])
{
    if (cp < 0x80) {
        to[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        to[0] = (char)(0xC0 | cp >> 6);
        to[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        to[0] = (char)(0xE0 | cp >> 12);
        to[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        to[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | cp >> 18);
    to[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    to[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    to[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

bool utf8_is_valid(const char *s, size_t len)
{
    for (size_t i = 0; i < len;) {
        uint32_t cp = 0;
        i += utf8_next(s + i, len - i, &cp);
        if (cp == UINT32_MAX || cp == 0) {
            return false;
        }
    }
    return true;
}

size_t utf8_length(const char *s)
{
    size_t n = 0;
    for (; *s != '\0'; s++) {
        n += ((unsigned char)*s & 0xC0) != 0x80;
    }
    return n;
}

size_t utf8_cut(const char *s, size_t len, size_t max)
{
    if (len <= max) {
        return len;
    }
    size_t n = max;
    while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80) {
        n--;
    }
    return n;
}

bool text_is_empty(const char *s)
{
    return s == NULL || *s == '\0';
}

bool text_equal(const char *a, const char *b)
{
    return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

bool text_starts(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

enum err text_to_int(const char *s, int64_t min, int64_t max, int64_t *ret_value)
{
    if (text_is_empty(s) || !(*s == '-' || (*s >= '0' && *s <= '9'))) {
        return ERR_INVALID;
    }
    char *end = NULL;
    errno = 0;
    long long v = strtoll(s, &end, 10);
    if (errno != 0 || *end != '\0' || v < min || v > max) {
        return ERR_INVALID;
    }
    *ret_value = v;
    return OK;
}

char *text_hex(struct arena *a, const void *bytes, size_t len)
{
    static const char digit[] = "0123456789abcdef";
    const unsigned char *b = bytes;
    char *hex = arena_alloc(a, len * 2 + 1, 1);
    for (size_t i = 0; i < len; i++) {
        hex[2 * i] = digit[b[i] >> 4];
        hex[2 * i + 1] = digit[b[i] & 15];
    }
    return hex;
}

bool text_equal_secret(const char *a, const char *b)
{
    size_t len = strlen(a);
    if (len != strlen(b)) {
        return false;
    }
    unsigned diff = 0;
    for (size_t i = 0; i < len; i++) {
        diff |= (unsigned)(unsigned char)(a[i] ^ b[i]);
    }
    return diff == 0;
}
