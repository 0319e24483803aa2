/* people.h - who may admit, invite, reset and disable; how long a link lives; what a login may look like; and a browser
 * in plain words.  PRODUCT.md section 1 ("One person, one account"), handbook 8 row 14. */
#ifndef DOMAIN_PEOPLE_H
#define DOMAIN_PEOPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/permission.h"
#include "domain/role.h"
#include "domain/stage.h"

struct arena;

/* ---- admission ---- */

enum registration_state { REGISTRATION_WAITING, REGISTRATION_ADMITTED, REGISTRATION_REFUSED, REGISTRATION__COUNT };

/* "waiting", "admitted", "refused". */
const char *registration_state_ident(enum registration_state state);
/* ERR_NOT_FOUND for any other word; *ret untouched. */
MUST_USE enum err registration_state_from_ident(const char *ident, enum registration_state *ret);

/* What an admitting body answers for. */
struct admission_scope {
    int64_t sector_id, district_id; /* of its body; 0: none */
    const char *authority_name; /* as the round names the authority of its sectors: one may have several; "" for none */
};

/* What the decision needs of a registration. */
struct registration_facts {
    enum registration_state state;
    int64_t sector_id; /* 0: outside the participating sectors */
    int64_t district_id;
    const char *authority_name; /* of its sector; "" without one */
};

/* See it: the office all, a sector authority those of its sectors, a district office those of its district outside the
 * sectors.  ERR_NOT_FOUND otherwise. */
MUST_USE enum err may_view_registration(const struct actor *who, const struct admission_scope *scope,
                                        const struct registration_facts *r);

/* Correct, admit or refuse it: whoever may see it.  ERR_CONFLICT: it was decided already. */
MUST_USE enum err may_admit_registration(const struct actor *who, const struct admission_scope *scope,
                                         const struct registration_facts *r);

/* Register: before the nomination stage and while it is open.  ERR_CLOSED after it. */
MUST_USE enum err may_register(const struct stage_window *windows, size_t count, int64_t now);

/* ---- accounts ---- */

/* What the decision needs of an account. */
struct account_facts {
    int64_t id, body_id;
    enum role role;
    bool is_active;
};

/* Invite someone into the body `body_id` under `role`: an administrator anywhere; a body's head colleagues of the same
 * body and role.  ERR_DENIED otherwise. */
MUST_USE enum err may_invite(const struct actor *who, bool is_head, int64_t body_id, enum role role);

/* Issue a reset link: an administrator for anyone, a head for colleagues of the same body.  ERR_NOT_FOUND: not theirs
 * to know; ERR_DENIED: a colleague who is not the head; ERR_CONFLICT: the account is disabled. */
MUST_USE enum err may_reset(const struct actor *who, bool is_head, const struct account_facts *of);

/* Disable it: an administrator, but never their own.  ERR_DENIED, ERR_CONFLICT as above. */
MUST_USE enum err may_disable(const struct actor *who, const struct account_facts *of);

/* Whether accounts of `role` may belong to a body of that kind ("unit", "district", ...). */
bool role_fits_body(enum role role, const char *kind);

/* ---- links ---- */

enum { INVITE_SECONDS = 7 * 24 * 3600, RESET_SECONDS = 24 * 3600 };

enum link_state { LINK_LIVE, LINK_USED, LINK_ENDED, LINK_EXPIRED };

/* `used_at`, `ended_at`: 0 for not. */
enum link_state link_state_at(int64_t used_at, int64_t ended_at, int64_t expires_at, int64_t now);

/* ---- words ---- */

/* OK, or ERR_INVALID with the Chinese reason: 4-40 letters, digits and . _ -, a letter first. */
MUST_USE enum err login_rule(const char *login, const char **ret_reason);

/* "Chrome 浏览器（Windows）" for a User-Agent header; "其他浏览器" for what is not known.  Owner: the arena. */
const char *browser_words(struct arena *a, const char *user_agent);

#endif
