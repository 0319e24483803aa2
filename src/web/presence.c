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
    int64_t nomination_id;
    struct present present; /* account 0: free; is_here is the asker's */
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
    return m->nomination_id == at->nomination_id && strcmp(m->present.section, at->section) == 0;
}

/* This person's mark of that section, or the stalest of all. */
static struct mark *mark_of(struct presence *p, const struct presence_place *at)
{
    struct mark *stalest = &p->marks[0];
    for (size_t i = 0; i < MARKS; i++) {
        struct mark *m = &p->marks[i];
        if (m->present.account_id == at->account_id && is_at(m, at)) {
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
    m->present.account_id = at->account_id;
    m->present.seen_at = now;
    (void)snprintf(m->present.section, sizeof m->present.section, "%s", at->section);
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
    if (m->present.account_id == at->account_id && is_at(m, at)) {
        *m = (struct mark){0};
    }
    (void)pthread_mutex_unlock(&p->lock);
}

static bool is_before(const struct present *x, const struct present *y)
{
    return x->is_here != y->is_here ? x->is_here : x->seen_at > y->seen_at;
}

/* Into a list kept in that order; the last falls off when it is full. */
static size_t insert(struct present *list, size_t len, size_t max, const struct present *x)
{
    size_t at = len;
    while (at > 0 && is_before(x, &list[at - 1])) {
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

/* Takes the person's other mark out; false when that one says more and `x` is to be left away. */
static bool makes_room(struct present *list, size_t *len, const struct present *x)
{
    for (size_t i = 0; i < *len; i++) {
        if (list[i].account_id == x->account_id) {
            if (!is_before(x, &list[i])) {
                return false;
            }
            *len -= 1;
            memmove(&list[i], &list[i + 1], (*len - i) * sizeof *list);
            return true;
        }
    }
    return true;
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
        struct present x = m->present;
        x.is_here = is_at(m, at);
        if (x.account_id != 0 && x.account_id != at->account_id && m->nomination_id == at->nomination_id &&
            now - x.seen_at < PRESENCE_SECONDS && makes_room(ret, &len, &x)) {
            len = insert(ret, len, max, &x);
        }
    }
    (void)pthread_mutex_unlock(&p->lock);
    return len;
}
