/* demo_acts.h - what units, authorities and the office do in the demonstration after the first submissions,
 * sql/seed/demo/acts.txt: returns and answers, conclusions, lists, the preliminary review.  All through the stores. */
#ifndef DEMO_ACTS_H
#define DEMO_ACTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "demo_story.h"

struct arena;
struct db;
struct demo_pictures;
struct random;
struct round;

struct demo_act {
    int64_t at;
    const char *login, *verb, *rest;
};
enum { ACTS_MAX = 200 };

/* In the order of the file.  ERR_MALFORMED (logged) on a line that the format does not know. */
MUST_USE enum err demo_acts(struct arena *a, struct demo_act **ret, size_t *ret_len);

/* Where it is played. */
struct demo_ground {
    struct db *db;
    struct random *random;
    struct arena *arena;
    const struct round *round;
    const struct demo_story *stories;
    size_t stories_len;
    const struct demo_pictures *pictures;
};

/* Plays one act at its pretended time; call in their order.  ERR_MALFORMED (logged) when it says what the format does
 * not know; what the rules do not let anybody do is an error here too. */
MUST_USE enum err demo_act_play(const struct demo_ground *ground, const struct demo_act *act);

/* An opinion of a story about the version that counts. */
MUST_USE enum err demo_opinion_give(const struct demo_ground *ground, const struct demo_story *story,
                                    const struct demo_opinion *o);

#endif
