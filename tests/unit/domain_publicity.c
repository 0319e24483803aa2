/* domain_publicity.c - the rules of 公示: the draft, the period, who releases it.  Notice, stage 4;
 * handbook 2.2, 4.3, 4.5.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "domain/publicity.h"

/* Beijing days of 2015. */
#define DAY(m, d) day_from_civil(2015, (m), (d))

static const struct stage_window windows[] = {{STAGE_PUBLICITY, 1437408000, 1437840000},
                                              {STAGE_EVALUATION, 1437840000, 1440086400}};

static void it_is_released_from_the_opening_of_its_stage_until_the_naming_closes(void **state)
{
    static const struct {
        int64_t now;
        enum phase phase;
    } rows[] = {{1437407999, PHASE_BEFORE}, {1437408000, PHASE_OPEN}, {1437839999, PHASE_OPEN},
                {1437840000, PHASE_OPEN},   {1440086399, PHASE_OPEN}, {1440086400, PHASE_AFTER}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(publicity_phase(windows, 2, rows[i].now), rows[i].phase);
    }
    assert_int_equal(publicity_phase(windows, 1, 1437840000), PHASE_AFTER);
    assert_int_equal(publicity_phase(NULL, 0, 1437840000), PHASE_BEFORE);
}

static struct publicity_draft sound(void)
{
    return (struct publicity_draft){
        .title = "公示", .text = "现予公示。", .opens = DAY(7, 21), .closes = DAY(7, 25), .change_text = ""};
}

static void a_first_version_has_no_change_and_a_later_one_says_what_it_is(void **state)
{
    const struct publicity_before none = {0};
    const struct publicity_before first = {1, DAY(7, 21), DAY(7, 25)};
    struct publicity_faults f;
    struct publicity_draft d = sound();
    (void)state;
    assert_true(publicity_judge(&d, &none, &f));
    assert_false(publicity_judge(&d, &first, &f));
    assert_string_equal(f.change, "请写明这一版与上一版的不同，公众会看到");
    d.change_text = "订正电话";
    assert_true(publicity_judge(&d, &first, &f));
    assert_false(publicity_judge(&d, &none, &f));
    assert_string_equal(f.change, "第一版没有更正说明");
}

static void a_period_is_extended_and_never_cut_or_begun_anew(void **state)
{
    const struct publicity_before first = {1, DAY(7, 21), DAY(7, 25)};
    struct publicity_faults f;
    struct publicity_draft d = sound();
    (void)state;
    d.change_text = "延长";
    d.closes = DAY(7, 31);
    assert_true(publicity_judge(&d, &first, &f));
    d.closes = DAY(7, 24);
    assert_false(publicity_judge(&d, &first, &f));
    assert_string_equal(f.closes, "公示期可以延长，不能缩短");
    d.closes = DAY(7, 20);
    assert_false(publicity_judge(&d, &first, &f));
    assert_string_equal(f.closes, "截止日期早于开始日期，请改正");
    d.closes = DAY(7, 25);
    d.opens = DAY(7, 22);
    assert_false(publicity_judge(&d, &first, &f));
    assert_string_equal(f.opens, "公示已经开始，开始日期不能再改");
    d.closes = DAY(7, 22) + 400;
    assert_false(publicity_judge(&d, &(struct publicity_before){0}, &f));
    assert_string_equal(f.closes, "公示期超过一年，请核对日期");
}

static void a_day_of_rest_at_the_end_is_asked_about_until_the_office_decides(void **state)
{
    static const struct calendar_day swapped[] = {{.day = 16644, .is_work = true, .name = "调休"}}; /* 2015-07-28 */
    const struct calendar plain = {NULL, 0};
    const struct calendar c = {swapped, 1};
    struct publicity_draft d = sound();
    day_no next = 0;
    (void)state;
    assert_true(publicity_asks_rest_day(&plain, &d, &next)); /* Saturday */
    assert_int_equal(next, DAY(7, 27));
    d.is_rest_kept = true;
    assert_false(publicity_asks_rest_day(&plain, &d, &next));
    d.is_rest_kept = false;
    d.closes = DAY(7, 24);
    assert_false(publicity_asks_rest_day(&c, &d, &next));
}

/* Handbook 4.5: 07-21 to 07-25 are four working days. */
static void the_period_says_what_it_was_when_it_was_extended(void **state)
{
    struct arena *a = arena_new();
    struct publicity_draft d = sound();
    (void)state;
    assert_string_equal(publicity_period_text(a, &d, d.closes, 4), "2015年7月21日至7月25日（其中工作日4天）");
    d.closes = DAY(7, 31);
    assert_string_equal(publicity_period_text(a, &d, DAY(7, 25), 9),
                        "2015年7月21日至7月31日（原定7月25日截止，延长至7月31日；其中工作日9天）");
    d.closes = day_from_civil(2016, 1, 4);
    assert_string_equal(publicity_period_text(a, &d, d.closes, 1), "2015年7月21日至2016年1月4日（其中工作日1天）");
    arena_free(a);
}

static void names_in_braces_are_filled_in_and_unknown_ones_are_named(void **state)
{
    static const struct publicity_word words[] = {{"brand", "一路暖行"}, {"N", "3"}, {"doc_no", ""}};
    struct arena *a = arena_new();
    (void)state;
    assert_string_equal(publicity_fill(a, "拟将“{brand}”等{N}个{doc_no}列为{", words, 3), "拟将“一路暖行”等3个列为{");
    assert_string_equal(publicity_fill(a, "{name}{}{ N}", words, 3), "{name}{}{ N}");
    assert_null(publicity_unknown_word(a, "{brand}{N}", words, 3));
    assert_string_equal(publicity_unknown_word(a, "{brand}{品牌}等", words, 3), "{品牌}");
    assert_string_equal(publicity_unknown_word(a, "{brand\n}", words, 3), "{brand");
    arena_free(a);
}

static void only_the_office_releases_and_never_alone(void **state)
{
    const struct actor office = {1, 1, ROLE_OFFICE};
    const struct publicity_facts ready = {
        .phase = PHASE_OPEN, .is_shortlisted = true, .is_saved = true, .brands = 3, .versions = 0};
    struct publicity_facts f = ready;
    (void)state;
    for (int r = 0; r < ROLE__COUNT; r++) {
        const struct actor who = {1, 1, (enum role)r};
        assert_int_equal(may_compose_notice(&who, &ready), r == ROLE_OFFICE ? OK : ERR_NOT_FOUND);
        assert_int_equal(may_propose_notice(&who, &ready), r == ROLE_OFFICE ? OK : ERR_NOT_FOUND);
    }
    assert_int_equal(may_release_notice(&office, &f), ERR_CONFLICT);
    f.is_proposed = true;
    assert_int_equal(may_release_notice(&office, &f), OK);
    assert_int_equal(may_compose_notice(&office, &f), ERR_CONFLICT);
    assert_int_equal(may_withdraw_notice(&office, &f), OK);
    f.is_proposer = true;
    assert_int_equal(may_release_notice(&office, &f), ERR_CONFLICT);
    f.is_proposer = false;
    f.phase = PHASE_BEFORE;
    assert_int_equal(may_release_notice(&office, &f), ERR_CLOSED);
    f = ready;
    f.is_recused = true;
    assert_int_equal(may_propose_notice(&office, &f), ERR_CONFLICT);
    f = ready;
    f.phase = PHASE_AFTER;
    assert_int_equal(may_compose_notice(&office, &f), ERR_CLOSED);
}

static void the_first_thing_in_the_way_is_the_one_that_is_said(void **state)
{
    struct publicity_facts f = {.phase = PHASE_OPEN, .findings = 1, .is_past = true, .asks_rest_day = true};
    (void)state;
    assert_int_equal(publicity_fault_of(&f), PUBLICITY_NO_LIST);
    f.is_shortlisted = true;
    assert_int_equal(publicity_fault_of(&f), PUBLICITY_NO_BRAND);
    f.brands = 1;
    assert_int_equal(publicity_fault_of(&f), PUBLICITY_NO_DRAFT);
    f.is_saved = true;
    assert_int_equal(publicity_fault_of(&f), PUBLICITY_REST_DAY);
    f.asks_rest_day = false;
    assert_int_equal(publicity_fault_of(&f), PUBLICITY_PAST);
    f.is_past = false;
    assert_int_equal(publicity_fault_of(&f), PUBLICITY_FINDINGS);
    f.findings = 0;
    assert_int_equal(publicity_fault_of(&f), PUBLICITY_FINE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_released_from_the_opening_of_its_stage_until_the_naming_closes),
        cmocka_unit_test(a_first_version_has_no_change_and_a_later_one_says_what_it_is),
        cmocka_unit_test(a_period_is_extended_and_never_cut_or_begun_anew),
        cmocka_unit_test(a_day_of_rest_at_the_end_is_asked_about_until_the_office_decides),
        cmocka_unit_test(the_period_says_what_it_was_when_it_was_extended),
        cmocka_unit_test(names_in_braces_are_filled_in_and_unknown_ones_are_named),
        cmocka_unit_test(only_the_office_releases_and_never_alone),
        cmocka_unit_test(the_first_thing_in_the_way_is_the_one_that_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
