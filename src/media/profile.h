/* profile.h - whether dropping a colour profile changes what people see. */
#ifndef MEDIA_PROFILE_H
#define MEDIA_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

/* True when the ICC profile that begins with these `len` bytes describes colours that are not sRGB's: Display P3 of a
 * telephone, Adobe RGB, a printing press.  False for sRGB and its many copies, for grey, and for what is no profile. */
bool profile_is_other_than_srgb(const unsigned char *icc, size_t len);

#endif
