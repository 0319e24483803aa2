/* domain_permission.c - every role x stage x state of a nomination, and the people beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/permission.h"
#include "domain/role.h"

static const unsigned nomination_open = STAGE_BIT(STAGE_NOMINATION);
static const unsigned others_open = STAGE_ALL & ~STAGE_BIT(STAGE_NOMINATION);

static const struct actor own_unit = {11, 1, ROLE_UNIT};
static const struct actor colleague = {12, 1, ROLE_UNIT};
static const struct actor other_unit = {21, 2, ROLE_UNIT};
static const struct actor office = {31, 3, ROLE_OFFICE};
static const struct actor visitor = {.role = ROLE_PUBLIC};

static const struct nomination_facts draft = {.body_id = 1, .state = NOMINATION_DRAFT};
static const struct nomination_facts submitted = {.body_id = 1, .state = NOMINATION_SUBMITTED, .was_submitted = true};
static const struct nomination_facts returned = {
    .body_id = 1, .state = NOMINATION_DRAFT, .was_submitted = true, .is_returned = true};
static const struct nomination_facts withdrawn = {.body_id = 1, .state = NOMINATION_WITHDRAWN, .was_submitted = true};

static void only_units_start_nominations_and_only_while_the_stage_is_open(void **state)
{
    (void)state;
    for (int i = 0; i < ROLE__COUNT; i++) {
        struct actor who = {1, 1, (enum role)i};
        bool is_unit = who.role == ROLE_UNIT;
        assert_int_equal(is_unit ? OK : ERR_DENIED, may_start_nomination(&who, nomination_open));
        assert_int_equal(is_unit ? OK : ERR_DENIED, may_start_nomination(&who, STAGE_ALL));
        assert_int_equal(is_unit ? ERR_CLOSED : ERR_DENIED, may_start_nomination(&who, others_open));
        assert_int_equal(is_unit ? ERR_CLOSED : ERR_DENIED, may_start_nomination(&who, 0));
    }
}

static void a_record_that_is_not_yours_does_not_exist(void **state)
{
    (void)state;
    static const struct nomination_facts *const records[] = {&draft, &submitted, &withdrawn};
    for (size_t r = 0; r < 3; r++) {
        for (int i = 0; i < ROLE__COUNT; i++) {
            /* The same body number in another role is nobody's key, another body in the unit role neither. */
            struct actor who = {99, i == ROLE_UNIT ? 2 : 1, (enum role)i};
            bool is_received = who.role == ROLE_OFFICE && records[r]->state == NOMINATION_SUBMITTED;
            enum err expected = is_received ? OK : ERR_NOT_FOUND;
            assert_int_equal(expected, may_view_nomination(&who, STAGE_ALL, records[r]));
            assert_int_equal(expected, may_print_nomination(&who, STAGE_ALL, records[r]));
            assert_int_equal(ERR_NOT_FOUND, may_edit_nomination(&who, STAGE_ALL, records[r]));
            assert_int_equal(ERR_NOT_FOUND, may_submit_nomination(&who, STAGE_ALL, records[r]));
            assert_int_equal(ERR_NOT_FOUND, may_keep_draft(&who, records[r]));
        }
    }
}

static void each_row_of_the_rules_holds(void **state)
{
    (void)state;
    static const struct {
        const char *clause;
        const struct actor *who;
        unsigned stages;
        const struct nomination_facts *record;
        enum err view, edit, submit, keep;
    } rows[] = {
        {"a unit writes its draft", &own_unit, STAGE_BIT(STAGE_NOMINATION), &draft, OK, OK, OK, OK},
        {"so does a colleague", &colleague, STAGE_BIT(STAGE_NOMINATION), &draft, OK, OK, OK, OK},
        {"another unit sees nothing", &other_unit, STAGE_BIT(STAGE_NOMINATION), &draft, ERR_NOT_FOUND, ERR_NOT_FOUND,
         ERR_NOT_FOUND, ERR_NOT_FOUND},
        {"a visitor sees nothing", &visitor, STAGE_BIT(STAGE_NOMINATION), &submitted, ERR_NOT_FOUND, ERR_NOT_FOUND,
         ERR_NOT_FOUND, ERR_NOT_FOUND},
        {"the office does not read drafts", &office, STAGE_BIT(STAGE_NOMINATION), &draft, ERR_NOT_FOUND, ERR_NOT_FOUND,
         ERR_NOT_FOUND, ERR_NOT_FOUND},
        {"the office reads what was submitted", &office, STAGE_BIT(STAGE_NOMINATION), &submitted, OK, ERR_NOT_FOUND,
         ERR_NOT_FOUND, ERR_NOT_FOUND},
        {"the office reads the version that was returned for revision", &office, STAGE_ALL, &returned, OK,
         ERR_NOT_FOUND, ERR_NOT_FOUND, ERR_NOT_FOUND},
        {"a unit revises what was returned, while the stage is held open for it", &own_unit,
         STAGE_BIT(STAGE_NOMINATION), &returned, OK, OK, OK, OK},
        {"after the time of the return its text is kept, not submitted", &own_unit, STAGE_BIT(STAGE_RECOMMENDATION),
         &returned, OK, ERR_CLOSED, ERR_CLOSED, OK},
        {"another unit sees nothing of what was returned", &other_unit, STAGE_ALL, &returned, ERR_NOT_FOUND,
         ERR_NOT_FOUND, ERR_NOT_FOUND, ERR_NOT_FOUND},
        {"the office does not read what was withdrawn", &office, STAGE_ALL, &withdrawn, ERR_NOT_FOUND, ERR_NOT_FOUND,
         ERR_NOT_FOUND, ERR_NOT_FOUND},
        {"提交后不能修改", &own_unit, STAGE_BIT(STAGE_NOMINATION), &submitted, OK, ERR_CONFLICT, ERR_CONFLICT,
         ERR_CONFLICT},
        {"截止后草稿可看、不可提交，正在写的内容仍存为草稿", &own_unit, STAGE_BIT(STAGE_RECOMMENDATION), &draft, OK,
         ERR_CLOSED, ERR_CLOSED, OK},
        {"nothing is open", &own_unit, 0, &draft, OK, ERR_CLOSED, ERR_CLOSED, OK},
        {"closed is said before submitted", &own_unit, STAGE_BIT(STAGE_PUBLICITY), &submitted, OK, ERR_CLOSED,
         ERR_CLOSED, ERR_CONFLICT},
        {"what was withdrawn is read only", &own_unit, STAGE_BIT(STAGE_NOMINATION), &withdrawn, OK, ERR_CONFLICT,
         ERR_CONFLICT, ERR_CONFLICT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum err view = may_view_nomination(rows[i].who, rows[i].stages, rows[i].record);
        if (view != rows[i].view) {
            print_error("%s\n", rows[i].clause);
        }
        assert_int_equal(rows[i].view, view);
        assert_int_equal(rows[i].view, may_print_nomination(rows[i].who, rows[i].stages, rows[i].record));
        assert_int_equal(rows[i].edit, may_edit_nomination(rows[i].who, rows[i].stages, rows[i].record));
        assert_int_equal(rows[i].submit, may_submit_nomination(rows[i].who, rows[i].stages, rows[i].record));
        assert_int_equal(rows[i].keep, may_keep_draft(rows[i].who, rows[i].record));
    }
}

/* Every role x state x standing x route: who has a line of it, who opens it, who prints it, who sees the contacts. */
static void authorities_and_districts_read_what_is_theirs_and_nothing_else(void **state)
{
    (void)state;
    int lines = 0;
    int opened = 0;
    for (int i = 0; i < ROLE__COUNT * NOMINATION__COUNT * 16; i++) {
        int bits = i % 16;
        struct actor who = {41, 4, (enum role)(i / 16 % ROLE__COUNT)};
        struct nomination_facts n = {.body_id = 1,
                                     .state = (enum nomination_state)(i / 16 / ROLE__COUNT),
                                     .was_submitted = (bits & 1) != 0,
                                     .asks_district = (bits & 2) != 0,
                                     .is_of_sector = (bits & 4) != 0,
                                     .is_of_district = (bits & 8) != 0};
        /* "市行业主管部门" its sector's on both routes; "辖市区文明办" what is sent to it for an opinion or outside the
         * sectors */
        bool has_line = n.was_submitted && (who.role == ROLE_OFFICE || (who.role == ROLE_SECTOR && n.is_of_sector) ||
                                            (who.role == ROLE_DISTRICT && n.is_of_district && n.asks_district));
        bool opens = has_line && n.state == NOMINATION_SUBMITTED;
        bool is_office = who.role == ROLE_OFFICE && n.state == NOMINATION_SUBMITTED;
        assert_int_equal(has_line ? OK : ERR_NOT_FOUND, may_list_nomination(&who, &n));
        assert_int_equal(opens ? OK : ERR_NOT_FOUND, may_view_nomination(&who, STAGE_ALL, &n));
        assert_int_equal(is_office ? OK : ERR_NOT_FOUND, may_print_nomination(&who, STAGE_ALL, &n));
        assert_int_equal(is_office ? OK : ERR_NOT_FOUND, may_reveal_contacts(&who, &n));
        assert_int_equal(ERR_NOT_FOUND, may_edit_nomination(&who, STAGE_ALL, &n));
        assert_int_equal(ERR_NOT_FOUND, may_submit_nomination(&who, STAGE_ALL, &n));
        assert_int_equal(ERR_NOT_FOUND, may_keep_draft(&who, &n));
        lines += has_line;
        opened += opens;
    }
    assert_int_equal(lines, (8 + 4 + 2) * NOMINATION__COUNT);
    assert_int_equal(opened, 8 + 4 + 2);
}

static void states_have_the_words_of_the_schema(void **state)
{
    (void)state;
    static const char *const idents[] = {"draft", "submitted", "withdrawn"};
    for (int i = 0; i < NOMINATION__COUNT; i++) {
        enum nomination_state got = NOMINATION__COUNT;
        assert_string_equal(idents[i], nomination_state_ident((enum nomination_state)i));
        assert_int_equal(OK, nomination_state_from_ident(idents[i], &got));
        assert_int_equal(i, got);
    }
    enum nomination_state got = NOMINATION_SUBMITTED;
    assert_int_equal(ERR_NOT_FOUND, nomination_state_from_ident("drafts", &got));
    assert_int_equal(NOMINATION_SUBMITTED, got);
}

static void roles_have_the_words_of_the_product(void **state)
{
    (void)state;
    static const struct {
        const char *ident, *name;
        bool acts_for_body, needs_second_factor;
        size_t password_min;
    } rows[ROLE__COUNT] = {
        {"public", "社会公众", false, false, 8},     {"unit", "申报单位", true, false, 8},
        {"district", "辖市区文明办", true, true, 8}, {"sector", "市行业主管部门", true, true, 8},
        {"joint", "会同部门", true, true, 8},        {"office", "市文明办", false, true, 8},
        {"judge", "专家评委", false, true, 8},       {"tally", "计分员", false, true, 8},
        {"supervisor", "监督员", false, true, 8},    {"commission", "市文明委", false, true, 8},
        {"admin", "系统管理员", false, true, 12},    {"security", "安全管理员", false, true, 12},
        {"auditor", "审计管理员", false, true, 12},
    };
    for (int i = 0; i < ROLE__COUNT; i++) {
        enum role role = (enum role)i;
        enum role got = ROLE__COUNT;
        assert_string_equal(rows[i].ident, role_ident(role));
        assert_string_equal(rows[i].name, role_name(role));
        assert_int_equal(OK, role_from_ident(rows[i].ident, &got));
        assert_int_equal(role, got);
        assert_int_equal(rows[i].acts_for_body, role_acts_for_body(role));
        assert_int_equal(rows[i].needs_second_factor, role_needs_second_factor(role));
        assert_int_equal(rows[i].password_min, role_password_min(role));
    }
    enum role got = ROLE_JUDGE;
    assert_int_equal(ERR_NOT_FOUND, role_from_ident("root", &got));
    assert_int_equal(ROLE_JUDGE, got);
    assert_int_equal(ROLE__COUNT - 1, __builtin_popcount(ROLE_SIGNED_IN));
    assert_int_equal(0, ROLE_SIGNED_IN & ROLE_BIT(ROLE_PUBLIC));
}

static void no_two_roles_share_a_person(void **state)
{
    (void)state;
    for (int a = 0; a < ROLE__COUNT; a++) {
        for (int b = 0; b < ROLE__COUNT; b++) {
            assert_int_equal(a == b, roles_may_share_person((enum role)a, (enum role)b));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_units_start_nominations_and_only_while_the_stage_is_open),
        cmocka_unit_test(a_record_that_is_not_yours_does_not_exist),
        cmocka_unit_test(each_row_of_the_rules_holds),
        cmocka_unit_test(authorities_and_districts_read_what_is_theirs_and_nothing_else),
        cmocka_unit_test(states_have_the_words_of_the_schema),
        cmocka_unit_test(roles_have_the_words_of_the_product),
        cmocka_unit_test(no_two_roles_share_a_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
