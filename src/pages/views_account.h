/* views_account.h - the second factor, one's own data, and duties handed over.  Included by views.h. */
#ifndef PAGES_VIEWS_ACCOUNT_H
#define PAGES_VIEWS_ACCOUNT_H

/* signin_code.html: the second step of a sign-in */
struct signin_code_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *ticket, *next; /* who has passed the first step; where to go afterwards */
    const struct carried_view *carried;
    size_t carried_len;
    struct field_view code;
    const char *phone;
};

/* code.html: /accounts/me/code */
struct code_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *lead;
    const char *reset_text; /* who took the last one away, NULL when that is no news */
    bool is_set, is_pending, is_required;
    const char *since_text, *left_text;
    bool is_left_few;
    const char *qr_path; /* of the SVG; NULL when it could not be drawn */
    int qr_side;
    const char *secret_text, *login, *issuer;
    struct field_view confirm; /* the first code of the new one        */
    struct field_view present; /* a code of the one that is in force   */
    struct text_view back;
};

/* code_made.html: recovery codes, shown once */
struct code_made_view {
    struct page page;
    const char *site_name, *login, *made_text;
    const struct text_view *codes;
    size_t codes_len;
    bool is_first;
};

/* code_reset.html: the page of a link for a lost telephone */
struct code_reset_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct url action;
    const char *made_by, *login_hint;
    struct field_view password;
};

/* own_data.html: /accounts/me/data, all that is held about oneself */
struct own_fact_view {
    const char *name, *text;
    bool has_url;
    struct url url;
};
struct own_section_view {
    const char *id, *title;
    const struct own_fact_view *facts;
    size_t facts_len;
    const char *empty_text;
};
struct own_data_view {
    struct page page;
    const struct own_section_view *sections;
    size_t sections_len;
};

/* erase.html: /accounts/me/erase */
struct erase_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *refusal; /* why it cannot be done now; NULL when it can */
    const char *login, *number_text;
    bool is_head;
    struct field_view password;
};

/* account_enable.html: /accounts/:ref/enable */
struct account_enable_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *login, *person_name, *body_name;
    struct url post_url, back_url;
    struct field_view reason;
};

/* delegations.html: /accounts/me/delegations */
struct delegation_row_view {
    const char *name, *days_text, *reason;
    struct tag_view tag;
    bool can_recall;
    struct url recall_url;
};
struct delegations_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *body_name;
    const struct delegation_row_view *rows;
    size_t rows_len;
    bool can_add;
    struct field_view holder, delegate, first, last, reason;
};

void tpl_delegations(struct out *o, const struct delegations_view *v);
void tpl_own_data(struct out *o, const struct own_data_view *v);
void tpl_erase(struct out *o, const struct erase_view *v);
void tpl_account_enable(struct out *o, const struct account_enable_view *v);
void tpl_signin_code(struct out *o, const struct signin_code_view *v);
void tpl_code(struct out *o, const struct code_view *v);
void tpl_code_made(struct out *o, const struct code_made_view *v);
void tpl_code_reset(struct out *o, const struct code_reset_view *v);

#endif
