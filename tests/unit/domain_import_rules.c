/* domain_import_rules.c - who may bring what, and what a table program has done to a cell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "domain/import_rules.h"
#include "domain/people.h"

#define BODIES  (ROLE_BIT(ROLE_UNIT) | ROLE_BIT(ROLE_DISTRICT) | ROLE_BIT(ROLE_SECTOR) | ROLE_BIT(ROLE_JOINT))
#define SYSTEMS (ROLE_BIT(ROLE_OFFICE) | ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_SECURITY) | ROLE_BIT(ROLE_AUDITOR))

static void the_office_and_the_administrator_bring_registers(void **state)
{
    (void)state;
    for (int r = 0; r < ROLE__COUNT; r++) {
        struct actor who = {1, 1, (enum role)r};
        bool may = r == ROLE_OFFICE || r == ROLE_ADMIN;
        assert_int_equal(may_import(&who), may ? OK : ERR_DENIED);
        assert_int_equal(may_handle_import(&who, ROLE_OFFICE), may ? OK : ERR_NOT_FOUND);
        assert_int_equal(may_handle_import(&who, ROLE_ADMIN), r == ROLE_ADMIN ? OK : ERR_NOT_FOUND);
    }
}

static void only_the_administrator_brings_system_roles(void **state)
{
    (void)state;
    for (int by = 0; by < ROLE__COUNT; by++) {
        unsigned may = by == ROLE_ADMIN ? BODIES | SYSTEMS : by == ROLE_OFFICE ? BODIES : 0;
        for (int role = 0; role < ROLE__COUNT; role++) {
            assert_int_equal(role_may_import((enum role)by, (enum role)role), (may & ROLE_BIT(role)) != 0);
        }
    }
    assert_string_not_equal(import_role_fault(ROLE_OFFICE), import_role_fault(ROLE_ADMIN));
}

static void every_role_that_may_come_fits_the_body_that_comes_with_it(void **state)
{
    (void)state;
    for (int role = 0; role < ROLE__COUNT; role++) {
        if (role_may_import(ROLE_ADMIN, (enum role)role)) {
            assert_true(role_fits_body((enum role)role, import_body_kind((enum role)role)));
        }
    }
}

static void a_cell_names_a_role_in_chinese_or_by_its_word(void **state)
{
    static const struct {
        const char *cell;
        enum err e;
        enum role role;
    } rows[] = {{"", OK, ROLE_UNIT},
                {"申报单位", OK, ROLE_UNIT},
                {"市文明办", OK, ROLE_OFFICE},
                {"auditor", OK, ROLE_AUDITOR},
                {"会同部门", OK, ROLE_JOINT},
                {"Auditor", ERR_NOT_FOUND, ROLE_PUBLIC},
                {"申报", ERR_NOT_FOUND, ROLE_PUBLIC}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum role role = ROLE_PUBLIC;
        assert_int_equal(import_role(rows[i].cell, &role), rows[i].e);
        assert_int_equal(role, rows[i].role);
    }
}

static void a_rounded_code_is_seen(void **state)
{
    static const char *const rounded[] = {"3.204E+17", "9.1350100E+17", "1E+18", "3.2e+017"};
    static const char *const whole[] = {"",           "320400199901011234", "91350100M0001TGQXM", "1.5",
                                        "E+17",       "3.204E17",           "32.04E+17",          "3.204E+",
                                        "3.204E+17x", "3.204E-17",          "71526726X",          "3E+1234"};
    (void)state;
    for (size_t i = 0; i < sizeof rounded / sizeof rounded[0]; i++) {
        assert_true(cell_is_rounded(rounded[i]));
    }
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        assert_false(cell_is_rounded(whole[i]));
    }
}

static void a_formulas_failure_is_seen(void **state)
{
    (void)state;
    assert_true(cell_is_failure("#REF!"));
    assert_true(cell_is_failure("#N/A"));
    assert_true(cell_is_failure("#DIV/0!"));
    assert_false(cell_is_failure("#1 门诊部"));
    assert_false(cell_is_failure(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_office_and_the_administrator_bring_registers),
        cmocka_unit_test(only_the_administrator_brings_system_roles),
        cmocka_unit_test(every_role_that_may_come_fits_the_body_that_comes_with_it),
        cmocka_unit_test(a_cell_names_a_role_in_chinese_or_by_its_word),
        cmocka_unit_test(a_rounded_code_is_seen),
        cmocka_unit_test(a_formulas_failure_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
