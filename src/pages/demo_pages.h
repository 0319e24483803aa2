/* demo_pages.h - what the command line shares with the bar of a demonstration. */
#ifndef PAGES_DEMO_PAGES_H
#define PAGES_DEMO_PAGES_H

#include <stdint.h>

#include "base/err.h"
#include "domain/stage.h"

struct clock;
struct db;
struct round;

/* The moment at which a demonstration shows `stage`: the first nine o'clock not before the middle of its window; the
 * middle itself when the window is too short for that.  ERR_NOT_FOUND when the round has no window for the stage. */
MUST_USE enum err demo_moment(const struct round *round, enum stage stage, int64_t *ret_at);

/* Keeps that the demonstration's clock reads `at` now, for the next start (meta 'clock_offset'), and sets `clock`. */
MUST_USE enum err demo_clock_set(struct db *db, struct clock *clock, int64_t at);

#endif
