/* mail_runner.h - a thread that hands the outbox to the mail server, one mail after the other, while requests go on. */
#ifndef MAIL_MAIL_RUNNER_H
#define MAIL_MAIL_RUNNER_H

#include <stdint.h>

#include "base/err.h"
#include "mail/smtp.h"

struct arena;
struct clock;
struct mail_runner;
struct random;
struct round;
struct store;

/* All outlive the runner. */
struct mail_runner_options {
    struct store *store;
    struct random *random;
    const struct clock *clock;
    const struct round *round; /* whose organiser is the sender's name */
    struct smtp_options smtp;
};

/* ERR_INTERNAL: no thread, or the earlier claims could not be looked after. */
MUST_USE enum err mail_runner_start(const struct mail_runner_options *o, struct mail_runner **ret);
/* Something was let go; from any thread.  NULL is fine. */
void mail_runner_wake(struct mail_runner *r);
/* Ends after the mail at hand, before the store closes.  NULL is fine. */
void mail_runner_stop(struct mail_runner *r);

/* How it goes, for a page. */
struct mail_health {
    const char *server, *from; /* host and port alone */
    const char *trouble;       /* of the last attempt; "" when it went well, or none was made */
    int64_t at;
};
/* Owner of the text: the arena. */
struct mail_health mail_runner_health(struct mail_runner *r, struct arena *a);

/* What an earlier process had claimed becomes unknown; and one mail, on the caller's thread.  ERR_NOT_FOUND: none is
 * due, *ret_wait_s says for how long. */
MUST_USE enum err mail_run_recover(const struct mail_runner_options *o);
MUST_USE enum err mail_run_one(const struct mail_runner_options *o, struct smtp_result *ret, int64_t *ret_wait_s);

#endif
