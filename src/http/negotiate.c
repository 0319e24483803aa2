/* negotiate.c */
#include "http/negotiate.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

static bool same(const char *s, size_t len, const char *word)
{
    return strlen(word) == len && strncasecmp(s, word, len) == 0;
}

/* True for "q=0", "q=0.", "q=0.000" in the parameters of one list element. */
static bool weighs_nothing(const char *s, const char *end)
{
    while (s < end && *s != ';') {
        s++;
    }
    while (s < end && (*s == ';' || *s == ' ' || *s == '\t')) {
        s++;
    }
    if (end - s < 3 || (s[0] != 'q' && s[0] != 'Q') || s[1] != '=') {
        return false;
    }
    for (s += 2; s < end && *s != ' ' && *s != '\t'; s++) {
        if (*s != '0' && *s != '.') {
            return false;
        }
    }
    return true;
}

bool accepts_gzip(const char *accept_encoding)
{
    bool any = false;
    for (const char *s = accept_encoding; *s != '\0';) {
        s += strspn(s, ", \t");
        const char *end = s + strcspn(s, ",");
        size_t len = strcspn(s, "; \t,");
        if (same(s, len, "gzip") || same(s, len, "x-gzip")) {
            return !weighs_nothing(s, end);
        }
        if (same(s, len, "*")) {
            any = !weighs_nothing(s, end);
        }
        s = end;
    }
    return any;
}

bool etag_matches(const char *if_none_match, const char *etag)
{
    const char *s = if_none_match + strspn(if_none_match, " \t");
    if (*s == '*') {
        return true;
    }
    if (strncmp(etag, "W/", 2) == 0) {
        etag += 2;
    }
    size_t etag_len = strlen(etag);
    while (*s != '\0') {
        s += strspn(s, ", \t");
        if (strncmp(s, "W/", 2) == 0) {
            s += 2;
        }
        if (*s != '"') {
            s += strcspn(s, ",");
            continue;
        }
        size_t len = 1 + strcspn(s + 1, "\"");
        len += s[len] == '"';
        if (len == etag_len && memcmp(s, etag, len) == 0) {
            return true;
        }
        s += len;
    }
    return false;
}
