/* shortlist_site.h - a site in 组织初审: three brands recommended by two bodies whose lists were received, two people
 * of the office, two of joint departments; and what the office does until the release. */
#ifndef TESTS_SHORTLIST_SITE_H
#define TESTS_SHORTLIST_SITE_H

#include "store/preliminary_store.h"
#include "store/recommendation_store.h"
#include "store/shortlist_store.h"
#include "support/review_site.h"

/* Of the round of sql/seed: the publicity opens when the review has closed. */
#define REVIEW_CLOSES 1437408000 /* 21 July 2015, 00:00 */

struct listing {
    struct site *site;
    const char *refs[3]; /* bus, taxi: of sector01; water: of sector02 */
    const char *units[3];
};

struct sending_list {
    struct site *site;
    const char *login;
};

static inline enum err send_received_list(struct db *db, void *ctx)
{
    struct sending_list *x = ctx;
    struct site *s = x->site;
    struct account account;
    struct account office;
    struct recommended_list work;
    struct sent_list sent;
    const char *ref = "";
    TRY(account_by_login(db, s->a, x->login, &account));
    TRY(account_by_login(db, s->a, "office01", &office));
    TRY(recommendation_work(db, s->a, s->round.id, account.body_id, &work));
    struct audit_actor who = {clock_now(&s->clock), account.id, role_ident(account.role), "test"};
    struct writing c = {db, &s->random, s->a, &who};
    struct list_words words = {"", "李示例", "85680855"};
    TRY(recommendation_send(&c, &s->round, account.body_id, &work, &words, &ref));
    TRY(sent_list_by_ref(db, s->a, ref, &sent));
    struct audit_actor receiver = {clock_now(&s->clock), office.id, "office", "test"};
    return recommendation_turn(&(struct writing){db, &s->random, s->a, &receiver}, &sent, "received");
}

static inline struct listing listing(struct site *s)
{
    static const char *const brands[][4] = {{"示例市公交城北车队", "bus", "tianning", "一路暖行"},
                                            {"示例市出租汽车公司", "taxi", "zhonglou", "爱心送考"},
                                            {"示例市供水一厅", "water", "tianning", "清泉到家"}};
    static const char *const logins[] = {"sector01", "sector01", "sector02"};
    struct listing t = {.site = s};
    site_clock(s, IN_NOMINATION);
    for (size_t i = 0; i < 3; i++) {
        t.refs[i] = apply(s, brands[i][0], brands[i][1], brands[i][2], brands[i][3]);
        t.units[i] = site_sql(
            s, text_format(
                   s->a, "SELECT a.login FROM account a JOIN nomination n ON n.body_id = a.body_id WHERE n.ref = '%s'",
                   t.refs[i]));
    }
    (void)reviewer(s, "sector", round_sector(&s->round, "bus")->authority_name, "bus", "sector01");
    (void)reviewer(s, "sector", round_sector(&s->round, "water")->authority_name, "water", "sector02");
    site_account(s, "office02", ROLE_OFFICE, s->office, false);
    site_account(s, "office03", ROLE_OFFICE, s->office, false);
    site_account(s, "police01", ROLE_JOINT, site_body(s, "joint", "示例市公安局", 0, 0), false);
    site_account(s, "quality01", ROLE_JOINT, site_body(s, "joint", "示例市质监局", 0, 0), false);
    site_clock(s, IN_RECOMMENDATION);
    for (size_t i = 0; i < 3; i++) {
        (void)conclude(s, logins[i], t.refs[i], VERDICT_AGREE);
    }
    for (size_t i = 1; i < 3; i++) {
        struct sending_list x = {s, logins[i]};
        assert_int_equal(store_write(s->store, send_received_list, &x), OK);
    }
    site_clock(s, IN_REVIEW);
    return t;
}

struct answering {
    struct site *site;
    const char *ref, *login;
    bool is_silent; /* it was given, and there is no answer yet */
    bool is_recused;
    bool is_veto;
    int grade; /* of every condition; GRADE_NONE: none */
};

static inline enum err answer_in_transaction(struct db *db, void *ctx)
{
    struct answering *x = ctx;
    struct site *s = x->site;
    struct nomination n;
    struct account by;
    struct version version;
    struct value_list values;
    int grades[GRADED_MAX];
    TRY(nomination_by_ref(db, s->a, x->ref, &n));
    TRY(account_by_login(db, s->a, x->login, &by));
    struct audit_actor who = {clock_now(&s->clock), by.id, role_ident(by.role), "test"};
    struct writing c = {db, &s->random, s->a, &who};
    if (x->is_recused) {
        return recusal_declare(&c, &n, by.id, "配偶在这个单位工作");
    }
    TRY(review_assign(&c, &n, by.id));
    if (x->is_silent) {
        return OK;
    }
    for (size_t i = 0; i < GRADED_MAX; i++) {
        grades[i] = x->grade;
    }
    TRY(version_get(db, s->a, n.id, n.version_no, &version, &values));
    struct review_draft d = {.role = by.role,
                             .has_verdict = true,
                             .is_veto = x->is_veto,
                             .ground = x->is_veto ? "去年有一起处罚" : "",
                             .document = x->is_veto ? "处罚决定书（2014）8 号" : "",
                             .opinion = "做法扎实",
                             .has_document_day = x->is_veto,
                             .grades = grades,
                             .grades_len = x->grade == GRADE_NONE ? 0 : s->round.conditions_len};
    struct review_new fresh = {.version_id = version.id, .draft = &d, .document_on = x->is_veto ? "2014-11-03" : ""};
    return review_answer_add(&c, &n, &fresh);
}

static inline void answers(struct site *s, struct answering x)
{
    x.site = s;
    assert_int_equal(store_write(s->store, answer_in_transaction, &x), OK);
}

/* Whether the page has a form of that action that is posted: the one above a list, which filters it, has the same
 * address. */
static inline const char *posted_from(struct arena *a, const char *html, const char *action)
{
    return strstr(html, text_format(a, "<form method=\"post\" action=\"%s\"", action));
}

static inline struct sheet *posted_sheet(struct arena *a, const char *html, const char *action)
{
    const char *from = posted_from(a, html, action);
    if (from == NULL) {
        fail_msg("no form posts to %s", action);
    }
    struct sheet *form = sheet_of(a, text_format(a, "<!doctype html>\n%s", from == NULL ? "" : from), action);
    if (form == NULL) {
        fail_msg("the form of %s cannot be read", action);
        abort();
    }
    return form;
}

static inline struct sheet *list_form(struct person *p, const char *target)
{
    struct answer x = get(p, target);
    assert_int_equal(x.status, 200);
    return posted_sheet(p->site->a, x.body, target);
}

/* The form of the list with one row chosen. */
static inline void choose_in(struct sheet *form, const char *ref, const char *choice, const char *reason)
{
    struct arena *a = form->a;
    sheet_set(form, text_format(a, "choice.%s", ref), choice);
    sheet_set(form, text_format(a, "reason.%s", ref), reason);
}

/* choices: "in", "out" or NULL for each. */
static inline void choose(struct person *office, const struct listing *t, const char *const choices[3])
{
    struct sheet *form = list_form(office, "/shortlist");
    for (size_t i = 0; i < 3; i++) {
        if (choices[i] != NULL) {
            choose_in(form, t->refs[i], choices[i], strcmp(choices[i], "out") == 0 ? "事迹不够突出" : "");
        }
    }
    struct answer x = post(office, form);
    leads_to(&x, "/shortlist?saved=1");
}

static inline void press(struct person *p, const char *page, const char *action, const char *to)
{
    struct sheet *form = open_form(p, page, action);
    struct answer x = post(p, form);
    leads_to(&x, to);
}

static inline void send_names(struct person *office)
{
    press(office, "/shortlist/names", "/shortlist/names", "/shortlist/names?started=1");
}

static inline void confirm_names(struct site *s, const struct listing *t)
{
    for (size_t i = 0; i < 3; i++) {
        struct person unit = person(s, t->units[i]);
        const char *path = text_format(s->a, "/nominations/%s/names", t->refs[i]);
        press(&unit, path, path, text_format(s->a, "%s?answered=1", path));
    }
}

/* Chosen, checked, saved as a draft: ready to be proposed. */
static inline void prepare(struct person *office, const struct listing *t, const char *const choices[3])
{
    choose(office, t, choices);
    send_names(office);
    confirm_names(t->site, t);
    press(office, "/shortlist", "/shortlist/drafts", "/shortlist/drafts/1?drafted=1");
}

static inline void propose(struct person *office)
{
    press(office, "/shortlist/proposal", "/shortlist/proposal", "/shortlist/release?proposed=1");
}

static inline void release_list(struct person *office)
{
    press(office, "/shortlist/release", "/shortlist/release", "/shortlist/release?released=1");
}

/* Each step of the writer fails once while the form of `page` is posted to `action`: the answer is calm, and nothing of
 * what `everything` tells has changed; then it succeeds.  How many steps it took.  `fill` (may be NULL) completes a
 * form. */
static inline int breaks_calmly(struct person *p, const char *page, const char *action,
                                const char *(*everything)(struct site *s), void (*fill)(struct sheet *form))
{
    enum { STEPS_MAX = 1000 };
    struct site *s = p->site;
    const char *before = everything(s);
    for (int n = 1; n < STEPS_MAX; n++) {
        struct sheet *form = open_form(p, page, action);
        if (fill != NULL) {
            fill(form);
        }
        s->may_fail = true;
        db_fail_nth(store_writer_db(s->store), n);
        struct answer x = post(p, form);
        db_fail_nth(store_writer_db(s->store), 0);
        s->may_fail = false;
        if (x.status == 303) {
            return n;
        }
        assert_true(x.status == 500 || x.status == 503);
        assert_string_equal(everything(s), before);
    }
    fail_msg("%s never succeeds", action);
    return 0;
}

#endif
