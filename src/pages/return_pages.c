/* return_pages.c - an authority returns a nomination for revision: every field with its text and a box beside it, a
 * preview of what the unit will read, then the act. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/chain.h"
#include "domain/mercy.h"
#include "domain/text_clean.h"
#include "pages/diff_views.h"
#include "pages/field_views.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/record_contacts.h"
#include "pages/return_words.h"
#include "pages/section_pages.h"
#include "pages/stage_words.h"
#include "pages/views.h"
#include "store/chain_store.h"
#include "store/db.h"
#include "store/list_store.h"
#include "store/return_store.h"
#include "store/value_list.h"
#include "web/frame.h"
#include "web/web.h"

enum { REASON_ZI = 800, REMARKS_MAX = 200, CONTACT_MIN = 2, CONTACT_MAX = 60, WORKDAYS_MAX = 60, USUAL_WORKDAYS = 3 };

/* A nomination that is about to be returned, and what was typed. */
struct return_case {
    struct nomination nomination;
    struct version version;
    struct value_list values; /* of the version, contacts masked */
    const char *files;        /* beside the form, as lines */
    enum opinion_kind box;
    enum err may;
    const char *stale;
    int64_t latest;
    struct typed reason, day, clock, contact;
    struct typed *remarks; /* one for each field that takes one, the files last */
    const char **idents;
    size_t remarks_len;
    int64_t due_at;
    bool has_errors;
};

/* ---- reading ---- */

/* The office returns in its own name, the others in that of their box. */
static enum opinion_kind box_of(const struct web *w, const struct nomination_facts *facts, const struct chain *chain)
{
    return w->actor.role == ROLE_OFFICE ? OPINION_OFFICE : chain_box(&w->actor, facts, chain);
}

static void add_box(struct web *w, struct return_case *c, const char *ident)
{
    const char *id = text_format(w->arena, "remark-%s", control_id(w->arena, ident, 0));
    c->idents[c->remarks_len] = ident;
    c->remarks[c->remarks_len++] = (struct typed){.id = id, .label = remark_label(w, ident), .value = ""};
}

static void add_boxes(struct web *w, struct return_case *c)
{
    c->remarks = ARENA_ARRAY(w->arena, struct typed, REMARKS_MAX + 1);
    c->idents = ARENA_ARRAY(w->arena, const char *, REMARKS_MAX + 1);
    for (size_t i = 0; i < w->round->fields_len && c->remarks_len < REMARKS_MAX; i++) {
        if (revision_takes(&w->round->fields[i])) {
            add_box(w, c, w->round->fields[i].ident);
        }
    }
    add_box(w, c, REVISION_ATTACHMENTS);
}

static enum err return_case_of(struct web *w, struct return_case *c)
{
    struct chain chain;
    struct contacts_view contacts;
    TRY(nomination_by_ref(w->db, w->arena, w->parts[0], &c->nomination));
    struct nomination_facts facts = nomination_facts_of(&c->nomination);
    TRY(nomination_standing(w->db, c->nomination.id, &w->actor, &facts));
    TRY(may_list_nomination(&w->actor, &facts));
    TRY(chain_of(w->db, w->arena, &c->nomination, &chain));
    c->box = box_of(w, &facts, &chain);
    c->may = may_return_nomination(&w->actor, w->stages, &facts, &chain);
    if (c->may == ERR_NOT_FOUND || c->box == OPINION__COUNT) {
        return ERR_NOT_FOUND;
    }
    TRY(version_get(w->db, w->arena, c->nomination.id, c->nomination.version_no, &c->version, &c->values));
    c->values = record_contacts(w, &c->nomination, &(struct contacts_asked){.reason = ""}, &c->values, &contacts);
    TRY(files_text(w, &c->nomination, c->version.id, &c->files));
    c->latest = revision_latest(c->box, w->round->windows, w->round->windows_len);
    add_boxes(w, c);
    return OK;
}

static int usual_workdays(const struct round *r)
{
    int64_t n = 0;
    return text_to_int(round_text(r, "return_workdays"), 1, WORKDAYS_MAX, &n) == OK ? (int)n : USUAL_WORKDAYS;
}

static void label_typed(struct return_case *c, struct web *w)
{
    const char *until = c->latest == 0 ? "" : text_format(w->arena, "，不晚于 %s", closing_words(w->arena, c->latest));
    c->reason.id = "reason";
    c->reason.label = "退回的原因";
    c->reason.help = "总的说明；每一栏怎样改，写在下面各栏旁边。所有需要修改的，请一次写全";
    c->day.id = "day";
    c->day.label = "补正期限";
    c->day.help = text_format(w->arena, "例如 2015年7月3日%s", until);
    c->clock.id = "clock";
    c->clock.label = "时间";
    c->clock.help = "例如 17:30；不填就是当天 24:00";
    c->contact.id = "contact";
    c->contact.label = "联系人和电话";
    c->contact.help = "印在补正通知上，供单位询问";
}

/* What the boxes hold before anybody typed. */
static enum err propose(struct web *w, struct return_case *c)
{
    int64_t due = revision_proposed(&w->round->calendar, w->now, usual_workdays(w->round), c->latest);
    label_typed(c, w);
    c->clock.value = "";
    /* what was typed as an opinion, when 退回修改 was chosen there */
    c->reason.value = text_clean_lines(w->arena, fields_text(&w->rq->query, "reason"));
    c->day.value = day_chinese(w->arena, day_of_at(due - 1));
    TRY(return_contact_last(w->db, w->arena, w->actor.account_id, &c->contact.value));
    if (*c->contact.value == '\0') {
        c->contact.value = w->session.account.person_name;
    }
    return OK;
}

static void take_posted(struct web *w, struct return_case *c)
{
    label_typed(c, w);
    c->reason.value = posted_text(w, "reason");
    c->day.value = posted_line(w, "day");
    c->clock.value = posted_line(w, "clock");
    c->contact.value = posted_line(w, "contact");
    for (size_t i = 0; i < c->remarks_len; i++) {
        c->remarks[i].value = posted_text(w, text_format(w->arena, "remark.%s", c->idents[i]));
    }
}

/* ---- judging ---- */

static void judge_due(struct web *w, struct return_case *c)
{
    if (closing_parse(w->arena, c->day.value, c->clock.value, &c->due_at) != OK) {
        int64_t any = 0;
        bool is_day = closing_parse(w->arena, c->day.value, "", &any) == OK;
        *(is_day ? &c->clock.error : &c->day.error) =
            is_day ? "时间看不懂，请写成 17:30 这样" : "补正期限看不懂，请写成 2015年7月3日 这样";
    } else {
        c->day.error = revision_due_fault(w->now, c->due_at, c->latest);
    }
}

static void judge(struct web *w, struct return_case *c)
{
    size_t said = 0;
    size_t contact = utf8_length(c->contact.value);
    judge_due(w, c);
    c->reason.error = revision_reason_fault(c->reason.value);
    c->contact.error = contact < CONTACT_MIN   ? "请填写联系人和电话"
                       : contact > CONTACT_MAX ? "联系人和电话太长，请缩短到 60 字以内"
                                               : NULL;
    for (size_t i = 0; i < c->remarks_len; i++) {
        if (*c->remarks[i].value != '\0') {
            said++;
            const char *fault = revision_remark_fault(c->remarks[i].value);
            c->remarks[i].error = fault == NULL ? NULL : text_format(w->arena, "“%s”的%s", c->remarks[i].label, fault);
            c->has_errors = c->has_errors || fault != NULL;
        }
    }
    if (said == 0 && c->reason.error == NULL) {
        c->reason.error = "请至少给一栏写修改意见，单位只能修改写了意见的栏目";
    }
    c->has_errors = c->has_errors || c->day.error != NULL || c->clock.error != NULL || c->reason.error != NULL ||
                    c->contact.error != NULL;
}

/* Why it cannot be returned now; NULL when it can. */
static const char *refusal(struct web *w, const struct return_case *c)
{
    const struct nomination *n = &c->nomination;
    const char *kept = "刚才填写的意见没有送出，还在下面，可以复制。";
    if (c->may == OK) {
        return NULL;
    }
    if (c->may == ERR_CLOSED) {
        return text_format(w->arena, "现在不在办理这份申报的时间内，不能退回。%s", kept);
    }
    if (n->state == NOMINATION_WITHDRAWN) {
        return text_format(w->arena, "单位已经撤回这份申报。%s", kept);
    }
    if (n->is_returned) {
        return text_format(w->arena, "这份申报已经退回，正等单位修改。%s", kept);
    }
    return text_format(w->arena, "这份申报已经由别的部门办理，或者还在征求当地意见，现在不能退回。%s", kept);
}

/* ---- showing ---- */

static struct error_summary_view errors_of(struct web *w, const struct return_case *c)
{
    const struct typed **all = ARENA_ARRAY(w->arena, const struct typed *, c->remarks_len + 4);
    size_t len = 0;
    all[len++] = &c->reason;
    all[len++] = &c->day;
    all[len++] = &c->clock;
    all[len++] = &c->contact;
    for (size_t i = 0; i < c->remarks_len; i++) {
        all[len++] = &c->remarks[i];
    }
    return typed_errors(w->arena, all, len);
}

static struct return_field_view box_view(struct web *w, const struct return_case *c, size_t i)
{
    const struct form_field *f = remark_field(w, c->idents[i]);
    const struct typed *t = &c->remarks[i];
    struct return_field_view v = {.id = t->id,
                                  .name = text_format(w->arena, "remark.%s", c->idents[i]),
                                  .label = t->label,
                                  .empty_text = f == NULL ? "没有附件" : "没有填写",
                                  .typed = t->value,
                                  .error = t->error,
                                  .is_open = *t->value != '\0'};
    const char *text = f == NULL ? c->files : field_text(w, f, &c->values);
    v.lines = text_lines(w->arena, text, &v.lines_len);
    return v;
}

/* The files beside the form have a section of their own at the end. */
static bool is_in_section(const struct web *w, const char *ident, const struct form_section *s)
{
    const struct form_field *f = remark_field(w, ident);
    return f == NULL ? s == NULL : s != NULL && strcmp(f->section, s->code) == 0;
}

static void fill_sections(struct web *w, const struct return_case *c, struct return_view *v)
{
    const struct round *r = w->round;
    struct return_section_view *list = ARENA_ARRAY(w->arena, struct return_section_view, r->sections_len + 1);
    for (size_t s = 0; s <= r->sections_len; s++) {
        const struct form_section *section = s < r->sections_len ? &r->sections[s] : NULL;
        struct return_field_view *fields = ARENA_ARRAY(w->arena, struct return_field_view, c->remarks_len + 1);
        size_t len = 0;
        for (size_t i = 0; i < c->remarks_len; i++) {
            if (is_in_section(w, c->idents[i], section)) {
                fields[len++] = box_view(w, c, i);
            }
        }
        if (len > 0) {
            list[v->sections_len++] = (struct return_section_view){
                section == NULL ? "files" : section->code, section == NULL ? "附件材料" : section->title, fields, len};
        }
    }
    v->sections = list;
}

static const struct return_remark *said_remarks(struct web *w, const struct return_case *c, size_t *ret_len)
{
    struct return_remark *list = ARENA_ARRAY(w->arena, struct return_remark, c->remarks_len + 1);
    *ret_len = 0;
    for (size_t i = 0; i < c->remarks_len; i++) {
        if (*c->remarks[i].value != '\0') {
            list[(*ret_len)++] = (struct return_remark){c->idents[i], c->remarks[i].value};
        }
    }
    return list;
}

static struct returned_view preview_of(struct web *w, const struct return_case *c)
{
    size_t len = 0;
    const struct return_remark *remarks = said_remarks(w, c, &len);
    struct return_notice t = {.body_name = w->session.account.body_name,
                              .reason = c->reason.value,
                              .contact = c->contact.value,
                              .due_at = c->due_at,
                              .how = ""};
    return returned_view_of(w, &(struct returned_note){&c->nomination, &t, remarks, len, &c->values, NULL});
}

static enum err show_return(struct web *w, struct return_case *c, bool has_preview, int status)
{
    struct return_view v = {
        .kicker = text_format(w->arena, "受理编号 %s · 第 %d 版", c->nomination.receipt_no, c->version.version_no),
        .brand_name = value_get(&c->values, "brand_name", 0),
        .lead = "给要修改的栏目写意见，一次写全。单位只能修改写了意见的栏目。",
        .version = text_format(w->arena, "%d", c->version.version_no),
        .stale_text = c->stale,
        .can_return = c->may == OK,
        .has_preview = has_preview && c->may == OK};
    v.errors = errors_of(w, c);
    v.reason = text_box_field(w->arena, &c->reason, REASON_ZI);
    v.day = line_field(w->arena, &c->day, "w-16");
    v.clock = line_field(w->arena, &c->clock, "w-8");
    v.clock.is_optional = true;
    v.contact = line_field(w->arena, &c->contact, "w-24");
    fill_sections(w, c, &v);
    v.preview = v.has_preview ? preview_of(w, c) : (struct returned_view){.title = NULL};
    v.back_url = url_path(nomination_path(w, &c->nomination, "record"));
    v.post_url = url_path(w->rq->path);
    frame_page(w, &v.page, "退回修改");
    v.page.has_errors = v.errors.items_len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_return(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err return_page(struct web *w)
{
    struct return_case c = {.remarks_len = 0};
    TRY(return_case_of(w, &c));
    if (c.may == ERR_CONFLICT && c.nomination.is_returned) { /* it is done: what was said is shown */
        struct return_notice t;
        TRY(return_standing(w->db, w->arena, c.nomination.id, &t));
        web_redirect(w, nomination_path(w, &c.nomination, text_format(w->arena, "returns/%s", t.ref)));
        return OK;
    }
    TRY(c.may);
    TRY(propose(w, &c));
    return show_return(w, &c, false, 200);
}

/* ---- the act ---- */

static enum err act(struct web *w, struct return_case *c)
{
    const char *ref = NULL;
    struct returning in = {.version_no = c->version.version_no,
                           .box = c->box,
                           .body_id = w->actor.body_id,
                           .reason = c->reason.value,
                           .contact = c->contact.value,
                           .due_at = c->due_at};
    struct writing by = {w->db, w->app->random, w->arena, &w->who};
    in.remarks = said_remarks(w, c, &in.remarks_len);
    TRY(nomination_return(&by, &c->nomination, &in, &ref));
    const char *to = nomination_path(w, &c->nomination, text_format(w->arena, "returns/%s", ref));
    web_redirect(w, text_format(w->arena, "%s?done=returned", to));
    return OK;
}

enum err return_submit_page(struct web *w)
{
    struct return_case c = {.remarks_len = 0};
    TRY(return_case_of(w, &c));
    take_posted(w, &c);
    c.stale = refusal(w, &c);
    if (c.stale != NULL) {
        return show_return(w, &c, false, c.may == ERR_CLOSED ? 423 : 409);
    }
    if (!text_equal(fields_text(&w->rq->form, "version"), text_format(w->arena, "%d", c.version.version_no))) {
        c.stale = text_format(w->arena, "单位又提交了第 %d 版。下面是新的内容，填写的意见还在，请核对以后再退回。",
                              c.version.version_no);
        return show_return(w, &c, false, 409);
    }
    judge(w, &c);
    if (c.has_errors) {
        return show_return(w, &c, false, 422);
    }
    return text_equal(fields_text(&w->rq->form, "act"), "return") ? act(w, &c) : show_return(w, &c, true, 200);
}
