/* session_cookie.h - the one cookie that signs a person in; public pages set none. */
#ifndef WEB_SESSION_COOKIE_H
#define WEB_SESSION_COOKIE_H

struct web;

/* The cookie's value, or NULL. */
const char *session_cookie_get(const struct web *w);
/* Sends the cookie; "" makes the browser forget it. */
void session_cookie_set(struct web *w, const char *value);
/* The preference for the large version, kept a year. */
void elder_cookie_set(struct web *w, int is_elder);

#endif
