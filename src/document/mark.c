/* mark.c */
#include "document/mark.h"

#include <string.h>

#include "base/arena.h"

void mark_add(struct arena *a, struct marks *to, struct mark m)
{
    if (to->len == to->cap) {
        size_t cap = to->cap == 0 ? 16 : to->cap * 2;
        struct mark *items = ARENA_ARRAY(a, struct mark, cap);
        if (to->len > 0) {
            memcpy(items, to->items, to->len * sizeof *items);
        }
        to->items = items;
        to->cap = cap;
    }
    to->items[to->len++] = m;
}

void marks_copy(struct arena *a, struct marks *to, const struct mark *from, size_t len, double dx, double dy)
{
    for (size_t i = 0; i < len; i++) {
        struct mark m = from[i];
        m.x += dx;
        m.y += dy;
        mark_add(a, to, m);
    }
}

static void draw_rule(cairo_t *cr, const struct mark *m)
{
    cairo_set_line_width(cr, m->weight);
    cairo_move_to(cr, m->x, m->y);
    cairo_line_to(cr, m->x + m->w, m->y + m->h);
    cairo_stroke(cr);
}

static void draw_frame(cairo_t *cr, const struct mark *m)
{
    cairo_set_line_width(cr, m->weight);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_MITER);
    cairo_rectangle(cr, m->x, m->y, m->w, m->h);
    cairo_stroke(cr);
}

static void draw_image(cairo_t *cr, const struct mark *m)
{
    if (m->picture == NULL) {
        draw_frame(cr, m);
        return;
    }
    double w = cairo_image_surface_get_width(m->picture);
    double h = cairo_image_surface_get_height(m->picture);
    cairo_save(cr);
    cairo_translate(cr, m->x, m->y);
    cairo_scale(cr, m->w / w, m->h / h);
    cairo_set_source_surface(cr, m->picture, 0.0, 0.0);
    /* Any other filter makes Cairo ask for /Interpolate true, which PDF/A forbids. */
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_FAST);
    cairo_rectangle(cr, 0.0, 0.0, w, h);
    cairo_fill(cr);
    cairo_restore(cr);
}

static void draw_tick(cairo_t *cr, const struct mark *m)
{
    cairo_set_line_width(cr, m->weight);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_move_to(cr, m->x + m->w * 0.18, m->y + m->h * 0.50);
    cairo_line_to(cr, m->x + m->w * 0.43, m->y + m->h * 0.78);
    cairo_line_to(cr, m->x + m->w * 0.88, m->y + m->h * 0.10);
    cairo_stroke(cr);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
}

void marks_draw(cairo_t *cr, const struct marks *m, double dx, double dy)
{
    cairo_save(cr);
    cairo_translate(cr, dx, dy);
    cairo_set_source_rgb(cr, 0.0, 0.0, 0.0);
    for (size_t i = 0; i < m->len; i++) {
        const struct mark *k = &m->items[i];
        switch (k->kind) {
        case MARK_TEXT: line_draw(cr, k->line, k->x, k->y); break;
        case MARK_RULE: draw_rule(cr, k); break;
        case MARK_FRAME: draw_frame(cr, k); break;
        case MARK_IMAGE: draw_image(cr, k); break;
        case MARK_TICK: draw_tick(cr, k); break;
        }
    }
    cairo_restore(cr);
}

double style_baseline(const struct type_style *style)
{
    return (style->leading - style->size) / 2.0 + style->size * 0.88;
}

double marks_lines(struct arena *a, struct marks *to, const struct lines *lines, double x, double y)
{
    for (size_t i = 0; i < lines->len; i++) {
        mark_add(
            a, to,
            (struct mark){.kind = MARK_TEXT, .x = x, .y = y + style_baseline(&lines->style), .line = &lines->items[i]});
        y += lines->style.leading;
    }
    return y;
}
