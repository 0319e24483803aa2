/* session_cookie.c */
#include "web/session_cookie.h"

#include "base/log.h"
#include "http/cookie.h"
#include "web/web.h"

/* The prefix binds the cookie to this host and to TLS; browsers refuse it without. */
static const char *name_of(const struct web *w)
{
    return w->app->config.is_secure ? "__Host-jianpin" : "jianpin";
}

const char *session_cookie_get(const struct web *w)
{
    return cookie_get(w->arena, w->rq->cookie, name_of(w));
}

static void send(struct web *w, const struct cookie *c)
{
    const char *value = NULL;
    if (cookie_format(w->arena, c, &value) == OK) {
        response_header(w->rs, "Set-Cookie", value);
    } else {
        log_line("error", "event=cookie name=%s", c->name);
    }
}

void session_cookie_set(struct web *w, const char *value)
{
    struct cookie c = {name_of(w), value, *value == '\0' ? 0 : -1, w->app->config.is_secure};
    send(w, &c);
}

void elder_cookie_set(struct web *w, int is_elder)
{
    struct cookie c = {"elder", is_elder ? "1" : "", is_elder ? 365 * 86400 : 0, w->app->config.is_secure};
    send(w, &c);
}
