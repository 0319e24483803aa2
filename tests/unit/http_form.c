/* http_form.c - urlencoded forms and query strings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "http/form_decode.h"

static const struct form_limits small = {4, 8, 16, 120};

/* Feeds in chunks of `chunk` bytes. */
static enum err decode(struct arena *a, struct form_limits limits, const char *text, size_t chunk, struct fields *ret)
{
    struct form_decode *d = form_decode_new(a, limits);
    size_t len = strlen(text);
    for (size_t i = 0; i < len; i += chunk) {
        enum err e = form_decode_feed(d, text + i, len - i < chunk ? len - i : chunk);
        if (e != OK) {
            return e;
        }
    }
    return form_decode_finish(d, ret);
}

/* "[name=value][name=value]" */
static const char *shown(struct arena *a, const struct fields *f)
{
    const char *text = "";
    for (size_t i = 0; i < f->list_len; i++) {
        text = text_format(a, "%s[%s=%s]", text, f->list[i].name, f->list[i].value);
    }
    return text;
}

static const struct {
    const char *text;
    enum err e;
    const char *shown;
} cases[] = {
    {"", OK, ""},
    {"a=1", OK, "[a=1]"},
    {"a=1&b=2", OK, "[a=1][b=2]"},
    {"a=1&a=2", OK, "[a=1][a=2]"},
    {"a", OK, "[a=]"},
    {"a=", OK, "[a=]"},
    {"=1", OK, "[=1]"},
    {"=", OK, "[=]"},
    {"&&a=1&&", OK, "[a=1]"},
    {"a=b=c", OK, "[a=b=c]"},
    {"a=1+2", OK, "[a=1 2]"},
    {"a+b=1", OK, "[a b=1]"},
    {"a=1%2B2%26%3D", OK, "[a=1+2&=]"},
    {"%61=%31", OK, "[a=1]"},
    {"a=%e9%95%95%E4%B6%AE", OK, "[a=镕䶮]"},
    {"a=%F0%AC%AD%8A", OK, "[a=𬭊]"},
    {"a=公示", OK, "[a=公示]"},
    {"a=%0D%0A%20x%20", OK, "[a=\r\n x ]"},
    {"a=%01%E2%80%AE", OK, "[a=\x01\xE2\x80\xAE]"},
    {"a==1%2B1", OK, "[a==1+1]"},
    {"a=%", ERR_MALFORMED, ""},
    {"a=%4", ERR_MALFORMED, ""},
    {"a=%4&b=1", ERR_MALFORMED, ""},
    {"a=%zz", ERR_MALFORMED, ""},
    {"%G1=1", ERR_MALFORMED, ""},
    {"a=%00", ERR_MALFORMED, ""},
    {"%00=a", ERR_MALFORMED, ""},
    {"a=%FF", ERR_MALFORMED, ""},
    {"a=%C0%AF", ERR_MALFORMED, ""},
    {"a=%ED%A0%80", ERR_MALFORMED, ""},
    {"a=%F4%90%80%80", ERR_MALFORMED, ""},
    {"a=%E4%BD", ERR_MALFORMED, ""},
    {"a=%E4&b=%BD%A0", ERR_MALFORMED, ""},
    {"a=1&b=2&c=3&d=4", OK, "[a=1][b=2][c=3][d=4]"},
    {"a=1&b=2&c=3&d=4&e=5", ERR_TOO_LARGE, ""},
    {"12345678=1", OK, "[12345678=1]"},
    {"123456789=1", ERR_TOO_LARGE, ""},
    {"a=1234567890123456", OK, "[a=1234567890123456]"},
    {"a=12345678901234567", ERR_TOO_LARGE, ""},
    {"a=%31%32%33%34%35%36%37%38%39%30%31%32%33%34%35%36", OK, "[a=1234567890123456]"},
    {"a=%31%32%33%34%35%36%37%38%39%30%31%32%33%34%35%36%37", ERR_TOO_LARGE, ""},
};

static void every_case_decodes_as_written_however_it_is_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (size_t chunk = 1; chunk <= strlen(cases[i].text) + 1; chunk++) {
            struct arena *a = arena_new();
            struct fields f = {NULL, 0};
            enum err e = decode(a, small, cases[i].text, chunk, &f);
            if (e != cases[i].e || strcmp(shown(a, &f), cases[i].shown) != 0) {
                fail_msg("\"%s\" in chunks of %zu: %s %s", cases[i].text, chunk, err_name(e), shown(a, &f));
            }
            arena_free(a);
        }
    }
}

static void the_whole_message_is_limited_as_it_was_sent(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    char text[122];
    memset(text, '&', sizeof text);
    text[120] = '\0';
    struct fields f = {NULL, 0};
    assert_int_equal(decode(a, small, text, 120, &f), OK);
    text[120] = '&';
    text[121] = '\0';
    for (size_t chunk = 1; chunk <= 121; chunk++) {
        assert_int_equal(decode(a, small, text, chunk, &f), ERR_TOO_LARGE);
    }
    arena_free(a);
}

static void an_error_is_final(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct form_decode *d = form_decode_new(a, small);
    struct fields f = {NULL, 7};
    assert_int_equal(form_decode_feed(d, "a=%zz", 5), ERR_MALFORMED);
    assert_int_equal(form_decode_feed(d, "&b=1", 4), ERR_MALFORMED);
    assert_int_equal(form_decode_finish(d, &f), ERR_MALFORMED);
    assert_int_equal(f.list_len, 7); /* untouched */
    arena_free(a);
}

static void the_real_limits_hold_a_long_story(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    enum { STORY = 256 * 1024 };
    char *text = arena_alloc(a, STORY + 8, 1);
    memset(text, 'x', STORY + 3);
    text[1] = '=';
    struct fields f = {NULL, 0};
    text[STORY + 2] = '\0';
    assert_int_equal(decode(a, form_limits_for(1 << 20), text, 4096, &f), OK);
    assert_int_equal(strlen(f.list[0].value), STORY);
    text[STORY + 2] = 'x';
    assert_int_equal(decode(a, form_limits_for(1 << 20), text, 4096, &f), ERR_TOO_LARGE);
    assert_int_equal(form_limits_for(5).total_max, 5);
    assert_int_equal(form_limits_for(5).fields_max, 400);
    assert_int_equal(form_limits_for(5).name_max, 128);
    arena_free(a);
}

static void a_query_uses_the_same_rules(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct fields f = {NULL, 0};
    assert_int_equal(query_decode(a, "q=%E5%93%81+x&page=2", 20, &f), OK);
    assert_string_equal(shown(a, &f), "[q=品 x][page=2]");
    assert_int_equal(query_decode(a, "", 0, &f), OK);
    assert_int_equal(f.list_len, 0);
    assert_int_equal(query_decode(a, "q=%FF", 5, &f), ERR_MALFORMED);
    char many[301];
    for (size_t i = 0; i < 300; i += 3) {
        memcpy(many + i, "a=&", 3);
    }
    assert_int_equal(query_decode(a, many, 300, &f), OK);
    assert_int_equal(f.list_len, 100);
    many[300] = 'a';
    assert_int_equal(query_decode(a, many, 301, &f), ERR_TOO_LARGE);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_decodes_as_written_however_it_is_cut),
        cmocka_unit_test(the_whole_message_is_limited_as_it_was_sent),
        cmocka_unit_test(an_error_is_final),
        cmocka_unit_test(the_real_limits_hold_a_long_story),
        cmocka_unit_test(a_query_uses_the_same_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
