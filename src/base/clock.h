/* clock.h - the one source of the time of day; tests and demonstrations own theirs. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdatomic.h>
#include <stdint.h>

/* The system's clock plus an offset; or, when `fixed`, a moment that stands still. */
struct clock {
    _Atomic int64_t offset; /* seconds added to the system's clock */
    _Atomic int64_t fixed;  /* not 0: the moment itself, UTC seconds */
};

/* UTC seconds now. */
int64_t clock_now(const struct clock *c);

/* Makes `c` read `at` from this instant on, and run. */
void clock_start_at(struct clock *c, int64_t at);

/* Microseconds of a clock that never goes back, for measuring how long a thing took. */
int64_t clock_monotonic_us(void);

#endif
