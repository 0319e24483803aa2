/* return_shown_pages.c - one return for revision: what was asked, what became of it, and taking it back. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/masking.h"
#include "domain/receipt.h"
#include "pages/diff_views.h"
#include "pages/history_pages.h"
#include "pages/pages.h"
#include "pages/return_paper.h"
#include "pages/return_words.h"
#include "pages/section_pages.h"
#include "pages/stage_words.h"
#include "pages/views.h"
#include "store/db.h"
#include "store/return_store.h"
#include "store/value_list.h"
#include "web/frame.h"
#include "web/web.h"

enum { LINES_MAX = 8 };

/* The return of the path with the version that was returned. */
struct shown_case {
    struct nomination nomination;
    struct return_notice notice;
    const struct return_remark *remarks;
    size_t remarks_len;
    enum revision_state state;
    struct version version;
    struct value_list before;
    bool has_after; /* there is something to compare with, for this actor */
    struct value_list after;
    const char *files_before, *files_after; /* as lines */
};

/* The answer; for the unit at work on it, its draft.  An authority does not read drafts. */
static enum err read_after(struct web *w, struct shown_case *c)
{
    struct version v;
    bool is_standing = c->state == REVISION_OPEN || c->state == REVISION_OVERDUE;
    TRY(files_text(w, &c->nomination, c->version.id, &c->files_before));
    c->files_after = c->files_before;
    if (c->state == REVISION_RESUBMITTED) {
        c->has_after = true;
        TRY(version_get(w->db, w->arena, c->nomination.id, c->notice.version_no + 1, &v, &c->after));
        return files_text(w, &c->nomination, v.id, &c->files_after);
    }
    c->has_after = is_standing && w->actor.role == ROLE_UNIT;
    if (!c->has_after) {
        return OK;
    }
    TRY(draft_values(w->db, w->arena, c->nomination.id, &c->after));
    return files_text(w, &c->nomination, 0, &c->files_after);
}

static enum err shown_case_of(struct web *w, struct shown_case *c)
{
    struct return_remark *remarks = NULL;
    TRY(nomination_of_path(w, &c->nomination));
    TRY(return_get(w->db, w->arena, c->nomination.id, w->parts[1], &c->notice));
    TRY(return_remarks(w->db, w->arena, c->notice.id, &remarks, &c->remarks_len));
    c->remarks = remarks_in_order(w, remarks, c->remarks_len);
    TRY(version_get(w->db, w->arena, c->nomination.id, c->notice.version_no, &c->version, &c->before));
    c->state = revision_state(c->notice.how, c->nomination.state, w->now, return_due(w->round, &c->notice));
    return read_after(w, c);
}

static const char *return_path(struct web *w, const struct shown_case *c, const char *name)
{
    return nomination_path(w, &c->nomination, text_format(w->arena, "returns/%s%s", c->notice.ref, name));
}

/* ---- one return ---- */

static void tell(struct return_shown_view *v, struct fact_line_view *lines, const char *label, const char *text)
{
    lines[v->lines_len++] = (struct fact_line_view){label, text};
}

static void fill_lines(struct web *w, const struct shown_case *c, struct return_shown_view *v)
{
    const struct return_notice *t = &c->notice;
    struct fact_line_view *lines = ARENA_ARRAY(w->arena, struct fact_line_view, LINES_MAX);
    tell(v, lines, "退回",
         text_format(w->arena, "第 %d 版，%s 由%s %s退回", t->version_no, at_chinese(w->arena, t->returned_at),
                     t->body_name, t->returned_by));
    tell(v, lines, "补正期限",
         text_format(w->arena, "%s%s", return_due_words(w, t),
                     return_due(w->round, t) > t->due_at ? "（单位另有更长的申报时间，从其规定）" : ""));
    if (*t->contact != '\0') {
        tell(v, lines, "联系人和电话", t->contact);
    }
    if (c->state == REVISION_RESUBMITTED) {
        tell(v, lines, "补正",
             text_format(w->arena, "%s 由%s提交第 %d 版%s", at_chinese(w->arena, t->ended_at), t->ended_by,
                         t->version_no + 1, t->ended_at >= return_due(w->round, t) ? "，晚于期限，经决定受理" : ""));
    } else if (c->state == REVISION_RECALLED) {
        tell(v, lines, "收回",
             text_format(w->arena, "%s 由%s收回，第 %d 版恢复有效", at_chinese(w->arena, t->ended_at), t->ended_by,
                         t->version_no));
    }
    v->lines = lines;
}

/* Contacts are masked to all but the unit; that they differ is seen. */
static const char *masked_text(struct web *w, const struct form_field *f, const struct value_list *values)
{
    const char *text = field_text(w, f, values);
    bool hides = w->actor.role != ROLE_UNIT && pattern_is_contact(f->pattern);
    return hides ? mask_by_pattern(w->arena, f->pattern, text) : text;
}

static struct answered_view answered(struct web *w, const struct shown_case *c, const struct return_remark *r)
{
    const struct form_field *f = remark_field(w, r->ident);
    struct answered_view a = {.remark = {.id = text_format(w->arena, "remark-%zu", (size_t)(r - c->remarks) + 1),
                                         .label = remark_label(w, r->ident),
                                         .text = r->text}};
    if (!c->has_after) {
        return a;
    }
    const char *was = f == NULL ? c->files_before : masked_text(w, f, &c->before);
    const char *is = f == NULL ? c->files_after : masked_text(w, f, &c->after);
    a.remark.has_tag = true;
    a.remark.tag = mended_tag(f == NULL ? strcmp(was, is) != 0 : remark_is_mended(w, r->ident, &c->before, &c->after));
    a.has_diff = true;
    if (f != NULL && f->type == FORM_IMAGE && strcmp(was, is) == 0 && strcmp(a.remark.tag.kind, "done") == 0) {
        is = text_format(w->arena, "%s（换了一张）", is); /* under the old name */
    }
    diff_views(w->arena, was, is, &a.before, &a.after);
    return a;
}

static bool has_remark(const struct shown_case *c, const char *ident)
{
    for (size_t i = 0; i < c->remarks_len; i++) {
        if (strcmp(c->remarks[i].ident, ident) == 0) {
            return true;
        }
    }
    return false;
}

/* What changed besides the fields with a remark: those that may become needed by them. */
static void fill_others(struct web *w, const struct shown_case *c, struct return_shown_view *v)
{
    struct version_section_view *list = ARENA_ARRAY(w->arena, struct version_section_view, w->round->sections_len + 1);
    for (size_t s = 0; c->has_after && s < w->round->sections_len; s++) {
        const struct form_section *section = &w->round->sections[s];
        struct version_section_view *x = &list[v->others_len];
        size_t all = section_differences(w, section, &c->before, &c->after, x);
        struct version_field_view *kept = ARENA_ARRAY(w->arena, struct version_field_view, all + 1);
        size_t len = 0;
        for (size_t i = 0; i < x->fields_len; i++) {
            bool is_told = false;
            for (size_t k = 0; k < w->round->fields_len; k++) {
                const char *ident = w->round->fields[k].ident;
                is_told =
                    is_told || (strcmp(w->round->fields[k].label, x->fields[i].label) == 0 && has_remark(c, ident));
            }
            if (!is_told) {
                kept[len++] = x->fields[i];
            }
        }
        x->fields = kept;
        x->fields_len = len;
        v->others_len += len > 0;
    }
    v->others = list;
}

static void fill_answers(struct web *w, const struct shown_case *c, struct return_shown_view *v)
{
    struct answered_view *list = ARENA_ARRAY(w->arena, struct answered_view, c->remarks_len + 1);
    for (size_t i = 0; i < c->remarks_len; i++) {
        list[i] = answered(w, c, &c->remarks[i]);
    }
    v->answers = list;
    v->answers_len = c->remarks_len;
    v->before_title = text_format(w->arena, "第 %d 版", c->notice.version_no);
    v->after_title =
        c->state == REVISION_RESUBMITTED ? text_format(w->arena, "第 %d 版", c->notice.version_no + 1) : "现在的草稿";
    fill_others(w, c, v);
}

/* ?code= comes from the code at the foot of a printed notice. */
static enum err fill_paper(struct web *w, const struct shown_case *c, struct return_shown_view *v)
{
    const char *typed = fields_text(&w->rq->query, "code");
    const char *code = NULL;
    if (*typed == '\0') {
        return OK;
    }
    TRY(return_check_code(w, &c->nomination, &c->notice, c->remarks, c->remarks_len, &code));
    bool is_same = check_code_matches(w->arena, typed, code);
    v->paper_kind = is_same ? "ok" : "warn";
    v->paper_text = is_same ? "纸上的补正通知与网上的一致。" : "纸上的校验码与这份补正通知不符，请重新下载、打印。";
    return OK;
}

static void flash_done(struct web *w, struct page *page)
{
    const char *done = fields_text(&w->rq->query, "done");
    if (strcmp(done, "returned") == 0) {
        frame_flash(page, "ok", "已退回修改", "单位登录后在申报任务上看到退回的原因和逐项意见。");
    } else if (strcmp(done, "recalled") == 0) {
        frame_flash(page, "ok", "退回已收回", "原来的版本恢复有效，可以继续办理。");
    }
}

enum err return_shown_page(struct web *w)
{
    struct shown_case c = {.remarks_len = 0};
    TRY(shown_case_of(w, &c));
    bool is_standing = *c.notice.how == '\0';
    bool is_unit = w->actor.role == ROLE_UNIT;
    struct return_shown_view v = {.kicker = text_format(w->arena, "受理编号 %s", c.nomination.receipt_no),
                                  .brand_name = value_get(&c.before, "brand_name", 0),
                                  .tag = revision_tag(c.state),
                                  .reason = c.notice.reason,
                                  .has_versions = c.state == REVISION_RESUBMITTED && c.notice.box != OPINION__COUNT};
    fill_lines(w, &c, &v);
    fill_answers(w, &c, &v);
    TRY(fill_paper(w, &c, &v));
    v.has_versions = v.has_versions && (is_unit || w->actor.role == ROLE_OFFICE);
    v.versions_url = url_path(nomination_path(
        w, &c.nomination, text_format(w->arena, "versions/%d/%d", c.notice.version_no, c.notice.version_no + 1)));
    v.back_url = url_path(nomination_path(w, &c.nomination, is_unit ? "" : "record"));
    v.notice_url = url_path(return_path(w, &c, "/notice.pdf"));
    v.can_recall = may_recall_return(&w->actor, c.notice.body_id, is_standing, c.nomination.state) == OK;
    v.recall_url = url_path(return_path(w, &c, "/recall"));
    frame_page(w, &v.page, "退回修改");
    flash_done(w, &v.page);
    tpl_return_shown(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- taking it back ---- */

static enum err recall_case_of(struct web *w, struct shown_case *c, enum err *ret_may)
{
    TRY(shown_case_of(w, c));
    *ret_may = may_recall_return(&w->actor, c->notice.body_id, *c->notice.how == '\0', c->nomination.state);
    return *ret_may == ERR_NOT_FOUND ? ERR_NOT_FOUND : OK;
}

static const struct text_view *recall_effects(struct web *w, const struct shown_case *c, size_t *ret_len)
{
    enum { EFFECTS = 4 };
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, EFFECTS);
    list[0].text = text_format(w->arena, "第 %d 版恢复有效，按退回以前的样子继续办理。", c->notice.version_no);
    list[1].text = "单位不能再修改。已经改过的内容另外保存，单位可以查看，没有丢。";
    list[2].text = "附件恢复成退回以前的；单位在此期间增减的附件不再计入，日志中有名称。";
    list[3].text = "退回的原因和逐项意见仍在退回记录中。";
    *ret_len = EFFECTS;
    return list;
}

enum err return_recall_page(struct web *w)
{
    struct shown_case c = {.remarks_len = 0};
    enum err may = OK;
    TRY(recall_case_of(w, &c, &may));
    if (may != OK) { /* it is over: the page says what became of it */
        web_redirect(w, return_path(w, &c, ""));
        return OK;
    }
    struct return_recall_view v = {.kicker = text_format(w->arena, "受理编号 %s", c.nomination.receipt_no),
                                   .brand_name = value_get(&c.before, "brand_name", 0)};
    v.effects = recall_effects(w, &c, &v.effects_len);
    v.back_url = url_path(return_path(w, &c, ""));
    v.post_url = url_path(return_path(w, &c, "/recall"));
    frame_page(w, &v.page, "收回退回");
    v.top = (struct form_top_view){w->token, NULL};
    tpl_return_recall(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err return_recall_submit_page(struct web *w)
{
    struct shown_case c = {.remarks_len = 0};
    enum err may = OK;
    TRY(recall_case_of(w, &c, &may));
    if (may != OK) {
        web_redirect(w, return_path(w, &c, ""));
        return OK;
    }
    struct writing by = {w->db, w->app->random, w->arena, &w->who};
    TRY(return_recall(&by, w->round, &c.nomination, &c.notice));
    web_redirect(w, text_format(w->arena, "%s?done=recalled", return_path(w, &c, "")));
    return OK;
}
