/* section_pages.c - one section of the form: shown, saved, and never lost. */
#include "pages/section_pages.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/date_text.h"
#include "media/media.h"
#include "pages/eligibility_pages.h"
#include "pages/field_views.h"
#include "pages/pages.h"
#include "pages/presence_words.h"
#include "pages/stage_words.h"
#include "pages/views.h"
#include "store/db.h"
#include "store/list_store.h"
#include "store/value_list.h"
#include "web/frame.h"
#include "web/web.h"

enum { ROWS_MAX = 99, IMAGE_BYTES_MAX = 10 * 1024 * 1024, LOGO_BYTES_MAX = 2 * 1024 * 1024 };

/* ---- shared with the other families ---- */

struct form_answers answers_of(const struct round *r, const struct value_list *values)
{
    return (struct form_answers){r->fields, r->fields_len, values->items, values->len};
}

struct form_context form_context_of(const struct round *r, bool is_submitting)
{
    return (struct form_context){STAGE_NOMINATION, r->reference_day, is_submitting};
}

const char *image_sha(struct arena *a, const char *value)
{
    return arena_copy(a, value, strcspn(value, " "));
}

const char *image_filename(const char *value)
{
    const char *space = strchr(value, ' ');
    return space == NULL ? "" : space + 1;
}

const char *nomination_path(struct web *w, const struct nomination *n, const char *name)
{
    return *name == '\0' ? text_format(w->arena, "/nominations/%s", n->ref)
                         : text_format(w->arena, "/nominations/%s/%s", n->ref, name);
}

enum err nomination_of_path(struct web *w, struct nomination *ret)
{
    TRY(nomination_by_ref(w->db, w->arena, w->parts[0], ret));
    struct nomination_facts facts = nomination_facts_of(ret);
    TRY(nomination_standing(w->db, ret->id, &w->actor, &facts));
    return may_view_nomination(&w->actor, w->stages, &facts);
}

const char *computed_value(struct web *w, const struct form_field *f, const struct value_list *values)
{
    if (strcmp(f->ident, "round_id") == 0) {
        return w->round->batch_label;
    }
    if (strcmp(f->ident, "filled_on") == 0) {
        return "提交时自动填写";
    }
    const struct sector *s = round_sector(w->round, value_get(values, "sector_id", 0));
    const struct district *d = round_district(w->round, value_get(values, "district_id", 0));
    if (s != NULL) {
        return s->authority_name;
    }
    if (*value_get(values, "sector_id", 0) == '\0') {
        return "选择所属行业后自动填写";
    }
    return d == NULL ? "由所在辖市（区）文明办推荐" : text_format(w->arena, "由%s推荐", d->office_name);
}

const char *shown_value(struct web *w, const struct form_field *f, const char *value)
{
    struct month_or_day m;
    switch (f->type) {
    case FORM_CHOICE: return form_choice_label(f, value);
    case FORM_MONTH:
    case FORM_DATE: return date_text_parse(value, &m) == OK ? month_or_day_chinese(w->arena, m) : value;
    case FORM_IMAGE: return image_filename(value);
    case FORM_DECLARATION: return *value == '\0' ? "" : "已确认";
    case FORM_TEXT:
    case FORM_LONGTEXT:
    case FORM_INTEGER:
    case FORM_ROWS:
    case FORM_COMPUTED:
    case FORM_TYPE__COUNT: break;
    }
    return value;
}

const struct text_view *text_lines(struct arena *a, const char *text, size_t *ret_len)
{
    enum { LINES_MAX = 100 };
    struct text_view *list = ARENA_ARRAY(a, struct text_view, LINES_MAX);
    size_t len = 0;
    while (*text != '\0' && len < LINES_MAX) {
        size_t n = strcspn(text, "\n");
        if (n > 0) {
            list[len++].text = arena_copy(a, text, n);
        }
        text += n + (text[n] == '\n');
    }
    *ret_len = len;
    return list;
}

/* ---- reading what was posted ---- */

int group_rows_max(const struct form_field *group)
{
    return group->max > 0 && group->max < ROWS_MAX ? (int)group->max : ROWS_MAX;
}

/* A month comes as two boxes, and a third when a day was given once; half of it is kept too, and a whole date typed
 * into the first is read as one. */
static const char *posted_month(struct arena *a, const struct fields *form, const char *ident)
{
    const char *year = fields_text(form, text_format(a, "%s.year", ident));
    const char *month = fields_text(form, text_format(a, "%s.month", ident));
    const char *day = fields_text(form, text_format(a, "%s.day", ident));
    if (*day != '\0') {
        return text_format(a, "%s-%s-%s", year, month, day);
    }
    if (*year == '\0' && *month == '\0') {
        return fields_text(form, ident);
    }
    return *month == '\0' ? year : text_format(a, "%s-%s", year, month);
}

static void add_posted(struct web *w, struct value_list *list, const struct form_field *f, int row_no,
                       const char *typed)
{
    value_add(w->arena, list, f->ident, row_no, form_value_clean(w->arena, f, typed));
}

/* Whether any cell of the row holds something. */
static bool row_is_filled(struct web *w, const struct fields *form, const char *group, int row_no)
{
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        if (text_equal(f->rows_of, group) &&
            *form_value_clean(w->arena, f, fields_text(form, text_format(w->arena, "%s.%d", f->ident, row_no))) !=
                '\0') {
            return true;
        }
    }
    return false;
}

/* The rows of a group without their empty ones and without the one to be removed. */
static void posted_rows(struct web *w, struct value_list *list, const struct form_field *group,
                        const struct fields *form, int without)
{
    int to = 0;
    for (int from = 1; from <= group_rows_max(group); from++) {
        if (from == without || !row_is_filled(w, form, group->ident, from)) {
            continue;
        }
        to++;
        for (size_t i = 0; i < w->round->fields_len; i++) {
            const struct form_field *f = &w->round->fields[i];
            if (text_equal(f->rows_of, group->ident)) {
                add_posted(w, list, f, to, fields_text(form, text_format(w->arena, "%s.%d", f->ident, from)));
            }
        }
    }
}

/* The row number in remove=honours.3 when it is this group's, else 0. */
static int removed_row(const struct fields *form, const char *group)
{
    const char *remove = fields_text(form, "remove");
    size_t len = strlen(group);
    int64_t n = 0;
    return strncmp(remove, group, len) == 0 && remove[len] == '.' &&
                   text_to_int(remove + len + 1, 1, ROWS_MAX, &n) == OK
               ? (int)n
               : 0;
}

/* Everything that the section's page posts; pictures are handled apart. */
static struct value_list posted_values(struct web *w, const char *section, const struct fields *form)
{
    struct value_list list = {0};
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        if (strcmp(f->section, section) != 0 || f->stage != STAGE_NOMINATION || !text_is_empty(f->rows_of)) {
            continue;
        }
        switch (f->type) {
        case FORM_ROWS: posted_rows(w, &list, f, form, removed_row(form, f->ident)); break;
        case FORM_MONTH: add_posted(w, &list, f, 0, posted_month(w->arena, form, f->ident)); break;
        case FORM_IMAGE:
        case FORM_COMPUTED: break;
        case FORM_TEXT:
        case FORM_LONGTEXT:
        case FORM_DATE:
        case FORM_INTEGER:
        case FORM_CHOICE:
        case FORM_DECLARATION:
        case FORM_TYPE__COUNT: add_posted(w, &list, f, 0, fields_text(form, f->ident)); break;
        }
    }
    return list;
}

struct value_list section_posted(struct web *w, const char *section, const struct fields *form)
{
    return posted_values(w, section, form);
}

/* ---- showing ---- */

static const char *saved_text(struct web *w, int64_t saved_at)
{
    return saved_at == 0 ? "还没有保存过" : text_format(w->arena, "上次保存：%s", at_short_chinese(w->arena, saved_at));
}

static const struct form_section *next_section(const struct round *r, const char *code)
{
    for (size_t i = 0; i + 1 < r->sections_len; i++) {
        if (strcmp(r->sections[i].code, code) == 0) {
            return &r->sections[i + 1];
        }
    }
    return NULL;
}

static const char *part_kicker(const char *part)
{
    return strcmp(part, "prepare") == 0 ? "申报表 · 准备"
           : strcmp(part, "fill") == 0  ? "申报表 · 填写"
                                        : "申报表 · 提交";
}

/* Whether the section asks for personal data, beside which the purpose is told (PIPL art. 17). */
static bool asks_personal_data(const struct round *r, const char *section)
{
    for (size_t i = 0; i < r->fields_len; i++) {
        if (strcmp(r->fields[i].section, section) == 0 && r->fields[i].pattern == FORM_PATTERN_MOBILE) {
            return true;
        }
    }
    return false;
}

static bool has_images(const struct round *r, const char *section)
{
    for (size_t i = 0; i < r->fields_len; i++) {
        if (strcmp(r->fields[i].section, section) == 0 && r->fields[i].type == FORM_IMAGE) {
            return true;
        }
    }
    return false;
}

/* What the address asks for besides the section: ?check=1 judges, ?rows=honours.4 shows four rows. */
static void read_query(struct web *w, struct field_source *src)
{
    const char *rows = fields_text(&w->rq->query, "rows");
    const char *dot = strrchr(rows, '.');
    int64_t n = 0;
    src->wide_group = "";
    if (dot != NULL && text_to_int(dot + 1, 1, ROWS_MAX, &n) == OK) {
        src->wide_group = arena_copy(w->arena, rows, (size_t)(dot - rows));
        src->wide_rows = (int)n;
    }
}

/* Returned for revision: what of this page is open. */
static void fill_returned(struct section_view *v, const struct revision *revision)
{
    size_t open = 0;
    for (size_t i = 0; i < v->fields_len; i++) {
        open += !v->fields[i].is_closed && !v->fields[i].is_fixed;
    }
    v->is_closed = revision->is_returned && open == 0;
    v->returned_text = !revision->is_returned ? NULL
                       : v->is_closed         ? "退回的意见不涉及这一页，这里的内容只能查看。"
                                      : "这份申报已退回修改。有退回意见的栏目可以修改，别的栏目只能查看。";
}

static enum err fill_section(struct web *w, struct section_view *v, const struct nomination *n,
                             const struct form_section *s, struct field_source *src)
{
    const char *mark = NULL;
    int64_t saved_at = 0;
    struct draft_part part = {n, w->round, s->code};
    TRY(draft_mark(w->db, w->arena, &part, src->values, &mark, &saved_at));
    struct revision revision;
    TRY(revision_of(w->db, w->arena, n, &revision));
    src->revision = revision.is_returned ? &revision : NULL;
    v->fields = field_views(w, s->code, src, &v->fields_len);
    src->revision = NULL; /* it lives here */
    fill_returned(v, &revision);
    if (src->findings != NULL) {
        v->errors = error_summary(w, src->findings, s->code);
    }
    frame_page(w, &v->page, s->title);
    v->page.has_errors = v->errors.items_len > 0;
    v->top = (struct form_top_view){w->token, mark};
    v->saved.text = saved_text(w, saved_at);
    v->others = presence_text(w, n, s->code);
    presence_note(w, n, s->code);
    v->back_url = url_path(nomination_path(w, n, ""));
    v->post_url = url_path(nomination_path(w, n, s->code));
    v->draft_url = url_path(nomination_path(w, n, text_format(w->arena, "%s/draft", s->code)));
    v->draft_key = w->session.account.ref;
    v->kicker = part_kicker(s->part);
    v->title = s->title;
    v->intro = s->intro;
    v->consent = asks_personal_data(w->round, s->code) ? round_text(w->round, "privacy_purpose") : NULL;
    v->advice = text_lines(w->arena, s->advice, &v->advice_len);
    v->has_files = has_images(w->round, s->code);
    v->has_next = next_section(w->round, s->code) != NULL;
    struct nomination_facts facts = nomination_facts_of(n);
    if (may_edit_nomination(&w->actor, w->stages, &facts) == ERR_CLOSED) {
        v->late_text = n->is_returned ? "补正期限已过。改动仍存为草稿；现在送交的标明逾期，经决定才受理。"
                                      : "申报现在没有开放。已填写的内容可以查看；改动仍存为草稿，但不能提交。";
    }
    return OK;
}

enum err section_page(struct web *w)
{
    struct nomination n;
    struct value_list values;
    TRY(nomination_of_path(w, &n));
    const struct form_section *s = round_section(w->round, w->parts[1]);
    if (s == NULL) {
        return ERR_NOT_FOUND;
    }
    if (n.state != NOMINATION_DRAFT) {
        web_redirect(w, nomination_path(w, &n, "record"));
        return OK;
    }
    TRY(draft_values(w->db, w->arena, n.id, &values));
    struct field_source src = {.nomination = &n, .values = &values};
    read_query(w, &src);
    struct form_findings findings;
    if (fields_has(&w->rq->query, "check")) {
        struct form_answers answers = answers_of(w->round, &values);
        struct form_context context = form_context_of(w->round, true);
        findings = form_judge(w->arena, &answers, &context, s->code);
        src.findings = &findings;
    }
    struct section_view v = {0};
    TRY(fill_section(w, &v, &n, s, &src));
    tpl_section(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- pictures that came with the section ---- */

struct taken {
    const struct form_field *field;
    struct media_image image;
    const char *filename;
    const char *error; /* NULL: it is fine and stored */
};
struct taken_list {
    struct taken items[4];
    size_t len;
};

/* The number before the unit in the field's own help text is the round's; the limits follow the handbook's fields. */
static struct image_limits limits_of(const struct form_field *f)
{
    bool is_logo = strcmp(f->ident, "brand_logo") == 0;
    return is_logo ? (struct image_limits){LOGO_BYTES_MAX, 600, 0, true}
                   : (struct image_limits){IMAGE_BYTES_MAX, 1600, (size_t)1024 * 1024, false};
}

static enum err take_image(struct web *w, const struct form_field *f, const struct upload *u, struct taken *t)
{
    struct image_limits limits = limits_of(f);
    t->field = f;
    t->filename = form_value_clean(w->arena, &(struct form_field){.type = FORM_TEXT}, u->filename);
    TRY(media_take_image(w->app->media, u->fd, u->len, &limits, w->arena, &t->image));
    if (t->image.finding != MEDIA_FINE) {
        t->error = media_finding_text(w->arena, &t->image, &limits, u->filename);
        return OK;
    }
    TRY(media_store(w->app->media, t->image.full.bytes, t->image.full.len, t->image.full.sha256));
    return media_store(w->app->media, t->image.thumb.bytes, t->image.thumb.len, t->image.thumb.sha256);
}

enum err section_prepare(struct web *w)
{
    struct taken_list *list = ARENA_NEW(w->arena, struct taken_list);
    w->prepared = list;
    struct nomination n;
    enum err e = nomination_of_path(w, &n);
    if (e != OK || n.state != NOMINATION_DRAFT || !w->is_signed_in) {
        return e;
    }
    for (size_t i = 0; i < w->round->fields_len && list->len < 4; i++) {
        const struct form_field *f = &w->round->fields[i];
        const struct upload *u =
            f->type == FORM_IMAGE && strcmp(f->section, w->parts[1]) == 0 ? request_upload(w->rq, f->ident) : NULL;
        if (u != NULL) {
            TRY(take_image(w, f, u, &list->items[list->len]));
            list->len++;
        }
    }
    return OK;
}

static const char *image_kind_ident(enum image_kind kind)
{
    return kind == IMAGE_PNG ? "png" : "jpeg";
}

/* The picture that the form asks to be removed goes out of the draft; one that a return did not open stays. */
static enum err remove_image(struct web *w, const struct nomination *n, const char *section)
{
    struct revision revision;
    const char *remove = fields_text(&w->rq->form, "remove");
    TRY(revision_of(w->db, w->arena, n, &revision));
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        if (f->type == FORM_IMAGE && strcmp(f->section, section) == 0 && strcmp(remove, f->ident) == 0) {
            return !revision_is_open(&revision, f) ? OK : draft_set(w->db, &w->who, n, section, f->ident, "");
        }
    }
    return OK;
}

/* A picture for a field that the return did not open is kept aside, as its text would be. */
static enum err keep_image(struct web *w, const struct nomination *n, const char *section, const struct taken *t,
                           const char **ret_kept)
{
    struct value_list list = {0};
    struct writing by = {w->db, w->app->random, w->arena, &w->who};
    struct draft_part part = {n, w->round, section};
    value_add(w->arena, &list, t->field->ident, 0, text_format(w->arena, "%s %s", t->image.full.sha256, t->filename));
    return draft_keep(&by, &part, "submitted", &list, ret_kept);
}

static enum err add_image(struct web *w, const struct nomination *n, const char *section, const struct taken *t)
{
    const struct media_file *m = &t->image.full;
    struct media_row row = {m->sha256, image_kind_ident(m->kind), t->image.thumb.sha256, (int64_t)m->len, m->width,
                            m->height};
    TRY(media_row_add(w->db, &row, w->now));
    return draft_set(w->db, &w->who, n, section, t->field->ident,
                     text_format(w->arena, "%s %s", m->sha256, t->filename));
}

static enum err put_image(struct web *w, const struct nomination *n, const char *section, const struct taken *t,
                          const char **ret_kept)
{
    struct revision revision;
    TRY(revision_of(w->db, w->arena, n, &revision));
    return revision_is_open(&revision, t->field) ? add_image(w, n, section, t) : keep_image(w, n, section, t, ret_kept);
}

/* Puts the good pictures into the draft.  *ret_kept is set when one was kept aside instead. */
static enum err save_images(struct web *w, const struct nomination *n, const char *section, const char **ret_kept)
{
    const struct taken_list *list = w->prepared;
    TRY(remove_image(w, n, section));
    for (size_t i = 0; list != NULL && i < list->len; i++) {
        if (list->items[i].error == NULL) {
            TRY(put_image(w, n, section, &list->items[i], ret_kept));
        }
    }
    return OK;
}

/* ---- saving ---- */

/* The stage closed while the form was being written: the text is a draft, and the page says so. */
static void show_kept_page(struct web *w, const struct nomination *n, const char *title, const char *text, int status)
{
    struct error_view v = {.status = status, .title = title, .text = text};
    v.late_text = round_text(w->round, "late_contact");
    v.home_url = url_path(nomination_path(w, n, ""));
    v.home_label = "查看已填内容";
    frame_page(w, &v.page, title);
    tpl_error(&w->out, &v);
    web_html(w, status);
}

static const char *closing_text(struct web *w)
{
    const struct stage_window *x = stage_window_of(w->round->windows, w->round->windows_len, STAGE_NOMINATION);
    if (x == NULL || w->now < x->opens_at) {
        return "自荐申报还没有开始。刚才填写的内容已经存为草稿。";
    }
    return text_format(w->arena, "%s已于 %s截止。刚才填写的内容已经存为草稿，可以查看和下载，但不能再提交。",
                       w->return_due_at != 0 ? "补正" : "自荐申报", closing_words(w->arena, x->closes_at));
}

struct saving {
    struct nomination nomination;
    const struct form_section *section;
    struct draft_outcome outcome;
    enum err edit; /* may_edit_nomination: OK, ERR_CLOSED, ERR_CONFLICT (submitted) */
};

/* The act itself, the same for the button, the script and the text that came through the sign-in page. */
static enum err save_section(struct web *w, const char *ref, const char *section, const struct fields *form,
                             struct saving *s)
{
    TRY(nomination_by_ref(w->db, w->arena, ref, &s->nomination));
    struct nomination_facts facts = nomination_facts_of(&s->nomination);
    enum err may_keep = may_keep_draft(&w->actor, &facts);
    if (may_keep == ERR_NOT_FOUND) {
        return ERR_NOT_FOUND;
    }
    s->section = round_section(w->round, section);
    if (s->section == NULL) {
        return ERR_NOT_FOUND;
    }
    s->edit = may_edit_nomination(&w->actor, w->stages, &facts);
    struct value_list posted = posted_values(w, section, form);
    struct writing by = {w->db, w->app->random, w->arena, &w->who};
    struct draft_part part = {&s->nomination, w->round, section};
    if (may_keep != OK) { /* submitted meanwhile: kept aside, the version stays as it is */
        s->outcome.result = DRAFT_KEPT;
        return draft_keep(&by, &part, "submitted", &posted, &s->outcome.kept_ref);
    }
    return draft_save(&by, &part, fields_text(form, "revision"), &posted, &s->outcome);
}

static const char *signin_path(struct web *w, const struct saving *s)
{
    const char *back = nomination_path(w, &s->nomination, s->section->code);
    return text_format(w->arena, "%s&kept=1", url_with(w->arena, "/signin", "next", back).text);
}

/* The page with one row more, at that row's first box. */
static const char *after_adding(struct web *w, const struct saving *s, const char *here, const char *group)
{
    struct value_list values = posted_values(w, s->section->code, &w->rq->form);
    struct form_answers answers = answers_of(w->round, &values);
    int rows = form_row_count(&answers, group) + 1;
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        if (strcmp(f->section, s->section->code) == 0 && text_equal(f->rows_of, group)) {
            const char *to = url_with(w->arena, here, "rows", text_format(w->arena, "%s.%d", group, rows)).text;
            return text_format(w->arena, "%s#%s", to, control_id(w->arena, f->ident, rows));
        }
    }
    return here; /* no such group */
}

/* Where "add a row", "remove", "upload" and "save, next" lead. */
static const char *after_saving(struct web *w, const struct saving *s)
{
    const struct fields *form = &w->rq->form;
    const char *here = nomination_path(w, &s->nomination, s->section->code);
    const char *add = fields_text(form, "add");
    if (*add != '\0') {
        return after_adding(w, s, here, add);
    }
    if (fields_has(form, "remove") || fields_has(form, "upload")) {
        return here;
    }
    const struct form_section *next = next_section(w->round, s->section->code);
    if (fields_has(form, "next") && next != NULL) {
        return nomination_path(w, &s->nomination, next->code);
    }
    return text_format(w->arena, "%s?saved=%s", nomination_path(w, &s->nomination, ""), s->section->code);
}

/* The section again, with the sentence beside the picture that was refused. */
static enum err show_refused_images(struct web *w, const struct saving *s, const struct taken_list *list)
{
    struct value_list values;
    TRY(draft_values(w->db, w->arena, s->nomination.id, &values));
    struct form_finding *items = ARENA_ARRAY(w->arena, struct form_finding, list->len + 1);
    struct form_findings findings = {.items = items};
    for (size_t i = 0; i < list->len; i++) {
        if (list->items[i].error != NULL) {
            items[findings.count++] = (struct form_finding){.severity = FORM_ERROR,
                                                            .problem = FORM_SHAPE,
                                                            .ident = list->items[i].field->ident,
                                                            .section = s->section->code,
                                                            .message = list->items[i].error};
        }
    }
    findings.error_count = findings.count;
    struct field_source src = {
        .nomination = &s->nomination, .values = &values, .findings = &findings, .wide_group = ""};
    struct section_view v = {0};
    TRY(fill_section(w, &v, &s->nomination, s->section, &src));
    tpl_section(&w->out, &v);
    web_html(w, 422);
    return OK;
}

static bool any_refused(const struct taken_list *list)
{
    for (size_t i = 0; list != NULL && i < list->len; i++) {
        if (list->items[i].error != NULL) {
            return true;
        }
    }
    return false;
}

enum err section_save_page(struct web *w)
{
    struct saving s = {0};
    TRY(save_section(w, w->parts[0], w->parts[1], &w->rq->form, &s));
    if (!w->is_signed_in) {
        web_redirect(w, signin_path(w, &s));
        return OK;
    }
    if (s.outcome.result == DRAFT_KEPT) {
        show_kept_page(
            w, &s.nomination, "申报已经提交",
            *s.outcome.kept_ref == '\0'
                ? "这份申报现在不能改：已经提交，或者退回已经收回。刚才填写的内容和申报表中的一样。"
                : "这份申报现在不能改：已经提交，或者退回已经收回。刚才填写的内容另外保存了一份，可以在申报任务页"
                  "查看。",
            409);
        return OK;
    }
    if (!fields_has(&w->rq->form, "add") && !fields_has(&w->rq->form, "remove") &&
        !fields_has(&w->rq->form, "upload")) {
        presence_leave(w, &s.nomination, s.section->code);
    }
    TRY(save_images(w, &s.nomination, s.section->code, &s.outcome.kept_ref));
    if (s.outcome.result == DRAFT_CONFLICT || *s.outcome.kept_ref != '\0') {
        web_redirect(w, nomination_path(w, &s.nomination, text_format(w->arena, "kept/%s", s.outcome.kept_ref)));
        return OK;
    }
    if (s.edit == ERR_CLOSED) {
        show_kept_page(w, &s.nomination, "申报已经截止", closing_text(w), 423);
        return OK;
    }
    if (any_refused(w->prepared)) {
        return show_refused_images(w, &s, w->prepared);
    }
    web_redirect(w, after_saving(w, &s));
    return OK;
}

static void json_url(struct web *w, int status, const char *url)
{
    struct buffer b = buffer_new(w->arena, 4096);
    buffer_text(&b, "{\"url\":");
    buffer_json(&b, url);
    buffer_text(&b, "}");
    web_json(w, status, buffer_string(&b));
}

enum err section_draft_page(struct web *w)
{
    struct saving s = {0};
    TRY(save_section(w, w->parts[0], w->parts[1], &w->rq->form, &s));
    if (!w->is_signed_in) {
        json_url(w, 401, signin_path(w, &s));
        return OK;
    }
    presence_note(w, &s.nomination, s.section->code);
    if (s.outcome.result != DRAFT_SAVED) {
        const char *kept = text_format(w->arena, "kept/%s", s.outcome.kept_ref);
        json_url(w, 409, nomination_path(w, &s.nomination, *s.outcome.kept_ref == '\0' ? "" : kept));
        return OK;
    }
    struct civil c = civil_from_at(s.outcome.saved_at);
    struct buffer b = buffer_new(w->arena, 8192);
    buffer_text(&b, "{\"revision\":");
    buffer_json(&b, s.outcome.mark);
    buffer_format(&b, ",\"saved_at\":\"%02d:%02d\",\"others\":", c.hour, c.minute);
    buffer_json(&b, presence_text(w, &s.nomination, s.section->code));
    buffer_text(&b, "}");
    web_json(w, s.edit == ERR_CLOSED ? 423 : 200, buffer_string(&b));
    return OK;
}

/* ---- text that came through the sign-in page ---- */

static enum err save_carried(struct web *w, const char *ref, const char *section, const struct fields *carried,
                             const char **ret_next)
{
    struct saving s = {0};
    TRY(save_section(w, ref, section, carried, &s));
    *ret_next = *s.outcome.kept_ref != '\0'
                    ? nomination_path(w, &s.nomination, text_format(w->arena, "kept/%s", s.outcome.kept_ref))
                    : nomination_path(w, &s.nomination, section);
    return OK;
}

enum err section_save_carried(struct web *w, const char **ret_next)
{
    const struct fields *form = &w->rq->form;
    const char *path = fields_text(form, "carry.path");
    char ref[40] = "";
    char section[40] = "";
    *ret_next = NULL;
    if (sscanf(path, "/nominations/%39[a-z0-9]/%39[a-z_]", ref, section) != 2) {
        return OK;
    }
    struct field *list = ARENA_ARRAY(w->arena, struct field, form->list_len + 1);
    struct fields carried = {list, 0};
    for (size_t i = 0; i < form->list_len; i++) {
        if (text_starts(form->list[i].name, "carry:")) {
            list[carried.list_len++] = (struct field){form->list[i].name + strlen("carry:"), form->list[i].value};
        }
    }
    enum err e = strcmp(section, "eligibility") == 0 ? eligibility_save_carried(w, ref, &carried, ret_next)
                                                     : save_carried(w, ref, section, &carried, ret_next);
    return e == ERR_NOT_FOUND ? OK : e; /* another person signed in: it is not theirs */
}
