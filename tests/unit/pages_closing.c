/* pages_closing.c - 公示情况报告 in whole requests: what is counted when the notice has closed, on the page, on paper
 * and in the workbook, and that nothing of who reported is in any of them. */
#include "support/hall_site.h"
#include "support/objection_site.h"
#include "support/xlsx_reader.h"

#define AFTER_CLOSE (PUBLICITY_CLOSES + 36000)

/* Two halls of the first unit, one of them shown; something about the first brand that was upheld, and about the third
 * that is not concluded. */
static struct publicity told(struct site *s)
{
    struct publicity p = published(s);
    struct person unit = person(s, p.list.units[0]);
    struct person anyone = visitor(s);
    add_hall(&unit, p.list.refs[0], "城北营业厅", "示例路 1 号");
    add_hall(&unit, p.list.refs[0], "城南营业厅", "示例路 2 号");
    photograph_hall(&unit, p.list.refs[0], "城北营业厅", "2015-7-21", 800);
    (void)reported(&anyone, p.brands[0],
                   &(struct report){.category = "facts", .name = "鹂名雀", .phone = "0519-85681234"});
    takes_step(s, ACT_ACCEPT, "", FINDING_NONE, EFFECT_UNDECIDED);
    takes_step(s, ACT_INVESTIGATE, "", FINDING_NONE, EFFECT_UNDECIDED);
    takes_step(s, ACT_CONCLUDE, "已向窗口核实", FINDING_UPHELD, EFFECT_SUSPEND);
    (void)reported(&anyone, p.brands[2], &(struct report){.category = "service"});
    return p;
}

static void there_is_no_report_before_the_close(void **state)
{
    struct site *s = *state;
    struct publicity p = shortlisted(s);
    struct person office = person(s, "office01");
    struct answer x = get(&office, "/publicity/report");
    assert_true(answer_says(&x, "公示还没有发布。"));
    assert_int_equal(get(&office, "/publicity/report.pdf").status, 409);
    struct person second = person(s, "office02");
    compose(&office);
    propose_notice(&office);
    release_notice(&second);
    x = get(&office, "/publicity/report");
    assert_true(answer_says(&x, "公示到 7月25日（周六）24:00结束"));
    assert_false(answer_says(&x, "一路暖行"));
    assert_int_equal(get(&office, "/publicity/report.xlsx").status, 409);
    (void)p;
}

static void it_counts_what_was_listed_hung_and_said(void **state)
{
    struct site *s = *state;
    (void)told(s);
    site_clock(s, AFTER_CLOSE);
    struct person office = person(s, "office01");
    struct answer x = get(&office, "/publicity/report");
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "公示时间 2015年7月21日至7月25日，其中工作日 4 天。共发布 1 版。"));
    assert_true(answer_says(&x, "公示品牌 3 个，没有撤下的。"));
    assert_true(answer_says(&x, "登记营业厅、办事窗口 2 处，已张贴公示最后一版 1 处。"));
    assert_true(answer_says(&x, "城南营业厅没有张贴的照片"));
    assert_true(answer_says(&x, "收到反映意见和异议 2 件，其中实名 1 件；不予受理 0 件，未办结 1 件。"));
    assert_true(answer_says(&x, "有 2 个品牌因异议没有了结或者已查实，暂不能命名"));
    assert_true(answer_says(&x, "张贴 1 处，共 2 处；属实 1 件；暂缓 1 件；有 1 件未了结，暂不能命名"));
    assert_true(answer_says(&x, "还有没有办结的反映意见"));
    static const char *const secrets[] = {"鹂名雀", "85681234", "叫号机", "已向窗口核实"};
    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
        assert_false(answer_says(&x, secrets[i]));
    }
}

static void a_removed_brand_and_an_extension_are_told_with_their_reasons(void **state)
{
    struct site *s = *state;
    struct publicity p = told(s);
    second_version(s, p.list.refs[1]);
    site_clock(s, AFTER_CLOSE);
    struct person office = person(s, "office01");
    struct answer x = get(&office, "/publicity/report");
    assert_true(answer_says(&x, "公示到 7月27日（周一）24:00结束"));
    site_clock(s, AFTER_CLOSE + 2 * 86400);
    office = person(s, "office01");
    x = get(&office, "/publicity/report");
    assert_true(answer_says(&x, "共发布 2 版，原定截止 7月25日（周六），延长至 7月27日（周一）。"));
    assert_true(answer_says(&x, "公示品牌 3 个，其中撤下 1 个，保留 2 个。"));
    assert_true(answer_says(&x, "经核查不符合条件"));
    assert_true(answer_says(&x, "已张贴公示最后一版 0 处"));
    assert_true(answer_says(&x, "城北营业厅张贴的是第 1 版"));
}

static void the_office_signs_it_on_paper_and_the_workbook_opens(void **state)
{
    struct site *s = *state;
    (void)told(s);
    hall_paper(s);
    site_clock(s, AFTER_CLOSE);
    struct person office = person(s, "office01");
    const char *pdf = kept_file(&office, "/publicity/report.pdf", "report.pdf");
    const char *const read_pdf[] = {"pdftotext", "-enc", "UTF-8", "-raw", pdf, "-", NULL};
    const char *text = tool_says(s->a, s->dir, read_pdf);
    assert_has(text, "公示情况报告");
    assert_has(text, "一、公示时间");
    assert_has(text, "五、各品牌的情况");
    assert_has(text, "常州市精神文明建设指导委员会办公室");
    assert_has(text, "26");
    assert_null(strstr(text, "鹂名雀"));
    const char *book = kept_file(&office, "/publicity/report.xlsx", "report.xlsx");
    const char *const read_book[] = {"/usr/bin/python3", "tests/support/read_workbook.py", book, NULL};
    text = tool_says(s->a, s->dir, read_book);
    assert_has(text, "实名");
    assert_has(text, "渠道：网页");
    assert_has(text, "一路暖行");
    assert_null(strstr(text, "鹂名雀"));
}

static void it_is_the_offices_and_not_of_somebody_recused(void **state)
{
    struct site *s = *state;
    struct publicity p = told(s);
    static const char *const strangers[] = {"sector01", "district", "police01", "admin", "judge", "auditor", "unit01"};
    answers(s, (struct answering){.ref = p.list.refs[0], .login = "office03", .is_recused = true});
    site_clock(s, AFTER_CLOSE);
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        struct person stranger = person(s, strangers[i]);
        assert_int_equal(get(&stranger, "/publicity/report").status, 403);
        assert_int_equal(get(&stranger, "/publicity/report.xlsx").status, 403);
    }
    struct person recused = person(s, "office03");
    struct answer x = get(&recused, "/publicity/report");
    assert_true(answer_says(&x, "您有回避的品牌，公示情况报告由没有回避的人查看和出具。"));
    assert_false(answer_says(&x, "实名"));
    assert_int_equal(get(&recused, "/publicity/report.pdf").status, 409);
    assert_int_equal(get(&recused, "/publicity/report.xlsx").status, 409);
}

static void the_figures_speak_of_the_notice_while_it_hangs(void **state)
{
    struct site *s = *state;
    struct publicity p = shortlisted(s);
    struct person office = person(s, "office01");
    struct answer x = get(&office, "/figures");
    assert_false(answer_says(&x, "公示品牌"));
    struct person second = person(s, "office02");
    compose(&office);
    propose_notice(&office);
    release_notice(&second);
    find_brands(s, &p);
    struct person anyone = visitor(s);
    (void)reported(&anyone, p.brands[0], &(struct report){.category = "facts"});
    x = get(&office, "/figures");
    assert_true(answer_says(&x, "公示品牌 3 个，撤下 0 个。"));
    assert_true(answer_says(&x, "营业厅、窗口 0 处，已张贴 0 处；3 个单位还没有登记。"));
    assert_true(answer_says(&x, "反映意见和异议 1 件，其中实名 0 件，未办结 1 件。"));
    answers(s, (struct answering){.ref = p.list.refs[0], .login = "office03", .is_recused = true});
    struct person recused = person(s, "office03");
    x = get(&recused, "/figures");
    assert_int_equal(x.status, 200);
    assert_false(answer_says(&x, "反映意见和异议"));
}

/* The number that stands beside that item of that part on the second sheet; -1: no such row. */
static long figure(struct site *s, const struct xlsx *book, const char *part, const char *item)
{
    for (int row = 4; *xlsx_cell_of(book, 2, text_format(s->a, "A%d", row)).text != '\0'; row++) {
        if (strcmp(xlsx_cell_of(book, 2, text_format(s->a, "A%d", row)).text, part) == 0 &&
            strcmp(xlsx_cell_of(book, 2, text_format(s->a, "B%d", row)).text, item) == 0) {
            struct xlsx_cell c = xlsx_cell_of(book, 2, text_format(s->a, "C%d", row));
            assert_int_equal(c.type, 'n');
            return strtol(c.text, NULL, 10);
        }
    }
    return -1;
}

static struct xlsx figures_book(struct person *p)
{
    struct answer x = get(p, "/figures.xlsx");
    assert_int_equal(x.status, 200);
    struct xlsx book = {.a = x.a, .bytes = (const unsigned char *)x.body, .len = x.len};
    xlsx_is_quiet(&book);
    return book;
}

static void the_workbook_of_the_figures_has_a_sheet_of_the_notice(void **state)
{
    struct site *s = *state;
    static const struct {
        const char *part, *item;
        long number;
    } rows[] = {{"公示", "发布的版本", 1},
                {"公示", "公示的工作日", 4},
                {"公示", "公示的品牌", 3},
                {"公示", "撤下的品牌", 0},
                {"张贴", "登记的营业厅、窗口", 2},
                {"张贴", "已张贴最后一版", 1},
                {"张贴", "没有张贴的照片", 1},
                {"张贴", "没有登记的单位", 2},
                {"反映意见和异议", "收到", 2},
                {"反映意见和异议", "实名", 1},
                {"反映意见和异议", "受理", 1},
                {"反映意见和异议", "不予受理", 0},
                {"反映意见和异议", "未办结", 1},
                {"反映意见和异议", "现在超过办理期限", 0},
                {"反映意见和异议", "超过期限才答复", 0},
                {"渠道", "网页", 2},
                {"渠道", "信函", 0},
                {"类别", "事迹失实", 1},
                {"类别", "服务质量", 1},
                {"结论", "属实", 1},
                {"结论", "不属实", 0},
                {"影响", "暂缓", 1},
                {"影响", "取消资格", 0}};
    struct publicity p = told(s);
    struct person office = person(s, "office01");
    struct xlsx book = figures_book(&office);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        long number = figure(s, &book, rows[i].part, rows[i].item);
        if (number != rows[i].number) {
            fail_msg("%s %s: %ld", rows[i].part, rows[i].item, number);
        }
    }
    assert_non_null(strstr(xlsx_file(&book, "xl/workbook.xml"), "公示评议"));
    assert_null(strstr(xlsx_all(&book), "鹂名雀"));
    answers(s, (struct answering){.ref = p.list.refs[0], .login = "office03", .is_recused = true});
    struct person recused = person(s, "office03");
    book = figures_book(&recused);
    assert_null(xlsx_file(&book, "xl/worksheets/sheet2.xml"));
}

static void before_the_release_the_workbook_of_the_figures_has_one_sheet(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    struct person office = person(s, "office01");
    struct xlsx book = figures_book(&office);
    assert_null(xlsx_file(&book, "xl/worksheets/sheet2.xml"));
    assert_null(strstr(xlsx_all(&book), "公示"));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        HALL_TEST(there_is_no_report_before_the_close),
        HALL_TEST(it_counts_what_was_listed_hung_and_said),
        HALL_TEST(a_removed_brand_and_an_extension_are_told_with_their_reasons),
        HALL_TEST(the_office_signs_it_on_paper_and_the_workbook_opens),
        HALL_TEST(the_figures_speak_of_the_notice_while_it_hangs),
        HALL_TEST(the_workbook_of_the_figures_has_a_sheet_of_the_notice),
        HALL_TEST(before_the_release_the_workbook_of_the_figures_has_one_sheet),
        HALL_TEST(it_is_the_offices_and_not_of_somebody_recused),
    };
    if (argc > 1 && strcmp(argv[1], "paper-worker") == 0) {
        return paper_worker_main(3);
    }
    if (argc > 1 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
        return image_worker_main(IMAGE_WORKER_FD);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
