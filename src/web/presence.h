/* presence.h - who has which section of a form open now, so that two people of one unit know of each other.
 *
 * Kept in memory: it is about the last minutes alone, blocks nobody, and a restart may forget it.  The form itself is
 * safe without it (store/draft_store.c). */
#ifndef WEB_PRESENCE_H
#define WEB_PRESENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PRESENCE_SECONDS = 600, PRESENCE_NAME_BYTES = 128, PRESENCE_SECTION_BYTES = 48 };

struct presence;

struct presence *presence_new(void);
void presence_free(struct presence *p); /* NULL is fine */

/* A person at a section of a nomination's form. */
struct presence_place {
    int64_t nomination_id;
    const char *section;
    int64_t account_id;
};

/* This person is at that section.  All functions take a NULL presence and then know nothing. */
void presence_seen(struct presence *p, const struct presence_place *at, const char *name, int64_t now);
/* And has left it, by its button. */
void presence_left(struct presence *p, const struct presence_place *at);

struct present {
    int64_t account_id;
    int64_t seen_at;
    bool is_here; /* at the very section that was asked about */
    char section[PRESENCE_SECTION_BYTES];
    char name[PRESENCE_NAME_BYTES];
};
/* The others who were at this form in the last ten minutes: those at this section first, then the latest; each person
 * once, at this section or where they were last; at most `max` of them. */
size_t presence_others(struct presence *p, const struct presence_place *at, int64_t now, struct present *ret,
                       size_t max);

#endif
