/* masking.c */
#include "domain/masking.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/phone.h"
#include "domain/text_count.h"

static const char hidden[] = "****";

/* "0519-8568****": the last four of the local number go, and the extension with them. */
static char *mask_landline(struct arena *a, const char *number)
{
    size_t area = strcspn(number, "-");
    size_t local = number[0] == '0' ? area + 1 : 0;
    size_t len = strcspn(number + local, "-");
    return text_format(a, "%.*s%s", (int)(local + len - strlen(hidden)), number, hidden);
}

char *mask_mobile(struct arena *a, const char *mobile)
{
    if (*mobile == '\0') {
        return arena_copy(a, "", 0);
    }
    if (phone_kind_of(mobile) != PHONE_MOBILE) {
        return arena_copy(a, hidden, strlen(hidden));
    }
    return text_format(a, "%.3s%s%s", mobile, hidden, mobile + 7);
}

static char *mask_number(struct arena *a, const char *number, enum phone_kind kind)
{
    switch (kind) {
    case PHONE_MOBILE: return mask_mobile(a, number);
    case PHONE_LANDLINE:
    case PHONE_FICTIONAL: return mask_landline(a, number);
    case PHONE_SERVICE: return arena_copy(a, number, strlen(number));
    case PHONE_INVALID:
    default: return arena_copy(a, hidden, strlen(hidden));
    }
}

char *mask_phone(struct arena *a, const char *phones)
{
    struct phone_list list;
    if (phone_list_parse(a, phones, &list) != OK) {
        return arena_copy(a, hidden, strlen(hidden));
    }
    char *masked = arena_copy(a, "", 0);
    for (size_t i = 0; i < list.count; i++) {
        masked = text_format(a, "%s%s%s", masked, i == 0 ? "" : "、", mask_number(a, list.numbers[i], list.kinds[i]));
    }
    return masked;
}

/* Bytes of the first character of `s`, with the marks that belong to it. */
static size_t first_character_len(const char *s)
{
    size_t len = strlen(s);
    uint32_t cp = 0;
    size_t end = len == 0 ? 0 : utf8_next(s, len, &cp);
    while (end < len) {
        size_t step = utf8_next(s + end, len - end, &cp);
        if (zi_class_of(cp) != ZI_SKIPPED) {
            break;
        }
        end += step;
    }
    return end;
}

char *mask_email(struct arena *a, const char *email)
{
    if (*email == '\0') {
        return arena_copy(a, "", 0);
    }
    const char *at = strrchr(email, '@');
    if (at == NULL) {
        return arena_copy(a, hidden, strlen(hidden));
    }
    size_t first = first_character_len(email);
    /* A local part of one character would be shown whole. */
    int shown = email + first < at ? (int)first : 0;
    return text_format(a, "%.*s***%s", shown, email, at);
}

char *mask_name(struct arena *a, const char *name)
{
    size_t first = first_character_len(name);
    return first == 0 ? arena_copy(a, "", 0) : text_format(a, "%.*s**", (int)first, name);
}

bool pattern_is_contact(enum form_pattern pattern)
{
    return pattern == FORM_PATTERN_PHONE || pattern == FORM_PATTERN_MOBILE || pattern == FORM_PATTERN_EMAIL;
}

const char *mask_by_pattern(struct arena *a, enum form_pattern pattern, const char *value)
{
    if (!pattern_is_contact(pattern)) {
        return value;
    }
    return pattern == FORM_PATTERN_PHONE    ? mask_phone(a, value)
           : pattern == FORM_PATTERN_MOBILE ? mask_mobile(a, value)
                                            : mask_email(a, value);
}
