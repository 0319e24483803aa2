/* fcgi_input.h - reads what a web server sends on a FastCGI connection, and believes none of its lengths.
 *
 * Debian 12's libfcgi (2.4.2) does believe them: a parameter of "two gigabytes", or a management record with one, ends
 * the process in a failed assertion.  Only the web server may reach our socket, but a door that one message can close
 * is no door.  So the head is judged here before libfcgi sees it, and the body never goes through libfcgi. */
#ifndef HTTP_FCGI_INPUT_H
#define HTTP_FCGI_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { FCGI_HEAD_MAX = 64 * 1024 }; /* bytes from BEGIN_REQUEST to the end of the parameters */

enum fcgi_head {
    FCGI_HEAD_WHOLE, /* BEGIN_REQUEST of a responder, then parameters whose lengths add up, to their end */
    FCGI_HEAD_SHORT, /* so far so good, more must come                                                  */
    FCGI_HEAD_BROKEN /* nothing that a web server says                                                  */
};

/* Judges the first `len` bytes of a connection.  When whole, *ret_head_len says where the body's records begin. */
enum fcgi_head fcgi_head_check(const unsigned char *bytes, size_t len, size_t *ret_head_len);

/* One connection; large, so make one a thread and use it again. */
struct fcgi_input {
    int fd;
    unsigned id;         /* the request's, which all records must name   */
    size_t head_len;     /* bytes[0 .. head_len) are the head, untouched until the body is asked for */
    size_t at;           /* next unread byte                             */
    size_t len;          /* bytes received                               */
    size_t content_left; /* of the current record                        */
    size_t padding_left;
    bool is_ended;
    unsigned char bytes[FCGI_HEAD_MAX];
};

/* Reads from `fd`, which has its own timeouts, until the head is whole.
 * ERR_MALFORMED: broken, too long, too slow, or the peer has gone. */
MUST_USE enum err fcgi_input_open(struct fcgi_input *in, int fd);

/* The next piece of the body, valid until the next call; *ret_len is 0 at its end.
 * ERR_MALFORMED: anything but STDIN records of this request, or the peer has gone. */
MUST_USE enum err fcgi_input_body(struct fcgi_input *in, const char **ret_bytes, size_t *ret_len);

#endif
