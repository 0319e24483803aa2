/* domain_recommendation.c - quotas, order, and who sends, recalls and receives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "domain/recommendation.h"
#include "domain/role.h"

static const unsigned open_stage = STAGE_BIT(STAGE_RECOMMENDATION);

static void fewer_than_the_least_want_a_reason_and_more_than_the_most_never_go(void **state)
{
    (void)state;
    static const struct {
        struct list_facts facts;
        const char *reason;
        enum list_fault fault;
    } rows[] = {
        {{1, 2, 1, 0, false, false}, "", LIST_FINE},
        {{1, 2, 2, 0, false, false}, "", LIST_FINE},
        {{1, 2, 3, 0, false, false}, "很多好品牌", LIST_OVER},
        {{1, 2, 0, 0, false, false}, "", LIST_NEEDS_REASON},
        {{1, 2, 0, 0, false, false}, " 　\n", LIST_NEEDS_REASON},
        {{1, 2, 0, 0, false, false}, "本行业没有运行满一年的品牌", LIST_FINE},
        {{3, 5, 2, 0, false, false}, "", LIST_NEEDS_REASON},
        {{3, 5, 2, 0, false, false}, "辖区只有两个合格的品牌", LIST_FINE},
        {{3, 5, 3, 0, false, false}, "", LIST_FINE},
        {{3, 5, 5, 0, false, false}, "", LIST_FINE},
        {{3, 5, 6, 0, false, false}, "", LIST_OVER},
        {{1, 2, 1, 1, false, false}, "", LIST_UNDECIDED},
        {{1, 2, 1, 0, true, false}, "", LIST_IS_SENT},
        {{1, 2, 1, 3, true, true}, "", LIST_IS_SENT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(list_judge(&rows[i].facts, rows[i].reason), rows[i].fault);
    }
    char endless[3 * 201 + 1] = "";
    for (int i = 0; i < 201; i++) {
        memcpy(endless + 3 * i, "长", 4);
    }
    assert_int_equal(list_judge(&rows[0].facts, endless), LIST_REASON_LONG);
    endless[3 * 200] = '\0';
    assert_int_equal(list_judge(&rows[0].facts, endless), LIST_FINE);
}

static void a_list_is_sent_once_recalled_until_received_and_received_by_the_office(void **state)
{
    (void)state;
    static const struct list_facts fresh = {.places_max = 2};
    static const struct list_facts sent = {.places_max = 2, .is_sent = true};
    static const struct list_facts received = {.places_max = 2, .is_sent = true, .is_received = true};
    for (int i = 0; i < ROLE__COUNT; i++) {
        struct actor who = {1, 7, (enum role)i};
        bool sends = i == ROLE_SECTOR || i == ROLE_DISTRICT;
        assert_int_equal(role_recommends(who.role), sends);
        assert_int_equal(may_send_list(&who, open_stage, &fresh), sends ? OK : ERR_NOT_FOUND);
        assert_int_equal(may_send_list(&who, STAGE_ALL & ~open_stage, &fresh), sends ? ERR_CLOSED : ERR_NOT_FOUND);
        assert_int_equal(may_send_list(&who, open_stage, &sent), sends ? ERR_CONFLICT : ERR_NOT_FOUND);
        assert_int_equal(may_recall_list(&who, open_stage, &fresh), sends ? ERR_CONFLICT : ERR_NOT_FOUND);
        assert_int_equal(may_recall_list(&who, open_stage, &sent), sends ? OK : ERR_NOT_FOUND);
        assert_int_equal(may_recall_list(&who, open_stage, &received), sends ? ERR_CONFLICT : ERR_NOT_FOUND);
        assert_int_equal(may_recall_list(&who, 0, &sent), sends ? ERR_CLOSED : ERR_NOT_FOUND);
        bool is_office = i == ROLE_OFFICE;
        assert_int_equal(may_receive_list(&who, &fresh), is_office ? ERR_CONFLICT : ERR_NOT_FOUND);
        assert_int_equal(may_receive_list(&who, &sent), is_office ? OK : ERR_NOT_FOUND);
        assert_int_equal(may_receive_list(&who, &received), is_office ? ERR_CONFLICT : ERR_NOT_FOUND);
        assert_int_equal(may_view_list(&who, 7), sends || is_office ? OK : ERR_NOT_FOUND);
        assert_int_equal(may_view_list(&who, 8), is_office ? OK : ERR_NOT_FOUND);
    }
}

static void places_are_read_in_order_and_none_may_stand_twice(void **state)
{
    (void)state;
    static const struct {
        const char *typed[4];
        size_t len;
        enum err expected;
        size_t order[4];
        size_t bad;
    } rows[] = {{{"1", "2", "3"}, 3, OK, {0, 1, 2}, 0},
                {{"3", "1", "2"}, 3, OK, {1, 2, 0}, 0},
                {{"9", "4"}, 2, OK, {1, 0}, 0},
                {{"1", "1"}, 2, ERR_INVALID, {0}, 1},
                {{"2", "1", "2"}, 3, ERR_INVALID, {0}, 2},
                {{"1", ""}, 2, ERR_INVALID, {0}, 1},
                {{"0"}, 1, ERR_INVALID, {0}, 0},
                {{"第一"}, 1, ERR_INVALID, {0}, 0},
                {{"1000"}, 1, ERR_INVALID, {0}, 0},
                {{NULL}, 0, OK, {0}, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t order[4] = {9, 9, 9, 9};
        size_t bad = 0;
        assert_int_equal(list_order_read(rows[i].typed, rows[i].len, order, &bad), rows[i].expected);
        if (rows[i].expected != OK) {
            assert_int_equal(bad, rows[i].bad);
            continue;
        }
        for (size_t k = 0; k < rows[i].len; k++) {
            assert_int_equal(order[k], rows[i].order[k]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fewer_than_the_least_want_a_reason_and_more_than_the_most_never_go),
        cmocka_unit_test(a_list_is_sent_once_recalled_until_received_and_received_by_the_office),
        cmocka_unit_test(places_are_read_in_order_and_none_may_stand_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
