/* outcome.h - 公开的数目和结果: what everybody may know of what the public reported about a published list, and who
 * makes it public.  Handbook 4.4 ("only counts and outcomes are"), 4.3 (hard rule 4: "N received, n real-name,
 * outcomes").  Numbers of the whole list alone: those of one brand are small enough to tell who it was. */
#ifndef DOMAIN_OUTCOME_H
#define DOMAIN_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "domain/permission.h"

struct arena;

/* What is counted, in the order in which it is told. */
enum outcome_item {
    OUTCOME_RECEIVED,
    OUTCOME_IDENTIFIED, /* of those: with a real name       */
    OUTCOME_ACCEPTED,   /* 受理                              */
    OUTCOME_DECLINED,   /* 不予受理, for good                 */
    OUTCOME_UPHELD,     /* what was found, no review under way; idents as those of objection_finding */
    OUTCOME_PARTLY_UPHELD,
    OUTCOME_NOT_UPHELD,
    OUTCOME_UNVERIFIABLE,
    OUTCOME_WITHDRAWN,
    OUTCOME_TRANSFERRED,
    OUTCOME_OPEN,         /* nothing is settled yet            */
    OUTCOME_LISTED,       /* brands of the notice, all of them */
    OUTCOME_REMOVED,      /* of those: off the list            */
    OUTCOME_DISQUALIFIED, /* of those that stand, each once, by what weighs most */
    OUTCOME_SUSPENDED,
    OUTCOME_RECTIFIED,
    OUTCOME__COUNT
};
/* "received", "identified", ... */
const char *outcome_item_ident(enum outcome_item i);
/* ERR_NOT_FOUND for any other word; *ret untouched. */
MUST_USE enum err outcome_item_from_ident(const char *ident, enum outcome_item *ret);
/* "收到反映意见和异议", "其中实名", ... */
const char *outcome_item_word(enum outcome_item i);
/* "件", "个" */
const char *outcome_item_unit(enum outcome_item i);
/* Whether it is told when it is 0 too. */
bool outcome_item_is_always(enum outcome_item i);

/* Numbers of one list at one moment. */
struct outcome {
    int of[OUTCOME__COUNT];
};
/* What became of one brand of the list: each that is so of something that was reported of it. */
struct outcome_brand {
    bool is_removed, is_disqualified, is_suspended, is_rectified;
};
/* Counts it once, by what weighs most. */
void outcome_add_brand(struct outcome *o, const struct outcome_brand *b);
bool outcome_is_same(const struct outcome *a, const struct outcome *b);
/* Nothing is counted twice and nothing is lost: what was received is open, declined or found; what was accepted or
 * declined is no more than was received; no brand has two effects. */
bool outcome_adds_up(const struct outcome *o);

/* ---- who and when ---- */

struct outcome_facts {
    bool has_notice; /* one was released               */
    bool is_over;    /* its period has closed          */
    bool is_recused; /* of a brand on the list         */
    bool is_proposed, is_proposer;
    bool is_changed; /* the numbers are not those that were proposed, or the notice is another version */
    bool is_known;   /* the last that were made public are the same, of the same version of the notice */
};
/* The first thing that stands in the way of proposing, or of confirming what was proposed. */
enum outcome_fault {
    OUTCOME_FINE,
    OUTCOME_NO_NOTICE,
    OUTCOME_NOT_OVER,
    OUTCOME_RECUSED,
    OUTCOME_OWN,      /* confirming: it is this person's own proposal */
    OUTCOME_CHANGED,  /* confirming: something was concluded meanwhile */
    OUTCOME_NOTHING,  /* confirming: nothing is proposed */
    OUTCOME_PROPOSED, /* proposing: somebody did */
    OUTCOME_KNOWN     /* proposing: these numbers are public already */
};
enum outcome_fault outcome_fault_to_propose(const struct outcome_facts *f);
enum outcome_fault outcome_fault_to_release(const struct outcome_facts *f);

/* Propose what is counted now: the office.  ERR_NOT_FOUND: not the office; ERR_CLOSED: the period has not closed, or
 * there is none; ERR_CONFLICT: recused, proposed already, or public already. */
MUST_USE enum err may_propose_outcome(const struct actor *who, const struct outcome_facts *f);
/* Take it back: anyone of the office who is not recused, before it is confirmed. */
MUST_USE enum err may_withdraw_outcome(const struct actor *who, const struct outcome_facts *f);
/* Confirm: another person of the office than who proposed, while the numbers are still those.  As proposing. */
MUST_USE enum err may_release_outcome(const struct actor *who, const struct outcome_facts *f);

/* ---- words ---- */

/* "公示期间收到反映意见和异议 7 件，其中实名 5 件；受理 6 件，不予受理 1 件。" */
const char *outcome_lead(struct arena *a, const struct outcome *o);
/* The closing sentence: whether all of it is settled, and that no more than numbers is told. */
const char *outcome_closing(struct arena *a, const struct outcome *o);

#endif
