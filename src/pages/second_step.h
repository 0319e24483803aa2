/* second_step.h - what signing in needs of the second factor. */
#ifndef PAGES_SECOND_STEP_H
#define PAGES_SECOND_STEP_H

#include <stdbool.h>

#include "store/account_store.h"
#include "store/second_factor_store.h"

struct web;
struct wrongs;

/* The password was right: when this account has a second factor in force, shows its page and says so. */
MUST_USE enum err second_step_ask(struct web *w, const struct account *of, bool *ret_asked);

/* Where someone who just signed in is to be told something about the second factor; NULL for nowhere. */
MUST_USE enum err second_step_news(struct web *w, const struct account *of, const char **ret_path);

/* Takes what was typed as `code`; a wrong one is counted, and its reason is noted beside `id`.  OK also then. */
MUST_USE enum err second_step_take(struct web *w, const struct account *of, const char *id, struct wrongs *x);

/* The account with the key that opens its secrets. */
struct factor_of second_step_of(struct web *w, const struct account *of);

#endif
