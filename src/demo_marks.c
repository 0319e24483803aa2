/* demo_marks.c - the marks of four brands, as their stories describe them (criterion_text_3, logo_meaning). */
#include "demo_drawing.h"

#include <math.h>

static const double turn = 6.283185307179586;

static void ring(cairo_t *cr, uint32_t rgb, struct spot at, double radius, double width)
{
    draw_colour(cr, rgb);
    cairo_set_line_width(cr, width);
    cairo_new_path(cr);
    cairo_arc(cr, at.x, at.y, radius, 0, turn);
    cairo_stroke(cr);
}

/* 23℃人社服务: a thermometer at 23, its column two hands that hold one another. */
static void warmth(cairo_t *cr)
{
    enum { MARKS = 9, LONG = 4 };
    ring(cr, 0xF3D9B8, (struct spot){50, 50}, 41, 5);
    ring(cr, 0xE8A04B, (struct spot){50, 50}, 34, 2.4);
    draw_soft_box(cr, 0x8C2F1B, (struct area){40.5, 15, 19, 56}, 9.5);
    draw_disc(cr, 0x8C2F1B, (struct spot){50, 72}, 15);
    draw_soft_box(cr, 0xFFFFFF, (struct area){43.5, 18, 13, 52}, 6.5);
    draw_disc(cr, 0xFFFFFF, (struct spot){50, 72}, 12);
    draw_disc(cr, 0xD1532F, (struct spot){50, 72}, 9.5);
    draw_soft_box(cr, 0xD1532F, (struct area){45.6, 38, 4.1, 34}, 2);
    draw_soft_box(cr, 0xE8A04B, (struct area){50.3, 38, 4.1, 32}, 2);
    draw_line(cr, 0xD1532F, (struct spot){47.6, 42}, (struct spot){52.4, 47}, 3.2);
    draw_line(cr, 0xE8A04B, (struct spot){52.4, 42}, (struct spot){50.6, 44}, 3.2);
    for (int i = 0; i < MARKS; i++) {
        double y = 24.0 + i * 4.6;
        draw_line(cr, i == LONG - 1 ? 0xD1532F : 0x8C2F1B, (struct spot){62, y},
                  (struct spot){i == LONG - 1 ? 71 : 65.5, y}, i == LONG - 1 ? 2 : 1.2);
    }
}

/* 公平一杆秤: an old steelyard with the sixteen stars of its beam. */
static void steelyard(cairo_t *cr)
{
    enum { STARS = 16 };
    const struct spot left = {14, 40};
    const struct spot right = {88, 30};
    draw_disc(cr, 0xEFF3EA, (struct spot){50, 50}, 47);
    draw_line(cr, 0x6B4A2B, left, right, 4.6);
    for (int i = 0; i < STARS; i++) {
        double t = 0.27 + i * 0.0445;
        draw_disc(cr, 0xF2D68C, (struct spot){left.x + (right.x - left.x) * t, left.y + (right.y - left.y) * t}, 0.95);
    }
    draw_line(cr, 0x6B4A2B, (struct spot){31, 37.5}, (struct spot){31, 18}, 1.2);
    ring(cr, 0x6B4A2B, (struct spot){31, 16}, 2.6, 1.2);
    draw_line(cr, 0x4E7A4A, (struct spot){17, 40}, (struct spot){9, 68}, 0.9);
    draw_line(cr, 0x4E7A4A, (struct spot){17, 40}, (struct spot){37, 68}, 0.9);
    draw_colour(cr, 0x4E7A4A);
    cairo_new_path(cr);
    cairo_arc(cr, 23, 66, 16, 0.09, turn / 2 - 0.09);
    cairo_close_path(cr);
    cairo_fill(cr);
    draw_disc(cr, 0xD9604C, (struct spot){18, 62}, 4.6);
    draw_disc(cr, 0xE8A04B, (struct spot){27, 62}, 4.6);
    draw_line(cr, 0x39424E, (struct spot){70, 33}, (struct spot){70, 56}, 0.9);
    draw_soft_box(cr, 0x39424E, (struct area){63.5, 55, 13, 17}, 5);
    draw_soft_box(cr, 0x57616E, (struct area){66, 58, 3, 11}, 1.5);
}

/* 三十分·一辈子: two circles that cross and leave a gap between them. */
static void two_rings(cairo_t *cr)
{
    const struct spot left = {36, 52};
    const struct spot right = {64, 52};
    ring(cr, 0xC5303C, left, 24, 6.5);
    ring(cr, 0xFFFFFF, right, 24, 11);
    ring(cr, 0xE2A03A, right, 24, 6.5);
    /* the first passes over the second below, where they part again */
    cairo_save(cr);
    cairo_rectangle(cr, 40, 56, 20, 24);
    cairo_clip(cr);
    ring(cr, 0xFFFFFF, left, 24, 11);
    ring(cr, 0xC5303C, left, 24, 6.5);
    cairo_restore(cr);
    draw_disc(cr, 0xC5303C, (struct spot){50, 15}, 3.2);
    draw_line(cr, 0xE2A03A, (struct spot){39, 89}, (struct spot){61, 89}, 2.4);
}

/* 回头看一眼: an umbrella in the mirror, what is forgotten in a taxi most of all. */
static void mirror(cairo_t *cr)
{
    enum { RIBS = 4 };
    draw_line(cr, 0x1F3A52, (struct spot){50, 8}, (struct spot){50, 26}, 4);
    draw_soft_box(cr, 0x1F3A52, (struct area){6, 22, 88, 56}, 20);
    draw_soft_box(cr, 0xDCEBF2, (struct area){11, 27, 78, 46}, 15.5);
    draw_colour(cr, 0xD9A62E);
    cairo_new_path(cr);
    cairo_arc(cr, 50, 53, 20, turn / 2, turn);
    cairo_close_path(cr);
    cairo_fill(cr);
    for (int i = 0; i < RIBS; i++) {
        draw_disc(cr, 0xDCEBF2, (struct spot){35.0 + i * 10.0, 54.2}, 5);
    }
    draw_line(cr, 0x8A5A1C, (struct spot){50, 31}, (struct spot){50, 65}, 1.8);
    draw_colour(cr, 0x8A5A1C);
    cairo_set_line_width(cr, 1.8);
    cairo_new_path(cr);
    cairo_arc(cr, 53, 65, 3, 0, turn / 2);
    cairo_stroke(cr);
    draw_line(cr, 0xFFFFFF, (struct spot){18, 58}, (struct spot){28, 38}, 2.2);
    draw_line(cr, 0xFFFFFF, (struct spot){24, 60}, (struct spot){30, 48}, 1.4);
}

const struct demo_drawing demo_marks[] = {{"01-brand_logo", warmth, true},
                                          {"07-brand_logo", steelyard, true},
                                          {"08-brand_logo", two_rings, true},
                                          {"13-brand_logo", mirror, true}};
const size_t demo_marks_len = sizeof demo_marks / sizeof demo_marks[0];
