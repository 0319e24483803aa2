/* demo.h - fills an empty data directory with the demonstration: fictitious bodies, accounts and nominations. */
#ifndef DEMO_H
#define DEMO_H

#include <stddef.h>

#include "base/err.h"
#include "domain/stage.h"

struct installation;

/* How much was made. */
struct demo_sum {
    size_t bodies, accounts, nominations, submitted;
};

/* Seeds the round, adds everything through the stores in the order of its pretended times, and starts the clock in
 * `stage`: all in one transaction.  The passwords are in DIR/demo-accounts.txt before it commits.
 * ERR_INVALID: a story that says it is ready to submit is not (logged); other errors as the stores give them. */
MUST_USE enum err demo_make(struct installation *in, enum stage stage, struct demo_sum *ret);

#endif
