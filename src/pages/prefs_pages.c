/* prefs_pages.c - the choice of the large version, and the answer to those who watch over the service. */
#include "base/log.h"
#include "base/text.h"
#include "http/response.h"
#include "pages/pages.h"
#include "store/nomination_store.h"
#include "version.h"
#include "web/session_cookie.h"
#include "web/web.h"

enum err elder_page(struct web *w)
{
    bool is_elder = text_equal(fields_text(&w->rq->form, "elder"), "1");
    web_redirect(w, fields_text(&w->rq->form, "back")); /* anything but a path of this site leads to "/" */
    elder_cookie_set(w, is_elder);
    return OK;
}

/* "ok" means that a page could be drawn now: the database answers a read of its tables. */
enum err healthz_page(struct web *w)
{
    static const char text[] = "ok " JIANPIN_VERSION "\n";
    int64_t submitted = 0;
    if (nomination_submitted_count(w->db, w->round->id, &submitted) != OK) {
        log_line("error", "event=healthz database=unreadable");
        return ERR_BUSY;
    }
    w->rs->status = 200;
    response_header_set(w->rs, "Content-Type", "text/plain; charset=utf-8");
    response_header_set(w->rs, "Cache-Control", "no-store");
    w->rs->body = text;
    w->rs->body_len = sizeof text - 1;
    return OK;
}
