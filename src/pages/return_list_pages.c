/* return_list_pages.c - 退回记录 (handbook 9): what was returned, what came back, what is overdue. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "document/workbook.h"
#include "pages/list_asking.h"
#include "pages/pages.h"
#include "pages/return_words.h"
#include "pages/stage_words.h"
#include "pages/views.h"
#include "store/db.h"
#include "store/return_store.h"
#include "web/frame.h"
#include "web/web.h"

struct returns_asked {
    struct list_asking k;
    struct return_row *rows;
    size_t len;
};

/* An authority has its own; the office has all. */
static enum err ask_returns(struct web *w, struct returns_asked *ret)
{
    struct list_asking *k = &ret->k;
    TRY(list_ask_begin(w, "/reviews/returns", k));
    struct list_choosing c = list_choose(k, "state", "全部状态", REVISION__COUNT);
    for (int i = 0; i < REVISION__COUNT; i++) {
        enum revision_state s = (enum revision_state)i;
        list_add_choice(&c, revision_state_ident(s), revision_state_word(s));
    }
    k->filter.status = list_add_filter(k, "state", "状态", &c);
    list_ask_word(k);
    k->order_said = "退回时间，新的在前";
    struct return_filter f = {.round = w->round,
                              .body_id = w->actor.role == ROLE_OFFICE ? 0 : w->actor.body_id,
                              .account_id = w->actor.account_id,
                              .now = w->now,
                              .word = k->filter.word,
                              .state = k->filter.status};
    return return_list(w->db, w->arena, &f, &ret->rows, &ret->len);
}

static const char *row_note(struct web *w, const struct return_row *r)
{
    if (r->state == REVISION_RESUBMITTED) {
        return text_format(w->arena, "%s 补正%s", at_short_chinese(w->arena, r->ended_at),
                           r->ended_at >= r->due_at ? "，逾期受理" : "");
    }
    return r->state == REVISION_RECALLED ? text_format(w->arena, "%s 收回", at_short_chinese(w->arena, r->ended_at))
                                         : NULL;
}

static struct return_row_view row_view(struct web *w, const struct return_row *r)
{
    return (struct return_row_view){
        .brand_name = r->brand_name,
        .unit_name = r->unit_name,
        .receipt_no = r->receipt_no,
        .version_text = text_format(w->arena, "第 %d 版，%d 处", r->version_no, r->remarks),
        .body_name = r->body_name,
        .returned = at_short_chinese(w->arena, r->returned_at),
        .due = closing_words(w->arena, r->due_at),
        .tag = revision_tag(r->state),
        .note = row_note(w, r),
        .url = url_path(text_format(w->arena, "/nominations/%s/returns/%s", r->nomination_ref, r->ref))};
}

enum err returns_page(struct web *w)
{
    struct returns_asked all;
    TRY(ask_returns(w, &all));
    struct list_span span = list_span_asked(&all.k, all.len);
    struct return_row_view *rows = ARENA_ARRAY(w->arena, struct return_row_view, LIST_PAGE_ROWS);
    struct returns_view v = {.rows = rows,
                             .lead = w->actor.role == ROLE_OFFICE ? "各主管部门、辖市区和本办退回修改的申报都在这里。"
                                                                  : "本单位退回修改的申报都在这里。"};
    for (size_t i = span.first; i < span.end; i++) {
        rows[v.rows_len++] = row_view(w, &all.rows[i]);
    }
    v.filter = list_filter_of(&all.k, "品牌、单位或编号");
    v.count = list_count_of(&all.k, "次退回", all.len, all.len >= LIST_ROWS_MAX);
    v.pager = list_pager_of(&all.k, &span);
    v.empty_text = all.k.is_filtered ? "没有符合条件的退回。可以换一个词，或者清除筛选条件。"
                                     : "还没有退回过申报。审阅时选择退回修改，就会列在这里。";
    frame_page(w, &v.page, "退回记录");
    tpl_returns(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err returns_xlsx_page(struct web *w)
{
    static const struct workbook_column columns[] = {
        {"受理编号", WORKBOOK_TEXT, 18},     {"品牌名称", WORKBOOK_TEXT, 24},         {"申报单位", WORKBOOK_TEXT, 32},
        {"退回的版本", WORKBOOK_NUMBER, 10}, {"修改意见（处）", WORKBOOK_NUMBER, 14}, {"退回单位", WORKBOOK_TEXT, 24},
        {"退回人", WORKBOOK_TEXT, 12},       {"退回时间", WORKBOOK_MOMENT, 18},       {"补正期限", WORKBOOK_TEXT, 22},
        {"状态", WORKBOOK_TEXT, 14},         {"办结时间", WORKBOOK_MOMENT, 18}};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    struct returns_asked all;
    TRY(ask_returns(w, &all));
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, all.len * COLUMNS + 1);
    for (size_t i = 0; i < all.len; i++) {
        const struct return_row *r = &all.rows[i];
        const struct workbook_cell line[COLUMNS] = {{.text = r->receipt_no},
                                                    {.text = r->brand_name},
                                                    {.text = r->unit_name},
                                                    {.number = r->version_no},
                                                    {.number = r->remarks},
                                                    {.text = r->body_name},
                                                    {.text = r->person_name},
                                                    {.number = r->returned_at},
                                                    {.text = closing_words(w->arena, r->due_at)},
                                                    {.text = revision_state_word(r->state)},
                                                    {.number = r->ended_at}};
        memcpy(&cells[i * COLUMNS], line, sizeof line);
    }
    struct workbook b = {.columns = columns, .columns_len = COLUMNS, .cells = cells, .rows_len = all.len};
    return list_send_workbook(&all.k, "退回记录", &b);
}
