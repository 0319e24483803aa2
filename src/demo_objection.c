/* demo_objection.c - who handles objections in the demonstration, and what somebody said on the telephone. */
#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "demo_verbs.h"
#include "store/objection_store.h"
#include "store/round_store.h"

enum { HASH_BYTES = 32 };

enum err play_name(struct doing *d)
{
    struct account to;
    struct objection_duty_new x = {0};
    const char *login = demo_word(d);
    const char *duty = demo_word(d);
    TRY(account_by_login(d->c.db, d->c.arena, login, &to));
    if (day_parse(demo_word(d), &x.until_on) != OK || (strcmp(duty, "head") != 0 && strcmp(duty, "handler") != 0)) {
        return demo_fault(d->act, "a login, handler or head, and until when");
    }
    struct objection_person person = {to.id, to.ref, to.person_name, to.body_name};
    x.person = &person;
    x.is_head = strcmp(duty, "head") == 0;
    x.from_on = day_of_at(d->who.at);
    x.ground = d->rest;
    TRY(may_grant_objection_duty(&(struct actor){d->by.id, d->by.body_id, d->by.role}));
    return objection_duty_grant(&d->c, &x);
}

/* The brand of that nomination in the notice that holds. */
static enum err brand_of(struct doing *d, const struct nomination *n, int64_t *ret)
{
    struct objection_target *list = NULL;
    size_t len = 0;
    TRY(objection_targets(d->c.db, d->c.arena, n->round_id, &list, &len));
    for (size_t i = 0; i < len; i++) {
        if (list[i].nomination_id == n->id) {
            *ret = list[i].brand_id;
            return OK;
        }
    }
    return demo_fault(d->act, "a brand of the public notice");
}

enum err play_call(struct doing *d)
{
    struct nomination n;
    unsigned char secret[HASH_BYTES];
    struct objection_faults faults;
    const char *ref = "";
    const char *receipt = "";
    TRY(demo_nomination(d, &n));
    const char *category = demo_word(d);
    const char *name = demo_word(d);
    const char *phone = demo_word(d);
    struct objection_draft draft = {.channel = CHANNEL_PHONE,
                                    .category = category,
                                    .text = d->rest,
                                    .name = strcmp(name, "-") == 0 ? "" : name,
                                    .phone = strcmp(phone, "-") == 0 ? "" : phone,
                                    .email = "",
                                    .received = "",
                                    .postmark = "",
                                    .today = day_of_at(d->who.at)};
    if (!objection_judge(d->c.arena, IDENTITY_ANY, &draft, &faults)) {
        return demo_fault(d->act, "a story, a category, a name or -, a telephone or -, and what was said");
    }
    random_bytes(d->c.random, secret, sizeof secret); /* nobody was told a code on the telephone */
    struct objection_new x = {
        .draft = &draft, .judged = &faults, .code_hash = text_hex(d->c.arena, secret, sizeof secret)};
    TRY(brand_of(d, &n, &x.brand_id));
    TRY(may_view_objections(&(struct actor){d->by.id, d->by.body_id, d->by.role}));
    return objection_add(&d->c, d->ground->round, &x, &ref, &receipt);
}
