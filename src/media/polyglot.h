/* polyglot.h - one file that is two: what stands before, behind or around the one it begins as. */
#ifndef MEDIA_POLYGLOT_H
#define MEDIA_POLYGLOT_H

#include <stdbool.h>
#include <stddef.h>

/* True when the last bytes are the directory of a ZIP archive, which unpackers look for at the end of a file whatever
 * stands before it: docx, xlsx, jar and apk are archives too. */
bool polyglot_is_archive(const unsigned char *bytes, size_t len);

/* True when `bytes`, what stands behind the end of a picture, begins another kind of file: markup, a script, a program,
 * an archive or a PDF.  Cameras append their own (a film of the moment, a depth map, padding): those pass and are
 * dropped when the picture is encoded anew. */
bool polyglot_is_behind(const unsigned char *bytes, size_t len);

/* True when markup or a script stands in these bytes: for the first kilobyte of a PDF, which is as far as browsers and
 * mail programs look when they guess a type. */
bool polyglot_has_markup(const unsigned char *bytes, size_t len);

/* The offset of `word` in bytes[from..len), capitals alike when it is given in small letters; len when it is absent. */
size_t polyglot_find(const unsigned char *bytes, size_t len, size_t from, const char *word);

#endif
