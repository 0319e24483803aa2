/* list_asking.h - a list while it is asked for by its address: the filter, the controls that show it, the pages below
 * and the same rows as a workbook.  domain/list_query.h has the conventions. */
#ifndef PAGES_LIST_ASKING_H
#define PAGES_LIST_ASKING_H

#include <stdbool.h>
#include <stddef.h>

#include "document/workbook.h"
#include "domain/list_query.h"
#include "domain/nomination_status.h"
#include "pages/views.h"
#include "store/account_store.h"
#include "store/list_store.h"

struct web;

/* All text is the request's. */
struct list_asking {
    struct web *w;
    const char *path; /* of the list */
    struct listing_filter filter;
    struct body self;
    const char *stage; /* of lists that have stages; NULL: not asked */
    struct list_select_view *selects;
    size_t selects_len;
    const char *said; /* "行业：公交；状态：待推荐" */
    const char *order_said;
    enum list_order usual_order; /* not said in the address */
    bool is_filtered;
};

/* Begins with nothing asked, for the actor of this request. */
MUST_USE enum err list_ask_begin(struct web *w, const char *path, struct list_asking *ret);

/* One select being filled. */
struct list_choosing {
    const char *asked; /* what the address says */
    struct option_view *options;
    size_t len;
    const char *chosen; /* label of what is chosen; NULL for the first, "all" */
};
struct list_choosing list_choose(struct list_asking *k, const char *name, const char *all, size_t max);
void list_add_choice(struct list_choosing *c, const char *value, const char *label);
/* A filter's select.  What the address asks for, or "" when it is none of the choices. */
const char *list_add_filter(struct list_asking *k, const char *id, const char *label, const struct list_choosing *c);

/* The usual ones.  `none`: what a nomination outside the sectors is called; NULL: no such choice. */
void list_ask_sector(struct list_asking *k, const char *none);
void list_ask_district(struct list_asking *k); /* a district's office has one: nothing to choose */
void list_ask_route(struct list_asking *k);
/* `labels` of the orders that this list has; NULL for those that it has not. */
void list_ask_order(struct list_asking *k, const char *const labels[ORDER__COUNT], enum list_order usual);
void list_ask_word(struct list_asking *k);

struct list_filter_view list_filter_of(const struct list_asking *k, const char *word_label);
/* `counted`: "份申报". */
struct list_count_view list_count_of(struct list_asking *k, const char *counted, size_t len, bool is_cut);
struct list_span list_span_asked(struct list_asking *k, size_t len);
/* The list's address as it is asked for now, under another path, at another page (0: none). */
struct url list_asked_url(struct list_asking *k, const char *path, size_t page);
struct pager_view list_pager_of(struct list_asking *k, const struct list_span *span);

/* The list's table with what every one of ours says on top. */
MUST_USE enum err list_send_workbook(struct list_asking *k, const char *title, struct workbook *b);

/* "先征求当地意见" for the route of that ident; "" for none. */
const char *route_phrase(const char *ident);
/* The kind of the tag beside nomination_status_word(). */
const char *status_tag_kind(enum nomination_status s);

#endif
