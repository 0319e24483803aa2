/* media_pdf_text.c - what of a PDF is read, what is said to be unread, and what is refused; each file written here byte
 * by byte.  ISO 32000-1, 7.3.4, 8.10, 9.4, 9.6.6, 9.7, 9.10; domain/handbook.md 5.2. */
#include "support/pdf_maker.h"

#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "media/image_worker.h"
#include "media/media.h"
#include "media/pdf_text.h"
#include "support/own_program.h"

#define MOBILE   "13961234567"
#define IDENTITY "32040219800101001X"

struct wanted {
    const char *contents;  /* of the page */
    const char *resources; /* beside the fonts below */
    const char *has;       /* in the page's text; NULL: anything */
    bool has_unread;
};

static const char to_unicode[] = "/CIDInit /ProcSet findresource begin begincmap\n"
                                 "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
                                 "2 beginbfchar <0001> <D83DDE00> <0002> <00660069> endbfchar\n"
                                 "2 beginbfrange <0010> <0019> <0030> <0020> <0022> [<8054> <7CFB> <0058>] endbfrange\n"
                                 "endcmap end";

/* F1 Helvetica, F2 by /Differences, F3 Identity-H with ToUnicode, F4 Identity-H without, F5 UniGB-UCS2-H, F6 Type3,
 * F7 GBK-EUC-H, F8 symbols of a font's own.  Object 20 is a form, 21 a picture, 22 a form that draws itself. */
static const char fonts[] =
    "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    " /F2 << /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Odd /FontDescriptor << /Flags 4 >> /Encoding << "
    "/Differences "
    "[1 /zero /one /two /three /four /five /six /seven /eight.tnum /uni0039 /X /g77] >> >>"
    " /F3 << /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 10 0 R /DescendantFonts [ << "
    "/Subtype /CIDFontType2 /DW 1000 /W [16 25 500 32 [1000 1000 600]] >> ] >>"
    " /F4 << /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [ << /DW 500 >> ] >>"
    " /F5 << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [ << >> ] >>"
    " /F6 << /Type /Font /Subtype /Type3 /FontMatrix [0.01 0 0 0.01 0 0] /Encoding << /Differences [49 /one] >> >>"
    " /F7 << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [ << >> ] >>"
    " /F8 << /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+S /FontDescriptor << /Flags 4 >> >> >>"
    " /XObject << /Form 20 0 R /Picture 21 0 R /Loop 22 0 R >>";

static struct made make_text(const char *contents, const char *more, const char *page, const char *trailer)
{
    static const char form[] = "BT /F1 9 Tf (mobile " MOBILE ") Tj ET";
    static const char loop[] = "/Loop Do";
    struct pdf_maker p = pdf_start("%PDF-1.7\n%\342\343\317\323\n");
    pdf_begin(&p, 1);
    pdf_put(&p, "<< /Type /Catalog /Pages 2 0 R /Outlines 30 0 R >>\nendobj\n");
    pdf_begin(&p, 2);
    pdf_put(&p, "<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] /Resources << ");
    pdf_put(&p, fonts);
    pdf_put(&p, more);
    pdf_put(&p, " >> >>\nendobj\n");
    pdf_begin(&p, 3);
    pdf_put(&p, "<< /Type /Page /Parent 2 0 R /Contents 4 0 R ");
    pdf_put(&p, page);
    pdf_put(&p, " >>\nendobj\n");
    pdf_stream(&p, 4, "", contents, strlen(contents));
    pdf_stream(&p, 10, "", to_unicode, strlen(to_unicode));
    pdf_stream(&p, 20, "/Type /XObject /Subtype /Form /BBox [0 0 99 99]", form, strlen(form));
    pdf_stream(&p, 21, "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
               "a", 1);
    pdf_stream(&p, 22, "/Type /XObject /Subtype /Form /BBox [0 0 99 99]", loop, strlen(loop));
    pdf_object(&p, 30, "<< /Type /Outlines /First 31 0 R /Last 31 0 R /Count 1 >>");
    pdf_object(&p, 31, "<< /Title (bookmark 13900001111) /Parent 30 0 R /Dest [3 0 R /Fit] >>");
    return pdf_end(&p, trailer, 0);
}

static enum media_finding read_it(struct arena *a, struct made *pdf, struct media_pdf_text *ret)
{
    enum media_finding finding = pdf_text_read(a, pdf->bytes, pdf->len, ret);
    made_free(pdf);
    return finding;
}

static void expect(const struct wanted *rows, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        struct arena *a = arena_new();
        struct media_pdf_text t = {0};
        const char *more = rows[i].resources != NULL ? rows[i].resources : "";
        struct made pdf = make_text(rows[i].contents, more, "", "");
        assert_int_equal(read_it(a, &pdf, &t), MEDIA_FINE);
        assert_int_equal(t.pages_len, 1);
        if ((rows[i].has != NULL && strstr(t.pages[0].text, rows[i].has) == NULL) ||
            t.pages[0].has_unread != rows[i].has_unread) {
            fail_msg("%s: \"%s\" unread=%d", rows[i].contents, t.pages[0].text, t.pages[0].has_unread);
        }
        arena_free(a);
    }
}
#define EXPECT(rows) expect(rows, sizeof(rows) / sizeof((rows)[0]))

static void numbers_come_back_however_they_are_cut(void **state)
{
    static const struct wanted rows[] = {
        {"BT /F1 12 Tf 72 700 Td (" MOBILE ") Tj ET", NULL, MOBILE, false},
        {"BT /F1 12 Tf 72 700 Td [(139) -30 (61) 20 (234) 5 (567)] TJ ET", NULL, MOBILE, false},
        {"BT /F1 12 Tf [(139) -600 (6123) -600 (4567)] TJ ET", NULL, "139 6123 4567", false},
        {"BT /F1 12 Tf (2015) Tj 0 -14 Td (" MOBILE ") Tj ET", NULL, "2015\n" MOBILE, false},
        {"BT /F1 12 Tf (2015) Tj 200 0 Td (" MOBILE ") Tj ET", NULL, "2015 " MOBILE, false},
        {"BT /F1 12 Tf 14 TL (a) Tj (2015) ' 0 0 (" IDENTITY ") \" T* (7) Tj ET", NULL, "2015\n" IDENTITY "\n7", false},
        {"BT /F1 12 Tf (\\061\\63961\\\n234567) Tj ET", NULL, MOBILE, false},
        {"BT /F1 12 Tf <31 33 39 36 31 32 33 34 35 36 37> Tj ET", NULL, MOBILE, false},
        {"BT /F1 10 Tf 3 Tr 1 0 0 1 10 10 Tm (1) Tj 1 0 0 1 15.56 10 Tm (3) Tj 1 0 0 1 21.12 10 Tm (9) Tj ET", NULL,
         "139", false},
        {"q 1 0 0 1 50 50 cm /Form Do Q", NULL, "mobile " MOBILE, false},
        {"/Span << /ActualText <FEFF003100330039> >> BDC BT /F4 9 Tf <00030004> Tj ET EMC", NULL, "139", false},
    };
    (void)state;
    EXPECT(rows);
}

static void a_digit_in_each_box_is_said_again_joined(void **state)
{
    struct arena *a = arena_new();
    struct media_pdf_text t = {0};
    char contents[2048] = "BT /F1 10 Tf ";
    for (size_t i = 0; i < strlen(IDENTITY); i++) {
        size_t len = strlen(contents);
        (void)snprintf(contents + len, sizeof contents - len, "1 0 0 1 %zu 10 Tm (%c) Tj ", 20 + i * 25, IDENTITY[i]);
    }
    struct made pdf = make_text(contents, "", "", "");
    assert_int_equal(read_it(a, &pdf, &t), MEDIA_FINE);
    assert_non_null(strstr(t.pages[0].text, "3 2 0 4 0 2 1"));
    assert_non_null(strstr(t.pages[0].text, "\n" IDENTITY "\n"));
    arena_free(a);
    (void)state;
}

static void fonts_say_their_letters_by_map_encoding_or_code(void **state)
{
    static const struct wanted rows[] = {
        {"BT /F2 12 Tf <02040A070203040506>Tj <0708> Tj ET", NULL, MOBILE, false},
        {"BT /F2 12 Tf <0B> Tj ET", NULL, "X", false},
        {"BT /F3 12 Tf <00200021001100130019001600110012001300140015001600170022> Tj ET", NULL, "联系" MOBILE "X",
         false},
        {"BT /F3 12 Tf <00010002> Tj ET", NULL,
         "\xF0\x9F\x98\x80"
         "fi",
         false},
        {"BT /F5 12 Tf <FF11003300398054D83DDE00> Tj ET", NULL, "１39联\xF0\x9F\x98\x80", false},
        {"BT /F7 12 Tf (139\\243\\261) Tj ET", NULL, "139１", false},
    };
    (void)state;
    EXPECT(rows);
}

static void what_is_not_read_is_said(void **state)
{
    static const struct wanted rows[] = {
        {"/Picture Do", NULL, "", true},
        {"/Missing Do", NULL, "", true},
        {"BT /F4 12 Tf <00110013> Tj ET", NULL, "\xEF\xBF\xBD", true},
        {"BT /F3 12 Tf <00990011> Tj ET", NULL, "1", true},
        {"BT /F2 12 Tf <0C02> Tj ET", NULL, "1", true},
        {"BT /F6 12 Tf (1) Tj ET", NULL, "\xEF\xBF\xBD", true},
        {"BT /F7 12 Tf (\\260\\241) Tj ET", NULL, NULL, true},
        {"BT /F8 12 Tf (139) Tj ET", NULL, NULL, true},
        {"BT /F9 12 Tf (139) Tj ET", NULL, NULL, true},
        {"BI /W 2 /H 2 /BPC 8 /CS /G ID a\xff"
         "cd EI BT /F1 9 Tf (" MOBILE ") Tj ET",
         NULL, MOBILE, true},
        {"/G1 gs BT /F1 9 Tf (1) Tj ET", "/ExtGState << /G1 << /SMask << /S /Alpha /G 20 0 R >> >> >>", "1", true},
        {"0 0 m 9 9 l S", NULL, "", false},
    };
    (void)state;
    EXPECT(rows);
}

static void outlines_without_text_are_unread(void **state)
{
    struct arena *a = arena_new();
    struct media_pdf_text t = {0};
    char contents[2048] = "";
    for (size_t i = 0; i < 40; i++) {
        (void)snprintf(contents + strlen(contents), sizeof contents - strlen(contents), "1 2 3 4 5 6 c ");
    }
    struct made pdf = make_text(contents, "", "", "");
    assert_int_equal(read_it(a, &pdf, &t), MEDIA_FINE);
    assert_true(t.pages[0].has_unread);
    arena_free(a);
    (void)state;
}

static void titles_bookmarks_and_notes_are_outside(void **state)
{
    struct arena *a = arena_new();
    struct media_pdf_text t = {0};
    struct made pdf = make_text("", "",
                                "/Annots [ << /Subtype /Text /Contents <FEFF8054003100330039> >> << /Subtype /Stamp "
                                "/AP << /N 20 0 R >> >> ]",
                                "/Info << /Title (title " IDENTITY ") /Keywords (\xEF\xBB\xBF"
                                "联系) >>");
    assert_int_equal(read_it(a, &pdf, &t), MEDIA_FINE);
    assert_non_null(strstr(t.outside, "title " IDENTITY));
    assert_non_null(strstr(t.outside, "bookmark 13900001111"));
    assert_non_null(strstr(t.outside, "联139"));
    assert_non_null(strstr(t.outside, "联系"));
    assert_non_null(strstr(t.pages[0].text, MOBILE)); /* the stamp shows it */
    assert_null(strstr(t.pages[0].text, IDENTITY));
    arena_free(a);
    (void)state;
}

static void a_loop_and_a_bomb_are_refused(void **state)
{
    struct arena *a = arena_new();
    struct media_pdf_text t = {0};
    struct made pdf = make_text("/Loop Do", "", "", "");
    assert_int_equal(read_it(a, &pdf, &t), MEDIA_UNREADABLE);
    size_t len = 2 * 1024 * 1024;
    char *contents = malloc(len + 1);
    assert_non_null(contents);
    memset(contents, 'a', len);
    memcpy(contents, "BT /F1 9 Tf (", 13);
    memcpy(contents + len - 4, ") Tj", 5);
    pdf = make_text(contents, "", "", "");
    free(contents);
    assert_int_equal(read_it(a, &pdf, &t), MEDIA_UNPACKS);
    assert_null(t.pages);
    arena_free(a);
    (void)state;
}

static void the_confined_child_says_the_same(void **state)
{
    char program[PATH_MAX];
    char dir[] = "/tmp/jianpin-pdf-text-XXXXXX";
    struct arena *a = arena_new();
    struct media *m = NULL;
    struct media_pdf_text t = {0};
    assert_non_null(mkdtemp(dir));
    const struct media_options o = {.exe = own_program(program), .dir = dir, .workers_max = 1};
    assert_int_equal(media_open(&o, &m), OK);
    struct made pdf = make_text("/Form Do /Picture Do", "", "", "");
    assert_int_equal(media_pdf_text(m, pdf.bytes, pdf.len, a, &t), OK);
    assert_int_equal(t.pages_len, 1);
    assert_string_equal(t.pages[0].text, "mobile " MOBILE);
    assert_true(t.pages[0].has_unread);
    assert_string_equal(t.outside, "bookmark 13900001111\n");
    assert_int_equal(media_pdf_text(m, pdf.bytes, pdf.len / 2, a, &t), ERR_INVALID);
    assert_int_equal(media_pdf_text(m, pdf.bytes, 0, a, &t), ERR_INVALID);
    made_free(&pdf);
    pdf = make_text("/Loop Do", "", "", "");
    assert_int_equal(media_pdf_text(m, pdf.bytes, pdf.len, a, &t), ERR_INVALID);
    made_free(&pdf);
    media_close(m);
    arena_free(a);
    (void)rmdir(dir);
    (void)state;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
        return image_worker_main(IMAGE_WORKER_FD);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_back_however_they_are_cut),
        cmocka_unit_test(a_digit_in_each_box_is_said_again_joined),
        cmocka_unit_test(fonts_say_their_letters_by_map_encoding_or_code),
        cmocka_unit_test(what_is_not_read_is_said),
        cmocka_unit_test(outlines_without_text_are_unread),
        cmocka_unit_test(titles_bookmarks_and_notes_are_outside),
        cmocka_unit_test(a_loop_and_a_bomb_are_refused),
        cmocka_unit_test(the_confined_child_says_the_same),
    };
    return cmocka_run_group_tests_name("media_pdf_text", tests, NULL, NULL);
}
