/* pages_opinion.c - reviewing from the browser: the district first, then the sector; on the version that counts, in the
 * sight of those who may know, with two places and not a third. */
#include <pthread.h>

#include "media/image_worker.h"
#include "store/chain_store.h"
#include "store/opinion_store.h"
#include "support/form_typing.h"
#include "support/image_maker.h"
#include "support/media_site.h"
#include "support/said.h"
#include "support/xlsx_reader.h"

#define RECOMMENDATION_CLOSES 1436544000
#define IN_RECOMMENDATION     1435543200 /* 29 June 2015, 10:00, a Monday */

static const char reason[] = "品牌运行不满一年，与通知要求不符。";

/* ---- people ---- */

static struct person staff(struct site *s, const char *login, enum role role, const char *district, const char *sector)
{
    const struct district *d = round_district(&s->round, district);
    const struct sector *c = round_sector(&s->round, sector);
    const char *name = d == NULL ? c->authority_name : d->office_name;
    int64_t body = site_body(s, role_ident(role), name, d == NULL ? 0 : d->id, c == NULL ? 0 : c->id);
    site_account(s, login, role, body, false);
    site_account(s, text_format(s->a, "%s_b", login), role, body, false);
    return person(s, login);
}

/* A unit's complete nomination for that district and sector, submitted. */
static const char *send_from(struct person *p, const char *brand, const char *district, const char *sector)
{
    const char *home = complete_nomination(p);
    assert_int_equal(save_answer(p, home, "unit", "sector_id", sector).status, 303);
    assert_int_equal(save_answer(p, home, "unit", "district_id", district).status, 303);
    assert_int_equal(save_answer(p, home, "brand", "brand_name", brand).status, 303);
    struct answer x = submit(p, home);
    leads_to(&x, under(p->site, home, "receipt"));
    return home;
}

static struct person another_unit(struct site *s, const char *login, const char *name)
{
    site_account(s, login, ROLE_UNIT, site_body(s, "unit", name, 1, 0), false);
    return person(s, login);
}

static const char *ref_of(const char *home)
{
    return home + strlen("/nominations/");
}

static const char *review(struct site *s, const char *home)
{
    return text_format(s->a, "/reviews/%s", ref_of(home));
}

static void submit_again(struct person *p, const char *home, const char *name)
{
    struct site *s = p->site;
    assert_int_equal(post(p, open_form(p, under(s, home, "withdraw"), under(s, home, "withdraw"))).status, 303);
    assert_int_equal(post(p, open_form(p, home, under(s, home, "restore"))).status, 303);
    assert_int_equal(save_answer(p, home, "brand", "brand_name", name).status, 303);
    assert_int_equal(submit(p, home).status, 303);
}

/* ---- the form ---- */

static struct sheet *fill_form(struct person *p, const char *home, const char *decision, const char *text)
{
    struct site *s = p->site;
    struct sheet *form = open_form(p, review(s, home), review(s, home));
    sheet_set(form, "decision", decision);
    if (text != NULL) {
        sheet_set(form, "text", text);
    }
    sheet_set(form, "signer_name", "李示例");
    sheet_set(form, "signer_title", "主任");
    return form;
}

static void gives(struct person *p, const char *home, const char *decision, const char *text)
{
    struct answer x = post(p, fill_form(p, home, decision, text));
    leads_to(&x, text_format(p->site->a, "%s?given=1", review(p->site, home)));
}

struct county {
    struct person unit, district, sector;
    const char *home;
};

static struct county county(struct site *s)
{
    struct county c = {.unit = person(s, "unit01"),
                       .district = staff(s, "wujin01", ROLE_DISTRICT, "wujin", ""),
                       .sector = staff(s, "water01", ROLE_SECTOR, "", "water")};
    c.home = send_from(&c.unit, "一泓清水", "wujin", "water");
    return c;
}

/* ---- in order ---- */

static void the_district_is_asked_first_and_until_then_the_sector_only_reads(void **state)
{
    struct site *s = *state;
    struct county c = county(s);
    struct answer x = get(&c.sector, "/reviews");
    assert_true(answer_says(&x, "一泓清水"));
    assert_true(answer_says(&x, "待当地意见"));
    assert_true(answer_says(&x, "等辖市（区）文明办"));
    x = get(&c.sector, review(s, c.home));
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "先由当地文明办提出意见"));
    assert_null(sheet_of(s->a, x.body, review(s, c.home)));
    x = get(&c.district, "/reviews");
    assert_true(answer_says(&x, "待提意见"));
    assert_true(answer_says(&x, "有 1 份申报等本单位办理"));
    struct sheet *form = open_form(&c.district, review(s, c.home), review(s, c.home));
    assert_string_equal(sheet_get(form, "text"), "经征求意见，同意申报。"); /* the round's own sentence */
    gives(&c.district, c.home, "agree", NULL);
    x = get(&c.district, review(s, c.home));
    assert_true(answer_says(&x, "主任 李示例"));
    assert_null(sheet_of(s->a, x.body, review(s, c.home)));
    x = get(&c.sector, review(s, c.home));
    assert_true(answer_says(&x, "经征求意见，同意申报。"));
    gives(&c.sector, c.home, "agree", NULL);
    x = get(&c.district, review(s, c.home));
    assert_true(answer_says(&x, "市行业主管部门已经在办理，意见不能再改"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'opinion_give'"), 2);
    site_is_sound(s);
}

static void a_sector_that_posts_before_the_local_opinion_is_refused_and_loses_no_word(void **state)
{
    struct site *s = *state;
    struct county c = county(s);
    gives(&c.district, c.home, "agree", NULL);
    struct sheet *form = fill_form(&c.sector, c.home, "disagree", reason);
    struct sheet *back = open_form(&c.district, review(s, c.home), text_format(s->a, "%s/withdraw", review(s, c.home)));
    assert_int_equal(post(&c.district, back).status, 303);
    struct answer x = post(&c.sector, form);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, reason));
    assert_true(answer_says(&x, "先由当地文明办提出意见"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM opinion WHERE box = 'sector'"), 0);
    site_is_sound(s);
}

static void a_local_opinion_is_told_to_the_unit_and_a_conclusion_is_not(void **state)
{
    struct site *s = *state;
    struct county c = county(s);
    struct person office = person(s, "office01");
    static const char canary[] = "金丝雀结论：服务面较窄，建议下一批次再报。";
    gives(&c.district, c.home, "disagree", reason);
    struct answer x = get(&c.unit, c.home);
    assert_true(answer_says(&x, reason));
    assert_true(answer_says(&x, "不同意"));
    struct answer before = get(&c.unit, c.home);
    gives(&c.sector, c.home, "disagree", canary);
    struct person *const others[] = {&c.unit, &office, &c.district};
    for (size_t i = 0; i < 3; i++) {
        const char *const pages[] = {c.home, under(s, c.home, "record"), review(s, c.home), "/nominations", "/reviews"};
        for (size_t k = 0; k < sizeof pages / sizeof pages[0]; k++) {
            x = get(others[i], pages[k]);
            assert_false(answer_says(&x, "金丝雀"));
            assert_false(answer_says(&x, "结论："));
        }
    }
    x = get(&c.unit, c.home);
    assert_true(answer_says(&before, "待推荐") == answer_says(&x, "待推荐"));
    x = get(&c.sector, review(s, c.home));
    assert_true(answer_says(&x, canary));
}

static void a_new_version_voids_what_was_said_where_everybody_sees_it(void **state)
{
    struct site *s = *state;
    struct county c = county(s);
    struct person office = person(s, "office01");
    gives(&c.district, c.home, "agree", NULL);
    submit_again(&c.unit, c.home, "一泓清水二");
    struct person *const all[] = {&c.unit, &office, &c.sector, &c.district};
    for (size_t i = 0; i < 4; i++) {
        struct answer x = get(all[i], i == 0 ? c.home : under(s, c.home, "record"));
        if (!answer_says(&x, "对第 1 版的意见已作废")) {
            fail_msg("%s is not told", all[i]->name);
        }
    }
    struct answer x = get(&c.district, review(s, c.home));
    assert_true(answer_says(&x, "对第 1 版的意见已作废"));
    assert_true(answer_says(&x, "第 2 版改了什么"));
    assert_true(answer_says(&x, "<ins>"));
    gives(&c.district, c.home, "agree", NULL);
    site_is_sound(s);
}

/* ---- what is typed ---- */

static void bare_words_a_missing_name_and_a_day_to_come_are_said_all_at_once(void **state)
{
    struct site *s = *state;
    struct county c = county(s);
    struct sheet *form = fill_form(&c.district, c.home, "disagree", "不同意");
    sheet_set(form, "signer_name", "");
    sheet_set(form, "signed_on", "2015-6-19");
    struct answer x = post(&c.district, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "有 3 处需要修改"));
    assert_true(answer_says(&x, "请写明为什么不同意"));
    assert_true(answer_says(&x, "请填写负责人姓名"));
    assert_true(answer_says(&x, "落款日期还没有到"));
    form = sheet_of(s->a, x.body, review(s, c.home));
    assert_string_equal(sheet_get(form, "text"), "不同意");
    assert_string_equal(sheet_get(form, "decision"), "disagree");
    sheet_set(form, "text", "核实无误");
    sheet_set(form, "decision", "agree");
    assert_int_equal(post(&c.district, form).status, 422);
    sheet_unset(form, "decision");
    x = post(&c.district, form);
    assert_true(answer_says(&x, "请选择同意、退回或者不同意"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM opinion"), 0);
}

static void the_third_answer_leads_to_the_page_of_returning(void **state)
{
    struct site *s = *state;
    struct county c = county(s);
    struct answer x = post(&c.district, fill_form(&c.district, c.home, "return", NULL));
    leads_to(&x, text_format(s->a, "%s/return", review(s, c.home)));
    x = post(&c.district, fill_form(&c.district, c.home, "return", "请补充佐证"));
    assert_int_equal(x.status, 303);
    assert_true(text_starts(answer_header(&x, "Location"), text_format(s->a, "%s/return?reason=", review(s, c.home))));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM opinion"), 0);
}

static void a_page_older_than_the_version_is_shown_the_new_one_with_its_text_kept(void **state)
{
    struct site *s = *state;
    struct county c = county(s);
    struct sheet *form = fill_form(&c.district, c.home, "disagree", reason);
    submit_again(&c.unit, c.home, "一泓清水二");
    struct answer x = post(&c.district, form);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "单位已经提交了新的一版"));
    assert_true(answer_says(&x, "一泓清水二"));
    form = sheet_of(s->a, x.body, review(s, c.home));
    assert_non_null(form);
    assert_string_equal(sheet_get(form, "text"), reason);
    assert_string_equal(sheet_get(form, "version"), "2");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM opinion"), 0);
    x = post(&c.district, form); /* read, and meant */
    assert_int_equal(x.status, 303);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM opinion"), 1);
}

static void two_people_of_one_body_see_each_other_and_neither_is_overwritten(void **state)
{
    struct site *s = *state;
    struct county c = county(s);
    struct person colleague = person(s, "wujin01_b");
    struct sheet *mine = fill_form(&c.district, c.home, "disagree", reason);
    struct answer x = get(&colleague, review(s, c.home));
    assert_true(answer_says(&x, "陈示例也在审阅这一份"));
    x = get(&c.sector, review(s, c.home));
    assert_false(answer_says(&x, "也在审阅")); /* another body's people are not shown */
    gives(&colleague, c.home, "agree", NULL);
    x = post(&c.district, mine);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "两份并列在下面，请选用一份"));
    assert_true(answer_says(&x, "陈示例写的：同意"));
    assert_true(answer_says(&x, "我写的"));
    mine = sheet_of(s->a, x.body, review(s, c.home));
    assert_string_equal(sheet_get(mine, "text"), reason);
    assert_string_equal(site_sql(s, "SELECT group_concat(decision) FROM opinion"), "agree");
    assert_int_equal(post(&c.district, mine).status, 303); /* chosen */
    assert_string_equal(site_sql(s, "SELECT district_decision FROM nomination_chain"), "disagree");
    site_is_sound(s);
}

static void an_opinion_is_taken_back_once_and_the_form_is_there_again(void **state)
{
    struct site *s = *state;
    struct county c = county(s);
    const char *back = text_format(s->a, "%s/withdraw", review(s, c.home));
    gives(&c.district, c.home, "agree", NULL);
    struct sheet *one = open_form(&c.district, review(s, c.home), back);
    struct sheet *two = open_form(&c.district, review(s, c.home), back);
    struct answer x = post(&c.district, one);
    leads_to(&x, text_format(s->a, "%s?withdrawn=1", review(s, c.home)));
    x = follow(&c.district, &x);
    assert_true(answer_says(&x, "意见已收回"));
    assert_non_null(sheet_of(s->a, x.body, review(s, c.home)));
    assert_int_equal(post(&c.district, two).status, 409);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM opinion WHERE decision = 'withdrawn'"), 1);
    site_is_sound(s);
}

static void who_gave_an_opinion_for_a_colleague_is_named_with_the_colleague_for_ever(void **state)
{
    struct site *s = *state;
    struct county c = county(s);
    struct person holder = person(s, "wujin01_b");
    struct sheet *lent = open_form(&holder, "/accounts/me/delegations", "/accounts/me/delegations");
    sheet_set(lent, "holder", site_sql(s, "SELECT ref FROM account WHERE login = 'wujin01_b'"));
    sheet_set(lent, "delegate", site_sql(s, "SELECT ref FROM account WHERE login = 'wujin01'"));
    sheet_set(lent, "first", "2015-6-18");
    sheet_set(lent, "last", "2015-6-18");
    sheet_set(lent, "reason", "出差");
    assert_int_equal(post(&holder, lent).status, 303);
    gives(&c.district, c.home, "agree", NULL);
    site_later(s, 86400); /* it is over */
    struct person later = person(s, "wujin01");
    struct answer page = get(&later, review(s, c.home));
    assert_true(answer_says(&page, "陈示例（代陈示例）填写"));
    assert_int_equal(count_of(page.body, "陈示例（代陈示例）"), 2); /* beside the opinion, and in the history */
    site_is_sound(s);
}

/* ---- places ---- */

struct rivals {
    struct person sector, units[3];
    const char *homes[3];
};

static struct rivals rivals(struct site *s)
{
    static const char *const names[] = {"平安出行", "一路暖行", "轻舟水上"};
    struct rivals r = {.sector = staff(s, "bus01", ROLE_SECTOR, "", "bus")};
    for (int i = 0; i < 3; i++) {
        const char *login = text_format(s->a, "rival%d", i);
        r.units[i] = another_unit(s, login, text_format(s->a, "示例市第%d客运服务站", i + 1));
        r.homes[i] = send_from(&r.units[i], names[i], "tianning", "bus");
    }
    return r;
}

static void the_one_too_many_is_refused_with_those_who_have_the_places(void **state)
{
    struct site *s = *state;
    struct rivals r = rivals(s);
    struct sheet *late = fill_form(&r.sector, r.homes[2], "agree", NULL);
    gives(&r.sector, r.homes[0], "agree", NULL);
    gives(&r.sector, r.homes[1], "agree", NULL);
    struct answer x = post(&r.sector, late);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "推荐名额已满"));
    assert_true(answer_says(&x, "换下“平安出行”"));
    assert_true(answer_says(&x, "换下“一路暖行”"));
    assert_true(page_has_link(s->a, x.body, review(s, r.homes[0])));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM opinion"), 2);
    late = sheet_of(s->a, x.body, review(s, r.homes[2]));
    sheet_set(late, "replaces", ref_of(r.homes[0]));
    assert_int_equal(post(&r.sector, late).status, 303);
    x = get(&r.sector, "/reviews");
    assert_true(answer_says(&x, "推荐名额 2 个，已用 2 个"));
    assert_true(answer_says(&x, "<li class=\"slot slot--on\"><span>轻舟<br>水上</span></li>"));
    assert_false(answer_says(&x, "<span>平安<br>出行</span>"));
    site_is_sound(s);
}

/* A colleague who presses at the same moment, below the pages: the writer is what keeps the quota. */
struct runner {
    struct site *site;
    const char *home;
    int64_t body_id, account_id;
    enum opinion_result got;
};

static enum err run_for_the_place(struct db *db, void *ctx)
{
    struct runner *x = ctx;
    struct arena *a = arena_new();
    struct nomination n;
    struct audit_actor who = {clock_now(&x->site->clock), x->account_id, "sector", "test"};
    struct random random;
    random_init_seeded(&random, (uint64_t)(uintptr_t)x);
    struct writing c = {db, &random, a, &who};
    struct opinion_page page = {.version_no = 1, .last_ref = ""};
    struct opinion_new in = {.body_id = x->body_id,
                             .box = OPINION_SECTOR,
                             .decision = VERDICT_AGREE,
                             .text = "情况属实，同意推荐。",
                             .signer_name = "李示例",
                             .signer_title = "",
                             .signed_on = "2015-06-18",
                             .replaces = ""};
    enum err e = nomination_by_ref(db, a, ref_of(x->home), &n);
    e = e == OK ? opinion_give(&c, &x->site->round, &n, &page, &in, &x->got) : e;
    arena_free(a);
    return e;
}

static void *run(void *ctx)
{
    struct runner *x = ctx;
    return store_write(x->site->store, run_for_the_place, x) == OK ? NULL : ctx;
}

static void of_all_who_press_at_once_as_many_succeed_as_there_are_places(void **state)
{
    enum { RUNNERS = 12 };
    struct site *s = *state;
    struct rivals r = rivals(s);
    struct runner runners[RUNNERS];
    pthread_t threads[RUNNERS];
    long long body = site_count(s, "SELECT body_id FROM account WHERE login = 'bus01'");
    long long account = site_count(s, "SELECT id FROM account WHERE login = 'bus01'");
    for (int i = 0; i < RUNNERS; i++) {
        runners[i] = (struct runner){s, r.homes[i % 3], body, account, OPINION_NO_PLACE};
        assert_int_equal(pthread_create(&threads[i], NULL, run, &runners[i]), 0);
    }
    int given = 0;
    for (int i = 0; i < RUNNERS; i++) {
        void *failed = NULL;
        assert_int_equal(pthread_join(threads[i], &failed), 0);
        assert_null(failed);
        given += runners[i].got == OPINION_GIVEN;
    }
    assert_int_equal(given, 2);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM opinion"), 2);
    site_is_sound(s);
}

/* ---- when ---- */

static void after_the_close_it_can_be_read_and_only_more_time_by_name_opens_it(void **state)
{
    struct site *s = *state;
    struct county c = county(s);
    struct sheet *form = fill_form(&c.district, c.home, "agree", NULL);
    site_clock(s, RECOMMENDATION_CLOSES + 60);
    c.district = person(s, "wujin01");
    struct answer x = get(&c.district, review(s, c.home));
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "推荐已于 7月10日（周五）24:00截止"));
    assert_null(sheet_of(s->a, x.body, review(s, c.home)));
    sheet_set(form, "token", sheet_get(open_form(&c.district, "/reviews", "/signout"), "token"));
    x = post(&c.district, form);
    assert_int_equal(x.status, 423);
    assert_true(answer_says(&x, "经征求意见，同意申报。")); /* what was typed is shown */
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM opinion"), 0);
    struct person office = person(s, "office01");
    x = get(&office, "/extensions?unit=武进");
    const char *path = text_format(s->a, "/extensions/%s",
                                   site_sql(s, "SELECT b.ref FROM body b JOIN account a ON "
                                               "a.body_id = b.id WHERE a.login = 'wujin01'"));
    assert_true(page_has_link(s->a, x.body, path));
    struct sheet *more = open_form(&office, path, path);
    sheet_set(more, "day", "2015-7-11");
    sheet_set(more, "reason", "会议冲突，来不及盖章");
    sheet_set(more, "approver", "张示例");
    x = post(&office, more);
    x = follow(&office, &x);
    assert_true(answer_says(&x, "武进区文明办现在可以推荐到 7月11日（周六）24:00"));
    gives(&c.district, c.home, "agree", NULL);
    x = get(&c.district, "/reviews");
    assert_true(answer_says(&x, "经批准延至"));
    site_is_sound(s);
}

static void the_list_says_who_waits_how_long_and_in_red_when_too_long(void **state)
{
    struct site *s = *state;
    struct county c = county(s); /* 18 June, a Thursday; 20 to 22 June are a holiday */
    site_clock(s, IN_RECOMMENDATION);
    c.district = person(s, "wujin01");
    c.sector = person(s, "water01");
    struct answer x = get(&c.district, "/reviews");
    assert_true(answer_says(&x, "<span class=\"overdue\"><span class=\"vh\">超过时限：</span>6 个工作日</span>"));
    assert_true(answer_says(&x, "其中 1 份超过 5 个工作日"));
    assert_true(answer_says(&x, "盖章件未收"));
    assert_true(answer_says(&x, "没有附件"));
    gives(&c.district, c.home, "agree", NULL);
    x = get(&c.sector, "/reviews");
    assert_true(answer_says(&x, "不到 1 个工作日")); /* its own time begins with the local opinion */
    x = get(&c.district, "/reviews?state=waiting");
    assert_true(answer_says(&x, "没有符合条件的申报"));
    x = get(&c.district, "/reviews?state=agreed&q=清水&sort=brand_strokes&page=9");
    assert_true(answer_says(&x, "一泓清水"));
    x = get(&c.district, "/reviews.xlsx?state=agreed");
    struct xlsx book = {.a = x.a, .bytes = (const unsigned char *)x.body, .len = x.len};
    assert_int_equal(x.status, 200);
    xlsx_is_quiet(&book);
}

static void a_list_without_rows_says_when_there_will_be_some(void **state)
{
    struct site *s = *state;
    struct person sector = staff(s, "bus01", ROLE_SECTOR, "", "bus");
    struct answer x = get(&sector, "/reviews");
    assert_true(answer_says(&x, "还没有收到申报"));
    assert_true(answer_says(&x, "推荐名额 2 个，已用 0 个"));
    assert_int_equal(get(&sector, "/reviews.xlsx").status, 200);
}

/* ---- who ---- */

static void strangers_find_nothing(void **state)
{
    struct site *s = *state;
    struct county c = county(s);
    struct person other_sector = staff(s, "bus01", ROLE_SECTOR, "", "bus");
    struct person other_district = staff(s, "liyang01", ROLE_DISTRICT, "liyang", "");
    struct person *const strangers[] = {&other_sector, &other_district};
    for (size_t i = 0; i < 2; i++) {
        struct answer x = get(strangers[i], review(s, c.home));
        assert_int_equal(x.status, 404);
        assert_false(answer_says(&x, "一泓清水"));
        x = get(strangers[i], "/reviews?q=清水");
        assert_false(answer_says(&x, "一泓清水"));
        struct sheet *form = fill_form(&c.district, c.home, "agree", NULL);
        sheet_set(form, "token", sheet_get(open_form(strangers[i], "/reviews", "/signout"), "token"));
        assert_int_equal(post(strangers[i], form).status, 404);
    }
    assert_int_equal(get(&c.unit, "/reviews").status, 403);
    assert_int_equal(get(&c.unit, review(s, c.home)).status, 403);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM opinion"), 0);
    /* contacts are masked */
    struct answer x = get(&c.district, review(s, c.home));
    assert_false(answer_says(&x, "renshe@example.gov.cn"));
    assert_true(answer_says(&x, "只显示一部分"));
}

/* ---- the sealed sheet ---- */

static void a_sealed_sheet_comes_with_the_opinion_or_later_and_is_read_by_those_who_know_it(void **state)
{
    struct site *s = *state;
    site_takes_files(s);
    struct county c = county(s);
    struct person other = person(s, "other01");
    const char *post_to = text_format(s->a, "%s/scan", review(s, c.home));
    struct made jpeg = make_jpeg(&(struct jpeg_recipe){.width = 1600, .height = 2200, .has_secrets = true});
    const struct sheet_file file = {"scan", "意见页.jpg", jpeg.bytes, jpeg.len};
    struct answer x = post_file(&c.district, fill_form(&c.district, c.home, "agree", NULL), &file);
    assert_int_equal(x.status, 303);
    const char *path =
        text_format(s->a, "%s/opinions/%s", c.home, site_sql(s, "SELECT ref FROM opinion WHERE box = 'district'"));
    struct person *const readers[] = {&c.unit, &c.district, &c.sector};
    for (size_t i = 0; i < 3; i++) {
        x = get(readers[i], path);
        assert_int_equal(x.status, 200);
        assert_string_equal(answer_header(&x, "Content-Type"), "image/jpeg");
        assert_true(text_starts(answer_header(&x, "Content-Disposition"), "attachment"));
    }
    assert_int_equal(get(&other, path).status, 404);
    x = get(&c.unit, c.home);
    assert_true(page_has_link(s->a, x.body, path));
    /* a better one later */
    x = post_file(&c.district, open_form(&c.district, review(s, c.home), post_to), &file);
    leads_to(&x, text_format(s->a, "%s?scanned=1", review(s, c.home)));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM opinion_scan"), 2);
    x = post(&c.district, open_form(&c.district, review(s, c.home), post_to));
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请选择盖章件的扫描图或者 PDF"));
    x = post_file(&c.district, open_form(&c.district, review(s, c.home), post_to),
                  &(struct sheet_file){"scan", "意见.docx", "PK\003\004 no", 8});
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "意见.docx"));
    /* the sector's conclusion is a secret, and so is its sheet */
    x = post_file(&c.sector, fill_form(&c.sector, c.home, "agree", NULL), &file);
    assert_int_equal(x.status, 303);
    path = text_format(s->a, "%s/opinions/%s", c.home, site_sql(s, "SELECT ref FROM opinion WHERE box = 'sector'"));
    assert_int_equal(get(&c.sector, path).status, 200);
    assert_int_equal(get(&c.unit, path).status, 404);
    assert_int_equal(get(&c.district, path).status, 404);
    made_free(&jpeg);
    site_is_sound(s);
}

static void a_database_that_fails_gives_an_opinion_wholly_or_not_at_all(void **state)
{
    struct site *s = *state;
    struct county c = county(s);
    s->may_fail = true;
    s->is_hasty = true;
    int status = 0;
    int failures = 0;
    for (int n = 1; n < 900 && status != 303; n++) {
        struct sheet *form = fill_form(&c.district, c.home, "agree", NULL);
        db_fail_nth(store_writer_db(s->store), n);
        status = post(&c.district, form).status;
        db_fail_nth(store_writer_db(s->store), 0);
        assert_int_equal(site_count(s, "SELECT COUNT(*) FROM opinion"), status == 303);
        assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'opinion_give'"), status == 303);
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
        T(the_district_is_asked_first_and_until_then_the_sector_only_reads),
        T(a_sector_that_posts_before_the_local_opinion_is_refused_and_loses_no_word),
        T(a_local_opinion_is_told_to_the_unit_and_a_conclusion_is_not),
        T(a_new_version_voids_what_was_said_where_everybody_sees_it),
        T(bare_words_a_missing_name_and_a_day_to_come_are_said_all_at_once),
        T(the_third_answer_leads_to_the_page_of_returning),
        T(a_page_older_than_the_version_is_shown_the_new_one_with_its_text_kept),
        T(two_people_of_one_body_see_each_other_and_neither_is_overwritten),
        T(an_opinion_is_taken_back_once_and_the_form_is_there_again),
        T(who_gave_an_opinion_for_a_colleague_is_named_with_the_colleague_for_ever),
        T(the_one_too_many_is_refused_with_those_who_have_the_places),
        T(of_all_who_press_at_once_as_many_succeed_as_there_are_places),
        T(after_the_close_it_can_be_read_and_only_more_time_by_name_opens_it),
        T(the_list_says_who_waits_how_long_and_in_red_when_too_long),
        T(a_list_without_rows_says_when_there_will_be_some),
        T(strangers_find_nothing),
        T(a_sealed_sheet_comes_with_the_opinion_or_later_and_is_read_by_those_who_know_it),
        T(a_database_that_fails_gives_an_opinion_wholly_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
