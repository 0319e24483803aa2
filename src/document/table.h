/* table.h - a bordered table that runs over pages.
 *
 * A row is a set of cells side by side; a cell is a stack of pieces (lines of text, pictures, rows of an inner
 * table).  Rows that may split do so between pieces; on the next page their labels come back. */
#ifndef DOCUMENT_TABLE_H
#define DOCUMENT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "document/mark.h"

/* Something that is never cut; its marks are relative to its own top and the cell's left edge. */
struct piece {
    const struct mark *marks;
    size_t marks_len;
    double height;
    bool stays;    /* the next piece must be on the same page */
    bool is_ruled; /* a thin rule above it, unless it is the first of the cell on its page */
};

enum cell_place { CELL_TOP, CELL_MIDDLE, CELL_BOTTOM };

struct cell {
    double x, width; /* from the table's left edge, points */
    double pad;      /* kept free above and below the pieces */
    enum cell_place place;
    bool has_rule; /* a thin rule along its left edge */
    const struct piece *pieces;
    size_t len;
    const struct piece *again; /* a label: what stands here on the pages that follow; NULL for running content */
    const struct piece *head;  /* a heading that comes back above running content; NULL for none; it is pieces[0] */
    const double *inner_rules; /* x of vertical rules within the cell, from its left edge */
    size_t inner_rules_len;
};

struct row {
    const struct cell *cells;
    size_t cells_len;
    double min_height;
    double stretch_to; /* at most this high where that fills a page; 0: never stretched */
    bool may_split;    /* a row higher than a page splits in any case */
    double whole_to;   /* up to this height it had better stay whole all the same */
    bool stays;        /* begins a page rather than ending one: a heading */
    bool is_snug;      /* a part of it ends below its last piece; else it fills the page */
};

struct table_page {
    struct marks marks; /* relative to the table's top left corner */
    double height;
};

struct table_frame {
    double width;
    double height; /* of a page */
    double first;  /* of the first one, where something stands above the table; 0: as the others */
    double after;  /* what follows the table and should rather share its last page */
};

/* Breaks `rows` into pages.  Owner: the arena. */
size_t table_paginate(struct arena *a, const struct row *rows, size_t rows_len, const struct table_frame *frame,
                      struct table_page **ret_pages);

#endif
