/* codec.h - the two libraries behind one shape; only image.c reads with them; the
 * demonstration writes what it draws. */
#ifndef MEDIA_CODEC_H
#define MEDIA_CODEC_H

#include "media/image.h"
#include "media/picture.h"

/* What a reader leaves. */
struct decoded {
    struct picture picture; /* already fitted to IMAGE_FULL_EDGE, not yet turned; owner: the caller when MEDIA_FINE */
    int width, height;      /* as the header says; 0 until it was read */
    int orientation;        /* EXIF, 1-8 */
    bool profile_dropped;
    size_t end; /* where the picture ends in the file; the rest is something else */
};

/* MEDIA_FINE unless the header's size is beyond what may be decoded. */
enum media_finding image_size_finding(uint32_t width, uint32_t height);

/* `bytes` begin with the kind's magic.  ret->width and height are set as soon as known, whatever comes after. */
enum media_finding jpeg_read(const unsigned char *bytes, size_t len, struct decoded *ret);
enum media_finding png_read(const unsigned char *bytes, size_t len, struct decoded *ret);

/* Encodes `p` (RGB for JPEG) into ret->bytes.  False: no memory, *ret untouched. */
bool jpeg_write(const struct picture *p, struct image_file *ret);
bool png_write(const struct picture *p, struct image_file *ret);

#endif
