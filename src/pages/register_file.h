/* register_file.h - a register that somebody brings in a table program's file: CSV, or a workbook, as the same rows. */
#ifndef PAGES_REGISTER_FILE_H
#define PAGES_REGISTER_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "table/book.h"

struct upload;
struct web;

struct register_file {
    const char *filename, *sha256;
    const char *encoding; /* "UTF-8" or "GB18030" */
    bool is_xlsx;
    const struct table_sheet *sheets; /* CSV: one, without a name */
    size_t sheets_len;
};

enum { REGISTER_COLUMNS_MAX = 8, REGISTER_NAMES_MAX = 4 };

/* A column and what it may be called in the heading. */
struct register_column {
    const char *names[REGISTER_NAMES_MAX]; /* the first is ours; NULL behind the last */
    bool is_needed;
};

/* The rows below a heading. */
struct register_rows {
    size_t at[REGISTER_COLUMNS_MAX]; /* where each column stands; TABLE_COLUMNS_MAX: nowhere */
    const struct table_sheet *sheet; /* NULL: no sheet has the heading */
    size_t first;                    /* of the sheet's rows, the one below the heading */
};

/* Reads the file (with a workbook, in a confined child: slow, for a prepare step).  *ret_fault is what to tell the
 * person, NULL when it can be read.  Errors are ours alone: ERR_BUSY, ERR_INTERNAL. */
MUST_USE enum err register_file_read(struct web *w, const struct upload *u, struct register_file *ret,
                                     const char **ret_fault);

/* The first sheet with a heading in its first ten rows: a line of the title may stand above it. */
struct register_rows register_rows_find(const struct register_file *f, const struct register_column *columns,
                                        size_t columns_len);

/* What the accept attribute of such a field says. */
#define REGISTER_ACCEPT ".xlsx,.csv,.txt,.xls,.et"

#endif
