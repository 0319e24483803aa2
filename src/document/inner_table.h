/* inner_table.h - a table of texts within one cell: rows between thin rules, its heads back on every sheet. */
#ifndef DOCUMENT_INNER_TABLE_H
#define DOCUMENT_INNER_TABLE_H

#include "document/form_paper.h"
#include "document/table.h"

struct inner_table {
    const struct paper_column *columns; /* at least one, at most OFFICE_COLUMNS_MAX */
    size_t columns_len;
    const char *const *values; /* row after row */
    size_t values_len;
    const char *empty_text; /* in the widest column when there is no row; NULL counts as "" */
    double size;            /* of the type, points */
    size_t strong_row;      /* this row, from 1, in the title's face; 0: none */
};

/* The cell at `x`, `width` points wide.  Owner: the typesetter's arena. */
struct cell inner_table_cell(struct typesetter *t, const struct inner_table *in, double x, double width);

#endif
