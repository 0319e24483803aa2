/* source.h - what every generator needs: a file read whole, an error that names file and line, bytes written as C.
 *
 * Generators are build-time programs: they run once, refuse what they do not understand by ending with status 1
 * and a message "file:line: reason", and never free, because the process is about to end. */
#ifndef GEN_SOURCE_H
#define GEN_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A file in memory; `text` is NUL-terminated one past `len`. */
struct source {
    const char *path;
    char *text;
    size_t len;
};

/* Bytes that grow; `text` is NUL-terminated one past `len`.  Start from {0}. */
struct buffer {
    char *text;
    size_t len;
    size_t cap;
};

/* Prints "path:line: reason" and ends the program; without the line when it is 0. */
__attribute__((noreturn, format(printf, 3, 4))) void source_fail(const char *path, int line, const char *fmt, ...);

/* Reads all of `path`; ends the program when it cannot. */
struct source source_read(const char *path);

/* The line, from 1, that `at` (an offset into the file) stands on. */
int source_line(const struct source *s, size_t at);

/* The part of a path after its last '/'. */
const char *source_base_name(const char *path);

/* malloc that does not come back with NULL; zeroed. */
void *source_alloc(size_t count, size_t size);

/* A NUL-terminated copy of `len` bytes. */
char *source_copy(const char *s, size_t len);

/* printf into memory that is never freed. */
__attribute__((format(printf, 1, 2))) char *source_format(const char *fmt, ...);

void buffer_put(struct buffer *b, const char *s, size_t len);

/* Appends a C string literal with its quotes; anything but plain ASCII becomes an octal escape. */
void buffer_put_string(struct buffer *b, const char *s, size_t len);

/* Opens an output file; ends the program when it cannot. */
FILE *emit_open(const char *path);

/* Closes it and ends the program when a byte was not written (a full disk must not leave half a file behind). */
void emit_close(FILE *f, const char *path);

/* The same, into a file. */
void emit_string(FILE *f, const char *s, size_t len);

/* Writes `static const TYPE NAME[] = {...};` with a NUL one past the end (an array, since a compiler need only
 * take string literals of 4095 characters). */
void emit_array(FILE *f, const char *type, const char *name, const void *bytes, size_t len);

#endif
