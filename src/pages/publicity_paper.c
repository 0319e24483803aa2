/* publicity_paper.c - 公示稿: the notice as a letter, its list and the brands' introductions as what is attached; and
 * the list as a workbook. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "document/paper.h"
#include "document/workbook.h"
#include "domain/text_count.h"
#include "pages/pages.h"
#include "pages/paper_send.h"
#include "store/published_changes.h"
#include "store/round_store.h"
#include "web/page_cache.h"
#include "web/web.h"

enum { COLUMNS = 5, BLOCKS_MAX = 64 };

static const char *const *list_values(struct web *w, const struct published_notice *n)
{
    const char **v = ARENA_ARRAY(w->arena, const char *, n->lines_len *COLUMNS + 1);
    for (size_t i = 0; i < n->lines_len; i++) {
        const struct published_line *l = &n->lines[i];
        const char *const row[COLUMNS] = {text_format(w->arena, "%d", l->place),
                                          l->is_removed ? text_format(w->arena, "%s（已撤下）", l->brand.brand_name)
                                                        : l->brand.brand_name,
                                          l->brand.unit_name, l->brand.sector_name, l->brand.recommender_name};
        memcpy(&v[i * COLUMNS], row, sizeof row);
    }
    return v;
}

static const struct paper_field *introductions(struct web *w, const struct published_notice *n)
{
    struct paper_field *list = ARENA_ARRAY(w->arena, struct paper_field, n->lines_len + 1);
    for (size_t i = 0; i < n->lines_len; i++) {
        const struct published_line *l = &n->lines[i];
        list[i] = (struct paper_field){text_format(w->arena, "%s（%s）", l->brand.brand_name, l->brand.unit_name),
                                       l->is_removed ? text_format(w->arena, "已撤下。%s", l->removal_text)
                                                     : l->brand.summary};
    }
    return list;
}

/* What is different from the version before, in words. */
static enum err change_note(struct web *w, const struct published_notice *n, const char **ret)
{
    struct published_notice before;
    struct published_change *changes = NULL;
    size_t len = 0;
    TRY(published_shown(w->db, w->arena, w->round->id, n->version_no - 1, &before));
    TRY(published_changes(w->db, w->arena, &before, n, &changes, &len));
    *ret = text_format(w->arena, "第 %d 版：%s", n->version_no, n->change_text);
    for (size_t i = 0; i < len; i++) {
        *ret = text_format(w->arena, "%s%s", *ret, published_change_words(w->arena, &changes[i], true));
    }
    return OK;
}

/* Who signs and when stand at the end of the letter; the rest in its order. */
static size_t letter_blocks(const struct published_notice *n, const char *note, struct office_paper *p,
                            struct office_block *blocks)
{
    size_t len = 0;
    if (*note != '\0') {
        blocks[len++] = (struct office_block){.kind = OFFICE_NOTE, .text = note};
    }
    for (size_t i = 0; i < n->paragraphs_len && len < BLOCKS_MAX - 4; i++) {
        const struct published_paragraph *x = &n->paragraphs[i];
        if (strcmp(x->kind, "sign") != 0) {
            blocks[len++] = (struct office_block){.kind = OFFICE_TEXT, .text = x->text};
        } else if (*p->issuer == '\0') {
            p->issuer = x->text;
        } else {
            p->issued_on = x->text;
        }
    }
    return len;
}

/* A title is one line, or two with the break at its last mark; a longer one breaks at every mark. */
static const char *joined_title(struct arena *a, const char *lines)
{
    enum { LINE_ZI = 19 };
    char *text = arena_copy(a, lines, strlen(lines));
    const char *last = strrchr(lines, '|');
    bool is_short = last == NULL || zi_count(arena_copy(a, lines, (size_t)(last - lines))) <= LINE_ZI;
    size_t to = 0;
    for (size_t i = 0; lines[i] != '\0'; i++) {
        bool breaks = !is_short || &lines[i] == last;
        if (lines[i] != '|') {
            text[to++] = lines[i];
        } else if (breaks) {
            text[to++] = '\n';
        }
    }
    text[to] = '\0';
    return text;
}

static enum err print_notice(struct web *w, const struct published_notice *n, struct paper_pdf *ret)
{
    static const struct paper_column columns[COLUMNS] = {{"序号", 2, true},
                                                         {"品牌名称", 6, false},
                                                         {"申报单位", 7, false},
                                                         {"所属行业", 4, true},
                                                         {"推荐单位", 6, false}};
    struct office_block blocks[BLOCKS_MAX];
    struct office_paper p = {.heading = "",
                             .title = joined_title(w->arena, n->title_lines),
                             .number = "",
                             .issuer = "",
                             .issued_on = "",
                             .foot = text_format(w->arena, "第 %d 版　·　校验码 %s", n->version_no, n->check_code),
                             .qr_text = web_absolute(w, "/publicity"),
                             .blocks = blocks,
                             .meta = {.title = n->title,
                                      .author = n->issuer,
                                      .lang = "zh-CN",
                                      .created_at = n->published_at,
                                      .record_json = (const unsigned char *)n->record,
                                      .record_json_len = strlen(n->record),
                                      .record_name = "publicity.json"}};
    const char *note = "";
    if (n->version_no > 1) {
        TRY(change_note(w, n, &note));
    }
    size_t len = letter_blocks(n, note, &p, blocks);
    blocks[len++] =
        (struct office_block){.kind = OFFICE_ATTACHMENT, .text = round_text(w->round, "publicity_list_name")};
    blocks[len++] = (struct office_block){.kind = OFFICE_TABLE,
                                          .columns = columns,
                                          .columns_len = COLUMNS,
                                          .values = list_values(w, n),
                                          .values_len = n->lines_len * COLUMNS,
                                          .empty_text = "没有品牌"};
    blocks[len++] = (struct office_block){.kind = OFFICE_HEADING, .text = "品牌简介"};
    blocks[len++] = (struct office_block){.kind = OFFICE_LIST, .items = introductions(w, n), .items_len = n->lines_len};
    p.blocks_len = len;
    return paper_office(w->app->paper, &p, w->arena, ret);
}

/* A released version never changes, and its paper is the same bytes each time: it is set once. */
enum err publicity_pdf_page(struct web *w)
{
    struct published_notice n;
    struct cached_page kept;
    struct paper_pdf pdf = {.missing = ""};
    TRY(published_now(w->db, w->arena, w->round->id, &n));
    const char *key = web_absolute(w, text_format(w->arena, "/publicity/%s.pdf", n.ref));
    struct page_stamp stamp = {(uint64_t)n.id, 0};
    if (page_cache_get(w->app->cache, key, stamp, false, w->arena, &kept)) {
        pdf.bytes = (const unsigned char *)kept.body;
        pdf.len = kept.body_len;
    } else {
        TRY(print_notice(w, &n, &pdf));
        kept = (struct cached_page){.type = "application/pdf", .body = (const char *)pdf.bytes, .body_len = pdf.len};
        page_cache_put(w->app->cache, key, stamp, w->arena, &kept);
    }
    paper_send(w, &pdf, text_format(w->arena, "%s.pdf", n.title));
    return OK;
}

/* ---- the list as a workbook ---- */

enum err publicity_xlsx_page(struct web *w)
{
    static const struct workbook_column columns[] = {{"序号", WORKBOOK_NUMBER, 6},     {"品牌名称", WORKBOOK_TEXT, 26},
                                                     {"申报单位", WORKBOOK_TEXT, 34},  {"所属行业", WORKBOOK_TEXT, 14},
                                                     {"推荐单位", WORKBOOK_TEXT, 26},  {"品牌简介", WORKBOOK_TEXT, 80},
                                                     {"撤下的理由", WORKBOOK_TEXT, 30}};
    enum { SHEET_COLUMNS = sizeof columns / sizeof columns[0] };
    struct published_notice n;
    const unsigned char *bytes = NULL;
    size_t len = 0;
    TRY(published_now(w->db, w->arena, w->round->id, &n));
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, n.lines_len * SHEET_COLUMNS + 1);
    for (size_t i = 0; i < n.lines_len; i++) {
        const struct published_line *l = &n.lines[i];
        const struct workbook_cell row[SHEET_COLUMNS] = {
            {NULL, l->place},          {l->brand.brand_name, 0},       {l->brand.unit_name, 0},
            {l->brand.sector_name, 0}, {l->brand.recommender_name, 0}, {l->is_removed ? "" : l->brand.summary, 0},
            {l->removal_text, 0}};
        memcpy(&cells[i * SHEET_COLUMNS], row, sizeof row);
    }
    const char *notes[] = {text_format(w->arena, "第 %d 版　%s发布　校验码 %s", n.version_no,
                                       at_chinese(w->arena, n.published_at), n.check_code),
                           text_format(w->arena, "按%s排序，排名不分先后", publicity_sort_word(n.sort))};
    struct workbook b = {.sheet_name = "公示名单",
                         .title = n.title,
                         .notes = notes,
                         .notes_len = sizeof notes / sizeof notes[0],
                         .columns = columns,
                         .columns_len = SHEET_COLUMNS,
                         .cells = cells,
                         .rows_len = n.lines_len,
                         .made_at = n.published_at};
    TRY(workbook_make(&b, w->app->spool_dir == NULL ? "/tmp" : w->app->spool_dir, w->arena, &bytes, &len));
    web_download(w, XLSX_TYPE, text_format(w->arena, "公示名单_第%d版.xlsx", n.version_no), bytes, len);
    return OK;
}
