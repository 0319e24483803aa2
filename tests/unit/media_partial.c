/* media_partial.c - a file that arrives in pieces: it grows by what fits its end, survives whoever dies in between, and
 * is gone when nobody came back for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "media/partial_file.h"

struct spool {
    char dir[64];
    int piece; /* a file that messages are read from */
};

static int setup(void **state)
{
    struct spool *s = calloc(1, sizeof *s);
    assert_non_null(s);
    (void)snprintf(s->dir, sizeof s->dir, "/tmp/jianpin-partial-XXXXXX");
    assert_non_null(mkdtemp(s->dir));
    char path[96];
    (void)snprintf(path, sizeof path, "%s/message", s->dir);
    s->piece = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_true(s->piece >= 0);
    *state = s;
    return 0;
}

static int teardown(void **state)
{
    struct spool *s = *state;
    char path[128];
    (void)close(s->piece);
    static const char *const names[] = {"/message", "/uploads/a", "/uploads/b", "/uploads", ""};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        (void)snprintf(path, sizeof path, "%s%s", s->dir, names[i]);
        (void)remove(path);
    }
    free(s);
    return 0;
}

static enum err append(struct spool *s, const char *ref, int64_t offset, const char *bytes, int64_t *ret_len)
{
    size_t len = strlen(bytes);
    assert_int_equal(ftruncate(s->piece, 0), 0);
    assert_int_equal(pwrite(s->piece, bytes, len, 0), (ssize_t)len);
    struct partial p = {s->dir, ref};
    struct piece_of_file piece = {offset, s->piece, len, 20};
    return partial_append(&p, &piece, ret_len);
}

static void holds(struct spool *s, const char *ref, const char *bytes)
{
    char got[64] = "";
    int fd = -1;
    struct partial p = {s->dir, ref};
    assert_int_equal(partial_open(&p, &fd), OK);
    ssize_t n = read(fd, got, sizeof got - 1);
    assert_int_equal(n, strlen(bytes));
    assert_string_equal(got, bytes);
    (void)close(fd);
}

static void it_grows_piece_by_piece(void **state)
{
    struct spool *s = *state;
    struct partial p = {s->dir, "a"};
    int64_t len = -1;
    assert_int_equal(partial_length(&p, &len), OK);
    assert_int_equal(len, 0);
    assert_int_equal(append(s, "a", 0, "hello", &len), OK);
    assert_int_equal(len, 5);
    assert_int_equal(append(s, "a", 5, " world", &len), OK);
    assert_int_equal(len, 11);
    assert_int_equal(append(s, "a", 11, "", &len), OK); /* nothing more: how it is ended again */
    assert_int_equal(len, 11);
    holds(s, "a", "hello world");
}

static void a_piece_that_does_not_fit_its_end_changes_nothing_and_tells_where_it_is(void **state)
{
    struct spool *s = *state;
    int64_t len = 0;
    assert_int_equal(append(s, "a", 0, "hello", &len), OK);
    assert_int_equal(append(s, "a", 0, "hello", &len), ERR_CONFLICT); /* the same piece again */
    assert_int_equal(len, 5);
    assert_int_equal(append(s, "a", 7, "x", &len), ERR_CONFLICT); /* a piece was lost */
    assert_int_equal(len, 5);
    holds(s, "a", "hello");
}

static void it_never_exceeds_what_was_announced(void **state)
{
    struct spool *s = *state;
    int64_t len = 0;
    assert_int_equal(append(s, "a", 0, "0123456789", &len), OK);
    assert_int_equal(append(s, "a", 10, "0123456789x", &len), ERR_TOO_LARGE);
    assert_int_equal(append(s, "a", 10, "0123456789", &len), OK);
    assert_int_equal(len, 20);
    assert_int_equal(append(s, "a", 20, "x", &len), ERR_TOO_LARGE);
}

static void names_that_are_no_refs_reach_no_file(void **state)
{
    struct spool *s = *state;
    static const char *const names[] = {"", "..", "../message", "A", "a/b", "a.b", "é"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        int64_t len = 0;
        int fd = -1;
        struct partial p = {s->dir, names[i]};
        assert_int_equal(append(s, names[i], 0, "x", &len), ERR_NOT_FOUND);
        assert_int_equal(partial_open(&p, &fd), ERR_NOT_FOUND);
        assert_int_equal(partial_length(&p, &len), ERR_NOT_FOUND);
        partial_remove(&p);
    }
}

static void it_is_private(void **state)
{
    struct spool *s = *state;
    char path[96];
    struct stat st;
    int64_t len = 0;
    assert_int_equal(append(s, "a", 0, "x", &len), OK);
    (void)snprintf(path, sizeof path, "%s/uploads", s->dir);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    (void)snprintf(path, sizeof path, "%s/uploads/a", s->dir);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void removed_is_removed_and_begins_at_nothing_again(void **state)
{
    struct spool *s = *state;
    struct partial p = {s->dir, "a"};
    int64_t len = 0;
    int fd = -1;
    assert_int_equal(append(s, "a", 0, "hello", &len), OK);
    partial_remove(&p);
    partial_remove(&p);
    assert_int_equal(partial_open(&p, &fd), ERR_NOT_FOUND);
    assert_int_equal(partial_length(&p, &len), OK);
    assert_int_equal(len, 0);
    assert_int_equal(append(s, "a", 0, "x", &len), OK);
}

static void what_nobody_touched_for_a_day_is_swept(void **state)
{
    struct spool *s = *state;
    struct partial a = {s->dir, "a"};
    size_t removed = 9;
    int64_t len = 0;
    char path[96];
    assert_int_equal(append(s, "a", 0, "old", &len), OK);
    assert_int_equal(append(s, "b", 0, "new", &len), OK);
    (void)snprintf(path, sizeof path, "%s/uploads/a", s->dir);
    struct timespec times[2] = {{.tv_sec = time(NULL) - 24 * 3600 - 5}, {.tv_sec = time(NULL) - 24 * 3600 - 5}};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    assert_int_equal(partial_sweep(s->dir, 24, &removed), OK);
    assert_int_equal(removed, 1);
    assert_int_equal(partial_length(&a, &len), OK);
    assert_int_equal(len, 0);
    holds(s, "b", "new");
}

/* A writer is killed wherever it happens to be; whoever comes next goes on from what is there, and the bytes are those
 * that were sent. */
static void a_writer_that_is_killed_leaves_a_beginning_that_can_be_continued(void **state)
{
    struct spool *s = *state;
    enum { TOTAL = 40 * 1024 * 1024, PIECE = 256 * 1024 };
    static unsigned char bytes[PIECE];
    struct partial p = {s->dir, "b"};
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)(i * 7 + i / 251);
    }
    assert_int_equal(pwrite(s->piece, bytes, sizeof bytes, 0), (ssize_t)sizeof bytes);
    pid_t child = fork();
    if (child == 0) {
        int64_t len = 0;
        for (int64_t at = 0; at < TOTAL; at = len) {
            struct piece_of_file piece = {at, s->piece, sizeof bytes, TOTAL};
            if (partial_append(&p, &piece, &len) != OK) {
                _exit(1);
            }
        }
        _exit(0);
    }
    int64_t have = 0;
    while (have < 2 * PIECE) {
        assert_int_equal(partial_length(&p, &have), OK);
    }
    (void)kill(child, SIGKILL);
    (void)waitpid(child, NULL, 0);
    assert_int_equal(partial_length(&p, &have), OK);
    /* to the end of the piece that was torn, and one more */
    size_t into = (size_t)(have % PIECE);
    char rest_path[96];
    (void)snprintf(rest_path, sizeof rest_path, "%s/message", s->dir);
    int rest = open(rest_path, O_RDWR | O_CLOEXEC);
    assert_int_equal(ftruncate(rest, 0), 0);
    assert_int_equal(pwrite(rest, bytes + into, sizeof bytes - into, 0), (ssize_t)(sizeof bytes - into));
    struct piece_of_file piece = {have, rest, sizeof bytes - into, TOTAL};
    assert_int_equal(partial_append(&p, &piece, &have), OK);
    assert_int_equal(have % PIECE, 0);
    int fd = -1;
    static unsigned char got[PIECE];
    assert_int_equal(partial_open(&p, &fd), OK);
    for (int64_t at = 0; at < have; at += PIECE) {
        assert_int_equal(pread(fd, got, sizeof got, (off_t)at), (ssize_t)sizeof got);
        assert_memory_equal(got, bytes, sizeof bytes);
    }
    (void)close(fd);
    (void)close(rest);
}

struct sender {
    struct spool *s;
    int taken;
};

static void *send_all(void *ctx)
{
    struct sender *x = ctx;
    struct partial p = {x->s->dir, "a"};
    for (int64_t at = 0; at < 20; at++) {
        int64_t len = 0;
        struct piece_of_file piece = {at, x->s->piece, 1, 20};
        x->taken += partial_append(&p, &piece, &len) == OK;
    }
    return NULL;
}

static void two_tabs_that_send_the_same_bytes_make_one_file(void **state)
{
    struct spool *s = *state;
    struct sender x[2] = {{s, 0}, {s, 0}};
    pthread_t threads[2];
    struct partial p = {s->dir, "a"};
    int64_t len = 0;
    assert_int_equal(pwrite(s->piece, "x", 1, 0), 1);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, send_all, &x[i]), 0);
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    assert_int_equal(partial_length(&p, &len), OK);
    assert_int_equal(x[0].taken + x[1].taken, len);
    assert_true(len >= 1 && len <= 20);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_grows_piece_by_piece),
        TEST(a_piece_that_does_not_fit_its_end_changes_nothing_and_tells_where_it_is),
        TEST(it_never_exceeds_what_was_announced),
        TEST(names_that_are_no_refs_reach_no_file),
        TEST(it_is_private),
        TEST(removed_is_removed_and_begins_at_nothing_again),
        TEST(what_nobody_touched_for_a_day_is_swept),
        TEST(a_writer_that_is_killed_leaves_a_beginning_that_can_be_continued),
        TEST(two_tabs_that_send_the_same_bytes_make_one_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
