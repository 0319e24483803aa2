/* demo_acts.c */
#include "demo_acts.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/log.h"
#include "base/text.h"
#include "demo_verbs.h"
#include "domain/preliminary.h"
#include "domain/recommendation.h"
#include "domain/role.h"
#include "store/account_store.h"
#include "store/opinion_store.h"
#include "store/preliminary_store.h"
#include "store/recommendation_store.h"
#include "store/return_store.h"
#include "store/round_store.h"
#include "store/value_list.h"

static const char request_name[] = "demo";

enum err demo_fault(const struct demo_act *act, const char *what)
{
    log_line("error", "event=demo_act login=%s verb=%s rest=\"%s\" error=\"%s\"", act->login, act->verb, act->rest,
             what);
    return ERR_MALFORMED;
}

/* ---- reading ---- */

/* "2015-07-02 10:00" on the Beijing clock. */
static enum err read_moment(struct arena *a, const char *text, int64_t *ret)
{
    const char *blank = strchr(text, ' ');
    return blank == NULL
               ? ERR_MALFORMED
               : at_parse_rfc3339(text_format(a, "%.*sT%s:00+08:00", (int)(blank - text), text, blank + 1), ret);
}

enum err demo_acts(struct arena *a, struct demo_act **ret, size_t *ret_len)
{
    struct demo_line *lines = NULL;
    size_t len = 0;
    TRY(demo_lines(a, "acts.txt", &lines, &len));
    *ret = ARENA_ARRAY(a, struct demo_act, len + 1);
    *ret_len = len;
    for (size_t i = 0; i < len; i++) {
        const char *const *c = lines[i].cells;
        struct demo_act *act = &(*ret)[i];
        *act = (struct demo_act){.login = c[1], .verb = c[2], .rest = c[3]};
        if (len > ACTS_MAX || read_moment(a, c[0], &act->at) != OK) {
            return demo_fault(act, "a moment is YYYY-MM-DD HH:MM, and there are 200 at the most");
        }
    }
    return OK;
}

const char *demo_word(struct doing *d)
{
    size_t len = strcspn(d->rest, " ");
    const char *text = arena_copy(d->ground->arena, d->rest, len);
    d->rest += len + (d->rest[len] == ' ' ? 1 : 0);
    return text;
}

enum err demo_nomination(struct doing *d, struct nomination *ret)
{
    const struct demo_ground *g = d->ground;
    const char *number = demo_word(d);
    struct account unit;
    for (size_t i = 0; i < g->stories_len; i++) {
        if (*number != '\0' && text_starts(g->stories[i].name, number)) {
            TRY(account_by_login(g->db, g->arena, g->stories[i].login, &unit));
            return nomination_of_body(g->db, g->arena, g->round->id, unit.body_id, ret);
        }
    }
    return demo_fault(d->act, "no such story");
}

static const struct form_field *field_word(struct doing *d)
{
    const struct round *round = d->ground->round;
    const char *ident = demo_word(d);
    for (size_t i = 0; i < round->fields_len; i++) {
        if (strcmp(round->fields[i].ident, ident) == 0) {
            return &round->fields[i];
        }
    }
    return NULL;
}

/* ---- opinions ---- */

struct giving {
    enum opinion_kind box;
    enum verdict decision;
    const char *text; /* "" for the round's own sentence */
};

static enum err give(const struct writing *c, const struct round *round, const struct nomination *n,
                     const struct account *by, const struct giving *x)
{
    enum route route = ROUTE__COUNT;
    enum opinion_result got = OPINION_GIVEN;
    struct opinion_box boxes[OPINION__COUNT];
    struct opinion_page page = {.version_no = n->version_no};
    TRY(route_from_ident(n->route, &route));
    TRY(opinion_last_ref(c->db, c->arena, n->id, n->version_no, x->box, &page.last_ref));
    route_opinions(route, round->opinions, boxes);
    struct opinion_new opinion = {.body_id = by->body_id,
                                  .box = x->box,
                                  .decision = x->decision,
                                  .text = *x->text == '\0' ? boxes[x->box].text : x->text,
                                  .signer_name = by->person_name,
                                  .signer_title = "主任",
                                  .signed_on = day_iso(c->arena, day_of_at(c->who->at)),
                                  .replaces = ""};
    TRY(opinion_give(c, round, n, &page, &opinion, &got));
    return got == OPINION_GIVEN ? OK : FAIL("event=demo_opinion nomination=%s result=%d", n->receipt_no, (int)got);
}

enum err demo_opinion_give(const struct demo_ground *g, const struct demo_story *story, const struct demo_opinion *o)
{
    struct account unit;
    struct account by;
    struct nomination n;
    TRY(account_by_login(g->db, g->arena, story->login, &unit));
    TRY(account_by_login(g->db, g->arena, o->login, &by));
    TRY(nomination_of_body(g->db, g->arena, g->round->id, unit.body_id, &n));
    struct audit_actor who = {o->at, by.id, role_ident(by.role), request_name};
    struct writing c = {g->db, g->random, g->arena, &who};
    return give(&c, g->round, &n, &by, &(struct giving){o->box, o->decision, o->text});
}

/* "13 TEXT" */
static enum err conclude(struct doing *d, enum verdict decision)
{
    struct nomination n;
    enum opinion_kind box = OPINION__COUNT;
    TRY(demo_nomination(d, &n));
    TRY(opinion_from_ident(role_ident(d->by.role), &box));
    return give(&d->c, d->ground->round, &n, &d->by, &(struct giving){box, decision, d->rest});
}

static enum err play_agree(struct doing *d)
{
    return conclude(d, VERDICT_AGREE);
}

static enum err play_disagree(struct doing *d)
{
    return conclude(d, VERDICT_DISAGREE);
}

/* ---- returned and answered ---- */

/* "13 2015-06-30 FIELD TEXT" */
static enum err play_return(struct doing *d)
{
    struct nomination n;
    day_no last = 0;
    const char *ref = NULL;
    TRY(demo_nomination(d, &n));
    TRY(day_parse(demo_word(d), &last));
    const struct form_field *field = field_word(d);
    if (field == NULL || *d->rest == '\0') {
        return demo_fault(d->act, "a return names a day, a field and what is wrong");
    }
    struct return_remark remark = {field->ident, d->rest};
    struct returning in = {.version_no = n.version_no,
                           .body_id = d->by.body_id,
                           .reason = "有一处需要补充，请在期限内改好后再次提交。",
                           .contact = text_format(d->c.arena, "%s 0519-00000000", d->by.person_name),
                           .due_at = day_starts_at(last + 1),
                           .remarks = &remark,
                           .remarks_len = 1};
    TRY(opinion_from_ident(role_ident(d->by.role), &in.box));
    return nomination_return(&d->c, &n, &in, &ref);
}

/* "08": the draft as it is. */
static enum err play_submit(struct doing *d)
{
    struct nomination n;
    struct value_list values;
    TRY(demo_nomination(d, &n));
    TRY(draft_values(d->c.db, d->c.arena, n.id, &values));
    return nomination_submit(d->c.db, d->c.arena, &d->who, d->ground->round, &n, &values);
}

/* "13 FIELD TEXT": the unit mends that field and submits again. */
static enum err play_answer(struct doing *d)
{
    const struct demo_ground *g = d->ground;
    struct nomination n;
    struct value_list values;
    struct value_list posted = {0};
    struct draft_outcome outcome;
    const char *mark = NULL;
    int64_t saved_at = 0;
    TRY(demo_nomination(d, &n));
    const struct form_field *field = field_word(d);
    if (field == NULL || *d->rest == '\0') {
        return demo_fault(d->act, "an answer names a field and its text");
    }
    struct draft_part part = {&n, g->round, field->section};
    TRY(draft_values(g->db, g->arena, n.id, &values));
    TRY(draft_mark(g->db, g->arena, &part, &values, &mark, &saved_at));
    for (size_t i = 0; i < values.len; i++) {
        const struct form_value *v = &values.items[i];
        value_add(g->arena, &posted, v->ident, v->row_no, strcmp(v->ident, field->ident) == 0 ? d->rest : v->value);
    }
    TRY(draft_save(&d->c, &part, mark, &posted, &outcome));
    TRY(draft_values(g->db, g->arena, n.id, &values));
    return nomination_submit(g->db, g->arena, &d->who, g->round, &n, &values);
}

/* ---- lists ---- */

/* "13 02": first to last. */
static enum err play_order(struct doing *d)
{
    const struct demo_ground *g = d->ground;
    struct recommended_list work;
    TRY(recommendation_work(g->db, g->arena, g->round->id, d->by.body_id, &work));
    const struct recommended **order = ARENA_ARRAY(g->arena, const struct recommended *, work.len + 1);
    size_t len = 0;
    while (*d->rest != '\0' && len < work.len) {
        struct nomination n;
        TRY(demo_nomination(d, &n));
        for (size_t i = 0; i < work.len; i++) {
            if (work.items[i].nomination_id == n.id) {
                order[len++] = &work.items[i];
            }
        }
    }
    return recommendation_order_set(&d->c, d->by.body_id, order, len);
}

/* "NAME TELEPHONE REASON", the reason only where the rules ask for one. */
static enum err play_send(struct doing *d)
{
    const struct demo_ground *g = d->ground;
    struct recommended_list work;
    struct list_facts facts;
    struct list_words words;
    const char *ref = NULL;
    words.filler_name = demo_word(d);
    words.filler_phone = demo_word(d);
    words.reason = d->rest;
    TRY(recommendation_work(g->db, g->arena, g->round->id, d->by.body_id, &work));
    TRY(recommendation_facts(g->db, g->arena, g->round, &(struct actor){d->by.id, d->by.body_id, d->by.role}, &work,
                             &facts));
    if (list_judge(&facts, words.reason) != LIST_FINE) {
        return demo_fault(d->act, "the list cannot be sent like that");
    }
    return recommendation_send(&d->c, g->round, d->by.body_id, &work, &words, &ref);
}

static enum err play_recall(struct doing *d)
{
    struct sent_list last;
    TRY(sent_list_last(d->c.db, d->c.arena, d->ground->round->id, d->by.body_id, &last));
    return recommendation_turn(&d->c, &last, "recalled");
}

/* "sector02": whose list it is. */
static enum err play_receive(struct doing *d)
{
    struct account sender;
    struct sent_list last;
    TRY(account_by_login(d->c.db, d->c.arena, demo_word(d), &sender));
    TRY(sent_list_last(d->c.db, d->c.arena, d->ground->round->id, sender.body_id, &last));
    return recommendation_turn(&d->c, &last, "received");
}

/* ---- the preliminary review ---- */

/* "13 office01 joint02" */
static enum err play_assign(struct doing *d)
{
    struct nomination n;
    TRY(demo_nomination(d, &n));
    while (*d->rest != '\0') {
        struct account reviewer;
        TRY(account_by_login(d->c.db, d->c.arena, demo_word(d), &reviewer));
        TRY(review_assign(&d->c, &n, reviewer.id));
    }
    return OK;
}

/* "13 REASON" */
static enum err play_recuse(struct doing *d)
{
    struct nomination n;
    TRY(demo_nomination(d, &n));
    return recusal_declare(&d->c, &n, d->by.id, d->rest);
}

static enum err add_answer(struct doing *d, const struct nomination *n, const struct review_draft *draft,
                           const char *document_on)
{
    const struct demo_ground *g = d->ground;
    struct actor reader = {.role = d->by.role, .account_id = d->by.id, .body_id = d->by.body_id};
    struct candidates all;
    struct review_faults faults;
    if (!review_judge(draft, &faults)) {
        return demo_fault(d->act, "the answer is not complete");
    }
    TRY(candidate_list(g->db, g->arena, g->round->id, &reader, &all));
    for (size_t i = 0; i < all.len; i++) {
        if (all.items[i].nomination_id == n->id) {
            struct review_new x = {.version_id = all.items[i].version_id, .draft = draft, .document_on = document_on};
            return review_answer_add(&d->c, n, &x);
        }
    }
    return demo_fault(d->act, "no such candidate");
}

/* "13 TEXT" */
static enum err play_confirm(struct doing *d)
{
    struct nomination n;
    TRY(demo_nomination(d, &n));
    struct review_draft draft = {
        .role = d->by.role, .has_verdict = true, .ground = "", .document = "", .opinion = d->rest};
    return add_answer(d, &n, &draft, "");
}

/* "13 2015-07-10 DOCUMENT GROUND" */
static enum err play_veto(struct doing *d)
{
    struct nomination n;
    TRY(demo_nomination(d, &n));
    const char *day = demo_word(d);
    const char *document = demo_word(d);
    struct review_draft draft = {.role = d->by.role,
                                 .is_veto = true,
                                 .has_verdict = true,
                                 .ground = d->rest,
                                 .document = document,
                                 .opinion = "",
                                 .has_document_day = true};
    return add_answer(d, &n, &draft, day);
}

/* "13 43444 TEXT": a grade for each condition, 4 is best. */
static enum err play_grade(struct doing *d)
{
    struct nomination n;
    int grades[GRADED_MAX] = {0};
    TRY(demo_nomination(d, &n));
    const char *digits = demo_word(d);
    size_t len = strlen(digits);
    if (len != d->ground->round->conditions_len || len > GRADED_MAX) {
        return demo_fault(d->act, "a grade for each condition");
    }
    for (size_t i = 0; i < len; i++) {
        grades[i] = digits[i] - '0';
    }
    struct review_draft draft = {.role = d->by.role,
                                 .has_verdict = true,
                                 .ground = "",
                                 .document = "",
                                 .opinion = d->rest,
                                 .grades = grades,
                                 .grades_len = len};
    return add_answer(d, &n, &draft, "");
}

/* ---- all of them ---- */

static const struct {
    const char *verb;
    enum err (*play)(struct doing *d);
} verbs[] = {
    {"submit", play_submit},   {"agree", play_agree},     {"disagree", play_disagree}, {"return", play_return},
    {"answer", play_answer},   {"order", play_order},     {"send", play_send},         {"recall", play_recall},
    {"receive", play_receive}, {"assign", play_assign},   {"recuse", play_recuse},     {"confirm", play_confirm},
    {"veto", play_veto},       {"grade", play_grade},     {"choose", play_choose},     {"names", play_names},
    {"right", play_right},     {"draft", play_draft},     {"propose", play_propose},   {"release", play_release},
    {"compose", play_compose}, {"present", play_present}, {"publish", play_publish},   {"name", play_name},
    {"call", play_call},       {"letter", play_letter},   {"report", play_report},     {"handle", play_handle},
    {"reply", play_reply},     {"hall", play_hall},       {"hang", play_hang},         {"amend", play_amend}};

/* Who acts; a visitor has no account. */
static enum err actor_of(struct doing *d, const char *login)
{
    if (strcmp(login, "-") == 0) {
        d->by = (struct account){.role = ROLE_PUBLIC};
        return OK;
    }
    return account_by_login(d->ground->db, d->ground->arena, login, &d->by);
}

enum err demo_act_play(const struct demo_ground *ground, const struct demo_act *act)
{
    struct doing d = {.ground = ground, .act = act, .rest = act->rest};
    TRY(actor_of(&d, act->login));
    d.who = (struct audit_actor){act->at, d.by.id, role_ident(d.by.role), request_name};
    d.c = (struct writing){ground->db, ground->random, ground->arena, &d.who};
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(verbs[i].verb, act->verb) == 0) {
            enum err e = verbs[i].play(&d);
            return e == OK ? OK
                           : FAIL("event=demo_act login=%s verb=%s rest=\"%.40s\" error=%d", act->login, act->verb,
                                  act->rest, (int)e);
        }
    }
    return demo_fault(act, "no such verb");
}
