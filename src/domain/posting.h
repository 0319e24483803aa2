/* posting.h - 张贴: a unit shows the notice in its halls and at its windows and proves it with photographs (the
 * notice's stage 4; handbook 2.2, 8 row 16).  Which version hangs, until when it must, and what a photograph may claim.
 */
#ifndef DOMAIN_POSTING_H
#define DOMAIN_POSTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "domain/permission.h"

struct arena;

enum {
    HALLS_MAX = 60,       /* of one unit, ended ones too */
    HALL_PROOFS_MAX = 20, /* of one hall, those that were taken back too */
    HALL_NAME_MAX = 60,   /* characters */
    HALL_ADDRESS_MAX = 100,
    POSTING_CAPTION_MAX = 40,
    POSTING_REASON_MAX = 100
};

/* ---- where a hall stands ---- */

enum posting_state {
    POSTING_MISSING, /* no photograph counts               */
    POSTING_OLD,     /* the newest shows an older version  */
    POSTING_DONE,
    POSTING__COUNT
};
/* `shown_version` 0: none. */
enum posting_state posting_state(int shown_version, int version_now);
/* "missing", "old", "done"; ERR_NOT_FOUND for any other word, *ret untouched. */
const char *posting_state_ident(enum posting_state s);
MUST_USE enum err posting_state_from_ident(const char *ident, enum posting_state *ret);
/* "未张贴", "张贴的不是新版", "已张贴" */
const char *posting_state_word(enum posting_state s);
/* "张贴的是第 1 版，请换成第 2 版" */
const char *posting_old_words(struct arena *a, int shown_version, int version_now);

/* A version of the notice as far as the halls are concerned. */
struct posting_notice {
    int version_no;
    int64_t published_at;
    day_no opens_on, closes_on; /* through 24:00 */
};
/* Until when (exclusive) every hall must show this version: the end of the opening day, or of the day after its release
 * when that is later; never after the close. */
int64_t posting_due_at(const struct posting_notice *n);
/* Whether photographs may still be added: until the close of the version that holds. */
bool posting_is_open(const struct posting_notice *now_holding, int64_t now);

/* ---- what is typed ---- */

struct hall_faults {
    const char *name, *address;
};
/* True when there is nothing wrong; else a sentence beside each. */
bool hall_judge(struct arena *a, const char *name, const char *address, struct hall_faults *ret);

struct posting_faults {
    const char *posted_on, *caption;
    day_no day; /* as read */
};
/* What a photograph claims: which version it shows, since which day (as typed). */
struct posting_claim {
    const struct posting_notice *shown;
    const char *day, *caption;
};
/* True when it can be: not before that version was released, not after today, not after the close of the version that
 * holds. */
bool posting_judge(struct arena *a, const struct posting_claim *c, const struct posting_notice *now_holding,
                   int64_t now, struct posting_faults *ret);
/* Why this is no reason to end a hall or to take a photograph back; NULL when it is one. */
const char *posting_reason_fault(struct arena *a, const char *reason);

/* ---- who may ---- */

/* Change the halls of a nomination of that body: its own people while photographs may be added.  ERR_NOT_FOUND: not
 * theirs; ERR_CONFLICT: the brand was removed from the list; ERR_CLOSED: the notice is over. */
MUST_USE enum err may_post(const struct actor *who, int64_t body_id, const struct posting_notice *now_holding,
                           bool is_removed, int64_t now);

#endif
