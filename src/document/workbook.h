/* workbook.h - a list as an XLSX file that opens right in WPS and Excel: numbers are numbers, moments are dates, codes
 * are text, and nothing that anybody typed can begin a formula. */
#ifndef DOCUMENT_WORKBOOK_H
#define DOCUMENT_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;

#define XLSX_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

enum workbook_kind {
    WORKBOOK_TEXT,   /* as it is, long codes and leading zeros too */
    WORKBOOK_NUMBER, /* a whole number                             */
    WORKBOOK_MOMENT, /* UTC seconds, shown on the Beijing clock    */
    WORKBOOK_SHARE   /* tenths of a percent, 333 for 33.3%; negative: an empty cell */
};

struct workbook_column {
    const char *title;
    enum workbook_kind kind;
    int width; /* in half-width characters */
};

/* By the column's kind.  WORKBOOK_TEXT with "" or NULL, and a moment of 0, are empty cells. */
struct workbook_cell {
    const char *text;
    int64_t number;
};

struct workbook {
    const char *sheet_name;   /* at most 31 characters, none of []:*?/\ */
    const char *title;        /* over the table */
    const char *const *notes; /* lines under the title: when it was made, what was asked */
    size_t notes_len;
    const struct workbook_column *columns;
    size_t columns_len;
    const struct workbook_cell *cells; /* row by row, columns_len each */
    size_t rows_len;
    int64_t made_at;             /* UTC seconds; of the first */
    const struct workbook *more; /* the sheet behind this one; NULL: the last */
};

/* The file's bytes; `dir` takes what is written on the way, nothing stays there.  Text longer than a cell may hold
 * (32,767 characters) is cut.  Owner: the arena.  ERR_FULL: no room in `dir`; ERR_INTERNAL (logged) otherwise. */
MUST_USE enum err workbook_make(const struct workbook *b, const char *dir, struct arena *a,
                                const unsigned char **ret_bytes, size_t *ret_len);

#endif
