/* totp.h - the second factor of a sign-in: one-time passwords by time (RFC 6238, SHA-1, 6 digits, 30 seconds, which is
 * what every authenticator understands), recovery codes, and for whom an installation asks for it (SECURITY.md section
 * 2, handbook 5.1 d). */
#ifndef DOMAIN_TOTP_H
#define DOMAIN_TOTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/role.h"

struct arena;

enum { TOTP_SECRET_BYTES = 20, TOTP_STEP_SECONDS = 30, TOTP_DIGITS = 6, RECOVERY_CODES = 10, RECOVERY_CHARS = 10 };

/* ---- for whom ---- */

enum totp_rule {
    TOTP_OFFERED,  /* whoever wants to sets it up                                  */
    TOTP_REQUIRED, /* a sign-in without it leads to the page that sets it up alone */
    TOTP_OFF       /* nobody is asked for it, even who had set it up               */
};
enum totp_group {
    TOTP_UNITS,       /* applying units                                               */
    TOTP_AUTHORITIES, /* districts, sectors, joint departments                        */
    TOTP_STAFF,       /* office, judges, the evaluation's staff, commission, the three 管理员 */
    TOTP_GROUPS
};

/* "offered", "required", "off"; ERR_NOT_FOUND for any other word. */
MUST_USE enum err totp_rule_from_ident(const char *ident, enum totp_rule *ret);
/* Which group's rule holds for the role. */
enum totp_group totp_group_of(enum role role);

/* ---- codes ---- */

/* The six digits of one step of 30 seconds. */
MUST_USE enum err totp_code(const unsigned char *secret, size_t len, int64_t step, char ret[TOTP_DIGITS + 1]);

/* Whether `typed` (six ASCII digits) is the code of now or of one step before or behind, and of a step later than
 * `last_step`, so that a code works once.  *ret_step: its step. */
bool totp_matches(const unsigned char secret[TOTP_SECRET_BYTES], int64_t now, int64_t last_step, const char *typed,
                  int64_t *ret_step);

/* What a person typed without its blanks and hyphens, letters small and full-width digits narrow.  Owner: the arena. */
const char *totp_typed(struct arena *a, const char *typed);

/* RFC 4648 base32 without padding, for typing into a telephone.  Owner: the arena. */
const char *totp_base32(struct arena *a, const unsigned char *bytes, size_t len);
/* The same in groups of four. */
const char *totp_grouped(struct arena *a, const char *base32);
/* "otpauth://totp/LOGIN?secret=...&issuer=...": what the QR code says; the rest is what every authenticator assumes. */
const char *totp_uri(struct arena *a, const char *issuer, const char *login, const char *base32);

#endif
