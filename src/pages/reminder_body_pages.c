/* reminder_body_pages.c - one body: what it owes, the words to remind it with, and the log of calls. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/contact_text.h"
#include "domain/masking.h"
#include "domain/mercy.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/reminder_pages.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { SAID_ZI = 200, PERSON_CHARS = 30 };

/* What is being noted. */
struct noting {
    struct typed channel, person, day, clock, said;
    enum call_channel by;
    int64_t called_at;
};

static void ask(struct noting *n, const char *channel, const char *person, const char *day, const char *clock,
                const char *said)
{
    n->channel = (struct typed){.id = "channel", .label = "方式", .value = channel};
    n->person = (struct typed){.id = "person", .label = "找到了谁", .value = person, .help = "对方的姓名"};
    n->day = (struct typed){.id = "day", .label = "日期", .value = day, .help = "例如 2015-7-8"};
    n->clock = (struct typed){.id = "clock", .label = "时间", .value = clock, .help = "例如 15:20"};
    n->said = (struct typed){.id = "said", .label = "说了什么", .value = said};
}

static struct field_view channel_field(struct web *w, const struct noting *n)
{
    struct option_view *options = ARENA_ARRAY(w->arena, struct option_view, CALL__COUNT);
    size_t len = 0;
    for (int i = 0; i < CALL__COUNT; i++) {
        enum call_channel c = (enum call_channel)i;
        if (call_is_told(c)) {
            const char *ident = call_channel_ident(c);
            options[len] = (struct option_view){.id = len == 0 ? "channel" : text_format(w->arena, "channel-%s", ident),
                                                .value = ident,
                                                .label = call_channel_name(c),
                                                .is_chosen = strcmp(ident, n->channel.value) == 0};
            len++;
        }
    }
    return (struct field_view){.id = "channel",
                               .name = "channel",
                               .label = n->channel.label,
                               .error = n->channel.error,
                               .describedby = n->channel.error == NULL ? NULL : "channel-e",
                               .is_group = true,
                               .is_radios = true,
                               .options = options,
                               .options_len = len};
}

static void fill_noting(struct web *w, struct reminder_view *v, const struct noting *n)
{
    const struct typed *const all[] = {&n->channel, &n->person, &n->day, &n->clock, &n->said};
    v->errors = typed_errors(w->arena, all, sizeof all / sizeof all[0]);
    v->channel = channel_field(w, n);
    v->person = line_field(w->arena, &n->person, "w-16");
    v->day = line_field(w->arena, &n->day, "w-16");
    v->clock = line_field(w->arena, &n->clock, "w-8");
    v->said = text_box_field(w->arena, &n->said, SAID_ZI);
    v->said.is_optional = true;
    v->call_url = url_path(text_format(w->arena, "/reminders/%s/calls", v->ref));
}

/* ---- what is shown ---- */

static void fill_debts(struct web *w, struct reminder_view *v, const struct debtor *d)
{
    struct debt_view *list = ARENA_ARRAY(w->arena, struct debt_view, d->items_len + 1);
    for (size_t i = 0; i < d->items_len; i++) {
        const struct debt_item *x = &d->items[i];
        const char *path = debt_path(w, x);
        list[i] = (struct debt_view){.text = debt_sentence(w->arena, &x->facts),
                                     .since_text = text_format(w->arena, "%s　%s起　截止 %s", debt_name(x->facts.kind),
                                                               day_short_chinese(w->arena, day_of_at(x->since)),
                                                               debt_due_words(w, x->due_at)),
                                     .has_url = path != NULL,
                                     .url = url_path(path == NULL ? "" : path)};
    }
    v->debts = list;
    v->debts_len = d->items_len;
    v->tag = owing_tag(d->owing);
    v->lead = d->items_len == 0 ? "该办的都办了。"
              : d->due_at == 0  ? "没有期限。"
                               : text_format(w->arena, "最近的截止时间是 %s，%s。", debt_due_words(w, d->due_at),
                                             owing_left(w->arena, d->due_at, w->now));
}

static enum err fill_calls(struct web *w, struct reminder_view *v, const struct debtor *d)
{
    struct call_row *rows = NULL;
    TRY(reminder_calls(w->db, w->arena, w->round->id, d->body_id, &rows, &v->calls_len));
    struct call_view *list = ARENA_ARRAY(w->arena, struct call_view, v->calls_len + 1);
    for (size_t i = 0; i < v->calls_len; i++) {
        list[i] = (struct call_view){.text = call_words(w->arena, rows[i].channel, rows[i].person, rows[i].called_at),
                                     .said = *rows[i].said == '\0' ? NULL : rows[i].said,
                                     .noted_text =
                                         text_format(w->arena, "当时欠办 %d 项。%s登记于 %s", rows[i].owed,
                                                     rows[i].noted_by, at_short_chinese(w->arena, rows[i].noted_at))};
    }
    v->calls = list;
    return OK;
}

static enum err fill_sheets(struct web *w, struct reminder_view *v, const struct debtor *d)
{
    struct sheet_made *rows = NULL;
    TRY(reminder_sheets_of(w->db, w->arena, w->round->id, d->body_id, &rows, &v->sheets_len));
    struct link_view *list = ARENA_ARRAY(w->arena, struct link_view, v->sheets_len + 1);
    for (size_t i = 0; i < v->sheets_len; i++) {
        list[i] =
            (struct link_view){text_format(w->arena, "第 %d 号，%s，%s", rows[i].number,
                                           day_short_chinese(w->arena, day_of_at(rows[i].made_at)), rows[i].made_by),
                               url_path(text_format(w->arena, "/reminders/sheets/%s", rows[i].batch_ref)), false};
    }
    v->sheets = list;
    return OK;
}

static enum err fill_contact(struct web *w, struct reminder_view *v, const struct debtor *d)
{
    const struct reading_for *x = web_reading(w);
    const char *name = "";
    const char *phone = "";
    const char *email = "";
    TRY(reminder_contact(x, d->body_id, "contact_name", &name));
    TRY(reminder_contact(x, d->body_id, "contact_phone", &phone));
    TRY(reminder_contact(x, d->body_id, "contact_email", &email));
    v->can_mail = email_is_valid(email);
    if (*name != '\0' || *phone != '\0') {
        v->contact_text = text_format(w->arena, "%s　%s%s", name, mask_phone(w->arena, phone),
                                      v->can_mail ? text_format(w->arena, "　%s", mask_email(w->arena, email)) : "");
    } else if (!d->has_people) {
        v->contact_text = "还没有开通账号，系统内通知没有人收。";
    }
    return OK;
}

static enum err show_reminder(struct web *w, const struct debtor *d, const struct noting *n, int status)
{
    struct reminder_view v = {.ref = d->ref, .name = d->name, .kind_name = debtor_kind_name(d->kind)};
    fill_debts(w, &v, d);
    TRY(fill_contact(w, &v, d));
    TRY(fill_calls(w, &v, d));
    TRY(fill_sheets(w, &v, d));
    TRY(reminder_text_of(w, d, &v.text));
    v.length_text = text_format(w->arena, "共 %zu 个字符，按短信计约 %zu 条。", utf8_length(v.text),
                                (utf8_length(v.text) + 66) / 67);
    fill_noting(w, &v, n);
    frame_page(w, &v.page, d->name);
    v.page.has_errors = v.errors.items_len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    if (fields_has(&w->rq->query, "noted")) {
        frame_flash(&v.page, "ok", "已经登记", NULL);
    }
    tpl_reminder(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err reminder_page(struct web *w)
{
    struct debtor d;
    struct noting n;
    struct civil c = civil_from_at(w->now);
    TRY(debtor_by_ref(web_reading(w), w->round, w->parts[0], w->now, &d));
    ask(&n, "phone", "", day_iso(w->arena, day_of_at(w->now)), text_format(w->arena, "%02d:%02d", c.hour, c.minute),
        "");
    return show_reminder(w, &d, &n, 200);
}

/* ---- noted ---- */

static int64_t round_begins(const struct round *r)
{
    int64_t first = r->windows_len == 0 ? 0 : r->windows[0].opens_at;
    for (size_t i = 1; i < r->windows_len; i++) {
        first = r->windows[i].opens_at < first ? r->windows[i].opens_at : first;
    }
    return first;
}

static void judge_time(struct web *w, struct noting *n)
{
    int64_t any = 0;
    if (closing_parse(w->arena, n->day.value, "", &any) != OK) {
        n->day.error = "日期看不懂，请写成 2015-7-8 这样";
    } else if (*n->clock.value == '\0' || closing_parse(w->arena, n->day.value, n->clock.value, &n->called_at) != OK) {
        n->clock.error = "时间看不懂，请写成 15:20 这样";
    } else {
        n->day.error = call_time_fault(n->called_at, round_begins(w->round), w->now);
    }
}

static bool judge_noting(struct web *w, struct noting *n)
{
    bool is_known = call_channel_from_ident(n->channel.value, &n->by) == OK && call_is_told(n->by);
    n->channel.error = is_known ? NULL : "请选择催办的方式";
    if (is_known && call_needs_person(n->by) && *n->person.value == '\0') {
        n->person.error = "请填写找到了谁";
    } else if (utf8_length(n->person.value) > PERSON_CHARS) {
        n->person.error = "姓名太长，请缩短到 30 个字以内";
    }
    n->said.error = utf8_length(n->said.value) > SAID_ZI ? "太长了，请缩短到 200 字以内" : NULL;
    judge_time(w, n);
    return n->channel.error == NULL && n->person.error == NULL && n->day.error == NULL && n->clock.error == NULL &&
           n->said.error == NULL;
}

enum err reminder_call_page(struct web *w)
{
    struct debtor d;
    struct noting n = {0};
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(debtor_by_ref(web_reading(w), w->round, w->parts[0], w->now, &d));
    ask(&n, posted_line(w, "channel"), posted_line(w, "person"), posted_line(w, "day"), posted_line(w, "clock"),
        posted_text(w, "said"));
    if (!judge_noting(w, &n)) {
        return show_reminder(w, &d, &n, 422);
    }
    struct call_new x = {.round_id = w->round->id,
                         .body_id = d.body_id,
                         .body_ref = d.ref,
                         .channel = n.by,
                         .person = n.person.value,
                         .said = n.said.value,
                         .owed = (int)d.items_len,
                         .called_at = n.called_at};
    TRY(reminder_call_add(&c, &x));
    web_redirect(w, text_format(w->arena, "/reminders/%s?noted=1", d.ref));
    return OK;
}
