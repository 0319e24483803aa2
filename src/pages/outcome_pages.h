/* outcome_pages.h - the numbers and outcomes that everybody may know, as the pages around them show them. */
#ifndef PAGES_OUTCOME_PAGES_H
#define PAGES_OUTCOME_PAGES_H

#include "pages/views.h"
#include "store/outcome_store.h"

struct closing;
struct web;

/* What was made public last, for the public page of the notice, which reads the published_ tables alone. */
void outcome_latest(struct web *w, const struct published_outcomes *all, struct outcome_view *ret);
/* "/publicity/outcomes/1" */
const char *outcome_path(struct web *w, const struct published_outcome *o);

/* The desk, on the page of 公示情况报告.  `c`: the report's own numbers, read with web_reading(). */
MUST_USE enum err outcome_desk_shown(struct web *w, const struct closing *c, struct outcome_desk_view *ret);
/* closing_pages.c: that page again with what stood in the way at its top. */
MUST_USE enum err publicity_report_refused(struct web *w, const char *fault);

#endif
