/* document_workbook.c - a workbook as another program reads it. */
#include "support/xlsx_reader.h"

#include <stdio.h>
#include <unistd.h>

#include "document/workbook.h"

enum { NOON = 1434603600 /* 18 June 2015, 13:00 in Beijing */ };

static const struct workbook_column columns[] = {
    {"序号", WORKBOOK_NUMBER, 6}, {"代码", WORKBOOK_TEXT, 22}, {"提交时间", WORKBOOK_MOMENT, 17}};
static const char *const notes[] = {"导出时间 2015年6月18日", "范围：全部"};

struct place {
    struct arena *a;
    char dir[64];
};

static int setup(void **state)
{
    static struct place p;
    p.a = arena_new();
    (void)snprintf(p.dir, sizeof p.dir, "/tmp/jianpin-workbook-XXXXXX");
    assert_non_null(mkdtemp(p.dir));
    *state = &p;
    return 0;
}

static int teardown(void **state)
{
    struct place *p = *state;
    assert_int_equal(rmdir(p->dir), 0); /* nothing stays behind */
    arena_free(p->a);
    return 0;
}

static struct xlsx made(struct place *p, const struct workbook_cell *cells, size_t rows)
{
    struct workbook b = {"清单", "常用的清单", notes, 2, columns, 3, cells, rows, NOON, NULL};
    struct xlsx x = {.a = p->a};
    assert_int_equal(workbook_make(&b, p->dir, p->a, &x.bytes, &x.len), OK);
    return x;
}

static void every_kind_of_cell_is_read_back_as_it_is(void **state)
{
    static const struct workbook_cell cells[] = {{NULL, 1},  {"9144030071526726XG", 0},   {NULL, NOON},
                                                 {NULL, -7}, {"00012345678901234567", 0}, {NULL, 0}};
    struct xlsx x = made(*state, cells, 2);
    assert_string_equal(xlsx_text(&x, "A1"), "常用的清单");
    assert_string_equal(xlsx_text(&x, "A2"), "导出时间 2015年6月18日");
    assert_string_equal(xlsx_text(&x, "A3"), "范围：全部");
    assert_string_equal(xlsx_text(&x, "A4"), "序号");
    assert_string_equal(xlsx_text(&x, "C4"), "提交时间");
    assert_int_equal(xlsx_cell(&x, "A5").type, 'n');
    assert_string_equal(xlsx_text(&x, "A5"), "1");
    assert_string_equal(xlsx_text(&x, "A6"), "-7");
    assert_int_equal(xlsx_cell(&x, "B5").type, 's');
    assert_string_equal(xlsx_text(&x, "B5"), "9144030071526726XG");
    assert_string_equal(xlsx_text(&x, "B6"), "00012345678901234567");
    assert_int_equal(xlsx_cell(&x, "C5").type, 'n');
    /* day 42173 since 1899-12-30 is 18 June 2015; 13:00 is 13/24 of it */
    assert_int_equal((long)(strtod(xlsx_text(&x, "C5"), NULL) * 86400 + 0.5), 42173L * 86400 + 13L * 3600);
    assert_int_equal(xlsx_cell(&x, "C6").type, 0);
    xlsx_is_quiet(&x);
}

static void numbers_dates_and_text_have_the_formats_that_programs_know(void **state)
{
    static const struct workbook_cell cells[] = {{NULL, 1}, {"1", 0}, {NULL, NOON}};
    struct xlsx x = made(*state, cells, 1);
    const char *styles = xlsx_file(&x, "xl/styles.xml");
    assert_non_null(strstr(styles, "formatCode=\"yyyy-mm-dd hh:mm\""));
    assert_non_null(strstr(styles, "numFmtId=\"49\"")); /* "@": text, also for what is typed over it */
    int styles_used[] = {xlsx_cell(&x, "A5").style, xlsx_cell(&x, "B5").style, xlsx_cell(&x, "C5").style};
    assert_true(styles_used[0] != styles_used[1] && styles_used[1] != styles_used[2] && styles_used[0] != 0);
}

static void the_head_stays_in_sight_and_columns_are_wide_enough(void **state)
{
    static const struct workbook_cell cells[] = {{NULL, 1}, {"1", 0}, {NULL, NOON}};
    struct xlsx x = made(*state, cells, 1);
    const char *sheet = xlsx_file(&x, "xl/worksheets/sheet1.xml");
    assert_non_null(strstr(sheet, "<pane ySplit=\"4\" topLeftCell=\"A5\""));
    assert_non_null(strstr(sheet, "state=\"frozen\""));
    assert_non_null(strstr(sheet, "<autoFilter ref=\"A4:C5\"/>"));
    assert_non_null(strstr(sheet, "<col min=\"2\" max=\"2\" width=\"22."));
    assert_non_null(strstr(xlsx_file(&x, "xl/workbook.xml"), "name=\"清单\""));
    assert_non_null(strstr(xlsx_file(&x, "docProps/core.xml"), "2015-06-18T05:00:00Z"));
}

static void nothing_that_was_typed_begins_a_formula_and_everything_comes_back(void **state)
{
    static const char *const typed[] = {"=1+1",
                                        "+1",
                                        "-1",
                                        "@SUM(1)",
                                        "=HYPERLINK(\"http://x\",\"y\")",
                                        "{=1+1}",
                                        "<b>&\"'",
                                        "_x0041_",
                                        "_x003D_1+1",
                                        "__x005F_",
                                        "https://example.com",
                                        "mailto:a@example.com",
                                        "internal:A1",
                                        " 前后有空 ",
                                        "㛃𬭊𫖯𤧛",
                                        "23℃人社服务",
                                        "小区改造‘五共’工作法",
                                        "TRUE",
                                        "2015-06-18",
                                        "1e5"};
    for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
        struct workbook_cell cells[] = {{NULL, 1}, {typed[i], 0}, {NULL, NOON}};
        struct xlsx x = made(*state, cells, 1);
        assert_int_equal(xlsx_cell(&x, "B5").type, 's');
        const char *read = xlsx_text(&x, "B5");
        /* "_x005F_" is the file's own mark for "_" */
        bool is_marked = strstr(read, "_x005F_x") != NULL;
        if (!is_marked && strcmp(read, typed[i]) != 0) {
            fail_msg("\"%s\" came back as \"%s\"", typed[i], read);
        }
        assert_int_equal(is_marked, i >= 7 && i <= 9);
        xlsx_is_quiet(&x);
    }
}

static void an_empty_list_is_a_workbook_too(void **state)
{
    struct xlsx x = made(*state, NULL, 0);
    assert_string_equal(xlsx_text(&x, "A4"), "序号");
    assert_int_equal(xlsx_cell(&x, "A5").type, 0);
    assert_null(strstr(xlsx_file(&x, "xl/worksheets/sheet1.xml"), "<autoFilter"));
}

static void a_text_longer_than_a_cell_is_cut_between_characters(void **state)
{
    struct place *p = *state;
    enum { CHARACTERS = 40000 };
    char *text = arena_alloc(p->a, (size_t)CHARACTERS * 4 + 1, 1);
    for (size_t i = 0; i < CHARACTERS; i++) {
        memcpy(text + i * 4, "𬭊", 4);
    }
    struct workbook_cell cells[] = {{NULL, 1}, {text, 0}, {NULL, NOON}};
    struct xlsx x = made(p, cells, 1);
    const char *read = xlsx_text(&x, "B5");
    assert_true(utf8_is_valid(read, strlen(read)));
    assert_int_equal(utf8_length(read), 32767 / 2);
}

static void another_sheet_stands_behind_the_first_with_its_own_columns(void **state)
{
    static const struct workbook_column other[] = {{"项目", WORKBOOK_TEXT, 10}, {"数目", WORKBOOK_NUMBER, 8}};
    static const struct workbook_cell first[] = {{NULL, 1}, {"甲", 0}, {NULL, NOON}};
    static const struct workbook_cell second[] = {{"=1+1", 0}, {NULL, 5}};
    struct place *p = *state;
    struct workbook more = {"其他", "其他的清单", notes, 1, other, 2, second, 1, 0, NULL};
    struct workbook b = {"清单", "常用的清单", notes, 2, columns, 3, first, 1, NOON, &more};
    struct xlsx x = {.a = p->a};
    assert_int_equal(workbook_make(&b, p->dir, p->a, &x.bytes, &x.len), OK);
    xlsx_is_quiet(&x);
    assert_string_equal(xlsx_text(&x, "B5"), "甲");
    assert_string_equal(xlsx_cell_of(&x, 2, "A1").text, "其他的清单");
    assert_string_equal(xlsx_cell_of(&x, 2, "B3").text, "数目");
    assert_string_equal(xlsx_cell_of(&x, 2, "A4").text, "=1+1");
    assert_int_equal(xlsx_cell_of(&x, 2, "A4").type, 's');
    assert_int_equal(xlsx_cell_of(&x, 2, "B4").type, 'n');
    assert_null(xlsx_file(&x, "xl/worksheets/sheet3.xml"));
}

static void a_place_that_takes_nothing_is_a_failure_and_not_a_file(void **state)
{
    struct place *p = *state;
    struct workbook b = {"清单", "清单", notes, 2, columns, 3, NULL, 0, NOON, NULL};
    const unsigned char *bytes = NULL;
    size_t len = 0;
    assert_int_equal(workbook_make(&b, "/nowhere/at/all", p->a, &bytes, &len), ERR_INTERNAL);
    assert_int_equal(workbook_make(&b, "/proc/self", p->a, &bytes, &len), ERR_INTERNAL);
    assert_null(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_cell_is_read_back_as_it_is),
        cmocka_unit_test(numbers_dates_and_text_have_the_formats_that_programs_know),
        cmocka_unit_test(the_head_stays_in_sight_and_columns_are_wide_enough),
        cmocka_unit_test(nothing_that_was_typed_begins_a_formula_and_everything_comes_back),
        cmocka_unit_test(an_empty_list_is_a_workbook_too),
        cmocka_unit_test(a_text_longer_than_a_cell_is_cut_between_characters),
        cmocka_unit_test(another_sheet_stands_behind_the_first_with_its_own_columns),
        cmocka_unit_test(a_place_that_takes_nothing_is_a_failure_and_not_a_file),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
