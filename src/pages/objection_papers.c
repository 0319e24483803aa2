/* objection_papers.c - the docket on paper: 异议登记表 of one, and the whole register.  Names and contacts are masked
 * here too: paper is copied. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "document/form_paper.h"
#include "document/paper.h"
#include "pages/objection_pages.h"
#include "pages/pages.h"
#include "pages/paper_send.h"
#include "store/db.h"
#include "web/web.h"

enum { SHEET_FACTS = 10, FACT_COLUMNS = 2, STEP_COLUMNS = 4, REGISTER_COLUMNS = 10, SIGNS = 3, SHEET_BLOCKS = 4 };
_Static_assert((int)REGISTER_VOLUME_ROWS <= (int)OFFICE_ROWS_MAX, "a volume is one table");

static struct paper_meta meta_of(const struct web *w, const char *title)
{
    return (struct paper_meta){
        .title = title, .author = round_text(w->round, "organiser"), .lang = "zh-CN", .created_at = w->now};
}

/* One row: what it is, and what it says. */
static void add_fact(const char **v, size_t *len, const char *label, const char *value)
{
    v[(*len)++] = label;
    v[(*len)++] = value;
}

static const char *const *sheet_facts(struct web *w, const struct objection *o, size_t *ret_len)
{
    const char **v = ARENA_ARRAY(w->arena, const char *, (size_t)SHEET_FACTS *FACT_COLUMNS);
    const char *outcome = objection_outcome(w->arena, o->facts.finding, o->facts.effect);
    const char *brand =
        o->facts.has_brand ? text_format(w->arena, "%s（%s）", o->brand_name, o->unit_name) : "整个名单";
    *ret_len = 0;
    add_fact(v, ret_len, "来源", objection_channel_word(o->channel));
    add_fact(v, ret_len, "收到日期", day_words(w->arena, o->received_on));
    if (*o->postmark_on != '\0') {
        add_fact(v, ret_len, "邮戳日期", day_words(w->arena, o->postmark_on));
    }
    add_fact(v, ret_len, "反映的品牌", brand);
    add_fact(v, ret_len, "意见类型", objection_category_word(o->facts.category));
    add_fact(v, ret_len, "反映人",
             text_format(w->arena, "%s（%s）", objector_word(o), o->facts.is_identified ? "实名" : "匿名"));
    add_fact(v, ret_len, "意见内容", o->text);
    add_fact(v, ret_len, "经办人", o->handler);
    add_fact(v, ret_len, "状态", objection_state_word(o->facts.state));
    add_fact(v, ret_len, "结论和处理", outcome == NULL ? "" : outcome);
    return v;
}

static enum err step_values(struct web *w, const struct objection *o, const char *const **ret, size_t *ret_len)
{
    struct objection_step *steps = NULL;
    size_t len = 0;
    TRY(objection_steps(w->db, w->arena, o->id, &steps, &len));
    const char **v = ARENA_ARRAY(w->arena, const char *, len *STEP_COLUMNS + 1);
    for (size_t i = 0; i < len; i++) {
        const struct objection_step *s = &steps[i];
        const char *outcome = objection_outcome(w->arena, s->finding, s->effect);
        const char *const row[STEP_COLUMNS] = {at_short_chinese(w->arena, s->done_at), objection_act_word(s->act),
                                               text_format(w->arena, "%s%s%s", outcome == NULL ? "" : outcome,
                                                           outcome == NULL ? "" : "。",
                                                           s->act == ACT_ASSIGN ? s->handler : s->text),
                                               *s->done_by == '\0' ? "反映人" : s->done_by};
        memcpy(&v[i * STEP_COLUMNS], row, sizeof row);
    }
    *ret = v;
    *ret_len = len * STEP_COLUMNS;
    return OK;
}

enum err objection_sheet_pdf_page(struct web *w)
{
    static const struct paper_column columns[STEP_COLUMNS] = {
        {"时间", 4, true}, {"办理", 4, true}, {"内容", 12, false}, {"办理人", 3, true}};
    static const struct paper_column fact_columns[FACT_COLUMNS] = {{"项目", 4, true}, {"内容", 19, false}};
    static const struct paper_field signs[SIGNS] = {{"经办人", ""}, {"负责人", ""}, {"日期", ""}};
    struct objection o;
    size_t facts_len = 0;
    size_t values_len = 0;
    const char *const *values = NULL;
    struct paper_pdf pdf;
    TRY(may_view_objections(&w->actor));
    TRY(objection_by_ref(web_reading(w), w->parts[0], &o));
    TRY(step_values(w, &o, &values, &values_len));
    const char *const *facts = sheet_facts(w, &o, &facts_len);
    struct office_block b[SHEET_BLOCKS] = {{.kind = OFFICE_TABLE,
                                            .columns = fact_columns,
                                            .columns_len = FACT_COLUMNS,
                                            .values = facts,
                                            .values_len = facts_len,
                                            .empty_text = ""},
                                           {.kind = OFFICE_HEADING, .text = "办理经过"},
                                           {.kind = OFFICE_TABLE,
                                            .columns = columns,
                                            .columns_len = STEP_COLUMNS,
                                            .values = values,
                                            .values_len = values_len,
                                            .empty_text = "还没有办理"},
                                           {.kind = OFFICE_SIGNATURES, .items = signs, .items_len = SIGNS}};
    struct office_paper p = {
        .meta = meta_of(w, "异议登记表"),
        .heading = w->round->title,
        .title = "异议登记表",
        .number = o.receipt_no,
        .blocks = b,
        .blocks_len = SHEET_BLOCKS,
        .issuer = "",
        .issued_on = "",
        .foot = text_format(w->arena, "内部资料，不得交给被反映的单位　·　%s 打印", at_chinese(w->arena, w->now)),
        .qr_text = ""};
    TRY(paper_office(w->app->paper, &p, w->arena, &pdf));
    paper_send(w, &pdf, text_format(w->arena, "异议登记表_%s.pdf", o.receipt_no));
    return OK;
}

/* ---- the whole register, in volumes ---- */

size_t register_volumes(size_t rows)
{
    return rows == 0 ? 1 : (rows + REGISTER_VOLUME_ROWS - 1) / REGISTER_VOLUME_ROWS;
}

struct volume {
    size_t number, of;
    size_t first, end; /* rows */
};

/* The volume that the address asks for: what is none is the first. */
static struct volume volume_asked(struct web *w, size_t rows)
{
    int64_t n = 1;
    struct volume v = {.number = 1, .of = register_volumes(rows)};
    if (text_to_int(fields_text(&w->rq->query, "page"), 1, (int64_t)v.of, &n) == OK) {
        v.number = (size_t)n;
    }
    v.first = (v.number - 1) * REGISTER_VOLUME_ROWS;
    v.end = v.number == v.of ? rows : v.first + REGISTER_VOLUME_ROWS;
    return v;
}

static const char *volume_text(struct web *w, const struct objections_asked *q, const struct volume *v)
{
    const char *said = *q->k.said == '\0' ? "全部" : q->k.said;
    return v->of == 1 ? text_format(w->arena, "%s　共 %zu 件", said, q->len)
                      : text_format(w->arena, "%s　共 %zu 件，分 %zu 册　第 %zu 册：第 %zu 至 %zu 件", said, q->len,
                                    v->of, v->number, v->first + 1, v->end);
}

static const char *const *register_values(struct web *w, const struct objection *rows, size_t len)
{
    const char **v = ARENA_ARRAY(w->arena, const char *, len *REGISTER_COLUMNS + 1);
    for (size_t i = 0; i < len; i++) {
        const struct objection *o = &rows[i];
        const char *outcome = objection_outcome(w->arena, o->facts.finding, o->facts.effect);
        day_no due = objection_due_on(w->round, o);
        const char *const row[REGISTER_COLUMNS] = {
            o->receipt_no,
            o->received_on,
            *o->postmark_on == '\0'
                ? objection_channel_word(o->channel)
                : text_format(w->arena, "%s，邮戳 %s", objection_channel_word(o->channel), o->postmark_on),
            text_format(w->arena, "%s\n%s", objection_about(o), o->unit_name),
            objection_category_word(o->facts.category),
            objector_word(o),
            o->handler,
            objection_state_word(o->facts.state),
            due == 0
                ? ""
                : text_format(w->arena, "%s%s", day_iso(w->arena, due), objection_is_overdue(w, o) ? "\n逾期" : ""),
            outcome == NULL ? "" : outcome};
        memcpy(&v[i * REGISTER_COLUMNS], row, sizeof row);
    }
    return v;
}

enum err objections_pdf_page(struct web *w)
{
    static const struct paper_column columns[REGISTER_COLUMNS] = {
        {"受理编号", 7, true}, {"收到日期", 6, true},  {"来源", 5, true},   {"品牌和单位", 10, false},
        {"意见类型", 4, true}, {"反映人", 3, true},    {"经办人", 3, true}, {"状态", 4, true},
        {"期限", 6, true},     {"结论和处理", 5, true}};
    struct objections_asked q;
    struct paper_pdf pdf;
    TRY(objections_read(w, &q));
    if (q.len == 0) {
        return ERR_NOT_FOUND; /* a sheet without rows is none */
    }
    struct volume v = volume_asked(w, q.len);
    size_t len = v.end - v.first;
    struct office_block b = {.kind = OFFICE_TABLE,
                             .columns = columns,
                             .columns_len = REGISTER_COLUMNS,
                             .values = register_values(w, &q.rows[v.first], len),
                             .values_len = len * REGISTER_COLUMNS,
                             .empty_text = "没有收到意见"};
    struct office_paper p = {.meta = meta_of(w, "异议台账"),
                             .heading = w->round->title,
                             .title = "异议台账",
                             .number = volume_text(w, &q, &v),
                             .blocks = &b,
                             .blocks_len = 1,
                             .issuer = "",
                             .issued_on = "",
                             .foot = text_format(w->arena, "内部资料　·　%s 打印", at_chinese(w->arena, w->now)),
                             .qr_text = "",
                             .is_register = true};
    TRY(paper_office(w->app->paper, &p, w->arena, &pdf));
    const char *volume = v.of == 1 ? "" : text_format(w->arena, "_第%zu册", v.number);
    paper_send(w, &pdf, text_format(w->arena, "异议台账_%s%s.pdf", day_iso(w->arena, day_of_at(w->now)), volume));
    return OK;
}
