/* domain_text_clean.c - pasted text: handbook 1.6, 1.2 field 1, 8 row 30 and section 11. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_clean.h"

struct row {
    const char *typed, *kept;
};

typedef char *cleaner(struct arena *a, const char *typed);

/* Each row, and each result again: what was kept once is kept as it is for ever. */
static void check_rows(cleaner *clean, const struct row *rows, size_t count)
{
    struct arena *a = arena_new();
    for (size_t i = 0; i < count; i++) {
        const char *kept = clean(a, rows[i].typed);
        assert_string_equal(rows[i].kept, kept);
        assert_string_equal(kept, clean(a, kept));
        assert_true(utf8_is_valid(kept, strlen(kept)));
    }
    arena_free(a);
}
#define CHECK_ROWS(clean, rows) check_rows(clean, rows, sizeof(rows) / sizeof((rows)[0]))

static void one_line_folds_breaks_and_trims_every_kind_of_space(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"", ""},
        {"  \t ", ""},
        {"\u3000\u3000市公交公司\u3000", "市公交公司"},
        {"\u00a0甲\u2003", "甲"},
        {"甲\r\n乙", "甲 乙"},
        {"甲\r乙\n丙", "甲 乙 丙"},
        {"甲 \n\n\u3000乙", "甲 乙"},
        {"甲\v乙\f丙\xC2\x85丁\u2028戊\u2029己", "甲 乙 丙 丁 戊 己"},
        {"甲  乙", "甲  乙"},
        {"甲\t乙", "甲 乙"},
        {"A\u3000B", "A\u3000B"},
    };
    CHECK_ROWS(text_clean_line, rows);
}

static void controls_and_invisible_directions_go(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"a\x01\x02\x1f\x7f"
         "b",
         "ab"},
        {"a\xC2\x80\xC2\x9f"
         "b",
         "ab"},
        {"\ufeff品牌", "品牌"},
        {"甲\u200b乙", "甲乙"},
        {"甲\u202e乙\u202c\u2066丙\u2069\u200e\u200f\u061c", "甲乙丙"},
        {"照片\ufffc说明", "照片说明"},
        {"甲\uffff\ufdd0乙", "甲乙"},
        {"甲\xff乙", "甲\ufffd乙"},
        {"\xe4\xb8", "\ufffd\ufffd"},
    };
    CHECK_ROWS(text_clean_line, rows);
    CHECK_ROWS(text_clean_lines, rows);
}

static void what_the_office_must_not_lose_stays(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"朱镕 堃 喆 昇 龑 䶮 㛃 㬎 𬭊 𫖯 𤧛 𬬭",
         "朱镕 堃 喆 昇 龑 䶮 㛃 㬎 𬭊 𫖯 𤧛 𬬭"},
        {"23℃人社服务", "23℃人社服务"},
        {"畅·镇江", "畅·镇江"},
        {"科学管理精修缮，优质服务为安居", "科学管理精修缮，优质服务为安居"},
        {"小区改造‘五共’工作法", "小区改造‘五共’工作法"},
        {"<b>&\"'", "<b>&\"'"},
        {"=1+1", "=1+1"},
        {"１２３（全角）", "１２３（全角）"},
        {"cafe\u0301", "cafe\u0301"},
        {"葛\U000E0100城", "葛\U000E0100城"},
        {"👨\u200d👩", "👨\u200d👩"},
    };
    CHECK_ROWS(text_clean_line, rows);
    CHECK_ROWS(text_clean_lines, rows);
    CHECK_ROWS(text_clean_brand_name, rows);
}

static void paragraphs_keep_indents_and_at_most_two_blank_lines(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"", ""},
        {"\n\n \u3000\n", ""},
        {"一\r\n二", "一\n二"},
        {"一\n\n二", "一\n\n二"},
        {"一\n\n\n二", "一\n\n\n二"},
        {"一\n\n\n\n\n二", "一\n\n\n二"},
        {"一\n \n\t\n\u3000\n二", "一\n\n\n二"},
        {"一 \u3000\n二\t", "一\n二"},
        {"\u3000\u3000第一段\n\u3000\u3000第二段\n", "\u3000\u3000第一段\n\u3000\u3000第二段"},
        {"\n\n一\n\n", "一"},
        {"一\v二\u2029三", "一\n二\n三"},
    };
    CHECK_ROWS(text_clean_lines, rows);
}

static void a_brand_loses_only_the_quotes_that_enclose_it_whole(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"“三声四到位”", "三声四到位"},
        {" “ 三声四到位 ” ", "三声四到位"},
        {"《大道吴行》", "大道吴行"},
        {"\"e驾人\"", "e驾人"},
        {"＂e驾人＂", "e驾人"},
        {"“《大道吴行》”", "大道吴行"},
        {"““畅””", "畅"},
        {"“八路通达”之“畅·镇江”", "“八路通达”之“畅·镇江”"},
        {"“八路通达”之畅", "“八路通达”之畅"},
        {"小区改造“五共”", "小区改造“五共”"},
        {"\"a\" 和 \"b\"", "\"a\" 和 \"b\""},
        {"“一路同行", "“一路同行"},
        {"一路同行”", "一路同行”"},
        {"““一路”同行", "““一路”同行"},
        {"“”", ""},
        {"\"", "\""},
        {"“", "“"},
        {"", ""},
        {"小区改造‘五共’工作法", "小区改造‘五共’工作法"},
        {"科学管理精修缮\r\n优质服务为安居", "科学管理精修缮 优质服务为安居"},
    };
    CHECK_ROWS(text_clean_brand_name, rows);
}

static void full_width_digits_fold_for_codes_and_numbers(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"０５１９－８５６８２１５１", "0519-85682151"},
        {"２０１５．６．２５", "2015.6.25"},
        {"ａ＠ｂ．ｃｎ", "a@b.cn"},
        {"（０５１９）", "(0519)"},
        {"1\u30002\u00a03", "1 2 3"},
        {"0519—85682151–1", "0519-85682151-1"},
        {"\u2212"
         "5",
         "-5"},
        {"甲、乙。", "甲、乙。"},
        {"\xff", "\ufffd"},
        {"", ""},
    };
    CHECK_ROWS(text_fold_digits, rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_line_folds_breaks_and_trims_every_kind_of_space),
        cmocka_unit_test(controls_and_invisible_directions_go),
        cmocka_unit_test(what_the_office_must_not_lose_stays),
        cmocka_unit_test(paragraphs_keep_indents_and_at_most_two_blank_lines),
        cmocka_unit_test(a_brand_loses_only_the_quotes_that_enclose_it_whole),
        cmocka_unit_test(full_width_digits_fold_for_codes_and_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
