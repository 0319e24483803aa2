/* domain_totp.c - one-time passwords by the vectors of RFC 4226 and RFC 6238, their window, and how they are typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "domain/totp.h"

static const unsigned char rfc_secret[] = "12345678901234567890";

static void codes_by_counter_are_those_of_rfc_4226(void **state)
{
    static const char *const codes[] = {"755224", "287082", "359152", "969429", "338314",
                                        "254676", "287922", "162583", "399871", "520489"};
    (void)state;
    for (int i = 0; i < 10; i++) {
        char code[TOTP_DIGITS + 1] = "";
        assert_int_equal(totp_code(rfc_secret, 20, i, code), OK);
        assert_string_equal(code, codes[i]);
    }
}

/* RFC 6238, appendix B, SHA-1; six of its eight digits. */
static void codes_by_time_are_those_of_rfc_6238(void **state)
{
    static const struct {
        int64_t at;
        const char *code;
    } rows[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
                {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char code[TOTP_DIGITS + 1] = "";
        int64_t step = 0;
        assert_int_equal(totp_code(rfc_secret, 20, rows[i].at / TOTP_STEP_SECONDS, code), OK);
        assert_string_equal(code, rows[i].code);
        assert_true(totp_matches(rfc_secret, rows[i].at, 0, code, &step));
        assert_int_equal(step, rows[i].at / TOTP_STEP_SECONDS);
    }
}

static void a_code_holds_one_step_before_and_behind_and_no_longer(void **state)
{
    (void)state;
    char code[TOTP_DIGITS + 1] = "";
    int64_t step = 0;
    int64_t now = 1434610800;
    assert_int_equal(totp_code(rfc_secret, 20, now / 30, code), OK);
    assert_true(totp_matches(rfc_secret, now, 0, code, &step));
    assert_true(totp_matches(rfc_secret, now + 30, 0, code, &step));
    assert_true(totp_matches(rfc_secret, now + 59, 0, code, &step));
    assert_true(totp_matches(rfc_secret, now - 30, 0, code, &step));
    assert_false(totp_matches(rfc_secret, now + 60, 0, code, &step));
    assert_false(totp_matches(rfc_secret, now - 31, 0, code, &step));
}

static void a_code_works_once(void **state)
{
    (void)state;
    char code[TOTP_DIGITS + 1] = "";
    int64_t step = 0;
    int64_t now = 1434610800;
    assert_int_equal(totp_code(rfc_secret, 20, now / 30, code), OK);
    assert_true(totp_matches(rfc_secret, now, now / 30 - 1, code, &step));
    assert_false(totp_matches(rfc_secret, now, now / 30, code, &step));
    assert_false(totp_matches(rfc_secret, now + 30, now / 30, code, &step));
}

static void what_is_typed_with_blanks_hyphens_or_wide_digits_is_read(void **state)
{
    static const char *const rows[][2] = {{" 287 082 ", "287082"},       {"２８７０８２", "287082"},
                                          {"ABCDE-fghjk", "abcdefghjk"}, {"　1　2", "12"},
                                          {"一二三", "一二三"},          {"", ""}};
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(totp_typed(a, rows[i][0]), rows[i][1]);
    }
    arena_free(a);
}

static void secrets_are_written_as_rfc_4648_base32(void **state)
{
    static const char *const rows[][2] = {{"", ""},
                                          {"f", "MY"},
                                          {"fo", "MZXQ"},
                                          {"foo", "MZXW6"},
                                          {"foob", "MZXW6YQ"},
                                          {"fooba", "MZXW6YTB"},
                                          {"foobar", "MZXW6YTBOI"}};
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(totp_base32(a, (const unsigned char *)rows[i][0], strlen(rows[i][0])), rows[i][1]);
    }
    assert_string_equal(totp_grouped(a, "GEZDGNBVGY"), "GEZD GNBV GY");
    assert_string_equal(totp_uri(a, "示例 市", "a&b", "GEZD"),
                        "otpauth://totp/a%26b?secret=GEZD&issuer=%E7%A4%BA%E4%BE%8B%20%E5%B8%82");
    arena_free(a);
}

static void each_role_belongs_to_one_group(void **state)
{
    (void)state;
    for (int role = 0; role < ROLE__COUNT; role++) {
        bool is_unit = role == ROLE_PUBLIC || role == ROLE_UNIT;
        bool is_authority = role == ROLE_DISTRICT || role == ROLE_SECTOR || role == ROLE_JOINT;
        assert_int_equal(totp_group_of((enum role)role), is_unit        ? TOTP_UNITS
                                                         : is_authority ? TOTP_AUTHORITIES
                                                                        : TOTP_STAFF);
    }
    enum totp_rule rule = TOTP_OFF;
    assert_int_equal(totp_rule_from_ident("required", &rule), OK);
    assert_int_equal(rule, TOTP_REQUIRED);
    assert_int_equal(totp_rule_from_ident("Required", &rule), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_by_counter_are_those_of_rfc_4226),
        cmocka_unit_test(codes_by_time_are_those_of_rfc_6238),
        cmocka_unit_test(a_code_holds_one_step_before_and_behind_and_no_longer),
        cmocka_unit_test(a_code_works_once),
        cmocka_unit_test(what_is_typed_with_blanks_hyphens_or_wide_digits_is_read),
        cmocka_unit_test(secrets_are_written_as_rfc_4648_base32),
        cmocka_unit_test(each_role_belongs_to_one_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
