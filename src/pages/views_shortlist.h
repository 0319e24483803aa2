/* views_shortlist.h - 候选名单: candidates side by side, drafts, the names that units check, the release by two. */
#ifndef PAGES_VIEWS_SHORTLIST_H
#define PAGES_VIEWS_SHORTLIST_H

#include "pages/views_list.h"
#include "pages/views_recommendation.h"

/* One candidate: what is known of it, and what is chosen. */
struct shortlist_row_view {
    const char *ref; /* ends the names of its controls: "choice.REF" */
    const char *id;  /* of its select: "s-REF"                       */
    struct url url;
    const char *brand_name;
    const char *unit_name;
    const char *receipt_no;
    const char *line;        /* "公交　天宁区" */
    const char *recommender; /* "示例市交通局　第 1 位" */
    const struct text_view *notes;
    size_t notes_len;
    const char *blind_text; /* why nothing more is shown; NULL */
    const char *grades;     /* "平均 3.67"; NULL for none */
    const char *by_condition;
    const struct text_view *vetoes;
    size_t vetoes_len;
    const char *progress;
    struct tag_view names; /* 名称核对 */
    bool has_names;

    struct tag_view tag; /* the choice in a word */
    const char *reason;
    const char *note;
    const char *saved_text; /* NULL: nobody has saved it */
    bool can_edit;
    const struct option_view *options;
    size_t options_len;
    bool is_told;
    const char *error; /* NULL when right */
    const char *was;   /* what the page was drawn from */
    int revision;

    bool is_disputed; /* somebody saved it meanwhile: both are shown */
    const char *theirs;
    int theirs_revision;
};
struct shortlist_sum_view {
    const char *label;
    int candidates, chosen, refused, open;
};
struct shortlist_sums_view {
    const char *title;
    const char *head; /* of its first column */
    const char *id;
    const struct shortlist_sum_view *rows;
    size_t rows_len;
};
struct shortlist_draft_view {
    const char *label; /* "第 2 稿" */
    const char *text;  /* when, by whom */
    struct url url;
};

/* shortlist.html */
struct shortlist_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *lead;
    struct tag_view tag;
    const char *state_text; /* why nothing can be changed now; NULL */
    bool has_proposal;
    bool is_disputed;
    struct list_filter_view filter;
    struct list_count_view count;
    const struct shortlist_row_view *rows;
    size_t rows_len;
    const char *empty_text;
    struct pager_view pager;
    bool can_edit;
    struct url post_url;
    const struct shortlist_sums_view *sums;
    size_t sums_len;
    const struct shortlist_draft_view *drafts;
    size_t drafts_len;
    bool can_draft;
    const char *draft_button; /* "保存为第 3 稿" */
    const char *draft_note;   /* why there is none to save; NULL */
    const char *names_text;
    const char *release_text; /* what is missing before it can be released; NULL */
    bool can_propose;
    bool is_released;
};

/* shortlist_draft.html: a draft, or the list as it was released. */
struct shortlist_line_view {
    struct url url;
    const char *brand_name;
    const char *unit_name;
    const char *window_name;
    const char *receipt_no;
    const char *line;
    struct tag_view tag;
    const char *reason; /* "" for none */
    const char *told;   /* NULL, or that the unit reads the reason */
    const char *change; /* since the draft before: "新列入"; NULL for nothing */
};
struct shortlist_draft_page_view {
    struct page page;
    const char *title;
    const char *lead;
    const char *compared; /* "与第 1 稿相比：新列入 1 个，取消列入 0 个，理由改了 2 个"; NULL for the first */
    const struct text_view *gone; /* candidates then, none now */
    size_t gone_len;
    const struct shortlist_line_view *rows;
    size_t rows_len;
    const struct link_view *papers;
    size_t papers_len;
    const struct paper_fact_view *facts;
    size_t facts_len;
    bool leads_on; /* it is released: the public notice comes next */
};

/* shortlist_release.html: a page of its own that says what will happen. */
struct shortlist_release_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *title;
    const char *lead;
    const char *state_text; /* why it cannot be done now; NULL */
    const struct text_view *effects;
    size_t effects_len;
    const struct shortlist_line_view *rows;
    size_t rows_len;
    const char *out_text; /* "另有 3 个不列入" */
    bool asks_names_reason;
    struct field_view names_reason;
    const char *names_text;
    bool can_propose;
    bool can_confirm;
    bool can_withdraw;
    const char *proposed_text; /* who, when; NULL */
    int draft;                 /* which is being proposed or confirmed */
};

/* shortlist_names.html: the office's list of 名称核对. */
struct name_row_view {
    const char *receipt_no;
    const char *brand;
    const char *unit;
    const char *window; /* "—" for none */
    struct tag_view tag;
    const struct text_view *asked; /* "品牌名称：甲 → 乙" */
    size_t asked_len;
    const char *reason;
    const char *answered_text; /* NULL: none */
    bool can_decide;
    struct url url;
    const char *id;
    const char *error; /* of the refusal's reason */
    const char *refusal;
};
struct shortlist_names_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *lead;
    struct list_filter_view filter;
    const char *count_text;
    bool can_start;
    const char *start_text;
    const struct name_row_view *rows;
    size_t rows_len;
    const char *empty_text;
    struct url pdf_url;
};

/* names.html: a unit reads how its names will be printed. */
struct names_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct url back_url;
    struct url post_url;
    struct url pdf_url;
    const char *receipt_no;
    const char *brand;
    const char *unit;
    const char *window; /* NULL: none */
    struct tag_view tag;
    const char *state_text;
    const char *refusal; /* why the office did not accept; NULL */
    bool can_answer;
    struct field_view asked_brand, asked_unit, asked_window, reason;
};

void tpl_shortlist(struct out *o, const struct shortlist_view *v);
void tpl_shortlist_draft(struct out *o, const struct shortlist_draft_page_view *v);
void tpl_shortlist_release(struct out *o, const struct shortlist_release_view *v);
void tpl_shortlist_names(struct out *o, const struct shortlist_names_view *v);
void tpl_names(struct out *o, const struct names_view *v);

#endif
