/* name_order.h - lists of names as an office reads them: by pinyin, or by strokes (姓氏笔画).  Collation is ICU's. */
#ifndef DOMAIN_NAME_ORDER_H
#define DOMAIN_NAME_ORDER_H

#include <stddef.h>

#include "base/err.h"

struct arena;

enum name_order { NAME_BY_PINYIN, NAME_BY_STROKES };

/* The order of `len` names (UTF-8): ret_places[0] is the index of the first.  Quotes and other marks do not count,
 * numbers go by their value (第2 before 第10) and come first, Latin letters next; equal names keep their order.
 * `ret_places` has room for `len`. ERR_INTERNAL (logged) when the system has no collation data. */
MUST_USE enum err names_sort(struct arena *a, enum name_order order, const char *const *names, size_t len,
                             size_t *ret_places);

#endif
