/* eligibility_pages.c - before the form: what can be told about a nomination, and the clause that it answers. */
#include "pages/eligibility_pages.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "pages/field_views.h"
#include "pages/history_pages.h"
#include "pages/pages.h"
#include "pages/section_pages.h"
#include "pages/views.h"
#include "store/db.h"
#include "store/eligibility_store.h"
#include "store/store.h"
#include "store/value_list.h"
#include "web/frame.h"
#include "web/route.h"
#include "web/web.h"

/* What the facts rest on: the same answers as in the form, asked here first. */
static const char *const asked[] = {"unit_name",   "org_code",   "unit_kind",       "sector_id",
                                    "district_id", "brand_name", FORM_BRAND_STARTED};
enum { ASKED = sizeof asked / sizeof asked[0] };

static bool is_asked(const char *ident)
{
    for (size_t i = 0; i < ASKED; i++) {
        if (strcmp(asked[i], ident) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- words ---- */

static struct tag_view verdict_tag(enum eligibility_verdict v)
{
    switch (v) {
    case ELIGIBILITY_FINE: return (struct tag_view){"done", "符合"};
    case ELIGIBILITY_OPEN: return (struct tag_view){"todo", "还不能判断"};
    case ELIGIBILITY_DOUBT: return (struct tag_view){"half", "需要核对"};
    case ELIGIBILITY_REFUSED: break;
    }
    return (struct tag_view){"err", "不符合"};
}

static struct tag_view facts_tag(struct arena *a, const struct eligibility_facts *f)
{
    enum eligibility_verdict worst = eligibility_worst(f);
    size_t count = eligibility_count(f, worst);
    switch (worst) {
    case ELIGIBILITY_FINE: return (struct tag_view){"done", "符合"};
    case ELIGIBILITY_OPEN: return (struct tag_view){"todo", text_format(a, "还有 %zu 项不能判断", count)};
    case ELIGIBILITY_DOUBT: return (struct tag_view){"half", text_format(a, "%zu 项需要核对", count)};
    case ELIGIBILITY_REFUSED: break;
    }
    return (struct tag_view){"err", text_format(a, "%zu 项不符合", count)};
}

static const struct eligibility_fact_view *fact_views(struct arena *a, const struct eligibility_facts *facts)
{
    struct eligibility_fact_view *list = ARENA_ARRAY(a, struct eligibility_fact_view, ELIGIBILITY_FACTS_MAX);
    for (size_t i = 0; i < facts->len; i++) {
        const struct eligibility_fact *f = &facts->items[i];
        list[i] =
            (struct eligibility_fact_view){f->label, verdict_tag(f->verdict), text_format(a, "%s。", f->statement),
                                           *f->clause == '\0' ? NULL : f->clause};
    }
    return list;
}

static const char *refusal_of(struct arena *a, const struct eligibility_fact *f)
{
    return *f->clause == '\0' ? f->statement : text_format(a, "%s。%s", f->statement, f->clause);
}

/* ---- on other pages ---- */

enum err eligibility_sight(struct web *w, const struct nomination *n, const struct value_list *values,
                           struct name_sight *ret)
{
    struct eligibility_case c = {w->round, n, values};
    return eligibility_look(store_names(w->app->store), w->db, w->arena, &c, ret);
}

enum err eligibility_now(struct web *w, const struct nomination *n, const struct value_list *values,
                         struct eligibility_facts *ret)
{
    struct eligibility_case c = {w->round, n, values};
    struct name_sight seen;
    if (w->rq->method == POST) { /* the index holds what is committed; a transaction reads for itself */
        return eligibility_seen(w->db, w->arena, &c,
                                w->route->prepare == nomination_submit_prepare ? w->prepared : NULL, ret);
    }
    TRY(eligibility_sight(w, n, values, &seen));
    return eligibility_seen(w->db, w->arena, &c, &seen, ret);
}

enum err eligibility_add_task(struct web *w, const struct nomination *n, const struct value_list *values,
                              struct task_group_view *g)
{
    struct eligibility_facts facts;
    TRY(eligibility_now(w, n, values, &facts));
    struct task_view *tasks = ARENA_ARRAY(w->arena, struct task_view, g->tasks_len + 1);
    if (g->tasks_len > 0) {
        memcpy(tasks + 1, g->tasks, g->tasks_len * sizeof *tasks);
    }
    tasks[0] = (struct task_view){.title = "申报资格",
                                  .hint = "先看看是否符合通知规定的范围和条件",
                                  .url = url_path(nomination_path(w, n, "eligibility")),
                                  .tag = facts_tag(w->arena, &facts)};
    g->tasks = tasks;
    g->tasks_len++;
    return OK;
}

/* The form says these two beside their own fields. */
static bool is_said_by_form(const struct eligibility_fact *f)
{
    return strcmp(f->ident, "one_year") == 0 || strcmp(f->ident, "org_code") == 0;
}

enum err eligibility_fill_check(struct web *w, const struct nomination *n, const struct value_list *values,
                                struct check_view *v)
{
    struct eligibility_facts facts;
    TRY(eligibility_now(w, n, values, &facts));
    struct check_error_view *missing =
        ARENA_ARRAY(w->arena, struct check_error_view, v->missing_len + ELIGIBILITY_FACTS_MAX);
    struct warning_view *warnings = ARENA_ARRAY(w->arena, struct warning_view, v->warnings_len + ELIGIBILITY_FACTS_MAX);
    memcpy(missing, v->missing, v->missing_len * sizeof *missing);
    memcpy(warnings, v->warnings, v->warnings_len * sizeof *warnings);
    for (size_t i = 0; i < facts.len; i++) {
        const struct eligibility_fact *f = &facts.items[i];
        if (f->verdict == ELIGIBILITY_REFUSED) {
            missing[v->missing_len++] =
                (struct check_error_view){refusal_of(w->arena, f), url_path(nomination_path(w, n, "eligibility"))};
        } else if (f->verdict == ELIGIBILITY_DOUBT && !is_said_by_form(f)) {
            warnings[v->warnings_len++].text = f->statement;
        }
    }
    v->missing = missing;
    v->warnings = warnings;
    return OK;
}

/* ---- the page ---- */

/* The controls of a section that are asked here. */
static size_t add_controls(struct web *w, const char *section, const struct field_source *src, struct field_view *to)
{
    size_t len = 0;
    size_t taken = 0;
    const struct field_view *all = field_views(w, section, src, &len);
    for (size_t i = 0; i < len; i++) {
        if (is_asked(all[i].name)) {
            to[taken++] = all[i];
        }
    }
    return taken;
}

static enum err fill_form(struct web *w, const struct nomination *n, const struct value_list *values,
                          struct eligibility_view *v)
{
    int64_t saved_at = 0;
    struct field_source src = {.nomination = n, .values = values, .wide_group = ""};
    struct revision revision;
    TRY(revision_of(w->db, w->arena, n, &revision));
    src.revision = revision.is_returned ? &revision : NULL;
    struct field_view *fields = ARENA_ARRAY(w->arena, struct field_view, w->round->fields_len + 1);
    v->fields_len = add_controls(w, "unit", &src, fields);
    v->fields_len += add_controls(w, "brand", &src, fields + v->fields_len);
    v->fields = fields;
    struct draft_part unit = {n, w->round, "unit"};
    struct draft_part brand = {n, w->round, "brand"};
    TRY(draft_mark(w->db, w->arena, &unit, values, &v->unit_mark, &saved_at));
    return draft_mark(w->db, w->arena, &brand, values, &v->brand_mark, &saved_at);
}

/* A draft is its unit's alone, also while it is returned for revision. */
static bool reads_draft(const struct web *w, const struct nomination *n)
{
    return n->state == NOMINATION_DRAFT && (w->actor.role == ROLE_UNIT || n->version_no == 0);
}

/* The facts of the draft, or those that were frozen with the last version. */
static enum err facts_of(struct web *w, const struct nomination *n, const struct value_list *values,
                         struct eligibility_facts *ret)
{
    return reads_draft(w, n) ? eligibility_now(w, n, values, ret)
                             : eligibility_frozen(w->db, w->arena, n->id, n->version_no, ret);
}

/* Where it leads back to, and whether it speaks of a draft or of a version. */
static void fill_words(struct web *w, const struct nomination *n, struct eligibility_view *v)
{
    bool is_draft = reads_draft(w, n);
    bool is_unit = w->actor.role == ROLE_UNIT;
    v->can_answer = is_draft && is_unit;
    v->back_url = url_path(nomination_path(w, n, is_unit ? "" : "record"));
    v->back_label = is_unit ? "返回申报任务" : "返回申报内容";
    v->kicker = is_draft ? "申报表 · 准备" : text_format(w->arena, "受理编号 %s", n->receipt_no);
    v->lead = is_draft ? "先填下面几项，由系统对照通知核对。这些内容和申报表中的是同一份，随时可以改。"
                       : text_format(w->arena, "第 %d 版提交时核对的结果，以后不再变动。", n->version_no);
}

enum err eligibility_page(struct web *w)
{
    struct nomination n;
    struct value_list values;
    struct eligibility_facts facts;
    TRY(nomination_of_path(w, &n));
    TRY(draft_values(w->db, w->arena, n.id, &values));
    TRY(facts_of(w, &n, &values, &facts));
    struct eligibility_view v = {.facts = fact_views(w->arena, &facts), .facts_len = facts.len};
    fill_words(w, &n, &v);
    v.refused_text =
        eligibility_worst(&facts) == ELIGIBILITY_REFUSED
            ? "有不符合通知规定的，改正以后才能提交。填错的，请在下面更正；有疑问的，请与市行业主管部门或者所在"
              "辖市（区）文明办联系。"
            : NULL;
    v.empty_text = "这一版提交时没有核对记录。";
    v.post_url = url_path(nomination_path(w, &n, "eligibility"));
    v.declarations_url = url_path(nomination_path(w, &n, "declarations"));
    if (v.can_answer) {
        TRY(fill_form(w, &n, &values, &v));
    }
    frame_page(w, &v.page, "申报资格");
    v.token = w->token;
    if (fields_has(&w->rq->query, "saved")) {
        frame_flash(&v.page, "ok", "已保存，核对结果已更新", NULL);
    }
    tpl_eligibility(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- answering ---- */

/* The answers of one section that the page asks, as they were typed. */
static enum err save_part(struct web *w, const struct nomination *n, const char *section, const struct fields *form,
                          struct draft_outcome *ret)
{
    struct value_list stored;
    struct value_list fresh = {0};
    struct value_list posted = section_posted(w, section, form);
    const char *mark = fields_text(form, text_format(w->arena, "revision_%s", section));
    TRY(draft_values(w->db, w->arena, n->id, &stored));
    for (size_t i = 0; i < posted.len; i++) {
        if (is_asked(posted.items[i].ident)) {
            value_add(w->arena, &fresh, posted.items[i].ident, posted.items[i].row_no, posted.items[i].value);
        }
    }
    struct value_list section_values = section_values_with(w, section, &stored, &fresh);
    struct writing by = {w->db, w->app->random, w->arena, &w->who};
    struct draft_part part = {n, w->round, section};
    return draft_save(&by, &part, mark, &section_values, ret);
}

/* *ret_kept: of the text that was kept aside, "" when there is none; the task list names the other one, when there are
 * two. */
static enum err save_answers(struct web *w, const struct nomination *n, const struct fields *form,
                             const char **ret_kept)
{
    struct draft_outcome unit;
    struct draft_outcome brand;
    TRY(save_part(w, n, "unit", form, &unit));
    TRY(save_part(w, n, "brand", form, &brand));
    *ret_kept = *unit.kept_ref != '\0' ? unit.kept_ref : brand.kept_ref;
    return OK;
}

enum err eligibility_save_page(struct web *w)
{
    struct nomination n;
    const char *kept = NULL;
    TRY(nomination_of_path(w, &n));
    TRY(save_answers(w, &n, &w->rq->form, &kept));
    const char *here = nomination_path(w, &n, "eligibility");
    if (!w->is_signed_in) { /* the session ended meanwhile: what was typed is saved, then sign in again */
        web_redirect(w, text_format(w->arena, "%s&kept=1", url_with(w->arena, "/signin", "next", here).text));
        return OK;
    }
    if (*kept != '\0') {
        web_redirect(w, nomination_path(w, &n, text_format(w->arena, "kept/%s", kept)));
        return OK;
    }
    web_redirect(w, n.state == NOMINATION_DRAFT ? text_format(w->arena, "%s?saved=1", here) : here);
    return OK;
}

enum err eligibility_save_carried(struct web *w, const char *ref, const struct fields *form, const char **ret_next)
{
    struct nomination n;
    const char *kept = NULL;
    TRY(nomination_by_ref(w->db, w->arena, ref, &n));
    struct nomination_facts facts = nomination_facts_of(&n);
    if (may_keep_draft(&w->actor, &facts) == ERR_NOT_FOUND) {
        return ERR_NOT_FOUND;
    }
    TRY(save_answers(w, &n, form, &kept));
    *ret_next = nomination_path(w, &n, *kept == '\0' ? "eligibility" : text_format(w->arena, "kept/%s", kept));
    return OK;
}
