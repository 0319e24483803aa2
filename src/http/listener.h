/* listener.h - listening sockets for both doors. */
#ifndef HTTP_LISTENER_H
#define HTTP_LISTENER_H

#include <stdint.h>

#include "base/err.h"

enum { LISTENER_BACKLOG = 1024 };

/* Listens on "127.0.0.1:8080", "[::]:8080" (both families) or "localhost:8080"; port 0 picks one.
 * ERR_INVALID: cannot be read; ERR_CONFLICT: taken; ERR_DENIED: not ours to bind; ERR_INTERNAL otherwise (logged). */
MUST_USE enum err listener_tcp(const char *address, int *ret_fd);

/* Listens on a Unix socket of mode 0660.  A socket nobody answers on is replaced.
 * ERR_INVALID: the path is too long; ERR_CONFLICT: somebody answers there, or something that is no socket stands there;
 * ERR_DENIED: not ours to bind; ERR_INTERNAL otherwise (logged). */
MUST_USE enum err listener_unix(const char *path, int *ret_fd);

/* The port of a TCP listener, 0 for others. */
uint16_t listener_port(int fd);

#endif
