/* inner_table.c */
#include "document/inner_table.h"

#include <math.h>

#include "base/arena.h"

#define PAD     6.4 /* from a rule to the text beside it */
#define LEADING 1.5 /* of the size */
#define AIR     9.0 /* above and below the texts of a row together */

/* A narrow column has too few gaps to spread a line over. */
static enum align align_in(const struct inner_table *in, size_t column, double measure, bool is_head)
{
    if (is_head || in->columns[column].is_centred) {
        return ALIGN_CENTRE;
    }
    return measure < in->size * 16.0 ? ALIGN_LEFT : ALIGN_JUSTIFY;
}

/* A text in each column, all in the middle of the row's height; heads are in FACE_LABEL. */
static struct piece inner_row(struct typesetter *t, const struct inner_table *in, const double *edges,
                              const char *const *texts, enum face face)
{
    bool is_head = face == FACE_LABEL;
    struct marks all = {0};
    struct lines **set = ARENA_ARRAY(t->arena, struct lines *, in->columns_len);
    double leading = in->size * LEADING;
    double height = leading;
    for (size_t i = 0; i < in->columns_len; i++) {
        double w = edges[i + 1] - edges[i] - PAD * 2.0 + 1.0;
        struct type_style s = {.face = face, .size = in->size, .leading = leading};
        s.align = align_in(in, i, w, is_head);
        set[i] = ARENA_NEW(t->arena, struct lines);
        *set[i] = set_lines(t, &s, w, texts[i] == NULL ? "" : texts[i]);
        height = fmax(height, (double)set[i]->len * leading);
    }
    height += AIR;
    for (size_t i = 0; i < in->columns_len; i++) {
        double own = (double)set[i]->len * leading;
        (void)marks_lines(t->arena, &all, set[i], edges[i] + PAD - 0.5, (height - own) / 2.0);
    }
    return (struct piece){
        .marks = all.items, .marks_len = all.len, .height = height, .is_ruled = true, .stays = is_head};
}

static double weight_of(const struct paper_column *c)
{
    return c->weight == 0 ? 1.0 : c->weight;
}

/* x of each column's left edge within the cell, and of the last one's right edge. */
static double *column_edges(struct arena *a, const struct inner_table *in, double width)
{
    double *edges = ARENA_ARRAY(a, double, in->columns_len + 1);
    double total = 0.0;
    for (size_t i = 0; i < in->columns_len; i++) {
        total += weight_of(&in->columns[i]);
    }
    double sum = 0.0;
    for (size_t i = 0; i < in->columns_len; i++) {
        edges[i] = width * sum / total;
        sum += weight_of(&in->columns[i]);
    }
    edges[in->columns_len] = width;
    return edges;
}

struct cell inner_table_cell(struct typesetter *t, const struct inner_table *in, double x, double width)
{
    struct arena *a = t->arena;
    const double *edges = column_edges(a, in, width);
    size_t rows = in->values_len / in->columns_len;
    size_t widest = 0;
    struct piece *pieces = ARENA_ARRAY(a, struct piece, rows + 2);
    const char **titles = ARENA_ARRAY(a, const char *, in->columns_len);
    const char **blanks = ARENA_ARRAY(a, const char *, in->columns_len);
    for (size_t i = 0; i < in->columns_len; i++) {
        titles[i] = in->columns[i].title;
        blanks[i] = "";
        widest = weight_of(&in->columns[i]) > weight_of(&in->columns[widest]) ? i : widest;
    }
    blanks[widest] = in->empty_text;
    size_t n = 0;
    pieces[n++] = inner_row(t, in, edges, titles, FACE_LABEL);
    for (size_t i = 0; i < rows; i++) {
        enum face face = i + 1 == in->strong_row ? FACE_TITLE : FACE_BODY;
        pieces[n++] = inner_row(t, in, edges, in->values + i * in->columns_len, face);
    }
    if (rows == 0) {
        pieces[n++] = inner_row(t, in, edges, blanks, FACE_BODY);
    }
    return (struct cell){.x = x,
                         .width = width,
                         .place = CELL_TOP,
                         .has_rule = x > 0.0,
                         .pieces = pieces,
                         .len = n,
                         .head = &pieces[0],
                         .inner_rules = edges + 1,
                         .inner_rules_len = in->columns_len - 1};
}
