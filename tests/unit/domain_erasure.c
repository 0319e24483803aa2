/* domain_erasure.c - who may erase an account of their own, and who must do something first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "domain/erasure.h"

static void only_the_last_administrator_and_the_last_person_of_a_unit_that_applies_must_wait(void **state)
{
    static const struct {
        struct erasure_facts facts;
        const char *reason; /* a part of it; NULL: may */
    } rows[] = {
        {{ROLE_UNIT, 0, 0, 1}, NULL},       {{ROLE_UNIT, 1, 1, 1}, NULL},
        {{ROLE_UNIT, 0, 1, 1}, "撤回申报"}, {{ROLE_UNIT, 0, 2, 0}, "邀请同事"},
        {{ROLE_ADMIN, 0, 0, 1}, NULL},      {{ROLE_ADMIN, 5, 0, 0}, "最后一名系统管理员"},
        {{ROLE_OFFICE, 0, 0, 0}, NULL},     {{ROLE_DISTRICT, 0, 3, 0}, NULL},
        {{ROLE_JUDGE, 0, 0, 1}, NULL},      {{ROLE_AUDITOR, 0, 0, 0}, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *reason = NULL;
        assert_int_equal(may_erase(&rows[i].facts, &reason), rows[i].reason == NULL ? OK : ERR_CONFLICT);
        assert_true(rows[i].reason == NULL ? reason == NULL : strstr(reason, rows[i].reason) != NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_last_administrator_and_the_last_person_of_a_unit_that_applies_must_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
