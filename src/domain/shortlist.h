/* shortlist.h - 候选名单: what is chosen of each candidate, what a release by two people needs, and the names that are
 * frozen with it.  Notice, stage 3; handbook 8 row 4 (the names on plaques), 10; quality/SECURITY.md (no leak before
 * the release). */
#ifndef DOMAIN_SHORTLIST_H
#define DOMAIN_SHORTLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/permission.h"
#include "domain/stage.h"

/* When the list is made: from the opening of 组织初审 until 公示评议 opens, in days between the two as well, because
 * the publicity needs a released list on its first morning; and never less long than 组织初审 itself. */
enum phase shortlist_phase(const struct stage_window *windows, size_t count, int64_t now);

enum choice { CHOICE_OPEN, CHOICE_IN, CHOICE_OUT, CHOICE__COUNT };
/* "open", "in", "out". */
const char *choice_ident(enum choice c);
/* ERR_NOT_FOUND for any other word; *ret untouched. */
MUST_USE enum err choice_from_ident(const char *ident, enum choice *ret);
/* "未定", "列入", "不列入" */
const char *choice_word(enum choice c);

enum { CHOICE_REASON_ZI = 200, CHOICE_NOTE_ZI = 300, NAME_REASON_ZI = 200 };

/* What is wrong with a choice, beside its control; NULL: nothing.  Not chosen needs a reason; chosen in spite of a
 * veto, or though its unit has changed it since, needs one too. */
const char *choice_fault(enum choice c, bool has_veto, bool is_stale, const char *reason);

/* Where the list stands, as one person of the office sees it. */
struct shortlist_facts {
    enum phase phase;
    bool is_proposed; /* a proposal waits for the second person */
    bool is_proposer; /* this person made it */
    bool is_released;
    bool is_silent;  /* this person was asked about a candidate and has not answered */
    bool is_recused; /* this person is recused of a candidate                        */
    int candidates;
    int chosen, undecided;
    int unreasoned;    /* choices that choice_fault() finds fault with: a veto came later */
    int unreceived;    /* recommenders' lists whose paper was not received: they could still be recalled */
    int unchecked;     /* candidates to whom no 名称核对 went */
    int names_asked;   /* corrections that the office has not decided */
    int names_open;    /* units that have not answered, or not since a refusal */
    bool has_draft;    /* at least one was saved */
    bool is_draft_old; /* the last one is not what is chosen now */
};

/* Look at the list, its drafts and the names: the office.  ERR_NOT_FOUND otherwise. */
MUST_USE enum err may_view_shortlist(const struct actor *who);
/* Choose, save a draft, start and decide 名称核对.  ERR_NOT_FOUND: not the office; ERR_CLOSED: not the time;
 * ERR_CONFLICT: proposed (withdraw it first), or released. */
MUST_USE enum err may_build_shortlist(const struct actor *who, const struct shortlist_facts *f);
/* Propose the last draft for release: somebody who sees all of it.  As building; ERR_CONFLICT also while
 * release_judge() finds something, and for whoever is recused of a candidate. */
MUST_USE enum err may_propose_release(const struct actor *who, const struct shortlist_facts *f);
/* Take the proposal back: anyone of the office, before it is confirmed. */
MUST_USE enum err may_withdraw_proposal(const struct actor *who, const struct shortlist_facts *f);
/* Confirm: another person of the office than who proposed.  One who is recused of a candidate confirms the others: in a
 * small office nobody else may be there, and what that person does not see was proposed by one who sees it.
 * ERR_CONFLICT: nothing is proposed, it is released, or it is this person's own proposal; ERR_CLOSED: not the time. */
MUST_USE enum err may_confirm_release(const struct actor *who, const struct shortlist_facts *f);

/* The first thing that stands in the way of a release. */
enum release_fault {
    RELEASE_FINE,
    RELEASE_NOBODY,     /* no candidate at all                      */
    RELEASE_SILENT,     /* this person has an answer to give first  */
    RELEASE_UNRECEIVED, /* a recommender's list could be recalled   */
    RELEASE_UNDECIDED,
    RELEASE_UNREASONED,
    RELEASE_UNCHECKED,
    RELEASE_NAMES_ASKED,
    RELEASE_NO_DRAFT,
    RELEASE_OLD_DRAFT
};
enum release_fault release_judge(const struct shortlist_facts *f);

/* ---- drafts beside each other ---- */

struct draft_line {
    int64_t nomination_id;
    enum choice choice;
    const char *reason;
};
enum draft_change {
    DRAFT_SAME,
    DRAFT_ADDED,   /* is in now, was not     */
    DRAFT_REMOVED, /* was in, is not now     */
    DRAFT_SETTLED, /* "不列入" and "未定"    */
    DRAFT_REASONED /* the same, another reason */
};
/* What happened to a line since `before`; NULL: it was no candidate then, or is none now. */
enum draft_change draft_compare(const struct draft_line *before, const struct draft_line *now);

/* ---- names ---- */

struct printed_names {
    const char *brand, *unit, *window; /* window "" for none */
};
bool names_equal(const struct printed_names *a, const struct printed_names *b);

/* A correction as typed and cleaned: what is wrong beside each control, NULL for nothing. */
struct names_faults {
    const char *brand, *unit, *window, *reason;
};
/* True when there is none.  `sent`: as it was to be printed; a correction that changes nothing is none. */
bool names_judge(const struct printed_names *sent, const struct printed_names *asked, const char *reason,
                 struct names_faults *ret);

enum names_state { NAMES_OPEN, NAMES_CONFIRMED, NAMES_ASKED, NAMES_ACCEPTED, NAMES_REFUSED, NAMES__COUNT };
/* "open", "confirmed", "asked", "accepted", "refused". */
const char *names_state_ident(enum names_state s);
MUST_USE enum err names_state_from_ident(const char *ident, enum names_state *ret);
/* Whether its unit has still to answer. */
bool names_wait(enum names_state s);

/* Answer: its own unit, from the start of the check until the release, whatever the answer was before.  ERR_NOT_FOUND:
 * not its unit; ERR_CONFLICT: released; ERR_CLOSED: the time is over. */
MUST_USE enum err may_answer_names(const struct actor *who, int64_t body_id, const struct shortlist_facts *f);

#endif
