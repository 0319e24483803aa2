/* body.h - one request body of whatever type, for both doors. */
#ifndef HTTP_BODY_H
#define HTTP_BODY_H

#include <stddef.h>

#include "base/err.h"

struct arena;
struct body;
struct request;

/* A reader for a body of that Content-Type ("" when absent), of at most `total_max` bytes.
 * Whether the type is one we read is only asked when a first byte comes, so that a request without a body
 * may name any type.  Owner: the arena.  `spool_dir` is kept by reference. */
struct body *body_new(struct arena *a, const char *content_type, const char *spool_dir, size_t total_max);

/* ERR_MALFORMED: neither application/x-www-form-urlencoded nor multipart/form-data with a usable boundary, a charset
 * other than UTF-8, or the decoder's.  ERR_TOO_LARGE, ERR_FULL, ERR_BUSY, ERR_INTERNAL: the decoder's.  Final. */
MUST_USE enum err body_feed(struct body *b, const char *bytes, size_t len);

/* Ends the body and fills rq->form and rq->uploads, which stay untouched on failure.  Errors as above. */
MUST_USE enum err body_finish(struct body *b, struct request *rq);

#endif
