/* shortlist_draft_pages.c - drafts of the list, frozen: shown, compared with the one before, as a workbook and on
 * paper. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "document/form_paper.h"
#include "document/paper.h"
#include "document/workbook.h"
#include "pages/list_asking.h"
#include "pages/pages.h"
#include "pages/paper_send.h"
#include "pages/shortlist_pages.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { PAPERS = 2, REGISTER_COLUMNS = 8, RELEASED_FACTS = 5 };

/* ---- saved ---- */

enum err shortlist_draft_save_page(struct web *w)
{
    struct shortlist_facts f;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    bool may = false;
    int last = 0;
    TRY(may_build_now(w, &may));
    if (!may) {
        return OK;
    }
    TRY(shortlist_facts_now(w, &f, &last));
    if (f.candidates == 0 || (f.has_draft && !f.is_draft_old)) {
        web_redirect(w, "/shortlist");
        return OK;
    }
    TRY(shortlist_draft_save(&c, w->round->id, &last));
    web_redirect(w, text_format(w->arena, "/shortlist/drafts/%d?drafted=1", last));
    return OK;
}

/* ---- shown ---- */

struct shown_draft {
    struct shortlist_draft is, before; /* before.number 0: it is the first */
    struct shortlist_lines lines, lines_before;
};

static enum err read_draft(struct web *w, int number, struct shortlist_draft *ret, struct shortlist_lines *ret_lines)
{
    TRY(shortlist_draft_get(web_reading(w), number, ret));
    return shortlist_draft_lines(web_reading(w), ret, ret_lines);
}

static enum err draft_of_path(struct web *w, struct shown_draft *ret)
{
    int64_t number = 0;
    *ret = (struct shown_draft){.before = {.number = 0}};
    TRY(may_view_shortlist(&w->actor));
    if (text_to_int(w->parts[0], 1, DRAFTS_MAX, &number) != OK) {
        return ERR_NOT_FOUND;
    }
    TRY(read_draft(w, (int)number, &ret->is, &ret->lines));
    return number > 1 ? read_draft(w, (int)number - 1, &ret->before, &ret->lines_before) : OK;
}

static const struct shortlist_line *line_named(const struct shortlist_lines *l, int64_t nomination_id)
{
    for (size_t i = 0; i < l->len; i++) {
        if (l->items[i].nomination_id == nomination_id) {
            return &l->items[i];
        }
    }
    return NULL;
}

static enum draft_change change_of(const struct shortlist_line *before, const struct shortlist_line *now)
{
    struct draft_line was = {0};
    struct draft_line is = {0};
    if (before != NULL) {
        was = (struct draft_line){before->nomination_id, before->choice, before->reason};
    }
    if (now != NULL) {
        is = (struct draft_line){now->nomination_id, now->choice, now->reason};
    }
    return draft_compare(before == NULL ? NULL : &was, now == NULL ? NULL : &is);
}

static const char *change_words(struct web *w, enum draft_change change, const struct shortlist_line *before)
{
    switch (change) {
    case DRAFT_SAME: break;
    case DRAFT_ADDED: return "新列入";
    case DRAFT_REMOVED: return "取消列入";
    case DRAFT_SETTLED:
        return text_format(w->arena, "上一稿是“%s”", choice_word(before == NULL ? CHOICE_OPEN : before->choice));
    case DRAFT_REASONED: return "理由改了";
    }
    return NULL;
}

static struct shortlist_line_view line_view(struct web *w, const struct shortlist_line *l)
{
    return (struct shortlist_line_view){.url = url_path(text_format(w->arena, "/reviews/%s", l->ref)),
                                        .brand_name = l->brand_name,
                                        .unit_name = l->unit_name,
                                        .window_name = l->window_name,
                                        .receipt_no = l->receipt_no,
                                        .line = shortlist_line_words(w, l->sector_name, l->district_name),
                                        .tag = choice_tag(l->choice),
                                        .reason = l->reason,
                                        .told = l->is_told ? "发布后告诉单位" : NULL};
}

const struct shortlist_line_view *shortlist_line_views(struct web *w, const struct shortlist_lines *l, enum choice only,
                                                       size_t *ret_len)
{
    struct shortlist_line_view *list = ARENA_ARRAY(w->arena, struct shortlist_line_view, l->len + 1);
    size_t len = 0;
    for (size_t i = 0; i < l->len; i++) {
        if (only == CHOICE__COUNT || only == l->items[i].choice) {
            list[len++] = line_view(w, &l->items[i]);
        }
    }
    *ret_len = len;
    return list;
}

static const char *counted_words(struct web *w, const struct shortlist_lines *l)
{
    int count[CHOICE__COUNT] = {0};
    for (size_t i = 0; i < l->len; i++) {
        count[l->items[i].choice]++;
    }
    return text_format(w->arena, "列入 %d 个，不列入 %d 个，未定 %d 个。", count[CHOICE_IN], count[CHOICE_OUT],
                       count[CHOICE_OPEN]);
}

/* What changed since the draft before, and what is no candidate any more. */
static void compare(struct web *w, struct shortlist_draft_page_view *v, const struct shown_draft *d,
                    struct shortlist_line_view *rows)
{
    int count[DRAFT_REASONED + 1] = {0};
    struct text_view *gone = ARENA_ARRAY(w->arena, struct text_view, d->lines_before.len + 1);
    for (size_t i = 0; i < d->lines.len; i++) {
        const struct shortlist_line *before = line_named(&d->lines_before, d->lines.items[i].nomination_id);
        enum draft_change change = change_of(before, &d->lines.items[i]);
        rows[i].change = before == NULL && change == DRAFT_SAME ? "上一稿还不是候选" : change_words(w, change, before);
        count[change]++;
    }
    for (size_t i = 0; i < d->lines_before.len; i++) {
        const struct shortlist_line *x = &d->lines_before.items[i];
        if (line_named(&d->lines, x->nomination_id) == NULL) {
            count[change_of(x, NULL)]++;
            gone[v->gone_len++].text = text_format(w->arena, "“%s”（%s）已不是候选，上一稿是“%s”", x->brand_name,
                                                   x->unit_name, choice_word(x->choice));
        }
    }
    v->gone = gone;
    v->compared = text_format(
        w->arena, "与第 %d 稿相比：新列入 %d 个，取消列入 %d 个，别的改动 %d 个，理由改了 %d 个。", d->before.number,
        count[DRAFT_ADDED], count[DRAFT_REMOVED], count[DRAFT_SETTLED], count[DRAFT_REASONED]);
}

static void add_paper(struct shortlist_draft_page_view *v, struct link_view *list, const char *label, const char *path)
{
    list[v->papers_len++] = (struct link_view){label, url_path(path), false};
    v->papers = list;
}

enum err shortlist_draft_page(struct web *w)
{
    struct shown_draft d;
    size_t len = 0;
    TRY(draft_of_path(w, &d));
    struct shortlist_draft_page_view v = {.title = text_format(w->arena, "第 %d 稿", d.is.number),
                                          .lead = text_format(w->arena, "%s %s存。%s",
                                                              at_short_chinese(w->arena, d.is.saved_at), d.is.saved_by,
                                                              counted_words(w, &d.lines))};
    struct link_view *papers = ARENA_ARRAY(w->arena, struct link_view, PAPERS);
    struct shortlist_line_view *rows = ARENA_ARRAY(w->arena, struct shortlist_line_view, d.lines.len + 1);
    memcpy(rows, shortlist_line_views(w, &d.lines, CHOICE__COUNT, &len), d.lines.len * sizeof *rows);
    v.rows = rows;
    v.rows_len = len;
    if (d.before.number > 0) {
        compare(w, &v, &d, rows);
    }
    const char *path = text_format(w->arena, "/shortlist/drafts/%d", d.is.number);
    add_paper(&v, papers, "下载表格（XLSX）", text_format(w->arena, "%s/list.xlsx", path));
    add_paper(&v, papers, "打印名单（PDF）", text_format(w->arena, "%s/list.pdf", path));
    frame_page(w, &v.page, v.title);
    if (fields_has(&w->rq->query, "drafted")) {
        frame_flash(&v.page, "ok", "已存稿", "以后再改，这一稿也不变。");
    }
    tpl_shortlist_draft(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- as a workbook ---- */

static enum err send_lines(struct web *w, const struct shortlist_lines *l, const char *title)
{
    static const struct workbook_column columns[] = {
        {"序号", WORKBOOK_NUMBER, 6},    {"受理编号", WORKBOOK_TEXT, 16}, {"品牌名称", WORKBOOK_TEXT, 26},
        {"申报单位", WORKBOOK_TEXT, 34}, {"窗口名称", WORKBOOK_TEXT, 20}, {"行业", WORKBOOK_TEXT, 14},
        {"辖市区", WORKBOOK_TEXT, 12},   {"推荐单位", WORKBOOK_TEXT, 26}, {"决定", WORKBOOK_TEXT, 10},
        {"理由", WORKBOOK_TEXT, 40},     {"告诉单位", WORKBOOK_TEXT, 10}};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    struct list_asking k;
    TRY(list_ask_begin(w, "/shortlist", &k));
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, l->len * COLUMNS + 1);
    for (size_t i = 0; i < l->len; i++) {
        const struct shortlist_line *x = &l->items[i];
        const struct workbook_cell row[COLUMNS] = {
            {NULL, (int64_t)i + 1},      {x->receipt_no, 0},  {x->brand_name, 0},         {x->unit_name, 0},
            {x->window_name, 0},         {x->sector_name, 0}, {x->district_name, 0},      {x->recommender_name, 0},
            {choice_word(x->choice), 0}, {x->reason, 0},      {x->is_told ? "是" : "", 0}};
        memcpy(&cells[i * COLUMNS], row, sizeof row);
    }
    struct workbook b = {.columns = columns, .columns_len = COLUMNS, .cells = cells, .rows_len = l->len};
    return list_send_workbook(&k, title, &b);
}

enum err shortlist_draft_xlsx_page(struct web *w)
{
    struct shown_draft d;
    TRY(draft_of_path(w, &d));
    return send_lines(w, &d.lines, text_format(w->arena, "候选名单第 %d 稿", d.is.number));
}

/* ---- on paper ---- */

/* First those that are in, then the others. */
static const char *const *register_values(struct web *w, const struct shortlist_lines *l)
{
    static const enum choice order[CHOICE__COUNT] = {CHOICE_IN, CHOICE_OUT, CHOICE_OPEN};
    const char **v = ARENA_ARRAY(w->arena, const char *, l->len *REGISTER_COLUMNS + 1);
    size_t n = 0;
    for (size_t k = 0; k < CHOICE__COUNT; k++) {
        for (size_t i = 0; i < l->len; i++) {
            const struct shortlist_line *x = &l->items[i];
            if (x->choice != order[k]) {
                continue;
            }
            const char *const row[REGISTER_COLUMNS] = {
                text_format(w->arena, "%zu", n + 1),
                x->receipt_no,
                x->brand_name,
                *x->window_name == '\0' ? x->unit_name
                                        : text_format(w->arena, "%s（%s）", x->unit_name, x->window_name),
                *x->sector_name == '\0' ? round_text(w->round, "none_sector") : x->sector_name,
                x->district_name,
                choice_word(x->choice),
                x->reason};
            memcpy(&v[n++ * REGISTER_COLUMNS], row, sizeof row);
        }
    }
    return v;
}

struct register_words {
    const char *title, *number, *foot, *qr_text, *name;
    struct paper_meta meta;
    bool has_signatures;
};

static enum err print_register(struct web *w, const struct shortlist_lines *l, const struct register_words *x)
{
    enum { BLOCKS = 2, SIGNS = 3 };
    static const struct paper_column columns[REGISTER_COLUMNS] = {
        {"序号", 2, true},     {"受理编号", 7, true}, {"品牌名称", 6, false}, {"申报单位", 8, false},
        {"所属行业", 4, true}, {"辖市区", 3, true},   {"决定", 3, true},      {"理由", 9, false}};
    static const struct paper_field signs[SIGNS] = {{"提出人", ""}, {"确认人", ""}, {"日期", ""}};
    struct office_block blocks[BLOCKS] = {{.kind = OFFICE_TABLE,
                                           .columns = columns,
                                           .columns_len = REGISTER_COLUMNS,
                                           .values = register_values(w, l),
                                           .values_len = l->len * REGISTER_COLUMNS,
                                           .empty_text = "没有品牌"},
                                          {.kind = OFFICE_SIGNATURES, .items = signs, .items_len = SIGNS}};
    struct office_paper p = {.heading = w->round->title,
                             .title = x->title,
                             .number = x->number,
                             .blocks = blocks,
                             .blocks_len = x->has_signatures ? BLOCKS : 1,
                             .issuer = "",
                             .issued_on = "",
                             .foot = x->foot,
                             .qr_text = x->qr_text,
                             .is_register = true,
                             .meta = x->meta};
    struct paper_pdf pdf;
    TRY(paper_office(w->app->paper, &p, w->arena, &pdf));
    paper_send(w, &pdf, x->name);
    return OK;
}

enum err shortlist_draft_pdf_page(struct web *w)
{
    struct shown_draft d;
    TRY(draft_of_path(w, &d));
    const char *at = at_chinese(w->arena, d.is.saved_at);
    struct register_words x = {
        .title = "候选名单（拟定）",
        .number = text_format(w->arena, "第 %d 稿　%s", d.is.number, at),
        .foot = text_format(w->arena, "候选名单第 %d 稿　·　内部资料，发布以前不得外传", d.is.number),
        .qr_text = "",
        .name = text_format(w->arena, "候选名单_第%d稿.pdf", d.is.number),
        .has_signatures = true};
    x.meta = (struct paper_meta){.title = text_format(w->arena, "候选名单第 %d 稿", d.is.number),
                                 .author = round_text(w->round, "organiser"),
                                 .lang = "zh-CN",
                                 .created_at = d.is.saved_at};
    return print_register(w, &d.lines, &x);
}

/* ---- as it was released ---- */

static const struct paper_fact_view *released_facts(struct web *w, const struct released_list *l, size_t *ret_len)
{
    struct paper_fact_view *list = ARENA_ARRAY(w->arena, struct paper_fact_view, RELEASED_FACTS);
    size_t len = 0;
    list[len++] = (struct paper_fact_view){
        "提出", text_format(w->arena, "%s　%s", l->proposed_by, at_chinese(w->arena, l->proposed_at))};
    list[len++] = (struct paper_fact_view){
        "确认发布", text_format(w->arena, "%s　%s", l->released_by, at_chinese(w->arena, l->released_at))};
    list[len++] = (struct paper_fact_view){"校验码", l->check_code};
    list[len++] = (struct paper_fact_view){"指纹", l->sha256};
    if (*l->names_reason != '\0') {
        list[len++] = (struct paper_fact_view){"名称没有全部核对的说明", l->names_reason};
    }
    *ret_len = len;
    return list;
}

enum err shortlist_released_page(struct web *w)
{
    struct released_list l;
    struct shortlist_lines lines;
    TRY(may_view_shortlist(&w->actor));
    TRY(shortlist_released(web_reading(w), &l));
    TRY(shortlist_released_lines(web_reading(w), &l, &lines));
    struct shortlist_draft_page_view v = {
        .title = "已发布的候选名单",
        .lead = text_format(w->arena, "按第 %d 稿发布。%s", l.draft, counted_words(w, &lines))};
    struct link_view *papers = ARENA_ARRAY(w->arena, struct link_view, PAPERS);
    v.rows = shortlist_line_views(w, &lines, CHOICE__COUNT, &v.rows_len);
    v.facts = released_facts(w, &l, &v.facts_len);
    add_paper(&v, papers, "下载表格（XLSX）", "/shortlist/release/list.xlsx");
    add_paper(&v, papers, "打印名单（PDF）", "/shortlist/release/list.pdf");
    v.leads_on = true;
    frame_page(w, &v.page, v.title);
    if (fields_has(&w->rq->query, "released")) {
        frame_flash(&v.page, "ok", "名单已发布", "各单位和推荐单位看到各自的结果，名称不再更改。");
    }
    tpl_shortlist_draft(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err shortlist_released_xlsx_page(struct web *w)
{
    struct released_list l;
    struct shortlist_lines lines;
    TRY(may_view_shortlist(&w->actor));
    TRY(shortlist_released(web_reading(w), &l));
    TRY(shortlist_released_lines(web_reading(w), &l, &lines));
    return send_lines(w, &lines, "候选名单");
}

enum err shortlist_released_pdf_page(struct web *w)
{
    struct released_list l;
    struct shortlist_lines lines;
    TRY(may_view_shortlist(&w->actor));
    TRY(shortlist_released(web_reading(w), &l));
    TRY(shortlist_released_lines(web_reading(w), &l, &lines));
    struct shortlist_facts f;
    TRY(shortlist_facts_now(w, &f, NULL));
    struct register_words x = {.title = "候选名单",
                               .number = at_chinese(w->arena, l.released_at),
                               .foot = text_format(w->arena, "候选名单　·　校验码 %s", l.check_code),
                               .qr_text =
                                   web_absolute(w, text_format(w->arena, "/shortlist/release?code=%s", l.check_code)),
                               .name = "候选名单.pdf",
                               .has_signatures = true};
    x.meta = (struct paper_meta){
        .title = "候选名单", .author = round_text(w->round, "organiser"), .lang = "zh-CN", .created_at = l.released_at};
    if (!f.is_recused) { /* the record has all of it, also what a recused person does not see */
        x.meta.record_json = (const unsigned char *)l.record;
        x.meta.record_json_len = strlen(l.record);
        x.meta.record_name = "shortlist.json";
    }
    return print_register(w, &lines, &x);
}
