/* pages_eligibility.c - the facts before the form, with the clause each refusal quotes; again at the submission; the
 * office's register of earlier awards and its list of what looks alike. */
#include <pthread.h>
#include <time.h>

#include "store/eligibility_store.h"
#include "support/form_typing.h"

static const char *eligibility_path(struct person *p, const char *home)
{
    return under(p->site, home, "eligibility");
}

static enum err register_award(struct db *db, void *ctx)
{
    struct site *s = ctx;
    bool is_new = false;
    struct audit_actor who = site_actor(s);
    struct past_award x = {
        .batch = "第二批", .brand_name = "“２３℃”人社服务", .unit_name = "市人力资源和社会保障服务中心"};
    return past_award_add(db, s->a, &who, &x, &is_new);
}

static void the_first_task_is_the_eligibility_and_says_how_it_stands(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct answer x = get(&p, home);
    assert_true(page_has_link(s->a, x.body, eligibility_path(&p, home)));
    assert_true(strstr(x.body, "/eligibility") < strstr(x.body, "/unit\""));
    assert_true(answer_says(&x, "项不能判断"));
    fill_nomination(&p, home);
    x = get(&p, eligibility_path(&p, home));
    assert_true(answer_says(&x, "已运行满一年"));
    assert_true(answer_says(&x, "运行一年以上"));
    assert_true(answer_says(&x, "本批次没有相同或者相近的申报"));
    assert_true(answer_says(&x, "以往命名的品牌还没有录入"));
}

static void what_is_answered_here_is_the_form_s_and_the_rest_of_its_section_stays(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    fill_nomination(&p, home);
    const char *others = "SELECT GROUP_CONCAT(ident || row_no || value, '|') FROM draft_value WHERE ident NOT IN "
                         "('brand_name', 'brand_started_on')";
    const char *before = site_sql(s, others);
    struct sheet *form = open_form(&p, eligibility_path(&p, home), eligibility_path(&p, home));
    sheet_set(form, "brand_name", "“新名称”");
    sheet_set(form, "brand_started_on.year", "2014");
    sheet_set(form, "brand_started_on.month", "6");
    struct answer x = post(&p, form);
    leads_to(&x, text_format(s->a, "%s?saved=1", eligibility_path(&p, home)));
    x = follow(&p, &x);
    assert_true(answer_says(&x, "已保存，核对结果已更新"));
    assert_true(answer_says(&x, "请核对是否不晚于2014年6月25日"));
    assert_string_equal(draft_value(s, "brand_name", 0), "新名称");
    assert_string_equal(draft_value(s, "brand_started_on", 0), "2014-06");
    assert_string_equal(site_sql(s, others), before);
    site_is_sound(s);
}

static void what_a_colleague_changed_meanwhile_is_not_overwritten_here(void **state)
{
    struct site *s = *state;
    struct person chen = person(s, "unit01");
    struct person wang = person(s, "unit02");
    const char *home = start_nomination(&chen);
    struct sheet *form = open_form(&chen, eligibility_path(&chen, home), eligibility_path(&chen, home));
    (void)save_answer(&wang, home, "brand", "brand_name", "同事的名称");
    sheet_set(form, "brand_name", "我的名称");
    struct answer x = post(&chen, form);
    assert_true(text_starts(answer_header(&x, "Location"), under(s, home, "kept/")));
    assert_string_equal(draft_value(s, "brand_name", 0), "同事的名称");
    site_is_sound(s);
}

static void what_was_typed_when_the_session_ended_is_saved(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct sheet *form = open_form(&p, eligibility_path(&p, home), eligibility_path(&p, home));
    sheet_set(form, "brand_name", "写了很久");
    site_later(s, 3600);
    struct answer x = post(&p, form);
    assert_true(text_starts(answer_header(&x, "Location"), "/signin?next="));
    assert_string_equal(draft_value(s, "brand_name", 0), "写了很久");
}

/* The answers typed here, sent when the sign-in is gone: the page that asks for it. */
static struct sheet *carried_answers(struct person *p, const char *home)
{
    struct sheet *form = open_form(p, eligibility_path(p, home), eligibility_path(p, home));
    sheet_set(form, "brand_name", "新名称");
    sheet_set(form, "brand_started_on.year", "2013");
    sheet_set(form, "brand_started_on.month", "9");
    p->session = "";
    struct answer x = post(p, form);
    assert_int_equal(x.status, 401);
    assert_true(answer_says(&x, "刚才填写的内容没有丢"));
    return sheet_of(p->site->a, x.body, "/signin");
}

static struct answer sign_in_with(struct person *p, struct sheet *signin, const char *login)
{
    sheet_set(signin, "login", login);
    sheet_set(signin, "password", SITE_PASSWORD);
    return post(p, signin);
}

static void what_was_typed_when_the_session_was_gone_comes_through_the_sign_in(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    fill_nomination(&p, home);
    const char *others = "SELECT GROUP_CONCAT(ident || row_no || value, '|') FROM draft_value WHERE ident NOT IN "
                         "('brand_name', 'brand_started_on')";
    const char *before = site_sql(s, others);
    struct sheet *signin = carried_answers(&p, home);
    struct answer x = sign_in_with(&p, signin, "unit01");
    leads_to(&x, eligibility_path(&p, home));
    assert_string_equal(draft_value(s, "brand_name", 0), "新名称");
    assert_string_equal(draft_value(s, "brand_started_on", 0), "2013-09");
    assert_string_equal(site_sql(s, others), before);
    x = follow(&p, &x);
    assert_true(answer_says(&x, "新名称"));
    site_is_sound(s);
}

static void what_comes_through_the_sign_in_is_merged_and_only_into_its_own_unit_s_form(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person two = person(s, "unit02");
    const char *home = start_nomination(&p);
    fill_nomination(&p, home);
    const char *sample = draft_value(s, "brand_name", 0);
    static const char *const strangers[] = {"other01", "office01", "sector", "judge"};
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        struct person owner = person(s, "unit01");
        struct answer x = sign_in_with(&owner, carried_answers(&owner, home), strangers[i]);
        leads_to(&x, "/nominations");
        assert_string_equal(draft_value(s, "brand_name", 0), sample);
    }
    struct sheet *signin = carried_answers(&p, home);
    (void)save_answer(&two, home, "brand", "brand_name", "同事的名称");
    struct answer x = sign_in_with(&p, signin, "unit01");
    assert_true(text_starts(answer_header(&x, "Location"), under(s, home, "kept/")));
    assert_string_equal(draft_value(s, "brand_name", 0), "同事的名称");
    x = follow(&p, &x);
    assert_true(answer_says(&x, "新名称") || answer_says(&x, "<ins>新"));
    site_is_sound(s);
}

static void a_refusal_quotes_its_clause_and_is_judged_again_at_the_submission(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    (void)save_answer(&p, home, "unit", "unit_name", "示例市人力资源和社会保障服务中心");
    struct sheet *form = open_form(&p, under(s, home, "check"), under(s, home, "submit"));
    assert_int_equal(store_write(s->store, register_award, s), OK); /* after the check page was drawn */
    struct answer x = post(&p, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "本品牌已经命名过"));
    assert_true(answer_says(&x, "已被评为常州市第一、第二批优质服务品牌的，不再参加此次推荐"));
    assert_false(answer_says(&x, "提交申报</button>"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_version"), 0);
    x = get(&p, eligibility_path(&p, home));
    assert_true(answer_says(&x, "不符合"));
    assert_true(answer_says(&x, "不再参加此次推荐"));
    (void)save_answer(&p, home, "brand", "brand_name", "23度人社服务"); /* like it: asked, and let through */
    x = get(&p, under(s, home, "check"));
    assert_true(answer_says(&x, "与以往命名的品牌相近"));
    x = submit(&p, home);
    leads_to(&x, under(s, home, "receipt"));
    site_is_sound(s);
}

/* Someone presses while the writer is busy with what will refuse it. */
struct pressing {
    struct person *person;
    struct sheet *form;
    struct answer answer;
    pthread_t thread;
};

static void *press(void *arg)
{
    struct pressing *m = arg;
    m->answer = post(m->person, m->form);
    return NULL;
}

/* The award is written after the names were compared for the submission and before its turn on the writer. */
static enum err register_while_someone_presses(struct db *db, void *ctx)
{
    struct pressing *m = ctx;
    assert_int_equal(pthread_create(&m->thread, NULL, press, m), 0);
    (void)nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL);
    bool is_new = false;
    struct arena *own = arena_new(); /* the other thread has the site's */
    struct audit_actor who = site_actor(m->person->site);
    struct past_award x = {.batch = "第二批", .brand_name = "23℃人社服务", .unit_name = "人力资源和社会保障服务中心"};
    enum err e = past_award_add(db, own, &who, &x, &is_new);
    arena_free(own);
    return e;
}

static void what_is_registered_between_the_comparing_and_the_writing_still_refuses(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    (void)save_answer(&p, home, "unit", "unit_name", "示例市人力资源和社会保障服务中心");
    struct pressing m = {.person = &p, .form = open_form(&p, under(s, home, "check"), under(s, home, "submit"))};
    assert_int_equal(store_write(s->store, register_while_someone_presses, &m), OK);
    assert_int_equal(pthread_join(m.thread, NULL), 0);
    assert_int_equal(m.answer.status, 422);
    assert_true(answer_says(&m.answer, "本品牌已经命名过"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_version"), 0);
    site_is_sound(s);
}

static void after_the_submission_the_frozen_facts_are_shown_to_whom_it_concerns(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person other = person(s, "other01");
    struct person office = person(s, "office01");
    const char *home = complete_nomination(&p);
    assert_int_equal(get(&office, eligibility_path(&p, home)).status, 404);
    assert_int_equal(submit(&p, home).status, 303);
    struct answer x = get(&office, eligibility_path(&p, home));
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "第 1 版提交时核对的结果"));
    assert_false(answer_says(&x, "保存并核对"));
    x = get(&p, eligibility_path(&p, home));
    assert_false(answer_says(&x, "保存并核对"));
    assert_int_equal(get(&other, eligibility_path(&p, home)).status, 404);
    struct sheet *stolen = open_form(&other, "/help", "/prefs/elder");
    stolen->action = eligibility_path(&p, home);
    sheet_set(stolen, "brand_name", "别人的");
    assert_int_equal(post(&other, stolen).status, 404);
}

static void the_unit_is_told_of_another_nomination_like_its_own_and_never_whose(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person other = person(s, "other01");
    const char *mine = complete_nomination(&p);
    const char *theirs = start_nomination(&other);
    (void)save_answer(&other, theirs, "brand", "brand_name", "“２３℃”人社服务");
    (void)save_answer(&other, theirs, "unit", "unit_name", "示例市暗中申报服务中心");
    struct answer x = get(&p, eligibility_path(&p, mine));
    assert_true(answer_says(&x, "本批次另有 1 份相近的申报"));
    assert_false(answer_says(&x, "暗中申报"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_task_is_the_eligibility_and_says_how_it_stands, site_setup,
                                        site_teardown),
        cmocka_unit_test_setup_teardown(what_is_answered_here_is_the_form_s_and_the_rest_of_its_section_stays,
                                        site_setup, site_teardown),
        cmocka_unit_test_setup_teardown(what_a_colleague_changed_meanwhile_is_not_overwritten_here, site_setup,
                                        site_teardown),
        cmocka_unit_test_setup_teardown(what_was_typed_when_the_session_ended_is_saved, site_setup, site_teardown),
        cmocka_unit_test_setup_teardown(what_was_typed_when_the_session_was_gone_comes_through_the_sign_in, site_setup,
                                        site_teardown),
        cmocka_unit_test_setup_teardown(what_comes_through_the_sign_in_is_merged_and_only_into_its_own_unit_s_form,
                                        site_setup, site_teardown),
        cmocka_unit_test_setup_teardown(a_refusal_quotes_its_clause_and_is_judged_again_at_the_submission, site_setup,
                                        site_teardown),
        cmocka_unit_test_setup_teardown(what_is_registered_between_the_comparing_and_the_writing_still_refuses,
                                        site_setup, site_teardown),
        cmocka_unit_test_setup_teardown(after_the_submission_the_frozen_facts_are_shown_to_whom_it_concerns, site_setup,
                                        site_teardown),
        cmocka_unit_test_setup_teardown(the_unit_is_told_of_another_nomination_like_its_own_and_never_whose, site_setup,
                                        site_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
