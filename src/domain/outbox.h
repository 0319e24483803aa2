/* outbox.h - the ways of a mail through the outbox, and when it is tried again. */
#ifndef DOMAIN_OUTBOX_H
#define DOMAIN_OUTBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum mail_state {
    MAIL_HELD,    /* somebody shall look at it first                        */
    MAIL_QUEUED,  /* waits for its turn, or for the server                  */
    MAIL_SENDING, /* given to the server; the answer is not known yet       */
    MAIL_SENT,    /* the server has taken it                                */
    MAIL_FAILED,  /* the server refuses it for good                         */
    MAIL_UNKNOWN, /* the answer never came: a person decides                */
    MAIL_STOPPED, /* somebody did not want it sent                          */
    MAIL__COUNT
};
/* "held" ... "stopped" */
const char *mail_state_ident(enum mail_state s);
MUST_USE enum err mail_state_from_ident(const char *ident, enum mail_state *ret);
/* "待放行" ... */
const char *mail_state_name(enum mail_state s);

/* Whether a person may bring it from one state to another: release, stop, send once more, note as sent. */
bool mail_may_turn(enum mail_state from, enum mail_state to);

/* What one attempt came to. */
enum mail_outcome {
    OUTCOME_TAKEN,   /* the server answered 250 to the whole mail                      */
    OUTCOME_LATER,   /* no connection, or 4xx: it has certainly not taken it           */
    OUTCOME_REFUSED, /* 5xx                                                            */
    OUTCOME_UNKNOWN  /* the connection ended after the mail and before the answer      */
};
/* The state after it. */
enum mail_state mail_after(enum mail_outcome o);
/* Seconds until the next attempt after `attempts` of them: 1, 5, 15 minutes, then every hour; it never gives up. */
int64_t mail_rest(int attempts);

#endif
