/* eligibility_pages.h - what the task list and the check page show of the computed facts. */
#ifndef PAGES_ELIGIBILITY_PAGES_H
#define PAGES_ELIGIBILITY_PAGES_H

#include <stdbool.h>

#include "pages/views.h"
#include "store/nomination_store.h"

struct web;

/* Puts "申报资格" in front of the group's tasks. */
MUST_USE enum err eligibility_add_task(struct web *w, const struct nomination *n, const struct value_list *values,
                                       struct task_group_view *g);

/* Adds each refusal, with its clause, to what must be put right, and each doubt to what is only said. */
MUST_USE enum err eligibility_fill_check(struct web *w, const struct nomination *n, const struct value_list *values,
                                         struct check_view *v);

/* Whether a clause refuses these answers. */
MUST_USE enum err eligibility_refuses(struct web *w, const struct nomination *n, const struct value_list *values,
                                      bool *ret);

#endif
