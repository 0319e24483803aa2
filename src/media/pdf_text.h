/* pdf_text.h - the text of an untrusted PDF, for the eyes of the publish gate: digits above all, and never a silence
 * about what was not read.  Runs inside the confined child; the fuzz target and the tests call it directly.
 *
 * Follows ISO 32000-1: 7.3.4 strings, 7.8.2 contents, 7.7.3.4 inherited resources, 7.9.2.2 text strings, 8.4.4 q Q cm,
 * 8.8 and 8.10 XObjects, 8.9.7 inline images, 9.3 spacing, 9.4.2 and 9.4.3 text operators, 9.6.6 encodings, 9.7
 * composite fonts, 9.10.2 and 9.10.3 ToUnicode, 12.5.5 appearances, 14.9.4 ActualText.
 *
 * Read: whatever is drawn by a font whose letters the file names (also invisibly, in a hidden layer, under a picture),
 * in form XObjects and in the appearances of annotations; an ActualText beside it.  Digits that stand one by one, in
 * boxes or below one another, are said a second time, joined.  Outside the pages: every string that is text, the
 * metadata and the record of our own papers.
 * Said to be unread (has_unread): pictures, inline pictures, patterns and soft masks; letters without a meaning (no
 * ToUnicode and no encoding that is known here; private use); drawings with many curves, or any on a page without text;
 * contents that cannot be unpacked or are not understood. */
#ifndef MEDIA_PDF_TEXT_H
#define MEDIA_PDF_TEXT_H

#include <stddef.h>

#include "media/finding.h"
#include "media/media.h"

enum {
    PDF_TEXT_CONTENTS_MAX = 24 * 1024 * 1024, /* bytes of contents, as often as they are drawn */
    PDF_TEXT_DEPTH_MAX = 16,                  /* of forms in forms                             */
    PDF_TEXT_FONTS_MAX = 256
};

/* MEDIA_FINE with *ret filled (owner: the arena); else what pdf_look() says, or MEDIA_UNPACKS: more than can be read,
 * or MEDIA_UNREADABLE: a form that draws itself. */
enum media_finding pdf_text_read(struct arena *a, const unsigned char *bytes, size_t len, struct media_pdf_text *ret);

#endif
