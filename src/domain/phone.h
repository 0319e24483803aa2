/* phone.h - telephone numbers.  Handbook 5.9 and section 11. */
#ifndef DOMAIN_PHONE_H
#define DOMAIN_PHONE_H

#include <stddef.h>

#include "base/err.h"

struct arena;

enum phone_kind {
    PHONE_INVALID,
    PHONE_MOBILE,   /* ^1[3-9]\d{9}$ only: lists of prefixes go stale                                    */
    PHONE_LANDLINE, /* ^(0\d{2,3}-)?[2-9]\d{6,7}(-\d{1,6})?$                                             */
    PHONE_SERVICE,  /* 12345, 12319, 95598, 96069, 110, 400 and 800 numbers                               */
    PHONE_FICTIONAL /* ^0\d{2,3}-0\d{7}$, a local number that begins with 0 and cannot be dialled: demonstrations */
};

/* The kind of one canonical number. */
enum phone_kind phone_kind_of(const char *number);

enum { PHONE_LIST_MAX = 8 };

/* The numbers of one box, each canonical: "85680855、85680856" is normal. */
struct phone_list {
    size_t count; /* 0 for an empty box */
    const char *numbers[PHONE_LIST_MAX];
    enum phone_kind kinds[PHONE_LIST_MAX];
    const char *first_invalid; /* the first one of PHONE_INVALID, or NULL */
};

/* Takes a box apart at 、 / ， , ； ; and white space, after folding full-width characters.  Each number is
 * made canonical: +86 goes, "(0519)85682151", "0519 85682151" and "051985682151" become "0519-85682151",
 * "转8012" becomes "-8012", hyphens and spaces inside mobile and 400 numbers go.  Strings owned by the arena.
 * ERR_TOO_LARGE for more than PHONE_LIST_MAX numbers; *ret untouched. */
MUST_USE enum err phone_list_parse(struct arena *a, const char *typed, struct phone_list *ret);

/* The box as kept: canonical numbers joined by 、; the text as typed when the list is too long or a number in
 * it is invalid, so that nothing typed is lost.  Owner: the arena. */
char *phone_canonical(struct arena *a, const char *typed);

#endif
