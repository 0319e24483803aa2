/* door.h - what both doors do with a message on its way to the hall; they differ only in who brings the bytes. */
#ifndef HTTP_DOOR_H
#define HTTP_DOOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "http/request.h"
#include "http/response.h"

struct arena;
struct body;
struct hall;

/* A body that will be refused is still read, and forgotten, up to this much beyond what it may have: a browser that is
 * cut off while it sends shows its own error instead of our page. */
enum { DOOR_DRAIN_MAX = 32 * 1024 * 1024 };

struct door {
    const struct hall *hall;
    struct request rq;
    struct response rs;
    struct body *body; /* NULL when the body is only drained */
    uint64_t body_max;
    uint64_t received;
    unsigned hosts_len;
    bool has_target_host; /* the target named the host (absolute form); Host headers no longer count */
    bool must_close;      /* the message was not read to a clean end: no second one on this connection */
};

/* What the door's owner does after the headers. */
enum door_next {
    DOOR_READ,  /* feed the body, if any, then serve       */
    DOOR_ANSWER /* serve at once; the body stays unread    */
};

/* Begins a request whose strings and files will live in `a`.  `d` may be anywhere. */
void door_open(struct door *d, const struct hall *hall, struct arena *a);

/* Notes that the message cannot be served; the first reason stands. */
void door_refuse(struct door *d, enum err e, const char *reason);

/* The request line: method as sent; target as sent ("/a%20b?x=1", or in absolute form).  Kept by reference. */
void door_target(struct door *d, const char *method, const char *target);

/* A header by its HTTP name, in any case; unknown ones are ignored, of repeated ones the first counts, two Hosts are
 * refused.  `value` is kept by reference unless it must be cleaned. */
void door_header(struct door *d, const char *name, const char *value);

/* The same by its CGI name: "HTTP_USER_AGENT", "CONTENT_TYPE".  True when it was one of ours. */
bool door_cgi_header(struct door *d, const char *name, size_t name_len, const char *value);

/* All headers are in.  `is_http11`: a Host is required.  `length`: the declared body length, 0 when there is none or it
 * is not known yet.  `expects_continue`: the client waits for a word before it sends the body. */
enum door_next door_headers_end(struct door *d, bool is_http11, uint64_t length, bool expects_continue);

/* The next bytes of the body.  False when so much has come that the connection should be cut. */
bool door_feed(struct door *d, const char *bytes, size_t len);

/* The body is complete. */
void door_body_end(struct door *d);

/* Lets the hall answer into d->rs, which afterwards has a sane status and a body that is not NULL. */
void door_serve(struct door *d);

/* False for HEAD and for 204 and 304, whose answers end with their headers. */
bool door_sends_body(const struct door *d);

/* False for 204, the only one without a Content-Length: for HEAD and 304 it is what a 200 to GET would have said. */
bool door_sends_length(const struct door *d);

#endif
