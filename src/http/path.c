/* path.c */
#include "http/path.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

static enum err unescape(const char *raw, size_t len, char *to, size_t *ret_len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        char c = raw[i];
        if (c == '%') {
            if (len - i < 3 || hex_digit(raw[i + 1]) < 0 || hex_digit(raw[i + 2]) < 0) {
                return ERR_MALFORMED;
            }
            c = (char)(hex_digit(raw[i + 1]) << 4 | hex_digit(raw[i + 2]));
            i += 2;
        }
        to[n++] = c;
    }
    *ret_len = n;
    return OK;
}

/* C0, DEL and C1: nothing a page is called by, and trouble in logs and headers. */
static bool has_control(const char *s, size_t len)
{
    for (size_t i = 0; i < len;) {
        uint32_t cp = 0;
        i += utf8_next(s + i, len - i, &cp);
        if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0)) {
            return true;
        }
    }
    return false;
}

/* `s` begins with '/'. */
static bool has_bad_segment(const char *s)
{
    while (*s == '/') {
        s++;
        size_t n = strcspn(s, "/");
        bool is_last = s[n] == '\0';
        if ((n == 0 && !is_last) || (n == 1 && s[0] == '.') || (n == 2 && s[0] == '.' && s[1] == '.')) {
            return true;
        }
        s += n;
    }
    return false;
}

enum err path_decode(struct arena *a, const char *raw, size_t len, const char **ret_path)
{
    if (len == 0 || len > PATH_MAX_BYTES || raw[0] != '/') {
        return ERR_MALFORMED;
    }
    char *path = arena_alloc(a, len + 1, 1);
    size_t n = 0;
    TRY(unescape(raw, len, path, &n));
    if (!utf8_is_valid(path, n) || has_control(path, n) || has_bad_segment(path)) {
        return ERR_MALFORMED;
    }
    *ret_path = path;
    return OK;
}
