/* qr_code.h - a QR code as vector squares. */
#ifndef DOCUMENT_QR_CODE_H
#define DOCUMENT_QR_CODE_H

#include <cairo.h>

struct arena;
struct qr_code;

/* Encodes `text` (bytes, level M).  NULL when it is empty or too long for a code.  Free with qr_code_free(). */
struct qr_code *qr_code_new(const char *text);
void qr_code_free(struct qr_code *q);

/* Draws it in black, `side` points wide without its quiet zone of 4 modules, which the caller leaves white. */
void qr_code_draw(cairo_t *cr, const struct qr_code *q, double x, double y, double side);

/* The same as the path of an SVG picture whose side is *ret_side, quiet zone included.  NULL as above.  Owner: the
 * arena.
 */
const char *qr_code_svg(struct arena *a, const char *text, int *ret_side);

#endif
