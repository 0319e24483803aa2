/* late_pages.c - what was sent after the close: kept as it came, shown to unit and office, decided by the office. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/mercy.h"
#include "pages/evidence_pages.h"
#include "pages/nomination_pages.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/record_contacts.h"
#include "pages/section_pages.h"
#include "pages/stage_words.h"
#include "pages/standing.h"
#include "pages/views.h"
#include "store/db.h"
#include "store/late_store.h"
#include "store/list_store.h"
#include "store/value_list.h"
#include "web/frame.h"
#include "web/web.h"

enum { REASON_ZI = 200 };

enum err submit_late(struct web *w, const struct nomination *n, const struct value_list *values)
{
    const struct stage_window *x = stage_window_of(w->round->windows, w->round->windows_len, STAGE_NOMINATION);
    struct nomination_facts facts = nomination_facts_of(n);
    enum phase phase = stage_phase(w->round->windows, w->round->windows_len, STAGE_NOMINATION, w->now);
    TRY(may_submit_late(&w->actor, phase, &facts));
    struct late_text text = {n, x == NULL ? 0 : x->closes_at, values};
    const char *ref = NULL;
    TRY(late_keep(w->db, w->app->random, w->arena, &w->who, &text, &ref));
    web_redirect(w, nomination_path(w, n, text_format(w->arena, "late/%s", ref)));
    return OK;
}

struct late_case {
    struct nomination nomination;
    struct nomination_facts facts;
    struct late late;
    struct value_list values;
};

static enum err late_of_path(struct web *w, struct late_case *c)
{
    TRY(nomination_by_ref(w->db, w->arena, w->parts[0], &c->nomination));
    c->facts = nomination_facts_of(&c->nomination);
    TRY(nomination_standing(w->db, c->nomination.id, &w->actor, &c->facts));
    TRY(may_view_late(&w->actor, &c->facts));
    return late_get(w->db, w->arena, c->nomination.id, w->parts[1], &c->late, &c->values);
}

static const char *lead_text(struct web *w, const struct late_case *c)
{
    return text_format(w->arena, "%s 由%s送交，晚于截止时间 %s。送交的内容原样保存，不再改动。",
                       at_chinese(w->arena, c->late.attempted_at), c->late.person_name,
                       closing_words(w->arena, c->late.closed_at));
}

static const char *decided_text(struct web *w, const struct late_case *c)
{
    const struct late *l = &c->late;
    if (*l->decision == '\0') {
        return NULL;
    }
    const char *how = strcmp(l->decision, "accepted") == 0
                          ? text_format(w->arena, "受理，作为第 %d 版，提交时间按送交的时间计", l->version_no)
                          : "不受理";
    return text_format(w->arena, "%s 决定：%s。批准人：%s。理由：%s", at_short_chinese(w->arena, l->decided_at), how,
                       l->approver, l->reason);
}

/* What the office posts. */
struct deciding {
    struct typed decision, reason, approver;
};

static void ask(struct deciding *d, const char *decision, const char *reason, const char *approver)
{
    d->decision = (struct typed){.id = "decision", .label = "决定", .value = decision};
    d->reason = (struct typed){.id = "reason", .label = "理由", .value = reason};
    d->approver =
        (struct typed){.id = "approver", .label = "批准人", .value = approver, .help = "作出决定的负责人姓名"};
}

static struct field_view decision_field(struct web *w, const struct typed *t, bool can_accept)
{
    struct option_view *options = ARENA_ARRAY(w->arena, struct option_view, 2);
    struct field_view f = line_field(w->arena, t, "");
    size_t len = 0;
    if (can_accept) {
        options[len++] = (struct option_view){
            .value = "accepted", .label = "受理", .hint = "成为正式的一版，提交时间按送交的时间计，标明逾期受理"};
    }
    options[len++] = (struct option_view){.value = "refused", .label = "不受理", .hint = "内容仍然保存，单位可以查看"};
    for (size_t i = 0; i < len; i++) {
        options[i].id = i == 0 ? "decision" : "decision-2";
        options[i].is_chosen = strcmp(options[i].value, t->value) == 0;
    }
    f.is_text = false;
    f.is_group = true;
    f.is_radios = true;
    f.options = options;
    f.options_len = len;
    return f;
}

static void fill_decision(struct web *w, struct late_view *v, const struct late_case *c, const struct deciding *d)
{
    const struct typed *const all[] = {&d->decision, &d->reason, &d->approver};
    bool is_decided = *c->late.decision != '\0';
    bool can_accept = may_decide_late(&w->actor, &c->facts, is_decided, true) == OK;
    v->can_decide = may_decide_late(&w->actor, &c->facts, is_decided, false) == OK;
    v->why_refuse_only = can_accept ? NULL : "这份申报现在不是草稿，已经有别的版本提交或者撤回，这一份只能不受理。";
    v->errors = typed_errors(w->arena, all, sizeof all / sizeof all[0]);
    v->decision = decision_field(w, &d->decision, can_accept);
    v->reason = text_box_field(w->arena, &d->reason, REASON_ZI);
    v->approver = line_field(w->arena, &d->approver, "w-16");
}

static enum err show_late(struct web *w, const struct late_case *c, const struct deciding *d, int status)
{
    bool is_unit = w->actor.role == ROLE_UNIT;
    const char *here = nomination_path(w, &c->nomination, text_format(w->arena, "late/%s", c->late.ref));
    struct late_view v = {.brand_name = value_get(&c->values, "brand_name", 0),
                          .body_name = c->nomination.body_name,
                          .lead = lead_text(w, c),
                          .tag = late_tag(c->late.decision),
                          .decided_text = decided_text(w, c),
                          .contact_text =
                              is_unit && *c->late.decision == '\0' ? round_text(w->round, "late_contact") : NULL};
    struct evidence_list files;
    struct contacts_view contacts; /* masked here; the record, once there is one, tells them for a reason */
    struct contacts_asked asked = {.reason = ""};
    struct value_list values = record_contacts(w, &c->nomination, &asked, &c->values, &contacts);
    v.sections = check_sections(w, &c->nomination, &values, NULL, &v.sections_len);
    TRY(evidence_of_late(w->db, w->arena, c->late.id, &files));
    TRY(evidence_show(w, &c->nomination, &files, &v.sections, v.sections_len));
    fill_decision(w, &v, c, d);
    v.back_url = url_path(is_unit ? nomination_path(w, &c->nomination, "") : "/extensions");
    v.post_url = url_path(here);
    v.form_url = url_path(text_format(w->arena, "%s/form.pdf", here));
    frame_page(w, &v.page, "逾期送交");
    v.page.has_errors = v.errors.items_len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_late(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err late_page(struct web *w)
{
    struct late_case c;
    struct deciding d;
    TRY(late_of_path(w, &c));
    ask(&d, "", "", "");
    return show_late(w, &c, &d, 200);
}

enum err late_decide_page(struct web *w)
{
    struct late_case c;
    struct deciding d;
    TRY(late_of_path(w, &c));
    ask(&d, posted_line(w, "decision"), posted_text(w, "reason"), posted_line(w, "approver"));
    bool is_accepted = strcmp(d.decision.value, "accepted") == 0;
    TRY(may_decide_late(&w->actor, &c.facts, *c.late.decision != '\0', is_accepted));
    if (!is_accepted && strcmp(d.decision.value, "refused") != 0) {
        d.decision.error = "请选择受理或者不受理";
    }
    d.reason.error = reason_fault(d.reason.value);
    d.approver.error = name_fault(d.approver.value);
    if (d.decision.error != NULL || d.reason.error != NULL || d.approver.error != NULL) {
        return show_late(w, &c, &d, 422);
    }
    struct late_decision decision = {&c.late, &c.values, is_accepted, d.reason.value, d.approver.value};
    struct writing by = {w->db, w->app->random, w->arena, &w->who};
    TRY(late_decide(&by, w->round, &c.nomination, &decision));
    web_redirect(w, w->rq->path);
    return OK;
}
