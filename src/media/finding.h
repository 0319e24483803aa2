/* finding.h - why an uploaded picture was not taken, and the sentence that says what to do. */
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

/* A short stable English name for logs: "fine", "not_image", ... */
const char *media_finding_name(enum media_finding finding);

#endif
