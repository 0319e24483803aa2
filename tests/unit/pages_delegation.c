/* pages_delegation.c - duties handed to a colleague for some days, through the whole program. */
#include "support/whole_request.h"

#define PAGE       "/accounts/me/delegations"
#define COLLEAGUES "/accounts/me/colleagues"

static enum err add_named(struct db *db, void *ctx)
{
    struct new_account *n = ctx;
    struct audit_actor who = site_actor(n->site);
    return account_add(db, &n->site->random, &who, &n->in, &n->in.id);
}

/* A colleague of the sector authority, whose head is "sector". */
static struct person colleague(struct site *s, const char *login, const char *name)
{
    int64_t body = site_count(s, "SELECT body_id FROM account WHERE login = 'sector'");
    struct new_account n = {s, {.login = login, .person_name = name, .role = ROLE_SECTOR, .body_id = body}};
    assert_int_equal(password_hash(s->a, SITE_PASSWORD, true, &n.in.password_hash), OK);
    assert_int_equal(store_write(s->store, add_named, &n), OK);
    return person(s, login);
}

static const char *ref_of(struct site *s, const char *login)
{
    return site_sql(s, text_format(s->a, "SELECT ref FROM account WHERE login = '%s'", login));
}

static struct answer delegate(struct person *p, const char *holder, const char *to, const char *first, const char *last)
{
    struct site *s = p->site;
    struct sheet *form = open_form(p, PAGE, PAGE);
    sheet_set(form, "holder", ref_of(s, holder));
    sheet_set(form, "delegate", ref_of(s, to));
    sheet_set(form, "first", first);
    sheet_set(form, "last", last);
    sheet_set(form, "reason", "出差");
    return post(p, form);
}

static void the_delegate_acts_as_the_head_under_both_names_until_the_day_is_over(void **state)
{
    struct site *s = *state;
    struct person head = person(s, "sector");
    struct person li = colleague(s, "lishili", "李示例");
    struct answer x = get(&li, COLLEAGUES);
    assert_false(answer_says(&x, "生成邀请链接"));
    x = delegate(&head, "sector", "lishili", "2015-6-18", "2015年6月19日");
    leads_to(&x, PAGE "?done=made");
    x = get(&li, COLLEAGUES);
    assert_true(answer_says(&x, "李示例（代陈示例）"));
    struct sheet *form = sheet_of(s->a, x.body, COLLEAGUES);
    assert_non_null(form);
    x = post(&li, form);
    assert_int_equal(x.status, 200);
    assert_int_equal(
        site_count(s, "SELECT COUNT(*) FROM audit_entry e JOIN account a ON a.ref = e.object_ref WHERE e.verb "
                      "= 'act_for' AND e.detail = 'act=invite' AND a.login = 'sector'"),
        1);
    site_clock(s, 1434729599); /* the last second of 19 June */
    struct person late = person(s, "lishili");
    x = get(&late, COLLEAGUES);
    assert_true(answer_says(&x, "生成邀请链接"));
    site_clock(s, 1434729600);
    x = get(&late, COLLEAGUES);
    assert_false(answer_says(&x, "生成邀请链接"));
    assert_false(answer_says(&x, "（代"));
    site_is_sound(s);
}

static void recalling_ends_it_at_once(void **state)
{
    struct site *s = *state;
    struct person head = person(s, "sector");
    struct person li = colleague(s, "lishili", "李示例");
    struct answer x = delegate(&head, "sector", "lishili", "2015-6-18", "2015-6-30");
    leads_to(&x, PAGE "?done=made");
    const char *recall = text_format(s->a, PAGE "/%s/recall", site_sql(s, "SELECT ref FROM delegation"));
    x = post(&head, open_form(&head, PAGE, recall));
    leads_to(&x, PAGE "?done=recalled");
    x = get(&li, COLLEAGUES);
    assert_false(answer_says(&x, "生成邀请链接"));
    x = get(&head, PAGE);
    assert_true(answer_says(&x, "已收回"));
    assert_null(sheet_of(s->a, x.body, recall));
    site_is_sound(s);
}

static void a_wrong_form_loses_nothing_and_says_why(void **state)
{
    struct site *s = *state;
    struct person head = person(s, "sector");
    (void)colleague(s, "lishili", "李示例");
    static const char *const rows[][3] = {{"2015-6-17", "2015-6-20", "已经过去"},
                                          {"2015-6-20", "2015-6-19", "以前"},
                                          {"2015-6-20", "2016-6-19", "92 天"},
                                          {"2015-6", "2015-6-30", "日期看不懂"},
                                          {"明天", "2015-6-30", "日期看不懂"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct answer x = delegate(&head, "sector", "lishili", rows[i][0], rows[i][1]);
        assert_int_equal(x.status, 422);
        assert_true(answer_says(&x, rows[i][2]));
        assert_true(answer_says(&x, rows[i][0]));
        assert_true(answer_says(&x, "出差"));
    }
    struct answer x = delegate(&head, "sector", "sector", "2015-6-18", "2015-6-20");
    assert_int_equal(x.status, 422);
    x = delegate(&head, "sector", "lishili", "2015-6-18", "2015-6-20");
    assert_int_equal(x.status, 303);
    x = delegate(&head, "sector", "lishili", "2015-6-20", "2015-6-22");
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "已经有委托"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM delegation"), 1);
}

static void who_is_neither_holder_nor_head_and_another_body_have_no_say(void **state)
{
    struct site *s = *state;
    struct person li = colleague(s, "lishili", "李示例");
    (void)colleague(s, "wangsan", "王示例");
    struct answer x = delegate(&li, "sector", "wangsan", "2015-6-18", "2015-6-20");
    assert_int_equal(x.status, 403);
    x = delegate(&li, "lishili", "wangsan", "2015-6-18", "2015-6-20");
    assert_int_equal(x.status, 303);
    struct person other = person(s, "district");
    x = get(&other, PAGE);
    assert_int_equal(x.status, 200);
    assert_false(answer_says(&x, "李示例"));
    assert_true(answer_says(&x, "没有委托"));
    struct sheet *form = open_form(&li, PAGE, PAGE);
    sheet_set(form, "delegate", ref_of(s, "district"));
    sheet_set(form, "first", "2015-7-1");
    sheet_set(form, "last", "2015-7-2");
    sheet_set(form, "reason", "休假");
    assert_int_equal(post(&li, form).status, 404);
    struct person unit = person(s, "unit01");
    assert_int_equal(get(&unit, PAGE).status, 403);
    site_is_sound(s);
}

int main(void)
{
#define STORY(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)
    const struct CMUnitTest tests[] = {
        STORY(the_delegate_acts_as_the_head_under_both_names_until_the_day_is_over),
        STORY(recalling_ends_it_at_once),
        STORY(a_wrong_form_loses_nothing_and_says_why),
        STORY(who_is_neither_holder_nor_head_and_another_body_have_no_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
