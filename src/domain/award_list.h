/* award_list.h - the register of earlier awards as the office has it: a table of three columns, one award a line. */
#ifndef DOMAIN_AWARD_LIST_H
#define DOMAIN_AWARD_LIST_H

#include <stddef.h>

struct arena;

struct award_line {
    int line; /* of the text, from 1 */
    const char *batch, *brand_name, *unit_name;
    const char *error; /* why it cannot be taken, without a full stop; NULL: it can */
};

enum { AWARD_LINES_MAX = 2000 };

/* Reads "第一批,品牌,单位" lines: cells parted by a comma, a full-width comma or a tab, in quotes where they hold one.
 * A first line whose first cell is 批次 is the heading.  Outer “” and 《》 of a brand are taken off.  Lines behind
 * AWARD_LINES_MAX are not read; *ret_is_cut says so. */
const struct award_line *award_list_read(struct arena *a, const char *text, size_t *ret_len, int *ret_is_cut);

/* The same judgement on cells that a workbook has parted already: batch, brand, unit; "" for absent ones. */
struct award_line award_line_of(struct arena *a, int line, const char *const cells[3]);

#endif
