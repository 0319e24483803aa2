/* message_store.h - notices inside the application: to a body, on its people's work page until one of them settles it.
 */
#ifndef STORE_MESSAGE_STORE_H
#define STORE_MESSAGE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/audit_store.h"

struct arena;
struct db;

enum { MESSAGES_MAX = 200 };

/* "reminder", "returned", "opinion", "list", "extension", "late" */
struct notice_new {
    int64_t round_id, body_id;
    const char *kind;
    const char *title; /* one line, 2-100 characters */
    const char *text;  /* at most 4000 characters, "" for nothing */
    const char *link;  /* a path of this site, "" for none */
};
/* Sends one.  Call inside the transaction of the act that it tells of: neither is there without the other. */
MUST_USE enum err notice_send(const struct writing *c, const struct notice_new *x);

/* The authorities that may go on now that the local opinion on this nomination is there. */
MUST_USE enum err notice_send_to_authorities(const struct writing *c, int64_t nomination_id, struct notice_new x);
/* The office. */
MUST_USE enum err notice_send_to_office(const struct writing *c, struct notice_new x);

/* What bodies are told of by themselves.  `n` and `l` are what was acted on. */
struct nomination;
struct sent_list;
MUST_USE enum err notice_of_return(const struct writing *c, const struct nomination *n, const char *return_ref,
                                   bool is_recalled);
MUST_USE enum err notice_of_opinion(const struct writing *c, const struct nomination *n);
MUST_USE enum err notice_of_list(const struct writing *c, const struct sent_list *l, bool is_recalled);
MUST_USE enum err notice_of_late(const struct writing *c, const struct nomination *n, const char *late_ref,
                                 bool is_accepted);
/* The units whose brands stand in that version of the public notice: what hangs in their halls is to be this one. */
MUST_USE enum err notice_of_publicity(const struct writing *c, int64_t published_notice_id);

struct message_row {
    const char *ref, *kind, *title, *text, *link;
    int64_t sent_at;
    const char *from;   /* the sender's body */
    int64_t settled_at; /* 0: it waits */
    const char *settled_by;
};
/* Of one body: those that wait first, the newest first; `all`: with those that were settled.  At most MESSAGES_MAX. */
MUST_USE enum err message_list(const struct reading_for *x, int64_t body_id, bool all, struct message_row **ret,
                               size_t *ret_len);
/* Settles it; twice is once.  ERR_NOT_FOUND: not this body's. */
MUST_USE enum err message_settle(const struct writing *c, int64_t body_id, const char *ref);

#endif
