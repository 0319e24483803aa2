/* delegation.c */
#include "domain/delegation.h"

#include "base/arena.h"
#include "base/text.h"

enum delegation_state delegation_state_at(int64_t begins_at, int64_t ends_at, int64_t recalled_at, int64_t now)
{
    if (recalled_at != 0) {
        return DELEGATION_RECALLED;
    }
    if (now < begins_at) {
        return DELEGATION_COMING;
    }
    return now < ends_at ? DELEGATION_IN_FORCE : DELEGATION_ENDED;
}

static bool is_authority(enum role role)
{
    return role == ROLE_DISTRICT || role == ROLE_SECTOR || role == ROLE_JOINT;
}

static bool is_colleague(const struct actor *who, const struct account_facts *of)
{
    return is_authority(who->role) && of->body_id == who->body_id && of->role == who->role;
}

enum err may_delegate(const struct actor *who, bool is_head, const struct account_facts *holder,
                      const struct account_facts *delegate)
{
    if (!is_colleague(who, holder) || !is_colleague(who, delegate)) {
        return ERR_NOT_FOUND;
    }
    if (!is_head && who->account_id != holder->id) {
        return ERR_DENIED;
    }
    return holder->id != delegate->id && holder->is_active && delegate->is_active ? OK : ERR_CONFLICT;
}

enum err may_recall_delegation(const struct actor *who, bool is_head, const struct account_facts *holder,
                               int64_t delegate_id, enum delegation_state state)
{
    if (!is_colleague(who, holder)) {
        return ERR_NOT_FOUND;
    }
    if (!is_head && who->account_id != holder->id && who->account_id != delegate_id) {
        return ERR_DENIED;
    }
    return state == DELEGATION_COMING || state == DELEGATION_IN_FORCE ? OK : ERR_CONFLICT;
}

enum err delegation_days_rule(day_no first, day_no last, day_no today, const char **ret_reason)
{
    if (first < today) {
        *ret_reason = "开始日期已经过去，请从今天或者以后开始";
    } else if (last < first) {
        *ret_reason = "结束日期在开始日期以前，请修改";
    } else if (last - first >= DELEGATION_DAYS_MAX) {
        *ret_reason = "一次委托最多 92 天，请缩短，到期再委托";
    } else {
        return OK;
    }
    return ERR_INVALID;
}

const char *delegation_name(struct arena *a, const char *delegate, const char *holder)
{
    return text_is_empty(holder) ? delegate : text_format(a, "%s（代%s）", delegate, holder);
}
