/* shortlist_store.c - choices, drafts and names; the release is in shortlist_release.c. */
#include "store/shortlist_store.h"

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"
#include "store/round_store.h"

enum { REF_BYTES = 10, VETOES_MAX = 4000, GRADES_MAX = 16000 };

/* ---- where it stands ---- */

enum err shortlist_facts_of(const struct reading_for *x, const struct round *round, int64_t now,
                            struct shortlist_facts *ret, int *ret_last_draft)
{
    *ret = (struct shortlist_facts){.phase = shortlist_phase(round->windows, round->windows_len, now)};
    struct row *r = db_query(x->db, Q_SHORTLIST_FACTS);
    bind_int(r, ":round", round->id);
    bind_int(r, ":account", x->account_id);
    enum err e = row_next(r);
    int last = 0;
    if (e == OK) {
        int64_t proposer = row_int(r, 1);
        ret->is_released = row_int(r, 0) != 0;
        ret->is_proposed = proposer != 0;
        ret->is_proposer = proposer != 0 && proposer == x->account_id;
        ret->is_silent = row_int(r, 2) != 0;
        ret->is_recused = row_int(r, 12) != 0;
        ret->candidates = (int)row_int(r, 3);
        ret->chosen = (int)row_int(r, 4);
        ret->undecided = (int)row_int(r, 5);
        ret->unreasoned = (int)row_int(r, 6);
        ret->unreceived = (int)row_int(r, 7);
        ret->unchecked = (int)row_int(r, 8);
        ret->names_asked = (int)row_int(r, 9);
        ret->names_open = (int)row_int(r, 10);
        last = (int)row_int(r, 11);
        ret->has_draft = last > 0;
    }
    row_done(r);
    TRY(e);
    if (ret_last_draft != NULL) {
        *ret_last_draft = last;
    }
    r = db_query(x->db, Q_SHORTLIST_DRAFT_DIFFERS);
    bind_int(r, ":round", round->id);
    e = row_next(r);
    ret->is_draft_old = e == OK && row_int(r, 0) != 0;
    row_done(r);
    return e;
}

/* ---- choices ---- */

enum err shortlist_choices(const struct reading_for *x, struct shortlist_choices *ret)
{
    *ret = (struct shortlist_choices){ARENA_ARRAY(x->arena, struct shortlist_choice, SHORTLIST_MAX), 0};
    struct row *r = db_query(x->db, Q_SHORTLIST_CHOICES);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":account", x->account_id);
    bind_int(r, ":limit", SHORTLIST_MAX);
    enum err e = OK;
    while (ret->len < SHORTLIST_MAX && (e = row_next(r)) == OK) {
        struct shortlist_choice *c = &ret->items[ret->len++];
        *c = (struct shortlist_choice){.nomination_id = row_int(r, 0),
                                       .reason = row_text(r, 2, x->arena),
                                       .is_told = row_int(r, 3) != 0,
                                       .note = row_text(r, 4, x->arena),
                                       .revision = (int)row_int(r, 5),
                                       .saved_at = row_int(r, 6),
                                       .saved_by = row_text(r, 7, x->arena)};
        if (choice_from_ident(row_text(r, 1, x->arena), &c->choice) != OK) {
            e = ERR_INTERNAL;
            break;
        }
    }
    return row_end(r, e);
}

struct shortlist_choice shortlist_choice_of(const struct shortlist_choices *all, int64_t nomination_id)
{
    size_t from = 0;
    size_t to = all->len;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (all->items[mid].nomination_id == nomination_id) {
            return all->items[mid];
        }
        bool is_below = all->items[mid].nomination_id < nomination_id;
        from = is_below ? mid + 1 : from;
        to = is_below ? to : mid;
    }
    return (struct shortlist_choice){.nomination_id = nomination_id, .reason = "", .note = "", .saved_by = ""};
}

enum err shortlist_choose(const struct writing *c, const char *nomination_ref, const struct shortlist_choice *x)
{
    struct row *r = db_query(c->db, x->revision == 0 ? Q_SHORTLIST_CHOICE_ADD : Q_SHORTLIST_CHOICE_SET);
    bind_int(r, ":nomination", x->nomination_id);
    bind_text(r, ":choice", choice_ident(x->choice));
    bind_text(r, ":reason", x->reason);
    bind_int(r, ":is_told", x->is_told && x->choice == CHOICE_OUT);
    bind_text(r, ":note", x->note);
    if (x->revision != 0) {
        bind_int(r, ":revision", x->revision);
    }
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    /* The log is read by others than the office: it knows that somebody chose, not what. */
    return audit_append(c->db, c->who, "shortlist_choose", "nomination", nomination_ref,
                        text_format(c->arena, "revision=%d", x->revision + 1));
}

enum err shortlist_vetoes(const struct reading_for *x, struct shortlist_veto **ret, size_t *ret_len)
{
    struct shortlist_veto *list = ARENA_ARRAY(x->arena, struct shortlist_veto, VETOES_MAX);
    size_t len = 0;
    struct row *r = db_query(x->db, Q_SHORTLIST_VETOES);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":account", x->account_id);
    bind_int(r, ":limit", VETOES_MAX);
    enum err e = OK;
    while (len < VETOES_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct shortlist_veto){row_int(r, 0), row_text(r, 1, x->arena), row_text(r, 2, x->arena),
                                              row_text(r, 3, x->arena), row_text(r, 4, x->arena)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err shortlist_grades(const struct reading_for *x, struct shortlist_grade **ret, size_t *ret_len)
{
    struct shortlist_grade *list = ARENA_ARRAY(x->arena, struct shortlist_grade, GRADES_MAX);
    size_t len = 0;
    struct row *r = db_query(x->db, Q_SHORTLIST_GRADES);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":account", x->account_id);
    bind_int(r, ":limit", GRADES_MAX);
    enum err e = OK;
    while (len < GRADES_MAX && (e = row_next(r)) == OK) {
        list[len++] =
            (struct shortlist_grade){row_int(r, 0), (int)row_int(r, 1), (int)row_int(r, 2), (int)row_int(r, 3)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

/* ---- drafts ---- */

static enum err read_drafts(const struct reading_for *x, int number, struct shortlist_draft **ret, size_t *ret_len)
{
    struct shortlist_draft *list = ARENA_ARRAY(x->arena, struct shortlist_draft, DRAFTS_MAX);
    size_t len = 0;
    struct row *r = db_query(x->db, Q_SHORTLIST_DRAFTS);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":number", number);
    bind_int(r, ":limit", DRAFTS_MAX);
    enum err e = OK;
    while (len < DRAFTS_MAX && (e = row_next(r)) == OK) {
        list[len++] =
            (struct shortlist_draft){row_int(r, 0), (int)row_int(r, 1), row_int(r, 2), row_text(r, 3, x->arena)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err shortlist_drafts(const struct reading_for *x, struct shortlist_draft **ret, size_t *ret_len)
{
    return read_drafts(x, 0, ret, ret_len);
}

enum err shortlist_draft_get(const struct reading_for *x, int number, struct shortlist_draft *ret)
{
    struct shortlist_draft *list = NULL;
    size_t len = 0;
    if (number < 1) {
        return ERR_NOT_FOUND;
    }
    TRY(read_drafts(x, number, &list, &len));
    if (len == 0) {
        return ERR_NOT_FOUND;
    }
    *ret = list[0];
    return OK;
}

enum err shortlist_draft_save(const struct writing *c, int64_t round_id, int *ret_number)
{
    struct reading_for x = {.db = c->db, .arena = c->arena, .round_id = round_id};
    struct shortlist_draft *had = NULL;
    size_t len = 0;
    TRY(read_drafts(&x, 0, &had, &len));
    int number = len == 0 ? 1 : had[0].number + 1;
    struct row *r = db_query(c->db, Q_SHORTLIST_DRAFT_ADD);
    bind_int(r, ":round", round_id);
    bind_int(r, ":number", number);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    r = db_query(c->db, Q_SHORTLIST_DRAFT_FILL);
    bind_int(r, ":draft", db_last_id(c->db));
    bind_int(r, ":round", round_id);
    TRY(row_exec(r, NULL));
    *ret_number = number;
    return audit_append(c->db, c->who, "shortlist_draft", "shortlist_draft", text_format(c->arena, "%d", number), "");
}

enum err shortlist_draft_lines(const struct reading_for *x, const struct shortlist_draft *d,
                               struct shortlist_lines *ret)
{
    *ret = (struct shortlist_lines){ARENA_ARRAY(x->arena, struct shortlist_line, SHORTLIST_MAX), 0};
    struct row *r = db_query(x->db, Q_SHORTLIST_DRAFT_ITEMS);
    bind_int(r, ":draft", d->id);
    bind_int(r, ":account", x->account_id);
    bind_int(r, ":limit", SHORTLIST_MAX);
    enum err e = OK;
    while (ret->len < SHORTLIST_MAX && (e = row_next(r)) == OK) {
        struct shortlist_line *l = &ret->items[ret->len++];
        *l = (struct shortlist_line){.nomination_id = row_int(r, 0),
                                     .receipt_no = row_text(r, 1, x->arena),
                                     .brand_name = row_text(r, 2, x->arena),
                                     .unit_name = row_text(r, 3, x->arena),
                                     .sector_name = row_text(r, 4, x->arena),
                                     .district_name = row_text(r, 5, x->arena),
                                     .recommender_name = row_text(r, 6, x->arena),
                                     .reason = row_text(r, 8, x->arena),
                                     .is_told = row_int(r, 9) != 0,
                                     .ref = row_text(r, 10, x->arena),
                                     .window_name = row_text(r, 11, x->arena)};
        if (choice_from_ident(row_text(r, 7, x->arena), &l->choice) != OK) {
            e = ERR_INTERNAL;
            break;
        }
    }
    return row_end(r, e);
}

/* ---- names ---- */

struct unsent {
    int64_t nomination_id, version_id;
    struct printed_names names;
};

static enum err send_check(const struct writing *c, const struct unsent *u)
{
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    struct row *r = db_query(c->db, Q_NAME_CHECK_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":nomination", u->nomination_id);
    bind_int(r, ":version", u->version_id);
    bind_text(r, ":brand", u->names.brand);
    bind_text(r, ":unit", u->names.unit);
    bind_text(r, ":window", u->names.window);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "name_check", "name_check", ref, "");
}

enum err names_start(const struct writing *c, int64_t round_id, int *ret_sent)
{
    struct unsent *list = ARENA_ARRAY(c->arena, struct unsent, SHORTLIST_MAX);
    size_t len = 0;
    struct row *r = db_query(c->db, Q_NAMES_UNSENT);
    bind_int(r, ":round", round_id);
    bind_int(r, ":limit", SHORTLIST_MAX);
    enum err e = OK;
    while (len < SHORTLIST_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct unsent){
            row_int(r, 0),
            row_int(r, 1),
            {row_text(r, 2, c->arena), row_text(r, 3, c->arena), row_text(r, 4, c->arena)},
        };
    }
    TRY(row_end(r, e));
    for (size_t i = 0; i < len; i++) {
        TRY(send_check(c, &list[i]));
    }
    *ret_sent = (int)len;
    return OK;
}

static struct printed_names read_names(struct row *r, struct arena *a, int at)
{
    return (struct printed_names){row_text(r, at, a), row_text(r, at + 1, a), row_text(r, at + 2, a)};
}

static enum err read_check(struct row *r, struct arena *a, struct name_check *ret)
{
    *ret = (struct name_check){.id = row_int(r, 0),
                               .ref = row_text(r, 1, a),
                               .nomination_id = row_int(r, 2),
                               .sent = read_names(r, a, 3),
                               .hold = read_names(r, a, 6),
                               .asked = read_names(r, a, 9),
                               .reason = row_text(r, 13, a),
                               .decision_reason = row_text(r, 14, a),
                               .answer_id = row_int(r, 15),
                               .answered_at = row_int(r, 16),
                               .started_at = row_int(r, 17),
                               .receipt_no = row_text(r, 18, a),
                               .nomination_ref = row_text(r, 19, a),
                               .body_id = row_int(r, 20)};
    return names_state_from_ident(row_text(r, 12, a), &ret->state) == OK ? OK : ERR_INTERNAL;
}

enum err names_list(const struct reading_for *x, struct name_check **ret, size_t *ret_len)
{
    struct name_check *list = ARENA_ARRAY(x->arena, struct name_check, SHORTLIST_MAX);
    size_t len = 0;
    struct row *r = db_query(x->db, Q_NAMES_LIST);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":account", x->account_id);
    bind_int(r, ":limit", SHORTLIST_MAX);
    enum err e = OK;
    while (len < SHORTLIST_MAX && (e = row_next(r)) == OK && (e = read_check(r, x->arena, &list[len])) == OK) {
        len++;
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

static enum err one_check(struct row *r, struct arena *a, struct name_check *ret)
{
    enum err e = row_next(r);
    e = e == OK ? read_check(r, a, ret) : e;
    row_done(r);
    return e;
}

enum err names_of_nomination(const struct reading_for *x, int64_t nomination_id, struct name_check *ret)
{
    struct row *r = db_query(x->db, Q_NAMES_OF_NOMINATION);
    bind_int(r, ":nomination", nomination_id);
    bind_int(r, ":account", x->account_id);
    return one_check(r, x->arena, ret);
}

enum err names_by_ref(const struct reading_for *x, const char *ref, struct name_check *ret)
{
    struct row *r = db_query(x->db, Q_NAMES_BY_REF);
    bind_text(r, ":ref", ref);
    bind_int(r, ":account", x->account_id);
    return one_check(r, x->arena, ret);
}

enum err names_answer(const struct writing *c, const struct name_check *k, const struct printed_names *asked,
                      const char *reason)
{
    const struct printed_names *names = asked == NULL ? &k->hold : asked;
    struct row *r = db_query(c->db, Q_NAME_ANSWER_ADD);
    bind_int(r, ":check", k->id);
    bind_text(r, ":answer", asked == NULL ? "confirm" : "correct");
    bind_text(r, ":brand", names->brand);
    bind_text(r, ":unit", names->unit);
    bind_text(r, ":window", names->window);
    bind_text(r, ":reason", asked == NULL ? "" : reason);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, asked == NULL ? "name_confirm" : "name_correct", "name_check", k->ref, "");
}

enum err names_decide(const struct writing *c, const struct name_check *k, bool is_accepted, const char *reason)
{
    if (k->state != NAMES_ASKED) {
        return ERR_CONFLICT;
    }
    struct row *r = db_query(c->db, Q_NAME_DECIDE);
    bind_int(r, ":answer", k->answer_id);
    bind_text(r, ":decision", is_accepted ? "accepted" : "refused");
    bind_text(r, ":reason", reason);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, is_accepted ? "name_accepted" : "name_refused", "name_check", k->ref, "");
}
