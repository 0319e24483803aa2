/* text.h - UTF-8, and small strings made in an arena. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;

/* printf into the arena.  Never NULL. */
__attribute__((format(printf, 2, 3))) char *text_format(struct arena *a, const char *fmt, ...);

/* One string and another behind it: what text_format(a, "%s%s") says, where it is said for every row of a list. */
char *text_join(struct arena *a, const char *first, const char *second);

/* Reads one code point of valid or invalid UTF-8 at `s` (at most `len` bytes, len > 0).
 * Returns the bytes consumed, 1-4; *ret_cp is UINT32_MAX where the bytes are not UTF-8
 * (overlong, surrogate, above U+10FFFF, cut short), and then 1 byte is consumed. */
size_t utf8_next(const char *s, size_t len, uint32_t *ret_cp);

/* Writes `cp` as UTF-8 and returns the bytes written, 1-4. */
size_t utf8_put(uint32_t cp, char to[4]);

/* True when all `len` bytes are well-formed UTF-8 without NUL. */
bool utf8_is_valid(const char *s, size_t len);

/* Code points in a valid string, white space included. */
size_t utf8_length(const char *s);

/* The longest prefix of `s` of at most `max` bytes that cuts no code point. */
size_t utf8_cut(const char *s, size_t len, size_t max);

bool text_is_empty(const char *s);             /* NULL or "" */
bool text_equal(const char *a, const char *b); /* NULL equals "" */
bool text_starts(const char *s, const char *prefix);

/* Reads a whole decimal number in [min, max]; ERR_INVALID for anything else. */
MUST_USE enum err text_to_int(const char *s, int64_t min, int64_t max, int64_t *ret_value);

/* Lower-case hexadecimal of `len` bytes.  Owner: the arena. */
char *text_hex(struct arena *a, const void *bytes, size_t len);

/* Constant-time comparison of two strings. */
bool text_equal_secret(const char *a, const char *b);

#endif
