/* figures.h - the office's figures of a round: how many applied, were recommended and shortlisted, by sector, by
 * district, by kind of unit; how many came in time and how many had to be returned.  Every nomination stands in exactly
 * one row of each table, so that all three add up to the same totals. */
#ifndef DOMAIN_FIGURES_H
#define DOMAIN_FIGURES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct arena;

enum figures_by { FIGURES_BY_SECTOR, FIGURES_BY_DISTRICT, FIGURES_BY_KIND, FIGURES_BY__COUNT };
/* "sector", "district", "kind". */
const char *figures_by_ident(enum figures_by by);
/* ERR_NOT_FOUND for any other word; *ret untouched. */
MUST_USE enum err figures_by_from_ident(const char *ident, enum figures_by *ret);

/* One nomination that was submitted and not withdrawn. */
struct figures_fact {
    const char *codes[FIGURES_BY__COUNT]; /* where it stands; "" when the form does not say */
    bool is_late;                         /* its first text came after the close, and was accepted by decision */
    bool was_returned;                    /* for revision, once or more often; a return that was taken back is none */
    bool is_recommended;                  /* in a list that is with the office */
    bool is_shortlisted;                  /* as released */
};

/* A row that is shown even when nothing stands in it. */
struct figures_group {
    const char *code, *name;
};

struct figures_row {
    const char *code, *name;
    int applied, on_time, returned, recommended, shortlisted;
};

struct figures {
    struct figures_row *rows; /* as the groups, then one for each code that has no group, named by the code */
    size_t len;
    struct figures_row total; /* code "", name "合计" */
    int applied_max;          /* of one row */
};

/* Counts.  Owner: the arena; text is the caller's. */
struct figures figures_count(struct arena *a, enum figures_by by, const struct figures_fact *facts, size_t facts_len,
                             const struct figures_group *groups, size_t groups_len);

/* part of whole in tenths of a percent, half up: 1 of 3 is 333, 1 of 8 is 125, 2 of 3 is 667.  FIGURES_NO_RATE when
 * there is no whole.  Both from 0 to a million. */
enum { FIGURES_NO_RATE = -1, FIGURES_RATE_WHOLE = 1000 };
int figures_rate(int part, int whole);
/* "33.3%"; "—" for FIGURES_NO_RATE. */
const char *figures_rate_words(struct arena *a, int rate);

#endif
