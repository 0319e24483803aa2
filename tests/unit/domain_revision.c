/* domain_revision.c - returned for revision: which fields are open, until when, what became of it, who takes it back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/date.h"
#include "domain/chain.h"
#include "domain/mercy.h"
#include "domain/revision.h"

#define FRIDAY 1435280400 /* 26 June 2015, 09:00 */

static const struct stage_window windows[] = {{STAGE_NOMINATION, 1433779200, 1435248000},
                                              {STAGE_RECOMMENDATION, 1435248000, 1436544000},
                                              {STAGE_PRELIMINARY_REVIEW, 1436544000, 1437321600}};

static void just_what_a_remark_names_is_open(void **state)
{
    (void)state;
    static const char *const idents[] = {"brand_logo", "honours", "attachments"};
    static const struct {
        const char *clause;
        struct form_field field;
        bool is_open;
    } rows[] = {
        {"the field itself", {.ident = "brand_logo"}, true},
        {"a group as a whole", {.ident = "honours", .type = FORM_ROWS}, true},
        {"its columns with it", {.ident = "honours.name", .rows_of = "honours"}, true},
        {"what its answer makes necessary",
         {.ident = "logo_meaning", .need = FORM_REQUIRED_WITH, .need_on = "brand_logo"},
         true},
        {"the files", {.ident = REVISION_ATTACHMENTS}, true},
        {"no other", {.ident = "brand_name"}, false},
        {"no column of another group", {.ident = "media.title", .rows_of = "media"}, false},
        {"nor what another answer makes necessary",
         {.ident = "x", .need = FORM_REQUIRED_WITH, .need_on = "photo"},
         false},
        {"an empty name opens nothing", {.ident = "y", .rows_of = ""}, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (revision_opens(idents, 3, &rows[i].field) != rows[i].is_open) {
            fail_msg("%s", rows[i].clause);
        }
        assert_false(revision_opens(NULL, 0, &rows[i].field));
    }
}

static void a_remark_is_about_what_the_unit_fills_in(void **state)
{
    (void)state;
    assert_true(revision_takes(&(struct form_field){.ident = "a", .type = FORM_TEXT}));
    assert_true(revision_takes(&(struct form_field){.ident = "a", .type = FORM_ROWS}));
    assert_true(revision_takes(&(struct form_field){.ident = "a", .type = FORM_IMAGE}));
    assert_false(revision_takes(&(struct form_field){.ident = "a.b", .rows_of = "a"}));
    assert_false(revision_takes(&(struct form_field){.ident = "a", .type = FORM_COMPUTED}));
    assert_false(revision_takes(&(struct form_field){.ident = "a", .stage = STAGE_EVALUATION}));
}

static void the_deadline_is_from_tomorrow_to_the_end_of_the_stage(void **state)
{
    (void)state;
    int64_t latest = revision_latest(OPINION_SECTOR, windows, 3);
    int64_t tomorrow = day_starts_at(day_of_at(FRIDAY) + 1);
    assert_int_equal(latest, 1436544000);
    assert_int_equal(revision_latest(OPINION_DISTRICT, windows, 3), 1436544000);
    assert_int_equal(revision_latest(OPINION_OFFICE, windows, 3), 1437321600);
    assert_int_equal(revision_latest(OPINION_OFFICE, windows, 2), 0);
    assert_non_null(revision_due_fault(FRIDAY, FRIDAY + 60, latest));
    assert_non_null(revision_due_fault(FRIDAY, tomorrow, latest)); /* today, 24:00 */
    assert_null(revision_due_fault(FRIDAY, tomorrow + 60, latest));
    assert_null(revision_due_fault(FRIDAY, latest, latest));
    assert_non_null(revision_due_fault(FRIDAY, latest + 1, latest));
    assert_null(revision_due_fault(FRIDAY, latest + 1, 0));
}

static void the_proposal_counts_working_days_and_stays_within_the_stage(void **state)
{
    (void)state;
    static const struct calendar none = {NULL, 0};
    day_no friday = day_of_at(FRIDAY);
    assert_int_equal(revision_proposed(&none, FRIDAY, 3, 0), day_starts_at(friday + 5 + 1)); /* Wednesday, 24:00 */
    assert_int_equal(revision_proposed(&none, FRIDAY, 1, 0), day_starts_at(friday + 3 + 1));
    assert_int_equal(revision_proposed(&none, FRIDAY, 30, 1436544000), 1436544000);
}

static void a_return_is_open_overdue_or_over(void **state)
{
    (void)state;
    static const struct {
        const char *how;
        enum nomination_state state;
        int64_t now;
        enum revision_state is;
        const char *ident;
    } rows[] = {
        {"", NOMINATION_DRAFT, 99, REVISION_OPEN, "open"},
        {"", NOMINATION_DRAFT, 100, REVISION_OVERDUE, "overdue"},
        {"", NOMINATION_WITHDRAWN, 99, REVISION_WITHDRAWN, "withdrawn"},
        {"", NOMINATION_WITHDRAWN, 101, REVISION_WITHDRAWN, "withdrawn"},
        {"resubmitted", NOMINATION_SUBMITTED, 101, REVISION_RESUBMITTED, "resubmitted"},
        {"resubmitted", NOMINATION_WITHDRAWN, 101, REVISION_RESUBMITTED, "resubmitted"},
        {"recalled", NOMINATION_SUBMITTED, 99, REVISION_RECALLED, "recalled"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(revision_state(rows[i].how, rows[i].state, rows[i].now, 100), rows[i].is);
        assert_string_equal(revision_state_ident(rows[i].is), rows[i].ident);
        assert_string_not_equal(revision_state_word(rows[i].is), "");
    }
}

static void reasons_and_remarks_say_something(void **state)
{
    (void)state;
    char lengthy[3 * 801 + 1] = "";
    for (int i = 0; i < 801; i++) {
        memcpy(lengthy + (size_t)i * 3, "字", 4);
    }
    assert_non_null(revision_reason_fault(""));
    assert_non_null(revision_reason_fault("改"));
    assert_null(revision_reason_fault("请改"));
    assert_non_null(revision_reason_fault(lengthy));
    assert_non_null(revision_remark_fault("改"));
    assert_null(revision_remark_fault("请改"));
    assert_non_null(revision_remark_fault(lengthy));
    lengthy[3 * 800] = '\0';
    assert_null(revision_remark_fault(lengthy));
}

static void who_returned_it_takes_it_back_and_nobody_else(void **state)
{
    (void)state;
    for (int role = 0; role < ROLE__COUNT; role++) {
        struct actor own = {1, 7, (enum role)role};
        struct actor other = {2, 8, (enum role)role};
        bool is_authority = role == ROLE_SECTOR || role == ROLE_DISTRICT || role == ROLE_OFFICE;
        assert_int_equal(may_recall_return(&own, 7, true, NOMINATION_DRAFT), is_authority ? OK : ERR_NOT_FOUND);
        assert_int_equal(may_recall_return(&own, 7, false, NOMINATION_SUBMITTED),
                         is_authority ? ERR_CONFLICT : ERR_NOT_FOUND);
        assert_int_equal(may_recall_return(&own, 7, true, NOMINATION_WITHDRAWN),
                         is_authority ? ERR_CONFLICT : ERR_NOT_FOUND);
        assert_int_equal(may_recall_return(&other, 7, true, NOMINATION_DRAFT), ERR_NOT_FOUND);
    }
}

/* Taken back by its unit while the stage is held open for it, and brought back as it was. */
static void a_unit_may_withdraw_what_was_returned_until_it_is_due(void **state)
{
    (void)state;
    static const struct actor unit = {11, 1, ROLE_UNIT};
    static const struct nomination_facts returned = {
        .body_id = 1, .state = NOMINATION_DRAFT, .was_submitted = true, .is_returned = true};
    static const struct nomination_facts plain = {.body_id = 1, .state = NOMINATION_DRAFT, .was_submitted = true};
    unsigned open = STAGE_BIT(STAGE_NOMINATION) | STAGE_BIT(STAGE_RECOMMENDATION);
    assert_int_equal(may_withdraw_nomination(&unit, open, &returned), OK);
    assert_int_equal(may_withdraw_nomination(&unit, open, &plain), ERR_CONFLICT);
    assert_int_equal(may_withdraw_nomination(&unit, STAGE_BIT(STAGE_RECOMMENDATION), &returned), ERR_CLOSED);
    assert_int_equal(may_restore_nomination(&unit, open, &returned), ERR_CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(just_what_a_remark_names_is_open),
        cmocka_unit_test(a_remark_is_about_what_the_unit_fills_in),
        cmocka_unit_test(the_deadline_is_from_tomorrow_to_the_end_of_the_stage),
        cmocka_unit_test(the_proposal_counts_working_days_and_stays_within_the_stage),
        cmocka_unit_test(a_return_is_open_overdue_or_over),
        cmocka_unit_test(reasons_and_remarks_say_something),
        cmocka_unit_test(who_returned_it_takes_it_back_and_nobody_else),
        cmocka_unit_test(a_unit_may_withdraw_what_was_returned_until_it_is_due),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
