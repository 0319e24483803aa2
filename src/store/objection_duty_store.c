/* objection_duty_store.c - who may read an objector's identity, and what units are asked. */
#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"
#include "store/message_store.h"
#include "store/objection_store.h"

enum { REF_BYTES = 10, PEOPLE_MAX = 200 };

/* ---- duties ---- */

enum err objection_duties_of(struct db *db, struct arena *a, int64_t account_id, day_no today,
                             struct objection_duties *ret)
{
    *ret = (struct objection_duties){false, false};
    struct row *r = db_query(db, Q_OBJECTION_DUTIES_OF);
    bind_int(r, ":account", account_id);
    bind_text(r, ":today", day_iso(a, today));
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        bool is_head = strcmp(row_text(r, 0, a), "head") == 0;
        ret->is_head = ret->is_head || is_head;
        ret->is_handler = ret->is_handler || !is_head;
    }
    return row_end(r, e);
}

enum err objection_people(struct db *db, struct arena *a, bool with_duty, day_no today, struct objection_person **ret,
                          size_t *ret_len)
{
    struct objection_person *list = ARENA_ARRAY(a, struct objection_person, PEOPLE_MAX);
    size_t len = 0;
    struct row *r = db_query(db, with_duty ? Q_OBJECTION_HANDLERS : Q_OBJECTION_OFFICE_PEOPLE);
    if (with_duty) {
        bind_text(r, ":today", day_iso(a, today));
    }
    bind_int(r, ":limit", PEOPLE_MAX);
    enum err e = OK;
    while (len < PEOPLE_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct objection_person){row_int(r, 0), row_text(r, 1, a), row_text(r, 2, a), row_text(r, 3, a)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err objection_duty_list(struct db *db, struct arena *a, struct objection_duty **ret, size_t *ret_len)
{
    struct objection_duty *list = ARENA_ARRAY(a, struct objection_duty, OBJECTION_DUTIES_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_OBJECTION_DUTY_LIST);
    bind_int(r, ":limit", OBJECTION_DUTIES_MAX);
    enum err e = OK;
    while (len < OBJECTION_DUTIES_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct objection_duty){.ref = row_text(r, 0, a),
                                              .account_ref = row_text(r, 1, a),
                                              .person = row_text(r, 2, a),
                                              .body_name = row_text(r, 3, a),
                                              .is_head = strcmp(row_text(r, 4, a), "head") == 0,
                                              .from_on = row_text(r, 5, a),
                                              .until_on = row_text(r, 6, a),
                                              .ground = row_text(r, 7, a),
                                              .granted_at = row_int(r, 8),
                                              .granted_by = row_text(r, 9, a),
                                              .ended_at = row_int(r, 10)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err objection_duty_grant(const struct writing *c, const struct objection_duty_new *x)
{
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    const char *from = day_iso(c->arena, x->from_on);
    const char *until = day_iso(c->arena, x->until_on);
    struct row *r = db_query(c->db, Q_OBJECTION_DUTY_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":account", x->person->account_id);
    bind_text(r, ":duty", x->is_head ? "head" : "handler");
    bind_text(r, ":from_on", from);
    bind_text(r, ":until_on", until);
    bind_text(r, ":ground", x->ground);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":by", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "objection_duty_grant", "account", x->person->ref,
                        text_format(c->arena, "duty=%s from=%s until=%s ground=%s ref=%s",
                                    x->is_head ? "head" : "handler", from, until, x->ground, ref));
}

enum err objection_duty_end(const struct writing *c, const char *ref)
{
    struct row *r = db_query(c->db, Q_OBJECTION_DUTY_END_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":by", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "objection_duty_end", "objection_duty", ref, "");
}

/* ---- questions to the unit ---- */

struct unit_of {
    int64_t body_id, round_id;
    const char *ref, *receipt_no;
};

static enum err unit_of_nomination(const struct writing *c, int64_t nomination_id, struct unit_of *ret)
{
    struct row *r = db_query(c->db, Q_OBJECTION_UNIT_OF);
    bind_int(r, ":nomination", nomination_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct unit_of){row_int(r, 0), row_int(r, 2), row_text(r, 1, c->arena), row_text(r, 3, c->arena)};
    }
    row_done(r);
    return e;
}

enum err objection_ask(const struct writing *c, const struct objection *o, const char *text, day_no due_on, int after)
{
    struct unit_of unit;
    struct objection_act_new step = {.act = ACT_ASK, .text = text, .after = after};
    TRY(unit_of_nomination(c, o->nomination_id, &unit));
    TRY(objection_act(c, o, &step));
    struct row *r = db_query(c->db, Q_OBJECTION_QUESTION_ADD);
    bind_text(r, ":ref", random_token(c->random, c->arena, REF_BYTES));
    bind_int(r, ":objection", o->id);
    bind_text(r, ":text", text);
    bind_text(r, ":due_on", day_iso(c->arena, due_on));
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    struct notice_new notice = {.round_id = unit.round_id,
                                .body_id = unit.body_id,
                                .kind = "reminder",
                                .title =
                                    text_format(c->arena, "受理编号 %s：市文明办有一个问题请答复", unit.receipt_no),
                                .text = text_format(c->arena, "请在 %s前答复。", day_short_chinese(c->arena, due_on)),
                                .link = text_format(c->arena, "/nominations/%s/questions", unit.ref)};
    return notice_send(c, &notice);
}

static enum err read_questions(struct row *r, struct arena *a, struct objection_question **ret, size_t *ret_len)
{
    struct objection_question *list = ARENA_ARRAY(a, struct objection_question, OBJECTION_QUESTIONS_MAX);
    size_t len = 0;
    bind_int(r, ":limit", OBJECTION_QUESTIONS_MAX);
    enum err e = OK;
    while (len < OBJECTION_QUESTIONS_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct objection_question){.id = row_int(r, 0),
                                                  .ref = row_text(r, 1, a),
                                                  .text = row_text(r, 2, a),
                                                  .due_on = row_text(r, 3, a),
                                                  .asked_at = row_int(r, 4),
                                                  .asked_by = row_text(r, 5, a),
                                                  .reply = row_text(r, 6, a),
                                                  .replied_at = row_int(r, 7),
                                                  .replied_by = row_text(r, 8, a),
                                                  .objection_id = row_int(r, 9)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err objection_questions(struct db *db, struct arena *a, int64_t objection_id, struct objection_question **ret,
                             size_t *ret_len)
{
    struct row *r = db_query(db, Q_OBJECTION_QUESTIONS);
    bind_int(r, ":objection", objection_id);
    return read_questions(r, a, ret, ret_len);
}

enum err objection_questions_of_unit(struct db *db, struct arena *a, int64_t nomination_id,
                                     struct objection_question **ret, size_t *ret_len)
{
    struct row *r = db_query(db, Q_OBJECTION_QUESTIONS_OF_UNIT);
    bind_int(r, ":nomination", nomination_id);
    return read_questions(r, a, ret, ret_len);
}

enum err objection_reply(const struct writing *c, int64_t round_id, const struct objection_question *q,
                         const char *text)
{
    struct row *r = db_query(c->db, Q_OBJECTION_REPLY_ADD);
    bind_int(r, ":question", q->id);
    bind_text(r, ":text", text);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    TRY(audit_append(c->db, c->who, "objection_reply", "objection_question", q->ref, ""));
    struct notice_new notice = {.round_id = round_id,
                                .kind = "reminder",
                                .title = "单位答复了公示意见中的问题",
                                .text = "",
                                .link = "/objections"};
    return notice_send_to_office(c, notice);
}
