/* pages_publicity.c - 公示 in whole requests: composed, checked by the gate, released by two people, read by everybody;
 * later versions; what `verify` finds. */
#include "support/media_site.h"
#include "support/own_program.h"
#include "support/publicity_site.h"
#include "support/said.h"
#include "support/xlsx_reader.h"

#include "document/paper.h"
#include "document/paper_worker.h"
#include "media/media.h"
#include "store/publicity_store.h"
#include "web/route.h"

static const char composing[] = "/publicity/compose";

static struct sheet *compose_form(struct person *p)
{
    return open_form(p, composing, composing);
}

static void saves(struct person *p, const struct sheet *form)
{
    struct answer x = post(p, form);
    leads_to(&x, "/publicity/compose?saved=1");
}

/* ---- composed ---- */

static void nothing_is_composed_before_the_shortlist_is_released_and_only_the_office_composes(void **state)
{
    struct site *s = *state;
    static const char *const strangers[] = {"unit01", "sector01", "district", "police01", "admin", "judge", "auditor"};
    struct listing t = listing(s);
    (void)t;
    struct person office = person(s, "office01");
    struct answer x = get(&office, composing);
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "候选名单还没有发布，发布以后才能编写公示。"));
    assert_null(posted_from(s->a, x.body, composing));
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        struct person p = person(s, strangers[i]);
        assert_int_equal(get(&p, composing).status, 403);
        assert_int_equal(get(&p, "/publicity/release").status, 403);
    }
    struct person anyone = visitor(s);
    assert_int_equal(get(&anyone, composing).status, 303);
}

static void the_draft_begins_as_the_round_s_template_with_its_facts_filled_in(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    struct person office = person(s, "office01");
    struct answer x = get(&office, composing);
    assert_true(answer_says(&x, "拟将“一路暖行”等3个品牌列为"));
    assert_true(answer_says(&x, "公示时间：2015年7月21日至7月25日（其中工作日4天）。"));
    assert_true(answer_says(&x, "<p>电话：0519-85680863（工作日办公时间）</p>"));
    assert_true(answer_says(&x, "<p>电子邮箱：czwmb@163.com</p>"));
    assert_true(answer_says(&x, "本次推荐评选不收取任何费用。"));
    assert_true(answer_says(&x, "（按行业排序，排名不分先后）"));
    assert_true(answer_says(&x, "截止日为周六，顺延至 7月27日？"));
    assert_true(answer_says(&x, "截止日是休息日，请先决定是否顺延。") || answer_says(&x, "还没有保存"));
    assert_null(posted_from(s->a, x.body, "/publicity/proposal"));
}

static void a_rest_day_at_the_end_is_decided_by_the_office_and_never_silently(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    struct person office = person(s, "office01");
    struct sheet *form = compose_form(&office);
    saves(&office, form);
    struct answer x = get(&office, composing);
    assert_true(answer_says(&x, "截止日是休息日，请先决定是否顺延。"));
    assert_null(posted_from(s->a, x.body, "/publicity/proposal"));
    form = compose_form(&office);
    sheet_set(form, "rest", "roll");
    saves(&office, form);
    x = get(&office, composing);
    assert_true(answer_says(&x, "公示时间：2015年7月21日至7月27日（其中工作日5天）。"));
    assert_false(answer_says(&x, "顺延至"));
    assert_non_null(posted_from(s->a, x.body, "/publicity/proposal"));
    form = compose_form(&office);
    sheet_set(form, "closes", "2015-8-1"); /* another Saturday: asked anew */
    sheet_set(form, "rest", "keep");
    saves(&office, form);
    x = get(&office, composing);
    assert_true(answer_says(&x, "截止日为周六，顺延至 8月3日？"));
    assert_null(posted_from(s->a, x.body, "/publicity/proposal"));
    site_is_sound(s);
}

static void years_that_the_calendar_does_not_know_are_warned_about(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    struct person office = person(s, "office01");
    struct sheet *form = compose_form(&office);
    sheet_set(form, "closes", "2016年3月1日");
    saves(&office, form);
    struct answer x = get(&office, composing);
    bool is_known = site_count(s, "SELECT COUNT(*) FROM calendar_day WHERE on_date LIKE '2016%'") > 0;
    assert_int_equal(answer_says(&x, "放假安排未录入"), !is_known);
}

static void wrong_input_is_said_beside_its_field_and_nothing_typed_is_lost(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    struct person office = person(s, "office01");
    struct sheet *form = compose_form(&office);
    sheet_set(form, "title", "");
    sheet_set(form, "text", "写到一半的正文{品牌}和{brands}");
    sheet_set(form, "opens", "下周一");
    sheet_set(form, "closes", "2015-7-1");
    sheet_set(form, "sort", "alphabet");
    struct answer x = post(&office, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请填写公示的标题"));
    assert_true(answer_says(&x, "没有{品牌}这个名称"));
    assert_true(answer_says(&x, "请写明年、月、日，例如 2015年7月21日"));
    assert_true(answer_says(&x, "截止日期早于开始日期，请改正"));
    assert_true(answer_says(&x, "请选择名单怎样排序"));
    assert_true(answer_says(&x, "写到一半的正文"));
    assert_true(answer_says(&x, "value=\"下周一\""));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM publicity_draft"), 0);
}

static void what_a_colleague_saved_meanwhile_is_shown_and_not_overwritten(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    struct person one = person(s, "office01");
    struct person two = person(s, "office02");
    struct sheet *mine = compose_form(&one);
    struct sheet *other = compose_form(&two);
    sheet_set(other, "text", "同事的正文，{period}。");
    saves(&two, other);
    sheet_set(mine, "text", "自己的正文，{N}个。");
    struct answer x = post(&one, mine);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "没有覆盖"));
    assert_true(answer_says(&x, "同事的正文"));
    assert_true(answer_says(&x, "自己的正文"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM publicity_draft"), 1);
    struct sheet *again = posted_sheet(s->a, x.body, composing);
    saves(&one, again);
    assert_string_equal(site_sql(s, "SELECT text FROM publicity_draft WHERE revision = 2"), "自己的正文，{N}个。");
    site_is_sound(s);
}

static void the_list_is_in_the_order_that_was_chosen(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    struct person office = person(s, "office01");
    static const struct {
        const char *sort, *words, *first, *second, *third;
    } rows[] = {{"number", "按受理编号排序", "一路暖行</th>", "爱心送考</th>", "清泉到家</th>"},
                {"strokes", "按品牌名称笔画排序", "一路暖行</th>", "爱心送考</th>", "清泉到家</th>"}};
    for (size_t i = 0; i < 2; i++) {
        struct sheet *form = compose_form(&office);
        sheet_set(form, "sort", rows[i].sort);
        saves(&office, form);
        struct answer x = get(&office, composing);
        assert_true(answer_says(&x, rows[i].words));
        assert_true(strstr(x.body, rows[i].first) < strstr(x.body, rows[i].second));
        assert_true(strstr(x.body, rows[i].second) < strstr(x.body, rows[i].third));
    }
}

/* ---- released ---- */

/* Of a page: from the notice to the end of its list. */
static const char *notice_of(struct site *s, const struct answer *x)
{
    const char *from = strstr(x->body, "公示时间　");
    const char *to = from == NULL ? NULL : strstr(from, "</tbody>");
    assert_non_null(to);
    return arena_copy(s->a, from, (size_t)(to - from));
}

/* Without the links that a preview cannot have yet. */
static const char *without_links(struct site *s, const char *html)
{
    char *text = arena_copy(s->a, html, strlen(html));
    size_t to = 0;
    for (size_t i = 0; html[i] != '\0';) {
        if (text_starts(html + i, "<a href=")) {
            i += strcspn(html + i, ">") + 1;
        } else if (text_starts(html + i, "</a>")) {
            i += 4;
        } else {
            text[to++] = html[i++];
        }
    }
    text[to] = '\0';
    return text;
}

static void what_was_previewed_is_published_word_for_word(void **state)
{
    struct site *s = *state;
    struct publicity p = shortlisted(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    struct person anyone = visitor(s);
    compose(&office);
    struct answer preview = get(&office, composing);
    const char *shown = notice_of(s, &preview);
    propose_notice(&office);
    struct answer asked = get(&second, "/publicity/release");
    assert_string_equal(notice_of(s, &asked), shown);
    release_notice(&second);
    struct answer x = get(&anyone, "/publicity");
    assert_int_equal(x.status, 200);
    assert_string_equal(without_links(s, notice_of(s, &x)), shown);
    find_brands(s, &p);
    for (size_t i = 0; i < 3; i++) {
        assert_true(page_has_link(s->a, x.body, text_format(s->a, "/publicity/%s", p.brands[i])));
    }
    assert_true(answer_says(&x, "反映意见"));
    site_is_sound(s);
}

static void two_people_release_it_once_and_not_before_the_stage(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    site_clock(s, PUBLICITY_OPENS - 3600);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    struct person third = person(s, "office03");
    compose(&office);
    propose_notice(&office);
    struct answer x = get(&second, "/publicity/release");
    assert_true(answer_says(&x, "公示评议 7月21日 00:00 开始，那时才能发布。"));
    assert_null(posted_from(s->a, x.body, "/publicity/release"));
    site_clock(s, IN_PUBLICITY);
    office = person(s, "office01");
    second = person(s, "office02");
    third = person(s, "office03");
    x = get(&office, "/publicity/release");
    assert_true(answer_says(&x, "公示由您提出，要由另一个人确认。"));
    struct sheet *one = open_form(&second, "/publicity/release", "/publicity/release");
    struct sheet *two = open_form(&third, "/publicity/release", "/publicity/release");
    struct sheet *forged = open_form(&office, "/publicity/release", "/publicity/proposal/withdraw");
    sheet_set(forged, "revision", sheet_get(one, "revision"));
    x = post_with(&office, forged, (struct ask){.target = "/publicity/release"});
    assert_int_equal(x.status, 409);
    x = post(&second, one);
    leads_to(&x, "/publicity/compose?released=1");
    x = post(&third, two);
    leads_to(&x, composing);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_notice"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_line"), 3);
    site_is_sound(s);
}

static void a_first_notice_does_not_claim_that_it_began_before_it_was_published(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    site_clock(s, IN_PUBLICITY + 86400);
    struct person office = person(s, "office01");
    struct sheet *form = compose_form(&office);
    sheet_set(form, "rest", "keep");
    saves(&office, form);
    struct answer x = get(&office, composing);
    assert_true(answer_says(&x, "公示开始日期早于今天，请改为今天或者以后。"));
    assert_null(posted_from(s->a, x.body, "/publicity/proposal"));
    form = compose_form(&office);
    sheet_set(form, "opens", "2015-7-22");
    saves(&office, form);
    x = get(&office, composing);
    assert_true(answer_says(&x, "请先决定是否顺延") == false);
    assert_non_null(posted_from(s->a, x.body, "/publicity/proposal"));
}

static void a_proposal_is_taken_back_and_the_draft_can_be_changed_again(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    compose(&office);
    struct sheet *old = compose_form(&second);
    propose_notice(&office);
    sheet_set(old, "text", "来不及了的正文");
    struct answer x = post(&second, old);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "暂时不能修改"));
    struct sheet *confirm = open_form(&second, "/publicity/release", "/publicity/release");
    press(&second, "/publicity/release", "/publicity/proposal/withdraw", "/publicity/compose?withdrawn=1");
    x = post(&second, confirm);
    leads_to(&x, composing);
    struct sheet *form = compose_form(&second);
    sheet_set(form, "rest", "keep");
    saves(&second, form);
    propose_notice(&second);
    release_notice(&office);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_notice"), 1);
    site_is_sound(s);
}

static void a_recused_person_does_not_see_the_brand_but_may_confirm_the_rest(void **state)
{
    struct site *s = *state;
    struct publicity p = shortlisted(s);
    site_clock(s, IN_REVIEW);
    answers(s, (struct answering){.ref = p.list.refs[0], .login = "office02", .is_recused = true});
    site_clock(s, IN_PUBLICITY);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    compose(&office);
    struct answer x = get(&second, composing);
    assert_false(answer_says(&x, "一路暖行"));
    assert_true(answer_says(&x, "有 1 个您回避的品牌没有列出。"));
    assert_null(posted_from(s->a, x.body, "/publicity/proposal"));
    propose_notice(&office);
    x = get(&second, "/publicity/release");
    assert_false(answer_says(&x, "一路暖行"));
    release_notice(&second);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_line"), 3);
    assert_true(strstr(site_sql(s, "SELECT text FROM published_paragraph WHERE ord = 1"), "“一路暖行”等3个") != NULL);
    site_is_sound(s);
}

/* ---- the gate ---- */

static void a_number_of_a_person_stops_the_release_until_somebody_decides_with_a_reason(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    struct sheet *form = compose_form(&office);
    sheet_set(form, "rest", "keep");
    sheet_set(form, "text", "有疑问找张某 139-6123-4567。\n现予公示，{period}，身份证 11010519491231002X。");
    saves(&office, form);
    struct answer x = get(&office, composing);
    assert_true(answer_says(&x, "发布前检查发现号码，请逐条处理。"));
    assert_true(answer_says(&x, "正文第 1 段"));
    assert_true(answer_says(&x, "139****4567"));
    assert_true(answer_says(&x, "110105*********02X"));
    assert_null(posted_from(s->a, x.body, "/publicity/proposal"));
    struct sheet *decide = open_form(&office, composing, "/publicity/findings");
    sheet_set(decide, "decision", "publish");
    x = post(&office, decide);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请写明正文第 1 段里的号码为什么这样处理"));
    sheet_set(decide, "reason", "张某同意公开，是受理电话");
    saves(&office, decide);
    x = get(&office, composing);
    assert_true(answer_says(&x, "张某同意公开，是受理电话"));
    const char *key = site_sql(s, "SELECT finding FROM publicity_override");
    decide = open_form(&office, composing, "/publicity/findings");
    assert_string_equal(sheet_get(decide, "finding"), key);
    struct sheet *other = posted_sheet(s->a, strstr(strstr(x.body, "/publicity/findings") + 1, "<form method=\"post\""),
                                       "/publicity/findings");
    sheet_set(other, "decision", "withhold");
    sheet_set(other, "reason", "不应公开");
    saves(&office, other);
    propose_notice(&second);
    release_notice(&office);
    assert_string_equal(site_sql(s, "SELECT text FROM published_paragraph WHERE ord = 1"),
                        "有疑问找张某 139-6123-4567。");
    assert_true(
        strstr(site_sql(s, "SELECT text FROM published_paragraph WHERE ord = 2"), "身份证 110105*********02X") != NULL);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'publicity_override'"), 2);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE detail LIKE '%13961234567%'"), 0);
    site_is_sound(s);
}

static void a_decision_is_about_one_number_in_one_place(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    struct person office = person(s, "office01");
    struct sheet *form = compose_form(&office);
    sheet_set(form, "rest", "keep");
    sheet_set(form, "text", "找张某 13961234567。");
    saves(&office, form);
    struct sheet *decide = open_form(&office, composing, "/publicity/findings");
    sheet_set(decide, "decision", "publish");
    sheet_set(decide, "reason", "是总机");
    saves(&office, decide);
    struct answer x = get(&office, composing);
    assert_non_null(posted_from(s->a, x.body, "/publicity/proposal"));
    form = compose_form(&office);
    sheet_set(form, "rest", "keep");
    sheet_set(form, "text", "找李某 18961234567。");
    saves(&office, form);
    x = get(&office, composing);
    assert_null(posted_from(s->a, x.body, "/publicity/proposal"));
    form = compose_form(&office);
    sheet_set(form, "rest", "keep");
    sheet_set(form, "text", "现予公示。\n找张某 13961234567。");
    saves(&office, form);
    x = get(&office, composing);
    assert_null(posted_from(s->a, x.body, "/publicity/proposal"));
}

static void more_numbers_than_the_page_shows_stop_the_release_too(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    struct person office = person(s, "office01");
    const char *text = "电话：";
    for (int i = 0; i < PUBLICITY_FINDINGS_MAX + 5; i++) {
        text = text_format(s->a, "%s，139%08d", text, i);
    }
    struct sheet *form = compose_form(&office);
    sheet_set(form, "rest", "keep");
    sheet_set(form, "text", text);
    s->is_hasty = true;
    saves(&office, form);
    struct answer x = get(&office, composing);
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "139****0199"));
    assert_false(answer_says(&x, "139****0200"));
    assert_true(answer_says(&x, "发布前检查发现号码，请逐条处理。"));
}

/* ---- read ---- */

static void a_brand_s_page_says_what_the_round_makes_public_and_nothing_of_a_person(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person anyone = visitor(s);
    struct answer x = get(&anyone, text_format(s->a, "/publicity/%s", p.brands[0]));
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "一路暖行"));
    assert_true(answer_says(&x, "示例市公交城北车队"));
    assert_true(page_has_link(s->a, x.body, text_format(s->a, "/publicity/%s/objection", p.brands[0])));
    struct answer notice = get(&anyone, "/publicity");
    assert_true(answer_says(&notice, "发布时间 2015年7月21日 10:00"));
    assert_true(answer_says(&notice, "来源 常州市精神文明建设指导委员会办公室"));
    assert_true(answer_says(&x, "<meta name=\"ArticleTitle\" content=\"一路暖行\">"));
    assert_true(answer_says(&x, "<meta name=\"PubDate\" content=\"2015-07-21 10:00\">"));
    assert_true(answer_says(&x, "<meta name=\"ContentSource\""));
    assert_true(answer_says(&x, "<meta name=\"ColumnName\" content=\"公示评议\">"));
    assert_true(answer_says(&x, "<meta name=\"Url\" content=\"https://" SITE_HOST "/publicity/"));
    static const char *const secret[] = {"contact_name", "contact_phone",    "contact_mobile", "contact_email",
                                         "leader_name",  "criterion_text_1", "main_story"};
    size_t held = 0;
    for (size_t i = 0; i < sizeof secret / sizeof secret[0]; i++) {
        const char *value = site_sql(
            s, text_format(s->a, "SELECT value FROM version_value WHERE ident = '%s' ORDER BY version_id", secret[i]));
        assert_true(*value == '\0' || !answer_says(&x, value));
        held += *value != '\0';
    }
    assert_true(held >= 5);
    assert_int_equal(get(&anyone, "/publicity/nosuchbrand").status, 404);
    assert_int_equal(get(&anyone, "/publicity/versions/2").status, 404);
    assert_int_equal(get(&anyone, "/publicity/versions/x").status, 404);
    assert_int_equal(get(&anyone, text_format(s->a, "/publicity/pictures/%064d", 0)).status, 404);
}

static void after_the_period_no_opinion_is_asked_for(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    const char *path = text_format(s->a, "/publicity/%s", p.brands[0]);
    site_clock(s, PUBLICITY_CLOSES - 1);
    struct person anyone = visitor(s);
    struct answer x = get(&anyone, path);
    assert_true(answer_says(&x, "公示中"));
    site_clock(s, PUBLICITY_CLOSES);
    x = get(&anyone, path);
    assert_true(answer_says(&x, "公示已结束"));
    assert_false(answer_says(&x, "/objection"));
    x = get(&anyone, "/publicity");
    assert_true(answer_says(&x, "公示期已于 7月25日（周六）24:00 结束。"));
}

static struct answer get_again(struct person *p, const char *target, const char *etag)
{
    return ask(p, &(struct ask){.method = "GET", .target = target, .if_none_match = etag});
}

static void public_pages_are_kept_and_never_stale_after_a_release(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    struct person anyone = visitor(s);
    struct answer before = get(&anyone, "/publicity");
    assert_true(answer_says(&before, "名单还没有发布"));
    const char *etag = answer_header(&before, "ETag");
    assert_int_equal(get_again(&anyone, "/publicity", etag).status, 304);
    compose(&office);
    propose_notice(&office);
    struct answer still = get(&anyone, "/publicity"); /* nothing is public yet */
    assert_true(answer_says(&still, "名单还没有发布"));
    assert_false(answer_says(&still, "一路暖行"));
    struct answer feed = get(&anyone, "/publicity/feed.atom");
    assert_false(answer_says(&feed, "<entry>"));
    release_notice(&second);
    struct answer x = get_again(&anyone, "/publicity", etag); /* within the same minute */
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "一路暖行"));
    x = get(&anyone, "/publicity/feed.atom");
    assert_string_equal(answer_header(&x, "Content-Type"), "application/atom+xml; charset=utf-8");
    assert_true(answer_says(&x, "<entry>"));
    assert_int_equal(get_again(&anyone, "/publicity/feed.atom", answer_header(&x, "ETag")).status, 304);
    x = get(&anyone, "/");
    assert_true(page_has_link(s->a, x.body, "/publicity"));
}

/* A web server before us that keeps pages for a while has none of before the release any more. */
static void a_release_is_answered_when_no_web_server_shows_the_page_before_it(void **state)
{
    enum { KEEPS_MS = 120 };
    struct site *s = *state;
    (void)shortlisted(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    compose(&office);
    propose_notice(&office);
    struct sheet *form = open_form(&second, "/publicity/release", "/publicity/release");
    s->app.config.front_keeps_ms = KEEPS_MS;
    for (int times = 0; times < 2; times++) { /* pressed twice, answered twice, done once */
        int64_t began = clock_monotonic_us();
        struct answer x = post(&second, form);
        leads_to(&x, "/publicity/compose?released=1");
        assert_true(clock_monotonic_us() - began >= (int64_t)KEEPS_MS * 1000);
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_notice"), 1);
}

/* ---- pictures ---- */

static enum err script_in_transaction(struct db *db, void *ctx)
{
    return db_script(db, ctx);
}

/* A photograph that the brand's version has, with its caption and the name that it came under; its fingerprint. */
static const char *photo_of(struct site *s, const struct publicity *p, size_t i, int ord, const char *caption,
                            const char *name)
{
    char sha[MEDIA_NAME_CHARS + 1];
    const char *bytes = text_format(s->a, "\xff\xd8\xff%s", name);
    assert_int_equal(media_store(s->media, bytes, strlen(bytes), sha), OK);
    char *sql = text_format(s->a,
                            "INSERT INTO evidence_file VALUES ('%s', 'jpeg', 9, 0, 1600, 1200, '%s', 1);"
                            "INSERT INTO version_file SELECT v.id, %d, 'photo', '%s', '%s', '%s', 9 FROM "
                            "nomination_version v JOIN nomination n ON n.id = v.nomination_id WHERE n.ref = '%s';",
                            sha, sha, ord, sha, name, caption, p->list.refs[i]);
    assert_int_equal(store_write(s->store, script_in_transaction, sql), OK);
    return text_format(s->a, "%s", sha);
}

static void decide_first(struct person *office, const char *decision)
{
    struct sheet *form = open_form(office, composing, "/publicity/findings");
    sheet_set(form, "decision", decision);
    sheet_set(form, "reason", "核对过");
    saves(office, form);
}

static enum err open_conditions(struct db *db, void *ctx)
{
    struct site *s = ctx;
    TRY(db_script(db, "UPDATE form_field SET is_public = 1 WHERE ident LIKE 'criterion_text%'"));
    return round_load(db, s->a, &s->round);
}

/* A round that opens the five conditions (sql/seed/README.md): they are published, and looked through before. */
static void a_round_that_opens_the_five_conditions_shows_them_and_the_gate_looks_through_them(void **state)
{
    struct site *s = *state;
    assert_int_equal(store_write(s->store, open_conditions, s), OK);
    struct publicity p = shortlisted(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    char *told = text_format(
        s->a,
        "DROP TRIGGER version_value_is_final; UPDATE version_value SET value = '值守的张某 139-6123-4567，全年无休'"
        " WHERE ident = 'criterion_text_1' AND version_id IN (SELECT v.id FROM nomination_version v"
        " JOIN nomination n ON n.id = v.nomination_id WHERE n.ref = '%s')",
        p.list.refs[0]);
    assert_int_equal(store_write(s->store, script_in_transaction, told), OK);
    compose(&office);
    struct answer x = get(&office, composing);
    assert_true(answer_says(&x, "“一路暖行”的创新性"));
    assert_true(answer_says(&x, "139****4567"));
    assert_null(posted_from(s->a, x.body, "/publicity/proposal"));
    decide_first(&office, "withhold");
    propose_notice(&office);
    release_notice(&second);
    find_brands(s, &p);
    struct person anyone = visitor(s);
    x = get(&anyone, text_format(s->a, "/publicity/%s", p.brands[0]));
    assert_true(answer_says(&x, "五项条件"));
    assert_true(answer_says(&x, "创新性"));
    assert_true(answer_says(&x, "139****4567"));
    assert_false(answer_says(&x, "6123"));
}

static void photographs_are_public_with_their_captions_by_names_that_never_change(void **state)
{
    struct site *s = *state;
    site_takes_files(s);
    struct publicity p = shortlisted(s);
    const char *plain = photo_of(s, &p, 0, 1, "车厢里的扶手", "扶手.jpg");
    const char *named = photo_of(s, &p, 0, 2, "证件", "张三 11010519491231002X.jpg");
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    struct person anyone = visitor(s);
    const char *path = text_format(s->a, "/publicity/pictures/%s", plain);
    assert_int_equal(get(&anyone, path).status, 404);
    compose(&office);
    struct answer x = get(&office, composing);
    assert_true(answer_says(&x, "“一路暖行”的第 2 张图片的文件名"));
    assert_null(posted_from(s->a, x.body, "/publicity/proposal"));
    decide_first(&office, "withhold");
    propose_notice(&office);
    release_notice(&second);
    find_brands(s, &p);
    x = get(&anyone, text_format(s->a, "/publicity/%s", p.brands[0]));
    assert_true(answer_says(&x, "车厢里的扶手"));
    assert_true(answer_says(&x, path));
    assert_false(answer_says(&x, named));
    assert_true(answer_says(&x, text_format(s->a, "<meta name=\"Image\" content=\"https://" SITE_HOST "%s\">", path)));
    x = get(&anyone, path);
    assert_int_equal(x.status, 200);
    assert_string_equal(answer_header(&x, "Cache-Control"), "public, max-age=31536000, immutable");
    assert_string_equal(answer_header(&x, "Content-Type"), "image/jpeg");
    assert_int_equal(get_again(&anyone, path, answer_header(&x, "ETag")).status, 304);
    assert_int_equal(get(&anyone, text_format(s->a, "/publicity/pictures/%s", named)).status, 404);
}

/* ---- nothing before its time ---- */

/* Up to the moment before the release, with these choices; what a visitor then reads everywhere. */
static const char *const *public_answers(struct site *s, const char *const choices[3], size_t *ret_len)
{
    enum { ADDRESSES_MAX = 64 };
    const char **said = ARENA_ARRAY(s->a, const char *, ADDRESSES_MAX);
    struct listing t = listing(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    struct person anyone = visitor(s);
    prepare(&office, &t, choices);
    propose(&office);
    release_list(&second);
    site_clock(s, IN_PUBLICITY);
    office = person(s, "office01");
    struct sheet *form = compose_form(&office);
    sheet_set(form, "rest", "keep");
    sheet_set(form, "text", "现予公示。"); /* what it says stays with the office, how long it is too */
    saves(&office, form);
    propose_notice(&office);
    for (size_t i = 0; i < routes_len && *ret_len < ADDRESSES_MAX; i++) {
        const struct page_route *r = &routes[i];
        if (r->method != GET || (r->roles & ROLE_BIT(ROLE_PUBLIC)) == 0 || strstr(r->path, ":token") != NULL) {
            continue;
        }
        const char *colon = strchr(r->path, ':');
        const char *target =
            colon == NULL ? r->path
                          : text_format(s->a, "%.*s1%s", (int)(colon - r->path), r->path, colon + strcspn(colon, "/"));
        struct answer x = get(&anyone, target);
        said[(*ret_len)++] = text_format(s->a, "%s %d %s\n%s", target, x.status, answer_header(&x, "ETag"), x.body);
    }
    return said;
}

static void before_the_release_a_visitor_reads_the_same_whatever_is_on_the_list(void **state)
{
    static const char *const all_in[] = {"in", "in", "in"};
    static const char *const first_out[] = {"out", "in", "in"};
    struct site *one = site_open();
    struct site *two = site_open();
    size_t one_len = 0;
    size_t two_len = 0;
    (void)state;
    const char *const *a = public_answers(one, all_in, &one_len);
    const char *const *b = public_answers(two, first_out, &two_len);
    assert_true(one_len > 15);
    assert_int_equal(one_len, two_len);
    for (size_t i = 0; i < one_len; i++) {
        if (strcmp(a[i], b[i]) != 0) {
            fail_msg("%s\nis\n%s", a[i], b[i]);
        }
    }
    struct person second = person(one, "office02");
    struct person other = person(two, "office02"); /* the office can tell: the test is not blind */
    struct answer x = get(&second, "/publicity/release");
    struct answer y = get(&other, "/publicity/release");
    assert_string_not_equal(notice_of(one, &x), notice_of(two, &y));
    site_close(one);
    site_close(two);
}

/* A page of the public reads through a connection that sees nothing else. */
static void every_public_page_of_the_notice_reads_through_the_public_connection(void **state)
{
    size_t len = 0;
    (void)state;
    for (size_t i = 0; i < routes_len; i++) {
        bool is_ours = text_equal(routes[i].path, "/publicity") || text_starts(routes[i].path, "/publicity/");
        bool is_open = (routes[i].roles & ROLE_BIT(ROLE_PUBLIC)) != 0;
        if (routes[i].method == GET && is_ours && is_open && strstr(routes[i].path, "objection") == NULL) {
            assert_true((routes[i].flags & PUBLISHED) != 0);
            len++;
        }
    }
    assert_true(len >= 6);
}

/* ---- later versions ---- */

/* The next version, saved with what the caller set. */
static void next_version(struct site *s, struct sheet *form)
{
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    saves(&office, form);
    propose_notice(&office);
    release_notice(&second);
}

static void a_removed_brand_stays_listed_with_its_reason_and_its_page_shows_nothing_more(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person office = person(s, "office01");
    struct person anyone = visitor(s);
    const char *path = text_format(s->a, "/publicity/%s", p.brands[1]);
    const char *id = site_sql(s, text_format(s->a, "SELECT id FROM published_brand WHERE ref = '%s'", p.brands[1]));
    struct sheet *form = compose_form(&office);
    sheet_set(form, text_format(s->a, "mark-%s", id), "1");
    struct answer x = post(&office, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请写明撤下“爱心送考”的理由，公众会看到"));
    assert_true(answer_says(&x, "请写明这一版与上一版的不同，公众会看到"));
    sheet_set(form, text_format(s->a, "why-%s", id), "经核查，事迹与申报不符");
    sheet_set(form, "change", "撤下“爱心送考”。");
    next_version(s, form);
    x = get(&anyone, "/publicity");
    assert_true(answer_says(&x, "候选品牌 2 个，已撤下 1 个"));
    assert_true(answer_says(&x, "经核查，事迹与申报不符"));
    assert_true(answer_says(&x, "撤下“爱心送考”。"));
    assert_true(answer_says(&x, "等2个品牌"));
    assert_false(page_has_link(s->a, x.body, path));
    x = get(&anyone, path);
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "已撤下"));
    assert_false(answer_says(&x, "品牌介绍"));
    assert_false(answer_says(&x, "/objection"));
    x = get(&anyone, "/publicity/versions/1");
    assert_true(answer_says(&x, "这是第 1 版，已由第 2 版代替。"));
    assert_true(answer_says(&x, "等3个品牌"));
    form = compose_form(&office);
    sheet_set(form, "change", "订正电话。");
    next_version(s, form);
    assert_int_equal(site_count(s, "SELECT SUM(is_removed) FROM published_line WHERE notice_id = 3"), 1);
    site_is_sound(s);
}

/* The numeric id of a published brand, which its controls carry. */
static const char *brand_id(struct site *s, const char *ref)
{
    return site_sql(s, text_format(s->a, "SELECT id FROM published_brand WHERE ref = '%s'", ref));
}

static void removes(struct site *s, const char *ref, const char *reason)
{
    struct person office = person(s, "office01");
    struct sheet *form = compose_form(&office);
    sheet_set(form, text_format(s->a, "mark-%s", brand_id(s, ref)), "1");
    sheet_set(form, text_format(s->a, "why-%s", brand_id(s, ref)), reason);
    sheet_set(form, "change", "名单有变动。");
    next_version(s, form);
}

static void a_removed_brand_comes_back_with_a_reason_at_its_old_address(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person office = person(s, "office01");
    struct person anyone = visitor(s);
    const char *path = text_format(s->a, "/publicity/%s", p.brands[1]);
    const char *mark = text_format(s->a, "mark-%s", brand_id(s, p.brands[1]));
    const char *why = text_format(s->a, "why-%s", brand_id(s, p.brands[1]));
    removes(s, p.brands[1], "经核查，事迹与申报不符。");
    struct answer x = get(&anyone, "/publicity");
    assert_true(answer_says(&x, "撤下“爱心送考”：经核查，事迹与申报不符。<"));
    struct sheet *form = compose_form(&office);
    sheet_set(form, mark, "1");
    sheet_set(form, "change", "恢复一个品牌。");
    x = post(&office, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请写明恢复“爱心送考”的理由，公众会看到"));
    sheet_set(form, why, "经复核，反映不属实");
    next_version(s, form);
    x = get(&anyone, "/publicity");
    assert_true(answer_says(&x, "候选品牌 3 个"));
    assert_false(answer_says(&x, "已撤下"));
    assert_true(answer_says(&x, "恢复“爱心送考”：经复核，反映不属实。"));
    assert_true(page_has_link(s->a, x.body, path));
    x = get(&anyone, path);
    assert_true(answer_says(&x, "品牌介绍"));
    x = get(&anyone, "/publicity/versions/2");
    assert_true(answer_says(&x, "撤下“爱心送考”"));
    /* the version after that says nothing of it any more */
    form = compose_form(&office);
    assert_string_equal(sheet_get(form, why), "");
    sheet_set(form, "change", "订正电话。");
    next_version(s, form);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_line WHERE return_text <> ''"), 1);
    site_is_sound(s);
}

static void a_brand_that_an_objection_holds_up_does_not_come_back(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person office = person(s, "office01");
    removes(s, p.brands[1], "经核查，事迹与申报不符");
    const char *id = brand_id(s, p.brands[1]);
    char *objection = text_format(
        s->a,
        "INSERT INTO objection VALUES (1, 'o', 1, 1, 'GS-2015-0001', printf('%%064d', 9), %s, 'web', 'facts', '不实', "
        "0,"
        " 0, '2015-07-21', '', 1437444000, NULL);"
        "INSERT INTO objection_step VALUES (1, 1, 'register', 'registered', '', '', '', NULL, 1437444000, NULL);",
        id);
    assert_int_equal(store_write(s->store, script_in_transaction, objection), OK);
    struct sheet *form = compose_form(&office);
    sheet_set(form, text_format(s->a, "mark-%s", id), "1");
    sheet_set(form, text_format(s->a, "why-%s", id), "想恢复");
    sheet_set(form, "change", "恢复一个品牌。");
    struct answer x = post(&office, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "“爱心送考”还有没办结或者属实的异议，不能恢复"));
}

/* ---- corrected ---- */

static const char *correct_path(struct site *s, const char *ref)
{
    return text_format(s->a, "/publicity/compose/brands/%s", ref);
}

static struct sheet *correct_form(struct person *p, const char *ref)
{
    return open_form(p, correct_path(p->site, ref), correct_path(p->site, ref));
}

/* The draft, as it is, goes out as the next version. */
static void release_next(struct site *s)
{
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    propose_notice(&office);
    release_notice(&second);
}

static void a_later_version_corrects_the_words_of_a_brand_and_shows_what_they_were(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person office = person(s, "office01");
    struct person anyone = visitor(s);
    const char *path = text_format(s->a, "/publicity/%s", p.brands[0]);
    struct sheet *form = correct_form(&office, p.brands[0]);
    assert_string_equal(sheet_get(form, "brand_name"), "一路暖行");
    sheet_set(form, "unit_name", "");
    sheet_set(form, "slogan", "一路有你");
    struct answer x = post(&office, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请填写单位名称"));
    assert_true(answer_says(&x, "value=\"一路有你\""));
    sheet_set(form, "unit_name", "常州市公交集团");
    sheet_set(form, "summary", "更正后的简介，比原来的清楚。");
    saves(&office, form);
    x = get(&anyone, "/publicity");
    assert_false(answer_says(&x, "常州市公交集团")); /* nothing before the release */
    x = get(&office, composing);
    assert_true(answer_says(&x, "更正“一路暖行”的单位名称、品牌口号、品牌简介。"));
    assert_true(answer_says(&x, "已更正"));
    assert_true(answer_says(&x, "，现为“常州市公交集团”。"));
    release_next(s);
    x = get(&anyone, "/publicity");
    assert_true(answer_says(&x, "，现为“常州市公交集团”。"));
    assert_true(answer_says(&x, "更正“一路暖行”的品牌简介。"));
    assert_true(answer_says(&x, "<ins>"));
    x = get(&anyone, path);
    assert_true(answer_says(&x, "常州市公交集团"));
    assert_true(answer_says(&x, "更正后的简介"));
    x = get(&anyone, "/publicity/versions/1");
    assert_false(answer_says(&x, "常州市公交集团"));
    /* the next draft begins with the words that hold, and corrects nothing by itself */
    form = correct_form(&office, p.brands[0]);
    assert_string_equal(sheet_get(form, "unit_name"), "常州市公交集团");
    form = compose_form(&office);
    sheet_set(form, "change", "订正电话。");
    next_version(s, form);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_text"), 4);
    site_is_sound(s);
}

static void words_that_must_not_be_shown_are_gone_from_every_version(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person office = person(s, "office01");
    struct person anyone = visitor(s);
    static const char *const pages[] = {"/publicity", "/publicity/versions/1", "/publicity/versions/2",
                                        "/publicity/versions/3"};
    struct sheet *form = correct_form(&office, p.brands[0]);
    sheet_set(form, "summary", "服务好，有事请找示例路3号的王小明。");
    saves(&office, form);
    release_next(s);
    struct answer x = get(&anyone, "/publicity/versions/2");
    assert_true(answer_says(&x, "王小明"));
    form = correct_form(&office, p.brands[0]);
    sheet_set(form, "summary", "服务好，不提个人。");
    sheet_set(form, "hides_before", "1");
    saves(&office, form);
    release_next(s);
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        x = get(&anyone, pages[i]);
        assert_int_equal(x.status, 200);
        assert_false(answer_says(&x, "王小明"));
    }
    x = get(&anyone, "/publicity");
    assert_true(answer_says(&x, "更正“一路暖行”的品牌简介，原文不再显示。"));
    x = get(&anyone, "/publicity/versions/2");
    assert_true(answer_says(&x, "（已更正，原文不再显示）"));
    assert_true(answer_says(&x, "一路暖行")); /* what was not corrected stays */
    site_is_sound(s);
}

static void a_correction_is_looked_at_by_the_gate(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person office = person(s, "office01");
    struct sheet *form = correct_form(&office, p.brands[0]);
    sheet_set(form, "slogan", "有事找我13912345678");
    saves(&office, form);
    struct answer x = get(&office, composing);
    assert_true(answer_says(&x, "“一路暖行”的品牌口号"));
    assert_true(answer_says(&x, "139****5678"));
    assert_null(posted_from(s->a, x.body, "/publicity/proposal"));
}

static void a_correction_is_kept_by_later_saves_and_taken_back_by_the_old_words(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    struct sheet *stale = correct_form(&second, p.brands[1]);
    struct sheet *form = correct_form(&office, p.brands[0]);
    const char *old = sheet_get(form, "slogan");
    sheet_set(form, "slogan", "一路有你");
    saves(&office, form);
    sheet_set(stale, "slogan", "来得及吗");
    struct answer x = post(&second, stale);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "同事刚刚保存过公示的草稿"));
    assert_true(answer_says(&x, "value=\"来得及吗\""));
    struct sheet *again = posted_sheet(s->a, x.body, correct_path(s, p.brands[1]));
    saves(&second, again);
    form = compose_form(&office);
    sheet_set(form, "change", "更正两处。");
    saves(&office, form);
    assert_string_equal(sheet_get(correct_form(&office, p.brands[0]), "slogan"), "一路有你");
    form = correct_form(&office, p.brands[0]);
    sheet_set(form, "slogan", old);
    saves(&office, form);
    release_next(s);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_text"), 4);
    assert_string_equal(site_sql(s, "SELECT change_text FROM published_notice WHERE version_no = 2"), "更正两处。");
    site_is_sound(s);
}

static void nothing_is_corrected_before_it_is_public_or_by_whom_it_does_not_concern(void **state)
{
    struct site *s = *state;
    struct publicity p = shortlisted(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    struct answer x = get(&office, composing);
    assert_false(answer_says(&x, "/publicity/compose/brands/"));
    assert_int_equal(get(&office, "/publicity/compose/brands/").status, 404);
    site_clock(s, IN_REVIEW);
    answers(s, (struct answering){.ref = p.list.refs[0], .login = "office02", .is_recused = true});
    site_clock(s, IN_PUBLICITY);
    office = person(s, "office01");
    second = person(s, "office02");
    compose(&office);
    propose_notice(&office);
    release_notice(&second);
    find_brands(s, &p);
    assert_int_equal(get(&second, correct_path(s, p.brands[0])).status, 404);
    assert_int_equal(get(&second, correct_path(s, p.brands[1])).status, 200);
    /* what a recused person saves leaves alone what a colleague did to that brand */
    struct sheet *form = compose_form(&office);
    sheet_set(form, text_format(s->a, "mark-%s", brand_id(s, p.brands[0])), "1");
    sheet_set(form, text_format(s->a, "why-%s", brand_id(s, p.brands[0])), "单位来函退出");
    sheet_set(form, "change", "撤下一个品牌。");
    saves(&office, form);
    form = compose_form(&second);
    sheet_set(form, "change", "撤下一个品牌，单位来函退出。");
    saves(&second, form);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM publicity_removal"), 2);
    site_clock(s, IN_PUBLICITY + 60 * 86400);
    office = person(s, "office01");
    x = get(&office, correct_path(s, p.brands[0]));
    assert_true(answer_says(&x, "评定命名阶段已经结束，公示不再更改。"));
    assert_null(posted_from(s->a, x.body, correct_path(s, p.brands[0])));
    site_is_sound(s);
}

static void a_colleague_s_removals_are_told_when_both_saved(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person one = person(s, "office01");
    struct person two = person(s, "office02");
    struct sheet *mine = compose_form(&one);
    struct sheet *other = compose_form(&two);
    sheet_set(other, text_format(s->a, "mark-%s", brand_id(s, p.brands[0])), "1");
    sheet_set(other, text_format(s->a, "why-%s", brand_id(s, p.brands[0])), "单位来函退出");
    sheet_set(other, "change", "撤下一个品牌。");
    saves(&two, other);
    sheet_set(mine, "change", "延长公示期。");
    struct answer x = post(&one, mine);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "同事写的撤下“一路暖行”"));
    assert_true(answer_says(&x, "单位来函退出"));
}

static void no_brand_enters_with_a_later_version(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    struct sheet *form = compose_form(&office);
    sheet_set(form, "change", "订正电话。");
    saves(&office, form);
    propose_notice(&office);
    /* behind the program's back, as if the third brand had never been public */
    char *forget = text_format(
        s->a,
        "DROP TRIGGER published_brand_stays; DROP TRIGGER published_line_stays;"
        "DROP TRIGGER published_text_stays; DROP TRIGGER published_part_stays;"
        "DROP TRIGGER published_picture_stays; CREATE TEMP TABLE gone AS SELECT %s AS id;"
        "DELETE FROM published_line WHERE brand_id IN (SELECT id FROM gone);"
        "DELETE FROM published_part WHERE text_id IN (SELECT t.id FROM published_text t JOIN gone g ON g.id "
        "= t.brand_id);"
        "DELETE FROM published_picture WHERE text_id IN (SELECT t.id FROM published_text t JOIN gone g ON "
        "g.id = t.brand_id);"
        "DELETE FROM published_text WHERE brand_id IN (SELECT id FROM gone);"
        "DELETE FROM published_brand WHERE id IN (SELECT id FROM gone);",
        brand_id(s, p.brands[2]));
    assert_int_equal(store_write(s->store, script_in_transaction, forget), OK);
    struct sheet *confirm = open_form(&second, "/publicity/release", "/publicity/release");
    s->may_fail = true; /* it says so in the log, and publishes nothing */
    struct answer x = post(&second, confirm);
    assert_int_equal(x.status, 500);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_notice"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_text"), 2);
}

static void an_extension_keeps_the_earlier_closing_day_on_record(void **state)
{
    struct site *s = *state;
    (void)published(s);
    struct person office = person(s, "office01");
    struct person anyone = visitor(s);
    struct sheet *form = compose_form(&office);
    sheet_set(form, "closes", "2015-7-23");
    sheet_set(form, "opens", "2015-7-22");
    sheet_set(form, "change", "缩短");
    struct answer x = post(&office, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "公示期可以延长，不能缩短"));
    assert_true(answer_says(&x, "公示已经开始，开始日期不能再改"));
    form = compose_form(&office);
    sheet_set(form, "closes", "2015-7-31");
    sheet_set(form, "change", "公示期延长至7月31日。");
    next_version(s, form);
    x = get(&anyone, "/publicity");
    assert_true(answer_says(&x, "2015年7月21日至7月31日（原定7月25日截止，延长至7月31日；其中工作日9天）"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_brand"), 3);
    site_clock(s, PUBLICITY_CLOSES + 3600);
    x = get(&anyone, "/publicity");
    assert_true(answer_says(&x, "在名单里打开品牌的页面"));
    site_is_sound(s);
}

/* ---- verified ---- */

static void what_was_altered_is_found_and_named(void **state)
{
    struct site *s = *state;
    (void)published(s);
    static const struct {
        const char *trigger, *table, *change, *back, *what;
    } rows[] = {
        {"published_text_is_final", "published_text", "summary = summary || '改'",
         "summary = substr(summary, 1, length(summary) - 1)", "名单第"},
        {"published_text_is_final", "published_text", "hides_before = 1 - hides_before",
         "hides_before = 1 - hides_before", "名单第"},
        {"published_brand_is_final", "published_brand", "ref = ref || 'x'", "ref = substr(ref, 1, length(ref) - 1)",
         "名单第"},
        {"published_line_is_final", "published_line", "is_removed = 1 - is_removed", "is_removed = 1 - is_removed",
         "名单第"},
        {"published_paragraph_is_final", "published_paragraph", "text = text || '改'",
         "text = substr(text, 1, length(text) - 1)", "正文"},
        {"published_notice_is_final", "published_notice", "closes_on = '2015-07-24'", "closes_on = '2015-07-25'",
         "正文"},
        {"published_notice_is_final", "published_notice", "record = record || ' '",
         "record = substr(record, 1, length(record) - 1)", "记录"},
        {"published_notice_is_final", "published_notice", "check_code = 'XXXX' || check_code",
         "check_code = substr(check_code, 5)", "校验码"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t count = 0;
        int64_t bad = 0;
        const char *what = "";
        char *change =
            text_format(s->a, "DROP TRIGGER %s; UPDATE %s SET %s;", rows[i].trigger, rows[i].table, rows[i].change);
        char *back = text_format(s->a,
                                 "UPDATE %s SET %s; CREATE TRIGGER %s BEFORE UPDATE ON %s BEGIN SELECT RAISE(ABORT, "
                                 "'append-only'); END;",
                                 rows[i].table, rows[i].back, rows[i].trigger, rows[i].table);
        assert_int_equal(store_write(s->store, script_in_transaction, change), OK);
        struct db *db = store_reader_take(s->store);
        assert_int_equal(publicity_verify(db, s->a, 0, &count, &bad, &what), ERR_CONFLICT);
        if (strstr(what, rows[i].what) == NULL || strstr(what, "第 1 版公示") == NULL) {
            fail_msg("%s: %s", rows[i].change, what);
        }
        store_reader_give(s->store, db);
        assert_int_equal(store_write(s->store, script_in_transaction, back), OK);
        db = store_reader_take(s->store);
        assert_int_equal(publicity_verify(db, s->a, 0, &count, &bad, &what), OK);
        assert_int_equal(count, 1);
        store_reader_give(s->store, db);
    }
}

/* ---- broken steps ---- */

static const char *everything(struct site *s)
{
    static const char *const tables[] = {"published_notice",   "published_paragraph",    "published_brand",
                                         "published_line",     "publicity_draft",        "publicity_removal",
                                         "publicity_proposal", "publicity_proposal_end", "publicity_release",
                                         "published_text",     "publicity_correction",   "publicity_return",
                                         "audit_entry"};
    const char *text = "";
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        text = text_format(s->a, "%s %s", text, site_sql(s, text_format(s->a, "SELECT COUNT(*) FROM %s", tables[i])));
    }
    return text;
}

/* The period ends on a day of rest. */
static void keep_rest_day(struct sheet *form)
{
    if (sheet_get(form, "title") != NULL) {
        sheet_set(form, "rest", "keep");
    }
}

static void change_slogan(struct sheet *form)
{
    sheet_set(form, "slogan", "一路有你");
}

static void every_step_that_fails_leaves_nothing_half_published(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    s->is_hasty = true;
    assert_true(breaks_calmly(&office, composing, composing, everything, keep_rest_day) > 5);
    assert_true(breaks_calmly(&office, composing, "/publicity/proposal", everything, keep_rest_day) > 5);
    assert_true(breaks_calmly(&second, "/publicity/release", "/publicity/release", everything, keep_rest_day) > 20);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_line"), 3);
    const char *correcting = correct_path(s, site_sql(s, "SELECT ref FROM published_brand WHERE id = 1"));
    assert_true(breaks_calmly(&office, correcting, correcting, everything, change_slogan) > 5);
    assert_true(breaks_calmly(&office, composing, "/publicity/proposal", everything, keep_rest_day) > 5);
    assert_true(breaks_calmly(&second, "/publicity/release", "/publicity/release", everything, keep_rest_day) > 20);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_text"), 4);
    site_is_sound(s);
}

/* ---- paper ---- */

static void the_list_comes_down_as_a_workbook(void **state)
{
    struct site *s = *state;
    (void)shortlisted(s);
    struct person anyone = visitor(s);
    assert_int_equal(get(&anyone, "/publicity/list.xlsx").status, 404);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    compose(&office);
    propose_notice(&office);
    release_notice(&second);
    struct answer x = get(&anyone, "/publicity/list.xlsx");
    assert_int_equal(x.status, 200);
    struct xlsx book = {x.a, (const unsigned char *)x.body, x.len};
    const char *text = xlsx_all(&book);
    assert_non_null(strstr(text, "一路暖行"));
    assert_non_null(strstr(text, "排名不分先后"));
}

static void the_paper_is_the_same_bytes_for_everybody_and_absent_before_the_release(void **state)
{
    struct site *s = *state;
    char program[PATH_MAX];
    struct paper_options o = {
        .exec_path = own_program(program), .runtime_dir = s->dir, .wait_seconds = 60, .document_seconds = 60};
    (void)shortlisted(s);
    assert_int_equal(paper_open(&o, &s->app.paper), OK);
    struct person anyone = visitor(s);
    assert_int_equal(get(&anyone, "/publicity/notice.pdf").status, 404);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    compose(&office);
    propose_notice(&office);
    release_notice(&second);
    struct answer x = get(&anyone, "/publicity/notice.pdf");
    assert_int_equal(x.status, 200);
    assert_string_equal(answer_header(&x, "Content-Type"), "application/pdf");
    assert_memory_equal(x.body, "%PDF-", 5);
    struct answer again = get(&office, "/publicity/notice.pdf");
    assert_int_equal(again.len, x.len);
    assert_memory_equal(again.body, x.body, x.len);
    struct sheet *form = correct_form(&office, site_sql(s, "SELECT ref FROM published_brand WHERE id = 1"));
    sheet_set(form, "slogan", "一路有你");
    saves(&office, form);
    release_next(s);
    const char *text =
        squeezed(s->a, pdf_says(s->a, s->dir, kept_file(&anyone, "/publicity/notice.pdf", "notice.pdf")));
    assert_non_null(strstr(text, "第2版：更正“一路暖行”的品牌口号。"));
    assert_non_null(strstr(text, "现为“一路有你”。"));
    paper_close(s->app.paper);
    s->app.paper = NULL;
}

#define SITE_TEST(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "paper-worker") == 0) {
        return paper_worker_main(3);
    }
    const struct CMUnitTest tests[] = {
        SITE_TEST(nothing_is_composed_before_the_shortlist_is_released_and_only_the_office_composes),
        SITE_TEST(the_draft_begins_as_the_round_s_template_with_its_facts_filled_in),
        SITE_TEST(a_rest_day_at_the_end_is_decided_by_the_office_and_never_silently),
        SITE_TEST(years_that_the_calendar_does_not_know_are_warned_about),
        SITE_TEST(wrong_input_is_said_beside_its_field_and_nothing_typed_is_lost),
        SITE_TEST(what_a_colleague_saved_meanwhile_is_shown_and_not_overwritten),
        SITE_TEST(the_list_is_in_the_order_that_was_chosen),
        SITE_TEST(what_was_previewed_is_published_word_for_word),
        SITE_TEST(two_people_release_it_once_and_not_before_the_stage),
        SITE_TEST(a_first_notice_does_not_claim_that_it_began_before_it_was_published),
        SITE_TEST(a_proposal_is_taken_back_and_the_draft_can_be_changed_again),
        SITE_TEST(a_recused_person_does_not_see_the_brand_but_may_confirm_the_rest),
        SITE_TEST(a_number_of_a_person_stops_the_release_until_somebody_decides_with_a_reason),
        SITE_TEST(a_decision_is_about_one_number_in_one_place),
        SITE_TEST(more_numbers_than_the_page_shows_stop_the_release_too),
        SITE_TEST(a_brand_s_page_says_what_the_round_makes_public_and_nothing_of_a_person),
        SITE_TEST(a_round_that_opens_the_five_conditions_shows_them_and_the_gate_looks_through_them),
        SITE_TEST(after_the_period_no_opinion_is_asked_for),
        SITE_TEST(public_pages_are_kept_and_never_stale_after_a_release),
        SITE_TEST(a_release_is_answered_when_no_web_server_shows_the_page_before_it),
        SITE_TEST(photographs_are_public_with_their_captions_by_names_that_never_change),
        cmocka_unit_test(before_the_release_a_visitor_reads_the_same_whatever_is_on_the_list),
        cmocka_unit_test(every_public_page_of_the_notice_reads_through_the_public_connection),
        SITE_TEST(a_removed_brand_stays_listed_with_its_reason_and_its_page_shows_nothing_more),
        SITE_TEST(a_removed_brand_comes_back_with_a_reason_at_its_old_address),
        SITE_TEST(a_brand_that_an_objection_holds_up_does_not_come_back),
        SITE_TEST(a_later_version_corrects_the_words_of_a_brand_and_shows_what_they_were),
        SITE_TEST(words_that_must_not_be_shown_are_gone_from_every_version),
        SITE_TEST(a_correction_is_looked_at_by_the_gate),
        SITE_TEST(a_correction_is_kept_by_later_saves_and_taken_back_by_the_old_words),
        SITE_TEST(nothing_is_corrected_before_it_is_public_or_by_whom_it_does_not_concern),
        SITE_TEST(a_colleague_s_removals_are_told_when_both_saved),
        SITE_TEST(no_brand_enters_with_a_later_version),
        SITE_TEST(an_extension_keeps_the_earlier_closing_day_on_record),
        SITE_TEST(what_was_altered_is_found_and_named),
        SITE_TEST(every_step_that_fails_leaves_nothing_half_published),
        SITE_TEST(the_list_comes_down_as_a_workbook),
        SITE_TEST(the_paper_is_the_same_bytes_for_everybody_and_absent_before_the_release),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
