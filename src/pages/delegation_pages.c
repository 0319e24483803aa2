/* delegation_pages.c - duties handed to a colleague of the same body for some days. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/date_text.h"
#include "domain/delegation.h"
#include "pages/pages.h"
#include "pages/people_form.h"
#include "pages/people_pages.h"
#include "pages/views.h"
#include "store/delegation_store.h"
#include "store/people_store.h"
#include "web/frame.h"
#include "web/web.h"

enum { REASON_MIN = 2, REASON_MAX = 200 };

/* What was typed. */
struct typed {
    const char *holder, *delegate, *first, *last, *reason;
};

/* Those of the body who can sign in. */
struct colleagues {
    struct colleague *list;
    size_t len;
    bool is_head; /* who asks acts as the head */
};

static enum err read_colleagues(struct web *w, struct colleagues *ret)
{
    struct colleague *all = NULL;
    size_t len = 0;
    TRY(acts_as_head(w->db, w->arena, w->actor.account_id, w->now, &ret->is_head));
    TRY(colleague_list(w->db, w->arena, w->actor.body_id, &all, &len));
    ret->list = all;
    ret->len = 0;
    for (size_t i = 0; i < len; i++) {
        if (all[i].is_active) {
            all[ret->len++] = all[i];
        }
    }
    return OK;
}

/* ---- the page ---- */

static struct tag_view state_tag(enum delegation_state state)
{
    switch (state) {
    case DELEGATION_COMING: return (struct tag_view){"todo", "还没有开始"};
    case DELEGATION_IN_FORCE: return (struct tag_view){"done", "正在生效"};
    case DELEGATION_RECALLED: return (struct tag_view){"off", "已收回"};
    case DELEGATION_ENDED:
    default: return (struct tag_view){"off", "已到期"};
    }
}

static struct delegation_row_view row_of(struct web *w, const struct colleagues *c, const struct delegation *d)
{
    enum delegation_state state = delegation_state_at(d->begins_at, d->ends_at, d->recalled_at, w->now);
    struct account_facts holder = {d->holder_id, w->actor.body_id, w->actor.role, true};
    return (struct delegation_row_view){
        .name = delegation_name(w->arena, d->delegate_name, d->holder_name),
        .days_text = text_format(w->arena, "%s至%s", day_chinese(w->arena, day_of_at(d->begins_at)),
                                 day_chinese(w->arena, day_of_at(d->ends_at - 1))),
        .reason = d->reason,
        .tag = state_tag(state),
        .can_recall = may_recall_delegation(&w->actor, c->is_head, &holder, d->delegate_id, state) == OK,
        .recall_url = url_path(text_format(w->arena, "/accounts/me/delegations/%s/recall", d->ref))};
}

/* Colleagues as choices; for the holder only oneself, unless one is the head. */
static const struct option_view *choices(struct web *w, const struct colleagues *c, bool is_holder, const char *chosen,
                                         size_t *ret_len)
{
    struct option_view *list = ARENA_ARRAY(w->arena, struct option_view, c->len + 1);
    *ret_len = 0;
    for (size_t i = 0; i < c->len; i++) {
        bool is_own = c->list[i].id == w->actor.account_id;
        if (!is_holder || c->is_head || is_own) {
            list[(*ret_len)++] = (struct option_view){.value = c->list[i].ref,
                                                      .label = c->list[i].person_name,
                                                      .hint = NULL,
                                                      .is_chosen = strcmp(chosen, c->list[i].ref) == 0};
        }
    }
    return list;
}

static void fill_form(struct web *w, const struct colleagues *c, const struct typed *t, const struct wrongs *x,
                      struct delegations_view *v)
{
    size_t len = 0;
    const struct option_view *list = choices(w, c, true, t->holder, &len);
    v->holder = people_select(w, x, "holder", "谁离岗", list, len);
    v->holder.width = "w-16";
    list = choices(w, c, false, t->delegate, &len);
    v->delegate = people_select(w, x, "delegate", "交给谁", list, len);
    v->delegate.width = "w-16";
    v->first = people_text(w, x, "first", "第一天", t->first);
    v->first.width = "w-16";
    people_help(w, &v->first, text_format(w->arena, "例如 %s", day_iso(w->arena, day_of_at(w->now))));
    v->last = people_text(w, x, "last", "最后一天", t->last);
    v->last.width = "w-16";
    people_help(w, &v->last, "到这一天 24:00 自动结束，最多 92 天");
    v->reason = people_text(w, x, "reason", "原因", t->reason);
    people_help(w, &v->reason, "例如“出差”“休假”");
}

static enum err show(struct web *w, const struct colleagues *c, const struct typed *t, const struct wrongs *x)
{
    static const struct {
        const char *done, *title;
    } said[] = {{"made", "已经委托"}, {"recalled", "委托已经收回"}};
    struct delegation *all = NULL;
    size_t len = 0;
    TRY(delegation_list(w->db, w->arena, w->actor.body_id, &all, &len));
    struct delegation_row_view *rows = ARENA_ARRAY(w->arena, struct delegation_row_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        rows[i] = row_of(w, c, &all[i]);
    }
    struct delegations_view v = {.errors = wrongs_summary(x),
                                 .body_name = w->session.account.body_name,
                                 .rows = rows,
                                 .rows_len = len,
                                 .can_add = c->len > 1 || x->len > 0};
    fill_form(w, c, t, x, &v);
    frame_page(w, &v.page, "委托");
    v.page.has_errors = x->len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        if (strcmp(fields_text(&w->rq->query, "done"), said[i].done) == 0) {
            frame_flash(&v.page, "ok", said[i].title, NULL);
        }
    }
    tpl_delegations(&w->out, &v);
    web_html(w, x->len > 0 ? 422 : 200);
    return OK;
}

enum err delegations_page(struct web *w)
{
    struct wrongs none = {.len = 0};
    struct colleagues c;
    TRY(read_colleagues(w, &c));
    const char *own = "";
    for (size_t i = 0; i < c.len; i++) {
        own = c.list[i].id == w->actor.account_id ? c.list[i].ref : own;
    }
    return show(w, &c, &(struct typed){own, "", day_iso(w->arena, day_of_at(w->now)), "", ""}, &none);
}

/* ---- acting ---- */

/* A day with all its parts; false for anything else. */
static bool read_day(const char *text, day_no *ret)
{
    struct month_or_day m;
    bool is_day = date_text_parse(text, &m) == OK && m.day != 0;
    if (is_day) {
        *ret = month_or_day_first(m);
    }
    return is_day;
}

static enum err judge_people(struct web *w, const struct colleagues *c, const struct typed *t, struct wrongs *x,
                             struct account people[2])
{
    wrong(x, "holder", *t->holder == '\0' ? "请选择谁离岗" : NULL);
    wrong(x, "delegate", *t->delegate == '\0' ? "请选择交给谁" : NULL);
    if (x->len > 0) {
        return OK;
    }
    TRY(account_by_ref(w->db, w->arena, t->holder, &people[0]));
    TRY(account_by_ref(w->db, w->arena, t->delegate, &people[1]));
    struct account_facts holder = account_facts_of(&people[0]);
    struct account_facts delegate = account_facts_of(&people[1]);
    enum err e = may_delegate(&w->actor, c->is_head, &holder, &delegate);
    wrong(x, "delegate", e == ERR_CONFLICT ? "不能委托给本人或者已停用的账号，请另选一位同事" : NULL);
    return e == ERR_CONFLICT ? OK : e;
}

static void judge_days(struct web *w, const struct typed *t, struct wrongs *x, struct delegation *in)
{
    day_no first = 0;
    day_no last = 0;
    const char *reason = NULL;
    bool has_first = read_day(t->first, &first);
    bool has_last = read_day(t->last, &last);
    wrong(x, "first", has_first ? NULL : "日期看不懂，请写成 2015-6-20 这样");
    wrong(x, "last", has_last ? NULL : "日期看不懂，请写成 2015-6-20 这样");
    if (has_first && has_last && delegation_days_rule(first, last, day_of_at(w->now), &reason) != OK) {
        wrong(x, first < day_of_at(w->now) ? "first" : "last", reason);
    }
    size_t len = utf8_length(t->reason);
    wrong(x, "reason", len < REASON_MIN ? "请写明原因" : len > REASON_MAX ? "原因最多 200 个字，请缩短" : NULL);
    in->begins_at = day_starts_at(first);
    in->ends_at = day_starts_at(last + 1);
    in->reason = t->reason;
}

enum err delegation_add_page(struct web *w)
{
    struct wrongs x = {.len = 0};
    struct colleagues c;
    struct account people[2] = {{.id = 0}, {.id = 0}};
    struct delegation in = {.ref = ""};
    struct typed t = {typed_line(w, "holder"), typed_line(w, "delegate"), typed_line(w, "first"), typed_line(w, "last"),
                      typed_line(w, "reason")};
    struct writing by = {w->db, w->app->random, w->arena, &w->who};
    TRY(read_colleagues(w, &c));
    TRY(judge_people(w, &c, &t, &x, people));
    judge_days(w, &t, &x, &in);
    if (x.len == 0) {
        in.holder_id = people[0].id;
        in.delegate_id = people[1].id;
        enum err e = delegation_add(&by, &in, &people[0]);
        wrong(&x, "first", e == ERR_CONFLICT ? "这些日子里已经有委托，请先收回原来的，或者改日期" : NULL);
        if (e != ERR_CONFLICT) {
            TRY(e);
        }
    }
    if (x.len > 0) {
        return show(w, &c, &t, &x);
    }
    web_redirect(w, "/accounts/me/delegations?done=made");
    return OK;
}

enum err delegation_recall_page(struct web *w)
{
    struct delegation d;
    struct account holder;
    bool is_head = false;
    struct writing by = {w->db, w->app->random, w->arena, &w->who};
    TRY(delegation_by_ref(w->db, w->arena, w->parts[0], &d));
    TRY(account_by_id(w->db, w->arena, d.holder_id, &holder));
    TRY(acts_as_head(w->db, w->arena, w->actor.account_id, w->now, &is_head));
    struct account_facts facts = account_facts_of(&holder);
    enum delegation_state state = delegation_state_at(d.begins_at, d.ends_at, d.recalled_at, w->now);
    TRY(may_recall_delegation(&w->actor, is_head, &facts, d.delegate_id, state));
    TRY(delegation_recall(&by, &d, &holder));
    web_redirect(w, "/accounts/me/delegations?done=recalled");
    return OK;
}
