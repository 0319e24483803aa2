/* nomination_pages.c - a unit's nomination from the first click to the receipt. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/mercy.h"
#include "domain/text_count.h"
#include "pages/eligibility_pages.h"
#include "pages/evidence_pages.h"
#include "pages/field_views.h"
#include "pages/history_pages.h"
#include "pages/list_pages.h"
#include "pages/nomination_pages.h"
#include "pages/nomination_words.h"
#include "pages/pages.h"
#include "pages/record_contacts.h"
#include "pages/return_words.h"
#include "pages/seal_pages.h"
#include "pages/section_pages.h"
#include "pages/standing.h"
#include "pages/views.h"
#include "store/chain_store.h"
#include "store/db.h"
#include "store/eligibility_store.h"
#include "store/grant_store.h"
#include "store/objection_store.h"
#include "store/value_list.h"
#include "web/frame.h"
#include "web/web.h"

/* ---- the way in ---- */

static void show_start(struct web *w)
{
    static const struct text_view needs[] = {{"单位的全称（与公章一致）、地址和联系人"},
                                             {"品牌名称、创建时间、简介和主要事迹"},
                                             {"五项条件的自述，每项 50 至 400 字"},
                                             {"品牌标识、服务现场照片和佐证材料，没有可以不传"}};
    enum err may = may_start_nomination(&w->actor, w->stages);
    struct start_view v = {.body_name = w->session.account.body_name,
                           .scope = round_text(w->round, "scope_text"),
                           .can_start = may == OK,
                           .why_not = may == OK ? NULL : nomination_closed_text(w),
                           .needs = needs,
                           .needs_len = sizeof needs / sizeof needs[0]};
    frame_page(w, &v.page, "申报任务");
    tpl_start(&w->out, &v);
    web_html(w, 200);
}

/* The unit's own: the live one, else the one that it withdrew, which is brought back rather than begun again. */
static enum err own_nomination(struct web *w, struct nomination *ret)
{
    enum err e = nomination_of_body(w->db, w->arena, w->round->id, w->actor.body_id, ret);
    return e == ERR_NOT_FOUND ? nomination_withdrawn_of_body(w->db, w->arena, w->round->id, w->actor.body_id, ret) : e;
}

enum err nominations_page(struct web *w)
{
    if (w->actor.role != ROLE_UNIT) {
        return received_list(w);
    }
    struct nomination n;
    enum err e = own_nomination(w, &n);
    if (e == OK) {
        web_redirect(w, nomination_path(w, &n, ""));
        return OK;
    }
    if (e == ERR_NOT_FOUND) {
        show_start(w);
        return OK;
    }
    return e;
}

enum err nomination_start_page(struct web *w)
{
    struct nomination n;
    struct body body;
    const char *ref = NULL;
    TRY(may_start_nomination(&w->actor, w->stages));
    enum err e = own_nomination(w, &n);
    if (e == OK) { /* two people of one unit began together: both go to the same one */
        web_redirect(w, nomination_path(w, &n, ""));
        return OK;
    }
    if (e != ERR_NOT_FOUND) {
        return e;
    }
    TRY(body_by_id(w->db, w->arena, w->actor.body_id, &body));
    struct writing by = {w->db, w->app->random, w->arena, &w->who};
    TRY(nomination_start(&by, w->round, body.id, body.ref, &ref));
    web_redirect(w, text_format(w->arena, "/nominations/%s", ref));
    return OK;
}

/* ---- the task list ---- */

static struct tag_view progress_tag(struct arena *a, const struct form_progress *p)
{
    switch (p->state) {
    case FORM_SECTION_DONE: return (struct tag_view){"done", "已完成"};
    case FORM_SECTION_PARTIAL:
        return (struct tag_view){"half",
                                 p->needed == 0 ? "填写中" : text_format(a, "填写中，%zu/%zu", p->filled, p->needed)};
    case FORM_SECTION_NOT_STARTED: break;
    }
    return p->needed == 0 ? (struct tag_view){"off", "选填，可以不填"} : (struct tag_view){"todo", "未开始"};
}

struct tally {
    int done, total;
    struct bead_view *beads;
    size_t beads_len;
};

static void count_task(struct tally *t, const struct form_progress *p)
{
    bool is_optional = p->needed == 0;
    bool is_done = p->state == FORM_SECTION_DONE;
    t->total += !is_optional;
    t->done += !is_optional && is_done;
    if (!is_optional) {
        t->beads[t->beads_len++].kind = is_done ? "is-done" : p->state == FORM_SECTION_PARTIAL ? "is-half" : "";
    }
}

/* The section of attachments counts its files. */
static enum err show_attachments(struct web *w, const struct nomination *n, struct task_group_view *g)
{
    struct task_view *tasks = ARENA_ARRAY(w->arena, struct task_view, g->tasks_len + 1);
    const char *url = nomination_path(w, n, "attachments");
    memcpy(tasks, g->tasks, g->tasks_len * sizeof *tasks);
    for (size_t i = 0; i < g->tasks_len; i++) {
        if (text_equal(tasks[i].url.text, url)) {
            TRY(evidence_tag(w, n, &tasks[i].tag));
        }
    }
    g->tasks = tasks;
    return OK;
}

static struct task_group_view part_tasks(struct web *w, const struct nomination *n, const struct form_answers *answers,
                                         const char *part, struct tally *tally)
{
    const struct round *r = w->round;
    struct form_context context = form_context_of(r, true);
    struct task_view *tasks = ARENA_ARRAY(w->arena, struct task_view, r->sections_len + 2);
    size_t len = 0;
    for (size_t i = 0; i < r->sections_len; i++) {
        const struct form_section *s = &r->sections[i];
        if (strcmp(s->part, part) == 0) {
            struct form_progress p = form_section_progress(w->arena, answers, &context, s->code);
            count_task(tally, &p);
            tasks[len++] = (struct task_view){.title = s->title,
                                              .hint = s->hint,
                                              .url = url_path(nomination_path(w, n, s->code)),
                                              .tag = progress_tag(w->arena, &p)};
        }
    }
    bool is_prepare = strcmp(part, "prepare") == 0;
    bool is_fill = strcmp(part, "fill") == 0;
    return (struct task_group_view){is_prepare ? "一"
                                    : is_fill  ? "二"
                                               : "三",
                                    is_prepare ? "准备"
                                    : is_fill  ? "填写申报表"
                                               : "提交",
                                    tasks, len};
}

/* "Local opinion" and "check and submit" close the list. */
static void add_last_tasks(struct web *w, const struct nomination *n, const struct value_list *values,
                           struct task_group_view *g, const struct tally *t)
{
    struct task_view *tasks = ARENA_ARRAY(w->arena, struct task_view, g->tasks_len + 2);
    memcpy(tasks, g->tasks, g->tasks_len * sizeof *tasks);
    const struct district *d = round_district(w->round, value_get(values, "district_id", 0));
    bool needs =
        d != NULL && d->needs_local_opinion && round_sector(w->round, value_get(values, "sector_id", 0)) != NULL;
    tasks[g->tasks_len++] =
        (struct task_view){.title = "当地文明办意见",
                           .hint = needs ? text_format(w->arena, "提交后先送%s征求意见", d->office_name)
                                         : "按所属行业和所在地，本单位不需要",
                           .is_off = true,
                           .tag = needs ? (struct tag_view){"todo", "提交后办理"} : (struct tag_view){"off", "不需要"}};
    bool ready = t->done == t->total;
    tasks[g->tasks_len++] =
        (struct task_view){.title = "核对并提交",
                           .hint = ready ? "逐项核对以后提交" : "可以先看看还缺什么",
                           .url = url_path(nomination_path(w, n, "check")),
                           .tag = ready ? (struct tag_view){"todo", "可以提交"} : (struct tag_view){"todo", "未开始"}};
    g->tasks = tasks;
}

static const char *kept_text(struct web *w, const struct kept *k)
{
    const struct form_section *s = round_section(w->round, k->section);
    return text_format(w->arena, "“%s”在 %s 有一份%s没有合并的内容", s == NULL ? "" : s->title,
                       at_short_chinese(w->arena, k->kept_at),
                       strcmp(k->reason, "submitted") == 0 ? "提交以后写的、"
                       : strcmp(k->reason, "late") == 0    ? "逾期送交以后写的、"
                                                           : "两处同时修改、");
}

static enum err fill_kept(struct web *w, struct nomination_view *v, const struct nomination *n)
{
    struct kept *list = NULL;
    size_t len = 0;
    TRY(kept_list(w->db, w->arena, n->id, &list, &len));
    struct kept_link_view *links = ARENA_ARRAY(w->arena, struct kept_link_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        links[i] = (struct kept_link_view){
            kept_text(w, &list[i]), url_path(nomination_path(w, n, text_format(w->arena, "kept/%s", list[i].ref)))};
    }
    v->kept = links;
    v->kept_len = len;
    return OK;
}

static void flash_saved(struct web *w, struct page *page)
{
    const struct form_section *s = round_section(w->round, fields_text(&w->rq->query, "saved"));
    if (s != NULL) {
        frame_flash(page, "ok", text_format(w->arena, "“%s”已保存", s->title), NULL);
    } else if (fields_has(&w->rq->query, "settled")) {
        frame_flash(page, "ok", "选择的内容已保存", NULL);
    } else if (fields_has(&w->rq->query, "withdrawn")) {
        frame_flash(page, "ok", "申报已撤回", NULL);
    } else if (fields_has(&w->rq->query, "restored")) {
        frame_flash(page, "ok", "申报已恢复为草稿", "受理编号不变，改好以后请再次提交。");
    }
}

static const char *name_or(const struct value_list *values, const char *fallback)
{
    const char *name = value_get(values, "brand_name", 0);
    return *name == '\0' ? fallback : name;
}

/* Withdrawn: whether it can come back, and until when. */
static void fill_withdrawn(struct web *w, struct nomination_view *v, const struct nomination *n)
{
    struct nomination_facts facts = nomination_facts_of(n);
    v->is_withdrawn = n->state == NOMINATION_WITHDRAWN;
    v->can_restore = may_restore_nomination(&w->actor, w->stages, &facts) == OK;
    v->why_not = v->can_restore ? NULL : nomination_closed_text(w);
    v->restore_url = url_path(nomination_path(w, n, "restore"));
}

/* The status word of handbook section 7. */
static enum err fill_status(struct web *w, struct nomination_view *v, const struct nomination *n)
{
    struct chain chain;
    TRY(chain_of(w->db, w->arena, n, &chain));
    TRY(objection_known_to_unit(w->db, n->id, &chain.is_disputed));
    v->status_text = nomination_status_word(chain_status(&chain));
    return OK;
}

/* The task list: three parts, and the beads of what is done. */
static enum err fill_tasks(struct web *w, struct nomination_view *v, const struct nomination *n,
                           const struct value_list *values)
{
    struct form_answers answers = answers_of(w->round, values);
    struct tally tally = {.beads = ARENA_ARRAY(w->arena, struct bead_view, w->round->sections_len + 1)};
    struct task_group_view *groups = ARENA_ARRAY(w->arena, struct task_group_view, 3);
    groups[0] = part_tasks(w, n, &answers, "prepare", &tally);
    TRY(eligibility_add_task(w, n, values, &groups[0]));
    groups[1] = part_tasks(w, n, &answers, "fill", &tally);
    TRY(show_attachments(w, n, &groups[1]));
    groups[2] = part_tasks(w, n, &answers, "submit", &tally);
    add_last_tasks(w, n, values, &groups[2], &tally);
    v->groups = groups;
    v->groups_len = n->state == NOMINATION_DRAFT ? 3 : 0;
    v->beads = tally.beads;
    v->beads_len = tally.beads_len;
    v->done = tally.done;
    v->total = tally.total;
    return OK;
}

static enum err show_tasks(struct web *w, const struct nomination *n)
{
    struct value_list values;
    struct nomination_view v = {.is_submitted = n->state == NOMINATION_SUBMITTED, .receipt_no = n->receipt_no};
    TRY(draft_values(w->db, w->arena, n->id, &values));
    TRY(fill_tasks(w, &v, n, &values));
    v.brand_name = name_or(&values, "还没有填写品牌名称");
    TRY(fill_status(w, &v, n));
    v.receipt_url = url_path(nomination_path(w, n, "receipt"));
    v.form_url = url_path(nomination_path(w, n, "form.pdf"));
    v.route_text = route_help(w, &values);
    v.history_url = url_path(nomination_path(w, n, "history"));
    v.comparisons = version_comparisons(w, n, &v.comparisons_len);
    v.phone = round_text(w->round, "consult_phone");
    v.hours = round_text(w->round, "contact_hours");
    TRY(fill_kept(w, &v, n));
    fill_withdrawn(w, &v, n);
    TRY(returned_fill_tasks(w, n, &values, &v));
    frame_page(w, &v.page, "申报任务");
    TRY(standing_of(w, n, &v.standing));
    flash_saved(w, &v.page);
    tpl_nomination(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err nomination_page(struct web *w)
{
    struct nomination n;
    TRY(nomination_of_path(w, &n));
    if (w->actor.role != ROLE_UNIT) {
        web_redirect(w, nomination_path(w, &n, "record"));
        return OK;
    }
    return show_tasks(w, &n);
}

/* ---- everything once more ---- */

/* The rows of a group, a line each: "江苏省文明单位　江苏省文明委　2014年3月". */
static const char *group_text(struct web *w, const struct form_field *group, const struct form_answers *answers)
{
    const char *text = "";
    int rows = form_row_count(answers, group->ident);
    for (int n = 1; n <= rows; n++) {
        const char *line = "";
        for (size_t i = 0; i < w->round->fields_len; i++) {
            const struct form_field *f = &w->round->fields[i];
            const char *value = text_equal(f->rows_of, group->ident) ? form_value_of(answers, f->ident, n) : "";
            if (!text_is_empty(value)) {
                line = text_format(w->arena, "%s%s%s", line, *line == '\0' ? "" : "　", shown_value(w, f, value));
            }
        }
        text = text_format(w->arena, "%s%s\n", text, line);
    }
    return text;
}

/* The first finding of a field, its own or in one of its columns. */
static const struct form_finding *finding_of_field(const struct form_findings *findings, const char *ident)
{
    for (size_t i = 0; findings != NULL && i < findings->count; i++) {
        if (ident_is_of(findings->items[i].ident, ident)) {
            return &findings->items[i];
        }
    }
    return NULL;
}

const char *answer_text(struct web *w, const struct form_field *f, const struct value_list *values)
{
    struct form_answers answers = answers_of(w->round, values);
    return f->type == FORM_COMPUTED ? computed_value(w, f, values)
           : f->type == FORM_ROWS   ? group_text(w, f, &answers)
                                    : shown_value(w, f, value_get(values, f->ident, 0));
}

static struct sum_row_view sum_row(struct web *w, const struct form_field *f, const struct value_list *values,
                                   const struct form_findings *findings)
{
    const char *value = answer_text(w, f, values);
    const struct form_finding *found = finding_of_field(findings, f->ident);
    struct sum_row_view row = {.label = f->label,
                               .empty_text = f->need == FORM_OPTIONAL ? "没有填写" : "还没有填写",
                               .error = found != NULL && found->severity == FORM_ERROR ? found->message : NULL};
    row.lines = text_lines(w->arena, value, &row.lines_len);
    if (f->type == FORM_LONGTEXT && *value != '\0') {
        row.note = text_format(w->arena, "共 %zu 字", zi_count(value));
    }
    return row;
}

const struct check_section_view *check_sections(struct web *w, const struct nomination *n,
                                                const struct value_list *values, const struct form_findings *findings,
                                                size_t *ret_len)
{
    const struct round *r = w->round;
    struct check_section_view *list = ARENA_ARRAY(w->arena, struct check_section_view, r->sections_len + 1);
    for (size_t i = 0; i < r->sections_len; i++) {
        const struct form_section *s = &r->sections[i];
        struct sum_row_view *rows = ARENA_ARRAY(w->arena, struct sum_row_view, r->fields_len);
        size_t len = 0;
        for (size_t k = 0; k < r->fields_len; k++) {
            const struct form_field *f = &r->fields[k];
            if (strcmp(f->section, s->code) == 0 && text_is_empty(f->rows_of) && f->stage == STAGE_NOMINATION) {
                rows[len++] = sum_row(w, f, values, findings);
            }
        }
        const char *edit = text_format(w->arena, "%s?check=1", nomination_path(w, n, s->code));
        list[i] = (struct check_section_view){.id = s->code,
                                              .title = s->title,
                                              .edit_url = url_path(edit),
                                              .can_edit = n->state == NOMINATION_DRAFT,
                                              .has_contacts = section_has_contacts(r, s->code),
                                              .rows = rows,
                                              .rows_len = len};
    }
    *ret_len = r->sections_len;
    return list;
}

/* Warnings do not stop anyone; they are shown once, before the act. */
static void fill_warnings(struct web *w, struct check_view *v, const struct form_findings *findings)
{
    struct warning_view *list = ARENA_ARRAY(w->arena, struct warning_view, findings->count + 1);
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->items[i].severity == FORM_WARNING) {
            list[v->warnings_len++].text = findings->items[i].message;
        }
    }
    v->warnings = list;
}

/* The summary's links go to the section's page and its control. */
static void fill_check_errors(struct web *w, struct check_view *v, const struct nomination *n,
                              const struct form_findings *findings)
{
    struct check_error_view *list = ARENA_ARRAY(w->arena, struct check_error_view, findings->count + 1);
    for (size_t i = 0; i < findings->count; i++) {
        const struct form_finding *f = &findings->items[i];
        if (f->severity == FORM_ERROR) {
            const char *page =
                text_format(w->arena, "%s?check=1#%s", nomination_path(w, n, f->section), finding_anchor(w, f));
            list[v->missing_len++] = (struct check_error_view){f->message, url_path(page)};
        }
    }
    v->missing = list;
}

/* After the close a complete form can still be sent; what becomes of it is said before. */
static void fill_late(struct web *w, struct check_view *v, const struct nomination_facts *facts, bool is_complete)
{
    enum phase phase = stage_phase(w->round->windows, w->round->windows_len, STAGE_NOMINATION, w->now);
    v->can_late = is_complete && may_submit_late(&w->actor, phase, facts) == OK;
    v->late_note = "现在送交的内容会原样保存，标明逾期，单位可以查看和下载；只有经过决定才会受理。";
}

static enum err show_check(struct web *w, const struct nomination *n, int status)
{
    struct value_list values;
    struct evidence_list files;
    TRY(draft_values(w->db, w->arena, n->id, &values));
    struct form_answers answers = answers_of(w->round, &values);
    struct form_context context = form_context_of(w->round, true);
    struct form_findings findings = form_judge(w->arena, &answers, &context, NULL);
    struct nomination_facts facts = nomination_facts_of(n);
    enum err may = may_submit_nomination(&w->actor, w->stages, &facts);
    struct check_view v = {.brand_name = name_or(&values, "品牌名称未填写")};
    fill_check_errors(w, &v, n, &findings);
    fill_warnings(w, &v, &findings);
    TRY(returned_fill_check(w, n, &values, &v));
    TRY(eligibility_fill_check(w, n, &values, &v));
    v.sections = check_sections(w, n, &values, &findings, &v.sections_len);
    TRY(evidence_of_draft(w->db, w->arena, n->id, &files));
    TRY(evidence_add_warnings(w, &files, &v));
    TRY(evidence_show(w, n, &files, &v.sections, v.sections_len));
    v.can_submit = may == OK && v.missing_len == 0;
    v.why_not = may == ERR_CLOSED ? nomination_closed_text(w) : NULL;
    fill_late(w, &v, &facts, v.missing_len == 0);
    v.truth = round_text(w->round, "legal_truth");
    v.publicity = round_text(w->round, "legal_publicity");
    v.version_note = round_text(w->round, "legal_version");
    v.route_text = route_help(w, &values);
    v.back_url = url_path(nomination_path(w, n, ""));
    v.submit_url = url_path(nomination_path(w, n, "submit"));
    v.form_url = url_path(nomination_path(w, n, "form.pdf"));
    frame_page(w, &v.page, "核对并提交");
    v.page.has_errors = v.missing_len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_nomination_check(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err nomination_check_page(struct web *w)
{
    struct nomination n;
    TRY(nomination_of_path(w, &n));
    if (n.state != NOMINATION_DRAFT) {
        web_redirect(w, nomination_path(w, &n, "receipt"));
        return OK;
    }
    return show_check(w, &n, 200);
}

/* The draft is judged and submitted, or, after the close, kept as late. */
static enum err submit_draft(struct web *w, const struct nomination *n, bool is_late)
{
    struct value_list values;
    TRY(draft_values(w->db, w->arena, n->id, &values));
    struct form_answers answers = answers_of(w->round, &values);
    struct form_context context = form_context_of(w->round, true);
    struct eligibility_facts facts;
    TRY(eligibility_now(w, n, &values, &facts));
    if (eligibility_worst(&facts) == ELIGIBILITY_REFUSED ||
        form_judge(w->arena, &answers, &context, NULL).error_count > 0) {
        return show_check(w, n, 422);
    }
    if (is_late) {
        return submit_late(w, n, &values);
    }
    struct submission s = {w->who.at, w->who.account_id, &values, &facts};
    TRY(nomination_submit_as(w->db, w->arena, &w->who, w->round, n, &s));
    web_redirect(w, nomination_path(w, n, "receipt"));
    return OK;
}

/* Names are compared before the transaction; inside it only with what was written meanwhile. */
enum err nomination_submit_prepare(struct web *w)
{
    struct nomination n;
    struct value_list values;
    struct name_sight *seen = ARENA_NEW(w->arena, struct name_sight);
    TRY(nomination_of_path(w, &n));
    if (n.state == NOMINATION_DRAFT) {
        TRY(draft_values(w->db, w->arena, n.id, &values));
        TRY(eligibility_sight(w, &n, &values, seen));
        w->prepared = seen;
    }
    return OK;
}

enum err nomination_submit_page(struct web *w)
{
    struct nomination n;
    TRY(nomination_of_path(w, &n));
    struct nomination_facts facts = nomination_facts_of(&n);
    enum err may = may_submit_nomination(&w->actor, w->stages, &facts);
    if (may != OK && n.state == NOMINATION_SUBMITTED) { /* a colleague was faster: the same receipt */
        web_redirect(w, nomination_path(w, &n, "receipt"));
        return OK;
    }
    bool is_late = may == ERR_CLOSED && n.state == NOMINATION_DRAFT;
    return may == OK || is_late ? submit_draft(w, &n, is_late) : may;
}

/* ---- after the act ---- */

/* The nomination of the path and its last version.  ERR_NOT_FOUND before the first submission. */
static enum err submitted_of_path(struct web *w, struct nomination *n, struct version *ver, struct value_list *values)
{
    TRY(nomination_of_path(w, n));
    return version_get(w->db, w->arena, n->id, n->version_no, ver, values);
}

static void fill_papers(struct web *w, struct receipt_view *v, const struct nomination *n)
{
    struct paper_link_view *papers = ARENA_ARRAY(w->arena, struct paper_link_view, 3);
    papers[0] = (struct paper_link_view){"申报表，一式三份合订", "PDF，三份连排，双面打印、分别盖章",
                                         url_path(nomination_path(w, n, "form.pdf")), true};
    papers[1] = (struct paper_link_view){"申报表，单份", "PDF，只含第1份，需要补打时用",
                                         url_path(nomination_path(w, n, "form.pdf?copies=1")), false};
    papers[2] = (struct paper_link_view){"提交回执", "PDF，1 页，供单位留存",
                                         url_path(nomination_path(w, n, "receipt.pdf")), false};
    v->papers = papers;
    v->papers_len = 3;
}

enum err nomination_receipt_page(struct web *w)
{
    struct nomination n;
    struct version ver;
    struct value_list values;
    TRY(submitted_of_path(w, &n, &ver, &values));
    struct receipt_view v = {.receipt_no = n.receipt_no,
                             .brand_name = value_get(&values, "brand_name", 0),
                             .submitted_text = at_chinese(w->arena, ver.submitted_at),
                             .submitted_iso = at_rfc3339(w->arena, ver.submitted_at),
                             .sent_to = sent_to(w, ver.route, &values),
                             .version_text = text_format(w->arena, "第 %d 版", ver.version_no),
                             .check_code = ver.check_code,
                             .fingerprint = fingerprint_groups(w->arena, ver.sha256),
                             .version_note = round_text(w->round, "legal_version"),
                             .phone = round_text(w->round, "consult_phone"),
                             .organiser_short = round_text(w->round, "organiser_short")};
    v.steps = next_steps(w, ver.route, &values, &v.steps_len);
    v.back_url = url_path(nomination_path(w, &n, ""));
    v.record_url = url_path(nomination_path(w, &n, "record"));
    fill_papers(w, &v, &n);
    frame_page(w, &v.page, "申报已提交");
    TRY(standing_of(w, &n, &v.standing));
    tpl_nomination_receipt(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err nomination_record_page(struct web *w)
{
    struct nomination n;
    TRY(nomination_of_path(w, &n)); /* first: what is not theirs does not even lead on */
    if (n.version_no == 0 && w->actor.role == ROLE_UNIT) {
        web_redirect(w, nomination_path(w, &n, "check"));
        return OK;
    }
    return record_show(w, &n, &(struct contacts_asked){.reason = ""}, 200);
}

enum err record_show(struct web *w, const struct nomination *n, const struct contacts_asked *c, int status)
{
    struct evidence_list files;
    struct version ver;
    struct value_list values;
    TRY(version_get(w->db, w->arena, n->id, n->version_no, &ver, &values));
    struct check_view v = {.brand_name = value_get(&values, "brand_name", 0),
                           .receipt_no = n->receipt_no,
                           .fingerprint = fingerprint_groups(w->arena, ver.sha256),
                           .route_text = text_format(w->arena, "第 %d 版，%s 提交，校验码 %s", ver.version_no,
                                                     at_chinese(w->arena, ver.submitted_at), ver.check_code)};
    values = record_contacts(w, n, c, &values, &v.contacts);
    v.sections = check_sections(w, n, &values, NULL, &v.sections_len);
    TRY(evidence_of_version(w->db, w->arena, ver.id, &files));
    TRY(evidence_show(w, n, &files, &v.sections, v.sections_len));
    struct nomination_facts facts = nomination_facts_of(n);
    v.can_print = may_print_nomination(&w->actor, w->stages, &facts) == OK;
    if (v.can_print) {
        v.comparisons = version_comparisons(w, n, &v.comparisons_len);
    }
    v.back_url = url_path(w->actor.role == ROLE_UNIT ? nomination_path(w, n, "") : "/nominations");
    v.form_url = url_path(nomination_path(w, n, "form.pdf"));
    frame_page(w, &v.page, "申报内容");
    TRY(standing_of(w, n, &v.standing));
    v.has_paper = fields_has(&w->rq->query, "code");
    if (v.has_paper) {
        TRY(paper_answer_for_code(w, n, fields_text(&w->rq->query, "code"), &v.paper));
    }
    v.page.has_errors = c->error != NULL;
    v.contacts.top = (struct form_top_view){w->token, NULL};
    tpl_nomination_record(&w->out, &v);
    web_html(w, status);
    return OK;
}
