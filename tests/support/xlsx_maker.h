/* xlsx_maker.h - workbooks for tests, written by hand: a ZIP archive with stored or deflated parts, and the parts as
 * WPS, Excel and LibreOffice write them, and as nobody should. */
#ifndef TESTS_XLSX_MAKER_H
#define TESTS_XLSX_MAKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <zlib.h>

#include "base/arena.h"
#include "base/text.h"

/* The fuzzer makes many small ones. */
#ifndef XLSX_MAKER_BYTES
#define XLSX_MAKER_BYTES (64UL * 1024 * 1024)
#endif

enum { ZIP_PARTS_MAX = 4096 };

/* An archive being written. */
struct zip_maker {
    struct arena *a;
    unsigned char *bytes, *directory;
    size_t len, directory_len, parts;
    bool is_stored; /* the next part is not packed */
    unsigned flag, method_lie, crc_lie;
};

static inline void zip_put(unsigned char *bytes, size_t *len, uint32_t value, int width)
{
    for (int i = 0; i < width; i++) {
        bytes[(*len)++] = (unsigned char)(value >> (8 * i));
    }
}

static inline struct zip_maker zip_new(struct arena *a)
{
    return (struct zip_maker){
        .a = a,
        .bytes = arena_raw(a, XLSX_MAKER_BYTES, 1),
        .directory =
            arena_raw(a, XLSX_MAKER_BYTES < ZIP_PARTS_MAX * 400UL ? XLSX_MAKER_BYTES : ZIP_PARTS_MAX * 400UL, 1)};
}

/* What both heads of a part say. */
static inline void zip_head(struct zip_maker *z, unsigned char *to, size_t *len, const uint32_t sizes[3],
                            const char *name)
{
    uint32_t method = z->method_lie != 0 ? z->method_lie : z->is_stored ? 0 : 8;
    zip_put(to, len, 20, 2);
    zip_put(to, len, z->flag, 2);
    zip_put(to, len, method, 2);
    zip_put(to, len, 0x21, 4); /* 1980 */
    zip_put(to, len, sizes[0] ^ z->crc_lie, 4);
    zip_put(to, len, sizes[1], 4);
    zip_put(to, len, sizes[2], 4);
    zip_put(to, len, (uint32_t)strlen(name), 2);
    zip_put(to, len, 0, 2);
}

static inline void zip_add(struct zip_maker *z, const char *name, const void *bytes, size_t len)
{
    size_t at = z->len;
    uLongf packed = compressBound(len) + 64;
    unsigned char *to = arena_raw(z->a, packed, 1);
    z_stream s = {
        .next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)len, .next_out = to, .avail_out = (uInt)packed};
    if (z->is_stored) {
        memcpy(to, bytes, len);
        packed = len;
    } else {
        (void)deflateInit2(&s, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
        (void)deflate(&s, Z_FINISH);
        packed = s.total_out;
        (void)deflateEnd(&s);
    }
    uint32_t sizes[3] = {(uint32_t)crc32(0, bytes, (uInt)len), (uint32_t)packed, (uint32_t)len};
    memcpy(z->bytes + z->len, "PK\3\4", 4);
    z->len += 4;
    zip_head(z, z->bytes, &z->len, sizes, name);
    memcpy(z->bytes + z->len, name, strlen(name));
    z->len += strlen(name);
    memcpy(z->bytes + z->len, to, packed);
    z->len += packed;
    memcpy(z->directory + z->directory_len, "PK\1\2\24\0", 6);
    z->directory_len += 6;
    zip_head(z, z->directory, &z->directory_len, sizes, name);
    zip_put(z->directory, &z->directory_len, 0, 2);
    zip_put(z->directory, &z->directory_len, 0, 2);
    zip_put(z->directory, &z->directory_len, 0, 2);
    zip_put(z->directory, &z->directory_len, 0, 4);
    zip_put(z->directory, &z->directory_len, (uint32_t)at, 4);
    memcpy(z->directory + z->directory_len, name, strlen(name));
    z->directory_len += strlen(name);
    z->parts++;
}

static inline void zip_text(struct zip_maker *z, const char *name, const char *text)
{
    zip_add(z, name, text, strlen(text));
}

static inline void zip_end(struct zip_maker *z)
{
    size_t at = z->len;
    memcpy(z->bytes + z->len, z->directory, z->directory_len);
    z->len += z->directory_len;
    memcpy(z->bytes + z->len, "PK\5\6\0\0\0\0", 8);
    z->len += 8;
    zip_put(z->bytes, &z->len, (uint32_t)z->parts, 2);
    zip_put(z->bytes, &z->len, (uint32_t)z->parts, 2);
    zip_put(z->bytes, &z->len, (uint32_t)z->directory_len, 4);
    zip_put(z->bytes, &z->len, (uint32_t)at, 4);
    zip_put(z->bytes, &z->len, 0, 2);
}

#define XLSX_NS  "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define XLSX_REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define XLSX_PKG "http://schemas.openxmlformats.org/package/2006/relationships"

/* The parts that say where the others are: one visible sheet, or what `sheets` says instead. */
static inline void xlsx_frame(struct zip_maker *z, const char *sheets)
{
    struct arena *a = z->a;
    zip_text(z, "_rels/.rels",
             "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<Relationships xmlns=\"" XLSX_PKG
             "\"><Relationship Id=\"rId1\" Type=\"" XLSX_REL
             "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    zip_text(z, "xl/workbook.xml",
             text_format(a,
                         "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><workbook xmlns=\"" XLSX_NS
                         "\" xmlns:r=\"" XLSX_REL "\"><sheets>%s</sheets></workbook>",
                         sheets == NULL ? "<sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/>" : sheets));
    zip_text(z, "xl/_rels/workbook.xml.rels",
             "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Relationships xmlns=\"" XLSX_PKG
             "\"><Relationship Id=\"rId1\" Type=\"" XLSX_REL
             "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"" XLSX_REL
             "/worksheet\" Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"rId3\" Type=\"" XLSX_REL
             "/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
}

static inline const char *xlsx_sheet_xml(struct arena *a, const char *rows)
{
    return text_format(a,
                       "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><worksheet xmlns=\"" XLSX_NS
                       "\"><sheetData>%s</sheetData></worksheet>",
                       rows);
}

/* A workbook of one sheet with these rows, and the shared strings `strings` (inside <sst>), NULL for none. */
static inline struct zip_maker xlsx_simple(struct arena *a, const char *rows, const char *strings)
{
    struct zip_maker z = zip_new(a);
    xlsx_frame(&z, NULL);
    zip_text(&z, "xl/worksheets/sheet1.xml", xlsx_sheet_xml(a, rows));
    if (strings != NULL) {
        zip_text(&z, "xl/sharedStrings.xml", text_format(a, "<sst xmlns=\"" XLSX_NS "\">%s</sst>", strings));
    }
    zip_end(&z);
    return z;
}

#endif
