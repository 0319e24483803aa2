/* whole_request.h - the whole application in one process, on a directory of its own: real migrations, the round of
 * sql/seed, accounts, a clock that stands still, a seeded stream of random numbers; and people with browsers, whose
 * messages go through the door's own parsing.
 *
 * Every answer is looked at before a test sees it: its headers, and, when it is a page, its markup. */
#ifndef TESTS_WHOLE_REQUEST_H
#define TESTS_WHOLE_REQUEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/random.h"
#include "base/text.h"
#include "http/door.h"
#include "http/hall.h"
#include "media/media.h"
#include "store/account_store.h"
#include "store/db.h"
#include "store/migrate.h"
#include "store/nomination_store.h"
#include "store/round_store.h"
#include "store/store.h"
#include "store/value_list.h"
#include "support/page_reader.h"
#include "web/page_cache.h"
#include "web/presence.h"
#include "web/rate.h"
#include "web/route.h"
#include "web/web.h"

/* The round of sql/seed: 自荐申报 from 9 June 2015, 00:00, to 25 June, 24:00, Beijing time. */
#define NOMINATION_OPENS  1433779200
#define NOMINATION_CLOSES 1435248000
#define IN_NOMINATION     1434610800 /* 18 June 2015, 15:00 */

#define SITE_HOST     "pp.example.gov.cn"
#define SITE_PASSWORD "Chuang-Kou_2015"

enum { ANSWERS_KEPT = 512, SITE_BODIES = 4 };

struct site {
    char dir[64];
    struct arena *a; /* lives as long as the site */
    struct random random;
    struct clock clock;
    struct store *store;
    struct round round;
    struct media *media;
    struct app app;
    struct hall hall;
    bool is_hasty;                       /* markup is not read: the same pages were read before */
    bool may_fail;                       /* answers of 5xx are looked for, not a fault */
    struct arena *answers[ANSWERS_KEPT]; /* the last ones; older ones are gone */
    size_t asked, people;
    int64_t unit_a, unit_b, office, others; /* bodies */
};

/* Someone at a browser. */
struct person {
    struct site *site;
    const char *name, *session; /* the cookie; "" for none */
    bool is_elder;
    const char *addr;
};

struct answer {
    struct arena *a;
    int status;
    struct response rs;
    const char *body; /* NUL-terminated */
    size_t len;
};

/* ---- the site ---- */

static inline struct audit_actor site_actor(const struct site *s)
{
    return (struct audit_actor){clock_now(&s->clock), 0, "cli", "test"};
}

static inline enum err seed_in_transaction(struct db *db, void *ctx)
{
    (void)ctx;
    return seed_round(db);
}

struct new_body {
    struct site *site;
    struct body in;
    int64_t id;
};

static inline enum err body_in_transaction(struct db *db, void *ctx)
{
    struct new_body *b = ctx;
    struct audit_actor who = site_actor(b->site);
    return body_add(db, &b->site->random, &who, &b->in, &b->id);
}

static inline int64_t site_body(struct site *s, const char *kind, const char *name, int64_t district, int64_t sector)
{
    struct new_body b = {s, {.kind = kind, .name = name, .district_id = district, .sector_id = sector}, 0};
    assert_int_equal(store_write(s->store, body_in_transaction, &b), OK);
    return b.id;
}

struct new_account {
    struct site *site;
    struct account in;
};

static inline enum err account_in_transaction(struct db *db, void *ctx)
{
    struct new_account *n = ctx;
    struct audit_actor who = site_actor(n->site);
    return account_add(db, &n->site->random, &who, &n->in, &n->in.id);
}

static inline void site_account(struct site *s, const char *login, enum role role, int64_t body, bool must_change)
{
    struct new_account n = {
        s, {.login = login, .person_name = "陈示例", .role = role, .body_id = body, .must_change = must_change}};
    assert_int_equal(password_hash(s->a, SITE_PASSWORD, true, &n.in.password_hash), OK);
    assert_int_equal(store_write(s->store, account_in_transaction, &n), OK);
}

/* Two people of one unit, one of another, the office, and one of every other role. */
static inline void site_people(struct site *s)
{
    s->unit_a = site_body(s, "unit", "示例市第一供水服务有限公司", 1, 30);
    s->unit_b = site_body(s, "unit", "示例市公共交通服务中心", 5, 0);
    s->office = site_body(s, "office", "示例市文明办", 0, 0);
    s->others = site_body(s, "system", "示例市信息中心", 0, 0);
    site_account(s, "unit01", ROLE_UNIT, s->unit_a, false);
    site_account(s, "unit02", ROLE_UNIT, s->unit_a, false);
    site_account(s, "other01", ROLE_UNIT, s->unit_b, false);
    site_account(s, "fresh01", ROLE_UNIT, s->unit_b, true);
    site_account(s, "office01", ROLE_OFFICE, s->office, false);
    for (int role = ROLE_DISTRICT; role < ROLE__COUNT; role++) {
        bool has_bodies = role == ROLE_DISTRICT || role == ROLE_SECTOR || role == ROLE_JOINT;
        const char *ident = role_ident((enum role)role);
        int64_t body = has_bodies ? site_body(s, ident, "示例市有关部门", 1, 0) : s->others;
        if (role != ROLE_OFFICE) {
            site_account(s, ident, (enum role)role, body, false);
        }
    }
}

static inline void site_read_round(struct site *s)
{
    struct db *db = store_reader_take(s->store);
    assert_non_null(db);
    assert_int_equal(round_load(db, s->a, &s->round), OK);
    store_reader_give(s->store, db);
}

/* `is_secure`: TLS with a fixed base URL; otherwise development under any local name. */
static inline struct site *site_open_as(bool is_secure)
{
    struct site *s = calloc(1, sizeof *s);
    assert_non_null(s);
    assert_true(sodium_init() >= 0);
    /* in memory where there is such a place: what a disk forgets is tests/fault's matter */
    (void)snprintf(s->dir, sizeof s->dir, "%s/jianpin-whole-XXXXXX",
                   access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(s->dir));
    s->a = arena_new();
    random_init_seeded(&s->random, 2015);
    atomic_store(&s->clock.fixed, IN_NOMINATION);
    assert_int_equal(store_open(s->dir, &s->random, true, &s->store), OK);
    assert_int_equal(store_write(s->store, seed_in_transaction, NULL), OK);
    site_people(s);
    site_read_round(s);
    s->app = (struct app){
        .config = {.base_url = is_secure ? "https://" SITE_HOST : "", .is_secure = is_secure, .light_passwords = true},
        .clock = &s->clock,
        .random = &s->random,
        .store = s->store,
        .round = &s->round,
        .presence = presence_new(),
        .rates = rates_new(),
        .cache = page_cache_new()};
    s->hall = web_hall(&s->app, text_format(s->a, "%s/spool", s->dir));
    return s;
}

static inline struct site *site_open(void)
{
    return site_open_as(true);
}

static inline void remove_tree(const char *dir)
{
    assert_non_null(strstr(dir, "/jianpin-whole-"));
    pid_t child = fork();
    if (child == 0) {
        (void)execlp("rm", "rm", "-rf", "--", dir, (char *)NULL);
        _exit(127);
    }
    (void)waitpid(child, NULL, 0);
}

static inline void site_close(struct site *s)
{
    for (size_t i = 0; i < ANSWERS_KEPT; i++) {
        if (s->answers[i] != NULL) {
            arena_free(s->answers[i]);
        }
    }
    store_close(s->store);
    media_close(s->media);
    presence_free(s->app.presence);
    rates_free(s->app.rates);
    page_cache_free(s->app.cache);
    arena_free(s->a);
    remove_tree(s->dir);
    free(s);
}

static inline int site_setup(void **state)
{
    *state = site_open();
    return 0;
}

static inline int site_teardown(void **state)
{
    site_close(*state);
    return 0;
}

static inline void site_clock(struct site *s, int64_t at)
{
    atomic_store(&s->clock.fixed, at);
}

static inline void site_later(struct site *s, int64_t seconds)
{
    site_clock(s, clock_now(&s->clock) + seconds);
}

/* The first column of the first row as text; "" when there is none. */
static inline const char *site_sql(struct site *s, const char *sql)
{
    const char *text = "";
    struct db *db = store_reader_take(s->store);
    (void)db_first_row(db, sql, s->a, &text);
    store_reader_give(s->store, db);
    return text;
}

static inline long long site_count(struct site *s, const char *sql)
{
    return strtoll(site_sql(s, sql), NULL, 10);
}

/* The invariants of sql/invariants hold, and the audit chain is whole. */
static inline void site_is_sound(struct site *s)
{
    const char *row = "";
    struct db *db = store_reader_take(s->store);
    db_set_audit_key(db, store_keys(s->store)->audit);
    const char *broken = invariant_broken(db, s->a, &row);
    if (broken != NULL) {
        fail_msg("%s: %s", broken, row);
    }
    int64_t count = 0;
    int64_t bad = 0;
    const char *head = "";
    assert_int_equal(audit_verify(db, s->a, &count, &head, &bad), OK);
    assert_int_equal(version_verify(db, 0, &count, &bad), OK);
    store_reader_give(s->store, db);
}

/* ---- asking ---- */

struct ask {
    const char *method, *target;
    const char *content_type;
    const char *body;
    size_t body_len;
    const char *host, *origin, *fetch_site, *accept, *accept_encoding, *if_none_match, *cookie;
};

static inline const char *answer_header(const struct answer *x, const char *name)
{
    for (size_t i = 0; i < x->rs.headers_len; i++) {
        if (strcmp(x->rs.headers[i].name, name) == 0) {
            return x->rs.headers[i].value;
        }
    }
    return "";
}

static inline size_t headers_named(const struct answer *x, const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < x->rs.headers_len; i++) {
        n += strcmp(x->rs.headers[i].name, name) == 0;
    }
    return n;
}

static inline bool answer_says(const struct answer *x, const char *words)
{
    return strstr(x->body, words) != NULL;
}

static inline void answer_headers_are_safe(const struct answer *x, const char *target)
{
    if (strcmp(answer_header(x, "X-Content-Type-Options"), "nosniff") != 0 || headers_named(x, "Cache-Control") != 1) {
        fail_msg("%s: nosniff or Cache-Control", target);
    }
    if (text_starts(target, "/static/") && x->status != 404) {
        return;
    }
    const char *policy = answer_header(x, "Content-Security-Policy");
    if (!text_starts(policy, "default-src 'none'") || strstr(policy, "unsafe") != NULL ||
        strstr(policy, "frame-ancestors 'none'") == NULL || headers_named(x, "Content-Security-Policy") != 1) {
        fail_msg("%s: policy \"%s\"", target, policy);
    }
    assert_string_equal(answer_header(x, "Referrer-Policy"), "same-origin");
    assert_string_equal(answer_header(x, "Cross-Origin-Opener-Policy"), "same-origin");
    assert_true(strlen(answer_header(x, "X-Request-Id")) >= 8);
    const char *to = answer_header(x, "Location");
    if (*to != '\0' && (to[0] != '/' || to[1] == '/' || strchr(to, '\\') != NULL)) {
        fail_msg("%s: leaves the site for %s", target, to);
    }
}

static inline void answer_is_calm(struct site *s, const struct answer *x, const char *target)
{
    if (x->status >= 500 && !s->may_fail) {
        fail_msg("%s answers %d", target, x->status);
    }
    answer_headers_are_safe(x, target);
    bool is_page = text_starts(answer_header(x, "Content-Type"), "text/html");
    if (!is_page || s->is_hasty || x->status == 304 || *answer_header(x, "Content-Encoding") != '\0') {
        return;
    }
    const char *fault = page_fault(x->a, x->body);
    if (fault != NULL) {
        fail_msg("%s (%d): %s\n%s", target, x->status, fault, x->body);
    }
    assert_true(utf8_is_valid(x->body, x->len));
}

static inline void header_if(struct door *d, const char *name, const char *value)
{
    if (value != NULL) {
        door_header(d, name, value);
    }
}

/* What the browser keeps of Set-Cookie; every cookie is for this site alone and out of reach of scripts. */
static inline void keep_cookies(struct person *p, const struct answer *x)
{
    for (size_t i = 0; i < x->rs.headers_len; i++) {
        const char *c = x->rs.headers[i].value;
        if (strcmp(x->rs.headers[i].name, "Set-Cookie") != 0) {
            continue;
        }
        assert_non_null(strstr(c, "; Path=/;"));
        assert_non_null(strstr(c, "; HttpOnly"));
        assert_non_null(strstr(c, "; SameSite=Lax"));
        assert_true((strstr(c, "; Secure") != NULL) == p->site->app.config.is_secure);
        const char *equals = strchr(c, '=');
        const char *value = arena_copy(p->site->a, equals + 1, strcspn(equals + 1, ";"));
        if (text_starts(c, "elder=")) {
            p->is_elder = strcmp(value, "1") == 0;
        } else {
            assert_true(text_starts(c, p->site->app.config.is_secure ? "__Host-jianpin=" : "jianpin="));
            p->session = value;
        }
    }
}

static inline struct arena *answer_arena(struct site *s)
{
    struct arena **slot = &s->answers[s->asked++ % ANSWERS_KEPT];
    if (*slot != NULL) {
        arena_free(*slot);
    }
    *slot = arena_new();
    return *slot;
}

static inline struct answer ask(struct person *p, const struct ask *q)
{
    struct site *s = p->site;
    struct door d;
    struct arena *a = answer_arena(s);
    door_open(&d, &s->hall, a);
    d.rq.remote_addr = p->addr == NULL ? "192.0.2.7" : p->addr;
    door_target(&d, q->method, q->target);
    door_header(&d, "Host", q->host == NULL ? SITE_HOST : q->host);
    const char *session = p->session == NULL ? "" : p->session;
    const char *cookies = text_format(a, "%sjianpin=%s%s", s->app.config.is_secure ? "__Host-" : "", session,
                                      p->is_elder ? "; elder=1" : "");
    header_if(&d, "Cookie",
              q->cookie != NULL  ? q->cookie
              : *session != '\0' ? cookies
              : p->is_elder      ? "elder=1"
                                 : NULL);
    header_if(&d, "Content-Type", q->content_type);
    header_if(&d, "Origin", q->origin);
    header_if(&d, "Sec-Fetch-Site", q->fetch_site);
    header_if(&d, "Accept", q->accept);
    header_if(&d, "Accept-Encoding", q->accept_encoding);
    header_if(&d, "If-None-Match", q->if_none_match);
    header_if(&d, "User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Chrome/86.0.4240.0");
    if (door_headers_end(&d, true, q->body_len, false) == DOOR_READ) {
        if (q->body_len > 0) {
            (void)door_feed(&d, q->body, q->body_len);
        }
        door_body_end(&d);
    }
    door_serve(&d);
    struct answer x = {.a = a, .status = d.rs.status, .rs = d.rs, .len = d.rs.body_len};
    x.body = arena_copy(a, d.rs.body, d.rs.body_len);
    answer_is_calm(s, &x, q->target);
    if (q->cookie == NULL) {
        keep_cookies(p, &x);
    }
    return x;
}

static inline struct answer get(struct person *p, const char *target)
{
    return ask(p, &(struct ask){.method = "GET", .target = target});
}

static inline void encode_to(struct out *o, const char *name, const char *value)
{
    if (o->len > 0) {
        out_literal(o, "&", 1);
    }
    out_query(o, name);
    out_literal(o, "=", 1);
    out_query(o, value);
}

/* The sheet as application/x-www-form-urlencoded. */
static inline const char *sheet_encoded(const struct sheet *s, struct arena *a, size_t *ret_len)
{
    struct out o = {.arena = a};
    for (size_t i = 0; i < s->len; i++) {
        encode_to(&o, s->fields[i].name, s->fields[i].value);
    }
    *ret_len = o.len;
    return o.bytes == NULL ? "" : o.bytes;
}

#define SHEET_BOUNDARY "----jianpin-test-boundary"

struct sheet_file {
    const char *name, *filename;
    const void *bytes;
    size_t len;
};

/* The sheet as multipart/form-data, as a browser sends a form that can bring files. */
static inline const char *sheet_multipart(const struct sheet *s, const struct sheet_file *file, struct arena *a,
                                          size_t *ret_len)
{
    struct out o = {.arena = a};
    for (size_t i = 0; i < s->len; i++) {
        const char *head = text_format(a, "--" SHEET_BOUNDARY "\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n",
                                       s->fields[i].name);
        out_literal(&o, head, strlen(head));
        out_literal(&o, s->fields[i].value, strlen(s->fields[i].value));
        out_literal(&o, "\r\n", 2);
    }
    if (file != NULL) {
        const char *head = text_format(a,
                                       "--" SHEET_BOUNDARY "\r\nContent-Disposition: form-data; name=\"%s\"; "
                                       "filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n",
                                       file->name, file->filename);
        out_literal(&o, head, strlen(head));
        out_literal(&o, file->bytes, file->len);
        out_literal(&o, "\r\n", 2);
    }
    out_literal(&o, "--" SHEET_BOUNDARY "--\r\n", strlen("--" SHEET_BOUNDARY "--\r\n"));
    *ret_len = o.len;
    return o.bytes;
}

/* Sends the form as its page would; `q` may add headers or another target. */
static inline struct answer post_with(struct person *p, const struct sheet *s, struct ask q)
{
    struct arena *a = arena_new();
    q.method = "POST";
    q.target = q.target == NULL ? s->action : q.target;
    q.content_type =
        s->is_multipart ? "multipart/form-data; boundary=" SHEET_BOUNDARY : "application/x-www-form-urlencoded";
    q.body = s->is_multipart ? sheet_multipart(s, NULL, a, &q.body_len) : sheet_encoded(s, a, &q.body_len);
    struct answer x = ask(p, &q);
    arena_free(a);
    return x;
}

static inline struct answer post(struct person *p, const struct sheet *s)
{
    return post_with(p, s, (struct ask){.origin = NULL});
}

static inline struct answer post_file(struct person *p, const struct sheet *s, const struct sheet_file *file)
{
    struct arena *a = arena_new();
    struct ask q = {
        .method = "POST", .target = s->action, .content_type = "multipart/form-data; boundary=" SHEET_BOUNDARY};
    q.body = sheet_multipart(s, file, a, &q.body_len);
    struct answer x = ask(p, &q);
    arena_free(a);
    return x;
}

/* What the script sends of its own accord. */
static inline struct answer autosave(struct person *p, const struct sheet *s)
{
    struct sheet plain = *s;
    plain.is_multipart = false;
    return post_with(p, &plain, (struct ask){.target = s->autosave, .accept = "application/json"});
}

/* The form of that action on the page at `target`.  The page must be there. */
static inline struct sheet *open_form(struct person *p, const char *target, const char *action)
{
    struct answer x = get(p, target);
    assert_int_equal(x.status, 200);
    struct sheet *s = sheet_of(p->site->a, x.body, action);
    if (s == NULL) {
        fail_msg("%s has no form %s", target, action);
    }
    return s;
}

/* The answer is a redirect to exactly `to`. */
static inline void leads_to(const struct answer *x, const char *to)
{
    if (x->status != 303 || strcmp(answer_header(x, "Location"), to) != 0) {
        fail_msg("%d to \"%s\" instead of \"%s\"\n%s", x->status, answer_header(x, "Location"), to, x->body);
    }
}

/* Follows a redirect. */
static inline struct answer follow(struct person *p, const struct answer *x)
{
    assert_int_equal(x->status, 303);
    const char *to = answer_header(x, "Location");
    return get(p, arena_copy(p->site->a, to, strcspn(to, "#")));
}

/* ---- people ---- */

static inline struct person visitor(struct site *s)
{
    return (struct person){.site = s, .name = "visitor", .session = ""};
}

static inline struct answer sign_in_as(struct person *p, const char *login, const char *password)
{
    struct sheet *s = open_form(p, "/signin", "/signin");
    sheet_set(s, "login", login);
    sheet_set(s, "password", password);
    return post(p, s);
}

/* A signed-in person. */
static inline struct person person(struct site *s, const char *login)
{
    struct person p = visitor(s);
    p.name = login;
    p.addr = text_format(s->a, "192.0.2.%zu", 8 + s->people++ % 200);
    struct answer x = sign_in_as(&p, login, SITE_PASSWORD);
    assert_int_equal(x.status, 303);
    assert_string_not_equal(p.session, "");
    return p;
}

/* Starts the nomination by the button; its address without the last part. */
static inline const char *start_nomination(struct person *p)
{
    struct sheet *s = open_form(p, "/nominations", "/nominations");
    struct answer x = post(p, s);
    assert_int_equal(x.status, 303);
    return arena_copy(p->site->a, answer_header(&x, "Location"), strlen(answer_header(&x, "Location")));
}

static inline const char *under(struct site *s, const char *nomination, const char *name)
{
    return text_format(s->a, "%s/%s", nomination, name);
}

/* ---- complete answers ---- */

static inline char *file_text(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    char *text = arena_alloc(a, 65536, 1);
    size_t len = fread(text, 1, 65535, f);
    assert_in_range(len, 1, 65534);
    (void)fclose(f);
    return text;
}

/* The answers of a demonstration's nomination: "ident: value" lines and "ident<<" blocks, "honours.name.2" for rows. */
static inline struct value_list sample_answers(struct site *s)
{
    struct value_list list = {0};
    char *p = file_text(s->a, "sql/seed/demo/01-hr-social.txt");
    while (*p != '\0') {
        size_t line = strcspn(p, "\n");
        size_t word = strcspn(p, ":<\n");
        const char *value = NULL;
        if (p[word] == ':') {
            value = arena_copy(s->a, p + word + 2, line - word - 2);
        } else if (strncmp(p + word, "<<", 2) == 0) {
            char *end = strstr(p + line, "\n>>");
            assert_non_null(end);
            value = arena_copy(s->a, p + line + 1, (size_t)(end - p) - line - 1);
            line = (size_t)(end - p) + 3;
        }
        char *name = arena_copy(s->a, p, word);
        char *last = strrchr(name, '.');
        int64_t row = 0;
        if (value != NULL && last != NULL && text_to_int(last + 1, 1, 99, &row) == OK) {
            *last = '\0';
        }
        if (value != NULL) {
            value_add(s->a, &list, name, (int)row, value);
        }
        p += line + (p[line] == '\n');
    }
    return list;
}

/* A person's nomination made complete behind the pages: for tests of what comes after. */
struct filling {
    struct site *site;
    const char *nomination;
    const char *login;
};

static inline enum err fill_in_transaction(struct db *db, void *ctx)
{
    struct filling *f = ctx;
    struct site *s = f->site;
    struct nomination n;
    struct account account;
    struct draft_outcome outcome;
    struct value_list all = sample_answers(s);
    TRY(nomination_by_ref(db, s->a, f->nomination + strlen("/nominations/"), &n));
    TRY(account_by_login(db, s->a, f->login, &account));
    struct audit_actor who = {clock_now(&s->clock), account.id, "unit", "test"};
    for (size_t i = 0; i < s->round.sections_len; i++) {
        const char *mark = NULL;
        int64_t saved_at = 0;
        struct value_list stored;
        TRY(draft_values(db, s->a, n.id, &stored));
        struct draft_part part = {&n, &s->round, s->round.sections[i].code};
        TRY(draft_mark(db, s->a, &part, &stored, &mark, &saved_at));
        TRY(draft_save(&(struct writing){db, &s->random, s->a, &who}, &part, mark, &all, &outcome));
    }
    return OK;
}

static inline void fill_nomination(struct person *p, const char *nomination)
{
    struct filling f = {p->site, nomination, p->name};
    assert_int_equal(store_write(p->site->store, fill_in_transaction, &f), OK);
}

/* A complete draft of unit01's unit. */
static inline const char *complete_nomination(struct person *p)
{
    const char *nomination = start_nomination(p);
    fill_nomination(p, nomination);
    return nomination;
}

/* Presses "提交申报" on the check page. */
static inline struct answer submit(struct person *p, const char *nomination)
{
    struct sheet *s = open_form(p, under(p->site, nomination, "check"), under(p->site, nomination, "submit"));
    return post(p, s);
}

/* What the draft holds for a field; "" for nothing. */
static inline const char *draft_value(struct site *s, const char *ident, int row_no)
{
    return site_sql(
        s, text_format(s->a, "SELECT value FROM draft_value WHERE ident = '%s' AND row_no = %d", ident, row_no));
}

/* What `path` answers, kept as a file of that name. */
static inline const char *kept_file(struct person *p, const char *path, const char *name)
{
    struct site *s = p->site;
    struct answer x = get(p, path);
    assert_int_equal(x.status, 200);
    const char *file = text_format(s->a, "%s/%s", s->dir, name);
    FILE *f = fopen(file, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(x.body, 1, x.len, f), x.len);
    assert_int_equal(fclose(f), 0);
    return file;
}

#endif
