/* path.h - the path of a request target, decoded once and for all. */
#ifndef HTTP_PATH_H
#define HTTP_PATH_H

#include <stddef.h>

#include "base/err.h"

struct arena;

enum { PATH_MAX_BYTES = 2048 }; /* of the target's path as sent */

/* Percent-decodes `len` bytes of a raw path (no '?', '+' stands for itself).  Owner of *ret_path: the arena.
 * ERR_MALFORMED: not beginning with '/', over PATH_MAX_BYTES, a broken escape, a NUL or other control character,
 * bytes that are not UTF-8, an empty segment ("//"), or a segment "." or "..". */
MUST_USE enum err path_decode(struct arena *a, const char *raw, size_t len, const char **ret_path);

/* One hexadecimal digit as 0-15, or -1. */
int hex_digit(char c);

#endif
