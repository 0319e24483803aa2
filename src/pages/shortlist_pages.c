/* shortlist_pages.c - 候选名单: the candidates side by side, chosen row by row; several people at once. */
#include "pages/shortlist_pages.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/text_count.h"
#include "pages/candidate_pages.h"
#include "pages/list_asking.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/shortlist_shown.h"
#include "pages/stage_words.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { SUMS = 2 };

/* ---- words ---- */

enum err shortlist_facts_now(struct web *w, struct shortlist_facts *ret, int *ret_last_draft)
{
    return shortlist_facts_of(web_reading(w), w->app->round, w->now, ret, ret_last_draft);
}

const char *shortlist_state_text(struct web *w, const struct shortlist_facts *f)
{
    const struct round *r = w->app->round;
    const struct stage_window *x = stage_window_of(r->windows, r->windows_len, STAGE_PRELIMINARY_REVIEW);
    if (f->is_released) {
        return "名单已经发布，不能再改。";
    }
    if (f->phase == PHASE_BEFORE) {
        return text_format(w->arena, "%s组织初审开始以后，可以在这里逐个决定是否列入名单、存稿、核对名称和发布。",
                           x == NULL ? "" : opening_words(w->arena, x->opens_at));
    }
    if (f->phase == PHASE_AFTER) {
        return "拟定名单的时间已过：名单应在公示评议开始以前发布。确需补办的，请管理员调整阶段时间。";
    }
    return f->is_proposed ? "已经提出发布，等另一个人确认。要改名单，先撤回提出。" : NULL;
}

const char *release_fault_text(struct web *w, const struct shortlist_facts *f)
{
    struct arena *a = w->arena;
    enum release_fault fault = release_judge(f);
    if (f->is_recused && fault != RELEASE_SILENT) { /* the numbers below count what this person does not see */
        return !f->is_proposed ? "您有回避的品牌，请由看得到名单全部的人提出，您可以确认。"
               : fault != RELEASE_FINE ? "提出以后情况有变化，请先撤回提出。"
                                       : NULL;
    }
    switch (fault) {
    case RELEASE_FINE: break;
    case RELEASE_NOBODY: return "还没有推荐上来的品牌。";
    case RELEASE_SILENT: return "您还有没有答复的初审。答复以后，看得到名单的全部，才能提出或者确认发布。";
    case RELEASE_UNRECEIVED:
        return text_format(a, "还有 %d 家的推荐名单没有登记收到，报送单位还能撤回，请先登记收到。", f->unreceived);
    case RELEASE_UNDECIDED: return text_format(a, "还有 %d 个品牌未定。", f->undecided);
    case RELEASE_UNREASONED:
        return text_format(a, "有 %d 个列入的品牌有否决或者报送后又改过，请写明列入的理由。", f->unreasoned);
    case RELEASE_UNCHECKED: return text_format(a, "还有 %d 个品牌没有发出名称核对。", f->unchecked);
    case RELEASE_NAMES_ASKED: return text_format(a, "有 %d 个单位要求更正名称，请先处理。", f->names_asked);
    case RELEASE_NO_DRAFT: return "请先存一稿：发布的是存下来的稿。";
    case RELEASE_OLD_DRAFT: return "存稿以后又改过，请再存一稿。";
    }
    return NULL;
}

struct tag_view choice_tag(enum choice c)
{
    static const char *const kinds[CHOICE__COUNT] = {"todo", "ok", "off"};
    return (struct tag_view){kinds[c], choice_word(c)};
}

const char *shortlist_line_words(struct web *w, const char *sector_name, const char *district_name)
{
    return text_format(w->arena, "%s　%s", *sector_name == '\0' ? round_text(w->round, "none_sector") : sector_name,
                       district_name);
}

/* ---- what was typed ---- */

/* One row as it was posted. */
struct typed_choice {
    bool is_posted;
    struct shortlist_choice x; /* its revision: what the page was drawn from */
    const char *was;
    const char *error;
    bool is_disputed;
    struct shortlist_choice theirs;
};

/* The content of a row in a word, so that what was not touched does not undo a colleague. */
static const char *print_of(struct arena *a, const struct shortlist_choice *x)
{
    uint64_t h = 14695981039346656037U;
    const char *text = text_format(a, "%d|%d|%s|%s", (int)x->choice, x->is_told, x->reason, x->note);
    for (const char *p = text; *p != '\0'; p++) {
        h = (h ^ (unsigned char)*p) * 1099511628211U;
    }
    return text_format(a, "%016" PRIx64, h);
}

static const char *posted_of(struct web *w, const char *name, const char *ref)
{
    return fields_text(&w->rq->form, text_format(w->arena, "%s.%s", name, ref));
}

static int number_of(const char *typed)
{
    int64_t n = 0;
    return text_to_int(typed, 0, INT32_MAX, &n) == OK ? (int)n : -1;
}

static struct typed_choice read_typed(struct web *w, const struct shown_candidate *s)
{
    const char *ref = s->c.ref;
    struct typed_choice t = {.x = {.nomination_id = s->c.nomination_id}};
    if (!s->is_open || choice_from_ident(posted_of(w, "choice", ref), &t.x.choice) != OK) {
        return t;
    }
    t.is_posted = true;
    t.was = posted_of(w, "was", ref);
    t.x.reason = posted_text(w, text_format(w->arena, "reason.%s", ref));
    t.x.note = posted_text(w, text_format(w->arena, "note.%s", ref));
    t.x.is_told = t.x.choice == CHOICE_OUT && *posted_of(w, "told", ref) != '\0';
    t.x.revision = number_of(posted_of(w, "revision", ref));
    t.theirs = s->choice;
    return t;
}

static const char *fault_of(const struct shown_candidate *s, const struct typed_choice *t)
{
    return zi_count(t->x.note) > CHOICE_NOTE_ZI
               ? "备注太长，请缩短到 300 字以内"
               : choice_fault(t->x.choice, s->vetoes_len > 0, s->c.is_stale, t->x.reason);
}

/* What to do with a row: nothing, save it, or show both. */
enum fate { FATE_LEAVE, FATE_SAVE, FATE_DISPUTE };
static enum fate fate_of(struct web *w, const struct shown_candidate *s, const struct typed_choice *t)
{
    const char *now = print_of(w->arena, &t->x);
    if (!t->is_posted || strcmp(now, print_of(w->arena, &s->choice)) == 0) {
        return FATE_LEAVE;
    }
    const char *settle = posted_of(w, "settle", s->c.ref);
    bool has_seen = number_of(posted_of(w, "seen", s->c.ref)) == s->choice.revision;
    if (t->x.revision != s->choice.revision && *settle != '\0' && has_seen) {
        return strcmp(settle, "mine") == 0 ? FATE_SAVE : FATE_LEAVE;
    }
    if (*settle == '\0' && strcmp(now, t->was) == 0) {
        return FATE_LEAVE; /* only read */
    }
    return t->x.revision == s->choice.revision ? FATE_SAVE : FATE_DISPUTE;
}

/* ---- the rows ---- */

static const struct text_view *veto_lines(struct web *w, const struct shown_candidate *s)
{
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, s->vetoes_len + 1);
    for (size_t i = 0; i < s->vetoes_len; i++) {
        list[i].text = veto_words(w->arena, &s->vetoes[i]);
    }
    return list;
}

static const struct option_view *choice_options(struct web *w, enum choice chosen)
{
    struct option_view *list = ARENA_ARRAY(w->arena, struct option_view, CHOICE__COUNT);
    for (int i = 0; i < CHOICE__COUNT; i++) {
        list[i] = (struct option_view){.value = choice_ident((enum choice)i),
                                       .label = choice_word((enum choice)i),
                                       .is_chosen = (enum choice)i == chosen};
    }
    return list;
}

static const char *choice_said(struct web *w, const struct shortlist_choice *x)
{
    return text_format(w->arena, "%s（%s %s）%s%s%s%s", choice_word(x->choice), x->saved_by,
                       at_short_chinese(w->arena, x->saved_at), *x->reason == '\0' ? "" : "　理由：", x->reason,
                       *x->note == '\0' ? "" : "　备注：", x->note);
}

static void show_choice(struct web *w, struct shortlist_row_view *v, const struct shown_candidate *s,
                        const struct typed_choice *t)
{
    const struct shortlist_choice *x = t != NULL && t->is_posted ? &t->x : &s->choice;
    v->tag = choice_tag(x->choice);
    v->reason = x->reason;
    v->note = x->note;
    v->is_told = x->is_told;
    v->options = choice_options(w, x->choice);
    v->options_len = CHOICE__COUNT;
    v->revision = x->revision;
    v->was = t != NULL && t->is_posted ? t->was : print_of(w->arena, x);
    v->saved_text = s->choice.revision == 0 ? NULL
                                            : text_format(w->arena, "%s %s 保存", s->choice.saved_by,
                                                          at_short_chinese(w->arena, s->choice.saved_at));
    if (t != NULL) {
        v->error = t->error;
        v->is_disputed = t->is_disputed;
        v->theirs = t->is_disputed ? choice_said(w, &t->theirs) : NULL;
        v->theirs_revision = t->theirs.revision;
    }
}

static struct shortlist_row_view row_of(struct web *w, const struct shown_candidate *s, const struct typed_choice *t,
                                        bool can_edit)
{
    const struct candidate *c = &s->c;
    const char *mean = grade_mean(w->arena, c->grade_sum, c->grades);
    struct shortlist_row_view v = {
        .ref = c->ref,
        .id = text_format(w->arena, "s-%s", c->ref),
        .url = url_path(text_format(w->arena, "/reviews/%s", c->ref)),
        .brand_name = c->brand_name,
        .unit_name = c->unit_name,
        .receipt_no = c->receipt_no,
        .line = shortlist_line_words(w, c->sector_name, c->district_name),
        .recommender = text_format(w->arena, "%s　第 %d 位", c->recommender_name, c->place),
        .progress =
            c->reviewers == 0 ? "没有分给人" : text_format(w->arena, "%d 人中 %d 人已答", c->reviewers, c->answered),
        .has_names = s->has_names};
    v.notes = candidate_notes(w, c, &v.notes_len);
    if (s->has_names) {
        v.names = names_tag(s->names);
    }
    if (!s->is_open) {
        v.blind_text = "等我答复。答复以后，才能看到别人的意见和决定。";
        return v;
    }
    v.grades = *mean == '\0' ? NULL : text_format(w->arena, "平均 %s（满分 4）", mean);
    v.by_condition = s->by_condition;
    v.vetoes = veto_lines(w, s);
    v.vetoes_len = s->vetoes_len;
    v.can_edit = can_edit;
    show_choice(w, &v, s, t);
    return v;
}

/* ---- sums ---- */

static void count_in(struct shortlist_sum_view *to, const struct shown_candidate *s)
{
    to->candidates++;
    to->chosen += s->choice.choice == CHOICE_IN;
    to->refused += s->choice.choice == CHOICE_OUT;
    to->open += s->choice.choice == CHOICE_OPEN;
}

/* Those of one sector, or district, into its row. */
static void count_of_code(struct shortlist_sum_view *to, const struct shown_shortlist *q, bool by_sector,
                          const char *code)
{
    for (size_t k = 0; k < q->all_len; k++) {
        const struct shown_candidate *s = &q->all[k];
        if (s->is_open && strcmp(by_sector ? s->c.sector_code : s->c.district_code, code) == 0) {
            count_in(to, s);
        }
    }
}

/* One row for each sector, or district, that has a candidate; what this person does not see is in no number. */
static struct shortlist_sums_view sums_of(struct web *w, const struct shown_shortlist *q, bool by_sector)
{
    const struct round *r = w->round;
    size_t names = by_sector ? r->sectors_len + 1 : r->districts_len;
    struct shortlist_sum_view *rows = ARENA_ARRAY(w->arena, struct shortlist_sum_view, names + 1);
    size_t len = 0;
    for (size_t i = 0; i < names; i++) {
        bool is_none = by_sector && i == r->sectors_len;
        const char *code = is_none ? "none" : by_sector ? r->sectors[i].code : r->districts[i].code;
        struct shortlist_sum_view sum = {.label = is_none     ? round_text(r, "none_sector")
                                                  : by_sector ? r->sectors[i].name
                                                              : r->districts[i].name};
        count_of_code(&sum, q, by_sector, code);
        if (sum.candidates > 0) {
            rows[len++] = sum;
        }
    }
    return (struct shortlist_sums_view){.title = by_sector ? "按行业" : "按辖市区",
                                        .head = by_sector ? "行业" : "辖市区",
                                        .id = by_sector ? "sum-sector" : "sum-district",
                                        .rows = rows,
                                        .rows_len = len};
}

static struct shortlist_sum_view total_of(const struct shown_shortlist *q)
{
    struct shortlist_sum_view sum = {.label = "合计"};
    for (size_t i = 0; i < q->all_len; i++) {
        if (q->all[i].is_open) {
            count_in(&sum, &q->all[i]);
        }
    }
    return sum;
}

/* ---- the page ---- */

static enum err fill_drafts(struct web *w, struct shortlist_view *v, const struct shown_shortlist *q)
{
    struct shortlist_draft *list = NULL;
    size_t len = 0;
    TRY(shortlist_drafts(web_reading(w), &list, &len));
    struct shortlist_draft_view *drafts = ARENA_ARRAY(w->arena, struct shortlist_draft_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        drafts[i] = (struct shortlist_draft_view){
            text_format(w->arena, "第 %d 稿", list[i].number),
            text_format(w->arena, "%s %s存", at_short_chinese(w->arena, list[i].saved_at), list[i].saved_by),
            url_path(text_format(w->arena, "/shortlist/drafts/%d", list[i].number))};
    }
    bool may = may_build_shortlist(&w->actor, &q->facts) == OK && q->facts.candidates > 0;
    v->drafts = drafts;
    v->drafts_len = len;
    v->can_draft = may && (!q->facts.has_draft || q->facts.is_draft_old);
    v->draft_button = text_format(w->arena, "保存为第 %d 稿", q->last_draft + 1);
    v->draft_note = may && !v->can_draft ? text_format(w->arena, "现在的决定与第 %d 稿相同。", q->last_draft) : NULL;
    return OK;
}

static const char *names_words(struct web *w, const struct shown_shortlist *q)
{
    size_t sent = 0;
    size_t waiting = 0;
    for (size_t i = 0; i < q->all_len; i++) {
        sent += q->all[i].has_names;
        waiting += q->all[i].has_names && names_wait(q->all[i].names);
    }
    return sent == 0 ? "名称核对还没有发出。发出以后，每个被推荐的单位都会收到，不论是否列入，措辞相同。"
                     : text_format(w->arena, "名称核对已发给 %zu 个单位，%zu 个还没有答复。", sent, waiting);
}

static const char *list_lead(struct web *w, const struct shown_shortlist *q)
{
    struct shortlist_sum_view sum = total_of(q);
    size_t blind = q->all_len - (size_t)sum.candidates;
    return text_format(w->arena, "推荐 %d 个，列入 %d 个，不列入 %d 个，未定 %d 个。%s", sum.candidates, sum.chosen,
                       sum.refused, sum.open,
                       blind == 0 ? "" : text_format(w->arena, "另有 %zu 个等我答复，没有算在内。", blind));
}

static void flash_list(struct web *w, struct page *page)
{
    if (fields_has(&w->rq->query, "saved")) {
        frame_flash(page, "ok", "已保存", NULL);
    } else if (fields_has(&w->rq->query, "withdrawn")) {
        frame_flash(page, "ok", "已撤回提出", "名单又可以改了。");
    } else if (fields_has(&w->rq->query, "drafted")) {
        frame_flash(page, "ok", "已存稿", NULL);
    }
}

/* This list at that page. */
static struct url page_url(struct shown_shortlist *q, size_t page)
{
    struct list_span beside = {.page = page + 1, .pages = page + 1};
    return list_pager_of(&q->k, &beside).previous_url;
}

static struct error_summary_view errors_of(struct web *w, const struct shortlist_row_view *rows, size_t len)
{
    struct error_item_view *items = ARENA_ARRAY(w->arena, struct error_item_view, len + 1);
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        if (rows[i].error != NULL) {
            items[n++] = (struct error_item_view){rows[i].id,
                                                  text_format(w->arena, "“%s”：%s", rows[i].brand_name, rows[i].error)};
        }
    }
    return (struct error_summary_view){items, n, (int)n};
}

static void fill_rows(struct web *w, struct shortlist_view *v, struct shown_shortlist *q,
                      const struct typed_choice *typed)
{
    struct list_span span = list_span_asked(&q->k, q->rows_len);
    struct shortlist_row_view *rows = ARENA_ARRAY(w->arena, struct shortlist_row_view, LIST_PAGE_ROWS + 1);
    for (size_t i = span.first; i < span.end; i++) {
        const struct typed_choice *t = typed == NULL ? NULL : &typed[i];
        rows[v->rows_len++] = row_of(w, &q->rows[i], t, v->can_edit);
        v->is_disputed |= t != NULL && t->is_disputed;
    }
    v->rows = rows;
    v->errors = errors_of(w, rows, v->rows_len);
    v->pager = list_pager_of(&q->k, &span);
    v->post_url = page_url(q, q->page == 0 ? span.page : q->page);
}

static enum err show_shortlist(struct web *w, struct shown_shortlist *q, const struct typed_choice *typed, int status)
{
    struct shortlist_view v = {.lead = list_lead(w, q), .names_text = names_words(w, q)};
    struct shortlist_sums_view *sums = ARENA_ARRAY(w->arena, struct shortlist_sums_view, SUMS);
    enum err may = may_build_shortlist(&w->actor, &q->facts);
    v.can_edit = may == OK || typed != NULL;
    v.state_text = shortlist_state_text(w, &q->facts);
    v.has_proposal = q->facts.is_proposed;
    v.is_released = q->facts.is_released;
    v.tag = q->facts.is_released   ? (struct tag_view){"done", "已发布"}
            : q->facts.is_proposed ? (struct tag_view){"half", "等人确认"}
                                   : (struct tag_view){"todo", "拟定中"};
    fill_rows(w, &v, q, typed);
    sums[0] = sums_of(w, q, true);
    sums[1] = sums_of(w, q, false);
    v.sums = sums;
    v.sums_len = sums[0].rows_len > 0 ? SUMS : 0;
    v.filter = list_filter_of(&q->k, "品牌、单位、编号或备注");
    v.count = list_count_of(&q->k, "个品牌", q->rows_len, false);
    v.empty_text = q->k.is_filtered ? "没有符合条件的品牌。可以换一个词，或者清除筛选条件。"
                                    : "还没有推荐上来的品牌。主管部门和辖市区文明办报送名单以后，会列在这里。";
    TRY(fill_drafts(w, &v, q));
    v.can_propose = may_propose_release(&w->actor, &q->facts) == OK;
    v.release_text = may != OK || v.can_propose ? NULL : release_fault_text(w, &q->facts);
    frame_page(w, &v.page, "候选名单");
    v.page.has_errors = v.errors.items_len > 0;
    flash_list(w, &v.page);
    v.top = (struct form_top_view){w->token, NULL};
    tpl_shortlist(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err may_build_now(struct web *w, bool *ret_may)
{
    struct shortlist_facts f;
    TRY(shortlist_facts_now(w, &f, NULL));
    enum err may = may_build_shortlist(&w->actor, &f);
    *ret_may = may == OK;
    if (may == ERR_CLOSED || may == ERR_CONFLICT) {
        web_redirect(w, "/shortlist");
        return OK;
    }
    return may;
}

enum err shortlist_page(struct web *w)
{
    struct shown_shortlist q;
    TRY(shown_shortlist_read(w, &q));
    return show_shortlist(w, &q, NULL, 200);
}

/* Saves what may be saved; *ret_disputed: how many rows somebody else has saved meanwhile. */
static enum err save_rows(struct web *w, struct shown_shortlist *q, struct typed_choice *typed, size_t *ret_disputed)
{
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    for (size_t i = 0; i < q->rows_len; i++) {
        enum fate fate = fate_of(w, &q->rows[i], &typed[i]);
        typed[i].is_disputed = fate == FATE_DISPUTE;
        *ret_disputed += fate == FATE_DISPUTE;
        if (fate == FATE_SAVE) {
            typed[i].x.revision = q->rows[i].choice.revision;
            TRY(shortlist_choose(&c, q->rows[i].c.ref, &typed[i].x));
        }
    }
    return OK;
}

static struct typed_choice *typed_rows(struct web *w, const struct shown_shortlist *q, size_t *ret_faults)
{
    struct typed_choice *typed = ARENA_ARRAY(w->arena, struct typed_choice, q->rows_len + 1);
    for (size_t i = 0; i < q->rows_len; i++) {
        typed[i] = read_typed(w, &q->rows[i]);
        if (typed[i].is_posted) {
            typed[i].error = fault_of(&q->rows[i], &typed[i]);
            *ret_faults += typed[i].error != NULL;
        }
    }
    return typed;
}

/* Only the rows that were posted, so that the page shows just those again. */
static void keep_posted(struct shown_shortlist *q, struct typed_choice *typed)
{
    size_t len = 0;
    for (size_t i = 0; i < q->rows_len; i++) {
        if (typed[i].is_posted) {
            q->rows[len] = q->rows[i];
            typed[len++] = typed[i];
        }
    }
    q->rows_len = len < LIST_PAGE_ROWS ? len : LIST_PAGE_ROWS;
}

enum err shortlist_save_page(struct web *w)
{
    struct shown_shortlist q;
    size_t faults = 0;
    size_t disputed = 0;
    TRY(shown_shortlist_read(w, &q));
    struct list_span span = list_span_asked(&q.k, q.rows_len);
    q.page = span.page;
    q.rows = ARENA_ARRAY(w->arena, struct shown_candidate, q.all_len + 1); /* whatever the filter says by now */
    q.rows_len = q.all_len;
    memcpy(q.rows, q.all, q.all_len * sizeof *q.rows);
    struct typed_choice *typed = typed_rows(w, &q, &faults);
    enum err may = may_build_shortlist(&w->actor, &q.facts);
    if (may == OK && faults == 0) {
        TRY(save_rows(w, &q, typed, &disputed));
    }
    if (may == OK && faults == 0 && disputed == 0) {
        const char *go = fields_text(&w->rq->form, "go");
        size_t page = strcmp(go, "next") == 0                        ? span.page + 1
                      : strcmp(go, "previous") == 0 && span.page > 1 ? span.page - 1
                                                                     : span.page;
        web_redirect(w, url_with(w->arena, page_url(&q, page).text, "saved", "1").text);
        return OK;
    }
    keep_posted(&q, typed);
    return show_shortlist(w, &q, typed, faults > 0 ? 422 : 409);
}
