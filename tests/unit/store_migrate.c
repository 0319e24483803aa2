/* store_migrate.c - the migrations make the schema, once, and never touch a database that is newer than the program.
 *
 * JIANPIN_GOLDEN=1 build/tests/store_migrate writes tests/golden/schema.txt anew; the diff is the review. */
#include "sql_files.h"
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

/* 0022 puts the words of published brands into a table of their own. */
static void what_was_published_before_words_could_be_corrected_reads_the_same(void **state)
{
    enum { BEFORE = 21 };
    (void)state;
    struct arena *a = arena_new();
    struct db *db = open_empty();
    const char *text = "";
    size_t done = 0;
    for (size_t i = 0; done < BEFORE; i++) {
        assert_true(i < sql_files_len);
        if (text_starts(sql_files[i].path, "sql/migrations/")) {
            assert_int_equal(db_script(db, (const char *)sql_files[i].bytes), OK);
            done++;
        }
    }
    assert_int_equal(db_set_schema_version(db, BEFORE), OK);
    assert_int_equal(
        db_script(db,
                  "PRAGMA foreign_keys=OFF;"
                  "INSERT INTO published_notice VALUES (1, 'n', 1, 1, '甲', '甲', '乙', '2015-07-21', '2015-07-21', "
                  "'2015-07-25', 4, 'number', '', '{}', printf('%064d', 0), 'c', 5);"
                  "INSERT INTO published_brand VALUES (7, 'b7', 1, 1, '一路暖行', '公交', '窗口', '交通', '局', "
                  "'口号', '简介'), (9, 'b9', 1, 2, '清泉到家', '水务', '', '水务', '局', '', '另一份');"
                  "INSERT INTO published_part VALUES (9, 1, '管理机制', '有制度');"
                  "INSERT INTO published_picture VALUES (9, 1, 'logo', printf('%064d', 1), printf('%064d', 2), "
                  "'png', 3, 4, '标识');"
                  "INSERT INTO published_line VALUES (1, 1, 9, 0, ''), (1, 2, 7, 1, '退出');"
                  "PRAGMA foreign_keys=ON;"),
        OK);
    assert_int_equal(migrate(db, NULL), OK);
    static const struct {
        const char *sql, *is;
    } rows[] = {
        {"SELECT group_concat(l.place || b.ref || t.brand_name || t.unit_name || t.summary || l.is_removed || "
         "l.removal_text || l.return_text || t.hides_before) FROM (SELECT * FROM published_line ORDER BY place) l JOIN "
         "published_brand b ON b.id = "
         "l.brand_id JOIN published_text t ON t.id = l.text_id",
         "1b9清泉到家水务另一份00,2b7一路暖行公交简介1退出0"},
        {"SELECT b.ref || p.title || p.text FROM published_part p JOIN published_text t ON t.id = p.text_id JOIN "
         "published_brand b ON b.id = t.brand_id",
         "b9管理机制有制度"},
        {"SELECT b.ref || p.caption FROM published_picture p JOIN published_text t ON t.id = p.text_id JOIN "
         "published_brand b ON b.id = t.brand_id",
         "b9标识"},
        {"SELECT window_name || slogan FROM published_brand_now WHERE ref = 'b7'", "窗口口号"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!db_first_row(db, rows[i].sql, a, &text)) {
            fail_msg("%s: %s", rows[i].sql, text);
        }
        assert_string_equal(text, rows[i].is);
    }
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
        cmocka_unit_test(what_was_published_before_words_could_be_corrected_reads_the_same),
        cmocka_unit_test(the_round_is_seeded_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
