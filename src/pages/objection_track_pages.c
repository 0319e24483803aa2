/* objection_track_pages.c - 查询办理: the number and the query code together tell how far one has come; one review may
 * be asked for.  A wrong pair is told in one sentence that says nothing. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/text_clean.h"
#include "domain/text_count.h"
#include "pages/objection_pages.h"
#include "pages/pages.h"
#include "pages/public_pages.h"
#include "pages/section_pages.h"
#include "pages/stage_words.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { STEPS_SHOWN = 6 };

static const char nothing_found[] = "没有查到。请核对受理编号和查询码，两个都要对";

struct tracking {
    struct typed number, code, reason;
    bool is_found;
    struct objection o;
    struct objection_step *steps;
    size_t steps_len;
};

static void ask_track(struct web *w, struct tracking *g)
{
    *g = (struct tracking){0};
    g->number = (struct typed){
        .id = "number", .label = "受理编号", .value = posted_line(w, "number"), .help = "例如 GS-2015-0013"};
    g->code = (struct typed){.id = "code", .label = "查询码", .value = posted_line(w, "code")};
    g->reason = (struct typed){.id = "reason",
                               .label = "申请复核的理由",
                               .value = posted_text(w, "reason"),
                               .help = "只能申请一次。请写明不认可哪一点，有什么新的线索"};
}

/* "gs 2015 13" as people write it: as it stands, capitals, without white space. */
static const char *number_as_kept(struct web *w, const char *typed)
{
    char *s = text_fold_digits(w->arena, typed);
    size_t to = 0;
    for (const char *p = s; *p != '\0'; p++) {
        char c = *p;
        if (c >= 'a' && c <= 'z') {
            c = (char)(c - 'a' + 'A');
        }
        if (c != ' ') {
            s[to++] = c;
        }
    }
    s[to] = '\0';
    return s;
}

/* The same work whether there is such a number or not. */
static enum err find_tracked(struct web *w, struct tracking *g)
{
    const char *ref = "";
    const char *kept = "0000000000000000000000000000000000000000000000000000000000000000";
    struct reading_for nobody = {w->db, w->arena, w->round->id, 0};
    const char *hash = query_code_hash(w, g->code.value);
    enum err e = objection_code_of(w->db, w->arena, w->round->id, number_as_kept(w, g->number.value), &ref, &kept);
    if (e != OK && e != ERR_NOT_FOUND) {
        return e;
    }
    bool is_right = text_equal_secret(hash, kept);
    if (e != OK || !is_right) {
        g->code.error = nothing_found;
        return OK;
    }
    TRY(objection_by_ref(&nobody, ref, &g->o));
    g->is_found = true;
    return objection_steps(w->db, w->arena, g->o.id, &g->steps, &g->steps_len);
}

/* ---- what was found ---- */

static const struct objection_step *step_of(const struct tracking *g, enum objection_act act)
{
    for (size_t i = 0; i < g->steps_len; i++) {
        if (g->steps[i].act == act) {
            return &g->steps[i];
        }
    }
    return NULL;
}

static void add_done(struct web *w, struct track_view *v, struct track_step_view *list, const char *title,
                     const struct objection_step *s)
{
    if (s != NULL) {
        list[v->steps_len++] = (struct track_step_view){title, at_short_chinese(w->arena, s->done_at), false};
    }
}

static void add_ahead(struct web *w, struct track_view *v, struct track_step_view *list, const char *title, day_no due)
{
    if (due != 0) {
        const char *text = text_format(w->arena, "%s前", day_short_chinese(w->arena, due));
        list[v->steps_len++] = (struct track_step_view){title, text, true};
    }
}

static const char *next_step(enum objection_state s)
{
    return s == OBJECTION_REGISTERED     ? "决定是否受理"
           : s == OBJECTION_REVIEW_ASKED ? "复核"
           : s == OBJECTION_CONCLUDED    ? "答复"
                                         : "核查和答复";
}

static void fill_steps(struct web *w, struct track_view *v, const struct tracking *g)
{
    struct track_step_view *list = ARENA_ARRAY(w->arena, struct track_step_view, STEPS_SHOWN + 1);
    add_done(w, v, list, "已收到", step_of(g, ACT_REGISTER));
    add_done(w, v, list, "已受理", step_of(g, ACT_ACCEPT));
    add_done(w, v, list, "不予受理", step_of(g, ACT_DECLINE));
    add_done(w, v, list, "已答复", step_of(g, ACT_ANSWER));
    add_done(w, v, list, "已申请复核", step_of(g, ACT_ASK_REVIEW));
    add_done(w, v, list, "复核完毕", step_of(g, ACT_REVIEW));
    add_ahead(w, v, list, next_step(g->o.facts.state), objection_due_on(w->round, &g->o));
    v->steps = list;
}

/* What the office says: of the review, else the answer, else why it was declined. */
static void fill_answer(struct web *w, struct track_view *v, const struct tracking *g)
{
    const struct objection_step *review = step_of(g, ACT_REVIEW);
    const struct objection_step *answer = step_of(g, ACT_ANSWER);
    const struct objection_step *declined = step_of(g, ACT_DECLINE);
    const struct objection_step *said = review != NULL ? review : answer != NULL ? answer : declined;
    if (said == NULL) {
        return;
    }
    v->answer_title = said == review ? "复核结论" : said == answer ? "答复" : "不予受理的理由";
    v->answer = text_lines(w->arena, said->text, &v->answer_len);
}

static const char *heading_of(enum objection_state s)
{
    static const char *const texts[OBJECTION_STATE__COUNT] = {
        "已收到，等待受理", "已受理",   "不予受理", "正在核查", "已有结论，正在答复",
        "已答复",           "正在复核", "复核完毕", "已办结"};
    return texts[s];
}

static void fill_found(struct web *w, struct track_view *v, struct tracking *g)
{
    enum objection_state after = OBJECTION_REGISTERED;
    const struct objection *o = &g->o;
    v->is_found = true;
    v->receipt_no = o->receipt_no;
    v->heading = heading_of(o->facts.state);
    v->about = o->facts.has_brand
                   ? text_format(w->arena, "关于“%s”的意见，%s 登记", o->brand_name,
                                 at_short_chinese(w->arena, o->registered_at))
                   : text_format(w->arena, "关于公示名单的意见，%s 登记", at_short_chinese(w->arena, o->registered_at));
    fill_steps(w, v, g);
    fill_answer(w, v, g);
    v->can_review = objection_after(&o->facts, ACT_ASK_REVIEW, &after) == OK;
    v->forgotten_text =
        o->erased_at == 0
            ? NULL
            : text_format(w->arena,
                          "您留下的身份信息已于 %s删除，不能再给您回电、回信。凭受理编号和查询码仍可在本页查看。",
                          day_chinese(w->arena, day_of_at(o->erased_at)));
    v->review_text = o->facts.was_reviewed ? "已经申请过复核，复核只有一次。" : NULL;
    v->reason = text_box_field(w->arena, &g->reason, OBJECTION_STEP_ZI);
    v->found_no = o->receipt_no;
    v->found_code = query_code_plain(w->arena, g->code.value);
}

/* When there can be something to ask about. */
static enum err period_text(struct web *w, const char **ret)
{
    struct objection_target *targets = NULL;
    size_t len = 0;
    const struct stage_window *x = stage_window_of(w->round->windows, w->round->windows_len, STAGE_PUBLICITY);
    enum phase phase = stage_phase(w->round->windows, w->round->windows_len, STAGE_PUBLICITY, w->now);
    TRY(objection_targets(w->db, w->arena, w->round->id, &targets, &len));
    *ret = "凭提交时的受理编号和查询码查询，不用登录。";
    if (len > 0) {
        return OK;
    }
    if (x == NULL) {
        *ret = "公示还没有开始，现在没有可以查询的意见。";
        return OK;
    }
    const char *until = closing_words(w->arena, x->closes_at);
    *ret = phase == PHASE_BEFORE
               ? text_format(w->arena, "公示还没有开始，现在没有可以查询的意见。公示从 %s开始，到 %s 结束。",
                             opening_words(w->arena, x->opens_at), until)
           : phase == PHASE_OPEN
               ? text_format(w->arena, "名单还没有发布，现在没有可以查询的意见。公示期到 %s 为止。", until)
               : text_format(w->arena, "公示期已于 %s 结束，本站没有受理过网上意见。", until);
    return OK;
}

static enum err show_track(struct web *w, struct tracking *g, int status)
{
    const struct typed *const all[] = {&g->number, &g->code, &g->reason};
    struct track_view v = {.errors = typed_errors(w->arena, all, sizeof all / sizeof all[0])};
    if (g->is_found) {
        fill_found(w, &v, g);
        g->number.value = "";
        g->code.value = "";
    }
    TRY(period_text(w, &v.period_text));
    v.number = line_field(w->arena, &g->number, "w-16");
    v.number.autocomplete = "off";
    v.code = line_field(w->arena, &g->code, "w-16");
    v.code.autocomplete = "off";
    v.contact = public_contact(w);
    frame_page(w, &v.page, "查询办理");
    v.crumb = public_crumb(w, v.page.title);
    v.page.has_errors = v.errors.items_len > 0;
    if (w->rq->method == GET && fields_has(&w->rq->query, "asked")) {
        frame_flash(&v.page, "ok", "复核申请已登记", "结论出来以后，凭受理编号和查询码在本页查看。");
    }
    v.top = (struct form_top_view){w->token, NULL};
    tpl_track(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err track_page(struct web *w)
{
    struct tracking g;
    ask_track(w, &g);
    return show_track(w, &g, 200);
}

/* Reads alone: answered before there is a transaction. */
enum err track_look_page(struct web *w)
{
    struct tracking g;
    ask_track(w, &g);
    TRY(find_tracked(w, &g));
    return show_track(w, &g, g.is_found ? 200 : 422);
}

enum err track_review_page(struct web *w)
{
    struct tracking g;
    enum objection_state after = OBJECTION_REGISTERED;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    ask_track(w, &g);
    TRY(find_tracked(w, &g));
    if (!g.is_found) {
        return show_track(w, &g, 422);
    }
    size_t zi = zi_count(g.reason.value);
    if (objection_after(&g.o.facts, ACT_ASK_REVIEW, &after) != OK) {
        return show_track(w, &g, 409); /* says so */
    }
    g.reason.error = zi < 2 ? "请写明申请复核的理由" : zi > OBJECTION_STEP_ZI ? "最多 1000 字，请缩短" : NULL;
    if (g.reason.error != NULL) {
        return show_track(w, &g, 422);
    }
    struct objection_act_new x = {.act = ACT_ASK_REVIEW, .text = g.reason.value, .after = g.o.step_no};
    struct audit_actor sender = w->who;
    sender.account_id = 0; /* whoever is signed in here: the code speaks for the sender */
    sender.role = role_ident(ROLE_PUBLIC);
    c.who = &sender;
    TRY(objection_act(&c, &g.o, &x));
    web_redirect(w, "/track?asked=1");
    return OK;
}
