/* views_review.h - a reviewer's list, the page on which one nomination is reviewed, and the opinions about it.
 * Included by views.h. */
#ifndef PAGES_VIEWS_REVIEW_H
#define PAGES_VIEWS_REVIEW_H

#include "pages/views_eligibility.h"
#include "pages/views_history.h"

/* _slots.html: places of a recommender; a seal for each that is taken. */
struct slot_view {
    bool is_on;
    const char *first; /* up to two characters of the brand's name, and the next two */
    const char *second;
};
struct slots_view {
    const struct slot_view *slots; /* none: nothing is shown */
    size_t slots_len;
    const char *title; /* "推荐名额 2 个，已用 1 个" */
    const char *note;
    const struct link_view *names; /* the whole names */
    size_t names_len;
};

/* reviews.html */
struct review_row_view {
    const char *receipt_no;
    const char *brand_name;
    const char *unit_name;
    const char *submitted_text;
    const char *waiting_text; /* "3 个工作日"; NULL when nobody waits for this body */
    bool is_overdue;
    const char *turn_text; /* whose turn it is */
    const struct text_view *lacks;
    size_t lacks_len;
    struct tag_view tag;
    bool can_open;
    struct url url;
    const char *act; /* "审阅" or "查看" */
};
struct reviews_view {
    struct page page;
    const char *lead;
    struct slots_view slots;
    struct list_filter_view filter;
    struct list_count_view count;
    const struct review_row_view *rows;
    size_t rows_len;
    const char *empty_text;
    struct pager_view pager;
};

/* _opinion.html: what was given, as those may read it who may know it. */
struct opinion_view {
    const char *title; /* "辖市（区）文明办意见" */
    struct tag_view tag;
    const char *text;
    const char *signed_text; /* "科长 李示例，2015年7月1日" */
    const char *given_text;  /* "示例市文明办 王示例 7月1日 10:20 填写" */
    bool has_scan;
    struct url scan_url;
    const char *scan_label;
};

struct review_event_view {
    const char *at_text;
    const char *text;
    const char *detail; /* NULL for none */
};
struct review_picture_view {
    struct url url;
    struct url thumb_url;
    const char *alt;
};
struct review_swap_view {
    const char *brand_name;
    const char *unit_name;
    struct url url;
    bool can_swap;
    const char *ref;
};

/* review.html */
struct review_view {
    struct page page;
    struct error_summary_view errors;
    struct url back_url;
    const char *kicker;
    const char *brand_name;
    const char *lead;
    const struct text_view *others; /* who else of this body has the page open */
    size_t others_len;
    const char *late_title; /* what happened meanwhile; NULL for nothing */
    const char *late_text;
    const char *unsaved_text; /* what was typed and has no place any more; NULL for none */

    const struct eligibility_fact_view *facts;
    size_t facts_len;
    const struct check_section_view *sections;
    size_t sections_len;
    const struct review_picture_view *pictures;
    size_t pictures_len;
    const char *changes_title; /* "第 2 版和第 1 版的不同"; NULL for a first version */
    const char *before_title;
    const char *after_title;
    const struct version_section_view *changes;
    size_t changes_len;
    const struct opinion_view *opinions;
    size_t opinions_len;
    const struct review_event_view *events;
    size_t events_len;

    const char *act_title; /* "初审意见", "征求意见" */
    const char *places_text;
    const char *state_text; /* what can be done now, or why nothing can */
    bool has_own;
    struct opinion_view own;
    bool can_take_back;
    struct url take_back_url;
    bool can_scan;
    struct url scan_post_url;

    bool can_decide;
    struct url post_url;
    const char *token;
    int version_no;
    const char *last_ref;
    bool has_clash; /* a colleague's beside what was typed */
    const char *theirs_title;
    struct diff_view theirs;
    struct diff_view mine;
    const struct review_swap_view *swaps; /* every place is taken: by these */
    size_t swaps_len;
    struct field_view decision;
    struct field_view text;
    struct field_view signer_name;
    struct field_view signer_title;
    struct field_view signed_on;
    struct field_view scan;
    bool is_formal;
    const char *button;
};

void tpl_reviews(struct out *o, const struct reviews_view *v);
void tpl_review(struct out *o, const struct review_view *v);

#endif
