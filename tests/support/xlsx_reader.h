/* xlsx_reader.h - reads a workbook back with zlib alone: the archive, the sheet's cells as another program sees them.
 */
#ifndef TESTS_XLSX_READER_H
#define TESTS_XLSX_READER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/text.h"

struct xlsx {
    struct arena *a;
    const unsigned char *bytes;
    size_t len;
};

static inline unsigned le16(const unsigned char *p)
{
    return (unsigned)p[0] | (unsigned)p[1] << 8;
}

static inline size_t le32(const unsigned char *p)
{
    return (size_t)le16(p) | (size_t)le16(p + 2) << 16;
}

/* Where the central directory begins, and how many files it names. */
static inline const unsigned char *xlsx_directory(const struct xlsx *x, unsigned *ret_files)
{
    assert_true(x->len > 22);
    for (size_t at = x->len - 22; at > 0; at--) {
        if (memcmp(x->bytes + at, "PK\5\6", 4) == 0) {
            *ret_files = le16(x->bytes + at + 10);
            assert_true(le32(x->bytes + at + 16) < x->len);
            return x->bytes + le32(x->bytes + at + 16);
        }
    }
    fail_msg("no archive");
    return NULL;
}

static inline char *xlsx_inflate(const struct xlsx *x, const unsigned char *entry)
{
    size_t packed = le32(entry + 20);
    size_t plain = le32(entry + 24);
    const unsigned char *local = x->bytes + le32(entry + 42);
    assert_memory_equal(local, "PK\3\4", 4);
    const unsigned char *from = local + 30 + le16(local + 26) + le16(local + 28);
    assert_true(plain < 1 << 26 && from + packed <= x->bytes + x->len);
    char *to = arena_alloc(x->a, plain + 1, 1);
    z_stream z = {.next_in = (Bytef *)(uintptr_t)from,
                  .avail_in = (uInt)packed,
                  .next_out = (Bytef *)to,
                  .avail_out = (uInt)plain};
    assert_int_equal(le16(entry + 10), 8);
    assert_int_equal(inflateInit2(&z, -15), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(z.total_out, plain);
    assert_int_equal(crc32(0, (const Bytef *)to, (uInt)plain), le32(entry + 16));
    (void)inflateEnd(&z);
    return to;
}

/* A file of the archive as text; NULL when there is none. */
static inline const char *xlsx_file(const struct xlsx *x, const char *name)
{
    unsigned files = 0;
    const unsigned char *p = xlsx_directory(x, &files);
    for (unsigned i = 0; i < files; i++) {
        assert_memory_equal(p, "PK\1\2", 4);
        size_t name_len = le16(p + 28);
        if (name_len == strlen(name) && memcmp(p + 46, name, name_len) == 0) {
            return xlsx_inflate(x, p);
        }
        p += 46 + name_len + le16(p + 30) + le16(p + 32);
    }
    return NULL;
}

/* All of it that is text, one behind the other: where nothing may be found that must not be there. */
static inline const char *xlsx_all(const struct xlsx *x)
{
    unsigned files = 0;
    const unsigned char *p = xlsx_directory(x, &files);
    const char *all = "";
    for (unsigned i = 0; i < files; i++) {
        all = text_format(x->a, "%s\n%s", all, xlsx_inflate(x, p));
        p += 46 + le16(p + 28) + le16(p + 30) + le16(p + 32);
    }
    return all;
}

/* The text between `from` and the next `to` behind it; NULL when it is not there.  *p moves behind. */
static inline const char *xlsx_between(struct arena *a, const char **p, const char *from, const char *to)
{
    const char *start = strstr(*p, from);
    const char *end = start == NULL ? NULL : strstr(start + strlen(from), to);
    if (end == NULL) {
        return NULL;
    }
    start += strlen(from);
    *p = end + strlen(to);
    return arena_copy(a, start, (size_t)(end - start));
}

static inline const char *xml_plain(struct arena *a, const char *s)
{
    static const struct {
        const char *name, *is;
    } entities[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}};
    char *to = arena_alloc(a, strlen(s) + 1, 1);
    size_t len = 0;
    while (*s != '\0') {
        size_t step = 1;
        char c = *s;
        for (size_t i = 0; c == '&' && i < sizeof entities / sizeof entities[0]; i++) {
            if (strncmp(s, entities[i].name, strlen(entities[i].name)) == 0) {
                c = *entities[i].is;
                step = strlen(entities[i].name);
            }
        }
        to[len++] = c;
        s += step;
    }
    return to;
}

/* The shared string of that number. */
static inline const char *xlsx_string(const struct xlsx *x, long number)
{
    const char *p = xlsx_file(x, "xl/sharedStrings.xml");
    const char *item = NULL;
    assert_non_null(p);
    for (long i = 0; i <= number; i++) {
        item = xlsx_between(x->a, &p, "<si>", "</si>");
        assert_non_null(item);
    }
    const char *gt = strchr(item, '>');
    assert_non_null(gt);
    return xml_plain(x->a, arena_copy(x->a, gt + 1, strcspn(gt + 1, "<")));
}

struct xlsx_cell {
    char type;        /* 's' a string, 'n' a number, 0 nothing */
    const char *text; /* the string, or the number as written  */
    int style;
};

/* The cell at "B7" of that sheet; 1 is the first. */
static inline struct xlsx_cell xlsx_cell_of(const struct xlsx *x, int sheet_no, const char *at)
{
    struct xlsx_cell cell = {.text = ""};
    const char *sheet = xlsx_file(x, text_format(x->a, "xl/worksheets/sheet%d.xml", sheet_no));
    assert_non_null(sheet);
    const char *p = strstr(sheet, text_format(x->a, "<c r=\"%s\"", at));
    if (p == NULL) {
        return cell;
    }
    const char *head = arena_copy(x->a, p, strcspn(p, ">"));
    const char *style = strstr(head, " s=\"");
    cell.style = style == NULL ? 0 : (int)strtol(style + 4, NULL, 10);
    const char *value = xlsx_between(x->a, &p, "<v>", "</v>");
    if (value == NULL || head[strlen(head) - 1] == '/') {
        return cell;
    }
    bool is_string = strstr(head, " t=\"s\"") != NULL;
    cell.type = is_string ? 's' : 'n';
    cell.text = is_string ? xlsx_string(x, strtol(value, NULL, 10)) : value;
    return cell;
}

static inline struct xlsx_cell xlsx_cell(const struct xlsx *x, const char *at)
{
    return xlsx_cell_of(x, 1, at);
}

static inline const char *xlsx_text(const struct xlsx *x, const char *at)
{
    return xlsx_cell(x, at).text;
}

/* No formula, no link, no macro, no outside part: nothing in it runs. */
static inline void xlsx_is_quiet(const struct xlsx *x)
{
    const char *sheet = xlsx_file(x, "xl/worksheets/sheet1.xml");
    assert_non_null(sheet);
    for (int i = 1; sheet != NULL; i++) {
        assert_null(strstr(sheet, "<f>"));
        assert_null(strstr(sheet, "<f "));
        assert_null(strstr(sheet, "t=\"str\""));
        assert_null(strstr(sheet, "<hyperlink"));
        sheet = xlsx_file(x, text_format(x->a, "xl/worksheets/sheet%d.xml", i + 1));
    }
    assert_null(xlsx_file(x, "xl/vbaProject.bin"));
    assert_null(strstr(xlsx_all(x), "TargetMode=\"External\""));
}

#endif
