/* stage.c */
#include "domain/stage.h"

#include <string.h>

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

static const struct {
    const char *ident, *name, *numeral;
} stages[STAGE__COUNT] = {
    [STAGE_NOMINATION] = {"nomination", "自荐申报", "一"},
    [STAGE_RECOMMENDATION] = {"recommendation", "择优推荐", "二"},
    [STAGE_PRELIMINARY_REVIEW] = {"preliminary_review", "组织初审", "三"},
    [STAGE_PUBLICITY] = {"publicity", "公示评议", "四"},
    [STAGE_EVALUATION] = {"evaluation", "评定命名", "五"},
    [STAGE_PROMOTION] = {"promotion", "宣传推广", "六"},
};

static enum phase phase_of(const struct stage_window *w, int64_t now)
{
    if (now < w->opens_at) {
        return PHASE_BEFORE;
    }
    return now < w->closes_at ? PHASE_OPEN : PHASE_AFTER;
}

unsigned open_stages(const struct stage_window *windows, size_t count, int64_t now)
{
    unsigned set = 0;
    for (size_t i = 0; i < count; i++) {
        if (phase_of(&windows[i], now) == PHASE_OPEN) {
            set |= STAGE_BIT(windows[i].stage);
        }
    }
    return set;
}

bool stage_is_in(unsigned stages_set, enum stage stage)
{
    return (stages_set & STAGE_BIT(stage)) != 0;
}

const struct stage_window *stage_window_of(const struct stage_window *windows, size_t count, enum stage stage)
{
    for (size_t i = 0; i < count; i++) {
        if (windows[i].stage == stage) {
            return &windows[i];
        }
    }
    return NULL;
}

enum phase stage_phase(const struct stage_window *windows, size_t count, enum stage stage, int64_t now)
{
    const struct stage_window *w = stage_window_of(windows, count, stage);
    return w == NULL ? PHASE_BEFORE : phase_of(w, now);
}

/* Whether `w` is to be shown rather than `other`, both of the same phase. */
static bool is_shown_before(const struct stage_window *w, const struct stage_window *other, enum phase phase)
{
    int64_t at = phase == PHASE_BEFORE ? w->opens_at : w->closes_at;
    int64_t other_at = phase == PHASE_BEFORE ? other->opens_at : other->closes_at;
    if (at == other_at) {
        return (w->stage < other->stage) == (phase != PHASE_AFTER);
    }
    return (at < other_at) == (phase != PHASE_AFTER);
}

struct stage_shown stage_current(const struct stage_window *windows, size_t count, int64_t now)
{
    /* Which phase is the more telling: something open, else something to come, else what is over. */
    static const int weight[] = {[PHASE_AFTER] = 0, [PHASE_BEFORE] = 1, [PHASE_OPEN] = 2};
    struct stage_shown shown = {STAGE_NOMINATION, PHASE_BEFORE, NULL};
    for (size_t i = 0; i < count; i++) {
        const struct stage_window *w = &windows[i];
        enum phase phase = phase_of(w, now);
        bool is_better = shown.window == NULL || weight[phase] > weight[shown.phase] ||
                         (phase == shown.phase && is_shown_before(w, shown.window, phase));
        if (is_better) {
            shown = (struct stage_shown){w->stage, phase, w};
        }
    }
    return shown;
}

struct remaining remaining_until(int64_t now, int64_t until)
{
    struct remaining r = {0};
    if (until <= now) {
        r.is_over = true;
        return r;
    }
    int64_t left = until - now;
    r.days = (int)(left / DAY);
    r.hours = (int)(left % DAY / HOUR);
    r.minutes = (int)(left % HOUR / MINUTE);
    return r;
}

bool stage_is_ending(const struct stage_window *window, int64_t now)
{
    return phase_of(window, now) == PHASE_OPEN && window->closes_at - now <= DAY;
}

const char *stage_ident(enum stage stage)
{
    return stages[stage].ident;
}

enum err stage_from_ident(const char *ident, enum stage *ret)
{
    for (int i = 0; i < STAGE__COUNT; i++) {
        if (strcmp(stages[i].ident, ident) == 0) {
            *ret = (enum stage)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *stage_name(enum stage stage)
{
    return stages[stage].name;
}

const char *stage_numeral(enum stage stage)
{
    return stages[stage].numeral;
}
