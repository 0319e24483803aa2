/* demo_story.h - the demonstration's files in sql/seed/demo (formats: sql/seed/README.md), read from the program
 * itself. */
#ifndef DEMO_STORY_H
#define DEMO_STORY_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/chain.h"
#include "store/nomination_store.h"

struct arena;
struct db;
struct round;

enum { STORIES_MAX = 99, CELLS = 4 };

/* One line of bodies.txt or accounts.txt, cut at '|'. */
struct demo_line {
    const char *cells[CELLS];
};
/* ERR_MALFORMED (logged) on a line of another number of cells. */
MUST_USE enum err demo_lines(struct arena *a, const char *file, struct demo_line **ret, size_t *ret_len);

/* What the demonstration's office decided about the round of the seed: round.sql, loaded behind it. */
MUST_USE enum err demo_round(struct db *db);

enum story_state { STORY_PARTIAL, STORY_DRAFT, STORY_SUBMITTED };

/* An opinion about a submitted nomination: "opinion.district: agree|LOGIN|YYYY-MM-DD HH:MM|TEXT", TEXT "" for the
 * round's own sentence. */
struct demo_opinion {
    const char *login;
    enum opinion_kind box;
    enum verdict decision;
    int64_t at;
    const char *text;
};
enum { STORY_OPINIONS_MAX = 2 };

/* One nomination. */
struct demo_story {
    const char *name; /* "01-hr-social" */
    const char *body, *login;
    enum story_state state;
    int64_t started_at;
    int64_t submitted_at;     /* 0 unless submitted */
    struct value_list values; /* cleaned, in the order of the file */
    struct demo_opinion opinions[STORY_OPINIONS_MAX];
    size_t opinions_len;
};
/* Every story in the order of the files' names.  Values are cleaned as the form's page would.
 * ERR_MALFORMED (logged, with file and line) on anything the format does not know. */
MUST_USE enum err demo_stories(struct arena *a, const struct round *round, struct demo_story **ret, size_t *ret_len);

#endif
