/* demo_posting.c - the halls of a unit in the demonstration, and the notice as it hangs there. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "demo_pictures.h"
#include "demo_verbs.h"
#include "store/posting_store.h"

/* May it, now?  *ret: the notices, the one that holds first. */
static enum err may_now(const struct doing *d, const struct nomination *n, struct released_notices *ret)
{
    struct released_brand brand;
    TRY(released_brand(d->c.db, d->c.arena, n->id, &brand));
    TRY(released_notices(d->c.db, d->c.arena, n->round_id, ret));
    struct actor who = {.account_id = d->by.id, .body_id = d->by.body_id, .role = d->by.role};
    return may_post(&who, n->body_id, &ret->items[0].is, brand.is_removed, d->who.at);
}

enum err play_hall(struct doing *d)
{
    struct nomination n;
    struct released_notices notices;
    struct hall_faults faults;
    TRY(demo_nomination(d, &n));
    TRY(may_now(d, &n, &notices));
    const char *name = demo_word(d);
    if (!hall_judge(d->c.arena, name, d->rest, &faults)) {
        return demo_fault(d->act, "a hall has a name and an address");
    }
    return hall_add(&d->c, &n, name, d->rest);
}

/* What hangs there until now; NULL: nothing. */
static enum err hanging(const struct doing *d, int64_t nomination_id, int64_t hall_id, const struct posting_proof **ret)
{
    struct posting_proofs proofs;
    TRY(posting_proofs_of(d->c.db, d->c.arena, nomination_id, &proofs));
    *ret = NULL;
    for (size_t i = 0; i < proofs.len && *ret == NULL; i++) {
        const struct posting_proof *p = &proofs.items[i];
        *ret = p->hall_id == hall_id && p->ended_at == 0 ? p : NULL;
    }
    return OK;
}

static enum err add_photo(struct doing *d, const struct nomination *n, const struct posting_hall *hall,
                          const struct released_notice *shown)
{
    const struct demo_ground *g = d->ground;
    const char *name = demo_word(d);
    const struct demo_picture *p = demo_picture_of(g->pictures, name);
    const char *day = day_iso(g->arena, day_of_at(d->who.at));
    struct posting_faults faults;
    struct posting_claim claim = {&shown->is, day, d->rest};
    if (p == NULL || !posting_judge(g->arena, &claim, &shown->is, d->who.at, &faults)) {
        return demo_fault(d->act, "a picture, and what it shows");
    }
    struct evidence_file file = demo_picture_file(p);
    struct posting_new x = {.shown = shown, .sha256 = file.sha256, .posted_on = day, .caption = d->rest};
    TRY(hanging(d, n->id, hall->id, &x.replaces));
    TRY(evidence_file_add(g->db, &file, d->who.at));
    return posting_proof_add(&d->c, hall, &x);
}

enum err play_hang(struct doing *d)
{
    struct nomination n;
    struct released_notices notices;
    struct hall_list halls;
    TRY(demo_nomination(d, &n));
    TRY(may_now(d, &n, &notices));
    TRY(halls_of(d->c.db, d->c.arena, n.id, &halls));
    const char *name = demo_word(d);
    for (size_t i = 0; i < halls.len; i++) {
        if (strcmp(halls.items[i].name, name) == 0) {
            return add_photo(d, &n, &halls.items[i], &notices.items[0]);
        }
    }
    return demo_fault(d->act, "no such hall");
}
