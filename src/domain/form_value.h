/* form_value.h - what is typed into a field, made fit to keep. */
#ifndef DOMAIN_FORM_VALUE_H
#define DOMAIN_FORM_VALUE_H

#include "domain/form_definition.h"

struct arena;

/* The value to keep for what was typed into `field`: cleaned by its type and pattern, canonical where it can be
 * read (2013-09, 1200, 85680855、85680856), else cleaned text.  Owner: the arena. */
char *form_value_clean(struct arena *a, const struct form_field *field, const char *typed);

#endif
