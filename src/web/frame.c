/* frame.c */
#include "web/frame.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/delegation.h"
#include "pages/stage_words.h"
#include "store/account_store.h"
#include "store/db.h"
#include "store/delegation_store.h"
#include "store/message_store.h"
#include "web/outside.h"
#include "web/route.h"
#include "web/token.h"
#include "web/web.h"

struct menu_item {
    const char *label;
    const char *path;
};

static const struct menu_item public_menu[] = {
    {"首页", "/"},          {"通知公告", "/notices"}, {"公示名单", "/publicity"}, {"命名结果", "/results"},
    {"案例展示", "/cases"}, {"查询办理", "/track"}};
static const struct menu_item unit_menu[] = {
    {"申报任务", "/nominations"}, {"活动进程", "/timeline"}, {"通知公告", "/notices"}, {"使用帮助", "/help"}};
static const struct menu_item staff_menu[] = {
    {"工作台", "/nominations"}, {"活动进程", "/timeline"}, {"通知公告", "/notices"}, {"使用帮助", "/help"}};
static const struct menu_item office_menu[] = {
    {"工作台", "/nominations"},  {"单位登记", "/bodies"},        {"延期", "/extensions"}, {"盖章件", "/seals"},
    {"重复核对", "/likenesses"}, {"推荐", "/recommendations"},   {"催办", "/reminders"},  {"初审", "/reviews"},
    {"候选名单", "/shortlist"},  {"公示", "/publicity/compose"}, {"异议", "/objections"}, {"使用帮助", "/help"}};
static const struct menu_item joint_menu[] = {
    {"初审", "/reviews"}, {"活动进程", "/timeline"}, {"通知公告", "/notices"}, {"使用帮助", "/help"}};
static const struct menu_item admitting_menu[] = {{"工作台", "/nominations"},       {"审阅", "/reviews"},
                                                  {"推荐名单", "/recommendations"}, {"单位登记", "/bodies"},
                                                  {"活动进程", "/timeline"},        {"使用帮助", "/help"}};
static const struct menu_item admin_menu[] = {
    {"工作台", "/nominations"}, {"账号", "/accounts"}, {"通知公告", "/notices"}, {"使用帮助", "/help"}};
static const struct menu_item security_menu[] = {
    {"异议授权", "/objections/duties"}, {"活动进程", "/timeline"}, {"通知公告", "/notices"}, {"使用帮助", "/help"}};
static const struct menu_item foot_menu[] = {
    {"通知公告", "/notices"}, {"公示名单", "/publicity"}, {"查询办理情况", "/track"}, {"登录", "/signin"}};
static const struct menu_item help_menu[] = {{"使用帮助", "/help"},
                                             {"无障碍说明", "/a11y"},
                                             {"个人信息保护", "/privacy"},
                                             {"联系我们", "/help#contact"},
                                             {"网站地图", "/sitemap"}};

#define MENU(m) (m), sizeof(m) / sizeof((m)[0])

/* The item whose address is the longest beginning of this page's. */
static bool is_here(const char *item, const char *path)
{
    size_t len = strlen(item);
    return strcmp(item, path) == 0 || (len > 1 && strncmp(item, path, len) == 0 && path[len] == '/');
}

static const struct link_view *menu(struct web *w, const struct menu_item *items, size_t len, size_t *ret_len)
{
    struct link_view *list = ARENA_ARRAY(w->arena, struct link_view, len);
    for (size_t i = 0; i < len; i++) {
        list[i] = (struct link_view){items[i].label, url_path(items[i].path), is_here(items[i].path, w->rq->path)};
    }
    *ret_len = len;
    return list;
}

static const struct link_view *role_menu(struct web *w, size_t *ret_len)
{
    switch (w->actor.role) {
    case ROLE_UNIT: return menu(w, MENU(unit_menu), ret_len);
    case ROLE_OFFICE: return menu(w, MENU(office_menu), ret_len);
    case ROLE_DISTRICT:
    case ROLE_SECTOR: return menu(w, MENU(admitting_menu), ret_len);
    case ROLE_ADMIN: return menu(w, MENU(admin_menu), ret_len);
    case ROLE_JOINT: return menu(w, MENU(joint_menu), ret_len);
    case ROLE_SECURITY: return menu(w, MENU(security_menu), ret_len);
    case ROLE_PUBLIC:
    case ROLE_JUDGE:
    case ROLE_TALLY:
    case ROLE_SUPERVISOR:
    case ROLE_COMMISSION:
    case ROLE_AUDITOR:
    case ROLE__COUNT: break;
    }
    return menu(w, MENU(staff_menu), ret_len);
}

/* The text cut at '|': the first part, and the rest without the marks. */
static void split_name(struct arena *a, const char *parts, const char **ret_first, const char **ret_second)
{
    const char *bar = strchr(parts, '|');
    *ret_first = bar == NULL ? parts : arena_copy(a, parts, (size_t)(bar - parts));
    *ret_second = bar == NULL ? "" : bar + 1;
}

static const struct text_view *characters(struct arena *a, const char *text, size_t *ret_len)
{
    size_t n = utf8_length(text);
    struct text_view *list = ARENA_ARRAY(a, struct text_view, n == 0 ? 1 : n);
    for (size_t i = 0; i < n; i++) {
        uint32_t cp = 0;
        size_t len = utf8_next(text, strlen(text), &cp);
        list[i].text = arena_copy(a, text, len);
        text += len;
    }
    *ret_len = n;
    return list;
}

static const char *optional(const char *s)
{
    return text_is_empty(s) ? NULL : s;
}

static void add_mark(struct legal_view *list, size_t *len, const char *text)
{
    if (*text != '\0') {
        list[(*len)++] = (struct legal_view){.text = text};
    }
}

/* The footer's legal marks; each is a setting and none is printed empty (handbook 5.3). */
static void frame_legal(struct web *w, struct page *page)
{
    enum { PLAIN_MAX = 3 };
    struct legal_view *list = ARENA_ARRAY(w->arena, struct legal_view, PLAIN_MAX + OUTSIDE_MAX);
    struct outside links[OUTSIDE_MAX];
    size_t links_len = outside_links(w->arena, w->round, links);
    size_t len = 0;
    const char *code = round_text(w->round, "site_id_code");
    add_mark(list, &len, *code == '\0' ? "" : text_format(w->arena, "网站标识码 %s", code));
    for (size_t i = 0; i < links_len; i++) {
        list[len++] = (struct legal_view){.text = links[i].text,
                                          .url = url_path(text_format(w->arena, "/leave/%s", links[i].ident)),
                                          .has_badge = links[i].has_badge};
    }
    add_mark(list, &len, round_text(w->round, "network_text"));
    add_mark(list, &len, round_text(w->round, "fee_statement"));
    page->legal = list;
    page->legal_len = len;
}

static void frame_site(struct web *w, struct page *page)
{
    const struct round *r = w->round;
    page->site_name = round_text(r, "site_name");
    page->site_domain = optional(round_text(r, "site_domain"));
    page->site_id_code = optional(round_text(r, "site_id_code"));
    split_name(w->arena, round_text(r, "site_name_parts"), &page->site_name_first, &page->site_name_second);
    page->seal = characters(w->arena, round_text(r, "seal_text"), &page->seal_len);
    page->batch_line = optional(r->batch_label);
    page->organiser = round_text(r, "organiser");
    page->contact = (struct contact_view){.organiser = page->organiser,
                                          .short_name = round_text(r, "organiser_short"),
                                          .undertaker = optional(round_text(r, "undertaker")),
                                          .address = optional(round_text(r, "contact_address")),
                                          .phone = optional(round_text(r, "contact_phone")),
                                          .hours = optional(round_text(r, "contact_hours")),
                                          .email = optional(round_text(r, "contact_email"))};
    page->foot_links = menu(w, MENU(foot_menu), &page->foot_links_len);
    page->help_links = menu(w, MENU(help_menu), &page->help_links_len);
    frame_legal(w, page);
}

/* What a stage is called in front of its deadline. */
static const char *deadline_text(const struct web *w, const struct stage_shown *s, bool is_extended)
{
    struct arena *a = w->arena;
    if (s->window == NULL) {
        return "时间待定";
    }
    if (s->phase == PHASE_BEFORE) {
        return text_format(a, "%s开始", opening_words(a, s->window->opens_at));
    }
    const char *closing = closing_words(a, s->window->closes_at);
    if (is_extended && s->stage == STAGE_NOMINATION && w->return_due_at == s->window->closes_at) {
        return text_format(a, s->phase == PHASE_OPEN ? "退回修改，补正截止 %s" : "补正已于 %s截止", closing);
    }
    if (is_extended) {
        return text_format(a, s->phase == PHASE_OPEN ? "经批准延至 %s" : "经批准延至 %s，已截止", closing);
    }
    return text_format(a, s->phase == PHASE_OPEN ? "截止 %s" : "已于 %s截止", closing);
}

/* Whether this actor has more time for the stage than the round gives to all. */
static bool is_extended(const struct web *w, enum stage stage)
{
    const struct stage_window *own = stage_window_of(w->round->windows, w->round->windows_len, stage);
    const struct stage_window *all = stage_window_of(w->app->round->windows, w->app->round->windows_len, stage);
    return own != NULL && all != NULL && own->closes_at > all->closes_at;
}

/* The stage for the bar: one that was kept open for this very unit concerns it more than any other. */
static struct stage_shown stage_for(const struct web *w)
{
    for (int s = 0; s < STAGE__COUNT; s++) {
        if (is_extended(w, (enum stage)s) && stage_is_in(w->stages, (enum stage)s)) {
            const struct stage_window *own = stage_window_of(w->round->windows, w->round->windows_len, (enum stage)s);
            return (struct stage_shown){(enum stage)s, PHASE_OPEN, own};
        }
    }
    return stage_current(w->round->windows, w->round->windows_len, w->now);
}

static void frame_stage(struct web *w, struct page *page)
{
    struct stage_shown now = stage_for(w);
    struct tick_view *ticks = ARENA_ARRAY(w->arena, struct tick_view, STAGE__COUNT);
    for (int s = 0; s < STAGE__COUNT; s++) {
        enum phase p = stage_phase(w->round->windows, w->round->windows_len, (enum stage)s, w->now);
        ticks[s].kind = p == PHASE_AFTER ? "is-done" : p == PHASE_OPEN ? "is-now" : "";
    }
    page->has_stagebar = true;
    page->stagebar = (struct stagebar_view){
        .numeral = stage_numeral(now.stage),
        .name = stage_name(now.stage),
        .deadline_text = deadline_text(w, &now, is_extended(w, now.stage)),
        .left_text = now.phase == PHASE_OPEN ? phase_left_words(w->arena, now.window, now.phase, w->now) : NULL,
        .ticks = ticks,
        .ticks_len = STAGE__COUNT,
    };
}

/* A page that reads only what is published is surrounded by more. */
static struct db *db_of_frame(const struct web *w)
{
    return w->frame_db != NULL ? w->frame_db : w->db;
}

/* The bar of a demonstration: the pretended date, six stages to jump to, every account to become. */
static void frame_demo(struct web *w, struct page *page)
{
    struct civil c = civil_from_at(w->now);
    struct stage_shown now = stage_current(w->round->windows, w->round->windows_len, w->now);
    struct demo_stage_view *stages = ARENA_ARRAY(w->arena, struct demo_stage_view, STAGE__COUNT);
    for (int s = 0; s < STAGE__COUNT; s++) {
        enum stage stage = (enum stage)s;
        stages[s] =
            (struct demo_stage_view){stage_ident(stage), stage_numeral(stage), stage_name(stage), now.stage == stage};
    }
    page->has_demo = true;
    page->demo.date_text = text_format(w->arena, "%d年%d月%d日（%s）%02d:%02d", c.year, c.month, c.day,
                                       weekday_chinese(c.weekday), c.hour, c.minute);
    page->demo.stages = stages;
    page->demo.stages_len = STAGE__COUNT;
    struct account *people = NULL;
    size_t len = 0;
    if (w->db == NULL || account_list(db_of_frame(w), w->arena, &people, &len) != OK) {
        return;
    }
    struct demo_person_view *list = ARENA_ARRAY(w->arena, struct demo_person_view, len == 0 ? 1 : len);
    for (size_t i = 0; i < len; i++) {
        list[i] = (struct demo_person_view){people[i].login, role_name(people[i].role), people[i].body_name,
                                            w->is_signed_in && text_equal(people[i].login, w->session.account.login)};
    }
    page->demo.people = list;
    page->demo.people_len = len;
}

static const char *here_of(const struct web *w)
{
    if (w->rq->method != GET || *w->rq->query_raw == '\0') {
        return w->rq->method == GET ? w->rq->path : "/";
    }
    return text_format(w->arena, "%s?%s", w->rq->path, w->rq->query_raw);
}

int session_seconds_left(const struct web *w)
{
    const struct session *s = &w->session;
    int64_t seen_at = w->now - s->seen_at < SESSION_TOUCH_SECONDS ? s->seen_at : w->now;
    int64_t end = s->created_at + SESSION_LIFE_SECONDS;
    end = seen_at + SESSION_IDLE_SECONDS < end ? seen_at + SESSION_IDLE_SECONDS : end;
    return end > w->now ? (int)(end - w->now) : 0;
}

/* Who stands in for a colleague is called so on every page. */
static const char *delegation_shown(struct web *w)
{
    struct standing_in s = {.holder_name = ""};
    const char *own = w->session.account.person_name;
    bool may_stand_in = w->db != NULL && role_acts_for_body(w->actor.role) && w->actor.role != ROLE_UNIT;
    if (may_stand_in && delegation_in_force(db_of_frame(w), w->arena, w->actor.account_id, w->now, &s) != OK) {
        return own; /* a page is not withheld because of a name in its corner */
    }
    return delegation_name(w->arena, own, s.holder_name);
}

/* The notices that wait, on the pages where a body's people begin their work. */
static void frame_notices(struct web *w, struct page *page)
{
    enum { SHOWN = 3 };
    static const char *const paths[] = {"/nominations", "/nominations/:ref", "/reviews"};
    struct message_row *rows = NULL;
    size_t len = 0;
    bool is_work = false;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        is_work = is_work || (w->route != NULL && w->rq->method == GET && strcmp(w->route->path, paths[i]) == 0);
    }
    if (!is_work || w->db == NULL || message_list(web_reading(w), w->actor.body_id, false, &rows, &len) != OK) {
        return; /* a page is not withheld because of the note above it */
    }
    struct link_view *list = ARENA_ARRAY(w->arena, struct link_view, SHOWN);
    for (size_t i = 0; i < len && i < SHOWN; i++) {
        list[page->notices_len++] =
            (struct link_view){rows[i].title, url_path(text_format(w->arena, "/messages#m-%s", rows[i].ref)), false};
    }
    page->notices = list;
    page->notices_more = len > SHOWN ? text_format(w->arena, "全部 %zu 条通知", len) : NULL;
}

void frame_page(struct web *w, struct page *page, const char *title)
{
    *page = (struct page){.title = title, .body_class = "", .is_elder = w->is_elder, .here = here_of(w)};
    w->token = w->token != NULL ? w->token : token_new(w);
    page->token = w->token;
    frame_site(w, page);
    page->urgent_text = ending_words(w->arena, w->round, w->now);
    if (page->urgent_text != NULL && w->return_due_at != 0 && stage_is_in(w->stages, STAGE_NOMINATION)) {
        const char *when = strstr(page->urgent_text, "将于");
        page->urgent_text = when == NULL ? page->urgent_text : text_format(w->arena, "退回修改，补正%s", when);
    }
    if (w->is_signed_in) {
        bool is_unit = w->actor.role == ROLE_UNIT;
        page->signed_in_name = is_unit
                                   ? w->session.account.body_name
                                   : text_format(w->arena, "%s %s", w->session.account.body_name, delegation_shown(w));
        page->nav = role_menu(w, &page->nav_len);
        page->is_slim_footer = true;
        page->session_left = session_seconds_left(w);
        frame_stage(w, page);
        frame_notices(w, page);
    } else {
        page->nav = menu(w, MENU(public_menu), &page->nav_len);
    }
    if (w->app->config.is_demo) {
        frame_demo(w, page);
    }
}

void frame_flash(struct page *page, const char *kind, const char *title, const char *text)
{
    page->has_flash = true;
    page->flash_kind = kind;
    page->flash_title = title;
    page->flash_text = text;
}
