/* cookie.c */
#include "http/cookie.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "http/header_value.h"

/* cookie-octet of RFC 6265 4.1.1: visible ASCII without '"', ',', ';' and '\'. */
static bool is_cookie_value(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (s[i] <= ' ' || s[i] >= 0x7F || s[i] == '"' || s[i] == ',' || s[i] == ';' || s[i] == '\\') {
            return false;
        }
    }
    return true;
}

const char *cookie_get(struct arena *a, const char *header, const char *name)
{
    size_t name_len = strlen(name);
    for (const char *s = header; *s != '\0';) {
        s += strspn(s, "; \t");
        size_t len = strcspn(s, ";");
        const char *equals = memchr(s, '=', len);
        if (equals != NULL && (size_t)(equals - s) == name_len && memcmp(s, name, name_len) == 0) {
            const char *value = equals + 1;
            size_t n = len - name_len - 1;
            while (n > 0 && (value[n - 1] == ' ' || value[n - 1] == '\t')) {
                n--;
            }
            if (n >= 2 && value[0] == '"' && value[n - 1] == '"') {
                value++;
                n -= 2;
            }
            return is_cookie_value(value, n) ? arena_copy(a, value, n) : NULL;
        }
        s += len;
    }
    return NULL;
}

enum err cookie_format(struct arena *a, const struct cookie *c, const char **ret_value)
{
    if (!is_token(c->name, strlen(c->name)) || !is_cookie_value(c->value, strlen(c->value))) {
        return ERR_INVALID;
    }
    if (!c->is_secure && (text_starts(c->name, "__Host-") || text_starts(c->name, "__Secure-"))) {
        return ERR_INVALID;
    }
    const char *age = c->max_age_s < 0 ? "" : text_format(a, "; Max-Age=%" PRId64, c->max_age_s);
    *ret_value = text_format(a, "%s=%s; Path=/%s; HttpOnly; SameSite=Lax%s", c->name, c->value, age,
                             c->is_secure ? "; Secure" : "");
    return OK;
}
