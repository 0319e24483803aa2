/* pages_return.c - returned for revision, in whole requests: the authority's page, the unit's note and its open fields,
 * the answer, the difference, the return taken back, the list; and each database step failing once. */
#include "support/form_typing.h"
#include "support/xlsx_reader.h"

#define IN_RECOMMENDATION (NOMINATION_CLOSES + 3600)
#define RETURN_DUE        1435939200 /* 3 July 2015, 24:00 */

enum { STEPS_MAX = 400 };

/* A nomination of 人社 that lies before its authority after the close. */
struct matter {
    struct site *site;
    struct person unit, sector, office;
    const char *home; /* /nominations/REF */
    const char *ref;
};

static struct matter matter(struct site *s)
{
    int64_t body = site_body(s, "sector", "市人社局", 0, 10);
    site_account(s, "hr01", ROLE_SECTOR, body, false);
    site_account(s, "hr02", ROLE_SECTOR, body, false);
    struct matter m = {.site = s, .unit = person(s, "unit01")};
    m.home = complete_nomination(&m.unit);
    m.ref = m.home + strlen("/nominations/");
    (void)save_answer(&m.unit, m.home, "brand", "brand_name", "二十三度");
    (void)save_answer(&m.unit, m.home, "brand", "brand_name", "23℃人社服务");
    assert_int_equal(submit(&m.unit, m.home).status, 303);
    site_clock(s, IN_RECOMMENDATION);
    m.unit = person(s, "unit01");
    m.sector = person(s, "hr01");
    m.office = person(s, "office01");
    return m;
}

static const char *page_of(const struct matter *m)
{
    return text_format(m->site->a, "/reviews/%s/return", m->ref);
}

static struct sheet *filled(struct matter *m, struct person *by)
{
    struct sheet *f = open_form(by, page_of(m), page_of(m));
    sheet_set(f, "reason", "有两处需要修改");
    sheet_set(f, "day", "2015年7月3日");
    sheet_set(f, "remark.brand_summary", "请写明服务对象");
    sheet_set(f, "remark.honours", "请补授予的年月");
    return f;
}

static const char *location(struct matter *m, const struct answer *x)
{
    const char *to = answer_header(x, "Location");
    return arena_copy(m->site->a, to, strcspn(to, "?#"));
}

/* Returns it; the address of the return. */
static const char *returned(struct matter *m)
{
    struct sheet *f = filled(m, &m->sector);
    sheet_add(f, "act", "return");
    struct answer x = post(&m->sector, f);
    if (x.status != 303) {
        fail_msg("%d %s", x.status, x.body);
    }
    return location(m, &x);
}

static void mend(struct matter *m, const char *summary)
{
    struct answer x = save_answer(&m->unit, m->home, "story", "brand_summary", summary);
    leads_to(&x, text_format(m->site->a, "%s?saved=story", m->home));
}

static const char summary[] =
    "示例市人社综合服务大厅面向求职者、参保人员和用工单位，把就业、社保、人才、维权四类业务归并到一个窗口受理。"
    "窗口以“不冷不热，恰到好处”为标准，推行一窗受理、一次告知、一网通办，设立老年人帮办席和新就业形态专席，"
    "并公布每项业务的办理时限，超时自动提醒主管领导。办事群众平均等候时间由四十分钟降到九分钟。";

static void the_page_has_every_field_with_its_text_and_a_box_beside_it(void **state)
{
    struct matter m = matter(*state);
    struct answer x = get(&m.sector, page_of(&m));
    assert_int_equal(x.status, 200);
    struct sheet *f = sheet_of(m.site->a, x.body, page_of(&m));
    size_t boxes = 0;
    for (size_t i = 0; i < m.site->round.fields_len; i++) {
        const struct form_field *d = &m.site->round.fields[i];
        bool takes = text_is_empty(d->rows_of) && d->type != FORM_COMPUTED && d->stage == STAGE_NOMINATION;
        bool has = sheet_get(f, text_format(m.site->a, "remark.%s", d->ident)) != NULL;
        assert_int_equal(takes, has);
        boxes += has;
    }
    assert_true(boxes > 20);
    assert_non_null(sheet_get(f, "remark.attachments"));
    assert_true(answer_says(&x, "23℃人社服务"));
    assert_string_equal(sheet_get(f, "version"), "1");
    assert_string_equal(sheet_get(f, "day"), "2015年7月1日"); /* three working days after Friday, 26 June */
    assert_false(answer_says(&x, "0519-00000011"));           /* contacts are masked */
}

static void strangers_do_not_find_it(void **state)
{
    struct matter m = matter(*state);
    struct person other = person(m.site, "sector");
    assert_int_equal(get(&other, page_of(&m)).status, 404);
    assert_int_equal(get(&m.sector, "/reviews/nosuch/return").status, 404);
    const char *to = returned(&m);
    struct person unit = person(m.site, "other01");
    assert_int_equal(get(&other, to).status, 404);
    assert_int_equal(get(&unit, to).status, 404);
    assert_int_equal(get(&m.sector, text_format(m.site->a, "%s/returns/nosuch", m.home)).status, 404);
    assert_int_equal(get(&m.office, text_format(m.site->a, "%s/recall", to)).status, 404); /* not the one who did it */
}

static void what_is_wrong_is_said_and_what_was_typed_stays(void **state)
{
    struct matter m = matter(*state);
    struct sheet *f = open_form(&m.sector, page_of(&m), page_of(&m));
    sheet_set(f, "day", "2015年6月26日");
    sheet_set(f, "remark.brand_name", "短");
    sheet_set(f, "remark.brand_summary", "请写明服务对象");
    sheet_add(f, "act", "return");
    struct answer x = post(&m.sector, f);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请写明退回的原因"));
    assert_true(answer_says(&x, "补正期限最早是明天"));
    assert_true(answer_says(&x, "“品牌名称”的意见太短"));
    struct sheet *again = sheet_of(m.site->a, x.body, page_of(&m));
    assert_string_equal(sheet_get(again, "remark.brand_summary"), "请写明服务对象");
    assert_string_equal(sheet_get(again, "remark.brand_name"), "短");
    sheet_set(again, "reason", "有几处需要修改");
    sheet_set(again, "remark.brand_name", "");
    sheet_set(again, "remark.brand_summary", "");
    sheet_set(again, "day", "2015年9月1日");
    x = post(&m.sector, again);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "超出本阶段的截止时间"));
    assert_true(answer_says(&x, "请至少给一栏写修改意见"));
    assert_int_equal(site_count(m.site, "SELECT COUNT(*) FROM return_notice"), 0);
}

static void the_preview_is_what_the_unit_will_read_and_changes_nothing(void **state)
{
    struct matter m = matter(*state);
    struct sheet *f = filled(&m, &m.sector);
    struct answer x = post(&m.sector, f);
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "预览：单位会看到"));
    assert_true(answer_says(&x, "市人社局退回修改，请在 7月3日（周五）24:00 前改好并再次提交"));
    assert_true(answer_says(&x, "btn--seal"));
    assert_int_equal(site_count(m.site, "SELECT COUNT(*) FROM return_notice"), 0);
    struct sheet *again = sheet_of(m.site->a, x.body, page_of(&m));
    sheet_add(again, "act", "return");
    x = post(&m.sector, again);
    assert_int_equal(x.status, 303);
    site_is_sound(m.site);
}

static void the_unit_reads_all_of_it_and_finds_just_those_fields_open(void **state)
{
    struct matter m = matter(*state);
    (void)returned(&m);
    struct answer x = get(&m.unit, m.home);
    assert_true(answer_says(&x, "退回修改，请在 7月3日（周五）24:00 前改好"));
    assert_true(answer_says(&x, "有两处需要修改"));
    assert_true(answer_says(&x, "请补授予的年月"));
    assert_true(answer_says(&x, "要修改 1 处"));
    assert_true(answer_says(&x, "不用修改"));
    assert_true(answer_says(&x, "退回修改，补正截止"));
    struct sheet *story = open_section(&m.unit, m.home, "story");
    assert_non_null(sheet_get(story, "brand_summary"));
    assert_null(sheet_get(story, "main_story"));
    x = get(&m.unit, under(m.site, m.home, "story"));
    assert_true(answer_says(&x, "请写明服务对象"));
    assert_true(answer_says(&x, "id=\"brand_summary-r\""));
    x = get(&m.unit, under(m.site, m.home, "unit"));
    assert_true(answer_says(&x, "退回的意见不涉及这一页"));
    assert_null(sheet_get(sheet_of(m.site->a, x.body, under(m.site, m.home, "unit")), "unit_name"));
}

static void a_change_of_a_closed_field_is_kept_and_said(void **state)
{
    struct matter m = matter(*state);
    (void)returned(&m);
    struct sheet *story = open_section(&m.unit, m.home, "story");
    sheet_set(story, "brand_summary", summary);
    sheet_add(story, "main_story", "从旧页面送来的改动");
    struct answer x = post(&m.unit, story);
    assert_int_equal(x.status, 303);
    x = follow(&m.unit, &x);
    assert_true(answer_says(&x, "退回的意见没有提到这些栏目"));
    assert_true(answer_says(&x, "从旧页面送来的改动"));
    assert_string_equal(draft_value(m.site, "brand_summary", 0), summary);
    assert_string_not_equal(draft_value(m.site, "main_story", 0), "从旧页面送来的改动");
    story = open_section(&m.unit, m.home, "unit");
    sheet_add(story, "unit_name", "另一家单位");
    x = autosave(&m.unit, story);
    assert_int_equal(x.status, 409);
    assert_string_equal(draft_value(m.site, "unit_name", 0), "示例市人力资源市场服务中心");
    struct sheet *past =
        open_section(&m.unit, m.home, "story"); /* an earlier text of a closed field stays where it is */
    sheet_add(past, "text", site_sql(m.site, "SELECT MAX(id) FROM draft_history WHERE ident = 'brand_name'"));
    x = post_with(&m.unit, past, (struct ask){.target = under(m.site, m.home, "history")});
    assert_int_equal(x.status, 409);
    site_is_sound(m.site);
}

static void the_answer_is_the_next_version_and_each_remark_is_beside_its_difference(void **state)
{
    struct matter m = matter(*state);
    const char *to = returned(&m);
    mend(&m, summary);
    struct answer x = get(&m.unit, under(m.site, m.home, "check"));
    assert_true(answer_says(&x, "“已获文明称号”有退回意见，内容还没有改动"));
    x = submit(&m.unit, m.home);
    leads_to(&x, under(m.site, m.home, "receipt"));
    assert_string_equal(site_sql(m.site, "SELECT version_no || state FROM nomination"), "2submitted");
    assert_string_equal(site_sql(m.site, "SELECT how FROM return_end"), "resubmitted");
    x = get(&m.sector, to);
    assert_true(answer_says(&x, "已补正"));
    assert_true(answer_says(&x, "已改"));
    assert_true(answer_says(&x, "未改"));
    assert_true(answer_says(&x, "<ins>"));
    assert_true(answer_says(&x, "超时自动提醒主管领导"));
    x = get(&m.sector, "/reviews/returns");
    assert_true(answer_says(&x, "已补正"));
    assert_int_equal(get(&m.sector, under(m.site, m.home, "record")).status, 200);
    site_is_sound(m.site);
}

static void after_the_deadline_what_is_sent_is_kept_as_late(void **state)
{
    struct matter m = matter(*state);
    (void)returned(&m);
    mend(&m, summary);
    site_clock(m.site, RETURN_DUE);
    m.unit = person(m.site, "unit01");
    struct answer x = get(&m.unit, m.home);
    assert_true(answer_says(&x, "补正已于 7月3日（周五）24:00 截止"));
    x = save_answer(&m.unit, m.home, "story", "brand_summary", "截止以后写的");
    assert_int_equal(x.status, 423);
    assert_true(answer_says(&x, "补正已于"));
    assert_string_equal(draft_value(m.site, "brand_summary", 0), "截止以后写的");
    (void)save_answer(&m.unit, m.home, "story", "brand_summary", summary);
    x = submit(&m.unit, m.home);
    assert_int_equal(x.status, 303);
    assert_non_null(strstr(answer_header(&x, "Location"), "/late/"));
    assert_int_equal(site_count(m.site, "SELECT version_no FROM nomination"), 1);
    m.sector = person(m.site, "hr01");
    x = get(&m.sector, "/reviews/returns?state=overdue");
    assert_true(answer_says(&x, "逾期未补正"));
    site_is_sound(m.site);
}

static void more_time_for_the_unit_is_more_time_for_the_return(void **state)
{
    struct matter m = matter(*state);
    (void)returned(&m);
    const char *unit = site_sql(m.site, "SELECT b.ref FROM nomination n JOIN body b ON b.id = n.body_id");
    const char *page = text_format(m.site->a, "/extensions/%s", unit);
    struct sheet *f = open_form(&m.office, page, page);
    sheet_set(f, "day", "2015-7-6");
    sheet_set(f, "reason", "经办人生病");
    sheet_set(f, "approver", "李示例");
    assert_int_equal(post(&m.office, f).status, 303);
    struct answer x = get(&m.unit, m.home);
    assert_true(answer_says(&x, "请在 7月6日（周一）24:00 前改好"));
    site_clock(m.site, RETURN_DUE + 60);
    m.unit = person(m.site, "unit01");
    mend(&m, summary);
    x = submit(&m.unit, m.home);
    leads_to(&x, under(m.site, m.home, "receipt"));
}

static void who_returned_it_takes_it_back_and_the_units_page_is_stale(void **state)
{
    struct matter m = matter(*state);
    const char *to = returned(&m);
    mend(&m, summary);
    struct sheet *open_page = open_section(&m.unit, m.home, "story");
    const char *recall = text_format(m.site->a, "%s/recall", to);
    struct person colleague = person(m.site, "hr02"); /* another person of the same body */
    struct sheet *f = open_form(&colleague, recall, recall);
    struct answer x = post(&colleague, f);
    assert_int_equal(x.status, 303);
    x = follow(&colleague, &x);
    assert_true(answer_says(&x, "已收回"));
    assert_string_equal(site_sql(m.site, "SELECT version_no || state FROM nomination"), "1submitted");
    sheet_set(open_page, "brand_summary", "收回以后写的");
    x = post(&m.unit, open_page);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "退回已经收回"));
    assert_int_equal(site_count(m.site, "SELECT COUNT(*) FROM kept_value WHERE value IN ('收回以后写的')"), 1);
    x = post(&m.sector, f);
    assert_true(x.status == 303 || x.status == 403); /* the token is its own person's */
    site_is_sound(m.site);
}

static void the_return_and_its_recall_are_told_to_the_unit(void **state)
{
    struct matter m = matter(*state);
    const char *to = returned(&m);
    struct answer x = get(&m.unit, "/messages");
    assert_true(answer_says(&x, "受理编号 CZPP-2015-0001 的申报退回修改"));
    assert_true(page_has_link(m.site->a, x.body, to));
    const char *recall = text_format(m.site->a, "%s/recall", to);
    assert_int_equal(post(&m.sector, open_form(&m.sector, recall, recall)).status, 303);
    x = get(&m.unit, "/messages");
    assert_true(answer_says(&x, "受理编号 CZPP-2015-0001 的退回已经收回"));
    assert_int_equal(site_count(m.site, "SELECT COUNT(*) FROM message WHERE kind = 'returned'"), 2);
    site_is_sound(m.site);
}

static void the_second_of_two_who_return_it_is_told_and_keeps_the_text(void **state)
{
    struct matter m = matter(*state);
    struct person colleague = person(m.site, "hr02");
    struct sheet *slow = filled(&m, &colleague);
    sheet_set(slow, "remark.brand_name", "名称与公章不一致");
    sheet_add(slow, "act", "return");
    (void)returned(&m);
    struct answer x = post(&colleague, slow);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "已经退回，正等单位修改"));
    assert_true(answer_says(&x, "名称与公章不一致"));
    assert_int_equal(site_count(m.site, "SELECT COUNT(*) FROM return_notice"), 1);
    mend(&m, summary);
    assert_int_equal(submit(&m.unit, m.home).status, 303);
    slow = filled(&m, &m.sector);
    sheet_set(slow, "version", "1");
    sheet_add(slow, "act", "return");
    x = post(&m.sector, slow);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "单位又提交了第 2 版"));
    assert_string_equal(sheet_get(sheet_of(m.site->a, x.body, page_of(&m)), "version"), "2");
}

static void a_unit_may_withdraw_instead(void **state)
{
    struct matter m = matter(*state);
    const char *to = returned(&m);
    const char *page = under(m.site, m.home, "withdraw");
    struct sheet *f = open_form(&m.unit, page, page);
    assert_int_equal(post(&m.unit, f).status, 303);
    struct answer x = get(&m.unit, m.home);
    assert_true(answer_says(&x, "已撤回"));
    assert_int_equal(get(&m.sector, to).status, 404); /* taken back: nobody's but its unit's */
    x = get(&m.sector, "/reviews/returns");
    assert_true(answer_says(&x, "单位已撤回"));
    site_is_sound(m.site);
}

static void the_draft_of_what_was_returned_is_its_units_alone(void **state)
{
    struct matter m = matter(*state);
    (void)returned(&m);
    mend(&m, summary);
    struct answer x = get(&m.sector, under(m.site, m.home, "record"));
    assert_int_equal(x.status, 200);
    assert_false(answer_says(&x, "超时自动提醒主管领导"));
    x = get(&m.office, under(m.site, m.home, "record"));
    assert_int_equal(x.status, 200);
    assert_false(answer_says(&x, "超时自动提醒主管领导"));
    x = get(&m.office, "/nominations");
    assert_true(answer_says(&x, "退回修改"));
    assert_true(answer_says(&x, "tag--back"));
    x = get(&m.office, "/nominations?state=returned");
    assert_true(answer_says(&x, "共") || answer_says(&x, "符合条件"));
    assert_true(answer_says(&x, "23℃人社服务"));
}

static void the_files_are_open_when_a_remark_is_about_them_and_only_then(void **state)
{
    struct matter m = matter(*state);
    (void)returned(&m);
    const char *page = under(m.site, m.home, "attachments");
    struct answer x = get(&m.unit, page);
    assert_true(answer_says(&x, "退回的意见没有提到附件"));
    assert_null(sheet_of(m.site->a, x.body, page));
    struct sheet *f = open_section(&m.unit, m.home, "story"); /* for its token */
    x = post_with(&m.unit, f, (struct ask){.target = text_format(m.site->a, "%s/nosuch", page)});
    assert_int_equal(x.status, 409);
    assert_int_equal(submit(&m.unit, m.home).status, 303);
    f = open_form(&m.sector, page_of(&m), page_of(&m));
    sheet_set(f, "reason", "请补服务规范");
    sheet_set(f, "remark.attachments", "缺服务规范的盖章页");
    sheet_add(f, "act", "return");
    assert_int_equal(post(&m.sector, f).status, 303);
    x = get(&m.unit, page);
    assert_true(answer_says(&x, "退回意见：缺服务规范的盖章页"));
    assert_non_null(sheet_of(m.site->a, x.body, page));
    x = get(&m.unit, m.home);
    assert_true(answer_says(&x, "附件材料"));
    site_is_sound(m.site);
}

static void the_list_is_each_ones_own_and_comes_as_a_workbook(void **state)
{
    struct matter m = matter(*state);
    struct person other = person(m.site, "sector");
    struct answer x = get(&m.sector, "/reviews/returns");
    assert_true(answer_says(&x, "还没有退回过申报"));
    (void)returned(&m);
    x = get(&m.sector, "/reviews/returns");
    assert_true(answer_says(&x, "23℃人社服务"));
    assert_true(answer_says(&x, "待补正"));
    x = get(&m.office, "/reviews/returns?q=%E4%BA%BA%E7%A4%BE");
    assert_true(answer_says(&x, "23℃人社服务"));
    x = get(&other, "/reviews/returns");
    assert_true(answer_says(&x, "还没有退回过申报"));
    x = get(&m.office, "/reviews/returns?state=recalled");
    assert_true(answer_says(&x, "没有符合条件的退回"));
    x = get(&m.office, "/reviews/returns.xlsx");
    assert_int_equal(x.status, 200);
    assert_memory_equal(x.body, "PK", 2);
}

static void the_office_returns_too(void **state)
{
    struct matter m = matter(*state);
    struct sheet *f = filled(&m, &m.office);
    sheet_add(f, "act", "return");
    assert_int_equal(post(&m.office, f).status, 303);
    assert_string_equal(site_sql(m.site, "SELECT box FROM return_notice"), "office");
    site_is_sound(m.site);
}

/* ---- each database step fails once ---- */

static const char *everything(struct site *s)
{
    static const char *const tables[] = {"SELECT GROUP_CONCAT(id || state || version_no, '|') FROM nomination",
                                         "SELECT GROUP_CONCAT(ref, '|') FROM return_notice",
                                         "SELECT GROUP_CONCAT(ident || text, '|') FROM return_remark",
                                         "SELECT GROUP_CONCAT(text, '|') FROM return_contact",
                                         "SELECT GROUP_CONCAT(return_id || how, '|') FROM return_end",
                                         "SELECT GROUP_CONCAT(ident || value, '|') FROM draft_value",
                                         "SELECT COUNT(*) FROM nomination_version",
                                         "SELECT COUNT(*) || '/' || MAX(mac) FROM audit_entry",
                                         "SELECT GROUP_CONCAT(token, '|') FROM once_token"};
    const char *text = "";
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        text = text_format(s->a, "%s\n%s", text, site_sql(s, tables[i]));
    }
    return text;
}

static void fail_each_step(struct matter *m, struct person *by, const struct sheet *form)
{
    const char *before = everything(m->site);
    int n = 1;
    for (; n < STEPS_MAX; n++) {
        struct person now = *by;
        m->site->may_fail = true;
        db_fail_nth(store_writer_db(m->site->store), n);
        struct answer x = post(&now, form);
        db_fail_nth(store_writer_db(m->site->store), 0);
        m->site->may_fail = false;
        if (x.status == 303) {
            break;
        }
        assert_true(x.status == 500 || x.status == 503);
        if (strcmp(everything(m->site), before) != 0) {
            fail_msg("step %d wrote\n%s\ninstead of\n%s", n, everything(m->site), before);
        }
    }
    assert_in_range(n, 8, STEPS_MAX - 1);
    site_is_sound(m->site);
}

static void no_step_that_fails_leaves_half_of_a_return_or_of_the_answer(void **state)
{
    struct matter m = matter(*state);
    struct sheet *f = filled(&m, &m.sector);
    sheet_add(f, "act", "return");
    fail_each_step(&m, &m.sector, f);
    mend(&m, summary);
    f = open_form(&m.unit, under(m.site, m.home, "check"), under(m.site, m.home, "submit"));
    fail_each_step(&m, &m.unit, f);
    assert_string_equal(site_sql(m.site, "SELECT version_no || state FROM nomination"), "2submitted");
}

#define SITE_TEST(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(the_page_has_every_field_with_its_text_and_a_box_beside_it),
        SITE_TEST(strangers_do_not_find_it),
        SITE_TEST(what_is_wrong_is_said_and_what_was_typed_stays),
        SITE_TEST(the_preview_is_what_the_unit_will_read_and_changes_nothing),
        SITE_TEST(the_unit_reads_all_of_it_and_finds_just_those_fields_open),
        SITE_TEST(a_change_of_a_closed_field_is_kept_and_said),
        SITE_TEST(the_answer_is_the_next_version_and_each_remark_is_beside_its_difference),
        SITE_TEST(after_the_deadline_what_is_sent_is_kept_as_late),
        SITE_TEST(more_time_for_the_unit_is_more_time_for_the_return),
        SITE_TEST(who_returned_it_takes_it_back_and_the_units_page_is_stale),
        SITE_TEST(the_return_and_its_recall_are_told_to_the_unit),
        SITE_TEST(the_second_of_two_who_return_it_is_told_and_keeps_the_text),
        SITE_TEST(a_unit_may_withdraw_instead),
        SITE_TEST(the_draft_of_what_was_returned_is_its_units_alone),
        SITE_TEST(the_files_are_open_when_a_remark_is_about_them_and_only_then),
        SITE_TEST(the_list_is_each_ones_own_and_comes_as_a_workbook),
        SITE_TEST(the_office_returns_too),
        SITE_TEST(no_step_that_fails_leaves_half_of_a_return_or_of_the_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
