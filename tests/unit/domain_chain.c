/* domain_chain.c - the way from the unit to the office: whose turn it is, what people read, and who may act. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/chain.h"
#include "domain/role.h"

static const unsigned stage_1 = STAGE_BIT(STAGE_NOMINATION);
static const unsigned stage_2 = STAGE_BIT(STAGE_RECOMMENDATION);
static const unsigned stage_3 = STAGE_BIT(STAGE_PRELIMINARY_REVIEW);

static const struct actor sector = {41, 4, ROLE_SECTOR};
static const struct actor district = {51, 5, ROLE_DISTRICT};
static const struct actor office = {31, 3, ROLE_OFFICE};
static const struct actor unit = {11, 1, ROLE_UNIT};

static struct nomination_facts facts_for(bool is_of_sector, bool is_of_district)
{
    return (struct nomination_facts){.body_id = 1,
                                     .state = NOMINATION_SUBMITTED,
                                     .was_submitted = true,
                                     .asks_district = true,
                                     .is_of_sector = is_of_sector,
                                     .is_of_district = is_of_district};
}

static struct chain submitted(enum route route)
{
    return (struct chain){.state = NOMINATION_SUBMITTED, .was_submitted = true, .route = route};
}

static void the_word_and_the_turn_follow_from_what_was_done(void **state)
{
    static const struct {
        struct chain chain;
        enum nomination_status status;
        enum chain_turn turn;
    } rows[] = {
        {{.state = NOMINATION_DRAFT}, STATUS_DRAFT, TURN_UNIT},
        {{.state = NOMINATION_WITHDRAWN, .was_submitted = true}, STATUS_WITHDRAWN, TURN_NOBODY},
        {{.state = NOMINATION_DRAFT, .was_submitted = true, .is_returned = true}, STATUS_RETURNED, TURN_UNIT},
        {{.state = NOMINATION_DRAFT, .was_submitted = true}, STATUS_DRAFT, TURN_UNIT}, /* restored */
        {{.state = NOMINATION_SUBMITTED, .was_submitted = true, .route = ROUTE_SECTOR_CITY},
         STATUS_AWAITING_RECOMMENDATION,
         TURN_SECTOR},
        {{.state = NOMINATION_SUBMITTED, .was_submitted = true, .route = ROUTE_SECTOR_COUNTY},
         STATUS_AWAITING_OPINION,
         TURN_DISTRICT},
        {{.state = NOMINATION_SUBMITTED,
          .was_submitted = true,
          .route = ROUTE_SECTOR_COUNTY,
          .district = VERDICT_AGREE},
         STATUS_AWAITING_RECOMMENDATION,
         TURN_SECTOR},
        /* 征求意见 is asking: a district that does not agree has answered, and the sector decides. */
        {{.state = NOMINATION_SUBMITTED,
          .was_submitted = true,
          .route = ROUTE_SECTOR_COUNTY,
          .district = VERDICT_DISAGREE},
         STATUS_AWAITING_RECOMMENDATION,
         TURN_SECTOR},
        {{.state = NOMINATION_SUBMITTED, .was_submitted = true, .route = ROUTE_DISTRICT},
         STATUS_AWAITING_RECOMMENDATION,
         TURN_DISTRICT},
        /* Concluded, but the list was not sent: nobody outside the body may tell. */
        {{.state = NOMINATION_SUBMITTED, .was_submitted = true, .route = ROUTE_SECTOR_CITY, .sector = VERDICT_AGREE},
         STATUS_AWAITING_RECOMMENDATION,
         TURN_SECTOR},
        {{.state = NOMINATION_SUBMITTED, .was_submitted = true, .route = ROUTE_SECTOR_CITY, .sector = VERDICT_DISAGREE},
         STATUS_AWAITING_RECOMMENDATION,
         TURN_SECTOR},
        {{.state = NOMINATION_SUBMITTED, .was_submitted = true, .is_sent = true, .place = 2},
         STATUS_RECOMMENDED,
         TURN_OFFICE},
        {{.state = NOMINATION_SUBMITTED, .was_submitted = true, .is_sent = true}, STATUS_NOT_RECOMMENDED, TURN_NOBODY},
        {{.state = NOMINATION_SUBMITTED,
          .was_submitted = true,
          .is_sent = true,
          .place = 1,
          .released = RELEASED_SHORTLISTED},
         STATUS_SHORTLISTED,
         TURN_NOBODY},
        {{.state = NOMINATION_SUBMITTED,
          .was_submitted = true,
          .is_sent = true,
          .place = 1,
          .released = RELEASED_SHORTLISTED,
          .is_disputed = true},
         STATUS_DISPUTED,
         TURN_NOBODY},
        {{.state = NOMINATION_SUBMITTED,
          .was_submitted = true,
          .is_sent = true,
          .place = 1,
          .released = RELEASED_NOT_SHORTLISTED},
         STATUS_NOT_SHORTLISTED,
         TURN_NOBODY},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(chain_status(&rows[i].chain), rows[i].status);
        assert_int_equal(chain_turn(&rows[i].chain), rows[i].turn);
    }
}

static void the_sector_cannot_act_before_the_local_opinion(void **state)
{
    (void)state;
    struct nomination_facts mine = facts_for(true, false);
    struct chain c = submitted(ROUTE_SECTOR_COUNTY);
    assert_int_equal(may_give_opinion(&sector, stage_2, &mine, &c), ERR_CONFLICT);
    assert_int_equal(may_return_nomination(&sector, stage_2, &mine, &c), ERR_CONFLICT);
    c.district = VERDICT_DISAGREE;
    assert_int_equal(may_give_opinion(&sector, stage_2, &mine, &c), OK);
    c.district = VERDICT_AGREE;
    assert_int_equal(may_give_opinion(&sector, stage_2, &mine, &c), OK);
    assert_int_equal(may_return_nomination(&sector, stage_2, &mine, &c), OK);
}

static void a_local_opinion_stands_once_the_sector_has_built_on_it(void **state)
{
    (void)state;
    struct nomination_facts mine = facts_for(false, true);
    struct chain c = submitted(ROUTE_SECTOR_COUNTY);
    assert_int_equal(may_give_opinion(&district, stage_1, &mine, &c), OK);
    c.district = VERDICT_AGREE;
    assert_int_equal(may_give_opinion(&district, stage_2, &mine, &c), OK);
    c.sector = VERDICT_AGREE;
    assert_int_equal(may_give_opinion(&district, stage_2, &mine, &c), ERR_CONFLICT);
    c = submitted(ROUTE_DISTRICT);
    c.district = VERDICT_AGREE; /* its own recommendation: it may think again until it sends the list */
    assert_int_equal(may_give_opinion(&district, stage_2, &mine, &c), OK);
}

static void a_box_is_written_only_by_its_own_body_on_its_own_route(void **state)
{
    (void)state;
    for (int route = 0; route < ROUTE__COUNT; route++) {
        struct chain c = submitted((enum route)route);
        struct nomination_facts both = facts_for(true, true);
        struct nomination_facts none = facts_for(false, false);
        enum opinion_kind of_sector = chain_box(&sector, &both, &c);
        enum opinion_kind of_district = chain_box(&district, &both, &c);
        assert_int_equal(of_sector, route == ROUTE_DISTRICT ? OPINION__COUNT : OPINION_SECTOR);
        assert_int_equal(of_district, route == ROUTE_SECTOR_CITY ? OPINION__COUNT : OPINION_DISTRICT);
        assert_int_equal(chain_box(&sector, &none, &c), OPINION__COUNT);
        assert_int_equal(chain_box(&district, &none, &c), OPINION__COUNT);
        for (int r = 0; r < ROLE__COUNT; r++) {
            struct actor other = {9, 9, (enum role)r};
            if (r != ROLE_SECTOR && r != ROLE_DISTRICT) {
                assert_int_equal(chain_box(&other, &both, &c), OPINION__COUNT);
                assert_int_equal(may_give_opinion(&other, STAGE_ALL, &both, &c), ERR_NOT_FOUND);
            }
            if (r != ROLE_SECTOR && r != ROLE_DISTRICT && r != ROLE_OFFICE) {
                assert_int_equal(may_return_nomination(&other, STAGE_ALL, &both, &c), ERR_NOT_FOUND);
            }
        }
        struct chain draft = {.state = NOMINATION_DRAFT, .route = (enum route)route};
        assert_int_equal(chain_box(&sector, &both, &draft), OPINION__COUNT);
        assert_int_equal(may_return_nomination(&office, STAGE_ALL, &both, &draft), ERR_NOT_FOUND);
    }
}

static void nothing_is_written_after_the_list_went_or_when_the_stage_is_over(void **state)
{
    (void)state;
    struct nomination_facts mine = facts_for(true, true);
    struct chain c = submitted(ROUTE_SECTOR_CITY);
    assert_int_equal(may_give_opinion(&sector, stage_1, &mine, &c), OK);
    assert_int_equal(may_give_opinion(&sector, stage_1 | stage_2, &mine, &c), OK);
    assert_int_equal(may_give_opinion(&sector, stage_3, &mine, &c), ERR_CLOSED);
    assert_int_equal(may_give_opinion(&sector, 0, &mine, &c), ERR_CLOSED);
    assert_int_equal(may_return_nomination(&sector, stage_3, &mine, &c), ERR_CLOSED);
    assert_int_equal(may_return_nomination(&office, stage_3, &mine, &c), OK);
    assert_int_equal(may_return_nomination(&office, STAGE_BIT(STAGE_PUBLICITY), &mine, &c), ERR_CLOSED);
    c.is_sent = true;
    assert_int_equal(may_give_opinion(&sector, stage_2, &mine, &c), ERR_CONFLICT);
    assert_int_equal(may_return_nomination(&office, stage_2, &mine, &c), ERR_CONFLICT);
    c = submitted(ROUTE_SECTOR_CITY);
    c.state = NOMINATION_WITHDRAWN;
    assert_int_equal(may_give_opinion(&sector, stage_2, &mine, &c), ERR_CONFLICT);
}

static void what_was_returned_is_open_to_its_unit_until_its_own_time(void **state)
{
    (void)state;
    struct nomination_facts own = facts_for(false, false);
    struct actor stranger = {22, 2, ROLE_UNIT};
    struct chain c = {.state = NOMINATION_DRAFT, .was_submitted = true, .is_returned = true};
    assert_int_equal(may_revise_nomination(&unit, 99, 100, &own, &c), OK);
    assert_int_equal(may_revise_nomination(&unit, 100, 100, &own, &c), ERR_CLOSED);
    assert_int_equal(may_revise_nomination(&stranger, 99, 100, &own, &c), ERR_NOT_FOUND);
    assert_int_equal(may_revise_nomination(&office, 99, 100, &own, &c), ERR_NOT_FOUND);
    c.is_returned = false;
    assert_int_equal(may_revise_nomination(&unit, 99, 100, &own, &c), ERR_CONFLICT);
    c = submitted(ROUTE_SECTOR_CITY);
    c.is_returned = true;
    assert_int_equal(may_revise_nomination(&unit, 99, 100, &own, &c), ERR_CONFLICT);
}

static void the_recommender_is_the_one_whose_box_the_route_has_last(void **state)
{
    (void)state;
    struct chain c = submitted(ROUTE_DISTRICT);
    c.district = VERDICT_AGREE;
    c.sector = VERDICT_DISAGREE;
    assert_int_equal(chain_recommender(ROUTE_DISTRICT), OPINION_DISTRICT);
    assert_int_equal(chain_conclusion(&c), VERDICT_AGREE);
    c.route = ROUTE_SECTOR_COUNTY;
    assert_int_equal(chain_recommender(ROUTE_SECTOR_COUNTY), OPINION_SECTOR);
    assert_int_equal(chain_conclusion(&c), VERDICT_DISAGREE);
    assert_int_equal(verdict_from_ident("withdrawn"), VERDICT_NONE);
    assert_int_equal(verdict_from_ident(""), VERDICT_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_word_and_the_turn_follow_from_what_was_done),
        cmocka_unit_test(the_sector_cannot_act_before_the_local_opinion),
        cmocka_unit_test(a_local_opinion_stands_once_the_sector_has_built_on_it),
        cmocka_unit_test(a_box_is_written_only_by_its_own_body_on_its_own_route),
        cmocka_unit_test(nothing_is_written_after_the_list_went_or_when_the_stage_is_over),
        cmocka_unit_test(what_was_returned_is_open_to_its_unit_until_its_own_time),
        cmocka_unit_test(the_recommender_is_the_one_whose_box_the_route_has_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
