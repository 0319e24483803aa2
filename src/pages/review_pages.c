/* review_pages.c */
#include "pages/review_pages.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/eligibility.h"
#include "domain/masking.h"
#include "domain/preliminary.h"
#include "pages/diff_views.h"
#include "pages/evidence_pages.h"
#include "pages/history_pages.h"
#include "pages/nomination_pages.h"
#include "pages/pages.h"
#include "pages/record_contacts.h"
#include "pages/scan_intake.h"
#include "pages/section_pages.h"
#include "pages/stage_words.h"
#include "store/db.h"
#include "store/eligibility_store.h"
#include "store/evidence_store.h"
#include "store/list_store.h"
#include "store/value_list.h"
#include "web/frame.h"
#include "web/presence.h"
#include "web/web.h"

enum { OTHERS_MAX = 5, DECISIONS = 3, BODIES_MAX = 1 << 24 };

/* ---- whose page it is ---- */

enum err review_of_path(struct web *w, struct reviewing *r)
{
    TRY(nomination_by_ref(w->db, w->arena, w->parts[0], &r->n));
    r->facts = nomination_facts_of(&r->n);
    TRY(nomination_standing(w->db, r->n.id, &w->actor, &r->facts));
    TRY(chain_of(w->db, w->arena, &r->n, &r->chain));
    TRY(may_review_nomination(&w->actor, &r->facts, &r->chain));
    TRY(version_get(w->db, w->arena, r->n.id, r->n.version_no, &r->version, &r->values));
    r->box = chain_box(&w->actor, &r->facts, &r->chain);
    r->recommends = chain_recommender(r->chain.route) == r->box;
    r->standard = opinion_standard(w, r->chain.route, r->box);
    return opinion_last_ref(w->db, w->arena, r->n.id, r->n.version_no, r->box, &r->last_ref);
}

/* One body's people see each other: a place of their own, which no number of a nomination is, so that neither the unit
 * at its form nor another body learns who reads. */
static struct presence_place place_of_review(const struct web *w, const struct reviewing *r)
{
    int64_t both = r->n.id * BODIES_MAX + w->actor.body_id % BODIES_MAX;
    return (struct presence_place){-both, "review", w->actor.account_id};
}

static const struct text_view *others_here(struct web *w, const struct reviewing *r, size_t *ret_len)
{
    struct present others[OTHERS_MAX];
    struct presence_place at = place_of_review(w, r);
    presence_seen(w->app->presence, &at, w->session.account.person_name, w->now);
    *ret_len = presence_others(w->app->presence, &at, w->now, others, OTHERS_MAX);
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, OTHERS_MAX);
    for (size_t i = 0; i < *ret_len; i++) {
        int minutes = (int)((w->now - others[i].seen_at) / 60);
        list[i].text = minutes < 1 ? text_format(w->arena, "%s也在审阅这一份（刚刚）", others[i].name)
                                   : text_format(w->arena, "%s也在审阅这一份（%d 分钟前）", others[i].name, minutes);
    }
    return list;
}

/* ---- what is read ---- */

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

/* As they were computed and frozen with the version, and the declarations that its leader made. */
static enum err fill_facts(struct web *w, const struct reviewing *r, struct review_view *v)
{
    struct eligibility_facts facts;
    TRY(eligibility_frozen(w->db, w->arena, r->n.id, r->n.version_no, &facts));
    struct eligibility_fact_view *list =
        ARENA_ARRAY(w->arena, struct eligibility_fact_view, facts.len + w->round->fields_len + 1);
    for (size_t i = 0; i < facts.len; i++) {
        const struct eligibility_fact *f = &facts.items[i];
        list[v->facts_len++] = (struct eligibility_fact_view){f->label, verdict_tag(f->verdict),
                                                              text_format(w->arena, "%s。", f->statement),
                                                              *f->clause == '\0' ? NULL : f->clause};
    }
    v->facts = list;
    return OK;
}

static enum err fill_pictures(struct web *w, const struct reviewing *r, struct review_view *v)
{
    struct review_picture_view *list = ARENA_ARRAY(w->arena, struct review_picture_view, w->round->fields_len + 1);
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        const char *value = f->type == FORM_IMAGE ? value_get(&r->values, f->ident, 0) : "";
        struct media_row m;
        if (*value == '\0') {
            continue;
        }
        enum err e = media_row_get(w->db, w->arena, image_sha(w->arena, value), &m);
        if (e == OK) {
            list[v->pictures_len++] = (struct review_picture_view){
                url_path(nomination_path(w, &r->n, text_format(w->arena, "images/%s", m.sha256))),
                url_path(nomination_path(w, &r->n, text_format(w->arena, "images/%s", m.thumb))), f->label};
        } else if (e != ERR_NOT_FOUND) {
            return e;
        }
    }
    v->pictures = list;
    return OK;
}

/* The attachments of two versions, as lines: one more field that may differ. */
static enum err add_file_changes(struct web *w, int64_t before_id, int64_t now_id, struct version_section_view *ret)
{
    struct evidence_list was;
    struct evidence_list is;
    const char *before = "";
    const char *now = "";
    struct version_field_view *field = ARENA_NEW(w->arena, struct version_field_view);
    TRY(evidence_of_version(w->db, w->arena, before_id, &was));
    TRY(evidence_of_version(w->db, w->arena, now_id, &is));
    TRY(evidence_text(w, &was, &before));
    TRY(evidence_text(w, &is, &now));
    *field = (struct version_field_view){.id = "files", .label = "附件"};
    *ret = (struct version_section_view){.id = "files", .title = "附件", .fields = field};
    if (!text_equal(before, now)) {
        diff_views(w->arena, before, now, &field->before, &field->after);
        ret->fields_len = 1;
    }
    return OK;
}

/* What the unit has changed since the version before. */
static enum err fill_changes(struct web *w, const struct reviewing *r, struct review_view *v)
{
    struct version before;
    struct value_list was;
    if (r->n.version_no < 2) {
        return OK;
    }
    TRY(version_get(w->db, w->arena, r->n.id, r->n.version_no - 1, &before, &was));
    struct version_section_view *list = ARENA_ARRAY(w->arena, struct version_section_view, w->round->sections_len + 2);
    for (size_t i = 0; i < w->round->sections_len; i++) {
        size_t fields = section_differences(w, &w->round->sections[i], &was, &r->values, &list[v->changes_len]);
        v->changes_len += fields > 0;
    }
    TRY(add_file_changes(w, before.id, r->version.id, &list[v->changes_len]));
    v->changes_len += list[v->changes_len].fields_len;
    v->changes = list;
    v->before_title = text_format(w->arena, "第 %d 版", before.version_no);
    v->after_title = text_format(w->arena, "第 %d 版", r->n.version_no);
    v->changes_title = text_format(w->arena, "第 %d 版改了什么", r->n.version_no);
    return OK;
}

/* What shows most comes first: the files, then the texts in the form's own order. */
static void files_first(struct web *w, struct review_view *v)
{
    struct check_section_view *list = ARENA_ARRAY(w->arena, struct check_section_view, v->sections_len + 1);
    size_t len = 0;
    for (int files = 1; files >= 0; files--) {
        for (size_t i = 0; i < v->sections_len; i++) {
            if ((v->sections[i].evidence.files_len > 0) == (files == 1)) {
                list[len++] = v->sections[i];
            }
        }
    }
    v->sections = list;
}

static enum err fill_sections(struct web *w, const struct reviewing *r, struct review_view *v)
{
    struct contacts_view contacts;
    struct evidence_list files;
    struct contacts_asked asked = {.reason = ""};
    struct value_list shown = record_contacts(w, &r->n, &asked, &r->values, &contacts);
    v->sections = check_sections(w, &r->n, &shown, NULL, &v->sections_len);
    TRY(evidence_of_version(w->db, w->arena, r->version.id, &files));
    TRY(evidence_show(w, &r->n, &files, &v->sections, v->sections_len));
    files_first(w, v);
    return OK;
}

/* ---- 办理记录 ---- */

static bool may_know_event(struct web *w, const struct reviewing *r, const struct review_event *x)
{
    bool is_list = strcmp(x->what, "sent") == 0 || strcmp(x->what, "recalled") == 0 || strcmp(x->what, "received") == 0;
    if (is_list) { /* what was recalled again is its body's own matter */
        return r->recommends || (r->chain.is_sent && strcmp(x->what, "recalled") != 0);
    }
    enum opinion_kind box = OPINION_SECTOR;
    if (strcmp(x->what, "opinion") != 0 || opinion_from_ident(x->box, &box) != OK) {
        return true;
    }
    bool is_current = x->version_no == r->n.version_no;
    struct opinion_facts o = {box, x->route, x->body_id, is_current};
    return may_know_opinion(&w->actor, &r->facts, &r->chain, &o);
}

static const char *opinion_words(const struct review_event *x)
{
    bool recommends = strcmp(x->box, opinion_ident(chain_recommender(x->route))) == 0;
    return strcmp(x->decision, "agree") == 0      ? (recommends ? "结论：推荐" : "意见：同意")
           : strcmp(x->decision, "disagree") == 0 ? (recommends ? "结论：不推荐" : "意见：不同意")
                                                  : "收回了意见";
}

static const char *event_words(struct web *w, const struct review_event *x)
{
    static const struct {
        const char *what, *words;
    } plain[] = {{"submitted", "提交申报"},  {"withdrawn", "撤回申报"},      {"restored", "恢复为草稿"},
                 {"accepted", "受理"},       {"sealed", "登记收到盖章件"},   {"returned", "退回修改"},
                 {"sent", "报送推荐汇总表"}, {"recalled", "收回推荐汇总表"}, {"received", "收到推荐汇总表"}};
    const char *words = strcmp(x->what, "opinion") == 0 ? opinion_words(x) : "修改后重新提交";
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        if (strcmp(plain[i].what, x->what) == 0) {
            words = plain[i].words;
        }
    }
    if (strcmp(x->what, "return_ended") == 0 && strcmp(x->decision, "recalled") == 0) {
        words = "收回了退回通知";
    }
    const char *who = w->actor.body_id == x->body_id ? x->person : x->body_name;
    return text_format(w->arena, "%s%s%s（第 %d 版）", who, *who == '\0' ? "" : "　", words, x->version_no);
}

static enum err fill_events(struct web *w, const struct reviewing *r, struct review_view *v)
{
    struct review_event *events = NULL;
    size_t len = 0;
    TRY(review_events(w->db, w->arena, r->n.id, &events, &len));
    struct review_event_view *list = ARENA_ARRAY(w->arena, struct review_event_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        const struct review_event *x = &events[i];
        bool is_said = *x->detail != '\0' && strcmp(x->what, "sealed") != 0;
        if (may_know_event(w, r, x)) {
            list[v->events_len++] = (struct review_event_view){at_short_chinese(w->arena, x->at), event_words(w, x),
                                                               is_said ? x->detail : NULL};
        }
    }
    v->events = list;
    return OK;
}

/* ---- the form beside ---- */

void opining_begin(struct web *w, const struct reviewing *r, struct opining *o)
{
    *o = (struct opining){.result = OPINION_GIVEN};
    o->decision = (struct typed){.id = "decision", .label = r->recommends ? "结论" : "意见", .value = ""};
    o->text = (struct typed){.id = "text",
                             .label = r->recommends ? "理由和意见" : "意见全文",
                             .value = r->standard,
                             .help = r->recommends ? "不推荐的写明理由。汇总表报送以前，单位看不到"
                                                   : "不同意的写明理由。单位会看到这段话，也印在申报表上"};
    o->signer_name = (struct typed){.id = "signer_name", .label = "负责人姓名", .value = ""};
    o->signer_title = (struct typed){.id = "signer_title", .label = "负责人职务", .value = ""};
    o->signed_on = (struct typed){.id = "signed_on",
                                  .label = "落款日期",
                                  .value = day_iso(w->arena, day_of_at(w->now)),
                                  .help = "例如 2015-6-20"};
    o->scan = (struct typed){.id = "scan",
                             .label = "盖章的意见页",
                             .value = "",
                             .help = text_format(w->arena, "%s；可以以后再传", scan_help)};
}

static struct field_view decision_field(struct web *w, const struct reviewing *r, const struct opining *o)
{
    static const struct {
        const char *value, *recommending, *asked;
    } rows[DECISIONS] = {
        {"agree", "推荐", "同意申报"}, {"return", "退回修改", "退回修改"}, {"disagree", "不推荐", "不同意"}};
    struct option_view *options = ARENA_ARRAY(w->arena, struct option_view, DECISIONS);
    for (size_t i = 0; i < DECISIONS; i++) {
        options[i] =
            (struct option_view){.id = i == 0 ? "decision" : text_format(w->arena, "decision-%s", rows[i].value),
                                 .value = rows[i].value,
                                 .label = r->recommends ? rows[i].recommending : rows[i].asked,
                                 .hint = i == 1 ? "一次写清要改的地方和期限，在下一页填写" : NULL,
                                 .is_chosen = strcmp(o->decision.value, rows[i].value) == 0};
    }
    return (struct field_view){.id = "decision",
                               .name = "decision",
                               .label = o->decision.label,
                               .error = o->decision.error,
                               .describedby = o->decision.error == NULL ? NULL : "decision-e",
                               .is_group = true,
                               .is_radios = true,
                               .options = options,
                               .options_len = DECISIONS};
}

/* The last signer of this body in this round signs again, most likely: nothing is typed twice (WCAG 3.3.7). */
static enum err suggest_signer(struct web *w, const struct reviewing *r, struct opining *o)
{
    const char *name = "";
    const char *title = "";
    if (o->is_typed) {
        return OK;
    }
    TRY(opinion_last_signer(w->db, w->arena, w->actor.body_id, r->box, &name, &title));
    o->signer_name.value = name;
    o->signer_title.value = title;
    return OK;
}

static enum err fill_form(struct web *w, const struct reviewing *r, struct opining *o, struct review_view *v)
{
    const struct typed *const all[] = {&o->decision,     &o->text,      &o->signer_name,
                                       &o->signer_title, &o->signed_on, &o->scan};
    TRY(suggest_signer(w, r, o));
    v->errors = typed_errors(w->arena, all, sizeof all / sizeof all[0]);
    v->decision = decision_field(w, r, o);
    v->text = text_box_field(w->arena, &o->text, OPINION_TEXT_ZI_MAX);
    v->signer_name = line_field(w->arena, &o->signer_name, "w-16");
    v->signer_title = line_field(w->arena, &o->signer_title, "w-16");
    v->signer_title.is_optional = true;
    v->signed_on = line_field(w->arena, &o->signed_on, "w-16");
    v->scan = scan_field(w->arena, &o->scan);
    v->is_formal = !r->recommends; /* the unit and the sector read it at once */
    v->button = r->recommends ? "保存结论" : "提出意见";
    v->post_url = url_path(text_format(w->arena, "/reviews/%s", r->n.ref));
    return OK;
}

/* Why nothing can be given now, by stage and chain; NULL when it can. */
static const char *why_not(struct web *w, const struct reviewing *r, enum err may)
{
    if (may == OK) {
        return NULL;
    }
    if (may == ERR_CLOSED) {
        const struct stage_window *s = stage_window_of(w->round->windows, w->round->windows_len, STAGE_RECOMMENDATION);
        return s == NULL
                   ? "推荐的时间还没有定，现在可以查看。"
                   : text_format(w->arena, "推荐已于 %s截止，可以查看，不能再提意见。确有特殊情况的，请与%s联系延期。",
                                 closing_words(w->arena, s->closes_at), round_text(w->round, "organiser_short"));
    }
    if (r->n.state == NOMINATION_DRAFT) {
        return "已经退回单位修改。单位重新提交以后再提意见。";
    }
    if (r->chain.is_sent) {
        return "推荐汇总表已经报送，意见不能再改。";
    }
    return r->box == OPINION_SECTOR ? "按通知要求，先由当地文明办提出意见。现在可以查看，还不能下结论。"
                                    : "市行业主管部门已经在办理，意见不能再改。";
}

/* ---- opinions ---- */

/* What can be done with one's own opinion. */
static void offer_acts(struct web *w, const struct reviewing *r, struct review_view *v)
{
    v->can_take_back = v->has_own && may_take_back_opinion(&w->actor, w->stages, &r->facts, &r->chain) == OK;
    v->take_back_url = url_path(text_format(w->arena, "/reviews/%s/withdraw", r->n.ref));
    v->scan_post_url = url_path(text_format(w->arena, "/reviews/%s/scan", r->n.ref));
}

static enum err fill_opinions(struct web *w, const struct reviewing *r, struct review_view *v)
{
    struct known_opinions known;
    TRY(known_opinions(w, &r->n, &known));
    struct opinion_view *list = ARENA_ARRAY(w->arena, struct opinion_view, known.len + 1);
    for (size_t i = 0; i < known.len; i++) {
        const struct known_opinion *o = &known.items[i];
        bool is_own = o->is_current && o->is.box == r->box;
        TRY(opinion_view_of(w, &r->n, o, is_own ? &v->own : &list[v->opinions_len]));
        v->has_own = v->has_own || is_own;
        v->can_scan = v->can_scan || (is_own && o->is.body_id == w->actor.body_id);
        v->opinions_len += !is_own;
    }
    v->opinions = list;
    offer_acts(w, r, v);
    return OK;
}

/* A colleague's text beside what was typed. */
static enum err fill_clash(struct web *w, const struct reviewing *r, const struct opining *o, struct review_view *v)
{
    struct opinion theirs;
    if (o->result != OPINION_MEANWHILE) {
        return OK;
    }
    enum err e = opinion_of(w->db, w->arena, r->n.id, r->n.version_no, r->box, &theirs);
    if (e != OK) { /* it was taken back meanwhile */
        return e == ERR_NOT_FOUND ? OK : e;
    }
    v->has_clash = true;
    v->theirs_title =
        text_format(w->arena, "%s %s写的：%s", at_short_chinese(w->arena, theirs.given_at), theirs.given_by,
                    strcmp(theirs.decision, "agree") == 0 ? (r->recommends ? "推荐" : "同意")
                                                          : (r->recommends ? "不推荐" : "不同意"));
    diff_views(w->arena, theirs.text, o->text.value, &v->theirs, &v->mine);
    return OK;
}

static void fill_swaps(struct web *w, const struct opining *o, struct review_view *v)
{
    if (o->result != OPINION_NO_PLACE) {
        return;
    }
    struct review_swap_view *list = ARENA_ARRAY(w->arena, struct review_swap_view, o->places->len + 1);
    for (size_t i = 0; i < o->places->len; i++) {
        const struct opinion_place *p = &o->places->items[i];
        list[i] = (struct review_swap_view){
            p->brand_name, p->unit_name, url_path(text_format(w->arena, "/reviews/%s", p->ref)), !p->is_sent, p->ref};
    }
    v->swaps = list;
    v->swaps_len = o->places->len;
}

static enum err fill_places(struct web *w, const struct reviewing *r, struct review_view *v)
{
    struct opinion_places held;
    if (!r->recommends) {
        v->places_text = "通知要求：先征求当地文明办意见，再报市行业主管部门。";
        return OK;
    }
    TRY(opinion_places(w->db, w->arena, w->round, w->actor.body_id, r->box, &held));
    int left = held.max - (int)held.len;
    v->places_text =
        text_format(w->arena, "推荐名额 %d 个，已用 %zu 个，还可推荐 %d 个。", held.max, held.len, left > 0 ? left : 0);
    return OK;
}

/* ---- the page ---- */

static void flash(struct web *w, struct page *page)
{
    if (fields_has(&w->rq->query, "given")) {
        frame_flash(page, "ok", "意见已保存", NULL);
    } else if (fields_has(&w->rq->query, "withdrawn")) {
        frame_flash(page, "ok", "意见已收回", "现在又轮到本单位办理。");
    } else if (fields_has(&w->rq->query, "scanned")) {
        frame_flash(page, "ok", "扫描件已上传", NULL);
    }
}

static const char *lead_of(struct web *w, const struct reviewing *r)
{
    struct review_facts facts;
    bool is_known = review_facts_of(w->db, r->n.id, &facts) == OK;
    return text_format(w->arena, "%s · 第 %d 版 %s 提交%s", r->n.body_name, r->n.version_no,
                       at_short_chinese(w->arena, r->version.submitted_at),
                       !is_known           ? ""
                       : facts.is_paper_in ? " · 盖章件已收"
                                           : " · 盖章件未收");
}

enum err review_reading(struct web *w, const struct reviewing *r, struct review_view *v)
{
    TRY(fill_facts(w, r, v));
    TRY(fill_pictures(w, r, v));
    TRY(fill_changes(w, r, v));
    TRY(fill_sections(w, r, v));
    TRY(fill_opinions(w, r, v));
    return fill_events(w, r, v);
}

enum err review_show(struct web *w, const struct reviewing *r, struct opining *o, int status)
{
    enum err may = may_give_opinion(&w->actor, w->stages, &r->facts, &r->chain);
    struct review_view v = {.back_url = url_path("/reviews"),
                            .kicker = r->n.receipt_no,
                            .brand_name = value_get(&r->values, "brand_name", 0),
                            .lead = lead_of(w, r),
                            .late_title = o->late_title,
                            .late_text = o->late_text == NULL ? "" : o->late_text,
                            .act_title = r->recommends ? "审阅结论" : "征求意见",
                            .version_no = r->n.version_no,
                            .last_ref = r->last_ref,
                            .state_text = why_not(w, r, may)};
    TRY(review_reading(w, r, &v));
    v.can_decide = may == OK && (!v.has_own || o->is_typed);
    TRY(fill_places(w, r, &v));
    TRY(fill_form(w, r, o, &v));
    TRY(fill_clash(w, r, o, &v));
    fill_swaps(w, o, &v);
    v.unsaved_text = o->is_typed && !v.can_decide && *o->text.value != '\0' ? o->text.value : NULL;
    v.others = others_here(w, r, &v.others_len);
    frame_page(w, &v.page, text_format(w->arena, "审阅“%s”", v.brand_name));
    v.page.has_errors = v.errors.items_len > 0;
    v.token = w->token;
    flash(w, &v.page);
    tpl_review(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err review_page(struct web *w)
{
    if (role_reviews(w->actor.role)) {
        return candidate_page(w);
    }
    struct reviewing r = {0};
    struct opining o;
    TRY(review_of_path(w, &r));
    opining_begin(w, &r, &o);
    return review_show(w, &r, &o, 200);
}
