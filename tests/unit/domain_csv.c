/* domain_csv.c - sheets as office programs save them: encodings, quotes, line ends, limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "domain/csv.h"

/* "单位,𬭊" as WPS saves it on a Chinese Windows: GB18030, the rare character in four bytes. */
#define GB_DANWEI "\xB5\xA5\xCE\xBB"
#define GB_RARE   "\x99\x30\xA0\x37"

static struct csv_sheet parsed(struct arena *a, const char *text)
{
    struct csv_sheet s;
    int line = 0;
    assert_int_equal(csv_parse(a, text, &s, &line), OK);
    return s;
}

static void utf8_with_and_without_bom_and_gb18030_read_the_same(void **state)
{
    static const struct {
        const char *bytes, *encoding;
    } rows[] = {{"单位,a\r\n", "UTF-8"}, {"\xEF\xBB\xBF单位,a\r\n", "UTF-8"}, {GB_DANWEI ",a\r\n", "GB18030"}};
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *text = NULL;
        const char *encoding = NULL;
        assert_int_equal(csv_decode(a, rows[i].bytes, strlen(rows[i].bytes), &text, &encoding), OK);
        assert_string_equal(text, "单位,a\r\n");
        assert_string_equal(encoding, rows[i].encoding);
    }
    arena_free(a);
}

static void four_bytes_of_gb18030_are_one_character(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const char *text = NULL;
    const char *encoding = NULL;
    assert_int_equal(csv_decode(a, GB_DANWEI GB_RARE, strlen(GB_DANWEI GB_RARE), &text, &encoding), OK);
    assert_int_equal(strlen(text), strlen("单位") + 4);
    arena_free(a);
}

static void a_workbook_and_broken_bytes_are_refused(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
    } rows[] = {{"PK\3\4\0\0\0", 7},
                {"\xFF\xFE"
                 "a",
                 3},
                {GB_DANWEI "\x81", 5},
                {"a\0b", 3}};
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *text = NULL;
        const char *encoding = NULL;
        assert_int_equal(csv_decode(a, rows[i].bytes, rows[i].len, &text, &encoding), ERR_MALFORMED);
    }
    arena_free(a);
}

static void rows_and_cells_are_told_apart(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct csv_sheet s = parsed(a, "a,b,c\r\n\"x,1\",\"he said \"\"yes\"\"\",\"two\nlines\"\n\n,,\n1,,  3 \n4");
    assert_int_equal(s.rows_len, 4);
    assert_int_equal(s.rows[0].cells_len, 3);
    assert_string_equal(csv_cell(&s.rows[1], 0), "x,1");
    assert_string_equal(csv_cell(&s.rows[1], 1), "he said \"yes\"");
    assert_string_equal(csv_cell(&s.rows[1], 2), "two lines");
    assert_int_equal(s.rows[2].line, 6); /* as the file counts: the quoted line end, and the empty lines */
    assert_string_equal(csv_cell(&s.rows[2], 1), "");
    assert_string_equal(csv_cell(&s.rows[2], 2), "3");
    assert_string_equal(csv_cell(&s.rows[3], 0), "4");
    assert_string_equal(csv_cell(&s.rows[3], 1), "");
    arena_free(a);
}

static void an_open_quote_names_its_line(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct csv_sheet s;
    int line = 0;
    assert_int_equal(csv_parse(a, "a\nb\n\"c\nd\ne", &s, &line), ERR_MALFORMED);
    assert_int_equal(line, 3);
    arena_free(a);
}

static void an_empty_text_is_an_empty_sheet(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_int_equal(parsed(a, "").rows_len, 0);
    assert_int_equal(parsed(a, "\r\n\n,,,\n").rows_len, 0);
    arena_free(a);
}

static void limits_are_kept(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct csv_sheet s;
    int line = 0;
    char *text = arena_alloc(a, 2 * (CSV_ROWS_MAX + 2), 1);
    for (int i = 0; i < CSV_ROWS_MAX; i++) {
        memcpy(text + 2 * i, "a\n", 2);
    }
    assert_int_equal(csv_parse(a, text, &s, &line), OK);
    assert_int_equal(s.rows_len, CSV_ROWS_MAX);
    memcpy(text + 2 * CSV_ROWS_MAX, "a\n", 2);
    assert_int_equal(csv_parse(a, text, &s, &line), ERR_TOO_LARGE);
    char wide[CSV_COLUMNS_MAX + 1];
    memset(wide, ',', CSV_COLUMNS_MAX);
    wide[CSV_COLUMNS_MAX] = '\0';
    assert_int_equal(csv_parse(a, wide, &s, &line), ERR_TOO_LARGE);
    const char *out = NULL;
    const char *encoding = NULL;
    assert_int_equal(csv_decode(a, text, (size_t)CSV_BYTES_MAX + 1, &out, &encoding), ERR_TOO_LARGE);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_with_and_without_bom_and_gb18030_read_the_same),
        cmocka_unit_test(four_bytes_of_gb18030_are_one_character),
        cmocka_unit_test(a_workbook_and_broken_bytes_are_refused),
        cmocka_unit_test(rows_and_cells_are_told_apart),
        cmocka_unit_test(an_open_quote_names_its_line),
        cmocka_unit_test(an_empty_text_is_an_empty_sheet),
        cmocka_unit_test(limits_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
