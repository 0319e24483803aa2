/* stage.h - the six stages of a round and the moment.  PRODUCT.md section 2, notice part 3.
 *
 * A deadline "6月25日前" is open through 24:00 of that day, Beijing time: windows are half-open,
 * opens_at <= now < closes_at, to the second, by the clock that the caller passes in.  No page compares times. */
#ifndef DOMAIN_STAGE_H
#define DOMAIN_STAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum stage {
    STAGE_NOMINATION,         /* 自荐申报 */
    STAGE_RECOMMENDATION,     /* 择优推荐 */
    STAGE_PRELIMINARY_REVIEW, /* 组织初审 */
    STAGE_PUBLICITY,          /* 公示评议 */
    STAGE_EVALUATION,         /* 评定命名 */
    STAGE_PROMOTION,          /* 宣传推广 */
    STAGE__COUNT
};

/* One stage in a set of stages. */
#define STAGE_BIT(stage) (1u << (unsigned)(stage))
#define STAGE_ALL        (STAGE_BIT(STAGE__COUNT) - 1u)

/* When a stage is open.  A round has at most one window a stage; the order of windows does not matter. */
struct stage_window {
    enum stage stage;
    int64_t opens_at;
    int64_t closes_at; /* exclusive: 24:00 of the last day */
};

enum phase {
    PHASE_BEFORE, /* also: no window is set yet */
    PHASE_OPEN,
    PHASE_AFTER
};

/* The set of stages open at `now`; several may be (the review and the publicity share 20 July). */
unsigned open_stages(const struct stage_window *windows, size_t count, int64_t now);

bool stage_is_in(unsigned stages, enum stage stage);

/* The window of `stage`, or NULL. */
const struct stage_window *stage_window_of(const struct stage_window *windows, size_t count, enum stage stage);

enum phase stage_phase(const struct stage_window *windows, size_t count, enum stage stage, int64_t now);

/* What the head of a page shows. */
struct stage_shown {
    enum stage stage;
    enum phase phase;                  /* of that stage */
    const struct stage_window *window; /* NULL only when no window is set at all */
};

/* The open stage; of several the one that closes first, because its deadline presses (equal: the earlier
 * stage); none open: the next to open; none to come: the one that closed last; no windows: the first stage. */
struct stage_shown stage_current(const struct stage_window *windows, size_t count, int64_t now);

/* Time left, rounded down to what ux.md section 6 shows ("倒计时只到小时"). */
struct remaining {
    bool is_over; /* until <= now; then everything else is 0 */
    int days;
    int hours;   /* 0-23, beyond the days */
    int minutes; /* 0-59, beyond the hours */
};
struct remaining remaining_until(int64_t now, int64_t until);

/* True in the last 24 hours of an open window, when every page carries a notice (ux.md section 5, rule 5). */
bool stage_is_ending(const struct stage_window *window, int64_t now);

/* "nomination", ...; the identifiers of handbook section 7. */
const char *stage_ident(enum stage stage);
/* ERR_NOT_FOUND for any other word; *ret untouched. */
MUST_USE enum err stage_from_ident(const char *ident, enum stage *ret);
/* "自荐申报" */
const char *stage_name(enum stage stage);
/* "一" */
const char *stage_numeral(enum stage stage);

#endif
