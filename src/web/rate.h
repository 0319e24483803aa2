/* rate.h - how often one source may ask: a bucket for each source and class, refilled as time goes by. */
#ifndef WEB_RATE_H
#define WEB_RATE_H

#include <stdint.h>

#include "base/err.h"
#include "web/route.h"

struct rates;

struct rates *rates_new(void);
void rates_free(struct rates *r);

/* Takes one from the bucket of `source`.  ERR_TOO_MANY when it is empty; *ret_wait_s then says for how long. */
MUST_USE enum err rate_take(struct rates *r, enum rate_class c, const char *source, int64_t now_us, int *ret_wait_s);

#endif
