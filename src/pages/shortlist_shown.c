/* shortlist_shown.c - the candidates read for a page and for a workbook, filtered and put in order. */
#include "pages/shortlist_shown.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "document/workbook.h"
#include "domain/name_order.h"
#include "pages/candidate_pages.h"
#include "pages/pages.h"
#include "store/db.h"
#include "web/web.h"

enum { STATES = 6 };

/* ---- read ---- */

static enum err add_vetoes(struct web *w, struct shown_shortlist *q)
{
    struct shortlist_veto *list = NULL;
    size_t len = 0;
    TRY(shortlist_vetoes(web_reading(w), &list, &len));
    for (size_t i = 0; i < q->all_len; i++) {
        struct shown_candidate *x = &q->all[i];
        for (size_t k = 0; k < len; k++) {
            if (list[k].nomination_id == x->c.nomination_id) {
                x->vetoes = x->vetoes_len == 0 ? &list[k] : x->vetoes;
                x->vetoes_len++;
            }
        }
    }
    return OK;
}

static enum err add_grades(struct web *w, struct shown_shortlist *q)
{
    struct shortlist_grade *list = NULL;
    size_t len = 0;
    size_t at = 0;
    TRY(shortlist_grades(web_reading(w), &list, &len));
    for (size_t i = 0; i < q->all_len; i++) {
        struct shown_candidate *x = &q->all[i];
        x->by_condition = "";
        for (at = 0; at < len; at++) {
            int condition = list[at].condition;
            if (list[at].nomination_id == x->c.nomination_id && condition >= 1 &&
                (size_t)condition <= w->round->conditions_len) {
                x->by_condition = text_format(
                    w->arena, "%s%s%s %s", x->by_condition, *x->by_condition == '\0' ? "" : "　",
                    w->round->conditions[condition - 1].name, grade_mean(w->arena, list[at].sum, list[at].count));
            }
        }
    }
    return OK;
}

static enum err add_names(struct web *w, struct shown_shortlist *q)
{
    struct name_check *list = NULL;
    size_t len = 0;
    TRY(names_list(web_reading(w), &list, &len));
    for (size_t i = 0; i < len; i++) {
        for (size_t k = 0; k < q->all_len; k++) {
            if (q->all[k].c.nomination_id == list[i].nomination_id) {
                q->all[k].names = list[i].state;
                q->all[k].has_names = true;
            }
        }
    }
    return OK;
}

static void ask_state(struct shown_shortlist *q)
{
    struct list_choosing c = list_choose(&q->k, "state", "全部状态", STATES);
    for (int i = 0; i < CHOICE__COUNT; i++) {
        list_add_choice(&c, choice_ident((enum choice)i), choice_word((enum choice)i));
    }
    list_add_choice(&c, "vetoed", "有否决");
    list_add_choice(&c, "noted", "有备注");
    q->state = list_add_filter(&q->k, "state", "状态", &c);
    q->k.filter.status = q->state;
}

static bool has_state(const struct shown_candidate *x, const char *state)
{
    if (*state == '\0') {
        return true;
    }
    if (!x->is_open) {
        return false;
    }
    return strcmp(state, "vetoed") == 0  ? x->vetoes_len > 0
           : strcmp(state, "noted") == 0 ? *x->choice.note != '\0'
                                         : strcmp(state, choice_ident(x->choice.choice)) == 0;
}

static bool is_asked_for(const struct shown_shortlist *q, const struct shown_candidate *x)
{
    const struct listing_filter *f = &q->k.filter;
    const struct candidate *c = &x->c;
    bool has_sector = text_is_empty(f->sector) || strcmp(f->sector, c->sector_code) == 0;
    bool has_district = text_is_empty(f->district) || strcmp(f->district, c->district_code) == 0;
    bool has_word = *f->word == '\0' || strstr(c->brand_name, f->word) != NULL ||
                    strstr(c->unit_name, f->word) != NULL || strstr(c->receipt_no, f->word) != NULL ||
                    strstr(c->recommender_name, f->word) != NULL ||
                    (x->is_open && strstr(x->choice.note, f->word) != NULL);
    return has_sector && has_district && has_word && has_state(x, q->state);
}

/* Mean of what this person may know, in thousandths. */
static int64_t known_grade(const struct shown_candidate *x)
{
    return x->is_open && x->c.grades > 0 ? (int64_t)x->c.grade_sum * 1000 / x->c.grades : -1;
}

static void order_by_grade(struct shown_candidate *rows, size_t len)
{
    for (size_t i = 1; i < len; i++) {
        struct shown_candidate x = rows[i];
        size_t at = i;
        for (; at > 0 && known_grade(&rows[at - 1]) < known_grade(&x); at--) {
            rows[at] = rows[at - 1];
        }
        rows[at] = x;
    }
}

static enum err put_in_order(struct arena *a, struct shown_shortlist *q)
{
    enum list_order order = q->k.filter.order;
    if (order == ORDER_GRADE) {
        order_by_grade(q->rows, q->rows_len);
        return OK;
    }
    bool by_brand = order == ORDER_BRAND_PINYIN || order == ORDER_BRAND_STROKES;
    bool by_unit = order == ORDER_UNIT_PINYIN || order == ORDER_UNIT_STROKES;
    if (!by_brand && !by_unit) {
        return OK;
    }
    const char **names = ARENA_ARRAY(a, const char *, q->rows_len + 1);
    size_t *places = ARENA_ARRAY(a, size_t, q->rows_len + 1);
    struct shown_candidate *sorted = ARENA_ARRAY(a, struct shown_candidate, q->rows_len + 1);
    bool by_strokes = order == ORDER_BRAND_STROKES || order == ORDER_UNIT_STROKES;
    for (size_t i = 0; i < q->rows_len; i++) {
        names[i] = by_brand ? q->rows[i].c.brand_name : q->rows[i].c.unit_name;
    }
    TRY(names_sort(a, by_strokes ? NAME_BY_STROKES : NAME_BY_PINYIN, names, q->rows_len, places));
    for (size_t i = 0; i < q->rows_len; i++) {
        sorted[i] = q->rows[places[i]];
    }
    q->rows = sorted;
    return OK;
}

static enum err read_all(struct web *w, struct shown_shortlist *q)
{
    struct candidates all;
    struct shortlist_choices choices;
    TRY(shortlist_facts_now(w, &q->facts, &q->last_draft));
    TRY(candidate_list(w->db, w->arena, w->round->id, &w->actor, &all));
    TRY(shortlist_choices(web_reading(w), &choices));
    q->all = ARENA_ARRAY(w->arena, struct shown_candidate, all.len + 1);
    for (size_t i = 0; i < all.len; i++) {
        q->all[q->all_len++] =
            (struct shown_candidate){.c = all.items[i],
                                     .choice = shortlist_choice_of(&choices, all.items[i].nomination_id),
                                     .is_open = candidate_is_open_to(w, &all.items[i])};
    }
    TRY(add_vetoes(w, q));
    TRY(add_grades(w, q));
    return add_names(w, q);
}

enum err shown_shortlist_read(struct web *w, struct shown_shortlist *q)
{
    static const char *const orders[ORDER__COUNT] = {
        [ORDER_NUMBER] = "受理编号",         [ORDER_GRADE] = "平均等次，高的在前",
        [ORDER_UNIT_PINYIN] = "单位，拼音",  [ORDER_UNIT_STROKES] = "单位，笔画",
        [ORDER_BRAND_PINYIN] = "品牌，拼音", [ORDER_BRAND_STROKES] = "品牌，笔画"};
    *q = (struct shown_shortlist){.state = ""};
    TRY(may_view_shortlist(&w->actor));
    TRY(list_ask_begin(w, "/shortlist", &q->k));
    list_ask_sector(&q->k, round_text(w->round, "none_sector"));
    list_ask_district(&q->k);
    ask_state(q);
    list_ask_order(&q->k, orders, ORDER_NUMBER);
    list_ask_word(&q->k);
    TRY(read_all(w, q));
    q->rows = ARENA_ARRAY(w->arena, struct shown_candidate, q->all_len + 1);
    for (size_t i = 0; i < q->all_len; i++) {
        if (is_asked_for(q, &q->all[i])) {
            q->rows[q->rows_len++] = q->all[i];
        }
    }
    return put_in_order(w->arena, q);
}

/* ---- as a workbook ---- */

const char *veto_words(struct arena *a, const struct shortlist_veto *v)
{
    return text_format(a, "%s否决：%s（%s，%s）", v->body_name, v->ground, v->document, v->document_on);
}

static const char *veto_text(struct web *w, const struct shown_candidate *s)
{
    const char *text = "";
    for (size_t i = 0; i < s->vetoes_len; i++) {
        text = text_format(w->arena, "%s%s%s", text, i == 0 ? "" : "；", veto_words(w->arena, &s->vetoes[i]));
    }
    return text;
}

enum err shortlist_xlsx_page(struct web *w)
{
    static const struct workbook_column columns[] = {
        {"序号", WORKBOOK_NUMBER, 6},      {"受理编号", WORKBOOK_TEXT, 16},   {"品牌名称", WORKBOOK_TEXT, 26},
        {"申报单位", WORKBOOK_TEXT, 34},   {"行业", WORKBOOK_TEXT, 14},       {"辖市区", WORKBOOK_TEXT, 12},
        {"推荐单位", WORKBOOK_TEXT, 26},   {"推荐排序", WORKBOOK_NUMBER, 10}, {"审阅人数", WORKBOOK_NUMBER, 10},
        {"已答人数", WORKBOOK_NUMBER, 10}, {"平均等次", WORKBOOK_TEXT, 10},   {"各项等次", WORKBOOK_TEXT, 40},
        {"否决", WORKBOOK_TEXT, 40},       {"盖章件", WORKBOOK_TEXT, 10},     {"决定", WORKBOOK_TEXT, 10},
        {"理由", WORKBOOK_TEXT, 40},       {"备注", WORKBOOK_TEXT, 30}};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    struct shown_shortlist q;
    TRY(shown_shortlist_read(w, &q));
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, q.rows_len * COLUMNS + 1);
    for (size_t i = 0; i < q.rows_len; i++) {
        const struct shown_candidate *s = &q.rows[i];
        const struct candidate *c = &s->c;
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
            {s->is_open ? grade_mean(w->arena, c->grade_sum, c->grades) : "", 0},
            {s->is_open ? s->by_condition : "", 0},
            {s->is_open ? veto_text(w, s) : "", 0},
            {c->is_sealed ? "已收" : "未收", 0},
            {s->is_open ? choice_word(s->choice.choice) : "等我答复", 0},
            {s->is_open ? s->choice.reason : "", 0},
            {s->is_open ? s->choice.note : "", 0}};
        memcpy(&cells[i * COLUMNS], row, sizeof row);
    }
    struct workbook b = {.columns = columns, .columns_len = COLUMNS, .cells = cells, .rows_len = q.rows_len};
    return list_send_workbook(&q.k, "候选名单（拟定）", &b);
}
