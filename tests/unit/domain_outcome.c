/* domain_outcome.c - counts and outcomes that everybody may know: what is counted, who makes it public, in which words.
 * Handbook 4.3, 4.4. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "domain/objection.h"
#include "domain/outcome.h"

static void each_item_has_its_own_word_and_every_finding_has_an_item(void **state)
{
    (void)state;
    for (int i = 0; i < OUTCOME__COUNT; i++) {
        enum outcome_item item = OUTCOME__COUNT;
        assert_int_equal(outcome_item_from_ident(outcome_item_ident((enum outcome_item)i), &item), OK);
        assert_int_equal(item, i);
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(outcome_item_word((enum outcome_item)i), outcome_item_word((enum outcome_item)k));
        }
        assert_string_equal(outcome_item_unit((enum outcome_item)i), i < OUTCOME_LISTED ? "件" : "个");
    }
    enum outcome_item untouched = OUTCOME_OPEN;
    assert_int_equal(outcome_item_from_ident("brand", &untouched), ERR_NOT_FOUND);
    assert_int_equal(untouched, OUTCOME_OPEN);
    for (int i = FINDING_NONE + 1; i < FINDING__COUNT; i++) {
        enum outcome_item item = OUTCOME__COUNT;
        assert_int_equal(outcome_item_from_ident(objection_finding_ident((enum objection_finding)i), &item), OK);
        assert_true(item >= OUTCOME_UPHELD && item <= OUTCOME_TRANSFERRED);
    }
}

static void a_brand_is_counted_once_by_what_weighs_most(void **state)
{
    static const struct {
        struct outcome_brand brand;
        enum outcome_item item;
    } rows[] = {
        {{true, true, true, true}, OUTCOME_REMOVED},       {{true, false, false, false}, OUTCOME_REMOVED},
        {{false, true, true, true}, OUTCOME_DISQUALIFIED}, {{false, false, true, true}, OUTCOME_SUSPENDED},
        {{false, false, false, true}, OUTCOME_RECTIFIED},  {{false, false, false, false}, OUTCOME_LISTED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct outcome o = {{0}};
        outcome_add_brand(&o, &rows[i].brand);
        assert_int_equal(o.of[OUTCOME_LISTED], 1);
        int affected = 0;
        for (int k = OUTCOME_REMOVED; k < OUTCOME__COUNT; k++) {
            affected += o.of[k];
        }
        assert_int_equal(affected, rows[i].item != OUTCOME_LISTED);
        assert_int_equal(o.of[rows[i].item], 1);
        assert_true(outcome_adds_up(&o));
    }
}

/* Seven came in: one was declined, four settled, one is being looked into, one waits to be taken up. */
static struct outcome seven(void)
{
    return (struct outcome){{[OUTCOME_RECEIVED] = 7,
                             [OUTCOME_IDENTIFIED] = 3,
                             [OUTCOME_ACCEPTED] = 5,
                             [OUTCOME_DECLINED] = 1,
                             [OUTCOME_UPHELD] = 1,
                             [OUTCOME_NOT_UPHELD] = 2,
                             [OUTCOME_WITHDRAWN] = 1,
                             [OUTCOME_OPEN] = 2,
                             [OUTCOME_LISTED] = 9,
                             [OUTCOME_SUSPENDED] = 1}};
}

static void numbers_that_do_not_add_up_are_known(void **state)
{
    static const struct {
        enum outcome_item item;
        int by;
    } rows[] = {{OUTCOME_RECEIVED, 1},  {OUTCOME_RECEIVED, -1}, {OUTCOME_IDENTIFIED, 5}, {OUTCOME_IDENTIFIED, -4},
                {OUTCOME_ACCEPTED, 2},  {OUTCOME_ACCEPTED, -2}, {OUTCOME_DECLINED, 1},   {OUTCOME_UPHELD, -1},
                {OUTCOME_WITHDRAWN, 1}, {OUTCOME_OPEN, 1},      {OUTCOME_LISTED, -9},    {OUTCOME_REMOVED, 9}};
    (void)state;
    struct outcome o = seven();
    struct outcome same = seven();
    assert_true(outcome_adds_up(&o));
    assert_true(outcome_is_same(&o, &same));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        o = seven();
        o.of[rows[i].item] += rows[i].by;
        assert_false(outcome_is_same(&o, &same));
        if (outcome_adds_up(&o)) {
            fail_msg("%s %+d adds up", outcome_item_ident(rows[i].item), rows[i].by);
        }
    }
}

static void two_people_of_the_office_make_it_public_after_the_close(void **state)
{
    static const struct actor office = {1, 2, ROLE_OFFICE};
    static const struct {
        const char *what;
        struct outcome_facts f;
        enum err propose, release, withdraw;
        enum outcome_fault propose_fault, release_fault;
    } rows[] = {
        {"no notice",
         {.has_notice = false},
         ERR_CLOSED,
         ERR_CLOSED,
         ERR_CONFLICT,
         OUTCOME_NO_NOTICE,
         OUTCOME_NO_NOTICE},
        {"it hangs", {.has_notice = true}, ERR_CLOSED, ERR_CLOSED, ERR_CONFLICT, OUTCOME_NOT_OVER, OUTCOME_NOT_OVER},
        {"over", {.has_notice = true, .is_over = true}, OK, ERR_CONFLICT, ERR_CONFLICT, OUTCOME_FINE, OUTCOME_NOTHING},
        {"recused",
         {.has_notice = true, .is_over = true, .is_recused = true, .is_proposed = true},
         ERR_CONFLICT,
         ERR_CONFLICT,
         ERR_CONFLICT,
         OUTCOME_RECUSED,
         OUTCOME_RECUSED},
        {"public already",
         {.has_notice = true, .is_over = true, .is_known = true},
         ERR_CONFLICT,
         ERR_CONFLICT,
         ERR_CONFLICT,
         OUTCOME_KNOWN,
         OUTCOME_NOTHING},
        {"proposed by another",
         {.has_notice = true, .is_over = true, .is_proposed = true},
         ERR_CONFLICT,
         OK,
         OK,
         OUTCOME_PROPOSED,
         OUTCOME_FINE},
        {"one's own",
         {.has_notice = true, .is_over = true, .is_proposed = true, .is_proposer = true},
         ERR_CONFLICT,
         ERR_CONFLICT,
         OK,
         OUTCOME_PROPOSED,
         OUTCOME_OWN},
        {"changed since",
         {.has_notice = true, .is_over = true, .is_proposed = true, .is_changed = true},
         ERR_CONFLICT,
         ERR_CONFLICT,
         OK,
         OUTCOME_PROPOSED,
         OUTCOME_CHANGED},
        {"extended since",
         {.has_notice = true, .is_proposed = true},
         ERR_CLOSED,
         ERR_CLOSED,
         OK,
         OUTCOME_NOT_OVER,
         OUTCOME_NOT_OVER},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct outcome_facts *f = &rows[i].f;
        if (may_propose_outcome(&office, f) != rows[i].propose || may_release_outcome(&office, f) != rows[i].release ||
            may_withdraw_outcome(&office, f) != rows[i].withdraw ||
            outcome_fault_to_propose(f) != rows[i].propose_fault ||
            outcome_fault_to_release(f) != rows[i].release_fault) {
            fail_msg("%s", rows[i].what);
        }
        for (int r = 0; r < ROLE__COUNT; r++) {
            const struct actor who = {1, 2, (enum role)r};
            if (who.role != ROLE_OFFICE) {
                assert_int_equal(may_propose_outcome(&who, f), ERR_NOT_FOUND);
                assert_int_equal(may_release_outcome(&who, f), ERR_NOT_FOUND);
                assert_int_equal(may_withdraw_outcome(&who, f), ERR_NOT_FOUND);
            }
        }
    }
}

static void the_words_say_the_numbers_and_what_is_still_open(void **state)
{
    struct arena *a = arena_new();
    struct outcome none = {{0}};
    struct outcome o = seven();
    (void)state;
    assert_string_equal(outcome_lead(a, &none), "公示期间没有收到反映意见和异议。");
    assert_string_equal(outcome_closing(a, &none), "只公布数目和结果，反映的内容和反映人的信息不公开。");
    assert_string_equal(outcome_lead(a, &o), "公示期间收到反映意见和异议 7 件，其中实名 3 件；受理 5 件，不予受理 1 "
                                             "件，待决定是否受理 1 件。");
    assert_string_equal(outcome_closing(a, &o),
                        "还有 2 件正在办理，办结以后再公布。只公布数目和结果，反映的内容和反映人的信息不公开。");
    o.of[OUTCOME_ACCEPTED]++;
    o.of[OUTCOME_UPHELD] += 2;
    o.of[OUTCOME_OPEN] = 0;
    assert_true(outcome_adds_up(&o));
    assert_string_equal(outcome_lead(a, &o),
                        "公示期间收到反映意见和异议 7 件，其中实名 3 件；受理 6 件，不予受理 1 件。");
    assert_string_equal(outcome_closing(a, &o), "收到的反映意见和异议已经全部办结。只公布数目和结果，反映的内容和反映人"
                                                "的信息不公开。");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_item_has_its_own_word_and_every_finding_has_an_item),
        cmocka_unit_test(a_brand_is_counted_once_by_what_weighs_most),
        cmocka_unit_test(numbers_that_do_not_add_up_are_known),
        cmocka_unit_test(two_people_of_the_office_make_it_public_after_the_close),
        cmocka_unit_test(the_words_say_the_numbers_and_what_is_still_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
