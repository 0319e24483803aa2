/* pages_publicity.c - 公示 in whole requests: composed, checked, released by two people, and read by everybody. */
#include "support/own_program.h"
#include "support/publicity_site.h"

static void the_helper_publishes_three_brands(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_line"), 3);
    assert_string_not_equal(p.brands[2], "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_helper_publishes_three_brands, site_setup, site_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
