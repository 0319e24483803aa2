/* domain_seal.c - a seal belongs to one version; a check code is read as it is typed or scanned; answers differ by
 * field.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "domain/receipt.h"
#include "domain/seal.h"

static void a_seal_counts_only_for_the_version_that_counts(void **state)
{
    (void)state;
    assert_int_equal(seal_worth(2, 2, NOMINATION_SUBMITTED), SEAL_VALID);
    assert_int_equal(seal_worth(1, 2, NOMINATION_SUBMITTED), SEAL_VOID_NEWER);
    assert_int_equal(seal_worth(1, 2, NOMINATION_WITHDRAWN), SEAL_VOID_NEWER);
    assert_int_equal(seal_worth(2, 2, NOMINATION_WITHDRAWN), SEAL_VOID_TAKEN_BACK);
    assert_int_equal(seal_worth(2, 2, NOMINATION_DRAFT), SEAL_VOID_TAKEN_BACK);
}

static void only_the_office_notes_it_and_only_for_that_version(void **state)
{
    const struct actor unit = {1, 7, ROLE_UNIT};
    const struct actor stranger = {2, 8, ROLE_UNIT};
    const struct actor office = {3, 9, ROLE_OFFICE};
    const struct nomination_facts sent = {.body_id = 7, .state = NOMINATION_SUBMITTED};
    const struct nomination_facts draft = {.body_id = 7, .state = NOMINATION_DRAFT};
    (void)state;
    assert_int_equal(may_note_seal(&office, &sent, 1, 1), OK);
    assert_int_equal(may_note_seal(&office, &sent, 1, 2), ERR_CONFLICT);
    assert_int_equal(may_note_seal(&office, &draft, 1, 1), ERR_CONFLICT);
    assert_int_equal(may_note_seal(&unit, &sent, 1, 1), ERR_NOT_FOUND);
    assert_int_equal(may_accept_nomination(&office, &sent), OK);
    assert_int_equal(may_accept_nomination(&office, &draft), ERR_CONFLICT);
    assert_int_equal(may_accept_nomination(&unit, &sent), ERR_NOT_FOUND);
    assert_int_equal(may_view_scan(&unit, &sent), OK);
    assert_int_equal(may_view_scan(&office, &sent), OK);
    assert_int_equal(may_view_scan(&stranger, &sent), ERR_NOT_FOUND);
}

static void a_code_is_read_however_it_is_typed_or_scanned(void **state)
{
    static const struct {
        const char *typed, *code;
    } rows[] = {
        {"K3PD-9XQW", "K3PD-9XQW"},
        {"k3pd9xqw", "K3PD-9XQW"},
        {" k3pd 9xqw ", "K3PD-9XQW"},
        {"Ｋ３ＰＤ－９ＸＱＷ", "K3PD-9XQW"},
        {"K3PD—9XQW", "K3PD-9XQW"},
        {"https://pp.example.gov.cn/nominations/abc/record?code=K3PD-9XQW", "K3PD-9XQW"},
        {"HTTPS://PP.EXAMPLE.GOV.CN/NOMINATIONS/ABC/RECORD?CODE=k3pd-9xqw", "K3PD-9XQW"},
        {"https://x/record?code=AAAA-AAAAhttps://x/record?code=K3PD-9XQW", "K3PD-9XQW"},
        {"AAAA-AAAAhttps://x/record?code=K3PD-9XQW", "K3PD-9XQW"},
        {"https://x/record?code=", ""},
        {"K3PD-9XQ", ""},
        {"K3PD-9XQWA", ""},
        {"K3PD-9X/W", ""},
        {"https://pp.example.gov.cn/nominations/abc/record", ""},
        {"校验码", ""},
        {"", ""},
    };
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(seal_code_read(a, rows[i].typed), rows[i].code);
        if (*rows[i].code != '\0' && strchr(rows[i].typed, '/') == NULL) { /* what was read is what would match */
            assert_true(check_code_matches(a, rows[i].typed, rows[i].code));
        }
    }
    arena_free(a);
}

static void answers_differ_by_field_with_the_rows_of_a_group(void **state)
{
    const struct form_value one[] = {
        {"brand_name", 0, "畅行"}, {"honours.name", 1, "文明单位"}, {"honours.name", 2, "工人先锋号"}, {"site", 0, ""}};
    const struct form_value two[] = {{"brand_name", 0, "畅行"}, {"honours.name", 1, "文明单位"}, {"story", 0, "事迹"}};
    const struct form_answers a = {NULL, 0, one, 4};
    const struct form_answers b = {NULL, 0, two, 3};
    (void)state;
    assert_false(field_differs(&a, &b, "brand_name"));
    assert_true(field_differs(&a, &b, "honours")); /* a row less */
    assert_true(field_differs(&b, &a, "honours"));
    assert_true(field_differs(&a, &b, "story")); /* only in one of them */
    assert_true(field_differs(&b, &a, "story"));
    assert_false(field_differs(&a, &b, "site")); /* nothing equals nothing */
    assert_false(field_differs(&a, &b, "honour"));
    assert_false(field_differs(&a, &b, "brand"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_seal_counts_only_for_the_version_that_counts),
        cmocka_unit_test(only_the_office_notes_it_and_only_for_that_version),
        cmocka_unit_test(a_code_is_read_however_it_is_typed_or_scanned),
        cmocka_unit_test(answers_differ_by_field_with_the_rows_of_a_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
