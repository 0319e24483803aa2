/* media_bombs.c - figure 12 of SECURITY.md: bombs, polyglots and impostors offered as evidence, through the real child
 * (this program, started again as `PROGRAM image-worker`).  None is taken, each is refused within 6 s and 256 MB; and
 * the honest files beside them are taken, so that refusing everything is no answer.  MEDIA_BOMBS_LARGE=1 makes the
 * bombs as large as an upload may be. */
#include "support/pdf_maker.h"

#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include <qpdf/qpdf-c.h>

#include "base/arena.h"
#include "base/clock.h"
#include "media/image.h"
#include "media/image_worker.h"
#include "media/media.h"
#include "support/own_program.h"

enum { REFUSED_WITHIN_US = 6000000, MEMORY_KIB_MAX = 256 * 1024, MIB = 1024 * 1024 };

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ADDRESS_SANITIZER 1
#else
#define UNDER_ADDRESS_SANITIZER 0
#endif

static const struct document_limits evidence = {.bytes_max = 10 * MIB};

struct room {
    struct arena *a;
    struct media *m;
    char dir[64];
};

static int room_open(void **state)
{
    char program[PATH_MAX];
    char files[80];
    struct room *r = calloc(1, sizeof(*r));
    (void)snprintf(r->dir, sizeof(r->dir), "/tmp/jianpin-media-bombs-XXXXXX");
    assert_non_null(mkdtemp(r->dir));
    r->a = arena_new();
    (void)snprintf(files, sizeof(files), "%s/files", r->dir);
    const struct media_options o = {.exe = own_program(program), .dir = files, .workers_max = 1};
    assert_int_equal(media_open(&o, &r->m), OK);
    *state = r;
    return 0;
}

static int room_close(void **state)
{
    struct room *r = *state;
    char path[128];
    media_close(r->m);
    arena_free(r->a);
    (void)snprintf(path, sizeof(path), "%s/files", r->dir);
    assert_int_equal(rmdir(path), 0); /* nothing of any bomb was kept */
    (void)rmdir(r->dir);
    free(r);
    return 0;
}

static int upload_of(const struct made *m)
{
    char path[] = "/tmp/jianpin-media-upload-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    (void)unlink(path);
    for (size_t at = 0; at < m->len;) {
        ssize_t put = write(fd, m->bytes + at, m->len - at);
        assert_true(put > 0);
        at += (size_t)put;
    }
    return fd;
}

static struct media_document take(struct room *r, const struct made *file, const struct document_limits *limits,
                                  const char *what)
{
    struct media_document d = {0};
    int fd = upload_of(file);
    int64_t from = clock_monotonic_us();
    assert_int_equal(media_take_document(r->m, fd, file->len, limits, r->a, &d), OK);
    int64_t took = clock_monotonic_us() - from;
    if (took > REFUSED_WITHIN_US) {
        fail_msg("%s: %lld us", what, (long long)took);
    }
    struct rusage used;
    assert_int_equal(getrusage(RUSAGE_CHILDREN, &used), 0); /* the largest child so far */
    if (!UNDER_ADDRESS_SANITIZER && used.ru_maxrss > MEMORY_KIB_MAX) {
        fail_msg("%s: a child of %ld KiB", what, used.ru_maxrss);
    }
    (void)printf("%-58s %-16s %6lld ms  %8zu bytes  children so far %ld KiB\n", what, media_finding_name(d.finding),
                 (long long)took / 1000, file->len, used.ru_maxrss);
    (void)close(fd);
    return d;
}

struct row {
    const char *what;
    struct made file;
    enum media_finding finding;
};

static void all_are_refused(struct room *r, struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct media_document d = take(r, &rows[i].file, &evidence, rows[i].what);
        /* Without the memory limit a bomb may also be found out later, or by another mark. */
        if (UNDER_ADDRESS_SANITIZER ? d.finding == MEDIA_FINE : d.finding != rows[i].finding) {
            fail_msg("%s: %s", rows[i].what, media_finding_name(d.finding));
        }
        assert_null(d.bytes);
        assert_null(d.thumb.bytes);
        assert_true(strlen(media_document_text(r->a, &d, &evidence, "文件")) > 0);
        made_free(&rows[i].file);
    }
}

#define REFUSE(r, rows) all_are_refused(r, rows, sizeof(rows) / sizeof((rows)[0]))

/* As large as the form of this run allows: the packed bomb of an upload of ten megabytes unpacks to ten gigabytes. */
static size_t bomb_bytes(void)
{
    return getenv("MEDIA_BOMBS_LARGE") != NULL ? 9000UL * MIB : 600UL * MIB;
}

static struct made text_of(const void *bytes, size_t len)
{
    struct made m = {0};
    made_add(&m, bytes, len);
    return m;
}

/* Packing takes longer than refusing: it is done once. */
static struct made packed_bomb(void)
{
    static struct made bomb;
    if (bomb.bytes == NULL) {
        bomb = make_packed_zeros(bomb_bytes());
    }
    return text_of(bomb.bytes, bomb.len);
}

#define TEXT(s) text_of(s, sizeof(s) - 1)

/* Takes both over. */
static struct made joined(struct made first, struct made second)
{
    made_add(&first, second.bytes, second.len);
    made_free(&second);
    return first;
}

static struct made cut(struct made m, size_t len)
{
    m.len = len;
    return m;
}

static struct made photo(void)
{
    return make_jpeg(&(struct jpeg_recipe){.width = 800, .height = 600});
}

static struct made logo(void)
{
    return make_png(&(struct png_recipe){.width = 300, .height = 200, .colour_type = PNG_COLOR_TYPE_RGB, .depth = 8});
}

/* --- pictures --- */

static struct made png_with(const char *type, const void *start, size_t start_len)
{
    struct made packed = packed_bomb();
    struct made body = joined(text_of(start, start_len), packed);
    struct made m = make_png_start(50, 50, 8, PNG_COLOR_TYPE_RGB, 0);
    png_add_chunk(&m, type, body.bytes, body.len);
    made_free(&body);
    return make_png_of_zeros(m, 151UL * 50);
}

/* A small photograph that says it is a large one. */
static struct made jpeg_of_size(unsigned width, unsigned height)
{
    struct made m = photo();
    for (size_t i = 0; i + 9 < m.len; i++) {
        if (m.bytes[i] == 0xff && m.bytes[i + 1] == 0xc0) {
            const unsigned char size[4] = {(unsigned char)(height >> 8), (unsigned char)height,
                                           (unsigned char)(width >> 8), (unsigned char)width};
            memcpy(m.bytes + i + 5, size, sizeof(size));
            return m;
        }
    }
    fail_msg("no frame header");
    return m;
}

static void pictures_that_unpack_to_more_than_they_may_are_refused(void **state)
{
    struct row rows[] = {
        {"PNG: 900 megapixels declared", make_png_start(30000, 30000, 8, PNG_COLOR_TYPE_RGB, 0), MEDIA_TOO_MANY_PIXELS},
        {"PNG: 900 megapixels packed",
         make_png_of_zeros(make_png_start(30000, 30000, 1, PNG_COLOR_TYPE_GRAY, 0), 3751UL * 30000),
         MEDIA_TOO_MANY_PIXELS},
        {"PNG: 4 thousand million by 1", make_png_start(0xfffffff0, 1, 8, PNG_COLOR_TYPE_RGB, 0),
         MEDIA_TOO_MANY_PIXELS},
        {"PNG: a bomb in a zTXt", png_with("zTXt", "name\0", 6), MEDIA_UNPACKS},
        {"PNG: a bomb in an iTXt", png_with("iTXt", "name\0\1\0\0\0", 9), MEDIA_UNPACKS},
        {"PNG: a bomb in an iCCP", png_with("iCCP", "name\0", 6), MEDIA_UNPACKS},
        {"PNG: a bomb in the pixels", png_with("IDAT", "", 0), MEDIA_UNPACKS},
        {"JPEG: 65500 by 65500 declared", jpeg_of_size(65500, 65500), MEDIA_TOO_MANY_PIXELS},
        {"JPEG: 1 by 65500 declared", jpeg_of_size(1, 65500), MEDIA_TOO_MANY_PIXELS},
        {"JPEG: 6000 by 6000 declared, 800 by 600 there", jpeg_of_size(6000, 6000), MEDIA_TRUNCATED},
        {"JPEG: a thousand scans of 36 megapixels", make_jpeg_of_many_scans(6000, 6000, 1000), MEDIA_UNREADABLE},
    };
    REFUSE(*state, rows);
}

/* --- things that are something else --- */

static struct made plain_pdf(void)
{
    return make_pdf(2, "", "");
}

/* An archive around everything: its directory at the end, with a comment that ends as a PDF ends. */
static struct made pdf_in_archive(void)
{
    return joined(plain_pdf(), TEXT("PK\5\6\0\0\0\0\1\0\1\0\0\0\0\0\0\0\0\0\23\0startxref\n0\n%%EOF \n"));
}

static void what_is_something_else_is_refused(void **state)
{
    struct row rows[] = {
        {"nothing", TEXT(""), MEDIA_EMPTY},
        {"a page", TEXT("<!DOCTYPE html><script>alert(1)</script>"), MEDIA_NOT_DOCUMENT},
        {"a page first, a PDF behind", joined(TEXT("<html><script>x()</script>\n"), plain_pdf()), MEDIA_NOT_DOCUMENT},
        {"a space first, a PDF behind", joined(TEXT(" "), plain_pdf()), MEDIA_NOT_DOCUMENT},
        {"a mark of byte order first, a PDF behind", joined(TEXT("\357\273\277"), plain_pdf()), MEDIA_NOT_DOCUMENT},
        {"a GIF first, a PDF behind", joined(TEXT("GIF89a/*"), plain_pdf()), MEDIA_NOT_DOCUMENT},
        {"an SVG", TEXT("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), MEDIA_NOT_DOCUMENT},
        {"an XML declaration and an SVG", TEXT("<?xml version='1.0'?><svg/>"), MEDIA_NOT_DOCUMENT},
        {"a program for Windows", TEXT("MZ\220\0\3\0\0\0\4\0\0\0\377\377\0\0"), MEDIA_NOT_DOCUMENT},
        {"a program for Linux", TEXT("\177ELF\2\1\1\0"), MEDIA_NOT_DOCUMENT},
        {"a docx", TEXT("PK\3\4\24\0\6\0\10\0\0\0!\0"), MEDIA_NOT_DOCUMENT},
        {"a doc", TEXT("\320\317\21\340\241\261\32\341"), MEDIA_NOT_DOCUMENT},
        {"an OFD, which is an archive", TEXT("PK\3\4\24\0\0\0\10\0OFD.xml"), MEDIA_NOT_DOCUMENT},
        {"a TIFF", TEXT("II*\0\10\0\0\0"), MEDIA_NOT_DOCUMENT},
        {"a WebP", TEXT("RIFF\44\0\0\0WEBPVP8 "), MEDIA_NOT_DOCUMENT},
        {"a HEIC", TEXT("\0\0\0\30ftypheic"), MEDIA_NOT_DOCUMENT},
        {"a PostScript", TEXT("%!PS-Adobe-3.0\n"), MEDIA_NOT_DOCUMENT},
    };
    REFUSE(*state, rows);
}

static void one_file_that_is_two_is_refused(void **state)
{
    static const char zip[] = "PK\3\4\24\0\0\0\0\0";
    static const char zip_end[] = "PK\5\6\0\0\0\0\1\0\1\0\0\0\0\0\0\0\0\0\0\0";
    struct made archive = joined(text_of(zip, sizeof(zip) - 1), text_of(zip_end, sizeof(zip_end) - 1));
    struct made after_head = joined(TEXT("%PDF-1.4\n%<html><script>alert(1)</script>\n"), plain_pdf());
    struct row rows[] = {
        {"PNG and ZIP", joined(logo(), text_of(archive.bytes, archive.len)), MEDIA_TWO_FILES},
        {"JPEG and ZIP", joined(photo(), text_of(archive.bytes, archive.len)), MEDIA_TWO_FILES},
        {"JPEG and PHP", joined(photo(), TEXT("\n<?php system($_GET['c']); ?>")), MEDIA_TWO_FILES},
        {"JPEG and page", joined(photo(), TEXT("<html><body onload=alert(1)>")), MEDIA_TWO_FILES},
        {"PNG and program", joined(logo(), TEXT("MZ\220\0\3")), MEDIA_TWO_FILES},
        {"JPEG and PDF", joined(photo(), plain_pdf()), MEDIA_TWO_FILES},
        {"PDF and ZIP", joined(plain_pdf(), text_of(archive.bytes, archive.len)), MEDIA_TWO_FILES},
        {"PDF within a ZIP, with a second end", pdf_in_archive(), MEDIA_TWO_FILES},
        {"PDF and page", joined(plain_pdf(), TEXT("<html><script>alert(1)</script>")), MEDIA_TWO_FILES},
        {"PDF and JPEG", joined(plain_pdf(), photo()), MEDIA_TRUNCATED},
        {"PDF and PHP", joined(plain_pdf(), TEXT("<?php phpinfo();")), MEDIA_TWO_FILES},
        {"PDF and one more letter", joined(plain_pdf(), TEXT("x")), MEDIA_TWO_FILES},
        {"PDF with a page in its head", after_head, MEDIA_TWO_FILES},
    };
    REFUSE(*state, rows);
    made_free(&archive);
}

static void what_is_cut_short_or_damaged_is_refused(void **state)
{
    struct made whole = make_pdf(20, "", "");
    struct made sick = make_pdf(2, "", "");
    memcpy(sick.bytes + sick.len - 12, "9", 1); /* where the table is said to be */
    struct row rows[] = {
        {"half a JPEG", cut(photo(), 2000), MEDIA_TRUNCATED},
        {"half a PNG", cut(logo(), 300), MEDIA_TRUNCATED},
        {"half a PDF", cut(text_of(whole.bytes, whole.len), whole.len / 2), MEDIA_TRUNCATED},
        {"a PDF but for its last two bytes", cut(text_of(whole.bytes, whole.len), whole.len - 2), MEDIA_TRUNCATED},
        {"a PDF's first line", TEXT("%PDF-1.7\n"), MEDIA_TRUNCATED},
        {"a PDF's first line and its last", TEXT("%PDF-1.7\n%%EOF\n"), MEDIA_UNREADABLE},
        {"a PDF whose table is elsewhere", sick, MEDIA_UNREADABLE},
    };
    REFUSE(*state, rows);
    made_free(&whole);
}

/* --- PDFs that unpack, nest or repeat beyond reason --- */

/* Pages 1 to 3 as plain objects, and one more stream. */
static struct made pdf_with_stream(const char *dict, struct made body)
{
    struct pdf_maker p = pdf_start("%PDF-1.7\n%\342\343\317\323\n");
    pdf_pages(&p, 1, "", "/Contents 4 0 R");
    pdf_stream(&p, 4, dict, body.bytes, body.len);
    made_free(&body);
    return pdf_end(&p, "", 0);
}

static struct made deflated(const void *bytes, size_t len)
{
    uLongf room = compressBound(len);
    struct made m = {malloc(room), 0};
    assert_int_equal(compress(m.bytes, &room, bytes, len), Z_OK);
    m.len = room;
    return m;
}

/* A cross-reference stream as the only table; `rows` are its bytes unpacked, `dict` what is peculiar about it. */
static struct made pdf_end_by_stream(struct pdf_maker *p, int id, const char *dict, struct made body)
{
    size_t at = p->m.len;
    char all[300];
    (void)snprintf(all, sizeof(all), "/Type /XRef /Root 1 0 R /W [1 4 2] /Filter /FlateDecode %s", dict);
    pdf_stream(p, id, all, body.bytes, body.len);
    made_free(&body);
    pdf_print(p, "startxref\n%zu\n%%%%EOF\n", at);
    struct made m = p->m;
    *p = (struct pdf_maker){.count = 1};
    return m;
}

static void row_put(struct made *rows, unsigned type, size_t value, unsigned index)
{
    const unsigned char row[7] = {
        (unsigned char)type,  (unsigned char)(value >> 24), (unsigned char)(value >> 16), (unsigned char)(value >> 8),
        (unsigned char)value, (unsigned char)(index >> 8),  (unsigned char)index};
    made_add(rows, row, sizeof(row));
}

/* Catalogue, tree and page packed into object stream 4, which `body` is. */
static struct made pdf_of_object_stream(const char *dict, struct made body)
{
    struct pdf_maker p = pdf_start("%PDF-1.7\n%\342\343\317\323\n");
    char all[200];
    (void)snprintf(all, sizeof(all), "/Type /ObjStm /Filter /FlateDecode %s", dict);
    pdf_stream(&p, 4, all, body.bytes, body.len);
    made_free(&body);
    struct made rows = {0};
    row_put(&rows, 0, 0, 65535);
    row_put(&rows, 2, 4, 0);
    row_put(&rows, 2, 4, 1);
    row_put(&rows, 2, 4, 2);
    row_put(&rows, 1, p.offsets[4], 0);
    row_put(&rows, 1, p.m.len, 0);
    struct made packed = deflated(rows.bytes, rows.len);
    made_free(&rows);
    return pdf_end_by_stream(&p, 5, "/Size 6", packed);
}

static struct made honest_object_stream(const char *catalogue)
{
    char objects[500];
    char head[60];
    char one[300];
    static const char two[] = "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >> ";
    static const char three[] = "<< /Type /Page /Parent 2 0 R >> ";
    (void)snprintf(one, sizeof(one), "<< /Type /Catalog /Pages 2 0 R %s >> ", catalogue);
    (void)snprintf(head, sizeof(head), "1 0 2 %zu 3 %zu ", strlen(one), strlen(one) + strlen(two));
    (void)snprintf(objects, sizeof(objects), "%s%s%s%s", head, one, two, three);
    char dict[60];
    (void)snprintf(dict, sizeof(dict), "/N 3 /First %zu", strlen(head));
    return pdf_of_object_stream(dict, deflated(objects, strlen(objects)));
}

static struct made bomb_in_the_table(const char *dict, struct made body)
{
    struct pdf_maker p = pdf_start("%PDF-1.7\n%\342\343\317\323\n");
    pdf_pages(&p, 1, "", "");
    return pdf_end_by_stream(&p, 4, dict, body);
}

static struct made packed_twice(void)
{
    struct made once = packed_bomb();
    struct made twice = deflated(once.bytes, once.len);
    made_free(&once);
    return twice;
}

/* LZW codes of 9 to 12 bits that each repeat the string before and one byte more: 256, 0, 258, 259, 260 ... */
static struct made lzw_bomb(void)
{
    struct made m = {malloc(MIB), 0};
    assert_non_null(m.bytes);
    uint64_t bits = 0;
    int held = 0;
    for (int round = 0; round < 100; round++) {
        for (unsigned code = 257; code < 4094; code++) {
            unsigned value = code == 257 ? 256U : code == 258 ? 0 : code - 1;
            int width = code < 258 + 254 ? 9 : code < 258 + 766 ? 10 : code < 258 + 1790 ? 11 : 12;
            bits = bits << width | value;
            held += width;
            while (held >= 8) {
                held -= 8;
                m.bytes[m.len++] = (unsigned char)(bits >> held);
            }
        }
    }
    return m;
}

static void pdfs_that_unpack_to_more_than_they_may_are_refused(void **state)
{
    struct row rows[] = {
        {"PDF: a bomb as a page's contents", pdf_with_stream("/Filter /FlateDecode", packed_bomb()), MEDIA_UNPACKS},
        {"PDF: a bomb packed twice", pdf_with_stream("/Filter [/FlateDecode /FlateDecode]", packed_twice()),
         MEDIA_UNPACKS},
        {"PDF: a bomb under short names", pdf_with_stream("/Filter [/Fl] /Type /XObject", packed_bomb()),
         MEDIA_UNPACKS},
        {"PDF: a bomb of LZW", pdf_with_stream("/Filter /LZWDecode", lzw_bomb()), MEDIA_UNPACKS},
        {"PDF: a picture of 60,000 by 60,000", pdf_with_stream("/Subtype /Image /Width 60000 /Height 60000", TEXT("x")),
         MEDIA_UNPACKS},
        {"PDF: a picture whose product overflows",
         pdf_with_stream("/Subtype /Image /Width 4294967296 /Height 4294967296", TEXT("x")), MEDIA_UNPACKS},
        {"PDF: a picture that says it is small",
         pdf_with_stream("/Subtype /Image /Width 1 /Height 1 /Filter /FlateDecode", packed_bomb()), MEDIA_UNPACKS},
        {"PDF: seven filters", pdf_with_stream("/Filter [/AHx /AHx /AHx /AHx /AHx /AHx /Fl]", TEXT("00>")),
         MEDIA_UNPACKS},
        {"PDF: a bomb as object stream", pdf_of_object_stream("/N 3 /First 20", packed_bomb()), MEDIA_UNPACKS},
        {"PDF: a bomb as cross-reference stream", bomb_in_the_table("/Size 5", packed_bomb()), MEDIA_UNPACKS},
        {"PDF: a row of the table of 600 million columns",
         bomb_in_the_table("/Size 5 /DecodeParms << /Predictor 12 /Columns 600000000 >>", make_packed_zeros(35)),
         MEDIA_UNREADABLE},
        {"PDF: a table of two thousand million rows", bomb_in_the_table("/Size 2000000000", make_packed_zeros(35)),
         MEDIA_UNREADABLE},
    };
    REFUSE(*state, rows);
}

static struct made pdf_of_size(long size)
{
    struct pdf_maker p = pdf_start("%PDF-1.7\n%\342\343\317\323\n");
    pdf_pages(&p, 1, "", "");
    return pdf_end(&p, "", size);
}

/* `levels` nodes of the page tree below each other, each naming the next `times`. */
static struct made page_tree(int levels, int times)
{
    struct pdf_maker p = pdf_start("%PDF-1.7\n%\342\343\317\323\n");
    pdf_object(&p, 1, "<< /Type /Catalog /Pages 2 0 R >>");
    for (int id = 2; id < 2 + levels; id++) {
        pdf_begin(&p, id);
        pdf_put(&p, "<< /Type /Pages /Count 2000000000 /Kids [");
        for (int i = 0; i < times; i++) {
            pdf_print(&p, " %d 0 R", id + 1);
        }
        pdf_put(&p, " ] >>\nendobj\n");
    }
    pdf_object(&p, 2 + levels, "<< /Type /Page >>");
    return pdf_end(&p, "", 0);
}

static struct made page_loop(void)
{
    struct pdf_maker p = pdf_start("%PDF-1.7\n");
    pdf_object(&p, 1, "<< /Type /Catalog /Pages 2 0 R >>");
    pdf_object(&p, 2, "<< /Type /Pages /Count 3 /Kids [3 0 R 4 0 R] >>");
    pdf_object(&p, 3, "<< /Type /Page /Parent 2 0 R >>");
    pdf_object(&p, 4, "<< /Type /Pages /Parent 2 0 R /Count 2 /Kids [2 0 R] >>");
    return pdf_end(&p, "", 0);
}

static struct made nested(const char *open, const char *close, int times)
{
    const size_t open_len = strlen(open);
    const size_t close_len = strlen(close);
    struct pdf_maker p = pdf_start("%PDF-1.7\n%\342\343\317\323\n");
    char *all = calloc((size_t)times * (open_len + close_len) + 1, 1);
    assert_non_null(all);
    for (int i = 0; i < times; i++) {
        memcpy(all + (size_t)i * open_len, open, open_len);
        memcpy(all + (size_t)times * open_len + (size_t)i * close_len, close, close_len);
    }
    pdf_pages(&p, 1, "", "");
    pdf_object(&p, 4, all);
    free(all);
    return pdf_end(&p, "", 0);
}

/* The same catalogue, whose tree is an object that is `what`. */
static struct made tree_is(const char *what, const char *trailer)
{
    struct pdf_maker p = pdf_start("%PDF-1.7\n");
    pdf_object(&p, 1, "<< /Type /Catalog /Pages 2 0 R >>");
    pdf_object(&p, 2, what);
    return pdf_end(&p, trailer, 0);
}

static struct made table_of_itself(void)
{
    struct pdf_maker p = pdf_start("%PDF-1.7\n");
    pdf_pages(&p, 1, "", "");
    char prev[40];
    (void)snprintf(prev, sizeof(prev), "/Prev %zu", p.m.len);
    return pdf_end(&p, prev, 0);
}

static struct made many_objects(void)
{
    struct pdf_maker p = pdf_start("%PDF-1.7\n");
    pdf_pages(&p, 1, "", "");
    pdf_begin(&p, 4);
    pdf_put(&p, "[");
    struct made names = {malloc(9UL * MIB), 9UL * MIB};
    assert_non_null(names.bytes);
    for (size_t i = 0; i < 9UL * MIB; i++) {
        names.bytes[i] = (unsigned char)"[/A]"[i % 4];
    }
    made_add(&p.m, names.bytes, names.len);
    made_free(&names);
    pdf_put(&p, "]\nendobj\n");
    return pdf_end(&p, "", 0);
}

static void pdfs_that_nest_and_repeat_beyond_reason_are_refused(void **state)
{
    struct row rows[] = {
        {"PDF: no page", tree_is("<< /Type /Pages /Count 0 /Kids [] >>", ""), MEDIA_NO_PAGES},
        {"PDF: a page count of two thousand million and no page",
         tree_is("<< /Type /Pages /Count 2000000000 /Kids [] >>", ""), MEDIA_NO_PAGES},
        {"PDF: no tree", tree_is("null", ""), MEDIA_UNREADABLE},
        {"PDF: a tree that is a number", tree_is("7", ""), MEDIA_UNREADABLE},
        {"PDF: children that are numbers", tree_is("<< /Type /Pages /Kids [1 2 3] >>", ""), MEDIA_UNREADABLE},
        {"PDF: a page tree that contains itself", page_loop(), MEDIA_UNREADABLE},
        {"PDF: a page tree of forty levels, two children each, all the same", page_tree(40, 2), MEDIA_UNREADABLE},
        {"PDF: a page tree of three thousand levels", page_tree(3000, 1), MEDIA_UNREADABLE},
        {"PDF: 201 pages", make_pdf(201, "", ""), MEDIA_TOO_MANY_PAGES},
        {"PDF: 4000 pages", make_pdf(4000, "", ""), MEDIA_TOO_MANY_PAGES},
        {"PDF: arrays in arrays, a hundred thousand", nested("[", "]", 100000), MEDIA_UNREADABLE},
        {"PDF: arrays in arrays, a hundred", nested("[", "]", 100), MEDIA_UNREADABLE},
        {"PDF: dictionaries in dictionaries, a hundred thousand", nested("<</A ", ">>", 100000), MEDIA_UNREADABLE},
        {"PDF: two thousand million objects said", pdf_of_size(2147483647L), MEDIA_UNPACKS},
        {"PDF: more objects than any computer has said", pdf_of_size(9007199254740993L), MEDIA_UNREADABLE},
        {"PDF: fewer objects said than there are", pdf_of_size(2), MEDIA_UNREADABLE},
        {"PDF: a table whose predecessor is itself", table_of_itself(), MEDIA_UNREADABLE},
        {"PDF: two million arrays in nine megabytes", many_objects(), MEDIA_UNPACKS},
    };
    REFUSE(*state, rows);
}

/* --- PDFs that do something, hide something or are locked --- */

static struct made with_object(const char *catalogue, const char *four)
{
    struct pdf_maker p = pdf_start("%PDF-1.7\n%\342\343\317\323\n");
    pdf_pages(&p, 1, catalogue, "");
    pdf_object(&p, 4, four);
    return pdf_end(&p, "", 0);
}

static struct made with_file(const char *subtype, const char *body, size_t len)
{
    struct pdf_maker p = pdf_start("%PDF-1.7\n%\342\343\317\323\n");
    pdf_pages(&p, 1, "/Names << /EmbeddedFiles << /Names [(f) 4 0 R] >> >> /AF [4 0 R]", "");
    pdf_object(&p, 4, "<< /Type /Filespec /F (f) /UF (f) /AFRelationship /Data /EF << /F 5 0 R /UF 5 0 R >> >>");
    pdf_stream(&p, 5, subtype, body, len);
    return pdf_end(&p, "", 0);
}

/* A second version behind the first, in which the script is gone. */
static struct made script_in_an_older_version(void)
{
    struct made first = with_object("/OpenAction 4 0 R", "<< /S /JavaScript /JS (app.alert\\(1\\)) >>");
    struct pdf_maker p = {.m = first, .count = 5};
    char prev[60];
    size_t table = first.len;
    while (memcmp(first.bytes + table, "\nxref", 5) != 0) {
        table--;
    }
    size_t at = p.m.len;
    pdf_object(&p, 4, "null");
    size_t new_table = p.m.len;
    (void)snprintf(prev, sizeof(prev), "/Prev %zu", table + 1);
    pdf_print(&p, "xref\n4 1\n%010zu 00000 n \ntrailer\n<< /Root 1 0 R /Size 5 %s >>\nstartxref\n%zu\n%%%%EOF\n", at,
              prev, new_table);
    return p.m;
}

static void pdfs_that_run_something_are_refused(void **state)
{
    struct row rows[] = {
        {"PDF: a script at opening", with_object("/OpenAction 4 0 R", "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"),
         MEDIA_ACTIVE},
        {"PDF: a script under an escaped name",
         with_object("/OpenAction 4 0 R", "<< /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>"), MEDIA_ACTIVE},
        {"PDF: a script by name", with_object("/Names << /Java#53cript << /Names [(a) 4 0 R] >> >>", "<< /S /A >>"),
         MEDIA_ACTIVE},
        {"PDF: a script when a page is closed", make_pdf(1, "", "/AA << /C << /S /J#61vaScript /JS (x) >> >>"),
         MEDIA_ACTIVE},
        {"PDF: a script in an object stream", honest_object_stream("/OpenAction << /S /JavaScript /JS (x) >>"),
         MEDIA_ACTIVE},
        {"PDF: a script nothing refers to", with_object("", "<< /S /J#61vaScript /J#53 (x) >>"), MEDIA_ACTIVE},
        {"PDF: a script in an older version", script_in_an_older_version(), MEDIA_ACTIVE},
        {"PDF: a script behind a doubled key",
         with_object("/OpenAction 4 0 R", "<< /S /J#61vaScript /S /GoTo /D [3 0 R /Fit] >>"), MEDIA_UNREADABLE},
        {"PDF: a program to be started", with_object("/OpenAction 4 0 R", "<< /S /Launch /Win << /F (cmd.exe) >> >>"),
         MEDIA_ACTIVE},
        {"PDF: a film", make_pdf(1, "", "/Annots [<< /Type /Annot /Subtype /RichMed#69a >>]"), MEDIA_ACTIVE},
        {"PDF: a form that sends itself", make_pdf(1, "", "/AA << /O << /S /SubmitForm /F (http://x) >> >>"),
         MEDIA_ACTIVE},
        {"PDF: a form of XFA", make_pdf(1, "/AcroForm << /XFA (x) >>", ""), MEDIA_ACTIVE},
        {"PDF: a solid body", make_pdf(1, "", "/Annots [<< /Type /Annot /Subtype /3D >>]"), MEDIA_ACTIVE},
    };
    REFUSE(*state, rows);
}

static void pdfs_with_files_inside_are_refused(void **state)
{
    struct pdf_maker p = pdf_start("%PDF-1.7\n");
    pdf_pages(&p, 1, "", "/Annots [<< /Type /Annot /Subtype /FileAttachment /FS << /EF << /F 5 0 R >> >> >>]");
    pdf_stream(&p, 5, "", "MZ", 2);
    struct row rows[] = {
        {"PDF: a program inside", with_file("/Type /EmbeddedFile", "MZ\220", 3), MEDIA_CARRIES_FILES},
        {"PDF: a page inside, called JSON",
         with_file("/Type /EmbeddedFile /Subtype /application#2Fjson", "<img onerror=x>", 15), MEDIA_CARRIES_FILES},
        {"PDF: a program inside that begins as JSON", with_file("/Type /EmbeddedFile", "{\0MZ", 4),
         MEDIA_CARRIES_FILES},
        {"PDF: an empty file inside", with_file("/Type /EmbeddedFile", "", 0), MEDIA_CARRIES_FILES},
        {"PDF: a program pinned to a page", pdf_end(&p, "", 0), MEDIA_CARRIES_FILES},
    };
    REFUSE(*state, rows);
}

/* Written by the library that also reads, because ciphers are not for tests to write. */
static struct made rewritten(struct made from, void (*choose)(qpdf_data q))
{
    struct made m = {0};
    qpdf_data q = qpdf_init();
    assert_int_equal(qpdf_read_memory(q, "from", (const char *)from.bytes, from.len, NULL), QPDF_SUCCESS);
    assert_int_equal(qpdf_init_write_memory(q), QPDF_SUCCESS);
    choose(q);
    assert_int_equal(qpdf_write(q), QPDF_SUCCESS);
    made_add(&m, qpdf_get_buffer(q), qpdf_get_buffer_length(q));
    qpdf_cleanup(&q);
    made_free(&from);
    return m;
}

static void lock_with_a_password(qpdf_data q)
{
    qpdf_set_r6_encryption_parameters2(q, "user", "owner", 1, 1, 1, 1, 1, 1, qpdf_r3p_full, 1);
}

static void lock_against_printing(qpdf_data q)
{
    qpdf_set_r4_encryption_parameters_insecure(q, "", "owner", 1, 1, 1, 1, 1, 1, qpdf_r3p_none, 1, 1);
}

static void lock_as_of_old(qpdf_data q)
{
    qpdf_set_r2_encryption_parameters_insecure(q, "user", "owner", 1, 1, 1, 1);
}

static void pack_objects(qpdf_data q)
{
    qpdf_set_object_stream_mode(q, qpdf_o_generate);
    qpdf_set_compress_streams(q, QPDF_TRUE);
}

static void put_the_first_page_first(qpdf_data q)
{
    qpdf_set_linearization(q, QPDF_TRUE);
}

static void locked_pdfs_are_refused(void **state)
{
    struct row rows[] = {
        {"PDF: a password of AES-256", rewritten(plain_pdf(), lock_with_a_password), MEDIA_LOCKED},
        {"PDF: a password of RC4-40", rewritten(plain_pdf(), lock_as_of_old), MEDIA_LOCKED},
        {"PDF: not to be printed", rewritten(plain_pdf(), lock_against_printing), MEDIA_LOCKED},
    };
    REFUSE(*state, rows);
}

/* --- and what is honest is taken --- */

static struct made signed_pdf(void)
{
    return with_object("/AcroForm << /SigFlags 3 /Fields [4 0 R] >>",
                       "<< /FT /Sig /Type /Annot /Subtype /Widget /T (seal) /Rect [0 0 0 0] /V << /Type /Sig "
                       "/Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] "
                       "/Contents <3082> >> >>");
}

static struct made second_version(void)
{
    struct pdf_maker p = {.m = plain_pdf(), .count = 5};
    size_t table = p.m.len;
    while (memcmp(p.m.bytes + table - 5, "\nxref", 5) != 0) {
        table--;
    }
    size_t at = p.m.len;
    pdf_object(&p, 4, "<< /Type /Page /Parent 2 0 R /Rotate 90 >>");
    size_t new_table = p.m.len;
    pdf_print(&p, "xref\n4 1\n%010zu 00000 n \ntrailer\n<< /Root 1 0 R /Size 5 /Prev %zu >>\nstartxref\n%zu\n%%%%EOF",
              at, table - 4, new_table);
    return p.m;
}

static struct made without_last_line(void)
{
    struct made m = plain_pdf();
    return cut(m, m.len - 1);
}

static void honest_pdfs_are_taken_as_they_are(void **state)
{
    struct room *r = *state;
    static const char record[] = "{\"编号\": \"A-1\",\n\t\"名称\": \"品牌\"}";
    struct {
        const char *what;
        struct made file;
        int pages;
    } rows[] = {
        {"PDF: two pages", plain_pdf(), 2},
        {"PDF: two hundred pages", make_pdf(200, "", ""), 200},
        {"PDF: objects packed", rewritten(plain_pdf(), pack_objects), 2},
        {"PDF: objects packed by hand", honest_object_stream(""), 1},
        {"PDF: first page first", rewritten(make_pdf(30, "", ""), put_the_first_page_first), 30},
        {"PDF: no line after the end", without_last_line(), 2},
        {"PDF: blank lines after the end", joined(plain_pdf(), TEXT("\r\n\r\n\0\0 ")), 2},
        {"PDF: a second version", second_version(), 2},
        {"PDF: opens at its first page", make_pdf(2, "/OpenAction [3 0 R /Fit]", ""), 2},
        {"PDF: a link", make_pdf(1, "", "/Annots [<< /Subtype /Link /A << /S /URI /URI (https://a) >> >>]"), 1},
        {"PDF: signed", signed_pdf(), 1},
        {"PDF: our own record inside",
         with_file("/Type /EmbeddedFile /Subtype /application#2Fjson", record, sizeof(record) - 1), 1},
        {"PDF: a font called JS", make_pdf(1, "", "/Resources << /Font << /JS << /Type /Font >> >> >>"), 1},
        {"PDF: a sheet of A4 at 600 dpi in colour",
         pdf_with_stream("/Subtype /Image /Width 4960 /Height 7016 /Filter /FlateDecode",
                         make_packed_zeros(4960UL * 7016 * 3)),
         1},
        {"PDF: a text of 20 MB", pdf_with_stream("/Filter /FlateDecode", make_packed_zeros(20UL * MIB)), 1},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct media_document d = take(r, &rows[i].file, &evidence, rows[i].what);
        if (d.finding != MEDIA_FINE || d.pages != rows[i].pages) {
            fail_msg("%s: %s, %d pages", rows[i].what, media_finding_name(d.finding), d.pages);
        }
        assert_int_equal(d.kind, DOCUMENT_PDF);
        assert_int_equal(d.len, rows[i].file.len);
        assert_memory_equal(d.bytes, rows[i].file.bytes, d.len);
        assert_int_equal(strlen(d.sha256), MEDIA_NAME_CHARS);
        assert_int_equal(d.thumb.len, 0);
        made_free(&rows[i].file);
    }
}

static void honest_pictures_are_taken_clean(void **state)
{
    struct room *r = *state;
    struct made files[] = {
        make_jpeg(&(struct jpeg_recipe){.width = 1600, .height = 1200, .orientation = 6, .has_secrets = true}),
        logo(),
    };
    const struct document_limits keeps_png = {.bytes_max = 10 * MIB, .keeps_png = true};
    for (size_t i = 0; i < 2; i++) {
        struct media_document d = take(r, &files[i], &keeps_png, i == 0 ? "a photograph" : "a drawing");
        assert_int_equal(d.finding, MEDIA_FINE);
        assert_int_equal(d.kind, i == 0 ? DOCUMENT_JPEG : DOCUMENT_PNG);
        assert_int_equal(d.pages, 1);
        assert_int_equal(d.width, i == 0 ? 1600 : 300);
        assert_int_equal(d.source_height, i == 0 ? 1200 : 200);
        assert_false(bytes_contain(d.bytes, d.len, SECRET_MARK));
        assert_true(d.thumb.len > 0);
        assert_int_equal(strlen(d.sha256), MEDIA_NAME_CHARS);
        made_free(&files[i]);
    }
}

static void limits_of_a_kind_of_evidence_are_kept(void **state)
{
    struct room *r = *state;
    const struct document_limits photos = {.bytes_max = 10 * MIB, .pictures_only = true};
    const struct document_limits letter = {.bytes_max = 10 * MIB, .pages_max = 2};
    const struct document_limits tiny = {.bytes_max = 300};
    struct made two = make_pdf(2, "", "");
    struct made three = make_pdf(3, "", "");
    assert_int_equal(take(r, &two, &photos, "a PDF as photograph").finding, MEDIA_NOT_IMAGE);
    assert_int_equal(take(r, &two, &letter, "a letter of two pages").finding, MEDIA_FINE);
    assert_int_equal(take(r, &three, &letter, "a letter of three pages").finding, MEDIA_TOO_MANY_PAGES);
    assert_int_equal(take(r, &two, &tiny, "a PDF over its size").finding, MEDIA_TOO_BIG);
    made_free(&two);
    made_free(&three);
}

static void a_refusal_says_why_and_what_to_do(void **state)
{
    struct room *r = *state;
    static const struct {
        struct media_document document;
        const char *want;
    } rows[] = {
        {{.finding = MEDIA_EMPTY}, "“承诺书.pdf”是空文件，请重新选择"},
        {{.finding = MEDIA_NOT_DOCUMENT}, "“承诺书.pdf”不是 PDF 或图片，请转成 PDF 后再上传"},
        {{.finding = MEDIA_NOT_IMAGE, .kind = DOCUMENT_PDF}, "“承诺书.pdf”不是 PNG 或 JPG 图片，请转换后再上传"},
        {{.finding = MEDIA_TOO_BIG, .kind = DOCUMENT_PDF, .source_len = 12 * MIB},
         "“承诺书.pdf”有 12 MB，超过 10 MB，请压缩，或者分成几份再上传"},
        {{.finding = MEDIA_TOO_BIG, .kind = DOCUMENT_JPEG, .source_len = 12 * MIB},
         "“承诺书.pdf”有 12 MB，超过 10 MB，请缩小后再上传"},
        {{.finding = MEDIA_TRUNCATED, .kind = DOCUMENT_PDF},
         "“承诺书.pdf”不完整，可能没有复制完，请找到原文件重新上传"},
        {{.finding = MEDIA_LOCKED, .kind = DOCUMENT_PDF},
         "“承诺书.pdf”设了密码或者使用限制，请取消后另存为 PDF 再上传"},
        {{.finding = MEDIA_NO_PAGES, .kind = DOCUMENT_PDF}, "“承诺书.pdf”里一页也没有，请重新生成 PDF 后再上传"},
        {{.finding = MEDIA_TOO_MANY_PAGES, .kind = DOCUMENT_PDF},
         "“承诺书.pdf”超过 200 页，请只留需要的页，或者分成几份再上传"},
        {{.finding = MEDIA_ACTIVE, .kind = DOCUMENT_PDF},
         "“承诺书.pdf”里有会自动运行的内容，请打开它，用“打印”另存为 PDF 后再上传"},
        {{.finding = MEDIA_CARRIES_FILES, .kind = DOCUMENT_PDF},
         "“承诺书.pdf”里夹带了别的文件，请打开它，用“打印”另存为 PDF，夹带的文件另外上传"},
        {{.finding = MEDIA_TWO_FILES, .kind = DOCUMENT_PDF},
         "“承诺书.pdf”里混有别的文件，请打开它，用“打印”另存为 PDF 后再上传"},
        {{.finding = MEDIA_TWO_FILES, .kind = DOCUMENT_JPEG},
         "“承诺书.pdf”里混有别的文件，请用看图软件另存为 JPG 后再上传"},
        {{.finding = MEDIA_UNREADABLE, .kind = DOCUMENT_PDF},
         "“承诺书.pdf”打不开，请用 WPS 或者浏览器重新生成 PDF 后再上传"},
        {{.finding = MEDIA_UNPACKS, .kind = DOCUMENT_PDF},
         "“承诺书.pdf”打不开，请用 WPS 或者浏览器重新生成 PDF 后再上传"},
        {{.finding = MEDIA_UNPACKS, .kind = DOCUMENT_PNG}, "“承诺书.pdf”打不开，请用看图软件另存为 JPG 后再上传"},
        {{.finding = MEDIA_FINE, .kind = DOCUMENT_PDF}, ""},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_string_equal(media_document_text(r->a, &rows[i].document, &evidence, "承诺书.pdf"), rows[i].want);
    }
}

static void the_word_of_a_kind_reads_back(void **state)
{
    (void)state;
    for (enum document_kind k = DOCUMENT_JPEG; k <= DOCUMENT_PDF; k++) {
        assert_int_equal(document_kind_of(document_kind_name(k)), k);
        assert_non_null(strchr(document_kind_mime(k), '/'));
        assert_true(strlen(document_kind_ending(k)) == 3);
    }
    assert_int_equal(document_kind_of("exe"), DOCUMENT_OTHER);
}

#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
        return image_worker_main(IMAGE_WORKER_FD);
    }
    const struct CMUnitTest tests[] = {
        IN_ROOM(pictures_that_unpack_to_more_than_they_may_are_refused),
        IN_ROOM(what_is_something_else_is_refused),
        IN_ROOM(one_file_that_is_two_is_refused),
        IN_ROOM(what_is_cut_short_or_damaged_is_refused),
        IN_ROOM(pdfs_that_unpack_to_more_than_they_may_are_refused),
        IN_ROOM(pdfs_that_nest_and_repeat_beyond_reason_are_refused),
        IN_ROOM(pdfs_that_run_something_are_refused),
        IN_ROOM(pdfs_with_files_inside_are_refused),
        IN_ROOM(locked_pdfs_are_refused),
        IN_ROOM(honest_pdfs_are_taken_as_they_are),
        IN_ROOM(honest_pictures_are_taken_clean),
        IN_ROOM(limits_of_a_kind_of_evidence_are_kept),
        IN_ROOM(a_refusal_says_why_and_what_to_do),
        IN_ROOM(the_word_of_a_kind_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
