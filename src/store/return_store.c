/* return_store.c */
#include "store/return_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/list_query.h"
#include "store/db.h"
#include "store/evidence_store.h"
#include "store/message_store.h"
#include "store/round_store.h"
#include "store/value_list.h"

enum { REF_BYTES = 10, OF_ONE_MAX = 50, REMARKS_MAX = 200 };

static int64_t later(int64_t x, int64_t y)
{
    return x > y ? x : y;
}

static int64_t due_of(const struct round *round, int64_t due_at, int64_t extended_to)
{
    const struct stage_window *x = stage_window_of(round->windows, round->windows_len, STAGE_NOMINATION);
    return later(later(due_at, extended_to), x == NULL ? 0 : x->closes_at);
}

int64_t return_due(const struct round *round, const struct return_notice *t)
{
    return due_of(round, t->due_at, t->extended_to);
}

/* ---- returning ---- */

static enum err add_notice(const struct writing *c, const struct nomination *n, const struct returning *in,
                           const char *ref)
{
    struct row *r = db_query(c->db, Q_RETURN_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":nomination", n->id);
    bind_int(r, ":version_no", in->version_no);
    bind_text(r, ":box", opinion_ident(in->box));
    bind_int(r, ":body", in->body_id);
    bind_text(r, ":reason", in->reason);
    bind_int(r, ":due_at", in->due_at);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    return row_exec_one(r);
}

static enum err add_contact(struct db *db, int64_t return_id, const char *contact)
{
    struct row *r = db_query(db, Q_RETURN_CONTACT_ADD);
    bind_int(r, ":return", return_id);
    bind_text(r, ":text", contact);
    return row_exec_one(r);
}

static enum err add_remarks(struct db *db, int64_t return_id, const struct returning *in)
{
    for (size_t i = 0; i < in->remarks_len; i++) {
        struct row *r = db_query(db, Q_RETURN_REMARK_ADD);
        bind_int(r, ":return", return_id);
        bind_text(r, ":ident", in->remarks[i].ident);
        bind_text(r, ":text", in->remarks[i].text);
        TRY(row_exec_one(r));
    }
    return OK;
}

/* State and version are in the WHERE: of two who return it, or return and conclude, one is told that it is too late. */
static enum err mark(struct db *db, enum query query, int64_t nomination_id, int version_no)
{
    struct row *r = db_query(db, query);
    bind_int(r, ":id", nomination_id);
    bind_int(r, ":version_no", version_no);
    return row_exec_one(r);
}

enum err nomination_return(const struct writing *c, const struct nomination *n, const struct returning *in,
                           const char **ret_ref)
{
    if (in->remarks_len == 0) {
        return ERR_INVALID;
    }
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    TRY(mark(c->db, Q_NOMINATION_MARK_RETURNED, n->id, in->version_no));
    TRY(add_notice(c, n, in, ref));
    int64_t id = db_last_id(c->db);
    TRY(add_contact(c->db, id, in->contact));
    TRY(add_remarks(c->db, id, in));
    *ret_ref = ref;
    TRY(notice_of_return(c, n, ref, false));
    return audit_append(c->db, c->who, "nomination_return", "nomination", n->ref,
                        text_format(c->arena, "return=%s version=%d due_at=%s remarks=%zu reason=%s", ref,
                                    in->version_no, at_rfc3339(c->arena, in->due_at), in->remarks_len, in->reason));
}

/* ---- reading ---- */

enum err return_contact_last(struct db *db, struct arena *a, int64_t account_id, const char **ret)
{
    struct row *r = db_query(db, Q_RETURN_CONTACT_LAST);
    bind_int(r, ":account", account_id);
    enum err e = row_next(r);
    *ret = e == OK ? row_text(r, 0, a) : "";
    return row_end(r, e);
}

static enum err read_notice(struct row *r, struct arena *a, struct return_notice *ret)
{
    *ret = (struct return_notice){.id = row_int(r, 0),
                                  .ref = row_text(r, 1, a),
                                  .version_no = (int)row_int(r, 2),
                                  .body_id = row_int(r, 4),
                                  .body_name = row_text(r, 5, a),
                                  .reason = row_text(r, 6, a),
                                  .due_at = row_int(r, 7),
                                  .returned_at = row_int(r, 8),
                                  .returned_by = row_text(r, 9, a),
                                  .how = row_text(r, 10, a),
                                  .ended_at = row_int(r, 11),
                                  .ended_by = row_text(r, 12, a),
                                  .extended_to = row_int(r, 13),
                                  .contact = row_text(r, 14, a)};
    return opinion_from_ident(row_text(r, 3, a), &ret->box) == OK ? OK : ERR_INTERNAL;
}

enum err return_list_of(struct db *db, struct arena *a, int64_t nomination_id, struct return_notice **ret,
                        size_t *ret_len)
{
    struct return_notice *list = ARENA_ARRAY(a, struct return_notice, OF_ONE_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_RETURN_OF_NOMINATION);
    bind_int(r, ":nomination", nomination_id);
    bind_int(r, ":limit", OF_ONE_MAX);
    enum err e = OK;
    while (len < OF_ONE_MAX && (e = row_next(r)) == OK) {
        if ((e = read_notice(r, a, &list[len++])) != OK) {
            break;
        }
    }
    TRY(row_end(r, e));
    *ret = list;
    *ret_len = len;
    return OK;
}

enum err return_get(struct db *db, struct arena *a, int64_t nomination_id, const char *ref, struct return_notice *ret)
{
    struct return_notice *list = NULL;
    size_t len = 0;
    TRY(return_list_of(db, a, nomination_id, &list, &len));
    for (size_t i = 0; i < len; i++) {
        if (strcmp(list[i].ref, ref) == 0) {
            *ret = list[i];
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

/* Another can only follow one that is over, so the one that stands is the newest. */
enum err return_standing(struct db *db, struct arena *a, int64_t nomination_id, struct return_notice *ret)
{
    struct return_notice *list = NULL;
    size_t len = 0;
    TRY(return_list_of(db, a, nomination_id, &list, &len));
    if (len == 0 || *list[0].how != '\0') {
        return ERR_NOT_FOUND;
    }
    *ret = list[0];
    return OK;
}

enum err return_remarks(struct db *db, struct arena *a, int64_t return_id, struct return_remark **ret, size_t *ret_len)
{
    struct return_remark *list = ARENA_ARRAY(a, struct return_remark, REMARKS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_RETURN_REMARKS);
    bind_int(r, ":return", return_id);
    enum err e = OK;
    while (len < REMARKS_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct return_remark){row_text(r, 0, a), row_text(r, 1, a)};
    }
    TRY(row_end(r, e));
    *ret = list;
    *ret_len = len;
    return OK;
}

enum err revision_of(struct db *db, struct arena *a, const struct nomination *n, struct revision *ret)
{
    struct return_remark *remarks = NULL;
    *ret = (struct revision){.is_returned = n->is_returned};
    if (!n->is_returned) {
        return OK;
    }
    enum err e = return_standing(db, a, n->id, &ret->notice);
    if (e != OK) {
        ret->is_returned = false;
        return e == ERR_NOT_FOUND ? OK : e;
    }
    TRY(return_remarks(db, a, ret->notice.id, &remarks, &ret->remarks_len));
    const char **idents = ARENA_ARRAY(a, const char *, ret->remarks_len + 1);
    for (size_t i = 0; i < ret->remarks_len; i++) {
        idents[i] = remarks[i].ident;
    }
    ret->remarks = remarks;
    ret->idents = idents;
    return OK;
}

bool revision_is_open(const struct revision *r, const struct form_field *field)
{
    return !r->is_returned || revision_opens(r->idents, r->remarks_len, field);
}

bool revision_opens_attachments(const struct revision *r)
{
    return revision_is_open(r, &(struct form_field){.ident = REVISION_ATTACHMENTS});
}

const char *revision_remark(const struct revision *r, const char *ident)
{
    for (size_t i = 0; r->is_returned && i < r->remarks_len; i++) {
        if (strcmp(r->remarks[i].ident, ident) == 0) {
            return r->remarks[i].text;
        }
    }
    return NULL;
}

enum err return_due_of_body(struct db *db, int64_t round_id, int64_t body_id, int64_t *ret_at)
{
    struct row *r = db_query(db, Q_RETURN_DUE_OF_BODY);
    bind_int(r, ":round", round_id);
    bind_int(r, ":body", body_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret_at = row_int(r, 0);
    }
    row_done(r);
    return e;
}

/* ---- over ---- */

static enum err add_end(struct db *db, int64_t return_id, const char *how, int64_t at, int64_t account_id)
{
    struct row *r = db_query(db, Q_RETURN_END_ADD);
    bind_int(r, ":return", return_id);
    bind_text(r, ":how", how);
    bind_int(r, ":now", at);
    bind_int(r, ":account", account_id);
    return row_exec_one(r);
}

enum err return_answer(struct db *db, struct arena *a, const struct audit_actor *who, const struct nomination *n,
                       const struct submission *s)
{
    struct return_notice t;
    enum err e = return_standing(db, a, n->id, &t);
    if (e != OK) {
        return e == ERR_NOT_FOUND ? OK : e;
    }
    TRY(add_end(db, t.id, "resubmitted", s->at, s->account_id));
    return audit_append(db, who, "return_answer", "nomination", n->ref,
                        text_format(a, "return=%s version=%d", t.ref, n->version_no + 1));
}

enum err return_recall(const struct writing *c, const struct round *round, const struct nomination *n,
                       const struct return_notice *t)
{
    struct version v;
    struct value_list values;
    TRY(version_get(c->db, c->arena, n->id, t->version_no, &v, &values));
    TRY(draft_replace(c, round, n, &values, "submitted"));
    TRY(evidence_restore_version(c, n, v.id));
    TRY(mark(c->db, Q_NOMINATION_MARK_RECALLED, n->id, t->version_no));
    TRY(add_end(c->db, t->id, "recalled", c->who->at, c->who->account_id));
    TRY(notice_of_return(c, n, t->ref, true));
    return audit_append(c->db, c->who, "return_recall", "nomination", n->ref,
                        text_format(c->arena, "return=%s version=%d", t->ref, t->version_no));
}

/* ---- the list ---- */

static enum err read_row(struct row *r, struct arena *a, const struct return_filter *f, struct return_row *ret)
{
    enum nomination_state state = NOMINATION_DRAFT;
    *ret = (struct return_row){.nomination_ref = row_text(r, 0, a),
                               .ref = row_text(r, 1, a),
                               .receipt_no = row_text(r, 2, a),
                               .unit_name = row_text(r, 4, a),
                               .brand_name = row_text(r, 5, a),
                               .version_no = (int)row_int(r, 6),
                               .body_name = row_text(r, 7, a),
                               .person_name = row_text(r, 8, a),
                               .returned_at = row_int(r, 9),
                               .due_at = due_of(f->round, row_int(r, 10), row_int(r, 11)),
                               .remarks = (int)row_int(r, 12),
                               .ended_at = row_int(r, 14)};
    if (nomination_state_from_ident(row_text(r, 3, a), &state) != OK) {
        return ERR_INTERNAL;
    }
    ret->state = revision_state(row_text(r, 13, a), state, f->now, ret->due_at);
    return OK;
}

enum err return_list(struct db *db, struct arena *a, const struct return_filter *f, struct return_row **ret,
                     size_t *ret_len)
{
    struct return_row *list = ARENA_ARRAY(a, struct return_row, LIST_ROWS_MAX + 1);
    size_t len = 0;
    struct row *r = db_query(db, Q_RETURN_LIST);
    bind_int(r, ":round", f->round->id);
    bind_int(r, ":body", f->body_id);
    bind_int(r, ":account", f->account_id);
    bind_text(r, ":like", list_like_pattern(a, f->word));
    bind_int(r, ":limit", LIST_ROWS_MAX);
    enum err e = OK;
    while (len < LIST_ROWS_MAX && (e = row_next(r)) == OK) {
        if ((e = read_row(r, a, f, &list[len])) != OK) {
            break;
        }
        len += *f->state == '\0' || strcmp(revision_state_ident(list[len].state), f->state) == 0;
    }
    TRY(row_end(r, e));
    *ret = list;
    *ret_len = len;
    return OK;
}
