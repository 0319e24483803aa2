/* views_candidate.h - 组织初审: the candidates, the page on which one is reviewed, who reviews, and recusals. */
#ifndef PAGES_VIEWS_CANDIDATE_H
#define PAGES_VIEWS_CANDIDATE_H

#include "pages/views_list.h"
#include "pages/views_review.h"

/* candidates.html */
struct candidate_row_view {
    const char *ref;
    const char *id; /* of its box: "c-REF" */
    const char *brand_name;
    const char *unit_name;
    const char *receipt_no;
    const char *recommender; /* "市交通运输局　第 1 位" */
    const char *progress;    /* "3 人中 2 人已答" */
    const char *grades;      /* "优 4 良 1"; NULL when this person may not know yet */
    const struct text_view *notes;
    size_t notes_len;
    struct tag_view tag;
    struct url url;
    bool is_chosen;
};
struct candidates_view {
    struct page page;
    const char *lead;
    struct list_filter_view filter;
    struct list_count_view count;
    const struct candidate_row_view *rows;
    size_t rows_len;
    const char *empty_text;
    struct pager_view pager;
    bool can_assign;
};

/* review_assign.html: many candidates to many people. */
struct reviewer_option_view {
    const char *id;
    const char *ref;
    const char *name;
    const char *hint; /* "市公安局，还有 3 份没有答" */
    bool is_chosen;
    bool is_fixed; /* has answered: cannot be taken back */
};
struct review_assign_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *candidates_error; /* NULL when right */
    const char *reviewers_error;
    const struct candidate_row_view *rows;
    size_t rows_len;
    const struct reviewer_option_view *people;
    size_t people_len;
};

/* candidate.html */
struct grade_row_view {
    const char *id;   /* "grade-1" */
    const char *name; /* "grade.1" */
    const char *condition;
    const struct option_view *options;
    size_t options_len;
};
struct answer_view {
    const char *who; /* "市公安局　王示例" */
    struct tag_view tag;
    const char *text;   /* opinion and ground; "" for none */
    const char *grades; /* "创新性 优　引领性 良"; NULL for none */
    const char *when;
    bool saw_others;
};
struct candidate_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct review_view reading;
    const char *kicker;
    const char *brand_name;
    const char *lead;
    const char *state_text; /* why nothing can be answered now; NULL */

    bool can_answer;
    struct url post_url;
    int version_no;
    struct field_view verdict;
    struct field_view ground;
    struct field_view document;
    struct field_view document_on;
    struct field_view opinion;
    bool asks_grades;
    bool grades_optional;
    const char *grades_error;
    const struct grade_row_view *grades;
    size_t grades_len;
    bool is_correction; /* answered before: this one says that it saw the others */
    const char *button;

    bool can_read;          /* the others' answers */
    const char *blind_text; /* why not yet */
    const struct answer_view *answers;
    size_t answers_len;

    bool can_assign;
    struct url assign_url;
    const struct reviewer_option_view *people;
    size_t people_len;

    bool can_recuse;
    struct url recuse_url;
    const struct text_view *recusals;
    size_t recusals_len;
    bool can_print;
    struct url print_url;
};

/* recusal.html: a page of its own that says what will happen. */
struct recusal_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct url back_url;
    struct url post_url;
    const char *brand_name;
    const struct text_view *effects;
    size_t effects_len;
    bool asks_who;
    struct field_view who;
    struct field_view reason;
};

void tpl_candidates(struct out *o, const struct candidates_view *v);
void tpl_review_assign(struct out *o, const struct review_assign_view *v);
void tpl_candidate(struct out *o, const struct candidate_view *v);
void tpl_recusal(struct out *o, const struct recusal_view *v);

#endif
