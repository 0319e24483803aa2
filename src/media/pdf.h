/* pdf.h - looks at an untrusted PDF without changing it.  Runs inside the confined child (image_worker.h); the fuzz
 * target calls it directly. */
#ifndef MEDIA_PDF_H
#define MEDIA_PDF_H

#include <stddef.h>

#include "media/finding.h"

enum {
    PDF_OBJECTS_MAX = 300 * 1000,        /* ten megabytes of text have a tenth of that               */
    PDF_DEPTH_MAX = 64,                  /* of arrays in dictionaries in arrays, and of the page tree */
    PDF_STREAM_MAX = 64 * 1024 * 1024,   /* one stream of a page, a font or objects, unpacked         */
    PDF_STREAMS_MAX = 256 * 1024 * 1024, /* all of them                                               */
    PDF_IMAGE_MAX = 256 * 1024 * 1024,   /* one picture, unpacked: A3 at 600 dpi in colour is 209 MB  */
    PDF_IMAGES_MAX = 768 * 1024 * 1024,  /* all pictures: thirty sheets of A4 at 300 dpi in colour   */
    PDF_RECORD_MAX = 4 * 1024 * 1024     /* a JSON file inside                                        */
};

/* Looks at `len` bytes by the rules of media_take_document.  *ret_pages is 0 unless MEDIA_FINE.  Repairs nothing,
 * executes nothing, opens nothing, writes nothing; never calls exit. */
enum media_finding pdf_look(const unsigned char *bytes, size_t len, int pages_max, int *ret_pages);

#endif
