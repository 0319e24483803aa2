/* pages_import.c - a register of bodies and accounts is brought as CSV or as a workbook, looked at row by row, and
 * carried out beside the requests. */
#include "document/workbook.h"
#include "media/image_worker.h"
#include "store/import_runner.h"
#include "support/own_program.h"
#include "support/whole_request.h"
#include "support/xlsx_maker.h"
#include "support/xlsx_reader.h"
#include "table/table.h"
#include "table/table_worker.h"

#define IMPORT "/accounts/import"

static int import_setup(void **state)
{
    char path[PATH_MAX];
    struct site *s = site_open();
    struct tables_options o = {.exe = own_program(path), .workers_max = 1};
    assert_int_equal(tables_open(&o, &s->app.tables), OK);
    *state = s;
    return 0;
}

static int import_teardown(void **state)
{
    struct site *s = *state;
    tables_close(s->app.tables);
    site_close(s);
    return 0;
}

/* What the runner's thread does, here and now; returns the number of batches. */
static int carry_out(struct site *s)
{
    struct import_runner_options o = {s->store, &s->random, &s->clock, &s->round};
    int batches = 0;
    enum err e = OK;
    while ((e = import_run_batch(&o)) == OK) {
        batches++;
    }
    assert_int_equal(e, ERR_NOT_FOUND);
    return batches;
}

/* As under a sharp runner: one batch. */
static void carry_out_one_batch(struct site *s)
{
    struct import_runner_options o = {s->store, &s->random, &s->clock, &s->round};
    assert_int_equal(import_run_batch(&o), OK);
}

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
    "示例市辛办公室,,,,judge09,周示例,专家评委\r\n"                                                      \
    "示例市壬供水站,3.204E+17,供水,武进区,,,\r\n"                                                          \
    "#REF!,,供水,武进区,,,\r\n"

static struct answer upload_as(struct person *p, const char *name, const void *bytes, size_t len)
{
    struct sheet *form = open_form(p, IMPORT, IMPORT);
    struct sheet_file file = {"file", name, bytes, len};
    return post_file(p, form, &file);
}

static const char *looked_at(struct person *p, const char *name, const void *bytes, size_t len)
{
    struct answer x = upload_as(p, name, bytes, len);
    if (x.status != 303) {
        fail_msg("%d: %s", x.status, x.body);
    }
    return arena_copy(p->site->a, answer_header(&x, "Location"), strlen(answer_header(&x, "Location")));
}

static const char *looked_at_csv(struct person *p, const char *text)
{
    return looked_at(p, "登记 2015.csv", text, strlen(text));
}

static void order(struct person *p, const char *report)
{
    struct answer x = post(p, open_form(p, report, report));
    leads_to(&x, report);
}

static const char *counts(struct site *s)
{
    return site_sql(s, "SELECT (SELECT COUNT(*) FROM body) || ' ' || (SELECT COUNT(*) FROM account)");
}

static void says(const struct answer *x, const char *words)
{
    if (!answer_says(x, words)) {
        fail_msg("%s\n%s", words, x->body);
    }
}

/* A workbook's row of inline strings; an empty cell is left out. */
static const char *xlsx_row(struct arena *a, int no, const char *const *cells, size_t len)
{
    const char *row = text_format(a, "<row r=\"%d\">", no);
    for (size_t i = 0; i < len; i++) {
        if (*cells[i] != '\0') {
            row = text_format(a, "%s<c r=\"%c%d\" t=\"inlineStr\"><is><t>%s</t></is></c>", row, (char)('A' + i), no,
                              cells[i]);
        }
    }
    return text_format(a, "%s</row>", row);
}

static const char *units_csv(struct site *s, int units)
{
    struct out o = {.arena = s->a};
    out_literal(&o, "单位全称,辖市区\n", strlen("单位全称,辖市区\n"));
    for (int i = 0; i < units; i++) {
        const char *row = text_format(s->a, "示例市第%d便民服务大厅,武进区\n", i);
        out_literal(&o, row, strlen(row));
    }
    out_literal(&o, "", 1);
    return o.bytes;
}

/* ---- looking ---- */

static void a_file_is_looked_at_row_by_row_and_nothing_is_changed(void **state)
{
    struct site *s = *state;
    struct person admin = person(s, "admin");
    const char *before = counts(s);
    const char *report = looked_at_csv(&admin, SHEET);
    struct answer x = get(&admin, report);
    assert_string_equal(counts(s), before);
    static const char *const words[] = {"登记 2015.csv",
                                        "将新增 4 行，不变 0 行，与已有的不同 1 行，有误 8 行",
                                        "新增单位、新增账号",
                                        "新增账号",
                                        "示例市乙,便民社",
                                        "没有这个行业",
                                        "没有填单位全称",
                                        "代码应是 18 位或者 9 位",
                                        "没有填所在辖市、区",
                                        "新增单位；登录账号已经由其他单位的人使用",
                                        "登录账号要有 4 至 40 个字符",
                                        "角色只能是",
                                        "代码被表格软件改成了科学记数，后几位已经丢失",
                                        "公式的错误值"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        says(&x, words[i]);
    }
    assert_int_equal(
        site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'body_add' AND detail LIKE '%甲供水%'"), 0);
    site_is_sound(s);
}

static void the_report_can_be_read_by_outcome(void **state)
{
    struct site *s = *state;
    struct person admin = person(s, "admin");
    const char *report = looked_at_csv(&admin, SHEET);
    struct answer x = get(&admin, text_format(s->a, "%s?outcome=wrong", report));
    says(&x, "示例市丁供水站");
    assert_false(answer_says(&x, "示例市甲供水站"));
    x = get(&admin, text_format(s->a, "%s?outcome=nonsense", report));
    says(&x, "示例市甲供水站");
}

static void a_file_from_a_chinese_excel_is_read(void **state)
{
    /* 单位全称,辖市区 / 测试大厅,武进区 in GB18030 */
    static const char gb[] = "\xB5\xA5\xCE\xBB\xC8\xAB\xB3\xC6,\xCF\xBD\xCA\xD0\xC7\xF8\r\n"
                             "\xB2\xE2\xCA\xD4\xB4\xF3\xCC\xFC,\xCE\xE4\xBD\xF8\xC7\xF8\r\n";
    struct site *s = *state;
    struct person admin = person(s, "admin");
    const char *report = looked_at(&admin, "a.csv", gb, sizeof gb - 1);
    struct answer x = get(&admin, report);
    says(&x, "测试大厅");
    assert_string_equal(site_sql(s, "SELECT encoding || format FROM import_file"), "GB18030csv");
}

/* A title over the heading, stars beside needed columns, columns in another order, the heading on the second sheet. */
static void a_workbook_is_read_whatever_stands_around_its_heading(void **state)
{
    static const char *const title[] = {"示例市申报单位登记表"};
    static const char *const heads[] = {"序号", "*单位 全称", "所在辖市、区", "", "统一社会信用代码", "行业"};
    static const char *const row[] = {"1", "示例市甲供水站", "武进区", "", "91350100M0001TGQXY", "供水"};
    struct site *s = *state;
    struct person admin = person(s, "admin");
    struct zip_maker z = zip_new(s->a);
    xlsx_frame(&z, "<sheet name=\"填表说明\" sheetId=\"2\" r:id=\"rId2\"/><sheet name=\"名单\" sheetId=\"1\" "
                   "r:id=\"rId1\"/>");
    zip_text(&z, "xl/worksheets/sheet1.xml",
             xlsx_sheet_xml(s->a, text_format(s->a, "%s%s%s", xlsx_row(s->a, 1, title, 1), xlsx_row(s->a, 3, heads, 6),
                                              xlsx_row(s->a, 7, row, 6))));
    zip_text(&z, "xl/worksheets/sheet2.xml",
             xlsx_sheet_xml(s->a, "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>请填下一张表</v></c></row>"));
    zip_end(&z);
    const char *report = looked_at(&admin, "登记.xlsx", z.bytes, z.len);
    struct answer x = get(&admin, report);
    says(&x, "将新增 1 行");
    assert_string_equal(site_sql(s, "SELECT row_no || name || org_code || sector || district FROM import_row"),
                        "7示例市甲供水站91350100M0001TGQXY供水武进区");
    assert_string_equal(site_sql(s, "SELECT format FROM import_file"), "xlsx");
    order(&admin, report);
    (void)carry_out(s);
    assert_string_equal(site_sql(s, "SELECT org_code FROM body WHERE name = '示例市甲供水站'"), "91350100M0001TGQXY");
    site_is_sound(s);
}

/* The library that writes our own lists, and what its number cells do to codes. */
static void a_workbook_of_libxlsxwriter_is_read_and_a_rounded_code_is_told(void **state)
{
    struct site *s = *state;
    struct person admin = person(s, "admin");
    static const struct workbook_column columns[] = {
        {"单位全称", WORKBOOK_TEXT, 30}, {"代码", WORKBOOK_NUMBER, 20}, {"辖市区", WORKBOOK_TEXT, 10}};
    const struct workbook_cell cells[] = {{"示例市甲服务站", 0}, {NULL, 467000001},          {"武进区", 0},
                                          {"示例市乙服务站", 0}, {NULL, 320400199901011234}, {"武进区", 0}};
    struct workbook b = {.sheet_name = "登记",
                         .title = "登记表",
                         .columns = columns,
                         .columns_len = 3,
                         .cells = cells,
                         .rows_len = 2,
                         .made_at = IN_NOMINATION};
    const unsigned char *bytes = NULL;
    size_t len = 0;
    assert_int_equal(workbook_make(&b, s->dir, s->a, &bytes, &len), OK);
    const char *report = looked_at(&admin, "登记.xlsx", bytes, len);
    struct answer x = get(&admin, report);
    says(&x, "将新增 1 行，不变 0 行，与已有的不同 0 行，有误 1 行");
    says(&x, "把这一栏的格式设为“文本”");
    assert_string_equal(site_sql(s, "SELECT group_concat(org_code, ' ') FROM import_row"),
                        "467000001 3.20400199901011E+17");
}

static void a_file_that_is_no_register_is_told_why(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        const char *says;
    } rows[] = {{"", 0, "请选择文件"},
                {"PK\3\4\0\0", 6, "不是 XLSX 表格"},
                {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on", 18, ".xls、.et"},
                {"\xFF\xFE\0\0", 4, "另存为 XLSX"},
                {"<html><table><tr><td>单位全称</td></tr></table>", 50, "网页格式"},
                {"a,b\n1,2\n", 8, "第一行要有“单位全称”一栏"},
                {"单位全称\n", 13, "文件只有表头"},
                {"单位全称\n\"x\n", 16, "第 2 行的引号没有配对"}};
    struct site *s = *state;
    struct person admin = person(s, "admin");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct answer x = upload_as(&admin, "x", rows[i].bytes, rows[i].len);
        assert_int_equal(x.status, 422);
        says(&x, rows[i].says);
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM import_file"), 0);
    assert_int_equal(get(&admin, IMPORT "/0000000000000000").status, 404);
}

static void a_sheet_of_too_many_rows_is_told_to_be_parted(void **state)
{
    struct site *s = *state;
    struct person admin = person(s, "admin");
    struct out o = {.arena = s->a};
    for (int i = 1; i <= TABLE_ROWS_MAX + 1; i++) {
        const char *row = text_format(s->a, "<row><c t=\"str\"><v>%s</v></c></row>", i == 1 ? "单位全称" : "甲站");
        out_literal(&o, row, strlen(row));
    }
    out_literal(&o, "", 1);
    struct zip_maker z = xlsx_simple(s->a, o.bytes, NULL);
    struct answer x = upload_as(&admin, "x.xlsx", z.bytes, z.len);
    assert_int_equal(x.status, 422);
    says(&x, "工作表“Sheet1”超过 6000 行");
}

/* ---- carrying out ---- */

static void it_is_carried_out_when_confirmed_and_the_same_file_again_changes_nothing(void **state)
{
    struct site *s = *state;
    struct person admin = person(s, "admin");
    const char *report = looked_at_csv(&admin, SHEET);
    struct sheet *form = open_form(&admin, report, report);
    struct answer x = post(&admin, form);
    leads_to(&x, report);
    x = get(&admin, report);
    says(&x, "已导入 0 行，共 13 行（0%）");
    assert_int_equal(carry_out(s), 1);
    x = get(&admin, report);
    says(&x, "新增了 4 行");
    assert_null(sheet_of(s->a, x.body, report));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM account WHERE login IN ('import1', 'import2')"), 2);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM body WHERE name = '示例市乙,便民社'"), 1);
    const char *after = counts(s);
    x = post(&admin, form); /* the same press again */
    leads_to(&x, report);
    assert_int_equal(carry_out(s), 0);
    report = looked_at_csv(&admin, SHEET);
    x = get(&admin, report);
    says(&x, "将新增 0 行，不变 3 行，与已有的不同 2 行");
    assert_null(sheet_of(s->a, x.body, report));
    assert_string_equal(counts(s), after);
    site_is_sound(s);
}

static void an_imported_account_has_no_password_until_its_link_was_used(void **state)
{
    struct site *s = *state;
    struct person admin = person(s, "admin");
    const char *report = looked_at_csv(&admin, SHEET);
    order(&admin, report);
    (void)carry_out(s);
    struct person p = visitor(s);
    assert_int_equal(sign_in_as(&p, "import1", "").status, 422);
    assert_int_equal(sign_in_as(&p, "import1", SITE_PASSWORD).status, 422);
    struct answer x = get(&admin, "/accounts?q=import1");
    says(&x, "没有密码");
}

static void five_thousand_units_are_imported_with_progress_and_reported_by_pages(void **state)
{
    enum { UNITS = 5000 };
    struct site *s = *state;
    s->is_hasty = true;
    struct person office = person(s, "office01");
    const char *report = looked_at_csv(&office, units_csv(s, UNITS));
    struct answer x = get(&office, report);
    says(&x, "将新增 5000 行");
    assert_true(page_has_link(x.a, x.body, text_format(s->a, "%s?after=201", report)));
    order(&office, report);
    carry_out_one_batch(s);
    x = get(&office, report);
    says(&x, "已导入 200 行，共 5000 行（4%）");
    says(&x, "<progress");
    assert_false(answer_says(&x, "示例市第1便民服务大厅")); /* rows are shown before and after, not while they change */
    x = get(&office, text_format(s->a, "%s/progress", report));
    assert_string_equal(x.body, "{\"going\":true,\"done\":200,\"total\":5000,\"percent\":4,\"text\":\"已导入 200 "
                                "行，共 5000 行（4%）\"}");
    assert_int_equal(carry_out(s), 24);
    x = get(&office, text_format(s->a, "%s/progress", report));
    says(&x, "\"going\":false");
    x = get(&office, text_format(s->a, "%s?after=4901", report));
    says(&x, "示例市第4999便民服务大厅");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM body WHERE name LIKE '示例市第%便民服务大厅'"), UNITS);
    report = looked_at_csv(&office, units_csv(s, UNITS));
    x = get(&office, report);
    says(&x, "将新增 0 行，不变 5000 行");
    site_is_sound(s);
}

static void an_import_can_be_stopped_and_what_was_carried_out_stays_and_is_reported(void **state)
{
    struct site *s = *state;
    s->is_hasty = true;
    struct person office = person(s, "office01");
    const char *report = looked_at_csv(&office, units_csv(s, 500));
    order(&office, report);
    carry_out_one_batch(s);
    struct answer x = post(&office, open_form(&office, report, text_format(s->a, "%s/cancel", report)));
    leads_to(&x, report);
    assert_int_equal(carry_out(s), 0);
    x = get(&office, report);
    says(&x, "导入了前 200 行，其余 300 行没有导入");
    x = get(&office, text_format(s->a, "%s?after=400", report));
    says(&x, "没有导入");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM body WHERE name LIKE '示例市第%便民服务大厅'"), 200);
    /* stopping again, or ordering it again, changes nothing */
    struct sheet form = {.a = s->a, .action = text_format(s->a, "%s/cancel", report)};
    sheet_add(&form, "token", sheet_get(sheet_of(s->a, x.body, "/prefs/elder"), "token"));
    x = post(&office, &form);
    leads_to(&x, report);
    assert_int_equal(carry_out(s), 0);
    report = looked_at_csv(&office, units_csv(s, 500));
    order(&office, report);
    assert_int_equal(carry_out(s), 3);
    x = get(&office, report);
    says(&x, "新增了 300 行，不变 200 行");
    site_is_sound(s);
}

static void two_imports_wait_for_each_other_in_the_order_in_which_they_were_ordered(void **state)
{
    struct site *s = *state;
    s->is_hasty = true;
    struct person office = person(s, "office01");
    struct person admin = person(s, "admin");
    const char *first = looked_at_csv(&office, units_csv(s, 300));
    const char *second = looked_at_csv(&admin, "单位全称,辖市区\n示例市第300便民服务大厅,武进区\n");
    order(&office, first);
    site_later(s, 1);
    order(&admin, second);
    struct answer x = get(&admin, second);
    says(&x, "前面还有 1 个导入，轮到以后自动开始");
    carry_out_one_batch(s);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM import_job WHERE state = 'running'"), 1);
    (void)carry_out(s);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM import_job WHERE state = 'done'"), 2);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM body WHERE name LIKE '示例市第%便民服务大厅'"), 301);
    x = get(&admin, IMPORT);
    says(&x, "已导入");
    site_is_sound(s);
}

static void the_report_is_a_workbook_too(void **state)
{
    struct site *s = *state;
    struct person office = person(s, "office01");
    const char *report = looked_at_csv(&office, "单位全称,代码,辖市区\n=1+1站,71526726X,武进区\n乙站,,火星\n");
    struct answer x = get(&office, text_format(s->a, "%s/report.xlsx", report));
    assert_int_equal(x.status, 200);
    struct xlsx book = {x.a, (const unsigned char *)x.body, x.len};
    const char *strings = xlsx_file(&book, "xl/sharedStrings.xml");
    static const char *const words[] = {"导入报告", "=1+1站", "71526726X", "没有这个辖市、区", "有误", "将新增 1 行"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        assert_non_null(strstr(strings, words[i]));
    }
}

/* ---- who ---- */

static void the_office_brings_units_and_outside_bodies_and_no_system_roles(void **state)
{
#define ROLES                                                                                                          \
    "单位全称,辖市区,登录账号,姓名,角色\n"                                                              \
    "示例市甲站,武进区,role01,甲示例,\n"                                                                    \
    "示例市乙主管局,,role02,乙示例,市行业主管部门\n"                                                  \
    "示例市丙文明办,武进区,role03,丙示例,辖市区文明办\n"                                            \
    "示例市丁会同局,,role04,丁示例,会同部门\n"                                                           \
    "示例市戊办公室,,role05,戊示例,市文明办\n"                                                           \
    "示例市己中心,,role06,己示例,系统管理员\n"                                                           \
    "示例市己中心,,role07,庚示例,安全管理员\n"                                                           \
    "示例市己中心,,role08,辛示例,auditor\n"
    struct site *s = *state;
    struct person office = person(s, "office01");
    struct person admin = person(s, "admin");
    const char *report = looked_at_csv(&office, ROLES);
    struct answer x = get(&office, report);
    says(&x, "将新增 4 行，不变 0 行，与已有的不同 0 行，有误 4 行");
    says(&x, "其他角色请系统管理员导入");
    order(&office, report);
    (void)carry_out(s);
    assert_string_equal(site_sql(s, "SELECT group_concat(role) FROM (SELECT role FROM account WHERE login LIKE 'role%' "
                                    "ORDER BY login)"),
                        "unit,sector,district,joint");
    report = looked_at_csv(&admin, ROLES);
    x = get(&admin, report);
    says(&x, "将新增 4 行，不变 4 行");
    order(&admin, report);
    (void)carry_out(s);
    assert_string_equal(site_sql(s, "SELECT group_concat(a.role || ' ' || b.kind) FROM account a JOIN body b ON b.id = "
                                    "a.body_id WHERE a.login > 'role04' AND a.login LIKE 'role%'"),
                        "office office,admin system,security system,auditor system");
    site_is_sound(s);
}

static void an_administrators_import_is_none_of_the_offices(void **state)
{
    struct site *s = *state;
    struct person office = person(s, "office01");
    struct person admin = person(s, "admin");
    struct person unit = person(s, "unit01");
    const char *theirs = looked_at_csv(&admin, SHEET);
    const char *own = looked_at_csv(&office, SHEET);
    static const char *const parts[] = {"", "/progress", "/report.xlsx"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(get(&office, text_format(s->a, "%s%s", theirs, parts[i])).status, 404);
        assert_int_equal(get(&admin, text_format(s->a, "%s%s", own, parts[i])).status, 200);
        assert_int_not_equal(get(&unit, text_format(s->a, "%s%s", own, parts[i])).status, 200);
    }
    struct answer x = get(&office, IMPORT);
    assert_true(page_has_link(x.a, x.body, own));
    assert_false(page_has_link(x.a, x.body, theirs));
    struct sheet *form = open_form(&office, own, own);
    form->action = theirs;
    assert_int_equal(post(&office, form).status, 404);
    form->action = text_format(s->a, "%s/cancel", theirs);
    assert_int_equal(post(&office, form).status, 404);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM import_job"), 0);
}

static void the_office_finds_its_way_to_the_import(void **state)
{
    struct site *s = *state;
    struct person office = person(s, "office01");
    struct person sector = person(s, "sector");
    struct answer x = get(&office, "/bodies");
    assert_true(page_has_link(x.a, x.body, IMPORT));
    x = get(&office, IMPORT);
    says(&x, "还没有导入过");
    assert_true(page_has_link(x.a, x.body, "/bodies"));
    assert_false(answer_says(&x, "审计管理员"));
    x = get(&sector, "/bodies");
    assert_false(page_has_link(x.a, x.body, IMPORT));
}

/* ---- earlier awards ---- */

static void earlier_awards_come_from_a_workbook_too(void **state)
{
    static const char *const heads[] = {"单位名称", "批次", "品牌名称"};
    static const char *const row[] = {"示例市公路管理处", "第一批", "“阳光收费站”"};
    static const char *const half[] = {"示例市图书馆", "", "新的"};
    struct site *s = *state;
    struct person office = person(s, "office01");
    struct zip_maker z = xlsx_simple(
        s->a,
        text_format(s->a, "%s%s%s", xlsx_row(s->a, 2, heads, 3), xlsx_row(s->a, 3, row, 3), xlsx_row(s->a, 5, half, 3)),
        NULL);
    struct sheet_file file = {"file", "名录.xlsx", z.bytes, z.len};
    struct answer x = post_file(&office, open_form(&office, "/past-awards", "/past-awards"), &file);
    assert_int_equal(x.status, 422);
    says(&x, "新录入 1 个，原来已有 0 个，1 行没有录入");
    says(&x, "第 5 行：批次、品牌名称和单位名称都要有");
    assert_string_equal(site_sql(s, "SELECT batch || brand_name || unit_name FROM past_award"),
                        "第一批阳光收费站示例市公路管理处");
    file = (struct sheet_file){"file", "旧.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", 12};
    x = post_file(&office, open_form(&office, "/past-awards", "/past-awards"), &file);
    assert_int_equal(x.status, 422);
    says(&x, ".xls、.et");
    /* without the columns' names: batch, brand, unit */
    static const char *const plain[] = {"第二批", "23℃人社服务", "示例市人力资源市场服务中心"};
    z = xlsx_simple(s->a, xlsx_row(s->a, 1, plain, 3), NULL);
    file = (struct sheet_file){"file", "名录.xlsx", z.bytes, z.len};
    x = post_file(&office, open_form(&office, "/past-awards", "/past-awards"), &file);
    assert_int_equal(x.status, 200);
    says(&x, "23℃人社服务");
}

/* ---- when the database fails ---- */

/* Each step of the database fails in turn: a batch is carried out with its own progress, or not at all. */
static void a_database_that_fails_carries_out_no_row_twice_and_none_by_half(void **state)
{
    struct site *s = *state;
    s->may_fail = true;
    struct person admin = person(s, "admin");
    const char *before = counts(s);
    const char *report = looked_at_csv(&admin, SHEET);
    int status = 0;
    int failed = 0;
    for (int n = 1; n < 100 && status != 303; n++) {
        struct sheet *form = open_form(&admin, report, report);
        db_fail_nth(store_writer_db(s->store), n);
        status = post(&admin, form).status;
        db_fail_nth(store_writer_db(s->store), 0);
        assert_int_equal(site_count(s, "SELECT COUNT(*) FROM import_job"), status == 303);
        failed += status != 303;
    }
    assert_int_equal(status, 303);
    assert_in_range(failed, 3, 98);
    struct import_runner_options o = {s->store, &s->random, &s->clock, &s->round};
    enum err e = ERR_INTERNAL;
    failed = 0;
    for (int n = 1; n < 400 && e != OK; n++) {
        db_fail_nth(store_writer_db(s->store), n);
        e = import_run_batch(&o);
        db_fail_nth(store_writer_db(s->store), 0);
        assert_true(e == OK || strcmp(counts(s), before) == 0);
        assert_int_equal(site_count(s, "SELECT rows_done FROM import_job"), e == OK ? 13 : 0);
        failed += e != OK;
    }
    assert_int_equal(e, OK);
    assert_in_range(failed, 40, 398);
    site_is_sound(s);
}

static void a_database_that_fails_keeps_no_half_of_what_was_looked_at(void **state)
{
    struct site *s = *state;
    s->may_fail = true;
    struct person admin = person(s, "admin");
    int status = 0;
    int failed = 0;
    for (int n = 1; n < 300 && status != 303; n++) {
        struct sheet *form = open_form(&admin, IMPORT, IMPORT);
        struct sheet_file file = {"file", "x.csv", SHEET, strlen(SHEET)};
        db_fail_nth(store_writer_db(s->store), n);
        status = post_file(&admin, form, &file).status;
        db_fail_nth(store_writer_db(s->store), 0);
        assert_int_equal(site_count(s, "SELECT COUNT(*) FROM import_row"), status == 303 ? 13 : 0);
        failed += status != 303;
    }
    assert_int_equal(status, 303);
    assert_in_range(failed, 10, 298);
    site_is_sound(s);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], TABLE_WORKER_ARGUMENT) == 0) {
        return table_worker_main(IMAGE_WORKER_FD);
    }
#define T(f) cmocka_unit_test_setup_teardown(f, import_setup, import_teardown)
    const struct CMUnitTest tests[] = {
        T(a_file_is_looked_at_row_by_row_and_nothing_is_changed),
        T(the_report_can_be_read_by_outcome),
        T(a_file_from_a_chinese_excel_is_read),
        T(a_workbook_is_read_whatever_stands_around_its_heading),
        T(a_workbook_of_libxlsxwriter_is_read_and_a_rounded_code_is_told),
        T(a_file_that_is_no_register_is_told_why),
        T(a_sheet_of_too_many_rows_is_told_to_be_parted),
        T(it_is_carried_out_when_confirmed_and_the_same_file_again_changes_nothing),
        T(an_imported_account_has_no_password_until_its_link_was_used),
        T(five_thousand_units_are_imported_with_progress_and_reported_by_pages),
        T(an_import_can_be_stopped_and_what_was_carried_out_stays_and_is_reported),
        T(two_imports_wait_for_each_other_in_the_order_in_which_they_were_ordered),
        T(the_report_is_a_workbook_too),
        T(the_office_brings_units_and_outside_bodies_and_no_system_roles),
        T(an_administrators_import_is_none_of_the_offices),
        T(the_office_finds_its_way_to_the_import),
        T(earlier_awards_come_from_a_workbook_too),
        T(a_database_that_fails_carries_out_no_row_twice_and_none_by_half),
        T(a_database_that_fails_keeps_no_half_of_what_was_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
