/* document_lines.c - Chinese composition: where lines end, where glyphs stand, how labels and tables break. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "document/font_conf.h"
#include "document/justify.h"
#include "document/label.h"
#include "document/table.h"
#include "support/font_leaks.h"
#include "support/paper_sample.h"
#include "support/run_tool.h"

struct bench {
    char dir[64];
    struct arena *arena;
    struct typesetter t;
};

static int open_bench(void **state)
{
    static struct bench b;
    (void)snprintf(b.dir, sizeof b.dir, "/tmp/jianpin-lines-XXXXXX");
    assert_non_null(mkdtemp(b.dir));
    b.arena = arena_new();
    const char *chains[4];
    const struct paper_fonts fonts = {0};
    font_chains(&fonts, b.arena, chains);
    const char *path = NULL;
    const char *text = font_conf_text("/usr/share/fonts", chains, b.dir, b.arena);
    assert_int_equal(font_conf_write(text, b.dir, b.arena, &path), OK);
    assert_int_equal(setenv("FONTCONFIG_FILE", path, 1), 0);
    struct typecase *fonts_open = NULL;
    assert_int_equal(typecase_open(chains, &fonts_open), OK);
    b.t = (struct typesetter){.arena = b.arena, .fonts = fonts_open};
    *state = &b;
    return 0;
}

static int close_bench(void **state)
{
    struct bench *b = *state;
    typecase_close(b->t.fonts);
    const char *const argv[] = {"rm", "-rf", b->dir, NULL};
    (void)run_tool(argv, "/dev/null");
    arena_free(b->arena);
    return 0;
}

static const struct type_style body = {.face = FACE_BODY, .size = 10.0, .leading = 16.0, .align = ALIGN_JUSTIFY};

static const char *line_text(struct bench *b, const struct line *l)
{
    const char *text = "";
    for (size_t i = 0; i < l->runs_len; i++) {
        text = text_format(b->arena, "%s%.*s", text, l->runs[i].text_len, l->runs[i].text);
    }
    return text;
}

static bool begins_with_any(const char *s, const char *const *set, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (strncmp(s, set[i], strlen(set[i])) == 0) {
            return true;
        }
    }
    return false;
}

static bool ends_with_any(const char *s, const char *const *set, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        size_t n = strlen(set[i]);
        if (strlen(s) >= n && strcmp(s + strlen(s) - n, set[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void no_closing_mark_begins_a_line_and_no_opening_mark_ends_one_at_any_measure(void **state)
{
    struct bench *b = *state;
    static const char *const closing[] = {"，", "。", "、", "；", "：", "！", "？", "）",
                                          "》", "”",  "’",  "…",  "—",  "％", "℃"};
    static const char *const opening[] = {"（", "《", "“", "‘"};
    const struct form_paper form = sample_form();
    assert_true(form.rows_len > 0);
    for (double ems = 8.0; ems < 40.0; ems += 1.7) {
        struct lines l = set_lines(&b->t, &body, ems * body.size, sample_story);
        assert_true(l.len > 10);
        for (size_t i = 0; i < l.len; i++) {
            const char *text = line_text(b, &l.items[i]);
            assert_false(begins_with_any(text, closing, SAMPLE_LEN(closing)));
            assert_false(ends_with_any(text, opening, SAMPLE_LEN(opening)));
        }
    }
}

static void all_lines_but_the_last_of_a_paragraph_reach_the_right_edge(void **state)
{
    struct bench *b = *state;
    (void)sample_form();
    const double measure = 32.0 * body.size;
    struct lines l = set_lines(&b->t, &body, measure, sample_story);
    for (size_t i = 0; i < l.len; i++) {
        const struct line *line = &l.items[i];
        if (line->is_last) {
            assert_true(line->width <= measure + body.size * 0.5 + 0.01);
        } else {
            /* A closing mark may hang its blank half over the edge. */
            assert_true(line->width >= measure - 0.01 && line->width <= measure + body.size * 0.5 + 0.01);
        }
    }
}

static void lines_of_pure_chinese_stand_on_a_grid_of_whole_characters(void **state)
{
    struct bench *b = *state;
    struct lines l = set_lines(&b->t, &body, 10.0 * body.size, "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑");
    assert_int_equal(l.len, 3);
    for (int i = 0; i < 10; i++) {
        double x = l.items[1].runs[0].glyphs[i].x;
        assert_true(x > i * body.size - 0.01 && x < i * body.size + 0.01);
    }
}

struct width_case {
    const char *what;
    const char *text;
    double ems; /* set on one line */
};

static void adjacent_marks_share_a_blank_half_and_latin_stands_a_quarter_apart(void **state)
{
    struct bench *b = *state;
    static const struct width_case cases[] = {
        {"plain", "一二三四", 4.0},
        {"mark alone", "一，二", 3.0},
        {"close then open", "一，“二", 3.5},
        {"close then close", "一”。二", 3.5},
        {"open then open", "一（《二", 3.5},
        {"three marks", "一》”，二", 4.0},
        {"quarter spaces on both sides", "一A二", 2.0 + 0.5},
    };
    struct type_style left = body;
    left.align = ALIGN_LEFT;
    struct lines a = set_lines(&b->t, &left, 400.0, "A");
    for (size_t i = 0; i < SAMPLE_LEN(cases); i++) {
        struct lines l = set_lines(&b->t, &left, 400.0, cases[i].text);
        double want = cases[i].ems * left.size + (strchr(cases[i].text, 'A') != NULL ? a.items[0].width : 0.0);
        if (l.items[0].width < want - 0.05 || l.items[0].width > want + 0.05) {
            print_error("%s: %.2f, not %.2f\n", cases[i].what, l.items[0].width, want);
        }
        assert_true(l.items[0].width > want - 0.05 && l.items[0].width < want + 0.05);
    }
}

static void a_paragraph_is_indented_by_two_characters_and_blanks_typed_before_it_do_not_count(void **state)
{
    struct bench *b = *state;
    struct type_style indented = body;
    indented.indent = 2.0;
    static const char *const typed[] = {"甲乙丙", "　　甲乙丙", "  甲乙丙", "\t　甲乙丙"};
    for (size_t i = 0; i < SAMPLE_LEN(typed); i++) {
        struct lines l = set_lines(&b->t, &indented, 400.0, typed[i]);
        assert_int_equal(l.len, 1);
        assert_true(l.items[0].x > 19.99 && l.items[0].x < 20.01);
        assert_string_equal(line_text(b, &l.items[0]), "甲乙丙");
    }
}

static void a_word_longer_than_the_line_is_parted_and_loses_nothing(void **state)
{
    struct bench *b = *state;
    char word[1201];
    memset(word, 'm', 1200);
    word[1200] = '\0';
    struct lines l = set_lines(&b->t, &body, 100.0, word);
    size_t n = 0;
    for (size_t i = 0; i < l.len; i++) {
        assert_true(l.items[i].width <= 100.01);
        n += strlen(line_text(b, &l.items[i]));
    }
    assert_int_equal(n, 1200);
}

static void nothing_visible_makes_no_line(void **state)
{
    struct bench *b = *state;
    static const char *const empty[] = {"", "\n\n", "\xEF\xBB\xBF", "\x01\x02"};
    for (size_t i = 0; i < SAMPLE_LEN(empty); i++) {
        assert_int_equal(set_lines(&b->t, &body, 100.0, empty[i]).len, 0);
    }
}

struct label_case {
    const char *label;
    bool ends_alone;
    const char *want;
};

static void labels_break_into_even_lines_after_whole_words(void **state)
{
    struct bench *b = *state;
    static const struct label_case cases[] = {
        {"品牌名称", false, "品牌名称"},
        {"品牌创建时间", false, "品牌创建\n时间"},
        {"统一社会信用代码", false, "统一社会\n信用代码"},
        {"市行业主管部门", false, "市行业\n主管部门"},
        {"年服务人次", false, "年服务\n人次"},
        {"已获文明称号", false, "已获文明\n称号"},
        {"品牌口号（服务理念）", false, "品牌口号\n（服务理念）"},
        {"窗口（营业厅）名称", false, "窗口\n（营业厅）\n名称"},
        {"申报单位意见", true, "申报单位\n意见"},
        {"辖市区文明办意见", true, "辖市区\n文明办\n意见"},
        {"当地（辖市区）文明办意见", true, "当地\n（辖市区）\n文明办\n意见"},
        {"市行业主管部门意见", true, "市行业\n主管部门\n意见"},
        {"市文明委意见", true, "市文明委\n意见"},
        {"所在\n辖市、区", false, "所在\n辖市、区"},
        {"E-mail", false, "E-mail"},
    };
    for (size_t i = 0; i < SAMPLE_LEN(cases); i++) {
        struct label_fit fit = {.max = 4, .ends_alone = cases[i].ends_alone};
        assert_string_equal(label_broken(b->arena, cases[i].label, fit), cases[i].want);
    }
}

/* A row of `n` lines of 10 points, the first and last two of which stay together. */
static struct row lines_row(struct arena *a, size_t n, bool may_split)
{
    struct piece *pieces = ARENA_ARRAY(a, struct piece, n + 1);
    for (size_t i = 0; i < n; i++) {
        pieces[i] = (struct piece){.height = 10.0, .stays = i == 0 || i + 2 == n};
    }
    struct cell *c = ARENA_NEW(a, struct cell);
    *c = (struct cell){.width = 100.0, .pieces = pieces, .len = n};
    return (struct row){.cells = c, .cells_len = 1, .may_split = may_split};
}

static void a_splitting_row_never_leaves_a_single_line_on_either_page(void **state)
{
    struct bench *b = *state;
    const struct table_frame frame = {.width = 100.0, .height = 100.0};
    for (size_t before = 0; before <= 10; before++) {
        for (size_t n = 2; n < 30; n++) {
            struct row rows[] = {lines_row(b->arena, before, false), lines_row(b->arena, n, true)};
            struct table_page *pages = NULL;
            size_t len = table_paginate(b->arena, rows, 2, &frame, &pages);
            size_t room = 10 - before;
            if (before == 9 || before == 10 || (room < n && room < 2)) {
                assert_in_range(len, 2, 5);
            }
            for (size_t i = 0; i < len; i++) {
                assert_true(pages[i].height <= frame.height + 0.01);
            }
            /* The last part has at least two lines: its page is at least 20 points high. */
            assert_true(pages[len - 1].height >= 19.99);
        }
    }
}

static void a_row_that_may_not_split_moves_whole_and_opinion_boxes_fill_the_page_it_leaves(void **state)
{
    struct bench *b = *state;
    struct row rows[] = {lines_row(b->arena, 2, false), lines_row(b->arena, 4, false), lines_row(b->arena, 5, false)};
    rows[1].stretch_to = 68.0;
    const struct table_frame frame = {.width = 100.0, .height = 100.0};
    struct table_page *pages = NULL;
    assert_int_equal(table_paginate(b->arena, rows, 3, &frame, &pages), 2);
    assert_true(pages[0].height > 87.99 && pages[0].height < 88.01); /* 20 + 68 */
    assert_true(pages[1].height > 49.99 && pages[1].height < 50.01);
}

static void a_row_higher_than_a_page_splits_even_if_it_may_not(void **state)
{
    struct bench *b = *state;
    struct row row = lines_row(b->arena, 35, false);
    const struct table_frame frame = {.width = 100.0, .height = 100.0};
    struct table_page *pages = NULL;
    assert_int_equal(table_paginate(b->arena, &row, 1, &frame, &pages), 4);
}

static void the_font_configuration_names_only_what_was_chosen_and_escapes_it(void **state)
{
    struct bench *b = *state;
    const struct paper_fonts fonts = {.body = "甲<乙>&丙"};
    const char *chains[4];
    font_chains(&fonts, b->arena, chains);
    const char *text = font_conf_text("/a:/b&c", chains, "/run", b->arena);
    assert_non_null(strstr(text, "<string>甲&lt;乙&gt;&amp;丙</string>"));
    assert_non_null(strstr(text, "<dir>/a</dir>"));
    assert_non_null(strstr(text, "<dir>/b&amp;c</dir>"));
    assert_non_null(strstr(text, "<string>HanaMinB</string>"));
}

int main(void)
{
    const struct CMUnitTest all[] = {
        cmocka_unit_test(no_closing_mark_begins_a_line_and_no_opening_mark_ends_one_at_any_measure),
        cmocka_unit_test(all_lines_but_the_last_of_a_paragraph_reach_the_right_edge),
        cmocka_unit_test(lines_of_pure_chinese_stand_on_a_grid_of_whole_characters),
        cmocka_unit_test(adjacent_marks_share_a_blank_half_and_latin_stands_a_quarter_apart),
        cmocka_unit_test(a_paragraph_is_indented_by_two_characters_and_blanks_typed_before_it_do_not_count),
        cmocka_unit_test(a_word_longer_than_the_line_is_parted_and_loses_nothing),
        cmocka_unit_test(nothing_visible_makes_no_line),
        cmocka_unit_test(labels_break_into_even_lines_after_whole_words),
        cmocka_unit_test(a_splitting_row_never_leaves_a_single_line_on_either_page),
        cmocka_unit_test(a_row_that_may_not_split_moves_whole_and_opinion_boxes_fill_the_page_it_leaves),
        cmocka_unit_test(a_row_higher_than_a_page_splits_even_if_it_may_not),
        cmocka_unit_test(the_font_configuration_names_only_what_was_chosen_and_escapes_it),
    };
    return cmocka_run_group_tests(all, open_bench, close_bench);
}
