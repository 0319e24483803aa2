/* front_fcgi.h - the FastCGI door (libfcgi), for nginx, lighttpd or Apache over a Unix socket. */
#ifndef HTTP_FRONT_FCGI_H
#define HTTP_FRONT_FCGI_H

#include "base/err.h"

struct hall;
struct front_fcgi;

struct front_fcgi_options {
    const char
        *socket_path; /* a Unix socket to make (mode 0660, backlog 1024; a stale one is replaced); NULL: use `fd` */
    int fd;           /* an inherited listening socket, 0 under systemd; only read when socket_path is NULL       */
    unsigned threads; /* 0: 8                                                                                      */
    int stop_fd;      /* front_fcgi_run only: becomes readable when it is time to stop                             */
};

/* Starts `threads` threads, each answering one request per connection; returns at once.  `hall` must outlive the door.
 * The web server must send REQUEST_METHOD, REQUEST_URI, SERVER_PROTOCOL, CONTENT_TYPE, CONTENT_LENGTH, REMOTE_ADDR,
 * HTTPS and HTTP_* parameters; the path is taken from REQUEST_URI, undecoded.
 * ERR_INVALID: the path is too long or no socket stands there.  ERR_CONFLICT: another process answers on that socket.
 * ERR_INTERNAL otherwise (logged).  The caller ignores SIGPIPE. */
MUST_USE enum err front_fcgi_start(const struct hall *hall, const struct front_fcgi_options *opt,
                                   struct front_fcgi **ret);

/* Takes no more connections, lets running requests finish for at most 10 seconds, removes a socket it made, frees.
 * An inherited socket stays open: what waits in it is for the next process.
 * ERR_BUSY: a thread was still inside the hall after that; then `f` is left as it is, and the caller should end the
 * process. */
MUST_USE enum err front_fcgi_stop(struct front_fcgi *f);

/* front_fcgi_start, then waits until opt->stop_fd is readable, then front_fcgi_stop. */
MUST_USE enum err front_fcgi_run(const struct hall *hall, const struct front_fcgi_options *opt);

#endif
