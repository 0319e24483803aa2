/* profile.c - compares the primaries of an ICC profile with sRGB's. */
#include "media/profile.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_BYTES = 128, TAG_BYTES = 12, TAGS_MAX = 100, XYZ_BYTES = 20 };

static uint32_t read32(const unsigned char *p)
{
    return ((uint32_t)p[0] << 24) | ((uint32_t)p[1] << 16) | ((uint32_t)p[2] << 8) | p[3];
}

/* The 20 bytes of the XYZ tag called `name`, or NULL. */
static const unsigned char *find_xyz(const unsigned char *icc, size_t len, const char *name)
{
    size_t tags = read32(icc + HEADER_BYTES);
    for (size_t i = 0; i < tags && i < TAGS_MAX; i++) {
        size_t at = HEADER_BYTES + 4 + i * TAG_BYTES;
        if (at + TAG_BYTES > len) {
            return NULL;
        }
        size_t offset = read32(icc + at + 4);
        if (memcmp(icc + at, name, 4) != 0) {
            continue;
        }
        if (len < XYZ_BYTES || offset > len - XYZ_BYTES || memcmp(icc + offset, "XYZ ", 4) != 0) {
            return NULL;
        }
        return icc + offset;
    }
    return NULL;
}

bool profile_is_other_than_srgb(const unsigned char *icc, size_t len)
{
    /* sRGB's primaries adapted to D50, in units of 1/65536, as every copy of the profile rounds them. */
    static const struct {
        const char *name;
        int32_t xyz[3];
    } srgb[] = {
        {"rXYZ", {0x6fa2, 0x38f5, 0x0390}},
        {"gXYZ", {0x6299, 0xb785, 0x18da}},
        {"bXYZ", {0x24a0, 0x0f84, 0xb6cf}},
    };
    enum { NEAR = 0x0290 }; /* 0.01: Display P3's red differs by 0.08, Adobe RGB's by 0.17 */
    if (len < HEADER_BYTES + 4 || memcmp(icc + 36, "acsp", 4) != 0) {
        return false;
    }
    if (memcmp(icc + 16, "GRAY", 4) == 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof(srgb) / sizeof(srgb[0]); i++) {
        const unsigned char *xyz = find_xyz(icc, len, srgb[i].name);
        if (xyz == NULL) {
            return true; /* tables instead of primaries: a press or a scanner */
        }
        for (size_t k = 0; k < 3; k++) {
            int64_t value = (int32_t)read32(xyz + 8 + 4 * k);
            if (llabs(value - srgb[i].xyz[k]) > NEAR) {
                return true;
            }
        }
    }
    return false;
}
