/* history_pages.c - what a draft said before, brought back on request; and versions side by side. */
#include "pages/history_pages.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/masking.h"
#include "pages/diff_views.h"
#include "pages/evidence_pages.h"
#include "pages/field_views.h"
#include "pages/pages.h"
#include "pages/section_pages.h"
#include "pages/views.h"
#include "store/db.h"
#include "store/history_store.h"
#include "store/return_store.h"
#include "store/value_list.h"
#include "web/frame.h"
#include "web/web.h"

enum { TEXTS_EACH = 3, TEXTS_OF_ONE = 30 };

/* ---- earlier texts ---- */

/* What the whole page is drawn from. */
struct past {
    struct nomination nomination;
    struct value_list values;
    struct history_count *counts;
    size_t counts_len;
    bool can_restore;
    const char *only; /* ident that is shown alone and longer; "" for all */
    int64_t before;
};

static const struct form_field *field_of_round(const struct round *r, const char *ident)
{
    for (size_t i = 0; i < r->fields_len; i++) {
        if (strcmp(r->fields[i].ident, ident) == 0) {
            return &r->fields[i];
        }
    }
    return NULL;
}

/* "荣誉 · 名称" for a column. */
static const char *label_of(struct web *w, const struct form_field *f)
{
    const struct form_field *group = text_is_empty(f->rows_of) ? NULL : field_of_round(w->round, f->rows_of);
    return group == NULL ? f->label : text_format(w->arena, "%s · %s", group->label, f->label);
}

static bool is_restorable(const struct form_field *f)
{
    return f->type != FORM_COMPUTED && f->type != FORM_ROWS;
}

static bool is_column(const struct form_field *f)
{
    return !text_is_empty(f->rows_of);
}

/* The last row that a cell can be put into: one behind those that there are, as long as there is room. */
static int rows_to_choose(struct web *w, const struct form_field *column, const struct value_list *values)
{
    const struct form_field *group = field_of_round(w->round, column->rows_of);
    struct form_answers answers = answers_of(w->round, values);
    int rows = form_row_count(&answers, column->rows_of);
    return group != NULL && rows < group_rows_max(group) ? rows + 1 : rows;
}

/* What the row is known by: its first column. */
static const char *row_label(struct web *w, const struct form_field *column, const struct value_list *values, int row)
{
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        if (text_equal(f->rows_of, column->rows_of)) {
            const char *name = shown_value(w, f, value_get(values, f->ident, row));
            return *name == '\0' ? text_format(w->arena, "第 %d 行", row)
                                 : text_format(w->arena, "第 %d 行：%s", row, name);
        }
    }
    return "";
}

/* A row moves when one before it is removed, so a person says which row the cell goes back to. */
static void fill_rows(struct web *w, const struct form_field *column, const struct past *p,
                      const struct history_text *t, struct history_text_view *v)
{
    struct form_answers answers = answers_of(w->round, &p->values);
    int rows = form_row_count(&answers, column->rows_of);
    int last = rows_to_choose(w, column, &p->values);
    struct option_view *list = ARENA_ARRAY(w->arena, struct option_view, (size_t)last + 1);
    for (int row = 1; row <= last; row++) {
        list[row - 1] = (struct option_view){
            .value = text_format(w->arena, "%d", row),
            .label = row > rows ? "另起一行" : row_label(w, column, &p->values, row),
            .is_chosen = row == t->row_no || (row == last && t->row_no > last),
        };
    }
    v->rows = list;
    v->rows_len = (size_t)last;
}

static struct history_text_view text_view_of(struct web *w, const struct form_field *f, const struct past *p,
                                             const struct history_text *t)
{
    bool stands = text_equal(value_get(&p->values, t->ident, t->row_no), t->value);
    const char *row = t->row_no == 0 ? "" : text_format(w->arena, "第 %d 行，", t->row_no);
    const char *writer = *t->written_by == '\0' ? "" : text_format(w->arena, " · %s写", t->written_by);
    const char *count = f->type == FORM_LONGTEXT || f->type == FORM_TEXT ? count_words(w->arena, t->value) : "1 项";
    struct history_text_view v = {
        .when_text =
            text_format(w->arena, "%s%s %s改写以前", row, at_short_chinese(w->arena, t->replaced_at), t->replaced_by),
        .note = text_format(w->arena, "%s%s%s", count, writer, stands ? " · 与现在的相同" : ""),
        .id = text_format(w->arena, "%lld", (long long)t->id),
        .text = shown_value(w, f, t->value),
        .can_restore = p->can_restore && is_restorable(f) && !stands,
    };
    if (v.can_restore && is_column(f)) {
        fill_rows(w, f, p, t, &v);
    }
    return v;
}

static enum err fill_past_field(struct web *w, const struct past *p, const struct form_field *f, int64_t texts,
                                struct history_field_view *v)
{
    struct history_text *list = NULL;
    size_t len = 0;
    size_t most = *p->only == '\0' ? TEXTS_EACH : TEXTS_OF_ONE;
    int64_t saved_at = 0;
    struct history_span span = {f->ident, p->before, most + 1};
    TRY(history_of_field(w->db, w->arena, p->nomination.id, &span, &list, &len));
    v->has_more = len > most;
    len = v->has_more ? most : len;
    struct history_text_view *views = ARENA_ARRAY(w->arena, struct history_text_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        views[i] = text_view_of(w, f, p, &list[i]);
    }
    v->texts = views;
    v->texts_len = len;
    v->id = control_id(w->arena, f->ident, 0);
    v->label = label_of(w, f);
    v->count_text = text_format(w->arena, "　共 %lld 份", (long long)texts);
    if (v->has_more) {
        const char *more = url_with(w->arena, nomination_path(w, &p->nomination, "history"), "field", f->ident).text;
        v->more_url = url_path(
            *p->only == '\0' ? more : text_format(w->arena, "%s&before=%lld", more, (long long)list[len - 1].id));
        v->more_label =
            text_format(w->arena, *p->only == '\0' ? "“%s”的全部 %lld 份" : "“%s”更早的内容，全部共 %lld 份", v->label,
                        (long long)texts);
    }
    struct draft_part part = {&p->nomination, w->round, f->section};
    return draft_mark(w->db, w->arena, &part, &p->values, &v->mark, &saved_at);
}

static int64_t texts_of(const struct past *p, const char *ident)
{
    for (size_t i = 0; i < p->counts_len; i++) {
        if (strcmp(p->counts[i].ident, ident) == 0) {
            return p->counts[i].texts;
        }
    }
    return 0;
}

static enum err fill_past_section(struct web *w, const struct past *p, const struct form_section *s,
                                  struct history_section_view *v)
{
    struct history_field_view *fields = ARENA_ARRAY(w->arena, struct history_field_view, w->round->fields_len + 1);
    *v = (struct history_section_view){.id = s->code, .title = s->title, .fields = fields};
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        int64_t texts = strcmp(f->section, s->code) == 0 ? texts_of(p, f->ident) : 0;
        if (texts > 0 && (*p->only == '\0' || strcmp(p->only, f->ident) == 0)) {
            TRY(fill_past_field(w, p, f, texts, &fields[v->fields_len]));
            v->fields_len++;
        }
    }
    return OK;
}

static struct link_view comparison(struct web *w, const struct nomination *n, int from, int to)
{
    const char *before = text_format(w->arena, "versions/%d", from);
    return to == 0
               ? (struct link_view){.label = text_format(w->arena, "第 %d 版和现在的草稿", from),
                                    .url = url_path(nomination_path(w, n, text_format(w->arena, "%s/draft", before)))}
               : (struct link_view){.label = text_format(w->arena, "第 %d 版和第 %d 版", from, to),
                                    .url = url_path(nomination_path(w, n, text_format(w->arena, "%s/%d", before, to)))};
}

const struct link_view *version_comparisons(struct web *w, const struct nomination *n, size_t *ret_len)
{
    enum { PAIRS_MAX = 50 };
    int pairs = n->version_no < PAIRS_MAX ? n->version_no : PAIRS_MAX;
    struct link_view *list = ARENA_ARRAY(w->arena, struct link_view, (size_t)pairs + 1);
    *ret_len = 0;
    if (n->version_no > 0 && n->state == NOMINATION_DRAFT && w->actor.role == ROLE_UNIT) {
        list[(*ret_len)++] = comparison(w, n, n->version_no, 0);
    }
    for (int k = 1; k < pairs; k++) {
        list[(*ret_len)++] = comparison(w, n, n->version_no - k, n->version_no - k + 1);
    }
    return list;
}

static enum err past_of_path(struct web *w, struct past *p)
{
    TRY(nomination_of_path(w, &p->nomination));
    TRY(draft_values(w->db, w->arena, p->nomination.id, &p->values));
    TRY(history_counts(w->db, w->arena, p->nomination.id, &p->counts, &p->counts_len));
    struct nomination_facts facts = nomination_facts_of(&p->nomination);
    p->can_restore = may_edit_nomination(&w->actor, w->stages, &facts) == OK;
    p->only = fields_text(&w->rq->query, "field");
    p->before = INT64_MAX;
    if (fields_has(&w->rq->query, "before") &&
        text_to_int(fields_text(&w->rq->query, "before"), 1, INT64_MAX, &p->before) != OK) {
        return ERR_NOT_FOUND;
    }
    return *p->only == '\0' || field_of_round(w->round, p->only) != NULL ? OK : ERR_NOT_FOUND;
}

enum err history_page(struct web *w)
{
    struct past p = {0};
    TRY(past_of_path(w, &p));
    struct history_section_view *sections =
        ARENA_ARRAY(w->arena, struct history_section_view, w->round->sections_len + 1);
    struct history_view v = {
        .sections = sections,
        .lead = "每次改动以前的内容都留着，最近的在前。展开可以看全文，恢复以后现在的内容也会留在这里。"};
    for (size_t i = 0; i < w->round->sections_len; i++) {
        TRY(fill_past_section(w, &p, &w->round->sections[i], &sections[v.sections_len]));
        v.sections_len += sections[v.sections_len].fields_len > 0;
    }
    if (*p.only == '\0') {
        v.comparisons = version_comparisons(w, &p.nomination, &v.comparisons_len);
    }
    v.why_not = p.can_restore                            ? NULL
                : p.nomination.state == NOMINATION_DRAFT ? "申报现在没有开放，可以查看，不能恢复。"
                                                         : "申报已经提交，可以查看，不能恢复。";
    v.back_url = url_path(nomination_path(w, &p.nomination, *p.only == '\0' ? "" : "history"));
    v.back_label = *p.only == '\0' ? "返回申报任务" : "返回全部栏目";
    v.post_url = url_path(nomination_path(w, &p.nomination, "history"));
    frame_page(w, &v.page, "写过的内容");
    v.token = w->token;
    if (fields_has(&w->rq->query, "restored")) {
        frame_flash(&v.page, "ok", "已恢复", "被替换的内容也留在下面。");
    }
    tpl_nomination_history(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- bringing one back ---- */

struct value_list section_values_with(struct web *w, const char *section, const struct value_list *stored,
                                      const struct value_list *fresh)
{
    struct value_list list = {0};
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        if (strcmp(f->section, section) != 0 || !text_is_empty(f->rows_of)) {
            continue;
        }
        const struct value_list *from = f->type == FORM_ROWS ? stored : fresh;
        for (size_t k = 0; k < from->len; k++) {
            if (ident_is_of(from->items[k].ident, f->ident)) {
                value_add(w->arena, &list, from->items[k].ident, from->items[k].row_no, from->items[k].value);
            }
        }
    }
    return list;
}

/* What is brought back, and where to: row 0, or the row of the group that was chosen. */
struct coming_back {
    const struct form_field *field;
    const char *value;
    int row_no;
};

/* `stored` with that cell replaced. */
static struct value_list with_cell(struct arena *a, const struct value_list *stored, const struct coming_back *b)
{
    struct value_list list = {0};
    for (size_t i = 0; i < stored->len; i++) {
        const struct form_value *v = &stored->items[i];
        if (v->row_no != b->row_no || strcmp(v->ident, b->field->ident) != 0) {
            value_add(a, &list, v->ident, v->row_no, v->value);
        }
    }
    value_add(a, &list, b->field->ident, b->row_no, b->value);
    return list;
}

/* Through the merge: a colleague may have written meanwhile. */
static enum err merge_back(struct web *w, const struct nomination *n, const struct value_list *stored,
                           const struct coming_back *b, struct draft_outcome *ret)
{
    struct value_list fresh = with_cell(w->arena, stored, b);
    struct value_list only = {0};
    if (!is_column(b->field)) { /* a cell comes with its group */
        value_add(w->arena, &only, b->field->ident, 0, b->value);
    }
    const char *section = b->field->section;
    struct value_list posted = section_values_with(w, section, &fresh, &only);
    struct writing by = {w->db, w->app->random, w->arena, &w->who};
    struct draft_part part = {n, w->round, section};
    return draft_save(&by, &part, fields_text(&w->rq->form, "revision"), &posted, ret);
}

/* What the restored text took the place of can be read again, and the log says who brought it back. */
static enum err note_restored(struct web *w, const struct nomination *n, const struct coming_back *b, const char *gone)
{
    const char *ident = b->field->ident;
    TRY(history_keep(w->db, &w->who, n->id, ident, b->row_no, gone));
    return audit_append(w->db, &w->who, "text_restored", "nomination", n->ref,
                        b->row_no == 0 ? ident : text_format(w->arena, "%s row=%d", ident, b->row_no));
}

/* A picture is set, the last one wins; everything else is merged. */
static enum err bring_back(struct web *w, const struct nomination *n, const struct value_list *stored,
                           const struct coming_back *b, const char **ret_kept)
{
    struct draft_outcome outcome = {.result = DRAFT_SAVED, .kept_ref = ""};
    const char *gone = value_get(stored, b->field->ident, b->row_no);
    if (b->field->type == FORM_IMAGE) {
        TRY(draft_set(w->db, &w->who, n, b->field->section, b->field->ident, b->value));
    } else {
        TRY(merge_back(w, n, stored, b, &outcome));
    }
    *ret_kept = outcome.result == DRAFT_SAVED ? NULL : outcome.kept_ref;
    return *ret_kept != NULL || text_equal(gone, b->value) ? OK : note_restored(w, n, b, gone);
}

/* The text that was asked for and where it goes.  ERR_NOT_FOUND: there is no such text or no such row. */
static enum err read_coming_back(struct web *w, const struct nomination *n, const struct value_list *stored,
                                 struct coming_back *b)
{
    struct history_text t;
    int64_t id = 0;
    int64_t row = 0;
    if (text_to_int(fields_text(&w->rq->form, "text"), 1, INT64_MAX, &id) != OK) {
        return ERR_NOT_FOUND;
    }
    TRY(history_get(w->db, w->arena, n->id, id, &t));
    const struct form_field *f = field_of_round(w->round, t.ident);
    if (f == NULL || !is_restorable(f) || is_column(f) != (t.row_no > 0)) {
        return ERR_NOT_FOUND;
    }
    if (is_column(f) && text_to_int(fields_text(&w->rq->form, "row"), 1, rows_to_choose(w, f, stored), &row) != OK) {
        return ERR_NOT_FOUND;
    }
    *b = (struct coming_back){f, t.value, (int)row};
    return OK;
}

/* A return for revision opens some fields; the others stay as they were returned, and the earlier text stays here. */
static enum err may_change(struct web *w, const struct nomination *n, const struct form_field *f)
{
    struct revision revision;
    TRY(revision_of(w->db, w->arena, n, &revision));
    return revision_is_open(&revision, f) ? OK : ERR_CONFLICT;
}

enum err history_restore_page(struct web *w)
{
    struct nomination n;
    struct value_list stored;
    struct coming_back b;
    const char *kept = NULL;
    TRY(nomination_of_path(w, &n));
    struct nomination_facts facts = nomination_facts_of(&n);
    TRY(may_edit_nomination(&w->actor, w->stages, &facts));
    TRY(draft_values(w->db, w->arena, n.id, &stored));
    TRY(read_coming_back(w, &n, &stored, &b));
    TRY(may_change(w, &n, b.field));
    TRY(bring_back(w, &n, &stored, &b, &kept));
    const char *here = url_with(w->arena, nomination_path(w, &n, "history"), "field", b.field->ident).text;
    web_redirect(w, kept == NULL ? text_format(w->arena, "%s&restored=1", here)
                                 : nomination_path(w, &n, text_format(w->arena, "kept/%s", kept)));
    return OK;
}

/* ---- versions side by side ---- */

/* One of the two. */
struct side {
    bool is_draft;
    int version_no;
    struct value_list values;
    const char *files; /* as lines */
    const char *title, *note;
};

static enum err files_of_side(struct web *w, const struct nomination *n, int64_t version_id, struct side *s)
{
    struct evidence_list list;
    TRY(version_id == 0 ? evidence_of_draft(w->db, w->arena, n->id, &list)
                        : evidence_of_version(w->db, w->arena, version_id, &list));
    return evidence_text(w, &list, &s->files);
}

static enum err side_of(struct web *w, const struct nomination *n, const char *part, struct side *s)
{
    struct version v;
    int64_t number = 0;
    s->is_draft = strcmp(part, "draft") == 0;
    if (s->is_draft) {
        if (w->actor.role != ROLE_UNIT || n->state != NOMINATION_DRAFT) {
            return ERR_NOT_FOUND; /* a draft is its unit's alone, and there is none after the submission */
        }
        s->title = "现在的草稿";
        s->note = "还没有提交";
        TRY(files_of_side(w, n, 0, s));
        return draft_values(w->db, w->arena, n->id, &s->values);
    }
    if (text_to_int(part, 1, n->version_no, &number) != OK) {
        return ERR_NOT_FOUND;
    }
    s->version_no = (int)number;
    TRY(version_get(w->db, w->arena, n->id, s->version_no, &v, &s->values));
    TRY(files_of_side(w, n, v.id, s));
    s->title = text_format(w->arena, "第 %d 版", v.version_no);
    s->note = text_format(w->arena, "%s %s提交，校验码 %s", at_chinese(w->arena, v.submitted_at), v.submitted_by,
                          v.check_code);
    return OK;
}

size_t section_differences(struct web *w, const struct form_section *s, const struct value_list *before,
                           const struct value_list *after, struct version_section_view *v)
{
    struct version_field_view *fields = ARENA_ARRAY(w->arena, struct version_field_view, w->round->fields_len + 1);
    *v = (struct version_section_view){.id = s->code, .title = s->title, .fields = fields};
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        if (strcmp(f->section, s->code) != 0 || !text_is_empty(f->rows_of) || f->type == FORM_COMPUTED) {
            continue;
        }
        const char *was = field_text(w, f, before);
        const char *is = field_text(w, f, after);
        bool same_file =
            f->type != FORM_IMAGE || text_equal(value_get(before, f->ident, 0), value_get(after, f->ident, 0));
        if (text_equal(was, is) && same_file) {
            continue;
        }
        if (!same_file && text_equal(was, is)) { /* another picture under the old name */
            is = text_format(w->arena, "%s（换了一张）", is);
        }
        if (w->actor.role != ROLE_UNIT && pattern_is_contact(f->pattern)) { /* masked; that they differ is seen */
            was = mask_by_pattern(w->arena, f->pattern, was);
            is = text_format(w->arena, "%s（有改动）", mask_by_pattern(w->arena, f->pattern, is));
        }
        struct version_field_view *x = &fields[v->fields_len++];
        x->id = control_id(w->arena, f->ident, 0);
        x->label = f->label;
        diff_views(w->arena, was, is, &x->before, &x->after);
    }
    return v->fields_len;
}

enum err versions_page(struct web *w)
{
    struct nomination n;
    struct side before = {0};
    struct side after = {0};
    TRY(nomination_of_path(w, &n));
    TRY(side_of(w, &n, w->parts[1], &before));
    TRY(side_of(w, &n, w->parts[2], &after));
    struct version_section_view *sections =
        ARENA_ARRAY(w->arena, struct version_section_view, w->round->sections_len + 1);
    struct versions_view v = {.sections = sections,
                              .before_title = before.title,
                              .before_note = before.note,
                              .after_title = after.title,
                              .after_note = after.note};
    size_t count = 0;
    for (size_t i = 0; i < w->round->sections_len; i++) {
        size_t fields =
            section_differences(w, &w->round->sections[i], &before.values, &after.values, &sections[v.sections_len]);
        fields += evidence_difference(w, &w->round->sections[i], before.files, after.files, &sections[v.sections_len]);
        count += fields;
        v.sections_len += fields > 0;
    }
    v.lead = count == 0 ? "逐栏比较过，没有不同。"
                        : text_format(w->arena, "有 %zu 栏不同。左边划去的是原来的，右边加线的是后来的。", count);
    v.kicker = *n.receipt_no == '\0' ? "申报表" : text_format(w->arena, "受理编号 %s", n.receipt_no);
    v.back_url = url_path(nomination_path(w, &n, n.state == NOMINATION_DRAFT ? "" : "record"));
    v.comparisons = version_comparisons(w, &n, &v.comparisons_len);
    frame_page(w, &v.page, "版本比较");
    tpl_nomination_versions(&w->out, &v);
    web_html(w, 200);
    return OK;
}
