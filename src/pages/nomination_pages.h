/* nomination_pages.h - what other page families show of a nomination. */
#ifndef PAGES_NOMINATION_PAGES_H
#define PAGES_NOMINATION_PAGES_H

#include "pages/views.h"
#include "store/nomination_store.h"

struct web;

/* Every section of the form with its answers; `findings` may be NULL. */
const struct check_section_view *check_sections(struct web *w, const struct nomination *n,
                                                const struct value_list *values, const struct form_findings *findings,
                                                size_t *ret_len);

/* The answer of one field as a person reads it, a group's rows one below the other. */
const char *answer_text(struct web *w, const struct form_field *f, const struct value_list *values);

/* Keeps the draft as it came, after the close, and leads to the page that says so; what is incomplete is sent back to
 * the check page (late_pages.c).  ERR_CLOSED before the stage opens. */
MUST_USE enum err submit_late(struct web *w, const struct nomination *n, const struct value_list *values);

#endif
