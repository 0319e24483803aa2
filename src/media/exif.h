/* exif.h - the one EXIF value worth reading: which way up. */
#ifndef MEDIA_EXIF_H
#define MEDIA_EXIF_H

#include <stddef.h>

/* The orientation (1-8) in the TIFF structure `tiff` of `len` bytes, as it stands in a PNG's eXIf chunk or after
 * "Exif\0\0" in a JPEG's APP1.  1 (upright) when it is absent, damaged or out of range.  Reads only the first
 * directory; follows no other offset. */
int exif_orientation(const unsigned char *tiff, size_t len);

#endif
