/* http_doors.c - the same requests through both doors; the answers must be equal, byte for byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/text.h"
#include "http/front_fcgi.h"
#include "http/front_mhd.h"
#include "http/hall.h"
#include "http/request.h"
#include "http/response.h"

enum { SMALL_BODY_MAX = 64, ANSWER_MAX = 2 * 1024 * 1024, SLOW_MS = 300, BIG_BODY = 300 * 1000, WAIT_S = 20 };

static atomic_int slow_begun; /* slow pages that a door has begun to answer */

/* --- a tiny hall that says what it was handed --- */

static struct {
    struct hall hall;
    struct front_mhd *mhd;
    struct front_fcgi *fcgi;
    char dir[64];
    char socket_path[96];
    atomic_int slow_done;
} house;

static void pause_ms(int ms)
{
    (void)poll(NULL, 0, ms);
}

static const char *say_fields(struct arena *a, const char *text, const char *tag, const struct fields *f)
{
    for (size_t i = 0; i < f->list_len; i++) {
        text = text_format(a, "%s%s %s=%s\n", text, tag, f->list[i].name, f->list[i].value);
    }
    return text;
}

static const char *say_uploads(const struct request *rq, const char *text)
{
    for (size_t i = 0; i < rq->uploads_len; i++) {
        const struct upload *u = &rq->uploads[i];
        char *bytes = arena_alloc(rq->arena, u->len + 1, 1);
        size_t got = 0;
        for (ssize_t n = 1; n > 0; got += (size_t)n) {
            n = read(u->fd, bytes + got, u->len + 1 - got);
            n = n < 0 ? 0 : n;
        }
        unsigned char hash[crypto_hash_sha256_BYTES];
        (void)crypto_hash_sha256(hash, (const unsigned char *)bytes, got);
        text = text_format(rq->arena, "%supload %s filename=%s len=%zu read=%zu sha256=%s\n", text, u->name,
                           u->filename, u->len, got, text_hex(rq->arena, hash, sizeof hash));
    }
    return text;
}

static const char *say_request(const struct request *rq)
{
    struct arena *a = rq->arena;
    static const char *const methods[] = {"GET", "POST", "other"};
    const char *text =
        text_format(a, "method=%s head=%d path=%s query=%s\nhost=%s type=%s length=%llu cookie=%s agent=%s from=%s\n",
                    methods[rq->method], rq->is_head, rq->path, rq->query_raw, rq->host, rq->content_type,
                    (unsigned long long)rq->content_length, rq->cookie, rq->user_agent, rq->remote_addr);
    text = text_format(a, "%sorigin=%s referer=%s site=%s none=%s encoding=%s accept=%s\nerror=%s reason=%s\n", text,
                       rq->origin, rq->referer, rq->sec_fetch_site, rq->if_none_match, rq->accept_encoding, rq->accept,
                       err_name(rq->door_error), rq->door_reason);
    text = say_fields(a, text, "query", &rq->query);
    text = say_fields(a, text, "form", &rq->form);
    return say_uploads(rq, text);
}

static void tiny_serve(void *app, const struct request *rq, struct response *rs)
{
    (void)app;
    response_header(rs, "Content-Type", "text/plain; charset=utf-8");
    response_header(rs, "X-First", "1");
    response_header(rs, "Set-Cookie", "a=1; Path=/");
    response_header(rs, "Set-Cookie", "b=2; Path=/");
    response_header(rs, "X-Last", "9");
    rs->status = rq->door_error != OK              ? err_http_status(rq->door_error)
                 : rq->method == METHOD__OTHER     ? 405
                 : strcmp(rq->path, "/empty") == 0 ? 204
                 : strcmp(rq->path, "/same") == 0  ? 304
                 : strcmp(rq->path, "/see") == 0   ? 303
                                                   : 200;
    const char *body = say_request(rq);
    rs->body_len = strlen(body);
    if (strcmp(rq->path, "/big") == 0) {
        char *big = arena_alloc(rq->arena, BIG_BODY, 1);
        memset(big, 'x', BIG_BODY);
        body = big;
        rs->body_len = BIG_BODY;
    }
    rs->body = body;
    if (text_starts(rq->path, "/slow")) {
        atomic_fetch_add(&slow_begun, 1);
        pause_ms(SLOW_MS);
        atomic_fetch_add(&house.slow_done, 1);
    }
}

static bool tiny_is_slow(void *app, const struct request *rq)
{
    (void)app;
    return text_starts(rq->path, "/slow");
}

static size_t tiny_body_max(void *app, const char *path)
{
    (void)app;
    return strcmp(path, "/small") == 0 ? SMALL_BODY_MAX : 1024 * 1024;
}

/* --- bytes --- */

struct bytes {
    char *at;
    size_t len;
};

static struct bytes bytes_new(void)
{
    struct bytes b = {calloc(1, ANSWER_MAX), 0};
    assert_non_null(b.at);
    return b;
}

static void bytes_add(struct bytes *b, const void *from, size_t len)
{
    assert_true(b->len + len < ANSWER_MAX);
    if (len > 0) {
        memcpy(b->at + b->len, from, len);
    }
    b->len += len;
    b->at[b->len] = '\0';
}

static void bytes_say(struct bytes *b, const char *text)
{
    bytes_add(b, text, strlen(text));
}

static void socket_patience(int fd)
{
    const struct timeval wait = {.tv_sec = WAIT_S};
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait), 0);
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait), 0);
}

static void send_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = send(fd, bytes, len, MSG_NOSIGNAL);
        if (n <= 0) {
            return; /* the door has closed: what it answered still counts */
        }
        bytes += n;
        len -= (size_t)n;
    }
}

static void read_to_end(int fd, struct bytes *into)
{
    char chunk[16384];
    for (ssize_t n = read(fd, chunk, sizeof chunk); n > 0; n = read(fd, chunk, sizeof chunk)) {
        bytes_add(into, chunk, (size_t)n);
    }
}

/* --- the embedded door, by socket --- */

static int mhd_connect(void)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    socket_patience(fd);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(front_mhd_port(house.mhd))};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof to), 0);
    return fd;
}

static struct bytes mhd_ask(const char *request, size_t len)
{
    int fd = mhd_connect();
    send_all(fd, request, len);
    struct bytes answer = bytes_new();
    read_to_end(fd, &answer);
    (void)close(fd);
    return answer;
}

/* --- the FastCGI door: a minimal web server --- */

enum { FCGI_BEGIN = 1, FCGI_END = 3, FCGI_PARAMS = 4, FCGI_STDIN = 5, FCGI_STDOUT = 6, RECORD_MAX = 65535 };

static void record_add(struct bytes *b, int type, const char *content, size_t len)
{
    const unsigned char head[8] = {1, (unsigned char)type, 0, 1, (unsigned char)(len >> 8), (unsigned char)len, 0, 0};
    bytes_add(b, head, sizeof head);
    bytes_add(b, content, len);
}

static void stream_add(struct bytes *b, int type, const char *content, size_t len)
{
    while (len > 0) {
        size_t n = len < RECORD_MAX ? len : RECORD_MAX;
        record_add(b, type, content, n);
        content += n;
        len -= n;
    }
    record_add(b, type, "", 0);
}

static void length_add(struct bytes *b, size_t len)
{
    if (len < 128) {
        bytes_add(b, &(const unsigned char){(unsigned char)len}, 1);
    } else {
        const unsigned char four[4] = {(unsigned char)(len >> 24 | 0x80), (unsigned char)(len >> 16),
                                       (unsigned char)(len >> 8), (unsigned char)len};
        bytes_add(b, four, sizeof four);
    }
}

static void param_add(struct bytes *b, const char *name, const char *value, size_t len)
{
    length_add(b, strlen(name));
    length_add(b, len);
    bytes_say(b, name);
    bytes_add(b, value, len);
}

/* "User-Agent" to HTTP_USER_AGENT, as web servers do. */
static void header_param(struct bytes *params, const char *line, size_t len)
{
    const char *colon = memchr(line, ':', len);
    assert_non_null(colon);
    char name[128] = "HTTP_";
    size_t n = 5;
    for (const char *s = line; s < colon; s++) {
        name[n++] = *s == '-' ? '_' : *s >= 'a' && *s <= 'z' ? (char)(unsigned char)(*s - 32) : *s;
    }
    const char *value = colon + 1 + strspn(colon + 1, " ");
    bool is_content = strcmp(name, "HTTP_CONTENT_TYPE") == 0 || strcmp(name, "HTTP_CONTENT_LENGTH") == 0;
    param_add(params, is_content ? name + 5 : name, value, (size_t)(line + len - value));
}

/* The raw request taken apart: request line, headers, body. */
static struct bytes fcgi_message(const char *request, size_t len)
{
    struct bytes params = bytes_new();
    const char *line_end = strstr(request, "\r\n");
    const char *method_end = strchr(request, ' ');
    const char *target_end = method_end + 1 + strcspn(method_end + 1, " \r");
    param_add(&params, "REQUEST_METHOD", request, (size_t)(method_end - request));
    param_add(&params, "REQUEST_URI", method_end + 1, (size_t)(target_end - method_end - 1));
    param_add(&params, "SERVER_PROTOCOL", target_end + 1, (size_t)(line_end - target_end - 1));
    param_add(&params, "REMOTE_ADDR", "127.0.0.1", 9);
    const char *line = line_end + 2;
    while (strncmp(line, "\r\n", 2) != 0) {
        const char *end = strstr(line, "\r\n");
        header_param(&params, line, (size_t)(end - line));
        line = end + 2;
    }
    struct bytes message = bytes_new();
    record_add(&message, FCGI_BEGIN, "\0\1\0\0\0\0\0\0", 8);
    stream_add(&message, FCGI_PARAMS, params.at, params.len);
    stream_add(&message, FCGI_STDIN, line + 2, (size_t)(request + len - line - 2));
    free(params.at);
    return message;
}

static int fcgi_connect(void)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    socket_patience(fd);
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    (void)snprintf(to.sun_path, sizeof to.sun_path, "%s", house.socket_path);
    assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof to), 0);
    return fd;
}

/* STDOUT of the records, with the status line a web server would make of "Status:". */
static struct bytes fcgi_stdout(const struct bytes *records)
{
    struct bytes answer = bytes_new();
    bytes_say(&answer, "HTTP/1.1 ");
    bool has_end = false;
    for (size_t i = 0; i + 8 <= records->len;) {
        const unsigned char *head = (const unsigned char *)records->at + i;
        size_t len = (size_t)head[4] << 8 | head[5];
        if (head[1] == FCGI_STDOUT) {
            size_t skip = answer.len == 9 ? strlen("Status: ") : 0;
            if (len > 0) {
                bytes_add(&answer, records->at + i + 8 + skip, len - skip);
            }
        }
        has_end = has_end || head[1] == FCGI_END;
        i += 8 + len + head[6];
    }
    assert_true(has_end);
    return answer;
}

static struct bytes fcgi_ask(const char *request, size_t len)
{
    struct bytes message = fcgi_message(request, len);
    int fd = fcgi_connect();
    send_all(fd, message.at, message.len);
    struct bytes records = bytes_new();
    read_to_end(fd, &records);
    (void)close(fd);
    struct bytes answer = fcgi_stdout(&records);
    free(records.at);
    free(message.at);
    return answer;
}

/* --- comparison --- */

static bool is_of_the_connection(const char *line)
{
    static const char *const names[] = {"Date:", "Connection:", "Server:", "Keep-Alive:"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strncasecmp(line, names[i], strlen(names[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* Without the protocol's version, interim answers, and the headers that belong to one connection. */
static struct bytes plain(struct bytes *raw)
{
    struct bytes to = bytes_new();
    const char *s = raw->at;
    while (strncmp(s, "HTTP/1.1 100", 12) == 0) {
        s = strstr(s, "\r\n\r\n") + 4;
    }
    const char *end = strstr(s, "\r\n\r\n");
    if (end == NULL) {
        fail_msg("no complete answer: %s", raw->at);
    }
    s += strlen("HTTP/1.1");
    for (const char *eol = strstr(s, "\r\n"); s < end; s = eol + 2, eol = strstr(s, "\r\n")) {
        if (!is_of_the_connection(s)) {
            bytes_add(&to, s, (size_t)(eol + 2 - s));
        }
    }
    bytes_add(&to, end + 2, raw->len - (size_t)(end + 2 - raw->at));
    free(raw->at);
    raw->at = NULL;
    return to;
}

/* Asks both doors; the answers must be equal, begin with `status` and contain `part`. */
static void both_answer(const char *what, const struct bytes *request, int status, const char *part)
{
    struct bytes raw = mhd_ask(request->at, request->len);
    struct bytes embedded = plain(&raw);
    raw = fcgi_ask(request->at, request->len);
    struct bytes fcgi = plain(&raw);
    if (embedded.len != fcgi.len || memcmp(embedded.at, fcgi.at, fcgi.len) != 0) {
        fail_msg("%s: the doors differ\n--- embedded\n%.1500s\n--- fcgi\n%.1500s", what, embedded.at, fcgi.at);
    }
    char begin[16];
    (void)snprintf(begin, sizeof begin, " %d ", status);
    if (strncmp(fcgi.at, begin, strlen(begin)) != 0 || strstr(fcgi.at, part) == NULL) {
        fail_msg("%s: expected %d and \"%s\", got\n%.1500s", what, status, part, fcgi.at);
    }
    free(embedded.at);
    free(fcgi.at);
}

#define H     "Host: jianpin.test\r\nConnection: close\r\n"
#define FORM  "Content-Type: application/x-www-form-urlencoded\r\n"
#define PARTS "Content-Type: multipart/form-data; boundary=----b1\r\n"
#define PHOTO                                                                                                          \
    "Content-Disposition: form-data; name=\"photo\"; filename=\"照片.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"

static const struct {
    const char *what;
    const char *head; /* request line and headers, without the empty line and the Content-Length */
    const char *body; /* NULL: no Content-Length */
    int status;
    const char *part;
} cases[] = {
    {"a plain GET", "GET / HTTP/1.1\r\n" H, NULL, 200, "method=GET head=0 path=/ query=\n"},
    {"a query", "GET /a?x=1&y=%E4%BD%A0+b HTTP/1.1\r\n" H, NULL, 200, "query y=你 b\n"},
    {"an encoded path", "GET /%E5%85%AC%E7%A4%BA HTTP/1.1\r\n" H, NULL, 200, "path=/公示 "},
    {"a raw UTF-8 path", "GET /公示 HTTP/1.1\r\n" H, NULL, 200, "path=/公示 "},
    {"a plus in a path", "GET /a+b HTTP/1.1\r\n" H, NULL, 200, "path=/a+b "},
    {"HEAD", "HEAD /a HTTP/1.1\r\n" H, NULL, 200, "Content-Length: "},
    {"HEAD of a large page", "HEAD /big HTTP/1.1\r\n" H, NULL, 200, "Content-Length: 300000\r\n\r\n"},
    {"a large page", "GET /big HTTP/1.1\r\n" H, NULL, 200, "Content-Length: 300000\r\n\r\nxxx"},
    {"headers of a browser",
     "GET /h HTTP/1.1\r\n" H "Cookie: s=abc; t=1\r\nUser-Agent: Mozilla/5.0\r\nOrigin: https://jianpin.test\r\n"
     "Referer: https://jianpin.test/x\r\nSec-Fetch-Site: same-origin\r\nIf-None-Match: \"v1\"\r\n"
     "Accept-Encoding: gzip, br\r\nAccept: text/html\r\n",
     NULL, 200, "cookie=s=abc; t=1 agent=Mozilla/5.0 from=127.0.0.1\norigin=https://jianpin.test "},
    {"a header that is not UTF-8", "GET /h HTTP/1.1\r\n" H "User-Agent: a\xff\x62\r\n", NULL, 200, "agent=a?b "},
    {"204", "GET /empty HTTP/1.1\r\n" H, NULL, 204, "X-Last: 9\r\n\r\n"},
    {"304", "GET /same HTTP/1.1\r\n" H, NULL, 304, "X-Last: 9\r\nContent-Length: "},
    {"303", "POST /see HTTP/1.1\r\n" H FORM, "a=1", 303, "form a=1\n"},
    {"repeated headers in order", "GET / HTTP/1.1\r\n" H, NULL, 200,
     "X-First: 1\r\nSet-Cookie: a=1; Path=/\r\nSet-Cookie: b=2; Path=/\r\nX-Last: 9\r\n"},
    {"a form", "POST /f HTTP/1.1\r\n" H FORM, "name=%E4%BD%A0%E5%A5%BD&b=1+2&b=3", 200,
     "form name=你好\nform b=1 2\nform b=3\n"},
    {"a form with a charset",
     "POST /f HTTP/1.1\r\n" H "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n", "a=1", 200,
     "form a=1\n"},
    {"an empty form", "POST /f HTTP/1.1\r\n" H FORM, "", 200, "length=0 "},
    {"a POST without a body", "POST /f HTTP/1.1\r\n" H, "", 200, "error=ok "},
    {"a form with a broken escape", "POST /f HTTP/1.1\r\n" H FORM, "a=%4", 400, "error=malformed reason=body\n"},
    {"a form that is not UTF-8", "POST /f HTTP/1.1\r\n" H FORM, "a=%C0%AF", 400, "error=malformed "},
    {"a form with a NUL", "POST /f HTTP/1.1\r\n" H FORM, "a=x%00y", 400, "error=malformed "},
    {"another charset", "POST /f HTTP/1.1\r\n" H "Content-Type: application/x-www-form-urlencoded; charset=gbk\r\n",
     "a=1", 400, "error=malformed "},
    {"an unknown type", "POST /f HTTP/1.1\r\n" H "Content-Type: application/json\r\n", "{}", 400, "error=malformed "},
    {"a body without a type", "POST /f HTTP/1.1\r\n" H, "a=1", 400, "error=malformed "},
    {"a body with a GET", "GET /f HTTP/1.1\r\n" H FORM, "a=1", 200, "form a=1\n"},
    {"a multipart form", "POST /m HTTP/1.1\r\n" H PARTS,
     "------b1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n甲\r\n------b1\r\n" PHOTO
     "JFIF\r\n--x\r\n------b1--\r\n",
     200, "form a=甲\nupload photo filename=照片.jpg len=9 read=9 sha256="},
    {"a multipart form cut short", "POST /m HTTP/1.1\r\n" H PARTS, "------b1\r\n" PHOTO "JFIF", 400,
     "error=malformed reason=body\n"},
    {"a multipart form without a boundary", "POST /m HTTP/1.1\r\n" H "Content-Type: multipart/form-data\r\n", "--x--",
     400, "error=malformed "},
    {"a body just within the limit", "POST /small HTTP/1.1\r\n" H FORM,
     "a=34567890123456789012345678901234567890123456789012345678901234", 200, "length=64 "},
    {"a body over the limit", "POST /small HTTP/1.1\r\n" H FORM,
     "a=345678901234567890123456789012345678901234567890123456789012345", 413,
     "length=65 cookie= agent= from=127.0.0.1\n"},
    {"a PUT over the limit", "PUT /small HTTP/1.1\r\n" H FORM,
     "a=345678901234567890123456789012345678901234567890123456789012345", 413, "error=too_large reason=body\n"},
    {"dots in the path", "GET /a/../b HTTP/1.1\r\n" H, NULL, 400, "path=/ query=\n"},
    {"encoded dots in the path", "GET /a/%2e%2E/b HTTP/1.1\r\n" H, NULL, 400, "error=malformed reason=path\n"},
    {"a double slash", "GET //a HTTP/1.1\r\n" H, NULL, 400, "reason=path\n"},
    {"an encoded NUL in the path", "GET /a%00 HTTP/1.1\r\n" H, NULL, 400, "reason=path\n"},
    {"a path that is not UTF-8", "GET /%ff HTTP/1.1\r\n" H, NULL, 400, "reason=path\n"},
    {"a broken escape in the path", "GET /%4 HTTP/1.1\r\n" H, NULL, 400, "reason=path\n"},
    {"a star", "OPTIONS * HTTP/1.1\r\n" H, NULL, 400, "reason=path\n"},
    {"a query that is not UTF-8", "GET /a?x=%ff HTTP/1.1\r\n" H, NULL, 400, "path=/a query=\n"},
    {"a bad path with a form", "POST /a/.. HTTP/1.1\r\n" H FORM, "a=1", 400, "reason=path\n"},
    {"the absolute form", "GET http://other.test:80/a?b=1 HTTP/1.1\r\n" H, NULL, 200, "host=other.test:80 "},
    {"HTTP/1.0 without a Host", "GET /a HTTP/1.0\r\n", NULL, 200, "host= "},
    {"HTTP/1.1 without a Host", "GET /a HTTP/1.1\r\nConnection: close\r\n", NULL, 400, "reason=no Host\n"},
    {"two Hosts", "GET /a HTTP/1.1\r\n" H "Host: other.test\r\n", NULL, 400, "reason=more than one Host\n"},
    {"DELETE", "DELETE /a HTTP/1.1\r\n" H, NULL, 405, "method=other "},
    {"an invented method", "BREW /a HTTP/1.1\r\n" H, NULL, 405, "method=other "},
    {"a slow page", "GET /slow HTTP/1.1\r\n" H, NULL, 200, "path=/slow "},
    {"a slow form", "POST /slow HTTP/1.1\r\n" H FORM, "a=1", 200, "form a=1\n"},
    {"a slow page by HEAD", "HEAD /slow HTTP/1.1\r\n" H, NULL, 200, "Content-Length: "},
};

static struct bytes request_new(const char *head, const char *body)
{
    struct bytes request = bytes_new();
    bytes_say(&request, head);
    if (body != NULL) {
        char length[48];
        (void)snprintf(length, sizeof length, "Content-Length: %zu\r\n", strlen(body));
        bytes_say(&request, length);
    }
    bytes_say(&request, "\r\n");
    bytes_say(&request, body == NULL ? "" : body);
    return request;
}

static void both_doors_give_equal_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bytes request = request_new(cases[i].head, cases[i].body);
        both_answer(cases[i].what, &request, cases[i].status, cases[i].part);
        free(request.at);
    }
}

static void both_doors_receive_a_large_upload_whole(void **state)
{
    (void)state;
    struct bytes body = bytes_new();
    bytes_say(&body, "------b1\r\n" PHOTO);
    for (unsigned i = 0; i < 200 * 1000; i++) {
        const char piece[4] = {(char)i, (char)(i >> 8), '\r', (char)(i * 7)};
        bytes_add(&body, piece, sizeof piece);
    }
    unsigned char hash[crypto_hash_sha256_BYTES];
    size_t start = strlen("------b1\r\n" PHOTO);
    (void)crypto_hash_sha256(hash, (const unsigned char *)body.at + start, body.len - start);
    struct arena *a = arena_new();
    const char *expected = text_format(a, "len=800000 read=800000 sha256=%s", text_hex(a, hash, sizeof hash));
    bytes_say(&body, "\r\n------b1--\r\n");
    struct bytes request = bytes_new();
    bytes_say(&request, text_format(a, "POST /m HTTP/1.1\r\n" H PARTS "Content-Length: %zu\r\n\r\n", body.len));
    bytes_add(&request, body.at, body.len);
    both_answer("a large upload", &request, 200, expected);
    free(request.at);
    free(body.at);
    arena_free(a);
}

static void both_doors_answer_413_although_the_browser_sends_on(void **state)
{
    (void)state;
    struct bytes request = bytes_new();
    bytes_say(&request, "POST /small HTTP/1.1\r\n" H FORM "Content-Length: 1500000\r\n\r\n");
    for (size_t i = 0; i < 1500000 / 10; i++) {
        bytes_say(&request, "a=45678901");
    }
    both_answer("a body far over the limit", &request, 413, "length=1500000 ");
    free(request.at);
}

/* --- what only the embedded door has to do --- */

static void ask_expecting(const char *request, const char *part)
{
    struct bytes answer = mhd_ask(request, strlen(request));
    if (strstr(answer.at, part) == NULL) {
        fail_msg("expected \"%s\" in\n%.1500s", part, answer.at);
    }
    free(answer.at);
}

static void a_client_that_asks_first_is_told_to_go_on(void **state)
{
    (void)state;
    int fd = mhd_connect();
    const char *head = "POST /f HTTP/1.1\r\n" H FORM "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n";
    send_all(fd, head, strlen(head));
    char interim[64] = "";
    assert_true(read(fd, interim, sizeof interim - 1) > 0);
    assert_memory_equal(interim, "HTTP/1.1 100 ", 13);
    send_all(fd, "a=1", 3);
    struct bytes answer = bytes_new();
    read_to_end(fd, &answer);
    assert_non_null(strstr(answer.at, "form a=1\n"));
    free(answer.at);
    (void)close(fd);
}

static void a_client_that_asks_first_is_refused_before_it_sends(void **state)
{
    (void)state;
    ask_expecting("POST /small HTTP/1.1\r\nHost: a\r\n" FORM "Expect: 100-continue\r\nContent-Length: 65\r\n\r\n",
                  "HTTP/1.1 413 ");
    ask_expecting("PUT /small HTTP/1.1\r\nHost: a\r\n" FORM "Expect: 100-continue\r\nContent-Length: 65\r\n\r\n",
                  "HTTP/1.1 413 ");
    ask_expecting("GET /small HTTP/1.1\r\nHost: a\r\n" FORM "Expect: 100-continue\r\nContent-Length: 65\r\n\r\n",
                  "HTTP/1.1 413 ");
}

static void a_hopeless_body_is_refused_without_waiting_for_it(void **state)
{
    (void)state;
    int64_t began = clock_monotonic_us();
    ask_expecting("POST /small HTTP/1.1\r\nHost: a\r\n" FORM "Content-Length: 99999999999\r\n\r\n", "HTTP/1.1 413 ");
    ask_expecting("PATCH /small HTTP/1.1\r\nHost: a\r\n" FORM "Content-Length: 99999999999\r\n\r\n", "HTTP/1.1 413 ");
    assert_true(clock_monotonic_us() - began < 5000000);
}

static void a_413_closes_the_connection(void **state)
{
    (void)state;
    struct bytes request = request_new("POST /small HTTP/1.1\r\nHost: a\r\n" FORM,
                                       "a=345678901234567890123456789012345678901234567890123456789012345");
    struct bytes answer = mhd_ask(request.at, request.len);
    assert_non_null(strstr(answer.at, "HTTP/1.1 413 "));
    assert_non_null(strstr(answer.at, "Connection: close\r\n"));
    free(answer.at);
    free(request.at);
}

static void a_body_in_chunks_of_unknown_length_is_read_and_limited(void **state)
{
    (void)state;
    ask_expecting("POST /f HTTP/1.1\r\n" H FORM "Transfer-Encoding: chunked\r\n\r\n2\r\na=\r\n1\r\n1\r\n0\r\n\r\n",
                  "form a=1\n");
    struct bytes request = bytes_new();
    bytes_say(&request, "POST /small HTTP/1.1\r\n" H FORM "Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 10; i++) {
        bytes_say(&request, "a\r\naaaaaaaaaa\r\n");
    }
    bytes_say(&request, "0\r\n\r\n");
    ask_expecting(request.at, "HTTP/1.1 413 ");
    free(request.at);
}

static void two_opinions_about_the_length_are_refused(void **state)
{
    (void)state;
    ask_expecting("POST /f HTTP/1.1\r\n" H FORM "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                  "HTTP/1.1 400 ");
    ask_expecting("POST /f HTTP/1.1\r\n" H FORM "Content-Length: 3\r\nContent-Length: 4\r\n\r\na=1x", "HTTP/1.1 400 ");
}

static void one_connection_carries_several_requests(void **state)
{
    (void)state;
    struct bytes answer = mhd_ask("GET /one HTTP/1.1\r\nHost: a\r\n\r\nGET /slow HTTP/1.1\r\nHost: a\r\n\r\n"
                                  "GET /three HTTP/1.1\r\n" H "\r\n",
                                  strlen("GET /one HTTP/1.1\r\nHost: a\r\n\r\nGET /slow HTTP/1.1\r\nHost: a\r\n\r\n"
                                         "GET /three HTTP/1.1\r\n" H "\r\n"));
    const char *one = strstr(answer.at, "path=/one ");
    const char *two = strstr(answer.at, "path=/slow ");
    const char *three = strstr(answer.at, "path=/three ");
    assert_non_null(one);
    assert_non_null(two);
    assert_non_null(three);
    assert_true(one < two && two < three);
    free(answer.at);
}

enum { SLOW_CLIENTS = 200, QUICK_LIMIT_US = 1000 * 1000 };

static void quick_one_is_served(void)
{
    int64_t began = clock_monotonic_us();
    ask_expecting("GET /quick HTTP/1.1\r\n" H "\r\n", "path=/quick ");
    assert_true(clock_monotonic_us() - began < QUICK_LIMIT_US);
}

static void two_hundred_slow_clients_do_not_stop_a_quick_one(void **state)
{
    (void)state;
    static const char *const beginnings[] = {"GET /x HT", "GET /x HTTP/1.1\r\nHost: a\r\nUser-Agent: sl",
                                             "POST /f HTTP/1.1\r\nHost: a\r\n" FORM "Content-Length: 1000\r\n\r\na=1",
                                             "POST /m HTTP/1.1\r\nHost: a\r\n" PARTS
                                             "Content-Length: 100000\r\n\r\n------b1\r\n" PHOTO "JF"};
    int fds[SLOW_CLIENTS];
    for (size_t i = 0; i < SLOW_CLIENTS; i++) {
        fds[i] = mhd_connect();
        send_all(fds[i], beginnings[i % 4], strlen(beginnings[i % 4]));
    }
    for (int i = 0; i < 20; i++) {
        quick_one_is_served();
    }
    for (size_t i = 0; i < SLOW_CLIENTS; i++) {
        (void)close(fds[i]);
    }
    quick_one_is_served();
}

static void slow_pages_do_not_stop_a_quick_one(void **state)
{
    (void)state;
    enum { SLOW_PAGES = 24 };
    int fds[SLOW_PAGES];
    const char *request = "GET /slow HTTP/1.1\r\n" H "\r\n";
    for (size_t i = 0; i < SLOW_PAGES; i++) {
        fds[i] = mhd_connect();
        send_all(fds[i], request, strlen(request));
    }
    int64_t began = clock_monotonic_us();
    ask_expecting("GET /quick HTTP/1.1\r\n" H "\r\n", "path=/quick ");
    assert_true(clock_monotonic_us() - began < SLOW_MS * 500LL);
    for (size_t i = 0; i < SLOW_PAGES; i++) {
        struct bytes answer = bytes_new();
        read_to_end(fds[i], &answer);
        assert_non_null(strstr(answer.at, "path=/slow "));
        free(answer.at);
        (void)close(fds[i]);
    }
}

static void a_client_that_leaves_while_its_page_is_made_harms_nobody(void **state)
{
    (void)state;
    const char *request = "GET /slow HTTP/1.1\r\n" H "\r\n";
    for (int i = 0; i < 16; i++) {
        int fd = mhd_connect();
        send_all(fd, request, strlen(request));
        pause_ms(i);
        (void)close(fd);
    }
    quick_one_is_served();
}

/* --- what only the FastCGI door has to do --- */

static void a_silent_or_babbling_peer_does_not_stop_the_others(void **state)
{
    (void)state;
    int silent[4];
    for (size_t i = 0; i < 4; i++) {
        silent[i] = fcgi_connect();
        send_all(silent[i], "\1\1\0\1", i);
    }
    int babbling = fcgi_connect();
    const char *http = "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n\r\n";
    send_all(babbling, http, strlen(http));
    struct bytes request = request_new("GET /a HTTP/1.1\r\n" H, NULL);
    for (int i = 0; i < 20; i++) {
        struct bytes answer = fcgi_ask(request.at, request.len);
        assert_non_null(strstr(answer.at, "path=/a "));
        free(answer.at);
    }
    free(request.at);
    for (size_t i = 0; i < 4; i++) {
        (void)close(silent[i]);
    }
    (void)close(babbling);
}

static void lengths_that_libfcgi_would_believe_close_only_their_connection(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
    } lies[] = {
        /* A parameter of two gigabytes; the same in a management record, before the request and inside its body. */
        {"\1\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0\1\4\0\1\0\10\0\0\377\377\377\377\0\0\0\0", 32},
        {"\1\11\0\0\0\10\0\0\377\377\377\377\0\0\0\0", 16},
        {"\1\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0\1\4\0\1\0\0\0\0\1\11\0\0\0\10\0\0\377\377\377\377\0\0\0\0", 40},
    };
    struct bytes request = request_new("GET /a HTTP/1.1\r\n" H, NULL);
    for (size_t i = 0; i < 30; i++) {
        int fd = fcgi_connect();
        send_all(fd, lies[i % 3].bytes, lies[i % 3].len);
        struct bytes nothing = bytes_new();
        read_to_end(fd, &nothing);
        assert_int_equal(nothing.len, 0);
        free(nothing.at);
        (void)close(fd);
        struct bytes answer = fcgi_ask(request.at, request.len);
        assert_non_null(strstr(answer.at, "path=/a "));
        free(answer.at);
    }
    free(request.at);
}

static void a_body_shorter_than_it_said_is_malformed(void **state)
{
    (void)state;
    struct bytes request = bytes_new();
    bytes_say(&request, "POST /f HTTP/1.1\r\n" H FORM "Content-Length: 10\r\n\r\na=1");
    struct bytes answer = fcgi_ask(request.at, request.len);
    assert_non_null(strstr(answer.at, "HTTP/1.1 400 "));
    free(answer.at);
    free(request.at);
}

static void the_socket_is_for_its_group_alone(void **state)
{
    (void)state;
    struct stat st;
    assert_int_equal(stat(house.socket_path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0660);
}

static void a_living_socket_is_not_taken_and_a_dead_one_is_replaced(void **state)
{
    (void)state;
    struct front_fcgi *second = NULL;
    const struct front_fcgi_options same = {.socket_path = house.socket_path, .threads = 1};
    assert_int_equal(front_fcgi_start(&house.hall, &same, &second), ERR_CONFLICT);
    char path[100];
    (void)snprintf(path, sizeof path, "%s/dead.sock", house.dir);
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    (void)snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&at, sizeof at), 0);
    (void)close(fd);
    const struct front_fcgi_options dead = {.socket_path = path, .threads = 1};
    assert_int_equal(front_fcgi_start(&house.hall, &dead, &second), OK);
    assert_int_equal(front_fcgi_stop(second), OK);
    assert_int_not_equal(access(path, F_OK), 0);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(front_fcgi_start(&house.hall, &dead, &second), ERR_CONFLICT);
    assert_int_equal(unlink(path), 0);
}

/* --- stopping --- */

struct late {
    pthread_t thread;
    int fd;
    struct bytes answer;
};

static void *late_read(void *data)
{
    struct late *l = data;
    read_to_end(l->fd, &l->answer);
    (void)close(l->fd);
    return NULL;
}

static void a_stop_lets_running_requests_finish(void **state)
{
    (void)state;
    int before = atomic_load(&slow_begun);
    struct late late[2] = {{.fd = mhd_connect(), .answer = bytes_new()}, {.fd = fcgi_connect(), .answer = bytes_new()}};
    const char *request = "GET /slow/late HTTP/1.1\r\n" H "\r\n";
    send_all(late[0].fd, request, strlen(request));
    struct bytes message = fcgi_message(request, strlen(request));
    send_all(late[1].fd, message.at, message.len);
    free(message.at);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(pthread_create(&late[i].thread, NULL, late_read, &late[i]), 0);
    }
    for (int i = 0; i < WAIT_S * 100 && atomic_load(&slow_begun) < before + 2; i++) {
        pause_ms(10); /* both are begun, however busy the machine is */
    }
    int idle = mhd_connect();
    int64_t began = clock_monotonic_us();
    assert_int_equal(front_mhd_stop(house.mhd), OK);
    house.mhd = NULL;
    assert_int_equal(front_fcgi_stop(house.fcgi), OK);
    house.fcgi = NULL;
    assert_true(clock_monotonic_us() - began < 2000000);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(pthread_join(late[i].thread, NULL), 0);
        struct bytes answer = i == 0 ? late[i].answer : fcgi_stdout(&late[i].answer);
        if (strstr(answer.at, "path=/slow/late ") == NULL) {
            fail_msg("door %zu: %s", i, answer.at);
        }
        free(answer.at);
    }
    free(late[1].answer.at);
    (void)close(idle);
}

/* How systemd starts it: the socket is bound and listening already, and is for the next process when this one ends. */
static void an_inherited_socket_is_answered_and_left_for_the_next(void **state)
{
    (void)state;
    char own[sizeof house.socket_path];
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    struct front_fcgi *second = NULL;
    struct stat st;
    static const char request[] = "GET /same HTTP/1.1\r\nHost: a\r\n\r\n";
    (void)snprintf(at.sun_path, sizeof at.sun_path, "%s/inherited.sock", house.dir);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(fd, 16), 0);
    const struct front_fcgi_options inherited = {.fd = fd, .threads = 1};
    assert_int_equal(front_fcgi_start(&house.hall, &inherited, &second), OK);
    (void)snprintf(own, sizeof own, "%s", house.socket_path);
    (void)snprintf(house.socket_path, sizeof house.socket_path, "%s/inherited.sock", house.dir);
    struct bytes answer = fcgi_ask(request, sizeof request - 1);
    (void)snprintf(house.socket_path, sizeof house.socket_path, "%s", own);
    assert_true(answer.len > 12 && strncmp(answer.at, "HTTP/1.1 304", 12) == 0);
    free(answer.at);
    assert_int_equal(front_fcgi_stop(second), OK);
    assert_int_equal(stat(at.sun_path, &st), 0);
    assert_int_equal(listen(fd, 16), 0);
    (void)close(fd);
    (void)unlink(at.sun_path);
}

static void bad_addresses_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",       "8080", "127.0.0.1",       "127.0.0.1:",   "127.0.0.1:http", "[::1:80",
                                      "::1:80", ":80",  "127.0.0.1:99999", "256.0.0.1:80", "127.0.0.1:-1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct front_mhd *f = NULL;
        const struct front_mhd_options opt = {.listen = bad[i]};
        if (front_mhd_start(&house.hall, &opt, &f) != ERR_INVALID) {
            fail_msg("%s was taken for an address", bad[i]);
        }
    }
    struct front_mhd *second = NULL;
    char taken[32];
    (void)snprintf(taken, sizeof taken, "127.0.0.1:%u", (unsigned)front_mhd_port(house.mhd));
    const struct front_mhd_options opt = {.listen = taken};
    assert_int_equal(front_mhd_start(&house.hall, &opt, &second), ERR_CONFLICT);
}

static void the_embedded_door_serves_ipv6_and_ipv4_from_one_socket(void **state)
{
    (void)state;
    struct front_mhd *dual = NULL;
    const struct front_mhd_options opt = {.listen = "[::]:0", .threads = 1, .workers = 1};
    if (front_mhd_start(&house.hall, &opt, &dual) != OK) {
        skip(); /* a machine without IPv6 */
    }
    struct front_mhd *usual = house.mhd;
    house.mhd = dual;
    ask_expecting("GET /quick HTTP/1.1\r\n" H "\r\n", "from=127.0.0.1\n");
    house.mhd = usual;
    assert_int_equal(front_mhd_stop(dual), OK);
}

static int doors_open(void **state)
{
    (void)state;
    (void)signal(SIGPIPE, SIG_IGN);
    if (sodium_init() < 0) {
        return -1;
    }
    (void)snprintf(house.dir, sizeof house.dir, "/tmp/jianpin-doors-XXXXXX");
    if (mkdtemp(house.dir) == NULL) {
        return -1;
    }
    (void)snprintf(house.socket_path, sizeof house.socket_path, "%s/fcgi.sock", house.dir);
    house.hall = (struct hall){NULL, tiny_serve, tiny_is_slow, tiny_body_max, house.dir};
    const struct front_mhd_options mhd = {.listen = "127.0.0.1:0"};
    const struct front_fcgi_options fcgi = {.socket_path = house.socket_path};
    return front_mhd_start(&house.hall, &mhd, &house.mhd) == OK &&
                   front_fcgi_start(&house.hall, &fcgi, &house.fcgi) == OK
               ? 0
               : -1;
}

static int doors_close(void **state)
{
    (void)state;
    enum err e = house.mhd == NULL ? OK : front_mhd_stop(house.mhd);
    if (e == OK && house.fcgi != NULL) {
        e = front_fcgi_stop(house.fcgi);
    }
    return e == OK && rmdir(house.dir) == 0 ? 0 : -1; /* nothing may be left in the spool */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_doors_give_equal_answers),
        cmocka_unit_test(both_doors_receive_a_large_upload_whole),
        cmocka_unit_test(both_doors_answer_413_although_the_browser_sends_on),
        cmocka_unit_test(a_client_that_asks_first_is_told_to_go_on),
        cmocka_unit_test(a_client_that_asks_first_is_refused_before_it_sends),
        cmocka_unit_test(a_hopeless_body_is_refused_without_waiting_for_it),
        cmocka_unit_test(a_413_closes_the_connection),
        cmocka_unit_test(a_body_in_chunks_of_unknown_length_is_read_and_limited),
        cmocka_unit_test(two_opinions_about_the_length_are_refused),
        cmocka_unit_test(one_connection_carries_several_requests),
        cmocka_unit_test(two_hundred_slow_clients_do_not_stop_a_quick_one),
        cmocka_unit_test(slow_pages_do_not_stop_a_quick_one),
        cmocka_unit_test(a_client_that_leaves_while_its_page_is_made_harms_nobody),
        cmocka_unit_test(a_silent_or_babbling_peer_does_not_stop_the_others),
        cmocka_unit_test(lengths_that_libfcgi_would_believe_close_only_their_connection),
        cmocka_unit_test(a_body_shorter_than_it_said_is_malformed),
        cmocka_unit_test(the_socket_is_for_its_group_alone),
        cmocka_unit_test(a_living_socket_is_not_taken_and_a_dead_one_is_replaced),
        cmocka_unit_test(an_inherited_socket_is_answered_and_left_for_the_next),
        cmocka_unit_test(bad_addresses_are_refused),
        cmocka_unit_test(the_embedded_door_serves_ipv6_and_ipv4_from_one_socket),
        cmocka_unit_test(a_stop_lets_running_requests_finish),
    };
    return cmocka_run_group_tests(tests, doors_open, doors_close);
}
