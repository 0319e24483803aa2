/* reminder_store.h - 催办: what every body owes, the log of calls, the numbered sheets.  The rules: domain/reminder.h.
 */
#ifndef STORE_REMINDER_STORE_H
#define STORE_REMINDER_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/reminder.h"
#include "store/audit_store.h"

struct arena;
struct db;
struct round;

enum { DEBTS_MAX = 20000, SHEETS_MAX_AT_ONCE = 75 };

/* One thing that a body has still to do. */
struct debt_item {
    struct debt_facts facts;
    int64_t nomination_id;      /* 0: of none */
    const char *nomination_ref; /* of a list: the list's */
    int64_t since, due_at;
};

/* One body and its state against its deadline. */
struct debtor {
    int64_t body_id;
    const char *ref, *kind, *name;
    bool has_people;               /* somebody could act for it */
    const struct debt_item *items; /* the most pressing first */
    size_t items_len;
    int64_t since, due_at; /* the oldest, the nearest; 0 when nothing is owed */
    enum owing owing;
    const char *last_channel; /* of the last reminder; "" for none */
    const char *last_person;
    int64_t last_at;
    int calls;
};

/* Every body that may owe something: units, districts, authorities, joint departments, the office; `body_id` 0 for all,
 * by their entry.  ERR_NOT_FOUND when `body_id` is none of them. */
MUST_USE enum err debtor_list(const struct reading_for *x, const struct round *round, int64_t body_id, int64_t now,
                              struct debtor **ret, size_t *ret_len);
/* ERR_NOT_FOUND when there is none. */
MUST_USE enum err debtor_by_ref(const struct reading_for *x, const struct round *round, const char *ref, int64_t now,
                                struct debtor *ret);

/* How a unit can be reached, by the form's `ident` ("contact_email"); "" when it did not say, and for other bodies. */
MUST_USE enum err reminder_contact(const struct reading_for *x, int64_t body_id, const char *ident, const char **ret);

/* The round's words as they are now. */
MUST_USE enum err reminder_template(struct db *db, struct arena *a, int64_t round_id, const char **ret);
/* ERR_CONFLICT: somebody has changed them since `was`. */
MUST_USE enum err reminder_template_set(const struct writing *c, int64_t round_id, const char *was, const char *text);

struct call_new {
    int64_t round_id, body_id;
    const char *body_ref;
    enum call_channel channel;
    const char *person, *said;
    int owed;
    int64_t called_at;
};
MUST_USE enum err reminder_call_add(const struct writing *c, const struct call_new *x);

struct call_row {
    enum call_channel channel;
    const char *person, *said, *noted_by;
    int owed;
    int64_t called_at, noted_at;
};
/* The newest first, at most 200. */
MUST_USE enum err reminder_calls(struct db *db, struct arena *a, int64_t round_id, int64_t body_id,
                                 struct call_row **ret, size_t *ret_len);

/* Makes one numbered sheet a body that owes something, and notes each in its log.  *ret_ref names them all; ERR_INVALID
 * when none of them owes anything. */
MUST_USE enum err reminder_sheets_make(const struct writing *c, int64_t round_id, const struct debtor *const *debtors,
                                       size_t len, const char **ret_ref);

struct sheet_row {
    int64_t id;
    int number;
    const char *body_ref, *body_name;
    int64_t due_at;
    const char *const *items; /* without those of which the reader is recused */
    size_t items_len;
};
struct sheet_batch {
    const char *ref, *made_by;
    int64_t made_at;
    struct sheet_row *sheets;
    size_t len;
};
/* ERR_NOT_FOUND when there is none. */
MUST_USE enum err reminder_batch_get(const struct reading_for *x, const char *ref, struct sheet_batch *ret);

struct sheet_made {
    int number;
    const char *batch_ref, *made_by;
    int64_t made_at;
};
/* A body's, the newest first, at most 50. */
MUST_USE enum err reminder_sheets_of(struct db *db, struct arena *a, int64_t round_id, int64_t body_id,
                                     struct sheet_made **ret, size_t *ret_len);

#endif
