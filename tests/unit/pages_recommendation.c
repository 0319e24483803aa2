/* pages_recommendation.c - a recommender's list: put in order, sent in one act, recalled, received, sealed; whole
 * requests and the quota under two people at once. */
#include "support/media_site.h"
#include "support/review_site.h"

#include <pthread.h>

#include "media/image_worker.h"
#include "store/recommendation_store.h"
#include "support/image_maker.h"
#include "support/silent_edits.h"

/* 市交通运输局 has two sectors; three units apply in them, one in another sector. */
struct story {
    struct site *site;
    const char *first, *second, *third, *stranger;
};

static struct story story(struct site *s)
{
    struct story t = {.site = s};
    const char *authority = round_sector(&s->round, "bus")->authority_name;
    site_clock(s, IN_NOMINATION);
    t.first = apply(s, "示例市公交城北车队", "bus", "tianning", "一路暖行");
    t.second = apply(s, "示例市出租汽车公司", "taxi", "zhonglou", "爱心送考");
    t.third = apply(s, "示例市客运总站", "transport", "tianning", "平安出行");
    t.stranger = apply(s, "示例市供水一厅", "water", "tianning", "清泉到家");
    (void)reviewer(s, "sector", authority, "bus", "sector01");
    (void)reviewer(s, "sector", round_sector(&s->round, "water")->authority_name, "water", "sector02");
    site_clock(s, IN_RECOMMENDATION);
    return t;
}

static void conclude_all(struct story *t)
{
    assert_int_equal(conclude(t->site, "sector01", t->first, VERDICT_AGREE), OPINION_GIVEN);
    assert_int_equal(conclude(t->site, "sector01", t->second, VERDICT_AGREE), OPINION_GIVEN);
    assert_int_equal(conclude(t->site, "sector01", t->third, VERDICT_DISAGREE), OPINION_GIVEN);
}

static struct answer send_list(struct person *p, const char *reason)
{
    struct sheet *form = open_form(p, "/recommendations/send", "/recommendations/send");
    if (*reason != '\0') {
        sheet_set(form, "reason", reason);
    }
    sheet_set(form, "filler_name", "李示例");
    sheet_set(form, "filler_phone", "８５６８０８５５"); /* full width, as an input method leaves it */
    return post(p, form);
}

/* Sends what is concluded; the list's address. */
static const char *sent_list(struct story *t, struct person *p)
{
    conclude_all(t);
    struct answer x = send_list(p, "");
    assert_int_equal(x.status, 303);
    const char *to = answer_header(&x, "Location");
    return arena_copy(t->site->a, to, strcspn(to, "?"));
}

/* ---- before it is sent ---- */

static void the_page_shows_what_waits_what_is_recommended_and_why_it_cannot_go_yet(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person p = person(s, "sector01");
    struct answer x = get(&p, "/recommendations");
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "收到 3 份，推荐 0 个，待审 3 份"));
    assert_true(answer_says(&x, "还有 3 份待审"));
    assert_false(answer_says(&x, "清泉到家"));
    assert_false(page_has_link(s->a, x.body, "/recommendations/send"));
    x = get(&p, "/recommendations/send"); /* typed by hand: back to the page that says why */
    leads_to(&x, "/recommendations");
    conclude_all(&t);
    x = get(&p, "/recommendations");
    assert_true(answer_says(&x, "推荐名额 2 个"));
    assert_true(page_has_link(s->a, x.body, "/recommendations/send"));
}

static void the_order_is_changed_by_numbers_and_by_buttons_without_a_script(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person p = person(s, "sector01");
    conclude_all(&t);
    struct sheet *form = open_form(&p, "/recommendations", "/recommendations/order");
    sheet_unset(form, "move");
    sheet_set(form, text_format(s->a, "place.%s", t.first), "2");
    sheet_set(form, text_format(s->a, "place.%s", t.second), "１");
    struct answer x = post(&p, form);
    leads_to(&x, "/recommendations?ordered=1");
    assert_string_equal(site_sql(s,
                                 "SELECT n.ref FROM recommendation_order o JOIN nomination n ON n.id = o.nomination_id"
                                 " WHERE o.ord = 1"),
                        t.second);
    form = open_form(&p, "/recommendations", "/recommendations/order");
    sheet_set(form, "move", text_format(s->a, "up.%s", t.first));
    x = post(&p, form);
    leads_to(&x, "/recommendations?ordered=1");
    assert_string_equal(site_sql(s,
                                 "SELECT n.ref FROM recommendation_order o JOIN nomination n ON n.id = o.nomination_id"
                                 " WHERE o.ord = 1"),
                        t.first);
    site_is_sound(s);
}

static void the_same_number_twice_is_told_beside_it_and_nothing_is_lost(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person p = person(s, "sector01");
    conclude_all(&t);
    struct sheet *form = open_form(&p, "/recommendations", "/recommendations/order");
    sheet_unset(form, "move");
    sheet_set(form, text_format(s->a, "place.%s", t.first), "2");
    sheet_set(form, text_format(s->a, "place.%s", t.second), "2");
    struct answer x = post(&p, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "的排序请填 1 到 2 的数字"));
    assert_string_equal(
        sheet_get(sheet_of(s->a, x.body, "/recommendations/order"), text_format(s->a, "place.%s", t.first)), "2");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM recommendation_order"), 0);
}

/* ---- sending ---- */

static void sending_is_one_act_after_a_page_that_says_what_happens(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person p = person(s, "sector01");
    conclude_all(&t);
    struct answer x = get(&p, "/recommendations/send");
    assert_true(answer_says(&x, "按下面的顺序推荐 2 个品牌"));
    assert_true(answer_says(&x, "收到以前可以撤回"));
    x = send_list(&p, "");
    assert_int_equal(x.status, 303);
    x = follow(&p, &x);
    assert_true(answer_says(&x, "推荐名单已报送"));
    assert_true(answer_says(&x, "85680855"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM recommendation_item WHERE place IS NOT NULL"), 2);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM recommendation_item WHERE place IS NULL"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'recommendation_send'"), 1);
    x = get(&p, "/recommendations/send");
    leads_to(&x, "/recommendations");
    struct person unit =
        person(s, site_sql(s, text_format(s->a,
                                          "SELECT a.login FROM account a JOIN nomination n ON n.body_id ="
                                          " a.body_id WHERE n.ref = '%s'",
                                          t.first)));
    x = get(&unit, text_format(s->a, "/nominations/%s", t.first));
    assert_true(answer_says(&x, "已推荐待初审"));
    site_is_sound(s);
}

static void the_same_press_twice_sends_one_list(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person p = person(s, "sector01");
    conclude_all(&t);
    struct sheet *form = open_form(&p, "/recommendations/send", "/recommendations/send");
    sheet_set(form, "filler_name", "李示例");
    sheet_set(form, "filler_phone", "85680855");
    struct answer one = post(&p, form);
    struct answer two = post(&p, form);
    assert_int_equal(one.status, 303);
    assert_string_equal(answer_header(&one, "Location"), answer_header(&two, "Location"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM recommendation_list"), 1);
}

static void wrong_words_are_told_and_what_was_typed_stays(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person p = person(s, "sector01");
    conclude_all(&t);
    struct sheet *form = open_form(&p, "/recommendations/send", "/recommendations/send");
    sheet_set(form, "filler_name", "李");
    sheet_set(form, "filler_phone", "打总机");
    struct answer x = post(&p, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请填写姓名"));
    assert_true(answer_says(&x, "联系电话看不懂"));
    assert_string_equal(sheet_get(sheet_of(s->a, x.body, "/recommendations/send"), "filler_phone"), "打总机");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM recommendation_list"), 0);
}

static void none_is_an_answer_with_its_reason(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person p = person(s, "sector01");
    (void)conclude(s, "sector01", t.first, VERDICT_DISAGREE);
    (void)conclude(s, "sector01", t.second, VERDICT_DISAGREE);
    (void)conclude(s, "sector01", t.third, VERDICT_DISAGREE);
    struct answer x = send_list(&p, "");
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请写明为什么没有推荐的品牌"));
    x = send_list(&p, "三家都没有运行满一年");
    assert_int_equal(x.status, 303);
    x = follow(&p, &x);
    assert_true(answer_says(&x, "三家都没有运行满一年"));
    struct person office = person(s, "office01");
    x = get(&office, "/recommendations");
    assert_true(answer_says(&x, "无推荐"));
    site_is_sound(s);
}

static void a_district_with_fewer_than_the_least_explains_it(void **state)
{
    struct site *s = *state;
    const char *ref = apply(s, "示例市农贸市场", "none", "wujin", "公平秤");
    (void)reviewer(s, "district", "示例市武进区文明办", "wujin", "district01");
    site_clock(s, IN_RECOMMENDATION);
    struct person p = person(s, "district01");
    assert_int_equal(conclude(s, "district01", ref, VERDICT_AGREE), OPINION_GIVEN);
    struct answer x = get(&p, "/recommendations");
    assert_true(answer_says(&x, "推荐的品牌少于规定的个数"));
    x = send_list(&p, "");
    assert_int_equal(x.status, 422);
    x = send_list(&p, "辖区只有一个合格的品牌");
    assert_int_equal(x.status, 303);
    site_is_sound(s);
}

/* ---- recalled, received ---- */

static void a_list_is_recalled_until_the_office_has_it_and_sent_again_under_the_next_number(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person p = person(s, "sector01");
    struct person office = person(s, "office01");
    const char *list = sent_list(&t, &p);
    struct sheet *recall = open_form(&p, list, text_format(s->a, "%s/recall", list));
    struct answer x = post(&p, recall);
    leads_to(&x, "/recommendations?recalled=1");
    x = follow(&p, &x);
    assert_true(answer_says(&x, "名单已撤回"));
    x = get(&p, list);
    assert_true(answer_says(&x, "已撤回"));
    x = send_list(&p, "");
    assert_int_equal(x.status, 303);
    const char *to = answer_header(&x, "Location");
    const char *second = arena_copy(s->a, to, strcspn(to, "?"));
    assert_int_equal(site_count(s, "SELECT MAX(number) FROM recommendation_list"), 2);
    recall = open_form(&p, second, text_format(s->a, "%s/recall", second));
    struct sheet *form = open_form(&office, second, text_format(s->a, "%s/receive", second));
    sheet_set(form, "code", "XXXX-XXXX");
    x = post(&office, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "校验码与这份名单不符"));
    sheet_set(form, "code",
              site_sql(s, "SELECT lower(replace(check_code, '-', ' ')) FROM recommendation_list WHERE number = 2"));
    x = post(&office, form);
    leads_to(&x, text_format(s->a, "%s?received=1", second));
    x = post(&p, recall); /* pressed on a page that was open: too late, and the page says so */
    leads_to(&x, second);
    x = follow(&p, &x);
    assert_true(answer_says(&x, "已收到"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM recommendation_turn WHERE turn = 'recalled'"), 1);
    site_is_sound(s);
}

static void the_recall_is_told_to_the_office_and_the_receipt_to_the_sender(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person p = person(s, "sector01");
    struct person office = person(s, "office01");
    const char *list = sent_list(&t, &p);
    struct answer x = post(&p, open_form(&p, list, text_format(s->a, "%s/recall", list)));
    assert_int_equal(x.status, 303);
    x = get(&office, "/messages");
    assert_true(answer_says(&x, "撤回了第 1 次报送的推荐名单"));
    assert_true(page_has_link(s->a, x.body, list));
    x = send_list(&p, "");
    const char *second = arena_copy(s->a, answer_header(&x, "Location"), strcspn(answer_header(&x, "Location"), "?"));
    struct sheet *form = open_form(&office, second, text_format(s->a, "%s/receive", second));
    sheet_set(form, "code", site_sql(s, "SELECT check_code FROM recommendation_list WHERE number = 2"));
    assert_int_equal(post(&office, form).status, 303);
    x = get(&p, "/messages");
    assert_true(answer_says(&x, "第 2 次报送的推荐名单和纸件已经收到"));
    assert_true(page_has_link(s->a, x.body, second));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM message WHERE kind = 'list'"), 2);
    site_is_sound(s);
}

static void the_stage_opens_and_closes_the_list_to_the_second(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person p = person(s, "sector01");
    conclude_all(&t);
    site_clock(s, RECOMMENDATION_CLOSES - 1);
    p = person(s, "sector01");
    struct sheet *form = open_form(&p, "/recommendations/send", "/recommendations/send");
    sheet_set(form, "filler_name", "李示例");
    sheet_set(form, "filler_phone", "85680855");
    site_clock(s, RECOMMENDATION_CLOSES);
    assert_int_equal(post(&p, form).status, 423);
    struct answer x = get(&p, "/recommendations");
    assert_int_equal(x.status, 200);
    assert_false(page_has_link(s->a, x.body, "/recommendations/send"));
    site_clock(s, RECOMMENDATION_CLOSES - 1);
    assert_int_equal(post(&p, form).status, 303);
}

/* ---- who ---- */

static void nobody_else_sees_a_list(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person p = person(s, "sector01");
    struct person other = person(s, "sector02");
    struct person unit = person(s, "unit01");
    const char *list = sent_list(&t, &p);
    static const char *const names[] = {"", "/list.pdf", "/letter.pdf", "/list.xlsx", "/scan"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *path = text_format(s->a, "%s%s", list, names[i]);
        assert_int_equal(get(&other, path).status, 404);
        assert_in_range(get(&unit, path).status, 403, 404);
    }
    struct sheet *form = open_form(&other, "/reviews", "/signout");
    form->action = text_format(s->a, "%s/recall", list);
    assert_int_equal(post(&other, form).status, 404);
    assert_int_equal(get(&other, "/recommendations.xlsx").status, 403);
}

/* ---- the last place ---- */

struct racer {
    struct site *site;
    const char *ref;
    enum opinion_result result;
    enum err wrote;
};

static void *race(void *data)
{
    struct racer *r = data;
    struct concluding x = {r->site, r->ref, "sector01", VERDICT_AGREE, OPINION_GIVEN};
    r->wrote = store_write(r->site->store, conclude_in_transaction, &x);
    r->result = x.result;
    return NULL;
}

static void two_clicks_on_the_last_place_give_one_success(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    assert_int_equal(conclude(s, "sector01", t.first, VERDICT_AGREE), OPINION_GIVEN);
    struct racer racers[2] = {{.site = s, .ref = t.second}, {.site = s, .ref = t.third}};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, race, &racers[i]), 0);
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(racers[i].wrote, OK);
    }
    assert_int_not_equal(racers[0].result, racers[1].result);
    assert_true(racers[0].result == OPINION_NO_PLACE || racers[1].result == OPINION_NO_PLACE);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_chain WHERE sector_decision = 'agree'"), 2);
    site_is_sound(s);
}

/* ---- sealed sheets, workbooks ---- */

static void the_sealed_sheet_comes_back_as_a_file_that_no_browser_runs(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    site_takes_files(s);
    struct person p = person(s, "sector01");
    const char *list = sent_list(&t, &p);
    const char *path = text_format(s->a, "%s/scan", list);
    assert_int_equal(get(&p, path).status, 404);
    struct sheet *form = open_form(&p, list, path);
    struct answer x = post(&p, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请选择盖章件"));
    struct sheet_file wrong = {"scan", "推荐表.docx", "PK\003\004 docx", 9};
    x = post_file(&p, form, &wrong);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "推荐表.docx"));
    struct made jpeg = make_jpeg(&(struct jpeg_recipe){.width = 800, .height = 600});
    struct sheet_file good = {"scan", "盖章.jpg", jpeg.bytes, jpeg.len};
    x = post_file(&p, form, &good);
    leads_to(&x, text_format(s->a, "%s?scanned=1", list));
    made_free(&jpeg);
    struct person office = person(s, "office01");
    x = get(&office, path);
    assert_int_equal(x.status, 200);
    assert_non_null(strstr(answer_header(&x, "Content-Disposition"), "attachment"));
    assert_string_equal(answer_header(&x, "X-Content-Type-Options"), "nosniff");
    site_is_sound(s);
}

/* ---- what was sent stays as it was sent ---- */

static void every_silent_edit_of_a_list_is_found_and_named(void **state)
{
    static const char *const edits[] = {"UPDATE recommendation_list SET reason = '改'",
                                        "UPDATE recommendation_list SET filler_phone = '12345'",
                                        "UPDATE recommendation_list SET sent_at = sent_at + 1",
                                        "UPDATE recommendation_list SET number = 7",
                                        "UPDATE recommendation_list SET record = replace(record, '一路', '二路')",
                                        "UPDATE recommendation_item SET place = 9 WHERE place = 1",
                                        "UPDATE recommendation_item SET place = NULL WHERE place = 2",
                                        "DELETE FROM recommendation_item WHERE place IS NULL"};
    struct site *s = *state;
    struct story t = story(s);
    struct person p = person(s, "sector01");
    (void)sent_list(&t, &p);
    every_edit_is_found(s, recommendation_verify,
                        "DROP TRIGGER recommendation_list_is_final; DROP TRIGGER recommendation_item_is_final;"
                        "DROP TRIGGER recommendation_item_stays",
                        edits, sizeof edits / sizeof edits[0]);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
        return image_worker_main(IMAGE_WORKER_FD);
    }
#define T(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)
    const struct CMUnitTest tests[] = {
        T(the_page_shows_what_waits_what_is_recommended_and_why_it_cannot_go_yet),
        T(the_order_is_changed_by_numbers_and_by_buttons_without_a_script),
        T(the_same_number_twice_is_told_beside_it_and_nothing_is_lost),
        T(sending_is_one_act_after_a_page_that_says_what_happens),
        T(the_same_press_twice_sends_one_list),
        T(wrong_words_are_told_and_what_was_typed_stays),
        T(none_is_an_answer_with_its_reason),
        T(a_district_with_fewer_than_the_least_explains_it),
        T(a_list_is_recalled_until_the_office_has_it_and_sent_again_under_the_next_number),
        T(the_recall_is_told_to_the_office_and_the_receipt_to_the_sender),
        T(the_stage_opens_and_closes_the_list_to_the_second),
        T(nobody_else_sees_a_list),
        T(two_clicks_on_the_last_place_give_one_success),
        T(the_sealed_sheet_comes_back_as_a_file_that_no_browser_runs),
        T(every_silent_edit_of_a_list_is_found_and_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
