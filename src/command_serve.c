/* command_serve.c - `serve` and `fcgi`: the same application behind one door or the other, until a signal. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/background.h"
#include "base/date.h"
#include "base/log.h"
#include "base/text.h"
#include "command.h"
#include "config.h"
#include "demo_accounts.h"
#include "document/paper.h"
#include "http/front_fcgi.h"
#include "http/front_mhd.h"
#include "installation.h"
#include "mail/mail_runner.h"
#include "media/media.h"
#include "media/partial_file.h"
#include "say.h"
#include "store/evidence_store.h"
#include "store/import_runner.h"
#include "store/store.h"
#include "store/upkeep_runner.h"
#include "store/upkeep_store.h"
#include "table/table.h"
#include "version.h"
#include "web/page_cache.h"
#include "web/presence.h"
#include "web/rate.h"
#include "web/web.h"

enum { ORPHAN_HOURS = 24, UPLOAD_HOURS = 24, SECONDS_AN_HOUR = 3600 };

/* deploy/nginx-location.conf keeps a page for a second, which it counts in whole ones: up to two; and one more for a
 * page that was on its way there. */
enum { FRONT_KEEPS_MS = 3000 };

struct serving {
    struct installation in;
    struct app app;
    struct hall hall;
    struct import_runner_options import_options;
    struct upkeep_runner_options upkeep_options;
    struct background *upkeep;
    sigset_t signals;
    bool gathers_log;
};

/* Before the first thread: they all inherit the mask, and main alone takes the signals. */
static void hold_signals(sigset_t *signals)
{
    (void)sigemptyset(signals);
    (void)sigaddset(signals, SIGTERM);
    (void)sigaddset(signals, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, signals, NULL);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    (void)sigaction(SIGPIPE, &ignore, NULL);
}

static const char *or_null(const char *s)
{
    return *s == '\0' ? NULL : s;
}

static enum err open_paper(struct serving *s, const struct config *c)
{
    const char *dir = installation_path(&s->in, "spool/paper");
    if (mkdir(dir, 0700) != 0 && errno != EEXIST) {
        return FAIL("event=mkdir path=%s error=\"%s\"", dir, strerror(errno));
    }
    struct paper_options options = {
        .runtime_dir = dir,
        .icc_path = or_null(c->text[KEY_ICC_PROFILE]),
        .fonts = {.body = or_null(c->text[KEY_FONT_BODY]),
                  .label = or_null(c->text[KEY_FONT_LABEL]),
                  .title = or_null(c->text[KEY_FONT_TITLE]),
                  .kai = or_null(c->text[KEY_FONT_KAI]),
                  .directories = or_null(c->text[KEY_FONT_DIRECTORIES])},
        .workers = (unsigned)c->paper_workers,
    };
    return paper_open(&options, &s->app.paper);
}

static bool is_named(void *reader, const char *sha256)
{
    return media_is_named(reader, sha256);
}

static enum err sweep_in_transaction(struct db *db, void *ctx)
{
    const struct serving *s = ctx;
    return evidence_sweep(db, clock_now(&s->in.clock) - (int64_t)UPLOAD_HOURS * SECONDS_AN_HOUR);
}

/* Uploads that nobody continued, and the rows of files that no draft and no version names: the files go after them. */
static void sweep_evidence(struct serving *s)
{
    size_t swept = 0;
    enum err e = partial_sweep(installation_path(&s->in, "spool"), UPLOAD_HOURS, &swept);
    e = e == OK ? store_write(s->in.store, sweep_in_transaction, s) : e;
    if (e != OK) {
        log_line("warn", "event=evidence_sweep error=%s", err_name(e));
    } else if (swept > 0) {
        log_line("info", "event=evidence_sweep uploads=%zu", swept);
    }
}

/* Says what holds the picture workers, and sweeps files that were stored for a form that never came. */
static void look_at_media(struct serving *s)
{
    struct confinement held = {0};
    size_t swept = 0;
    sweep_evidence(s);
    if (media_probe(s->app.media, &held) != OK) {
        log_line("error", "event=image_worker error=\"cannot confine itself; no picture will be taken\"");
    } else {
        log_line("info", "event=image_worker confinement=%u landlock=%d", held.in_force, held.landlock_abi);
    }
    if (media_sweep(s->app.media, ORPHAN_HOURS, is_named, s->in.reader, &swept) == OK && swept > 0) {
        log_line("info", "event=media_sweep removed=%zu", swept);
    }
}

/* SECURITY.md section 2: everybody but the units; a demonstration only offers it, so that one click signs in. */
static void choose_totp(struct serving *s, const struct config *c)
{
    for (int g = 0; g < TOTP_GROUPS; g++) {
        enum totp_rule rule = s->in.is_demo || g == TOTP_UNITS ? TOTP_OFFERED : TOTP_REQUIRED;
        s->app.config.totp[g] = c->has_totp[g] ? c->totp[g] : rule;
    }
}

/* Goes on where the last process ended. */
static enum err start_imports(struct serving *s)
{
    s->import_options = (struct import_runner_options){
        .store = s->in.store, .random = &s->in.random, .clock = &s->in.clock, .round = &s->in.round};
    return import_runner_start(&s->import_options, &s->app.imports);
}

static enum err start_upkeep(struct serving *s)
{
    s->upkeep_options =
        (struct upkeep_runner_options){.store = s->in.store, .random = &s->in.random, .clock = &s->in.clock};
    return upkeep_runner_start(&s->upkeep_options, &s->upkeep);
}

/* Off until a server is named. */
static enum err start_mail(struct serving *s, const struct config *c)
{
    struct mail_runner_options options = {.store = s->in.store,
                                          .random = &s->in.random,
                                          .clock = &s->in.clock,
                                          .round = &s->in.round,
                                          .smtp = {.url = c->text[KEY_SMTP_URL],
                                                   .from = c->text[KEY_SMTP_FROM],
                                                   .user = c->text[KEY_SMTP_USER],
                                                   .password = c->smtp_password,
                                                   .is_plain = !c->has_smtp_tls}};
    return c->has_mail ? mail_runner_start(&options, &s->app.mails) : OK;
}

static enum err open_app(struct serving *s, const struct config *c)
{
    if (!s->in.has_round) {
        complain("%s 里还没有批次，请运行 jianpin init --data %s", s->in.dir, s->in.dir);
        return ERR_NOT_FOUND;
    }
    TRY(installation_pretend(&s->in, c));
    s->app.config = (struct site_config){.base_url = c->text[KEY_BASE_URL],
                                         .is_secure = text_starts(c->text[KEY_BASE_URL], "https://"),
                                         .is_demo = s->in.is_demo,
                                         .light_passwords = s->in.is_demo};
    choose_totp(s, c);
    s->app.config.has_gb_profile = c->has_gb_profile;
    s->app.clock = &s->in.clock;
    s->app.random = &s->in.random;
    s->app.store = s->in.store;
    s->app.round = &s->in.round;
    s->app.presence = presence_new();
    s->app.rates = c->has_rate_limits ? rates_new() : NULL;
    s->app.cache = page_cache_new();
    struct media_options media = {
        .exe = "/proc/self/exe", .dir = installation_path(&s->in, "files"), .workers_max = c->image_workers};
    enum err e = media_open(&media, &s->app.media);
    struct tables_options tables = {.exe = "/proc/self/exe",
                                    .workers_max = c->image_workers > 2 ? 2 : c->image_workers};
    e = e == OK ? tables_open(&tables, &s->app.tables) : e;
    e = e == OK ? open_paper(s, c) : e;
    if (e != OK) {
        complain("不能启动：%s", err_sentence(e));
        return e;
    }
    store_watch_room(s->in.store, NULL);
    look_at_media(s);
    s->hall = web_hall(&s->app, installation_path(&s->in, "spool"));
    TRY(start_imports(s));
    TRY(start_upkeep(s));
    return start_mail(s, c);
}

static void close_serving(struct serving *s)
{
    background_stop(s->app.imports);
    background_stop(s->upkeep);
    mail_runner_stop(s->app.mails);
    paper_close(s->app.paper);
    tables_close(s->app.tables);
    if (s->app.media != NULL) {
        media_close(s->app.media);
    }
    presence_free(s->app.presence);
    if (s->app.rates != NULL) {
        rates_free(s->app.rates);
    }
    if (s->app.cache != NULL) {
        page_cache_free(s->app.cache);
    }
    installation_close(&s->in);
    if (s->gathers_log) {
        log_gather_end();
    }
}

static enum err open_serving(struct serving *s, const struct config *c)
{
    *s = (struct serving){.in = {.lock_fd = -1}};
    hold_signals(&s->signals);
    s->gathers_log = log_gather_begin() == OK;
    TRY(installation_open(&s->in, c, USE_OWN));
    return open_app(s, c);
}

/* What is in force, in one line, for whoever reads the log of a bad night. */
static void log_start(const struct serving *s, const struct config *c, const char *door, const char *where)
{
    struct arena *a = arena_new();
    log_line("info",
             "event=start version=%s door=%s at=%s data=%s round=%s demo=%d clock=%s base_url=%s threads=%d uid=%d",
             JIANPIN_VERSION, door, where, s->in.dir, s->in.round.slug, s->in.is_demo,
             at_rfc3339(a, clock_now(&s->in.clock)), *c->text[KEY_BASE_URL] == '\0' ? "any" : c->text[KEY_BASE_URL],
             c->threads, (int)geteuid());
    arena_free(a);
}

static void wait_for_signal(const struct serving *s)
{
    int number = 0;
    while (sigwait(&s->signals, &number) != 0) {
    }
    log_line("info", "event=stop signal=%d", number);
}

/* A thread is still inside the hall after ten seconds: what it works on must not be taken from under it, and what was
 * answered is on the disk already. */
static int end_now(void)
{
    log_line("error", "event=stop error=\"a request did not end in time\"");
    _exit(EXIT_FAILED);
}

static int door_failed(enum err e, const char *where)
{
    switch (e) {
    case ERR_INVALID: complain("看不懂这个地址：%s", where); break;
    case ERR_CONFLICT: complain("%s 已经被别的程序占用", where); break;
    case ERR_DENIED: complain("没有权限使用 %s；1024 以下的端口要由系统管理员开放", where); break;
    case ERR_MALFORMED:
    case ERR_SIGNED_OUT:
    case ERR_CLOSED:
    case ERR_NOT_FOUND:
    case ERR_METHOD:
    case ERR_TOO_LARGE:
    case ERR_TOO_MANY:
    case ERR_MISDIRECTED:
    case ERR_BUSY:
    case ERR_FULL:
    case ERR_INTERNAL:
    case OK:
    case ERR__COUNT:
    default: complain("不能监听 %s：%s", where, err_sentence(e)); break;
    }
    return EXIT_FAILED;
}

/* ---- the embedded door ---- */

/* The address for a browser on this machine. */
static const char *browser_address(struct arena *a, const char *listen, uint16_t port)
{
    const char *colon = strrchr(listen, ':');
    const char *host = colon == NULL ? listen : arena_copy(a, listen, (size_t)(colon - listen));
    bool is_everywhere = strcmp(host, "0.0.0.0") == 0 || strcmp(host, "[::]") == 0;
    return text_format(a, "http://%s:%u/", is_everywhere ? "localhost" : host, (unsigned)port);
}

static int run_serve(struct serving *s, const struct config *c)
{
    const char *listen = c->text[KEY_LISTEN];
    struct front_mhd_options options = {.listen = listen, .fd = -1, .workers = (unsigned)c->threads};
    struct front_mhd *door = NULL;
    enum err e = front_mhd_start(&s->hall, &options, &door);
    if (e != OK) {
        return door_failed(e, listen);
    }
    const char *address = browser_address(s->in.arena, listen, front_mhd_port(door));
    log_start(s, c, "serve", listen);
    if (s->in.is_demo) {
        demo_accounts_say(s->in.arena, s->in.dir);
    }
    say("%s", address);
    wait_for_signal(s);
    if (front_mhd_stop(door) != OK) {
        return end_now();
    }
    return EXIT_DONE;
}

int command_serve(const struct config *c)
{
    struct serving s;
    int status = open_serving(&s, c) == OK ? run_serve(&s, c) : EXIT_FAILED;
    close_serving(&s);
    return status;
}

/* ---- the FastCGI door ---- */

static int run_fcgi(struct serving *s, const struct config *c, bool has_socket)
{
    const char *where = has_socket ? c->text[KEY_SOCKET] : text_format(s->in.arena, "fd %d", c->fd);
    struct front_fcgi_options options = {.socket_path = has_socket ? c->text[KEY_SOCKET] : NULL,
                                         .fd = c->fd,
                                         .threads = (unsigned)c->threads,
                                         .stop_fd = -1};
    struct front_fcgi *door = NULL;
    s->app.config.front_keeps_ms = s->in.is_demo ? 0 : FRONT_KEEPS_MS; /* a demonstration's pages are never kept */
    enum err e = front_fcgi_start(&s->hall, &options, &door);
    if (e != OK) {
        return door_failed(e, where);
    }
    log_start(s, c, "fcgi", where);
    if (has_socket) {
        say("%s", where);
    }
    wait_for_signal(s);
    if (front_fcgi_stop(door) != OK) {
        return end_now();
    }
    return EXIT_DONE;
}

int command_fcgi(const struct config *c)
{
    bool has_socket = *c->text[KEY_SOCKET] != '\0';
    bool has_fd = c->fd >= 0;
    if (has_socket && has_fd && c->from[KEY_SOCKET] != c->from[KEY_FD]) {
        has_socket = c->from[KEY_SOCKET] > c->from[KEY_FD];
    } else if (has_socket == has_fd) {
        complain("fcgi 要写 --socket PATH 或者 --fd 0，二者写一个");
        return EXIT_USAGE;
    }
    struct serving s;
    int status = open_serving(&s, c) == OK ? run_fcgi(&s, c, has_socket) : EXIT_FAILED;
    close_serving(&s);
    return status;
}
