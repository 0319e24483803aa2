/* figures_pages.h - what the office's figures are made of. */
#ifndef PAGES_FIGURES_PAGES_H
#define PAGES_FIGURES_PAGES_H

#include <stdbool.h>

#include "base/err.h"
#include "document/workbook.h"

struct web;

/* figures_publicity.c: the figures of 公示评议 as a sheet of the workbook, for who is recused of none of its brands.
 * *ret_is_told false: no notice was released, or this person may not; *ret untouched.  Owner: the request's arena. */
MUST_USE enum err figures_publicity_sheet(struct web *w, struct workbook *ret, bool *ret_is_told);

#endif
