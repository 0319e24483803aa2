/* history_pages.h - what other page families need of earlier texts and versions. */
#ifndef PAGES_HISTORY_PAGES_H
#define PAGES_HISTORY_PAGES_H

#include "pages/views.h"
#include "store/nomination_store.h"

struct web;

/* Links to the comparisons that there are: the last version with the draft, and each version with the one before. */
const struct link_view *version_comparisons(struct web *w, const struct nomination *n, size_t *ret_len);

/* What draft_save wants of a section when only the answers in `fresh` change: those, and its groups as they are stored.
 */
struct value_list section_values_with(struct web *w, const char *section, const struct value_list *stored,
                                      const struct value_list *fresh);

#endif
