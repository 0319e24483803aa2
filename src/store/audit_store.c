/* audit_store.c */
#include "store/audit_store.h"

#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "store/db.h"

struct entry {
    int64_t id;
    int64_t at;
    int64_t actor_id;
    const char *actor_role;
    const char *verb;
    const char *object_kind;
    const char *object_ref;
    const char *detail;
    const char *request_id;
};

static void add_text(crypto_auth_hmacsha256_state *h, const char *s)
{
    /* the terminator is part of what is hashed: two texts cannot slide into one another */
    (void)crypto_auth_hmacsha256_update(h, (const unsigned char *)s, strlen(s) + 1);
}

static const char *mac_of(struct db *db, struct arena *a, const char *prev, const struct entry *e)
{
    crypto_auth_hmacsha256_state h;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    (void)crypto_auth_hmacsha256_init(&h, db_audit_key(db), 32);
    add_text(&h, prev);
    add_text(&h, text_format(a, "%lld %lld %lld", (long long)e->id, (long long)e->at, (long long)e->actor_id));
    add_text(&h, e->actor_role);
    add_text(&h, e->verb);
    add_text(&h, e->object_kind);
    add_text(&h, e->object_ref);
    add_text(&h, e->detail);
    add_text(&h, e->request_id);
    (void)crypto_auth_hmacsha256_final(&h, mac);
    return text_hex(a, mac, sizeof mac);
}

const char *audit_pseudonym(struct db *db, struct arena *a, const char *text)
{
    enum { PSEUDONYM_BYTES = 8 };
    crypto_auth_hmacsha256_state h;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    (void)crypto_auth_hmacsha256_init(&h, db_audit_key(db), 32);
    add_text(&h, "pseudonym");
    for (const char *p = text; *p != '\0'; p++) { /* logins are compared without case */
        unsigned char c = (unsigned char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
        (void)crypto_auth_hmacsha256_update(&h, &c, 1);
    }
    (void)crypto_auth_hmacsha256_final(&h, mac);
    return text_hex(a, mac, PSEUDONYM_BYTES);
}

static enum err append(struct db *db, struct arena *a, struct entry e)
{
    const char *prev = "";
    struct row *r = db_query(db, Q_AUDIT_LAST);
    enum err found = row_next(r);
    if (found == OK) {
        e.id = row_int(r, 0) + 1;
        prev = row_text(r, 1, a);
    }
    TRY(row_end(r, found));
    r = db_query(db, Q_AUDIT_APPEND);
    bind_int(r, ":id", e.id);
    bind_int(r, ":at", e.at);
    if (e.actor_id == 0) {
        bind_null(r, ":actor_id");
    } else {
        bind_int(r, ":actor_id", e.actor_id);
    }
    bind_text(r, ":actor_role", e.actor_role);
    bind_text(r, ":verb", e.verb);
    bind_text(r, ":object_kind", e.object_kind);
    bind_text(r, ":object_ref", e.object_ref);
    bind_text(r, ":detail", e.detail);
    bind_text(r, ":request_id", e.request_id);
    bind_text(r, ":mac", mac_of(db, a, prev, &e));
    return row_exec_one(r);
}

enum err audit_append(struct db *db, const struct audit_actor *who, const char *verb, const char *object_kind,
                      const char *object_ref, const char *detail)
{
    struct arena *a = arena_new();
    enum err e = append(db, a,
                        (struct entry){.id = 1,
                                       .at = who->at,
                                       .actor_id = who->account_id,
                                       .actor_role = who->role,
                                       .verb = verb,
                                       .object_kind = object_kind,
                                       .object_ref = object_ref,
                                       .detail = detail,
                                       .request_id = who->request_id});
    arena_free(a);
    return e;
}

enum { MAC_CHARS = 64, MAC_COL = 9 };

/* Whether the row says only what its hash covers: a NUL would hide what stands behind it, and an actor of 0 is
 * written as NULL. */
static bool is_as_written(struct row *r)
{
    for (int col = 3; col <= MAC_COL; col++) {
        if (row_has_nul(r, col)) {
            return false;
        }
    }
    return row_is_null(r, 2) || row_int(r, 2) != 0;
}

/* Checks the row that stands at place `id` of the chain and makes its mac the next one's `prev`. */
static bool is_link(struct db *db, struct row *r, int64_t id, char prev[MAC_CHARS + 1])
{
    struct arena *a = arena_new(); /* an entry at a time, however long the log is */
    struct entry x = {.id = row_int(r, 0),
                      .at = row_int(r, 1),
                      .actor_id = row_int(r, 2),
                      .actor_role = row_text(r, 3, a),
                      .verb = row_text(r, 4, a),
                      .object_kind = row_text(r, 5, a),
                      .object_ref = row_text(r, 6, a),
                      .detail = row_text(r, 7, a),
                      .request_id = row_text(r, 8, a)};
    const char *mac = mac_of(db, a, prev, &x);
    bool holds = x.id == id && is_as_written(r) && strcmp(mac, row_text(r, MAC_COL, a)) == 0;
    memcpy(prev, mac, MAC_CHARS + 1);
    arena_free(a);
    return holds;
}

enum err audit_verify(struct db *db, struct arena *a, int64_t *ret_count, const char **ret_head, int64_t *ret_bad)
{
    char prev[MAC_CHARS + 1] = "";
    int64_t count = 0;
    struct row *r = db_query(db, Q_AUDIT_ALL);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        count++;
        if (!is_link(db, r, count, prev)) {
            *ret_bad = row_int(r, 0);
            row_done(r);
            return ERR_CONFLICT;
        }
    }
    TRY(row_end(r, e));
    *ret_count = count;
    *ret_head = arena_copy(a, prev, strlen(prev));
    return OK;
}
