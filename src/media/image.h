/* image.h - turns an untrusted JPEG or PNG into clean ones: upright, bounded, without any metadata.
 * Runs inside the confined child (image_worker.h); the fuzz target and the tests call it directly. */
#ifndef MEDIA_IMAGE_H
#define MEDIA_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "media/finding.h"
#include "media/sniff.h"

enum {
    IMAGE_PIXELS_MAX = 40 * 1000 * 1000, /* declared in the header, before anything is decoded (PDF.md, Photos) */
    IMAGE_EDGE_MAX = 30000,              /* either edge, so that no row alone is a bomb                         */
    IMAGE_INPUT_MAX = 32 * 1024 * 1024,  /* bytes of an input                                                   */
    IMAGE_OUTPUT_MAX = 32 * 1024 * 1024, /* bytes of an output                                                  */
    IMAGE_FULL_EDGE = 2400,              /* 20 cm at 300 dpi                                                    */
    IMAGE_THUMB_EDGE = 480,
    IMAGE_QUALITY = 88,
    IMAGE_SCANS_MAX = 50 /* of a progressive JPEG; cameras and editors write about ten */
};

/* One encoded picture.  `bytes` come from malloc and belong to the struct that holds it. */
struct image_file {
    enum image_kind kind;
    int width, height; /* pixels, upright */
    unsigned char *bytes;
    size_t len;
};

struct image_result {
    int source_width, source_height; /* pixels as the person sees them: after turning; 0 when the header was not read */
    int orientation;                 /* the EXIF value that was applied, 1-8                                        */
    bool profile_dropped;            /* it carried a colour profile other than sRGB, which is gone: colours may shift */
    struct image_file full;          /* JPEG baseline 4:2:0, quality IMAGE_QUALITY; or PNG, see keeps_png           */
    struct image_file thumb;         /* always JPEG, transparency over white                                        */
};

/* Decodes `len` bytes and encodes them anew.  A PNG with real transparency stays a PNG; with `keeps_png` every PNG
 * does.  EXIF, GPS, XMP, comments, text chunks, profiles, thumbnails and whatever follows the picture do not pass.
 * A picture with another kind of file behind it is MEDIA_TWO_FILES: nothing of it would pass, but nobody made it by
 * mistake.  Same input, same bytes out.  Returns MEDIA_FINE with *ret filled (owner: the caller, image_result_free),
 * else the finding with *ret emptied except source_width and source_height, which are set as soon as a header was read.
 * Never writes to a stream, opens nothing, and never calls exit. */
enum media_finding image_clean(const unsigned char *bytes, size_t len, bool keeps_png, struct image_result *ret);

/* Frees both files and empties `r`. */
void image_result_free(struct image_result *r);

#endif
