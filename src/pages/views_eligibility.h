/* views_eligibility.h - computed facts beside the notice's clauses; the register of earlier awards; what looks alike.
 * Included by views.h. */
#ifndef PAGES_VIEWS_ELIGIBILITY_H
#define PAGES_VIEWS_ELIGIBILITY_H

struct eligibility_fact_view {
    const char *label;
    struct tag_view tag;
    const char *statement; /* a sentence with its full stop */
    const char *clause;    /* NULL for none */
};
/* eligibility.html */
struct eligibility_view {
    struct page page;
    struct url back_url;
    const char *back_label;
    const char *kicker;
    const char *lead;
    const char *refused_text; /* NULL unless a clause refuses it */
    const struct eligibility_fact_view *facts;
    size_t facts_len;
    const char *empty_text;
    bool can_answer;
    const char *token;
    const char *unit_mark; /* of the two sections whose answers stand here */
    const char *brand_mark;
    struct url post_url;
    const struct field_view *fields;
    size_t fields_len;
    struct url declarations_url;
};

/* past_awards.html */
struct award_row_view {
    const char *batch;
    const char *brand_name;
    const char *unit_name;
};
struct award_fault_view {
    const char *text; /* "第 3 行：……" */
};
struct past_awards_view {
    struct page page;
    struct form_top_view top;
    const char *lead;
    const char *report; /* what the last list changed; NULL before one */
    const struct award_fault_view *faults;
    size_t faults_len;
    const char *typed; /* lines that could not be taken, to be put right */
    const struct award_row_view *rows;
    size_t rows_len;
    struct url likenesses_url;
};

/* likenesses.html */
struct likeness_view {
    const char *id; /* of the pair, for names and headings */
    const char *title;
    struct tag_view tag;
    const char *why;
    const char *own_title;
    struct url own_url;
    const char *own_text;
    const char *other_title;
    bool has_other_url;
    struct url other_url;
    const char *other_text;
    const char *finding; /* what a person found, with the reason; NULL while nobody has looked */
    const char *error;
    const char *error_id;
    const char *reason;
    bool is_distinct;
    bool is_same;
};
struct likenesses_view {
    struct page page;
    struct error_summary_view errors;
    const char *token;
    const char *lead;
    const struct likeness_view *pairs;
    size_t pairs_len;
    const char *empty_text;
    struct url awards_url;
};

void tpl_eligibility(struct out *o, const struct eligibility_view *v);
void tpl_past_awards(struct out *o, const struct past_awards_view *v);
void tpl_likenesses(struct out *o, const struct likenesses_view *v);

#endif
