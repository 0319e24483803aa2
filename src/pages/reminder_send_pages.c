/* reminder_send_pages.c - many bodies at once: sheets, notices, mail; and the words that they are made of. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/contact_text.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/reminder_pages.h"
#include "store/db.h"
#include "store/message_store.h"
#include "store/outbox_store.h"
#include "web/frame.h"
#include "web/web.h"

/* ---- who was chosen ---- */

struct chosen {
    const struct debtor **items; /* that owe something */
    size_t len, ticked;
};

static enum err read_chosen(struct web *w, struct chosen *ret)
{
    struct debtor *all = NULL;
    size_t len = 0;
    *ret = (struct chosen){0};
    TRY(debtor_list(web_reading(w), w->round, 0, w->now, &all, &len));
    ret->items = ARENA_ARRAY(w->arena, const struct debtor *, len + 1);
    for (size_t i = 0; i < len; i++) {
        if (is_debtor_ticked(w, all[i].ref)) {
            ret->ticked++;
            if (all[i].items_len > 0) {
                ret->items[ret->len++] = &all[i];
            }
        }
    }
    return OK;
}

static const char *chosen_fault(const struct chosen *c)
{
    return c->ticked == 0                ? "请勾选要催办的单位"
           : c->len == 0                 ? "所选的单位现在没有欠办的事项，不用催办"
           : c->len > SHEETS_MAX_AT_ONCE ? "一次最多催办 75 家，请分几次"
                                         : NULL;
}

/* ---- sheets ---- */

static enum err make_sheets(struct web *w, const struct chosen *c)
{
    const char *ref = "";
    struct writing x = {w->db, w->app->random, w->arena, &w->who};
    TRY(reminder_sheets_make(&x, w->round->id, c->items, c->len, &ref));
    web_redirect(w, text_format(w->arena, "/reminders/sheets/%s", ref));
    return OK;
}

/* ---- notices ---- */

/* Where the body's people do what they owe. */
static const char *work_link(struct web *w, const struct debtor *d)
{
    enum debt first = d->items[0].facts.kind;
    if (first == DEBT_POSTING) {
        return text_format(w->arena, "/nominations/%s/postings", d->items[0].nomination_ref);
    }
    return first == DEBT_OPINION || first == DEBT_CONCLUSION || first == DEBT_ANSWER ? "/reviews"
           : first == DEBT_LIST || first == DEBT_PAPER                               ? "/recommendations"
                                                                                     : "/nominations";
}

static enum err show_send(struct web *w, const struct chosen *c)
{
    struct reminder_send_view v = {.rows_len = c->len};
    struct receiver_view *rows = ARENA_ARRAY(w->arena, struct receiver_view, c->len + 1);
    for (size_t i = 0; i < c->len; i++) {
        rows[i] = (struct receiver_view){.ref = c->items[i]->ref, .name = c->items[i]->name};
        TRY(reminder_text_of(w, c->items[i], &rows[i].text));
    }
    v.rows = rows;
    v.lead = text_format(
        w->arena, "将发给 %zu 家单位，收到的人打开工作台就能看到，看过可以点“知道了”。发出以后不能收回。", c->len);
    frame_page(w, &v.page, "发系统内通知");
    v.top = (struct form_top_view){w->token, NULL};
    tpl_reminder_send(&w->out, &v);
    web_html(w, 200);
    return OK;
}

static enum err send_one(struct web *w, const struct debtor *d)
{
    struct writing x = {w->db, w->app->random, w->arena, &w->who};
    struct notice_new n = {.round_id = w->round->id,
                           .body_id = d->body_id,
                           .kind = "reminder",
                           .title = text_format(w->arena, "请办理：还有 %zu 项没有办", d->items_len),
                           .link = work_link(w, d)};
    TRY(reminder_text_of(w, d, &n.text));
    TRY(notice_send(&x, &n));
    struct call_new call = {.round_id = w->round->id,
                            .body_id = d->body_id,
                            .body_ref = d->ref,
                            .channel = CALL_SYSTEM,
                            .person = "",
                            .said = "",
                            .owed = (int)d->items_len,
                            .called_at = w->now};
    return reminder_call_add(&x, &call);
}

static enum err send_all(struct web *w, const struct chosen *c)
{
    for (size_t i = 0; i < c->len; i++) {
        TRY(send_one(w, c->items[i]));
    }
    web_redirect(w,
                 c->len == 1 ? text_format(w->arena, "/reminders/%s?noted=1", c->items[0]->ref) : "/reminders?sent=1");
    return OK;
}

/* ---- mail ---- */

static enum err add_mail(struct web *w, const struct debtor *d, const char *address)
{
    struct writing x = {w->db, w->app->random, w->arena, &w->who};
    int64_t *about = ARENA_ARRAY(w->arena, int64_t, d->items_len + 1);
    struct mail_new m = {.round_id = w->round->id, .body_id = d->body_id, .address = address, .about = about};
    for (size_t i = 0; i < d->items_len; i++) {
        if (d->items[i].nomination_id != 0) {
            about[m.about_len++] = d->items[i].nomination_id;
        }
    }
    TRY(reminder_text_of(w, d, &m.text));
    m.subject = text_format(w->arena, "请办理：%s", w->round->title);
    m.subject = utf8_length(m.subject) > 100 ? "请办理欠办的事项" : m.subject;
    return mail_add(&x, &m);
}

/* Held until somebody has looked at each.  Bodies without an address are counted, not passed over in silence. */
static enum err make_mail(struct web *w, const struct chosen *c)
{
    size_t made = 0;
    size_t waiting = 0;
    for (size_t i = 0; i < c->len; i++) {
        const char *address = "";
        TRY(reminder_contact(web_reading(w), c->items[i]->body_id, "contact_email", &address));
        if (!email_is_valid(address)) {
            continue;
        }
        enum err e = add_mail(w, c->items[i], address);
        waiting += e == ERR_CONFLICT;
        made += e == OK;
        if (e != OK && e != ERR_CONFLICT) {
            return e;
        }
    }
    if (made == 0) {
        return show_reminders(w,
                              waiting > 0 ? "所选的单位已有邮件等着发出，请先到待发邮件里处理"
                                          : "所选的单位没有填写电子邮箱，请改用系统内通知或者催办单",
                              422);
    }
    web_redirect(w, text_format(w->arena, "/outbox?made=%zu&left=%zu", made, c->len - made));
    return OK;
}

enum err reminders_act_page(struct web *w)
{
    struct chosen c;
    const char *act = fields_text(&w->rq->form, "act");
    TRY(read_chosen(w, &c));
    const char *fault = chosen_fault(&c);
    if (fault != NULL) {
        return show_reminders(w, fault, 422);
    }
    if (strcmp(act, "sheets") == 0) {
        return make_sheets(w, &c);
    }
    if (strcmp(act, "notice") == 0) {
        return show_send(w, &c);
    }
    if (strcmp(act, "send") == 0) {
        return send_all(w, &c);
    }
    return strcmp(act, "mail") == 0 ? make_mail(w, &c) : show_reminders(w, "请点催办单、系统内通知或者邮件的按钮", 422);
}

/* ---- the words ---- */

static const struct template_name_view names[] = {
    {"{body}", "单位的全称"},      {"{title}", "本次活动的名称"},        {"{items}", "欠办的事项，每行一项"},
    {"{deadline}", "截止时间"},    {"{left}", "还有几天，或者已过几天"}, {"{organiser}", "主办单位的简称"},
    {"{phone}", "主办单位的电话"},
};

static const char *sample_of(struct web *w, const char *text)
{
    struct reminder_words words = {.body = "某某单位",
                                   .title = w->round->title,
                                   .items = "1. “某某品牌”还没有作出审阅结论",
                                   .deadline = "7月10日（周五）24:00",
                                   .left = "还有 2 天",
                                   .organiser = round_text(w->round, "organiser_short"),
                                   .phone = round_text(w->round, "contact_phone")};
    return reminder_fill(w->arena, text, &words);
}

static enum err show_template(struct web *w, const char *now, const char *text, const char *error, int status)
{
    struct typed box = {
        .id = "text", .label = "文字", .value = text, .error = error, .help = "必须有 {body} 和 {items}"};
    const struct typed *const all[] = {&box};
    struct reminder_template_view v = {
        .was = now, .names = names, .names_len = sizeof names / sizeof names[0], .sample = sample_of(w, now)};
    v.text = text_box_field(w->arena, &box, REMINDER_TEXT_MAX);
    v.text.is_tall = true;
    v.errors = typed_errors(w->arena, all, 1);
    frame_page(w, &v.page, "催办文字");
    v.page.has_errors = error != NULL;
    v.top = (struct form_top_view){w->token, NULL};
    if (fields_has(&w->rq->query, "saved")) {
        frame_flash(&v.page, "ok", "已经保存", "以后生成的催办文字都按新的样式。");
    }
    tpl_reminder_template(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err reminder_template_page(struct web *w)
{
    const char *text = "";
    TRY(reminder_template(w->db, w->arena, w->round->id, &text));
    return show_template(w, text, text, NULL, 200);
}

enum err reminder_template_save_page(struct web *w)
{
    struct writing x = {w->db, w->app->random, w->arena, &w->who};
    const char *now = "";
    const char *text = posted_text(w, "text");
    TRY(reminder_template(w->db, w->arena, w->round->id, &now));
    const char *fault = reminder_template_fault(w->arena, text);
    if (fault == NULL && strcmp(posted_text(w, "was"), now) != 0 && strcmp(text, now) != 0) {
        fault = "别人刚刚改过。下面“现在的文字”是改过的，请比较以后再保存";
    }
    if (fault != NULL) {
        return show_template(w, now, text, fault, 422);
    }
    if (strcmp(text, now) != 0) {
        TRY(reminder_template_set(&x, w->round->id, now, text));
    }
    web_redirect(w, "/reminders/template?saved=1");
    return OK;
}
