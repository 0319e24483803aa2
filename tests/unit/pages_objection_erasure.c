/* pages_objection_erasure.c - who sent an objection is forgotten: by the head of duty, for a reason, or when the days
 * after 归档 are over; the docket says so, the sender still follows it, and the bytes are gone from the database's
 * files.  Handbook 5.2; 个人信息保护法 articles 19 and 47. */
#include <time.h>

#include "base/background.h"
#include "store/objector_store.h"
#include "store/upkeep_runner.h"
#include "support/docket_site.h"
#include "support/on_disk.h"
#include "support/run_tool.h"
#include "support/xlsx_reader.h"

#define FILE_NAME "赵异议的投诉信.pdf"
enum { DAY = 24 * 3600, KEEP_DAYS = 90 };

/* A file came with it, called as people call them. */
static void attach(struct site *s)
{
    assert_int_equal(
        db_script(store_writer_db(s->store),
                  "INSERT INTO evidence_file (sha256, kind, byte_count, width, height, pages, thumb, stored_at) VALUES "
                  "(printf('%064d', 7), 'pdf', 9, 0, 0, 1, NULL, 1);"
                  "INSERT INTO objection_file SELECT id, 1, printf('%064d', 7), '" FILE_NAME "' FROM objection"),
        OK);
}

static const char *erase_path(const struct docket *d)
{
    return text_format(d->handler.site->a, "%s/erase", d->path);
}

static struct answer erase(struct person *p, const struct docket *d, const char *reason)
{
    struct sheet *form = open_form(p, erase_path(d), erase_path(d));
    sheet_set(form, "reason", reason);
    return post(p, form);
}

static size_t upkeep(struct site *s)
{
    size_t done = 99;
    struct upkeep_runner_options o = {s->store, &s->random, &s->clock};
    assert_int_equal(upkeep_run_batch(&o, &done), OK);
    return done;
}

static void nobody_is_left(struct site *s)
{
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_identity"), 0);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objector_erasure"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'objector_erase'"), 1);
    assert_int_equal(site_count(s, "SELECT is_identified FROM objection"), 1);
}

/* ---- by hand ---- */

static void the_head_erases_an_archived_objector_at_once_with_a_reason(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    attach(s);
    archived(&d);
    struct answer x = get(&d.head, d.path);
    assert_true(page_has_link(x.a, x.body, erase_path(&d)));
    assert_true(answer_says(&x, "归档 90 天以后自动删除"));
    x = get(&d.head, erase_path(&d));
    assert_true(answer_says(&x, "删除以后不能恢复"));
    assert_true(answer_says(&x, "意见原文、材料、办理经过、结论和答复"));
    x = erase(&d.head, &d, "");
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请写明删除的事由"));
    x = erase(&d.head, &d, "反映人本人来电要求");
    leads_to(&x, text_format(s->a, "%s?erased=1", d.path));
    x = follow(&d.head, &x);
    assert_true(answer_says(&x, "身份信息已删除"));
    nobody_is_left(s);
    assert_string_equal(site_sql(s, "SELECT name FROM objection_file"), "材料1");
    assert_string_equal(site_sql(s, "SELECT detail FROM audit_entry WHERE verb = 'objector_erase'"),
                        "number=GS-2015-0001 by=hand reason=反映人本人来电要求");
    site_is_sound(s);
}

static void the_docket_says_when_by_whom_and_why_and_never_that_it_was_anonymous(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    archived(&d);
    struct answer x = erase(&d.head, &d, "反映人本人来电要求");
    x = get(&d.other, d.path);
    assert_true(answer_says(&x, "已于 2015年7月21日 "));
    assert_true(answer_says(&x, "删除（反映人本人来电要求）"));
    assert_true(answer_says(&x, "实名，未核实"));
    assert_true(answer_says(&x, "已删除"));
    assert_false(answer_says(&x, "没有留下"));
    assert_false(answer_says(&x, "匿名"));
    x = get(&d.other, "/objections");
    assert_true(answer_says(&x, "已删除"));
    assert_false(answer_says(&x, "匿名"));
    x = get(&d.other, "/objections.xlsx");
    struct xlsx book = {s->a, (const unsigned char *)x.body, x.len};
    const char *text = xlsx_all(&book);
    assert_non_null(strstr(text, "已删除"));
    assert_non_null(strstr(text, "实名"));
    assert_null(strstr(text, "匿名"));
}

static void it_is_the_heads_alone_and_only_after_archive(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    struct answer x = get(&d.head, erase_path(&d));
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "办结归档以后才能删除"));
    assert_null(sheet_of(s->a, x.body, erase_path(&d)));
    struct sheet *early = open_form(&d.head, d.path, text_format(s->a, "%s/acts", d.path));
    sheet_add(early, "reason", "反映人本人来电要求");
    x = post_with(&d.head, early, (struct ask){.target = erase_path(&d)});
    assert_int_equal(x.status, 409);
    archived(&d);
    assert_int_equal(get(&d.handler, erase_path(&d)).status, 403);
    assert_int_equal(get(&d.other, erase_path(&d)).status, 403);
    x = get(&d.handler, d.path);
    assert_false(page_has_link(x.a, x.body, erase_path(&d)));
    static const char *const strangers[] = {"unit01", "sector01", "district", "admin", "security", "auditor"};
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        struct person p = person(s, strangers[i]);
        assert_int_equal(get(&p, erase_path(&d)).status, 403);
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objector_erasure"), 0);
    x = erase(&d.head, &d, "反映人本人来电要求");
    assert_int_equal(x.status, 303);
    x = get(&d.head, erase_path(&d));
    assert_true(answer_says(&x, "身份信息已于"));
    assert_null(sheet_of(s->a, x.body, erase_path(&d)));
    site_is_sound(s);
}

static void two_heads_who_erase_at_once_erase_once(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    name_to_duty(s, "office03", true);
    archived(&d);
    struct sheet *late = open_form(&d.other, erase_path(&d), erase_path(&d));
    sheet_set(late, "reason", "来信要求删除");
    struct answer x = erase(&d.head, &d, "反映人本人来电要求");
    assert_int_equal(x.status, 303);
    x = post(&d.other, late);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "身份信息已于"));
    nobody_is_left(s);
}

static void the_reason_names_nobody_for_it_stays(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    archived(&d);
    static const char *const telling[] = {"赵异议要求", "赵先生要求", "139 1111 2222 来电", "zhao@example.com 来信"};
    for (size_t i = 0; i < sizeof telling / sizeof telling[0]; i++) {
        struct answer x = erase(&d.head, &d, telling[i]);
        assert_int_equal(x.status, 422);
        assert_true(answer_says(&x, "事由长期保留，请改写"));
        assert_true(answer_says(&x, telling[i])); /* nothing typed is lost */
    }
    struct answer x = erase(&d.head, &d, "甲");
    assert_true(answer_says(&x, "事由太短"));
    const char *at_most = text_format(s->a, "%0200d", 1);
    x = erase(&d.head, &d, text_format(s->a, "%s1", at_most));
    assert_true(answer_says(&x, "现在 201 个"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objector_erasure"), 0);
    struct sheet *reading = open_form(&d.head, d.path, text_format(s->a, "%s/identity", d.path));
    sheet_set(reading, "reason", "再给赵异议打电话");
    x = post(&d.head, reading);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "事由长期保留，请改写"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_reading"), 0);
    x = erase(&d.head, &d, at_most);
    assert_int_equal(x.status, 303);
}

static void the_page_says_where_the_sender_wrote_a_name_that_stays(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    struct report r = named_report;
    r.text = "本人赵异议，7月20日在城北窗口等了两个小时没有人受理。";
    (void)reported(&d.visitor, d.t.brands[1], &r);
    struct answer x = get(&d.head, erase_path(&d));
    assert_false(answer_says(&x, "删除以后仍在那里"));
    d.ref = last_objection(s);
    d.path = text_format(s->a, "/objections/%s", d.ref);
    x = get(&d.head, erase_path(&d));
    assert_true(answer_says(&x, "意见原文里写有反映人的姓名、称呼或者联系方式，删除以后仍在那里"));
    assert_false(answer_says(&x, "赵异议"));
    done(&d.handler, &d, "verify", (struct saying){.text = "赵先生本人接的电话"});
    x = get(&d.head, erase_path(&d));
    assert_true(answer_says(&x, "意见原文、办理经过里写有"));
    done(&d.handler, &d, "accept", (struct saying){0});
    done(&d.handler, &d, "ask", (struct saying){.text = "请说明7月20日窗口值班情况。"});
    assert_int_equal(
        db_script(store_writer_db(s->store), /* as it could stand there before such reasons were refused */
                  "INSERT INTO objection_reply SELECT id, '是赵异议来过', 5, 1 FROM objection_question;"
                  "INSERT INTO objection_reading SELECT NULL, id, '赵先生来电', 5, 1 FROM objection WHERE number = 2"),
        OK);
    x = get(&d.head, erase_path(&d));
    assert_true(answer_says(&x, "意见原文、办理经过、单位的答复、查看反映人的事由里写有"));
}

/* ---- by the rule ---- */

static void the_upkeep_erases_when_the_days_are_over_and_not_a_day_sooner(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    struct answer x = send_report(&d.visitor, d.t.brands[1], &named_report); /* is never archived */
    assert_int_equal(x.status, 303);
    archived(&d);
    site_later(s, (KEEP_DAYS - 1) * DAY);
    assert_int_equal(upkeep(s), 0);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_identity"), 2);
    site_later(s, DAY);
    assert_int_equal(upkeep(s), 1);
    assert_int_equal(upkeep(s), 0);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_identity"), 1);
    assert_string_equal(site_sql(s, "SELECT reason || COALESCE(erased_by, '-') FROM objector_erasure"),
                        "归档满 90 天，按规定删除-");
    assert_string_equal(site_sql(s, "SELECT detail FROM audit_entry WHERE verb = 'objector_erase'"),
                        "number=GS-2015-0001 by=rule reason=归档满 90 天，按规定删除");
    name_to_duty(s, "office03", false);
    struct person other = person(s, "office03");
    x = get(&other, d.path);
    assert_true(answer_says(&x, "自动删除（归档满 90 天，按规定删除）"));
    site_is_sound(s);
}

static void the_servers_own_thread_looks_at_once_and_ends_when_it_is_told(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    struct upkeep_runner_options o = {s->store, &s->random, &s->clock};
    struct background *runner = NULL;
    archived(&d);
    site_later(s, KEEP_DAYS * DAY);
    assert_int_equal(upkeep_runner_start(&o, &runner), OK);
    for (int i = 0; i < 500 && site_count(s, "SELECT COUNT(*) FROM objector_erasure") == 0; i++) {
        const struct timespec rest = {.tv_nsec = 10 * 1000 * 1000};
        (void)nanosleep(&rest, NULL);
    }
    background_stop(runner);
    background_stop(NULL);
    nobody_is_left(s);
    site_is_sound(s);
}

static void the_days_are_the_rounds_own(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    archived(&d);
    assert_int_equal(db_script(store_writer_db(s->store), "UPDATE round_setting SET value = '7' WHERE key = "
                                                          "'objection_identity_keep_days'"),
                     OK);
    site_read_round(s);
    struct answer x = get(&d.visitor, form_path(s, d.t.brands[0]));
    assert_true(answer_says(&x, "姓名、电话和邮箱在办结归档 7 天以后删除"));
    x = get(&d.other, "/objections/new");
    assert_true(answer_says(&x, "姓名、电话和邮箱在办结归档 7 天以后删除"));
    x = get(&d.head, d.path);
    assert_true(answer_says(&x, "2015年7月28日起不再保留"));
    site_later(s, 7 * DAY);
    assert_int_equal(upkeep(s), 1);
    nobody_is_left(s);
}

static void who_left_nothing_has_nothing_to_erase(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    struct answer x = send_report(&d.visitor, d.t.brands[1], &(struct report){0});
    assert_int_equal(x.status, 303);
    d.ref = last_objection(s);
    d.path = text_format(s->a, "/objections/%s", d.ref);
    done(&d.head, &d, "decline", (struct saying){.text = "没有具体线索"});
    done(&d.handler, &d, "archive", (struct saying){0});
    x = get(&d.head, d.path);
    assert_false(answer_says(&x, "自动删除"));
    x = get(&d.head, erase_path(&d));
    assert_true(answer_says(&x, "没有可以删除的"));
    site_later(s, KEEP_DAYS * DAY);
    assert_int_equal(upkeep(s), 0);
    struct person other = person(s, "office03");
    x = get(&other, d.path);
    assert_true(answer_says(&x, "匿名"));
    site_is_sound(s);
}

/* ---- afterwards ---- */

static void the_sender_still_follows_it_and_reads_that_nobody_can_call_back(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    archived(&d);
    struct answer x = track(&d.visitor, d.receipt.number, d.receipt.code);
    assert_false(answer_says(&x, "身份信息"));
    x = erase(&d.head, &d, "反映人本人来电要求");
    assert_int_equal(x.status, 303);
    x = track(&d.visitor, d.receipt.number, d.receipt.code);
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "叫号机已经修好。"));
    assert_true(answer_says(&x, "您留下的身份信息已于 2015年7月21日删除，不能再给您回电、回信"));
    assert_false(answer_says(&x, "来电要求")); /* the office's reason is the office's */
}

static void a_page_from_before_reads_nobody_any_more_and_is_told_so(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    archived(&d);
    struct sheet *form = open_form(&d.handler, d.path, text_format(s->a, "%s/identity", d.path));
    sheet_set(form, "reason", "再打一次电话");
    struct answer x = erase(&d.head, &d, "反映人本人来电要求");
    assert_int_equal(x.status, 303);
    x = post(&d.handler, form);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "看不到反映人"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_reading"), 0);
    x = get(&d.handler, d.path);
    assert_false(answer_says(&x, "显示反映人"));
}

/* ---- what cannot be broken ---- */

static void no_identity_goes_without_its_record_and_none_comes_back(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    struct db *db = store_writer_db(s->store);
    attach(s);
    static const char record[] = "INSERT INTO objector_erasure SELECT id, '来电要求', 1, NULL FROM objection";
    assert_int_not_equal(db_script(db, "DELETE FROM objection_identity"), OK);
    assert_int_not_equal(db_script(db, record), OK); /* not archived */
    assert_int_not_equal(db_script(db, "UPDATE objection_file SET name = '材料1'"), OK);
    archived(&d);
    struct answer x = erase(&d.head, &d, "反映人本人来电要求");
    assert_int_equal(x.status, 303);
    assert_int_not_equal(db_script(db, "INSERT INTO objection_identity SELECT id, '甲', '', '' FROM objection"), OK);
    assert_int_not_equal(db_script(db, "DELETE FROM objector_erasure"), OK);
    assert_int_not_equal(db_script(db, "UPDATE objector_erasure SET reason = '别的'"), OK);
    assert_int_not_equal(db_script(db, "UPDATE objection_file SET name = '别的'"), OK);
    site_is_sound(s);
}

static const char *const canaries[] = {"赵异议", "13911112222", "zhao@example.com"};

/* Everything that the office does with it on the way, and what others write after it. */
static void lives(struct site *s, struct docket *d)
{
    attach(s);
    struct sheet *form = open_form(&d->handler, d->path, text_format(s->a, "%s/identity", d->path));
    sheet_set(form, "reason", "电话核实当天情况");
    struct answer x = post(&d->handler, form);
    assert_true(answer_says(&x, "赵异议"));
    done(&d->handler, d, "accept", (struct saying){0});
    x = act(&d->handler, d, "ask", (struct saying){.text = "赵异议反映窗口没有人，请说明。"});
    assert_int_equal(x.status, 422);
    done(&d->handler, d, "ask", (struct saying){.text = "请说明7月20日窗口值班情况。"});
    done(&d->head, d, "conclude", (struct saying){.text = "当天叫号机故障", .finding = "upheld", .effect = "none"});
    done(&d->handler, d, "answer", (struct saying){.text = "叫号机已经修好。"});
    done(&d->handler, d, "archive", (struct saying){0});
    assert_int_equal(get(&d->other, "/objections?q=赵异议").status, 200);
    for (size_t i = 0; i < sizeof canaries / sizeof canaries[0]; i++) {
        assert_string_not_equal(file_with(s, canaries[i]), "");
    }
}

static void the_bytes_are_gone_from_the_files(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    lives(s, &d);
    struct answer x = erase(&d.head, &d, "反映人本人来电要求");
    assert_int_equal(x.status, 303);
    for (size_t i = 0; i < sizeof canaries / sizeof canaries[0]; i++) {
        if (*file_with(s, canaries[i]) != '\0') {
            fail_msg("%s is still in %s", canaries[i], file_with(s, canaries[i]));
        }
    }
    site_is_sound(s);
}

enum { MANY = 400 };

/* Many others around them: pages of the table are split, moved, freed and used again. */
static void the_bytes_of_hundreds_are_gone_too(void **state)
{
    struct site *s = *state;
    (void)docket(s);
    assert_int_equal(
        db_script(
            store_writer_db(s->store),
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
            "INSERT INTO objection SELECT 1000 + (i * 7919) % 401, 'x' || i, 1, 1 + i, 'X-' || i, printf('%064d', i),"
            " NULL, 'phone', 'facts', '内容', 1, 0, '2015-07-21', '', 5, 1 FROM n;"
            "INSERT INTO objection_identity SELECT id, '示例甲乙丙' || id, 'tel-' || id || '-end', 'post-' || id ||"
            " '@example.com' FROM objection WHERE receipt_no LIKE 'X-%' ORDER BY receipt_no;"
            "INSERT INTO objection_step SELECT id, 1, 'archive', 'archived', '', '', '', NULL, 5, 1 FROM objection"
            " WHERE receipt_no LIKE 'X-%' AND id % 10 <> 0"),
        OK);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_identity"), 1 + MANY);
    size_t done = 0;
    for (size_t n = 1; n > 0; done += n) {
        n = upkeep(s);
    }
    assert_int_equal(done, site_count(s, "SELECT COUNT(*) FROM objector_erasure"));
    assert_in_range(done, 350, 370);
    size_t len = 0;
    char *bytes = read_whole(text_format(s->a, "%s/jianpin.sqlite", s->dir), &len);
    for (size_t i = 0; i + 8 < len; i++) {
        bool is_ours = memcmp(bytes + i, "tel-", 4) == 0 || memcmp(bytes + i, "post-1", 6) == 0;
        if (is_ours && strtol(bytes + i + (bytes[i] == 't' ? 4 : 5), NULL, 10) % 10 != 0) {
            fail_msg("%.20s is still there", bytes + i);
        }
    }
    free(bytes);
    assert_string_equal(file_with(s, "tel-1001-end"), "");
    assert_string_not_equal(file_with(s, "tel-1010-end"), ""); /* is not archived */
}

static void each_failed_step_of_an_erasure_erases_nothing(void **state)
{
    struct site *s = *state;
    struct docket d = docket(s);
    attach(s);
    archived(&d);
    struct sheet *form = open_form(&d.head, erase_path(&d), erase_path(&d));
    sheet_set(form, "reason", "反映人本人来电要求");
    s->may_fail = true;
    int failed = 0;
    for (int n = 1; n < 100; n++) {
        db_fail_nth(store_writer_db(s->store), n);
        struct answer x = post(&d.head, form);
        db_fail_nth(store_writer_db(s->store), 0);
        if (x.status == 303) {
            break;
        }
        failed++;
        assert_true(x.status >= 500);
        assert_int_equal(site_count(s, "SELECT COUNT(*) FROM objection_identity WHERE name = '赵异议'"), 1);
        assert_string_equal(site_sql(s, "SELECT name FROM objection_file"), FILE_NAME);
    }
    s->may_fail = false;
    assert_true(failed > 8);
    nobody_is_left(s);
    site_is_sound(s);
}

#define IN_SITE(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SITE(the_head_erases_an_archived_objector_at_once_with_a_reason),
        IN_SITE(the_docket_says_when_by_whom_and_why_and_never_that_it_was_anonymous),
        IN_SITE(it_is_the_heads_alone_and_only_after_archive),
        IN_SITE(two_heads_who_erase_at_once_erase_once),
        IN_SITE(the_reason_names_nobody_for_it_stays),
        IN_SITE(the_page_says_where_the_sender_wrote_a_name_that_stays),
        IN_SITE(the_upkeep_erases_when_the_days_are_over_and_not_a_day_sooner),
        IN_SITE(the_servers_own_thread_looks_at_once_and_ends_when_it_is_told),
        IN_SITE(the_days_are_the_rounds_own),
        IN_SITE(who_left_nothing_has_nothing_to_erase),
        IN_SITE(the_sender_still_follows_it_and_reads_that_nobody_can_call_back),
        IN_SITE(a_page_from_before_reads_nobody_any_more_and_is_told_so),
        IN_SITE(no_identity_goes_without_its_record_and_none_comes_back),
        IN_SITE(the_bytes_are_gone_from_the_files),
        IN_SITE(the_bytes_of_hundreds_are_gone_too),
        IN_SITE(each_failed_step_of_an_erasure_erases_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
