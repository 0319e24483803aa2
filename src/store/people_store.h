/* people_store.h - one's own sign-ins, the people of a body, and links that are used once. */
#ifndef STORE_PEOPLE_STORE_H
#define STORE_PEOPLE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/role.h"
#include "store/account_store.h"
#include "store/audit_store.h"

struct arena;
struct db;
struct random;

/* ---- sign-ins ---- */

struct session_row {
    const char *ref; /* names it to its owner; opens nothing */
    int64_t created_at, seen_at;
    const char *remote_addr, *user_agent;
    bool is_own; /* the one that asks */
};

/* The account's live sessions, `own` first, then the last seen; at most 50. */
MUST_USE enum err session_list(struct db *db, struct arena *a, const struct session *own, int64_t now,
                               struct session_row **ret, size_t *ret_len);
/* Ends one other session of the account.  *ret_was_there is false when it had ended already or is not the account's. */
MUST_USE enum err session_end_one(struct db *db, const struct audit_actor *who, const struct session *own,
                                  const char *ref, bool *ret_was_there);
/* Ends all others, with its entry in the log. */
MUST_USE enum err session_end_rest(struct db *db, const struct audit_actor *who, const struct session *own);

enum { PASSWORD_SECONDS_MAX = 90 * 24 * 3600 };
/* A password as old as that must be changed: *ret says whether it was. */
MUST_USE enum err password_expire(struct db *db, const struct audit_actor *who, const struct account *of, bool *ret);

/* Ends every session of an account. */
MUST_USE enum err sessions_end_all(struct db *db, int64_t account_id, int64_t now);

/* ---- people of a body ---- */

struct colleague {
    int64_t id;
    const char *ref, *login, *person_name;
    bool is_active, is_head;
    bool has_code; /* a second factor in force */
};
/* The accounts of a body, its head first; at most 200. */
MUST_USE enum err colleague_list(struct db *db, struct arena *a, int64_t body_id, struct colleague **ret,
                                 size_t *ret_len);
/* ERR_NOT_FOUND when there is none of that ref. */
MUST_USE enum err account_by_ref(struct db *db, struct arena *a, const char *ref, struct account *ret);
MUST_USE enum err account_is_head(struct db *db, int64_t id, bool *ret);
/* Makes it the head of its body.  ERR_CONFLICT when it is, or is disabled. */
MUST_USE enum err account_make_head(struct db *db, const struct audit_actor *who, const struct account *of);
/* Disables it and ends its sessions and its reset links.  ERR_CONFLICT when it is disabled. */
MUST_USE enum err account_close(struct db *db, const struct audit_actor *who, const struct account *of);
/* Whether an account or a registration that waits has this login. */
MUST_USE enum err login_is_taken(struct db *db, const char *login, bool *ret);
/* When it last signed in; 0 for never. */
MUST_USE enum err account_last_signin(struct db *db, const char *ref, int64_t *ret_at);

struct account_row {
    const char *ref, *login, *person_name, *body_name;
    enum role role;
    bool is_active, is_head, has_password;
    int64_t signed_in_at; /* 0: never */
};
enum { ACCOUNT_ROWS_MAX = 50 };
struct account_search {
    const char *role, *words; /* "" for all; a part of login, name or body */
    int64_t offset;
};
struct account_rows {
    struct account_row *list;
    size_t len;
    bool has_more;
};
/* One page of accounts by role and login. */
MUST_USE enum err account_page_rows(struct db *db, struct arena *a, const struct account_search *search,
                                    struct account_rows *ret);

/* ---- links ---- */

struct link {
    int64_t id;
    bool is_reset;
    int64_t body_id;
    const char *body_name, *body_ref;
    int64_t account_id; /* of a reset */
    enum role role;
    int64_t made_by, expires_at, used_at, ended_at;
    const char *made_by_name;
};

/* `token` is the link's secret, kept only as its hash; the same token again for the same purpose is the same link, so
 * that a POST that came twice shows one.  A reset ends the resets before it.  `of` NULL: an invitation. */
MUST_USE enum err link_add(struct db *db, const struct audit_actor *who, const char *token, int64_t body_id,
                           enum role role, const struct account *of);
/* ERR_NOT_FOUND when there is none. */
MUST_USE enum err link_by_token(struct db *db, struct arena *a, const char *token, struct link *ret);
/* Makes the invited account.  ERR_CONFLICT: the link was used or ended meanwhile, or the login is taken. */
MUST_USE enum err link_use_invite(struct db *db, struct random *rnd, const struct audit_actor *who,
                                  const struct link *l, const struct account *in, int64_t *ret_id);
/* Sets the password and ends every session of the account.  ERR_CONFLICT as above, or the account is disabled. */
MUST_USE enum err link_use_reset(struct db *db, const struct audit_actor *who, const struct link *l,
                                 const struct account *of, const char *hash);

#endif
