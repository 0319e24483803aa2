/* posting_papers.c - the poster of a hall, and 公示张贴回执. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "document/paper.h"
#include "pages/pages.h"
#include "pages/paper_send.h"
#include "pages/posting_pages.h"
#include "pages/section_pages.h"
#include "store/db.h"
#include "web/web.h"

enum { CONTACTS_MAX = 8, TITLE_PARTS_MAX = 40, REMARKS_MAX = 3, RECEIPT_COLUMNS = 6 };

/* ---- the poster ---- */

static void split_title(struct arena *a, const struct released_notice *n, struct poster_paper *to)
{
    const char **parts = ARENA_ARRAY(a, const char *, TITLE_PARTS_MAX);
    const char *at = *n->title_lines == '\0' ? n->title : n->title_lines;
    while (*at != '\0' && to->title_parts_len < TITLE_PARTS_MAX) {
        bool is_last_room = to->title_parts_len + 1 == TITLE_PARTS_MAX;
        size_t len = is_last_room ? strlen(at) : strcspn(at, "|");
        parts[to->title_parts_len++] = arena_copy(a, at, len);
        at += len + (at[len] == '|');
    }
    to->title_parts = parts;
}

static void add_contact(struct web *w, struct poster_paper *to, const char **list, const char *label, const char *value)
{
    if (*value != '\0') {
        list[to->contacts_len++] = text_format(w->arena, "%s：%s", label, value);
    }
}

/* The office as the settings name it; what is not set is left out. */
static void add_contacts(struct web *w, struct poster_paper *to)
{
    const struct round *r = w->round;
    const char **list = ARENA_ARRAY(w->arena, const char *, CONTACTS_MAX);
    const char *hours = round_text(r, "contact_hours");
    const char *phone = round_text(r, "contact_phone");
    add_contact(w, to, list, "受理单位", round_text(r, "contact_department"));
    add_contact(w, to, list, "地址", round_text(r, "contact_address"));
    add_contact(w, to, list, "邮编", round_text(r, "contact_postcode"));
    add_contact(w, to, list, "电话",
                *hours == '\0' || *phone == '\0' ? phone : text_format(w->arena, "%s（%s）", phone, hours));
    add_contact(w, to, list, "电子邮箱", round_text(r, "contact_email"));
    to->contacts = list;
}

/* "本次推荐评选不收取任何费用。" */
static const char *sentence(struct arena *a, const char *text)
{
    size_t len = strlen(text);
    size_t stop = strlen("。");
    bool has_stop = len >= stop && strcmp(text + len - stop, "。") == 0;
    return has_stop || len == 0 ? text : text_format(a, "%s。", text);
}

/* The notice's text.  Where to turn, the list and that nothing is charged have a place of their own on a poster. */
static enum err add_paragraphs(struct web *w, const struct released_notice *n, struct poster_paper *to)
{
    struct released_paragraph *list = NULL;
    size_t len = 0;
    const char *fees = sentence(w->arena, round_text(w->round, "fee_statement"));
    TRY(released_paragraphs(w->db, w->arena, n->id, &list, &len));
    const char **texts = ARENA_ARRAY(w->arena, const char *, len + 1);
    for (size_t i = 0; i < len; i++) {
        bool is_elsewhere = text_starts(list[i].text, "附件：") || strcmp(list[i].text, fees) == 0;
        if (strcmp(list[i].kind, "text") == 0 && !is_elsewhere) {
            texts[to->paragraphs_len++] = list[i].text;
        }
    }
    to->paragraphs = texts;
    return OK;
}

static enum err add_lines(struct web *w, const struct posting *p, struct poster_paper *to)
{
    struct released_line *list = NULL;
    size_t len = 0;
    size_t count = 0;
    TRY(released_lines(w->db, w->arena, posting_now(p)->id, &list, &len));
    struct poster_line *lines = ARENA_ARRAY(w->arena, struct poster_line, len + 1);
    for (size_t i = 0; i < len; i++) {
        count += !list[i].is_removed;
        lines[i] = (struct poster_line){.brand = list[i].brand_name,
                                        .unit = list[i].unit_name,
                                        .note = list[i].is_removed ? "已撤下" : "",
                                        .is_own = list[i].brand_id == p->brand.id};
    }
    to->lines = lines;
    to->lines_len = len;
    to->list_title = text_format(w->arena, "候选名单（共 %zu 个，排名不分先后）", count);
    return OK;
}

static const char *order_words(const char *sort)
{
    return strcmp(sort, "sector") == 0    ? "名单按所属行业排列，排名不分先后。"
           : strcmp(sort, "strokes") == 0 ? "名单按品牌名称的笔画排列，排名不分先后。"
                                          : "名单按受理编号排列，排名不分先后。";
}

static void add_remarks(struct web *w, const struct released_notice *n, struct poster_paper *to)
{
    const char **list = ARENA_ARRAY(w->arena, const char *, REMARKS_MAX);
    const char *fees = round_text(w->round, "fee_statement");
    list[to->remarks_len++] = order_words(n->sort);
    if (*fees != '\0') {
        list[to->remarks_len++] = sentence(w->arena, fees);
    }
    to->remarks = list;
}

static const char *issued_words(struct arena *a, const char *issued_on)
{
    day_no day = 0;
    return day_parse(issued_on, &day) == OK ? day_chinese(a, day) : issued_on;
}

static enum err poster_of(struct web *w, const struct posting *p, struct poster_paper *ret)
{
    const struct released_notice *n = posting_now(p);
    struct arena *a = w->arena;
    *ret = (struct poster_paper){
        .meta = {.title = text_format(a, "%s（%s）", n->title, p->brand.brand_name),
                 .author = n->issuer,
                 .subject = p->brand.brand_name,
                 .lang = "zh-CN",
                 .created_at = n->is.published_at},
        .brand_label = "本单位参加公示的品牌",
        .brand = p->brand.brand_name,
        .unit = *p->brand.window_name == '\0' || strstr(p->brand.unit_name, p->brand.window_name) != NULL
                    ? p->brand.unit_name
                    : text_format(a, "%s　%s", p->brand.unit_name, p->brand.window_name),
        .slogan = p->brand.slogan,
        .summary = p->brand.summary,
        .period = text_format(a, "张贴时间：%s", posting_period_words(a, &n->is)),
        .contact_title = "意见请向下列单位反映",
        .issuer = n->issuer,
        .issued_on = issued_words(a, n->issued_on),
        .foot = text_format(a, "公示%s　·　校验码 %s", posting_version_words(a, n->is.version_no), n->check_code),
        .qr_text = web_absolute(w, text_format(a, "/publicity/%s", p->brand.ref)),
        .qr_caption = "扫码看介绍"};
    split_title(a, n, ret);
    add_contacts(w, ret);
    add_remarks(w, n, ret);
    TRY(add_paragraphs(w, n, ret));
    return add_lines(w, p, ret);
}

enum err poster_pdf_page(struct web *w)
{
    struct posting p;
    struct poster_paper poster;
    struct paper_pdf pdf;
    const char *size = fields_text(&w->rq->query, "size");
    bool is_a3 = strcmp(size, "a3") == 0;
    if (!is_a3 && *size != '\0' && strcmp(size, "a4") != 0) {
        return ERR_NOT_FOUND;
    }
    TRY(posting_of_path(w, &p));
    if (p.brand.is_removed) {
        return posting_show_removed(w, &p);
    }
    TRY(poster_of(w, &p, &poster));
    poster.is_a3 = is_a3;
    TRY(paper_poster(w->app->paper, &poster, w->arena, &pdf));
    paper_send(w, &pdf,
               text_format(w->arena, "公示张贴件_%s_%s_%s.pdf", is_a3 ? "A3" : "A4", p.brand.brand_name,
                           posting_version_words(w->arena, posting_now(&p)->is.version_no)));
    return OK;
}

/* ---- 公示张贴回执 ---- */

static const char *proof_day(struct arena *a, const struct posting_proof *x)
{
    day_no day = 0;
    return x == NULL ? "" : day_parse(x->posted_on, &day) == OK ? day_short_chinese(a, day) : x->posted_on;
}

static const char *const *receipt_values(struct web *w, const struct posting *p, size_t *ret_len)
{
    const char **v = ARENA_ARRAY(w->arena, const char *, p->halls.len *RECEIPT_COLUMNS + 1);
    size_t rows = 0;
    for (size_t i = 0; i < p->halls.len; i++) {
        const struct posting_hall *h = &p->halls.items[i];
        const struct posting_proof *x = posting_newest(p, h->id);
        if (h->ended_at != 0) {
            continue;
        }
        const char *const row[RECEIPT_COLUMNS] = {text_format(w->arena, "%zu", rows + 1),
                                                  h->name,
                                                  h->address,
                                                  x == NULL ? "未张贴" : posting_version_words(w->arena, x->version_no),
                                                  proof_day(w->arena, x),
                                                  x == NULL ? "" : at_short_chinese(w->arena, x->added_at)};
        memcpy(&v[rows * RECEIPT_COLUMNS], row, sizeof row);
        rows++;
    }
    *ret_len = rows * RECEIPT_COLUMNS;
    return v;
}

static const char *receipt_text(struct web *w, const struct posting *p)
{
    const struct released_notice *n = posting_now(p);
    size_t missing = 0;
    (void)posting_missing(w, p, &missing);
    return text_format(w->arena,
                       "我单位已按要求将“%s”品牌介绍和《%s》（第 %d 版，校验码 %s）在下列营业厅、办事窗口门前醒目位置"
                       "张贴，公示时间 %s。%s",
                       p->brand.brand_name, n->title, n->is.version_no, n->check_code,
                       posting_period_words(w->arena, &n->is),
                       missing == 0 ? "" : "其中尚未张贴或者不是最新一版的，已在表中列明，将及时补齐。");
}

static enum err print_receipt(struct web *w, const struct posting *p)
{
    enum { BLOCKS = 4, SIGNS = 3 };
    static const struct paper_column columns[RECEIPT_COLUMNS] = {{"序号", 4, true},     {"营业厅、窗口", 9, false},
                                                                 {"地址", 10, false},   {"版本", 5, true},
                                                                 {"张贴日期", 7, true}, {"照片上传", 7, true}};
    static const struct paper_field signs[SIGNS] = {{"单位（盖章）", ""}, {"经办人", ""}, {"日期", ""}};
    struct office_block b[BLOCKS] = {
        {.kind = OFFICE_ADDRESS, .text = text_format(w->arena, "%s：", round_text(w->round, "organiser"))},
        {.kind = OFFICE_TEXT, .text = receipt_text(w, p)},
        {.kind = OFFICE_TABLE,
         .columns = columns,
         .columns_len = RECEIPT_COLUMNS,
         .empty_text = "还没有登记营业厅、窗口"},
        {.kind = OFFICE_SIGNATURES, .items = signs, .items_len = SIGNS}};
    b[2].values = receipt_values(w, p, &b[2].values_len);
    struct office_paper paper = {.heading = w->round->title,
                                 .title = "公示张贴回执",
                                 .number = text_format(w->arena, "受理编号 %s", p->n.receipt_no),
                                 .blocks = b,
                                 .blocks_len = BLOCKS,
                                 .issuer = p->brand.unit_name,
                                 .issued_on = day_chinese(w->arena, day_of_at(w->now)),
                                 .foot = text_format(w->arena, "受理编号 %s　·　公示第 %d 版　·　校验码 %s",
                                                     p->n.receipt_no, posting_now(p)->is.version_no,
                                                     posting_now(p)->check_code),
                                 .qr_text = web_absolute(w, nomination_path(w, &p->n, "postings")),
                                 .is_register = false};
    paper.meta = (struct paper_meta){.title = "公示张贴回执",
                                     .author = p->brand.unit_name,
                                     .subject = p->brand.brand_name,
                                     .lang = "zh-CN",
                                     .created_at = w->now};
    struct paper_pdf pdf;
    TRY(paper_office(w->app->paper, &paper, w->arena, &pdf));
    paper_send(w, &pdf, text_format(w->arena, "公示张贴回执_%s.pdf", p->n.receipt_no));
    return OK;
}

enum err postings_pdf_page(struct web *w)
{
    struct posting p;
    TRY(posting_of_path(w, &p));
    return p.brand.is_removed ? posting_show_removed(w, &p) : print_receipt(w, &p);
}
