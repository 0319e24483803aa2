/* proof.h - a little work before a stranger's message is taken, without a third party and without a row stored.
 *
 * The page carries a challenge that is bound to its one-time token and to the moment by the keyed hash of tokens; the
 * browser finds, for each of PROOF_PARTS parts, a number n so that SHA-256 of "CHALLENGE.PART.n" begins with PROOF_BITS
 * zero bits (hashcash).  Several small searches instead of a long one: the time hardly varies.  About 65,000 hashes:
 * 0.3 s on a desk, under 2 s on a slow telephone.  Where no script runs, a ticket signed the same way may be used
 * PROOF_WAIT_SECONDS after it was made, and the routes that take it are rated more tightly. */
#ifndef WEB_PROOF_H
#define WEB_PROOF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct arena;
struct web;

enum { PROOF_PARTS = 8, PROOF_BITS = 13, PROOF_WAIT_SECONDS = 20, PROOF_LIFE_SECONDS = 6 * 3600 };

/* "MOMENT.MAC" for the page being drawn, whose token is w->token. */
const char *proof_challenge(struct web *w);
/* Whether the posted `challenge` and `proof` are a solution for the posted token, made in time. */
bool proof_is_solved(const struct web *w);
/* What a solution or a ticket is remembered by, so that it counts once: a key for once_put(). */
const char *proof_once_key(const struct web *w);

/* A ticket for the page being drawn, "MOMENT.MAC". */
const char *wait_ticket(struct web *w);
/* The posted `ticket`: seconds that are still to be waited, 0 for none, -1 when it is no ticket for the posted token or
 * too old. */
int wait_left(const struct web *w);

/* Tests and load: the solution of a challenge, as the script finds it.  Owner: the arena. */
const char *proof_solve(struct arena *a, const char *challenge);

/* The keyed hash of `text` for one purpose, 64 hexadecimal digits; the key lies outside the database. */
const char *keyed_hash(const struct web *w, const char *purpose, const char *text);

#endif
