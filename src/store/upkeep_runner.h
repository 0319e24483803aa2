/* upkeep_runner.h - a thread that does what time alone asks for: today, erasing who sent an objection when the days for
 * which that is kept are over.
 *
 * It looks at once and then every hour, works in small batches between the requests, and tries again after a failure.
 * What is due stands in the database: nothing is lost while no program runs.  Its hourly commit also empties the
 * engine's log of what somebody's reading kept there when it was erased. */
#ifndef STORE_UPKEEP_RUNNER_H
#define STORE_UPKEEP_RUNNER_H

#include <stddef.h>

#include "base/err.h"

struct background;
struct clock;
struct random;
struct store;

/* All outlive the thread, and so does this. */
struct upkeep_runner_options {
    struct store *store;
    struct random *random;
    const struct clock *clock;
};

/* background_stop() it before the store closes.  ERR_INTERNAL: no thread. */
MUST_USE enum err upkeep_runner_start(struct upkeep_runner_options *o, struct background **ret);

/* One batch, on the caller's thread.  *ret_done: how many were erased; 0: nothing is due now.  Errors as store_write.
 */
MUST_USE enum err upkeep_run_batch(const struct upkeep_runner_options *o, size_t *ret_done);

#endif
