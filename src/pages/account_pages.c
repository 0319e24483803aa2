/* account_pages.c - signing in and out, and the password. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/text_clean.h"
#include "pages/account_pages.h"
#include "pages/pages.h"
#include "pages/second_step.h"
#include "pages/section_pages.h"
#include "pages/views.h"
#include "store/people_store.h"
#include "web/frame.h"
#include "web/session_cookie.h"
#include "web/web.h"

enum { LOGIN_BYTES_MAX = 80 };

/* What the prepare step found out while nobody waits for it. */
struct attempt {
    const char *login;
    bool is_empty; /* nothing to try */
    struct account account;
    bool is_known;
    bool is_right;
    int64_t locked_until;
};

const char *signin_next(const char *next)
{
    const char *path = url_path(text_is_empty(next) ? "/nominations" : next).text;
    return text_starts(path, "/signin") || text_starts(path, "/signout") ? "/nominations" : path;
}

static struct field_view text_field(const char *id, const char *label, const char *value)
{
    return (struct field_view){.id = id, .name = id, .label = label, .value = value, .width = ""};
}

static const char *described(struct arena *a, const struct field_view *f)
{
    if (f->help == NULL && f->error == NULL) {
        return NULL;
    }
    return text_format(a, "%s%s%s%s%s", f->help == NULL ? "" : f->id, f->help == NULL ? "" : "-h",
                       f->help != NULL && f->error != NULL ? " " : "", f->error == NULL ? "" : f->id,
                       f->error == NULL ? "" : "-e");
}

static struct error_summary_view one_error(struct arena *a, const char *anchor, const char *text)
{
    if (text == NULL) {
        return (struct error_summary_view){0};
    }
    struct error_item_view *item = ARENA_NEW(a, struct error_item_view);
    *item = (struct error_item_view){anchor, text};
    return (struct error_summary_view){item, 1, 1};
}

/* Fields of a POST that had no sign-in, or those that the sign-in page already carries. */
static const struct carried_view *carried_fields(struct web *w, bool is_first, size_t *ret_len)
{
    const struct fields *form = &w->rq->form;
    struct carried_view *list = ARENA_ARRAY(w->arena, struct carried_view, form->list_len + 1);
    size_t len = 0;
    if (is_first) {
        list[len++] = (struct carried_view){"carry.path", w->rq->path};
    }
    for (size_t i = 0; i < form->list_len; i++) {
        const char *name = form->list[i].name;
        if (is_first && strcmp(name, "token") != 0) {
            list[len++] = (struct carried_view){text_format(w->arena, "carry:%s", name), form->list[i].value};
        } else if (!is_first && text_starts(name, "carry")) {
            list[len++] = (struct carried_view){name, form->list[i].value};
        }
    }
    *ret_len = len;
    return list;
}

static void show_signin(struct web *w, struct signin_view *v, const char *login, const char *error, int status)
{
    v->login = text_field("login", "账号", login);
    v->login.is_text = true;
    v->login.autocomplete = "username";
    v->login.error = error;
    v->login.describedby = described(w->arena, &v->login);
    v->password = text_field("password", "密码", "");
    v->password.is_password = true;
    v->password.autocomplete = "current-password";
    v->errors = one_error(w->arena, "login", error);
    frame_page(w, &v->page, "登录");
    v->page.has_errors = error != NULL;
    v->top = (struct form_top_view){w->token, NULL};
    v->help = round_text(w->round, "account_help");
    v->phone = round_text(w->round, "consult_phone");
    tpl_signin(&w->out, v);
    web_html(w, status);
}

/* A section's page, also when it was its autosave that came too late. */
static const char *page_of_post(struct arena *a, const char *path)
{
    static const char draft[] = "/draft";
    size_t len = strlen(path);
    size_t tail = sizeof draft - 1;
    return len > tail && strcmp(path + len - tail, draft) == 0 ? arena_copy(a, path, len - tail) : path;
}

enum err signin_page(struct web *w)
{
    const char *next = signin_next(fields_text(&w->rq->query, "next"));
    if (w->is_signed_in) {
        web_redirect(w, next);
        return OK;
    }
    struct signin_view v = {.next = next};
    if (fields_has(&w->rq->query, "kept")) {
        v.notice = "登录已经到期。刚才填写的内容已经保存，登录后回到原来的页面。";
    } else if (fields_has(&w->rq->query, "ready")) {
        v.notice = "已经设好，请用登录账号和刚才设的密码登录。";
    } else if (fields_has(&w->rq->query, "erased")) {
        v.notice = "账号已经注销，所有登录都已退出。姓名、登录账号、登录记录已经删除。";
    } else if (fields_has(&w->rq->query, "code")) {
        v.notice = "动态口令已经去掉，请用账号和密码登录，再在新手机上设置。";
    } else if (w->has_session) {
        v.notice = "登录已经到期，请重新登录。已经保存的内容都在。";
    }
    show_signin(w, &v, "", NULL, 200);
    return OK;
}

const struct carried_view *signin_carried(struct web *w, size_t *ret_len)
{
    return carried_fields(w, false, ret_len);
}

void signin_with_text(struct web *w)
{
    struct signin_view v = {.next = signin_next(page_of_post(w->arena, w->rq->path)),
                            .notice = "登录已经失效。刚才填写的内容没有丢：登录后自动存为草稿，并回到原来的页面。"};
    v.carried = carried_fields(w, true, &v.carried_len);
    show_signin(w, &v, "", NULL, 401);
}

enum err signin_prepare(struct web *w)
{
    struct attempt *t = ARENA_NEW(w->arena, struct attempt);
    w->prepared = t;
    const char *login = text_clean_line(w->arena, fields_text(&w->rq->form, "login"));
    const char *password = fields_text(&w->rq->form, "password");
    t->login = arena_copy(w->arena, login, utf8_cut(login, strlen(login), LOGIN_BYTES_MAX));
    t->is_empty = *login == '\0' || *password == '\0';
    if (t->is_empty) {
        return OK;
    }
    if (strlen(login) > LOGIN_BYTES_MAX || strlen(password) > PASSWORD_BYTES_MAX) {
        password = ""; /* nobody's: as wrong as any other */
    }
    TRY(signin_locked_until(w->db, t->login, w->rq->remote_addr, w->now, &t->locked_until));
    if (t->locked_until != 0) {
        return OK;
    }
    enum err e = account_by_login(w->db, w->arena, t->login, &t->account);
    if (e != OK && e != ERR_NOT_FOUND) {
        return e;
    }
    t->is_known = e == OK && t->account.is_active;
    t->is_right = password_check(t->is_known ? t->account.password_hash : "", password) == OK;
    return OK;
}

static enum err refuse_signin(struct web *w, const struct attempt *t)
{
    const char *error = "账号或者密码不对，请检查大小写后重新输入";
    if (t->locked_until != 0) {
        error = text_format(w->arena, "连续输错次数太多，请在 %s 以后再试，或者联系主办单位重置密码",
                            at_short_chinese(w->arena, t->locked_until));
        response_header_set(w->rs, "Retry-After", text_format(w->arena, "%lld", (long long)(t->locked_until - w->now)));
    } else if (t->is_empty) {
        error = "请填写账号和密码";
    } else {
        TRY(signin_failed(w->db, &w->who, t->login, w->rq->remote_addr));
    }
    struct signin_view v = {.next = signin_next(fields_text(&w->rq->form, "next"))};
    v.carried = carried_fields(w, false, &v.carried_len);
    show_signin(w, &v, t->login, error, t->locked_until != 0 ? 429 : 422);
    return OK;
}

/* The page after a sign-in: what must be done first, the text that was carried, news, and then what was asked for. */
static enum err page_after(struct web *w, const struct account *account, const char *carried, const char **next)
{
    bool is_old = false;
    const char *news = NULL;
    if (w->app->config.has_gb_profile) {
        TRY(password_expire(w->db, &w->who, account, &is_old));
    }
    TRY(second_step_news(w, account, &news));
    if (account->must_change || is_old) {
        *next = "/password";
    } else if (carried != NULL) {
        *next = carried;
    } else if (fields_has(&w->rq->form, "carry.path")) {
        *next = "/nominations"; /* the text is another unit's, and so is the page that it came from */
    } else if (news != NULL) {
        *next = news;
    }
    return OK;
}

enum err signin_as(struct web *w, const struct account *account, const char *next)
{
    const char *cookie = NULL;
    const char *carried = NULL;
    if (w->is_signed_in) { /* nobody is two people in one browser */
        TRY(session_end(w->db, &w->who, &w->session));
    }
    w->actor = (struct actor){account->id, account->body_id, account->role};
    w->who = (struct audit_actor){w->now, account->id, role_ident(account->role), w->request_id};
    TRY(session_sweep(w->db, w->now));
    struct writing by = {w->db, w->app->random, w->arena, &w->who};
    TRY(session_start(&by, account, w->rq->remote_addr, w->rq->user_agent, &cookie));
    TRY(section_save_carried(w, &carried));
    TRY(page_after(w, account, carried, &next));
    web_redirect(w, next);
    session_cookie_set(w, cookie);
    return OK;
}

enum err signin_submit_page(struct web *w)
{
    struct attempt *t = w->prepared;
    /* again, behind all that failed while this one was being looked at: many guesses at once are no way round the lock
     */
    TRY(signin_locked_until(w->db, t->login, w->rq->remote_addr, w->now, &t->locked_until));
    if (!t->is_right || t->locked_until != 0) {
        return refuse_signin(w, t);
    }
    bool is_asked = false;
    TRY(second_step_ask(w, &t->account, &is_asked));
    if (is_asked) {
        return OK; /* failures stay counted until the second step is done too */
    }
    TRY(signin_succeeded(w->db, t->login, w->rq->remote_addr));
    return signin_as(w, &t->account, signin_next(fields_text(&w->rq->form, "next")));
}

enum err signout_page(struct web *w)
{
    if (w->has_session) {
        TRY(session_end(w->db, &w->who, &w->session));
    }
    web_redirect(w, "/");
    session_cookie_set(w, "");
    return OK;
}

enum err session_extend_page(struct web *w)
{
    TRY(session_touch(w->db, &w->session, w->now));
    if (web_wants_json(w)) {
        w->session.seen_at = w->now;
        web_json(w, 200, text_format(w->arena, "{\"left\":%d}", session_seconds_left(w)));
    } else {
        web_redirect(w, "/nominations");
    }
    return OK;
}

/* ---- the password ---- */

struct password_change {
    bool is_guess;        /* the present password was wrong: counted as a failed sign-in */
    const char *error_id; /* NULL: all is well */
    const char *error;
    const char *hash;
};

static struct field_view password_field(struct web *w, const char *id, const char *label, const char *autocomplete,
                                        const struct password_change *c)
{
    struct field_view f = text_field(id, label, "");
    f.is_password = true;
    f.autocomplete = autocomplete;
    f.error = c != NULL && c->error_id != NULL && strcmp(c->error_id, id) == 0 ? c->error : NULL;
    f.describedby = described(w->arena, &f);
    return f;
}

static void show_password(struct web *w, const struct password_change *c, int status)
{
    struct password_view v = {.must_change = w->session.account.must_change};
    v.now = password_field(w, "now", "现在的密码", "current-password", c);
    v.fresh = password_field(w, "fresh", "新密码", "new-password", c);
    v.again = password_field(w, "again", "再输一次新密码", "new-password", c);
    v.rule = text_format(w->arena, "至少 %zu 个字符，含大写字母、小写字母、数字、其他字符中的三种，不含账号。",
                         role_password_min(w->actor.role));
    v.errors = one_error(w->arena, c == NULL ? "" : c->error_id, c == NULL ? NULL : c->error);
    frame_page(w, &v.page, "修改密码");
    v.page.has_errors = c != NULL;
    v.top = (struct form_top_view){w->token, NULL};
    if (fields_has(&w->rq->query, "done")) {
        frame_flash(&v.page, "ok", "密码已修改", NULL);
    }
    tpl_password(&w->out, &v);
    web_html(w, status);
}

enum err password_page(struct web *w)
{
    show_password(w, NULL, 200);
    return OK;
}

static void wrong(struct password_change *c, const char *id, const char *error)
{
    c->error_id = id;
    c->error = error;
}

enum err password_prepare(struct web *w)
{
    struct password_change *c = ARENA_NEW(w->arena, struct password_change);
    struct account account;
    w->prepared = c;
    const char *now = fields_text(&w->rq->form, "now");
    const char *fresh = fields_text(&w->rq->form, "fresh");
    const char *reason = NULL;
    int64_t locked_until = 0;
    TRY(account_by_id(w->db, w->arena, w->actor.account_id, &account));
    TRY(signin_locked_until(w->db, account.login, w->rq->remote_addr, w->now, &locked_until));
    if (locked_until != 0) {
        wrong(c, "now",
              text_format(w->arena, "连续输错次数太多，请在 %s 以后再试", at_short_chinese(w->arena, locked_until)));
    } else if (strlen(now) > PASSWORD_BYTES_MAX || password_check(account.password_hash, now) != OK) {
        c->is_guess = true;
        wrong(c, "now", "现在的密码不对，请重新输入");
    } else if (password_rule(account.role, account.login, fresh, &reason) != OK) {
        wrong(c, "fresh", reason);
    } else if (strcmp(fresh, now) == 0) {
        wrong(c, "fresh", "新密码和现在的密码相同，请换一个");
    } else if (strcmp(fresh, fields_text(&w->rq->form, "again")) != 0) {
        wrong(c, "again", "两次输入的新密码不一样，请重新输入");
    } else {
        return password_hash(w->arena, fresh, w->app->config.light_passwords, &c->hash);
    }
    return OK;
}

enum err password_submit_page(struct web *w)
{
    const struct password_change *c = w->prepared;
    if (c->error_id != NULL) {
        if (c->is_guess) {
            TRY(signin_failed(w->db, &w->who, w->session.account.login, w->rq->remote_addr));
        }
        show_password(w, c, 422);
        return OK;
    }
    TRY(account_set_password(w->db, &w->who, &w->session.account, c->hash, false));
    TRY(signin_succeeded(w->db, w->session.account.login, w->rq->remote_addr));
    TRY(session_end_others(w->db, &w->session, w->now));
    web_redirect(w, w->session.account.must_change ? "/nominations" : "/password?done=1");
    return OK;
}
