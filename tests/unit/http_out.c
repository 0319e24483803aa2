/* http_out.c - what the writers of out.c let through, by place and by type. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "http/out.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const char *text_of(const struct out *o)
{
    return arena_copy(arena, o->len > 0 ? o->bytes : "", o->len);
}

static void text_is_escaped_for_text_and_attributes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *expected;
    } rows[] = {
        {"", ""},
        {NULL, ""},
        {"plain", "plain"},
        {"<script>", "&lt;script&gt;"},
        {"a & b", "a &amp; b"},
        {"\" onload='x'", "&quot; onload=&#39;x&#39;"},
        {"&amp;", "&amp;amp;"},
        {"镕䶮㛃𬭊𫖯", "镕䶮㛃𬭊𫖯"},
        {"<<", "&lt;&lt;"},
        {"=1+1", "=1+1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct out o = {.arena = arena};
        out_escaped(&o, rows[i].text);
        assert_string_equal(text_of(&o), rows[i].expected);
    }
}

/* Wherever it stands among characters of two, three and four bytes. */
static void no_mark_hides_between_long_characters(void **state)
{
    (void)state;
    static const char *const fillers[] = {"\xC2\xB7", "字", "𬭊", "a", "?", "=", " "};
    static const char marks[] = "<>&\"'";
    for (size_t f = 0; f < sizeof fillers / sizeof *fillers; f++) {
        for (size_t before = 0; before < 12; before++) {
            for (size_t after = 0; after < 12; after++) {
                for (const char *m = marks; *m != '\0'; m++) {
                    struct out given = {.arena = arena};
                    struct out got = {.arena = arena};
                    for (size_t i = 0; i < before + after + 1; i++) {
                        const char *piece = i == before ? (const char[]){*m, '\0'} : fillers[f];
                        out_literal(&given, piece, strlen(piece));
                    }
                    out_escaped(&got, text_of(&given));
                    assert_null(memchr(got.bytes, '<', got.len));
                    assert_null(memchr(got.bytes, '>', got.len));
                    assert_null(memchr(got.bytes, '"', got.len));
                    assert_null(memchr(got.bytes, '\'', got.len));
                    const char *mark = memchr(got.bytes, '&', got.len);
                    assert_non_null(mark);
                    assert_int_equal(mark - got.bytes, before * strlen(fillers[f]));
                    const char *end = memchr(got.bytes, ';', got.len);
                    assert_non_null(end);
                    assert_int_equal(got.bytes + got.len - end - 1, after * strlen(fillers[f]));
                }
            }
        }
    }
}

static void query_values_and_segments_are_percent_encoded(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *query;
        const char *segment;
    } rows[] = {
        {"azAZ09-._~", "azAZ09-._~", "azAZ09-._~"},
        {"a b+c", "a%20b%2Bc", "a%20b+c"},
        {"a/b?c#d&e=f", "a%2Fb%3Fc%23d%26e%3Df", "a%2Fb%3Fc%23d%26e%3Df"},
        {"x@y.cn", "x%40y.cn", "x@y.cn"},
        {"\"'<>%\\", "%22%27%3C%3E%25%5C", "%22%27%3C%3E%25%5C"},
        {"品", "%E5%93%81", "%E5%93%81"},
        {"", "", "_"},
        {NULL, "", "_"},
        {".", ".", "_"},
        {"..", "..", "_"},
        {"...", "...", "..."},
        {"..a", "..a", "..a"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct out o = {.arena = arena};
        out_query(&o, rows[i].text);
        assert_string_equal(text_of(&o), rows[i].query);
        o = (struct out){.arena = arena};
        out_segment(&o, rows[i].text);
        assert_string_equal(text_of(&o), rows[i].segment);
    }
}

static void only_a_path_of_this_site_is_an_address(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        const char *expected;
    } rows[] = {
        {"/", "/"},
        {"/nominations/1?a=b#c", "/nominations/1?a=b#c"},
        {"/品牌", "/品牌"},
        {"/a//b", "/a//b"},
        {NULL, "/"},
        {"", "/"},
        {"nominations", "/"},
        {"//example.org", "/"},
        {"/\\example.org", "/"},
        {"/a\\b", "/"},
        {"/\t/example.org", "/"},
        {"/\n/example.org", "/"},
        {"/a b", "/"},
        {"/a\x7f", "/"},
        {"https://example.org/", "/"},
        {"javascript:alert(1)", "/"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(url_path(rows[i].path).text, rows[i].expected);
    }
}

static void url_with_adds_one_encoded_parameter(void **state)
{
    (void)state;
    static const struct {
        const char *path, *name, *value, *expected;
    } rows[] = {
        {"/list", "q", "a b", "/list?q=a%20b"},   {"/list?page=2", "q", "&=#", "/list?page=2&q=%26%3D%23"},
        {"/list#top", "q", "x", "/list?q=x#top"}, {"/list?a=1#top?", "q", "x", "/list?a=1&q=x#top?"},
        {"/list#a?b", "q", "x", "/list?q=x#a?b"}, {"/list", "q", "", "/list?q="},
        {"/list", "q", NULL, "/list?q="},         {"/list", "a&b", "/back?x=1", "/list?a%26b=%2Fback%3Fx%3D1"},
        {"//example.org", "q", "x", "/?q=x"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct url u = url_with(arena, rows[i].path, rows[i].name, rows[i].value);
        assert_string_equal(u.text, rows[i].expected);
    }
}

static void a_base_address_loses_its_last_slash(void **state)
{
    (void)state;
    static const struct {
        struct url url;
        const char *expected;
    } rows[] = {{{"/"}, ""}, {{"/a"}, "/a"}, {{"/a/"}, "/a"}, {{"/a&b/"}, "/a&amp;b"}, {{NULL}, ""}, {{"/a//"}, "/a"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct out o = {.arena = arena};
        out_url_base(&o, rows[i].url);
        assert_string_equal(text_of(&o), rows[i].expected);
    }
}

static void every_number_type_is_written_in_full(void **state)
{
    (void)state;
    struct out o = {.arena = arena};
    OUT_TEXT(&o, INT64_MIN);
    out_literal(&o, " ", 1);
    OUT_TEXT(&o, UINT64_MAX);
    out_literal(&o, " ", 1);
    OUT_TEXT(&o, -1);
    out_literal(&o, " ", 1);
    OUT_TEXT(&o, 4294967295U);
    out_literal(&o, " ", 1);
    OUT_TEXT(&o, (size_t)7);
    out_literal(&o, " ", 1);
    OUT_TEXT(&o, (short)-8);
    out_literal(&o, " ", 1);
    OUT_TEXT(&o, (unsigned char)255);
    out_literal(&o, " ", 1);
    OUT_QUERY(&o, -2);
    out_literal(&o, " ", 1);
    OUT_SEGMENT(&o, INT64_C(9));
    assert_string_equal(text_of(&o), "-9223372036854775808 18446744073709551615 -1 4294967295 7 -8 255 -2 9");
}

static void the_type_chooses_the_writer(void **state)
{
    (void)state;
    char own[] = "<&>";
    struct out o = {.arena = arena};
    OUT_TEXT(&o, own);
    OUT_TEXT(&o, url_path("/a&b"));
    out_markup(&o, (struct html){"<b>"});
    out_markup(&o, (struct html){NULL});
    out_url(&o, (struct url){NULL});
    OUT_QUERY(&o, url_path("/a&b"));
    OUT_QUERY(&o, own);
    OUT_SEGMENT(&o, own);
    assert_string_equal(text_of(&o), "&lt;&amp;&gt;/a&amp;b<b>%2Fa%26b%3C%26%3E%3C%26%3E");
}

static void has_is_false_for_nothing_of_any_type(void **state)
{
    (void)state;
    char empty[] = "";
    const char *none = NULL;
    assert_false(HAS(none));
    assert_false(HAS(empty));
    assert_false(HAS((struct html){NULL}));
    assert_false(HAS((struct html){""}));
    assert_false(HAS((struct url){NULL}));
    assert_false(HAS((struct url){""}));
    assert_false(HAS(0));
    assert_false(HAS((uint64_t)0));
    assert_false(HAS((bool)false));
    assert_true(HAS("0"));
    assert_true(HAS((struct html){"x"}));
    assert_true(HAS(url_path("/")));
    assert_true(HAS(INT64_MIN));
    assert_true(HAS(UINT64_C(1) << 63));
    assert_true(HAS((bool)true));
}

static void a_long_page_grows_without_losing_a_byte(void **state)
{
    (void)state;
    struct out o = {.arena = arena};
    for (int64_t i = 0; i < 20000; i++) {
        out_literal(&o, "<i>", 3);
        out_int(&o, i % 10);
    }
    assert_int_equal(o.len, 80000);
    for (size_t i = 0; i < 20000; i++) {
        assert_memory_equal(o.bytes + i * 4, "<i>", 3);
        assert_int_equal(o.bytes[i * 4 + 3], '0' + (int)(i % 10));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(text_is_escaped_for_text_and_attributes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_mark_hides_between_long_characters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(query_values_and_segments_are_percent_encoded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_a_path_of_this_site_is_an_address, set_up, tear_down),
        cmocka_unit_test_setup_teardown(url_with_adds_one_encoded_parameter, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_base_address_loses_its_last_slash, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_number_type_is_written_in_full, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_type_chooses_the_writer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(has_is_false_for_nothing_of_any_type, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_page_grows_without_losing_a_byte, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
