/* http_multipart.c - multipart forms and their temporary files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "http/multipart_decode.h"
#include "http/spool.h"

static char spool[64];

static const struct multipart_limits small = {{4, 8, 16, 4000}, 2, 20, 3, 120};

struct outcome {
    enum err e;
    struct fields fields;
    struct upload *uploads;
    size_t uploads_len;
};

static struct outcome decode(struct arena *a, struct multipart_limits limits, const char *text, size_t len,
                             size_t chunk)
{
    struct multipart_decode *m = multipart_decode_new(a, "b", spool, limits);
    struct outcome o = {OK, {NULL, 0}, NULL, 0};
    for (size_t i = 0; i < len; i += chunk) {
        o.e = multipart_decode_feed(m, text + i, len - i < chunk ? len - i : chunk);
        if (o.e != OK) {
            return o;
        }
    }
    o.e = multipart_decode_finish(m, &o.fields, &o.uploads, &o.uploads_len);
    return o;
}

static char *content(struct arena *a, const struct upload *u)
{
    char *bytes = arena_alloc(a, u->len + 1, 1);
    assert_int_equal(read(u->fd, bytes, u->len + 1), u->len); /* from offset 0, and no byte more */
    return bytes;
}

/* "[name=value]{control|filename|bytes}" */
static const char *shown(struct arena *a, const struct outcome *o)
{
    const char *text = "";
    for (size_t i = 0; i < o->fields.list_len; i++) {
        text = text_format(a, "%s[%s=%s]", text, o->fields.list[i].name, o->fields.list[i].value);
    }
    for (size_t i = 0; i < o->uploads_len; i++) {
        const struct upload *u = &o->uploads[i];
        text = text_format(a, "%s{%s|%s|%s}", text, u->name, u->filename, content(a, u));
    }
    return text;
}

#define D     "Content-Disposition: form-data; "
#define A     "--b\r\n" D "name=\"a\"\r\n\r\n"
#define F     "--b\r\n" D "name=\"f\"; filename=\"x.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
#define END   "\r\n--b--\r\n"
#define H(h)  "--b\r\n" h "\r\n\r\n1" END
#define N20   "12345678901234567890"
#define FN(n) "--b\r\n" D "name=\"f\"; filename=" n "\r\n\r\nx" END

static const struct {
    const char *what;
    const char *text;
    enum err e;
    const char *shown;
} cases[] = {
    {"one field", A "1" END, OK, "[a=1]"},
    {"two fields", A "1\r\n--b\r\n" D "name=\"c\"\r\n\r\n2" END, OK, "[a=1][c=2]"},
    {"no part at all", "--b--\r\n", OK, ""},
    {"no line end at the end", A "1\r\n--b--", OK, "[a=1]"},
    {"an empty value", A END, OK, "[a=]"},
    {"an empty value with one line end", A "--b--", OK, "[a=]"},
    {"line ends and dashes in a value", A "\r\n-\r\n--\r\nb\r" END, OK, "[a=\r\n-\r\n--\r\nb\r]"},
    {"a value that ends like a delimiter", A "\r\n--" END, OK, "[a=\r\n--]"},
    {"two CR before the delimiter", A "1\r" END, OK, "[a=1\r]"},
    {"Chinese", A "镕䶮" END, OK, "[a=镕䶮]"},
    {"a file", F "JFIF" END, OK, "{f|x.jpg|JFIF}"},
    {"a field, a file, a field", A "1\r\n" F "J\r\n" A "2" END, OK, "[a=1][a=2]{f|x.jpg|J}"},
    {"a file of one CR", F "\r" END, OK, "{f|x.jpg|\r}"},
    {"an empty file with a name", F END, OK, "{f|x.jpg|}"},
    {"nothing chosen", "--b\r\n" D "name=\"f\"; filename=\"\"\r\n\r\n" END, OK, ""},
    {"nameless bytes", FN("\"\""), OK, "{f||x}"},
    {"a Chinese file name", FN("\"照片.jpg\""), OK, "{f|照片.jpg|x}"},
    {"a quote as %22", FN("\"a%22b\""), OK, "{f|a\"b|x}"},
    {"a line end as %0D%0A stays", FN("\"a%0D%0Ab\""), OK, "{f|a%0D%0Ab|x}"},
    {"a quote behind a backslash", FN("\"a\\\"b\""), OK, "{f|a\"b|x}"},
    {"two backslashes", FN("\"a\\\\b\""), OK, "{f|a\\b|x}"},
    {"a Windows path", FN("\"C:\\x\\y.jpg\""), OK, "{f|C:\\x\\y.jpg|x}"},
    {"a name that ends with a backslash", FN("\"a\\\""), OK, "{f|a\\|x}"},
    {"a semicolon in quotes", FN("\"a;b=c\""), OK, "{f|a;b=c|x}"},
    {"a name without quotes", FN("x.jpg"), OK, "{f|x.jpg|x}"},
    {"header names in any case", H("CONTENT-disposition: FORM-DATA; NAME=a"), OK, "[a=1]"},
    {"no space after the colon", H("Content-Disposition:form-data;name=a"), OK, "[a=1]"},
    {"an unknown parameter", H(D "x=y; name=a"), OK, "[a=1]"},
    {"unknown headers", H("X: y\r\n" D "name=a\r\nZ: "), OK, "[a=1]"},
    {"8bit", H(D "name=a\r\nContent-Transfer-Encoding: 8bit"), OK, "[a=1]"},
    {"blanks behind a delimiter", "--b \t\r\n" D "name=a\r\n\r\n1\r\n--b--  ", OK, "[a=1]"},
    {"a preamble", "hello\r\n" A "1" END, OK, "[a=1]"},
    {"a line end first", "\r\n" A "1" END, OK, "[a=1]"},
    {"an epilogue", A "1" END "bye\r\n--b\r\n", OK, "[a=1]"},
    {"as many fields as allowed", A "1\r\n" A "2\r\n" A "3\r\n" A "4" END, OK, "[a=1][a=2][a=3][a=4]"},
    {"as long a value as allowed", A "1234567890123456" END, OK, "[a=1234567890123456]"},
    {"as large a file as allowed", F N20 END, OK, "{f|x.jpg|" N20 "}"},
    {"as long a name as allowed", H(D "name=12345678"), OK, "[12345678=1]"},

    {"nothing", "", ERR_MALFORMED, ""},
    {"no delimiter", "a=1", ERR_MALFORMED, ""},
    {"another boundary", "--c\r\n" D "name=a\r\n\r\n1\r\n--c--", ERR_MALFORMED, ""},
    {"no closing delimiter", A "1", ERR_MALFORMED, ""},
    {"a delimiter but no close", A "1\r\n--b", ERR_MALFORMED, ""},
    {"one dash of the close", A "1\r\n--b-", ERR_MALFORMED, ""},
    {"a close that is none", A "1\r\n--b-x", ERR_MALFORMED, ""},
    {"a delimiter that goes on", A "1\r\n--bb\r\n", ERR_MALFORMED, ""},
    {"a cut header", "--b\r\n" D "na", ERR_MALFORMED, ""},
    {"headers without end", "--b\r\n" D "name=a\r\n", ERR_MALFORMED, ""},
    {"a cut file", F "JF", ERR_MALFORMED, ""},
    {"lines that end with LF", "--b\n" D "name=a\n\n1\n--b--\n", ERR_MALFORMED, ""},
    {"a header that ends with LF", "--b\r\n" D "name=a\n\r\n1" END, ERR_MALFORMED, ""},
    {"CR without LF in a header", "--b\r\n" D "name=a\r\r\n\r\n1" END, ERR_MALFORMED, ""},
    {"CR without LF behind a delimiter", "--b\rX", ERR_MALFORMED, ""},
    {"a control character in a header", H(D "name=\"a\x01\""), ERR_MALFORMED, ""},
    {"a folded header", H("Content-Disposition: form-data;\r\n name=a"), ERR_MALFORMED, ""},
    {"a header without colon", H("Content-Disposition form-data"), ERR_MALFORMED, ""},
    {"a header without name", H(": x"), ERR_MALFORMED, ""},
    {"a blank before the colon", H("Content-Disposition : form-data; name=a"), ERR_MALFORMED, ""},
    {"no headers", "--b\r\n\r\n1" END, ERR_MALFORMED, ""},
    {"no disposition", H("Content-Type: text/plain"), ERR_MALFORMED, ""},
    {"no name", H("Content-Disposition: form-data"), ERR_MALFORMED, ""},
    {"another disposition", H("Content-Disposition: attachment; name=a"), ERR_MALFORMED, ""},
    {"two dispositions", H(D "name=a\r\n" D "filename=c"), ERR_MALFORMED, ""},
    {"two names", H(D "name=a; name=c"), ERR_MALFORMED, ""},
    {"two file names", H(D "name=a; filename=c; filename=d"), ERR_MALFORMED, ""},
    {"only an extended file name", H(D "name=a; filename*=UTF-8''x"), ERR_MALFORMED, ""},
    {"an open quote", H(D "name=\"a"), ERR_MALFORMED, ""},
    {"text behind a quote", H(D "name=\"a\"b"), ERR_MALFORMED, ""},
    {"a parameter without value", H(D "name"), ERR_MALFORMED, ""},
    {"base64", H(D "name=a\r\nContent-Transfer-Encoding: base64"), ERR_MALFORMED, ""},
    {"a value that is not UTF-8", A "\xff" END, ERR_MALFORMED, ""},
    {"a name that is not UTF-8", H(D "name=\"\xff\""), ERR_MALFORMED, ""},
    {"a file name that is not UTF-8", FN("\"\xff\""), ERR_MALFORMED, ""},

    {"too many fields", A "1\r\n" A "2\r\n" A "3\r\n" A "4\r\n" A "5" END, ERR_TOO_LARGE, ""},
    {"too many files", F "1\r\n" F "2\r\n" F "3" END, ERR_TOO_LARGE, ""},
    {"too long a value", A "12345678901234567" END, ERR_TOO_LARGE, ""},
    {"too large a file", F N20 "1" END, ERR_TOO_LARGE, ""},
    {"too large a file by a false delimiter", F "1234567890123456789\r\n--" END, ERR_TOO_LARGE, ""},
    {"too long a name", H(D "name=123456789"), ERR_TOO_LARGE, ""},
    {"too many headers", H("A: 1\r\nB: 2\r\nC: 3\r\n" D "name=a"), ERR_TOO_LARGE, ""},
    {"too long headers", H(D "name=a\r\nX: " N20 N20 N20 N20), ERR_TOO_LARGE, ""},
};

static void every_case_decodes_as_written_however_it_is_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t len = strlen(cases[i].text);
        for (size_t chunk = 1; chunk <= len + 1; chunk++) {
            struct arena *a = arena_new();
            struct outcome o = decode(a, small, cases[i].text, len, chunk);
            const char *got = shown(a, &o);
            if (o.e != cases[i].e || strcmp(got, cases[i].shown) != 0) {
                fail_msg("%s in chunks of %zu: %s %s", cases[i].what, chunk, err_name(o.e), got);
            }
            arena_free(a);
        }
    }
}

static void a_nul_is_refused_in_text_and_headers_but_not_in_files(void **state)
{
    (void)state;
    static const char text[] = A "x\0y" END;
    static const char header[] = "--b\r\n" D "name=\"a\0\"\r\n\r\nx" END;
    static const char file[] = F "x\0y" END;
    struct arena *a = arena_new();
    assert_int_equal(decode(a, small, text, sizeof text - 1, 1000).e, ERR_MALFORMED);
    assert_int_equal(decode(a, small, header, sizeof header - 1, 1000).e, ERR_MALFORMED);
    struct outcome o = decode(a, small, file, sizeof file - 1, 1000);
    assert_int_equal(o.e, OK);
    assert_int_equal(o.uploads[0].len, 3);
    assert_memory_equal(content(a, &o.uploads[0]), "x\0y", 3);
    arena_free(a);
}

static void the_whole_message_is_limited_as_it_was_sent(void **state)
{
    (void)state;
    struct multipart_limits limits = small;
    limits.form.total_max = strlen(A "1" END);
    struct arena *a = arena_new();
    assert_int_equal(decode(a, limits, A "1" END, strlen(A "1" END), 7).e, OK);
    assert_int_equal(decode(a, limits, A "1" END "x", strlen(A "1" END "x"), 7).e, ERR_TOO_LARGE);
    arena_free(a);
}

static void empty_controls_do_not_count_as_files_but_as_parts(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const char *text = "";
    for (int i = 0; i < 6; i++) {
        text = text_format(a, "%s--b\r\n" D "name=f; filename=\"\"\r\n\r\n\r\n", text);
    }
    const char *six = text_format(a, "%s--b--", text);
    assert_int_equal(decode(a, small, six, strlen(six), 9).e, OK);
    const char *seven = text_format(a, "%s--b\r\n" D "name=f; filename=\"\"\r\n\r\n\r\n--b--", text);
    assert_int_equal(decode(a, small, seven, strlen(seven), 9).e, ERR_TOO_LARGE);
    arena_free(a);
}

static size_t spooled_names(void)
{
    DIR *d = opendir(spool);
    assert_non_null(d);
    size_t n = 0;
    for (const struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    }
    (void)closedir(d);
    return n;
}

static void files_have_no_name_and_are_closed_with_the_arena(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct outcome o = decode(a, small, F "JFIF" END, strlen(F "JFIF" END), 3);
    assert_int_equal(o.e, OK);
    assert_int_equal(spooled_names(), 0);
    struct stat st;
    int fd = o.uploads[0].fd;
    assert_int_equal(fstat(fd, &st), 0);
    assert_int_equal(st.st_nlink, 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    arena_free(a);
    assert_int_equal(fcntl(fd, F_GETFD), -1);
}

static void files_of_a_refused_message_are_closed_too(void **state)
{
    (void)state;
    int before = dup(0);
    for (int i = 0; i < 50; i++) {
        struct arena *a = arena_new();
        assert_int_equal(decode(a, small, F "1\r\n" F "JF", strlen(F "1\r\n" F "JF"), 5).e, ERR_MALFORMED);
        arena_free(a);
    }
    int after = dup(0);
    assert_int_equal(after, before + 1);
    (void)close(before);
    (void)close(after);
}

static void where_nameless_files_are_unknown_a_random_name_is_removed_at_once(void **state)
{
    (void)state;
    int fd = -1;
    assert_int_equal(spool_open_named(spool, &fd), OK);
    assert_int_equal(spooled_names(), 0);
    assert_int_equal(spool_write(fd, "abc", 3), OK);
    char back[4] = "";
    assert_int_equal(pread(fd, back, 3, 0), 3);
    assert_string_equal(back, "abc");
    (void)close(fd);
}

static void a_missing_spool_is_an_internal_error(void **state)
{
    (void)state;
    int fd = -1;
    assert_int_equal(spool_open("/nonexistent/spool", &fd), ERR_INTERNAL);
    assert_int_equal(spool_open_named("/nonexistent/spool", &fd), ERR_INTERNAL);
    assert_int_equal(fd, -1);
}

static void no_descriptor_left_is_busy(void **state)
{
    (void)state;
    struct rlimit old;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
    const struct rlimit none = {3, old.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    struct arena *a = arena_new();
    enum err e = decode(a, small, F "1" END, strlen(F "1" END), 100).e;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
    assert_int_equal(e, ERR_BUSY);
    arena_free(a);
}

static void a_full_disk_is_full(void **state)
{
    (void)state;
    int fd = open("/dev/full", O_WRONLY);
    assert_true(fd >= 0);
    assert_int_equal(spool_write(fd, "x", 1), ERR_FULL);
    (void)close(fd);
}

static void a_large_file_with_many_line_ends_arrives_whole(void **state)
{
    (void)state;
    enum { LARGE = 3 * 1000 * 1000 };
    struct arena *a = arena_new();
    size_t head = strlen(F);
    char *text = arena_alloc(a, LARGE + 1000, 1);
    memcpy(text, F, head);
    uint32_t seed = 1; /* noise of everything that a delimiter begins with */
    for (size_t i = 0; i < LARGE; i++) {
        seed = seed * 1664525 + 1013904223;
        text[head + i] = "\r\n--a-\x00\xff"[seed >> 29];
    }
    memcpy(text + head + LARGE, "x" END, strlen("x" END));
    static const size_t chunks[] = {1, 1000, 65537, 2 * (size_t)LARGE};
    for (size_t i = 0; i < 4; i++) {
        struct arena *each = arena_new();
        struct outcome o =
            decode(each, multipart_limits_for(2 * (size_t)LARGE), text, head + LARGE + strlen("x" END), chunks[i]);
        assert_int_equal(o.e, OK);
        assert_int_equal(o.uploads[0].len, LARGE + 1);
        assert_memory_equal(content(each, &o.uploads[0]), text + head, LARGE + 1);
        arena_free(each);
    }
    arena_free(a);
}

static void the_real_limits_are_those_promised(void **state)
{
    (void)state;
    struct multipart_limits l = multipart_limits_for(7);
    assert_int_equal(l.form.total_max, 7);
    assert_int_equal(l.files_max, 12);
    assert_int_equal(l.file_max, 12 * 1024 * 1024);
}

static int spool_make(void **state)
{
    (void)state;
    (void)signal(SIGXFSZ, SIG_IGN);
    (void)snprintf(spool, sizeof spool, "/tmp/jianpin-spool-XXXXXX");
    return mkdtemp(spool) == NULL ? -1 : 0;
}

static int spool_remove(void **state)
{
    (void)state;
    return rmdir(spool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_decodes_as_written_however_it_is_cut),
        cmocka_unit_test(a_nul_is_refused_in_text_and_headers_but_not_in_files),
        cmocka_unit_test(the_whole_message_is_limited_as_it_was_sent),
        cmocka_unit_test(empty_controls_do_not_count_as_files_but_as_parts),
        cmocka_unit_test(files_have_no_name_and_are_closed_with_the_arena),
        cmocka_unit_test(files_of_a_refused_message_are_closed_too),
        cmocka_unit_test(where_nameless_files_are_unknown_a_random_name_is_removed_at_once),
        cmocka_unit_test(a_missing_spool_is_an_internal_error),
        cmocka_unit_test(no_descriptor_left_is_busy),
        cmocka_unit_test(a_full_disk_is_full),
        cmocka_unit_test(a_large_file_with_many_line_ends_arrives_whole),
        cmocka_unit_test(the_real_limits_are_those_promised),
    };
    return cmocka_run_group_tests(tests, spool_make, spool_remove);
}
