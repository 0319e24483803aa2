/* plain_fields.h - form controls of pages that are not the round's form. */
#ifndef PAGES_PLAIN_FIELDS_H
#define PAGES_PLAIN_FIELDS_H

#include "pages/views.h"

struct web;

/* What a person typed into one control, and what is wrong with it (NULL: nothing). */
struct typed {
    const char *id, *label;
    const char *value; /* cleaned */
    const char *error;
    const char *help; /* NULL for none */
};

/* One line; `width` as in struct field_view. */
struct field_view line_field(struct arena *a, const struct typed *t, const char *width);
/* A box for a few sentences of at most `zi_max` 字. */
struct field_view text_box_field(struct arena *a, const struct typed *t, int zi_max);

/* The errors of these controls, in order. */
struct error_summary_view typed_errors(struct arena *a, const struct typed *const *list, size_t len);

/* The posted value of that name on one line, and as paragraphs, cleaned. */
const char *posted_line(struct web *w, const char *name);
const char *posted_text(struct web *w, const char *name);

#endif
