/* command_account.c - `account`: the first administrator and every account after, without a default password.
 *
 * Works beside a running server: each change is one short transaction, and the engine puts writers one behind the
 * other. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "command.h"
#include "config.h"
#include "demo_accounts.h"
#include "domain/role.h"
#include "domain/text_clean.h"
#include "installation.h"
#include "say.h"
#include "store/account_store.h"
#include "store/db.h"
#include "store/second_factor_store.h"
#include "store/upkeep_store.h"

enum { LOGIN_CHARS_MIN = 2, LOGIN_CHARS_MAX = 40, PERSON_CHARS_MAX = 30, BODY_CHARS_MIN = 2, BODY_CHARS_MAX = 60 };

/* One change of one account. */
struct change {
    struct installation *in;
    struct account account;
    struct body body;
    bool makes_body;
    bool is_generated;
    bool had_code; /* a second factor was taken away */
    const char *password;
};

/* What kind of body an account of the role belongs to. */
static const char *kind_of_role(enum role role)
{
    switch (role) {
    case ROLE_UNIT:
    case ROLE_DISTRICT:
    case ROLE_SECTOR:
    case ROLE_JOINT:
    case ROLE_OFFICE:
    case ROLE_COMMISSION: return role_ident(role);
    case ROLE_JUDGE:
    case ROLE_TALLY:
    case ROLE_SUPERVISOR: return "panel";
    case ROLE_ADMIN:
    case ROLE_SECURITY:
    case ROLE_AUDITOR: return "system";
    case ROLE_PUBLIC:
    case ROLE__COUNT:
    default: return "";
    }
}

static bool is_kind(const char *word)
{
    static const char *const kinds[] = {"unit",   "district",   "sector", "joint",
                                        "office", "commission", "panel",  "system"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i], word) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- the password ---- */

static enum err read_password(struct change *ch)
{
    char line[PASSWORD_BYTES_MAX + 2];
    const char *reason = "";
    if (fgets(line, sizeof line, stdin) == NULL) {
        complain("标准输入里没有密码");
        return ERR_INVALID;
    }
    size_t len = strcspn(line, "\r\n");
    ch->password = arena_copy(ch->in->arena, line, len);
    memset(line, 0, sizeof line);
    if (len > PASSWORD_BYTES_MAX || password_rule(ch->account.role, ch->account.login, ch->password, &reason) != OK) {
        complain("密码不合要求：%s", len > PASSWORD_BYTES_MAX ? "太长" : reason);
        return ERR_INVALID;
    }
    return OK;
}

/* Made or read, and hashed, before any transaction. */
static enum err choose_password(struct change *ch, const struct config *c)
{
    ch->is_generated = !config_has(c, KEY_PASSWORD_STDIN);
    if (ch->is_generated) {
        ch->password = password_generate(&ch->in->random, ch->in->arena, ch->account.login);
    } else {
        TRY(read_password(ch));
    }
    ch->account.must_change = ch->is_generated;
    return password_hash(ch->in->arena, ch->password, ch->in->is_demo, &ch->account.password_hash);
}

static void say_password(const struct change *ch)
{
    if (ch->is_generated) {
        say("密码：%s    （只显示这一次；首次登录时必须修改）", ch->password);
    }
}

/* ---- add ---- */

static int refuse(const char *sentence)
{
    complain("%s", sentence);
    return EXIT_USAGE;
}

static bool is_login(const char *s)
{
    size_t len = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");
    return s[len] == '\0' && len >= LOGIN_CHARS_MIN && len <= LOGIN_CHARS_MAX;
}

/* The account's own words; EXIT_DONE when they will do. */
static int read_person(struct change *ch, const struct config *c)
{
    struct arena *a = ch->in->arena;
    ch->account.login = c->text[KEY_LOGIN];
    ch->account.person_name = text_clean_line(a, c->text[KEY_NAME]);
    ch->body.name = text_clean_line(a, c->text[KEY_BODY]);
    if (!is_login(ch->account.login)) {
        return refuse("--login 用 2 到 40 个英文字母、数字、点、下划线、减号");
    }
    if (role_from_ident(c->text[KEY_ROLE], &ch->account.role) != OK || ch->account.role == ROLE_PUBLIC) {
        return refuse(
            "--role 应当是 unit district sector joint office judge tally supervisor commission admin security "
            "auditor 之一");
    }
    size_t person = utf8_length(ch->account.person_name);
    if (person == 0 || person > PERSON_CHARS_MAX) {
        return refuse("--name 填使用人姓名，不超过 30 个字符");
    }
    size_t body = utf8_length(ch->body.name);
    if (body < BODY_CHARS_MIN || body > BODY_CHARS_MAX) {
        return refuse("--body 填所属单位或部门的全称，2 到 60 个字符");
    }
    ch->body.kind = config_has(c, KEY_BODY_KIND) ? c->text[KEY_BODY_KIND] : kind_of_role(ch->account.role);
    return is_kind(ch->body.kind)
               ? EXIT_DONE
               : refuse("--body-kind 应当是 unit district sector joint office commission panel system 之一");
}

/* "tianning（天宁区）、..." for whoever does not know the codes. */
static const char *district_codes(const struct round *round, struct arena *a)
{
    const char *list = "";
    for (size_t i = 0; i < round->districts_len; i++) {
        list = text_format(a, "%s%s%s（%s）", list, i == 0 ? "" : "、", round->districts[i].code,
                           round->districts[i].name);
    }
    return list;
}

static const char *sector_codes(const struct round *round, struct arena *a)
{
    const char *list = "";
    for (size_t i = 0; i < round->sectors_len; i++) {
        list = text_format(a, "%s%s%s（%s）", list, i == 0 ? "" : "、", round->sectors[i].code, round->sectors[i].name);
    }
    return list;
}

/* Where a new body stands; EXIT_DONE when that is known. */
static int place_body(struct change *ch, const struct config *c)
{
    const struct round *round = &ch->in->round;
    const struct district *district = round_district(round, c->text[KEY_DISTRICT]);
    const struct sector *sector = round_sector(round, c->text[KEY_SECTOR]);
    bool needs_district = strcmp(ch->body.kind, "unit") == 0 || strcmp(ch->body.kind, "district") == 0;
    if (district == NULL && (needs_district || *c->text[KEY_DISTRICT] != '\0')) {
        complain("“%s”是新单位，请用 --district 写明所在辖市区：%s", ch->body.name,
                 district_codes(round, ch->in->arena));
        return EXIT_USAGE;
    }
    if (sector == NULL && *c->text[KEY_SECTOR] != '\0') {
        complain("没有行业代码“%s”；有：%s", c->text[KEY_SECTOR], sector_codes(round, ch->in->arena));
        return EXIT_USAGE;
    }
    ch->body.district_id = district == NULL ? 0 : district->id;
    ch->body.sector_id = sector == NULL ? 0 : sector->id;
    return EXIT_DONE;
}

static enum err add_in_transaction(struct db *db, void *ctx)
{
    struct change *ch = ctx;
    struct audit_actor who = installation_actor(ch->in);
    struct account taken;
    struct body body;
    int64_t id = 0;
    enum err e = account_by_login(db, ch->in->arena, ch->account.login, &taken);
    if (e != ERR_NOT_FOUND) {
        return e == OK ? ERR_CONFLICT : e;
    }
    e = body_by_name(db, ch->in->arena, ch->body.kind, ch->body.name, &body);
    ch->makes_body = e == ERR_NOT_FOUND;
    ch->account.body_id = e == OK ? body.id : 0;
    if (ch->makes_body) {
        e = body_add(db, &ch->in->random, &who, &ch->body, &ch->account.body_id);
    }
    TRY(e);
    return account_add(db, &ch->in->random, &who, &ch->account, &id);
}

static int account_add_command(struct change *ch, const struct config *c)
{
    struct body known;
    int status = read_person(ch, c);
    if (status != EXIT_DONE) {
        return status;
    }
    if (body_by_name(ch->in->reader, ch->in->arena, ch->body.kind, ch->body.name, &known) == ERR_NOT_FOUND) {
        status = place_body(ch, c);
        if (status != EXIT_DONE) {
            return status;
        }
    }
    if (choose_password(ch, c) != OK) {
        return EXIT_FAILED;
    }
    enum err e = store_write(ch->in->store, add_in_transaction, ch);
    if (e != OK) {
        complain(e == ERR_CONFLICT ? "账号 %s 已经有了" : "账号 %s 没有建成：内部错误或者磁盘已满", ch->account.login);
        return EXIT_FAILED;
    }
    say("已建账号 %s：%s，%s，%s%s", ch->account.login, ch->account.person_name, role_name(ch->account.role),
        ch->body.name, ch->makes_body ? "（新建单位）" : "");
    say_password(ch);
    return EXIT_DONE;
}

/* ---- disable and reset ---- */

/* Everyone who is signed in with the account is out at once. */
static enum err end_sessions(struct db *db, const struct change *ch, int64_t now)
{
    struct session none = {.id_hash = "", .account = ch->account};
    return session_end_others(db, &none, now);
}

static enum err disable_in_transaction(struct db *db, void *ctx)
{
    struct change *ch = ctx;
    struct audit_actor who = installation_actor(ch->in);
    TRY(account_disable(db, &who, &ch->account));
    return end_sessions(db, ch, who.at);
}

static enum err reset_in_transaction(struct db *db, void *ctx)
{
    struct change *ch = ctx;
    struct audit_actor who = installation_actor(ch->in);
    TRY(account_set_password(db, &who, &ch->account, ch->account.password_hash, ch->account.must_change));
    TRY(signin_unlock(db, ch->account.login));
    TRY(second_factor_is_set(db, ch->account.id, &ch->had_code));
    if (ch->had_code) { /* whoever has lost the one has often lost the other, and there may be no other administrator */
        struct writing by = {db, &ch->in->random, ch->in->arena, &who};
        TRY(second_factor_remove(&by, &ch->account, "by=cli"));
    }
    return end_sessions(db, ch, who.at);
}

static enum err find_account(struct change *ch, const struct config *c)
{
    if (!config_has(c, KEY_LOGIN)) {
        complain("请用 --login 写明账号");
        return ERR_INVALID;
    }
    enum err e = account_by_login(ch->in->reader, ch->in->arena, c->text[KEY_LOGIN], &ch->account);
    if (e != OK) {
        complain("没有账号 %s；全部账号见 jianpin account list", c->text[KEY_LOGIN]);
    } else if (!ch->account.is_active) {
        complain("账号 %s 已经停用", c->text[KEY_LOGIN]);
        e = ERR_CONFLICT;
    }
    return e;
}

static int account_disable_command(struct change *ch, const struct config *c)
{
    enum err e = find_account(ch, c);
    if (e != OK) {
        return e == ERR_INVALID ? EXIT_USAGE : EXIT_FAILED;
    }
    e = store_write(ch->in->store, disable_in_transaction, ch);
    if (e != OK) {
        complain("账号 %s 没有停用：%s", ch->account.login, err_sentence(e));
        return EXIT_FAILED;
    }
    say("已停用账号 %s：%s，%s", ch->account.login, ch->account.person_name, ch->account.body_name);
    return EXIT_DONE;
}

static int account_reset_command(struct change *ch, const struct config *c)
{
    enum err e = find_account(ch, c);
    if (e != OK) {
        return e == ERR_INVALID ? EXIT_USAGE : EXIT_FAILED;
    }
    if (choose_password(ch, c) != OK) {
        return EXIT_FAILED;
    }
    e = store_write(ch->in->store, reset_in_transaction, ch);
    if (e != OK) {
        complain("账号 %s 的密码没有重置：%s", ch->account.login, err_sentence(e));
        return EXIT_FAILED;
    }
    say("已重置账号 %s 的密码%s，原来的登录全部失效", ch->account.login, ch->had_code ? "并去掉动态口令" : "");
    say_password(ch);
    return EXIT_DONE;
}

/* ---- list ---- */

static int account_list_command(struct change *ch, const struct config *c)
{
    (void)c;
    struct account *list = NULL;
    size_t len = 0;
    enum err e = account_list(ch->in->reader, ch->in->arena, &list, &len);
    if (e != OK) {
        complain("不能列出账号：%s", err_sentence(e));
        return EXIT_FAILED;
    }
    for (size_t i = 0; i < len; i++) {
        say_cell(list[i].login, 16);
        say_cell(role_name(list[i].role), 16);
        say_cell(list[i].is_active ? "在用" : "停用", 6);
        say_cell(list[i].person_name, 12);
        say("%s", list[i].body_name);
    }
    if (len == 0) {
        say("还没有账号。建第一个系统管理员：jianpin account add --data %s --login admin --name 姓名 --role admin "
            "--body 部门名称",
            ch->in->dir);
    }
    return EXIT_DONE;
}

static const struct {
    const char *name;
    int (*run)(struct change *ch, const struct config *c);
} actions[] = {
    {"add", account_add_command},
    {"disable", account_disable_command},
    {"reset", account_reset_command},
    {"list", account_list_command},
};

int command_account(const struct config *c)
{
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (strcmp(actions[i].name, c->words[0]) != 0) {
            continue;
        }
        struct installation in;
        struct change ch = {.in = &in};
        if (installation_open(&in, c, USE_WRITE) != OK) {
            return EXIT_FAILED;
        }
        int status = installation_pretend(&in, c) == OK ? actions[i].run(&ch, c) : EXIT_FAILED;
        installation_close(&in);
        return status;
    }
    complain("account 后面写 add、disable、reset 或 list，不是 %s；说明见 jianpin help account", c->words[0]);
    return EXIT_USAGE;
}
