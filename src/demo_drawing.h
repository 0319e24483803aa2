/* demo_drawing.h - the pictures of the demonstration that are drawn when it is made, and kept nowhere: marks of brands,
 * scenes of their work, the notice as it hangs.  They are plainly drawn, so that nobody takes one for a photograph of
 * something real; what is drawn twice is the same, byte for byte. */
#ifndef DEMO_DRAWING_H
#define DEMO_DRAWING_H

#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;

/* Marks are drawn on a sheet of 100 x 100 and become PNGs of 800 x 800; scenes on one of 168 x 112, JPEGs ten times as
 * large. */
struct demo_drawing {
    const char *name; /* "01-brand_logo", as the files of sql/seed/demo are called; "posted-1" */
    void (*draw)(cairo_t *cr);
    bool is_mark;
};
extern const struct demo_drawing demo_marks[], demo_scenes[];
extern const size_t demo_marks_len, demo_scenes_len;

/* The file, ready to be taken as an upload.  Owner: the arena.  ERR_INTERNAL (logged): no memory. */
MUST_USE enum err demo_drawing_file(struct arena *a, const struct demo_drawing *d, const unsigned char **ret,
                                    size_t *ret_len);

/* ---- what both draw with; colours are 0xRRGGBB ---- */

struct spot {
    double x, y;
};
struct area {
    double x, y, w, h;
};
void draw_colour(cairo_t *cr, uint32_t rgb);
void draw_box(cairo_t *cr, uint32_t rgb, struct area at);
void draw_soft_box(cairo_t *cr, uint32_t rgb, struct area at, double radius);
void draw_disc(cairo_t *cr, uint32_t rgb, struct spot at, double radius);
void draw_line(cairo_t *cr, uint32_t rgb, struct spot from, struct spot to, double width);

#endif
