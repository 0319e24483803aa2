/* pages_likeness.c - the office's register of earlier awards, brought in as a list, and the pairs that look alike. */
#include "support/form_typing.h"

static struct answer import(struct person *office, const char *list)
{
    struct sheet *form = open_form(office, "/past-awards", "/past-awards");
    sheet_set(form, "list", list);
    return post(office, form);
}

static void a_list_is_taken_line_by_line_and_the_same_again_changes_nothing(void **state)
{
    struct site *s = *state;
    struct person office = person(s, "office01");
    struct answer x = get(&office, "/past-awards");
    assert_true(answer_says(&x, "还没有录入以往命名的品牌"));
    x = import(
        &office,
        "批次,品牌名称,单位名称\r\n第一批,阳光收费站,示例市公路管理处\r\n第二批，“三化服务”，示例市路政支队\r\n");
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "新录入 2 个，原来已有 0 个，0 行没有录入"));
    assert_true(answer_says(&x, "“三化服务”"));
    x = import(&office, "第一批,阳光收费站,示例市公路管理处\n第一批,<b>半行\n第三批,新的,示例市图书馆\n");
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "新录入 1 个，原来已有 1 个，1 行没有录入"));
    assert_true(answer_says(&x, "第 2 行："));
    assert_true(answer_says(&x, "&lt;b&gt;半行")); /* to be put right and sent again */
    x = import(&office, "");
    assert_int_equal(x.status, 422);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM past_award"), 3);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'past_award_added'"), 3);
    site_is_sound(s);
}

static struct answer import_file(struct person *office, const void *bytes, size_t len)
{
    struct sheet *form = open_form(office, "/past-awards", "/past-awards");
    struct sheet_file file = {"file", "名录.csv", bytes, len};
    return post_file(office, form, &file);
}

static void a_file_may_be_utf8_with_its_mark_or_gb18030_and_must_be_text(void **state)
{
    static const char utf8[] = "\xef\xbb\xbf批次,品牌名称,单位名称\r\n第一批,阳光,示例市图书馆\r\n";
    /* 第一批,阳光,供水 in GB 18030 */
    static const char gb[] = "\xb5\xda\xd2\xbb\xc5\xfa,\xd1\xf4\xb9\xe2,\xb9\xa9\xcb\xae\n";
    static const char junk[] = "PK\x03\x04\xff\xff\x00\x00\xfe\xfe";
    struct site *s = *state;
    struct person office = person(s, "office01");
    struct answer x = import_file(&office, utf8, sizeof utf8 - 1);
    assert_true(answer_says(&x, "新录入 1 个"));
    x = import_file(&office, gb, sizeof gb - 1);
    assert_true(answer_says(&x, "新录入 1 个"));
    assert_string_equal(site_sql(s, "SELECT brand_name || unit_name FROM past_award WHERE id = 2"), "阳光供水");
    x = import_file(&office, junk, sizeof junk - 1);
    assert_int_equal(x.status, 422);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM past_award"), 2);
}

/* A submitted nomination that is like an earlier award. */
static const char *alike_submitted(struct site *s, struct person *office)
{
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    (void)save_answer(&p, home, "brand", "brand_name", "23度人社服务");
    struct answer x = import(office, "第二批,23℃人社服务,示例市人力资源市场服务中心");
    assert_int_equal(x.status, 200);
    x = submit(&p, home);
    leads_to(&x, under(s, home, "receipt"));
    return home;
}

static void a_pair_is_decided_once_with_a_reason(void **state)
{
    struct site *s = *state;
    struct person office = person(s, "office01");
    struct answer x = get(&office, "/likenesses");
    assert_true(answer_says(&x, "没有相同或者相近的"));
    const char *home = alike_submitted(s, &office);
    x = get(&office, "/likenesses");
    assert_true(answer_says(&x, "共 1 对相近，1 对还没有核对"));
    assert_true(page_has_link(s->a, x.body, under(s, home, "record")));
    struct sheet *form = open_form(&office, "/likenesses", "/likenesses");
    x = post(&office, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请选择是不是同一个品牌"));
    sheet_set(form, "verdict", "distinct");
    x = post(&office, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请写明依据"));
    sheet_set(form, "reason", "电话核实，两个单位");
    x = post(&office, form);
    leads_to(&x, "/likenesses?found=1");
    x = follow(&office, &x);
    assert_true(answer_says(&x, "核对结果已记录"));
    assert_true(answer_says(&x, "不是同一个品牌"));
    assert_true(answer_says(&x, "依据：电话核实，两个单位"));
    assert_null(sheet_of(s->a, x.body, "/likenesses"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'likeness_found'"), 1);
    sheet_set(form, "pair", "1-a99");
    sheet_set(form, "reason", "别的");
    assert_int_equal(post(&office, form).status, 404);
    site_is_sound(s);
}

static void nobody_but_the_office_sees_either(void **state)
{
    struct site *s = *state;
    struct person office = person(s, "office01");
    struct person unit = person(s, "unit02");
    (void)alike_submitted(s, &office);
    assert_int_equal(get(&unit, "/likenesses").status, 403);
    assert_int_equal(get(&unit, "/past-awards").status, 403);
    struct sheet *form = open_form(&unit, "/help", "/prefs/elder");
    form->action = "/past-awards";
    sheet_set(form, "list", "第一批,甲,乙");
    assert_int_equal(post(&unit, form).status, 403);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM past_award"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_list_is_taken_line_by_line_and_the_same_again_changes_nothing, site_setup,
                                        site_teardown),
        cmocka_unit_test_setup_teardown(a_file_may_be_utf8_with_its_mark_or_gb18030_and_must_be_text, site_setup,
                                        site_teardown),
        cmocka_unit_test_setup_teardown(a_pair_is_decided_once_with_a_reason, site_setup, site_teardown),
        cmocka_unit_test_setup_teardown(nobody_but_the_office_sees_either, site_setup, site_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
