/* negotiate.h - what the browser already has, and what it can unpack. */
#ifndef HTTP_NEGOTIATE_H
#define HTTP_NEGOTIATE_H

#include <stdbool.h>

/* True when Accept-Encoding names gzip (or x-gzip, or '*') and does not weigh it 0 (RFC 9110 12.5.3). */
bool accepts_gzip(const char *accept_encoding);

/* True when If-None-Match is "*" or lists `etag` (with its quotes), compared weakly (RFC 9110 13.1.2). */
bool etag_matches(const char *if_none_match, const char *etag);

#endif
