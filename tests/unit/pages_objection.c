/* pages_objection.c - the public reports something about a published brand, in whole requests: taken with a number and
 * a code, followed by both alone, refused without loss, and neither shown to anybody else nor taken from programs. */
#include "support/image_maker.h"
#include "support/media_site.h"
#include "support/objection_site.h"
#include "support/own_program.h"

#include "media/image_worker.h"

static const struct report named = {.name = "赵异议", .phone = "13911112222"};

/* ---- taken ---- */

static void it_is_taken_with_a_number_and_a_code_and_neither_cookie_nor_address_is_kept(void **state)
{
    struct site *s = *state;
    struct publicity t = published(s);
    struct person p = visitor(s);
    struct answer x = send_report(&p, t.brands[0], &named);
    assert_int_equal(x.status, 303);
    assert_true(text_starts(answer_header(&x, "Location"), form_path(s, t.brands[0])));
    assert_int_equal(headers_named(&x, "Set-Cookie"), 0);
    struct answer page = follow(&p, &x);
    assert_string_equal(receipt_part(s, &page, "受理编号"), "GS-2015-0001");
    assert_int_equal(strlen(receipt_part(s, &page, "查询码")), strlen("XXXX-XXXX"));
    assert_false(answer_says(&page, "赵异议"));
    assert_string_equal(site_sql(s, "SELECT channel || category || text || is_identified FROM objection"),
                        "webfacts" REPORT_TEXT "1");
    assert_string_equal(site_sql(s, "SELECT name || phone FROM objection_identity"), "赵异议13911112222");
    assert_string_equal(site_sql(s, "SELECT act || state FROM objection_step"), "registerregistered");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'objection_register'"), 1);
    const char *code = receipt_part(s, &page, "查询码");
    assert_int_equal(
        site_count(s, text_format(s->a, "SELECT COUNT(*) FROM objection WHERE code_hash LIKE '%%%s%%'", code)), 0);
    site_is_sound(s);
}

static void the_code_is_shown_for_half_an_hour_and_then_no_more(void **state)
{
    struct site *s = *state;
    struct publicity t = published(s);
    struct person p = visitor(s);
    struct answer x = send_report(&p, t.brands[0], &named);
    const char *to = answer_header(&x, "Location");
    site_later(s, 29 * 60);
    struct answer page = get(&p, to);
    assert_true(answer_says(&page, "查询码<b>"));
    site_later(s, 60);
    page = get(&p, to);
    assert_int_equal(page.status, 200);
    assert_false(answer_says(&page, "查询码<b>"));
    assert_true(answer_says(&page, "现在不再显示"));
    assert_int_equal(get(&p, text_format(s->a, "%s/aaaaaaaaaaaaaaaaaaaaaaaa", form_path(s, t.brands[0]))).status, 404);
}

static void the_same_press_twice_is_one(void **state)
{
    struct site *s = *state;
    struct publicity t = published(s);
    struct person p = visitor(s);
    struct sheet *form = report_sheet(&p, t.brands[0], &named);
    do_the_work(form);
    struct answer one = post(&p, form);
    struct answer two = post(&p, form);
    assert_int_equal(one.status, 303);
    leads_to(&two, answer_header(&one, "Location"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection"), 1);
}

static void what_is_wrong_is_said_beside_it_and_nothing_is_lost(void **state)
{
    struct site *s = *state;
    struct publicity t = published(s);
    struct person p = visitor(s);
    struct sheet *form =
        report_sheet(&p, t.brands[0], &(struct report){.category = "", .text = "太短了", .name = "赵", .email = "x@"});
    do_the_work(form);
    struct answer x = post(&p, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请选择意见类型"));
    assert_true(answer_says(&x, "写得太短，无法核实"));
    assert_true(answer_says(&x, "姓名太短"));
    assert_true(answer_says(&x, "邮箱写法不对"));
    assert_true(answer_says(&x, "太短了"));
    struct sheet *again = sheet_of(s->a, x.body, form_path(s, t.brands[0]));
    assert_string_equal(sheet_get(again, "name"), "赵");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection"), 0);
    sheet_set(again, "category", "praise");
    sheet_set(again, "text", "窗口的小王帮老人填了两个小时的表，一直很耐心");
    sheet_set(again, "name", "");
    sheet_set(again, "email", "");
    do_the_work(again);
    assert_int_equal(post(&p, again).status, 303);
    assert_int_equal(site_count(s, "SELECT is_identified FROM objection"), 0);
}

static void a_round_may_ask_for_real_names(void **state)
{
    struct site *s = *state;
    struct publicity t = published(s);
    for (size_t i = 0; i < s->round.settings_len; i++) {
        if (strcmp(s->round.settings[i].key, "objection_identity") == 0) {
            s->round.settings[i].value = "required";
        }
    }
    struct person p = visitor(s);
    struct answer x = send_report(&p, t.brands[0], &(struct report){.name = ""});
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "本次公示要求实名，请填写姓名"));
    assert_true(answer_says(&x, "请填写电话或者邮箱"));
    assert_int_equal(send_report(&p, t.brands[0], &named).status, 303);
}

static void before_and_after_the_days_of_the_notice_the_page_says_what_is_possible(void **state)
{
    struct site *s = *state;
    struct publicity t = published(s);
    struct person p = visitor(s);
    struct sheet *form = report_sheet(&p, t.brands[0], &named);
    do_the_work(form);
    site_clock(s, PUBLICITY_CLOSES - 1);
    assert_int_equal(get(&p, form_path(s, t.brands[0])).status, 200);
    site_clock(s, PUBLICITY_CLOSES);
    struct answer x = post(&p, form);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "公示已于 7月25日（周六）24:00结束"));
    assert_true(answer_says(&x, "信函以邮戳日期为准"));
    assert_null(sheet_of(s->a, x.body, form_path(s, t.brands[0])));
    site_clock(s, PUBLICITY_OPENS - 1);
    x = get(&p, form_path(s, t.brands[0]));
    assert_true(answer_says(&x, "公示从 7月21日（周二）开始"));
    assert_int_equal(get(&p, form_path(s, "nobody")).status, 404);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection"), 0);
}

/* ---- files ---- */

static void files_are_kept_through_a_refusal_and_can_be_left_out(void **state)
{
    struct site *s = *state;
    struct publicity t = published(s);
    struct person p = visitor(s);
    struct made picture =
        make_jpeg(&(struct jpeg_recipe){.width = 800, .height = 600, .orientation = 1, .has_secrets = true});
    struct sheet *form = report_sheet(&p, t.brands[0], &(struct report){.text = "太短"});
    do_the_work(form);
    struct sheet_file file = {"files", "窗口.jpg", picture.bytes, picture.len};
    struct answer x = post_file(&p, form, &file);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "窗口.jpg"));
    struct sheet *again = sheet_of(s->a, x.body, form_path(s, t.brands[0]));
    assert_non_null(sheet_get(again, "kept"));
    sheet_set(again, "text", REPORT_TEXT);
    do_the_work(again);
    x = post(&p, again);
    assert_int_equal(x.status, 303);
    assert_string_equal(site_sql(s, "SELECT name FROM objection_file"), "窗口.jpg");
    struct sheet *forged = report_sheet(&p, t.brands[0], &named);
    sheet_add(forged, "kept",
              text_format(s->a, "%064d|%s|jpeg|9|0|8|6||x.jpg", 0, site_sql(s, "SELECT sha256 FROM objection_file")));
    do_the_work(forged);
    assert_int_equal(post(&p, forged).status, 303);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_file"), 1);
    struct sheet *bad = report_sheet(&p, t.brands[0], &named);
    do_the_work(bad);
    x = post_file(&p, bad, &(struct sheet_file){"files", "坏.pdf", "no pdf", 6});
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "坏.pdf"));
    made_free(&picture);
    site_is_sound(s);
}

/* ---- against programs ---- */

static void without_work_it_waits_twenty_seconds_and_then_is_taken(void **state)
{
    struct site *s = *state;
    struct publicity t = published(s);
    struct person p = visitor(s);
    struct sheet *form = report_sheet(&p, t.brands[0], &named);
    struct answer x = post(&p, form);
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "内容还没有提交"));
    struct sheet *wait = sheet_of(s->a, x.body, form_path(s, t.brands[0]));
    site_later(s, PROOF_WAIT_SECONDS - 1);
    x = post(&p, wait);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "按得早了一点"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection"), 0);
    wait = sheet_of(s->a, x.body, form_path(s, t.brands[0]));
    site_later(s, PROOF_WAIT_SECONDS);
    x = post(&p, wait);
    assert_int_equal(x.status, 303);
    assert_string_equal(site_sql(s, "SELECT text FROM objection"), REPORT_TEXT);
    assert_string_equal(site_sql(s, "SELECT name FROM objection_identity"), "赵异议");
    sheet_set(wait, "text", "同一张票，换一段文字，再来一次，再来一次");
    x = post(&p, wait);
    assert_int_equal(x.status, 422);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection"), 1);
}

static void work_counts_once_for_its_own_page_and_not_for_ever(void **state)
{
    struct site *s = *state;
    struct publicity t = published(s);
    struct person p = visitor(s);
    struct sheet *form = report_sheet(&p, t.brands[0], &named);
    do_the_work(form);
    assert_int_equal(post(&p, form).status, 303);
    sheet_set(form, "text", "同样的一份功，换一段文字，再来一次，再来一次");
    struct answer x = post(&p, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "已经提交过一次"));
    struct sheet *other = report_sheet(&p, t.brands[0], &named); /* another page's challenge */
    sheet_set(other, "challenge", sheet_get(form, "challenge"));
    sheet_set(other, "proof", sheet_get(form, "proof"));
    assert_int_equal(post(&p, other).status, 200);
    struct sheet *wrong = report_sheet(&p, t.brands[0], &named);
    static const char *const proofs[] = {"1-2-3-4-5-6-7-8",          "x", "", "1-2-3", "1-2-3-4-5-6-7-8-9",
                                         "99999999999-1-1-1-1-1-1-1"};
    for (size_t i = 0; i < sizeof proofs / sizeof proofs[0]; i++) {
        sheet_set(wrong, "proof", proofs[i]);
        assert_int_equal(post(&p, wrong).status, 200);
    }
    struct sheet *old = report_sheet(&p, t.brands[0], &named);
    do_the_work(old);
    site_later(s, PROOF_LIFE_SECONDS + 1);
    assert_int_equal(post(&p, old).status, 200);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection"), 1);
}

static void the_box_that_people_leave_empty_is_a_fault_that_can_be_mended(void **state)
{
    struct site *s = *state;
    struct publicity t = published(s);
    struct person p = visitor(s);
    struct sheet *form = report_sheet(&p, t.brands[0], &named);
    sheet_set(form, "website", "http://spam.example");
    do_the_work(form);
    struct answer x = post(&p, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "这一栏请留空"));
    struct sheet *again = sheet_of(s->a, x.body, form_path(s, t.brands[0]));
    sheet_set(again, "website", "");
    do_the_work(again);
    assert_int_equal(post(&p, again).status, 303);
}

static void one_source_may_not_send_without_end_and_another_is_not_hindered(void **state)
{
    struct site *s = *state;
    struct publicity t = published(s);
    struct person p = visitor(s);
    p.addr = "198.51.100.7";
    int taken = 0;
    int refused = 0;
    for (int i = 0; i < 30; i++) {
        int status = send_report(&p, t.brands[0], &named).status;
        taken += status == 303;
        refused += status == 429;
    }
    assert_in_range(taken, 20, 22);
    assert_int_equal(taken + refused, 30);
    struct person other = visitor(s);
    other.addr = "198.51.100.8";
    assert_int_equal(send_report(&other, t.brands[0], &named).status, 303);
}

/* ---- what became of it ---- */

static void number_and_code_together_tell_and_a_wrong_pair_tells_nothing(void **state)
{
    struct site *s = *state;
    struct publicity t = published(s);
    struct person p = visitor(s);
    struct receipt one = reported(&p, t.brands[0], &named);
    struct receipt two = reported(&p, t.brands[1], &named);
    struct answer x = track(&p, one.number, one.code);
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "已收到，等待受理"));
    assert_true(answer_says(&x, "关于“一路暖行”的意见"));
    assert_true(answer_says(&x, "7月22日（周三）前"));
    assert_false(answer_says(&x, REPORT_TEXT));
    assert_false(answer_says(&x, "赵异议"));
    x = track(&p, " gs-2015-0001 ", text_format(s->a, "%.4s %s", one.code, one.code + 5));
    assert_int_equal(x.status, 200);
    const char *const wrong[][2] = {{one.number, two.code},
                                    {two.number, one.code},
                                    {"GS-2015-9999", one.code},
                                    {one.number, ""},
                                    {"", ""},
                                    {"'", "''"}};
    const char *said = NULL;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        x = track(&p, wrong[i][0], wrong[i][1]);
        assert_int_equal(x.status, 422);
        const char *text = page_text_of(s->a, x.body, "ul");
        assert_true(answer_says(&x, "没有查到。请核对受理编号和查询码，两个都要对"));
        assert_true(said == NULL || text == NULL || strcmp(said, text) == 0);
        said = text;
    }
}

static void numbers_cannot_be_tried_out(void **state)
{
    struct site *s = *state;
    struct publicity t = published(s);
    struct person p = visitor(s);
    p.addr = "198.51.100.9";
    struct receipt one = reported(&p, t.brands[0], &named);
    int refused = 0;
    for (int i = 0; i < 40; i++) {
        refused += track(&p, one.number, text_format(s->a, "ACDE-%04d", i)).status == 429;
    }
    assert_in_range(refused, 8, 10);
}

/* ---- what others see ---- */

static void nothing_of_it_is_shown_to_the_public(void **state)
{
    struct site *s = *state;
    struct publicity t = published(s);
    struct person p = visitor(s);
    (void)reported(&p, t.brands[0], &named);
    const char *const pages[] = {
        "/",        "/publicity", text_format(s->a, "/publicity/%s", t.brands[0]), "/track", form_path(s, t.brands[0]),
        "/notices", "/sitemap"};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        struct answer x = get(&p, pages[i]);
        assert_false(answer_says(&x, "叫号机"));
        assert_false(answer_says(&x, "赵异议"));
        assert_false(answer_says(&x, "13911112222"));
    }
}

#define IN_SITE(f) cmocka_unit_test_setup_teardown(f, media_site_setup, site_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        IN_SITE(it_is_taken_with_a_number_and_a_code_and_neither_cookie_nor_address_is_kept),
        IN_SITE(the_code_is_shown_for_half_an_hour_and_then_no_more),
        IN_SITE(the_same_press_twice_is_one),
        IN_SITE(what_is_wrong_is_said_beside_it_and_nothing_is_lost),
        IN_SITE(a_round_may_ask_for_real_names),
        IN_SITE(before_and_after_the_days_of_the_notice_the_page_says_what_is_possible),
        IN_SITE(files_are_kept_through_a_refusal_and_can_be_left_out),
        IN_SITE(without_work_it_waits_twenty_seconds_and_then_is_taken),
        IN_SITE(work_counts_once_for_its_own_page_and_not_for_ever),
        IN_SITE(the_box_that_people_leave_empty_is_a_fault_that_can_be_mended),
        IN_SITE(one_source_may_not_send_without_end_and_another_is_not_hindered),
        IN_SITE(number_and_code_together_tell_and_a_wrong_pair_tells_nothing),
        IN_SITE(numbers_cannot_be_tried_out),
        IN_SITE(nothing_of_it_is_shown_to_the_public),
    };
    if (argc > 1 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
        return image_worker_main(IMAGE_WORKER_FD);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
