/* chain.h - how far a nomination has come on its way from the unit to the office, whose turn it is, and who may act.
 * Notice, stages 2 and 3; handbook 1.3 (routes and boxes), 8 rows 2, 3, 7 and 13. */
#ifndef DOMAIN_CHAIN_H
#define DOMAIN_CHAIN_H

#include <stdbool.h>

#include "base/err.h"
#include "domain/nomination_status.h"
#include "domain/permission.h"
#include "domain/route.h"

/* The opinion of one box about the version that counts.  One that was taken back is none. */
enum verdict { VERDICT_NONE, VERDICT_AGREE, VERDICT_DISAGREE };
/* "agree", "disagree"; any other word is none. */
enum verdict verdict_from_ident(const char *ident);

/* What the office has let be known about it; until a release there is nothing to know. */
enum released { RELEASED_NOTHING, RELEASED_SHORTLISTED, RELEASED_NOT_SHORTLISTED };

struct chain {
    enum nomination_state state;
    bool was_submitted;
    enum route route;
    enum verdict district, sector; /* of the version that counts */
    bool is_returned;              /* a return for revision is open: the state is draft, its unit is at work on it */
    bool is_sent;                  /* its recommender's list went to the office and was not recalled */
    int place;                     /* in that list, from 1; 0: not recommended */
    bool is_received;              /* the office has that list */
    enum released released;
    bool is_disputed; /* an objection holds it up, as far as the reader may know: the office at once, its unit when it
                         was asked about it, nobody else */
};

/* The box whose body recommends: the sector's authority, or on the route `district` the district's office. */
enum opinion_kind chain_recommender(enum route route);
/* What that body has concluded about the version that counts. */
enum verdict chain_conclusion(const struct chain *c);
/* On the county route the district's office is asked first: it has not answered yet. */
bool chain_awaits_opinion(const struct chain *c);

/* Whose turn it is. */
enum chain_turn { TURN_NOBODY, TURN_UNIT, TURN_DISTRICT, TURN_SECTOR, TURN_OFFICE };
enum chain_turn chain_turn(const struct chain *c);

/* The word of handbook 7 for it.  `for_role`: a conclusion that was not sent yet is known to nobody but its own body,
 * so the word is the same before and after it. */
enum nomination_status chain_status(const struct chain *c);

/* The box in which this actor writes about a nomination in its care (nomination_facts say whether it is): the
 * district's office on the routes that go through it, the sector's authority.  OPINION__COUNT: none. */
enum opinion_kind chain_box(const struct actor *who, const struct nomination_facts *n, const struct chain *c);

/* Give an opinion, or take it back, in the actor's own box.  Open in the stages nomination and recommendation, so that
 * a district may answer as soon as a unit has submitted.  ERR_NOT_FOUND: not in its care; ERR_CLOSED: no such stage is
 * open; ERR_CONFLICT: not submitted, its list is with the office, or (sector, county route) the local opinion is
 * missing ("authority cannot act before local_opinion"), or (district, county route) the sector has concluded. */
MUST_USE enum err may_give_opinion(const struct actor *who, unsigned stages, const struct nomination_facts *n,
                                   const struct chain *c);

/* Return it for revision: as giving an opinion; and the office, as long as the list is not sent, in the stages 1 to 3.
 */
MUST_USE enum err may_return_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n,
                                        const struct chain *c);

/* Write in the form, or submit it, though the stage has closed, because it was returned: its unit, until the time that
 * the return names (`due_at`, exclusive).  ERR_NOT_FOUND: not its unit; ERR_CONFLICT: not returned; ERR_CLOSED: too
 * late. */
MUST_USE enum err may_revise_nomination(const struct actor *who, int64_t now, int64_t due_at,
                                        const struct nomination_facts *n, const struct chain *c);

#endif
