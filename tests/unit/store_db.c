/* store_db.c - the connection: what it is set to, what it refuses, how its steps fail. */
#include <sqlite3.h>
#include <sys/stat.h>

#include "support/store_house.h"

static const char *ask(struct db *db, struct arena *a, const char *sql)
{
    const char *text = "";
    (void)db_first_row(db, sql, a, &text);
    return text;
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

static void pragmas_that_durability_rests_on_read_back(void **state)
{
    static const struct {
        const char *pragma, *writer, *reader;
    } rows[] = {
        {"PRAGMA journal_mode", "wal", "wal"},
        {"PRAGMA synchronous", "2", NULL}, /* FULL; a reader flushes nothing */
        {"PRAGMA foreign_keys", "1", "1"},
        {"PRAGMA recursive_triggers", "1", "1"}, /* REPLACE fires the triggers of append-only tables */
        {"PRAGMA query_only", "0", "1"},
        {"PRAGMA trusted_schema", "0", "0"},
        {"PRAGMA busy_timeout", "5000", "5000"},
    };
    struct arena *a = arena_new();
    const char *path = text_format(a, "%s/db", (char *)*state);
    struct db *writer = NULL;
    struct db *reader = NULL;
    assert_int_equal(db_open(path, DB_WRITER, &writer), OK);
    assert_int_equal(db_open(path, DB_READER, &reader), OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(ask(writer, a, rows[i].pragma), rows[i].writer);
        if (rows[i].reader != NULL) {
            assert_string_equal(ask(reader, a, rows[i].pragma), rows[i].reader);
        }
    }
    db_close(reader);
    db_close(writer);
    arena_free(a);
}

static void a_file_system_without_shared_memory_is_refused(void **state)
{
    struct arena *a = arena_new();
    const char *path = text_format(a, "%s/db", (char *)*state);
    struct db *db = NULL;
    /* locks by files, as on some network shares: the engine quietly stays with its rollback journal */
    sqlite3_vfs *usual = sqlite3_vfs_find(NULL);
    assert_int_equal(sqlite3_vfs_register(sqlite3_vfs_find("unix-dotfile"), 1), SQLITE_OK);
    assert_int_equal(db_open(path, DB_WRITER, &db), ERR_INTERNAL);
    assert_int_equal(sqlite3_vfs_register(usual, 1), SQLITE_OK);
    assert_null(db);
    assert_int_equal(db_open(path, DB_WRITER, &db), OK);
    db_close(db);
    arena_free(a);
}

static void a_database_that_is_absent_is_made_by_a_writer_only(void **state)
{
    struct arena *a = arena_new();
    const char *path = text_format(a, "%s/absent", (char *)*state);
    struct stat st;
    struct db *db = NULL;
    assert_int_equal(db_open(path, DB_READER, &db), ERR_INTERNAL);
    assert_null(db);
    assert_int_not_equal(stat(path, &st), 0);
    assert_int_equal(db_open(path, DB_WRITER, &db), OK);
    assert_int_equal(stat(path, &st), 0);
    db_close(db);
    arena_free(a);
}

static void what_is_no_database_is_not_opened(void **state)
{
    struct arena *a = arena_new();
    const char *path = text_format(a, "%s/letter", (char *)*state);
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(write(fd, "Sehr geehrte Damen und Herren!\n", 31), 31);
    }
    (void)close(fd);
    struct db *db = NULL;
    assert_int_equal(db_open(path, DB_WRITER, &db), ERR_INTERNAL);
    assert_null(db);
    arena_free(a);
}

static void a_defensive_connection_refuses_to_write_the_schema_by_hand(void **state)
{
    struct house *h = *state;
    assert_int_not_equal(db_script(h->db, "PRAGMA writable_schema=ON; DELETE FROM sqlite_schema"), OK);
    assert_true(house_count(h, "SELECT count(*) FROM sqlite_schema") > 20);
    /* "text" in double quotes is a name, never a string that a typing error makes of it */
    assert_int_not_equal(db_script(h->db, "SELECT \"no such column\" FROM round"), OK);
}

static void a_reader_refuses_every_kind_of_write(void **state)
{
    static const char *const writes[] = {
        "INSERT INTO meta VALUES ('k', 'v')",
        "UPDATE round SET title = 'x'",
        "DELETE FROM sector",
        "CREATE TABLE t (a INTEGER) STRICT",
        "DROP TABLE meta",
        "BEGIN IMMEDIATE",
        "PRAGMA user_version=9",
        "VACUUM",
    };
    struct arena *a = arena_new();
    const char *path = text_format(a, "%s/db", (char *)*state);
    struct house *h = house_open(path);
    struct db *reader = NULL;
    assert_int_equal(db_open(path, DB_READER, &reader), OK);
    for (size_t i = 0; i < sizeof writes / sizeof writes[0]; i++) {
        if (db_script(reader, writes[i]) == OK) {
            fail_msg("a reader took: %s", writes[i]);
        }
    }
    assert_int_not_equal(meta_put(reader, "k", "v"), OK);
    const char *value = NULL;
    assert_int_equal(meta_get(reader, a, "k", &value), OK);
    assert_string_equal(value, "");
    db_close(reader);
    house_close(h);
    arena_free(a);
}

static void append_only_tables_refuse_every_way_of_changing_them(void **state)
{
    static const char *const ways[] = {
        "UPDATE audit_entry SET detail = 'x' WHERE id = 1",
        "DELETE FROM audit_entry WHERE id = 1",
        "DELETE FROM audit_entry",
        "INSERT OR REPLACE INTO audit_entry SELECT 1, 1, 1, 'x', 'x', 'x', 'x', 'x', 'x', mac FROM audit_entry",
        "REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE id = 1",
    };
    struct house *h = *state;
    const char *before = house_sql(h, "SELECT count(*) || ' ' || group_concat(mac) FROM audit_entry");
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (db_script(h->db, ways[i]) == OK) {
            fail_msg("the log took: %s", ways[i]);
        }
    }
    assert_string_equal(house_sql(h, "SELECT count(*) || ' ' || group_concat(mac) FROM audit_entry"), before);
}

static void each_refusal_has_its_own_error(void **state)
{
    static const struct {
        const char *sql;
        enum err e;
    } rows[] = {
        {"INSERT INTO round_setting VALUES (1, 'site_name', 'x')", ERR_CONFLICT}, /* primary key */
        {"INSERT INTO notice SELECT 99, ref, round_id, title, title_lines, issuer, issued_on, published_at FROM notice",
         ERR_CONFLICT},                                                                  /* unique */
        {"INSERT INTO calendar_day VALUES ('2099-01-01', 'holiday', 'x')", ERR_INVALID}, /* check */
        {"INSERT INTO round_setting VALUES (77, 'key', 'x')", ERR_INTERNAL},             /* no such parent */
        {"INSERT INTO meta VALUES ('k', NULL)", ERR_INTERNAL},                           /* not null */
        {"DELETE FROM audit_entry", ERR_INTERNAL},                                       /* trigger */
        {"SELECT no_such_column FROM round", ERR_INTERNAL},
    };
    struct house *h = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(db_script(h->db, rows[i].sql), rows[i].e);
    }
}

static void a_full_disk_is_told_from_other_failures(void **state)
{
    struct house *h = *state;
    const char *pages = house_sql(h, "PRAGMA page_count");
    assert_int_equal(db_script(h->db, text_format(h->a, "PRAGMA max_page_count=%s", pages)), OK);
    char *long_text = arena_alloc(h->a, 100001, 1);
    memset(long_text, 'x', 100000);
    assert_int_equal(meta_put(h->db, "long", long_text), ERR_FULL);
    assert_int_equal(house_count(h, "SELECT count(*) FROM meta WHERE key = 'long'"), 0);
    assert_int_equal(db_script(h->db, "PRAGMA max_page_count=100000"), OK);
    assert_int_equal(meta_put(h->db, "long", long_text), OK);
}

static void another_process_that_writes_is_busy_not_broken(void **state)
{
    struct arena *a = arena_new();
    const char *path = text_format(a, "%s/db", (char *)*state);
    struct house *h = house_open(path);
    struct db *other = NULL;
    assert_int_equal(db_open(path, DB_WRITER, &other), OK);
    assert_int_equal(db_script(other, "PRAGMA busy_timeout=20"), OK);
    assert_int_equal(db_begin(h->db), OK);
    assert_int_equal(db_begin(other), ERR_BUSY);
    assert_false(db_is_in_transaction(other));
    assert_int_equal(db_end(h->db, OK), OK);
    assert_int_equal(db_begin(other), OK);
    assert_int_equal(db_end(other, OK), OK);
    db_close(other);
    house_close(h);
    arena_free(a);
}

static void a_query_that_does_not_prepare_fails_and_nothing_crashes(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct db *db = NULL;
    assert_int_equal(db_open(":memory:", DB_WRITER, &db), OK); /* no schema: no table that a query names */
    struct account account;
    struct round round;
    const char *value = NULL;
    assert_true(db_prepare_all(db) > 0);
    assert_int_equal(account_by_login(db, a, "unit01", &account), ERR_INTERNAL);
    assert_int_equal(meta_get(db, a, "k", &value), ERR_INTERNAL);
    assert_int_equal(meta_put(db, "k", "v"), ERR_INTERNAL);
    assert_int_equal(round_load(db, a, &round), ERR_INTERNAL);
    assert_int_equal(migrate(db, NULL), OK); /* and is prepared again when it can be */
    assert_int_equal(meta_put(db, "k", "v"), OK);
    assert_int_equal(meta_get(db, a, "k", &value), OK);
    assert_string_equal(value, "v");
    db_close(db);
    arena_free(a);
}

static void the_nth_step_fails_once_and_only_once(void **state)
{
    struct house *h = *state;
    for (int n = 1; n <= 3; n++) {
        db_fail_nth(h->db, n);
        for (int i = 1; i <= 5; i++) {
            assert_int_equal(meta_put(h->db, "k", "v"), i == n ? ERR_INTERNAL : OK);
        }
    }
    db_fail_nth(h->db, 1);
    db_fail_nth(h->db, 0);
    assert_int_equal(meta_put(h->db, "k", "v"), OK);
}

static void a_transaction_is_whole_or_nothing(void **state)
{
    struct house *h = *state;
    const char *value = NULL;
    assert_int_equal(db_begin(h->db), OK);
    assert_int_equal(meta_put(h->db, "a", "1"), OK);
    assert_int_equal(db_end(h->db, ERR_DENIED), ERR_DENIED);
    assert_false(db_is_in_transaction(h->db));
    assert_int_equal(meta_get(h->db, h->a, "a", &value), OK);
    assert_string_equal(value, "");
    assert_int_equal(db_begin(h->db), OK);
    assert_int_equal(meta_put(h->db, "a", "1"), OK);
    db_fail_nth(h->db, 1); /* the COMMIT itself */
    assert_int_equal(db_end(h->db, OK), ERR_INTERNAL);
    assert_false(db_is_in_transaction(h->db));
    assert_int_equal(meta_get(h->db, h->a, "a", &value), OK);
    assert_string_equal(value, "");
}

static void a_savepoint_takes_back_its_own_share_alone(void **state)
{
    struct house *h = *state;
    const char *value = NULL;
    assert_int_equal(db_begin(h->db), OK);
    assert_int_equal(db_savepoint(h->db), OK);
    assert_int_equal(meta_put(h->db, "first", "1"), OK);
    assert_int_equal(db_savepoint_end(h->db, OK), OK);
    assert_int_equal(db_savepoint(h->db), OK);
    assert_int_equal(meta_put(h->db, "second", "2"), OK);
    assert_int_equal(db_savepoint_end(h->db, ERR_INVALID), ERR_INVALID);
    assert_int_equal(db_savepoint(h->db), OK);
    assert_int_equal(meta_put(h->db, "third", "3"), OK);
    db_fail_nth(h->db, 1); /* the RELEASE */
    assert_int_equal(db_savepoint_end(h->db, OK), ERR_INTERNAL);
    assert_int_equal(db_end(h->db, OK), OK);
    assert_int_equal(meta_get(h->db, h->a, "first", &value), OK);
    assert_string_equal(value, "1");
    assert_int_equal(house_count(h, "SELECT count(*) FROM meta WHERE key IN ('second', 'third')"), 0);
}

static void an_invariant_that_cannot_be_asked_counts_as_broken(void **state)
{
    struct house *h = *state;
    const char *text = NULL;
    assert_false(db_first_row(h->db, "SELECT 1 WHERE 0", h->a, &text));
    assert_true(db_first_row(h->db, "SELECT 'found'", h->a, &text));
    assert_string_equal(text, "found");
    assert_true(db_first_row(h->db, "SELECT NULL", h->a, &text));
    assert_string_equal(text, "");
    assert_true(db_first_row(h->db, "SELECT nothing_like_it FROM round", h->a, &text));
    assert_non_null(strstr(text, "nothing_like_it"));
    /* prepares, and fails when it is stepped */
    assert_true(db_first_row(h->db, "SELECT json(title) FROM round", h->a, &text));
    assert_non_null(strstr(text, "JSON"));
}

static void a_copy_is_a_whole_database(void **state)
{
    struct arena *a = arena_new();
    struct house *h = house_open(text_format(a, "%s/db", (char *)*state));
    const char *path = text_format(a, "%s/copy", (char *)*state);
    assert_int_equal(db_copy_to(h->db, path), OK);
    struct db *copy = NULL;
    assert_int_equal(db_open(path, DB_READER, &copy), OK);
    assert_string_equal(ask(copy, a, "PRAGMA integrity_check"), "ok");
    assert_string_equal(ask(copy, a, "SELECT count(*) FROM account"), "3");
    db_close(copy);
    assert_int_equal(db_copy_to(h->db, text_format(a, "%s/no/such/dir", (char *)*state)), ERR_INTERNAL);
    house_close(h);
    arena_free(a);
}

static void a_copy_that_a_lock_cuts_short_is_no_copy(void **state)
{
    struct arena *a = arena_new();
    struct house *h = house_open(text_format(a, "%s/db", (char *)*state));
    const char *path = text_format(a, "%s/copy", (char *)*state);
    struct db *other = NULL;
    assert_int_equal(db_copy_to(h->db, path), OK);
    assert_int_equal(db_open(path, DB_WRITER, &other), OK);
    assert_int_equal(db_begin(other), OK);
    assert_int_not_equal(db_copy_to(h->db, path), OK);
    assert_int_equal(db_end(other, OK), OK);
    db_close(other);
    house_close(h);
    arena_free(a);
}

static void text_behind_a_nul_is_noticed(void **state)
{
    struct house *h = *state;
    assert_int_equal(db_script(h->db, "INSERT INTO meta VALUES ('k', 'a' || char(0) || 'b')"), OK);
    struct row *r = db_query(h->db, Q_META_GET);
    bind_text(r, ":key", "k");
    assert_int_equal(row_next(r), OK);
    assert_true(row_has_nul(r, 0));
    assert_string_equal(row_text(r, 0, h->a), "a");
    row_done(r);
    assert_int_equal(meta_put(h->db, "k", "ab"), OK);
    bind_text(r, ":key", "k");
    assert_int_equal(row_next(r), OK);
    assert_false(row_has_nul(r, 0));
    row_done(r);
}

/* quality/SECURITY.md 2: what the public pages read through. */
static void the_public_connection_finds_what_is_published_and_nothing_else(void **state)
{
    static const char *const refused[] = {
        "SELECT (SELECT COUNT(*) FROM account) FROM published_notice",
        "SELECT n.id FROM published_notice n JOIN round r ON r.id = n.round_id",
        "WITH t AS (SELECT * FROM nomination) SELECT COUNT(*) FROM t",
        "SELECT 1 FROM published_brand b WHERE EXISTS (SELECT 1 FROM recusal x WHERE x.nomination_id = "
        "b.nomination_id)",
        "SELECT name FROM sqlite_master",
        "SELECT name FROM pragma_table_info('account')",
        "PRAGMA user_version",
        "PRAGMA query_only = OFF",
        "ATTACH ':memory:' AS x",
        "DELETE FROM published_line",
        "SELECT load_extension('x')",
        "INSERT INTO published_paragraph VALUES (1, 1, 'text', 'x')",
        "CREATE TEMP TABLE published_x (a)",
        "WITH RECURSIVE t (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t) SELECT COUNT(*) FROM t"};
    static const char *const allowed[] = {
        "SELECT COUNT(*) FROM published_notice", "SELECT n.title FROM published_now n",
        "SELECT MAX(b.brand_name) FROM published_brand_now b JOIN published_line l ON l.brand_id = b.id", "BEGIN",
        "COMMIT"};
    struct arena *a = arena_new();
    struct db *open = NULL;
    struct db *closed = NULL;
    const char *path = text_format(a, "%s/db", (char *)*state);
    struct house *h = house_open(path);
    assert_int_equal(db_open(path, DB_READER, &open), OK);
    assert_int_equal(db_open(path, DB_PUBLIC, &closed), OK);
    long long others =
        strtoll(ask(open, a, "SELECT COUNT(*) FROM sqlite_master WHERE type IN ('table', 'view')"), NULL, 10);
    long long seen = 0;
    for (long long i = 0; i < others; i++) {
        const char *name = ask(open, a,
                               text_format(a,
                                           "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
                                           " ORDER BY name LIMIT 1 OFFSET %lld",
                                           i));
        bool is_public = text_starts(name, "published_");
        const char *counted = ask(closed, a, text_format(a, "SELECT 'read ' || COUNT(*) FROM \"%s\"", name));
        assert_int_equal(text_starts(counted, "read "), is_public);
        (void)ask(closed, a, text_format(a, "SELECT * FROM \"%s\"", name));
        seen += is_public;
    }
    assert_true(seen >= 7 && others > seen * 5);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        const char *said = ask(closed, a, refused[i]);
        if (strstr(said, "not authorized") == NULL && strstr(said, "prohibited") == NULL) {
            fail_msg("%s: %s", refused[i], said);
        }
    }
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
        const char *said = ask(closed, a, allowed[i]);
        assert_null(strstr(said, "not authorized"));
        assert_null(strstr(said, "prohibited"));
    }
    db_close(closed);
    db_close(open);
    house_close(h);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pragmas_that_durability_rests_on_read_back, setup_dir, teardown_dir),
        cmocka_unit_test_setup_teardown(a_file_system_without_shared_memory_is_refused, setup_dir, teardown_dir),
        cmocka_unit_test_setup_teardown(a_database_that_is_absent_is_made_by_a_writer_only, setup_dir, teardown_dir),
        cmocka_unit_test_setup_teardown(what_is_no_database_is_not_opened, setup_dir, teardown_dir),
        cmocka_unit_test_setup_teardown(a_defensive_connection_refuses_to_write_the_schema_by_hand, house_setup,
                                        house_teardown),
        cmocka_unit_test_setup_teardown(a_reader_refuses_every_kind_of_write, setup_dir, teardown_dir),
        cmocka_unit_test_setup_teardown(append_only_tables_refuse_every_way_of_changing_them, house_setup,
                                        house_teardown),
        cmocka_unit_test_setup_teardown(each_refusal_has_its_own_error, house_setup, house_teardown),
        cmocka_unit_test_setup_teardown(a_full_disk_is_told_from_other_failures, house_setup, house_teardown),
        cmocka_unit_test_setup_teardown(another_process_that_writes_is_busy_not_broken, setup_dir, teardown_dir),
        cmocka_unit_test(a_query_that_does_not_prepare_fails_and_nothing_crashes),
        cmocka_unit_test_setup_teardown(the_nth_step_fails_once_and_only_once, house_setup, house_teardown),
        cmocka_unit_test_setup_teardown(a_transaction_is_whole_or_nothing, house_setup, house_teardown),
        cmocka_unit_test_setup_teardown(a_savepoint_takes_back_its_own_share_alone, house_setup, house_teardown),
        cmocka_unit_test_setup_teardown(an_invariant_that_cannot_be_asked_counts_as_broken, house_setup,
                                        house_teardown),
        cmocka_unit_test_setup_teardown(a_copy_is_a_whole_database, setup_dir, teardown_dir),
        cmocka_unit_test_setup_teardown(a_copy_that_a_lock_cuts_short_is_no_copy, setup_dir, teardown_dir),
        cmocka_unit_test_setup_teardown(the_public_connection_finds_what_is_published_and_nothing_else, setup_dir,
                                        teardown_dir),
        cmocka_unit_test_setup_teardown(text_behind_a_nul_is_noticed, house_setup, house_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
