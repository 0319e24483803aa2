/* import_runner.h - a thread that carries out ordered imports, batch by batch, while requests go on.
 *
 * All that it knows stands in the database: it begins where the last process ended, and after a failure tries again.
 * Between two batches it rests as long as the last one took, so that half of the writer's time is everybody else's. */
#ifndef STORE_IMPORT_RUNNER_H
#define STORE_IMPORT_RUNNER_H

#include "base/err.h"

struct background;
struct clock;
struct random;
struct round;
struct store;

/* All outlive the thread, and so does this. */
struct import_runner_options {
    struct store *store;
    struct random *random;
    const struct clock *clock;
    const struct round *round;
};

/* background_wake() it when an import was ordered or stopped, background_stop() it before the store closes.
 * ERR_INTERNAL: no thread. */
MUST_USE enum err import_runner_start(struct import_runner_options *o, struct background **ret);

/* One batch, on the caller's thread.  ERR_NOT_FOUND: nothing waits; others as store_write. */
MUST_USE enum err import_run_batch(const struct import_runner_options *o);

#endif
