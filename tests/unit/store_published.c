/* store_published.c - what is out, as every page of the public reads it: kept until the data change, never older. */
#include <pthread.h>
#include <stdatomic.h>

#include "store/published_kept.h"
#include "store/store.h"
#include "support/store_house.h"

enum { READERS = 4, VERSIONS = 40 };

struct ground {
    char *dir;
    struct arena *a;
    struct random rnd;
    struct store *store;
    atomic_int out; /* versions that were committed */
};

/* On the writer: the next version of the notice; its title says which, its record is long. */
static enum err release_next(struct db *db, void *ctx)
{
    const struct ground *g = ctx;
    int no = atomic_load(&g->out) + 1;
    return db_script(
        db,
        text_format(g->a,
                    "INSERT INTO published_notice (ref, round_id, version_no, title, title_lines, issuer, issued_on,"
                    " opens_on, closes_on, workdays, sort, change_text, record, sha256, check_code, published_at)"
                    " SELECT 'notice%d', id, %d, '第%d版', '第%d版', '示例办公室', '2015-07-21', '2015-07-21',"
                    " '2015-07-%d', 4, 'number', %s, hex(zeroblob(20000)), '%064d', 'AAAA-AAAA', %d FROM round WHERE"
                    " is_current = 1; INSERT INTO published_paragraph SELECT id, 1, 'text', '正文%d' FROM"
                    " published_notice WHERE version_no = %d;",
                    no, no, no, no, no == 1 ? 25 : 31, no == 1 ? "''" : "'更正'", no, 1437444000 + no, no, no));
}

static void release(struct ground *g)
{
    assert_int_equal(store_write(g->store, release_next, g), OK);
    atomic_fetch_add(&g->out, 1);
}

static int open_ground(void **state)
{
    struct ground *g = calloc(1, sizeof *g);
    assert_non_null(g);
    g->dir = scratch_dir();
    g->a = arena_new();
    random_init_seeded(&g->rnd, 7);
    assert_int_equal(store_open(g->dir, &g->rnd, true, &g->store), OK);
    assert_int_equal(seed_round(store_writer_db(g->store)), OK);
    *state = g;
    return 0;
}

static int close_ground(void **state)
{
    struct ground *g = *state;
    store_close(g->store);
    scratch_remove(g->dir);
    arena_free(g->a);
    free(g);
    return 0;
}

/* As a page asks: the version first, then a connection that sees only what is published, at one moment. */
static enum err look(struct ground *g, struct arena *a, const struct published_state **ret)
{
    uint64_t version = store_version(g->store);
    struct db *db = store_public_take(g->store);
    assert_non_null(db);
    assert_int_equal(db_read_begin(db), OK);
    enum err e = published_kept_get(store_published(g->store), db, a, version, 1, ret);
    db_read_end(db);
    store_public_give(g->store, db);
    return e;
}

static void nothing_is_kept_of_a_notice_that_is_not_out(void **state)
{
    struct ground *g = *state;
    const struct published_state *x = NULL;
    assert_int_equal(look(g, g->a, &x), ERR_NOT_FOUND);
    assert_null(x);
    release(g);
    assert_int_equal(look(g, g->a, &x), OK);
    assert_string_equal(x->notice.title, "第1版");
    assert_int_equal(x->heads_len, 1);
}

static void all_see_one_reading_until_the_data_change(void **state)
{
    struct ground *g = *state;
    const struct published_state *first = NULL;
    const struct published_state *again = NULL;
    const struct published_state *next = NULL;
    struct arena *page = arena_new();
    release(g);
    assert_int_equal(look(g, page, &first), OK);
    assert_int_equal(look(g, g->a, &again), OK);
    assert_ptr_equal(first, again);
    assert_string_equal(first->notice.record, ""); /* as long as all the rest, and shown nowhere */
    release(g);
    assert_int_equal(look(g, g->a, &next), OK);
    assert_string_equal(next->notice.title, "第2版");
    assert_string_equal(next->notice.paragraphs[0].text, "正文2");
    assert_int_equal(next->heads_len, 2);
    assert_string_equal(next->heads[0].change_text, "更正");
    assert_string_equal(next->heads[1].change_text, "");
    assert_true(next->notice.first_closes < next->notice.closes);
    assert_string_equal(first->notice.title, "第1版"); /* a page goes on with what it began with */
    assert_int_equal(first->heads_len, 1);
    arena_free(page);
}

static void another_round_s_notice_is_not_this_one_s(void **state)
{
    struct ground *g = *state;
    const struct published_state *x = NULL;
    release(g);
    assert_int_equal(look(g, g->a, &x), OK);
    struct db *db = store_public_take(g->store);
    assert_int_equal(published_kept_get(store_published(g->store), db, g->a, store_version(g->store), 2, &x),
                     ERR_NOT_FOUND);
    store_public_give(g->store, db);
}

/* Reads on and on; a page that was asked for after a release was answered shows that version or a later one. */
static void *read_on(void *ctx)
{
    static char fault[] = "what was read is older than what was out, or of two versions";
    struct ground *g = ctx;
    int least = 0;
    while (least < VERSIONS) {
        struct arena *a = arena_new();
        const struct published_state *x = NULL;
        least = atomic_load(&g->out);
        enum err e = look(g, a, &x);
        bool is_right = e == OK ? x->notice.version_no >= least && x->heads_len == (size_t)x->notice.version_no &&
                                      text_equal(x->notice.title, x->heads[0].title) &&
                                      text_equal(x->notice.title, text_format(a, "第%d版", x->notice.version_no))
                                : e == ERR_NOT_FOUND && least == 0;
        arena_free(a);
        if (!is_right) {
            return fault;
        }
    }
    return NULL;
}

static void readers_of_many_threads_never_see_less_than_was_out_when_they_asked(void **state)
{
    struct ground *g = *state;
    pthread_t readers[READERS];
    for (int i = 0; i < READERS; i++) {
        assert_int_equal(pthread_create(&readers[i], NULL, read_on, g), 0);
    }
    for (int i = 0; i < VERSIONS; i++) {
        release(g);
    }
    for (int i = 0; i < READERS; i++) {
        void *fault = NULL;
        assert_int_equal(pthread_join(readers[i], &fault), 0);
        if (fault != NULL) {
            fail_msg("%s", (const char *)fault);
        }
    }
}

#define GROUND_TEST(f) cmocka_unit_test_setup_teardown(f, open_ground, close_ground)

int main(void)
{
    const struct CMUnitTest tests[] = {
        GROUND_TEST(nothing_is_kept_of_a_notice_that_is_not_out),
        GROUND_TEST(all_see_one_reading_until_the_data_change),
        GROUND_TEST(another_round_s_notice_is_not_this_one_s),
        GROUND_TEST(readers_of_many_threads_never_see_less_than_was_out_when_they_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
