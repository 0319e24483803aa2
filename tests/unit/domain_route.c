/* domain_route.c - handbook 1.3: three routes, five boxes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/route.h"

static void the_route_follows_from_sector_and_district(void **state)
{
    (void)state;
    static const struct {
        bool has_sector, needs_local_opinion;
        enum route route;
        const char *ident;
    } rows[] = {
        {true, false, ROUTE_SECTOR_CITY, "sector_city"},
        {true, true, ROUTE_SECTOR_COUNTY, "sector_county"},
        {false, false, ROUTE_DISTRICT, "district"},
        {false, true, ROUTE_DISTRICT, "district"}, /* "non-participating sector, any district" */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum route got = ROUTE__COUNT;
        assert_int_equal(rows[i].route, route_of(rows[i].has_sector, rows[i].needs_local_opinion));
        assert_string_equal(rows[i].ident, route_ident(rows[i].route));
        assert_int_equal(OK, route_from_ident(rows[i].ident, &got));
        assert_int_equal(rows[i].route, got);
    }
    enum route got = ROUTE_DISTRICT;
    assert_int_equal(ERR_NOT_FOUND, route_from_ident("sector", &got));
    assert_int_equal(ROUTE_DISTRICT, got);
}

static void each_route_uses_its_boxes_in_the_printed_order(void **state)
{
    (void)state;
    static const struct {
        enum route route;
        const char *used; /* one letter a box, in order */
    } rows[] = {
        {ROUTE_SECTOR_CITY, "u-soc"}, /* 申报单位 → 市行业主管部门 → 市文明办 → 市文明委              */
        {ROUTE_SECTOR_COUNTY, "udsoc"}, /* 申报单位 → 当地文明办 → 市行业主管部门 → 市文明办 → 市文明委 */
        {ROUTE_DISTRICT, "ud-oc"}, /* 申报单位 → 辖市区文明办（推荐） → 市文明办 → 市文明委        */
    };
    static const char *const idents[] = {"unit", "district", "sector", "office", "commission"};
    for (int i = 0; i < OPINION__COUNT; i++) {
        enum opinion_kind kind = (enum opinion_kind)i;
        enum opinion_kind got = OPINION__COUNT;
        assert_string_equal(idents[i], opinion_ident(kind));
        assert_int_equal(OK, opinion_from_ident(idents[i], &got));
        assert_int_equal(kind, got);
        for (size_t r = 0; r < 3; r++) {
            assert_int_equal(rows[r].used[i] != '-', route_uses(rows[r].route, kind));
        }
    }
    enum opinion_kind got = OPINION_UNIT;
    assert_int_equal(ERR_NOT_FOUND, opinion_from_ident("judge", &got));
}

static void the_boxes_speak_with_the_words_of_the_round(void **state)
{
    (void)state;
    static const struct opinion_wording wording[OPINION__COUNT] = {
        [OPINION_UNIT] = {NULL, {"材料属实，同意申报。", "材料属实，同意申报。", "材料属实，同意申报。"}},
        [OPINION_DISTRICT] = {"当地文明办意见", {"从不印出", "经征求意见，同意申报。", "情况属实，同意推荐。"}},
        [OPINION_SECTOR] = {"", {"情况属实，同意推荐。推荐排序：第　位。", NULL, NULL}},
        [OPINION_OFFICE] = {"示例市文明办意见", {"经初审，拟列入候选名单。", "", ""}},
        [OPINION_COMMISSION] = {"示例市文明委意见", {"同意命名。", "同意命名。", "同意命名。"}},
    };
    struct opinion_box boxes[OPINION__COUNT];
    route_opinions(ROUTE_SECTOR_CITY, wording, boxes);
    assert_string_equal("申报单位意见", boxes[0].label);
    assert_string_equal("材料属实，同意申报。", boxes[0].text);
    assert_string_equal("当地文明办意见", boxes[1].label);
    assert_string_equal("", boxes[1].text);
    assert_false(boxes[1].is_used);
    assert_string_equal("市行业主管部门意见", boxes[2].label);
    assert_string_equal("情况属实，同意推荐。推荐排序：第　位。", boxes[2].text);
    assert_string_equal("示例市文明办意见", boxes[3].label);
    assert_true(boxes[4].is_used);

    route_opinions(ROUTE_SECTOR_COUNTY, wording, boxes);
    assert_true(boxes[1].is_used);
    assert_string_equal("经征求意见，同意申报。", boxes[1].text);
    assert_true(boxes[2].is_used);
    assert_string_equal("", boxes[2].text);

    route_opinions(ROUTE_DISTRICT, wording, boxes);
    assert_string_equal("情况属实，同意推荐。", boxes[1].text);
    assert_false(boxes[2].is_used);
    for (int i = 0; i < OPINION__COUNT; i++) {
        assert_int_equal(i, boxes[i].kind);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_route_follows_from_sector_and_district),
        cmocka_unit_test(each_route_uses_its_boxes_in_the_printed_order),
        cmocka_unit_test(the_boxes_speak_with_the_words_of_the_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
