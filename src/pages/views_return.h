/* views_return.h - returned for revision: what the unit reads, where all defects are told at once, what became of it.
 * Included by views.h. */
#ifndef PAGES_VIEWS_RETURN_H
#define PAGES_VIEWS_RETURN_H

/* One remark, beside the name of its field. */
struct remark_view {
    const char *id;
    const char *label;
    const char *text;
    bool has_url;
    struct url url; /* the field, for the unit to mend */
    bool has_tag;
    struct tag_view tag; /* 已改, 未改 */
    const char *ident;   /* of the field, for the task list */
    bool is_mended;
};

/* _returned.html: the yellow note on top of the unit's task list, and its preview for who returns. */
struct returned_view {
    const char *title; /* "市水利局退回修改，请在 7月3日（周五）24:00 前改好提交"; NULL: nothing is shown */
    const char *reason;
    const char *contact; /* "联系人：何示例 …" */
    const char *rule;    /* what is open, what happens afterwards */
    const struct remark_view *remarks;
    size_t remarks_len;
    bool has_notice;
    struct url notice_url; /* 补正通知 PDF */
    struct url shown_url;
};

/* return.html: all fields of the form with a box for each. */
struct return_field_view {
    const char *id; /* of its box */
    const char *name;
    const char *label;
    const struct text_view *lines;
    size_t lines_len;
    const char *empty_text;
    const char *typed; /* the remark; "" for none */
    const char *error;
    bool is_open;
};
struct return_section_view {
    const char *id;
    const char *title;
    const struct return_field_view *fields;
    size_t fields_len;
};
struct return_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct url back_url;
    struct url post_url;
    const char *kicker;
    const char *brand_name;
    const char *lead;
    const char *version;    /* decimal: the version that was read */
    const char *stale_text; /* why it was not done; NULL */
    bool can_return;
    bool has_preview;
    struct returned_view preview;
    struct field_view reason;
    struct field_view day;
    struct field_view clock;
    struct field_view contact;
    const struct return_section_view *sections;
    size_t sections_len;
};

/* return_shown.html: one return and what became of it. */
struct answered_view {
    struct remark_view remark;
    bool has_diff;
    struct diff_view before;
    struct diff_view after;
};
struct fact_line_view {
    const char *label;
    const char *text;
};
struct return_shown_view {
    struct page page;
    struct url back_url;
    const char *kicker;
    const char *brand_name;
    struct tag_view tag;
    const char *paper_text; /* the address carried a check code: whether it is this notice's; NULL without */
    const char *paper_kind;
    const struct fact_line_view *lines;
    size_t lines_len;
    const char *reason;
    const struct answered_view *answers;
    size_t answers_len;
    const char *before_title;
    const char *after_title;
    const struct version_section_view *others; /* changed along with what was opened */
    size_t others_len;
    bool has_versions;
    struct url versions_url;
    struct url notice_url;
    bool can_recall;
    struct url recall_url;
};

/* return_recall.html: a page of its own that says what will happen. */
struct return_recall_view {
    struct page page;
    struct form_top_view top;
    struct url back_url;
    struct url post_url;
    const char *kicker;
    const char *brand_name;
    const struct text_view *effects;
    size_t effects_len;
};

/* returns.html: 退回记录. */
struct return_row_view {
    const char *brand_name;
    const char *unit_name;
    const char *receipt_no;
    const char *version_text; /* "第 1 版，3 处" */
    const char *body_name;
    const char *returned;
    const char *due;
    struct tag_view tag;
    const char *note; /* when it was answered; NULL */
    struct url url;
};
struct returns_view {
    struct page page;
    const char *lead;
    struct list_filter_view filter;
    struct list_count_view count;
    const struct return_row_view *rows;
    size_t rows_len;
    const char *empty_text;
    struct pager_view pager;
};

void tpl_return(struct out *o, const struct return_view *v);
void tpl_return_shown(struct out *o, const struct return_shown_view *v);
void tpl_return_recall(struct out *o, const struct return_recall_view *v);
void tpl_returns(struct out *o, const struct returns_view *v);

#endif
