/* outbox_pages.c - mail before it goes: looked at, let go, stopped, and what became of it. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/list_query.h"
#include "domain/masking.h"
#include "mail/mail_runner.h"
#include "pages/list_asking.h"
#include "pages/pages.h"
#include "store/db.h"
#include "store/outbox_store.h"
#include "web/frame.h"
#include "web/web.h"

static struct tag_view mail_tag(enum mail_state s)
{
    static const char *const kinds[MAIL__COUNT] = {
        [MAIL_HELD] = "todo",  [MAIL_QUEUED] = "half",  [MAIL_SENDING] = "half", [MAIL_SENT] = "done",
        [MAIL_FAILED] = "err", [MAIL_UNKNOWN] = "back", [MAIL_STOPPED] = "off"};
    return (struct tag_view){kinds[s], mail_state_name(s)};
}

/* What the list says beside the state. */
static const char *mail_note(struct web *w, const struct mail *m)
{
    switch (m->state) {
    case MAIL_QUEUED:
        return m->attempts == 0 ? NULL
                                : text_format(w->arena, "试过 %d 次，%s再试：%s", m->attempts,
                                              at_short_chinese(w->arena, m->next_at), m->detail);
    case MAIL_SENT: return at_short_chinese(w->arena, m->turned_at);
    case MAIL_FAILED: return m->detail;
    case MAIL_UNKNOWN: return "请打开决定";
    case MAIL_HELD:
    case MAIL_SENDING:
    case MAIL_STOPPED:
    case MAIL__COUNT: break;
    }
    return NULL;
}

/* How sending is set up, and how it goes. */
static void fill_state(struct web *w, struct outbox_view *v)
{
    struct mail_health h;
    v->state_kind = "info";
    if (w->app->mails == NULL) {
        v->state_text = "还没有配置发信服务器，邮件不会发出，先留在这里。由系统管理员在配置文件里写明 smtp_url 和 "
                        "smtp_from 以后重新启动，放行的邮件就会发出。";
        return;
    }
    h = mail_runner_health(w->app->mails, w->arena);
    bool is_down = *h.trouble != '\0';
    v->state_kind = is_down ? "warn" : "ok";
    v->state_text = is_down
                        ? text_format(w->arena, "经 %s 发信，上一次没有成功（%s）：%s。放行的邮件都留着，会自动再试。",
                                      h.server, at_short_chinese(w->arena, h.at), h.trouble)
                        : text_format(w->arena, "放行的邮件经 %s 发出，寄件地址 %s。", h.server, h.from);
}

struct outbox_asked {
    struct list_asking k;
    struct mail *rows;
    size_t len;
};

static enum err read_outbox(struct web *w, struct outbox_asked *q)
{
    *q = (struct outbox_asked){0};
    TRY(list_ask_begin(w, "/outbox", &q->k));
    struct list_choosing state = list_choose(&q->k, "state", "全部状态", MAIL__COUNT);
    for (int i = 0; i < MAIL__COUNT; i++) {
        list_add_choice(&state, mail_state_ident((enum mail_state)i), mail_state_name((enum mail_state)i));
    }
    struct outbox_filter f = {.state = list_add_filter(&q->k, "state", "状态", &state)};
    list_ask_word(&q->k);
    f.word = q->k.filter.word;
    return mail_list(web_reading(w), &f, &q->rows, &q->len);
}

static void fill_rows(struct web *w, struct outbox_view *v, const struct outbox_asked *q)
{
    struct mail_row_view *rows = ARENA_ARRAY(w->arena, struct mail_row_view, q->len + 1);
    for (size_t i = 0; i < q->len; i++) {
        const struct mail *m = &q->rows[i];
        rows[i] = (struct mail_row_view){
            .id = text_format(w->arena, "m-%s", m->ref),
            .ref = m->ref,
            .body_name = m->body_name,
            .address = mask_email(w->arena, m->address),
            .subject = m->subject,
            .made_text = text_format(w->arena, "%s %s", at_short_chinese(w->arena, m->made_at), m->made_by),
            .note = mail_note(w, m),
            .tag = mail_tag(m->state),
            .can_choose = m->state == MAIL_HELD,
            .url = url_path(text_format(w->arena, "/outbox/%s", m->ref))};
        v->can_release = v->can_release || rows[i].can_choose;
    }
    v->rows = rows;
    v->rows_len = q->len;
}

static void flash_made(struct web *w, struct page *page)
{
    int64_t made = 0;
    int64_t left = 0;
    if (text_to_int(fields_text(&w->rq->query, "made"), 1, OUTBOX_ROWS_MAX, &made) == OK &&
        text_to_int(fields_text(&w->rq->query, "left"), 0, OUTBOX_ROWS_MAX, &left) == OK) {
        frame_flash(page, "ok", text_format(w->arena, "拟好 %lld 封邮件", (long long)made),
                    left == 0 ? "请预览以后放行。"
                              : text_format(w->arena, "请预览以后放行。另有 %lld 家没有电子邮箱，或者已有邮件在等。",
                                            (long long)left));
    } else if (fields_has(&w->rq->query, "released")) {
        frame_flash(page, "ok", "已经放行", "发出的结果显示在各封邮件的状态里。");
    }
}

static enum err show_outbox(struct web *w, const char *error, int status)
{
    struct outbox_view v = {
        .has_list = w->actor.role == ROLE_OFFICE, .error = error, .count_text = "", .empty_text = ""};
    struct outbox_asked q;
    fill_state(w, &v);
    if (v.has_list) {
        TRY(read_outbox(w, &q));
        fill_rows(w, &v, &q);
        v.filter = list_filter_of(&q.k, "单位或者主题");
        v.count_text = text_format(w->arena, "%s %zu 封邮件", q.k.is_filtered ? "符合条件的有" : "共", q.len);
        v.empty_text = q.k.is_filtered ? "没有符合条件的邮件。可以换一个词，或者选全部状态。"
                                       : "还没有邮件。在催办里勾选单位，点“拟邮件”，邮件会先列在这里。";
    }
    if (error != NULL) {
        struct error_item_view *item = ARENA_NEW(w->arena, struct error_item_view);
        *item = (struct error_item_view){"main", error};
        for (size_t i = v.rows_len; i-- > 0;) {
            item->anchor = v.rows[i].can_choose ? v.rows[i].id : item->anchor;
        }
        v.errors = (struct error_summary_view){item, 1, 1};
    }
    frame_page(w, &v.page, "待发邮件");
    v.page.has_errors = error != NULL;
    flash_made(w, &v.page);
    v.top = (struct form_top_view){w->token, NULL};
    tpl_outbox(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err outbox_page(struct web *w)
{
    return show_outbox(w, NULL, 200);
}

/* ---- several at once ---- */

enum err outbox_release_page(struct web *w)
{
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    struct outbox_asked q;
    size_t released = 0;
    bool takes_all = strcmp(fields_text(&w->rq->form, "act"), "release_all") == 0;
    TRY(read_outbox(w, &q));
    for (size_t i = 0; i < q.len; i++) {
        struct mail m;
        bool is_ticked = fields_has(&w->rq->form, text_format(w->arena, "mail.%s", q.rows[i].ref));
        if (q.rows[i].state != MAIL_HELD || (!takes_all && !is_ticked)) {
            continue;
        }
        TRY(mail_by_ref(web_reading(w), q.rows[i].ref, &m));
        TRY(mail_turn_to(&c, &m, MAIL_QUEUED));
        released++;
    }
    if (released == 0) {
        return show_outbox(w, "请勾选要放行的邮件", 422);
    }
    mail_runner_wake(w->app->mails);
    web_redirect(w, "/outbox?released=1");
    return OK;
}

/* ---- one mail ---- */

static const char *mail_lead(struct web *w, const struct mail *m)
{
    const char *made = text_format(w->arena, "%s拟于 %s。", m->made_by, at_short_chinese(w->arena, m->made_at));
    switch (m->state) {
    case MAIL_HELD: return text_format(w->arena, "%s放行以后才发出。", made);
    case MAIL_QUEUED: return text_format(w->arena, "%s已经放行，还没有发出，可以停下。", made);
    case MAIL_SENT:
        return text_format(w->arena, "%s发信服务器于 %s 收下。", made, at_short_chinese(w->arena, m->turned_at));
    case MAIL_FAILED: return text_format(w->arena, "%s发信服务器拒绝：%s", made, m->detail);
    case MAIL_SENDING: return text_format(w->arena, "%s正在交给发信服务器。", made);
    case MAIL_STOPPED: return text_format(w->arena, "%s已经停下，不会发出。", made);
    case MAIL_UNKNOWN:
    case MAIL__COUNT: break;
    }
    return made;
}

static const struct option_view *mail_acts(struct web *w, const struct mail *m, size_t *ret_len)
{
    static const struct {
        enum mail_state from, to;
        const char *label;
    } acts[] = {{MAIL_HELD, MAIL_QUEUED, "放行"},
                {MAIL_HELD, MAIL_STOPPED, "不发了"},
                {MAIL_QUEUED, MAIL_STOPPED, "停下，不发了"},
                {MAIL_QUEUED, MAIL_HELD, "退回待放行"},
                {MAIL_FAILED, MAIL_QUEUED, "再发一次"},
                {MAIL_FAILED, MAIL_STOPPED, "不发了"},
                {MAIL_UNKNOWN, MAIL_SENT, "对方已收到"},
                {MAIL_UNKNOWN, MAIL_QUEUED, "对方没收到，再发一次"},
                {MAIL_UNKNOWN, MAIL_STOPPED, "不发了"}};
    enum { ACTS = sizeof acts / sizeof acts[0] };
    struct option_view *list = ARENA_ARRAY(w->arena, struct option_view, ACTS);
    for (size_t i = 0; i < ACTS; i++) {
        if (acts[i].from == m->state) {
            list[*ret_len] = (struct option_view){
                .value = mail_state_ident(acts[i].to), .label = acts[i].label, .is_chosen = *ret_len == 0};
            (*ret_len)++;
        }
    }
    return list;
}

static enum err fill_turns(struct web *w, struct mail_view *v, int64_t mail_id)
{
    struct mail_turn *rows = NULL;
    TRY(mail_turns(w->db, w->arena, mail_id, &rows, &v->turns_len));
    struct call_view *list = ARENA_ARRAY(w->arena, struct call_view, v->turns_len + 1);
    for (size_t i = 0; i < v->turns_len; i++) {
        list[i] = (struct call_view){.text = mail_state_name(rows[i].state),
                                     .said = *rows[i].detail == '\0' ? NULL : rows[i].detail,
                                     .noted_text = text_format(w->arena, "%s %s", at_chinese(w->arena, rows[i].at),
                                                               *rows[i].by == '\0' ? "系统" : rows[i].by)};
    }
    v->turns = list;
    return OK;
}

enum err mail_page(struct web *w)
{
    struct mail m;
    struct mail_view v = {0};
    TRY(mail_by_ref(web_reading(w), w->parts[0], &m));
    v.tag = mail_tag(m.state);
    v.body_name = m.body_name;
    v.address = mask_email(w->arena, m.address);
    v.subject = m.subject;
    v.text = m.text;
    v.lead = mail_lead(w, &m);
    v.warn = m.state != MAIL_UNKNOWN
                 ? NULL
                 : text_format(w->arena,
                               "不知道发信服务器是否收下了这封邮件（%s）。请先打电话问对方收到没有，"
                               "再作决定；系统不会自己再发。",
                               m.detail);
    v.acts = mail_acts(w, &m, &v.acts_len);
    v.post_url = url_path(text_format(w->arena, "/outbox/%s", m.ref));
    TRY(fill_turns(w, &v, m.id));
    frame_page(w, &v.page, m.subject);
    v.top = (struct form_top_view){w->token, NULL};
    if (fields_has(&w->rq->query, "late")) {
        frame_flash(&v.page, "warn", "没有办成", "这封邮件的状态刚刚变了，请看过以后再决定。");
    }
    tpl_mail(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err mail_act_page(struct web *w)
{
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    struct mail m;
    enum mail_state to = MAIL__COUNT;
    TRY(mail_by_ref(web_reading(w), w->parts[0], &m));
    enum err e = mail_state_from_ident(fields_text(&w->rq->form, "act"), &to);
    e = e == OK ? mail_turn_to(&c, &m, to) : ERR_INVALID;
    if (e == ERR_INVALID || e == ERR_CONFLICT) { /* it went on meanwhile */
        web_redirect(w, text_format(w->arena, "/outbox/%s?late=1", m.ref));
        return OK;
    }
    TRY(e);
    mail_runner_wake(w->app->mails);
    web_redirect(w, text_format(w->arena, "/outbox/%s", m.ref));
    return OK;
}
