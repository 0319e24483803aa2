/* sheet.h - one worksheet: its cells where they stand, as text. */
#ifndef TABLE_SHEET_H
#define TABLE_SHEET_H

#include "table/book.h"
#include "table/finding.h"

struct arena;
struct archive;
struct strings;

/* Fills ret->rows, ret->rows_len and ret->is_cut.  TABLE_DAMAGED: a row or a cell stands where none can (rows of
 * 1..1,048,576 in rising order, columns A..XFD), or names a string that is not there. */
enum table_finding sheet_read(struct arena *a, struct archive *z, const char *part, const struct strings *strings,
                              struct table_sheet *ret);

#endif
