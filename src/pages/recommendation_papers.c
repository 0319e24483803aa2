/* recommendation_papers.c - a sent list on paper (推荐汇总表, 推荐函: handbook 2.6) and as workbooks, and the office's
 * board of all of them. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "document/paper.h"
#include "document/workbook.h"
#include "domain/date_text.h"
#include "pages/list_asking.h"
#include "pages/pages.h"
#include "pages/paper_send.h"
#include "pages/recommendation_pages.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { REGISTER_COLUMNS = 9 };

/* ---- 推荐汇总表 ---- */

/* "2013-09" as "2013年9月". */
static const char *month_words(struct arena *a, const char *value)
{
    struct month_or_day m;
    return date_text_parse(value, &m) == OK ? month_or_day_chinese(a, m) : value;
}

static const char *const *register_values(struct web *w, const struct shown_list *l)
{
    const char **v = ARENA_ARRAY(w->arena, const char *, l->recommended *REGISTER_COLUMNS + 1);
    for (size_t i = 0; i < l->recommended; i++) {
        const struct recommended *x = &l->lines.items[i];
        const char *const row[REGISTER_COLUMNS] = {text_format(w->arena, "%zu", i + 1),
                                                   x->brand_name,
                                                   x->unit_name,
                                                   line_of(x),
                                                   month_words(w->arena, x->started_on),
                                                   text_format(w->arena, "%d", x->place),
                                                   x->contact_name,
                                                   x->contact_phone,
                                                   x->is_stale ? "已作废" : ""};
        memcpy(&v[i * REGISTER_COLUMNS], row, sizeof row);
    }
    return v;
}

static const struct paper_field *register_signs(struct web *w, const struct sent_list *l, size_t *ret_len)
{
    enum { SIGNS = 4 };
    struct paper_field *list = ARENA_ARRAY(w->arena, struct paper_field, SIGNS);
    list[0] = (struct paper_field){"推荐单位（盖章）", ""};
    list[1] = (struct paper_field){"填表人", l->filler_name};
    list[2] = (struct paper_field){"联系电话", l->filler_phone};
    list[3] = (struct paper_field){"日期", day_chinese(w->arena, day_of_at(l->sent_at))};
    *ret_len = SIGNS;
    return list;
}

static struct paper_meta list_meta(const struct sent_list *l, const char *title)
{
    return (struct paper_meta){.title = title,
                               .author = l->body_name,
                               .lang = "zh-CN",
                               .created_at = l->sent_at,
                               .record_json = (const unsigned char *)l->record,
                               .record_json_len = strlen(l->record),
                               .record_name = "recommendation.json"};
}

static const char *list_foot(struct web *w, const struct sent_list *l)
{
    return text_format(w->arena, "%s　·　第 %d 次报送%s　·　校验码 %s", l->body_name, l->number,
                       l->is_recalled ? "（已撤回）" : "", l->check_code);
}

static const char *list_qr(struct web *w, const struct sent_list *l)
{
    return web_absolute(w, text_format(w->arena, "%s?code=%s", list_path(w, l, ""), l->check_code));
}

static struct office_paper register_of(struct web *w, const struct shown_list *l)
{
    enum { BLOCKS = 3 };
    static const struct paper_column columns[REGISTER_COLUMNS] = {
        {"序号", 3, true},     {"品牌名称", 8, false}, {"申报单位", 9, false},
        {"所属行业", 4, true}, {"创建时间", 5, true},  {"推荐排序", 4, true},
        {"联系人", 4, true},   {"联系电话", 6, true},  {"备注", 4, false}};
    struct office_block *b = ARENA_ARRAY(w->arena, struct office_block, BLOCKS);
    struct office_paper p = {.heading = w->round->title,
                             .title = "推荐汇总表",
                             .blocks = b,
                             .foot = list_foot(w, &l->is),
                             .qr_text = list_qr(w, &l->is),
                             .is_register = true};
    p.meta = list_meta(&l->is, text_format(w->arena, "推荐汇总表（%s）", l->is.body_name));
    b[p.blocks_len++] = (struct office_block){.kind = OFFICE_TABLE,
                                              .columns = columns,
                                              .columns_len = REGISTER_COLUMNS,
                                              .values = register_values(w, l),
                                              .values_len = l->recommended * REGISTER_COLUMNS,
                                              .empty_text = "无推荐"};
    if (*l->is.reason != '\0') {
        b[p.blocks_len++] =
            (struct office_block){.kind = OFFICE_NOTE, .text = text_format(w->arena, "说明：%s", l->is.reason)};
    }
    b[p.blocks_len].kind = OFFICE_SIGNATURES;
    b[p.blocks_len].items = register_signs(w, &l->is, &b[p.blocks_len].items_len);
    p.blocks_len++;
    return p;
}

enum err recommendation_list_pdf_page(struct web *w)
{
    struct shown_list l;
    struct paper_pdf pdf;
    TRY(shown_list_of_path(w, &l));
    struct office_paper p = register_of(w, &l);
    TRY(paper_office(w->app->paper, &p, w->arena, &pdf));
    paper_send(w, &pdf, text_format(w->arena, "推荐汇总表_%s_第%d次.pdf", l.is.body_name, l.is.number));
    return OK;
}

/* ---- 推荐函 ---- */

static const struct paper_field *letter_brands(struct web *w, const struct shown_list *l)
{
    struct paper_field *list = ARENA_ARRAY(w->arena, struct paper_field, l->recommended + 1);
    for (size_t i = 0; i < l->recommended; i++) {
        list[i] = (struct paper_field){
            "", text_format(w->arena, "“%s”（%s）", l->lines.items[i].brand_name, l->lines.items[i].unit_name)};
    }
    return list;
}

static struct office_paper letter_of(struct web *w, const struct shown_list *l)
{
    enum { BLOCKS = 5 };
    struct office_block *b = ARENA_ARRAY(w->arena, struct office_block, BLOCKS);
    bool is_none = l->recommended == 0;
    struct office_paper p = {.title = "推荐函",
                             .blocks = b,
                             .issuer = l->is.body_name,
                             .issued_on = day_chinese(w->arena, day_of_at(l->is.sent_at)),
                             .foot = list_foot(w, &l->is),
                             .qr_text = list_qr(w, &l->is)};
    p.meta = list_meta(&l->is, text_format(w->arena, "推荐函（%s）", l->is.body_name));
    b[p.blocks_len++] = (struct office_block){.kind = OFFICE_ADDRESS,
                                              .text = text_format(w->arena, "%s：", round_text(w->round, "organiser"))};
    b[p.blocks_len++] = (struct office_block){
        .kind = OFFICE_TEXT,
        .text = is_none ? text_format(w->arena, "按照%s工作的要求，经审核，本次没有推荐的服务品牌。", w->round->title)
                        : text_format(w->arena, "按照%s工作的要求，经审核，择优推荐下列 %zu 个服务品牌，按推荐顺序为：",
                                      w->round->title, l->recommended)};
    if (!is_none) {
        b[p.blocks_len++] =
            (struct office_block){.kind = OFFICE_LIST, .items = letter_brands(w, l), .items_len = l->recommended};
        b[p.blocks_len++] =
            (struct office_block){.kind = OFFICE_TEXT, .text = round_text(w->round, "recommendation_assurance")};
    }
    if (*l->is.reason != '\0') {
        b[p.blocks_len++] = (struct office_block){
            .kind = OFFICE_TEXT, .text = text_format(w->arena, "%s：%s", is_none ? "理由" : "说明", l->is.reason)};
    }
    return p;
}

enum err recommendation_letter_pdf_page(struct web *w)
{
    struct shown_list l;
    struct paper_pdf pdf;
    TRY(shown_list_of_path(w, &l));
    struct office_paper p = letter_of(w, &l);
    TRY(paper_office(w->app->paper, &p, w->arena, &pdf));
    paper_send(w, &pdf, text_format(w->arena, "推荐函_%s_第%d次.pdf", l.is.body_name, l.is.number));
    return OK;
}

/* ---- workbooks ---- */

/* One row; `from` is its body's name, which only the roll-up of all has. */
static void workbook_row(struct web *w, const struct recommended *x, const char *from, size_t no,
                         struct workbook_cell *to)
{
    size_t c = 0;
    to[c++] = (struct workbook_cell){NULL, (int64_t)no};
    if (from != NULL) {
        to[c++] = (struct workbook_cell){from, 0};
    }
    to[c++] = (struct workbook_cell){x->brand_name, 0};
    to[c++] = (struct workbook_cell){x->unit_name, 0};
    to[c++] = (struct workbook_cell){line_of(x), 0};
    to[c++] = (struct workbook_cell){month_words(w->arena, x->started_on), 0};
    to[c++] = (struct workbook_cell){NULL, x->place};
    to[c++] = (struct workbook_cell){x->contact_name, 0};
    to[c++] = (struct workbook_cell){x->contact_phone, 0};
    to[c++] = (struct workbook_cell){x->receipt_no, 0};
    to[c++] = (struct workbook_cell){x->is_stale ? "报送后又改过，已作废" : "", 0};
}

enum err recommendation_xlsx_page(struct web *w)
{
    static const struct workbook_column columns[] = {
        {"序号", WORKBOOK_NUMBER, 6},    {"品牌名称", WORKBOOK_TEXT, 26}, {"申报单位", WORKBOOK_TEXT, 34},
        {"所属行业", WORKBOOK_TEXT, 14}, {"创建时间", WORKBOOK_TEXT, 14}, {"推荐排序", WORKBOOK_NUMBER, 10},
        {"联系人", WORKBOOK_TEXT, 12},   {"联系电话", WORKBOOK_TEXT, 20}, {"受理编号", WORKBOOK_TEXT, 16},
        {"备注", WORKBOOK_TEXT, 22},
    };
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    struct shown_list l;
    struct list_asking k;
    TRY(shown_list_of_path(w, &l));
    TRY(list_ask_begin(w, "/recommendations", &k));
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, l.recommended * COLUMNS + 1);
    for (size_t i = 0; i < l.recommended; i++) {
        workbook_row(w, &l.lines.items[i], NULL, i + 1, &cells[i * COLUMNS]);
    }
    struct workbook b = {.columns = columns, .columns_len = COLUMNS, .cells = cells, .rows_len = l.recommended};
    return list_send_workbook(&k, text_format(w->arena, "推荐汇总表 %s", l.is.body_name), &b);
}

/* ---- the office's board ---- */

static const char *board_state(const struct board_line *b)
{
    return *b->list_ref == '\0' || b->is_recalled ? "none" : b->is_received ? "received" : "sent";
}

static struct tag_view board_tag(const struct board_line *b)
{
    return *b->list_ref == '\0' ? (struct tag_view){"todo", "未报送"}
           : b->is_recalled     ? (struct tag_view){"back", "已撤回，待重报"}
           : b->is_received     ? (struct tag_view){"done", "已收到"}
                                : (struct tag_view){"half", "已报送，待收纸件"};
}

static struct board_row_view board_row(struct web *w, const struct board_line *b)
{
    bool has_list = *b->list_ref != '\0';
    return (struct board_row_view){.body_name = b->body_name,
                                   .kind_name = b->role == ROLE_SECTOR ? "市行业主管部门" : "辖市区文明办",
                                   .count_text = !has_list || b->is_recalled ? "—"
                                                 : b->recommended == 0       ? "无推荐"
                                                                       : text_format(w->arena, "%d 个", b->recommended),
                                   .sent_text = has_list ? at_short_chinese(w->arena, b->sent_at) : "—",
                                   .tag = board_tag(b),
                                   .note = has_list && *b->reason != '\0' ? b->reason
                                           : b->has_people                ? NULL
                                                                          : "还没有开通账号",
                                   .has_list = has_list,
                                   .url = url_path(text_format(w->arena, "/recommendations/%s", b->list_ref))};
}

struct board_asking {
    const char *kind, *state;
};

static struct board_asking ask_board(struct list_asking *k)
{
    enum { CHOICES = 3 };
    struct list_choosing kind = list_choose(k, "kind", "全部单位", CHOICES);
    list_add_choice(&kind, "sector", "市行业主管部门");
    list_add_choice(&kind, "district", "辖市区文明办");
    struct list_choosing state = list_choose(k, "state", "全部状态", CHOICES);
    list_add_choice(&state, "none", "未报送");
    list_add_choice(&state, "sent", "已报送，待收纸件");
    list_add_choice(&state, "received", "已收到");
    struct board_asking a = {list_add_filter(k, "kind", "单位", &kind), list_add_filter(k, "state", "状态", &state)};
    list_ask_word(k);
    return a;
}

static bool is_asked_for(const struct board_line *b, const struct board_asking *a, const char *word)
{
    bool has_kind = *a->kind == '\0' || strcmp(a->kind, role_ident(b->role)) == 0;
    bool has_state = *a->state == '\0' || strcmp(a->state, board_state(b)) == 0;
    return has_kind && has_state && (*word == '\0' || strstr(b->body_name, word) != NULL);
}

enum err recommendation_board_page(struct web *w)
{
    struct recommendation_board_view v = {0};
    struct list_asking k;
    struct board_line *lines = NULL;
    size_t len = 0;
    size_t sent = 0;
    int brands = 0;
    TRY(list_ask_begin(w, "/recommendations", &k));
    struct board_asking asked = ask_board(&k);
    TRY(recommendation_board(web_reading(w), &lines, &len));
    struct board_row_view *rows = ARENA_ARRAY(w->arena, struct board_row_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        bool is_live = *lines[i].list_ref != '\0' && !lines[i].is_recalled;
        sent += is_live;
        brands += is_live ? lines[i].recommended : 0;
        if (is_asked_for(&lines[i], &asked, k.filter.word)) {
            rows[v.rows_len++] = board_row(w, &lines[i]);
        }
    }
    v.rows = rows;
    v.lead = text_format(w->arena, "%zu 家应报送，%zu 家已报送，共推荐 %d 个品牌。", len, sent, brands);
    v.filter = list_filter_of(&k, "单位名称");
    v.empty_text = k.is_filtered ? "没有符合条件的单位。可以换一个词，或者清除筛选条件。"
                                 : "还没有主管部门和辖市区文明办。导入单位以后，会列在这里。";
    v.xlsx_url = url_path("/recommendations.xlsx");
    v.has_any = brands > 0;
    frame_page(w, &v.page, "推荐名单");
    tpl_recommendation_board(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* The roll-up while it is filled. */
struct rolling {
    struct workbook_cell *cells;
    size_t rows;
};
enum { ROLL_COLUMNS = 11 };

static enum err roll_list(struct web *w, const struct board_line *b, struct rolling *to)
{
    struct sent_list l;
    struct recommended_list items;
    if (*b->list_ref == '\0' || b->is_recalled) {
        return OK;
    }
    TRY(sent_list_by_ref(w->db, w->arena, b->list_ref, &l));
    TRY(sent_list_items(web_reading(w), &l, &items));
    for (size_t n = 0; n < items.len && items.items[n].place > 0 && to->rows < RECOMMENDED_MAX; n++) {
        workbook_row(w, &items.items[n], l.body_name, to->rows + 1, &to->cells[to->rows * ROLL_COLUMNS]);
        to->rows++;
    }
    return OK;
}

/* Every brand of every list that counts, one below the other. */
enum err recommendations_xlsx_page(struct web *w)
{
    static const struct workbook_column columns[] = {
        {"序号", WORKBOOK_NUMBER, 6},      {"推荐单位", WORKBOOK_TEXT, 26}, {"品牌名称", WORKBOOK_TEXT, 26},
        {"申报单位", WORKBOOK_TEXT, 34},   {"所属行业", WORKBOOK_TEXT, 14}, {"创建时间", WORKBOOK_TEXT, 14},
        {"推荐排序", WORKBOOK_NUMBER, 10}, {"联系人", WORKBOOK_TEXT, 12},   {"联系电话", WORKBOOK_TEXT, 20},
        {"受理编号", WORKBOOK_TEXT, 16},   {"备注", WORKBOOK_TEXT, 22},
    };
    _Static_assert(sizeof columns / sizeof columns[0] == ROLL_COLUMNS, "workbook_row fills them all");
    struct list_asking k;
    struct board_line *lines = NULL;
    size_t len = 0;
    TRY(list_ask_begin(w, "/recommendations", &k));
    TRY(recommendation_board(web_reading(w), &lines, &len));
    struct rolling to = {ARENA_ARRAY(w->arena, struct workbook_cell, (size_t)RECOMMENDED_MAX * ROLL_COLUMNS), 0};
    for (size_t i = 0; i < len; i++) {
        TRY(roll_list(w, &lines[i], &to));
    }
    struct workbook b = {.columns = columns, .columns_len = ROLL_COLUMNS, .cells = to.cells, .rows_len = to.rows};
    return list_send_workbook(&k, "推荐汇总", &b);
}
