/* pages_outcomes.c - what came of what the public reported, made public in numbers of the whole list (handbook 4.4):
 * two people of the office, after the close; what a visitor reads then, and that it is nothing more. */
#include "support/objection_site.h"

#include "domain/outcome.h"
#include "store/outcome_store.h"
#include "web/route.h"

#define AFTER_CLOSE (PUBLICITY_CLOSES + 36000) /* 26 July 2015, 10:00 */

static const char desk[] = "/publicity/report";
static const char proposing[] = "/publicity/outcomes";
static const char withdrawing[] = "/publicity/outcomes/withdraw";
static const char releasing[] = "/publicity/outcomes/release";

/* What nobody but the office may ever read. */
static const char *const secrets[] = {"鹂名雀",       "85681234",   "雀莺某", "叫号机",
                                      "已向窗口核实", "不在范围内", "GS-2015"};
enum { SECRETS = sizeof secrets / sizeof secrets[0] };

/* Five things reported: of the first brand one that was upheld and suspends it, another that was not; of the second one
 * that was declined; of the third two that nobody has looked at, one of them with a name. */
static struct publicity told(struct site *s)
{
    struct publicity p = published(s);
    struct person anyone = visitor(s);
    rates_free(s->app.rates);
    s->app.rates = NULL;
    (void)reported(&anyone, p.brands[0],
                   &(struct report){.category = "facts", .name = "鹂名雀", .phone = "0519-85681234"});
    takes_step(s, ACT_ACCEPT, "", FINDING_NONE, EFFECT_UNDECIDED);
    takes_step(s, ACT_INVESTIGATE, "", FINDING_NONE, EFFECT_UNDECIDED);
    takes_step(s, ACT_CONCLUDE, "已向窗口核实", FINDING_UPHELD, EFFECT_SUSPEND);
    takes_step(s, ACT_ANSWER, "已向窗口核实", FINDING_NONE, EFFECT_UNDECIDED);
    (void)reported(&anyone, p.brands[0], &(struct report){.category = "service"});
    takes_step(s, ACT_ACCEPT, "", FINDING_NONE, EFFECT_UNDECIDED);
    takes_step(s, ACT_INVESTIGATE, "", FINDING_NONE, EFFECT_UNDECIDED);
    takes_step(s, ACT_CONCLUDE, "已向窗口核实", FINDING_NOT_UPHELD, EFFECT_NONE);
    (void)reported(&anyone, p.brands[1], &(struct report){.category = "other"});
    takes_step(s, ACT_DECLINE, "不在范围内", FINDING_NONE, EFFECT_UNDECIDED);
    takes_step(s, ACT_ARCHIVE, "", FINDING_NONE, EFFECT_UNDECIDED);
    (void)reported(&anyone, p.brands[2],
                   &(struct report){.category = "service", .name = "雀莺某", .phone = "0519-85681234"});
    (void)reported(&anyone, p.brands[2], &(struct report){.category = "service"});
    site_clock(s, AFTER_CLOSE);
    return p;
}

/* As somebody who knows the address: a form with a token, sent elsewhere. */
static struct answer forge(struct person *p, const char *action, const char *revision)
{
    struct sheet *form = open_form(p, desk, "/signout");
    form->action = action;
    sheet_set(form, "revision", revision);
    return post(p, form);
}

static void propose_numbers(struct person *p)
{
    press(p, desk, proposing, "/publicity/report?outcome=proposed#outcome");
}

static void release_numbers(struct person *p)
{
    press(p, desk, releasing, "/publicity/report?outcome=released#outcome");
}

static struct answer released_numbers(struct site *s)
{
    struct person one = person(s, "office01");
    struct person two = person(s, "office02");
    struct person anyone = visitor(s);
    propose_numbers(&one);
    release_numbers(&two);
    return get(&anyone, "/publicity");
}

static const char *waiting_ref(struct site *s)
{
    return site_sql(s, "SELECT COALESCE(MAX(ref), '') FROM outcome_proposal");
}

/* The public section about it; "" when there is none. */
static const char *section_of(struct site *s, const struct answer *x)
{
    const char *from = strstr(x->body, "<section class=\"sec\" id=\"outcome\"");
    const char *to = from == NULL ? NULL : strstr(from, "</section>");
    return to == NULL ? "" : arena_copy(s->a, from, (size_t)(to - from));
}

static void has(const char *text, const char *what)
{
    if (strstr(text, what) == NULL) {
        fail_msg("\"%s\" is not in\n%s", what, text);
    }
}

/* ---- who and when ---- */

static void nothing_is_made_public_before_the_period_has_closed(void **state)
{
    struct site *s = *state;
    (void)published(s);
    struct person office = person(s, "office01");
    struct answer x = get(&office, desk);
    assert_null(posted_from(s->a, x.body, proposing));
    static const char *const acts[] = {proposing, releasing, withdrawing};
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        x = forge(&office, acts[i], "");
        assert_int_equal(x.status, 409);
    }
    x = forge(&office, proposing, "");
    assert_true(answer_says(&x, "公示还没有结束，结束以后才能公布办理情况。"));
    site_clock(s, PUBLICITY_CLOSES - 1); /* the last second is the public's */
    office = person(s, "office01");
    assert_int_equal(forge(&office, proposing, "").status, 409);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM outcome_proposal"), 0);
    site_clock(s, PUBLICITY_CLOSES);
    office = person(s, "office01");
    propose_numbers(&office);
    site_is_sound(s);
}

static void one_person_alone_makes_nothing_public_and_only_the_office_may(void **state)
{
    struct site *s = *state;
    static const char *const strangers[] = {"unit01", "sector01", "district", "police01", "admin", "judge", "auditor"};
    (void)told(s);
    struct person one = person(s, "office01");
    struct person anyone = visitor(s);
    propose_numbers(&one);
    struct answer x = get(&one, desk);
    assert_null(posted_from(s->a, x.body, releasing));
    assert_true(answer_says(&x, "公布由您提出，要由另一个人确认。"));
    x = forge(&one, releasing, waiting_ref(s));
    assert_int_equal(x.status, 409);
    x = get(&anyone, "/publicity");
    assert_string_equal(section_of(s, &x), "");
    assert_int_equal(get(&anyone, "/publicity/outcomes/1").status, 404);
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        struct person p = person(s, strangers[i]);
        struct sheet *form = open_form(&p, "/timeline", "/signout");
        form->action = releasing;
        sheet_set(form, "revision", waiting_ref(s));
        assert_int_equal(post(&p, form).status, 403);
    }
    struct person two = person(s, "office02");
    x = forge(&two, releasing, "another");
    assert_int_equal(x.status, 409);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_outcome"), 0);
    release_numbers(&two);
    assert_int_equal(forge(&two, releasing, waiting_ref(s)).status, 409);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_outcome"), 1);
    site_is_sound(s);
}

static void who_is_recused_of_a_brand_neither_proposes_nor_confirms(void **state)
{
    struct site *s = *state;
    struct publicity p = told(s);
    answers(s, (struct answering){.ref = p.list.refs[1], .login = "office03", .is_recused = true});
    struct person recused = person(s, "office03");
    struct answer x = forge(&recused, proposing, "");
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "您有回避的品牌，办理情况由没有回避的人公布。"));
    struct person one = person(s, "office01");
    propose_numbers(&one);
    x = forge(&recused, releasing, waiting_ref(s));
    assert_int_equal(x.status, 409);
    assert_false(answer_says(&x, "其中实名"));
    assert_int_equal(forge(&recused, withdrawing, waiting_ref(s)).status, 409);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_outcome"), 0);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM outcome_proposal_end"), 0);
    struct person two = person(s, "office02");
    release_numbers(&two);
    site_is_sound(s);
}

static void a_proposal_is_taken_back_and_made_anew(void **state)
{
    struct site *s = *state;
    (void)told(s);
    struct person one = person(s, "office01");
    struct person two = person(s, "office02");
    propose_numbers(&one);
    const char *first = waiting_ref(s);
    press(&two, desk, withdrawing, "/publicity/report?outcome=withdrawn#outcome");
    struct answer x = forge(&two, releasing, first);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "没有提出公布，或者提出的已经撤回。"));
    assert_int_equal(forge(&one, withdrawing, first).status, 409);
    propose_numbers(&two);
    x = forge(&one, proposing, "");
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "已经提出公布，等另一个人确认。"));
    release_numbers(&one);
    site_is_sound(s);
}

/* ---- the numbers ---- */

static void numbers_that_changed_since_the_proposal_are_not_made_public(void **state)
{
    struct site *s = *state;
    (void)told(s);
    struct person one = person(s, "office01");
    struct person two = person(s, "office02");
    propose_numbers(&one);
    struct sheet *confirm = open_form(&two, desk, releasing);
    takes_step(s, ACT_DECLINE, "不在范围内", FINDING_NONE, EFFECT_UNDECIDED);
    struct answer x = post(&two, confirm);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "提出以后数目有变动，不能照提出的公布。"));
    has(x.body,
        "<th role=\"rowheader\" scope=\"row\">不予受理</th><td role=\"cell\" class=\"r tnum\">1</td><td role=\"cell\" "
        "class=\"r tnum\">2</td>");
    has(x.body,
        "<th role=\"rowheader\" scope=\"row\">正在办理</th><td role=\"cell\" class=\"r tnum\">2</td><td role=\"cell\" "
        "class=\"r tnum\">1</td>");
    assert_null(posted_from(s->a, x.body, releasing));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_outcome"), 0);
    press(&two, desk, withdrawing, "/publicity/report?outcome=withdrawn#outcome");
    x = released_numbers(s);
    has(section_of(s, &x), "不予受理 2 件");
    site_is_sound(s);
}

static void nobody_proposes_other_numbers_than_the_page_showed(void **state)
{
    struct site *s = *state;
    (void)told(s);
    struct person one = person(s, "office01");
    struct sheet *form = open_form(&one, desk, proposing);
    takes_step(s, ACT_DECLINE, "不在范围内", FINDING_NONE, EFFECT_UNDECIDED);
    struct answer x = post(&one, form);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "数目刚刚有变动，没有提出。"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM outcome_proposal"), 0);
    propose_numbers(&one);
}

static void a_new_version_of_the_notice_ends_what_was_proposed_about_the_last(void **state)
{
    struct site *s = *state;
    (void)told(s);
    struct person one = person(s, "office01");
    struct person two = person(s, "office02");
    propose_numbers(&one);
    struct sheet *form = open_form(&one, "/publicity/compose", "/publicity/compose");
    sheet_set(form, "rest", "keep");
    sheet_set(form, "change", "订正电话。");
    struct answer x = post(&one, form);
    leads_to(&x, "/publicity/compose?saved=1");
    propose_notice(&one);
    release_notice(&two);
    x = forge(&two, releasing, waiting_ref(s));
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "提出以后公示发布了第 2 版，不能照提出的公布。"));
    press(&two, desk, withdrawing, "/publicity/report?outcome=withdrawn#outcome");
    x = released_numbers(s);
    has(section_of(s, &x), "收到反映意见和异议 5 件");
    site_is_sound(s);
}

static void a_visitor_reads_exactly_the_numbers_and_nothing_of_anybody(void **state)
{
    struct site *s = *state;
    (void)told(s);
    struct answer x = released_numbers(s);
    const char *text = section_of(s, &x);
    has(text, "公示期间收到反映意见和异议 5 件，其中实名 2 件；受理 2 件，不予受理 1 件，待决定是否受理 2 件。");
    has(text, "核查结论：属实</th><td role=\"cell\" class=\"r tnum nowrap\">1 件");
    has(text, "核查结论：不属实</th><td role=\"cell\" class=\"r tnum nowrap\">1 件");
    has(text, "正在办理</th><td role=\"cell\" class=\"r tnum nowrap\">2 件");
    has(text, "公示的品牌</th><td role=\"cell\" class=\"r tnum nowrap\">3 个");
    has(text, "其中从名单撤下</th><td role=\"cell\" class=\"r tnum nowrap\">0 个");
    has(text, "暂缓命名</th><td role=\"cell\" class=\"r tnum nowrap\">1 个");
    has(text, "还有 2 件正在办理，办结以后再公布。只公布数目和结果，反映的内容和反映人的信息不公开。");
    has(text, "2015年7月26日公布");
    has(text, site_sql(s, "SELECT check_code FROM published_outcome"));
    assert_null(strstr(text, "部分属实"));
    assert_null(strstr(text, "一路暖行")); /* of no brand */
    struct person anyone = visitor(s);
    static const char *const pages[] = {"/publicity", "/publicity/outcomes/1", "/publicity/feed.atom",
                                        "/publicity/versions/1"};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        x = get(&anyone, pages[i]);
        assert_int_equal(x.status, 200);
        for (size_t k = 0; k < SECRETS; k++) {
            assert_false(answer_says(&x, secrets[k]));
        }
    }
    const char *record = site_sql(s, "SELECT record FROM published_outcome");
    for (size_t k = 0; k < SECRETS; k++) {
        assert_null(strstr(record, secrets[k]));
    }
    has(record, "\"received\":5,\"identified\":2,\"accepted\":2,\"declined\":1,\"upheld\":1,");
    site_is_sound(s);
}

static void of_a_list_that_nobody_reported_anything_about_that_is_said(void **state)
{
    struct site *s = *state;
    (void)published(s);
    site_clock(s, AFTER_CLOSE);
    struct answer x = released_numbers(s);
    has(section_of(s, &x), "公示期间没有收到反映意见和异议。");
    assert_null(strstr(section_of(s, &x), "<table"));
    site_is_sound(s);
}

/* What waits for a review is not settled: nobody is told that it was upheld while that is open. */
static void what_is_under_review_is_open_and_has_no_finding(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person anyone = visitor(s);
    (void)reported(&anyone, p.brands[0],
                   &(struct report){.category = "facts", .name = "鹂名雀", .phone = "0519-85681234"});
    takes_step(s, ACT_ACCEPT, "", FINDING_NONE, EFFECT_UNDECIDED);
    takes_step(s, ACT_INVESTIGATE, "", FINDING_NONE, EFFECT_UNDECIDED);
    takes_step(s, ACT_CONCLUDE, "已向窗口核实", FINDING_UPHELD, EFFECT_RECTIFY);
    takes_step(s, ACT_ANSWER, "已向窗口核实", FINDING_NONE, EFFECT_UNDECIDED);
    takes_step(s, ACT_ASK_REVIEW, "不服", FINDING_NONE, EFFECT_UNDECIDED);
    site_clock(s, AFTER_CLOSE);
    struct answer x = released_numbers(s);
    const char *text = section_of(s, &x);
    has(text, "受理 1 件，不予受理 0 件。");
    has(text, "正在办理</th><td role=\"cell\" class=\"r tnum nowrap\">1 件");
    assert_null(strstr(text, "属实"));
    has(text, "限期整改");
    takes_step(s, ACT_REVIEW, "已向窗口核实", FINDING_NOT_UPHELD, EFFECT_NONE);
    x = released_numbers(s);
    text = section_of(s, &x);
    has(text, "核查结论：不属实</th><td role=\"cell\" class=\"r tnum nowrap\">1 件");
    assert_null(strstr(text, "限期整改"));
    has(text, "收到的反映意见和异议已经全部办结。");
    site_is_sound(s);
}

/* ---- versions ---- */

static void later_numbers_are_the_next_version_and_the_earlier_stay_readable(void **state)
{
    struct site *s = *state;
    (void)told(s);
    (void)released_numbers(s);
    struct person one = person(s, "office01");
    struct answer x = get(&one, desk);
    assert_null(posted_from(s->a, x.body, proposing));
    assert_true(answer_says(&x, "数目和结果与已经公布的相同，不用再公布。"));
    x = forge(&one, proposing, "");
    assert_int_equal(x.status, 409);
    site_clock(s, AFTER_CLOSE + 4 * 86400);
    takes_step(s, ACT_DECLINE, "不在范围内", FINDING_NONE, EFFECT_UNDECIDED);
    x = released_numbers(s);
    has(section_of(s, &x), "不予受理 2 件，待决定是否受理 1 件。");
    has(section_of(s, &x), "href=\"/publicity/outcomes/1\"");
    struct person anyone = visitor(s);
    x = get(&anyone, "/publicity/outcomes/1");
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "这是第 1 次公布的，2015年7月30日又公布了一次。"));
    assert_true(answer_says(&x, "不予受理 1 件，待决定是否受理 2 件。"));
    x = get(&anyone, "/publicity/outcomes/2");
    assert_false(answer_says(&x, "又公布了一次"));
    static const char *const nowhere[] = {"0", "3", "-1", "x", "release"};
    for (size_t i = 0; i < sizeof nowhere / sizeof nowhere[0]; i++) {
        assert_int_equal(get(&anyone, text_format(s->a, "/publicity/outcomes/%s", nowhere[i])).status, 404);
    }
    x = get(&anyone, "/publicity/feed.atom");
    const char *second = strstr(x.body, "/publicity/outcomes/2</id>");
    const char *first = strstr(x.body, "/publicity/outcomes/1</id>");
    const char *notice = strstr(x.body, "/publicity/versions/1</id>");
    assert_true(second != NULL && first != NULL && notice != NULL && second < first && first < notice);
    has(x.body, "<updated>2015-07-30T10:00:00+08:00</updated>\n<author>");
    site_is_sound(s);
}

static void the_public_page_is_kept_and_is_new_at_once_after_the_release(void **state)
{
    struct site *s = *state;
    (void)told(s);
    struct person anyone = visitor(s);
    struct answer before = get(&anyone, "/publicity");
    const char *etag = answer_header(&before, "ETag");
    struct ask again = {.method = "GET", .target = "/publicity", .if_none_match = etag};
    assert_int_equal(ask(&anyone, &again).status, 304);
    struct answer after = released_numbers(s);
    assert_string_not_equal(answer_header(&after, "ETag"), etag);
    assert_int_equal(ask(&anyone, &again).status, 200);
}

/* ---- broken steps, and behind everybody's back ---- */

static const char *everything(struct site *s)
{
    static const char *const tables[] = {
        "published_outcome",    "published_outcome_number", "outcome_proposal", "outcome_proposal_number",
        "outcome_proposal_end", "outcome_release",          "audit_entry"};
    const char *text = "";
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        text = text_format(s->a, "%s %s", text, site_sql(s, text_format(s->a, "SELECT COUNT(*) FROM %s", tables[i])));
    }
    return text;
}

static void every_step_that_fails_leaves_nothing_half_public(void **state)
{
    struct site *s = *state;
    (void)told(s);
    struct person one = person(s, "office01");
    struct person two = person(s, "office02");
    s->is_hasty = true;
    assert_true(breaks_calmly(&one, desk, proposing, everything, NULL) > 20);
    assert_true(breaks_calmly(&two, desk, withdrawing, everything, NULL) > 5);
    assert_true(breaks_calmly(&one, desk, proposing, everything, NULL) > 20);
    assert_true(breaks_calmly(&two, desk, releasing, everything, NULL) > 20);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_outcome_number"), OUTCOME__COUNT);
    site_is_sound(s);
}

static enum err verify(struct site *s, struct db *db, int64_t after, int64_t *ret_bad, const char **ret_what)
{
    int64_t count = 0;
    enum err e = outcome_verify(db, s->a, after, &count, ret_bad, ret_what);
    assert_true(e != OK || count == 2 - after);
    return e;
}

static void what_was_altered_is_found_and_named(void **state)
{
    struct site *s = *state;
    static const struct {
        const char *edit, *what;
    } rows[] = {
        {"UPDATE published_outcome_number SET number = number + 1 WHERE outcome_id = 1 AND item = 'upheld'",
         "数目“核查结论：属实”"},
        {"UPDATE published_outcome_number SET number = 10 * number WHERE outcome_id = 1 AND item = 'received'",
         "数目“收到反映意见和异议”"},
        {"DELETE FROM published_outcome_number WHERE outcome_id = 1 AND item = 'suspended'", "数目“暂缓命名”"},
        {"UPDATE published_outcome SET lead_text = '没有收到' WHERE id = 1", "文字"},
        {"UPDATE published_outcome SET published_at = published_at + 1 WHERE id = 1", "文字"},
        {"UPDATE published_outcome SET record = record || ' ' WHERE id = 1", "记录"},
        {"UPDATE published_outcome SET check_code = 'XXXX-XXXX' WHERE id = 1", "校验码"},
        {"UPDATE audit_entry SET object_ref = 'other' WHERE verb = 'outcome_release'", "指纹（审计日志里没有）"},
    };
    (void)told(s);
    (void)released_numbers(s);
    takes_step(s, ACT_DECLINE, "不在范围内", FINDING_NONE, EFFECT_UNDECIDED);
    (void)released_numbers(s);
    struct db *db = store_writer_db(s->store);
    int64_t bad = 0;
    const char *what = "";
    assert_int_equal(verify(s, db, 0, &bad, &what), OK);
    assert_int_equal(db_script(db, "DROP TRIGGER published_outcome_is_final; DROP TRIGGER "
                                   "published_outcome_number_is_final; DROP TRIGGER published_outcome_number_stays; "
                                   "DROP TRIGGER audit_entry_is_final;"),
                     OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(db_begin(db), OK);
        assert_int_equal(db_script(db, rows[i].edit), OK);
        if (verify(s, db, 0, &bad, &what) != ERR_CONFLICT || bad != 1 ||
            strcmp(what, text_format(s->a, "第 1 次公布的办理情况的%s", rows[i].what)) != 0) {
            fail_msg("%s: %s", rows[i].edit, what);
        }
        assert_int_equal(db_end(db, ERR_CONFLICT), ERR_CONFLICT);
    }
    assert_int_equal(verify(s, db, 0, &bad, &what), OK);
}

static void what_is_public_is_never_altered(void **state)
{
    struct site *s = *state;
    static const char *const tables[] = {"published_outcome",       "published_outcome_number", "outcome_proposal",
                                         "outcome_proposal_number", "outcome_proposal_end",     "outcome_release"};
    (void)told(s);
    (void)released_numbers(s);
    struct db *db = store_writer_db(s->store);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        const char *key = strstr(tables[i], "number") != NULL ? "item" : "rowid";
        assert_int_not_equal(db_script(db, text_format(s->a, "DELETE FROM %s", tables[i])), OK);
        assert_int_not_equal(db_script(db, text_format(s->a, "UPDATE %s SET %s = %s", tables[i], key, key)), OK);
    }
}

#define SITE_TEST(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(nothing_is_made_public_before_the_period_has_closed),
        SITE_TEST(one_person_alone_makes_nothing_public_and_only_the_office_may),
        SITE_TEST(who_is_recused_of_a_brand_neither_proposes_nor_confirms),
        SITE_TEST(a_proposal_is_taken_back_and_made_anew),
        SITE_TEST(numbers_that_changed_since_the_proposal_are_not_made_public),
        SITE_TEST(nobody_proposes_other_numbers_than_the_page_showed),
        SITE_TEST(a_new_version_of_the_notice_ends_what_was_proposed_about_the_last),
        SITE_TEST(a_visitor_reads_exactly_the_numbers_and_nothing_of_anybody),
        SITE_TEST(of_a_list_that_nobody_reported_anything_about_that_is_said),
        SITE_TEST(what_is_under_review_is_open_and_has_no_finding),
        SITE_TEST(later_numbers_are_the_next_version_and_the_earlier_stay_readable),
        SITE_TEST(the_public_page_is_kept_and_is_new_at_once_after_the_release),
        SITE_TEST(every_step_that_fails_leaves_nothing_half_public),
        SITE_TEST(what_was_altered_is_found_and_named),
        SITE_TEST(what_is_public_is_never_altered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
