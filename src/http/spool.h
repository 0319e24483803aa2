/* spool.h - temporary files without a name: they vanish with their descriptor, also after kill -9. */
#ifndef HTTP_SPOOL_H
#define HTTP_SPOOL_H

#include <stddef.h>

#include "base/err.h"

/* Opens an empty file for reading and writing in `dir`, mode 0600, close-on-exec, already without a name.
 * ERR_FULL: no room; ERR_BUSY: no descriptor left; ERR_INTERNAL otherwise (logged).  Owner: the caller closes it. */
MUST_USE enum err spool_open(const char *dir, int *ret_fd);

/* The same for file systems that cannot create nameless files: a random name, removed at once. */
MUST_USE enum err spool_open_named(const char *dir, int *ret_fd);

/* Writes all `len` bytes at the file's position.  Errors as above. */
MUST_USE enum err spool_write(int fd, const char *bytes, size_t len);

#endif
