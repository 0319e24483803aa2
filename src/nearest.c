/* nearest.c */
#include "nearest.h"

#include <string.h>

enum { WORD_MAX = 40 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions and replacements that make `a` into `b` (Levenshtein); words of at most WORD_MAX bytes. */
static size_t edits(const char *a, const char *b)
{
    size_t row[WORD_MAX + 1];
    size_t b_len = strlen(b);
    for (size_t j = 0; j <= b_len; j++) {
        row[j] = j;
    }
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = least(replaced, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[b_len];
}

const char *nearest_word(const char *typed, const char *const *words, size_t len)
{
    const char *best = NULL;
    size_t best_edits = 3;
    if (strlen(typed) > WORD_MAX) {
        return NULL;
    }
    for (size_t i = 0; i < len; i++) {
        size_t word_len = strlen(words[i]);
        if (word_len > WORD_MAX) {
            continue;
        }
        size_t n = edits(typed, words[i]);
        if (n < best_edits && n * 3 <= word_len) {
            best = words[i];
            best_edits = n;
        }
    }
    return best;
}
