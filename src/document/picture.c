/* picture.c */
#include "document/picture.h"

#include <string.h>

#include "base/arena.h"

enum { PIXELS_MAX = 40 * 1000 * 1000, SIDE_MAX = 32000 };

static unsigned be16(const unsigned char *p)
{
    return (unsigned)p[0] << 8 | p[1];
}

static unsigned long be32(const unsigned char *p)
{
    return (unsigned long)be16(p) << 16 | be16(p + 2);
}

static bool is_allowed_size(unsigned long w, unsigned long h)
{
    return w > 0 && h > 0 && w <= SIDE_MAX && h <= SIDE_MAX && w * h <= PIXELS_MAX;
}

/* True for a start-of-frame marker (ITU T.81 table B.1): C0-CF without DHT, JPG and DAC. */
static bool is_frame_marker(unsigned m)
{
    return m >= 0xC0 && m <= 0xCF && m != 0xC4 && m != 0xC8 && m != 0xCC;
}

/* Walks the segments to the frame header, as Cairo will. */
static bool is_jpeg_as_claimed(const struct paper_image *image)
{
    const unsigned char *p = image->bytes;
    size_t len = image->len;
    /* From start to end of image: one that was cut short has no end. */
    if (len < 4 || p[0] != 0xFF || p[1] != 0xD8 || p[len - 2] != 0xFF || p[len - 1] != 0xD9) {
        return false;
    }
    for (size_t at = 2; at + 9 < len;) {
        if (p[at] != 0xFF) {
            return false;
        }
        unsigned m = p[at + 1];
        if (m == 0xFF) {
            at++;
            continue;
        }
        if (is_frame_marker(m)) {
            unsigned parts = p[at + 9];
            return p[at + 4] == 8 && be16(p + at + 5) == image->height && be16(p + at + 7) == image->width &&
                   (parts == 1 || parts == 3);
        }
        at += 2U + be16(p + at + 2);
    }
    return false;
}

static void destroy_surface(void *data)
{
    cairo_surface_destroy(data);
}

static cairo_surface_t *open_jpeg(const struct paper_image *image)
{
    /* The pixels stay untouched: the document receives the JPEG, so this memory is never even paged in. */
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)image->width, (int)image->height);
    if (cairo_surface_set_mime_data(s, CAIRO_MIME_TYPE_JPEG, image->bytes, image->len, NULL, NULL) !=
        CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(s);
        return NULL;
    }
    return s;
}

struct png_source {
    const unsigned char *bytes;
    size_t left;
};

static cairo_status_t read_png(void *closure, unsigned char *to, unsigned len)
{
    struct png_source *s = closure;
    if (len > s->left) {
        return CAIRO_STATUS_READ_ERROR;
    }
    memcpy(to, s->bytes, len);
    s->bytes += len;
    s->left -= len;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *open_png(const struct paper_image *image)
{
    static const unsigned char magic[8] = {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
    if (image->len < 33 || memcmp(image->bytes, magic, sizeof magic) != 0 || be32(image->bytes + 16) != image->width ||
        be32(image->bytes + 20) != image->height) {
        return NULL;
    }
    struct png_source source = {.bytes = image->bytes, .left = image->len};
    cairo_surface_t *s = cairo_image_surface_create_from_png_stream(read_png, &source);
    if (cairo_surface_status(s) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(s);
        return NULL;
    }
    return s;
}

cairo_surface_t *picture_open(struct arena *a, const struct paper_image *image)
{
    if (image->bytes == NULL || !is_allowed_size(image->width, image->height)) {
        return NULL;
    }
    cairo_surface_t *s = is_jpeg_as_claimed(image) ? open_jpeg(image) : open_png(image);
    if (s == NULL) {
        return NULL;
    }
    if (cairo_surface_status(s) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(s);
        return NULL;
    }
    arena_defer(a, destroy_surface, s);
    return s;
}
