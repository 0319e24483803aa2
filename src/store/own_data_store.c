/* own_data_store.c */
#include "store/own_data_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "store/db.h"
#include "store/people_store.h"
#include "store/second_factor_store.h"

enum {
    SESSIONS_MAX = 500,
    ACTS_MAX = 200,
    ENTRIES_MAX = 5000,
    WRITINGS_MAX = 200,
    REGISTRATIONS_MAX = 20,
    IMPORTS_MAX = 100,
    DEEDS_MAX = 16,
    DUTIES_MAX = 100,
    HALLS_MAX = 200
};

static enum err read_account(struct db *db, struct arena *a, const struct account *of, struct own_account *ret)
{
    struct row *r = db_query(db, Q_OWN_ACCOUNT);
    bind_int(r, ":account", of->id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct own_account){.created_at = row_int(r, 0),
                                    .password_at = row_int(r, 1),
                                    .is_head = row_int(r, 2) != 0,
                                    .body_kind = row_text(r, 3, a),
                                    .code_at = row_int(r, 5)};
    }
    row_done(r);
    return e;
}

static enum err read_sessions(struct db *db, struct arena *a, const struct account *of, struct own_data *d)
{
    d->sessions = ARENA_ARRAY(a, struct own_session, SESSIONS_MAX);
    struct row *r = db_query(db, Q_OWN_SESSIONS);
    bind_int(r, ":account", of->id);
    enum err e = OK;
    while (d->sessions_len < SESSIONS_MAX && (e = row_next(r)) == OK) {
        d->sessions[d->sessions_len++] =
            (struct own_session){row_int(r, 0), row_int(r, 1), row_int(r, 2), row_text(r, 3, a), row_text(r, 4, a)};
    }
    return row_end(r, e);
}

static enum err read_acts(struct db *db, struct arena *a, const struct account *of, struct own_data *d)
{
    d->acts = ARENA_ARRAY(a, struct own_act, ACTS_MAX);
    struct row *r = db_query(db, Q_OWN_ACTS);
    bind_int(r, ":account", of->id);
    enum err e = OK;
    while (d->acts_len < ACTS_MAX && (e = row_next(r)) == OK) {
        d->acts[d->acts_len++] = (struct own_act){row_text(r, 0, a), row_int(r, 1), row_int(r, 2), row_int(r, 3)};
    }
    return row_end(r, e);
}

static enum err read_entries(struct db *db, struct arena *a, const struct account *of, struct own_data *d)
{
    d->entries = ARENA_ARRAY(a, struct own_entry, ENTRIES_MAX);
    struct row *r = db_query(db, Q_OWN_ENTRIES);
    bind_text(r, ":ref", of->ref);
    enum err e = OK;
    while (d->entries_len < ENTRIES_MAX && (e = row_next(r)) == OK) {
        d->entries[d->entries_len++] = (struct own_entry){row_int(r, 0), row_int(r, 1), row_int(r, 2) == of->id,
                                                          row_text(r, 3, a), row_text(r, 4, a)};
    }
    return row_end(r, e);
}

static enum err read_writings(struct db *db, struct arena *a, const struct account *of, struct own_data *d)
{
    d->writings = ARENA_ARRAY(a, struct own_writing, WRITINGS_MAX);
    struct row *r = db_query(db, Q_OWN_WRITINGS);
    bind_int(r, ":account", of->id);
    enum err e = OK;
    while (d->writings_len < WRITINGS_MAX && (e = row_next(r)) == OK) {
        d->writings[d->writings_len++] = (struct own_writing){.ref = row_text(r, 0, a),
                                                              .receipt_no = row_text(r, 1, a),
                                                              .unit_name = row_text(r, 2, a),
                                                              .sections = row_int(r, 3),
                                                              .replaced = row_int(r, 4),
                                                              .versions = row_int(r, 5),
                                                              .kept = row_int(r, 6),
                                                              .is_begun = row_int(r, 7) != 0};
    }
    return row_end(r, e);
}

static enum err read_registrations(struct db *db, struct arena *a, const struct account *of, struct own_data *d)
{
    d->registrations = ARENA_ARRAY(a, struct own_registration, REGISTRATIONS_MAX);
    struct row *r = db_query(db, Q_OWN_REGISTRATION);
    bind_text(r, ":login", of->login);
    enum err e = OK;
    while (d->registrations_len < REGISTRATIONS_MAX && (e = row_next(r)) == OK) {
        d->registrations[d->registrations_len++] =
            (struct own_registration){row_int(r, 0),     row_int(r, 1),     row_text(r, 2, a), row_text(r, 3, a),
                                      row_text(r, 4, a), row_text(r, 5, a), row_text(r, 6, a)};
    }
    return row_end(r, e);
}

static enum err read_imports(struct db *db, struct arena *a, const struct account *of, struct own_data *d)
{
    d->imports = ARENA_ARRAY(a, struct own_import_row, IMPORTS_MAX);
    struct row *r = db_query(db, Q_OWN_IMPORT_ROWS);
    bind_text(r, ":login", of->login);
    enum err e = OK;
    while (d->imports_len < IMPORTS_MAX && (e = row_next(r)) == OK) {
        d->imports[d->imports_len++] = (struct own_import_row){.filename = row_text(r, 0, a),
                                                               .line = row_int(r, 1),
                                                               .person_name = row_text(r, 2, a),
                                                               .at = row_int(r, 3)};
    }
    return row_end(r, e);
}

static enum err read_deeds(struct db *db, struct arena *a, const struct account *of, struct own_data *d)
{
    d->deeds = ARENA_ARRAY(a, struct own_deed, DEEDS_MAX);
    struct row *r = db_query(db, Q_OWN_DEEDS);
    bind_int(r, ":account", of->id);
    enum err e = OK;
    while (d->deeds_len < DEEDS_MAX && (e = row_next(r)) == OK) {
        d->deeds[d->deeds_len++] = (struct own_deed){row_text(r, 0, a), row_int(r, 1), row_int(r, 2), row_int(r, 3)};
    }
    return row_end(r, e);
}

static enum err read_duties(struct db *db, struct arena *a, const struct account *of, struct own_data *d)
{
    d->duties = ARENA_ARRAY(a, struct own_duty, DUTIES_MAX);
    struct row *r = db_query(db, Q_OWN_DUTIES);
    bind_int(r, ":account", of->id);
    enum err e = OK;
    while (d->duties_len < DUTIES_MAX && (e = row_next(r)) == OK) {
        d->duties[d->duties_len++] = (struct own_duty){.is_head = strcmp(row_text(r, 0, a), "head") == 0,
                                                       .from_on = row_text(r, 1, a),
                                                       .until_on = row_text(r, 2, a),
                                                       .ground = row_text(r, 3, a),
                                                       .granted_at = row_int(r, 4),
                                                       .ended_at = row_int(r, 5)};
    }
    return row_end(r, e);
}

static enum err read_halls(struct db *db, struct arena *a, const struct account *of, struct own_data *d)
{
    d->halls = ARENA_ARRAY(a, struct own_hall, HALLS_MAX);
    struct row *r = db_query(db, Q_OWN_HALLS);
    bind_int(r, ":account", of->id);
    enum err e = OK;
    while (d->halls_len < HALLS_MAX && (e = row_next(r)) == OK) {
        d->halls[d->halls_len++] = (struct own_hall){.name = row_text(r, 0, a),
                                                     .address = row_text(r, 1, a),
                                                     .added_at = row_int(r, 2),
                                                     .is_added = row_int(r, 3) != 0,
                                                     .names = row_int(r, 4),
                                                     .proofs = row_int(r, 5),
                                                     .proofs_ended = row_int(r, 6),
                                                     .is_ended = row_int(r, 7) != 0};
    }
    return row_end(r, e);
}

enum err own_data_read(struct db *db, struct arena *a, const struct account *of, struct own_data *ret)
{
    static enum err (*const readers[])(struct db *, struct arena *, const struct account *, struct own_data *) = {
        read_sessions, read_acts,  read_entries, read_writings, read_registrations,
        read_imports,  read_deeds, read_duties,  read_halls};
    *ret = (struct own_data){0};
    TRY(read_account(db, a, of, &ret->account));
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        TRY(readers[i](db, a, of, ret));
    }
    return OK;
}

/* ---- erasing ---- */

enum err erasure_facts_read(struct db *db, const struct account *of, struct erasure_facts *ret)
{
    struct row *r = db_query(db, Q_ERASURE_FACTS);
    bind_int(r, ":account", of->id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct erasure_facts){of->role, row_int(r, 0), row_int(r, 1), row_int(r, 2)};
    }
    row_done(r);
    return e;
}

static enum err run_for_account(struct db *db, enum query query, int64_t account_id)
{
    struct row *r = db_query(db, query);
    bind_int(r, ":account", account_id);
    return row_exec(r, NULL);
}

static enum err run_for_login(struct db *db, enum query query, const char *login)
{
    struct row *r = db_query(db, query);
    bind_text(r, ":login", login);
    return row_exec(r, NULL);
}

/* Sources before the sessions that know them. */
static enum err erase_rows(struct db *db, const struct account *of)
{
    static const enum query by_account[] = {Q_ERASE_SOURCES, Q_ERASE_SESSIONS, Q_RECOVERY_CODES_REMOVE,
                                            Q_SECOND_FACTOR_REMOVE};
    static const enum query by_login[] = {Q_ERASE_FAILURES, Q_ERASE_REGISTRATION, Q_ERASE_IMPORT_ROWS};
    for (size_t i = 0; i < sizeof by_account / sizeof by_account[0]; i++) {
        TRY(run_for_account(db, by_account[i], of->id));
    }
    for (size_t i = 0; i < sizeof by_login / sizeof by_login[0]; i++) {
        TRY(run_for_login(db, by_login[i], of->login));
    }
    return OK;
}

enum err account_erase(const struct writing *c, const struct account *of)
{
    struct row *r = db_query(c->db, Q_ACCOUNT_ERASE);
    bind_int(r, ":account", of->id);
    bind_int(r, ":now", c->who->at);
    TRY(row_exec_one(r));
    TRY(erase_rows(c->db, of));
    r = db_query(c->db, Q_LINK_END_RESETS);
    bind_int(r, ":account", of->id);
    bind_int(r, ":now", c->who->at);
    TRY(row_exec(r, NULL));
    TRY(audit_append(c->db, c->who, "account_disable", "account", of->ref, ""));
    TRY(audit_append(c->db, c->who, "account_erase", "account", of->ref, ""));
    db_wipe_after_commit(c->db);
    return OK;
}

enum err account_enable(struct db *db, const struct audit_actor *who, const struct account *of, const char *reason)
{
    struct arena *a = arena_new();
    struct row *r = db_query(db, Q_ACCOUNT_ENABLE);
    bind_int(r, ":account", of->id);
    enum err e = row_exec_one(r);
    e = e == OK ? audit_append(db, who, "account_enable", "account", of->ref, text_format(a, "reason=%s", reason)) : e;
    arena_free(a);
    return e;
}

enum err account_is_erased(struct db *db, int64_t account_id, bool *ret)
{
    struct row *r = db_query(db, Q_ACCOUNT_IS_ERASED);
    bind_int(r, ":account", account_id);
    enum err e = row_next(r);
    *ret = e == OK && row_int(r, 0) != 0;
    row_done(r);
    return e;
}
