/* media_pdftext.c - fuzz target: any bytes as a PDF, or as the contents of a page and (behind a line of "%%") the
 * ToUnicode of its font, through the reader of text, in process.
 * Every finding is fine; what may not happen is a crash, a leak, a read outside, or a text that is no UTF-8. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "media/pdf_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { LEN_MAX = 1 << 15, FILE_MAX = 1 << 17, OBJECTS = 6 };

static void must(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

static void add_stream(struct buffer *b, size_t offsets[OBJECTS], int id, const uint8_t *bytes, size_t len)
{
    offsets[id] = b->len;
    buffer_format(b, "%d 0 obj\n<< /Subtype /Form /BBox [0 0 9 9] /Length %zu >>\nstream\n", id, len);
    buffer_add(b, bytes, len);
    buffer_text(b, "\nendstream\nendobj\n");
}

/* A whole file around the input, so that what it says is drawn. */
static void wrap(struct buffer *b, const uint8_t *bytes, size_t len)
{
    static const char fonts[] =
        "/F1 << /Subtype /Type1 /BaseFont /Times >> /F2 << /Subtype /TrueType /ToUnicode 5 0 R >> /F3 << /Subtype "
        "/Type0 /Encoding 5 0 R /ToUnicode 5 0 R /DescendantFonts [ << /DW 500 /W [1 [2 3] 4 9 500] >> ] >> /F4 << "
        "/Subtype /Type0 /Encoding /UniGB-UTF16-V >> /F5 << /Subtype /Type0 /Encoding /GBK-EUC-H >>";
    size_t offsets[OBJECTS] = {0};
    size_t cut = 0;
    while (cut + 4 <= len && memcmp(bytes + cut, "\n%%\n", 4) != 0) {
        cut++;
    }
    bool has_map = cut + 4 <= len;
    cut = has_map ? cut : len;
    buffer_text(b, "%PDF-1.7\n");
    offsets[1] = b->len;
    buffer_text(b, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
    offsets[2] = b->len;
    buffer_text(b, "2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 9 9] >>\nendobj\n");
    offsets[3] = b->len;
    buffer_format(b,
                  "3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << %s >> /XObject << /X 4 "
                  "0 R >> >> >>\nendobj\n",
                  fonts);
    add_stream(b, offsets, 4, bytes, cut);
    add_stream(b, offsets, 5, has_map ? bytes + cut : (const uint8_t *)"", has_map ? len - cut : 0);
    size_t at = b->len;
    buffer_format(b, "xref\n0 %d\n0000000000 65535 f \n", OBJECTS);
    for (int id = 1; id < OBJECTS; id++) {
        buffer_format(b, "%010zu 00000 n \n", offsets[id]);
    }
    buffer_format(b, "trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%zu\n%%%%EOF\n", OBJECTS, at);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const char of_a_table[] = "olumns";
    bool is_file = len > 4 && memcmp(bytes, "%PDF", 4) == 0;
    if (len > LEN_MAX) {
        return 0;
    }
    for (size_t i = 0; is_file && i + 6 <= len; i++) {
        if (memcmp(bytes + i, of_a_table, 6) == 0) {
            return 0; /* media_pdf.c: rows of any length, which only the child's limit forbids */
        }
    }
    struct arena *a = arena_new();
    struct buffer b = buffer_new(a, FILE_MAX);
    if (!is_file) {
        wrap(&b, bytes, len);
    }
    struct media_pdf_text t = {0};
    enum media_finding finding =
        pdf_text_read(a, is_file ? bytes : (const uint8_t *)b.bytes, is_file ? len : b.len, &t);
    must(finding < MEDIA__COUNT && (finding == MEDIA_FINE) == (t.pages != NULL));
    for (size_t i = 0; t.pages != NULL && i < t.pages_len; i++) {
        must(utf8_is_valid(t.pages[i].text, strlen(t.pages[i].text)));
    }
    must(t.outside == NULL || utf8_is_valid(t.outside, strlen(t.outside)));
    arena_free(a);
    return 0;
}
