/* published_kept.c - a state is counted: by who keeps it and by every page that shows it. */
#include "store/published_kept.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/arena.h"
#include "store/db.h"

struct kept {
    atomic_int holders;
    struct arena *arena; /* of all that the state points to, and of this */
    uint64_t version;
    int64_t round_id;
    struct published_state state;
};

struct published_kept {
    pthread_mutex_t lock;
    struct kept *now; /* NULL: none */
};

struct published_kept *published_kept_new(void)
{
    struct published_kept *k = calloc(1, sizeof *k);
    if (k == NULL) {
        abort(); /* at start: nothing is lost */
    }
    (void)pthread_mutex_init(&k->lock, NULL);
    return k;
}

static void let_go(void *held)
{
    struct kept *x = held;
    if (x != NULL && atomic_fetch_sub(&x->holders, 1) == 1) {
        arena_free(x->arena);
    }
}

void published_kept_free(struct published_kept *k)
{
    if (k != NULL) {
        let_go(k->now);
        (void)pthread_mutex_destroy(&k->lock);
        free(k);
    }
}

/* NULL: another round's, another version's, or none.  The caller holds what it gets. */
static struct kept *find(struct published_kept *k, uint64_t version, int64_t round_id)
{
    (void)pthread_mutex_lock(&k->lock);
    struct kept *x = k->now;
    if (x != NULL && (x->version != version || x->round_id != round_id)) {
        x = NULL;
    }
    if (x != NULL) {
        atomic_fetch_add(&x->holders, 1);
    }
    (void)pthread_mutex_unlock(&k->lock);
    return x;
}

/* In the place of what was kept so far, unless that is of a later version. */
static void keep(struct published_kept *k, struct kept *x)
{
    struct kept *old = NULL;
    (void)pthread_mutex_lock(&k->lock);
    if (k->now == NULL || k->now->version <= x->version) {
        atomic_fetch_add(&x->holders, 1);
        old = k->now;
        k->now = x;
    }
    (void)pthread_mutex_unlock(&k->lock);
    let_go(old);
}

static enum err read_state(struct db *db, struct kept *x)
{
    TRY(published_now(db, x->arena, x->round_id, &x->state.notice));
    if (x->state.notice.version_no > 1) {
        TRY(published_shown(db, x->arena, x->round_id, x->state.notice.version_no - 1, &x->state.before));
    }
    TRY(published_heads(db, x->arena, x->round_id, &x->state.heads, &x->state.heads_len));
    return published_outcomes(db, x->arena, x->round_id, &x->state.outcomes);
}

enum err published_kept_get(struct published_kept *k, struct db *db, struct arena *a, uint64_t version,
                            int64_t round_id, const struct published_state **ret)
{
    struct kept *x = find(k, version, round_id);
    if (x == NULL) {
        struct arena *own = arena_new();
        x = ARENA_NEW(own, struct kept);
        x->arena = own;
        x->version = version;
        x->round_id = round_id;
        atomic_init(&x->holders, 1);
        enum err e = read_state(db, x);
        if (e != OK) {
            let_go(x);
            return e;
        }
        keep(k, x);
    }
    arena_defer(a, let_go, x);
    *ret = &x->state;
    return OK;
}
