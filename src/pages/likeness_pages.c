/* likeness_pages.c - for the office: the register of earlier awards, and what looks alike and must be looked at. */
#include <string.h>
#include <unicode/ucnv.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/award_list.h"
#include "domain/text_clean.h"
#include "domain/text_count.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/register_file.h"
#include "pages/views.h"
#include "store/db.h"
#include "store/eligibility_store.h"
#include "store/preliminary_store.h"
#include "table/table.h"
#include "web/frame.h"
#include "web/web.h"

enum { LIST_BYTES_MAX = 1 << 20, REASON_ZI_MAX = 200, PAIRS_SHOWN = 200 };

/* ---- the register ---- */

static enum err fill_register(struct web *w, struct past_awards_view *v)
{
    struct past_award *list = NULL;
    size_t len = 0;
    TRY(past_award_list(w->db, w->arena, &list, &len));
    struct award_row_view *rows = ARENA_ARRAY(w->arena, struct award_row_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        rows[i] = (struct award_row_view){list[i].batch, list[i].brand_name, list[i].unit_name};
    }
    v->rows = rows;
    v->rows_len = len;
    v->lead = len == 0 ? "还没有录入以往命名的品牌。录入以后，申报时自动核对。"
                       : text_format(w->arena, "已录入 %zu 个以往命名的品牌，申报时自动核对。", len);
    return OK;
}

static enum err show_register(struct web *w, struct past_awards_view *v, int status)
{
    TRY(fill_register(w, v));
    v->likenesses_url = url_path("/likenesses");
    frame_page(w, &v->page, "以往命名的品牌");
    v->top = (struct form_top_view){w->token, NULL};
    tpl_past_awards(&w->out, v);
    web_html(w, status);
    return OK;
}

enum err past_awards_page(struct web *w)
{
    struct past_awards_view v = {.typed = ""};
    return show_register(w, &v, 200);
}

/* Bytes that are no UTF-8 are taken for GB 18030, which office programs save by default; NULL when they are neither. */
static const char *as_utf8(struct arena *a, const char *bytes, size_t len)
{
    if (utf8_is_valid(bytes, len)) {
        return arena_copy(a, bytes, len);
    }
    UErrorCode status = U_ZERO_ERROR;
    char *text = arena_alloc(a, 4 * len + 1, 1);
    int32_t n = ucnv_convert("UTF-8", "gb18030", text, (int32_t)(4 * len + 1), bytes, (int32_t)len, &status);
    return U_FAILURE(status) || !utf8_is_valid(text, (size_t)n) ? NULL : text;
}

/* The uploaded file, else what was typed. */
static enum err posted_list(struct web *w, const char **ret)
{
    const struct upload *u = request_upload(w->rq, "file");
    *ret = fields_text(&w->rq->form, "list");
    if (u == NULL) {
        return OK;
    }
    if (u->len > LIST_BYTES_MAX) {
        return ERR_TOO_LARGE;
    }
    char *bytes = arena_alloc(w->arena, u->len + 1, 1);
    size_t have = 0;
    while (have < u->len) {
        ssize_t n = pread(u->fd, bytes + have, u->len - have, (off_t)have);
        if (n <= 0) {
            return ERR_INTERNAL;
        }
        have += (size_t)n;
    }
    *ret = as_utf8(w->arena, bytes, have);
    return OK;
}

/* What was brought, read before the transaction. */
struct award_attempt {
    const struct award_line *lines;
    size_t len;
    int is_cut;
    const char *fault; /* why nothing could be read; NULL */
};

/* The sheet with the three columns' names, else the first one as it stands. */
static void read_award_rows(struct web *w, const struct register_file *f, struct award_attempt *t)
{
    static const struct register_column columns[] = {
        {{"批次", "命名批次"}, true}, {{"品牌名称", "品牌"}, true}, {{"单位名称", "单位全称", "单位"}, true}};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    struct register_rows r = register_rows_find(f, columns, COLUMNS);
    if (r.sheet == NULL) {
        r = (struct register_rows){.sheet = f->sheets_len == 0 ? NULL : &f->sheets[0], .at = {0, 1, 2}};
    }
    if (r.sheet == NULL) {
        return;
    }
    struct award_line *list = ARENA_ARRAY(w->arena, struct award_line, r.sheet->rows_len + 1);
    for (size_t i = r.first; i < r.sheet->rows_len && t->len < AWARD_LINES_MAX; i++) {
        const struct csv_row *row = &r.sheet->rows[i];
        const char *const cells[COLUMNS] = {csv_cell(row, r.at[0]), csv_cell(row, r.at[1]), csv_cell(row, r.at[2])};
        list[t->len++] = award_line_of(w->arena, row->line, cells);
    }
    t->is_cut = r.sheet->is_cut || r.sheet->rows_len - r.first > AWARD_LINES_MAX;
    t->lines = list;
}

static bool is_workbook(const struct upload *u)
{
    unsigned char first[8];
    ssize_t n = u == NULL ? 0 : pread(u->fd, first, sizeof first, 0);
    return n > 0 && table_is_workbook(first, (size_t)n);
}

enum err past_awards_prepare(struct web *w)
{
    const struct upload *u = request_upload(w->rq, "file");
    struct award_attempt *t = ARENA_NEW(w->arena, struct award_attempt);
    const char *text = NULL;
    w->prepared = t;
    if (is_workbook(u)) {
        struct register_file file;
        TRY(register_file_read(w, u, &file, &t->fault));
        if (t->fault == NULL) {
            read_award_rows(w, &file, t);
        }
        return OK;
    }
    TRY(posted_list(w, &text));
    t->fault = text == NULL ? "文件不是文本，请另存为 XLSX 或者 CSV 以后再导入" : NULL;
    t->lines = award_list_read(w->arena, text == NULL ? "" : text, &t->len, &t->is_cut);
    return OK;
}

enum err past_awards_import_page(struct web *w)
{
    const struct award_attempt *t = w->prepared;
    size_t added = 0;
    size_t known = 0;
    struct past_awards_view v = {.typed = ""};
    struct award_fault_view *faults = ARENA_ARRAY(w->arena, struct award_fault_view, t->len + 2);
    for (size_t i = 0; i < t->len; i++) {
        const struct award_line *x = &t->lines[i];
        bool is_new = false;
        if (x->error != NULL) {
            faults[v.faults_len++].text = text_format(w->arena, "第 %d 行：%s", x->line, x->error);
            v.typed = text_format(w->arena, "%s%s,%s,%s\n", v.typed, x->batch, x->brand_name, x->unit_name);
            continue;
        }
        struct past_award in = {0, x->batch, x->brand_name, x->unit_name};
        TRY(past_award_add(w->db, w->arena, &w->who, &in, &is_new));
        *(is_new ? &added : &known) += 1;
    }
    if (t->is_cut) {
        faults[v.faults_len++].text = text_format(w->arena, "一次最多 %d 行，其余的请另外导入", AWARD_LINES_MAX);
    }
    if (t->fault != NULL) {
        faults[v.faults_len++].text = t->fault;
    }
    v.faults = faults;
    v.report = t->len == 0 ? "没有读到内容，名录没有变动。"
                           : text_format(w->arena, "新录入 %zu 个，原来已有 %zu 个，%zu 行没有录入。", added, known,
                                         t->len - added - known);
    return show_register(w, &v, v.faults_len > 0 || t->len == 0 ? 422 : 200);
}

/* ---- what looks alike ---- */

static const char *pair_id(struct arena *a, const struct likeness *l)
{
    return text_format(a, "%lld-%s%lld", (long long)l->nomination_id, l->award_id == 0 ? "n" : "a",
                       (long long)(l->award_id == 0 ? l->other_id : l->award_id));
}

static struct url record_url(struct arena *a, const char *ref)
{
    return url_path(text_format(a, "/nominations/%s/record", ref));
}

static struct likeness_view pair_view(struct arena *a, const struct likeness *l)
{
    bool is_award = l->award_id != 0;
    bool is_open = *l->verdict == '\0';
    bool is_same = strcmp(l->verdict, "same") == 0;
    return (struct likeness_view){
        .id = pair_id(a, l),
        .title = text_format(a, "“%s”和“%s”", l->brand_name, l->other_brand_name),
        .tag = is_open   ? (struct tag_view){"todo", "还没有核对"}
               : is_same ? (struct tag_view){"err", "是同一个品牌"}
                         : (struct tag_view){"done", "不是同一个品牌"},
        .why = l->match == NAMES_SAME ? "品牌和单位的名称相同（不计全半角、引号、空格、标点和“市”）"
               : l->match == NAMES_ALIKE ? "品牌、单位的名称相近"
               : l->same_code            ? "单位代码相同"
                                         : "同一个单位的两份申报",
        .own_title = text_format(a, "本批次 %s", l->receipt_no),
        .own_url = record_url(a, l->ref),
        .own_text = text_format(a, "“%s” %s", l->brand_name, l->unit_name),
        .other_title =
            is_award ? text_format(a, "以往命名 %s", l->other_batch) : text_format(a, "本批次 %s", l->other_receipt_no),
        .has_other_url = !is_award,
        .other_url = is_award ? url_path("/past-awards") : record_url(a, l->other_ref),
        .other_text = text_format(a, "“%s” %s", l->other_brand_name, l->other_unit_name),
        .finding = is_open ? NULL : l->reason,
        .reason = "",
    };
}

/* The pairs without those of which this person is recused. */
static enum err pairs_for(struct web *w, struct likeness **ret, size_t *ret_len)
{
    struct recused_ids hidden;
    struct likeness *list = NULL;
    size_t len = 0;
    size_t kept = 0;
    TRY(recused_of(web_reading(w), &hidden));
    TRY(likeness_list(w->db, w->arena, w->round, &list, &len));
    for (size_t i = 0; i < len; i++) {
        if (!recused_has(&hidden, list[i].nomination_id) && !recused_has(&hidden, list[i].other_id)) {
            list[kept++] = list[i];
        }
    }
    *ret = list;
    *ret_len = kept;
    return OK;
}

/* The pair as it was answered wrongly, instead of as it stands. */
static void put_answer(struct likeness_view *pair, const struct likeness_view *answered)
{
    if (answered != NULL && strcmp(answered->id, pair->id) == 0) {
        pair->error = answered->error;
        pair->error_id = answered->error_id;
        pair->reason = answered->reason;
        pair->is_same = answered->is_same;
        pair->is_distinct = answered->is_distinct;
    }
}

/* The first PAIRS_SHOWN of all; how many of all nobody has looked at yet. */
static enum err fill_pairs(struct web *w, const struct likeness_view *answered, struct likenesses_view *v)
{
    struct likeness *list = NULL;
    size_t len = 0;
    size_t open = 0;
    TRY(pairs_for(w, &list, &len));
    struct likeness_view *pairs = ARENA_ARRAY(w->arena, struct likeness_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        open += *list[i].verdict == '\0';
        if (i < PAIRS_SHOWN) {
            pairs[i] = pair_view(w->arena, &list[i]);
            put_answer(&pairs[i], answered);
        }
    }
    v->pairs = pairs;
    v->pairs_len = len < PAIRS_SHOWN ? len : PAIRS_SHOWN;
    v->lead = len == 0
                  ? "已提交的申报之间、与以往命名的品牌之间，逐一比对过。"
                  : text_format(w->arena, "共 %zu 对相近，%zu 对还没有核对。由人来判断是不是同一个品牌。", len, open);
    return OK;
}

static enum err show_likenesses(struct web *w, const struct likeness_view *answered, int status)
{
    struct likenesses_view v = {.empty_text = "没有相同或者相近的。有新的申报提交时，会重新比对。",
                                .awards_url = url_path("/past-awards")};
    TRY(fill_pairs(w, answered, &v));
    if (answered != NULL) {
        struct error_item_view *item = ARENA_NEW(w->arena, struct error_item_view);
        *item = (struct error_item_view){answered->error_id, answered->error};
        v.errors = (struct error_summary_view){item, 1, 1};
    }
    frame_page(w, &v.page, "重复与以往命名核对");
    v.page.has_errors = answered != NULL;
    v.token = w->token;
    if (fields_has(&w->rq->query, "found")) {
        frame_flash(&v.page, "ok", "核对结果已记录", NULL);
    }
    tpl_likenesses(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err likenesses_page(struct web *w)
{
    return show_likenesses(w, NULL, 200);
}

enum err likeness_find_page(struct web *w)
{
    struct likeness *list = NULL;
    size_t len = 0;
    size_t i = 0;
    const char *id = fields_text(&w->rq->form, "pair");
    const char *verdict = fields_text(&w->rq->form, "verdict");
    const char *reason = posted_line(w, "reason");
    bool is_same = strcmp(verdict, "same") == 0;
    bool is_distinct = strcmp(verdict, "distinct") == 0;
    TRY(pairs_for(w, &list, &len));
    while (i < len && strcmp(pair_id(w->arena, &list[i]), id) != 0) {
        i++;
    }
    if (i == len) {
        return ERR_NOT_FOUND;
    }
    const char *error = !is_same && !is_distinct           ? "请选择是不是同一个品牌"
                        : *reason == '\0'                  ? "请写明依据，例如向谁核实、结果怎样"
                        : zi_count(reason) > REASON_ZI_MAX ? "依据不超过 200 字，请缩短"
                                                           : NULL;
    if (error != NULL) {
        const char *anchor = text_format(w->arena, "%s-%s", is_same || is_distinct ? "reason" : "verdict", id);
        struct likeness_view answered = {.id = id,
                                         .error = error,
                                         .error_id = anchor,
                                         .reason = reason,
                                         .is_same = is_same,
                                         .is_distinct = is_distinct};
        return show_likenesses(w, &answered, 422);
    }
    TRY(likeness_find(w->db, w->arena, &w->who, &list[i], verdict, reason));
    web_redirect(w, "/likenesses?found=1");
    return OK;
}
