/* views_reminder.h - 催办: who owes what, one body's page, sheets, notices, and the outbox. */
#ifndef PAGES_VIEWS_REMINDER_H
#define PAGES_VIEWS_REMINDER_H

#include "pages/views_list.h"

/* reminders.html */
struct debtor_row_view {
    const char *id; /* of its box: "b-REF" */
    const char *ref;
    const char *name;
    const char *kind_name;
    const char *count_text;        /* "3 项", "—" */
    const struct text_view *kinds; /* "审阅未结论 2 项" */
    size_t kinds_len;
    const char *since_text;
    const char *due_text;
    const char *left_text; /* NULL when nothing is owed */
    struct tag_view tag;
    const char *last_text; /* of the last reminder; NULL for none */
    const char *note;      /* nobody has an account; NULL */
    bool is_chosen;
    bool can_choose; /* owes something */
    struct url url;
};
struct reminders_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *lead;
    const char *error; /* nothing was ticked; NULL when right */
    struct list_filter_view filter;
    struct list_count_view count;
    const struct debtor_row_view *rows;
    size_t rows_len;
    const char *empty_text;
    struct pager_view pager;
};

/* reminder.html: one body. */
struct debt_view {
    const char *text;
    const char *since_text;
    bool has_url;
    struct url url;
};
struct call_view {
    const char *text; /* "已电话催办 张某 7-8 15:20" */
    const char *said; /* NULL for nothing */
    const char *noted_text;
};
struct reminder_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *ref;
    const char *name;
    const char *kind_name;
    const char *lead;
    struct tag_view tag;
    const struct debt_view *debts;
    size_t debts_len;
    const char *contact_text; /* NULL for none */
    const char *text;         /* to be copied */
    const char *length_text;
    bool can_mail;
    struct url call_url;
    struct field_view channel, person, day, clock, said;
    const struct call_view *calls;
    size_t calls_len;
    const struct link_view *sheets;
    size_t sheets_len;
};

/* reminder_send.html: before notices go out. */
struct receiver_view {
    const char *ref;
    const char *name;
    const char *text;
};
struct reminder_send_view {
    struct page page;
    struct form_top_view top;
    const char *lead;
    const struct receiver_view *rows;
    size_t rows_len;
};

/* reminder_template.html */
struct template_name_view {
    const char *name;
    const char *meaning;
};
struct reminder_template_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *was;
    struct field_view text;
    const struct template_name_view *names;
    size_t names_len;
    const char *sample;
};

/* reminder_sheets.html */
struct sheet_view {
    const char *number;
    const char *name;
    const char *count_text;
    struct url url;
};
struct reminder_sheets_view {
    struct page page;
    const char *lead;
    const struct sheet_view *rows;
    size_t rows_len;
    struct url pdf_url;
};

/* messages.html: one's own notices. */
struct message_view {
    const char *id; /* "m-REF" */
    const char *ref;
    const char *title;
    const char *text; /* NULL for nothing */
    const char *sent_text;
    const char *settled_text; /* NULL while it waits */
    bool has_link;
    struct url link;
    struct url settle_url;
};
struct messages_view {
    struct page page;
    const char *lead;
    const struct message_view *rows;
    size_t rows_len;
};

/* outbox.html */
struct mail_row_view {
    const char *id;
    const char *ref;
    const char *body_name;
    const char *address; /* masked */
    const char *subject;
    const char *made_text;
    const char *note; /* the server's words, the next attempt; NULL */
    struct tag_view tag;
    bool can_choose; /* held: may be released from the list */
    struct url url;
};
struct outbox_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *error;
    const char *state_kind; /* of the note: "ok", "info" or "warn" */
    const char *state_text;
    bool has_list; /* the office; else only how it is set up */
    struct list_filter_view filter;
    const struct mail_row_view *rows;
    size_t rows_len;
    bool can_release;
    const char *count_text;
    const char *empty_text;
};

/* mail.html: one mail as it will be, or was, sent. */
struct mail_view {
    struct page page;
    struct form_top_view top;
    struct url post_url;
    struct tag_view tag;
    const char *body_name, *address, *subject, *text;
    const char *lead;
    const char *warn;               /* what a person must decide; NULL */
    const struct option_view *acts; /* buttons: value and label; the first is the usual one */
    size_t acts_len;
    const struct call_view *turns;
    size_t turns_len;
};

void tpl_reminders(struct out *o, const struct reminders_view *v);
void tpl_reminder(struct out *o, const struct reminder_view *v);
void tpl_reminder_send(struct out *o, const struct reminder_send_view *v);
void tpl_reminder_template(struct out *o, const struct reminder_template_view *v);
void tpl_reminder_sheets(struct out *o, const struct reminder_sheets_view *v);
void tpl_messages(struct out *o, const struct messages_view *v);
void tpl_outbox(struct out *o, const struct outbox_view *v);
void tpl_mail(struct out *o, const struct mail_view *v);

#endif
