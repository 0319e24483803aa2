/* strings.h - the table of shared strings, and how a text of a workbook is put together: runs joined, readings left
 * out, escapes undone. */
#ifndef TABLE_STRINGS_H
#define TABLE_STRINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "table/finding.h"

struct arena;
struct archive;

enum { STRINGS_MAX = 300000, STRINGS_BYTES_MAX = 24 * 1024 * 1024 };

/* A text while its element is being read: <t> runs, but for those inside <rPh> (how a name is pronounced). */
struct run_text {
    struct buffer bytes;
    int readings; /* depth of <rPh> */
    bool is_in_run;
};

void run_text_begin(struct run_text *t, struct arena *a);
void run_text_start(struct run_text *t, const char *element);
void run_text_end(struct run_text *t, const char *element);
void run_text_add(struct run_text *t, const char *s, size_t n);
/* What was read, with _x000D_ and its kin undone, at most TABLE_CELL_BYTES_MAX bytes.  Owner: the arena. */
const char *run_text_take(struct run_text *t, struct arena *a);

struct strings {
    struct arena *arena;
    const char **list;
    size_t len, cap, bytes;
};

/* Reads the part; TABLE_TOO_LARGE over STRINGS_MAX strings or STRINGS_BYTES_MAX bytes. */
enum table_finding strings_read(struct arena *a, struct archive *z, const char *part, struct strings *ret);

#endif
