/* form_decode.h - application/x-www-form-urlencoded, decoded as it arrives, in chunks of any size.
 * The same decoder reads query strings. */
#ifndef HTTP_FORM_DECODE_H
#define HTTP_FORM_DECODE_H

#include <stddef.h>

#include "base/err.h"
#include "http/field_list.h"
#include "http/request.h"

struct arena;
struct form_decode;

/* A decoder whose memory, and whose fields, belong to `a`. */
struct form_decode *form_decode_new(struct arena *a, struct form_limits limits);

/* Takes the next `len` bytes.  The outcome does not depend on how the message is cut into chunks.
 * ERR_MALFORMED: a '%' without two hexadecimal digits, or decoded text that is not UTF-8 or holds a NUL.
 * ERR_TOO_LARGE: over one of the limits.  An error is final: every later call returns it again. */
MUST_USE enum err form_decode_feed(struct form_decode *d, const char *bytes, size_t len);

/* Ends the message.  *ret_fields, in the order sent, values byte for byte as the person's browser sent them
 * (cleaning is the domain's work); untouched on failure.  Errors as above. */
MUST_USE enum err form_decode_finish(struct form_decode *d, struct fields *ret_fields);

/* Decodes a query string (without its '?') in one call.  At most 100 fields of 4 KiB, 16 KiB together. */
MUST_USE enum err query_decode(struct arena *a, const char *query, size_t len, struct fields *ret_fields);

#endif
