/* front_fcgi.c - what a web server sends becomes a request; libfcgi reads its parameters and writes the answer.
 *
 * Each thread takes one connection, answers one request and closes it: a kept connection would own its thread.
 * We accept ourselves, because libfcgi's accept cannot be woken without closing a socket that may belong to systemd.
 * fcgi_input.c receives; a head it found sound is handed to libfcgi through a pair of sockets of the thread's own,
 * since libfcgi must never read from a stranger; from then on libfcgi has the real connection, to write to and to
 * close. All threads wait with EPOLLEXCLUSIVE, so that a connection wakes one of them. */
#include "http/front_fcgi.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "http/door.h"
#include "http/fcgi_input.h"
#include "http/hall.h"
#include "http/listener.h"

enum {
    THREADS_DEFAULT = 8,
    THREADS_MAX = 256,
    PEER_TIMEOUT_S = 30, /* silence of the web server on one connection */
    STOP_MAX_MS = 10 * 1000,
    STOP_STEP_MS = 5,
    PIECE_MAX = 1024 * 1024 /* libfcgi counts in int */
};

struct front_fcgi {
    const struct hall *hall;
    int listen_fd;
    int stop_fd;       /* an eventfd that becomes readable, and stays so, when it is time to leave */
    char *socket_path; /* NULL: inherited */
    atomic_uint running;
    pthread_t *threads;
    unsigned threads_len;
};

/* --- one request --- */

struct message {
    const char *method;
    const char *target;
    const char *query;
    const char *protocol;
    uint64_t length;
    bool has_bad_length;
};

static bool is_named(const char *name, size_t len, const char *word)
{
    return strlen(word) == len && memcmp(name, word, len) == 0;
}

static void param_read(struct door *d, struct message *m, const char *name, size_t len, const char *value)
{
    if (door_cgi_header(d, name, len, value)) {
        return;
    }
    if (is_named(name, len, "REQUEST_METHOD")) {
        m->method = value;
    } else if (is_named(name, len, "REQUEST_URI")) {
        m->target = value;
    } else if (is_named(name, len, "QUERY_STRING")) {
        m->query = value;
    } else if (is_named(name, len, "SERVER_PROTOCOL")) {
        m->protocol = value;
    } else if (is_named(name, len, "REMOTE_ADDR")) {
        d->rq.remote_addr = value;
    } else if (is_named(name, len, "HTTPS")) {
        d->rq.is_https = strcmp(value, "on") == 0 || strcmp(value, "1") == 0;
    } else if (is_named(name, len, "CONTENT_LENGTH") && *value != '\0') {
        int64_t length = 0;
        m->has_bad_length = text_to_int(value, 0, INT64_MAX, &length) != OK;
        m->length = (uint64_t)length;
    }
}

static void params_read(struct door *d, struct message *m, char *const *envp)
{
    for (; envp != NULL && *envp != NULL; envp++) {
        const char *equals = strchr(*envp, '=');
        if (equals != NULL) {
            param_read(d, m, *envp, (size_t)(equals - *envp), equals + 1);
        }
    }
}

/* False when the web server has gone, or speaks no FastCGI any more: there is nobody to answer. */
static bool body_read(struct door *d, struct fcgi_input *in, uint64_t length)
{
    for (bool goes_on = true; goes_on;) {
        const char *bytes = NULL;
        size_t len = 0;
        if (fcgi_input_body(in, &bytes, &len) != OK) {
            return false;
        }
        if (len == 0) {
            break;
        }
        goes_on = door_feed(d, bytes, len);
    }
    if (length > 0 && d->received != length) {
        door_refuse(d, ERR_MALFORMED, "body shorter or longer than Content-Length");
    }
    door_body_end(d);
    return true;
}

static void answer_write(const struct door *d, FCGX_Stream *out)
{
    const struct response *rs = &d->rs;
    (void)FCGX_FPrintF(out, "Status: %d %s\r\n", rs->status, status_reason(rs->status));
    for (size_t i = 0; i < rs->headers_len; i++) {
        (void)FCGX_PutS(rs->headers[i].name, out);
        (void)FCGX_PutS(": ", out);
        (void)FCGX_PutS(rs->headers[i].value, out);
        (void)FCGX_PutS("\r\n", out);
    }
    if (door_sends_length(d)) {
        char length[48];
        (void)snprintf(length, sizeof length, "Content-Length: %zu\r\n", rs->body_len);
        (void)FCGX_PutS(length, out);
    }
    (void)FCGX_PutS("\r\n", out);
    size_t left = door_sends_body(d) ? rs->body_len : 0;
    for (const char *s = rs->body; left > 0;) {
        int piece = left < PIECE_MAX ? (int)left : PIECE_MAX;
        if (FCGX_PutStr(s, piece, out) != piece) {
            return; /* the client has gone */
        }
        s += piece;
        left -= (size_t)piece;
    }
}

/* Reads, asks the hall, writes.  False: closed without an answer. */
static bool request_answer(const struct front_fcgi *f, FCGX_Request *fr, struct fcgi_input *in, struct arena *a)
{
    struct door d;
    door_open(&d, f->hall, a);
    struct message m = {.method = "", .target = "", .query = "", .protocol = ""};
    params_read(&d, &m, fr->envp);
    if (strchr(m.target, '?') == NULL && *m.query != '\0') {
        m.target = text_format(a, "%s?%s", m.target, m.query);
    }
    door_target(&d, m.method, m.target);
    if (m.has_bad_length) {
        door_refuse(&d, ERR_MALFORMED, "Content-Length");
    }
    bool is_http11 = *m.protocol != '\0' && strcmp(m.protocol, "HTTP/1.0") != 0;
    if (door_headers_end(&d, is_http11, m.length, false) == DOOR_READ && !body_read(&d, in, m.length)) {
        return false;
    }
    door_serve(&d);
    answer_write(&d, fr->out);
    return true;
}

/* --- threads --- */

enum waited { WAITED_CONNECTION, WAITED_NOTHING, WAITED_STOP };

static enum waited wait_for_work(const struct front_fcgi *f, int epoll_fd)
{
    struct epoll_event ready[2];
    int n = epoll_wait(epoll_fd, ready, 2, -1);
    enum waited found = WAITED_NOTHING;
    for (int i = 0; i < n; i++) {
        if (ready[i].data.fd == f->stop_fd) {
            return WAITED_STOP;
        }
        found = WAITED_CONNECTION;
    }
    return found;
}

/* -1 when another thread was quicker or the peer has gone already. */
static int connection_take(const struct front_fcgi *f)
{
    int fd = accept(f->listen_fd, NULL, NULL);
    if (fd < 0) {
        if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) {
            log_line("error", "event=accept_failed errno=%d", errno);
            const struct timespec pause = {.tv_nsec = 50 * 1000000L};
            (void)nanosleep(&pause, NULL); /* the connection stays readable: do not spin on it */
        }
        return -1;
    }
    (void)fcntl(fd, F_SETFD, FD_CLOEXEC);
    const struct timeval silence = {.tv_sec = PEER_TIMEOUT_S};
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof silence);
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &silence, sizeof silence);
    return fd;
}

static int epoll_make(const struct front_fcgi *f)
{
    int fd = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event listening = {.events = EPOLLIN | EPOLLEXCLUSIVE, .data.fd = f->listen_fd};
    struct epoll_event stopping = {.events = EPOLLIN, .data.fd = f->stop_fd};
    if (fd >= 0 && (epoll_ctl(fd, EPOLL_CTL_ADD, f->listen_fd, &listening) != 0 ||
                    epoll_ctl(fd, EPOLL_CTL_ADD, f->stop_fd, &stopping) != 0)) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

/* What one thread needs. */
struct desk {
    struct front_fcgi *front;
    FCGX_Request fr;
    int pair[2]; /* [0]: we write a head; [1]: libfcgi reads it */
    int epoll_fd;
    struct fcgi_input in;
};

/* Lets libfcgi read the head, which fits the pair's buffer whole. */
static bool head_pass(struct desk *k)
{
    if (k->pair[1] < 0 && socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, k->pair) != 0) {
        log_line("error", "event=socketpair_failed errno=%d", errno);
        return false;
    }
    if (send(k->pair[0], k->in.bytes, k->in.head_len, MSG_NOSIGNAL) != (ssize_t)k->in.head_len) {
        return false;
    }
    k->fr.ipcFd = k->pair[1];
    k->fr.keepConnection = 1; /* or it would begin by closing it */
    if (FCGX_Accept_r(&k->fr) != 0) {
        (void)close(k->pair[0]); /* it has closed the other end */
        k->pair[0] = -1;
        k->pair[1] = -1;
        return false;
    }
    return true;
}

static void connection_serve(struct desk *k, int fd)
{
    if (fcgi_input_open(&k->in, fd) != OK || !head_pass(k)) {
        log_line("info", "event=fcgi_refused");
        (void)close(fd);
        return;
    }
    k->fr.ipcFd = fd; /* from here on it only writes */
    struct arena *a = arena_new();
    if (request_answer(k->front, &k->fr, &k->in, a)) {
        /* libfcgi flushes, closes in order and reads what the web server still sends. */
        k->fr.keepConnection = 0;
        FCGX_Finish_r(&k->fr);
    } else {
        k->fr.ipcFd = -1;
        FCGX_Free(&k->fr, 0);
        (void)close(fd);
    }
    arena_free(a);
}

static void *thread_run(void *data)
{
    struct desk *k = data;
    struct front_fcgi *f = k->front;
    if (FCGX_InitRequest(&k->fr, -1, 0) != 0) {
        log_line("error", "event=fcgi_thread_failed");
    }
    for (enum waited found = WAITED_NOTHING; found != WAITED_STOP; found = wait_for_work(f, k->epoll_fd)) {
        int fd = found == WAITED_CONNECTION ? connection_take(f) : -1;
        if (fd >= 0) {
            connection_serve(k, fd);
        }
    }
    if (k->pair[1] >= 0) {
        (void)close(k->pair[0]);
        (void)close(k->pair[1]);
    }
    (void)close(k->epoll_fd);
    free(k);
    atomic_fetch_sub(&f->running, 1);
    return NULL;
}

/* --- start and stop --- */

static enum err front_open(struct front_fcgi *f, const struct front_fcgi_options *opt)
{
    if (FCGX_Init() != 0) {
        return FAIL("libfcgi does not start");
    }
    if (opt->socket_path == NULL) {
        f->listen_fd = opt->fd;
    } else {
        TRY(listener_unix(opt->socket_path, &f->listen_fd));
        f->socket_path = strdup(opt->socket_path);
    }
    int is_listening = 0;
    socklen_t len = sizeof is_listening;
    if (getsockopt(f->listen_fd, SOL_SOCKET, SO_ACCEPTCONN, &is_listening, &len) != 0 || is_listening == 0) {
        return ERR_INVALID;
    }
    int flags = fcntl(f->listen_fd, F_GETFL);
    if (flags < 0 || fcntl(f->listen_fd, F_SETFL, flags | O_NONBLOCK) != 0) {
        return FAIL("listener: errno %d", errno);
    }
    f->stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return f->stop_fd < 0 ? FAIL("eventfd: errno %d", errno) : OK;
}

static enum err thread_start(struct front_fcgi *f, pthread_t *ret)
{
    struct desk *k = calloc(1, sizeof *k);
    if (k == NULL) {
        return FAIL("out of memory");
    }
    k->front = f;
    k->pair[0] = -1;
    k->pair[1] = -1;
    k->epoll_fd = epoll_make(f);
    if (k->epoll_fd < 0) {
        free(k);
        return FAIL("epoll: errno %d", errno);
    }
    atomic_fetch_add(&f->running, 1);
    if (pthread_create(ret, NULL, thread_run, k) != 0) {
        atomic_fetch_sub(&f->running, 1);
        (void)close(k->epoll_fd);
        free(k);
        return FAIL("cannot start thread %u", f->threads_len);
    }
    return OK;
}

static enum err threads_start(struct front_fcgi *f, unsigned count)
{
    f->threads = calloc(count, sizeof *f->threads);
    if (f->threads == NULL) {
        return FAIL("out of memory");
    }
    for (; f->threads_len < count; f->threads_len++) {
        TRY(thread_start(f, &f->threads[f->threads_len]));
    }
    return OK;
}

static void stop_tell(const struct front_fcgi *f)
{
    const uint64_t one = 1;
    if (f->stop_fd >= 0 && write(f->stop_fd, &one, sizeof one) < 0) {
        log_line("error", "event=stop_not_told errno=%d", errno);
    }
}

static void front_free(struct front_fcgi *f)
{
    for (unsigned i = 0; i < f->threads_len; i++) {
        (void)pthread_join(f->threads[i], NULL);
    }
    if (f->socket_path != NULL) {
        (void)unlink(f->socket_path);
        (void)close(f->listen_fd);
    }
    if (f->stop_fd >= 0) {
        (void)close(f->stop_fd);
    }
    free(f->socket_path);
    free(f->threads);
    free(f);
}

enum err front_fcgi_start(const struct hall *hall, const struct front_fcgi_options *opt, struct front_fcgi **ret)
{
    struct front_fcgi *f = calloc(1, sizeof *f);
    if (f == NULL) {
        return FAIL("out of memory");
    }
    f->hall = hall;
    f->listen_fd = -1;
    f->stop_fd = -1;
    unsigned threads = opt->threads == 0 ? THREADS_DEFAULT : opt->threads;
    enum err e = front_open(f, opt);
    if (e == OK) {
        e = threads_start(f, threads < THREADS_MAX ? threads : THREADS_MAX);
    }
    if (e != OK) {
        stop_tell(f);
        front_free(f);
        return e;
    }
    *ret = f;
    return OK;
}

enum err front_fcgi_stop(struct front_fcgi *f)
{
    stop_tell(f);
    const struct timespec step = {.tv_nsec = STOP_STEP_MS * 1000000L};
    for (int ms = 0; ms < STOP_MAX_MS && atomic_load(&f->running) > 0; ms += STOP_STEP_MS) {
        (void)nanosleep(&step, NULL);
    }
    if (atomic_load(&f->running) > 0) {
        log_line("error", "event=stop_unfinished requests=%u", atomic_load(&f->running));
        return ERR_BUSY;
    }
    front_free(f);
    return OK;
}

enum err front_fcgi_run(const struct hall *hall, const struct front_fcgi_options *opt)
{
    struct front_fcgi *f = NULL;
    enum err e = front_fcgi_start(hall, opt, &f);
    if (f == NULL) {
        return e;
    }
    struct pollfd stop = {.fd = opt->stop_fd, .events = POLLIN};
    while (poll(&stop, 1, -1) < 0 && errno == EINTR) {
    }
    return front_fcgi_stop(f);
}
