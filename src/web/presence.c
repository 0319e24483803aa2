/* presence.c - a fixed table; the stalest mark gives way, so memory never grows. */
#include "web/presence.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { MARKS = 1024 };

struct mark {
    int64_t nomination_id, account_id; /* 0: free */
    char section[PRESENCE_SECTION_BYTES];
    struct present present;
};
struct presence {
    pthread_mutex_t lock;
    struct mark marks[MARKS];
};

struct presence *presence_new(void)
{
    struct presence *p = calloc(1, sizeof *p);
    if (p == NULL) {
        abort(); /* at start: nothing is lost */
    }
    (void)pthread_mutex_init(&p->lock, NULL);
    return p;
}

void presence_free(struct presence *p)
{
    if (p != NULL) {
        (void)pthread_mutex_destroy(&p->lock);
        free(p);
    }
}

static bool is_at(const struct mark *m, const struct presence_place *at)
{
    return m->nomination_id == at->nomination_id && strcmp(m->section, at->section) == 0;
}

/* This person's mark of that section, or the stalest of all. */
static struct mark *mark_of(struct presence *p, const struct presence_place *at)
{
    struct mark *stalest = &p->marks[0];
    for (size_t i = 0; i < MARKS; i++) {
        struct mark *m = &p->marks[i];
        if (m->account_id == at->account_id && is_at(m, at)) {
            return m;
        }
        stalest = m->present.seen_at < stalest->present.seen_at ? m : stalest;
    }
    return stalest;
}

void presence_seen(struct presence *p, const struct presence_place *at, const char *name, int64_t now)
{
    if (p == NULL || strlen(at->section) >= PRESENCE_SECTION_BYTES) {
        return;
    }
    (void)pthread_mutex_lock(&p->lock);
    struct mark *m = mark_of(p, at);
    m->nomination_id = at->nomination_id;
    m->account_id = at->account_id;
    m->present.seen_at = now;
    (void)snprintf(m->section, sizeof m->section, "%s", at->section);
    size_t cut = utf8_cut(name, strlen(name), PRESENCE_NAME_BYTES - 1);
    memcpy(m->present.name, name, cut);
    m->present.name[cut] = '\0';
    (void)pthread_mutex_unlock(&p->lock);
}

void presence_left(struct presence *p, const struct presence_place *at)
{
    if (p == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&p->lock);
    struct mark *m = mark_of(p, at);
    if (m->account_id == at->account_id && is_at(m, at)) {
        *m = (struct mark){0};
    }
    (void)pthread_mutex_unlock(&p->lock);
}

/* Into a list kept with the latest first; the last falls off when it is full. */
static size_t insert(struct present *list, size_t len, size_t max, const struct present *x)
{
    size_t at = len;
    while (at > 0 && list[at - 1].seen_at < x->seen_at) {
        at--;
    }
    if (at == max) {
        return len;
    }
    len += len < max;
    memmove(&list[at + 1], &list[at], (len - at - 1) * sizeof *list);
    list[at] = *x;
    return len;
}

size_t presence_others(struct presence *p, const struct presence_place *at, int64_t now, struct present *ret,
                       size_t max)
{
    size_t len = 0;
    if (p == NULL || max == 0) {
        return 0;
    }
    (void)pthread_mutex_lock(&p->lock);
    for (size_t i = 0; i < MARKS; i++) {
        const struct mark *m = &p->marks[i];
        if (m->account_id != 0 && m->account_id != at->account_id && is_at(m, at) &&
            now - m->present.seen_at < PRESENCE_SECONDS) {
            len = insert(ret, len, max, &m->present);
        }
    }
    (void)pthread_mutex_unlock(&p->lock);
    return len;
}
