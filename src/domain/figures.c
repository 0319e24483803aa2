/* figures.c */
#include "domain/figures.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static const char *const idents[FIGURES_BY__COUNT] = {"sector", "district", "kind"};

const char *figures_by_ident(enum figures_by by)
{
    return idents[by];
}

enum err figures_by_from_ident(const char *ident, enum figures_by *ret)
{
    for (int i = 0; i < FIGURES_BY__COUNT; i++) {
        if (strcmp(idents[i], ident) == 0) {
            *ret = (enum figures_by)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

static void add(struct figures_row *row, const struct figures_fact *f)
{
    row->applied++;
    row->on_time += f->is_late ? 0 : 1;
    row->returned += f->was_returned ? 1 : 0;
    row->recommended += f->is_recommended ? 1 : 0;
    row->shortlisted += f->is_shortlisted ? 1 : 0;
}

/* The row of a code; a new one when no group has it. */
static struct figures_row *row_of(struct figures *f, const char *code)
{
    for (size_t i = 0; i < f->len; i++) {
        if (strcmp(f->rows[i].code, code) == 0) {
            return &f->rows[i];
        }
    }
    f->rows[f->len] = (struct figures_row){.code = code, .name = *code == '\0' ? "未填" : code};
    return &f->rows[f->len++];
}

struct figures figures_count(struct arena *a, enum figures_by by, const struct figures_fact *facts, size_t facts_len,
                             const struct figures_group *groups, size_t groups_len)
{
    struct figures f = {.rows = ARENA_ARRAY(a, struct figures_row, groups_len + facts_len + 1),
                        .total = {.code = "", .name = "合计"}};
    for (size_t i = 0; i < groups_len; i++) {
        f.rows[f.len++] = (struct figures_row){.code = groups[i].code, .name = groups[i].name};
    }
    for (size_t i = 0; i < facts_len; i++) {
        add(row_of(&f, facts[i].codes[by]), &facts[i]);
        add(&f.total, &facts[i]);
    }
    for (size_t i = 0; i < f.len; i++) {
        f.applied_max = f.rows[i].applied > f.applied_max ? f.rows[i].applied : f.applied_max;
    }
    return f;
}

int figures_rate(int part, int whole)
{
    return whole <= 0 ? FIGURES_NO_RATE : (2 * FIGURES_RATE_WHOLE * part + whole) / (2 * whole);
}

const char *figures_rate_words(struct arena *a, int rate)
{
    return rate == FIGURES_NO_RATE ? "—" : text_format(a, "%d.%d%%", rate / 10, rate % 10);
}
