/* demo_shortlist.c - what the office and the units do in the demonstration until the shortlist is released. */
#include <string.h>

#include "demo_verbs.h"
#include "domain/shortlist.h"
#include "store/round_store.h"
#include "store/shortlist_store.h"

static struct reading_for reader_of(const struct doing *d)
{
    return (struct reading_for){
        .db = d->c.db, .arena = d->c.arena, .round_id = d->ground->round->id, .account_id = d->by.id};
}

enum err play_choose(struct doing *d)
{
    struct nomination n;
    struct shortlist_choices all;
    struct reading_for x = reader_of(d);
    TRY(demo_nomination(d, &n));
    TRY(shortlist_choices(&x, &all));
    struct shortlist_choice c = shortlist_choice_of(&all, n.id);
    TRY(choice_from_ident(demo_word(d), &c.choice));
    c.reason = d->rest;
    c.note = "";
    c.is_told = c.choice == CHOICE_OUT;
    if (choice_fault(c.choice, false, false, c.reason) != NULL) {
        return demo_fault(d->act, "what is left out has a reason");
    }
    return shortlist_choose(&d->c, n.ref, &c);
}

enum err play_names(struct doing *d)
{
    int sent = 0;
    TRY(names_start(&d->c, d->ground->round->id, &sent));
    return sent == 0 ? demo_fault(d->act, "there is no candidate") : OK;
}

enum err play_right(struct doing *d)
{
    struct nomination n;
    struct name_check k;
    struct reading_for x = reader_of(d);
    TRY(demo_nomination(d, &n));
    TRY(names_of_nomination(&x, n.id, &k));
    return names_answer(&d->c, &k, NULL, "");
}

enum err play_draft(struct doing *d)
{
    int number = 0;
    return shortlist_draft_save(&d->c, d->ground->round->id, &number);
}

enum err play_propose(struct doing *d)
{
    struct shortlist_facts facts;
    int draft = 0;
    struct reading_for x = reader_of(d);
    TRY(shortlist_facts_of(&x, d->ground->round, d->who.at, &facts, &draft));
    if (release_judge(&facts) != RELEASE_FINE || (facts.names_open > 0) != (*d->rest != '\0')) {
        return demo_fault(d->act, "the list cannot be proposed like that");
    }
    return shortlist_propose(&d->c, d->ground->round->id, draft, d->rest);
}

enum err play_release(struct doing *d)
{
    struct shortlist_proposal p;
    struct reading_for x = reader_of(d);
    TRY(shortlist_proposal(&x, &p));
    return shortlist_release(&d->c, d->ground->round, &p);
}
