/* eligibility_store.c */
#include "store/eligibility_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "store/db.h"
#include "store/round_store.h"
#include "store/value_list.h"

enum { ROWS_MAX = 5000, NAMED_MAX = 3, FINDINGS_MAX = 500 };

/* ---- the register ---- */

enum err past_award_list(struct db *db, struct arena *a, struct past_award **ret, size_t *ret_len)
{
    *ret = ARENA_ARRAY(a, struct past_award, ROWS_MAX);
    *ret_len = 0;
    struct row *r = db_query(db, Q_PAST_AWARD_ALL);
    enum err e = OK;
    while (*ret_len < ROWS_MAX && (e = row_next(r)) == OK) {
        (*ret)[(*ret_len)++] =
            (struct past_award){row_int(r, 0), row_text(r, 1, a), row_text(r, 2, a), row_text(r, 3, a)};
    }
    return row_end(r, e);
}

enum err past_award_add(struct db *db, struct arena *a, const struct audit_actor *who, const struct past_award *in,
                        bool *ret_is_new)
{
    int changed = 0;
    struct row *r = db_query(db, Q_PAST_AWARD_ADD);
    bind_text(r, ":batch", in->batch);
    bind_text(r, ":brand_name", in->brand_name);
    bind_text(r, ":unit_name", in->unit_name);
    bind_text(r, ":match_key", compare_key_pair(a, in->brand_name, in->unit_name));
    bind_int(r, ":now", who->at);
    if (who->account_id == 0) {
        bind_null(r, ":account");
    } else {
        bind_int(r, ":account", who->account_id);
    }
    TRY(row_exec(r, &changed));
    *ret_is_new = changed == 1;
    return *ret_is_new ? audit_append(db, who, "past_award_added", "past_award", in->batch,
                                      text_format(a, "brand=%s unit=%s", in->brand_name, in->unit_name))
                       : OK;
}

/* ---- names that are compared ---- */

struct named {
    int64_t id, body_id;
    const char *ref, *state, *receipt_no, *brand_name, *unit_name, *org_code;
    struct compared_name names;
};
struct named_list {
    struct named *items;
    size_t len;
};

static enum err names_of_round(struct db *db, struct arena *a, int64_t round_id, struct named_list *ret)
{
    *ret = (struct named_list){ARENA_ARRAY(a, struct named, ROWS_MAX), 0};
    struct row *r = db_query(db, Q_NOMINATION_NAMES);
    bind_int(r, ":round", round_id);
    enum err e = OK;
    while (ret->len < ROWS_MAX && (e = row_next(r)) == OK) {
        struct named *x = &ret->items[ret->len++];
        *x = (struct named){.id = row_int(r, 0),
                            .ref = row_text(r, 1, a),
                            .body_id = row_int(r, 2),
                            .state = row_text(r, 3, a),
                            .receipt_no = row_text(r, 4, a),
                            .brand_name = row_text(r, 5, a),
                            .unit_name = row_text(r, 6, a),
                            .org_code = row_text(r, 7, a)};
        x->names = compared_name_of(a, x->brand_name, x->unit_name);
    }
    return row_end(r, e);
}

struct finding {
    int64_t other_id, award_id;
    const char *verdict, *reason;
};
struct finding_list {
    struct finding *items; /* newest first */
    size_t len;
};

static enum err findings_of(struct db *db, struct arena *a, int64_t nomination_id, struct finding_list *ret)
{
    *ret = (struct finding_list){NULL, 0};
    struct row *r = db_query(db, Q_LIKENESS_FINDINGS);
    bind_int(r, ":nomination", nomination_id);
    enum err e = OK;
    while (ret->len < FINDINGS_MAX && (e = row_next(r)) == OK) {
        ret->items =
            ret->items == NULL ? ARENA_ARRAY(a, struct finding, FINDINGS_MAX) : ret->items; /* most have none */
        ret->items[ret->len++] = (struct finding){row_int(r, 0), row_int(r, 1), row_text(r, 2, a), row_text(r, 3, a)};
    }
    return row_end(r, e);
}

/* What was found last about this pair; NULL while nobody has looked. */
static const struct finding *finding_of(const struct finding_list *list, int64_t other_id, int64_t award_id)
{
    for (size_t i = 0; i < list->len; i++) {
        if (list->items[i].other_id == other_id && list->items[i].award_id == award_id) {
            return &list->items[i];
        }
    }
    return NULL;
}

/* What the names say, unless a person said otherwise. */
static enum name_match with_finding(enum name_match by_names, const struct finding *f)
{
    return f == NULL ? by_names : strcmp(f->verdict, "same") == 0 ? NAMES_SAME : NAMES_DIFFER;
}

static bool same_code(const struct named *x, const struct named *y)
{
    return *x->org_code != '\0' && strcmp(x->org_code, y->org_code) == 0;
}

/* ---- the facts ---- */

static const char *add_award(struct arena *a, const char *text, int count, const struct seen_award *x)
{
    return count > NAMED_MAX ? text
                             : text_format(a, "%s%s“%s”（%s，%s）", text, count == 1 ? "" : "、", x->brand_name,
                                           x->unit_name, x->batch);
}

static void count_award(struct arena *a, const struct seen_award *x, const struct finding *f,
                        struct eligibility_input *in)
{
    enum name_match m = with_finding(x->match, f);
    if (m == NAMES_SAME) {
        in->same_awards = add_award(a, in->same_awards, ++in->awards_same, x);
    } else if (m == NAMES_ALIKE) {
        in->alike_awards = add_award(a, in->alike_awards, ++in->awards_alike, x);
    }
}

/* Whether a person said that the pair is the same, and not later that it is not. */
static bool is_found_same(const struct finding_list *findings, const struct finding *f)
{
    return strcmp(f->verdict, "same") == 0 && finding_of(findings, f->other_id, f->award_id) == f;
}

static bool has_award(const struct name_sight *s, int64_t award_id)
{
    for (size_t i = 0; i < s->awards_len; i++) {
        if (s->awards[i].id == award_id) {
            return true;
        }
    }
    return false;
}

static enum err award_get(struct db *db, struct arena *a, int64_t id, struct seen_award *ret)
{
    struct row *r = db_query(db, Q_PAST_AWARD_GET);
    bind_int(r, ":id", id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct seen_award){id, NAMES_DIFFER, row_text(r, 0, a), row_text(r, 1, a), row_text(r, 2, a)};
    }
    row_done(r);
    return e;
}

/* The awards that the names are like, and those that a person found to be the same whatever their names; by id. */
static enum err look_at_awards(struct db *db, struct arena *a, const struct name_sight *s,
                               const struct finding_list *findings, struct eligibility_input *in)
{
    struct seen_award *all = ARENA_ARRAY(a, struct seen_award, s->awards_len + findings->len + 1);
    size_t len = s->awards_len;
    in->awards_known = (int)s->awards_known;
    if (len > 0) {
        memcpy(all, s->awards, len * sizeof *all);
    }
    for (size_t i = 0; i < findings->len; i++) {
        const struct finding *f = &findings->items[i];
        if (f->award_id != 0 && is_found_same(findings, f) && !has_award(s, f->award_id)) {
            struct seen_award found;
            TRY(award_get(db, a, f->award_id, &found));
            size_t at = len++;
            for (; at > 0 && all[at - 1].id > found.id; at--) {
                all[at] = all[at - 1];
            }
            all[at] = found;
        }
    }
    for (size_t i = 0; i < len; i++) {
        count_award(a, &all[i], finding_of(findings, 0, all[i].id), in);
    }
    return OK;
}

static bool has_other(const struct name_sight *s, int64_t id)
{
    for (size_t i = 0; i < s->others_len; i++) {
        if (s->others[i].id == id) {
            return true;
        }
    }
    return false;
}

static enum err is_live(struct db *db, int64_t id, int64_t round_id, bool *ret)
{
    struct row *r = db_query(db, Q_NOMINATION_COUNTS);
    bind_int(r, ":id", id);
    bind_int(r, ":round", round_id);
    enum err e = row_next(r);
    *ret = e == OK;
    return row_end(r, e);
}

static enum err look_at_others(struct db *db, const struct name_sight *s, const struct finding_list *findings,
                               struct eligibility_input *in)
{
    for (size_t i = 0; i < s->others_len; i++) {
        in->others_alike += with_finding(s->others[i].match, finding_of(findings, s->others[i].id, 0)) != NAMES_DIFFER;
    }
    for (size_t i = 0; i < findings->len; i++) {
        const struct finding *f = &findings->items[i];
        if (f->other_id != 0 && is_found_same(findings, f) && !has_other(s, f->other_id)) {
            bool live = false;
            TRY(is_live(db, f->other_id, s->asked.round_id, &live));
            in->others_alike += live;
        }
    }
    return OK;
}

static const struct form_field *field_of(const struct round *r, const char *ident)
{
    for (size_t i = 0; i < r->fields_len; i++) {
        if (strcmp(r->fields[i].ident, ident) == 0) {
            return &r->fields[i];
        }
    }
    return NULL;
}

static struct eligibility_input input_of(struct arena *a, const struct round *round, const struct value_list *values)
{
    const struct form_field *kind = field_of(round, "unit_kind");
    const char *kind_value = value_get(values, "unit_kind", 0);
    const char *route = text_format(a, "route_%s", route_ident(nomination_route(round, values)));
    return (struct eligibility_input){
        .clauses = {round_text(round, "clause_one_year"), round_text(round, "clause_scope"),
                    round_text(round, "clause_route"), round_text(round, "clause_past_award"),
                    round_text(round, "clause_one_each")},
        .reference_day = round->reference_day,
        .brand_name = value_get(values, "brand_name", 0),
        .unit_name = value_get(values, "unit_name", 0),
        .brand_started_on = value_get(values, FORM_BRAND_STARTED, 0),
        .unit_kind = kind == NULL ? kind_value : form_choice_label(kind, kind_value),
        .is_other_kind = strcmp(kind_value, "other") == 0,
        .sector_id = value_get(values, "sector_id", 0),
        .district_id = value_get(values, "district_id", 0),
        .route_text = round_text(round, route),
        .org_code = value_get(values, "org_code", 0),
        .same_awards = "",
        .alike_awards = "",
    };
}

static struct asked_names names_of(const struct eligibility_case *c)
{
    return (struct asked_names){.round_id = c->round->id,
                                .nomination_id = c->nomination->id,
                                .body_id = c->nomination->body_id,
                                .brand_name = value_get(c->values, "brand_name", 0),
                                .unit_name = value_get(c->values, "unit_name", 0),
                                .org_code = value_get(c->values, "org_code", 0)};
}

enum err eligibility_look(struct name_index *x, struct db *reader, struct arena *a, const struct eligibility_case *c,
                          struct name_sight *ret)
{
    struct asked_names asked = names_of(c);
    *ret = name_sight_begin(a, &asked);
    return name_index_look(x, reader, a, ret);
}

/* What the names are like: from the sight, or, when that is of other names, from all. */
static enum err look_around(struct db *db, struct arena *a, const struct asked_names *asked, struct name_sight *seen,
                            struct eligibility_input *in)
{
    struct name_sight fresh;
    struct finding_list findings;
    if (seen == NULL || !name_sight_is_of(seen, asked)) {
        fresh = name_sight_begin(a, asked);
        seen = &fresh;
    }
    TRY(findings_of(db, a, asked->nomination_id, &findings));
    TRY(name_sight_renew(seen, db, a));
    TRY(look_at_awards(db, a, seen, &findings, in));
    return look_at_others(db, seen, &findings, in);
}

enum err eligibility_seen(struct db *db, struct arena *a, const struct eligibility_case *c, struct name_sight *seen,
                          struct eligibility_facts *ret)
{
    struct eligibility_input in = input_of(a, c->round, c->values);
    struct asked_names asked = names_of(c);
    if (*in.brand_name != '\0' && *in.unit_name != '\0') {
        TRY(look_around(db, a, &asked, seen, &in));
    }
    *ret = eligibility_judge(a, &in);
    return OK;
}

enum err eligibility_of(struct db *db, struct arena *a, const struct round *round, const struct nomination *n,
                        const struct value_list *values, struct eligibility_facts *ret)
{
    struct eligibility_case c = {round, n, values};
    return eligibility_seen(db, a, &c, NULL, ret);
}

enum err eligibility_freeze(struct db *db, const struct nomination *n, int version_no,
                            const struct eligibility_facts *facts)
{
    if (eligibility_worst(facts) == ELIGIBILITY_REFUSED) {
        return ERR_INVALID;
    }
    for (size_t i = 0; i < facts->len; i++) {
        const struct eligibility_fact *f = &facts->items[i];
        struct row *r = db_query(db, Q_VERSION_FACT_ADD);
        bind_int(r, ":nomination", n->id);
        bind_int(r, ":version_no", version_no);
        bind_int(r, ":ord", (int64_t)i + 1);
        bind_text(r, ":ident", f->ident);
        bind_text(r, ":verdict", eligibility_verdict_ident(f->verdict));
        bind_text(r, ":statement", f->statement);
        bind_text(r, ":clause", f->clause);
        TRY(row_exec_one(r));
    }
    return OK;
}

enum err eligibility_frozen(struct db *db, struct arena *a, int64_t nomination_id, int version_no,
                            struct eligibility_facts *ret)
{
    *ret = (struct eligibility_facts){.len = 0};
    struct row *r = db_query(db, Q_VERSION_FACTS);
    bind_int(r, ":nomination", nomination_id);
    bind_int(r, ":version_no", version_no);
    enum err e = OK;
    while (ret->len < ELIGIBILITY_FACTS_MAX && (e = row_next(r)) == OK) {
        struct eligibility_fact *f = &ret->items[ret->len++];
        *f = (struct eligibility_fact){
            .ident = row_text(r, 0, a), .statement = row_text(r, 2, a), .clause = row_text(r, 3, a)};
        f->label = eligibility_label(f->ident);
        enum err known = eligibility_verdict_from_ident(row_text(r, 1, a), &f->verdict);
        if (known != OK) {
            row_done(r);
            return known;
        }
    }
    return row_end(r, e);
}

/* ---- what looks alike ---- */

struct likenesses {
    struct likeness *items;
    size_t len;
};

static struct likeness likeness_begin(const struct named *x, enum name_match m, const struct finding *f)
{
    return (struct likeness){.nomination_id = x->id,
                             .ref = x->ref,
                             .receipt_no = x->receipt_no,
                             .brand_name = x->brand_name,
                             .unit_name = x->unit_name,
                             .other_ref = "",
                             .other_receipt_no = "",
                             .other_batch = "",
                             .match = m,
                             .verdict = f == NULL ? "" : f->verdict,
                             .reason = f == NULL ? "" : f->reason};
}

static void pair_with_awards(const struct named *x, const struct past_award *awards, const struct compared_name *names,
                             size_t len, const struct finding_list *findings, struct likenesses *to)
{
    for (size_t i = 0; i < len && to->len < ROWS_MAX; i++) {
        enum name_match m = compare_compared(&x->names, &names[i]);
        if (m != NAMES_DIFFER) {
            struct likeness *l = &to->items[to->len++];
            *l = likeness_begin(x, m, finding_of(findings, 0, awards[i].id));
            l->award_id = awards[i].id;
            l->other_batch = awards[i].batch;
            l->other_brand_name = awards[i].brand_name;
            l->other_unit_name = awards[i].unit_name;
        }
    }
}

static void pair_with_others(const struct named *x, const struct named_list *others, size_t from,
                             const struct finding_list *findings, struct likenesses *to)
{
    for (size_t i = from; i < others->len && to->len < ROWS_MAX; i++) {
        const struct named *y = &others->items[i];
        enum name_match m = compare_compared(&x->names, &y->names);
        bool is_alike = m != NAMES_DIFFER || x->body_id == y->body_id || same_code(x, y);
        if (is_alike && strcmp(y->state, "submitted") == 0) {
            struct likeness *l = &to->items[to->len++];
            *l = likeness_begin(x, m, finding_of(findings, y->id, 0));
            l->other_id = y->id;
            l->same_code = same_code(x, y);
            l->other_ref = y->ref;
            l->other_receipt_no = y->receipt_no;
            l->other_brand_name = y->brand_name;
            l->other_unit_name = y->unit_name;
        }
    }
}

/* Those that nobody has looked at first, otherwise in the order in which they came. */
static void sort_open_first(struct arena *a, struct likenesses *list)
{
    struct likeness *sorted = ARENA_ARRAY(a, struct likeness, list->len + 1);
    size_t n = 0;
    for (int is_done = 0; is_done < 2; is_done++) {
        for (size_t i = 0; i < list->len; i++) {
            if ((*list->items[i].verdict != '\0') == (is_done == 1)) {
                sorted[n++] = list->items[i];
            }
        }
    }
    list->items = sorted;
}

static const struct compared_name *names_of_awards(struct arena *a, const struct past_award *awards, size_t len)
{
    struct compared_name *names = ARENA_ARRAY(a, struct compared_name, len + 1);
    for (size_t i = 0; i < len; i++) {
        names[i] = compared_name_of(a, awards[i].brand_name, awards[i].unit_name);
    }
    return names;
}

enum err likeness_list(struct db *db, struct arena *a, const struct round *round, struct likeness **ret,
                       size_t *ret_len)
{
    struct named_list names;
    struct past_award *awards = NULL;
    size_t awards_len = 0;
    struct likenesses list = {ARENA_ARRAY(a, struct likeness, ROWS_MAX), 0};
    TRY(names_of_round(db, a, round->id, &names));
    TRY(past_award_list(db, a, &awards, &awards_len));
    const struct compared_name *of_awards = names_of_awards(a, awards, awards_len);
    for (size_t i = 0; i < names.len; i++) {
        if (strcmp(names.items[i].state, "submitted") != 0) {
            continue; /* a draft is its unit's alone */
        }
        struct finding_list findings;
        TRY(findings_of(db, a, names.items[i].id, &findings));
        pair_with_awards(&names.items[i], awards, of_awards, awards_len, &findings, &list);
        pair_with_others(&names.items[i], &names, i + 1, &findings, &list);
    }
    sort_open_first(a, &list);
    *ret = list.items;
    *ret_len = list.len;
    return OK;
}

static enum err add_finding(struct db *db, const struct audit_actor *who, const struct likeness *pair,
                            const char *verdict, const char *reason)
{
    struct row *r = db_query(db, Q_LIKENESS_FINDING_ADD);
    bind_int(r, ":nomination", pair->nomination_id);
    if (pair->other_id == 0) {
        bind_null(r, ":other");
        bind_int(r, ":award", pair->award_id);
    } else {
        bind_int(r, ":other", pair->other_id);
        bind_null(r, ":award");
    }
    bind_text(r, ":verdict", verdict);
    bind_text(r, ":reason", reason);
    bind_int(r, ":now", who->at);
    bind_int(r, ":account", who->account_id);
    return row_exec_one(r);
}

enum err likeness_find(struct db *db, struct arena *a, const struct audit_actor *who, const struct likeness *pair,
                       const char *verdict, const char *reason)
{
    TRY(add_finding(db, who, pair, verdict, reason));
    if (pair->other_id != 0) { /* it is said of both */
        struct likeness other = {.nomination_id = pair->other_id, .other_id = pair->nomination_id};
        TRY(add_finding(db, who, &other, verdict, reason));
    }
    const char *with = pair->other_id == 0 ? text_format(a, "award=%lld", (long long)pair->award_id)
                                           : text_format(a, "other=%s", pair->other_ref);
    return audit_append(db, who, "likeness_found", "nomination", pair->ref,
                        text_format(a, "%s verdict=%s reason=%s", with, verdict, reason));
}
