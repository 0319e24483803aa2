/* qr_code.c */
#include "document/qr_code.h"

#include <qrencode.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"

struct qr_code {
    QRcode *code;
};

struct qr_code *qr_code_new(const char *text)
{
    if (text == NULL || text[0] == '\0') {
        return NULL;
    }
    struct qr_code *q = calloc(1, sizeof *q);
    if (q == NULL) {
        return NULL;
    }
    q->code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (q->code == NULL) {
        free(q);
        return NULL;
    }
    return q;
}

void qr_code_free(struct qr_code *q)
{
    if (q != NULL) {
        QRcode_free(q->code);
        free(q);
    }
}

void qr_code_draw(cairo_t *cr, const struct qr_code *q, double x, double y, double side)
{
    int n = q->code->width;
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, side / n, side / n);
    cairo_set_source_rgb(cr, 0.0, 0.0, 0.0);
    for (int row = 0; row < n; row++) {
        const unsigned char *dots = q->code->data + (ptrdiff_t)row * n;
        for (int col = 0; col < n;) {
            int end = col;
            while (end < n && (dots[end] & 1U) != 0) {
                end++;
            }
            if (end > col) {
                cairo_rectangle(cr, col, row, end - col, 1.0);
            }
            col = end > col ? end : col + 1;
        }
    }
    cairo_fill(cr);
    cairo_restore(cr);
}

const char *qr_code_svg(struct arena *a, const char *text, int *ret_side)
{
    enum { QUIET = 4, PATH_BYTES = 65536 };
    struct qr_code *q = qr_code_new(text);
    if (q == NULL) {
        return NULL;
    }
    int n = q->code->width;
    struct buffer b = buffer_new(a, PATH_BYTES);
    for (int row = 0; row < n; row++) {
        const unsigned char *dots = q->code->data + (ptrdiff_t)row * n;
        for (int col = 0; col < n; col++) {
            if ((dots[col] & 1U) != 0) {
                buffer_format(&b, "M%d %dh1v1h-1z", col + QUIET, row + QUIET);
            }
        }
    }
    *ret_side = n + 2 * QUIET;
    qr_code_free(q);
    return buffer_string(&b);
}
