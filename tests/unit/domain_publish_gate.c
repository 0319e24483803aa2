/* domain_publish_gate.c - what the gate finds in texts that are about to become public, and what it lets through.
 * Handbook 5.2, 11. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/publish_gate.h"

enum { HITS = 8 };

struct vector {
    const char *text;
    const char *found; /* "身份证号码 32040219800101001X;..." */
};

static const char *all_of(struct arena *a, const char *text)
{
    struct gate_hit hits[HITS];
    size_t n = publish_gate_scan(a, text, hits, HITS);
    const char *said = "";
    for (size_t i = 0; i < n; i++) {
        said = text_format(a, "%s%s%s %s", said, i == 0 ? "" : ";", gate_kind_name(hits[i].kind), hits[i].number);
    }
    return said;
}

static void finds(const struct vector *rows, size_t len)
{
    struct arena *a = arena_new();
    for (size_t i = 0; i < len; i++) {
        const char *got = all_of(a, rows[i].text);
        if (strcmp(got, rows[i].found) != 0) {
            fail_msg("\"%s\": \"%s\", not \"%s\"", rows[i].text, got, rows[i].found);
        }
    }
    arena_free(a);
}
#define FINDS(rows) finds(rows, sizeof(rows) / sizeof((rows)[0]))

static void identity_numbers_of_both_lengths_however_they_are_written(void **state)
{
    static const struct vector rows[] = {
        {"11010519491231002X", "身份证号码 11010519491231002X"},
        {"身份证11010519491231002x，", "身份证号码 11010519491231002X"},
        {"（440524188001010014）", "身份证号码 440524188001010014"},
        {"440524 18800101 0014", "身份证号码 440524188001010014"},
        {"440524-1880-0101-0014", "身份证号码 440524188001010014"},
        {"４４０５２４１８８００１０１００１４", "身份证号码 440524188001010014"},
        {"11010519491231002Ｘ", "身份证号码 11010519491231002X"},
        {"130503670401001", "身份证号码 130503670401001"},
        {"130503 670401 001", "身份证号码 130503670401001"},
        {"440524188001010013", "身份证号码 440524188001010013"}, /* a slip in the last digit */
        {"110105194912310021", "身份证号码 110105194912310021"},
    };
    (void)state;
    FINDS(rows);
}

static void mobiles_with_spaces_dashes_full_width_digits_and_country_codes(void **state)
{
    static const struct vector rows[] = {
        {"联系人张某，13961234567。", "手机号码 13961234567"},
        {"139 6123 4567", "手机号码 13961234567"},
        {"139-6123-4567", "手机号码 13961234567"},
        {"139－6123－4567", "手机号码 13961234567"},
        {"139　6123　4567", "手机号码 13961234567"},
        {"１３９６１２３４５６７", "手机号码 13961234567"},
        {"+8613961234567", "手机号码 8613961234567"},
        {"+86 139 6123 4567", "手机号码 8613961234567"},
        {"（+86）139-6123-4567", "手机号码 8613961234567"},
        {"008613961234567", "手机号码 008613961234567"},
        {"013961234567", "手机号码 013961234567"},
        {"19912345678", "手机号码 19912345678"},
        {"IMG_13961234567.jpg", "手机号码 13961234567"},
        {"0519-85680863 13961234567", "手机号码 13961234567"},
        {"甲 13961234567、乙 18912345678", "手机号码 13961234567;手机号码 18912345678"},
    };
    (void)state;
    FINDS(rows);
}

static void bank_cards_that_keep_the_luhn_rule(void **state)
{
    static const struct vector rows[] = {
        {"4111111111111111", "银行卡号码 4111111111111111"},
        {"4111 1111 1111 1111", "银行卡号码 4111111111111111"},
        {"开户 6222021234567890128 工行", "银行卡号码 6222021234567890128"},
        {"6222 0212 3456 7890 128", "银行卡号码 6222021234567890128"},
        {"4111111111111112", ""},
        {"499999999999999", ""}, /* fifteen, and no birthday */
    };
    (void)state;
    FINDS(rows);
}

static void ordinary_numbers_of_a_notice_pass(void **state)
{
    static const struct vector rows[] = {
        {"公示时间：2015年7月21日至2015年7月25日", ""},
        {"2015-07-21 2015-07-25 10:00", ""},
        {"电话 0519-85682151-8012，0519-85680863", ""},
        {"85680855 12345 95598 4001234567", ""},
        {"12012345678", ""},  /* no mobile begins with 12 */
        {"139612345678", ""}, /* twelve digits */
        {"服务群众 6120000 人次，满意率 97.6%", ""},
        {"苏公网安备32041102000483号", ""},
        {"123204004672891234", ""}, /* 统一社会信用代码 of digits alone: no birthday in it */
        {"990105194912310021", ""}, /* no such province */
        {"110105194913310021", ""}, /* no such month */
        {"11010519491231002XY", ""},
        {"139\n6123\n4567", ""},
        {"", ""},
    };
    (void)state;
    FINDS(rows);
}

static void a_finding_is_shown_masked_and_blotted_where_it_stands(void **state)
{
    struct arena *a = arena_new();
    struct gate_hit hits[HITS];
    const char *text = "找张三（139-6123-4567，11010519491231002X），卡 4111111111111111，年内 86 次";
    (void)state;
    assert_int_equal(publish_gate_scan(a, text, hits, HITS), 3);
    assert_string_equal(gate_masked(a, &hits[0]), "139****4567");
    assert_string_equal(gate_masked(a, &hits[1]), "110105*********02X");
    assert_string_equal(gate_masked(a, &hits[2]), "4111********1111");
    assert_string_equal(gate_blot(a, text, hits, 3),
                        "找张三（139****4567，110105*********02X），卡 4111********1111，年内 86 次");
    assert_int_equal(publish_gate_scan(a, gate_blot(a, text, hits, 3), hits, HITS), 0);
    assert_string_equal(gate_blot(a, text, hits, 0), text);
    arena_free(a);
}

static void a_text_of_a_thousand_numbers_is_looked_at_to_its_end(void **state)
{
    struct arena *a = arena_new();
    struct gate_hit hits[HITS];
    char *text = ARENA_ARRAY(a, char, 8000);
    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        memcpy(text + i * 5, "12，", 5);
    }
    memcpy(text + 5000, "13961234567", 12);
    assert_int_equal(publish_gate_scan(a, text, hits, HITS), 1);
    assert_string_equal(hits[0].number, "13961234567");
    assert_int_equal(publish_gate_scan(a, "13961234567，13961234568，13961234569", hits, 2), 2);
    assert_int_equal(publish_gate_scan(a, "ＡＢ１３９６１２３４５６７ｘｙ", hits, HITS), 1);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identity_numbers_of_both_lengths_however_they_are_written),
        cmocka_unit_test(mobiles_with_spaces_dashes_full_width_digits_and_country_codes),
        cmocka_unit_test(bank_cards_that_keep_the_luhn_rule),
        cmocka_unit_test(ordinary_numbers_of_a_notice_pass),
        cmocka_unit_test(a_finding_is_shown_masked_and_blotted_where_it_stands),
        cmocka_unit_test(a_text_of_a_thousand_numbers_is_looked_at_to_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
