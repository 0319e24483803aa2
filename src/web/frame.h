/* frame.h - what surrounds every page: head, menu, stage bar, demo bar, footer. */
#ifndef WEB_FRAME_H
#define WEB_FRAME_H

#include "pages/views.h"

struct web;

/* Fills `page` for this request: site names, menu of the role, stage bar when signed in, demo bar in demonstrations,
 * footer.  Makes the page's token (w->token). */
void frame_page(struct web *w, struct page *page, const char *title);

/* How often activity is written down: not with every page. */
enum { SESSION_TOUCH_SECONDS = 60 };

/* Seconds until the session of who is signed in ends, by idleness or by age, when this request counts as activity. */
int session_seconds_left(const struct web *w);

/* The one note on top of a page after a 303: the address carried ?done=NAME.  Known names only. */
void frame_flash(struct page *page, const char *kind, const char *title, const char *text);

#endif
