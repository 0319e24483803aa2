/* pages_return_paper.c - the 补正通知 as its readers get it: every defect numbered under the name of its field, the
 * deadline with its weekday, who signed it, and a check code that leads back to the page. */
#include <limits.h>

#include "document/paper.h"
#include "document/paper_worker.h"
#include "domain/revision.h"
#include "support/form_typing.h"
#include "support/own_program.h"
#include "support/run_tool.h"

#define IN_RECOMMENDATION (NOMINATION_CLOSES + 3600)

/* A site that prints, and a nomination of 人社 before its authority. */
struct matter {
    struct site *site;
    struct person unit, sector, office;
    const char *home, *page;
};

static struct matter matter(struct site *s)
{
    static char program[PATH_MAX];
    struct paper_options options = {.exec_path = own_program(program), .runtime_dir = s->dir};
    assert_int_equal(paper_open(&options, &s->app.paper), OK);
    site_account(s, "hr01", ROLE_SECTOR, site_body(s, "sector", "市人社局", 0, 10), false);
    struct matter m = {.site = s, .unit = person(s, "unit01")};
    m.home = complete_nomination(&m.unit);
    assert_int_equal(submit(&m.unit, m.home).status, 303);
    site_clock(s, IN_RECOMMENDATION);
    m.unit = person(s, "unit01");
    m.sector = person(s, "hr01");
    m.office = person(s, "office01");
    m.page = text_format(s->a, "/reviews/%s/return", m.home + strlen("/nominations/"));
    return m;
}

static struct sheet *begun(struct matter *m)
{
    struct sheet *f = open_form(&m->sector, m->page, m->page);
    sheet_set(f, "reason", "材料基本齐全，有需要补充的地方。");
    sheet_set(f, "day", "2015年7月3日");
    sheet_set(f, "contact", "何示例 0519-00000012");
    sheet_add(f, "act", "return");
    return f;
}

/* Sends it; the address of the return. */
static const char *sent(struct matter *m, struct sheet *f)
{
    struct answer x = post(&m->sector, f);
    assert_int_equal(x.status, 303);
    const char *to = answer_header(&x, "Location");
    return arena_copy(m->site->a, to, strcspn(to, "?#"));
}

static const char *tool_says(struct site *s, const char *const argv[])
{
    const char *out = text_format(s->a, "%s/said", s->dir);
    size_t len = 0;
    assert_int_equal(run_tool(argv, out), 0);
    char *text = read_whole(out, &len);
    assert_non_null(text);
    const char *kept = arena_copy(s->a, text, len);
    free(text);
    return kept;
}

static const char *squeezed(struct arena *a, const char *text)
{
    char *to = arena_alloc(a, strlen(text) + 1, 1);
    size_t n = 0;
    for (const char *p = text; *p != '\0'; p++) {
        if (strncmp(p, "\xE3\x80\x80", 3) == 0) {
            p += 2;
        } else if (strchr(" \n\f\r\t", *p) == NULL) {
            to[n++] = *p;
        }
    }
    return to;
}

/* The notice as this person gets it; kept as NAME.pdf in $JIANPIN_PAPERS when that is set. */
static const char *notice(struct matter *m, struct person *by, const char *to, const char *name)
{
    struct answer x = get(by, text_format(m->site->a, "%s/notice.pdf", to));
    assert_int_equal(x.status, 200);
    assert_string_equal(answer_header(&x, "Content-Type"), "application/pdf");
    const char *dir = getenv("JIANPIN_PAPERS");
    const char *path = text_format(m->site->a, "%s/%s.pdf", dir == NULL ? m->site->dir : dir, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(x.rs.body, 1, x.rs.body_len, f), x.rs.body_len);
    assert_int_equal(fclose(f), 0);
    return path;
}

static const char *text_of(struct matter *m, const char *pdf)
{
    const char *const argv[] = {"pdftotext", "-enc", "UTF-8", "-raw", pdf, "-", NULL};
    return squeezed(m->site->a, tool_says(m->site, argv));
}

static void has(const char *text, const char *words)
{
    if (strstr(text, words) == NULL) {
        fail_msg("no \"%s\" in %s", words, text);
    }
}

static void one_remark_is_one_sheet_that_says_to_whom_what_until_when_and_by_whom(void **state)
{
    struct matter m = matter(*state);
    struct sheet *f = begun(&m);
    sheet_set(f, "remark.brand_summary", "请写明服务对象，并补近一年的满意率。");
    const char *got = text_of(&m, notice(&m, &m.unit, sent(&m, f), "return-one"));
    has(got, "补正通知");
    has(got, "示例市人力资源市场服务中心：");
    has(got, "补正通知受理编号CZPP-2015-0001第1版示例市人力资源市场服务中心：");
    has(got, "你单位申报的“23℃人社服务”收悉");
    has(got, "一次性告知");
    has(got, "需要补正的内容（共1项）");
    has(got, "1.品牌简介：请写明服务对象，并补近一年的满意率。");
    has(got, "请于2015年7月3日（周五）24:00前");
    has(got, "联系人和电话：何示例0519-00000012");
    has(got, "市人社局2015年6月26日");
    has(got, "第1页共1页");
}

static void thirty_long_remarks_run_over_sheets_and_none_is_lost(void **state)
{
    struct matter m = matter(*state);
    struct sheet *f = begun(&m);
    size_t said = 0;
    for (size_t i = 0; i < m.site->round.fields_len && said < 30; i++) {
        const struct form_field *d = &m.site->round.fields[i];
        if (revision_takes(d)) {
            said++;
            sheet_set(
                f, text_format(m.site->a, "remark.%s", d->ident),
                text_format(
                    m.site->a,
                    "第%zu处：所填内容与佐证材料不一致，请逐项核对后重新填写；涉及数据的，写明统计口径、起止时间和"
                    "出处；涉及称号的，写全称、授予单位和年月。引文、书名号、计量单位请按规范书写。",
                    said));
        }
    }
    assert_int_equal(said, 30);
    const char *pdf = notice(&m, &m.sector, sent(&m, f), "return-thirty");
    const char *got = text_of(&m, pdf);
    has(got, "需要补正的内容（共30项）");
    for (size_t i = 1; i <= 30; i++) {
        has(got, text_format(m.site->a, "第%zu处：所填内容与佐证材料不一致", i));
        has(got, text_format(m.site->a, "%zu.", i));
    }
    has(got, "市人社局2015年6月26日");
    assert_null(strstr(got, "第1页共1页"));
    const char *const argv[] = {"pdfinfo", pdf, NULL};
    has(squeezed(m.site->a, tool_says(m.site, argv)), "Pagesize:595");
}

static void whoever_may_see_the_nomination_prints_the_same_bytes(void **state)
{
    struct matter m = matter(*state);
    struct sheet *f = begun(&m);
    sheet_set(f, "remark.brand_summary", "请写明服务对象");
    const char *to = sent(&m, f);
    const char *path = text_format(m.site->a, "%s/notice.pdf", to);
    struct answer of_unit = get(&m.unit, path);
    struct answer of_office = get(&m.office, path);
    struct person stranger = person(m.site, "other01");
    assert_int_equal(of_unit.rs.body_len, of_office.rs.body_len);
    assert_memory_equal(of_unit.rs.body, of_office.rs.body, of_unit.rs.body_len);
    assert_int_equal(get(&stranger, path).status, 404);
}

static void the_code_at_the_foot_leads_to_the_page_that_says_whether_it_is_the_same(void **state)
{
    struct matter m = matter(*state);
    struct sheet *f = begun(&m);
    sheet_set(f, "remark.brand_summary", "请写明服务对象");
    const char *to = sent(&m, f);
    const char *pdf = notice(&m, &m.unit, to, "return-code");
    const char *stem = text_format(m.site->a, "%s/return", m.site->dir);
    const char *const render[] = {"pdftoppm", "-r", "150", "-png", "-singlefile", pdf, stem, NULL};
    (void)tool_says(m.site, render);
    const char *const scan[] = {"zbarimg", "-q", "--raw", text_format(m.site->a, "%s.png", stem), NULL};
    const char *found = tool_says(m.site, scan);
    const char *path = strstr(found, "/nominations/");
    assert_non_null(path);
    const char *target = arena_copy(m.site->a, path, strcspn(path, "\n"));
    struct answer x = get(&m.unit, target);
    assert_true(answer_says(&x, "纸上的补正通知与网上的一致"));
    x = get(&m.unit, text_format(m.site->a, "%s?code=AAAA-AAAA", to));
    assert_true(answer_says(&x, "与这份补正通知不符"));
}

static int close_site(void **state)
{
    struct site *s = *state;
    paper_close(s->app.paper);
    return site_teardown(state);
}

#define PAPER_TEST(f) cmocka_unit_test_setup_teardown(f, site_setup, close_site)

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "paper-worker") == 0) {
        return paper_worker_main(3);
    }
    const struct CMUnitTest tests[] = {
        PAPER_TEST(one_remark_is_one_sheet_that_says_to_whom_what_until_when_and_by_whom),
        PAPER_TEST(thirty_long_remarks_run_over_sheets_and_none_is_lost),
        PAPER_TEST(whoever_may_see_the_nomination_prints_the_same_bytes),
        PAPER_TEST(the_code_at_the_foot_leads_to_the_page_that_says_whether_it_is_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
