/* import_runner.c */
#include "store/import_runner.h"

#include <stdbool.h>

#include "base/arena.h"
#include "base/background.h"
#include "base/clock.h"
#include "base/log.h"
#include "store/audit_store.h"
#include "store/import_store.h"
#include "store/store.h"

enum { REST_MS_MIN = 20, REST_MS_MAX = 500, RETRY_MS = 2000, IDLE_MS = 60000 };

struct batch {
    const struct import_runner_options *o;
    struct arena *arena;
};

static enum err batch_in_transaction(struct db *db, void *ctx)
{
    struct batch *b = ctx;
    struct audit_actor who = {clock_now(b->o->clock), 0, "", "import"};
    struct import_desk desk = {db, b->o->random, b->arena, &who, b->o->round};
    return import_batch(&desk);
}

enum err import_run_batch(const struct import_runner_options *o)
{
    struct batch b = {o, arena_new()};
    enum err e = store_write(o->store, batch_in_transaction, &b);
    arena_free(b.arena);
    return e;
}

static int rest_after(int64_t took_us)
{
    int64_t ms = took_us / 1000;
    return ms < REST_MS_MIN ? REST_MS_MIN : ms > REST_MS_MAX ? REST_MS_MAX : (int)ms;
}

static void work(struct background *b, void *options)
{
    for (bool goes_on = true; goes_on;) {
        int64_t from = clock_monotonic_us();
        enum err e = import_run_batch(options);
        if (e == OK) {
            goes_on = background_rest(b, rest_after(clock_monotonic_us() - from), false);
        } else if (e == ERR_NOT_FOUND) {
            goes_on = background_rest(b, IDLE_MS, true);
        } else {
            log_line("warn", "event=import_batch error=%s", err_name(e));
            goes_on = background_rest(b, RETRY_MS, false);
        }
    }
}

enum err import_runner_start(struct import_runner_options *o, struct background **ret)
{
    return background_start(work, o, ret);
}
