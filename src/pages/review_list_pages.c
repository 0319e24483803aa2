/* review_list_pages.c - who waits for a reviewer, since when, and what is missing; as a page and as a workbook. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/opinion.h"
#include "domain/preliminary.h"
#include "domain/workday.h"
#include "pages/list_asking.h"
#include "pages/pages.h"
#include "pages/review_words.h"
#include "pages/views.h"
#include "store/db.h"
#include "store/list_store.h"
#include "store/opinion_store.h"
#include "web/frame.h"
#include "web/web.h"

enum { LACKS_MAX = 4 };

/* One line of the queue, before it is words. */
struct waiting {
    const struct listed_nomination *n;
    struct review_facts facts;
    enum opinion_kind box;
    enum review_state state;
    int64_t since; /* 0 unless it is this body's turn */
    int workdays;
    size_t at; /* in the listing's own order */
};

struct queue {
    struct list_asking asked;
    const char *state; /* asked for, "" for all */
    struct waiting *rows;
    size_t len, ours, overdue;
    bool is_cut;
};

/* ---- what is asked ---- */

static enum err ask_queue(struct web *w, struct queue *q)
{
    static const char *const orders[ORDER__COUNT] = {"受理编号",   "等待时间，短的在前", "等待时间，长的在前",
                                                     NULL,         "单位，拼音",         "单位，笔画",
                                                     "品牌，拼音", "品牌，笔画"};
    TRY(list_ask_begin(w, "/reviews", &q->asked));
    list_ask_sector(&q->asked, round_text(w->round, "none_sector"));
    list_ask_district(&q->asked);
    bool recommends = w->actor.role == ROLE_SECTOR;
    struct list_choosing c = list_choose(&q->asked, "state", "全部状态", REVIEW__COUNT);
    for (int i = 0; i < REVIEW__COUNT; i++) {
        enum review_state s = (enum review_state)i;
        if (s != REVIEW_ELSEWHERE || recommends) { /* for a district nothing comes first */
            list_add_choice(&c, review_state_ident(s), review_state_word(s, true));
        }
    }
    q->state = list_add_filter(&q->asked, "state", "状态", &c);
    q->asked.filter.status = q->state; /* for the addresses of the pages */
    list_ask_order(&q->asked, orders, ORDER_OLDEST);
    list_ask_word(&q->asked);
    return OK;
}

/* ---- the rows ---- */

/* The box in which this body writes about a row of its own list. */
static enum opinion_kind box_of(const struct web *w)
{
    return w->actor.role == ROLE_SECTOR ? OPINION_SECTOR : OPINION_DISTRICT;
}

static int workdays_since(const struct web *w, int64_t since)
{
    return workdays_between(&w->round->calendar, day_of_at(since) + 1, day_of_at(w->now));
}

static enum err read_waiting(struct web *w, const struct listed_nomination *n, struct waiting *x)
{
    struct nomination found;
    TRY(nomination_by_ref(w->db, w->arena, n->ref, &found));
    TRY(review_facts_of(w->db, found.id, &x->facts));
    x->n = n;
    x->box = box_of(w);
    x->state = review_state_of(x->box, &n->chain);
    if (x->state == REVIEW_OURS) {
        bool after_local = x->box == OPINION_SECTOR && n->chain.route == ROUTE_SECTOR_COUNTY;
        x->since = after_local && x->facts.local_at > 0 ? x->facts.local_at : x->facts.submitted_at;
        x->workdays = workdays_since(w, x->since);
    }
    return OK;
}

/* Those who wait first, the longest first; then the others by number. */
static int by_waiting(const void *a, const void *b)
{
    const struct waiting *x = a;
    const struct waiting *y = b;
    if ((x->since == 0) != (y->since == 0)) {
        return x->since == 0 ? 1 : -1;
    }
    if (x->since != y->since) {
        return x->since < y->since ? -1 : 1;
    }
    return x->at < y->at ? -1 : x->at > y->at;
}

static int by_freshness(const void *a, const void *b)
{
    const struct waiting *x = a;
    const struct waiting *y = b;
    bool both_wait = x->since != 0 && y->since != 0 && x->since != y->since;
    return both_wait ? -by_waiting(a, b) : by_waiting(a, b);
}

static void order_queue(struct queue *q)
{
    enum list_order o = q->asked.filter.order;
    if (o == ORDER_OLDEST || o == ORDER_NEWEST) {
        qsort(q->rows, q->len, sizeof *q->rows, o == ORDER_OLDEST ? by_waiting : by_freshness);
    }
}

static enum err read_queue(struct web *w, struct queue *q)
{
    struct listed_nominations all;
    TRY(ask_queue(w, q));
    struct listing_filter f = q->asked.filter;
    f.status = NULL; /* the words of this list are its own */
    f.order = f.order == ORDER_OLDEST || f.order == ORDER_NEWEST ? ORDER_NUMBER : f.order;
    TRY(nomination_listing(w->db, w->arena, &f, &all));
    int64_t target = review_target(w);
    q->rows = ARENA_ARRAY(w->arena, struct waiting, all.len + 1);
    q->is_cut = all.is_cut;
    for (size_t i = 0; i < all.len; i++) {
        struct waiting x = {.at = i};
        TRY(read_waiting(w, &all.rows[i], &x));
        q->ours += x.state == REVIEW_OURS;
        q->overdue += x.state == REVIEW_OURS && x.workdays > target;
        if (*q->state == '\0' || strcmp(q->state, review_state_ident(x.state)) == 0) {
            q->rows[q->len++] = x;
        }
    }
    order_queue(q);
    return OK;
}

/* ---- the words ---- */

static size_t lacks_of(const struct waiting *x, struct arena *a, struct text_view *ret)
{
    size_t len = 0;
    if (!x->facts.is_paper_in) {
        ret[len++].text = "盖章件未收";
    }
    if (x->facts.files == 0) {
        ret[len++].text = "没有附件";
    }
    if (x->facts.doubts > 0) {
        ret[len++].text = text_format(a, "资格有 %d 项待核对", x->facts.doubts);
    }
    if (x->facts.is_like_another) {
        ret[len++].text = "重复情况待市文明办认定";
    }
    return len;
}

static bool has_concluded(const struct waiting *x)
{
    return x->state == REVIEW_AGREED || x->state == REVIEW_DISAGREED;
}

static struct review_row_view row_view_of(struct web *w, const struct waiting *x)
{
    const struct listed_nomination *n = x->n;
    bool recommends = chain_recommender(n->chain.route) == x->box;
    struct text_view *lacks = ARENA_ARRAY(w->arena, struct text_view, LACKS_MAX);
    struct review_row_view v = {.receipt_no = n->receipt_no,
                                .brand_name = n->brand_name,
                                .unit_name = n->unit_name,
                                .submitted_text = at_short_chinese(w->arena, n->submitted_at),
                                .is_overdue = x->since != 0 && x->workdays > review_target(w),
                                .turn_text = has_concluded(x) && recommends ? "等本单位报送汇总表"
                                                                            : review_turn_text(w, &n->chain),
                                .tag = {review_tag_kind(x->state), review_state_word(x->state, recommends)},
                                .can_open = x->state != REVIEW_GONE,
                                .url = url_path(text_format(w->arena, "/reviews/%s", n->ref)),
                                .act = x->state == REVIEW_OURS ? "审阅" : "查看",
                                .lacks = lacks,
                                .lacks_len = x->state == REVIEW_GONE ? 0 : lacks_of(x, w->arena, lacks)};
    if (x->since != 0) {
        v.waiting_text = x->workdays == 0 ? "不到 1 个工作日" : text_format(w->arena, "%d 个工作日", x->workdays);
    }
    return v;
}

static const char *lead_of(struct web *w, const struct queue *q)
{
    const char *overdue = q->overdue == 0 ? ""
                                          : text_format(w->arena, "，其中 %zu 份超过 %lld 个工作日", q->overdue,
                                                        (long long)review_target(w));
    return q->ours == 0 ? "现在没有等本单位办理的申报。"
                        : text_format(w->arena, "有 %zu 份申报等本单位办理%s。", q->ours, overdue);
}

enum err reviews_page(struct web *w)
{
    if (role_reviews(w->actor.role)) { /* the preliminary review has its own list at this address */
        return candidates_page(w);
    }
    struct queue q = {0};
    struct reviews_view v = {0};
    TRY(read_queue(w, &q));
    struct list_span span = list_span_asked(&q.asked, q.len);
    struct review_row_view *rows = ARENA_ARRAY(w->arena, struct review_row_view, LIST_PAGE_ROWS);
    for (size_t i = span.first; i < span.end; i++) {
        rows[v.rows_len++] = row_view_of(w, &q.rows[i]);
    }
    v.rows = rows;
    v.lead = lead_of(w, &q);
    v.filter = list_filter_of(&q.asked, "品牌、单位、窗口或编号");
    v.count = list_count_of(&q.asked, "份申报", q.len, q.is_cut);
    v.empty_text = q.asked.is_filtered ? "没有符合条件的申报。可以换一个词，或者清除筛选条件。"
                                       : "还没有收到申报。单位提交以后列在这里，等得最久的在前。";
    v.pager = list_pager_of(&q.asked, &span);
    TRY(review_slots(w, box_of(w), &v.slots));
    frame_page(w, &v.page, "审阅");
    tpl_reviews(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err reviews_xlsx_page(struct web *w)
{
    if (role_reviews(w->actor.role)) {
        return candidates_xlsx_page(w);
    }
    static const struct workbook_column columns[] = {
        {"序号", WORKBOOK_NUMBER, 6},        {"受理编号", WORKBOOK_TEXT, 15},
        {"品牌名称", WORKBOOK_TEXT, 28},     {"申报单位", WORKBOOK_TEXT, 34},
        {"行业", WORKBOOK_TEXT, 12},         {"辖市区", WORKBOOK_TEXT, 10},
        {"提交时间", WORKBOOK_MOMENT, 17},   {"轮到本单位的时间", WORKBOOK_MOMENT, 17},
        {"已等工作日", WORKBOOK_NUMBER, 11}, {"还缺什么", WORKBOOK_TEXT, 40},
        {"状态", WORKBOOK_TEXT, 14},         {"轮到", WORKBOOK_TEXT, 22},
    };
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    struct queue q = {0};
    TRY(read_queue(w, &q));
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, q.len * COLUMNS + 1);
    for (size_t i = 0; i < q.len; i++) {
        const struct listed_nomination *n = q.rows[i].n;
        struct review_row_view r = row_view_of(w, &q.rows[i]);
        const char *lacks = "";
        for (size_t k = 0; k < r.lacks_len; k++) {
            lacks = text_format(w->arena, "%s%s%s", lacks, k == 0 ? "" : "；", r.lacks[k].text);
        }
        const char *sector = *n->sector_name == '\0' ? round_text(w->round, "none_sector") : n->sector_name;
        const struct workbook_cell row[COLUMNS] = {{NULL, (int64_t)i + 1},
                                                   {r.receipt_no, 0},
                                                   {r.brand_name, 0},
                                                   {r.unit_name, 0},
                                                   {sector, 0},
                                                   {n->district_name, 0},
                                                   {NULL, n->submitted_at},
                                                   {NULL, q.rows[i].since},
                                                   {NULL, q.rows[i].workdays},
                                                   {lacks, 0},
                                                   {r.tag.text, 0},
                                                   {r.turn_text, 0}};
        memcpy(&cells[i * COLUMNS], row, sizeof row);
    }
    struct workbook b = {.columns = columns, .columns_len = COLUMNS, .cells = cells, .rows_len = q.len};
    return list_send_workbook(&q.asked, "审阅清单", &b);
}
