/* contact_text.h - e-mail addresses and postcodes as typed. */
#ifndef DOMAIN_CONTACT_TEXT_H
#define DOMAIN_CONTACT_TEXT_H

#include <stdbool.h>

/* Modest on purpose, only delivery proves an address: 3-100 ASCII bytes, one @, a local part without leading,
 * trailing or double dots, and a domain of two or more labels.  Handbook 1.2 field 22: "≤100". */
bool email_is_valid(const char *email);

/* Six digits (handbook 1.2 field 17). */
bool postcode_is_valid(const char *postcode);

#endif
