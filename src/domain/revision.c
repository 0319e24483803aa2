/* revision.c */
#include "domain/revision.h"

#include <string.h>

#include "base/date.h"
#include "base/text.h"

enum { TEXT_MIN = 2, TEXT_MAX = 800 };

const char *revision_state_ident(enum revision_state s)
{
    static const char *const idents[REVISION__COUNT] = {"open", "overdue", "withdrawn", "resubmitted", "recalled"};
    return idents[s];
}

const char *revision_state_word(enum revision_state s)
{
    static const char *const words[REVISION__COUNT] = {"待补正", "逾期未补正", "单位已撤回", "已补正", "已收回"};
    return words[s];
}

enum revision_state revision_state(const char *how, enum nomination_state state, int64_t now, int64_t due_at)
{
    if (strcmp(how, "resubmitted") == 0) {
        return REVISION_RESUBMITTED;
    }
    if (strcmp(how, "recalled") == 0) {
        return REVISION_RECALLED;
    }
    if (state == NOMINATION_WITHDRAWN) {
        return REVISION_WITHDRAWN;
    }
    return now < due_at ? REVISION_OPEN : REVISION_OVERDUE;
}

bool revision_takes(const struct form_field *field)
{
    return text_is_empty(field->rows_of) && field->type != FORM_COMPUTED && field->stage == STAGE_NOMINATION;
}

static bool is_among(const char *const *idents, size_t len, const char *ident)
{
    for (size_t i = 0; i < len && !text_is_empty(ident); i++) {
        if (strcmp(idents[i], ident) == 0) {
            return true;
        }
    }
    return false;
}

bool revision_opens(const char *const *idents, size_t len, const struct form_field *field)
{
    return is_among(idents, len, field->ident) || is_among(idents, len, field->rows_of) ||
           (field->need == FORM_REQUIRED_WITH && is_among(idents, len, field->need_on));
}

int64_t revision_latest(enum opinion_kind box, const struct stage_window *windows, size_t count)
{
    enum stage stage = box == OPINION_OFFICE ? STAGE_PRELIMINARY_REVIEW : STAGE_RECOMMENDATION;
    const struct stage_window *x = stage_window_of(windows, count, stage);
    return x == NULL ? 0 : x->closes_at;
}

int64_t revision_proposed(const struct calendar *c, int64_t now, int workdays, int64_t latest)
{
    int64_t end = day_starts_at(add_workdays(c, day_of_at(now), workdays, false) + 1);
    return latest != 0 && end > latest ? latest : end;
}

const char *revision_due_fault(int64_t now, int64_t due_at, int64_t latest)
{
    int64_t tomorrow = day_starts_at(day_of_at(now) + 1);
    return due_at <= tomorrow               ? "补正期限最早是明天，请填写以后的日期"
           : latest != 0 && due_at > latest ? "补正期限超出本阶段的截止时间，请填写早一些的日期"
                                            : NULL;
}

const char *revision_reason_fault(const char *reason)
{
    size_t len = utf8_length(reason);
    return len < TEXT_MIN ? "请写明退回的原因" : len > TEXT_MAX ? "退回的原因太长，请缩短到 800 字以内" : NULL;
}

const char *revision_remark_fault(const char *remark)
{
    size_t len = utf8_length(remark);
    return len < TEXT_MIN ? "意见太短，请写明怎样修改" : len > TEXT_MAX ? "意见太长，请缩短到 800 字以内" : NULL;
}

enum err may_recall_return(const struct actor *who, int64_t returning_body, bool is_standing,
                           enum nomination_state state)
{
    bool is_authority = who->role == ROLE_SECTOR || who->role == ROLE_DISTRICT || who->role == ROLE_OFFICE;
    if (!is_authority || who->body_id != returning_body) {
        return ERR_NOT_FOUND;
    }
    return is_standing && state == NOMINATION_DRAFT ? OK : ERR_CONFLICT;
}
