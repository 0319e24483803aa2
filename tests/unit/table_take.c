/* table_take.c - workbooks through the confined child: fine ones come back as rows, bombs and impostors are refused in
 * time and in memory, a child that misbehaves costs one workbook. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "media/child.h"
#include "support/own_program.h"
#include "support/xlsx_maker.h"
#include "table/table.h"
#include "table/table_wire.h"
#include "table/table_worker.h"

enum { BOMB_US = 6000000, MEMORY_KIB = 256 * 1024 };

struct room {
    struct arena *a;
    struct tables *t;
};

static int room_open(void **state)
{
    static struct room r;
    char path[PATH_MAX];
    r.a = arena_new();
    struct tables_options o = {.exe = own_program(path), .workers_max = 1, .queue_ms = 200};
    assert_int_equal(tables_open(&o, &r.t), OK);
    *state = &r;
    return 0;
}

static int room_close(void **state)
{
    struct room *r = *state;
    tables_close(r->t);
    arena_free(r->a);
    return 0;
}

static enum err take(struct room *r, const void *bytes, size_t len, enum table_finding *ret, struct table_book *book)
{
    FILE *f = tmpfile();
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    assert_int_equal(fflush(f), 0);
    enum err e = table_take(r->t, fileno(f), len, r->a, ret, book);
    (void)fclose(f);
    return e;
}

static enum table_finding finding_of(struct room *r, const void *bytes, size_t len)
{
    enum table_finding finding = TABLE_FINE;
    struct table_book book;
    int64_t from = clock_monotonic_us();
    assert_int_equal(take(r, bytes, len, &finding, &book), OK);
    assert_in_range(clock_monotonic_us() - from, 0, BOMB_US);
    return finding;
}

static void a_workbook_comes_back_as_clean_rows(void **state)
{
    struct room *r = *state;
    enum table_finding finding = TABLE_DAMAGED;
    struct table_book b;
    struct zip_maker z =
        xlsx_simple(r->a,
                    "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"C3\"><v>467000001</v></c></row>"
                    "<row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t> \n </t></is></c></row>",
                    "<si><t>示例市_x000D_\n第一 </t></si>");
    assert_int_equal(take(r, z.bytes, z.len, &finding, &b), OK);
    assert_int_equal(finding, TABLE_FINE);
    assert_int_equal(b.sheets_len, 1);
    assert_string_equal(b.sheets[0].name, "Sheet1");
    assert_int_equal(b.sheets[0].rows_len, 1);
    assert_int_equal(b.sheets[0].rows[0].line, 3);
    assert_int_equal(b.sheets[0].rows[0].cells_len, 3);
    assert_string_equal(b.sheets[0].rows[0].cells[0], "示例市 第一");
    assert_string_equal(b.sheets[0].rows[0].cells[1], "");
    assert_string_equal(b.sheets[0].rows[0].cells[2], "467000001");
}

/* ---- bombs ---- */

static struct zip_maker packed(struct room *r, char fill, size_t len)
{
    char *bytes = arena_raw(r->a, len + 1, 1);
    memset(bytes, fill, len);
    bytes[len] = '\0';
    return xlsx_simple(r->a, bytes, NULL);
}

/* Ten million rows that pack well, but not as well as nothing. */
static struct zip_maker ten_million_rows(struct room *r)
{
    enum { ROWS = 10000000, EACH = 6 };
    char *rows = arena_raw(r->a, (size_t)ROWS * EACH + 1, 1);
    for (size_t i = 0; i < ROWS; i++) {
        memcpy(rows + i * EACH, "<row/>", EACH + 1);
    }
    return xlsx_simple(r->a, rows, NULL);
}

/* Forty columns of every row name one long text: more comes out than any register holds. */
static struct zip_maker one_text_everywhere(struct room *r)
{
    enum { LONG = 4000, ROWS = 6000 };
    char *text = arena_alloc(r->a, LONG + 1, 1);
    memset(text, 'x', LONG);
    const char *row = "<row>";
    for (int c = 0; c < 40; c++) {
        row = text_format(r->a, "%s<c t=\"s\"><v>0</v></c>", row);
    }
    row = text_format(r->a, "%s</row>", row);
    size_t each = strlen(row);
    char *rows = arena_raw(r->a, each * ROWS + 1, 1);
    for (size_t i = 0; i < ROWS; i++) {
        memcpy(rows + i * each, row, each + 1);
    }
    return xlsx_simple(r->a, rows, text_format(r->a, "<si><t>%s</t></si>", text));
}

static struct zip_maker entities(struct room *r)
{
    const char *dtd = "<!DOCTYPE w [<!ENTITY a0 \"ha\">";
    for (int i = 1; i < 30; i++) {
        dtd = text_format(r->a, "%s<!ENTITY a%d \"&a%d;&a%d;&a%d;&a%d;\">", dtd, i, i - 1, i - 1, i - 1, i - 1);
    }
    struct zip_maker z = zip_new(r->a);
    xlsx_frame(&z, NULL);
    zip_text(&z, "xl/worksheets/sheet1.xml",
             text_format(r->a,
                         "%s]><worksheet><sheetData><row><c t=\"str\"><v>&a29;</v></c></row></sheetData></worksheet>",
                         dtd));
    zip_end(&z);
    return z;
}

static void bombs_are_refused_in_time_and_in_memory(void **state)
{
    struct room *r = *state;
    struct rusage before;
    assert_int_equal(getrusage(RUSAGE_CHILDREN, &before), 0);
    struct zip_maker z = packed(r, ' ', 50UL * 1024 * 1024);
    assert_int_equal(finding_of(r, z.bytes, z.len), TABLE_TOO_LARGE);
    z = ten_million_rows(r);
    assert_int_equal(finding_of(r, z.bytes, z.len), TABLE_TOO_LARGE);
    z = one_text_everywhere(r);
    assert_int_equal(finding_of(r, z.bytes, z.len), TABLE_TOO_LARGE);
    z = entities(r);
    assert_int_equal(finding_of(r, z.bytes, z.len), TABLE_DAMAGED);
    z = xlsx_simple(r->a, "<row r=\"1\"><c r=\"A1000000000\"><v>1</v></c></row>", NULL);
    assert_int_equal(finding_of(r, z.bytes, z.len), TABLE_DAMAGED);
    z = xlsx_simple(r->a, "<row r=\"1\"><c r=\"ZZZZZZZ1\"><v>1</v></c></row>", NULL);
    assert_int_equal(finding_of(r, z.bytes, z.len), TABLE_DAMAGED);
    z = xlsx_simple(r->a, "<row r=\"1000000000\"><c><v>1</v></c></row>", NULL);
    assert_int_equal(finding_of(r, z.bytes, z.len), TABLE_DAMAGED);
    struct rusage after;
    assert_int_equal(getrusage(RUSAGE_CHILDREN, &after), 0);
    assert_in_range(after.ru_maxrss, 1, MEMORY_KIB);
}

static void what_is_no_workbook_is_told_without_a_child(void **state)
{
    struct room *r = *state;
    static const unsigned char old[] = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 9};
    char *big = arena_alloc(r->a, TABLE_BYTES_MAX + 1, 1);
    memcpy(big, "PK\3\4", 4);
    assert_int_equal(finding_of(r, "", 0), TABLE_EMPTY);
    assert_int_equal(finding_of(r, old, sizeof old), TABLE_OLD);
    assert_int_equal(finding_of(r, "a,b", 3), TABLE_NOT_XLSX);
    assert_int_equal(finding_of(r, big, TABLE_BYTES_MAX + 1), TABLE_TOO_BIG);
    for (int f = TABLE_FINE + 1; f < TABLE__COUNT; f++) {
        assert_true(strlen(table_finding_text((enum table_finding)f)) > 20);
        assert_string_not_equal(table_finding_name((enum table_finding)f), "unknown");
    }
    assert_string_equal(table_finding_text(TABLE_FINE), "");
}

/* ---- a child that was taken over ---- */

static void a_child_that_misbehaves_costs_one_workbook(void **state)
{
    static const struct {
        const char *how;
        enum err e;
    } rows[] = {{"silent", OK},          {"killed", OK}, {"ends", ERR_INTERNAL}, {"nonsense", ERR_INTERNAL},
                {"lying", ERR_INTERNAL}, {"short", OK}};
    struct room *r = *state;
    struct zip_maker z = xlsx_simple(r->a, "<row><c><v>1</v></c></row>", NULL);
    char path[PATH_MAX];
    char dir[] = "/tmp/jianpin-table-XXXXXX";
    assert_non_null(mkdtemp(dir));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *link_path = text_format(r->a, "%s/%s", dir, rows[i].how);
        enum table_finding finding = TABLE_FINE;
        struct table_book b;
        assert_int_equal(symlink(own_program(path), link_path), 0);
        struct room bad = {.a = r->a};
        struct tables_options o = {.exe = link_path, .workers_max = 1, .timeout_ms = 500};
        assert_int_equal(tables_open(&o, &bad.t), OK);
        enum err e = take(&bad, z.bytes, z.len, &finding, &b);
        tables_close(bad.t);
        if (e != rows[i].e || (e == OK && finding != TABLE_TOO_LARGE)) {
            fail_msg("%s: %s, %s", rows[i].how, err_name(e), table_finding_name(finding));
        }
        assert_int_equal(unlink(link_path), 0);
    }
    assert_int_equal(rmdir(dir), 0);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child is left over */
}

static int misbehave(const char *how)
{
    unsigned char head[TABLE_RESPONSE_BYTES + 8] = {0};
    wire_put(head, TS_MAGIC, TABLE_MAGIC);
    wire_put(head, TS_LEN, 8);
    if (strcmp(how, "silent") == 0) {
        (void)sleep(60);
    } else if (strcmp(how, "killed") == 0) {
        (void)raise(SIGKILL);
    } else if (strcmp(how, "nonsense") == 0) {
        wire_put(head, TS_FINDING, 4711);
        (void)!write(CHILD_FD, head, sizeof head);
        (void)sleep(1);
    } else if (strcmp(how, "lying") == 0) { /* one sheet with a name of four billion bytes */
        wire_put(head + TABLE_RESPONSE_BYTES, 0, 1);
        wire_put(head + TABLE_RESPONSE_BYTES, 1, UINT32_MAX);
        (void)!write(CHILD_FD, head, sizeof head);
        (void)sleep(1);
    } else if (strcmp(how, "short") == 0) {
        (void)!write(CHILD_FD, head, 12);
        (void)raise(SIGKILL);
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], TABLE_WORKER_ARGUMENT) == 0) {
        const char *name = strrchr(argv[0], '/');
        name = name == NULL ? argv[0] : name + 1;
        return strstr(name, "table_take") != NULL ? table_worker_main(CHILD_FD) : misbehave(name);
    }
#define T(f) cmocka_unit_test_setup_teardown(f, room_open, room_close)
    const struct CMUnitTest tests[] = {
        T(a_workbook_comes_back_as_clean_rows),
        T(bombs_are_refused_in_time_and_in_memory),
        T(what_is_no_workbook_is_told_without_a_child),
        T(a_child_that_misbehaves_costs_one_workbook),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
