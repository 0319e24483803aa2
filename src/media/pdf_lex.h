/* pdf_lex.h - the words of page contents and of CMaps (ISO 32000-1, 7.2 and 7.3; CMaps are PostScript of the same
 * words).  Runs inside the confined child. */
#ifndef MEDIA_PDF_LEX_H
#define MEDIA_PDF_LEX_H

#include <stdbool.h>
#include <stddef.h>

enum pdf_word_kind {
    PDF_END,
    PDF_NUMBER,
    PDF_STRING, /* literal or hexadecimal, its escapes undone (7.3.4)   */
    PDF_NAME,   /* without its slash, its #xx undone (7.3.5)            */
    PDF_WORD,   /* an operator, or anything else                        */
    PDF_OPEN,   /* [ */
    PDF_CLOSE,
    PDF_DICT, /* << */
    PDF_DICT_END
};

struct pdf_word {
    enum pdf_word_kind kind;
    double number;
    const unsigned char *bytes; /* of a string, name or word; they stand where they were read */
    size_t len;
};

/* Bytes that may be written: strings and names are undone in their place. */
struct pdf_lex {
    unsigned char *bytes;
    size_t len, at;
};

/* The next word; PDF_END at the end, for ever. */
struct pdf_word pdf_lex_next(struct pdf_lex *l);
/* Stands behind ID of an inline image: moves behind its EI, or to the end (8.9.7). */
void pdf_lex_skip_image(struct pdf_lex *l);

bool pdf_word_is(const struct pdf_word *w, const char *text);
bool pdf_is_space(unsigned char c);

#endif
