/* objection_site.h - a site in 公示评议 whose public reports something: the form filled in, the work done. */
#ifndef TESTS_OBJECTION_SITE_H
#define TESTS_OBJECTION_SITE_H

#include "store/objection_store.h"
#include "support/publicity_site.h"
#include "web/proof.h"

#define REPORT_TEXT "7月20日上午十点在城北窗口等了两个小时没有人受理，叫号机也是坏的。"

struct report {
    const char *category, *text, *name, *phone, *email;
};

/* What the public gets back: a number and a code. */
struct receipt {
    const char *number, *code;
};

static inline const char *form_path(struct site *s, const char *brand)
{
    return text_format(s->a, "/publicity/%s/objection", brand);
}

/* The form as its page shows it, filled in. */
static inline struct sheet *report_sheet(struct person *p, const char *brand, const struct report *r)
{
    const char *path = form_path(p->site, brand);
    struct sheet *form = open_form(p, path, path);
    sheet_set(form, "category", r->category == NULL ? "facts" : r->category);
    sheet_set(form, "text", r->text == NULL ? REPORT_TEXT : r->text);
    sheet_set(form, "name", r->name == NULL ? "" : r->name);
    sheet_set(form, "phone", r->phone == NULL ? "" : r->phone);
    sheet_set(form, "email", r->email == NULL ? "" : r->email);
    return form;
}

/* As the script does. */
static inline void do_the_work(struct sheet *form)
{
    sheet_set(form, "proof", proof_solve(form->a, sheet_get(form, "challenge")));
}

static inline struct answer send_report(struct person *p, const char *brand, const struct report *r)
{
    struct sheet *form = report_sheet(p, brand, r);
    do_the_work(form);
    return post(p, form);
}

/* What stands between <b> and </b> behind `label`. */
static inline const char *receipt_part(struct site *s, const struct answer *x, const char *label)
{
    const char *at = strstr(x->body, text_format(s->a, "%s<b>", label));
    assert_non_null(at);
    at += strlen(label) + 3;
    return arena_copy(s->a, at, strcspn(at, "<"));
}

static inline struct receipt reported(struct person *p, const char *brand, const struct report *r)
{
    struct answer x = send_report(p, brand, r);
    struct answer page = follow(p, &x);
    assert_int_equal(page.status, 200);
    return (struct receipt){receipt_part(p->site, &page, "受理编号"), receipt_part(p->site, &page, "查询码")};
}

static inline struct answer track(struct person *p, const char *number, const char *code)
{
    struct sheet *form = open_form(p, "/track", "/track");
    sheet_set(form, "number", number);
    sheet_set(form, "code", code);
    return post(p, form);
}

/* The ref of what was registered last. */
static inline const char *last_objection(struct site *s)
{
    return site_sql(s, "SELECT ref FROM objection ORDER BY id DESC LIMIT 1");
}

struct naming {
    struct site *site;
    const char *login;
    bool is_head;
};

static inline enum err name_in_transaction(struct db *db, void *ctx)
{
    struct naming *x = ctx;
    struct site *s = x->site;
    struct account by;
    struct account to;
    TRY(account_by_login(db, s->a, "security", &by));
    TRY(account_by_login(db, s->a, x->login, &to));
    struct audit_actor who = {clock_now(&s->clock), by.id, "security", "test"};
    struct writing c = {db, &s->random, s->a, &who};
    struct objection_person person = {to.id, to.ref, to.person_name, to.body_name};
    day_no today = day_of_at(who.at);
    return objection_duty_grant(
        &c, &(struct objection_duty_new){&person, x->is_head, today, today + 90, "市文明办主任办公会决定"});
}

/* Named to a duty from today, for three months. */
static inline void name_to_duty(struct site *s, const char *login, bool is_head)
{
    struct naming x = {s, login, is_head};
    assert_int_equal(store_write(s->store, name_in_transaction, &x), OK);
}

struct stepping {
    struct site *site;
    enum objection_act act;
    const char *text;
    enum objection_finding finding;
    enum objection_effect effect;
};

static inline enum err step_in_transaction(struct db *db, void *ctx)
{
    struct stepping *x = ctx;
    struct site *s = x->site;
    struct account by;
    struct objection o;
    struct reading_for all = {db, s->a, s->round.id, 0};
    TRY(account_by_login(db, s->a, "office02", &by));
    TRY(objection_by_ref(&all, last_objection(s), &o));
    struct audit_actor who = {clock_now(&s->clock), by.id, "office", "test"};
    return objection_act(
        &(struct writing){db, &s->random, s->a, &who}, &o,
        &(struct objection_act_new){
            .act = x->act, .text = x->text, .finding = x->finding, .effect = x->effect, .after = o.step_no});
}

/* The office's next step about what was registered last, whatever its duties. */
static inline void takes_step(struct site *s, enum objection_act what, const char *text, enum objection_finding finding,
                              enum objection_effect effect)
{
    struct stepping x = {s, what, text, finding, effect};
    assert_int_equal(store_write(s->store, step_in_transaction, &x), OK);
}

#endif
