/* erasure.h - when an account may be erased at its owner's wish, and why not (个人信息保护法 article 47). */
#ifndef DOMAIN_ERASURE_H
#define DOMAIN_ERASURE_H

#include <stdint.h>

#include "base/err.h"
#include "domain/role.h"

/* What the decision needs. */
struct erasure_facts {
    enum role role;
    int64_t colleagues;       /* other accounts of the body that can sign in */
    int64_t live_nominations; /* of the body, not withdrawn                  */
    int64_t other_admins;     /* administrators that can sign in             */
};

/* What others see in place of the name. */
#define ERASED_NAME "已注销的账号"

/* OK, or ERR_CONFLICT with what to do first, in Chinese. */
MUST_USE enum err may_erase(const struct erasure_facts *f, const char **ret_reason);

#endif
