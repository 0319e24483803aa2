/* views_objection.h - 反映意见和异议: the public's form and its receipt, tracking, the docket, questions to a unit. */
#ifndef PAGES_VIEWS_OBJECTION_H
#define PAGES_VIEWS_OBJECTION_H

#include "pages/views_list.h"
#include "pages/views_public.h"

/* A file that was taken already: the form brings it back, unless its box is cleared. */
struct kept_file_view {
    const char *id;
    const char *value; /* what it is, signed */
    const char *name;
    const char *meta; /* "1.2 MB" */
};

/* objection.html */
struct objection_form_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct url back_url;
    struct url post_url;
    const char *lead;
    bool is_open;
    const char *closed_text; /* why nothing can be sent, and what is possible; NULL while it can */
    const char *brand_name;
    const char *unit_name;
    struct field_view category, text, name, phone, email;
    const char *files_help;
    const char *files_error;
    const struct kept_file_view *kept;
    size_t kept_len;
    bool is_body;
    const char *identity_help;
    const char *trap_error; /* beside the box that people leave empty */
    const char *trap;
    const char *challenge;
    const char *proof_bits, *proof_parts;
    struct contact_block_view contact;
};
/* objection_confirm.html: where no script did the work. */
struct hidden_view {
    const char *name;
    const char *value;
};
struct objection_confirm_view {
    struct page page;
    struct url post_url;
    const char *wait_text; /* what is to be done */
    const char *warn_text; /* pressed too early, or too often; NULL */
    const struct hidden_view *fields;
    size_t fields_len;
    const char *brand_name;
    const char *category;
    const struct text_view *lines; /* of the text */
    size_t lines_len;
    const char *files_text;
    const char *ticket;
    const char *challenge;
    const char *proof_bits, *proof_parts;
};
/* objection_done.html */
struct receipt_step_view {
    const char *title;
    const char *text;
};
struct objection_done_view {
    struct page page;
    const char *title;
    const char *receipt_no;
    const char *code;       /* NULL: no longer shown */
    const char *brand_name; /* NULL: about the list */
    const char *received_iso;
    const char *received_text;
    const struct receipt_step_view *steps;
    size_t steps_len;
    struct url next_url;
    const char *next_label;
    const char *keep_text;
};
void tpl_objection(struct out *o, const struct objection_form_view *v);
void tpl_objection_confirm(struct out *o, const struct objection_confirm_view *v);
void tpl_objection_done(struct out *o, const struct objection_done_view *v);

/* track.html: the two ways to ask; what was found of one */
struct track_step_view {
    const char *title;
    const char *text;
    bool is_ahead; /* not yet */
};
struct track_view {
    struct page page;
    struct crumb_view crumb;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *period_text;
    struct field_view number, code;
    bool is_found;
    const char *receipt_no;
    const char *heading;
    const char *about;
    const struct track_step_view *steps;
    size_t steps_len;
    const struct text_view *answer; /* paragraphs */
    size_t answer_len;
    const char *answer_title;
    bool can_review;
    struct field_view reason;
    const char *found_no, *found_code; /* go with the request for a review */
    const char *review_text;           /* why none can be asked for; NULL */
    const char *forgotten_text;        /* since when it is not known any more who sent it; NULL */
    struct contact_block_view contact;
};
void tpl_track(struct out *o, const struct track_view *v);

/* objections.html: the docket */
struct objection_row_view {
    struct url url;
    const char *receipt_no;
    const char *brand_name; /* "整个名单" when it is about none */
    const char *unit_name;
    const char *category;
    const char *channel;
    const char *who; /* "张**", "匿名" */
    const char *received_text;
    const char *due_text; /* "—" when nothing is owed */
    bool is_overdue;
    const char *handler; /* "" for none */
    const char *outcome; /* finding and effect; NULL before */
    struct tag_view tag;
};
struct volume_view {
    struct url url;
    const char *label;
};
struct objections_view {
    struct page page;
    const char *lead;
    const char *duty_text; /* why this person only reads; NULL */
    struct list_filter_view filter;
    struct list_count_view count;
    bool has_register; /* on paper, in one volume */
    struct url register_url;
    const char *registers_text; /* in how many; NULL for one */
    const struct volume_view *registers;
    size_t registers_len;
    const struct objection_row_view *rows;
    size_t rows_len;
    const char *empty_text;
    struct pager_view pager;
};

/* objection_record.html: one of them, its way, and what may be done now */
struct objection_step_view {
    const char *title;
    const char *who_when;
    const struct text_view *lines;
    size_t lines_len;
    const char *outcome; /* NULL but of conclusions */
};
struct objection_act_view {
    const char *id;
    const char *act;
    const char *title;
    const char *button;
    const char *hint; /* NULL for none */
    bool is_folded;   /* below its title until it is wanted; a button alone is not */
    bool is_open;
    bool has_text;
    struct field_view text;
    bool has_conclusion;
    struct field_view finding, effect;
    bool has_handler;
    struct field_view handler;
    bool has_confirm; /* a question that repeats the letter: sent on purpose */
};
struct objection_question_view {
    const char *asked_text;
    const struct text_view *lines;
    size_t lines_len;
    const char *reply_text; /* who, when; NULL while it waits */
    const struct text_view *reply;
    size_t reply_len;
    const char *waiting_text; /* until when; NULL when answered */
    bool is_overdue;
};
struct objection_file_view {
    struct url url;
    const char *name;
    const char *meta;
};
struct objection_record_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *receipt_no;
    const char *title;
    const char *lead;
    struct tag_view tag;
    const char *due_text; /* NULL when nothing is owed */
    bool is_overdue;
    const char *late_text;  /* came after the close; NULL */
    const char *holds_text; /* NULL, or that the brand's naming waits */
    const struct sum_row_view *facts;
    size_t facts_len;
    const struct objection_file_view *files;
    size_t files_len;
    bool has_identity;
    bool are_shown; /* in full, to somebody who said why */
    const char *name;
    const char *phone;
    const char *email;
    const char *reason_text;
    bool can_read;
    struct url identity_url;
    struct field_view reason;
    const struct text_view *readings;
    size_t readings_len;
    const struct objection_step_view *steps;
    size_t steps_len;
    const struct objection_question_view *questions;
    size_t questions_len;
    struct url post_url;
    struct url sheet_url;
    const char *revision;
    const struct objection_act_view *acts;
    size_t acts_len;
    const char *no_acts_text;   /* why nothing can be done here; NULL */
    const char *forgotten_text; /* when, by whom and why it was erased who sent it, or when it will be; NULL */
    bool is_gone;               /* it was just asked for */
    bool can_erase;
    struct url erase_url;
    bool is_disputed; /* somebody was faster */
};

/* objection_erase.html: who sent it is forgotten */
struct objection_erase_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct url back_url, post_url;
    const char *receipt_no;
    const char *lead;
    const char *refusal; /* why not now; NULL */
    const char *told_in; /* what is kept and names the sender; NULL */
    struct field_view reason;
};
void tpl_objection_erase(struct out *o, const struct objection_erase_view *v);

/* objection_new.html: what came on paper, by telephone, at the desk */
struct objection_new_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct field_view channel, brand, received, postmark, category, text, name, phone, email;
    const char *identity_help;
    bool is_body;
    const char *files_help;
    const char *files_error;
    const struct kept_file_view *kept;
    size_t kept_len;
};

/* objection_duties.html: the security administrator names people */
struct duty_row_view {
    const char *person;
    const char *duty;
    const char *days_text;
    const char *ground;
    const char *granted_text;
    struct tag_view tag;
    bool can_end;
    struct url end_url;
};
struct objection_duties_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const struct duty_row_view *rows;
    size_t rows_len;
    struct field_view person, duty, from, until, ground;
};

/* questions.html: a unit answers what the office asks */
struct unit_question_view {
    const char *id;
    const char *ref;
    const char *asked_text;
    const struct text_view *lines;
    size_t lines_len;
    bool is_open;
    const char *due_text;
    struct field_view reply;
    const char *replied_text;
    const struct text_view *answer;
    size_t answer_len;
};
struct questions_view {
    struct page page;
    struct error_summary_view errors;
    struct url back_url;
    struct url post_url;
    const struct unit_question_view *rows;
    size_t rows_len;
};
void tpl_objections(struct out *o, const struct objections_view *v);
void tpl_objection_record(struct out *o, const struct objection_record_view *v);
void tpl_objection_new(struct out *o, const struct objection_new_view *v);
void tpl_objection_duties(struct out *o, const struct objection_duties_view *v);
void tpl_questions(struct out *o, const struct questions_view *v);

#endif
