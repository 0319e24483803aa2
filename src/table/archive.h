/* archive.h - the ZIP archive around a workbook's parts: read by minizip from memory, one part at a time, never more
 * than is believable.
 *
 * minizip, and not libarchive: it reads the one format that is needed, stored or deflated parts only, with zlib below
 * it; and libxlsxwriter has brought it into the process anyway.  libarchive knows thirty formats and asks for files
 * (conversion tables of names) that a confined process cannot have. */
#ifndef TABLE_ARCHIVE_H
#define TABLE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "table/finding.h"

enum {
    ARCHIVE_PARTS_MAX = 2000,
    ARCHIVE_UNPACKED_MAX = 128 * 1024 * 1024, /* of all parts that are read */
    ARCHIVE_RATIO_MAX = 200,                  /* once more than ARCHIVE_RATIO_FROM came out of a part */
    ARCHIVE_RATIO_FROM = 1024 * 1024
};

struct arena;
struct archive;

/* `bytes` must outlive the archive, which the arena closes.  TABLE_NOT_XLSX: no archive. */
enum table_finding archive_open(struct arena *a, const unsigned char *bytes, size_t len, struct archive **ret);

bool archive_has(struct archive *z, const char *name);

/* Takes the next bytes of a part; false: no more are wanted. */
typedef bool archive_sink(void *context, const char *bytes, size_t len);

/* Unpacks one part into the sink, piece by piece.  TABLE_DAMAGED: absent, packed in another way, its checksum is wrong;
 * TABLE_OLD: under a password; TABLE_TOO_LARGE: over one of the limits. */
enum table_finding archive_read(struct archive *z, const char *name, archive_sink *sink, void *context);

#endif
