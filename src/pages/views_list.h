/* views_list.h - lists with a filter above and pages below.  Included by views.h. */
#ifndef PAGES_VIEWS_LIST_H
#define PAGES_VIEWS_LIST_H

/* _list_filter.html: a GET form; every choice is in the address. */
struct list_select_view {
    const char *id; /* also its name */
    const char *label;
    const struct option_view *options;
    size_t options_len;
};
struct list_filter_view {
    struct url action;
    const char *word_label;
    const char *word;
    const struct list_select_view *selects;
    size_t selects_len;
};

/* _list_count.html: how many, the way out of the filter, the same list as a file. */
struct list_count_view {
    const char *text;
    bool is_filtered;
    struct url clear_url;
    bool has_rows;
    struct url xlsx_url;
};

/* _pager.html: nothing when there is one page. */
struct pager_view {
    bool has_pages;
    const char *text; /* "第 2 页，共 6 页" */
    bool has_previous;
    struct url previous_url;
    bool has_next;
    struct url next_url;
};

/* nomination_record.html: the contacts of a record, masked until the office says why it needs them. */
struct contacts_view {
    bool are_hidden;
    bool can_ask;   /* shows the form */
    bool are_shown; /* in full, to somebody who asked */
    const char *reason_text;
    struct url url;
    struct field_view reason;
    struct error_summary_view errors;
    struct form_top_view top;
};

/* received.html: what was submitted, for the office, a sector authority, a district's office. */
struct received_row {
    const char *receipt_no;
    const char *brand_name;
    const char *unit_name;
    const char *window_name; /* NULL when it is none */
    const char *sector_name;
    const char *district_name;
    const char *route_name;
    const char *submitted_text;
    int version_no;
    struct tag_view tag;
    const char *note; /* "待当地意见"; NULL for none */
    bool can_open;
    struct url url;
};
struct received_view {
    struct page page;
    const char *lead;
    bool has_bodies;  /* a way to the list of bodies */
    bool has_reviews; /* a way to what waits for this body */
    bool has_figures; /* a way to the figures */
    bool shows_list;
    struct list_filter_view filter;
    struct list_count_view count;
    const struct received_row *rows;
    size_t rows_len;
    const char *empty_text;
    struct pager_view pager;
};

/* bodies_list.html */
struct body_row_view {
    const char *name;
    const char *kind_name;
    const char *sector_name;
    const char *district_name;
    const char *org_code;
    int accounts;
    const char *receipt_no;
};
struct bodies_list_view {
    struct page page;
    const char *lead;
    struct list_filter_view filter;
    struct list_count_view count;
    const struct body_row_view *rows;
    size_t rows_len;
    const char *empty_text;
    struct pager_view pager;
};

void tpl_received(struct out *o, const struct received_view *v);
void tpl_bodies_list(struct out *o, const struct bodies_list_view *v);

#endif
