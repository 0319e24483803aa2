/* closing_store.h - what the 公示情况报告 counts when the notice has closed (handbook 4.3, hard rule 4): the list, the
 * halls, and of what the public said numbers and outcomes alone, never who or what. */
#ifndef STORE_CLOSING_STORE_H
#define STORE_CLOSING_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/objection_store.h"
#include "store/posting_store.h"

struct round;

/* One brand of the last version. */
struct closing_brand {
    struct released_line is;
    int halls, halls_done; /* not ended; showing the last version */
    int received, open;
    int by_finding[FINDING__COUNT], by_effect[EFFECT__COUNT];
    int holding_up; /* its naming waits for so many */
};
struct closing {
    struct released_notices notices; /* the newest first */
    struct closing_brand *brands;
    size_t brands_len;
    int listed, removed;                                  /* brands of the last version */
    int halls, halls_done, halls_old, units_without_hall; /* of those that are listed */
    const struct posting_line *missing;                   /* halls and units that show nothing, or an older version */
    size_t missing_len;
    struct objection_figures objections; /* of the whole list */
    bool has_hidden;                     /* the reader is recused of a brand: this is not theirs to sign */
};

/* Complete, whoever reads; has_hidden says when it must not be shown.  ERR_NOT_FOUND: no notice was released. */
MUST_USE enum err closing_get(const struct reading_for *x, const struct round *round, int64_t now, struct closing *ret);

#endif
