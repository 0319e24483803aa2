/* store_audit.c - the chain of the log: whatever is done to an entry behind the program's back is found and named. */
#include "support/store_house.h"

enum { ENTRIES = 30 };

static int open_log(void **state)
{
    struct house *h = house_open(":memory:");
    for (int i = (int)house_count(h, "SELECT count(*) FROM audit_entry"); i < ENTRIES; i++) {
        struct audit_actor who = house_actor(i % 2 == 0 ? &h->chen : NULL, IN_STAGE_1 + i);
        assert_int_equal(
            audit_append(h->db, &who, "test", "thing", text_format(h->a, "ref%d", i), "镕 𬭊 \"=1+1\"\n"), OK);
    }
    *state = h;
    return 0;
}

/* What somebody with the file and no program can do. */
static void disarm(struct house *h)
{
    assert_int_equal(db_script(h->db, "DROP TRIGGER audit_entry_is_final; DROP TRIGGER audit_entry_stays;"
                                      "PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON"),
                     OK);
}

/* 0: the chain holds; else the entry that verify names. */
static int64_t named(struct house *h)
{
    int64_t count = 0;
    int64_t bad = 0;
    const char *head = "";
    enum err e = audit_verify(h->db, h->a, &count, &head, &bad);
    if (e == OK) {
        return 0;
    }
    assert_int_equal(e, ERR_CONFLICT);
    return bad;
}

/* Does it, looks, and takes it back. */
static int64_t named_after(struct house *h, const char *sql)
{
    assert_int_equal(db_begin(h->db), OK);
    if (db_script(h->db, sql) != OK) {
        fail_msg("%s", sql);
    }
    int64_t bad = named(h);
    assert_int_equal(db_end(h->db, ERR_INVALID), ERR_INVALID);
    return bad;
}

static void an_untouched_log_holds(void **state)
{
    struct house *h = *state;
    int64_t count = 0;
    int64_t bad = 0;
    const char *head = "";
    assert_int_equal(audit_verify(h->db, h->a, &count, &head, &bad), OK);
    assert_int_equal(count, ENTRIES);
    assert_string_equal(head, house_sql(h, "SELECT mac FROM audit_entry ORDER BY id DESC"));
}

static void an_empty_log_holds_and_has_no_head(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct db *db = NULL;
    int64_t count = -1;
    int64_t bad = 0;
    const char *head = NULL;
    assert_int_equal(db_open(":memory:", DB_WRITER, &db), OK);
    assert_int_equal(migrate(db, NULL), OK);
    assert_int_equal(audit_verify(db, a, &count, &head, &bad), OK);
    assert_int_equal(count, 0);
    assert_string_equal(head, "");
    db_close(db);
    arena_free(a);
}

static void every_column_of_every_entry_is_held(void **state)
{
    static const char *const changes[] = {
        "at = at + 1",
        "actor_id = COALESCE(actor_id, 0) + 1",
        "actor_id = CASE WHEN actor_id IS NULL THEN 0 END", /* NULL to 0, and somebody to nobody */
        "actor_role = actor_role || 'x'",
        "actor_role = ''",
        "verb = verb || ' '",
        "object_kind = upper(object_kind)",
        "object_ref = object_ref || 'x'",
        "detail = detail || 'x'",
        "detail = detail || char(0)",
        "detail = detail || char(0) || 'and a lie behind a NUL'",
        "actor_role = actor_role || char(0) || 'x'",
        "verb = verb || char(0) || 'x'",
        "request_id = 'other'",
        "mac = upper(mac)",
        "mac = substr(mac, 2) || substr(mac, 1, 1)",
        "mac = mac || char(0)",
    };
    struct house *h = *state;
    int found = 0;
    disarm(h);
    for (size_t c = 0; c < sizeof changes / sizeof changes[0]; c++) {
        for (int64_t id = 1; id <= ENTRIES; id++) {
            int64_t bad = named_after(
                h, text_format(h->a, "UPDATE audit_entry SET %s WHERE id = %lld", changes[c], (long long)id));
            if (bad != id) {
                fail_msg("%s of %lld: verify named %lld", changes[c], (long long)id, (long long)bad);
            }
            found++;
        }
    }
    assert_int_equal(found, 17 * ENTRIES);
    assert_int_equal(named(h), 0);
}

static void text_that_slides_from_one_column_to_the_next_is_noticed(void **state)
{
    struct house *h = *state;
    disarm(h);
    assert_int_equal(named_after(h, "UPDATE audit_entry SET verb = 'tes', object_kind = 'tthing' WHERE id = 20"), 20);
    assert_int_equal(
        named_after(h, "UPDATE audit_entry SET object_ref = '', detail = object_ref || detail WHERE id = 20"), 20);
}

static void a_deleted_entry_is_noticed_at_its_successor(void **state)
{
    struct house *h = *state;
    disarm(h);
    assert_int_equal(named_after(h, "DELETE FROM audit_entry WHERE id = 1"), 2);
    assert_int_equal(named_after(h, "DELETE FROM audit_entry WHERE id = 15"), 16);
    assert_int_equal(named_after(h, "DELETE FROM audit_entry WHERE id BETWEEN 5 AND 9"), 10);
    /* and so when the gap is closed */
    assert_int_equal(
        named_after(h, "DELETE FROM audit_entry WHERE id = 15; UPDATE audit_entry SET id = id - 1 WHERE id > 15"), 15);
}

static void entries_that_were_exchanged_or_put_in_are_noticed(void **state)
{
    struct house *h = *state;
    disarm(h);
    assert_int_equal(named_after(h,
                                 "UPDATE audit_entry SET id = 99 WHERE id = 10; UPDATE audit_entry SET id = 10 WHERE "
                                 "id = 11; UPDATE audit_entry SET id = 11 WHERE id = 99"),
                     10);
    assert_int_equal(named_after(h, "INSERT INTO audit_entry SELECT 31, at, actor_id, actor_role, verb, object_kind, "
                                    "object_ref, detail, request_id, mac FROM audit_entry WHERE id = 30"),
                     31);
    assert_int_equal(named_after(h, "INSERT INTO audit_entry SELECT 0, at, actor_id, actor_role, verb, object_kind, "
                                    "object_ref, detail, request_id, mac FROM audit_entry WHERE id = 1"),
                     0); /* the entry that is named has the number 0: see the next line */
    int64_t count = 0;
    int64_t bad = -1;
    const char *head = "";
    assert_int_equal(db_script(h->db, "INSERT INTO audit_entry SELECT 0, at, actor_id, actor_role, verb, object_kind, "
                                      "object_ref, detail, request_id, mac FROM audit_entry WHERE id = 1"),
                     OK);
    assert_int_equal(audit_verify(h->db, h->a, &count, &head, &bad), ERR_CONFLICT);
}

/* What a chain cannot do: without its last links it is a shorter chain.  That is why its head is printed on every
 * locked sheet and shown to the auditor: there it differs. */
static void a_tail_that_was_cut_off_is_seen_only_by_the_head_that_was_noted(void **state)
{
    struct house *h = *state;
    int64_t count = 0;
    int64_t bad = 0;
    const char *noted = "";
    const char *head = "";
    assert_int_equal(audit_verify(h->db, h->a, &count, &noted, &bad), OK);
    disarm(h);
    assert_int_equal(db_script(h->db, "DELETE FROM audit_entry WHERE id > 25"), OK);
    assert_int_equal(audit_verify(h->db, h->a, &count, &head, &bad), OK);
    assert_int_equal(count, 25);
    assert_string_not_equal(head, noted);
}

static void without_the_key_no_entry_can_be_made(void **state)
{
    static const unsigned char wrong[32] = "another key";
    struct house *h = *state;
    struct audit_actor who = house_actor(NULL, IN_STAGE_1);
    unsigned char key[32];
    memcpy(key, db_audit_key(h->db), 32);
    db_set_audit_key(h->db, wrong);
    assert_int_equal(named(h), 1);
    assert_int_equal(audit_append(h->db, &who, "forged", "thing", "x", ""), OK);
    db_set_audit_key(h->db, key);
    assert_int_equal(named(h), ENTRIES + 1);
}

static void an_entry_goes_with_the_change_that_it_tells_of(void **state)
{
    struct house *h = *state;
    struct audit_actor who = house_actor(NULL, IN_STAGE_1);
    assert_int_equal(db_begin(h->db), OK);
    assert_int_equal(audit_append(h->db, &who, "undone", "thing", "x", ""), OK);
    assert_int_equal(db_end(h->db, ERR_CONFLICT), ERR_CONFLICT);
    assert_int_equal(house_count(h, "SELECT count(*) FROM audit_entry"), ENTRIES);
    assert_int_equal(audit_append(h->db, &who, "done", "thing", "x", ""), OK);
    assert_int_equal(house_count(h, "SELECT max(id) FROM audit_entry"), ENTRIES + 1);
    assert_int_equal(named(h), 0);
}

static void a_log_that_cannot_be_read_is_a_failure_not_an_alteration(void **state)
{
    struct house *h = *state;
    for (int n = 1; n <= ENTRIES + 1; n++) {
        int64_t count = 0;
        int64_t bad = 0;
        const char *head = "";
        db_fail_nth(h->db, n);
        assert_int_equal(audit_verify(h->db, h->a, &count, &head, &bad), ERR_INTERNAL);
    }
    assert_int_equal(named(h), 0);
}

#define LOG_TEST(f) cmocka_unit_test_setup_teardown(f, open_log, house_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOG_TEST(an_untouched_log_holds),
        cmocka_unit_test(an_empty_log_holds_and_has_no_head),
        LOG_TEST(every_column_of_every_entry_is_held),
        LOG_TEST(text_that_slides_from_one_column_to_the_next_is_noticed),
        LOG_TEST(a_deleted_entry_is_noticed_at_its_successor),
        LOG_TEST(entries_that_were_exchanged_or_put_in_are_noticed),
        LOG_TEST(a_tail_that_was_cut_off_is_seen_only_by_the_head_that_was_noted),
        LOG_TEST(without_the_key_no_entry_can_be_made),
        LOG_TEST(an_entry_goes_with_the_change_that_it_tells_of),
        LOG_TEST(a_log_that_cannot_be_read_is_a_failure_not_an_alteration),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
