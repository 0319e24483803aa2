/* people_pages.h - what the administrator's pages need of the pages about people. */
#ifndef PAGES_PEOPLE_PAGES_H
#define PAGES_PEOPLE_PAGES_H

#include "domain/people.h"
#include "pages/views.h"
#include "store/account_store.h"

struct web;

struct account_facts account_facts_of(const struct account *of);

/* Makes the link of this POST and shows it once; `v` says where to go back to.  The permission was asked before. */
MUST_USE enum err link_show_invite(struct web *w, int64_t body_id, enum role role, struct link_made_view *v);
MUST_USE enum err link_show_reset(struct web *w, const struct account *of, struct link_made_view *v);

#endif
