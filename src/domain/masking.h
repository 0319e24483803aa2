/* masking.h - personal data as shown in lists, logs and exports.  Handbook 5.2.
 * Every result is owned by the arena; "" stays "".  What is not recognised is hidden whole, never shown. */
#ifndef DOMAIN_MASKING_H
#define DOMAIN_MASKING_H

struct arena;

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
