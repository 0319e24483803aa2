/* finding.h - why an uploaded file was not taken, and the sentence that says what to do. */
#ifndef MEDIA_FINDING_H
#define MEDIA_FINDING_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum media_finding {
    MEDIA_FINE = 0,
    MEDIA_EMPTY,           /* no bytes at all                                              */
    MEDIA_NOT_IMAGE,       /* does not begin as a JPEG or PNG begins                       */
    MEDIA_TOO_BIG,         /* more bytes than the field allows                             */
    MEDIA_TOO_SMALL,       /* a long edge too short to print                               */
    MEDIA_TRUNCATED,       /* ends before its own end mark: a broken upload or a bad copy  */
    MEDIA_TOO_MANY_PIXELS, /* over IMAGE_PIXELS_MAX, or more than the child's memory holds */
    MEDIA_UNREADABLE,      /* damaged, exotic, or made to hurt                             */
    MEDIA_NOT_DOCUMENT,    /* begins neither as a PDF nor as a JPEG or PNG                 */
    MEDIA_LOCKED,          /* a PDF under a password or its author's restrictions          */
    MEDIA_NO_PAGES,        /* a PDF without a page                                         */
    MEDIA_TOO_MANY_PAGES,  /* more pages than document_limits.pages_max                    */
    MEDIA_ACTIVE,          /* a PDF that runs something: scripts, programs, films, forms   */
    MEDIA_CARRIES_FILES,   /* a PDF with other files inside                                */
    MEDIA_TWO_FILES,       /* something else before, behind or around the file             */
    MEDIA_UNPACKS,         /* small as a file, absurdly large once unpacked                */
    MEDIA__COUNT
};

/* What one field of the form accepts.  The numbers come from the round's form definition, never from C
 * (handbook 1.2: field 3 is {2 MiB, 600, 0, true}; field 36 is {bytes_max, 1600, 1 MiB, false}). */
struct image_limits {
    size_t bytes_max;     /* at most this many bytes; never above IMAGE_INPUT_MAX                            */
    int long_edge_min;    /* pixels; 0: any size                                                             */
    size_t bytes_instead; /* a file of at least this many bytes need not have long_edge_min; 0: no exception */
    bool keeps_png;       /* a PNG stays a PNG even without transparency: sharp edges of a logo              */
};

/* What one kind of evidence accepts. */
struct document_limits {
    size_t bytes_max;   /* at most this many bytes; never above IMAGE_INPUT_MAX                 */
    int pages_max;      /* of a PDF, 1-DOCUMENT_PAGES_MAX; 0: DOCUMENT_PAGES_MAX                */
    bool pictures_only; /* photographs of a hall: a PDF is MEDIA_NOT_IMAGE                      */
    bool keeps_png;     /* as in image_limits                                                   */
};

enum { DOCUMENT_PAGES_MAX = 200 };

/* A short stable English name for logs: "fine", "not_image", ... */
const char *media_finding_name(enum media_finding finding);

#endif
