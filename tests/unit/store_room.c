/* store_room.c - a disk that fills up: refused in time, nothing acknowledged is lost, and all goes on by itself. */
#include <errno.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <time.h>

#include "store/disk_room.h"
#include "store/store.h"
#include "support/store_house.h"

static atomic_llong left; /* what the disk is said to have */

static int64_t left_here(const char *dir)
{
    (void)dir;
    return atomic_load(&left);
}

struct full {
    char *dir;
    struct arena *a;
    struct random rnd;
    struct store *store;
    const char *ballast;
};

static int full_setup(void **state)
{
    struct full *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->dir = scratch_dir();
    f->a = arena_new();
    random_init_seeded(&f->rnd, 2015);
    f->ballast = text_format(f->a, "%s/ballast", f->dir);
    assert_int_equal(store_open(f->dir, &f->rnd, true, &f->store), OK);
    atomic_store(&left, INT64_MAX);
    store_watch_room(f->store, left_here);
    *state = f;
    return 0;
}

static int full_teardown(void **state)
{
    struct full *f = *state;
    store_close(f->store);
    scratch_remove(f->dir);
    arena_free(f->a);
    free(f);
    return 0;
}

static void wait_for_the_next_look(void)
{
    (void)nanosleep(&(struct timespec){.tv_nsec = (LOOK_MS + 50) * 1000000L}, NULL);
}

static bool has_ballast(const struct full *f)
{
    struct stat st;
    return stat(f->ballast, &st) == 0 && st.st_size == BALLAST_BYTES;
}

static enum err note(struct db *db, void *ctx)
{
    const struct audit_actor who = {.at = IN_STAGE_1, .role = "cli", .request_id = "test"};
    const char *detail = ctx;
    return audit_append(db, &who, "note", "test", "room", detail);
}

static long long notes(struct full *f)
{
    const char *text = "";
    struct db *db = store_reader_take(f->store);
    (void)db_first_row(db, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'note'", f->a, &text);
    store_reader_give(f->store, db);
    return strtoll(text, NULL, 10);
}

static void a_reserve_is_kept_and_little_room_refuses_what_can_wait(void **state)
{
    struct full *f = *state;
    assert_true(has_ballast(f));
    assert_int_equal(store_write(f->store, note, (char[]){"1"}), OK);
    atomic_store(&left, LOW_BYTES - 1);
    wait_for_the_next_look();
    assert_true(store_is_low(f->store));
    assert_int_equal(store_write(f->store, note, (char[]){"2"}), ERR_FULL);
    assert_int_equal(store_write_small(f->store, note, (char[]){"3"}), OK); /* people can still come in */
    assert_true(has_ballast(f));                                            /* nothing has failed yet */
    assert_int_equal(notes(f), 2);
    atomic_store(&left, LOW_BYTES + 1); /* a little more is not enough: no coming and going */
    wait_for_the_next_look();
    assert_int_equal(store_write(f->store, note, (char[]){"4"}), ERR_FULL);
    atomic_store(&left, ENOUGH_BYTES + BALLAST_BYTES);
    wait_for_the_next_look();
    assert_int_equal(store_write(f->store, note, (char[]){"5"}), OK);
    assert_int_equal(notes(f), 3);
}

/* The engine's own limit stands for the end of the disk: it fails as a write without room does. */
static enum err limit_pages(struct db *db, void *ctx)
{
    const char *text = "";
    struct arena *a = arena_new();
    long long most = *(const long long *)ctx;
    if (most == 0) {
        (void)db_first_row(db, "PRAGMA page_count", a, &text);
        most = strtoll(text, NULL, 10);
    }
    (void)db_first_row(db, text_format(a, "PRAGMA max_page_count=%lld", most), a, &text);
    arena_free(a);
    return OK;
}

static void a_write_that_finds_no_room_gives_the_reserve_up_and_it_comes_back(void **state)
{
    struct full *f = *state;
    static char much[4000];
    long long here = 0;
    long long far = 1000000;
    memset(much, 'x', sizeof much - 1);
    assert_int_equal(store_write(f->store, limit_pages, &here), OK);
    int acknowledged = 0;
    enum err e = OK;
    for (int i = 0; e == OK && i < 100; i++) {
        e = store_write(f->store, note, much);
        acknowledged += e == OK;
    }
    assert_int_equal(e, ERR_FULL);
    assert_int_equal(notes(f), acknowledged);
    assert_int_equal(access(f->ballast, F_OK), -1);
    assert_true(store_is_low(f->store));
    assert_int_equal(store_write(f->store, note, (char[]){"not tried"}), ERR_FULL);
    atomic_store(&left, LOW_BYTES); /* what the ballast gave back is no reason to go on */
    wait_for_the_next_look();
    assert_true(store_is_low(f->store));
    assert_int_equal(store_write_small(f->store, limit_pages, &far), OK);
    atomic_store(&left, ENOUGH_BYTES + BALLAST_BYTES);
    wait_for_the_next_look();
    assert_int_equal(store_write(f->store, note, much), OK); /* by itself: nobody started anything anew */
    assert_true(has_ballast(f));
    assert_int_equal(notes(f), acknowledged + 1);
}

/* A transaction of several rows that runs out of room at each of its pages in turn: whole or not at all. */
static enum err several(struct db *db, void *ctx)
{
    for (int i = 0; i < 6; i++) {
        TRY(note(db, ctx));
    }
    return OK;
}

static void wherever_the_room_ends_a_write_is_whole_or_nothing(void **state)
{
    struct full *f = *state;
    static char much[3000];
    const char *text = "";
    long long far = 1000000;
    int whole = 0;
    int refused = 0;
    memset(much, 'y', sizeof much - 1);
    for (int more = 0; more < 24; more++) {
        struct db *db = store_reader_take(f->store);
        (void)db_first_row(db, "PRAGMA page_count", f->a, &text);
        store_reader_give(f->store, db);
        long long most = strtoll(text, NULL, 10) + more % 12;
        assert_int_equal(store_write_small(f->store, limit_pages, &most), OK);
        enum err e = store_write_small(f->store, several, much);
        assert_true(e == OK || e == ERR_FULL);
        whole += e == OK;
        refused += e == ERR_FULL;
        assert_int_equal(notes(f), 6 * whole);
        assert_int_equal(store_write_small(f->store, limit_pages, &far), OK);
    }
    assert_in_range(whole, 1, 23);
    assert_in_range(refused, 1, 23);
    struct db *db = store_reader_take(f->store);
    assert_null(db_integrity(db, f->a));
    store_reader_give(f->store, db);
}

static void where_nobody_can_tell_the_room_a_reserve_that_can_be_filled_is_the_sign(void **state)
{
    struct full *f = *state;
    struct disk_room *r = disk_room_new(f->dir, left_here);
    atomic_store(&left, -1);
    assert_false(disk_room_is_low(r));
    disk_room_ran_out(r);
    disk_room_ran_out(r); /* once more, with nothing to give */
    assert_int_equal(access(f->ballast, F_OK), -1);
    assert_true(disk_room_is_low(r));
    wait_for_the_next_look();
    assert_false(disk_room_is_low(r));
    assert_true(has_ballast(f));
    disk_room_free(r);
}

static void a_store_that_nobody_watches_writes_as_long_as_it_can(void **state)
{
    struct full *f = *state;
    struct store *plain = NULL;
    char *dir = scratch_dir();
    assert_int_equal(store_open(dir, &f->rnd, true, &plain), OK);
    atomic_store(&left, 0);
    assert_false(store_is_low(plain));
    assert_int_equal(store_write(plain, note, (char[]){"1"}), OK);
    store_close(plain);
    scratch_remove(dir);
}

#define FULL_TEST(f) cmocka_unit_test_setup_teardown(f, full_setup, full_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FULL_TEST(a_reserve_is_kept_and_little_room_refuses_what_can_wait),
        FULL_TEST(a_write_that_finds_no_room_gives_the_reserve_up_and_it_comes_back),
        FULL_TEST(wherever_the_room_ends_a_write_is_whole_or_nothing),
        FULL_TEST(where_nobody_can_tell_the_room_a_reserve_that_can_be_filled_is_the_sign),
        FULL_TEST(a_store_that_nobody_watches_writes_as_long_as_it_can),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
