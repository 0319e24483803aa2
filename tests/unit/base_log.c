/* base_log.c - one line an event, whoever writes what into it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"

/* What comes on standard error from here on goes to a file, and is read back. */
static FILE *caught;
static int real_stderr;

static void catch_begin(void)
{
    caught = tmpfile();
    assert_non_null(caught);
    real_stderr = dup(STDERR_FILENO);
    assert_true(real_stderr >= 0);
    assert_true(dup2(fileno(caught), STDERR_FILENO) >= 0);
}

static size_t catch_end(char *to, size_t max)
{
    assert_true(dup2(real_stderr, STDERR_FILENO) >= 0);
    (void)close(real_stderr);
    rewind(caught);
    size_t len = fread(to, 1, max - 1, caught);
    to[len] = '\0';
    (void)fclose(caught);
    return len;
}

static size_t lines_of(const char *s)
{
    size_t n = 0;
    for (; *s != '\0'; s++) {
        n += *s == '\n';
    }
    return n;
}

static void a_line_says_when_how_grave_whose_and_what(void **state)
{
    char text[4096];
    (void)state;
    catch_begin();
    log_line("info", "event=start listen=%s", "127.0.0.1:8080");
    log_request_begin("abc123");
    assert_string_equal(log_request_id(), "abc123");
    log_line("warn", "event=slow us=%d", 12);
    enum err e = FAIL("event=open path=%s", "/x");
    log_request_begin("");
    (void)catch_end(text, sizeof text);
    assert_int_equal(e, ERR_INTERNAL);
    assert_int_equal(lines_of(text), 3);
    assert_int_equal(strncmp(text, "ts=", 3), 0);
    assert_non_null(strstr(text, " level=info event=start listen=127.0.0.1:8080\n"));
    assert_non_null(strstr(text, " level=warn request=abc123 event=slow us=12\n"));
    assert_non_null(strstr(text, " level=error request=abc123 site="));
    assert_non_null(strstr(text, "base_log.c:"));
    assert_non_null(strstr(text, " event=open path=/x\n"));
}

static void user_text_cannot_begin_a_line_of_its_own(void **state)
{
    static const char *const texts[] = {
        "x\nts=1.000 level=info event=signin account=1",
        "x\r\nts=1.000 level=info event=forged",
        "x\vforged",
        "x\fforged",
        "x\x1b[2Jforged",
        "x\x1b]0;title\x07"
        "forged",
        "x\x7f"
        "forged",
        "x\x08\x08"
        "forged",
        "x\xC2\x85"
        "forged", /* U+0085, next line */
        "x\xC2\x9B"
        "2Jforged", /* U+009B, the one-character escape of terminals */
        "x\xC2\x80"
        "forged",
        "x\xC2\x9F"
        "forged",
        "x\xE2\x80\xA8"
        "forged", /* U+2028, line separator */
        "x\xE2\x80\xA9"
        "forged", /* U+2029, paragraph separator */
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char text[4096];
        catch_begin();
        log_line("info", "event=test path=%s", texts[i]);
        size_t len = catch_end(text, sizeof text);
        assert_int_equal(lines_of(text), 1);
        assert_int_equal(text[len - 1], '\n');
        for (size_t k = 0; k + 1 < len; k++) {
            unsigned char c = (unsigned char)text[k];
            assert_true(c >= 0x20 && c != 0x7f);
            assert_false(c == 0xC2 && (unsigned char)text[k + 1] <= 0x9F);
        }
        assert_null(strstr(text, "\xE2\x80\xA8"));
        assert_null(strstr(text, "\xE2\x80\xA9"));
        assert_non_null(strstr(text, "forged") == NULL ? strstr(text, "account=1") : strstr(text, "forged"));
    }
}

static void other_characters_stay_as_they_are(void **state)
{
    char text[4096];
    (void)state;
    catch_begin();
    log_line("info", "event=test name=%s", "朱镕𬭊 © — “引号” \xC2\xA0");
    (void)catch_end(text, sizeof text);
    assert_non_null(strstr(text, "朱镕𬭊 © — “引号” \xC2\xA0"));
}

static void a_request_id_from_outside_forges_nothing_either(void **state)
{
    char text[4096];
    (void)state;
    catch_begin();
    log_request_begin("a\nlevel=info forged=1");
    log_line("info", "event=test");
    log_request_begin("a request id that is far longer than the forty characters it may have");
    log_line("info", "event=test");
    log_request_begin("");
    (void)catch_end(text, sizeof text);
    assert_int_equal(lines_of(text), 2);
}

static void a_line_has_a_bound_and_still_ends(void **state)
{
    char text[8192];
    char long_text[5000];
    (void)state;
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    catch_begin();
    log_line("info", "event=test path=%s", long_text);
    (void)FAIL("event=test path=%s", long_text);
    (void)log_failure(long_text, 1, "event=test path=%s", long_text);
    log_line("info", "event=after");
    size_t len = catch_end(text, sizeof text);
    assert_int_equal(lines_of(text), 4);
    assert_true(len < 3 * 2048 + 200);
    assert_non_null(strstr(text, " event=after\n"));
}

enum { THREADS = 4, LINES = 300 };

static void *write_lines(void *arg)
{
    char id[16];
    (void)snprintf(id, sizeof id, "t%d", *(const int *)arg);
    log_request_begin(id);
    for (int i = 0; i < LINES; i++) {
        log_line("info", "event=test own=%s end=%s.", id, id);
    }
    return NULL;
}

static void lines_of_several_threads_never_mix_and_keep_their_request(void **state)
{
    enum { ROOM = THREADS * LINES * 100 };
    static int numbers[THREADS] = {0, 1, 2, 3};
    pthread_t threads[THREADS];
    char *text = malloc(ROOM);
    (void)state;
    assert_non_null(text);
    catch_begin();
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, write_lines, &numbers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    (void)catch_end(text, ROOM);
    assert_int_equal(lines_of(text), THREADS * LINES);
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        char request[16];
        char own[16];
        char end[16];
        const char *from = strstr(line, "request=");
        assert_non_null(from);
        assert_int_equal(sscanf(from, "request=%15s event=test own=%15s end=%15[^.].", request, own, end), 3);
        assert_string_equal(request, own);
        assert_string_equal(request, end);
    }
    free(text);
}

static void lines_of_requests_are_gathered_and_none_is_lost_or_out_of_order(void **state)
{
    char text[8192];
    char early[8192];
    (void)state;
    catch_begin();
    assert_int_equal(log_gather_begin(), OK);
    log_often("event=request n=1");
    log_often("event=request n=2");
    log_line("warn", "event=between"); /* takes what came before along */
    struct timespec pause = {.tv_nsec = 3 * LOG_GATHER_MS * 1000000L};
    log_often("event=request n=3");
    (void)nanosleep(&pause, NULL);
    ssize_t len = pread(fileno(caught), early, sizeof early - 1, 0);
    assert_true(len > 0);
    early[len] = '\0';
    assert_int_equal(lines_of(early), 4); /* written by then, without anyone asking */
    log_often("event=request n=4");
    log_gather_end();
    log_often("event=request n=5"); /* not gathered any more: at once */
    (void)catch_end(text, sizeof text);
    assert_int_equal(lines_of(text), 6);
    const char *at = text;
    static const char *const order[] = {"n=1\n", "n=2\n", "event=between\n", "n=3\n", "n=4\n", "n=5\n"};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        at = strstr(at, order[i]);
        assert_non_null(at);
    }
}

static void more_than_fits_is_written_at_once_and_a_child_says_nothing_twice(void **state)
{
    enum { ROOM = 400 * 1024, ROWS = 2000 };
    char *text = malloc(ROOM);
    (void)state;
    assert_non_null(text);
    catch_begin();
    assert_int_equal(log_gather_begin(), OK);
    for (int i = 0; i < ROWS; i++) {
        log_often("event=request n=%d path=/a/path/that/is/as/long/as/they/are/in/most/requests", i);
    }
    pid_t child = fork();
    if (child == 0) {
        log_often("event=child"); /* at once, and nothing of its parent's */
        _exit(0);
    }
    assert_int_equal(waitpid(child, NULL, 0), child);
    log_gather_end();
    (void)catch_end(text, ROOM);
    assert_int_equal(lines_of(text), ROWS + 1);
    assert_non_null(strstr(text, "event=child\n"));
    free(text);
}

static void what_is_gathered_is_written_when_the_program_ends(void **state)
{
    char text[4096];
    (void)state;
    catch_begin();
    pid_t child = fork();
    if (child == 0) {
        if (log_gather_begin() == OK) {
            log_often("event=last");
        }
        exit(0);
    }
    assert_int_equal(waitpid(child, NULL, 0), child);
    (void)catch_end(text, sizeof text);
    assert_non_null(strstr(text, "event=last\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_says_when_how_grave_whose_and_what),
        cmocka_unit_test(user_text_cannot_begin_a_line_of_its_own),
        cmocka_unit_test(other_characters_stay_as_they_are),
        cmocka_unit_test(a_request_id_from_outside_forges_nothing_either),
        cmocka_unit_test(a_line_has_a_bound_and_still_ends),
        cmocka_unit_test(lines_of_several_threads_never_mix_and_keep_their_request),
        cmocka_unit_test(lines_of_requests_are_gathered_and_none_is_lost_or_out_of_order),
        cmocka_unit_test(more_than_fits_is_written_at_once_and_a_child_says_nothing_twice),
        cmocka_unit_test(what_is_gathered_is_written_when_the_program_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
