/* nomination_words.c */
#include "pages/nomination_words.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/nomination_status.h"
#include "pages/stage_words.h"
#include "store/value_list.h"
#include "web/web.h"

/* The last day of a stage, "6月25日（周四）"; "" when it has no window. */
static const char *last_day(struct web *w, enum stage stage)
{
    const struct stage_window *x = stage_window_of(w->round->windows, w->round->windows_len, stage);
    return x == NULL ? "" : day_short_chinese(w->arena, day_of_at(x->closes_at - 1));
}

const char *nomination_closed_text(struct web *w)
{
    const struct stage_window *x = stage_window_of(w->round->windows, w->round->windows_len, STAGE_NOMINATION);
    if (x == NULL) {
        return "自荐申报的时间还没有公布。";
    }
    if (w->now < x->opens_at) {
        return text_format(w->arena, "自荐申报从 %s开始，现在还没有开放。", opening_words(w->arena, x->opens_at));
    }
    return text_format(w->arena, "%s已于 %s截止，不能再提交。%s", w->return_due_at != 0 ? "补正" : "自荐申报",
                       closing_words(w->arena, x->closes_at), round_text(w->round, "late_contact"));
}

const char *work_now_text(struct web *w)
{
    struct stage_shown now = stage_current(w->round->windows, w->round->windows_len, w->now);
    const struct stage_text *t = &w->round->texts[now.stage];
    const char *text = now.phase == PHASE_BEFORE ? t->before : now.phase == PHASE_OPEN ? t->open : t->after;
    return text == NULL ? "" : text;
}

const char *route_help(struct web *w, const struct value_list *values)
{
    if (*value_get(values, "sector_id", 0) == '\0' || *value_get(values, "district_id", 0) == '\0') {
        return "";
    }
    return round_text(w->round, text_format(w->arena, "route_%s", route_ident(nomination_route(w->round, values))));
}

const char *sent_to(struct web *w, enum route route, const struct value_list *values)
{
    const struct sector *s = round_sector(w->round, value_get(values, "sector_id", 0));
    const struct district *d = round_district(w->round, value_get(values, "district_id", 0));
    if (route == ROUTE_SECTOR_CITY && s != NULL) {
        return s->authority_name;
    }
    if (route == ROUTE_SECTOR_COUNTY && s != NULL && d != NULL) {
        return text_format(w->arena, "%s，再报%s", d->office_name, s->authority_name);
    }
    return d == NULL ? "" : d->office_name;
}

const struct step_view *next_steps(struct web *w, enum route route, const struct value_list *values, size_t *ret_len)
{
    enum { STEPS = 4 };
    struct step_view *list = ARENA_ARRAY(w->arena, struct step_view, STEPS);
    list[0] = (struct step_view){"打印三份，分别加盖公章",
                                 "双面打印，左侧装订。每份都要盖章，复印的章无效；纸上的校验码须与网上一致。"};
    list[1] = (struct step_view){
        text_format(w->arena, "%s前送到%s", last_day(w, STAGE_NOMINATION), sent_to(w, route, values)),
        "送达前核对三份纸上的受理编号、版本和校验码，须与本回执一致。"};
    list[2] = (struct step_view){text_format(w->arena, "%s前初步评审和推荐", last_day(w, STAGE_RECOMMENDATION)),
                                 w->round->texts[STAGE_RECOMMENDATION].summary};
    list[3] = (struct step_view){text_format(w->arena, "%s前公示评议", last_day(w, STAGE_PUBLICITY)),
                                 "入围的单位在营业厅、办事窗口同步张贴公示。"};
    *ret_len = STEPS;
    return list;
}

const char *fingerprint_groups(struct arena *a, const char *sha256)
{
    const char *text = "";
    for (const char *p = sha256; *p != '\0'; p += strlen(p) < 8 ? strlen(p) : 8) {
        text = text_format(a, "%s%s%.8s", text, *text == '\0' ? "" : " ", p);
    }
    return text;
}
