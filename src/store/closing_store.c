/* closing_store.c */
#include "store/closing_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "store/db.h"
#include "store/round_store.h"

static struct closing_brand *brand_named(struct closing *c, const char *brand, const char *unit)
{
    for (size_t i = 0; i < c->brands_len; i++) {
        if (strcmp(c->brands[i].is.brand_name, brand) == 0 && strcmp(c->brands[i].is.unit_name, unit) == 0) {
            return &c->brands[i];
        }
    }
    return NULL;
}

static struct closing_brand *brand_by_id(struct closing *c, int64_t id)
{
    for (size_t i = 0; i < c->brands_len; i++) {
        if (c->brands[i].is.brand_id == id) {
            return &c->brands[i];
        }
    }
    return NULL;
}

static enum err read_brands(const struct reading_for *x, struct closing *c)
{
    struct released_line *lines = NULL;
    size_t len = 0;
    TRY(released_lines(x->db, x->arena, c->notices.items[0].id, &lines, &len));
    c->brands = ARENA_ARRAY(x->arena, struct closing_brand, len + 1);
    c->brands_len = len;
    for (size_t i = 0; i < len; i++) {
        c->brands[i].is = lines[i];
        c->removed += lines[i].is_removed;
        c->listed += !lines[i].is_removed;
    }
    return OK;
}

static void count_hall(struct closing *c, const struct posting_line *l, struct posting_line *missing)
{
    struct closing_brand *b = brand_named(c, l->brand_name, l->unit_name);
    bool has_hall = *l->hall_ref != '\0';
    enum posting_state s = posting_state(l->shown_version, c->notices.items[0].is.version_no);
    if (b == NULL || l->is_removed) {
        return;
    }
    c->halls += has_hall;
    c->halls_done += has_hall && s == POSTING_DONE;
    c->halls_old += has_hall && s == POSTING_OLD;
    c->units_without_hall += !has_hall;
    b->halls += has_hall;
    b->halls_done += has_hall && s == POSTING_DONE;
    if (s != POSTING_DONE) {
        missing[c->missing_len++] = *l;
    }
}

static enum err read_halls(const struct reading_for *x, struct closing *c)
{
    struct reading_for all = *x;
    struct posting_line *lines = NULL;
    size_t len = 0;
    all.account_id = 0;
    TRY(posting_board(&all, &lines, &len));
    struct posting_line *missing = ARENA_ARRAY(x->arena, struct posting_line, len + 1);
    for (size_t i = 0; i < len; i++) {
        count_hall(c, &lines[i], missing);
    }
    c->missing = missing;
    return OK;
}

/* `count` objections to one brand that are alike. */
static enum err count_outcome(struct row *r, struct arena *a, struct closing *c)
{
    struct objection_facts f = {.has_brand = true};
    struct closing_brand *b = brand_by_id(c, row_int(r, 0));
    int count = (int)row_int(r, 5);
    bool is_read = objection_state_from_ident(row_text(r, 1, a), &f.state) == OK &&
                   objection_category_from_ident(row_text(r, 2, a), &f.category) == OK &&
                   objection_finding_from_ident(row_text(r, 3, a), &f.finding) == OK &&
                   objection_effect_from_ident(row_text(r, 4, a), &f.effect) == OK;
    if (!is_read) {
        return ERR_INTERNAL;
    }
    if (b != NULL) {
        b->received += count;
        b->open += objection_is_open(f.state) ? count : 0;
        b->by_finding[objection_settled(&f)] += count;
        b->by_effect[f.effect] += count;
        b->holding_up += objection_holds_up(&f) ? count : 0;
    }
    return OK;
}

static enum err read_outcomes(const struct reading_for *x, struct closing *c)
{
    struct row *r = db_query(x->db, Q_CLOSING_OUTCOMES);
    bind_int(r, ":round", x->round_id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        if ((e = count_outcome(r, x->arena, c)) != OK) {
            break;
        }
    }
    return row_end(r, e);
}

static enum err read_hidden(const struct reading_for *x, bool *ret)
{
    struct row *r = db_query(x->db, Q_CLOSING_HIDDEN);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":account", x->account_id);
    enum err e = row_next(r);
    *ret = e == OK && row_int(r, 0) != 0;
    row_done(r);
    return e;
}

enum err closing_get(const struct reading_for *x, const struct round *round, int64_t now, struct closing *ret)
{
    *ret = (struct closing){.listed = 0};
    TRY(released_notices(x->db, x->arena, x->round_id, &ret->notices));
    TRY(read_brands(x, ret));
    TRY(read_halls(x, ret));
    TRY(read_outcomes(x, ret));
    TRY(read_hidden(x, &ret->has_hidden));
    return objection_figures(x->db, x->arena, round, now, &ret->objections);
}
