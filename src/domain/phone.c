/* phone.c */
#include "domain/phone.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_clean.h"

enum { MOBILE_LEN = 11, TOLL_FREE_LEN = 10, JOINED_MAX = 4 };

static const char digit_set[] = "0123456789";

/* How many digits `s` begins with. */
static size_t digits_at(const char *s)
{
    return strspn(s, digit_set);
}

/* Bytes of an area code with its hyphen at the beginning of `s`: "0519-" is 5; 0 when there is none. */
static size_t area_len(const char *s)
{
    size_t n = digits_at(s);
    return s[0] == '0' && (n == 3 || n == 4) && s[n] == '-' ? n + 1 : 0;
}

static bool is_landline(const char *s)
{
    s += area_len(s);
    size_t n = digits_at(s);
    if (n < 7 || n > 8 || s[0] < '2') {
        return false;
    }
    s += n;
    if (*s == '\0') {
        return true;
    }
    size_t extension = digits_at(s + 1);
    return *s == '-' && extension >= 1 && extension <= 6 && s[1 + extension] == '\0';
}

static bool is_fictional(const char *s)
{
    size_t area = area_len(s);
    return area > 0 && s[area] == '0' && digits_at(s + area) == 8 && s[area + 8] == '\0';
}

static bool is_service(const char *s, size_t len)
{
    bool is_short = s[0] == '1' && s[1] >= '0' && s[1] <= '2';
    bool is_nine = text_starts(s, "95") || text_starts(s, "96");
    bool is_toll_free = text_starts(s, "400") || text_starts(s, "800");
    return (is_short && ((len == 3 && s[1] != '0') || len == 5)) || (is_nine && (len == 5 || len == 6)) ||
           (is_toll_free && len == TOLL_FREE_LEN);
}

enum phone_kind phone_kind_of(const char *number)
{
    size_t len = strlen(number);
    bool is_digits = len > 0 && digits_at(number) == len;
    if (is_digits && len == MOBILE_LEN && number[0] == '1' && number[1] >= '3') {
        return PHONE_MOBILE;
    }
    if (is_digits && is_service(number, len)) {
        return PHONE_SERVICE;
    }
    if (is_landline(number)) {
        return PHONE_LANDLINE;
    }
    return is_fictional(number) ? PHONE_FICTIONAL : PHONE_INVALID;
}

/* The digits of `s` when it holds digits and hyphens alone, else "". */
static const char *digits_of(struct arena *a, const char *s)
{
    size_t len = strlen(s);
    char *plain = arena_alloc(a, len + 1, 1);
    size_t to = 0;
    for (size_t i = 0; i < len; i++) {
        if (s[i] >= '0' && s[i] <= '9') {
            plain[to++] = s[i];
        } else if (s[i] != '-') {
            return "";
        }
    }
    plain[to] = '\0';
    return plain;
}

/* One number as it is kept; phone_kind_of tells whether it is one. */
static const char *number_canonical(struct arena *a, const char *s)
{
    if (text_starts(s, "+86")) {
        s += strlen("+86");
    } else if (text_starts(s, "0086")) {
        s += strlen("0086");
    }
    s += *s == '-';
    const char *closing = strchr(s, ')');
    if (*s == '(' && closing != NULL) {
        const char *rest = closing[1] == '-' ? closing + 2 : closing + 1;
        s = text_format(a, "%.*s-%s", (int)(closing - s - 1), s + 1, rest);
    }
    const char *plain = digits_of(a, s);
    size_t len = strlen(plain);
    enum phone_kind kind = phone_kind_of(plain);
    if (kind == PHONE_MOBILE || (kind == PHONE_SERVICE && len == TOLL_FREE_LEN)) {
        return plain;
    }
    if (*s == '0' && strchr(s, '-') == NULL && len >= 10) {
        int area = plain[1] <= '2' ? 3 : 4; /* 010 and 02x are the short area codes */
        return text_format(a, "%.*s-%s", area, plain, plain + area);
    }
    return s;
}

static bool is_separator(char c)
{
    return c == ',' || c == '/' || c == ';';
}

/* The end of `s` without spaces. */
static size_t without_spaces(const char *s, size_t len)
{
    while (len > 0 && s[len - 1] == ' ') {
        len--;
    }
    return len;
}

/* Whether "转" at `at` leads to an extension: a number before it and one after. */
static bool is_extension_mark(const char *before, size_t len, const char *at)
{
    size_t mark = strlen("转");
    size_t end = without_spaces(before, len);
    return text_starts(at, "转") && end > 0 && digits_at(before + end - 1) == 1 &&
           digits_at(at + mark + strspn(at + mark, " ")) > 0;
}

/* Folds the box and marks it up: LF between numbers for sure, a space where there may be two, "-" for 转. */
static const char *box_marked(struct arena *a, const char *typed)
{
    const char *folded = text_fold_digits(a, text_clean_line(a, typed));
    char *box = arena_alloc(a, strlen(folded) + 1, 1);
    size_t to = 0;
    for (size_t from = 0; folded[from] != '\0';) {
        bool is_comma = text_starts(folded + from, "、");
        bool is_turn = is_extension_mark(box, to, folded + from);
        char c = folded[from];
        from += is_comma ? strlen("、") : is_turn ? strlen("转") : 1;
        if (is_comma || is_separator(c)) {
            c = '\n';
        } else if (is_turn) {
            c = '-';
        }
        /* No space stands beside a hyphen. */
        to = c == '-' ? without_spaces(box, to) : to;
        if (c != ' ' || (to > 0 && box[to - 1] != '-')) {
            box[to++] = c;
        }
    }
    box[to] = '\0';
    return box;
}

/* The words of one piece, up to JOINED_MAX of them, joined while that makes a number: "0519 85682151",
 * "139 6123 4567".  A word that is a number alone stays alone.  Moves *at past what it took. */
static const char *next_number(struct arena *a, const char **at)
{
    const char *joined = "";
    const char *alone = NULL;
    const char *after_alone = *at;
    const char *word = *at;
    for (int i = 0; i < JOINED_MAX && *word != '\0' && *word != '\n'; i++) {
        size_t len = strcspn(word, " \n");
        joined = text_format(a, "%s%.*s", joined, (int)len, word);
        const char *number = number_canonical(a, joined);
        word += len + strspn(word + len, " ");
        if (phone_kind_of(number) != PHONE_INVALID) {
            *at = word;
            return number;
        }
        if (alone == NULL) {
            alone = joined;
            after_alone = word;
        }
    }
    *at = after_alone;
    return alone == NULL ? "" : alone;
}

enum err phone_list_parse(struct arena *a, const char *typed, struct phone_list *ret)
{
    struct phone_list list = {0};
    const char *at = box_marked(a, typed);
    for (;;) {
        at += strspn(at, " \n");
        if (*at == '\0') {
            break;
        }
        if (list.count == PHONE_LIST_MAX) {
            return ERR_TOO_LARGE;
        }
        const char *number = next_number(a, &at);
        enum phone_kind kind = phone_kind_of(number);
        if (kind == PHONE_INVALID && list.first_invalid == NULL) {
            list.first_invalid = number;
        }
        list.numbers[list.count] = number;
        list.kinds[list.count++] = kind;
    }
    *ret = list;
    return OK;
}

char *phone_canonical(struct arena *a, const char *typed)
{
    struct phone_list list;
    if (phone_list_parse(a, typed, &list) != OK || list.first_invalid != NULL) {
        return text_clean_line(a, typed);
    }
    char *joined = arena_copy(a, "", 0);
    for (size_t i = 0; i < list.count; i++) {
        joined = text_format(a, "%s%s%s", joined, i == 0 ? "" : "、", list.numbers[i]);
    }
    return joined;
}
