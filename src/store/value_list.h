/* value_list.h - the answers of a form as a sorted list, and the rows they are read from. */
#ifndef STORE_VALUE_LIST_H
#define STORE_VALUE_LIST_H

#include "store/nomination_store.h"

struct row;

/* "" when absent. */
const char *value_get(const struct value_list *list, const char *ident, int row_no);

/* Appends; the strings stay the caller's. */
void value_add(struct arena *a, struct value_list *list, const char *ident, int row_no, const char *value);

/* Reads (ident, row_no, value) rows to their end. */
MUST_USE enum err value_rows(struct row *r, struct arena *a, struct value_list *ret);

#endif
