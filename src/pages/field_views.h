/* field_views.h - a field of the round's form and its answer, as one control of a page. */
#ifndef PAGES_FIELD_VIEWS_H
#define PAGES_FIELD_VIEWS_H

#include "pages/views.h"
#include "store/nomination_store.h"
#include "store/return_store.h"

struct web;

/* What a section's controls are drawn from. */
struct field_source {
    const struct nomination *nomination;
    const struct value_list *values;
    const struct form_findings *findings; /* NULL: no judging yet */
    const char *wide_group;               /* group that shows at least wide_rows rows ("add a row"), or "" */
    int wide_rows;
    const struct revision *revision; /* what a return for revision opened; NULL: everything is open */
};

/* All controls of a section, in order.  Columns are inside their group's rows. */
const struct field_view *field_views(struct web *w, const char *section, const struct field_source *src,
                                     size_t *ret_len);

/* The errors of a section (or of all, section NULL), each with the id of the control it is beside. */
struct error_summary_view error_summary(struct web *w, const struct form_findings *findings, const char *section);

/* The id of the control that a finding is beside. */
const char *finding_anchor(struct web *w, const struct form_finding *f);

/* The id of a field's control; "honours.name" row 2 is "honours-name-2". */
const char *control_id(struct arena *a, const char *ident, int row_no);

#endif
