/* store_upgrade.c - an older database is brought up to date: step by step, each whole, and never before it was copied.
 *
 * This program brings its own three migrations: its sql_files stand in for those that are built in. */
#include <pthread.h>
#include <sys/stat.h>

#include "sql_files.h"
#include "support/store_house.h"

enum { THIRD_MAX = 200 };

static unsigned char first[] = "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;";
static unsigned char second[] = "ALTER TABLE note ADD COLUMN at INTEGER NOT NULL DEFAULT 0;";
static unsigned char third[THIRD_MAX];
static unsigned char stray[] = "CREATE TABLE stray (a INTEGER) STRICT;";

const struct embedded_file sql_files[] = {
    {"sql/migrations/0001_note.sql", first, sizeof first - 1},
    {"sql/migrations/0002_note_at.sql", second, sizeof second - 1},
    {"sql/migrations/0003_third.sql", third, THIRD_MAX - 1},
    {"sql/migrations/old/0004_stray.sql", stray, sizeof stray - 1}, /* in a folder of its own: no migration */
    {"sql/migrations/README.md", stray, sizeof stray - 1},
    {NULL, NULL, 0},
};
const size_t sql_files_len = 5;

static const char good[] = "CREATE TABLE extra (a INTEGER) STRICT;";
static const char bad[] = "CREATE TABLE extra (a INTEGER) STRICT; INSERT INTO note (id, text) VALUES (9, 'half'); "
                          "INSERT INTO nowhere VALUES (1);";

static void set_third(const char *sql)
{
    memset(third, 0, sizeof third);
    memcpy(third, sql, strlen(sql));
}

struct place {
    char *dir;
    struct arena *a;
    const char *path;
    struct db *db;
};

static const char *ask(struct db *db, struct arena *a, const char *sql)
{
    const char *text = "";
    (void)db_first_row(db, sql, a, &text);
    return text;
}

/* A database as version 1 of the program left it, with one row. */
static int open_place(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    assert_non_null(p);
    p->dir = scratch_dir();
    p->a = arena_new();
    p->path = text_format(p->a, "%s/db", p->dir);
    assert_int_equal(mkdir(text_format(p->a, "%s/backups", p->dir), 0700), 0);
    assert_int_equal(db_open(p->path, DB_WRITER, &p->db), OK);
    assert_int_equal(db_script(p->db, (const char *)first), OK);
    assert_int_equal(db_set_schema_version(p->db, 1), OK);
    assert_int_equal(db_script(p->db, "INSERT INTO note VALUES (1, 'old')"), OK);
    set_third(good);
    *state = p;
    return 0;
}

static int close_place(void **state)
{
    struct place *p = *state;
    db_close(p->db);
    scratch_remove(p->dir);
    arena_free(p->a);
    free(p);
    return 0;
}

static const char *copy_path(struct place *p, int version)
{
    return text_format(p->a, "%s/backups/before-migration-%d.sqlite", p->dir, version);
}

static bool exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

static const char *in_copy(struct place *p, int version, const char *sql)
{
    struct db *copy = NULL;
    assert_int_equal(db_open(copy_path(p, version), DB_READER, &copy), OK);
    const char *text = ask(copy, p->a, sql);
    db_close(copy);
    return text;
}

static void it_is_copied_aside_and_then_changed(void **state)
{
    struct place *p = *state;
    assert_int_equal(migrate(p->db, p->dir), OK);
    assert_string_equal(ask(p->db, p->a, "PRAGMA user_version"), "3");
    assert_string_equal(ask(p->db, p->a, "SELECT text || at FROM note"), "old0");
    assert_string_equal(ask(p->db, p->a, "SELECT count(*) FROM extra"), "0");
    assert_string_equal(ask(p->db, p->a, "SELECT name FROM sqlite_schema WHERE name = 'stray'"), "");
    assert_string_equal(in_copy(p, 2, "PRAGMA user_version"), "1");
    assert_string_equal(in_copy(p, 2, "SELECT text FROM note"), "old");
    assert_string_equal(in_copy(p, 2, "PRAGMA integrity_check"), "ok");
    assert_false(exists(text_format(p->a, "%s.part", copy_path(p, 2))));
    assert_false(exists(copy_path(p, 3))); /* one copy, before the first change */
}

static void an_empty_database_needs_no_copy(void **state)
{
    struct place *p = *state;
    struct db *db = NULL;
    assert_int_equal(db_open(text_format(p->a, "%s/new", p->dir), DB_WRITER, &db), OK);
    assert_int_equal(migrate(db, p->dir), OK);
    assert_string_equal(ask(db, p->a, "PRAGMA user_version"), "3");
    db_close(db);
    assert_false(exists(copy_path(p, 1)));
    assert_false(exists(copy_path(p, 2)));
}

static void where_no_copy_can_be_made_nothing_is_changed(void **state)
{
    struct place *p = *state;
    assert_int_equal(rmdir(text_format(p->a, "%s/backups", p->dir)), 0);
    assert_int_not_equal(migrate(p->db, p->dir), OK);
    assert_string_equal(ask(p->db, p->a, "PRAGMA user_version"), "1");
    assert_string_equal(ask(p->db, p->a, "SELECT count(*) FROM pragma_table_info('note')"), "2");
}

static void a_migration_that_fails_leaves_nothing_of_itself(void **state)
{
    struct place *p = *state;
    set_third(bad);
    assert_int_not_equal(migrate(p->db, p->dir), OK);
    assert_false(db_is_in_transaction(p->db));
    assert_string_equal(ask(p->db, p->a, "PRAGMA user_version"), "2");
    assert_string_equal(ask(p->db, p->a, "SELECT count(*) FROM note"), "1");
    assert_string_equal(ask(p->db, p->a, "SELECT name FROM sqlite_schema WHERE name = 'extra'"), "");
    set_third(good); /* the mended program goes on from there */
    assert_int_equal(migrate(p->db, p->dir), OK);
    assert_string_equal(ask(p->db, p->a, "PRAGMA user_version"), "3");
}

static void the_copy_is_of_what_is_changed_now_not_of_an_earlier_attempt(void **state)
{
    struct place *p = *state;
    set_third(bad);
    assert_int_equal(migrate(p->db, NULL), ERR_INTERNAL); /* now at 2 */
    assert_int_not_equal(migrate(p->db, p->dir), OK);     /* copied, failed */
    assert_string_equal(in_copy(p, 3, "SELECT count(*) FROM note"), "1");
    assert_int_equal(db_script(p->db, "INSERT INTO note (id, text) VALUES (2, 'meanwhile')"), OK);
    set_third(good);
    assert_int_equal(migrate(p->db, p->dir), OK);
    assert_string_equal(in_copy(p, 3, "SELECT count(*) FROM note"), "2");
}

static void a_copy_that_was_cut_short_is_not_taken_for_one(void **state)
{
    struct place *p = *state;
    FILE *f = fopen(copy_path(p, 2), "wb");
    assert_non_null(f);
    assert_int_equal(fclose(f), 0);
    f = fopen(text_format(p->a, "%s.part", copy_path(p, 2)), "wb");
    assert_non_null(f);
    assert_true(fputs("half a page", f) >= 0);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(migrate(p->db, p->dir), OK);
    assert_string_equal(in_copy(p, 2, "SELECT text FROM note"), "old");
}

static void *migrate_late(void *arg)
{
    struct place *p = arg;
    struct db *late = NULL;
    assert_int_equal(db_open(p->path, DB_WRITER, &late), OK);
    enum err e = migrate(late, NULL);
    db_close(late);
    return e == OK ? NULL : arg;
}

static void a_step_that_another_program_has_taken_is_not_taken_again(void **state)
{
    struct place *p = *state;
    struct db *other = NULL;
    pthread_t thread;
    void *failed = p;
    assert_int_equal(db_open(p->path, DB_WRITER, &other), OK);
    assert_int_equal(db_begin(other), OK);
    assert_int_equal(pthread_create(&thread, NULL, migrate_late, p), 0);
    (void)nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL); /* it has read version 1 and waits for its turn */
    assert_int_equal(db_script(other, (const char *)second), OK);
    assert_int_equal(db_set_schema_version(other, 2), OK);
    assert_int_equal(db_end(other, OK), OK);
    assert_int_equal(pthread_join(thread, &failed), 0);
    assert_null(failed);
    assert_string_equal(ask(p->db, p->a, "PRAGMA user_version"), "3");
    db_close(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_copied_aside_and_then_changed, open_place, close_place),
        cmocka_unit_test_setup_teardown(an_empty_database_needs_no_copy, open_place, close_place),
        cmocka_unit_test_setup_teardown(where_no_copy_can_be_made_nothing_is_changed, open_place, close_place),
        cmocka_unit_test_setup_teardown(a_migration_that_fails_leaves_nothing_of_itself, open_place, close_place),
        cmocka_unit_test_setup_teardown(the_copy_is_of_what_is_changed_now_not_of_an_earlier_attempt, open_place,
                                        close_place),
        cmocka_unit_test_setup_teardown(a_copy_that_was_cut_short_is_not_taken_for_one, open_place, close_place),
        cmocka_unit_test_setup_teardown(a_step_that_another_program_has_taken_is_not_taken_again, open_place,
                                        close_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
