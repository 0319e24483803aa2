/* org_code.c */
#include "domain/org_code.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_clean.h"
#include "domain/text_count.h"

enum { CREDIT_CODE_LEN = 18, ORGANISATION_CODE_LEN = 9, CREDIT_BASE = 31, ORGANISATION_BASE = 11 };

/* GB 32100-2015: 31 characters, the position is the value. */
static const char credit_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/* The value of `c` in the alphabet, or -1. */
static int credit_value(char c)
{
    const char *at = strchr(credit_alphabet, c);
    return c == '\0' || at == NULL ? -1 : (int)(at - credit_alphabet);
}

/* GB 11714 counts a letter as its place after 9: A is 10, Z 35; -1 for anything else. */
static int organisation_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
}

static enum org_code_result check_credit_code(const char *code)
{
    static const int weights[] = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    enum { REGION_FIRST = 2, REGION_LAST = 7 };
    int sum = 0;
    for (int i = 0; i < CREDIT_CODE_LEN; i++) {
        int value = credit_value(code[i]);
        if (value < 0 || (i >= REGION_FIRST && i <= REGION_LAST && value > 9)) {
            return ORG_CODE_SHAPE;
        }
        if (i < CREDIT_CODE_LEN - 1) {
            sum += value * weights[i];
        }
    }
    int check = (CREDIT_BASE - sum % CREDIT_BASE) % CREDIT_BASE;
    return credit_value(code[CREDIT_CODE_LEN - 1]) == check ? ORG_CODE_OK : ORG_CODE_CHECK_DIGIT;
}

static enum org_code_result check_organisation_code(const char *code)
{
    static const int weights[] = {3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < ORGANISATION_CODE_LEN - 1; i++) {
        int value = organisation_value(code[i]);
        if (value < 0) {
            return ORG_CODE_SHAPE;
        }
        sum += value * weights[i];
    }
    char last = code[ORGANISATION_CODE_LEN - 1];
    if (last != 'X' && (last < '0' || last > '9')) {
        return ORG_CODE_SHAPE;
    }
    int check = ORGANISATION_BASE - sum % ORGANISATION_BASE;
    static const char signs[] = "?123456789X0"; /* 11 - sum mod 11 is 1 to 11 */
    return last == signs[check] ? ORG_CODE_OK : ORG_CODE_CHECK_DIGIT;
}

enum org_code_result org_code_check(const char *code)
{
    switch (strlen(code)) {
    case CREDIT_CODE_LEN: return check_credit_code(code);
    case ORGANISATION_CODE_LEN: return check_organisation_code(code);
    default: return ORG_CODE_SHAPE;
    }
}

char *org_code_canonical(struct arena *a, const char *typed)
{
    char *code = text_fold_digits(a, text_clean_line(a, typed));
    size_t len = strlen(code);
    size_t to = 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp = 0;
        size_t step = utf8_next(code + i, len - i, &cp);
        bool is_kept = cp != '-' && zi_class_of(cp) != ZI_SPACE && zi_class_of(cp) != ZI_SKIPPED;
        if (is_kept && cp >= 'a' && cp <= 'z') {
            code[to++] = (char)(cp - 'a' + 'A');
        } else if (is_kept) {
            memmove(code + to, code + i, step);
            to += step;
        }
        i += step;
    }
    code[to] = '\0';
    return code;
}
