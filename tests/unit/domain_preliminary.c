/* domain_preliminary.c - who reviews, what an answer needs, and who may see whose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/preliminary.h"
#include "domain/role.h"

static const unsigned open_stage = STAGE_BIT(STAGE_PRELIMINARY_REVIEW);
static const unsigned closed = STAGE_ALL & ~STAGE_BIT(STAGE_PRELIMINARY_REVIEW);

static const struct review_standing fresh = {.is_candidate = true};
static const struct review_standing given = {.is_candidate = true, .is_assigned = true};
static const struct review_standing answered = {.is_candidate = true, .is_assigned = true, .has_answered = true};
static const struct review_standing recused = {.is_candidate = true, .is_assigned = true, .is_recused = true};
static const struct review_standing released = {
    .is_candidate = true, .is_assigned = true, .has_answered = true, .is_released = true};
static const struct review_standing recalled = {.is_assigned = true};

static void each_row_of_the_rules_holds_for_every_role(void **state)
{
    static const struct {
        const char *clause;
        const struct review_standing *standing;
        enum err office_assigns, answers, recuses, office_reads, joint_reads;
    } rows[] = {
        {"not given: the office prepares the shortlist and reads", &fresh, OK, ERR_NOT_FOUND, OK, OK, ERR_NOT_FOUND},
        {"blind until answered", &given, OK, OK, OK, ERR_NOT_FOUND, ERR_NOT_FOUND},
        {"then it reads, and may still correct itself", &answered, OK, OK, ERR_CONFLICT, OK, OK},
        {"recused: nothing of it exists", &recused, ERR_NOT_FOUND, ERR_NOT_FOUND, ERR_NOT_FOUND, ERR_NOT_FOUND,
         ERR_NOT_FOUND},
        {"released: final", &released, ERR_CONFLICT, ERR_CONFLICT, ERR_CONFLICT, OK, OK},
        {"its list was recalled", &recalled, ERR_CONFLICT, ERR_CONFLICT, OK, ERR_NOT_FOUND, ERR_NOT_FOUND},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct review_standing *s = rows[i].standing;
        for (int r = 0; r < ROLE__COUNT; r++) {
            struct actor who = {1, 1, (enum role)r};
            bool is_office = r == ROLE_OFFICE;
            bool reviews = is_office || r == ROLE_JOINT;
            assert_int_equal(role_reviews(who.role), reviews);
            assert_int_equal(may_assign_review(&who, open_stage, s),
                             is_office ? rows[i].office_assigns : ERR_NOT_FOUND);
            assert_int_equal(may_answer_review(&who, open_stage, s), reviews ? rows[i].answers : ERR_NOT_FOUND);
            bool may_declare = is_office || (r == ROLE_JOINT && s->is_assigned);
            assert_int_equal(may_recuse(&who, s), may_declare ? rows[i].recuses : ERR_NOT_FOUND);
            assert_int_equal(may_read_answers(&who, s), is_office         ? rows[i].office_reads
                                                        : r == ROLE_JOINT ? rows[i].joint_reads
                                                                          : ERR_NOT_FOUND);
        }
    }
}

static void outside_its_stage_nothing_is_given_and_nothing_answered(void **state)
{
    (void)state;
    struct actor office = {1, 1, ROLE_OFFICE};
    struct actor joint = {2, 2, ROLE_JOINT};
    assert_int_equal(may_assign_review(&office, closed, &fresh), ERR_CLOSED);
    assert_int_equal(may_answer_review(&joint, closed, &given), ERR_CLOSED);
    assert_int_equal(may_answer_review(&joint, 0, &given), ERR_CLOSED);
    assert_int_equal(may_recuse(&joint, &given), OK); /* a tie is a tie, whatever is open */
}

static void a_veto_names_its_ground_its_document_and_its_day(void **state)
{
    (void)state;
    struct review_faults f;
    struct review_draft d = {.role = ROLE_JOINT, .ground = "", .document = "", .opinion = ""};
    assert_false(review_judge(&d, &f));
    assert_non_null(f.verdict);
    d.has_verdict = true;
    assert_true(review_judge(&d, &f)); /* 确认: nothing more is asked of a department */
    d.is_veto = true;
    assert_false(review_judge(&d, &f));
    assert_non_null(f.ground);
    assert_non_null(f.document);
    assert_non_null(f.document_on);
    assert_null(f.opinion);
    assert_null(f.grades);
    d.ground = "2014年11月发生重大责任事故";
    d.document = "事故调查报告";
    assert_false(review_judge(&d, &f));
    d.has_document_day = true;
    assert_true(review_judge(&d, &f));
}

static void the_office_grades_every_condition_and_says_why(void **state)
{
    (void)state;
    struct review_faults f;
    int grades[5] = {GRADE_BEST, GRADE_GOOD, GRADE_NONE, GRADE_FAIR, GRADE_POOR};
    struct review_draft d = {.role = ROLE_OFFICE,
                             .has_verdict = true,
                             .ground = "",
                             .document = "",
                             .opinion = "",
                             .grades = grades,
                             .grades_len = 5};
    assert_false(review_judge(&d, &f));
    assert_non_null(f.opinion);
    assert_non_null(f.grades);
    grades[2] = GRADE_GOOD;
    d.opinion = "做法扎实，数据可核。";
    assert_true(review_judge(&d, &f));
    assert_string_equal(grade_word(GRADE_BEST), "优");
    assert_string_equal(grade_word(GRADE_POOR), "差");
    assert_string_equal(grade_word(GRADE_NONE), "");
    assert_string_equal(grade_word(9), "");
}

static void what_is_too_long_is_told(void **state)
{
    (void)state;
    struct review_faults f;
    char endless[3 * 700 + 1];
    for (int i = 0; i < 700; i++) {
        endless[3 * i] = '\xE9';
        endless[3 * i + 1] = '\x95';
        endless[3 * i + 2] = '\xBF';
    }
    endless[sizeof endless - 1] = '\0';
    struct review_draft d = {
        .role = ROLE_JOINT, .has_verdict = true, .ground = endless, .document = endless, .opinion = endless};
    assert_false(review_judge(&d, &f));
    assert_non_null(f.ground);
    assert_non_null(f.document);
    assert_non_null(f.opinion);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_of_the_rules_holds_for_every_role),
        cmocka_unit_test(outside_its_stage_nothing_is_given_and_nothing_answered),
        cmocka_unit_test(a_veto_names_its_ground_its_document_and_its_day),
        cmocka_unit_test(the_office_grades_every_condition_and_says_why),
        cmocka_unit_test(what_is_too_long_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
