/* role.c */
#include "domain/role.h"

#include <string.h>

enum { PASSWORD_MIN = 8, PASSWORD_MIN_ADMIN = 12 };

static const struct {
    const char *ident, *name;
    bool acts_for_body;
    bool needs_second_factor;
} roles[ROLE__COUNT] = {
    [ROLE_PUBLIC] = {"public", "社会公众", false, false},
    [ROLE_UNIT] = {"unit", "申报单位", true, false},
    [ROLE_DISTRICT] = {"district", "辖市区文明办", true, true},
    [ROLE_SECTOR] = {"sector", "市行业主管部门", true, true},
    [ROLE_JOINT] = {"joint", "会同部门", true, true},
    [ROLE_OFFICE] = {"office", "市文明办", false, true},
    [ROLE_JUDGE] = {"judge", "专家评委", false, true},
    [ROLE_TALLY] = {"tally", "计分员", false, true},
    [ROLE_SUPERVISOR] = {"supervisor", "监督员", false, true},
    [ROLE_COMMISSION] = {"commission", "市文明委", false, true},
    [ROLE_ADMIN] = {"admin", "系统管理员", false, true},
    [ROLE_SECURITY] = {"security", "安全管理员", false, true},
    [ROLE_AUDITOR] = {"auditor", "审计管理员", false, true},
};

const char *role_ident(enum role role)
{
    return roles[role].ident;
}

enum err role_from_ident(const char *ident, enum role *ret)
{
    for (int i = 0; i < ROLE__COUNT; i++) {
        if (strcmp(roles[i].ident, ident) == 0) {
            *ret = (enum role)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *role_name(enum role role)
{
    return roles[role].name;
}

bool roles_may_share_person(enum role a, enum role b)
{
    return a == b;
}

bool role_acts_for_body(enum role role)
{
    return roles[role].acts_for_body;
}

bool role_needs_second_factor(enum role role)
{
    return roles[role].needs_second_factor;
}

size_t role_password_min(enum role role)
{
    bool is_admin = role == ROLE_ADMIN || role == ROLE_SECURITY || role == ROLE_AUDITOR;
    return is_admin ? PASSWORD_MIN_ADMIN : PASSWORD_MIN;
}
