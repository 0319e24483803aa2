/* domain_reminder.c - what is owed, until when, in which words; and the ways of a mail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/outbox.h"
#include "domain/reminder.h"

#define DAY INT64_C(86400)
#define NOW INT64_C(1436000000)

static const struct stage_window windows[] = {{STAGE_NOMINATION, NOW - 20 * DAY, NOW - 10 * DAY},
                                              {STAGE_RECOMMENDATION, NOW - 10 * DAY, NOW + 5 * DAY},
                                              {STAGE_PRELIMINARY_REVIEW, NOW + 5 * DAY, NOW + 15 * DAY}};
enum { WINDOWS = sizeof windows / sizeof windows[0] };

static void every_debt_has_an_ident_a_name_and_a_stage(void **state)
{
    (void)state;
    for (int i = 0; i < DEBT__COUNT; i++) {
        enum debt d = DEBT__COUNT;
        assert_int_equal(debt_from_ident(debt_ident((enum debt)i), &d), OK);
        assert_int_equal(d, i);
        assert_true(*debt_name(d) != '\0');
        assert_true(debt_stage(d) <= STAGE_PRELIMINARY_REVIEW);
    }
    enum debt d = DEBT_PAPER;
    assert_int_equal(debt_from_ident("money", &d), ERR_NOT_FOUND);
    assert_int_equal(d, DEBT_PAPER);
}

static void a_debt_is_due_at_the_end_of_its_stage_or_later(void **state)
{
    static const struct {
        enum debt debt;
        int64_t own, due;
    } rows[] = {
        {DEBT_DRAFT, 0, NOW - 10 * DAY},
        {DEBT_REVISION, NOW + DAY, NOW + DAY},
        {DEBT_REVISION, NOW - 15 * DAY, NOW - 10 * DAY},
        {DEBT_NAMES, 0, NOW + 15 * DAY},
        {DEBT_OPINION, 0, NOW + 5 * DAY},
        {DEBT_CONCLUSION, 0, NOW + 5 * DAY},
        {DEBT_LIST, 0, NOW + 5 * DAY},
        {DEBT_PAPER, 0, NOW + 5 * DAY},
        {DEBT_ANSWER, 0, NOW + 15 * DAY},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(debt_due(rows[i].debt, windows, WINDOWS, rows[i].own), rows[i].due);
    }
    assert_int_equal(debt_due(DEBT_LIST, NULL, 0, 0), 0);
}

static void a_conclusion_and_a_list_are_owed_from_the_opening_of_their_stage(void **state)
{
    (void)state;
    for (int i = 0; i < DEBT__COUNT; i++) {
        enum debt d = (enum debt)i;
        bool waits = d == DEBT_CONCLUSION || d == DEBT_LIST;
        assert_int_equal(debt_counts(d, windows, WINDOWS, NOW - 10 * DAY - 1), !waits);
        assert_true(debt_counts(d, windows, WINDOWS, NOW - 10 * DAY));
        assert_true(debt_counts(d, windows, WINDOWS, NOW + 100 * DAY));
    }
}

static void two_days_before_the_end_it_is_soon_and_at_the_end_it_is_overdue(void **state)
{
    static const struct {
        size_t count;
        int64_t due;
        enum owing owing;
    } rows[] = {
        {0, NOW - DAY, OWING_NOTHING},     {1, 0, OWING_LATER},      {1, NOW + 2 * DAY + 1, OWING_LATER},
        {1, NOW + 2 * DAY, OWING_SOON},    {1, NOW + 1, OWING_SOON}, {1, NOW, OWING_OVERDUE},
        {3, NOW - 9 * DAY, OWING_OVERDUE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(owing_of(rows[i].count, rows[i].due, NOW), rows[i].owing);
    }
}

static void what_is_left_is_said_in_days_and_in_the_last_one_in_hours(void **state)
{
    static const struct {
        int64_t due;
        const char *words;
    } rows[] = {{NOW + 3 * DAY + 7200, "还有 3 天"},
                {NOW + 7200, "还有 2 小时"},
                {NOW + 60, "还有 不到 1 小时"},
                {NOW, "已过 不到 1 小时"},
                {NOW - DAY, "已过 1 天"}};
    struct arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(owing_left(a, rows[i].due, NOW), rows[i].words);
    }
    arena_free(a);
}

static void a_sentence_names_the_brand_and_an_answer_names_none(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    struct debt_facts f = {DEBT_CONCLUSION, "一路暖行", "CZPP-2015-0001", 1};
    assert_string_equal(debt_sentence(a, &f), "“一路暖行”（受理编号 CZPP-2015-0001）还没有作出审阅结论");
    f = (struct debt_facts){DEBT_DRAFT, "", "", 1};
    assert_string_equal(debt_sentence(a, &f), "已经开始的申报表还没有提交");
    f = (struct debt_facts){DEBT_ANSWER, "张某", "", 2};
    assert_string_equal(debt_sentence(a, &f), "张某有 2 个品牌的初审还没有答复");
    for (int i = 0; i < DEBT__COUNT; i++) {
        f = (struct debt_facts){(enum debt)i, "甲", "乙", 1};
        assert_true(*debt_sentence(a, &f) != '\0');
    }
    arena_free(a);
}

static void a_call_reads_as_the_office_writes_it(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    assert_string_equal(call_words(a, CALL_PHONE, "张某", 1436340000), "已电话催办 张某 7-8 15:20");
    assert_string_equal(call_words(a, CALL_SYSTEM, "", 1436340000), "已系统内催办 7-8 15:20");
    for (int i = 0; i < CALL__COUNT; i++) {
        enum call_channel c = CALL__COUNT;
        assert_int_equal(call_channel_from_ident(call_channel_ident((enum call_channel)i), &c), OK);
        assert_int_equal(c, i);
        assert_true(call_is_told(c) || !call_needs_person(c));
    }
    assert_non_null(call_time_fault(NOW + 1, NOW - DAY, NOW));
    assert_non_null(call_time_fault(NOW - 2 * DAY, NOW - DAY, NOW));
    assert_null(call_time_fault(NOW, NOW - DAY, NOW));
    arena_free(a);
}

static void a_template_says_what_is_wrong_with_it(void **state)
{
    static const struct {
        const char *text, *fault; /* NULL: right */
    } rows[] = {
        {"{body}：{items}", NULL},
        {"{body} {title} {items} {deadline} {left} {organiser} {phone}", NULL},
        {"", "请填写"},
        {"{items}", "缺少 {body}"},
        {"{body}", "缺少 {items}"},
        {"{body}{items}{sum}", "“{sum}”不能识别"},
        {"{body}{items}{", "“{”不能识别"},
        {"{body}{items}}", "“}”不能识别"},
        {"{body}{items}{电话}", "“{电话}”不能识别"},
        {"{body}{items}{bodybodybodybody}", "不能识别"},
    };
    struct arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *fault = reminder_template_fault(a, rows[i].text);
        if (rows[i].fault == NULL) {
            assert_null(fault);
        } else {
            assert_non_null(fault);
            assert_non_null(strstr(fault, rows[i].fault));
        }
    }
    char *longest = arena_alloc(a, REMINDER_TEXT_MAX + 2, 1);
    memset(longest, 'x', REMINDER_TEXT_MAX + 1);
    longest[REMINDER_TEXT_MAX + 1] = '\0';
    assert_non_null(strstr(reminder_template_fault(a, longest), "太长"));
    arena_free(a);
}

static void names_are_filled_in_once_and_what_is_none_stays(void **state)
{
    struct arena *a = arena_new();
    struct reminder_words w = {.body = "甲局{items}",
                               .title = "活动",
                               .items = "1. 一",
                               .deadline = "7月10日",
                               .left = "还有 2 天",
                               .organiser = "市文明办",
                               .phone = "1234"};
    (void)state;
    assert_string_equal(reminder_fill(a, "{body}：{items}（{left}）{x}{ {phone}{", &w),
                        "甲局{items}：1. 一（还有 2 天）{x}{ 1234{");
    assert_string_equal(reminder_fill(a, "", &w), "");
    arena_free(a);
}

/* ---- the outbox ---- */

static void a_person_may_turn_a_mail_only_on_these_ways(void **state)
{
    static const char *const ways[] = {"held queued",    "held stopped",  "queued held",
                                       "queued stopped", "failed queued", "failed stopped",
                                       "unknown queued", "unknown sent",  "unknown stopped"};
    struct arena *a = arena_new();
    (void)state;
    for (int from = 0; from < MAIL__COUNT; from++) {
        for (int to = 0; to < MAIL__COUNT; to++) {
            const char *way =
                text_format(a, "%s %s", mail_state_ident((enum mail_state)from), mail_state_ident((enum mail_state)to));
            bool is_way = false;
            for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
                is_way = is_way || strcmp(ways[i], way) == 0;
            }
            assert_int_equal(mail_may_turn((enum mail_state)from, (enum mail_state)to), is_way);
        }
    }
    arena_free(a);
}

static void a_mail_is_tried_again_ever_more_slowly_and_never_given_up(void **state)
{
    (void)state;
    assert_int_equal(mail_after(OUTCOME_TAKEN), MAIL_SENT);
    assert_int_equal(mail_after(OUTCOME_LATER), MAIL_QUEUED);
    assert_int_equal(mail_after(OUTCOME_REFUSED), MAIL_FAILED);
    assert_int_equal(mail_after(OUTCOME_UNKNOWN), MAIL_UNKNOWN);
    int64_t last = 0;
    for (int i = 1; i < 100; i++) {
        assert_true(mail_rest(i) >= last && mail_rest(i) <= 3600);
        last = mail_rest(i);
    }
    assert_int_equal(mail_rest(1), 60);
    enum mail_state s = MAIL_HELD;
    assert_int_equal(mail_state_from_ident("gone", &s), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_debt_has_an_ident_a_name_and_a_stage),
        cmocka_unit_test(a_debt_is_due_at_the_end_of_its_stage_or_later),
        cmocka_unit_test(a_conclusion_and_a_list_are_owed_from_the_opening_of_their_stage),
        cmocka_unit_test(two_days_before_the_end_it_is_soon_and_at_the_end_it_is_overdue),
        cmocka_unit_test(what_is_left_is_said_in_days_and_in_the_last_one_in_hours),
        cmocka_unit_test(a_sentence_names_the_brand_and_an_answer_names_none),
        cmocka_unit_test(a_call_reads_as_the_office_writes_it),
        cmocka_unit_test(a_template_says_what_is_wrong_with_it),
        cmocka_unit_test(names_are_filled_in_once_and_what_is_none_stays),
        cmocka_unit_test(a_person_may_turn_a_mail_only_on_these_ways),
        cmocka_unit_test(a_mail_is_tried_again_ever_more_slowly_and_never_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
