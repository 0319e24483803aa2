/* clock.c */
#include "base/clock.h"

#include <time.h>

static int64_t system_now(void)
{
    struct timespec t = {0};
    (void)clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec;
}

int64_t clock_now(const struct clock *c)
{
    int64_t fixed = atomic_load(&c->fixed);
    return fixed != 0 ? fixed : system_now() + atomic_load(&c->offset);
}

void clock_start_at(struct clock *c, int64_t at)
{
    atomic_store(&c->fixed, 0);
    atomic_store(&c->offset, at - system_now());
}

int64_t clock_monotonic_us(void)
{
    struct timespec t = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}
