/* source.c */
#include "source.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void source_fail(const char *path, int line, const char *fmt, ...)
{
    va_list ap;
    (void)fprintf(stderr, line > 0 ? "%s:%d: " : "%s: ", path, line);
    va_start(ap, fmt);
    (void)vfprintf(stderr, fmt, ap);
    va_end(ap);
    (void)fputc('\n', stderr);
    exit(1);
}

void *source_alloc(size_t count, size_t size)
{
    void *p = calloc(count > 0 ? count : 1, size);
    if (p == NULL) {
        (void)fputs("out of memory\n", stderr);
        exit(1);
    }
    return p;
}

char *source_copy(const char *s, size_t len)
{
    char *copy = source_alloc(len + 1, 1);
    if (len > 0) {
        memcpy(copy, s, len);
    }
    return copy;
}

char *source_format(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    size_t size = n < 0 ? 1 : (size_t)n + 1;
    char *text = source_alloc(size, 1);
    va_start(ap, fmt);
    (void)vsnprintf(text, size, fmt, ap);
    va_end(ap);
    return text;
}

void buffer_put(struct buffer *b, const char *s, size_t len)
{
    if (b->text == NULL || b->cap - b->len <= len) {
        b->cap = (b->cap + len + 64) * 2;
        char *bigger = source_alloc(b->cap, 1);
        if (b->len > 0) {
            memcpy(bigger, b->text, b->len);
        }
        free(b->text);
        b->text = bigger;
    }
    memcpy(b->text + b->len, s, len);
    b->len += len;
    b->text[b->len] = '\0';
}

void buffer_put_string(struct buffer *b, const char *s, size_t len)
{
    buffer_put(b, "\"", 1);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        /* '?' is escaped because two of them start a trigraph. */
        bool is_plain = c >= 0x20 && c <= 0x7e && strchr("\"\\?", c) == NULL;
        char escape[8];
        int n = snprintf(escape, sizeof escape, is_plain ? "%c" : "\\%03o", c);
        buffer_put(b, escape, n > 0 ? (size_t)n : 0);
    }
    buffer_put(b, "\"", 1);
}

struct source source_read(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        source_fail(path, 0, "cannot open: %s", strerror(errno));
    }
    struct buffer all = {0};
    char piece[65536];
    size_t n;
    buffer_put(&all, "", 0);
    while ((n = fread(piece, 1, sizeof piece, f)) > 0) {
        buffer_put(&all, piece, n);
    }
    if (ferror(f)) {
        source_fail(path, 0, "cannot read: %s", strerror(errno));
    }
    (void)fclose(f);
    return (struct source){path, all.text, all.len};
}

int source_line(const struct source *s, size_t at)
{
    int line = 1;
    for (size_t i = 0; i < at && i < s->len; i++) {
        line += s->text[i] == '\n';
    }
    return line;
}

const char *source_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

FILE *emit_open(const char *path)
{
    FILE *f = fopen(path, "wb");
    if (f == NULL) {
        source_fail(path, 0, "cannot write: %s", strerror(errno));
    }
    return f;
}

void emit_close(FILE *f, const char *path)
{
    bool is_short = ferror(f) != 0;
    if (fclose(f) != 0 || is_short) {
        (void)remove(path);
        source_fail(path, 0, "cannot write all of it: %s", strerror(errno));
    }
}

void emit_string(FILE *f, const char *s, size_t len)
{
    struct buffer b = {0};
    buffer_put_string(&b, s, len);
    (void)fwrite(b.text, 1, b.len, f);
    free(b.text);
}

void emit_array(FILE *f, const char *type, const char *name, const void *bytes, size_t len)
{
    const unsigned char *b = bytes;
    bool is_signed = strcmp(type, "char") == 0;
    (void)fprintf(f, "static const %s %s[%zu] = {", type, name, len + 1);
    for (size_t i = 0; i < len; i++) {
        int value = is_signed && b[i] > 127 ? (int)b[i] - 256 : (int)b[i];
        (void)fprintf(f, i % 24 == 0 ? "\n    %d," : "%d,", value);
    }
    (void)fputs("\n    0};\n", f);
}
