/* views_outcome.h - the numbers and outcomes that everybody may know, and the office's desk where they are made public.
 * Included by views.h, whose conventions hold here too. */
#ifndef PAGES_VIEWS_OUTCOME_H
#define PAGES_VIEWS_OUTCOME_H

#include "pages/views_public.h"

/* _outcome.html: the same piece on the desk and in public. */
struct outcome_row_view {
    const char *item;
    int number;
    const char *unit;
};
struct outcome_version_view {
    struct url url;
    const char *label; /* "第 1 次公布" */
    const char *date_iso, *date_text;
};
struct outcome_view {
    bool is_shown;
    const char *lead, *closing;
    const struct outcome_row_view *rows; /* none when nothing was received */
    size_t rows_len;
    const char *issued_text; /* "某某办公室 2015年8月3日公布"; NULL: a preview */
    const char *check_code;
    const struct outcome_version_view *earlier;
    size_t earlier_len;
};

/* outcome.html: one version by itself. */
struct outcome_page_view {
    struct page page;
    struct crumb_view crumb;
    const char *state_text; /* a later one holds; NULL */
    struct outcome_view outcome;
};

/* _outcome_desk.html: on the page of 公示情况报告. */
struct outcome_change_view {
    const char *item;
    int was, now;
};
struct outcome_desk_view {
    const char *public_text; /* what is public already; NULL: nothing */
    const char *fault_text;  /* why it can be neither proposed nor confirmed; NULL */
    const char *proposed_text;
    const struct outcome_change_view *changes; /* since it was proposed */
    size_t changes_len;
    struct outcome_view preview;
    bool can_propose, can_release, can_withdraw;
    const char *token;
    const char *shown;    /* the numbers that are proposed from this page */
    const char *proposal; /* the one that is confirmed or taken back from it */
};

void tpl_outcome(struct out *o, const struct outcome_page_view *v);

#endif
