/* background.h - one thread beside the requests: it works, rests until a time is over, it is woken or it must stop. */
#ifndef BASE_BACKGROUND_H
#define BASE_BACKGROUND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct background;

/* Runs on the thread until background_rest() says stop. */
typedef void (*background_fn)(struct background *b, void *ctx);

/* `ctx` outlives it.  ERR_INTERNAL (logged): no thread. */
MUST_USE enum err background_start(background_fn work, void *ctx, struct background **ret);

/* On its own thread: rests so many milliseconds, or until it is time to stop, or (when `may_wake`) until it is woken;
 * a waking that came before the rest counts.  False: stop. */
bool background_rest(struct background *b, int64_t ms, bool may_wake);

/* From any thread.  NULL is fine. */
void background_wake(struct background *b);
/* Ends it after the work at hand, and frees it.  NULL is fine. */
void background_stop(struct background *b);

#endif
