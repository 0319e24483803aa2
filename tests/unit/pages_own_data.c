/* pages_own_data.c - one's own data read, taken away and erased, and a disabled account let in again, through the whole
 * program; and what is erased is not in the files any more. */
#include "support/docket_site.h"
#include "support/on_disk.h"
#include "support/run_tool.h"
#include "support/whole_request.h"
#include "support/xlsx_reader.h"

#define DATA  "/accounts/me/data"
#define ERASE "/accounts/me/erase"

static enum err add_named(struct db *db, void *ctx)
{
    struct new_account *n = ctx;
    struct audit_actor who = site_actor(n->site);
    return account_add(db, &n->site->random, &who, &n->in, &n->in.id);
}

/* An account with a name and a login that no other text holds. */
static struct person named(struct site *s, const char *login, const char *name, enum role role, int64_t body)
{
    struct new_account n = {s, {.login = login, .person_name = name, .role = role, .body_id = body}};
    assert_int_equal(password_hash(s->a, SITE_PASSWORD, true, &n.in.password_hash), OK);
    assert_int_equal(store_write(s->store, add_named, &n), OK);
    struct person p = visitor(s);
    p.name = login;
    p.addr = "203.0.113.211";
    struct answer x = sign_in_as(&p, login, SITE_PASSWORD);
    assert_int_equal(x.status, 303);
    return p;
}

static struct answer erase(struct person *p, const char *password)
{
    struct sheet *s = open_form(p, ERASE, ERASE);
    sheet_set(s, "password", password);
    return post(p, s);
}

/* ---- reading ---- */

static void the_page_says_all_that_is_held_about_oneself(void **state)
{
    struct site *s = *state;
    struct person p = named(s, "zhanglan", "张兰示例", ROLE_UNIT, s->unit_a);
    (void)complete_nomination(&p);
    struct answer x = get(&p, DATA);
    assert_int_equal(x.status, 200);
    static const char *const words[] = {"张兰示例", "zhanglan", "203.0.113.211", "申报单位", "Chrome 浏览器",
                                        "开通账号", "登录",     "由您开始",      "最后保存"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!answer_says(&x, words[i])) {
            fail_msg("%s is not there", words[i]);
        }
    }
    assert_false(answer_says(&x, "陈示例")); /* a colleague's name is not one's own data */
}

static void it_is_taken_away_as_json_and_as_a_workbook(void **state)
{
    struct site *s = *state;
    struct person p = named(s, "zhanglan", "张兰示例", ROLE_UNIT, s->unit_a);
    struct answer x = get(&p, DATA ".json");
    assert_int_equal(x.status, 200);
    assert_non_null(strstr(answer_header(&x, "Content-Disposition"), "attachment"));
    assert_non_null(strstr(x.body, "\"person_name\":\"张兰示例\""));
    assert_non_null(strstr(x.body, "\"address\":\"203.0.113.211\""));
    assert_null(strstr(x.body, ",}"));
    assert_null(strstr(x.body, ",]"));
    x = get(&p, DATA ".xlsx");
    assert_int_equal(x.status, 200);
    struct xlsx book = {s->a, (const unsigned char *)x.body, x.len};
    xlsx_is_quiet(&book);
    assert_non_null(strstr(xlsx_all(&book), "张兰示例"));
    assert_non_null(strstr(xlsx_all(&book), "203.0.113.211"));
}

static void the_json_is_read_by_another_program(void **state)
{
    struct site *s = *state;
    struct person p = named(s, "zhanglan", "张\"兰\\示例", ROLE_UNIT, s->unit_a);
    struct answer x = get(&p, DATA ".json");
    const char *path = text_format(s->a, "%s/own.json", s->dir);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(x.body, 1, x.len, f), x.len);
    assert_int_equal(fclose(f), 0);
    const char *const argv[] = {
        "node", "-e",
        "const d = JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'));"
        "process.exit(d.account.person_name === '张\"兰\\\\示例' && d.sessions.length === 1 ? 0 : 1)",
        path, NULL};
    assert_int_equal(run_tool(argv, "/dev/null"), 0);
}

/* The document of that name in the JSON, up to its end. */
static const char *json_part(struct site *s, const struct answer *x, const char *name)
{
    const char *at = strstr(x->body, text_format(s->a, "\"%s\":[", name));
    assert_non_null(at);
    return arena_copy(s->a, at, strcspn(at, "]"));
}

static void who_works_on_the_docket_reads_what_was_done_and_not_of_whom(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    struct sheet *form = open_form(&d.head, d.path, text_format(s->a, "%s/identity", d.path));
    sheet_set(form, "reason", "电话核实当天情况");
    assert_int_equal(post(&d.head, form).status, 200);
    done(&d.head, &d, "assign",
         (struct saying){.handler = site_sql(s, "SELECT ref FROM account WHERE login = 'office02'")});
    archived(&d);
    form = open_form(&d.head, text_format(s->a, "%s/erase", d.path), text_format(s->a, "%s/erase", d.path));
    sheet_set(form, "reason", "本人来电要求");
    assert_int_equal(post(&d.head, form).status, 303);
    struct answer x = get(&d.head, DATA);
    assert_false(answer_says(&x, "objection_")); /* the log's own words are the log's */
    assert_false(answer_says(&x, "shortlist_"));
    assert_false(answer_says(&x, "publicity_"));
    static const char *const words[] = {
        "异议负责人", "依据：市文明办主任办公会决定", "办理",        "2 步，", "由您经办",
        "查看反映人", "删除反映人身份信息",           "登记核查结论"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!answer_says(&x, words[i])) {
            fail_msg("%s is not there", words[i]);
        }
    }
    assert_false(answer_says(&x, "GS-2015-0001"));
    assert_false(answer_says(&x, "赵异议"));
    x = get(&d.head, DATA ".json");
    assert_non_null(strstr(json_part(s, &x, "objection_duties"), "\"duty\":\"head\""));
    static const char *const kinds[] = {"step\",\"count\":2", "handled\",\"count\":1", "reading\",\"count\":1",
                                        "erasure\",\"count\":1"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        assert_non_null(strstr(json_part(s, &x, "objection_deeds"), kinds[i]));
    }
    x = get(&d.other, DATA);
    assert_true(answer_says(&x, "没有被授权，也没有办过。"));
    x = get(&d.handler, DATA ".xlsx");
    struct xlsx book = {s->a, (const unsigned char *)x.body, x.len};
    assert_non_null(strstr(xlsx_all(&book), "异议经办人"));
}

static void who_asks_registers_names_and_answers_reads_that_too(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    done(&d.handler, &d, "accept", (struct saying){0});
    done(&d.handler, &d, "ask", (struct saying){.text = "请说明7月20日窗口值班情况。"});
    struct person unit = person(s, d.t.list.units[0]);
    const char *questions = text_format(s->a, "/nominations/%s/questions", d.t.list.refs[0]);
    struct sheet *form = open_form(&unit, questions, questions);
    sheet_set(form, "reply", "当天一人值班。");
    assert_int_equal(post(&unit, form).status, 303);
    form = open_form(&d.other, "/objections/new", "/objections/new");
    sheet_set(form, "channel", "phone");
    sheet_set(form, "brand", "list");
    sheet_set(form, "category", "procedure");
    sheet_set(form, "text", "来电询问名单排序是不是按名次，认为应当写明。");
    assert_int_equal(post(&d.other, form).status, 303);
    const char *const login[] = {d.t.list.units[0], "office01", "office03", "security"};
    const char *const says[] = {"答复询问", "向单位询问", "登记来信来电", "授权他人办理"};
    for (size_t i = 0; i < sizeof login / sizeof login[0]; i++) {
        struct person p = person(s, login[i]);
        struct answer x = get(&p, DATA);
        if (!answer_says(&x, says[i])) {
            fail_msg("%s is not there for %s", says[i], login[i]);
        }
    }
}

static void a_unit_reads_which_halls_and_photographs_were_its_persons(void **state)
{
    struct site *s = *state;
    struct publicity t = published(s);
    struct person unit = person(s, t.list.units[0]);
    const char *page = text_format(s->a, "/nominations/%s/postings", t.list.refs[0]);
    struct sheet *form = open_form(&unit, page, page);
    sheet_set(form, "name", "城北营业厅");
    sheet_set(form, "address", "示例路 1 号");
    assert_int_equal(post(&unit, form).status, 303);
    assert_int_equal(
        db_script(store_writer_db(s->store),
                  "INSERT INTO evidence_file (sha256, kind, byte_count, pages, width, height, thumb, stored_at) VALUES "
                  "(printf('%064d', 7), 'pdf', 9, 1, 0, 0, NULL, 1);"
                  "INSERT INTO posting_proof SELECT 1, 'p', h.id, n.id, printf('%064d', 7), '2015-07-21', '', 5, "
                  "h.added_by FROM hall h, published_notice n"),
        OK);
    struct answer x = get(&unit, DATA);
    assert_true(answer_says(&x, "城北营业厅"));
    assert_true(answer_says(&x, "由您登记；填写名称地址 1 次，张贴照片 1 张，撤回或者替换 0 张"));
    assert_true(answer_says(&x, "登记营业厅、窗口"));
    x = get(&unit, DATA ".json");
    assert_non_null(strstr(json_part(s, &x, "halls"), "\"photographs_added\":1"));
    struct person other = person(s, t.list.units[1]);
    x = get(&other, DATA);
    assert_false(answer_says(&x, "城北营业厅"));
}

/* ---- erasing ---- */

static void the_confirmation_says_what_goes_and_what_stays(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit02");
    struct answer x = get(&p, ERASE);
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "删除的"));
    assert_true(answer_says(&x, "保留的，和为什么"));
    assert_true(answer_says(&x, "已注销的账号"));
    x = erase(&p, "");
    assert_int_equal(x.status, 422);
    x = erase(&p, "Falsch-Falsch-1");
    assert_int_equal(x.status, 422);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM account WHERE erased_at IS NOT NULL"), 0);
}

static void an_erased_account_is_a_number_and_every_sign_in_ends_at_once(void **state)
{
    struct site *s = *state;
    struct person p = named(s, "zhanglan", "张兰示例", ROLE_UNIT, s->unit_a);
    struct person elsewhere = visitor(s);
    assert_int_equal(sign_in_as(&elsewhere, "zhanglan", SITE_PASSWORD).status, 303);
    const char *nomination = complete_nomination(&p);
    struct answer x = submit(&p, nomination);
    assert_int_equal(x.status, 303);
    x = erase(&p, SITE_PASSWORD);
    leads_to(&x, "/signin?erased=1");
    assert_string_equal(p.session, "");
    assert_int_equal(get(&elsewhere, "/accounts/me").status, 303);
    assert_int_equal(
        site_count(s, "SELECT COUNT(*) FROM account WHERE person_name = '已注销的账号' AND state = 'disabled'"), 1);
    x = sign_in_as(&elsewhere, "zhanglan", SITE_PASSWORD);
    assert_int_equal(x.status, 422);
    struct person colleague = person(s, "unit01");
    assert_int_equal(get(&colleague, under(s, nomination, "record")).status, 200);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_version"), 1);
    x = get(&colleague, "/accounts/me/colleagues");
    assert_false(answer_says(&x, "张兰示例"));
    site_is_sound(s);
}

static void the_bytes_are_gone_from_the_files(void **state)
{
    struct site *s = *state;
    static const char *const planted[] = {"zhanglan-7731", "张兰示例", "203.0.113.211"};
    struct person p = named(s, "zhanglan-7731", "张兰示例", ROLE_UNIT, s->unit_a);
    struct person wrong = visitor(s);
    wrong.addr = "203.0.113.211";
    assert_int_equal(sign_in_as(&wrong, "zhanglan-7731", "Falsch-Falsch-1").status, 422);
    for (size_t i = 0; i < 30; i++) { /* pages split and move while much is written */
        struct person again = visitor(s);
        again.addr = "203.0.113.211";
        assert_int_equal(sign_in_as(&again, "zhanglan-7731", SITE_PASSWORD).status, 303);
    }
    for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++) {
        assert_string_not_equal(file_with(s, planted[i]), "");
    }
    struct answer x = erase(&p, SITE_PASSWORD);
    leads_to(&x, "/signin?erased=1");
    for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++) {
        if (*file_with(s, planted[i]) != '\0') {
            fail_msg("%s is still in %s", planted[i], file_with(s, planted[i]));
        }
    }
    site_is_sound(s);
}

static void the_person_in_a_registration_and_in_a_register_goes_too(void **state)
{
    struct site *s = *state;
    struct person p = named(s, "zhanglan", "张兰示例", ROLE_UNIT, s->unit_a);
    struct db *db = store_writer_db(s->store);
    assert_int_equal(
        db_script(
            db,
            "INSERT INTO registration (ref, round_id, number, state, name, unit_kind, district_id, window_name, "
            "contact_name, contact_phone, login, password_hash, source, created_at, decided_at, decided_by, reason) "
            "VALUES ('r', 1, 1, 'refused', '示例单位', 'other', 1, '窗口', '张兰示例', '13800000731', 'zhanglan', '', "
            "'203.0.113.211', 1, 2, 5, '理由')"),
        OK);
    struct answer x = get(&p, DATA);
    assert_true(answer_says(&x, "13800000731"));
    x = erase(&p, SITE_PASSWORD);
    leads_to(&x, "/signin?erased=1");
    assert_string_equal(
        site_sql(s, "SELECT contact_name || contact_phone || login || source || name FROM registration"),
        "已注销erased示例单位");
    /* the exception is for that alone */
    assert_int_not_equal(db_script(db, "UPDATE registration SET reason = 'x'"), OK);
    assert_int_not_equal(db_script(db,
                                   "UPDATE registration SET login = 'erased', contact_name = '已注销', contact_phone = "
                                   "'', source = '', name = '别的单位'"),
                         OK);
}

static void the_last_person_of_a_unit_that_applies_is_refused_with_the_reason(void **state)
{
    struct site *s = *state;
    int64_t body = site_body(s, "unit", "示例市第三便民服务站", 1, 0);
    struct person p = named(s, "zhanglan", "张兰示例", ROLE_UNIT, body);
    (void)start_nomination(&p);
    struct answer x = get(&p, ERASE);
    assert_true(answer_says(&x, "现在不能注销"));
    assert_null(sheet_of(s->a, x.body, ERASE));
    struct sheet *own = open_form(&p, "/password", "/password");
    sheet_set(own, "password", SITE_PASSWORD);
    x = post_with(&p, own, (struct ask){.target = ERASE});
    assert_int_equal(x.status, 409);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM account WHERE erased_at IS NOT NULL"), 0);
}

static void the_last_administrator_is_refused_and_the_one_before_is_not(void **state)
{
    struct site *s = *state;
    struct person second = named(s, "guanli2", "李管理示例", ROLE_ADMIN, s->others);
    struct person first = person(s, "admin");
    struct answer x = erase(&second, SITE_PASSWORD);
    leads_to(&x, "/signin?erased=1");
    x = get(&first, ERASE);
    assert_true(answer_says(&x, "您是最后一名系统管理员"));
}

/* ---- letting in again ---- */

static const char *page_of(struct site *s, const char *login)
{
    return text_format(s->a, "/accounts/%s",
                       site_sql(s, text_format(s->a, "SELECT ref FROM account WHERE login = '%s'", login)));
}

static void a_disabled_account_is_let_in_again_with_a_reason(void **state)
{
    struct site *s = *state;
    struct person admin = person(s, "admin");
    const char *page = page_of(s, "unit02");
    const char *enable = text_format(s->a, "%s/enable", page);
    assert_int_equal(get(&admin, enable).status, 409);
    struct answer x = post(&admin, open_form(&admin, page, text_format(s->a, "%s/disable", page)));
    assert_int_equal(x.status, 303);
    struct sheet *form = open_form(&admin, enable, enable);
    assert_int_equal(post(&admin, form).status, 422);
    sheet_set(form, "reason", "返岗，局领导同意");
    x = post(&admin, form);
    leads_to(&x, "/accounts?done=enabled");
    struct person p = visitor(s);
    x = sign_in_as(&p, "unit02", SITE_PASSWORD);
    leads_to(&x, "/nominations");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'account_enable' AND detail = "
                                   "'reason=返岗，局领导同意'"),
                     1);
    site_is_sound(s);
}

static void an_erased_account_never_comes_back(void **state)
{
    struct site *s = *state;
    struct person p = named(s, "zhanglan", "张兰示例", ROLE_UNIT, s->unit_a);
    const char *page = page_of(s, "zhanglan");
    struct answer x = erase(&p, SITE_PASSWORD);
    leads_to(&x, "/signin?erased=1");
    struct person admin = person(s, "admin");
    x = get(&admin, page);
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "已注销的账号"));
    assert_false(page_has_link(x.a, x.body, text_format(s->a, "%s/enable", page)));
    assert_int_equal(get(&admin, text_format(s->a, "%s/enable", page)).status, 409);
    assert_int_not_equal(db_script(store_writer_db(s->store), "UPDATE account SET state = 'active', disabled_at = NULL "
                                                              "WHERE erased_at IS NOT NULL"),
                         OK);
}

static void each_failed_step_of_an_erasure_erases_nothing(void **state)
{
    struct site *s = *state;
    struct person p = named(s, "zhanglan", "张兰示例", ROLE_UNIT, s->unit_a);
    struct sheet *form = open_form(&p, ERASE, ERASE);
    sheet_set(form, "password", SITE_PASSWORD);
    s->may_fail = true;
    int failed = 0;
    for (int n = 1; n < 60; n++) {
        db_fail_nth(store_writer_db(s->store), n);
        struct answer x = post(&p, form);
        db_fail_nth(store_writer_db(s->store), 0);
        if (x.status == 303) {
            break;
        }
        failed++;
        assert_int_equal(x.status, 500);
        assert_int_equal(
            site_count(s, "SELECT COUNT(*) FROM account WHERE login = 'zhanglan' AND person_name = '张兰示例' "
                          "AND state = 'active'"),
            1);
    }
    assert_true(failed > 10);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM account WHERE erased_at IS NOT NULL"), 1);
    site_is_sound(s);
}

int main(void)
{
#define STORY(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)
    const struct CMUnitTest tests[] = {
        STORY(the_page_says_all_that_is_held_about_oneself),
        STORY(it_is_taken_away_as_json_and_as_a_workbook),
        STORY(the_json_is_read_by_another_program),
        STORY(who_works_on_the_docket_reads_what_was_done_and_not_of_whom),
        STORY(who_asks_registers_names_and_answers_reads_that_too),
        STORY(a_unit_reads_which_halls_and_photographs_were_its_persons),
        STORY(the_confirmation_says_what_goes_and_what_stays),
        STORY(an_erased_account_is_a_number_and_every_sign_in_ends_at_once),
        STORY(the_bytes_are_gone_from_the_files),
        STORY(the_person_in_a_registration_and_in_a_register_goes_too),
        STORY(the_last_person_of_a_unit_that_applies_is_refused_with_the_reason),
        STORY(the_last_administrator_is_refused_and_the_one_before_is_not),
        STORY(a_disabled_account_is_let_in_again_with_a_reason),
        STORY(an_erased_account_never_comes_back),
        STORY(each_failed_step_of_an_erasure_erases_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
