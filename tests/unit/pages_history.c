/* pages_history.c - earlier texts of a draft read and brought back, versions and conflicts side by side with what is
 * different marked, and who else is at a section. */
#include "support/form_typing.h"

/* ---- earlier texts ---- */

static struct answer write_slogan(struct person *p, const char *home, const char *text)
{
    site_later(p->site, 61);
    return save_answer(p, home, "brand", "brand_slogan", text);
}

static const char *history_of(struct person *p, const char *home)
{
    return under(p->site, home, "history");
}

/* The form that brings back the text of that id. */
static struct sheet *restore_form(struct person *p, const char *home, const char *id)
{
    struct sheet *form = open_form(p, history_of(p, home), history_of(p, home));
    sheet_set(form, "text", id);
    return form;
}

static void the_page_is_empty_before_anything_was_rewritten(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct answer x = get(&p, history_of(&p, home));
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "还没有被改写过的内容"));
    x = get(&p, home);
    assert_true(page_has_link(s->a, x.body, history_of(&p, home)));
}

static void earlier_texts_are_listed_by_field_newest_first_with_who_and_when(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    static const char *const texts[] = {"第一稿", "第二稿", "第三稿", "第四稿", "<b>第五稿</b>", "第六稿"};
    for (size_t i = 0; i < 6; i++) {
        (void)write_slogan(&p, home, texts[i]);
    }
    struct answer x = get(&p, history_of(&p, home));
    assert_true(answer_says(&x, "品牌口号"));
    assert_true(answer_says(&x, "共 5 份"));
    assert_true(answer_says(&x, "6月18日 15:06 陈示例改写以前"));
    const char *five = strstr(x.body, "&lt;b&gt;第五稿&lt;/b&gt;");
    const char *four = strstr(x.body, "第四稿");
    assert_true(five != NULL && four != NULL && five < four);
    assert_false(answer_says(&x, "第一稿")); /* behind the link */
    const char *all = text_format(s->a, "%s?field=brand_slogan", history_of(&p, home));
    assert_true(page_has_link(s->a, x.body, all));
    x = get(&p, all);
    assert_true(answer_says(&x, "第一稿"));
    site_is_sound(s);
}

static void an_earlier_text_comes_back_and_the_one_it_replaces_stays(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    (void)write_slogan(&p, home, "第一稿");
    (void)write_slogan(&p, home, "第二稿");
    struct sheet *form = restore_form(&p, home, site_sql(s, "SELECT id FROM draft_history WHERE value = '第一稿'"));
    struct answer x = post(&p, form);
    leads_to(&x, text_format(s->a, "%s?field=brand_slogan&restored=1", history_of(&p, home)));
    x = follow(&p, &x);
    assert_true(answer_says(&x, "已恢复"));
    assert_true(answer_says(&x, "第二稿"));
    assert_string_equal(draft_value(s, "brand_slogan", 0), "第一稿");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'text_restored'"), 1);
    x = post(&p, form); /* the same message again: the same answer, nothing twice */
    assert_int_equal(x.status, 303);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'text_restored'"), 1);
    site_is_sound(s);
}

/* The honour in that row of the page, as a person types it. */
static struct answer write_honour(struct person *p, const char *home, int row, const char *name)
{
    struct sheet *form = open_section(p, home, "honours");
    struct site *s = p->site;
    site_later(s, 61);
    type_answer(s, form, "honours.name", row, name);
    type_answer(s, form, "honours.giver", row, "某市文明委");
    type_answer(s, form, "honours.month", row, "2014-03");
    return post(p, form);
}

static void an_earlier_text_of_a_row_comes_back_into_the_row_that_was_chosen(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    (void)write_honour(&p, home, 1, "文明单位");
    (void)write_honour(&p, home, 2, "青年文明号");
    (void)write_honour(&p, home, 1, "文明窗口");
    struct answer x = get(&p, history_of(&p, home));
    assert_true(answer_says(&x, "第 2 行：青年文明号") && answer_says(&x, "另起一行"));
    const char *id = site_sql(s, "SELECT id FROM draft_history WHERE value = '文明单位'");
    struct sheet *form = restore_form(&p, home, id);
    sheet_set(form, "row", "3"); /* a row of its own */
    x = post(&p, form);
    leads_to(&x, text_format(s->a, "%s?field=honours.name&restored=1", history_of(&p, home)));
    assert_string_equal(draft_value(s, "honours.name", 1), "文明窗口");
    assert_string_equal(draft_value(s, "honours.name", 2), "青年文明号");
    assert_string_equal(draft_value(s, "honours.name", 3), "文明单位");
    form = restore_form(&p, home, id);
    sheet_set(form, "row", "1"); /* what stood there can be read again */
    assert_int_equal(post(&p, form).status, 303);
    assert_string_equal(draft_value(s, "honours.name", 1), "文明单位");
    assert_string_equal(draft_value(s, "honours.giver", 1), "某市文明委");
    x = get(&p, history_of(&p, home));
    assert_true(answer_says(&x, "文明窗口"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'text_restored' AND "
                                   "detail IN ('honours.name row=1', 'honours.name row=3')"),
                     2);
    static const char *const wrong[] = {"", "0", "5", "x", "-1", "99999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        form = restore_form(&p, home, id);
        sheet_set(form, "row", wrong[i]);
        assert_int_equal(post(&p, form).status, 404);
    }
    site_is_sound(s);
}

static void a_removed_row_comes_back_cell_by_cell(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    (void)write_honour(&p, home, 1, "文明单位");
    (void)write_honour(&p, home, 2, "青年文明号");
    struct sheet *form = open_section(&p, home, "honours");
    site_later(s, 61);
    sheet_set(form, "remove", "honours.1");
    assert_int_equal(post(&p, form).status, 303);
    assert_string_equal(draft_value(s, "honours.name", 1), "青年文明号");
    form = restore_form(&p, home, site_sql(s, "SELECT id FROM draft_history WHERE value = '文明单位'"));
    sheet_set(form, "row", "2");
    assert_int_equal(post(&p, form).status, 303);
    assert_string_equal(draft_value(s, "honours.name", 1), "青年文明号");
    assert_string_equal(draft_value(s, "honours.name", 2), "文明单位");
    site_is_sound(s);
}

static void a_colleagues_rows_are_not_overwritten_by_bringing_back_a_cell(void **state)
{
    struct site *s = *state;
    struct person chen = person(s, "unit01");
    struct person wang = person(s, "unit02");
    const char *home = start_nomination(&chen);
    (void)write_honour(&chen, home, 1, "文明单位");
    (void)write_honour(&chen, home, 1, "文明窗口");
    struct sheet *form =
        restore_form(&chen, home, site_sql(s, "SELECT id FROM draft_history WHERE value = '文明单位'"));
    sheet_set(form, "row", "1");
    (void)write_honour(&wang, home, 1, "同事写的");
    struct answer x = post(&chen, form);
    assert_true(text_starts(answer_header(&x, "Location"), under(s, home, "kept/")));
    assert_string_equal(draft_value(s, "honours.name", 1), "同事写的");
    site_is_sound(s);
}

static void bringing_back_leaves_rows_and_other_answers_of_the_section_alone(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    fill_nomination(&p, home);
    const char *before = site_sql(s, "SELECT GROUP_CONCAT(ident || row_no || value, '|') FROM draft_value");
    (void)write_slogan(&p, home, "别的口号");
    struct answer x =
        post(&p, restore_form(&p, home, site_sql(s, "SELECT MAX(id) FROM draft_history WHERE value <> ''")));
    assert_int_equal(x.status, 303);
    assert_string_equal(site_sql(s, "SELECT GROUP_CONCAT(ident || row_no || value, '|') FROM draft_value"), before);
}

static void what_a_colleague_wrote_meanwhile_is_not_overwritten_by_bringing_back(void **state)
{
    struct site *s = *state;
    struct person chen = person(s, "unit01");
    struct person wang = person(s, "unit02");
    const char *home = start_nomination(&chen);
    (void)write_slogan(&chen, home, "第一稿");
    (void)write_slogan(&chen, home, "第二稿");
    struct sheet *form = restore_form(&chen, home, site_sql(s, "SELECT id FROM draft_history WHERE value = '第一稿'"));
    (void)write_slogan(&wang, home, "同事的稿");
    struct answer x = post(&chen, form);
    assert_true(text_starts(answer_header(&x, "Location"), under(s, home, "kept/")));
    assert_string_equal(draft_value(s, "brand_slogan", 0), "同事的稿");
    x = follow(&chen, &x);
    assert_true(answer_says(&x, "<del>同事的</del>"));
    assert_true(answer_says(&x, "<ins>第一</ins>"));
    site_is_sound(s);
}

static void what_cannot_be_brought_back_is_refused(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person other = person(s, "other01");
    struct person office = person(s, "office01");
    const char *home = start_nomination(&p);
    (void)write_slogan(&p, home, "第一稿");
    (void)write_slogan(&p, home, "第二稿");
    const char *id = site_sql(s, "SELECT id FROM draft_history WHERE value = '第一稿'");
    static const char *const wrong[] = {"", "0", "-1", "999999", "1 OR 1=1", "99999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(post(&p, restore_form(&p, home, wrong[i])).status, 404);
    }
    assert_int_equal(get(&other, history_of(&p, home)).status, 404);
    assert_int_equal(get(&office, history_of(&p, home)).status, 403);
    assert_int_equal(get(&p, text_format(s->a, "%s?field=nothing", history_of(&p, home))).status, 404);
    assert_int_equal(get(&p, text_format(s->a, "%s?field=brand_slogan&before=x", history_of(&p, home))).status, 404);
    struct sheet *stolen = open_form(&other, "/help", "/prefs/elder");
    stolen->action = history_of(&p, home);
    sheet_set(stolen, "text", id);
    assert_int_equal(post(&other, stolen).status, 404);
    site_clock(s, NOMINATION_CLOSES - 60);
    p = person(s, "unit01"); /* a week later */
    struct sheet *form = restore_form(&p, home, id);
    site_clock(s, NOMINATION_CLOSES);
    assert_int_equal(post(&p, form).status, 423);
    struct answer x = get(&p, history_of(&p, home));
    assert_true(answer_says(&x, "可以查看，不能恢复"));
    assert_false(answer_says(&x, "恢复这一份"));
    assert_string_equal(draft_value(s, "brand_slogan", 0), "第二稿");
}

/* ---- versions ---- */

static enum err reopen(struct db *db, void *ctx)
{
    (void)ctx;
    return db_script(db, "UPDATE nomination SET state = 'draft'");
}

/* Submitted twice, with another summary the second time. */
static const char *twice_submitted(struct person *p)
{
    const char *home = complete_nomination(p);
    struct answer x = submit(p, home);
    leads_to(&x, under(p->site, home, "receipt"));
    assert_int_equal(store_write(p->site->store, reopen, NULL), OK);
    (void)write_slogan(p, home, "改过的口号");
    return home;
}

static void two_versions_stand_side_by_side_with_what_is_different_marked(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = twice_submitted(&p);
    struct answer x = get(&p, under(s, home, "versions/1/draft"));
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "有 1 栏不同"));
    assert_true(answer_says(&x, "现在的草稿"));
    assert_true(answer_says(&x, "<ins>"));
    x = get(&p, home);
    assert_true(page_has_link(s->a, x.body, under(s, home, "versions/1/draft")));
    x = submit(&p, home);
    leads_to(&x, under(s, home, "receipt"));
    x = get(&p, under(s, home, "record"));
    assert_true(page_has_link(s->a, x.body, under(s, home, "versions/1/2")));
    x = get(&p, under(s, home, "versions/1/2"));
    assert_true(answer_says(&x, "品牌口号"));
    assert_true(answer_says(&x, "改过的口号"));
    assert_false(answer_says(&x, "主要事迹"));
    x = get(&p, under(s, home, "versions/2/2"));
    assert_true(answer_says(&x, "两份内容完全一样"));
    struct person office = person(s, "office01");
    assert_int_equal(get(&office, under(s, home, "versions/1/2")).status, 200);
    site_is_sound(s);
}

static void versions_that_are_not_there_are_not_there(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person other = person(s, "other01");
    const char *home = twice_submitted(&p);
    static const char *const wrong[] = {"versions/1/2",           "versions/0/1",     "versions/x/1",
                                        "versions/1/99999999999", "versions/draft/2", "versions/-1/1"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(get(&p, under(s, home, wrong[i])).status, 404);
    }
    assert_int_equal(get(&other, under(s, home, "versions/1/draft")).status, 404);
    assert_int_equal(submit(&p, home).status, 303);
    struct person office = person(s, "office01");
    assert_int_equal(get(&office, under(s, home, "versions/1/draft")).status, 404);
    assert_int_equal(get(&p, under(s, home, "versions/1/draft")).status, 404); /* there is no draft any more */
}

/* ---- who else is here ---- */

static void two_people_at_one_section_are_told_of_each_other_and_neither_waits(void **state)
{
    struct site *s = *state;
    struct person chen = person(s, "unit01");
    struct person wang = person(s, "unit02");
    const char *home = start_nomination(&chen);
    struct answer x = get(&chen, under(s, home, "brand"));
    assert_false(answer_says(&x, "正在填写这一项"));
    site_later(s, 125);
    x = get(&wang, under(s, home, "brand"));
    assert_true(answer_says(&x, "陈示例正在填写这一项（2 分钟前）"));
    x = get(&wang, under(s, home, "story"));
    assert_false(answer_says(&x, "正在填写这一项"));
    assert_true(answer_says(&x, "陈示例正在填写“品牌"));
    x = save_answer(&wang, home, "brand", "brand_slogan", "王写的"); /* and goes */
    assert_int_equal(x.status, 303);
    site_later(s, 20);
    struct sheet *form = open_section(&chen, home, "brand");
    assert_null(strstr(get(&chen, under(s, home, "brand")).body, "正在填写这一项"));
    x = autosave(&chen, form);
    assert_int_equal(x.status, 200);
    assert_non_null(strstr(x.body, "\"others\":\"陈示例正在填写“品牌简介")); /* what the open page shows from then on */
    x = get(&wang, under(s, home, "brand"));
    assert_true(answer_says(&x, "正在填写这一项（刚刚）"));
    site_later(s, 600);
    x = get(&wang, under(s, home, "brand"));
    assert_false(answer_says(&x, "正在填写这一项"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_page_is_empty_before_anything_was_rewritten, site_setup, site_teardown),
        cmocka_unit_test_setup_teardown(earlier_texts_are_listed_by_field_newest_first_with_who_and_when, site_setup,
                                        site_teardown),
        cmocka_unit_test_setup_teardown(an_earlier_text_comes_back_and_the_one_it_replaces_stays, site_setup,
                                        site_teardown),
        cmocka_unit_test_setup_teardown(an_earlier_text_of_a_row_comes_back_into_the_row_that_was_chosen, site_setup,
                                        site_teardown),
        cmocka_unit_test_setup_teardown(a_removed_row_comes_back_cell_by_cell, site_setup, site_teardown),
        cmocka_unit_test_setup_teardown(a_colleagues_rows_are_not_overwritten_by_bringing_back_a_cell, site_setup,
                                        site_teardown),
        cmocka_unit_test_setup_teardown(bringing_back_leaves_rows_and_other_answers_of_the_section_alone, site_setup,
                                        site_teardown),
        cmocka_unit_test_setup_teardown(what_a_colleague_wrote_meanwhile_is_not_overwritten_by_bringing_back,
                                        site_setup, site_teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_brought_back_is_refused, site_setup, site_teardown),
        cmocka_unit_test_setup_teardown(two_versions_stand_side_by_side_with_what_is_different_marked, site_setup,
                                        site_teardown),
        cmocka_unit_test_setup_teardown(versions_that_are_not_there_are_not_there, site_setup, site_teardown),
        cmocka_unit_test_setup_teardown(two_people_at_one_section_are_told_of_each_other_and_neither_waits, site_setup,
                                        site_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
