/* closing_pages.c - 公示情况报告: one set of rows as a page, as a paper that the office signs, and as a workbook. */
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/text.h"
#include "document/paper.h"
#include "document/workbook.h"
#include "pages/list_asking.h"
#include "pages/outcome_pages.h"
#include "pages/pages.h"
#include "pages/paper_send.h"
#include "pages/posting_pages.h"
#include "pages/stage_words.h"
#include "store/closing_store.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { ROWS_MAX = 4000, SECTIONS_MAX = 10, NOTE_MAX = 64 * 1024, ROW_COLUMNS = 4 };

/* ---- rows ---- */

struct reporting {
    struct web *w;
    struct closing c;
    bool is_over;
    bool is_full; /* rows that count nothing too: the workbook */
    struct closing_row_view *rows;
    size_t rows_len;
    struct closing_section_view *sections;
    size_t sections_len;
};

static void begin_section(struct reporting *g, const char *title, const char *lead)
{
    struct closing_section_view *s = &g->sections[g->sections_len];
    *s = (struct closing_section_view){.id = text_format(g->w->arena, "c%zu", g->sections_len + 1),
                                       .title = title,
                                       .lead = lead,
                                       .rows = &g->rows[g->rows_len]};
    g->sections_len++;
}

static void add_row(struct reporting *g, const char *item, int number, const char *unit, const char *note)
{
    struct closing_section_view *s = &g->sections[g->sections_len - 1];
    if (g->rows_len < ROWS_MAX) {
        g->rows[g->rows_len++] = (struct closing_row_view){item, number, unit, note == NULL ? "" : note};
        s->rows_len++;
    }
}

/* A part of a whole that was told above: on a page and on paper only when there is one. */
static void add_part_row(struct reporting *g, const char *of, const char *part, int number, const char *unit)
{
    if (number > 0 || g->is_full) {
        add_row(g, text_format(g->w->arena, "%s%s", of, part), number, unit, NULL);
    }
}

static const struct released_notice *last_notice(const struct reporting *g)
{
    return &g->c.notices.items[0];
}

static void add_period(struct reporting *g)
{
    struct arena *a = g->w->arena;
    const struct released_notices *all = &g->c.notices;
    const struct released_notice *first = &all->items[all->len - 1];
    const struct released_notice *last = last_notice(g);
    bool is_extended = first->is.closes_on != last->is.closes_on;
    begin_section(
        g, "公示时间",
        text_format(a, "公示时间 %s，其中工作日 %d 天。共发布 %zu 版%s。", posting_period_words(a, &last->is),
                    last->workdays, all->len,
                    is_extended ? text_format(a, "，原定截止 %s，延长至 %s", day_short_chinese(a, first->is.closes_on),
                                              day_short_chinese(a, last->is.closes_on))
                                : ""));
    for (size_t i = all->len; i > 0; i--) {
        const struct released_notice *n = &all->items[i - 1];
        add_row(g, posting_version_words(a, n->is.version_no), n->workdays, "个工作日",
                text_format(a, "%s发布，%s，校验码 %s%s%s", at_short_chinese(a, n->is.published_at),
                            posting_period_words(a, &n->is), n->check_code, *n->change_text == '\0' ? "" : "；",
                            n->change_text));
    }
}

static void add_list(struct reporting *g)
{
    const struct closing *c = &g->c;
    begin_section(g, "公示名单",
                  c->removed == 0 ? text_format(g->w->arena, "公示品牌 %d 个，没有撤下的。", c->listed)
                                  : text_format(g->w->arena, "公示品牌 %d 个，其中撤下 %d 个，保留 %d 个。",
                                                c->listed + c->removed, c->removed, c->listed));
    add_row(g, "公示的品牌", c->listed + c->removed, "个", NULL);
    add_row(g, "撤下的品牌", c->removed, "个", NULL);
    for (size_t i = 0; i < c->brands_len; i++) {
        const struct released_line *l = &c->brands[i].is;
        if (l->is_removed) {
            add_row(g, text_format(g->w->arena, "撤下“%s”", l->brand_name), 1, "个",
                    text_format(g->w->arena, "%s。%s", l->unit_name, l->removal_text));
        }
    }
}

/* "“爱心送考”：出租车窗口（张贴的是第 1 版，请换成第 2 版）" */
static const char *missing_words(struct reporting *g, const struct posting_line *l)
{
    struct arena *a = g->w->arena;
    return *l->hall_ref == '\0'    ? "没有登记营业厅、窗口"
           : l->shown_version == 0 ? text_format(a, "%s没有张贴的照片", l->hall_name)
                                   : text_format(a, "%s张贴的是第 %d 版", l->hall_name, l->shown_version);
}

static void add_halls(struct reporting *g)
{
    const struct closing *c = &g->c;
    struct arena *a = g->w->arena;
    begin_section(g, "张贴情况",
                  text_format(a, "各单位登记营业厅、办事窗口 %d 处，已张贴公示最后一版 %d 处%s。", c->halls,
                              c->halls_done, c->missing_len == 0 ? "，全部张贴" : ""));
    add_row(g, "登记的营业厅、窗口", c->halls, "处", NULL);
    add_row(g, "已张贴最后一版", c->halls_done, "处", NULL);
    add_part_row(g, "", "张贴的是前一版", c->halls_old, "处");
    add_part_row(g, "", "没有张贴的照片", c->halls - c->halls_done - c->halls_old, "处");
    add_part_row(g, "", "没有登记的单位", c->units_without_hall, "个");
    for (size_t i = 0; i < c->missing_len; i++) {
        add_row(g, text_format(a, "未落实：%s", c->missing[i].unit_name), 1, "处", missing_words(g, &c->missing[i]));
    }
}

static void add_breakdown(struct reporting *g, const struct objection_figures *f)
{
    for (int i = 0; i < CHANNEL__COUNT; i++) {
        add_part_row(g, "渠道：", objection_channel_word((enum objection_channel)i), f->by_channel[i], "件");
    }
    for (int i = 0; i < CATEGORY__COUNT; i++) {
        add_part_row(g, "类别：", objection_category_word((enum objection_category)i), f->by_category[i], "件");
    }
    for (int i = FINDING_NONE + 1; i < FINDING__COUNT; i++) {
        add_part_row(g, "结论：", objection_finding_word((enum objection_finding)i), f->by_finding[i], "件");
    }
    for (int i = EFFECT_UNDECIDED + 1; i < EFFECT__COUNT; i++) {
        add_part_row(g, "影响：", objection_effect_word((enum objection_effect)i), f->by_effect[i], "件");
    }
}

static void add_objections(struct reporting *g)
{
    const struct objection_figures *f = &g->c.objections;
    struct arena *a = g->w->arena;
    begin_section(g, "反映意见和异议",
                  f->received == 0
                      ? "公示期内没有收到反映意见和异议。"
                      : text_format(a, "收到反映意见和异议 %d 件，其中实名 %d 件；不予受理 %d 件，未办结 %d 件。",
                                    f->received, f->identified, f->declined, f->open));
    add_row(g, "收到", f->received, "件", NULL);
    add_part_row(g, "", "实名", f->identified, "件");
    add_part_row(g, "", "不予受理", f->declined, "件");
    add_part_row(g, "", "未办结", f->open, "件");
    add_part_row(g, "", "现在超过办理期限", f->overdue, "件");
    add_part_row(g, "", "超过期限才答复", f->late, "件");
    add_breakdown(g, f);
}

static void add_part(struct buffer *b, const char *text)
{
    buffer_format(b, "%s%s", b->len == 0 ? "" : "；", text);
}

/* "已张贴 2 处，共 2 处；属实 1 件；暂缓 1 件；未办结 1 件，影响命名" */
static const char *brand_words(struct reporting *g, const struct closing_brand *x)
{
    struct arena *a = g->w->arena;
    struct buffer b = buffer_new(a, NOTE_MAX);
    if (x->is.is_removed) {
        add_part(&b, "已撤下");
    } else {
        add_part(&b, text_format(a, "张贴 %d 处，共 %d 处", x->halls_done, x->halls));
    }
    for (int i = FINDING_NONE + 1; i < FINDING__COUNT; i++) {
        if (x->by_finding[i] > 0) {
            add_part(&b,
                     text_format(a, "%s %d 件", objection_finding_word((enum objection_finding)i), x->by_finding[i]));
        }
    }
    for (int i = EFFECT_UNDECIDED + 1; i < EFFECT__COUNT; i++) {
        if (x->by_effect[i] > 0) {
            add_part(&b, text_format(a, "%s %d 件", objection_effect_word((enum objection_effect)i), x->by_effect[i]));
        }
    }
    if (x->open > 0) {
        add_part(&b, text_format(a, "未办结 %d 件", x->open));
    }
    if (x->holding_up > 0) {
        add_part(&b, text_format(a, "有 %d 件未了结，暂不能命名", x->holding_up));
    }
    return buffer_string(&b);
}

static void add_brands(struct reporting *g)
{
    int held = 0;
    for (size_t i = 0; i < g->c.brands_len; i++) {
        held += g->c.brands[i].holding_up > 0 && !g->c.brands[i].is.is_removed;
    }
    begin_section(
        g, "各品牌的情况",
        held == 0
            ? "没有因异议暂不能命名的品牌。"
            : text_format(g->w->arena, "有 %d 个品牌因异议没有了结或者已查实，暂不能命名，其他品牌不受影响。", held));
    for (size_t i = 0; i < g->c.brands_len; i++) {
        const struct closing_brand *x = &g->c.brands[i];
        add_row(g, text_format(g->w->arena, "“%s”（%s）", x->is.brand_name, x->is.unit_name), x->received, "件反映",
                brand_words(g, x));
    }
}

static enum err begin_report(struct web *w, bool is_full, struct reporting *g)
{
    *g = (struct reporting){.w = w, .is_full = is_full};
    enum err e = closing_get(web_reading(w), w->round, w->now, &g->c);
    if (e != OK) {
        return e;
    }
    g->is_over = !posting_is_open(&last_notice(g)->is, w->now);
    g->rows = ARENA_ARRAY(w->arena, struct closing_row_view, ROWS_MAX);
    g->sections = ARENA_ARRAY(w->arena, struct closing_section_view, SECTIONS_MAX);
    add_period(g);
    add_list(g);
    add_halls(g);
    add_objections(g);
    add_brands(g);
    return OK;
}

/* ---- the page ---- */

/* Why there is no report to be signed; NULL when there is one. */
static const char *why_none(const struct reporting *g, bool has_notice)
{
    struct arena *a = g->w->arena;
    return !has_notice       ? "公示还没有发布。公示结束以后，这里生成公示情况报告。"
           : g->c.has_hidden ? "您有回避的品牌，公示情况报告由没有回避的人查看和出具。"
           : g->is_over      ? NULL
                             : text_format(a, "公示到 %s结束，结束以后生成公示情况报告。",
                                           closing_words(a, day_starts_at(last_notice(g)->is.closes_on + 1)));
}

static void show_said(struct web *w, struct page *page)
{
    static const struct {
        const char *what, *title, *text;
    } said[] = {{"proposed", "已提出公布", "请另一个人登录以后，在这一页确认。"},
                {"withdrawn", "已撤回", NULL},
                {"released", "办理情况已公布", "公示页上已经可以看到。"}};
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        if (text_equal(fields_text(&w->rq->query, "outcome"), said[i].what)) {
            frame_flash(page, "ok", said[i].title, said[i].text);
        }
    }
}

/* `refused`: what stood in the way of an act on this page; NULL. */
static enum err show_refused(struct web *w, const struct reporting *g, const char *why, const char *refused, int status)
{
    struct publicity_report_view v = {.state_text = why};
    if (why == NULL) {
        v.sections = g->sections;
        v.sections_len = g->sections_len;
        v.has_open = g->c.objections.open > 0;
    }
    frame_page(w, &v.page, "公示情况报告");
    if (why == NULL) {
        TRY(outcome_desk_shown(w, &g->c, &v.outcome));
    }
    show_said(w, &v.page);
    if (refused != NULL) {
        frame_flash(&v.page, "warn", "没有办成。", refused);
    }
    tpl_publicity_report(&w->out, &v);
    web_html(w, status);
    return OK;
}

static enum err show(struct web *w, const struct reporting *g, const char *why, int status)
{
    return show_refused(w, g, why, NULL, status);
}

/* The report, or *ret_why there is none. */
static enum err report_or_reason(struct web *w, bool is_full, struct reporting *g, const char **ret_why)
{
    enum err e = begin_report(w, is_full, g);
    *ret_why = e == OK || e == ERR_NOT_FOUND ? why_none(g, e == OK) : NULL;
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err publicity_report_page(struct web *w)
{
    struct reporting g;
    const char *why = NULL;
    TRY(report_or_reason(w, false, &g, &why));
    return show(w, &g, why, 200);
}

enum err publicity_report_refused(struct web *w, const char *fault)
{
    struct reporting g;
    const char *why = NULL;
    TRY(report_or_reason(w, false, &g, &why));
    return show_refused(w, &g, why, fault, 409);
}

/* ---- on paper ---- */

static const char *const *paper_values(struct web *w, const struct closing_section_view *s)
{
    const char **v = ARENA_ARRAY(w->arena, const char *, s->rows_len *ROW_COLUMNS + 1);
    for (size_t i = 0; i < s->rows_len; i++) {
        const struct closing_row_view *r = &s->rows[i];
        const char *const row[ROW_COLUMNS] = {text_format(w->arena, "%zu", i + 1), r->item,
                                              text_format(w->arena, "%d %s", r->number, r->unit), r->note};
        memcpy(&v[i * ROW_COLUMNS], row, sizeof row);
    }
    return v;
}

static const struct office_block *paper_blocks(const struct reporting *g, size_t *ret_len)
{
    enum { BLOCKS_A_SECTION = 3, OTHERS = 2 };
    static const char *const numerals[SECTIONS_MAX] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    static const struct paper_column columns[ROW_COLUMNS] = {
        {"序号", 3, true}, {"项目", 12, false}, {"数目", 5, true}, {"说明", 12, false}};
    struct web *w = g->w;
    struct office_block *b = ARENA_ARRAY(w->arena, struct office_block, g->sections_len * BLOCKS_A_SECTION + OTHERS);
    size_t len = 0;
    b[len++] = (struct office_block){.kind = OFFICE_ADDRESS,
                                     .text = text_format(w->arena, "%s：", round_text(w->round, "commission_short"))};
    b[len++] = (struct office_block){
        .kind = OFFICE_TEXT,
        .text =
            text_format(w->arena, "按照%s工作的安排，候选名单已经公示完毕。现将公示情况报告如下。", w->round->title)};
    for (size_t i = 0; i < g->sections_len; i++) {
        const struct closing_section_view *s = &g->sections[i];
        b[len++] = (struct office_block){.kind = OFFICE_HEADING,
                                         .text = text_format(w->arena, "%s、%s", numerals[i], s->title)};
        b[len++] = (struct office_block){.kind = OFFICE_TEXT, .text = s->lead};
        b[len++] = (struct office_block){.kind = OFFICE_TABLE,
                                         .columns = columns,
                                         .columns_len = ROW_COLUMNS,
                                         .values = paper_values(w, s),
                                         .values_len = s->rows_len * ROW_COLUMNS,
                                         .empty_text = "无"};
    }
    *ret_len = len;
    return b;
}

enum err publicity_report_pdf_page(struct web *w)
{
    struct reporting g;
    const char *why = NULL;
    struct paper_pdf pdf;
    TRY(report_or_reason(w, false, &g, &why));
    if (why != NULL) {
        return show(w, &g, why, 409);
    }
    const struct released_notice *n = last_notice(&g);
    struct office_paper p = {
        .heading = w->round->title,
        .title = "公示情况报告",
        .number = "",
        .issuer = round_text(w->round, "organiser"),
        .issued_on = day_chinese(w->arena, day_of_at(w->now)),
        .foot = text_format(w->arena, "公示情况报告　·　公示第 %d 版　校验码 %s", n->is.version_no, n->check_code),
        .qr_text = ""};
    p.blocks = paper_blocks(&g, &p.blocks_len);
    p.meta = (struct paper_meta){.title = "公示情况报告", .author = p.issuer, .lang = "zh-CN", .created_at = w->now};
    TRY(paper_office(w->app->paper, &p, w->arena, &pdf));
    paper_send(w, &pdf, "公示情况报告.pdf");
    return OK;
}

/* ---- as a workbook ---- */

enum err publicity_report_xlsx_page(struct web *w)
{
    enum { COLUMNS = 5 };
    static const struct workbook_column columns[COLUMNS] = {{"部分", WORKBOOK_TEXT, 18},
                                                            {"项目", WORKBOOK_TEXT, 40},
                                                            {"数目", WORKBOOK_NUMBER, 8},
                                                            {"单位", WORKBOOK_TEXT, 12},
                                                            {"说明", WORKBOOK_TEXT, 60}};
    struct reporting g;
    struct list_asking k;
    const char *why = NULL;
    size_t n = 0;
    TRY(report_or_reason(w, true, &g, &why));
    if (why != NULL) {
        return show(w, &g, why, 409);
    }
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, g.rows_len * COLUMNS + 1);
    for (size_t i = 0; i < g.sections_len; i++) {
        for (size_t r = 0; r < g.sections[i].rows_len; r++, n++) {
            const struct closing_row_view *x = &g.sections[i].rows[r];
            const struct workbook_cell row[COLUMNS] = {
                {g.sections[i].title, 0}, {x->item, 0}, {NULL, x->number}, {x->unit, 0}, {x->note, 0}};
            memcpy(&cells[n * COLUMNS], row, sizeof row);
        }
    }
    struct workbook b = {.columns = columns, .columns_len = COLUMNS, .cells = cells, .rows_len = n};
    TRY(list_ask_begin(w, "/publicity/report", &k));
    k.order_said = "报告的次序";
    return list_send_workbook(&k, "公示情况报告", &b);
}
