/* candidate_list_pages.c - 组织初审: the candidates as a list and as a workbook, and many of them given to many people.
 */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "document/workbook.h"
#include "domain/list_query.h"
#include "domain/name_order.h"
#include "pages/candidate_pages.h"
#include "pages/list_asking.h"
#include "pages/pages.h"
#include "pages/stage_words.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { NOTES_MAX = 4, STATES = 5 };

/* ---- what is asked ---- */

/* Where a candidate stands, as the filter asks for it. */
static const char *state_of(const struct candidate *c, bool may_know)
{
    return c->reviewers == 0            ? "unassigned"
           : may_know && c->vetoes > 0  ? "vetoed"
           : c->answered < c->reviewers ? "waiting"
                                        : "answered";
}

struct candidates_asked {
    struct list_asking k;
    const char *state, *mine;
    struct candidate *rows; /* in the order asked for */
    size_t len, waiting;    /* all that this person may see; those that wait for this person */
    size_t all;
};

static void ask_state(struct web *w, struct candidates_asked *q)
{
    bool is_office = w->actor.role == ROLE_OFFICE;
    struct list_choosing c = list_choose(&q->k, "state", "全部状态", STATES);
    list_add_choice(&c, "mine", "等我答复");
    if (is_office) {
        list_add_choice(&c, "unassigned", "还没有分给人");
        list_add_choice(&c, "waiting", "有人没有答");
        list_add_choice(&c, "answered", "全部答复");
        list_add_choice(&c, "vetoed", "有否决");
    }
    q->state = list_add_filter(&q->k, "state", "状态", &c);
    q->k.filter.status = q->state;
}

bool candidate_is_open_to(const struct web *w, const struct candidate *c)
{
    return w->actor.role == ROLE_OFFICE ? !c->is_mine || c->is_answered : c->is_answered;
}

static bool has_word(const struct candidate *c, const char *word)
{
    return *word == '\0' || strstr(c->brand_name, word) != NULL || strstr(c->unit_name, word) != NULL ||
           strstr(c->receipt_no, word) != NULL || strstr(c->recommender_name, word) != NULL;
}

static bool is_asked_for(const struct web *w, const struct candidates_asked *q, const struct candidate *c)
{
    const struct listing_filter *f = &q->k.filter;
    bool has_sector = text_is_empty(f->sector) || strcmp(f->sector, c->sector_code) == 0;
    bool has_district = text_is_empty(f->district) || strcmp(f->district, c->district_code) == 0;
    bool is_mine = c->is_mine && !c->is_answered;
    bool has_state =
        *q->state == '\0' ||
        (strcmp(q->state, "mine") == 0 ? is_mine : strcmp(q->state, state_of(c, candidate_is_open_to(w, c))) == 0);
    return has_sector && has_district && has_state && has_word(c, f->word);
}

/* SQL gives them by number; names are put in order by ICU. */
static enum err put_in_order(struct arena *a, enum list_order order, struct candidates_asked *q)
{
    bool by_brand = order == ORDER_BRAND_PINYIN || order == ORDER_BRAND_STROKES;
    bool by_name = by_brand || order == ORDER_UNIT_PINYIN || order == ORDER_UNIT_STROKES;
    if (!by_name) {
        return OK;
    }
    const char **names = ARENA_ARRAY(a, const char *, q->len + 1);
    size_t *places = ARENA_ARRAY(a, size_t, q->len + 1);
    struct candidate *sorted = ARENA_ARRAY(a, struct candidate, q->len + 1);
    bool by_strokes = order == ORDER_BRAND_STROKES || order == ORDER_UNIT_STROKES;
    for (size_t i = 0; i < q->len; i++) {
        names[i] = by_brand ? q->rows[i].brand_name : q->rows[i].unit_name;
    }
    TRY(names_sort(a, by_strokes ? NAME_BY_STROKES : NAME_BY_PINYIN, names, q->len, places));
    for (size_t i = 0; i < q->len; i++) {
        sorted[i] = q->rows[places[i]];
    }
    q->rows = sorted;
    return OK;
}

static enum err read_candidates(struct web *w, struct candidates_asked *q)
{
    static const char *const orders[ORDER__COUNT] = {"受理编号",   NULL,         NULL,         NULL,
                                                     "单位，拼音", "单位，笔画", "品牌，拼音", "品牌，笔画"};
    struct candidates all;
    *q = (struct candidates_asked){0};
    TRY(list_ask_begin(w, "/reviews", &q->k));
    list_ask_sector(&q->k, round_text(w->round, "none_sector"));
    list_ask_district(&q->k);
    ask_state(w, q);
    list_ask_order(&q->k, orders, ORDER_NUMBER);
    list_ask_word(&q->k);
    TRY(candidate_list(w->db, w->arena, w->round->id, &w->actor, &all));
    q->rows = ARENA_ARRAY(w->arena, struct candidate, all.len + 1);
    q->all = all.len;
    for (size_t i = 0; i < all.len; i++) {
        q->waiting += all.items[i].is_mine && !all.items[i].is_answered;
        if (is_asked_for(w, q, &all.items[i])) {
            q->rows[q->len++] = all.items[i];
        }
    }
    return put_in_order(w->arena, q->k.filter.order, q);
}

/* ---- the rows ---- */

static struct tag_view candidate_tag(const struct candidate *c, bool may_know)
{
    if (c->is_mine && !c->is_answered) {
        return (struct tag_view){"todo", "等我答复"};
    }
    if (c->reviewers == 0) {
        return (struct tag_view){"todo", "还没有分给人"};
    }
    if (may_know && c->vetoes > 0) {
        return (struct tag_view){"err", "有否决"};
    }
    return c->answered < c->reviewers ? (struct tag_view){"half", "审阅中"} : (struct tag_view){"done", "全部答复"};
}

const struct text_view *candidate_notes(struct web *w, const struct candidate *c, size_t *ret_len)
{
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, NOTES_MAX);
    size_t len = 0;
    if (c->is_stale) {
        list[len++].text = "报送以后单位又改过，推荐已作废";
    }
    if (!c->is_received) {
        list[len++].text = "推荐名单的纸件未收";
    }
    if (!c->is_sealed) {
        list[len++].text = "申报表的盖章件未收";
    }
    *ret_len = len;
    return list;
}

/* The mean of all grades in two decimals, half up, by integers alone: "3.67"; "" for none. */
const char *grade_mean(struct arena *a, int sum, int count)
{
    if (count == 0) {
        return "";
    }
    int hundredths = (2 * 100 * sum + count) / (2 * count);
    return text_format(a, "%d.%02d", hundredths / 100, hundredths % 100);
}

static struct candidate_row_view candidate_row(struct web *w, const struct candidate *c)
{
    bool may_know = candidate_is_open_to(w, c);
    const char *mean = grade_mean(w->arena, c->grade_sum, c->grades);
    struct candidate_row_view v = {
        .ref = c->ref,
        .id = text_format(w->arena, "c-%s", c->ref),
        .brand_name = c->brand_name,
        .unit_name = c->unit_name,
        .receipt_no = c->receipt_no,
        .recommender = text_format(w->arena, "%s　第 %d 位", c->recommender_name, c->place),
        .progress = c->reviewers == 0 ? "—" : text_format(w->arena, "%d 人中 %d 人已答", c->reviewers, c->answered),
        .grades = may_know && *mean != '\0' ? text_format(w->arena, "平均 %s（满分 4）", mean) : NULL,
        .tag = candidate_tag(c, may_know),
        .url = url_path(text_format(w->arena, "/reviews/%s", c->ref))};
    v.notes = candidate_notes(w, c, &v.notes_len);
    return v;
}

static const char *list_lead(struct web *w, const struct candidates_asked *q)
{
    const struct stage_window *x = stage_window_of(w->round->windows, w->round->windows_len, STAGE_PRELIMINARY_REVIEW);
    const char *until = x == NULL ? "时间待定" : closing_words(w->arena, x->closes_at);
    return w->actor.role == ROLE_OFFICE
               ? text_format(w->arena, "各单位推荐 %zu 个品牌，等我答复 %zu 个。初审截止 %s。", q->all, q->waiting,
                             until)
               : text_format(w->arena, "分给我 %zu 个品牌，等我答复 %zu 个。初审截止 %s。", q->all, q->waiting, until);
}

static const char *list_empty(const struct web *w, const struct candidates_asked *q)
{
    return q->k.is_filtered ? "没有符合条件的品牌。可以换一个词，或者清除筛选条件。"
           : w->actor.role == ROLE_OFFICE ? "还没有推荐上来的品牌。主管部门和辖市区文明办报送名单以后，会列在这里。"
                                          : "还没有分给您审阅的品牌。分给您以后，会列在这里。";
}

enum err candidates_page(struct web *w)
{
    struct candidates_asked q;
    struct candidates_view v = {0};
    TRY(read_candidates(w, &q));
    struct list_span span = list_span_asked(&q.k, q.len);
    struct candidate_row_view *rows = ARENA_ARRAY(w->arena, struct candidate_row_view, LIST_PAGE_ROWS);
    for (size_t i = span.first; i < span.end; i++) {
        rows[v.rows_len++] = candidate_row(w, &q.rows[i]);
    }
    v.rows = rows;
    v.lead = list_lead(w, &q);
    v.filter = list_filter_of(&q.k, "品牌、单位、推荐单位或编号");
    v.count = list_count_of(&q.k, "个品牌", q.len, false);
    v.empty_text = list_empty(w, &q);
    v.pager = list_pager_of(&q.k, &span);
    v.can_assign = w->actor.role == ROLE_OFFICE && stage_is_in(w->stages, STAGE_PRELIMINARY_REVIEW) && q.all > 0;
    frame_page(w, &v.page, "初审");
    if (fields_has(&w->rq->query, "assigned")) {
        frame_flash(&v.page, "ok", "已分给审阅人", "他们登录以后，在“初审”里看到。");
    } else if (fields_has(&w->rq->query, "recused")) {
        frame_flash(&v.page, "ok", "已登记回避", "这个品牌不再出现在您的任何页面里。");
    }
    tpl_candidates(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err candidates_xlsx_page(struct web *w)
{
    static const struct workbook_column columns[] = {
        {"序号", WORKBOOK_NUMBER, 6},      {"受理编号", WORKBOOK_TEXT, 16},   {"品牌名称", WORKBOOK_TEXT, 26},
        {"申报单位", WORKBOOK_TEXT, 34},   {"行业", WORKBOOK_TEXT, 14},       {"辖市区", WORKBOOK_TEXT, 12},
        {"推荐单位", WORKBOOK_TEXT, 26},   {"推荐排序", WORKBOOK_NUMBER, 10}, {"审阅人数", WORKBOOK_NUMBER, 10},
        {"已答人数", WORKBOOK_NUMBER, 10}, {"否决", WORKBOOK_TEXT, 8},        {"平均等次", WORKBOOK_TEXT, 10},
    };
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    struct candidates_asked q;
    TRY(read_candidates(w, &q));
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, q.len * COLUMNS + 1);
    for (size_t i = 0; i < q.len; i++) {
        const struct candidate *c = &q.rows[i];
        bool may_know = candidate_is_open_to(w, c);
        const char *vetoes = !may_know ? "" : c->vetoes == 0 ? "无" : text_format(w->arena, "%d", c->vetoes);
        const struct workbook_cell row[COLUMNS] = {
            {NULL, (int64_t)i + 1},
            {c->receipt_no, 0},
            {c->brand_name, 0},
            {c->unit_name, 0},
            {*c->sector_name == '\0' ? round_text(w->round, "none_sector") : c->sector_name, 0},
            {c->district_name, 0},
            {c->recommender_name, 0},
            {NULL, c->place},
            {NULL, c->reviewers},
            {NULL, c->answered},
            {vetoes, 0},
            {may_know ? grade_mean(w->arena, c->grade_sum, c->grades) : "", 0}};
        memcpy(&cells[i * COLUMNS], row, sizeof row);
    }
    struct workbook b = {.columns = columns, .columns_len = COLUMNS, .cells = cells, .rows_len = q.len};
    return list_send_workbook(&q.k, "初审清单", &b);
}

/* ---- many to many ---- */

/* What was ticked: each box is its own field, NAME.REF. */
static bool is_ticked(struct web *w, const char *name, const char *ref)
{
    return fields_has(&w->rq->form, text_format(w->arena, "%s.%s", name, ref));
}

struct assigning {
    struct candidates all;
    struct possible_reviewer *people;
    size_t people_len, candidates_ticked, people_ticked;
};

static enum err read_assigning(struct web *w, struct assigning *g)
{
    *g = (struct assigning){0};
    TRY(candidate_list(w->db, w->arena, w->round->id, &w->actor, &g->all));
    TRY(possible_reviewers(w->db, w->arena, 0, &g->people, &g->people_len));
    for (size_t i = 0; i < g->all.len; i++) {
        g->candidates_ticked += is_ticked(w, "candidate", g->all.items[i].ref);
    }
    for (size_t i = 0; i < g->people_len; i++) {
        g->people_ticked += is_ticked(w, "reviewer", g->people[i].ref);
    }
    return OK;
}

struct reviewer_option_view reviewer_option(struct web *w, const struct possible_reviewer *p)
{
    return (struct reviewer_option_view){
        .id = text_format(w->arena, "r-%s", p->ref),
        .ref = p->ref,
        .name = p->person_name,
        .hint =
            p->waiting == 0 ? p->body_name : text_format(w->arena, "%s，还有 %d 个没有答", p->body_name, p->waiting)};
}

static enum err show_assigning(struct web *w, const struct assigning *g, bool is_posted, int status)
{
    struct review_assign_view v = {.rows_len = g->all.len, .people_len = g->people_len};
    struct candidate_row_view *rows = ARENA_ARRAY(w->arena, struct candidate_row_view, g->all.len + 1);
    struct reviewer_option_view *people = ARENA_ARRAY(w->arena, struct reviewer_option_view, g->people_len + 1);
    struct error_item_view *items = ARENA_ARRAY(w->arena, struct error_item_view, 2);
    for (size_t i = 0; i < g->all.len; i++) {
        rows[i] = candidate_row(w, &g->all.items[i]);
        rows[i].is_chosen = is_posted ? is_ticked(w, "candidate", rows[i].ref) : g->all.items[i].reviewers == 0;
    }
    for (size_t i = 0; i < g->people_len; i++) {
        people[i] = reviewer_option(w, &g->people[i]);
        people[i].is_chosen = is_posted && is_ticked(w, "reviewer", people[i].ref);
    }
    v.rows = rows;
    v.people = people;
    if (is_posted && g->candidates_ticked == 0) {
        v.candidates_error = "请勾选要分下去的品牌";
        items[v.errors.items_len++] =
            (struct error_item_view){g->all.len > 0 ? rows[0].id : "main", v.candidates_error};
    }
    if (is_posted && g->people_ticked == 0) {
        v.reviewers_error = "请勾选审阅人";
        items[v.errors.items_len++] =
            (struct error_item_view){g->people_len > 0 ? people[0].id : "main", v.reviewers_error};
    }
    v.errors.items = items;
    v.errors.count = (int)v.errors.items_len;
    frame_page(w, &v.page, "分给审阅人");
    v.page.has_errors = v.errors.items_len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_review_assign(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err review_assign_page(struct web *w)
{
    struct assigning g;
    TRY(read_assigning(w, &g));
    return show_assigning(w, &g, false, 200);
}

/* Gives one candidate to all who are ticked; a person who is recused of it is passed over. */
static enum err assign_one(struct web *w, const struct assigning *g, const struct candidate *c)
{
    struct writing x = {w->db, w->app->random, w->arena, &w->who};
    struct nomination n;
    TRY(nomination_by_ref(w->db, w->arena, c->ref, &n));
    for (size_t i = 0; i < g->people_len; i++) {
        struct review_standing s;
        if (!is_ticked(w, "reviewer", g->people[i].ref)) {
            continue;
        }
        TRY(review_standing_of(w->db, n.id, g->people[i].account_id, &s));
        if (!s.is_recused) {
            TRY(review_assign(&x, &n, g->people[i].account_id));
        }
    }
    return OK;
}

/* One that was ticked, when this person may give it away. */
static enum err assign_ticked(struct web *w, const struct assigning *g, const struct candidate *c)
{
    struct review_standing own = {0};
    TRY(review_standing_of(w->db, c->nomination_id, w->actor.account_id, &own));
    TRY(may_assign_review(&w->actor, w->stages, &own));
    return assign_one(w, g, c);
}

enum err review_assign_submit_page(struct web *w)
{
    struct assigning g;
    TRY(read_assigning(w, &g));
    if (g.candidates_ticked == 0 || g.people_ticked == 0) {
        return show_assigning(w, &g, true, 422);
    }
    for (size_t i = 0; i < g.all.len; i++) {
        if (is_ticked(w, "candidate", g.all.items[i].ref)) {
            TRY(assign_ticked(w, &g, &g.all.items[i]));
        }
    }
    web_redirect(w, "/reviews?assigned=1");
    return OK;
}
