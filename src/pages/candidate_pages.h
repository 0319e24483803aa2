/* candidate_pages.h - what the list of candidates and the page of one have in common. */
#ifndef PAGES_CANDIDATE_PAGES_H
#define PAGES_CANDIDATE_PAGES_H

#include "pages/views.h"
#include "store/nomination_store.h"
#include "store/preliminary_store.h"

struct web;

/* Whether this actor may know what the others answered about it: in lists, counts, order and files too. */
bool candidate_is_open_to(const struct web *w, const struct candidate *c);

/* The mean of grades in two decimals, half up; "" for none. */
const char *grade_mean(struct arena *a, int sum, int count);

/* What should be known of its papers before it is decided about; none is the usual case. */
const struct text_view *candidate_notes(struct web *w, const struct candidate *c, size_t *ret_len);

struct reviewer_option_view reviewer_option(struct web *w, const struct possible_reviewer *p);

#endif
