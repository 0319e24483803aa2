/* response.h - what the hall hands back; both doors send it the same way, byte for byte. */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include <stddef.h>

struct arena;

enum { RESPONSE_HEADERS_MAX = 32 };

struct header {
    const char *name;
    const char *value;
};

/* Owned by the request's arena, or static. */
struct response {
    int status;
    struct header headers[RESPONSE_HEADERS_MAX];
    size_t headers_len;
    const char *body;
    size_t body_len; /* also the Content-Length, for HEAD and 304 too; the door leaves their body away */
};

/* Appends a header; a name or value with CR, LF or NUL is dropped and logged, never sent.
 * Content-Length is the door's own; do not add it. */
void response_header(struct response *rs, const char *name, const char *value);

/* Replaces or appends. */
void response_header_set(struct response *rs, const char *name, const char *value);

/* "OK" for 200 and so on; "Status" for an unknown number. */
const char *status_reason(int status);

#endif
