/* text_clean.h - typed and pasted text made fit to keep.  Handbook 1.6: "store as typed, minus control
 * characters and with CRLF->LF"; no normalisation touches it (handbook section 0, fact 10).
 *
 * Every function is total and idempotent, and returns a string owned by the arena.  All remove C0 and C1
 * controls (a tab becomes a space), bidirectional controls, U+200B, U+FEFF, U+FFF9-U+FFFC and noncharacters;
 * all turn CRLF, CR, VT, FF, NEL, U+2028 and U+2029 (the line breaks of word processors) into LF.  A byte
 * that is no UTF-8 becomes U+FFFD, so that it is seen. */
#ifndef DOMAIN_TEXT_CLEAN_H
#define DOMAIN_TEXT_CLEAN_H

struct arena;

/* One line: line breaks become one space, white space (U+3000 included) is trimmed at both ends. */
char *text_clean_line(struct arena *a, const char *typed);

/* Paragraphs: white space at line ends is trimmed, indents stay, at most two blank lines stand together,
 * none at the beginning or the end. */
char *text_clean_lines(struct arena *a, const char *typed);

/* A brand's name, handbook 1.2 field 1: "strip outer “” 《》 and add them in templates".  One line, less each
 * pair of “” 《》 or "" that encloses the whole; “甲”和“乙” keeps its quotes. */
char *text_clean_brand_name(struct arena *a, const char *typed);

/* Full-width ASCII (U+FF01-U+FF5E) to half-width, U+3000 and U+00A0 to a space, dashes (U+2010-U+2015, U+2212) to "-".
 * For numbers, dates, telephones and codes only; never for prose. */
char *text_fold_digits(struct arena *a, const char *typed);

#endif
