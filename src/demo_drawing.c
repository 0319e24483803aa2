/* demo_drawing.c - the sheet, the pencil, and the file that comes of it. */
#include "demo_drawing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "media/codec.h"

enum { MARK_EDGE = 800, MARK_SCALE = 8, SCENE_WIDTH = 1680, SCENE_HEIGHT = 1120, SCENE_SCALE = 10 };

static const double turn = 6.283185307179586;

void draw_colour(cairo_t *cr, uint32_t rgb)
{
    enum { RED = 16, GREEN = 8, BYTE = 255 };
    cairo_set_source_rgb(cr, ((rgb >> RED) & BYTE) / (double)BYTE, ((rgb >> GREEN) & BYTE) / (double)BYTE,
                         (rgb & BYTE) / (double)BYTE);
}

void draw_box(cairo_t *cr, uint32_t rgb, struct area at)
{
    draw_colour(cr, rgb);
    cairo_rectangle(cr, at.x, at.y, at.w, at.h);
    cairo_fill(cr);
}

void draw_soft_box(cairo_t *cr, uint32_t rgb, struct area at, double radius)
{
    draw_colour(cr, rgb);
    cairo_new_path(cr);
    cairo_arc(cr, at.x + at.w - radius, at.y + radius, radius, -turn / 4, 0);
    cairo_arc(cr, at.x + at.w - radius, at.y + at.h - radius, radius, 0, turn / 4);
    cairo_arc(cr, at.x + radius, at.y + at.h - radius, radius, turn / 4, turn / 2);
    cairo_arc(cr, at.x + radius, at.y + radius, radius, turn / 2, turn * 3 / 4);
    cairo_close_path(cr);
    cairo_fill(cr);
}

void draw_disc(cairo_t *cr, uint32_t rgb, struct spot at, double radius)
{
    draw_colour(cr, rgb);
    cairo_new_path(cr);
    cairo_arc(cr, at.x, at.y, radius, 0, turn);
    cairo_fill(cr);
}

void draw_line(cairo_t *cr, uint32_t rgb, struct spot from, struct spot to, double width)
{
    draw_colour(cr, rgb);
    cairo_set_line_width(cr, width);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_move_to(cr, from.x, from.y);
    cairo_line_to(cr, to.x, to.y);
    cairo_stroke(cr);
}

/* The pixels as the encoders take them: red, green, blue. */
static bool pixels_of(cairo_surface_t *sheet, struct picture *ret)
{
    enum { CHANNELS = 3, RED = 16, GREEN = 8 };
    int width = cairo_image_surface_get_width(sheet);
    int height = cairo_image_surface_get_height(sheet);
    const unsigned char *bytes = cairo_image_surface_get_data(sheet);
    int stride = cairo_image_surface_get_stride(sheet);
    unsigned char *to = bytes == NULL ? NULL : malloc((size_t)width * (size_t)height * CHANNELS);
    if (to == NULL) {
        return false;
    }
    *ret = (struct picture){.width = width, .height = height, .channels = CHANNELS, .pixels = to};
    for (int y = 0; y < height; y++) {
        const unsigned char *from = bytes + (ptrdiff_t)y * stride;
        for (int x = 0; x < width; x++, from += sizeof(uint32_t)) {
            uint32_t pixel = 0;
            memcpy(&pixel, from, sizeof pixel);
            *to++ = (unsigned char)(pixel >> RED);
            *to++ = (unsigned char)(pixel >> GREEN);
            *to++ = (unsigned char)pixel;
        }
    }
    return true;
}

static cairo_surface_t *draw(const struct demo_drawing *d)
{
    cairo_surface_t *sheet = cairo_image_surface_create(CAIRO_FORMAT_RGB24, d->is_mark ? MARK_EDGE : SCENE_WIDTH,
                                                        d->is_mark ? MARK_EDGE : SCENE_HEIGHT);
    cairo_t *cr = cairo_create(sheet);
    double scale = d->is_mark ? MARK_SCALE : SCENE_SCALE;
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    d->draw(cr);
    cairo_destroy(cr);
    cairo_surface_flush(sheet);
    return sheet;
}

enum err demo_drawing_file(struct arena *a, const struct demo_drawing *d, const unsigned char **ret, size_t *ret_len)
{
    struct picture pixels = {0};
    struct image_file file = {0};
    cairo_surface_t *sheet = draw(d);
    bool is_made = pixels_of(sheet, &pixels) && (d->is_mark ? png_write(&pixels, &file) : jpeg_write(&pixels, &file));
    cairo_surface_destroy(sheet);
    free(pixels.pixels);
    if (!is_made) {
        return FAIL("event=demo_drawing name=%s error=\"no memory\"", d->name);
    }
    unsigned char *bytes = arena_alloc(a, file.len, 1);
    memcpy(bytes, file.bytes, file.len);
    free(file.bytes);
    *ret = bytes;
    *ret_len = file.len;
    return OK;
}
