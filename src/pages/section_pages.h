/* section_pages.h - what other page families need of the form's sections. */
#ifndef PAGES_SECTION_PAGES_H
#define PAGES_SECTION_PAGES_H

#include "pages/views.h"
#include "store/nomination_store.h"

struct fields;
struct web;

/* Saves the text that the sign-in page carried ("carry.path", "carry:NAME") as the new actor's draft.  *ret_next is the
 * page to go back to, NULL when nothing was carried or it is not this actor's. */
MUST_USE enum err section_save_carried(struct web *w, const char **ret_next);

/* The nomination of the path's first part, when this actor may see it.  ERR_NOT_FOUND otherwise. */
MUST_USE enum err nomination_of_path(struct web *w, struct nomination *ret);

/* The most rows of a repeatable group: the round's, and never more than the database takes. */
int group_rows_max(const struct form_field *group);

/* "/nominations/REF" and "/nominations/REF/NAME". */
const char *nomination_path(struct web *w, const struct nomination *n, const char *name);

/* The round's form with these values, ready for domain/form_rules.h. */
struct form_answers answers_of(const struct round *r, const struct value_list *values);
struct form_context form_context_of(const struct round *r, bool is_submitting);

/* What was posted for the fields of a section; "" for those that the form did not carry. */
struct value_list section_posted(struct web *w, const char *section, const struct fields *form);

/* The value as a person reads it: choices by label, dates in Chinese, pictures by name. */
const char *shown_value(struct web *w, const struct form_field *f, const char *value);

/* What the system fills in itself: the round, the date, the authority of the sector. */
const char *computed_value(struct web *w, const struct form_field *f, const struct value_list *values);

/* The lines of a text that are not empty. */
const struct text_view *text_lines(struct arena *a, const char *text, size_t *ret_len);

/* A picture's value is "sha256 filename". */
const char *image_sha(struct arena *a, const char *value);
const char *image_filename(const char *value);

#endif
