/* receipt.h - receipt numbers, and the short code by which a sheet of paper is checked. */
#ifndef DOMAIN_RECEIPT_H
#define DOMAIN_RECEIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct arena;

/* The round's prefix and its running number in at least four digits: ("PP-2015", 7) is "PP-2015-0007"; the
 * ten-thousandth is "PP-2015-10000".  Owner: the arena. */
char *receipt_no(struct arena *a, const char *prefix, int64_t sequence);

/* Eight characters "XXXX-XXXX" made from a SHA-256 in hexadecimal (64 characters, either case): its first 64
 * bits modulo 23^8, in an alphabet without look-alikes (no 0 O 1 I L 2 Z 5 S 8 B U V), so that a person can
 * read it from paper over the telephone.  It tells a swapped page; the fingerprint itself is the proof.
 * ERR_INVALID when `sha256_hex` is no such thing; *ret untouched.  Owner: the arena. */
MUST_USE enum err check_code(struct arena *a, const char *sha256_hex, const char **ret);

/* Whether `typed` is that code, whatever its case, width, spaces and hyphens. */
bool check_code_matches(struct arena *a, const char *typed, const char *code);

#endif
