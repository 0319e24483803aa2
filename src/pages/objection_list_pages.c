/* objection_list_pages.c - 异议台账: the office's docket as a list and a workbook; names and contacts are masked in
 * both, and what was written stays on its own page. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "pages/objection_pages.h"
#include "pages/pages.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

static void ask_states(struct objections_asked *q)
{
    struct list_choosing c = list_choose(&q->k, "state", "全部状态", OBJECTION_STATE__COUNT + 2);
    list_add_choice(&c, "open", "没有结论的");
    list_add_choice(&c, "overdue", "逾期的");
    for (int i = 0; i < OBJECTION_STATE__COUNT; i++) {
        list_add_choice(&c, objection_state_ident((enum objection_state)i),
                        objection_state_word((enum objection_state)i));
    }
    q->state = list_add_filter(&q->k, "state", "状态", &c);
    q->k.filter.status = q->state;
}

static void ask_kinds(struct objections_asked *q)
{
    struct list_choosing c = list_choose(&q->k, "kind", "全部类型", CATEGORY__COUNT);
    for (int i = 0; i < CATEGORY__COUNT; i++) {
        list_add_choice(&c, objection_category_ident((enum objection_category)i),
                        objection_category_word((enum objection_category)i));
    }
    q->k.filter.kind = list_add_filter(&q->k, "kind", "意见类型", &c);
    struct list_choosing from = list_choose(&q->k, "route", "全部来源", CHANNEL__COUNT);
    for (int i = 0; i < CHANNEL__COUNT; i++) {
        list_add_choice(&from, objection_channel_ident((enum objection_channel)i),
                        objection_channel_word((enum objection_channel)i));
    }
    q->k.filter.route = list_add_filter(&q->k, "route", "来源", &from);
}

static bool has_state(const struct web *w, const struct objections_asked *q, const struct objection *o)
{
    return text_is_empty(q->state)            ? true
           : strcmp(q->state, "open") == 0    ? objection_is_open(o->facts.state)
           : strcmp(q->state, "overdue") == 0 ? objection_is_overdue(w, o)
                                              : strcmp(q->state, objection_state_ident(o->facts.state)) == 0;
}

static bool is_asked(const struct web *w, const struct objections_asked *q, const struct objection *o)
{
    const struct listing_filter *f = &q->k.filter;
    bool has_word = *f->word == '\0' || strstr(o->receipt_no, f->word) != NULL ||
                    strstr(o->brand_name, f->word) != NULL || strstr(o->unit_name, f->word) != NULL ||
                    strstr(o->text, f->word) != NULL || strstr(o->handler, f->word) != NULL;
    bool has_kind = text_is_empty(f->kind) || strcmp(f->kind, objection_category_ident(o->facts.category)) == 0;
    bool has_route = text_is_empty(f->route) || strcmp(f->route, objection_channel_ident(o->channel)) == 0;
    return has_word && has_kind && has_route && has_state(w, q, o);
}

/* One that is to be put in order by its deadline. */
struct dated {
    day_no due;
    struct objection o;
};

static int by_deadline(const void *a, const void *b)
{
    const struct dated *x = a;
    const struct dated *y = b;
    if (x->due != y->due) {
        return x->due < y->due ? -1 : 1;
    }
    return x->o.id < y->o.id ? -1 : x->o.id > y->o.id;
}

static void put_in_order(struct web *w, struct objections_asked *q)
{
    if (q->k.filter.order == ORDER_NUMBER) { /* they come newest first */
        for (size_t i = 0; i < q->len / 2; i++) {
            struct objection other = q->rows[i];
            q->rows[i] = q->rows[q->len - 1 - i];
            q->rows[q->len - 1 - i] = other;
        }
    } else if (q->k.filter.order == ORDER_OLDEST) {
        struct dated *list = ARENA_ARRAY(w->arena, struct dated, q->len + 1);
        for (size_t i = 0; i < q->len; i++) {
            day_no due = objection_due_on(w->round, &q->rows[i]);
            list[i] = (struct dated){due == 0 ? INT32_MAX : due, q->rows[i]};
        }
        qsort(list, q->len, sizeof *list, by_deadline);
        for (size_t i = 0; i < q->len; i++) {
            q->rows[i] = list[i].o;
        }
    }
}

enum err objections_read(struct web *w, struct objections_asked *q)
{
    static const char *const orders[ORDER__COUNT] = {
        [ORDER_NEWEST] = "最新登记", [ORDER_NUMBER] = "编号", [ORDER_OLDEST] = "期限先后"};
    struct objection *all = NULL;
    *q = (struct objections_asked){0};
    TRY(may_view_objections(&w->actor));
    TRY(list_ask_begin(w, "/objections", &q->k));
    ask_states(q);
    ask_kinds(q);
    list_ask_order(&q->k, orders, ORDER_NEWEST);
    list_ask_word(&q->k);
    TRY(objection_list(web_reading(w), q->k.filter.word, &all, &q->all));
    q->rows = ARENA_ARRAY(w->arena, struct objection, q->all + 1);
    for (size_t i = 0; i < q->all; i++) {
        q->open += objection_is_open(all[i].facts.state);
        q->overdue += objection_is_overdue(w, &all[i]);
        if (is_asked(w, q, &all[i])) {
            q->rows[q->len++] = all[i];
        }
    }
    put_in_order(w, q);
    return OK;
}

static struct objection_row_view objection_row(struct web *w, const struct objection *o)
{
    day_no due = objection_due_on(w->round, o);
    return (struct objection_row_view){
        .url = url_path(text_format(w->arena, "/objections/%s", o->ref)),
        .receipt_no = o->receipt_no,
        .brand_name = objection_about(o),
        .unit_name = o->unit_name,
        .category = objection_category_word(o->facts.category),
        .channel = objection_channel_word(o->channel),
        .who = text_format(w->arena, "%s%s", objector_word(o), o->is_body ? "（单位）" : ""),
        .received_text = day_words(w->arena, o->received_on),
        .due_text = due == 0 ? "—" : day_short_chinese(w->arena, due),
        .is_overdue = objection_is_overdue(w, o),
        .handler = o->handler,
        .outcome = objection_outcome(w->arena, o->facts.finding, o->facts.effect),
        .tag = objection_tag(o->facts.state)};
}

/* The same rows on paper. */
static void fill_registers(struct web *w, struct objections_asked *q, struct objections_view *v)
{
    size_t len = register_volumes(q->len);
    struct volume_view *list = ARENA_ARRAY(w->arena, struct volume_view, len);
    for (size_t i = 0; i < len; i++) {
        list[i].url = list_asked_url(&q->k, "/objections/register.pdf", i + 1);
        list[i].label = text_format(w->arena, "第 %zu 册", i + 1);
    }
    v->register_url = list[0].url;
    v->has_register = q->len > 0 && len == 1;
    v->registers_text = len == 1 ? NULL : text_format(w->arena, "打印台账（PDF），分 %zu 册", len);
    v->registers = list;
    v->registers_len = len;
}

enum err objections_page(struct web *w)
{
    struct objections_asked q;
    struct objection_duties duties;
    struct objections_view v = {.rows_len = 0};
    TRY(objections_read(w, &q));
    TRY(objection_duties_now(w, &duties));
    struct list_span span = list_span_asked(&q.k, q.len);
    struct objection_row_view *rows = ARENA_ARRAY(w->arena, struct objection_row_view, LIST_PAGE_ROWS);
    for (size_t i = span.first; i < span.end; i++) {
        rows[v.rows_len++] = objection_row(w, &q.rows[i]);
    }
    v.rows = rows;
    fill_registers(w, &q, &v);
    v.lead = text_format(w->arena, "共登记 %zu 件，没有结论 %zu 件，逾期 %zu 件。", q.all, q.open, q.overdue);
    v.duty_text = may_read_objector(&w->actor, &duties) == OK
                      ? NULL
                      : "您不是异议经办人或者异议负责人：可以登记和查看，不能办理，也看不到反映人是谁。";
    v.filter = list_filter_of(&q.k, "编号、品牌、单位或者内容");
    v.count = list_count_of(&q.k, "件", q.len, false);
    v.empty_text = q.all > 0 ? "没有符合条件的。可以换一个词，或者清除筛选条件。"
                             : "还没有收到意见。公示期间网上反映的会自动列在这里，来信、来电、来访由办公室登记。";
    v.pager = list_pager_of(&q.k, &span);
    frame_page(w, &v.page, "异议台账");
    tpl_objections(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err objections_xlsx_page(struct web *w)
{
    static const struct workbook_column columns[] = {
        {"受理编号", WORKBOOK_TEXT, 16}, {"来源", WORKBOOK_TEXT, 12},         {"收到日期", WORKBOOK_TEXT, 12},
        {"邮戳日期", WORKBOOK_TEXT, 12}, {"品牌名称", WORKBOOK_TEXT, 26},     {"申报单位", WORKBOOK_TEXT, 34},
        {"意见类型", WORKBOOK_TEXT, 12}, {"实名", WORKBOOK_TEXT, 8},          {"反映人", WORKBOOK_TEXT, 10},
        {"联系电话", WORKBOOK_TEXT, 18}, {"电子邮箱", WORKBOOK_TEXT, 22},     {"状态", WORKBOOK_TEXT, 12},
        {"经办人", WORKBOOK_TEXT, 12},   {"期限", WORKBOOK_TEXT, 14},         {"逾期", WORKBOOK_TEXT, 8},
        {"核查结论", WORKBOOK_TEXT, 12}, {"对品牌的处理", WORKBOOK_TEXT, 14}, {"答复时间", WORKBOOK_MOMENT, 20}};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    struct objections_asked q;
    TRY(objections_read(w, &q));
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, q.len * COLUMNS + 1);
    for (size_t i = 0; i < q.len; i++) {
        const struct objection *o = &q.rows[i];
        day_no due = objection_due_on(w->round, o);
        bool is_gone = o->erased_at != 0;
        const struct workbook_cell row[COLUMNS] = {{o->receipt_no, 0},
                                                   {objection_channel_word(o->channel), 0},
                                                   {o->received_on, 0},
                                                   {o->postmark_on, 0},
                                                   {objection_about(o), 0},
                                                   {o->unit_name, 0},
                                                   {objection_category_word(o->facts.category), 0},
                                                   {o->facts.is_identified ? "实名" : "匿名", 0},
                                                   {is_gone ? objector_erased : o->masked_name, 0},
                                                   {is_gone ? objector_erased : o->masked_phone, 0},
                                                   {is_gone ? objector_erased : o->masked_email, 0},
                                                   {objection_state_word(o->facts.state), 0},
                                                   {o->handler, 0},
                                                   {due == 0 ? "" : day_iso(w->arena, due), 0},
                                                   {objection_is_overdue(w, o) ? "逾期" : "", 0},
                                                   {objection_finding_word(o->facts.finding), 0},
                                                   {objection_effect_word(o->facts.effect), 0},
                                                   {NULL, o->answered_at}};
        memcpy(&cells[i * COLUMNS], row, sizeof row);
    }
    struct workbook b = {.columns = columns, .columns_len = COLUMNS, .cells = cells, .rows_len = q.len};
    return list_send_workbook(&q.k, "异议台账", &b);
}
