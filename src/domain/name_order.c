/* name_order.c */
#include "domain/name_order.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/log.h"

/* A name's place: bytes that compare as the names do; never with a NUL inside. */
struct keyed {
    const char *key;
    size_t at;
};

static int compare_keyed(const void *a, const void *b)
{
    const struct keyed *x = a;
    const struct keyed *y = b;
    int by_key = strcmp(x->key, y->key);
    return by_key != 0 ? by_key : x->at < y->at ? -1 : x->at > y->at;
}

/* Pinyin and strokes both: quotes, dots and spaces weigh nothing, digits count as numbers, and 23℃人社服务 and e驾人
 * stand before the Chinese names, as GB/T 13418 has it, not behind them, as the tables would. */
static UCollator *open_collator(enum name_order order)
{
    static const int32_t latin_first = UCOL_REORDER_CODE_NONE;
    UErrorCode status = U_ZERO_ERROR;
    UCollator *c = ucol_open(order == NAME_BY_STROKES ? "zh@collation=stroke" : "zh@collation=pinyin", &status);
    ucol_setAttribute(c, UCOL_ALTERNATE_HANDLING, UCOL_SHIFTED, &status);
    ucol_setAttribute(c, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
    ucol_setReorderCodes(c, &latin_first, 1, &status);
    if (U_FAILURE(status)) {
        log_line("error", "event=collator status=%s", u_errorName(status));
        ucol_close(c); /* NULL is fine */
        return NULL;
    }
    return c;
}

/* "" for what is no UTF-8: it comes first, where it is seen. */
static const char *key_of(struct arena *a, const UCollator *c, const char *name)
{
    size_t bytes = strlen(name);
    if (bytes > INT32_MAX / 8) {
        return "";
    }
    UErrorCode status = U_ZERO_ERROR;
    int32_t len = 0;
    UChar *text = ARENA_ARRAY(a, UChar, bytes + 1);
    u_strFromUTF8(text, (int32_t)bytes + 1, &len, name, (int32_t)bytes, &status);
    if (U_FAILURE(status)) {
        return "";
    }
    int32_t need = ucol_getSortKey(c, text, len, NULL, 0);
    uint8_t *key = ARENA_ARRAY(a, uint8_t, (size_t)(need > 0 ? need : 0) + 1);
    (void)ucol_getSortKey(c, text, len, key, need);
    return (const char *)key;
}

enum err names_sort(struct arena *a, enum name_order order, const char *const *names, size_t len, size_t *ret_places)
{
    UCollator *c = open_collator(order);
    if (c == NULL) {
        return ERR_INTERNAL;
    }
    struct keyed *list = ARENA_ARRAY(a, struct keyed, len + 1);
    for (size_t i = 0; i < len; i++) {
        list[i] = (struct keyed){key_of(a, c, names[i]), i};
    }
    ucol_close(c);
    qsort(list, len, sizeof *list, compare_keyed);
    for (size_t i = 0; i < len; i++) {
        ret_places[i] = list[i].at;
    }
    return OK;
}
