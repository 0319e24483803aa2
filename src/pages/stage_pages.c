/* stage_pages.c - the timeline, and the pages that belong to one stage: before it opens, while it is open and after it
 * each says so, with its dates and what is possible now.  What they will list comes with the later stages. */
#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "pages/pages.h"
#include "pages/public_pages.h"
#include "pages/publicity_pages.h"
#include "pages/stage_words.h"
#include "store/nomination_store.h"
#include "web/frame.h"
#include "web/web.h"

/* ---- timeline ---- */

static struct timeline_stage_view timeline_stage(struct web *w, enum stage stage)
{
    const struct round *r = w->round;
    const struct stage_window *win = stage_window_of(r->windows, r->windows_len, stage);
    enum phase phase = stage_phase(r->windows, r->windows_len, stage, w->now);
    struct timeline_stage_view v = {
        .ident = stage_ident(stage),
        .numeral = stage_numeral(stage),
        .name = stage_name(stage),
        .tag = phase_tag(phase),
        .period = period_words(w->arena, win),
        .left_text = phase_left_words(w->arena, win, phase, w->now),
        .summary = r->texts[stage].summary,
        .before = r->texts[stage].before,
        .open = r->texts[stage].open,
        .after = r->texts[stage].after,
        .is_before = phase == PHASE_BEFORE,
        .is_open = phase == PHASE_OPEN,
        .is_after = phase == PHASE_AFTER,
    };
    if (win != NULL) {
        v.workday_text = workday_words(w->arena, &r->calendar, win);
        v.rest_text = named_day_words(w->arena, &r->calendar, win);
        v.end_text = phase == PHASE_AFTER ? NULL : rest_day_words(w->arena, &r->calendar, win);
    }
    return v;
}

/* Whether the calendar knows the years of the round. */
static const char *warning_of_years(struct web *w)
{
    if (w->round->windows_len == 0) {
        return NULL;
    }
    int64_t first = w->round->windows[0].opens_at;
    int64_t last = w->round->windows[0].closes_at;
    for (size_t i = 1; i < w->round->windows_len; i++) {
        const struct stage_window *win = &w->round->windows[i];
        first = win->opens_at < first ? win->opens_at : first;
        last = win->closes_at > last ? win->closes_at : last;
    }
    return calendar_warning(w->arena, &w->round->calendar, day_of_at(first), day_of_at(last - 1));
}

enum err timeline_page(struct web *w)
{
    struct timeline_view v = {0};
    frame_page(w, &v.page, public_title(w));
    v.crumb = public_crumb(w, v.page.title);
    int64_t submitted = 0;
    TRY(nomination_submitted_count(w->db, w->round->id, &submitted));
    struct civil c = civil_from_at(w->now);
    v.now_text = text_format(w->arena, "%d年%s%02d:%02d", c.year, day_short_chinese(w->arena, day_of_at(w->now)),
                             c.hour, c.minute);
    v.now_rfc3339 = at_rfc3339(w->arena, w->now);
    v.calendar_warning = warning_of_years(w);
    v.stages = stages_words(w->arena, w->round, w->now, submitted);
    v.stages.are_linked = true;
    v.short_name = round_text(w->round, "organiser_short");
    struct timeline_stage_view *items = ARENA_ARRAY(w->arena, struct timeline_stage_view, STAGE__COUNT);
    for (int s = 0; s < STAGE__COUNT; s++) {
        items[s] = timeline_stage(w, (enum stage)s);
    }
    v.items = items;
    v.items_len = STAGE__COUNT;
    tpl_timeline(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- pages of one stage ---- */

static void stage_page(struct web *w, enum stage stage, struct stage_page_view *v)
{
    const struct round *r = w->round;
    const struct stage_window *win = stage_window_of(r->windows, r->windows_len, stage);
    enum phase phase = stage_phase(r->windows, r->windows_len, stage, w->now);
    frame_page(w, &v->page, public_title(w));
    v->crumb = public_crumb(w, v->page.title);
    v->head = (struct stage_head_view){
        .title = v->page.title,
        .numeral = stage_numeral(stage),
        .name = text_equal(stage_name(stage), v->page.title) ? NULL : stage_name(stage),
        .tag = phase_tag(phase),
        .period = period_words(w->arena, win),
        .end_text = win == NULL || phase == PHASE_AFTER ? NULL : rest_day_words(w->arena, &r->calendar, win),
        .count = countdown_to(w->arena, win, phase, w->now),
    };
    v->is_before = phase == PHASE_BEFORE;
    v->is_open = phase == PHASE_OPEN;
    v->is_after = phase == PHASE_AFTER;
    v->starts_text = win == NULL ? NULL : opening_words(w->arena, win->opens_at);
    v->ends_text = win == NULL ? NULL : closing_words(w->arena, win->closes_at);
    v->possible_text = phase_text(&r->texts[stage], phase);
    v->short_name = round_text(r, "organiser_short");
    v->commission = round_text(r, "commission_short");
    v->contact = public_contact(w);
}

enum err publicity_stage_page(struct web *w)
{
    struct stage_page_view v = {0};
    stage_page(w, STAGE_PUBLICITY, &v);
    tpl_publicity(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err results_page(struct web *w)
{
    struct stage_page_view v = {0};
    stage_page(w, STAGE_EVALUATION, &v);
    tpl_results(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err cases_page(struct web *w)
{
    struct stage_page_view v = {0};
    stage_page(w, STAGE_PROMOTION, &v);
    tpl_cases(&w->out, &v);
    web_html(w, 200);
    return OK;
}
