/* preliminary_store.c */
#include "store/preliminary_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/role.h"
#include "store/db.h"
#include "store/nomination_store.h"

enum { RECUSALS_MAX = 200 };

enum err review_standing_of(struct db *db, int64_t nomination_id, int64_t account_id, struct review_standing *ret)
{
    struct row *r = db_query(db, Q_REVIEW_STANDING);
    bind_int(r, ":nomination", nomination_id);
    bind_int(r, ":account", account_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct review_standing){.is_candidate = row_int(r, 0) != 0,
                                        .is_assigned = row_int(r, 1) != 0,
                                        .has_answered = row_int(r, 2) != 0,
                                        .is_recused = row_int(r, 3) != 0,
                                        .is_released = row_int(r, 4) != 0};
    }
    row_done(r);
    return e;
}

/* ---- candidates ---- */

static enum err read_candidate(struct row *r, struct arena *a, struct candidate *ret)
{
    *ret = (struct candidate){.nomination_id = row_int(r, 0),
                              .ref = row_text(r, 1, a),
                              .receipt_no = row_text(r, 2, a),
                              .version_id = row_int(r, 3),
                              .version_no = (int)row_int(r, 4),
                              .brand_name = row_text(r, 5, a),
                              .unit_name = row_text(r, 6, a),
                              .sector_name = row_text(r, 7, a),
                              .district_name = row_text(r, 8, a),
                              .unit_kind = row_text(r, 9, a),
                              .place = (int)row_int(r, 11),
                              .is_received = row_int(r, 12) != 0,
                              .recommender_name = row_text(r, 13, a),
                              .sector_code = row_text(r, 15, a),
                              .district_code = row_text(r, 16, a),
                              .is_stale = row_int(r, 17) != 0,
                              .reviewers = (int)row_int(r, 18),
                              .answered = (int)row_int(r, 19),
                              .vetoes = (int)row_int(r, 20),
                              .grade_sum = (int)row_int(r, 21),
                              .grades = (int)row_int(r, 22),
                              .is_mine = row_int(r, 23) != 0,
                              .is_answered = row_int(r, 24) != 0,
                              .is_sealed = row_int(r, 25) != 0};
    bool is_read = route_from_ident(row_text(r, 10, a), &ret->route) == OK &&
                   role_from_ident(row_text(r, 14, a), &ret->recommender_role) == OK;
    return is_read ? OK : ERR_INTERNAL;
}

enum err candidate_list(struct db *db, struct arena *a, int64_t round_id, const struct actor *who,
                        struct candidates *ret)
{
    struct candidate *list = ARENA_ARRAY(a, struct candidate, CANDIDATES_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_CANDIDATE_LIST);
    bind_int(r, ":round", round_id);
    bind_int(r, ":account", who->account_id);
    bind_text(r, ":role", role_ident(who->role));
    bind_int(r, ":limit", CANDIDATES_MAX);
    enum err e = OK;
    while (len < CANDIDATES_MAX && (e = row_next(r)) == OK && (e = read_candidate(r, a, &list[len])) == OK) {
        len++;
    }
    *ret = (struct candidates){list, len};
    return row_end(r, e);
}

/* ---- who reviews ---- */

static enum err read_grades(struct db *db, int64_t answer_id, int grades[GRADED_MAX])
{
    struct row *r = db_query(db, Q_REVIEW_GRADES);
    bind_int(r, ":answer", answer_id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        int64_t condition = row_int(r, 0);
        if (condition >= 1 && condition <= GRADED_MAX) {
            grades[condition - 1] = (int)row_int(r, 1);
        }
    }
    return row_end(r, e);
}

enum err reviewers_of(struct db *db, struct arena *a, int64_t nomination_id, struct review_of **ret, size_t *ret_len)
{
    struct review_of *list = ARENA_ARRAY(a, struct review_of, REVIEWERS_MAX);
    int64_t *answers = ARENA_ARRAY(a, int64_t, REVIEWERS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_REVIEWERS_OF);
    bind_int(r, ":nomination", nomination_id);
    bind_int(r, ":limit", REVIEWERS_MAX);
    enum err e = OK;
    while (len < REVIEWERS_MAX && (e = row_next(r)) == OK) {
        struct review_of *x = &list[len];
        answers[len] = row_int(r, 5);
        *x = (struct review_of){.assignment_id = row_int(r, 0),
                                .account_id = row_int(r, 1),
                                .person_name = row_text(r, 3, a),
                                .body_name = row_text(r, 4, a),
                                .has_answered = answers[len] != 0,
                                .is_veto = strcmp(row_text(r, 6, a), "veto") == 0,
                                .ground = row_text(r, 7, a),
                                .document = row_text(r, 8, a),
                                .document_on = row_text(r, 9, a),
                                .opinion = row_text(r, 10, a),
                                .saw_others = row_int(r, 11) != 0,
                                .answered_at = row_int(r, 12),
                                .version_no = (int)row_int(r, 13)};
        if ((e = role_from_ident(row_text(r, 2, a), &x->role)) != OK) {
            break;
        }
        len++;
    }
    TRY(row_end(r, e));
    for (size_t i = 0; i < len; i++) {
        TRY(read_grades(db, answers[i], list[i].grades));
    }
    *ret = list;
    *ret_len = len;
    return OK;
}

enum err possible_reviewers(struct db *db, struct arena *a, int64_t nomination_id, struct possible_reviewer **ret,
                            size_t *ret_len)
{
    struct possible_reviewer *list = ARENA_ARRAY(a, struct possible_reviewer, REVIEWERS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_POSSIBLE_REVIEWERS);
    bind_int(r, ":nomination", nomination_id);
    bind_int(r, ":limit", REVIEWERS_MAX);
    enum err e = OK;
    while (len < REVIEWERS_MAX && (e = row_next(r)) == OK) {
        list[len] = (struct possible_reviewer){.account_id = row_int(r, 0),
                                               .ref = row_text(r, 1, a),
                                               .person_name = row_text(r, 2, a),
                                               .body_name = row_text(r, 4, a),
                                               .is_assigned = row_int(r, 5) != 0,
                                               .waiting = (int)row_int(r, 6)};
        if ((e = role_from_ident(row_text(r, 3, a), &list[len].role)) != OK) {
            break;
        }
        len++;
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

/* An assignment, whether or not it stands.  ERR_NOT_FOUND: never given. */
struct assignment {
    int64_t id;
    bool is_released, has_answer;
};
static enum err assignment_of(struct db *db, int64_t nomination_id, int64_t account_id, struct assignment *ret)
{
    struct row *r = db_query(db, Q_REVIEW_ASSIGNMENT_GET);
    bind_int(r, ":nomination", nomination_id);
    bind_int(r, ":of", account_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct assignment){row_int(r, 0), row_int(r, 1) != 0, row_int(r, 2) != 0};
    }
    row_done(r);
    return e;
}

static enum err note(const struct writing *c, const char *verb, const struct nomination *n, int64_t account_id)
{
    return audit_append(c->db, c->who, verb, "nomination", n->ref,
                        text_format(c->arena, "receipt=%s reviewer=%lld", n->receipt_no, (long long)account_id));
}

enum err review_assign(const struct writing *c, const struct nomination *n, int64_t account_id)
{
    struct assignment had;
    enum err e = assignment_of(c->db, n->id, account_id, &had);
    if (e == OK && !had.is_released) {
        return OK;
    }
    struct row *r = NULL;
    if (e == OK) { /* given again */
        r = db_query(c->db, Q_REVIEW_RELEASE_DROP);
        bind_int(r, ":assignment", had.id);
    } else if (e == ERR_NOT_FOUND) {
        r = db_query(c->db, Q_REVIEW_ASSIGN);
        bind_int(r, ":nomination", n->id);
        bind_int(r, ":of", account_id);
        bind_int(r, ":now", c->who->at);
        bind_int(r, ":account", c->who->account_id);
    } else {
        return e;
    }
    TRY(row_exec_one(r));
    return note(c, "review_assign", n, account_id);
}

enum err review_unassign(const struct writing *c, const struct nomination *n, int64_t account_id)
{
    struct assignment had;
    enum err e = assignment_of(c->db, n->id, account_id, &had);
    if (e == ERR_NOT_FOUND || (e == OK && had.is_released)) {
        return OK;
    }
    TRY(e);
    if (had.has_answer) {
        return ERR_CONFLICT;
    }
    struct row *r = db_query(c->db, Q_REVIEW_RELEASE_ADD);
    bind_int(r, ":assignment", had.id);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return note(c, "review_unassign", n, account_id);
}

/* ---- recusals ---- */

enum err recusal_declare(const struct writing *c, const struct nomination *n, int64_t account_id, const char *reason)
{
    struct row *r = db_query(c->db, Q_RECUSAL_ADD);
    bind_int(r, ":nomination", n->id);
    bind_int(r, ":of", account_id);
    bind_text(r, ":reason", reason);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return note(c, "recusal_declare", n, account_id);
}

enum err recusal_list(struct db *db, struct arena *a, int64_t nomination_id, struct recusal **ret, size_t *ret_len)
{
    struct recusal *list = ARENA_ARRAY(a, struct recusal, RECUSALS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_RECUSAL_LIST);
    bind_int(r, ":nomination", nomination_id);
    bind_int(r, ":limit", RECUSALS_MAX);
    enum err e = OK;
    while (len < RECUSALS_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct recusal){.person_name = row_text(r, 0, a),
                                       .body_name = row_text(r, 1, a),
                                       .reason = row_text(r, 2, a),
                                       .declared_at = row_int(r, 3),
                                       .declared_by = row_text(r, 4, a)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err recused_of(const struct reading_for *x, struct recused_ids *ret)
{
    *ret = (struct recused_ids){ARENA_ARRAY(x->arena, int64_t, CANDIDATES_MAX), 0};
    struct row *r = db_query(x->db, Q_RECUSED_OF);
    bind_int(r, ":account", x->account_id);
    bind_int(r, ":limit", CANDIDATES_MAX);
    enum err e = OK;
    while (ret->len < CANDIDATES_MAX && (e = row_next(r)) == OK) {
        ret->items[ret->len++] = row_int(r, 0);
    }
    return row_end(r, e);
}

bool recused_has(const struct recused_ids *ids, int64_t nomination_id)
{
    for (size_t i = 0; i < ids->len; i++) {
        if (ids->items[i] == nomination_id) {
            return true;
        }
    }
    return false;
}

/* ---- answers ---- */

static enum err add_grades(const struct writing *c, int64_t answer_id, const struct review_draft *d)
{
    for (size_t i = 0; i < d->grades_len; i++) {
        if (d->grades[i] == GRADE_NONE) {
            continue;
        }
        struct row *r = db_query(c->db, Q_REVIEW_GRADE_ADD);
        bind_int(r, ":answer", answer_id);
        bind_int(r, ":condition", (int64_t)i + 1);
        bind_int(r, ":grade", d->grades[i]);
        TRY(row_exec_one(r));
    }
    return OK;
}

enum err review_answer_add(const struct writing *c, const struct nomination *n, const struct review_new *x)
{
    struct assignment given;
    TRY(assignment_of(c->db, n->id, c->who->account_id, &given));
    if (given.is_released) {
        return ERR_NOT_FOUND;
    }
    struct row *r = db_query(c->db, Q_REVIEW_ANSWER_ADD);
    bind_int(r, ":assignment", given.id);
    bind_int(r, ":version", x->version_id);
    bind_text(r, ":verdict", x->draft->is_veto ? "veto" : "confirm");
    bind_text(r, ":ground", x->draft->ground);
    bind_text(r, ":document", x->draft->document);
    bind_text(r, ":document_on", x->document_on);
    bind_text(r, ":opinion", x->draft->opinion);
    bind_int(r, ":saw_others", x->saw_others);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    TRY(add_grades(c, db_last_id(c->db), x->draft));
    return note(c, "review_answer", n, c->who->account_id);
}

enum err review_progress(struct db *db, int64_t round_id, int64_t account_id, int *ret_given, int *ret_waiting)
{
    struct row *r = db_query(db, Q_REVIEW_PROGRESS);
    bind_int(r, ":round", round_id);
    bind_int(r, ":account", account_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret_given = (int)row_int(r, 0);
        *ret_waiting = (int)row_int(r, 1);
    }
    row_done(r);
    return e;
}
