/* token.h - the one hidden field of every form: proves that the page was ours, and makes its POST happen once. */
#ifndef WEB_TOKEN_H
#define WEB_TOKEN_H

#include "base/err.h"

struct web;

/* A new token for the page being drawn, bound to the session of who is signed in, else to visitors. */
const char *token_new(struct web *w);

/* Whether the request's token was made for this person: for the session, or for an earlier one of the same account (the
 * page lay open while its owner signed in again), or, where visitors may go too, for visitors.  ERR_DENIED otherwise.
 */
MUST_USE enum err token_check(const struct web *w);

/* Whether the browser says that the POST comes from our own pages (Origin, Sec-Fetch-Site).  Absent headers say
 * nothing. ERR_DENIED for another site's. */
MUST_USE enum err origin_check(const struct web *w);

/* What identifies this very POST: token, address and content, as one hash. */
const char *post_digest(const struct web *w);

#endif
