/* role.h - who uses the system.  PRODUCT.md section 1. */
#ifndef DOMAIN_ROLE_H
#define DOMAIN_ROLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum role {
    ROLE_PUBLIC,
    ROLE_UNIT,
    ROLE_DISTRICT,
    ROLE_SECTOR,
    ROLE_JOINT,
    ROLE_OFFICE,
    ROLE_JUDGE,
    ROLE_TALLY,
    ROLE_SUPERVISOR,
    ROLE_COMMISSION,
    ROLE_ADMIN,
    ROLE_SECURITY,
    ROLE_AUDITOR,
    ROLE__COUNT
};

/* One role in a set of roles. */
#define ROLE_BIT(role) (1u << (unsigned)(role))
#define ROLE_ALL       (ROLE_BIT(ROLE__COUNT) - 1u)
#define ROLE_SIGNED_IN (ROLE_ALL & ~ROLE_BIT(ROLE_PUBLIC))

/* "public", "unit", ... as in PRODUCT.md section 1. */
const char *role_ident(enum role role);
/* ERR_NOT_FOUND for any other word; *ret untouched. */
MUST_USE enum err role_from_ident(const char *ident, enum role *ret);
/* "申报单位" */
const char *role_name(enum role role);

/* Whether one person may hold both.  Never for two different roles: "One person, one account", the scorer is
 * never the supervisor, and system, security and audit are never one (handbook 5.1, 三员). */
bool roles_may_share_person(enum role a, enum role b);

/* Whether its accounts act for an outside body of which there are many (unit, district, sector, department). */
bool role_acts_for_body(enum role role);

/* "TOTP for office, judges, authorities, administrators" (SECURITY.md section 2); units by password (handbook 5.1 d).
 * Whether an installation asks for it is its totp_rule. */
bool role_needs_second_factor(enum role role);

/* Fewest characters of a password: "≥8 chars (admin ≥12)", handbook 5.1 a; the three 管理员 are admin here. */
size_t role_password_min(enum role role);

#endif
