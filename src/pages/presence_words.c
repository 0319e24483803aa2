/* presence_words.c */
#include "pages/presence_words.h"

#include "base/arena.h"
#include "base/text.h"
#include "web/presence.h"
#include "web/web.h"

enum { OTHERS_MAX = 5 };

void presence_note(struct web *w, const struct nomination *n, const char *section)
{
    if (w->is_signed_in) {
        presence_seen(w->app->presence, &(struct presence_place){n->id, section, w->actor.account_id},
                      w->session.account.person_name, w->now);
    }
}

void presence_leave(struct web *w, const struct nomination *n, const char *section)
{
    presence_left(w->app->presence, &(struct presence_place){n->id, section, w->actor.account_id});
}

static const char *where_text(struct web *w, const struct present *x)
{
    const struct form_section *s = round_section(w->round, x->section);
    return x->is_here || s == NULL ? "这一项" : text_format(w->arena, "“%s”", s->title);
}

const char *presence_text(struct web *w, const struct nomination *n, const char *section)
{
    struct present others[OTHERS_MAX];
    const char *text = "";
    size_t len = presence_others(w->app->presence, &(struct presence_place){n->id, section, w->actor.account_id},
                                 w->now, others, OTHERS_MAX);
    for (size_t i = 0; i < len; i++) {
        int minutes = (int)((w->now - others[i].seen_at) / 60);
        const char *when = minutes < 1 ? "刚刚" : text_format(w->arena, "%d 分钟前", minutes);
        text = text_format(w->arena, "%s%s%s正在填写%s（%s）", text, *text == '\0' ? "" : "；", others[i].name,
                           where_text(w, &others[i]), when);
    }
    return len == 0 ? "" : text_format(w->arena, "%s。可以同时填写；改到同一栏时，两份都会保留，由人来选。", text);
}
