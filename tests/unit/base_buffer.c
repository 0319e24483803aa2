/* base_buffer.c - bytes up to a bound and never beyond it, and JSON that any reader takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"

static void a_buffer_holds_what_was_added_in_order(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buffer b = buffer_new(a, 1000);
    assert_string_equal(buffer_string(&b), "");
    buffer_text(&b, "镕");
    buffer_add(&b, "a\0b", 3);
    buffer_format(&b, "%d|%s", -7, "x");
    buffer_text(&b, "");
    assert_int_equal(b.len, 3 + 3 + 4);
    assert_memory_equal(buffer_string(&b), "镕a\0b-7|x", 11);
    assert_false(b.is_overfull);
    arena_free(a);
}

static void a_buffer_may_be_filled_to_its_bound_and_not_one_byte_more(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (size_t max = 0; max < 70; max++) {
        struct buffer b = buffer_new(a, max);
        for (size_t i = 0; i < max; i++) {
            buffer_add(&b, "x", 1);
        }
        assert_false(b.is_overfull);
        assert_int_equal(b.len, max);
        assert_int_equal(strlen(buffer_string(&b)), max);
        assert_false(b.is_overfull); /* the NUL behind it is not counted */
        buffer_add(&b, "y", 1);
        assert_true(b.is_overfull);
        assert_int_equal(b.len, max);
        assert_int_equal(strlen(buffer_string(&b)), max);
    }
    arena_free(a);
}

static void what_does_not_fit_leaves_a_mark_that_stays(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buffer b = buffer_new(a, 5);
    buffer_text(&b, "too long");
    assert_true(b.is_overfull);
    buffer_text(&b, "fits");
    assert_true(b.is_overfull);
    struct buffer huge = buffer_new(a, 5);
    buffer_add(&huge, "x", SIZE_MAX); /* never read: it cannot fit */
    assert_true(huge.is_overfull);
    assert_int_equal(huge.len, 0);
    arena_free(a);
}

static void a_long_format_is_a_mark_too_not_a_cut_text(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    char long_text[600];
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    struct buffer b = buffer_new(a, 100000);
    buffer_format(&b, "%.511s", long_text);
    assert_false(b.is_overfull);
    assert_int_equal(b.len, 511);
    buffer_format(&b, "%.512s", long_text);
    assert_true(b.is_overfull);
    assert_int_equal(b.len, 511);
    arena_free(a);
}

static void it_grows_over_many_sizes_without_losing_a_byte(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buffer b = buffer_new(a, 1 << 20);
    for (int i = 0; i < 20000; i++) {
        buffer_format(&b, "%d,", i);
    }
    assert_false(b.is_overfull);
    const char *p = buffer_string(&b);
    for (int i = 0; i < 20000; i++) {
        const char *want = text_format(a, "%d,", i);
        assert_memory_equal(p, want, strlen(want));
        p += strlen(want);
    }
    assert_int_equal(*p, '\0');
    arena_free(a);
}

static void json_strings_escape_what_json_must(void **state)
{
    static const struct {
        const char *text, *json;
    } rows[] = {
        {"", "\"\""},
        {"plain", "\"plain\""},
        {"\"", "\"\\\"\""},
        {"\\", "\"\\\\\""},
        {"\\n", "\"\\\\n\""},
        {"\n", "\"\\n\""},
        {"\r\t\b\f", "\"\\u000d\\u0009\\u0008\\u000c\""},
        {"\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\""},
        {"/<b>&'", "\"/<b>&'\""},
        {"朱镕𬭊", "\"朱镕𬭊\""},
        {"\"},{\"a\":\"b", "\"\\\"},{\\\"a\\\":\\\"b\""},
    };
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buffer b = buffer_new(a, 1000);
        buffer_json(&b, rows[i].text);
        assert_string_equal(buffer_string(&b), rows[i].json);
    }
    arena_free(a);
}

static void every_byte_that_a_text_may_hold_comes_out_escaped_or_as_it_is(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (int c = 1; c < 256; c++) {
        const char text[2] = {(char)c, '\0'};
        struct buffer b = buffer_new(a, 100);
        buffer_json(&b, text);
        const char *json = buffer_string(&b);
        bool is_plain = c >= 0x20 && c != 0x7f && c != '"' && c != '\\';
        assert_int_equal(strlen(json) == 3, is_plain);
        for (const char *p = json; *p != '\0'; p++) {
            assert_true((unsigned char)*p >= 0x20);
        }
    }
    arena_free(a);
}

static void json_that_does_not_fit_is_marked(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (size_t max = 0; max < 12; max++) {
        struct buffer b = buffer_new(a, max);
        buffer_json(&b, "a\x01 b"); /* "a\u0001 b": 11 bytes */
        assert_int_equal(b.is_overfull, max < 11);
        assert_true(b.len <= max);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_holds_what_was_added_in_order),
        cmocka_unit_test(a_buffer_may_be_filled_to_its_bound_and_not_one_byte_more),
        cmocka_unit_test(what_does_not_fit_leaves_a_mark_that_stays),
        cmocka_unit_test(a_long_format_is_a_mark_too_not_a_cut_text),
        cmocka_unit_test(it_grows_over_many_sizes_without_losing_a_byte),
        cmocka_unit_test(json_strings_escape_what_json_must),
        cmocka_unit_test(every_byte_that_a_text_may_hold_comes_out_escaped_or_as_it_is),
        cmocka_unit_test(json_that_does_not_fit_is_marked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
