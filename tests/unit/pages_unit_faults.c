/* pages_unit_faults.c - SECURITY.md 3, figure 3: each database step of the requests that matter fails once.  The answer
 * is a calm page of ours, nothing is half written, and the same request succeeds afterwards. */
#include "support/form_typing.h"

enum { STEPS_MAX = 400, QUIET_STEPS = 3 };

/* A request that matters: what comes before it, the request itself, and how one sees that it was carried out. */
struct deed {
    const char *name;
    void (*prepare)(struct site *s, struct person *p, const char **home, struct sheet **form);
    struct answer (*act)(struct person *p, const struct sheet *form);
    int done_status;
    const char *done_sql; /* a number that is 1 afterwards and was 0 before */
};

/* ---- the deeds ---- */

static void before_start(struct site *s, struct person *p, const char **home, struct sheet **form)
{
    *p = person(s, "unit01");
    *home = "";
    *form = open_form(p, "/nominations", "/nominations");
}

static void before_save(struct site *s, struct person *p, const char **home, struct sheet **form)
{
    *p = person(s, "unit01");
    *home = start_nomination(p);
    *form = open_section(p, *home, "honours");
    (void)type_section(s, *form, "honours");
}

static void before_conflict(struct site *s, struct person *p, const char **home, struct sheet **form)
{
    before_save(s, p, home, form);
    assert_int_equal(save_answer(p, *home, "honours", "honours", "").status, 303);
    struct sheet *first = open_section(p, *home, "honours");
    sheet_set(first, "media.title.1", "先写的");
    assert_int_equal(post(p, first).status, 303);
}

static void before_submit(struct site *s, struct person *p, const char **home, struct sheet **form)
{
    *p = person(s, "unit01");
    *home = complete_nomination(p);
    *form = open_form(p, under(s, *home, "check"), under(s, *home, "submit"));
}

static void before_signin(struct site *s, struct person *p, const char **home, struct sheet **form)
{
    *p = visitor(s);
    *home = "";
    *form = open_form(p, "/signin", "/signin");
    sheet_set(*form, "login", "unit01");
    sheet_set(*form, "password", SITE_PASSWORD);
}

/* The text that the sign-in page carried is saved in the same transaction. */
static void before_carried_signin(struct site *s, struct person *p, const char **home, struct sheet **form)
{
    struct sheet *section = NULL;
    before_save(s, p, home, &section);
    p->session = "";
    struct answer x = post(p, section);
    *form = sheet_of(s->a, x.body, "/signin");
    sheet_set(*form, "login", "unit01");
    sheet_set(*form, "password", SITE_PASSWORD);
}

static void before_failed_signin(struct site *s, struct person *p, const char **home, struct sheet **form)
{
    before_signin(s, p, home, form);
    sheet_set(*form, "password", "wrong");
}

static void before_password(struct site *s, struct person *p, const char **home, struct sheet **form)
{
    *p = person(s, "unit01");
    *home = "";
    *form = open_form(p, "/password", "/password");
    sheet_set(*form, "now", SITE_PASSWORD);
    sheet_set(*form, "fresh", "Xin-Mima_88");
    sheet_set(*form, "again", "Xin-Mima_88");
}

static void before_settling(struct site *s, struct person *p, const char **home, struct sheet **form)
{
    before_conflict(s, p, home, form);
    struct answer x = post(p, *form);
    const char *kept = arena_copy(s->a, answer_header(&x, "Location"), strlen(answer_header(&x, "Location")));
    *form = open_form(p, kept, kept);
    sheet_set(*form, "pick.media", "mine");
}

static void before_late_text(struct site *s, struct person *p, const char **home, struct sheet **form)
{
    before_submit(s, p, home, form);
    struct sheet *story = open_section(p, *home, "story");
    assert_int_equal(post(p, *form).status, 303);
    sheet_set(story, "brand_summary", "提交以后写的");
    *form = story;
}

#define CHANGED(name) "SELECT COUNT(*) FROM draft_value WHERE " name

static const struct deed deeds[] = {
    {"start", before_start, post, 303, "SELECT COUNT(*) FROM nomination"},
    {"save", before_save, post, 303, CHANGED("ident = 'media.on' AND row_no = 2")},
    {"autosave", before_save, autosave, 200, CHANGED("ident = 'media.on' AND row_no = 2")},
    {"conflict", before_conflict, post, 303, "SELECT COUNT(*) FROM kept_text WHERE reason = 'conflict'"},
    {"choose", before_settling, post, 303, "SELECT COUNT(*) FROM kept_text WHERE settled_at IS NOT NULL"},
    {"submit", before_submit, post, 303, "SELECT COUNT(*) FROM nomination_version"},
    {"late text", before_late_text, post, 409, "SELECT COUNT(*) FROM kept_text WHERE reason = 'submitted'"},
    {"sign in", before_signin, post, 303, "SELECT COUNT(*) FROM session"},
    {"carried text", before_carried_signin, post, 303, CHANGED("ident = 'media.on' AND row_no = 2")},
    {"wrong password", before_failed_signin, post, 422,
     "SELECT COUNT(*) FROM audit_entry WHERE verb = 'signin_failed'"},
    {"password", before_password, post, 303, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'password_change'"},
};

/* ---- breaking ---- */

/* All that the deeds could touch, row by row. */
static const char *everything(struct site *s)
{
    static const char *const tables[] = {
        "SELECT GROUP_CONCAT(id || state || version_no || COALESCE(receipt_no, '-'), '|') FROM nomination",
        "SELECT GROUP_CONCAT(section || revision || saved_at, '|') FROM draft_section",
        "SELECT GROUP_CONCAT(ident || row_no || value, '|') FROM draft_value",
        "SELECT GROUP_CONCAT(ref || kept_at || COALESCE(settled_at, '-'), '|') FROM kept_text",
        "SELECT GROUP_CONCAT(kept_id || ident || row_no || value, '|') FROM kept_value",
        "SELECT GROUP_CONCAT(sha256, '|') FROM nomination_version",
        "SELECT COUNT(*) || '/' || MAX(mac) FROM audit_entry",
        "SELECT GROUP_CONCAT(id_hash || seen_at || COALESCE(ended_at, '-'), '|') FROM session",
        "SELECT GROUP_CONCAT(scope || key || failures || lockouts, '|') FROM signin_failure",
        "SELECT GROUP_CONCAT(token, '|') FROM once_token",
        "SELECT GROUP_CONCAT(password_hash, '|') FROM account",
        "SELECT next_receipt FROM round"};
    const char *text = "";
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        text = text_format(s->a, "%s\n%s", text, site_sql(s, tables[i]));
    }
    return text;
}

static void break_reader(struct site *s, int n)
{
    struct db *db = store_reader_take(s->store); /* the one that the next request takes */
    db_fail_nth(db, n);
    store_reader_give(s->store, db);
}

static void break_writer(struct site *s, int n)
{
    db_fail_nth(store_writer_db(s->store), n);
}

static struct answer act_broken(struct site *s, struct person *p, const struct deed *d, const struct sheet *form,
                                void (*break_at)(struct site *, int), int n)
{
    s->may_fail = true;
    break_at(s, n);
    struct answer x = d->act(p, form);
    break_at(s, 0);
    s->may_fail = false;
    return x;
}

static void is_a_calm_failure(const struct deed *d, const struct answer *x, int n)
{
    bool is_json = text_starts(answer_header(x, "Content-Type"), "application/json");
    if (x->status != 500 && x->status != 503) {
        fail_msg("%s, step %d: %d", d->name, n, x->status);
    }
    if (!is_json && (!answer_says(x, "没有办成") || !answer_says(x, "填写的内容仍在上一页"))) {
        fail_msg("%s, step %d: %s", d->name, n, x->body);
    }
    assert_int_equal(headers_named(x, "Set-Cookie"), 0);
    assert_string_equal(answer_header(x, "Location"), "");
}

/* Returns how many steps failed visibly. */
static int break_each_step(const struct deed *d, void (*break_at)(struct site *, int))
{
    struct site *s = site_open();
    struct person p;
    const char *home = NULL;
    struct sheet *form = NULL;
    d->prepare(s, &p, &home, &form);
    int was = (int)site_count(s, d->done_sql);
    const char *before = everything(s);
    int failed = 0;
    int n = 1;
    struct answer x = {0};
    for (; n < STEPS_MAX; n++) {
        struct person now = p; /* the browser keeps what it had */
        x = act_broken(s, &now, d, form, break_at, n);
        if (x.status == d->done_status) {
            break;
        }
        failed++;
        is_a_calm_failure(d, &x, n);
        const char *after = everything(s);
        if (strcmp(after, before) != 0) {
            fail_msg("%s, step %d wrote\n%s\ninstead of\n%s", d->name, n, after, before);
        }
    }
    assert_int_equal(site_count(s, d->done_sql), was + 1);
    site_is_sound(s);
    site_close(s);
    return failed;
}

static void each_step_of_the_writer_fails_without_a_trace(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        int failed = break_each_step(&deeds[i], break_writer);
        if (failed < 6) { /* begin, savepoint, at least one change, its audit line, release, commit */
            fail_msg("%s: only %d steps", deeds[i].name, failed);
        }
    }
}

static void each_step_of_the_reader_fails_without_a_trace(void **state)
{
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        failed += break_each_step(&deeds[i], break_reader);
    }
    assert_in_range(failed, 10, 200);
}

/* The request right after a failed one finds everything in order: no transaction left open, no statement left running.
 */
static void the_same_request_succeeds_right_after_each_failure(void **state)
{
    (void)state;
    const struct deed *submit_deed = &deeds[5];
    for (int n = 1; n < 40; n += 3) {
        struct site *s = site_open();
        struct person p;
        const char *home = NULL;
        struct sheet *form = NULL;
        submit_deed->prepare(s, &p, &home, &form);
        struct answer x = act_broken(s, &p, submit_deed, form, n % 2 == 0 ? break_reader : break_writer, n);
        if (x.status != 303) {
            is_a_calm_failure(submit_deed, &x, n);
        }
        x = post(&p, form);
        leads_to(&x, under(s, home, "receipt"));
        assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_version"), 1);
        assert_int_equal(get(&p, under(s, home, "receipt")).status, 200);
        site_is_sound(s);
        site_close(s);
    }
}

/* Reading goes on when nothing can be written: a full disk must not hide a receipt. */
static void a_page_is_shown_though_the_visit_cannot_be_written_down(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    assert_int_equal(submit(&p, home).status, 303);
    for (int n = 1; n < 8; n++) {
        site_later(s, 120);
        break_writer(s, n);
        struct answer x = get(&p, under(s, home, "receipt"));
        break_writer(s, 0);
        assert_int_equal(x.status, 200);
    }
}

static void pages_that_are_read_fail_calmly(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person office = person(s, "office01");
    const char *home = complete_nomination(&p);
    const char *draft_pages[] = {"/nominations", home, under(s, home, "check"), under(s, home, "story")};
    for (size_t i = 0; i < sizeof draft_pages / sizeof draft_pages[0]; i++) {
        int quiet = 0;
        for (int n = 1; n < 200 && quiet < QUIET_STEPS; n++) {
            s->may_fail = true;
            break_reader(s, n);
            struct answer x = get(&p, draft_pages[i]);
            break_reader(s, 0);
            s->may_fail = false;
            quiet = x.status < 400 ? quiet + 1 : 0;
            assert_true(x.status < 400 || x.status == 500 || x.status == 503);
        }
        assert_int_equal(quiet, QUIET_STEPS);
    }
    assert_int_equal(submit(&p, home).status, 303);
    for (int n = 1; n < 12; n++) {
        s->may_fail = true;
        break_reader(s, n);
        struct answer x = get(n % 2 == 0 ? &p : &office, under(s, home, "record"));
        break_reader(s, 0);
        s->may_fail = false;
        assert_true(x.status == 200 || x.status == 500 || x.status == 503);
    }
}

#define SITE_TEST(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_step_of_the_writer_fails_without_a_trace),
        cmocka_unit_test(each_step_of_the_reader_fails_without_a_trace),
        cmocka_unit_test(the_same_request_succeeds_right_after_each_failure),
        SITE_TEST(a_page_is_shown_though_the_visit_cannot_be_written_down),
        SITE_TEST(pages_that_are_read_fail_calmly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
