/* front_mhd.c - libmicrohttpd brings the bytes; door.c makes the request of them.
 *
 * Event threads poll() and answer what is quick.  What may wait is suspended, answered by a worker and resumed.
 * (poll and not epoll: 0.9.75 hangs in epoll mode whenever a thread finds exactly 128 connections ready.) */
#include "http/front_mhd.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "http/door.h"
#include "http/hall.h"
#include "http/listener.h"

enum {
    THREADS_DEFAULT = 2,
    THREADS_MAX = 64,
    WORKERS_DEFAULT = 8,
    WORKERS_MAX = 256,
    CONNECTIONS_DEFAULT = 2000,
    TIMEOUT_DEFAULT_S = 30,
    WAITING_MAX = 512, /* requests that wait for a worker */
    STOP_MAX_MS = 10 * 1000,
    STOP_STEP_MS = 5,
    REMARKS_MAX = 5 /* lines of the library's a second */
};
static const int64_t second_us = 1000000;
static const int64_t body_max_us = 600000000; /* how long a body may take to arrive */

enum stage { STAGE_HEADERS, STAGE_BODY, STAGE_WORKER, STAGE_ANSWERED };

/* One request on one connection; lives in its own arena until libmicrohttpd says that it is over. */
struct exchange {
    struct front_mhd *front;
    struct arena *arena;
    struct door door;
    const char *target;
    enum stage stage;
    int64_t began_us;
    uint64_t length;
    unsigned lengths_len;
    bool has_transfer_encoding;
    bool expects_continue;
    struct MHD_Connection *connection; /* while it is suspended */
    struct exchange *next;             /* in the workers' queue */
};

struct front_mhd {
    const struct hall *hall;
    struct MHD_Daemon *daemon;
    int listen_fd;
    uint16_t port;
    atomic_uint active;    /* requests between their headers and their last byte */
    atomic_uint suspended; /* of these, how many are with the workers               */
    atomic_bool is_stopping;
    atomic_llong remarks_second;
    atomic_uint remarks;
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t wake;
    struct exchange *first;
    struct exchange *last;
    size_t waiting_len;
    bool workers_quit;
    pthread_t *workers;
    unsigned workers_len;
};

static enum MHD_Result queue_answer(struct exchange *x, struct MHD_Connection *connection)
{
    const struct response *rs = &x->door.rs;
    /* libmicrohttpd takes void *, but only reads it; the bytes live as long as the exchange. */
    union {
        const void *from;
        void *to;
    } body = {.from = rs->body};
    struct MHD_Response *answer = MHD_create_response_from_buffer(rs->body_len, body.to, MHD_RESPMEM_PERSISTENT);
    if (answer == NULL) {
        return MHD_NO;
    }
    for (size_t i = 0; i < rs->headers_len; i++) {
        if (MHD_add_response_header(answer, rs->headers[i].name, rs->headers[i].value) != MHD_YES) {
            log_line("error", "event=header_dropped name=%s", rs->headers[i].name);
        }
    }
    if (x->door.must_close || atomic_load(&x->front->is_stopping)) {
        (void)MHD_add_response_header(answer, MHD_HTTP_HEADER_CONNECTION, "close");
    }
    x->stage = STAGE_ANSWERED;
    enum MHD_Result queued = MHD_queue_response(connection, (unsigned)rs->status, answer);
    MHD_destroy_response(answer);
    return queued;
}

/* --- workers --- */

static void *worker_run(void *data)
{
    struct front_mhd *f = data;
    for (;;) {
        (void)pthread_mutex_lock(&f->lock);
        while (f->first == NULL && !f->workers_quit) {
            (void)pthread_cond_wait(&f->wake, &f->lock);
        }
        struct exchange *x = f->first;
        if (x == NULL) {
            (void)pthread_mutex_unlock(&f->lock);
            return NULL;
        }
        f->first = x->next;
        f->waiting_len--;
        (void)pthread_mutex_unlock(&f->lock);
        door_serve(&x->door);
        /* From the next line on the exchange belongs to its event thread again. */
        MHD_resume_connection(x->connection);
        atomic_fetch_sub(&f->suspended, 1);
    }
}

/* False when the queue is full. */
static bool worker_take(struct front_mhd *f, struct exchange *x, struct MHD_Connection *connection)
{
    (void)pthread_mutex_lock(&f->lock);
    bool has_room = f->waiting_len < WAITING_MAX;
    if (has_room) {
        /* Suspended before a worker can see it: it must not be resumed earlier. */
        x->stage = STAGE_WORKER;
        x->connection = connection;
        x->next = NULL;
        atomic_fetch_add(&f->suspended, 1);
        MHD_suspend_connection(connection);
        if (f->first == NULL) {
            f->first = x;
        } else {
            f->last->next = x;
        }
        f->last = x;
        f->waiting_len++;
        (void)pthread_cond_signal(&f->wake);
    }
    (void)pthread_mutex_unlock(&f->lock);
    return has_room;
}

/* --- one request --- */

/* The library goes on to split the query into its own memory, which nobody reads, and hangs up without a word when a
 * query of many fields does not fit there.  We have our copy: let it find an empty one. */
static void hide_query(const char *target)
{
    union {
        const char *from;
        char *to;
    } line = {.from = target};
    char *query = strchr(line.to, '?');
    if (query != NULL && query[1] != '\0') {
        query[1] = '\0';
    }
}

static void *exchange_begin(void *data, const char *target, struct MHD_Connection *connection)
{
    (void)connection;
    struct front_mhd *f = data;
    struct arena *a = arena_new();
    struct exchange *x = ARENA_NEW(a, struct exchange);
    x->front = f;
    x->arena = a;
    x->began_us = clock_monotonic_us();
    x->target = arena_copy(a, target, strlen(target));
    hide_query(target);
    door_open(&x->door, f->hall, a);
    return x;
}

static void exchange_end(void *data, struct MHD_Connection *connection, void **slot,
                         enum MHD_RequestTerminationCode why)
{
    (void)connection;
    (void)why;
    struct front_mhd *f = data;
    struct exchange *x = *slot;
    if (x != NULL) {
        *slot = NULL;
        if (x->stage != STAGE_HEADERS) {
            atomic_fetch_sub(&f->active, 1);
        }
        arena_free(x->arena);
    }
}

static void remote_addr_read(struct exchange *x, struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *about = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (about == NULL || about->client_addr == NULL) {
        return;
    }
    char text[INET6_ADDRSTRLEN] = "";
    const struct sockaddr *addr = about->client_addr;
    if (addr->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, addr, sizeof v4);
        (void)inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
    } else if (addr->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, addr, sizeof v6);
        (void)inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
    }
    /* A dual-stack socket shows IPv4 clients as ::ffff:192.0.2.1; rules and logs know them as 192.0.2.1. */
    const char *plain = text_starts(text, "::ffff:") && strchr(text, '.') != NULL ? text + 7 : text;
    x->door.rq.remote_addr = arena_copy(x->arena, plain, strlen(plain));
}

static void length_read(struct exchange *x, const char *value)
{
    int64_t length = 0;
    if (text_to_int(value, 0, INT64_MAX, &length) != OK || (x->lengths_len > 0 && (uint64_t)length != x->length)) {
        x->door.must_close = true;
        door_refuse(&x->door, ERR_MALFORMED, "Content-Length");
        return;
    }
    x->lengths_len++;
    x->length = (uint64_t)length;
}

static enum MHD_Result header_read(void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
    (void)kind;
    struct exchange *x = data;
    value = value == NULL ? "" : value;
    door_header(&x->door, name, value);
    if (strcasecmp(name, "Content-Length") == 0) {
        length_read(x, value);
    } else if (strcasecmp(name, "Transfer-Encoding") == 0) {
        x->has_transfer_encoding = true;
    } else if (strcasecmp(name, "Expect") == 0) {
        x->expects_continue = strcasecmp(value, "100-continue") == 0;
    }
    return MHD_YES;
}

static enum MHD_Result headers_arrived(struct exchange *x, struct MHD_Connection *connection, const char *method,
                                       const char *version)
{
    struct front_mhd *f = x->front;
    remote_addr_read(x, connection);
    door_target(&x->door, method, x->target);
    (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, header_read, x);
    if (x->has_transfer_encoding && x->lengths_len > 0) {
        /* Two opinions about where the message ends are how requests are smuggled (RFC 9112 6.3). */
        x->door.must_close = true;
        door_refuse(&x->door, ERR_MALFORMED, "Content-Length beside Transfer-Encoding");
    }
    bool is_http11 = strcmp(version, "HTTP/1.0") != 0;
    x->stage = STAGE_BODY;
    atomic_fetch_add(&f->active, 1);
    if (door_headers_end(&x->door, is_http11, x->length, is_http11 && x->expects_continue) == DOOR_ANSWER) {
        door_serve(&x->door);
        return queue_answer(x, connection);
    }
    return MHD_YES;
}

static enum MHD_Result body_arrived(struct exchange *x, const char *bytes, size_t *len)
{
    bool goes_on = door_feed(&x->door, bytes, *len) && clock_monotonic_us() - x->began_us <= body_max_us;
    *len = 0;
    return goes_on ? MHD_YES : MHD_NO;
}

static enum MHD_Result message_complete(struct exchange *x, struct MHD_Connection *connection)
{
    struct front_mhd *f = x->front;
    door_body_end(&x->door);
    if (x->door.rq.door_error == OK && f->hall->is_slow(f->hall->app, &x->door.rq)) {
        if (worker_take(f, x, connection)) {
            return MHD_YES;
        }
        door_refuse(&x->door, ERR_BUSY, "no worker");
    }
    door_serve(&x->door);
    return queue_answer(x, connection);
}

/* libmicrohttpd calls this when the headers are in, for each piece of the body, at the end of the message, and when a
 * suspended connection was resumed.  The eight parameters are its. */
// NOLINTNEXTLINE(readability-function-size)
static enum MHD_Result on_request(void *data, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *bytes, size_t *bytes_len, void **slot)
{
    (void)data;
    (void)url;
    struct exchange *x = *slot;
    switch (x->stage) {
    case STAGE_HEADERS: return headers_arrived(x, connection, method, version);
    case STAGE_BODY: return *bytes_len > 0 ? body_arrived(x, bytes, bytes_len) : message_complete(x, connection);
    case STAGE_WORKER: return queue_answer(x, connection);
    case STAGE_ANSWERED: *bytes_len = 0; return MHD_YES;
    default: return MHD_NO;
    }
}

/* Paths, queries and cookies are decoded by us alone. */
static size_t leave_escaped(void *data, struct MHD_Connection *connection, char *s)
{
    (void)data;
    (void)connection;
    return strlen(s);
}

/* The library's own remarks, most of them about clients that left; a flood of them must not become a flood of lines. */
__attribute__((format(printf, 2, 0))) static void log_from_library(void *data, const char *fmt, va_list ap)
{
    struct front_mhd *f = data;
    int64_t second = clock_monotonic_us() / second_us;
    if (atomic_exchange(&f->remarks_second, second) != second) {
        unsigned hidden = atomic_exchange(&f->remarks, 0);
        if (hidden > REMARKS_MAX) {
            log_line("info", "event=mhd hidden=%u", hidden - REMARKS_MAX);
        }
    }
    if (atomic_fetch_add(&f->remarks, 1) < REMARKS_MAX) {
        char message[512];
        (void)vsnprintf(message, sizeof message, fmt, ap);
        message[strcspn(message, "\r\n")] = '\0';
        log_line("info", "event=mhd message=\"%s\"", message);
    }
}

/* --- start and stop --- */

static void workers_stop(struct front_mhd *f)
{
    (void)pthread_mutex_lock(&f->lock);
    f->workers_quit = true;
    (void)pthread_cond_broadcast(&f->wake);
    (void)pthread_mutex_unlock(&f->lock);
    for (unsigned i = 0; i < f->workers_len; i++) {
        (void)pthread_join(f->workers[i], NULL);
    }
}

static enum err workers_start(struct front_mhd *f, unsigned count)
{
    f->workers = calloc(count, sizeof *f->workers);
    if (f->workers == NULL) {
        return FAIL("out of memory");
    }
    for (; f->workers_len < count; f->workers_len++) {
        if (pthread_create(&f->workers[f->workers_len], NULL, worker_run, f) != 0) {
            return FAIL("cannot start worker %u", f->workers_len);
        }
    }
    return OK;
}

static void front_free(struct front_mhd *f)
{
    workers_stop(f);
    if (f->listen_fd >= 0) {
        (void)close(f->listen_fd);
    }
    (void)pthread_mutex_destroy(&f->lock);
    (void)pthread_cond_destroy(&f->wake);
    free(f->workers);
    free(f);
}

static unsigned chosen(unsigned wanted, unsigned otherwise, unsigned most)
{
    unsigned n = wanted == 0 ? otherwise : wanted;
    return n < most ? n : most;
}

static enum err daemon_start(struct front_mhd *f, const struct front_mhd_options *opt)
{
    unsigned threads = chosen(opt->threads, THREADS_DEFAULT, THREADS_MAX);
    struct MHD_OptionItem pool[] = {{MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)threads, NULL}, {MHD_OPTION_END, 0, NULL}};
    if (threads == 1) {
        pool[0].option = MHD_OPTION_END; /* the library knows a pool only from two on */
    }
    f->daemon = MHD_start_daemon(
        MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_ERROR_LOG, 0, NULL, NULL,
        on_request, f, MHD_OPTION_EXTERNAL_LOGGER, log_from_library, (void *)f, MHD_OPTION_LISTEN_SOCKET, f->listen_fd,
        MHD_OPTION_ARRAY, pool, MHD_OPTION_CONNECTION_LIMIT,
        chosen(opt->connections_max, CONNECTIONS_DEFAULT, UINT32_MAX), MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        opt->per_ip_max, MHD_OPTION_CONNECTION_TIMEOUT, chosen(opt->timeout_s, TIMEOUT_DEFAULT_S, UINT32_MAX),
        MHD_OPTION_URI_LOG_CALLBACK, exchange_begin, (void *)f, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, (void *)f,
        MHD_OPTION_NOTIFY_COMPLETED, exchange_end, (void *)f, MHD_OPTION_END);
    return f->daemon == NULL ? FAIL("libmicrohttpd does not start") : OK;
}

static enum err front_open(struct front_mhd *f, const struct front_mhd_options *opt)
{
    if (opt->listen == NULL) {
        f->listen_fd = opt->fd;
    } else {
        TRY(listener_tcp(opt->listen, &f->listen_fd));
    }
    f->port = listener_port(f->listen_fd);
    TRY(workers_start(f, chosen(opt->workers, WORKERS_DEFAULT, WORKERS_MAX)));
    return daemon_start(f, opt);
}

enum err front_mhd_start(const struct hall *hall, const struct front_mhd_options *opt, struct front_mhd **ret)
{
    struct front_mhd *f = calloc(1, sizeof *f);
    if (f == NULL) {
        return FAIL("out of memory");
    }
    f->hall = hall;
    f->listen_fd = -1;
    (void)pthread_mutex_init(&f->lock, NULL);
    (void)pthread_cond_init(&f->wake, NULL);
    enum err e = front_open(f, opt);
    if (e != OK) {
        front_free(f);
        return e;
    }
    *ret = f;
    return OK;
}

uint16_t front_mhd_port(const struct front_mhd *f)
{
    return f->port;
}

enum err front_mhd_stop(struct front_mhd *f)
{
    atomic_store(&f->is_stopping, true);
    (void)MHD_quiesce_daemon(f->daemon);
    const struct timespec step = {.tv_nsec = STOP_STEP_MS * 1000000L};
    for (int ms = 0; ms < STOP_MAX_MS && atomic_load(&f->active) > 0; ms += STOP_STEP_MS) {
        (void)nanosleep(&step, NULL);
    }
    if (atomic_load(&f->suspended) > 0) {
        log_line("error", "event=stop_unfinished requests=%u", atomic_load(&f->suspended));
        return ERR_BUSY; /* libmicrohttpd must not be stopped while connections are suspended */
    }
    MHD_stop_daemon(f->daemon);
    front_free(f);
    return OK;
}
