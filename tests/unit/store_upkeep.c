/* store_upkeep.c - what `jianpin check`, `backup` and `passwd` read and write beside the pages. */
#include "sql_files.h"
#include "store/upkeep_store.h"
#include "support/store_house.h"

static size_t files_under(const char *place)
{
    size_t n = 0;
    for (size_t i = 0; i < sql_files_len; i++) {
        n += text_starts(sql_files[i].path, place) ? 1 : 0;
    }
    return n;
}

static void the_program_works_with_the_schema_of_its_last_migration(void **state)
{
    struct house *h = *state;
    assert_int_equal(migrations_known(), files_under("sql/migrations/"));
    assert_int_equal(migrations_known(), house_count(h, "PRAGMA user_version"));
}

/* A nomination of this person's body, submitted. */
static struct nomination submitted_at(struct house *h, const struct account *by, int64_t at)
{
    struct nomination n = house_nomination(h, by);
    struct nomination now;
    (void)house_save(h, by, &n, "unit", house_mark(h, &n, "unit"),
                     VALUES(h, {"sector_id", 0, "water"}, {"district_id", 0, "wujin"}));
    struct audit_actor who = house_actor(by, at);
    struct value_list values = house_draft(h, &n);
    assert_int_equal(nomination_submit(h->db, h->a, &who, &h->round, &n, &values), OK);
    assert_int_equal(nomination_by_ref(h->db, h->a, n.ref, &now), OK);
    return now;
}

/* The row that the invariant of this name told; NULL when it holds, "" when nobody asked it. */
static const char *row_of(const struct invariant *list, size_t len, const char *name)
{
    for (size_t i = 0; i < len; i++) {
        if (strcmp(list[i].name, name) == 0) {
            return list[i].offending;
        }
    }
    return "";
}

static void every_invariant_is_asked_and_the_broken_one_tells_its_row(void **state)
{
    struct house *h = *state;
    struct invariant *list = NULL;
    size_t len = invariant_list(h->db, h->a, &list);
    assert_int_equal(len, files_under("sql/invariants/"));
    for (size_t i = 0; i < len; i++) {
        assert_null(list[i].offending);
        assert_true(i == 0 || strcmp(list[i - 1].name, list[i].name) < 0);
        assert_null(strchr(list[i].name, '.'));
    }
    struct nomination n = submitted_at(h, &h->chen, IN_STAGE_1 + 300);
    assert_int_equal(db_script(h->db, "UPDATE nomination SET version_no = 2"), OK);
    assert_int_equal(invariant_list(h->db, h->a, &list), len);
    assert_string_equal(row_of(list, len, "submitted_has_version"), n.receipt_no);
    assert_null(row_of(list, len, "receipt_numbers_are_dense"));
}

static void add_media(struct house *h, char digit, char thumb_digit, int64_t bytes)
{
    char sha[65] = {0};
    char thumb[65] = {0};
    memset(sha, digit, 64);
    memset(thumb, thumb_digit, 64);
    struct media_row m = {
        .sha256 = sha, .kind = "png", .thumb = thumb, .byte_count = bytes, .width = 600, .height = 400};
    assert_int_equal(media_row_add(h->db, &m, IN_STAGE_1), OK);
}

static void stored_pictures_are_listed_by_name_and_both_of_their_files_are_known(void **state)
{
    struct house *h = *state;
    struct media_names *list = NULL;
    size_t len = 99;
    assert_int_equal(media_name_list(h->db, h->a, &list, &len), OK);
    assert_int_equal(len, 0);
    static const char digits[] = "59378";
    for (size_t i = 0; digits[i] != '\0'; i++) {
        add_media(h, digits[i], 'a', 10 + digits[i]);
    }
    assert_int_equal(media_name_list(h->db, h->a, &list, &len), OK);
    assert_int_equal(len, 5); /* past two doublings of the list */
    for (size_t i = 0; i < len; i++) {
        assert_int_equal(list[i].sha256[0], "35789"[i]);
        assert_int_equal(list[i].byte_count, 10 + "35789"[i]);
        assert_int_equal(strlen(list[i].thumb), 64);
        assert_true(media_is_named(h->db, list[i].sha256));
        assert_true(media_is_named(h->db, list[i].thumb));
    }
    assert_false(media_is_named(h->db, "0000000000000000000000000000000000000000000000000000000000000000"));
}

/* The sweep removes files that nothing names: a database that does not answer must not make it remove them all. */
static void without_an_answer_a_file_counts_as_named(void **state)
{
    struct house *h = *state;
    assert_int_equal(db_script(h->db, "ALTER TABLE media_file RENAME TO away"), OK);
    assert_true(media_is_named(h->db, "0000000000000000000000000000000000000000000000000000000000000000"));
    struct media_names *list = NULL;
    size_t len = 0;
    assert_int_equal(media_name_list(h->db, h->a, &list, &len), ERR_INTERNAL);
}

static int64_t locked_until(struct house *h, const char *login, const char *source)
{
    int64_t until = -1;
    assert_int_equal(signin_locked_until(h->db, login, source, IN_STAGE_1, &until), OK);
    return until;
}

static void lock_out(struct house *h, const char *login, const char *source)
{
    struct audit_actor who = house_actor(NULL, IN_STAGE_1);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(signin_failed(h->db, &who, login, source), OK);
    }
    assert_true(locked_until(h, login, source) > IN_STAGE_1);
}

static void a_new_password_unlocks_its_login_everywhere_and_no_other(void **state)
{
    struct house *h = *state;
    lock_out(h, "unit01", "192.0.2.7");
    lock_out(h, "unit01", "192.0.2.8");
    lock_out(h, "unit012", "192.0.2.9");
    lock_out(h, "unit0_", "192.0.2.10");
    assert_int_equal(signin_unlock(h->db, "UNIT01"), OK); /* a login's case never matters */
    assert_int_equal(locked_until(h, "unit01", "192.0.2.7"), 0);
    assert_int_equal(locked_until(h, "unit01", "192.0.2.8"), 0);
    assert_true(locked_until(h, "unit012", "192.0.2.9") > IN_STAGE_1);
    assert_int_equal(signin_unlock(h->db, "unit0_"), OK); /* the sign of LIKE is a letter like another */
    assert_true(locked_until(h, "unit012", "192.0.2.9") > IN_STAGE_1);
    assert_int_equal(locked_until(h, "unit0_", "192.0.2.10"), 0);
}

static void versions_come_out_whole_in_the_order_of_their_submission(void **state)
{
    struct house *h = *state;
    struct nomination bus = submitted_at(h, &h->zhou, IN_STAGE_1 + 300);
    struct nomination water = submitted_at(h, &h->chen, IN_STAGE_1 + 301);
    struct version_row *list = NULL;
    size_t len = 0;
    assert_int_equal(version_list(h->db, h->a, 0, &list, &len), OK);
    assert_int_equal(len, 2);
    const struct nomination *const order[] = {&bus, &water};
    for (size_t i = 0; i < len; i++) {
        struct version v;
        struct value_list values;
        assert_int_equal(version_get(h->db, h->a, order[i]->id, 1, &v, &values), OK);
        assert_string_equal(list[i].nomination_ref, order[i]->ref);
        assert_int_equal(list[i].id, v.id);
        assert_int_equal(list[i].version_no, 1);
        assert_string_equal(list[i].record, v.record);
        assert_string_equal(list[i].sha256, v.sha256);
        assert_string_equal(list[i].receipt_no, order[i]->receipt_no);
    }
    assert_int_equal(version_list(h->db, h->a, h->round.id, &list, &len), OK);
    assert_int_equal(len, 2);
    assert_int_equal(version_list(h->db, h->a, h->round.id + 1, &list, &len), OK);
    assert_int_equal(len, 0);
}

#define SENTENCE(f) cmocka_unit_test_setup_teardown(f, house_setup, house_teardown)

int main(void)
{
    const struct CMUnitTest all[] = {
        SENTENCE(the_program_works_with_the_schema_of_its_last_migration),
        SENTENCE(every_invariant_is_asked_and_the_broken_one_tells_its_row),
        SENTENCE(stored_pictures_are_listed_by_name_and_both_of_their_files_are_known),
        SENTENCE(without_an_answer_a_file_counts_as_named),
        SENTENCE(a_new_password_unlocks_its_login_everywhere_and_no_other),
        SENTENCE(versions_come_out_whole_in_the_order_of_their_submission),
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}
