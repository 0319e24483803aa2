/* image_wire.h - what goes over the socket between media.c and its child: two heads of 32-bit little-endian words. */
#ifndef MEDIA_IMAGE_WIRE_H
#define MEDIA_IMAGE_WIRE_H

#include <stddef.h>
#include <stdint.h>

enum { WIRE_MAGIC = 0x3157494a }; /* "JIW1" */

enum wire_wish { WIRE_PROBE, WIRE_CLEAN, WIRE_LOOK_AT_PDF, WIRE_READ_PDF };

/* Then `len` bytes of the upload. */
enum wire_request { RQ_MAGIC, RQ_WISH, RQ_KEEPS_PNG, RQ_PAGES_MAX, RQ_LEN, RQ__WORDS };

/* Then full.len and thumb.len bytes, or those of the text. */
enum wire_response {
    RS_MAGIC,
    RS_FINDING,
    RS_IN_FORCE,
    RS_LANDLOCK,
    RS_SOURCE_WIDTH,
    RS_SOURCE_HEIGHT,
    RS_PROFILE_DROPPED,
    RS_FULL, /* kind, width, height, len */
    RS_THUMB = RS_FULL + 4,
    RS_PAGES = RS_THUMB + 4, /* of a PDF */
    RS_TEXT, /* bytes of its text: of each page "0" or "1" (unread), text, NUL; then what is outside, NUL */
    RS__WORDS
};

enum { WIRE_TEXT_MAX = 1024 * 1024 + 4096 }; /* MEDIA_PDF_TEXT_MAX and what stands between the pages */

enum { WIRE_REQUEST_BYTES = RQ__WORDS * 4, WIRE_RESPONSE_BYTES = RS__WORDS * 4 };

static inline void wire_put(unsigned char *head, size_t word, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++) {
        head[word * 4 + i] = (unsigned char)(value >> (8 * i));
    }
}

static inline uint32_t wire_get(const unsigned char *head, size_t word)
{
    const unsigned char *p = head + word * 4;
    return p[0] | ((uint32_t)p[1] << 8) | ((uint32_t)p[2] << 16) | ((uint32_t)p[3] << 24);
}

#endif
