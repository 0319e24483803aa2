/* domain_compare_key.c - names written differently are found; different names are left alone.  Handbook 8 rows 11, 12;
 * issue 3: "thirty planted aliases, none missed". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/compare_key.h"

struct named {
    const char *brand, *unit;
};

static void what_is_folded_and_what_is_left_away(void **state)
{
    static const struct {
        const char *text, *key;
    } cases[] = {
        {"", ""},
        {"“”《》", ""},
        {"２３℃ 人社服务", "23c人社服务"},
        {"“23°C人社服务”", "23c人社服务"},
        {"畅·镇江", "畅镇江"},
        {"畅・镇 江", "畅镇江"},
        {"e驾人", "e驾人"},
        {"Ｅ驾人", "e驾人"},
        {"小区改造‘五共’工作法", "小区改造五共工作法"},
        {"科学管理精修缮，优质服务为安居", "科学管理精修缮优质服务为安居"},
        {"①站式\xef\xbb\xbf", "1站式"},
        {"ABC-12／3", "abc123"},
        {"\xf0\xac\xac\xad\xf0\xab\x96\xaf", "\xf0\xac\xac\xad\xf0\xab\x96\xaf"},
    };
    struct arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(compare_key(a, cases[i].text), cases[i].key);
        assert_string_equal(compare_key(a, cases[i].key), cases[i].key);
    }
    arena_free(a);
}

static void the_city_before_a_unit_is_left_away_and_a_word_with_its_sign_is_not(void **state)
{
    static const struct {
        const char *text, *key;
    } cases[] = {
        {"示例市公共交通有限公司", "公共交通有限公司"},
        {"市公共交通有限公司", "公共交通有限公司"},
        {"公共交通有限公司", "公共交通有限公司"},
        {"市场监督管理局", "市场监督管理局"},
        {"市市场监督管理局", "市场监督管理局"},
        {"示例市市场监督管理局", "市场监督管理局"},
        {"示例市场监督管理局", "市场监督管理局"},
        {"市民政局", "民政局"},
        {"示例市民政局", "民政局"},
        {"市政管理处", "市政管理处"},
        {"示例市市政管理处", "市政管理处"},
        {"市政务服务中心", "政务服务中心"},
        {"城市管理局", "城市管理局"},
        {"示例市城市管理局", "城市管理局"},
        {"都市超市有限公司", "都市超市有限公司"},
        {"市局", "市局"},
        {"（示例市）图书馆", "图书馆"},
        {"", ""},
    };
    struct arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(compare_key_unit(a, cases[i].text), cases[i].key);
    }
    arena_free(a);
}

static const struct named award = {"23℃人社服务", "示例市人力资源和社会保障服务中心"};
static const struct named water = {"一刻钟供水服务圈", "示例市第一供水服务有限公司"};

/* Written differently by hand: the first must be the same, the second at least alike. */
static const struct {
    const struct named *of;
    struct named alias;
    enum name_match at_least;
} planted[] = {
    {&award, {"23℃人社服务", "示例市人力资源和社会保障服务中心"}, NAMES_SAME},
    {&award, {"“23℃人社服务”", "示例市人力资源和社会保障服务中心"}, NAMES_SAME},
    {&award, {"《23℃人社服务》", "市人力资源和社会保障服务中心"}, NAMES_SAME},
    {&award, {"２３℃人社服务", "人力资源和社会保障服务中心"}, NAMES_SAME},
    {&award, {"23°C人社服务", "示例市人力资源和社会保障服务中心"}, NAMES_SAME},
    {&award, {"23°c 人社服务", "示例市 人力资源和社会保障 服务中心"}, NAMES_SAME},
    {&award, {"23 ℃ 人社 服务", "示例市人力资源（和社会保障）服务中心"}, NAMES_SAME},
    {&award, {"23℃·人社服务", "示例市人力资源和社会保障服务中心\xe3\x80\x80"}, NAMES_SAME},
    {&award, {"23℃—人社服务", "市人力资源和社会保障服务中心。"}, NAMES_SAME},
    {&award, {"\"23℃人社服务\"", "「示例市人力资源和社会保障服务中心」"}, NAMES_SAME},
    {&award, {"23℃人社服务！", "示例市人力资源和社会保障服务中心"}, NAMES_SAME},
    {&award, {"23\xe2\x80\x8b℃人社服务", "示例市人力资源和社会保障服务中心"}, NAMES_SAME},
    {&award, {"23度人社服务", "示例市人力资源和社会保障服务中心"}, NAMES_ALIKE},
    {&award, {"23℃人社服务品牌", "示例市人力资源和社会保障服务中心"}, NAMES_ALIKE},
    {&award, {"人社服务23℃", "示例市人力资源和社会保障服务中心"}, NAMES_ALIKE},
    {&award, {"23℃人社", "示例市人力资源和社会保障服务中心"}, NAMES_ALIKE},
    {&award, {"23℃人社服务", "示例市人社服务中心"}, NAMES_ALIKE},
    {&award, {"23℃人社服务", "示例市人力资源社会保障局"}, NAMES_ALIKE},
    {&award, {"二十三℃人社服务", "示例市人力资源和社会保障服务中心"}, NAMES_ALIKE},
    {&water, {"一刻钟供水服务圈", "示例市第一供水服务有限公司"}, NAMES_SAME},
    {&water, {"“一刻钟”供水服务圈", "市第一供水服务有限公司"}, NAMES_SAME},
    {&water, {"一刻钟 供水服务圈", "第一供水服务有限公司"}, NAMES_SAME},
    {&water, {"一刻钟、供水服务圈", "示例市第一供水服务（有限公司）"}, NAMES_SAME},
    {&water, {"一刻钟供水服务圈", "示例市第一供水服务有限责任公司"}, NAMES_ALIKE},
    {&water, {"一刻钟供水服务圈", "示例市第一供水服务股份有限公司"}, NAMES_ALIKE},
    {&water, {"一刻钟供水圈", "示例市第一供水服务有限公司"}, NAMES_ALIKE},
    {&water, {"15分钟供水服务圈", "示例市第一供水服务有限公司"}, NAMES_ALIKE},
    {&water, {"一刻钟供水服务圈", "示例市第一供水服务公司城北营业厅"}, NAMES_ALIKE},
    {&water, {"一刻钟供水便民服务圈", "示例市第一供水服务有限公司"}, NAMES_ALIKE},
    {&water, {"一刻钟用水服务圈", "示例市第一供水服务有限公司"}, NAMES_ALIKE},
    {&water, {"供水服务一刻钟", "第一供水服务有限公司"}, NAMES_ALIKE},
    {&water, {"一刻钟供水服務圈", "示例市第一供水服务有限公司"}, NAMES_ALIKE},
};

static void thirty_planted_aliases_and_none_is_missed(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    assert_true(sizeof planted / sizeof planted[0] >= 30);
    for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++) {
        const struct named *x = planted[i].of;
        const struct named *y = &planted[i].alias;
        enum name_match there = compare_names(a, x->brand, x->unit, y->brand, y->unit);
        enum name_match back = compare_names(a, y->brand, y->unit, x->brand, x->unit);
        if (there < planted[i].at_least || there != back) {
            fail_msg("%s / %s: %d and %d", y->brand, y->unit, (int)there, (int)back);
        }
    }
    arena_free(a);
}

static void different_names_are_left_alone(void **state)
{
    static const struct named others[] = {
        {"五分钟生命链", "示例市急救中心"},
        {"流动车管所", "示例市公安局交通警察支队"},
        {"畅行公交", "示例市公共交通服务中心"},
        {"满意供水热线", "示例市第二供水服务有限公司"},
        {"光明使者进乡村", "示例市供电公司"},
        {"阳光一路行", "示例市人力资源和社会保障服务中心"}, /* another brand of the same unit */
        {"", "示例市第一供水服务有限公司"},
        {"——", "示例市第一供水服务有限公司"},
    };
    struct arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_int_equal(compare_names(a, award.brand, award.unit, others[i].brand, others[i].unit), NAMES_DIFFER);
        assert_int_equal(compare_names(a, water.brand, water.unit, others[i].brand, others[i].unit), NAMES_DIFFER);
    }
    arena_free(a);
}

static void likeness_is_of_neighbours(void **state)
{
    static const struct {
        const char *x, *y;
        int likeness;
    } cases[] = {{"", "", 0},
                 {"甲", "甲", 1000},
                 {"甲", "乙", 0},
                 {"甲乙", "甲乙", 1000},
                 {"甲乙", "乙甲", 0},
                 {"甲乙丙", "甲乙丁", 500},
                 {"甲乙丙丁", "甲乙", 500},
                 {"甲甲甲", "甲甲", 666},
                 {"甲", "甲乙", 0},
                 {"", "甲", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(compare_likeness(cases[i].x, cases[i].y), cases[i].likeness);
        assert_int_equal(compare_likeness(cases[i].y, cases[i].x), cases[i].likeness);
    }
}

/* The rule as handbook 8 row 12 says it, without any short cut. */
static enum name_match by_the_rule(struct arena *a, const struct named *x, const struct named *y)
{
    const char *b = compare_key(a, x->brand);
    const char *ob = compare_key(a, y->brand);
    const char *u = compare_key_unit(a, x->unit);
    const char *ou = compare_key_unit(a, y->unit);
    if (*b == '\0' || *ob == '\0') {
        return NAMES_DIFFER;
    }
    bool same_brand = strcmp(b, ob) == 0;
    if (same_brand && *u != '\0' && strcmp(u, ou) == 0) {
        return NAMES_SAME;
    }
    bool both = compare_likeness(text_format(a, "%s%s", u, b), text_format(a, "%s%s", ou, ob)) >= LIKENESS_ENOUGH;
    bool each = compare_likeness(b, ob) >= 500 && compare_likeness(u, ou) >= LIKENESS_ENOUGH;
    bool brand_alike = compare_likeness(b, ob) >= LIKENESS_ENOUGH;
    return same_brand || both || each || brand_alike ? NAMES_ALIKE : NAMES_DIFFER;
}

/* A name put together from few characters, so that names of every degree of likeness come up. */
static const char *name_at_random(struct arena *a, unsigned *seed)
{
    static const char *const parts[] = {"供水", "服务", "示例市", "圈", "热线", "一刻钟",
                                        "人社", "公司", "23℃",    "，", "甲",   ""};
    const char *name = "";
    *seed = *seed * 1103515245u + 12345u;
    for (unsigned left = (*seed >> 16) % 7; left > 0; left--) {
        *seed = *seed * 1103515245u + 12345u;
        name = text_format(a, "%s%s", name, parts[(*seed >> 16) % (sizeof parts / sizeof parts[0])]);
    }
    return name;
}

/* The same name, longer, shorter, or another one. */
static const char *name_near(struct arena *a, unsigned *seed, const char *name)
{
    const char *other = name_at_random(a, seed);
    switch (*seed >> 16 & 3) {
    case 0: return text_format(a, "%s%s", name, other);
    case 1: return text_format(a, "%s%s", other, name);
    case 2: return name;
    default: return other;
    }
}

static void short_cuts_never_change_the_answer(void **state)
{
    unsigned seed = 2015;
    int seen[NAMES_SAME + 1] = {0};
    (void)state;
    for (int i = 0; i < 20000; i++) {
        struct arena *a = arena_new();
        struct named x = {name_at_random(a, &seed), name_at_random(a, &seed)};
        struct named y = {name_near(a, &seed, x.brand), name_near(a, &seed, x.unit)};
        struct compared_name of_x = compared_name_of(a, x.brand, x.unit);
        struct compared_name of_y = compared_name_of(a, y.brand, y.unit);
        enum name_match match = by_the_rule(a, &x, &y);
        if (compare_compared(&of_x, &of_y) != match || compare_compared(&of_y, &of_x) != match) {
            fail_msg("%s / %s and %s / %s", x.brand, x.unit, y.brand, y.unit);
        }
        seen[match]++;
        arena_free(a);
    }
    assert_in_range(seen[NAMES_DIFFER], 1000, 20000);
    assert_in_range(seen[NAMES_ALIKE], 500, 20000);
    assert_in_range(seen[NAMES_SAME], 20, 20000);
}

static void what_is_longer_than_any_name_is_compared_by_its_beginning(void **state)
{
    char text[6001] = "";
    struct arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < 2000; i++) {
        memcpy(text + 3 * i, "长", 4);
    }
    assert_in_range(strlen(compare_key(a, text)), 300, 1200);
    assert_int_equal(compare_likeness(compare_key(a, text), compare_key(a, text)), 1000);
    assert_string_equal(compare_key(a, "\xff\xfe"), "");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_folded_and_what_is_left_away),
        cmocka_unit_test(the_city_before_a_unit_is_left_away_and_a_word_with_its_sign_is_not),
        cmocka_unit_test(thirty_planted_aliases_and_none_is_missed),
        cmocka_unit_test(different_names_are_left_alone),
        cmocka_unit_test(likeness_is_of_neighbours),
        cmocka_unit_test(short_cuts_never_change_the_answer),
        cmocka_unit_test(what_is_longer_than_any_name_is_compared_by_its_beginning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
