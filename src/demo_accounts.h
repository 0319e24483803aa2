/* demo_accounts.h - DIR/demo-accounts.txt: one line an account, "login<TAB>password<TAB>role<TAB>body". */
#ifndef DEMO_ACCOUNTS_H
#define DEMO_ACCOUNTS_H

#include "base/err.h"

struct arena;
struct random;

/* A pass phrase for an account of `login` that every role's rule accepts, "k3fw-9t2m-x7qd".  Owner: the arena. */
const char *password_generate(struct random *rnd, struct arena *a, const char *login);

/* Writes the file anew, mode 0600. */
MUST_USE enum err demo_accounts_write(struct arena *a, const char *dir, const char *text);

/* Prints the file as a table, roles in Chinese; nothing when there is no such file. */
void demo_accounts_say(struct arena *a, const char *dir);

#endif
