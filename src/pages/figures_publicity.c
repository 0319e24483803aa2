/* figures_publicity.c - the figures of 公示评议 as a sheet: the versions, the halls, what was reported and what came of
 * it. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "pages/figures_pages.h"
#include "store/closing_store.h"
#include "store/round_store.h"
#include "web/web.h"

enum { COLUMNS = 4, ROWS_MAX = 64 };

struct telling {
    struct workbook_cell *cells;
    size_t rows;
};

static void tell(struct telling *t, const char *part, const char *item, int number, const char *unit)
{
    const struct workbook_cell row[COLUMNS] = {{part, 0}, {item, 0}, {NULL, number}, {unit, 0}};
    if (t->rows < ROWS_MAX) {
        memcpy(&t->cells[t->rows * COLUMNS], row, sizeof row);
        t->rows++;
    }
}

static void tell_list(struct telling *t, const struct closing *c)
{
    static const char part[] = "公示";
    const struct released_notice *last = &c->notices.items[0];
    tell(t, part, "发布的版本", (int)c->notices.len, "版");
    tell(t, part, "公示的工作日", last->workdays, "天");
    tell(t, part, "公示的品牌", c->listed + c->removed, "个");
    tell(t, part, "撤下的品牌", c->removed, "个");
}

static void tell_halls(struct telling *t, const struct closing *c)
{
    static const char part[] = "张贴";
    tell(t, part, "登记的营业厅、窗口", c->halls, "处");
    tell(t, part, "已张贴最后一版", c->halls_done, "处");
    tell(t, part, "张贴的是前一版", c->halls_old, "处");
    tell(t, part, "没有张贴的照片", c->halls - c->halls_done - c->halls_old, "处");
    tell(t, part, "没有登记的单位", c->units_without_hall, "个");
}

static void tell_objections(struct telling *t, const struct objection_figures *f)
{
    static const char part[] = "反映意见和异议";
    tell(t, part, "收到", f->received, "件");
    tell(t, part, "实名", f->identified, "件");
    tell(t, part, "受理", f->accepted, "件");
    tell(t, part, "不予受理", f->declined, "件");
    tell(t, part, "未办结", f->open, "件");
    tell(t, part, "现在超过办理期限", f->overdue, "件");
    tell(t, part, "超过期限才答复", f->late, "件");
    for (int i = 0; i < CHANNEL__COUNT; i++) {
        tell(t, "渠道", objection_channel_word((enum objection_channel)i), f->by_channel[i], "件");
    }
    for (int i = 0; i < CATEGORY__COUNT; i++) {
        tell(t, "类别", objection_category_word((enum objection_category)i), f->by_category[i], "件");
    }
    for (int i = FINDING_NONE + 1; i < FINDING__COUNT; i++) {
        tell(t, "结论", objection_finding_word((enum objection_finding)i), f->by_finding[i], "件");
    }
    for (int i = EFFECT_UNDECIDED + 1; i < EFFECT__COUNT; i++) {
        tell(t, "影响", objection_effect_word((enum objection_effect)i), f->by_effect[i], "件");
    }
}

enum err figures_publicity_sheet(struct web *w, struct workbook *ret, bool *ret_is_told)
{
    static const struct workbook_column columns[COLUMNS] = {{"部分", WORKBOOK_TEXT, 18},
                                                            {"项目", WORKBOOK_TEXT, 30},
                                                            {"数目", WORKBOOK_NUMBER, 8},
                                                            {"单位", WORKBOOK_TEXT, 8}};
    struct closing c;
    *ret_is_told = false;
    enum err e = closing_get(web_reading(w), w->round, w->now, &c);
    if (e != OK || c.has_hidden) {
        return e == ERR_NOT_FOUND ? OK : e;
    }
    struct telling t = {.cells = ARENA_ARRAY(w->arena, struct workbook_cell, (size_t)ROWS_MAX * COLUMNS)};
    const char **notes = ARENA_ARRAY(w->arena, const char *, 1);
    notes[0] = text_format(w->arena, "截至 %s", at_chinese(w->arena, w->now));
    tell_list(&t, &c);
    tell_halls(&t, &c);
    tell_objections(&t, &c.objections);
    *ret = (struct workbook){.sheet_name = "公示评议",
                             .title = text_format(w->arena, "%s公示评议统计", w->round->title),
                             .notes = notes,
                             .notes_len = 1,
                             .columns = columns,
                             .columns_len = COLUMNS,
                             .cells = t.cells,
                             .rows_len = t.rows};
    *ret_is_told = true;
    return OK;
}
