/* header_value.h - values of the shape  word; name=value; name="quoted value"  and the characters of a token. */
#ifndef HTTP_HEADER_VALUE_H
#define HTTP_HEADER_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct arena;

/* A non-empty token of RFC 9110 5.6.2. */
bool is_token(const char *s, size_t len);

struct header_value {
    struct arena *arena;
    const char *rest; /* what has not been read yet */
};

/* Reads the leading word ("form-data", "multipart/form-data").  `text` must outlive `ret`.
 * ERR_MALFORMED when there is none.  Owner of *ret_word: the arena. */
MUST_USE enum err header_value_open(struct arena *a, const char *text, struct header_value *ret, const char **ret_word);

/* Reads the next parameter; *ret_name is NULL after the last one.  In quotes \" and \\ are unescaped, any other
 * backslash stands for itself, and so does one before a '"' that ends the line: today's browsers send a file called
 * `a\` as filename="a\", older ones a file called `a"b` as filename="a\"b".
 * ERR_MALFORMED for anything else than name=token or name="...".  Owner of the outputs: the arena. */
MUST_USE enum err header_value_param(struct header_value *v, const char **ret_name, const char **ret_value);

#endif
