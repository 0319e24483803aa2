/* reminder_papers.c - 催办单: the sheets that were made together, as a page and as one PDF. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "document/paper.h"
#include "pages/pages.h"
#include "pages/paper_send.h"
#include "pages/reminder_pages.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { BLOCKS_A_SHEET = 5 };

static const char *sheet_number(struct web *w, const struct sheet_row *s)
{
    return text_format(w->arena, "催办〔%d〕%d 号", w->round->year, s->number);
}

enum err reminder_sheets_page(struct web *w)
{
    struct sheet_batch b;
    struct reminder_sheets_view v = {0};
    TRY(reminder_batch_get(web_reading(w), w->parts[0], &b));
    struct sheet_view *rows = ARENA_ARRAY(w->arena, struct sheet_view, b.len + 1);
    for (size_t i = 0; i < b.len; i++) {
        rows[i] = (struct sheet_view){.number = sheet_number(w, &b.sheets[i]),
                                      .name = b.sheets[i].body_name,
                                      .count_text = text_format(w->arena, "%zu 项", b.sheets[i].items_len),
                                      .url = url_path(text_format(w->arena, "/reminders/%s", b.sheets[i].body_ref))};
    }
    v.rows = rows;
    v.rows_len = b.len;
    v.lead = text_format(w->arena, "共 %zu 份，%s生成于 %s。打印、盖章后送达；各单位的催办记录里已经记下。", b.len,
                         b.made_by, at_short_chinese(w->arena, b.made_at));
    v.pdf_url = url_path(text_format(w->arena, "/reminders/sheets/%s/sheets.pdf", b.ref));
    frame_page(w, &v.page, "催办单");
    tpl_reminder_sheets(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- on paper ---- */

static const struct paper_field *item_fields(struct web *w, const struct sheet_row *s)
{
    struct paper_field *list = ARENA_ARRAY(w->arena, struct paper_field, s->items_len + 1);
    for (size_t i = 0; i < s->items_len; i++) {
        list[i] =
            (struct paper_field){"", text_format(w->arena, "%s%s", s->items[i], i + 1 < s->items_len ? "；" : "。")};
    }
    return list;
}

/* "2015年7月10日（周五）24:00前" */
static const char *due_words(struct web *w, const struct sheet_row *s)
{
    struct civil c = civil_from_at(s->due_at - 1);
    return s->due_at == 0 ? "近日内" : text_format(w->arena, "%d年%s前", c.year, debt_due_words(w, s->due_at));
}

static void add_sheet(struct web *w, const struct sheet_row *s, bool is_first, int64_t made_at, struct office_paper *p,
                      struct office_block *b)
{
    bool is_late = s->due_at != 0 && made_at >= s->due_at;
    if (!is_first) {
        b[p->blocks_len++] = (struct office_block){.kind = OFFICE_NEXT, .text = sheet_number(w, s)};
    }
    b[p->blocks_len++] =
        (struct office_block){.kind = OFFICE_ADDRESS, .text = text_format(w->arena, "%s：", s->body_name)};
    b[p->blocks_len++] = (struct office_block){
        .kind = OFFICE_TEXT, .text = text_format(w->arena, "%s中，你单位还有下列事项没有办理：", w->round->title)};
    b[p->blocks_len++] =
        (struct office_block){.kind = OFFICE_LIST, .items = item_fields(w, s), .items_len = s->items_len};
    b[p->blocks_len++] = (struct office_block){
        .kind = OFFICE_TEXT,
        .text =
            text_format(w->arena, "%s。收到时已经办理的，请不必理会。联系电话：%s。",
                        is_late ? text_format(w->arena, "上列事项应当于 %s办理，现已逾期，请立即办理", due_words(w, s))
                                : text_format(w->arena, "请于 %s办理", due_words(w, s)),
                        round_text(w->round, "contact_phone"))};
}

static struct office_paper sheets_paper(struct web *w, const struct sheet_batch *b)
{
    struct office_block *blocks = ARENA_ARRAY(w->arena, struct office_block, b->len * BLOCKS_A_SHEET + 1);
    struct office_paper p = {
        .heading = w->round->title,
        .title = "催办单",
        .number = b->len == 0 ? "" : sheet_number(w, &b->sheets[0]),
        .blocks = blocks,
        .issuer = round_text(w->round, "organiser"),
        .issued_on = day_chinese(w->arena, day_of_at(b->made_at)),
        .foot = text_format(w->arena, "%s　%s", w->round->batch_label, round_text(w->round, "organiser_short")),
        .qr_text = ""};
    p.meta = (struct paper_meta){.title = text_format(w->arena, "催办单（%s）", w->round->title),
                                 .author = p.issuer,
                                 .lang = "zh-CN",
                                 .created_at = b->made_at};
    for (size_t i = 0; i < b->len; i++) {
        add_sheet(w, &b->sheets[i], i == 0, b->made_at, &p, blocks);
    }
    return p;
}

enum err reminder_sheets_pdf_page(struct web *w)
{
    struct sheet_batch b;
    struct paper_pdf pdf;
    TRY(reminder_batch_get(web_reading(w), w->parts[0], &b));
    struct office_paper p = sheets_paper(w, &b);
    TRY(paper_office(w->app->paper, &p, w->arena, &pdf));
    paper_send(w, &pdf,
               b.len == 1 ? text_format(w->arena, "催办单_%s.pdf", b.sheets[0].body_name)
                          : text_format(w->arena, "催办单_%zu份.pdf", b.len));
    return OK;
}
