/* views_import.h - registers of bodies and accounts: choosing a file, what would become of it, how far it is.  Included
 * by views.h. */
#ifndef PAGES_VIEWS_IMPORT_H
#define PAGES_VIEWS_IMPORT_H

/* import.html: choose a file; earlier ones */
struct import_recent_view {
    const char *filename, *when_text, *person_name, *rows_text;
    struct url url;
    struct tag_view tag;
};
struct import_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct field_view file;
    struct url back_url;
    const char *back_label;
    const char *roles_text, *password_text;
    const struct import_recent_view *recent;
    size_t recent_len;
};

/* import_report.html: the rows, before, while and after they are carried out */
struct import_row_view {
    int64_t line;
    const char *name, *account, *said;
    struct tag_view tag;
};
struct import_report_view {
    struct page page;
    struct form_top_view top;
    const char *filename, *title, *lead;
    bool is_ordered, is_going; /* going: queued or running */
    bool can_apply, has_nothing;
    struct url self_url, cancel_url, progress_url, download_url;
    int64_t rows_done, rows_total, percent;
    const char *progress_text;
    const struct link_view *tabs;
    size_t tabs_len;
    const struct import_row_view *rows;
    size_t rows_len;
    bool has_next;
    struct url next_url;
    const char *empty_text;
};

void tpl_import(struct out *o, const struct import_view *v);
void tpl_import_report(struct out *o, const struct import_report_view *v);

#endif
