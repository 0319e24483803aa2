/* seal.c */
#include "domain/seal.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_clean.h"

enum { CODE_LEN = 8, GROUP_LEN = 4 };

enum seal_worth seal_worth(int sealed_version, int current_version, enum nomination_state state)
{
    if (sealed_version != current_version) {
        return SEAL_VOID_NEWER;
    }
    return state == NOMINATION_SUBMITTED ? SEAL_VALID : SEAL_VOID_TAKEN_BACK;
}

enum err may_note_seal(const struct actor *who, const struct nomination_facts *n, int sealed_version,
                       int current_version)
{
    if (who->role != ROLE_OFFICE || n->is_recused) {
        return ERR_NOT_FOUND;
    }
    return seal_worth(sealed_version, current_version, n->state) == SEAL_VALID ? OK : ERR_CONFLICT;
}

enum err may_accept_nomination(const struct actor *who, const struct nomination_facts *n)
{
    if (who->role != ROLE_OFFICE || n->is_recused) {
        return ERR_NOT_FOUND;
    }
    return n->state == NOMINATION_SUBMITTED ? OK : ERR_CONFLICT;
}

enum err may_view_scan(const struct actor *who, const struct nomination_facts *n)
{
    bool is_own = who->role == ROLE_UNIT && who->body_id == n->body_id;
    return is_own || (who->role == ROLE_OFFICE && !n->is_recused) ? OK : ERR_NOT_FOUND;
}

static char upper(char c)
{
    if (c >= 'a' && c <= 'z') {
        c = (char)(c - 'a' + 'A');
    }
    return c;
}

/* Behind the last "code=" in whatever case: a hand scanner types like a keyboard whose capitals may be locked, and
 * behind what the box holds already.  All of it where there is none. */
static const char *behind_address(const char *text)
{
    static const char key[] = "CODE=";
    const char *found = text;
    for (; *text != '\0'; text++) {
        size_t len = 0;
        while (key[len] != '\0' && upper(text[len]) == key[len]) {
            len++;
        }
        found = key[len] == '\0' ? text + len : found;
    }
    return found;
}

const char *seal_code_read(struct arena *a, const char *typed)
{
    const char *text = text_fold_digits(a, typed);
    char signs[CODE_LEN + 1] = {0};
    size_t len = 0;
    for (const char *at = behind_address(text); *at != '\0'; at++) {
        char c = upper(*at);
        if (c == ' ' || c == '-') {
            continue;
        }
        bool is_sign = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!is_sign || len == CODE_LEN) {
            return "";
        }
        signs[len++] = c;
    }
    return len == CODE_LEN ? text_format(a, "%.*s-%s", GROUP_LEN, signs, signs + GROUP_LEN) : "";
}

static bool is_of(const char *ident, const char *field)
{
    size_t len = strlen(field);
    return strncmp(ident, field, len) == 0 && (ident[len] == '\0' || ident[len] == '.');
}

/* Whether each answer of that field in `one` stands in `other` too. */
static bool is_within(const struct form_answers *one, const struct form_answers *other, const char *ident)
{
    for (size_t i = 0; i < one->value_count; i++) {
        const struct form_value *v = &one->values[i];
        if (is_of(v->ident, ident) && !text_equal(v->value, form_value_of(other, v->ident, v->row_no))) {
            return false;
        }
    }
    return true;
}

bool field_differs(const struct form_answers *one, const struct form_answers *other, const char *ident)
{
    return !is_within(one, other, ident) || !is_within(other, one, ident);
}
