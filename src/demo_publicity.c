/* demo_publicity.c - what the office does in the demonstration until the public notice is out. */
#include <string.h>

#include "base/text.h"
#include "demo_verbs.h"
#include "store/publicity_store.h"
#include "store/round_store.h"

static enum err desk_of(const struct doing *d, struct publicity_desk *ret)
{
    struct reading_for x = {
        .db = d->c.db, .arena = d->c.arena, .round_id = d->ground->round->id, .account_id = d->by.id};
    return publicity_desk_of(&x, d->ground->round, d->who.at, ret);
}

enum err play_compose(struct doing *d)
{
    struct publicity_desk desk;
    const char *sort = demo_word(d);
    const char *rest = demo_word(d);
    TRY(desk_of(d, &desk));
    if (publicity_sort_from_ident(sort, &desk.draft.sort) != OK || (*rest != '\0' && strcmp(rest, "keep") != 0)) {
        return demo_fault(d->act, "a sort, and keep for a day of rest at the end");
    }
    desk.draft.is_rest_kept = *rest != '\0';
    return publicity_draft_save(&d->c, d->ground->round->id, &desk.draft, NULL, 0);
}

enum err play_amend(struct doing *d)
{
    struct publicity_desk desk;
    struct publicity_faults faults;
    TRY(desk_of(d, &desk));
    struct publicity_draft *x = &desk.draft;
    x->text = text_format(d->c.arena, "%s\n%s", x->text, d->rest);
    x->change_text = text_format(d->c.arena, "补充：%s", d->rest);
    if (!publicity_judge(x, &desk.before, &faults)) {
        return demo_fault(d->act, "a sentence that the notice says as well");
    }
    return publicity_draft_save(&d->c, d->ground->round->id, x, NULL, 0);
}

enum err play_present(struct doing *d)
{
    struct publicity_desk desk;
    TRY(desk_of(d, &desk));
    TRY(may_propose_notice(&(struct actor){d->by.id, d->by.body_id, d->by.role}, &desk.facts));
    return publicity_propose(&d->c, &desk);
}

/* What the second person is recused of is published too. */
enum err play_publish(struct doing *d)
{
    struct publicity_desk desk;
    TRY(desk_of(d, &desk));
    TRY(may_release_notice(&(struct actor){d->by.id, d->by.body_id, d->by.role}, &desk.facts));
    struct doing whole = *d;
    whole.by.id = 0;
    TRY(desk_of(&whole, &desk));
    return publicity_release(&d->c, d->ground->round, &desk);
}
