/* objection_duty_pages.c - the security administrator names 异议经办人 and 异议负责人; nobody else may read who sent an
 * objection, and the administrator reads none. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "pages/objection_pages.h"
#include "pages/pages.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { DUTIES = 2, USUAL_DAYS = 90, GROUND_MIN = 2, GROUND_MAX = 200 };

struct granting {
    struct typed person, duty, from, until, ground;
    struct objection_person *people;
    size_t people_len;
    struct objection_duty_new new;
};

static enum err ask_granting(struct web *w, struct granting *g)
{
    bool is_posted = w->rq->method == POST;
    day_no today = day_of_at(w->now);
    *g = (struct granting){0};
    g->person = (struct typed){.id = "person", .label = "市文明办工作人员", .value = posted_line(w, "person")};
    g->duty = (struct typed){.id = "duty", .label = "职责", .value = posted_line(w, "duty")};
    g->from = (struct typed){.id = "from",
                             .label = "从哪天起",
                             .value = is_posted ? posted_line(w, "from") : day_iso(w->arena, today),
                             .help = "例如 2015-07-20"};
    g->until = (struct typed){.id = "until",
                              .label = "到哪天止",
                              .value = is_posted ? posted_line(w, "until") : day_iso(w->arena, today + USUAL_DAYS),
                              .help = "到期自动失效"};
    g->ground = (struct typed){.id = "ground",
                               .label = "依据",
                               .value = posted_line(w, "ground"),
                               .help = "谁决定的，例如 主任办公会 7月18日决定"};
    return objection_people(w->db, w->arena, false, today, &g->people, &g->people_len);
}

static void judge_days(struct granting *g)
{
    g->from.error = day_parse(g->from.value, &g->new.from_on) == OK ? NULL : "请填写日期，例如 2015-07-20";
    g->until.error = day_parse(g->until.value, &g->new.until_on) == OK ? NULL : "请填写日期，例如 2015-10-20";
    if (g->from.error == NULL && g->until.error == NULL && g->new.until_on < g->new.from_on) {
        g->until.error = "不能早于开始的日期";
    }
}

static bool judge_granting(struct granting *g)
{
    g->person.error = "请选择人员";
    for (size_t i = 0; i < g->people_len; i++) {
        if (strcmp(g->people[i].ref, g->person.value) == 0) {
            g->new.person = &g->people[i];
            g->person.error = NULL;
        }
    }
    g->new.is_head = strcmp(g->duty.value, "head") == 0;
    g->duty.error = g->new.is_head || strcmp(g->duty.value, "handler") == 0 ? NULL : "请选择职责";
    size_t len = utf8_length(g->ground.value);
    g->ground.error = len < GROUND_MIN ? "请写明谁决定的" : len > GROUND_MAX ? "最多 200 个字，请缩短" : NULL;
    g->new.ground = g->ground.value;
    judge_days(g);
    return g->person.error == NULL && g->duty.error == NULL && g->ground.error == NULL && g->from.error == NULL &&
           g->until.error == NULL;
}

static struct tag_view duty_tag(const struct objection_duty *d, const char *today)
{
    if (d->ended_at != 0) {
        return (struct tag_view){"off", "已收回"};
    }
    return strcmp(today, d->from_on) < 0    ? (struct tag_view){"todo", "还没有开始"}
           : strcmp(today, d->until_on) > 0 ? (struct tag_view){"off", "已到期"}
                                            : (struct tag_view){"ok", "有效"};
}

static enum err fill_duties(struct web *w, struct objection_duties_view *v)
{
    struct objection_duty *rows = NULL;
    const char *today = day_iso(w->arena, day_of_at(w->now));
    TRY(objection_duty_list(w->db, w->arena, &rows, &v->rows_len));
    struct duty_row_view *list = ARENA_ARRAY(w->arena, struct duty_row_view, v->rows_len + 1);
    for (size_t i = 0; i < v->rows_len; i++) {
        const struct objection_duty *d = &rows[i];
        list[i] = (struct duty_row_view){
            .person = text_format(w->arena, "%s　%s", d->person, d->body_name),
            .duty = d->is_head ? "异议负责人" : "异议经办人",
            .days_text = text_format(w->arena, "%s 至 %s", d->from_on, d->until_on),
            .ground = d->ground,
            .granted_text =
                text_format(w->arena, "%s 由%s登记", at_short_chinese(w->arena, d->granted_at), d->granted_by),
            .tag = duty_tag(d, today),
            .can_end = d->ended_at == 0 && strcmp(today, d->until_on) <= 0,
            .end_url = url_path(text_format(w->arena, "/objections/duties/%s/end", d->ref))};
    }
    v->rows = list;
    return OK;
}

static struct field_view person_field(struct web *w, const struct granting *g)
{
    struct option_view *list = ARENA_ARRAY(w->arena, struct option_view, g->people_len + 1);
    for (size_t i = 0; i < g->people_len; i++) {
        list[i] = (struct option_view){.value = g->people[i].ref, .label = g->people[i].name};
    }
    return choice_field(w->arena, &g->person, list, g->people_len);
}

static enum err show_duties(struct web *w, struct granting *g, int status)
{
    const struct typed *const all[] = {&g->person, &g->duty, &g->from, &g->until, &g->ground};
    struct option_view *duties = ARENA_ARRAY(w->arena, struct option_view, DUTIES);
    duties[0] = (struct option_view){
        .value = "handler", .label = "异议经办人", .hint = "受理、核查、询问单位、答复；可以查看反映人"};
    duties[1] = (struct option_view){
        .value = "head", .label = "异议负责人", .hint = "另可以不予受理、作出结论、复核；可以查看反映人"};
    struct objection_duties_view v = {.errors = typed_errors(w->arena, all, sizeof all / sizeof all[0]),
                                      .person = person_field(w, g),
                                      .duty = radio_field(w->arena, &g->duty, duties, DUTIES),
                                      .from = line_field(w->arena, &g->from, "w-8"),
                                      .until = line_field(w->arena, &g->until, "w-8"),
                                      .ground = line_field(w->arena, &g->ground, "")};
    TRY(fill_duties(w, &v));
    frame_page(w, &v.page, "异议办理授权");
    v.page.has_errors = v.errors.items_len > 0;
    if (w->rq->method == GET && fields_has(&w->rq->query, "done")) {
        frame_flash(&v.page, "ok", "已登记", NULL);
    }
    v.top = (struct form_top_view){w->token, NULL};
    tpl_objection_duties(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err objection_duties_page(struct web *w)
{
    struct granting g;
    TRY(may_grant_objection_duty(&w->actor));
    TRY(ask_granting(w, &g));
    return show_duties(w, &g, 200);
}

enum err objection_duty_grant_page(struct web *w)
{
    struct granting g;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(may_grant_objection_duty(&w->actor));
    TRY(ask_granting(w, &g));
    if (!judge_granting(&g)) {
        return show_duties(w, &g, 422);
    }
    TRY(objection_duty_grant(&c, &g.new));
    web_redirect(w, "/objections/duties?done=1");
    return OK;
}

enum err objection_duty_end_page(struct web *w)
{
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(may_grant_objection_duty(&w->actor));
    TRY(objection_duty_end(&c, w->parts[0]));
    web_redirect(w, "/objections/duties?done=1");
    return OK;
}
