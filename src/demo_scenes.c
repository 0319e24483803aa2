/* demo_scenes.c - scenes of the demonstration: what a brand does every day, and the notice as it hangs. */
#include "demo_drawing.h"

#include <math.h>

static const double turn = 6.283185307179586;
enum { SKIN = 0xEFC9A4, HAIR = 0x3A3230, DARK = 0x39424E, PAPER = 0xFFFFFF, SEAL = 0xA31C20, WOOD = 0xB98B5E };

/* ---- what stands in every scene ---- */

/* A wall that is lighter below, and the floor before it. */
static void room(cairo_t *cr, uint32_t wall, uint32_t floor_rgb, double floor_y)
{
    cairo_pattern_t *light = cairo_pattern_create_linear(0, 0, 0, floor_y);
    draw_box(cr, wall, (struct area){0, 0, 168, floor_y});
    cairo_pattern_add_color_stop_rgba(light, 0, 1, 1, 1, 0);
    cairo_pattern_add_color_stop_rgba(light, 1, 1, 1, 1, 0.45);
    cairo_set_source(cr, light);
    cairo_rectangle(cr, 0, 0, 168, floor_y);
    cairo_fill(cr);
    cairo_pattern_destroy(light);
    draw_box(cr, floor_rgb, (struct area){0, floor_y, 168, 112 - floor_y});
}

struct somebody {
    struct spot feet;
    double height;
    uint32_t coat, hair;
};

static void shoulders(cairo_t *cr, uint32_t coat, struct area at)
{
    draw_colour(cr, coat);
    cairo_new_path(cr);
    cairo_move_to(cr, at.x - at.w * 0.06, at.y + at.h);
    cairo_curve_to(cr, at.x + at.w * 0.02, at.y, at.x + at.w * 0.2, at.y, at.x + at.w * 0.5, at.y);
    cairo_curve_to(cr, at.x + at.w * 0.8, at.y, at.x + at.w * 0.98, at.y, at.x + at.w * 1.06, at.y + at.h);
    cairo_close_path(cr);
    cairo_fill(cr);
}

static void head(cairo_t *cr, struct spot at, double radius, uint32_t hair)
{
    draw_disc(cr, hair, (struct spot){at.x, at.y - radius * 0.18}, radius * 1.08);
    draw_disc(cr, SKIN, (struct spot){at.x, at.y + radius * 0.16}, radius * 0.92);
}

static void stand(cairo_t *cr, const struct somebody *s)
{
    double h = s->height;
    struct spot f = s->feet;
    draw_soft_box(cr, DARK, (struct area){f.x - h * 0.12, f.y - h * 0.42, h * 0.1, h * 0.42}, h * 0.03);
    draw_soft_box(cr, DARK, (struct area){f.x + h * 0.02, f.y - h * 0.42, h * 0.1, h * 0.42}, h * 0.03);
    shoulders(cr, s->coat, (struct area){f.x - h * 0.16, f.y - h * 0.78, h * 0.32, h * 0.42});
    head(cr, (struct spot){f.x, f.y - h * 0.88}, h * 0.1, s->hair);
}

/* Who sits or stands behind something: the upper half. */
static void half(cairo_t *cr, struct spot at, double size, uint32_t coat)
{
    shoulders(cr, coat, (struct area){at.x - size * 0.5, at.y, size, size * 0.9});
    head(cr, (struct spot){at.x, at.y - size * 0.34}, size * 0.31, HAIR);
}

static void plant(cairo_t *cr, struct spot foot, double size)
{
    static const uint32_t greens[] = {0x4E7A4A, 0x5F8F58, 0x6FA067};
    for (int i = -3; i <= 3; i++) {
        struct spot tip = {foot.x + i * size * 0.2, foot.y - size * (1.9 - 0.13 * i * i)};
        draw_line(cr, greens[(i + 3) % 3], (struct spot){foot.x, foot.y - size * 0.6}, tip, size * 0.16);
    }
    draw_soft_box(cr, 0xC9B8A0, (struct area){foot.x - size * 0.4, foot.y - size * 0.7, size * 0.8, size * 0.7},
                  size * 0.08);
}

static void window_light(cairo_t *cr, struct area at)
{
    draw_box(cr, 0xFFFFFF, at);
    draw_box(cr, 0xCFE4EE, (struct area){at.x + 1, at.y + 1, at.w - 2, at.h - 2});
    draw_box(cr, 0xFFFFFF, (struct area){at.x + at.w / 2 - 0.4, at.y, 0.8, at.h});
    draw_box(cr, 0xFFFFFF, (struct area){at.x, at.y + at.h * 0.45, at.w, 0.8});
}

/* ---- 23℃人社服务 ---- */

static void one_window(cairo_t *cr)
{
    static const uint32_t coats[] = {0x2F5D7C, 0x2F5D7C, 0x2F5D7C, 0x2F5D7C};
    room(cr, 0xE9E1D3, 0xCDBFA9, 84);
    draw_box(cr, 0xD1532F, (struct area){0, 14, 168, 1.2});
    for (int i = 0; i < 4; i++) {
        double x = 12 + i * 38.0;
        draw_soft_box(cr, DARK, (struct area){x + 2, 20, 26, 9}, 1.2);
        draw_box(cr, 0xE8A04B, (struct area){x + 5, 23.4, 11.0 + i * 2, 2});
        half(cr, (struct spot){x + 15, 52}, 15, coats[i]);
    }
    draw_box(cr, WOOD, (struct area){0, 63, 168, 3});
    draw_box(cr, 0xF6F0E4, (struct area){0, 66, 168, 22});
    for (int i = 0; i < 3; i++) {
        draw_box(cr, 0xE2D6C2, (struct area){44.0 + i * 38, 66, 0.8, 22});
    }
    stand(cr, &(struct somebody){{28, 104}, 50, 0x7C5A86, HAIR});
    stand(cr, &(struct somebody){{104, 106}, 52, 0x4E7A4A, 0xB9B2A8});
    plant(cr, (struct spot){158, 100}, 14);
}

static void helped_at_machine(cairo_t *cr)
{
    room(cr, 0xDCE5E6, 0xBFC6C4, 88);
    window_light(cr, (struct area){12, 12, 46, 42});
    for (int i = 0; i < 3; i++) {
        double x = 74 + i * 28.0;
        draw_soft_box(cr, 0xF4F6F6, (struct area){x, 34, 22, 62}, 2.4);
        draw_soft_box(cr, 0x2F5D7C, (struct area){x + 3, 39, 16, 20}, 1.2);
        draw_box(cr, 0xDCEBF2, (struct area){x + 5.5, 43, 11, 2});
        draw_box(cr, 0xDCEBF2, (struct area){x + 5.5, 47.4, 8, 2});
        draw_box(cr, 0xE8A04B, (struct area){x + 5.5, 52, 5, 3});
        draw_box(cr, 0xC3CBCC, (struct area){x + 6, 66, 10, 1.6});
    }
    stand(cr, &(struct somebody){{66, 106}, 60, 0x2F5D7C, HAIR});
    stand(cr, &(struct somebody){{46, 108}, 54, 0x9A6A57, 0xCFC9BF});
    draw_line(cr, 0x2F5D7C, (struct spot){73, 66}, (struct spot){80, 55}, 3.4);
    plant(cr, (struct spot){16, 98}, 15);
}

/* ---- 三十分·一辈子 ---- */

static void ceremony(cairo_t *cr)
{
    room(cr, 0xF1DDD3, 0xD8BBAA, 88);
    draw_colour(cr, 0xFFF8F1);
    cairo_new_path(cr);
    cairo_arc(cr, 84, 46, 34, turn / 2, turn);
    cairo_line_to(cr, 118, 88);
    cairo_line_to(cr, 50, 88);
    cairo_close_path(cr);
    cairo_fill(cr);
    for (int i = 0; i <= 12; i++) {
        double angle = turn / 2 + i * turn / 24;
        struct spot from = {84 + 34 * cos(angle), 46 + 34 * sin(angle)};
        draw_line(cr, i % 2 == 0 ? 0x5F8F58 : 0x7BAA6F, from,
                  (struct spot){from.x + (from.x - 84) * 0.1, from.y + 12 + i % 3 * 3.0}, 1.6);
        draw_disc(cr, i % 3 == 0 ? SEAL : 0xE2A03A, from, 1.9);
    }
    stand(cr, &(struct somebody){{74, 104}, 56, 0xC5303C, HAIR});
    stand(cr, &(struct somebody){{95, 104}, 60, 0x2B3A55, HAIR});
    draw_line(cr, SKIN, (struct spot){81, 77}, (struct spot){87, 77}, 2.2);
    draw_soft_box(cr, WOOD, (struct area){130, 66, 18, 40}, 1.4);
    draw_box(cr, 0xCFA478, (struct area){127, 62, 24, 4});
    half(cr, (struct spot){139, 50}, 15, 0x2F5D7C);
    draw_box(cr, SEAL, (struct area){135, 60.4, 8, 2});
    plant(cr, (struct spot){24, 102}, 16);
}

static void tea_room(cairo_t *cr)
{
    room(cr, 0xE4E6D8, 0xC7B79C, 86);
    window_light(cr, (struct area){54, 10, 60, 44});
    for (int i = 0; i < 5; i++) {
        draw_line(cr, 0x5F8F58, (struct spot){60.0 + i * 11, 53}, (struct spot){62.0 + i * 11, 14.0 + i % 2 * 6}, 1.3);
        draw_line(cr, 0x7BAA6F, (struct spot){61.0 + i * 11, 30}, (struct spot){67.0 + i * 11, 24}, 1.8);
    }
    half(cr, (struct spot){40, 56}, 22, 0x7C5A86);
    half(cr, (struct spot){128, 56}, 22, 0x4A5A72);
    half(cr, (struct spot){84, 52}, 20, 0x4E7A4A);
    draw_soft_box(cr, WOOD, (struct area){16, 74, 136, 5}, 2);
    draw_box(cr, 0x9C7247, (struct area){26, 79, 5, 27});
    draw_box(cr, 0x9C7247, (struct area){137, 79, 5, 27});
    draw_disc(cr, 0xF6F0E4, (struct spot){84, 69}, 5.6);
    draw_line(cr, 0xF6F0E4, (struct spot){88, 69}, (struct spot){93, 65.6}, 1.8);
    for (int i = 0; i < 3; i++) {
        draw_soft_box(cr, 0xFFFFFF, (struct area){38.0 + i * 44, 70.4, 6, 3.8}, 1.2);
    }
}

/* ---- 回头看一眼 ---- */

static void street(cairo_t *cr)
{
    static const struct area houses[] = {{0, 22, 30, 60}, {32, 34, 26, 48}, {104, 16, 24, 66}, {130, 30, 38, 52}};
    room(cr, 0xBBD7E6, 0x70767F, 82);
    for (size_t i = 0; i < sizeof houses / sizeof houses[0]; i++) {
        const struct area *h = &houses[i];
        draw_box(cr, i % 2 == 0 ? 0xC4CAD4 : 0xD4D8DA, *h);
        for (int k = 0; k < 12; k++) {
            int column = k % 3;
            int row = k / 3;
            draw_box(cr, 0xF7F2E2, (struct area){h->x + 3 + column * (h->w - 6) / 2.6, h->y + 4 + row * 9.0, 2.6, 4});
        }
    }
    draw_box(cr, 0xD9D0C0, (struct area){0, 78, 168, 7});
}

static void wheels(cairo_t *cr, double y)
{
    for (int i = 0; i < 2; i++) {
        draw_disc(cr, 0x2A2F38, (struct spot){66.0 + i * 58, y}, 9);
        draw_disc(cr, 0xB0B7C0, (struct spot){66.0 + i * 58, y}, 4);
    }
}

static void taxi_stops(cairo_t *cr)
{
    street(cr);
    draw_soft_box(cr, 0x2E7D6B, (struct area){42, 66, 108, 28}, 6);
    draw_colour(cr, 0x2E7D6B);
    cairo_new_path(cr);
    cairo_move_to(cr, 58, 68);
    cairo_line_to(cr, 72, 47);
    cairo_line_to(cr, 118, 47);
    cairo_line_to(cr, 134, 68);
    cairo_close_path(cr);
    cairo_fill(cr);
    draw_soft_box(cr, 0xF2D68C, (struct area){86, 41, 18, 6}, 1.6);
    draw_soft_box(cr, 0xE3F1F6, (struct area){72, 51, 21, 15}, 1.6);
    draw_soft_box(cr, 0xE3F1F6, (struct area){97, 51, 23, 15}, 1.6);
    head(cr, (struct spot){105, 60}, 4.6, HAIR);
    draw_box(cr, 0xF2D68C, (struct area){42, 78, 108, 3});
    wheels(cr, 94);
    stand(cr, &(struct somebody){{24, 104}, 52, 0x9A4F3F, HAIR});
    draw_line(cr, 0x9A4F3F, (struct spot){31, 68}, (struct spot){37, 58}, 3);
    draw_box(cr, 0xE6E9EC, (struct area){0, 107, 24, 1.4});
    draw_box(cr, 0xE6E9EC, (struct area){60, 107, 24, 1.4});
    draw_box(cr, 0xE6E9EC, (struct area){120, 107, 24, 1.4});
}

static void lost_things(cairo_t *cr)
{
    static const uint32_t bags[] = {0x9A6A57, 0x4A5A72, 0x6B7F4E, 0xB98B5E};
    room(cr, 0xDFE4E2, 0xB9B3A6, 92);
    draw_box(cr, 0x9C7247, (struct area){14, 12, 88, 82});
    for (int row = 0; row < 3; row++) {
        draw_box(cr, 0xEFE4D2, (struct area){17, 15 + row * 26.0, 82, 23});
        for (int i = 0; i < 5; i++) {
            double x = 20 + i * 16.0;
            double y = 22 + row * 26.0;
            draw_soft_box(cr, bags[(row + i) % 4], (struct area){x, y, 12, 16}, 2.4);
            draw_line(cr, bags[(row + i) % 4], (struct spot){x + 4, y}, (struct spot){x + 8, y - 3}, 1.4);
            draw_box(cr, PAPER, (struct area){x + 3, y + 6, 6, 4.4});
        }
    }
    half(cr, (struct spot){134, 54}, 22, 0x2E7D6B);
    draw_soft_box(cr, WOOD, (struct area){108, 70, 60, 4}, 1);
    draw_box(cr, 0xF6F0E4, (struct area){112, 74, 56, 38});
    draw_soft_box(cr, DARK, (struct area){150, 54, 14, 16}, 1.4);
    draw_soft_box(cr, 0x4A5A72, (struct area){118, 60, 9, 11}, 2);
}

/* ---- the notice as it hangs ---- */

/* The sheet: title, double line, text, list, the square of the code. */
static void poster(cairo_t *cr, struct area at)
{
    double u = at.w / 30;
    draw_box(cr, 0xB8B2A6, (struct area){at.x + 0.5, at.y + 0.6, at.w, at.h});
    draw_box(cr, PAPER, at);
    draw_box(cr, SEAL, (struct area){at.x + 5 * u, at.y + 3 * u, 20 * u, 2.2 * u});
    draw_box(cr, SEAL, (struct area){at.x + 3 * u, at.y + 7 * u, 24 * u, 0.6 * u});
    draw_box(cr, SEAL, (struct area){at.x + 3 * u, at.y + 8 * u, 24 * u, 0.25 * u});
    draw_box(cr, DARK, (struct area){at.x + 6 * u, at.y + 10.6 * u, 18 * u, 2 * u});
    for (int i = 0; i < 5; i++) {
        draw_box(cr, 0x9A958C,
                 (struct area){at.x + 3 * u, at.y + (15.2 + i * 1.7) * u, (i == 4 ? 15 : 24) * u, 0.7 * u});
    }
    for (int i = 0; i < 4; i++) {
        draw_box(cr, 0x57616E, (struct area){at.x + 3 * u, at.y + (26 + i * 2.2) * u, 8 * u, 0.9 * u});
        draw_box(cr, 0xB6B1A8, (struct area){at.x + 12.4 * u, at.y + (26 + i * 2.2) * u, 14.6 * u, 0.7 * u});
    }
    for (int i = 0; i < 25; i++) {
        if (i * 7 % 5 != 2 && i * 3 % 4 != 1) {
            int column = i % 5;
            int row = i / 5;
            draw_box(cr, 0x1F1B17,
                     (struct area){at.x + (21.5 + column * 1.1) * u, at.y + (35.4 + row * 1.1) * u, 1.1 * u, 1.1 * u});
        }
    }
}

static void on_door(cairo_t *cr)
{
    room(cr, 0xD5DADF, 0xA9A69E, 98);
    draw_box(cr, 0x6E7781, (struct area){30, 6, 108, 94});
    draw_box(cr, 0xC7DCE4, (struct area){34, 10, 48, 88});
    draw_box(cr, 0xC7DCE4, (struct area){86, 10, 48, 88});
    draw_line(cr, 0xE4F0F4, (struct spot){90, 92}, (struct spot){128, 20}, 5);
    draw_soft_box(cr, 0xE8E4DA, (struct area){77, 50, 2.4, 18}, 1);
    draw_soft_box(cr, 0xE8E4DA, (struct area){89, 50, 2.4, 18}, 1);
    poster(cr, (struct area){40, 22, 36, 51});
    plant(cr, (struct spot){152, 104}, 15);
}

static void on_board(cairo_t *cr)
{
    room(cr, 0xE6DFD2, 0xBCAF9B, 96);
    draw_box(cr, 0x9C7247, (struct area){16, 10, 136, 72});
    draw_box(cr, 0xD9C9A6, (struct area){20, 14, 128, 64});
    poster(cr, (struct area){28, 19, 38, 54});
    for (int i = 0; i < 3; i++) {
        struct area sheet = {76 + i * 24.0, 22.0 + i % 2 * 6, 20, 28};
        draw_box(cr, i == 1 ? 0xF3E6C8 : 0xF4F1EA, sheet);
        for (int k = 0; k < 6; k++) {
            draw_box(cr, 0xC9C2B4, (struct area){sheet.x + 3, sheet.y + 5 + k * 3.4, 14, 1});
        }
    }
    draw_box(cr, 0x8A5A3A, (struct area){0, 94, 168, 2});
}

static void easel(cairo_t *cr)
{
    draw_line(cr, WOOD, (struct spot){44, 14}, (struct spot){28, 108}, 2.4);
    draw_line(cr, WOOD, (struct spot){80, 14}, (struct spot){96, 108}, 2.4);
    draw_box(cr, WOOD, (struct area){32, 80, 60, 3});
    draw_box(cr, 0x6B4A2B, (struct area){37, 12, 50, 68});
    poster(cr, (struct area){41, 16, 42, 60});
}

static void on_easel(cairo_t *cr)
{
    room(cr, 0xF1E4DB, 0xD2BCAA, 90);
    window_light(cr, (struct area){112, 14, 44, 46});
    easel(cr);
    plant(cr, (struct spot){140, 104}, 18);
}

/* The same place, two days later. */
static void on_easel_again(cairo_t *cr)
{
    room(cr, 0xEFE0CF, 0xCDB59C, 90);
    window_light(cr, (struct area){112, 14, 44, 46});
    easel(cr);
    stand(cr, &(struct somebody){{124, 108}, 62, 0x2F5D7C, HAIR});
    draw_line(cr, 0x2F5D7C, (struct spot){117, 66}, (struct spot){100, 60}, 3.2);
}

static void at_counter(cairo_t *cr)
{
    room(cr, 0xDDE6E2, 0xB4B8B0, 92);
    poster(cr, (struct area){22, 12, 34, 48});
    draw_soft_box(cr, DARK, (struct area){84, 16, 60, 14}, 1.6);
    draw_box(cr, 0xE8A04B, (struct area){90, 21, 34, 3.4});
    half(cr, (struct spot){112, 54}, 20, 0x2E7D6B);
    draw_box(cr, WOOD, (struct area){66, 68, 102, 4});
    draw_box(cr, 0xF4F1EA, (struct area){70, 72, 98, 40});
    draw_soft_box(cr, 0x57616E, (struct area){134, 52, 18, 16}, 1.6);
    plant(cr, (struct spot){38, 104}, 14);
}

static void on_kiosk(cairo_t *cr)
{
    street(cr);
    draw_soft_box(cr, 0xF4F1EA, (struct area){40, 14, 92, 84}, 3);
    draw_box(cr, 0x2E7D6B, (struct area){36, 12, 100, 9});
    draw_box(cr, 0xC7DCE4, (struct area){92, 30, 32, 34});
    half(cr, (struct spot){108, 50}, 14, 0x2E7D6B);
    draw_box(cr, WOOD, (struct area){88, 63, 40, 3});
    poster(cr, (struct area){48, 27, 36, 51});
}

const struct demo_drawing demo_scenes[] = {{"01-photo", one_window, false},    {"01-photo-2", helped_at_machine, false},
                                           {"08-photo", ceremony, false},      {"08-photo-2", tea_room, false},
                                           {"13-photo", taxi_stops, false},    {"13-photo-2", lost_things, false},
                                           {"13-posted-1", at_counter, false}, {"13-posted-2", on_door, false},
                                           {"13-posted-3", on_kiosk, false},   {"08-posted-1", on_easel, false},
                                           {"08-posted-2", on_board, false},   {"08-posted-3", on_easel_again, false}};
const size_t demo_scenes_len = sizeof demo_scenes / sizeof demo_scenes[0];
