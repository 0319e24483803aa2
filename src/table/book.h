/* book.h - a workbook as what an import needs of it: sheets of rows of short texts. */
#ifndef TABLE_BOOK_H
#define TABLE_BOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/csv.h"

enum {
    TABLE_BYTES_MAX = 8 * 1024 * 1024,
    TABLE_SHEETS_MAX = 16,               /* visible ones; those behind are not read                      */
    TABLE_ROWS_MAX = CSV_ROWS_MAX,       /* of a sheet, with anything in them                            */
    TABLE_COLUMNS_MAX = CSV_COLUMNS_MAX, /* what stands further right is not read                        */
    TABLE_CELL_BYTES_MAX = 4096          /* longer text is cut: longer than anything that is imported    */
};

struct table_sheet {
    const char *name;
    bool is_cut;          /* more than TABLE_ROWS_MAX rows: those behind were not read */
    struct csv_row *rows; /* `line` is the row's number as WPS and Excel show it */
    size_t rows_len;
};

struct table_book {
    struct table_sheet *sheets;
    size_t sheets_len;
};

#endif
