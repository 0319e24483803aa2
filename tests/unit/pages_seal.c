/* pages_seal.c - 受理 and 盖章件已收: a sheet's check code names the version that was sealed, and only the version that
 * counts can be ticked. */
#include "media/image_worker.h"
#include "support/form_typing.h"
#include "support/image_maker.h"
#include "support/media_site.h"
#include "support/pdf_maker.h"

static const char *submitted_nomination(struct person *p)
{
    const char *home = complete_nomination(p);
    struct answer x = submit(p, home);
    leads_to(&x, under(p->site, home, "receipt"));
    return home;
}

/* Withdrawn, brought back, another name, submitted again. */
static void submit_again(struct person *p, const char *home, const char *name)
{
    struct site *s = p->site;
    assert_int_equal(post(p, open_form(p, under(s, home, "withdraw"), under(s, home, "withdraw"))).status, 303);
    assert_int_equal(post(p, open_form(p, home, under(s, home, "restore"))).status, 303);
    if (*name != '\0') {
        assert_int_equal(save_answer(p, home, "brand", "brand_name", name).status, 303);
    }
    assert_int_equal(submit(p, home).status, 303);
}

static const char *code_of(struct site *s, int version)
{
    return site_sql(s, text_format(s->a, "SELECT check_code FROM nomination_version WHERE version_no = %d", version));
}

static const char *seals(struct site *s, const char *code)
{
    return text_format(s->a, "/seals?code=%s", code);
}

static struct answer note(struct person *office, const char *home, const char *code)
{
    struct site *s = office->site;
    struct sheet *form = open_form(office, seals(s, code), under(s, home, "seals"));
    sheet_set(form, "received_on", "2015年6月17日");
    sheet_set(form, "receiver", "张示例");
    return post(office, form);
}

static void the_office_accepts_once_and_the_unit_sees_it(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    struct person office = person(s, "office01");
    const char *path = under(s, home, "acceptance");
    struct sheet *one = open_form(&office, under(s, home, "record"), path);
    struct sheet *two = open_form(&office, under(s, home, "record"), path);
    struct answer x = post(&office, one);
    leads_to(&x, under(s, home, "record"));
    x = follow(&office, &x);
    assert_true(answer_says(&x, "已受理"));
    assert_false(answer_says(&x, text_format(s->a, "action=\"%s\"", path))); /* the button is gone */
    x = post(&office, two);
    leads_to(&x, under(s, home, "record"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM acceptance"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'nomination_accept'"), 1);
    x = get(&p, home);
    assert_true(answer_says(&x, "已受理"));
    assert_true(page_has_link(s->a, x.body, under(s, home, "acceptance.pdf")));
    x = get(&p, under(s, home, "receipt"));
    assert_true(answer_says(&x, "由示例市文明办受理"));
    site_is_sound(s);
}

static void an_acceptance_is_of_its_version(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    struct person office = person(s, "office01");
    const char *path = under(s, home, "acceptance");
    assert_int_equal(post(&office, open_form(&office, under(s, home, "record"), path)).status, 303);
    submit_again(&p, home, "");
    struct answer x = get(&p, home);
    assert_false(answer_says(&x, "已受理"));
    assert_int_equal(get(&p, under(s, home, "acceptance.pdf")).status, 404);
    assert_int_equal(post(&office, open_form(&office, under(s, home, "record"), path)).status, 303);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM acceptance"), 2);
}

static void the_code_of_the_version_that_counts_says_same_version_and_can_be_ticked(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    struct person office = person(s, "office01");
    struct answer x = get(&office, "/seals");
    assert_true(answer_says(&x, "还没有登记盖章件"));
    assert_false(answer_says(&x, "核对结果"));
    x = get(&office, seals(s, code_of(s, 1)));
    assert_true(answer_says(&x, "同一版本"));
    assert_true(answer_says(&x, "CZPP-2015-0001"));
    x = note(&office, home, code_of(s, 1));
    leads_to(&x, "/seals?noted=1");
    x = follow(&office, &x);
    assert_true(answer_says(&x, "有效"));
    assert_true(answer_says(&x, "2015-06-17"));
    assert_true(answer_says(&x, "张示例"));
    x = get(&p, home);
    assert_true(answer_says(&x, "盖章件已收"));
    assert_true(answer_says(&x, "6月17日（周三）收到，收件人张示例"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'seal_received'"), 1);
    site_is_sound(s);
}

static void sheet_after_sheet_is_scanned_without_touching_the_mouse(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    struct person office = person(s, "office01");
    const char *code = code_of(s, 1);
    struct answer x = get(&office, "/seals");
    assert_true(answer_says(&x, "autofocus"));
    x = get(&office, seals(s, code));
    struct sheet *next = sheet_of(s->a, x.body, "/seals");
    assert_string_equal(sheet_get(next, "code"), ""); /* ready for the next one */
    assert_true(answer_says(&x, "autofocus"));
    assert_false(answer_says(&x, "已经登记："));
    assert_int_equal(note(&office, home, code).status, 303);
    x = get(&office, seals(s, code)); /* the same sheet once more */
    assert_true(answer_says(&x, "已经登记：2015-06-17 张示例收"));
    x = get(&office, "/seals?code=AAAA-AAAA");
    assert_false(answer_says(&x, "autofocus")); /* the summary of what is wrong has the focus */
    assert_string_equal(sheet_get(sheet_of(s->a, x.body, "/seals"), "code"), "AAAA-AAAA");
}

static void a_telephone_s_camera_leads_the_office_to_the_ticking(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    struct person office = person(s, "office01");
    const char *code = code_of(s, 1);
    const char *scanned = text_format(s->a, "%s/record?code=%s", home, code);
    struct answer x = get(&office, scanned);
    assert_true(page_has_link(s->a, x.body, seals(s, code)));
    x = get(&p, scanned);
    assert_true(answer_says(&x, "同一版本"));
    assert_false(answer_says(&x, "登记盖章件已收"));
    submit_again(&p, home, "改过的名字");
    x = get(&office, scanned);
    assert_false(answer_says(&x, "登记盖章件已收"));
}

static void an_earlier_sheet_lists_what_differs_and_cannot_be_ticked(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    struct person office = person(s, "office01");
    struct sheet *form = open_form(&office, seals(s, code_of(s, 1)), under(s, home, "seals"));
    sheet_set(form, "received_on", "2015-6-17");
    sheet_set(form, "receiver", "张示例");
    submit_again(&p, home, "改过的名字");
    struct answer x = get(&office, seals(s, code_of(s, 1)));
    assert_true(answer_says(&x, "不是同一版本"));
    assert_true(answer_says(&x, "纸上是第 1 版，网上现在是第 2 版，有 1 项不同。"));
    assert_true(answer_says(&x, "改过的名字"));
    assert_true(answer_says(&x, "23℃人社服务"));
    assert_false(answer_says(&x, under(s, home, "seals")));
    assert_int_equal(post(&office, form).status, 409); /* the page was open since before */
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM sealed_copy"), 0);
    x = get(&office, seals(s, code_of(s, 2)));
    assert_true(answer_says(&x, "同一版本"));
}

static void a_new_version_voids_the_seal_where_everybody_sees_it(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    struct person office = person(s, "office01");
    assert_int_equal(note(&office, home, code_of(s, 1)).status, 303);
    assert_int_equal(post(&p, open_form(&p, under(s, home, "withdraw"), under(s, home, "withdraw"))).status, 303);
    struct answer x = get(&p, home);
    assert_true(answer_says(&x, "盖章件已作废"));
    x = get(&office, "/seals");
    assert_true(answer_says(&x, "已作废，已撤回"));
    assert_int_equal(post(&p, open_form(&p, home, under(s, home, "restore"))).status, 303);
    assert_int_equal(submit(&p, home).status, 303);
    x = get(&p, home);
    assert_true(answer_says(&x, "内容后来改为第 2 版，请重新打印、盖章、报送"));
    x = get(&office, "/seals");
    assert_true(answer_says(&x, "已作废，有新版"));
    x = get(&office, seals(s, code_of(s, 1)));
    assert_true(answer_says(&x, "各项内容相同，仍以第 2 版的纸件为准"));
    assert_int_equal(note(&office, home, code_of(s, 2)).status, 303);
    x = get(&p, home);
    assert_true(answer_says(&x, "第 2 版，6月17日（周三）收到"));
    assert_false(answer_says(&x, "盖章件已作废"));
    site_is_sound(s);
}

static void codes_are_taken_as_they_are_typed_and_refused_with_a_sentence(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    (void)submitted_nomination(&p);
    struct person office = person(s, "office01");
    const char *code = code_of(s, 1);
    const char *plain = text_format(s->a, "%.4s%s", code, code + 5);
    const struct {
        const char *query, *says;
    } rows[] = {
        {text_format(s->a, "code=%s", plain), "同一版本"},
        {text_format(s->a, "code=+%s+", plain), "同一版本"},
        {text_format(s->a, "code=https%%3A%%2F%%2Fx%%2Frecord%%3Fcode%%3D%s", code), "同一版本"},
        {text_format(s->a, "code=%s&receipt=CZPP-2015-0001", code), "同一版本"},
        {text_format(s->a, "code=%s&receipt=CZPP-2015-0002", code), "这个受理编号没有哪一版是这个校验码"},
        {"code=AAAA-AAAA", "没有哪份申报是这个校验码"},
        {"code=AAAA", "校验码是 8 个字母和数字"},
        {"code=", "请输入纸上的校验码"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct answer x = get(&office, text_format(s->a, "/seals?%s", rows[i].query));
        assert_int_equal(x.status, 200);
        if (!answer_says(&x, rows[i].says)) {
            fail_msg("%s: no \"%s\"", rows[i].query, rows[i].says);
        }
    }
}

static void a_date_and_a_receiver_are_asked_for(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    struct person office = person(s, "office01");
    static const struct {
        const char *on, *receiver, *says;
    } rows[] = {{"昨天", "张示例", "收到日期看不懂"},
                {"2015-6-19", "张示例", "收到日期看不懂，或者还没有到"},
                {"2015-6-18", "", "请填写姓名"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sheet *form = open_form(&office, seals(s, code_of(s, 1)), under(s, home, "seals"));
        sheet_set(form, "received_on", rows[i].on);
        sheet_set(form, "receiver", rows[i].receiver);
        struct answer x = post(&office, form);
        assert_int_equal(x.status, 422);
        assert_true(answer_says(&x, rows[i].says));
        assert_true(answer_says(&x, "核对结果"));
    }
    struct sheet *form = open_form(&office, seals(s, code_of(s, 1)), under(s, home, "seals"));
    form->action = "/nominations/another/seals"; /* the code of one on the address of another */
    assert_int_equal(post(&office, form).status, 404);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM sealed_copy"), 0);
}

static void the_address_in_a_sheets_code_answers_on_the_record(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    const char *first = code_of(s, 1);
    struct answer x = get(&p, text_format(s->a, "%s/record?code=%s", home, first));
    assert_true(answer_says(&x, "同一版本"));
    submit_again(&p, home, "改过的名字");
    x = get(&p, text_format(s->a, "%s/record?code=%s", home, first));
    assert_true(answer_says(&x, "不是同一版本"));
    x = get(&p, text_format(s->a, "%s/record?code=AAAA-AAAA", home));
    assert_true(answer_says(&x, "校验码不对"));
    x = get(&p, text_format(s->a, "%s/record?code=%%3Cscript%%3E", home));
    assert_true(answer_says(&x, "校验码不对"));
    assert_false(answer_says(&x, "<script>"));
}

/* ---- the scan ---- */

static struct answer note_with(struct person *office, const char *home, const struct sheet_file *file)
{
    struct site *s = office->site;
    struct sheet *form = open_form(office, seals(s, code_of(s, 1)), under(s, home, "seals"));
    sheet_set(form, "received_on", "2015-6-17");
    sheet_set(form, "receiver", "张示例");
    return post_file(office, form, file);
}

static void a_scan_is_kept_clean_and_seen_by_unit_and_office_alone(void **state)
{
    struct site *s = *state;
    site_takes_files(s);
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    struct person office = person(s, "office01");
    struct made jpeg = make_jpeg(&(struct jpeg_recipe){.width = 2600, .height = 1800, .has_secrets = true});
    struct answer x = note_with(&office, home, &(struct sheet_file){"scan", "盖章.jpg", jpeg.bytes, jpeg.len});
    leads_to(&x, "/seals?noted=1");
    const char *path = text_format(s->a, "/seals/%s/scan", site_sql(s, "SELECT ref FROM sealed_copy"));
    x = get(&office, "/seals");
    assert_true(page_has_link(s->a, x.body, path));
    x = get(&p, path);
    assert_int_equal(x.status, 200);
    assert_string_equal(answer_header(&x, "Content-Type"), "image/jpeg");
    assert_true(text_starts(answer_header(&x, "Content-Disposition"), "attachment"));
    assert_true(x.len > 1000);
    for (size_t i = 0; i + strlen(SECRET_MARK) <= x.len; i++) {
        assert_int_not_equal(memcmp(x.body + i, SECRET_MARK, strlen(SECRET_MARK)), 0);
    }
    struct person other = person(s, "other01");
    assert_int_equal(get(&other, path).status, 404);
    assert_int_equal(get(&p, "/seals/nothing/scan").status, 404);
    made_free(&jpeg);
    site_is_sound(s);
}

static void a_pdf_of_the_scanner_comes_back_as_it_was_and_no_browser_runs_it(void **state)
{
    struct site *s = *state;
    site_takes_files(s);
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    struct person office = person(s, "office01");
    struct pdf_maker maker = pdf_start("%PDF-1.7\n");
    pdf_pages(&maker, 2, "", "");
    struct made pdf = pdf_end(&maker, "", 0);
    struct answer x = note_with(&office, home, &(struct sheet_file){"scan", "盖章<1>.pdf", pdf.bytes, pdf.len});
    leads_to(&x, "/seals?noted=1");
    const char *path = text_format(s->a, "/seals/%s/scan", site_sql(s, "SELECT ref FROM sealed_copy"));
    x = get(&p, path);
    assert_int_equal(x.status, 200);
    assert_string_equal(answer_header(&x, "Content-Type"), "application/pdf");
    assert_true(text_starts(answer_header(&x, "Content-Disposition"), "attachment"));
    assert_string_equal(answer_header(&x, "X-Content-Type-Options"), "nosniff");
    assert_non_null(strstr(answer_header(&x, "Content-Security-Policy"), "sandbox"));
    assert_int_equal(x.len, pdf.len);
    assert_memory_equal(x.body, pdf.bytes, pdf.len);
    assert_int_equal(site_count(s, "SELECT pages FROM evidence_file"), 2);
    struct person other = person(s, "other01");
    assert_int_equal(get(&other, path).status, 404);
    made_free(&pdf);
    site_is_sound(s);
}

static void a_pdf_that_runs_something_is_refused_and_nothing_is_ticked(void **state)
{
    struct site *s = *state;
    site_takes_files(s);
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    struct person office = person(s, "office01");
    struct pdf_maker maker = pdf_start("%PDF-1.7\n");
    pdf_pages(&maker, 1, "", "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>");
    struct made pdf = pdf_end(&maker, "", 0);
    struct answer x = note_with(&office, home, &(struct sheet_file){"scan", "盖章.pdf", pdf.bytes, pdf.len});
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "盖章.pdf"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM sealed_copy"), 0);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM evidence_file"), 0);
    made_free(&pdf);
}

static void what_is_no_picture_is_refused_and_nothing_is_ticked(void **state)
{
    struct site *s = *state;
    site_takes_files(s);
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    struct person office = person(s, "office01");
    struct answer x = note_with(&office, home, &(struct sheet_file){"scan", "盖章.jpg", "%PDF-1.7 no", 11});
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "盖章.jpg"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM sealed_copy"), 0);
}

static void a_database_that_fails_ticks_wholly_or_not_at_all(void **state)
{
    struct site *s = *state;
    s->may_fail = true;
    s->is_hasty = true;
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    struct person office = person(s, "office01");
    int status = 0;
    int failures = 0;
    for (int n = 1; n < 900 && status != 303; n++) {
        struct sheet *form = open_form(&office, seals(s, code_of(s, 1)), under(s, home, "seals"));
        sheet_set(form, "received_on", "2015-6-17");
        sheet_set(form, "receiver", "张示例");
        db_fail_nth(store_writer_db(s->store), n);
        status = post(&office, form).status;
        db_fail_nth(store_writer_db(s->store), 0);
        assert_int_equal(site_count(s, "SELECT COUNT(*) FROM sealed_copy"), status == 303);
        assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'seal_received'"), status == 303);
        failures += status != 303;
    }
    assert_int_equal(status, 303);
    assert_in_range(failures, 10, 898);
    site_is_sound(s);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
        return image_worker_main(IMAGE_WORKER_FD);
    }
#define T(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)
    const struct CMUnitTest tests[] = {
        T(the_office_accepts_once_and_the_unit_sees_it),
        T(an_acceptance_is_of_its_version),
        T(the_code_of_the_version_that_counts_says_same_version_and_can_be_ticked),
        T(sheet_after_sheet_is_scanned_without_touching_the_mouse),
        T(a_telephone_s_camera_leads_the_office_to_the_ticking),
        T(an_earlier_sheet_lists_what_differs_and_cannot_be_ticked),
        T(a_new_version_voids_the_seal_where_everybody_sees_it),
        T(codes_are_taken_as_they_are_typed_and_refused_with_a_sentence),
        T(a_date_and_a_receiver_are_asked_for),
        T(the_address_in_a_sheets_code_answers_on_the_record),
        T(a_scan_is_kept_clean_and_seen_by_unit_and_office_alone),
        T(a_pdf_of_the_scanner_comes_back_as_it_was_and_no_browser_runs_it),
        T(a_pdf_that_runs_something_is_refused_and_nothing_is_ticked),
        T(what_is_no_picture_is_refused_and_nothing_is_ticked),
        T(a_database_that_fails_ticks_wholly_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
