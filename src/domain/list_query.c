/* list_query.c */
#include "domain/list_query.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_clean.h"

static const char *const order_idents[ORDER__COUNT] = {
    "number", "newest", "oldest", "sector", "unit_pinyin", "unit_strokes", "brand_pinyin", "brand_strokes", "grade"};

const char *list_order_ident(enum list_order o)
{
    return order_idents[o];
}

enum list_order list_order_of(const char *ident, enum list_order fallback)
{
    for (int i = 0; i < ORDER__COUNT; i++) {
        if (strcmp(order_idents[i], ident) == 0) {
            return (enum list_order)i;
        }
    }
    return fallback;
}

struct list_span list_span(size_t rows, const char *typed)
{
    int64_t asked = 1;
    size_t pages = rows == 0 ? 1 : (rows - 1) / LIST_PAGE_ROWS + 1;
    if (text_to_int(typed, 1, INT64_MAX, &asked) != OK) {
        asked = 1;
    }
    size_t page = (uint64_t)asked > pages ? pages : (size_t)asked;
    size_t first = (page - 1) * LIST_PAGE_ROWS;
    size_t left = rows - first;
    return (struct list_span){page, pages, first, first + (left < LIST_PAGE_ROWS ? left : LIST_PAGE_ROWS)};
}

const char *list_search_word(struct arena *a, const char *typed)
{
    const char *line = text_clean_line(a, typed);
    const char *p = line;
    size_t left = strlen(line);
    for (int n = 0; n < LIST_SEARCH_CHARS_MAX && left > 0; n++) {
        uint32_t cp = 0;
        size_t step = utf8_next(p, left, &cp);
        p += step;
        left -= step;
    }
    return arena_copy(a, line, (size_t)(p - line));
}

const char *list_like_pattern(struct arena *a, const char *word)
{
    if (*word == '\0') {
        return NULL;
    }
    char *pattern = arena_alloc(a, 2 * strlen(word) + 3, 1);
    size_t len = 0;
    pattern[len++] = '%';
    for (const char *p = word; *p != '\0'; p++) {
        if (*p == '%' || *p == '_' || *p == '\\') {
            pattern[len++] = '\\';
        }
        pattern[len++] = *p;
    }
    pattern[len++] = '%';
    return pattern;
}
