/* demo_pages.c - the bar of a demonstration: jump to a stage, sign in as anyone with one click.  On a real data
 * directory neither page exists. */
#include "pages/demo_pages.h"

#include <stdatomic.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "http/out.h"
#include "pages/account_pages.h"
#include "pages/pages.h"
#include "store/account_store.h"
#include "store/round_store.h"
#include "web/web.h"

enum { OFFICE_OPENS_AT = 9 * 3600 };

enum err demo_moment(const struct round *round, enum stage stage, int64_t *ret_at)
{
    const struct stage_window *w = stage_window_of(round->windows, round->windows_len, stage);
    if (w == NULL) {
        return ERR_NOT_FOUND;
    }
    int64_t middle = w->opens_at + (w->closes_at - w->opens_at) / 2;
    int64_t at = day_starts_at(day_of_at(middle)) + OFFICE_OPENS_AT;
    if (at < middle) {
        at = day_starts_at(day_of_at(middle) + 1) + OFFICE_OPENS_AT;
    }
    *ret_at = at < w->closes_at ? at : middle;
    return OK;
}

enum err demo_clock_set(struct db *db, struct clock *clock, int64_t at)
{
    struct arena *a = arena_new();
    struct clock moved = {0};
    clock_start_at(&moved, at);
    int64_t offset = atomic_load(&moved.offset);
    enum err e = meta_put(db, "clock_offset", text_format(a, "%lld", (long long)offset));
    if (e == OK) {
        atomic_store(&clock->fixed, 0);
        atomic_store(&clock->offset, offset);
    }
    arena_free(a);
    return e;
}

/* A session belongs to the hours in which it was made: whoever jumps to another day, or becomes another person, gets a
 * new one. */
static enum err sign_in_anew(struct web *w, const struct account *account, const char *next)
{
    if (w->is_signed_in) {
        TRY(session_end(w->db, &w->who, &w->session));
        w->is_signed_in = false;
    }
    return signin_as(w, account, next);
}

enum err demo_stage_page(struct web *w)
{
    enum stage stage = STAGE_NOMINATION;
    int64_t at = 0;
    const char *back = fields_text(&w->rq->form, "back");
    const char *next = text_is_empty(back) ? "/" : url_path(back).text;
    if (!w->app->config.is_demo) {
        return ERR_NOT_FOUND;
    }
    TRY(stage_from_ident(fields_text(&w->rq->form, "stage"), &stage));
    TRY(demo_moment(w->round, stage, &at));
    TRY(demo_clock_set(w->db, w->app->clock, at));
    w->now = at;
    if (w->is_signed_in) {
        return sign_in_anew(w, &w->session.account, next);
    }
    web_redirect(w, next);
    return OK;
}

enum err demo_signin_page(struct web *w)
{
    struct account account;
    if (!w->app->config.is_demo) {
        return ERR_NOT_FOUND;
    }
    TRY(account_by_login(w->db, w->arena, fields_text(&w->rq->form, "account"), &account));
    return account.is_active ? sign_in_anew(w, &account, "/nominations") : ERR_NOT_FOUND;
}
