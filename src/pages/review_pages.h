/* review_pages.h - the page on which one nomination is reviewed, shown by its own address and after every act on it. */
#ifndef PAGES_REVIEW_PAGES_H
#define PAGES_REVIEW_PAGES_H

#include "domain/opinion.h"
#include "pages/plain_fields.h"
#include "pages/review_words.h"
#include "pages/views.h"
#include "store/chain_store.h"
#include "store/opinion_store.h"

struct web;

/* A nomination in the hands of a reviewer. */
struct reviewing {
    struct nomination n;
    struct nomination_facts facts;
    struct chain chain;
    enum opinion_kind box; /* of this actor */
    bool recommends;       /* and it is the recommender's */
    struct version version;
    struct value_list values;
    const char *last_ref; /* of the last row in that box about that version; "" */
    const char *standard; /* the round's sentence for agreeing */
};
/* ERR_NOT_FOUND: none, or not before this reviewer. */
MUST_USE enum err review_of_path(struct web *w, struct reviewing *r);

/* What is read before anything is decided: changes, eligibility, opinions that this actor may know, pictures, text and
 * what happened.  Needs n, facts, chain, version, values and box (OPINION__COUNT: none of this actor's). */
MUST_USE enum err review_reading(struct web *w, const struct reviewing *r, struct review_view *v);

/* What was typed into the form of the page, and what came of it. */
struct opining {
    struct typed decision, text, signer_name, signer_title, signed_on, scan;
    bool is_typed;                       /* posted: shown as it is, not filled in from the round */
    enum opinion_result result;          /* of giving it */
    const struct opinion_places *places; /* OPINION_NO_PLACE: who has them */
    const char *late_title, *late_text;  /* above the page; NULL for nothing */
};
/* Labels and helps; values are "". */
void opining_begin(struct web *w, const struct reviewing *r, struct opining *o);

/* The page. */
MUST_USE enum err review_show(struct web *w, const struct reviewing *r, struct opining *o, int status);

#endif
