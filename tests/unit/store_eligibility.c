/* store_eligibility.c - the register of earlier awards, what looks alike, and the facts that are frozen with a version.
 */
#include "store/eligibility_store.h"
#include "support/store_house.h"

static const struct past_award light = {
    .batch = "第一批", .brand_name = "光明使者进乡村", .unit_name = "示例市供电公司"};
static const struct past_award social = {
    .batch = "第二批", .brand_name = "“23℃”人社服务", .unit_name = "市人力资源和社会保障服务中心"};

static bool add_award(struct house *h, const struct past_award *x)
{
    bool is_new = false;
    struct audit_actor who = house_actor(NULL, IN_STAGE_1);
    assert_int_equal(past_award_add(h->db, h->a, &who, x, &is_new), OK);
    return is_new;
}

static struct value_list names(struct house *h, const char *brand, const char *unit)
{
    return VALUES(h, {"brand_name", 0, brand}, {"unit_name", 0, unit}, {"brand_started_on", 0, "2013-09"},
                  {"sector_id", 0, "water"}, {"district_id", 0, "wujin"}, {"unit_kind", 0, "state_owned"});
}

static enum eligibility_verdict verdict(struct house *h, const struct nomination *n, const struct value_list *values,
                                        const char *ident)
{
    struct eligibility_facts f;
    assert_int_equal(eligibility_of(h->db, h->a, &h->round, n, values, &f), OK);
    for (size_t i = 0; i < f.len; i++) {
        if (strcmp(f.items[i].ident, ident) == 0) {
            return f.items[i].verdict;
        }
    }
    fail_msg("no fact %s", ident);
    return ELIGIBILITY_OPEN;
}

/* A draft with these names, of that person's unit. */
static struct nomination named(struct house *h, const struct account *by, const char *brand, const char *unit)
{
    struct nomination n = house_nomination(h, by);
    (void)house_save(h, by, &n, "brand", house_mark(h, &n, "brand"), VALUES(h, {"brand_name", 0, brand}));
    (void)house_save(h, by, &n, "unit", house_mark(h, &n, "unit"), VALUES(h, {"unit_name", 0, unit}));
    return n;
}

static enum err submit(struct house *h, const struct account *by, const struct nomination *n, struct value_list values)
{
    struct audit_actor who = house_actor(by, IN_STAGE_1 + 100);
    assert_int_equal(db_savepoint(h->db), OK);
    return db_savepoint_end(h->db, nomination_submit(h->db, h->a, &who, &h->round, n, &values));
}

static void the_same_list_twice_changes_nothing(void **state)
{
    struct house *h = *state;
    struct past_award *list = NULL;
    size_t len = 0;
    assert_true(add_award(h, &light));
    assert_true(add_award(h, &social));
    assert_false(add_award(h, &light));
    assert_int_equal(past_award_list(h->db, h->a, &list, &len), OK);
    assert_int_equal(len, 2);
    assert_string_equal(list[1].brand_name, "“23℃”人社服务");
    assert_string_equal(house_sql(h, "SELECT match_key FROM past_award WHERE id = 2"),
                        "23c人社服务/人力资源和社会保障服务中心");
    assert_int_equal(house_count(h, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'past_award_added'"), 2);
    house_is_sound(h);
}

static void a_brand_of_the_register_cannot_be_submitted_under_any_writing_of_its_name(void **state)
{
    struct house *h = *state;
    struct nomination n = house_nomination(h, &h->chen);
    struct value_list values = names(h, "２３℃·人社服务", "示例市人力资源和社会保障服务中心");
    assert_int_equal(verdict(h, &n, &values, "past_award"), ELIGIBILITY_OPEN); /* nothing is registered yet */
    (void)add_award(h, &light);
    assert_int_equal(verdict(h, &n, &values, "past_award"), ELIGIBILITY_FINE);
    (void)add_award(h, &social);
    assert_int_equal(verdict(h, &n, &values, "past_award"), ELIGIBILITY_REFUSED);
    assert_int_equal(submit(h, &h->chen, &n, values), ERR_INVALID);
    assert_int_equal(house_count(h, "SELECT COUNT(*) FROM nomination_version"), 0);
    assert_int_equal(house_count(h, "SELECT next_receipt FROM round"), 1); /* no number was used up */
    struct value_list alike = names(h, "23度人社服务", "示例市人力资源和社会保障服务中心");
    assert_int_equal(verdict(h, &n, &alike, "past_award"), ELIGIBILITY_DOUBT);
    assert_int_equal(submit(h, &h->chen, &n, alike), OK);
    house_is_sound(h);
}

static void facts_are_frozen_with_each_version_and_nobody_changes_them(void **state)
{
    struct house *h = *state;
    struct nomination n = house_nomination(h, &h->chen);
    struct eligibility_facts f;
    assert_int_equal(submit(h, &h->chen, &n, names(h, "一刻钟供水服务圈", "示例市第一供水服务有限公司")), OK);
    assert_int_equal(eligibility_frozen(h->db, h->a, n.id, 1, &f), OK);
    assert_int_equal(f.len, 5);
    assert_string_equal(f.items[0].label, "运行时间");
    assert_non_null(strstr(f.items[0].clause, "运行一年以上"));
    assert_int_equal(f.items[0].verdict, ELIGIBILITY_FINE);
    (void)add_award(h, &(struct past_award){.batch = "第一批",
                                            .brand_name = "一刻钟供水服务圈",
                                            .unit_name = "示例市第一供水服务有限公司"});
    assert_int_equal(eligibility_frozen(h->db, h->a, n.id, 1, &f), OK); /* as it was then */
    assert_int_equal(f.items[3].verdict, ELIGIBILITY_OPEN);
    assert_int_not_equal(db_script(h->db, "UPDATE version_fact SET verdict = 'fine'"), OK);
    assert_int_not_equal(db_script(h->db, "DELETE FROM version_fact"), OK);
    assert_int_equal(eligibility_frozen(h->db, h->a, n.id, 2, &f), OK);
    assert_int_equal(f.len, 0);
    house_is_sound(h);
}

static void two_nominations_of_one_brand_know_of_each_other(void **state)
{
    struct house *h = *state;
    struct nomination x = named(h, &h->chen, "一刻钟供水服务圈", "示例市第一供水服务有限公司");
    struct nomination y = named(h, &h->zhou, "“一刻钟”供水服务圈", "市第一供水服务公司");
    struct value_list of_x = house_draft(h, &x);
    struct value_list of_y = house_draft(h, &y);
    assert_int_equal(verdict(h, &x, &of_x, "one_each"), ELIGIBILITY_DOUBT);
    assert_int_equal(verdict(h, &y, &of_y, "one_each"), ELIGIBILITY_DOUBT);
    assert_int_equal(db_script(h->db, "UPDATE nomination SET state = 'withdrawn' WHERE id = 2"), OK);
    assert_int_equal(verdict(h, &x, &of_x, "one_each"), ELIGIBILITY_FINE);
}

static void the_same_code_of_a_unit_makes_two_nominations_alike_whatever_their_names(void **state)
{
    struct house *h = *state;
    struct nomination x = named(h, &h->chen, "一刻钟供水服务圈", "示例市第一供水服务有限公司");
    struct nomination y = named(h, &h->zhou, "畅行公交", "示例市公共交通服务中心");
    struct value_list of_x = house_draft(h, &x);
    assert_int_equal(verdict(h, &x, &of_x, "one_each"), ELIGIBILITY_FINE);
    (void)house_save(h, &h->chen, &x, "unit", house_mark(h, &x, "unit"), VALUES(h, {"org_code", 0, "71526726X"}));
    (void)house_save(h, &h->zhou, &y, "unit", house_mark(h, &y, "unit"), VALUES(h, {"org_code", 0, "71526726X"}));
    of_x = house_draft(h, &x);
    assert_int_equal(verdict(h, &x, &of_x, "one_each"), ELIGIBILITY_DOUBT);
}

static void the_office_lists_pairs_of_what_was_submitted_and_decides_them_with_a_reason(void **state)
{
    struct house *h = *state;
    struct likeness *list = NULL;
    size_t len = 0;
    (void)add_award(h, &social);
    struct nomination x = named(h, &h->chen, "23度人社服务", "示例市人力资源和社会保障服务中心");
    struct nomination y = named(h, &h->zhou, "“23度”人社服务", "示例市人社服务中心");
    assert_int_equal(likeness_list(h->db, h->a, &h->round, &list, &len), OK);
    assert_int_equal(len, 0); /* drafts are their units' */
    struct value_list of_x = names(h, "23度人社服务", "示例市人力资源和社会保障服务中心");
    struct value_list of_y = names(h, "“23度”人社服务", "示例市人社服务中心");
    assert_int_equal(submit(h, &h->chen, &x, of_x), OK);
    assert_int_equal(submit(h, &h->zhou, &y, of_y), OK);
    assert_int_equal(likeness_list(h->db, h->a, &h->round, &list, &len), OK);
    assert_int_equal(len, 2); /* the one with the award, and the two with one another */
    struct audit_actor who = house_actor(&h->chen, IN_STAGE_1 + 200);
    for (size_t i = 0; i < len; i++) {
        assert_string_equal(list[i].verdict, "");
        assert_int_equal(
            likeness_find(h->db, h->a, &who, &list[i], list[i].award_id == 0 ? "distinct" : "same", "电话核实"), OK);
    }
    assert_int_equal(house_count(h, "SELECT COUNT(*) FROM likeness_finding"), 3); /* of two nominations, said of both */
    assert_int_equal(likeness_list(h->db, h->a, &h->round, &list, &len), OK);
    assert_int_equal(len, 2);
    assert_string_equal(list[0].reason, "电话核实");
    assert_int_equal(verdict(h, &x, &of_x, "one_each"), ELIGIBILITY_FINE);
    assert_int_equal(verdict(h, &y, &of_y, "one_each"), ELIGIBILITY_FINE);
    assert_int_equal(verdict(h, &x, &of_x, "past_award"), ELIGIBILITY_REFUSED); /* a person said: the same */
    assert_int_not_equal(db_script(h->db, "DELETE FROM likeness_finding"), OK);
    house_is_sound(h);
}

/* ---- before the transaction, and inside it ---- */

/* What both ways say, that over the index and that over all names, in one line; they say the same. */
static const char *facts_line(struct house *h, const struct eligibility_facts *f)
{
    const char *line = "";
    for (size_t i = 0; i < f->len; i++) {
        line =
            text_format(h->a, "%s%s=%d %s|", line, f->items[i].ident, (int)f->items[i].verdict, f->items[i].statement);
    }
    return line;
}

static void says_the_same_from(struct house *h, const struct eligibility_case *c, struct name_sight *seen)
{
    struct eligibility_facts from_sight;
    struct eligibility_facts from_all;
    assert_int_equal(eligibility_seen(h->db, h->a, c, seen, &from_sight), OK);
    assert_int_equal(eligibility_of(h->db, h->a, c->round, c->nomination, c->values, &from_all), OK);
    assert_string_equal(facts_line(h, &from_sight), facts_line(h, &from_all));
}

static void what_was_written_after_the_look_is_still_found(void **state)
{
    struct house *h = *state;
    struct name_index *index = name_index_new();
    struct nomination x = named(h, &h->chen, "一刻钟供水服务圈", "示例市第一供水服务有限公司");
    struct nomination y = named(h, &h->zhou, "畅行公交", "示例市公共交通服务中心");
    struct value_list values = names(h, "一刻钟供水服务圈", "示例市第一供水服务有限公司");
    struct eligibility_case c = {&h->round, &x, &values};
    struct eligibility_facts f;
    struct name_sight seen;
    struct name_sight before;
    assert_int_equal(eligibility_look(index, h->db, h->a, &c, &seen), OK);
    before = seen;
    assert_int_equal(eligibility_seen(h->db, h->a, &c, &seen, &f), OK);
    assert_int_equal(f.items[f.len - 1].verdict, ELIGIBILITY_FINE); /* one_each */
    /* the other unit takes the name, and the office registers an award of it */
    (void)house_save(h, &h->zhou, &y, "brand", house_mark(h, &y, "brand"),
                     VALUES(h, {"brand_name", 0, "“一刻钟”供水服务圈"}));
    (void)add_award(h, &(struct past_award){
                           .batch = "第一批", .brand_name = "一刻钟供水服务圈", .unit_name = "市第一供水服务有限公司"});
    seen = before;
    assert_int_equal(eligibility_seen(h->db, h->a, &c, &seen, &f), OK);
    assert_int_equal(f.items[f.len - 1].verdict, ELIGIBILITY_DOUBT);
    assert_int_equal(eligibility_worst(&f), ELIGIBILITY_REFUSED);
    seen = before;
    says_the_same_from(h, &c, &seen);
    /* it goes again, as does the whole nomination */
    assert_int_equal(db_script(h->db, "UPDATE nomination SET state = 'withdrawn' WHERE id = 2"), OK);
    says_the_same_from(h, &c, &seen);
    assert_int_equal(seen.others_len, 0);
    assert_int_equal(db_script(h->db, "UPDATE nomination SET state = 'draft' WHERE id = 2"), OK);
    says_the_same_from(h, &c, &seen);
    assert_int_equal(seen.others_len, 1);
    name_index_free(index);
}

static void a_sight_of_other_names_counts_for_nothing(void **state)
{
    struct house *h = *state;
    struct name_index *index = name_index_new();
    struct nomination x = named(h, &h->chen, "一刻钟供水服务圈", "示例市第一供水服务有限公司");
    struct value_list old = names(h, "一刻钟供水服务圈", "示例市第一供水服务有限公司");
    struct value_list fresh = names(h, "光明使者进乡村", "供电公司");
    struct eligibility_case c = {&h->round, &x, &old};
    struct name_sight seen;
    (void)add_award(h, &light);
    assert_int_equal(eligibility_look(index, h->db, h->a, &c, &seen), OK);
    c.values = &fresh; /* changed between the look and the act */
    struct eligibility_facts f;
    assert_int_equal(eligibility_seen(h->db, h->a, &c, &seen, &f), OK);
    assert_int_equal(eligibility_worst(&f), ELIGIBILITY_REFUSED);
    name_index_free(index);
}

static unsigned draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % below;
}

static void find_at_random(struct house *h, unsigned *seed, int64_t who, int64_t other, int64_t at)
{
    struct audit_actor by = house_actor(&h->chen, at);
    struct likeness pair = {.nomination_id = who, .other_id = other, .ref = "r", .other_ref = "o"};
    if (who != other) {
        assert_int_equal(likeness_find(h->db, h->a, &by, &pair, draw(seed, 2) == 0 ? "same" : "distinct", "电话核实"),
                         OK);
    }
}

/* One act of somebody: a name or a code is written or taken away, a nomination goes or comes, an award is registered, a
 * person finds a pair the same or not. */
static void act_at_random(struct house *h, unsigned *seed, int64_t at)
{
    static const char *const words[] = {"一刻钟供水服务圈", "“一刻钟”供水服务圈", "供水服务一刻钟", "供水热线", "公司"};
    static const char *const idents[] = {"brand_name", "unit_name", "org_code"};
    const char *word = words[draw(seed, 5)];
    long long who = 1 + (long long)draw(seed, 6);
    long long other = 1 + (long long)draw(seed, 6);
    const char *ident = idents[draw(seed, 3)];
    const char *sql = "";
    switch (draw(seed, 6)) {
    case 0:
        sql = text_format(
            h->a,
            "DELETE FROM draft_value WHERE ident = '%s' AND nomination_id = (SELECT id FROM nomination WHERE id = %lld "
            "AND state = 'draft')",
            ident, who);
        break;
    case 1:
        sql = text_format(h->a, "UPDATE nomination SET state = '%s' WHERE id = %lld",
                          draw(seed, 2) == 0 ? "withdrawn" : "draft", who);
        break;
    case 2:
        (void)add_award(h, &(struct past_award){.batch = draw(seed, 2) == 0 ? "第一批" : "第二批",
                                                .brand_name = word,
                                                .unit_name = words[draw(seed, 5)]});
        break;
    case 3: find_at_random(h, seed, who, other, at); break;
    default:
        sql = text_format(
            h->a,
            "INSERT INTO draft_value SELECT id, '%s', 0, '%s' FROM nomination WHERE id = %lld AND state = 'draft' "
            "ON CONFLICT DO UPDATE SET value = excluded.value",
            ident, word, who);
    }
    assert_int_equal(db_script(h->db, sql), OK);
}

/* The six live in two bodies; two of them were there before their bodies' present ones, hence the slots. */
static void six_nominations(struct house *h)
{
    for (int i = 1; i <= 6; i++) {
        assert_int_equal(
            db_script(h->db, text_format(h->a,
                                         "INSERT INTO nomination (id, ref, round_id, body_id, slot, state, created_at, "
                                         "created_by) VALUES (%d, 'n%d', 1, %d, %d, 'draft', 1, 1); "
                                         "INSERT INTO name_change SELECT COALESCE(MAX(no), 0) + 1, %d FROM name_change",
                                         i, i, 1 + i % 2, 1 + i / 2, i)),
            OK);
    }
}

static void both_ways_of_judging_agree_whatever_happens_between_look_and_act(void **state)
{
    struct house *h = *state;
    struct name_index *index = name_index_new();
    struct nomination x = {.id = 1, .body_id = 2, .state = NOMINATION_DRAFT, .route = "", .receipt_no = ""};
    unsigned seed = 2015;
    six_nominations(h);
    for (int i = 0; i < 400; i++) {
        struct value_list values = names(h, i % 3 == 0 ? "“一刻钟”供水服务圈" : "一刻钟供水服务圈", "供水服务公司");
        value_add(h->a, &values, "org_code", 0, "供水热线");
        struct eligibility_case c = {&h->round, &x, &values};
        struct name_sight seen;
        assert_int_equal(eligibility_look(index, h->db, h->a, &c, &seen), OK);
        for (unsigned acts = draw(&seed, 6); acts > 0; acts--) {
            act_at_random(h, &seed, IN_STAGE_1 + i);
        }
        says_the_same_from(h, &c, &seen);
        says_the_same_from(h, &c, &seen); /* and once more, with nothing new */
    }
    name_index_free(index);
}

static void every_step_that_fails_leaves_no_half_submission(void **state)
{
    struct house *h = *state;
    struct nomination n = house_nomination(h, &h->chen);
    (void)add_award(h, &light);
    enum err e = ERR_INTERNAL;
    int step = 0;
    while (e != OK && step < 300) {
        struct audit_actor who = house_actor(&h->chen, IN_STAGE_1 + 100);
        struct value_list values = names(h, "一刻钟供水服务圈", "示例市第一供水服务有限公司");
        assert_int_equal(db_savepoint(h->db), OK);
        db_fail_nth(h->db, ++step);
        e = nomination_submit(h->db, h->a, &who, &h->round, &n, &values);
        db_fail_nth(h->db, 0);
        e = db_savepoint_end(h->db, e);
        assert_int_equal(house_count(h, "SELECT COUNT(*) FROM version_fact"), e == OK ? 5 : 0);
    }
    assert_in_range(step, 20, 299);
    house_is_sound(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_list_twice_changes_nothing, house_setup, house_teardown),
        cmocka_unit_test_setup_teardown(a_brand_of_the_register_cannot_be_submitted_under_any_writing_of_its_name,
                                        house_setup, house_teardown),
        cmocka_unit_test_setup_teardown(facts_are_frozen_with_each_version_and_nobody_changes_them, house_setup,
                                        house_teardown),
        cmocka_unit_test_setup_teardown(two_nominations_of_one_brand_know_of_each_other, house_setup, house_teardown),
        cmocka_unit_test_setup_teardown(the_same_code_of_a_unit_makes_two_nominations_alike_whatever_their_names,
                                        house_setup, house_teardown),
        cmocka_unit_test_setup_teardown(the_office_lists_pairs_of_what_was_submitted_and_decides_them_with_a_reason,
                                        house_setup, house_teardown),
        cmocka_unit_test_setup_teardown(what_was_written_after_the_look_is_still_found, house_setup, house_teardown),
        cmocka_unit_test_setup_teardown(a_sight_of_other_names_counts_for_nothing, house_setup, house_teardown),
        cmocka_unit_test_setup_teardown(both_ways_of_judging_agree_whatever_happens_between_look_and_act, house_setup,
                                        house_teardown),
        cmocka_unit_test_setup_teardown(every_step_that_fails_leaves_no_half_submission, house_setup, house_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
