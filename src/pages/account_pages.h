/* account_pages.h - what the router and the demonstration need of the sign-in pages. */
#ifndef PAGES_ACCOUNT_PAGES_H
#define PAGES_ACCOUNT_PAGES_H

#include "store/account_store.h"

struct web;

/* The sign-in page that carries the text of a POST whose sign-in is gone; status 401. */
void signin_with_text(struct web *w);

/* Starts a session for `account`, saves carried text, and goes to `next` (a path of this site). */
MUST_USE enum err signin_as(struct web *w, const struct account *account, const char *next);

#endif
