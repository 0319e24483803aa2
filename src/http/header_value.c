/* header_value.c */
#include "http/header_value.h"

#include <string.h>

#include "base/arena.h"

bool is_token(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (s[i] <= ' ' || s[i] >= 0x7F || strchr("()<>@,;:\\\"/[]?={}", s[i]) != NULL) {
            return false;
        }
    }
    return len > 0;
}

static const char *skip_blank(const char *s)
{
    return s + strspn(s, " \t");
}

enum err header_value_open(struct arena *a, const char *text, struct header_value *ret, const char **ret_word)
{
    const char *s = skip_blank(text);
    size_t len = strcspn(s, "; \t,\"");
    const char *rest = skip_blank(s + len);
    if (len == 0 || (*rest != '\0' && *rest != ';')) {
        return ERR_MALFORMED;
    }
    *ret = (struct header_value){a, rest};
    *ret_word = arena_copy(a, s, len);
    return OK;
}

/* `s` stands after the opening quote; returns where the closing one was, plus one, or NULL. */
static const char *unquote(const char *s, char *to)
{
    while (*s != '"') {
        if (*s == '\0') {
            return NULL;
        }
        bool is_escape = *s == '\\' && (s[1] == '\\' || (s[1] == '"' && *skip_blank(s + 2) != '\0'));
        s += is_escape;
        *to++ = *s++;
    }
    *to = '\0';
    return s + 1;
}

enum err header_value_param(struct header_value *v, const char **ret_name, const char **ret_value)
{
    const char *s = skip_blank(v->rest);
    while (*s == ';') {
        s = skip_blank(s + 1);
    }
    if (*s == '\0') {
        v->rest = s;
        *ret_name = NULL;
        *ret_value = NULL;
        return OK;
    }
    size_t name_len = strcspn(s, "= \t;\"");
    if (!is_token(s, name_len) || s[name_len] != '=') {
        return ERR_MALFORMED;
    }
    const char *value = s + name_len + 1;
    char *text = arena_copy(v->arena, value, strlen(value));
    const char *end = NULL;
    if (*value == '"') {
        end = unquote(value + 1, text);
    } else {
        size_t len = strcspn(value, "; \t");
        text[len] = '\0';
        end = is_token(value, len) ? value + len : NULL;
    }
    if (end == NULL || (*skip_blank(end) != '\0' && *skip_blank(end) != ';')) {
        return ERR_MALFORMED;
    }
    v->rest = end;
    *ret_name = arena_copy(v->arena, s, name_len);
    *ret_value = text;
    return OK;
}
