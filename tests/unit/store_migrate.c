/* store_migrate.c - the migrations make the schema, once, and never touch a database that is newer than the program.
 *
 * JIANPIN_GOLDEN=1 build/tests/store_migrate writes tests/golden/schema.txt anew; the diff is the review. */
#include "store/upkeep_store.h"
#include "support/store_house.h"

#define SCHEMA_TXT "tests/golden/schema.txt"

static struct db *open_empty(void)
{
    struct db *db = NULL;
    assert_int_equal(db_open(":memory:", DB_WRITER, &db), OK);
    return db;
}

static int64_t version_of(struct db *db)
{
    int64_t v = -1;
    assert_int_equal(db_schema_version(db, &v), OK);
    return v;
}

static const char *schema_of(struct db *db, struct arena *a)
{
    const char *text = "";
    (void)db_first_row(db,
                       "SELECT group_concat(sql, ';' || char(10) || char(10)) || ';' || char(10) FROM (SELECT sql FROM "
                       "sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name)",
                       a, &text);
    return text;
}

static void an_empty_database_gets_every_migration(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct db *db = open_empty();
    const char *text = "";
    assert_int_equal(version_of(db), 0);
    assert_int_equal(migrate(db, NULL), OK);
    assert_true(migrations_known() >= 1);
    assert_int_equal(version_of(db), migrations_known());
    assert_int_equal(db_prepare_all(db), 0);
    assert_false(db_first_row(db, "PRAGMA foreign_key_check", a, &text));
    db_close(db);
    arena_free(a);
}

static void a_second_time_changes_nothing(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct db *db = open_empty();
    assert_int_equal(migrate(db, NULL), OK);
    assert_int_equal(meta_put(db, "k", "v"), OK);
    const char *schema = schema_of(db, a);
    const char *value = NULL;
    assert_int_equal(migrate(db, NULL), OK);
    assert_int_equal(version_of(db), migrations_known());
    assert_string_equal(schema_of(db, a), schema);
    assert_int_equal(meta_get(db, a, "k", &value), OK);
    assert_string_equal(value, "v");
    db_close(db);
    arena_free(a);
}

static void a_newer_database_is_refused_and_left_alone(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct db *db = open_empty();
    assert_int_equal(migrate(db, NULL), OK);
    assert_int_equal(db_set_schema_version(db, migrations_known() + 1), OK);
    const char *schema = schema_of(db, a);
    assert_int_equal(migrate(db, NULL), ERR_CONFLICT);
    assert_int_equal(version_of(db), migrations_known() + 1);
    assert_string_equal(schema_of(db, a), schema);
    db_close(db);
    arena_free(a);
}

/* Every table says its types, keeps its rows' references, and has a name of the glossary; the text is the review. */
static void the_schema_is_the_one_that_was_reviewed(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct db *db = open_empty();
    assert_int_equal(migrate(db, NULL), OK);
    const char *is = schema_of(db, a);
    if (getenv("JIANPIN_GOLDEN") != NULL) {
        FILE *out = fopen(SCHEMA_TXT, "wb");
        assert_non_null(out);
        assert_int_equal(fwrite(is, 1, strlen(is), out), strlen(is));
        assert_int_equal(fclose(out), 0);
    }
    size_t max = 1 << 20;
    char *was = arena_alloc(a, max + 1, 1);
    FILE *in = fopen(SCHEMA_TXT, "rb");
    assert_non_null(in);
    assert_true(fread(was, 1, max, in) < max);
    assert_int_equal(fclose(in), 0);
    assert_string_equal(is, was);
    db_close(db);
    arena_free(a);
}

static void every_table_is_strict(void **state)
{
    struct house *h = *state;
    assert_string_equal(
        house_sql(h, "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name "
                     "NOT LIKE 'sqlite%' AND NOT strict"),
        "");
    assert_true(house_count(h, "SELECT count(*) FROM pragma_table_list WHERE strict") > 25);
}

static void the_round_is_seeded_whole_or_not_at_all(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct db *db = open_empty();
    const char *text = "";
    assert_int_equal(migrate(db, NULL), OK);
    /* in the way of the last rows of the seed */
    assert_int_equal(db_script(db, "CREATE TRIGGER in_the_way BEFORE INSERT ON copy_label BEGIN SELECT RAISE(ABORT, "
                                   "'in the way'); END"),
                     OK);
    assert_int_not_equal(seed_round(db), OK);
    assert_false(db_is_in_transaction(db));
    assert_true(
        db_first_row(db, "SELECT (SELECT count(*) FROM round) + (SELECT count(*) FROM calendar_day)", a, &text));
    assert_string_equal(text, "0");
    assert_int_equal(db_script(db, "DROP TRIGGER in_the_way"), OK);
    assert_int_equal(seed_round(db), OK);
    assert_int_equal(seed_round(db), ERR_CONFLICT);
    assert_false(db_is_in_transaction(db));
    db_close(db);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_database_gets_every_migration),
        cmocka_unit_test(a_second_time_changes_nothing),
        cmocka_unit_test(a_newer_database_is_refused_and_left_alone),
        cmocka_unit_test(the_schema_is_the_one_that_was_reviewed),
        cmocka_unit_test_setup_teardown(every_table_is_strict, house_setup, house_teardown),
        cmocka_unit_test(the_round_is_seeded_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
