/* pdf_page.h - what is drawn on one page of a PDF, as text: letters in their places become words and lines; what could
 * not be read is counted.  Runs inside the confined child, for pdf_text.c. */
#ifndef MEDIA_PDF_PAGE_H
#define MEDIA_PDF_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

struct arena;
struct media_pdf_page;

/* ISO 32000-1, 8.3.4. */
struct pdf_matrix {
    double a, b, c, d, e, f;
};
struct pdf_matrix pdf_matrix_multiply(struct pdf_matrix m, struct pdf_matrix n);

struct pdf_page {
    struct buffer text;
    struct buffer beside; /* what it says elsewhere: ActualText, Alt, joined digits */
    bool has_picture;
    unsigned letters_unread;
    bool has_letters;
    int curves, strokes;
    bool is_placed; /* x, y and the direction are those of the end of the last letter */
    double x, y;
};

void pdf_page_begin(struct pdf_page *p, struct arena *a);

/* Where the next letter stands, against where the one before ended: beside it, apart, or on another line. */
void pdf_page_place(struct pdf_page *p, const struct pdf_matrix *m, bool is_vertical);
void pdf_page_add_letter(struct pdf_page *p, uint32_t cp);
/* One of which the file does not say what it is. */
void pdf_page_add_unread(struct pdf_page *p);

/* Says numbers that stand digit by digit (one in each box of a form, or on each line) again, joined, and what stands
 * beside the text; whether a person has to look. */
void pdf_page_end(struct pdf_page *p, struct media_pdf_page *ret);

#endif
