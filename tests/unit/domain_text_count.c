/* domain_text_count.c - the count of 字 against the vectors that the page's script is tested with too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_clean.h"
#include "domain/text_count.h"

static char *read_file(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    char *text = arena_alloc(a, 1 << 16, 1);
    size_t len = fread(text, 1, (1 << 16) - 1, f);
    assert_int_equal(0, ferror(f));
    assert_int_equal(0, fclose(f));
    assert_in_range(len, 2, (1 << 16) - 2);
    return text;
}

static uint32_t read_hex4(const char *s)
{
    char digits[5] = {s[0], s[1], s[2], s[3], '\0'};
    char *end = NULL;
    unsigned long v = strtoul(digits, &end, 16);
    assert_ptr_equal(end, digits + 4);
    return (uint32_t)v;
}

/* Reads the JSON string that begins at `s` (its opening quote); *ret_end is past the closing one. */
static char *read_string(struct arena *a, const char *s, const char **ret_end)
{
    char *text = arena_alloc(a, strlen(s) + 1, 1);
    size_t to = 0;
    assert_int_equal('"', *s++);
    while (*s != '"') {
        assert_int_not_equal('\0', *s);
        if (*s != '\\') {
            text[to++] = *s++;
            continue;
        }
        s++;
        if (*s == 'u') {
            uint32_t cp = read_hex4(s + 1);
            s += 5;
            if (cp >= 0xD800 && cp < 0xDC00) {
                assert_int_equal('\\', s[0]);
                cp = 0x10000 + ((cp - 0xD800) << 10) + (read_hex4(s + 2) - 0xDC00);
                s += 6;
            }
            to += utf8_put(cp, text + to);
            continue;
        }
        static const char escapes[] = "n\nt\tr\r\"\"\\\\//";
        const char *e = strchr(escapes, *s++);
        assert_non_null(e);
        text[to++] = e[1];
    }
    text[to] = '\0';
    *ret_end = s + 1;
    return text;
}

/* Runs every {"text": ..., "zi": n} of the file and returns how many there were. */
static size_t check_vectors(const char *path)
{
    struct arena *a = arena_new();
    const char *at = read_file(a, path);
    size_t count = 0;
    while ((at = strstr(at, "\"text\":")) != NULL) {
        const char *text = read_string(a, strchr(at + strlen("\"text\":"), '"'), &at);
        const char *number = strstr(at, "\"zi\":");
        assert_non_null(number);
        size_t expected = (size_t)strtoul(number + strlen("\"zi\":"), NULL, 10);
        size_t got = zi_count(text);
        if (got != expected) {
            print_error("%s: \"%s\" is %zu 字, expected %zu\n", path, text, got, expected);
        }
        assert_int_equal(expected, got);
        count++;
    }
    arena_free(a);
    return count;
}

static void the_vectors_of_the_design_count_as_written(void **state)
{
    (void)state;
    assert_int_equal(23, check_vectors("tests/golden/zi-vectors.json"));
}

static void rare_planes_joiners_and_selectors_count_as_written(void **state)
{
    (void)state;
    assert_in_range(check_vectors("tests/golden/zi-extra.json"), 30, 100);
}

static void each_class_holds_its_boundaries(void **state)
{
    (void)state;
    static const struct {
        uint32_t cp;
        enum zi_class class;
    } rows[] = {
        {0x00, ZI_SKIPPED},     {0x09, ZI_SPACE},      {0x0D, ZI_SPACE},     {0x0E, ZI_SKIPPED},
        {0x1F, ZI_SKIPPED},     {0x20, ZI_SPACE},      {0x21, ZI_RUN},       {0x7E, ZI_RUN},
        {0x7F, ZI_SKIPPED},     {0x85, ZI_SPACE},      {0xA0, ZI_SPACE},     {0xB7, ZI_RUN},
        {0x2013, ZI_RUN},       {0x2014, ZI_WIDE},     {0x2015, ZI_WIDE},    {0x2016, ZI_RUN},
        {0x2017, ZI_RUN},       {0x2018, ZI_WIDE},     {0x2019, ZI_WIDE},    {0x201A, ZI_RUN},
        {0x201D, ZI_WIDE},      {0x2026, ZI_WIDE},     {0x2027, ZI_RUN},     {0x2E7F, ZI_RUN},
        {0x2E80, ZI_WIDE},      {0x2FFF, ZI_WIDE},     {0x3000, ZI_SPACE},   {0x3001, ZI_WIDE},
        {0x302A, ZI_SKIPPED},   {0x3030, ZI_WIDE},     {0x3105, ZI_WIDE},    {0x3400, ZI_WIDE},
        {0x4E00, ZI_WIDE},      {0x9FFF, ZI_WIDE},     {0xA000, ZI_RUN},     {0xABFF, ZI_RUN},
        {0xAC00, ZI_WIDE},      {0xD7A3, ZI_WIDE},     {0xD7B0, ZI_SKIPPED}, {0xE000, ZI_WIDE},
        {0xFAFF, ZI_WIDE},      {0xFB00, ZI_RUN},      {0xFE0F, ZI_SKIPPED}, {0xFE10, ZI_WIDE},
        {0xFE30, ZI_WIDE},      {0xFE70, ZI_RUN},      {0xFEFF, ZI_SKIPPED}, {0xFF01, ZI_WIDE},
        {0xFFEF, ZI_WIDE},      {0xFFF0, ZI_RUN},      {0xFFFD, ZI_RUN},     {0xFFFE, ZI_SKIPPED},
        {0x1F600, ZI_RUN},      {0x1FFFF, ZI_SKIPPED}, {0x20000, ZI_WIDE},   {0x2A6DF, ZI_WIDE},
        {0x2EBE0, ZI_WIDE},     {0x30000, ZI_WIDE},    {0x323AF, ZI_WIDE},   {0x3FFFD, ZI_WIDE},
        {0x40000, ZI_RUN},      {0xE0100, ZI_SKIPPED}, {0xF0000, ZI_RUN},    {0x10FFFD, ZI_RUN},
        {0x10FFFE, ZI_SKIPPED}, {UINT32_MAX, ZI_RUN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (zi_class_of(rows[i].cp) != rows[i].class) {
            print_error("U+%04X\n", (unsigned)rows[i].cp);
        }
        assert_int_equal(rows[i].class, zi_class_of(rows[i].cp));
    }
}

static void every_ideograph_of_gb18030_level_three_counts_one(void **state)
{
    (void)state;
    static const struct {
        uint32_t first, last;
    } blocks[] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0x20000, 0x2A6DF}, {0x2A700, 0x2B739},
                  {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}, {0x30000, 0x3134A}};
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        for (uint32_t cp = blocks[i].first; cp <= blocks[i].last; cp++) {
            char text[5] = {0};
            (void)utf8_put(cp, text);
            assert_int_equal(1, zi_count(text));
        }
    }
}

static void what_is_told_without_the_tables_is_what_they_say(void **state)
{
    (void)state;
    for (uint32_t cp = 0x21; cp < 0x7F; cp++) {
        assert_int_equal(zi_class_of(cp), ZI_RUN);
    }
    for (uint32_t cp = 0x2E80; cp <= 0xA000; cp++) { /* CJK but for the ideographic space, tone and voicing marks */
        bool is_hole = cp == 0x3000 || (cp >= 0x302A && cp <= 0x302F) || cp == 0x3099 || cp == 0x309A || cp == 0x3164;
        assert_int_equal(zi_class_of(cp) == ZI_WIDE, cp != 0xA000 && !is_hole);
    }
}

static void code_points_count_all_but_white_space(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t count;
    } rows[] = {
        {"", 0},         {" \t\r\n\xE3\x80\x80", 0}, {"a b", 2},          {"品牌 A1", 4},
        {"𬭊𫖯", 2}, {"a\u0301\u0301\u0301", 4}, {"\u200d\u200d", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(rows[i].count, codepoint_count_nonspace(rows[i].text));
    }
}

static void bytes_that_are_no_text_are_counted_and_harm_nothing(void **state)
{
    (void)state;
    assert_int_equal(1, zi_count("\xff\xfe\xc0"));
    assert_int_equal(2, zi_count("中\xe4\xb8"));
    assert_int_equal(3, codepoint_count_nonspace("\xff\xfe\xc0"));
}

static void cleaning_a_text_does_not_change_its_count(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "\xEF\xBB\xBF甲\xE2\x80\x8B乙",
        "A\tB\x0B C",
        "PD\xEF\xBB\xBF"
        "F 文件",
        "a\xE2\x80\xAE"
        "b",
        "一\r\n\r\n\r\n\r\n二 ",
        "x\x01y",
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(zi_count(rows[i]), zi_count(text_clean_lines(a, rows[i])));
        assert_int_equal(zi_count(rows[i]), zi_count(text_clean_line(a, rows[i])));
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vectors_of_the_design_count_as_written),
        cmocka_unit_test(rare_planes_joiners_and_selectors_count_as_written),
        cmocka_unit_test(each_class_holds_its_boundaries),
        cmocka_unit_test(every_ideograph_of_gb18030_level_three_counts_one),
        cmocka_unit_test(what_is_told_without_the_tables_is_what_they_say),
        cmocka_unit_test(code_points_count_all_but_white_space),
        cmocka_unit_test(bytes_that_are_no_text_are_counted_and_harm_nothing),
        cmocka_unit_test(cleaning_a_text_does_not_change_its_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
