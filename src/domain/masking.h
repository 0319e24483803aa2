/* masking.h - personal data as shown in lists, logs and exports.  Handbook 5.2.
 * Every result is owned by the arena; "" stays "".  What is not recognised is hidden whole, never shown. */
#ifndef DOMAIN_MASKING_H
#define DOMAIN_MASKING_H

#include <stdbool.h>

#include "domain/form_definition.h"

struct arena;

/* Whether an answer of that pattern is somebody's contact: telephone, mobile, e-mail. */
bool pattern_is_contact(enum form_pattern pattern);
/* The answer masked as its pattern asks; what is no contact stays as it is (not copied). */
const char *mask_by_pattern(struct arena *a, enum form_pattern pattern, const char *value);

/* "138****1234" */
char *mask_mobile(struct arena *a, const char *mobile);

/* A box of one or more numbers, each by its kind: mobile as above, landline "0519-8568****" (an extension goes),
 * service numbers whole, since they are nobody's. */
char *mask_phone(struct arena *a, const char *phones);

/* "c***@163.com" */
char *mask_email(struct arena *a, const char *email);

/* "张**": the first character, rare ones and their variation selectors whole; always two stars, so that the
 * length tells nothing. */
char *mask_name(struct arena *a, const char *name);

#endif
