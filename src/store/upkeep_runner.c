/* upkeep_runner.c */
#include "store/upkeep_runner.h"

#include <stdbool.h>

#include "base/arena.h"
#include "base/background.h"
#include "base/clock.h"
#include "base/log.h"
#include "store/objector_store.h"
#include "store/store.h"

enum { NEXT_MS = 100, RETRY_MS = 60 * 1000, HOUR_MS = 60 * 60 * 1000 };

struct batch {
    const struct upkeep_runner_options *o;
    struct arena *arena;
    size_t done;
};

static enum err batch_in_transaction(struct db *db, void *ctx)
{
    struct batch *b = ctx;
    struct audit_actor who = {clock_now(b->o->clock), 0, "", "upkeep"};
    struct writing c = {db, b->o->random, b->arena, &who};
    return objectors_erase_due(&c, &b->done);
}

enum err upkeep_run_batch(const struct upkeep_runner_options *o, size_t *ret_done)
{
    struct batch b = {o, arena_new(), 0};
    enum err e = store_write(o->store, batch_in_transaction, &b);
    arena_free(b.arena);
    *ret_done = e == OK ? b.done : 0;
    return e;
}

static void work(struct background *b, void *options)
{
    for (bool goes_on = true; goes_on;) {
        size_t done = 0;
        enum err e = upkeep_run_batch(options, &done);
        if (e != OK) {
            log_line("warn", "event=upkeep error=%s", err_name(e));
        } else if (done > 0) {
            log_line("info", "event=upkeep objectors_erased=%zu", done);
        }
        goes_on = background_rest(b, e != OK ? RETRY_MS : done > 0 ? NEXT_MS : HOUR_MS, false);
    }
}

enum err upkeep_runner_start(struct upkeep_runner_options *o, struct background **ret)
{
    return background_start(work, o, ret);
}
