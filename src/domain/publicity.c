/* publicity.c */
#include "domain/publicity.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "domain/text_count.h"

enum { FILLED_BYTES_MAX = 64 * 1024, PERIOD_DAYS_MAX = 366 };

static const char *const sorts[PUBLICITY_SORT__COUNT] = {"sector", "strokes", "number"};

const char *publicity_sort_ident(enum publicity_sort s)
{
    return sorts[s];
}

enum err publicity_sort_from_ident(const char *ident, enum publicity_sort *ret)
{
    for (int i = 0; i < PUBLICITY_SORT__COUNT; i++) {
        if (strcmp(sorts[i], ident) == 0) {
            *ret = (enum publicity_sort)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *publicity_sort_word(enum publicity_sort s)
{
    static const char *const words[PUBLICITY_SORT__COUNT] = {"行业", "品牌名称笔画", "受理编号"};
    return words[s];
}

enum phase publicity_phase(const struct stage_window *windows, size_t count, int64_t now)
{
    const struct stage_window *own = stage_window_of(windows, count, STAGE_PUBLICITY);
    const struct stage_window *next = stage_window_of(windows, count, STAGE_EVALUATION);
    if (own == NULL || now < own->opens_at) {
        return PHASE_BEFORE;
    }
    int64_t until = next == NULL || next->closes_at < own->closes_at ? own->closes_at : next->closes_at;
    return now < until ? PHASE_OPEN : PHASE_AFTER;
}

/* ---- the draft ---- */

static const char *length_fault(const char *text, size_t max, const char *missing, const char *lengthy)
{
    size_t zi = zi_count(text);
    return zi < 2 ? missing : zi > max ? lengthy : NULL;
}

static const char *closes_fault(const struct publicity_draft *d, const struct publicity_before *before)
{
    if (d->closes < d->opens) {
        return "截止日期早于开始日期，请改正";
    }
    if (d->closes - d->opens > PERIOD_DAYS_MAX) {
        return "公示期超过一年，请核对日期";
    }
    return before->version_no > 0 && d->closes < before->closes ? "公示期可以延长，不能缩短" : NULL;
}

bool publicity_judge(const struct publicity_draft *d, const struct publicity_before *before,
                     struct publicity_faults *ret)
{
    bool is_first = before->version_no == 0;
    *ret = (struct publicity_faults){
        .title = length_fault(d->title, PUBLICITY_TITLE_ZI, "请填写公示的标题", "标题太长，请缩短到 60 字以内"),
        .text = length_fault(d->text, PUBLICITY_TEXT_ZI, "请填写公示的正文", "正文太长，请缩短到 2000 字以内"),
        .closes = closes_fault(d, before)};
    if (!is_first && d->opens != before->opens) {
        ret->opens = "公示已经开始，开始日期不能再改";
    }
    if (!is_first) {
        ret->change = length_fault(d->change_text, PUBLICITY_CHANGE_ZI, "请写明这一版与上一版的不同，公众会看到",
                                   "更正说明太长，请缩短到 300 字以内");
    } else if (*d->change_text != '\0') {
        ret->change = "第一版没有更正说明";
    }
    return ret->title == NULL && ret->text == NULL && ret->opens == NULL && ret->closes == NULL && ret->change == NULL;
}

bool publicity_asks_rest_day(const struct calendar *c, const struct publicity_draft *d, day_no *ret_next)
{
    *ret_next = first_workday_on_or_after(c, d->closes);
    return *ret_next != d->closes && !d->is_rest_kept;
}

/* ---- who and when ---- */

enum err may_view_publicity(const struct actor *who)
{
    return who->role == ROLE_OFFICE ? OK : ERR_NOT_FOUND;
}

enum err may_compose_notice(const struct actor *who, const struct publicity_facts *f)
{
    TRY(may_view_publicity(who));
    if (!f->is_shortlisted || f->phase == PHASE_AFTER) {
        return ERR_CLOSED;
    }
    return f->is_proposed ? ERR_CONFLICT : OK;
}

enum err may_propose_notice(const struct actor *who, const struct publicity_facts *f)
{
    TRY(may_compose_notice(who, f));
    return publicity_fault_of(f) == PUBLICITY_FINE && !f->is_recused ? OK : ERR_CONFLICT;
}

enum err may_withdraw_notice(const struct actor *who, const struct publicity_facts *f)
{
    TRY(may_view_publicity(who));
    return f->is_proposed ? OK : ERR_CONFLICT;
}

enum err may_release_notice(const struct actor *who, const struct publicity_facts *f)
{
    TRY(may_view_publicity(who));
    if (f->phase != PHASE_OPEN) {
        return ERR_CLOSED;
    }
    return f->is_proposed && !f->is_proposer && publicity_fault_of(f) == PUBLICITY_FINE ? OK : ERR_CONFLICT;
}

enum publicity_fault publicity_fault_of(const struct publicity_facts *f)
{
    const struct {
        bool is_so;
        enum publicity_fault fault;
    } rules[] = {{!f->is_shortlisted, PUBLICITY_NO_LIST},
                 {f->brands == 0, PUBLICITY_NO_BRAND},
                 {!f->is_saved, PUBLICITY_NO_DRAFT},
                 {f->asks_rest_day, PUBLICITY_REST_DAY},
                 {f->is_past, PUBLICITY_PAST},
                 {f->findings > 0, PUBLICITY_FINDINGS}};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (rules[i].is_so) {
            return rules[i].fault;
        }
    }
    return PUBLICITY_FINE;
}

/* ---- words ---- */

const char *publicity_day_text(struct arena *a, day_no day, day_no of)
{
    struct civil c = civil_from_day(day);
    return c.year == civil_from_day(of).year ? text_format(a, "%d月%d日", c.month, c.day) : day_chinese(a, day);
}

const char *publicity_period_text(struct arena *a, const struct publicity_draft *d, day_no first_closes, int workdays)
{
    const char *closes = publicity_day_text(a, d->closes, d->opens);
    const char *moved = first_closes == d->closes ? ""
                                                  : text_format(a, "原定%s截止，延长至%s；",
                                                                publicity_day_text(a, first_closes, d->opens), closes);
    return text_format(a, "%s至%s（%s其中工作日%d天）", day_chinese(a, d->opens), closes, moved, workdays);
}

/* The letters between braces at `text`; 0 when it is no name. */
static size_t name_length(const char *text)
{
    size_t len = strspn(text + 1, "abcdefghijklmnopqrstuvwxyz_N");
    return len > 0 && text[len + 1] == '}' ? len : 0;
}

static const struct publicity_word *word_at(const struct publicity_word *words, size_t count, const char *text,
                                            size_t len)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(words[i].name) == len && memcmp(words[i].name, text + 1, len) == 0) {
            return &words[i];
        }
    }
    return NULL;
}

const char *publicity_fill(struct arena *a, const char *text, const struct publicity_word *words, size_t len)
{
    struct buffer b = buffer_new(a, FILLED_BYTES_MAX);
    while (*text != '\0') {
        size_t plain = strcspn(text, "{");
        buffer_add(&b, text, plain);
        text += plain;
        if (*text == '\0') {
            break;
        }
        size_t n = name_length(text);
        const struct publicity_word *w = n == 0 ? NULL : word_at(words, len, text, n);
        buffer_text(&b, w == NULL ? "{" : w->value);
        text += w == NULL ? 1 : n + 2;
    }
    return buffer_string(&b);
}

const char *publicity_unknown_word(struct arena *a, const char *text, const struct publicity_word *words, size_t len)
{
    for (const char *p = strchr(text, '{'); p != NULL; p = strchr(p + 1, '{')) {
        size_t n = name_length(p);
        if (n == 0 || word_at(words, len, p, n) == NULL) {
            size_t end = strcspn(p, "}\n");
            end = utf8_cut(p, strlen(p), end < 60 ? end + 1 : 60);
            return arena_copy(a, p, p[end - 1] == '\n' ? end - 1 : end);
        }
    }
    return NULL;
}
