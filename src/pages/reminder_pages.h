/* reminder_pages.h - what the pages of 催办 have in common. */
#ifndef PAGES_REMINDER_PAGES_H
#define PAGES_REMINDER_PAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "pages/views.h"
#include "store/reminder_store.h"

struct web;

/* "市行业主管部门" for "sector" and the like. */
const char *debtor_kind_name(const char *kind);
struct tag_view owing_tag(enum owing o);
/* "7月10日（周五）24:00"; "没有期限" for 0. */
const char *debt_due_words(struct web *w, int64_t due_at);
/* Where the office looks into it; NULL for nowhere. */
const char *debt_path(struct web *w, const struct debt_item *x);
/* "1. …\n2. …" */
const char *debt_lines(struct web *w, const struct debtor *d);
/* The round's words for this body; ERR as the store. */
MUST_USE enum err reminder_text_of(struct web *w, const struct debtor *d, const char **ret);

/* The board with what is wrong with the choice; NULL: nothing is. */
MUST_USE enum err show_reminders(struct web *w, const char *error, int status);
/* Whether the box of this body was ticked. */
bool is_debtor_ticked(struct web *w, const char *ref);

#endif
