/* totp.c */
#include "domain/totp.h"

#include <liboath/oath.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static const char *const rules[] = {[TOTP_OFFERED] = "offered", [TOTP_REQUIRED] = "required", [TOTP_OFF] = "off"};

enum err totp_rule_from_ident(const char *ident, enum totp_rule *ret)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (strcmp(rules[i], ident) == 0) {
            *ret = (enum totp_rule)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

enum totp_group totp_group_of(enum role role)
{
    if (!role_needs_second_factor(role)) {
        return TOTP_UNITS;
    }
    return role_acts_for_body(role) ? TOTP_AUTHORITIES : TOTP_STAFF;
}

enum err totp_code(const unsigned char *secret, size_t len, int64_t step, char ret[TOTP_DIGITS + 1])
{
    int rc = oath_hotp_generate((const char *)secret, len, (uint64_t)step, TOTP_DIGITS, false,
                                OATH_HOTP_DYNAMIC_TRUNCATION, ret);
    return rc == OATH_OK ? OK : ERR_INTERNAL;
}

bool totp_matches(const unsigned char secret[TOTP_SECRET_BYTES], int64_t now, int64_t last_step, const char *typed,
                  int64_t *ret_step)
{
    int64_t step = now / TOTP_STEP_SECONDS;
    bool matches = false;
    for (int64_t at = step - 1; at <= step + 1; at++) {
        char code[TOTP_DIGITS + 1] = "";
        if (totp_code(secret, TOTP_SECRET_BYTES, at, code) == OK && text_equal_secret(code, typed) && at > last_step) {
            *ret_step = at; /* all three are looked at, whichever it is */
            matches = true;
        }
    }
    return matches;
}

const char *totp_typed(struct arena *a, const char *typed)
{
    enum { FULL_WIDTH_ZERO = 0xFF10, FULL_WIDTH_NINE = 0xFF19, TYPED_MAX = 64 };
    size_t len = utf8_cut(typed, strlen(typed), TYPED_MAX);
    char *plain = arena_alloc(a, len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp = 0;
        size_t bytes = utf8_next(typed + i, len - i, &cp);
        if (cp >= FULL_WIDTH_ZERO && cp <= FULL_WIDTH_NINE) {
            plain[n++] = (char)('0' + (cp - FULL_WIDTH_ZERO));
        } else if (cp >= 'A' && cp <= 'Z') {
            plain[n++] = (char)(cp - 'A' + 'a');
        } else if (cp != ' ' && cp != '-' && cp != 0x3000) {
            memcpy(plain + n, typed + i, bytes);
            n += bytes;
        }
        i += bytes;
    }
    return plain;
}

const char *totp_base32(struct arena *a, const unsigned char *bytes, size_t len)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    char *text = arena_alloc(a, (len * 8 + 4) / 5 + 1, 1);
    size_t n = 0;
    unsigned buffer = 0;
    int held = 0;
    for (size_t i = 0; i < len; i++) {
        buffer = (buffer << 8) | bytes[i];
        for (held += 8; held >= 5; held -= 5) {
            text[n++] = letters[(buffer >> (held - 5)) & 31U];
        }
        buffer &= 31U;
    }
    if (held > 0) {
        text[n++] = letters[(buffer << (5 - held)) & 31U];
    }
    return text;
}

const char *totp_grouped(struct arena *a, const char *base32)
{
    enum { GROUP = 4 };
    size_t len = strlen(base32);
    char *text = arena_alloc(a, len + len / GROUP + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        if (i > 0 && i % GROUP == 0) {
            text[n++] = ' ';
        }
        text[n++] = base32[i];
    }
    return text;
}

/* Percent-encoded, as a label and a parameter of the address are. */
static const char *encoded(struct arena *a, const char *text)
{
    static const char hex[] = "0123456789ABCDEF";
    char *to = arena_alloc(a, strlen(text) * 3 + 1, 1);
    size_t n = 0;
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                        c == '.' || c == '_' || c == '~';
        if (is_plain) {
            to[n++] = (char)c;
        } else {
            to[n++] = '%';
            to[n++] = hex[c >> 4];
            to[n++] = hex[c & 15U];
        }
    }
    return to;
}

const char *totp_uri(struct arena *a, const char *issuer, const char *login, const char *base32)
{
    return text_format(a, "otpauth://totp/%s?secret=%s&issuer=%s", encoded(a, login), base32, encoded(a, issuer));
}
