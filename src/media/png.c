/* png.c - libpng, from memory to memory. */
#include "media/codec.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

#define ZLIB_CONST /* zlib reads its input and says so */
#include <zlib.h>

#include "media/exif.h"
#include "media/inflate.h"
#include "media/profile.h"

enum {
    CHUNK_OVERHEAD = 12,
    HEADER_BYTES = 13,
    PROFILE_NAME_MAX = 79,
    PROFILE_BYTES_MAX = 64 * 1024,
    NOTE_BYTES_MAX = 8 * 1024 * 1024, /* a text or a profile, unpacked: the largest profiles have three */
    PACKING_SLACK = 64 * 1024,        /* by which packed pixels may be longer than pixels */
    ZLIB_LEVEL = 6
};

/* Everything that must be freed hangs here, so that no local variable changes between setjmp and longjmp. */
struct png_reading {
    jmp_buf escape;
    png_structp png;
    png_infop info;
    const unsigned char *bytes;
    size_t len;
    size_t at;
    struct shrinker shrinker;
    unsigned char *rows; /* one row, or all of them when interlaced */
    enum media_finding finding;
    struct decoded *ret;
};

static uint32_t read32(const unsigned char *p)
{
    return ((uint32_t)p[0] << 24) | ((uint32_t)p[1] << 16) | ((uint32_t)p[2] << 8) | p[3];
}

/* Unpacks the beginning of an iCCP chunk (name, NUL, method, zlib stream) as far as its primaries may stand. */
static bool packed_profile_is_other(const unsigned char *chunk, size_t len)
{
    const unsigned char *end = memchr(chunk, 0, len < PROFILE_NAME_MAX + 1 ? len : PROFILE_NAME_MAX + 1);
    if (end == NULL || (size_t)(end - chunk) + 2 >= len) {
        return false;
    }
    const unsigned char *packed = end + 2;
    unsigned char *icc = malloc(PROFILE_BYTES_MAX);
    if (icc == NULL) {
        return false;
    }
    z_stream z = {0};
    z.next_in = packed;
    z.avail_in = (uInt)(len - (size_t)(packed - chunk));
    z.next_out = icc;
    z.avail_out = PROFILE_BYTES_MAX;
    bool is_other = false;
    if (inflateInit(&z) == Z_OK) {
        (void)inflate(&z, Z_SYNC_FLUSH);
        is_other = profile_is_other_than_srgb(icc, PROFILE_BYTES_MAX - z.avail_out);
        (void)inflateEnd(&z);
    }
    free(icc);
    return is_other;
}

static int shown_edge(const unsigned char *p)
{
    uint32_t edge = read32(p);
    return edge <= INT32_MAX ? (int)edge : 0;
}

/* The first chunk must be the header, and must not ask for too much. */
static enum media_finding survey_header(const unsigned char *type, size_t size, struct decoded *ret)
{
    const unsigned char *body = type + 4;
    if (memcmp(type, "IHDR", 4) != 0 || size != HEADER_BYTES) {
        return MEDIA_UNREADABLE;
    }
    ret->width = shown_edge(body);
    ret->height = shown_edge(body + 4);
    return image_size_finding(read32(body), read32(body + 4));
}

/* Behind the `count`th NUL from bytes[at]; len when there are fewer. */
static size_t behind_nul(const unsigned char *bytes, size_t len, size_t at, int count)
{
    for (; at < len && count > 0; at++) {
        count -= bytes[at] == '\0' ? 1 : 0;
    }
    return at;
}

/* Where the zlib stream of a packed text or profile begins; len when it is not packed. */
static size_t packed_at(const unsigned char *type, const unsigned char *body, size_t len)
{
    size_t at = behind_nul(body, len, 0, 1); /* the name */
    if (memcmp(type, "iTXt", 4) == 0) {
        bool is_packed = at < len && body[at] == 1;
        return is_packed ? behind_nul(body, len, at + 2, 2) : len; /* flag, method; language, translated name */
    }
    return at + 1 < len ? at + 1 : len; /* method */
}

/* Texts and profiles are passed over, but a bomb in them would wait for the next program. */
static bool note_is_bomb(const unsigned char *type, size_t size)
{
    if (memcmp(type, "zTXt", 4) != 0 && memcmp(type, "iTXt", 4) != 0 && memcmp(type, "iCCP", 4) != 0) {
        return false;
    }
    const unsigned char *body = type + 4;
    size_t at = packed_at(type, body, size);
    return inflated_length(body + at, size - at, NOTE_BYTES_MAX) > NOTE_BYTES_MAX;
}

/* More packed pixels than the picture has pixels, at 64 bits each and a filter byte a row. */
static bool pixels_are_bomb(const struct decoded *d, size_t packed)
{
    return packed > ((size_t)d->width * 8 + 1) * (size_t)d->height + PACKING_SLACK;
}

/* What one chunk behind the header says.  `packed` sums up the pixels. */
static enum media_finding survey_chunk(const unsigned char *type, size_t size, size_t *packed, struct decoded *ret)
{
    if (memcmp(type, "eXIf", 4) == 0) {
        ret->orientation = exif_orientation(type + 4, size);
    } else if (memcmp(type, "iCCP", 4) == 0) {
        ret->profile_dropped = packed_profile_is_other(type + 4, size);
    } else if (memcmp(type, "IDAT", 4) == 0) {
        *packed += size;
    }
    return note_is_bomb(type, size) || pixels_are_bomb(ret, *packed) ? MEDIA_UNPACKS : MEDIA_FINE;
}

/* Walks the chunks without unpacking pixels: size, which way up, profile, and whether the file reaches its end. */
static enum media_finding survey(const unsigned char *bytes, size_t len, struct decoded *ret)
{
    enum media_finding finding = MEDIA_FINE;
    size_t packed = 0;
    for (size_t at = SNIFF_BYTES; finding == MEDIA_FINE;) {
        if (len - at < CHUNK_OVERHEAD || read32(bytes + at) > len - at - CHUNK_OVERHEAD) {
            return MEDIA_TRUNCATED;
        }
        size_t size = read32(bytes + at);
        const unsigned char *type = bytes + at + 4;
        if (at == SNIFF_BYTES) {
            finding = survey_header(type, size, ret);
        } else if (memcmp(type, "IEND", 4) == 0) {
            ret->end = at + CHUNK_OVERHEAD + size;
            break;
        } else {
            finding = survey_chunk(type, size, &packed, ret);
        }
        at += CHUNK_OVERHEAD + size;
    }
    return finding;
}

static _Noreturn void on_read_error(png_structp png, png_const_charp message)
{
    (void)message;
    struct png_reading *r = png_get_error_ptr(png);
    longjmp(r->escape, 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static _Noreturn void give_up(struct png_reading *r, enum media_finding finding)
{
    r->finding = finding;
    longjmp(r->escape, 1);
}

static void feed(png_structp png, png_bytep to, size_t count)
{
    struct png_reading *r = png_get_io_ptr(png);
    if (count > r->len - r->at) {
        give_up(r, MEDIA_TRUNCATED);
    }
    memcpy(to, r->bytes + r->at, count);
    r->at += count;
}

static void *rows_new(struct png_reading *r, size_t bytes)
{
    r->rows = png_malloc_warn(r->png, bytes);
    if (r->rows == NULL) {
        give_up(r, MEDIA_TOO_MANY_PIXELS);
    }
    return r->rows;
}

/* Seven interlaced passes fill one buffer; a plain picture needs one row. */
static void read_rows(struct png_reading *r, int passes, size_t row_bytes)
{
    const int height = r->ret->height;
    unsigned char *rows = rows_new(r, passes > 1 ? row_bytes * (size_t)height : row_bytes);
    for (int pass = 0; pass < passes; pass++) {
        bool is_last = pass == passes - 1;
        for (int y = 0; y < height; y++) {
            unsigned char *row = passes > 1 ? rows + (size_t)y * row_bytes : rows;
            png_read_row(r->png, row, NULL);
            if (is_last) {
                shrinker_row(&r->shrinker, row);
            }
        }
    }
}

static void read_picture(struct png_reading *r)
{
    png_set_user_limits(r->png, IMAGE_EDGE_MAX, IMAGE_EDGE_MAX);
    png_set_chunk_cache_max(r->png, 16);
    /* Everything but IHDR, PLTE, tRNS, IDAT and IEND is passed over unread: texts, times, profiles, palettes. */
    png_set_keep_unknown_chunks(r->png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_read_fn(r->png, r, feed);
    png_read_info(r->png, r->info);
    png_set_expand(r->png);
    png_set_scale_16(r->png);
    png_set_gray_to_rgb(r->png);
    int passes = png_set_interlace_handling(r->png);
    png_read_update_info(r->png, r->info);
    int channels = png_get_channels(r->png, r->info);
    size_t row_bytes = png_get_rowbytes(r->png, r->info);
    struct picture_size from = {r->ret->width, r->ret->height};
    struct picture_size to = picture_fit(from.width, from.height, IMAGE_FULL_EDGE);
    if ((channels != 3 && channels != 4) || row_bytes != (size_t)from.width * (size_t)channels) {
        give_up(r, MEDIA_UNREADABLE);
    }
    if (!shrinker_open(&r->shrinker, from, to, channels)) {
        give_up(r, MEDIA_TOO_MANY_PIXELS);
    }
    read_rows(r, passes, row_bytes);
    png_read_end(r->png, NULL);
    shrinker_close(&r->shrinker, &r->ret->picture);
}

static enum media_finding read_guarded(struct png_reading *r)
{
    if (setjmp(r->escape) != 0) {
        return r->finding;
    }
    r->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, r, on_read_error, on_warning);
    r->info = r->png == NULL ? NULL : png_create_info_struct(r->png);
    if (r->info == NULL) {
        return MEDIA_TOO_MANY_PIXELS;
    }
    read_picture(r);
    return MEDIA_FINE;
}

enum media_finding png_read(const unsigned char *bytes, size_t len, struct decoded *ret)
{
    enum media_finding finding = survey(bytes, len, ret);
    if (finding != MEDIA_FINE) {
        return finding;
    }
    struct png_reading r = {.bytes = bytes, .len = len, .finding = MEDIA_UNREADABLE, .ret = ret};
    finding = read_guarded(&r);
    png_free(r.png, r.rows);
    png_destroy_read_struct(&r.png, &r.info, NULL);
    shrinker_close(&r.shrinker, NULL);
    return finding;
}

struct png_writing {
    jmp_buf escape;
    png_structp png;
    png_infop info;
    const struct picture *picture;
    unsigned char *bytes;
    size_t len;
    size_t room;
};

static _Noreturn void on_write_error(png_structp png, png_const_charp message)
{
    (void)message;
    struct png_writing *w = png_get_error_ptr(png);
    longjmp(w->escape, 1);
}

static void collect(png_structp png, png_bytep from, size_t count)
{
    struct png_writing *w = png_get_io_ptr(png);
    if (count > w->room - w->len) {
        size_t room = (w->room + count) * 2;
        unsigned char *bytes = room > 2UL * IMAGE_OUTPUT_MAX ? NULL : realloc(w->bytes, room);
        if (bytes == NULL) {
            longjmp(w->escape, 1);
        }
        w->bytes = bytes;
        w->room = room;
    }
    memcpy(w->bytes + w->len, from, count);
    w->len += count;
}

static void flush_nothing(png_structp png)
{
    (void)png;
}

static bool write_guarded(struct png_writing *w)
{
    if (setjmp(w->escape) != 0) {
        return false;
    }
    const struct picture *p = w->picture;
    w->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, w, on_write_error, on_warning);
    w->info = w->png == NULL ? NULL : png_create_info_struct(w->png);
    if (w->info == NULL) {
        return false;
    }
    png_set_write_fn(w->png, w, collect, flush_nothing);
    png_set_compression_level(w->png, ZLIB_LEVEL);
    png_set_IHDR(w->png, w->info, (png_uint_32)p->width, (png_uint_32)p->height, 8,
                 p->channels == 4 ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(w->png, w->info);
    for (int y = 0; y < p->height; y++) {
        png_write_row(w->png, p->pixels + (size_t)y * (size_t)p->width * (size_t)p->channels);
    }
    png_write_end(w->png, NULL);
    return true;
}

bool png_write(const struct picture *p, struct image_file *ret)
{
    struct png_writing w = {.picture = p};
    bool is_written = write_guarded(&w);
    png_destroy_write_struct(&w.png, &w.info);
    if (!is_written) {
        free(w.bytes);
        return false;
    }
    *ret = (struct image_file){IMAGE_PNG, p->width, p->height, w.bytes, w.len};
    return true;
}
