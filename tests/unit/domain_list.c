/* domain_list.c - what a list's address asks for, names by pinyin and by strokes, the words for where things stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/list_query.h"
#include "domain/masking.h"
#include "domain/name_order.h"
#include "domain/nomination_status.h"

static int setup(void **state)
{
    *state = arena_new();
    return 0;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

/* ---- names ---- */

enum { NAMES_MAX = 24 };

/* The names, given in the order that is expected, come back in it from any other. */
static void comes_in_order(struct arena *a, enum name_order order, const char *const *names, size_t len)
{
    for (size_t turn = 0; turn < len; turn++) {
        const char *mixed[NAMES_MAX];
        size_t places[NAMES_MAX];
        for (size_t i = 0; i < len; i++) {
            mixed[i] = names[(len - 1 - i + turn) % len];
        }
        assert_int_equal(names_sort(a, order, mixed, len, places), OK);
        for (size_t i = 0; i < len; i++) {
            if (strcmp(mixed[places[i]], names[i]) != 0) {
                fail_msg("place %zu: %s instead of %s", i, mixed[places[i]], names[i]);
            }
        }
    }
}

#define IN_ORDER(a, order, ...)                                                                                        \
    comes_in_order((a), (order), (const char *const[]){__VA_ARGS__},                                                   \
                   sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void names_stand_by_pinyin(void **state)
{
    IN_ORDER(*state, NAME_BY_PINYIN, "安示例", "白示例", "常示例", "丁示例", "方示例", "高示例", "黄示例", "李示例",
             "马示例", "潘示例", "孙示例", "王示例", "张示例", "朱镕");
    IN_ORDER(*state, NAME_BY_PINYIN, "“蓝色风景线”", "首都铁军", "万名消费者评诚信", "小区改造‘五共’工作法", "幸福驿站",
             "“阳光收费站”", "一刻钟办税服务圈");
}

static void names_stand_by_strokes(void **state)
{
    /* 1 to 17 strokes: 一 丁 马 王 田 朱 李 周 赵 高 黄 蒋 蓝 谭 潘 穆 戴 */
    IN_ORDER(*state, NAME_BY_STROKES, "一示例", "丁示例", "马示例", "王示例", "田示例", "朱示例", "李示例", "周示例",
             "赵示例", "高示例", "黄示例", "蒋示例", "蓝示例", "谭示例", "潘示例", "穆示例", "戴示例");
    /* the second character counts when the first is the same */
    IN_ORDER(*state, NAME_BY_STROKES, "市一医院", "市人民医院", "市公交公司", "市供水公司", "市燃气公司");
}

static void numbers_go_by_value_and_marks_weigh_nothing(void **state)
{
    IN_ORDER(*state, NAME_BY_PINYIN, "第2分中心", "第9分中心", "第10分中心", "第100分中心");
    IN_ORDER(*state, NAME_BY_STROKES, "第2分中心", "第10分中心");
    IN_ORDER(*state, NAME_BY_PINYIN, "23℃人社服务", "12319", "e驾人", "爱心送考", "“畅·镇江”");
    IN_ORDER(*state, NAME_BY_STROKES, "23℃人社服务", "12319", "e驾人", "一刻钟", "爱心送考");
    const char *names[] = {"“畅·镇江”", "畅镇江", "《畅》镇江"};
    size_t places[3];
    assert_int_equal(names_sort(*state, NAME_BY_PINYIN, names, 3, places), OK);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(places[i], i); /* equal names keep their order */
    }
}

static void no_name_is_lost_however_odd(void **state)
{
    static const char *const names[] = {"㛃", "",  "𬭊𫖯", "<b>&\"'", "=1+1", "\xff\xfe",    "㬎",
                                        "A",  "a", "　",       "龑",      "䶮",   "23℃人社服务", "e驾人"};
    enum { LEN = sizeof names / sizeof names[0] };
    for (int order = NAME_BY_PINYIN; order <= NAME_BY_STROKES; order++) {
        size_t places[LEN];
        bool is_seen[LEN] = {false};
        assert_int_equal(names_sort(*state, (enum name_order)order, names, LEN, places), OK);
        for (size_t i = 0; i < LEN; i++) {
            assert_true(places[i] < LEN && !is_seen[places[i]]);
            is_seen[places[i]] = true;
        }
    }
    assert_int_equal(names_sort(*state, NAME_BY_PINYIN, names, 0, NULL), OK);
}

/* ---- the address ---- */

static void a_page_is_always_one_that_is_there(void **state)
{
    static const struct {
        size_t rows;
        const char *typed;
        size_t page, pages, first, end;
    } cases[] = {{0, "", 1, 1, 0, 0},
                 {0, "7", 1, 1, 0, 0},
                 {1, "1", 1, 1, 0, 1},
                 {30, "2", 1, 1, 0, 30},
                 {31, "2", 2, 2, 30, 31},
                 {95, "3", 3, 4, 60, 90},
                 {95, "4", 4, 4, 90, 95},
                 {95, "99", 4, 4, 90, 95},
                 {95, "0", 1, 4, 0, 30},
                 {95, "-1", 1, 4, 0, 30},
                 {95, "２", 1, 4, 0, 30},
                 {95, "1e3", 1, 4, 0, 30},
                 {95, " 2", 1, 4, 0, 30},
                 {95, "9223372036854775807", 4, 4, 90, 95},
                 {95, "99999999999999999999", 1, 4, 0, 30}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct list_span s = list_span(cases[i].rows, cases[i].typed);
        if (s.page != cases[i].page || s.pages != cases[i].pages || s.first != cases[i].first ||
            s.end != cases[i].end) {
            fail_msg("%zu rows, page \"%s\": %zu of %zu, [%zu, %zu)", cases[i].rows, cases[i].typed, s.page, s.pages,
                     s.first, s.end);
        }
    }
}

static void an_order_that_is_none_is_the_usual_one(void **state)
{
    (void)state;
    for (int i = 0; i < ORDER__COUNT; i++) {
        assert_int_equal(list_order_of(list_order_ident((enum list_order)i), ORDER_OLDEST), i);
    }
    assert_int_equal(list_order_of("", ORDER_NUMBER), ORDER_NUMBER);
    assert_int_equal(list_order_of("number;", ORDER_NEWEST), ORDER_NEWEST);
}

static void a_wildcard_that_was_typed_is_only_itself(void **state)
{
    static const struct {
        const char *typed, *word, *pattern;
    } cases[] = {{"供水", "供水", "%供水%"},
                 {"  供水　", "供水", "%供水%"},
                 {"100%", "100%", "%100\\%%"},
                 {"a_b", "a_b", "%a\\_b%"},
                 {"\\", "\\", "%\\\\%"},
                 {"%", "%", "%\\%%"},
                 {"", "", NULL},
                 {" \t\n　", "", NULL},
                 {"供\n水", "供 水", "%供 水%"},
                 {"'; DROP", "'; DROP", "%'; DROP%"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *word = list_search_word(*state, cases[i].typed);
        assert_string_equal(word, cases[i].word);
        const char *pattern = list_like_pattern(*state, word);
        assert_true(text_equal(pattern, cases[i].pattern) && (pattern == NULL) == (cases[i].pattern == NULL));
    }
    char *endless = arena_alloc(*state, 3 * 200 + 1, 1);
    for (int i = 0; i < 200; i++) {
        memcpy(endless + (size_t)3 * (size_t)i, "水", 3);
    }
    assert_int_equal(utf8_length(list_search_word(*state, endless)), LIST_SEARCH_CHARS_MAX);
}

/* ---- where it stands ---- */

static void every_status_has_the_handbooks_word_and_its_own_name(void **state)
{
    static const char *const words[STATUS__COUNT] = {
        "草稿",         "已提交待征求意见", "待推荐",         "退回修改",       "未推荐",
        "已推荐待初审", "初审未通过",       "候选（公示中）", "公示异议待处理", "已撤回"};
    (void)state;
    for (int i = 0; i < STATUS__COUNT; i++) {
        enum nomination_status s = (enum nomination_status)i;
        enum nomination_status got = STATUS__COUNT;
        assert_string_equal(nomination_status_word(s), words[i]);
        assert_int_equal(nomination_status_from_ident(nomination_status_ident(s), &got), OK);
        assert_int_equal(got, s);
    }
    enum nomination_status got = STATUS_DRAFT;
    assert_int_equal(nomination_status_from_ident("named", &got), ERR_NOT_FOUND);
    assert_int_equal(got, STATUS_DRAFT);
}

/* ---- masks ---- */

static void contacts_are_masked_by_their_pattern_and_nothing_else_is(void **state)
{
    static const struct {
        enum form_pattern pattern;
        const char *value, *shown;
    } cases[] = {{FORM_PATTERN_PHONE, "0519-85682151、85680856", "0519-8568****、8568****"},
                 {FORM_PATTERN_PHONE, "12345", "12345"},
                 {FORM_PATTERN_MOBILE, "13961234567", "139****4567"},
                 {FORM_PATTERN_MOBILE, "看门卫", "****"},
                 {FORM_PATTERN_EMAIL, "fuwu@example.com", "f***@example.com"},
                 {FORM_PATTERN_EMAIL, "", ""},
                 {FORM_PATTERN_NONE, "13961234567", "13961234567"},
                 {FORM_PATTERN_POSTCODE, "213000", "213000"},
                 {FORM_PATTERN_BRAND_NAME, "12345热线", "12345热线"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(mask_by_pattern(*state, cases[i].pattern, cases[i].value), cases[i].shown);
    }
    for (int i = 0; i < FORM_PATTERN__COUNT; i++) {
        bool is_contact = i == FORM_PATTERN_PHONE || i == FORM_PATTERN_MOBILE || i == FORM_PATTERN_EMAIL;
        assert_int_equal(pattern_is_contact((enum form_pattern)i), is_contact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_stand_by_pinyin),
        cmocka_unit_test(names_stand_by_strokes),
        cmocka_unit_test(numbers_go_by_value_and_marks_weigh_nothing),
        cmocka_unit_test(no_name_is_lost_however_odd),
        cmocka_unit_test(a_page_is_always_one_that_is_there),
        cmocka_unit_test(an_order_that_is_none_is_the_usual_one),
        cmocka_unit_test(a_wildcard_that_was_typed_is_only_itself),
        cmocka_unit_test(every_status_has_the_handbooks_word_and_its_own_name),
        cmocka_unit_test(contacts_are_masked_by_their_pattern_and_nothing_else_is),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
