/* shape.h - text becomes atoms: the smallest things that a line can be made of.
 *
 * Pango chooses fonts and glyphs (its public API, plain text only); where each glyph stands is decided here and
 * in justify.c, because Chinese lines are spread over the gaps between characters and full-width punctuation
 * gives up its blank half (quality/PDF.md). */
#ifndef DOCUMENT_SHAPE_H
#define DOCUMENT_SHAPE_H

#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "document/typecase.h"

struct arena;

enum atom_class {
    ATOM_HAN,    /* Chinese character, kana, hangul: may begin and end a line                */
    ATOM_OPEN,   /* （《“: never ends a line; its left half is blank                          */
    ATOM_CLOSE,  /* ，。”）: never begins a line; its right half is blank                      */
    ATOM_BOUND,  /* — … · ℃ %: never begins a line; a pair of them is never parted or spread */
    ATOM_SYMBOL, /* other wide signs: broken like HAN, without a quarter space               */
    ATOM_LATIN,  /* letters, digits and everything else that forms words                     */
    ATOM_SPACE   /* U+0020 and its like                                                      */
};

/* One font as it is drawn. */
struct ink {
    cairo_scaled_font_t *font;
    unsigned long space_glyph; /* its blank, used to keep widely set text together when it is extracted */
    double space_width;
    bool is_space_told; /* the document already maps space_glyph to U+0020 */
};

struct atom {
    struct ink *ink;
    const cairo_glyph_t *glyphs; /* relative to the atom's origin */
    const char *text;            /* what extracts; not terminated */
    double width;                /* natural advance               */
    double lead;                 /* blank that may be taken away on the left, only ATOM_OPEN   */
    double trail;                /* blank that may be taken away on the right, only ATOM_CLOSE */
    uint32_t cp;                 /* first code point */
    unsigned short glyphs_len;
    unsigned short text_len;
    enum atom_class class;
};

struct atoms {
    struct atom *items;
    size_t len;
};

/* What a document's pages share while type is being set. */
struct typesetter {
    struct arena *arena; /* owner of all that is set */
    struct typecase *fonts;
    struct ink_list *inks; /* one for each font met; NULL at first */
    char *missing;         /* characters that no font has, each once; NULL at first */
    size_t missing_len;
};

/* The atoms of `len` bytes of valid UTF-8 without line ends.  Control characters are left out.  A character that
 * no font has becomes 〓, extracts as itself, and is noted in t->missing.  Owner: the typesetter's arena. */
struct atoms shape_text(struct typesetter *t, enum face face, double size, const char *text, size_t len);

/* True when a line may end after `a` and go on with `b`. */
bool atom_may_break(const struct atom *a, const struct atom *b);

/* True when a quarter of an em belongs between them: Chinese beside letters or digits. */
bool atom_wants_quarter(const struct atom *a, const struct atom *b);

/* True when slack may be put between them. */
bool atom_may_spread(const struct atom *a, const struct atom *b);

#endif
