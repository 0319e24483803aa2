/* own_data_pages.c - all that is held about oneself, to read and to take away, and the erasure of one's own account. */
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/text.h"
#include "document/workbook.h"
#include "domain/erasure.h"
#include "domain/people.h"
#include "pages/own_data_words.h"
#include "pages/pages.h"
#include "pages/people_form.h"
#include "pages/views.h"
#include "store/own_data_store.h"
#include "store/people_store.h"
#include "web/frame.h"
#include "web/session_cookie.h"
#include "web/web.h"

enum { JSON_BYTES_MAX = 4 * 1024 * 1024 };

/* ---- words ---- */

static const char *moment(struct web *w, int64_t at)
{
    return at == 0 ? "无" : at_chinese(w->arena, at);
}

/* ---- one list of sections for the page and for the workbook ---- */

enum { OWN_SECTIONS = 8 };

static void add(struct own_fact_view *list, size_t *len, const char *name, const char *text)
{
    list[(*len)++] = (struct own_fact_view){.name = name, .text = text};
}

static struct own_section_view account_section(struct web *w, const struct own_data *d)
{
    enum { FACTS = 10 };
    const struct account *me = &w->session.account;
    struct own_fact_view *list = ARENA_ARRAY(w->arena, struct own_fact_view, FACTS);
    size_t len = 0;
    add(list, &len, "姓名", me->person_name);
    add(list, &len, "登录账号", me->login);
    add(list, &len, "账号编号", text_format(w->arena, "%lld", (long long)me->id));
    add(list, &len, "身份", role_name(me->role));
    add(list, &len, "单位", me->body_name);
    add(list, &len, "账号负责人", d->account.is_head && role_acts_for_body(me->role) ? "是" : "不是");
    add(list, &len, "开通时间", moment(w, d->account.created_at));
    add(list, &len, "密码", text_format(w->arena, "%s 设置，只存不可还原的摘要", moment(w, d->account.password_at)));
    add(list, &len, "动态口令",
        d->account.code_at == 0 ? "没有设置"
                                : text_format(w->arena, "%s 设置，加密保存", moment(w, d->account.code_at)));
    return (struct own_section_view){"account", "账号", list, len, ""};
}

static struct own_section_view session_section(struct web *w, const struct own_data *d)
{
    struct own_fact_view *list = ARENA_ARRAY(w->arena, struct own_fact_view, d->sessions_len + 1);
    size_t len = 0;
    for (size_t i = 0; i < d->sessions_len; i++) {
        const struct own_session *s = &d->sessions[i];
        add(list, &len, at_short_chinese(w->arena, s->created_at),
            text_format(w->arena, "地址 %s，%s，最近使用 %s%s", s->remote_addr, browser_words(w->arena, s->user_agent),
                        at_short_chinese(w->arena, s->seen_at), s->ended_at == 0 ? "" : "，已退出"));
    }
    return (struct own_section_view){"sessions", "登录记录（保留 36 小时）", list, len, "没有登录记录。"};
}

static struct own_section_view origin_section(struct web *w, const struct own_data *d)
{
    struct own_fact_view *list = ARENA_ARRAY(w->arena, struct own_fact_view, d->registrations_len + d->imports_len + 1);
    size_t len = 0;
    for (size_t i = 0; i < d->registrations_len; i++) {
        const struct own_registration *r = &d->registrations[i];
        add(list, &len, "单位登记",
            text_format(w->arena, "%s，为%s登记，联系人 %s，电话 %s，来自地址 %s", moment(w, r->created_at),
                        r->unit_name, r->contact_name, r->contact_phone, r->source));
    }
    for (size_t i = 0; i < d->imports_len; i++) {
        const struct own_import_row *r = &d->imports[i];
        add(list, &len, "批量导入",
            text_format(w->arena, "%s，文件 %s 第 %lld 行，姓名 %s", moment(w, r->at), r->filename, (long long)r->line,
                        r->person_name));
    }
    return (struct own_section_view){"origin", "账号从哪里来", list, len,
                                     "由账号负责人或者系统管理员邀请，没有其他资料。"};
}

static struct own_section_view writing_section(struct web *w, const struct own_data *d)
{
    struct own_fact_view *list = ARENA_ARRAY(w->arena, struct own_fact_view, d->writings_len + 1);
    size_t len = 0;
    for (size_t i = 0; i < d->writings_len; i++) {
        const struct own_writing *n = &d->writings[i];
        add(list, &len, *n->receipt_no == '\0' ? "草稿" : n->receipt_no,
            text_format(w->arena, "%s最后保存 %lld 部分，改动文字 %lld 处，提交 %lld 个版本，未并入草稿的文字 %lld 份",
                        n->is_begun ? "由您开始；" : "", (long long)n->sections, (long long)n->replaced,
                        (long long)n->versions, (long long)n->kept));
        if (w->actor.role == ROLE_UNIT) {
            list[len - 1].has_url = true;
            list[len - 1].url = url_path(text_format(w->arena, "/nominations/%s", n->ref));
        }
    }
    return (struct own_section_view){"writings", "写过的申报", list, len, "没有写过申报。"};
}

static const char *day_of_iso(struct arena *a, const char *iso)
{
    day_no day = 0;
    return day_parse(iso, &day) == OK ? day_chinese(a, day) : iso;
}

static const char *duty_text(struct web *w, const struct own_duty *d)
{
    const char *ended =
        d->ended_at == 0 ? "" : text_format(w->arena, "，%s 收回", at_short_chinese(w->arena, d->ended_at));
    return text_format(w->arena, "%s至 %s，依据：%s，%s 登记%s", day_of_iso(w->arena, d->from_on),
                       day_of_iso(w->arena, d->until_on), d->ground, at_short_chinese(w->arena, d->granted_at), ended);
}

/* How much and when: of whom it was is in the docket, for those who may read it. */
static struct own_section_view docket_section(struct web *w, const struct own_data *d)
{
    struct own_fact_view *list = ARENA_ARRAY(w->arena, struct own_fact_view, d->duties_len + d->deeds_len + 1);
    size_t len = 0;
    for (size_t i = 0; i < d->duties_len; i++) {
        add(list, &len, d->duties[i].is_head ? "异议负责人" : "异议经办人", duty_text(w, &d->duties[i]));
    }
    for (size_t i = 0; i < d->deeds_len; i++) {
        const struct own_deed *x = &d->deeds[i];
        const char *counted = "";
        const char *words = own_deed_words(x->kind, &counted);
        add(list, &len, words,
            text_format(w->arena, "%lld %s，%s 至 %s", (long long)x->count, counted,
                        at_short_chinese(w->arena, x->first_at), at_short_chinese(w->arena, x->last_at)));
    }
    return (struct own_section_view){"docket", "公示意见和异议", list, len, "没有被授权，也没有办过。"};
}

static struct own_section_view hall_section(struct web *w, const struct own_data *d)
{
    struct own_fact_view *list = ARENA_ARRAY(w->arena, struct own_fact_view, d->halls_len + 1);
    size_t len = 0;
    for (size_t i = 0; i < d->halls_len; i++) {
        const struct own_hall *h = &d->halls[i];
        const char *added =
            h->is_added ? text_format(w->arena, "%s 由您登记；", at_short_chinese(w->arena, h->added_at)) : "";
        add(list, &len, h->name,
            text_format(w->arena, "%s，%s填写名称地址 %lld 次，张贴照片 %lld 张，撤回或者替换 %lld 张%s", h->address,
                        added, (long long)h->names, (long long)h->proofs, (long long)h->proofs_ended,
                        h->is_ended ? "，由您停用" : ""));
    }
    return (struct own_section_view){"halls", "公示张贴的营业厅、窗口", list, len, "没有登记过，也没有传过张贴照片。"};
}

static struct own_section_view act_section(struct web *w, const struct own_data *d)
{
    struct own_fact_view *list = ARENA_ARRAY(w->arena, struct own_fact_view, d->acts_len + 1);
    size_t len = 0;
    for (size_t i = 0; i < d->acts_len; i++) {
        const struct own_act *x = &d->acts[i];
        add(list, &len, own_act_words(x->verb),
            text_format(w->arena, "%lld 次，%s 至 %s", (long long)x->count, at_short_chinese(w->arena, x->first_at),
                        at_short_chinese(w->arena, x->last_at)));
    }
    return (struct own_section_view){"acts", "审计日志里您办过的事", list, len, "没有。"};
}

static struct own_section_view entry_section(struct web *w, const struct own_data *d)
{
    struct own_fact_view *list = ARENA_ARRAY(w->arena, struct own_fact_view, d->entries_len + 1);
    size_t len = 0;
    for (size_t i = 0; i < d->entries_len; i++) {
        const struct own_entry *x = &d->entries[i];
        add(list, &len, at_short_chinese(w->arena, x->at),
            text_format(w->arena, "第 %lld 条，%s%s%s%s，%s", (long long)x->id, own_act_words(x->verb),
                        *x->detail == '\0' ? "" : "（", x->detail, *x->detail == '\0' ? "" : "）",
                        x->is_by_self ? "本人" : "他人或者系统"));
    }
    return (struct own_section_view){"entries", "审计日志里关于您的记录", list, len, "没有。"};
}

static const struct own_section_view *own_sections(struct web *w, const struct own_data *d)
{
    struct own_section_view *list = ARENA_ARRAY(w->arena, struct own_section_view, OWN_SECTIONS);
    list[0] = account_section(w, d);
    list[1] = session_section(w, d);
    list[2] = origin_section(w, d);
    list[3] = writing_section(w, d);
    list[4] = docket_section(w, d);
    list[5] = hall_section(w, d);
    list[6] = act_section(w, d);
    list[7] = entry_section(w, d);
    return list;
}

enum err own_data_page(struct web *w)
{
    struct own_data d;
    TRY(own_data_read(w->db, w->arena, &w->session.account, &d));
    struct own_data_view v = {.sections = own_sections(w, &d), .sections_len = OWN_SECTIONS};
    frame_page(w, &v.page, "本人信息");
    tpl_own_data(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err own_data_xlsx_page(struct web *w)
{
    static const struct workbook_column columns[] = {
        {"类别", WORKBOOK_TEXT, 26}, {"项目", WORKBOOK_TEXT, 26}, {"内容", WORKBOOK_TEXT, 90}};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    struct own_data d;
    const unsigned char *bytes = NULL;
    size_t len = 0;
    size_t rows = 0;
    TRY(own_data_read(w->db, w->arena, &w->session.account, &d));
    const struct own_section_view *s = own_sections(w, &d);
    for (size_t i = 0; i < OWN_SECTIONS; i++) {
        rows += s[i].facts_len;
    }
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, rows * COLUMNS + 1);
    struct workbook_cell *at = cells;
    for (size_t i = 0; i < OWN_SECTIONS; i++) {
        for (size_t k = 0; k < s[i].facts_len; k++) {
            *at++ = (struct workbook_cell){s[i].title, 0};
            *at++ = (struct workbook_cell){s[i].facts[k].name, 0};
            *at++ = (struct workbook_cell){s[i].facts[k].text, 0};
        }
    }
    const char *note =
        text_format(w->arena, "导出时间 %s　账号 %s", at_chinese(w->arena, w->now), w->session.account.login);
    struct workbook b = {.sheet_name = "本人信息",
                         .title = text_format(w->arena, "%s本人信息", w->session.account.person_name),
                         .notes = &note,
                         .notes_len = 1,
                         .columns = columns,
                         .columns_len = COLUMNS,
                         .cells = cells,
                         .rows_len = rows,
                         .made_at = w->now};
    TRY(workbook_make(&b, w->app->spool_dir == NULL ? "/tmp" : w->app->spool_dir, w->arena, &bytes, &len));
    web_download(w, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "本人信息.xlsx", bytes, len);
    return OK;
}

/* ---- JSON ---- */

static void json_text(struct buffer *b, const char *name, const char *value)
{
    buffer_format(b, "\"%s\":", name);
    buffer_json(b, value);
    buffer_text(b, ",");
}

static void json_moment(struct buffer *b, struct arena *a, const char *name, int64_t at)
{
    if (at == 0) {
        buffer_format(b, "\"%s\":null,", name);
    } else {
        json_text(b, name, at_rfc3339(a, at));
    }
}

/* Ends an object whose last member left its comma. */
static void json_end(struct buffer *b, const char *end)
{
    if (b->len > 0 && b->bytes[b->len - 1] == ',') {
        b->len--;
    }
    buffer_text(b, end);
}

static void json_account(struct buffer *b, struct web *w, const struct own_data *d)
{
    const struct account *me = &w->session.account;
    buffer_text(b, "\"account\":{");
    buffer_format(b, "\"number\":%lld,", (long long)me->id);
    json_text(b, "person_name", me->person_name);
    json_text(b, "login", me->login);
    json_text(b, "role", role_ident(me->role));
    json_text(b, "body_kind", d->account.body_kind);
    json_text(b, "body_name", me->body_name);
    buffer_format(b, "\"is_head\":%s,", d->account.is_head ? "true" : "false");
    json_moment(b, w->arena, "created_at", d->account.created_at);
    json_moment(b, w->arena, "password_at", d->account.password_at);
    json_moment(b, w->arena, "second_factor_at", d->account.code_at);
    json_end(b, "},\n");
}

static void json_sessions(struct buffer *b, struct web *w, const struct own_data *d)
{
    buffer_text(b, "\"sessions\":[");
    for (size_t i = 0; i < d->sessions_len; i++) {
        buffer_text(b, "\n{");
        json_moment(b, w->arena, "created_at", d->sessions[i].created_at);
        json_moment(b, w->arena, "seen_at", d->sessions[i].seen_at);
        json_moment(b, w->arena, "ended_at", d->sessions[i].ended_at);
        json_text(b, "address", d->sessions[i].remote_addr);
        json_text(b, "browser", d->sessions[i].user_agent);
        json_end(b, "},");
    }
    json_end(b, "],\n");
}

static void json_origin(struct buffer *b, struct web *w, const struct own_data *d)
{
    buffer_text(b, "\"registrations\":[");
    for (size_t i = 0; i < d->registrations_len; i++) {
        const struct own_registration *r = &d->registrations[i];
        buffer_text(b, "\n{");
        json_moment(b, w->arena, "created_at", r->created_at);
        json_text(b, "unit_name", r->unit_name);
        json_text(b, "contact_name", r->contact_name);
        json_text(b, "contact_phone", r->contact_phone);
        json_text(b, "address", r->source);
        json_text(b, "state", r->state);
        json_end(b, "},");
    }
    json_end(b, "],\n\"imports\":[");
    for (size_t i = 0; i < d->imports_len; i++) {
        buffer_text(b, "\n{");
        json_text(b, "file", d->imports[i].filename);
        buffer_format(b, "\"line\":%lld,", (long long)d->imports[i].line);
        json_text(b, "person_name", d->imports[i].person_name);
        json_end(b, "},");
    }
    json_end(b, "],\n");
}

static void json_writings(struct buffer *b, const struct own_data *d)
{
    buffer_text(b, "\"writings\":[");
    for (size_t i = 0; i < d->writings_len; i++) {
        const struct own_writing *n = &d->writings[i];
        buffer_text(b, "\n{");
        json_text(b, "nomination", n->ref);
        json_text(b, "receipt_no", n->receipt_no);
        json_text(b, "unit_name", n->unit_name);
        buffer_format(b,
                      "\"sections_saved\":%lld,\"texts_replaced\":%lld,\"versions_submitted\":%lld,\"kept_texts\":%lld",
                      (long long)n->sections, (long long)n->replaced, (long long)n->versions, (long long)n->kept);
        buffer_text(b, "},");
    }
    json_end(b, "],\n");
}

static void json_docket(struct buffer *b, struct web *w, const struct own_data *d)
{
    buffer_text(b, "\"objection_duties\":[");
    for (size_t i = 0; i < d->duties_len; i++) {
        const struct own_duty *x = &d->duties[i];
        buffer_text(b, "\n{");
        json_text(b, "duty", x->is_head ? "head" : "handler");
        json_text(b, "from_on", x->from_on);
        json_text(b, "until_on", x->until_on);
        json_text(b, "ground", x->ground);
        json_moment(b, w->arena, "granted_at", x->granted_at);
        json_moment(b, w->arena, "ended_at", x->ended_at);
        json_end(b, "},");
    }
    json_end(b, "],\n\"objection_deeds\":[");
    for (size_t i = 0; i < d->deeds_len; i++) {
        buffer_text(b, "\n{");
        json_text(b, "kind", d->deeds[i].kind);
        buffer_format(b, "\"count\":%lld,", (long long)d->deeds[i].count);
        json_moment(b, w->arena, "first_at", d->deeds[i].first_at);
        json_moment(b, w->arena, "last_at", d->deeds[i].last_at);
        json_end(b, "},");
    }
    json_end(b, "],\n");
}

static void json_halls(struct buffer *b, struct web *w, const struct own_data *d)
{
    buffer_text(b, "\"halls\":[");
    for (size_t i = 0; i < d->halls_len; i++) {
        const struct own_hall *h = &d->halls[i];
        buffer_text(b, "\n{");
        json_text(b, "name", h->name);
        json_text(b, "address", h->address);
        json_moment(b, w->arena, "added_at", h->added_at);
        buffer_format(b, "\"added_by_self\":%s,\"ended_by_self\":%s,", h->is_added ? "true" : "false",
                      h->is_ended ? "true" : "false");
        buffer_format(b, "\"names_written\":%lld,\"photographs_added\":%lld,\"photographs_ended\":%lld},",
                      (long long)h->names, (long long)h->proofs, (long long)h->proofs_ended);
    }
    json_end(b, "],\n");
}

static void json_log(struct buffer *b, struct web *w, const struct own_data *d)
{
    buffer_text(b, "\"acts\":[");
    for (size_t i = 0; i < d->acts_len; i++) {
        buffer_text(b, "\n{");
        json_text(b, "verb", d->acts[i].verb);
        buffer_format(b, "\"count\":%lld,", (long long)d->acts[i].count);
        json_moment(b, w->arena, "first_at", d->acts[i].first_at);
        json_moment(b, w->arena, "last_at", d->acts[i].last_at);
        json_end(b, "},");
    }
    json_end(b, "],\n\"log_entries\":[");
    for (size_t i = 0; i < d->entries_len; i++) {
        buffer_format(b, "\n{\"number\":%lld,", (long long)d->entries[i].id);
        json_moment(b, w->arena, "at", d->entries[i].at);
        json_text(b, "verb", d->entries[i].verb);
        json_text(b, "detail", d->entries[i].detail);
        buffer_format(b, "\"by_self\":%s},", d->entries[i].is_by_self ? "true" : "false");
    }
    json_end(b, "]\n");
}

enum err own_data_json_page(struct web *w)
{
    struct own_data d;
    struct buffer b = buffer_new(w->arena, JSON_BYTES_MAX);
    TRY(own_data_read(w->db, w->arena, &w->session.account, &d));
    buffer_text(&b, "{");
    json_moment(&b, w->arena, "made_at", w->now);
    json_account(&b, w, &d);
    json_sessions(&b, w, &d);
    json_origin(&b, w, &d);
    json_writings(&b, &d);
    json_docket(&b, w, &d);
    json_halls(&b, w, &d);
    json_log(&b, w, &d);
    buffer_text(&b, "}\n");
    if (b.is_overfull) {
        return ERR_TOO_LARGE;
    }
    const char *text = buffer_string(&b);
    web_download(w, "application/json; charset=utf-8", "本人信息.json", text, strlen(text));
    return OK;
}

/* ---- erasing ---- */

struct erase_attempt {
    bool is_right, is_empty;
    int64_t locked_until;
};

static enum err show_erase(struct web *w, const struct wrongs *x, int status)
{
    struct erasure_facts facts;
    const struct account *me = &w->session.account;
    struct erase_view v = {.errors = wrongs_summary(x), .login = me->login};
    v.number_text = text_format(w->arena, "%lld", (long long)me->id);
    TRY(erasure_facts_read(w->db, me, &facts));
    if (may_erase(&facts, &v.refusal) == OK) {
        v.refusal = NULL;
    }
    TRY(account_is_head(w->db, me->id, &v.is_head));
    v.is_head = v.is_head && role_acts_for_body(me->role) && facts.colleagues > 0;
    v.password = people_password(w, x, "password", "输入密码，确认是本人");
    v.password.autocomplete = "current-password";
    frame_page(w, &v.page, "注销账号");
    v.page.has_errors = x->len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_erase(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err account_erase_page(struct web *w)
{
    struct wrongs none = {.len = 0};
    return show_erase(w, &none, 200);
}

enum err account_erase_prepare(struct web *w)
{
    struct erase_attempt *t = ARENA_NEW(w->arena, struct erase_attempt);
    struct account me;
    const char *password = fields_text(&w->rq->form, "password");
    w->prepared = t;
    t->is_empty = *password == '\0';
    TRY(account_by_id(w->db, w->arena, w->actor.account_id, &me));
    TRY(signin_locked_until(w->db, me.login, w->rq->remote_addr, w->now, &t->locked_until));
    t->is_right = !t->is_empty && t->locked_until == 0 && strlen(password) <= PASSWORD_BYTES_MAX &&
                  password_check(me.password_hash, password) == OK;
    return OK;
}

static enum err refuse_erase(struct web *w, const struct erase_attempt *t)
{
    struct wrongs x = {.len = 0};
    const char *reason = "密码不对，请重新输入";
    if (t->is_empty) {
        reason = "请输入密码";
    } else if (t->locked_until != 0) {
        reason =
            text_format(w->arena, "连续输错次数太多，请在 %s 以后再试", at_short_chinese(w->arena, t->locked_until));
    } else {
        TRY(signin_failed(w->db, &w->who, w->session.account.login, w->rq->remote_addr));
    }
    wrong(&x, "password", reason);
    return show_erase(w, &x, 422);
}

enum err account_erase_submit_page(struct web *w)
{
    const struct erase_attempt *t = w->prepared;
    const struct account *me = &w->session.account;
    struct wrongs none = {.len = 0};
    struct erasure_facts facts;
    const char *reason = NULL;
    TRY(erasure_facts_read(w->db, me, &facts));
    if (may_erase(&facts, &reason) != OK) {
        return show_erase(w, &none, 409);
    }
    if (!t->is_right) {
        return refuse_erase(w, t);
    }
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(account_erase(&c, me));
    w->is_signed_in = false; /* the session is gone: there is nothing to touch */
    w->has_session = false;
    web_redirect(w, "/signin?erased=1");
    session_cookie_set(w, "");
    return OK;
}
