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
    struct contact_block_view contact;
};
void tpl_track(struct out *o, const struct track_view *v);

#endif
