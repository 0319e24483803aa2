/* http_fcgi.c - the stream of a FastCGI connection: a verdict never changes when more bytes come. */
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fuzz/chunks.h"
#include "http/fcgi_input.h"

enum { STREAM_MAX = 60000 }; /* fits a socket's buffer */

static void check_prefixes(const uint8_t *bytes, size_t len)
{
    size_t whole_len = 0;
    enum fcgi_head whole = fcgi_head_check(bytes, len, &whole_len);
    MUST(whole != FCGI_HEAD_WHOLE || (whole_len >= 24 && whole_len <= len));
    bool is_settled = false;
    for (size_t n = 0; n <= len && n < 400; n++) {
        size_t head_len = 0;
        enum fcgi_head h = fcgi_head_check(bytes, n, &head_len);
        MUST(!is_settled || h == whole);
        is_settled = is_settled || h != FCGI_HEAD_SHORT;
        MUST(h == FCGI_HEAD_SHORT || h == whole);
        MUST(h != FCGI_HEAD_WHOLE || head_len == whole_len);
    }
}

static void check_stream(const uint8_t *bytes, size_t len)
{
    static struct fcgi_input in;
    int pair[2];
    MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    MUST(write(pair[0], bytes, len) == (ssize_t)len);
    MUST(shutdown(pair[0], SHUT_WR) == 0);
    size_t head_len = 0;
    enum fcgi_head h = fcgi_head_check(bytes, len, &head_len);
    enum err e = fcgi_input_open(&in, pair[1]);
    MUST((e == OK) == (h == FCGI_HEAD_WHOLE));
    MUST(e != OK || (in.head_len == head_len && memcmp(in.bytes, bytes, head_len) == 0));
    size_t body_len = 0;
    for (size_t n = 1; e == OK && n > 0; body_len += n) {
        const char *piece = NULL;
        n = 0;
        e = fcgi_input_body(&in, &piece, &n);
        MUST(e == OK || n == 0);
        MUST(n == 0 || (piece >= (const char *)in.bytes && piece + n <= (const char *)in.bytes + in.len));
    }
    MUST(body_len <= len);
    (void)close(pair[0]);
    (void)close(pair[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    check_prefixes(bytes, len);
    if (len > 0 && len <= STREAM_MAX) {
        check_stream(bytes, len);
    }
    return 0;
}
