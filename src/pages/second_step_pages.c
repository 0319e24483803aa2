/* second_step_pages.c - the second step of a sign-in: the code of the telephone, or a recovery code. */
#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "pages/account_pages.h"
#include "pages/pages.h"
#include "pages/people_form.h"
#include "pages/second_step.h"
#include "pages/views.h"
#include "store/people_store.h"
#include "store/store.h"
#include "web/frame.h"
#include "web/web.h"

enum { TICKET_SECONDS = 10 * 60, TICKET_BYTES_MAX = 160 };

struct factor_of second_step_of(struct web *w, const struct account *of)
{
    return (struct factor_of){of, store_keys(w->app->store)->token};
}

static struct writing writing_of(struct web *w)
{
    return (struct writing){w->db, w->app->random, w->arena, &w->who};
}

static bool is_off(const struct web *w, enum role role)
{
    return w->app->config.totp[totp_group_of(role)] == TOTP_OFF;
}

/* ---- the ticket: proves that the first step was passed, for ten minutes and for this very password ---- */

static const char *ticket_mac(struct web *w, const struct account *of, int64_t until)
{
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state h;
    const char *said = text_format(w->arena, "second step|%s|%lld|%s", of->ref, (long long)until, of->password_hash);
    (void)crypto_auth_hmacsha256_init(&h, store_keys(w->app->store)->token, 32);
    (void)crypto_auth_hmacsha256_update(&h, (const unsigned char *)said, strlen(said));
    (void)crypto_auth_hmacsha256_final(&h, mac);
    return text_hex(w->arena, mac, sizeof mac);
}

static const char *ticket_new(struct web *w, const struct account *of)
{
    int64_t until = w->now + TICKET_SECONDS;
    return text_format(w->arena, "%s.%lld.%s", of->ref, (long long)until, ticket_mac(w, of, until));
}

/* Whose ticket it is.  ERR_NOT_FOUND when it is nobody's any more. */
static enum err ticket_read(struct web *w, const char *ticket, struct account *ret)
{
    const char *dot = strchr(ticket, '.');
    const char *last = strrchr(ticket, '.');
    int64_t until = 0;
    if (strlen(ticket) > TICKET_BYTES_MAX || dot == NULL || dot == last ||
        text_to_int(arena_copy(w->arena, dot + 1, (size_t)(last - dot - 1)), 0, INT64_MAX, &until) != OK) {
        return ERR_NOT_FOUND;
    }
    TRY(account_by_ref(w->db, w->arena, arena_copy(w->arena, ticket, (size_t)(dot - ticket)), ret));
    bool is_good = ret->is_active && until > w->now && until <= w->now + TICKET_SECONDS &&
                   text_equal_secret(last + 1, ticket_mac(w, ret, until));
    return is_good ? OK : ERR_NOT_FOUND;
}

/* ---- the page ---- */

static void show(struct web *w, struct signin_code_view *v, const struct wrongs *x, int status)
{
    v->errors = wrongs_summary(x);
    v->carried = signin_carried(w, &v->carried_len);
    v->code = people_text(w, x, "code", "6 位动态口令，或者一个恢复码", "");
    v->code.width = "w-16";
    v->code.autocomplete = "one-time-code";
    v->phone = round_text(w->round, "consult_phone");
    frame_page(w, &v->page, "动态口令");
    v->page.has_errors = x != NULL && x->len > 0;
    v->top = (struct form_top_view){w->token, NULL};
    tpl_signin_code(&w->out, v);
    web_html(w, status);
}

enum err second_step_ask(struct web *w, const struct account *of, bool *ret_asked)
{
    *ret_asked = false;
    if (is_off(w, of->role)) {
        return OK;
    }
    TRY(second_factor_is_set(w->db, of->id, ret_asked));
    if (*ret_asked) {
        struct signin_code_view v = {.ticket = ticket_new(w, of),
                                     .next = signin_next(fields_text(&w->rq->form, "next"))};
        show(w, &v, NULL, 200);
    }
    return OK;
}

static enum err refuse_code(struct web *w, const struct factor_of *of, const char *id, struct wrongs *x)
{
    struct writing c = writing_of(w);
    TRY(second_factor_failed(&c, of));
    wrong(x, id, "动态口令或者恢复码不对，或者已经用过。请看手机上现在的 6 位数字，重新输入");
    return signin_failed(w->db, &w->who, of->account->login, w->rq->remote_addr);
}

enum err second_step_take(struct web *w, const struct account *account, const char *id, struct wrongs *x)
{
    struct factor_of of = second_step_of(w, account);
    struct writing c = writing_of(w);
    struct second_factor is;
    int64_t locked_until = 0;
    bool is_recovery = false;
    const char *typed = fields_text(&w->rq->form, "code");
    TRY(signin_locked_until(w->db, account->login, w->rq->remote_addr, w->now, &locked_until));
    TRY(second_factor_get(w->db, w->arena, &of, &is));
    locked_until = is.locked_until > locked_until ? is.locked_until : locked_until;
    if (locked_until > w->now) {
        wrong(x, id,
              text_format(w->arena, "连续输错次数太多，请在 %s 以后再试", at_short_chinese(w->arena, locked_until)));
        response_header_set(w->rs, "Retry-After", text_format(w->arena, "%lld", (long long)(locked_until - w->now)));
        return OK;
    }
    if (*totp_typed(w->arena, typed) == '\0') {
        wrong(x, id, "请输入手机上现在的 6 位数字，或者一个恢复码");
        return OK;
    }
    enum err e = second_factor_use(&c, &of, typed, &is_recovery);
    return e == ERR_DENIED ? refuse_code(w, &of, id, x) : e;
}

static bool must_wait(const struct web *w)
{
    for (size_t i = 0; i < w->rs->headers_len; i++) {
        if (strcmp(w->rs->headers[i].name, "Retry-After") == 0) {
            return true;
        }
    }
    return false;
}

enum err signin_code_submit_page(struct web *w)
{
    struct wrongs x = {.len = 0};
    struct account of;
    const char *ticket = fields_text(&w->rq->form, "ticket");
    enum err e = ticket_read(w, ticket, &of);
    if (e == ERR_NOT_FOUND) {
        people_calm(w, 409, "请重新登录",
                    "输入密码以后过了十分钟，或者密码、动态口令刚刚改过。请从账号和密码重新开始。", "/signin",
                    "重新登录");
        return OK;
    }
    TRY(e);
    w->who.account_id = of.id; /* the password was right: the log may name who it was */
    TRY(second_step_take(w, &of, "code", &x));
    if (x.len > 0) {
        struct signin_code_view v = {.ticket = ticket, .next = signin_next(fields_text(&w->rq->form, "next"))};
        show(w, &v, &x, must_wait(w) ? 429 : 422);
        return OK;
    }
    TRY(signin_succeeded(w->db, of.login, w->rq->remote_addr));
    return signin_as(w, &of, signin_next(fields_text(&w->rq->form, "next")));
}

enum err second_step_news(struct web *w, const struct account *of, const char **ret_path)
{
    struct factor_reset last;
    bool is_set = false;
    *ret_path = NULL;
    if (is_off(w, of->role)) {
        return OK;
    }
    TRY(second_factor_is_set(w->db, of->id, &is_set));
    if (is_set) {
        return OK;
    }
    enum err e = factor_reset_last(w->db, w->arena, of->id, &last);
    *ret_path = e == OK ? "/accounts/me/code" : NULL;
    return e == ERR_NOT_FOUND ? OK : e;
}
