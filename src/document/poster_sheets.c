/* poster_sheets.c - set once for each size of type, and drawn in the largest that needs the fewest sheets. */
#include "document/poster_sheets.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "document/form_layout.h"
#include "document/inner_table.h"

enum { POSTER_SHEETS_MAX = 200, SIZES_MAX = 6, LIST_COLUMNS = 3 };

/* Of the size of the text. */
#define LEADING      1.5
#define TITLE        1.75
#define TITLE_LEAST  1.2
#define NAME         2.6 /* the brand at its largest */
#define NAME_PAIR    2.0 /* and on two lines         */
#define NAME_LEAST   1.3 /* below this it breaks where it may */
#define STEP         0.05
#define LIST         0.85 /* of the list, but never below LIST_LEAST points */
#define LIST_LEAST   18.0
#define PERIOD_LEAST 20.0 /* points */
#define QR_GAP       MM(6.0)
#define PANEL_PAD    MM(5.0)
#define FINE         0.7
#define HEAVY        2.6

struct shape {
    double width, height; /* of the sheet */
    double left, top;     /* of the text area */
    double measure, room;
    double qr_side;
    double foot_size;
    double sizes[SIZES_MAX]; /* of the text, largest first; 0: no more */
};
static const struct shape a4 = {SHEET_WIDTH, SHEET_HEIGHT, MM(17.0), MM(15.0),          MM(176.0),
                                MM(259.0),   MM(30.0),     10.5,     {24.0, 22.0, 20.0}};
static const struct shape a3 = {SHEET_HEIGHT, MM(420.0), MM(24.0),
                                MM(21.0),     MM(249.0), MM(368.0),
                                MM(46.0),     14.0,      {32.0, 29.0, 26.0, 24.0, 22.0, 20.0}};

struct poster_maker {
    struct typesetter *t;
    const struct poster_paper *in;
    const struct shape *shape;
    bool has_qr;
    double size;          /* of the text */
    struct marks *sheets; /* relative to the text area's corner */
    size_t sheets_len;
    double y;
    double qr_y; /* of the code, on the first sheet */
};

static const char *plain(const char *s)
{
    return s == NULL ? "" : s;
}

static struct marks *sheet(struct poster_maker *m)
{
    return &m->sheets[m->sheets_len - 1];
}

static void next_sheet(struct poster_maker *m)
{
    m->sheets_len += m->sheets_len < POSTER_SHEETS_MAX;
    m->y = 0.0;
}

/* Goes on a new sheet when fewer than `height` points are left. */
static void need(struct poster_maker *m, double height)
{
    if (m->y > 0.0 && m->y + height > m->shape->room) {
        next_sheet(m);
    }
}

static struct type_style style_of(const struct poster_maker *m, enum face face, double share, enum align align)
{
    double size = m->size * share;
    return (struct type_style){.face = face, .size = size, .leading = size * LEADING, .align = align};
}

/* Line by line, so that it runs over to the next sheet; a paragraph leaves neither its first line behind alone nor its
 * last one. */
static void put_lines(struct poster_maker *m, const struct type_style *style, double x, double measure,
                      const char *text)
{
    struct lines *l = ARENA_NEW(m->t->arena, struct lines);
    *l = set_lines(m->t, style, measure, text);
    for (size_t i = 0; i < l->len; i++) {
        const struct line *line = &l->items[i];
        bool keeps_next = !line->is_last && (line->is_first || (i + 1 < l->len && l->items[i + 1].is_last));
        need(m, style->leading * (keeps_next ? 2.0 : 1.0));
        mark_add(m->t->arena, sheet(m),
                 (struct mark){.kind = MARK_TEXT, .x = x, .y = m->y + style_baseline(style), .line = line});
        m->y += style->leading;
    }
}

static void put_rule(struct poster_maker *m, double y, double weight)
{
    mark_add(m->t->arena, sheet(m), (struct mark){.kind = MARK_RULE, .y = y, .w = m->shape->measure, .weight = weight});
}

/* ---- the title ---- */

/* The parts up to `cut` on one line, the others on the next; cut 0 or all of them: one line. */
static const char *title_cut(const struct poster_maker *m, size_t cut)
{
    const char *text = "";
    for (size_t i = 0; i < m->in->title_parts_len; i++) {
        text = text_format(m->t->arena, "%s%s%s", text, i > 0 && i == cut ? "\n" : "", plain(m->in->title_parts[i]));
    }
    return text;
}

/* The title in this style on one line where it fits, else on two that are as even as its parts allow. */
static const char *even_title(const struct poster_maker *m, const struct type_style *s, double *ret_width)
{
    const char *best = title_cut(m, 0);
    *ret_width = text_width(m->t, s, best);
    for (size_t cut = 1; cut<m->in->title_parts_len && * ret_width> m->shape->measure; cut++) {
        const char *text = title_cut(m, cut);
        double width = text_width(m->t, s, text);
        best = width < *ret_width ? text : best;
        *ret_width = fmin(width, *ret_width);
    }
    return best;
}

/* No larger than two lines can hold. */
static void put_title(struct poster_maker *m)
{
    struct type_style s = style_of(m, FACE_TITLE, TITLE, ALIGN_CENTRE);
    double width = 0.0;
    s.is_trimmed = true;
    const char *best = even_title(m, &s, &width);
    for (int step = 1; width > m->shape->measure && TITLE - step * STEP > TITLE_LEAST; step++) {
        s.size = m->size * (TITLE - step * STEP);
        best = even_title(m, &s, &width);
    }
    s.leading = s.size * 1.4;
    put_lines(m, &s, 0.0, m->shape->measure, best);
    m->y += m->size * 0.35;
    put_rule(m, m->y, HEAVY);
    put_rule(m, m->y + 4.0, FINE);
    m->y += 4.0 + m->size * 0.7;
}

/* ---- the brand ---- */

static bool is_chinese(const char *at)
{
    uint32_t cp = 0;
    (void)utf8_next(at, strlen(at), &cp);
    return cp >= 0x3400 && cp < 0xFF00;
}

/* A mark after which a name may well be cut. */
static bool is_pause(const char *at)
{
    static const char *const marks[] = {"，", "、", "；", "：", "——", "！", "。"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (text_starts(at, marks[i])) {
            return true;
        }
    }
    return false;
}

/* Where `name` is cut in two: after a mark, else between two Chinese characters, as near to the middle as there is; 0:
 * nowhere. */
static size_t name_middle(const char *name, bool at_marks)
{
    size_t len = strlen(name);
    size_t best = 0;
    size_t distance = len;
    for (size_t at = 0; at < len;) {
        uint32_t cp = 0;
        size_t next = at + utf8_next(name + at, len - at, &cp);
        bool fits =
            next < len && (at_marks ? is_pause(name + at) && !is_pause(name + next)
                                    : is_chinese(name + at) && is_chinese(name + next) && !is_pause(name + next));
        size_t own = next * 2 > len ? next * 2 - len : len - next * 2;
        if (fits && own < distance) {
            best = next;
            distance = own;
        }
        at = next;
    }
    return best;
}

/* The brand's name and the style in which it stands in `room` points: on one line, on two, or as it breaks. */
static const char *fitting_name(const struct poster_maker *m, double room, struct type_style *ret_style)
{
    const char *name = plain(m->in->brand);
    size_t mark = name_middle(name, true);
    size_t cut = mark > 0 ? mark : name_middle(name, false);
    const char *pair =
        cut == 0 ? name : text_format(m->t->arena, "%s\n%s", arena_copy(m->t->arena, name, cut), name + cut);
    *ret_style = style_of(m, FACE_TITLE, NAME, ALIGN_LEFT);
    ret_style->is_trimmed = true;
    for (int step = 0; NAME - step * STEP >= NAME_LEAST; step++) {
        double share = NAME - step * STEP;
        ret_style->size = m->size * share;
        ret_style->leading = ret_style->size * 1.25;
        if (text_width(m->t, ret_style, name) <= room) {
            return name;
        }
        if (share <= NAME_PAIR && text_width(m->t, ret_style, pair) <= room) {
            return pair;
        }
    }
    return name;
}

/* In a frame: whose brand, its name, its unit, the code on the right. */
static void put_panel(struct poster_maker *m)
{
    const struct shape *s = m->shape;
    double side = m->has_qr ? s->qr_side + QR_GAP : 0.0;
    double room = s->measure - PANEL_PAD * 2.0 - side;
    double top = m->y;
    struct type_style label = style_of(m, FACE_KAI, 0.9, ALIGN_LEFT);
    struct type_style unit = style_of(m, FACE_LABEL, 0.9, ALIGN_LEFT);
    struct type_style slogan = style_of(m, FACE_KAI, 0.9, ALIGN_LEFT);
    struct type_style caption = {.face = FACE_BODY, .size = s->foot_size * 1.05, .align = ALIGN_CENTRE};
    struct type_style name;
    const char *text = fitting_name(m, room, &name);
    caption.leading = caption.size * 1.4;
    m->y = top + PANEL_PAD;
    put_lines(m, &label, PANEL_PAD, room, plain(m->in->brand_label));
    m->y += m->size * 0.15;
    put_lines(m, &name, PANEL_PAD, room, text);
    m->y += m->size * 0.25;
    put_lines(m, &unit, PANEL_PAD, room, plain(m->in->unit));
    put_lines(m, &slogan, PANEL_PAD, room, plain(m->in->slogan));
    double bottom = m->y;
    if (m->has_qr) {
        m->qr_y = top + PANEL_PAD + MM(1.0);
        m->y = m->qr_y + s->qr_side + MM(2.5);
        put_lines(m, &caption, s->measure - PANEL_PAD - s->qr_side, s->qr_side, plain(m->in->qr_caption));
        bottom = fmax(bottom, m->y);
    }
    m->y = bottom + PANEL_PAD * 0.7;
    mark_add(m->t->arena, sheet(m),
             (struct mark){.kind = MARK_FRAME, .y = top, .w = s->measure, .h = m->y - top, .weight = HEAVY * 0.6});
    m->y += m->size * 0.6;
}

/* ---- the text ---- */

static void put_paragraph(struct poster_maker *m, const char *text)
{
    struct type_style s = style_of(m, FACE_BODY, 1.0, ALIGN_JUSTIFY);
    s.indent = 2.0;
    put_lines(m, &s, 0.0, m->shape->measure, plain(text));
}

/* Two rules, and between them from when until when. */
static void put_period(struct poster_maker *m)
{
    struct type_style s = style_of(m, FACE_LABEL, 1.0, ALIGN_CENTRE);
    double width = text_width(m->t, &s, plain(m->in->period));
    if (width > m->shape->measure) { /* on one line, while that can still be read from afar */
        s.size = fmax(s.size * m->shape->measure / (width + 1.0), fmin(s.size, PERIOD_LEAST));
    }
    struct lines l = set_lines(m->t, &s, m->shape->measure, plain(m->in->period));
    double pad = m->size * 0.4;
    if (l.len == 0) {
        return;
    }
    m->y += m->size * 0.4;
    need(m, (double)l.len * s.leading + pad * 2.0);
    put_rule(m, m->y, FINE);
    m->y += pad;
    put_lines(m, &s, 0.0, m->shape->measure, plain(m->in->period));
    m->y += pad;
    put_rule(m, m->y, FINE);
    m->y += m->size * 0.6;
}

/* A title and lines that stay together. */
static void put_contacts(struct poster_maker *m)
{
    struct type_style title = style_of(m, FACE_LABEL, 1.0, ALIGN_LEFT);
    struct type_style line = style_of(m, FACE_BODY, 1.0, ALIGN_LEFT);
    double height = title.leading;
    for (size_t i = 0; i < m->in->contacts_len; i++) {
        height += (double)set_lines(m->t, &line, m->shape->measure, plain(m->in->contacts[i])).len * line.leading;
    }
    if (m->in->contacts_len == 0) {
        return;
    }
    m->y += m->size * 0.5;
    need(m, fmin(height, m->shape->room));
    put_lines(m, &title, 0.0, m->shape->measure, plain(m->in->contact_title));
    for (size_t i = 0; i < m->in->contacts_len; i++) {
        put_lines(m, &line, 0.0, m->shape->measure, plain(m->in->contacts[i]));
    }
}

/* ---- the list ---- */

static const char *const *list_values(const struct poster_maker *m, size_t *ret_own)
{
    const struct poster_paper *in = m->in;
    const char **v = ARENA_ARRAY(m->t->arena, const char *, in->lines_len *LIST_COLUMNS + 1);
    *ret_own = 0;
    for (size_t i = 0; i < in->lines_len; i++) {
        const struct poster_line *l = &in->lines[i];
        const char **row = v + i * LIST_COLUMNS;
        const char *note = plain(l->note);
        row[0] = text_format(m->t->arena, "%zu", i + 1);
        row[1] = *note == '\0' ? plain(l->brand) : text_format(m->t->arena, "%s（%s）", plain(l->brand), note);
        row[2] = plain(l->unit);
        *ret_own = l->is_own ? i + 1 : *ret_own;
    }
    return v;
}

static void put_list(struct poster_maker *m)
{
    static const struct paper_column columns[LIST_COLUMNS] = {
        {"序号", 3, true}, {"品牌名称", 10, false}, {"申报单位", 12, false}};
    struct type_style title = style_of(m, FACE_LABEL, 1.0, ALIGN_LEFT);
    struct inner_table table = {.columns = columns,
                                .columns_len = LIST_COLUMNS,
                                .values_len = m->in->lines_len * LIST_COLUMNS,
                                .size = fmax(m->size * LIST, LIST_LEAST)};
    table.values = list_values(m, &table.strong_row);
    struct cell cell = inner_table_cell(m->t, &table, 0.0, m->shape->measure);
    struct row row = {.cells = &cell, .cells_len = 1, .may_split = true, .is_snug = true};
    struct table_page *pages = NULL;
    m->y += m->size * 0.6;
    need(m, title.leading * 1.2 + table.size * 7.0); /* the head and a row of two lines */
    put_lines(m, &title, 0.0, m->shape->measure, plain(m->in->list_title));
    m->y += m->size * 0.2;
    struct table_frame frame = {.width = m->shape->measure, .height = m->shape->room, .first = m->shape->room - m->y};
    size_t n = table_paginate(m->t->arena, &row, 1, &frame, &pages);
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            next_sheet(m);
        }
        marks_copy(m->t->arena, sheet(m), pages[i].marks.items, pages[i].marks.len, 0.0, m->y);
        m->y += pages[i].height;
    }
    m->y += m->size * 0.4;
}

/* ---- the end ---- */

/* 落款: two ems from the right edge, the date in the middle below the name. */
static void put_issuer(struct poster_maker *m)
{
    struct type_style s = style_of(m, FACE_BODY, 1.0, ALIGN_CENTRE);
    const char *issuer = plain(m->in->issuer);
    const char *on = plain(m->in->issued_on);
    if (*issuer == '\0' && *on == '\0') {
        return;
    }
    double width = fmin(fmax(text_width(m->t, &s, issuer), text_width(m->t, &s, on)) + 2.0, m->shape->measure);
    double x = fmax(m->shape->measure - width - s.size * 2.0, 0.0);
    m->y += m->size * 0.6;
    need(m, s.leading * 3.0);
    put_lines(m, &s, x, width, issuer);
    put_lines(m, &s, x, width, on);
}

static void lay_out(struct poster_maker *m)
{
    m->sheets = ARENA_ARRAY(m->t->arena, struct marks, POSTER_SHEETS_MAX);
    m->sheets_len = 1;
    m->y = 0.0;
    put_title(m);
    put_panel(m);
    put_paragraph(m, m->in->summary);
    put_period(m);
    for (size_t i = 0; i < m->in->paragraphs_len; i++) {
        put_paragraph(m, m->in->paragraphs[i]);
    }
    put_contacts(m);
    put_list(m);
    for (size_t i = 0; i < m->in->remarks_len; i++) {
        put_paragraph(m, m->in->remarks[i]);
    }
    put_issuer(m);
}

/* The fewest sheets first, then the largest type. */
static struct poster_maker best_of(struct typesetter *t, const struct poster_paper *in, bool has_qr)
{
    const struct shape *shape = in->is_a3 ? &a3 : &a4;
    struct poster_maker best = {.t = t, .in = in, .shape = shape, .sheets_len = POSTER_SHEETS_MAX + 1};
    for (size_t i = 0; i < SIZES_MAX && shape->sizes[i] > 0.0; i++) {
        struct poster_maker m = {.t = t, .in = in, .shape = shape, .has_qr = has_qr, .size = shape->sizes[i]};
        lay_out(&m);
        best = m.sheets_len < best.sheets_len ? m : best;
    }
    return best;
}

static void draw_foot(struct sheets *s, const struct poster_maker *m, size_t page)
{
    const struct shape *f = m->shape;
    struct type_style left = {.face = FACE_BODY, .size = f->foot_size, .leading = f->foot_size * 1.4};
    struct type_style right = left;
    left.align = ALIGN_LEFT;
    right.align = ALIGN_RIGHT;
    double base = f->top + f->room + MM(9.0);
    struct type_style fitting = style_fitting(s, &left, plain(m->in->foot), f->measure - f->foot_size * 12.0);
    sheets_text(s, &fitting, plain(m->in->foot), f->left, base);
    sheets_text(s, &right, text_format(s->t->arena, "第 %zu 页　共 %zu 页", page + 1, m->sheets_len),
                f->left + f->measure, base);
}

void poster_sheets_draw(struct sheets *s, const struct poster_paper *in)
{
    struct qr_code *qr = qr_code_new(in->qr_text);
    struct poster_maker m = best_of(s->t, in, qr != NULL);
    const struct shape *f = m.shape;
    sheets_size(s, f->width, f->height);
    for (size_t i = 0; i < m.sheets_len; i++) {
        marks_draw(s->cr, &m.sheets[i], f->left, f->top);
        if (i == 0 && qr != NULL) {
            qr_code_draw(s->cr, qr, f->left + f->measure - PANEL_PAD - f->qr_side, f->top + m.qr_y, f->qr_side);
        }
        draw_foot(s, &m, i);
        sheets_next(s);
    }
    qr_code_free(qr);
}
