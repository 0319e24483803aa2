/* nomination_status.h - the word that people see for where a nomination stands.  Handbook section 7, last line. */
#ifndef DOMAIN_NOMINATION_STATUS_H
#define DOMAIN_NOMINATION_STATUS_H

#include "base/err.h"

/* chain_status() of domain/chain.h finds it. */
enum nomination_status {
    STATUS_DRAFT,
    STATUS_AWAITING_OPINION,        /* on the county route: the local office is asked first */
    STATUS_AWAITING_RECOMMENDATION, /* with its sector authority, or its district's office  */
    STATUS_RETURNED,                /* for revision */
    STATUS_NOT_RECOMMENDED,
    STATUS_RECOMMENDED, /* with the office */
    STATUS_NOT_SHORTLISTED,
    STATUS_SHORTLISTED,
    STATUS_DISPUTED, /* shortlisted, and an objection holds it up */
    STATUS_WITHDRAWN,
    STATUS__COUNT
};

/* "draft", "awaiting_opinion", ... */
const char *nomination_status_ident(enum nomination_status s);
/* ERR_NOT_FOUND for any other word; *ret untouched. */
MUST_USE enum err nomination_status_from_ident(const char *ident, enum nomination_status *ret);
/* "已提交待征求意见" */
const char *nomination_status_word(enum nomination_status s);

#endif
