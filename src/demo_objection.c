/* demo_objection.c - who handles objections in the demonstration, what was reported on the page, on the telephone and
 * in letters, and what the office and the units made of it. */
#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "demo_verbs.h"
#include "domain/receipt.h"
#include "store/objection_store.h"
#include "store/round_store.h"

enum { HASH_BYTES = 32 };

enum err play_name(struct doing *d)
{
    struct account to;
    struct objection_duty_new x = {0};
    const char *login = demo_word(d);
    const char *duty = demo_word(d);
    TRY(account_by_login(d->c.db, d->c.arena, login, &to));
    if (day_parse(demo_word(d), &x.until_on) != OK || (strcmp(duty, "head") != 0 && strcmp(duty, "handler") != 0)) {
        return demo_fault(d->act, "a login, handler or head, and until when");
    }
    struct objection_person person = {to.id, to.ref, to.person_name, to.body_name};
    x.person = &person;
    x.is_head = strcmp(duty, "head") == 0;
    x.from_on = day_of_at(d->who.at);
    x.ground = d->rest;
    TRY(may_grant_objection_duty(&(struct actor){d->by.id, d->by.body_id, d->by.role}));
    return objection_duty_grant(&d->c, &x);
}

/* ---- coming in ---- */

/* The brand of that nomination in the notice that holds. */
static enum err brand_of(struct doing *d, const struct nomination *n, int64_t *ret)
{
    struct objection_target *list = NULL;
    size_t len = 0;
    TRY(objection_targets(d->c.db, d->c.arena, n->round_id, &list, &len));
    for (size_t i = 0; i < len; i++) {
        if (list[i].nomination_id == n->id) {
            *ret = list[i].brand_id;
            return OK;
        }
    }
    return demo_fault(d->act, "a brand of the public notice");
}

/* The brand whose story's number is the next word; 0 for "-", the list as a whole. */
static enum err target_of(struct doing *d, int64_t *ret)
{
    struct nomination n;
    *ret = 0;
    if (text_starts(d->rest, "- ")) {
        (void)demo_word(d);
        return OK;
    }
    TRY(demo_nomination(d, &n));
    return brand_of(d, &n, ret);
}

static const char *word_or_nothing(struct doing *d)
{
    const char *word = demo_word(d);
    return strcmp(word, "-") == 0 ? "" : word;
}

static enum err come_in(struct doing *d, enum objection_channel channel)
{
    const struct round *round = d->ground->round;
    unsigned char secret[HASH_BYTES];
    struct objection_faults faults;
    const char *ref = "";
    const char *receipt = "";
    struct objection_new x = {.judged = &faults};
    TRY(target_of(d, &x.brand_id));
    struct objection_draft draft = {.channel = channel,
                                    .category = demo_word(d),
                                    .email = "",
                                    .received = "",
                                    .postmark = "",
                                    .today = day_of_at(d->who.at)};
    draft.name = word_or_nothing(d);
    draft.phone = word_or_nothing(d);
    draft.postmark = channel == CHANNEL_LETTER ? demo_word(d) : "";
    draft.text = d->rest;
    if (!objection_judge(d->c.arena, identity_rule_of(round_text(round, "objection_identity")), &draft, &faults)) {
        return demo_fault(d->act, "a story or -, a category, a name or -, a telephone or -, and what was said");
    }
    random_bytes(d->c.random, secret, sizeof secret); /* a code that nobody was told */
    x.draft = &draft;
    x.code_hash = text_hex(d->c.arena, secret, sizeof secret);
    return objection_add(&d->c, round, &x, &ref, &receipt);
}

static enum err register_one(struct doing *d, enum objection_channel channel)
{
    TRY(may_view_objections(&(struct actor){d->by.id, d->by.body_id, d->by.role}));
    return come_in(d, channel);
}

enum err play_call(struct doing *d)
{
    return register_one(d, CHANNEL_PHONE);
}

enum err play_letter(struct doing *d)
{
    return register_one(d, CHANNEL_LETTER);
}

enum err play_report(struct doing *d)
{
    return come_in(d, CHANNEL_WEB);
}

enum { DEMO_OBJECTIONS_MAX = 1000 };

/* ---- what is made of it ---- */

/* The one whose running number is the next word. */
static enum err objection_word(struct doing *d, struct objection *ret)
{
    const struct demo_ground *g = d->ground;
    struct reading_for x = {.db = g->db, .arena = g->arena, .round_id = g->round->id};
    struct objection *list = NULL;
    size_t len = 0;
    int64_t number = 0;
    if (text_to_int(demo_word(d), 1, DEMO_OBJECTIONS_MAX, &number) == OK) {
        const char *receipt = receipt_no(g->arena, round_text(g->round, "objection_prefix"), number);
        TRY(objection_list(&x, "", &list, &len));
        for (size_t i = 0; i < len; i++) {
            if (strcmp(list[i].receipt_no, receipt) == 0) {
                *ret = list[i];
                return OK;
            }
        }
    }
    return demo_fault(d->act, "the running number of an objection");
}

static enum err ask(struct doing *d, const struct objection *o)
{
    const struct round *round = d->ground->round;
    struct objector who;
    TRY(objection_identity_to_compare(d->c.db, d->c.arena, o->id, &who));
    if (*d->rest == '\0' || question_leak(d->c.arena, d->rest, &who) != NULL ||
        question_quotes(d->c.arena, d->rest, o->text)) {
        return demo_fault(d->act, "a question that does not tell who asks");
    }
    day_no due = add_workdays(&round->calendar, day_of_at(d->who.at), objection_terms_of_round(round).reply, false);
    return objection_ask(&d->c, o, d->rest, due, o->step_no);
}

/* "FINDING EFFECT" of a conclusion or a review. */
static enum err conclusion_words(struct doing *d, struct objection_act_new *x)
{
    if (objection_finding_from_ident(demo_word(d), &x->finding) != OK ||
        objection_effect_from_ident(demo_word(d), &x->effect) != OK ||
        objection_conclusion_fault(x->finding, x->effect) != NULL) {
        return demo_fault(d->act, "a finding and an effect that go together");
    }
    return OK;
}

enum err play_handle(struct doing *d)
{
    struct objection o = {0};
    struct objection_duties duties;
    struct objection_act_new x = {.text = ""};
    TRY(objection_word(d, &o));
    if (objection_act_from_ident(demo_word(d), &x.act) != OK) {
        return demo_fault(d->act, "an act upon an objection");
    }
    TRY(objection_duties_of(d->c.db, d->c.arena, d->by.id, day_of_at(d->who.at), &duties));
    TRY(may_act_on_objection(&(struct actor){d->by.id, d->by.body_id, d->by.role}, &duties, &o.facts, x.act));
    if (x.act == ACT_ASK) {
        return ask(d, &o);
    }
    if (x.act == ACT_CONCLUDE || x.act == ACT_REVIEW) {
        TRY(conclusion_words(d, &x));
    }
    x.handler_id = x.act == ACT_ASSIGN ? d->by.id : 0;
    x.text = d->rest;
    x.after = o.step_no;
    return objection_act(&d->c, &o, &x);
}

enum err play_reply(struct doing *d)
{
    struct objection o = {0};
    struct objection_question *list = NULL;
    size_t len = 0;
    TRY(objection_word(d, &o));
    TRY(objection_questions(d->c.db, d->c.arena, o.id, &list, &len));
    for (size_t i = 0; i < len; i++) {
        if (list[i].replied_at == 0) {
            return objection_reply(&d->c, d->ground->round->id, &list[i], d->rest);
        }
    }
    return demo_fault(d->act, "no question waits");
}
