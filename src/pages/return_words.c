/* return_words.c */
#include "pages/return_words.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/seal.h"
#include "pages/evidence_pages.h"
#include "pages/field_views.h"
#include "pages/section_pages.h"
#include "pages/stage_words.h"
#include "store/evidence_store.h"
#include "store/value_list.h"
#include "web/web.h"

const struct form_field *remark_field(const struct web *w, const char *ident)
{
    if (strcmp(ident, REVISION_ATTACHMENTS) == 0) { /* the round names them; no page of the form asks them */
        return NULL;
    }
    for (size_t i = 0; i < w->round->fields_len; i++) {
        if (strcmp(w->round->fields[i].ident, ident) == 0) {
            return &w->round->fields[i];
        }
    }
    return NULL;
}

const char *remark_label(const struct web *w, const char *ident)
{
    const struct form_field *f = remark_field(w, ident);
    return f != NULL ? f->label : strcmp(ident, REVISION_ATTACHMENTS) == 0 ? "附件材料" : ident;
}

/* Place in the form: by section, then by field. */
static size_t place_of(const struct web *w, const char *ident)
{
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        for (size_t s = 0; strcmp(f->ident, ident) == 0 && s < w->round->sections_len; s++) {
            if (strcmp(w->round->sections[s].code, f->section) == 0) {
                return s * w->round->fields_len + i;
            }
        }
    }
    return SIZE_MAX;
}

const struct return_remark *remarks_in_order(struct web *w, const struct return_remark *remarks, size_t len)
{
    struct return_remark *list = ARENA_ARRAY(w->arena, struct return_remark, len + 1);
    for (size_t i = 0; i < len; i++) {
        size_t at = i;
        for (; at > 0 && place_of(w, list[at - 1].ident) > place_of(w, remarks[i].ident); at--) {
            list[at] = list[at - 1];
        }
        list[at] = remarks[i];
    }
    return list;
}

const char *return_due_words(struct web *w, const struct return_notice *t)
{
    return closing_words(w->arena, return_due(w->round, t));
}

struct tag_view revision_tag(enum revision_state s)
{
    static const char *const kinds[REVISION__COUNT] = {"back", "err", "off", "done", "off"};
    return (struct tag_view){kinds[s], revision_state_word(s)};
}

struct tag_view mended_tag(bool is_mended)
{
    return is_mended ? (struct tag_view){"done", "已改"} : (struct tag_view){"todo", "未改"};
}

bool remark_is_mended(struct web *w, const char *ident, const struct value_list *before, const struct value_list *now)
{
    struct form_answers one = answers_of(w->round, before);
    struct form_answers other = answers_of(w->round, now);
    return field_differs(&one, &other, ident);
}

/* Where the unit mends it: the control on its section's page. */
static const char *field_path(struct web *w, const struct nomination *n, const char *ident)
{
    const struct form_field *f = remark_field(w, ident);
    return f == NULL
               ? nomination_path(w, n, REVISION_ATTACHMENTS)
               : text_format(w->arena, "%s#%s", nomination_path(w, n, f->section), control_id(w->arena, ident, 0));
}

static struct remark_view remark_view(struct web *w, const struct nomination *n, const struct return_remark *r,
                                      const struct value_list *before, const struct value_list *now)
{
    struct remark_view v = {.id = control_id(w->arena, r->ident, 0),
                            .ident = r->ident,
                            .label = remark_label(w, r->ident),
                            .text = r->text};
    v.has_url = now != NULL;
    v.url = url_path(field_path(w, n, r->ident));
    v.has_tag = now != NULL && remark_field(w, r->ident) != NULL;
    if (v.has_tag) {
        v.is_mended = remark_is_mended(w, r->ident, before, now);
        v.tag = mended_tag(v.is_mended);
    }
    return v;
}

struct returned_view returned_view_of(struct web *w, const struct returned_note *note)
{
    const struct nomination *n = note->nomination;
    const struct return_notice *t = note->notice;
    size_t remarks_len = note->remarks_len;
    const struct value_list *now = note->now;
    struct remark_view *list = ARENA_ARRAY(w->arena, struct remark_view, remarks_len + 1);
    const struct return_remark *ordered = remarks_in_order(w, note->remarks, remarks_len);
    for (size_t i = 0; i < remarks_len; i++) {
        list[i] = remark_view(w, n, &ordered[i], note->before, now);
    }
    bool is_open = w->now < return_due(w->round, t);
    const char *due = return_due_words(w, t);
    struct returned_view v = {
        .title =
            text_format(w->arena, is_open ? "%s退回修改，请在 %s 前改好并再次提交" : "%s退回修改，补正已于 %s 截止",
                        t->body_name, due),
        .reason = t->reason,
        .contact = *t->contact == '\0' ? NULL : text_format(w->arena, "联系人：%s", t->contact),
        .remarks = list,
        .remarks_len = remarks_len};
    v.rule = is_open ? "只有上面列出的栏目可以修改，受理编号不变。改好以后再次提交，才继续办理。"
                     : "现在送交的内容标明逾期，只有经过决定才会受理。写过的内容都保留着。";
    if (now != NULL) {
        v.has_notice = true;
        v.shown_url = url_path(nomination_path(w, n, text_format(w->arena, "returns/%s", t->ref)));
        v.notice_url = url_path(nomination_path(w, n, text_format(w->arena, "returns/%s/notice.pdf", t->ref)));
    }
    return v;
}

enum err files_text(struct web *w, const struct nomination *n, int64_t version_id, const char **ret)
{
    struct evidence_list list;
    TRY(version_id == 0 ? evidence_of_draft(w->db, w->arena, n->id, &list)
                        : evidence_of_version(w->db, w->arena, version_id, &list));
    return evidence_text(w, &list, ret);
}

/* Whether the files are still those of the version that was returned, when there is a remark about them. */
static enum err tag_files(struct web *w, const struct nomination *n, int64_t version_id, struct returned_view *v)
{
    struct remark_view *list = ARENA_ARRAY(w->arena, struct remark_view, v->remarks_len + 1);
    const char *was = "";
    const char *is = "";
    TRY(files_text(w, n, version_id, &was));
    TRY(files_text(w, n, 0, &is));
    for (size_t i = 0; i < v->remarks_len; i++) {
        list[i] = v->remarks[i];
        if (strcmp(list[i].ident, REVISION_ATTACHMENTS) == 0) {
            list[i].has_tag = true;
            list[i].is_mended = strcmp(was, is) != 0;
            list[i].tag = mended_tag(list[i].is_mended);
        }
    }
    v->remarks = list;
    return OK;
}

/* Title NULL when the nomination is not returned. */
static enum err note_of(struct web *w, const struct nomination *n, const struct value_list *draft,
                        struct returned_view *ret)
{
    struct revision r;
    struct version v;
    struct value_list before;
    *ret = (struct returned_view){.title = NULL};
    TRY(revision_of(w->db, w->arena, n, &r));
    if (!r.is_returned || n->state != NOMINATION_DRAFT) {
        return OK;
    }
    TRY(version_get(w->db, w->arena, n->id, r.notice.version_no, &v, &before));
    *ret = returned_view_of(w, &(struct returned_note){n, &r.notice, r.remarks, r.remarks_len, &before, draft});
    return tag_files(w, n, v.id, ret);
}

/* How much of the section is to be mended, instead of how far it is filled in. */
static struct tag_view task_tag(struct web *w, const struct returned_view *returned, const char *section)
{
    size_t asked = 0;
    size_t done = 0;
    for (size_t i = 0; i < returned->remarks_len; i++) {
        const struct remark_view *r = &returned->remarks[i];
        const struct form_field *f = remark_field(w, r->ident);
        if (strcmp(f == NULL ? r->ident : f->section, section) == 0) {
            asked++;
            done += r->is_mended;
        }
    }
    return asked == 0      ? (struct tag_view){"off", "不用修改"}
           : asked == done ? (struct tag_view){"done", text_format(w->arena, "已改 %zu 处", done)}
                           : (struct tag_view){"back", text_format(w->arena, "要修改 %zu 处", asked)};
}

static const struct task_view *tag_tasks(struct web *w, const struct nomination *n,
                                         const struct returned_view *returned, const struct task_group_view *g)
{
    struct task_view *tasks = ARENA_ARRAY(w->arena, struct task_view, g->tasks_len + 1);
    for (size_t i = 0; i < g->tasks_len; i++) {
        tasks[i] = g->tasks[i];
        for (size_t s = 0; s < w->round->sections_len; s++) {
            const char *code = w->round->sections[s].code;
            if (text_equal(tasks[i].url.text, nomination_path(w, n, code))) {
                tasks[i].tag = task_tag(w, returned, code);
            }
        }
    }
    return tasks;
}

enum err returned_fill_tasks(struct web *w, const struct nomination *n, const struct value_list *draft,
                             struct nomination_view *v)
{
    TRY(note_of(w, n, draft, &v->returned));
    if (v->returned.title == NULL) {
        return OK;
    }
    struct task_group_view *groups = ARENA_ARRAY(w->arena, struct task_group_view, v->groups_len + 1);
    struct bead_view *beads = ARENA_ARRAY(w->arena, struct bead_view, v->returned.remarks_len + 1);
    for (size_t i = 0; i < v->groups_len; i++) {
        groups[i] = v->groups[i];
        groups[i].tasks = tag_tasks(w, n, &v->returned, &v->groups[i]);
    }
    v->done = 0;
    v->total = (int)v->returned.remarks_len;
    for (size_t i = 0; i < v->returned.remarks_len; i++) {
        v->done += v->returned.remarks[i].is_mended;
        beads[i].kind = v->returned.remarks[i].is_mended ? "is-done" : "";
    }
    v->groups = groups;
    v->beads = beads;
    v->beads_len = v->returned.remarks_len;
    return OK;
}

enum err returned_fill_check(struct web *w, const struct nomination *n, const struct value_list *draft,
                             struct check_view *v)
{
    struct returned_view note;
    TRY(note_of(w, n, draft, &note));
    if (note.title == NULL) {
        return OK;
    }
    struct warning_view *list = ARENA_ARRAY(w->arena, struct warning_view, v->warnings_len + note.remarks_len + 1);
    memcpy(list, v->warnings, v->warnings_len * sizeof *list);
    for (size_t i = 0; i < note.remarks_len; i++) {
        if (note.remarks[i].has_tag && !note.remarks[i].is_mended) {
            list[v->warnings_len++].text =
                text_format(w->arena, "“%s”有退回意见，内容还没有改动", note.remarks[i].label);
        }
    }
    v->warnings = list;
    return OK;
}
