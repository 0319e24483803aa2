/* text_count.h - how many 字 a text has: the one rule that the page, the server and the paper share. */
#ifndef DOMAIN_TEXT_COUNT_H
#define DOMAIN_TEXT_COUNT_H

#include <stddef.h>
#include <stdint.h>

/* What a code point is to the count (handbook 1.6, ux.md section 3, tests/golden/zi-vectors.json):
 * "each Chinese character, full-width punctuation mark, kana or hangul counts 1; a run of other non-space
 * characters counts 1; white space and format characters count 0". */
enum zi_class {
    ZI_SPACE,   /* counts 0 and ends a run; U+3000 is one                                                      */
    ZI_SKIPPED, /* counts 0 and ends nothing: format characters, variation selectors, combining marks, and
                   the characters that text_clean.h removes, so that a text counts the same before and after   */
    ZI_WIDE,    /* counts 1 and ends a run                                                                     */
    ZI_RUN      /* counts 1 together with its neighbours of the same class                                     */
};

/* The class of a code point; UINT32_MAX (a byte that is no UTF-8) is ZI_RUN. */
enum zi_class zi_class_of(uint32_t cp);

/* 字 in `utf8`.  Total for any bytes; never fails. */
size_t zi_count(const char *utf8);

/* Code points that are not white space, format characters included: the second limit of handbook 1.6,
 * "three times as many code points stops a run of Latin letters from being endless". */
size_t codepoint_count_nonspace(const char *utf8);

#endif
