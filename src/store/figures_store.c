/* figures_store.c */
#include "store/figures_store.h"

#include "base/arena.h"
#include "store/audit_store.h"
#include "store/db.h"

static enum err read_released(const struct reading_for *x, bool *ret)
{
    struct row *r = db_query(x->db, Q_FIGURES_RELEASED);
    bind_int(r, ":round", x->round_id);
    enum err e = row_next(r);
    *ret = e == OK && row_int(r, 0) != 0;
    return row_end(r, e);
}

enum err figures_facts(const struct reading_for *x, struct figures_facts *ret)
{
    *ret = (struct figures_facts){.items = ARENA_ARRAY(x->arena, struct figures_fact, FIGURES_FACTS_MAX)};
    TRY(read_released(x, &ret->is_released));
    struct row *r = db_query(x->db, Q_FIGURES_FACTS);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":account", x->account_id);
    bind_int(r, ":limit", FIGURES_FACTS_MAX);
    enum err e = OK;
    while (ret->len < FIGURES_FACTS_MAX && (e = row_next(r)) == OK) {
        ret->items[ret->len++] = (struct figures_fact){.codes = {[FIGURES_BY_SECTOR] = row_text(r, 0, x->arena),
                                                                 [FIGURES_BY_DISTRICT] = row_text(r, 1, x->arena),
                                                                 [FIGURES_BY_KIND] = row_text(r, 2, x->arena)},
                                                       .is_late = row_int(r, 3) != 0,
                                                       .was_returned = row_int(r, 4) != 0,
                                                       .is_recommended = row_int(r, 5) != 0,
                                                       .is_shortlisted = row_int(r, 6) != 0};
    }
    return row_end(r, e);
}
