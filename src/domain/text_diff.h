/* text_diff.h - what is different between two texts, to be shown to a person.
 *
 * Characters are compared one by one (a character with the marks that belong to it is one); where there is too much
 * difference for that, sentences are.  The work is bounded whatever the texts are: never their product. */
#ifndef DOMAIN_TEXT_DIFF_H
#define DOMAIN_TEXT_DIFF_H

#include <stddef.h>

struct arena;

enum diff_kind { DIFF_SAME, DIFF_GONE, DIFF_NEW };

/* The pieces of kind SAME and GONE, one after the other, are the old text; SAME and NEW the new one.  Neighbours are of
 * different kinds, and of a change GONE stands before NEW.  Owner: the arena. */
struct diff_piece {
    enum diff_kind kind;
    const char *text;
};

const struct diff_piece *text_diff(struct arena *a, const char *old_text, const char *new_text, size_t *ret_len);

#endif
