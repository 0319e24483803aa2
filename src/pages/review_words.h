/* review_words.h - what the reviewer's list, the reviewer's page, the standing of a nomination and its paper say alike
 * of opinions. */
#ifndef PAGES_REVIEW_WORDS_H
#define PAGES_REVIEW_WORDS_H

#include "domain/opinion.h"
#include "pages/views.h"
#include "store/chain_store.h"
#include "store/history_store.h"

struct web;

/* Working days that a reviewer should need, of the round. */
int64_t review_target(struct web *w);

/* The kind of the tag beside review_state_word(). */
const char *review_tag_kind(enum review_state s);

/* "本单位", "申报单位", …: whose turn it is, as this actor calls them. */
const char *review_turn_text(struct web *w, const struct chain *c);

/* The places of this actor's body in that box: none shown when it recommends nobody. */
MUST_USE enum err review_slots(struct web *w, enum opinion_kind box, struct slots_view *ret);

/* The label of the box on the round's form. */
const char *opinion_box_label(struct web *w, enum opinion_kind box);
/* The round's sentence for agreeing in that box, "" for none. */
const char *opinion_standard(struct web *w, enum route route, enum opinion_kind box);

/* The opinions of a nomination that this actor may know, the newest first; those taken back are left out.
 * ERR_INTERNAL when the database cannot say. */
struct known_opinion {
    struct opinion is;
    enum route route; /* of its version */
    bool is_current;  /* about the version that counts */
};
struct known_opinions {
    struct known_opinion *items;
    size_t len;
};
MUST_USE enum err known_opinions(struct web *w, const struct nomination *n, struct known_opinions *ret);

/* As it is shown. */
MUST_USE enum err opinion_view_of(struct web *w, const struct nomination *n, const struct known_opinion *o,
                                  struct opinion_view *ret);

/* What a box of the paper says about the version that counts, for who may know it: NULL where nothing was given. */
struct opinion_printed {
    const char *text, *dated;
};
MUST_USE enum err opinions_printed(struct web *w, const struct nomination *n,
                                   struct opinion_printed ret_boxes[OPINION__COUNT]);

#endif
