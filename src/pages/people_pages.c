/* people_pages.c - one's own sign-ins, the people of one's body, and links that are handed over and used once. */
#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/people.h"
#include "pages/pages.h"
#include "pages/people_form.h"
#include "pages/people_pages.h"
#include "pages/views.h"
#include "store/delegation_store.h"
#include "store/people_store.h"
#include "store/second_factor_store.h"
#include "store/store.h"
#include "web/frame.h"
#include "web/token.h"
#include "web/web.h"

/* ---- one's own account ---- */

struct said {
    const char *done, *title;
};

/* The note after a 303: ?done=NAME. */
static void flash(struct web *w, struct page *page, const struct said *said, size_t len)
{
    const char *done = fields_text(&w->rq->query, "done");
    for (size_t i = 0; i < len; i++) {
        if (strcmp(said[i].done, done) == 0) {
            frame_flash(page, "ok", said[i].title, NULL);
        }
    }
}

static enum err say_code(struct web *w, struct account_view *v)
{
    bool is_set = false;
    v->has_code = w->app->config.totp[totp_group_of(w->actor.role)] != TOTP_OFF;
    TRY(second_factor_is_set(w->db, w->actor.account_id, &is_set));
    v->code_text =
        is_set ? "已启用。登录时除了密码，还要输入手机上的 6 位数字。" : "没有设置。设好以后，别人知道了密码也进不来。";
    v->code_label = is_set ? "换手机、补恢复码" : "设置动态口令";
    return OK;
}

enum err account_me_page(struct web *w)
{
    static const struct said said[] = {{"one", "这一处登录已经退出"}, {"others", "其他登录都已经退出"}};
    const struct account *me = &w->session.account;
    struct session_row *rows = NULL;
    size_t len = 0;
    struct account_view v = {.person_name = me->person_name,
                             .login = me->login,
                             .body_name = me->body_name,
                             .role_text = role_name(me->role),
                             .has_colleagues = role_acts_for_body(me->role)};
    TRY(account_is_head(w->db, me->id, &v.is_head));
    v.is_head = v.is_head && v.has_colleagues;
    TRY(session_list(w->db, w->arena, &w->session, w->now, &rows, &len));
    struct session_row_view *list = ARENA_ARRAY(w->arena, struct session_row_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        list[i] = (struct session_row_view){.browser = browser_words(w->arena, rows[i].user_agent),
                                            .address = rows[i].remote_addr,
                                            .began_text = at_short_chinese(w->arena, rows[i].created_at),
                                            .seen_text = at_short_chinese(w->arena, rows[i].seen_at),
                                            .is_own = rows[i].is_own,
                                            .ref = rows[i].ref};
        v.has_others = v.has_others || !rows[i].is_own;
    }
    v.sessions = list;
    v.sessions_len = len;
    TRY(say_code(w, &v));
    frame_page(w, &v.page, "账号和登录");
    flash(w, &v.page, said, sizeof said / sizeof said[0]);
    tpl_account(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err account_sessions_end_page(struct web *w)
{
    const char *ref = fields_text(&w->rq->form, "session");
    bool was_there = false;
    if (strcmp(ref, "others") == 0) {
        TRY(session_end_rest(w->db, &w->who, &w->session));
        web_redirect(w, "/accounts/me?done=others");
        return OK;
    }
    TRY(session_end_one(w->db, &w->who, &w->session, ref, &was_there));
    web_redirect(w, was_there ? "/accounts/me?done=one" : "/accounts/me");
    return OK;
}

/* ---- the people of a body ---- */

struct account_facts account_facts_of(const struct account *of)
{
    return (struct account_facts){of->id, of->body_id, of->role, of->is_active};
}

static struct colleague_view colleague_shown(struct web *w, const struct colleague *c, bool is_head)
{
    struct account_facts facts = {c->id, w->actor.body_id, w->actor.role, c->is_active};
    bool is_own = c->id == w->actor.account_id;
    return (struct colleague_view){
        .person_name = c->person_name,
        .login = c->login,
        .is_head = c->is_head,
        .is_own = is_own,
        .tag = c->is_active ? (struct tag_view){"done", "可以登录"} : (struct tag_view){"off", "已停用"},
        .can_reset = !is_own && may_reset(&w->actor, is_head, &facts) == OK,
        .reset_url = url_path(text_format(w->arena, "/accounts/me/colleagues/%s/reset", c->ref)),
        .can_reset_code = c->has_code && !is_own && may_reset(&w->actor, is_head, &facts) == OK,
        .code_reset_url = url_path(text_format(w->arena, "/accounts/me/colleagues/%s/code-reset", c->ref))};
}

enum err colleagues_page(struct web *w)
{
    struct colleague *people = NULL;
    size_t len = 0;
    bool is_head = false;
    TRY(acts_as_head(w->db, w->arena, w->actor.account_id, w->now, &is_head));
    TRY(colleague_list(w->db, w->arena, w->actor.body_id, &people, &len));
    struct colleagues_view v = {.body_name = w->session.account.body_name,
                                .can_invite = may_invite(&w->actor, is_head, w->actor.body_id, w->actor.role) == OK,
                                .head_text = "本单位目前没有负责人账号，需要邀请同事或者重置密码的，请联系主办单位。"};
    v.can_delegate = w->actor.role != ROLE_UNIT;
    struct colleague_view *list = ARENA_ARRAY(w->arena, struct colleague_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        list[i] = colleague_shown(w, &people[i], is_head);
        if (people[i].is_head) {
            v.head_text =
                text_format(w->arena, "需要邀请同事或者重置密码的，请找本单位账号负责人%s。", people[i].person_name);
        }
    }
    v.people = list;
    v.people_len = len;
    frame_page(w, &v.page, "本单位的账号");
    tpl_colleagues(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- making a link ---- */

/* 256 bits that only this server can compute; the same POST again gives the same link, so that a double click makes
 * one and shows it twice. */
static const char *link_token(struct web *w)
{
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    const char *of = text_format(w->arena, "link|%s|%lld", post_digest(w), (long long)w->actor.account_id);
    crypto_auth_hmacsha256_state h;
    (void)crypto_auth_hmacsha256_init(&h, store_keys(w->app->store)->token, 32);
    (void)crypto_auth_hmacsha256_update(&h, (const unsigned char *)of, strlen(of));
    (void)crypto_auth_hmacsha256_final(&h, mac);
    return text_hex(w->arena, mac, sizeof mac);
}

static void show_link(struct web *w, struct link_made_view *v, const char *token, int64_t seconds)
{
    v->address = web_absolute(w, text_format(w->arena, "/links/%s", token));
    v->until_text = at_short_chinese(w->arena, w->now + seconds);
    frame_page(w, &v->page, v->title);
    tpl_link_made(&w->out, v);
    web_html(w, 200);
}

enum err link_show_invite(struct web *w, int64_t body_id, enum role role, struct link_made_view *v)
{
    struct body body;
    const char *token = link_token(w);
    TRY(body_by_id(w->db, w->arena, body_id, &body));
    TRY(link_add(w->db, &w->who, token, body_id, role, NULL));
    v->title = "邀请链接已生成";
    v->lead = text_format(w->arena, "持有链接的人可以为自己设一个%s的%s账号。请当面、电话或者用内部通讯交给本人。",
                          body.name, role_name(role));
    show_link(w, v, token, INVITE_SECONDS);
    return OK;
}

enum err link_show_reset(struct web *w, const struct account *of, struct link_made_view *v)
{
    const char *token = link_token(w);
    TRY(link_add(w->db, &w->who, token, of->body_id, of->role, of));
    v->title = "重置链接已生成";
    v->lead = text_format(w->arena, "%s（账号 %s）打开链接后可以设一个新密码。在此以前，原来的密码仍然有效。",
                          of->person_name, of->login);
    show_link(w, v, token, RESET_SECONDS);
    return OK;
}

enum err colleague_invite_page(struct web *w)
{
    bool is_head = false;
    TRY(acts_as_head(w->db, w->arena, w->actor.account_id, w->now, &is_head));
    TRY(may_invite(&w->actor, is_head, w->actor.body_id, w->actor.role));
    TRY(delegation_note(&(struct writing){w->db, w->app->random, w->arena, &w->who}, "act=invite"));
    struct link_made_view v = {.back_url = url_path("/accounts/me/colleagues"), .back_label = "返回本单位的账号"};
    return link_show_invite(w, w->actor.body_id, w->actor.role, &v);
}

enum err colleague_reset_page(struct web *w)
{
    struct account of;
    bool is_head = false;
    TRY(account_by_ref(w->db, w->arena, w->parts[0], &of));
    TRY(acts_as_head(w->db, w->arena, w->actor.account_id, w->now, &is_head));
    struct account_facts facts = account_facts_of(&of);
    TRY(may_reset(&w->actor, is_head, &facts));
    TRY(delegation_note(&(struct writing){w->db, w->app->random, w->arena, &w->who}, "act=reset"));
    struct link_made_view v = {.back_url = url_path("/accounts/me/colleagues"), .back_label = "返回本单位的账号"};
    return link_show_reset(w, &of, &v);
}

/* ---- using a link ---- */

/* What the prepare step judged. */
struct link_attempt {
    bool is_there;
    enum link_state state;
    struct link link;
    struct account of; /* of a reset */
    const char *person_name, *login, *hash;
    struct wrongs wrongs;
};

static enum err read_link(struct web *w, struct link_attempt *t)
{
    enum err e = link_by_token(w->db, w->arena, w->parts[0], &t->link);
    if (e == ERR_NOT_FOUND) {
        return OK;
    }
    TRY(e);
    t->state = link_state_at(t->link.used_at, t->link.ended_at, t->link.expires_at, w->now);
    if (t->link.is_reset) {
        TRY(account_by_id(w->db, w->arena, t->link.account_id, &t->of));
        t->state = t->state == LINK_LIVE && !t->of.is_active ? LINK_ENDED : t->state;
    }
    t->is_there = true;
    return OK;
}

/* The same words and status for a link that never was, so that guessing tells nothing. */
static void show_dead(struct web *w, const struct link_attempt *t)
{
    const char *text = "链接不存在、已经过期，或者已经由新的链接代替。请向交给您链接的人重新要一个。";
    if (t->is_there && t->state == LINK_USED) {
        text = "这个链接已经用过一次，不能再用。账号已经设好的，请直接登录；不是本人用的，请马上告诉交给您链接的人。";
    }
    people_calm(w, 404, "这个链接不能再用", text, "/signin", "去登录");
}

static void show_link_form(struct web *w, const struct link_attempt *t, int status)
{
    const struct wrongs *x = &t->wrongs;
    struct link_use_view v = {.is_reset = t->link.is_reset,
                              .action = url_path(w->rq->path),
                              .made_by = t->link.made_by_name,
                              .errors = wrongs_summary(x),
                              .rule = people_password_rule(w, t->link.role),
                              .privacy = round_text(w->round, "privacy_purpose")};
    if (t->link.is_reset) {
        v.title = "设新密码";
        v.lead = text_format(w->arena, "%s的%s，账号 %s", t->link.body_name, t->of.person_name, t->of.login);
    } else {
        v.title = "开通账号";
        v.lead = text_format(w->arena, "%s的%s账号", t->link.body_name, role_name(t->link.role));
        v.person = people_text(w, x, "person_name", "姓名", t->person_name);
        v.person.autocomplete = "name";
        v.person.width = "w-16";
        v.login = people_text(w, x, "login", "登录账号", t->login);
        v.login.autocomplete = "username";
        v.login.width = "w-16";
        people_help(w, &v.login, "4 至 40 个字符，英文字母开头，可以含数字、点、下划线和短横线");
    }
    v.fresh = people_password(w, x, "fresh", "密码");
    people_help(w, &v.fresh, v.rule);
    v.again = people_password(w, x, "again", "再输一次密码");
    frame_page(w, &v.page, v.title);
    v.page.has_errors = x->len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_link(&w->out, &v);
    web_html(w, status);
}

enum err link_page(struct web *w)
{
    struct link_attempt *t = ARENA_NEW(w->arena, struct link_attempt);
    t->person_name = "";
    t->login = "";
    TRY(read_link(w, t));
    if (!t->is_there || t->state != LINK_LIVE) {
        show_dead(w, t);
    } else {
        show_link_form(w, t, 200);
    }
    return OK;
}

static void judge_person(struct web *w, struct link_attempt *t)
{
    enum { NAME_MAX_CHARS = 20 };
    const char *reason = NULL;
    t->person_name = typed_line(w, "person_name");
    t->login = typed_line(w, "login");
    if (*t->person_name == '\0') {
        wrong(&t->wrongs, "person_name", "请填写姓名");
    } else if (utf8_length(t->person_name) > NAME_MAX_CHARS) {
        wrong(&t->wrongs, "person_name", "姓名最多 20 个字，请缩短");
    }
    if (login_rule(t->login, &reason) != OK) {
        wrong(&t->wrongs, "login", reason);
    }
}

enum err link_prepare(struct web *w)
{
    struct link_attempt *t = ARENA_NEW(w->arena, struct link_attempt);
    bool is_taken = false;
    w->prepared = t;
    TRY(read_link(w, t));
    if (!t->is_there || t->state != LINK_LIVE) {
        return OK;
    }
    if (!t->link.is_reset) {
        judge_person(w, t);
    }
    const char *login = t->link.is_reset ? t->of.login : t->login;
    const char *fresh = people_fresh_password(w, &t->wrongs, t->link.role, login);
    if (t->wrongs.len == 0 && !t->link.is_reset) {
        TRY(login_is_taken(w->db, login, &is_taken));
        wrong(&t->wrongs, "login", is_taken ? "这个登录账号已经有人使用，请换一个" : NULL);
    }
    return t->wrongs.len > 0 ? OK : password_hash(w->arena, fresh, w->app->config.light_passwords, &t->hash);
}

enum err link_use_page(struct web *w)
{
    struct link_attempt *t = w->prepared;
    int64_t id = 0;
    if (!t->is_there || t->state != LINK_LIVE) {
        show_dead(w, t);
        return OK;
    }
    if (t->wrongs.len > 0) {
        show_link_form(w, t, 422);
        return OK;
    }
    if (t->link.is_reset) {
        TRY(link_use_reset(w->db, &w->who, &t->link, &t->of, t->hash));
        TRY(signin_succeeded(w->db, t->of.login, w->rq->remote_addr));
    } else {
        struct account in = {.login = t->login, .person_name = t->person_name, .password_hash = t->hash};
        TRY(link_use_invite(w->db, w->app->random, &w->who, &t->link, &in, &id));
    }
    web_redirect(w, "/signin?ready=1");
    return OK;
}
