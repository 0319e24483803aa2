/* store_mercy.c - every row of mercy and of seals is written once: extensions, withdrawals, late text, decisions,
 * acceptance, sealed copies; and what the audit log says of each. */
#include "base/date.h"
#include "store/grant_store.h"
#include "store/late_store.h"
#include "store/seal_store.h"
#include "support/store_house.h"

enum { CLOSE = 1435248000 }; /* 25 June 2015, 24:00 in Beijing */

/* A submitted nomination of water's. */
static struct nomination submitted(struct house *h, const char *brand)
{
    struct nomination n = house_nomination(h, &h->chen);
    struct audit_actor who = house_actor(&h->chen, IN_STAGE_1 + 60);
    struct value_list values =
        VALUES(h, {"brand_name", 0, brand}, {"sector_id", 0, "water"}, {"district_id", 0, "wujin"});
    assert_int_equal(nomination_submit(h->db, h->a, &who, &h->round, &n, &values), OK);
    assert_int_equal(nomination_by_ref(h->db, h->a, n.ref, &n), OK);
    return n;
}

static struct account house_office(struct house *h)
{
    struct audit_actor who = house_actor(NULL, IN_STAGE_1);
    struct body b = {.kind = "office", .name = "示例市文明办"};
    assert_int_equal(body_add(h->db, &h->rnd, &who, &b, &b.id), OK);
    struct account in = {
        .login = "office01", .person_name = "李示例", .role = ROLE_OFFICE, .body_id = b.id, .password_hash = "none"};
    assert_int_equal(account_add(h->db, &h->rnd, &who, &in, &in.id), OK);
    return in;
}

static const char *keep_late(struct house *h, const struct nomination *n, const char *brand)
{
    struct audit_actor who = house_actor(&h->chen, CLOSE + 5);
    struct value_list values =
        VALUES(h, {"sector_id", 0, "water"}, {"district_id", 0, "wujin"}, {"brand_name", 0, brand});
    struct late_text text = {n, CLOSE, &values};
    const char *ref = NULL;
    assert_int_equal(late_keep(h->db, &h->rnd, h->a, &who, &text, &ref), OK);
    return ref;
}

static enum err decide(struct house *h, const struct nomination *n, const char *ref, bool is_accepted)
{
    struct account office = {.role = ROLE_OFFICE};
    office.id = house_count(h, "SELECT id FROM account WHERE login = 'office01'");
    struct audit_actor who = house_actor(&office, CLOSE + 7200);
    struct late l;
    struct value_list values;
    assert_int_equal(late_get(h->db, h->a, n->id, ref, &l, &values), OK);
    struct late_decision d = {&l, &values, is_accepted, "网络中断", "李示例"};
    struct writing by = {h->db, &h->rnd, h->a, &who};
    assert_int_equal(db_savepoint(h->db), OK);
    return db_savepoint_end(h->db, late_decide(&by, &h->round, n, &d));
}

static enum err grant(struct house *h, const struct body *to, int64_t closes_at)
{
    struct account office = {.role = ROLE_OFFICE};
    office.id = house_count(h, "SELECT id FROM account WHERE login = 'office01'");
    struct audit_actor who = house_actor(&office, IN_STAGE_1 + 100);
    struct extension_row row = {.body_id = to->id,
                                .body_ref = to->ref,
                                .is = {STAGE_NOMINATION, closes_at},
                                .reason = "停电",
                                .approver = "李示例"};
    return extension_grant(h->db, h->a, &who, h->round.id, &row);
}

static void a_body_reads_its_own_latest_grant(void **state)
{
    struct house *h = *state;
    struct extension own[STAGE__COUNT];
    size_t len = 9;
    (void)house_office(h);
    assert_int_equal(extension_of_body(h->db, h->a, h->round.id, h->water.id, own, &len), OK);
    assert_int_equal(len, 0);
    assert_int_equal(grant(h, &h->water, CLOSE + 100), OK);
    assert_int_equal(grant(h, &h->water, CLOSE + 300), OK);
    assert_int_equal(grant(h, &h->water, CLOSE + 200), OK);
    assert_int_equal(grant(h, &h->bus, CLOSE + 900), OK);
    assert_int_equal(extension_of_body(h->db, h->a, h->round.id, h->water.id, own, &len), OK);
    assert_int_equal(len, 1);
    assert_int_equal(own[0].stage, STAGE_NOMINATION);
    assert_int_equal(own[0].closes_at, CLOSE + 300);
    assert_int_equal(extension_of_body(h->db, h->a, h->round.id + 1, h->water.id, own, &len), OK);
    assert_int_equal(len, 0); /* another round's */
    struct extension_row *rows = NULL;
    assert_int_equal(extension_list(h->db, h->a, h->round.id, 0, &rows, &len), OK);
    assert_int_equal(len, 4);
    assert_string_equal(rows[0].body_name, h->bus.name);
    assert_int_equal(extension_list(h->db, h->a, h->round.id, h->water.id, &rows, &len), OK);
    assert_int_equal(len, 3);
    assert_string_equal(rows[0].granted_by, "李示例");
    assert_int_equal(house_count(h, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'extension_grant'"), 4);
    assert_int_equal(grant(h, &h->water, IN_STAGE_1), ERR_INVALID); /* over before it began */
    house_is_sound(h);
}

static void a_nomination_is_taken_back_once_and_brought_back_once(void **state)
{
    struct house *h = *state;
    struct nomination n = submitted(h, "清泉");
    struct nomination found;
    struct nomination_turn turn;
    struct audit_actor who = house_actor(&h->wang, IN_STAGE_1 + 120);
    assert_int_equal(nomination_turn_last(h->db, h->a, n.id, &turn), ERR_NOT_FOUND);
    assert_int_equal(nomination_restore(h->db, h->a, &who, &n), ERR_CONFLICT);
    assert_int_equal(nomination_withdrawn_of_body(h->db, h->a, h->round.id, h->water.id, &found), ERR_NOT_FOUND);
    assert_int_equal(nomination_withdraw(h->db, h->a, &who, &n, "材料有误"), OK);
    assert_int_equal(nomination_withdraw(h->db, h->a, &who, &n, "材料有误"), ERR_CONFLICT);
    assert_int_equal(nomination_of_body(h->db, h->a, h->round.id, h->water.id, &found), ERR_NOT_FOUND);
    assert_int_equal(nomination_withdrawn_of_body(h->db, h->a, h->round.id, h->water.id, &found), OK);
    assert_int_equal(found.state, NOMINATION_WITHDRAWN);
    assert_string_equal(found.receipt_no, n.receipt_no);
    assert_int_equal(nomination_turn_last(h->db, h->a, n.id, &turn), OK);
    assert_true(turn.is_withdrawn);
    assert_string_equal(turn.reason, "材料有误");
    assert_string_equal(turn.by, "王示例");
    assert_int_equal(nomination_restore(h->db, h->a, &who, &n), OK);
    assert_int_equal(nomination_restore(h->db, h->a, &who, &n), ERR_CONFLICT);
    assert_int_equal(nomination_by_ref(h->db, h->a, n.ref, &found), OK);
    assert_int_equal(found.state, NOMINATION_DRAFT);
    assert_int_equal(found.version_no, 1);
    assert_string_equal(found.receipt_no, n.receipt_no);
    house_is_sound(h);
}

static void late_text_is_kept_once_for_each_text(void **state)
{
    struct house *h = *state;
    struct nomination n = house_nomination(h, &h->chen);
    const char *one = keep_late(h, &n, "清泉");
    assert_string_equal(keep_late(h, &n, "清泉"), one);
    const char *two = keep_late(h, &n, "甘泉");
    assert_string_not_equal(two, one);
    assert_string_not_equal(keep_late(h, &n, "清泉"), one); /* the newest one says something else */
    struct late l;
    struct value_list values;
    assert_int_equal(late_get(h->db, h->a, n.id, one, &l, &values), OK);
    assert_string_equal(value_get(&values, "brand_name", 0), "清泉");
    assert_int_equal(l.attempted_at, CLOSE + 5);
    assert_int_equal(l.closed_at, CLOSE);
    assert_string_equal(l.person_name, "陈示例");
    assert_int_equal(late_get(h->db, h->a, n.id + 1, one, &l, &values), ERR_NOT_FOUND);
    assert_int_equal(late_get(h->db, h->a, n.id, "nothing", &l, &values), ERR_NOT_FOUND);
    house_is_sound(h);
}

static void an_accepted_one_is_a_version_of_the_moment_when_it_came(void **state)
{
    struct house *h = *state;
    (void)house_office(h);
    struct nomination n = house_nomination(h, &h->chen);
    const char *one = keep_late(h, &n, "清泉");
    const char *two = keep_late(h, &n, "甘泉");
    assert_int_equal(decide(h, &n, two, false), OK);
    assert_int_equal(house_count(h, "SELECT COUNT(*) FROM nomination_version"), 0);
    assert_int_equal(decide(h, &n, one, true), OK);
    assert_int_equal(house_count(h, "SELECT submitted_at FROM nomination_version"), CLOSE + 5);
    assert_int_equal(house_count(h, "SELECT at FROM audit_entry WHERE verb = 'nomination_submit'"), CLOSE + 7200);
    assert_string_equal(house_sql(h, "SELECT value FROM version_value WHERE ident = 'brand_name'"), "清泉");
    house_is_sound(h);
    assert_int_equal(nomination_by_ref(h->db, h->a, n.ref, &n), OK);
    assert_int_equal(decide(h, &n, two, true), ERR_CONFLICT); /* decided, and no draft any more */
    assert_int_equal(house_count(h, "SELECT COUNT(*) FROM nomination_version"), 1);
    house_is_sound(h);
}

static void a_version_later_than_its_log_is_found(void **state)
{
    struct house *h = *state;
    (void)house_office(h);
    struct nomination n = house_nomination(h, &h->chen);
    assert_int_equal(decide(h, &n, keep_late(h, &n, "清泉"), true), OK);
    /* without the decision nothing explains that the log is of another moment */
    assert_int_equal(db_script(h->db, "DROP TRIGGER late_decision_stays; DELETE FROM late_decision"), OK);
    const char *row = "";
    const char *broken = invariant_broken(h->db, h->a, &row);
    assert_non_null(broken);
    assert_string_equal(broken, "sql/invariants/version_has_audit.sql");
}

static void a_version_is_accepted_once_and_its_seals_are_read_newest_first(void **state)
{
    struct house *h = *state;
    struct account office = house_office(h);
    struct audit_actor who = house_actor(&office, IN_STAGE_1 + 200);
    struct nomination n = submitted(h, "清泉");
    struct version v;
    struct value_list values;
    struct acceptance accepted;
    struct sealed_copy last;
    assert_int_equal(version_get(h->db, h->a, n.id, 1, &v, &values), OK);
    assert_int_equal(acceptance_get(h->db, h->a, v.id, &accepted), ERR_NOT_FOUND);
    assert_int_equal(acceptance_add(h->db, h->a, &who, &n, &v), OK);
    assert_int_equal(acceptance_add(h->db, h->a, &who, &n, &v), ERR_CONFLICT);
    assert_int_equal(acceptance_get(h->db, h->a, v.id, &accepted), OK);
    assert_int_equal(accepted.at, IN_STAGE_1 + 200);
    assert_string_equal(accepted.by, "李示例");
    assert_int_equal(sealed_copy_last(h->db, h->a, n.id, &last), ERR_NOT_FOUND);
    struct sealed_copy first = {.ref = "first", .received_on = "2015-06-18", .receiver = "李示例", .scan = ""};
    struct sealed_copy second = {.ref = "second", .received_on = "2015-06-19", .receiver = "李示例", .scan = ""};
    assert_int_equal(sealed_copy_add(h->db, h->a, &who, &n, &v, &first), OK);
    assert_int_equal(sealed_copy_add(h->db, h->a, &who, &n, &v, &second), OK); /* corrects the first */
    assert_int_equal(sealed_copy_last(h->db, h->a, n.id, &last), OK);
    assert_string_equal(last.ref, "second");
    struct sealed_row *rows = NULL;
    size_t len = 0;
    assert_int_equal(sealed_copy_list(&(struct reading_for){h->db, h->a, h->round.id, 0}, &rows, &len), OK);
    assert_int_equal(len, 1);
    assert_string_equal(rows[0].received_on, "2015-06-19");
    assert_string_equal(rows[0].brand_name, "清泉");
    struct paper_version *found = NULL;
    assert_int_equal(
        versions_by_check_code(&(struct reading_for){h->db, h->a, h->round.id, 0}, v.check_code, &found, &len), OK);
    assert_int_equal(len, 1);
    assert_string_equal(found[0].nomination_ref, n.ref);
    assert_int_equal(
        versions_by_check_code(&(struct reading_for){h->db, h->a, h->round.id, 0}, "AAAA-AAAA", &found, &len), OK);
    assert_int_equal(len, 0);
    const char *ref = NULL;
    const char *sha = NULL;
    assert_int_equal(sealed_copy_scan(h->db, h->a, "second", &ref, &sha), ERR_NOT_FOUND); /* it has no scan */
    house_is_sound(h);
}

/* Each of the invariants finds what it is for. */
static void what_was_altered_behind_the_program_is_found(void **state)
{
    static const struct {
        const char *sql, *broken;
    } rows[] = {
        {"UPDATE nomination SET state = 'withdrawn'", "sql/invariants/withdrawn_by_its_last_turn.sql"},
        {"UPDATE nomination SET state = 'submitted'", ""}, /* as it was */
        {"DROP TRIGGER late_submission_is_final; UPDATE late_submission SET attempted_at = attempted_at + 1",
         "sql/invariants/late_version_is_its_submission.sql"},
        {"UPDATE late_submission SET attempted_at = attempted_at - 1", ""},
        {"DROP TRIGGER extension_is_final; UPDATE extension SET granted_at = granted_at + 1",
         "sql/invariants/mercy_is_the_offices.sql"},
        {"UPDATE extension SET granted_at = granted_at - 1", ""},
        {"UPDATE extension SET granted_by = (SELECT id FROM account WHERE login = 'unit01')",
         "sql/invariants/mercy_is_the_offices.sql"},
    };
    struct house *h = *state;
    (void)house_office(h);
    struct nomination n = house_nomination(h, &h->chen);
    assert_int_equal(grant(h, &h->bus, CLOSE + 100), OK);
    assert_int_equal(decide(h, &n, keep_late(h, &n, "清泉"), true), OK);
    house_is_sound(h);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *row = "";
        assert_int_equal(db_script(h->db, rows[i].sql), OK);
        const char *broken = invariant_broken(h->db, h->a, &row);
        assert_string_equal(broken == NULL ? "" : broken, rows[i].broken);
    }
}

static void units_are_found_by_a_few_characters_and_nothing_else_is(void **state)
{
    struct house *h = *state;
    (void)house_office(h);
    struct unit_row *rows = NULL;
    size_t len = 0;
    assert_int_equal(unit_search(h->db, h->a, "示例", &rows, &len), OK);
    assert_int_equal(len, 2); /* the office is no unit */
    assert_int_equal(unit_search(h->db, h->a, "供水", &rows, &len), OK);
    assert_int_equal(len, 1);
    assert_string_equal(rows[0].ref, h->water.ref);
    assert_int_equal(unit_search(h->db, h->a, "%", &rows, &len), OK);
    assert_int_equal(len, 0);
    int64_t id = 0;
    const char *name = NULL;
    assert_int_equal(unit_by_ref(h->db, h->a, h->water.ref, &id, &name), OK);
    assert_int_equal(id, h->water.id);
    assert_int_equal(unit_by_ref(h->db, h->a, house_sql(h, "SELECT ref FROM body WHERE kind = 'office'"), &id, &name),
                     ERR_NOT_FOUND);
}

static void no_row_is_ever_changed_or_deleted(void **state)
{
    static const char *const tables[] = {"nomination_turn", "extension",  "late_submission", "late_value",
                                         "late_decision",   "acceptance", "sealed_copy"};
    struct house *h = *state;
    struct account office = house_office(h);
    struct audit_actor who = house_actor(&office, IN_STAGE_1 + 200);
    struct audit_actor unit = house_actor(&h->chen, IN_STAGE_1 + 100);
    struct version v;
    struct value_list values;
    struct nomination n = house_nomination(h, &h->zhou);
    assert_int_equal(grant(h, &h->water, CLOSE + 100), OK);
    const char *late = keep_late(h, &n, "清泉");
    assert_int_equal(decide(h, &n, late, false), OK);
    n = submitted(h, "清泉");
    assert_int_equal(version_get(h->db, h->a, n.id, 1, &v, &values), OK);
    assert_int_equal(acceptance_add(h->db, h->a, &who, &n, &v), OK);
    struct sealed_copy copy = {.ref = "first", .received_on = "2015-06-18", .receiver = "李示例", .scan = ""};
    assert_int_equal(sealed_copy_add(h->db, h->a, &who, &n, &v, &copy), OK);
    assert_int_equal(nomination_withdraw(h->db, h->a, &unit, &n, ""), OK);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        const char *t = tables[i];
        assert_true(house_count(h, text_format(h->a, "SELECT COUNT(*) FROM %s", t)) > 0);
        const char *column = house_sql(h, text_format(h->a, "SELECT name FROM pragma_table_info('%s') LIMIT 1", t));
        assert_int_not_equal(db_script(h->db, text_format(h->a, "DELETE FROM %s", t)), OK);
        assert_int_not_equal(db_script(h->db, text_format(h->a, "UPDATE %s SET %s = %s", t, column, column)), OK);
    }
}

int main(void)
{
#define IN_HOUSE(test) cmocka_unit_test_setup_teardown(test, house_setup, house_teardown)
    const struct CMUnitTest tests[] = {
        IN_HOUSE(a_body_reads_its_own_latest_grant),
        IN_HOUSE(a_nomination_is_taken_back_once_and_brought_back_once),
        IN_HOUSE(late_text_is_kept_once_for_each_text),
        IN_HOUSE(an_accepted_one_is_a_version_of_the_moment_when_it_came),
        IN_HOUSE(a_version_later_than_its_log_is_found),
        IN_HOUSE(a_version_is_accepted_once_and_its_seals_are_read_newest_first),
        IN_HOUSE(what_was_altered_behind_the_program_is_found),
        IN_HOUSE(units_are_found_by_a_few_characters_and_nothing_else_is),
        IN_HOUSE(no_row_is_ever_changed_or_deleted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
