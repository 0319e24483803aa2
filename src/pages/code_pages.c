/* code_pages.c - setting up the second factor, changing it, and taking a lost one away by a link. */
#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "document/qr_code.h"
#include "domain/people.h"
#include "pages/pages.h"
#include "pages/people_form.h"
#include "pages/people_pages.h"
#include "pages/second_step.h"
#include "pages/views.h"
#include "store/delegation_store.h"
#include "store/people_store.h"
#include "store/store.h"
#include "web/frame.h"
#include "web/token.h"
#include "web/web.h"

enum { FEW_CODES = 3 };

static struct writing writing_of(struct web *w)
{
    return (struct writing){w->db, w->app->random, w->arena, &w->who};
}

static enum totp_rule rule_for(const struct web *w)
{
    return w->app->config.totp[totp_group_of(w->actor.role)];
}

/* 256 bits that only this server can compute, the same for the same POST. */
static void secret_of_post(struct web *w, const char *what, unsigned char mac[crypto_auth_hmacsha256_BYTES])
{
    crypto_auth_hmacsha256_state h;
    const char *said = text_format(w->arena, "%s|%s|%lld", what, post_digest(w), (long long)w->actor.account_id);
    (void)crypto_auth_hmacsha256_init(&h, store_keys(w->app->store)->token, 32);
    (void)crypto_auth_hmacsha256_update(&h, (const unsigned char *)said, strlen(said));
    (void)crypto_auth_hmacsha256_final(&h, mac);
}

/* Ten codes of fifty bits.  The answer to a POST that was lost on its way is the same when it is sent again. */
static void codes_of_post(struct web *w, const char *codes[RECOVERY_CODES])
{
    static const char letter[] = "0123456789abcdefghjkmnpqrstvwxyz";
    for (int i = 0; i < RECOVERY_CODES; i++) {
        unsigned char mac[crypto_auth_hmacsha256_BYTES];
        char code[RECOVERY_CHARS + 1] = "";
        secret_of_post(w, text_format(w->arena, "recovery %d", i), mac);
        for (int k = 0; k < RECOVERY_CHARS; k++) {
            code[k] = letter[mac[k] & 31U];
        }
        codes[i] = arena_copy(w->arena, code, RECOVERY_CHARS);
        sodium_memzero(mac, sizeof mac);
    }
}

/* ---- the page ---- */

static enum err tell_reset(struct web *w, struct code_view *v)
{
    struct factor_reset last;
    enum err e = factor_reset_last(w->db, w->arena, w->actor.account_id, &last);
    if (e == OK) {
        v->reset_text = text_format(w->arena,
                                    "动态口令已于 %s 去掉，重置链接由%s %s生成。不是您本人办的，请马上修改密码，"
                                    "并告诉主办单位。",
                                    at_chinese(w->arena, last.used_at), last.made_by_body, last.made_by_name);
    }
    return e == ERR_NOT_FOUND ? OK : e;
}

static const char *lead_of(const struct code_view *v)
{
    if (v->is_pending) {
        return v->is_set ? "新手机核对以前，原来的仍然有效" : "两步设好，以后登录时除了密码还要输入动态口令";
    }
    if (v->is_set) {
        return "登录时除了密码，还要输入手机上的 6 位数字";
    }
    return v->is_required ? "您的身份登录时需要动态口令，设好以后才能继续" : "自愿设置，让账号更安全";
}

static void fill_pending(struct web *w, struct code_view *v, const struct second_factor *is, const struct wrongs *x)
{
    const char *secret = totp_base32(w->arena, is->pending, TOTP_SECRET_BYTES);
    v->login = w->session.account.login;
    v->secret_text = totp_grouped(w->arena, secret);
    v->qr_path =
        qr_code_svg(w->arena, totp_uri(w->arena, round_text(w->round, "site_name"), v->login, secret), &v->qr_side);
    v->confirm = people_text(w, x, "code", "验证器上现在的 6 位数字", "");
    v->confirm.width = "w-8";
    v->confirm.inputmode = "numeric";
    v->confirm.autocomplete = "one-time-code";
}

static enum err show(struct web *w, const struct wrongs *x, int status)
{
    static const struct {
        const char *done, *title;
    } said[] = {{"off", "动态口令已停用"}, {"kept", "没有改动"}};
    struct second_factor is;
    struct factor_of of = second_step_of(w, &w->session.account);
    TRY(second_factor_get(w->db, w->arena, &of, &is));
    struct code_view v = {.errors = wrongs_summary(x),
                          .is_set = is.is_set,
                          .is_pending = is.is_pending,
                          .is_required = rule_for(w) == TOTP_REQUIRED};
    v.lead = lead_of(&v);
    if (is.is_set) {
        v.since_text = at_chinese(w->arena, is.confirmed_at);
        v.left_text = text_format(w->arena, "还有 %lld 个没有用过", (long long)is.codes_left);
        v.is_left_few = is.codes_left < FEW_CODES;
    } else {
        TRY(tell_reset(w, &v));
    }
    if (is.is_pending) {
        fill_pending(w, &v, &is, x);
    }
    v.present = people_text(w, x, "code", "现在的动态口令，或者一个恢复码", "");
    v.present.width = "w-16";
    v.present.autocomplete = "one-time-code";
    frame_page(w, &v.page, "动态口令");
    v.page.has_errors = x != NULL && x->len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        if (strcmp(fields_text(&w->rq->query, "done"), said[i].done) == 0) {
            frame_flash(&v.page, "ok", said[i].title, NULL);
        }
    }
    tpl_code(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err code_page(struct web *w)
{
    return rule_for(w) == TOTP_OFF ? ERR_NOT_FOUND : show(w, NULL, 200);
}

static enum err show_codes(struct web *w, const char *const codes[RECOVERY_CODES], bool is_first)
{
    enum { GROUP = RECOVERY_CHARS / 2 };
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, RECOVERY_CODES);
    for (size_t i = 0; i < RECOVERY_CODES; i++) {
        list[i].text = text_format(w->arena, "%.*s-%s", GROUP, codes[i], codes[i] + GROUP);
    }
    struct code_made_view v = {.site_name = round_text(w->round, "site_name"),
                               .login = w->session.account.login,
                               .made_text = at_chinese(w->arena, w->now),
                               .codes = list,
                               .codes_len = RECOVERY_CODES,
                               .is_first = is_first};
    frame_page(w, &v.page, is_first ? "动态口令已启用" : "新的恢复码");
    tpl_code_made(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- starting, renewing, switching off ---- */

static enum err carry_out(struct web *w, const char *act)
{
    struct factor_of of = second_step_of(w, &w->session.account);
    struct writing c = writing_of(w);
    const char *codes[RECOVERY_CODES];
    if (strcmp(act, "codes") == 0) {
        codes_of_post(w, codes);
        TRY(recovery_codes_replace(&c, &of, codes));
        return show_codes(w, codes, false);
    }
    if (strcmp(act, "off") == 0) {
        TRY(second_factor_remove(&c, &w->session.account, "by=owner"));
        web_redirect(w, "/accounts/me/code?done=off");
        return OK;
    }
    TRY(second_factor_begin(&c, &of));
    web_redirect(w, "/accounts/me/code");
    return OK;
}

/* The same POST again, whose codes were made and perhaps never seen. */
static enum err is_repeated(struct web *w, bool *ret)
{
    struct factor_of of = second_step_of(w, &w->session.account);
    struct writing c = writing_of(w);
    const char *codes[RECOVERY_CODES];
    codes_of_post(w, codes);
    return recovery_code_is_known(&c, &of, codes[0], ret);
}

static enum err repeat_codes(struct web *w, bool is_first)
{
    const char *codes[RECOVERY_CODES];
    codes_of_post(w, codes);
    return show_codes(w, codes, is_first);
}

enum err code_start_page(struct web *w)
{
    struct wrongs x = {.len = 0};
    bool is_set = false;
    bool is_again = false;
    const char *act = fields_text(&w->rq->form, "act");
    bool is_known = strcmp(act, "start") == 0 || strcmp(act, "codes") == 0 || strcmp(act, "off") == 0;
    if (rule_for(w) == TOTP_OFF) {
        return ERR_NOT_FOUND;
    }
    TRY(second_factor_is_set(w->db, w->actor.account_id, &is_set));
    if (!is_known || (!is_set && strcmp(act, "start") != 0) ||
        (strcmp(act, "off") == 0 && rule_for(w) == TOTP_REQUIRED)) {
        web_redirect(w, "/accounts/me/code?done=kept");
        return OK;
    }
    TRY(is_repeated(w, &is_again));
    if (is_again) {
        return repeat_codes(w, false);
    }
    if (is_set) {
        TRY(second_step_take(w, &w->session.account, "code", &x));
    }
    return x.len > 0 ? show(w, &x, 422) : carry_out(w, act);
}

enum err code_confirm_page(struct web *w)
{
    struct wrongs x = {.len = 0};
    struct second_factor is;
    struct factor_of of = second_step_of(w, &w->session.account);
    struct writing c = writing_of(w);
    const char *codes[RECOVERY_CODES];
    int64_t step = 0;
    bool is_again = false;
    TRY(is_repeated(w, &is_again));
    if (is_again) {
        return repeat_codes(w, true);
    }
    TRY(second_factor_get(w->db, w->arena, &of, &is));
    if (!is.is_pending || rule_for(w) == TOTP_OFF) {
        web_redirect(w, "/accounts/me/code?done=kept");
        return OK;
    }
    if (!totp_matches(is.pending, w->now, 0, totp_typed(w->arena, fields_text(&w->rq->form, "code")), &step)) {
        wrong(&x, "code", "数字不对。请核对手机的时间是否准确，输入验证器上现在的 6 位数字");
        return show(w, &x, 422);
    }
    codes_of_post(w, codes);
    TRY(second_factor_confirm(&c, &of, step, codes));
    TRY(session_end_others(w->db, &w->session, w->now)); /* they were made without it */
    return show_codes(w, codes, true);
}

/* ---- a lost telephone: the link ---- */

static enum err make_reset(struct web *w, const struct account *of, struct link_made_view *v)
{
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    struct writing c = writing_of(w);
    bool is_set = false;
    TRY(second_factor_is_set(w->db, of->id, &is_set));
    if (!is_set || of->id == w->actor.account_id) {
        return ERR_CONFLICT;
    }
    secret_of_post(w, "code reset", mac);
    const char *token = text_hex(w->arena, mac, sizeof mac);
    TRY(factor_reset_add(&c, of, token));
    v->title = "动态口令重置链接已生成";
    v->lead = text_format(w->arena,
                          "%s（账号 %s）打开链接，输入自己的密码，就去掉原来的动态口令，再在新手机上设置。"
                          "请先当面或者打电话核对是本人。",
                          of->person_name, of->login);
    v->address = web_absolute(w, text_format(w->arena, "/code-reset/%s", token));
    v->until_text = at_short_chinese(w->arena, w->now + CODE_RESET_SECONDS);
    frame_page(w, &v->page, v->title);
    tpl_link_made(&w->out, v);
    web_html(w, 200);
    return OK;
}

enum err account_code_reset_page(struct web *w)
{
    struct account of;
    TRY(account_by_ref(w->db, w->arena, w->parts[0], &of));
    struct account_facts judged = account_facts_of(&of);
    TRY(may_reset(&w->actor, false, &judged));
    struct link_made_view v = {.back_url = url_path("/accounts"), .back_label = "返回账号列表"};
    return make_reset(w, &of, &v);
}

enum err colleague_code_reset_page(struct web *w)
{
    struct account of;
    bool is_head = false;
    TRY(account_by_ref(w->db, w->arena, w->parts[0], &of));
    TRY(acts_as_head(w->db, w->arena, w->actor.account_id, w->now, &is_head));
    struct account_facts judged = account_facts_of(&of);
    TRY(may_reset(&w->actor, is_head, &judged));
    TRY(delegation_note(&(struct writing){w->db, w->app->random, w->arena, &w->who}, "act=code_reset"));
    struct link_made_view v = {.back_url = url_path("/accounts/me/colleagues"), .back_label = "返回本单位的账号"};
    return make_reset(w, &of, &v);
}

/* What the prepare step found out. */
struct reset_attempt {
    bool is_there, is_right, is_empty;
    enum link_state state;
    struct factor_reset reset;
    struct account of;
    int64_t locked_until;
};

static enum err read_reset(struct web *w, struct reset_attempt *t)
{
    enum err e = factor_reset_by_token(w->db, w->arena, w->parts[0], &t->reset);
    if (e == ERR_NOT_FOUND) {
        return OK;
    }
    TRY(e);
    TRY(account_by_id(w->db, w->arena, t->reset.account_id, &t->of));
    t->is_there = t->of.is_active;
    t->state = link_state_at(t->reset.used_at, t->reset.ended_at, t->reset.expires_at, w->now);
    return OK;
}

/* The login, but for its middle: enough for its owner. */
static const char *login_hint(struct arena *a, const char *login)
{
    size_t len = strlen(login);
    return len < 3 ? "**" : text_format(a, "%c***%c", login[0], login[len - 1]);
}

static void show_reset(struct web *w, const struct reset_attempt *t, const struct wrongs *x, int status)
{
    struct code_reset_view v = {.errors = wrongs_summary(x),
                                .action = url_path(w->rq->path),
                                .made_by = text_format(w->arena, "%s %s", t->reset.made_by_body, t->reset.made_by_name),
                                .login_hint = login_hint(w->arena, t->of.login)};
    v.password = people_password(w, x, "password", "密码");
    v.password.autocomplete = "current-password";
    frame_page(w, &v.page, "去掉动态口令");
    v.page.has_errors = x != NULL && x->len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_code_reset(&w->out, &v);
    web_html(w, status);
}

static void show_dead(struct web *w)
{
    people_calm(w, 404, "链接已经失效",
                "链接已经用过、已经过期，或者后来又生成了新的。需要时请本单位账号负责人或者系统管理员重新生成。",
                "/signin", "去登录");
}

enum err code_reset_page(struct web *w)
{
    struct reset_attempt t = {.is_there = false};
    TRY(read_reset(w, &t));
    if (!t.is_there || t.state != LINK_LIVE) {
        show_dead(w);
        return OK;
    }
    show_reset(w, &t, NULL, 200);
    return OK;
}

enum err code_reset_prepare(struct web *w)
{
    struct reset_attempt *t = ARENA_NEW(w->arena, struct reset_attempt);
    const char *password = fields_text(&w->rq->form, "password");
    w->prepared = t;
    TRY(read_reset(w, t));
    if (!t->is_there || t->state != LINK_LIVE) {
        return OK;
    }
    TRY(signin_locked_until(w->db, t->of.login, w->rq->remote_addr, w->now, &t->locked_until));
    t->is_empty = *password == '\0';
    t->is_right = !t->is_empty && t->locked_until == 0 && strlen(password) <= PASSWORD_BYTES_MAX &&
                  password_check(t->of.password_hash, password) == OK;
    return OK;
}

static enum err refuse_reset(struct web *w, const struct reset_attempt *t)
{
    struct wrongs x = {.len = 0};
    const char *reason = "密码不对，请重新输入";
    if (t->is_empty) {
        reason = "请输入这个账号的密码";
    } else if (t->locked_until != 0) {
        reason =
            text_format(w->arena, "连续输错次数太多，请在 %s 以后再试", at_short_chinese(w->arena, t->locked_until));
    } else {
        TRY(signin_failed(w->db, &w->who, t->of.login, w->rq->remote_addr));
    }
    wrong(&x, "password", reason);
    show_reset(w, t, &x, 422);
    return OK;
}

enum err code_reset_use_page(struct web *w)
{
    const struct reset_attempt *t = w->prepared;
    struct writing c = writing_of(w);
    if (!t->is_there || t->state != LINK_LIVE) {
        show_dead(w);
        return OK;
    }
    if (!t->is_right) {
        return refuse_reset(w, t);
    }
    TRY(signin_succeeded(w->db, t->of.login, w->rq->remote_addr));
    TRY(factor_reset_use(&c, &t->reset, &t->of));
    web_redirect(w, "/signin?code=1");
    return OK;
}
