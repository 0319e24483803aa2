/* pages_accounts.c - the administrator's list of accounts, links for anyone, and disabling. */
#include "domain/people.h"
#include "support/whole_request.h"

static const char *ref_of(struct site *s, const char *login)
{
    return site_sql(s, text_format(s->a, "SELECT ref FROM account WHERE login = '%s'", login));
}

static const char *account_path(struct site *s, const char *login, const char *act)
{
    return text_format(s->a, "/accounts/%s%s%s", ref_of(s, login), *act == '\0' ? "" : "/", act);
}

static struct answer press(struct person *admin, const char *login, const char *act)
{
    struct sheet *form = open_form(admin, account_path(admin->site, login, ""), account_path(admin->site, login, act));
    return post(admin, form);
}

static const char *shown_link(struct site *s, const struct answer *x)
{
    assert_int_equal(x->status, 200);
    const char *at = strstr(x->body, "/links/");
    assert_non_null(at);
    return arena_copy(s->a, at, strcspn(at, "<"));
}

static struct answer take_link(struct site *s, const char *link, const char *name, const char *login)
{
    struct person p = visitor(s);
    struct sheet *form = open_form(&p, link, link);
    if (login != NULL) {
        sheet_set(form, "person_name", name);
        sheet_set(form, "login", login);
    }
    sheet_set(form, "fresh", "Zheng-Chang_2015");
    sheet_set(form, "again", "Zheng-Chang_2015");
    return post(&p, form);
}

/* ---- accounts ---- */

static void the_list_has_role_body_state_and_last_sign_in(void **state)
{
    struct site *s = *state;
    (void)person(s, "unit01");
    struct person admin = person(s, "admin");
    struct answer x = get(&admin, "/accounts");
    assert_true(answer_says(&x, "unit01"));
    assert_true(answer_says(&x, "示例市第一供水服务有限公司"));
    assert_true(answer_says(&x, "计分员"));
    assert_true(answer_says(&x, "没有登录过"));
    assert_true(answer_says(&x, at_chinese(s->a, IN_NOMINATION)));
    assert_true(answer_says(&x, "可以登录"));
    x = get(&admin, "/accounts?role=tally");
    assert_false(answer_says(&x, ">unit01<"));
    x = get(&admin, "/accounts?q=%E4%BE%9B%E6%B0%B4");
    assert_true(answer_says(&x, ">unit01<"));
    assert_false(answer_says(&x, ">other01<"));
    x = get(&admin, "/accounts?q=nobody&page=9");
    assert_true(answer_says(&x, "没有符合条件的账号"));
}

static void long_lists_have_pages(void **state)
{
    struct site *s = *state;
    for (int i = 0; i < 60; i++) {
        site_account(s, text_format(s->a, "many%02d", i), ROLE_UNIT, s->unit_b, false);
    }
    struct person admin = person(s, "admin");
    struct answer x = get(&admin, "/accounts?q=many");
    assert_true(answer_says(&x, ">many49<"));
    assert_false(answer_says(&x, ">many50<"));
    assert_true(page_has_link(x.a, x.body, "/accounts?role=&q=many&page=2"));
    x = get(&admin, "/accounts?role=&q=many&page=2");
    assert_true(answer_says(&x, ">many50<"));
    assert_false(answer_says(&x, "下一页"));
}

static void an_administrator_adds_by_an_invitation_into_a_body(void **state)
{
    struct site *s = *state;
    struct person admin = person(s, "admin");
    struct sheet *form = open_form(&admin, "/accounts/new", "/accounts/new");
    sheet_set(form, "role", "office");
    sheet_set(form, "body", " 示例市文明办 ");
    struct answer x = post(&admin, form);
    x = take_link(s, shown_link(s, &x), "演示丙", "office09");
    leads_to(&x, "/signin?ready=1");
    assert_string_equal(
        site_sql(s, "SELECT a.role || b.name FROM account a JOIN body b ON b.id = a.body_id WHERE login = 'office09'"),
        "office示例市文明办");
    site_is_sound(s);
}

static void an_invitation_names_a_body_that_is_there_and_a_role_that_fits(void **state)
{
    static const char *const wrong_ones[][3] = {{"unit", "没有这个单位", "没有这个名称的单位"},
                                                {"unit", "示例市文明办", "没有这个名称的单位"},
                                                {"office", "示例市第一供水服务有限公司", "没有这个名称的单位"},
                                                {"", "示例市文明办", "请选择角色"},
                                                {"public", "示例市文明办", "请选择角色"},
                                                {"unit", "", "请填写单位的全称"}};
    struct site *s = *state;
    struct person admin = person(s, "admin");
    for (size_t i = 0; i < sizeof wrong_ones / sizeof wrong_ones[0]; i++) {
        struct sheet *form = open_form(&admin, "/accounts/new", "/accounts/new");
        sheet_set(form, "role", wrong_ones[i][0]);
        sheet_set(form, "body", wrong_ones[i][1]);
        struct answer x = post(&admin, form);
        assert_int_equal(x.status, 422);
        assert_true(answer_says(&x, wrong_ones[i][2]));
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM account_link"), 0);
}

static void an_administrator_resets_anyone_by_link_and_sees_no_password(void **state)
{
    struct site *s = *state;
    struct person admin = person(s, "admin");
    struct answer x = press(&admin, "office01", "reset");
    x = take_link(s, shown_link(s, &x), NULL, NULL);
    leads_to(&x, "/signin?ready=1");
    struct person p = visitor(s);
    x = sign_in_as(&p, "office01", "Zheng-Chang_2015");
    leads_to(&x, "/nominations");
    site_is_sound(s);
}

static void disabling_ends_sessions_and_links_and_leaves_the_work_where_it_is(void **state)
{
    struct site *s = *state;
    struct person admin = person(s, "admin");
    struct person gone = person(s, "unit02");
    struct answer x = press(&admin, "unit02", "reset");
    const char *link = shown_link(s, &x);
    x = press(&admin, "unit02", "disable");
    leads_to(&x, "/accounts?done=disabled");
    assert_int_equal(get(&gone, "/accounts/me").status, 303);
    struct person p = visitor(s);
    assert_int_equal(get(&p, link).status, 404);
    assert_int_equal(sign_in_as(&p, "unit02", SITE_PASSWORD).status, 422);
    x = get(&admin, account_path(s, "unit02", ""));
    assert_true(answer_says(&x, "已停用"));
    assert_null(sheet_of(s->a, x.body, account_path(s, "unit02", "disable")));
    site_is_sound(s);
}

static void an_administrator_does_not_disable_the_own_account(void **state)
{
    struct site *s = *state;
    struct person admin = person(s, "admin");
    struct answer x = get(&admin, account_path(s, "admin", ""));
    assert_null(sheet_of(s->a, x.body, account_path(s, "admin", "disable")));
    struct sheet form = {.a = s->a, .action = account_path(s, "admin", "disable")};
    sheet_add(&form, "token", sheet_get(sheet_of(s->a, x.body, "/prefs/elder"), "token"));
    assert_int_equal(post(&admin, &form).status, 403);
    form.action = "/accounts/0000000000000000/disable";
    assert_int_equal(post(&admin, &form).status, 404);
    assert_int_equal(get(&admin, "/accounts/me").status, 200);
}

static void the_head_of_a_body_can_be_another(void **state)
{
    struct site *s = *state;
    struct person admin = person(s, "admin");
    struct answer x = press(&admin, "unit02", "head");
    leads_to(&x, account_path(s, "unit02", ""));
    assert_string_equal(site_sql(s, "SELECT group_concat(login) FROM account WHERE is_head = 1 AND body_id = (SELECT "
                                    "body_id FROM account WHERE login = 'unit01')"),
                        "unit02");
    struct person head = person(s, "unit02");
    x = get(&head, "/accounts/me/colleagues");
    assert_true(answer_says(&x, "生成邀请链接"));
    (void)press(&admin, "unit02", "disable");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM account WHERE is_head = 1 AND login = 'unit02'"), 0);
    site_is_sound(s);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)
    const struct CMUnitTest tests[] = {
        T(the_list_has_role_body_state_and_last_sign_in),
        T(long_lists_have_pages),
        T(an_administrator_adds_by_an_invitation_into_a_body),
        T(an_invitation_names_a_body_that_is_there_and_a_role_that_fits),
        T(an_administrator_resets_anyone_by_link_and_sees_no_password),
        T(disabling_ends_sessions_and_links_and_leaves_the_work_where_it_is),
        T(an_administrator_does_not_disable_the_own_account),
        T(the_head_of_a_body_can_be_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
