/* exif.c - a bounded look into the first directory of a TIFF structure. */
#include "media/exif.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { HEADER_BYTES = 8, ENTRY_BYTES = 12, TAG_ORIENTATION = 0x0112, TYPE_SHORT = 3 };

struct tiff {
    const unsigned char *bytes;
    size_t len;
    bool is_big_endian;
};

/* The caller has checked that at + 2 <= len. */
static unsigned read16(const struct tiff *t, size_t at)
{
    unsigned first = t->bytes[at];
    unsigned second = t->bytes[at + 1];
    return t->is_big_endian ? (first << 8) | second : (second << 8) | first;
}

/* The caller has checked that at + 4 <= len. */
static uint32_t read32(const struct tiff *t, size_t at)
{
    uint32_t first = read16(t, at);
    uint32_t second = read16(t, at + 2);
    return t->is_big_endian ? (first << 16) | second : (second << 16) | first;
}

int exif_orientation(const unsigned char *tiff, size_t len)
{
    if (len < HEADER_BYTES || (memcmp(tiff, "II*\0", 4) != 0 && memcmp(tiff, "MM\0*", 4) != 0)) {
        return 1;
    }
    struct tiff t = {.bytes = tiff, .len = len, .is_big_endian = tiff[0] == 'M'};
    size_t at = read32(&t, 4);
    if (at < HEADER_BYTES || at > len - 2) {
        return 1;
    }
    size_t entries = read16(&t, at);
    at += 2;
    if (entries > (len - at) / ENTRY_BYTES) {
        entries = (len - at) / ENTRY_BYTES; /* a directory cut short may still say which way is up */
    }
    for (size_t i = 0; i < entries; i++, at += ENTRY_BYTES) {
        if (read16(&t, at) == TAG_ORIENTATION && read16(&t, at + 2) == TYPE_SHORT && read32(&t, at + 4) == 1) {
            unsigned value = read16(&t, at + 8);
            return value >= 1 && value <= 8 ? (int)value : 1;
        }
    }
    return 1;
}
