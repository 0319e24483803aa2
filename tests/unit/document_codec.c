/* document_codec.c - the bytes between server and worker: everything survives, nothing is trusted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "document/paper_codec.h"
#include "support/office_sample.h"
#include "support/paper_sample.h"
#include "support/poster_sample.h"

static int open_arena(void **state)
{
    *state = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static void a_form_survives_the_way_there_with_every_row_and_picture(void **state)
{
    struct arena *a = *state;
    static const unsigned char dots[] = {1, 0, 255, 0};
    static const struct paper_image image = {dots, sizeof dots, 2, 2, "图"};
    struct paper_row rows[SAMPLE_LEN(sample_rows) + 1];
    memcpy(rows, sample_rows, sizeof sample_rows);
    rows[SAMPLE_LEN(sample_rows)] = (struct paper_row){.kind = PAPER_ROW_IMAGES, .images = &image, .images_len = 1};
    struct form_paper form = sample_form();
    form.rows = rows;
    form.rows_len = SAMPLE_LEN(rows);
    form.mark = PAPER_MARK_LATE;
    struct message m;
    assert_int_equal(encode_form(&form, a, &m), OK);
    struct form_paper got;
    assert_int_equal(decode_form(m, a, &got), OK);
    assert_string_equal(got.cover_title, form.cover_title);
    assert_int_equal(got.meta.created_at, form.meta.created_at);
    assert_int_equal(got.meta.record_json_len, form.meta.record_json_len);
    assert_memory_equal(got.meta.record_json, form.meta.record_json, got.meta.record_json_len);
    assert_int_equal(got.rows_len, form.rows_len);
    assert_string_equal(got.rows[0].cells[0].value, sample_brand[0].value);
    assert_string_equal(got.rows[19].text, sample_story);
    assert_true(got.rows[22].is_skipped);
    const struct paper_row *last = &got.rows[got.rows_len - 1];
    assert_memory_equal(last->images[0].bytes, dots, sizeof dots);
    assert_string_equal(last->images[0].caption, "图");
    assert_true(got.is_duplex);
    assert_int_equal(got.mark, PAPER_MARK_LATE);
    assert_string_equal(got.copies[2].label, sample_copies[2].label);
    struct message again;
    assert_int_equal(encode_form(&got, a, &again), OK);
    assert_int_equal(again.len, m.len);
    assert_memory_equal(again.bytes, m.bytes, m.len);
}

static void an_office_sheet_survives_with_every_block(void **state)
{
    struct arena *a = *state;
    struct message m;
    struct message again;
    struct office_paper in = sample_register(a, 40);
    struct office_paper got;
    assert_int_equal(encode_office(&in, a, &m), OK);
    assert_int_equal(decode_office(m, a, &got), OK);
    assert_int_equal(got.blocks_len, in.blocks_len);
    assert_true(got.is_register);
    assert_string_equal(got.blocks[0].values[360 - 8], in.blocks[0].values[360 - 8]);
    assert_string_equal(got.blocks[1].items[1].value, "李四");
    assert_int_equal(encode_office(&got, a, &again), OK);
    assert_int_equal(again.len, m.len);
    assert_memory_equal(again.bytes, m.bytes, m.len);
    for (size_t cut = 0; cut < m.len; cut += 7) {
        struct message part = {m.bytes, cut};
        assert_int_equal(decode_office(part, a, &got), ERR_MALFORMED);
    }
}

static void a_poster_survives_with_every_line(void **state)
{
    struct arena *a = *state;
    struct message m;
    struct message again;
    struct poster_paper in = sample_poster(a, 30, "一路暖行", true);
    struct poster_paper got;
    assert_int_equal(encode_poster(&in, a, &m), OK);
    assert_int_equal(decode_poster(m, a, &got), OK);
    assert_true(got.is_a3);
    assert_int_equal(got.lines_len, 30);
    assert_true(got.lines[15].is_own);
    assert_string_equal(got.lines[4].note, "已撤下");
    assert_int_equal(encode_poster(&got, a, &again), OK);
    assert_int_equal(again.len, m.len);
    assert_memory_equal(again.bytes, m.bytes, m.len);
    for (size_t cut = 0; cut < m.len; cut += 7) {
        struct message part = {m.bytes, cut};
        assert_int_equal(decode_poster(part, a, &got), ERR_MALFORMED);
    }
}

static void a_receipt_a_setup_and_a_reply_survive_as_well(void **state)
{
    struct arena *a = *state;
    struct message m;
    struct receipt_paper receipt = sample_receipt();
    struct receipt_paper got;
    assert_int_equal(encode_receipt(&receipt, a, &m), OK);
    assert_int_equal(decode_receipt(m, a, &got), OK);
    assert_string_equal(got.steps[2], sample_steps[2]);
    assert_string_equal(got.issued_on, receipt.issued_on);
    struct worker_setup setup = {.families = {"一", "二", "三", "四"}, .icc_path = "/x"};
    struct worker_setup setup_got;
    assert_int_equal(encode_setup(&setup, a, &m), OK);
    assert_int_equal(decode_setup(m, a, &setup_got), OK);
    assert_string_equal(setup_got.families[3], "四");
    struct paper_reply reply = {.code = ERR_TOO_LARGE, .pages = 7, .cpu_us = -1, .missing = "𬭊", .pdf_len = 9};
    struct paper_reply reply_got;
    assert_int_equal(encode_reply(&reply, a, &m), OK);
    assert_int_equal(decode_reply(m, a, &reply_got), OK);
    assert_int_equal(reply_got.code, ERR_TOO_LARGE);
    assert_int_equal(reply_got.cpu_us, -1);
    assert_string_equal(reply_got.missing, "𬭊");
}

static void a_form_cut_short_anywhere_or_longer_by_a_byte_is_refused(void **state)
{
    struct arena *a = *state;
    struct form_paper form = sample_form();
    form.rows_len = 13;
    struct message m;
    assert_int_equal(encode_form(&form, a, &m), OK);
    unsigned char *longer = arena_alloc(a, m.len + 1, 1);
    memcpy(longer, m.bytes, m.len);
    for (size_t len = 0; len <= m.len + 1; len++) {
        struct arena *own = arena_new();
        struct form_paper got;
        struct message cut = {.bytes = longer, .len = len};
        assert_int_equal(decode_form(cut, own, &got), len == m.len ? OK : ERR_MALFORMED);
        arena_free(own);
    }
}

/* Each byte in turn becomes 0, 255 and itself with one bit turned: never a crash, never a read past the end. */
static void a_form_with_any_byte_changed_is_read_or_refused(void **state)
{
    struct arena *a = *state;
    struct form_paper form = sample_form();
    form.rows_len = 13;
    struct message m;
    assert_int_equal(encode_form(&form, a, &m), OK);
    unsigned char *bytes = arena_alloc(a, m.len, 1);
    memcpy(bytes, m.bytes, m.len);
    for (size_t i = 0; i < m.len; i++) {
        const unsigned char was = bytes[i];
        const unsigned char changes[] = {0, 255, (unsigned char)(was ^ 0x80U)};
        for (size_t c = 0; c < sizeof changes; c++) {
            bytes[i] = changes[c];
            struct arena *own = arena_new();
            struct form_paper got;
            enum err e = decode_form((struct message){.bytes = bytes, .len = m.len}, own, &got);
            assert_true(e == OK || e == ERR_MALFORMED);
            arena_free(own);
        }
        bytes[i] = was;
    }
}

static void what_is_over_its_limit_is_not_even_written(void **state)
{
    struct arena *a = *state;
    struct message m;
    char *text = arena_alloc(a, PAPER_TEXT_MAX + 2, 1);
    memset(text, 'a', PAPER_TEXT_MAX);
    struct receipt_paper receipt = sample_receipt();
    receipt.title = text;
    assert_int_equal(encode_receipt(&receipt, a, &m), OK);
    text[PAPER_TEXT_MAX] = 'a';
    assert_int_equal(encode_receipt(&receipt, a, &m), ERR_TOO_LARGE);
    receipt.title = "cut \xE4\xB8";
    assert_int_equal(encode_receipt(&receipt, a, &m), ERR_MALFORMED);
    struct form_paper form = sample_form();
    form.rows_len = PAPER_LIST_MAX + 1;
    assert_int_equal(encode_form(&form, a, &m), ERR_TOO_LARGE);
    struct paper_row opinion = {.kind = PAPER_ROW_OPINION, .text = text};
    form = sample_form();
    form.rows = &opinion;
    form.rows_len = 1;
    text[PAPER_OPINION_MAX] = '\0';
    assert_int_equal(encode_form(&form, a, &m), OK);
    text[PAPER_OPINION_MAX] = 'a';
    text[PAPER_OPINION_MAX + 1] = '\0';
    assert_int_equal(encode_form(&form, a, &m), ERR_TOO_LARGE);
}

static void nothing_given_is_read_as_nothing(void **state)
{
    struct arena *a = *state;
    struct form_paper empty = {0};
    struct form_paper got;
    struct message m;
    assert_int_equal(encode_form(&empty, a, &m), OK);
    assert_int_equal(decode_form(m, a, &got), OK);
    assert_string_equal(got.cover_title, "");
    assert_int_equal(got.rows_len, 0);
    assert_int_equal(got.meta.record_json_len, 0);
}

int main(void)
{
    const struct CMUnitTest all[] = {
        cmocka_unit_test_setup_teardown(a_form_survives_the_way_there_with_every_row_and_picture, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(an_office_sheet_survives_with_every_block, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_poster_survives_with_every_line, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_receipt_a_setup_and_a_reply_survive_as_well, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_form_cut_short_anywhere_or_longer_by_a_byte_is_refused, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(a_form_with_any_byte_changed_is_read_or_refused, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(what_is_over_its_limit_is_not_even_written, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(nothing_given_is_read_as_nothing, open_arena, close_arena),
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}
