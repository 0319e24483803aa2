/* web_access.c - who may do what and when: the whole table as text that a person can read aloud, and every route asked
 * by every role in every stage through the whole program.
 *
 * JIANPIN_GOLDEN=1 build/tests/web_access writes tests/golden/access.txt and routes.txt anew; the diff is the review.
 */
#include "support/whole_request.h"

#define ACCESS_TXT "tests/golden/access.txt"
#define ROUTES_TXT "tests/golden/routes.txt"

static const char *method_name(enum method m)
{
    return m == GET ? "GET" : m == POST ? "POST" : "?";
}

/* ---- golden files ---- */

static void say(struct out *o, const char *text)
{
    out_literal(o, text, strlen(text));
}

static const char *made_text(const struct out *o)
{
    return arena_copy(o->arena, o->bytes, o->len);
}

static void write_golden(const char *path, const char *text)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
}

/* Names the first line that differs. */
static void is_golden(struct arena *a, const char *path, const char *text)
{
    if (getenv("JIANPIN_GOLDEN") != NULL) {
        write_golden(path, text);
        return;
    }
    const char *want = file_text(a, path);
    int line = 1;
    while (*text != '\0' || *want != '\0') {
        size_t n = strcspn(text, "\n");
        size_t m = strcspn(want, "\n");
        if (n != m || memcmp(text, want, n) != 0) {
            fail_msg("%s:%d: \"%.*s\" is now \"%.*s\"", path, line, (int)m, want, (int)n, text);
        }
        text += n + (text[n] == '\n');
        want += m + (want[m] == '\n');
        line++;
    }
}

/* ---- the policy as text ---- */

enum { MOMENTS = STAGE__COUNT + 1 }; /* each stage alone, and none */

static unsigned moment_stages(int moment)
{
    return moment == STAGE__COUNT ? 0 : STAGE_BIT(moment);
}

static const char *moment_name(int moment)
{
    return moment == STAGE__COUNT ? "none open" : stage_ident((enum stage)moment);
}

static const char *verdict(const struct page_route *r, int role, int moment)
{
    enum err e = route_admit(r, (enum role)role, moment_stages(moment));
    return e == OK               ? "yes"
           : e == ERR_SIGNED_OUT ? "sign in"
           : e == ERR_DENIED     ? "no"
           : e == ERR_CLOSED     ? "closed"
                                 : "?";
}

static bool same_for(const struct page_route *r, int role, int other)
{
    for (int m = 0; m < MOMENTS; m++) {
        if (strcmp(verdict(r, role, m), verdict(r, other, m)) != 0) {
            return false;
        }
    }
    return true;
}

/* "yes" when it is so in every stage, else "yes: nomination; closed: recommendation ..." */
static void say_verdicts(struct out *o, const struct page_route *r, int role)
{
    static const char *const words[] = {"yes", "closed", "sign in", "no"};
    bool is_first = true;
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        int count = 0;
        for (int m = 0; m < MOMENTS; m++) {
            count += strcmp(verdict(r, role, m), words[w]) == 0;
        }
        if (count == 0) {
            continue;
        }
        say(o, is_first ? "" : "; ");
        say(o, words[w]);
        is_first = false;
        for (int m = 0; m < MOMENTS && count < MOMENTS; m++) {
            if (strcmp(verdict(r, role, m), words[w]) == 0) {
                say(o, " ");
                say(o, moment_name(m));
            }
        }
    }
    say(o, "\n");
}

/* Roles that are treated alike share a line. */
static void say_route(struct out *o, const struct page_route *r)
{
    say(o, text_format(o->arena, "\n%s %s  %s\n", method_name(r->method), r->path, r->title));
    for (int role = 0; role < ROLE__COUNT; role++) {
        bool is_told = false;
        for (int before = 0; before < role; before++) {
            is_told = is_told || same_for(r, role, before);
        }
        if (is_told) {
            continue;
        }
        int alike = 0;
        for (int k = 0; k < ROLE__COUNT; k++) {
            alike += same_for(r, role, k);
        }
        say(o, "   ");
        if (alike == ROLE__COUNT) {
            say(o, " everyone");
        }
        for (int k = role; k < ROLE__COUNT && alike < ROLE__COUNT; k++) {
            if (same_for(r, role, k)) {
                say(o, " ");
                say(o, role_ident((enum role)k));
            }
        }
        say(o, ": ");
        say_verdicts(o, r, role);
    }
}

static void the_policy_is_the_one_that_was_read_aloud(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct out o = {.arena = a};
    say(&o, "Who may ask for what, and in which stage: the route table of src/web/routes.c, spelt out.\n"
            "\"yes\" admits to the page, which then judges the object (a nomination that is not yours is 404).\n");
    for (size_t i = 0; i < routes_len; i++) {
        say_route(&o, &routes[i]);
    }
    is_golden(a, ACCESS_TXT, made_text(&o));
    arena_free(a);
}

static void say_flags(struct out *o, unsigned flags)
{
    static const struct {
        unsigned flag;
        const char *name;
    } names[] = {{KEEPS_TEXT, "keeps-text"},
                 {REPEATABLE, "repeatable"},
                 {UPLOADS, "uploads"},
                 {SLOW, "slow"},
                 {CACHED, "cached"},
                 {EVEN_EXPIRED_PASSWORD, "even-expired-password"},
                 {OWN_COOKIES, "own-cookies"},
                 {LISTED, "listed"},
                 {EVEN_WITHOUT_CODE, "even-without-code"},
                 {WHEN_FULL, "when-full"},
                 {PUBLISHED, "published"},
                 {RELEASES, "releases"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if ((flags & names[i].flag) != 0) {
            say(o, " ");
            say(o, names[i].name);
            flags &= ~names[i].flag;
        }
    }
    assert_int_equal(flags, 0); /* a flag without a name here would be invisible in the review */
}

static void the_routes_are_the_ones_that_are_documented(void **state)
{
    static const char *const rates[RATE__COUNT] = {"pages", "forms", "signin", "papers"};
    (void)state;
    struct arena *a = arena_new();
    struct out o = {.arena = a};
    for (size_t i = 0; i < routes_len; i++) {
        const struct page_route *r = &routes[i];
        say(&o, text_format(a, "%-4s %s %s rate=%s%s", method_name(r->method), r->path, r->title, rates[r->rate],
                            r->prepare != NULL ? " prepares" : ""));
        say_flags(&o, r->flags);
        say(&o, "\n");
    }
    is_golden(a, ROUTES_TXT, made_text(&o));
    arena_free(a);
}

static bool has(const struct page_route *r, unsigned flag)
{
    return (r->flags & flag) != 0;
}

/* What the router takes for granted of each line of the table. */
static void a_route_without_a_policy_does_not_exist(void **state)
{
    (void)state;
    for (size_t i = 0; i < routes_len; i++) {
        const struct page_route *r = &routes[i];
        bool is_public = (r->roles & ROLE_BIT(ROLE_PUBLIC)) != 0;
        bool is_sound = r->roles != 0 && (r->roles & ~ROLE_ALL) == 0 && r->stages != 0 && r->page != NULL &&
                        !text_is_empty(r->title) && r->rate < RATE__COUNT && r->path[0] == '/' &&
                        (r->method == GET || r->method == POST);
        bool is_get_sound = r->method != GET || (r->prepare == NULL && !has(r, KEEPS_TEXT | REPEATABLE | UPLOADS));
        bool is_post_sound = r->method != POST || !has(r, CACHED | SLOW | LISTED);
        bool is_cache_sound = !has(r, CACHED) || (is_public && r->stages == WHENEVER);
        bool is_kept_sound = !has(r, KEEPS_TEXT) || (r->roles == ROLE_BIT(ROLE_UNIT) && r->stages == WHENEVER);
        if (!is_sound || !is_get_sound || !is_post_sound || !is_cache_sound || !is_kept_sound) {
            fail_msg("%s %s", method_name(r->method), r->path);
        }
        for (size_t k = 0; k < i; k++) {
            if (routes[k].method == r->method && strcmp(routes[k].path, r->path) == 0) {
                fail_msg("%s %s stands twice", method_name(r->method), r->path);
            }
        }
    }
}

/* ---- the policy as the program lives it ---- */

static const char *login_of(int role)
{
    return role == ROLE_UNIT ? "unit01" : role == ROLE_OFFICE ? "office01" : role_ident((enum role)role);
}

/* A real address of the pattern, whose object does not exist: what the router lets through is then 404. */
static const char *address_of(struct arena *a, const char *pattern)
{
    struct out o = {.arena = a};
    while (*pattern != '\0') {
        if (*pattern == ':') {
            size_t n = strcspn(pattern, "/");
            say(&o, strncmp(pattern, ":section", 8) == 0 ? "story" : "0000000000000000");
            pattern += n;
        } else {
            out_literal(&o, pattern++, 1);
        }
    }
    return made_text(&o);
}

/* The token of any page that this person sees. */
static const char *token_of(struct person *p)
{
    struct answer x = get(p, "/help");
    struct sheet *s = sheet_of(p->site->a, x.body, "/prefs/elder");
    assert_non_null(s);
    return sheet_get(s, "token");
}

static struct answer knock(struct person *p, const struct page_route *r, const char *token)
{
    const char *address = address_of(p->site->a, r->path);
    if (r->method == GET) {
        return get(p, address);
    }
    struct sheet s = {.a = p->site->a, .action = address};
    sheet_add(&s, "token", token);
    return post(p, &s);
}

static const char *lived_verdict(const struct answer *x)
{
    bool to_signin = x->status == 303 && text_starts(answer_header(x, "Location"), "/signin");
    return x->status == 401 || to_signin ? "sign in" : x->status == 403 ? "no" : x->status == 423 ? "closed" : "yes";
}

/* A nomination that is started would answer the next knock otherwise. */
static void forget_nominations(struct site *s)
{
    struct db *db = store_writer_db(s->store);
    assert_int_equal(db_script(db, "DELETE FROM nomination;"), OK);
}

static void every_role_meets_the_policy_in_every_stage(void **state)
{
    struct site *s = *state;
    for (int role = 0; role < ROLE__COUNT; role++) {
        for (int m = 0; m < MOMENTS; m++) {
            const struct stage_window *x =
                m == STAGE__COUNT ? NULL : stage_window_of(s->round.windows, s->round.windows_len, (enum stage)m);
            s->is_hasty = m > 0;
            rates_free(s->app.rates); /* another stage is another day */
            s->app.rates = rates_new();
            site_clock(s, x == NULL ? NOMINATION_OPENS - 1 : x->opens_at);
            struct person p = role == ROLE_PUBLIC ? visitor(s) : person(s, login_of(role));
            const char *token = token_of(&p);
            for (size_t i = 0; i < routes_len; i++) {
                struct answer a = knock(&p, &routes[i], token);
                const char *want = verdict(&routes[i], role, m);
                if (strcmp(lived_verdict(&a), want) != 0) {
                    fail_msg("%s %s as %s, %s: %d, wanted \"%s\"", method_name(routes[i].method), routes[i].path,
                             role_ident((enum role)role), moment_name(m), a.status, want);
                }
                if (role != ROLE_PUBLIC && *p.session == '\0') { /* it was the way out */
                    p = person(s, login_of(role));
                    token = token_of(&p);
                }
            }
            forget_nominations(s);
        }
    }
    site_is_sound(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_policy_is_the_one_that_was_read_aloud),
        cmocka_unit_test(the_routes_are_the_ones_that_are_documented),
        cmocka_unit_test(a_route_without_a_policy_does_not_exist),
        cmocka_unit_test_setup_teardown(every_role_meets_the_policy_in_every_stage, site_setup, site_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
