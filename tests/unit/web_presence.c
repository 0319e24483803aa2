/* web_presence.c - who is at a section now: told to the others, forgotten soon, and in a table that never grows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "web/presence.h"

enum { NOW = 1434610800, CHEN = 1, WANG = 2, ZHOU = 3 };

static size_t others(struct presence *p, const char *section, int64_t account, int64_t now, struct present *ret)
{
    return presence_others(p, &(struct presence_place){7, section, account}, now, ret, 5);
}

static void the_others_at_the_same_section_are_told_the_latest_first(void **state)
{
    (void)state;
    struct present got[5];
    struct presence *p = presence_new();
    presence_seen(p, &(struct presence_place){7, "brand", CHEN}, "陈示例", NOW);
    presence_seen(p, &(struct presence_place){7, "brand", WANG}, "王示例", NOW + 5);
    presence_seen(p, &(struct presence_place){7, "story", ZHOU}, "周示例", NOW + 6);
    presence_seen(p, &(struct presence_place){8, "brand", ZHOU}, "周示例", NOW + 6);
    assert_int_equal(others(p, "brand", ZHOU, NOW + 10, got), 2);
    assert_true(got[0].is_here && got[1].is_here);
    assert_string_equal(got[0].name, "王示例");
    assert_int_equal(got[0].seen_at, NOW + 5);
    assert_string_equal(got[1].name, "陈示例");
    presence_seen(p, &(struct presence_place){7, "brand", CHEN}, "陈示例", NOW + 9); /* the same person again is one */
    assert_int_equal(others(p, "brand", WANG, NOW + 10, got), 2);
    assert_int_equal(got[0].seen_at, NOW + 9);
    assert_string_equal(got[1].name, "周示例"); /* elsewhere */
    assert_int_equal(presence_others(p, &(struct presence_place){7, "brand", ZHOU}, NOW + 10, got, 1), 1);
    assert_string_equal(got[0].name, "陈示例");
    presence_free(p);
}

static void somebody_at_another_section_comes_after_those_here_and_once(void **state)
{
    (void)state;
    struct present got[5];
    struct presence *p = presence_new();
    presence_seen(p, &(struct presence_place){7, "story", ZHOU}, "周示例", NOW + 3);
    presence_seen(p, &(struct presence_place){7, "brand", CHEN}, "陈示例", NOW);
    presence_seen(p, &(struct presence_place){7, "honours", ZHOU}, "周示例", NOW + 6);
    presence_seen(p, &(struct presence_place){7, "unit", CHEN}, "陈示例", NOW + 9);
    assert_int_equal(others(p, "brand", WANG, NOW + 10, got), 2);
    assert_string_equal(got[0].name, "陈示例"); /* here, though later elsewhere */
    assert_true(got[0].is_here);
    assert_string_equal(got[1].section, "honours"); /* where she was last */
    assert_false(got[1].is_here);
    assert_int_equal(presence_others(p, &(struct presence_place){7, "story", CHEN}, NOW + 10, got, 1), 1);
    assert_string_equal(got[0].section, "story");
    presence_free(p);
}

static void ten_minutes_later_or_after_leaving_nobody_is_there(void **state)
{
    (void)state;
    struct present got[5];
    struct presence *p = presence_new();
    presence_seen(p, &(struct presence_place){7, "brand", CHEN}, "陈示例", NOW);
    assert_int_equal(others(p, "brand", WANG, NOW + PRESENCE_SECONDS - 1, got), 1);
    assert_int_equal(others(p, "brand", WANG, NOW + PRESENCE_SECONDS, got), 0);
    presence_left(p, &(struct presence_place){7, "brand", WANG}); /* who was never there */
    assert_int_equal(others(p, "brand", WANG, NOW, got), 1);
    presence_left(p, &(struct presence_place){7, "brand", CHEN});
    assert_int_equal(others(p, "brand", WANG, NOW, got), 0);
    presence_free(p);
}

static void a_full_table_forgets_the_stalest(void **state)
{
    (void)state;
    struct present got[5];
    struct presence *p = presence_new();
    for (int i = 0; i < 5000; i++) {
        presence_seen(p, &(struct presence_place){1000 + i, "brand", CHEN}, "陈示例", NOW + i / 10);
    }
    assert_int_equal(presence_others(p, &(struct presence_place){5999, "brand", WANG}, NOW + 500, got, 5), 1);
    assert_int_equal(presence_others(p, &(struct presence_place){1000, "brand", WANG}, NOW + 500, got, 5), 0);
    presence_free(p);
}

static void a_long_name_is_cut_between_characters_and_a_long_section_is_none(void **state)
{
    (void)state;
    struct present got[5];
    char name[400] = "a";
    char section[200];
    for (size_t i = 0; i < 100; i++) {
        memcpy(name + 1 + 3 * i, "陈", 4);
    }
    memset(section, 's', sizeof section - 1);
    section[sizeof section - 1] = '\0';
    struct presence *p = presence_new();
    presence_seen(p, &(struct presence_place){7, "brand", CHEN}, name, NOW);
    presence_seen(p, &(struct presence_place){7, section, CHEN}, name, NOW);
    assert_int_equal(others(p, "brand", WANG, NOW, got), 1);
    assert_true(utf8_is_valid(got[0].name, strlen(got[0].name)));
    assert_in_range(strlen(got[0].name), 120, PRESENCE_NAME_BYTES - 1);
    assert_int_equal(others(p, section, WANG, NOW, got), 1);
    assert_string_equal(got[0].section, "brand");
    presence_free(p);
}

static void without_a_table_nobody_is_known(void **state)
{
    (void)state;
    struct present got[5];
    presence_seen(NULL, &(struct presence_place){7, "brand", CHEN}, "陈示例", NOW);
    presence_left(NULL, &(struct presence_place){7, "brand", CHEN});
    assert_int_equal(presence_others(NULL, &(struct presence_place){7, "brand", WANG}, NOW, got, 5), 0);
    presence_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_others_at_the_same_section_are_told_the_latest_first),
        cmocka_unit_test(somebody_at_another_section_comes_after_those_here_and_once),
        cmocka_unit_test(ten_minutes_later_or_after_leaving_nobody_is_there),
        cmocka_unit_test(a_full_table_forgets_the_stalest),
        cmocka_unit_test(a_long_name_is_cut_between_characters_and_a_long_section_is_none),
        cmocka_unit_test(without_a_table_nobody_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
