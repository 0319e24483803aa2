/* pages_unit_submit.c - checking, submitting, the receipt, and the close of the stage to the second. */
#include "support/form_typing.h"

static void is_submitted_once(struct site *s, const char *home)
{
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_version"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'nomination_submit'"), 1);
    assert_int_equal(site_count(s, "SELECT version_no FROM nomination"), 1);
    assert_string_equal(site_sql(s, "SELECT '/nominations/' || ref FROM nomination WHERE state = 'submitted'"), home);
    site_is_sound(s);
}

/* ---- checking ---- */

/* Every required field that is empty, as the rules see it. */
static size_t links_to_mend(struct site *s, const struct answer *x, const char *home)
{
    struct page_tags tags = page_tags(x->a, x->body);
    struct person p = person(s, "unit01");
    size_t links = 0;
    for (size_t i = 0; i < tags.len; i++) {
        const char *href = tag_is(&tags.list[i], "a") ? tag_attr(&tags.list[i], "href") : NULL;
        const char *anchor = href == NULL || !text_starts(href, home) ? NULL : strchr(href, '#');
        if (anchor == NULL) {
            continue;
        }
        /* each leads to a box that is there, with the same words beside it */
        struct answer page = get(&p, arena_copy(s->a, href, (size_t)(anchor - href)));
        assert_int_equal(page.status, 200);
        assert_true(answer_says(&page, text_format(s->a, "id=\"%s\"", anchor + 1)));
        assert_true(answer_says(&page, tags.list[i].text));
        links++;
    }
    return links;
}

static void the_check_page_names_everything_that_is_missing_and_leads_there(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct answer x = get(&p, under(s, home, "check"));
    size_t needed = 0;
    for (size_t i = 0; i < s->round.fields_len; i++) {
        const struct form_field *f = &s->round.fields[i];
        needed += f->need == FORM_REQUIRED && f->stage == STAGE_NOMINATION && text_is_empty(f->rows_of);
    }
    assert_int_equal(links_to_mend(s, &x, home), needed);
    assert_true(answer_says(&x, text_format(s->a, "有 %zu 处需要修改", needed)));
    assert_null(sheet_of(s->a, x.body, under(s, home, "submit"))); /* no button to press in vain */
    for (size_t i = 0; i < s->round.sections_len; i++) {
        assert_true(page_has_link(s->a, x.body, text_format(s->a, "%s/%s?check=1", home, s->round.sections[i].code)));
    }
}

static void a_complete_form_shows_the_button_and_what_it_means(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    struct answer x = get(&p, under(s, home, "check"));
    assert_false(answer_says(&x, "处需要修改"));
    assert_false(answer_says(&x, "<title>错误"));
    assert_non_null(sheet_of(s->a, x.body, under(s, home, "submit")));
    assert_true(answer_says(&x, round_text(&s->round, "legal_truth")));
    assert_true(answer_says(&x, round_text(&s->round, "route_sector_city")));
    assert_true(answer_says(&x, "2013年3月"));
    assert_true(answer_says(&x, "市人社局"));
}

static void an_incomplete_form_is_refused_and_loses_nothing(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    struct sheet *act = open_form(&p, under(s, home, "check"), under(s, home, "submit"));
    assert_int_equal(save_answer(&p, home, "story", "brand_summary", "太短").status, 303); /* meanwhile */
    const char *before = site_sql(s, "SELECT GROUP_CONCAT(ident || row_no || value, '|') FROM draft_value");
    struct answer x = post(&p, act);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "有 1 处需要修改"));
    assert_int_equal(links_to_mend(s, &x, home), 1);
    assert_string_equal(site_sql(s, "SELECT GROUP_CONCAT(ident || row_no || value, '|') FROM draft_value"), before);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_version"), 0);
    assert_int_equal(site_count(s, "SELECT next_receipt FROM round"), 1);
}

/* ---- submitting ---- */

static void submitting_gives_a_receipt_that_can_be_read_again(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    struct answer x = submit(&p, home);
    leads_to(&x, under(s, home, "receipt"));
    for (int i = 0; i < 2; i++) {
        x = get(&p, under(s, home, "receipt"));
        assert_int_equal(x.status, 200);
        assert_true(answer_says(&x, site_sql(s, "SELECT receipt_no FROM nomination")));
        assert_true(answer_says(&x, "CZPP-2015"));
        assert_true(answer_says(&x, "2015年6月18日 15:00:00"));
        assert_true(answer_says(&x, site_sql(s, "SELECT check_code FROM nomination_version")));
        assert_true(answer_says(&x, site_sql(s, "SELECT SUBSTR(sha256, 1, 8) FROM nomination_version")));
        assert_true(page_has_link(s->a, x.body, under(s, home, "form.pdf")));
        assert_true(page_has_link(s->a, x.body, under(s, home, "receipt.pdf")));
    }
    x = get(&p, under(s, home, "record"));
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "23℃人社服务"));
    assert_true(answer_says(&x, "第 1 版，2015年6月18日 15:00:00 提交"));
    x = get(&p, home);
    assert_true(answer_says(&x, "已经提交，不能再改"));
    assert_true(page_has_link(s->a, x.body, under(s, home, "receipt")));
    is_submitted_once(s, home);
}

static void pressing_submit_again_gives_the_same_receipt(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    struct sheet *act = open_form(&p, under(s, home, "check"), under(s, home, "submit"));
    struct sheet *other_tab = open_form(&p, under(s, home, "check"), under(s, home, "submit"));
    for (int i = 0; i < 3; i++) {
        struct answer x = post(&p, act);
        leads_to(&x, under(s, home, "receipt"));
    }
    struct answer x = post(&p, other_tab);
    leads_to(&x, under(s, home, "receipt"));
    is_submitted_once(s, home);
}

static void a_colleague_who_was_slower_gets_the_same_receipt(void **state)
{
    struct site *s = *state;
    struct person one = person(s, "unit01");
    struct person two = person(s, "unit02");
    const char *home = complete_nomination(&one);
    struct sheet *a = open_form(&one, under(s, home, "check"), under(s, home, "submit"));
    struct sheet *b = open_form(&two, under(s, home, "check"), under(s, home, "submit"));
    struct answer x = post(&one, a);
    leads_to(&x, under(s, home, "receipt"));
    x = post(&two, b);
    leads_to(&x, under(s, home, "receipt"));
    is_submitted_once(s, home);
    assert_string_equal(site_sql(s, "SELECT a.login FROM nomination_version v JOIN account a ON a.id = v.submitted_by"),
                        "unit01");
}

static void before_it_is_submitted_there_is_no_receipt(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    assert_int_equal(get(&p, under(s, home, "receipt")).status, 404);
    assert_int_equal(get(&p, under(s, home, "receipt.pdf")).status, 404);
    struct answer x = get(&p, under(s, home, "record"));
    leads_to(&x, under(s, home, "check"));
    (void)submit(&p, home);
    x = get(&p, under(s, home, "check"));
    leads_to(&x, under(s, home, "receipt"));
    x = get(&p, under(s, home, "story"));
    leads_to(&x, under(s, home, "record"));
}

static void text_typed_in_another_tab_after_the_submission_is_kept_aside(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    struct sheet *form = open_section(&p, home, "story");
    struct sheet *same = open_section(&p, home, "story");
    assert_int_equal(submit(&p, home).status, 303);
    const char *record = site_sql(s, "SELECT record FROM nomination_version");
    struct answer x = post(&p, same);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "刚才填写的内容和申报表中的一样"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM kept_text"), 0);
    sheet_set(form, "brand_summary", "提交以后又想到的一句");
    x = autosave(&p, form);
    assert_int_equal(x.status, 409);
    x = post(&p, form);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "另外保存了一份"));
    x = get(&p, home);
    assert_true(answer_says(&x, "提交以后写的"));
    const char *kept = site_sql(s, "SELECT ref FROM kept_text");
    kept = under(s, home, text_format(s->a, "kept/%s", kept));
    x = get(&p, kept);
    assert_true(answer_says(&x, "提交以后又想到的一句"));
    x = post(&p, open_form(&p, kept, kept));
    leads_to(&x, text_format(s->a, "%s?settled=1", home));
    assert_string_equal(site_sql(s, "SELECT record FROM nomination_version"), record);
    struct value_list all = sample_answers(s);
    assert_string_equal(draft_value(s, "brand_summary", 0), value_get(&all, "brand_summary", 0));
    is_submitted_once(s, home);
}

/* Every name of handbook 11 goes into the immutable version as it was typed. */
static void what_was_typed_is_what_the_version_holds(void **state)
{
    static const char name[] = "朱镕䶮㛃𬭊𫖯<b>&\"'";
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    assert_int_equal(save_answer(&p, home, "contact", "leader_name", name).status, 303);
    assert_int_equal(save_answer(&p, home, "unit", "unit_address", "=1+1 示例路 1 号").status, 303);
    assert_int_equal(submit(&p, home).status, 303);
    assert_string_equal(site_sql(s, "SELECT value FROM version_value WHERE ident = 'leader_name'"), name);
    assert_string_equal(site_sql(s, "SELECT value FROM version_value WHERE ident = 'unit_address'"),
                        "=1+1 示例路 1 号");
    assert_non_null(strstr(site_sql(s, "SELECT record FROM nomination_version"), "朱镕䶮㛃𬭊𫖯<b>&\\\"'"));
    struct answer x = get(&p, under(s, home, "record"));
    assert_true(answer_says(&x, "朱镕䶮㛃𬭊𫖯&lt;b&gt;&amp;&quot;&#39;"));
}

/* ---- the close, to the second ---- */

static void the_last_second_counts_and_the_next_does_not(void **state)
{
    struct site *s = *state;
    struct person in_time = person(s, "unit01");
    struct person too_late = person(s, "other01");
    const char *first = complete_nomination(&in_time);
    const char *second = complete_nomination(&too_late);
    site_clock(s, NOMINATION_CLOSES - 600);
    in_time = person(s, "unit01");
    too_late = person(s, "other01");
    struct sheet *a = open_form(&in_time, under(s, first, "check"), under(s, first, "submit"));
    struct sheet *b = open_form(&too_late, under(s, second, "check"), under(s, second, "submit"));
    site_clock(s, NOMINATION_CLOSES - 1);
    struct answer x = post(&in_time, a);
    leads_to(&x, under(s, first, "receipt"));
    site_clock(s, NOMINATION_CLOSES);
    x = post(&too_late, b);
    leads_to(&x, text_format(s->a, "%s/%s", under(s, second, "late"), site_sql(s, "SELECT ref FROM late_submission")));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM late_submission"),
                     1); /* kept as late: no version, no receipt */
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_version"), 1);
    assert_int_equal(site_count(s, "SELECT submitted_at FROM nomination_version"), NOMINATION_CLOSES - 1);
    x = get(&too_late, under(s, second, "check"));
    assert_true(answer_says(&x, "截止"));
    assert_true(answer_says(&x, "标明逾期"));
    site_is_sound(s);
}

static void pressing_again_after_the_close_gives_the_receipt_of_the_first_press(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    site_clock(s, NOMINATION_CLOSES - 1);
    p = person(s, "unit01");
    struct sheet *act = open_form(&p, under(s, home, "check"), under(s, home, "submit"));
    struct answer x = post(&p, act); /* its answer never reached the browser */
    leads_to(&x, under(s, home, "receipt"));
    site_clock(s, NOMINATION_CLOSES + 1);
    x = post(&p, act);
    leads_to(&x, under(s, home, "receipt"));
    is_submitted_once(s, home);
    sheet_set(act, "token", "0123456789abcdef.0123456789abcdef0123456789abcdef");
    assert_int_equal(post(&p, act).status, 403);
}

static void what_is_written_across_the_close_is_still_a_draft(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    site_clock(s, NOMINATION_CLOSES - 60);
    p = person(s, "unit01");
    struct sheet *form = open_section(&p, home, "story");
    sheet_set(form, "brand_summary", "二十四点还在写的一句");
    site_clock(s, NOMINATION_CLOSES);
    struct answer x = autosave(&p, form);
    assert_int_equal(x.status, 423);
    assert_true(answer_says(&x, "\"saved_at\":\"00:00\""));
    assert_string_equal(draft_value(s, "brand_summary", 0), "二十四点还在写的一句");
    sheet_set(form, "brand_summary", "按保存的一句");
    sheet_unset(form, "revision");
    form = open_section(&p, home, "story");
    sheet_set(form, "brand_summary", "按保存的一句");
    x = post(&p, form);
    assert_int_equal(x.status, 423);
    assert_string_equal(page_text_of(s->a, x.body, "h1"), "申报已经截止");
    assert_true(answer_says(&x, "刚才填写的内容已经存为草稿，可以查看和下载，但不能再提交"));
    assert_string_equal(draft_value(s, "brand_summary", 0), "按保存的一句");
    x = get(&p, under(s, home, "story"));
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "不能提交"));
    assert_true(answer_says(&x, "按保存的一句"));
}

static void before_the_stage_nobody_starts_and_the_page_says_when(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct sheet *start = open_form(&p, "/nominations", "/nominations");
    site_clock(s, NOMINATION_OPENS - 1);
    p = person(s, "unit01");
    struct answer x = get(&p, "/nominations");
    assert_true(answer_says(&x, "自荐申报从 6月9日（周二）开始"));
    assert_null(sheet_of(s->a, x.body, "/nominations"));
    x = post(&p, start);
    assert_int_equal(x.status, 423);
    assert_true(answer_says(&x, "自荐申报从 6月9日（周二）开始，现在还没有开放"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination"), 0);
    site_clock(s, NOMINATION_OPENS);
    p = person(s, "unit01");
    assert_int_equal(post(&p, open_form(&p, "/nominations", "/nominations")).status, 303);
}

static void the_last_day_is_said_on_every_page(void **state)
{
    static const char *const words = "自荐申报将于 ";
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    const char *pages[] = {home, under(s, home, "story"), under(s, home, "check"), "/help", "/password"};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        site_clock(s, NOMINATION_CLOSES - 86401);
        p = person(s, "unit01");
        struct answer x = get(&p, pages[i]);
        assert_false(answer_says(&x, words));
        site_clock(s, NOMINATION_CLOSES - 86400);
        x = get(&p, pages[i]);
        if (!answer_says(&x, words)) {
            fail_msg("%s: %s", pages[i], x.body);
        }
    }
}

/* ---- the sector and the district decide where it goes ---- */

static void the_way_of_the_paper_follows_the_answers(void **state)
{
    static const struct {
        const char *sector, *district, *route, *sent_to, *status;
    } cases[] = {{"water", "tianning", "sector_city", "通用自来水公司", "待推荐"},
                 {"water", "jintan", "sector_county", "金坛文明办，再报通用自来水公司", "已提交待征求意见"},
                 {"none", "liyang", "district", "溧阳市文明办", "待推荐"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct site *s = site_open();
        struct person p = person(s, "unit01");
        const char *home = complete_nomination(&p);
        struct sheet *form = open_section(&p, home, "unit");
        sheet_set(form, "sector_id", cases[i].sector);
        sheet_set(form, "district_id", cases[i].district);
        assert_int_equal(post(&p, form).status, 303);
        assert_int_equal(submit(&p, home).status, 303);
        assert_string_equal(site_sql(s, "SELECT route FROM nomination"), cases[i].route);
        struct answer x = get(&p, under(s, home, "receipt"));
        assert_true(answer_says(&x, text_format(s->a, "<dd>%s</dd>", cases[i].sent_to)));
        x = get(&p, home);
        assert_true(answer_says(&x, cases[i].status));
        site_close(s);
    }
    (void)state;
}

#define SITE_TEST(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(the_check_page_names_everything_that_is_missing_and_leads_there),
        SITE_TEST(a_complete_form_shows_the_button_and_what_it_means),
        SITE_TEST(an_incomplete_form_is_refused_and_loses_nothing),
        SITE_TEST(submitting_gives_a_receipt_that_can_be_read_again),
        SITE_TEST(pressing_submit_again_gives_the_same_receipt),
        SITE_TEST(a_colleague_who_was_slower_gets_the_same_receipt),
        SITE_TEST(before_it_is_submitted_there_is_no_receipt),
        SITE_TEST(text_typed_in_another_tab_after_the_submission_is_kept_aside),
        SITE_TEST(what_was_typed_is_what_the_version_holds),
        SITE_TEST(the_last_second_counts_and_the_next_does_not),
        SITE_TEST(pressing_again_after_the_close_gives_the_receipt_of_the_first_press),
        SITE_TEST(what_is_written_across_the_close_is_still_a_draft),
        SITE_TEST(before_the_stage_nobody_starts_and_the_page_says_when),
        SITE_TEST(the_last_day_is_said_on_every_page),
        cmocka_unit_test(the_way_of_the_paper_follows_the_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
