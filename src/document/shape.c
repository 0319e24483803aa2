/* shape.c */
#include "document/shape.h"

#include <hb.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* Pango's time grows with the square of an unbroken run (quality/PDF.md), so long text is shaped in pieces. */
enum { PIECE_BYTES = 1500 };

struct ink_list {
    struct ink_list *next;
    struct ink ink;
};

static bool in_set(uint32_t cp, const char *set)
{
    char one[5] = {0};
    (void)utf8_put(cp, one);
    return cp != 0 && strstr(set, one) != NULL;
}

static bool is_alnum(uint32_t cp)
{
    return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') ||
           (cp >= 0xC0 && cp < 0x2000);
}

static bool is_han(uint32_t cp)
{
    return (cp >= 0x2E80 && cp <= 0x2FDF) || (cp >= 0x3005 && cp <= 0x3007) || (cp >= 0x3021 && cp <= 0x3029) ||
           (cp >= 0x3041 && cp <= 0x30FF) || (cp >= 0x3105 && cp <= 0x318E) || (cp >= 0x3400 && cp <= 0x9FFF) ||
           (cp >= 0xA000 && cp <= 0xA4CF) || (cp >= 0xAC00 && cp <= 0xD7A3) || (cp >= 0xF900 && cp <= 0xFAFF) ||
           (cp >= 0x20000 && cp <= 0x3FFFD);
}

static enum atom_class class_of(uint32_t cp, double em_width)
{
    if (cp == ' ' || cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A)) {
        return ATOM_SPACE;
    }
    if (is_han(cp)) {
        return ATOM_HAN;
    }
    if (in_set(cp, "（《〈「『【〔〖“‘［｛￥＄")) {
        return ATOM_OPEN;
    }
    if (in_set(cp, "，。、；：！？）》〉」』】〕〗”’］｝．")) {
        return ATOM_CLOSE;
    }
    if (in_set(cp, "—…·～％‰℃℉°′″‥⁓・／－–")) {
        return ATOM_BOUND;
    }
    return em_width > 0.9 && !is_alnum(cp) ? ATOM_SYMBOL : ATOM_LATIN;
}

static void forget_font(void *data)
{
    g_object_unref(data);
}

static struct ink *ink_of(struct typesetter *t, PangoFont *font)
{
    cairo_scaled_font_t *scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
    for (struct ink_list *l = t->inks; l != NULL; l = l->next) {
        if (l->ink.font == scaled) {
            return &l->ink;
        }
    }
    struct ink_list *l = ARENA_NEW(t->arena, struct ink_list);
    l->ink.font = scaled;
    hb_font_t *hb = pango_font_get_hb_font(font);
    hb_codepoint_t glyph = 0;
    if (hb_font_get_nominal_glyph(hb, ' ', &glyph) != 0) {
        l->ink.space_glyph = glyph;
        l->ink.space_width = hb_font_get_glyph_h_advance(hb, glyph) / (double)PANGO_SCALE;
    }
    l->next = t->inks;
    t->inks = l;
    arena_defer(t->arena, forget_font, g_object_ref(font));
    return &l->ink;
}

/* How much of a full-width mark is blank on one side, at most half of it. */
static double blank_half(PangoFont *font, PangoGlyph glyph, double width, double size, bool is_left)
{
    if (width < size * 0.9) {
        return 0.0;
    }
    PangoRectangle ink;
    pango_font_get_glyph_extents(font, glyph, &ink, NULL);
    double left = ink.x / (double)PANGO_SCALE;
    double right = width - left - ink.width / (double)PANGO_SCALE;
    double blank = is_left ? left : right;
    double half = width / 2.0;
    return blank >= half * 0.9 ? half : blank > half * 0.5 ? blank - half * 0.1 : 0.0;
}

struct shaping {
    struct typesetter *t;
    enum face face;
    double size;
    struct atom *atoms;
    size_t len;
    size_t cap;
    bool has_missing;
};

static struct atom *atom_add(struct shaping *s)
{
    if (s->len == s->cap) {
        size_t cap = s->cap == 0 ? 64 : s->cap * 2;
        struct atom *more = ARENA_ARRAY(s->t->arena, struct atom, cap);
        if (s->len > 0) {
            memcpy(more, s->atoms, s->len * sizeof *more);
        }
        s->atoms = more;
        s->cap = cap;
    }
    return &s->atoms[s->len++];
}

static void note_missing(struct typesetter *t, const char *text, size_t len)
{
    for (size_t at = 0; at < t->missing_len;) {
        uint32_t cp = 0;
        size_t n = utf8_next(t->missing + at, t->missing_len - at, &cp);
        if (n == len && memcmp(t->missing + at, text, n) == 0) {
            return;
        }
        at += n;
    }
    char *more = arena_alloc(t->arena, t->missing_len + len + 1, 1);
    if (t->missing_len > 0) {
        memcpy(more, t->missing, t->missing_len);
    }
    memcpy(more + t->missing_len, text, len);
    t->missing = more;
    t->missing_len += len;
}

/* A character that no font has: fill_missing() gives it a sign to print. */
static void add_missing(struct shaping *s, const char *text, size_t len, uint32_t cp)
{
    note_missing(s->t, text, len);
    *atom_add(s) = (struct atom){.text = text, .text_len = (unsigned short)len, .cp = cp, .class = ATOM_SYMBOL};
    s->has_missing = true;
}

static bool is_variation_selector(uint32_t cp)
{
    return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF);
}

/* Invisible format characters leave no atom; a variation selector belongs to the character before it. */
static void add_invisible(struct shaping *s, const char *text, size_t len, uint32_t cp)
{
    if (s->len > 0 && is_variation_selector(cp)) {
        struct atom *before = &s->atoms[s->len - 1];
        if (before->text + before->text_len == text && before->text_len + len < 64) {
            before->text_len = (unsigned short)(before->text_len + len);
        }
    }
}

static void add_cluster(struct shaping *s, PangoFont *font, const PangoGlyphInfo *info, size_t count, const char *text,
                        size_t len)
{
    uint32_t cp = 0;
    (void)utf8_next(text, len, &cp);
    cairo_glyph_t *glyphs = ARENA_ARRAY(s->t->arena, cairo_glyph_t, count);
    size_t kept = 0;
    double x = 0.0;
    for (size_t i = 0; i < count; i++) {
        if ((info[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0) {
            if (is_variation_selector(cp) || cp < 0x20 || cp == 0xFEFF) {
                return;
            }
            add_missing(s, text, len, cp);
            return;
        }
        if (info[i].glyph != PANGO_GLYPH_EMPTY) {
            glyphs[kept].index = info[i].glyph;
            glyphs[kept].x = x + info[i].geometry.x_offset / (double)PANGO_SCALE;
            glyphs[kept].y = info[i].geometry.y_offset / (double)PANGO_SCALE;
            kept++;
        }
        x += info[i].geometry.width / (double)PANGO_SCALE;
    }
    if (kept == 0 && x <= 0.0) {
        add_invisible(s, text, len, cp);
        return;
    }
    struct atom *a = atom_add(s);
    *a = (struct atom){.ink = ink_of(s->t, font), .glyphs = glyphs, .text = text, .width = x, .cp = cp};
    a->glyphs_len = (unsigned short)kept;
    a->text_len = (unsigned short)len;
    a->class = class_of(cp, x / s->size);
    if (a->class == ATOM_OPEN && kept == 1) {
        a->lead = blank_half(font, info[0].glyph, x, s->size, true);
    } else if (a->class == ATOM_CLOSE && kept == 1) {
        a->trail = blank_half(font, info[0].glyph, x, s->size, false);
    }
}

static void shape_item(struct shaping *s, const char *piece, size_t piece_len, PangoItem *item,
                       PangoGlyphString *glyphs)
{
    /* Everything runs left to right: what extracts is then in the order typed. */
    item->analysis.level = 0;
    const char *text = piece + item->offset;
    pango_shape_full(text, item->length, piece, (int)piece_len, &item->analysis, glyphs);
    for (int i = 0; i < glyphs->num_glyphs;) {
        int next = i + 1;
        while (next < glyphs->num_glyphs && glyphs->log_clusters[next] == glyphs->log_clusters[i]) {
            next++;
        }
        int end = next < glyphs->num_glyphs ? glyphs->log_clusters[next] : item->length;
        int start = glyphs->log_clusters[i];
        if (end > start) {
            add_cluster(s, item->analysis.font, glyphs->glyphs + i, (size_t)(next - i), text + start,
                        (size_t)(end - start));
        }
        i = next;
    }
}

static void shape_piece(struct shaping *s, const char *piece, size_t len)
{
    PangoAttrList *attrs = pango_attr_list_new();
    PangoFontDescription *d = typecase_describe(s->t->fonts, s->face, s->size);
    pango_attr_list_insert(attrs, pango_attr_font_desc_new(d));
    pango_font_description_free(d);
    GList *items = pango_itemize_with_base_dir(typecase_context(s->t->fonts), PANGO_DIRECTION_LTR, piece, 0, (int)len,
                                               attrs, NULL);
    PangoGlyphString *glyphs = pango_glyph_string_new();
    for (GList *l = items; l != NULL; l = l->next) {
        PangoItem *item = l->data;
        shape_item(s, piece, len, item, glyphs);
        pango_item_free(item);
    }
    g_list_free(items);
    pango_glyph_string_free(glyphs);
    pango_attr_list_unref(attrs);
}

/* 〓 (geta) in the place of a character that no font has: the printer's own custom for a missing sort. */
static void fill_missing(struct shaping *s)
{
    static const char geta[] = "〓";
    struct shaping mark = {.t = s->t, .face = s->face, .size = s->size};
    shape_piece(&mark, geta, sizeof geta - 1);
    size_t kept = 0;
    for (size_t i = 0; i < s->len; i++) {
        struct atom *a = &s->atoms[i];
        if (a->ink == NULL && mark.len == 1 && mark.atoms[0].ink != NULL) {
            a->ink = mark.atoms[0].ink;
            a->glyphs = mark.atoms[0].glyphs;
            a->glyphs_len = mark.atoms[0].glyphs_len;
            a->width = mark.atoms[0].width;
        }
        if (a->ink != NULL) {
            s->atoms[kept++] = *a;
        }
    }
    s->len = kept;
}

/* An apostrophe within a word is no quotation mark, and one half of a pair of quotes inside Latin text is not
 * full-width punctuation. */
static void settle_apostrophes(struct atom *atoms, size_t len)
{
    for (size_t i = 1; i + 1 < len; i++) {
        if (atoms[i].cp == 0x2019 && is_alnum(atoms[i - 1].cp) && is_alnum(atoms[i + 1].cp)) {
            atoms[i].class = ATOM_LATIN;
            atoms[i].trail = 0.0;
        }
    }
}

/* The text without control characters; a tab becomes a space.  Everything kept points into this copy. */
static char *clean_copy(struct arena *a, const char *text, size_t len, size_t *ret_len)
{
    char *copy = arena_alloc(a, len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '\t') {
            copy[n++] = ' ';
        } else if (c >= 0x20 && c != 0x7F) {
            copy[n++] = text[i];
        }
    }
    *ret_len = n;
    return copy;
}

/* A piece ends where nothing is shaped together: before a Chinese character or after a space, if there is one. */
static size_t piece_end(const char *text, size_t len)
{
    size_t at = 0;
    size_t good = 0;
    while (at < len && at < PIECE_BYTES) {
        uint32_t cp = 0;
        size_t n = utf8_next(text + at, len - at, &cp);
        if (at > 0 && (is_han(cp) || text[at - 1] == ' ')) {
            good = at;
        }
        at += n;
    }
    return at >= len ? len : good > 0 ? good : at;
}

struct atoms shape_text(struct typesetter *t, enum face face, double size, const char *text, size_t len)
{
    struct shaping s = {.t = t, .face = face, .size = size};
    size_t clean_len = 0;
    const char *clean = clean_copy(t->arena, text, len, &clean_len);
    for (size_t at = 0; at < clean_len;) {
        size_t n = piece_end(clean + at, clean_len - at);
        shape_piece(&s, clean + at, n);
        at += n;
    }
    if (s.has_missing) {
        fill_missing(&s);
    }
    settle_apostrophes(s.atoms, s.len);
    return (struct atoms){.items = s.atoms, .len = s.len};
}

static bool is_ascii_closer(uint32_t cp)
{
    return cp < 0x80 && cp != 0 && strchr(".,;:!?)]}%>\"'", (int)cp) != NULL;
}

/* Inside a word of letters and digits a line may end after a hyphen or a slash that letters follow. */
static bool latin_may_break(const struct atom *a, const struct atom *b)
{
    bool is_joint = a->cp == '-' || a->cp == '/' || a->cp == 0x2010;
    return is_joint && is_alnum(b->cp) && !(b->cp >= '0' && b->cp <= '9');
}

bool atom_may_break(const struct atom *a, const struct atom *b)
{
    if (b->class == ATOM_SPACE || b->class == ATOM_CLOSE || b->class == ATOM_BOUND || b->cp == 0x3000) {
        return false;
    }
    if (a->cp == 0xA0 || a->class == ATOM_OPEN) {
        return false;
    }
    if (a->class == ATOM_SPACE) {
        return true;
    }
    bool a_is_word = a->class == ATOM_LATIN;
    bool b_is_word = b->class == ATOM_LATIN;
    if (a_is_word && b_is_word) {
        return latin_may_break(a, b);
    }
    if (b_is_word && is_ascii_closer(b->cp)) {
        return false;
    }
    return !(a_is_word && (a->cp == '(' || a->cp == '[' || a->cp == '<'));
}

bool atom_wants_quarter(const struct atom *a, const struct atom *b)
{
    bool before = a->class == ATOM_HAN && b->class == ATOM_LATIN && (is_alnum(b->cp) || b->cp == '+');
    bool after = b->class == ATOM_HAN && a->class == ATOM_LATIN && (is_alnum(a->cp) || a->cp == '%');
    return before || after;
}

bool atom_may_spread(const struct atom *a, const struct atom *b)
{
    if (a->class == ATOM_SPACE) {
        return true;
    }
    if (b->class == ATOM_SPACE || (a->class == ATOM_BOUND && b->class == ATOM_BOUND)) {
        return false;
    }
    if (a->class == ATOM_LATIN && b->class == ATOM_LATIN) {
        return false;
    }
    /* A number and its sign stay together: 97.6％, 23℃. */
    return !(b->class == ATOM_BOUND && a->class == ATOM_LATIN);
}
