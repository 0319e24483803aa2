/* pages_accounts.c - the administrator's list of accounts, links for anyone, disabling, and the import of a register.
 */
#include "domain/people.h"
#include "support/whole_request.h"

#define IMPORT "/accounts/import"

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

/* ---- the import ---- */

#define SHEET                                                                                                          \
    "单位全称,代码,行业,辖市区,登录账号,姓名,角色\r\n"                                              \
    "示例市甲供水站,71526726X,供水,武进区,import1,陈示例,\r\n"                                          \
    "示例市甲供水站,71526726X,供水,武进区,import2,王示例,申报单位\r\n"                              \
    "\"示例市乙,便民社\",,,武进区,,,\r\n"                                                                    \
    "示例市第一供水服务有限公司,,供水,武进区,unit01,陈示例,\r\n"                                  \
    "示例市丙出租车队,91350100M0001TGQXM,没有这个行业,武进区,,,\r\n"                                  \
    ",,供水,武进区,,,\r\n"                                                                                        \
    "示例市丁供水站,12,供水,武进区,,,\r\n"                                                                 \
    "示例市戊供水站,,供水,,,,\r\n"                                                                            \
    "示例市己供水站,,供水,武进区,other01,周示例,\r\n"                                                   \
    "示例市庚供水站,,供水,武进区,im,周示例,\r\n"                                                        \
    "示例市辛办公室,,,,admin9,周示例,系统管理员\r\n"

static struct answer upload(struct person *admin, const char *bytes, size_t len)
{
    struct sheet *form = open_form(admin, IMPORT, IMPORT);
    struct sheet_file file = {"file", "登记 2015.csv", bytes, len};
    return post_file(admin, form, &file);
}

static const char *looked_at(struct person *admin, const char *bytes, size_t len)
{
    struct answer x = upload(admin, bytes, len);
    if (x.status != 303) {
        fail_msg("%d: %s", x.status, x.body);
    }
    return arena_copy(admin->site->a, answer_header(&x, "Location"), strlen(answer_header(&x, "Location")));
}

static const char *counts(struct site *s)
{
    return site_sql(s, "SELECT (SELECT COUNT(*) FROM body) || ' ' || (SELECT COUNT(*) FROM account)");
}

static const char *sheet_text(struct site *s)
{
    /* districts and sectors under the names that this round gives them */
    const char *text = SHEET;
    assert_non_null(round_sector(&s->round, "water"));
    assert_string_equal(round_sector(&s->round, "water")->name, "供水");
    return text;
}

static void a_file_is_looked_at_row_by_row_and_nothing_is_changed(void **state)
{
    struct site *s = *state;
    struct person admin = person(s, "admin");
    const char *before = counts(s);
    const char *text = sheet_text(s);
    const char *report = looked_at(&admin, text, strlen(text));
    struct answer x = get(&admin, report);
    assert_string_equal(counts(s), before);
    static const char *const says[] = {"登记 2015.csv",
                                       "将新增 3 行，不变 0 行，与已有的不同 2 行，有误 6 行",
                                       "新增单位、新增账号",
                                       "新增账号",
                                       "示例市乙,便民社",
                                       "没有这个行业",
                                       "没有填单位全称",
                                       "代码应是 18 位或者 9 位",
                                       "没有填所在辖市、区",
                                       "登录账号已经由其他单位的人使用",
                                       "登录账号要有 4 至 40 个字符",
                                       "角色只能是"};
    for (size_t i = 0; i < sizeof says / sizeof says[0]; i++) {
        if (!answer_says(&x, says[i])) {
            fail_msg("%s\n%s", says[i], x.body);
        }
    }
    assert_int_equal(
        site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'body_add' AND detail LIKE '%甲供水%'"), 0);
    site_is_sound(s);
}

static void it_is_carried_out_when_confirmed_and_the_same_file_again_changes_nothing(void **state)
{
    struct site *s = *state;
    struct person admin = person(s, "admin");
    const char *text = sheet_text(s);
    const char *report = looked_at(&admin, text, strlen(text));
    struct sheet *form = open_form(&admin, report, report);
    struct answer x = post(&admin, form);
    leads_to(&x, report);
    x = get(&admin, report);
    assert_true(answer_says(&x, "新增了 3 行"));
    assert_null(sheet_of(s->a, x.body, report));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM account WHERE login IN ('import1', 'import2')"), 2);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM body WHERE name = '示例市乙,便民社'"), 1);
    const char *after = counts(s);
    leads_to(&(struct answer){.a = x.a, .status = post(&admin, form).status, .rs = post(&admin, form).rs, .body = ""},
             report); /* the same press again */
    report = looked_at(&admin, text, strlen(text));
    x = get(&admin, report);
    assert_true(answer_says(&x, "将新增 0 行，不变 3 行"));
    assert_null(sheet_of(s->a, x.body, report));
    assert_string_equal(counts(s), after);
    site_is_sound(s);
}

static void an_imported_account_has_no_password_until_its_link_was_used(void **state)
{
    struct site *s = *state;
    struct person admin = person(s, "admin");
    const char *text = sheet_text(s);
    const char *report = looked_at(&admin, text, strlen(text));
    (void)post(&admin, open_form(&admin, report, report));
    struct person p = visitor(s);
    assert_int_equal(sign_in_as(&p, "import1", "").status, 422);
    assert_int_equal(sign_in_as(&p, "import1", SITE_PASSWORD).status, 422);
    struct answer x = get(&admin, "/accounts?q=import1");
    assert_true(answer_says(&x, "没有密码"));
    x = press(&admin, "import1", "reset");
    x = take_link(s, shown_link(s, &x), NULL, NULL);
    assert_int_equal(x.status, 303);
    x = sign_in_as(&p, "import1", "Zheng-Chang_2015");
    leads_to(&x, "/nominations");
}

static void a_file_from_a_chinese_excel_is_read(void **state)
{
    /* 单位全称,辖市区 / 测试大厅,武进区 in GB18030 */
    static const char gb[] = "\xB5\xA5\xCE\xBB\xC8\xAB\xB3\xC6,\xCF\xBD\xCA\xD0\xC7\xF8\r\n"
                             "\xB2\xE2\xCA\xD4\xB4\xF3\xCC\xFC,\xCE\xE4\xBD\xF8\xC7\xF8\r\n";
    struct site *s = *state;
    struct person admin = person(s, "admin");
    const char *report = looked_at(&admin, gb, sizeof gb - 1);
    struct answer x = get(&admin, report);
    assert_true(answer_says(&x, "测试大厅"));
    assert_string_equal(site_sql(s, "SELECT encoding FROM import_file"), "GB18030");
}

static void a_file_that_is_no_register_is_told_why(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        const char *says;
    } rows[] = {{"", 0, "请选择文件"},
                {"PK\3\4\0\0", 6, "另存为 CSV"},
                {"a,b\n1,2\n", 8, "第一行要有“单位全称”一栏"},
                {"单位全称\n", 13, "文件只有表头"},
                {"单位全称\n\"x\n", 16, "第 2 行的引号没有配对"}};
    struct site *s = *state;
    struct person admin = person(s, "admin");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct answer x = upload(&admin, rows[i].bytes, rows[i].len);
        assert_int_equal(x.status, 422);
        if (!answer_says(&x, rows[i].says)) {
            fail_msg("%s\n%s", rows[i].says, x.body);
        }
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM import_file"), 0);
    assert_int_equal(get(&admin, IMPORT "/0000000000000000").status, 404);
}

static void five_thousand_units_are_imported_and_reported_by_pages(void **state)
{
    enum { UNITS = 5000 };
    struct site *s = *state;
    s->is_hasty = true;
    struct person admin = person(s, "admin");
    struct out o = {.arena = s->a};
    out_literal(&o, "单位全称,辖市区\n", strlen("单位全称,辖市区\n"));
    for (int i = 0; i < UNITS; i++) {
        const char *row = text_format(s->a, "示例市第%d便民服务大厅,武进区\n", i);
        out_literal(&o, row, strlen(row));
    }
    const char *report = looked_at(&admin, o.bytes, o.len);
    struct answer x = get(&admin, report);
    assert_true(answer_says(&x, "将新增 5000 行"));
    assert_true(page_has_link(x.a, x.body, text_format(s->a, "%s?after=201", report)));
    x = get(&admin, text_format(s->a, "%s?after=4901", report));
    assert_true(answer_says(&x, "示例市第4999便民服务大厅"));
    x = post(&admin, open_form(&admin, report, report));
    leads_to(&x, report);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM body WHERE name LIKE '示例市第%便民服务大厅'"), UNITS);
    site_is_sound(s);
}

/* Each step of the database fails in turn: the whole file or nothing. */
static void a_database_that_fails_imports_nothing_by_half(void **state)
{
    struct site *s = *state;
    s->may_fail = true;
    struct person admin = person(s, "admin");
    const char *text = sheet_text(s);
    const char *before = counts(s);
    const char *report = looked_at(&admin, text, strlen(text));
    int status = 0;
    int failed = 0;
    for (int n = 1; n < 300 && status != 303; n++) {
        struct sheet *form = open_form(&admin, report, report);
        db_fail_nth(store_writer_db(s->store), n);
        status = post(&admin, form).status;
        db_fail_nth(store_writer_db(s->store), 0);
        bool is_there = site_count(s, "SELECT COUNT(*) FROM body WHERE name LIKE '示例市甲%'") == 1;
        bool is_applied = site_count(s, "SELECT COUNT(*) FROM import_file WHERE applied_at IS NOT NULL") == 1;
        if (is_there != (status == 303) || is_applied != (status == 303)) {
            fail_msg("step %d: %d", n, status);
        }
        assert_true(status == 303 || strcmp(counts(s), before) == 0);
        failed += status != 303;
    }
    assert_int_equal(status, 303);
    assert_in_range(failed, 20, 298);
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
        T(a_file_is_looked_at_row_by_row_and_nothing_is_changed),
        T(it_is_carried_out_when_confirmed_and_the_same_file_again_changes_nothing),
        T(an_imported_account_has_no_password_until_its_link_was_used),
        T(a_file_from_a_chinese_excel_is_read),
        T(a_file_that_is_no_register_is_told_why),
        T(five_thousand_units_are_imported_and_reported_by_pages),
        T(a_database_that_fails_imports_nothing_by_half),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
