/* figures_store.h - what the office's figures are counted from (domain/figures.h). */
#ifndef STORE_FIGURES_STORE_H
#define STORE_FIGURES_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "domain/figures.h"

struct reading_for;

enum { FIGURES_FACTS_MAX = 20000 };

struct figures_facts {
    struct figures_fact *items;
    size_t len;
    bool is_released; /* the shortlist is out; before that no fact says is_shortlisted */
};

/* Every nomination of the round that was submitted and not withdrawn, without those of which the reader is recused. */
MUST_USE enum err figures_facts(const struct reading_for *x, struct figures_facts *ret);

#endif
