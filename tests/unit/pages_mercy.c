/* pages_mercy.c - taken back and brought back, more time for one unit, and what came late: whole requests, to the
 * second.
 */
#include "support/form_typing.h"

#define EXTENDED_UNTIL (NOMINATION_CLOSES + 86400 * 2 + 63000) /* 28 June 2015, 17:30 */

static const char *submitted_nomination(struct person *p)
{
    const char *home = complete_nomination(p);
    struct answer x = submit(p, home);
    leads_to(&x, under(p->site, home, "receipt"));
    return home;
}

static struct answer withdraw(struct person *p, const char *home, const char *reason)
{
    const char *path = under(p->site, home, "withdraw");
    struct sheet *form = open_form(p, path, path);
    sheet_set(form, "reason", reason);
    return post(p, form);
}

static struct answer restore(struct person *p, const char *home)
{
    return post(p, open_form(p, home, under(p->site, home, "restore")));
}

static const char *state_of(struct site *s)
{
    return site_sql(s,
                    "SELECT state || ' ' || COALESCE(receipt_no, '-') || ' v' || version_no FROM nomination LIMIT 1");
}

/* ---- taken back, brought back ---- */

static void a_unit_takes_its_nomination_back_after_a_page_that_says_what_happens(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    struct answer x = get(&p, home);
    assert_true(page_has_link(s->a, x.body, under(s, home, "withdraw")));
    x = get(&p, under(s, home, "withdraw"));
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "6月25日（周四）24:00 以前可以恢复"));
    assert_true(answer_says(&x, "再提交是第 2 版"));
    x = withdraw(&p, home, "材料有误，\r\n需要重写");
    leads_to(&x, text_format(s->a, "%s?withdrawn=1", home));
    assert_string_equal(state_of(s), "withdrawn CZPP-2015-0001 v1");
    x = follow(&p, &x);
    assert_true(answer_says(&x, "申报已撤回"));
    assert_true(answer_says(&x, "原因：材料有误，"));
    assert_true(answer_says(&x, "恢复为草稿"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'nomination_withdraw'"), 1);
    struct person office = person(s, "office01");
    x = get(&office, under(s, home, "record"));
    assert_int_equal(x.status, 404);
    site_is_sound(s);
}

static void brought_back_it_keeps_its_number_and_becomes_the_next_version(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    (void)withdraw(&p, home, "");
    struct answer x = get(&p, "/nominations"); /* no second one is begun beside it */
    leads_to(&x, home);
    x = restore(&p, home);
    leads_to(&x, text_format(s->a, "%s?restored=1", home));
    assert_string_equal(state_of(s), "draft CZPP-2015-0001 v1");
    x = get(&p, home);
    assert_true(answer_says(&x, "受理编号 <b class=\"tnum\">CZPP-2015-0001</b> 不变"));
    assert_int_equal(save_answer(&p, home, "brand", "brand_name", "新名字").status, 303);
    x = submit(&p, home);
    leads_to(&x, under(s, home, "receipt"));
    assert_string_equal(state_of(s), "submitted CZPP-2015-0001 v2");
    x = follow(&p, &x);
    assert_true(answer_says(&x, "PP-2015-0001"));
    assert_true(answer_says(&x, "第 2 版"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination"), 1);
    assert_int_equal(site_count(s, "SELECT next_receipt FROM round"), 2);
    site_is_sound(s);
}

static void taking_back_ends_with_the_second_of_the_close(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    site_clock(s, NOMINATION_CLOSES - 1);
    struct person early = person(s, "unit01");
    struct sheet *taking = open_form(&early, under(s, home, "withdraw"), under(s, home, "withdraw"));
    site_clock(s, NOMINATION_CLOSES);
    struct answer x = post(&early, taking);
    assert_int_equal(x.status, 423);
    assert_string_equal(state_of(s), "submitted CZPP-2015-0001 v1");
    x = get(&early, home);
    assert_false(page_has_link(s->a, x.body, under(s, home, "withdraw")));
    site_clock(s, NOMINATION_CLOSES - 1);
    x = post(&early, taking);
    assert_int_equal(x.status, 303);
    struct sheet *bringing = open_form(&early, home, under(s, home, "restore"));
    site_clock(s, NOMINATION_CLOSES);
    assert_int_equal(post(&early, bringing).status, 423);
    x = get(&early, home);
    assert_true(answer_says(&x, "已经撤回"));
    assert_false(answer_says(&x, "恢复为草稿</button>"));
    assert_string_equal(state_of(s), "withdrawn CZPP-2015-0001 v1");
    site_is_sound(s);
}

static void two_people_of_a_unit_take_back_once_and_nobody_else_does(void **state)
{
    struct site *s = *state;
    struct person one = person(s, "unit01");
    struct person two = person(s, "unit02");
    struct person other = person(s, "other01");
    const char *home = submitted_nomination(&one);
    const char *path = under(s, home, "withdraw");
    struct sheet *form = open_form(&two, path, path);
    assert_int_equal(withdraw(&one, home, "").status, 303);
    struct answer x = post(&two, form);
    leads_to(&x, home);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_turn"), 1);
    struct sheet *back_one = open_form(&one, home, under(s, home, "restore"));
    struct sheet *back_two = open_form(&two, home, under(s, home, "restore"));
    assert_int_equal(post(&one, back_one).status, 303);
    x = post(&two, back_two);
    leads_to(&x, home);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_turn"), 2);
    assert_int_equal(get(&other, path).status, 404);
    struct sheet *foreign = open_form(&other, "/nominations", "/nominations");
    foreign->action = arena_copy(s->a, path, strlen(path));
    assert_int_equal(post(&other, foreign).status, 404);
    foreign->action = under(s, home, "restore");
    assert_int_equal(post(&other, foreign).status, 404);
    site_is_sound(s);
}

static void a_reason_may_be_left_out_but_not_be_endless(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    const char *reason = "";
    for (int i = 0; i < 201; i++) {
        reason = text_format(s->a, "%s因", reason);
    }
    struct answer x = withdraw(&p, home, reason);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "原因太长"));
    assert_true(answer_says(&x, reason)); /* what was typed stays */
    x = withdraw(&p, home, reason + strlen("因"));
    assert_int_equal(x.status, 303);
}

/* ---- more time for one unit ---- */

static const char *unit_ref(struct site *s, int64_t body)
{
    return site_sql(s, text_format(s->a, "SELECT ref FROM body WHERE id = %lld", (long long)body));
}

static struct answer grant(struct person *office, int64_t body, const char *day, const char *clock)
{
    const char *path = text_format(office->site->a, "/extensions/%s", unit_ref(office->site, body));
    struct sheet *form = open_form(office, path, path);
    sheet_set(form, "day", day);
    sheet_set(form, "clock", clock);
    sheet_set(form, "reason", "台风停电两天");
    sheet_set(form, "approver", "李示例");
    return post(office, form);
}

static void the_office_finds_a_unit_by_a_few_characters_and_gives_it_time(void **state)
{
    struct site *s = *state;
    struct person office = person(s, "office01");
    struct answer x = get(&office, "/extensions");
    assert_true(answer_says(&x, "还没有批准过延期"));
    assert_true(answer_says(&x, "没有逾期送交的申报"));
    x = get(&office, "/extensions?unit=%E4%BE%9B%E6%B0%B4"); /* 供水 */
    const char *page = text_format(s->a, "/extensions/%s", unit_ref(s, s->unit_a));
    assert_true(page_has_link(s->a, x.body, page));
    x = get(&office, "/extensions?unit=%E6%B2%A1%E6%9C%89");
    assert_true(answer_says(&x, "没有名称中有“没有”的单位"));
    x = get(&office, page);
    assert_true(answer_says(&x, "现在的截止时间是 6月25日（周四）24:00。"));
    x = grant(&office, s->unit_a, "2015-6-28", "17:30");
    leads_to(&x, text_format(s->a, "%s?granted=1", page));
    x = follow(&office, &x);
    assert_true(answer_says(&x, "6月28日（周日）17:30"));
    assert_true(answer_says(&x, "台风停电两天"));
    assert_int_equal(site_count(s, "SELECT closes_at FROM extension"), EXTENDED_UNTIL);
    assert_string_equal(site_sql(s, "SELECT detail FROM audit_entry WHERE verb = 'extension_grant'"),
                        "stage=nomination closes_at=2015-06-28T17:30:00+08:00 approver=李示例 reason=台风停电两天");
    assert_int_equal(get(&office, "/extensions/nobody").status, 404);
    assert_int_equal(get(&office, text_format(s->a, "/extensions/%s", unit_ref(s, s->office))).status, 404);
    site_is_sound(s);
}

static void the_units_own_close_is_on_every_page_and_exact(void **state)
{
    struct site *s = *state;
    struct person office = person(s, "office01");
    assert_int_equal(grant(&office, s->unit_a, "2015-6-28", "17:30").status, 303);
    site_clock(s, EXTENDED_UNTIL - 1);
    struct person p = person(s, "unit02");
    struct answer x = get(&p, "/nominations");
    assert_true(answer_says(&x, "经批准延至 6月28日（周日）17:30"));
    assert_true(
        answer_says(&x, "自荐申报将于 6月28日（周日）17:30 截止，不到 1 小时")); /* the last 24 hours, its own */
    const char *home = complete_nomination(&p);                                  /* started in the extension */
    struct sheet *form = open_form(&p, under(s, home, "check"), under(s, home, "submit"));
    site_clock(s, EXTENDED_UNTIL);
    x = get(&p, under(s, home, "check"));
    assert_true(answer_says(&x, "自荐申报已于 6月28日（周日）17:30截止"));
    site_clock(s, EXTENDED_UNTIL - 1);
    x = post(&p, form);
    leads_to(&x, under(s, home, "receipt"));
    x = follow(&p, &x);
    assert_true(answer_says(&x, "经批准延期"));
    assert_true(answer_says(&x, "李示例批准"));
    site_is_sound(s);
}

static void a_grant_does_not_leak_to_another_unit(void **state)
{
    struct site *s = *state;
    struct person office = person(s, "office01");
    struct person theirs = person(s, "other01");
    const char *home = complete_nomination(&theirs);
    assert_int_equal(grant(&office, s->unit_a, "2015-6-28", "17:30").status, 303);
    site_clock(s, NOMINATION_CLOSES);
    theirs = person(s, "other01");
    struct answer x = get(&theirs, home);
    assert_false(answer_says(&x, "经批准"));
    x = get(&theirs, under(s, home, "check"));
    assert_true(answer_says(&x, "自荐申报已于 6月25日（周四）24:00截止"));
    assert_false(answer_says(&x, "提交申报</button>"));
    struct person visitor_ = visitor(s);
    x = get(&visitor_, "/timeline");
    assert_false(answer_says(&x, "6月28日（周日）17:30"));
    office = person(s, "office01"); /* nor does the round change for the office itself */
    x = get(&office, "/nominations");
    assert_false(answer_says(&x, "经批准延至"));
}

static void what_is_mistyped_is_said_beside_its_box(void **state)
{
    static const struct {
        const char *day, *clock, *says;
    } rows[] = {{"六月底", "", "日期看不懂"},
                {"2015-6-28", "下午", "时间看不懂"},
                {"2015-6-25", "", "不晚于这家单位现有的截止时间"},
                {"2015-6-17", "", "已经过去"},
                {"2051-6-28", "", "超出本批活动的全部日程"}};
    struct site *s = *state;
    struct person office = person(s, "office01");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct answer x = grant(&office, s->unit_a, rows[i].day, rows[i].clock);
        assert_int_equal(x.status, 422);
        if (!answer_says(&x, rows[i].says) || !answer_says(&x, rows[i].day)) {
            fail_msg("%s %s: no \"%s\"", rows[i].day, rows[i].clock, rows[i].says);
        }
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM extension"), 0);
    const char *path = text_format(s->a, "/extensions/%s", unit_ref(s, s->unit_a));
    struct answer x = post(&office, open_form(&office, path, path));
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请写明理由"));
    assert_true(answer_says(&x, "请填写姓名"));
}

static void the_record_leads_to_its_units_extension(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = submitted_nomination(&p);
    struct person office = person(s, "office01");
    struct answer x = get(&office, under(s, home, "record"));
    assert_true(page_has_link(s->a, x.body, under(s, home, "extension")));
    x = get(&office, under(s, home, "extension"));
    leads_to(&x, text_format(s->a, "/extensions/%s", unit_ref(s, s->unit_a)));
}

/* ---- what came late ---- */

/* Pressed while it was open, received one second after. */
static const char *late_by_a_second(struct person *p, const char *home)
{
    struct site *s = p->site;
    site_clock(s, NOMINATION_CLOSES - 1);
    *p = person(s, p->name);
    struct sheet *form = open_form(p, under(s, home, "check"), under(s, home, "submit"));
    site_clock(s, NOMINATION_CLOSES);
    struct answer x = post(p, form);
    assert_int_equal(x.status, 303);
    const char *to = answer_header(&x, "Location");
    assert_true(text_starts(to, under(s, home, "late/")));
    return arena_copy(s->a, to, strlen(to));
}

static struct answer decide(struct person *office, const char *late, const char *decision)
{
    struct sheet *form = open_form(office, late, late);
    sheet_set(form, "decision", decision);
    sheet_set(form, "reason", "网络中断，情况属实");
    sheet_set(form, "approver", "李示例");
    return post(office, form);
}

static void a_submission_one_second_late_is_kept_and_says_so(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    const char *late = late_by_a_second(&p, home);
    struct answer x = get(&p, late);
    assert_true(answer_says(&x, "2015年6月26日 00:00:00"));
    assert_true(answer_says(&x, "晚于截止时间 6月25日（周四）24:00"));
    assert_true(answer_says(&x, "逾期，等待决定"));
    assert_true(answer_says(&x, "23℃人社服务"));
    assert_true(page_has_link(s->a, x.body, text_format(s->a, "%s/form.pdf", late)));
    assert_string_equal(state_of(s), "draft - v0"); /* no number, no version */
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM late_value"),
                     site_count(s, "SELECT COUNT(*) FROM draft_value"));
    x = get(&p, home);
    assert_true(page_has_link(s->a, x.body, late));
    struct person other = person(s, "other01");
    assert_int_equal(get(&other, late).status, 404);
    assert_int_equal(get(&other, text_format(s->a, "%s/form.pdf", late)).status, 404);
    site_is_sound(s);
}

static void what_was_kept_does_not_change_with_the_draft(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    const char *late = late_by_a_second(&p, home);
    struct answer x = post(&p, open_form(&p, under(s, home, "check"), under(s, home, "submit")));
    leads_to(&x, late); /* the same text again is the same late version */
    (void)save_answer(&p, home, "brand", "brand_name", "后来改的");
    x = get(&p, late);
    assert_false(answer_says(&x, "后来改的"));
    x = post(&p, open_form(&p, under(s, home, "check"), under(s, home, "submit")));
    assert_int_equal(x.status, 303);
    assert_string_not_equal(answer_header(&x, "Location"), late);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM late_submission"), 2);
}

static void an_incomplete_form_is_no_late_submission(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    (void)save_answer(&p, home, "brand", "brand_name", "");
    site_clock(s, NOMINATION_CLOSES);
    p = person(s, "unit01");
    struct answer x = get(&p, under(s, home, "check"));
    assert_false(answer_says(&x, "逾期送交</button>"));
    struct sheet *form = open_form(&p, under(s, home, "brand"), under(s, home, "brand"));
    form->action = under(s, home, "submit");
    form->is_multipart = false;
    assert_int_equal(post(&p, form).status, 422);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM late_submission"), 0);
}

static void before_the_opening_nothing_is_late(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    struct sheet *form = open_form(&p, under(s, home, "check"), under(s, home, "submit"));
    site_clock(s, NOMINATION_OPENS - 1);
    assert_int_equal(post(&p, form).status, 423);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM late_submission"), 0);
}

static void the_office_accepts_a_late_one_as_of_the_moment_when_it_came(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    const char *late = late_by_a_second(&p, home);
    site_clock(s, NOMINATION_CLOSES + 7200);
    struct person office = person(s, "office01");
    struct answer x = get(&office, "/extensions");
    assert_true(page_has_link(s->a, x.body, late));
    x = get(&office, late);
    assert_false(answer_says(&x, "13961234567")); /* contacts are masked as on a record */
    x = decide(&office, late, "accepted");
    leads_to(&x, late);
    x = follow(&office, &x);
    assert_true(answer_says(&x, "受理，作为第 1 版"));
    assert_true(answer_says(&x, "批准人：李示例"));
    assert_string_equal(state_of(s), "submitted CZPP-2015-0001 v1");
    assert_int_equal(site_count(s, "SELECT submitted_at FROM nomination_version"), NOMINATION_CLOSES);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_version v JOIN account a ON a.id = v.submitted_by "
                                   "WHERE a.login = 'unit01'"),
                     1);
    struct person two = person(s, "unit02");
    x = get(&two, under(s, home, "receipt"));
    assert_true(answer_says(&x, "逾期受理"));
    assert_true(answer_says(&x, "2015年6月26日 00:00:00"));
    x = get(&office, under(s, home, "record"));
    assert_true(answer_says(&x, "逾期受理"));
    site_is_sound(s);
}

static void the_decision_about_a_late_one_is_told_to_its_unit(void **state)
{
    static const struct {
        const char *decision, *told;
    } rows[] = {{"refused", "逾期送交的申报，决定不予受理"}, {"accepted", "逾期送交的申报，决定予以受理"}};
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    const char *late[] = {late_by_a_second(&p, home), NULL};
    (void)save_answer(&p, home, "brand", "brand_name", "后来改的");
    struct answer x = post(&p, open_form(&p, under(s, home, "check"), under(s, home, "submit")));
    late[1] = arena_copy(s->a, answer_header(&x, "Location"), strlen(answer_header(&x, "Location")));
    struct person office = person(s, "office01");
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(decide(&office, late[i], rows[i].decision).status, 303);
        x = get(&p, "/messages");
        assert_true(answer_says(&x, rows[i].told));
        assert_true(page_has_link(s->a, x.body, late[i]));
    }
    site_is_sound(s);
}

/* What the unit wrote on after it had sent the late one, and what lies aside, when the office accepts. */
static void with_the_acceptance_every_page_of_the_unit_shows_what_was_accepted_and_nothing_is_lost(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    const char *late = late_by_a_second(&p, home);
    const char *is_other = "SELECT COUNT(*) FROM draft_value d LEFT JOIN late_value l ON l.ident = d.ident AND "
                           "l.row_no = d.row_no WHERE l.value IS NOT d.value";
    const char *sent = site_sql(s, "SELECT value FROM late_value WHERE ident = 'brand_name'");
    struct sheet *brand = open_form(&p, under(s, home, "brand"), under(s, home, "brand"));
    struct sheet *twin = open_form(&p, under(s, home, "brand"), under(s, home, "brand"));
    sheet_set(brand, "brand_name", "后来改的");
    assert_int_equal(post(&p, brand).status, 423);
    sheet_set(twin, "brand_slogan", "后来才想到的口号");
    assert_int_equal(post(&p, twin).status, 423); /* in another tab */
    assert_int_equal(site_count(s, is_other), 2);
    struct person office = person(s, "office01");
    assert_int_equal(decide(&office, late, "accepted").status, 303);
    assert_int_equal(site_count(s, is_other), 0);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM draft_value"),
                     site_count(s, "SELECT COUNT(*) FROM late_value"));
    const char *const pages[] = {home, under(s, home, "receipt"), under(s, home, "record"),
                                 under(s, home, "eligibility")};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        struct answer x = get(&p, pages[i]);
        assert_int_equal(x.status, 200);
        if (answer_says(&x, "后来") || !answer_says(&x, i < 3 ? sent : "CZPP-2015-0001")) {
            fail_msg("%s", pages[i]);
        }
    }
    struct answer x = get(&p, home);
    assert_true(answer_says(&x, "逾期送交以后写的"));
    const char *kept = under(s, home, text_format(s->a, "kept/%s", site_sql(s, "SELECT ref FROM kept_text")));
    x = get(&p, kept);
    assert_true(answer_says(&x, "受理以前草稿中的") && answer_says(&x, "后来改的") &&
                answer_says(&x, "后来才想到的口号"));
    x = get(&p, under(s, home, "history"));
    assert_true(answer_says(&x, "后来改的") && answer_says(&x, "后来才想到的口号"));
    site_is_sound(s);
}

static void what_lay_aside_and_says_the_same_as_the_accepted_is_settled(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person two = person(s, "unit02");
    const char *home = complete_nomination(&p);
    const char *brand = under(s, home, "brand");
    struct sheet *theirs = open_form(&two, brand, brand);
    (void)save_answer(&p, home, "brand", "brand_name", "先改的名字");
    sheet_set(theirs, "brand_name", "后改的名字"); /* both changed it: this one lies aside */
    assert_int_equal(post(&two, theirs).status, 303);
    (void)save_answer(&p, home, "brand", "brand_name", "后改的名字");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM kept_text WHERE settled_at IS NULL"), 1);
    const char *late = late_by_a_second(&p, home);
    struct person office = person(s, "office01");
    assert_int_equal(decide(&office, late, "accepted").status, 303);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM kept_text WHERE settled_at IS NULL"), 0);
    struct answer x = get(&p, home);
    assert_false(answer_says(&x, "没有合并的内容"));
    site_is_sound(s);
}

static void a_refused_one_stays_readable_and_is_no_version(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    const char *late = late_by_a_second(&p, home);
    struct person office = person(s, "office01");
    struct sheet *again = open_form(&office, late, late);
    struct answer x = decide(&office, late, "refused");
    leads_to(&x, late);
    x = get(&p, late);
    assert_true(answer_says(&x, "不受理"));
    assert_true(answer_says(&x, "网络中断，情况属实"));
    assert_string_equal(state_of(s), "draft - v0");
    sheet_set(again, "decision", "accepted"); /* decided once, for good */
    sheet_set(again, "reason", "改主意了");
    sheet_set(again, "approver", "李示例");
    assert_int_equal(post(&office, again).status, 409);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM late_decision"), 1);
    site_is_sound(s);
}

static void a_decision_needs_its_reason_and_its_approver(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    const char *late = late_by_a_second(&p, home);
    struct person office = person(s, "office01");
    struct answer x = post(&office, open_form(&office, late, late));
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请选择受理或者不受理"));
    assert_true(answer_says(&x, "请写明理由"));
    assert_true(answer_says(&x, "请填写姓名"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM late_decision"), 0);
}

static void with_an_extension_it_is_submitted_and_the_late_one_can_only_be_refused(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    const char *late = late_by_a_second(&p, home);
    struct person office = person(s, "office01");
    assert_int_equal(grant(&office, s->unit_a, "2015-6-28", "17:30").status, 303);
    struct answer x = submit(&p, home);
    leads_to(&x, under(s, home, "receipt"));
    x = get(&office, late);
    assert_true(answer_says(&x, "只能不受理"));
    assert_int_equal(decide(&office, late, "accepted").status, 409);
    assert_int_equal(decide(&office, late, "refused").status, 303);
    assert_string_equal(state_of(s), "submitted CZPP-2015-0001 v1");
    site_is_sound(s);
}

/* Whatever database step fails, there is either the whole version with its decision or nothing of them. */
static void a_database_that_fails_accepts_wholly_or_not_at_all(void **state)
{
    struct site *s = *state;
    s->may_fail = true;
    s->is_hasty = true;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    site_clock(s, NOMINATION_CLOSES);
    p = person(s, "unit01");
    const char *late = NULL;
    int kept_failures = 0;
    for (int n = 1; n < 200 && late == NULL; n++) {
        struct sheet *form = open_form(&p, under(s, home, "check"), under(s, home, "submit"));
        db_fail_nth(store_writer_db(s->store), n);
        struct answer x = post(&p, form);
        db_fail_nth(store_writer_db(s->store), 0);
        bool is_kept = site_count(s, "SELECT COUNT(*) FROM late_submission") == 1;
        assert_int_equal(is_kept, x.status == 303);
        late = is_kept ? arena_copy(s->a, answer_header(&x, "Location"), strlen(answer_header(&x, "Location"))) : NULL;
        kept_failures += !is_kept;
    }
    assert_non_null(late);
    assert_in_range(kept_failures, 20, 198);
    struct person office = person(s, "office01");
    int status = 0;
    int failures = 0;
    for (int n = 1; n < 300 && status != 303; n++) {
        struct sheet *form = open_form(&office, late, late);
        sheet_set(form, "decision", "accepted");
        sheet_set(form, "reason", "网络中断，情况属实");
        sheet_set(form, "approver", "李示例");
        db_fail_nth(store_writer_db(s->store), n);
        status = post(&office, form).status;
        db_fail_nth(store_writer_db(s->store), 0);
        long long versions = site_count(s, "SELECT COUNT(*) FROM nomination_version");
        long long decisions = site_count(s, "SELECT COUNT(*) FROM late_decision");
        long long numbers = site_count(s, "SELECT next_receipt - 1 FROM round");
        if (versions != (status == 303) || decisions != versions || numbers != versions) {
            fail_msg("step %d: %d with %lld versions, %lld decisions, %lld numbers", n, status, versions, decisions,
                     numbers);
        }
        failures += status != 303;
    }
    assert_int_equal(status, 303);
    assert_in_range(failures, 30, 298);
    site_is_sound(s);
}

/* ---- the last 24 hours ---- */

static void the_last_24_hours_are_told_on_every_signed_in_page(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    const char *const pages[] = {
        home, under(s, home, "check"), under(s, home, "brand"), "/timeline", "/help", "/password", "/notices"};
    static const struct {
        int64_t before;
        const char *says; /* NULL: nothing */
    } moments[] = {{86401, NULL}, {86400, "还有 1 天"}, {7200, "还有 2 小时"}, {1, "不到 1 小时"}, {0, NULL}};
    for (size_t m = 0; m < sizeof moments / sizeof moments[0]; m++) {
        site_clock(s, NOMINATION_CLOSES - moments[m].before);
        p = person(s, "unit01");
        for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
            struct answer x = get(&p, pages[i]);
            assert_int_equal(x.status, 200);
            bool is_told = answer_says(&x, "自荐申报将于 6月25日（周四）24:00 截止");
            if (is_told != (moments[m].says != NULL) || (is_told && !answer_says(&x, moments[m].says))) {
                fail_msg("%s, %lld s before", pages[i], (long long)moments[m].before);
            }
        }
    }
}

/* ---- random walks ---- */

enum { WALKS = 3000 };

static uint64_t walk_state = 20150625;

static int64_t draw(int64_t below)
{
    walk_state = walk_state * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((walk_state >> 33) % (uint64_t)below);
}

/* The nomination as a model of three words and three numbers. */
struct model {
    enum { AT_DRAFT, AT_SUBMITTED, AT_WITHDRAWN } at;
    int version;
    int late;
    int64_t closes_at;
};

/* A minute more for the unit, whatever the hour. */
static void one_minute_more(struct person *office, struct model *m)
{
    struct site *s = office->site;
    struct civil c = civil_from_at(m->closes_at + 60);
    const char *day = text_format(s->a, "%d-%d-%d", c.year, c.month, c.day);
    assert_int_equal(grant(office, s->unit_a, day, text_format(s->a, "%d:%02d", c.hour, c.minute)).status, 303);
    m->closes_at += 60;
}

/* One form is opened (sent) at one moment and posted (received) at another, and the model says what comes of it. */
static void one_step(struct person *p, struct person *office, const char *home, struct model *m)
{
    struct site *s = p->site;
    int64_t sent = m->closes_at - 100 + draw(150);
    int64_t received = sent + draw(30);
    site_clock(s, sent);
    struct sheet *form = open_form(p, "/password", "/password"); /* any page's token will do */
    int act = (int)draw(3);
    form->action = under(s, home, act == 0 ? "submit" : act == 1 ? "withdraw" : "restore");
    form->len = 1; /* the token */
    if (draw(50) == 0) {
        one_minute_more(office, m);
    }
    site_clock(s, received);
    struct answer x = post(p, form);
    bool is_open = received < m->closes_at;
    if (act == 0 && m->at == AT_DRAFT) {
        assert_int_equal(x.status, 303);
        m->at = is_open ? AT_SUBMITTED : AT_DRAFT;
        m->version += is_open;
        m->late += !is_open && m->late == 0; /* the text never changes */
        assert_true(strstr(answer_header(&x, "Location"), is_open ? "/receipt" : "/late/") != NULL);
    } else if (act == 1 && m->at == AT_SUBMITTED && is_open) {
        assert_int_equal(x.status, 303);
        m->at = AT_WITHDRAWN;
    } else if (act == 2 && m->at == AT_WITHDRAWN && is_open) {
        assert_int_equal(x.status, 303);
        m->at = AT_DRAFT;
    }
}

static void three_thousand_random_posts_agree_with_the_model(void **state)
{
    static const char *const words[] = {"draft", "submitted", "withdrawn"};
    struct site *s = *state;
    s->is_hasty = true;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    struct model m = {.closes_at = NOMINATION_CLOSES};
    site_clock(s, NOMINATION_CLOSES - 100);
    p = person(s, "unit01");
    struct person office = person(s, "office01");
    for (int i = 0; i < WALKS; i++) {
        if (i % 40 == 39) { /* nobody's pages are that fast: the rates have their own tests */
            rates_free(s->app.rates);
            s->app.rates = rates_new();
        }
        one_step(&p, &office, home, &m);
        const char *is = site_sql(s, "SELECT state || version_no || (SELECT COUNT(*) FROM late_submission) "
                                     "FROM nomination");
        assert_string_equal(is, text_format(s->a, "%s%d%d", words[m.at], m.version, m.late));
    }
    assert_in_range(m.version, WALKS / 50, WALKS);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_version"), m.version);
    site_is_sound(s);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)
    const struct CMUnitTest tests[] = {
        T(a_unit_takes_its_nomination_back_after_a_page_that_says_what_happens),
        T(brought_back_it_keeps_its_number_and_becomes_the_next_version),
        T(taking_back_ends_with_the_second_of_the_close),
        T(two_people_of_a_unit_take_back_once_and_nobody_else_does),
        T(a_reason_may_be_left_out_but_not_be_endless),
        T(the_office_finds_a_unit_by_a_few_characters_and_gives_it_time),
        T(the_units_own_close_is_on_every_page_and_exact),
        T(a_grant_does_not_leak_to_another_unit),
        T(what_is_mistyped_is_said_beside_its_box),
        T(the_record_leads_to_its_units_extension),
        T(a_submission_one_second_late_is_kept_and_says_so),
        T(what_was_kept_does_not_change_with_the_draft),
        T(an_incomplete_form_is_no_late_submission),
        T(before_the_opening_nothing_is_late),
        T(the_office_accepts_a_late_one_as_of_the_moment_when_it_came),
        T(the_decision_about_a_late_one_is_told_to_its_unit),
        T(with_the_acceptance_every_page_of_the_unit_shows_what_was_accepted_and_nothing_is_lost),
        T(what_lay_aside_and_says_the_same_as_the_accepted_is_settled),
        T(a_refused_one_stays_readable_and_is_no_version),
        T(a_decision_needs_its_reason_and_its_approver),
        T(with_an_extension_it_is_submitted_and_the_late_one_can_only_be_refused),
        T(a_database_that_fails_accepts_wholly_or_not_at_all),
        T(the_last_24_hours_are_told_on_every_signed_in_page),
        T(three_thousand_random_posts_agree_with_the_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
