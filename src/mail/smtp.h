/* smtp.h - hands one message to a mail server, once, and says for certain whether the server has taken it. */
#ifndef MAIL_SMTP_H
#define MAIL_SMTP_H

#include <stdbool.h>

#include "base/err.h"
#include "domain/outbox.h"

/* Outlives whoever sends with it. */
struct smtp_options {
    const char *url;  /* "smtp://host:587" or "smtps://host:465" */
    const char *from; /* the envelope's sender */
    const char *user; /* "" for none */
    const char *password;
    bool is_plain;          /* smtp:// without TLS: within one machine or a closed network */
    int connect_s, whole_s; /* 0: 15 and 60 seconds */
};

enum { SMTP_DETAIL_MAX = 240 };
struct smtp_result {
    enum mail_outcome outcome;
    bool is_server_there;         /* it has said something */
    char detail[SMTP_DETAIL_MAX]; /* the server's last words, or why it could not be reached; UTF-8 on one line */
};

/* Call once before the first thread. */
MUST_USE enum err smtp_begin(void);

/* `message`: mail_message().  Tries once; blocks at most `whole_s`. */
void smtp_send(const struct smtp_options *o, const char *to, const char *message, struct smtp_result *ret);

#endif
