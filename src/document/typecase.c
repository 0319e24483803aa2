/* typecase.c */
#include "document/typecase.h"

#include <stdlib.h>

#include "base/log.h"

struct typecase {
    PangoFontMap *map;
    PangoContext *context;
    PangoFontDescription *faces[FACE__COUNT];
};

static PangoContext *context_new(PangoFontMap *map)
{
    PangoContext *context = pango_font_map_create_context(map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_language(context, pango_language_from_string("zh-CN"));
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions(context, FALSE);
    return context;
}

enum err typecase_open(const char *const families[FACE__COUNT], struct typecase **ret_case)
{
    struct typecase *c = calloc(1, sizeof *c);
    if (c == NULL) {
        return FAIL("no memory for the fonts");
    }
    c->map = pango_cairo_font_map_new();
    if (c->map == NULL) {
        free(c);
        return FAIL("no font map");
    }
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(c->map), 72.0);
    c->context = context_new(c->map);
    for (int f = 0; f < FACE__COUNT; f++) {
        c->faces[f] = pango_font_description_new();
        pango_font_description_set_family(c->faces[f], families[f]);
        pango_font_description_set_weight(c->faces[f], f == FACE_TITLE ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    }
    *ret_case = c;
    return OK;
}

void typecase_close(struct typecase *c)
{
    if (c == NULL) {
        return;
    }
    for (int f = 0; f < FACE__COUNT; f++) {
        pango_font_description_free(c->faces[f]);
    }
    g_object_unref(c->context);
    g_object_unref(c->map);
    free(c);
}

PangoContext *typecase_context(struct typecase *c)
{
    return c->context;
}

PangoFontDescription *typecase_describe(const struct typecase *c, enum face face, double size)
{
    PangoFontDescription *d = pango_font_description_copy(c->faces[face]);
    pango_font_description_set_absolute_size(d, size * PANGO_SCALE);
    return d;
}
