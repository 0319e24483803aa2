/* cookie.h - reading one cookie, and writing one. */
#ifndef HTTP_COOKIE_H
#define HTTP_COOKIE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;

/* The value of the first cookie of that name in a Cookie header, surrounding quotes removed; NULL when there is none
 * or when its value holds a character that RFC 6265 does not allow.  Names compare byte for byte.  Owner: the arena. */
const char *cookie_get(struct arena *a, const char *header, const char *name);

struct cookie {
    const char *name;
    const char *value;
    int64_t max_age_s; /* negative: until the browser closes; 0: forget now */
    bool is_secure;
};

/* The value of a Set-Cookie header: "name=value; Path=/; HttpOnly; SameSite=Lax" and, as asked, Max-Age and Secure.
 * ERR_INVALID: a name that is no token, a value with a character RFC 6265 does not allow, or a name that begins
 * with "__Host-" or "__Secure-" without is_secure (browsers would drop it).  Owner of *ret_value: the arena. */
MUST_USE enum err cookie_format(struct arena *a, const struct cookie *c, const char **ret_value);

#endif
