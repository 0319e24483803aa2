/* shortlist.c */
#include "domain/shortlist.h"

#include <string.h>

#include "base/text.h"
#include "domain/text_count.h"

enum { BRAND_ZI = 30, UNIT_ZI = 60, WINDOW_ZI = 60 };

enum phase shortlist_phase(const struct stage_window *windows, size_t count, int64_t now)
{
    const struct stage_window *review = stage_window_of(windows, count, STAGE_PRELIMINARY_REVIEW);
    const struct stage_window *publicity = stage_window_of(windows, count, STAGE_PUBLICITY);
    if (review == NULL || now < review->opens_at) {
        return PHASE_BEFORE;
    }
    int64_t until = publicity == NULL ? review->closes_at : publicity->opens_at;
    return now < until || now < review->closes_at ? PHASE_OPEN : PHASE_AFTER;
}

static const char *const choices[CHOICE__COUNT] = {"open", "in", "out"};

const char *choice_ident(enum choice c)
{
    return choices[c];
}

enum err choice_from_ident(const char *ident, enum choice *ret)
{
    for (int i = 0; i < CHOICE__COUNT; i++) {
        if (strcmp(choices[i], ident) == 0) {
            *ret = (enum choice)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *choice_word(enum choice c)
{
    static const char *const words[CHOICE__COUNT] = {"未定", "列入", "不列入"};
    return words[c];
}

const char *choice_fault(enum choice c, bool has_veto, bool is_stale, const char *reason)
{
    size_t zi = zi_count(reason);
    if (zi > CHOICE_REASON_ZI) {
        return "理由太长，请缩短到 200 字以内";
    }
    if (zi >= 2 || c == CHOICE_OPEN) {
        return NULL;
    }
    if (c == CHOICE_OUT) {
        return "不列入的，请写明理由";
    }
    return has_veto ? "有否决而列入的，请写明理由" : is_stale ? "报送以后改过而列入的，请写明理由" : NULL;
}

/* ---- who and when ---- */

enum err may_view_shortlist(const struct actor *who)
{
    return who->role == ROLE_OFFICE ? OK : ERR_NOT_FOUND;
}

static enum err is_the_time(const struct actor *who, const struct shortlist_facts *f)
{
    TRY(may_view_shortlist(who));
    return f->is_released ? ERR_CONFLICT : f->phase == PHASE_OPEN ? OK : ERR_CLOSED;
}

enum err may_build_shortlist(const struct actor *who, const struct shortlist_facts *f)
{
    TRY(is_the_time(who, f));
    return f->is_proposed ? ERR_CONFLICT : OK;
}

enum err may_propose_release(const struct actor *who, const struct shortlist_facts *f)
{
    TRY(may_build_shortlist(who, f));
    return release_judge(f) == RELEASE_FINE && !f->is_recused ? OK : ERR_CONFLICT;
}

enum err may_withdraw_proposal(const struct actor *who, const struct shortlist_facts *f)
{
    TRY(may_view_shortlist(who));
    return f->is_proposed && !f->is_released ? OK : ERR_CONFLICT;
}

enum err may_confirm_release(const struct actor *who, const struct shortlist_facts *f)
{
    TRY(is_the_time(who, f));
    return f->is_proposed && !f->is_proposer && release_judge(f) == RELEASE_FINE ? OK : ERR_CONFLICT;
}

enum release_fault release_judge(const struct shortlist_facts *f)
{
    const struct {
        bool is_so;
        enum release_fault fault;
    } rules[] = {
        {f->candidates == 0, RELEASE_NOBODY},      {f->is_silent, RELEASE_SILENT},
        {f->unreceived > 0, RELEASE_UNRECEIVED},   {f->undecided > 0, RELEASE_UNDECIDED},
        {f->unreasoned > 0, RELEASE_UNREASONED},   {f->unchecked > 0, RELEASE_UNCHECKED},
        {f->names_asked > 0, RELEASE_NAMES_ASKED}, {!f->has_draft, RELEASE_NO_DRAFT},
        {f->is_draft_old, RELEASE_OLD_DRAFT},
    };
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (rules[i].is_so) {
            return rules[i].fault;
        }
    }
    return RELEASE_FINE;
}

/* ---- drafts ---- */

enum draft_change draft_compare(const struct draft_line *before, const struct draft_line *now)
{
    enum choice was = before == NULL ? CHOICE_OPEN : before->choice;
    enum choice is = now == NULL ? CHOICE_OPEN : now->choice;
    if (is != was) {
        return is == CHOICE_IN ? DRAFT_ADDED : was == CHOICE_IN ? DRAFT_REMOVED : DRAFT_SETTLED;
    }
    const char *why_then = before == NULL ? "" : before->reason;
    const char *why_now = now == NULL ? "" : now->reason;
    return strcmp(why_then, why_now) == 0 ? DRAFT_SAME : DRAFT_REASONED;
}

/* ---- names ---- */

bool names_equal(const struct printed_names *a, const struct printed_names *b)
{
    return strcmp(a->brand, b->brand) == 0 && strcmp(a->unit, b->unit) == 0 && strcmp(a->window, b->window) == 0;
}

static const char *name_length_fault(const char *name, size_t max, bool is_needed, const char *missing,
                                     const char *lengthy)
{
    size_t zi = zi_count(name);
    return zi > max ? lengthy : is_needed && zi == 0 ? missing : NULL;
}

bool names_judge(const struct printed_names *sent, const struct printed_names *asked, const char *reason,
                 struct names_faults *ret)
{
    size_t zi = zi_count(reason);
    *ret = (struct names_faults){0};
    ret->brand = name_length_fault(asked->brand, BRAND_ZI, true, "请填写品牌名称", "品牌名称太长，请缩短到 30 字以内");
    ret->unit = name_length_fault(asked->unit, UNIT_ZI, true, "请填写单位名称", "单位名称太长，请缩短到 60 字以内");
    ret->window = name_length_fault(asked->window, WINDOW_ZI, *sent->window != '\0', "请填写窗口名称",
                                    "窗口名称太长，请缩短到 60 字以内");
    ret->reason = zi < 2                ? "请写明为什么要改，例如与公章不一致"
                  : zi > NAME_REASON_ZI ? "理由太长，请缩短到 200 字以内"
                                        : NULL;
    if (ret->brand == NULL && ret->unit == NULL && ret->window == NULL && names_equal(sent, asked)) {
        ret->brand = "三项名称都没有改。没有错的，请选“核对无误”";
    }
    return ret->brand == NULL && ret->unit == NULL && ret->window == NULL && ret->reason == NULL;
}

static const char *const states[NAMES__COUNT] = {"open", "confirmed", "asked", "accepted", "refused"};

const char *names_state_ident(enum names_state s)
{
    return states[s];
}

enum err names_state_from_ident(const char *ident, enum names_state *ret)
{
    for (int i = 0; i < NAMES__COUNT; i++) {
        if (strcmp(states[i], ident) == 0) {
            *ret = (enum names_state)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

bool names_wait(enum names_state s)
{
    return s == NAMES_OPEN || s == NAMES_REFUSED;
}

enum err may_answer_names(const struct actor *who, int64_t body_id, const struct shortlist_facts *f)
{
    if (who->role != ROLE_UNIT || who->body_id != body_id) {
        return ERR_NOT_FOUND;
    }
    return f->is_released ? ERR_CONFLICT : f->phase == PHASE_OPEN ? OK : ERR_CLOSED;
}
