/* buffer.c */
#include "base/buffer.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"

struct buffer buffer_new(struct arena *a, size_t max)
{
    return (struct buffer){.arena = a, .max = max};
}

void buffer_add(struct buffer *b, const void *bytes, size_t len)
{
    if (len > b->max - b->len) {
        b->is_overfull = true;
        return;
    }
    if (len + 1 > b->cap - b->len) {
        size_t cap = (b->len + len + 1) * 2;
        char *grown = arena_raw(b->arena, cap, 1);
        if (b->len > 0) {
            memcpy(grown, b->bytes, b->len);
        }
        b->bytes = grown;
        b->cap = cap;
    }
    if (len > 0) {
        memcpy(b->bytes + b->len, bytes, len);
        b->len += len;
    }
}

void buffer_text(struct buffer *b, const char *s)
{
    buffer_add(b, s, strlen(s));
}

void buffer_format(struct buffer *b, const char *fmt, ...)
{
    char small[512];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    va_end(ap);
    if (n < 0 || (size_t)n >= sizeof small) {
        b->is_overfull = true; /* only short things are formatted; texts go through buffer_text */
        return;
    }
    buffer_add(b, small, (size_t)n);
}

void buffer_json(struct buffer *b, const char *s)
{
    buffer_add(b, "\"", 1);
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\') {
            buffer_add(b, "\\", 1);
            buffer_add(b, s, 1);
        } else if (c == '\n') {
            buffer_add(b, "\\n", 2);
        } else if (c < 0x20 || c == 0x7f) {
            buffer_format(b, "\\u%04x", c);
        } else {
            buffer_add(b, s, 1);
        }
    }
    buffer_add(b, "\"", 1);
}

const char *buffer_string(struct buffer *b)
{
    buffer_add(b, "", 0);
    if (b->bytes == NULL) {
        return "";
    }
    b->bytes[b->len] = '\0';
    return b->bytes;
}
