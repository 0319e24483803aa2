/* justify.h - atoms become lines: where they end and where each glyph stands.
 *
 * Breaks are chosen for the whole paragraph at once (the least sum of squared spreading), by the rules of
 * Chinese composition: no closing mark begins a line, no opening mark ends one, adjacent full-width marks share
 * one blank half, a quarter of an em stands between Chinese and letters or digits, and the slack of a line is
 * spread over its gaps.  The last line of a paragraph keeps its natural width. */
#ifndef DOCUMENT_JUSTIFY_H
#define DOCUMENT_JUSTIFY_H

#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>

#include "document/shape.h"

enum align {
    ALIGN_JUSTIFY, /* both edges; the last line of a paragraph left */
    ALIGN_LEFT,
    ALIGN_CENTRE,
    ALIGN_RIGHT,
    ALIGN_SPREAD /* 分散对齐: every line fills the measure, also a single one */
};

struct type_style {
    enum face face;
    double size;    /* points */
    double leading; /* points from line to line */
    double indent;  /* ems before the first line of each paragraph */
    double hang;    /* ems before every other line */
    enum align align;
    bool is_trimmed; /* blank halves of marks at both ends of a line do not count: labels and titles */
};

/* A stretch of one font, ready for cairo_show_text_glyphs(). */
struct glyph_run {
    struct ink *ink;
    const char *text;
    int text_len;
    const cairo_glyph_t *glyphs; /* relative to the line's start on the baseline */
    int glyphs_len;
    const cairo_text_cluster_t *clusters;
    int clusters_len;
};

struct line {
    const struct glyph_run *runs;
    size_t runs_len;
    double x;               /* where the line starts within the measure, points */
    double width;           /* what it covers */
    bool is_first, is_last; /* of its paragraph */
    bool is_heading;        /* a short paragraph of its own that no mark closes: 一、…… */
    bool is_forced;         /* ends inside a word, for want of room */
};

struct lines {
    const struct line *items;
    size_t len;
    struct type_style style;
    double measure;
};

/* Sets `text` (paragraphs end in "\n"; empty ones leave no line) to `measure` points.  Text without anything
 * visible has no lines.  Owner: the typesetter's arena. */
struct lines set_lines(struct typesetter *t, const struct type_style *style, double measure, const char *text);

/* The natural width of the widest paragraph of `text` on one line, points. */
double text_width(struct typesetter *t, const struct type_style *style, const char *text);

/* Draws `line` with its measure's left edge at `x` and its baseline at `y`, points, in the current colour. */
void line_draw(cairo_t *cr, const struct line *line, double x, double y);

#endif
