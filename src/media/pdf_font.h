/* pdf_font.h - from the bytes that a font is given to letters and widths (ISO 32000-1, 9.6, 9.7, 9.10.2).  Runs inside
 * the confined child. */
#ifndef MEDIA_PDF_FONT_H
#define MEDIA_PDF_FONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <qpdf/qpdf-c.h>

#include "media/pdf_cmap.h"

struct arena;
struct pdf_font;

struct pdf_shown {
    size_t bytes;               /* of the code, at least 1                                        */
    struct pdf_letters letters; /* len 0: the file does not say which                             */
    double width;               /* of text space, for a size of 1; downwards where is_vertical     */
    bool is_blank;              /* the one-byte code 32, which word spacing widens (9.3.3)         */
};

/* NULL: it holds more than a font can.  Owner: the arena; no handle is kept. */
struct pdf_font *pdf_font_read(struct arena *a, qpdf_data q, qpdf_oh font);
/* The letter that stands at `s`; len > 0. */
void pdf_font_next(const struct pdf_font *f, const unsigned char *s, size_t len, struct pdf_shown *ret);
bool pdf_font_is_vertical(const struct pdf_font *f);

#endif
