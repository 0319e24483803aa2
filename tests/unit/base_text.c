/* base_text.c - UTF-8 in all its valid and invalid forms, and small strings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* ---- UTF-8 ---- */

static bool is_scalar(uint32_t cp)
{
    return cp <= 0x10FFFF && (cp < 0xD800 || cp > 0xDFFF);
}

static void every_code_point_is_written_and_read_back(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char bytes[4];
        uint32_t got = 0;
        size_t len = utf8_put(cp, bytes);
        size_t want = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
        if (len != want) {
            fail_msg("U+%04X takes %zu bytes", cp, len);
        }
        size_t used = utf8_next(bytes, len, &got);
        bool is_read = used == len && got == cp;
        bool is_refused = used == 1 && got == UINT32_MAX;
        if (is_scalar(cp) ? !is_read : !is_refused) {
            fail_msg("U+%04X: used %zu, got %X", cp, used, got);
        }
        if (utf8_is_valid(bytes, len) != (is_scalar(cp) && cp != 0)) {
            fail_msg("U+%04X", cp);
        }
    }
}

/* Every pair and triple of bytes either is what utf8_put makes of some code point, or is refused: no other form. */
static void no_two_or_three_bytes_are_read_that_are_not_the_one_form_of_a_code_point(void **state)
{
    (void)state;
    long read = 0;
    for (uint32_t n = 0; n < 1u << 24; n++) {
        char bytes[3] = {(char)(n >> 16), (char)(n >> 8 & 0xFF), (char)(n & 0xFF)};
        uint32_t cp = 0;
        size_t used = utf8_next(bytes, 3, &cp);
        if (cp == UINT32_MAX) {
            assert_int_equal(used, 1);
            continue;
        }
        char again[4];
        if (!is_scalar(cp) || utf8_put(cp, again) != used || memcmp(again, bytes, used) != 0) {
            fail_msg("%06X was read as U+%04X", n, cp);
        }
        read += used == 3;
    }
    assert_int_equal(read, 0x10000 - 0x800 - 0x800); /* U+0800 to U+FFFF without the surrogates */
}

static void the_invalid_forms_are_refused_one_byte_at_a_time(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        const char *what;
    } rows[] = {
        {"\x80", 1, "a continuation alone"},
        {"\xBF\xBF", 2, "two of them"},
        {"\xC0\x80", 2, "overlong NUL"},
        {"\xC0\xAF", 2, "overlong slash"},
        {"\xC1\xBF", 2, "overlong DEL"},
        {"\xE0\x80\xAF", 3, "overlong slash in three"},
        {"\xE0\x9F\xBF", 3, "overlong U+07FF"},
        {"\xF0\x80\x80\xAF", 4, "overlong slash in four"},
        {"\xF0\x8F\xBF\xBF", 4, "overlong U+FFFF"},
        {"\xED\xA0\x80", 3, "first high surrogate"},
        {"\xED\xAF\xBF", 3, "last high surrogate"},
        {"\xED\xB0\x80", 3, "first low surrogate"},
        {"\xED\xBF\xBF", 3, "last low surrogate"},
        {"\xED\xA0\x81\xED\xB0\x80", 6, "a pair of them, as CESU-8 has it"},
        {"\xF4\x90\x80\x80", 4, "U+110000"},
        {"\xF5\x80\x80\x80", 4, "beyond"},
        {"\xF8\x88\x80\x80\x80", 5, "five bytes"},
        {"\xFC\x84\x80\x80\x80\x80", 6, "six bytes"},
        {"\xFE", 1, "FE"},
        {"\xFF", 1, "FF"},
        {"\xC3", 1, "cut after one of two"},
        {"\xE9\x95", 2, "cut after two of three"},
        {"\xF0\xAC\xAD", 3, "cut after three of four"},
        {"\xC3(", 2, "a letter for a continuation"},
        {"\xE9\x95(", 3, "a letter for the third"},
        {"\xF0\xAC\xAD(", 4, "a letter for the fourth"},
        {"\xE9\xE9\x95\x95", 4, "a lead byte in the middle"},
        {"a\0b", 3, "a NUL"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (utf8_is_valid(rows[i].bytes, rows[i].len)) {
            fail_msg("%s", rows[i].what);
        }
        uint32_t cp = 0;
        if (rows[i].bytes[0] != 'a') {
            assert_int_equal(utf8_next(rows[i].bytes, rows[i].len, &cp), 1);
            assert_int_equal(cp, UINT32_MAX);
        }
    }
}

static void valid_text_is_valid(void **state)
{
    static const char *const texts[] = {"",
                                        "a",
                                        "朱镕 堃 喆 昇 龑 䶮 㛃 㬎 𬭊 𫖯 𤧛 𬬭",
                                        "23℃人社服务",
                                        "\xEF\xBB\xBF",
                                        "\x7f",
                                        "\x01",
                                        "\xF4\x8F\xBF\xBF",
                                        "\xEF\xBF\xBF"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_true(utf8_is_valid(texts[i], strlen(texts[i])));
    }
}

static void length_counts_code_points(void **state)
{
    (void)state;
    assert_int_equal(utf8_length(""), 0);
    assert_int_equal(utf8_length("abc"), 3);
    assert_int_equal(utf8_length("𬭊镕é "), 4);
}

static void a_cut_is_the_longest_prefix_of_whole_characters(void **state)
{
    static const char text[] = "aé镕𬭊z"; /* 1 2 3 4 1 bytes */
    static const size_t cuts[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11, 11};
    (void)state;
    for (size_t max = 0; max < sizeof cuts / sizeof cuts[0]; max++) {
        assert_int_equal(utf8_cut(text, strlen(text), max), cuts[max]);
    }
    assert_int_equal(utf8_cut("\x80\x80\x80\x80", 4, 3),
                     0); /* no lead byte anywhere: nothing is left, nothing is read */
}

/* ---- strings ---- */

static void format_makes_strings_of_any_length(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    char long_text[1001];
    memset(long_text, 'x', 1000);
    long_text[1000] = '\0';
    assert_string_equal(text_format(a, "%d-%s", 7, "镕"), "7-镕");
    assert_string_equal(text_format(a, "%s", ""), "");
    for (size_t len = 250; len < 260; len++) { /* around the small buffer */
        const char *made = text_format(a, "%.*s|", (int)len, long_text);
        assert_int_equal(strlen(made), len + 1);
        assert_int_equal(made[len], '|');
    }
    assert_int_equal(strlen(text_format(a, "%s%s%s", long_text, long_text, long_text)), 3000);
    arena_free(a);
}

static void a_join_is_one_string_behind_the_other(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_string_equal(text_join(a, "", ""), "");
    assert_string_equal(text_join(a, "/publicity/", "b7"), "/publicity/b7");
    assert_string_equal(text_join(a, "品牌", ""), "品牌");
    assert_string_equal(text_join(a, "", "品牌"), "品牌");
    arena_free(a);
}

static void numbers_are_read_whole_or_not_at_all(void **state)
{
    static const struct {
        const char *text;
        int64_t min, max;
        enum err e;
        int64_t value;
    } rows[] = {
        {"0", 0, 9, OK, 0},
        {"9", 0, 9, OK, 9},
        {"10", 0, 9, ERR_INVALID, 0},
        {"-1", 0, 9, ERR_INVALID, 0},
        {"-1", -1, 9, OK, -1},
        {"007", 0, 9, OK, 7},
        {"-0", 0, 9, OK, 0},
        {"", 0, 9, ERR_INVALID, 0},
        {NULL, 0, 9, ERR_INVALID, 0},
        {" 1", 0, 9, ERR_INVALID, 0},
        {"1 ", 0, 9, ERR_INVALID, 0},
        {"+1", 0, 9, ERR_INVALID, 0},
        {"-", -9, 9, ERR_INVALID, 0},
        {"--1", -9, 9, ERR_INVALID, 0},
        {"- 1", -9, 9, ERR_INVALID, 0},
        {"1.0", 0, 9, ERR_INVALID, 0},
        {"1e3", 0, 9999, ERR_INVALID, 0},
        {"0x10", 0, 99, ERR_INVALID, 0},
        {"１", 0, 9, ERR_INVALID, 0},
        {"1\n", 0, 9, ERR_INVALID, 0},
        {"9223372036854775807", INT64_MIN, INT64_MAX, OK, INT64_MAX},
        {"-9223372036854775808", INT64_MIN, INT64_MAX, OK, INT64_MIN},
        {"9223372036854775808", INT64_MIN, INT64_MAX, ERR_INVALID, 0},
        {"99999999999999999999999999", INT64_MIN, INT64_MAX, ERR_INVALID, 0},
        {"-99999999999999999999999999", INT64_MIN, INT64_MAX, ERR_INVALID, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t got = 4711;
        enum err e = text_to_int(rows[i].text, rows[i].min, rows[i].max, &got);
        if (e != rows[i].e || got != (e == OK ? rows[i].value : 4711)) {
            fail_msg("\"%s\": %d, %lld", rows[i].text == NULL ? "NULL" : rows[i].text, (int)e, (long long)got);
        }
    }
}

static void null_is_empty_and_equals_empty(void **state)
{
    (void)state;
    assert_true(text_is_empty(NULL));
    assert_true(text_is_empty(""));
    assert_false(text_is_empty(" "));
    assert_true(text_equal(NULL, NULL));
    assert_true(text_equal(NULL, ""));
    assert_true(text_equal("a", "a"));
    assert_false(text_equal(NULL, "a"));
    assert_false(text_equal("a", "A"));
    assert_true(text_starts("/nominations", "/nom"));
    assert_true(text_starts("x", ""));
    assert_false(text_starts("/no", "/nom"));
}

static void hexadecimal_is_lower_case_and_twice_as_long(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    unsigned char all[256];
    for (int i = 0; i < 256; i++) {
        all[i] = (unsigned char)i;
    }
    const char *hex = text_hex(a, all, 256);
    assert_int_equal(strlen(hex), 512);
    for (int i = 0; i < 256; i++) {
        char two[3] = {hex[2 * i], hex[2 * i + 1], '\0'};
        assert_int_equal(strtol(two, NULL, 16), i);
    }
    assert_null(strpbrk(hex, "ABCDEF"));
    assert_string_equal(text_hex(a, "", 0), "");
    arena_free(a);
}

static void secrets_are_equal_only_when_every_byte_is(void **state)
{
    (void)state;
    assert_true(text_equal_secret("", ""));
    assert_true(text_equal_secret("secret", "secret"));
    assert_false(text_equal_secret("secret", "secreT"));
    assert_false(text_equal_secret("secret", "tecret"));
    assert_false(text_equal_secret("secret", "secre"));
    assert_false(text_equal_secret("", "x"));
    assert_false(text_equal_secret("\xff\x01", "\x01\xff"));
    assert_false(text_equal_secret("a\x80", "a\x01"));
}

static void every_error_has_a_name_and_a_status(void **state)
{
    static const int statuses[ERR__COUNT] = {200, 422, 400, 403, 303, 423, 404, 405, 409, 413, 429, 421, 503, 507, 500};
    (void)state;
    for (int i = 0; i < ERR__COUNT; i++) {
        assert_int_equal(err_http_status((enum err)i), statuses[i]);
        assert_true(*err_name((enum err)i) != '\0');
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(err_name((enum err)i), err_name((enum err)k));
        }
    }
    assert_int_equal(err_http_status(ERR__COUNT), 500);
    assert_string_equal(err_name(ERR__COUNT), "internal");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_is_written_and_read_back),
        cmocka_unit_test(no_two_or_three_bytes_are_read_that_are_not_the_one_form_of_a_code_point),
        cmocka_unit_test(the_invalid_forms_are_refused_one_byte_at_a_time),
        cmocka_unit_test(valid_text_is_valid),
        cmocka_unit_test(length_counts_code_points),
        cmocka_unit_test(a_cut_is_the_longest_prefix_of_whole_characters),
        cmocka_unit_test(format_makes_strings_of_any_length),
        cmocka_unit_test(a_join_is_one_string_behind_the_other),
        cmocka_unit_test(numbers_are_read_whole_or_not_at_all),
        cmocka_unit_test(null_is_empty_and_equals_empty),
        cmocka_unit_test(hexadecimal_is_lower_case_and_twice_as_long),
        cmocka_unit_test(secrets_are_equal_only_when_every_byte_is),
        cmocka_unit_test(every_error_has_a_name_and_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
