/* nearest.h - the known word that a mistyped one was probably meant to be. */
#ifndef NEAREST_H
#define NEAREST_H

#include <stddef.h>

/* The word with the fewest edits from `typed`, or NULL when none is near: more than two edits, or more than a third of
 * its own length. */
const char *nearest_word(const char *typed, const char *const *words, size_t len);

#endif
