/* pages_figures.c - the office's figures in whole requests: what counts, who is left out, the table, the chart and the
 * workbook that say the same. */
#include "store/figures_store.h"
#include "store/late_store.h"
#include "store/preliminary_store.h"
#include "store/recommendation_store.h"
#include "store/return_store.h"
#include "support/review_site.h"
#include "support/xlsx_reader.h"

/* Three in the sectors of 市交通运输局 (two of them in 公交), one outside the sectors; nobody has concluded. */
struct story {
    struct site *site;
    const char *first, *second, *third, *outside;
};

static struct story story(struct site *s)
{
    struct story t = {.site = s};
    site_clock(s, IN_NOMINATION);
    t.first = apply(s, "示例市公交城北车队", "bus", "tianning", "一路暖行");
    t.second = apply(s, "示例市公交城南车队", "bus", "zhonglou", "晚点不等人");
    t.third = apply(s, "示例市出租汽车公司", "taxi", "zhonglou", "爱心送考");
    t.outside = apply(s, "示例市兰园市场", "none", "tianning", "公平一杆秤");
    (void)reviewer(s, "sector", round_sector(&s->round, "bus")->authority_name, "bus", "sector01");
    site_account(s, "office02", ROLE_OFFICE, s->office, false);
    site_clock(s, IN_RECOMMENDATION);
    return t;
}

struct acting {
    struct site *site;
    const char *login, *ref;
    enum err (*act)(const struct writing *c, const struct acting *x, const struct nomination *n,
                    const struct account *by);
    int64_t at;
};

static enum err act_in_transaction(struct db *db, void *ctx)
{
    const struct acting *x = ctx;
    struct site *s = x->site;
    struct account by;
    struct nomination n = {.id = 0};
    TRY(account_by_login(db, s->a, x->login, &by));
    if (x->ref != NULL) {
        TRY(nomination_by_ref(db, s->a, x->ref, &n));
    }
    struct audit_actor who = {clock_now(&s->clock), by.id, role_ident(by.role), "test"};
    struct writing c = {db, &s->random, s->a, &who};
    return x->act(&c, x, &n, &by);
}

static void act(struct acting x)
{
    assert_int_equal(store_write(x.site->store, act_in_transaction, &x), OK);
}

static enum err send_it(const struct writing *c, const struct acting *x, const struct nomination *n,
                        const struct account *by)
{
    struct recommended_list work;
    struct list_words words = {"", "李示例", "85680855"};
    const char *ref = "";
    (void)n;
    TRY(recommendation_work(c->db, c->arena, x->site->round.id, by->body_id, &work));
    return recommendation_send(c, &x->site->round, by->body_id, &work, &words, &ref);
}

static enum err recall_it(const struct writing *c, const struct acting *x, const struct nomination *n,
                          const struct account *by)
{
    struct sent_list last;
    (void)n;
    TRY(sent_list_last(c->db, c->arena, x->site->round.id, by->body_id, &last));
    return recommendation_turn(c, &last, "recalled");
}

static enum err return_it(const struct writing *c, const struct acting *x, const struct nomination *n,
                          const struct account *by)
{
    static const struct return_remark remark = {"brand_slogan", "口号与简介不一致"};
    struct returning in = {.version_no = n->version_no,
                           .box = OPINION_SECTOR,
                           .body_id = by->body_id,
                           .reason = "有一处需要修改",
                           .contact = "李示例",
                           .due_at = clock_now(&x->site->clock) + 86400,
                           .remarks = &remark,
                           .remarks_len = 1};
    const char *ref = "";
    return nomination_return(c, n, &in, &ref);
}

static enum err take_return_back(const struct writing *c, const struct acting *x, const struct nomination *n,
                                 const struct account *by)
{
    struct return_notice t;
    (void)by;
    TRY(return_standing(c->db, c->arena, n->id, &t));
    return return_recall(c, &x->site->round, n, &t);
}

static enum err recuse(const struct writing *c, const struct acting *x, const struct nomination *n,
                       const struct account *by)
{
    (void)x;
    return recusal_declare(c, n, by->id, "近亲属在该单位任职");
}

/* A draft that comes after the close and is accepted. */
static enum err accept_late(const struct writing *c, const struct acting *x, const struct nomination *n,
                            const struct account *by)
{
    struct site *s = x->site;
    struct value_list values = sample_answers(s);
    struct nomination late_one;
    struct value_list kept;
    struct late late;
    const char *ref = "";
    (void)n;
    TRY(nomination_start(c, &s->round, by->body_id, x->login, &ref));
    TRY(nomination_by_ref(c->db, s->a, ref, &late_one));
    replace_answer(s, &values, "brand_name", "迟来的品牌");
    replace_answer(s, &values, "sector_id", "taxi");
    replace_answer(s, &values, "district_id", "tianning");
    struct late_text text = {&late_one, NOMINATION_CLOSES, &values};
    TRY(late_keep(c->db, &s->random, s->a, c->who, &text, &ref));
    TRY(late_get(c->db, s->a, late_one.id, ref, &late, &kept));
    struct late_decision d = {&late, &kept, true, "当天停电，有供电部门证明", "示例主任"};
    return late_decide(c, &s->round, &late_one, &d);
}

static struct figures_row total_for(struct site *s, const char *login, bool *ret_is_released)
{
    struct db *db = store_reader_take(s->store);
    struct reading_for x = {
        db, s->a, s->round.id,
        strtoll(site_sql(s, text_format(s->a, "SELECT id FROM account WHERE login = '%s'", login)), NULL, 10)};
    struct figures_facts facts;
    assert_int_equal(figures_facts(&x, &facts), OK);
    store_reader_give(s->store, db);
    if (ret_is_released != NULL) {
        *ret_is_released = facts.is_released;
    }
    return figures_count(s->a, FIGURES_BY_SECTOR, facts.items, facts.len, NULL, 0).total;
}

static struct figures_row total(struct site *s)
{
    return total_for(s, "office01", NULL);
}

/* ---- what counts ---- */

static void what_is_submitted_counts_and_a_draft_does_not(void **state)
{
    struct site *s = *state;
    (void)story(s);
    struct figures_row f = total(s);
    assert_int_equal(f.applied, 4);
    assert_int_equal(f.on_time, 4);
    assert_int_equal(f.returned + f.recommended + f.shortlisted, 0);
    site_clock(s, IN_NOMINATION);
    struct person unit = person(s, "unit01");
    (void)complete_nomination(&unit);
    assert_int_equal(total(s).applied, 4);
}

static void a_list_counts_from_its_sending_until_its_recall(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    (void)conclude(s, "sector01", t.first, VERDICT_AGREE);
    (void)conclude(s, "sector01", t.second, VERDICT_DISAGREE);
    (void)conclude(s, "sector01", t.third, VERDICT_AGREE);
    assert_int_equal(total(s).recommended, 0); /* a conclusion is nobody's but its body's until it is sent */
    act((struct acting){s, "sector01", NULL, send_it, 0});
    assert_int_equal(total(s).recommended, 2);
    act((struct acting){s, "sector01", NULL, recall_it, 0});
    assert_int_equal(total(s).recommended, 0);
}

static void a_return_counts_while_its_unit_works_and_not_when_it_was_taken_back(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    act((struct acting){s, "sector01", t.first, return_it, 0});
    struct figures_row f = total(s);
    assert_int_equal(f.applied, 4);
    assert_int_equal(f.returned, 1);
    act((struct acting){s, "sector01", t.first, take_return_back, 0});
    f = total(s);
    assert_int_equal(f.applied, 4);
    assert_int_equal(f.returned, 0);
}

static void what_came_late_and_was_accepted_is_counted_and_not_as_in_time(void **state)
{
    struct site *s = *state;
    (void)story(s);
    act((struct acting){s, "unit01", NULL, accept_late, 0});
    struct figures_row f = total(s);
    assert_int_equal(f.applied, 5);
    assert_int_equal(f.on_time, 4);
}

static void a_recused_brand_is_in_no_number_of_that_person(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    act((struct acting){s, "office02", t.outside, recuse, 0});
    assert_int_equal(total_for(s, "office01", NULL).applied, 4);
    assert_int_equal(total_for(s, "office02", NULL).applied, 3);
    struct person p = person(s, "office02");
    struct answer x = get(&p, "/figures?by=sector");
    assert_true(answer_says(&x, "申报 2，推荐 0；出租车：申报 1，推荐 0"));
    assert_false(answer_says(&x, "公交：申报 2，推荐 0；出租车：申报 1，推荐 0；"));
}

/* ---- the release ---- */

static enum err release_in_transaction(struct db *db, void *ctx)
{
    struct story *t = ctx;
    return db_script(
        db, text_format(t->site->a,
                        "INSERT INTO shortlist_draft (id, round_id, number, saved_at, saved_by) VALUES (1, 1, 1, 1, 1);"
                        "INSERT INTO shortlist_proposal (id, ref, draft_id, names_reason, proposed_at, proposed_by)"
                        " VALUES (1, 'p', 1, '', 1, 1);"
                        "INSERT INTO shortlist_release (id, ref, round_id, proposal_id, record, sha256, check_code,"
                        " released_at, released_by) VALUES (1, 'r', 1, 1, '{}', '%064d', 'C', 2, 2);"
                        "INSERT INTO shortlist_entry (nomination_id, release_id, version_id, is_shortlisted, reason, "
                        "is_told) SELECT n.id, 1, v.id, n.ref = '%s', '', 0 FROM nomination n JOIN nomination_version "
                        "v ON v.nomination_id = n.id WHERE n.ref IN ('%s', '%s');",
                        0, t->first, t->first, t->third));
}

static void the_shortlist_has_no_column_before_its_release_and_one_after(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    bool is_released = true;
    (void)conclude(s, "sector01", t.first, VERDICT_AGREE);
    (void)conclude(s, "sector01", t.second, VERDICT_DISAGREE);
    (void)conclude(s, "sector01", t.third, VERDICT_AGREE);
    act((struct acting){s, "sector01", NULL, send_it, 0});
    struct person p = person(s, "office01");
    struct answer x = get(&p, "/figures");
    assert_int_equal(total_for(s, "office01", &is_released).shortlisted, 0);
    assert_false(is_released);
    assert_false(answer_says(&x, "入围率"));
    assert_null(strstr(x.body, "data-l=\"入围\""));
    assert_int_equal(store_write(s->store, release_in_transaction, &t), OK);
    assert_int_equal(total_for(s, "office01", &is_released).shortlisted, 1);
    assert_true(is_released);
    x = get(&p, "/figures");
    assert_non_null(strstr(x.body, "data-l=\"入围\""));
    assert_true(answer_says(&x, "公交：申报 2，推荐 1，入围 1；出租车：申报 1，推荐 1，入围 0"));
}

/* ---- the page ---- */

static void the_page_shows_table_totals_and_chart_for_each_dimension(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person p = person(s, "office01");
    act((struct acting){s, "sector01", t.first, return_it, 0});
    struct answer x = get(&p, "/figures");
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "公交：申报 2，推荐 0"));
    assert_true(answer_says(&x, "没有申报的行业："));
    assert_true(answer_says(&x, "25.0%")); /* one of four was returned */
    assert_non_null(strstr(x.body, "class=\"chart__a\" y=\"1.5rem\" width=\"100.0%\""));
    assert_non_null(strstr(x.body, "class=\"chart__a\" y=\"1.5rem\" width=\"50.0%\""));
    assert_null(strstr(x.body, "style="));
    x = get(&p, "/figures?by=district");
    assert_true(answer_says(&x, "天宁区：申报 2，推荐 0；钟楼区：申报 2，推荐 0"));
    x = get(&p, "/figures?by=kind");
    assert_true(answer_says(&x, "事业单位：申报 4，推荐 0"));
    x = get(&p, "/nominations");
    assert_true(page_has_link(s->a, x.body, "/figures"));
}

static void a_round_without_nominations_says_so(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer x = get(&p, "/figures");
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "还没有申报"));
    assert_null(strstr(x.body, "<table"));
    assert_null(strstr(x.body, "class=\"chart\""));
}

static void no_such_dimension_is_not_found_and_nobody_but_the_office_is_let_in(void **state)
{
    struct site *s = *state;
    (void)story(s);
    struct person p = person(s, "office01");
    struct answer x = get(&p, "/figures?by=colour");
    assert_int_equal(x.status, 404);
    x = get(&p, "/figures.xlsx?by=colour");
    assert_int_equal(x.status, 404);
    struct person q = person(s, "sector01");
    x = get(&q, "/figures");
    assert_int_equal(x.status, 403);
    x = get(&q, "/figures.xlsx");
    assert_int_equal(x.status, 403);
    x = get(&q, "/nominations");
    assert_false(page_has_link(s->a, x.body, "/figures"));
}

static void the_workbook_has_numbers_as_numbers_and_shares_as_shares(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person p = person(s, "office01");
    act((struct acting){s, "sector01", t.first, return_it, 0});
    struct answer x = get(&p, "/figures.xlsx?by=district");
    assert_int_equal(x.status, 200);
    struct xlsx book = {.a = x.a, .bytes = (const unsigned char *)x.body, .len = x.len};
    xlsx_is_quiet(&book);
    assert_string_equal(xlsx_text(&book, "A4"), "辖市区");
    size_t districts = s->round.districts_len;
    for (size_t i = 0; i < districts; i++) {
        assert_string_equal(xlsx_text(&book, text_format(s->a, "A%zu", 5 + i)), s->round.districts[i].name);
    }
    const char *last = text_format(s->a, "%zu", 5 + districts);
    assert_string_equal(xlsx_text(&book, text_format(s->a, "A%s", last)), "合计");
    struct xlsx_cell applied = xlsx_cell(&book, text_format(s->a, "B%s", last));
    struct xlsx_cell returned = xlsx_cell(&book, text_format(s->a, "F%s", last));
    assert_int_equal(applied.type, 'n');
    assert_int_equal(returned.type, 'n');
    assert_int_equal(strtol(applied.text, NULL, 10), 4);
    assert_string_equal(returned.text, "0.25");
    assert_string_equal(xlsx_text(&book, "J4"), ""); /* nothing of a shortlist before its release */
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)
    const struct CMUnitTest tests[] = {
        T(what_is_submitted_counts_and_a_draft_does_not),
        T(a_list_counts_from_its_sending_until_its_recall),
        T(a_return_counts_while_its_unit_works_and_not_when_it_was_taken_back),
        T(what_came_late_and_was_accepted_is_counted_and_not_as_in_time),
        T(a_recused_brand_is_in_no_number_of_that_person),
        T(the_shortlist_has_no_column_before_its_release_and_one_after),
        T(the_page_shows_table_totals_and_chart_for_each_dimension),
        T(a_round_without_nominations_says_so),
        T(no_such_dimension_is_not_found_and_nobody_but_the_office_is_let_in),
        T(the_workbook_has_numbers_as_numbers_and_shares_as_shares),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
