/* opinion.h - what an opinion must hold, who may know it, and where a nomination stands in its reviewer's list.
 * Handbook 1.3 (boxes), 8 rows 1, 2, 13 and 31. */
#ifndef DOMAIN_OPINION_H
#define DOMAIN_OPINION_H

#include <stdbool.h>

#include "base/date.h"
#include "base/err.h"
#include "domain/chain.h"

struct arena;

enum { OPINION_TEXT_ZI_MAX = 200, SIGNER_TITLE_CHARACTERS_MAX = 30 };

/* What is wrong with it, in Chinese; NULL for nothing.  `standard` is the round's sentence for agreeing, which always
 * will do; a bare "同意" or "核实无误" never does, and disagreeing wants its reason (handbook 8 row 31). */
const char *opinion_text_fault(struct arena *a, enum verdict decision, const char *text, const char *standard);

/* Name and office of who signs, already cleaned. */
const char *signer_name_fault(const char *name);
const char *signer_title_fault(const char *title);

/* The day under the opinion: not before the version that it is about, and not after today.  `is_read`: the typed text
 * was a day. */
const char *signed_on_fault(bool is_read, day_no signed_on, day_no submitted_on, day_no today);

/* An opinion, as far as the question goes who may know of it. */
struct opinion_facts {
    enum opinion_kind box;
    enum route route; /* of the version that it is about */
    int64_t body_id;  /* that gave it */
    bool is_current;  /* about the version that counts */
};
/* A local opinion is known at once to all who may see the nomination: its unit carries that paper on.  What a
 * recommender concludes is known to that body alone until its list is sent (chain.h), and what it concluded about an
 * earlier version for ever. */
bool may_know_opinion(const struct actor *who, const struct nomination_facts *n, const struct chain *c,
                      const struct opinion_facts *o);

/* Read a nomination in order to review it: whoever has it in a list, also while its unit puts right what was returned.
 * ERR_NOT_FOUND otherwise. */
MUST_USE enum err may_review_nomination(const struct actor *who, const struct nomination_facts *n,
                                        const struct chain *c);

/* Take one's own opinion back: as giving one, and while a return for revision is open, so that the place is not held by
 * a paper that may never come back.  ERR_CONFLICT also when there is none. */
MUST_USE enum err may_take_back_opinion(const struct actor *who, unsigned stages, const struct nomination_facts *n,
                                        const struct chain *c);

/* Where it stands for the body that writes in `box`. */
enum review_state {
    REVIEW_OURS,      /* that body's turn                             */
    REVIEW_ELSEWHERE, /* the local opinion comes first                */
    REVIEW_AGREED,
    REVIEW_DISAGREED,
    REVIEW_RETURNED,
    REVIEW_SENT,     /* with the office, recommended                  */
    REVIEW_LEFT_OUT, /* with the office, not recommended              */
    REVIEW_GONE,     /* withdrawn by its unit                         */
    REVIEW__COUNT
};
enum review_state review_state_of(enum opinion_kind box, const struct chain *c);
/* "waiting", "local_first", "agreed", ... */
const char *review_state_ident(enum review_state s);
/* `recommends`: the body recommends on this route; else it is only asked. */
const char *review_state_word(enum review_state s, bool recommends);

#endif
