/* justify.c */
#include "document/justify.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* All in ems of the paragraph's size. */
#define QUARTER        0.25  /* between Chinese and Latin                                        */
#define EASY_SPREAD    0.05  /* a gap that nobody sees: costs 1                                   */
#define TELLING_GAP    0.085 /* wider gaps are told to extractors as belonging together           */
#define OVERLAP        0.05  /* marks that overlap more than this are told together */
#define MARK_SHRINK    0.2   /* what a mark inside the line gives up when that saves a line       */
#define EMERGENCY_COST 60.0  /* parting a word of letters                                         */
#define STUB_COST      3.0   /* a last line of one character                                      */

/* One paragraph with everything that its breaks depend on, as sums so that any line is measured in one step. */
struct paragraph {
    struct typesetter *t;
    const struct type_style *style;
    double measure;
    struct atom *atoms;
    size_t len;
    double *adv;       /* [i]: advance within a line                                */
    double *at;        /* [i]: sum of adv and gaps before i, as if on one endless line */
    double *gap;       /* [i]: quarter space after i                                */
    double *spread;    /* [i]: how many gaps before i may take slack                 */
    double *shrink;    /* [i]: what marks before i may give up                       */
    double *cut_left;  /* [i]: blank taken from the left of i                        */
    double *cut_right; /* [i]: and from its right                                    */
};

struct segment {
    size_t first;
    size_t last; /* one after the last atom that is seen */
    double natural;
    double end_shrink;
    double shrink;
    double gaps;
};

static void cut_adjacent_marks(struct paragraph *p)
{
    for (size_t i = 0; i + 1 < p->len; i++) {
        const struct atom *a = &p->atoms[i];
        const struct atom *b = &p->atoms[i + 1];
        if (a->class == ATOM_CLOSE && (b->class == ATOM_CLOSE || b->class == ATOM_OPEN)) {
            p->cut_right[i] = a->trail;
        } else if (a->class == ATOM_OPEN && b->class == ATOM_OPEN) {
            p->cut_left[i + 1] = b->lead;
        }
    }
}

static void measure_paragraph(struct paragraph *p)
{
    struct arena *arena = p->t->arena;
    double em = p->style->size;
    p->adv = ARENA_ARRAY(arena, double, p->len + 1);
    p->at = ARENA_ARRAY(arena, double, p->len + 1);
    p->gap = ARENA_ARRAY(arena, double, p->len + 1);
    p->spread = ARENA_ARRAY(arena, double, p->len + 1);
    p->shrink = ARENA_ARRAY(arena, double, p->len + 1);
    p->cut_left = ARENA_ARRAY(arena, double, p->len + 1);
    p->cut_right = ARENA_ARRAY(arena, double, p->len + 1);
    cut_adjacent_marks(p);
    for (size_t i = 0; i < p->len; i++) {
        const struct atom *a = &p->atoms[i];
        const struct atom *b = i + 1 < p->len ? &p->atoms[i + 1] : NULL;
        p->adv[i] = a->width - p->cut_left[i] - p->cut_right[i];
        p->gap[i] = b != NULL && atom_wants_quarter(a, b) ? QUARTER * em : 0.0;
        p->at[i + 1] = p->at[i] + p->adv[i] + p->gap[i];
        p->spread[i + 1] = p->spread[i] + (b != NULL && atom_may_spread(a, b) ? 1.0 : 0.0);
        double spare = a->lead - p->cut_left[i] + a->trail - p->cut_right[i];
        p->shrink[i + 1] = p->shrink[i] + (spare > MARK_SHRINK * em ? MARK_SHRINK * em : spare);
    }
}

/* The line [i, j): `i` begins a line, and a break follows j-1. */
static struct segment segment_of(const struct paragraph *p, size_t i, size_t j)
{
    while (i < j && p->atoms[i].class == ATOM_SPACE && i > 0) {
        i++;
    }
    size_t last = j;
    while (last > i && p->atoms[last - 1].class == ATOM_SPACE) {
        last--;
    }
    struct segment s = {.first = i, .last = last};
    if (last == i) {
        return s;
    }
    const struct atom *end = &p->atoms[last - 1];
    s.natural = p->at[last - 1] - p->at[i] + p->adv[last - 1] + p->cut_right[last - 1];
    s.end_shrink = end->trail;
    s.gaps = p->spread[last - 1] - p->spread[i];
    s.shrink = p->shrink[last - 1] - p->shrink[i];
    bool starts_flush = i > 0 || p->style->is_trimmed;
    if (starts_flush) {
        double lead = p->atoms[i].lead - p->cut_left[i];
        s.natural -= lead;
        s.shrink = fmax(0.0, s.shrink - fmin(lead, MARK_SHRINK * p->style->size));
    }
    if (p->style->is_trimmed) {
        s.natural -= end->trail;
        s.end_shrink = 0.0;
    }
    return s;
}

static double room_of(const struct paragraph *p, size_t i)
{
    double ems = i == 0 ? p->style->indent : p->style->hang;
    return p->measure - ems * p->style->size;
}

/* What the line costs; a negative number when it does not fit. */
static double line_cost(const struct paragraph *p, const struct segment *s, double room, bool is_last)
{
    double em = p->style->size;
    double slack = room - s->natural;
    if (slack < -1e-6) {
        double need = -slack - s->end_shrink;
        if (need > s->shrink + 1e-6) {
            return -1.0;
        }
        return need <= 0.0 ? 0.02 : 0.1 + need / (s->shrink + 1e-6);
    }
    if (is_last) {
        size_t marks = p->atoms[s->last > 0 ? s->last - 1 : 0].class == ATOM_CLOSE ? 1 : 0;
        return p->len > 3 && s->last - s->first < 2 + marks ? STUB_COST : 0.0;
    }
    if (p->style->align != ALIGN_JUSTIFY && p->style->align != ALIGN_SPREAD) {
        double share = slack / fmax(room, 1.0);
        return share * share * 10.0;
    }
    double r = s->gaps > 0.0 ? slack / s->gaps / em : slack / em;
    return (r / EASY_SPREAD) * (r / EASY_SPREAD);
}

/* The cost of ending a line after j-1; a negative number where that is never done. */
static double break_cost(const struct paragraph *p, size_t j)
{
    if (j == p->len) {
        return 0.0;
    }
    const struct atom *a = &p->atoms[j - 1];
    const struct atom *b = &p->atoms[j];
    if (atom_may_break(a, b)) {
        bool parts_number = a->class == ATOM_LATIN && b->class == ATOM_HAN && a->cp >= '0' && a->cp <= '9';
        return parts_number ? 0.5 : 0.0;
    }
    if (a->class == ATOM_LATIN && b->class == ATOM_LATIN) {
        return EMERGENCY_COST;
    }
    /* Marks that go on without end must be parted somewhere, too. */
    return b->class == ATOM_SPACE ? -1.0 : EMERGENCY_COST * 20.0;
}

/* ret_from[j]: where the best line that ends before atom j begins. */
static size_t *choose_breaks(const struct paragraph *p)
{
    struct arena *arena = p->t->arena;
    size_t *from = ARENA_ARRAY(arena, size_t, p->len + 1);
    double *best = ARENA_ARRAY(arena, double, p->len + 1);
    for (size_t j = 1; j <= p->len; j++) {
        best[j] = HUGE_VAL;
        double end = break_cost(p, j);
        if (end < 0.0) {
            continue;
        }
        for (size_t i = j; i-- > 0;) {
            struct segment s = segment_of(p, i, j);
            double room = room_of(p, i);
            if (s.natural - s.end_shrink - s.shrink > room && j - i > 1 && p->measure > 0.0) {
                break;
            }
            double cost = line_cost(p, &s, room, j == p->len);
            if (cost < 0.0) {
                cost = EMERGENCY_COST * 100.0;
            }
            if (best[i] + cost + end < best[j]) {
                best[j] = best[i] + cost + end;
                from[j] = i;
            }
        }
    }
    return from;
}

/* A line being put together, run by run. */
struct run_maker {
    struct arena *arena;
    struct glyph_run *runs;
    size_t runs_len;
    cairo_glyph_t *glyphs;
    cairo_text_cluster_t *clusters;
    char *text;
    struct ink *ink;
    int glyphs_len, clusters_len, text_len;
    bool is_joining; /* the next atom extracts together with the last one */
};

static void run_end(struct run_maker *m)
{
    if (m->clusters_len == 0) {
        return;
    }
    struct glyph_run *r = &m->runs[m->runs_len++];
    *r = (struct glyph_run){.ink = m->ink,
                            .text = m->text,
                            .text_len = m->text_len,
                            .glyphs = m->glyphs,
                            .glyphs_len = m->glyphs_len,
                            .clusters = m->clusters,
                            .clusters_len = m->clusters_len};
    m->glyphs += m->glyphs_len;
    m->clusters += m->clusters_len;
    m->text += m->text_len;
    m->glyphs_len = m->clusters_len = m->text_len = 0;
}

/* Marks that share a blank half overlap; an extractor would take that for a new line, so that they become one
 * cluster, which tells its text as a whole. */
static bool run_joins(struct run_maker *m, const struct atom *a, int glyphs)
{
    if (!m->is_joining || m->clusters_len == 0) {
        return false;
    }
    cairo_text_cluster_t *last = &m->clusters[m->clusters_len - 1];
    last->num_bytes += a->text_len;
    last->num_glyphs += glyphs;
    return true;
}

/* Adds one atom at `x`; `next_x` is where the next one begins when the gap between must not read as a space. */
static void run_add(struct run_maker *m, const struct atom *a, double x, const double *next_x)
{
    if (a->ink != m->ink) {
        run_end(m);
        m->ink = a->ink;
    }
    int glyphs = 0;
    for (; glyphs < a->glyphs_len; glyphs++) {
        cairo_glyph_t g = a->glyphs[glyphs];
        g.x += x;
        m->glyphs[m->glyphs_len++] = g;
    }
    if (next_x != NULL && a->ink != NULL && a->ink->space_glyph != 0) {
        m->glyphs[m->glyphs_len++] =
            (cairo_glyph_t){.index = a->ink->space_glyph, .x = *next_x - a->ink->space_width, .y = 0.0};
        glyphs++;
    }
    memcpy(m->text + m->text_len, a->text, a->text_len);
    m->text_len += a->text_len;
    if (!run_joins(m, a, glyphs)) {
        m->clusters[m->clusters_len++] = (cairo_text_cluster_t){.num_bytes = a->text_len, .num_glyphs = glyphs};
    }
}

/* The first time a font's blank joins a gap, the line also ends with an ordinary space in that font, which tells
 * the document's character map that this glyph is U+0020. */
static void tell_spaces(struct run_maker *m, double x)
{
    static const char one_space[] = " ";
    size_t runs = m->runs_len;
    for (size_t r = 0; r < runs; r++) {
        struct ink *ink = m->runs[r].ink;
        if (ink == NULL || ink->is_space_told || ink->space_glyph == 0) {
            continue;
        }
        ink->is_space_told = true;
        struct atom *a = ARENA_NEW(m->arena, struct atom);
        cairo_glyph_t *g = ARENA_NEW(m->arena, cairo_glyph_t);
        g->index = ink->space_glyph;
        *a = (struct atom){.ink = ink, .glyphs = g, .glyphs_len = 1, .text = one_space, .text_len = 1};
        run_add(m, a, x, NULL);
        run_end(m);
    }
}

static struct run_maker run_maker_new(const struct paragraph *p, const struct segment *s)
{
    size_t glyphs = 0;
    size_t text = 0;
    size_t runs = 1;
    for (size_t i = s->first; i < s->last; i++) {
        glyphs += p->atoms[i].glyphs_len + 1U;
        text += p->atoms[i].text_len;
        runs += i > s->first && p->atoms[i].ink != p->atoms[i - 1].ink;
    }
    struct run_maker m = {.arena = p->t->arena};
    m.runs = ARENA_ARRAY(m.arena, struct glyph_run, runs * 2);
    m.glyphs = ARENA_ARRAY(m.arena, cairo_glyph_t, glyphs + runs);
    m.clusters = ARENA_ARRAY(m.arena, cairo_text_cluster_t, s->last - s->first + runs);
    m.text = arena_alloc(m.arena, text + runs, 1);
    return m;
}

/* What one mark inside the line gives up when the line must shrink by the share `k` of all it could. */
static double give_up(const struct paragraph *p, size_t i, double k)
{
    return (p->shrink[i + 1] - p->shrink[i]) * k;
}

static double left_cut(const struct paragraph *p, size_t i, double k)
{
    return p->cut_left[i] + (p->atoms[i].class == ATOM_OPEN ? give_up(p, i, k) : 0.0);
}

struct fit {
    double each;  /* slack for each gap */
    double share; /* of what marks may give up */
};

static struct fit fit_of(const struct paragraph *p, const struct segment *s, double room, bool is_last)
{
    struct fit f = {0.0, 0.0};
    double slack = room - s->natural;
    bool fills = p->style->align == ALIGN_SPREAD || (p->style->align == ALIGN_JUSTIFY && !is_last);
    if (slack < 0.0) {
        double need = -slack - s->end_shrink;
        f.share = need > 0.0 && s->shrink > 0.0 ? fmin(1.0, need / s->shrink) : 0.0;
    } else if (fills && s->gaps > 0.0) {
        f.each = slack / s->gaps;
    }
    return f;
}

static struct line make_line(const struct paragraph *p, const struct segment *s, double room, bool is_last)
{
    struct fit f = fit_of(p, s, room, is_last);
    struct run_maker m = run_maker_new(p, s);
    double em = p->style->size;
    double x = 0.0;
    bool has_wide_gap = false;
    for (size_t i = s->first; i < s->last; i++) {
        const struct atom *a = &p->atoms[i];
        bool is_flush = i == s->first && (i > 0 || p->style->is_trimmed);
        double left = is_flush ? a->lead : left_cut(p, i, f.share);
        double right = p->cut_right[i] + (a->class == ATOM_CLOSE ? give_up(p, i, f.share) : 0.0);
        double end = x - left + a->width - right;
        bool is_end = i + 1 == s->last;
        double gap = is_end ? 0.0 : p->gap[i] + f.each * (p->spread[i + 1] - p->spread[i]);
        double next = end + gap;
        bool is_wide = gap > TELLING_GAP * em && a->class != ATOM_SPACE;
        has_wide_gap = has_wide_gap || is_wide;
        run_add(&m, a, x - left, is_wide ? &next : NULL);
        m.is_joining = !is_end && right + left_cut(p, i + 1, f.share) - gap > OVERLAP * em;
        x = next;
    }
    run_end(&m);
    m.is_joining = false;
    if (has_wide_gap) {
        tell_spaces(&m, x);
    }
    struct line l = {.runs = m.runs, .runs_len = m.runs_len, .width = x, .is_last = is_last};
    return l;
}

static double line_x(const struct paragraph *p, const struct segment *s, double width)
{
    double ems = s->first == 0 ? p->style->indent : p->style->hang;
    double spare = p->measure - width;
    switch (p->style->align) {
    case ALIGN_CENTRE: return spare / 2.0;
    case ALIGN_RIGHT: return spare;
    case ALIGN_JUSTIFY:
    case ALIGN_LEFT:
    case ALIGN_SPREAD: break;
    }
    return ems * p->style->size;
}

struct line_list {
    struct line *items;
    size_t len;
    size_t cap;
};

static void line_list_room(struct arena *a, struct line_list *l, size_t more)
{
    if (l->len + more <= l->cap) {
        return;
    }
    size_t cap = (l->len + more) * 2;
    struct line *items = ARENA_ARRAY(a, struct line, cap);
    if (l->len > 0) {
        memcpy(items, l->items, l->len * sizeof *items);
    }
    l->items = items;
    l->cap = cap;
}

static void add_paragraph(struct paragraph *p, struct line_list *to)
{
    measure_paragraph(p);
    const size_t *from = choose_breaks(p);
    size_t count = 0;
    for (size_t j = p->len; j > 0; j = from[j]) {
        count++;
    }
    line_list_room(p->t->arena, to, count);
    size_t k = to->len + count;
    for (size_t j = p->len; j > 0; j = from[j]) {
        struct segment s = segment_of(p, from[j], j);
        struct line l = make_line(p, &s, room_of(p, from[j]), j == p->len);
        l.is_first = from[j] == 0;
        l.is_forced = break_cost(p, j) >= EMERGENCY_COST;
        l.is_heading = count == 1 && p->atoms[p->len - 1].class != ATOM_CLOSE && l.width < p->measure * 0.95;
        l.x = line_x(p, &s, l.width);
        to->items[--k] = l;
    }
    to->len += count;
}

static bool is_blank_start(const char *s)
{
    return *s == ' ' || *s == '\t' || *s == '\r' || strncmp(s, "\xE3\x80\x80", 3) == 0;
}

/* The paragraph at `*at` without blanks at its start where an indent replaces them; NULL after the last. */
static const char *next_paragraph(const char **at, bool is_indented, size_t *ret_len)
{
    const char *s = *at;
    if (s == NULL || *s == '\0') {
        return NULL;
    }
    const char *end = strchr(s, '\n');
    size_t len = end == NULL ? strlen(s) : (size_t)(end - s);
    *at = end == NULL ? s + len : end + 1;
    while (is_indented && len > 0 && is_blank_start(s)) {
        size_t n = *s == '\xE3' ? 3 : 1;
        s += n;
        len -= n;
    }
    *ret_len = len;
    return s;
}

struct lines set_lines(struct typesetter *t, const struct type_style *style, double measure, const char *text)
{
    struct line_list list = {0};
    const char *at = text;
    size_t len = 0;
    bool is_indented = style->indent > 0.0;
    for (const char *s = next_paragraph(&at, is_indented, &len); s != NULL;
         s = next_paragraph(&at, is_indented, &len)) {
        struct paragraph p = {.t = t, .style = style, .measure = measure};
        struct atoms shaped = shape_text(t, style->face, style->size, s, len);
        p.atoms = shaped.items;
        p.len = shaped.len;
        if (p.len > 0) {
            add_paragraph(&p, &list);
        }
    }
    return (struct lines){.items = list.items, .len = list.len, .style = *style, .measure = measure};
}

double text_width(struct typesetter *t, const struct type_style *style, const char *text)
{
    double widest = 0.0;
    const char *at = text;
    size_t len = 0;
    for (const char *s = next_paragraph(&at, false, &len); s != NULL; s = next_paragraph(&at, false, &len)) {
        struct paragraph p = {.t = t, .style = style, .measure = 0.0};
        struct atoms shaped = shape_text(t, style->face, style->size, s, len);
        p.atoms = shaped.items;
        p.len = shaped.len;
        if (p.len > 0) {
            measure_paragraph(&p);
            struct segment g = segment_of(&p, 0, p.len);
            widest = fmax(widest, g.natural);
        }
    }
    return widest;
}

void line_draw(cairo_t *cr, const struct line *line, double x, double y)
{
    cairo_save(cr);
    cairo_translate(cr, x + line->x, y);
    for (size_t i = 0; i < line->runs_len; i++) {
        const struct glyph_run *r = &line->runs[i];
        cairo_set_scaled_font(cr, r->ink->font);
        cairo_show_text_glyphs(cr, r->text, r->text_len, r->glyphs, r->glyphs_len, r->clusters, r->clusters_len, 0);
    }
    cairo_restore(cr);
}
