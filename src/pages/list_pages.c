/* list_pages.c - what was received and who takes part: filtered, searched, in order, paged, and as a workbook. */
#include "pages/list_pages.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "document/workbook.h"
#include "domain/list_query.h"
#include "domain/masking.h"
#include "domain/nomination_status.h"
#include "domain/permission.h"
#include "domain/role.h"
#include "domain/route.h"
#include "pages/nomination_words.h"
#include "pages/pages.h"
#include "pages/views.h"
#include "store/account_store.h"
#include "store/db.h"
#include "store/list_store.h"
#include "web/frame.h"
#include "web/web.h"

#define XLSX_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

enum { SELECTS_MAX = 6, NOTES_MAX = 3 };

/* A list while it is asked for: the filter, and the controls that show it. */
struct asking {
    struct web *w;
    const char *path; /* of the list */
    struct listing_filter filter;
    struct body self;
    struct list_select_view *selects;
    size_t selects_len;
    const char *said; /* "行业：公交；状态：待推荐" */
    const char *order_said;
    bool is_filtered;
};

/* ---- the words of a list ---- */

static const char *route_name(const char *ident)
{
    static const char *const names[ROUTE__COUNT] = {"直接报主管部门", "先征求当地意见", "辖市区推荐"};
    enum route route;
    return route_from_ident(ident, &route) == OK ? names[route] : "";
}

static const struct {
    const char *ident, *name;
} body_kinds[] = {{"unit", "申报单位"},      {"district", "辖市区文明办"}, {"sector", "市行业主管部门"},
                  {"joint", "会同部门"},     {"office", "市文明办"},       {"commission", "市文明委"},
                  {"panel", "专家评审组织"}, {"system", "系统管理"}};
enum { BODY_KINDS = sizeof body_kinds / sizeof body_kinds[0] };

static const char *kind_name(const char *ident)
{
    for (size_t i = 0; i < BODY_KINDS; i++) {
        if (strcmp(body_kinds[i].ident, ident) == 0) {
            return body_kinds[i].name;
        }
    }
    return "";
}

static const char *tag_kind(enum nomination_status s)
{
    static const char *const kinds[STATUS__COUNT] = {
        [STATUS_DRAFT] = "todo",          [STATUS_AWAITING_OPINION] = "half", [STATUS_AWAITING_RECOMMENDATION] = "todo",
        [STATUS_RETURNED] = "back",       [STATUS_NOT_RECOMMENDED] = "off",   [STATUS_RECOMMENDED] = "half",
        [STATUS_NOT_SHORTLISTED] = "off", [STATUS_SHORTLISTED] = "ok",        [STATUS_WITHDRAWN] = "off"};
    return kinds[s];
}

/* ---- controls ---- */

/* One select being filled. */
struct choosing {
    const char *asked; /* what the address says */
    struct option_view *options;
    size_t len;
    const char *chosen; /* label of what is chosen; NULL for the first, "all" */
};

static struct choosing choose(struct asking *k, const char *name, const char *all, size_t max)
{
    struct choosing c = {.asked = fields_text(&k->w->rq->query, name),
                         .options = ARENA_ARRAY(k->w->arena, struct option_view, max + 1)};
    c.options[c.len++] = (struct option_view){.value = "", .label = all};
    return c;
}

static void add_choice(struct choosing *c, const char *value, const char *label)
{
    bool is_chosen = strcmp(c->asked, value) == 0;
    c->options[c->len++] = (struct option_view){.value = value, .label = label, .is_chosen = is_chosen};
    c->chosen = is_chosen ? label : c->chosen;
}

static void add_select(struct asking *k, const char *id, const char *label, const struct choosing *c)
{
    k->selects[k->selects_len++] = (struct list_select_view){id, label, c->options, c->len};
}

/* A filter's select.  What the address asks for, or "" when it is none of the choices. */
static const char *add_filter(struct asking *k, const char *id, const char *label, const struct choosing *c)
{
    add_select(k, id, label, c);
    if (c->chosen == NULL) {
        return "";
    }
    k->is_filtered = true;
    k->said = text_format(k->w->arena, "%s%s%s：%s", k->said, *k->said == '\0' ? "" : "；", label, c->chosen);
    return c->asked;
}

/* One office may be the authority of several sectors: "交通运输、公交、出租车 · 市交通运输局". */
static bool acts_for(const struct asking *k, const struct sector *s)
{
    if (k->filter.actor.role != ROLE_SECTOR) {
        return true;
    }
    const struct round *r = k->w->round;
    for (size_t i = 0; i < r->sectors_len; i++) {
        if (r->sectors[i].id == k->self.sector_id && strcmp(r->sectors[i].authority_name, s->authority_name) == 0) {
            return true;
        }
    }
    return strcmp(k->self.name, s->authority_name) == 0;
}

static void ask_sector(struct asking *k, const char *none)
{
    const struct round *r = k->w->round;
    struct choosing c = choose(k, "sector", "全部行业", r->sectors_len + 1);
    for (size_t i = 0; i < r->sectors_len; i++) {
        if (acts_for(k, &r->sectors[i])) {
            add_choice(&c, r->sectors[i].code, r->sectors[i].name);
        }
    }
    if (none != NULL && k->filter.actor.role != ROLE_SECTOR) {
        add_choice(&c, "none", none);
    }
    k->filter.sector = add_filter(k, "sector", "行业", &c);
}

/* A district's office has one district: nothing to choose. */
static void ask_district(struct asking *k)
{
    const struct round *r = k->w->round;
    if (k->filter.actor.role == ROLE_DISTRICT) {
        return;
    }
    struct choosing c = choose(k, "district", "全部辖市区", r->districts_len);
    for (size_t i = 0; i < r->districts_len; i++) {
        add_choice(&c, r->districts[i].code, r->districts[i].name);
    }
    k->filter.district = add_filter(k, "district", "辖市区", &c);
}

static void ask_route(struct asking *k)
{
    struct choosing c = choose(k, "route", "全部路径", ROUTE__COUNT);
    for (int i = 0; i < ROUTE__COUNT; i++) {
        const char *ident = route_ident((enum route)i);
        add_choice(&c, ident, route_name(ident));
    }
    k->filter.route = add_filter(k, "route", "报送路径", &c);
}

static void ask_status(struct asking *k)
{
    struct choosing c = choose(k, "state", "全部状态", STATUS__COUNT);
    for (int i = STATUS_AWAITING_OPINION; i < STATUS__COUNT; i++) { /* a draft is nobody's but its unit's */
        enum nomination_status s = (enum nomination_status)i;
        add_choice(&c, nomination_status_ident(s), nomination_status_word(s));
    }
    k->filter.status = add_filter(k, "state", "状态", &c);
}

static void ask_kind(struct asking *k)
{
    if (k->filter.actor.role != ROLE_OFFICE && k->filter.actor.role != ROLE_ADMIN) {
        return;
    }
    struct choosing c = choose(k, "kind", "全部类别", BODY_KINDS);
    for (size_t i = 0; i < BODY_KINDS; i++) {
        add_choice(&c, body_kinds[i].ident, body_kinds[i].name);
    }
    k->filter.kind = add_filter(k, "kind", "类别", &c);
}

static void ask_order(struct asking *k, const char *const labels[ORDER__COUNT])
{
    enum list_order order = list_order_of(fields_text(&k->w->rq->query, "sort"), ORDER_NUMBER);
    k->filter.order = labels[order] == NULL ? ORDER_NUMBER : order;
    struct option_view *options = ARENA_ARRAY(k->w->arena, struct option_view, ORDER__COUNT);
    struct choosing c = {.options = options};
    for (int i = 0; i < ORDER__COUNT; i++) {
        if (labels[i] != NULL) {
            enum list_order o = (enum list_order)i;
            options[c.len++] = (struct option_view){
                .value = list_order_ident(o), .label = labels[i], .is_chosen = o == k->filter.order};
        }
    }
    k->order_said = labels[k->filter.order];
    add_select(k, "sort", "排序", &c);
}

static void ask_word(struct asking *k)
{
    const char *word = list_search_word(k->w->arena, fields_text(&k->w->rq->query, "q"));
    k->filter.word = word;
    if (*word != '\0') {
        k->is_filtered = true;
        k->said = text_format(k->w->arena, "%s%s含“%s”", k->said, *k->said == '\0' ? "" : "；", word);
    }
}

static enum err begin_asking(struct web *w, const char *path, struct asking *ret)
{
    *ret = (struct asking){.w = w, .path = path, .said = "", .order_said = ""};
    ret->filter = (struct listing_filter){.round_id = w->round->id, .actor = w->actor, .word = ""};
    ret->selects = ARENA_ARRAY(w->arena, struct list_select_view, SELECTS_MAX);
    return body_by_id(w->db, w->arena, w->actor.body_id, &ret->self);
}

static enum err ask_nominations(struct web *w, struct asking *ret)
{
    static const char *const orders[ORDER__COUNT] = {"受理编号",   "提交时间，新的在前", "提交时间，旧的在前",
                                                     "行业",       "单位，拼音",         "单位，笔画",
                                                     "品牌，拼音", "品牌，笔画"};
    TRY(begin_asking(w, "/nominations", ret));
    ask_sector(ret, round_text(w->round, "none_sector"));
    ask_district(ret);
    ask_route(ret);
    ask_status(ret);
    ask_order(ret, orders);
    ask_word(ret);
    return OK;
}

static enum err ask_bodies(struct web *w, struct asking *ret)
{
    static const char *const orders[ORDER__COUNT] = {"登记先后",   "登记时间，新的在前", NULL, "行业",
                                                     "名称，拼音", "名称，笔画",         NULL, NULL};
    TRY(begin_asking(w, "/bodies/list", ret));
    ask_kind(ret);
    ask_sector(ret, NULL);
    ask_district(ret);
    ask_order(ret, orders);
    ask_word(ret);
    return OK;
}

/* ---- addresses ---- */

static const char *with(struct asking *k, const char *path, const char *name, const char *value)
{
    return text_is_empty(value) ? path : url_with(k->w->arena, path, name, value).text;
}

/* The list's address as it is asked for now, under another path, at another page (0: none). */
static struct url list_url(struct asking *k, const char *path, size_t page)
{
    const struct listing_filter *f = &k->filter;
    path = with(k, path, "q", f->word);
    path = with(k, path, "kind", f->kind);
    path = with(k, path, "sector", f->sector);
    path = with(k, path, "district", f->district);
    path = with(k, path, "route", f->route);
    path = with(k, path, "state", f->status);
    path = with(k, path, "sort", f->order == ORDER_NUMBER ? "" : list_order_ident(f->order));
    path = with(k, path, "page", page > 1 ? text_format(k->w->arena, "%zu", page) : "");
    return url_path(path);
}

static struct list_filter_view filter_view(const struct asking *k, const char *word_label)
{
    return (struct list_filter_view){url_path(k->path), word_label, k->filter.word, k->selects, k->selects_len};
}

static struct list_count_view count_view(struct asking *k, const char *counted, size_t len, bool is_cut)
{
    const char *cut = text_format(k->w->arena, "，只列出前 %d %s，请缩小范围", LIST_ROWS_MAX, counted);
    const char *text = text_format(k->w->arena, "%s %zu %s%s", k->is_filtered ? "符合条件的有" : "共", len, counted,
                                   is_cut ? cut : "");
    const char *order = k->filter.order == ORDER_NUMBER ? "" : list_order_ident(k->filter.order);
    return (struct list_count_view){
        .text = text,
        .is_filtered = k->is_filtered,
        .clear_url = url_path(with(k, k->path, "sort", order)),
        .has_rows = len > 0,
        .xlsx_url = list_url(k, text_format(k->w->arena, "%s.xlsx", k->path), 0),
    };
}

static struct pager_view pager_view(struct asking *k, const struct list_span *span)
{
    return (struct pager_view){.has_pages = span->pages > 1,
                               .text = text_format(k->w->arena, "第 %zu 页，共 %zu 页", span->page, span->pages),
                               .has_previous = span->page > 1,
                               .previous_url = list_url(k, k->path, span->page - 1),
                               .has_next = span->page < span->pages,
                               .next_url = list_url(k, k->path, span->page + 1)};
}

static struct list_span span_of(struct asking *k, size_t len)
{
    return list_span(len, fields_text(&k->w->rq->query, "page"));
}

/* ---- what was received ---- */

static bool has_list(enum role role)
{
    return role == ROLE_OFFICE || role == ROLE_SECTOR || role == ROLE_DISTRICT;
}

static struct received_row received_row(const struct asking *k, const struct listed_nomination *n)
{
    struct web *w = k->w;
    bool waits = k->filter.actor.role == ROLE_SECTOR && n->status == STATUS_AWAITING_OPINION;
    return (struct received_row){
        .receipt_no = n->receipt_no,
        .brand_name = n->brand_name,
        .unit_name = n->unit_name,
        .window_name = text_is_empty(n->window_name) ? NULL : n->window_name,
        .sector_name = *n->sector_name == '\0' ? round_text(w->round, "none_sector") : n->sector_name,
        .district_name = n->district_name,
        .route_name = route_name(n->route),
        .submitted_text = at_short_chinese(w->arena, n->submitted_at),
        .version_no = n->version_no,
        .tag = {tag_kind(n->status), nomination_status_word(n->status)},
        .note = waits ? "待当地意见，现在只能查看" : NULL,
        .can_open = n->chain.state == NOMINATION_SUBMITTED,
        .url = url_path(text_format(w->arena, "/nominations/%s/record", n->ref)),
    };
}

static const char *received_empty(const struct asking *k)
{
    return k->is_filtered ? "没有符合条件的申报。可以换一个词，或者清除筛选条件。"
                          : "还没有收到申报。单位提交以后，会按受理编号列在这里。";
}

static enum err fill_received(struct web *w, struct received_view *v)
{
    struct asking k;
    struct listed_nominations all;
    TRY(ask_nominations(w, &k));
    TRY(nomination_listing(w->db, w->arena, &k.filter, &all));
    struct list_span span = span_of(&k, all.len);
    struct received_row *rows = ARENA_ARRAY(w->arena, struct received_row, LIST_PAGE_ROWS);
    for (size_t i = span.first; i < span.end; i++) {
        rows[v->rows_len++] = received_row(&k, &all.rows[i]);
    }
    v->rows = rows;
    v->filter = filter_view(&k, "品牌、单位、窗口或编号");
    v->count = count_view(&k, "份申报", all.len, all.is_cut);
    v->empty_text = received_empty(&k);
    v->pager = pager_view(&k, &span);
    return OK;
}

static const char *received_lead(struct web *w)
{
    return w->actor.role == ROLE_OFFICE ? "单位提交的申报都在这里。"
           : w->actor.role == ROLE_SECTOR ? "本行业的申报都在这里。先征求当地意见的，标明“待当地意见”。"
           : w->actor.role == ROLE_DISTRICT ? "需要本地征求意见或者推荐的申报都在这里。"
                                            : work_now_text(w);
}

enum err received_list(struct web *w)
{
    struct received_view v = {.has_bodies = has_list(w->actor.role) || w->actor.role == ROLE_ADMIN,

                              .shows_list = has_list(w->actor.role),
                              .lead = received_lead(w),
                              .empty_text = "",
                              .pager = {.text = ""}};
    if (v.shows_list) {
        TRY(fill_received(w, &v));
    }
    frame_page(w, &v.page, "工作台");
    tpl_received(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- as a workbook ---- */

/* The list's table with what every one of ours says on top. */
static enum err send_workbook(struct asking *k, const char *title, struct workbook *b)
{
    struct web *w = k->w;
    const unsigned char *bytes = NULL;
    size_t len = 0;
    const char **notes = ARENA_ARRAY(w->arena, const char *, NOTES_MAX);
    notes[b->notes_len++] =
        text_format(w->arena, "%s　导出时间 %s　导出人 %s %s", w->round->batch_label, at_chinese(w->arena, w->now),
                    w->session.account.body_name, w->session.account.person_name);
    notes[b->notes_len++] = text_format(w->arena, "范围：%s　排序：%s　共 %zu 行", *k->said == '\0' ? "全部" : k->said,
                                        k->order_said, b->rows_len);
    b->notes = notes;
    b->sheet_name = title;
    b->title = text_format(w->arena, "%s%s", w->round->title, title);
    b->made_at = w->now;
    TRY(workbook_make(b, w->app->spool_dir == NULL ? "/tmp" : w->app->spool_dir, w->arena, &bytes, &len));
    const char *day = day_iso(w->arena, day_of_at(w->now));
    web_download(w, XLSX_TYPE, text_format(w->arena, "%s-%s.xlsx", title, day), bytes, len);
    return OK;
}

enum err nominations_xlsx_page(struct web *w)
{
    static const struct workbook_column columns[] = {
        {"序号", WORKBOOK_NUMBER, 6},      {"受理编号", WORKBOOK_TEXT, 15}, {"品牌名称", WORKBOOK_TEXT, 28},
        {"申报单位", WORKBOOK_TEXT, 34},   {"窗口", WORKBOOK_TEXT, 22},     {"行业", WORKBOOK_TEXT, 12},
        {"辖市区", WORKBOOK_TEXT, 10},     {"报送路径", WORKBOOK_TEXT, 26}, {"状态", WORKBOOK_TEXT, 18},
        {"提交时间", WORKBOOK_MOMENT, 17}, {"版本", WORKBOOK_NUMBER, 6},    {"办公电话", WORKBOOK_TEXT, 18},
        {"手机", WORKBOOK_TEXT, 14},
    };
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    struct asking k;
    struct listed_nominations all;
    TRY(ask_nominations(w, &k));
    TRY(nomination_listing(w->db, w->arena, &k.filter, &all));
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, all.len * COLUMNS + 1);
    for (size_t i = 0; i < all.len; i++) {
        const struct listed_nomination *n = &all.rows[i];
        struct received_row r = received_row(&k, n);
        const struct workbook_cell row[COLUMNS] = {{NULL, (int64_t)i + 1},
                                                   {r.receipt_no, 0},
                                                   {r.brand_name, 0},
                                                   {r.unit_name, 0},
                                                   {r.window_name, 0},
                                                   {r.sector_name, 0},
                                                   {r.district_name, 0},
                                                   {r.route_name, 0},
                                                   {r.tag.text, 0},
                                                   {NULL, n->submitted_at},
                                                   {NULL, n->version_no},
                                                   {mask_phone(w->arena, n->contact_phone), 0},
                                                   {mask_mobile(w->arena, n->contact_mobile), 0}};
        memcpy(&cells[i * COLUMNS], row, sizeof row);
    }
    struct workbook b = {.columns = columns, .columns_len = COLUMNS, .cells = cells, .rows_len = all.len};
    return send_workbook(&k, "申报清单", &b);
}

/* ---- who takes part ---- */

static struct body_row_view body_row(const struct asking *k, const struct listed_body *b)
{
    bool is_outside = *b->sector_name == '\0' && strcmp(b->kind, "unit") == 0;
    return (struct body_row_view){.name = b->name,
                                  .kind_name = kind_name(b->kind),
                                  .sector_name = is_outside ? round_text(k->w->round, "none_sector") : b->sector_name,
                                  .district_name = b->district_name,
                                  .org_code = b->org_code,
                                  .accounts = b->accounts,
                                  .receipt_no = b->receipt_no};
}

enum err bodies_list_page(struct web *w)
{
    struct bodies_list_view v = {0};
    struct asking k;
    struct listed_bodies all;
    TRY(ask_bodies(w, &k));
    TRY(body_listing(w->db, w->arena, &k.filter, &all));
    struct list_span span = span_of(&k, all.len);
    struct body_row_view *rows = ARENA_ARRAY(w->arena, struct body_row_view, LIST_PAGE_ROWS);
    for (size_t i = span.first; i < span.end; i++) {
        rows[v.rows_len++] = body_row(&k, &all.rows[i]);
    }
    v.rows = rows;
    v.lead = w->actor.role == ROLE_SECTOR     ? "本行业登记的申报单位。"
             : w->actor.role == ROLE_DISTRICT ? "需要本地征求意见或者推荐的申报单位。"
                                              : "登记在册的申报单位、主管部门和工作机构。";
    v.filter = filter_view(&k, "名称或代码");
    v.count = count_view(&k, "个", all.len, all.is_cut);
    v.empty_text =
        k.is_filtered ? "没有符合条件的单位。可以换一个词，或者清除筛选条件。" : "还没有登记的单位。登记以后列在这里。";
    v.pager = pager_view(&k, &span);
    frame_page(w, &v.page, "单位和部门");
    tpl_bodies_list(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err bodies_xlsx_page(struct web *w)
{
    static const struct workbook_column columns[] = {
        {"序号", WORKBOOK_NUMBER, 6},   {"名称", WORKBOOK_TEXT, 38},     {"类别", WORKBOOK_TEXT, 16},
        {"行业", WORKBOOK_TEXT, 12},    {"辖市区", WORKBOOK_TEXT, 10},   {"代码", WORKBOOK_TEXT, 22},
        {"账号数", WORKBOOK_NUMBER, 8}, {"受理编号", WORKBOOK_TEXT, 15}, {"登记时间", WORKBOOK_MOMENT, 17},
    };
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    struct asking k;
    struct listed_bodies all;
    TRY(ask_bodies(w, &k));
    TRY(body_listing(w->db, w->arena, &k.filter, &all));
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, all.len * COLUMNS + 1);
    for (size_t i = 0; i < all.len; i++) {
        struct body_row_view r = body_row(&k, &all.rows[i]);
        const struct workbook_cell row[COLUMNS] = {
            {NULL, (int64_t)i + 1}, {r.name, 0},          {r.kind_name, 0},
            {r.sector_name, 0},     {r.district_name, 0}, {r.org_code, 0},
            {NULL, r.accounts},     {r.receipt_no, 0},    {NULL, all.rows[i].created_at}};
        memcpy(&cells[i * COLUMNS], row, sizeof row);
    }
    struct workbook b = {.columns = columns, .columns_len = COLUMNS, .cells = cells, .rows_len = all.len};
    return send_workbook(&k, "单位和部门", &b);
}
