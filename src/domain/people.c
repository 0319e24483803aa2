/* people.c */
#include "domain/people.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static const char *const registration_states[REGISTRATION__COUNT] = {"waiting", "admitted", "refused"};

const char *registration_state_ident(enum registration_state state)
{
    return registration_states[state];
}

enum err registration_state_from_ident(const char *ident, enum registration_state *ret)
{
    for (int i = 0; i < REGISTRATION__COUNT; i++) {
        if (strcmp(registration_states[i], ident) == 0) {
            *ret = (enum registration_state)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

static bool answers_for_sector(const struct admission_scope *scope, const struct registration_facts *r)
{
    bool is_own = scope->sector_id != 0 && scope->sector_id == r->sector_id;
    bool is_same_authority =
        !text_is_empty(scope->authority_name) && text_equal(scope->authority_name, r->authority_name);
    return r->sector_id != 0 && (is_own || is_same_authority);
}

enum err may_view_registration(const struct actor *who, const struct admission_scope *scope,
                               const struct registration_facts *r)
{
    bool may = who->role == ROLE_OFFICE;
    may = may || (who->role == ROLE_SECTOR && answers_for_sector(scope, r));
    may = may || (who->role == ROLE_DISTRICT && r->sector_id == 0 && scope->district_id != 0 &&
                  scope->district_id == r->district_id);
    return may ? OK : ERR_NOT_FOUND;
}

enum err may_admit_registration(const struct actor *who, const struct admission_scope *scope,
                                const struct registration_facts *r)
{
    TRY(may_view_registration(who, scope, r));
    return r->state == REGISTRATION_WAITING ? OK : ERR_CONFLICT;
}

enum err may_register(const struct stage_window *windows, size_t count, int64_t now)
{
    return stage_phase(windows, count, STAGE_NOMINATION, now) == PHASE_AFTER ? ERR_CLOSED : OK;
}

enum err may_invite(const struct actor *who, bool is_head, int64_t body_id, enum role role)
{
    bool is_colleague = is_head && who->body_id == body_id && who->role == role && role_acts_for_body(role);
    return who->role == ROLE_ADMIN || is_colleague ? OK : ERR_DENIED;
}

enum err may_reset(const struct actor *who, bool is_head, const struct account_facts *of)
{
    if (who->role != ROLE_ADMIN && (who->body_id != of->body_id || !role_acts_for_body(who->role))) {
        return ERR_NOT_FOUND;
    }
    if (who->role != ROLE_ADMIN && !is_head) {
        return ERR_DENIED;
    }
    return of->is_active ? OK : ERR_CONFLICT;
}

enum err may_disable(const struct actor *who, const struct account_facts *of)
{
    if (who->role != ROLE_ADMIN || who->account_id == of->id) {
        return ERR_DENIED;
    }
    return of->is_active ? OK : ERR_CONFLICT;
}

bool role_fits_body(enum role role, const char *kind)
{
    if (role_acts_for_body(role)) {
        return strcmp(role_ident(role), kind) == 0;
    }
    /* the office may lend its people to the panel, and a small town keeps its administrators in the office */
    return role != ROLE_PUBLIC && (strcmp(kind, "office") == 0 || strcmp(kind, "commission") == 0 ||
                                   strcmp(kind, "panel") == 0 || strcmp(kind, "system") == 0);
}

enum link_state link_state_at(int64_t used_at, int64_t ended_at, int64_t expires_at, int64_t now)
{
    if (used_at != 0) {
        return LINK_USED;
    }
    if (ended_at != 0) {
        return LINK_ENDED;
    }
    return now >= expires_at ? LINK_EXPIRED : LINK_LIVE;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_login_char(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

enum err login_rule(const char *login, const char **ret_reason)
{
    enum { LOGIN_MIN = 4, LOGIN_MAX = 40 };
    size_t len = strlen(login);
    size_t good = 0;
    while (good < len && is_login_char(login[good])) {
        good++;
    }
    if (len == 0) {
        *ret_reason = "请填写登录账号";
    } else if (good < len || !is_letter(login[0])) {
        *ret_reason = "登录账号用英文字母开头，只含字母、数字、点、下划线和短横线，请修改";
    } else if (len < LOGIN_MIN || len > LOGIN_MAX) {
        *ret_reason = "登录账号要有 4 至 40 个字符，请修改";
    } else {
        return OK;
    }
    return ERR_INVALID;
}

struct mark {
    const char *part, *name;
};

/* The first that is inside: most browsers call themselves Chrome and Safari too. */
static const struct mark browsers[] = {
    {"MicroMessenger", "微信"},   {"QQBrowser", "QQ 浏览器"}, {"Qaxbrowser", "奇安信浏览器"},
    {"360SE", "360 浏览器"},      {"360EE", "360 浏览器"},    {"QIHU", "360 浏览器"},
    {"MetaSr", "搜狗浏览器"},     {"UCBrowser", "UC 浏览器"}, {"UBrowser", "UC 浏览器"},
    {"Edg", "Edge 浏览器"},       {"OPR/", "Opera 浏览器"},   {"Firefox/", "火狐浏览器"},
    {"MSIE ", "IE 浏览器"},       {"Trident/", "IE 浏览器"},  {"Chrome/", "Chrome 浏览器"},
    {"Safari/", "Safari 浏览器"},
};
static const struct mark systems[] = {
    {"HarmonyOS", "鸿蒙"},  {"Android", "安卓手机或平板"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},
    {"Windows", "Windows"}, {"Macintosh", "Mac"},          {"Kylin", "麒麟"},    {"UOS", "统信"},
    {"Linux", "Linux"},
};

static const char *first_inside(const struct mark *marks, size_t len, const char *text)
{
    for (size_t i = 0; i < len; i++) {
        if (strstr(text, marks[i].part) != NULL) {
            return marks[i].name;
        }
    }
    return NULL;
}

const char *browser_words(struct arena *a, const char *user_agent)
{
    const char *browser = first_inside(browsers, sizeof browsers / sizeof browsers[0], user_agent);
    const char *os = first_inside(systems, sizeof systems / sizeof systems[0], user_agent);
    browser = browser == NULL ? "其他浏览器" : browser;
    return os == NULL ? browser : text_format(a, "%s（%s）", browser, os);
}
