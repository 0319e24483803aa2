/* field_list.h - decoded name=value pairs growing in an arena under hard limits; shared by both form decoders. */
#ifndef HTTP_FIELD_LIST_H
#define HTTP_FIELD_LIST_H

#include <stddef.h>

#include "base/err.h"
#include "http/request.h"

/* All in bytes except fields_max. */
struct form_limits {
    size_t fields_max; /* pairs in one form                  */
    size_t name_max;   /* one decoded name                   */
    size_t value_max;  /* one decoded value                  */
    size_t total_max;  /* the whole message, as it was sent  */
};

/* 400 fields, names of 128 bytes, values of 256 KiB, `total_max` together. */
struct form_limits form_limits_for(size_t total_max);

/* Bytes being collected; grows by doubling up to `max`, so that its arena never holds more than 2 * max for it. */
struct scratch {
    struct arena *arena;
    char *bytes;
    size_t len;
    size_t cap;
};

/* ERR_TOO_LARGE when the result would exceed `max` bytes; nothing is added then. */
MUST_USE enum err scratch_add(struct scratch *s, const char *bytes, size_t len, size_t max);

struct field_list {
    struct arena *arena;
    struct field *list;
    size_t len;
    size_t cap;
    size_t max;
};

/* Copies both into the arena.  ERR_TOO_LARGE over `max` pairs; ERR_MALFORMED when either is not UTF-8 or holds a NUL.
 */
MUST_USE enum err field_list_add(struct field_list *f, const struct scratch *name, const struct scratch *value);

/* The pairs so far, in the order of the message. */
struct fields field_list_fields(const struct field_list *f);

#endif
