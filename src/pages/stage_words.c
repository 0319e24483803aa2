/* stage_words.c */
#include "pages/stage_words.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"

static day_no last_day_of(const struct stage_window *w)
{
    return day_of_at(w->closes_at - 1);
}

static const char *clock_words(struct arena *a, int64_t at)
{
    struct civil c = civil_from_at(at);
    return text_format(a, "%s%02d:%02d", day_short_chinese(a, day_of_at(at)), c.hour, c.minute);
}

static bool is_midnight(int64_t at)
{
    return at == day_starts_at(day_of_at(at));
}

const char *closing_words(struct arena *a, int64_t closes_at)
{
    return is_midnight(closes_at) ? text_format(a, "%s24:00", day_short_chinese(a, day_of_at(closes_at - 1)))
                                  : clock_words(a, closes_at);
}

const char *opening_words(struct arena *a, int64_t opens_at)
{
    return is_midnight(opens_at) ? day_short_chinese(a, day_of_at(opens_at)) : clock_words(a, opens_at);
}

struct period_view period_words(struct arena *a, const struct stage_window *w)
{
    if (w == NULL) {
        return (struct period_view){"时间待定", NULL};
    }
    int from = civil_from_at(w->opens_at).year;
    int to = civil_from_day(last_day_of(w)).year;
    const char *year = from == to ? "" : text_format(a, "%d年", to);
    return (struct period_view){text_format(a, "%d年%s至", from, opening_words(a, w->opens_at)),
                                text_format(a, "%s%s", year, closing_words(a, w->closes_at))};
}

const char *workday_words(struct arena *a, const struct calendar *c, const struct stage_window *w)
{
    day_no first = day_of_at(w->opens_at);
    day_no last = last_day_of(w);
    return text_format(a, "共 %d 天，其中工作日 %d 天", (int)(last - first) + 1, workdays_between(c, first, last));
}

/* One day that the calendar names, behind what was said so far. */
static const char *add_named_day(struct arena *a, const char *said, const struct calendar_day *day,
                                 const struct calendar_day *before)
{
    struct civil c = civil_from_day(day->day);
    const char *date = text_format(a, "%d月%d日", c.month, c.day);
    if (day->is_work) {
        return text_format(a, "%s%s%s（%s）上班", said, *said == '\0' ? "" : "；", date, weekday_chinese(c.weekday));
    }
    if (before != NULL && !before->is_work && text_equal(before->name, day->name)) {
        return text_format(a, "%s、%s", said, date);
    }
    return text_format(a, "%s%s%s休息：%s", said, *said == '\0' ? "" : "；", day->name, date);
}

const char *named_day_words(struct arena *a, const struct calendar *c, const struct stage_window *w)
{
    const char *said = "";
    const struct calendar_day *before = NULL;
    for (day_no d = day_of_at(w->opens_at); d <= last_day_of(w); d++) {
        const struct calendar_day *row = calendar_find(c, d);
        if (row != NULL) {
            said = add_named_day(a, said, row, before);
            before = row;
        }
    }
    return *said == '\0' ? NULL : said;
}

const char *rest_day_words(struct arena *a, const struct calendar *c, const struct stage_window *w)
{
    day_no last = last_day_of(w);
    if (is_workday(c, last)) {
        return NULL;
    }
    day_no work = last;
    while (work > day_of_at(w->opens_at) && !is_workday(c, work)) {
        work--;
    }
    const char *start = text_format(a, "最后一天是%s，不是工作日，本站照常开放到%s。", day_short_chinese(a, last),
                                    closing_words(a, w->closes_at));
    if (!is_workday(c, work)) {
        return start;
    }
    return text_format(a, "%s需要来电或者当面办理的，请在%s下班前。", start, day_short_chinese(a, work));
}

/* "还有 3 天 6 小时", to the hour (ux.md section 6); NULL when it is over. */
static const char *left_text(struct arena *a, int64_t now, int64_t until)
{
    struct remaining r = remaining_until(now, until);
    if (r.is_over) {
        return NULL;
    }
    if (r.days > 0) {
        return text_format(a, r.hours > 0 ? "还有 %d 天 %d 小时" : "还有 %d 天", r.days, r.hours);
    }
    return r.hours > 0 ? text_format(a, "还有 %d 小时", r.hours) : "不到 1 小时";
}

const char *phase_left_words(struct arena *a, const struct stage_window *w, enum phase phase, int64_t now)
{
    if (w == NULL || phase == PHASE_AFTER) {
        return NULL;
    }
    if (phase == PHASE_OPEN) {
        return left_text(a, now, w->closes_at);
    }
    const char *left = left_text(a, now, w->opens_at);
    return left == NULL ? NULL : text_format(a, "距开始%s", left);
}

struct tag_view phase_tag(enum phase phase)
{
    static const struct tag_view tags[] = {
        [PHASE_BEFORE] = {"todo", "未开始"}, [PHASE_OPEN] = {"half", "正在进行"}, [PHASE_AFTER] = {"done", "已结束"}};
    return tags[phase];
}

const char *phase_text(const struct stage_text *t, enum phase phase)
{
    return phase == PHASE_BEFORE ? t->before : phase == PHASE_OPEN ? t->open : t->after;
}

struct countdown_view countdown_to(struct arena *a, const struct stage_window *w, enum phase phase, int64_t now)
{
    if (w == NULL || phase == PHASE_AFTER) {
        return (struct countdown_view){0};
    }
    int64_t until = phase == PHASE_OPEN ? w->closes_at : w->opens_at;
    struct remaining left = remaining_until(now, until);
    return (struct countdown_view){
        .has_count = !left.is_over,
        .is_last_hour = left.days == 0 && left.hours == 0,
        .label = phase == PHASE_OPEN ? "距截止还有" : "距开始还有",
        .until = at_rfc3339(a, until),
        .now = at_rfc3339(a, now),
        .days = left.days,
        .hours = left.hours,
    };
}

/* "正在进行，剩 3 天": short, for a narrow column. */
static const char *status_words(struct arena *a, const struct stage_window *w, enum phase phase, int64_t now)
{
    if (w == NULL) {
        return "时间待定";
    }
    if (phase != PHASE_OPEN) {
        return phase_tag(phase).text;
    }
    struct remaining left = remaining_until(now, w->closes_at);
    if (left.days > 0) {
        return text_format(a, "正在进行，剩 %d 天", left.days);
    }
    return left.hours > 0 ? text_format(a, "正在进行，剩 %d 小时", left.hours) : "正在进行，不到 1 小时";
}

static struct stage_line_view stage_line(struct arena *a, const struct round *r, enum stage stage, int64_t now)
{
    const struct stage_window *w = stage_window_of(r->windows, r->windows_len, stage);
    enum phase phase = stage_phase(r->windows, r->windows_len, stage, now);
    return (struct stage_line_view){
        .ident = stage_ident(stage),
        .kind = phase == PHASE_AFTER  ? "is-done"
                : phase == PHASE_OPEN ? "is-now"
                                      : "is-next",
        .numeral = stage_numeral(stage),
        .name = stage_name(stage),
        .date_text = w == NULL ? NULL : text_format(a, "%s前", day_short_chinese(a, last_day_of(w))),
        .status_text = status_words(a, w, phase, now),
    };
}

struct stages_view stages_words(struct arena *a, const struct round *r, int64_t now, int64_t submitted)
{
    struct stage_line_view *lines = ARENA_ARRAY(a, struct stage_line_view, STAGE__COUNT);
    struct stage_shown shown = stage_current(r->windows, r->windows_len, now);
    for (int s = 0; s < STAGE__COUNT; s++) {
        lines[s] = stage_line(a, r, (enum stage)s, now);
        lines[s].is_current = shown.phase == PHASE_OPEN && shown.stage == (enum stage)s;
    }
    if (submitted > 0 && stage_phase(r->windows, r->windows_len, STAGE_NOMINATION, now) == PHASE_AFTER) {
        lines[STAGE_NOMINATION].status_text = text_format(a, "已结束，收到 %lld 份", (long long)submitted);
    }
    return (struct stages_view){lines, STAGE__COUNT, false};
}

const char *ending_words(struct arena *a, const struct round *r, int64_t now)
{
    static const enum stage met_by_public[] = {STAGE_NOMINATION, STAGE_PUBLICITY};
    for (size_t i = 0; i < sizeof met_by_public / sizeof met_by_public[0]; i++) {
        const struct stage_window *w = stage_window_of(r->windows, r->windows_len, met_by_public[i]);
        if (w != NULL && stage_is_ending(w, now)) {
            return text_format(a, "%s将于 %s 截止，%s", stage_name(met_by_public[i]), closing_words(a, w->closes_at),
                               left_text(a, now, w->closes_at));
        }
    }
    return NULL;
}
