/* web_signin.c - signing in and out, the lock, the password that must be changed, and what the cookie promises. */
#include "support/whole_request.h"

#include <pthread.h>

#define WRONG_WORDS "账号或者密码不对，请检查大小写后重新输入"

static void the_right_password_opens_the_task_list(void **state)
{
    struct person p = visitor(*state);
    struct answer x = sign_in_as(&p, "unit01", SITE_PASSWORD);
    leads_to(&x, "/nominations");
    assert_int_equal(get(&p, "/nominations").status, 200);
    assert_int_equal(site_count(p.site, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'signin'"), 1);
    site_is_sound(p.site);
}

static void a_login_is_taken_as_people_type_it(void **state)
{
    static const char *const typed[] = {"unit01", "UNIT01", "  unit01 ", "unit01\t", "\xE3\x80\x80unit01"};
    for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
        struct person p = visitor(*state);
        struct answer x = sign_in_as(&p, typed[i], SITE_PASSWORD);
        leads_to(&x, "/nominations");
    }
}

/* SECURITY.md 2: "sign-in tells nothing about which part was wrong". */
static void a_wrong_password_and_an_unknown_account_read_the_same(void **state)
{
    struct site *s = *state;
    static const struct {
        const char *login, *password;
    } wrong[] = {{"unit01", "Chuang-Kou_2016"}, {"nobody", SITE_PASSWORD}, {"unit01", "chuang-kou_2015"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct person p = visitor(s);
        struct answer x = sign_in_as(&p, wrong[i].login, wrong[i].password);
        assert_int_equal(x.status, 422);
        assert_true(answer_says(&x, WRONG_WORDS));
        assert_true(answer_says(&x, "错误：登录 - "));
        assert_string_equal(p.session, "");
        struct sheet *again = sheet_of(s->a, x.body, "/signin");
        assert_string_equal(sheet_get(again, "login"), wrong[i].login);
        assert_string_equal(sheet_get(again, "password"), "");
        assert_null(strstr(x.body, wrong[i].password));
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM session"), 0);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'signin_failed'"), 3);
}

static void an_absurdly_long_password_is_as_wrong_as_any_other(void **state)
{
    struct person p = visitor(*state);
    char *longest = arena_alloc(p.site->a, 5001, 1);
    memset(longest, 'a', 5000);
    struct answer x = sign_in_as(&p, "unit01", longest);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, WRONG_WORDS));
    x = sign_in_as(&p, longest, SITE_PASSWORD);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, WRONG_WORDS));
}

static void nothing_typed_is_asked_for_and_not_counted(void **state)
{
    static const char *const typed[][2] = {{"", ""}, {"unit01", ""}, {"", "secret"}, {" \t", "secret"}};
    struct person p = visitor(*state);
    for (size_t i = 0; i < 8; i++) {
        struct answer x = sign_in_as(&p, typed[i % 4][0], typed[i % 4][1]);
        assert_int_equal(x.status, 422);
        assert_true(answer_says(&x, "请填写账号和密码"));
    }
    assert_int_equal(site_count(p.site, "SELECT COUNT(*) FROM signin_failure"), 0);
}

/* "5 failures → 15 minutes for that account and source, growing". */
static void five_failures_lock_and_the_lock_grows(void **state)
{
    struct person p = visitor(*state);
    int seconds = 15 * 60;
    for (int round = 0; round < 3; round++, seconds *= 2) {
        for (int i = 0; i < 5; i++) {
            assert_int_equal(sign_in_as(&p, "unit01", "wrong").status, 422);
        }
        struct answer x = sign_in_as(&p, "unit01", SITE_PASSWORD);
        assert_int_equal(x.status, 429);
        assert_string_equal(answer_header(&x, "Retry-After"), text_format(x.a, "%d", seconds));
        assert_true(answer_says(&x, at_short_chinese(x.a, clock_now(&p.site->clock) + seconds)));
        assert_string_equal(p.session, "");
        site_later(p.site, seconds - 1);
        assert_int_equal(sign_in_as(&p, "unit01", SITE_PASSWORD).status, 429);
        site_later(p.site, 1);
    }
    struct answer x = sign_in_as(&p, "unit01", SITE_PASSWORD);
    leads_to(&x, "/nominations");
}

/* One of many guesses that arrive together; each has memory of its own. */
struct guess {
    struct site *site;
    pthread_barrier_t *start;
    const char *body;
    int status;
};

static void *make_guess(void *ctx)
{
    struct guess *g = ctx;
    struct arena *a = arena_new();
    struct door d;
    door_open(&d, &g->site->hall, a);
    d.rq.remote_addr = "192.0.2.7";
    door_target(&d, "POST", "/signin");
    door_header(&d, "Host", SITE_HOST);
    door_header(&d, "Content-Type", "application/x-www-form-urlencoded");
    (void)door_headers_end(&d, true, strlen(g->body), false);
    (void)door_feed(&d, g->body, strlen(g->body));
    door_body_end(&d);
    (void)pthread_barrier_wait(g->start);
    door_serve(&d);
    g->status = d.rs.status;
    arena_free(a);
    return NULL;
}

/* Passwords are looked at outside the transaction: what was fine when a guess came in may be locked when it is judged.
 */
static void many_guesses_at_once_are_no_way_round_the_lock(void **state)
{
    enum { GUESSES = 16 };
    struct site *s = *state;
    struct person p = visitor(s);
    struct sheet *form = open_form(&p, "/signin", "/signin");
    sheet_set(form, "login", "unit01");
    sheet_set(form, "password", "wrong");
    size_t len = 0;
    const char *body = sheet_encoded(form, s->a, &len);
    pthread_barrier_t start;
    pthread_t threads[GUESSES];
    struct guess guesses[GUESSES];
    assert_int_equal(pthread_barrier_init(&start, NULL, GUESSES), 0);
    for (int i = 0; i < GUESSES; i++) {
        guesses[i] = (struct guess){s, &start, arena_copy(s->a, body, len), 0};
        assert_int_equal(pthread_create(&threads[i], NULL, make_guess, &guesses[i]), 0);
    }
    int wrong = 0;
    int locked = 0;
    for (int i = 0; i < GUESSES; i++) {
        (void)pthread_join(threads[i], NULL);
        wrong += guesses[i].status == 422;
        locked += guesses[i].status == 429;
    }
    (void)pthread_barrier_destroy(&start);
    assert_int_equal(wrong, SIGNIN_FAILURES_MAX);
    assert_int_equal(locked, GUESSES - SIGNIN_FAILURES_MAX);
    assert_int_equal(site_count(s, "SELECT lockouts FROM signin_failure WHERE scope = 'account'"), 1);
}

static void the_lock_is_for_that_account_from_that_place(void **state)
{
    struct person p = visitor(*state);
    for (int i = 0; i < 5; i++) {
        (void)sign_in_as(&p, "unit01", "wrong");
    }
    struct answer x = sign_in_as(&p, "unit02", SITE_PASSWORD);
    leads_to(&x, "/nominations");
    struct person elsewhere = visitor(*state);
    elsewhere.addr = "198.51.100.9";
    x = sign_in_as(&elsewhere, "unit01", SITE_PASSWORD);
    leads_to(&x, "/nominations");
}

static void success_forgets_the_failures_before_it(void **state)
{
    struct person p = visitor(*state);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 4; i++) {
            assert_int_equal(sign_in_as(&p, "unit01", "wrong").status, 422);
        }
        struct person fresh = visitor(*state);
        assert_int_equal(sign_in_as(&fresh, "unit01", SITE_PASSWORD).status, 303);
    }
}

static void the_sign_in_page_keeps_where_it_was_going_through_an_error(void **state)
{
    struct person p = visitor(*state);
    struct sheet *s = open_form(&p, "/signin?next=/nominations/abc/story", "/signin");
    sheet_set(s, "login", "unit01");
    sheet_set(s, "password", "wrong");
    struct answer x = post(&p, s);
    s = sheet_of(p.site->a, x.body, "/signin");
    assert_string_equal(sheet_get(s, "next"), "/nominations/abc/story");
    sheet_set(s, "password", SITE_PASSWORD);
    x = post(&p, s);
    leads_to(&x, "/nominations/abc/story");
}

static void next_is_followed_only_within_the_site(void **state)
{
    static const struct {
        const char *next, *leads_to;
    } cases[] = {{"/password", "/password"},
                 {"/nominations/abc/story?check=1", "/nominations/abc/story?check=1"},
                 {"", "/nominations"},
                 {"/signin", "/nominations"},
                 {"/signin?next=/signin", "/nominations"},
                 {"/signout", "/nominations"},
                 {"//evil.example", "/"},
                 {"///evil.example", "/"},
                 {"/\\evil.example", "/"},
                 {"\\\\evil.example", "/"},
                 {"/\tevil.example", "/"},
                 {"/\n/evil.example", "/"},
                 {"https://evil.example/", "/"},
                 {"http:evil.example", "/"},
                 {"javascript:alert(1)", "/"},
                 {"data:text/html,x", "/"},
                 {"evil.example", "/"},
                 {" /password", "/"},
                 {"/password\r\nSet-Cookie: a=b", "/"},
                 {"/\x7F/evil", "/"}};
    struct site *s = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct person p = visitor(s);
        struct sheet *form = open_form(&p, "/signin", "/signin");
        sheet_set(form, "login", "unit01");
        sheet_set(form, "password", SITE_PASSWORD);
        sheet_set(form, "next", cases[i].next);
        struct answer x = post(&p, form);
        leads_to(&x, cases[i].leads_to);
        /* and the same when it comes in the address of the page */
        struct person q = visitor(s);
        struct out o = {.arena = s->a};
        out_query(&o, cases[i].next);
        form = open_form(&q, text_format(s->a, "/signin?next=%.*s", (int)o.len, o.bytes == NULL ? "" : o.bytes),
                         "/signin");
        assert_string_equal(sheet_get(form, "next"), cases[i].leads_to);
    }
}

static void a_page_for_members_asks_for_sign_in_and_comes_back(void **state)
{
    struct person p = visitor(*state);
    struct answer x = get(&p, "/nominations?saved=story&x=a%26b");
    leads_to(&x, "/signin?next=%2Fnominations%3Fsaved%3Dstory%26x%3Da%2526b");
    struct sheet *s = sheet_of(p.site->a, follow(&p, &x).body, "/signin");
    sheet_set(s, "login", "unit01");
    sheet_set(s, "password", SITE_PASSWORD);
    x = post(&p, s);
    leads_to(&x, "/nominations?saved=story&x=a%26b");
}

static void who_is_signed_in_already_goes_on(void **state)
{
    struct person p = person(*state, "unit01");
    struct answer x = get(&p, "/signin?next=/help");
    leads_to(&x, "/help");
    x = get(&p, "/signin?next=//evil.example");
    leads_to(&x, "/");
}

static void a_password_that_must_be_changed_comes_before_everything(void **state)
{
    struct site *s = *state;
    struct person p = visitor(s);
    struct answer x = sign_in_as(&p, "fresh01", SITE_PASSWORD);
    leads_to(&x, "/password");
    static const char *const closed[] = {"/nominations", "/nominations/abc", "/nominations/abc/story"};
    for (size_t i = 0; i < sizeof closed / sizeof closed[0]; i++) {
        x = get(&p, closed[i]);
        leads_to(&x, "/password");
    }
    assert_int_equal(get(&p, "/help").status, 200); /* what everyone may read stays open */
    struct sheet *form = open_form(&p, "/password", "/password");
    sheet_set(form, "now", SITE_PASSWORD);
    sheet_set(form, "fresh", "Xin-Mima_88");
    sheet_set(form, "again", "Xin-Mima_88");
    x = post(&p, form);
    leads_to(&x, "/nominations");
    assert_int_equal(get(&p, "/nominations").status, 200);
    struct person q = visitor(s);
    assert_int_equal(sign_in_as(&q, "fresh01", SITE_PASSWORD).status, 422);
    x = sign_in_as(&q, "fresh01", "Xin-Mima_88");
    leads_to(&x, "/nominations");
    site_is_sound(s);
}

static void a_bad_new_password_is_told_beside_its_box(void **state)
{
    static const struct {
        const char *now, *fresh, *again, *words;
    } cases[] = {
        {"wrong", "Xin-Mima_88", "Xin-Mima_88", "现在的密码不对，请重新输入"},
        {SITE_PASSWORD, "Xin-88", "Xin-88", "新密码至少 8 个字符，请加长"},
        {SITE_PASSWORD, "xinmima88", "xinmima88", "新密码要含大写字母、小写字母、数字、其他字符中的三种"},
        {SITE_PASSWORD, "Unit01-Mima", "Unit01-Mima", "新密码不能含有账号，请换一个"},
        {SITE_PASSWORD, "Password_88", "Password_88", "这个密码太常见，容易被猜到，请换一个"},
        {SITE_PASSWORD, SITE_PASSWORD, SITE_PASSWORD, "新密码和现在的密码相同，请换一个"},
        {SITE_PASSWORD, "Xin-Mima_88", "Xin-Mima_89", "两次输入的新密码不一样，请重新输入"},
    };
    struct person p = person(*state, "unit01");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sheet *form = open_form(&p, "/password", "/password");
        sheet_set(form, "now", cases[i].now);
        sheet_set(form, "fresh", cases[i].fresh);
        sheet_set(form, "again", cases[i].again);
        struct answer x = post(&p, form);
        assert_int_equal(x.status, 422);
        if (!answer_says(&x, cases[i].words)) {
            fail_msg("case %zu: no \"%s\" in %s", i, cases[i].words, x.body);
        }
        assert_null(strstr(x.body, cases[i].fresh)); /* a password is never sent back */
    }
    struct person q = visitor(*state);
    assert_int_equal(sign_in_as(&q, "unit01", SITE_PASSWORD).status, 303);
}

static void guessing_the_present_password_locks_like_signing_in(void **state)
{
    struct person p = person(*state, "unit01");
    struct answer x = {0};
    for (int i = 0; i < 12; i++) {
        struct sheet *form = open_form(&p, "/password", "/password");
        sheet_set(form, "now", i < 5 ? "wrong" : SITE_PASSWORD);
        sheet_set(form, "fresh", "Xin-Mima_88");
        sheet_set(form, "again", "Xin-Mima_88");
        x = post(&p, form);
        assert_int_equal(x.status, 422);
    }
    assert_true(answer_says(&x, "连续输错次数太多"));
    /* what was typed while it was locked did not make it longer */
    assert_int_equal(site_count(p.site, "SELECT MAX(lockouts) FROM signin_failure WHERE scope = 'account'"), 1);
}

static void a_new_password_signs_out_the_other_computers(void **state)
{
    struct person here = person(*state, "unit01");
    struct person there = person(*state, "unit01");
    struct person colleague = person(*state, "unit02");
    struct sheet *form = open_form(&here, "/password", "/password");
    sheet_set(form, "now", SITE_PASSWORD);
    sheet_set(form, "fresh", "Xin-Mima_88");
    sheet_set(form, "again", "Xin-Mima_88");
    struct answer x = post(&here, form);
    leads_to(&x, "/password?done=1");
    x = follow(&here, &x);
    assert_true(answer_says(&x, "密码已修改"));
    x = get(&there, "/nominations");
    leads_to(&x, "/signin?next=%2Fnominations");
    assert_int_equal(get(&colleague, "/nominations").status, 200);
}

static void signing_out_ends_the_session_and_may_be_pressed_twice(void **state)
{
    struct person p = person(*state, "unit01");
    struct person thief = p;
    struct sheet *form = open_form(&p, "/help", "/signout");
    struct answer x = post(&p, form);
    leads_to(&x, "/");
    assert_string_equal(p.session, "");
    assert_non_null(strstr(answer_header(&x, "Set-Cookie"), "Max-Age=0"));
    x = get(&thief, "/nominations");
    leads_to(&x, "/signin?next=%2Fnominations");
    x = post(&thief, form); /* the second press, or another tab that still shows the button */
    leads_to(&x, "/");
    x = post(&p, form);
    leads_to(&x, "/");
}

static void a_session_is_new_each_time_and_its_predecessor_ends(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person before = p;
    struct answer page = get(&p, "/help");
    const char *token = sheet_get(sheet_of(s->a, page.body, "/prefs/elder"), "token");
    struct sheet form = {.a = s->a, .action = "/signin"};
    sheet_add(&form, "token", token);
    sheet_add(&form, "login", "unit02");
    sheet_add(&form, "password", SITE_PASSWORD);
    struct answer x = post(&p, &form);
    leads_to(&x, "/nominations");
    assert_string_not_equal(p.session, before.session);
    x = get(&before, "/nominations");
    leads_to(&x, "/signin?next=%2Fnominations");
    assert_true(strlen(p.session) >= 50); /* 256 bits */
    assert_int_equal(site_count(s, text_format(s->a, "SELECT COUNT(*) FROM session WHERE id_hash = '%s'", p.session)),
                     0);
}

static void a_cookie_nobody_gave_signs_nobody_in(void **state)
{
    static const char *const cookies[] = {
        "__Host-jianpin=guess",    "__Host-jianpin=",         "jianpin=abc",
        "__Host-jianpin=' OR 1=1", "__Host-jianpin=\xFF\xFE", "__Host-jianpin=a; __Host-jianpin=b"};
    struct person p = visitor(*state);
    struct person member = person(*state, "unit01");
    for (size_t i = 0; i < sizeof cookies / sizeof cookies[0]; i++) {
        struct answer x = ask(&p, &(struct ask){.method = "GET", .target = "/nominations", .cookie = cookies[i]});
        leads_to(&x, "/signin?next=%2Fnominations");
    }
    /* the cookie of a site without TLS does not count on one with it */
    const char *plain = text_format(p.site->a, "jianpin=%s", member.session);
    struct answer x = ask(&p, &(struct ask){.method = "GET", .target = "/nominations", .cookie = plain});
    leads_to(&x, "/signin?next=%2Fnominations");
}

static void a_session_ends_after_half_an_hour_of_silence(void **state)
{
    struct person p = person(*state, "unit01");
    for (int i = 0; i < 4; i++) { /* activity keeps it alive */
        site_later(p.site, 29 * 60);
        assert_int_equal(get(&p, "/nominations").status, 200);
    }
    site_later(p.site, 30 * 60 - 1);
    struct answer x = get(&p, "/help");
    assert_true(answer_says(&x, "退出"));
    site_later(p.site, 30 * 60);
    x = get(&p, "/nominations");
    leads_to(&x, "/signin?next=%2Fnominations");
    x = follow(&p, &x);
    assert_true(answer_says(&x, "登录已经到期，请重新登录。已经保存的内容都在。"));
    x = get(&p, "/help");
    assert_false(answer_says(&x, "退出"));
}

static void a_session_ends_after_twelve_hours_whatever_happens(void **state)
{
    struct person p = person(*state, "unit01");
    const char *left = NULL;
    for (int i = 0; i < 12 * 3; i++) {
        struct answer x = get(&p, "/nominations");
        assert_int_equal(x.status, 200);
        left = arena_copy(p.site->a, strstr(x.body, "data-session-left"), 24);
        site_later(p.site, 20 * 60);
    }
    assert_string_equal(left, "data-session-left=\"1200\""); /* the last page told so */
    struct answer x = get(&p, "/nominations");
    leads_to(&x, "/signin?next=%2Fnominations");
}

static void the_script_can_stay_signed_in_and_is_told_when_it_is_too_late(void **state)
{
    struct person p = person(*state, "unit01");
    struct answer page = get(&p, "/nominations");
    struct sheet form = {.a = p.site->a, .action = "/session/extend"};
    sheet_add(&form, "token", sheet_get(sheet_of(p.site->a, page.body, "/signout"), "token"));
    site_later(p.site, 29 * 60);
    struct answer x = post_with(&p, &form, (struct ask){.accept = "application/json"});
    assert_int_equal(x.status, 200);
    assert_string_equal(x.body, "{\"left\":1800}");
    site_later(p.site, 29 * 60);
    assert_int_equal(get(&p, "/nominations").status, 200);
    site_later(p.site, 31 * 60);
    x = post_with(&p, &form, (struct ask){.accept = "application/json"});
    assert_int_equal(x.status, 401);
    assert_true(text_starts(answer_header(&x, "Content-Type"), "application/json"));
}

static void a_disabled_account_is_signed_out_at_once(void **state)
{
    struct person p = person(*state, "unit01");
    assert_int_equal(db_script(store_writer_db(p.site->store),
                               "UPDATE account SET state = 'disabled', disabled_at = 1 WHERE login = 'unit01';"),
                     OK);
    struct answer x = get(&p, "/nominations");
    leads_to(&x, "/signin?next=%2Fnominations");
    struct person q = visitor(*state);
    x = sign_in_as(&q, "unit01", SITE_PASSWORD);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, WRONG_WORDS));
}

static void the_cookie_is_bound_to_tls_where_there_is_tls(void **state)
{
    struct person p = visitor(*state);
    struct answer x = sign_in_as(&p, "unit01", SITE_PASSWORD);
    const char *cookie = answer_header(&x, "Set-Cookie");
    assert_int_equal(headers_named(&x, "Set-Cookie"), 1);
    assert_true(text_starts(cookie, "__Host-jianpin="));
    assert_null(strstr(cookie, "Max-Age")); /* gone with the browser */
    assert_null(strstr(cookie, "Domain"));
    assert_non_null(strstr(cookie, "; Secure"));
    assert_string_equal(answer_header(&x, "Strict-Transport-Security"), "max-age=31536000");
}

static void without_tls_the_cookie_is_still_kept_from_scripts_and_other_sites(void **state)
{
    (void)state;
    struct site *s = site_open_as(false);
    struct person p = visitor(s);
    struct answer x = sign_in_as(&p, "unit01", SITE_PASSWORD);
    const char *cookie = answer_header(&x, "Set-Cookie");
    assert_true(text_starts(cookie, "jianpin="));
    assert_null(strstr(cookie, "Secure"));
    assert_string_equal(answer_header(&x, "Strict-Transport-Security"), "");
    assert_int_equal(get(&p, "/nominations").status, 200);
    site_close(s);
}

static void a_second_press_on_sign_in_leaves_one_person_signed_in(void **state)
{
    struct person p = visitor(*state);
    struct sheet *form = open_form(&p, "/signin", "/signin");
    sheet_set(form, "login", "unit01");
    sheet_set(form, "password", SITE_PASSWORD);
    struct answer x = post(&p, form);
    leads_to(&x, "/nominations");
    x = post(&p, form); /* the page still has the visitors' token */
    leads_to(&x, "/nominations");
    assert_int_equal(get(&p, "/nominations").status, 200);
    assert_int_equal(site_count(p.site, "SELECT COUNT(*) FROM session WHERE ended_at IS NULL"), 1);
}

#define SITE_TEST(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(the_right_password_opens_the_task_list),
        SITE_TEST(a_login_is_taken_as_people_type_it),
        SITE_TEST(a_wrong_password_and_an_unknown_account_read_the_same),
        SITE_TEST(an_absurdly_long_password_is_as_wrong_as_any_other),
        SITE_TEST(nothing_typed_is_asked_for_and_not_counted),
        SITE_TEST(five_failures_lock_and_the_lock_grows),
        SITE_TEST(many_guesses_at_once_are_no_way_round_the_lock),
        SITE_TEST(the_lock_is_for_that_account_from_that_place),
        SITE_TEST(success_forgets_the_failures_before_it),
        SITE_TEST(the_sign_in_page_keeps_where_it_was_going_through_an_error),
        SITE_TEST(next_is_followed_only_within_the_site),
        SITE_TEST(a_page_for_members_asks_for_sign_in_and_comes_back),
        SITE_TEST(who_is_signed_in_already_goes_on),
        SITE_TEST(a_password_that_must_be_changed_comes_before_everything),
        SITE_TEST(a_bad_new_password_is_told_beside_its_box),
        SITE_TEST(guessing_the_present_password_locks_like_signing_in),
        SITE_TEST(a_new_password_signs_out_the_other_computers),
        SITE_TEST(signing_out_ends_the_session_and_may_be_pressed_twice),
        SITE_TEST(a_session_is_new_each_time_and_its_predecessor_ends),
        SITE_TEST(a_cookie_nobody_gave_signs_nobody_in),
        SITE_TEST(a_session_ends_after_half_an_hour_of_silence),
        SITE_TEST(a_session_ends_after_twelve_hours_whatever_happens),
        SITE_TEST(the_script_can_stay_signed_in_and_is_told_when_it_is_too_late),
        SITE_TEST(a_disabled_account_is_signed_out_at_once),
        SITE_TEST(the_cookie_is_bound_to_tls_where_there_is_tls),
        cmocka_unit_test(without_tls_the_cookie_is_still_kept_from_scripts_and_other_sites),
        SITE_TEST(a_second_press_on_sign_in_leaves_one_person_signed_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
