/* child.c - posix_spawn, never fork: the server has threads. */
#include "media/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include <sys/socket.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/log.h"

enum { CHUNK_BYTES = 64 * 1024 };

/* --- starting and ending --- */

static int spawn_attributes(posix_spawnattr_t *attributes)
{
    sigset_t none;
    sigset_t all;
    (void)sigemptyset(&none);
    (void)sigfillset(&all);
    int failed = posix_spawnattr_setsigmask(attributes, &none);
    failed = failed != 0 ? failed : posix_spawnattr_setsigdefault(attributes, &all);
    failed = failed != 0 ? failed : posix_spawnattr_setpgroup(attributes, 0); /* Ctrl-C is for the server */
    return failed != 0 ? failed
                       : posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                                  POSIX_SPAWN_SETPGROUP);
}

static int spawn_on(char *exe, char *argument, int socket, pid_t *ret_pid)
{
    char language[] = "LC_ALL=C.UTF-8";
    char *const argv[] = {exe, argument, NULL};
    char *const envp[] = {language, NULL}; /* nothing of the server's own */
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int failed = posix_spawn_file_actions_init(&actions);
    if (failed != 0) {
        return failed;
    }
    failed = posix_spawnattr_init(&attributes);
    if (failed == 0) {
        failed = spawn_attributes(&attributes);
        failed = failed != 0 ? failed : posix_spawn_file_actions_adddup2(&actions, socket, CHILD_FD);
        failed = failed != 0 ? failed : posix_spawn(ret_pid, exe, &actions, &attributes, argv, envp);
        (void)posix_spawnattr_destroy(&attributes);
    }
    (void)posix_spawn_file_actions_destroy(&actions);
    return failed;
}

enum err child_start(char *exe, char *argument, int timeout_ms, struct child *ret)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        return FAIL("no socket for the %s: errno=%d", argument, errno);
    }
    ret->deadline_us = clock_monotonic_us() + (int64_t)timeout_ms * 1000;
    ret->socket = ends[0];
    int failed = spawn_on(exe, argument, ends[1], &ret->pid);
    (void)close(ends[1]);
    if (failed != 0) {
        (void)close(ends[0]);
        return FAIL("cannot start the %s %s: errno=%d", argument, exe, failed);
    }
    return OK;
}

int child_end(const struct child *c)
{
    int status = 0;
    (void)close(c->socket);
    (void)kill(c->pid, SIGKILL);
    while (waitpid(c->pid, &status, 0) < 0) {
        if (errno != EINTR) {
            return 0;
        }
    }
    return status;
}

/* --- talking --- */

static enum talk wait_for(const struct child *c, short events)
{
    for (;;) {
        int64_t left_us = c->deadline_us - clock_monotonic_us();
        if (left_us <= 0) {
            return TALK_LATE;
        }
        struct pollfd p = {.fd = c->socket, .events = events};
        int ready = poll(&p, 1, (int)(left_us / 1000) + 1);
        if (ready > 0) {
            return TALK_DONE;
        }
        if (ready < 0 && errno != EINTR) {
            return TALK_HUNG_UP;
        }
    }
}

enum talk child_say(const struct child *c, const unsigned char *from, size_t len)
{
    while (len > 0) {
        enum talk ready = wait_for(c, POLLOUT);
        if (ready != TALK_DONE) {
            return ready;
        }
        ssize_t put = send(c->socket, from, len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put < 0 && errno != EINTR && errno != EAGAIN) {
            return TALK_HUNG_UP;
        }
        from += put > 0 ? put : 0;
        len -= put > 0 ? (size_t)put : 0;
    }
    return TALK_DONE;
}

enum talk child_hear(const struct child *c, unsigned char *to, size_t len)
{
    while (len > 0) {
        enum talk ready = wait_for(c, POLLIN);
        if (ready != TALK_DONE) {
            return ready;
        }
        ssize_t got = recv(c->socket, to, len, MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN)) {
            return TALK_HUNG_UP;
        }
        to += got > 0 ? got : 0;
        len -= got > 0 ? (size_t)got : 0;
    }
    return TALK_DONE;
}

enum talk child_say_file(const struct child *c, int fd, size_t len)
{
    unsigned char chunk[CHUNK_BYTES];
    for (size_t at = 0; at < len;) {
        size_t want = len - at < sizeof(chunk) ? len - at : sizeof(chunk);
        ssize_t got = pread(fd, chunk, want, (off_t)at);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return TALK_NO_INPUT;
        }
        enum talk said = child_say(c, chunk, (size_t)got);
        if (said != TALK_DONE) {
            return said;
        }
        at += (size_t)got;
    }
    return TALK_DONE;
}
