/* pages_registration.c - a unit registers itself and is admitted, corrected or refused by whoever answers for it,
 * through the whole program. */
#include "domain/people.h"
#include "support/whole_request.h"

#define REGISTER "/bodies/register"
#define NAME     "示例市第二供水服务有限公司"
#define PHONE    "0519-00000731"

/* Bodies of a sector authority with two sectors, of another, and of two districts, and someone in each. */
static int towns_setup(void **state)
{
    struct site *s = site_open();
    *state = s;
    const struct {
        const char *login, *kind, *district, *sector;
    } rows[] = {{"sector-water", "sector", NULL, "water"},
                {"sector-bus", "sector", NULL, "bus"},
                {"district-wujin", "district", "wujin", NULL},
                {"district-jintan", "district", "jintan", NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t district = rows[i].district == NULL ? 0 : round_district(&s->round, rows[i].district)->id;
        int64_t sector = rows[i].sector == NULL ? 0 : round_sector(&s->round, rows[i].sector)->id;
        int64_t body = site_body(s, rows[i].kind, text_format(s->a, "示例市%s", rows[i].login), district, sector);
        site_account(s, rows[i].login, i < 2 ? ROLE_SECTOR : ROLE_DISTRICT, body, false);
    }
    return 0;
}

struct typing {
    const char *name, *value;
};

static struct sheet *filled(struct person *p, const char *name, const char *sector, const char *login)
{
    struct sheet *form = open_form(p, REGISTER, REGISTER);
    const struct typing typed[] = {{"unit_name", name},        {"org_code", ""},         {"unit_kind", "state_owned"},
                                   {"sector_id", sector},      {"district_id", "wujin"}, {"window_name", "城北营业厅"},
                                   {"contact_name", "陈示例"}, {"contact_phone", PHONE}, {"login", login},
                                   {"fresh", SITE_PASSWORD},   {"again", SITE_PASSWORD}};
    for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
        sheet_set(form, typed[i].name, typed[i].value);
    }
    return form;
}

/* Registers; the ref of its pages. */
static const char *registered(struct site *s, const char *name, const char *sector, const char *login)
{
    struct person p = visitor(s);
    struct answer x = post(&p, filled(&p, name, sector, login));
    if (x.status != 303) {
        fail_msg("%d: %s", x.status, x.body);
    }
    const char *to = strrchr(answer_header(&x, "Location"), '/');
    assert_non_null(to);
    return arena_copy(s->a, to + 1, strlen(to + 1));
}

static const char *at(struct site *s, const char *ref, const char *act)
{
    return text_format(s->a, "/bodies/registrations/%s%s%s", ref, *act == '\0' ? "" : "/", act);
}

static struct answer decide(struct person *p, const char *ref, const char *act, const char *reason)
{
    struct sheet *form = open_form(p, at(p->site, ref, ""), at(p->site, ref, act));
    if (reason != NULL) {
        sheet_set(form, "reason", reason);
    }
    return post(p, form);
}

static long long waiting(struct site *s)
{
    return site_count(s, "SELECT COUNT(*) FROM registration WHERE state = 'waiting'");
}

/* ---- registering ---- */

static void a_unit_registers_and_gets_a_number_an_address_and_whom_to_ask(void **state)
{
    struct site *s = *state;
    struct person p = visitor(s);
    struct answer x = get(&p, REGISTER);
    assert_true(answer_says(&x, "用于核对申报")); /* purpose notice at collection */
    const char *ref = registered(s, NAME, "water", "water02");
    assert_true(strlen(ref) >= 25);
    x = get(&p, text_format(s->a, REGISTER "/%s", ref));
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "DJ2015-0001"));
    assert_true(answer_says(&x, round_sector(&s->round, "water")->authority_name));
    assert_true(answer_says(&x, ref));
    assert_true(answer_says(&x, round_text(&s->round, "consult_phone")));
    assert_false(answer_says(&x, PHONE));
    assert_false(answer_says(&x, "water02"));
    assert_int_equal(get(&p, REGISTER "/0000000000000000").status, 404);
    site_is_sound(s);
}

static void nobody_signs_in_before_admission(void **state)
{
    struct site *s = *state;
    (void)registered(s, NAME, "water", "water02");
    struct person p = visitor(s);
    assert_int_equal(sign_in_as(&p, "water02", SITE_PASSWORD).status, 422);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM account WHERE login = 'water02'"), 0);
}

static void what_is_wrong_is_said_at_once_and_nothing_typed_is_lost(void **state)
{
    static const struct {
        const char *name, *value, *says;
    } cases[] = {
        {"unit_name", "", "请填写申报单位"},
        {"unit_name", "示", "单位名称太短"},
        {"org_code", "12345", "代码"},
        {"unit_kind", "", "请选择单位性质"},
        {"unit_kind", "made_up", "单位性质"},
        {"sector_id", "", "请选择所属行业"},
        {"sector_id", "made_up", "请从列表中选择所属行业"},
        {"district_id", "", "请选择所在辖市、区"},
        {"district_id", "9999", "请从列表中选择所在辖市、区"},
        {"window_name", "", "请填写窗口（营业厅）名称"},
        {"contact_name", "", "请填写联系人姓名"},
        {"contact_phone", "", "请填写办公电话"},
        {"contact_phone", "12", "电话"},
        {"login", "", "请填写登录账号"},
        {"login", "水", "登录账号用英文字母开头"},
        {"fresh", "short", "新密码至少 8 个字符"},
        {"again", "other", "两次输入的密码不一样"},
    };
    struct site *s = *state;
    struct person p = visitor(s);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sheet *form = filled(&p, NAME, "water", "water02");
        sheet_set(form, cases[i].name, cases[i].value);
        struct answer x = post(&p, form);
        if (x.status != 422 || !answer_says(&x, cases[i].says)) {
            fail_msg("%s=%s: %d without %s\n%s", cases[i].name, cases[i].value, x.status, cases[i].says, x.body);
        }
        struct sheet *again = sheet_of(s->a, x.body, REGISTER);
        if (again == NULL) {
            fail_msg("%s=%s: no form\n%s", cases[i].name, cases[i].value, x.body);
        }
        assert_string_equal(sheet_get(again, "contact_name"),
                            strcmp(cases[i].name, "contact_name") == 0 ? cases[i].value : "陈示例");
        assert_string_equal(sheet_get(again, "fresh"), "");
    }
    assert_int_equal(waiting(s), 0);
}

/* "Codes with a wrong check digit warn, never block." */
static void a_code_whose_check_digit_fails_is_warned_about_and_taken(void **state)
{
    struct site *s = *state;
    struct person p = visitor(s);
    struct sheet *form = filled(&p, NAME, "water", "water02");
    sheet_set(form, "org_code", "９１３５0100m0001tgqxm");
    struct answer x = post(&p, form);
    assert_int_equal(x.status, 303);
    x = follow(&p, &x);
    assert_true(answer_says(&x, "校验位不符"));
    assert_string_equal(site_sql(s, "SELECT org_code FROM registration"), "91350100M0001TGQXM");
}

static void a_name_or_code_that_is_there_is_told_clearly(void **state)
{
    struct site *s = *state;
    struct person p = visitor(s);
    struct sheet *form = filled(&p, "示例市第一供水服务有限公司", "water", "water02");
    struct answer x = post(&p, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "这个单位已经开通"));
    form = filled(&p, NAME, "water", "water02");
    sheet_set(form, "org_code", "71526726X");
    assert_int_equal(post(&p, form).status, 303);
    x = post(&p, filled(&p, NAME, "water", "water03"));
    assert_true(answer_says(&x, "已经有一份登记在审核"));
    form = filled(&p, "示例市第三供水服务有限公司", "water", "water03");
    sheet_set(form, "org_code", "71526726-x");
    x = post(&p, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "这个代码的单位已经有一份登记在审核"));
    assert_int_equal(waiting(s), 1);
}

static void a_login_of_an_account_or_of_one_who_waits_is_not_given_twice(void **state)
{
    struct site *s = *state;
    (void)registered(s, NAME, "water", "water02");
    struct person p = visitor(s);
    static const char *const taken[] = {"unit01", "UNIT01", "water02", "Water02"};
    for (size_t i = 0; i < 4; i++) {
        struct answer x = post(&p, filled(&p, "示例市第三供水服务有限公司", "water", taken[i]));
        assert_int_equal(x.status, 422);
        assert_true(answer_says(&x, "这个登录账号已经有人使用"));
    }
    /* and whether it is taken is not told to whoever sends half a form */
    struct sheet *form = filled(&p, "", "water", "unit01");
    struct answer x = post(&p, form);
    assert_false(answer_says(&x, "已经有人使用"));
}

static void the_same_form_twice_is_one_registration(void **state)
{
    struct site *s = *state;
    struct person p = visitor(s);
    struct sheet *form = filled(&p, NAME, "water", "water02");
    struct answer x = post(&p, form);
    struct answer y = post(&p, form);
    assert_string_equal(answer_header(&x, "Location"), answer_header(&y, "Location"));
    assert_int_equal(waiting(s), 1);
}

static void one_address_registers_thirty_units_a_day_and_no_more(void **state)
{
    struct site *s = *state;
    s->is_hasty = true;
    struct person p = visitor(s);
    for (int i = 0; i < 30; i++) {
        const char *name = text_format(s->a, "示例市第%d便民服务大厅", 100 + i);
        assert_int_equal(post(&p, filled(&p, name, "none", text_format(s->a, "many%d", i))).status, 303);
    }
    struct sheet *form = filled(&p, NAME, "water", "water02");
    assert_int_equal(post(&p, form).status, 429);
    p.addr = "198.51.100.9";
    assert_int_equal(post(&p, form).status, 303);
}

static void registering_is_open_before_the_stage_and_over_with_it_and_keeps_the_text(void **state)
{
    struct site *s = *state;
    struct person p = visitor(s);
    site_clock(s, NOMINATION_OPENS - 1);
    assert_int_equal(post(&p, filled(&p, NAME, "water", "water02")).status, 303);
    site_clock(s, NOMINATION_CLOSES - 1);
    struct sheet *form = filled(&p, "示例市第三供水服务有限公司", "water", "water03");
    site_clock(s, NOMINATION_CLOSES);
    struct answer x = post(&p, form);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "已于 6月25日"));
    assert_true(answer_says(&x, "示例市第三供水服务有限公司"));
    x = get(&p, REGISTER);
    assert_int_equal(x.status, 200);
    assert_false(answer_says(&x, "提交登记</button>"));
    assert_int_equal(waiting(s), 1);
}

/* ---- admission ---- */

static void the_authority_admits_and_the_unit_signs_in(void **state)
{
    struct site *s = *state;
    const char *ref = registered(s, NAME, "water", "water02");
    struct person authority = person(s, "sector-water");
    struct answer x = get(&authority, "/bodies");
    assert_true(page_has_link(x.a, x.body, at(s, ref, "")));
    x = decide(&authority, ref, "admit", NULL);
    leads_to(&x, at(s, ref, ""));
    x = follow(&authority, &x);
    assert_true(answer_says(&x, "已开通"));
    assert_null(sheet_of(s->a, x.body, at(s, ref, "admit")));
    struct person p = visitor(s);
    x = get(&p, text_format(s->a, REGISTER "/%s", ref));
    assert_true(answer_says(&x, "已经开通"));
    x = sign_in_as(&p, "water02", SITE_PASSWORD);
    leads_to(&x, "/nominations");
    assert_string_equal(site_sql(s, "SELECT b.name || '|' || a.role || '|' || a.is_head || '|' || r.password_hash FROM "
                                    "account a JOIN body b ON b.id = a.body_id JOIN registration r ON r.body_id = b.id "
                                    "WHERE a.login = 'water02'"),
                        NAME "|unit|1|");
    site_is_sound(s);
}

/* SECURITY.md: a sector sees no registration of another sector, in no list and by no address. */
static void nobody_sees_or_decides_what_another_answers_for(void **state)
{
    static const struct {
        const char *login;
        bool sees_water, sees_taxi, sees_outside;
    } rows[] = {
        {"sector-water", true, false, false},   {"sector-bus", false, true, false},
        {"district-wujin", false, false, true}, {"district-jintan", false, false, false},
        {"office01", true, true, true},         {"unit01", false, false, false},
        {"joint", false, false, false},         {"admin", false, false, false},
    };
    struct site *s = *state;
    const char *refs[] = {registered(s, "示例市甲甲供水站", "water", "canary1"),
                          registered(s, "示例市乙乙出租车队", "taxi", "canary2"),
                          registered(s, "示例市丙丙便民社", "none", "canary3")};
    static const char *const names[] = {"甲甲", "乙乙", "丙丙"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct person p = person(s, rows[i].login);
        const bool sees[] = {rows[i].sees_water, rows[i].sees_taxi, rows[i].sees_outside};
        struct answer list = get(&p, "/bodies");
        const char *token = sheet_get(sheet_of(s->a, get(&p, "/help").body, "/prefs/elder"), "token");
        for (size_t k = 0; k < 3; k++) {
            struct answer x = get(&p, at(s, refs[k], ""));
            bool is_shown = x.status == 200 && answer_says(&x, names[k]);
            if (answer_says(&list, names[k]) != sees[k] || is_shown != sees[k] ||
                (!sees[k] && answer_says(&x, names[k]))) {
                fail_msg("%s and %s: %d", rows[i].login, names[k], x.status);
            }
            for (size_t act = 0; !sees[k] && act < 3; act++) {
                static const char *const acts[] = {"admit", "refuse", "correct"};
                struct sheet form = {.a = s->a, .action = at(s, refs[k], acts[act])};
                sheet_add(&form, "token", token);
                sheet_add(&form, "revision", "1");
                sheet_add(&form, "reason", "不归我管也要退回");
                x = post(&p, &form);
                assert_true(x.status == 404 || x.status == 403);
            }
        }
    }
    assert_int_equal(waiting(s), 3);
}

static void a_correction_is_seen_by_all_and_the_old_value_stays_in_the_log(void **state)
{
    struct site *s = *state;
    const char *ref = registered(s, NAME, "water", "water02");
    struct person authority = person(s, "sector-water");
    const char *page = text_format(s->a, "%s?correct=1", at(s, ref, ""));
    struct sheet *form = open_form(&authority, page, at(s, ref, "correct"));
    assert_string_equal(sheet_get(form, "unit_name"), NAME);
    assert_string_equal(sheet_get(form, "district_id"), "wujin");
    sheet_set(form, "unit_name", "示例市第二供水服务有限责任公司");
    sheet_set(form, "contact_phone", "0519-00000732");
    struct answer x = post(&authority, form);
    leads_to(&x, text_format(s->a, "%s?done=corrected", at(s, ref, "")));
    x = follow(&authority, &x);
    assert_true(answer_says(&x, "示例市第二供水服务有限责任公司"));
    const char *detail = site_sql(s, "SELECT detail FROM audit_entry WHERE verb = 'registration_correct'");
    assert_non_null(strstr(detail, "name: " NAME " -> 示例市第二供水服务有限责任公司"));
    assert_null(strstr(detail, PHONE)); /* what is never taken out of the log holds no telephone */
    sheet_set(form, "unit_name", "");
    x = post(&authority, form);
    assert_int_equal(x.status, 409); /* the page was from before the correction */
    site_is_sound(s);
}

static void a_correction_into_other_hands_leaves_the_list(void **state)
{
    struct site *s = *state;
    const char *ref = registered(s, NAME, "water", "water02");
    struct person water = person(s, "sector-water");
    struct person wujin = person(s, "district-wujin");
    struct sheet *form = open_form(&water, text_format(s->a, "%s?correct=1", at(s, ref, "")), at(s, ref, "correct"));
    sheet_set(form, "sector_id", "none");
    struct answer x = post(&water, form);
    leads_to(&x, "/bodies");
    assert_int_equal(get(&water, at(s, ref, "")).status, 404);
    x = decide(&wujin, ref, "admit", NULL);
    leads_to(&x, at(s, ref, ""));
}

static void a_wrong_correction_is_told_and_changes_nothing(void **state)
{
    struct site *s = *state;
    (void)registered(s, "示例市第三供水服务有限公司", "water", "water03");
    const char *ref = registered(s, NAME, "water", "water02");
    struct person water = person(s, "sector-water");
    const char *page = text_format(s->a, "%s?correct=1", at(s, ref, ""));
    static const char *const wrong_names[] = {"", "示例市第三供水服务有限公司", "示例市第一供水服务有限公司"};
    for (size_t i = 0; i < 3; i++) {
        struct sheet *form = open_form(&water, page, at(s, ref, "correct"));
        sheet_set(form, "unit_name", wrong_names[i]);
        struct answer x = post(&water, form);
        assert_int_equal(x.status, 422);
        form = sheet_of(s->a, x.body, at(s, ref, "correct"));
        assert_string_equal(sheet_get(form, "unit_name"), wrong_names[i]);
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'registration_correct'"), 0);
}

static void a_refusal_has_a_reason_that_the_unit_reads(void **state)
{
    struct site *s = *state;
    const char *ref = registered(s, NAME, "water", "water02");
    struct person water = person(s, "sector-water");
    static const char *const too_little[] = {"", "  ", "不行"};
    for (size_t i = 0; i < 3; i++) {
        struct answer x = decide(&water, ref, "refuse", too_little[i]);
        assert_int_equal(x.status, 422);
        assert_true(answer_says(&x, "理由"));
    }
    assert_int_equal(waiting(s), 1);
    struct answer x = decide(&water, ref, "refuse", "全称与公章不符，请按公章重新登记");
    leads_to(&x, at(s, ref, ""));
    struct person p = visitor(s);
    x = get(&p, text_format(s->a, REGISTER "/%s", ref));
    assert_true(answer_says(&x, "全称与公章不符，请按公章重新登记"));
    assert_true(page_has_link(x.a, x.body, REGISTER));
    assert_int_equal(sign_in_as(&p, "water02", SITE_PASSWORD).status, 422);
    (void)registered(s, NAME, "water", "water02"); /* the name and the login are free again */
    site_is_sound(s);
}

static void a_second_decision_is_a_conflict(void **state)
{
    struct site *s = *state;
    const char *ref = registered(s, NAME, "water", "water02");
    struct person water = person(s, "sector-water");
    struct person office = person(s, "office01");
    struct sheet *admit = open_form(&water, at(s, ref, ""), at(s, ref, "admit"));
    struct sheet *refuse = open_form(&office, at(s, ref, ""), at(s, ref, "refuse"));
    sheet_set(refuse, "reason", "全称与公章不符");
    assert_int_equal(post(&water, admit).status, 303);
    assert_int_equal(post(&water, admit).status, 303); /* the same press again: the same answer */
    struct answer x = post(&office, refuse);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "这一项刚刚在别处办理过"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb IN ('registration_admit', "
                                   "'registration_refuse')"),
                     1);
    site_is_sound(s);
}

static void a_decision_is_on_what_was_seen(void **state)
{
    struct site *s = *state;
    const char *ref = registered(s, NAME, "water", "water02");
    struct person water = person(s, "sector-water");
    struct person office = person(s, "office01");
    struct sheet *admit = open_form(&office, at(s, ref, ""), at(s, ref, "admit"));
    struct sheet *form = open_form(&water, text_format(s->a, "%s?correct=1", at(s, ref, "")), at(s, ref, "correct"));
    sheet_set(form, "window_name", "城南营业厅");
    assert_int_equal(post(&water, form).status, 303);
    assert_int_equal(post(&office, admit).status, 409);
    sheet_set(admit, "revision", "x");
    assert_int_equal(post(&office, admit).status, 400);
    struct answer x = decide(&office, ref, "admit", NULL);
    assert_int_equal(x.status, 303);
}

static void lists_say_what_is_there_and_what_is_not(void **state)
{
    struct site *s = *state;
    struct person water = person(s, "sector-water");
    struct answer x = get(&water, "/bodies");
    assert_true(answer_says(&x, "没有等待审核的登记"));
    const char *ref = registered(s, NAME, "water", "water02");
    (void)decide(&water, ref, "admit", NULL);
    x = get(&water, "/bodies?state=admitted");
    assert_true(answer_says(&x, NAME));
    x = get(&water, "/bodies?state=refused");
    assert_false(answer_says(&x, NAME));
    assert_int_equal(get(&water, "/bodies?state=other").status, 404);
}

/* Each step of the database fails in turn: body, account, decision and log are there together or not at all. */
static void a_database_that_fails_admits_nobody_by_half(void **state)
{
    struct site *s = *state;
    s->may_fail = true;
    const char *ref = registered(s, NAME, "water", "water02");
    struct person water = person(s, "sector-water");
    int status = 0;
    int failed = 0;
    for (int n = 1; n < 80 && status != 303; n++) {
        struct sheet *form = open_form(&water, at(s, ref, ""), at(s, ref, "admit"));
        db_fail_nth(store_writer_db(s->store), n);
        status = post(&water, form).status;
        db_fail_nth(store_writer_db(s->store), 0);
        long long bodies = site_count(s, "SELECT COUNT(*) FROM body WHERE name = '" NAME "'");
        long long accounts = site_count(s, "SELECT COUNT(*) FROM account WHERE login = 'water02'");
        long long decided = site_count(s, "SELECT COUNT(*) FROM registration WHERE state = 'admitted'");
        long long want = status == 303;
        if (bodies != want || accounts != want || decided != want) {
            fail_msg("step %d: %d, %lld bodies, %lld accounts, %lld decided", n, status, bodies, accounts, decided);
        }
        failed += status != 303;
    }
    assert_int_equal(status, 303);
    assert_in_range(failed, 8, 78);
    site_is_sound(s);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, towns_setup, site_teardown)
    const struct CMUnitTest tests[] = {
        T(a_unit_registers_and_gets_a_number_an_address_and_whom_to_ask),
        T(nobody_signs_in_before_admission),
        T(what_is_wrong_is_said_at_once_and_nothing_typed_is_lost),
        T(a_code_whose_check_digit_fails_is_warned_about_and_taken),
        T(a_name_or_code_that_is_there_is_told_clearly),
        T(a_login_of_an_account_or_of_one_who_waits_is_not_given_twice),
        T(the_same_form_twice_is_one_registration),
        T(one_address_registers_thirty_units_a_day_and_no_more),
        T(registering_is_open_before_the_stage_and_over_with_it_and_keeps_the_text),
        T(the_authority_admits_and_the_unit_signs_in),
        T(nobody_sees_or_decides_what_another_answers_for),
        T(a_correction_is_seen_by_all_and_the_old_value_stays_in_the_log),
        T(a_correction_into_other_hands_leaves_the_list),
        T(a_wrong_correction_is_told_and_changes_nothing),
        T(a_refusal_has_a_reason_that_the_unit_reads),
        T(a_second_decision_is_a_conflict),
        T(a_decision_is_on_what_was_seen),
        T(lists_say_what_is_there_and_what_is_not),
        T(a_database_that_fails_admits_nobody_by_half),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
