/* demo_verbs.h - one act of sql/seed/demo/acts.txt while it is played: what every verb reads its words from. */
#ifndef DEMO_VERBS_H
#define DEMO_VERBS_H

#include "base/err.h"
#include "demo_acts.h"
#include "store/account_store.h"
#include "store/audit_store.h"
#include "store/nomination_store.h"

struct doing {
    const struct demo_ground *ground;
    const struct demo_act *act;
    const char *rest; /* what was not read yet */
    struct account by;
    struct audit_actor who;
    struct writing c;
};

/* ERR_MALFORMED, and a log line that says what is wrong with the act. */
MUST_USE enum err demo_fault(const struct demo_act *act, const char *what);
/* The next word of what is left; "" at the end. */
const char *demo_word(struct doing *d);
/* The nomination of the story whose number is the next word.  ERR_MALFORMED (logged): there is no such story. */
MUST_USE enum err demo_nomination(struct doing *d, struct nomination *ret);

/* The shortlist: chosen, its names checked, drafted, released by two. */
MUST_USE enum err play_choose(struct doing *d);  /* "13 in REASON", "02 out REASON": the unit reads why it is out */
MUST_USE enum err play_names(struct doing *d);   /* nothing: sent to every candidate */
MUST_USE enum err play_right(struct doing *d);   /* "13": its unit says that the names are right */
MUST_USE enum err play_draft(struct doing *d);   /* nothing */
MUST_USE enum err play_propose(struct doing *d); /* nothing, or why not every unit has answered: the last draft */
MUST_USE enum err play_release(struct doing *d); /* nothing: by another than who proposed */
MUST_USE enum err play_compose(struct doing *d); /* sort, and keep to end on a day of rest: the public notice's draft */
MUST_USE enum err play_amend(struct doing *d);   /* a sentence: the notice says it as well, in its next version */
MUST_USE enum err play_present(struct doing *d); /* nothing: the draft is proposed */
MUST_USE enum err play_publish(struct doing *d); /* nothing: by another than who proposed */
MUST_USE enum err
play_name(struct doing *d); /* "office01 handler 2015-09-30 GROUND": named to a duty over objections */
/* The docket.  A brand is its story's number, - for the list as a whole; an objection is its running number. */
MUST_USE enum err play_call(struct doing *d);   /* "01 service NAME PHONE TEXT", - for neither: said on the telephone */
MUST_USE enum err play_letter(struct doing *d); /* "01 service NAME PHONE 2015-07-20 TEXT": with its postmark */
MUST_USE enum err play_report(struct doing *d); /* as a call: a visitor's, on the page */
MUST_USE enum err play_handle(struct doing *d); /* "3 accept TEXT", "3 ask TEXT", "3 conclude FINDING EFFECT TEXT" */
MUST_USE enum err play_reply(struct doing *d);  /* "3 TEXT": its unit answers the question that waits */

/* The halls. */
MUST_USE enum err play_hall(struct doing *d); /* "13 NAME ADDRESS" */
MUST_USE enum err play_hang(struct doing *d); /* "13 NAME PICTURE CAPTION": the version that holds, hung today */

#endif
