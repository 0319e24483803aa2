/* buffer.h - bytes that grow in an arena up to a stated bound, and JSON written into them. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct buffer {
    struct arena *arena;
    char *bytes;
    size_t len;
    size_t cap;
    size_t max;       /* never more bytes than this */
    bool is_overfull; /* something did not fit: the content is cut and must not be used */
};

struct buffer buffer_new(struct arena *a, size_t max);
void buffer_add(struct buffer *b, const void *bytes, size_t len);
void buffer_text(struct buffer *b, const char *s);
__attribute__((format(printf, 2, 3))) void buffer_format(struct buffer *b, const char *fmt, ...);

/* A JSON string with its quotes.  `s` is valid UTF-8; it is written as it is but for quotes, backslashes and controls.
 */
void buffer_json(struct buffer *b, const char *s);

/* The content with a NUL behind it.  Owner: the arena. */
const char *buffer_string(struct buffer *b);

#endif
