/* posting_board_pages.c - the office sees every hall: what hangs there, what is missing, what is overdue. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "document/workbook.h"
#include "pages/list_asking.h"
#include "pages/pages.h"
#include "pages/posting_pages.h"
#include "pages/stage_words.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { CHOICES = POSTING__COUNT + 2, COLUMNS = 9 };

struct board {
    struct web *w;
    struct list_asking k;
    const char *state;
    struct released_notices notices;
    bool is_released;
    const struct posting_line *lines;
    size_t len;
};

static bool has_hall(const struct posting_line *l)
{
    return *l->hall_ref != '\0';
}

static const struct posting_notice *holding(const struct board *b)
{
    return &b->notices.items[0].is;
}

static enum posting_state state_of(const struct board *b, const struct posting_line *l)
{
    return posting_state(l->shown_version, holding(b)->version_no);
}

static bool is_overdue(const struct board *b, const struct posting_line *l)
{
    return !l->is_removed && state_of(b, l) != POSTING_DONE && b->w->now >= posting_due_at(holding(b));
}

static enum err ask_board(struct web *w, struct board *b)
{
    *b = (struct board){.w = w, .state = ""};
    TRY(list_ask_begin(w, "/publicity/postings", &b->k));
    b->k.order_said = "公示名单的次序";
    struct list_choosing c = list_choose(&b->k, "state", "全部", CHOICES);
    for (int i = 0; i < POSTING__COUNT; i++) {
        enum posting_state s = (enum posting_state)i;
        list_add_choice(&c, posting_state_ident(s), posting_state_word(s));
    }
    list_add_choice(&c, "overdue", "已逾期");
    b->state = list_add_filter(&b->k, "state", "张贴", &c);
    list_ask_word(&b->k);
    enum err e = released_notices(w->db, w->arena, w->round->id, &b->notices);
    b->is_released = e == OK;
    if (e != OK) {
        return e == ERR_NOT_FOUND ? OK : e;
    }
    struct posting_line *lines = NULL;
    TRY(posting_board(web_reading(w), &lines, &b->len));
    b->lines = lines;
    return OK;
}

static bool is_asked_for(const struct board *b, const struct posting_line *l)
{
    const char *word = b->k.filter.word;
    bool has_word = *word == '\0' || strstr(l->brand_name, word) != NULL || strstr(l->unit_name, word) != NULL ||
                    strstr(l->hall_name, word) != NULL;
    bool has_state =
        *b->state == '\0' || (strcmp(b->state, "overdue") == 0
                                  ? is_overdue(b, l)
                                  : !l->is_removed && strcmp(b->state, posting_state_ident(state_of(b, l))) == 0);
    return has_word && has_state;
}

/* ---- words ---- */

struct tally {
    size_t halls, by_state[POSTING__COUNT], without; /* units that named no hall */
};

static struct tally count(const struct board *b)
{
    struct tally t = {0};
    for (size_t i = 0; i < b->len; i++) {
        const struct posting_line *l = &b->lines[i];
        if (!l->is_removed) {
            t.halls += has_hall(l);
            t.without += !has_hall(l);
            t.by_state[state_of(b, l)] += has_hall(l);
        }
    }
    return t;
}

static const char *lead_words(const struct board *b, const struct tally *t)
{
    struct arena *a = b->w->arena;
    if (!b->is_released) {
        return "公示还没有发布。发布以后，入围的单位登记营业厅、窗口，上传张贴的照片。";
    }
    return text_format(
        a, "共登记营业厅、窗口 %zu 处：已张贴 %zu 处，未张贴 %zu 处%s%s。", t->halls, t->by_state[POSTING_DONE],
        t->by_state[POSTING_MISSING],
        t->by_state[POSTING_OLD] == 0 ? "" : text_format(a, "，张贴的不是新版 %zu 处", t->by_state[POSTING_OLD]),
        t->without == 0 ? "" : text_format(a, "；%zu 个单位还没有登记", t->without));
}

static const char *day_words(struct arena *a, const char *iso)
{
    day_no day = 0;
    return day_parse(iso, &day) == OK ? day_short_chinese(a, day) : iso;
}

static const char *note_words(const struct board *b, const struct posting_line *l)
{
    struct arena *a = b->w->arena;
    if (l->shown_version == 0) {
        return NULL;
    }
    const char *hung = text_format(a, "%s张贴", day_words(a, l->posted_on));
    return state_of(b, l) == POSTING_OLD
               ? text_format(a, "%s；%s", hung, posting_old_words(a, l->shown_version, holding(b)->version_no))
               : text_format(a, "%s，%s", hung, posting_version_words(a, l->shown_version));
}

static struct tag_view tag_of(const struct board *b, const struct posting_line *l)
{
    return l->is_removed  ? (struct tag_view){"off", "已撤下"}
           : !has_hall(l) ? (struct tag_view){"todo", "未登记"}
                          : posting_tag(state_of(b, l));
}

static struct posting_row_view row_view(const struct board *b, const struct posting_line *l)
{
    struct arena *a = b->w->arena;
    const char *page = text_format(a, "/nominations/%s/postings", l->nomination_ref);
    return (struct posting_row_view){
        .brand_name = l->brand_name,
        .unit_name = l->unit_name,
        .hall_name = has_hall(l) ? l->hall_name : NULL,
        .hall_address = l->hall_address,
        .tag = tag_of(b, l),
        .note = note_words(b, l),
        .is_overdue = is_overdue(b, l),
        .has_photo = *l->proof_ref != '\0',
        .thumb_url = url_path(text_format(a, "%s/%s/%s?small=1", page, l->hall_ref, l->proof_ref)),
        .alt = text_format(a, "%s张贴的照片", l->hall_name),
        .url = url_path(has_hall(l) ? text_format(a, "%s#hall-%s", page, l->hall_ref) : page),
        .can_remind = !l->is_removed && state_of(b, l) != POSTING_DONE,
        .remind_url = url_path(text_format(a, "/reminders/%s", l->body_ref))};
}

/* ---- pages ---- */

enum err posting_board_page(struct web *w)
{
    struct board b;
    struct posting_board_view v = {.filter = {.word = ""}};
    TRY(ask_board(w, &b));
    struct tally t = count(&b);
    struct posting_row_view *rows = ARENA_ARRAY(w->arena, struct posting_row_view, b.len + 1);
    for (size_t i = 0; i < b.len; i++) {
        if (is_asked_for(&b, &b.lines[i])) {
            rows[v.rows_len++] = row_view(&b, &b.lines[i]);
        }
    }
    v.rows = rows;
    v.lead = lead_words(&b, &t);
    v.due_text = !b.is_released
                     ? NULL
                     : text_format(w->arena, "现在公示的是第 %d 版，应当于 %s前贴好。", holding(&b)->version_no,
                                   closing_words(w->arena, posting_due_at(holding(&b))));
    v.has_missing = t.without + t.by_state[POSTING_MISSING] + t.by_state[POSTING_OLD] > 0;
    v.filter = list_filter_of(&b.k, "品牌、单位或营业厅");
    v.count = list_count_of(&b.k, "项", v.rows_len, false);
    v.empty_text =
        b.k.is_filtered ? "没有符合条件的。可以换一个词，或者清除筛选条件。" : "公示发布以后，入围的品牌列在这里。";
    frame_page(w, &v.page, "张贴情况");
    tpl_posting_board(&w->out, &v);
    web_html(w, 200);
    return OK;
}

static void workbook_row(const struct board *b, const struct posting_line *l, size_t no, struct workbook_cell *to)
{
    struct arena *a = b->w->arena;
    const struct workbook_cell row[COLUMNS] = {
        {NULL, (int64_t)no},
        {l->brand_name, 0},
        {l->unit_name, 0},
        {l->sector_name, 0},
        {l->hall_name, 0},
        {l->hall_address, 0},
        {text_format(a, "%s%s", tag_of(b, l).text, is_overdue(b, l) ? "（逾期）" : ""), 0},
        {l->shown_version == 0
             ? ""
             : text_format(a, "%s，%s", posting_version_words(a, l->shown_version), day_words(a, l->posted_on)),
         0},
        {NULL, l->added_at}};
    memcpy(to, row, sizeof row);
}

enum err posting_board_xlsx_page(struct web *w)
{
    static const struct workbook_column columns[COLUMNS] = {
        {"序号", WORKBOOK_NUMBER, 6},         {"品牌名称", WORKBOOK_TEXT, 26},
        {"单位", WORKBOOK_TEXT, 34},          {"所属行业", WORKBOOK_TEXT, 14},
        {"营业厅、窗口", WORKBOOK_TEXT, 26},  {"地址", WORKBOOK_TEXT, 34},
        {"张贴情况", WORKBOOK_TEXT, 20},      {"张贴的版本和日期", WORKBOOK_TEXT, 24},
        {"照片上传时间", WORKBOOK_MOMENT, 18}};
    struct board b;
    TRY(ask_board(w, &b));
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, b.len * COLUMNS + 1);
    size_t rows = 0;
    for (size_t i = 0; i < b.len; i++) {
        if (is_asked_for(&b, &b.lines[i])) {
            workbook_row(&b, &b.lines[i], rows + 1, &cells[rows * COLUMNS]);
            rows++;
        }
    }
    struct workbook book = {.columns = columns, .columns_len = COLUMNS, .cells = cells, .rows_len = rows};
    return list_send_workbook(&b.k, "张贴情况", &book);
}
