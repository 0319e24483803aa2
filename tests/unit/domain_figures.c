/* domain_figures.c - what became of everything, counted: every nomination in one row, shares in tenths, half up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/random.h"
#include "domain/figures.h"

static int arena_setup(void **state)
{
    *state = arena_new();
    return 0;
}

static int arena_teardown(void **state)
{
    arena_free(*state);
    return 0;
}

static const struct figures_group groups[] = {{"bus", "公交"}, {"taxi", "出租车"}, {"none", "非参创行业"}};
enum { GROUPS = sizeof groups / sizeof groups[0] };

static void a_share_is_in_tenths_of_a_percent_half_up(void **state)
{
    static const struct {
        int part, whole, tenths;
        const char *words;
    } rows[] = {{0, 0, FIGURES_NO_RATE, "—"},
                {0, 7, 0, "0.0%"},
                {1, 3, 333, "33.3%"},
                {2, 3, 667, "66.7%"},
                {1, 8, 125, "12.5%"},
                {1, 16, 63, "6.3%"},  /* 6.25 */
                {1, 2000, 1, "0.1%"}, /* 0.05 */
                {1, 2001, 0, "0.0%"},
                {7, 7, 1000, "100.0%"},
                {999999, 1000000, 1000, "100.0%"},
                {1000000, 1000000, 1000, "100.0%"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(figures_rate(rows[i].part, rows[i].whole), rows[i].tenths);
        assert_string_equal(figures_rate_words(*state, rows[i].tenths), rows[i].words);
    }
}

static void a_dimension_is_named_by_its_word_and_by_nothing_else(void **state)
{
    (void)state;
    for (int i = 0; i < FIGURES_BY__COUNT; i++) {
        enum figures_by by = FIGURES_BY__COUNT;
        assert_int_equal(figures_by_from_ident(figures_by_ident((enum figures_by)i), &by), OK);
        assert_int_equal(by, i);
    }
    enum figures_by kept = FIGURES_BY_KIND;
    assert_int_equal(figures_by_from_ident("colour", &kept), ERR_NOT_FOUND);
    assert_int_equal(figures_by_from_ident("", &kept), ERR_NOT_FOUND);
    assert_int_equal(kept, FIGURES_BY_KIND);
}

static void each_nomination_is_counted_in_its_row_and_in_the_totals(void **state)
{
    const struct figures_fact facts[] = {
        {.codes = {"bus", "tianning", "other"}, .is_recommended = true, .is_shortlisted = true},
        {.codes = {"bus", "wujin", "other"}, .is_late = true, .was_returned = true},
        {.codes = {"none", "wujin", "other"}, .is_recommended = true, .was_returned = true}};
    struct figures f = figures_count(*state, FIGURES_BY_SECTOR, facts, 3, groups, GROUPS);
    assert_int_equal(f.len, GROUPS);
    assert_string_equal(f.rows[0].name, "公交");
    assert_int_equal(f.rows[0].applied, 2);
    assert_int_equal(f.rows[0].on_time, 1);
    assert_int_equal(f.rows[0].returned, 1);
    assert_int_equal(f.rows[0].recommended, 1);
    assert_int_equal(f.rows[0].shortlisted, 1);
    assert_int_equal(f.rows[1].applied, 0);
    assert_int_equal(f.rows[2].applied, 1);
    assert_int_equal(f.total.applied, 3);
    assert_int_equal(f.total.on_time, 2);
    assert_int_equal(f.applied_max, 2);
}

static void what_stands_in_no_group_has_a_row_of_its_own(void **state)
{
    const struct figures_fact facts[] = {
        {.codes = {"ferry", "", ""}}, {.codes = {"ferry", "", ""}}, {.codes = {"", "", ""}}};
    struct figures f = figures_count(*state, FIGURES_BY_SECTOR, facts, 3, groups, GROUPS);
    assert_int_equal(f.len, GROUPS + 2);
    assert_string_equal(f.rows[GROUPS].name, "ferry");
    assert_int_equal(f.rows[GROUPS].applied, 2);
    assert_string_equal(f.rows[GROUPS + 1].name, "未填");
    assert_int_equal(f.total.applied, 3);
}

static void nothing_at_all_is_counted_as_nothing(void **state)
{
    struct figures f = figures_count(*state, FIGURES_BY_KIND, NULL, 0, groups, GROUPS);
    assert_int_equal(f.len, GROUPS);
    assert_int_equal(f.total.applied, 0);
    assert_int_equal(f.applied_max, 0);
}

/* ---- random rounds ---- */

static size_t random_below(struct random *rnd, size_t n)
{
    unsigned char byte = 0;
    random_bytes(rnd, &byte, 1);
    return byte % n;
}

static struct figures_row sum_of(const struct figures *f)
{
    struct figures_row sum = {0};
    for (size_t i = 0; i < f->len; i++) {
        sum.applied += f->rows[i].applied;
        sum.on_time += f->rows[i].on_time;
        sum.returned += f->rows[i].returned;
        sum.recommended += f->rows[i].recommended;
        sum.shortlisted += f->rows[i].shortlisted;
    }
    return sum;
}

static void assert_same(const struct figures_row *x, const struct figures_row *y)
{
    assert_int_equal(x->applied, y->applied);
    assert_int_equal(x->on_time, y->on_time);
    assert_int_equal(x->returned, y->returned);
    assert_int_equal(x->recommended, y->recommended);
    assert_int_equal(x->shortlisted, y->shortlisted);
}

static void the_rows_of_every_dimension_add_up_to_the_same_totals(void **state)
{
    static const char *const codes[] = {"bus", "taxi", "none", "ferry", "", "tianning"};
    enum { ROUNDS = 400, FACTS = 60, CODES = sizeof codes / sizeof codes[0] };
    struct random rnd;
    (void)state;
    random_init_seeded(&rnd, 20150609);
    for (int round = 0; round < ROUNDS; round++) {
        struct arena *a = arena_new();
        struct figures_fact facts[FACTS] = {0};
        size_t len = random_below(&rnd, FACTS + 1);
        for (size_t i = 0; i < len; i++) {
            for (int by = 0; by < FIGURES_BY__COUNT; by++) {
                facts[i].codes[by] = codes[random_below(&rnd, CODES)];
            }
            facts[i].is_late = random_below(&rnd, 4) == 0;
            facts[i].was_returned = random_below(&rnd, 3) == 0;
            facts[i].is_recommended = random_below(&rnd, 2) == 0;
            facts[i].is_shortlisted = facts[i].is_recommended && random_below(&rnd, 2) == 0;
        }
        struct figures first = figures_count(a, FIGURES_BY_SECTOR, facts, len, groups, GROUPS);
        assert_int_equal(first.total.applied, len);
        for (int by = 0; by < FIGURES_BY__COUNT; by++) {
            struct figures f = figures_count(a, (enum figures_by)by, facts, len, groups, GROUPS);
            struct figures_row sum = sum_of(&f);
            assert_same(&sum, &f.total);
            assert_same(&f.total, &first.total);
        }
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_share_is_in_tenths_of_a_percent_half_up, arena_setup, arena_teardown),
        cmocka_unit_test(a_dimension_is_named_by_its_word_and_by_nothing_else),
        cmocka_unit_test_setup_teardown(each_nomination_is_counted_in_its_row_and_in_the_totals, arena_setup,
                                        arena_teardown),
        cmocka_unit_test_setup_teardown(what_stands_in_no_group_has_a_row_of_its_own, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(nothing_at_all_is_counted_as_nothing, arena_setup, arena_teardown),
        cmocka_unit_test(the_rows_of_every_dimension_add_up_to_the_same_totals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
