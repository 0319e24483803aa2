/* outcome.c */
#include "domain/outcome.h"

#include <string.h>

#include "base/text.h"

static const struct {
    const char *ident, *word, *unit;
    bool is_always;
} items[OUTCOME__COUNT] = {
    [OUTCOME_RECEIVED] = {"received", "收到反映意见和异议", "件", true},
    [OUTCOME_IDENTIFIED] = {"identified", "其中实名", "件", true},
    [OUTCOME_ACCEPTED] = {"accepted", "受理", "件", true},
    [OUTCOME_DECLINED] = {"declined", "不予受理", "件", true},
    [OUTCOME_UPHELD] = {"upheld", "核查结论：属实", "件", false},
    [OUTCOME_PARTLY_UPHELD] = {"partly_upheld", "核查结论：部分属实", "件", false},
    [OUTCOME_NOT_UPHELD] = {"not_upheld", "核查结论：不属实", "件", false},
    [OUTCOME_UNVERIFIABLE] = {"unverifiable", "核查结论：无法查实", "件", false},
    [OUTCOME_WITHDRAWN] = {"withdrawn", "反映人撤回", "件", false},
    [OUTCOME_TRANSFERRED] = {"transferred", "转有关部门办理", "件", false},
    [OUTCOME_OPEN] = {"open", "正在办理", "件", true},
    [OUTCOME_LISTED] = {"listed", "公示的品牌", "个", true},
    [OUTCOME_REMOVED] = {"removed", "其中从名单撤下", "个", true},
    [OUTCOME_DISQUALIFIED] = {"disqualified", "决定取消资格", "个", false},
    [OUTCOME_SUSPENDED] = {"suspended", "暂缓命名", "个", false},
    [OUTCOME_RECTIFIED] = {"rectified", "限期整改", "个", false},
};

const char *outcome_item_ident(enum outcome_item i)
{
    return items[i].ident;
}

enum err outcome_item_from_ident(const char *ident, enum outcome_item *ret)
{
    for (int i = 0; i < OUTCOME__COUNT; i++) {
        if (strcmp(items[i].ident, ident) == 0) {
            *ret = (enum outcome_item)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *outcome_item_word(enum outcome_item i)
{
    return items[i].word;
}

const char *outcome_item_unit(enum outcome_item i)
{
    return items[i].unit;
}

bool outcome_item_is_always(enum outcome_item i)
{
    return items[i].is_always;
}

void outcome_add_brand(struct outcome *o, const struct outcome_brand *b)
{
    o->of[OUTCOME_LISTED]++;
    if (b->is_removed) {
        o->of[OUTCOME_REMOVED]++;
    } else if (b->is_disqualified) {
        o->of[OUTCOME_DISQUALIFIED]++;
    } else if (b->is_suspended) {
        o->of[OUTCOME_SUSPENDED]++;
    } else if (b->is_rectified) {
        o->of[OUTCOME_RECTIFIED]++;
    }
}

bool outcome_is_same(const struct outcome *a, const struct outcome *b)
{
    return memcmp(a->of, b->of, sizeof a->of) == 0;
}

static int sum(const struct outcome *o, enum outcome_item from, enum outcome_item to)
{
    int all = 0;
    for (int i = (int)from; i <= (int)to; i++) {
        all += o->of[i];
    }
    return all;
}

bool outcome_adds_up(const struct outcome *o)
{
    const int *of = o->of;
    for (int i = 0; i < OUTCOME__COUNT; i++) {
        if (of[i] < 0) {
            return false;
        }
    }
    int settled = sum(o, OUTCOME_UPHELD, OUTCOME_TRANSFERRED);
    return of[OUTCOME_RECEIVED] == of[OUTCOME_DECLINED] + settled + of[OUTCOME_OPEN] &&
           of[OUTCOME_ACCEPTED] + of[OUTCOME_DECLINED] <= of[OUTCOME_RECEIVED] && of[OUTCOME_ACCEPTED] >= settled &&
           of[OUTCOME_IDENTIFIED] <= of[OUTCOME_RECEIVED] &&
           sum(o, OUTCOME_REMOVED, OUTCOME_RECTIFIED) <= of[OUTCOME_LISTED];
}

/* ---- who and when ---- */

static enum outcome_fault fault_of_the_time(const struct outcome_facts *f)
{
    return !f->has_notice  ? OUTCOME_NO_NOTICE
           : f->is_recused ? OUTCOME_RECUSED
           : !f->is_over   ? OUTCOME_NOT_OVER
                           : OUTCOME_FINE;
}

enum outcome_fault outcome_fault_to_propose(const struct outcome_facts *f)
{
    enum outcome_fault time = fault_of_the_time(f);
    return time != OUTCOME_FINE ? time : f->is_proposed ? OUTCOME_PROPOSED : f->is_known ? OUTCOME_KNOWN : OUTCOME_FINE;
}

enum outcome_fault outcome_fault_to_release(const struct outcome_facts *f)
{
    enum outcome_fault time = fault_of_the_time(f);
    return time != OUTCOME_FINE ? time
           : !f->is_proposed    ? OUTCOME_NOTHING
           : f->is_changed      ? OUTCOME_CHANGED
           : f->is_proposer     ? OUTCOME_OWN
                                : OUTCOME_FINE;
}

static enum err answer(const struct actor *who, enum outcome_fault fault)
{
    if (who->role != ROLE_OFFICE) {
        return ERR_NOT_FOUND;
    }
    return fault == OUTCOME_FINE                                     ? OK
           : fault == OUTCOME_NO_NOTICE || fault == OUTCOME_NOT_OVER ? ERR_CLOSED
                                                                     : ERR_CONFLICT;
}

enum err may_propose_outcome(const struct actor *who, const struct outcome_facts *f)
{
    return answer(who, outcome_fault_to_propose(f));
}

enum err may_withdraw_outcome(const struct actor *who, const struct outcome_facts *f)
{
    return answer(who, f->is_recused ? OUTCOME_RECUSED : f->is_proposed ? OUTCOME_FINE : OUTCOME_NOTHING);
}

enum err may_release_outcome(const struct actor *who, const struct outcome_facts *f)
{
    return answer(who, outcome_fault_to_release(f));
}

/* ---- words ---- */

const char *outcome_lead(struct arena *a, const struct outcome *o)
{
    const int *of = o->of;
    if (of[OUTCOME_RECEIVED] == 0) {
        return "公示期间没有收到反映意见和异议。";
    }
    int waiting = of[OUTCOME_RECEIVED] - of[OUTCOME_ACCEPTED] - of[OUTCOME_DECLINED];
    return text_format(a, "公示期间收到反映意见和异议 %d 件，其中实名 %d 件；受理 %d 件，不予受理 %d 件%s。",
                       of[OUTCOME_RECEIVED], of[OUTCOME_IDENTIFIED], of[OUTCOME_ACCEPTED], of[OUTCOME_DECLINED],
                       waiting == 0 ? "" : text_format(a, "，待决定是否受理 %d 件", waiting));
}

const char *outcome_closing(struct arena *a, const struct outcome *o)
{
    static const char no_more[] = "只公布数目和结果，反映的内容和反映人的信息不公开。";
    const int *of = o->of;
    return of[OUTCOME_RECEIVED] == 0 ? no_more
           : of[OUTCOME_OPEN] == 0
               ? text_format(a, "收到的反映意见和异议已经全部办结。%s", no_more)
               : text_format(a, "还有 %d 件正在办理，办结以后再公布。%s", of[OUTCOME_OPEN], no_more);
}
