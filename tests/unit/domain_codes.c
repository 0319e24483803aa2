/* domain_codes.c - organisation codes, telephones, addresses, masks and receipts: handbook 5.2, 5.7, 5.9 and 11. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/contact_text.h"
#include "domain/masking.h"
#include "domain/org_code.h"
#include "domain/phone.h"
#include "domain/receipt.h"

static int set_up(void **state)
{
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static void codes_of_organisations_are_checked_by_the_two_standards(void **state)
{
    struct arena *a = *state;
    static const struct {
        const char *typed;
        enum org_code_result result;
    } rows[] = {
        {"9144030071526726XG", ORG_CODE_OK},
        {"914403001922038216", ORG_CODE_OK},
        {"91330100799655058B", ORG_CODE_OK},
        {"９１３３０１００７９９６５５０５８ｂ", ORG_CODE_OK},
        {" 91330100 799655058B ", ORG_CODE_OK},
        {"9144030071526726xg", ORG_CODE_OK},
        {"71526726X", ORG_CODE_OK},
        {"71526726-X", ORG_CODE_OK},
        {"71526726－x", ORG_CODE_OK},
        {"192203821", ORG_CODE_OK},
        {"799655058", ORG_CODE_OK},
        {"000000000", ORG_CODE_OK}, /* 11 - 0 is 11, written 0 */
        {"A0000003X", ORG_CODE_CHECK_DIGIT},
        /* legal codes of the early pilots that fail */
        {"91350100M0001TGQXM", ORG_CODE_CHECK_DIGIT},
        {"91350211M0000XUF46", ORG_CODE_CHECK_DIGIT},
        {"91350203M0001FUE2P", ORG_CODE_CHECK_DIGIT},
        {"71526726X1", ORG_CODE_SHAPE},
        {"715267261", ORG_CODE_CHECK_DIGIT},
        {"71526726A", ORG_CODE_SHAPE},
        {"7152672.X", ORG_CODE_SHAPE},
        {"91440300715267261O", ORG_CODE_SHAPE}, /* no I O S V Z */
        {"I1440300715267261G", ORG_CODE_SHAPE},
        {"914403A071526726XG", ORG_CODE_SHAPE}, /* 行政区划 is digits */
        {"", ORG_CODE_SHAPE},
        {"无", ORG_CODE_SHAPE},
        {"某某某", ORG_CODE_SHAPE}, /* nine bytes, but no code */
        {"9144030071526726XGX", ORG_CODE_SHAPE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *code = org_code_canonical(a, rows[i].typed);
        if (org_code_check(code) != rows[i].result) {
            print_error("%s\n", rows[i].typed);
        }
        assert_int_equal(rows[i].result, org_code_check(code));
        assert_string_equal(code, org_code_canonical(a, code));
    }
    assert_string_equal("71526726X", org_code_canonical(a, " 71526726－ｘ "));
}

static void every_single_wrong_character_of_a_code_is_noticed(void **state)
{
    (void)state;
    static const char *const codes[] = {"9144030071526726XG", "71526726X"};
    for (size_t c = 0; c < 2; c++) {
        char code[32];
        size_t len = strlen(codes[c]);
        for (size_t i = 0; i < len; i++) {
            for (const char *with = "0123456789ABCDEFGHJKLMNPQRTUWXY"; *with != '\0'; with++) {
                memcpy(code, codes[c], len + 1);
                code[i] = *with;
                bool is_same = codes[c][i] == *with;
                /* 11714 takes letters modulo 11, so that one wrong letter in eleven hides. */
                bool may_hide = c == 1 && *with > '9';
                assert_true(may_hide || is_same == (org_code_check(code) == ORG_CODE_OK));
            }
        }
    }
}

static void the_telephone_vectors_hold(void **state)
{
    (void)state;
    static const struct {
        const char *number;
        enum phone_kind kind;
    } rows[] = {
        {"13961234567", PHONE_MOBILE},
        {"19912345678", PHONE_MOBILE},
        {"16212345678", PHONE_MOBILE},
        {"12012345678", PHONE_INVALID},
        {"1396123456", PHONE_INVALID},
        {"139612345678", PHONE_INVALID},
        {"0519-85682151", PHONE_LANDLINE},
        {"85680855", PHONE_LANDLINE},
        {"5680855", PHONE_LANDLINE},
        {"010-65680855", PHONE_LANDLINE},
        {"0519-85682151-8012", PHONE_LANDLINE},
        {"85682151-1", PHONE_LANDLINE},
        {"0519-15682151", PHONE_INVALID},
        {"0519-85682151-", PHONE_INVALID},
        {"0519-85682151-1234567", PHONE_INVALID},
        {"0519-856821", PHONE_INVALID},
        {"0519-856821511", PHONE_INVALID},
        {"05190-85682151", PHONE_INVALID},
        {"05-85682151", PHONE_INVALID},
        {"8568215", PHONE_LANDLINE},
        {"856821", PHONE_INVALID},
        {"85682151x", PHONE_INVALID},
        {"12345", PHONE_SERVICE},
        {"12319", PHONE_SERVICE},
        {"95598", PHONE_SERVICE},
        {"12366", PHONE_SERVICE},
        {"96069", PHONE_SERVICE},
        {"960690", PHONE_SERVICE},
        {"10086", PHONE_SERVICE},
        {"110", PHONE_SERVICE},
        {"4001234567", PHONE_SERVICE},
        {"8001234567", PHONE_SERVICE},
        {"100", PHONE_INVALID},
        {"13345", PHONE_INVALID},
        {"97069", PHONE_INVALID},
        {"0519-00000012", PHONE_FICTIONAL},
        {"00000012", PHONE_INVALID},
        {"0519-000000123", PHONE_INVALID},
        {"0519-00000012-1", PHONE_INVALID},
        {"", PHONE_INVALID},
        {"-", PHONE_INVALID},
        {"无", PHONE_INVALID},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (phone_kind_of(rows[i].number) != rows[i].kind) {
            print_error("%s\n", rows[i].number);
        }
        assert_int_equal(rows[i].kind, phone_kind_of(rows[i].number));
    }
}

static void a_box_of_telephones_is_taken_apart_and_kept_in_one_form(void **state)
{
    struct arena *a = *state;
    static const struct {
        const char *typed, *kept;
        size_t count;
    } rows[] = {
        {"", "", 0},
        {" 、 ", "", 0},
        {"85680855、85680856", "85680855、85680856", 2},
        {"85680855/85680856", "85680855、85680856", 2},
        {"85680855 85680856", "85680855、85680856", 2},
        {"85680855，85680856；85680857", "85680855、85680856、85680857", 3},
        {"８５６８０８５５　８５６８０８５６", "85680855、85680856", 2},
        {"0519-85682151", "0519-85682151", 1},
        {"0519 85682151", "0519-85682151", 1},
        {"0519 8568 2151", "0519-85682151", 1},
        {"（0519）85682151", "0519-85682151", 1},
        {"(0519)-85682151", "0519-85682151", 1},
        {"(0519) 85682151", "0519-85682151", 1},
        {"051985682151", "0519-85682151", 1},
        {"01065680855", "010-65680855", 1},
        {"0519 - 85682151", "0519-85682151", 1},
        {"0519—85682151", "0519-85682151", 1},
        {"0519-85682151转8012", "0519-85682151-8012", 1},
        {"85682151 转 8012", "85682151-8012", 1},
        {"13961234567", "13961234567", 1},
        {"139 6123 4567", "13961234567", 1},
        {"139-6123-4567", "13961234567", 1},
        {"+86 13961234567", "13961234567", 1},
        {"+86-139-6123-4567", "13961234567", 1},
        {"008613961234567", "13961234567", 1},
        {"+86 139 6123 4567", "13961234567", 1},
        {"400-123-4567", "4001234567", 1},
        {"12345、96069 110", "12345、96069、110", 3},
        {"0519-85680855 13961234567", "0519-85680855、13961234567", 2},
        {"0519-00000012", "0519-00000012", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct phone_list list = {0};
        const char *kept = phone_canonical(a, rows[i].typed);
        assert_int_equal(OK, phone_list_parse(a, rows[i].typed, &list));
        assert_string_equal(rows[i].kept, kept);
        assert_int_equal(rows[i].count, list.count);
        assert_null(list.first_invalid);
        assert_string_equal(kept, phone_canonical(a, kept));
    }
}

static void a_wrong_telephone_is_named_and_kept_as_typed(void **state)
{
    struct arena *a = *state;
    static const struct {
        const char *typed, *invalid, *kept;
    } rows[] = {
        {"85680855、0519-15682151", "0519-15682151", "85680855、0519-15682151"},
        {" 找王主任 ", "找王主任", "找王主任"},
        {"85680855 王主任", "王主任", "85680855 王主任"},
        {"(0519", "(0519", "(0519"},
        {"请转8012", "请转8012", "请转8012"},
        {"85680855转王主任", "85680855转王主任", "85680855转王主任"},
        {"无", "无", "无"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct phone_list list = {0};
        assert_int_equal(OK, phone_list_parse(a, rows[i].typed, &list));
        assert_string_equal(rows[i].invalid, list.first_invalid);
        assert_string_equal(rows[i].kept, phone_canonical(a, rows[i].typed));
    }
    struct phone_list list = {.count = 77};
    const char *nine = "110 110 110 110 110 110 110 110 110";
    assert_int_equal(ERR_TOO_LARGE, phone_list_parse(a, nine, &list));
    assert_int_equal(77, list.count);
    assert_string_equal(nine, phone_canonical(a, nine));
    assert_int_equal(OK, phone_list_parse(a, nine + 4, &list));
    assert_int_equal(PHONE_LIST_MAX, list.count);
}

static void addresses_are_judged_modestly(void **state)
{
    struct arena *a = *state;
    static const struct {
        const char *email;
        bool is_valid;
    } rows[] = {
        {"czwmb@163.com", true},
        {"a@b.cn", true},
        {"first.last+tag@mail.example.gov.cn", true},
        {"o'brien@example.com", true},
        {"a-b@x-y.com", true},
        {"a@example.c", false},
        {"", false},
        {"@b.cn", false},
        {"a@", false},
        {"a@b", false},
        {"aT4Y4-WWK9b.cn", false},
        {"a@b@c.cn", false},
        {"a b@c.cn", false},
        {".a@b.cn", false},
        {"a.@b.cn", false},
        {"a..b@c.cn", false},
        {"a@b..cn", false},
        {"a@.cn", false},
        {"a@b.cn.", false},
        {"a@-b.cn", false},
        {"a@b-.cn", false},
        {"a@b.12", false},
        {"a@b_c.cn", false},
        {"王@example.com", false},
        {"a@例子.cn", false},
        {"<a@b.cn>", false},
        {"a@b.cn\n", false},
        {"a@b.cn,c@d.cn", false},
        {"a@b.c-", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (email_is_valid(rows[i].email) != rows[i].is_valid) {
            print_error("%s\n", rows[i].email);
        }
        assert_int_equal(rows[i].is_valid, email_is_valid(rows[i].email));
    }
    const char *x60 = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
    assert_true(email_is_valid(text_format(a, "%sxxxx@b.cn", x60)));
    assert_false(email_is_valid(text_format(a, "%sxxxxx@b.cn", x60)));
    assert_false(email_is_valid(text_format(a, "%s@%s.cn", x60, x60)));

    assert_true(postcode_is_valid("213000"));
    assert_false(postcode_is_valid("21300"));
    assert_false(postcode_is_valid("2130001"));
    assert_false(postcode_is_valid("21300a"));
    assert_false(postcode_is_valid(""));
}

static void personal_data_is_masked_as_the_handbook_shows(void **state)
{
    struct arena *a = *state;
    static const struct {
        char *(*mask)(struct arena *a, const char *s);
        const char *plain, *masked;
    } rows[] = {
        {mask_mobile, "13812341234", "138****1234"},
        {mask_mobile, "", ""},
        {mask_mobile, "1381234", "****"},
        {mask_phone, "13812341234", "138****1234"},
        {mask_phone, "0519-85682151", "0519-8568****"},
        {mask_phone, "0519-85682151-8012", "0519-8568****"},
        {mask_phone, "85682151", "8568****"},
        {mask_phone, "8568215", "856****"},
        {mask_phone, "010-5682151", "010-568****"},
        {mask_phone, "0519-00000012", "0519-0000****"},
        {mask_phone, "12345", "12345"},
        {mask_phone, "85680855、13812341234、12319", "8568****、138****1234、12319"},
        {mask_phone, "找王主任13812341234", "****"},
        {mask_phone, "110 110 110 110 110 110 110 110 110", "****"},
        {mask_phone, "", ""},
        {mask_email, "czwmb@163.com", "c***@163.com"},
        {mask_email, "c@163.com", "***@163.com"},
        {mask_email, "@163.com", "***@163.com"},
        {mask_email, "not an address", "****"},
        {mask_email, "", ""},
        {mask_name, "张三", "张**"},
        {mask_name, "张", "张**"},
        {mask_name, "𬭊某某", "𬭊**"},
        {mask_name, "葛\U000E0100某", "葛\U000E0100**"},
        {mask_name, "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(rows[i].masked, rows[i].mask(a, rows[i].plain));
    }
}

static void receipts_are_numbered_by_prefix_and_sequence(void **state)
{
    struct arena *a = *state;
    assert_string_equal("PP-2015-0007", receipt_no(a, "PP-2015", 7));
    assert_string_equal("PP-2015-9999", receipt_no(a, "PP-2015", 9999));
    assert_string_equal("PP-2015-10000", receipt_no(a, "PP-2015", 10000));
}

static void a_check_code_is_short_readable_and_made_of_the_fingerprint(void **state)
{
    struct arena *a = *state;
    static const struct {
        const char *head, *code; /* the first sixteen of sixty-four; computed apart */
    } rows[] = {
        {"0000000000000000", "3333-3333"}, {"0000000000000001", "3333-3334"}, {"0000000000000017", "3333-3343"},
        {"ba7816bf8f01cfea", "T4Y4-WWK9"}, {"BA7816BF8F01CFEA", "T4Y4-WWK9"}, {"ffffffffffffffff", "6DE6-RA4A"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *code = NULL;
        const char *hex = text_format(a, "%s414140de5dae2223b00361a396177a9cb410ff61f20015ad", rows[i].head);
        assert_int_equal(OK, check_code(a, hex, &code));
        assert_string_equal(rows[i].code, code);
        assert_int_equal(9, strlen(code));
        assert_int_equal(8, strspn(code, "34679ACDEFGHJKMNPQRTWXY") + strspn(code + 5, "34679ACDEFGHJKMNPQRTWXY"));
    }
    const char *code = "same";
    assert_int_equal(ERR_INVALID, check_code(a, "ba78", &code));
    assert_int_equal(ERR_INVALID, check_code(a, "", &code));
    assert_int_equal(ERR_INVALID,
                     check_code(a, "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", &code));
    assert_int_equal(ERR_INVALID,
                     check_code(a, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015aG", &code));
    assert_string_equal("same", code);
}

static void a_typed_check_code_matches_whatever_its_dress(void **state)
{
    struct arena *a = *state;
    static const struct {
        const char *typed;
        bool matches;
    } rows[] = {
        {"T4Y4-WWK9", true},          {"t4y4wwk9", true},  {" t4y4 wwk9 ", true},
        {"Ｔ４Ｙ４－ＷＷＫ９", true}, {"T4Y4-WWK", false}, {"T4Y4-WWK9A", false},
        {"T4Y4-WWK4", false},         {"", false},         {"-T4-Y4-WW-K9-", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(rows[i].matches, check_code_matches(a, rows[i].typed, "T4Y4-WWK9"));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(codes_of_organisations_are_checked_by_the_two_standards),
        TEST(every_single_wrong_character_of_a_code_is_noticed),
        TEST(the_telephone_vectors_hold),
        TEST(a_box_of_telephones_is_taken_apart_and_kept_in_one_form),
        TEST(a_wrong_telephone_is_named_and_kept_as_typed),
        TEST(addresses_are_judged_modestly),
        TEST(personal_data_is_masked_as_the_handbook_shows),
        TEST(receipts_are_numbered_by_prefix_and_sequence),
        TEST(a_check_code_is_short_readable_and_made_of_the_fingerprint),
        TEST(a_typed_check_code_matches_whatever_its_dress),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
