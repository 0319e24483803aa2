/* base_arena.c - memory of one request: zeroed, aligned, checked, and gone at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"

static void memory_is_zeroed_and_maximally_aligned(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (size_t size = 0; size < 300; size++) {
        unsigned char *p = arena_alloc(a, 1, size);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(p[i], 0);
            p[i] = 0xAA;
        }
    }
    arena_free(a);
}

static void pieces_do_not_overlap_whatever_their_sizes(void **state)
{
    enum { PIECES = 2000 };
    (void)state;
    struct arena *a = arena_new();
    unsigned char *pieces[PIECES];
    size_t sizes[PIECES];
    for (size_t i = 0; i < PIECES; i++) {
        sizes[i] = i * 7919 % 20000; /* below, at and above a block */
        pieces[i] = arena_alloc(a, sizes[i], 1);
        memset(pieces[i], (int)(i & 0xFF), sizes[i]);
    }
    for (size_t i = 0; i < PIECES; i++) {
        for (size_t k = 0; k < sizes[i]; k++) {
            assert_int_equal(pieces[i][k], i & 0xFF);
        }
    }
    arena_free(a);
}

static void a_piece_as_large_as_a_block_and_one_byte_around_it_fits(void **state)
{
    (void)state;
    for (size_t size = 16 * 1024 - 20; size < 16 * 1024 + 20; size++) {
        struct arena *a = arena_new();
        memset(arena_alloc(a, size, 1), 1, size);
        memset(arena_alloc(a, size, 1), 2, size);
        arena_free(a);
    }
}

static void a_copy_ends_in_nul_and_is_its_own(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    char text[] = "朱镕 and more";
    char *copy = arena_copy(a, text, 6);
    text[0] = 'x';
    assert_string_equal(copy, "朱镕");
    assert_string_equal(arena_copy(a, "", 0), "");
    assert_memory_equal(arena_copy(a, "a\0b", 3), "a\0b", 4);
    arena_free(a);
}

static int order[8];
static int order_len;

static void note(void *data)
{
    order[order_len++] = *(const int *)data;
}

static void cleanups_run_newest_first_before_the_memory_goes(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    order_len = 0;
    for (int i = 0; i < 5; i++) {
        int *number = ARENA_NEW(a, int);
        *number = i;
        arena_defer(a, note, number);
    }
    assert_int_equal(order_len, 0);
    arena_free(a);
    assert_int_equal(order_len, 5);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(order[i], 4 - i);
    }
    arena_free(NULL);
}

/* How a child that asks for this much ends. */
static int end_of_asking_for(size_t count, size_t size)
{
    pid_t child = fork();
    if (child == 0) {
        int quiet = open("/dev/null", O_WRONLY);
        (void)dup2(quiet, STDERR_FILENO);
        (void)signal(SIGABRT, SIG_DFL); /* cmocka's own handler would tell of a failure */
        struct arena *a = arena_new();
        (void)arena_alloc(a, count, size);
        arena_free(a);
        _exit(0);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void a_size_that_overflows_ends_the_process(void **state)
{
    static const struct {
        size_t count, size;
    } rows[] = {
        {SIZE_MAX, 1},     {SIZE_MAX, 2},
        {2, SIZE_MAX},     {SIZE_MAX / 2 + 1, 2},
        {SIZE_MAX / 2, 3}, {(size_t)1 << (sizeof(size_t) * 4), (size_t)1 << (sizeof(size_t) * 4)},
        {1, SIZE_MAX - 8}, {SIZE_MAX / 2 + 1, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int status = end_of_asking_for(rows[i].count, rows[i].size);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), SIGABRT);
    }
    assert_int_equal(end_of_asking_for(SIZE_MAX, 0), 0);
    assert_int_equal(end_of_asking_for(0, SIZE_MAX), 0);
    assert_int_equal(end_of_asking_for(1000, 1000), 0);
}

static void a_list_grows_and_keeps_what_it_held(void **state)
{
    struct item {
        int64_t number;
        char letter;
    };
    (void)state;
    struct arena *a = arena_new();
    struct item *list = NULL;
    size_t len = 0;
    for (size_t i = 0; i < 3000; i++) {
        struct item *x = arena_append(a, &list, &len, sizeof *x);
        assert_int_equal(len, i + 1);
        assert_ptr_equal(x, &list[i]);
        assert_true(x->number == 0 && x->letter == '\0');
        *x = (struct item){(int64_t)i * 7, (char)('a' + i % 26)};
        if (i % 97 == 0) {
            (void)arena_copy(a, "between", 7);
        }
    }
    for (size_t i = 0; i < len; i++) {
        assert_true(list[i].number == (int64_t)i * 7 && list[i].letter == (char)('a' + i % 26));
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_maximally_aligned),
        cmocka_unit_test(pieces_do_not_overlap_whatever_their_sizes),
        cmocka_unit_test(a_piece_as_large_as_a_block_and_one_byte_around_it_fits),
        cmocka_unit_test(a_copy_ends_in_nul_and_is_its_own),
        cmocka_unit_test(cleanups_run_newest_first_before_the_memory_goes),
        cmocka_unit_test(a_list_grows_and_keeps_what_it_held),
        cmocka_unit_test(a_size_that_overflows_ends_the_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
