/* store_import.c - an ordered import goes on by itself: on its thread, after a kill, beside other writers; each row is
 * carried out exactly once. */
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <time.h>

#include "base/background.h"
#include "base/clock.h"
#include "store/import_runner.h"
#include "store/import_store.h"
#include "store/store.h"
#include "support/own_program.h"
#include "support/store_house.h"

enum { ROWS = 3000, WAIT_US_MAX = 500000 };

struct shop {
    char dir[64];
    struct arena *a;
    struct random rnd;
    struct clock clock;
    struct store *store;
    struct round round;
    struct account office;
};

static enum err seed_and_people(struct db *db, void *ctx)
{
    struct shop *s = ctx;
    struct audit_actor who = {IN_STAGE_1, 0, "cli", "test"};
    struct body b = {.kind = "office", .name = "示例市文明办"};
    TRY(seed_round(db));
    TRY(body_add(db, &s->rnd, &who, &b, &b.id));
    struct account in = {
        .login = "office01", .person_name = "陈示例", .role = ROLE_OFFICE, .body_id = b.id, .password_hash = "x"};
    return account_add(db, &s->rnd, &who, &in, &in.id);
}

static void shop_enter(struct shop *s, bool is_new)
{
    random_init_seeded(&s->rnd, is_new ? 2015 : 2016 + (uint64_t)getpid());
    atomic_store(&s->clock.fixed, IN_STAGE_1 + 100);
    assert_int_equal(store_open(s->dir, &s->rnd, is_new, &s->store), OK);
    if (is_new) {
        assert_int_equal(store_write(s->store, seed_and_people, s), OK);
    }
    struct db *db = store_reader_take(s->store);
    assert_int_equal(round_load(db, s->a, &s->round), OK);
    assert_int_equal(account_by_login(db, s->a, "office01", &s->office), OK);
    store_reader_give(s->store, db);
}

static struct shop *shop_open(void)
{
    struct shop *s = calloc(1, sizeof *s);
    assert_non_null(s);
    (void)snprintf(s->dir, sizeof s->dir, "/tmp/jianpin-import-XXXXXX");
    assert_non_null(mkdtemp(s->dir));
    s->a = arena_new();
    shop_enter(s, true);
    return s;
}

static int shop_setup(void **state)
{
    *state = shop_open();
    return 0;
}

static int shop_teardown(void **state)
{
    struct shop *s = *state;
    store_close(s->store);
    pid_t child = fork();
    if (child == 0) {
        (void)execlp("rm", "rm", "-rf", "--", s->dir, (char *)NULL);
        _exit(127);
    }
    (void)waitpid(child, NULL, 0);
    arena_free(s->a);
    free(s);
    return 0;
}

static struct import_runner_options options(struct shop *s)
{
    return (struct import_runner_options){s->store, &s->rnd, &s->clock, &s->round};
}

static const char *shop_sql(struct shop *s, const char *sql)
{
    const char *text = "";
    struct db *db = store_reader_take(s->store);
    (void)db_first_row(db, sql, s->a, &text);
    store_reader_give(s->store, db);
    return text;
}

static long long shop_count(struct shop *s, const char *sql)
{
    return strtoll(shop_sql(s, sql), NULL, 10);
}

static void shop_is_sound(struct shop *s)
{
    const char *row = "";
    int64_t count = 0;
    int64_t bad = 0;
    const char *head = "";
    struct db *db = store_reader_take(s->store);
    db_set_audit_key(db, store_keys(s->store)->audit);
    const char *broken = invariant_broken(db, s->a, &row);
    if (broken != NULL) {
        fail_msg("%s: %s", broken, row);
    }
    assert_int_equal(audit_verify(db, s->a, &count, &head, &bad), OK);
    store_reader_give(s->store, db);
}

struct ordering {
    struct shop *shop;
    struct import_row *rows;
    size_t len;
    const char *ref;
    int64_t took_us;
};

static enum err order_in_transaction(struct db *db, void *ctx)
{
    struct ordering *o = ctx;
    struct shop *s = o->shop;
    struct import of;
    char hash[65];
    struct audit_actor who = house_actor(&s->office, IN_STAGE_1 + 100);
    struct import_desk desk = {db, &s->rnd, s->a, &who, &s->round};
    memset(hash, 'a', 64);
    hash[64] = '\0';
    struct import in = {.filename = "登记.xlsx", .sha256 = hash, .encoding = "UTF-8", .is_xlsx = true};
    int64_t from = clock_monotonic_us();
    TRY(import_add(&desk, &in, o->rows, o->len, &o->ref));
    o->took_us = clock_monotonic_us() - from;
    TRY(import_by_ref(db, s->a, o->ref, &of));
    return import_queue(&desk, &of);
}

/* Orders the import of so many units, looked at on a reader. */
static struct ordering order(struct shop *s, int rows)
{
    struct ordering o = {.shop = s, .rows = ARENA_ARRAY(s->a, struct import_row, (size_t)rows), .len = (size_t)rows};
    for (int i = 0; i < rows; i++) {
        o.rows[i] = (struct import_row){.line = i + 2,
                                        .role = "",
                                        .name = text_format(s->a, "示例市第%d服务大厅", i),
                                        .org_code = "",
                                        .sector = "",
                                        .district = s->round.districts[0].name,
                                        .login = text_format(s->a, "hall%d", i),
                                        .person_name = "陈示例",
                                        .said = ""};
    }
    struct audit_actor who = house_actor(&s->office, IN_STAGE_1 + 100);
    struct db *db = store_reader_take(s->store);
    struct import_desk desk = {db, &s->rnd, s->a, &who, &s->round};
    assert_int_equal(import_rehearse(&desk, o.rows, o.len), OK);
    store_reader_give(s->store, db);
    assert_int_equal(store_write(s->store, order_in_transaction, &o), OK);
    return o;
}

static void nap_ms(long ms)
{
    (void)nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

static void every_row_was_carried_out_once(struct shop *s, int rows)
{
    assert_int_equal(shop_count(s, "SELECT COUNT(*) FROM body WHERE name LIKE '示例市第%服务大厅'"), rows);
    assert_int_equal(shop_count(s, "SELECT COUNT(*) FROM account WHERE login LIKE 'hall%'"), rows);
    assert_int_equal(shop_count(s, "SELECT COUNT(*) FROM import_row WHERE outcome = 'new'"), rows);
    assert_int_equal(
        shop_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'body_add' AND detail LIKE '%服务大厅'"), rows);
    assert_string_equal(shop_sql(s, "SELECT state FROM import_job"), "done");
    shop_is_sound(s);
}

/* ---- the stories ---- */

static void the_thread_carries_out_what_is_ordered_and_sleeps_again(void **state)
{
    struct shop *s = *state;
    struct import_runner_options o = options(s);
    struct background *r = NULL;
    assert_int_equal(import_runner_start(&o, &r), OK);
    nap_ms(50);
    (void)order(s, 450);
    background_wake(r);
    for (int i = 0; i < 500 && shop_count(s, "SELECT COUNT(*) FROM import_job WHERE state = 'done'") == 0; i++) {
        nap_ms(20);
    }
    background_stop(r);
    every_row_was_carried_out_once(s, 450);
}

static void a_stop_comes_between_two_batches_and_the_next_start_goes_on(void **state)
{
    struct shop *s = *state;
    struct import_runner_options o = options(s);
    struct background *r = NULL;
    (void)order(s, ROWS);
    int starts = 0;
    while (shop_count(s, "SELECT COUNT(*) FROM import_job WHERE state = 'done'") == 0) {
        assert_int_equal(import_runner_start(&o, &r), OK);
        nap_ms(30);
        background_stop(r);
        starts++;
        shop_is_sound(s);
        assert_in_range(starts, 1, 1000);
    }
    assert_in_range(starts, 2, 1000);
    every_row_was_carried_out_once(s, ROWS);
}

/* A process that carries out batches until it is killed. */
static int carry_out_main(const char *dir)
{
    struct shop s = {.a = arena_new()};
    (void)snprintf(s.dir, sizeof s.dir, "%s", dir);
    shop_enter(&s, false);
    struct import_runner_options o = options(&s);
    while (import_run_batch(&o) == OK) {
    }
    store_close(s.store);
    arena_free(s.a);
    return 0;
}

static pid_t start_process(struct shop *s)
{
    char path[PATH_MAX];
    char name[] = "store_import";
    char word[] = "carry-out";
    char *const argv[] = {name, word, s->dir, NULL};
    char *const envp[] = {NULL};
    pid_t pid = 0;
    assert_int_equal(posix_spawn(&pid, own_program(path), NULL, NULL, argv, envp), 0);
    return pid;
}

static void a_process_that_is_killed_at_any_moment_leaves_no_row_out_and_none_twice(void **state)
{
    struct shop *s = *state;
    (void)order(s, ROWS);
    int killed = 0;
    bool is_done = false;
    for (int i = 0; i < 400 && !is_done; i++) {
        store_close(s->store);
        pid_t pid = start_process(s);
        nap_ms(40 + (i * 37) % 90);
        (void)kill(pid, SIGKILL);
        int status = 0;
        assert_int_equal(waitpid(pid, &status, 0), pid);
        killed += WIFSIGNALED(status);
        shop_enter(s, false);
        shop_is_sound(s);
        is_done = shop_count(s, "SELECT COUNT(*) FROM import_job WHERE state = 'done'") == 1;
    }
    assert_true(is_done);
    assert_in_range(killed, 1, 400);
    every_row_was_carried_out_once(s, ROWS);
}

struct other_writer {
    struct shop *shop;
    atomic_bool ends;
    int64_t worst_us;
    int writes;
};

static enum err write_a_little(struct db *db, void *ctx)
{
    const struct other_writer *o = ctx;
    return meta_put(db, "test", o->writes % 2 == 0 ? "even" : "odd");
}

static void *keep_writing(void *ctx)
{
    struct other_writer *o = ctx;
    while (!atomic_load(&o->ends)) {
        int64_t from = clock_monotonic_us();
        if (store_write(o->shop->store, write_a_little, o) != OK) {
            o->worst_us = INT64_MAX;
        }
        int64_t took = clock_monotonic_us() - from;
        o->worst_us = took > o->worst_us ? took : o->worst_us;
        o->writes++;
        nap_ms(2);
    }
    return NULL;
}

static void others_write_meanwhile_and_wait_less_than_half_a_second(void **state)
{
    struct shop *s = *state;
    struct import_runner_options o = options(s);
    struct background *r = NULL;
    struct other_writer w = {.shop = s};
    pthread_t thread;
    struct ordering ordered = order(s, 5000);
    assert_in_range(ordered.took_us, 0, WAIT_US_MAX); /* keeping what was looked at is one write too */
    assert_int_equal(import_runner_start(&o, &r), OK);
    assert_int_equal(pthread_create(&thread, NULL, keep_writing, &w), 0);
    for (int i = 0; i < 3000 && shop_count(s, "SELECT COUNT(*) FROM import_job WHERE state = 'done'") == 0; i++) {
        nap_ms(20);
    }
    atomic_store(&w.ends, true);
    assert_int_equal(pthread_join(thread, NULL), 0);
    background_stop(r);
    (void)printf("others: %d writes, the slowest %lld ms; the look kept in %lld ms\n", w.writes,
                 (long long)w.worst_us / 1000, (long long)ordered.took_us / 1000);
    assert_in_range(w.writes, 25, INT_MAX);
    assert_in_range(w.worst_us, 0, WAIT_US_MAX);
    every_row_was_carried_out_once(s, 5000);
}

/* Rows that say the same, in the same file: the rehearsal sees what the carrying out sees. */
static void what_was_promised_is_what_happens(void **state)
{
    struct shop *s = *state;
    const char *district = s->round.districts[0].name;
    const char *other = s->round.districts[1].name;
    struct import_row rows[] = {
        {2, "", "示例市甲站", "", "", district, "AAAA1", "甲", IMPORT_WRONG, ""},
        {3, "", "示例市甲站", "", "", district, "aaaa1", "甲", IMPORT_WRONG, ""},
        {4, "", "示例市甲站", "", "", other, "", "", IMPORT_WRONG, ""},
        {5, "", "示例市乙站", "", "", district, "aaaA1", "甲", IMPORT_WRONG, ""},
        {6, "", "示例市乙站", "", "", district, "bbbb1", "乙", IMPORT_WRONG, ""},
        {7, "sector", "示例市乙站", "", "", "", "bbbb1", "乙", IMPORT_WRONG, ""},
        {8, "admin", "示例市丙站", "", "", "", "cccc1", "丙", IMPORT_WRONG, ""},
        {9, "", "示例市乙站", "", "", district, "bbbb1", "丁", IMPORT_WRONG, ""},
        {10, "", "示例市乙站", "71526726X", "", district, "", "", IMPORT_WRONG, ""},
    };
    static const char promised[] = "new,same,differs,new,new,new,wrong,differs,differs";
    enum { LEN = sizeof rows / sizeof rows[0] };
    struct ordering o = {.shop = s, .rows = rows, .len = LEN};
    struct audit_actor who = house_actor(&s->office, IN_STAGE_1 + 100);
    struct db *db = store_reader_take(s->store);
    struct import_desk desk = {db, &s->rnd, s->a, &who, &s->round};
    assert_int_equal(import_rehearse(&desk, rows, LEN), OK);
    store_reader_give(s->store, db);
    assert_int_equal(store_write(s->store, order_in_transaction, &o), OK);
    assert_string_equal(shop_sql(s, "SELECT group_concat(outcome) FROM import_row"), promised);
    const char *told = shop_sql(s, "SELECT group_concat(said) FROM import_row");
    struct import_runner_options run = options(s);
    assert_int_equal(import_run_batch(&run), OK);
    assert_string_equal(shop_sql(s, "SELECT group_concat(outcome) FROM import_row"), promised);
    assert_string_equal(shop_sql(s, "SELECT group_concat(said) FROM import_row"), told);
    shop_is_sound(s);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "carry-out") == 0) {
        return carry_out_main(argv[2]);
    }
#define T(f) cmocka_unit_test_setup_teardown(f, shop_setup, shop_teardown)
    const struct CMUnitTest tests[] = {
        T(the_thread_carries_out_what_is_ordered_and_sleeps_again),
        T(a_stop_comes_between_two_batches_and_the_next_start_goes_on),
        T(a_process_that_is_killed_at_any_moment_leaves_no_row_out_and_none_twice),
        T(others_write_meanwhile_and_wait_less_than_half_a_second),
        T(what_was_promised_is_what_happens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
