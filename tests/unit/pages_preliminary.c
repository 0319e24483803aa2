/* pages_preliminary.c - 组织初审 in whole requests: given, answered blind, corrected, recused of, printed. */
#include "support/review_site.h"

#include "store/preliminary_store.h"
#include "store/recommendation_store.h"

/* Three brands recommended by two bodies; two people of the office, two of joint departments. */
struct story {
    struct site *site;
    const char *first, *second, *third;
};

struct sending {
    struct site *site;
    const char *login;
    const char *ref;
};

static enum err send_in_transaction(struct db *db, void *ctx)
{
    struct sending *x = ctx;
    struct site *s = x->site;
    struct account account;
    struct recommended_list work;
    TRY(account_by_login(db, s->a, x->login, &account));
    TRY(recommendation_work(db, s->a, s->round.id, account.body_id, &work));
    struct audit_actor who = {clock_now(&s->clock), account.id, role_ident(account.role), "test"};
    struct writing c = {db, &s->random, s->a, &who};
    struct list_words words = {"", "李示例", "85680855"};
    return recommendation_send(&c, &s->round, account.body_id, &work, &words, &x->ref);
}

static struct story story(struct site *s)
{
    struct story t = {.site = s};
    site_clock(s, IN_NOMINATION);
    t.first = apply(s, "示例市公交城北车队", "bus", "tianning", "一路暖行");
    t.second = apply(s, "示例市出租汽车公司", "taxi", "zhonglou", "爱心送考");
    t.third = apply(s, "示例市供水一厅", "water", "tianning", "清泉到家");
    (void)reviewer(s, "sector", round_sector(&s->round, "bus")->authority_name, "bus", "sector01");
    (void)reviewer(s, "sector", round_sector(&s->round, "water")->authority_name, "water", "sector02");
    site_account(s, "office02", ROLE_OFFICE, s->office, false);
    int64_t police = site_body(s, "joint", "示例市公安局", 0, 0);
    int64_t quality = site_body(s, "joint", "示例市质监局", 0, 0);
    site_account(s, "joint01", ROLE_JOINT, police, false);
    site_account(s, "joint02", ROLE_JOINT, quality, false);
    site_clock(s, IN_RECOMMENDATION);
    (void)conclude(s, "sector01", t.first, VERDICT_AGREE);
    (void)conclude(s, "sector01", t.second, VERDICT_AGREE);
    (void)conclude(s, "sector02", t.third, VERDICT_AGREE);
    static const char *const logins[] = {"sector01", "sector02"};
    for (size_t i = 0; i < 2; i++) {
        struct sending x = {s, logins[i], NULL};
        assert_int_equal(store_write(s->store, send_in_transaction, &x), OK);
    }
    site_clock(s, IN_REVIEW);
    return t;
}

static const char *ref_of(struct site *s, const char *login)
{
    return site_sql(s, text_format(s->a, "SELECT ref FROM account WHERE login = '%s'", login));
}

/* The office gives candidates to people, each with its box. */
static struct answer assign(struct person *office, const char *const *refs, size_t refs_len, const char *const *logins,
                            size_t logins_len)
{
    struct site *s = office->site;
    struct sheet *form = open_form(office, "/reviews/assignments", "/reviews/assignments");
    for (size_t i = 0; i < form->len; i++) {
        if (text_starts(form->fields[i].name, "candidate.")) {
            sheet_unset(form, form->fields[i].name);
            i--;
        }
    }
    for (size_t i = 0; i < refs_len; i++) {
        sheet_add(form, text_format(s->a, "candidate.%s", refs[i]), "1");
    }
    for (size_t i = 0; i < logins_len; i++) {
        sheet_add(form, text_format(s->a, "reviewer.%s", ref_of(s, logins[i])), "1");
    }
    return post(office, form);
}

static void give_first_to_all(struct story *t)
{
    static const char *const people[] = {"joint01", "joint02", "office02"};
    struct person office = person(t->site, "office01");
    struct answer x = assign(&office, &t->first, 1, people, 3);
    leads_to(&x, "/reviews?assigned=1");
}

static const char *page_of(struct site *s, const char *ref)
{
    return text_format(s->a, "/reviews/%s", ref);
}

static struct sheet *answer_sheet(struct person *p, const char *ref)
{
    const char *path = page_of(p->site, ref);
    return open_form(p, path, text_format(p->site->a, "%s/answer", path));
}

static struct answer confirm(struct person *p, const char *ref, const char *opinion)
{
    struct sheet *form = answer_sheet(p, ref);
    sheet_set(form, "verdict", "confirm");
    sheet_set(form, "opinion", opinion);
    return post(p, form);
}

/* ---- given ---- */

static void the_office_gives_candidates_to_people_and_each_sees_only_what_was_given(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person joint = person(s, "joint01");
    struct answer x = get(&joint, "/reviews");
    assert_true(answer_says(&x, "还没有分给您审阅的品牌"));
    assert_int_equal(get(&joint, page_of(s, t.first)).status, 404);
    give_first_to_all(&t);
    x = get(&joint, "/reviews");
    assert_true(answer_says(&x, "一路暖行"));
    assert_true(answer_says(&x, "等我答复"));
    assert_false(answer_says(&x, "清泉到家"));
    assert_int_equal(get(&joint, page_of(s, t.first)).status, 200);
    assert_int_equal(get(&joint, page_of(s, t.third)).status, 404);
    struct person office = person(s, "office01");
    x = get(&office, "/reviews");
    assert_true(answer_says(&x, "各单位推荐 3 个品牌"));
    assert_true(answer_says(&x, "3 人中 0 人已答"));
    assert_int_equal(get(&joint, "/reviews/assignments").status, 403);
    site_is_sound(s);
}

static void nothing_ticked_is_told_and_giving_twice_is_giving_once(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person office = person(s, "office01");
    static const char *const people[] = {"joint01"};
    struct answer x = assign(&office, NULL, 0, people, 1);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请勾选要分下去的品牌"));
    x = assign(&office, &t.first, 1, NULL, 0);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请勾选审阅人"));
    leads_to(&(struct answer[]){assign(&office, &t.first, 1, people, 1)}[0], "/reviews?assigned=1");
    leads_to(&(struct answer[]){assign(&office, &t.first, 1, people, 1)}[0], "/reviews?assigned=1");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM review_assignment"), 1);
}

static void one_is_taken_back_until_it_was_answered(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    give_first_to_all(&t);
    struct person office = person(s, "office01");
    struct person joint = person(s, "joint01");
    assert_int_equal(confirm(&joint, t.first, "").status, 303);
    const char *path = page_of(s, t.first);
    struct sheet *form = open_form(&office, path, text_format(s->a, "%s/reviewers", path));
    sheet_unset(form, text_format(s->a, "reviewer.%s", ref_of(s, "joint01")));
    sheet_unset(form, text_format(s->a, "reviewer.%s", ref_of(s, "joint02")));
    struct answer x = post(&office, form);
    leads_to(&x, text_format(s->a, "%s?people=1", path));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM reviewing"), 2); /* joint01 answered, office02 was left */
    struct person gone = person(s, "joint02");
    assert_int_equal(get(&gone, path).status, 404);
    site_is_sound(s);
}

/* ---- answered ---- */

static void nobody_sees_another_answer_before_giving_an_own_one(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    give_first_to_all(&t);
    struct person one = person(s, "joint01");
    struct person two = person(s, "joint02");
    struct person reviewing_office = person(s, "office02");
    struct person office = person(s, "office01");
    struct sheet *form = answer_sheet(&one, t.first);
    sheet_set(form, "verdict", "veto");
    sheet_set(form, "ground", "机密的核查依据甲");
    sheet_set(form, "document", "处罚决定书（2014）8 号");
    sheet_set(form, "document_on", "2014年11月3日");
    assert_int_equal(post(&one, form).status, 303);
    const char *path = page_of(s, t.first);
    struct answer x = get(&two, path);
    assert_false(answer_says(&x, "机密的核查依据甲"));
    assert_true(answer_says(&x, "在此以前互相看不到"));
    x = get(&two, "/reviews");
    assert_false(answer_says(&x, "tag--err\">有否决"));
    x = get(&reviewing_office, path);
    assert_false(answer_says(&x, "机密的核查依据甲"));
    x = get(&reviewing_office, "/reviews");
    assert_false(answer_says(&x, "tag--err\">有否决"));
    x = get(&reviewing_office, "/reviews?state=vetoed");
    assert_false(answer_says(&x, "一路暖行"));
    assert_int_equal(get(&reviewing_office, text_format(s->a, "%s/answers.pdf", path)).status, 404);
    x = get(&office, path);
    assert_true(answer_says(&x, "机密的核查依据甲"));
    assert_true(answer_says(&x, "2014-11-03"));
    x = get(&office, "/reviews?state=vetoed");
    assert_true(answer_says(&x, "一路暖行"));
    assert_int_equal(confirm(&two, t.first, "").status, 303);
    x = get(&two, path);
    assert_true(answer_says(&x, "机密的核查依据甲"));
    struct person unit = person(s, "unit01");
    assert_int_equal(get(&unit, path).status, 403);
    site_is_sound(s);
}

static void the_office_grades_every_condition_and_a_correction_says_that_it_saw_the_others(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    give_first_to_all(&t);
    struct person joint = person(s, "joint01");
    struct person office = person(s, "office02");
    assert_int_equal(confirm(&joint, t.first, "没有案件").status, 303);
    struct answer x = confirm(&office, t.first, "做法扎实");
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "每一项条件都要评一个等次"));
    assert_true(answer_says(&x, "做法扎实"));
    struct sheet *form = answer_sheet(&office, t.first);
    sheet_set(form, "verdict", "confirm");
    sheet_set(form, "opinion", "做法扎实");
    for (int i = 1; i <= 5; i++) {
        sheet_add(form, text_format(s->a, "grade.%d", i), i < 5 ? "4" : "2");
    }
    x = post(&office, form);
    leads_to(&x, text_format(s->a, "%s?answered=1", page_of(s, t.first)));
    assert_int_equal(site_count(s, "SELECT saw_others FROM review_answer ORDER BY id DESC LIMIT 1"), 0);
    x = get(&office, "/reviews");
    assert_true(answer_says(&x, "平均 3.60"));
    x = confirm(&joint, t.first, "又查了一遍，没有案件");
    assert_int_equal(x.status, 303);
    assert_int_equal(site_count(s, "SELECT saw_others FROM review_answer ORDER BY id DESC LIMIT 1"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM review_answer"), 3);
    site_is_sound(s);
}

static void the_same_press_twice_is_one_answer_and_the_stage_ends_to_the_second(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    give_first_to_all(&t);
    struct person joint = person(s, "joint01");
    struct sheet *form = answer_sheet(&joint, t.first);
    sheet_set(form, "verdict", "confirm");
    assert_int_equal(post(&joint, form).status, 303);
    assert_int_equal(post(&joint, form).status, 303);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM review_answer"), 1);
    int64_t closes = site_count(s, "SELECT closes_at FROM stage_window WHERE stage = 'preliminary_review'");
    site_clock(s, closes - 1);
    struct person late = person(s, "joint02");
    form = answer_sheet(&late, t.first);
    sheet_set(form, "verdict", "confirm");
    site_clock(s, closes);
    assert_int_equal(post(&late, form).status, 423);
    site_clock(s, closes - 1);
    assert_int_equal(post(&late, form).status, 303);
}

/* ---- recused ---- */

static void who_is_recused_finds_the_brand_nowhere(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    give_first_to_all(&t);
    struct person office = person(s, "office02");
    const char *path = text_format(s->a, "%s/recusal", page_of(s, t.first));
    struct answer x = get(&office, path);
    assert_true(answer_says(&x, "登记以后不能撤销"));
    struct sheet *form = open_form(&office, path, path);
    x = post(&office, form);
    assert_int_equal(x.status, 422);
    sheet_set(form, "reason", "与负责人是近亲属");
    x = post(&office, form);
    leads_to(&x, "/reviews?recused=1");
    static const char *const lists[] = {"/reviews",
                                        "/reviews.xlsx",
                                        "/nominations",
                                        "/seals",
                                        "/recommendations",
                                        "/recommendations.xlsx",
                                        "/likenesses",
                                        "/reviews/returns",
                                        "/nominations?q=%E4%B8%80%E8%B7%AF",
                                        "/bodies/list",
                                        "/nominations.xlsx",
                                        "/extensions",
                                        "/reviews?q=%E4%B8%80%E8%B7%AF",
                                        "/reviews/assignments"};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        x = get(&office, lists[i]);
        assert_int_equal(x.status, 200);
        if (answer_says(&x, "“一路暖行") || (strstr(lists[i], "q=") == NULL && answer_says(&x, "一路暖行"))) {
            fail_msg("%s names it", lists[i]);
        }
    }
    x = get(&office, "/reviews");
    assert_true(answer_says(&x, "各单位推荐 2 个品牌"));
    x = get(&office, "/recommendations");
    assert_true(answer_says(&x, "共推荐 2 个品牌"));
    static const char *const pages[] = {"/reviews/%s",        "/reviews/%s/recusal",      "/nominations/%s/record",
                                        "/nominations/%s",    "/nominations/%s/form.pdf", "/nominations/%s/receipt",
                                        "/reviews/%s/return", "/reviews/%s/answers.pdf"};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        const char *at = strstr(pages[i], "%s");
        const char *whole = text_format(s->a, "%.*s%s%s", (int)(at - pages[i]), pages[i], t.first, at + 2);
        x = get(&office, whole);
        if (x.status != 404) {
            fail_msg("%s answers %d", whole, x.status);
        }
    }
    struct person other = person(s, "office01");
    x = get(&other, page_of(s, t.first));
    assert_true(answer_says(&x, "与负责人是近亲属"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM reviewing WHERE role = 'office'"), 0);
    site_is_sound(s);
}

static void the_office_declares_it_for_another_but_not_after_an_answer(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    give_first_to_all(&t);
    struct person joint = person(s, "joint01");
    struct person office = person(s, "office01");
    assert_int_equal(confirm(&joint, t.first, "").status, 303);
    const char *path = text_format(s->a, "%s/recusal", page_of(s, t.first));
    struct sheet *form = open_form(&office, path, path);
    sheet_set(form, "who", ref_of(s, "joint01"));
    sheet_set(form, "reason", "曾在该单位任职");
    struct answer x = post(&office, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "已经答复，不能再回避"));
    sheet_set(form, "who", ref_of(s, "joint02"));
    x = post(&office, form);
    assert_int_equal(x.status, 303);
    struct person gone = person(s, "joint02");
    assert_int_equal(get(&gone, page_of(s, t.first)).status, 404);
    assert_int_equal(get(&joint, path).status, 409);
    site_is_sound(s);
}

static void a_recused_person_cannot_be_given_the_brand_again(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person office = person(s, "office01");
    const char *path = text_format(s->a, "%s/recusal", page_of(s, t.first));
    struct sheet *form = open_form(&office, path, path);
    sheet_set(form, "who", ref_of(s, "joint01"));
    sheet_set(form, "reason", "曾在该单位任职");
    assert_int_equal(post(&office, form).status, 303);
    static const char *const people[] = {"joint01", "joint02"};
    assert_int_equal(assign(&office, &t.first, 1, people, 2).status, 303);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM review_assignment"), 1);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)
    const struct CMUnitTest tests[] = {
        T(the_office_gives_candidates_to_people_and_each_sees_only_what_was_given),
        T(nothing_ticked_is_told_and_giving_twice_is_giving_once),
        T(one_is_taken_back_until_it_was_answered),
        T(nobody_sees_another_answer_before_giving_an_own_one),
        T(the_office_grades_every_condition_and_a_correction_says_that_it_saw_the_others),
        T(the_same_press_twice_is_one_answer_and_the_stage_ends_to_the_second),
        T(who_is_recused_finds_the_brand_nowhere),
        T(the_office_declares_it_for_another_but_not_after_an_answer),
        T(a_recused_person_cannot_be_given_the_brand_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
