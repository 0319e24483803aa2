/* compare_key.c */
#include "domain/compare_key.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"

enum { KEY_MAX = 400, NEIGHBOURS_MAX = 800, LIKENESS_WHOLE = 1000, UNIT_LIKENESS_HALF = 500 };

/* A name as code points; what is longer than any name is cut. */
struct points {
    UChar32 list[KEY_MAX];
    size_t len;
};

static bool is_of_key(UChar32 c)
{
    return u_isalnum(c) || u_isUAlphabetic(c);
}

/* The code point at *i of well-formed UTF-16, which it leaves behind. */
static UChar32 next_point(const UChar *text, int32_t len, int32_t *i)
{
    UChar32 c = text[(*i)++];
    if (c >= 0xD800 && c < 0xDC00 && *i < len) {
        c = ((c - 0xD800) << 10) + (text[(*i)++] - 0xDC00) + 0x10000;
    }
    return c;
}

static void fold(const char *text, struct points *ret)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[2 * KEY_MAX];
    UChar folded[4 * KEY_MAX];
    int32_t wide_len = 0;
    const UNormalizer2 *n = unorm2_getNFKCCasefoldInstance(&status);
    size_t cut = utf8_cut(text, strlen(text), sizeof wide / sizeof wide[0] - 1);
    (void)u_strFromUTF8(wide, 2 * KEY_MAX, &wide_len, text, (int32_t)cut, &status);
    int32_t len = unorm2_normalize(n, wide, wide_len, folded, 4 * KEY_MAX, &status);
    ret->len = 0;
    if (U_FAILURE(status)) {
        log_line("error", "event=fold status=%s", u_errorName(status));
        return;
    }
    for (int32_t i = 0; i < len && ret->len < KEY_MAX;) {
        UChar32 c = next_point(folded, len, &i);
        if (is_of_key(c)) {
            ret->list[ret->len++] = c;
        }
    }
}

static const char *points_text(struct arena *a, const struct points *p, size_t from)
{
    char *text = ARENA_ARRAY(a, char, 4 * p->len + 1);
    size_t n = 0;
    for (size_t i = from; i < p->len; i++) {
        n += utf8_put((uint32_t)p->list[i], text + n);
    }
    text[n] = '\0';
    return text;
}

const char *compare_key(struct arena *a, const char *text)
{
    struct points p;
    fold(text, &p);
    return points_text(a, &p, 0);
}

static bool is_one_of(UChar32 c, const UChar32 *list, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (list[i] == c) {
            return true;
        }
    }
    return false;
}
#define IS_ONE_OF(c, ...)                                                                                              \
    is_one_of((c), (const UChar32[]){__VA_ARGS__}, sizeof((const UChar32[]){__VA_ARGS__}) / sizeof(UChar32))

enum { SHI = 0x5E02 /* 市 */, CITY_CHARS_MAX = 5 };

/* Whether the 市 at `at` belongs to the word that begins with it: 市场, 市容, 市井, 市值; 市民 but for 市民政;
 * 市政 but for 市政务, 市政府, 市政协, 市政法. */
static bool begins_word(const struct points *p, size_t at)
{
    UChar32 next = at + 1 < p->len ? p->list[at + 1] : 0;
    UChar32 after = at + 2 < p->len ? p->list[at + 2] : 0;
    if (next == 0x6C11) { /* 民 */
        return after != 0x653F;
    }
    if (next == 0x653F) { /* 政 */
        return !IS_ONE_OF(after, 0x52A1, 0x5E9C, 0x534F, 0x6CD5);
    }
    return IS_ONE_OF(next, 0x573A, 0x5BB9, 0x4E95, 0x503C);
}

/* Where the name begins behind its city.  A 市 that ends a word (城市, 都市, 超市, 上市, 门市, 集市, 夜市, 菜市, 股市)
 * is no city; after the name of one only 市场 is a word: 示例市民政局 is the city's 民政局. */
static size_t city_len(const struct points *p)
{
    for (size_t i = 0; i < p->len && i < CITY_CHARS_MAX; i++) {
        if (p->list[i] != SHI) {
            continue;
        }
        bool ends_word =
            i > 0 && IS_ONE_OF(p->list[i - 1], 0x57CE, 0x90FD, 0x8D85, 0x4E0A, 0x95E8, 0x96C6, 0x591C, 0x83DC, 0x80A1);
        bool is_word = i == 0 ? begins_word(p, i) : i + 1 < p->len && p->list[i + 1] == 0x573A;
        size_t len = ends_word || (is_word && i == 0) ? 0 : is_word ? i : i + 1;
        return p->len - len >= 2 ? len : 0;
    }
    return 0;
}

const char *compare_key_unit(struct arena *a, const char *text)
{
    struct points p;
    fold(text, &p);
    return points_text(a, &p, city_len(&p));
}

const char *compare_key_pair(struct arena *a, const char *brand, const char *unit)
{
    return text_format(a, "%s/%s", compare_key(a, brand), compare_key_unit(a, unit));
}

static int by_value(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x;
    uint64_t b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

/* Pairs of neighbouring characters, in the order in which they stand; `last` is the character they go on from. */
struct neighbours {
    uint64_t list[NEIGHBOURS_MAX];
    size_t len;
    uint32_t last;
};

static void add_neighbours(const char *key, struct neighbours *to)
{
    size_t len = strlen(key);
    for (size_t i = 0; i < len && to->len < NEIGHBOURS_MAX;) {
        uint32_t cp = 0;
        i += utf8_next(key + i, len - i, &cp);
        if (to->last != 0) {
            to->list[to->len++] = (uint64_t)to->last << 32 | cp;
        }
        to->last = cp;
    }
}

/* Of one key, or of two with nothing between them; sorted. */
static void neighbours_of(const char *key, const char *behind, struct neighbours *ret)
{
    ret->len = 0;
    ret->last = 0;
    add_neighbours(key, ret);
    add_neighbours(behind, ret);
    qsort(ret->list, ret->len, sizeof ret->list[0], by_value);
}

static size_t common_of(const struct neighbours *x, const struct neighbours *y)
{
    size_t common = 0;
    for (size_t i = 0, j = 0; i < x->len && j < y->len;) {
        if (x->list[i] == y->list[j]) {
            common++;
            i++;
            j++;
        } else if (x->list[i] < y->list[j]) {
            i++;
        } else {
            j++;
        }
    }
    return common;
}

static int dice(size_t common, size_t all)
{
    return all == 0 ? 0 : (int)(2 * common * LIKENESS_WHOLE / all);
}

int compare_likeness(const char *key, const char *other)
{
    if (*key == '\0' || *other == '\0') {
        return 0;
    }
    if (strcmp(key, other) == 0) {
        return LIKENESS_WHOLE;
    }
    struct neighbours x;
    struct neighbours y;
    neighbours_of(key, "", &x);
    neighbours_of(other, "", &y);
    return dice(common_of(&x, &y), x.len + y.len);
}

/* ---- made once, compared often ---- */

/* Any spread of pairs over the bits will do: it only ever spares work. */
static uint64_t bit_of(uint64_t pair)
{
    return UINT64_C(1) << ((pair ^ pair >> 27) * UINT64_C(0x9E3779B97F4A7C15) >> 58);
}

static struct name_print print_of(const char *key, const char *behind)
{
    struct neighbours n;
    struct name_print p = {0};
    neighbours_of(key, behind, &n);
    for (size_t i = 0; i < n.len; i++) {
        p.neighbours |= bit_of(n.list[i]);
    }
    p.len = (uint32_t)n.len;
    return p;
}

struct compared_name compared_name_of(struct arena *a, const char *brand, const char *unit)
{
    struct compared_name n = {.brand = compare_key(a, brand), .unit = compare_key_unit(a, unit)};
    n.of_brand = print_of(n.brand, "");
    n.of_unit = print_of(n.unit, "");
    n.of_both = print_of(n.unit, n.brand);
    return n;
}

static uint32_t bits_of(uint64_t set)
{
    return (uint32_t)__builtin_popcountll(set);
}

/* No likeness of two such keys is higher: a bit that only one of them has is a pair that they do not share. */
static int likeness_bound(const struct name_print *x, const struct name_print *y)
{
    uint32_t in_x = x->len - bits_of(x->neighbours & ~y->neighbours);
    uint32_t in_y = y->len - bits_of(y->neighbours & ~x->neighbours);
    return dice(in_x < in_y ? in_x : in_y, (size_t)x->len + y->len);
}

/* compare_likeness() of the keys is at least that; they differ. */
static bool is_like(const struct name_print *x, const char *key, const struct name_print *y, const char *other,
                    int enough)
{
    return likeness_bound(x, y) >= enough && compare_likeness(key, other) >= enough;
}

/* The same of unit and brand as one key each. */
static bool is_like_together(const struct compared_name *x, const struct compared_name *y)
{
    if (likeness_bound(&x->of_both, &y->of_both) < LIKENESS_ENOUGH) {
        return false;
    }
    struct neighbours of_x;
    struct neighbours of_y;
    neighbours_of(x->unit, x->brand, &of_x);
    neighbours_of(y->unit, y->brand, &of_y);
    return dice(common_of(&of_x, &of_y), of_x.len + of_y.len) >= LIKENESS_ENOUGH;
}

enum name_match compare_compared(const struct compared_name *x, const struct compared_name *y)
{
    if (*x->brand == '\0' || *y->brand == '\0') {
        return NAMES_DIFFER;
    }
    bool same_unit = strcmp(x->unit, y->unit) == 0;
    if (strcmp(x->brand, y->brand) == 0) {
        return same_unit && *x->unit != '\0' ? NAMES_SAME : NAMES_ALIKE;
    }
    /* a long unit's name must not drown two brands that differ, nor hide two that are one */
    bool unit_alike =
        (same_unit && *x->unit != '\0') || is_like(&x->of_unit, x->unit, &y->of_unit, y->unit, LIKENESS_ENOUGH);
    int brand_enough = unit_alike ? UNIT_LIKENESS_HALF : LIKENESS_ENOUGH;
    return is_like(&x->of_brand, x->brand, &y->of_brand, y->brand, brand_enough) || is_like_together(x, y)
               ? NAMES_ALIKE
               : NAMES_DIFFER;
}

enum name_match compare_names(struct arena *a, const char *brand, const char *unit, const char *other_brand,
                              const char *other_unit)
{
    struct compared_name x = compared_name_of(a, brand, unit);
    struct compared_name y = compared_name_of(a, other_brand, other_unit);
    return compare_compared(&x, &y);
}
