/* wire.h - whole messages over the socket between the server and a paper worker. */
#ifndef DOCUMENT_WIRE_H
#define DOCUMENT_WIRE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "document/paper_codec.h"

struct arena;

enum wire_kind { WIRE_SETUP = 1, WIRE_FORM, WIRE_RECEIPT, WIRE_OFFICE, WIRE_POSTER, WIRE_REPLY, WIRE_PDF };

/* No deadline. */
#define WIRE_FOREVER INT64_MAX

/* Writes one message.  `until` is a moment of clock_monotonic_us().  ERR_NOT_FOUND when the other end is gone,
 * ERR_BUSY when time is up. */
MUST_USE enum err wire_send(int fd, enum wire_kind kind, struct message m, int64_t until);

/* Reads one message of at most `max` bytes; ERR_MALFORMED when it is longer or of an unknown kind.  Owner of
 * ret_message->bytes: the arena. */
MUST_USE enum err wire_receive(int fd, size_t max, int64_t until, struct arena *a, enum wire_kind *ret_kind,
                               struct message *ret_message);

#endif
