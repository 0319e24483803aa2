/* eligibility.h - what can be told about a nomination before its form is filled: computed facts, each beside the clause
 * of the notice that it answers.  Handbook sections 0 and 1.2 D, 8 rows 11 and 12. */
#ifndef DOMAIN_ELIGIBILITY_H
#define DOMAIN_ELIGIBILITY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"

struct arena;

enum eligibility_verdict {
    ELIGIBILITY_FINE,
    ELIGIBILITY_OPEN,   /* an answer is missing yet: nobody can say              */
    ELIGIBILITY_DOUBT,  /* a person must look; stops nobody                      */
    ELIGIBILITY_REFUSED /* by the clause: cannot be submitted                    */
};
/* "fine", "open", "doubt", "refused". */
const char *eligibility_verdict_ident(enum eligibility_verdict v);
/* ERR_NOT_FOUND for any other word; *ret untouched. */
MUST_USE enum err eligibility_verdict_from_ident(const char *ident, enum eligibility_verdict *ret);

/* The words of the round's notice; "" where it says nothing. */
struct eligibility_clauses {
    const char *one_year, *scope, *route, *past_award, *one_each;
};

/* All that the judgement rests on.  Strings are never NULL; "" is: not answered. */
struct eligibility_input {
    struct eligibility_clauses clauses;
    day_no reference_day;
    const char *brand_name, *unit_name;
    const char *brand_started_on; /* as kept: "2013-09", "2013-09-15" */
    const char *unit_kind;        /* its label  */
    bool is_other_kind;
    const char *sector_id, *district_id; /* codes; only whether they are answered */
    const char *route_text;              /* of the round, for this route */
    const char *org_code;
    int awards_known; /* rows of the register of earlier awards */
    /* Earlier awards as "“brand”（unit，batch）", joined by 、. */
    int awards_same, awards_alike;
    const char *same_awards, *alike_awards;
    /* Other live nominations of the round that look like this one; never named: they are others' drafts. */
    int others_alike;
};

struct eligibility_fact {
    const char *ident; /* "one_year", "unit_kind", "route", "org_code", "past_award", "one_each" */
    const char *label;
    enum eligibility_verdict verdict;
    const char *statement; /* a sentence without its full stop */
    const char *clause;
};

enum { ELIGIBILITY_FACTS_MAX = 6 };
struct eligibility_facts {
    struct eligibility_fact items[ELIGIBILITY_FACTS_MAX];
    size_t len;
};

/* Strings are the arena's or the input's. */
struct eligibility_facts eligibility_judge(struct arena *a, const struct eligibility_input *in);

/* What a page calls the fact of that ident; the ident itself when it is not known. */
const char *eligibility_label(const char *ident);

/* The worst verdict of all: REFUSED, else DOUBT, else OPEN, else FINE. */
enum eligibility_verdict eligibility_worst(const struct eligibility_facts *f);
size_t eligibility_count(const struct eligibility_facts *f, enum eligibility_verdict v);

#endif
