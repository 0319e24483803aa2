/* pdf_outside.h - the strings of a PDF that no page draws (ISO 32000-1, 7.9.2.2, 12.3.3, 12.5, 14.3).  Runs inside the
 * confined child. */
#ifndef MEDIA_PDF_OUTSIDE_H
#define MEDIA_PDF_OUTSIDE_H

#include <stdbool.h>
#include <stddef.h>

#include <qpdf/qpdf-c.h>

struct arena;
struct buffer;

/* A text string as UTF-8: UTF-16 or UTF-8 with their marks, else one byte a letter.  Never NULL.  Owner: the arena. */
const char *pdf_text_string(struct arena *a, const unsigned char *s, size_t len);

/* Every string that is text, the metadata and the JSON records, a line each.  False: some of it cannot be read. */
bool pdf_outside_read(struct arena *a, qpdf_data q, struct buffer *to);

#endif
