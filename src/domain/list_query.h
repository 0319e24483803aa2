/* list_query.h - what a list's address asks for: order, page, a word to look for.  Whatever an address holds, a list
 * answers: what is unknown counts as not asked. */
#ifndef DOMAIN_LIST_QUERY_H
#define DOMAIN_LIST_QUERY_H

#include <stddef.h>

struct arena;

enum list_order {
    ORDER_NUMBER, /* receipt number; of bodies: as they were entered */
    ORDER_NEWEST,
    ORDER_OLDEST,
    ORDER_SECTOR, /* as the round lists its sectors, then by number */
    ORDER_UNIT_PINYIN,
    ORDER_UNIT_STROKES,
    ORDER_BRAND_PINYIN,
    ORDER_BRAND_STROKES,
    ORDER_GRADE, /* the best mean first: of candidates */
    ORDER__COUNT
};

/* "number", "newest", ... "brand_strokes", "grade" */
const char *list_order_ident(enum list_order o);
/* `fallback` for any other word. */
enum list_order list_order_of(const char *ident, enum list_order fallback);

enum { LIST_PAGE_ROWS = 30, LIST_ROWS_MAX = 5000, LIST_SEARCH_CHARS_MAX = 60 };

/* The rows of one page, [first, end). */
struct list_span {
    size_t page, pages; /* from 1; one page when there is no row */
    size_t first, end;
};

/* `typed`: the address's page number; what is none is 1, what lies behind the last is the last. */
struct list_span list_span(size_t rows, const char *typed);

/* The typed word as it is looked for: one line, white space and control characters trimmed, cut to
 * LIST_SEARCH_CHARS_MAX characters.  Owner: the arena. */
const char *list_search_word(struct arena *a, const char *typed);

/* A pattern for SQL's LIKE ... ESCAPE '\' that finds `word` anywhere: "%", "_" and "\" are themselves.  NULL for ""
 * (nothing is asked).  Owner: the arena. */
const char *list_like_pattern(struct arena *a, const char *word);

#endif
