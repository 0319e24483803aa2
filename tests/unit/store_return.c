/* store_return.c - returned for revision: all defects at once, only what was opened can be changed, answered by the
 * next version or taken back; no half of it is ever written. */
#include "store/eligibility_store.h"
#include "store/grant_store.h"
#include "store/late_store.h"
#include "store/return_store.h"
#include "support/store_house.h"

enum { RETURNED_AT = IN_STAGE_1 + 10 * 86400, DUE_AT = RETURNED_AT + 4 * 86400, STEPS_MAX = 300 };

/* A nomination of 供水 that lies before its sector's authority. */
struct lying {
    struct house *h;
    struct nomination n;
    struct body authority;
    struct account he; /* of the authority */
};

static void read_again(struct lying *l)
{
    assert_int_equal(nomination_by_ref(l->h->db, l->h->a, l->n.ref, &l->n), OK);
}

static void submit(struct lying *l, int64_t at)
{
    struct audit_actor who = house_actor(&l->h->chen, at);
    struct value_list values = house_draft(l->h, &l->n);
    assert_int_equal(nomination_submit(l->h->db, l->h->a, &who, &l->h->round, &l->n, &values), OK);
    read_again(l);
}

static struct lying lying(struct house *h)
{
    struct lying l = {.h = h, .n = house_nomination(h, &h->chen)};
    struct audit_actor who = house_actor(NULL, IN_STAGE_1);
    l.authority = (struct body){.kind = "sector", .name = "示例市水利局", .sector_id = h->water.sector_id};
    assert_int_equal(body_add(h->db, &h->rnd, &who, &l.authority, &l.authority.id), OK);
    struct account in = {.login = "sector01",
                         .person_name = "何示例",
                         .role = ROLE_SECTOR,
                         .body_id = l.authority.id,
                         .password_hash = "none"};
    assert_int_equal(account_add(h->db, &h->rnd, &who, &in, &in.id), OK);
    assert_int_equal(account_by_id(h->db, h->a, in.id, &l.he), OK);
    (void)house_save(h, &h->chen, &l.n, "brand", house_mark(h, &l.n, "brand"),
                     VALUES(h, {"brand_name", 0, "清泉"}, {"brand_slogan", 0, "口号"}));
    (void)house_save(h, &h->chen, &l.n, "unit", house_mark(h, &l.n, "unit"),
                     VALUES(h, {"sector_id", 0, "water"}, {"district_id", 0, "wujin"}));
    (void)house_save(h, &h->chen, &l.n, "honours", house_mark(h, &l.n, "honours"),
                     VALUES(h, {"honours.name", 1, "文明单位"}, {"honours.giver", 1, "市文明委"}));
    submit(&l, IN_STAGE_1 + 300);
    return l;
}

static const struct return_remark two_remarks[] = {{"brand_name", "名称与公章不一致"}, {"honours", "请补授予的年月"}};

static enum err try_return(struct lying *l, const struct account *by, int version_no, size_t remarks, const char **ref)
{
    struct audit_actor who = house_actor(by, RETURNED_AT);
    struct returning in = {.version_no = version_no,
                           .box = OPINION_SECTOR,
                           .body_id = by->body_id,
                           .reason = "有两处需要修改",
                           .contact = "何示例 0519-85680000",
                           .due_at = DUE_AT,
                           .remarks = two_remarks,
                           .remarks_len = remarks};
    return nomination_return(&(struct writing){l->h->db, &l->h->rnd, l->h->a, &who}, &l->n, &in, ref);
}

static struct return_notice returned(struct lying *l)
{
    const char *ref = NULL;
    struct return_notice t;
    assert_int_equal(try_return(l, &l->he, l->n.version_no, 2, &ref), OK);
    read_again(l);
    assert_int_equal(return_get(l->h->db, l->h->a, l->n.id, ref, &t), OK);
    return t;
}

static struct draft_outcome write_brand(struct lying *l, const char *mark, const char *name, const char *slogan)
{
    return house_save(l->h, &l->h->chen, &l->n, "brand", mark,
                      VALUES(l->h, {"brand_name", 0, name}, {"brand_slogan", 0, slogan}));
}

static enum err recall(struct lying *l, const struct return_notice *t)
{
    struct audit_actor who = house_actor(&l->he, DUE_AT + 60);
    struct writing c = {l->h->db, &l->h->rnd, l->h->a, &who};
    return return_recall(&c, &l->h->round, &l->n, t);
}

#define DRAFT_OF(ident) "SELECT COALESCE(MAX(value), '') FROM draft_value WHERE ident = '" ident "'"

static void a_returned_nomination_is_a_draft_with_its_number_and_its_version(void **state)
{
    struct lying l = lying(*state);
    struct return_notice t = returned(&l);
    struct return_remark *remarks = NULL;
    size_t len = 0;
    assert_int_equal(l.n.state, NOMINATION_DRAFT);
    assert_true(l.n.is_returned);
    assert_true(nomination_facts_of(&l.n).is_returned);
    assert_int_equal(l.n.version_no, 1);
    assert_string_not_equal(l.n.receipt_no, "");
    assert_int_equal(t.version_no, 1);
    assert_int_equal(t.box, OPINION_SECTOR);
    assert_string_equal(t.body_name, "示例市水利局");
    assert_string_equal(t.returned_by, "何示例");
    assert_string_equal(t.how, "");
    assert_int_equal(return_remarks(l.h->db, l.h->a, t.id, &remarks, &len), OK);
    assert_int_equal(len, 2);
    assert_string_equal(remarks[0].ident, "brand_name");
    assert_string_equal(remarks[1].text, "请补授予的年月");
    house_is_sound(l.h);
}

static void only_the_version_that_was_read_can_be_returned_and_only_once(void **state)
{
    struct lying l = lying(*state);
    const char *ref = NULL;
    assert_int_equal(try_return(&l, &l.he, 2, 2, &ref), ERR_CONFLICT);
    assert_int_equal(try_return(&l, &l.he, 1, 0, &ref), ERR_INVALID);
    (void)returned(&l);
    assert_int_equal(try_return(&l, &l.he, 1, 2, &ref), ERR_CONFLICT);
    assert_int_equal(house_count(l.h, "SELECT COUNT(*) FROM return_notice"), 1);
    house_is_sound(l.h);
}

static void what_was_opened_is_written_and_what_was_not_is_kept_aside(void **state)
{
    struct lying l = lying(*state);
    const char *drawn_before = house_mark(l.h, &l.n, "brand");
    (void)returned(&l);
    struct draft_outcome o = write_brand(&l, drawn_before, "清泉入户", "另一句口号");
    assert_int_equal(o.result, DRAFT_CONFLICT);
    assert_string_equal(house_sql(l.h, DRAFT_OF("brand_name")), "清泉入户");
    assert_string_equal(house_sql(l.h, DRAFT_OF("brand_slogan")), "口号");
    assert_string_equal(house_sql(l.h, "SELECT value FROM kept_value WHERE ident = 'brand_slogan'"), "另一句口号");
    assert_string_equal(house_sql(l.h, "SELECT reason FROM kept_text"), "submitted");
    house_is_sound(l.h);
}

static void a_page_that_does_not_ask_the_closed_field_is_no_conflict(void **state)
{
    struct lying l = lying(*state);
    (void)returned(&l);
    struct draft_outcome o = write_brand(&l, house_mark(l.h, &l.n, "brand"), "清泉入户", "");
    assert_int_equal(o.result, DRAFT_SAVED);
    assert_string_equal(house_sql(l.h, DRAFT_OF("brand_slogan")), "口号");
    o = write_brand(&l, o.mark, "清泉入万户", "口号");
    assert_int_equal(o.result, DRAFT_SAVED);
    assert_string_equal(house_sql(l.h, DRAFT_OF("brand_name")), "清泉入万户");
    assert_int_equal(house_count(l.h, "SELECT COUNT(*) FROM kept_text"), 0);
}

static void a_group_is_opened_as_a_whole_and_stays_whole_when_it_is_closed(void **state)
{
    struct lying l = lying(*state);
    (void)returned(&l);
    struct draft_outcome o = house_save(l.h, &l.h->chen, &l.n, "honours", house_mark(l.h, &l.n, "honours"),
                                        VALUES(l.h, {"honours.name", 1, "文明单位"}, {"honours.month", 1, "2014-05"}));
    assert_int_equal(o.result, DRAFT_SAVED);
    assert_string_equal(house_sql(l.h, DRAFT_OF("honours.month")), "2014-05");
    o = house_save(l.h, &l.h->chen, &l.n, "unit", house_mark(l.h, &l.n, "unit"), VALUES(l.h, {"sector_id", 0, ""}));
    assert_int_equal(o.result, DRAFT_SAVED);
    assert_string_equal(house_sql(l.h, DRAFT_OF("sector_id")), "water");
    house_is_sound(l.h);
}

static void the_next_version_answers_the_return(void **state)
{
    struct lying l = lying(*state);
    struct return_notice t = returned(&l);
    (void)write_brand(&l, house_mark(l.h, &l.n, "brand"), "清泉入户", "");
    submit(&l, RETURNED_AT + 3600);
    assert_int_equal(l.n.version_no, 2);
    assert_false(l.n.is_returned);
    assert_int_equal(return_get(l.h->db, l.h->a, l.n.id, t.ref, &t), OK);
    assert_string_equal(t.how, "resubmitted");
    assert_int_equal(t.ended_at, RETURNED_AT + 3600);
    assert_string_equal(t.ended_by, "陈示例");
    assert_int_equal(return_standing(l.h->db, l.h->a, l.n.id, &t), ERR_NOT_FOUND);
    (void)returned(&l); /* and it can be returned again */
    house_is_sound(l.h);
}

static void a_return_taken_back_leaves_the_version_as_it_was_and_the_units_work_aside(void **state)
{
    struct lying l = lying(*state);
    struct return_notice t = returned(&l);
    (void)write_brand(&l, house_mark(l.h, &l.n, "brand"), "清泉入户", "");
    assert_int_equal(recall(&l, &t), OK);
    assert_int_equal(recall(&l, &t), ERR_CONFLICT);
    read_again(&l);
    assert_int_equal(l.n.state, NOMINATION_SUBMITTED);
    assert_false(l.n.is_returned);
    assert_string_equal(house_sql(l.h, DRAFT_OF("brand_name")), "清泉");
    assert_string_equal(house_sql(l.h, "SELECT value FROM kept_value WHERE ident = 'brand_name'"), "清泉入户");
    assert_string_equal(house_sql(l.h, "SELECT reason FROM kept_text"), "submitted");
    struct draft_outcome o = write_brand(&l, "1", "太晚了", "");
    assert_int_equal(o.result, DRAFT_KEPT);
    house_is_sound(l.h);
}

static void what_the_office_accepts_late_answers_the_return_too(void **state)
{
    struct lying l = lying(*state);
    struct return_notice t = returned(&l);
    (void)write_brand(&l, house_mark(l.h, &l.n, "brand"), "清泉入户", "");
    struct audit_actor late = house_actor(&l.h->chen, DUE_AT + 10);
    struct value_list values = house_draft(l.h, &l.n);
    struct late_text text = {&l.n, DUE_AT, &values};
    const char *ref = NULL;
    struct late kept;
    struct value_list of_late;
    assert_int_equal(late_keep(l.h->db, &l.h->rnd, l.h->a, &late, &text, &ref), OK);
    assert_int_equal(late_get(l.h->db, l.h->a, l.n.id, ref, &kept, &of_late), OK);
    struct audit_actor office = {DUE_AT + 3600, 0, "office", "test"};
    struct body b = {.kind = "office", .name = "示例市文明办"};
    assert_int_equal(body_add(l.h->db, &l.h->rnd, &office, &b, &b.id), OK);
    struct account in = {
        .login = "office01", .person_name = "李示例", .role = ROLE_OFFICE, .body_id = b.id, .password_hash = "none"};
    assert_int_equal(account_add(l.h->db, &l.h->rnd, &office, &in, &in.id), OK);
    assert_int_equal(account_by_login(l.h->db, l.h->a, "office01", &in), OK);
    office.account_id = in.id;
    struct late_decision d = {&kept, &of_late, true, "情况属实", "李示例"};
    struct writing c = {l.h->db, &l.h->rnd, l.h->a, &office};
    assert_int_equal(late_decide(&c, &l.h->round, &l.n, &d), OK);
    assert_int_equal(return_get(l.h->db, l.h->a, l.n.id, t.ref, &t), OK);
    assert_string_equal(t.how, "resubmitted");
    assert_int_equal(t.ended_at, DUE_AT + 10);
    house_is_sound(l.h);
}

static void a_unit_may_take_back_what_was_returned_and_it_comes_back_as_returned(void **state)
{
    struct lying l = lying(*state);
    struct return_notice t = returned(&l);
    struct audit_actor who = house_actor(&l.h->chen, RETURNED_AT + 60);
    assert_int_equal(nomination_withdraw(l.h->db, l.h->a, &who, &l.n, "不再申报"), OK);
    read_again(&l);
    assert_int_equal(l.n.state, NOMINATION_WITHDRAWN);
    assert_int_equal(recall(&l, &t), ERR_CONFLICT);
    assert_int_equal(nomination_restore(l.h->db, l.h->a, &who, &l.n), OK);
    read_again(&l);
    assert_true(l.n.is_returned);
    assert_int_equal(write_brand(&l, house_mark(l.h, &l.n, "brand"), "清泉入户", "别的").result, DRAFT_CONFLICT);
    house_is_sound(l.h);
}

static void the_time_of_a_return_is_never_shorter_than_what_the_unit_has_anyway(void **state)
{
    struct lying l = lying(*state);
    struct return_notice t = returned(&l);
    int64_t closes = stage_window_of(l.h->round.windows, l.h->round.windows_len, STAGE_NOMINATION)->closes_at;
    int64_t due = 0;
    assert_true(t.due_at > closes);
    assert_int_equal(return_due(&l.h->round, &t), DUE_AT);
    assert_int_equal(return_due_of_body(l.h->db, l.h->round.id, l.n.body_id, &due), OK);
    assert_int_equal(due, DUE_AT);
    t.due_at = closes - 100;
    assert_int_equal(return_due(&l.h->round, &t), closes);
    t.extended_to = closes + 100;
    assert_int_equal(return_due(&l.h->round, &t), closes + 100);
    assert_int_equal(return_due_of_body(l.h->db, l.h->round.id, l.h->bus.id, &due), OK);
    assert_int_equal(due, 0);
}

static size_t listed(struct house *h, int64_t body, const char *word, const char *kind, int64_t now,
                     struct return_row **rows)
{
    struct return_filter f = {&h->round, body, 0, now, word, kind};
    size_t len = 0;
    assert_int_equal(return_list(h->db, h->a, &f, rows, &len), OK);
    return len;
}

static void the_list_says_what_became_of_each_to_who_returned_it(void **state)
{
    struct lying l = lying(*state);
    struct return_row *rows = NULL;
    struct return_notice t = returned(&l);
    assert_int_equal(listed(l.h, l.authority.id, "", "", RETURNED_AT + 1, &rows), 1);
    assert_int_equal(rows[0].state, REVISION_OPEN);
    assert_int_equal(rows[0].remarks, 2);
    assert_string_equal(rows[0].brand_name, "清泉");
    assert_int_equal(listed(l.h, 0, "", "", DUE_AT, &rows), 1);
    assert_int_equal(rows[0].state, REVISION_OVERDUE);
    assert_int_equal(listed(l.h, l.h->bus.id, "", "", DUE_AT, &rows), 0);
    assert_int_equal(listed(l.h, 0, "清", "overdue", DUE_AT, &rows), 1);
    assert_int_equal(listed(l.h, 0, "清", "open", DUE_AT, &rows), 0);
    assert_int_equal(listed(l.h, 0, "_", "", DUE_AT, &rows), 0);
    assert_int_equal(recall(&l, &t), OK);
    assert_int_equal(listed(l.h, 0, "", "recalled", DUE_AT + 100, &rows), 1);
}

/* ---- each database step fails in turn ---- */

static const char *everything(struct house *h)
{
    static const char *const tables[] = {"SELECT GROUP_CONCAT(id || state || version_no, '|') FROM nomination",
                                         "SELECT GROUP_CONCAT(ref, '|') FROM return_notice",
                                         "SELECT GROUP_CONCAT(ident || text, '|') FROM return_remark",
                                         "SELECT GROUP_CONCAT(return_id || how, '|') FROM return_end",
                                         "SELECT GROUP_CONCAT(ident || value, '|') FROM draft_value",
                                         "SELECT COUNT(*) FROM kept_value",
                                         "SELECT COUNT(*) FROM nomination_version",
                                         "SELECT COUNT(*) || '/' || MAX(mac) FROM audit_entry"};
    const char *text = "";
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        text = text_format(h->a, "%s\n%s", text, house_sql(h, tables[i]));
    }
    return text;
}

static enum err do_return(struct lying *l)
{
    const char *ref = NULL;
    return try_return(l, &l->he, 1, 2, &ref);
}

static enum err do_answer(struct lying *l)
{
    struct audit_actor who = house_actor(&l->h->chen, RETURNED_AT + 3600);
    struct value_list values;
    TRY(draft_values(l->h->db, l->h->a, l->n.id, &values));
    return nomination_submit(l->h->db, l->h->a, &who, &l->h->round, &l->n, &values);
}

static enum err do_recall(struct lying *l)
{
    struct return_notice t;
    TRY(return_standing(l->h->db, l->h->a, l->n.id, &t));
    return recall(l, &t);
}

static void fail_each_step(struct lying *l, enum err (*act)(struct lying *), int least)
{
    const char *before = everything(l->h);
    int n = 1;
    for (; n < STEPS_MAX; n++) {
        assert_int_equal(db_begin(l->h->db), OK);
        db_fail_nth(l->h->db, n);
        enum err e = act(l);
        db_fail_nth(l->h->db, 0);
        if (e == OK) {
            assert_int_equal(db_end(l->h->db, OK), OK);
            break;
        }
        assert_int_not_equal(db_end(l->h->db, e), OK);
        if (strcmp(everything(l->h), before) != 0) {
            fail_msg("step %d wrote\n%s\ninstead of\n%s", n, everything(l->h), before);
        }
    }
    assert_in_range(n, least, STEPS_MAX - 1);
    read_again(l);
    house_is_sound(l->h);
}

static void no_step_that_fails_leaves_half_of_a_return_or_of_its_answer(void **state)
{
    struct lying l = lying(*state);
    fail_each_step(&l, do_return, 5);
    assert_true(l.n.is_returned);
    (void)write_brand(&l, house_mark(l.h, &l.n, "brand"), "清泉入户", "");
    fail_each_step(&l, do_answer, 10);
    assert_int_equal(l.n.version_no, 2);
}

static void no_step_that_fails_leaves_half_of_a_return_taken_back(void **state)
{
    struct lying l = lying(*state);
    (void)returned(&l);
    (void)write_brand(&l, house_mark(l.h, &l.n, "brand"), "清泉入户", "");
    fail_each_step(&l, do_recall, 8);
    assert_int_equal(l.n.state, NOMINATION_SUBMITTED);
}

#define HOUSE_TEST(f) cmocka_unit_test_setup_teardown(f, house_setup, house_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(a_returned_nomination_is_a_draft_with_its_number_and_its_version),
        HOUSE_TEST(only_the_version_that_was_read_can_be_returned_and_only_once),
        HOUSE_TEST(what_was_opened_is_written_and_what_was_not_is_kept_aside),
        HOUSE_TEST(a_page_that_does_not_ask_the_closed_field_is_no_conflict),
        HOUSE_TEST(a_group_is_opened_as_a_whole_and_stays_whole_when_it_is_closed),
        HOUSE_TEST(the_next_version_answers_the_return),
        HOUSE_TEST(a_return_taken_back_leaves_the_version_as_it_was_and_the_units_work_aside),
        HOUSE_TEST(what_the_office_accepts_late_answers_the_return_too),
        HOUSE_TEST(a_unit_may_take_back_what_was_returned_and_it_comes_back_as_returned),
        HOUSE_TEST(the_time_of_a_return_is_never_shorter_than_what_the_unit_has_anyway),
        HOUSE_TEST(the_list_says_what_became_of_each_to_who_returned_it),
        HOUSE_TEST(no_step_that_fails_leaves_half_of_a_return_or_of_its_answer),
        HOUSE_TEST(no_step_that_fails_leaves_half_of_a_return_taken_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
