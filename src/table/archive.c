/* archive.c - minizip over a block of memory. */
#include "table/archive.h"

#include <stdint.h>
#include <string.h>

#include <unzip.h>

#include "base/arena.h"

enum { PIECE_BYTES = 64 * 1024, IGNORE_CASE = 2, ENCRYPTED = 1 };

struct archive {
    unzFile zip;
    const unsigned char *bytes;
    uint64_t len, at;
    uint64_t unpacked;
    char piece[PIECE_BYTES];
};

/* ---- memory as the file that minizip reads ---- */

static voidpf memory_open(voidpf opaque, const void *name, int mode)
{
    (void)name;
    (void)mode;
    return opaque;
}

static uLong memory_read(voidpf opaque, voidpf stream, void *to, uLong size)
{
    struct archive *z = opaque;
    (void)stream;
    uint64_t left = z->at < z->len ? z->len - z->at : 0;
    uLong n = size < left ? size : (uLong)left;
    memcpy(to, z->bytes + z->at, n);
    z->at += n;
    return n;
}

static uLong memory_write(voidpf opaque, voidpf stream, const void *from, uLong size)
{
    (void)opaque;
    (void)stream;
    (void)from;
    (void)size;
    return 0;
}

static ZPOS64_T memory_tell(voidpf opaque, voidpf stream)
{
    const struct archive *z = opaque;
    (void)stream;
    return z->at;
}

static long memory_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    struct archive *z = opaque;
    (void)stream;
    uint64_t from = origin == ZLIB_FILEFUNC_SEEK_CUR ? z->at : origin == ZLIB_FILEFUNC_SEEK_END ? z->len : 0;
    if (offset > z->len || from > z->len - offset) {
        return -1;
    }
    z->at = from + offset;
    return 0;
}

static int memory_close(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

static void close_archive(void *archive)
{
    struct archive *z = archive;
    (void)unzClose(z->zip);
}

enum table_finding archive_open(struct arena *a, const unsigned char *bytes, size_t len, struct archive **ret)
{
    struct archive *z = ARENA_NEW(a, struct archive);
    z->bytes = bytes;
    z->len = len;
    zlib_filefunc64_def memory = {memory_open, memory_read,  memory_write, memory_tell,
                                  memory_seek, memory_close, memory_close, z};
    unz_global_info64 all;
    z->zip = unzOpen2_64("", &memory);
    if (z->zip == NULL) {
        return TABLE_NOT_XLSX;
    }
    arena_defer(a, close_archive, z);
    if (unzGetGlobalInfo64(z->zip, &all) != UNZ_OK) {
        return TABLE_NOT_XLSX;
    }
    *ret = z;
    return all.number_entry > ARCHIVE_PARTS_MAX ? TABLE_TOO_LARGE : TABLE_FINE;
}

bool archive_has(struct archive *z, const char *name)
{
    return unzLocateFile(z->zip, name, IGNORE_CASE) == UNZ_OK;
}

static bool is_believable(const struct archive *z, uint64_t part, uint64_t packed)
{
    return z->unpacked <= ARCHIVE_UNPACKED_MAX && (part <= ARCHIVE_RATIO_FROM || part / ARCHIVE_RATIO_MAX <= packed);
}

/* The part is open; *ret_is_whole: it was read to its end. */
static enum table_finding read_pieces(struct archive *z, uint64_t packed, archive_sink *sink, void *context,
                                      bool *ret_is_whole)
{
    uint64_t part = 0;
    for (;;) {
        int n = unzReadCurrentFile(z->zip, z->piece, PIECE_BYTES);
        if (n < 0) {
            return TABLE_DAMAGED;
        }
        part += (uint64_t)n;
        z->unpacked += (uint64_t)n;
        *ret_is_whole = n == 0;
        if (!is_believable(z, part, packed)) {
            return TABLE_TOO_LARGE;
        }
        if (n == 0 || !sink(context, z->piece, (size_t)n)) {
            return TABLE_FINE;
        }
    }
}

enum table_finding archive_read(struct archive *z, const char *name, archive_sink *sink, void *context)
{
    unz_file_info64 part;
    bool is_whole = false;
    if (!archive_has(z, name) || unzGetCurrentFileInfo64(z->zip, &part, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK) {
        return TABLE_DAMAGED;
    }
    if ((part.flag & ENCRYPTED) != 0) {
        return TABLE_OLD;
    }
    if ((part.compression_method != 0 && part.compression_method != Z_DEFLATED) ||
        unzOpenCurrentFile(z->zip) != UNZ_OK) {
        return TABLE_DAMAGED;
    }
    enum table_finding finding = read_pieces(z, part.compressed_size, sink, context, &is_whole);
    int closed = unzCloseCurrentFile(z->zip); /* compares the checksum of a part that was read to its end */
    return finding == TABLE_FINE && is_whole && closed != UNZ_OK ? TABLE_DAMAGED : finding;
}
