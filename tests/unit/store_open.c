/* store_open.c - a data directory: what lies in it, its keys, and the pool of readers. */
#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

#include "store/store.h"
#include "support/store_house.h"

struct ground {
    char *dir;
    struct arena *a;
    struct random rnd;
};

static int open_ground(void **state)
{
    struct ground *g = calloc(1, sizeof *g);
    assert_non_null(g);
    g->dir = scratch_dir();
    g->a = arena_new();
    random_init_seeded(&g->rnd, 7);
    *state = g;
    return 0;
}

static int close_ground(void **state)
{
    struct ground *g = *state;
    scratch_remove(g->dir);
    arena_free(g->a);
    free(g);
    return 0;
}

static const char *in_dir(struct ground *g, const char *name)
{
    return text_format(g->a, "%s/%s", g->dir, name);
}

static mode_t mode_of(const char *path)
{
    struct stat st = {0};
    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 0777;
}

static int files_in(const char *dir)
{
    int n = 0;
    DIR *d = opendir(dir);
    assert_non_null(d);
    for (const struct dirent *e = NULL; (e = readdir(d)) != NULL;) {
        n += e->d_name[0] != '.';
    }
    (void)closedir(d);
    return n;
}

static void a_new_directory_has_its_rooms_and_secret_keys(void **state)
{
    static const char *const rooms[] = {"keys", "files", "spool", "backups"};
    struct ground *g = *state;
    struct store *s = NULL;
    const char *dir = in_dir(g, "new");
    assert_int_equal(store_open(dir, &g->rnd, true, &s), OK);
    assert_int_equal(mode_of(dir), 0700);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(mode_of(text_format(g->a, "%s/%s", dir, rooms[i])), 0700);
    }
    assert_int_equal(mode_of(text_format(g->a, "%s/keys/audit.key", dir)), 0600);
    assert_int_equal(mode_of(text_format(g->a, "%s/keys/token.key", dir)), 0600);
    assert_memory_not_equal(store_keys(s)->audit, store_keys(s)->token, 32);
    store_close(s);
}

static void an_absent_database_is_made_only_when_asked(void **state)
{
    struct ground *g = *state;
    struct store *s = NULL;
    assert_int_equal(store_open(g->dir, &g->rnd, false, &s), ERR_NOT_FOUND);
    assert_null(s);
    assert_int_not_equal(access(in_dir(g, "jianpin.sqlite"), F_OK), 0);
    assert_int_not_equal(access(in_dir(g, "keys"), F_OK), 0);
    assert_int_equal(store_open(g->dir, &g->rnd, true, &s), OK);
    store_close(s);
    assert_int_equal(store_open(g->dir, &g->rnd, false, &s), OK);
    store_close(s);
}

static void the_keys_stay_the_same(void **state)
{
    struct ground *g = *state;
    struct store_keys first;
    struct store_keys second;
    assert_int_equal(store_prepare_dir(g->dir, &g->rnd, &first), OK);
    assert_int_equal(store_prepare_dir(g->dir, &g->rnd, &second), OK);
    assert_memory_equal(&first, &second, sizeof first);
    /* and nothing half made lies about */
    assert_int_equal(files_in(in_dir(g, "keys")), 2);
}

static void a_key_that_is_not_32_bytes_is_refused(void **state)
{
    static const size_t lengths[] = {0, 1, 31, 33};
    struct ground *g = *state;
    struct store_keys keys;
    assert_int_equal(store_prepare_dir(g->dir, &g->rnd, &keys), OK);
    for (size_t i = 0; i < 4; i++) {
        FILE *f = fopen(in_dir(g, "keys/token.key"), "wb");
        assert_non_null(f);
        assert_int_equal(fwrite("0123456789012345678901234567890123", 1, lengths[i], f), lengths[i]);
        assert_int_equal(fclose(f), 0);
        assert_int_equal(store_prepare_dir(g->dir, &g->rnd, &keys), ERR_INTERNAL);
    }
}

static void a_database_without_its_audit_key_is_not_given_a_new_one(void **state)
{
    struct ground *g = *state;
    struct store *s = NULL;
    assert_int_equal(store_open(g->dir, &g->rnd, true, &s), OK);
    store_close(s);
    s = NULL;
    assert_int_equal(unlink(in_dir(g, "keys/audit.key")), 0);
    assert_int_equal(store_open(g->dir, &g->rnd, false, &s), ERR_INTERNAL);
    assert_null(s);
    assert_int_not_equal(access(in_dir(g, "keys/audit.key"), F_OK), 0);
}

static void a_newer_database_is_refused(void **state)
{
    struct ground *g = *state;
    struct store *s = NULL;
    struct db *db = NULL;
    assert_int_equal(store_open(g->dir, &g->rnd, true, &s), OK);
    store_close(s);
    s = NULL;
    assert_int_equal(db_open(in_dir(g, "jianpin.sqlite"), DB_WRITER, &db), OK);
    assert_int_equal(db_set_schema_version(db, 999), OK);
    db_close(db);
    assert_int_equal(store_open(g->dir, &g->rnd, false, &s), ERR_CONFLICT);
    assert_null(s);
}

static void a_place_that_is_no_directory_is_refused(void **state)
{
    struct ground *g = *state;
    struct store *s = NULL;
    FILE *f = fopen(in_dir(g, "file"), "wb");
    assert_non_null(f);
    assert_int_equal(fclose(f), 0);
    assert_int_not_equal(store_open(in_dir(g, "file"), &g->rnd, true, &s), OK);
    assert_int_not_equal(store_open(in_dir(g, "no/such/parent"), &g->rnd, true, &s), OK);
    assert_null(s);
}

/* ---- readers ---- */

static void a_reader_that_was_given_back_is_taken_again(void **state)
{
    struct ground *g = *state;
    struct store *s = NULL;
    assert_int_equal(store_open(g->dir, &g->rnd, true, &s), OK);
    struct db *first = store_reader_take(s);
    struct db *second = store_reader_take(s);
    assert_non_null(first);
    assert_non_null(second);
    assert_ptr_not_equal(first, second);
    assert_int_not_equal(meta_put(first, "k", "v"), OK);
    store_reader_give(s, second);
    assert_ptr_equal(store_reader_take(s), second);
    store_reader_give(s, second);
    store_reader_give(s, first);
    store_close(s);
}

struct waiting {
    struct store *store;
    pthread_t thread;
    atomic_bool is_asking;
    atomic_bool has_one;
};

static void *take_thread(void *arg)
{
    struct waiting *w = arg;
    atomic_store(&w->is_asking, true);
    struct db *db = store_reader_take(w->store);
    atomic_store(&w->has_one, db != NULL);
    store_reader_give(w->store, db);
    return NULL;
}

static void who_finds_every_reader_out_waits_for_one(void **state)
{
    struct ground *g = *state;
    struct waiting w = {0};
    struct db *out[STORE_READERS_MAX];
    assert_int_equal(store_open(g->dir, &g->rnd, true, &w.store), OK);
    for (int i = 0; i < STORE_READERS_MAX; i++) {
        out[i] = store_reader_take(w.store);
        assert_non_null(out[i]);
    }
    assert_int_equal(pthread_create(&w.thread, NULL, take_thread, &w), 0);
    while (!atomic_load(&w.is_asking)) {
    }
    (void)nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    assert_false(atomic_load(&w.has_one));
    store_reader_give(w.store, out[0]);
    assert_int_equal(pthread_join(w.thread, NULL), 0);
    assert_true(atomic_load(&w.has_one));
    for (int i = 1; i < STORE_READERS_MAX; i++) {
        store_reader_give(w.store, out[i]);
    }
    store_close(w.store);
}

struct borrower {
    struct store *store;
    pthread_t thread;
    int failed;
};

static void *borrow_thread(void *arg)
{
    struct borrower *b = arg;
    struct arena *a = arena_new();
    for (int i = 0; i < 200; i++) {
        const char *value = NULL;
        struct db *db = store_reader_take(b->store);
        b->failed += db == NULL || meta_get(db, a, "k", &value) != OK;
        store_reader_give(b->store, db);
    }
    arena_free(a);
    return NULL;
}

static void more_threads_than_readers_all_get_their_turn(void **state)
{
    enum { MANY = STORE_READERS_MAX + 16 };
    struct ground *g = *state;
    struct store *s = NULL;
    struct borrower list[MANY] = {0};
    assert_int_equal(store_open(g->dir, &g->rnd, true, &s), OK);
    for (int i = 0; i < MANY; i++) {
        list[i].store = s;
        assert_int_equal(pthread_create(&list[i].thread, NULL, borrow_thread, &list[i]), 0);
    }
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(pthread_join(list[i].thread, NULL), 0);
        assert_int_equal(list[i].failed, 0);
    }
    store_close(s);
}

static void closing_nothing_is_fine(void **state)
{
    (void)state;
    store_close(NULL);
    db_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_new_directory_has_its_rooms_and_secret_keys, open_ground, close_ground),
        cmocka_unit_test_setup_teardown(an_absent_database_is_made_only_when_asked, open_ground, close_ground),
        cmocka_unit_test_setup_teardown(the_keys_stay_the_same, open_ground, close_ground),
        cmocka_unit_test_setup_teardown(a_key_that_is_not_32_bytes_is_refused, open_ground, close_ground),
        cmocka_unit_test_setup_teardown(a_database_without_its_audit_key_is_not_given_a_new_one, open_ground,
                                        close_ground),
        cmocka_unit_test_setup_teardown(a_newer_database_is_refused, open_ground, close_ground),
        cmocka_unit_test_setup_teardown(a_place_that_is_no_directory_is_refused, open_ground, close_ground),
        cmocka_unit_test_setup_teardown(a_reader_that_was_given_back_is_taken_again, open_ground, close_ground),
        cmocka_unit_test_setup_teardown(who_finds_every_reader_out_waits_for_one, open_ground, close_ground),
        cmocka_unit_test_setup_teardown(more_threads_than_readers_all_get_their_turn, open_ground, close_ground),
        cmocka_unit_test(closing_nothing_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
