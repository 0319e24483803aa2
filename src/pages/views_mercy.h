/* views_mercy.h - withdrawing, extensions, late submissions, acceptance and sealed paper. */
#ifndef PAGES_VIEWS_MERCY_H
#define PAGES_VIEWS_MERCY_H

/* _standing.html: what became of a nomination, for its unit and for the office. */
struct standing_line_view {
    struct tag_view tag;
    const char *text;
    const char *link_label; /* NULL: no link */
    struct url link;
};
struct standing_view {
    const struct standing_line_view *lines;
    size_t lines_len;
    const struct link_view *acts; /* what this person can do about it */
    size_t acts_len;
    bool can_accept; /* the office's button 受理 */
    struct url accept_url;
    const char *token;
};

/* _paper_answer.html: the answer to a check code that was typed. */
struct difference_view {
    const char *label;
    const char *paper; /* "" for nothing */
    const char *now;
};
struct paper_answer_view {
    const char *kind; /* "ok" or "warn" */
    const char *title;
    const char *text;
    const char *paper_title; /* "纸上的第 1 版" */
    const char *now_title;   /* "网上的第 2 版" */
    const struct difference_view *differences;
    size_t differences_len;
    bool can_note; /* the office, before the record: there the sealed copy can be ticked */
    struct url note_url;
};

/* withdraw.html: a page of its own that says what will happen. */
struct withdraw_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct url back_url;
    struct url post_url;
    const char *brand_name;
    const char *receipt_no;
    const struct text_view *effects;
    size_t effects_len;
    struct field_view reason;
};

/* extensions.html */
struct unit_link_view {
    const char *name;
    struct url url;
};
struct extension_line_view {
    const char *body_name;
    const char *until;
    const char *reason;
    const char *approver;
    const char *granted;
    struct url url;
};
struct late_line_view {
    const char *body_name;
    const char *brand_name;
    const char *attempted;
    struct tag_view tag;
    struct url url;
};
struct extensions_view {
    struct page page;
    const char *words;
    bool has_searched;
    const struct unit_link_view *found;
    size_t found_len;
    const struct late_line_view *late;
    size_t late_len;
    const struct extension_line_view *rows;
    size_t rows_len;
};

/* extension.html: one unit's closing time. */
struct extension_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct url post_url;
    const char *kicker; /* the stage's name */
    const char *effect; /* what the body can do with it */
    const char *body_name;
    const char *now_text; /* what it has now */
    struct field_view day;
    struct field_view clock;
    struct field_view reason;
    struct field_view approver;
    const struct extension_line_view *rows;
    size_t rows_len;
};

/* late.html: one late submission. */
struct check_section_view;
struct late_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct url back_url;
    struct url post_url;
    struct url form_url;
    const char *brand_name;
    const char *body_name;
    const char *lead;
    struct tag_view tag;
    const char *decided_text; /* NULL before the decision */
    const char *contact_text; /* for the unit: whom to turn to */
    const struct check_section_view *sections;
    size_t sections_len;
    bool can_decide;
    const char *why_refuse_only; /* it can no longer be accepted; NULL when it can */
    struct field_view decision;
    struct field_view reason;
    struct field_view approver;
};

/* seals.html */
struct sealed_line_view {
    const char *receipt_no;
    const char *brand_name;
    const char *body_name;
    const char *version_text;
    const char *received;
    const char *receiver;
    struct tag_view tag;
    struct url url;
    bool has_scan;
    struct url scan_url;
};
struct seals_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct field_view code;
    bool wants_code; /* the box has the focus: a hand scanner types into it */
    struct field_view receipt;
    bool has_answer;
    struct paper_answer_view answer;
    const struct standing_line_view *facts; /* of the nomination that the code names */
    size_t facts_len;
    bool can_note;
    struct url post_url;
    const char *typed_code;
    struct field_view received_on;
    struct field_view receiver;
    struct field_view scan;
    const struct sealed_line_view *rows;
    size_t rows_len;
};

void tpl_withdraw(struct out *o, const struct withdraw_view *v);
void tpl_extensions(struct out *o, const struct extensions_view *v);
void tpl_extension(struct out *o, const struct extension_view *v);
void tpl_late(struct out *o, const struct late_view *v);
void tpl_seals(struct out *o, const struct seals_view *v);

#endif
