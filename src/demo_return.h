/* demo_return.h - the demonstration's returns for revision, sql/seed/demo/returns.txt. */
#ifndef DEMO_RETURN_H
#define DEMO_RETURN_H

#include <stdint.h>

#include "base/err.h"

struct arena;
struct db;
struct random;
struct round;

/* Makes those that were made before `until` and whose deadline lies behind it: at any other moment they would be
 * answered or overdue.  The entry of the audit log bears the pretended time.  ERR_MALFORMED (logged) on a line that the
 * format does not know. */
MUST_USE enum err demo_returns(struct db *db, struct random *rnd, struct arena *a, const struct round *round,
                               int64_t until);

#endif
