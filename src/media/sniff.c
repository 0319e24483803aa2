/* sniff.c - magic at offset 0. */
#include "media/sniff.h"

#include <string.h>

enum image_kind sniff_kind(const unsigned char *bytes, size_t len)
{
    static const unsigned char jpeg[] = {0xff, 0xd8, 0xff};
    static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    if (len >= sizeof(jpeg) && memcmp(bytes, jpeg, sizeof(jpeg)) == 0) {
        return IMAGE_JPEG;
    }
    if (len >= sizeof(png) && memcmp(bytes, png, sizeof(png)) == 0) {
        return IMAGE_PNG;
    }
    return IMAGE_OTHER;
}

const char *image_kind_mime(enum image_kind kind)
{
    static const char *const names[] = {"application/octet-stream", "image/jpeg", "image/png"};
    return names[kind];
}

const char *image_kind_ending(enum image_kind kind)
{
    static const char *const names[] = {"bin", "jpg", "png"};
    return names[kind];
}
