/* figures_pages.c - the office's figures as a table, as a chart and as a workbook. */
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "domain/figures.h"
#include "pages/figures_pages.h"
#include "pages/list_asking.h"
#include "pages/pages.h"
#include "store/closing_store.h"
#include "store/figures_store.h"
#include "store/round_store.h"
#include "web/frame.h"
#include "web/web.h"

enum { BAR_HEIGHT = 3, SAID_BYTES_MAX = 256 * 1024 };

static const char *const by_names[FIGURES_BY__COUNT] = {"行业", "辖市区", "单位性质"};

/* What is counted, and how it was asked for. */
struct counting {
    struct web *w;
    enum figures_by by;
    struct figures_group *groups;
    size_t groups_len;
    struct figures_facts facts;
    struct figures all;
};

/* ---- the rows that are there whether anybody applied or not ---- */

static void add_group(struct counting *c, const char *code, const char *name)
{
    c->groups[c->groups_len++] = (struct figures_group){code, name};
}

static const struct form_field *kind_field(const struct round *round)
{
    for (size_t i = 0; i < round->fields_len; i++) {
        if (strcmp(round->fields[i].ident, "unit_kind") == 0) {
            return &round->fields[i];
        }
    }
    return NULL;
}

static void add_groups(struct counting *c)
{
    const struct round *round = c->w->round;
    const struct form_field *kind = kind_field(round);
    size_t kinds = kind == NULL ? 0 : kind->choice_count;
    c->groups = ARENA_ARRAY(c->w->arena, struct figures_group, round->sectors_len + round->districts_len + kinds + 1);
    if (c->by == FIGURES_BY_SECTOR) {
        for (size_t i = 0; i < round->sectors_len; i++) {
            add_group(c, round->sectors[i].code, round->sectors[i].name);
        }
        add_group(c, "none", round_text(round, "none_sector"));
    } else if (c->by == FIGURES_BY_DISTRICT) {
        for (size_t i = 0; i < round->districts_len; i++) {
            add_group(c, round->districts[i].code, round->districts[i].name);
        }
    } else {
        for (size_t i = 0; i < kinds; i++) {
            add_group(c, kind->choices[i].value, kind->choices[i].label);
        }
    }
}

/* An address that asks for nothing known asks for sectors. */
static enum err count(struct web *w, struct counting *ret)
{
    *ret = (struct counting){.w = w, .by = FIGURES_BY_SECTOR};
    const char *asked = fields_text(&w->rq->query, "by");
    if (!text_is_empty(asked)) {
        TRY(figures_by_from_ident(asked, &ret->by));
    }
    add_groups(ret);
    TRY(figures_facts(web_reading(w), &ret->facts));
    ret->all = figures_count(w->arena, ret->by, ret->facts.items, ret->facts.len, ret->groups, ret->groups_len);
    return OK;
}

/* ---- the table ---- */

static const char *share(struct arena *a, int part, int whole)
{
    return figures_rate_words(a, figures_rate(part, whole));
}

static struct figures_row_view row_view(struct arena *a, const struct figures_row *r)
{
    return (struct figures_row_view){.name = r->name,
                                     .applied = r->applied,
                                     .on_time = r->on_time,
                                     .on_time_share = share(a, r->on_time, r->applied),
                                     .returned = r->returned,
                                     .returned_share = share(a, r->returned, r->applied),
                                     .recommended = r->recommended,
                                     .recommended_share = share(a, r->recommended, r->applied),
                                     .shortlisted = r->shortlisted,
                                     .shortlisted_share = share(a, r->shortlisted, r->applied)};
}

/* "没有申报的行业：公交、出租车。" */
static const char *without_words(const struct counting *c)
{
    struct buffer b = buffer_new(c->w->arena, SAID_BYTES_MAX);
    for (size_t i = 0; i < c->all.len; i++) {
        if (c->all.rows[i].applied == 0) {
            buffer_format(&b, "%s%s", b.len == 0 ? "" : "、", c->all.rows[i].name);
        }
    }
    return b.len == 0 ? NULL : text_format(c->w->arena, "没有申报的%s：%s。", by_names[c->by], buffer_string(&b));
}

/* ---- the chart ---- */

/* "66.6", in percent of the longest bar. */
static const char *length(const struct counting *c, int part)
{
    int tenths = figures_rate(part, c->all.applied_max);
    return text_format(c->w->arena, "%d.%d", tenths / 10, tenths % 10);
}

static const char *numbers(const struct counting *c, const struct figures_row *r)
{
    return c->facts.is_released ? text_format(c->w->arena, "%d · %d · %d", r->applied, r->recommended, r->shortlisted)
                                : text_format(c->w->arena, "%d · %d", r->applied, r->recommended);
}

static void say_row(const struct counting *c, struct buffer *b, const struct figures_row *r)
{
    buffer_format(b, "%s%s：申报 %d，推荐 %d", b->len == 0 ? "" : "；", r->name, r->applied, r->recommended);
    if (c->facts.is_released) {
        buffer_format(b, "，入围 %d", r->shortlisted);
    }
}

static void fill(const struct counting *c, struct figures_view *v)
{
    struct arena *a = c->w->arena;
    struct buffer said = buffer_new(a, SAID_BYTES_MAX);
    struct figures_row_view *rows = ARENA_ARRAY(a, struct figures_row_view, c->all.len + 1);
    struct figures_bar_view *bars = ARENA_ARRAY(a, struct figures_bar_view, c->all.len + 1);
    for (size_t i = 0; i < c->all.len; i++) {
        const struct figures_row *r = &c->all.rows[i];
        if (r->applied == 0) {
            continue;
        }
        bars[v->bars_len++] = (struct figures_bar_view){r->name,
                                                        numbers(c, r),
                                                        (int)v->rows_len * BAR_HEIGHT,
                                                        length(c, r->applied),
                                                        length(c, r->recommended),
                                                        length(c, r->shortlisted)};
        rows[v->rows_len++] = row_view(a, r);
        say_row(c, &said, r);
    }
    v->rows = rows;
    v->bars = bars;
    v->chart_height = (int)v->rows_len * BAR_HEIGHT;
    v->chart_said = buffer_string(&said);
    v->total = row_view(a, &c->all.total);
    v->without = without_words(c);
}

static const struct link_view *tabs_of(const struct counting *c)
{
    struct link_view *tabs = ARENA_ARRAY(c->w->arena, struct link_view, FIGURES_BY__COUNT);
    for (int i = 0; i < FIGURES_BY__COUNT; i++) {
        enum figures_by by = (enum figures_by)i;
        tabs[i].label = text_format(c->w->arena, "按%s", by_names[i]);
        tabs[i].url = url_path(text_format(c->w->arena, "/figures?by=%s", figures_by_ident(by)));
        tabs[i].is_current = by == c->by;
    }
    return tabs;
}

/* What came of the public notice so far, for who is recused of none of its brands. */
static enum err say_publicity(struct web *w, struct figures_view *v)
{
    enum { LINES = 4 };
    struct closing c;
    struct arena *a = w->arena;
    enum err e = closing_get(web_reading(w), w->round, w->now, &c);
    if (e != OK || c.has_hidden) {
        return e == ERR_NOT_FOUND ? OK : e;
    }
    struct text_view *list = ARENA_ARRAY(a, struct text_view, LINES);
    list[v->publicity_len++].text = text_format(a, "公示品牌 %d 个，撤下 %d 个。", c.listed + c.removed, c.removed);
    list[v->publicity_len++].text = text_format(a, "营业厅、窗口 %d 处，已张贴 %d 处；%d 个单位还没有登记。", c.halls,
                                                c.halls_done, c.units_without_hall);
    list[v->publicity_len++].text = text_format(a, "反映意见和异议 %d 件，其中实名 %d 件，未办结 %d 件。",
                                                c.objections.received, c.objections.identified, c.objections.open);
    list[v->publicity_len++].text =
        text_format(a, "查实的 %d 件，部分查实的 %d 件。", c.objections.by_finding[FINDING_UPHELD],
                    c.objections.by_finding[FINDING_PARTLY_UPHELD]);
    v->publicity = list;
    return OK;
}

enum err figures_page(struct web *w)
{
    struct counting c;
    TRY(count(w, &c));
    struct figures_view v = {.tabs = tabs_of(&c),
                             .tabs_len = FIGURES_BY__COUNT,
                             .by_name = by_names[c.by],
                             .is_released = c.facts.is_released,
                             .chart_title = text_format(w->arena, "各%s的申报%s", by_names[c.by],
                                                        c.facts.is_released ? "、推荐和入围" : "和推荐")};
    fill(&c, &v);
    TRY(say_publicity(w, &v));
    v.xlsx_url = url_path(text_format(w->arena, "/figures.xlsx?by=%s", figures_by_ident(c.by)));
    frame_page(w, &v.page, "统计");
    tpl_figures(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- as a workbook ---- */

/* Number and share, number and share: every row of the round, the totals last. */
static void fill_row(const struct figures_row *r, bool is_released, size_t columns, struct workbook_cell *cells)
{
    const struct workbook_cell row[] = {{r->name, 0},
                                        {NULL, r->applied},
                                        {NULL, r->on_time},
                                        {NULL, figures_rate(r->on_time, r->applied)},
                                        {NULL, r->returned},
                                        {NULL, figures_rate(r->returned, r->applied)},
                                        {NULL, r->recommended},
                                        {NULL, figures_rate(r->recommended, r->applied)},
                                        {NULL, is_released ? r->shortlisted : 0},
                                        {NULL, is_released ? figures_rate(r->shortlisted, r->applied) : 0}};
    memcpy(cells, row, columns * sizeof row[0]);
}

enum err figures_xlsx_page(struct web *w)
{
    enum { COLUMNS = 10, BEFORE_RELEASE = 8 };
    struct counting c;
    TRY(count(w, &c));
    const struct workbook_column columns[COLUMNS] = {
        {by_names[c.by], WORKBOOK_TEXT, 24}, {"申报", WORKBOOK_NUMBER, 8},      {"按时送交", WORKBOOK_NUMBER, 10},
        {"按时率", WORKBOOK_SHARE, 10},      {"退回修改", WORKBOOK_NUMBER, 10}, {"退回率", WORKBOOK_SHARE, 10},
        {"推荐", WORKBOOK_NUMBER, 8},        {"推荐率", WORKBOOK_SHARE, 10},    {"入围", WORKBOOK_NUMBER, 8},
        {"入围率", WORKBOOK_SHARE, 10}};
    size_t columns_len = c.facts.is_released ? COLUMNS : BEFORE_RELEASE;
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, (c.all.len + 1) * columns_len);
    for (size_t i = 0; i <= c.all.len; i++) {
        fill_row(i < c.all.len ? &c.all.rows[i] : &c.all.total, c.facts.is_released, columns_len,
                 &cells[i * columns_len]);
    }
    struct workbook b = {.columns = columns, .columns_len = columns_len, .cells = cells, .rows_len = c.all.len + 1};
    struct workbook publicity;
    bool is_told = false;
    TRY(figures_publicity_sheet(w, &publicity, &is_told));
    b.more = is_told ? &publicity : NULL;
    struct list_asking k;
    TRY(list_ask_begin(w, "/figures", &k));
    k.said = text_format(w->arena, "按%s", by_names[c.by]);
    k.order_said = "通知的次序";
    return list_send_workbook(&k, text_format(w->arena, "统计（按%s）", by_names[c.by]), &b);
}
