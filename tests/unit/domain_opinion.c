/* domain_opinion.c - what an opinion must hold, who may know it, and whose turn a reviewer's list says it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/opinion.h"

static const char standard[] = "情况属实，同意推荐。经核，该单位近两年未发现重大违纪违法案件、重大责任事故和有负面影响"
                               "的服务质量问题。\n推荐排序：第　　位。";

static void the_standard_sentence_always_will_do_for_agreeing(void **state)
{
    struct arena *a = *state;
    assert_null(opinion_text_fault(a, VERDICT_AGREE, standard, standard));
    /* blanks and line ends of a browser change nothing */
    assert_null(opinion_text_fault(a, VERDICT_AGREE, "  经征求意见，\n同意申报。", "经征求意见，同意申报。"));
}

static void bare_words_never_do(void **state)
{
    struct arena *a = *state;
    static const char *const bare[] = {"同意",  "同意。", " 同 意 ", "核实无误",  "经核实无误。", "情况属实，同意。",
                                       "推荐",  "已阅",   "不同意",  "不推荐！",  "同意推荐",     "……，。",
                                       "agree", "OK",     "无意见",  "没有意见。"};
    for (size_t i = 0; i < sizeof bare / sizeof bare[0]; i++) {
        if (opinion_text_fault(a, VERDICT_AGREE, bare[i], standard) == NULL) {
            fail_msg("agreeing with \"%s\"", bare[i]);
        }
        if (opinion_text_fault(a, VERDICT_DISAGREE, bare[i], standard) == NULL) {
            fail_msg("disagreeing with \"%s\"", bare[i]);
        }
    }
    assert_non_null(opinion_text_fault(a, VERDICT_AGREE, "", standard));
    assert_string_equal(opinion_text_fault(a, VERDICT_DISAGREE, "", standard), "请写明不同意的理由");
}

static void ones_own_words_do_when_they_say_something(void **state)
{
    struct arena *a = *state;
    static const char own[] = "该单位窗口服务规范，群众评价良好，我办征求了街道意见。";
    assert_null(opinion_text_fault(a, VERDICT_AGREE, own, standard));
    assert_null(opinion_text_fault(a, VERDICT_DISAGREE, "品牌运行不满一年，与通知要求不符。", standard));
}

static void disagreeing_with_the_sentence_for_agreeing_is_a_slip(void **state)
{
    struct arena *a = *state;
    const char *fault = opinion_text_fault(a, VERDICT_DISAGREE, standard, standard);
    assert_non_null(fault);
    assert_non_null(strstr(fault, "不同意的理由"));
    assert_non_null(opinion_text_fault(a, VERDICT_DISAGREE, "短的标准意见", "短的标准意见"));
}

static void two_hundred_characters_are_enough(void **state)
{
    struct arena *a = *state;
    char text[3 * (OPINION_TEXT_ZI_MAX + 1) + 1];
    for (size_t i = 0; i <= OPINION_TEXT_ZI_MAX; i++) {
        memcpy(text + 3 * i, "好", 3);
    }
    text[3 * OPINION_TEXT_ZI_MAX] = '\0';
    assert_null(opinion_text_fault(a, VERDICT_DISAGREE, text, standard));
    memcpy(text + (size_t)3 * OPINION_TEXT_ZI_MAX, "好", 4);
    assert_non_null(opinion_text_fault(a, VERDICT_DISAGREE, text, standard));
    char latin[1000];
    memset(latin, 'x', sizeof latin);
    latin[999] = '\0';
    assert_non_null(opinion_text_fault(a, VERDICT_AGREE, latin, standard)); /* one 字, and far too long for the box */
}

static void who_signs_has_a_name(void **state)
{
    (void)state;
    assert_non_null(signer_name_fault(""));
    assert_non_null(signer_name_fault("李"));
    assert_null(signer_name_fault("李示例"));
    assert_null(signer_name_fault("例㛃𬭊𫖯"));
    assert_non_null(signer_name_fault("示示示示示示示示示示示示示示示示示示示示例"));
    assert_null(signer_title_fault(""));
    assert_null(signer_title_fault("党组书记、局长"));
    assert_non_null(signer_title_fault("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一"));
}

static void the_day_lies_between_the_version_and_today(void **state)
{
    (void)state;
    static const struct {
        bool is_read;
        day_no on;
        bool is_fine;
    } rows[] = {{true, 100, true}, {true, 105, true},  {true, 110, true},
                {true, 99, false}, {true, 111, false}, {false, 105, false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true((signed_on_fault(rows[i].is_read, rows[i].on, 100, 110) == NULL) == rows[i].is_fine);
    }
}

enum { UNIT = 1, DISTRICT, SECTOR, OFFICE, OTHER };

static struct actor actor_of(int64_t body)
{
    static const enum role roles[] = {ROLE_PUBLIC, ROLE_UNIT, ROLE_DISTRICT, ROLE_SECTOR, ROLE_OFFICE, ROLE_SECTOR};
    return (struct actor){.account_id = body, .body_id = body, .role = roles[body]};
}

static struct nomination_facts facts_for(int64_t body, enum route route)
{
    return (struct nomination_facts){.body_id = UNIT,
                                     .state = NOMINATION_SUBMITTED,
                                     .was_submitted = true,
                                     .asks_district = route != ROUTE_SECTOR_CITY,
                                     .is_of_sector = body == SECTOR && route != ROUTE_DISTRICT,
                                     .is_of_district = body == DISTRICT};
}

static void a_conclusion_is_its_bodys_secret_until_the_list_is_sent(void **state)
{
    (void)state;
    static const struct {
        enum route route;
        enum opinion_kind box;
        bool is_sent, is_current;
        bool known[OTHER + 1]; /* by UNIT, DISTRICT, SECTOR, OFFICE */
    } rows[] = {
        /* the local opinion is told to everybody on the way, also about an earlier version */
        {ROUTE_SECTOR_COUNTY,
         OPINION_DISTRICT,
         false,
         true,
         {[UNIT] = true, [DISTRICT] = true, [SECTOR] = true, [OFFICE] = true}},
        {ROUTE_SECTOR_COUNTY,
         OPINION_DISTRICT,
         false,
         false,
         {[UNIT] = true, [DISTRICT] = true, [SECTOR] = true, [OFFICE] = true}},
        {ROUTE_SECTOR_COUNTY, OPINION_SECTOR, false, true, {[SECTOR] = true}},
        {ROUTE_SECTOR_COUNTY,
         OPINION_SECTOR,
         true,
         true,
         {[UNIT] = true, [DISTRICT] = true, [SECTOR] = true, [OFFICE] = true}},
        {ROUTE_SECTOR_COUNTY, OPINION_SECTOR, true, false, {[SECTOR] = true}},
        {ROUTE_SECTOR_CITY, OPINION_SECTOR, false, true, {[SECTOR] = true}},
        {ROUTE_DISTRICT, OPINION_DISTRICT, false, true, {[DISTRICT] = true}},
        {ROUTE_DISTRICT,
         OPINION_DISTRICT,
         true,
         true,
         {[UNIT] = true, [DISTRICT] = true, [OFFICE] = true, [SECTOR] = true}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int64_t body = UNIT; body <= OFFICE; body++) {
            struct actor who = actor_of(body);
            struct nomination_facts n = facts_for(body, rows[i].route);
            struct chain c = {.state = NOMINATION_SUBMITTED,
                              .was_submitted = true,
                              .route = rows[i].route,
                              .is_sent = rows[i].is_sent};
            struct opinion_facts o = {rows[i].box, rows[i].route, rows[i].box == OPINION_SECTOR ? SECTOR : DISTRICT,
                                      rows[i].is_current};
            if (may_know_opinion(&who, &n, &c, &o) != rows[i].known[body]) {
                fail_msg("row %zu, body %lld", i, (long long)body);
            }
        }
    }
}

static void a_conclusion_about_an_earlier_route_stays_a_secret(void **state)
{
    (void)state;
    struct actor unit = actor_of(UNIT);
    struct nomination_facts n = facts_for(UNIT, ROUTE_SECTOR_COUNTY);
    struct chain c = {.state = NOMINATION_SUBMITTED, .was_submitted = true, .route = ROUTE_SECTOR_COUNTY};
    /* version 1 was outside the sectors and its district recommended; version 2 only asks that district */
    struct opinion_facts then = {OPINION_DISTRICT, ROUTE_DISTRICT, DISTRICT, false};
    assert_false(may_know_opinion(&unit, &n, &c, &then));
}

static void a_returned_nomination_can_still_be_read_and_a_withdrawn_one_cannot(void **state)
{
    (void)state;
    static const struct {
        enum nomination_state state;
        bool is_returned;
        enum err want;
    } rows[] = {{NOMINATION_SUBMITTED, false, OK},
                {NOMINATION_DRAFT, true, OK},
                {NOMINATION_DRAFT, false, ERR_NOT_FOUND},
                {NOMINATION_WITHDRAWN, false, ERR_NOT_FOUND}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int64_t body = UNIT; body <= OTHER; body++) {
            struct actor who = actor_of(body);
            struct nomination_facts n = facts_for(body, ROUTE_SECTOR_COUNTY);
            struct chain c = {.state = rows[i].state,
                              .was_submitted = true,
                              .route = ROUTE_SECTOR_COUNTY,
                              .is_returned = rows[i].is_returned};
            n.state = rows[i].state;
            enum err want = body == SECTOR || body == DISTRICT ? rows[i].want : ERR_NOT_FOUND;
            assert_int_equal(may_review_nomination(&who, &n, &c), want);
        }
    }
}

static void ones_own_opinion_is_taken_back_while_the_way_is_open(void **state)
{
    (void)state;
    unsigned open = STAGE_BIT(STAGE_RECOMMENDATION);
    struct actor d = actor_of(DISTRICT);
    struct nomination_facts n = facts_for(DISTRICT, ROUTE_SECTOR_COUNTY);
    struct chain c = {
        .state = NOMINATION_SUBMITTED, .was_submitted = true, .route = ROUTE_SECTOR_COUNTY, .district = VERDICT_AGREE};
    assert_int_equal(may_take_back_opinion(&d, open, &n, &c), OK);
    assert_int_equal(may_take_back_opinion(&d, STAGE_BIT(STAGE_PUBLICITY), &n, &c), ERR_CLOSED);
    c.sector = VERDICT_DISAGREE; /* the sector has built on it */
    assert_int_equal(may_take_back_opinion(&d, open, &n, &c), ERR_CONFLICT);
    c.sector = VERDICT_NONE;
    c.district = VERDICT_NONE;
    assert_int_equal(may_take_back_opinion(&d, open, &n, &c), ERR_CONFLICT);
    struct actor s = actor_of(SECTOR);
    n = facts_for(SECTOR, ROUTE_SECTOR_CITY);
    c = (struct chain){.state = NOMINATION_DRAFT,
                       .was_submitted = true,
                       .route = ROUTE_SECTOR_CITY,
                       .sector = VERDICT_AGREE,
                       .is_returned = true};
    assert_int_equal(may_take_back_opinion(&s, open, &n, &c), OK); /* the place is not held for ever */
    c.is_returned = false;
    assert_int_equal(may_take_back_opinion(&s, open, &n, &c), ERR_CONFLICT);
    c.state = NOMINATION_SUBMITTED;
    c.is_sent = true;
    assert_int_equal(may_take_back_opinion(&s, open, &n, &c), ERR_CONFLICT);
}

static void a_list_says_where_each_one_stands(void **state)
{
    (void)state;
    static const struct {
        enum opinion_kind box;
        struct chain c;
        enum review_state want;
    } rows[] = {
        {OPINION_DISTRICT, {.state = NOMINATION_SUBMITTED, .route = ROUTE_SECTOR_COUNTY}, REVIEW_OURS},
        {OPINION_SECTOR, {.state = NOMINATION_SUBMITTED, .route = ROUTE_SECTOR_COUNTY}, REVIEW_ELSEWHERE},
        {OPINION_SECTOR,
         {.state = NOMINATION_SUBMITTED, .route = ROUTE_SECTOR_COUNTY, .district = VERDICT_DISAGREE},
         REVIEW_OURS},
        {OPINION_DISTRICT,
         {.state = NOMINATION_SUBMITTED, .route = ROUTE_SECTOR_COUNTY, .district = VERDICT_AGREE},
         REVIEW_AGREED},
        {OPINION_DISTRICT,
         {.state = NOMINATION_SUBMITTED,
          .route = ROUTE_SECTOR_COUNTY,
          .district = VERDICT_AGREE,
          .is_sent = true,
          .place = 1},
         REVIEW_AGREED},
        {OPINION_SECTOR,
         {.state = NOMINATION_SUBMITTED, .route = ROUTE_SECTOR_CITY, .sector = VERDICT_DISAGREE},
         REVIEW_DISAGREED},
        {OPINION_SECTOR,
         {.state = NOMINATION_SUBMITTED,
          .route = ROUTE_SECTOR_CITY,
          .sector = VERDICT_AGREE,
          .is_sent = true,
          .place = 2},
         REVIEW_SENT},
        {OPINION_SECTOR, {.state = NOMINATION_SUBMITTED, .route = ROUTE_SECTOR_CITY, .is_sent = true}, REVIEW_LEFT_OUT},
        {OPINION_SECTOR, {.state = NOMINATION_DRAFT, .route = ROUTE_SECTOR_CITY, .is_returned = true}, REVIEW_RETURNED},
        {OPINION_SECTOR, {.state = NOMINATION_DRAFT, .route = ROUTE_SECTOR_CITY}, REVIEW_GONE},
        {OPINION_SECTOR,
         {.state = NOMINATION_WITHDRAWN, .route = ROUTE_SECTOR_CITY, .sector = VERDICT_AGREE},
         REVIEW_GONE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (review_state_of(rows[i].box, &rows[i].c) != rows[i].want) {
            fail_msg("row %zu", i);
        }
    }
    for (int s = 0; s < REVIEW__COUNT; s++) {
        assert_true(strlen(review_state_ident((enum review_state)s)) > 0);
        assert_true(strlen(review_state_word((enum review_state)s, true)) > 0);
        assert_true(strlen(review_state_word((enum review_state)s, false)) > 0);
    }
}

static int with_arena(void **state)
{
    *state = arena_new();
    return 0;
}

static int without_arena(void **state)
{
    arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_standard_sentence_always_will_do_for_agreeing),
        cmocka_unit_test(bare_words_never_do),
        cmocka_unit_test(ones_own_words_do_when_they_say_something),
        cmocka_unit_test(disagreeing_with_the_sentence_for_agreeing_is_a_slip),
        cmocka_unit_test(two_hundred_characters_are_enough),
        cmocka_unit_test(who_signs_has_a_name),
        cmocka_unit_test(the_day_lies_between_the_version_and_today),
        cmocka_unit_test(a_conclusion_is_its_bodys_secret_until_the_list_is_sent),
        cmocka_unit_test(a_conclusion_about_an_earlier_route_stays_a_secret),
        cmocka_unit_test(a_returned_nomination_can_still_be_read_and_a_withdrawn_one_cannot),
        cmocka_unit_test(ones_own_opinion_is_taken_back_while_the_way_is_open),
        cmocka_unit_test(a_list_says_where_each_one_stands),
    };
    return cmocka_run_group_tests(tests, with_arena, without_arena);
}
