/* views_unit.h - signing in, and the pages of a nominating unit.  Included by views.h. */
#ifndef PAGES_VIEWS_UNIT_H
#define PAGES_VIEWS_UNIT_H

/* A field of a POST that came without a sign-in: carried through the sign-in page so that no text is lost. */
struct carried_view {
    const char *name; /* "carry:brand_name" */
    const char *value;
};

struct signin_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct field_view login;
    struct field_view password;
    const char *next; /* where to go afterwards */
    const struct carried_view *carried;
    size_t carried_len;
    const char *notice; /* why this page is shown: "登录已到期……"; NULL for none */
    const char *help;   /* of the round: whom to ask for an account */
    const char *phone;
};

struct password_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct field_view now;
    struct field_view fresh;
    struct field_view again;
    bool must_change;
    const char *rule; /* what the password must be */
};

/* nominations.html: a unit without a nomination; what staff see is in views_list.h. */
struct start_view {
    struct page page;
    const char *body_name;
    const char *scope;
    bool can_start;
    const char *why_not; /* NULL when it can */
    const struct text_view *needs;
    size_t needs_len;
};

/* nomination.html: the task list. */
struct task_view {
    const char *title;
    const char *hint;
    bool is_off; /* cannot be opened now */
    struct url url;
    struct tag_view tag;
};
struct task_group_view {
    const char *numeral;
    const char *title;
    const struct task_view *tasks;
    size_t tasks_len;
};
struct kept_link_view {
    const char *text;
    struct url url;
};
struct bead_view {
    const char *kind; /* "is-done", "is-half" or "" */
};
struct nomination_view {
    struct page page;
    const char *brand_name;
    const char *kicker;
    const char *status_text;
    int done;
    int total;
    bool is_submitted;
    bool is_withdrawn;
    bool can_restore;
    const char *why_not; /* it cannot be restored; NULL when it can */
    struct url restore_url;
    const char *receipt_no; /* "" before the first submission */
    struct standing_view standing;
    struct returned_view returned; /* title NULL: it is not returned */
    const struct bead_view *beads;
    size_t beads_len;
    const struct task_group_view *groups;
    size_t groups_len;
    const struct kept_link_view *kept;
    size_t kept_len;
    struct url receipt_url;
    struct url history_url;
    const struct link_view *comparisons; /* of versions, and of the last one with the draft */
    size_t comparisons_len;
    struct url form_url; /* the draft or the submitted form as PDF */
    const char *route_text;
    const char *phone;
    const char *hours;
};

/* section.html: one page of the form. */
struct section_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct save_status_view saved;
    struct url back_url;
    struct url post_url;
    struct url draft_url;
    const char *draft_key;
    const char *kicker;
    const char *title;
    const char *intro;
    const char *others;  /* who else fills the form now, and where; the script keeps it current; "" for nobody */
    const char *consent; /* purpose notice beside personal data; NULL for none */
    const struct field_view *fields;
    size_t fields_len;
    const struct text_view *advice;
    size_t advice_len;
    bool has_files; /* multipart */
    bool has_next;
    const char *late_text;     /* the stage is closed: what that means; NULL while open */
    const char *returned_text; /* returned for revision: what is open here; NULL otherwise */
    bool is_closed;            /* nothing of it is open: it is read, not saved */
};

/* nomination_check.html: everything once more, then the act.  Also nomination_record.html. */
struct check_section_view {
    const char *id;
    const char *title;
    struct url edit_url;
    bool can_edit;
    bool has_contacts; /* telephones and the like are in it */
    const struct sum_row_view *rows;
    size_t rows_len;
    struct evidence_files_view evidence; /* of the section of attachments */
};
struct warning_view {
    const char *text;
};
struct check_error_view {
    const char *text;
    struct url url; /* the control on its section's page */
};
struct check_view {
    struct page page;
    const struct check_error_view *missing;
    size_t missing_len;
    struct form_top_view top;
    struct url back_url;
    struct url submit_url;
    struct url form_url;
    const char *brand_name;
    const struct check_section_view *sections;
    size_t sections_len;
    const struct warning_view *warnings;
    size_t warnings_len;
    bool can_submit;
    const char *why_not; /* NULL when it can */
    const char *truth;
    const char *publicity; /* what will be public */
    const char *version_note;
    const char *route_text;
    const char *receipt_no; /* record: of the submitted version */
    const char *fingerprint;
    bool can_print;                      /* record: the paper holds every contact in full */
    struct contacts_view contacts;       /* record */
    const struct link_view *comparisons; /* record: of this version with others */
    size_t comparisons_len;
    bool can_late; /* the stage has closed: it can still be sent, and is kept as late */
    const char *late_note;
    struct standing_view standing; /* record */
    bool has_paper;                /* record: the address carried the check code of a sheet */
    struct paper_answer_view paper;
};

/* nomination_receipt.html */
struct paper_link_view {
    const char *title;
    const char *meta;
    struct url url;
    bool is_first;
};
struct step_view {
    const char *title;
    const char *text;
};
struct receipt_view {
    struct page page;
    struct standing_view standing;
    const char *receipt_no;
    const char *brand_name;
    const char *submitted_text;
    const char *submitted_iso;
    const char *sent_to;
    const char *version_text;
    const char *check_code;
    const char *fingerprint;
    const struct paper_link_view *papers;
    size_t papers_len;
    const struct step_view *steps;
    size_t steps_len;
    const char *version_note;
    const char *phone;
    const char *organiser_short;
    struct url back_url;
    struct url record_url;
};

/* kept.html: two texts side by side. */
struct kept_field_view {
    const char *id;
    const char *name;
    const char *label;
    struct diff_view mine;
    struct diff_view theirs;
    const char *mine_note; /* "128 字" */
    const char *theirs_note;
};
struct kept_view {
    struct page page;
    struct form_top_view top;
    struct url back_url;
    struct url post_url;
    const char *lead;
    bool can_choose;
    const char *mine_title;
    const char *theirs_title;
    const struct kept_field_view *fields;
    size_t fields_len;
};

void tpl_signin(struct out *o, const struct signin_view *v);
void tpl_password(struct out *o, const struct password_view *v);
void tpl_start(struct out *o, const struct start_view *v);
void tpl_nomination(struct out *o, const struct nomination_view *v);
void tpl_section(struct out *o, const struct section_view *v);
void tpl_nomination_check(struct out *o, const struct check_view *v);
void tpl_nomination_record(struct out *o, const struct check_view *v);
void tpl_nomination_receipt(struct out *o, const struct receipt_view *v);
void tpl_kept(struct out *o, const struct kept_view *v);

#endif
