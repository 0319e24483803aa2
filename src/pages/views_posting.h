/* views_posting.h - 张贴: a unit's halls and photographs, the office's board of all of them, the report at the close.
 */
#ifndef PAGES_VIEWS_POSTING_H
#define PAGES_VIEWS_POSTING_H

#include "pages/views_list.h"
#include "pages/views_recommendation.h"

/* One photograph of a hall. */
struct proof_view {
    struct url url;
    struct url thumb_url;
    const char *alt;
    const char *title; /* "第 1 版，7月21日（周二）张贴：大门左侧" */
    const char *meta;  /* when it was added, by whom; what became of it */
    struct tag_view tag;
    bool can_withdraw;
    bool is_open; /* its form was sent and has to be seen */
    struct url post_url;
    struct field_view reason;
};

/* One hall with its forms; the ids of its controls end in its ref. */
struct hall_view {
    const char *id; /* of its heading */
    const char *name;
    const char *address;
    struct tag_view tag;
    const char *warning;           /* it shows an older version, or nothing; NULL */
    const char *ended;             /* when and why; NULL */
    const struct text_view *names; /* what it was called before */
    size_t names_len;
    const struct proof_view *proofs;
    size_t proofs_len;
    bool can_post;
    struct url photo_url; /* takes a photograph */
    struct url post_url;  /* renames, ends      */
    bool has_versions;    /* more than one to choose from */
    bool has_replaced;
    struct field_view posted_on, version, caption, replaces;
    const char *file_id;
    const char *file_error; /* NULL when right */
    struct field_view new_name, new_address, end_reason;
    const char *photo_label;
    bool is_renaming, is_ending, is_posting; /* a form that has to be seen: it is open */
};

/* postings.html */
struct postings_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct url back_url;
    const char *back_label;
    const char *lead;
    const char *removed_text; /* no poster, nothing to post; NULL */
    const char *state_text;   /* why nothing can be changed; NULL */
    const char *old_text;     /* "张贴的是第 1 版，请换成第 2 版"; NULL */
    bool has_posters;
    struct url a3_url;
    struct url a4_url;
    const char *poster_text; /* which version, until when */
    const char *change_text; /* what the newest version changed; NULL */
    struct tag_view tag;
    const struct text_view *missing;
    size_t missing_len;
    const char *done_text; /* nothing is missing; NULL */
    struct url receipt_url;
    bool has_receipt;
    const struct hall_view *halls;
    size_t halls_len;
    bool can_post;
    struct url post_url;
    struct field_view name, address;
    const char *file_help;
};

/* posting_board.html: every brand and hall, for the office. */
struct posting_row_view {
    const char *brand_name;
    const char *unit_name;
    const char *hall_name; /* NULL: the unit named none */
    const char *hall_address;
    struct tag_view tag;
    const char *note; /* "7月21日（周二）张贴，第 1 版"; NULL */
    bool is_overdue;
    bool has_photo;
    struct url thumb_url;
    const char *alt;
    struct url url;
    bool can_remind;
    struct url remind_url;
};
struct posting_board_view {
    struct page page;
    const char *lead;
    const char *due_text; /* NULL before the release */
    struct list_filter_view filter;
    struct list_count_view count;
    const struct posting_row_view *rows;
    size_t rows_len;
    const char *empty_text;
    bool has_missing;
};

/* publicity_report.html: 公示情况报告. */
struct closing_row_view {
    const char *item;
    int number;
    const char *unit;
    const char *note; /* "" for none */
};
struct closing_section_view {
    const char *id;
    const char *title;
    const char *lead;
    const struct closing_row_view *rows;
    size_t rows_len;
};
struct publicity_report_view {
    struct page page;
    const char *state_text; /* why there is none; NULL */
    bool has_open;
    const struct closing_section_view *sections;
    size_t sections_len;
    struct outcome_desk_view outcome; /* when there is a report */
};

void tpl_publicity_report(struct out *o, const struct publicity_report_view *v);
void tpl_postings(struct out *o, const struct postings_view *v);
void tpl_posting_board(struct out *o, const struct posting_board_view *v);

#endif
