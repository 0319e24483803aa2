/* store_nomination.c - a nomination is begun once, submitted into versions that never change, and each change behind
 * the program's back is found.  PRODUCT.md section 3, handbook 1.3. */
#include "domain/receipt.h"
#include "support/store_house.h"

enum { SUBMITTED = IN_STAGE_1 + 600 };

static const char RARE[] = "朱镕 堃 喆 昇 龑 䶮 㛃 㬎 𬭊 𫖯 𤧛 𬬭";

/* A draft with awkward answers in it, of the sector 供水 in 武进. */
static void fill(struct house *h, const struct account *by, const struct nomination *n)
{
    (void)house_save(h, by, n, "unit", house_mark(h, n, "unit"),
                     VALUES(h, {"unit_name", 0, RARE}, {"window_name", 0, "<b>&\"'"}, {"sector_id", 0, "water"},
                            {"district_id", 0, "wujin"}, {"unit_address", 0, "=1+1"}));
    (void)house_save(h, by, n, "brand", house_mark(h, n, "brand"),
                     VALUES(h, {"brand_name", 0, "“23℃人社服务”"}, {"brand_slogan", 0, "小区改造‘五共’工作法"}));
    (void)house_save(
        h, by, n, "story", house_mark(h, n, "story"),
        VALUES(h, {"main_story", 0, "一行\\斜线\n\t制表\x7f\x1b\n全角１２３　空格 \"引号\" \xF0\x9F\x98\x80"}));
    (void)house_save(h, by, n, "honours", house_mark(h, n, "honours"),
                     VALUES(h, {"honours.name", 1, "文明单位"}, {"honours.giver", 1, "市文明委"},
                            {"honours.month", 1, "2014-11"}, {"honours.name", 2, "青年文明号"},
                            {"honours.giver", 2, "团市委"}, {"honours.month", 2, "2013-05"}));
}

static enum err submit_at(struct house *h, const struct account *by, const struct nomination *n, int64_t at)
{
    struct audit_actor who = house_actor(by, at);
    struct value_list values = house_draft(h, n);
    return nomination_submit(h->db, h->a, &who, &h->round, n, &values);
}

static struct nomination fresh(struct house *h, const struct nomination *n)
{
    struct nomination now;
    assert_int_equal(nomination_by_ref(h->db, h->a, n->ref, &now), OK);
    return now;
}

static struct nomination submitted(struct house *h, const struct account *by)
{
    struct nomination n = house_nomination(h, by);
    fill(h, by, &n);
    assert_int_equal(submit_at(h, by, &n, SUBMITTED), OK);
    return fresh(h, &n);
}

static struct version version_of(struct house *h, const struct nomination *n, int version_no, struct value_list *values)
{
    struct version v;
    assert_int_equal(version_get(h->db, h->a, n->id, version_no, &v, values), OK);
    return v;
}

/* ---- beginning ---- */

static void a_body_begins_once(void **state)
{
    struct house *h = *state;
    struct nomination n = house_nomination(h, &h->chen);
    struct audit_actor who = house_actor(&h->wang, IN_STAGE_1);
    const char *ref = "untouched";
    assert_int_equal(n.state, NOMINATION_DRAFT);
    assert_int_equal(n.version_no, 0);
    assert_string_equal(n.receipt_no, "");
    assert_string_equal(n.route, "");
    assert_int_equal(n.body_id, h->water.id);
    assert_int_equal(strlen(n.ref), 16); /* 10 random bytes */
    assert_int_equal(
        nomination_start(&(struct writing){h->db, &h->rnd, h->a, &who}, &h->round, h->water.id, "water", &ref),
        ERR_CONFLICT);
    assert_string_equal(ref, "untouched");
    struct nomination other = house_nomination(h, &h->zhou);
    assert_string_not_equal(other.ref, n.ref);
}

static void it_is_found_by_its_ref_and_by_its_body(void **state)
{
    struct house *h = *state;
    struct nomination got;
    assert_int_equal(nomination_of_body(h->db, h->a, h->round.id, h->water.id, &got), ERR_NOT_FOUND);
    struct nomination n = house_nomination(h, &h->chen);
    assert_int_equal(nomination_of_body(h->db, h->a, h->round.id, h->water.id, &got), OK);
    assert_string_equal(got.ref, n.ref);
    assert_int_equal(nomination_of_body(h->db, h->a, 99, h->water.id, &got), ERR_NOT_FOUND);
    assert_int_equal(nomination_of_body(h->db, h->a, h->round.id, h->bus.id, &got), ERR_NOT_FOUND);
    assert_int_equal(nomination_by_ref(h->db, h->a, "0", &got), ERR_NOT_FOUND);
    assert_int_equal(nomination_by_ref(h->db, h->a, "", &got), ERR_NOT_FOUND);
    struct nomination_facts facts = nomination_facts_of(&n);
    assert_int_equal(facts.body_id, h->water.id);
    assert_int_equal(facts.state, NOMINATION_DRAFT);
}

static void a_withdrawn_one_makes_room_for_another(void **state)
{
    struct house *h = *state;
    struct nomination first = house_nomination(h, &h->chen);
    assert_int_equal(db_script(h->db, "UPDATE nomination SET state = 'withdrawn'"), OK);
    struct nomination got;
    assert_int_equal(nomination_of_body(h->db, h->a, h->round.id, h->water.id, &got), ERR_NOT_FOUND);
    struct nomination second = house_nomination(h, &h->chen);
    assert_string_not_equal(first.ref, second.ref);
}

/* ---- the route ---- */

static void the_route_is_computed_for_every_place_and_line(void **state)
{
    struct house *h = *state;
    int counted[ROUTE__COUNT] = {0};
    for (size_t d = 0; d < h->round.districts_len; d++) {
        for (size_t s = 0; s <= h->round.sectors_len; s++) {
            bool has_sector = s < h->round.sectors_len;
            struct value_list values = VALUES(h, {"district_id", 0, h->round.districts[d].code},
                                              {"sector_id", 0, has_sector ? h->round.sectors[s].code : "none"});
            enum route want = !has_sector                                 ? ROUTE_DISTRICT
                              : h->round.districts[d].needs_local_opinion ? ROUTE_SECTOR_COUNTY
                                                                          : ROUTE_SECTOR_CITY;
            enum route got = nomination_route(&h->round, &values);
            assert_int_equal(got, want);
            counted[got]++;
        }
    }
    assert_int_equal(counted[ROUTE_SECTOR_CITY], 3 * 45);
    assert_int_equal(counted[ROUTE_SECTOR_COUNTY], 3 * 45);
    assert_int_equal(counted[ROUTE_DISTRICT], 6);
}

/* ---- submitting ---- */

static void the_first_submission_makes_version_1_with_the_first_receipt(void **state)
{
    struct house *h = *state;
    struct nomination n = submitted(h, &h->chen);
    struct value_list draft = house_draft(h, &n);
    struct value_list values;
    assert_int_equal(n.state, NOMINATION_SUBMITTED);
    assert_int_equal(n.version_no, 1);
    assert_string_equal(n.receipt_no, "CZPP-2015-0001");
    assert_string_equal(n.route, "sector_county"); /* 供水, 武进 */
    assert_int_equal(n.submitted_at, SUBMITTED);
    struct version v = version_of(h, &n, 1, &values);
    assert_int_equal(v.route, ROUTE_SECTOR_COUNTY);
    assert_int_equal(v.submitted_at, SUBMITTED);
    assert_string_equal(v.submitted_by, "陈示例");
    assert_int_equal(values.len, draft.len);
    for (size_t i = 0; i < draft.len; i++) {
        assert_string_equal(values.items[i].ident, draft.items[i].ident);
        assert_int_equal(values.items[i].row_no, draft.items[i].row_no);
        assert_string_equal(values.items[i].value, draft.items[i].value);
    }
    assert_int_equal(version_get(h->db, h->a, n.id, 2, &v, &values), ERR_NOT_FOUND);
    assert_int_equal(version_get(h->db, h->a, n.id, 0, &v, &values), ERR_NOT_FOUND);
}

static void the_fingerprint_is_the_sha256_of_the_record(void **state)
{
    struct house *h = *state;
    struct nomination n = submitted(h, &h->chen);
    struct value_list values;
    struct version v = version_of(h, &n, 1, &values);
    unsigned char digest[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(digest, (const unsigned char *)v.record, strlen(v.record));
    assert_string_equal(v.sha256, text_hex(h->a, digest, sizeof digest));
    const char *code = NULL;
    assert_int_equal(check_code(h->a, v.sha256, &code), OK);
    assert_string_equal(v.check_code, code);
    assert_string_equal(house_sql(h, "SELECT detail FROM audit_entry WHERE verb = 'nomination_submit'"),
                        text_format(h->a, "receipt=CZPP-2015-0001 version=1 sha256=%s", v.sha256));
}

static void the_record_is_json_that_holds_every_answer(void **state)
{
    struct house *h = *state;
    struct nomination n = submitted(h, &h->chen);
    struct value_list values;
    struct version v = version_of(h, &n, 1, &values);
    static const struct {
        const char *path, *value;
    } heads[] = {
        {"$.format", "jianpin-nomination-1"},
        {"$.round", "2015-3"},
        {"$.receipt_no", "CZPP-2015-0001"},
        {"$.version", "1"},
        {"$.route", "sector_county"},
        {"$.submitted_at", "2015-06-18T15:10:00+08:00"},
        {"$.nominating_unit", "示例市第一供水服务有限公司"},
    };
    assert_string_equal(house_sql(h, "SELECT json_valid(record) FROM nomination_version"), "1");
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        assert_string_equal(
            house_sql(h, text_format(h->a, "SELECT json_extract(record, '%s') FROM nomination_version", heads[i].path)),
            heads[i].value);
    }
    assert_int_equal(house_count(h, "SELECT json_array_length(record, '$.values') FROM nomination_version"),
                     values.len);
    for (size_t i = 0; i < values.len; i++) {
        const char *path = text_format(h->a, "$.values[%zu]", i);
        assert_string_equal(
            house_sql(h, text_format(h->a, "SELECT json_extract(record, '%s[0]') FROM nomination_version", path)),
            values.items[i].ident);
        assert_int_equal(
            house_count(h, text_format(h->a, "SELECT json_extract(record, '%s[1]') FROM nomination_version", path)),
            values.items[i].row_no);
        assert_string_equal(
            house_sql(h, text_format(h->a, "SELECT json_extract(record, '%s[2]') FROM nomination_version", path)),
            values.items[i].value);
    }
    assert_non_null(strstr(v.record, RARE)); /* as typed, not as \\u escapes */
    assert_true(utf8_is_valid(v.record, strlen(v.record)));
    for (const char *p = v.record; *p != '\0'; p++) {
        assert_true((unsigned char)*p >= 0x20 && *p != 0x7f);
    }
}

static void the_same_answers_make_the_same_bytes_in_whatever_order_they_come(void **state)
{
    (void)state;
    const char *records[3];
    struct arena *a = arena_new();
    for (int i = 0; i < 3; i++) {
        struct house *h = house_open(":memory:");
        struct nomination n = house_nomination(h, &h->chen);
        struct audit_actor who = house_actor(&h->chen, SUBMITTED);
        struct value_list values = VALUES(h, {"unit_name", 0, "甲"}, {"brand_name", 0, "乙"}, {"honours.name", 2, "丁"},
                                          {"honours.name", 1, i == 2 ? "别的" : "丙"}, {"sector_id", 0, "water"});
        for (size_t k = 0; i == 1 && k < values.len / 2; k++) { /* backwards */
            struct form_value v = values.items[k];
            values.items[k] = values.items[values.len - 1 - k];
            values.items[values.len - 1 - k] = v;
        }
        assert_int_equal(nomination_submit(h->db, h->a, &who, &h->round, &n, &values), OK);
        const char *record = house_sql(h, "SELECT record || sha256 || check_code FROM nomination_version");
        records[i] = arena_copy(a, record, strlen(record));
        house_close(h);
    }
    assert_string_equal(records[0], records[1]);
    assert_string_not_equal(records[0], records[2]);
    arena_free(a);
}

static void receipts_are_dense_and_in_the_order_of_submission(void **state)
{
    struct house *h = *state;
    static const char *const want[] = {"CZPP-2015-0001", "CZPP-2015-0002", "CZPP-2015-0003", "CZPP-2015-0004",
                                       "CZPP-2015-0005"};
    for (int i = 0; i < 5; i++) {
        struct body b = house_body(h, text_format(h->a, "示例市第%d窗口", i), "xinbei", "bank");
        struct account by = house_account(h, text_format(h->a, "window%d", i), "甲", b.id);
        struct nomination n = house_nomination(h, &by);
        assert_int_equal(db_begin(h->db), OK);
        enum err e = submit_at(h, &by, &n, SUBMITTED + i);
        if (i == 2) { /* one that fails after its number was taken gives it back */
            assert_int_equal(db_end(h->db, ERR_CLOSED), ERR_CLOSED);
            assert_int_equal(db_begin(h->db), OK);
            e = submit_at(h, &by, &n, SUBMITTED + i);
        }
        assert_int_equal(db_end(h->db, e), OK);
        assert_string_equal(fresh(h, &n).receipt_no, want[i]);
    }
    int64_t count = 0;
    assert_int_equal(nomination_submitted_count(h->db, h->round.id, &count), OK);
    assert_int_equal(count, 5);
    assert_int_equal(nomination_submitted_count(h->db, 99, &count), OK);
    assert_int_equal(count, 0);
}

static void the_second_of_two_submissions_is_a_conflict(void **state)
{
    struct house *h = *state;
    struct nomination n = house_nomination(h, &h->chen);
    fill(h, &h->chen, &n);
    assert_int_equal(submit_at(h, &h->chen, &n, SUBMITTED), OK);
    assert_int_equal(db_begin(h->db), OK);
    enum err e = submit_at(h, &h->wang, &n, SUBMITTED); /* his page still says draft */
    assert_int_equal(e, ERR_CONFLICT);
    assert_int_equal(db_end(h->db, e), ERR_CONFLICT);
    struct nomination now = fresh(h, &n);
    assert_int_equal(submit_at(h, &h->chen, &now, SUBMITTED), ERR_CONFLICT); /* and one that knows better */
    assert_int_equal(house_count(h, "SELECT count(*) FROM nomination_version"), 1);
    assert_int_equal(house_count(h, "SELECT next_receipt FROM round"), 2);
}

static void a_second_version_keeps_the_receipt_and_leaves_the_first_alone(void **state)
{
    struct house *h = *state;
    struct nomination n = submitted(h, &h->chen);
    struct value_list values;
    const char *first = version_of(h, &n, 1, &values).record;
    assert_int_equal(db_script(h->db, "UPDATE nomination SET state = 'draft'"), OK); /* returned for revision */
    n = fresh(h, &n);
    (void)house_save(h, &h->wang, &n, "brand", house_mark(h, &n, "brand"), VALUES(h, {"brand_name", 0, "新名"}));
    assert_int_equal(submit_at(h, &h->wang, &n, SUBMITTED + 60), OK);
    n = fresh(h, &n);
    assert_int_equal(n.version_no, 2);
    assert_string_equal(n.receipt_no, "CZPP-2015-0001");
    struct version v = version_of(h, &n, 2, &values);
    assert_string_equal(value_get(&values, "brand_name", 0), "新名");
    assert_string_equal(v.submitted_by, "王示例");
    assert_string_equal(version_of(h, &n, 1, &values).record, first);
    assert_string_equal(value_get(&values, "brand_name", 0), "“23℃人社服务”");
    house_is_sound(h);
}

static void a_record_beyond_all_bounds_is_refused(void **state)
{
    struct house *h = *state;
    struct nomination n = house_nomination(h, &h->chen);
    struct audit_actor who = house_actor(&h->chen, SUBMITTED);
    char *long_text = arena_alloc(h->a, (1 << 20) + 1, 1);
    memset(long_text, 'x', 1 << 20);
    struct value_list values = VALUES(h, {"main_story", 0, long_text});
    assert_int_equal(db_begin(h->db), OK);
    enum err e = nomination_submit(h->db, h->a, &who, &h->round, &n, &values);
    assert_int_equal(e, ERR_TOO_LARGE);
    assert_int_equal(db_end(h->db, e), ERR_TOO_LARGE);
    assert_int_equal(fresh(h, &n).state, NOMINATION_DRAFT);
    assert_int_equal(house_count(h, "SELECT next_receipt FROM round"), 1);
}

/* ---- for ever ---- */

static void a_version_can_not_be_changed(void **state)
{
    static const char *const ways[] = {
        "UPDATE nomination_version SET record = '{}'",
        "UPDATE nomination_version SET check_code = 'x' WHERE id = 1",
        "DELETE FROM nomination_version",
        "REPLACE INTO nomination_version SELECT * FROM nomination_version",
        "INSERT OR REPLACE INTO nomination_version SELECT id, nomination_id, version_no, submitted_at, submitted_by, "
        "route, "
        "'{}', sha256, check_code FROM nomination_version",
        "UPDATE version_value SET value = 'x'",
        "DELETE FROM version_value WHERE ident = 'brand_name'",
        "REPLACE INTO version_value SELECT version_id, ident, row_no, 'x' FROM version_value",
        "UPDATE OR REPLACE version_value SET ident = 'brand_name' WHERE ident = 'brand_slogan'",
        "DELETE FROM nomination",
    };
    struct house *h = *state;
    (void)submitted(h, &h->chen);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (db_script(h->db, ways[i]) == OK) {
            fail_msg("it took: %s", ways[i]);
        }
    }
    house_is_sound(h);
}

/* What somebody with the file and no program can do. */
static void disarm(struct house *h)
{
    assert_int_equal(db_script(h->db, "DROP TRIGGER nomination_version_is_final; DROP TRIGGER nomination_version_stays;"
                                      "DROP TRIGGER version_value_is_final; DROP TRIGGER version_value_stays;"
                                      "PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON"),
                     OK);
}

static int64_t named_after(struct house *h, const char *sql)
{
    int64_t count = 0;
    int64_t bad = -1;
    assert_int_equal(db_begin(h->db), OK);
    if (db_script(h->db, sql) != OK) {
        fail_msg("%s", sql);
    }
    enum err e = version_verify(h->db, 0, &count, &bad);
    if (e != ERR_CONFLICT) {
        fail_msg("not found: %s", sql);
    }
    assert_int_equal(db_end(h->db, ERR_INVALID), ERR_INVALID);
    return bad;
}

static void every_change_of_a_version_is_found_and_named(void **state)
{
    static const char *const changes[] = {
        "UPDATE nomination_version SET record = replace(record, '服务', '服雾') WHERE id = 2",
        "UPDATE nomination_version SET record = record || ' ' WHERE id = 2",
        "UPDATE nomination_version SET record = record || char(0) || 'x' WHERE id = 2",
        "UPDATE nomination_version SET sha256 = replace(sha256, substr(sha256, 1, 1), 'x') WHERE id = 2",
        "UPDATE nomination_version SET check_code = 'AAAA-AAAA' WHERE id = 2",
        "UPDATE nomination_version SET version_no = 7 WHERE id = 2",
        "UPDATE nomination_version SET submitted_at = submitted_at - 1 WHERE id = 2",
        "UPDATE nomination_version SET route = 'district' WHERE id = 2",
        "UPDATE version_value SET value = 'x' WHERE version_id = 2 AND ident = 'brand_name'",
        "UPDATE version_value SET value = value || char(0) || 'x' WHERE version_id = 2 AND ident = 'brand_name'",
        "UPDATE version_value SET row_no = 3 WHERE version_id = 2 AND ident LIKE 'honours.%' AND row_no = 2",
        "UPDATE version_value SET ident = 'brand_title' WHERE version_id = 2 AND ident = 'brand_name'",
        "DELETE FROM version_value WHERE version_id = 2 AND ident = 'brand_name'",
        "DELETE FROM version_value WHERE version_id = 2",
        "INSERT INTO version_value VALUES (2, 'zzz', 0, 'x')",
        "UPDATE nomination SET receipt_no = 'CZPP-2015-9999' WHERE id = 2",
        "UPDATE nomination SET ref = 'another' WHERE id = 2",
    };
    struct house *h = *state;
    (void)submitted(h, &h->chen);
    (void)submitted(h, &h->zhou);
    house_is_sound(h);
    disarm(h);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        if (named_after(h, changes[i]) != 2) {
            fail_msg("not named: %s", changes[i]);
        }
    }
}

static void a_version_with_a_new_fingerprint_of_its_own_is_unknown_to_the_log(void **state)
{
    struct house *h = *state;
    struct nomination n = submitted(h, &h->chen);
    struct value_list values;
    struct version v = version_of(h, &n, 1, &values);
    char *forged = arena_copy(h->a, v.record, strlen(v.record));
    memcpy(strstr(forged, "23"), "99", 2);
    unsigned char digest[crypto_hash_sha256_BYTES];
    const char *code = NULL;
    (void)crypto_hash_sha256(digest, (const unsigned char *)forged, strlen(forged));
    const char *sha256 = text_hex(h->a, digest, sizeof digest);
    assert_int_equal(check_code(h->a, sha256, &code), OK);
    disarm(h);
    assert_int_equal(
        named_after(h, text_format(h->a,
                                   "UPDATE nomination_version SET sha256 = '%s', check_code = '%s', record = "
                                   "replace(record, '23℃', '99℃');"
                                   "UPDATE version_value SET value = replace(value, '23℃', '99℃')",
                                   sha256, code)),
        1);
}

static void a_version_that_is_gone_is_missed(void **state)
{
    struct house *h = *state;
    (void)submitted(h, &h->chen);
    (void)submitted(h, &h->zhou);
    disarm(h);
    assert_int_equal(named_after(h,
                                 "DELETE FROM version_value WHERE version_id = 1; DELETE FROM nomination_version WHERE "
                                 "id = 1"),
                     0);
    assert_int_equal(named_after(h,
                                 "DELETE FROM version_value WHERE version_id = 2; DELETE FROM nomination_version WHERE "
                                 "id = 2; DELETE FROM nomination WHERE id = 2"),
                     0);
}

static void verify_goes_on_behind_what_it_has_named(void **state)
{
    struct house *h = *state;
    int64_t count = 0;
    int64_t bad = 0;
    (void)submitted(h, &h->chen);
    (void)submitted(h, &h->zhou);
    assert_int_equal(version_verify(h->db, 0, &count, &bad), OK);
    assert_int_equal(count, 2);
    disarm(h);
    assert_int_equal(db_script(h->db, "UPDATE version_value SET value = 'x' WHERE ident = 'brand_name'"), OK);
    assert_int_equal(version_verify(h->db, 0, &count, &bad), ERR_CONFLICT);
    assert_int_equal(bad, 1);
    assert_int_equal(version_verify(h->db, 1, &count, &bad), ERR_CONFLICT);
    assert_int_equal(bad, 2);
    assert_int_equal(version_verify(h->db, 2, &count, &bad), OK);
    assert_int_equal(count, 0);
}

static void a_unit_that_is_renamed_keeps_its_versions(void **state)
{
    struct house *h = *state;
    struct nomination n = submitted(h, &h->chen);
    struct value_list values;
    int64_t count = 0;
    int64_t bad = 0;
    assert_int_equal(db_script(h->db, "UPDATE body SET name = '示例市供水集团' WHERE id = 1"), OK);
    assert_int_equal(version_verify(h->db, 0, &count, &bad), OK);
    assert_non_null(strstr(version_of(h, &n, 1, &values).record, "示例市第一供水服务有限公司"));
}

static void versions_that_cannot_be_read_are_a_failure_not_an_alteration(void **state)
{
    struct house *h = *state;
    (void)submitted(h, &h->chen);
    int64_t count = 0;
    int64_t bad = 0;
    int failures = 0;
    for (int n = 1;; n++) {
        db_fail_nth(h->db, n);
        enum err e = version_verify(h->db, 0, &count, &bad);
        if (e == OK) {
            db_fail_nth(h->db, 0);
            break;
        }
        assert_int_equal(e, ERR_INTERNAL);
        failures++;
    }
    assert_true(failures > 10);
}

#define HOUSE_TEST(f) cmocka_unit_test_setup_teardown(f, house_setup, house_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(a_body_begins_once),
        HOUSE_TEST(it_is_found_by_its_ref_and_by_its_body),
        HOUSE_TEST(a_withdrawn_one_makes_room_for_another),
        HOUSE_TEST(the_route_is_computed_for_every_place_and_line),
        HOUSE_TEST(the_first_submission_makes_version_1_with_the_first_receipt),
        HOUSE_TEST(the_fingerprint_is_the_sha256_of_the_record),
        HOUSE_TEST(the_record_is_json_that_holds_every_answer),
        cmocka_unit_test(the_same_answers_make_the_same_bytes_in_whatever_order_they_come),
        HOUSE_TEST(receipts_are_dense_and_in_the_order_of_submission),
        HOUSE_TEST(the_second_of_two_submissions_is_a_conflict),
        HOUSE_TEST(a_second_version_keeps_the_receipt_and_leaves_the_first_alone),
        HOUSE_TEST(a_record_beyond_all_bounds_is_refused),
        HOUSE_TEST(a_version_can_not_be_changed),
        HOUSE_TEST(every_change_of_a_version_is_found_and_named),
        HOUSE_TEST(a_version_with_a_new_fingerprint_of_its_own_is_unknown_to_the_log),
        HOUSE_TEST(a_version_that_is_gone_is_missed),
        HOUSE_TEST(verify_goes_on_behind_what_it_has_named),
        HOUSE_TEST(a_unit_that_is_renamed_keeps_its_versions),
        HOUSE_TEST(versions_that_cannot_be_read_are_a_failure_not_an_alteration),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
