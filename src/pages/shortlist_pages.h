/* shortlist_pages.h - what the pages of 候选名单 have in common. */
#ifndef PAGES_SHORTLIST_PAGES_H
#define PAGES_SHORTLIST_PAGES_H

#include "pages/views.h"
#include "store/nomination_store.h"
#include "store/shortlist_store.h"

struct web;

/* Where the list stands for whoever asks. */
MUST_USE enum err shortlist_facts_now(struct web *w, struct shortlist_facts *ret, int *ret_last_draft);
/* Whether the list may be changed now.  When not, the answer is the way to its page, which says why. */
MUST_USE enum err may_build_now(struct web *w, bool *ret_may);
/* Why nothing can be changed, or what can be done later; NULL while the list can be made. */
const char *shortlist_state_text(struct web *w, const struct shortlist_facts *f);
/* What stands in the way of a release, as a sentence; NULL for nothing. */
const char *release_fault_text(struct web *w, const struct shortlist_facts *f);
struct tag_view choice_tag(enum choice c);
/* "公交　天宁区" */
const char *shortlist_line_words(struct web *w, const char *sector_name, const char *district_name);
/* The lines of a draft, or of the release, of that choice; CHOICE__COUNT: all. */
const struct shortlist_line_view *shortlist_line_views(struct web *w, const struct shortlist_lines *l, enum choice only,
                                                       size_t *ret_len);
struct tag_view names_tag(enum names_state s);

/* What a unit, its authorities and the office are told of the outcome, and a unit of its names: for standing.c.
 * *ret_text NULL: nothing. */
struct shortlist_told {
    struct tag_view tag;
    const char *text;
    const char *link_label;
    const char *link;
};
MUST_USE enum err shortlist_told_of(struct web *w, const struct nomination *n, struct shortlist_told *ret_outcome,
                                    struct shortlist_told *ret_names);

#endif
