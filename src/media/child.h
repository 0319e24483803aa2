/* child.h - one fresh process of this program on one socket: started, talked with until a deadline, ended whatever it
 * does.  What a confined worker is asked and answers is the matter of its caller. */
#ifndef MEDIA_CHILD_H
#define MEDIA_CHILD_H

#include <stddef.h>
#include <stdint.h>

#include <sys/types.h>

#include "base/err.h"

/* The child's end of the socket is its standard input. */
enum { CHILD_FD = 0 };

/* How the talk with a child ended. */
enum talk { TALK_DONE, TALK_LATE, TALK_HUNG_UP, TALK_NO_INPUT };

struct child {
    pid_t pid;
    int socket;
    int64_t deadline_us;
};

/* Starts `exe argument` with nothing of ours but the socket; it has `timeout_ms` from now.  Both strings are only
 * read; not const because posix_spawn says so.  ERR_INTERNAL: no socket or no process. */
MUST_USE enum err child_start(char *exe, char *argument, int timeout_ms, struct child *ret);
/* Ends it and returns its wait status; a child that has already ended keeps the status it ended with. */
int child_end(const struct child *c);

enum talk child_say(const struct child *c, const unsigned char *from, size_t len);
/* Streams `len` bytes of `fd` (by pread), so that this process never holds them.  TALK_NO_INPUT: they cannot be read.
 */
enum talk child_say_file(const struct child *c, int fd, size_t len);
enum talk child_hear(const struct child *c, unsigned char *to, size_t len);

#endif
