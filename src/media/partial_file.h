/* partial_file.h - files that arrive in pieces: DIR/uploads/REF grows until it has all its bytes.  What a kill or a
 * power cut leaves is a shorter file, and the sender goes on from its length.  Thread-safe: the file itself is locked.
 */
#ifndef MEDIA_PARTIAL_FILE_H
#define MEDIA_PARTIAL_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* One file on its way.  `dir` is the spool; `ref` is [a-z0-9]{1,64}, else every call answers ERR_NOT_FOUND. */
struct partial {
    const char *dir, *ref;
};

/* How many bytes are there; 0 when none have come. */
MUST_USE enum err partial_length(const struct partial *p, int64_t *ret_len);

/* Puts `len` bytes of `from_fd` (read with pread from its beginning) behind the first `offset` bytes, which are all
 * that there are; when OK returns they are on the disk.  *ret_len is the length now, also with ERR_CONFLICT: the file
 * is not `offset` bytes long.  ERR_TOO_LARGE: it would exceed `len_max`.  ERR_FULL: no room; the file is as before.
 * ERR_INTERNAL (logged). */
struct piece_of_file {
    int64_t offset;
    int from_fd;
    size_t len;
    int64_t len_max;
};
MUST_USE enum err partial_append(const struct partial *p, const struct piece_of_file *piece, int64_t *ret_len);

/* Opens what is there for reading.  The caller closes it.  ERR_NOT_FOUND: nothing is there. */
MUST_USE enum err partial_open(const struct partial *p, int *ret_fd);

/* It is not needed any more; absent is fine. */
void partial_remove(const struct partial *p);

/* Removes those that nobody touched for `hours`, by the machine's clock.  *ret_removed counts them. */
MUST_USE enum err partial_sweep(const char *dir, int hours, size_t *ret_removed);

#endif
