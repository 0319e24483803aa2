/* own_data_store.h - all that is held about one person: to hand it out, and to erase it (个人信息保护法 articles 45 and
 * 47). */
#ifndef STORE_OWN_DATA_STORE_H
#define STORE_OWN_DATA_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/erasure.h"
#include "store/account_store.h"
#include "store/audit_store.h"

struct arena;
struct db;

struct own_account {
    int64_t created_at, password_at, code_at; /* code_at: 0 without a second factor */
    bool is_head;
    const char *body_kind;
};
struct own_session {
    int64_t created_at, seen_at, ended_at; /* 0: not ended by anybody */
    const char *remote_addr, *user_agent;
};
struct own_act { /* what the account did, by kind */
    const char *verb;
    int64_t count, first_at, last_at;
};
struct own_entry { /* an entry of the log about the account */
    int64_t id, at;
    bool is_by_self;
    const char *verb, *detail;
};
struct own_writing {
    const char *ref, *receipt_no, *unit_name;
    int64_t sections, replaced, versions, kept;
    bool is_begun; /* by this account */
};
struct own_registration {
    int64_t number, created_at;
    const char *contact_name, *contact_phone, *source, *state, *unit_name;
};
struct own_import_row {
    const char *filename, *person_name;
    int64_t line, at;
};

struct own_deed { /* in the docket of objections, by kind: "step", "reading", ... */
    const char *kind;
    int64_t count, first_at, last_at;
};
struct own_duty { /* that it was named to */
    bool is_head;
    const char *from_on, *until_on, *ground;
    int64_t granted_at, ended_at; /* ended_at: 0: not before its time */
};
struct own_hall { /* where the notice hangs */
    const char *name, *address;
    int64_t added_at, names, proofs, proofs_ended;
    bool is_added, is_ended; /* by this account */
};

/* Text and lists are owned by the arena. */
struct own_data {
    struct own_account account;
    struct own_session *sessions;
    struct own_act *acts;
    struct own_entry *entries;
    struct own_writing *writings;
    struct own_registration *registrations;
    struct own_import_row *imports;
    struct own_deed *deeds;
    struct own_duty *duties;
    struct own_hall *halls;
    size_t deeds_len, duties_len, halls_len;
    size_t sessions_len, acts_len, entries_len, writings_len, registrations_len, imports_len;
};
MUST_USE enum err own_data_read(struct db *db, struct arena *a, const struct account *of, struct own_data *ret);

MUST_USE enum err erasure_facts_read(struct db *db, const struct account *of, struct erasure_facts *ret);
/* Erases it: name, login, password, sessions, addresses, second factor, and the person in registrations and registers.
 * The number stays for what was done under it; after the commit the engine's log is emptied too.  ERR_CONFLICT: it is
 * not active. */
MUST_USE enum err account_erase(const struct writing *c, const struct account *of);

/* Lets a disabled account sign in again.  ERR_CONFLICT: it is active, or erased. */
MUST_USE enum err account_enable(struct db *db, const struct audit_actor *who, const struct account *of,
                                 const char *reason);
MUST_USE enum err account_is_erased(struct db *db, int64_t account_id, bool *ret);

#endif
