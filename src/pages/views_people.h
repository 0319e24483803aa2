/* views_people.h - one's own account, colleagues, links, registrations, the list of accounts.  Included by
 * views.h. */
#ifndef PAGES_VIEWS_PEOPLE_H
#define PAGES_VIEWS_PEOPLE_H

/* account.html: /accounts/me */
struct session_row_view {
    const char *browser, *address, *began_text, *seen_text;
    bool is_own;
    const char *ref;
};
struct account_view {
    struct page page;
    const char *person_name, *login, *body_name, *role_text;
    bool is_head;
    bool has_colleagues; /* of a body: a page of its people */
    const struct session_row_view *sessions;
    size_t sessions_len;
    bool has_others;
    bool has_code; /* the second factor is not switched off for this role */
    const char *code_text, *code_label;
};

/* colleagues.html: /accounts/me/colleagues */
struct colleague_view {
    const char *person_name, *login;
    bool is_head, is_own;
    struct tag_view tag;
    bool can_reset, can_reset_code;
    struct url reset_url, code_reset_url;
};
struct colleagues_view {
    struct page page;
    const char *body_name;
    bool can_invite, can_delegate;
    const char *head_text; /* who invites, for the others */
    const struct colleague_view *people;
    size_t people_len;
};

/* link_made.html: shows a link once */
struct link_made_view {
    struct page page;
    const char *title, *lead, *address, *until_text;
    struct url back_url;
    const char *back_label;
};

/* link.html: what a link asks for */
struct link_use_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct url action;
    const char *title, *lead, *made_by;
    bool is_reset;
    struct field_view person, login, fresh, again;
    const char *rule;
    const char *privacy; /* notice at collection */
};
/* calm.html: a page that only says something */
struct calm_view {
    struct page page;
    const char *title;
    const struct text_view *lines;
    size_t lines_len;
    struct url url;
    const char *url_label;
};

/* register.html */
struct register_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *closed_text; /* NULL while it can be sent */
    const struct field_view *unit;
    size_t unit_len;
    const struct field_view *person;
    size_t person_len;
    const char *rule;
    const struct text_view *privacy;
    size_t privacy_len;
    const char *phone;
    const char *until_text;
};
/* registered.html: the receipt and status */
struct registered_view {
    struct page page;
    const char *number, *name, *when_text, *authority, *state_text, *reason, *address, *phone, *hours;
    bool is_waiting, is_admitted, is_refused;
    const char *login_hint;
    const struct text_view *warnings;
    size_t warnings_len;
};

/* bodies.html: registrations that wait, and those decided */
struct registration_row_view {
    const char *number, *name, *sector, *district, *when_text;
    struct url url;
    struct tag_view tag;
};
struct registrations_view {
    struct page page;
    const char *lead;
    const struct registration_row_view *rows;
    size_t rows_len;
    const char *empty_text;
    const struct link_view *tabs;
    size_t tabs_len;
    bool can_import; /* the office brings registers */
};
/* registration.html */
struct fact_view {
    const char *name, *text;
};
struct registration_view {
    struct page page;
    struct error_summary_view errors;
    const char *number, *name;
    struct tag_view tag;
    const struct fact_view *facts;
    size_t facts_len;
    const struct text_view *warnings;
    size_t warnings_len;
    bool is_waiting;
    struct form_top_view top;
    struct url correct_url, admit_url, refuse_url;
    const struct field_view *fields;
    size_t fields_len;
    struct field_view reason;
    const char *effect_text;
    bool shows_correction;
};

/* accounts.html */
struct account_row_view {
    const char *login, *person_name, *role_text, *body_name, *signed_in_text;
    struct tag_view tag;
    bool is_head;
    struct url url;
};
struct accounts_view {
    struct page page;
    const struct option_view *roles;
    size_t roles_len;
    const char *words;
    const struct account_row_view *rows;
    size_t rows_len;
    bool has_previous, has_next;
    struct url previous_url, next_url;
    const char *range_text;
};
/* account_admin.html */
struct account_admin_view {
    struct page page;
    const char *login, *person_name;
    struct tag_view tag;
    const struct fact_view *facts;
    size_t facts_len;
    bool can_reset, can_disable, can_head, can_reset_code, can_enable;
    const char *token;
    struct url reset_url, disable_url, head_url, code_reset_url, enable_url;
};
/* account_new.html */
struct account_new_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct field_view role, body;
};
void tpl_account(struct out *o, const struct account_view *v);
void tpl_colleagues(struct out *o, const struct colleagues_view *v);
void tpl_link_made(struct out *o, const struct link_made_view *v);
void tpl_link(struct out *o, const struct link_use_view *v);
void tpl_calm(struct out *o, const struct calm_view *v);
void tpl_register(struct out *o, const struct register_view *v);
void tpl_registered(struct out *o, const struct registered_view *v);
void tpl_registrations(struct out *o, const struct registrations_view *v);
void tpl_registration(struct out *o, const struct registration_view *v);
void tpl_accounts(struct out *o, const struct accounts_view *v);
void tpl_account_admin(struct out *o, const struct account_admin_view *v);
void tpl_account_new(struct out *o, const struct account_new_view *v);

#endif
