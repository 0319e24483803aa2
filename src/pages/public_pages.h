/* public_pages.h - what the public pages share. */
#ifndef PAGES_PUBLIC_PAGES_H
#define PAGES_PUBLIC_PAGES_H

#include "pages/views.h"

struct web;

/* "首页 / here" */
struct crumb_view public_crumb(struct web *w, const char *here);
/* "首页 / parent / here" */
struct crumb_view public_crumb_under(struct web *w, const char *parent, const char *parent_path, const char *here);

/* The ways to reach the organiser that are set; those that are not leave no row. */
struct contact_block_view public_contact(struct web *w);

/* The title of the route being served. */
const char *public_title(const struct web *w);

#endif
