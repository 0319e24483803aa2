/* list_store.c - SQL chooses the rows, ICU puts names in order, and what is left is by number. */
#include "store/list_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/name_order.h"
#include "domain/role.h"
#include "store/chain_store.h"
#include "store/db.h"
#include "store/preliminary_store.h"

static bool is_asked(const char *value)
{
    return value != NULL && *value != '\0';
}

static void bind_asked(struct row *r, const char *name, const char *value)
{
    bind_text(r, name, is_asked(value) ? value : NULL);
}

static struct row *query_listing(struct db *db, struct arena *a, enum query q, const struct listing_filter *f)
{
    struct row *r = db_query(db, q);
    bind_int(r, ":round", f->round_id);
    bind_text(r, ":role", role_ident(f->actor.role));
    bind_int(r, ":body", f->actor.body_id);
    bind_int(r, ":account", f->actor.account_id);
    bind_asked(r, ":sector", f->sector);
    bind_asked(r, ":district", f->district);
    bind_text(r, ":like", list_like_pattern(a, f->word == NULL ? "" : f->word));
    return r;
}

/* ---- order ---- */

/* One number to go by, and the place among those that are equal. */
struct ranked {
    int64_t rank;
    size_t at;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    if (x->rank != y->rank) {
        return x->rank < y->rank ? -1 : 1;
    }
    return x->at < y->at ? -1 : x->at > y->at;
}

/* The rows come by number; `name` and `rank` of each row are what the order looks at. */
static enum err places_of(struct arena *a, enum list_order order, const char *const *names, struct ranked *ranks,
                          size_t len, size_t *ret_places)
{
    if (order == ORDER_UNIT_PINYIN || order == ORDER_BRAND_PINYIN) {
        return names_sort(a, NAME_BY_PINYIN, names, len, ret_places);
    }
    if (order == ORDER_UNIT_STROKES || order == ORDER_BRAND_STROKES) {
        return names_sort(a, NAME_BY_STROKES, names, len, ret_places);
    }
    qsort(ranks, len, sizeof *ranks, compare_ranked);
    for (size_t i = 0; i < len; i++) {
        ret_places[i] = ranks[i].at;
    }
    return OK;
}

/* ORDER_NUMBER is 0 for all: the rows' own order. */
static int64_t rank_of(enum list_order order, int64_t at, int64_t sector_ord)
{
    return order == ORDER_NEWEST ? -at : order == ORDER_OLDEST ? at : order == ORDER_SECTOR ? sector_ord : 0;
}

/* ---- nominations ---- */

static enum err read_nomination(struct row *r, struct arena *a, struct listed_nomination *ret)
{
    *ret = (struct listed_nomination){.ref = row_text(r, 0, a),
                                      .receipt_no = row_text(r, 1, a),
                                      .route = row_text(r, 3, a),
                                      .version_no = (int)row_int(r, 4),
                                      .submitted_at = row_int(r, 5),
                                      .unit_name = row_text(r, 6, a),
                                      .brand_name = row_text(r, 7, a),
                                      .window_name = row_text(r, 8, a),
                                      .sector_name = row_text(r, 9, a),
                                      .sector_ord = row_int(r, 10),
                                      .district_name = row_text(r, 11, a),
                                      .contact_phone = row_text(r, 12, a),
                                      .contact_mobile = row_text(r, 13, a)};
    ret->chain.was_submitted = true;
    if (nomination_state_from_ident(row_text(r, 2, a), &ret->chain.state) != OK ||
        route_from_ident(ret->route, &ret->chain.route) != OK) {
        return ERR_INTERNAL;
    }
    chain_from_row(r, a, 14, &ret->chain);
    ret->return_due_at = row_int(r, 21);
    ret->chain.is_disputed = row_int(r, 22) != 0;
    enum nomination_status s = chain_status(&ret->chain);
    ret->status = s == STATUS_DRAFT ? STATUS_WITHDRAWN : s;
    return OK;
}

static enum err order_nominations(struct arena *a, enum list_order order, const struct listed_nomination *rows,
                                  size_t len, const struct listed_nomination **ret)
{
    const char **names = ARENA_ARRAY(a, const char *, len + 1);
    struct ranked *ranks = ARENA_ARRAY(a, struct ranked, len + 1);
    size_t *places = ARENA_ARRAY(a, size_t, len + 1);
    struct listed_nomination *sorted = ARENA_ARRAY(a, struct listed_nomination, len + 1);
    bool by_brand = order == ORDER_BRAND_PINYIN || order == ORDER_BRAND_STROKES;
    for (size_t i = 0; i < len; i++) {
        names[i] = by_brand ? rows[i].brand_name : rows[i].unit_name;
        ranks[i] = (struct ranked){rank_of(order, rows[i].submitted_at, rows[i].sector_ord), i};
    }
    TRY(places_of(a, order, names, ranks, len, places));
    for (size_t i = 0; i < len; i++) {
        sorted[i] = rows[places[i]];
    }
    *ret = sorted;
    return OK;
}

enum err nomination_listing(struct db *db, struct arena *a, const struct listing_filter *f,
                            struct listed_nominations *ret)
{
    struct listed_nomination *rows = ARENA_ARRAY(a, struct listed_nomination, LIST_ROWS_MAX + 1);
    size_t len = 0;
    size_t seen = 0;
    struct row *r = query_listing(db, a, Q_LISTING_NOMINATIONS, f);
    bind_asked(r, ":route", f->route);
    enum err e = OK;
    while (seen <= LIST_ROWS_MAX && (e = row_next(r)) == OK) {
        seen++;
        if (seen > LIST_ROWS_MAX || (e = read_nomination(r, a, &rows[len])) != OK) {
            break;
        }
        len += !is_asked(f->status) || strcmp(nomination_status_ident(rows[len].status), f->status) == 0;
    }
    TRY(row_end(r, e));
    TRY(order_nominations(a, f->order, rows, len, &ret->rows));
    ret->len = len;
    ret->is_cut = seen > LIST_ROWS_MAX;
    return OK;
}

/* Of one who reviews: a person, not a body. */
static enum err reviewer_standing(struct db *db, int64_t nomination_id, const struct actor *who,
                                  struct nomination_facts *facts)
{
    struct review_standing s;
    TRY(review_standing_of(db, nomination_id, who->account_id, &s));
    facts->is_reviewed = s.is_assigned && s.is_candidate;
    facts->is_recused = s.is_recused;
    return OK;
}

enum err nomination_standing(struct db *db, int64_t nomination_id, const struct actor *who,
                             struct nomination_facts *facts)
{
    if (role_reviews(who->role)) {
        return reviewer_standing(db, nomination_id, who, facts);
    }
    if (who->role != ROLE_SECTOR && who->role != ROLE_DISTRICT) {
        return OK;
    }
    struct row *r = db_query(db, Q_NOMINATION_STANDING);
    bind_int(r, ":nomination", nomination_id);
    bind_int(r, ":body", who->body_id);
    enum err e = row_next(r);
    if (e == OK) {
        facts->is_of_sector = row_int(r, 0) != 0;
        facts->is_of_district = row_int(r, 1) != 0;
    }
    return row_end(r, e); /* no version yet: nobody's but its unit's */
}

/* ---- bodies ---- */

static struct listed_body read_body(struct row *r, struct arena *a)
{
    return (struct listed_body){.ref = row_text(r, 0, a),
                                .kind = row_text(r, 1, a),
                                .name = row_text(r, 2, a),
                                .org_code = row_text(r, 3, a),
                                .created_at = row_int(r, 4),
                                .sector_name = row_text(r, 5, a),
                                .sector_ord = row_int(r, 6),
                                .district_name = row_text(r, 7, a),
                                .accounts = (int)row_int(r, 8),
                                .receipt_no = row_text(r, 9, a)};
}

static enum err order_bodies(struct arena *a, enum list_order order, const struct listed_body *rows, size_t len,
                             const struct listed_body **ret)
{
    const char **names = ARENA_ARRAY(a, const char *, len + 1);
    struct ranked *ranks = ARENA_ARRAY(a, struct ranked, len + 1);
    size_t *places = ARENA_ARRAY(a, size_t, len + 1);
    struct listed_body *sorted = ARENA_ARRAY(a, struct listed_body, len + 1);
    for (size_t i = 0; i < len; i++) {
        names[i] = rows[i].name;
        ranks[i] = (struct ranked){rank_of(order, rows[i].created_at, rows[i].sector_ord), i};
    }
    TRY(places_of(a, order, names, ranks, len, places));
    for (size_t i = 0; i < len; i++) {
        sorted[i] = rows[places[i]];
    }
    *ret = sorted;
    return OK;
}

enum err body_listing(struct db *db, struct arena *a, const struct listing_filter *f, struct listed_bodies *ret)
{
    struct listed_body *rows = ARENA_ARRAY(a, struct listed_body, LIST_ROWS_MAX + 1);
    size_t len = 0;
    struct row *r = query_listing(db, a, Q_LISTING_BODIES, f);
    bind_asked(r, ":kind", f->kind);
    enum err e = OK;
    while (len <= LIST_ROWS_MAX && (e = row_next(r)) == OK) {
        rows[len++] = read_body(r, a);
    }
    TRY(row_end(r, e));
    ret->is_cut = len > LIST_ROWS_MAX;
    ret->len = ret->is_cut ? LIST_ROWS_MAX : len;
    return order_bodies(a, f->order, rows, ret->len, &ret->rows);
}
