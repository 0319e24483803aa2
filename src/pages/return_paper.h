/* return_paper.h - the 补正通知 (handbook 2.6, 8 row 3): all defects at once, on paper. */
#ifndef PAGES_RETURN_PAPER_H
#define PAGES_RETURN_PAPER_H

#include "document/form_paper.h"
#include "store/return_store.h"

struct web;

/* The check code of the notice: of what it says, so that another text has another one. */
MUST_USE enum err return_check_code(struct web *w, const struct nomination *n, const struct return_notice *t,
                                    const struct return_remark *remarks, size_t len, const char **ret);

/* What the notice says; `remarks` in the order of the form, `code` its check code. */
struct return_letter {
    const struct nomination *nomination;
    const struct return_notice *notice;
    const struct return_remark *remarks;
    size_t remarks_len;
    const char *unit_name, *brand_name; /* as in the version that was returned */
    const char *code;
};
struct office_paper return_paper(struct web *w, const struct return_letter *l);

#endif
