/* number.c */
#include "table/number.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

enum { DIGITS = 15, VALUE_MAX = 40, PLAIN_MIN = -5 };

/* d.dddE+XX of a text like "3.20400199901010e+17". */
struct parts {
    bool is_negative;
    char digits[DIGITS + 1]; /* without trailing zeros; "0" for nothing */
    int exponent;            /* of the first digit */
};

static struct parts take_apart(const char *value)
{
    char text[64];
    struct parts p = {.exponent = 0};
    size_t n = 0;
    (void)snprintf(text, sizeof text, "%.*e", DIGITS - 1, strtod(value, NULL));
    p.is_negative = text[0] == '-';
    const char *e = strchr(text, 'e');
    for (const char *c = text + p.is_negative; c < e && n < DIGITS; c++) {
        if (*c >= '0' && *c <= '9') {
            p.digits[n++] = *c;
        }
    }
    while (n > 1 && p.digits[n - 1] == '0') {
        n--;
    }
    p.digits[n] = '\0';
    p.exponent = (int)strtol(e + 1, NULL, 10);
    return p;
}

static const char *scientific(struct arena *a, const struct parts *p)
{
    return text_format(a, "%s%c%s%sE%+d", p->is_negative ? "-" : "", p->digits[0], p->digits[1] == '\0' ? "" : ".",
                       p->digits + 1, p->exponent);
}

static const char *plain(struct arena *a, const struct parts *p)
{
    static const char zeros[] = "00000000000000000000";
    int len = (int)strlen(p->digits);
    int whole = p->exponent + 1;
    const char *sign = p->is_negative ? "-" : "";
    if (whole <= 0) {
        return text_format(a, "%s0.%.*s%s", sign, -whole, zeros, p->digits);
    }
    if (len <= whole) {
        return text_format(a, "%s%s%.*s", sign, p->digits, whole - len, zeros);
    }
    return text_format(a, "%s%.*s.%s", sign, whole, p->digits, p->digits + whole);
}

const char *table_number(struct arena *a, const char *value)
{
    size_t len = strlen(value);
    char *end = NULL;
    if (len == 0 || len > VALUE_MAX || strspn(value, "0123456789+-.eE") != len) {
        return value;
    }
    double number = strtod(value, &end);
    if (*end != '\0' || number > 1e300 || number < -1e300) {
        return value;
    }
    struct parts p = take_apart(value);
    bool is_zero = strcmp(p.digits, "0") == 0;
    if (is_zero) {
        return "0";
    }
    return p.exponent >= DIGITS || p.exponent < PLAIN_MIN ? scientific(a, &p) : plain(a, &p);
}
