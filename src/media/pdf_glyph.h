/* pdf_glyph.h - what letters are meant by a glyph's name or a code of the simple encodings (ISO 32000-1, 9.6.6,
 * annex D).  Runs inside the confined child. */
#ifndef MEDIA_PDF_GLYPH_H
#define MEDIA_PDF_GLYPH_H

#include <stddef.h>
#include <stdint.h>

enum pdf_encoding { PDF_ENCODING_NONE, PDF_ENCODING_STANDARD, PDF_ENCODING_WIN, PDF_ENCODING_MAC };

/* The code point of one byte; 0: not known here.  Letters beyond ASCII are known of WinAnsi alone. */
uint32_t pdf_encoding_letter(enum pdf_encoding e, unsigned code);

/* The code point of a name such as "seven", "seven.tnum", "uni0037", "u1F600" or "A" (without a slash); 0: not known.
 */
uint32_t pdf_glyph_letter(const char *name);

#endif
