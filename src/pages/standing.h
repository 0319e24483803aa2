/* standing.h - what became of a nomination since it was submitted, told alike to its unit and to the office. */
#ifndef PAGES_STANDING_H
#define PAGES_STANDING_H

#include "pages/views.h"
#include "store/nomination_store.h"

struct web;

/* Reads withdrawal, extension, late submissions, acceptance and seal of it.  Needs w->token for the button. */
MUST_USE enum err standing_of(struct web *w, const struct nomination *n, struct standing_view *ret);

/* "逾期受理" and the like for a late submission. */
struct tag_view late_tag(const char *decision);

#endif
