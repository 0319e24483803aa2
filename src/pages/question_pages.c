/* question_pages.c - a unit reads what the office asks it about its brand, and answers.  Nothing here comes from what
 * the public wrote. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/text_count.h"
#include "pages/objection_pages.h"
#include "pages/pages.h"
#include "pages/section_pages.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

struct asked {
    struct nomination n;
    struct objection_question *rows;
    size_t len;
    const char *ref; /* of the one that was answered just now; "" */
    const char *reply, *error;
};

static enum err begin_asked(struct web *w, struct asked *g)
{
    *g = (struct asked){.ref = "", .reply = ""};
    TRY(nomination_of_path(w, &g->n));
    TRY(may_answer_question(&w->actor, g->n.body_id));
    TRY(objection_questions_of_unit(w->db, w->arena, g->n.id, &g->rows, &g->len));
    return g->len == 0 ? ERR_NOT_FOUND : OK; /* nothing was asked: there is no such page */
}

static struct unit_question_view question_view(struct web *w, const struct asked *g, const struct objection_question *q)
{
    bool is_this = strcmp(g->ref, q->ref) == 0;
    struct typed t = {.id = text_format(w->arena, "reply-%s", q->ref),
                      .label = "答复",
                      .value = is_this ? g->reply : "",
                      .error = is_this ? g->error : NULL};
    struct unit_question_view v = {
        .id = text_format(w->arena, "q-%s", q->ref),
        .ref = q->ref,
        .asked_text = text_format(w->arena, "%s 询问", at_short_chinese(w->arena, q->asked_at)),
        .is_open = q->replied_at == 0,
        .due_text = text_format(w->arena, "请在 %s24:00 前答复", day_words(w->arena, q->due_on)),
        .replied_text = text_format(w->arena, "%s　%s 答复", at_short_chinese(w->arena, q->replied_at), q->replied_by)};
    v.lines = text_lines(w->arena, q->text, &v.lines_len);
    v.answer = text_lines(w->arena, q->reply, &v.answer_len);
    v.reply = text_box_field(w->arena, &t, OBJECTION_STEP_ZI);
    v.reply.name = "reply";
    return v;
}

static enum err show_asked(struct web *w, const struct asked *g, int status)
{
    struct questions_view v = {.back_url = url_path(nomination_path(w, &g->n, "")),
                               .post_url = url_path(nomination_path(w, &g->n, "questions")),
                               .rows_len = g->len};
    struct unit_question_view *list = ARENA_ARRAY(w->arena, struct unit_question_view, g->len + 1);
    for (size_t i = 0; i < g->len; i++) {
        list[i] = question_view(w, g, &g->rows[i]);
    }
    v.rows = list;
    if (g->error != NULL) {
        struct error_item_view *item = ARENA_NEW(w->arena, struct error_item_view);
        *item = (struct error_item_view){text_format(w->arena, "reply-%s", g->ref), g->error};
        v.errors = (struct error_summary_view){item, 1, 1};
    }
    frame_page(w, &v.page, "市文明办的询问");
    v.page.has_errors = g->error != NULL;
    if (w->rq->method == GET && fields_has(&w->rq->query, "done")) {
        frame_flash(&v.page, "ok", "答复已提交", NULL);
    }
    tpl_questions(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err questions_page(struct web *w)
{
    struct asked g;
    TRY(begin_asked(w, &g));
    return show_asked(w, &g, 200);
}

enum err question_reply_page(struct web *w)
{
    struct asked g;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    const struct objection_question *q = NULL;
    TRY(begin_asked(w, &g));
    g.ref = posted_line(w, "question");
    g.reply = posted_text(w, "reply");
    for (size_t i = 0; i < g.len; i++) {
        q = strcmp(g.rows[i].ref, g.ref) == 0 ? &g.rows[i] : q;
    }
    if (q == NULL) {
        return ERR_NOT_FOUND;
    }
    if (q->replied_at != 0) {
        return ERR_CONFLICT;
    }
    size_t zi = zi_count(g.reply);
    bool is_long = zi > OBJECTION_STEP_ZI || codepoint_count_nonspace(g.reply) > (size_t)3 * OBJECTION_STEP_ZI;
    g.error = zi < 2 ? "请填写答复" : is_long ? "最多 1000 字，请缩短" : NULL;
    if (g.error != NULL) {
        return show_asked(w, &g, 422);
    }
    TRY(objection_reply(&c, w->round->id, q, g.reply));
    web_redirect(w, text_format(w->arena, "%s?done=1", nomination_path(w, &g.n, "questions")));
    return OK;
}
