/* xlsx.h - an XLSX workbook (ECMA-376, both dialects) as WPS, Excel and LibreOffice write it, read for what stands in
 * its cells.  Pure and bounded; meant for the confined child, and for the fuzzer. */
#ifndef TABLE_XLSX_H
#define TABLE_XLSX_H

#include "table/book.h"
#include "table/finding.h"

struct arena;

/* The visible worksheets in their order.  Formulas count by the value that was stored with them, dates are left the
 * numbers that they are.  *ret is meaningful for TABLE_FINE only; owner: the arena. */
enum table_finding xlsx_read(struct arena *a, const unsigned char *bytes, size_t len, struct table_book *ret);

#endif
