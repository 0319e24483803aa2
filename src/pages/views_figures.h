/* views_figures.h - the office's figures: a table, a chart drawn here.  Included by views.h. */
#ifndef PAGES_VIEWS_FIGURES_H
#define PAGES_VIEWS_FIGURES_H

/* One row of the table, or its totals.  A share is "83.3%", of what was applied for. */
struct figures_row_view {
    const char *name;
    int applied;
    int on_time;
    const char *on_time_share;
    int returned;
    const char *returned_share;
    int recommended;
    const char *recommended_share;
    int shortlisted;
    const char *shortlisted_share;
};

/* One row of the chart: lengths in percent of the longest, "66.6". */
struct figures_bar_view {
    const char *name;
    const char *said; /* "6 · 3 · 1" */
    int top;          /* in rem */
    const char *applied;
    const char *recommended;
    const char *shortlisted;
};

struct figures_view {
    struct page page;
    const struct link_view *tabs;
    size_t tabs_len;
    const char *by_name; /* "行业" */
    const struct figures_row_view *rows;
    size_t rows_len;
    struct figures_row_view total;
    const char *without; /* "没有申报的行业：……。"; NULL when each has some */
    bool is_released;
    const char *chart_title;
    const char *chart_said; /* the same as the bars, in words */
    const struct figures_bar_view *bars;
    size_t bars_len;
    int chart_height; /* in rem */
    struct url xlsx_url;
    const struct text_view *publicity; /* what came of the public notice, a line each; none before it is released */
    size_t publicity_len;
};

void tpl_figures(struct out *o, const struct figures_view *v);

#endif
