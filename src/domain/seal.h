/* seal.h - sealed paper belongs to one version (handbook 1.4 "A sealed opinion refers to one version", section 8 row 1
 * "only the matching version can be ticked"). */
#ifndef DOMAIN_SEAL_H
#define DOMAIN_SEAL_H

#include <stdbool.h>

#include "base/err.h"
#include "domain/form_rules.h"
#include "domain/permission.h"

struct arena;

/* What a seal on that version is worth now. */
enum seal_worth {
    SEAL_VALID,          /* it is the version that counts                        */
    SEAL_VOID_NEWER,     /* a later version was submitted                        */
    SEAL_VOID_TAKEN_BACK /* the nomination was withdrawn, or restored for editing */
};
enum seal_worth seal_worth(int sealed_version, int current_version, enum nomination_state state);

/* Note that sealed paper of `sealed_version` came in: the office, for the version that counts.  ERR_NOT_FOUND: not the
 * office; ERR_CONFLICT: that version does not count. */
MUST_USE enum err may_note_seal(const struct actor *who, const struct nomination_facts *n, int sealed_version,
                                int current_version);

/* Accept (受理) what was submitted.  ERR_NOT_FOUND: not the office; ERR_CONFLICT: not submitted. */
MUST_USE enum err may_accept_nomination(const struct actor *who, const struct nomination_facts *n);

/* Look at the scan of sealed paper: the unit, and the office.  ERR_NOT_FOUND otherwise. */
MUST_USE enum err may_view_scan(const struct actor *who, const struct nomination_facts *n);

/* The check code in what was typed or scanned, "XXXX-XXXX" in capitals: the eight characters themselves whatever their
 * case, width, spaces and hyphens, or the address in the code at the foot of a sheet ("…?code=XXXX-XXXX"), the
 * last one when a scanner typed several.  "" when it cannot be one.  Owner: the arena. */
const char *seal_code_read(struct arena *a, const char *typed);

/* Whether the answers of that field (for a group: of any of its columns) are not the same in both. */
bool field_differs(const struct form_answers *one, const struct form_answers *other, const char *ident);

#endif
