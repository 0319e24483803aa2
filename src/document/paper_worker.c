/* paper_worker.c */
#include "document/paper_worker.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "document/confine.h"
#include "document/press.h"
#include "document/wire.h"

enum { CPU_SECONDS = 10, SETUP_MAX = 64 * 1024 };

static int64_t cpu_us(void)
{
    struct rusage u;
    (void)getrusage(RUSAGE_SELF, &u);
    return (int64_t)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000 + u.ru_utime.tv_usec + u.ru_stime.tv_usec;
}

static enum err answer(int fd, struct arena *a, enum err e, const struct printed *out, int64_t spent)
{
    bool is_done = e == OK && out != NULL;
    struct paper_reply reply = {.code = (uint32_t)e, .cpu_us = spent};
    if (is_done) {
        reply.pages = out->pages;
        reply.missing = out->missing;
        reply.pdf_len = (uint32_t)out->len;
    }
    struct message m;
    TRY(encode_reply(&reply, a, &m));
    TRY(wire_send(fd, WIRE_REPLY, m, WIRE_FOREVER));
    if (!is_done) {
        return OK;
    }
    return wire_send(fd, WIRE_PDF, (struct message){.bytes = out->bytes, .len = out->len}, WIRE_FOREVER);
}

/* One small page with every face: it makes fontconfig write its cache and load what it loads lazily, which the
 * worker may no longer do once it is confined. */
static enum err warm_up(struct press *p)
{
    static const struct paper_field fact = {"黑体", "正文，abc 123 㛃䶮𬭊𫖯"};
    struct receipt_paper page = {
        .meta = {.title = "试印"}, .title = "小标宋", .heading = "楷体", .facts = &fact, .facts_len = 1};
    struct arena *a = arena_new();
    struct printed out;
    enum err e = press_receipt(p, &page, a, &out);
    arena_free(a);
    return e;
}

static enum err set_up(int fd, struct press **ret_press)
{
    struct arena *a = arena_new();
    enum wire_kind kind = WIRE_REPLY;
    struct message m;
    struct worker_setup setup;
    enum err e = wire_receive(fd, SETUP_MAX, WIRE_FOREVER, a, &kind, &m);
    if (e == OK) {
        e = kind == WIRE_SETUP ? decode_setup(m, a, &setup) : ERR_MALFORMED;
    }
    if (e == OK) {
        struct press_options options = {.icc_path = setup.icc_path};
        for (int i = 0; i < FACE__COUNT; i++) {
            options.families[i] = setup.families[i];
        }
        e = press_open(&options, ret_press);
    }
    if (e == OK) {
        e = warm_up(*ret_press);
    }
    if (e == OK && confine_calls() == 0) {
        log_line("warn", "event=paper_worker seccomp=off");
    }
    enum err sent = answer(fd, a, e, NULL, cpu_us());
    arena_free(a);
    return e != OK ? e : sent;
}

static enum err print_one(struct press *p, enum wire_kind kind, struct message m, struct arena *a, struct printed *ret)
{
    if (kind == WIRE_FORM) {
        struct form_paper form;
        TRY(decode_form(m, a, &form));
        return press_form(p, &form, a, ret);
    }
    if (kind == WIRE_RECEIPT) {
        struct receipt_paper receipt;
        TRY(decode_receipt(m, a, &receipt));
        return press_receipt(p, &receipt, a, ret);
    }
    if (kind == WIRE_OFFICE) {
        struct office_paper sheet;
        TRY(decode_office(m, a, &sheet));
        return press_office(p, &sheet, a, ret);
    }
    if (kind == WIRE_POSTER) {
        struct poster_paper poster;
        TRY(decode_poster(m, a, &poster));
        return press_poster(p, &poster, a, ret);
    }
    return ERR_MALFORMED;
}

/* One request, one answer; not OK when the server has gone. */
static enum err serve_one(int fd, struct press *p)
{
    struct arena *a = arena_new();
    enum wire_kind kind = WIRE_REPLY;
    struct message m;
    enum err e = wire_receive(fd, PAPER_REQUEST_MAX, WIRE_FOREVER, a, &kind, &m);
    if (e == OK) {
        confine_time(CPU_SECONDS);
        int64_t before = cpu_us();
        struct printed out = {0};
        enum err done = print_one(p, kind, m, a, &out);
        e = answer(fd, a, done, &out, cpu_us() - before);
    }
    arena_free(a);
    return e;
}

int paper_worker_main(int fd)
{
    (void)signal(SIGPIPE, SIG_IGN);
    confine_descriptors(fd);
    confine_memory();
    confine_time(CPU_SECONDS * 3);
    struct press *p = NULL;
    if (set_up(fd, &p) != OK) {
        press_close(p);
        return EXIT_FAILURE;
    }
    while (serve_one(fd, p) == OK) {
    }
    press_close(p);
    return EXIT_SUCCESS;
}
