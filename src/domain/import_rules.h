/* import_rules.h - who may bring which accounts in a register, and what a table program has done to a cell. */
#ifndef DOMAIN_IMPORT_RULES_H
#define DOMAIN_IMPORT_RULES_H

#include <stdbool.h>

#include "base/err.h"
#include "domain/permission.h"
#include "domain/role.h"

/* Bring registers: the office and the administrator.  ERR_DENIED otherwise. */
MUST_USE enum err may_import(const struct actor *who);
/* See, order and stop an import that somebody of the role `made_by` brought: the administrator any, the office its own.
 * ERR_NOT_FOUND otherwise. */
MUST_USE enum err may_handle_import(const struct actor *who, enum role made_by);

/* Whether a row that `by` brings may make accounts of `role`: units and outside bodies both; the office and the three
 * administrators' roles only the administrator.  Reviewers of a panel are invited one by one. */
bool role_may_import(enum role by, enum role role);
/* The kind of the body to which such accounts belong. */
const char *import_body_kind(enum role role);
/* The role that a cell names, by its Chinese name or its identifier; "" is a unit.  ERR_NOT_FOUND. */
MUST_USE enum err import_role(const char *cell, enum role *ret);
/* What a row is told that names none of the roles that `by` may bring. */
const char *import_role_fault(enum role by);

/* "3.204E+17": a long code that was typed as a number and has lost its last digits. */
bool cell_is_rounded(const char *cell);
/* "#REF!", "#N/A", ...: a formula's failure where a text should stand. */
bool cell_is_failure(const char *cell);

#endif
