/* err.h - the one result type.  Every fallible function returns it. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#define MUST_USE __attribute__((warn_unused_result))

enum err {
    OK = 0,
    ERR_INVALID,     /* 422: the form has field errors                       */
    ERR_MALFORMED,   /* 400: the message itself cannot be read               */
    ERR_DENIED,      /* 403: this actor may never do this                    */
    ERR_SIGNED_OUT,  /* 303: sign in first, then come back                   */
    ERR_CLOSED,      /* 423: right actor, but the stage is not open          */
    ERR_NOT_FOUND,   /* 404: no such thing, or hidden from this actor        */
    ERR_METHOD,      /* 405: the page exists but not for this method         */
    ERR_CONFLICT,    /* 409: someone else changed it first, or a UNIQUE      */
    ERR_TOO_LARGE,   /* 413: over a limit of size or count                   */
    ERR_TOO_MANY,    /* 429: over a limit of rate                            */
    ERR_MISDIRECTED, /* 421: a Host that is not ours                         */
    ERR_BUSY,        /* 503: try again in a moment                           */
    ERR_FULL,        /* 507: the disk has no room; nothing was written       */
    ERR_INTERNAL,    /* 500: logged with a failure site; never explained     */
    ERR__COUNT
};

/* The HTTP status that answers `e`. */
int err_http_status(enum err e);

/* A short stable English name for logs: "invalid", "not_found", ... */
const char *err_name(enum err e);

/* Propagate early.  Use only where nothing needs undoing. */
#define TRY(expr)                                                                                                      \
    do {                                                                                                               \
        enum err try_e_ = (expr);                                                                                      \
        if (try_e_ != OK) {                                                                                            \
            return try_e_;                                                                                             \
        }                                                                                                              \
    } while (0)

#endif
