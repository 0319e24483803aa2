/* eligibility_pages.h - what the task list and the check page show of the computed facts. */
#ifndef PAGES_ELIGIBILITY_PAGES_H
#define PAGES_ELIGIBILITY_PAGES_H

#include <stdbool.h>

#include "pages/views.h"
#include "store/nomination_store.h"

struct eligibility_facts;
struct fields;
struct name_sight;
struct web;

/* Puts "申报资格" in front of the group's tasks. */
MUST_USE enum err eligibility_add_task(struct web *w, const struct nomination *n, const struct value_list *values,
                                       struct task_group_view *g);

/* Adds each refusal, with its clause, to what must be put right, and each doubt to what is only said. */
MUST_USE enum err eligibility_fill_check(struct web *w, const struct nomination *n, const struct value_list *values,
                                         struct check_view *v);

/* What looks like these answers, on the request's reader: the prepare step of a page that judges them in its
 * transaction. */
MUST_USE enum err eligibility_sight(struct web *w, const struct nomination *n, const struct value_list *values,
                                    struct name_sight *ret);

/* The facts of these answers now: in a POST's transaction from the sight that was prepared. */
MUST_USE enum err eligibility_now(struct web *w, const struct nomination *n, const struct value_list *values,
                                  struct eligibility_facts *ret);

/* The text of this page that came through the sign-in page; *ret_next is where it is to be seen.  ERR_NOT_FOUND: it is
 * not the form of whoever signed in. */
MUST_USE enum err eligibility_save_carried(struct web *w, const char *ref, const struct fields *form,
                                           const char **ret_next);

#endif
