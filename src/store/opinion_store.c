/* opinion_store.c */
#include "store/opinion_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"
#include "store/delegation_store.h"
#include "store/evidence_store.h"
#include "store/message_store.h"
#include "store/round_store.h"

enum { REF_BYTES = 10, PLACES_MAX = 200, EVENTS_MAX = 300 };

/* ---- giving ---- */

enum err opinion_last_ref(struct db *db, struct arena *a, int64_t nomination_id, int version_no, enum opinion_kind box,
                          const char **ret_ref)
{
    struct row *r = db_query(db, Q_OPINION_LAST);
    *ret_ref = "";
    bind_int(r, ":nomination", nomination_id);
    bind_int(r, ":version_no", version_no);
    bind_text(r, ":box", opinion_ident(box));
    enum err e = row_next(r);
    if (e == OK) {
        *ret_ref = row_text(r, 0, a);
    }
    return row_end(r, e);
}

/* One row to be written, and its line in the log. */
struct adding {
    const struct writing *c;
    int64_t nomination_id;
    const char *nomination_ref, *receipt_no;
    int version_no;
    int64_t body_id;
    enum opinion_kind box;
    const char *decision, *text, *signer_name, *signer_title, *signed_on;
};

static enum err add(const struct adding *x)
{
    const struct writing *c = x->c;
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    struct row *r = db_query(c->db, Q_OPINION_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":nomination", x->nomination_id);
    bind_int(r, ":version_no", x->version_no);
    bind_text(r, ":box", opinion_ident(x->box));
    bind_text(r, ":decision", x->decision);
    bind_text(r, ":text", x->text);
    bind_text(r, ":signer_name", x->signer_name);
    bind_text(r, ":signer_title", x->signer_title);
    bind_text(r, ":signed_on", x->signed_on);
    bind_int(r, ":body", x->body_id);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    const char *detail = text_format(c->arena, "receipt=%s version=%d box=%s decision=%s opinion=%s", x->receipt_no,
                                     x->version_no, opinion_ident(x->box), x->decision, ref);
    return audit_append(c->db, c->who, "opinion_give", "nomination", x->nomination_ref, detail);
}

static struct adding withdrawal(const struct writing *c, int64_t body_id, enum opinion_kind box)
{
    return (struct adding){.c = c,
                           .body_id = body_id,
                           .box = box,
                           .decision = "withdrawn",
                           .text = "",
                           .signer_name = "",
                           .signer_title = "",
                           .signed_on = ""};
}

/* OPINION_GIVEN when the page knew all there is. */
static enum err page_is_fresh(struct db *db, struct arena *a, const struct nomination *n, enum opinion_kind box,
                              const struct opinion_page *page, enum opinion_result *ret)
{
    const char *last = "";
    *ret = OPINION_NEWER_VERSION;
    if (page->version_no != n->version_no) {
        return OK;
    }
    TRY(opinion_last_ref(db, a, n->id, n->version_no, box, &last));
    *ret = strcmp(last, page->last_ref) == 0 ? OPINION_GIVEN : OPINION_MEANWHILE;
    return OK;
}

/* Makes room: another's place is taken back, when it is one that can be. */
static enum err vacate(const struct writing *c, const struct opinion_places *held, const struct opinion_new *x,
                       bool *ret_is_done)
{
    *ret_is_done = false;
    for (size_t i = 0; i < held->len; i++) {
        const struct opinion_place *p = &held->items[i];
        if (strcmp(p->ref, x->replaces) == 0 && !p->is_sent) {
            struct nomination other;
            TRY(nomination_by_ref(c->db, c->arena, p->ref, &other));
            struct adding w = withdrawal(c, x->body_id, x->box);
            w.nomination_id = other.id;
            w.nomination_ref = other.ref;
            w.receipt_no = other.receipt_no;
            w.version_no = other.version_no;
            *ret_is_done = true;
            return add(&w);
        }
    }
    return OK;
}

/* Whether there is a place for it, made by `replaces` or not. */
static enum err find_place(const struct writing *c, const struct round *round, const struct nomination *n,
                           const struct opinion_new *x, bool *ret)
{
    struct opinion_places held;
    TRY(opinion_places(c->db, c->arena, round, x->body_id, x->box, &held));
    size_t others = held.len;
    for (size_t i = 0; i < held.len; i++) {
        others -= held.items[i].nomination_id == n->id;
    }
    *ret = others < (size_t)held.max;
    if (*ret || *x->replaces == '\0' || strcmp(x->replaces, n->ref) == 0) {
        return OK;
    }
    return others > (size_t)held.max ? OK : vacate(c, &held, x, ret);
}

/* The sector may go on when the local opinion is there. */
static enum err tell_authorities(const struct writing *c, const struct nomination *n, enum route route,
                                 enum opinion_kind box)
{
    return box == OPINION_DISTRICT && route == ROUTE_SECTOR_COUNTY ? notice_of_opinion(c, n) : OK;
}

enum err opinion_give(const struct writing *c, const struct round *round, const struct nomination *n,
                      const struct opinion_page *page, const struct opinion_new *x, enum opinion_result *ret)
{
    enum route route;
    bool has_place = true;
    TRY(route_from_ident(n->route, &route));
    TRY(page_is_fresh(c->db, c->arena, n, x->box, page, ret));
    if (*ret != OPINION_GIVEN) {
        return OK;
    }
    if (x->decision == VERDICT_AGREE && chain_recommender(route) == x->box) {
        TRY(find_place(c, round, n, x, &has_place));
    }
    if (!has_place) {
        *ret = OPINION_NO_PLACE;
        return OK;
    }
    TRY(tell_authorities(c, n, route, x->box));
    return add(&(struct adding){.c = c,
                                .nomination_id = n->id,
                                .nomination_ref = n->ref,
                                .receipt_no = n->receipt_no,
                                .version_no = n->version_no,
                                .body_id = x->body_id,
                                .box = x->box,
                                .decision = x->decision == VERDICT_AGREE ? "agree" : "disagree",
                                .text = x->text,
                                .signer_name = x->signer_name,
                                .signer_title = x->signer_title,
                                .signed_on = x->signed_on});
}

enum err opinion_take_back(const struct writing *c, const struct nomination *n, int64_t body_id, enum opinion_kind box,
                           const struct opinion_page *page, enum opinion_result *ret)
{
    TRY(page_is_fresh(c->db, c->arena, n, box, page, ret));
    if (*ret != OPINION_GIVEN || *page->last_ref == '\0') {
        *ret = *ret == OPINION_GIVEN ? OPINION_MEANWHILE : *ret;
        return OK;
    }
    struct adding w = withdrawal(c, body_id, box);
    w.nomination_id = n->id;
    w.nomination_ref = n->ref;
    w.receipt_no = n->receipt_no;
    w.version_no = n->version_no;
    return add(&w);
}

enum err opinion_last_signer(struct db *db, struct arena *a, int64_t body_id, enum opinion_kind box,
                             const char **ret_name, const char **ret_title)
{
    struct row *r = db_query(db, Q_OPINION_LAST_SIGNER);
    *ret_name = "";
    *ret_title = "";
    bind_int(r, ":body", body_id);
    bind_text(r, ":box", opinion_ident(box));
    enum err e = row_next(r);
    if (e == OK) {
        *ret_name = row_text(r, 0, a);
        *ret_title = row_text(r, 1, a);
    }
    return row_end(r, e);
}

/* ---- places ---- */

enum err opinion_places(struct db *db, struct arena *a, const struct round *round, int64_t body_id,
                        enum opinion_kind box, struct opinion_places *ret)
{
    const struct places *p = box == OPINION_SECTOR ? &round->sector_places : &round->district_places;
    *ret = (struct opinion_places){
        .items = ARENA_ARRAY(a, struct opinion_place, PLACES_MAX), .min = p->min, .max = p->max};
    struct row *r = db_query(db, Q_OPINION_PLACES);
    bind_int(r, ":body", body_id);
    bind_text(r, ":box", opinion_ident(box));
    bind_int(r, ":round", round->id);
    enum err e = OK;
    while (ret->len < PLACES_MAX && (e = row_next(r)) == OK) {
        ret->items[ret->len++] = (struct opinion_place){.nomination_id = row_int(r, 0),
                                                        .ref = row_text(r, 1, a),
                                                        .receipt_no = row_text(r, 2, a),
                                                        .brand_name = row_text(r, 3, a),
                                                        .unit_name = row_text(r, 4, a),
                                                        .is_sent = row_int(r, 5) != 0,
                                                        .is_returned = row_int(r, 6) != 0};
    }
    return row_end(r, e);
}

/* ---- the sealed sheet ---- */

enum err opinion_scan_add(const struct writing *c, const struct nomination *n, const struct opinion *o,
                          const char *sha256, const char *name)
{
    struct row *r = db_query(c->db, Q_OPINION_SCAN_ADD);
    bind_int(r, ":opinion", o->id);
    bind_text(r, ":sha256", sha256);
    bind_text(r, ":name", name);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "opinion_scan", "nomination", n->ref,
                        text_format(c->arena, "receipt=%s version=%d opinion=%s scan=%s", n->receipt_no, o->version_no,
                                    o->ref, sha256));
}

enum err opinion_scan_of(struct db *db, struct arena *a, int64_t opinion_id, struct opinion_scan *ret)
{
    struct row *r = db_query(db, Q_OPINION_SCAN_OF);
    bind_int(r, ":opinion", opinion_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct opinion_scan){.sha256 = row_text(r, 0, a),
                                     .media_kind = row_text(r, 1, a),
                                     .name = row_text(r, 2, a),
                                     .added_at = row_int(r, 3),
                                     .added_by = row_text(r, 4, a)};
    }
    row_done(r);
    return e;
}

/* ---- what a reviewer is told ---- */

enum err review_facts_of(struct db *db, int64_t nomination_id, struct review_facts *ret)
{
    *ret = (struct review_facts){0};
    struct row *r = db_query(db, Q_REVIEW_FACTS);
    bind_int(r, ":nomination", nomination_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct review_facts){.submitted_at = row_int(r, 0),
                                     .local_at = row_int(r, 1),
                                     .is_paper_in = row_int(r, 2) != 0,
                                     .files = (int)row_int(r, 3),
                                     .doubts = (int)row_int(r, 4),
                                     .is_like_another = row_int(r, 5) != 0};
    }
    return row_end(r, e);
}

static enum err read_event(struct db *db, struct row *r, struct arena *a, struct review_event *ret)
{
    const char *route = row_text(r, 10, a);
    *ret = (struct review_event){.at = row_int(r, 0),
                                 .what = row_text(r, 1, a),
                                 .version_no = (int)row_int(r, 2),
                                 .body_name = row_text(r, 4, a),
                                 .body_id = row_int(r, 5),
                                 .box = row_text(r, 7, a),
                                 .decision = row_text(r, 8, a),
                                 .detail = row_text(r, 9, a),
                                 .route = ROUTE_SECTOR_CITY};
    TRY(delegation_name_at(db, a, row_int(r, 6), ret->at, row_text(r, 3, a), &ret->person));
    return *route == '\0' ? OK : route_from_ident(route, &ret->route);
}

enum err review_events(struct db *db, struct arena *a, int64_t nomination_id, struct review_event **ret,
                       size_t *ret_len)
{
    struct review_event *list = ARENA_ARRAY(a, struct review_event, EVENTS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_REVIEW_EVENTS);
    bind_int(r, ":nomination", nomination_id);
    enum err e = OK;
    while (len < EVENTS_MAX && (e = row_next(r)) == OK) {
        if ((e = read_event(db, r, a, &list[len++])) != OK) {
            break;
        }
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}
