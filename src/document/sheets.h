/* sheets.h - a stack of A4 pages being drawn into memory, and what every one of them has in common. */
#ifndef DOCUMENT_SHEETS_H
#define DOCUMENT_SHEETS_H

#include <cairo.h>
#include <stdbool.h>

#include "base/err.h"
#include "document/mark.h"
#include "document/qr_code.h"

struct sheets {
    cairo_surface_t *surface;
    cairo_t *cr;
    struct typesetter *t;
    unsigned char *bytes; /* malloc'd, by the surface's writer */
    size_t len;
    size_t cap;
    unsigned pages;
};

/* An empty stack; sheets_close() in any case. */
void sheets_open(struct sheets *s, struct typesetter *t);
void sheets_close(struct sheets *s);

/* The size of the sheets that follow, points; A4 standing without it.  Before anything is drawn. */
void sheets_size(struct sheets *s, double width, double height);

/* Ends the page being drawn. */
void sheets_next(struct sheets *s);

/* Ends the stack; s->bytes and s->len are then the PDF.  ERR_INTERNAL (logged) when Cairo failed. */
MUST_USE enum err sheets_finish(struct sheets *s);

/* The word (of two characters) across the page, light and behind everything, as an outline that does not extract;
 * in a frame like a stamp's when asked. */
void sheets_watermark(struct sheets *s, const char *word, bool is_framed);

/* One line of text with its left end (ALIGN_LEFT), middle or right end at x. */
void sheets_text(struct sheets *s, const struct type_style *style, const char *text, double x, double baseline);

/* `style`, smaller if `text` would take more than `room` points. */
struct type_style style_fitting(struct sheets *s, const struct type_style *style, const char *text, double room);

#endif
