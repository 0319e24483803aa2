/* store_history.c - what a draft said before: written down with each change, once a minute a person, for ever. */
#include "store/history_store.h"
#include "support/store_house.h"

struct desk {
    struct house *h;
    struct nomination n;
};

static int open_desk(void **state)
{
    struct desk *k = calloc(1, sizeof *k);
    assert_non_null(k);
    k->h = house_open(":memory:");
    k->n = house_nomination(k->h, &k->h->chen);
    *state = k;
    return 0;
}

static int close_desk(void **state)
{
    struct desk *k = *state;
    house_close(k->h);
    free(k);
    return 0;
}

/* Saves the slogan at so many seconds after 15:00, by the mark of now. */
static void write_slogan(struct desk *k, const struct account *by, int64_t seconds, const char *text)
{
    struct audit_actor who = house_actor(by, IN_STAGE_1 + seconds);
    struct value_list posted = VALUES(k->h, {"brand_slogan", 0, text});
    struct draft_outcome got;
    const char *mark = house_mark(k->h, &k->n, "brand");
    struct writing change = {k->h->db, &k->h->rnd, k->h->a, &who};
    struct draft_part part = {&k->n, &k->h->round, "brand"};
    assert_int_equal(draft_save(&change, &part, mark, &posted, &got), OK);
    assert_int_equal(got.result, DRAFT_SAVED);
}

/* "text/writer/replacer ..." of the slogan, newest first. */
static const char *past(struct desk *k)
{
    struct history_text *list = NULL;
    size_t len = 0;
    const char *told = "";
    struct history_span span = {"brand_slogan", INT64_MAX, 50};
    assert_int_equal(history_of_field(k->h->db, k->h->a, k->n.id, &span, &list, &len), OK);
    for (size_t i = 0; i < len; i++) {
        told = text_format(k->h->a, "%s%s%s/%s/%s", told, i == 0 ? "" : " ", list[i].value, list[i].written_by,
                           list[i].replaced_by);
    }
    return told;
}

static void every_text_that_was_replaced_can_be_read_again(void **state)
{
    struct desk *k = *state;
    write_slogan(k, &k->h->chen, 0, "一");
    assert_string_equal(past(k), ""); /* nothing stood there */
    write_slogan(k, &k->h->wang, 100, "二");
    write_slogan(k, &k->h->chen, 200, "三");
    write_slogan(k, &k->h->wang, 300, "");
    write_slogan(k, &k->h->wang, 400, "四");
    write_slogan(k, &k->h->wang, 500, "四");
    assert_string_equal(past(k), "三/陈示例/王示例 二/王示例/陈示例 一/陈示例/王示例");
    house_is_sound(k->h);
}

static void who_types_on_within_a_minute_leaves_the_first_text_of_that_minute(void **state)
{
    struct desk *k = *state;
    write_slogan(k, &k->h->chen, 0, "甲");
    write_slogan(k, &k->h->chen, 60, "甲乙");
    write_slogan(k, &k->h->chen, 68, "甲乙丙");
    write_slogan(k, &k->h->chen, 119, "甲乙丙丁");
    assert_string_equal(past(k), "甲/陈示例/陈示例");
    write_slogan(k, &k->h->chen, 120, "甲乙丙丁戊");
    assert_string_equal(past(k), "甲乙丙丁/陈示例/陈示例 甲/陈示例/陈示例");
}

static void what_somebody_else_wrote_between_is_never_skipped(void **state)
{
    struct desk *k = *state;
    write_slogan(k, &k->h->chen, 0, "甲");
    write_slogan(k, &k->h->chen, 61, "乙");
    write_slogan(k, &k->h->wang, 62, "丙");
    write_slogan(k, &k->h->chen, 63, "丁");
    write_slogan(k, &k->h->wang, 64, "");
    write_slogan(k, &k->h->chen, 65, "戊");
    write_slogan(k, &k->h->wang, 66, "己");
    assert_string_equal(past(k),
                        "戊/陈示例/王示例 丁/陈示例/王示例 丙/王示例/陈示例 乙/陈示例/王示例 甲/陈示例/陈示例");
}

static void a_text_that_gives_way_to_an_earlier_one_is_kept_whatever_the_minute(void **state)
{
    struct desk *k = *state;
    struct audit_actor who = house_actor(&k->h->chen, IN_STAGE_1 + 65);
    write_slogan(k, &k->h->chen, 0, "甲");
    write_slogan(k, &k->h->chen, 61, "乙");
    write_slogan(k, &k->h->chen, 65, "甲"); /* brought back */
    assert_int_equal(history_keep(k->h->db, &who, k->n.id, "brand_slogan", 0, "乙"), OK);
    assert_int_equal(history_keep(k->h->db, &who, k->n.id, "brand_slogan", 0, "乙"), OK); /* once is enough */
    assert_string_equal(past(k), "乙/陈示例/陈示例 甲/陈示例/陈示例");
}

static void rows_and_pictures_are_written_down_too(void **state)
{
    struct desk *k = *state;
    struct audit_actor who = house_actor(&k->h->chen, IN_STAGE_1);
    struct value_list one = VALUES(k->h, {"honours.name", 1, "市文明单位"}, {"honours.name", 2, "省文明单位"});
    struct value_list two = VALUES(k->h, {"honours.name", 1, "省文明单位"});
    assert_int_equal(house_save(k->h, &k->h->chen, &k->n, "honours", house_mark(k->h, &k->n, "honours"), one).result,
                     DRAFT_SAVED);
    assert_int_equal(house_save(k->h, &k->h->wang, &k->n, "honours", house_mark(k->h, &k->n, "honours"), two).result,
                     DRAFT_SAVED);
    assert_string_equal(house_sql(k->h, "SELECT group_concat(row_no || value, ' ') FROM (SELECT * FROM draft_history "
                                        "WHERE value <> '' ORDER BY row_no)"),
                        "1市文明单位 2省文明单位");
    assert_int_equal(draft_set(k->h->db, &who, &k->n, "images", "brand_logo", "aa 旧.png"), OK);
    assert_int_equal(draft_set(k->h->db, &who, &k->n, "images", "brand_logo", "bb 新.png"), OK);
    who.at += 60;
    assert_int_equal(draft_set(k->h->db, &who, &k->n, "images", "brand_logo", ""), OK);
    assert_string_equal(house_sql(k->h, "SELECT group_concat(value) FROM draft_history WHERE ident = 'brand_logo' "
                                        "AND value <> ''"),
                        "bb 新.png");
    struct history_count *counts = NULL;
    size_t len = 0;
    assert_int_equal(history_counts(k->h->db, k->h->a, k->n.id, &counts, &len), OK);
    assert_int_equal(len, 2);
    assert_string_equal(counts[1].ident, "honours.name");
    assert_int_equal(counts[1].texts, 2);
}

static void nobody_changes_the_past(void **state)
{
    struct desk *k = *state;
    write_slogan(k, &k->h->chen, 0, "甲");
    write_slogan(k, &k->h->chen, 61, "乙");
    assert_int_not_equal(db_script(k->h->db, "UPDATE draft_history SET value = '丙'"), OK);
    assert_int_not_equal(db_script(k->h->db, "DELETE FROM draft_history"), OK);
    assert_string_equal(past(k), "甲/陈示例/陈示例");
}

static void an_earlier_text_belongs_to_its_nomination_alone(void **state)
{
    struct desk *k = *state;
    struct nomination other = house_nomination(k->h, &k->h->zhou);
    struct history_text t;
    write_slogan(k, &k->h->chen, 0, "甲");
    write_slogan(k, &k->h->chen, 61, "乙");
    int64_t id = house_count(k->h, "SELECT MAX(id) FROM draft_history");
    assert_int_equal(history_get(k->h->db, k->h->a, k->n.id, id, &t), OK);
    assert_string_equal(t.value, "甲");
    assert_int_equal(history_get(k->h->db, k->h->a, other.id, id, &t), ERR_NOT_FOUND);
    assert_int_equal(history_get(k->h->db, k->h->a, k->n.id, id + 1, &t), ERR_NOT_FOUND);
}

static void a_save_that_fails_on_the_way_leaves_neither_text_nor_past(void **state)
{
    struct desk *k = *state;
    struct audit_actor who = house_actor(&k->h->chen, IN_STAGE_1 + 120);
    write_slogan(k, &k->h->chen, 0, "甲");
    const char *mark = house_mark(k->h, &k->n, "brand");
    struct value_list posted = VALUES(k->h, {"brand_slogan", 0, "乙"});
    struct draft_outcome got;
    struct writing change = {k->h->db, &k->h->rnd, k->h->a, &who};
    struct draft_part part = {&k->n, &k->h->round, "brand"};
    enum err e = ERR_INTERNAL;
    int n = 0;
    while (e != OK && n < 200) {
        assert_int_equal(db_savepoint(k->h->db), OK);
        db_fail_nth(k->h->db, ++n);
        e = draft_save(&change, &part, mark, &posted, &got);
        db_fail_nth(k->h->db, 0);
        e = db_savepoint_end(k->h->db, e);
        assert_string_equal(past(k), e == OK ? "甲/陈示例/陈示例" : "");
    }
    assert_in_range(n, 8, 199);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_text_that_was_replaced_can_be_read_again, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(who_types_on_within_a_minute_leaves_the_first_text_of_that_minute, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(what_somebody_else_wrote_between_is_never_skipped, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(a_text_that_gives_way_to_an_earlier_one_is_kept_whatever_the_minute, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(rows_and_pictures_are_written_down_too, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(nobody_changes_the_past, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(an_earlier_text_belongs_to_its_nomination_alone, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(a_save_that_fails_on_the_way_leaves_neither_text_nor_past, open_desk,
                                        close_desk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
