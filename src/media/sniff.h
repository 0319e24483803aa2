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

/* Evidence may also be a PDF. */
enum document_kind { DOCUMENT_OTHER, DOCUMENT_JPEG, DOCUMENT_PNG, DOCUMENT_PDF };

/* As sniff_kind; a PDF begins with "%PDF-" at offset 0, not somewhere in its first kilobyte. */
enum document_kind sniff_document(const unsigned char *bytes, size_t len);

/* "jpeg", "png", "pdf", "other": the word kept in the database.  Constant. */
const char *document_kind_name(enum document_kind kind);
/* The kind of that word; DOCUMENT_OTHER for any other. */
enum document_kind document_kind_of(const char *name);
/* "application/pdf" and as image_kind_mime.  Constant. */
const char *document_kind_mime(enum document_kind kind);
/* "pdf" and as image_kind_ending.  Constant. */
const char *document_kind_ending(enum document_kind kind);

#endif
