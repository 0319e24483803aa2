/* inflate.h - how large a packed stream becomes, found out without holding it. */
#ifndef MEDIA_INFLATE_H
#define MEDIA_INFLATE_H

#include <stddef.h>
#include <stdint.h>

/* Bytes that the zlib stream at `bytes` unpacks to, as far as it can be unpacked; once it is more than `enough` the
 * counting stops and something larger than `enough` is returned.  Holds 64 KiB at a time. */
uint64_t inflated_length(const unsigned char *bytes, size_t len, uint64_t enough);

#endif
