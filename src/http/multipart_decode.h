/* multipart_decode.h - multipart/form-data (RFC 7578), decoded as it arrives, in chunks of any size.
 * Text parts become fields; file parts go to unlinked temporary files and never into memory. */
#ifndef HTTP_MULTIPART_DECODE_H
#define HTTP_MULTIPART_DECODE_H

#include <stddef.h>

#include "base/err.h"
#include "http/field_list.h"
#include "http/request.h"

struct arena;
struct multipart_decode;

struct multipart_limits {
    struct form_limits form;
    size_t files_max;             /* chosen files in one form                 */
    size_t file_max;              /* bytes of one file                        */
    size_t part_headers_max;      /* header lines of one part                 */
    size_t part_header_bytes_max; /* bytes of all header lines of one part   */
};

/* 12 files of 12 MiB, 8 header lines of 8 KiB together, form_limits_for(total_max). */
struct multipart_limits multipart_limits_for(size_t total_max);

/* A decoder whose memory, fields and files belong to `a` (the files are closed with it).
 * `boundary` is what the Content-Type named (1-70 characters of RFC 2046, checked by the caller);
 * `spool_dir` is an existing directory, kept by reference. */
struct multipart_decode *multipart_decode_new(struct arena *a, const char *boundary, const char *spool_dir,
                                              struct multipart_limits limits);

/* Takes the next `len` bytes.  The outcome does not depend on how the message is cut into chunks.
 * ERR_MALFORMED: a broken delimiter, part header or name; text that is not UTF-8 or holds a NUL.
 * ERR_TOO_LARGE: over one of the limits.  ERR_FULL: no room on the spool's disk.  ERR_BUSY: no file descriptor left.
 * ERR_INTERNAL: the spool cannot be written (logged).  An error is final: every later call returns it again. */
MUST_USE enum err multipart_decode_feed(struct multipart_decode *m, const char *bytes, size_t len);

/* Ends the message; ERR_MALFORMED when the closing delimiter has not come.  Fields and files in the order sent;
 * a file control in which nothing was chosen (empty filename, no bytes) leaves no upload.
 * Outputs untouched on failure. */
MUST_USE enum err multipart_decode_finish(struct multipart_decode *m, struct fields *ret_fields,
                                          struct upload **ret_uploads, size_t *ret_uploads_len);

#endif
