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

const struct text_view *presence_lines(struct web *w, const struct nomination *n, const char *section, size_t *ret_len)
{
    struct present others[OTHERS_MAX];
    *ret_len = presence_others(w->app->presence, &(struct presence_place){n->id, section, w->actor.account_id}, w->now,
                               others, OTHERS_MAX);
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, OTHERS_MAX);
    for (size_t i = 0; i < *ret_len; i++) {
        int minutes = (int)((w->now - others[i].seen_at) / 60);
        list[i].text = minutes < 1 ? text_format(w->arena, "%s正在填写这一项（刚刚）", others[i].name)
                                   : text_format(w->arena, "%s正在填写这一项（%d 分钟前）", others[i].name, minutes);
    }
    return list;
}
