/* nomination_store.c - nominations and their versions; drafts are in draft_store.c. */
#include "store/nomination_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/fingerprint.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/receipt.h"
#include "store/db.h"
#include "store/eligibility_store.h"
#include "store/evidence_store.h"
#include "store/return_store.h"
#include "store/round_store.h"
#include "store/sealed.h"
#include "store/value_list.h"

enum { REF_BYTES = 10, RECORD_BYTES_MAX = 1 << 20 };

struct nomination_facts nomination_facts_of(const struct nomination *n)
{
    bool asks_district = *n->route != '\0' && strcmp(n->route, route_ident(ROUTE_SECTOR_CITY)) != 0;
    return (struct nomination_facts){.body_id = n->body_id,
                                     .state = n->state,
                                     .was_submitted = n->version_no > 0,
                                     .is_returned = n->is_returned,
                                     .asks_district = asks_district};
}

static enum err one_nomination(struct row *r, struct arena *a, struct nomination *ret)
{
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct nomination){
            .id = row_int(r, 0),
            .ref = row_text(r, 1, a),
            .round_id = row_int(r, 2),
            .body_id = row_int(r, 3),
            .body_name = row_text(r, 4, a),
            .route = row_text(r, 6, a),
            .receipt_no = row_text(r, 7, a),
            .version_no = (int)row_int(r, 8),
            .created_at = row_int(r, 9),
            .submitted_at = row_int(r, 10),
            .is_returned = row_int(r, 13) != 0,
        };
        e = nomination_state_from_ident(row_text(r, 5, a), &ret->state);
    }
    row_done(r);
    return e;
}

enum err nomination_by_ref(struct db *db, struct arena *a, const char *ref, struct nomination *ret)
{
    struct row *r = db_query(db, Q_NOMINATION_BY_REF);
    bind_text(r, ":ref", ref);
    return one_nomination(r, a, ret);
}

enum err nomination_of_body(struct db *db, struct arena *a, int64_t round_id, int64_t body_id, struct nomination *ret)
{
    struct row *r = db_query(db, Q_NOMINATION_LIVE_OF_BODY);
    bind_int(r, ":round", round_id);
    bind_int(r, ":body", body_id);
    return one_nomination(r, a, ret);
}

enum err nomination_start(const struct writing *c, const struct round *round, int64_t body_id, const char *body_ref,
                          const char **ret_ref)
{
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    struct row *r = db_query(c->db, Q_NOMINATION_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":round", round->id);
    bind_int(r, ":body", body_id);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    r = db_query(c->db, Q_NAME_CHANGE_ADD); /* its names are compared from now on: store/name_index.h */
    bind_int(r, ":nomination", db_last_id(c->db));
    TRY(row_exec_one(r));
    TRY(audit_append(c->db, c->who, "nomination_start", "nomination", ref, text_format(c->arena, "body=%s", body_ref)));
    *ret_ref = ref;
    return OK;
}

enum err nomination_submitted_count(struct db *db, int64_t round_id, int64_t *ret)
{
    struct row *r = db_query(db, Q_NOMINATION_SUBMITTED_COUNT);
    bind_int(r, ":round", round_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = row_int(r, 0);
    }
    row_done(r);
    return e;
}

/* The next number of the round; a number once shown is never given again because it is taken in the transaction
 * that shows it. */
static enum err take_receipt(struct db *db, struct arena *a, const struct round *round, const char **ret_no)
{
    struct row *r = db_query(db, Q_RECEIPT_TAKE);
    bind_int(r, ":round", round->id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret_no = receipt_no(a, round_text(round, "receipt_prefix"), row_int(r, 0));
    }
    row_done(r);
    return e;
}

static void record_head(struct buffer *b, const char *slug, const char *receipt, int version_no, int64_t submitted_at)
{
    buffer_text(b, "{\"format\":\"jianpin-nomination-1\",\"round\":");
    buffer_json(b, slug);
    buffer_text(b, ",\"receipt_no\":");
    buffer_json(b, receipt);
    buffer_format(b, ",\"version\":%d,\"submitted_at\":", version_no);
    buffer_json(b, at_rfc3339(b->arena, submitted_at));
    buffer_text(b, ",\"nominating_unit\":");
}

static void record_tail(struct buffer *b, const char *route, const struct value_list *values,
                        const struct evidence_list *files)
{
    buffer_text(b, ",\"route\":");
    buffer_json(b, route);
    buffer_text(b, ",\"values\":[");
    for (size_t i = 0; i < values->len; i++) {
        buffer_text(b, i == 0 ? "[" : ",[");
        buffer_json(b, values->items[i].ident);
        buffer_format(b, ",%d,", values->items[i].row_no);
        buffer_json(b, values->items[i].value);
        buffer_text(b, "]");
    }
    buffer_text(b, "]");
    evidence_record(b, files); /* nothing where there are none: such a record is as it always was */
    buffer_text(b, "}");
}

/* The record: what the fingerprint covers, what the paper carries inside, what an archive can read without us.
 * Field order is fixed and values are sorted by ident and row, so that the same answers make the same bytes. */
struct recorded {
    const struct round *round;
    const char *receipt;
    const struct value_list *values;
    const struct evidence_list *files;
};

static const char *record_of(struct arena *a, const struct nomination *n, const struct version *v,
                             const struct recorded *x)
{
    struct buffer b = buffer_new(a, RECORD_BYTES_MAX);
    struct value_list sorted = value_sorted(a, x->values);
    record_head(&b, x->round->slug, x->receipt, v->version_no, v->submitted_at);
    buffer_json(&b, n->body_name);
    record_tail(&b, route_ident(v->route), &sorted, x->files);
    return b.is_overfull ? NULL : buffer_string(&b);
}

static enum err add_version(struct db *db, const struct submission *s, const struct nomination *n,
                            const struct version *v, const struct evidence_list *files)
{
    const struct value_list *values = s->values;
    struct row *r = db_query(db, Q_VERSION_ADD);
    bind_int(r, ":nomination", n->id);
    bind_int(r, ":version_no", v->version_no);
    bind_int(r, ":now", v->submitted_at);
    bind_int(r, ":account", s->account_id);
    bind_text(r, ":route", route_ident(v->route));
    bind_text(r, ":record", v->record);
    bind_text(r, ":sha256", v->sha256);
    bind_text(r, ":check_code", v->check_code);
    TRY(row_exec_one(r));
    int64_t id = db_last_id(db);
    for (size_t i = 0; i < values->len; i++) {
        r = db_query(db, Q_VERSION_VALUE_ADD);
        bind_int(r, ":version", id);
        bind_text(r, ":ident", values->items[i].ident);
        bind_int(r, ":row_no", values->items[i].row_no);
        bind_text(r, ":value", values->items[i].value);
        TRY(row_exec_one(r));
    }
    return evidence_freeze(db, id, files);
}

/* What the audit log says of a submission; the query version_gone says it again. */
static const char *submit_detail(struct arena *a, const char *receipt, int version_no, const char *sha256)
{
    return text_format(a, "receipt=%s version=%d sha256=%s", receipt, version_no, sha256);
}

enum route nomination_route(const struct round *round, const struct value_list *values)
{
    const struct sector *s = round_sector(round, value_get(values, "sector_id", 0));
    const struct district *d = round_district(round, value_get(values, "district_id", 0));
    return route_of(s != NULL, d != NULL && d->needs_local_opinion);
}

enum err nomination_submit(struct db *db, struct arena *a, const struct audit_actor *who, const struct round *round,
                           const struct nomination *n, const struct value_list *values)
{
    struct submission s = {who->at, who->account_id, values, NULL};
    return nomination_submit_as(db, a, who, round, n, &s);
}

/* What was found about the answers goes with the version that was made of them: judged once, here if nobody did. */
static enum err freeze_facts(struct db *db, struct arena *a, const struct round *round, const struct nomination *n,
                             int version_no, const struct submission *s)
{
    struct eligibility_facts facts;
    if (s->facts != NULL) {
        return eligibility_freeze(db, n, version_no, s->facts);
    }
    TRY(eligibility_of(db, a, round, n, s->values, &facts));
    return eligibility_freeze(db, n, version_no, &facts);
}

static enum err mark_submitted(struct db *db, const struct nomination *n, const struct version *v, const char *receipt)
{
    struct row *r = db_query(db, Q_NOMINATION_MARK_SUBMITTED);
    bind_int(r, ":id", n->id);
    bind_int(r, ":version_no", n->version_no);
    bind_int(r, ":now", v->submitted_at);
    bind_text(r, ":route", route_ident(v->route));
    bind_text(r, ":receipt_no", receipt);
    return row_exec_one(r);
}

/* The record with its fingerprint and its code. */
static enum err make_version(struct arena *a, const struct nomination *n, const struct recorded *x, struct version *v)
{
    v->record = record_of(a, n, v, x);
    if (v->record == NULL) {
        return ERR_TOO_LARGE;
    }
    v->sha256 = fingerprint(a, v->record);
    return check_code(a, v->sha256, &v->check_code);
}

enum err nomination_submit_as(struct db *db, struct arena *a, const struct audit_actor *who, const struct round *round,
                              const struct nomination *n, const struct submission *s)
{
    const char *receipt = n->receipt_no;
    if (text_is_empty(receipt)) {
        TRY(take_receipt(db, a, round, &receipt));
    }
    struct version v = {
        .version_no = n->version_no + 1, .submitted_at = s->at, .route = nomination_route(round, s->values)};
    struct evidence_list files;
    TRY(evidence_of_draft(db, a, n->id, &files));
    TRY(make_version(a, n, &(struct recorded){round, receipt, s->values, &files}, &v));
    TRY(mark_submitted(db, n, &v, receipt));
    TRY(add_version(db, s, n, &v, &files));
    TRY(freeze_facts(db, a, round, n, v.version_no, s));
    TRY(return_answer(db, a, who, n, s));
    return audit_append(db, who, "nomination_submit", "nomination", n->ref,
                        submit_detail(a, receipt, v.version_no, v.sha256));
}

static enum err version_head(struct db *db, struct arena *a, int64_t nomination_id, int version_no, struct version *ret)
{
    struct row *r = db_query(db, Q_VERSION_GET);
    bind_int(r, ":nomination", nomination_id);
    bind_int(r, ":version_no", version_no);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct version){.id = row_int(r, 0),
                                .version_no = (int)row_int(r, 1),
                                .submitted_at = row_int(r, 2),
                                .record = row_text(r, 4, a),
                                .sha256 = row_text(r, 5, a),
                                .check_code = row_text(r, 6, a),
                                .submitted_by = row_text(r, 7, a)};
        e = route_from_ident(row_text(r, 3, a), &ret->route);
    }
    row_done(r);
    return e;
}

enum err version_get(struct db *db, struct arena *a, int64_t nomination_id, int version_no, struct version *ret,
                     struct value_list *ret_values)
{
    TRY(version_head(db, a, nomination_id, version_no, ret));
    struct row *r = db_query(db, Q_VERSION_VALUES);
    bind_int(r, ":version", ret->id);
    return value_rows(r, a, ret_values);
}

enum { VERSION_COLS = 10 };

/* The values of a version; *ret_is_sound is false when one holds a NUL, behind which nobody reads. */
static enum err verified_values(struct db *db, struct arena *a, int64_t version_id, struct value_list *ret,
                                bool *ret_is_sound)
{
    struct row *r = db_query(db, Q_VERSION_VALUES);
    bind_int(r, ":version", version_id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        *ret_is_sound = *ret_is_sound && !row_has_nul(r, 0) && !row_has_nul(r, 2);
        value_add(a, ret, row_text(r, 0, a), (int)row_int(r, 1), row_text(r, 2, a));
    }
    return row_end(r, e);
}

/* Whether the record says what the columns, the values and the files say.  The unit's name between its two halves is
 * its own witness: the body may have been renamed since. */
static bool is_record_of(struct row *r, struct arena *a, const char *record, const struct value_list *values,
                         const struct evidence_list *files)
{
    struct buffer head = buffer_new(a, RECORD_BYTES_MAX);
    struct buffer tail = buffer_new(a, RECORD_BYTES_MAX);
    record_head(&head, row_text(r, 9, a), row_text(r, 8, a), (int)row_int(r, 4), row_int(r, 5));
    record_tail(&tail, row_text(r, 6, a), values, files);
    size_t len = strlen(record);
    return !head.is_overfull && !tail.is_overfull && len >= head.len + tail.len &&
           text_starts(record, buffer_string(&head)) && strcmp(record + len - tail.len, buffer_string(&tail)) == 0;
}

/* OK, ERR_CONFLICT when the version is not as it was submitted, or why it cannot be read. */
static enum err verify_version(struct db *db, struct row *r, struct arena *a)
{
    const char *record = row_text(r, 1, a);
    const char *sha256 = row_text(r, 2, a);
    struct value_list values = {0};
    struct evidence_list files;
    bool is_sound = true;
    for (int col = 0; col < VERSION_COLS; col++) {
        is_sound = is_sound && !row_has_nul(r, col);
    }
    TRY(verified_values(db, a, row_int(r, 0), &values, &is_sound));
    TRY(evidence_of_version(db, a, row_int(r, 0), &files));
    if (!is_sound) {
        return ERR_CONFLICT;
    }
    const struct sealed s = {.record = record,
                             .sha256 = sha256,
                             .check_code = row_text(r, 3, a),
                             .is_of_rows = is_record_of(r, a, record, &values, &files),
                             .verb = "nomination_submit",
                             .object_kind = "nomination",
                             .object_ref = row_text(r, 7, a),
                             .detail = submit_detail(a, row_text(r, 8, a), (int)row_int(r, 4), sha256)};
    return sealed_verify(db, a, &s);
}

static enum err verify_none_gone(struct db *db, int64_t *ret_bad)
{
    struct row *r = db_query(db, Q_VERSION_GONE);
    enum err e = row_next(r);
    row_done(r);
    if (e == OK) {
        *ret_bad = 0;
        return ERR_CONFLICT;
    }
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err version_verify(struct db *db, int64_t after, int64_t *ret_count, int64_t *ret_bad)
{
    struct row *r = db_query(db, Q_VERSION_ALL);
    bind_int(r, ":after", after);
    enum err e = OK;
    int64_t count = 0;
    while ((e = row_next(r)) == OK) {
        struct arena *one = arena_new(); /* a version at a time, however many there are */
        enum err found = verify_version(db, r, one);
        arena_free(one);
        count++;
        if (found != OK) {
            *ret_bad = row_int(r, 0);
            row_done(r);
            return found;
        }
    }
    TRY(row_end(r, e));
    TRY(verify_none_gone(db, ret_bad));
    *ret_count = count;
    return OK;
}

enum err media_row_add(struct db *db, const struct media_row *m, int64_t now)
{
    struct row *r = db_query(db, Q_MEDIA_ADD);
    bind_text(r, ":sha256", m->sha256);
    bind_text(r, ":kind", m->kind);
    bind_int(r, ":byte_count", m->byte_count);
    bind_int(r, ":width", m->width);
    bind_int(r, ":height", m->height);
    bind_text(r, ":thumb", m->thumb);
    bind_int(r, ":now", now);
    return row_exec(r, NULL);
}

enum err media_row_get(struct db *db, struct arena *a, const char *sha256, struct media_row *ret)
{
    struct row *r = db_query(db, Q_MEDIA_GET);
    bind_text(r, ":sha256", sha256);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct media_row){.sha256 = sha256,
                                  .kind = row_text(r, 0, a),
                                  .byte_count = row_int(r, 1),
                                  .width = (int)row_int(r, 2),
                                  .height = (int)row_int(r, 3),
                                  .thumb = row_text(r, 4, a)};
    }
    row_done(r);
    return e;
}
