/* front_mhd.h - the embedded door (libmicrohttpd): one desk, a LAN in a meeting hall, development. */
#ifndef HTTP_FRONT_MHD_H
#define HTTP_FRONT_MHD_H

#include <stdint.h>

#include "base/err.h"

struct hall;
struct front_mhd;

/* A zero stands for the default named beside it. */
struct front_mhd_options {
    const char *listen;       /* "127.0.0.1:8080", "[::]:8080", port 0 picks one; NULL: use `fd`   */
    int fd;                   /* an inherited listening socket; only read when `listen` is NULL    */
    unsigned threads;         /* event threads: 2                                                  */
    unsigned workers;         /* threads for requests that hall->is_slow() names: 8                */
    unsigned connections_max; /* 2000                                                              */
    unsigned per_ip_max;      /* connections of one client address: no limit                       */
    unsigned timeout_s;       /* of silence on a connection: 30                                    */
};

/* Starts listening and answering; returns at once.  `hall` must outlive the door.
 * ERR_INVALID: an address that cannot be read.  ERR_CONFLICT: the address is taken.  ERR_DENIED: a port we may not
 * bind. ERR_INTERNAL otherwise (logged).  Installs no signal handler; the caller ignores SIGPIPE. */
MUST_USE enum err front_mhd_start(const struct hall *hall, const struct front_mhd_options *opt, struct front_mhd **ret);

/* The port it listens on. */
uint16_t front_mhd_port(const struct front_mhd *f);

/* Stops taking connections, lets running requests finish for at most 10 seconds, closes and frees.
 * ERR_BUSY: a worker was still inside the hall after that; then `f` and its threads are left as they are, and the
 * caller should end the process. */
MUST_USE enum err front_mhd_stop(struct front_mhd *f);

#endif
