/* domain_delegation.c - who may hand over whose duties, for how long, and what the delegate is called. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "domain/delegation.h"

static void the_holder_or_the_head_delegates_within_one_authority(void **state)
{
    static const struct actor own = {1, 7, ROLE_SECTOR};
    static const struct actor other = {3, 7, ROLE_SECTOR};
    static const struct actor stranger = {9, 8, ROLE_SECTOR};
    static const struct actor unit = {1, 7, ROLE_UNIT};
    static const struct account_facts holder = {1, 7, ROLE_SECTOR, true};
    static const struct account_facts colleague = {2, 7, ROLE_SECTOR, true};
    static const struct account_facts disabled = {2, 7, ROLE_SECTOR, false};
    static const struct account_facts elsewhere = {2, 8, ROLE_SECTOR, true};
    static const struct account_facts of_unit = {2, 7, ROLE_UNIT, true};
    static const struct {
        const struct actor *who;
        bool is_head;
        const struct account_facts *holder, *delegate;
        enum err want;
    } rows[] = {
        {&own, false, &holder, &colleague, OK},           {&other, true, &holder, &colleague, OK},
        {&other, false, &holder, &colleague, ERR_DENIED}, {&stranger, true, &holder, &colleague, ERR_NOT_FOUND},
        {&unit, true, &of_unit, &of_unit, ERR_NOT_FOUND}, {&own, false, &holder, &elsewhere, ERR_NOT_FOUND},
        {&own, false, &holder, &disabled, ERR_CONFLICT},  {&own, false, &holder, &holder, ERR_CONFLICT},
        {&own, false, &holder, &of_unit, ERR_NOT_FOUND},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(may_delegate(rows[i].who, rows[i].is_head, rows[i].holder, rows[i].delegate), rows[i].want);
    }
}

static void it_is_recalled_by_those_whom_it_concerns_while_it_is_not_over(void **state)
{
    static const struct account_facts holder = {1, 7, ROLE_SECTOR, true};
    static const struct actor delegate = {2, 7, ROLE_SECTOR};
    static const struct actor colleague = {3, 7, ROLE_SECTOR};
    static const struct actor stranger = {4, 8, ROLE_SECTOR};
    (void)state;
    assert_int_equal(may_recall_delegation(&delegate, false, &holder, 2, DELEGATION_IN_FORCE), OK);
    assert_int_equal(may_recall_delegation(&colleague, true, &holder, 2, DELEGATION_COMING), OK);
    assert_int_equal(may_recall_delegation(&colleague, false, &holder, 2, DELEGATION_IN_FORCE), ERR_DENIED);
    assert_int_equal(may_recall_delegation(&stranger, true, &holder, 2, DELEGATION_IN_FORCE), ERR_NOT_FOUND);
    assert_int_equal(may_recall_delegation(&delegate, false, &holder, 2, DELEGATION_ENDED), ERR_CONFLICT);
    assert_int_equal(may_recall_delegation(&delegate, false, &holder, 2, DELEGATION_RECALLED), ERR_CONFLICT);
}

static void it_holds_from_the_first_second_of_the_first_day_to_the_last_of_the_last(void **state)
{
    (void)state;
    assert_int_equal(delegation_state_at(100, 200, 0, 99), DELEGATION_COMING);
    assert_int_equal(delegation_state_at(100, 200, 0, 100), DELEGATION_IN_FORCE);
    assert_int_equal(delegation_state_at(100, 200, 0, 199), DELEGATION_IN_FORCE);
    assert_int_equal(delegation_state_at(100, 200, 0, 200), DELEGATION_ENDED);
    assert_int_equal(delegation_state_at(100, 200, 150, 160), DELEGATION_RECALLED);
}

static void it_begins_today_at_the_earliest_and_lasts_92_days_at_most(void **state)
{
    static const struct {
        day_no first, last;
        const char *reason;
    } rows[] = {{10, 10, NULL},      {10, 101, NULL},  {12, 12, NULL},
                {9, 12, "已经过去"}, {11, 10, "以前"}, {10, 102, "92 天"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *reason = NULL;
        assert_int_equal(delegation_days_rule(rows[i].first, rows[i].last, 10, &reason),
                         rows[i].reason == NULL ? OK : ERR_INVALID);
        assert_true(rows[i].reason == NULL || strstr(reason, rows[i].reason) != NULL);
    }
}

static void the_delegate_is_called_by_both_names(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_string_equal(delegation_name(a, "李示例", "张示例"), "李示例（代张示例）");
    assert_string_equal(delegation_name(a, "李示例", ""), "李示例");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_holder_or_the_head_delegates_within_one_authority),
        cmocka_unit_test(it_is_recalled_by_those_whom_it_concerns_while_it_is_not_over),
        cmocka_unit_test(it_holds_from_the_first_second_of_the_first_day_to_the_last_of_the_last),
        cmocka_unit_test(it_begins_today_at_the_earliest_and_lasts_92_days_at_most),
        cmocka_unit_test(the_delegate_is_called_by_both_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
