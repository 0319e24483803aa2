/* posting_shown.h - the page of 张贴, and a form on it that was sent with a fault. */
#ifndef PAGES_POSTING_SHOWN_H
#define PAGES_POSTING_SHOWN_H

#include "pages/posting_pages.h"

enum posting_form { FORM_NONE, FORM_HALL, FORM_PHOTO, FORM_RENAME, FORM_END, FORM_WITHDRAW };

/* A form that was sent with a fault: what was typed into it, and what is wrong. */
struct posting_said {
    enum posting_form form;
    const char *hall, *proof;   /* refs; "" */
    const char *first, *second; /* name and address; day and caption; a reason */
    const char *first_error, *second_error, *file_error;
    const char *version, *replaces;
};

/* Nothing was sent. */
extern const struct posting_said posting_nothing_said;

/* The page with that fault said beside its control, and what may be done now. */
MUST_USE enum err posting_show(struct web *w, const struct posting *p, const struct posting_said *said, int status);

/* "/nominations/REF/postings" and what follows. */
const char *posting_path(struct web *w, const struct posting *p, const char *rest);

#endif
