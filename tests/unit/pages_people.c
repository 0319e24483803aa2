/* pages_people.c - one's own sign-ins, colleagues, and links that are used once, through the whole program. */
#include "domain/people.h"
#include "support/whole_request.h"

#define ME         "/accounts/me"
#define SESSIONS   "/accounts/me/sessions"
#define COLLEAGUES "/accounts/me/colleagues"
#define PASSWORD_2 "Ling-Wai_2015b"

/* ---- own sign-ins ---- */

static void the_page_names_the_account_and_every_place_where_it_is_signed_in(void **state)
{
    struct person here = person(*state, "unit01");
    struct person there = person(*state, "unit01");
    struct answer x = get(&here, ME);
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "unit01"));
    assert_true(answer_says(&x, "示例市第一供水服务有限公司"));
    assert_true(answer_says(&x, "Chrome 浏览器（Linux）"));
    assert_true(answer_says(&x, "本机"));
    assert_true(answer_says(&x, there.addr));
    assert_true(page_has_link(x.a, x.body, "/password"));
    assert_int_equal(get(&there, ME).status, 200);
}

static void the_name_in_the_bar_leads_there(void **state)
{
    struct person p = person(*state, "unit01");
    struct answer x = get(&p, "/help");
    assert_true(page_has_link(x.a, x.body, ME));
    struct person v = visitor(*state);
    x = get(&v, "/help");
    assert_false(page_has_link(x.a, x.body, ME));
}

/* Presses the button of one other session. */
static struct answer end_session(struct person *p, const char *which)
{
    struct sheet *s = open_form(p, ME, SESSIONS);
    sheet_set(s, "session", which);
    return post(p, s);
}

static const char *other_session(struct site *s, const struct person *p)
{
    return site_sql(s,
                    text_format(s->a, "SELECT substr(id_hash, 1, 16) FROM session WHERE remote_addr = '%s'", p->addr));
}

static void one_other_sign_in_is_ended_and_the_own_stays(void **state)
{
    struct site *s = *state;
    struct person here = person(s, "unit01");
    struct person there = person(s, "unit01");
    struct person third = person(s, "unit01");
    struct answer x = end_session(&here, other_session(s, &there));
    leads_to(&x, "/accounts/me?done=one");
    assert_true(answer_says(&(struct answer){.body = follow(&here, &x).body}, "这一处登录已经退出"));
    leads_to(&(struct answer){.status = get(&there, ME).status, .rs = get(&there, ME).rs, .body = ""},
             "/signin?next=%2Faccounts%2Fme");
    assert_int_equal(get(&third, ME).status, 200);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'session_end'"), 1);
    site_is_sound(s);
}

static void all_others_are_ended_at_once(void **state)
{
    struct site *s = *state;
    struct person here = person(s, "unit01");
    struct person there = person(s, "unit01");
    struct person colleague = person(s, "unit02");
    struct answer x = end_session(&here, "others");
    leads_to(&x, "/accounts/me?done=others");
    assert_int_equal(get(&here, ME).status, 200);
    assert_int_equal(get(&there, ME).status, 303);
    assert_int_equal(get(&colleague, ME).status, 200);
    x = get(&here, ME);
    assert_true(answer_says(&x, "只有本机登录着"));
}

static void another_persons_session_and_the_own_are_not_ended_by_name(void **state)
{
    struct site *s = *state;
    struct person here = person(s, "unit01");
    struct person there = person(s, "unit01");
    struct person colleague = person(s, "unit02");
    struct sheet *form = open_form(&here, ME, SESSIONS);
    const char *const names[] = {other_session(s, &colleague), other_session(s, &here), "", "%", "0000000000000000"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        sheet_set(form, "session", names[i]);
        struct answer x = post(&here, form);
        leads_to(&x, ME);
    }
    assert_int_equal(get(&colleague, ME).status, 200);
    assert_int_equal(get(&here, ME).status, 200);
    assert_int_equal(get(&there, ME).status, 200);
}

static void an_idle_session_is_not_listed(void **state)
{
    struct site *s = *state;
    struct person there = person(s, "unit01");
    site_later(s, SESSION_IDLE_SECONDS);
    struct person here = person(s, "unit01");
    struct answer x = get(&here, ME);
    assert_false(answer_says(&x, there.addr));
    assert_true(answer_says(&x, "只有本机登录着"));
}

/* ---- links ---- */

/* The link that the page shows; its path. */
static const char *shown_link(struct site *s, const struct answer *x)
{
    assert_int_equal(x->status, 200);
    const char *at = strstr(x->body, "https://" SITE_HOST "/links/");
    assert_non_null(at);
    at += strlen("https://" SITE_HOST);
    return arena_copy(s->a, at, strcspn(at, "<"));
}

static const char *invite(struct person *head)
{
    struct sheet *form = open_form(head, COLLEAGUES, COLLEAGUES);
    struct answer x = post(head, form);
    return shown_link(head->site, &x);
}

static const char *ref_of(struct site *s, const char *login)
{
    return site_sql(s, text_format(s->a, "SELECT ref FROM account WHERE login = '%s'", login));
}

static const char *reset_action(struct site *s, const char *login)
{
    return text_format(s->a, COLLEAGUES "/%s/reset", ref_of(s, login));
}

static const char *reset(struct person *head, const char *login)
{
    struct sheet *form = open_form(head, COLLEAGUES, reset_action(head->site, login));
    struct answer x = post(head, form);
    return shown_link(head->site, &x);
}

static struct answer take_invite(struct person *p, const char *link, const char *name, const char *login)
{
    struct sheet *form = open_form(p, link, link);
    sheet_set(form, "person_name", name);
    sheet_set(form, "login", login);
    sheet_set(form, "fresh", SITE_PASSWORD);
    sheet_set(form, "again", SITE_PASSWORD);
    return post(p, form);
}

static struct answer take_reset(struct person *p, const char *link, const char *password)
{
    struct sheet *form = open_form(p, link, link);
    sheet_set(form, "fresh", password);
    sheet_set(form, "again", password);
    return post(p, form);
}

/* "Several people per body, invited by link." */
static void a_colleague_opens_the_link_and_works_for_the_same_unit(void **state)
{
    struct site *s = *state;
    struct person head = person(s, "unit01");
    const char *link = invite(&head);
    assert_true(strlen(link) >= strlen("/links/") + 43); /* 256 bits */
    struct person p = visitor(s);
    struct answer x = get(&p, link);
    assert_true(answer_says(&x, "示例市第一供水服务有限公司"));
    assert_true(answer_says(&x, "个人信息"));
    x = take_invite(&p, link, "𬭊演示", "newcomer");
    leads_to(&x, "/signin?ready=1");
    x = sign_in_as(&p, "newcomer", SITE_PASSWORD);
    leads_to(&x, "/nominations");
    assert_string_equal(site_sql(s,
                                 "SELECT b.name || a.role || a.person_name || a.is_head FROM account a JOIN body b ON "
                                 "b.id = a.body_id WHERE a.login = 'newcomer'"),
                        "示例市第一供水服务有限公司unit𬭊演示0");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb IN ('link_make', 'link_use')"), 2);
    site_is_sound(s);
}

static void a_link_works_once_and_says_calmly_that_it_was_used(void **state)
{
    struct site *s = *state;
    struct person head = person(s, "unit01");
    const char *link = invite(&head);
    struct person p = visitor(s);
    struct sheet *form = open_form(&p, link, link);
    struct answer x = take_invite(&p, link, "陈示例", "newcomer");
    assert_int_equal(x.status, 303);
    x = get(&p, link);
    assert_int_equal(x.status, 404);
    assert_true(answer_says(&x, "这个链接已经用过一次"));
    sheet_set(form, "person_name", "王示例");
    sheet_set(form, "login", "second");
    sheet_set(form, "fresh", SITE_PASSWORD);
    sheet_set(form, "again", SITE_PASSWORD);
    x = post(&p, form);
    assert_int_equal(x.status, 404);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM account WHERE login = 'second'"), 0);
}

static void the_same_answer_twice_makes_one_account(void **state)
{
    struct site *s = *state;
    struct person head = person(s, "unit01");
    const char *link = invite(&head);
    struct person p = visitor(s);
    struct sheet *form = open_form(&p, link, link);
    sheet_set(form, "person_name", "陈示例");
    sheet_set(form, "login", "newcomer");
    sheet_set(form, "fresh", SITE_PASSWORD);
    sheet_set(form, "again", SITE_PASSWORD);
    for (int i = 0; i < 2; i++) {
        struct answer x = post(&p, form);
        leads_to(&x, "/signin?ready=1");
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM account WHERE login = 'newcomer'"), 1);
}

static void a_double_click_makes_one_link_and_shows_it_twice(void **state)
{
    struct site *s = *state;
    struct person head = person(s, "unit01");
    struct sheet *form = open_form(&head, COLLEAGUES, COLLEAGUES);
    struct answer x = post(&head, form);
    const char *first = shown_link(s, &x);
    x = post(&head, form);
    assert_string_equal(shown_link(s, &x), first);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM account_link"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'link_make'"), 1);
    assert_string_not_equal(invite(&head), first);
}

/* "7 days invite, 24 h reset", to the second. */
static void a_link_ends_on_the_second(void **state)
{
    struct site *s = *state;
    struct person head = person(s, "unit01");
    const char *invitation = invite(&head);
    const char *key = reset(&head, "unit02");
    struct person p = visitor(s);
    site_later(s, RESET_SECONDS - 1);
    assert_int_equal(get(&p, key).status, 200);
    site_later(s, 1);
    assert_int_equal(get(&p, key).status, 404);
    assert_int_equal(get(&p, invitation).status, 200);
    site_later(s, INVITE_SECONDS - RESET_SECONDS);
    assert_int_equal(get(&p, invitation).status, 404);
}

/* No enumeration: what never was reads as what is over. */
static void a_guessed_link_an_expired_one_and_a_replaced_one_read_the_same(void **state)
{
    struct site *s = *state;
    struct person head = person(s, "unit01");
    const char *old = reset(&head, "unit02");
    const char *fresh = reset(&head, "unit02");
    struct person p = visitor(s);
    struct answer never = get(&p, "/links/0000000000000000000000000000000000000000000000000000000000000000");
    struct answer replaced = get(&p, old);
    assert_int_equal(get(&p, fresh).status, 200);
    site_later(s, RESET_SECONDS);
    struct answer expired = get(&p, fresh);
    const struct answer *const all[] = {&never, &replaced, &expired};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(all[i]->status, 404);
        assert_true(answer_says(all[i], "链接不存在、已经过期，或者已经由新的链接代替"));
        assert_false(answer_says(all[i], "unit02"));
    }
}

static void a_reset_lets_in_with_the_new_password_and_ends_what_was_open(void **state)
{
    struct site *s = *state;
    struct person head = person(s, "unit01");
    struct person forgetful = person(s, "unit02");
    const char *link = reset(&head, "unit02");
    assert_int_equal(get(&forgetful, ME).status, 200); /* until it is used nothing changes */
    struct person p = visitor(s);
    struct answer x = take_reset(&p, link, PASSWORD_2);
    leads_to(&x, "/signin?ready=1");
    assert_int_equal(get(&forgetful, ME).status, 303);
    assert_int_equal(sign_in_as(&p, "unit02", SITE_PASSWORD).status, 422);
    x = sign_in_as(&p, "unit02", PASSWORD_2);
    leads_to(&x, "/nominations");
    assert_int_equal(get(&head, ME).status, 200);
    site_is_sound(s);
}

static void nothing_that_is_typed_wrong_is_lost_or_carried_out(void **state)
{
    static const struct {
        const char *name, *login, *fresh, *again, *says;
    } cases[] = {
        {"", "newcomer", SITE_PASSWORD, SITE_PASSWORD, "请填写姓名"},
        {"陈示例", "", SITE_PASSWORD, SITE_PASSWORD, "请填写登录账号"},
        {"陈示例", "陈示例", SITE_PASSWORD, SITE_PASSWORD, "登录账号用英文字母开头"},
        {"陈示例", "abc", SITE_PASSWORD, SITE_PASSWORD, "登录账号要有 4 至 40 个字符"},
        {"陈示例", "UNIT01", SITE_PASSWORD, SITE_PASSWORD, "这个登录账号已经有人使用"},
        {"陈示例", "newcomer", "short", "short", "新密码至少 8 个字符"},
        {"陈示例", "newcomer", SITE_PASSWORD, "", "两次输入的密码不一样"},
        {"陈示例", "newcomer", "", "", "请填写密码"},
        {"陈示例", "newcomer", "Newcomer_2015", "Newcomer_2015", "新密码不能含有账号"},
        {"一二三四五六七八九十一二三四五六七八九十一", "newcomer", SITE_PASSWORD, SITE_PASSWORD, "姓名最多 20 个字"},
    };
    struct site *s = *state;
    struct person head = person(s, "unit01");
    const char *link = invite(&head);
    struct person p = visitor(s);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sheet *form = open_form(&p, link, link);
        sheet_set(form, "person_name", cases[i].name);
        sheet_set(form, "login", cases[i].login);
        sheet_set(form, "fresh", cases[i].fresh);
        sheet_set(form, "again", cases[i].again);
        struct answer x = post(&p, form);
        assert_int_equal(x.status, 422);
        if (!answer_says(&x, cases[i].says)) {
            fail_msg("%s: %s", cases[i].says, x.body);
        }
        form = sheet_of(s->a, x.body, link);
        assert_string_equal(sheet_get(form, "person_name"), cases[i].name);
        assert_string_equal(sheet_get(form, "login"), cases[i].login);
        assert_string_equal(sheet_get(form, "fresh"), "");
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM account_link WHERE used_at IS NOT NULL"), 0);
}

static void only_the_head_invites_and_resets_and_only_for_the_own_unit(void **state)
{
    struct site *s = *state;
    struct person head = person(s, "unit01");
    struct person colleague = person(s, "unit02");
    struct person stranger = person(s, "other01");
    struct answer x = get(&colleague, COLLEAGUES);
    assert_null(sheet_of(s->a, x.body, COLLEAGUES));
    assert_true(answer_says(&x, "请找本单位账号负责人陈示例"));
    struct sheet form = {.a = s->a, .action = COLLEAGUES};
    sheet_add(&form, "token", sheet_get(sheet_of(s->a, x.body, "/prefs/elder"), "token"));
    assert_int_equal(post(&colleague, &form).status, 403);
    form.action = reset_action(s, "unit01");
    assert_int_equal(post(&colleague, &form).status, 403);
    x = get(&stranger, COLLEAGUES);
    assert_false(answer_says(&x, "unit02"));
    sheet_set(&form, "token", sheet_get(sheet_of(s->a, x.body, "/prefs/elder"), "token"));
    form.action = reset_action(s, "unit02");
    assert_int_equal(post(&stranger, &form).status, 404);
    form.action = COLLEAGUES "/0000000000000000/reset";
    assert_int_equal(post(&stranger, &form).status, 404);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM account_link"), 0);
    assert_int_equal(get(&head, COLLEAGUES).status, 200);
}

static void the_database_keeps_no_link(void **state)
{
    struct site *s = *state;
    struct person head = person(s, "unit01");
    const char *token = invite(&head) + strlen("/links/");
    assert_int_equal(
        site_count(s, text_format(s->a, "SELECT COUNT(*) FROM account_link WHERE token_hash LIKE '%%%s%%'", token)), 0);
    assert_int_equal(
        site_count(s, text_format(s->a, "SELECT COUNT(*) FROM audit_entry WHERE detail LIKE '%%%s%%'", token)), 0);
    struct answer x = get(&head, COLLEAGUES);
    assert_false(answer_says(&x, token));
}

/* Each step of the database fails in turn: a half-used link is none, and no account without its link being spent. */
static void a_database_that_fails_leaves_the_link_whole(void **state)
{
    struct site *s = *state;
    s->may_fail = true;
    struct person head = person(s, "unit01");
    const char *link = invite(&head);
    struct person p = visitor(s);
    int status = 0;
    int failed = 0;
    for (int n = 1; n < 60 && status != 303; n++) {
        struct sheet *form = open_form(&p, link, link);
        sheet_set(form, "person_name", "陈示例");
        sheet_set(form, "login", "newcomer");
        sheet_set(form, "fresh", SITE_PASSWORD);
        sheet_set(form, "again", SITE_PASSWORD);
        db_fail_nth(store_writer_db(s->store), n);
        status = post(&p, form).status;
        db_fail_nth(store_writer_db(s->store), 0);
        bool is_made = site_count(s, "SELECT COUNT(*) FROM account WHERE login = 'newcomer'") == 1;
        bool is_used = site_count(s, "SELECT COUNT(*) FROM account_link WHERE used_at IS NOT NULL") == 1;
        if (is_made != (status == 303) || is_used != (status == 303)) {
            fail_msg("step %d: %d, made %d, used %d", n, status, is_made, is_used);
        }
        failed += status != 303;
    }
    assert_int_equal(status, 303);
    assert_in_range(failed, 4, 58);
    site_is_sound(s);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)
    const struct CMUnitTest tests[] = {
        T(the_page_names_the_account_and_every_place_where_it_is_signed_in),
        T(the_name_in_the_bar_leads_there),
        T(one_other_sign_in_is_ended_and_the_own_stays),
        T(all_others_are_ended_at_once),
        T(another_persons_session_and_the_own_are_not_ended_by_name),
        T(an_idle_session_is_not_listed),
        T(a_colleague_opens_the_link_and_works_for_the_same_unit),
        T(a_link_works_once_and_says_calmly_that_it_was_used),
        T(the_same_answer_twice_makes_one_account),
        T(a_double_click_makes_one_link_and_shows_it_twice),
        T(a_link_ends_on_the_second),
        T(a_guessed_link_an_expired_one_and_a_replaced_one_read_the_same),
        T(a_reset_lets_in_with_the_new_password_and_ends_what_was_open),
        T(nothing_that_is_typed_wrong_is_lost_or_carried_out),
        T(only_the_head_invites_and_resets_and_only_for_the_own_unit),
        T(the_database_keeps_no_link),
        T(a_database_that_fails_leaves_the_link_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
