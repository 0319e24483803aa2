/* domain_shortlist.c - when the list is made, what a choice and a release need, drafts beside each other, and names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/shortlist.h"

enum { REVIEW_OPENS = 1000, REVIEW_CLOSES = 2000, PUBLICITY_OPENS = 2600, PUBLICITY_CLOSES = 3000 };

static const struct shortlist_facts ready = {.phase = PHASE_OPEN, .candidates = 3, .chosen = 2, .has_draft = true};

static void the_list_is_made_from_the_review_until_the_publicity(void **state)
{
    static const struct {
        int64_t publicity_opens, now;
        enum phase phase;
    } rows[] = {
        {PUBLICITY_OPENS, REVIEW_OPENS - 1, PHASE_BEFORE}, {PUBLICITY_OPENS, REVIEW_OPENS, PHASE_OPEN},
        {PUBLICITY_OPENS, REVIEW_CLOSES, PHASE_OPEN},      {PUBLICITY_OPENS, PUBLICITY_OPENS - 1, PHASE_OPEN},
        {PUBLICITY_OPENS, PUBLICITY_OPENS, PHASE_AFTER},   {REVIEW_CLOSES - 100, REVIEW_CLOSES - 1, PHASE_OPEN},
        {REVIEW_CLOSES - 100, REVIEW_CLOSES, PHASE_AFTER},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct stage_window w[] = {{STAGE_PRELIMINARY_REVIEW, REVIEW_OPENS, REVIEW_CLOSES},
                                   {STAGE_PUBLICITY, rows[i].publicity_opens, PUBLICITY_CLOSES}};
        assert_int_equal(shortlist_phase(w, 2, rows[i].now), rows[i].phase);
    }
    struct stage_window alone = {STAGE_PRELIMINARY_REVIEW, REVIEW_OPENS, REVIEW_CLOSES};
    assert_int_equal(shortlist_phase(&alone, 1, REVIEW_CLOSES - 1), PHASE_OPEN);
    assert_int_equal(shortlist_phase(&alone, 1, REVIEW_CLOSES), PHASE_AFTER);
    assert_int_equal(shortlist_phase(NULL, 0, REVIEW_CLOSES), PHASE_BEFORE);
}

static void what_is_left_out_and_what_is_taken_in_against_a_veto_has_a_reason(void **state)
{
    static const struct {
        enum choice choice;
        bool has_veto, is_stale;
        const char *reason;
        bool is_fine;
    } rows[] = {
        {CHOICE_OPEN, true, true, "", true},          {CHOICE_IN, false, false, "", true},
        {CHOICE_OUT, false, false, "", false},        {CHOICE_OUT, false, false, "弱", false},
        {CHOICE_OUT, false, false, "较弱", true},     {CHOICE_IN, true, false, "", false},
        {CHOICE_IN, true, false, "已整改", true},     {CHOICE_IN, false, true, "", false},
        {CHOICE_IN, false, true, "只改了电话", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *fault = choice_fault(rows[i].choice, rows[i].has_veto, rows[i].is_stale, rows[i].reason);
        assert_int_equal(fault == NULL, rows[i].is_fine);
    }
    char lengthy[3 * (CHOICE_REASON_ZI + 1) + 1] = "";
    for (size_t i = 0; i < CHOICE_REASON_ZI + 1; i++) {
        lengthy[3 * i] = '\xE5';
        lengthy[3 * i + 1] = '\xA4';
        lengthy[3 * i + 2] = '\xA7';
    }
    assert_non_null(choice_fault(CHOICE_OPEN, false, false, lengthy));
    lengthy[3 * (size_t)CHOICE_REASON_ZI] = '\0';
    assert_null(choice_fault(CHOICE_OUT, false, false, lengthy));
}

static void the_first_thing_in_the_way_of_a_release_is_named(void **state)
{
    static const struct {
        struct shortlist_facts f;
        enum release_fault fault;
    } rows[] = {
        {{.candidates = 0}, RELEASE_NOBODY},
        {{.candidates = 3, .is_silent = true, .undecided = 1}, RELEASE_SILENT},
        {{.candidates = 3, .unreceived = 1, .undecided = 1}, RELEASE_UNRECEIVED},
        {{.candidates = 3, .undecided = 1, .unreasoned = 1}, RELEASE_UNDECIDED},
        {{.candidates = 3, .unreasoned = 1, .unchecked = 1}, RELEASE_UNREASONED},
        {{.candidates = 3, .unchecked = 1, .names_asked = 1}, RELEASE_UNCHECKED},
        {{.candidates = 3, .names_asked = 1}, RELEASE_NAMES_ASKED},
        {{.candidates = 3}, RELEASE_NO_DRAFT},
        {{.candidates = 3, .has_draft = true, .is_draft_old = true}, RELEASE_OLD_DRAFT},
        {{.candidates = 3, .has_draft = true, .names_open = 3}, RELEASE_FINE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(release_judge(&rows[i].f), rows[i].fault);
    }
}

static void only_the_office_acts_and_only_another_person_confirms(void **state)
{
    static const struct {
        bool is_proposed, is_proposer, is_released, is_undecided;
        enum phase phase;
        enum err builds, proposes, withdraws, confirms;
    } rows[] = {
        {false, false, false, false, PHASE_OPEN, OK, OK, ERR_CONFLICT, ERR_CONFLICT},
        {false, false, false, true, PHASE_OPEN, OK, ERR_CONFLICT, ERR_CONFLICT, ERR_CONFLICT},
        {true, false, false, false, PHASE_OPEN, ERR_CONFLICT, ERR_CONFLICT, OK, OK},
        {true, true, false, false, PHASE_OPEN, ERR_CONFLICT, ERR_CONFLICT, OK, ERR_CONFLICT},
        {true, false, false, true, PHASE_OPEN, ERR_CONFLICT, ERR_CONFLICT, OK, ERR_CONFLICT},
        {true, false, false, false, PHASE_AFTER, ERR_CLOSED, ERR_CLOSED, OK, ERR_CLOSED},
        {false, false, false, false, PHASE_BEFORE, ERR_CLOSED, ERR_CLOSED, ERR_CONFLICT, ERR_CLOSED},
        {false, false, true, false, PHASE_OPEN, ERR_CONFLICT, ERR_CONFLICT, ERR_CONFLICT, ERR_CONFLICT},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct shortlist_facts f = ready;
        f.is_proposed = rows[i].is_proposed;
        f.is_proposer = rows[i].is_proposer;
        f.is_released = rows[i].is_released;
        f.undecided = rows[i].is_undecided;
        f.phase = rows[i].phase;
        for (int r = 0; r < ROLE__COUNT; r++) {
            struct actor who = {1, 1, (enum role)r};
            bool is_office = r == ROLE_OFFICE;
            assert_int_equal(may_view_shortlist(&who), is_office ? OK : ERR_NOT_FOUND);
            assert_int_equal(may_build_shortlist(&who, &f), is_office ? rows[i].builds : ERR_NOT_FOUND);
            assert_int_equal(may_propose_release(&who, &f), is_office ? rows[i].proposes : ERR_NOT_FOUND);
            assert_int_equal(may_withdraw_proposal(&who, &f), is_office ? rows[i].withdraws : ERR_NOT_FOUND);
            assert_int_equal(may_confirm_release(&who, &f), is_office ? rows[i].confirms : ERR_NOT_FOUND);
        }
    }
}

static void a_recused_person_does_not_propose_but_may_confirm_what_another_proposed(void **state)
{
    (void)state;
    struct actor who = {1, 1, ROLE_OFFICE};
    struct shortlist_facts f = ready;
    f.is_recused = true;
    assert_int_equal(may_build_shortlist(&who, &f), OK);
    assert_int_equal(may_propose_release(&who, &f), ERR_CONFLICT);
    f.is_proposed = true;
    assert_int_equal(may_confirm_release(&who, &f), OK);
    f.is_silent = true; /* an answer comes first */
    assert_int_equal(may_confirm_release(&who, &f), ERR_CONFLICT);
}

static void drafts_are_compared_line_by_line(void **state)
{
    static const struct draft_line open = {1, CHOICE_OPEN, ""};
    static const struct draft_line in = {1, CHOICE_IN, ""};
    static const struct draft_line in_because = {1, CHOICE_IN, "已整改"};
    static const struct draft_line out = {1, CHOICE_OUT, "较弱"};
    static const struct draft_line out_because = {1, CHOICE_OUT, "重复"};
    static const struct {
        const struct draft_line *before, *now;
        enum draft_change change;
    } rows[] = {{&in, &in, DRAFT_SAME},
                {&open, &in, DRAFT_ADDED},
                {&out, &in, DRAFT_ADDED},
                {NULL, &in, DRAFT_ADDED},
                {&in, &out, DRAFT_REMOVED},
                {&in, &open, DRAFT_REMOVED},
                {&in, NULL, DRAFT_REMOVED},
                {&open, &out, DRAFT_SETTLED},
                {&out, &open, DRAFT_SETTLED},
                {&out, NULL, DRAFT_SETTLED},
                {NULL, &open, DRAFT_SAME},
                {&in, &in_because, DRAFT_REASONED},
                {&out, &out_because, DRAFT_REASONED}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(draft_compare(rows[i].before, rows[i].now), rows[i].change);
    }
}

static void a_correction_changes_something_and_says_why(void **state)
{
    static const struct printed_names sent = {"一路暖行", "示例市公交公司", "城北车队"};
    static const struct {
        struct printed_names asked;
        const char *reason;
        bool brand, unit, window, why; /* faults */
    } rows[] = {
        {{"一路暖行", "示例市公交有限公司", "城北车队"}, "与公章一致", false, false, false, false},
        {{"一路暖行", "示例市公交公司", "城北车队"}, "与公章一致", true, false, false, false},
        {{"", "示例市公交公司", "城北车队"}, "与公章一致", true, false, false, false},
        {{"一路暖行", "", "城北车队"}, "与公章一致", false, true, false, false},
        {{"一路暖行", "示例市公交公司", ""}, "与公章一致", false, false, true, false},
        {{"一路暖行", "示例市公交有限公司", "城北车队"}, "", false, false, false, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct names_faults f;
        bool is_fine = names_judge(&sent, &rows[i].asked, rows[i].reason, &f);
        assert_int_equal(f.brand != NULL, rows[i].brand);
        assert_int_equal(f.unit != NULL, rows[i].unit);
        assert_int_equal(f.window != NULL, rows[i].window);
        assert_int_equal(f.reason != NULL, rows[i].why);
        assert_int_equal(is_fine, !rows[i].brand && !rows[i].unit && !rows[i].window && !rows[i].why);
    }
    struct names_faults f;
    const struct printed_names none = {"甲乙", "丙丁公司", ""};
    const struct printed_names other = {"甲乙", "丙丁有限公司", ""};
    assert_true(names_judge(&none, &other, "与公章一致", &f)); /* no window was, none is needed */
}

static void a_unit_answers_for_itself_until_the_release(void **state)
{
    (void)state;
    struct shortlist_facts f = ready;
    struct actor own = {5, 7, ROLE_UNIT};
    struct actor other = {6, 8, ROLE_UNIT};
    struct actor office = {1, 7, ROLE_OFFICE};
    assert_int_equal(may_answer_names(&own, 7, &f), OK);
    assert_int_equal(may_answer_names(&other, 7, &f), ERR_NOT_FOUND);
    assert_int_equal(may_answer_names(&office, 7, &f), ERR_NOT_FOUND);
    f.is_proposed = true; /* a unit cannot know of it */
    assert_int_equal(may_answer_names(&own, 7, &f), OK);
    f.phase = PHASE_AFTER;
    assert_int_equal(may_answer_names(&own, 7, &f), ERR_CLOSED);
    f.is_released = true;
    assert_int_equal(may_answer_names(&own, 7, &f), ERR_CONFLICT);
}

static void the_words_of_the_database_are_read_back(void **state)
{
    (void)state;
    enum choice c;
    enum names_state n;
    for (int i = 0; i < CHOICE__COUNT; i++) {
        assert_int_equal(choice_from_ident(choice_ident((enum choice)i), &c), OK);
        assert_int_equal(c, i);
        assert_true(*choice_word(c) != '\0');
    }
    for (int i = 0; i < NAMES__COUNT; i++) {
        assert_int_equal(names_state_from_ident(names_state_ident((enum names_state)i), &n), OK);
        assert_int_equal(n, i);
        assert_int_equal(names_wait(n), i == NAMES_OPEN || i == NAMES_REFUSED);
    }
    assert_int_equal(choice_from_ident("maybe", &c), ERR_NOT_FOUND);
    assert_int_equal(names_state_from_ident("", &n), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_is_made_from_the_review_until_the_publicity),
        cmocka_unit_test(what_is_left_out_and_what_is_taken_in_against_a_veto_has_a_reason),
        cmocka_unit_test(the_first_thing_in_the_way_of_a_release_is_named),
        cmocka_unit_test(only_the_office_acts_and_only_another_person_confirms),
        cmocka_unit_test(a_recused_person_does_not_propose_but_may_confirm_what_another_proposed),
        cmocka_unit_test(drafts_are_compared_line_by_line),
        cmocka_unit_test(a_correction_changes_something_and_says_why),
        cmocka_unit_test(a_unit_answers_for_itself_until_the_release),
        cmocka_unit_test(the_words_of_the_database_are_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
