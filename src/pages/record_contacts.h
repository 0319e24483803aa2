/* record_contacts.h - the contacts of a record: masked until the office says why it needs them. */
#ifndef PAGES_RECORD_CONTACTS_H
#define PAGES_RECORD_CONTACTS_H

#include <stdbool.h>

#include "pages/views.h"
#include "store/nomination_store.h"

struct round;
struct web;

/* How a record's contacts are shown on one page. */
struct contacts_asked {
    bool are_shown;     /* in full, on this page only */
    const char *reason; /* as typed; "" before */
    const char *error;  /* what is wrong with the reason; NULL when nothing is */
};

/* The record of `n` as this actor sees it, in nomination_pages.c. */
MUST_USE enum err record_show(struct web *w, const struct nomination *n, const struct contacts_asked *c, int status);

/* Whether the form asks for contacts in that section. */
bool section_has_contacts(const struct round *r, const char *section);

/* The values as shown: the unit sees its own contacts, everyone else the masked ones unless `c->are_shown`.  Fills the
 * part of the view that says so. */
struct value_list record_contacts(struct web *w, const struct nomination *n, const struct contacts_asked *c,
                                  const struct value_list *values, struct contacts_view *ret_view);

/* Before a form is printed: the paper holds every contact in full, so that a reader from outside the unit leaves a line
 * in the log.  What cannot be written down is not printed. */
MUST_USE enum err contacts_note_paper(struct web *w, const struct nomination *n);

#endif
