/* csv.h - a sheet saved as CSV by an office program: UTF-8 with or without BOM, or GB18030 as Chinese Excel and WPS
 * write it; RFC 4180 with CRLF or LF. */
#ifndef DOMAIN_CSV_H
#define DOMAIN_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct arena;

enum { CSV_BYTES_MAX = 4 * 1024 * 1024, CSV_ROWS_MAX = 6000, CSV_COLUMNS_MAX = 40 };

struct csv_row {
    int line; /* of the file, from 1: what the person's own program shows beside the row */
    const char **cells;
    size_t cells_len;
};
struct csv_sheet {
    struct csv_row *rows;
    size_t rows_len;
};

/* The bytes as UTF-8 without BOM.  *ret_encoding is "UTF-8" or "GB18030".  ERR_TOO_LARGE over CSV_BYTES_MAX;
 * ERR_MALFORMED for what is neither (a workbook, say), or holds a NUL.  Owner: the arena. */
MUST_USE enum err csv_decode(struct arena *a, const char *bytes, size_t len, const char **ret_text,
                             const char **ret_encoding);

/* Rows with anything in them, each cell one clean line.  ERR_MALFORMED: a quote is not closed, *ret_line says where it
 * was opened; ERR_TOO_LARGE: more than CSV_ROWS_MAX rows or CSV_COLUMNS_MAX cells in one. */
MUST_USE enum err csv_parse(struct arena *a, const char *text, struct csv_sheet *ret, int *ret_line);

/* The cell of that column, or "" when the row is shorter. */
const char *csv_cell(const struct csv_row *row, size_t column);

#endif
