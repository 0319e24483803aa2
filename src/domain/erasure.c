/* erasure.c */
#include "domain/erasure.h"

enum err may_erase(const struct erasure_facts *f, const char **ret_reason)
{
    if (f->role == ROLE_ADMIN && f->other_admins == 0) {
        *ret_reason = "您是最后一名系统管理员，注销以后没有人能管理账号。请先为接替的人建立系统管理员账号";
        return ERR_CONFLICT;
    }
    if (f->role == ROLE_UNIT && f->colleagues == 0 && f->live_nominations > 0) {
        *ret_reason = "本单位有正在进行的申报，您是最后一个能登录的人。请先邀请同事开通账号，或者先撤回申报";
        return ERR_CONFLICT;
    }
    return OK;
}
