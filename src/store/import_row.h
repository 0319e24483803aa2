/* import_row.h - one row of a register: what it asks for, what is there already, and what became of it.  For
 * import_store.c; pages see import_store.h. */
#ifndef STORE_IMPORT_ROW_H
#define STORE_IMPORT_ROW_H

#include "store/import_store.h"

struct rehearsal;

/* What the rows before would have added, while a file is only looked at.  Owner: the arena. */
struct rehearsal *rehearsal_new(struct arena *a, size_t rows);

/* Carries the row out and reports in it what became of it; with a rehearsal nothing is written, and the report says
 * what would become of it. */
MUST_USE enum err import_row_carry_out(const struct import_desk *d, struct rehearsal *r, struct import_row *row);

#endif
