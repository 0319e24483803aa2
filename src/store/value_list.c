/* value_list.c */
#include "store/value_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "store/db.h"

const char *value_get(const struct value_list *list, const char *ident, int row_no)
{
    for (size_t i = 0; i < list->len; i++) {
        if (list->items[i].row_no == row_no && strcmp(list->items[i].ident, ident) == 0) {
            return list->items[i].value;
        }
    }
    return "";
}

bool ident_is_of(const char *ident, const char *field)
{
    size_t len = strlen(field);
    return strncmp(ident, field, len) == 0 && (ident[len] == '\0' || ident[len] == '.');
}

void value_add(struct arena *a, struct value_list *list, const char *ident, int row_no, const char *value)
{
    if ((list->len & (list->len - 1)) == 0) { /* 0, 1, 2, 4 ... : full */
        struct form_value *grown = ARENA_ARRAY(a, struct form_value, list->len == 0 ? 1 : list->len * 2);
        if (list->len > 0) {
            memcpy(grown, list->items, list->len * sizeof *grown);
        }
        list->items = grown;
    }
    list->items[list->len++] = (struct form_value){.ident = ident, .row_no = row_no, .value = value};
}

static int by_ident_and_row(const void *x, const void *y)
{
    const struct form_value *a = x;
    const struct form_value *b = y;
    int by_ident = strcmp(a->ident, b->ident);
    return by_ident != 0 ? by_ident : (a->row_no > b->row_no) - (a->row_no < b->row_no);
}

struct value_list value_sorted(struct arena *a, const struct value_list *list)
{
    struct value_list copy = {ARENA_ARRAY(a, struct form_value, list->len), list->len};
    if (list->len > 0) {
        memcpy(copy.items, list->items, list->len * sizeof *copy.items);
        qsort(copy.items, copy.len, sizeof *copy.items, by_ident_and_row);
    }
    return copy;
}

enum err value_rows(struct row *r, struct arena *a, struct value_list *ret)
{
    *ret = (struct value_list){0};
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        value_add(a, ret, row_text(r, 0, a), (int)row_int(r, 1), row_text(r, 2, a));
    }
    return row_end(r, e);
}
