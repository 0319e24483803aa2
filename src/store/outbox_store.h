/* outbox_store.h - mail that waits until somebody has looked at it, and is then sent at most once.
 *
 * A claim ('sending') is on the disk before the server hears of the mail; what becomes of it is written afterwards.  A
 * process that ends in between leaves 'sending', which the next one turns into 'unknown': a person decides, and nothing
 * is sent a second time by itself. */
#ifndef STORE_OUTBOX_STORE_H
#define STORE_OUTBOX_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/outbox.h"
#include "store/audit_store.h"

struct arena;
struct db;

enum { OUTBOX_ROWS_MAX = 500 };

struct mail_new {
    int64_t round_id, body_id;
    const char *address, *subject, *text;
    const int64_t *about; /* the nominations of which it speaks */
    size_t about_len;
};
/* Keeps it, held.  ERR_CONFLICT: one to this body waits already. */
MUST_USE enum err mail_add(const struct writing *c, const struct mail_new *x);

/* One mail and where it has come. */
struct mail {
    int64_t id;
    const char *ref, *body_name, *address, *subject, *text; /* text "" in a list */
    int64_t made_at;
    const char *made_by;
    int64_t turn_id;
    enum mail_state state;
    int attempts;
    int64_t next_at, turned_at;
    const char *detail; /* the server's words */
};
struct outbox_filter {
    const char *state; /* mail_state_ident; "" for all */
    const char *word;  /* list_search_word(); "" for none */
};
/* The newest first, at most OUTBOX_ROWS_MAX; none that speaks of a nomination of which the reader is recused. */
MUST_USE enum err mail_list(const struct reading_for *x, const struct outbox_filter *f, struct mail **ret,
                            size_t *ret_len);
/* ERR_NOT_FOUND when there is none, or the reader is recused. */
MUST_USE enum err mail_by_ref(const struct reading_for *x, const char *ref, struct mail *ret);

struct mail_turn {
    enum mail_state state;
    int attempts;
    const char *detail;
    int64_t at;
    const char *by; /* "" for the program */
};
/* The newest first, at most 100. */
MUST_USE enum err mail_turns(struct db *db, struct arena *a, int64_t mail_id, struct mail_turn **ret, size_t *ret_len);

/* From the state in which `m` was read to the next.  ERR_CONFLICT: it is not there any more; ERR_INVALID: no way leads
 * there (domain/outbox.h). */
MUST_USE enum err mail_turn_to(const struct writing *c, const struct mail *m, enum mail_state to);

/* ---- for the one who sends ---- */

/* Takes the next that is due: from now on it is 'sending'.  ERR_NOT_FOUND: none; *ret_wait_s says how long to rest, at
 * most `OUTBOX_REST_S`. */
enum { OUTBOX_REST_S = 3600 };
MUST_USE enum err mail_claim(const struct writing *c, struct mail *ret, int64_t *ret_wait_s);
/* What became of a claimed one; `detail` is cut to what fits. */
MUST_USE enum err mail_settle(const struct writing *c, const struct mail *m, enum mail_outcome outcome,
                              const char *detail);
/* At start: what an earlier process had claimed becomes 'unknown'.  *ret_count of them. */
MUST_USE enum err mail_recover(const struct writing *c, size_t *ret_count);

#endif
