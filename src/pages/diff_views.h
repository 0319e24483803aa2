/* diff_views.h - an answer as one text, and two texts with what is different between them, for every page that shows
 * them side by side. */
#ifndef PAGES_DIFF_VIEWS_H
#define PAGES_DIFF_VIEWS_H

#include "pages/views.h"
#include "store/nomination_store.h"

struct web;

/* A field as one text: choices by label, pictures by name, a group's rows one below the other. */
const char *field_text(struct web *w, const struct form_field *f, const struct value_list *values);

/* What was, with its gone parts marked, and what is, with its new ones. */
void diff_views(struct arena *a, const char *before, const char *after, struct diff_view *ret_before,
                struct diff_view *ret_after);

/* "128 字", or "没有内容". */
const char *count_words(struct arena *a, const char *text);

#endif
