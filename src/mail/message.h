/* message.h - one mail as it goes over the wire: RFC 5322 headers, the text as UTF-8 in base64. */
#ifndef MAIL_MESSAGE_H
#define MAIL_MESSAGE_H

#include <stddef.h>
#include <stdint.h>

struct arena;

struct mail_letter {
    const char *from;      /* "office@example.gov.cn"                */
    const char *from_name; /* "市文明办"; "" for none                 */
    const char *to;        /* "fuwu@example.com"                     */
    const char *ref;       /* in the Message-ID: every attempt at the same mail says the same */
    const char *subject, *text;
    int64_t at; /* the Date */
};

/* The whole message with CRLF line ends; lines of at most 76 characters, ASCII alone.  A control character in a header
 * becomes a space: nobody adds a header of his own.  Owner: the arena. */
const char *mail_message(struct arena *a, const struct mail_letter *m);

#endif
