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
#include "pages/list_asking.h"
#include "pages/nomination_words.h"
#include "pages/pages.h"
#include "pages/return_words.h"
#include "pages/views.h"
#include "store/account_store.h"
#include "store/db.h"
#include "store/list_store.h"
#include "web/frame.h"
#include "web/web.h"

/* ---- the words of a list ---- */

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

/* ---- controls ---- */

static void ask_status(struct list_asking *k)
{
    struct list_choosing c = list_choose(k, "state", "全部状态", STATUS__COUNT);
    for (int i = STATUS_AWAITING_OPINION; i < STATUS__COUNT; i++) { /* a draft is nobody's but its unit's */
        enum nomination_status s = (enum nomination_status)i;
        list_add_choice(&c, nomination_status_ident(s), nomination_status_word(s));
    }
    k->filter.status = list_add_filter(k, "state", "状态", &c);
}

static void ask_kind(struct list_asking *k)
{
    if (k->filter.actor.role != ROLE_OFFICE && k->filter.actor.role != ROLE_ADMIN) {
        return;
    }
    struct list_choosing c = list_choose(k, "kind", "全部类别", BODY_KINDS);
    for (size_t i = 0; i < BODY_KINDS; i++) {
        list_add_choice(&c, body_kinds[i].ident, body_kinds[i].name);
    }
    k->filter.kind = list_add_filter(k, "kind", "类别", &c);
}

static enum err ask_nominations(struct web *w, struct list_asking *ret)
{
    static const char *const orders[ORDER__COUNT] = {"受理编号",   "提交时间，新的在前", "提交时间，旧的在前",
                                                     "行业",       "单位，拼音",         "单位，笔画",
                                                     "品牌，拼音", "品牌，笔画"};
    TRY(list_ask_begin(w, "/nominations", ret));
    list_ask_sector(ret, round_text(w->round, "none_sector"));
    list_ask_district(ret);
    list_ask_route(ret);
    ask_status(ret);
    list_ask_order(ret, orders, ORDER_NUMBER);
    list_ask_word(ret);
    return OK;
}

static enum err ask_bodies(struct web *w, struct list_asking *ret)
{
    static const char *const orders[ORDER__COUNT] = {"登记先后",   "登记时间，新的在前", NULL, "行业",
                                                     "名称，拼音", "名称，笔画",         NULL, NULL};
    TRY(list_ask_begin(w, "/bodies/list", ret));
    ask_kind(ret);
    list_ask_sector(ret, NULL);
    list_ask_district(ret);
    list_ask_order(ret, orders, ORDER_NUMBER);
    list_ask_word(ret);
    return OK;
}

/* ---- what was received ---- */

static bool has_list(enum role role)
{
    return role == ROLE_OFFICE || role == ROLE_SECTOR || role == ROLE_DISTRICT;
}

/* Until when a returned one is due, and that it is overdue. */
static const char *return_note(struct web *w, const struct listed_nomination *n)
{
    if (n->status != STATUS_RETURNED) {
        return NULL;
    }
    struct return_notice t = {.due_at = n->return_due_at};
    return text_format(w->arena, "补正期限 %s%s", return_due_words(w, &t),
                       w->now < return_due(w->round, &t) ? "" : "，已逾期");
}

static struct received_row received_row(const struct list_asking *k, const struct listed_nomination *n)
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
        .route_name = route_phrase(n->route),
        .submitted_text = at_short_chinese(w->arena, n->submitted_at),
        .version_no = n->version_no,
        .tag = {status_tag_kind(n->status), nomination_status_word(n->status)},
        .note = waits ? "待当地意见，现在只能查看" : return_note(w, n),
        .can_open = n->chain.state == NOMINATION_SUBMITTED || n->status == STATUS_RETURNED,
        .url = url_path(text_format(w->arena, "/nominations/%s/record", n->ref)),
    };
}

static const char *received_empty(const struct list_asking *k)
{
    return k->is_filtered ? "没有符合条件的申报。可以换一个词，或者清除筛选条件。"
                          : "还没有收到申报。单位提交以后，会按受理编号列在这里。";
}

static enum err fill_received(struct web *w, struct received_view *v)
{
    struct list_asking k;
    struct listed_nominations all;
    TRY(ask_nominations(w, &k));
    TRY(nomination_listing(w->db, w->arena, &k.filter, &all));
    struct list_span span = list_span_asked(&k, all.len);
    struct received_row *rows = ARENA_ARRAY(w->arena, struct received_row, LIST_PAGE_ROWS);
    for (size_t i = span.first; i < span.end; i++) {
        rows[v->rows_len++] = received_row(&k, &all.rows[i]);
    }
    v->rows = rows;
    v->filter = list_filter_of(&k, "品牌、单位、窗口或编号");
    v->count = list_count_of(&k, "份申报", all.len, all.is_cut);
    v->empty_text = received_empty(&k);
    v->pager = list_pager_of(&k, &span);
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
                              .has_reviews = w->actor.role == ROLE_SECTOR || w->actor.role == ROLE_DISTRICT,
                              .has_figures = w->actor.role == ROLE_OFFICE,
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
    struct list_asking k;
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
    return list_send_workbook(&k, "申报清单", &b);
}

/* ---- who takes part ---- */

static struct body_row_view body_row(const struct list_asking *k, const struct listed_body *b)
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
    struct list_asking k;
    struct listed_bodies all;
    TRY(ask_bodies(w, &k));
    TRY(body_listing(w->db, w->arena, &k.filter, &all));
    struct list_span span = list_span_asked(&k, all.len);
    struct body_row_view *rows = ARENA_ARRAY(w->arena, struct body_row_view, LIST_PAGE_ROWS);
    for (size_t i = span.first; i < span.end; i++) {
        rows[v.rows_len++] = body_row(&k, &all.rows[i]);
    }
    v.rows = rows;
    v.lead = w->actor.role == ROLE_SECTOR     ? "本行业登记的申报单位。"
             : w->actor.role == ROLE_DISTRICT ? "需要本地征求意见或者推荐的申报单位。"
                                              : "登记在册的申报单位、主管部门和工作机构。";
    v.filter = list_filter_of(&k, "名称或代码");
    v.count = list_count_of(&k, "个", all.len, all.is_cut);
    v.empty_text =
        k.is_filtered ? "没有符合条件的单位。可以换一个词，或者清除筛选条件。" : "还没有登记的单位。登记以后列在这里。";
    v.pager = list_pager_of(&k, &span);
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
    struct list_asking k;
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
    return list_send_workbook(&k, "单位和部门", &b);
}
