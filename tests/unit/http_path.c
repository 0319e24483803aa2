/* http_path.c - paths and request targets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "http/door.h"
#include "http/hall.h"
#include "http/path.h"

static const struct {
    const char *raw;
    const char *path; /* NULL: malformed */
} cases[] = {
    {"/", "/"},
    {"/a/b", "/a/b"},
    {"/a/", "/a/"},
    {"/a+b", "/a+b"},
    {"/%41%5a", "/AZ"},
    {"/%E5%85%AC%E7%A4%BA", "/公示"},
    {"/公示", "/公示"},
    {"/a%2Fb", "/a/b"},
    {"/a%20b", "/a b"},
    {"/a%25", "/a%"},
    {"/%252e%252e/x", "/%2e%2e/x"},
    {"/...", "/..."},
    {"/.well-known/x", "/.well-known/x"},
    {"/a..b/..c/d..", "/a..b/..c/d.."},
    {"", NULL},
    {"a", NULL},
    {"*", NULL},
    {"//", NULL},
    {"//a", NULL},
    {"/a//b", NULL},
    {"/a%2F/b", NULL},
    {"/a%2f%2Fb", NULL},
    {"/.", NULL},
    {"/..", NULL},
    {"/./a", NULL},
    {"/a/../b", NULL},
    {"/a/..", NULL},
    {"/a/%2e%2E/b", NULL},
    {"/a/.%2e", NULL},
    {"/a%2f..%2fb", NULL},
    {"/%", NULL},
    {"/%4", NULL},
    {"/%4g", NULL},
    {"/%00", NULL},
    {"/a%00b", NULL},
    {"/%0A", NULL},
    {"/%1f", NULL},
    {"/%7F", NULL},
    {"/%C2%85", NULL},
    {"/%FF", NULL},
    {"/%C0%AE%C0%AE/a", NULL},
    {"/%ED%A0%80", NULL},
    {"/\xff", NULL},
    {"/a\tb", NULL},
};

static void every_path_is_decoded_once_or_refused(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *path = NULL;
        enum err e = path_decode(a, cases[i].raw, strlen(cases[i].raw), &path);
        if (cases[i].path == NULL ? e != ERR_MALFORMED || path != NULL : e != OK || strcmp(path, cases[i].path) != 0) {
            fail_msg("%s gave %s %s", cases[i].raw, err_name(e), path == NULL ? "" : path);
        }
    }
    assert_int_equal(path_decode(a, "/a\0b", 4, &(const char *){NULL}), ERR_MALFORMED);
    arena_free(a);
}

static void a_path_may_be_2048_bytes_long(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    char raw[2050];
    memset(raw, 'a', sizeof raw);
    raw[0] = '/';
    const char *path = NULL;
    assert_int_equal(path_decode(a, raw, 2048, &path), OK);
    assert_int_equal(strlen(path), 2048);
    assert_int_equal(path_decode(a, raw, 2049, &path), ERR_MALFORMED);
    arena_free(a);
}

static const struct hall nobody = {NULL, NULL, NULL, NULL, NULL};

static const struct {
    const char *target;
    enum err e;
    const char *path;
    const char *query;
    const char *host;
} targets[] = {
    {"/a?b=1", OK, "/a", "b=1", ""},
    {"/a?", OK, "/a", "", ""},
    {"/a?b?c", OK, "/a", "b?c", ""},
    {"/?%E4%BD%A0", OK, "/", "%E4%BD%A0", ""},
    {"http://h.test/a?b", OK, "/a", "b", "h.test"},
    {"HTTPS://h.test:8443/a", OK, "/a", "", "h.test:8443"},
    {"http://h.test", OK, "/", "", "h.test"},
    {"http://h.test?x=1", OK, "/", "x=1", "h.test"},
    {"h.test:443", ERR_MALFORMED, "/", "", ""},
    {"*", ERR_MALFORMED, "/", "", ""},
    {"/a b", ERR_MALFORMED, "/", "", ""},
    {"/a?b c", ERR_MALFORMED, "/", "", ""},
    {"/a?b\x01", ERR_MALFORMED, "/", "", ""},
    {"/a?b=%", ERR_MALFORMED, "/a", "", ""},
    {"/a?b=%FF", ERR_MALFORMED, "/a", "", ""},
    {"/../a?b=1", ERR_MALFORMED, "/", "", ""},
};

static void a_target_gives_path_query_and_host_or_a_calm_error(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        struct door d;
        door_open(&d, &nobody, a);
        door_target(&d, "GET", targets[i].target);
        if (d.rq.door_error != targets[i].e || strcmp(d.rq.path, targets[i].path) != 0 ||
            strcmp(d.rq.query_raw, targets[i].query) != 0 || strcmp(d.rq.host, targets[i].host) != 0) {
            fail_msg("%s: %s path %s query %s host %s", targets[i].target, err_name(d.rq.door_error), d.rq.path,
                     d.rq.query_raw, d.rq.host);
        }
        assert_true(targets[i].e == OK || d.rq.query.list_len == 0);
    }
    arena_free(a);
}

static void methods_are_get_head_post_or_other(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        enum method method;
        bool is_head;
    } methods[] = {{"GET", GET, false},           {"HEAD", GET, true},           {"POST", POST, false},
                   {"PUT", METHOD__OTHER, false}, {"get", METHOD__OTHER, false}, {"", METHOD__OTHER, false}};
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        struct door d;
        door_open(&d, &nobody, a);
        door_target(&d, methods[i].word, "/");
        assert_int_equal(d.rq.method, methods[i].method);
        assert_int_equal(d.rq.is_head, methods[i].is_head);
    }
    arena_free(a);
}

static void headers_are_taken_by_either_name_and_cleaned(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct door d;
    door_open(&d, &nobody, a);
    door_header(&d, "user-AGENT", "x\xff\x01y 中");
    assert_string_equal(d.rq.user_agent, "x??y 中");
    door_header(&d, "User-Agent", "second");
    assert_string_equal(d.rq.user_agent, "x??y 中");
    assert_true(door_cgi_header(&d, "HTTP_COOKIE", 11, "s=1"));
    assert_string_equal(d.rq.cookie, "s=1");
    assert_false(door_cgi_header(&d, "HTTP_COOKIES", 12, "s=2"));
    assert_false(door_cgi_header(&d, "DOCUMENT_ROOT", 13, "/"));
    door_header(&d, "X-Forwarded-For", "192.0.2.1");
    assert_string_equal(d.rq.remote_addr, "");
    arena_free(a);
}

static void the_first_reason_stands(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct door d;
    door_open(&d, &nobody, a);
    door_refuse(&d, OK, "nothing");
    assert_int_equal(d.rq.door_error, OK);
    door_refuse(&d, ERR_TOO_LARGE, "one");
    door_refuse(&d, ERR_MALFORMED, "two");
    assert_int_equal(d.rq.door_error, ERR_TOO_LARGE);
    assert_string_equal(d.rq.door_reason, "one");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_path_is_decoded_once_or_refused),
        cmocka_unit_test(a_path_may_be_2048_bytes_long),
        cmocka_unit_test(a_target_gives_path_query_and_host_or_a_calm_error),
        cmocka_unit_test(methods_are_get_head_post_or_other),
        cmocka_unit_test(headers_are_taken_by_either_name_and_cleaned),
        cmocka_unit_test(the_first_reason_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
