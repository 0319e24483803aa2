/* document_press.c - setting type in this very process, where a debugger, a sanitizer and the coverage can look on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "document/font_conf.h"
#include "document/paper.h"
#include "document/paper_worker.h"
#include "document/press.h"
#include "support/font_leaks.h"
#include "support/own_program.h"
#include "support/paper_sample.h"
#include "support/run_tool.h"

struct shop {
    char dir[64];
    char program[PATH_MAX];
    struct press *press;
    struct paper *paper; /* the same through a worker */
    struct arena *arena;
};

static int open_shop(void **state)
{
    static struct shop shop;
    (void)snprintf(shop.dir, sizeof shop.dir, "/tmp/jianpin-press-XXXXXX");
    assert_non_null(mkdtemp(shop.dir));
    shop.arena = arena_new();
    struct paper_options worker = {.exec_path = own_program(shop.program), .runtime_dir = shop.dir};
    assert_int_equal(paper_open(&worker, &shop.paper), OK); /* writes fonts.conf */
    assert_int_equal(setenv("FONTCONFIG_FILE", text_format(shop.arena, "%s/fonts.conf", shop.dir), 1), 0);
    struct press_options options = {.icc_path = "/usr/share/color/icc/sRGB.icc"};
    struct paper_fonts usual = {0};
    font_chains(&usual, shop.arena, options.families);
    assert_int_equal(press_open(&options, &shop.press), OK);
    *state = &shop;
    return 0;
}

static int close_shop(void **state)
{
    struct shop *s = *state;
    press_close(s->press);
    paper_close(s->paper);
    const char *const argv[] = {"rm", "-rf", s->dir, NULL};
    (void)run_tool(argv, "/dev/null");
    arena_free(s->arena);
    return 0;
}

/* Prints here and through a worker: the same bytes. */
static struct printed print_twice(struct shop *s, const struct form_paper *form)
{
    struct printed here = {0};
    struct paper_pdf there = {0};
    assert_int_equal(press_form(s->press, form, s->arena, &here), OK);
    assert_int_equal(paper_form(s->paper, form, s->arena, &there), OK);
    assert_int_equal(here.pages, there.pages);
    assert_string_equal(here.missing, there.missing);
    assert_int_equal(here.len, there.len);
    assert_memory_equal(here.bytes, there.bytes, here.len);
    return here;
}

static void three_copies_leave_this_process_as_they_leave_a_worker(void **state)
{
    struct form_paper form = sample_form();
    struct printed three = print_twice(*state, &form);
    form.copies_wanted = 1u << 1;
    struct printed second = print_twice(*state, &form);
    assert_int_equal(three.pages, 3 * second.pages);
    assert_int_equal(second.pages % 2, 0); /* each copy fills its last sheet of paper */
}

static void a_draft_on_single_sheets_is_printed_with_its_mark_and_without_a_code(void **state)
{
    struct form_paper form = sample_form();
    form.copies_wanted = 1;
    struct printed paper = print_twice(*state, &form);
    form.mark = PAPER_MARK_DRAFT;
    form.is_duplex = false;
    form.receipt_no = "";
    form.qr_text = "";
    form.meta.record_json = NULL;
    form.meta.record_json_len = 0;
    struct printed draft = print_twice(*state, &form);
    assert_true(draft.pages > 1 && draft.pages <= paper.pages);
    assert_true(draft.len != paper.len);
}

static void headings_lists_and_pictures_of_every_kind_are_set(void **state)
{
    struct shop *s = *state;
    struct paper_image images[4] = {{.width = 640, .height = 420, .caption = "大厅"},
                                    {.width = 400, .height = 400, .caption = "标识"},
                                    {.width = 640, .height = 420, .caption = "残图"},
                                    {.width = 400, .height = 400}};
    char *photo = read_whole("tests/golden/paper/photo.jpg", &images[0].len);
    char *logo = read_whole("tests/golden/paper/logo.png", &images[1].len);
    images[0].bytes = images[2].bytes = (const unsigned char *)photo;
    images[1].bytes = images[3].bytes = (const unsigned char *)logo;
    images[2].len = 200;
    images[3].len = 60;
    struct paper_row rows[] = {
        {.kind = PAPER_ROW_HEADING, .label = "一、基本情况"},
        {.kind = PAPER_ROW_IMAGES, .label = "照片", .images = images, .images_len = 4},
        {.kind = PAPER_ROW_IMAGES, .label = "标识", .empty_text = "无"},
        {.kind = PAPER_ROW_TABLE,
         .label = "荣誉",
         .columns = sample_media_columns,
         .columns_len = 3,
         .empty_text = "无"},
        {.kind = PAPER_ROW_OPINION, .label = "意见", .is_skipped = true, SAMPLE_SIGN},
    };
    struct form_paper form = sample_form();
    form.rows = rows;
    form.rows_len = SAMPLE_LEN(rows);
    form.copies_wanted = 1;
    struct printed with = print_twice(s, &form);
    rows[1].images_len = 0;
    struct printed without = print_twice(s, &form);
    assert_true(with.len > without.len + images[0].len / 2);
    free(photo);
    free(logo);
}

static void a_character_without_a_glyph_is_named_once(void **state)
{
    struct form_paper form = sample_form();
    form.copies_wanted = 1;
    form.cover_title = "私用\xEE\x80\x80字\xEE\x80\x80";
    assert_string_equal(print_twice(*state, &form).missing, "\xEE\x80\x80");
}

static void a_row_that_contradicts_itself_is_not_set(void **state)
{
    struct shop *s = *state;
    struct printed out;
    struct paper_cell cell = {"名称", "值", 3, 3};
    struct paper_column columns[] = {{"列", 1, false}, {"列", 1, false}};
    const char *const values[] = {"一", "二", "三"};
    const struct paper_row rows[] = {
        {.kind = PAPER_ROW_PAIRS, .cells = &cell, .cells_len = 1},
        {.kind = PAPER_ROW_PAIRS, .cells = &cell, .cells_len = 0},
        {.kind = PAPER_ROW_TABLE, .columns = columns, .columns_len = 2, .values = values, .values_len = 3},
        {.kind = PAPER_ROW_TABLE, .columns = columns, .columns_len = 0}};
    for (size_t i = 0; i < SAMPLE_LEN(rows); i++) {
        struct form_paper form = sample_form();
        form.rows = &rows[i];
        form.rows_len = 1;
        assert_int_equal(press_form(s->press, &form, s->arena, &out), ERR_MALFORMED);
    }
}

static void the_receipt_leaves_this_process_as_it_leaves_a_worker(void **state)
{
    struct shop *s = *state;
    struct receipt_paper receipt = sample_receipt();
    struct printed here;
    struct paper_pdf there;
    assert_int_equal(press_receipt(s->press, &receipt, s->arena, &here), OK);
    assert_int_equal(paper_receipt(s->paper, &receipt, s->arena, &there), OK);
    assert_int_equal(here.pages, 1);
    assert_int_equal(here.len, there.len);
    assert_memory_equal(here.bytes, there.bytes, here.len);
}

static void without_the_colour_profile_no_press_opens(void **state)
{
    struct shop *s = *state;
    struct press *none = NULL;
    struct press_options options = {.icc_path = text_format(s->arena, "%s/none.icc", s->dir)};
    struct paper_fonts usual = {0};
    font_chains(&usual, s->arena, options.families);
    assert_int_equal(press_open(&options, &none), ERR_INTERNAL);
    press_close(none);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "paper-worker") == 0) {
        return paper_worker_main(3);
    }
    const struct CMUnitTest all[] = {
        cmocka_unit_test(three_copies_leave_this_process_as_they_leave_a_worker),
        cmocka_unit_test(a_draft_on_single_sheets_is_printed_with_its_mark_and_without_a_code),
        cmocka_unit_test(headings_lists_and_pictures_of_every_kind_are_set),
        cmocka_unit_test(a_character_without_a_glyph_is_named_once),
        cmocka_unit_test(a_row_that_contradicts_itself_is_not_set),
        cmocka_unit_test(the_receipt_leaves_this_process_as_it_leaves_a_worker),
        cmocka_unit_test(without_the_colour_profile_no_press_opens),
    };
    return cmocka_run_group_tests(all, open_shop, close_shop);
}
