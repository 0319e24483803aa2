/* seal_pages.h - the answer to the check code of a sheet, for every page that gives it. */
#ifndef PAGES_SEAL_PAGES_H
#define PAGES_SEAL_PAGES_H

#include "pages/views.h"
#include "store/nomination_store.h"

struct web;

/* Compares the version on paper with the nomination as it counts now, field by field. */
MUST_USE enum err paper_answer_of(struct web *w, const struct nomination *n, int paper_version,
                                  struct paper_answer_view *ret);

/* The same for a code that came with the address of this very nomination's record; says so when no version has it. */
MUST_USE enum err paper_answer_for_code(struct web *w, const struct nomination *n, const char *typed,
                                        struct paper_answer_view *ret);

#endif
