/* publish_gate.h - numbers that must not become public by accident: looked for in every text before a release.
 * Handbook 5.2 ("a publish gate scans the 公示 text and attachments for 18-digit IDs, mobiles, bank-card lengths and
 * refuses until overridden by name"); quality/SECURITY.md. */
#ifndef DOMAIN_PUBLISH_GATE_H
#define DOMAIN_PUBLISH_GATE_H

#include <stddef.h>

struct arena;

enum gate_kind {
    GATE_IDENTITY, /* 居民身份证: 17 digits and a digit or X, or the 15 digits of before 1999 */
    GATE_MOBILE,   /* eleven digits from 13 to 19, with or without +86                       */
    GATE_CARD,     /* 16 to 19 digits that keep the Luhn rule                                */
    GATE__COUNT
};
/* "身份证号码", "手机号码", "银行卡号码" */
const char *gate_kind_name(enum gate_kind k);

struct gate_hit {
    enum gate_kind kind;
    size_t at, len;     /* bytes of the text, separators between the digits included */
    const char *number; /* its digits alone, half-width, X in upper case */
};

/* The numbers of a text (UTF-8), from left to right, none over another; at most `max`.  Digits may be full-width, and
 * spaces, hyphens, dots and brackets may stand between groups of them (not line ends).  What is only a part of a longer
 * group of digits is none.  An identity number has a province and a birthday that exists: a wrong last digit does not
 * make it harmless, because a slip of the pen is still somebody's number.  Owner: the arena. */
size_t publish_gate_scan(struct arena *a, const char *text, struct gate_hit *hits, size_t max);

/* As a person may read it: "320404********0018", "139****4567", "6222********1234".  Owner: the arena. */
const char *gate_masked(struct arena *a, const struct gate_hit *hit);

/* The text with every one of the hits masked.  Owner: the arena. */
const char *gate_blot(struct arena *a, const char *text, const struct gate_hit *hits, size_t len);

#endif
