/* mark.h - what ends up on a sheet, as a list that can be moved, counted and drawn as often as there are copies. */
#ifndef DOCUMENT_MARK_H
#define DOCUMENT_MARK_H

#include <cairo.h>
#include <stddef.h>

#include "document/justify.h"

struct arena;

/* Millimetres in points. */
#define MM(x) ((x)*72.0 / 25.4)

enum mark_kind {
    MARK_TEXT,  /* line; x, y: the left end of the measure on the baseline     */
    MARK_RULE,  /* a straight line from x, y to x + w, y + h, `weight` points   */
    MARK_FRAME, /* a rectangle's outline                                       */
    MARK_IMAGE, /* picture scaled into x, y, w, h; an empty frame without one */
    MARK_TICK   /* ✓ inside the box at x, y, w, h                              */
};

struct mark {
    enum mark_kind kind;
    double x, y, w, h;
    double weight;
    const struct line *line;
    cairo_surface_t *picture;
};

struct marks {
    struct mark *items;
    size_t len;
    size_t cap;
};

void mark_add(struct arena *a, struct marks *to, struct mark m);

/* Appends `len` marks of `from` moved by dx, dy. */
void marks_copy(struct arena *a, struct marks *to, const struct mark *from, size_t len, double dx, double dy);

/* Draws them in the order added, in black. */
void marks_draw(cairo_t *cr, const struct marks *m, double dx, double dy);

/* The baseline of a line of `style` whose slot begins at 0: the em box stands in the middle of the leading. */
double style_baseline(const struct type_style *style);

/* Adds set lines one below the other from the slot that begins at `y`; returns the y below them. */
double marks_lines(struct arena *a, struct marks *to, const struct lines *lines, double x, double y);

#endif
