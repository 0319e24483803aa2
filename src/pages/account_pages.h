/* account_pages.h - what the router and the demonstration need of the sign-in pages. */
#ifndef PAGES_ACCOUNT_PAGES_H
#define PAGES_ACCOUNT_PAGES_H

#include "store/account_store.h"

struct carried_view;
struct web;

/* The sign-in page that carries the text of a POST whose sign-in is gone; status 401. */
void signin_with_text(struct web *w);

/* The text that the sign-in page carried, for the page of its second step. */
const struct carried_view *signin_carried(struct web *w, size_t *ret_len);

/* Where a sign-in may lead: a path of this site that is no sign-in page itself. */
const char *signin_next(const char *next);

/* Starts a session for `account`, saves carried text, and goes to `next` (a path of this site). */
MUST_USE enum err signin_as(struct web *w, const struct account *account, const char *next);

#endif
