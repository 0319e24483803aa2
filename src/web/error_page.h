/* error_page.h - the calm page of every refusal: what happened, what was kept, what to do. */
#ifndef WEB_ERROR_PAGE_H
#define WEB_ERROR_PAGE_H

#include "base/err.h"

struct web;

/* Throws away what the page had put into the response and answers with `e`'s page and status (JSON for the script).
 * ERR_SIGNED_OUT becomes a way to the sign-in page that comes back. */
void error_page(struct web *w, enum err e);

#endif
