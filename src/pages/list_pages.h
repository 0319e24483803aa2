/* list_pages.h - what other page families need of the lists. */
#ifndef PAGES_LIST_PAGES_H
#define PAGES_LIST_PAGES_H

#include "base/err.h"

struct web;

/* The list of what was received, for whoever has one; for the others what the stage means to them. */
MUST_USE enum err received_list(struct web *w);

#endif
