/* import_rules.c */
#include "domain/import_rules.h"

#include <stddef.h>
#include <string.h>

#define BODIES  (ROLE_BIT(ROLE_UNIT) | ROLE_BIT(ROLE_DISTRICT) | ROLE_BIT(ROLE_SECTOR) | ROLE_BIT(ROLE_JOINT))
#define SYSTEMS (ROLE_BIT(ROLE_OFFICE) | ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_SECURITY) | ROLE_BIT(ROLE_AUDITOR))

enum err may_import(const struct actor *who)
{
    return who->role == ROLE_OFFICE || who->role == ROLE_ADMIN ? OK : ERR_DENIED;
}

enum err may_handle_import(const struct actor *who, enum role made_by)
{
    return who->role == ROLE_ADMIN || (who->role == ROLE_OFFICE && made_by == ROLE_OFFICE) ? OK : ERR_NOT_FOUND;
}

bool role_may_import(enum role by, enum role role)
{
    unsigned may = by == ROLE_ADMIN ? BODIES | SYSTEMS : by == ROLE_OFFICE ? BODIES : 0;
    return (may & ROLE_BIT(role)) != 0;
}

const char *import_body_kind(enum role role)
{
    bool is_keeper = role == ROLE_ADMIN || role == ROLE_SECURITY || role == ROLE_AUDITOR;
    return is_keeper ? "system" : role_ident(role);
}

enum err import_role(const char *cell, enum role *ret)
{
    if (*cell == '\0') {
        *ret = ROLE_UNIT;
        return OK;
    }
    for (int i = 0; i < ROLE__COUNT; i++) {
        if (strcmp(role_name((enum role)i), cell) == 0 || strcmp(role_ident((enum role)i), cell) == 0) {
            *ret = (enum role)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *import_role_fault(enum role by)
{
    return by == ROLE_ADMIN
               ? "角色只能是申报单位、辖市区文明办、市行业主管部门、会同部门、市文明办、系统管理员、安全管理"
                 "员或者审计管理员"
               : "角色只能是申报单位、辖市区文明办、市行业主管部门或者会同部门；其他角色请系统管理员导入";
}

static size_t digits_at(const char *s)
{
    return strspn(s, "0123456789");
}

bool cell_is_rounded(const char *cell)
{
    size_t whole = digits_at(cell);
    const char *p = cell + whole;
    if (*p == '.') {
        p++;
        p += digits_at(p);
    }
    if (whole != 1 || (*p != 'E' && *p != 'e') || p[1] != '+') {
        return false;
    }
    size_t power = digits_at(p + 2);
    return power >= 1 && power <= 3 && p[2 + power] == '\0';
}

bool cell_is_failure(const char *cell)
{
    static const char *const failures[] = {"#REF!",   "#N/A",   "#VALUE!", "#NAME?",
                                           "#DIV/0!", "#NULL!", "#NUM!",   "#SPILL!"};
    for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++) {
        if (strcmp(cell, failures[i]) == 0) {
            return true;
        }
    }
    return false;
}
