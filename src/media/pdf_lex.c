/* pdf_lex.c - one pass, no allocation: what is undone never becomes longer. */
#include "media/pdf_lex.h"

#include <string.h>

enum { PAREN_DEPTH_MAX = 1000, NUMBER_CHARS_MAX = 40 };

bool pdf_is_space(unsigned char c)
{
    return c == '\0' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

static bool is_delimiter(unsigned char c)
{
    return c != '\0' && strchr("()<>[]{}/%", c) != NULL;
}

bool pdf_word_is(const struct pdf_word *w, const char *text)
{
    return w->len == strlen(text) && memcmp(w->bytes, text, w->len) == 0;
}

/* -1: no digit. */
static int hex_of(unsigned char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static void skip_space(struct pdf_lex *l)
{
    while (l->at < l->len) {
        if (l->bytes[l->at] == '%') {
            while (l->at < l->len && l->bytes[l->at] != '\n' && l->bytes[l->at] != '\r') {
                l->at++;
            }
        } else if (pdf_is_space(l->bytes[l->at])) {
            l->at++;
        } else {
            return;
        }
    }
}

/* Behind a backslash (table 3): what it stands for, or -1 for nothing. */
static int read_escape(struct pdf_lex *l)
{
    static const char from[] = "nrtbf";
    static const char to[] = "\n\r\t\b\f";
    unsigned char c = l->bytes[l->at++];
    const char *known = c == '\0' ? NULL : strchr(from, c);
    if (known != NULL) {
        return (unsigned char)to[known - from];
    }
    if (c == '\r' || c == '\n') {
        l->at += c == '\r' && l->at < l->len && l->bytes[l->at] == '\n';
        return -1;
    }
    if (c < '0' || c > '7') {
        return c;
    }
    int value = c - '0';
    for (int i = 0; i < 2 && l->at < l->len && l->bytes[l->at] >= '0' && l->bytes[l->at] <= '7'; i++) {
        value = value * 8 + (l->bytes[l->at++] - '0');
    }
    return value & 0xff;
}

static struct pdf_word read_literal(struct pdf_lex *l)
{
    size_t from = l->at;
    size_t to = from;
    int depth = 1;
    while (l->at < l->len && depth > 0 && depth < PAREN_DEPTH_MAX) {
        int c = l->bytes[l->at++];
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == '\\' && l->at < l->len) {
            c = read_escape(l);
        }
        if (c >= 0 && depth > 0) {
            l->bytes[to++] = (unsigned char)c;
        }
    }
    return (struct pdf_word){.kind = PDF_STRING, .bytes = l->bytes + from, .len = to - from};
}

/* An odd last digit has a zero behind it (7.3.4.3). */
static struct pdf_word read_hexadecimal(struct pdf_lex *l)
{
    size_t from = l->at;
    size_t digits = 0;
    int high = 0;
    while (l->at < l->len && l->bytes[l->at] != '>') {
        int digit = hex_of(l->bytes[l->at++]);
        if (digit >= 0) {
            high = digits % 2 == 0 ? digit : high;
            l->bytes[from + digits / 2] = (unsigned char)(digits % 2 == 0 ? digit << 4 : high << 4 | digit);
            digits++;
        }
    }
    l->at += l->at < l->len;
    return (struct pdf_word){.kind = PDF_STRING, .bytes = l->bytes + from, .len = (digits + 1) / 2};
}

static struct pdf_word read_name(struct pdf_lex *l)
{
    size_t from = l->at;
    size_t to = from;
    while (l->at < l->len && !pdf_is_space(l->bytes[l->at]) && !is_delimiter(l->bytes[l->at])) {
        unsigned char c = l->bytes[l->at++];
        int high = c == '#' && l->at + 1 < l->len ? hex_of(l->bytes[l->at]) : -1;
        int low = high >= 0 ? hex_of(l->bytes[l->at + 1]) : -1;
        if (high >= 0 && low >= 0) {
            c = (unsigned char)(high * 16 + low);
            l->at += 2;
        }
        l->bytes[to++] = c;
    }
    return (struct pdf_word){.kind = PDF_NAME, .bytes = l->bytes + from, .len = to - from};
}

/* A number has a sign, digits and a point (7.3.3), whatever the locale says. */
static bool number_of(const unsigned char *s, size_t len, double *ret)
{
    double value = 0;
    double unit = 0;
    size_t digits = 0;
    bool is_negative = len > 0 && s[0] == '-';
    for (size_t i = len > 0 && (s[0] == '-' || s[0] == '+') ? 1 : 0; i < len; i++) {
        if (s[i] == '.' && unit <= 0) {
            unit = 1;
        } else if (s[i] >= '0' && s[i] <= '9') {
            value = value * 10 + (s[i] - '0');
            unit *= 10;
            digits++;
        } else if (s[i] != '-' || digits == 0) {
            return false; /* some programs write 12-34: the rest is nothing */
        } else {
            break;
        }
    }
    *ret = (is_negative ? -value : value) / (unit > 0 ? unit : 1);
    return digits > 0 && len <= NUMBER_CHARS_MAX;
}

static struct pdf_word read_word(struct pdf_lex *l)
{
    size_t from = l->at;
    while (l->at < l->len && !pdf_is_space(l->bytes[l->at]) && !is_delimiter(l->bytes[l->at])) {
        l->at++;
    }
    l->at += l->at == from; /* a lone bracket */
    struct pdf_word w = {.kind = PDF_WORD, .bytes = l->bytes + from, .len = l->at - from};
    if (number_of(w.bytes, w.len, &w.number)) {
        w.kind = PDF_NUMBER;
    }
    return w;
}

struct pdf_word pdf_lex_next(struct pdf_lex *l)
{
    skip_space(l);
    if (l->at >= l->len) {
        return (struct pdf_word){.kind = PDF_END};
    }
    unsigned char c = l->bytes[l->at];
    bool is_double = l->at + 1 < l->len && l->bytes[l->at + 1] == c;
    switch (c) {
    case '(': l->at++; return read_literal(l);
    case '/': l->at++; return read_name(l);
    case '[': l->at++; return (struct pdf_word){.kind = PDF_OPEN};
    case ']': l->at++; return (struct pdf_word){.kind = PDF_CLOSE};
    case '<':
        l->at += is_double ? 2 : 1;
        if (is_double) {
            return (struct pdf_word){.kind = PDF_DICT};
        }
        return read_hexadecimal(l);
    case '>': l->at += is_double ? 2 : 1; return (struct pdf_word){.kind = PDF_DICT_END};
    default: return read_word(l);
    }
}

/* What follows an EI is words again, not bytes of a picture. */
static bool reads_on(const struct pdf_lex *l, size_t at)
{
    enum { LOOK_AHEAD = 12 };
    for (size_t i = at; i < l->len && i < at + LOOK_AHEAD; i++) {
        if (l->bytes[i] >= 0x7f || (l->bytes[i] < ' ' && (l->bytes[i] == '\0' || !pdf_is_space(l->bytes[i])))) {
            return false;
        }
    }
    return true;
}

void pdf_lex_skip_image(struct pdf_lex *l)
{
    for (size_t i = l->at; i + 3 <= l->len; i++) {
        if (pdf_is_space(l->bytes[i]) && l->bytes[i + 1] == 'E' && l->bytes[i + 2] == 'I' &&
            (i + 3 == l->len || pdf_is_space(l->bytes[i + 3])) && reads_on(l, i + 3)) {
            l->at = i + 3;
            return;
        }
    }
    l->at = l->len;
}
