/* shortlist_release.c - proposed by one, confirmed by another: the record, its fingerprint, and the names that freeze.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/fingerprint.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/receipt.h"
#include "store/account_store.h"
#include "store/db.h"
#include "store/round_store.h"
#include "store/sealed.h"
#include "store/shortlist_store.h"

enum { REF_BYTES = 10, RECORD_MAX = 1024 * 1024 };

/* ---- proposed ---- */

enum err shortlist_propose(const struct writing *c, int64_t round_id, int draft, const char *names_reason)
{
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    struct row *r = db_query(c->db, Q_SHORTLIST_PROPOSE);
    bind_text(r, ":ref", ref);
    bind_text(r, ":names_reason", names_reason);
    bind_int(r, ":round", round_id);
    bind_int(r, ":number", draft);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "shortlist_propose", "shortlist_proposal", ref,
                        text_format(c->arena, "draft=%d", draft));
}

enum err shortlist_proposal(const struct reading_for *x, struct shortlist_proposal *ret)
{
    struct row *r = db_query(x->db, Q_SHORTLIST_PROPOSAL);
    bind_int(r, ":round", x->round_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct shortlist_proposal){.id = row_int(r, 0),
                                           .ref = row_text(r, 1, x->arena),
                                           .draft = (int)row_int(r, 2),
                                           .names_reason = row_text(r, 3, x->arena),
                                           .proposed_at = row_int(r, 4),
                                           .proposed_by = row_int(r, 5),
                                           .proposer = row_text(r, 6, x->arena)};
    }
    row_done(r);
    return e;
}

static enum err end_proposal(const struct writing *c, const struct shortlist_proposal *p, const char *how)
{
    struct row *r = db_query(c->db, Q_SHORTLIST_PROPOSAL_END);
    bind_int(r, ":proposal", p->id);
    bind_text(r, ":how", how);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, text_format(c->arena, "shortlist_%s", how), "shortlist_proposal", p->ref,
                        text_format(c->arena, "draft=%d", p->draft));
}

enum err shortlist_proposal_withdraw(const struct writing *c, const struct shortlist_proposal *p)
{
    return end_proposal(c, p, "withdrawn");
}

/* ---- the record ---- */

/* One candidate as it is released. */
struct entry {
    int64_t nomination_id, version_id;
    const char *receipt_no, *sha256, *reason;
    int version_no;
    bool is_shortlisted, is_told, is_confirmed;
    struct printed_names names;
};
struct entries {
    struct entry *items;
    size_t len;
};

/* What surrounds the entries in the record. */
struct record_head {
    const char *slug, *proposed_by, *released_by, *names_reason;
    int draft;
    int64_t proposed_at, released_at;
};

static void add_text(struct buffer *b, const char *name, const char *value)
{
    buffer_format(b, ",\"%s\":", name);
    buffer_json(b, value);
}

static void add_entry(struct buffer *b, const struct entry *x)
{
    buffer_text(b, "{\"receipt_no\":");
    buffer_json(b, x->receipt_no);
    buffer_format(b, ",\"version\":%d", x->version_no);
    add_text(b, "sha256", x->sha256);
    buffer_format(b, ",\"shortlisted\":%s", x->is_shortlisted ? "true" : "false");
    add_text(b, "brand", x->names.brand);
    add_text(b, "unit", x->names.unit);
    add_text(b, "window", x->names.window);
    buffer_format(b, ",\"confirmed\":%s", x->is_confirmed ? "true" : "false");
    add_text(b, "reason", x->reason);
    buffer_format(b, ",\"told\":%s}", x->is_told ? "true" : "false");
}

/* What the fingerprint covers; field order is fixed.  NULL when it is too long. */
static const char *release_record(struct arena *a, const struct record_head *h, const struct entries *all)
{
    struct buffer b = buffer_new(a, RECORD_MAX);
    buffer_text(&b, "{\"format\":\"jianpin-shortlist-1\"");
    add_text(&b, "round", h->slug);
    buffer_format(&b, ",\"draft\":%d", h->draft);
    add_text(&b, "proposed_at", at_rfc3339(a, h->proposed_at));
    add_text(&b, "proposed_by", h->proposed_by);
    add_text(&b, "released_at", at_rfc3339(a, h->released_at));
    add_text(&b, "released_by", h->released_by);
    add_text(&b, "names_reason", h->names_reason);
    buffer_text(&b, ",\"entries\":[");
    for (size_t i = 0; i < all->len; i++) {
        buffer_text(&b, i == 0 ? "" : ",");
        add_entry(&b, &all->items[i]);
    }
    buffer_text(&b, "]}");
    return b.is_overfull ? NULL : buffer_string(&b);
}

static const char *release_detail(struct arena *a, int draft, const char *sha256)
{
    return text_format(a, "draft=%d sha256=%s", draft, sha256);
}

/* ---- released ---- */

static struct entry read_entry(struct row *r, struct arena *a)
{
    return (struct entry){.nomination_id = row_int(r, 0),
                          .version_id = row_int(r, 1),
                          .receipt_no = row_text(r, 2, a),
                          .version_no = (int)row_int(r, 3),
                          .sha256 = row_text(r, 4, a),
                          .is_shortlisted = row_int(r, 5) != 0,
                          .reason = row_text(r, 6, a),
                          .is_told = row_int(r, 7) != 0,
                          .names = {row_text(r, 8, a), row_text(r, 9, a), row_text(r, 10, a)},
                          .is_confirmed = row_int(r, 11) != 0};
}

/* What was proposed.  The names of those that are not shortlisted stay as they were submitted: nothing freezes. */
static enum err proposed_entries(struct db *db, struct arena *a, int64_t proposal_id, struct entries *ret)
{
    *ret = (struct entries){ARENA_ARRAY(a, struct entry, SHORTLIST_MAX), 0};
    struct row *r = db_query(db, Q_SHORTLIST_TO_RELEASE);
    bind_int(r, ":proposal", proposal_id);
    bind_int(r, ":limit", SHORTLIST_MAX);
    enum err e = OK;
    while (ret->len < SHORTLIST_MAX && (e = row_next(r)) == OK) {
        struct entry *x = &ret->items[ret->len++];
        *x = read_entry(r, a);
        if (!x->is_shortlisted) {
            x->names = (struct printed_names){row_text(r, 12, a), row_text(r, 13, a), row_text(r, 14, a)};
            x->is_confirmed = false;
        }
    }
    return row_end(r, e);
}

static enum err add_release(const struct writing *c, int64_t round_id, int64_t proposal_id,
                            const struct released_list *l)
{
    struct row *r = db_query(c->db, Q_SHORTLIST_RELEASE_ADD);
    bind_text(r, ":ref", l->ref);
    bind_int(r, ":round", round_id);
    bind_int(r, ":proposal", proposal_id);
    bind_text(r, ":record", l->record);
    bind_text(r, ":sha256", l->sha256);
    bind_text(r, ":check_code", l->check_code);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    return row_exec_one(r);
}

static enum err add_entries(const struct writing *c, int64_t release_id, const struct entries *all)
{
    for (size_t i = 0; i < all->len; i++) {
        const struct entry *x = &all->items[i];
        struct row *r = db_query(c->db, Q_SHORTLIST_ENTRY_ADD);
        bind_int(r, ":nomination", x->nomination_id);
        bind_int(r, ":release", release_id);
        bind_int(r, ":version", x->version_id);
        bind_int(r, ":is_shortlisted", x->is_shortlisted);
        bind_text(r, ":reason", x->reason);
        bind_int(r, ":is_told", x->is_told);
        TRY(row_exec_one(r));
        if (!x->is_shortlisted) {
            continue;
        }
        r = db_query(c->db, Q_NAME_FREEZE);
        bind_int(r, ":nomination", x->nomination_id);
        bind_text(r, ":brand", x->names.brand);
        bind_text(r, ":unit", x->names.unit);
        bind_text(r, ":window", x->names.window);
        bind_int(r, ":is_confirmed", x->is_confirmed);
        TRY(row_exec_one(r));
    }
    return OK;
}

/* The record with its fingerprint and its code: what was proposed, by whom, and who releases it now. */
static enum err make_release(const struct writing *c, const struct round *round, const struct shortlist_proposal *p,
                             const struct entries *all, struct released_list *ret)
{
    struct account by;
    struct account proposer;
    TRY(account_by_id(c->db, c->arena, c->who->account_id, &by));
    TRY(account_by_id(c->db, c->arena, p->proposed_by, &proposer));
    struct record_head h = {.slug = round->slug,
                            .draft = p->draft,
                            .proposed_at = p->proposed_at,
                            .proposed_by = proposer.ref,
                            .released_at = c->who->at,
                            .released_by = by.ref,
                            .names_reason = p->names_reason};
    *ret = (struct released_list){.ref = random_token(c->random, c->arena, REF_BYTES),
                                  .record = release_record(c->arena, &h, all)};
    if (ret->record == NULL) {
        return ERR_TOO_LARGE;
    }
    ret->sha256 = fingerprint(c->arena, ret->record);
    return check_code(c->arena, ret->sha256, &ret->check_code);
}

enum err shortlist_release(const struct writing *c, const struct round *round, const struct shortlist_proposal *p)
{
    struct entries all;
    struct released_list l;
    if (p->proposed_by == c->who->account_id) {
        return ERR_CONFLICT;
    }
    TRY(proposed_entries(c->db, c->arena, p->id, &all));
    TRY(make_release(c, round, p, &all, &l));
    TRY(end_proposal(c, p, "confirmed"));
    TRY(add_release(c, round->id, p->id, &l));
    TRY(add_entries(c, db_last_id(c->db), &all));
    return audit_append(c->db, c->who, "shortlist_release", "shortlist_release", l.ref,
                        release_detail(c->arena, p->draft, l.sha256));
}

static enum err read_release(struct db *db, struct arena *a, int64_t id, struct released_list *ret)
{
    struct row *r = db_query(db, Q_SHORTLIST_RELEASE);
    bind_int(r, ":id", id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct released_list){.id = row_int(r, 0),
                                      .ref = row_text(r, 1, a),
                                      .record = row_text(r, 2, a),
                                      .sha256 = row_text(r, 3, a),
                                      .check_code = row_text(r, 4, a),
                                      .released_at = row_int(r, 5),
                                      .released_by = row_text(r, 6, a),
                                      .proposed_at = row_int(r, 7),
                                      .proposed_by = row_text(r, 8, a),
                                      .draft = (int)row_int(r, 9),
                                      .names_reason = row_text(r, 10, a),
                                      .round_slug = row_text(r, 11, a),
                                      .proposed_by_ref = row_text(r, 12, a),
                                      .released_by_ref = row_text(r, 13, a)};
    }
    row_done(r);
    return e;
}

enum err shortlist_released(const struct reading_for *x, struct released_list *ret)
{
    struct row *r = db_query(x->db, Q_SHORTLIST_RELEASE_OF);
    bind_int(r, ":round", x->round_id);
    enum err e = row_next(r);
    int64_t id = e == OK ? row_int(r, 0) : 0;
    row_done(r);
    return e == OK ? read_release(x->db, x->arena, id, ret) : e;
}

static struct row *ask_entries(struct db *db, int64_t release_id, int64_t account_id)
{
    struct row *r = db_query(db, Q_SHORTLIST_ENTRIES);
    bind_int(r, ":release", release_id);
    bind_int(r, ":account", account_id);
    bind_int(r, ":limit", SHORTLIST_MAX);
    return r;
}

enum err shortlist_released_lines(const struct reading_for *x, const struct released_list *l,
                                  struct shortlist_lines *ret)
{
    *ret = (struct shortlist_lines){ARENA_ARRAY(x->arena, struct shortlist_line, SHORTLIST_MAX), 0};
    struct row *r = ask_entries(x->db, l->id, x->account_id);
    enum err e = OK;
    while (ret->len < SHORTLIST_MAX && (e = row_next(r)) == OK) {
        struct entry n = read_entry(r, x->arena);
        ret->items[ret->len++] = (struct shortlist_line){.nomination_id = n.nomination_id,
                                                         .receipt_no = n.receipt_no,
                                                         .brand_name = n.names.brand,
                                                         .unit_name = n.names.unit,
                                                         .window_name = n.names.window,
                                                         .choice = n.is_shortlisted ? CHOICE_IN : CHOICE_OUT,
                                                         .reason = n.reason,
                                                         .is_told = n.is_told,
                                                         .is_confirmed = n.is_confirmed,
                                                         .sector_name = row_text(r, 12, x->arena),
                                                         .district_name = row_text(r, 13, x->arena),
                                                         .ref = row_text(r, 14, x->arena),
                                                         .recommender_name = ""};
    }
    return row_end(r, e);
}

enum err shortlist_outcome(struct db *db, struct arena *a, int64_t nomination_id, struct shortlist_outcome *ret)
{
    struct row *r = db_query(db, Q_SHORTLIST_ENTRY_OF);
    bind_int(r, ":nomination", nomination_id);
    enum err e = row_next(r);
    if (e == OK) {
        bool is_told = row_int(r, 2) != 0;
        *ret = (struct shortlist_outcome){row_int(r, 0) != 0, is_told ? row_text(r, 1, a) : ""};
    }
    row_done(r);
    return e;
}

/* ---- verified ---- */

static enum err verify_release(struct db *db, struct arena *a, int64_t id)
{
    struct released_list l;
    struct entries all = {ARENA_ARRAY(a, struct entry, SHORTLIST_MAX), 0};
    TRY(read_release(db, a, id, &l));
    struct row *r = ask_entries(db, id, 0);
    enum err e = OK;
    while (all.len < SHORTLIST_MAX && (e = row_next(r)) == OK) {
        all.items[all.len++] = read_entry(r, a);
    }
    TRY(row_end(r, e));
    struct record_head h = {.slug = l.round_slug,
                            .draft = l.draft,
                            .proposed_at = l.proposed_at,
                            .proposed_by = l.proposed_by_ref,
                            .released_at = l.released_at,
                            .released_by = l.released_by_ref,
                            .names_reason = l.names_reason};
    const char *record = release_record(a, &h, &all);
    const struct sealed s = {.record = l.record,
                             .sha256 = l.sha256,
                             .check_code = l.check_code,
                             .is_of_rows = record != NULL && text_equal(record, l.record),
                             .verb = "shortlist_release",
                             .object_kind = "shortlist_release",
                             .object_ref = l.ref,
                             .detail = release_detail(a, l.draft, l.sha256)};
    return sealed_verify(db, a, &s);
}

enum err shortlist_verify(struct db *db, int64_t after, int64_t *ret_count, int64_t *ret_bad)
{
    int64_t count = 0;
    struct row *r = db_query(db, Q_SHORTLIST_RELEASE_IDS);
    bind_int(r, ":after", after);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct arena *a = arena_new();
        int64_t id = row_int(r, 0);
        e = verify_release(db, a, id);
        arena_free(a);
        if (e != OK) {
            *ret_bad = id;
            row_done(r);
            return e;
        }
        count++;
    }
    *ret_count = count;
    return row_end(r, e);
}
