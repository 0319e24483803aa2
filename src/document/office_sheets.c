/* office_sheets.c - all is set first, sheet by sheet, so that each can say how many there are. */
#include "document/office_sheets.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "document/form_layout.h"
#include "document/inner_table.h"

#define QR_SIDE       MM(14.0)
#define FOOT_GAP      MM(12.5) /* from the text area to the foot's baseline */
#define SIGNATURE_GAP MM(6.0)
#define ISSUER_GAP    MM(12.0)

/* A letter by GB/T 9704-2012: 37 mm above, 28 mm at the binding, 156 x 225 mm of text.  A register: the sheet lies. */
struct shape {
    double width, height; /* of the sheet */
    double left, top;     /* of the text area */
    double measure, room;
    double title_size, text_size, leading;
};
static const struct shape letter = {SHEET_WIDTH, SHEET_HEIGHT, MM(28.0), MM(30.0), MM(156.0),
                                    MM(232.0),   22.0,         16.0,     28.5};
static const struct shape lying = {SHEET_HEIGHT, SHEET_WIDTH, MM(20.0), MM(20.0), MM(257.0),
                                   MM(164.0),    20.0,        12.0,     20.0};

enum { SHEETS_MAX = 400 };

struct office_maker {
    struct typesetter *t;
    const struct office_paper *in;
    const struct shape *shape;
    struct marks *sheets; /* relative to the text area's corner */
    size_t *letters;      /* of each sheet: the number of its letter, from 0 */
    size_t sheets_len;
    size_t letter;
    double y;
    bool is_signed; /* before what is attached */
};

static const char *plain(const char *s)
{
    return s == NULL ? "" : s;
}

static struct marks *sheet(struct office_maker *m)
{
    return &m->sheets[m->sheets_len - 1];
}

static void next_sheet(struct office_maker *m)
{
    m->sheets_len += m->sheets_len < SHEETS_MAX;
    m->letters[m->sheets_len - 1] = m->letter;
    m->y = 0.0;
}

/* Goes on a new sheet when fewer than `height` points are left. */
static void need(struct office_maker *m, double height)
{
    if (m->y > 0.0 && m->y + height > m->shape->room) {
        next_sheet(m);
    }
}

static struct lines *kept_lines(struct office_maker *m, const struct type_style *style, double measure,
                                const char *text)
{
    struct lines *l = ARENA_NEW(m->t->arena, struct lines);
    *l = set_lines(m->t, style, measure, text);
    return l;
}

/* Line by line, so that it runs over to the next sheet; a paragraph's first line never stays behind alone. */
static void put_lines(struct office_maker *m, const struct type_style *style, double x, double measure,
                      const char *text)
{
    struct lines *l = kept_lines(m, style, measure, text);
    for (size_t i = 0; i < l->len; i++) {
        bool is_alone = l->items[i].is_first && !l->items[i].is_last;
        need(m, style->leading * (is_alone ? 2.0 : 1.0));
        mark_add(m->t->arena, sheet(m),
                 (struct mark){.kind = MARK_TEXT, .x = x, .y = m->y + style_baseline(style), .line = &l->items[i]});
        m->y += style->leading;
    }
}

static struct type_style running(const struct office_maker *m)
{
    return (struct type_style){
        .face = FACE_BODY, .size = m->shape->text_size, .leading = m->shape->leading, .align = ALIGN_JUSTIFY};
}

static void put_head(struct office_maker *m, const char *number)
{
    const struct shape *s = m->shape;
    struct type_style title = {.face = FACE_TITLE,
                               .size = s->title_size,
                               .leading = s->title_size * 1.6,
                               .align = ALIGN_CENTRE,
                               .is_trimmed = true};
    struct type_style small = running(m);
    small.align = ALIGN_CENTRE;
    small.face = FACE_KAI;
    put_lines(m, &small, 0.0, s->measure, plain(m->in->heading));
    put_lines(m, &title, 0.0, s->measure, plain(m->in->title));
    put_lines(m, &small, 0.0, s->measure, plain(number));
    m->y += s->leading * (m->in->is_register ? 0.3 : 0.8);
}

static void put_paragraphs(struct office_maker *m, const struct office_block *b)
{
    struct type_style s = running(m);
    if (b->kind == OFFICE_TEXT) {
        s.indent = 2.0;
    } else if (b->kind == OFFICE_HEADING) {
        s.face = FACE_LABEL;
        s.indent = m->in->is_register ? 0.0 : 2.0;
        need(m, s.leading * 2.0);
    } else if (b->kind == OFFICE_NOTE) {
        s.size = m->in->is_register ? 10.5 : 12.0;
        s.leading = s.size * 1.6;
        m->y += s.size * 0.5;
    }
    put_lines(m, &s, 0.0, m->shape->measure, plain(b->text));
}

static void put_list(struct office_maker *m, const struct office_block *b)
{
    struct type_style s = running(m);
    s.indent = 2.0;
    for (size_t i = 0; i < b->items_len; i++) {
        const char *label = plain(b->items[i].label);
        const char *colon = *label == '\0' || *plain(b->items[i].value) == '\0' ? "" : "：";
        put_lines(m, &s, 0.0, m->shape->measure,
                  text_format(m->t->arena, "%zu. %s%s%s", i + 1, label, colon, plain(b->items[i].value)));
    }
}

static void put_table(struct office_maker *m, const struct office_block *b)
{
    struct inner_table table = {.columns = b->columns,
                                .columns_len = b->columns_len,
                                .values = b->values,
                                .values_len = b->values_len,
                                .empty_text = b->empty_text,
                                .size = m->in->is_register ? 10.5 : 12.0};
    struct cell cell = inner_table_cell(m->t, &table, 0.0, m->shape->measure);
    struct row row = {.cells = &cell, .cells_len = 1, .may_split = true, .is_snug = true};
    struct table_page *pages = NULL;
    need(m, MM(30.0));
    struct table_frame frame = {.width = m->shape->measure, .height = m->shape->room, .first = m->shape->room - m->y};
    size_t n = table_paginate(m->t->arena, &row, 1, &frame, &pages);
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            next_sheet(m);
        }
        marks_copy(m->t->arena, sheet(m), pages[i].marks.items, pages[i].marks.len, 0.0, m->y);
        m->y += pages[i].height;
    }
}

/* Labels beside each other, the room divided evenly. */
static void put_signatures(struct office_maker *m, const struct office_block *b)
{
    struct type_style s = running(m);
    s.align = ALIGN_LEFT;
    need(m, SIGNATURE_GAP + s.leading);
    m->y += SIGNATURE_GAP;
    double step = b->items_len == 0 ? 0.0 : m->shape->measure / (double)b->items_len;
    double top = m->y;
    double bottom = top;
    for (size_t i = 0; i < b->items_len; i++) {
        m->y = top;
        put_lines(m, &s, step * (double)i, step - s.size * 0.5,
                  text_format(m->t->arena, "%s：%s", plain(b->items[i].label), plain(b->items[i].value)));
        bottom = fmax(bottom, m->y);
    }
    m->y = bottom;
}

/* 落款: who issued it and when, four characters from the right edge, the date in the middle below the name. */
static void put_issuer(struct office_maker *m)
{
    struct type_style s = running(m);
    s.align = ALIGN_CENTRE;
    if (m->is_signed || (*plain(m->in->issuer) == '\0' && *plain(m->in->issued_on) == '\0')) {
        return;
    }
    double width =
        fmax(text_width(m->t, &s, plain(m->in->issuer)), text_width(m->t, &s, plain(m->in->issued_on))) + 2.0;
    width = fmin(width, m->shape->measure);
    double x = fmax(m->shape->measure - width - s.size * 2.0, 0.0);
    need(m, ISSUER_GAP + s.leading * 2.0);
    m->y += ISSUER_GAP;
    put_lines(m, &s, x, width, plain(m->in->issuer));
    put_lines(m, &s, x, width, plain(m->in->issued_on));
}

/* GB/T 9704-2012, 7.4: on its own sheet, 附件 in 黑体 at the left edge, its title in the middle of the third line. */
static void put_attachment(struct office_maker *m, const char *name)
{
    struct type_style label = running(m);
    struct type_style title = label;
    label.face = FACE_LABEL;
    label.align = ALIGN_LEFT;
    title.face = FACE_TITLE;
    title.align = ALIGN_CENTRE;
    put_issuer(m);
    m->is_signed = true;
    next_sheet(m);
    put_lines(m, &label, 0.0, m->shape->measure, "附件");
    m->y += label.leading * 0.5;
    put_lines(m, &title, 0.0, m->shape->measure, plain(name));
    m->y += label.leading * 0.5;
}

/* The letter's last paragraph and its 落款 share a sheet: a signature never stands alone. */
static void keep_with_issuer(struct office_maker *m, const struct office_block *b)
{
    enum { LINES_MAX = 12 };
    struct type_style s = running(m);
    s.indent = 2.0;
    size_t len = kept_lines(m, &s, m->shape->measure, plain(b->text))->len;
    if (len <= LINES_MAX) {
        need(m, s.leading * (double)(len + 2) + ISSUER_GAP);
    }
}

static void put_block(struct office_maker *m, size_t at)
{
    const struct office_block *b = &m->in->blocks[at];
    bool is_signed_next = at + 1 < m->in->blocks_len && b[1].kind == OFFICE_ATTACHMENT;
    if (b->kind == OFFICE_TEXT && is_signed_next) {
        keep_with_issuer(m, b);
    } else if (b->kind == OFFICE_HEADING && at > 0 && b[-1].kind == OFFICE_TABLE) {
        m->y += m->shape->leading * 0.5;
    }
    switch (b->kind) {
    case OFFICE_ADDRESS:
    case OFFICE_TEXT:
    case OFFICE_HEADING:
    case OFFICE_NOTE: put_paragraphs(m, b); break;
    case OFFICE_LIST: put_list(m, b); break;
    case OFFICE_TABLE: put_table(m, b); break;
    case OFFICE_SIGNATURES: put_signatures(m, b); break;
    case OFFICE_ATTACHMENT: put_attachment(m, b->text); break;
    case OFFICE_NEXT:
        put_issuer(m);
        m->is_signed = false;
        m->letter++;
        next_sheet(m);
        put_head(m, b->text);
        break;
    case OFFICE_BLOCK__COUNT: break;
    }
}

/* The sheet's number among those of its letter, and how many they are. */
static const char *page_words(const struct office_maker *m, size_t page)
{
    size_t first = page;
    size_t end = page + 1;
    while (first > 0 && m->letters[first - 1] == m->letters[page]) {
        first--;
    }
    while (end < m->sheets_len && m->letters[end] == m->letters[page]) {
        end++;
    }
    return text_format(m->t->arena, "第 %zu 页　共 %zu 页", page - first + 1, end - first);
}

static void draw_foot(struct sheets *s, const struct office_maker *m, const struct qr_code *qr, size_t page)
{
    static const struct type_style left = {.face = FACE_BODY, .size = 9.0, .leading = 12.0, .align = ALIGN_LEFT};
    struct type_style right = left;
    right.align = ALIGN_RIGHT;
    const struct shape *f = m->shape;
    double base = f->top + f->room + FOOT_GAP;
    double edge = f->left + f->measure;
    if (qr != NULL) {
        qr_code_draw(s->cr, qr, edge - QR_SIDE, base - QR_SIDE + MM(4.0), QR_SIDE);
        edge -= QR_SIDE + MM(4.5);
    }
    struct type_style fitting = style_fitting(s, &left, plain(m->in->foot), f->measure - QR_SIDE - MM(40.0));
    sheets_text(s, &fitting, plain(m->in->foot), f->left, base);
    sheets_text(s, &right, page_words(m, page), edge, base);
}

void office_sheets_draw(struct sheets *s, const struct office_paper *in)
{
    struct office_maker m = {.t = s->t, .in = in, .shape = in->is_register ? &lying : &letter};
    m.sheets = ARENA_ARRAY(s->t->arena, struct marks, SHEETS_MAX);
    m.letters = ARENA_ARRAY(s->t->arena, size_t, SHEETS_MAX);
    m.sheets_len = 1;
    m.letters[0] = 0;
    put_head(&m, in->number);
    for (size_t i = 0; i < in->blocks_len; i++) {
        put_block(&m, i);
    }
    put_issuer(&m);
    struct qr_code *qr = qr_code_new(in->qr_text);
    sheets_size(s, m.shape->width, m.shape->height);
    for (size_t i = 0; i < m.sheets_len; i++) {
        marks_draw(s->cr, &m.sheets[i], m.shape->left, m.shape->top);
        draw_foot(s, &m, qr, i);
        sheets_next(s);
    }
    qr_code_free(qr);
}
