/* reminder_pages.c - who owes what: the office's board of every body and its state against its deadline. */
#include "pages/reminder_pages.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "document/workbook.h"
#include "domain/name_order.h"
#include "pages/list_asking.h"
#include "pages/pages.h"
#include "pages/stage_words.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

/* ---- words ---- */

static const struct {
    const char *ident, *name;
} kinds[] = {{"unit", "申报单位"},
             {"district", "辖市区文明办"},
             {"sector", "市行业主管部门"},
             {"joint", "会同部门"},
             {"office", "市文明办"}};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static const struct {
    const char *ident, *name;
} states[] = {{"overdue", "已逾期"}, {"soon", "两天内到期"}, {"owing", "有欠办的"}, {"none", "没有欠办的"}};
enum { STATES = sizeof states / sizeof states[0] };

const char *debtor_kind_name(const char *kind)
{
    for (size_t i = 0; i < KINDS; i++) {
        if (strcmp(kinds[i].ident, kind) == 0) {
            return kinds[i].name;
        }
    }
    return "";
}

struct tag_view owing_tag(enum owing o)
{
    static const struct tag_view tags[OWING__COUNT] = {[OWING_NOTHING] = {"done", "没有欠办"},
                                                       [OWING_LATER] = {"todo", "待办"},
                                                       [OWING_SOON] = {"half", "快到期"},
                                                       [OWING_OVERDUE] = {"err", "已逾期"}};
    return tags[o];
}

const char *debt_due_words(struct web *w, int64_t due_at)
{
    return due_at == 0 ? "没有期限" : closing_words(w->arena, due_at);
}

const char *debt_path(struct web *w, const struct debt_item *x)
{
    switch (x->facts.kind) {
    case DEBT_REVISION:
    case DEBT_OPINION:
    case DEBT_CONCLUSION: return text_format(w->arena, "/nominations/%s/record", x->nomination_ref);
    case DEBT_NAMES: return "/shortlist/names";
    case DEBT_LIST: return "/recommendations";
    case DEBT_PAPER: return text_format(w->arena, "/recommendations/%s", x->nomination_ref);
    case DEBT_ANSWER: return "/reviews";
    case DEBT_DRAFT: /* a draft is nobody's but its unit's */
    case DEBT__COUNT: break;
    }
    return NULL;
}

const char *debt_lines(struct web *w, const struct debtor *d)
{
    const char *text = "";
    for (size_t i = 0; i < d->items_len; i++) {
        text = text_format(w->arena, "%s%s%zu. %s", text, i == 0 ? "" : "\n", i + 1,
                           debt_sentence(w->arena, &d->items[i].facts));
    }
    return text;
}

enum err reminder_text_of(struct web *w, const struct debtor *d, const char **ret)
{
    const char *template = "";
    TRY(reminder_template(w->db, w->arena, w->round->id, &template));
    struct reminder_words words = {.body = d->name,
                                   .title = w->round->title,
                                   .items = debt_lines(w, d),
                                   .deadline = d->due_at == 0 ? "近日" : closing_words(w->arena, d->due_at),
                                   .left = d->due_at == 0 ? "请尽快" : owing_left(w->arena, d->due_at, w->now),
                                   .organiser = round_text(w->round, "organiser_short"),
                                   .phone = round_text(w->round, "contact_phone")};
    *ret = reminder_fill(w->arena, template, &words);
    return OK;
}

/* ---- what is asked for ---- */

struct board_asked {
    struct list_asking k;
    struct debtor *all;
    size_t all_len, owing, overdue;
    const struct debtor **rows; /* what is asked for, in order */
    size_t len;
};

static void ask_board(struct list_asking *k)
{
    static const char *const orders[ORDER__COUNT] = {
        [ORDER_NUMBER] = "截止时间", [ORDER_UNIT_PINYIN] = "单位，拼音", [ORDER_UNIT_STROKES] = "单位，笔画"};
    struct list_choosing kind = list_choose(k, "kind", "全部单位", KINDS);
    for (size_t i = 0; i < KINDS; i++) {
        list_add_choice(&kind, kinds[i].ident, kinds[i].name);
    }
    k->filter.kind = list_add_filter(k, "kind", "单位", &kind);
    struct list_choosing stage = list_choose(k, "stage", "全部阶段", STAGE__COUNT);
    for (int s = STAGE_NOMINATION; s <= STAGE_PRELIMINARY_REVIEW; s++) {
        list_add_choice(&stage, stage_ident((enum stage)s), stage_name((enum stage)s));
    }
    k->stage = list_add_filter(k, "stage", "阶段", &stage);
    struct list_choosing state = list_choose(k, "state", "全部状态", STATES);
    for (size_t i = 0; i < STATES; i++) {
        list_add_choice(&state, states[i].ident, states[i].name);
    }
    k->filter.status = list_add_filter(k, "state", "状态", &state);
    list_ask_order(k, orders, ORDER_NUMBER);
    list_ask_word(k);
}

static bool has_state(const struct debtor *d, const char *state)
{
    return *state == '\0' ||
           (strcmp(state, "owing") == 0 ? d->items_len > 0 : strcmp(owing_ident(d->owing), state) == 0);
}

static bool owes_in(const struct debtor *d, const char *stage)
{
    for (size_t i = 0; i < d->items_len; i++) {
        if (strcmp(stage_ident(debt_stage(d->items[i].facts.kind)), stage) == 0) {
            return true;
        }
    }
    return *stage == '\0';
}

static bool is_asked_for(const struct list_asking *k, const struct debtor *d)
{
    return (*k->filter.kind == '\0' || strcmp(k->filter.kind, d->kind) == 0) && has_state(d, k->filter.status) &&
           owes_in(d, k->stage) && (*k->filter.word == '\0' || strstr(d->name, k->filter.word) != NULL);
}

/* By deadline, what owes nothing last; equal: as they were entered. */
static int compare_due(const void *a, const void *b)
{
    const struct debtor *x = *(const struct debtor *const *)a;
    const struct debtor *y = *(const struct debtor *const *)b;
    int64_t left = x->items_len == 0 ? INT64_MAX : x->due_at;
    int64_t right = y->items_len == 0 ? INT64_MAX : y->due_at;
    if (left != right) {
        return left < right ? -1 : 1;
    }
    return x->body_id < y->body_id ? -1 : x->body_id > y->body_id;
}

static enum err put_in_order(struct board_asked *q)
{
    struct arena *a = q->k.w->arena;
    if (q->k.filter.order == ORDER_NUMBER) {
        qsort(q->rows, q->len, sizeof(const struct debtor *), compare_due);
        return OK;
    }
    const char **names = ARENA_ARRAY(a, const char *, q->len + 1);
    size_t *places = ARENA_ARRAY(a, size_t, q->len + 1);
    const struct debtor **sorted = ARENA_ARRAY(a, const struct debtor *, q->len + 1);
    for (size_t i = 0; i < q->len; i++) {
        names[i] = q->rows[i]->name;
    }
    enum name_order by = q->k.filter.order == ORDER_UNIT_STROKES ? NAME_BY_STROKES : NAME_BY_PINYIN;
    TRY(names_sort(a, by, names, q->len, places));
    for (size_t i = 0; i < q->len; i++) {
        sorted[i] = q->rows[places[i]];
    }
    q->rows = sorted;
    return OK;
}

static enum err read_board(struct web *w, struct board_asked *q)
{
    *q = (struct board_asked){0};
    TRY(list_ask_begin(w, "/reminders", &q->k));
    ask_board(&q->k);
    TRY(debtor_list(web_reading(w), w->round, 0, w->now, &q->all, &q->all_len));
    q->rows = ARENA_ARRAY(w->arena, const struct debtor *, q->all_len + 1);
    for (size_t i = 0; i < q->all_len; i++) {
        q->owing += q->all[i].items_len > 0;
        q->overdue += q->all[i].owing == OWING_OVERDUE;
        if (is_asked_for(&q->k, &q->all[i])) {
            q->rows[q->len++] = &q->all[i];
        }
    }
    return put_in_order(q);
}

/* ---- the board ---- */

static size_t count_kind(const struct debtor *d, enum debt kind)
{
    size_t n = 0;
    for (size_t i = 0; i < d->items_len; i++) {
        n += d->items[i].facts.kind == kind ? (kind == DEBT_ANSWER ? (size_t)d->items[i].facts.count : 1) : 0;
    }
    return n;
}

/* "审阅未结论 2 项", one a kind. */
static const struct text_view *kind_words(struct web *w, const struct debtor *d, size_t *ret_len)
{
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, DEBT__COUNT);
    for (int k = 0; k < DEBT__COUNT; k++) {
        size_t n = count_kind(d, (enum debt)k);
        if (n > 0) {
            list[(*ret_len)++].text =
                n == 1 ? debt_name((enum debt)k) : text_format(w->arena, "%s %zu 项", debt_name((enum debt)k), n);
        }
    }
    return list;
}

static size_t owed_count(const struct debtor *d)
{
    size_t n = 0;
    for (int k = 0; k < DEBT__COUNT; k++) {
        n += count_kind(d, (enum debt)k);
    }
    return n;
}

static const char *last_words(struct web *w, const struct debtor *d)
{
    enum call_channel channel;
    return call_channel_from_ident(d->last_channel, &channel) != OK
               ? NULL
               : call_words(w->arena, channel, d->last_person, d->last_at);
}

static struct debtor_row_view debtor_row(struct web *w, const struct debtor *d)
{
    bool owes = d->items_len > 0;
    struct debtor_row_view v = {
        .id = text_format(w->arena, "b-%s", d->ref),
        .ref = d->ref,
        .name = d->name,
        .kind_name = debtor_kind_name(d->kind),
        .count_text = owes ? text_format(w->arena, "%zu 项", owed_count(d)) : "—",
        .since_text = owes && d->since > 0
                          ? text_format(w->arena, "%s起", day_short_chinese(w->arena, day_of_at(d->since)))
                          : NULL,
        .due_text = owes ? debt_due_words(w, d->due_at) : "—",
        .left_text = owes && d->due_at > 0 ? owing_left(w->arena, d->due_at, w->now) : NULL,
        .tag = owing_tag(d->owing),
        .last_text = last_words(w, d),
        .note = d->has_people ? NULL : "还没有开通账号",
        .is_chosen = is_debtor_ticked(w, d->ref),
        .can_choose = owes,
        .url = url_path(text_format(w->arena, "/reminders/%s", d->ref))};
    v.kinds = kind_words(w, d, &v.kinds_len);
    return v;
}

bool is_debtor_ticked(struct web *w, const char *ref)
{
    return w->rq->method == POST && fields_has(&w->rq->form, text_format(w->arena, "body.%s", ref));
}

/* What the address said when bodies were chosen on the board. */
static void fill_board_errors(struct web *w, struct reminders_view *v, const char *error)
{
    v->error = error;
    if (error != NULL) {
        struct error_item_view *item = ARENA_NEW(w->arena, struct error_item_view);
        const char *anchor = "main";
        for (size_t i = v->rows_len; i-- > 0;) {
            anchor = v->rows[i].can_choose ? v->rows[i].id : anchor;
        }
        *item = (struct error_item_view){anchor, error};
        v->errors = (struct error_summary_view){item, 1, 1};
    }
}

static const char *board_lead(struct web *w, const struct board_asked *q)
{
    return q->owing == 0 ? "现在没有单位欠办事项。"
                         : text_format(w->arena, "%zu 家有欠办的事项，其中 %zu 家已逾期。", q->owing, q->overdue);
}

enum err show_reminders(struct web *w, const char *error, int status)
{
    struct reminders_view v = {0};
    struct board_asked q;
    TRY(read_board(w, &q));
    struct list_span span = list_span_asked(&q.k, q.len);
    struct debtor_row_view *rows = ARENA_ARRAY(w->arena, struct debtor_row_view, LIST_PAGE_ROWS);
    for (size_t i = span.first; i < span.end; i++) {
        rows[v.rows_len++] = debtor_row(w, q.rows[i]);
    }
    v.rows = rows;
    v.lead = board_lead(w, &q);
    v.filter = list_filter_of(&q.k, "单位名称");
    v.count = list_count_of(&q.k, "家", q.len, false);
    v.empty_text = q.k.is_filtered ? "没有符合条件的单位。可以换一个词，或者清除筛选条件。"
                                   : "还没有登记的单位和部门。登记以后列在这里。";
    v.pager = list_pager_of(&q.k, &span);
    fill_board_errors(w, &v, error);
    frame_page(w, &v.page, "催办");
    v.page.has_errors = error != NULL;
    v.top = (struct form_top_view){w->token, NULL};
    if (fields_has(&w->rq->query, "sent")) {
        frame_flash(&v.page, "ok", "通知已经发出", "收到的单位打开工作台就能看到，催办记录里也记下了。");
    }
    tpl_reminders(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err reminders_page(struct web *w)
{
    return show_reminders(w, NULL, 200);
}

/* ---- as a workbook ---- */

static const char *kinds_line(struct web *w, const struct debtor *d)
{
    size_t len = 0;
    const struct text_view *list = kind_words(w, d, &len);
    const char *text = "";
    for (size_t i = 0; i < len; i++) {
        text = text_format(w->arena, "%s%s%s", text, i == 0 ? "" : "；", list[i].text);
    }
    return text;
}

enum err reminders_xlsx_page(struct web *w)
{
    static const struct workbook_column columns[] = {
        {"序号", WORKBOOK_NUMBER, 6},      {"单位", WORKBOOK_TEXT, 36},       {"类别", WORKBOOK_TEXT, 16},
        {"欠办项数", WORKBOOK_NUMBER, 10}, {"欠办事项", WORKBOOK_TEXT, 40},   {"最早", WORKBOOK_MOMENT, 17},
        {"截止", WORKBOOK_TEXT, 24},       {"状态", WORKBOOK_TEXT, 12},       {"剩余", WORKBOOK_TEXT, 14},
        {"上次催办", WORKBOOK_TEXT, 32},   {"催办次数", WORKBOOK_NUMBER, 10},
    };
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    struct board_asked q;
    TRY(read_board(w, &q));
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, q.len * COLUMNS + 1);
    for (size_t i = 0; i < q.len; i++) {
        const struct debtor *d = q.rows[i];
        struct debtor_row_view r = debtor_row(w, d);
        const struct workbook_cell row[COLUMNS] = {{NULL, (int64_t)i + 1},
                                                   {d->name, 0},
                                                   {r.kind_name, 0},
                                                   {NULL, (int64_t)owed_count(d)},
                                                   {kinds_line(w, d), 0},
                                                   {NULL, d->since},
                                                   {d->items_len > 0 ? r.due_text : "", 0},
                                                   {r.tag.text, 0},
                                                   {r.left_text, 0},
                                                   {r.last_text, 0},
                                                   {NULL, d->calls}};
        memcpy(&cells[i * COLUMNS], row, sizeof row);
    }
    struct workbook b = {.columns = columns, .columns_len = COLUMNS, .cells = cells, .rows_len = q.len};
    return list_send_workbook(&q.k, "欠办清单", &b);
}
