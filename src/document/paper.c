/* paper.c */
#include "document/paper.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "document/font_conf.h"
#include "document/wire.h"

enum { WORKERS_MAX = 16, WORKER_FD = 3, START_SECONDS = 60, ANSWER_MAX = 256 * 1024 * 1024, SECOND_US = 1000000 };

struct worker {
    pid_t pid; /* 0: not running */
    int fd;
    bool is_busy;
};

/* Someone waiting in line; lives on the waiter's stack. */
struct place {
    struct place *next;
};

struct paper {
    struct arena *arena; /* owner of what was made at the start */
    const char *exec_path;
    const char *environment; /* FONTCONFIG_FILE=... */
    struct message setup;
    unsigned waiting_max;
    int64_t wait_us;
    int64_t document_us;
    pthread_mutex_t lock; /* guards all below */
    pthread_cond_t moved;
    struct place *line;
    unsigned waiting;
    unsigned workers_len;
    struct worker workers[WORKERS_MAX];
};

static void copy_options(struct paper *p, const struct paper_options *o)
{
    const char *path = text_is_empty(o->exec_path) ? "/proc/self/exe" : o->exec_path;
    p->exec_path = arena_copy(p->arena, path, strlen(path));
    p->workers_len = o->workers == 0 ? 1 : o->workers < WORKERS_MAX ? o->workers : WORKERS_MAX;
    p->waiting_max = o->waiting_max == 0 ? 32 : o->waiting_max;
    p->wait_us = (int64_t)(o->wait_seconds == 0 ? 20 : o->wait_seconds) * SECOND_US;
    p->document_us = (int64_t)(o->document_seconds == 0 ? 15 : o->document_seconds) * SECOND_US;
}

/* fontconfig wants absolute names whatever directory the server runs in. */
static enum err absolute(struct arena *a, const char *path, const char **ret_path)
{
    if (path[0] == '/') {
        *ret_path = arena_copy(a, path, strlen(path));
        return OK;
    }
    char here[4096];
    if (getcwd(here, sizeof here) == NULL) {
        return FAIL("no working directory: %s", strerror(errno));
    }
    *ret_path = text_format(a, "%s/%s", here, path);
    return OK;
}

static enum err prepare(struct paper *p, const struct paper_options *o)
{
    copy_options(p, o);
    const char *runtime_dir = NULL;
    TRY(absolute(p->arena, o->runtime_dir, &runtime_dir));
    const char *chains[4];
    font_chains(&o->fonts, p->arena, chains);
    const char *directories =
        text_is_empty(o->fonts.directories) ? "/usr/share/fonts:/usr/local/share/fonts" : o->fonts.directories;
    const char *text = font_conf_text(directories, chains, runtime_dir, p->arena);
    const char *conf = NULL;
    TRY(font_conf_write(text, runtime_dir, p->arena, &conf));
    p->environment = text_format(p->arena, "FONTCONFIG_FILE=%s", conf);
    struct worker_setup setup = {.icc_path =
                                     text_is_empty(o->icc_path) ? "/usr/share/color/icc/sRGB.icc" : o->icc_path};
    memcpy(setup.families, chains, sizeof setup.families);
    return encode_setup(&setup, p->arena, &p->setup);
}

static void init_locks(struct paper *p)
{
    pthread_condattr_t attr;
    (void)pthread_condattr_init(&attr);
    (void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&p->moved, &attr);
    (void)pthread_condattr_destroy(&attr);
    (void)pthread_mutex_init(&p->lock, NULL);
}

enum err paper_open(const struct paper_options *options, struct paper **ret_paper)
{
    struct paper *p = calloc(1, sizeof *p);
    if (p == NULL) {
        return FAIL("no memory for the paper pool");
    }
    p->arena = arena_new();
    init_locks(p);
    enum err e = prepare(p, options);
    if (e != OK) {
        paper_close(p);
        return e;
    }
    *ret_paper = p;
    return OK;
}

/* Ends a worker at once; it holds nothing that needs an orderly end. */
static void worker_stop(struct worker *w)
{
    if (w->pid > 0) {
        (void)close(w->fd);
        (void)kill(w->pid, SIGKILL);
        while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR) {
        }
        w->pid = 0;
    }
}

void paper_close(struct paper *p)
{
    if (p == NULL) {
        return;
    }
    for (unsigned i = 0; i < p->workers_len; i++) {
        worker_stop(&p->workers[i]);
    }
    (void)pthread_cond_destroy(&p->moved);
    (void)pthread_mutex_destroy(&p->lock);
    arena_free(p->arena);
    free(p);
}

/* A worker has its own process group, so that Ctrl-C reaches the server alone, and no signal of the server's is
 * blocked or ignored in it. */
static int spawn_attributes(posix_spawnattr_t *attr)
{
    sigset_t none;
    sigset_t all;
    (void)sigemptyset(&none);
    (void)sigfillset(&all);
    return posix_spawnattr_setsigmask(attr, &none) | posix_spawnattr_setsigdefault(attr, &all) |
           posix_spawnattr_setpgroup(attr, 0) |
           posix_spawnattr_setflags(attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
}

/* posix_spawn, never fork: Pango hangs in a forked child (quality/PDF.md), and a server has threads. */
static enum err spawn(const struct paper *p, int socket_fd, pid_t *ret_pid)
{
    char name[] = "jianpin";
    char command[] = "paper-worker";
    char *argv[] = {name, command, NULL};
    char locale[] = "LC_ALL=C.UTF-8";
    char *conf = strdup(p->environment);
    char *envp[] = {conf, locale, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
    int failed = conf == NULL;
    failed |= posix_spawn_file_actions_init(&actions);
    failed |= posix_spawnattr_init(&attr);
    failed |= posix_spawn_file_actions_adddup2(&actions, socket_fd, WORKER_FD);
    failed |= spawn_attributes(&attr);
    int error = failed != 0 ? ENOMEM : posix_spawn(ret_pid, p->exec_path, &actions, &attr, argv, envp);
    (void)posix_spawnattr_destroy(&attr);
    (void)posix_spawn_file_actions_destroy(&actions);
    free(conf);
    return error == 0 ? OK : FAIL("cannot start %s: %s", p->exec_path, strerror(error));
}

static enum err receive_reply(int fd, int64_t until, struct arena *a, struct paper_reply *ret)
{
    enum wire_kind kind = WIRE_SETUP;
    struct message m;
    TRY(wire_receive(fd, PAPER_REQUEST_MAX, until, a, &kind, &m));
    return kind == WIRE_REPLY ? decode_reply(m, a, ret) : ERR_MALFORMED;
}

static enum err greet(const struct paper *p, const struct worker *w)
{
    struct arena *a = arena_new();
    int64_t until = clock_monotonic_us() + (int64_t)START_SECONDS * SECOND_US;
    struct paper_reply reply = {.code = ERR_INTERNAL};
    enum err e = wire_send(w->fd, WIRE_SETUP, p->setup, until);
    if (e == OK) {
        e = receive_reply(w->fd, until, a, &reply);
    }
    arena_free(a);
    return e == OK && reply.code == OK ? OK : FAIL("a paper worker did not come up: %s", err_name(e));
}

static enum err worker_start(const struct paper *p, struct worker *w)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        return FAIL("no socket for a paper worker: %s", strerror(errno));
    }
    pid_t pid = 0;
    enum err e = spawn(p, pair[1], &pid);
    (void)close(pair[1]);
    if (e != OK) {
        (void)close(pair[0]);
        return e;
    }
    w->pid = pid;
    w->fd = pair[0];
    e = greet(p, w);
    if (e != OK) {
        worker_stop(w);
    }
    return e;
}

static struct worker *free_worker(struct paper *p)
{
    for (unsigned i = 0; i < p->workers_len; i++) {
        if (!p->workers[i].is_busy) {
            return &p->workers[i];
        }
    }
    return NULL;
}

static void leave_line(struct paper *p, const struct place *me)
{
    struct place **at = &p->line;
    while (*at != me) {
        at = &(*at)->next;
    }
    *at = me->next;
    p->waiting--;
    (void)pthread_cond_broadcast(&p->moved);
}

/* Waits in line, first come, first served. */
static enum err take_worker(struct paper *p, struct worker **ret_worker)
{
    struct timespec until;
    int64_t at = clock_monotonic_us() + p->wait_us;
    until.tv_sec = (time_t)(at / SECOND_US);
    until.tv_nsec = (long)(at % SECOND_US) * 1000;
    struct place me = {NULL};
    enum err e = OK;
    (void)pthread_mutex_lock(&p->lock);
    if (p->waiting >= p->waiting_max) {
        (void)pthread_mutex_unlock(&p->lock);
        return ERR_BUSY;
    }
    struct place **end = &p->line;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = &me;
    p->waiting++;
    struct worker *w = p->line == &me ? free_worker(p) : NULL;
    while (e == OK && w == NULL) {
        e = pthread_cond_timedwait(&p->moved, &p->lock, &until) == ETIMEDOUT ? ERR_BUSY : OK;
        w = p->line == &me ? free_worker(p) : NULL;
    }
    if (e == OK && w != NULL) {
        w->is_busy = true;
        *ret_worker = w;
    }
    leave_line(p, &me);
    (void)pthread_mutex_unlock(&p->lock);
    return e;
}

static void give_back(struct paper *p, struct worker *w)
{
    (void)pthread_mutex_lock(&p->lock);
    w->is_busy = false;
    (void)pthread_cond_broadcast(&p->moved);
    (void)pthread_mutex_unlock(&p->lock);
}

/* A document on its way through a worker. */
struct job {
    enum wire_kind kind;
    struct message request;
    struct arena *arena;
    enum err answer; /* what the worker said */
    struct paper_pdf pdf;
};

/* Sends the request and reads the answer; not OK when there was none. */
static enum err converse(const struct paper *p, const struct worker *w, struct job *j)
{
    int64_t until = clock_monotonic_us() + p->document_us;
    struct paper_reply reply;
    TRY(wire_send(w->fd, j->kind, j->request, until));
    TRY(receive_reply(w->fd, until, j->arena, &reply));
    j->answer = (enum err)reply.code;
    if (j->answer != OK) {
        return OK;
    }
    enum wire_kind kind = WIRE_SETUP;
    struct message pdf;
    TRY(wire_receive(w->fd, ANSWER_MAX, until, j->arena, &kind, &pdf));
    if (kind != WIRE_PDF || pdf.len != reply.pdf_len || pdf.len == 0) {
        return ERR_MALFORMED;
    }
    j->pdf = (struct paper_pdf){
        .bytes = pdf.bytes, .len = pdf.len, .pages = reply.pages, .missing = reply.missing, .cpu_us = reply.cpu_us};
    return OK;
}

/* One attempt; a worker that gave no answer is stopped, and the next document starts another. */
static enum err attempt(const struct paper *p, struct worker *w, struct job *j)
{
    if (w->pid == 0) {
        TRY(worker_start(p, w));
    }
    enum err e = converse(p, w, j);
    if (e != OK) {
        worker_stop(w);
    }
    return e;
}

static enum err print(struct paper *p, struct job *j, struct paper_pdf *ret_pdf)
{
    struct worker *w = NULL;
    TRY(take_worker(p, &w));
    bool was_running = w->pid != 0;
    enum err e = attempt(p, w, j);
    if (e == ERR_NOT_FOUND && was_running) {
        /* It may have died while it was idle; a fresh one tells whether the document is to blame. */
        e = attempt(p, w, j);
    }
    give_back(p, w);
    if (e != OK) {
        return e == ERR_INTERNAL ? e : FAIL("a paper worker gave no answer: %s", err_name(e));
    }
    if (j->answer != OK) {
        bool is_callers = j->answer == ERR_MALFORMED || j->answer == ERR_TOO_LARGE;
        return is_callers ? j->answer : FAIL("a paper worker failed: %s", err_name(j->answer));
    }
    *ret_pdf = j->pdf;
    return OK;
}

enum err paper_form(struct paper *p, const struct form_paper *in, struct arena *a, struct paper_pdf *ret_pdf)
{
    struct job j = {.kind = WIRE_FORM, .arena = a};
    TRY(encode_form(in, a, &j.request));
    return print(p, &j, ret_pdf);
}

enum err paper_receipt(struct paper *p, const struct receipt_paper *in, struct arena *a, struct paper_pdf *ret_pdf)
{
    struct job j = {.kind = WIRE_RECEIPT, .arena = a};
    TRY(encode_receipt(in, a, &j.request));
    return print(p, &j, ret_pdf);
}

enum err paper_office(struct paper *p, const struct office_paper *in, struct arena *a, struct paper_pdf *ret_pdf)
{
    struct job j = {.kind = WIRE_OFFICE, .arena = a};
    TRY(encode_office(in, a, &j.request));
    return print(p, &j, ret_pdf);
}

enum err paper_poster(struct paper *p, const struct poster_paper *in, struct arena *a, struct paper_pdf *ret_pdf)
{
    struct job j = {.kind = WIRE_POSTER, .arena = a};
    TRY(encode_poster(in, a, &j.request));
    return print(p, &j, ret_pdf);
}
