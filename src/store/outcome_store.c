/* outcome_store.c */
#include "store/outcome_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/fingerprint.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/receipt.h"
#include "store/closing_store.h"
#include "store/db.h"
#include "store/round_store.h"
#include "store/sealed.h"

enum { REF_BYTES = 10, RECORD_MAX = 8192 };

/* ---- what everybody reads ---- */

/* Rows of an item and its number. */
static enum err read_numbers(struct row *r, struct arena *a, struct outcome *ret)
{
    enum err e = OK;
    *ret = (struct outcome){{0}};
    while ((e = row_next(r)) == OK) {
        enum outcome_item item = OUTCOME_RECEIVED;
        if (outcome_item_from_ident(row_text(r, 0, a), &item) != OK) {
            row_done(r);
            return ERR_INTERNAL;
        }
        ret->of[item] = (int)row_int(r, 1);
    }
    return row_end(r, e);
}

static struct published_outcome read_published(struct row *r, struct arena *a)
{
    return (struct published_outcome){.id = row_int(r, 0),
                                      .ref = row_text(r, 1, a),
                                      .version_no = (int)row_int(r, 2),
                                      .notice_id = row_int(r, 3),
                                      .notice_version = (int)row_int(r, 4),
                                      .notice_code = row_text(r, 5, a),
                                      .issuer = row_text(r, 6, a),
                                      .lead = row_text(r, 7, a),
                                      .closing = row_text(r, 8, a),
                                      .record = row_text(r, 9, a),
                                      .sha256 = row_text(r, 10, a),
                                      .check_code = row_text(r, 11, a),
                                      .published_at = row_int(r, 12)};
}

/* `id` 0: all of the round. */
static enum err read_outcomes(struct db *db, struct arena *a, int64_t round_id, int64_t id,
                              struct published_outcomes *ret)
{
    *ret = (struct published_outcomes){ARENA_ARRAY(a, struct published_outcome, PUBLISHED_OUTCOMES_MAX), 0};
    struct row *r = db_query(db, Q_PUBLISHED_OUTCOMES);
    bind_int(r, ":round", round_id);
    bind_int(r, ":id", id);
    bind_int(r, ":limit", PUBLISHED_OUTCOMES_MAX);
    enum err e = OK;
    while (ret->len < PUBLISHED_OUTCOMES_MAX && (e = row_next(r)) == OK) {
        ret->items[ret->len++] = read_published(r, a);
    }
    TRY(row_end(r, e));
    for (size_t i = 0; i < ret->len; i++) {
        r = db_query(db, Q_PUBLISHED_OUTCOME_NUMBERS);
        bind_int(r, ":outcome", ret->items[i].id);
        TRY(read_numbers(r, a, &ret->items[i].is));
    }
    return OK;
}

enum err published_outcomes(struct db *db, struct arena *a, int64_t round_id, struct published_outcomes *ret)
{
    return read_outcomes(db, a, round_id, 0, ret);
}

/* ---- the desk ---- */

/* The same numbers as the report's. */
static enum err count_outcome(const struct closing *c, struct outcome *ret)
{
    const struct objection_figures *f = &c->objections;
    *ret = (struct outcome){.of = {[OUTCOME_RECEIVED] = f->received,
                                   [OUTCOME_IDENTIFIED] = f->identified,
                                   [OUTCOME_ACCEPTED] = f->accepted,
                                   [OUTCOME_DECLINED] = f->declined,
                                   [OUTCOME_OPEN] = f->open}};
    for (int i = FINDING_NONE + 1; i < FINDING__COUNT; i++) {
        enum outcome_item item = OUTCOME_OPEN;
        TRY(outcome_item_from_ident(objection_finding_ident((enum objection_finding)i), &item));
        ret->of[item] = f->by_finding[i];
    }
    for (size_t i = 0; i < c->brands_len; i++) {
        const int *effects = c->brands[i].by_effect;
        outcome_add_brand(ret, &(struct outcome_brand){.is_removed = c->brands[i].is.is_removed,
                                                       .is_disqualified = effects[EFFECT_DISQUALIFY] > 0,
                                                       .is_suspended = effects[EFFECT_SUSPEND] > 0,
                                                       .is_rectified = effects[EFFECT_RECTIFY] > 0});
    }
    return OK;
}

static enum err read_proposal(const struct reading_for *x, struct outcome_desk *d)
{
    struct row *r = db_query(x->db, Q_OUTCOME_PROPOSAL);
    bind_int(r, ":round", x->round_id);
    enum err e = row_next(r);
    if (e == OK) {
        d->proposal = (struct outcome_proposal){.id = row_int(r, 0),
                                                .ref = row_text(r, 1, x->arena),
                                                .notice_id = row_int(r, 2),
                                                .proposed_at = row_int(r, 3),
                                                .proposed_by = row_int(r, 4),
                                                .proposer = row_text(r, 5, x->arena)};
    }
    row_done(r);
    if (e != OK) {
        return e == ERR_NOT_FOUND ? OK : e;
    }
    d->facts.is_proposed = true;
    d->facts.is_proposer = d->proposal.proposed_by == x->account_id;
    r = db_query(x->db, Q_OUTCOME_PROPOSAL_NUMBERS);
    bind_int(r, ":proposal", d->proposal.id);
    TRY(read_numbers(r, x->arena, &d->proposal.is));
    d->facts.is_changed = d->proposal.notice_id != d->notice_id || !outcome_is_same(&d->proposal.is, &d->now);
    return OK;
}

enum err outcome_desk_of(const struct reading_for *x, const struct closing *c, int64_t now, struct outcome_desk *ret)
{
    *ret = (struct outcome_desk){.notice_code = ""};
    if (c == NULL) {
        return OK;
    }
    const struct released_notice *n = &c->notices.items[0];
    TRY(count_outcome(c, &ret->now));
    ret->notice_id = n->id;
    ret->notice_version = n->is.version_no;
    ret->notice_code = n->check_code;
    ret->facts = (struct outcome_facts){
        .has_notice = true, .is_over = !posting_is_open(&n->is, now), .is_recused = c->has_hidden};
    TRY(read_proposal(x, ret));
    TRY(published_outcomes(x->db, x->arena, x->round_id, &ret->published));
    const struct published_outcome *last = ret->published.len == 0 ? NULL : &ret->published.items[0];
    ret->facts.is_known = last != NULL && last->notice_id == n->id && outcome_is_same(&last->is, &ret->now);
    return OK;
}

static void add_numbers(struct buffer *b, const struct outcome *o, const char *form)
{
    for (int i = 0; i < OUTCOME__COUNT; i++) {
        if (i > 0) {
            buffer_text(b, *form == '"' ? "," : " ");
        }
        buffer_format(b, "%s%s%s%d", form, outcome_item_ident((enum outcome_item)i), *form == '"' ? "\":" : "=",
                      o->of[i]);
    }
}

const char *outcome_shown(struct arena *a, const struct outcome_desk *d)
{
    struct buffer b = buffer_new(a, RECORD_MAX);
    buffer_format(&b, "notice=%d ", d->notice_version);
    add_numbers(&b, &d->now, "");
    return buffer_string(&b);
}

/* ---- proposed ---- */

static enum err add_proposed_numbers(const struct writing *c, int64_t proposal_id, const struct outcome *o)
{
    for (int i = 0; i < OUTCOME__COUNT; i++) {
        struct row *r = db_query(c->db, Q_OUTCOME_PROPOSAL_NUMBER_ADD);
        bind_int(r, ":proposal", proposal_id);
        bind_text(r, ":item", outcome_item_ident((enum outcome_item)i));
        bind_int(r, ":number", o->of[i]);
        TRY(row_exec_one(r));
    }
    return OK;
}

enum err outcome_propose(const struct writing *c, int64_t round_id, const struct outcome_desk *d)
{
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    struct row *r = db_query(c->db, Q_OUTCOME_PROPOSE);
    bind_text(r, ":ref", ref);
    bind_int(r, ":round", round_id);
    bind_int(r, ":notice", d->notice_id);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    TRY(add_proposed_numbers(c, db_last_id(c->db), &d->now));
    return audit_append(c->db, c->who, "outcome_propose", "outcome_proposal", ref, outcome_shown(c->arena, d));
}

static enum err end_proposal(const struct writing *c, const struct outcome_proposal *p, const char *how)
{
    struct row *r = db_query(c->db, Q_OUTCOME_PROPOSAL_END);
    bind_int(r, ":proposal", p->id);
    bind_text(r, ":how", how);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, text_format(c->arena, "outcome_%s", how), "outcome_proposal", p->ref, "");
}

enum err outcome_withdraw(const struct writing *c, const struct outcome_desk *d)
{
    return end_proposal(c, &d->proposal, "withdrawn");
}

/* ---- released ---- */

static void add_text(struct buffer *b, const char *name, const char *value)
{
    buffer_format(b, ",\"%s\":", name);
    buffer_json(b, value);
}

/* What the fingerprint covers; field order is fixed. */
static const char *record_of(struct arena *a, const char *slug, const struct published_outcome *o)
{
    struct buffer b = buffer_new(a, RECORD_MAX);
    buffer_text(&b, "{\"format\":\"jianpin-outcome-1\"");
    add_text(&b, "round", slug);
    add_text(&b, "ref", o->ref);
    buffer_format(&b, ",\"version\":%d,\"notice\":%d", o->version_no, o->notice_version);
    add_text(&b, "notice_check_code", o->notice_code);
    add_text(&b, "issuer", o->issuer);
    buffer_text(&b, ",\"numbers\":{");
    add_numbers(&b, &o->is, "\"");
    buffer_text(&b, "}");
    add_text(&b, "lead", o->lead);
    add_text(&b, "closing", o->closing);
    add_text(&b, "published_at", at_rfc3339(a, o->published_at));
    buffer_text(&b, "}");
    return b.is_overfull ? NULL : buffer_string(&b);
}

static const char *release_detail(struct arena *a, int version_no, const char *sha256)
{
    return text_format(a, "version=%d sha256=%s", version_no, sha256);
}

/* The next version with its address, its record and its fingerprint. */
static enum err seal(const struct writing *c, const struct round *round, const struct outcome_desk *d,
                     struct published_outcome *ret)
{
    struct arena *a = c->arena;
    *ret = (struct published_outcome){.ref = random_token(c->random, a, REF_BYTES),
                                      .version_no = d->published.len == 0 ? 1 : d->published.items[0].version_no + 1,
                                      .notice_id = d->notice_id,
                                      .notice_version = d->notice_version,
                                      .notice_code = d->notice_code,
                                      .issuer = round_text(round, "organiser"),
                                      .lead = outcome_lead(a, &d->now),
                                      .closing = outcome_closing(a, &d->now),
                                      .published_at = c->who->at,
                                      .is = d->now};
    ret->record = record_of(a, round->slug, ret);
    if (ret->record == NULL) {
        return ERR_TOO_LARGE;
    }
    ret->sha256 = fingerprint(a, ret->record);
    return check_code(a, ret->sha256, &ret->check_code);
}

static enum err add_outcome(const struct writing *c, int64_t round_id, const struct published_outcome *o,
                            int64_t *ret_id)
{
    struct row *r = db_query(c->db, Q_PUBLISHED_OUTCOME_ADD);
    bind_text(r, ":ref", o->ref);
    bind_int(r, ":round", round_id);
    bind_int(r, ":version", o->version_no);
    bind_int(r, ":notice", o->notice_id);
    bind_text(r, ":issuer", o->issuer);
    bind_text(r, ":lead", o->lead);
    bind_text(r, ":closing", o->closing);
    bind_text(r, ":record", o->record);
    bind_text(r, ":sha256", o->sha256);
    bind_text(r, ":check_code", o->check_code);
    bind_int(r, ":now", o->published_at);
    TRY(row_exec_one(r));
    *ret_id = db_last_id(c->db);
    for (int i = 0; i < OUTCOME__COUNT; i++) {
        r = db_query(c->db, Q_PUBLISHED_OUTCOME_NUMBER_ADD);
        bind_int(r, ":outcome", *ret_id);
        bind_text(r, ":item", outcome_item_ident((enum outcome_item)i));
        bind_int(r, ":number", o->is.of[i]);
        TRY(row_exec_one(r));
    }
    return OK;
}

enum err outcome_release(const struct writing *c, const struct round *round, const struct outcome_desk *d)
{
    struct published_outcome o;
    int64_t id = 0;
    if (!d->facts.is_proposed || d->facts.is_changed || d->proposal.proposed_by == c->who->account_id) {
        return ERR_CONFLICT;
    }
    if (!outcome_adds_up(&d->now)) {
        return FAIL("event=outcome error=\"the numbers do not add up\" numbers=\"%s\"", outcome_shown(c->arena, d));
    }
    TRY(seal(c, round, d, &o));
    TRY(end_proposal(c, &d->proposal, "confirmed"));
    TRY(add_outcome(c, round->id, &o, &id));
    struct row *r = db_query(c->db, Q_OUTCOME_RELEASE_ADD);
    bind_int(r, ":outcome", id);
    bind_int(r, ":proposal", d->proposal.id);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "outcome_release", "published_outcome", o.ref,
                        release_detail(c->arena, o.version_no, o.sha256));
}

/* ---- verified ---- */

/* The piece of the record that the rows do not say. */
static const char *altered_piece(struct arena *a, const struct published_outcome *o)
{
    for (int i = 0; i < OUTCOME__COUNT; i++) {
        enum outcome_item item = (enum outcome_item)i;
        const char *said = text_format(a, "\"%s\":%d", outcome_item_ident(item), o->is.of[i]);
        const char *at = strstr(o->record, said);
        if (at == NULL || strchr(",}", at[strlen(said)]) == NULL) {
            return text_format(a, "数目“%s”", outcome_item_word(item));
        }
    }
    return "文字";
}

/* ERR_CONFLICT with *ret_what: what is not as it was released. */
static enum err verify_one(struct db *db, struct arena *a, const char *slug, const struct published_outcome *o,
                           const char **ret_what)
{
    const char *record = record_of(a, slug, o);
    bool is_of_rows = record != NULL && text_equal(record, o->record);
    const struct sealed s = {.record = o->record,
                             .sha256 = o->sha256,
                             .check_code = o->check_code,
                             .is_of_rows = is_of_rows,
                             .verb = "outcome_release",
                             .object_kind = "published_outcome",
                             .object_ref = o->ref,
                             .detail = release_detail(a, o->version_no, o->sha256)};
    return sealed_verify_naming(db, a, &s, text_format(a, "第 %d 次公布的办理情况的", o->version_no),
                                is_of_rows ? "" : altered_piece(a, o), ret_what);
}

static enum err verify_id(struct db *db, struct arena *a, struct row *r, const char **ret_what)
{
    struct published_outcomes one;
    TRY(read_outcomes(db, a, row_int(r, 1), row_int(r, 0), &one));
    return one.len == 1 ? verify_one(db, a, row_text(r, 2, a), &one.items[0], ret_what) : ERR_INTERNAL;
}

enum err outcome_verify(struct db *db, struct arena *a, int64_t after, int64_t *ret_count, int64_t *ret_bad,
                        const char **ret_what)
{
    int64_t count = 0;
    struct row *r = db_query(db, Q_OUTCOME_IDS);
    bind_int(r, ":after", after);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        e = verify_id(db, a, r, ret_what);
        if (e != OK) {
            *ret_bad = row_int(r, 0);
            row_done(r);
            return e;
        }
        count++;
    }
    *ret_count = count;
    return row_end(r, e);
}
