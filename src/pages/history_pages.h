/* history_pages.h - what other page families need of earlier texts and versions. */
#ifndef PAGES_HISTORY_PAGES_H
#define PAGES_HISTORY_PAGES_H

#include "pages/views.h"
#include "store/nomination_store.h"

struct form_section;
struct web;

/* Links to the comparisons that there are: the last version with the draft, and each version with the one before. */
const struct link_view *version_comparisons(struct web *w, const struct nomination *n, size_t *ret_len);

/* What draft_save wants of a section when only the answers in `fresh` change: those, and its groups as they are stored.
 */
struct value_list section_values_with(struct web *w, const char *section, const struct value_list *stored,
                                      const struct value_list *fresh);

/* What is different in a section; contacts are masked to all but the unit, and that they differ is said.  Returns how
 * many fields are. */
size_t section_differences(struct web *w, const struct form_section *s, const struct value_list *before,
                           const struct value_list *after, struct version_section_view *v);

#endif
