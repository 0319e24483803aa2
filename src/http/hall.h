/* hall.h - the one entry behind both doors.  A door knows nothing of what lies behind it. */
#ifndef HTTP_HALL_H
#define HTTP_HALL_H

#include <stdbool.h>
#include <stddef.h>

struct request;
struct response;

struct hall {
    void *app;
    /* Answers `rq` into `rs`.  Called from many threads at once.  Never fails: an error is a page. */
    void (*serve)(void *app, const struct request *rq, struct response *rs);
    /* True when the answer may wait on a disk or on another process: the embedded door then answers it
     * from its pool of workers and keeps its event threads for the quick ones. */
    bool (*is_slow)(void *app, const struct request *rq);
    /* How many body bytes this request may have; asked before the body is read.
     * `path` is decoded; anything above is 413 without reading on. */
    size_t (*body_max)(void *app, const char *path);
    const char *spool_dir; /* where uploads are spooled, an existing directory */
};

#endif
