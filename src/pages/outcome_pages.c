/* outcome_pages.c - 公布办理情况: counts and outcomes of what the public reported, proposed on the page of 公示情况报告
 * by one of the office, confirmed by another; and as everybody reads them. */
#include "pages/outcome_pages.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "pages/pages.h"
#include "pages/public_pages.h"
#include "pages/publicity_pages.h"
#include "pages/stage_words.h"
#include "store/closing_store.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/route.h"
#include "web/web.h"

/* ---- what everybody reads ---- */

/* What the sentence before them does not say already. */
static void show_rows(struct web *w, const struct outcome *o, struct outcome_view *v)
{
    struct outcome_row_view *rows = ARENA_ARRAY(w->arena, struct outcome_row_view, OUTCOME__COUNT);
    for (int i = OUTCOME_UPHELD; o->of[OUTCOME_RECEIVED] > 0 && i < OUTCOME__COUNT; i++) {
        enum outcome_item item = (enum outcome_item)i;
        if (o->of[i] > 0 || outcome_item_is_always(item)) {
            rows[v->rows_len++] = (struct outcome_row_view){outcome_item_word(item), o->of[i], outcome_item_unit(item)};
        }
    }
    v->rows = rows;
}

static struct outcome_view shown(struct web *w, const struct published_outcome *o)
{
    struct outcome_view v = {.is_shown = true,
                             .lead = o->lead,
                             .closing = o->closing,
                             .issued_text = text_format(w->arena, "%s　%s公布", o->issuer,
                                                        day_chinese(w->arena, day_of_at(o->published_at))),
                             .check_code = o->check_code};
    show_rows(w, &o->is, &v);
    return v;
}

const char *outcome_path(struct web *w, const struct published_outcome *o)
{
    return text_format(w->arena, "/publicity/outcomes/%d", o->version_no);
}

void outcome_latest(struct web *w, const struct published_outcomes *all, struct outcome_view *ret)
{
    *ret = (struct outcome_view){.is_shown = false};
    if (all->len == 0) {
        return;
    }
    *ret = shown(w, &all->items[0]);
    struct outcome_version_view *earlier = ARENA_ARRAY(w->arena, struct outcome_version_view, all->len);
    for (size_t i = 1; i < all->len; i++) {
        const struct published_outcome *o = &all->items[i];
        day_no day = day_of_at(o->published_at);
        earlier[ret->earlier_len++] =
            (struct outcome_version_view){.url = url_path(outcome_path(w, o)),
                                          .label = text_format(w->arena, "第 %d 次公布", o->version_no),
                                          .date_iso = day_iso(w->arena, day),
                                          .date_text = day_short_chinese(w->arena, day)};
    }
    ret->earlier = earlier;
}

enum err outcome_page(struct web *w)
{
    int64_t no = 0;
    struct published_outcomes all;
    TRY(published_outcomes(w->db, w->arena, w->round->id, &all));
    if (text_to_int(w->parts[0], 1, PUBLISHED_OUTCOMES_MAX, &no) != OK || (size_t)no > all.len) {
        return ERR_NOT_FOUND;
    }
    const struct published_outcome *o = &all.items[all.len - (size_t)no];
    struct outcome_page_view v = {.outcome = shown(w, o)};
    frame_page(w, &v.page, "意见和异议的办理情况");
    publicity_meta(w, o->published_at, o->issuer, &v.page);
    v.page.description = o->lead;
    v.crumb = public_crumb_under(w, "公示评议", "/publicity", "办理情况");
    v.state_text = o == &all.items[0] ? NULL
                                      : text_format(w->arena, "这是第 %d 次公布的，%s又公布了一次。", o->version_no,
                                                    day_chinese(w->arena, day_of_at((o - 1)->published_at)));
    tpl_outcome(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- the desk ---- */

static const char *fault_words(struct web *w, const struct outcome_desk *d, enum outcome_fault fault)
{
    switch (fault) {
    case OUTCOME_NO_NOTICE: return "公示还没有发布，没有可以公布的办理情况。";
    case OUTCOME_NOT_OVER: return "公示还没有结束，结束以后才能公布办理情况。";
    case OUTCOME_RECUSED: return "您有回避的品牌，办理情况由没有回避的人公布。";
    case OUTCOME_OWN: return "公布由您提出，要由另一个人确认。";
    case OUTCOME_CHANGED:
        return d->proposal.notice_id != d->notice_id
                   ? text_format(w->arena, "提出以后公示发布了第 %d 版，不能照提出的公布。请撤回，核对以后重新提出。",
                                 d->notice_version)
                   : "提出以后数目有变动，不能照提出的公布。请撤回，核对下面的数目以后重新提出。";
    case OUTCOME_NOTHING: return "没有提出公布，或者提出的已经撤回。";
    case OUTCOME_PROPOSED: return "已经提出公布，等另一个人确认。";
    case OUTCOME_KNOWN: return "数目和结果与已经公布的相同，不用再公布。";
    case OUTCOME_FINE: break;
    }
    return NULL;
}

static void show_changes(struct web *w, const struct outcome_desk *d, struct outcome_desk_view *v)
{
    struct outcome_change_view *list = ARENA_ARRAY(w->arena, struct outcome_change_view, OUTCOME__COUNT);
    for (int i = 0; i < OUTCOME__COUNT; i++) {
        if (d->proposal.is.of[i] != d->now.of[i]) {
            list[v->changes_len++] = (struct outcome_change_view){outcome_item_word((enum outcome_item)i),
                                                                  d->proposal.is.of[i], d->now.of[i]};
        }
    }
    v->changes = list;
}

static void show_proposal(struct web *w, const struct outcome_desk *d, struct outcome_desk_view *v)
{
    v->proposed_text =
        text_format(w->arena, "%s %s提出公布。", at_chinese(w->arena, d->proposal.proposed_at), d->proposal.proposer);
    v->proposal = d->proposal.ref;
    v->fault_text = fault_words(w, d, outcome_fault_to_release(&d->facts));
    show_changes(w, d, v);
}

enum err outcome_desk_shown(struct web *w, const struct closing *c, struct outcome_desk_view *ret)
{
    struct outcome_desk d;
    TRY(outcome_desk_of(web_reading(w), c, w->now, &d));
    *ret = (struct outcome_desk_view){.token = w->token,
                                      .shown = outcome_shown(w->arena, &d),
                                      .proposal = "",
                                      .can_propose = may_propose_outcome(&w->actor, &d.facts) == OK,
                                      .can_release = may_release_outcome(&w->actor, &d.facts) == OK,
                                      .can_withdraw = may_withdraw_outcome(&w->actor, &d.facts) == OK};
    ret->preview = (struct outcome_view){
        .is_shown = true, .lead = outcome_lead(w->arena, &d.now), .closing = outcome_closing(w->arena, &d.now)};
    show_rows(w, &d.now, &ret->preview);
    if (d.published.len > 0) {
        const struct published_outcome *last = &d.published.items[0];
        ret->public_text =
            text_format(w->arena, "%s第 %d 次公布", at_short_chinese(w->arena, last->published_at), last->version_no);
    }
    if (d.facts.is_proposed) {
        show_proposal(w, &d, ret);
    } else {
        ret->fault_text = fault_words(w, &d, outcome_fault_to_propose(&d.facts));
    }
    return OK;
}

/* ---- its acts ---- */

/* Everything is counted anew in the transaction of the act. */
static enum err begin(struct web *w, struct outcome_desk *ret)
{
    struct closing c;
    enum err e = closing_get(web_reading(w), w->round, w->now, &c);
    if (e != OK && e != ERR_NOT_FOUND) {
        return e;
    }
    return outcome_desk_of(web_reading(w), e == OK ? &c : NULL, w->now, ret);
}

static bool was_shown(const struct web *w, const char *what)
{
    return text_equal(fields_text(&w->rq->form, "revision"), what);
}

enum err outcome_propose_page(struct web *w)
{
    struct outcome_desk d;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(begin(w, &d));
    if (may_propose_outcome(&w->actor, &d.facts) != OK) {
        return publicity_report_refused(w, fault_words(w, &d, outcome_fault_to_propose(&d.facts)));
    }
    if (!was_shown(w, outcome_shown(w->arena, &d))) {
        return publicity_report_refused(w, "数目刚刚有变动，没有提出。请核对下面的数目以后再提出。");
    }
    TRY(outcome_propose(&c, w->round->id, &d));
    web_redirect(w, "/publicity/report?outcome=proposed#outcome");
    return OK;
}

enum err outcome_withdraw_page(struct web *w)
{
    struct outcome_desk d;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(begin(w, &d));
    if (may_withdraw_outcome(&w->actor, &d.facts) != OK || !was_shown(w, d.proposal.ref)) {
        return publicity_report_refused(w, fault_words(w, &d, d.facts.is_recused ? OUTCOME_RECUSED : OUTCOME_NOTHING));
    }
    TRY(outcome_withdraw(&c, &d));
    web_redirect(w, "/publicity/report?outcome=withdrawn#outcome");
    return OK;
}

enum err outcome_release_page(struct web *w)
{
    struct outcome_desk d;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(begin(w, &d));
    if (may_release_outcome(&w->actor, &d.facts) != OK) {
        return publicity_report_refused(w, fault_words(w, &d, outcome_fault_to_release(&d.facts)));
    }
    if (!was_shown(w, d.proposal.ref)) {
        return publicity_report_refused(w, "提出的已经换了，没有公布。请核对下面的数目以后再确认。");
    }
    TRY(outcome_release(&c, w->round, &d));
    web_redirect(w, "/publicity/report?outcome=released#outcome");
    return OK;
}
