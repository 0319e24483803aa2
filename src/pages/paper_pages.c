/* paper_pages.c - the 申报表 and its receipt as official paper: from the round's form and a version to document/. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/log.h"
#include "base/text.h"
#include "document/paper.h"
#include "domain/mercy.h"
#include "domain/route.h"
#include "media/media.h"
#include "pages/evidence_paper.h"
#include "pages/nomination_words.h"
#include "pages/pages.h"
#include "pages/paper_send.h"
#include "pages/record_contacts.h"
#include "pages/review_words.h"
#include "pages/section_pages.h"
#include "store/db.h"
#include "store/late_store.h"
#include "store/list_store.h"
#include "store/seal_store.h"
#include "store/value_list.h"
#include "web/web.h"

enum { ROWS_MAX = 100, COPIES_MAX = 9, STATEMENTS_MAX = 12 };

/* What is printed: a version, or the draft as it stands. */
struct printing {
    struct nomination nomination;
    struct version version; /* all zero for a draft */
    struct value_list values;
    struct evidence_list files;
    enum route route;
    bool is_draft;
    enum err failure; /* a picture that cannot be read: no paper says that there was none */
    struct form_answers answers;
    struct paper_row *rows;
    size_t rows_len;
};

static const char *value_of(const struct printing *p, const char *ident)
{
    return value_get(&p->values, ident, 0);
}

static const char *shown(struct web *w, const struct printing *p, const struct form_field *f)
{
    if (f->type == FORM_COMPUTED) {
        if (strcmp(f->ident, "filled_on") == 0) {
            return p->is_draft ? "" : day_chinese(w->arena, day_of_at(p->version.submitted_at));
        }
        return computed_value(w, f, &p->values);
    }
    return shown_value(w, f, value_of(p, f->ident));
}

static struct paper_row *add_row(struct printing *p, enum paper_row_kind kind, const char *label)
{
    struct paper_row *row = &p->rows[p->rows_len < ROWS_MAX ? p->rows_len : ROWS_MAX - 1];
    p->rows_len += p->rows_len < ROWS_MAX;
    *row = (struct paper_row){.kind = kind, .label = label, .text = "", .empty_text = ""};
    return row;
}

/* ---- short answers, two to a line where they fit ---- */

struct pair_line {
    struct paper_cell *cells;
    size_t len;
};

static void flush_pairs(struct printing *p, struct pair_line *line)
{
    if (line->len == 0) {
        return;
    }
    struct paper_row *row = add_row(p, PAPER_ROW_PAIRS, "");
    if (line->len == 1) {
        line->cells[0].label_span = 1;
        line->cells[0].value_span = PAPER_GRID_COLUMNS - 1;
    }
    row->cells = line->cells;
    row->cells_len = line->len;
    *line = (struct pair_line){0};
}

/* An answer that wants the whole width. */
static bool is_wide(const struct form_field *f)
{
    return f->type == FORM_TEXT && (f->max > 30 || f->max == 0) && f->pattern != FORM_PATTERN_PHONE;
}

/* Labels on paper are short: what stands in brackets on the screen is left away. */
static const char *paper_label(struct arena *a, const char *label)
{
    size_t len = strcspn(label, "\n");
    const char *open = strstr(label, "（");
    return open == NULL || open == label ? arena_copy(a, label, len) : arena_copy(a, label, (size_t)(open - label));
}

static void add_pair(struct web *w, struct printing *p, struct pair_line *line, const struct form_field *f)
{
    struct paper_cell cell = {.label = paper_label(w->arena, f->label), .value = shown(w, p, f)};
    if (is_wide(f)) {
        flush_pairs(p, line);
        line->cells = ARENA_ARRAY(w->arena, struct paper_cell, 1);
        line->cells[0] = cell;
        line->len = 1;
        flush_pairs(p, line);
        return;
    }
    if (line->len == 0) {
        line->cells = ARENA_ARRAY(w->arena, struct paper_cell, 2);
    }
    line->cells[line->len++] = cell;
    if (line->len == 2) {
        flush_pairs(p, line);
    }
}

/* ---- the other kinds ---- */

static void add_table(struct web *w, struct printing *p, const struct form_field *group)
{
    enum { COLUMNS_MAX = 8 };
    const struct form_field *columns[COLUMNS_MAX];
    struct paper_column *heads = ARENA_ARRAY(w->arena, struct paper_column, COLUMNS_MAX);
    size_t n = 0;
    for (size_t i = 0; i < w->round->fields_len && n < COLUMNS_MAX; i++) {
        const struct form_field *f = &w->round->fields[i];
        if (text_equal(f->rows_of, group->ident)) {
            bool is_date = f->type == FORM_MONTH || f->type == FORM_DATE;
            heads[n] = (struct paper_column){paper_label(w->arena, f->label), is_date ? 2u : 3u, is_date};
            columns[n++] = f;
        }
    }
    int rows = form_row_count(&p->answers, group->ident);
    const char **values = ARENA_ARRAY(w->arena, const char *, (size_t)rows *n + 1);
    for (int r = 0; r < rows; r++) {
        for (size_t c = 0; c < n; c++) {
            values[(size_t)r * n + c] = shown_value(w, columns[c], value_get(&p->values, columns[c]->ident, r + 1));
        }
    }
    struct paper_row *row = add_row(p, PAPER_ROW_TABLE, paper_label(w->arena, group->label));
    row->columns = heads;
    row->columns_len = n;
    row->values = values;
    row->values_len = (size_t)rows * n;
    row->empty_text = p->is_draft ? "" : "无";
}

static void add_image(struct web *w, struct printing *p, const struct form_field *f)
{
    const char *value = value_of(p, f->ident);
    struct paper_row *row = add_row(p, PAPER_ROW_IMAGES, paper_label(w->arena, f->label));
    row->empty_text = p->is_draft ? "" : "未提供";
    struct media_row m;
    const unsigned char *bytes = NULL;
    size_t len = 0;
    const char *sha = image_sha(w->arena, value);
    if (*value == '\0' || w->app->media == NULL) {
        return;
    }
    enum err e = media_row_get(w->db, w->arena, sha, &m);
    e = e == OK ? media_read(w->app->media, sha, MEDIA_VERIFY, w->arena, &bytes, &len) : e;
    if (e != OK) {
        p->failure = e == ERR_NOT_FOUND ? FAIL("event=picture_missing sha256=%s", sha) : e;
        return;
    }
    struct paper_image *image = ARENA_NEW(w->arena, struct paper_image);
    const char *caption = value_of(p, text_format(w->arena, "%s_caption", f->ident));
    *image = (struct paper_image){bytes, len, (unsigned)m.width, (unsigned)m.height, caption};
    row->images = image;
    row->images_len = 1;
}

static void add_statements(struct web *w, struct printing *p)
{
    struct paper_statement *list = ARENA_ARRAY(w->arena, struct paper_statement, STATEMENTS_MAX);
    size_t len = 0;
    for (size_t i = 0; i < w->round->fields_len && len < STATEMENTS_MAX; i++) {
        const struct form_field *f = &w->round->fields[i];
        if (f->type == FORM_DECLARATION) {
            list[len++] = (struct paper_statement){f->label, strcmp(value_of(p, f->ident), "1") == 0};
        }
    }
    if (len > 0) {
        struct paper_row *row = add_row(p, PAPER_ROW_STATEMENTS, "承诺");
        row->statements = list;
        row->statements_len = len;
    }
}

static bool is_image_caption(const struct round *r, const struct form_field *f)
{
    size_t len = strlen(f->ident);
    for (size_t i = 0; i < r->fields_len; i++) {
        const char *image = r->fields[i].ident;
        size_t n = strlen(image);
        if (r->fields[i].type == FORM_IMAGE && len > n && strncmp(f->ident, image, n) == 0 &&
            strcmp(f->ident + n, "_caption") == 0) {
            return true;
        }
    }
    return false;
}

static void add_field(struct web *w, struct printing *p, struct pair_line *line, const struct form_field *f)
{
    switch (f->type) {
    case FORM_LONGTEXT: {
        flush_pairs(p, line);
        struct paper_row *row = add_row(p, PAPER_ROW_TEXT, paper_label(w->arena, f->label));
        row->text = value_of(p, f->ident);
        break;
    }
    case FORM_ROWS:
        flush_pairs(p, line);
        add_table(w, p, f);
        break;
    case FORM_IMAGE:
        flush_pairs(p, line);
        add_image(w, p, f);
        break;
    case FORM_DECLARATION: break; /* together, at the end */
    case FORM_TEXT:
    case FORM_MONTH:
    case FORM_DATE:
    case FORM_INTEGER:
    case FORM_CHOICE:
    case FORM_COMPUTED:
    case FORM_TYPE__COUNT:
        if (!is_image_caption(w->round, f)) {
            add_pair(w, p, line, f);
        }
        break;
    }
}

/* The paper follows the numbers of the form (handbook 1.2); the screen follows the sections. */
static const struct form_field **fields_by_number(struct web *w, size_t *ret_len)
{
    const struct round *r = w->round;
    const struct form_field **list = ARENA_ARRAY(w->arena, const struct form_field *, r->fields_len + 1);
    size_t len = 0;
    for (size_t i = 0; i < r->fields_len; i++) {
        const struct form_field *f = &r->fields[i];
        if (f->stage != STAGE_NOMINATION || !text_is_empty(f->rows_of)) {
            continue;
        }
        size_t at = len++;
        for (; at > 0 && list[at - 1]->number > f->number; at--) {
            list[at] = list[at - 1];
        }
        list[at] = f;
    }
    *ret_len = len;
    return list;
}

/* Fields 35 and 36. */
static void add_evidence(struct web *w, struct printing *p)
{
    struct paper_row rows[EVIDENCE_PAPER_ROWS];
    enum err e = evidence_paper(w, &p->files, p->is_draft, rows);
    if (e != OK) {
        p->failure = e;
        return;
    }
    for (int i = 0; i < EVIDENCE_PAPER_ROWS; i++) {
        *add_row(p, rows[i].kind, rows[i].label) = rows[i];
    }
}

static void add_fields(struct web *w, struct printing *p)
{
    struct pair_line line = {0};
    size_t len = 0;
    const struct form_field **fields = fields_by_number(w, &len);
    for (size_t i = 0; i < len; i++) {
        if (i + 1 < len && fields[i]->number == fields[i + 1]->number) {
            flush_pairs(p, &line); /* a name and its title stand side by side */
        }
        add_field(w, p, &line, fields[i]);
    }
    flush_pairs(p, &line);
    add_evidence(w, p);
    add_statements(w, p);
}

/* The texts that are printed to be signed, or what was said about this very version on the screen; the space for the
 * signature and the seal stays. */
static void add_opinions(struct web *w, struct printing *p)
{
    struct opinion_box boxes[OPINION__COUNT];
    struct opinion_printed given[OPINION__COUNT] = {{NULL, NULL}};
    if (p->version.version_no > 0 && p->version.version_no == p->nomination.version_no) {
        enum err e = opinions_printed(w, &p->nomination, given);
        p->failure = p->failure == OK ? e : p->failure;
    }
    route_opinions(p->route, w->round->opinions, boxes);
    for (int i = 0; i < OPINION__COUNT; i++) {
        struct paper_row *row = add_row(p, PAPER_ROW_OPINION, boxes[i].label);
        row->text = given[i].text == NULL ? boxes[i].text : given[i].text;
        row->is_skipped = !boxes[i].is_used;
        row->sign_left = "负责人（签字）：";
        row->sign_seal = "（盖章）";
        row->sign_dated = given[i].dated == NULL ? "年　　月　　日" : given[i].dated;
    }
}

/* ---- the whole form ---- */

static void begin_rows(struct web *w, struct printing *p)
{
    p->answers = answers_of(w->round, &p->values);
    p->rows = ARENA_ARRAY(w->arena, struct paper_row, ROWS_MAX);
}

static enum err read_draft(struct web *w, struct printing *p)
{
    TRY(draft_values(w->db, w->arena, p->nomination.id, &p->values));
    p->route = nomination_route(w->round, &p->values);
    return evidence_of_draft(w->db, w->arena, p->nomination.id, &p->files);
}

static enum err read_version(struct web *w, struct printing *p)
{
    TRY(version_get(w->db, w->arena, p->nomination.id, p->nomination.version_no, &p->version, &p->values));
    p->route = p->version.route;
    return evidence_of_version(w->db, w->arena, p->version.id, &p->files);
}

static enum err read_printing(struct web *w, struct printing *p)
{
    TRY(nomination_of_path(w, &p->nomination));
    struct nomination_facts facts = nomination_facts_of(&p->nomination);
    TRY(may_print_nomination(&w->actor, w->stages, &facts));
    p->is_draft = p->nomination.version_no == 0;
    TRY(p->is_draft ? read_draft(w, p) : read_version(w, p));
    begin_rows(w, p);
    return OK;
}

static const struct paper_copy *copies_of(struct web *w, const struct printing *p, size_t *ret_len)
{
    struct paper_copy *list = ARENA_ARRAY(w->arena, struct paper_copy, COPIES_MAX);
    size_t len = 0;
    for (size_t i = 0; i < w->round->keepers_len && len < COPIES_MAX; i++) {
        const struct copy_keeper *k = &w->round->keepers[i];
        if (k->route == p->route) {
            list[len++] = (struct paper_copy){(unsigned)k->copy_no,
                                              text_format(w->arena, "一式三份　第%d份（%s）", k->copy_no, k->keeper)};
        }
    }
    *ret_len = len;
    return list;
}

/* ?copies=1 … 9 for one of them; anything else is all. */
static uint32_t copies_wanted(struct web *w)
{
    int64_t n = 0;
    return text_to_int(fields_text(&w->rq->query, "copies"), 1, COPIES_MAX, &n) == OK ? 1u << (n - 1) : 0;
}

static const struct paper_field *cover_lines(struct web *w, const struct printing *p, size_t *ret_len)
{
    enum { LINES = 5 };
    struct paper_field *list = ARENA_ARRAY(w->arena, struct paper_field, LINES);
    const struct sector *s = round_sector(w->round, value_of(p, "sector_id"));
    const struct district *d = round_district(w->round, value_of(p, "district_id"));
    const char *sector = s != NULL                           ? s->name
                         : *value_of(p, "sector_id") == '\0' ? ""
                                                             : round_text(w->round, "none_sector");
    list[0] = (struct paper_field){"品牌名称", value_of(p, "brand_name")};
    list[1] = (struct paper_field){"申报单位（盖章）", value_of(p, "unit_name")};
    list[2] = (struct paper_field){"所属行业", sector};
    list[3] = (struct paper_field){"推荐单位", p->route == ROUTE_DISTRICT ? (d == NULL ? "" : d->office_name)
                                               : s == NULL                ? ""
                                                                          : s->authority_name};
    list[4] =
        (struct paper_field){"填报日期", p->is_draft ? "" : day_chinese(w->arena, day_of_at(p->version.submitted_at))};
    *ret_len = LINES;
    return list;
}

static struct paper_meta meta_of(struct web *w, const struct printing *p, const char *title)
{
    const char *name = text_format(w->arena, "%s-v%d.json", p->nomination.receipt_no, p->version.version_no);
    return (struct paper_meta){.title = title,
                               .author = value_of(p, "unit_name"),
                               .subject = value_of(p, "brand_name"),
                               .lang = "zh-CN",
                               .created_at = p->is_draft ? w->now : p->version.submitted_at,
                               .record_json = p->is_draft ? NULL : (const unsigned char *)p->version.record,
                               .record_json_len = p->is_draft ? 0 : strlen(p->version.record),
                               .record_name = name};
}

static struct form_paper form_of(struct web *w, struct printing *p)
{
    struct form_paper f = {.cover_title = round_text(w->round, "form_title"),
                           .cover_foot = text_format(w->arena, "%s　制", round_text(w->round, "form_maker")),
                           .notes_title = "填表说明",
                           .notes = w->round->notes,
                           .notes_len = w->round->notes_len,
                           .copies_wanted = copies_wanted(w),
                           .receipt_no = p->nomination.receipt_no,
                           .version_no = (unsigned)p->version.version_no,
                           .check_code = p->is_draft ? "" : p->version.check_code,
                           .mark = p->is_draft ? PAPER_MARK_DRAFT : PAPER_MARK_NONE,
                           .is_duplex = true}; /* 填表说明：双面打印，左侧装订 */
    f.meta = meta_of(w, p, text_format(w->arena, "%s（%s）", f.cover_title, value_of(p, "brand_name")));
    f.cover_lines = cover_lines(w, p, &f.cover_lines_len);
    add_fields(w, p);
    add_opinions(w, p);
    f.rows = p->rows;
    f.rows_len = p->rows_len;
    f.copies = copies_of(w, p, &f.copies_len);
    /* the code leads to the answer whether this sheet is of the version that counts */
    const char *record = p->is_draft ? "record" : text_format(w->arena, "record?code=%s", p->version.check_code);
    f.qr_text = web_absolute(w, nomination_path(w, &p->nomination, record));
    return f;
}

void paper_send(struct web *w, const struct paper_pdf *pdf, const char *filename)
{
    if (*pdf->missing != '\0') {
        log_line("warn", "event=missing_glyphs characters=\"%s\"", pdf->missing);
    }
    web_download(w, "application/pdf", filename, pdf->bytes, pdf->len);
}

enum err form_pdf_page(struct web *w)
{
    struct printing p = {0};
    struct paper_pdf pdf;
    TRY(read_printing(w, &p));
    struct form_paper form = form_of(w, &p);
    TRY(p.failure);
    TRY(contacts_note_paper(w, &p.nomination));
    TRY(paper_form(w->app->paper, &form, w->arena, &pdf));
    const char *brand = value_of(&p, "brand_name");
    const char *number = p.is_draft ? "草稿" : p.nomination.receipt_no;
    paper_send(w, &pdf, text_format(w->arena, "申报表_%s_%s.pdf", number, *brand == '\0' ? "未命名" : brand));
    return OK;
}

/* ---- the receipt ---- */

static const char *const *list_of(struct arena *a, const char *one, const char *two, const char *three, size_t *ret_len)
{
    const char **list = ARENA_ARRAY(a, const char *, 3);
    const char *all[] = {one, two, three};
    size_t len = 0;
    for (size_t i = 0; i < 3; i++) {
        if (!text_is_empty(all[i])) {
            list[len++] = all[i];
        }
    }
    *ret_len = len;
    return list;
}

static const char *const *step_lines(struct web *w, const struct printing *p, size_t *ret_len)
{
    const struct step_view *steps = next_steps(w, p->route, &p->values, ret_len);
    const char **list = ARENA_ARRAY(w->arena, const char *, *ret_len);
    for (size_t i = 0; i < *ret_len; i++) {
        list[i] = text_format(w->arena, "%s。%s", steps[i].title, steps[i].text);
    }
    return list;
}

static const struct paper_field *receipt_facts(struct web *w, const struct printing *p, size_t *ret_len)
{
    enum { FACTS = 6 };
    struct paper_field *list = ARENA_ARRAY(w->arena, struct paper_field, FACTS);
    list[0] = (struct paper_field){"受理编号", p->nomination.receipt_no};
    list[1] = (struct paper_field){"提交时间", at_chinese(w->arena, p->version.submitted_at)};
    list[2] = (struct paper_field){"品牌名称", value_of(p, "brand_name")};
    list[3] = (struct paper_field){"申报单位", value_of(p, "unit_name")};
    list[4] = (struct paper_field){"送达部门", sent_to(w, p->route, &p->values)};
    list[5] = (struct paper_field){
        "版本", text_format(w->arena, "第 %d 版，校验码 %s", p->version.version_no, p->version.check_code)};
    *ret_len = FACTS;
    return list;
}

/* What both receipts say of a version. */
static struct receipt_paper receipt_of(struct web *w, struct printing *p, const char *title, int64_t issued_at)
{
    const char *files = "";
    enum err e = evidence_summary(w, &p->files, &files);
    p->failure = e == OK ? p->failure : e;
    struct receipt_paper r = {.meta = meta_of(w, p, title),
                              .title = title,
                              .heading = w->round->title,
                              .papers_title = "已收内容",
                              .fingerprint_title = "材料指纹（SHA-256）",
                              .fingerprint = p->version.sha256,
                              .steps_title = "接下来",
                              .contact_title = "联系方式",
                              .qr_text = web_absolute(w, nomination_path(w, &p->nomination, "record")),
                              .qr_caption = "扫码登录，查看提交的内容",
                              .issuer = round_text(w->round, "organiser"),
                              .issued_on = day_chinese(w->arena, day_of_at(issued_at))};
    r.papers = list_of(w->arena, "申报表（网上提交）", *value_of(p, "brand_logo") == '\0' ? "" : "品牌标识", files,
                       &r.papers_len);
    r.steps = step_lines(w, p, &r.steps_len);
    r.contact = list_of(w->arena,
                        text_format(w->arena, "%s　%s", round_text(w->round, "contact_department"),
                                    round_text(w->round, "contact_phone")),
                        round_text(w->round, "contact_email"), round_text(w->round, "contact_address"), &r.contact_len);
    return r;
}

enum err receipt_pdf_page(struct web *w)
{
    struct printing p = {0};
    struct paper_pdf pdf;
    TRY(read_printing(w, &p));
    if (p.is_draft) {
        return ERR_NOT_FOUND;
    }
    struct receipt_paper r = receipt_of(w, &p, "提交回执", p.version.submitted_at);
    r.facts = receipt_facts(w, &p, &r.facts_len);
    TRY(p.failure);
    TRY(paper_receipt(w->app->paper, &r, w->arena, &pdf));
    paper_send(w, &pdf, text_format(w->arena, "提交回执_%s.pdf", p.nomination.receipt_no));
    return OK;
}

/* ---- accepted, and late ---- */

static const struct paper_field *acceptance_facts(struct web *w, const struct printing *p, const struct acceptance *c,
                                                  size_t *ret_len)
{
    enum { MORE = 2 };
    size_t len = 0;
    const struct paper_field *facts = receipt_facts(w, p, &len);
    struct paper_field *list = ARENA_ARRAY(w->arena, struct paper_field, len + MORE);
    memcpy(list, facts, len * sizeof *list);
    list[len] = (struct paper_field){"受理时间", at_chinese(w->arena, c->at)};
    list[len + 1] = (struct paper_field){"受理单位", text_format(w->arena, "%s　经办人 %s", c->body_name, c->by)};
    *ret_len = len + MORE;
    return list;
}

enum err acceptance_pdf_page(struct web *w)
{
    struct printing p = {0};
    struct acceptance accepted;
    struct paper_pdf pdf;
    TRY(read_printing(w, &p));
    if (p.is_draft) {
        return ERR_NOT_FOUND;
    }
    TRY(acceptance_get(w->db, w->arena, p.version.id, &accepted));
    struct receipt_paper r = receipt_of(w, &p, "受理回执", accepted.at);
    r.facts = acceptance_facts(w, &p, &accepted, &r.facts_len);
    TRY(p.failure);
    TRY(paper_receipt(w->app->paper, &r, w->arena, &pdf));
    paper_send(w, &pdf, text_format(w->arena, "受理回执_%s.pdf", p.nomination.receipt_no));
    return OK;
}

static enum err read_late(struct web *w, struct printing *p, struct late *ret)
{
    TRY(nomination_by_ref(w->db, w->arena, w->parts[0], &p->nomination));
    struct nomination_facts facts = nomination_facts_of(&p->nomination);
    TRY(nomination_standing(w->db, p->nomination.id, &w->actor, &facts));
    TRY(may_view_late(&w->actor, &facts));
    TRY(late_get(w->db, w->arena, p->nomination.id, w->parts[1], ret, &p->values));
    p->route = nomination_route(w->round, &p->values);
    begin_rows(w, p);
    return evidence_of_late(w->db, w->arena, ret->id, &p->files);
}

static const char *late_became(struct web *w, const struct late *l)
{
    return *l->decision == '\0'                   ? "尚未决定"
           : strcmp(l->decision, "accepted") == 0 ? text_format(w->arena, "受理为第%d版", l->version_no)
                                                  : "未受理";
}

/* As it came: marked 逾期 on every sheet, and saying on top when it came and what became of it. */
enum err late_pdf_page(struct web *w)
{
    struct printing p = {.is_draft = true};
    struct late l;
    struct paper_pdf pdf;
    TRY(read_late(w, &p, &l));
    struct form_paper form = form_of(w, &p);
    struct paper_copy copy = {
        1, text_format(w->arena, "逾期　%s 送交，%s", at_chinese(w->arena, l.attempted_at), late_became(w, &l))};
    form.copies = &copy;
    form.copies_len = 1;
    form.copies_wanted = 0;
    form.mark = PAPER_MARK_LATE;
    form.qr_text = "";
    TRY(p.failure);
    TRY(contacts_note_paper(w, &p.nomination));
    TRY(paper_form(w->app->paper, &form, w->arena, &pdf));
    paper_send(w, &pdf, text_format(w->arena, "申报表_逾期_%s.pdf", value_of(&p, "brand_name")));
    return OK;
}
