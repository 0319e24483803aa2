/* pages_objection_docket.c - the office's docket in whole requests: registered, taken up, asked about, concluded,
 * answered, reviewed once, archived; who may do which of it; and an objector whom nobody but two named duties ever
 * sees.  Handbook 4.3; section 0, fact 8. */
#include "support/docket_site.h"
#include "support/own_program.h"
#include "support/run_tool.h"
#include "support/said.h"
#include "support/xlsx_reader.h"

#include "document/paper.h"
#include "document/paper_worker.h"

static int blocks(struct site *s, const char *nomination_ref)
{
    int count = 0;
    struct db *db = store_reader_take(s->store);
    int64_t id = site_count(s, text_format(s->a, "SELECT id FROM nomination WHERE ref = '%s'", nomination_ref));
    assert_int_equal(objection_blocks(db, id, &count), OK);
    store_reader_give(s->store, db);
    return count;
}

/* ---- the whole way ---- */

static void it_is_taken_up_asked_about_concluded_answered_reviewed_once_and_archived(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    const char *me = site_sql(s, "SELECT ref FROM account WHERE login = 'office01'");
    assert_int_equal(blocks(s, d.t.list.refs[0]), 1);
    assert_int_equal(blocks(s, d.t.list.refs[1]), 0);
    done(&d.handler, &d, "accept", (struct saying){0});
    done(&d.handler, &d, "assign", (struct saying){.handler = me});
    done(&d.handler, &d, "verify", (struct saying){.text = "电话核实，本人反映"});
    done(&d.handler, &d, "ask", (struct saying){.text = "请说明7月20日上午城北窗口的排队和值班情况。"});
    done(&d.handler, &d, "note", (struct saying){.text = "调取了当天的监控"});
    done(&d.head, &d, "conclude",
         (struct saying){.text = "当天叫号机故障", .finding = "partly_upheld", .effect = "rectify"});
    assert_int_equal(blocks(s, d.t.list.refs[0]), 1);
    struct answer x = track(&d.visitor, d.receipt.number, d.receipt.code);
    assert_true(answer_says(&x, "已有结论，正在答复"));
    assert_false(answer_says(&x, "监控"));
    done(&d.handler, &d, "answer", (struct saying){.text = "叫号机已经修好，并向您道歉。"});
    x = track(&d.visitor, d.receipt.number, d.receipt.code);
    assert_true(answer_says(&x, "叫号机已经修好，并向您道歉。"));
    struct sheet *form = sheet_of(s->a, x.body, "/track/review");
    sheet_set(form, "reason", "没有说明谁值班");
    x = post(&d.visitor, form);
    leads_to(&x, "/track?asked=1");
    x = track(&d.visitor, d.receipt.number, d.receipt.code);
    assert_null(sheet_of(s->a, x.body, "/track/review"));
    assert_true(answer_says(&x, "复核只有一次"));
    done(&d.head, &d, "review", (struct saying){.text = "值班人员已经处理", .finding = "upheld", .effect = "none"});
    assert_int_equal(blocks(s, d.t.list.refs[0]), 0);
    x = track(&d.visitor, d.receipt.number, d.receipt.code);
    assert_true(answer_says(&x, "值班人员已经处理"));
    assert_null(sheet_of(s->a, x.body, "/track/review"));
    done(&d.handler, &d, "archive", (struct saying){0});
    x = get(&d.handler, d.path);
    assert_true(answer_says(&x, "已经归档，不能再改。"));
    assert_string_equal(site_sql(s, "SELECT GROUP_CONCAT(act) FROM (SELECT act FROM objection_step ORDER BY number)"),
                        "register,accept,assign,verify,ask,note,conclude,answer,ask_review,review,archive");
    site_is_sound(s);
}

static void who_has_no_duty_reads_masked_and_acts_on_nothing_and_the_handler_does_not_decide(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    static const char *const strangers[] = {"unit01", "sector01", "district", "police01", "admin", "judge", "auditor"};
    struct answer x = get(&d.other, d.path);
    assert_true(answer_says(&x, "赵**"));
    assert_true(answer_says(&x, "139****2222"));
    assert_false(answer_says(&x, "赵异议"));
    assert_true(answer_says(&x, "不能办理"));
    assert_null(act_sheet(&d.other, &d, "accept"));
    assert_null(act_sheet(&d.handler, &d, "decline"));
    assert_non_null(act_sheet(&d.head, &d, "decline"));
    struct sheet *form = offered(&d.head, &d, "decline");
    sheet_set(form, "text", "没有具体线索");
    struct sheet *by_hand = offered(&d.handler, &d, "accept");
    sheet_set(by_hand, "act", "decline");
    sheet_add(by_hand, "text", "没有具体线索");
    assert_int_equal(post(&d.handler, by_hand).status, 403);
    sheet_set(by_hand, "act", "fly");
    assert_int_equal(post(&d.handler, by_hand).status, 404);
    assert_int_equal(post(&d.head, form).status, 303);
    assert_int_equal(blocks(s, d.t.list.refs[0]), 0);
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        struct person p = person(s, strangers[i]);
        assert_int_equal(get(&p, "/objections").status, 403);
        assert_int_equal(get(&p, d.path).status, 403);
        assert_int_equal(get(&p, "/objections.xlsx").status, 403);
    }
}

static void two_who_act_at_once_are_told_and_nothing_typed_is_lost(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    struct sheet *mine = offered(&d.handler, &d, "note");
    sheet_set(mine, "text", "我写的记录");
    done(&d.head, &d, "accept", (struct saying){0});
    struct answer x = post(&d.handler, mine);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "同事刚刚办过一步"));
    assert_true(answer_says(&x, "我写的记录"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_step WHERE act = 'note'"), 0);
    x = act(&d.head, &d, "investigate", (struct saying){0});
    assert_int_equal(x.status, 303);
    x = act(&d.head, &d, "conclude", (struct saying){.text = "查过", .finding = "not_upheld", .effect = "suspend"});
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "没有查实的"));
    assert_true(answer_says(&x, "查过"));
}

/* ---- who sent it ---- */

static void each_reading_of_a_name_has_a_reason_and_is_written_down(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    const char *to = text_format(s->a, "%s/identity", d.path);
    struct answer page = get(&d.other, d.path);
    assert_null(sheet_of(s->a, page.body, to));
    struct sheet *form = open_form(&d.handler, d.path, to);
    struct answer x = post(&d.handler, form);
    assert_int_equal(x.status, 422);
    assert_false(answer_says(&x, "赵异议"));
    sheet_set(form, "reason", "电话核实当天情况");
    x = post(&d.handler, form);
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "赵异议"));
    assert_true(answer_says(&x, "13911112222"));
    assert_true(answer_says(&x, "zhao@example.com"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_reading"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'objector_reveal'"), 1);
    x = get(&d.handler, d.path);
    assert_false(answer_says(&x, "赵异议"));
    assert_true(answer_says(&x, "电话核实当天情况"));
    struct person admin = person(s, "security");
    struct sheet *end = open_form(&admin, "/objections/duties",
                                  text_format(s->a, "/objections/duties/%s/end",
                                              site_sql(s, "SELECT ref FROM objection_duty WHERE duty = 'handler'")));
    x = post(&admin, end);
    leads_to(&x, "/objections/duties?done=1");
    sheet_set(form, "reason", "再看一次反映人");
    assert_int_equal(post(&d.handler, form).status, 403);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_reading"), 1);
    site_is_sound(s);
}

static void the_security_administrator_names_people_for_some_days_and_reads_nothing(void **state)
{
    struct site *s = *state;
    (void)published(s);
    struct person admin = person(s, "security");
    struct person office = person(s, "office01");
    struct answer x = get(&admin, "/objections/duties");
    assert_true(answer_says(&x, "还没有指定任何人"));
    assert_int_equal(get(&admin, "/objections").status, 403);
    assert_int_equal(get(&office, "/objections/duties").status, 403);
    struct sheet *form = open_form(&admin, "/objections/duties", "/objections/duties");
    x = post(&admin, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请选择人员"));
    assert_true(answer_says(&x, "请写明谁决定的"));
    sheet_set(form, "person", site_sql(s, "SELECT ref FROM account WHERE login = 'office01'"));
    sheet_set(form, "duty", "head");
    sheet_set(form, "ground", "主任办公会决定");
    sheet_set(form, "until", "2015-07-01");
    x = post(&admin, form);
    assert_true(answer_says(&x, "不能早于开始的日期"));
    sheet_set(form, "until", "2015-07-23");
    x = post(&admin, form);
    leads_to(&x, "/objections/duties?done=1");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'objection_duty_grant'"), 1);
    struct person p = visitor(s);
    (void)reported(&p, site_sql(s, "SELECT ref FROM published_brand LIMIT 1"), &named_report);
    const char *path = text_format(s->a, "/objections/%s", last_objection(s));
    x = get(&office, path);
    assert_true(answer_says(&x, "显示反映人"));
    site_later(s, 3 * 24 * 3600);
    office = person(s, "office01");
    x = get(&office, path);
    assert_false(answer_says(&x, "显示反映人"));
    site_is_sound(s);
}

/* ---- letters ---- */

static void what_came_on_paper_gets_a_number_at_once_and_its_sender_a_code(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    site_clock(s, PUBLICITY_CLOSES + 2 * 24 * 3600 + 9 * 3600); /* 28 July, 09:00 */
    d.other = person(s, "office03");
    struct sheet *form = open_form(&d.other, "/objections/new", "/objections/new");
    struct answer x = post(&d.other, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请选择来源"));
    assert_true(answer_says(&x, "请选择反映的品牌"));
    sheet_set(form, "channel", "letter");
    sheet_set(form, "brand", d.t.brands[1]);
    sheet_set(form, "category", "discipline");
    sheet_set(form, "text", "来信反映去年曾经被行政处罚，附处罚决定书复印件。");
    sheet_set(form, "name", "钱来信");
    sheet_set(form, "received", "2015.7.27");
    x = post(&d.other, form);
    assert_true(answer_says(&x, "请填写日期"));
    sheet_set(form, "postmark", "2015/7/25");
    x = post(&d.other, form);
    struct answer slip = follow(&d.other, &x);
    assert_string_equal(receipt_part(s, &slip, "受理编号"), "GS-2015-0002");
    struct answer found = track(&d.visitor, "GS-2015-0002", receipt_part(s, &slip, "查询码"));
    assert_int_equal(found.status, 200);
    const char *path = text_format(s->a, "/objections/%s", last_objection(s));
    x = get(&d.other, path);
    assert_true(answer_says(&x, "钱**"));
    assert_false(answer_says(&x, "钱来信"));
    assert_false(answer_says(&x, "晚于公示结束"));
    assert_true(answer_says(&x, "7月28日（周二）"));
    form = open_form(&d.other, "/objections/new", "/objections/new");
    sheet_set(form, "channel", "phone");
    sheet_set(form, "brand", "list");
    sheet_set(form, "category", "procedure");
    sheet_set(form, "text", "来电询问名单排序是不是按名次，认为应当写明。");
    assert_int_equal(post(&d.other, form).status, 303);
    x = get(&d.other, text_format(s->a, "/objections/%s", last_objection(s)));
    assert_true(answer_says(&x, "晚于公示结束的"));
    assert_true(answer_says(&x, "整个名单"));
    site_is_sound(s);
}

/* ---- the unit ---- */

static void the_unit_is_asked_in_the_offices_words_and_never_learns_who(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    const char *mine = text_format(s->a, "/nominations/%s/questions", d.t.list.refs[0]);
    struct person unit = person(s, d.t.list.units[0]);
    struct person other = person(s, d.t.list.units[1]);
    assert_int_equal(get(&unit, mine).status, 404); /* nothing was asked */
    struct answer home = get(&unit, text_format(s->a, "/nominations/%s", d.t.list.refs[0]));
    assert_false(answer_says(&home, "公示异议待处理"));
    home = get(&d.other, "/nominations");
    assert_true(answer_says(&home, "公示异议待处理"));
    struct person authority = person(s, "sector01");
    home = get(&authority, "/nominations");
    assert_false(answer_says(&home, "公示异议待处理</span>"));
    done(&d.handler, &d, "accept", (struct saying){0});
    struct answer x = act(&d.handler, &d, "ask", (struct saying){.text = "赵异议反映窗口没有人，请说明。"});
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "含有反映人的姓名或称呼"));
    x = act(&d.handler, &d, "ask", (struct saying){.text = "请给 139-1111-2222 回电话。"});
    assert_true(answer_says(&x, "含有反映人的联系方式"));
    x = act(&d.handler, &d, "ask", (struct saying){.text = REPORT_TEXT});
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "有一段与意见原文一样"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_question"), 0);
    done(&d.handler, &d, "ask", (struct saying){.text = "请说明7月20日窗口值班情况。"});
    x = get(&unit, text_format(s->a, "/nominations/%s", d.t.list.refs[0]));
    assert_true(answer_says(&x, "市文明办有一个问题请答复"));
    x = get(&unit, mine);
    assert_true(answer_says(&x, "请说明7月20日窗口值班情况。"));
    assert_true(answer_says(&x, "7月23日（周四）"));
    assert_false(answer_says(&x, "赵"));
    assert_false(answer_says(&x, "叫号机"));
    assert_false(answer_says(&x, d.receipt.number));
    assert_int_equal(get(&other, mine).status, 404);
    x = get(&unit, text_format(s->a, "/nominations/%s", d.t.list.refs[0]));
    assert_true(answer_says(&x, "公示异议待处理"));
    struct sheet *form = open_form(&unit, mine, mine);
    x = post(&unit, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请填写答复"));
    sheet_set(form, "reply", "当天两人值班，叫号机故障一小时。");
    x = post(&unit, form);
    leads_to(&x, text_format(s->a, "%s?done=1", mine));
    x = get(&d.handler, d.path);
    assert_true(answer_says(&x, "当天两人值班"));
    site_is_sound(s);
}

static void who_is_recused_of_a_brand_finds_nothing_of_it_in_the_docket(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    assert_int_equal(get(&d.other, d.path).status, 200);
    answers(s, (struct answering){.ref = d.t.list.refs[0], .login = "office03", .is_recused = true});
    assert_int_equal(get(&d.other, d.path).status, 404);
    struct answer x = get(&d.other, "/objections");
    assert_true(answer_says(&x, "共登记 0 件"));
    assert_false(answer_says(&x, "一路暖行"));
}

/* ---- the list and the papers ---- */

static struct objection_figures figures_now(struct site *s)
{
    struct objection_figures f;
    struct db *db = store_reader_take(s->store);
    assert_int_equal(objection_figures(db, s->a, &s->round, clock_now(&s->clock), &f), OK);
    store_reader_give(s->store, db);
    return f;
}

static void the_docket_is_searched_filtered_and_counts_what_is_overdue(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    (void)reported(&d.visitor, d.t.brands[1],
                   &(struct report){.category = "praise", .text = "供水一厅的师傅半夜来修水管，很感谢"});
    struct answer x = get(&d.other, "/objections");
    assert_true(answer_says(&x, "共登记 2 件，没有结论 2 件，逾期 0 件。"));
    assert_true(answer_says(&x, "匿名"));
    x = get(&d.other, "/objections?kind=praise");
    assert_true(answer_says(&x, "GS-2015-0002"));
    assert_false(answer_says(&x, "GS-2015-0001"));
    x = get(&d.other, "/objections?route=letter");
    assert_true(answer_says(&x, "没有符合条件的"));
    x = get(&d.other, text_format(s->a, "/objections?q=%s&sort=oldest", "%E5%8F%AB%E5%8F%B7"));
    assert_true(answer_says(&x, "GS-2015-0001"));
    assert_false(answer_says(&x, "GS-2015-0002"));
    x = get(&d.other, "/objections?q=%E8%B5%B5%E5%BC%82%E8%AE%AE"); /* by a name nothing is found */
    assert_true(answer_says(&x, "没有符合条件的"));
    site_later(s, 2 * 24 * 3600);
    d.other = person(s, "office03");
    x = get(&d.other, "/objections?state=overdue");
    assert_true(answer_says(&x, "逾期 2 件"));
    struct objection_figures f = figures_now(s);
    assert_int_equal(f.received, 2);
    assert_int_equal(f.identified, 1);
    assert_int_equal(f.open, 2);
    assert_int_equal(f.overdue, 2);
    assert_int_equal(f.by_channel[CHANNEL_WEB], 2);
    assert_int_equal(f.by_category[CATEGORY_PRAISE], 1);
    assert_int_equal(f.by_finding[FINDING_NONE], 2);
}

static void what_was_answered_after_its_day_counts_as_late(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    archived(&d); /* on the day on which it came */
    assert_int_equal(figures_now(s).late, 0);
    struct report again = named_report;
    again.text = "叫号机又坏了，等了很久";
    (void)reported(&d.visitor, d.t.brands[1], &again);
    d.ref = last_objection(s);
    d.path = text_format(s->a, "/objections/%s", d.ref);
    site_later(s, 12 * 24 * 3600); /* five working days are over */
    d.handler = person(s, "office01");
    d.head = person(s, "office02");
    assert_int_equal(figures_now(s).overdue, 1);
    archived(&d);
    struct objection_figures f = figures_now(s);
    assert_int_equal(f.overdue, 0);
    assert_int_equal(f.late, 1);
    assert_int_equal(f.received, 2);
}

/* Handbook 4.2: anonymous ones are registered and checked, no answer is owed. */
static void nobody_waits_for_an_answer_who_gave_no_name(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    (void)reported(&d.visitor, d.t.brands[1],
                   &(struct report){.category = "service", .text = "供水一厅的叫号机又坏了，等了很久"});
    d.ref = last_objection(s);
    d.path = text_format(s->a, "/objections/%s", d.ref);
    done(&d.handler, &d, "accept", (struct saying){0});
    done(&d.handler, &d, "investigate", (struct saying){0});
    done(&d.head, &d, "conclude", (struct saying){.text = "当天叫号机故障", .finding = "upheld", .effect = "none"});
    site_later(s, 12 * 24 * 3600);
    assert_int_equal(figures_now(s).overdue, 1); /* the other one, which was never taken up */
    d.other = person(s, "office03");
    struct answer x = get(&d.other, "/objections?q=%E5%8F%88%E5%9D%8F"); /* 又坏 */
    assert_true(answer_says(&x, "GS-2015-0002"));
    assert_false(answer_says(&x, "已逾期"));
}

static void the_workbook_and_the_papers_hold_no_name(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    char program[PATH_MAX];
    struct paper_options o = {.exec_path = own_program(program), .runtime_dir = s->dir, .workers = 1};
    assert_int_equal(paper_open(&o, &s->app.paper), OK);
    struct answer x = get(&d.other, "/objections.xlsx");
    assert_int_equal(x.status, 200);
    struct xlsx book = {x.a, (const unsigned char *)x.body, x.len};
    const char *text = xlsx_all(&book);
    assert_non_null(strstr(text, "GS-2015-0001"));
    assert_non_null(strstr(text, "赵**"));
    assert_non_null(strstr(text, "139****2222"));
    assert_null(strstr(text, "赵异议"));
    assert_null(strstr(text, "13911112222"));
    assert_null(strstr(text, "zhao@"));
    xlsx_is_quiet(&book);
    const char *const papers[] = {"/objections/register.pdf", text_format(s->a, "%s/sheet.pdf", d.path)};
    for (size_t i = 0; i < 2; i++) {
        x = get(&d.other, papers[i]);
        assert_int_equal(x.status, 200);
        assert_true(text_starts(x.body, "%PDF-"));
    }
    paper_close(s->app.paper);
    s->app.paper = NULL;
}

static const char *pdf_words(struct site *s, const struct answer *x)
{
    const char *pdf = text_format(s->a, "%s/register.pdf", s->dir);
    FILE *f = fopen(pdf, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(x->body, 1, x->len, f), x->len);
    assert_int_equal(fclose(f), 0);
    return pdf_says(s->a, s->dir, pdf);
}

enum { MANY = 1203 };

/* 1,204 with the one that came by the page: more than one volume, one page or one sheet of a workbook holds. */
static void the_register_and_the_workbook_leave_nothing_out(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    char program[PATH_MAX];
    struct paper_options o = {.exec_path = own_program(program), .runtime_dir = s->dir, .workers = 1};
    assert_int_equal(
        db_script(store_writer_db(s->store),
                  text_format(
                      s->a,
                      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
                      "INSERT INTO objection SELECT 1000 + i, 'x' || i, 1, 1 + i, printf('GS-2015-%%04d', 1 + i),"
                      " printf('%%064d', i), NULL, 'phone', 'facts', '内容' || i, 1, 0, '2015-07-21', '', 5, 1 FROM n;"
                      "INSERT INTO objection_step SELECT id, 1, 'register', 'registered', '', '', '', NULL, 5, 1"
                      " FROM objection WHERE id > 1000;",
                      MANY)),
        OK);
    struct answer x = get(&d.other, "/objections");
    assert_true(answer_says(&x, "共登记 1204 件"));
    assert_true(answer_says(&x, "打印台账（PDF），分 3 册"));
    assert_true(page_has_link(x.a, x.body, "/objections/register.pdf?page=3"));
    x = get(&d.other, "/objections?q=内容12");
    assert_true(answer_says(&x, "符合条件的有 15 件")); /* 12, 120 to 129, 1200 to 1203 */
    assert_true(page_has_link(x.a, x.body, "/objections/register.pdf?q=%E5%86%85%E5%AE%B912"));
    x = get(&d.other, "/objections.xlsx");
    struct xlsx book = {s->a, (const unsigned char *)x.body, x.len};
    const char *text = xlsx_all(&book);
    assert_int_equal(paper_open(&o, &s->app.paper), OK);
    static const char *const said[] = {"第 1 册：第 1 至 500 件", "第 2 册：第 501 至 1000 件",
                                       "第 3 册：第 1001 至 1204 件"};
    const char *papers[3];
    for (size_t i = 0; i < 3; i++) {
        x = get(&d.other, text_format(s->a, "/objections/register.pdf?page=%zu", i + 1));
        assert_int_equal(x.status, 200);
        papers[i] = pdf_words(s, &x);
        assert_non_null(strstr(papers[i], said[i]));
    }
    for (int i = 1; i <= MANY + 1; i++) {
        const char *number = text_format(s->a, "GS-2015-%04d", i);
        assert_non_null(strstr(text, number));
        assert_non_null(strstr(papers[(size_t)(MANY + 1 - i) / 500], number)); /* the newest first */
    }
    paper_close(s->app.paper);
    s->app.paper = NULL;
}

/* ---- what cannot be broken ---- */

static void what_holds_a_brand_up_is_one_rule_in_two_languages(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    struct reading_for everyone = {NULL, s->a, s->round.id, 0};
    for (int st = 0; st < OBJECTION_STATE__COUNT; st++) {
        for (int e = 0; e < EFFECT__COUNT; e++) {
            const char *sql = text_format(
                s->a,
                "INSERT INTO objection (ref, round_id, number, receipt_no, code_hash, brand_id, channel, category, "
                "text,"
                " is_identified, is_body, received_on, postmark_on, registered_at, registered_by) SELECT 'x%d', "
                "round_id,"
                " number + 1, 'x%d', printf('%%064d', %d), brand_id, channel, '%s', text, 0, 0, received_on, '', 1, "
                "NULL"
                " FROM objection ORDER BY id DESC LIMIT 1;"
                "INSERT INTO objection_step (objection_id, number, act, state, text, finding, effect, done_at, done_by)"
                " SELECT MAX(id), 1, '%s', '%s', 'x', '%s', '%s', 1, 1 FROM objection;",
                st * 10 + e, st * 10 + e, st * 10 + e + 1, e % 2 == 0 ? "facts" : "praise",
                e == 0 ? "register" : "conclude", objection_state_ident((enum objection_state)st),
                e == 0 ? "" : "upheld", objection_effect_ident((enum objection_effect)e));
            assert_int_equal(db_script(store_writer_db(s->store), sql), OK);
        }
    }
    struct objection *rows = NULL;
    size_t len = 0;
    int holding = 0;
    struct db *db = store_reader_take(s->store);
    everyone.db = db;
    assert_int_equal(objection_list(&everyone, "", &rows, &len), OK);
    store_reader_give(s->store, db);
    for (size_t i = 0; i < len; i++) {
        bool in_sql =
            site_count(s, text_format(s->a, "SELECT COUNT(*) FROM objection_holding WHERE objection_id = %lld",
                                      (long long)rows[i].id)) == 1;
        assert_int_equal(objection_holds_up(&rows[i].facts), in_sql);
        holding += in_sql;
    }
    assert_int_equal(len, 1 + OBJECTION_STATE__COUNT * EFFECT__COUNT);
    assert_in_range(holding, 10, 40);
    assert_int_equal(blocks(s, d.t.list.refs[0]), holding);
}

static void steps_and_readings_are_never_altered(void **state)
{
    struct site *s = *state;
    (void)docket(s);
    static const char *const attempts[] = {
        "UPDATE objection SET text = 'x'",
        "DELETE FROM objection",
        "UPDATE objection_step SET text = 'x'",
        "DELETE FROM objection_step",
        "UPDATE objection_identity SET name = 'x'",
        "UPDATE objection_duty SET duty = 'head'",
        "DELETE FROM objection_duty",
    };
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        assert_int_not_equal(db_script(store_writer_db(s->store), attempts[i]), OK);
    }
    site_is_sound(s);
}

/* Sends the form until no step of the database fails any more; each refusal is calm.  How many steps there were. */
static int fails_until_it_is_done(struct person *p, const struct sheet *form)
{
    struct site *s = p->site;
    struct db *db = store_writer_db(s->store);
    int steps = 0;
    s->may_fail = true;
    for (int n = 1; n < 300; n++) {
        db_fail_nth(db, n);
        struct answer x = post(p, form);
        db_fail_nth(db, 0);
        steps = n;
        if (x.status == 303) {
            break;
        }
        assert_true(x.status >= 500);
    }
    s->may_fail = false;
    return steps;
}

static void every_step_of_it_that_fails_leaves_nothing_half(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    rates_free(s->app.rates);
    s->app.rates = NULL;
    s->is_hasty = true;
    struct sheet *report = report_sheet(&d.visitor, d.t.brands[1], &named_report);
    do_the_work(report);
    assert_true(fails_until_it_is_done(&d.visitor, report) > 8);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection"), 2);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_identity"), 2);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_step"), 2);
    struct sheet *accept = offered(&d.handler, &d, "accept");
    assert_true(fails_until_it_is_done(&d.handler, accept) > 4);
    struct sheet *question = offered(&d.handler, &d, "ask");
    sheet_set(question, "text", "请说明7月20日窗口值班情况。");
    assert_true(fails_until_it_is_done(&d.handler, question) > 8);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_question"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM message WHERE title LIKE '%一个问题%'"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_step"), 4);
    site_is_sound(s);
}

#define IN_SITE(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        IN_SITE(it_is_taken_up_asked_about_concluded_answered_reviewed_once_and_archived),
        IN_SITE(who_has_no_duty_reads_masked_and_acts_on_nothing_and_the_handler_does_not_decide),
        IN_SITE(two_who_act_at_once_are_told_and_nothing_typed_is_lost),
        IN_SITE(each_reading_of_a_name_has_a_reason_and_is_written_down),
        IN_SITE(the_security_administrator_names_people_for_some_days_and_reads_nothing),
        IN_SITE(what_came_on_paper_gets_a_number_at_once_and_its_sender_a_code),
        IN_SITE(the_unit_is_asked_in_the_offices_words_and_never_learns_who),
        IN_SITE(who_is_recused_of_a_brand_finds_nothing_of_it_in_the_docket),
        IN_SITE(the_docket_is_searched_filtered_and_counts_what_is_overdue),
        IN_SITE(what_was_answered_after_its_day_counts_as_late),
        IN_SITE(nobody_waits_for_an_answer_who_gave_no_name),
        IN_SITE(the_workbook_and_the_papers_hold_no_name),
        IN_SITE(the_register_and_the_workbook_leave_nothing_out),
        IN_SITE(what_holds_a_brand_up_is_one_rule_in_two_languages),
        IN_SITE(steps_and_readings_are_never_altered),
        IN_SITE(every_step_of_it_that_fails_leaves_nothing_half),
    };
    if (argc > 1 && strcmp(argv[1], "paper-worker") == 0) {
        return paper_worker_main(3);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
