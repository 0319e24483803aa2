/* table_xlsx.c - what stands in the cells of workbooks as WPS, Excel and LibreOffice write them, and what is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "support/xlsx_maker.h"
#include "table/archive.h"
#include "table/strings.h"
#include "table/xlsx.h"

static int arena_setup(void **state)
{
    *state = arena_new();
    return 0;
}

static int arena_teardown(void **state)
{
    arena_free(*state);
    return 0;
}

static struct table_book read_book(struct arena *a, const struct zip_maker *z)
{
    struct table_book b;
    enum table_finding f = xlsx_read(a, z->bytes, z->len, &b);
    if (f != TABLE_FINE) {
        fail_msg("%s", table_finding_name(f));
    }
    return b;
}

/* The sheet as "line|cell|cell;line|cell". */
static const char *shown(struct arena *a, const struct table_sheet *s)
{
    const char *text = "";
    for (size_t i = 0; i < s->rows_len; i++) {
        text = text_format(a, "%s%s%d", text, i == 0 ? "" : ";", s->rows[i].line);
        for (size_t k = 0; k < s->rows[i].cells_len; k++) {
            text = text_format(a, "%s|%s", text, s->rows[i].cells[k]);
        }
    }
    return text;
}

static const char *read_rows(struct arena *a, const char *rows, const char *strings)
{
    struct zip_maker z = xlsx_simple(a, rows, strings);
    struct table_book b = read_book(a, &z);
    assert_int_equal(b.sheets_len, 1);
    return shown(a, &b.sheets[0]);
}

static enum table_finding finding_of(struct arena *a, const char *rows)
{
    struct table_book b;
    struct zip_maker z = xlsx_simple(a, rows, NULL);
    return xlsx_read(a, z.bytes, z.len, &b);
}

/* ---- what is read ---- */

static void shared_inline_and_formula_texts_are_read(void **state)
{
    struct arena *a = *state;
    assert_string_equal(
        read_rows(a,
                  "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>行内</t></is></c>"
                  "<c r=\"C1\" t=\"str\"><f>A1&amp;\"x\"</f><v>公式&lt;值&gt;</v></c></row>"
                  "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\"><f>1+1</f></c></row>",
                  "<si><t>第一</t></si><si><t xml:space=\"preserve\"> 第二 </t></si>"),
        "1| 第二 |行内|公式<值>;2|第一");
}

static void runs_are_joined_and_readings_are_left_out(void **state)
{
    struct arena *a = *state;
    assert_string_equal(
        read_rows(a,
                  "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><r><t>供</t></r>"
                  "<r><t>水</t></r><rPh sb=\"0\" eb=\"1\"><t>gong</t></rPh></is></c></row>",
                  "<si><r><rPr><b/></rPr><t>示例</t></r><r><t>市</t></r><rPh sb=\"0\" eb=\"1\"><t>shili</t></rPh>"
                  "<phoneticPr fontId=\"1\"/></si>"),
        "1|示例市|供水");
}

static void line_breaks_and_escapes_are_undone(void **state)
{
    struct arena *a = *state;
    assert_string_equal(read_rows(a, "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>",
                                  "<si><t>a_x000D_\nb_x005F_x0041_c_x4E2D_d_xZZZZ_e_x0000_f_xD800_</t></si>"),
                        "1|a\r\nb_x0041_c中d_xZZZZ_e_x0000_f_xD800_");
}

static void empty_cells_skipped_rows_and_skipped_columns_keep_their_places(void **state)
{
    struct arena *a = *state;
    assert_string_equal(read_rows(a,
                                  "<row r=\"2\" spans=\"1:9\"/><row r=\"5\"><c r=\"C5\"><v>7</v></c><c r=\"D5\" "
                                  "s=\"1\"/><c r=\"E5\" t=\"inlineStr\"><is><t>e</t></is></c></row>"
                                  "<row r=\"7\"><c r=\"B7\" s=\"4\"/></row><row><c><v>1</v></c><c><v>2</v></c></row>",
                                  NULL),
                        "5|||7||e;8|1|2");
}

static void booleans_errors_and_dates_are_left_as_they_are(void **state)
{
    struct arena *a = *state;
    assert_string_equal(read_rows(a,
                                  "<row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"b\"><v>0</v></c><c "
                                  "r=\"C1\" t=\"e\"><v>#REF!</v></c><c r=\"D1\" s=\"2\"><v>42173</v></c><c r=\"E1\" "
                                  "t=\"d\"><v>2015-06-18</v></c></row>",
                                  NULL),
                        "1|TRUE|FALSE|#REF!|42173|2015-06-18");
}

static void numbers_come_back_as_they_were_typed_and_rounded_codes_are_seen(void **state)
{
    static const char *const rows[][2] = {
        {"467000001", "467000001"},
        {"4.67000001E+8", "467000001"},
        {"320411000", "320411000"},
        {"0", "0"},
        {"-12", "-12"},
        {"0.1", "0.1"},
        {"1.1000000000000001", "1.1"},
        {"1E-3", "0.001"},
        {"123456789012345", "123456789012345"},
        {"1.23456789012345E+14", "123456789012345"},
        {"320400199901010000", "3.2040019990101E+17"},
        {"3.204E+17", "3.204E+17"},
        {"1234567890123456", "1.23456789012346E+15"},
        {"1E-9", "1E-9"},
        {"x12", "x12"},
        {"1.2.3", "1.2.3"},
        {"0x10", "0x10"},
        {"1E999", "1E999"},
    };
    struct arena *a = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *xml = text_format(a, "<row r=\"1\"><c r=\"A1\"><v>%s</v></c></row>", rows[i][0]);
        const char *got = read_rows(a, xml, NULL);
        if (strcmp(got + 2, rows[i][1]) != 0) {
            fail_msg("%s is read as %s", rows[i][0], got);
        }
    }
    assert_string_equal(
        read_rows(a, "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", "<si><t>91350100M0001TGQXM</t></si>"),
        "1|91350100M0001TGQXM");
}

static void visible_sheets_are_read_in_their_order_and_hidden_ones_are_not(void **state)
{
    struct arena *a = *state;
    struct zip_maker z = zip_new(a);
    xlsx_frame(&z,
               "<sheet name=\"说明\" sheetId=\"7\" r:id=\"rId2\"/><sheet name=\"旧\" sheetId=\"2\" state=\"hidden\" "
               "r:id=\"rId1\"/><sheet name=\"旧2\" sheetId=\"2\" state=\"veryHidden\" r:id=\"rId1\"/><sheet "
               "name=\"名单\" sheetId=\"1\" state=\"visible\" r:id=\"rId1\"/><sheet name=\"图\" sheetId=\"9\" "
               "r:id=\"rId9\"/>");
    zip_text(&z, "xl/worksheets/sheet1.xml", xlsx_sheet_xml(a, "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"));
    zip_text(&z, "xl/worksheets/sheet2.xml", xlsx_sheet_xml(a, "<row r=\"1\"><c r=\"A1\"><v>2</v></c></row>"));
    zip_end(&z);
    struct table_book b = read_book(a, &z);
    assert_int_equal(b.sheets_len, 2);
    assert_string_equal(b.sheets[0].name, "说明");
    assert_string_equal(shown(a, &b.sheets[0]), "1|2");
    assert_string_equal(b.sheets[1].name, "名单");
    assert_string_equal(shown(a, &b.sheets[1]), "1|1");
}

/* Another program's prefixes, absolute targets, the strict dialect's namespaces, stored parts, UTF-16. */
static void other_programs_prefixes_targets_and_dialects_are_read(void **state)
{
    struct arena *a = *state;
    struct zip_maker z = zip_new(a);
    z.is_stored = true;
    zip_text(&z, "_rels/.rels",
             "<p:Relationships xmlns:p=\"" XLSX_PKG "\"><p:Relationship Id=\"R1\" "
             "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" "
             "Target=\"/xl/workbook2.xml\"/></p:Relationships>");
    zip_text(&z, "xl/workbook2.xml",
             "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" "
             "xmlns:q=\"http://purl.oclc.org/ooxml/officeDocument/relationships\"><x:sheets><x:sheet name=\"a\" "
             "sheetId=\"1\" q:id=\"R7\"/></x:sheets></x:workbook>");
    zip_text(&z, "xl/_rels/workbook2.xml.rels",
             "<Relationships xmlns=\"" XLSX_PKG "\"><Relationship Id=\"R7\" "
             "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet\" "
             "Target=\"../xl/worksheets/s.xml\"/></Relationships>");
    zip_text(&z, "xl/worksheets/s.xml",
             "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row r=\"1\"><x:c "
             "r=\"A1\" t=\"inlineStr\"><x:is><x:t>读到了</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>");
    zip_end(&z);
    struct table_book b = read_book(a, &z);
    assert_string_equal(shown(a, &b.sheets[0]), "1|读到了");
}

static void what_stands_right_of_the_fortieth_column_is_not_read(void **state)
{
    struct arena *a = *state;
    assert_string_equal(read_rows(a,
                                  "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"AO1\"><v>2</v></c><c "
                                  "r=\"XFD1\"><v>3</v></c></row>",
                                  NULL),
                        "1|1");
}

static const char *many_rows(struct arena *a, int rows, const char *cell)
{
    size_t each = strlen(cell) + 40;
    char *text = arena_raw(a, (size_t)rows * each + 1, 1);
    size_t n = 0;
    for (int i = 1; i <= rows; i++) {
        n += (size_t)snprintf(text + n, each, "<row r=\"%d\">%s</row>", i, cell);
    }
    return text;
}

static void rows_over_the_limit_are_not_read_and_it_is_said(void **state)
{
    struct arena *a = *state;
    struct zip_maker z = xlsx_simple(a, many_rows(a, TABLE_ROWS_MAX + 1, "<c><v>1</v></c>"), NULL);
    struct table_book b = read_book(a, &z);
    assert_int_equal(b.sheets[0].rows_len, TABLE_ROWS_MAX);
    assert_true(b.sheets[0].is_cut);
    z = xlsx_simple(a, many_rows(a, TABLE_ROWS_MAX, "<c><v>1</v></c>"), NULL);
    b = read_book(a, &z);
    assert_int_equal(b.sheets[0].rows_len, TABLE_ROWS_MAX);
    assert_false(b.sheets[0].is_cut);
}

static void rows_that_are_only_painted_do_not_count(void **state)
{
    struct arena *a = *state;
    struct zip_maker z = xlsx_simple(
        a, text_format(a, "%s<row r=\"30001\"><c><v>9</v></c></row>", many_rows(a, 30000, "<c s=\"3\"/>")), NULL);
    struct table_book b = read_book(a, &z);
    assert_string_equal(shown(a, &b.sheets[0]), "30001|9");
}

static void a_long_text_is_cut_between_characters(void **state)
{
    struct arena *a = *state;
    char *text = arena_alloc(a, 20001, 1);
    for (size_t i = 0; i < 6000; i++) {
        memcpy(text + 3 * i, "中", 3);
    }
    struct zip_maker z =
        xlsx_simple(a, "<row r=\"1\"><c t=\"s\"><v>0</v></c></row>", text_format(a, "<si><t>%s</t></si>", text));
    struct table_book b = read_book(a, &z);
    const char *got = b.sheets[0].rows[0].cells[0];
    assert_in_range(strlen(got), TABLE_CELL_BYTES_MAX - 3, TABLE_CELL_BYTES_MAX);
    assert_true(utf8_is_valid(got, strlen(got)));
}

/* ---- what is refused ---- */

static void places_that_no_sheet_has_are_refused(void **state)
{
    static const char *const rows[] = {
        "<row r=\"0\"/>",
        "<row r=\"1048577\"/>",
        "<row r=\"x\"/>",
        "<row r=\"5\"/><row r=\"5\"/>",
        "<row r=\"5\"/><row r=\"4\"/>",
        "<row r=\"1\"><c r=\"XFE1\"/></row>",
        "<row r=\"1\"><c r=\"ZZZZZZZZZZZZZZZZZZZZ1\"/></row>",
        "<row r=\"1\"><c r=\"A1000000000\"/></row>",
        "<row r=\"1\"><c r=\"A2\"/></row>",
        "<row r=\"1\"><c r=\"1\"/></row>",
        "<row r=\"1\"><c r=\"a1\"/></row>",
        "<c r=\"A1\"/>",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>x</v></c></row>",
        "<row r=\"1\"><c r=\"A1\">",
        "<row r=\"1\"></rows>",
        "&nbsp;",
    };
    struct arena *a = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (finding_of(a, rows[i]) != TABLE_DAMAGED) {
            fail_msg("%s", rows[i]);
        }
    }
}

static void document_types_and_entities_are_refused(void **state)
{
    static const char *const heads[] = {
        "<!DOCTYPE worksheet>",
        "<!DOCTYPE worksheet SYSTEM \"file:///etc/passwd\">",
        "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>",
        "<!DOCTYPE w [<!ENTITY % x SYSTEM \"http://192.0.2.1/x\">%x;]>",
    };
    struct arena *a = *state;
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        struct zip_maker z = zip_new(a);
        struct table_book b;
        xlsx_frame(&z, NULL);
        zip_text(&z, "xl/worksheets/sheet1.xml",
                 text_format(a,
                             "%s<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>x</t></is></c></row>"
                             "</sheetData></worksheet>",
                             heads[i]));
        zip_end(&z);
        assert_int_equal(xlsx_read(a, z.bytes, z.len, &b), TABLE_DAMAGED);
    }
}

static void endless_depth_and_endless_tags_are_refused(void **state)
{
    struct arena *a = *state;
    enum { DEEP = 5000, LONG = 3 * 1024 * 1024 };
    char *deep = arena_alloc(a, DEEP * 3 + 1, 1);
    for (size_t i = 0; i < DEEP; i++) {
        memcpy(deep + 3 * i, "<a>", 3);
    }
    assert_int_equal(finding_of(a, deep), TABLE_DAMAGED);
    /* does not pack well, or the ratio would be what is refused */
    char *tag = arena_alloc(a, LONG + 16, 1);
    memcpy(tag, "<row r=\"", 8);
    uint32_t x = 2015;
    for (size_t i = 8; i < LONG; i++) {
        x = x * 1664525U + 1013904223U;
        tag[i] = (char)('a' + (x >> 24) % 26);
    }
    memcpy(tag + LONG, "\"/>", 4);
    assert_int_equal(finding_of(a, tag), TABLE_DAMAGED);
}

static void archives_that_lie_are_refused(void **state)
{
    struct arena *a = *state;
    struct table_book b;
    static const struct {
        unsigned flag, method, crc;
        enum table_finding finding;
    } rows[] = {{1, 0, 0, TABLE_OLD}, {0, 12, 0, TABLE_DAMAGED}, {0, 99, 0, TABLE_DAMAGED}, {0, 0, 7, TABLE_DAMAGED}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct zip_maker z = zip_new(a);
        xlsx_frame(&z, NULL);
        z.flag = rows[i].flag;
        z.method_lie = rows[i].method;
        z.crc_lie = rows[i].crc;
        /* read to its end: the sheet's own end would come before the archive's */
        zip_text(&z, "xl/worksheets/sheet1.xml", "<worksheet xmlns=\"" XLSX_NS "\"><sheetViews/></worksheet>");
        zip_end(&z);
        assert_int_equal(xlsx_read(a, z.bytes, z.len, &b), rows[i].finding);
    }
    struct zip_maker z = xlsx_simple(a, "<row><c><v>1</v></c></row>", NULL);
    for (size_t cut = 0; cut < z.len; cut += 7) {
        assert_int_not_equal(xlsx_read(a, z.bytes, cut, &b), TABLE_FINE);
    }
}

static void other_archives_are_named(void **state)
{
    struct arena *a = *state;
    struct table_book b;
    struct zip_maker z = zip_new(a);
    zip_text(&z, "mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    zip_text(&z, "content.xml", "<x/>");
    zip_end(&z);
    assert_int_equal(xlsx_read(a, z.bytes, z.len, &b), TABLE_NOT_XLSX);
    z = zip_new(a);
    zip_text(&z, "_rels/.rels",
             "<Relationships><Relationship Id=\"1\" Type=\"x/officeDocument\" "
             "Target=\"xl/workbook.bin\"/></Relationships>");
    zip_text(&z, "xl/workbook.bin", "x");
    zip_end(&z);
    assert_int_equal(xlsx_read(a, z.bytes, z.len, &b), TABLE_BINARY);
    z = zip_new(a);
    zip_text(&z, "_rels/.rels",
             "<Relationships><Relationship Id=\"1\" Type=\"x/officeDocument\" "
             "Target=\"word/document.xml\"/></Relationships>");
    zip_text(&z, "word/document.xml", "<x/>");
    zip_end(&z);
    assert_int_equal(xlsx_read(a, z.bytes, z.len, &b), TABLE_NOT_XLSX);
    assert_int_equal(xlsx_read(a, (const unsigned char *)"PK\3\4", 4, &b), TABLE_NOT_XLSX);
}

static void bombs_are_refused(void **state)
{
    struct arena *a = *state;
    struct table_book b;
    enum { NULLS = 48 * 1024 * 1024 };
    char *spaces = arena_raw(a, NULLS + 1, 1);
    memset(spaces, ' ', NULLS);
    spaces[NULLS] = '\0';
    struct zip_maker z = xlsx_simple(a, spaces, NULL);
    assert_in_range(z.len, 1, 100 * 1024);
    assert_int_equal(xlsx_read(a, z.bytes, z.len, &b), TABLE_TOO_LARGE);
    z = zip_new(a);
    xlsx_frame(&z, NULL);
    zip_text(&z, "xl/worksheets/sheet1.xml", xlsx_sheet_xml(a, ""));
    for (int i = 0; i < ARCHIVE_PARTS_MAX; i++) {
        zip_text(&z, text_format(a, "x%d", i), "");
    }
    zip_end(&z);
    assert_int_equal(xlsx_read(a, z.bytes, z.len, &b), TABLE_TOO_LARGE);
    char *items = arena_raw(a, STRINGS_MAX * 6 + 16, 1);
    for (size_t i = 0; i <= STRINGS_MAX; i++) {
        memcpy(items + 5 * i, "<si/>", 6);
    }
    z = xlsx_simple(a, "", items);
    assert_int_equal(xlsx_read(a, z.bytes, z.len, &b), TABLE_TOO_LARGE);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, arena_setup, arena_teardown)
    const struct CMUnitTest tests[] = {
        T(shared_inline_and_formula_texts_are_read),
        T(runs_are_joined_and_readings_are_left_out),
        T(line_breaks_and_escapes_are_undone),
        T(empty_cells_skipped_rows_and_skipped_columns_keep_their_places),
        T(booleans_errors_and_dates_are_left_as_they_are),
        T(numbers_come_back_as_they_were_typed_and_rounded_codes_are_seen),
        T(visible_sheets_are_read_in_their_order_and_hidden_ones_are_not),
        T(other_programs_prefixes_targets_and_dialects_are_read),
        T(what_stands_right_of_the_fortieth_column_is_not_read),
        T(rows_over_the_limit_are_not_read_and_it_is_said),
        T(rows_that_are_only_painted_do_not_count),
        T(a_long_text_is_cut_between_characters),
        T(places_that_no_sheet_has_are_refused),
        T(document_types_and_entities_are_refused),
        T(endless_depth_and_endless_tags_are_refused),
        T(archives_that_lie_are_refused),
        T(other_archives_are_named),
        T(bombs_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
