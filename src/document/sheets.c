/* sheets.c */
#include "document/sheets.h"

#include <cairo-pdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "document/form_layout.h"

static cairo_status_t take_bytes(void *closure, const unsigned char *data, unsigned len)
{
    struct sheets *s = closure;
    if (s->cap - s->len < len) {
        size_t cap = (s->cap + len) * 2;
        unsigned char *more = realloc(s->bytes, cap);
        if (more == NULL) {
            return CAIRO_STATUS_NO_MEMORY;
        }
        s->bytes = more;
        s->cap = cap;
    }
    memcpy(s->bytes + s->len, data, len);
    s->len += len;
    return CAIRO_STATUS_SUCCESS;
}

void sheets_open(struct sheets *s, struct typesetter *t)
{
    *s = (struct sheets){.t = t};
    s->surface = cairo_pdf_surface_create_for_stream(take_bytes, s, SHEET_WIDTH, SHEET_HEIGHT);
    s->cr = cairo_create(s->surface);
}

void sheets_close(struct sheets *s)
{
    cairo_destroy(s->cr);
    cairo_surface_destroy(s->surface);
    free(s->bytes);
}

void sheets_size(struct sheets *s, double width, double height)
{
    cairo_pdf_surface_set_size(s->surface, width, height);
}

void sheets_next(struct sheets *s)
{
    cairo_show_page(s->cr);
    s->pages++;
}

enum err sheets_finish(struct sheets *s)
{
    cairo_status_t status = cairo_status(s->cr);
    cairo_surface_finish(s->surface);
    if (status == CAIRO_STATUS_SUCCESS) {
        status = cairo_surface_status(s->surface);
    }
    return status == CAIRO_STATUS_SUCCESS ? OK : FAIL("cairo: %s", cairo_status_to_string(status));
}

/* Round the word whose letters begin at 0, 0. */
static void add_frame(cairo_t *cr, double width, double size)
{
    double margin = size * 0.22;
    double weight = size * 0.06;
    double top = -size * 0.88 - margin;
    double height = size + margin * 2.0;
    cairo_rectangle(cr, -margin, top, width + margin * 2.0, height);
    cairo_rectangle(cr, weight - margin, top + weight, width + (margin - weight) * 2.0, height - weight * 2.0);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
}

void sheets_watermark(struct sheets *s, const char *word, bool is_framed)
{
    static const struct type_style style = {.face = FACE_TITLE, .size = 150.0, .leading = 150.0, .align = ALIGN_LEFT};
    struct lines l = set_lines(s->t, &style, SHEET_WIDTH, word);
    if (l.len == 0) {
        return;
    }
    double gap = style.size * 0.35;
    cairo_save(s->cr);
    cairo_translate(s->cr, SHEET_WIDTH / 2.0, SHEET_HEIGHT / 2.0);
    cairo_rotate(s->cr, -atan(1.0));
    cairo_translate(s->cr, -(l.items[0].width + gap) / 2.0, style.size * 0.38);
    cairo_set_source_rgb(s->cr, 0.91, 0.91, 0.91);
    for (size_t r = 0; r < l.items[0].runs_len; r++) {
        const struct glyph_run *run = &l.items[0].runs[r];
        cairo_set_scaled_font(s->cr, run->ink->font);
        for (int g = 0; g < run->glyphs_len; g++) {
            cairo_glyph_t glyph = run->glyphs[g];
            glyph.x += g > 0 ? gap : 0.0;
            cairo_glyph_path(s->cr, &glyph, 1);
        }
    }
    cairo_fill(s->cr);
    if (is_framed) { /* on its own: the even-odd rule would open letters where their strokes cross */
        add_frame(s->cr, l.items[0].width + gap, style.size);
        cairo_fill(s->cr);
    }
    cairo_restore(s->cr);
}

struct type_style style_fitting(struct sheets *s, const struct type_style *style, const char *text, double room)
{
    struct type_style fitting = *style;
    double width = text_width(s->t, style, text);
    if (width > room && room > 0.0) {
        fitting.size = fmax(style->size * room / width, 1.0);
    }
    return fitting;
}

void sheets_text(struct sheets *s, const struct type_style *style, const char *text, double x, double baseline)
{
    struct type_style left = *style;
    left.align = ALIGN_LEFT;
    struct lines l = set_lines(s->t, &left, SHEET_HEIGHT, text);
    if (l.len == 0) {
        return;
    }
    double w = l.items[0].width;
    double shift = style->align == ALIGN_RIGHT ? w : style->align == ALIGN_CENTRE ? w / 2.0 : 0.0;
    cairo_set_source_rgb(s->cr, 0.0, 0.0, 0.0);
    line_draw(s->cr, &l.items[0], x - shift, baseline);
}
