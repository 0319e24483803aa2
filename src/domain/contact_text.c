/* contact_text.c */
#include "domain/contact_text.h"

#include <string.h>

enum { EMAIL_MIN = 3, EMAIL_MAX = 100, LOCAL_MAX = 64, POSTCODE_LEN = 6 };

static const char alphanumerics[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/* `len` bytes of which every dot stands between two others. */
static bool has_sound_dots(const char *s, size_t len)
{
    if (len == 0 || s[0] == '.' || s[len - 1] == '.') {
        return false;
    }
    for (size_t i = 1; i < len; i++) {
        if (s[i] == '.' && s[i - 1] == '.') {
            return false;
        }
    }
    return true;
}

static bool local_is_valid(const char *local, size_t len)
{
    static const char marks[] = "!#$%&'*+-/=?^_`{|}~.";
    for (size_t i = 0; i < len; i++) {
        if (strchr(alphanumerics, local[i]) == NULL && strchr(marks, local[i]) == NULL) {
            return false;
        }
    }
    return len <= LOCAL_MAX && has_sound_dots(local, len);
}

/* Labels of letters, digits and inner hyphens; the last one not of digits alone. */
static bool domain_is_valid(const char *domain)
{
    if (!has_sound_dots(domain, strlen(domain)) || strchr(domain, '.') == NULL) {
        return false;
    }
    const char *label = domain;
    for (;;) {
        size_t len = strcspn(label, ".");
        size_t body = strspn(label, alphanumerics);
        while (body < len && label[body] == '-') {
            body++;
            body += strspn(label + body, alphanumerics);
        }
        if (body != len || label[0] == '-' || label[len - 1] == '-') {
            return false;
        }
        if (label[len] == '\0') {
            return len >= 2 && strspn(label, "0123456789") != len;
        }
        label += len + 1;
    }
}

bool email_is_valid(const char *email)
{
    size_t len = strlen(email);
    const char *at = strchr(email, '@');
    if (len < EMAIL_MIN || len > EMAIL_MAX || at == NULL) {
        return false;
    }
    return local_is_valid(email, (size_t)(at - email)) && domain_is_valid(at + 1);
}

bool postcode_is_valid(const char *postcode)
{
    return strlen(postcode) == POSTCODE_LEN && strspn(postcode, "0123456789") == POSTCODE_LEN;
}
