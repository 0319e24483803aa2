/* table_xlsx.c - fuzz target: any bytes through the reader of workbooks, in process.  Bytes that begin as an archive
 * are one; others become the one sheet, the shared strings or the list of sheets (by their first byte) of an archive
 * that is whole, so that the fuzzer need not guess checksums. Every finding is fine; what may not happen is a crash, a
 * leak, a read outside, or a book that its own wire refuses. */
#include <string.h>

#define XLSX_MAKER_BYTES (512UL * 1024)

#include "base/arena.h"
#include "base/buffer.h"
#include "chunks.h"
#include "support/xlsx_maker.h"
#include "table/table_wire.h"
#include "table/xlsx.h"

enum { LEN_MAX = 1 << 18 };

/* An archive whose part `which` is the fuzzer's. */
static struct zip_maker archive_of(struct arena *a, char which, const uint8_t *bytes, size_t len)
{
    struct zip_maker z = zip_new(a);
    z.is_stored = true;
    if (which == 'w') {
        zip_add(&z, "xl/workbook.xml", bytes, len);
        zip_text(&z, "xl/_rels/workbook.xml.rels",
                 "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/></Relationships>");
        zip_text(&z, "xl/s.xml", xlsx_sheet_xml(a, "<row><c><v>1</v></c></row>"));
    } else {
        xlsx_frame(&z, NULL);
        if (which == 's') {
            zip_text(&z, "xl/worksheets/sheet1.xml", xlsx_sheet_xml(a, "<row><c t=\"s\"><v>0</v></c></row>"));
            zip_add(&z, "xl/sharedStrings.xml", bytes, len);
        } else {
            zip_text(&z, "xl/sharedStrings.xml", "<sst><si><t>a</t></si><si><t>b</t></si></sst>");
            zip_add(&z, "xl/worksheets/sheet1.xml", bytes, len);
        }
    }
    zip_end(&z);
    return z;
}

static void check_book(struct arena *a, const struct table_book *b)
{
    struct buffer encoded = buffer_new(a, TABLE_ANSWER_MAX);
    struct table_book back;
    book_encode(b, &encoded);
    if (encoded.is_overfull) {
        return;
    }
    MUST(book_decode(a, (const unsigned char *)encoded.bytes, encoded.len, &back));
    MUST(back.sheets_len == b->sheets_len);
    for (size_t i = 0; i < back.sheets_len; i++) {
        MUST(back.sheets[i].rows_len <= b->sheets[i].rows_len);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (len > LEN_MAX) {
        return 0;
    }
    struct arena *a = arena_new();
    struct table_book book;
    struct table_book wire;
    enum table_finding finding = TABLE_FINE;
    if (len >= 2 && memcmp(bytes, "PK", 2) == 0) {
        finding = xlsx_read(a, bytes, len, &book);
    } else {
        struct zip_maker z =
            archive_of(a, len == 0 ? 'r' : (char)bytes[0], len == 0 ? bytes : bytes + 1, len == 0 ? 0 : len - 1);
        finding = xlsx_read(a, z.bytes, z.len, &book);
    }
    MUST(finding < TABLE__COUNT);
    if (finding == TABLE_FINE) {
        check_book(a, &book);
    }
    (void)book_decode(a, bytes, len, &wire); /* as if a child had said it */
    arena_free(a);
    return 0;
}
