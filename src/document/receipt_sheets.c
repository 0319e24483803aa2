/* receipt_sheets.c */
#include "document/receipt_sheets.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "document/form_layout.h"
#include "document/label.h"
#include "document/table.h"

#define LEFT        MM(25.0)
#define TOP         MM(22.0)
#define ROOM        (SHEET_HEIGHT - MM(40.0))
#define QR_SIDE     MM(29.0)
#define QR_COLUMN   MM(39.0) /* what the facts leave free on their right */
#define FACT_LABEL  MM(34.0)
#define SECTION_GAP 8.0

static const struct type_style text_style = {
    .face = FACE_BODY, .size = 12.0, .leading = 18.0, .hang = 1.5, .align = ALIGN_JUSTIFY};
static const struct type_style section_style = {.face = FACE_LABEL, .size = 12.0, .leading = 22.0, .align = ALIGN_LEFT};

struct receipt_maker {
    struct sheets *s;
    const struct receipt_paper *in;
    struct qr_code *qr;
    double y; /* from the top of the text area */
};

static const char *plain(const char *s)
{
    return s == NULL ? "" : s;
}

static void begin_sheet(struct receipt_maker *m)
{
    if (m->in->is_draft) {
        sheets_watermark(m->s, "草稿", false);
    }
    m->y = 0.0;
}

/* Goes on a new sheet when fewer than `height` points are left. */
static void need(struct receipt_maker *m, double height)
{
    if (m->y > 0.0 && m->y + height > ROOM) {
        sheets_next(m->s);
        begin_sheet(m);
    }
}

/* Lines one by one, so that a long list runs over to the next sheet. */
static void put_lines(struct receipt_maker *m, const struct type_style *style, double x, double measure,
                      const char *text)
{
    struct lines *l = ARENA_NEW(m->s->t->arena, struct lines);
    *l = set_lines(m->s->t, style, measure, text);
    for (size_t i = 0; i < l->len; i++) {
        need(m, style->leading);
        cairo_set_source_rgb(m->s->cr, 0.0, 0.0, 0.0);
        line_draw(m->s->cr, &l->items[i], LEFT + x, TOP + m->y + style_baseline(style));
        m->y += style->leading;
    }
}

/* A short title is set wide: half an em between its characters. */
static void put_title(struct receipt_maker *m)
{
    struct type_style title = {
        .face = FACE_TITLE, .size = 22.0, .leading = 40.0, .align = ALIGN_CENTRE, .is_trimmed = true};
    const char *text = plain(m->in->title);
    double width = text_width(m->s->t, &title, text);
    if (width > title.size && width < title.size * 7.0) {
        title.align = ALIGN_SPREAD;
        width += (width / title.size - 1.0) * title.size * 0.5;
        put_lines(m, &title, (TABLE_WIDTH - width) / 2.0, width + 0.1, text);
    } else {
        put_lines(m, &title, 0.0, TABLE_WIDTH, text);
    }
}

static void put_head(struct receipt_maker *m)
{
    struct type_style heading = {.face = FACE_KAI, .size = 14.0, .leading = 24.0, .align = ALIGN_CENTRE};
    put_lines(m, &heading, 0.0, TABLE_WIDTH, plain(m->in->heading));
    put_title(m);
    m->y += 12.0;
}

static struct cell fact_label(struct typesetter *t, const char *text)
{
    static const struct label_style style = {.face = FACE_LABEL, .size = 12.0, .leading = 17.0, .small_size = 10.5};
    struct piece *p = ARENA_NEW(t->arena, struct piece);
    struct piece set = label_piece(t, &style, FACT_LABEL - 12.0, text);
    struct marks shifted = {0};
    marks_copy(t->arena, &shifted, set.marks, set.marks_len, 6.0, 0.0);
    *p = (struct piece){.marks = shifted.items, .marks_len = shifted.len, .height = set.height};
    return (struct cell){.width = FACT_LABEL, .pad = 5.0, .place = CELL_MIDDLE, .pieces = p, .len = 1, .again = p};
}

static struct cell fact_value(struct typesetter *t, double width, const char *text)
{
    static const struct type_style style = {.face = FACE_BODY, .size = 12.0, .leading = 18.0, .align = ALIGN_JUSTIFY};
    struct lines *l = ARENA_NEW(t->arena, struct lines);
    *l = set_lines(t, &style, width - 16.0, text);
    struct piece *pieces = ARENA_ARRAY(t->arena, struct piece, l->len + 1);
    for (size_t i = 0; i < l->len; i++) {
        struct mark *k = ARENA_NEW(t->arena, struct mark);
        *k = (struct mark){.kind = MARK_TEXT, .x = 8.0, .y = style_baseline(&style), .line = &l->items[i]};
        pieces[i] = (struct piece){.marks = k, .marks_len = 1, .height = style.leading};
    }
    return (struct cell){.x = FACT_LABEL,
                         .width = width,
                         .pad = 5.0,
                         .place = CELL_MIDDLE,
                         .has_rule = true,
                         .pieces = pieces,
                         .len = l->len};
}

/* The code stands to the right of the facts, its caption below. */
static void put_code(struct receipt_maker *m)
{
    struct type_style caption = {.face = FACE_BODY, .size = 9.0, .leading = 14.0, .align = ALIGN_CENTRE};
    double x = LEFT + TABLE_WIDTH - QR_SIDE;
    double y = TOP + m->y;
    qr_code_draw(m->s->cr, m->qr, x, y, QR_SIDE);
    sheets_text(m->s, &caption, plain(m->in->qr_caption), x + QR_SIDE / 2.0, y + QR_SIDE + 15.0);
}

static void put_facts(struct receipt_maker *m)
{
    struct arena *a = m->s->t->arena;
    double width = TABLE_WIDTH - (m->qr == NULL ? 0.0 : QR_COLUMN);
    struct row *rows = ARENA_ARRAY(a, struct row, m->in->facts_len + 1);
    for (size_t i = 0; i < m->in->facts_len; i++) {
        struct cell *cells = ARENA_ARRAY(a, struct cell, 2);
        cells[0] = fact_label(m->s->t, plain(m->in->facts[i].label));
        cells[1] = fact_value(m->s->t, width - FACT_LABEL, plain(m->in->facts[i].value));
        rows[i] = (struct row){.cells = cells, .cells_len = 2, .min_height = 29.0, .may_split = true};
    }
    double code_bottom = 0.0;
    if (m->qr != NULL) {
        put_code(m);
        code_bottom = m->y + QR_SIDE + 20.0;
    }
    struct table_page *pages = NULL;
    struct table_frame frame = {.width = width, .height = ROOM - m->y};
    size_t n = table_paginate(a, rows, m->in->facts_len, &frame, &pages);
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            sheets_next(m->s);
            begin_sheet(m);
            code_bottom = 0.0;
        }
        marks_draw(m->s->cr, &pages[i].marks, LEFT, TOP + m->y);
        m->y += pages[i].height;
    }
    m->y = fmax(m->y, code_bottom) + SECTION_GAP + 4.0;
}

static void put_section(struct receipt_maker *m, const char *title, const char *const *items, size_t len)
{
    if (len == 0) {
        return;
    }
    need(m, section_style.leading + text_style.leading);
    put_lines(m, &section_style, 0.0, TABLE_WIDTH, plain(title));
    double hang = text_style.hang * text_style.size;
    struct type_style style = text_style;
    style.hang = 0.0;
    for (size_t i = 0; i < len; i++) {
        need(m, style.leading);
        double top = m->y;
        put_lines(m, &style, 0.0, hang * 1.5, text_format(m->s->t->arena, "%zu.", i + 1));
        m->y = top;
        put_lines(m, &style, hang, TABLE_WIDTH - hang, plain(items[i]));
        m->y = fmax(m->y, top + style.leading);
    }
    m->y += SECTION_GAP;
}

/* Groups of eight in columns, so that it can be read out and compared. */
static void put_fingerprint(struct receipt_maker *m)
{
    static const struct type_style style = {.face = FACE_LABEL, .size = 11.0, .leading = 18.0, .align = ALIGN_LEFT};
    static const double pitch = MM(24.0);
    if (text_is_empty(m->in->fingerprint)) {
        return;
    }
    need(m, section_style.leading + style.leading * 2.0);
    put_lines(m, &section_style, 0.0, TABLE_WIDTH, plain(m->in->fingerprint_title));
    size_t len = strlen(m->in->fingerprint);
    double top = m->y;
    for (size_t at = 0; at < len; at += 8) {
        size_t column = at / 8 % 4;
        size_t n = len - at < 8 ? len - at : 8;
        if (column == 0) {
            need(m, style.leading);
            top = m->y;
        }
        m->y = top;
        put_lines(m, &style, (double)column * pitch, pitch, arena_copy(m->s->t->arena, m->in->fingerprint + at, n));
        m->y = top + style.leading;
    }
    m->y += SECTION_GAP;
}

static void put_contact(struct receipt_maker *m)
{
    if (m->in->contact_len == 0) {
        return;
    }
    need(m, section_style.leading + text_style.leading);
    put_lines(m, &section_style, 0.0, TABLE_WIDTH, plain(m->in->contact_title));
    struct type_style style = text_style;
    style.hang = 0.0;
    for (size_t i = 0; i < m->in->contact_len; i++) {
        put_lines(m, &style, 0.0, TABLE_WIDTH, plain(m->in->contact[i]));
    }
    m->y += SECTION_GAP;
}

/* 落款: who issued it and when, on the right, the date in the middle below the name. */
static void put_issuer(struct receipt_maker *m)
{
    static const struct type_style style = {.face = FACE_BODY, .size = 14.0, .leading = 26.0, .align = ALIGN_CENTRE};
    need(m, MM(10.0) + style.leading * 2.0);
    m->y += MM(10.0);
    double width = fmax(text_width(m->s->t, &style, plain(m->in->issuer)), MM(50.0));
    double middle = LEFT + TABLE_WIDTH - width / 2.0;
    double base = TOP + m->y + style_baseline(&style);
    sheets_text(m->s, &style, plain(m->in->issuer), middle, base);
    sheets_text(m->s, &style, plain(m->in->issued_on), middle, base + style.leading);
}

void receipt_sheets_draw(struct sheets *s, const struct receipt_paper *in)
{
    struct receipt_maker m = {.s = s, .in = in, .qr = qr_code_new(in->qr_text)};
    begin_sheet(&m);
    put_head(&m);
    put_facts(&m);
    put_section(&m, in->papers_title, in->papers, in->papers_len);
    put_fingerprint(&m);
    put_section(&m, in->steps_title, in->steps, in->steps_len);
    put_contact(&m);
    put_issuer(&m);
    sheets_next(s);
    qr_code_free(m.qr);
}
