/* objection_store.c - coming in, the docket, its steps; duties and questions are in objection_duty_store.c. */
#include "store/objection_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/masking.h"
#include "domain/receipt.h"
#include "store/db.h"
#include "store/round_store.h"

enum { REF_BYTES = 10, TARGETS_MAX = 400, READINGS_MAX = 200, LIST_ROOM = 256 };

/* ---- coming in ---- */

static enum err read_target(struct row *r, struct arena *a, struct objection_target *ret)
{
    *ret = (struct objection_target){.brand_id = row_int(r, 0),
                                     .nomination_id = row_int(r, 6),
                                     .ref = row_text(r, 1, a),
                                     .brand_name = row_text(r, 2, a),
                                     .unit_name = row_text(r, 3, a)};
    bool is_read =
        day_parse(row_text(r, 4, a), &ret->opens_on) == OK && day_parse(row_text(r, 5, a), &ret->closes_on) == OK;
    return is_read ? OK : ERR_INTERNAL;
}

enum err objection_target(struct db *db, struct arena *a, int64_t round_id, const char *ref,
                          struct objection_target *ret)
{
    struct row *r = db_query(db, Q_OBJECTION_TARGET);
    bind_text(r, ":ref", ref);
    bind_int(r, ":round", round_id);
    enum err e = row_next(r);
    e = e == OK ? read_target(r, a, ret) : e;
    row_done(r);
    return e;
}

enum err objection_targets(struct db *db, struct arena *a, int64_t round_id, struct objection_target **ret,
                           size_t *ret_len)
{
    struct objection_target *list = ARENA_ARRAY(a, struct objection_target, TARGETS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_OBJECTION_TARGETS);
    bind_int(r, ":round", round_id);
    bind_int(r, ":limit", TARGETS_MAX);
    enum err e = OK;
    while (len < TARGETS_MAX && (e = row_next(r)) == OK) {
        if ((e = read_target(r, a, &list[len++])) != OK) {
            break;
        }
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

static enum err next_number(struct db *db, int64_t round_id, int64_t *ret)
{
    struct row *r = db_query(db, Q_OBJECTION_NEXT_NUMBER);
    bind_int(r, ":round", round_id);
    enum err e = row_next(r);
    *ret = e == OK ? row_int(r, 0) : 0;
    row_done(r);
    return e;
}

static void bind_account(struct row *r, const char *name, int64_t account_id)
{
    if (account_id == 0) {
        bind_null(r, name);
    } else {
        bind_int(r, name, account_id);
    }
}

static enum err add_row(const struct writing *c, int64_t round_id, int64_t number, const char *receipt,
                        const struct objection_new *x, const char *ref)
{
    struct row *r = db_query(c->db, Q_OBJECTION_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":round", round_id);
    bind_int(r, ":number", number);
    bind_text(r, ":receipt_no", receipt);
    bind_text(r, ":code_hash", x->code_hash);
    bind_account(r, ":brand", x->brand_id);
    bind_text(r, ":channel", objection_channel_ident(x->draft->channel));
    bind_text(r, ":category", objection_category_ident(x->judged->read_category));
    bind_text(r, ":text", x->draft->text);
    bind_int(r, ":is_identified", x->judged->is_identified);
    bind_int(r, ":is_body", x->draft->is_body);
    bind_text(r, ":received_on", day_iso(c->arena, x->judged->received_on));
    bind_text(r, ":postmark_on", x->draft->channel == CHANNEL_LETTER ? day_iso(c->arena, x->judged->postmark_on) : "");
    bind_int(r, ":now", c->who->at);
    bind_account(r, ":account", x->draft->channel == CHANNEL_WEB ? 0 : c->who->account_id);
    return row_exec_one(r);
}

static enum err add_identity(const struct writing *c, int64_t id, const struct objection_new *x)
{
    struct row *r = db_query(c->db, Q_OBJECTION_IDENTITY_ADD);
    bind_int(r, ":objection", id);
    bind_text(r, ":name", x->draft->name);
    bind_text(r, ":phone", x->judged->read_phone);
    bind_text(r, ":email", x->draft->email);
    return row_exec_one(r);
}

static enum err add_files(const struct writing *c, int64_t id, const struct objection_new *x)
{
    for (size_t i = 0; i < x->files_len; i++) {
        TRY(evidence_file_add(c->db, &x->files[i].file, c->who->at));
        struct row *r = db_query(c->db, Q_OBJECTION_FILE_ADD);
        bind_int(r, ":objection", id);
        bind_int(r, ":ord", (int64_t)i + 1);
        bind_text(r, ":sha256", x->files[i].file.sha256);
        bind_text(r, ":name", x->files[i].name);
        TRY(row_exec_one(r));
    }
    return OK;
}

static enum err add_step(const struct writing *c, int64_t id, enum objection_state after,
                         const struct objection_act_new *x)
{
    bool is_senders = x->act == ACT_REGISTER || x->act == ACT_ASK_REVIEW;
    struct row *r = db_query(c->db, Q_OBJECTION_STEP_ADD);
    bind_int(r, ":objection", id);
    bind_int(r, ":number", (int64_t)x->after + 1);
    bind_text(r, ":act", objection_act_ident(x->act));
    bind_text(r, ":state", objection_state_ident(after));
    bind_text(r, ":text", x->text);
    bind_text(r, ":finding", objection_finding_ident(x->finding));
    bind_text(r, ":effect", objection_effect_ident(x->effect));
    bind_account(r, ":handler", x->handler_id);
    bind_int(r, ":now", c->who->at);
    bind_account(r, ":account", is_senders && c->who->account_id == 0 ? 0 : c->who->account_id);
    return row_exec_one(r);
}

enum err objection_add(const struct writing *c, const struct round *round, const struct objection_new *x,
                       const char **ret_ref, const char **ret_receipt_no)
{
    int64_t number = 0;
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    TRY(next_number(c->db, round->id, &number));
    const char *receipt = receipt_no(c->arena, round_text(round, "objection_prefix"), number);
    TRY(add_row(c, round->id, number, receipt, x, ref));
    int64_t id = db_last_id(c->db);
    TRY(add_identity(c, id, x));
    TRY(add_files(c, id, x));
    TRY(add_step(c, id, OBJECTION_REGISTERED, &(struct objection_act_new){.act = ACT_REGISTER, .text = ""}));
    *ret_ref = ref;
    *ret_receipt_no = receipt;
    /* The log is read by others than the office: it knows that one came, not what it says or of whom. */
    return audit_append(
        c->db, c->who, "objection_register", "objection", ref,
        text_format(c->arena, "number=%s channel=%s", receipt, objection_channel_ident(x->draft->channel)));
}

/* ---- the docket ---- */

static enum err read_facts(struct row *r, struct arena *a, struct objection *o)
{
    bool is_read = objection_channel_from_ident(row_text(r, 7, a), &o->channel) == OK &&
                   objection_category_from_ident(row_text(r, 8, a), &o->facts.category) == OK &&
                   objection_state_from_ident(row_text(r, 16, a), &o->facts.state) == OK &&
                   objection_finding_from_ident(row_text(r, 17, a), &o->facts.finding) == OK &&
                   objection_effect_from_ident(row_text(r, 18, a), &o->facts.effect) == OK;
    o->facts.is_identified = row_int(r, 10) != 0;
    o->facts.has_brand = !row_is_null(r, 3);
    o->facts.was_reviewed = o->review_asked_at != 0;
    return is_read ? OK : ERR_INTERNAL;
}

static enum err read_objection(struct row *r, struct arena *a, struct objection *o)
{
    *o = (struct objection){.id = row_int(r, 0),
                            .ref = row_text(r, 1, a),
                            .receipt_no = row_text(r, 2, a),
                            .nomination_id = row_int(r, 4),
                            .brand_name = row_text(r, 5, a),
                            .unit_name = row_text(r, 6, a),
                            .text = row_text(r, 9, a),
                            .is_body = row_int(r, 11) != 0,
                            .received_on = row_text(r, 12, a),
                            .postmark_on = row_text(r, 13, a),
                            .registered_at = row_int(r, 14),
                            .step_no = (int)row_int(r, 15),
                            .handler_id = row_int(r, 19),
                            .handler = row_text(r, 20, a),
                            .is_verified = row_int(r, 21) != 0,
                            .acknowledged_at = row_int(r, 22),
                            .concluded_at = row_int(r, 23),
                            .answered_at = row_int(r, 24),
                            .review_asked_at = row_int(r, 25)};
    o->masked_name = mask_name(a, row_text(r, 26, a));
    o->masked_phone = mask_phone(a, row_text(r, 27, a));
    o->masked_email = mask_email(a, row_text(r, 28, a));
    o->erased_at = row_int(r, 29);
    return read_facts(r, a, o);
}

/* Room for one more: twice as much when it is full. */
static struct objection *with_room(struct arena *a, struct objection *list, size_t len, size_t *room)
{
    if (len < *room) {
        return list;
    }
    struct objection *more = ARENA_ARRAY(a, struct objection, *room * 2);
    memcpy(more, list, len * sizeof *list);
    *room *= 2;
    return more;
}

enum err objection_list(const struct reading_for *x, const char *word, struct objection **ret, size_t *ret_len)
{
    size_t room = LIST_ROOM;
    size_t len = 0;
    struct objection *list = ARENA_ARRAY(x->arena, struct objection, room);
    struct row *r = db_query(x->db, Q_OBJECTION_LIST);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":account", x->account_id);
    bind_text(r, ":word", word);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        list = with_room(x->arena, list, len, &room);
        if ((e = read_objection(r, x->arena, &list[len++])) != OK) {
            break;
        }
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err objection_by_ref(const struct reading_for *x, const char *ref, struct objection *ret)
{
    struct row *r = db_query(x->db, Q_OBJECTION_BY_REF);
    bind_text(r, ":ref", ref);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":account", x->account_id);
    enum err e = row_next(r);
    e = e == OK ? read_objection(r, x->arena, ret) : e;
    row_done(r);
    return e;
}

enum err objection_by_code(struct db *db, struct arena *a, const char *code_hash, const char **ret_ref,
                           const char **ret_receipt_no)
{
    struct row *r = db_query(db, Q_OBJECTION_REF_BY_CODE);
    bind_text(r, ":code_hash", code_hash);
    enum err e = row_next(r);
    if (e == OK) {
        *ret_ref = row_text(r, 0, a);
        *ret_receipt_no = row_text(r, 1, a);
    }
    row_done(r);
    return e;
}

enum err objection_code_of(struct db *db, struct arena *a, int64_t round_id, const char *receipt_no,
                           const char **ret_ref, const char **ret_code_hash)
{
    struct row *r = db_query(db, Q_OBJECTION_CODE_OF);
    bind_text(r, ":receipt_no", receipt_no);
    bind_int(r, ":round", round_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret_ref = row_text(r, 0, a);
        *ret_code_hash = row_text(r, 1, a);
    }
    row_done(r);
    return e;
}

struct objection_terms objection_terms_of_round(const struct round *round)
{
    return objection_terms_of(round_text(round, "objection_acknowledge_workdays"),
                              round_text(round, "objection_conclude_workdays"),
                              round_text(round, "objection_reply_workdays"));
}

day_no objection_due_on(const struct round *round, const struct objection *o)
{
    struct objection_dates d = {0};
    struct objection_terms t = objection_terms_of_round(round);
    bool owes_no_answer = o->facts.state == OBJECTION_CONCLUDED && !o->facts.is_identified; /* handbook 4.2 */
    if (owes_no_answer || day_parse(o->received_on, &d.received_on) != OK) {
        return 0;
    }
    d.review_asked_on = o->review_asked_at == 0 ? 0 : day_of_at(o->review_asked_at);
    return objection_due(&round->calendar, &t, o->facts.state, &d);
}

static enum err read_step(struct row *r, struct arena *a, struct objection_step *s)
{
    *s = (struct objection_step){.number = (int)row_int(r, 0),
                                 .text = row_text(r, 3, a),
                                 .done_at = row_int(r, 6),
                                 .done_by = row_text(r, 7, a),
                                 .handler = row_text(r, 8, a)};
    bool is_read = objection_act_from_ident(row_text(r, 1, a), &s->act) == OK &&
                   objection_state_from_ident(row_text(r, 2, a), &s->state) == OK &&
                   objection_finding_from_ident(row_text(r, 4, a), &s->finding) == OK &&
                   objection_effect_from_ident(row_text(r, 5, a), &s->effect) == OK;
    return is_read ? OK : ERR_INTERNAL;
}

enum err objection_steps(struct db *db, struct arena *a, int64_t objection_id, struct objection_step **ret,
                         size_t *ret_len)
{
    struct objection_step *list = ARENA_ARRAY(a, struct objection_step, OBJECTION_STEPS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_OBJECTION_STEPS);
    bind_int(r, ":objection", objection_id);
    bind_int(r, ":limit", OBJECTION_STEPS_MAX);
    enum err e = OK;
    while (len < OBJECTION_STEPS_MAX && (e = row_next(r)) == OK) {
        if ((e = read_step(r, a, &list[len++])) != OK) {
            break;
        }
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err objection_files(struct db *db, struct arena *a, int64_t objection_id, struct objection_paper **ret,
                         size_t *ret_len)
{
    struct objection_paper *list = ARENA_ARRAY(a, struct objection_paper, OBJECTION_FILES_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_OBJECTION_FILES);
    bind_int(r, ":objection", objection_id);
    bind_int(r, ":limit", OBJECTION_FILES_MAX);
    enum err e = OK;
    while (len < OBJECTION_FILES_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct objection_paper){row_text(r, 0, a), row_text(r, 1, a), row_text(r, 2, a), row_int(r, 3)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err objection_act(const struct writing *c, const struct objection *o, const struct objection_act_new *x)
{
    enum objection_state after = o->facts.state;
    TRY(objection_after(&o->facts, x->act, &after));
    if (x->after != o->step_no) {
        return ERR_CONFLICT;
    }
    TRY(add_step(c, o->id, after, x));
    return audit_append(c->db, c->who, text_format(c->arena, "objection_%s", objection_act_ident(x->act)), "objection",
                        o->ref, text_format(c->arena, "number=%s step=%d", o->receipt_no, x->after + 1));
}

/* ---- who sent it ---- */

enum err objection_identity_to_compare(struct db *db, struct arena *a, int64_t objection_id, struct objector *ret)
{
    *ret = (struct objector){"", "", ""};
    struct row *r = db_query(db, Q_OBJECTION_IDENTITY_GET);
    bind_int(r, ":objection", objection_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct objector){row_text(r, 0, a), row_text(r, 1, a), row_text(r, 2, a)};
    }
    return row_end(r, e);
}

enum err objection_identity(const struct writing *c, const struct objection *o, const char *reason,
                            struct objector *ret)
{
    struct row *r = db_query(c->db, Q_OBJECTION_READING_ADD);
    bind_int(r, ":objection", o->id);
    bind_text(r, ":reason", reason);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    TRY(audit_append(c->db, c->who, "objector_reveal", "objection", o->ref,
                     text_format(c->arena, "number=%s reason=%s", o->receipt_no, reason)));
    return objection_identity_to_compare(c->db, c->arena, o->id, ret);
}

enum err objection_readings(struct db *db, struct arena *a, int64_t objection_id, struct objection_reading **ret,
                            size_t *ret_len)
{
    struct objection_reading *list = ARENA_ARRAY(a, struct objection_reading, READINGS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_OBJECTION_READINGS);
    bind_int(r, ":objection", objection_id);
    bind_int(r, ":limit", READINGS_MAX);
    enum err e = OK;
    while (len < READINGS_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct objection_reading){row_text(r, 0, a), row_int(r, 1), row_text(r, 2, a)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

/* ---- what it means for the rest ---- */

enum err objection_blocks(struct db *db, int64_t nomination_id, int *ret_count)
{
    struct row *r = db_query(db, Q_OBJECTION_BLOCKING);
    bind_int(r, ":nomination", nomination_id);
    enum err e = row_next(r);
    *ret_count = e == OK ? (int)row_int(r, 0) : 0;
    row_done(r);
    return e;
}

enum err objection_known_to_unit(struct db *db, int64_t nomination_id, bool *ret)
{
    struct row *r = db_query(db, Q_OBJECTION_KNOWN_TO_UNIT);
    bind_int(r, ":nomination", nomination_id);
    enum err e = row_next(r);
    *ret = e == OK && row_int(r, 0) != 0;
    row_done(r);
    return e;
}

/* Whether it was answered after the day on which its conclusion was owed. */
static bool was_late(const struct round *round, const struct objection *o, int64_t answered_at)
{
    struct objection concluded = *o;
    concluded.facts.state = OBJECTION_CONCLUDED;
    day_no due = objection_due_on(round, &concluded);
    return answered_at != 0 && due != 0 && day_of_at(answered_at) > due;
}

/* `count` of them that are alike. */
static enum err count_alike(struct row *r, struct arena *a, const struct round *round, day_no today,
                            struct objection_figures *f)
{
    struct objection o = {
        .facts.is_identified = row_int(r, 5) != 0, .received_on = row_text(r, 6, a), .review_asked_at = row_int(r, 7)};
    int count = (int)row_int(r, 9);
    bool is_read = objection_channel_from_ident(row_text(r, 0, a), &o.channel) == OK &&
                   objection_category_from_ident(row_text(r, 1, a), &o.facts.category) == OK &&
                   objection_state_from_ident(row_text(r, 2, a), &o.facts.state) == OK &&
                   objection_finding_from_ident(row_text(r, 3, a), &o.facts.finding) == OK &&
                   objection_effect_from_ident(row_text(r, 4, a), &o.facts.effect) == OK;
    if (!is_read) {
        return ERR_INTERNAL;
    }
    day_no due = objection_due_on(round, &o);
    f->received += count;
    f->identified += o.facts.is_identified ? count : 0;
    f->open += objection_is_open(o.facts.state) ? count : 0;
    f->overdue += due != 0 && today > due ? count : 0;
    f->late += was_late(round, &o, row_int(r, 10)) ? count : 0;
    f->accepted += objection_is_accepted(&o.facts) ? count : 0;
    f->declined += objection_is_declined(&o.facts) ? count : 0;
    f->by_channel[o.channel] += count;
    f->by_category[o.facts.category] += count;
    f->by_finding[objection_settled(&o.facts)] += count;
    f->by_effect[o.facts.effect] += count;
    return OK;
}

enum err objection_figures(struct db *db, struct arena *a, const struct round *round, int64_t now,
                           struct objection_figures *ret)
{
    *ret = (struct objection_figures){0};
    struct row *r = db_query(db, Q_OBJECTION_FIGURES);
    bind_int(r, ":round", round->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        if ((e = count_alike(r, a, round, day_of_at(now), ret)) != OK) {
            break;
        }
    }
    return row_end(r, e);
}
