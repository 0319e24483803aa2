/* request.h - what both doors hand to the hall: one finished request, already decoded and bounded. */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;

enum method { GET, POST, METHOD__OTHER }; /* HEAD arrives as GET with is_head set */

/* One name=value of the query or of a form, UTF-8 validated, NUL-terminated. */
struct field {
    const char *name;
    const char *value;
};

/* One uploaded file of a multipart form, already on disk in an unlinked temporary file. */
struct upload {
    const char *name;     /* the form control's name                  */
    const char *filename; /* as the browser said it; only for display */
    int fd;               /* at offset 0; closed with the arena       */
    size_t len;           /* bytes                                    */
};

struct fields {
    struct field *list;
    size_t list_len;
};

/* Everything below is owned by `arena`; absent strings are "" and never NULL. */
struct request {
    struct arena *arena;
    enum method method;
    bool is_head;
    const char *path;      /* decoded, begins with '/', no "..", no NUL */
    const char *query_raw; /* as received, without '?'                  */
    struct fields query;
    struct fields form;
    struct upload *uploads;
    size_t uploads_len;
    const char *content_type;
    uint64_t content_length;
    const char *host;
    const char *origin;
    const char *referer;
    const char *sec_fetch_site;
    const char *cookie;
    const char *if_none_match;
    const char *accept_encoding;
    const char *accept;
    const char *user_agent;
    const char *remote_addr; /* from the front's own REMOTE_ADDR or the socket */
    bool is_https;           /* the front says TLS ended there (HTTPS=on)      */
    enum err door_error;     /* not OK: the message was malformed or too large; answer with this and nothing else */
    const char *door_reason; /* short English reason for the log when door_error is set */
};

/* The value of the first field of that name, or NULL. */
const char *fields_get(const struct fields *f, const char *name);
/* The value of the first field of that name, or "". */
const char *fields_text(const struct fields *f, const char *name);
bool fields_has(const struct fields *f, const char *name);

/* The upload of that control, or NULL when none was chosen. */
const struct upload *request_upload(const struct request *rq, const char *name);

#endif
