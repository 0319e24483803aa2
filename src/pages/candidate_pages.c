/* candidate_pages.c - 组织初审 of one candidate: read, answered, given to people, recused of, and printed. */
#include "pages/candidate_pages.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "document/paper.h"
#include "domain/date_text.h"
#include "domain/mercy.h"
#include "domain/text_clean.h"
#include "pages/pages.h"
#include "pages/paper_send.h"
#include "pages/plain_fields.h"
#include "pages/review_pages.h"
#include "pages/section_pages.h"
#include "pages/stage_words.h"
#include "store/db.h"
#include "store/list_store.h"
#include "store/value_list.h"
#include "web/frame.h"
#include "web/web.h"

enum { VERDICTS = 2, REASON_ZI = 200 };

/* ---- whose it is ---- */

/* One candidate before one person. */
struct considering {
    struct reviewing r;
    struct review_standing standing;
    struct review_of *reviews;
    size_t reviews_len;
    const struct review_of *own; /* NULL: not given to this person */
};

/* The version that was recommended, and who reviews it. */
static enum err read_candidate(struct web *w, struct considering *c)
{
    struct reviewing *r = &c->r;
    TRY(nomination_standing(w->db, r->n.id, &w->actor, &r->facts));
    TRY(chain_of(w->db, w->arena, &r->n, &r->chain));
    TRY(version_get(w->db, w->arena, r->n.id, r->n.version_no, &r->version, &r->values));
    TRY(reviewers_of(w->db, w->arena, r->n.id, &c->reviews, &c->reviews_len));
    for (size_t i = 0; i < c->reviews_len; i++) {
        if (c->reviews[i].account_id == w->actor.account_id) {
            c->own = &c->reviews[i];
        }
    }
    return OK;
}

static enum err candidate_of_path(struct web *w, struct considering *c)
{
    *c = (struct considering){0};
    TRY(nomination_of_path(w, &c->r.n));
    c->r.facts = nomination_facts_of(&c->r.n);
    c->r.box = OPINION__COUNT;
    c->r.standard = "";
    c->r.last_ref = "";
    TRY(review_standing_of(w->db, c->r.n.id, w->actor.account_id, &c->standing));
    return c->standing.is_candidate ? read_candidate(w, c) : ERR_NOT_FOUND;
}

static const char *review_path(struct web *w, const struct considering *c, const char *name)
{
    return text_format(w->arena, "/reviews/%s%s%s", c->r.n.ref, *name == '\0' ? "" : "/", name);
}

/* ---- the answer as typed ---- */

struct answering {
    struct typed verdict, ground, document, document_on, opinion;
    int grades[GRADED_MAX];
    const char *grades_error;
    bool is_typed;
};

static void ask_answer(struct web *w, const struct considering *c, struct answering *a)
{
    bool is_joint = w->actor.role == ROLE_JOINT;
    *a = (struct answering){0};
    a->verdict = (struct typed){.id = "verdict", .label = is_joint ? "本部门的核查结论" : "资格和材料", .value = ""};
    a->ground =
        (struct typed){.id = "ground", .label = "否决的依据", .value = "", .help = "写明是哪件事。确认的不用填"};
    a->document = (struct typed){.id = "document", .label = "文书名称和文号", .value = "", .help = "确认的不用填"};
    a->document_on = (struct typed){.id = "document_on", .label = "文书日期", .value = "", .help = "例如 2015-6-20"};
    a->opinion = (struct typed){.id = "opinion", .label = "初审意见", .value = ""};
    if (c->own != NULL && c->own->has_answered) {
        a->verdict.value = c->own->is_veto ? "veto" : "confirm";
        a->ground.value = c->own->ground;
        a->document.value = c->own->document;
        a->document_on.value = c->own->document_on;
        a->opinion.value = c->own->opinion;
        memcpy(a->grades, c->own->grades, sizeof a->grades);
    }
}

static struct field_view verdict_field(struct web *w, const struct answering *a)
{
    static const struct {
        const char *value, *joint, *office;
    } rows[VERDICTS] = {{"confirm", "确认：没有发现问题", "通过"}, {"veto", "否决", "不通过"}};
    struct option_view *options = ARENA_ARRAY(w->arena, struct option_view, VERDICTS);
    bool is_joint = w->actor.role == ROLE_JOINT;
    for (size_t i = 0; i < VERDICTS; i++) {
        options[i] = (struct option_view){.id = i == 0 ? "verdict" : "verdict-veto",
                                          .value = rows[i].value,
                                          .label = is_joint ? rows[i].joint : rows[i].office,
                                          .is_chosen = strcmp(a->verdict.value, rows[i].value) == 0};
    }
    return (struct field_view){.id = "verdict",
                               .name = "verdict",
                               .label = a->verdict.label,
                               .error = a->verdict.error,
                               .describedby = a->verdict.error == NULL ? NULL : "verdict-e",
                               .is_group = true,
                               .is_radios = true,
                               .options = options,
                               .options_len = VERDICTS};
}

static const struct grade_row_view *grade_rows(struct web *w, const struct answering *a)
{
    const struct round *r = w->round;
    struct grade_row_view *list = ARENA_ARRAY(w->arena, struct grade_row_view, r->conditions_len + 1);
    for (size_t i = 0; i < r->conditions_len; i++) {
        struct option_view *options = ARENA_ARRAY(w->arena, struct option_view, GRADE__COUNT);
        list[i] = (struct grade_row_view){.id = text_format(w->arena, "grade-%zu", i + 1),
                                          .name = text_format(w->arena, "grade.%zu", i + 1),
                                          .condition = r->conditions[i].name,
                                          .options = options,
                                          .options_len = GRADE_BEST};
        for (int g = 0; g < GRADE_BEST; g++) { /* the best stands first */
            int grade = GRADE_BEST - g;
            options[g] =
                (struct option_view){.id = g == 0 ? list[i].id : text_format(w->arena, "%s-%d", list[i].id, grade),
                                     .value = text_format(w->arena, "%d", grade),
                                     .label = grade_word(grade),
                                     .is_chosen = i < GRADED_MAX && a->grades[i] == grade};
        }
    }
    return list;
}

/* ---- the others' answers ---- */

static const char *grades_words(struct web *w, const int *grades)
{
    const char *text = "";
    for (size_t i = 0; i < w->round->conditions_len && i < GRADED_MAX; i++) {
        if (grades[i] != GRADE_NONE) {
            text = text_format(w->arena, "%s%s%s %s", text, *text == '\0' ? "" : "　", w->round->conditions[i].name,
                               grade_word(grades[i]));
        }
    }
    return *text == '\0' ? NULL : text;
}

static const char *answer_text(struct web *w, const struct review_of *x)
{
    const char *ground =
        !x->is_veto ? "" : text_format(w->arena, "依据：%s（%s，%s）", x->ground, x->document, x->document_on);
    bool has_both = *ground != '\0' && *x->opinion != '\0';
    return text_format(w->arena, "%s%s%s", x->opinion, has_both ? "\n" : "", ground);
}

static struct answer_view answer_view_of(struct web *w, const struct review_of *x)
{
    struct answer_view v = {
        .who = text_format(w->arena, "%s　%s", x->body_name, x->person_name), .text = "", .when = ""};
    if (!x->has_answered) {
        v.tag = (struct tag_view){"todo", "还没有答"};
        return v;
    }
    v.tag = x->is_veto              ? (struct tag_view){"err", "否决"}
            : x->role == ROLE_JOINT ? (struct tag_view){"done", "确认"}
                                    : (struct tag_view){"done", "通过"};
    v.text = answer_text(w, x);
    v.grades = grades_words(w, x->grades);
    v.when = at_short_chinese(w->arena, x->answered_at);
    v.saw_others = x->saw_others;
    return v;
}

static void fill_answers(struct web *w, const struct considering *c, struct candidate_view *v)
{
    struct answer_view *list = ARENA_ARRAY(w->arena, struct answer_view, c->reviews_len + 1);
    v->can_read = may_read_answers(&w->actor, &c->standing) == OK;
    if (!v->can_read) {
        v->blind_text = c->reviews_len > 1 ? "您答复以后，可以看到其他审阅人的意见；在此以前互相看不到。" : NULL;
        return;
    }
    for (size_t i = 0; i < c->reviews_len; i++) {
        list[v->answers_len++] = answer_view_of(w, &c->reviews[i]);
    }
    v->answers = list;
}

static enum err fill_people(struct web *w, const struct considering *c, struct candidate_view *v)
{
    struct possible_reviewer *people = NULL;
    struct recusal *recusals = NULL;
    v->can_assign = may_assign_review(&w->actor, w->stages, &c->standing) == OK;
    v->can_recuse = may_recuse(&w->actor, &c->standing) == OK;
    v->assign_url = url_path(review_path(w, c, "reviewers"));
    v->recuse_url = url_path(review_path(w, c, "recusal"));
    if (w->actor.role != ROLE_OFFICE) {
        return OK;
    }
    TRY(possible_reviewers(w->db, w->arena, c->r.n.id, &people, &v->people_len));
    struct reviewer_option_view *list = ARENA_ARRAY(w->arena, struct reviewer_option_view, v->people_len + 1);
    for (size_t i = 0; i < v->people_len; i++) {
        list[i] = reviewer_option(w, &people[i]);
        list[i].is_chosen = people[i].is_assigned;
        for (size_t k = 0; k < c->reviews_len; k++) {
            list[i].is_fixed |= c->reviews[k].account_id == people[i].account_id && c->reviews[k].has_answered;
        }
    }
    v->people = list;
    TRY(recusal_list(w->db, w->arena, c->r.n.id, &recusals, &v->recusals_len));
    struct text_view *said = ARENA_ARRAY(w->arena, struct text_view, v->recusals_len + 1);
    for (size_t i = 0; i < v->recusals_len; i++) {
        said[i].text = text_format(w->arena, "%s　%s：%s（%s）", recusals[i].body_name, recusals[i].person_name,
                                   recusals[i].reason, at_short_chinese(w->arena, recusals[i].declared_at));
    }
    v->recusals = said;
    return OK;
}

/* ---- the page ---- */

static const char *why_closed(struct web *w, const struct considering *c)
{
    enum err may = may_answer_review(&w->actor, w->stages, &c->standing);
    if (may == ERR_CLOSED) {
        enum phase phase = stage_phase(w->round->windows, w->round->windows_len, STAGE_PRELIMINARY_REVIEW, w->now);
        return phase_text(&w->round->texts[STAGE_PRELIMINARY_REVIEW], phase);
    }
    return may == ERR_CONFLICT ? "初审已经结束，可以查看，不能再改。" : NULL;
}

static void fill_answering(struct web *w, const struct considering *c, struct answering *a, struct candidate_view *v)
{
    const struct typed *const all[] = {&a->verdict, &a->ground, &a->document, &a->document_on, &a->opinion};
    enum { TYPED = sizeof all / sizeof all[0] };
    v->can_answer = may_answer_review(&w->actor, w->stages, &c->standing) == OK;
    v->state_text = why_closed(w, c);
    v->errors = typed_errors(w->arena, all, TYPED);
    if (a->grades_error != NULL) {
        struct error_item_view *items = ARENA_ARRAY(w->arena, struct error_item_view, v->errors.items_len + 1);
        memcpy(items, v->errors.items, v->errors.items_len * sizeof *items);
        items[v->errors.items_len++] = (struct error_item_view){"grade-1", a->grades_error};
        v->errors.items = items;
        v->errors.count++;
    }
    v->post_url = url_path(review_path(w, c, "answer"));
    v->verdict = verdict_field(w, a);
    v->ground = text_box_field(w->arena, &a->ground, REVIEW_TEXT_ZI);
    v->document = line_field(w->arena, &a->document, "");
    v->document_on = line_field(w->arena, &a->document_on, "w-16");
    v->opinion = text_box_field(w->arena, &a->opinion, REVIEW_OPINION_ZI);
    v->opinion.is_optional = w->actor.role == ROLE_JOINT;
    v->asks_grades = true;
    v->grades_optional = w->actor.role == ROLE_JOINT;
    v->grades_error = a->grades_error;
    v->grades = grade_rows(w, a);
    v->grades_len = w->round->conditions_len;
    v->is_correction = c->standing.has_answered;
    v->button = c->standing.has_answered ? "更正答复" : "提交答复";
}

static enum err show_candidate(struct web *w, struct considering *c, struct answering *a, int status)
{
    struct candidate_view v = {.kicker = c->r.n.receipt_no,
                               .brand_name = value_get(&c->r.values, "brand_name", 0),
                               .lead = text_format(w->arena, "%s　第 %d 版", c->r.n.body_name, c->r.n.version_no),
                               .version_no = c->r.n.version_no};
    TRY(review_reading(w, &c->r, &v.reading));
    fill_answering(w, c, a, &v);
    fill_answers(w, c, &v);
    TRY(fill_people(w, c, &v));
    v.can_print = v.can_read && w->actor.role == ROLE_OFFICE;
    v.print_url = url_path(review_path(w, c, "answers.pdf"));
    frame_page(w, &v.page, text_format(w->arena, "初审“%s”", v.brand_name));
    v.page.has_errors = v.errors.items_len > 0;
    if (fields_has(&w->rq->query, "answered")) {
        frame_flash(&v.page, "ok", "答复已提交", NULL);
    } else if (fields_has(&w->rq->query, "people")) {
        frame_flash(&v.page, "ok", "审阅人已保存", NULL);
    }
    v.top = (struct form_top_view){w->token, NULL};
    tpl_candidate(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err candidate_page(struct web *w)
{
    struct considering c;
    struct answering a;
    TRY(candidate_of_path(w, &c));
    ask_answer(w, &c, &a);
    return show_candidate(w, &c, &a, 200);
}

/* ---- answered ---- */

static void read_answer(struct web *w, struct answering *a)
{
    a->is_typed = true;
    a->verdict.value = posted_line(w, "verdict");
    a->ground.value = posted_text(w, "ground");
    a->document.value = posted_line(w, "document");
    a->document_on.value = posted_line(w, "document_on");
    a->opinion.value = posted_text(w, "opinion");
    for (size_t i = 0; i < GRADED_MAX; i++) {
        int64_t grade = GRADE_NONE;
        const char *typed = posted_line(w, text_format(w->arena, "grade.%zu", i + 1));
        a->grades[i] = text_to_int(typed, GRADE_POOR, GRADE_BEST, &grade) == OK ? (int)grade : GRADE_NONE;
    }
}

/* "2015-06-20", or "" when no day can be read in it. */
static const char *document_day(struct web *w, const char *typed)
{
    struct month_or_day m;
    return date_text_parse(typed, &m) == OK && m.day != 0 ? month_or_day_canonical(w->arena, m) : "";
}

static bool judge_answer(struct web *w, struct answering *a, struct review_draft *d, const char *day)
{
    struct review_faults f;
    *d = (struct review_draft){
        .role = w->actor.role,
        .is_veto = strcmp(a->verdict.value, "veto") == 0,
        .has_verdict = strcmp(a->verdict.value, "veto") == 0 || strcmp(a->verdict.value, "confirm") == 0,
        .ground = a->ground.value,
        .document = a->document.value,
        .opinion = a->opinion.value,
        .has_document_day = *day != '\0',
        .grades = a->grades,
        .grades_len = w->round->conditions_len < GRADED_MAX ? w->round->conditions_len : GRADED_MAX};
    bool is_fine = review_judge(d, &f);
    a->verdict.error = f.verdict;
    a->ground.error = f.ground;
    a->document.error = f.document;
    a->document_on.error = f.document_on;
    a->opinion.error = f.opinion;
    a->grades_error = f.grades;
    return is_fine;
}

enum err candidate_answer_page(struct web *w)
{
    struct considering c;
    struct answering a;
    struct review_draft d;
    TRY(candidate_of_path(w, &c));
    ask_answer(w, &c, &a);
    read_answer(w, &a);
    enum err may = may_answer_review(&w->actor, w->stages, &c.standing);
    if (may == ERR_CONFLICT) { /* what was typed stays on the page that says why */
        return show_candidate(w, &c, &a, 409);
    }
    TRY(may);
    const char *day = document_day(w, a.document_on.value);
    if (!judge_answer(w, &a, &d, day)) {
        return show_candidate(w, &c, &a, 422);
    }
    struct writing x = {w->db, w->app->random, w->arena, &w->who};
    struct review_new given = {.version_id = c.r.version.id,
                               .draft = &d,
                               .document_on = day,
                               .saw_others = may_read_answers(&w->actor, &c.standing) == OK && c.reviews_len > 1};
    TRY(review_answer_add(&x, &c.r.n, &given));
    web_redirect(w, text_format(w->arena, "%s?answered=1", review_path(w, &c, "")));
    return OK;
}

/* ---- who reviews this one ---- */

static enum err set_reviewer(struct web *w, const struct nomination *n, const struct possible_reviewer *p)
{
    struct writing x = {w->db, w->app->random, w->arena, &w->who};
    bool is_ticked = fields_has(&w->rq->form, text_format(w->arena, "reviewer.%s", p->ref));
    if (is_ticked == p->is_assigned) {
        return OK;
    }
    enum err e = is_ticked ? review_assign(&x, n, p->account_id) : review_unassign(&x, n, p->account_id);
    return e == ERR_CONFLICT ? OK : e; /* answered meanwhile: stays, and the page shows it */
}

enum err candidate_reviewers_page(struct web *w)
{
    struct considering c;
    struct possible_reviewer *people = NULL;
    size_t len = 0;
    TRY(candidate_of_path(w, &c));
    TRY(may_assign_review(&w->actor, w->stages, &c.standing));
    TRY(possible_reviewers(w->db, w->arena, c.r.n.id, &people, &len));
    for (size_t i = 0; i < len; i++) {
        TRY(set_reviewer(w, &c.r.n, &people[i]));
    }
    web_redirect(w, text_format(w->arena, "%s?people=1", review_path(w, &c, "")));
    return OK;
}

/* ---- recused ---- */

struct recusing {
    struct considering c;
    struct possible_reviewer *people; /* of whom the office may declare it */
    size_t people_len;
    struct typed who, reason;
};

static enum err begin_recusing(struct web *w, struct recusing *g)
{
    TRY(candidate_of_path(w, &g->c));
    TRY(may_recuse(&w->actor, &g->c.standing));
    g->people_len = 0;
    if (w->actor.role == ROLE_OFFICE) {
        TRY(possible_reviewers(w->db, w->arena, g->c.r.n.id, &g->people, &g->people_len));
    }
    g->who = (struct typed){.id = "who", .label = "谁回避", .value = ""};
    g->reason = (struct typed){
        .id = "reason", .label = "回避的原因", .value = "", .help = "例如：曾在该单位任职；与负责人是近亲属"};
    return OK;
}

static const struct text_view *recusal_effects(struct web *w, size_t *ret_len)
{
    enum { EFFECTS = 3 };
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, EFFECTS);
    list[0].text = "这个品牌从回避人的所有页面、数目、查找结果和下载的文件里消失，直到评选结束。";
    list[1].text = "回避人已有的审阅任务取消；还没有答复的才能回避。";
    list[2].text = "登记以后不能撤销，记入日志。";
    *ret_len = EFFECTS;
    return list;
}

static struct field_view who_field(struct web *w, const struct recusing *g)
{
    struct option_view *options = ARENA_ARRAY(w->arena, struct option_view, g->people_len + 1);
    for (size_t i = 0; i < g->people_len; i++) {
        bool is_self = g->people[i].account_id == w->actor.account_id;
        options[i] = (struct option_view){
            .value = g->people[i].ref,
            .label = is_self ? text_format(w->arena, "本人（%s）", g->people[i].person_name)
                             : text_format(w->arena, "%s　%s", g->people[i].body_name, g->people[i].person_name),
            .is_chosen = *g->who.value == '\0' ? is_self : strcmp(g->who.value, g->people[i].ref) == 0};
    }
    return (struct field_view){.id = "who",
                               .name = "who",
                               .label = g->who.label,
                               .error = g->who.error,
                               .is_select = true,
                               .options = options,
                               .options_len = g->people_len};
}

static enum err show_recusing(struct web *w, struct recusing *g, int status)
{
    const struct typed *const all[] = {&g->who, &g->reason};
    struct recusal_view v = {.brand_name = value_get(&g->c.r.values, "brand_name", 0),
                             .back_url = url_path(review_path(w, &g->c, "")),
                             .post_url = url_path(review_path(w, &g->c, "recusal")),
                             .asks_who = g->people_len > 0};
    v.errors = typed_errors(w->arena, all, 2);
    v.effects = recusal_effects(w, &v.effects_len);
    v.who = who_field(w, g);
    v.reason = text_box_field(w->arena, &g->reason, REASON_ZI);
    frame_page(w, &v.page, "回避");
    v.page.has_errors = v.errors.items_len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_recusal(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err recusal_page(struct web *w)
{
    struct recusing g;
    TRY(begin_recusing(w, &g));
    return show_recusing(w, &g, 200);
}

/* The account that recuses: oneself, or whom the office chose among those who have not answered.  0: nobody. */
static int64_t recused_account(const struct web *w, const struct recusing *g)
{
    if (g->people_len == 0) {
        return w->actor.account_id;
    }
    for (size_t i = 0; i < g->people_len; i++) {
        if (strcmp(g->people[i].ref, g->who.value) == 0) {
            return g->people[i].account_id;
        }
    }
    return 0;
}

enum err recusal_submit_page(struct web *w)
{
    struct recusing g;
    struct review_standing other;
    TRY(begin_recusing(w, &g));
    g.who.value = posted_line(w, "who");
    g.reason.value = posted_text(w, "reason");
    int64_t account = recused_account(w, &g);
    g.reason.error = reason_fault(g.reason.value);
    if (account == 0) {
        g.who.error = "请选择谁回避";
    } else {
        TRY(review_standing_of(w->db, g.c.r.n.id, account, &other));
        g.who.error = other.has_answered ? "这位审阅人已经答复，不能再回避" : NULL;
    }
    if (g.who.error != NULL || g.reason.error != NULL) {
        return show_recusing(w, &g, 422);
    }
    struct writing x = {w->db, w->app->random, w->arena, &w->who};
    TRY(recusal_declare(&x, &g.c.r.n, account, g.reason.value));
    bool is_self = account == w->actor.account_id;
    web_redirect(w, is_self ? "/reviews?recused=1" : text_format(w->arena, "%s?people=1", review_path(w, &g.c, "")));
    return OK;
}

/* ---- 初审意见表 ---- */

static const char *const *answers_table(struct web *w, const struct considering *c, size_t *ret_len)
{
    enum { COLUMNS = 5 };
    const char **v = ARENA_ARRAY(w->arena, const char *, c->reviews_len *COLUMNS + 1);
    for (size_t i = 0; i < c->reviews_len; i++) {
        const struct review_of *x = &c->reviews[i];
        struct answer_view a = answer_view_of(w, x);
        const char *const row[COLUMNS] = {x->body_name, x->person_name, a.tag.text,
                                          text_format(w->arena, "%s%s%s", a.text,
                                                      a.grades != NULL && *a.text != '\0' ? "\n" : "",
                                                      a.grades == NULL ? "" : a.grades),
                                          x->has_answered ? day_chinese(w->arena, day_of_at(x->answered_at)) : ""};
        memcpy(&v[i * COLUMNS], row, sizeof row);
    }
    *ret_len = c->reviews_len * COLUMNS;
    return v;
}

enum err candidate_answers_pdf_page(struct web *w)
{
    static const struct paper_column columns[] = {
        {"审阅单位", 6, false}, {"审阅人", 3, true}, {"结论", 3, true}, {"意见和等次", 16, false}, {"日期", 5, true}};
    static const struct paper_field signs[] = {{"初审负责人（签字）", ""}, {"日期", ""}};
    struct considering c;
    struct paper_pdf pdf;
    TRY(candidate_of_path(w, &c));
    TRY(may_read_answers(&w->actor, &c.standing));
    const char *brand = value_get(&c.r.values, "brand_name", 0);
    struct office_block blocks[] = {{.kind = OFFICE_NOTE,
                                     .text = text_format(w->arena, "品牌：“%s”　申报单位：%s　受理编号：%s　第 %d 版",
                                                         brand, c.r.n.body_name, c.r.n.receipt_no, c.r.n.version_no)},
                                    {.kind = OFFICE_TABLE,
                                     .columns = columns,
                                     .columns_len = sizeof columns / sizeof columns[0],
                                     .empty_text = "无"},
                                    {.kind = OFFICE_SIGNATURES, .items = signs, .items_len = 2}};
    blocks[1].values = answers_table(w, &c, &blocks[1].values_len);
    struct office_paper p = {.meta = {.title = text_format(w->arena, "初审意见表（%s）", brand),
                                      .author = round_text(w->round, "organiser"),
                                      .lang = "zh-CN",
                                      .created_at = w->now},
                             .heading = w->round->title,
                             .title = "初审意见表",
                             .blocks = blocks,
                             .blocks_len = sizeof blocks / sizeof blocks[0],
                             .foot = text_format(w->arena, "受理编号 %s　·　第 %d 版　·　校验码 %s", c.r.n.receipt_no,
                                                 c.r.n.version_no, c.r.version.check_code),
                             .is_register = true};
    TRY(paper_office(w->app->paper, &p, w->arena, &pdf));
    paper_send(w, &pdf, text_format(w->arena, "初审意见表_%s.pdf", c.r.n.receipt_no));
    return OK;
}
