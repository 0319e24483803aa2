/* value_list.h - the answers of a form as a list, and the rows they are read from. */
#ifndef STORE_VALUE_LIST_H
#define STORE_VALUE_LIST_H

#include "store/nomination_store.h"

struct row;

/* "" when absent. */
const char *value_get(const struct value_list *list, const char *ident, int row_no);

/* Whether the answer is the field's own, or in a column of that group. */
bool ident_is_of(const char *ident, const char *field);

/* Appends to a list that value_add alone has made; the strings stay the caller's. */
void value_add(struct arena *a, struct value_list *list, const char *ident, int row_no, const char *value);

/* A copy by ident and row number, the order in which they are stored, hashed and recorded; not to be added to. */
struct value_list value_sorted(struct arena *a, const struct value_list *list);

/* Reads (ident, row_no, value) rows to their end. */
MUST_USE enum err value_rows(struct row *r, struct arena *a, struct value_list *ret);

#endif
