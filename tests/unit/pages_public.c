/* pages_public.c - the public pages, asked for through the whole hall on a seeded round with a clock that stands still.
 */
#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/log.h"
#include "base/text.h"
#include "store/db.h"
#include "store/migrate.h"
#include "store/store.h"
#include "version.h"
#include "web/page_cache.h"
#include "web/rate.h"
#include "web/route.h"
#include "web/web.h"

/* ---- the hall, built by hand ---- */

static struct arena *own;    /* of the process */
static struct arena *asking; /* of one test    */
static struct clock test_clock;
static struct random test_random;
static struct round round_2015;
static struct app app;

static enum err seed(struct db *db, void *ctx)
{
    (void)ctx;
    return seed_round(db);
}

static int open_hall(void **state)
{
    (void)state;
    char *dir = strdup("/tmp/pages_public.XXXXXX");
    assert_non_null(dir);
    assert_non_null(mkdtemp(dir));
    own = arena_new();
    random_init_seeded(&test_random, 1);
    assert_int_equal(store_open(dir, &test_random, true, &app.store), OK);
    assert_int_equal(store_write(app.store, seed, NULL), OK);
    struct db *db = store_reader_take(app.store);
    assert_int_equal(round_load(db, own, &round_2015), OK);
    store_reader_give(app.store, db);
    app.config.base_url = "";
    app.clock = &test_clock;
    app.random = &test_random;
    app.round = &round_2015;
    *state = dir;
    return 0;
}

static int close_hall(void **state)
{
    store_close(app.store);
    char rm[] = "rm";
    char all[] = "-rf";
    char *const command[] = {rm, all, *state, NULL};
    char *const no_environment[] = {NULL};
    pid_t pid = 0;
    int status = posix_spawnp(&pid, "rm", NULL, NULL, command, no_environment);
    (void)waitpid(pid, &status, 0);
    free(*state);
    arena_free(own);
    return status;
}

static int set_up(void **state)
{
    (void)state;
    asking = arena_new();
    app.round = &round_2015;
    app.rates = rates_new();
    app.cache = page_cache_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    page_cache_free(app.cache);
    rates_free(app.rates);
    arena_free(asking);
    return 0;
}

/* ---- asking ---- */

static void set_clock(const char *rfc3339)
{
    int64_t at = 0;
    assert_int_equal(at_parse_rfc3339(rfc3339, &at), OK);
    test_clock.fixed = at;
}

static struct request request_for(enum method method, const char *path)
{
    return (struct request){.arena = asking,
                            .method = method,
                            .path = path,
                            .query_raw = "",
                            .content_type = "",
                            .host = "localhost",
                            .origin = "",
                            .referer = "",
                            .sec_fetch_site = "",
                            .cookie = "",
                            .if_none_match = "",
                            .accept_encoding = "",
                            .accept = "",
                            .user_agent = "",
                            .remote_addr = "127.0.0.1",
                            .door_reason = ""};
}

static const char *header_of(const struct response *rs, const char *name)
{
    for (size_t i = 0; i < rs->headers_len; i++) {
        if (strcmp(rs->headers[i].name, name) == 0) {
            return rs->headers[i].value;
        }
    }
    return "";
}

static struct response ask(struct request rq)
{
    struct response rs;
    web_serve(&app, &rq, &rs);
    return rs;
}

/* The page's HTML at that moment; it must be 200. */
static const char *page_at(const char *path, const char *rfc3339)
{
    set_clock(rfc3339);
    struct response rs = ask(request_for(GET, path));
    assert_int_equal(rs.status, 200);
    return arena_copy(asking, rs.body, rs.body_len);
}

static void assert_says(const char *html, const char *words)
{
    if (strstr(html, words) == NULL) {
        fail_msg("the page does not say: %s", words);
    }
}

static void assert_silent(const char *html, const char *words)
{
    if (strstr(html, words) != NULL) {
        fail_msg("the page says: %s", words);
    }
}

static const char *const paths[] = {"/",         "/notices",   "/notices/call-2015-3",
                                    "/timeline", "/publicity", "/results",
                                    "/cases",    "/track",     "/criteria",
                                    "/help",     "/a11y",      "/privacy",
                                    "/sitemap"};
enum { PATHS = sizeof paths / sizeof paths[0] };

/* One moment in each stage, one before and one after all, and the edges. */
static const char *const moments[] = {
    "2015-06-09T00:00:00+08:00", "2015-06-18T09:00:00+08:00", "2015-06-25T23:59:59+08:00",
    "2015-07-03T12:00:00+08:00", "2015-07-20T23:30:00+08:00", "2015-07-22T17:40:00+08:00",
    "2015-08-01T08:00:00+08:00", "2015-09-01T08:00:00+08:00", "2015-12-01T08:00:00+08:00"};
enum { MOMENTS = sizeof moments / sizeof moments[0] };

/* ---- is it HTML ---- */

static bool is_one_of(const char *name, const char *const *names)
{
    while (*names != NULL && strcmp(name, *names) != 0) {
        names++;
    }
    return *names != NULL;
}

static const char *const void_elements[] = {"meta", "link", "input", "br", "img", "hr", NULL};
static const char *const not_in_paragraphs[] = {"p",       "ul", "ol", "dl", "div", "table",
                                                "section", "h1", "h2", "h3", NULL};

/* The end of the tag that begins at `p`; attribute values may hold '>'. */
static const char *tag_end(const char *p)
{
    bool quoted = false;
    while (*p != '\0' && (quoted || *p != '>')) {
        quoted = quoted != (*p == '"');
        p++;
    }
    return p;
}

struct open_elements {
    const char *names[64];
    size_t depth;
};

static const char *innermost(const struct open_elements *open)
{
    return open->depth == 0 ? "" : open->names[open->depth - 1];
}

static const char *open_fault(struct open_elements *open, const char *name)
{
    if (strcmp(innermost(open), "p") == 0 && is_one_of(name, not_in_paragraphs)) {
        return text_format(asking, "<%s> inside <p>", name);
    }
    if (!is_one_of(name, void_elements)) {
        assert_true(open->depth < sizeof open->names / sizeof open->names[0]);
        open->names[open->depth++] = name;
    }
    return NULL;
}

static const char *close_fault(struct open_elements *open, const char *name)
{
    if (strcmp(innermost(open), name) != 0) {
        return text_format(asking, "</%s> closes <%s>", name, innermost(open));
    }
    open->depth--;
    return NULL;
}

/* NULL when every element is closed where it should be; else what is wrong. */
static const char *html_fault(const char *html)
{
    struct open_elements open = {.depth = 0};
    for (const char *p = strchr(html, '<'); p != NULL; p = strchr(p, '<')) {
        const char *tag = p;
        p = tag_end(tag);
        if (tag[1] == '!') {
            continue;
        }
        bool closes = tag[1] == '/';
        const char *start = tag + 1 + closes;
        const char *name = arena_copy(asking, start, strspn(start, "abcdefghijklmnopqrstuvwxyz123456"));
        if (*name == '\0' || *p == '\0') {
            return text_format(asking, "no tag: %.40s", tag);
        }
        const char *fault = closes ? close_fault(&open, name) : open_fault(&open, name);
        if (fault != NULL) {
            return fault;
        }
    }
    return open.depth == 0 ? NULL : text_format(asking, "<%s> stays open", innermost(&open));
}

/* The id that stands twice, or NULL. */
static const char *repeated_id(const char *html)
{
    for (const char *p = strstr(html, " id=\""); p != NULL; p = strstr(p + 1, " id=\"")) {
        const char *attribute = arena_copy(asking, p, strcspn(p + 5, "\"") + 6);
        if (strstr(p + 1, attribute) != NULL) {
            return attribute;
        }
    }
    return NULL;
}

/* The first link to a place of this page or site that is not there, or NULL. */
static const char *dead_link(const char *html)
{
    for (const char *p = strstr(html, " href=\""); p != NULL; p = strstr(p + 1, " href=\"")) {
        const char *href = arena_copy(asking, p + 7, strcspn(p + 7, "\""));
        if (*href == '#') {
            if (strstr(html, text_format(asking, " id=\"%s\"", href + 1)) == NULL) {
                return href;
            }
        } else if (*href == '/' && !text_starts(href, "/static/")) {
            const char *parts[PATH_PARTS_MAX];
            bool other_method = false;
            const char *path = arena_copy(asking, href, strcspn(href, "?#"));
            if (route_find(GET, path, asking, parts, &other_method) == NULL) {
                return href;
            }
        }
    }
    return NULL;
}

static void every_page_is_html_with_unique_ids_and_living_links_in_every_stage_and_in_large(void **state)
{
    (void)state;
    for (size_t m = 0; m < MOMENTS; m++) {
        set_clock(moments[m]);
        for (size_t i = 0; i < (size_t)2 * PATHS; i++) {
            struct request rq = request_for(GET, paths[i / 2]);
            rq.cookie = i % 2 == 0 ? "" : "elder=1";
            struct response rs = ask(rq);
            assert_int_equal(rs.status, 200);
            assert_string_equal(header_of(&rs, "Content-Type"), "text/html; charset=utf-8");
            const char *html = arena_copy(asking, rs.body, rs.body_len);
            const char *fault = html_fault(html);
            fault = fault != NULL ? fault : repeated_id(html);
            fault = fault != NULL ? fault : dead_link(html);
            if (fault != NULL) {
                fail_msg("%s at %s: %s", paths[i / 2], moments[m], fault);
            }
            assert_ptr_equal(strstr(strstr(html, "<h1") + 1, "<h1"), NULL);
            assert_silent(html, "style=\"");
            assert_silent(html, "(null)");
            assert_true((strstr(html, "class=\"elder\"") != NULL) == (i % 2 == 1));
        }
    }
}

static void the_checker_of_this_test_finds_what_is_not_html(void **state)
{
    (void)state;
    assert_null(html_fault("<!doctype html><p>a<br>b</p>"));
    assert_non_null(html_fault("<p><b>a</p></b>"));
    assert_non_null(html_fault("<div>"));
    assert_non_null(html_fault("<p><ul></ul></p>"));
    assert_non_null(html_fault("a < b"));
    assert_non_null(repeated_id("<p id=\"a\"></p><p id=\"a\"></p>"));
    assert_non_null(dead_link("<a href=\"/no/such/page/at/all\">"));
    assert_non_null(dead_link("<a href=\"#gone\">"));
}

/* ---- home ---- */

static void the_home_page_shows_the_stage_with_date_weekday_24_00_and_what_is_left(void **state)
{
    (void)state;
    static const struct {
        const char *at;
        const char *says[4];
    } rows[] = {
        {"2015-06-01T00:00:00+08:00",
         {"下一阶段", "6月9日（周二）开始", "<b>8</b><span>天</span><b>0</b>", "准备申报材料"}},
        {"2015-06-18T09:00:00+08:00",
         {"当前阶段", "6月25日（周四）24:00，以本站时间为准", "<b>7</b><span>天</span><b>15</b>", "填写申报表"}},
        {"2015-07-22T17:40:00+08:00",
         {"公示评议", "7月25日（周六）24:00，以本站时间为准", "<b>3</b><span>天</span><b>6</b>", "查看公示名单"}},
        {"2015-07-25T23:30:00+08:00",
         {"公示评议", "距截止还有不到", "<b>1</b><span>小时", "7月25日（周六）24:00，以本站时间为准"}},
        {"2015-09-30T23:59:59+08:00", {"宣传推广", "9月30日（周三）24:00，以本站时间为准", "当前阶段", "查看命名结果"}},
        {"2015-10-01T00:00:00+08:00",
         {"各阶段已经结束", "已于 9月30日（周三）24:00 结束", "查看案例", "本批次各阶段工作已经结束"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *html = page_at("/", rows[i].at);
        for (size_t k = 0; k < 4; k++) {
            assert_says(html, rows[i].says[k]);
        }
    }
}

static void the_stage_changes_on_the_second(void **state)
{
    (void)state;
    const char *before = page_at("/", "2015-06-25T23:59:59+08:00");
    assert_says(before, "id=\"now-t\"><i aria-hidden=\"true\">一</i>自荐申报");
    const char *after = page_at("/", "2015-06-26T00:00:00+08:00");
    assert_says(after, "id=\"now-t\"><i aria-hidden=\"true\">二</i>择优推荐");
    assert_says(page_at("/publicity", "2015-07-20T23:59:59+08:00"), "公示还没有开始");
    assert_says(page_at("/publicity", "2015-07-21T00:00:00+08:00"), "名单还没有发布");
    assert_says(page_at("/publicity", "2015-07-25T23:59:59+08:00"), "名单还没有发布");
    assert_says(page_at("/publicity", "2015-07-26T00:00:00+08:00"), "公示已经结束");
}

static void the_countdown_carries_the_servers_clock_for_the_script(void **state)
{
    (void)state;
    const char *html = page_at("/", "2015-07-22T17:40:00+08:00");
    assert_says(html, "data-until=\"2015-07-26T00:00:00+08:00\" data-now=\"2015-07-22T17:40:00+08:00\"");
    assert_silent(page_at("/", "2015-10-05T00:00:00+08:00"), "data-until");
}

static void two_stages_that_are_open_at_once_are_both_named(void **state)
{
    (void)state;
    struct round both = round_2015;
    for (size_t i = 0; i < both.windows_len; i++) {
        if (both.windows[i].stage == STAGE_PUBLICITY) {
            both.windows[i].opens_at -= 86400; /* 20 July, as the handbook counts it too */
        }
    }
    app.round = &both;
    const char *html = page_at("/", "2015-07-20T10:00:00+08:00");
    assert_says(html, "同时进行：公示评议，7月25日（周六）24:00 截止");
    assert_says(html, "<i aria-hidden=\"true\">三</i>组织初审");
}

static void the_home_page_counts_what_came_in_only_after_the_close(void **state)
{
    (void)state;
    const char *html = page_at("/", "2015-07-01T00:00:00+08:00");
    assert_says(html, "已结束</span>");
    assert_silent(html, "收到 0 份");
}

/* ---- the last day ---- */

static void the_last_24_hours_are_announced_on_every_public_page(void **state)
{
    (void)state;
    for (size_t i = 0; i < PATHS; i++) {
        assert_silent(page_at(paths[i], "2015-06-24T23:59:59+08:00"), "note--warn");
        assert_says(page_at(paths[i], "2015-06-25T00:00:00+08:00"),
                    "自荐申报将于 6月25日（周四）24:00 截止，还有 1 天");
        assert_says(page_at(paths[i], "2015-06-25T18:00:00+08:00"),
                    "自荐申报将于 6月25日（周四）24:00 截止，还有 6 小时");
        assert_silent(page_at(paths[i], "2015-06-26T00:00:00+08:00"), "note--warn");
        assert_says(page_at(paths[i], "2015-07-25T18:00:00+08:00"), "公示评议将于 7月25日（周六）24:00 截止");
    }
}

/* ---- timeline ---- */

static void the_timeline_counts_working_days_by_the_rounds_calendar(void **state)
{
    (void)state;
    const char *html = page_at("/timeline", "2015-06-18T09:00:00+08:00");
    static const char *const says[] = {
        ">2015年6月9日（周二）至</span><span class=\"k\">6月25日（周四）24:00<",
        "共 17 天，其中工作日 12 天。端午节休息：6月20日、6月22日",
        ">2015年6月26日（周五）至</span><span class=\"k\">7月10日（周五）24:00<",
        "共 15 天，其中工作日 11 天",
        "共 10 天，其中工作日 6 天",
        ">2015年7月21日（周二）至</span><span class=\"k\">7月25日（周六）24:00<",
        "共 5 天，其中工作日 4 天",
        "共 26 天，其中工作日 19 天",
        "共 41 天，其中工作日 28 天",
        "9月6日（周日）上班",
        "2015年6月18日（周四）09:00",
        "还有 7 天 15 小时",
        "距开始还有 7 天 15 小时",
    };
    for (size_t i = 0; i < sizeof says / sizeof says[0]; i++) {
        assert_says(html, says[i]);
    }
}

static void a_stage_that_ends_on_a_rest_day_says_so_calmly_until_it_is_over(void **state)
{
    (void)state;
    static const char words[] = "最后一天是7月25日（周六），不是工作日，本站照常开放到7月25日（周六）24:00。"
                                "需要来电或者当面办理的，请在7月24日（周五）下班前。";
    assert_says(page_at("/timeline", "2015-06-18T09:00:00+08:00"), words);
    assert_says(page_at("/publicity", "2015-07-22T09:00:00+08:00"), words);
    assert_silent(page_at("/timeline", "2015-07-26T00:00:00+08:00"), "不是工作日");
    assert_silent(page_at("/results", "2015-07-26T00:00:00+08:00"), "不是工作日");
}

static void the_timeline_says_what_is_possible_before_during_and_after_and_marks_now(void **state)
{
    (void)state;
    const char *html = page_at("/timeline", "2015-07-03T12:00:00+08:00");
    for (size_t s = 0; s < STAGE__COUNT; s++) {
        assert_says(html, round_2015.texts[s].summary);
        assert_says(html, round_2015.texts[s].before);
        assert_says(html, round_2015.texts[s].open);
        assert_says(html, round_2015.texts[s].after);
    }
    static const struct {
        const char *words;
        int times;
    } marks[] = {{"截止以后（现在）", 1}, {"进行期间（现在）", 1}, {"开始以前（现在）", 4}};
    for (size_t i = 0; i < 3; i++) {
        int times = 0;
        for (const char *p = strstr(html, marks[i].words); p != NULL; p = strstr(p + 1, marks[i].words)) {
            times++;
        }
        assert_int_equal(times, marks[i].times);
    }
}

static void a_year_without_a_calendar_is_named_on_the_timeline(void **state)
{
    (void)state;
    struct round bare = round_2015;
    bare.calendar = (struct calendar){0};
    app.round = &bare;
    assert_says(page_at("/timeline", "2015-06-18T09:00:00+08:00"), "2015年放假安排未录入，按周一至周五计算");
}

/* ---- pages of a stage ---- */

static void each_stage_page_says_before_open_and_after_with_its_dates(void **state)
{
    (void)state;
    static const struct {
        const char *path, *at;
        const char *says[3];
    } rows[] = {
        {"/publicity",
         "2015-07-01T08:00:00+08:00",
         {"公示还没有开始", "从 7月21日（周二）开始", "7月25日（周六）24:00"}},
        {"/publicity", "2015-07-22T08:00:00+08:00", {"名单还没有发布", "正在进行", "市文明办发布"}},
        {"/publicity", "2015-07-27T08:00:00+08:00", {"公示已经结束", "7月25日（周六）24:00", "按规定核实和答复"}},
        {"/results",
         "2015-07-01T08:00:00+08:00",
         {"命名结果还没有产生", "从 7月26日（周日）开始", "8月20日（周四）24:00"}},
        {"/results", "2015-08-01T08:00:00+08:00", {"命名结果还没有发布", "正在进行", "以市文明委的命名决定为准"}},
        {"/results", "2015-08-21T08:00:00+08:00", {"命名决定还没有在本站发布", "已结束", "8月20日（周四）24:00"}},
        {"/cases", "2015-07-01T08:00:00+08:00", {"案例还没有发布", "从 8月21日（周五）开始", "9月30日（周三）24:00"}},
        {"/cases", "2015-08-25T08:00:00+08:00", {"案例还没有发布", "正在进行", "获得命名的单位提供"}},
        {"/cases", "2015-10-08T08:00:00+08:00", {"案例没有在本站发布", "已结束", "9月30日（周三）24:00"}},
        {"/track", "2015-07-01T08:00:00+08:00", {"公示还没有开始", "从 7月21日（周二）开始", "登录查看申报"}},
        {"/track", "2015-07-22T08:00:00+08:00", {"现在没有可以查询的意见", "7月25日（周六）24:00", "登录查看申报"}},
        {"/track", "2015-07-27T08:00:00+08:00", {"本站没有受理过网上意见", "7月25日（周六）24:00", "登录查看申报"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *html = page_at(rows[i].path, rows[i].at);
        for (size_t k = 0; k < 3; k++) {
            assert_says(html, rows[i].says[k]);
        }
        assert_says(html, "0519-85680863（工作日办公时间）");
    }
}

static void a_round_without_dates_says_that_they_are_to_come(void **state)
{
    (void)state;
    struct round undated = round_2015;
    undated.windows_len = 0;
    app.round = &undated;
    assert_says(page_at("/", "2015-06-18T09:00:00+08:00"), "时间待定，以通知为准");
    assert_says(page_at("/timeline", "2015-06-18T09:00:00+08:00"), "时间待定");
    const char *html = page_at("/publicity", "2015-06-18T09:00:00+08:00");
    assert_says(html, "公示还没有开始");
    assert_silent(html, "公示从");
    assert_silent(page_at("/criteria", "2015-06-18T09:00:00+08:00"), "申报截止时间");
}

static void an_extension_into_the_day_is_told_with_its_hour(void **state)
{
    (void)state;
    struct round later = round_2015;
    for (size_t i = 0; i < later.windows_len; i++) {
        if (later.windows[i].stage == STAGE_NOMINATION) {
            later.windows[i].closes_at += (int64_t)12 * 3600;
        }
    }
    app.round = &later;
    assert_says(page_at("/", "2015-06-26T09:00:00+08:00"), "6月26日（周五）12:00，以本站时间为准");
}

/* ---- notices ---- */

static void a_notice_is_404_until_the_second_it_is_published(void **state)
{
    (void)state;
    set_clock("2015-06-08T23:59:59+08:00");
    assert_int_equal(ask(request_for(GET, "/notices/call-2015-3")).status, 404);
    assert_says(page_at("/notices", "2015-06-08T23:59:59+08:00"), "还没有公告");
    assert_says(page_at("/", "2015-06-08T23:59:59+08:00"), "还没有公告");
    assert_says(page_at("/notices", "2015-06-09T00:00:00+08:00"), "href=\"/notices/call-2015-3\"");
    assert_says(page_at("/notices/call-2015-3", "2015-06-09T00:00:00+08:00"), "推荐范围");
    assert_int_equal(ask(request_for(GET, "/notices/call-2015-4")).status, 404);
}

static void a_notice_is_printed_whole_with_its_signature_last(void **state)
{
    (void)state;
    const char *html = page_at("/notices/call-2015-3", "2015-06-18T09:00:00+08:00");
    struct notice n;
    struct notice_paragraph *list = NULL;
    size_t len = 0;
    struct db *db = store_reader_take(app.store);
    assert_int_equal(notice_by_ref(db, asking, "call-2015-3", test_clock.fixed, &n), OK);
    assert_int_equal(notice_paragraphs(db, asking, n.id, &list, &len), OK);
    store_reader_give(app.store, db);
    assert_true(len > 20);
    const char *at = strstr(html, "<article");
    for (size_t i = 0; i < len; i++) {
        at = strstr(at, list[i].text);
        assert_non_null(at); /* all of them, in their order */
    }
    assert_says(html, "<p class=\"sign\">常州市文明办<br>2015年6月9日</p>");
    assert_says(html, "<span class=\"k\">关于做好</span><span class=\"k\">常州市第三批</span>");
    assert_says(html, "<meta name=\"ArticleTitle\" content=\"关于做好常州市第三批优质服务品牌推荐工作的通知\">");
    assert_says(html, "<meta name=\"PubDate\" content=\"2015-06-09 00:00\">");
    assert_says(html, "<meta name=\"ContentSource\" content=\"常州市文明办\">");
}

/* ---- who may apply, help, footer ---- */

static void the_criteria_hold_every_condition_declaration_route_and_sector(void **state)
{
    (void)state;
    const char *html = page_at("/criteria", "2015-06-18T09:00:00+08:00");
    for (size_t i = 0; i < round_2015.conditions_len; i++) {
        assert_says(html, round_2015.conditions[i].text);
    }
    for (size_t i = 0; i < round_2015.sectors_len; i++) {
        assert_says(html, text_format(asking, "<dt>%s</dt><dd>%s</dd>", round_2015.sectors[i].name,
                                      round_2015.sectors[i].authority_name));
    }
    for (size_t i = 0; i < round_2015.fields_len; i++) {
        if (round_2015.fields[i].type == FORM_DECLARATION) {
            assert_says(html, round_2015.fields[i].label);
        }
    }
    assert_says(html, round_text(&round_2015, "scope_text"));
    assert_says(html, round_text(&round_2015, "route_sector_city"));
    assert_says(html, round_text(&round_2015, "route_sector_county"));
    assert_says(html, round_text(&round_2015, "route_district"));
    assert_says(html, "武进区、金坛、溧阳市");
    assert_says(html, "1 至 2 个");
    assert_says(html, "3 至 5 个");
    assert_says(html, "年限计算到 2015年6月25日");
    assert_says(html, "正在申报，6月25日（周四）24:00 截止");
    assert_says(page_at("/criteria", "2015-06-26T00:00:00+08:00"), "申报截止时间：6月25日（周四）24:00");
}

static void the_help_follows_the_rounds_form_and_copies(void **state)
{
    (void)state;
    const char *html = page_at("/help", "2015-06-18T09:00:00+08:00");
    for (size_t i = 0; i < round_2015.sections_len; i++) {
        assert_says(html, round_2015.sections[i].title);
    }
    for (size_t i = 0; i < round_2015.notes_len; i++) {
        assert_says(html, round_2015.notes[i]);
    }
    assert_says(html, "打印一式三份");
    assert_says(html, "<b>第2份</b>　市行业主管部门存，或者辖市（区）文明办存");
    assert_says(html, text_format(asking, "申报表分 %zu 个部分", round_2015.sections_len));
    assert_says(html, "30 分钟没有操作");
    assert_says(html, "连续 5 次输错密码，账号锁定 15 分钟");
    assert_says(html, round_text(&round_2015, "late_contact"));
    assert_says(html, "<b>照片</b>");
    assert_says(html, "每个文件不超过 10 MB，最多 10 个，合计不超过 50 MB。");
    static const char heading[] = "<h2 id=\"";
    size_t sections = 0;
    const char *end = strstr(html, "class=\"aside\"");
    for (const char *at = html; (at = strstr(at, heading)) != NULL && at < end;) { /* each is in the list of contents */
        at += strlen(heading);
        const char *id = arena_copy(asking, at, strcspn(at, "\""));
        assert_says(end, text_format(asking, "<li><a href=\"#%s\">", id));
        sections++;
    }
    assert_true(sections >= 14);
    struct round two = round_2015;
    two.keepers_len = 6; /* two copies on three routes, as they are ordered by copy */
    app.round = &two;
    assert_says(page_at("/help", "2015-06-18T09:01:00+08:00"), "打印一式两份");
}

static void the_privacy_page_prints_every_setting_and_leaves_empty_ones_away(void **state)
{
    (void)state;
    const char *html = page_at("/privacy", "2015-06-18T09:00:00+08:00");
    for (size_t i = 0; i < round_2015.settings_len; i++) {
        if (text_starts(round_2015.settings[i].key, "privacy_")) {
            assert_says(html, round_2015.settings[i].value);
        }
    }
    struct round none = round_2015;
    none.settings_len = 0;
    app.round = &none;
    assert_silent(page_at("/privacy", "2015-06-18T09:01:00+08:00"), "<dt>");
}

static void the_site_map_lists_what_the_route_table_lists(void **state)
{
    (void)state;
    const char *html = page_at("/sitemap", "2015-06-18T09:00:00+08:00");
    for (size_t i = 0; i < routes_len; i++) {
        const char *link = text_format(asking, "href=\"%s\">%s</a></li>", routes[i].path, routes[i].title);
        if ((routes[i].flags & LISTED) != 0) {
            assert_says(html, link);
        }
    }
    assert_says(html, "关于做好常州市第三批优质服务品牌推荐工作的通知");
}

/* ---- every name is data ---- */

static void another_city_finds_nothing_of_this_one_and_its_markup_stays_text(void **state)
{
    (void)state;
    struct round other = round_2015;
    other.settings = ARENA_ARRAY(asking, struct setting, round_2015.settings_len);
    for (size_t i = 0; i < round_2015.settings_len; i++) {
        other.settings[i] = (struct setting){round_2015.settings[i].key, "某地<b>&\"'"};
    }
    static const struct stage_text texts = {"概要", "以前", "期间", "以后"};
    for (size_t s = 0; s < STAGE__COUNT; s++) {
        other.texts[s] = texts;
    }
    other.districts_len = 1;
    struct district only = {1, "a", "某区", "某区文明办", false};
    other.districts = &only;
    other.sectors_len = other.fields_len = other.notes_len = other.keepers_len = other.sections_len = 0;
    other.batch_label = "第一批";
    app.round = &other;
    for (size_t i = 0; i < PATHS; i++) {
        if (strstr(paths[i], "notices") == NULL) {
            const char *html =
                page_at(paths[i], "2015-06-01T09:00:00+08:00"); /* before the notice stands on any page */
            assert_silent(html, "常州");
            assert_silent(html, "辖市");
            assert_silent(html, "某地<b>");
            assert_says(html, "某地&lt;b&gt;&amp;&quot;&#39;");
            assert_null(html_fault(html));
        }
    }
}

/* ---- what a government site owes on every page: handbook 5.3 ---- */

static const char *other_setting(const char *key, const char *otherwise)
{
    static const char *const known[][2] = {{"site_id_code", "3204000078"},
                                           {"site_domain", "czwmb.example.gov.cn"},
                                           {"icp_no", "苏ICP备05003616号-1"},
                                           {"police_no", "苏公网安备32041102000483号"},
                                           {"party_gov_url", "https://bszs.example.cn/show?id=1&m=2"},
                                           {"find_error_url", "http://zfwzgl.example.cn/error"},
                                           {"network_text", "网站支持IPv6"},
                                           {"undertaker", "某市信息中心"},
                                           {"contact_address", "某市某路1号"}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i][0], key) == 0) {
            return known[i][1];
        }
    }
    return otherwise;
}

static struct round *round_of_a_registered_site(void)
{
    struct round *r = ARENA_NEW(asking, struct round);
    *r = round_2015;
    r->settings = ARENA_ARRAY(asking, struct setting, round_2015.settings_len);
    for (size_t i = 0; i < round_2015.settings_len; i++) {
        const struct setting *s = &round_2015.settings[i];
        r->settings[i] = (struct setting){s->key, other_setting(s->key, s->value)};
    }
    return r;
}

static void the_foot_of_every_page_has_the_marks_of_a_government_site_and_none_that_is_not_set(void **state)
{
    (void)state;
    static const char *const owed[] = {"<h2>主办单位</h2><p>常州市精神文明建设指导委员会办公室</p>",
                                       "承办单位：某市信息中心",
                                       "地址：某市某路1号",
                                       "电话：0519-85680863",
                                       "网站标识码 3204000078",
                                       "<a href=\"/leave/icp\">苏ICP备05003616号-1</a>",
                                       "</svg> 苏公网安备32041102000483号</a>",
                                       "<a href=\"/leave/identity\">党政机关网站标识</a>",
                                       "<a href=\"/leave/error\">我为政府网站找错</a>",
                                       "<a href=\"/sitemap\">网站地图</a>",
                                       "<a href=\"/help#contact\">联系我们</a>",
                                       "网站支持IPv6",
                                       "<meta name=\"SiteName\" content=\"常州市优质服务品牌推荐\">",
                                       "<meta name=\"SiteDomain\" content=\"czwmb.example.gov.cn\">",
                                       "<meta name=\"SiteIDCode\" content=\"3204000078\">"};
    for (size_t i = 0; i < PATHS; i++) {
        assert_silent(page_at(paths[i], "2015-07-22T17:40:00+08:00"), "/leave/");
    }
    app.round = round_of_a_registered_site();
    for (size_t i = 0; i < PATHS; i++) {
        const char *html = page_at(paths[i], "2015-07-22T17:41:00+08:00");
        for (size_t k = 0; k < sizeof owed / sizeof owed[0]; k++) {
            assert_says(html, owed[k]);
        }
        assert_null(html_fault(html));
    }
    assert_says(page_at("/help", "2015-07-22T17:41:00+08:00"), "id=\"contact\"");
}

static void who_leaves_the_site_is_told_where_to_and_only_the_foot_s_marks_lead_away(void **state)
{
    (void)state;
    struct round *r = round_of_a_registered_site();
    app.round = r;
    for (size_t i = 0; i < r->settings_len; i++) { /* what is no address leads nowhere */
        if (strcmp(r->settings[i].key, "party_gov_url") == 0) {
            const char *address = r->settings[i].value;
            r->settings[i].value = "javascript:alert(1)";
            assert_int_equal(ask(request_for(GET, "/leave/identity")).status, 404);
            assert_silent(page_at("/", "2015-07-22T17:43:00+08:00"), "党政机关网站标识");
            r->settings[i].value = address;
        }
    }
    const char *html = page_at("/leave/identity", "2015-07-22T17:42:00+08:00");
    assert_says(html, "您将离开本网站");
    assert_says(html, "<b>bszs.example.cn</b>");
    assert_says(html,
                "<a class=\"btn\" href=\"https://bszs.example.cn/show?id=1&amp;m=2\" rel=\"noopener noreferrer\">");
    assert_says(page_at("/leave/icp", "2015-07-22T17:42:00+08:00"), "href=\"https://beian.miit.gov.cn/\"");
    assert_says(page_at("/leave/police", "2015-07-22T17:42:00+08:00"), "href=\"https://beian.mps.gov.cn/\"");
    assert_int_equal(ask(request_for(GET, "/leave/elsewhere")).status, 404);
    assert_int_equal(ask(request_for(GET, "/leave/https:%2F%2Fevil.example")).status, 404);
}

/* ---- caching, HEAD, preferences, health ---- */

static void a_browser_that_has_the_page_gets_304_until_the_minute_changes(void **state)
{
    (void)state;
    set_clock("2015-06-18T09:00:00+08:00");
    struct response first = ask(request_for(GET, "/timeline"));
    assert_int_equal(first.status, 200);
    assert_string_equal(header_of(&first, "Cache-Control"), "no-cache");
    assert_true(*header_of(&first, "ETag") != '\0');
    struct request again = request_for(GET, "/timeline");
    again.if_none_match = header_of(&first, "ETag");
    struct response second = ask(again);
    assert_int_equal(second.status, 304);
    assert_int_equal(second.body_len, first.body_len); /* the length it spares; the door sends no body */
    set_clock("2015-06-18T09:01:00+08:00");
    assert_int_equal(ask(again).status, 200);
}

static void head_is_answered_like_get(void **state)
{
    (void)state;
    set_clock("2015-06-18T09:00:00+08:00");
    for (size_t i = 0; i < PATHS; i++) {
        struct response get = ask(request_for(GET, paths[i]));
        struct request rq = request_for(GET, paths[i]);
        rq.is_head = true;
        struct response head = ask(rq);
        assert_int_equal(head.status, 200);
        assert_int_equal(head.body_len, get.body_len);
        assert_string_equal(header_of(&head, "ETag"), header_of(&get, "ETag"));
        assert_string_equal(header_of(&head, "Set-Cookie"), "");
    }
}

/* The token that the home page carries. */
static const char *visitors_token(void)
{
    const char *html = page_at("/", "2015-06-18T09:00:00+08:00");
    const char *at = strstr(html, "name=\"token\" value=\"");
    assert_non_null(at);
    at += strlen("name=\"token\" value=\"");
    return arena_copy(asking, at, strcspn(at, "\""));
}

static struct response choose(const char *token, const char *elder, const char *back)
{
    struct field fields[] = {{"token", token}, {"elder", elder}, {"back", back}};
    struct request rq = request_for(POST, "/prefs/elder");
    rq.form = (struct fields){fields, 3};
    return ask(rq);
}

static void choosing_the_large_version_sets_a_cookie_and_returns_to_the_page(void **state)
{
    (void)state;
    const char *token = visitors_token();
    struct response rs = choose(token, "1", "/timeline?x=1");
    assert_int_equal(rs.status, 303);
    assert_string_equal(header_of(&rs, "Location"), "/timeline?x=1");
    assert_non_null(strstr(header_of(&rs, "Set-Cookie"), "elder=1"));
    assert_non_null(strstr(header_of(&rs, "Set-Cookie"), "Max-Age=31536000"));
    rs = choose(token, "0", "/");
    assert_int_equal(rs.status, 303);
    assert_non_null(strstr(header_of(&rs, "Set-Cookie"), "elder="));
    assert_non_null(strstr(header_of(&rs, "Set-Cookie"), "Max-Age=0"));
}

static void choosing_the_large_version_never_leads_off_the_site(void **state)
{
    (void)state;
    static const char *const elsewhere[] = {
        "https://example.com/", "//example.com", "/\\example.com", "javascript:1", "", "timeline"};
    const char *token = visitors_token();
    for (size_t i = 0; i < sizeof elsewhere / sizeof elsewhere[0]; i++) {
        struct response rs = choose(token, "1", elsewhere[i]);
        assert_int_equal(rs.status, 303);
        assert_string_equal(header_of(&rs, "Location"), "/");
    }
    struct response rs = choose("", "1", "/");
    assert_int_equal(rs.status, 403);
    assert_string_equal(header_of(&rs, "Set-Cookie"), "");
}

static void health_is_ok_only_when_the_database_answers_and_never_cached(void **state)
{
    (void)state;
    set_clock("2015-06-18T09:00:00+08:00");
    struct response rs = ask(request_for(GET, "/healthz"));
    assert_int_equal(rs.status, 200);
    assert_string_equal(header_of(&rs, "Content-Type"), "text/plain; charset=utf-8");
    assert_string_equal(header_of(&rs, "Cache-Control"), "no-store");
    assert_true(text_starts(rs.body, "ok " JIANPIN_VERSION));
    struct db *db = store_reader_take(app.store);
    db_fail_nth(db, 1);
    store_reader_give(app.store, db);
    rs = ask(request_for(GET, "/healthz"));
    assert_int_equal(rs.status, 503);
    assert_string_equal(header_of(&rs, "Cache-Control"), "no-store");
    db = store_reader_take(app.store);
    db_fail_nth(db, 0);
    store_reader_give(app.store, db);
    assert_int_equal(ask(request_for(GET, "/healthz")).status, 200);
}

static void a_database_step_that_fails_is_a_calm_page_and_never_half_a_page(void **state)
{
    (void)state;
    for (size_t i = 0; i < PATHS; i++) {
        int status = 0;
        for (int n = 1; n < 100 && status != 200; n++) {
            set_clock("2015-06-18T09:00:00+08:00");
            test_clock.fixed += (int64_t)60 * n; /* never the kept page */
            struct db *db = store_reader_take(app.store);
            db_fail_nth(db, n);
            store_reader_give(app.store, db);
            struct response rs = ask(request_for(GET, paths[i]));
            db = store_reader_take(app.store);
            db_fail_nth(db, 0);
            store_reader_give(app.store, db);
            status = rs.status;
            assert_true(status == 200 || status == 500 || status == 503);
            assert_null(html_fault(arena_copy(asking, rs.body, rs.body_len)));
            assert_true(status == 200 || *header_of(&rs, "ETag") == '\0');
        }
        assert_int_equal(status, 200);
    }
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(every_page_is_html_with_unique_ids_and_living_links_in_every_stage_and_in_large),
        T(the_checker_of_this_test_finds_what_is_not_html),
        T(the_home_page_shows_the_stage_with_date_weekday_24_00_and_what_is_left),
        T(the_stage_changes_on_the_second),
        T(the_countdown_carries_the_servers_clock_for_the_script),
        T(two_stages_that_are_open_at_once_are_both_named),
        T(the_home_page_counts_what_came_in_only_after_the_close),
        T(the_last_24_hours_are_announced_on_every_public_page),
        T(the_timeline_counts_working_days_by_the_rounds_calendar),
        T(a_stage_that_ends_on_a_rest_day_says_so_calmly_until_it_is_over),
        T(the_timeline_says_what_is_possible_before_during_and_after_and_marks_now),
        T(a_year_without_a_calendar_is_named_on_the_timeline),
        T(each_stage_page_says_before_open_and_after_with_its_dates),
        T(a_round_without_dates_says_that_they_are_to_come),
        T(an_extension_into_the_day_is_told_with_its_hour),
        T(a_notice_is_404_until_the_second_it_is_published),
        T(a_notice_is_printed_whole_with_its_signature_last),
        T(the_criteria_hold_every_condition_declaration_route_and_sector),
        T(the_help_follows_the_rounds_form_and_copies),
        T(the_privacy_page_prints_every_setting_and_leaves_empty_ones_away),
        T(the_site_map_lists_what_the_route_table_lists),
        T(another_city_finds_nothing_of_this_one_and_its_markup_stays_text),
        T(the_foot_of_every_page_has_the_marks_of_a_government_site_and_none_that_is_not_set),
        T(who_leaves_the_site_is_told_where_to_and_only_the_foot_s_marks_lead_away),
        T(a_browser_that_has_the_page_gets_304_until_the_minute_changes),
        T(head_is_answered_like_get),
        T(choosing_the_large_version_sets_a_cookie_and_returns_to_the_page),
        T(choosing_the_large_version_never_leads_off_the_site),
        T(health_is_ok_only_when_the_database_answers_and_never_cached),
        T(a_database_step_that_fails_is_a_calm_page_and_never_half_a_page),
    };
    return cmocka_run_group_tests(tests, open_hall, close_hall);
}
