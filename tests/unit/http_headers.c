/* http_headers.c - cookies, negotiation, response headers, fields by name, bodies by type, static files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

#include "base/arena.h"
#include "http/body.h"
#include "http/cookie.h"
#include "http/door.h"
#include "http/hall.h"
#include "http/negotiate.h"
#include "http/request.h"
#include "http/response.h"
#include "http/static_files.h"
#include "static_assets.h"

static void one_cookie_is_found_by_its_name(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        const char *value; /* NULL: none */
    } cases[] = {
        {"s=abc", "abc"},     {"t=1; s=abc; u=2", "abc"},
        {"t=1;s=abc", "abc"}, {"  s=abc  ;t", "abc"},
        {"s=", ""},           {"s=\"abc\"", "abc"},
        {"s=\"\"", ""},       {"s=a=b==", "a=b=="},
        {"s=1; s=2", "1"},    {"", NULL},
        {"s", NULL},          {"ss=1; as=2", NULL},
        {"S=1", NULL},        {"__Host-s=1", NULL},
        {"t=s=1", NULL},      {"s=a,b", NULL},
        {"s=a\\b", NULL},     {"s=\"abc", NULL},
        {"s=a b", NULL},      {"s=\xE4\xBD\xA0", NULL},
        {";;; s=1 ;;", "1"},  {"t; s=1", "1"},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *value = cookie_get(a, cases[i].header, "s");
        if (cases[i].value == NULL ? value != NULL : value == NULL || strcmp(value, cases[i].value) != 0) {
            fail_msg("%s gave %s", cases[i].header, value == NULL ? "(none)" : value);
        }
    }
    assert_string_equal(cookie_get(a, "a=1; __Host-s=2", "__Host-s"), "2");
    arena_free(a);
}

static void a_cookie_is_written_http_only_and_lax(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const char *text = NULL;
    assert_int_equal(cookie_format(a, &(struct cookie){"__Host-s", "x1", 3600, true}, &text), OK);
    assert_string_equal(text, "__Host-s=x1; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure");
    assert_int_equal(cookie_format(a, &(struct cookie){"s", "", 0, false}, &text), OK);
    assert_string_equal(text, "s=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    assert_int_equal(cookie_format(a, &(struct cookie){"s", "x", -1, false}, &text), OK);
    assert_string_equal(text, "s=x; Path=/; HttpOnly; SameSite=Lax");
    arena_free(a);
}

static void a_cookie_that_a_browser_would_drop_or_misread_is_not_written(void **state)
{
    (void)state;
    static const struct cookie bad[] = {
        {"", "x", 1, true},       {"a b", "x", 1, true},       {"a;b", "x", 1, true},          {"s", "a;b", 1, true},
        {"s", "a\r\nb", 1, true}, {"s", "a b", 1, true},       {"s", "\xE4\xBD\xA0", 1, true}, {"s", "a,b", 1, true},
        {"s", "\"", 1, true},     {"__Host-s", "x", 1, false}, {"__Secure-s", "x", 1, false},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const char *text = NULL;
        assert_int_equal(cookie_format(a, &bad[i], &text), ERR_INVALID);
        assert_null(text);
    }
    arena_free(a);
}

static void gzip_is_accepted_where_it_is_named_and_not_weighed_zero(void **state)
{
    (void)state;
    static const char *const yes[] = {"gzip",        "GZIP",    "deflate, gzip",  "br;q=1.0, gzip;q=0.8",
                                      "x-gzip",      "*",       "gzip ; q=0.001", "identity;q=0, *;q=0.5",
                                      "*;q=0, gzip", "gzip;q=1"};
    static const char *const no[] = {"",         "br",    "identity",    "gzip;q=0", "gzip; q=0.000",
                                     "gzip;Q=0", "*;q=0", "gzip;q=0, *", "gzipped",  "br, *;q=0.0",
                                     ",,,"};
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        if (!accepts_gzip(yes[i])) {
            fail_msg("%s was refused", yes[i]);
        }
    }
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        if (accepts_gzip(no[i])) {
            fail_msg("%s was accepted", no[i]);
        }
    }
}

static void an_etag_matches_weakly_in_a_list(void **state)
{
    (void)state;
    static const char *const yes[] = {"\"v1\"", "W/\"v1\"", "\"x\", \"v1\"",  "\"x\",W/\"v1\"",
                                      "*",      " * ",      "\"a,b\", \"v1\""};
    static const char *const no[] = {"", "v1", "\"v1", "\"v11\"", "\"v\"", "\"x\"", "\"x, \"v1", "W/v1"};
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        assert_true(etag_matches(yes[i], "\"v1\""));
        assert_true(etag_matches(yes[i], "W/\"v1\""));
    }
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        if (etag_matches(no[i], "\"v1\"")) {
            fail_msg("%s matched", no[i]);
        }
    }
}

static void a_header_that_could_split_the_answer_is_never_sent(void **state)
{
    (void)state;
    struct response rs = {0};
    response_header(&rs, "Location", "/a\r\nSet-Cookie: x=1");
    response_header(&rs, "Location", "/a\nb");
    response_header(&rs, "X\r\nY", "1");
    response_header(&rs, "X Y", "1");
    response_header(&rs, "X:", "1");
    response_header(&rs, "", "1");
    response_header(&rs, "X", NULL);
    assert_int_equal(rs.headers_len, 0);
    response_header(&rs, "Location", "/a");
    response_header_set(&rs, "location", "/b\rc");
    assert_string_equal(rs.headers[0].value, "/a");
    response_header_set(&rs, "location", "/b");
    assert_int_equal(rs.headers_len, 1);
    assert_string_equal(rs.headers[0].value, "/b");
    response_header_set(&rs, "X-New", "1");
    assert_int_equal(rs.headers_len, 2);
}

static void headers_beyond_the_table_are_dropped(void **state)
{
    (void)state;
    struct response rs = {0};
    for (int i = 0; i < RESPONSE_HEADERS_MAX + 3; i++) {
        response_header(&rs, "X", "1");
    }
    assert_int_equal(rs.headers_len, RESPONSE_HEADERS_MAX);
}

static void every_error_has_a_reason_phrase(void **state)
{
    (void)state;
    for (int e = OK; e < ERR__COUNT; e++) {
        assert_string_not_equal(status_reason(err_http_status((enum err)e)), "Status");
    }
    assert_string_equal(status_reason(200), "OK");
    assert_string_equal(status_reason(299), "Status");
}

static void fields_and_uploads_are_found_by_name(void **state)
{
    (void)state;
    struct field list[] = {{"a", "1"}, {"b", ""}, {"a", "2"}};
    const struct fields f = {list, 3};
    assert_string_equal(fields_get(&f, "a"), "1");
    assert_string_equal(fields_get(&f, "b"), "");
    assert_null(fields_get(&f, "c"));
    assert_string_equal(fields_text(&f, "c"), "");
    assert_true(fields_has(&f, "b"));
    assert_false(fields_has(&f, "c"));
    struct upload uploads[] = {{"p", "x.jpg", -1, 3}, {"q", "y.jpg", -1, 4}};
    const struct request rq = {.uploads = uploads, .uploads_len = 2};
    assert_ptr_equal(request_upload(&rq, "q"), &uploads[1]);
    assert_null(request_upload(&rq, "r"));
}

static void a_body_is_read_by_its_type(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        const char *body;
        enum err e;
        size_t fields;
    } cases[] = {
        {"application/x-www-form-urlencoded", "a=1&b=2", OK, 2},
        {"Application/X-WWW-Form-URLencoded; Charset=\"UTF-8\"", "a=1", OK, 1},
        {"application/x-www-form-urlencoded;", "a=1", OK, 1},
        {"application/x-www-form-urlencoded; charset=gb18030", "a=1", ERR_MALFORMED, 0},
        {"application/x-www-form-urlencoded; x", "a=1", ERR_MALFORMED, 0},
        {"application/x-www-form-urlencoded, text/plain", "a=1", ERR_MALFORMED, 0},
        {"application/x-www-form-urlencoded", "a=%", ERR_MALFORMED, 0},
        {"text/plain", "a=1", ERR_MALFORMED, 0},
        {"", "a=1", ERR_MALFORMED, 0},
        {"text/plain", "", OK, 0},
        {"", "", OK, 0},
        {"multipart/form-data", "", OK, 0},
        {"multipart/form-data; boundary=b", "--b--", OK, 0},
        {"multipart/form-data; boundary=\"b c\"", "--b c--", OK, 0},
        {"multipart/form-data; boundary=\"b \"", "--b --", ERR_MALFORMED, 0},
        {"multipart/form-data; boundary=b; boundary=c", "--b--", ERR_MALFORMED, 0},
        {"multipart/form-data; boundary=\"\"", "----", ERR_MALFORMED, 0},
        {"multipart/form-data; boundary=\"a*b\"", "--a*b--", ERR_MALFORMED, 0},
        {"multipart/form-data; boundary=b", "--b", ERR_MALFORMED, 0},
        {"multipart/mixed; boundary=b", "--b--", ERR_MALFORMED, 0},
        {"application/x-www-form-urlencoded", "a=34567890123456789012345678901", ERR_TOO_LARGE, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct arena *a = arena_new();
        struct request rq = {.arena = a};
        struct body *b = body_new(a, cases[i].type, "/tmp", 30);
        enum err fed = body_feed(b, cases[i].body, strlen(cases[i].body));
        enum err e = body_finish(b, &rq);
        assert_true(fed == OK || fed == e);
        if (e != cases[i].e || rq.form.list_len != cases[i].fields) {
            fail_msg("%s with %s: %s", cases[i].type, cases[i].body, err_name(e));
        }
        arena_free(a);
    }
}

static void nonsense_serve(void *app, const struct request *rq, struct response *rs)
{
    (void)rq;
    rs->status = *(const int *)app;
    rs->body = NULL;
    rs->body_len = 5;
}

static void an_impossible_answer_becomes_a_500_and_a_missing_body_an_empty_one(void **state)
{
    (void)state;
    static const int statuses[][2] = {{0, 500}, {100, 500}, {999, 500}, {-1, 500}, {200, 200}, {204, 204}};
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        int status = statuses[i][0];
        const struct hall hall = {&status, nonsense_serve, NULL, NULL, "/tmp"};
        struct arena *a = arena_new();
        struct door d;
        door_open(&d, &hall, a);
        door_serve(&d);
        assert_int_equal(d.rs.status, statuses[i][1]);
        assert_string_equal(d.rs.body, "");
        assert_int_equal(d.rs.body_len, 0);
        assert_int_equal(door_sends_length(&d), d.rs.status != 204);
        arena_free(a);
    }
}

static const char *header_of(const struct response *rs, const char *name)
{
    for (size_t i = 0; i < rs->headers_len; i++) {
        if (strcmp(rs->headers[i].name, name) == 0) {
            return rs->headers[i].value;
        }
    }
    return "";
}

static struct response asset_served(const struct static_asset *asset, const char *encoding, const char *none_match)
{
    struct response rs = {0};
    const struct request rq = {.path = asset->url, .accept_encoding = encoding, .if_none_match = none_match};
    assert_true(static_files_serve(&rq, &rs));
    assert_string_equal(header_of(&rs, "Content-Type"), asset->content_type);
    assert_non_null(strstr(header_of(&rs, "Cache-Control"), "immutable"));
    return rs;
}

static void check_packed(const struct static_asset *asset)
{
    struct response rs = asset_served(asset, "gzip, br", "");
    assert_int_equal(rs.status, 200);
    assert_string_equal(header_of(&rs, "Content-Encoding"), "gzip");
    assert_string_equal(header_of(&rs, "Vary"), "Accept-Encoding");
    assert_string_not_equal(header_of(&rs, "ETag"), asset->etag);
    unsigned char *out = test_malloc(asset->len + 1);
    z_stream z = {.next_in = (const unsigned char *)rs.body, .avail_in = (unsigned)rs.body_len, .next_out = out};
    z.avail_out = (unsigned)asset->len + 1;
    assert_int_equal(inflateInit2(&z, 31), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(z.total_out, asset->len);
    assert_memory_equal(out, asset->bytes, asset->len);
    (void)inflateEnd(&z);
    test_free(out);
    assert_int_equal(asset_served(asset, "gzip", header_of(&rs, "ETag")).status, 304);
    assert_int_equal(asset_served(asset, "", header_of(&rs, "ETag")).status, 200);
}

static void every_asset_is_served_plain_and_packed_and_not_twice(void **state)
{
    (void)state;
    assert_true(static_assets_len > 0);
    for (size_t i = 0; i < static_assets_len; i++) {
        const struct static_asset *asset = &static_assets[i];
        struct response rs = asset_served(asset, "", "\"other\"");
        assert_int_equal(rs.status, 200);
        assert_int_equal(rs.body_len, asset->len);
        assert_memory_equal(rs.body, asset->bytes, asset->len);
        assert_string_equal(header_of(&rs, "Content-Encoding"), "");
        assert_string_equal(header_of(&rs, "ETag"), asset->etag);
        assert_int_equal(asset_served(asset, "", asset->etag).status, 304);
        if (asset->gzip != NULL) {
            check_packed(asset);
        }
    }
}

static void a_path_without_asset_is_not_ours(void **state)
{
    (void)state;
    struct response rs = {.status = 7};
    const struct request rq = {.path = "/static/none.css", .accept_encoding = "", .if_none_match = ""};
    assert_false(static_files_serve(&rq, &rs));
    assert_int_equal(rs.status, 7);
    assert_int_equal(rs.headers_len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_cookie_is_found_by_its_name),
        cmocka_unit_test(a_cookie_is_written_http_only_and_lax),
        cmocka_unit_test(a_cookie_that_a_browser_would_drop_or_misread_is_not_written),
        cmocka_unit_test(gzip_is_accepted_where_it_is_named_and_not_weighed_zero),
        cmocka_unit_test(an_etag_matches_weakly_in_a_list),
        cmocka_unit_test(a_header_that_could_split_the_answer_is_never_sent),
        cmocka_unit_test(headers_beyond_the_table_are_dropped),
        cmocka_unit_test(every_error_has_a_reason_phrase),
        cmocka_unit_test(fields_and_uploads_are_found_by_name),
        cmocka_unit_test(a_body_is_read_by_its_type),
        cmocka_unit_test(an_impossible_answer_becomes_a_500_and_a_missing_body_an_empty_one),
        cmocka_unit_test(every_asset_is_served_plain_and_packed_and_not_twice),
        cmocka_unit_test(a_path_without_asset_is_not_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
