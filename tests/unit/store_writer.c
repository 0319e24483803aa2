/* store_writer.c - one writer for all: first come, first served; one COMMIT for all that wait; an answer is on the
 * disk. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#include "base/log.h"
#include "store/store.h"
#include "store/writer.h"
#include "support/store_house.h"

enum { QUEUE_PLACES = 1024, SECONDS_MAX = 60, STACK_BYTES = 512 * 1024 };

static void rest_ms(long ms)
{
    (void)nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

/* ---- a writer on a file, and a job that holds it until it is told ---- */

struct desk {
    char *dir;
    struct arena *a;
    const char *path;
    struct writer *w;
    atomic_bool is_held, may_go;
    pthread_t holder;
    atomic_int order; /* of the jobs that ran */
};

static int open_desk(void **state)
{
    struct desk *k = calloc(1, sizeof *k);
    struct db *db = NULL;
    assert_non_null(k);
    k->dir = scratch_dir();
    k->a = arena_new();
    k->path = text_format(k->a, "%s/db", k->dir);
    assert_int_equal(db_open(k->path, DB_WRITER, &db), OK);
    assert_int_equal(migrate(db, NULL), OK);
    assert_int_equal(writer_start(db, &k->w), OK);
    *state = k;
    return 0;
}

static int close_desk(void **state)
{
    struct desk *k = *state;
    if (k->w != NULL) {
        writer_stop(k->w);
    }
    scratch_remove(k->dir);
    arena_free(k->a);
    free(k);
    return 0;
}

static enum err hold(struct db *db, void *ctx)
{
    struct desk *k = ctx;
    (void)db;
    atomic_store(&k->is_held, true);
    while (!atomic_load(&k->may_go)) {
        rest_ms(1);
    }
    return OK;
}

static void *hold_thread(void *arg)
{
    struct desk *k = arg;
    return writer_run(k->w, hold, k) == OK ? NULL : arg;
}

/* The writer is busy from now on, and everything queues. */
static void hold_writer(struct desk *k)
{
    atomic_store(&k->is_held, false);
    atomic_store(&k->may_go, false);
    assert_int_equal(pthread_create(&k->holder, NULL, hold_thread, k), 0);
    while (!atomic_load(&k->is_held)) {
        rest_ms(1);
    }
}

static void let_go(struct desk *k)
{
    void *failed = k;
    atomic_store(&k->may_go, true);
    assert_int_equal(pthread_join(k->holder, &failed), 0);
    assert_null(failed);
}

/* ---- requests, each a thread ---- */

struct request {
    struct desk *desk;
    pthread_t thread;
    int number;
    enum err answer; /* what fn returns */
    int fail_step;   /* not 0: this step from the end of fn on fails */
    bool fills_disk; /* the engine itself gives up the whole transaction */
    char task[64];   /* of the thread, for whoever wants to know that it waits */
    atomic_bool is_set;
    atomic_bool is_answered;
    int place; /* in the order of execution */
    enum err got;
    char seen_id[40];
};

static enum err write_row(struct db *db, void *ctx)
{
    struct request *r = ctx;
    char key[32];
    r->place = atomic_fetch_add(&r->desk->order, 1);
    (void)snprintf(r->seen_id, sizeof r->seen_id, "%s", log_request_id());
    (void)snprintf(key, sizeof key, "row-%d", r->number);
    TRY(meta_put(db, key, "written"));
    if (r->fills_disk) {
        struct arena *a = arena_new();
        const char *pages = "";
        (void)db_first_row(db, "PRAGMA page_count", a, &pages);
        enum err e = db_script(db, text_format(a, "PRAGMA max_page_count=%s", pages));
        e = e == OK ? meta_put(db, "long", memset(arena_alloc(a, 100001, 1), 'x', 100000)) : e;
        enum err back = db_script(db, "PRAGMA max_page_count=1000000");
        arena_free(a);
        return e == OK ? back : e;
    }
    db_fail_nth(db, r->fail_step);
    return r->answer;
}

static void *ask_thread(void *arg)
{
    struct request *r = arg;
    char id[32];
    (void)snprintf(id, sizeof id, "request%d", r->number);
    log_request_begin(id);
    ssize_t len = readlink("/proc/thread-self", r->task, sizeof r->task - 1);
    r->task[len < 0 ? 0 : len] = '\0';
    atomic_store(&r->is_set, true);
    r->got = writer_run(r->desk->w, write_row, r);
    atomic_store(&r->is_answered, true);
    return NULL;
}

static void ask(struct desk *k, struct request *r)
{
    pthread_attr_t attr;
    r->desk = k;
    assert_int_equal(pthread_attr_init(&attr), 0);
    assert_int_equal(pthread_attr_setstacksize(&attr, STACK_BYTES), 0);
    assert_int_equal(pthread_create(&r->thread, &attr, ask_thread, r), 0);
    (void)pthread_attr_destroy(&attr);
}

static bool is_asleep(const struct request *r)
{
    char path[128];
    char line[256] = "";
    (void)snprintf(path, sizeof path, "/proc/%s/stat", r->task);
    FILE *f = fopen(path, "r");
    if (f == NULL) {
        return false;
    }
    bool is_read = fgets(line, sizeof line, f) != NULL;
    (void)fclose(f);
    const char *bracket = strrchr(line, ')');
    return is_read && bracket != NULL && strncmp(bracket, ") S", 3) == 0;
}

/* Asks, and comes back when the request stands in the queue. */
static void ask_and_wait_in_line(struct desk *k, struct request *r)
{
    ask(k, r);
    while (!atomic_load(&r->is_set)) {
        rest_ms(1);
    }
    for (int calm = 0; calm < 3; calm = is_asleep(r) ? calm + 1 : 0) {
        rest_ms(1);
    }
}

static void join_all(struct request *list, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        assert_int_equal(pthread_join(list[i].thread, NULL), 0);
    }
}

static long long rows_written(struct desk *k, const char *where)
{
    struct db *db = NULL;
    const char *text = "";
    assert_int_equal(db_open(k->path, DB_READER, &db), OK);
    (void)db_first_row(db, text_format(k->a, "SELECT count(*) FROM meta WHERE %s", where), k->a, &text);
    long long n = strtoll(text, NULL, 10);
    db_close(db);
    return n;
}

/* Makes `len` requests wait for one batch. */
static void one_batch(struct desk *k, struct request *list, size_t len)
{
    hold_writer(k);
    for (size_t i = 0; i < len; i++) {
        list[i].number = (int)i;
        ask_and_wait_in_line(k, &list[i]);
    }
    let_go(k);
    join_all(list, len);
}

/* ---- the sentences ---- */

static void who_comes_first_is_served_first(void **state)
{
    struct desk *k = *state;
    struct request list[12] = {0};
    one_batch(k, list, 12);
    for (int i = 0; i < 12; i++) {
        assert_int_equal(list[i].got, OK);
        assert_int_equal(list[i].place, i);
    }
}

static void all_that_wait_together_share_one_commit(void **state)
{
    struct desk *k = *state;
    struct request list[12] = {0};
    uint64_t before = writer_version(k->w);
    one_batch(k, list, 12);
    assert_int_equal(writer_version(k->w) - before, 2); /* the holder's own, and theirs */
    assert_int_equal(rows_written(k, "key LIKE 'row-%'"), 12);
}

static void a_batch_has_a_bound_and_the_rest_comes_next(void **state)
{
    enum { MANY = 200 };
    struct desk *k = *state;
    struct request *list = calloc(MANY, sizeof *list);
    uint64_t before = writer_version(k->w);
    one_batch(k, list, MANY);
    assert_int_equal(writer_version(k->w) - before, 3); /* 1 + 128 + 72 */
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(list[i].got, OK);
        assert_int_equal(list[i].place, i);
    }
    assert_int_equal(rows_written(k, "key LIKE 'row-%'"), MANY);
    free(list);
}

static void each_job_logs_under_its_own_request(void **state)
{
    struct desk *k = *state;
    struct request list[3] = {0};
    one_batch(k, list, 3);
    assert_string_equal(list[0].seen_id, "request0");
    assert_string_equal(list[1].seen_id, "request1");
    assert_string_equal(list[2].seen_id, "request2");
}

static void one_that_fails_takes_back_its_own_changes_alone(void **state)
{
    struct desk *k = *state;
    struct request list[5] = {[1] = {.answer = ERR_DENIED}, [3] = {.fail_step = 1}}; /* 3: its RELEASE */
    one_batch(k, list, 5);
    static const enum err want[] = {OK, ERR_DENIED, OK, ERR_INTERNAL, OK};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(list[i].got, want[i]);
    }
    assert_int_equal(rows_written(k, "key IN ('row-0', 'row-2', 'row-4')"), 3);
    assert_int_equal(rows_written(k, "key LIKE 'row-%'"), 3);
}

static void when_the_engine_gives_up_the_transaction_all_before_it_are_told(void **state)
{
    struct desk *k = *state;
    struct request list[6] = {[1] = {.answer = ERR_INVALID}, [3] = {.fills_disk = true}};
    one_batch(k, list, 6);
    static const enum err want[] = {ERR_FULL, ERR_INVALID, ERR_FULL, ERR_FULL, OK, OK};
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(list[i].got, want[i]);
    }
    /* whoever was told OK is there, whoever was not is not */
    assert_int_equal(rows_written(k, "key IN ('row-4', 'row-5')"), 2);
    assert_int_equal(rows_written(k, "key LIKE 'row-%'"), 2);
}

static void when_the_commit_fails_nobody_is_told_ok(void **state)
{
    struct desk *k = *state;
    struct request list[4] = {[1] = {.answer = ERR_CLOSED}, [3] = {.fail_step = 2}}; /* RELEASE, then COMMIT */
    uint64_t before = writer_version(k->w);
    one_batch(k, list, 4);
    static const enum err want[] = {ERR_INTERNAL, ERR_CLOSED, ERR_INTERNAL, ERR_INTERNAL};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(list[i].got, want[i]);
    }
    assert_int_equal(rows_written(k, "key LIKE 'row-%'"), 0);
    assert_int_equal(writer_version(k->w) - before, 1); /* the holder's */
    struct request again = {.number = 7, .desk = k};
    assert_int_equal(writer_run(k->w, write_row, &again), OK); /* and life goes on */
    assert_int_equal(rows_written(k, "key = 'row-7'"), 1);
}

static enum err fail_next_begin(struct db *db, void *ctx)
{
    enum err e = hold(db, ctx);
    db_fail_nth(db, 3); /* RELEASE, COMMIT, and the BEGIN of the next batch */
    return e;
}

static void *fail_next_begin_thread(void *arg)
{
    struct desk *k = arg;
    return writer_run(k->w, fail_next_begin, k) == OK ? NULL : arg;
}

static void when_no_transaction_can_begin_the_batch_is_told_and_nothing_runs(void **state)
{
    struct desk *k = *state;
    struct request list[3] = {0};
    assert_int_equal(pthread_create(&k->holder, NULL, fail_next_begin_thread, k), 0);
    while (!atomic_load(&k->is_held)) {
        rest_ms(1);
    }
    for (int i = 0; i < 3; i++) {
        list[i].number = i;
        ask_and_wait_in_line(k, &list[i]);
    }
    let_go(k);
    join_all(list, 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(list[i].got, ERR_INTERNAL);
    }
    assert_int_equal(atomic_load(&k->order), 0);
    struct request again = {.number = 7, .desk = k};
    assert_int_equal(writer_run(k->w, write_row, &again), OK);
}

static void a_full_queue_says_busy_at_once_and_loses_nobody(void **state)
{
    enum { EXTRA = 40, MANY = QUEUE_PLACES + EXTRA };
    struct desk *k = *state;
    struct request *list = calloc(MANY, sizeof *list);
    hold_writer(k);
    for (int i = 0; i < MANY; i++) {
        list[i].number = i;
        ask(k, &list[i]);
    }
    int answered = 0;
    for (int ms = 0; answered < EXTRA && ms < SECONDS_MAX * 1000; ms += 5) {
        rest_ms(5);
        answered = 0;
        for (int i = 0; i < MANY; i++) {
            answered += atomic_load(&list[i].is_answered);
        }
    }
    assert_int_equal(answered, EXTRA); /* while the writer is still held */
    let_go(k);
    join_all(list, MANY);
    int busy = 0;
    int fine = 0;
    for (int i = 0; i < MANY; i++) {
        busy += list[i].got == ERR_BUSY;
        fine += list[i].got == OK;
    }
    assert_int_equal(busy, EXTRA);
    assert_int_equal(fine, QUEUE_PLACES);
    assert_int_equal(rows_written(k, "key LIKE 'row-%'"), QUEUE_PLACES);
    free(list);
}

static void *stop_thread(void *arg)
{
    struct desk *k = arg;
    writer_stop(k->w);
    return NULL;
}

static void stopping_finishes_what_is_queued_and_takes_no_more(void **state)
{
    enum { MANY = 20, PROBES_MAX = 2000 };
    struct desk *k = *state;
    struct request list[MANY] = {0};
    struct request *probes = calloc(PROBES_MAX, sizeof *probes);
    pthread_t stopper;
    hold_writer(k);
    for (int i = 0; i < MANY; i++) {
        list[i].number = i;
        ask_and_wait_in_line(k, &list[i]);
    }
    assert_int_equal(pthread_create(&stopper, NULL, stop_thread, k), 0);
    /* whoever comes before the stop waits like the others; whoever comes after it is told at once */
    size_t sent = 0;
    bool is_refused = false;
    while (!is_refused && sent < PROBES_MAX) {
        probes[sent].number = (int)(1000 + sent);
        ask(k, &probes[sent]);
        rest_ms(5);
        is_refused = atomic_load(&probes[sent].is_answered);
        sent++;
    }
    assert_true(is_refused);
    atomic_store(&k->may_go, true);
    join_all(list, MANY);
    join_all(probes, sent);
    assert_int_equal(pthread_join(k->holder, NULL), 0);
    assert_int_equal(pthread_join(stopper, NULL), 0);
    k->w = NULL;
    long long fine = MANY;
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(list[i].got, OK);
    }
    for (size_t i = 0; i < sent; i++) {
        assert_true(probes[i].got == OK || probes[i].got == ERR_BUSY);
        fine += probes[i].got == OK;
    }
    assert_int_equal(rows_written(k, "key LIKE 'row-%'"), fine);
    free(probes);
}

/* ---- a whole crowd ---- */

enum { CROWD = 16, JOBS = 200 };

struct one_of_many {
    struct store *store;
    int number, job;
    int lost; /* acknowledged, but not seen by a reader right afterwards */
    int failed;
    pthread_t thread;
};

static enum err write_one(struct db *db, void *ctx)
{
    struct one_of_many *m = ctx;
    char key[32];
    (void)snprintf(key, sizeof key, "crowd-%d-%d", m->number, m->job);
    return meta_put(db, key, "written");
}

static void *crowd_thread(void *arg)
{
    struct one_of_many *m = arg;
    struct arena *a = arena_new();
    for (m->job = 0; m->job < JOBS; m->job++) {
        uint64_t before = store_version(m->store);
        m->failed += store_write(m->store, write_one, m) != OK || store_version(m->store) == before;
        if (m->job % 10 == 0) {
            char key[32];
            const char *value = "";
            (void)snprintf(key, sizeof key, "crowd-%d-%d", m->number, m->job);
            struct db *db = store_reader_take(m->store);
            m->lost += db == NULL || meta_get(db, a, key, &value) != OK || strcmp(value, "written") != 0;
            store_reader_give(m->store, db);
        }
    }
    arena_free(a);
    return NULL;
}

static void sixteen_threads_with_200_jobs_each_lose_none(void **state)
{
    char *dir = *state;
    struct random rnd;
    struct store *store = NULL;
    struct one_of_many crowd[CROWD] = {0};
    random_init_seeded(&rnd, 1);
    assert_int_equal(store_open(dir, &rnd, true, &store), OK);
    for (int i = 0; i < CROWD; i++) {
        crowd[i].store = store;
        crowd[i].number = i;
        assert_int_equal(pthread_create(&crowd[i].thread, NULL, crowd_thread, &crowd[i]), 0);
    }
    for (int i = 0; i < CROWD; i++) {
        assert_int_equal(pthread_join(crowd[i].thread, NULL), 0);
        assert_int_equal(crowd[i].failed, 0);
        assert_int_equal(crowd[i].lost, 0);
    }
    assert_true(store_version(store) <= CROWD * JOBS);
    store_close(store);
    struct arena *a = arena_new();
    struct db *db = NULL;
    const char *count = "";
    assert_int_equal(db_open(text_format(a, "%s/jianpin.sqlite", dir), DB_READER, &db), OK);
    assert_true(db_first_row(db, "SELECT count(*) FROM meta WHERE key LIKE 'crowd-%'", a, &count));
    assert_string_equal(count, "3200");
    db_close(db);
    arena_free(a);
}

/* ---- kill -9 ---- */

static void write_until_killed(const char *dir, int to)
{
    struct random rnd;
    struct store *store = NULL;
    struct one_of_many m = {.number = 99};
    random_init_seeded(&rnd, 1);
    if (store_open(dir, &rnd, true, &m.store) != OK) {
        _exit(1);
    }
    store = m.store;
    for (m.job = 0;; m.job++) {
        if (store_write(store, write_one, &m) != OK || write(to, "x", 1) != 1) {
            _exit(1);
        }
    }
}

static void what_was_answered_survives_kill_9(void **state)
{
    char *dir = *state;
    int answers[2];
    assert_int_equal(pipe(answers), 0);
    pid_t child = fork();
    if (child == 0) {
        (void)close(answers[0]);
        write_until_killed(dir, answers[1]);
    }
    (void)close(answers[1]);
    long long answered = 0;
    char byte = 0;
    while (answered < 300 && read(answers[0], &byte, 1) == 1) {
        answered++;
    }
    assert_int_equal(answered, 300);
    assert_int_equal(kill(child, SIGKILL), 0);
    while (read(answers[0], &byte, 1) == 1) {
        answered++;
    }
    (void)close(answers[0]);
    assert_int_equal(waitpid(child, NULL, 0), child);
    struct random rnd;
    struct store *store = NULL;
    random_init_seeded(&rnd, 1);
    assert_int_equal(store_open(dir, &rnd, false, &store), OK);
    struct arena *a = arena_new();
    struct db *db = store_reader_take(store);
    const char *count = "";
    assert_true(db_first_row(db, "SELECT count(*) FROM meta WHERE key LIKE 'crowd-99-%'", a, &count));
    assert_in_range(strtoll(count, NULL, 10), answered, answered + 1); /* one may be on the disk and not yet answered */
    assert_true(db_first_row(db, "PRAGMA integrity_check", a, &count));
    assert_string_equal(count, "ok");
    store_reader_give(store, db);
    store_close(store);
    arena_free(a);
}

static int setup_dir(void **state)
{
    *state = scratch_dir();
    return 0;
}

static int teardown_dir(void **state)
{
    scratch_remove(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_answered_survives_kill_9, setup_dir, teardown_dir),
        cmocka_unit_test_setup_teardown(who_comes_first_is_served_first, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(all_that_wait_together_share_one_commit, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(a_batch_has_a_bound_and_the_rest_comes_next, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(each_job_logs_under_its_own_request, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(one_that_fails_takes_back_its_own_changes_alone, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(when_the_engine_gives_up_the_transaction_all_before_it_are_told, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(when_the_commit_fails_nobody_is_told_ok, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(when_no_transaction_can_begin_the_batch_is_told_and_nothing_runs, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(a_full_queue_says_busy_at_once_and_loses_nobody, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(stopping_finishes_what_is_queued_and_takes_no_more, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(sixteen_threads_with_200_jobs_each_lose_none, setup_dir, teardown_dir),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
