/* form_layout.c */
#include "document/form_layout.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "document/inner_table.h"
#include "document/label.h"
#include "document/picture.h"

#define GRID_STEP (TABLE_WIDTH / PAPER_GRID_COLUMNS)

#define PAD_X             6.4      /* from a rule to the text beside it */
#define PAD_Y             5.5      /* and above and below               */
#define LABEL_PAD         3.2      /* label cells: four characters fit  */
#define ROW_MIN           31.0     /* one line of 20 pt and its air     */
#define WHOLE_TO          MM(75.0) /* lists shorter than this stay on one page */
#define PHOTO_GAP         8.0
#define VALUE_LINES       3 /* a value longer than this is set smaller */
#define OPINION_MIN       MM(45.0)
#define OPINION_STRETCHED MM(68.0)
#define PHOTO_MAX         MM(64.0) /* height of pictures side by side */
#define PICTURE_MAX       MM(46.0) /* and of one alone, as a logo is  */

static const struct type_style body_style = {
    .face = FACE_BODY, .size = 12.0, .leading = 20.0, .indent = 2.0, .align = ALIGN_JUSTIFY};
static const struct type_style value_style = {.face = FACE_BODY, .size = 12.0, .leading = 18.0, .align = ALIGN_JUSTIFY};
static const struct type_style note_style = {
    .face = FACE_BODY, .size = 12.0, .leading = 20.0, .hang = 1.5, .align = ALIGN_JUSTIFY};
static const struct type_style caption_style = {
    .face = FACE_BODY, .size = 10.5, .leading = 15.0, .align = ALIGN_CENTRE, .is_trimmed = true};
static const struct label_style label_style = {.face = FACE_LABEL, .size = 12.0, .leading = 17.0, .small_size = 10.5};

struct form_maker {
    struct typesetter *t;
    struct row *rows;
    size_t len;
};

static const char *plain(const char *s)
{
    return s == NULL ? "" : s;
}

/* The measure for running text in a cell: whole characters, so that lines fall on a grid; narrow cells need all. */
static double measure_of(double width, double size)
{
    double room = width - PAD_X * 2.0 + 1.0;
    return room < size * 8.0 ? room : floor(room / size) * size;
}

static struct lines *kept_lines(struct typesetter *t, const struct type_style *style, double measure, const char *text)
{
    struct lines *l = ARENA_NEW(t->arena, struct lines);
    *l = set_lines(t, style, measure, text);
    return l;
}

/* Two lines of a paragraph stay together at its start and at its end, and at both ends of the cell. */
static bool line_stays(const struct lines *l, size_t i)
{
    bool begins = l->items[i].is_first && !l->items[i].is_last;
    bool ends = i + 1 < l->len && l->items[i + 1].is_last && !l->items[i + 1].is_first;
    bool first_or_last = i == 0 || i + 2 == l->len;
    return i + 1 < l->len && (begins || ends || first_or_last || l->items[i].is_heading);
}

/* One piece a line, `x` from the cell's left edge. */
static struct piece *line_pieces(struct typesetter *t, const struct lines *l, double x)
{
    struct piece *pieces = ARENA_ARRAY(t->arena, struct piece, l->len + 1);
    for (size_t i = 0; i < l->len; i++) {
        struct mark *m = ARENA_NEW(t->arena, struct mark);
        *m = (struct mark){.kind = MARK_TEXT, .x = x, .y = style_baseline(&l->style), .line = &l->items[i]};
        pieces[i] = (struct piece){.marks = m, .marks_len = 1, .height = l->style.leading, .stays = line_stays(l, i)};
    }
    return pieces;
}

static struct cell label_cell_in(struct typesetter *t, const struct label_style *style, double x, double width,
                                 const char *text)
{
    struct piece *p = ARENA_ARRAY(t->arena, struct piece, 2);
    double inner = width - 2.0 * LABEL_PAD;
    struct marks shifted = {0};
    const char *words[2] = {text, text[0] == '\0' ? "" : label_continued(t->arena, text)};
    for (int i = 0; i < 2; i++) {
        struct piece set = label_piece(t, style, inner, words[i]);
        shifted = (struct marks){0};
        marks_copy(t->arena, &shifted, set.marks, set.marks_len, LABEL_PAD, 0.0);
        p[i] = (struct piece){.marks = shifted.items, .marks_len = shifted.len, .height = set.height};
    }
    return (struct cell){.x = x,
                         .width = width,
                         .pad = PAD_Y,
                         .place = CELL_MIDDLE,
                         .has_rule = x > 0.0,
                         .pieces = &p[0],
                         .len = 1,
                         .again = &p[1]};
}

static struct cell label_cell(struct typesetter *t, double x, double width, const char *text)
{
    return label_cell_in(t, &label_style, x, width, text);
}

static struct cell lines_cell(struct typesetter *t, double x, double width, const struct lines *l,
                              enum cell_place place)
{
    return (struct cell){.x = x,
                         .width = width,
                         .pad = PAD_Y,
                         .place = place,
                         .has_rule = x > 0.0,
                         .pieces = line_pieces(t, l, PAD_X),
                         .len = l->len};
}

/* Where the label of a row with one body stands, and the body beside it; without a label the body has it all. */
static double body_x(const char *label)
{
    return label[0] == '\0' ? 0.0 : GRID_STEP;
}

static struct row *row_add(struct form_maker *m, size_t cells)
{
    struct row *r = &m->rows[m->len++];
    *r = (struct row){.cells = ARENA_ARRAY(m->t->arena, struct cell, cells), .min_height = ROW_MIN};
    return r;
}

/* Fills a row of an optional label and one or two bodies. */
static void row_fill(struct form_maker *m, struct row *r, const char *label, const struct cell *bodies, size_t len)
{
    struct cell *cells = ARENA_ARRAY(m->t->arena, struct cell, len + 1);
    size_t n = 0;
    if (label[0] != '\0') {
        cells[n++] = label_cell(m->t, 0.0, GRID_STEP, label);
    }
    memcpy(cells + n, bodies, len * sizeof *cells);
    r->cells = cells;
    r->cells_len = n + len;
}

static void add_heading(struct form_maker *m, const struct paper_row *in)
{
    struct row *r = row_add(m, 0);
    struct type_style s = {.face = FACE_LABEL, .size = 12.0, .leading = 20.0, .align = ALIGN_LEFT};
    const struct lines *l = kept_lines(m->t, &s, TABLE_WIDTH - PAD_X * 2.0, plain(in->label));
    struct cell body = lines_cell(m->t, 0.0, TABLE_WIDTH, l, CELL_MIDDLE);
    row_fill(m, r, "", &body, 1);
    r->stays = true;
}

/* A narrow column has too few gaps to spread a line over. */
static enum align value_align(double measure)
{
    return measure < value_style.size * 16.0 ? ALIGN_LEFT : ALIGN_JUSTIFY;
}

static bool parts_a_word(const struct lines *l)
{
    for (size_t i = 0; i < l->len; i++) {
        if (l->items[i].is_forced) {
            return true;
        }
    }
    return false;
}

/* A value that takes many lines, or whose number or address would have to be parted, is set smaller. */
static const struct lines *set_value(struct typesetter *t, double width, const char *text)
{
    static const double sizes[] = {12.0, 10.5, 9.0};
    const struct lines *l = NULL;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct type_style s = value_style;
        s.size = sizes[i];
        s.leading = i == 0 ? value_style.leading : sizes[i] * 1.45;
        s.align = value_align(measure_of(width, s.size));
        l = kept_lines(t, &s, measure_of(width, s.size), text);
        bool is_long = i == 0 && l->len > VALUE_LINES;
        if (!is_long && !parts_a_word(l)) {
            break;
        }
    }
    return l;
}

/* The width of the value of cell `i`, of the columns that its row's labels leave over. */
static unsigned value_span(const struct paper_row *in, size_t i)
{
    if (in->cells[i].label_span + in->cells[i].value_span > 0) {
        return in->cells[i].value_span;
    }
    unsigned n = (unsigned)in->cells_len;
    unsigned share = PAPER_GRID_COLUMNS / n;
    return (i + 1 == n ? PAPER_GRID_COLUMNS - share * (n - 1) : share) - 1;
}

static void add_pairs(struct form_maker *m, const struct paper_row *in)
{
    struct row *r = row_add(m, 0);
    struct cell *cells = ARENA_ARRAY(m->t->arena, struct cell, in->cells_len * 2);
    size_t n = 0;
    double x = 0.0;
    for (size_t i = 0; i < in->cells_len; i++) {
        const struct paper_cell *c = &in->cells[i];
        unsigned label_span = c->label_span + c->value_span > 0 ? c->label_span : 1;
        double w = label_span * GRID_STEP;
        if (label_span > 0) {
            cells[n++] = label_cell(m->t, x, w, plain(c->label));
        }
        x += w;
        w = value_span(in, i) * GRID_STEP;
        if (w > 0.0) {
            cells[n++] = lines_cell(m->t, x, w, set_value(m->t, w, plain(c->value)), CELL_MIDDLE);
        }
        x += w;
    }
    r->cells = cells;
    r->cells_len = n;
}

static void add_text(struct form_maker *m, const struct paper_row *in)
{
    struct row *r = row_add(m, 0);
    const char *label = plain(in->label);
    double x = body_x(label);
    double w = TABLE_WIDTH - x;
    const struct lines *l = kept_lines(m->t, &body_style, measure_of(w, body_style.size), plain(in->text));
    struct cell body = lines_cell(m->t, x, w, l, CELL_TOP);
    row_fill(m, r, label, &body, 1);
    r->may_split = true;
    r->min_height = ROW_MIN * 1.6;
}

static void add_table(struct form_maker *m, const struct paper_row *in)
{
    const char *label = plain(in->label);
    double x = body_x(label);
    struct inner_table table = {.columns = in->columns,
                                .columns_len = in->columns_len,
                                .values = in->values,
                                .values_len = in->values_len,
                                .empty_text = in->empty_text,
                                .size = value_style.size};
    struct cell body = inner_table_cell(m->t, &table, x, TABLE_WIDTH - x);
    struct row *r = row_add(m, 0);
    row_fill(m, r, label, &body, 1);
    r->may_split = true;
    r->whole_to = WHOLE_TO;
}

/* A picture in its slot of a row of pictures. */
struct photo {
    cairo_surface_t *picture;
    const struct lines *caption;
    double w, h;
};

struct photo_row {
    const struct paper_image *images;
    size_t len;
    double slot; /* width for each picture */
    double height_max;
};

/* As wide as the slot or as high as the row, whichever comes first; one that cannot be read is an empty frame. */
static struct photo set_photo(struct typesetter *t, const struct photo_row *row, const struct paper_image *p)
{
    struct photo set = {.picture = picture_open(t->arena, p)};
    double pw = set.picture == NULL ? 4.0 : p->width;
    double ph = set.picture == NULL ? 3.0 : p->height;
    double scale = fmin(row->slot / pw, row->height_max / ph);
    set.w = pw * scale;
    set.h = ph * scale;
    set.caption = kept_lines(t, &caption_style, row->slot, plain(p->caption));
    return set;
}

static struct piece photo_piece(struct typesetter *t, const struct photo_row *row, double width)
{
    struct marks m = {0};
    struct photo photos[3];
    double height = 0.0;
    double captions = 0.0;
    for (size_t i = 0; i < row->len; i++) {
        photos[i] = set_photo(t, row, &row->images[i]);
        height = fmax(height, photos[i].h);
        captions = fmax(captions, (double)photos[i].caption->len * caption_style.leading);
    }
    double all = row->slot * (double)row->len + PHOTO_GAP * (double)(row->len - 1);
    double x = (width - all) / 2.0;
    for (size_t i = 0; i < row->len; i++) {
        const struct photo *p = &photos[i];
        mark_add(t->arena, &m,
                 (struct mark){.kind = MARK_IMAGE,
                               .x = x + (row->slot - p->w) / 2.0,
                               .y = 4.0 + (height - p->h) / 2.0,
                               .w = p->w,
                               .h = p->h,
                               .weight = 0.5,
                               .picture = p->picture});
        (void)marks_lines(t->arena, &m, p->caption, x, height + 8.0);
        x += row->slot + PHOTO_GAP;
    }
    double below = captions > 0.0 ? 4.0 + captions : 0.0;
    return (struct piece){.marks = m.items, .marks_len = m.len, .height = 4.0 + height + below + 4.0};
}

static void add_images(struct form_maker *m, const struct paper_row *in)
{
    struct arena *a = m->t->arena;
    const char *label = plain(in->label);
    double x = body_x(label);
    double w = TABLE_WIDTH - x;
    size_t side = in->images_len < 3 ? in->images_len : in->images_len == 4 ? 2 : 3;
    struct piece *pieces = ARENA_ARRAY(a, struct piece, in->images_len + 1);
    size_t n = 0;
    double inner = w - PAD_X * 2.0;
    for (size_t i = 0; i < in->images_len; i += side) {
        size_t len = in->images_len - i < side ? in->images_len - i : side;
        struct photo_row row = {.images = in->images + i, .len = len};
        row.slot = (inner - PHOTO_GAP * (double)(side - 1)) / (double)side;
        row.height_max = in->images_len == 1 ? PICTURE_MAX : PHOTO_MAX;
        pieces[n++] = photo_piece(m->t, &row, w);
    }
    struct cell body = {
        .x = x, .width = w, .pad = 3.0, .place = CELL_MIDDLE, .has_rule = x > 0.0, .pieces = pieces, .len = n};
    if (n == 0) {
        body = lines_cell(m->t, x, w, set_value(m->t, w, plain(in->empty_text)), CELL_MIDDLE);
    }
    struct row *r = row_add(m, 0);
    row_fill(m, r, label, &body, 1);
    r->may_split = true;
    r->whole_to = WHOLE_TO;
}

/* The box before a statement: always the □ of the text's own font, but it extracts as ☑ when it is ticked.
 * (Few fonts have ☑; both signs take three bytes.) */
static struct line *box_sign(struct typesetter *t, const struct type_style *style, bool is_checked)
{
    struct lines l = set_lines(t, style, style->size * 2.0, "□");
    if (l.len == 0 || l.items[0].runs_len == 0) {
        return NULL;
    }
    struct line *sign = ARENA_NEW(t->arena, struct line);
    struct glyph_run *run = ARENA_NEW(t->arena, struct glyph_run);
    *sign = l.items[0];
    *run = l.items[0].runs[0];
    run->text = is_checked ? "☑" : "□";
    sign->runs = run;
    sign->runs_len = 1;
    return sign;
}

/* "☑ statement": the box is a sign of the text, so that it extracts; the tick is drawn into it. */
static size_t statement_pieces(struct typesetter *t, const struct paper_statement *s, double measure, struct piece *to)
{
    static const struct type_style style = {.face = FACE_BODY, .size = 12.0, .leading = 18.0, .align = ALIGN_JUSTIFY};
    double box = style.size * 1.4;
    struct line *sign = box_sign(t, &style, s->is_checked);
    const struct lines *l = kept_lines(t, &style, measure - box, plain(s->text));
    size_t n = l->len == 0 ? 1 : l->len;
    for (size_t i = 0; i < n; i++) {
        struct marks m = {0};
        if (i == 0 && sign != NULL) {
            mark_add(t->arena, &m,
                     (struct mark){.kind = MARK_TEXT, .x = PAD_X, .y = style_baseline(&style), .line = sign});
        }
        if (i == 0 && s->is_checked) {
            double side = style.size * 0.66;
            mark_add(t->arena, &m,
                     (struct mark){.kind = MARK_TICK,
                                   .x = PAD_X + (style.size - side) / 2.0,
                                   .y = style_baseline(&style) - style.size * 0.38 - side / 2.0,
                                   .w = side,
                                   .h = side,
                                   .weight = 1.1});
        }
        if (i < l->len) {
            mark_add(
                t->arena, &m,
                (struct mark){.kind = MARK_TEXT, .x = PAD_X + box, .y = style_baseline(&style), .line = &l->items[i]});
        }
        to[i] = (struct piece){.marks = m.items, .marks_len = m.len, .height = style.leading, .stays = i + 1 < n};
    }
    to[n - 1].height += 2.0;
    return n;
}

static void add_statements(struct form_maker *m, const struct paper_row *in)
{
    const char *label = plain(in->label);
    double x = body_x(label);
    double w = TABLE_WIDTH - x;
    double measure = measure_of(w, 12.0);
    struct piece *pieces = NULL;
    size_t len = 0;
    for (size_t i = 0; i < in->statements_len; i++) {
        size_t bytes = strlen(plain(in->statements[i].text));
        struct piece *more = ARENA_ARRAY(m->t->arena, struct piece, len + bytes + 2);
        if (len > 0) {
            memcpy(more, pieces, len * sizeof *more);
        }
        pieces = more;
        len += statement_pieces(m->t, &in->statements[i], measure, pieces + len);
    }
    struct cell body = {
        .x = x, .width = w, .pad = PAD_Y, .place = CELL_MIDDLE, .has_rule = x > 0.0, .pieces = pieces, .len = len};
    struct row *r = row_add(m, 0);
    row_fill(m, r, label, &body, 1);
    r->may_split = true;
    r->whole_to = WHOLE_TO;
}

/* The sign-off at the foot of a box: 负责人（签字）： in the middle, （盖章） over the date on the right. */
static struct cell sign_cell(struct typesetter *t, const struct paper_row *in, double x, double w)
{
    static const struct type_style left_style = {.face = FACE_BODY, .size = 12.0, .leading = 22.0, .align = ALIGN_LEFT};
    static const struct type_style right_style = {
        .face = FACE_BODY, .size = 12.0, .leading = 22.0, .align = ALIGN_CENTRE};
    struct marks m = {0};
    double right = MM(52.0);
    double right_x = w - right - PAD_X;
    const struct lines *left = kept_lines(t, &left_style, right_x - MM(26.0), plain(in->sign_left));
    const struct lines *seal = kept_lines(t, &right_style, right, plain(in->sign_seal));
    const struct lines *dated = kept_lines(t, &right_style, right, plain(in->sign_dated));
    (void)marks_lines(t->arena, &m, left, MM(26.0), 0.0);
    double y = marks_lines(t->arena, &m, seal, right_x, 0.0);
    y = marks_lines(t->arena, &m, dated, right_x, fmax(y, right_style.leading));
    struct piece *p = ARENA_NEW(t->arena, struct piece);
    *p = (struct piece){.marks = m.items, .marks_len = m.len, .height = y};
    return (struct cell){.x = x, .width = w, .pad = PAD_Y + 2.0, .place = CELL_BOTTOM, .pieces = p, .len = 1};
}

/* Text that must fit one page however long it is: smaller until it does. */
static const struct lines *set_opinion(struct typesetter *t, double w, const char *text)
{
    static const double sizes[] = {12.0, 10.5, 9.0, 8.0};
    const struct lines *l = NULL;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct type_style s = body_style;
        s.size = sizes[i];
        s.leading = i == 0 ? body_style.leading : sizes[i] * 1.45;
        l = kept_lines(t, &s, measure_of(w, s.size), text);
        if ((double)l->len * s.leading < TABLE_HEIGHT - MM(35.0)) {
            break;
        }
    }
    return l;
}

static void add_opinion(struct form_maker *m, const struct paper_row *in)
{
    static const struct type_style slash_style = {
        .face = FACE_BODY, .size = 26.0, .leading = 30.0, .align = ALIGN_CENTRE};
    const char *label = plain(in->label);
    double x = body_x(label);
    double w = TABLE_WIDTH - x;
    struct cell bodies[2];
    size_t n = 0;
    if (in->is_skipped) {
        const struct lines *l = kept_lines(m->t, &slash_style, w - PAD_X * 2.0, "/");
        bodies[n++] = lines_cell(m->t, x, w, l, CELL_MIDDLE);
    } else {
        bodies[n++] = lines_cell(m->t, x, w, set_opinion(m->t, w, plain(in->text)), CELL_TOP);
        bodies[n++] = sign_cell(m->t, in, x, w);
    }
    struct row *r = row_add(m, 0);
    row_fill(m, r, "", bodies, n);
    if (label[0] != '\0') {
        struct label_style style = label_style;
        style.ends_alone = true;
        struct cell *cells = ARENA_ARRAY(m->t->arena, struct cell, n + 1);
        cells[0] = label_cell_in(m->t, &style, 0.0, GRID_STEP, label);
        memcpy(cells + 1, bodies, n * sizeof *cells);
        r->cells = cells;
        r->cells_len = n + 1;
    }
    r->min_height = OPINION_MIN;
    r->stretch_to = OPINION_STRETCHED;
}

static void add_row(struct form_maker *m, const struct paper_row *in)
{
    switch (in->kind) {
    case PAPER_ROW_HEADING: add_heading(m, in); break;
    case PAPER_ROW_PAIRS: add_pairs(m, in); break;
    case PAPER_ROW_TEXT: add_text(m, in); break;
    case PAPER_ROW_TABLE: add_table(m, in); break;
    case PAPER_ROW_IMAGES: add_images(m, in); break;
    case PAPER_ROW_STATEMENTS: add_statements(m, in); break;
    case PAPER_ROW_OPINION: add_opinion(m, in); break;
    case PAPER_ROW__COUNT: break;
    }
}

double set_numbered(struct typesetter *t, const struct type_style *style, const char *const *items, size_t len,
                    struct marks *to, double y)
{
    double hang = style->hang * style->size;
    struct type_style s = *style;
    s.hang = 0.0;
    for (size_t i = 0; i < len; i++) {
        const struct lines *number = kept_lines(t, &s, hang, text_format(t->arena, "%zu.", i + 1));
        const struct lines *l = kept_lines(t, &s, TABLE_WIDTH - hang, plain(items[i]));
        (void)marks_lines(t->arena, to, number, 0.0, y);
        y = marks_lines(t->arena, to, l, hang, y);
    }
    return y;
}

static void set_notes(struct typesetter *t, const struct form_paper *in, struct form_layout *ret)
{
    static const struct type_style title_style = {
        .face = FACE_LABEL, .size = 14.0, .leading = 30.0, .align = ALIGN_CENTRE};
    if (in->notes_len == 0) {
        return;
    }
    const struct lines *title = kept_lines(t, &title_style, TABLE_WIDTH, plain(in->notes_title));
    double y = marks_lines(t->arena, &ret->notes, title, 0.0, 0.0);
    ret->notes_height = set_numbered(t, &note_style, in->notes, in->notes_len, &ret->notes, y);
}

static void paginate(struct typesetter *t, struct form_layout *l, double after)
{
    struct table_frame frame = {.width = TABLE_WIDTH, .height = TABLE_HEIGHT, .after = after};
    l->tables_len = table_paginate(t->arena, l->rows, l->rows_len, &frame, &l->tables);
}

/* Where notes go and how many pages a copy has.  Printed on both sides, a copy must fill whole sheets, or the next
 * one would begin on its back: the notes take a page of their own, and if that is no help a blank page follows. */
static void plan_pages(struct form_layout *l, bool is_duplex)
{
    bool has_notes = l->notes_height > 0.0;
    double last = l->tables_len > 0 ? l->tables[l->tables_len - 1].height : TABLE_HEIGHT;
    l->notes_share = has_notes && last + NOTES_GAP + l->notes_height <= TABLE_HEIGHT + 0.1;
    l->pages = 1 + l->tables_len + (has_notes && !l->notes_share ? 1 : 0);
    if (is_duplex && l->pages % 2 == 1) {
        l->notes_share = false;
        l->pages++;
    }
}

void form_lay_out(struct typesetter *t, const struct form_paper *in, struct form_layout *ret_layout)
{
    struct form_maker m = {.t = t, .rows = ARENA_ARRAY(t->arena, struct row, in->rows_len + 1)};
    for (size_t i = 0; i < in->rows_len; i++) {
        add_row(&m, &in->rows[i]);
    }
    *ret_layout = (struct form_layout){.rows = m.rows, .rows_len = m.len};
    set_notes(t, in, ret_layout);
    paginate(t, ret_layout, ret_layout->notes_height > 0.0 ? NOTES_GAP + ret_layout->notes_height : 0.0);
    plan_pages(ret_layout, in->is_duplex);
    if (!ret_layout->notes_share) {
        /* Nothing follows the table on its last page: its boxes may have the room. */
        paginate(t, ret_layout, 0.0);
    }
}
