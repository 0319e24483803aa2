/* objection_record_pages.c - one objection: what it says, its way, who sent it to those who may know, and the acts that
 * are possible now. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/evidence.h"
#include "domain/text_count.h"
#include "pages/objection_pages.h"
#include "pages/pages.h"
#include "pages/scan_intake.h"
#include "pages/section_pages.h"
#include "store/db.h"
#include "store/objector_store.h"
#include "web/frame.h"
#include "web/web.h"

enum { FACTS_MAX = 10, READING_ZI_MIN = 4, READING_ZI_MAX = 100 };

/* What was posted for one act, and what is wrong with it. */
struct acting {
    enum objection_act act; /* ACT__COUNT: none */
    struct typed text, finding, effect, handler;
    bool asks_confirm;
};

struct record {
    struct objection o;
    struct objection_duties duties;
    struct acting acting;
    const char *reason, *reason_error; /* to read who sent it */
    bool is_shown;
    struct objector who;
    bool is_disputed;
    bool is_gone; /* asked to read what was erased */
};

static enum err begin_record(struct web *w, struct record *g)
{
    *g = (struct record){.acting = {.act = ACT__COUNT}, .reason = ""};
    TRY(may_view_objections(&w->actor));
    TRY(objection_by_ref(web_reading(w), w->parts[0], &g->o));
    return objection_duties_now(w, &g->duties);
}

/* ---- what it is ---- */

static const char *contact_words(struct web *w, const struct record *g)
{
    const char *phone = g->is_shown ? g->who.phone : g->o.masked_phone;
    const char *email = g->is_shown ? g->who.email : g->o.masked_email;
    bool has_both = *phone != '\0' && *email != '\0';
    return text_format(w->arena, "%s%s%s", phone, has_both ? "　" : "", email);
}

static void add_fact(struct web *w, struct sum_row_view *list, size_t *len, const char *label, const char *text)
{
    size_t lines = 0;
    const struct text_view *view = text_lines(w->arena, text, &lines);
    list[(*len)++] = (struct sum_row_view){.label = label, .lines = view, .lines_len = lines, .empty_text = "没有留下"};
}

/* `forgotten`: what is said of how long it is kept who sent it; NULL. */
static const struct sum_row_view *record_facts(struct web *w, const struct record *g, const char *forgotten,
                                               size_t *ret_len)
{
    const struct objection *o = &g->o;
    struct sum_row_view *list = ARENA_ARRAY(w->arena, struct sum_row_view, FACTS_MAX);
    size_t len = 0;
    add_fact(w, list, &len, "品牌",
             o->facts.has_brand ? text_format(w->arena, "“%s”\n%s", o->brand_name, o->unit_name) : "整个名单");
    add_fact(w, list, &len, "意见类型", objection_category_word(o->facts.category));
    add_fact(w, list, &len, "内容", o->text);
    add_fact(
        w, list, &len, "来源",
        text_format(w->arena, "%s，%s收到", objection_channel_word(o->channel), day_words(w->arena, o->received_on)));
    if (*o->postmark_on != '\0') {
        add_fact(w, list, &len, "邮戳日期", day_words(w->arena, o->postmark_on));
    }
    const char *kind = o->facts.is_identified ? (o->is_verified ? "实名，已核实" : "实名，未核实") : "匿名";
    add_fact(w, list, &len, "实名", text_format(w->arena, "%s%s", kind, o->is_body ? "，以单位名义" : ""));
    bool is_gone = o->erased_at != 0;
    add_fact(w, list, &len, "反映人", is_gone ? objector_erased : g->is_shown ? g->who.name : o->masked_name);
    add_fact(w, list, &len, "联系方式", is_gone ? objector_erased : contact_words(w, g));
    if (forgotten != NULL) {
        add_fact(w, list, &len, "身份信息", forgotten);
    }
    add_fact(w, list, &len, "经办人", *o->handler == '\0' ? "还没有指定" : o->handler);
    *ret_len = len;
    return list;
}

static enum err fill_files(struct web *w, struct objection_record_view *v, const struct objection *o)
{
    struct objection_paper *files = NULL;
    size_t len = 0;
    TRY(objection_files(w->db, w->arena, o->id, &files, &len));
    struct objection_file_view *list = ARENA_ARRAY(w->arena, struct objection_file_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        list[i] = (struct objection_file_view){
            url_path(text_format(w->arena, "/objections/%s/files/%s", o->ref, files[i].sha256)), files[i].name,
            byte_text(w->arena, files[i].byte_count)};
    }
    v->files = list;
    v->files_len = len;
    return OK;
}

/* ---- its way ---- */

static enum err fill_steps(struct web *w, struct objection_record_view *v, const struct objection *o)
{
    struct objection_step *steps = NULL;
    TRY(objection_steps(w->db, w->arena, o->id, &steps, &v->steps_len));
    struct objection_step_view *list = ARENA_ARRAY(w->arena, struct objection_step_view, v->steps_len + 1);
    for (size_t i = 0; i < v->steps_len; i++) {
        const struct objection_step *s = &steps[i];
        list[i].title =
            s->act == ACT_ASSIGN ? text_format(w->arena, "由%s经办", s->handler) : objection_act_word(s->act);
        list[i].who_when = text_format(w->arena, "%s　%s", at_short_chinese(w->arena, s->done_at),
                                       *s->done_by == '\0' ? "反映人" : s->done_by);
        list[i].outcome = objection_outcome(w->arena, s->finding, s->effect);
        list[i].lines = text_lines(w->arena, s->act == ACT_ASK ? "" : s->text, &list[i].lines_len);
    }
    v->steps = list;
    return OK;
}

static enum err fill_questions(struct web *w, struct objection_record_view *v, const struct objection *o)
{
    struct objection_question *rows = NULL;
    TRY(objection_questions(w->db, w->arena, o->id, &rows, &v->questions_len));
    struct objection_question_view *list = ARENA_ARRAY(w->arena, struct objection_question_view, v->questions_len + 1);
    for (size_t i = 0; i < v->questions_len; i++) {
        const struct objection_question *q = &rows[i];
        day_no due = 0;
        bool is_waiting = q->replied_at == 0;
        list[i].asked_text = text_format(w->arena, "%s　%s 问", at_short_chinese(w->arena, q->asked_at), q->asked_by);
        list[i].lines = text_lines(w->arena, q->text, &list[i].lines_len);
        list[i].reply = text_lines(w->arena, q->reply, &list[i].reply_len);
        list[i].reply_text =
            is_waiting ? NULL
                       : text_format(w->arena, "%s　%s 答", at_short_chinese(w->arena, q->replied_at), q->replied_by);
        list[i].waiting_text =
            is_waiting ? text_format(w->arena, "等单位答复，%s前", day_words(w->arena, q->due_on)) : NULL;
        list[i].is_overdue = is_waiting && day_parse(q->due_on, &due) == OK && day_of_at(w->now) > due;
    }
    v->questions = list;
    return OK;
}

static enum err fill_readings(struct web *w, struct objection_record_view *v, const struct record *g)
{
    struct objection_reading *rows = NULL;
    if (may_read_objector(&w->actor, &g->duties) != OK) {
        return OK;
    }
    TRY(objection_readings(w->db, w->arena, g->o.id, &rows, &v->readings_len));
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, v->readings_len + 1);
    for (size_t i = 0; i < v->readings_len; i++) {
        list[i].text = text_format(w->arena, "%s　%s：%s", at_short_chinese(w->arena, rows[i].read_at), rows[i].read_by,
                                   rows[i].reason);
    }
    v->readings = list;
    return OK;
}

/* ---- what may be done now ---- */

/* The forms of the acts, in the order in which they are shown. */
static const struct act_form {
    enum objection_act act;
    const char *title, *button, *hint, *text_label; /* NULL: it has no text */
    int zi_max;
    bool needs_text;
} act_forms[] = {
    {ACT_ACCEPT, "受理", "受理", "受理以后开始核查。", NULL, 0, false},
    {ACT_DECLINE, "不予受理", "不予受理", "反映人凭编号和查询码看到理由。", "不予受理的理由", OBJECTION_STEP_ZI, true},
    {ACT_INVESTIGATE, "开始核查", "开始核查", NULL, NULL, 0, false},
    {ACT_ASK, "向单位询问", "发给单位", "单位只看到这里写的问题，看不到意见原文，也不知道是谁反映的。", "问题",
     OBJECTION_QUESTION_ZI, true},
    {ACT_CONCLUDE, "作出结论", "登记结论", NULL, "核查情况", OBJECTION_STEP_ZI, true},
    {ACT_ANSWER, "答复反映人", "登记答复", "反映人凭编号和查询码看到答复。", "答复", OBJECTION_STEP_ZI, true},
    {ACT_REVIEW, "复核结论", "登记复核结论", "反映人凭编号和查询码看到。复核只有一次。", "复核情况和答复",
     OBJECTION_STEP_ZI, true},
    {ACT_ASK_REVIEW, "登记复核申请", "登记", "反映人来信来电申请复核的，登记在这里。", "申请复核的理由",
     OBJECTION_STEP_ZI, true},
    {ACT_NOTE, "核查记录", "记下", "只在台账里，不给单位和反映人看。", "记录", OBJECTION_STEP_ZI, true},
    {ACT_VERIFY, "核实实名", "实名已核实", NULL, "怎样核实的", OBJECTION_STEP_ZI, false},
    {ACT_ASSIGN, "指定经办人", "指定", NULL, NULL, 0, false},
    {ACT_ARCHIVE, "归档", "归档", "归档以后不能再改。", NULL, 0, false},
};
enum { ACT_FORMS = sizeof act_forms / sizeof act_forms[0] };

static const char *act_id(struct web *w, enum objection_act act, const char *part)
{
    return text_format(w->arena, "%s-%s", objection_act_ident(act), part);
}

/* The control as it was typed, when this is the act that was posted. */
static struct typed typed_of(struct web *w, const struct record *g, enum objection_act act, const struct typed *was,
                             const char *part, const char *label)
{
    bool is_this = g->acting.act == act;
    return (struct typed){.id = act_id(w, act, part),
                          .label = label,
                          .value = is_this && was->value != NULL ? was->value : "",
                          .error = is_this ? was->error : NULL};
}

static enum err handler_field(struct web *w, const struct record *g, struct field_view *ret)
{
    struct objection_person *people = NULL;
    size_t len = 0;
    struct typed t = typed_of(w, g, ACT_ASSIGN, &g->acting.handler, "handler", "经办人");
    TRY(objection_people(w->db, w->arena, true, day_of_at(w->now), &people, &len));
    struct option_view *list = ARENA_ARRAY(w->arena, struct option_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        list[i] = (struct option_view){.value = people[i].ref, .label = people[i].name};
    }
    *ret = choice_field(w->arena, &t, list, len);
    ret->name = "handler";
    return OK;
}

static void conclusion_fields(struct web *w, const struct record *g, enum objection_act act,
                              struct objection_act_view *v)
{
    size_t findings = 0;
    size_t effects = 0;
    struct option_view *found = finding_options(w->arena, &findings);
    struct option_view *done = effect_options(w->arena, &effects);
    struct typed finding = typed_of(w, g, act, &g->acting.finding, "finding", "核查结论");
    struct typed effect = typed_of(w, g, act, &g->acting.effect, "effect", "对品牌的处理");
    v->has_conclusion = true;
    v->finding = choice_field(w->arena, &finding, found, findings);
    v->finding.name = "finding";
    v->effect = choice_field(w->arena, &effect, done, effects);
    v->effect.name = "effect";
}

static enum err act_view(struct web *w, const struct record *g, const struct act_form *f, struct objection_act_view *v)
{
    *v = (struct objection_act_view){.id = act_id(w, f->act, "form"),
                                     .act = objection_act_ident(f->act),
                                     .title = f->title,
                                     .button = f->button,
                                     .hint = f->hint};
    if (f->text_label != NULL) {
        struct typed t = typed_of(w, g, f->act, &g->acting.text, "text", f->text_label);
        v->has_text = true;
        v->text = text_box_field(w->arena, &t, f->zi_max);
        v->text.name = "text";
        v->text.is_optional = !f->needs_text;
    }
    if (f->act == ACT_CONCLUDE || f->act == ACT_REVIEW) {
        conclusion_fields(w, g, f->act, v);
    }
    v->has_confirm = f->act == ACT_ASK && g->acting.asks_confirm;
    v->has_handler = f->act == ACT_ASSIGN;
    v->is_folded = v->has_text || v->has_handler;
    v->is_open = g->acting.act == f->act || f->act == ACT_CONCLUDE || f->act == ACT_ANSWER || f->act == ACT_REVIEW;
    return v->has_handler ? handler_field(w, g, &v->handler) : OK;
}

static enum err fill_acts(struct web *w, struct objection_record_view *v, const struct record *g)
{
    struct objection_act_view *list = ARENA_ARRAY(w->arena, struct objection_act_view, ACT_FORMS);
    for (size_t i = 0; i < ACT_FORMS; i++) {
        if (may_act_on_objection(&w->actor, &g->duties, &g->o.facts, act_forms[i].act) == OK) {
            TRY(act_view(w, g, &act_forms[i], &list[v->acts_len++]));
        }
    }
    v->acts = list;
    if (v->acts_len == 0) {
        v->no_acts_text = g->o.facts.state == OBJECTION_ARCHIVED
                              ? "已经归档，不能再改。"
                              : "您不是异议经办人或者异议负责人，不能办理。授权由安全管理员登记。";
    }
    return OK;
}

/* ---- the page ---- */

static struct error_summary_view record_errors(struct web *w, const struct record *g)
{
    const struct acting *x = &g->acting;
    struct error_item_view *items = ARENA_ARRAY(w->arena, struct error_item_view, 5);
    size_t len = 0;
    const struct typed *const all[] = {&x->text, &x->finding, &x->effect, &x->handler};
    static const char *const parts[] = {"text", "finding", "effect", "handler"};
    for (size_t i = 0; i < 4; i++) {
        if (all[i]->error != NULL) {
            items[len++] = (struct error_item_view){act_id(w, x->act, parts[i]), all[i]->error};
        }
    }
    if (g->reason_error != NULL) {
        items[len++] = (struct error_item_view){"reason", g->reason_error};
    }
    return (struct error_summary_view){items, len, (int)len};
}

static void fill_head(struct web *w, struct objection_record_view *v, const struct record *g)
{
    const struct objection *o = &g->o;
    day_no due = objection_due_on(w->round, o);
    v->receipt_no = o->receipt_no;
    v->title = text_format(w->arena, o->facts.has_brand ? "关于“%s”的意见" : "关于%s的意见", objection_about(o));
    v->lead = text_format(w->arena, "%s 登记", at_chinese(w->arena, o->registered_at));
    v->tag = objection_tag(o->facts.state);
    v->is_overdue = objection_is_overdue(w, o);
    v->due_text = due == 0 ? NULL : text_format(w->arena, "下一步的期限：%s", day_short_chinese(w->arena, due));
    v->holds_text = objection_holds_up(&o->facts) ? "办结以前，这个品牌不能命名；其他品牌不受影响。" : NULL;
    if (o->facts.effect != EFFECT_UNDECIDED && v->holds_text != NULL && !objection_is_open(o->facts.state)) {
        v->holds_text =
            text_format(w->arena, "结论是“%s”，这个品牌不能直接命名。", objection_effect_word(o->facts.effect));
    }
}

static enum err late_text(struct web *w, const struct objection *o, const char **ret)
{
    struct objection_target *targets = NULL;
    size_t len = 0;
    day_no received = 0;
    day_no postmark = 0;
    *ret = NULL;
    TRY(objection_targets(w->db, w->arena, w->round->id, &targets, &len));
    if (len == 0 || day_parse(o->received_on, &received) != OK) {
        return OK;
    }
    bool has_mark = day_parse(o->postmark_on, &postmark) == OK;
    if (!objection_is_in_time(o->channel, received, has_mark ? postmark : received, targets[0].closes_on)) {
        *ret = text_format(w->arena, "%s晚于公示结束的 %s。", has_mark ? "邮戳日期" : "收到日期",
                           day_short_chinese(w->arena, targets[0].closes_on));
    }
    return OK;
}

/* ---- how long it is kept who sent it ---- */

static enum err archived_at(struct web *w, const struct objection *o, int64_t *ret)
{
    struct objection_step *steps = NULL;
    size_t len = 0;
    *ret = 0;
    TRY(objection_steps(w->db, w->arena, o->id, &steps, &len));
    for (size_t i = 0; i < len; i++) {
        *ret = steps[i].act == ACT_ARCHIVE ? steps[i].done_at : *ret;
    }
    return OK;
}

static enum err erased_text(struct web *w, const struct objection *o, const char **ret)
{
    struct objector_erasure x;
    TRY(objector_erasure(w->db, w->arena, o->id, &x));
    const char *by = *x.erased_by == '\0' ? "自动" : text_format(w->arena, "由%s", x.erased_by);
    *ret = text_format(w->arena, "已于 %s %s删除（%s）。", at_chinese(w->arena, x.erased_at), by, x.reason);
    return OK;
}

/* After the files of it were read. */
static enum err fill_forgotten(struct web *w, struct objection_record_view *v, const struct record *g)
{
    const struct objection *o = &g->o;
    int64_t at = 0;
    if (o->erased_at != 0) {
        return erased_text(w, o, &v->forgotten_text);
    }
    if (o->facts.state != OBJECTION_ARCHIVED || !(objector_is_known(o) || v->files_len > 0)) {
        return OK;
    }
    TRY(archived_at(w, o, &at));
    const char *rule = round_text(w->round, "objection_identity_keep_days");
    v->forgotten_text = text_format(w->arena, "归档 %d 天以后自动删除，%s起不再保留。", objector_keep_days(rule),
                                    day_chinese(w->arena, objector_erase_on(rule, at)));
    v->can_erase = may_erase_objector(&w->actor, &g->duties, &o->facts) == OK;
    v->erase_url = url_path(text_format(w->arena, "/objections/%s/erase", o->ref));
    return OK;
}

/* What hangs on it, each read by its own query. */
static enum err fill_lists(struct web *w, struct objection_record_view *v, const struct record *g)
{
    TRY(late_text(w, &g->o, &v->late_text));
    TRY(fill_files(w, v, &g->o));
    TRY(fill_forgotten(w, v, g));
    TRY(fill_steps(w, v, &g->o));
    TRY(fill_questions(w, v, &g->o));
    TRY(fill_readings(w, v, g));
    return fill_acts(w, v, g);
}

static enum err show_record(struct web *w, const struct record *g, int status)
{
    const char *here = text_format(w->arena, "/objections/%s", g->o.ref);
    struct typed reason = {.id = "reason",
                           .label = "查看反映人的事由",
                           .value = g->reason,
                           .error = g->reason_error,
                           .help = "例如 电话核实情况。事由、时间和查看人记入日志"};
    struct objection_record_view v = {.errors = record_errors(w, g),
                                      .is_disputed = g->is_disputed,
                                      .has_identity = objector_is_known(&g->o),
                                      .is_gone = g->is_gone,
                                      .are_shown = g->is_shown,
                                      .reason_text = g->reason,
                                      .can_read = may_read_objector(&w->actor, &g->duties) == OK,
                                      .identity_url = url_path(text_format(w->arena, "%s/identity", here)),
                                      .reason = line_field(w->arena, &reason, "w-24"),
                                      .post_url = url_path(text_format(w->arena, "%s/acts", here)),
                                      .sheet_url = url_path(text_format(w->arena, "%s/sheet.pdf", here)),
                                      .revision = text_format(w->arena, "%d", g->o.step_no)};
    fill_head(w, &v, g);
    TRY(fill_lists(w, &v, g));
    v.facts = record_facts(w, g, v.forgotten_text, &v.facts_len);
    frame_page(w, &v.page, v.title);
    v.page.has_errors = v.errors.items_len > 0;
    if (w->rq->method == GET && fields_has(&w->rq->query, "done")) {
        frame_flash(&v.page, "ok", "已登记", NULL);
    }
    if (w->rq->method == GET && fields_has(&w->rq->query, "erased") && g->o.erased_at != 0) {
        frame_flash(&v.page, "ok", "身份信息已删除", NULL);
    }
    v.top = (struct form_top_view){w->token, v.revision};
    tpl_objection_record(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err objection_page(struct web *w)
{
    struct record g;
    TRY(begin_record(w, &g));
    return show_record(w, &g, 200);
}

/* ---- who sent it ---- */

/* The reason is kept for ever: it does not say who it was. */
static enum err judge_reading(struct web *w, struct record *g)
{
    struct objector who;
    g->reason = posted_line(w, "reason");
    size_t len = utf8_length(g->reason);
    TRY(objection_identity_to_compare(w->db, w->arena, g->o.id, &who));
    g->reason_error = len == 0               ? "请写明查看反映人的事由"
                      : len < READING_ZI_MIN ? "事由太短，请写明为什么要知道，至少 4 个字"
                      : len > READING_ZI_MAX ? "事由最多 100 个字，请写短一些"
                      : text_tells_objector(w->arena, g->reason, &who) ? objector_told_error
                                                                       : NULL;
    return OK;
}

enum err objection_identity_page(struct web *w)
{
    struct record g;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(begin_record(w, &g));
    TRY(may_read_objector(&w->actor, &g.duties));
    if (g.o.erased_at != 0) {
        g.is_gone = true;
        return show_record(w, &g, 409);
    }
    TRY(judge_reading(w, &g));
    if (g.reason_error != NULL) {
        return show_record(w, &g, 422);
    }
    TRY(objection_identity(&c, &g.o, g.reason, &g.who));
    g.is_shown = true;
    return show_record(w, &g, 200);
}

/* ---- acting ---- */

static const struct act_form *form_of(enum objection_act act)
{
    for (size_t i = 0; i < ACT_FORMS; i++) {
        if (act_forms[i].act == act) {
            return &act_forms[i];
        }
    }
    return NULL;
}

static void judge_text(struct web *w, struct acting *x, const struct act_form *f)
{
    size_t zi = zi_count(x->text.value);
    if (f->text_label == NULL) {
        x->text.value = "";
    } else if (zi > (size_t)f->zi_max || codepoint_count_nonspace(x->text.value) > 3 * (size_t)f->zi_max) {
        x->text.error = text_format(w->arena, "最多 %d 字，现在 %zu 字，请缩短", f->zi_max, zi);
    } else if (f->needs_text && zi < 2) {
        x->text.error = text_format(w->arena, "请填写%s", f->text_label);
    }
}

static void judge_conclusion(struct acting *x, struct objection_act_new *act)
{
    if (x->act != ACT_CONCLUDE && x->act != ACT_REVIEW) {
        return;
    }
    if (objection_finding_from_ident(x->finding.value, &act->finding) != OK) {
        act->finding = FINDING_NONE;
    }
    if (objection_effect_from_ident(x->effect.value, &act->effect) != OK) {
        act->effect = EFFECT_UNDECIDED;
    }
    const char *fault = objection_conclusion_fault(act->finding, act->effect);
    x->finding.error = act->finding == FINDING_NONE ? fault : NULL;
    x->effect.error = act->finding == FINDING_NONE ? NULL : fault;
}

static enum err judge_handler(struct web *w, struct acting *x, struct objection_act_new *act)
{
    struct objection_person *people = NULL;
    size_t len = 0;
    if (x->act != ACT_ASSIGN) {
        return OK;
    }
    TRY(objection_people(w->db, w->arena, true, day_of_at(w->now), &people, &len));
    for (size_t i = 0; i < len; i++) {
        if (strcmp(people[i].ref, x->handler.value) == 0) {
            act->handler_id = people[i].account_id;
        }
    }
    x->handler.error = act->handler_id == 0 ? "请选择经办人" : NULL;
    return OK;
}

/* A question must not tell the unit who asked: names and numbers never pass, its own words only on purpose. */
static enum err judge_question(struct web *w, struct record *g)
{
    struct objector who;
    struct acting *x = &g->acting;
    if (x->act != ACT_ASK || x->text.error != NULL) {
        return OK;
    }
    TRY(objection_identity_to_compare(w->db, w->arena, g->o.id, &who));
    x->text.error = question_leak(w->arena, x->text.value, &who);
    bool quotes = question_quotes(w->arena, x->text.value, g->o.text);
    bool is_meant = strcmp(fields_text(&w->rq->form, "confirm"), "1") == 0;
    if (x->text.error == NULL && quotes && !is_meant) {
        x->asks_confirm = true;
        x->text.error = "有一段与意见原文一样，单位可能认出是谁写的。请改写；确实要这样发的，在下面勾选";
    }
    return OK;
}

static bool is_fine(const struct acting *x)
{
    return x->text.error == NULL && x->finding.error == NULL && x->effect.error == NULL && x->handler.error == NULL;
}

static enum err judge_act(struct web *w, struct record *g, struct objection_act_new *ret)
{
    int64_t after = 0;
    struct acting *x = &g->acting;
    const struct act_form *f = form_of(x->act);
    *ret = (struct objection_act_new){.act = x->act};
    if (f == NULL) {
        return ERR_NOT_FOUND;
    }
    x->text.value = posted_text(w, "text");
    x->finding.value = posted_line(w, "finding");
    x->effect.value = posted_line(w, "effect");
    x->handler.value = posted_line(w, "handler");
    judge_text(w, x, f);
    judge_conclusion(x, ret);
    TRY(judge_handler(w, x, ret));
    TRY(judge_question(w, g));
    ret->text = x->text.value;
    ret->after =
        text_to_int(fields_text(&w->rq->form, "revision"), 1, OBJECTION_STEPS_MAX, &after) == OK ? (int)after : 0;
    return OK;
}

static enum err carry_out(struct web *w, const struct record *g, const struct objection_act_new *x)
{
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    if (x->act != ACT_ASK) {
        return objection_act(&c, &g->o, x);
    }
    struct objection_terms t = objection_terms_of_round(w->round);
    day_no due = add_workdays(&w->round->calendar, day_of_at(w->now), t.reply, false);
    return objection_ask(&c, &g->o, x->text, due, x->after);
}

enum err objection_act_page(struct web *w)
{
    struct record g;
    struct objection_act_new x;
    TRY(begin_record(w, &g));
    if (objection_act_from_ident(fields_text(&w->rq->form, "act"), &g.acting.act) != OK) {
        return ERR_NOT_FOUND;
    }
    enum err may = may_act_on_objection(&w->actor, &g.duties, &g.o.facts, g.acting.act);
    if (may != OK && may != ERR_CONFLICT) {
        return may;
    }
    TRY(judge_act(w, &g, &x));
    if (may == ERR_CONFLICT || x.after != g.o.step_no) { /* somebody was faster: what was typed is shown again */
        g.is_disputed = true;
        return show_record(w, &g, 409);
    }
    if (!is_fine(&g.acting)) {
        return show_record(w, &g, 422);
    }
    TRY(carry_out(w, &g, &x));
    web_redirect(w, text_format(w->arena, "/objections/%s?done=1", g.o.ref));
    return OK;
}

enum err objection_file_page(struct web *w)
{
    struct record g;
    struct objection_paper *files = NULL;
    size_t len = 0;
    TRY(begin_record(w, &g));
    TRY(objection_files(w->db, w->arena, g.o.id, &files, &len));
    for (size_t i = 0; i < len; i++) {
        if (strcmp(files[i].sha256, w->parts[1]) == 0) {
            return scan_send(w, files[i].sha256, text_format(w->arena, "%s_材料%zu", g.o.receipt_no, i + 1));
        }
    }
    return ERR_NOT_FOUND;
}
