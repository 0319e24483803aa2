/* table.h - uploaded workbooks: looked at only in a confined child (as pictures are, media/media.h). */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include <stddef.h>

#include "base/err.h"
#include "table/book.h"
#include "table/finding.h"

struct arena;
struct tables;

struct tables_options {
    const char *exe; /* started as `EXE table-worker`; "/proc/self/exe" survives an upgrade on disk */
    int workers_max; /* children at once, 1-8                                                       */
    int timeout_ms;  /* for one workbook, wall clock; 0: 5500, which answers within 6 s             */
    int queue_ms;    /* how long a workbook waits for its turn before ERR_BUSY; 0: 20000            */
};

/* The caller owns *ret and calls tables_close.  ERR_INVALID: an option out of range. */
MUST_USE enum err tables_open(const struct tables_options *o, struct tables **ret);
void tables_close(struct tables *t); /* NULL is fine */

/* Whether the first bytes are those of a workbook, of this or an older kind; what is not may be CSV. */
bool table_is_workbook(const unsigned char *first, size_t len);

/* Reads `len` bytes of `fd` (with pread from offset 0) as a workbook.  Slow (up to timeout_ms): call outside the write
 * transaction.  Thread-safe.  OK: look at *ret_finding; *ret only for TABLE_FINE, owner: the arena.
 * ERR_BUSY: no child was free within queue_ms.  ERR_INTERNAL: the child could not be started or answered nonsense. */
MUST_USE enum err table_take(struct tables *t, int fd, size_t len, struct arena *a, enum table_finding *ret_finding,
                             struct table_book *ret);

#endif
