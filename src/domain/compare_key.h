/* compare_key.h - whether two names are the same one written differently.  Handbook 8 rows 11 and 12.
 *
 * Keys and likeness are for comparing alone; nothing here touches stored text (handbook section 0, fact 10). */
#ifndef DOMAIN_COMPARE_KEY_H
#define DOMAIN_COMPARE_KEY_H

#include <stdint.h>

struct arena;

/* Folded by NFKC and case, letters and digits alone: without white space, quotes, punctuation, symbols and marks.
 * Owner: the arena, as of all. */
const char *compare_key(struct arena *a, const char *text);

/* The same for a unit's name, without the city before it ("示例市", "市"): "示例市公交公司", "市公交公司" and
 * "公交公司" are one; 市场, 市政 and the like stay whole. */
const char *compare_key_unit(struct arena *a, const char *text);

/* What is the same of brand and unit: one key of both. */
const char *compare_key_pair(struct arena *a, const char *brand, const char *unit);

/* How alike two keys are, 0-1000: twice the pairs of neighbouring characters that they share over all they have
 * (Dice).  Keys of one character are alike when they are equal; an empty key is like nothing. */
int compare_likeness(const char *key, const char *other);

enum { LIKENESS_ENOUGH = 800 }; /* handbook 8 row 12: 0.8 */

enum name_match {
    NAMES_DIFFER,
    NAMES_ALIKE, /* a person must look                     */
    NAMES_SAME   /* brand and unit have the same keys       */
};

/* Compares brand and unit of two nominations, or of one and an earlier award.  A brand of the same key under another
 * unit is alike, as is likeness 0.8 of both together. */
enum name_match compare_names(struct arena *a, const char *brand, const char *unit, const char *other_brand,
                              const char *other_unit);

/* What comparing needs of a brand and its unit, made once: a pair costs some nanoseconds then, as long as the names
 * have little in common. */
struct name_print {
    uint64_t neighbours; /* a bit for each pair of neighbouring characters, by its hash */
    uint32_t len;        /* how many pairs there are */
};
struct compared_name {
    const char *brand, *unit;                     /* compare_key(), compare_key_unit() */
    struct name_print of_brand, of_unit, of_both; /* the last one of the unit's key with the brand's behind it */
};
/* Owner of the keys: the arena. */
struct compared_name compared_name_of(struct arena *a, const char *brand, const char *unit);

/* The same answer as compare_names() about the names that both were made of. */
enum name_match compare_compared(const struct compared_name *x, const struct compared_name *y);

#endif
