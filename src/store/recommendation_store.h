/* recommendation_store.h - what lies before a body that recommends, the order in which it thinks of it, and the lists
 * that it sent.  The rules: domain/recommendation.h; who is recommended is an opinion (opinion_store.h). */
#ifndef STORE_RECOMMENDATION_STORE_H
#define STORE_RECOMMENDATION_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/chain.h"
#include "domain/recommendation.h"
#include "store/audit_store.h"

struct arena;
struct db;
struct round;

enum { RECOMMENDED_MAX = 1000 };

/* One nomination before the body, or one line of a list that was sent.  Contacts are as they are in the record. */
struct recommended {
    int64_t nomination_id, version_id;
    const char *ref, *receipt_no;
    enum route route;
    int version_no;
    const char *brand_name, *unit_name, *sector_name, *district_name;
    const char *started_on; /* "2013-09" */
    const char *contact_name, *contact_phone, *contact_mobile;
    const char *sha256;
    bool is_doubtful;   /* before the body: something computed about it is in doubt */
    struct chain chain; /* before the body */
    int place;          /* in a list that was sent; 0: not recommended */
    bool is_stale;      /* in a list that was sent: the unit has changed or withdrawn it since */
};
struct recommended_list {
    struct recommended *items;
    size_t len;
};

/* Everything that goes to this body as its recommender: in its own order, then by number. */
MUST_USE enum err recommendation_work(struct db *db, struct arena *a, int64_t round_id, int64_t body_id,
                                      struct recommended_list *ret);
/* What a list of the actor's body, a sector's authority or a district's office, would be judged by now. */
MUST_USE enum err recommendation_facts(struct db *db, struct arena *a, const struct round *round,
                                       const struct actor *who, const struct recommended_list *work,
                                       struct list_facts *ret);

/* Keeps the order of what is recommended, first to last. */
MUST_USE enum err recommendation_order_set(const struct writing *c, int64_t body_id,
                                           const struct recommended *const *order, size_t len);

/* A list that was sent. */
struct sent_list {
    int64_t id, body_id;
    const char *ref, *body_name;
    enum role role; /* of its body: sector or district */
    int number;
    const char *reason, *filler_name, *filler_phone;
    const char *record, *sha256, *check_code;
    int64_t sent_at;
    const char *sent_by;
    bool is_recalled, is_received;
    int64_t turned_at;
    const char *turned_by; /* "" while it is neither */
    const char *scan;      /* SHA-256 of the sealed sheets; "" for none */
};
struct list_facts sent_list_facts(const struct sent_list *l);

struct list_words {
    const char *reason, *filler_name, *filler_phone;
};
/* Sends what the body recommends, in its order, with all that it does not: number, record, fingerprint, check code,
 * audit line.  Call after list_judge() on facts read in the same transaction.  ERR_CONFLICT: a version before it has
 * changed. */
MUST_USE enum err recommendation_send(const struct writing *c, const struct round *round, int64_t body_id,
                                      const struct recommended_list *work, const struct list_words *words,
                                      const char **ret_ref);
/* "recalled" by its body, "received" by the office.  ERR_CONFLICT when it was one of them already. */
MUST_USE enum err recommendation_turn(const struct writing *c, const struct sent_list *l, const char *turn);
MUST_USE enum err recommendation_scan_add(const struct writing *c, const struct sent_list *l, const char *sha256);

/* ERR_NOT_FOUND when there is none. */
MUST_USE enum err sent_list_by_ref(struct db *db, struct arena *a, const char *ref, struct sent_list *ret);
/* The body's newest, even a recalled one. */
MUST_USE enum err sent_list_last(struct db *db, struct arena *a, int64_t round_id, int64_t body_id,
                                 struct sent_list *ret);
/* By the check code on its paper. */
MUST_USE enum err sent_list_by_code(struct db *db, struct arena *a, const char *code, struct sent_list *ret);
MUST_USE enum err sent_list_items(const struct reading_for *x, const struct sent_list *l, struct recommended_list *ret);

/* Every body that recommends, and its newest list. */
struct board_line {
    const char *body_ref, *body_name;
    enum role role;
    const char *list_ref; /* "" when it sent none */
    int number;
    int64_t sent_at, turned_at;
    bool is_recalled, is_received;
    int recommended;
    const char *reason;
    bool has_people; /* somebody could act for it */
};
MUST_USE enum err recommendation_board(const struct reading_for *x, struct board_line **ret, size_t *ret_len);

/* As version_verify(), of the lists that were sent. */
MUST_USE enum err recommendation_verify(struct db *db, int64_t after, int64_t *ret_count, int64_t *ret_bad);

#endif
