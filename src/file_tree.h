/* file_tree.h - files of a directory and all below it: listed, hashed, and copied so that a power cut cannot take them.
 */
#ifndef FILE_TREE_H
#define FILE_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct arena;

enum { SHA256_CHARS = 64 };

/* Names relative to the directory that was listed, sorted.  Owner: the arena. */
struct path_list {
    const char **paths;
    size_t len;
};

/* Regular files below DIR/`part` ("" for all of it) as "part/…"; names that begin with '.' are somebody's unfinished
 * work and left out.  An absent part is empty.  ERR_INTERNAL (logged) when something cannot be read. */
MUST_USE enum err tree_list(struct arena *a, const char *dir, const char *part, struct path_list *ret);

/* The SHA-256 of a file in lower-case hexadecimal.  ERR_NOT_FOUND; ERR_INTERNAL (logged). */
MUST_USE enum err file_hash(const char *path, char ret_sha256[SHA256_CHARS + 1]);

/* Copies a file to a new one of mode 0600, flushed to the disk; directories on the way are made.  *ret_sha256 is that
 * of the bytes that were copied.  ERR_NOT_FOUND; ERR_FULL; ERR_INTERNAL (logged). */
MUST_USE enum err file_copy(const char *from, const char *to, char ret_sha256[SHA256_CHARS + 1]);

/* Writes a new file, flushed to the disk; directories on the way are made.  Errors as file_copy. */
MUST_USE enum err file_write(const char *path, const void *bytes, size_t len);

/* Makes a directory of mode 0700.  ERR_CONFLICT when something that is not an empty directory stands there. */
MUST_USE enum err dir_make(const char *path);

/* Flushes a directory's names to the disk. */
void dir_sync(const char *path);

#endif
