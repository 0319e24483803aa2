/* recommendation_pages.h - what the pages and the papers of a list have in common. */
#ifndef PAGES_RECOMMENDATION_PAGES_H
#define PAGES_RECOMMENDATION_PAGES_H

#include "pages/views.h"
#include "store/recommendation_store.h"

struct web;

/* A sent list of the path with its lines, when this actor may see it.  ERR_NOT_FOUND otherwise. */
struct shown_list {
    struct sent_list is;
    struct recommended_list lines;
    size_t recommended; /* how many of them have a place; they stand first */
};
MUST_USE enum err shown_list_of_path(struct web *w, struct shown_list *ret);

/* "/recommendations/REF" and "/recommendations/REF/NAME". */
const char *list_path(struct web *w, const struct sent_list *l, const char *name);

/* The line's sector, or of a district's list its district. */
const char *line_of(const struct recommended *x);

#endif
