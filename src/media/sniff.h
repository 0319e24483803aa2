/* sniff.h - what a file is, by its first bytes and nothing else. */
#ifndef MEDIA_SNIFF_H
#define MEDIA_SNIFF_H

#include <stddef.h>

enum image_kind { IMAGE_OTHER, IMAGE_JPEG, IMAGE_PNG };

/* As many bytes as sniff_kind looks at; giving it more changes nothing. */
enum { SNIFF_BYTES = 8 };

/* The kind of a file that begins with these `len` bytes (fewer than SNIFF_BYTES is fine).  Names, declared types and
 * whatever stands later in the file have no say: a page that hides a picture is a page (SECURITY.md 1). */
enum image_kind sniff_kind(const unsigned char *bytes, size_t len);

/* "image/jpeg", "image/png", "application/octet-stream".  Constant. */
const char *image_kind_mime(enum image_kind kind);

/* "jpg", "png", "bin": the ending of a download's name.  Constant. */
const char *image_kind_ending(enum image_kind kind);

#endif
