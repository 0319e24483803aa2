/* accounts_pages.c - the administrator's pages: every account, one account, a new one. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/people.h"
#include "domain/text_clean.h"
#include "pages/pages.h"
#include "pages/people_form.h"
#include "pages/people_pages.h"
#include "pages/views.h"
#include "store/own_data_store.h"
#include "store/people_store.h"
#include "store/second_factor_store.h"
#include "web/frame.h"
#include "web/web.h"

static struct tag_view account_tag(bool is_active, bool has_password)
{
    return !is_active      ? (struct tag_view){"off", "已停用"}
           : !has_password ? (struct tag_view){"todo", "没有密码"}
                           : (struct tag_view){"done", "可以登录"};
}

static const char *signed_in_text(struct web *w, int64_t at)
{
    return at == 0 ? "没有登录过" : at_chinese(w->arena, at);
}

/* Roles as choices; the chosen one by its identifier. */
static const struct option_view *role_options(struct web *w, const char *chosen, size_t *ret_len)
{
    struct option_view *list = ARENA_ARRAY(w->arena, struct option_view, ROLE__COUNT);
    size_t len = 0;
    for (int i = ROLE_PUBLIC + 1; i < ROLE__COUNT; i++) {
        const char *ident = role_ident((enum role)i);
        list[len++] = (struct option_view){
            .value = ident, .label = role_name((enum role)i), .is_chosen = strcmp(ident, chosen) == 0};
    }
    *ret_len = len;
    return list;
}

static struct url list_url(struct web *w, const char *role, const char *words, int64_t page)
{
    const char *url = url_with(w->arena, "/accounts", "role", role).text;
    url = url_with(w->arena, url, "q", words).text;
    return url_with(w->arena, url, "page", text_format(w->arena, "%lld", (long long)page));
}

static const struct account_row_view *account_rows(struct web *w, const struct account_rows *found)
{
    const struct account_row *rows = found->list;
    struct account_row_view *list = ARENA_ARRAY(w->arena, struct account_row_view, found->len + 1);
    for (size_t i = 0; i < found->len; i++) {
        list[i] = (struct account_row_view){.login = rows[i].login,
                                            .person_name = rows[i].person_name,
                                            .role_text = role_name(rows[i].role),
                                            .body_name = rows[i].body_name,
                                            .signed_in_text = signed_in_text(w, rows[i].signed_in_at),
                                            .tag = account_tag(rows[i].is_active, rows[i].has_password),
                                            .is_head = rows[i].is_head && role_acts_for_body(rows[i].role),
                                            .url = url_path(text_format(w->arena, "/accounts/%s", rows[i].ref))};
    }
    return list;
}

/* What was done just before, by the address. */
static void flash_done(struct web *w, struct page *page)
{
    static const struct {
        const char *done, *title;
    } said[] = {{"disabled", "账号已停用"}, {"enabled", "账号已恢复，可以用原来的密码登录"}};
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        if (strcmp(fields_text(&w->rq->query, "done"), said[i].done) == 0) {
            frame_flash(page, "ok", said[i].title, NULL);
        }
    }
}

enum err accounts_page(struct web *w)
{
    enum { PAGE_MAX = 10000, WORDS_MAX = 60 };
    const char *role = fields_text(&w->rq->query, "role");
    const char *words = text_clean_line(w->arena, fields_text(&w->rq->query, "q"));
    struct account_rows found = {0};
    int64_t page = 1;
    words = arena_copy(w->arena, words, utf8_cut(words, strlen(words), WORDS_MAX));
    if (text_to_int(fields_text(&w->rq->query, "page"), 1, PAGE_MAX, &page) != OK) {
        page = 1;
    }
    struct account_search search = {role, words, (page - 1) * ACCOUNT_ROWS_MAX};
    TRY(account_page_rows(w->db, w->arena, &search, &found));
    struct accounts_view v = {.words = words,
                              .rows = account_rows(w, &found),
                              .rows_len = found.len,
                              .has_previous = page > 1,
                              .has_next = found.has_more,
                              .previous_url = list_url(w, role, words, page - 1),
                              .next_url = list_url(w, role, words, page + 1),
                              .range_text = text_format(w->arena, "第 %lld 页", (long long)page)};
    v.roles = role_options(w, role, &v.roles_len);
    frame_page(w, &v.page, "账号");
    flash_done(w, &v.page);
    tpl_accounts(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- one account ---- */

enum { FACTS = 6 };

static enum err admin_facts(struct web *w, const struct account *of, bool is_head, bool has_code,
                            struct fact_view facts[FACTS])
{
    int64_t signed_in_at = 0;
    const char *head = is_head ? "是，可以邀请同事、重置同事的密码" : "不是";
    TRY(account_last_signin(w->db, of->ref, &signed_in_at));
    facts[0] = (struct fact_view){"姓名", of->person_name};
    facts[1] = (struct fact_view){"角色", role_name(of->role)};
    facts[2] = (struct fact_view){"单位", of->body_name};
    facts[3] = (struct fact_view){"账号负责人", role_acts_for_body(of->role) ? head : "这种角色的账号由系统管理员管理"};
    facts[4] = (struct fact_view){"最近登录", signed_in_text(w, signed_in_at)};
    facts[5] = (struct fact_view){"动态口令", has_code ? "已启用" : "没有设置"};
    return OK;
}

enum err account_admin_page(struct web *w)
{
    struct account of;
    bool is_head = false;
    bool has_code = false;
    bool is_erased = false;
    struct fact_view *facts = ARENA_ARRAY(w->arena, struct fact_view, FACTS);
    TRY(account_by_ref(w->db, w->arena, w->parts[0], &of));
    TRY(account_is_head(w->db, of.id, &is_head));
    TRY(second_factor_is_set(w->db, of.id, &has_code));
    TRY(account_is_erased(w->db, of.id, &is_erased));
    TRY(admin_facts(w, &of, is_head, has_code, facts));
    struct account_facts judged = account_facts_of(&of);
    const char *path = text_format(w->arena, "/accounts/%s", of.ref);
    struct account_admin_view v = {.login = of.login,
                                   .person_name = of.person_name,
                                   .tag = account_tag(of.is_active, *of.password_hash != '\0'),
                                   .facts = facts,
                                   .facts_len = FACTS,
                                   .can_reset = may_reset(&w->actor, false, &judged) == OK,
                                   .can_disable = may_disable(&w->actor, &judged) == OK,
                                   .can_head = of.is_active && !is_head && role_acts_for_body(of.role),
                                   .can_reset_code = has_code && of.id != w->actor.account_id &&
                                                     may_reset(&w->actor, false, &judged) == OK,
                                   .can_enable = !of.is_active && !is_erased,
                                   .enable_url = url_path(text_format(w->arena, "%s/enable", path)),
                                   .code_reset_url = url_path(text_format(w->arena, "%s/code-reset", path)),
                                   .reset_url = url_path(text_format(w->arena, "%s/reset", path)),
                                   .disable_url = url_path(text_format(w->arena, "%s/disable", path)),
                                   .head_url = url_path(text_format(w->arena, "%s/head", path))};
    frame_page(w, &v.page, text_format(w->arena, "账号 %s", of.login));
    v.token = w->token;
    tpl_account_admin(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err account_reset_page(struct web *w)
{
    struct account of;
    TRY(account_by_ref(w->db, w->arena, w->parts[0], &of));
    struct account_facts judged = account_facts_of(&of);
    TRY(may_reset(&w->actor, false, &judged));
    struct link_made_view v = {.back_url = url_path("/accounts"), .back_label = "返回账号列表"};
    return link_show_reset(w, &of, &v);
}

enum err account_disable_page(struct web *w)
{
    struct account of;
    TRY(account_by_ref(w->db, w->arena, w->parts[0], &of));
    struct account_facts judged = account_facts_of(&of);
    TRY(may_disable(&w->actor, &judged));
    TRY(account_close(w->db, &w->who, &of));
    web_redirect(w, "/accounts?done=disabled");
    return OK;
}

/* ---- letting a disabled account in again ---- */

static enum err find_disabled(struct web *w, struct account *ret)
{
    bool is_erased = false;
    TRY(account_by_ref(w->db, w->arena, w->parts[0], ret));
    TRY(account_is_erased(w->db, ret->id, &is_erased));
    return ret->is_active || is_erased ? ERR_CONFLICT : OK;
}

static void show_enable(struct web *w, const struct account *of, const struct wrongs *x, int status)
{
    struct account_enable_view v = {
        .errors = wrongs_summary(x),
        .login = of->login,
        .person_name = of->person_name,
        .body_name = of->body_name,
        .post_url = url_path(text_format(w->arena, "/accounts/%s/enable", of->ref)),
        .back_url = url_path(text_format(w->arena, "/accounts/%s", of->ref)),
    };
    v.reason = people_text(w, x, "reason", "原因", typed_line(w, "reason"));
    people_help(w, &v.reason, "例如“返岗，某领导同意”，记入审计日志");
    frame_page(w, &v.page, "恢复账号");
    v.page.has_errors = x->len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_account_enable(&w->out, &v);
    web_html(w, status);
}

enum err account_enable_page(struct web *w)
{
    struct wrongs none = {.len = 0};
    struct account of;
    TRY(find_disabled(w, &of));
    show_enable(w, &of, &none, 200);
    return OK;
}

enum err account_enable_submit_page(struct web *w)
{
    enum { REASON_MIN = 2, REASON_MAX = 200 };
    struct wrongs x = {.len = 0};
    struct account of;
    TRY(find_disabled(w, &of));
    const char *reason = typed_line(w, "reason");
    size_t len = utf8_length(reason);
    wrong(&x, "reason",
          len < REASON_MIN   ? "请写明恢复账号的原因"
          : len > REASON_MAX ? "原因最多 200 个字，请缩短"
                             : NULL);
    if (x.len > 0) {
        show_enable(w, &of, &x, 422);
        return OK;
    }
    TRY(account_enable(w->db, &w->who, &of, reason));
    web_redirect(w, "/accounts?done=enabled");
    return OK;
}

enum err account_head_page(struct web *w)
{
    struct account of;
    TRY(account_by_ref(w->db, w->arena, w->parts[0], &of));
    if (!role_acts_for_body(of.role)) {
        return ERR_CONFLICT;
    }
    TRY(account_make_head(w->db, &w->who, &of));
    web_redirect(w, text_format(w->arena, "/accounts/%s", of.ref));
    return OK;
}

/* ---- a new account: an invitation into a body ---- */

static void show_new(struct web *w, const struct wrongs *x, const char *role, const char *body, int status)
{
    size_t len = 0;
    const struct option_view *roles = role_options(w, role, &len);
    struct account_new_view v = {.errors = wrongs_summary(x)};
    v.role = people_select(w, x, "role", "角色", roles, len);
    v.role.width = "w-24";
    v.body = people_text(w, x, "body", "单位", body);
    people_help(w, &v.body, "填系统里已有的单位的全称；还没有的单位请先登记或者导入");
    frame_page(w, &v.page, "新增账号");
    v.page.has_errors = x->len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_account_new(&w->out, &v);
    web_html(w, status);
}

enum err account_new_page(struct web *w)
{
    struct wrongs none = {.len = 0};
    show_new(w, &none, "unit", "", 200);
    return OK;
}

/* The body of that name to which accounts of the role may belong. */
static enum err body_for(struct web *w, enum role role, const char *name, struct body *ret)
{
    static const char *const kinds[] = {"unit",   "district",   "sector", "joint",
                                        "office", "commission", "panel",  "system"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (role_fits_body(role, kinds[i])) {
            enum err e = body_by_name(w->db, w->arena, kinds[i], name, ret);
            if (e != ERR_NOT_FOUND) {
                return e;
            }
        }
    }
    return ERR_NOT_FOUND;
}

enum err account_invite_page(struct web *w)
{
    struct wrongs x = {.len = 0};
    struct body body = {.id = 0};
    enum role role = ROLE_PUBLIC;
    const char *typed_role = fields_text(&w->rq->form, "role");
    const char *name = typed_line(w, "body");
    bool has_role = role_from_ident(typed_role, &role) == OK && role != ROLE_PUBLIC;
    wrong(&x, "role", has_role ? NULL : "请选择角色");
    wrong(&x, "body", *name == '\0' ? "请填写单位的全称" : NULL);
    if (x.len == 0) {
        enum err e = body_for(w, role, name, &body);
        if (e != OK && e != ERR_NOT_FOUND) {
            return e;
        }
        wrong(&x, "body", e == OK ? NULL : "没有这个名称的单位，或者它不能有这种角色，请核对全称和角色");
    }
    if (x.len > 0) {
        show_new(w, &x, typed_role, name, 422);
        return OK;
    }
    TRY(may_invite(&w->actor, false, body.id, role));
    struct link_made_view v = {.back_url = url_path("/accounts"), .back_label = "返回账号列表"};
    return link_show_invite(w, body.id, role, &v);
}
