/* receipt.c */
#include "domain/receipt.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_clean.h"

enum { SHA256_HEX_LEN = 64, CODE_LEN = 8, GROUP_LEN = 4, DIGEST_NIBBLES = 16 };

static const char alphabet[] = "34679ACDEFGHJKMNPQRTWXY";
enum { BASE = sizeof alphabet - 1 };

char *receipt_no(struct arena *a, const char *prefix, int64_t sequence)
{
    return text_format(a, "%s-%04lld", prefix, (long long)sequence);
}

static int hex_value(char c)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    const char *at = strchr(digits, c);
    if (c == '\0' || at == NULL) {
        return -1;
    }
    int value = (int)(at - digits);
    return value < 16 ? value : value - 6;
}

enum err check_code(struct arena *a, const char *sha256_hex, const char **ret)
{
    uint64_t number = 0;
    if (strlen(sha256_hex) != SHA256_HEX_LEN) {
        return ERR_INVALID;
    }
    for (int i = 0; i < SHA256_HEX_LEN; i++) {
        int value = hex_value(sha256_hex[i]);
        if (value < 0) {
            return ERR_INVALID;
        }
        number = i < DIGEST_NIBBLES ? number << 4 | (uint64_t)value : number;
    }
    char signs[CODE_LEN + 1] = {0};
    for (int i = CODE_LEN; i-- > 0;) {
        signs[i] = alphabet[number % BASE];
        number /= BASE;
    }
    *ret = text_format(a, "%.*s-%s", GROUP_LEN, signs, signs + GROUP_LEN);
    return OK;
}

bool check_code_matches(struct arena *a, const char *typed, const char *code)
{
    const char *folded = text_fold_digits(a, typed);
    char *plain = arena_alloc(a, strlen(folded) + 2, 1);
    size_t to = 0;
    for (const char *at = folded; *at != '\0'; at++) {
        if (*at == ' ' || *at == '-') {
            continue;
        }
        if (to == GROUP_LEN) {
            plain[to++] = '-';
        }
        char c = *at;
        if (c >= 'a' && c <= 'z') {
            c = (char)(c - 'a' + 'A');
        }
        plain[to++] = c;
    }
    return strcmp(plain, code) == 0;
}
