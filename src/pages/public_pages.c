/* public_pages.c - the home page, the notices, what one may apply for, help, and the pages of the footer. */
#include "pages/public_pages.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "pages/pages.h"
#include "pages/stage_words.h"
#include "store/account_store.h"
#include "store/evidence_store.h"
#include "store/nomination_store.h"
#include "web/frame.h"
#include "web/outside.h"
#include "web/route.h"
#include "web/web.h"

enum { HOME_NOTICES = 5, SECONDS_A_MINUTE = 60 };

static const char *const numerals[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
enum { NUMERALS = sizeof numerals / sizeof numerals[0] };

static const char *optional(const char *s)
{
    return text_is_empty(s) ? NULL : s;
}

/* ---- shared with the stage pages ---- */

struct crumb_view public_crumb(struct web *w, const char *here)
{
    struct link_view *links = ARENA_NEW(w->arena, struct link_view);
    *links = (struct link_view){"首页", url_path("/"), false};
    return (struct crumb_view){links, 1, here};
}

struct crumb_view public_crumb_under(struct web *w, const char *parent, const char *parent_path, const char *here)
{
    struct link_view *links = ARENA_ARRAY(w->arena, struct link_view, 2);
    links[0] = (struct link_view){"首页", url_path("/"), false};
    links[1] = (struct link_view){parent, url_path(parent_path), false};
    return (struct crumb_view){links, 2, here};
}

const char *public_title(const struct web *w)
{
    return w->route->title;
}

static const char *with_note(struct arena *a, const char *text, const char *note)
{
    return *note == '\0' ? text : text_format(a, "%s（%s）", text, note);
}

struct contact_block_view public_contact(struct web *w)
{
    enum { ROWS_MAX = 5 };
    const struct round *r = w->round;
    struct contact_row_view *rows = ARENA_ARRAY(w->arena, struct contact_row_view, ROWS_MAX);
    size_t n = 0;
    const char *department = round_text(r, "contact_department");
    const char *phone = round_text(r, "contact_phone");
    const char *hotline = round_text(r, "hotline");
    const char *email = round_text(r, "contact_email");
    const char *address = round_text(r, "contact_address");
    const char *postcode = round_text(r, "contact_postcode");
    rows[n++] = (struct contact_row_view){"单位", *department != '\0' ? department : round_text(r, "organiser"), NULL};
    if (*phone != '\0') {
        rows[n++] = (struct contact_row_view){"电话", with_note(w->arena, phone, round_text(r, "contact_hours")), NULL};
    }
    if (*hotline != '\0') {
        rows[n++] = (struct contact_row_view){"文明热线", hotline, NULL};
    }
    if (*email != '\0') {
        rows[n++] = (struct contact_row_view){"电子邮箱", NULL, email};
    }
    if (*address != '\0') {
        const char *post = *postcode == '\0' ? "" : text_format(w->arena, "邮编 %s", postcode);
        rows[n++] = (struct contact_row_view){"地址", with_note(w->arena, address, post), NULL};
    }
    return (struct contact_block_view){rows, n};
}

/* "五项条件" for five. */
static const char *conditions_title(struct web *w)
{
    size_t n = w->round->conditions_len;
    return n < NUMERALS ? text_format(w->arena, "%s项条件", numerals[n]) : text_format(w->arena, "%zu 项条件", n);
}

static const struct condition_view *conditions(struct web *w, size_t *ret_len)
{
    size_t n = w->round->conditions_len;
    struct condition_view *list = ARENA_ARRAY(w->arena, struct condition_view, n == 0 ? 1 : n);
    for (size_t i = 0; i < n; i++) {
        list[i] = (struct condition_view){w->round->conditions[i].name, w->round->conditions[i].text};
    }
    *ret_len = n;
    return list;
}

/* As the round's copy labels say. */
static int copies_count(const struct round *r)
{
    int copies = 0;
    for (size_t i = 0; i < r->keepers_len; i++) {
        copies = r->keepers[i].copy_no > copies ? r->keepers[i].copy_no : copies;
    }
    return copies;
}

/* "一式三份" for three. */
static const char *copies_words(struct web *w)
{
    int copies = copies_count(w->round);
    if (copies < 2) {
        return "一份";
    }
    if (copies == 2) {
        return "一式两份";
    }
    return copies < NUMERALS ? text_format(w->arena, "一式%s份", numerals[copies])
                             : text_format(w->arena, "一式 %d 份", copies);
}

/* A title cut at its '|' marks. */
static const struct text_view *pieces(struct arena *a, const char *text, size_t *ret_len)
{
    size_t n = 1;
    for (const char *p = text; *p != '\0'; p++) {
        n += *p == '|';
    }
    struct text_view *list = ARENA_ARRAY(a, struct text_view, n);
    for (size_t i = 0; i < n; i++) {
        size_t len = strcspn(text, "|");
        list[i].text = arena_copy(a, text, len);
        text += len + (text[len] == '|');
    }
    *ret_len = n;
    return list;
}

/* ---- notices ---- */

/* "6月9日"; what was stored when it is no date. */
static const char *month_day(struct arena *a, const char *iso, int *ret_year)
{
    day_no day = 0;
    *ret_year = 0;
    if (day_parse(iso, &day) != OK) {
        return iso;
    }
    struct civil c = civil_from_day(day);
    *ret_year = c.year;
    return text_format(a, "%d月%d日", c.month, c.day);
}

static struct notice_line_view notice_line(struct web *w, const struct notice *n)
{
    int year = 0;
    const char *date = month_day(w->arena, n->issued_on, &year);
    return (struct notice_line_view){url_path(text_format(w->arena, "/notices/%s", n->ref)), n->issued_on, date,
                                     n->title};
}

static enum err notice_lines(struct web *w, size_t max, const struct notice_line_view **ret, size_t *ret_len)
{
    struct notice *notices = NULL;
    size_t len = 0;
    TRY(notice_list(w->db, w->arena, w->round->id, w->now, &notices, &len));
    len = len < max ? len : max;
    struct notice_line_view *lines = ARENA_ARRAY(w->arena, struct notice_line_view, len == 0 ? 1 : len);
    for (size_t i = 0; i < len; i++) {
        lines[i] = notice_line(w, &notices[i]);
    }
    *ret = lines;
    *ret_len = len;
    return OK;
}

enum err notices_page(struct web *w)
{
    struct notices_view v = {0};
    frame_page(w, &v.page, public_title(w));
    v.crumb = public_crumb(w, v.page.title);
    v.short_name = round_text(w->round, "organiser_short");
    const struct notice_line_view *lines = NULL;
    size_t len = 0;
    TRY(notice_lines(w, SIZE_MAX, &lines, &len));
    struct notice_year_view *years = ARENA_ARRAY(w->arena, struct notice_year_view, len == 0 ? 1 : len);
    for (size_t i = 0; i < len; i++) {
        int year = 0;
        (void)month_day(w->arena, lines[i].date_iso, &year);
        if (v.years_len == 0 || years[v.years_len - 1].year != year) {
            years[v.years_len++] = (struct notice_year_view){year, &lines[i], 0};
        }
        years[v.years_len - 1].notices_len++;
    }
    v.years = years;
    tpl_notices(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* Signatures go to the right below the text; everything else stays in its order. */
static void notice_text(struct web *w, const struct notice_paragraph *list, size_t len, struct notice_view *v)
{
    struct notice_paragraph_view *text = ARENA_ARRAY(w->arena, struct notice_paragraph_view, len == 0 ? 1 : len);
    struct text_view *signs = ARENA_ARRAY(w->arena, struct text_view, len == 0 ? 1 : len);
    for (size_t i = 0; i < len; i++) {
        if (strcmp(list[i].kind, "sign") == 0) {
            signs[v->signs_len++].text = list[i].text;
            continue;
        }
        bool is_address = strcmp(list[i].kind, "address") == 0;
        bool is_heading = strcmp(list[i].kind, "heading") == 0;
        text[v->paragraphs_len++] =
            (struct notice_paragraph_view){is_address, is_heading, !is_address && !is_heading, list[i].text};
    }
    v->paragraphs = text;
    v->signs = signs;
}

enum err notice_page(struct web *w)
{
    struct notice_view v = {0};
    struct notice n;
    TRY(notice_by_ref(w->db, w->arena, w->parts[0], w->now, &n));
    struct notice_paragraph *list = NULL;
    size_t len = 0;
    TRY(notice_paragraphs(w->db, w->arena, n.id, &list, &len));
    frame_page(w, &v.page, n.title);
    v.page.article_title = n.title;
    struct civil at = civil_from_at(n.published_at);
    v.page.article_on =
        text_format(w->arena, "%04d-%02d-%02d %02d:%02d", at.year, at.month, at.day, at.hour, at.minute);
    v.page.article_source = n.issuer;
    v.crumb = public_crumb_under(w, "通知公告", "/notices", "通知全文");
    v.title_lines = pieces(w->arena, *n.title_lines == '\0' ? n.title : n.title_lines, &v.title_lines_len);
    v.issuer = n.issuer;
    v.date_iso = n.issued_on;
    day_no day = 0;
    v.date_text = day_parse(n.issued_on, &day) == OK ? day_chinese(w->arena, day) : n.issued_on;
    notice_text(w, list, len, &v);
    tpl_notice(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- home ---- */

static const struct link_view *acts_of(struct web *w, const struct stage_shown *now, size_t *ret_len)
{
    struct link_view fill = {"填写申报表", url_path("/nominations"), false};
    struct link_view criteria = {"查看申报条件", url_path("/criteria"), false};
    struct link_view timeline = {"查看活动进程", url_path("/timeline"), false};
    struct link_view list = {"查看公示名单", url_path("/publicity"), false};
    struct link_view results = {"查看命名结果", url_path("/results"), false};
    struct link_view *acts = ARENA_ARRAY(w->arena, struct link_view, 2);
    acts[0] = timeline;
    acts[1] = criteria;
    if (now->stage == STAGE_NOMINATION && now->phase == PHASE_OPEN) {
        acts[0] = fill;
    } else if (now->stage == STAGE_PUBLICITY && now->phase == PHASE_OPEN) {
        acts[0] = list;
        acts[1] = timeline;
    } else if (now->stage == STAGE_PROMOTION && now->phase != PHASE_BEFORE) {
        acts[0] = results;
        acts[1] = (struct link_view){"查看案例", url_path("/cases"), false};
    } else if (now->stage != STAGE_NOMINATION) {
        acts[1] = (struct link_view){"通知公告", url_path("/notices"), false};
    }
    *ret_len = 2;
    return acts;
}

/* "同时进行：公示评议，7月25日（周六）24:00 截止" for open stages besides the one shown. */
static const char *also_open(struct web *w, enum stage shown)
{
    const char *said = NULL;
    for (int s = 0; s < STAGE__COUNT; s++) {
        const struct stage_window *win = stage_window_of(w->round->windows, w->round->windows_len, (enum stage)s);
        if ((enum stage)s != shown && stage_is_in(w->stages, (enum stage)s) && win != NULL) {
            said = text_format(w->arena, "%s%s，%s 截止",
                               said == NULL ? "同时进行：" : text_format(w->arena, "%s；", said),
                               stage_name((enum stage)s), closing_words(w->arena, win->closes_at));
        }
    }
    return said;
}

static void home_now(struct web *w, struct home_view *v)
{
    struct stage_shown now = stage_current(w->round->windows, w->round->windows_len, w->now);
    const char *text = phase_text(&w->round->texts[now.stage], now.phase);
    v->now_numeral = stage_numeral(now.stage);
    v->now_name = stage_name(now.stage);
    v->now_kicker = now.phase == PHASE_OPEN ? "当前阶段" : now.phase == PHASE_BEFORE ? "下一阶段" : "各阶段已经结束";
    v->lead = text_format(w->arena, "%s%s", round_text(w->round, "home_lead"), text == NULL ? "" : text);
    v->acts = acts_of(w, &now, &v->acts_len);
    v->count = countdown_to(w->arena, now.window, now.phase, w->now);
    v->now_also = also_open(w, now.stage);
    if (now.window == NULL) {
        v->now_text = "时间待定，以通知为准";
    } else if (now.phase == PHASE_BEFORE) {
        v->now_text = text_format(w->arena, "%s开始，以本站时间为准", opening_words(w->arena, now.window->opens_at));
    } else {
        v->now_text = text_format(w->arena, now.phase == PHASE_OPEN ? "%s，以本站时间为准" : "已于 %s 结束",
                                  closing_words(w->arena, now.window->closes_at));
    }
}

static void home_offers(struct web *w, struct home_view *v)
{
    struct stage_offer_view *list = ARENA_ARRAY(w->arena, struct stage_offer_view, STAGE__COUNT);
    for (int s = 0; s < STAGE__COUNT; s++) {
        enum phase phase = stage_phase(w->round->windows, w->round->windows_len, (enum stage)s, w->now);
        list[s] = (struct stage_offer_view){stage_name((enum stage)s), phase_text(&w->round->texts[s], phase)};
    }
    v->offers = list;
    v->offers_len = STAGE__COUNT;
}

enum err home_page(struct web *w)
{
    struct home_view v = {0};
    const struct round *r = w->round;
    frame_page(w, &v.page, public_title(w));
    v.page.is_wide = true;
    v.page.description = optional(round_text(r, "site_description"));
    v.page.keywords = optional(round_text(r, "site_keywords"));
    int64_t submitted = 0;
    TRY(nomination_submitted_count(w->db, r->id, &submitted));
    TRY(notice_lines(w, HOME_NOTICES, &v.notices, &v.notices_len));
    struct text_view *title = ARENA_ARRAY(w->arena, struct text_view, 2);
    const char *batch = round_text(r, "batch_name");
    if (*batch != '\0') {
        title[v.title_lines_len++].text = batch;
    }
    title[v.title_lines_len++].text =
        has_text(v.page.site_name_second) ? v.page.site_name_second : v.page.site_name_first;
    v.title_lines = title;
    home_now(w, &v);
    home_offers(w, &v);
    v.stages = stages_words(w->arena, r, w->now, submitted);
    v.conditions = conditions(w, &v.conditions_len);
    v.conditions_title = conditions_title(w);
    v.copies = copies_words(w);
    v.sector_min = r->sector_places.min;
    v.sector_max = r->sector_places.max;
    v.is_sector_exact = v.sector_min == v.sector_max;
    v.phone = optional(round_text(r, "consult_phone"));
    tpl_home(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- who may apply, and how ---- */

/* Names of the districts of one kind: "金坛、溧阳市、武进区". */
static const char *districts_words(struct web *w, bool needs_local_opinion)
{
    const char *said = "";
    for (size_t i = 0; i < w->round->districts_len; i++) {
        const struct district *d = &w->round->districts[i];
        if (d->needs_local_opinion == needs_local_opinion) {
            said = text_format(w->arena, "%s%s%s", said, *said == '\0' ? "" : "、", d->name);
        }
    }
    return said;
}

/* The ways of the paper; a way that no district of the round takes has no row. */
static const struct route_line_view *route_lines(struct web *w, size_t *ret_len)
{
    struct route_line_view *rows = ARENA_ARRAY(w->arena, struct route_line_view, ROUTE__COUNT);
    const char *county = districts_words(w, true);
    const char *none = round_text(w->round, "none_sector");
    size_t n = 0;
    if (*districts_words(w, false) != '\0') {
        rows[n++] =
            (struct route_line_view){"参创行业", districts_words(w, false), round_text(w->round, "route_sector_city")};
    }
    if (*county != '\0') {
        rows[n++] = (struct route_line_view){"参创行业", county, round_text(w->round, "route_sector_county")};
    }
    rows[n++] = (struct route_line_view){*none == '\0' ? "其他行业" : none, "不分所在地",
                                         round_text(w->round, "route_district")};
    *ret_len = n;
    return rows;
}

static const char *places_words(struct arena *a, const struct places *p)
{
    return p->min == p->max ? text_format(a, "%d", p->min) : text_format(a, "%d 至 %d", p->min, p->max);
}

static const char *nomination_deadline(struct web *w)
{
    const struct stage_window *win = stage_window_of(w->round->windows, w->round->windows_len, STAGE_NOMINATION);
    return win == NULL ? NULL : closing_words(w->arena, win->closes_at);
}

static const struct text_view *declarations(struct web *w, size_t *ret_len)
{
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, w->round->fields_len + 1);
    size_t n = 0;
    for (size_t i = 0; i < w->round->fields_len; i++) {
        if (w->round->fields[i].type == FORM_DECLARATION) {
            list[n++].text = w->round->fields[i].label;
        }
    }
    *ret_len = n;
    return list;
}

static const struct sector_line_view *sectors(struct web *w, size_t *ret_len)
{
    size_t n = w->round->sectors_len;
    struct sector_line_view *list = ARENA_ARRAY(w->arena, struct sector_line_view, n == 0 ? 1 : n);
    for (size_t i = 0; i < n; i++) {
        list[i] = (struct sector_line_view){w->round->sectors[i].name, w->round->sectors[i].authority_name};
    }
    *ret_len = n;
    return list;
}

enum err criteria_page(struct web *w)
{
    struct criteria_view v = {0};
    frame_page(w, &v.page, public_title(w));
    v.crumb = public_crumb(w, v.page.title);
    v.scope = round_text(w->round, "scope_text");
    v.fee = optional(round_text(w->round, "fee_statement"));
    v.conditions_title = conditions_title(w);
    v.conditions = conditions(w, &v.conditions_len);
    v.declarations = declarations(w, &v.declarations_len);
    v.reference_text = day_chinese(w->arena, w->round->reference_day);
    v.routes = route_lines(w, &v.routes_len);
    v.sector_places = places_words(w->arena, &w->round->sector_places);
    v.district_places = places_words(w->arena, &w->round->district_places);
    v.sectors = sectors(w, &v.sectors_len);
    v.none_hint = round_text(w->round, "none_sector_hint");
    v.deadline_text = nomination_deadline(w);
    v.is_open = stage_is_in(w->stages, STAGE_NOMINATION);
    v.contact = public_contact(w);
    tpl_criteria(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- help ---- */

static void help_form(struct web *w, struct help_view *v)
{
    const struct round *r = w->round;
    struct help_part_view *parts = ARENA_ARRAY(w->arena, struct help_part_view, r->sections_len + 1);
    for (size_t i = 0; i < r->sections_len; i++) {
        parts[i] = (struct help_part_view){r->sections[i].title, r->sections[i].hint};
    }
    v->parts = parts;
    v->parts_len = r->sections_len;
    struct condition_view *pictures = ARENA_ARRAY(w->arena, struct condition_view, r->fields_len + 1);
    for (size_t i = 0; i < r->fields_len; i++) {
        if (r->fields[i].type == FORM_IMAGE && r->fields[i].stage == STAGE_NOMINATION) {
            pictures[v->pictures_len++] = (struct condition_view){r->fields[i].label, r->fields[i].help};
        }
    }
    v->pictures = pictures;
}

enum { BYTES_A_MEGABYTE = 1024 * 1024 };

static enum err help_attachments(struct web *w, struct help_view *v)
{
    struct evidence_rules rules;
    TRY(evidence_rules_get(w->db, w->arena, w->round, &rules));
    struct condition_view *list = ARENA_ARRAY(w->arena, struct condition_view, rules.kinds_len + 1);
    for (size_t i = 0; i < rules.kinds_len; i++) {
        const struct evidence_kind *k = &rules.kinds[i];
        const char *takes = k->is_pictures ? "JPG 或者 PNG" : "PDF、JPG 或者 PNG";
        list[i] = (struct condition_view){k->label, text_format(w->arena, "%s，%s", k->help, takes)};
    }
    v->attachments = list;
    v->attachments_len = rules.kinds_len;
    v->attachments_limits = text_format(w->arena, "每个文件不超过 %d MB，最多 %d 个，合计不超过 %d MB。",
                                        (int)(rules.file_bytes_max / BYTES_A_MEGABYTE), rules.files_max,
                                        (int)(rules.total_bytes_max / BYTES_A_MEGABYTE));
    return OK;
}

static const char *keeper_of(const struct round *r, int copy_no, enum route route)
{
    for (size_t i = 0; i < r->keepers_len; i++) {
        if (r->keepers[i].copy_no == copy_no && r->keepers[i].route == route) {
            return r->keepers[i].keeper;
        }
    }
    return "";
}

/* Keepers differ by route; where the routes disagree, each is named. */
static const char *keepers_words(struct web *w, int copy_no)
{
    const char *said = "";
    for (int route = 0; route < ROUTE__COUNT; route++) {
        const char *keeper = keeper_of(w->round, copy_no, (enum route)route);
        if (strstr(said, keeper) == NULL) {
            said = text_format(w->arena, "%s%s%s", said, *said == '\0' ? "" : "，或者", keeper);
        }
    }
    return said;
}

static void help_keepers(struct web *w, struct help_view *v)
{
    int copies = copies_count(w->round);
    struct keeper_view *list = ARENA_ARRAY(w->arena, struct keeper_view, (size_t)copies + 1);
    for (int copy_no = 1; copy_no <= copies; copy_no++) {
        const char *words = keepers_words(w, copy_no);
        if (*words != '\0') {
            list[v->keepers_len++] = (struct keeper_view){text_format(w->arena, "第%d份", copy_no), words};
        }
    }
    v->keepers = list;
}

static void help_notes(struct web *w, struct help_view *v)
{
    struct text_view *notes = ARENA_ARRAY(w->arena, struct text_view, w->round->notes_len + 1);
    for (size_t i = 0; i < w->round->notes_len; i++) {
        notes[i].text = w->round->notes[i];
    }
    v->notes = notes;
    v->notes_len = w->round->notes_len;
}

enum err help_page(struct web *w)
{
    struct help_view v = {0};
    frame_page(w, &v.page, public_title(w));
    v.crumb = public_crumb(w, v.page.title);
    v.account_help = round_text(w->round, "account_help");
    v.password_min = (int)role_password_min(ROLE_UNIT);
    v.failures_max = SIGNIN_FAILURES_MAX;
    v.lock_minutes = SIGNIN_LOCK_SECONDS / SECONDS_A_MINUTE;
    v.idle_minutes = SESSION_IDLE_SECONDS / SECONDS_A_MINUTE;
    help_form(w, &v);
    TRY(help_attachments(w, &v));
    v.copies = copies_words(w);
    help_keepers(w, &v);
    help_notes(w, &v);
    v.routes = route_lines(w, &v.routes_len);
    v.legal_version = round_text(w->round, "legal_version");
    v.late_contact = round_text(w->round, "late_contact");
    v.deadline_text = nomination_deadline(w);
    v.contact = public_contact(w);
    tpl_help(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- the footer's pages ---- */

enum err a11y_page(struct web *w)
{
    struct a11y_view v = {0};
    frame_page(w, &v.page, public_title(w));
    v.crumb = public_crumb(w, v.page.title);
    v.idle_minutes = SESSION_IDLE_SECONDS / SECONDS_A_MINUTE;
    v.contact = public_contact(w);
    tpl_a11y(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err privacy_page(struct web *w)
{
    static const struct {
        const char *name, *key;
    } items[] = {{"由谁处理", "privacy_controller"},   {"用来做什么", "privacy_purpose"},
                 {"怎样处理", "privacy_method"},       {"处理哪些信息", "privacy_scope"},
                 {"提供给谁", "privacy_sharing"},      {"公开哪些内容", "privacy_public"},
                 {"保存多久", "privacy_retention"},    {"可以要求什么", "privacy_rights"},
                 {"浏览器里的标识", "privacy_cookie"}, {"向谁询问", "privacy_contact"}};
    enum { ITEMS = sizeof items / sizeof items[0] };
    struct privacy_view v = {0};
    frame_page(w, &v.page, public_title(w));
    v.crumb = public_crumb(w, v.page.title);
    v.intro = optional(round_text(w->round, "privacy_intro"));
    struct condition_view *list = ARENA_ARRAY(w->arena, struct condition_view, ITEMS);
    for (size_t i = 0; i < ITEMS; i++) {
        const char *text = round_text(w->round, items[i].key);
        if (*text != '\0') {
            list[v.items_len++] = (struct condition_view){items[i].name, text};
        }
    }
    v.items = list;
    tpl_privacy(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* Handbook 5.3: "outside links say 您将离开本网站".  Only what the footer names is led to. */
enum err leave_page(struct web *w)
{
    struct outside to;
    struct leave_view v = {0};
    TRY(outside_link(w->arena, w->round, w->parts[0], &to));
    v.name = to.text;
    v.host = to.host;
    v.url = to.url;
    v.site_name = round_text(w->round, "site_name");
    frame_page(w, &v.page, public_title(w));
    tpl_leave(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err sitemap_page(struct web *w)
{
    struct sitemap_view v = {0};
    frame_page(w, &v.page, public_title(w));
    v.crumb = public_crumb(w, v.page.title);
    struct link_view *links = ARENA_ARRAY(w->arena, struct link_view, routes_len);
    for (size_t i = 0; i < routes_len; i++) {
        if ((routes[i].flags & LISTED) != 0) {
            links[v.links_len++] = (struct link_view){routes[i].title, url_path(routes[i].path), false};
        }
    }
    v.links = links;
    TRY(notice_lines(w, SIZE_MAX, &v.notices, &v.notices_len));
    tpl_sitemap(&w->out, &v);
    web_html(w, 200);
    return OK;
}
