/* image_maker.h - pictures for tests, made with the libraries directly and with no code of the program, so that a test
 * of the program is not its own witness.  Owner of every `made`: the test (made_free). */
#ifndef TESTS_IMAGE_MAKER_H
#define TESTS_IMAGE_MAKER_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include <jpeglib.h>
#include <png.h>
#include <zlib.h>

/* Found in no output. */
#define SECRET_MARK "SECRET-31.8112N-119.9741E"

struct made {
    unsigned char *bytes;
    size_t len;
};

static inline void made_free(struct made *m)
{
    free(m->bytes);
    *m = (struct made){0};
}

static inline void made_add(struct made *m, const void *bytes, size_t len)
{
    unsigned char *grown = realloc(m->bytes, m->len + len + 1);
    assert_non_null(grown);
    memcpy(grown + m->len, bytes, len);
    m->bytes = grown;
    m->len += len;
}

/* The picture of every test, as a person should see it: four quarters, red green / blue yellow. */
static inline void quarter_colour(int x, int y, int width, int height, unsigned char rgb[3])
{
    static const unsigned char colours[4][3] = {{220, 20, 20}, {20, 200, 20}, {20, 20, 220}, {220, 220, 20}};
    memcpy(rgb, colours[(y * 2 >= height ? 2 : 0) + (x * 2 >= width ? 1 : 0)], 3);
}

/* The stored pixel (column, row) of that picture under an EXIF orientation, by the words of the EXIF standard:
 * "the 0th row is at the visual top / bottom / left / right, the 0th column at the visual ...". */
static inline void stored_colour(int column, int row, int width, int height, int orientation, unsigned char rgb[3])
{
    static const struct {
        char row0, column0;
    } sides[] = {{'t', 'l'}, {'t', 'l'}, {'t', 'r'}, {'b', 'r'}, {'b', 'l'},
                 {'l', 't'}, {'r', 't'}, {'r', 'b'}, {'l', 'b'}};
    int x = 0;
    int y = 0;
    const char at[2] = {sides[orientation].row0, sides[orientation].column0};
    const int counts[2] = {row, column};
    for (int i = 0; i < 2; i++) {
        switch (at[i]) {
        case 't': y = counts[i]; break;
        case 'b': y = height - 1 - counts[i]; break;
        case 'l': x = counts[i]; break;
        default: x = width - 1 - counts[i]; break;
        }
    }
    quarter_colour(x, y, width, height, rgb);
}

/* True when the row looks as the one before it, so that large pictures are made quickly. */
static inline bool row_repeats(int row, int height, int orientation)
{
    return orientation <= 1 && row > 0 && (row * 2 >= height) == ((row - 1) * 2 >= height);
}

/* A TIFF structure with orientation, a GPS directory pointer and a note, in either byte order. */
static inline struct made make_exif(int orientation, bool is_big_endian)
{
    struct made m = {0};
    unsigned char t[8 + 2 + 2 * 12 + 4] = {0};
    const unsigned fields[2][4] = {{0x0112, 3, 1, (unsigned)orientation}, {0x8825, 4, 1, 26}};
    memcpy(t, is_big_endian ? "MM\0*\0\0\0\10" : "II*\0\10\0\0\0", 8);
    t[is_big_endian ? 9 : 8] = 2;
    for (size_t i = 0; i < 2; i++) {
        unsigned char *e = t + 10 + 12 * i;
        const unsigned values[4] = {fields[i][0], fields[i][1], fields[i][2], fields[i][3]};
        const size_t places[4][2] = {{0, 2}, {2, 2}, {4, 4}, {8, i == 0 ? 2 : 4}};
        for (size_t v = 0; v < 4; v++) {
            for (size_t b = 0; b < places[v][1]; b++) {
                size_t shift = is_big_endian ? 8 * (places[v][1] - 1 - b) : 8 * b;
                e[places[v][0] + b] = (unsigned char)(values[v] >> shift);
            }
        }
    }
    made_add(&m, t, sizeof(t));
    made_add(&m, SECRET_MARK, sizeof(SECRET_MARK));
    return m;
}

/* An ICC profile with these red primaries and sRGB's green and blue; `red_x` 0x6fa2 makes it sRGB's. */
static inline struct made make_profile(const char *space, uint32_t red_x)
{
    static const uint32_t xyz[3][3] = {{0, 0x38f5, 0x0390}, {0x6299, 0xb785, 0x18da}, {0x24a0, 0x0f84, 0xb6cf}};
    static const char *const names[3] = {"rXYZ", "gXYZ", "bXYZ"};
    unsigned char p[128 + 4 + 3 * 12 + 3 * 20] = {0};
    memcpy(p + 16, space, 4);
    memcpy(p + 36, "acsp", 4);
    p[131] = 3;
    for (size_t i = 0; i < 3; i++) {
        size_t at = 128 + 4 + 36 + 20 * i;
        unsigned char *tag = p + 132 + 12 * i;
        memcpy(tag, names[i], 4);
        tag[6] = (unsigned char)(at >> 8);
        tag[7] = (unsigned char)at;
        tag[11] = 20;
        memcpy(p + at, "XYZ ", 4);
        for (size_t k = 0; k < 3; k++) {
            uint32_t value = i == 0 && k == 0 ? red_x : xyz[i][k];
            for (size_t b = 0; b < 4; b++) {
                p[at + 8 + 4 * k + b] = (unsigned char)(value >> (24 - 8 * b));
            }
        }
    }
    struct made m = {0};
    made_add(&m, p, sizeof(p));
    return m;
}

struct jpeg_recipe {
    int width, height; /* as a person should see it */
    int orientation;   /* 0: no EXIF at all */
    bool is_big_endian, is_progressive, is_grey, has_secrets, is_full_colour /* 4:4:4 */, is_arithmetic;
    char ink; /* 0: RGB; 'c': CMYK as everyone stores it; 'a': CMYK as Adobe stores it */
    const struct made *profile;
};

static inline void jpeg_put_markers(struct jpeg_compress_struct *c, const struct jpeg_recipe *r)
{
    struct made app = {0};
    if (r->orientation > 0 || r->has_secrets) {
        struct made exif = make_exif(r->orientation, r->is_big_endian);
        made_add(&app, "Exif\0", 6);
        made_add(&app, exif.bytes, exif.len);
        jpeg_write_marker(c, JPEG_APP0 + 1, app.bytes, (unsigned)app.len);
        made_free(&exif);
        made_free(&app);
    }
    if (r->has_secrets) {
        static const char xmp[] = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" SECRET_MARK "</x:xmpmeta>";
        jpeg_write_marker(c, JPEG_APP0 + 1, (const unsigned char *)xmp, sizeof(xmp));
        jpeg_write_marker(c, JPEG_COM, (const unsigned char *)SECRET_MARK, sizeof(SECRET_MARK));
        jpeg_write_marker(c, JPEG_APP0 + 13, (const unsigned char *)SECRET_MARK, sizeof(SECRET_MARK));
    }
    if (r->profile != NULL) {
        made_add(&app, "ICC_PROFILE\0\1\1", 14);
        made_add(&app, r->profile->bytes, r->profile->len);
        jpeg_write_marker(c, JPEG_APP0 + 2, app.bytes, (unsigned)app.len);
        made_free(&app);
    }
}

/* Red, green ... as ink: 255 is full ink, or none when Adobe stores it. */
static inline void to_ink(const unsigned char rgb[3], char ink, unsigned char cmyk[4])
{
    for (size_t k = 0; k < 3; k++) {
        cmyk[k] = ink == 'a' ? rgb[k] : (unsigned char)(255 - rgb[k]);
    }
    cmyk[3] = ink == 'a' ? 255 : 0;
}

static inline void jpeg_put_rows(struct jpeg_compress_struct *c, const struct jpeg_recipe *r)
{
    unsigned char *row = malloc((size_t)c->image_width * 4);
    assert_non_null(row);
    while (c->next_scanline < c->image_height) {
        bool is_made = row_repeats((int)c->next_scanline, r->height, r->orientation);
        for (int x = 0; !is_made && x < (int)c->image_width; x++) {
            unsigned char rgb[3];
            stored_colour(x, (int)c->next_scanline, r->width, r->height, r->orientation, rgb);
            if (r->ink != 0) {
                to_ink(rgb, r->ink, row + 4 * x);
            } else if (r->is_grey) {
                row[x] = (unsigned char)(rgb[0] / 2 + rgb[1] / 4 + rgb[2] / 8);
            } else {
                memcpy(row + 3 * x, rgb, 3);
            }
        }
        (void)jpeg_write_scanlines(c, &row, 1);
    }
    free(row);
}

static inline struct made make_jpeg(const struct jpeg_recipe *r)
{
    struct jpeg_compress_struct c = {0};
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    unsigned long len = 0;
    c.err = jpeg_std_error(&errors);
    jpeg_create_compress(&c);
    jpeg_mem_dest(&c, &bytes, &len);
    c.image_width = (JDIMENSION)(r->orientation >= 5 ? r->height : r->width);
    c.image_height = (JDIMENSION)(r->orientation >= 5 ? r->width : r->height);
    c.input_components = r->ink != 0 ? 4 : r->is_grey ? 1 : 3;
    c.in_color_space = r->ink != 0 ? JCS_CMYK : r->is_grey ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&c);
    if (r->ink != 0) {
        jpeg_set_colorspace(&c, r->ink == 'a' ? JCS_YCCK : JCS_CMYK);
        c.write_Adobe_marker = r->ink == 'a';
    }
    if (r->is_full_colour) {
        c.comp_info[0].h_samp_factor = 1;
        c.comp_info[0].v_samp_factor = 1;
    }
    if (r->is_progressive) {
        jpeg_simple_progression(&c);
    }
    c.arith_code = r->is_arithmetic;
    jpeg_start_compress(&c, TRUE);
    jpeg_put_markers(&c, r);
    jpeg_put_rows(&c, r);
    jpeg_finish_compress(&c);
    jpeg_destroy_compress(&c);
    return (struct made){bytes, len};
}

struct png_recipe {
    int width, height; /* as a person should see it */
    int orientation;   /* 0: no eXIf */
    int colour_type;   /* PNG_COLOR_TYPE_... */
    int depth;
    bool is_interlaced, has_secrets, has_palette_alpha;
    unsigned char alpha; /* of the first quarter, where the colour type has any; the rest is opaque */
    const struct made *profile;
};

static inline void png_collect(png_structp png, png_bytep bytes, size_t len)
{
    made_add(png_get_io_ptr(png), bytes, len);
}

static inline void png_flush_nothing(png_structp png)
{
    (void)png;
}

static inline void png_put_head(png_structp png, png_infop info, const struct png_recipe *r)
{
    png_set_IHDR(png, info, (png_uint_32)(r->orientation >= 5 ? r->height : r->width),
                 (png_uint_32)(r->orientation >= 5 ? r->width : r->height), r->depth, r->colour_type,
                 r->is_interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    if (r->colour_type == PNG_COLOR_TYPE_PALETTE) {
        png_color palette[4];
        for (int i = 0; i < 4; i++) {
            unsigned char rgb[3];
            quarter_colour(i % 2, i / 2, 2, 2, rgb);
            palette[i] = (png_color){rgb[0], rgb[1], rgb[2]};
        }
        png_set_PLTE(png, info, palette, 4);
        if (r->has_palette_alpha) {
            png_set_tRNS(png, info, &r->alpha, 1, NULL);
        }
    }
    if (r->profile != NULL) {
        png_set_iCCP(png, info, "p", PNG_COMPRESSION_TYPE_BASE, r->profile->bytes, (png_uint_32)r->profile->len);
    }
    if (r->has_secrets) {
        char key[] = "Comment";
        char text[] = SECRET_MARK;
        png_text texts[2] = {{.compression = PNG_TEXT_COMPRESSION_NONE, .key = key, .text = text},
                             {.compression = PNG_TEXT_COMPRESSION_zTXt, .key = key, .text = text}};
        png_set_text(png, info, texts, 2);
    }
    if (r->orientation > 0 || r->has_secrets) {
        struct made exif = make_exif(r->orientation, true);
        png_set_eXIf_1(png, info, (png_uint_32)exif.len, exif.bytes);
        made_free(&exif);
    }
}

/* One pixel in the recipe's colour type; 16-bit samples repeat the byte.  Returns its bytes. */
static inline size_t png_put_pixel(const struct png_recipe *r, const unsigned char rgb[3], unsigned char *to)
{
    static const unsigned char first[3] = {220, 20, 20};
    unsigned char samples[4];
    size_t count = 0;
    bool is_grey = (r->colour_type & PNG_COLOR_MASK_COLOR) == 0;
    if (r->colour_type == PNG_COLOR_TYPE_PALETTE) {
        samples[count++] = (unsigned char)((rgb[2] > 100 || (rgb[0] > 100 && rgb[1] > 100) ? 2 : 0) + (rgb[1] > 100));
    } else if (is_grey) {
        samples[count++] = rgb[0];
    } else {
        memcpy(samples, rgb, 3);
        count = 3;
    }
    if ((r->colour_type & PNG_COLOR_MASK_ALPHA) != 0) {
        samples[count++] = memcmp(rgb, first, 3) == 0 ? r->alpha : 255;
    }
    size_t wide = r->depth == 16 ? 2 : 1;
    for (size_t i = 0; i < count * wide; i++) {
        to[i] = samples[i / wide];
    }
    return count * wide;
}

static inline struct made make_png(const struct png_recipe *r)
{
    struct made m = {0};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, &m, png_collect, png_flush_nothing);
    png_put_head(png, info, r);
    png_set_compression_level(png, 1);
    png_write_info(png, info);
    int width = r->orientation >= 5 ? r->height : r->width;
    int height = r->orientation >= 5 ? r->width : r->height;
    int passes = png_set_interlace_handling(png);
    unsigned char *row = malloc((size_t)width * 8);
    assert_non_null(row);
    for (int pass = 0; pass < passes; pass++) {
        for (int y = 0; y < height; y++) {
            unsigned char *to = row;
            bool is_made = row_repeats(y, r->height, r->orientation) && passes == 1;
            for (int x = 0; !is_made && x < width; x++) {
                unsigned char rgb[3];
                stored_colour(x, y, r->width, r->height, r->orientation, rgb);
                to += png_put_pixel(r, rgb, to);
            }
            png_write_row(png, row);
        }
    }
    free(row);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return m;
}

/* --- files that no library would write --- */

static inline void png_add_chunk(struct made *m, const char *type, const void *body, size_t len)
{
    unsigned char head[8] = {(unsigned char)(len >> 24), (unsigned char)(len >> 16), (unsigned char)(len >> 8),
                             (unsigned char)len};
    memcpy(head + 4, type, 4);
    made_add(m, head, 8);
    made_add(m, body, len);
    uLong crc = crc32(crc32(0, head + 4, 4), body, (uInt)len);
    unsigned char tail[4] = {(unsigned char)(crc >> 24), (unsigned char)(crc >> 16), (unsigned char)(crc >> 8),
                             (unsigned char)crc};
    made_add(m, tail, 4);
}

static inline struct made make_png_start(uint32_t width, uint32_t height, int depth, int colour_type, int interlace)
{
    struct made m = {0};
    unsigned char ihdr[13] = {(unsigned char)(width >> 24),
                              (unsigned char)(width >> 16),
                              (unsigned char)(width >> 8),
                              (unsigned char)width,
                              (unsigned char)(height >> 24),
                              (unsigned char)(height >> 16),
                              (unsigned char)(height >> 8),
                              (unsigned char)height,
                              (unsigned char)depth,
                              (unsigned char)colour_type,
                              0,
                              0,
                              (unsigned char)interlace};
    made_add(&m, "\211PNG\r\n\032\n", 8);
    png_add_chunk(&m, "IHDR", ihdr, sizeof(ihdr));
    return m;
}

/* A zlib stream that unpacks to `unpacked` zero bytes. */
static inline struct made make_packed_zeros(size_t unpacked)
{
    static unsigned char zeros[1 << 16];
    struct made m = {0};
    unsigned char out[1 << 14];
    z_stream z = {0};
    assert_int_equal(deflateInit(&z, 9), Z_OK);
    for (bool is_last = false; !is_last;) {
        z.avail_in = (uInt)(unpacked < sizeof(zeros) ? unpacked : sizeof(zeros));
        z.next_in = zeros;
        unpacked -= z.avail_in;
        is_last = unpacked == 0;
        do {
            z.next_out = out;
            z.avail_out = sizeof(out);
            (void)deflate(&z, is_last ? Z_FINISH : Z_NO_FLUSH);
            made_add(&m, out, sizeof(out) - z.avail_out);
        } while (z.avail_out == 0);
    }
    (void)deflateEnd(&z);
    return m;
}

/* A PNG of that header whose pixels are `unpacked` zero bytes, well packed. */
static inline struct made make_png_of_zeros(struct made start, size_t unpacked)
{
    struct made packed = make_packed_zeros(unpacked);
    png_add_chunk(&start, "IDAT", packed.bytes, packed.len);
    png_add_chunk(&start, "IEND", "", 0);
    made_free(&packed);
    return start;
}

/* A small progressive JPEG of a large picture whose second scan is repeated `times`. */
static inline struct made make_jpeg_of_many_scans(int width, int height, int times)
{
    struct made plain =
        make_jpeg(&(struct jpeg_recipe){.width = width, .height = height, .is_progressive = true, .is_grey = true});
    /* The first scan with one bit less (DC, Al 1) may not be repeated; the AC scans follow it.  Repeat the last. */
    size_t last = 0;
    for (size_t i = 0; i + 1 < plain.len; i++) {
        if (plain.bytes[i] == 0xff && plain.bytes[i + 1] == 0xda) {
            last = i;
        }
    }
    struct made m = {0};
    made_add(&m, plain.bytes, plain.len - 2);
    for (int i = 0; i < times; i++) {
        made_add(&m, plain.bytes + last, plain.len - 2 - last);
    }
    made_add(&m, "\377\331", 2);
    made_free(&plain);
    return m;
}

/* --- looking at what came out --- */

struct pixels {
    int width, height;
    unsigned char *rgba;
};

static inline struct pixels jpeg_pixels(const unsigned char *bytes, size_t len)
{
    struct jpeg_decompress_struct d = {0};
    struct jpeg_error_mgr errors;
    d.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&d);
    jpeg_mem_src(&d, bytes, len);
    assert_int_equal(jpeg_read_header(&d, TRUE), JPEG_HEADER_OK);
    d.out_color_space = JCS_EXT_RGBA;
    (void)jpeg_start_decompress(&d);
    struct pixels p = {(int)d.output_width, (int)d.output_height, NULL};
    p.rgba = malloc((size_t)p.width * (size_t)p.height * 4);
    assert_non_null(p.rgba);
    while (d.output_scanline < d.output_height) {
        unsigned char *row = p.rgba + (size_t)d.output_scanline * (size_t)p.width * 4;
        (void)jpeg_read_scanlines(&d, &row, 1);
    }
    (void)jpeg_finish_decompress(&d);
    jpeg_destroy_decompress(&d);
    return p;
}

static inline struct pixels png_pixels(const unsigned char *bytes, size_t len)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_memory(&image, bytes, len));
    image.format = PNG_FORMAT_RGBA;
    struct pixels p = {(int)image.width, (int)image.height, malloc(PNG_IMAGE_SIZE(image))};
    assert_non_null(p.rgba);
    assert_true(png_image_finish_read(&image, NULL, p.rgba, 0, NULL));
    return p;
}

static inline struct pixels any_pixels(const unsigned char *bytes, size_t len)
{
    return bytes[0] == 0xff ? jpeg_pixels(bytes, len) : png_pixels(bytes, len);
}

static inline bool bytes_contain(const unsigned char *bytes, size_t len, const char *mark)
{
    size_t mark_len = strlen(mark);
    for (size_t i = 0; i + mark_len <= len; i++) {
        if (memcmp(bytes + i, mark, mark_len) == 0) {
            return true;
        }
    }
    return false;
}

#endif
