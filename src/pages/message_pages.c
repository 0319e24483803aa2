/* message_pages.c - the notices to one's own body. */
#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "pages/pages.h"
#include "pages/views.h"
#include "store/db.h"
#include "store/message_store.h"
#include "web/frame.h"
#include "web/web.h"

static struct message_view message_view(struct web *w, const struct message_row *m)
{
    return (struct message_view){
        .id = text_format(w->arena, "m-%s", m->ref),
        .ref = m->ref,
        .title = m->title,
        .text = *m->text == '\0' ? NULL : m->text,
        .sent_text = text_format(w->arena, "%s　%s", m->from, at_short_chinese(w->arena, m->sent_at)),
        .settled_text = m->settled_at == 0 ? NULL
                                           : text_format(w->arena, "%s已看，%s", m->settled_by,
                                                         at_short_chinese(w->arena, m->settled_at)),
        .has_link = *m->link != '\0',
        .link = url_path(m->link),
        .settle_url = url_path(text_format(w->arena, "/messages/%s/settle", m->ref))};
}

enum err messages_page(struct web *w)
{
    struct messages_view v = {0};
    struct message_row *rows = NULL;
    size_t waiting = 0;
    TRY(message_list(web_reading(w), w->actor.body_id, true, &rows, &v.rows_len));
    struct message_view *list = ARENA_ARRAY(w->arena, struct message_view, v.rows_len + 1);
    for (size_t i = 0; i < v.rows_len; i++) {
        list[i] = message_view(w, &rows[i]);
        waiting += rows[i].settled_at == 0;
    }
    v.rows = list;
    v.lead = waiting == 0 ? "本单位的通知都看过了。" : text_format(w->arena, "本单位有 %zu 条通知没有看。", waiting);
    frame_page(w, &v.page, "通知");
    tpl_messages(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err message_settle_page(struct web *w)
{
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(message_settle(&c, w->actor.body_id, w->parts[0]));
    web_redirect(w, "/messages");
    return OK;
}
