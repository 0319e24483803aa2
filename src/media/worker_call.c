/* worker_call.c - posix_spawn, never fork: the server has threads. */
#include "media/worker_call.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include <sys/socket.h>
#include <sys/wait.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "media/image_worker.h"

enum { CHUNK_BYTES = 64 * 1024 };

/* How the talk with a child ended. */
enum talk { TALK_DONE, TALK_LATE, TALK_HUNG_UP, TALK_NO_INPUT };

struct child {
    pid_t pid;
    int socket;
    int64_t deadline_us;
};

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

static int spawn_on(char *exe, int socket, pid_t *ret_pid)
{
    char argument[] = IMAGE_WORKER_ARGUMENT;
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
        failed = failed != 0 ? failed : posix_spawn_file_actions_adddup2(&actions, socket, IMAGE_WORKER_FD);
        failed = failed != 0 ? failed : posix_spawn(ret_pid, exe, &actions, &attributes, argv, envp);
        (void)posix_spawnattr_destroy(&attributes);
    }
    (void)posix_spawn_file_actions_destroy(&actions);
    return failed;
}

static enum err child_start(const struct worker_question *q, struct child *ret)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        return FAIL("no socket for the image worker: errno=%d", errno);
    }
    ret->deadline_us = clock_monotonic_us() + (int64_t)q->timeout_ms * 1000;
    ret->socket = ends[0];
    int failed = spawn_on(q->exe, ends[1], &ret->pid);
    (void)close(ends[1]);
    if (failed != 0) {
        (void)close(ends[0]);
        return FAIL("cannot start the image worker %s: errno=%d", q->exe, failed);
    }
    return OK;
}

/* A child that has already ended keeps the status it ended with. */
static int child_end(const struct child *c)
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

static enum talk say(const struct child *c, const unsigned char *from, size_t len)
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

static enum talk hear(const struct child *c, unsigned char *to, size_t len)
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

/* Streams the upload, so that this process never holds it. */
static enum talk say_upload(const struct child *c, int fd, size_t len)
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
        enum talk said = say(c, chunk, (size_t)got);
        if (said != TALK_DONE) {
            return said;
        }
        at += (size_t)got;
    }
    return TALK_DONE;
}

static enum talk ask(const struct child *c, const struct worker_question *q)
{
    unsigned char head[WIRE_REQUEST_BYTES];
    size_t len = q->wish == WIRE_CLEAN ? q->len : 0;
    wire_put(head, RQ_MAGIC, WIRE_MAGIC);
    wire_put(head, RQ_WISH, (uint32_t)q->wish);
    wire_put(head, RQ_KEEPS_PNG, q->keeps_png ? 1 : 0);
    wire_put(head, RQ_LEN, (uint32_t)len);
    enum talk said = say(c, head, sizeof(head));
    return said == TALK_DONE ? say_upload(c, q->fd, len) : said;
}

/* --- the answer, from a process that an upload may have taken over: nothing in it is believed --- */

static bool file_is_sane(const unsigned char *head, size_t word, int edge_max, struct image_file *ret)
{
    uint32_t kind = wire_get(head, word);
    uint32_t width = wire_get(head, word + 1);
    uint32_t height = wire_get(head, word + 2);
    uint32_t len = wire_get(head, word + 3);
    if ((kind != IMAGE_JPEG && kind != IMAGE_PNG) || width < 1 || width > (uint32_t)edge_max || height < 1 ||
        height > (uint32_t)edge_max || len < SNIFF_BYTES || len > IMAGE_OUTPUT_MAX) {
        return false;
    }
    *ret = (struct image_file){.kind = (enum image_kind)kind, .width = (int)width, .height = (int)height, .len = len};
    return true;
}

static bool head_is_sane(const unsigned char *head, struct worker_answer *ret)
{
    uint32_t finding = wire_get(head, RS_FINDING);
    uint32_t width = wire_get(head, RS_SOURCE_WIDTH);
    uint32_t height = wire_get(head, RS_SOURCE_HEIGHT);
    if (wire_get(head, RS_MAGIC) != WIRE_MAGIC || finding >= MEDIA__COUNT || width > INT_MAX || height > INT_MAX) {
        return false;
    }
    ret->finding = (enum media_finding)finding;
    ret->confinement.in_force = wire_get(head, RS_IN_FORCE);
    ret->confinement.landlock_abi = (int)(wire_get(head, RS_LANDLOCK) & 0xff);
    ret->result.source_width = (int)width;
    ret->result.source_height = (int)height;
    ret->result.profile_dropped = wire_get(head, RS_PROFILE_DROPPED) != 0;
    return true;
}

static enum talk hear_file(const struct child *c, struct arena *a, struct image_file *f)
{
    f->bytes = arena_alloc(a, f->len, 1);
    return hear(c, f->bytes, f->len);
}

/* *ret_is_sane false: it spoke, but not our language. */
static enum talk hear_answer(const struct child *c, enum wire_wish wish, struct arena *a, struct worker_answer *ret,
                             bool *ret_is_sane)
{
    unsigned char head[WIRE_RESPONSE_BYTES];
    enum talk heard = hear(c, head, sizeof(head));
    if (heard != TALK_DONE) {
        return heard;
    }
    *ret_is_sane = head_is_sane(head, ret);
    if (!*ret_is_sane || wish == WIRE_PROBE || ret->finding != MEDIA_FINE) {
        return TALK_DONE;
    }
    struct image_file *full = &ret->result.full;
    struct image_file *thumb = &ret->result.thumb;
    *ret_is_sane =
        file_is_sane(head, RS_FULL, IMAGE_FULL_EDGE, full) && file_is_sane(head, RS_THUMB, IMAGE_THUMB_EDGE, thumb);
    if (!*ret_is_sane) {
        return TALK_DONE;
    }
    heard = hear_file(c, a, full);
    heard = heard == TALK_DONE ? hear_file(c, a, thumb) : heard;
    *ret_is_sane = heard != TALK_DONE || (sniff_kind(full->bytes, full->len) == full->kind &&
                                          sniff_kind(thumb->bytes, thumb->len) == thumb->kind);
    return heard;
}

/* Why a child fell silent. */
static enum err judge_silence(enum talk talk, int status, struct worker_answer *ret)
{
    if (talk == TALK_NO_INPUT) {
        return FAIL("cannot read the uploaded file");
    }
    if (talk == TALK_LATE) {
        log_line("warn", "event=image_worker_late");
    } else if (WIFSIGNALED(status)) {
        log_line("warn", "event=image_worker_killed signal=%d", WTERMSIG(status));
    } else {
        return FAIL("the image worker ended without an answer: status=%d", status);
    }
    *ret = (struct worker_answer){.finding = MEDIA_UNREADABLE};
    return OK;
}

enum err worker_call(const struct worker_question *q, struct arena *a, struct worker_answer *ret)
{
    struct child c = {.socket = -1};
    TRY(child_start(q, &c));
    struct worker_answer answer = {0};
    bool is_sane = false;
    enum talk talk = ask(&c, q);
    if (talk == TALK_DONE) {
        talk = hear_answer(&c, q->wish, a, &answer, &is_sane);
    }
    int status = child_end(&c);
    if (talk != TALK_DONE) {
        return judge_silence(talk, status, ret);
    }
    if (!is_sane) {
        return FAIL("the image worker's answer makes no sense");
    }
    *ret = answer;
    return OK;
}
