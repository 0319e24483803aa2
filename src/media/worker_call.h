/* worker_call.h - one question to one fresh child. */
#ifndef MEDIA_WORKER_CALL_H
#define MEDIA_WORKER_CALL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "media/confine.h"
#include "media/image.h"
#include "media/image_wire.h"

struct arena;

struct worker_question {
    char *exe; /* only read; not const because posix_spawn says so */
    enum wire_wish wish;
    bool keeps_png;             /* of WIRE_CLEAN        */
    int pages_max;              /* of WIRE_LOOK_AT_PDF  */
    int fd;                     /* of the upload, read with pread; unused by WIRE_PROBE */
    const unsigned char *bytes; /* not NULL: instead of fd */
    size_t len;
    int timeout_ms;
};

struct worker_answer {
    enum media_finding finding;
    struct confinement confinement;
    int pages;                  /* of a PDF, 1-pages_max; 0 unless MEDIA_FINE */
    char *text;                 /* of WIRE_READ_PDF: valid UTF-8 but for its NULs, one a page and one more; RS_TEXT */
    struct image_result result; /* of WIRE_CLEAN; its bytes belong to the arena, not to malloc */
};

/* Starts the child, asks, and ends it whatever it does.  A child that crashed, was killed by one of its limits or did
 * not answer in time is the finding MEDIA_UNREADABLE: something in the upload did that.  ERR_INTERNAL: the child
 * could not be started or confined, the upload could not be read, or the answer was not one. */
MUST_USE enum err worker_call(const struct worker_question *q, struct arena *a, struct worker_answer *ret);

#endif
