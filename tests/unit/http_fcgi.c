/* http_fcgi.c - what is believed of a FastCGI connection. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "http/fcgi_input.h"

#define BEGIN    "\1\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0"
#define PARAMS   "\1\4\0\1\0\4\0\0\1\1ab"
#define ENDED    "\1\4\0\1\0\0\0\0"
#define HEAD     BEGIN PARAMS ENDED
#define BYTES(s) (s), sizeof(s) - 1

static const struct {
    const char *what;
    const char *bytes;
    size_t len;
    enum fcgi_head verdict;
} cases[] = {
    {"nothing", BYTES(""), FCGI_HEAD_SHORT},
    {"a head", BYTES(HEAD), FCGI_HEAD_WHOLE},
    {"a head and a body", BYTES(HEAD "\1\5\0\1\0\0\0\0"), FCGI_HEAD_WHOLE},
    {"no parameters", BYTES(BEGIN ENDED), FCGI_HEAD_WHOLE},
    {"a kept connection", BYTES("\1\1\0\1\0\10\0\0\0\1\1\0\0\0\0\0" ENDED), FCGI_HEAD_WHOLE},
    {"padding",
     BYTES("\1\1\0\1\0\10\1\0\0\1\0\0\0\0\0\0z"
           "\1\4\0\1\0\4\2\0\1\1abzz" ENDED),
     FCGI_HEAD_WHOLE},
    {"a pair across records",
     BYTES(BEGIN "\1\4\0\1\0\3\0\0\1\1a"
                 "\1\4\0\1\0\1\0\0b" ENDED),
     FCGI_HEAD_WHOLE},
    {"a length across records",
     BYTES(BEGIN "\1\4\0\1\0\2\0\0\200\0"
                 "\1\4\0\1\0\5\0\0\0\1\1ab" ENDED),
     FCGI_HEAD_WHOLE},
    {"an empty pair", BYTES(BEGIN "\1\4\0\1\0\2\0\0\0\0" ENDED), FCGI_HEAD_WHOLE},
    {"only a beginning", BYTES(BEGIN), FCGI_HEAD_SHORT},
    {"no end of the parameters", BYTES(BEGIN PARAMS), FCGI_HEAD_SHORT},
    {"half a record", BYTES(BEGIN "\1\4\0\1\0\4\0\0\1\1"), FCGI_HEAD_SHORT},
    {"another version", BYTES("\2"), FCGI_HEAD_BROKEN},
    {"HTTP", BYTES("GET / HTTP/1.1\r\n"), FCGI_HEAD_BROKEN},
    {"parameters first", BYTES(PARAMS), FCGI_HEAD_BROKEN},
    {"a management record first", BYTES("\1\11\0\0\0\4\0\0\200\0\0\1"), FCGI_HEAD_BROKEN},
    {"request 0", BYTES("\1\1\0\0\0\10\0\0\0\1\0\0\0\0\0\0"), FCGI_HEAD_BROKEN},
    {"an authorizer", BYTES("\1\1\0\1\0\10\0\0\0\2\0\0\0\0\0\0"), FCGI_HEAD_BROKEN},
    {"a short beginning", BYTES("\1\1\0\1\0\7\0\0\0\1\0\0\0\0\0"), FCGI_HEAD_BROKEN},
    {"two beginnings", BYTES(BEGIN BEGIN), FCGI_HEAD_BROKEN},
    {"another request's parameters", BYTES(BEGIN "\1\4\0\2\0\0\0\0"), FCGI_HEAD_BROKEN},
    {"a body before the parameters' end", BYTES(BEGIN PARAMS "\1\5\0\1\0\0\0\0"), FCGI_HEAD_BROKEN},
    {"parameters that end inside a pair", BYTES(BEGIN "\1\4\0\1\0\3\0\0\1\1a" ENDED), FCGI_HEAD_BROKEN},
    {"parameters that end inside a length", BYTES(BEGIN "\1\4\0\1\0\2\0\0\200\0" ENDED), FCGI_HEAD_BROKEN},
    {"a name of two gigabytes", BYTES(BEGIN "\1\4\0\1\0\10\0\0\377\377\377\377\0\0\0\0"), FCGI_HEAD_BROKEN},
    {"a value of sixteen megabytes", BYTES(BEGIN "\1\4\0\1\0\10\0\0\0\201\0\0\0\0\0\0"), FCGI_HEAD_BROKEN},
};

static void every_head_is_judged_and_the_verdict_stays(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t head_len = 0;
        const unsigned char *bytes = (const unsigned char *)cases[i].bytes;
        enum fcgi_head h = fcgi_head_check(bytes, cases[i].len, &head_len);
        if (h != cases[i].verdict) {
            fail_msg("%s: verdict %d", cases[i].what, (int)h);
        }
        for (size_t n = 0; n < cases[i].len; n++) {
            size_t ignored = 0;
            enum fcgi_head early = fcgi_head_check(bytes, n, &ignored);
            if (early != FCGI_HEAD_SHORT && early != h) {
                fail_msg("%s: after %zu bytes %d", cases[i].what, n, (int)early);
            }
        }
    }
    size_t head_len = 0;
    assert_int_equal(fcgi_head_check((const unsigned char *)HEAD "body", sizeof HEAD + 3, &head_len), FCGI_HEAD_WHOLE);
    assert_int_equal(head_len, sizeof HEAD - 1);
}

/* Sends `stream` in chunks and reads what comes out as the body. */
static enum err body_of(const char *stream, size_t len, char *body, size_t *ret_len)
{
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    assert_int_equal(write(pair[0], stream, len), len);
    assert_int_equal(shutdown(pair[0], SHUT_WR), 0);
    struct fcgi_input *in = calloc(1, sizeof *in);
    assert_non_null(in);
    enum err e = fcgi_input_open(in, pair[1]);
    *ret_len = 0;
    for (size_t n = 1; e == OK && n > 0; *ret_len += n) {
        const char *piece = NULL;
        n = 0;
        e = fcgi_input_body(in, &piece, &n);
        if (n > 0) {
            memcpy(body + *ret_len, piece, n);
        }
    }
    free(in);
    (void)close(pair[0]);
    (void)close(pair[1]);
    return e;
}

static void a_body_is_stdin_of_this_request_and_nothing_else(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        const char *bytes;
        size_t len;
        enum err e;
        const char *body;
    } bodies[] = {
        {"empty", BYTES("\1\5\0\1\0\0\0\0"), OK, ""},
        {"one record", BYTES("\1\5\0\1\0\3\0\0a=1\1\5\0\1\0\0\0\0"), OK, "a=1"},
        {"two records with padding", BYTES("\1\5\0\1\0\1\3\0azzz\1\5\0\1\0\2\0\0=1\1\5\0\1\0\0\1\0z"), OK, "a=1"},
        {"what follows the end is not read", BYTES("\1\5\0\1\0\0\0\0garbage"), OK, ""},
        {"no end", BYTES("\1\5\0\1\0\3\0\0a=1"), ERR_MALFORMED, "a=1"},
        {"nothing", BYTES(""), ERR_MALFORMED, ""},
        {"cut short", BYTES("\1\5\0\1\0\3\0\0a"), ERR_MALFORMED, "a"},
        {"another request", BYTES("\1\5\0\2\0\0\0\0"), ERR_MALFORMED, ""},
        {"an abort", BYTES("\1\2\0\1\0\0\0\0"), ERR_MALFORMED, ""},
        {"a management record", BYTES("\1\11\0\0\0\4\0\0\377\377\377\377"), ERR_MALFORMED, ""},
        {"another version", BYTES("\2\5\0\1\0\0\0\0"), ERR_MALFORMED, ""},
    };
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        char stream[256];
        char body[256] = "";
        memcpy(stream, HEAD, sizeof HEAD - 1);
        memcpy(stream + sizeof HEAD - 1, bodies[i].bytes, bodies[i].len);
        size_t len = 0;
        enum err e = body_of(stream, sizeof HEAD - 1 + bodies[i].len, body, &len);
        if (e != bodies[i].e || len != strlen(bodies[i].body) || memcmp(body, bodies[i].body, len) != 0) {
            fail_msg("%s: %s \"%.*s\"", bodies[i].what, err_name(e), (int)len, body);
        }
    }
}

static void a_head_longer_than_the_limit_is_refused(void **state)
{
    (void)state;
    enum { RECORDS = 9, EACH = 8000 };
    size_t len = 16;
    char *stream = test_calloc(1, 16 + RECORDS * (8 + EACH));
    memcpy(stream, BEGIN, 16);
    for (int i = 0; i < RECORDS; i++) {
        const unsigned char head[8] = {1, 4, 0, 1, EACH >> 8, EACH & 255, 0, 0};
        memcpy(stream + len, head, sizeof head);
        len += 8 + EACH; /* 4,000 empty pairs */
    }
    char body[8];
    size_t body_len = 0;
    assert_int_equal(body_of(stream, len, body, &body_len), ERR_MALFORMED);
    test_free(stream);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_head_is_judged_and_the_verdict_stays),
        cmocka_unit_test(a_body_is_stdin_of_this_request_and_nothing_else),
        cmocka_unit_test(a_head_longer_than_the_limit_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
