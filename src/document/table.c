/* table.c */
#include "document/table.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

enum { CELLS_MAX = 16 };
#define THIN   0.5
#define THICK  1.0
#define NEARLY 0.01
#define ENOUGH 72.0 /* of the next row under a heading */

/* A row, or the part of it that stands on one page. */
struct part {
    const struct row *row;
    size_t from[CELLS_MAX];
    size_t to[CELLS_MAX];
    double height;
};

struct paging {
    struct arena *arena;
    double width;
    double page_height; /* of the page being filled */
    double later_height;
    double after;
    double tallest;     /* stretched row so far; 0: none */
    struct part *parts; /* on the page being filled */
    size_t parts_len;
    size_t parts_cap;
    double used;
    struct table_page *pages;
    size_t pages_len;
    size_t pages_cap;
};

static bool is_label(const struct cell *c)
{
    return c->again != NULL;
}

static double head_height(const struct cell *c, size_t from)
{
    return c->head != NULL && from > 0 ? c->head->height : 0.0;
}

static double pieces_height(const struct cell *c, size_t from, size_t to)
{
    if (is_label(c)) {
        return from > 0 ? c->again->height : c->len > 0 ? c->pieces[0].height : 0.0;
    }
    double h = head_height(c, from);
    for (size_t i = from; i < to; i++) {
        h += c->pieces[i].height;
    }
    return h;
}

/* The height of what is left of `row` from from[] on. */
static double rest_height(const struct row *row, const size_t from[CELLS_MAX])
{
    double h = row->min_height;
    double stacked_top = 0.0;
    for (size_t i = 0; i < row->cells_len; i++) {
        const struct cell *c = &row->cells[i];
        double own = pieces_height(c, from[i], c->len) + 2.0 * c->pad;
        if (c->place == CELL_TOP && !is_label(c)) {
            stacked_top = own;
        }
        /* A sign-off at the bottom shares its column with the text above it. */
        h = fmax(h, c->place == CELL_BOTTOM ? own + stacked_top : own);
    }
    return h;
}

/* How far the pieces of `c` from `from` on reach within `room`; `is_forced` takes at least one. */
static size_t reach(const struct cell *c, size_t from, double room, bool is_forced)
{
    double h = head_height(c, from) + 2.0 * c->pad;
    size_t good = from;
    for (size_t i = from; i < c->len; i++) {
        h += c->pieces[i].height;
        if (h > room + NEARLY) {
            break;
        }
        if (!c->pieces[i].stays || i + 1 == c->len) {
            good = i + 1;
        }
    }
    return good == from && is_forced && from < c->len ? from + 1 : good;
}

/* Fills to[] with what of `row` fits into `room`; false when the row had better begin on the next page. */
static bool cut_row(const struct row *row, struct part *p, double room, bool is_forced)
{
    for (size_t i = 0; i < row->cells_len; i++) {
        const struct cell *c = &row->cells[i];
        if (is_label(c)) {
            p->to[i] = c->len;
            if (pieces_height(c, p->from[i], c->len) + 2.0 * c->pad > room && !is_forced) {
                return false;
            }
            continue;
        }
        p->to[i] = reach(c, p->from[i], room, is_forced);
        if (p->to[i] == p->from[i] && p->from[i] < c->len) {
            return false;
        }
    }
    return true;
}

static void part_add(struct paging *g, const struct part *p)
{
    if (g->parts_len == g->parts_cap) {
        size_t cap = g->parts_cap == 0 ? 32 : g->parts_cap * 2;
        struct part *parts = ARENA_ARRAY(g->arena, struct part, cap);
        if (g->parts_len > 0) {
            memcpy(parts, g->parts, g->parts_len * sizeof *parts);
        }
        g->parts = parts;
        g->parts_cap = cap;
    }
    g->parts[g->parts_len++] = *p;
    g->used += p->height;
}

/* How much of the page stretched rows may take.  The last page leaves room for what follows. */
static double stretch_room(const struct paging *g, bool is_last)
{
    double left = g->page_height - g->used;
    return is_last && g->after <= left ? left - g->after : left;
}

/* A row on the last page grows no higher than its like before it. */
static double stretch_limit(const struct paging *g, const struct part *p, bool is_last)
{
    double limit = p->row->stretch_to;
    return is_last && g->tallest > 0.0 ? fmin(limit, g->tallest) : limit;
}

/* Opinion boxes take up the space that a page would leave blank. */
static void stretch_parts(struct paging *g, bool is_last)
{
    double left = stretch_room(g, is_last);
    for (int round = 0; round < 4 && left > NEARLY; round++) {
        size_t takers = 0;
        for (size_t i = 0; i < g->parts_len; i++) {
            takers += g->parts[i].height + NEARLY < stretch_limit(g, &g->parts[i], is_last);
        }
        if (takers == 0) {
            break;
        }
        double share = left / (double)takers;
        for (size_t i = 0; i < g->parts_len; i++) {
            struct part *p = &g->parts[i];
            double more = fmin(share, stretch_limit(g, p, is_last) - p->height);
            if (more > NEARLY) {
                p->height += more;
                g->used += more;
                left -= more;
            }
        }
    }
    for (size_t i = 0; i < g->parts_len; i++) {
        g->tallest = g->parts[i].row->stretch_to > 0.0 ? fmax(g->tallest, g->parts[i].height) : g->tallest;
    }
}

static void thin_rule(struct paging *g, struct marks *m, double x, double y, double w, double h)
{
    mark_add(g->arena, m, (struct mark){.kind = MARK_RULE, .x = x, .y = y, .w = w, .h = h, .weight = THIN});
}

static void emit_pieces(struct paging *g, struct marks *m, const struct cell *c, size_t from, size_t to, double y)
{
    bool is_first = true;
    if (c->head != NULL && from > 0) {
        marks_copy(g->arena, m, c->head->marks, c->head->marks_len, c->x, y);
        y += c->head->height;
        is_first = false;
    }
    for (size_t i = from; i < to; i++) {
        const struct piece *p = &c->pieces[i];
        if (p->is_ruled && !is_first) {
            thin_rule(g, m, c->x, y, c->width, 0.0);
        }
        marks_copy(g->arena, m, p->marks, p->marks_len, c->x, y);
        y += p->height;
        is_first = false;
    }
}

static void emit_cell(struct paging *g, struct marks *m, const struct part *p, size_t i, double top)
{
    const struct cell *c = &p->row->cells[i];
    double own = pieces_height(c, p->from[i], p->to[i]);
    double y = top + c->pad;
    if (c->place == CELL_MIDDLE) {
        y = top + (p->height - own) / 2.0;
    } else if (c->place == CELL_BOTTOM) {
        y = top + p->height - c->pad - own;
    }
    if (is_label(c)) {
        const struct piece *label = p->from[i] > 0 ? c->again : c->pieces;
        if (c->len > 0) {
            marks_copy(g->arena, m, label->marks, label->marks_len, c->x, y);
        }
    } else {
        emit_pieces(g, m, c, p->from[i], p->to[i], y);
    }
    if (c->has_rule) {
        thin_rule(g, m, c->x, top, 0.0, p->height);
    }
    for (size_t r = 0; r < c->inner_rules_len; r++) {
        thin_rule(g, m, c->x + c->inner_rules[r], top, 0.0, p->height);
    }
}

static struct table_page *page_add(struct paging *g)
{
    if (g->pages_len == g->pages_cap) {
        size_t cap = g->pages_cap == 0 ? 8 : g->pages_cap * 2;
        struct table_page *pages = ARENA_ARRAY(g->arena, struct table_page, cap);
        if (g->pages_len > 0) {
            memcpy(pages, g->pages, g->pages_len * sizeof *pages);
        }
        g->pages = pages;
        g->pages_cap = cap;
    }
    return &g->pages[g->pages_len++];
}

static void end_page(struct paging *g, bool is_last)
{
    if (g->parts_len == 0) {
        return;
    }
    stretch_parts(g, is_last);
    struct table_page *page = page_add(g);
    double y = 0.0;
    for (size_t i = 0; i < g->parts_len; i++) {
        const struct part *p = &g->parts[i];
        if (i > 0) {
            thin_rule(g, &page->marks, 0.0, y, g->width, 0.0);
        }
        for (size_t c = 0; c < p->row->cells_len; c++) {
            emit_cell(g, &page->marks, p, c, y);
        }
        y += p->height;
    }
    page->height = y;
    mark_add(g->arena, &page->marks, (struct mark){.kind = MARK_FRAME, .w = g->width, .h = y, .weight = THICK});
    g->parts_len = 0;
    g->used = 0.0;
    g->page_height = g->later_height;
}

static bool is_done(const struct row *row, const struct part *p)
{
    for (size_t i = 0; i < row->cells_len; i++) {
        if (!is_label(&row->cells[i]) && p->to[i] < row->cells[i].len) {
            return false;
        }
    }
    return true;
}

/* Goes on after a part: running content where it stopped, labels with what comes again. */
static void carry_over(const struct row *row, struct part *p)
{
    for (size_t i = 0; i < row->cells_len; i++) {
        p->from[i] = is_label(&row->cells[i]) ? 1 : p->to[i];
    }
}

/* How high a part of a row is when nothing but its pieces counts. */
static double snug_height(const struct part *p)
{
    double h = 0.0;
    for (size_t i = 0; i < p->row->cells_len; i++) {
        const struct cell *c = &p->row->cells[i];
        h = fmax(h, pieces_height(c, p->from[i], p->to[i]) + 2.0 * c->pad);
    }
    return h;
}

static void place_row(struct paging *g, const struct row *row)
{
    struct part p = {.row = row};
    bool is_short = rest_height(row, p.from) <= row->whole_to;
    for (;;) {
        double rest = rest_height(row, p.from);
        double room = g->page_height - g->used;
        if (rest <= room + NEARLY) {
            for (size_t i = 0; i < row->cells_len; i++) {
                p.to[i] = row->cells[i].len;
            }
            p.height = rest;
            part_add(g, &p);
            return;
        }
        bool is_fresh = g->parts_len == 0;
        bool splits = (row->may_split && !is_short) || rest > g->page_height;
        if (splits && cut_row(row, &p, room, is_fresh)) {
            p.height = row->is_snug ? snug_height(&p) : room;
            part_add(g, &p);
            if (is_done(row, &p)) {
                return;
            }
            carry_over(row, &p);
        } else if (is_fresh) {
            return; /* cannot happen: a fresh page takes at least one piece of each cell */
        }
        end_page(g, false);
    }
}

size_t table_paginate(struct arena *a, const struct row *rows, size_t rows_len, const struct table_frame *frame,
                      struct table_page **ret_pages)
{
    struct paging g = {.arena = a,
                       .width = frame->width,
                       .page_height = frame->first > 0.0 ? frame->first : frame->height,
                       .later_height = frame->height,
                       .after = frame->after};
    for (size_t i = 0; i < rows_len; i++) {
        if (rows[i].cells_len > CELLS_MAX) {
            continue;
        }
        if (rows[i].stays && i + 1 < rows_len && g.parts_len > 0) {
            static const size_t start[CELLS_MAX] = {0};
            double both = rest_height(&rows[i], start) + fmin(rest_height(&rows[i + 1], start), ENOUGH);
            if (both > g.page_height - g.used) {
                end_page(&g, false);
            }
        }
        place_row(&g, &rows[i]);
    }
    end_page(&g, true);
    *ret_pages = g.pages;
    return g.pages_len;
}
