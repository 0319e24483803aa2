/* pages_reminder.c - 催办 in whole requests: who owes what, the log of calls, sheets, notices and mail. */
#include "support/review_site.h"

#include "document/paper.h"
#include "store/message_store.h"

/* Two brands before one authority, one of them sent back; a third before a district first. */
struct story {
    struct site *site;
    const char *first, *second, *third;
    const char *sector, *district; /* refs of their bodies */
};

static const char *ref_of_body(struct site *s, int64_t id)
{
    return site_sql(s, text_format(s->a, "SELECT ref FROM body WHERE id = %lld", (long long)id));
}

static struct story story(struct site *s)
{
    struct story t = {.site = s};
    site_clock(s, IN_NOMINATION);
    t.first = apply(s, "示例市公交城北车队", "bus", "tianning", "一路暖行");
    t.second = apply(s, "示例市出租汽车公司", "taxi", "zhonglou", "爱心送考");
    t.third = apply(s, "示例市武进公交公司", "bus", "wujin", "乡村快线");
    t.sector = ref_of_body(s, reviewer(s, "sector", round_sector(&s->round, "bus")->authority_name, "bus", "sector01"));
    t.district = ref_of_body(s, reviewer(s, "district", "示例市武进文明办", "wujin", "district01"));
    site_account(s, "office02", ROLE_OFFICE, s->office, false);
    site_clock(s, IN_RECOMMENDATION);
    return t;
}

static const char *body_path(struct site *s, const char *ref)
{
    return text_format(s->a, "/reminders/%s", ref);
}

/* ---- the board ---- */

static void the_board_says_what_every_body_owes_and_until_when(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person office = person(s, "office01");
    struct answer x = get(&office, "/reminders");
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "审阅未结论 2 项")); /* the third waits for its district */
    assert_true(answer_says(&x, "当地意见未出"));
    assert_true(answer_says(&x, "推荐名单未报"));
    assert_true(answer_says(&x, "7月10日（周五）24:00"));
    assert_true(answer_says(&x, "还有 9 天"));
    x = get(&office, body_path(s, t.sector));
    assert_true(answer_says(&x, "“一路暖行”（受理编号 "));
    assert_true(answer_says(&x, text_format(s->a, "/nominations/%s/record", t.first)));
    assert_false(answer_says(&x, "乡村快线"));
    x = get(&office, body_path(s, t.district));
    assert_true(answer_says(&x, "“乡村快线”"));
    assert_int_equal(conclude(s, "district01", t.third, VERDICT_AGREE), OPINION_GIVEN);
    x = get(&office, body_path(s, t.district));
    assert_false(answer_says(&x, "“乡村快线”"));
    x = get(&office, body_path(s, t.sector));
    assert_true(answer_says(&x, "“乡村快线”"));
    site_clock(s, RECOMMENDATION_CLOSES);
    struct person next_day = person(s, "office01");
    x = get(&next_day, "/reminders?state=overdue&kind=sector");
    assert_true(answer_says(&x, "已逾期"));
    assert_true(answer_says(&x, "已过 不到 1 小时"));
    assert_int_equal(get(&next_day, "/reminders/nobody").status, 404);
    site_is_sound(s);
}

static void before_their_stage_opens_nobody_owes_a_conclusion_or_a_list(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    site_clock(s, IN_NOMINATION + 60);
    struct person office = person(s, "office01");
    struct answer x = get(&office, body_path(s, t.sector));
    assert_true(answer_says(&x, "现在没有欠办的事项"));
    x = get(&office, body_path(s, t.district)); /* an opinion may be given at once */
    assert_true(answer_says(&x, "还没有出具当地意见"));
}

static void the_board_is_filtered_put_in_order_and_sent_as_a_workbook(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    (void)t;
    struct person office = person(s, "office01");
    struct answer x = get(&office, "/reminders?kind=district");
    assert_true(answer_says(&x, "示例市武进文明办"));
    assert_false(answer_says(&x, "示例市出租汽车公司"));
    x = get(&office, "/reminders?stage=preliminary_review");
    assert_true(answer_says(&x, "没有符合条件的单位"));
    x = get(&office, "/reminders?q=%E5%87%BA%E7%A7%9F&sort=unit_pinyin&state=none");
    assert_true(answer_says(&x, "示例市出租汽车公司"));
    assert_false(answer_says(&x, "示例市武进文明办"));
    assert_int_equal(get(&office, "/reminders?sort=unit_strokes&kind=evil&state=x&page=99").status, 200);
    x = get(&office, "/reminders.xlsx?state=owing");
    assert_int_equal(x.status, 200);
    assert_memory_equal(x.body, "PK", 2);
}

static void an_extension_moves_the_deadline_of_its_body_alone(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person office = person(s, "office01");
    const char *path = text_format(s->a, "/extensions/%s", t.district);
    struct sheet *form = open_form(&office, path, path);
    sheet_set(form, "day", "2015-7-13");
    sheet_set(form, "reason", "水灾");
    sheet_set(form, "approver", "王主任");
    assert_int_equal(post(&office, form).status, 303);
    struct answer x = get(&office, body_path(s, t.district));
    assert_true(answer_says(&x, "7月13日（周一）24:00"));
    x = get(&office, body_path(s, t.sector));
    assert_true(answer_says(&x, "7月10日（周五）24:00"));
    struct person district = person(s, "district01");
    x = get(&district, "/reviews");
    assert_true(answer_says(&x, "择优推荐的截止时间延至 7月13日（周一）24:00"));
    site_is_sound(s);
}

static void a_person_of_the_office_who_is_recused_finds_the_brand_in_no_count_sheet_or_mail(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person clerk = person(s, "office02");
    struct sheet *form = open_form(&clerk, body_path(s, t.sector), "/reminders");
    sheet_add(form, "act", "sheets");
    struct answer x = post(&clerk, form);
    assert_int_equal(x.status, 303);
    const char *sheets = arena_copy(s->a, answer_header(&x, "Location"), strlen(answer_header(&x, "Location")));
    x = get(&clerk, sheets);
    assert_true(answer_says(&x, "3 项"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM reminder_sheet_item WHERE nomination_id IS NOT NULL"), 2);
    const char *sql =
        text_format(s->a,
                    "INSERT INTO recusal (nomination_id, account_id, reason, declared_at, declared_by) "
                    "SELECT n.id, a.id, '近亲属', 5, a.id FROM nomination n, account a WHERE n.ref = '%s' "
                    "AND a.login = 'office02'",
                    t.first);
    assert_int_equal(db_script(store_writer_db(s->store), sql), OK);
    x = get(&clerk, sheets);
    assert_true(answer_says(&x, "2 项"));
    x = get(&clerk, body_path(s, t.sector));
    assert_false(answer_says(&x, "一路暖行"));
    assert_true(answer_says(&x, "爱心送考"));
    struct person other = person(s, "office01");
    x = get(&other, sheets);
    assert_true(answer_says(&x, "3 项"));
}

/* ---- the log of calls ---- */

static struct sheet *call_sheet(struct person *p, const char *ref)
{
    const char *path = body_path(p->site, ref);
    return open_form(p, path, text_format(p->site->a, "%s/calls", path));
}

static void a_call_is_noted_as_the_office_says_it_and_stays(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person office = person(s, "office01");
    struct sheet *form = call_sheet(&office, t.sector);
    sheet_set(form, "person", "张某");
    sheet_set(form, "day", "2015-7-1");
    sheet_set(form, "clock", "9:20");
    sheet_set(form, "said", "答应今天报送");
    struct answer x = post(&office, form);
    leads_to(&x, text_format(s->a, "%s?noted=1", body_path(s, t.sector)));
    x = get(&office, body_path(s, t.sector));
    assert_true(answer_says(&x, "已电话催办 张某 7-1 09:20"));
    assert_true(answer_says(&x, "答应今天报送"));
    x = get(&office, "/reminders?kind=sector");
    assert_true(answer_says(&x, "已电话催办 张某 7-1 09:20"));
    assert_int_not_equal(db_script(store_writer_db(s->store), "UPDATE reminder_call SET person = '李某'"), OK);
    assert_int_not_equal(db_script(store_writer_db(s->store), "DELETE FROM reminder_call"), OK);
    site_is_sound(s);
}

static void what_is_wrong_with_a_call_is_told_and_nothing_typed_is_lost(void **state)
{
    static const struct {
        const char *name, *value, *fault;
    } rows[] = {{"person", "", "请填写找到了谁"},
                {"day", "明天", "日期看不懂"},
                {"clock", "", "时间看不懂"},
                {"clock", "25:99", "时间看不懂"},
                {"day", "2015-7-2", "这个时间还没有到"},
                {"day", "2014-7-1", "早于本批次开始"},
                {"channel", "sheet", "请选择催办的方式"},
                {"channel", "x", "请选择催办的方式"}};
    struct site *s = *state;
    struct story t = story(s);
    struct person office = person(s, "office01");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sheet *form = call_sheet(&office, t.sector);
        sheet_set(form, "person", "张某");
        sheet_set(form, "said", "说过的话");
        sheet_unset(form, rows[i].name);
        sheet_add(form, rows[i].name, rows[i].value);
        struct answer x = post(&office, form);
        assert_int_equal(x.status, 422);
        if (!answer_says(&x, rows[i].fault)) {
            fail_msg("%s: %s", rows[i].fault, x.body);
        }
        assert_true(answer_says(&x, "说过的话"));
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM reminder_call"), 0);
}

/* ---- many at once ---- */

/* A form with a token, to be sent elsewhere: the board's own stands behind its filter, which has the same address. */
static struct sheet *board_form(struct person *p, const char *action)
{
    struct sheet *form = open_form(p, "/reminders/template", "/reminders/template");
    sheet_unset(form, "text");
    sheet_unset(form, "was");
    form->action = action;
    return form;
}

static struct answer act_on(struct person *p, const char *const *refs, size_t len, const char *act)
{
    struct sheet *form = board_form(p, "/reminders");
    for (size_t i = 0; i < len; i++) {
        sheet_add(form, text_format(p->site->a, "body.%s", refs[i]), "1");
    }
    sheet_add(form, "act", act);
    return post(p, form);
}

static void sheets_are_numbered_and_each_is_noted_in_its_body_s_log(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    const char *const refs[] = {t.sector, t.district};
    struct person office = person(s, "office01");
    struct answer x = act_on(&office, NULL, 0, "sheets");
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请勾选要催办的单位"));
    assert_int_equal(act_on(&office, refs, 2, "sheets").status, 303);
    x = act_on(&office, refs, 1, "sheets");
    x = get(&office, answer_header(&x, "Location"));
    assert_true(answer_says(&x, "催办〔2015〕3 号"));
    x = get(&office, body_path(s, t.district));
    assert_true(answer_says(&x, "已发催办单催办 7-1 10:00"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM reminder_call WHERE channel = 'sheet'"), 3);
    assert_int_equal(get(&office, "/reminders/sheets/none").status, 404);
    site_is_sound(s);
}

static void a_notice_is_seen_before_it_goes_and_stays_on_the_work_page_until_it_is_settled(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    const char *const refs[] = {t.sector, t.district};
    struct person office = person(s, "office01");
    struct answer x = act_on(&office, refs, 2, "notice");
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "将发给 2 家单位"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM message"), 0);
    struct sheet *form = sheet_of(s->a, x.body, "/reminders");
    sheet_add(form, "act", "send");
    x = post(&office, form);
    leads_to(&x, "/reminders?sent=1");
    struct person sector = person(s, "sector01");
    x = get(&sector, "/nominations");
    assert_true(answer_says(&x, "请办理：还有 3 项没有办"));
    x = get(&sector, "/messages");
    assert_true(answer_says(&x, "“一路暖行”"));
    const char *ref = site_sql(s, text_format(s->a,
                                              "SELECT m.ref FROM message m JOIN body b ON b.id = m.body_id "
                                              "WHERE b.ref = '%s'",
                                              t.sector));
    const char *settle = text_format(s->a, "/messages/%s/settle", ref);
    struct person district = person(s, "district01");
    form = open_form(&sector, "/messages", settle);
    struct person thief = district;
    struct sheet *stolen = open_form(&district, "/messages",
                                     text_format(s->a, "/messages/%s/settle",
                                                 site_sql(s, text_format(s->a,
                                                                         "SELECT m.ref FROM message m JOIN body b ON "
                                                                         "b.id = m.body_id WHERE b.ref = '%s'",
                                                                         t.district))));
    stolen->action = settle;
    assert_int_equal(post(&thief, stolen).status, 404);
    x = post(&sector, form);
    leads_to(&x, "/messages");
    x = get(&sector, "/nominations");
    assert_false(answer_says(&x, "请办理：还有"));
    x = get(&sector, "/messages");
    assert_true(answer_says(&x, "陈示例已看"));
    site_is_sound(s);
}

static void the_local_opinion_is_told_to_the_authority_in_the_same_act(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    assert_int_equal(conclude(s, "district01", t.third, VERDICT_AGREE), OPINION_GIVEN);
    struct person sector = person(s, "sector01");
    struct answer x = get(&sector, "/reviews");
    assert_true(answer_says(&x, "的当地意见已经出具"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM message"), 1);
    site_is_sound(s);
}

/* ---- the words ---- */

static void the_words_are_the_round_s_and_two_people_do_not_overwrite_each_other(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    struct person office = person(s, "office01");
    struct person other = person(s, "office02");
    struct sheet *form = open_form(&office, "/reminders/template", "/reminders/template");
    struct sheet *old = open_form(&other, "/reminders/template", "/reminders/template");
    sheet_set(form, "text", "{body}请办：{items}{sum}");
    struct answer x = post(&office, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "“{sum}”不能识别"));
    assert_true(answer_says(&x, "{body}请办：{items}{sum}"));
    form = open_form(&office, "/reminders/template", "/reminders/template");
    sheet_set(form, "text", "{body}请办：{items}");
    x = post(&office, form);
    leads_to(&x, "/reminders/template?saved=1");
    sheet_set(old, "text", "{body}请快办：{items}");
    x = post(&other, old);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "别人刚刚改过"));
    assert_true(answer_says(&x, "请快办"));
    x = get(&office, body_path(s, t.district));
    assert_true(answer_says(&x, "示例市武进文明办请办：1. "));
    site_is_sound(s);
}

/* ---- mail ---- */

static const char *applicant_ref(struct site *s)
{
    return site_sql(s, "SELECT ref FROM body WHERE name = '示例市公交城北车队'");
}

/* The first applicant has begun to mend its form: it owes the rest. */
static void send_back(struct site *s, const struct story *t)
{
    assert_int_equal(db_script(store_writer_db(s->store),
                               text_format(s->a,
                                           "UPDATE nomination SET state = 'draft' WHERE ref = '%s'; "
                                           "INSERT OR REPLACE INTO draft_value SELECT id, 'contact_email', 0, "
                                           "'fuwu@example.com' FROM nomination WHERE ref = '%s'",
                                           t->first, t->first)),
                     OK);
}

static void mail_is_held_until_the_office_has_looked_at_it_and_can_be_stopped(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    send_back(s, &t);
    const char *const unit[] = {applicant_ref(s)};
    const char *const sector[] = {t.sector};
    struct person office = person(s, "office01");
    struct answer x = act_on(&office, sector, 1, "mail");
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "没有填写电子邮箱"));
    x = act_on(&office, unit, 1, "mail");
    leads_to(&x, "/outbox?made=1&left=0");
    x = act_on(&office, unit, 1, "mail");
    assert_true(answer_says(&x, "已有邮件等着发出"));
    x = get(&office, "/outbox");
    assert_true(answer_says(&x, "还没有配置发信服务器"));
    assert_false(answer_says(&x, "fuwu@example.com"));
    const char *path = text_format(s->a, "/outbox/%s", site_sql(s, "SELECT ref FROM mail"));
    x = get(&office, path);
    assert_true(answer_says(&x, "示例市公交城北车队："));
    struct sheet *form = open_form(&office, path, path);
    struct sheet *late = open_form(&office, path, path);
    sheet_add(form, "act", "queued");
    assert_int_equal(post(&office, form).status, 303);
    sheet_add(late, "act", "sent"); /* no way leads there */
    x = post(&office, late);
    leads_to(&x, text_format(s->a, "%s?late=1", path));
    form = open_form(&office, path, path);
    sheet_add(form, "act", "stopped");
    assert_int_equal(post(&office, form).status, 303);
    x = get(&office, path);
    assert_true(answer_says(&x, "已经停下，不会发出"));
    struct person admin = person(s, "admin");
    x = get(&admin, "/outbox");
    assert_int_equal(x.status, 200);
    assert_false(answer_says(&x, "公交城北车队"));
    assert_int_equal(get(&admin, path).status, 403);
    site_is_sound(s);
}

static void held_mails_are_let_go_together(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    send_back(s, &t);
    const char *const unit[] = {applicant_ref(s)};
    struct person office = person(s, "office01");
    assert_int_equal(act_on(&office, unit, 1, "mail").status, 303);
    struct sheet *form = board_form(&office, "/outbox");
    sheet_add(form, "act", "release");
    struct answer x = post(&office, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请勾选要放行的邮件"));
    form = board_form(&office, "/outbox");
    sheet_add(form, "act", "release_all");
    x = post(&office, form);
    leads_to(&x, "/outbox?released=1");
    assert_string_equal(site_sql(s, "SELECT state FROM mail_now"), "queued");
    x = get(&office, "/outbox?state=queued");
    assert_true(answer_says(&x, "等待发出"));
    x = get(&office, "/outbox?state=held");
    assert_true(answer_says(&x, "没有符合条件的邮件"));
}

/* ---- who may, and what fails ---- */

static void strangers_find_none_of_it(void **state)
{
    static const char *const paths[] = {"/reminders", "/reminders.xlsx", "/reminders/template", "/outbox"};
    static const char *const logins[] = {"unit01", "sector01", "district01", "joint", "judge", "auditor"};
    struct site *s = *state;
    struct story t = story(s);
    for (size_t i = 0; i < sizeof logins / sizeof logins[0]; i++) {
        struct person p = person(s, logins[i]);
        for (size_t k = 0; k < sizeof paths / sizeof paths[0]; k++) {
            assert_int_equal(get(&p, paths[k]).status, 403);
        }
        assert_int_equal(get(&p, body_path(s, t.sector)).status, 403);
        assert_int_equal(get(&p, "/messages").status, 200);
    }
}

static void when_a_step_of_the_database_fails_no_sheet_is_half_made_and_nothing_is_said_to_be(void **state)
{
    struct site *s = *state;
    struct story t = story(s);
    const char *const refs[] = {t.sector, t.district};
    struct person office = person(s, "office01");
    s->may_fail = true;
    s->is_hasty = true;
    bool is_through = false;
    for (int n = 1; n < 400 && !is_through; n++) {
        struct sheet *form = board_form(&office, "/reminders");
        for (size_t i = 0; i < 2; i++) {
            sheet_add(form, text_format(s->a, "body.%s", refs[i]), "1");
        }
        sheet_add(form, "act", "sheets");
        db_fail_nth(store_writer_db(s->store), n);
        struct answer x = post(&office, form);
        db_fail_nth(store_writer_db(s->store), 0);
        is_through = x.status == 303;
        assert_int_equal(site_count(s, "SELECT COUNT(*) FROM reminder_sheet"), is_through ? 2 : 0);
        assert_int_equal(site_count(s, "SELECT COUNT(*) FROM reminder_call"), is_through ? 2 : 0);
        if (n % 40 == 0) {
            rates_free(s->app.rates);
            s->app.rates = rates_new();
        }
    }
    assert_true(is_through);
    site_is_sound(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)
        T(the_board_says_what_every_body_owes_and_until_when),
        T(before_their_stage_opens_nobody_owes_a_conclusion_or_a_list),
        T(the_board_is_filtered_put_in_order_and_sent_as_a_workbook),
        T(an_extension_moves_the_deadline_of_its_body_alone),
        T(a_person_of_the_office_who_is_recused_finds_the_brand_in_no_count_sheet_or_mail),
        T(a_call_is_noted_as_the_office_says_it_and_stays),
        T(what_is_wrong_with_a_call_is_told_and_nothing_typed_is_lost),
        T(sheets_are_numbered_and_each_is_noted_in_its_body_s_log),
        T(a_notice_is_seen_before_it_goes_and_stays_on_the_work_page_until_it_is_settled),
        T(the_local_opinion_is_told_to_the_authority_in_the_same_act),
        T(the_words_are_the_round_s_and_two_people_do_not_overwrite_each_other),
        T(mail_is_held_until_the_office_has_looked_at_it_and_can_be_stopped),
        T(held_mails_are_let_go_together),
        T(strangers_find_none_of_it),
        T(when_a_step_of_the_database_fails_no_sheet_is_half_made_and_nothing_is_said_to_be),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
