/* import_runner.h - a thread that carries out ordered imports, batch by batch, while requests go on.
 *
 * All that it knows stands in the database: it begins where the last process ended, and after a failure tries again.
 * Between two batches it rests as long as the last one took, so that half of the writer's time is everybody else's. */
#ifndef STORE_IMPORT_RUNNER_H
#define STORE_IMPORT_RUNNER_H

#include "base/err.h"

struct clock;
struct import_runner;
struct random;
struct round;
struct store;

/* All outlive the runner. */
struct import_runner_options {
    struct store *store;
    struct random *random;
    const struct clock *clock;
    const struct round *round;
};

/* ERR_INTERNAL: no thread. */
MUST_USE enum err import_runner_start(const struct import_runner_options *o, struct import_runner **ret);
/* An import was ordered, or stopped; from any thread.  NULL is fine. */
void import_runner_wake(struct import_runner *r);
/* Ends after the batch at hand, before the store closes.  NULL is fine. */
void import_runner_stop(struct import_runner *r);

/* One batch, on the caller's thread.  ERR_NOT_FOUND: nothing waits; others as store_write. */
MUST_USE enum err import_run_batch(const struct import_runner_options *o);

#endif
