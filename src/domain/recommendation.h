/* recommendation.h - the list that a sector's authority or a district's office sends: how many, in which order, when.
 * Notice, stage 2: 1-2 of a sector, 3-5 of a district; handbook 8 rows 6 and 7, 10 (c): "min warns, max blocks". */
#ifndef DOMAIN_RECOMMENDATION_H
#define DOMAIN_RECOMMENDATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/permission.h"

struct arena;

/* A body's list, and what lies before it. */
struct list_facts {
    int places_min, places_max;
    int agreed;    /* it recommends them            */
    int undecided; /* it could conclude, and has not */
    bool is_sent;  /* a list of it is with the office, not recalled */
    bool is_received;
};

/* Whether this role sends such lists. */
bool role_recommends(enum role role);

/* What stands in the way of sending; the first that applies. */
enum list_fault {
    LIST_FINE,
    LIST_IS_SENT,
    LIST_UNDECIDED,    /* each that waits for this body alone must be concluded            */
    LIST_OVER,         /* more than places_max: cannot come about here, is looked at again */
    LIST_NEEDS_REASON, /* fewer than places_min, or none, without the reason               */
    LIST_REASON_LONG
};
enum { LIST_REASON_ZI = 200 };
enum list_fault list_judge(const struct list_facts *f, const char *reason);

/* Put in order and send.  ERR_NOT_FOUND: not such a role; ERR_CLOSED: 择优推荐 is not open to it; ERR_CONFLICT: sent.
 */
MUST_USE enum err may_send_list(const struct actor *who, unsigned stages, const struct list_facts *f);
/* Take it back: the body, until the office has received it, while the stage is open.  ERR_CONFLICT: not sent, or
 * received. */
MUST_USE enum err may_recall_list(const struct actor *who, unsigned stages, const struct list_facts *f);
/* Receive it: the office.  ERR_CONFLICT: not sent, or received. */
MUST_USE enum err may_receive_list(const struct actor *who, const struct list_facts *f);
/* Look at a list that was sent: its body, and the office. */
MUST_USE enum err may_view_list(const struct actor *who, int64_t body_id);

/* The places that were typed beside `len` names, 1 first: whole numbers, each once; gaps do not matter, and what is
 * equal or no number is an error.  `ret_order`: len entries, ret_order[k] is the index of the k-th.  ERR_INVALID;
 * *ret_bad is then the index of the first wrong one. */
MUST_USE enum err list_order_read(const char *const *typed, size_t len, size_t *ret_order, size_t *ret_bad);

#endif
