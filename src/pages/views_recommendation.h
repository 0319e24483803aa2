/* views_recommendation.h - the list that a recommender puts in order and sends, and what the office has of all of them.
 */
#ifndef PAGES_VIEWS_RECOMMENDATION_H
#define PAGES_VIEWS_RECOMMENDATION_H

#include "pages/views_review.h"

/* One line of a list, being put in order or as it was sent. */
struct pick_view {
    const char *id;    /* of its place's box: "place-1" */
    const char *name;  /* "place.REF" */
    const char *place; /* "1"; "" for none */
    const char *error; /* NULL when right */
    const char *brand_name;
    const char *unit_name;
    const char *receipt_no;
    const char *sector_name; /* or the district's name */
    const char *note;        /* what a person should look at; NULL for nothing */
    struct tag_view tag;
    struct url url;
    bool is_first, is_last; /* cannot go up, down */
    const char *up;         /* value of the button that lifts it: "up.REF" */
    const char *down;
};

/* recommendations.html: before it is sent. */
struct recommendations_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *lead;
    struct slots_view slots;
    bool is_open; /* the stage lets it be put in order and sent */
    const struct pick_view *picks;
    size_t picks_len;
    const struct pick_view *waiting; /* not concluded, or with somebody else */
    size_t waiting_len;
    const struct pick_view *declined;
    size_t declined_len;
    const char *why_not; /* it cannot be sent now; NULL when it can */
    bool is_few;         /* fewer than the least: a reason will be asked */
    bool is_none;
    const char *recalled_text; /* the last list was recalled; NULL */
};

/* recommendation_send.html: a page of its own that says what will happen. */
struct recommendation_send_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *lead;
    const struct text_view *effects;
    size_t effects_len;
    const struct pick_view *picks;
    size_t picks_len;
    const struct pick_view *others; /* will not be recommended */
    size_t others_len;
    bool asks_reason;
    struct field_view reason;
    struct field_view filler_name;
    struct field_view filler_phone;
};

/* recommendation.html: a list as it was sent. */
struct recommendation_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct url back_url;
    const char *back_label;
    const char *kicker;
    const char *lead;
    struct tag_view tag;
    const struct link_view *papers; /* 推荐汇总表, 推荐函, XLSX */
    size_t papers_len;
    const struct paper_fact_view *facts;
    size_t facts_len;
    const struct pick_view *picks;
    size_t picks_len;
    const struct pick_view *others;
    size_t others_len;
    bool can_recall;
    struct url recall_url;
    bool can_receive;
    struct url receive_url;
    struct field_view code;
    bool can_scan;
    struct url scan_post_url;
    struct field_view scan;
};
struct paper_fact_view {
    const char *label;
    const char *text;
};

/* recommendation_board.html: what the office has. */
struct board_row_view {
    const char *body_name;
    const char *kind_name;
    const char *count_text;
    const char *sent_text;
    struct tag_view tag;
    const char *note; /* the reason for none or few; NULL */
    bool has_list;
    struct url url;
};
struct recommendation_board_view {
    struct page page;
    const char *lead;
    struct list_filter_view filter;
    const struct board_row_view *rows;
    size_t rows_len;
    const char *empty_text;
    struct url xlsx_url;
    bool has_any;
};

void tpl_recommendations(struct out *o, const struct recommendations_view *v);
void tpl_recommendation_send(struct out *o, const struct recommendation_send_view *v);
void tpl_recommendation(struct out *o, const struct recommendation_view *v);
void tpl_recommendation_board(struct out *o, const struct recommendation_board_view *v);

#endif
