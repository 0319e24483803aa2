/* domain_text_diff.c - what is different between two texts, and never more work than that takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/text_diff.h"

enum { TEXT_MAX = 1 << 20 };

/* "same[gone]{new}" */
static const char *told(struct arena *a, const char *x, const char *y)
{
    size_t len = 0;
    const struct diff_piece *p = text_diff(a, x, y, &len);
    struct buffer b = buffer_new(a, TEXT_MAX);
    for (size_t i = 0; i < len; i++) {
        buffer_text(&b, p[i].kind == DIFF_SAME ? "" : p[i].kind == DIFF_GONE ? "[" : "{");
        buffer_text(&b, p[i].text);
        buffer_text(&b, p[i].kind == DIFF_SAME ? "" : p[i].kind == DIFF_GONE ? "]" : "}");
    }
    return buffer_string(&b);
}

/* The pieces make both texts again, are never empty, and are in order. */
static void is_whole(struct arena *a, const char *x, const char *y)
{
    size_t len = 0;
    const struct diff_piece *p = text_diff(a, x, y, &len);
    struct buffer bx = buffer_new(a, TEXT_MAX);
    struct buffer by = buffer_new(a, TEXT_MAX);
    for (size_t i = 0; i < len; i++) {
        assert_true(*p[i].text != '\0');
        assert_true(utf8_is_valid(p[i].text, strlen(p[i].text)));
        assert_true(i == 0 || p[i].kind != p[i - 1].kind);
        assert_false(i > 0 && p[i].kind == DIFF_GONE && p[i - 1].kind == DIFF_NEW);
        if (p[i].kind != DIFF_NEW) {
            buffer_text(&bx, p[i].text);
        }
        if (p[i].kind != DIFF_GONE) {
            buffer_text(&by, p[i].text);
        }
    }
    assert_string_equal(buffer_string(&bx), x);
    assert_string_equal(buffer_string(&by), y);
}

static void changes_are_told_by_the_character(void **state)
{
    static const struct {
        const char *from, *to, *told;
    } cases[] = {
        {"", "", ""},
        {"一样", "一样", "一样"},
        {"", "新写的", "{新写的}"},
        {"删去的", "", "[删去的]"},
        {"办理时间5分钟。", "办理时间3分钟。", "办理时间[5]{3}分钟。"},
        {"多走一步，少跑一趟", "多走几步，少跑几趟", "多走[一]{几}步，少跑[一]{几}趟"},
        {"甲", "乙", "[甲]{乙}"},
        {"服务", "优质服务品牌", "{优质}服务{品牌}"},
        {"优质服务品牌", "服务", "[优质]服务[品牌]"},
        /* one chance character between two changes is no common text */
        {"为民便民", "惠民利企", "[为民便民]{惠民利企}"},
        /* a mark belongs to its character: VS17 selects another form of it */
        {"葛\xf3\xa0\x84\x80先生", "葛先生", "[葛\xf3\xa0\x84\x80]{葛}先生"},
        {"\xf0\xac\xac\xad", "\xf0\xac\xac\xac", "[\xf0\xac\xac\xad]{\xf0\xac\xac\xac}"},
    };
    struct arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(told(a, cases[i].from, cases[i].to), cases[i].told);
        is_whole(a, cases[i].from, cases[i].to);
    }
    arena_free(a);
}

/* `n` sentences numbered from `from`, of some forty characters that differ from number to number. */
static const char *story(struct arena *a, int from, int n)
{
    static const char *const words[] = {"窗口", "群众", "办事", "时间", "材料", "电话", "上门", "预约", "等候", "评价"};
    struct buffer b = buffer_new(a, TEXT_MAX);
    for (int i = from; i < from + n; i++) {
        unsigned x = (unsigned)i * 2654435761u;
        buffer_format(&b, "第%d句", i);
        for (int k = 0; k < 18; k++) {
            x = x * 1664525u + 1013904223u;
            buffer_text(&b, words[(x >> 16) % 10]);
        }
        buffer_text(&b, "。");
    }
    return buffer_string(&b);
}

static void long_texts_are_told_by_the_sentence(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    /* thirty sentences gone at the beginning, thirty new at the end, one character changed in the middle */
    const char *x = text_format(a, "%s办理只要5分钟。%s", story(a, 0, 40), story(a, 40, 20));
    const char *y = text_format(a, "%s办理只要3分钟。%s", story(a, 20, 20), story(a, 40, 40));
    is_whole(a, x, y);
    const char *t = told(a, x, y);
    assert_non_null(strstr(t, "办理只要[5]{3}分钟。"));
    assert_true(t[0] == '[');
    assert_true(t[strlen(t) - 1] == '}');
    assert_non_null(strstr(t, story(a, 25, 10))); /* what is common stands whole */
    arena_free(a);
}

static void texts_with_nothing_in_common_are_told_whole_and_soon(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buffer bx = buffer_new(a, TEXT_MAX);
    struct buffer by = buffer_new(a, TEXT_MAX);
    for (int i = 0; i < 20000; i++) { /* ten times the longest field, and a sentence to each character */
        char to[5] = "";
        to[utf8_put(0x4E00 + (uint32_t)i, to)] = '\0';
        buffer_text(&bx, to);
        buffer_text(&bx, "。");
        to[utf8_put(0x4E00 + (uint32_t)(19999 - i), to)] = '\0';
        buffer_text(&by, to);
        buffer_text(&by, "；");
    }
    const char *x = buffer_string(&bx);
    const char *y = buffer_string(&by);
    clock_t from = clock();
    is_whole(a, x, y);
    size_t len = 0;
    (void)text_diff(a, x, y, &len);
    assert_in_range(len, 1, 4);
    assert_true(clock() - from < 5 * CLOCKS_PER_SEC); /* a table of all pairs would be 1,600 million steps, twice */
    arena_free(a);
}

static void any_two_texts_can_be_put_together_again(void **state)
{
    static const char *const words[] = {"服", "务", "。", "\n", "a", "é", "品牌", "\xef\xb8\x8f", "！", "一站式"};
    struct random rnd;
    (void)state;
    random_init_seeded(&rnd, 2015);
    for (int round = 0; round < 4000; round++) {
        struct arena *a = arena_new();
        struct buffer b[2] = {buffer_new(a, TEXT_MAX), buffer_new(a, TEXT_MAX)};
        unsigned char n[3];
        random_bytes(&rnd, n, sizeof n);
        int longest = n[2] % 8 == 0 ? 255 : 24;
        for (int side = 0; side < 2; side++) {
            for (int i = 0; i < n[side] % longest; i++) {
                unsigned char which = 0;
                random_bytes(&rnd, &which, 1);
                buffer_text(&b[side], words[which % 10]);
            }
        }
        is_whole(a, buffer_string(&b[0]), buffer_string(&b[1]));
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_told_by_the_character),
        cmocka_unit_test(long_texts_are_told_by_the_sentence),
        cmocka_unit_test(texts_with_nothing_in_common_are_told_whole_and_soon),
        cmocka_unit_test(any_two_texts_can_be_put_together_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
