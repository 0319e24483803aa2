/* number.h - a number of a workbook as the person who typed it knows it. */
#ifndef TABLE_NUMBER_H
#define TABLE_NUMBER_H

struct arena;

/* "4.67000001E+8" is "467000001" again, "1.1000000000000001" is "1.1": at most 15 digits count, as in the
 * programs themselves.  A whole number of 16 digits or more has lost the rest of them when it was typed: it comes back
 * as "3.2040019990101E+17", which no code looks like, so that the loss is seen (org_code_is_rounded).  Text that is no
 * number comes back as it is.  Owner: the arena. */
const char *table_number(struct arena *a, const char *value);

#endif
